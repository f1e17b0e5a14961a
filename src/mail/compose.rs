//! Mails to send: an invitation with its calendar part, or a plain notice. Time, Message-ID and boundaries are arguments.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, Utc};
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address as AddressHeader;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId as MessageIdHeader;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

use super::address::{Address, Mailbox, header_text};
use super::lint::{Fault, lint};

/// A Message-ID (RFC 5322 §3.6.4), kept without its angle brackets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// Reads `left@right`, with or without angle brackets around it.
    ///
    /// # Errors
    /// A text over 250 bytes, not ASCII, with a blank, a control, `<` or `>`, or without something on both sides of an `@`.
    pub fn parse(text: &str) -> Result<MessageId, Unwritable> {
        let text = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
        let clean = text.len() <= 250 && text.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>');
        let sided = text.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty());
        if clean && sided { Ok(MessageId(text.to_owned())) } else { Err(Unwritable::MessageId) }
    }

    /// The identifier without angle brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

/// What a MIME boundary is made of: 1 to 40 letters and digits, different for each mail.
///
/// A boundary is `=_`, this text and a letter; `=_` occurs in no quoted-printable or base64 body, so none can contain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary(String);

impl Boundary {
    /// Accepts the text.
    ///
    /// # Errors
    /// An empty text, more than 40 bytes, or anything but ASCII letters and digits.
    pub fn parse(text: &str) -> Result<Boundary, Unwritable> {
        let fits = (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits { Ok(Boundary(text.to_owned())) } else { Err(Unwritable::Boundary) }
    }
}

/// Why a mail cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// A Message-ID or reference is not one.
    MessageId,
    /// The boundary text is not letters and digits.
    Boundary,
    /// A header's name is not one, is one that has its own method, or its value is not one ASCII line of up to 900 bytes.
    Header(String),
    /// The METHOD or component name of the calendar part is not a token.
    Calendar,
    /// The address needs SMTPUTF8 (RFC 6531), which is not done.
    NotAscii(Address),
    /// There is no text part.
    NoText,
    /// The finished mail breaks a rule of the wire; a bug of this program.
    Faulty(Vec<Fault>),
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unwritable::MessageId => f.write_str("a Message-ID is not of the form left@right"),
            Unwritable::Boundary => f.write_str("the boundary is not made of letters and digits"),
            Unwritable::Header(name) => write!(f, "the header {name:?} cannot be written"),
            Unwritable::Calendar => f.write_str("the METHOD or component name is not a token"),
            Unwritable::NotAscii(address) => write!(f, "{address} needs SMTPUTF8, which this server does not send"),
            Unwritable::NoText => f.write_str("the mail has no text"),
            Unwritable::Faulty(faults) => {
                f.write_str("the mail breaks rules of the wire:")?;
                faults.iter().try_for_each(|fault| write!(f, " {fault};"))
            }
        }
    }
}

impl std::error::Error for Unwritable {}

/// The value of Auto-Submitted (RFC 3834 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutoSubmitted {
    /// Sent because of an event here: invitations, notices.
    Generated,
    /// Sent in answer to a mail: the answer to a REFRESH or a COUNTER.
    Replied,
}

impl AutoSubmitted {
    fn as_str(self) -> &'static str {
        match self {
            AutoSubmitted::Generated => "auto-generated",
            AutoSubmitted::Replied => "auto-replied",
        }
    }
}

/// The calendar part of a mail (RFC 6047 §2.4).
#[derive(Clone, Debug, PartialEq, Eq)]
struct CalendarBody {
    method: String,
    component: String,
    bytes: Vec<u8>,
}

/// A mail to one recipient, before it is written.
#[derive(Clone, Debug)]
pub struct Mail {
    from: Mailbox,
    to: Mailbox,
    subject: String,
    date: DateTime<Utc>,
    message_id: MessageId,
    boundary: Boundary,
    reply_to: Option<Mailbox>,
    in_reply_to: Option<MessageId>,
    references: Vec<MessageId>,
    auto_submitted: AutoSubmitted,
    others: Vec<(String, String)>,
    plain: Option<String>,
    html: Option<String>,
    calendar: Option<CalendarBody>,
}

impl Mail {
    /// A mail without a body. The subject passes through [`header_text`]. It says `Auto-Submitted: auto-generated`.
    pub fn new(
        from: Mailbox,
        to: Mailbox,
        subject: &str,
        date: DateTime<Utc>,
        message_id: MessageId,
        boundary: Boundary,
    ) -> Mail {
        Mail {
            from,
            to,
            subject: header_text(subject),
            date,
            message_id,
            boundary,
            reply_to: None,
            in_reply_to: None,
            references: Vec::new(),
            auto_submitted: AutoSubmitted::Generated,
            others: Vec::new(),
            plain: None,
            html: None,
            calendar: None,
        }
    }

    /// Where answers written by people go.
    pub fn reply_to(mut self, mailbox: Mailbox) -> Mail {
        self.reply_to = Some(mailbox);
        self
    }

    /// The mail that this one answers.
    pub fn in_reply_to(mut self, id: MessageId) -> Mail {
        self.in_reply_to = Some(id);
        self
    }

    /// The thread: constant per event and guest, so that mail programs group the mails.
    pub fn references(mut self, ids: Vec<MessageId>) -> Mail {
        self.references = ids;
        self
    }

    /// Another reason for sending than an event here.
    pub fn auto_submitted(mut self, value: AutoSubmitted) -> Mail {
        self.auto_submitted = value;
        self
    }

    /// Any other header, such as Content-Language.
    ///
    /// # Errors
    /// A name that is not letters, digits and `-`, or that this builder writes itself; a value that is not printable ASCII
    /// or has more than 900 bytes.
    pub fn header(mut self, name: &str, value: &str) -> Result<Mail, Unwritable> {
        let named = (1..=60).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let taken = OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name));
        let printable = (1..=900).contains(&value.len()) && value.bytes().all(|b| (b' '..=b'~').contains(&b));
        let first = value.bytes().next().is_some_and(|b| b != b' ');
        if !named || taken || !printable || !first || value.ends_with(' ') {
            return Err(Unwritable::Header(name.chars().take(60).collect()));
        }
        self.others.push((name.to_owned(), value.to_owned()));
        Ok(self)
    }

    /// The text part; line ends of any kind.
    pub fn plain(mut self, text: &str) -> Mail {
        self.plain = Some(text.to_owned());
        self
    }

    /// The HTML part, equal in content to the text part.
    pub fn html(mut self, html: &str) -> Mail {
        self.html = Some(html.to_owned());
        self
    }

    /// The calendar part, twice: as the last alternative, which clients process, and as the attachment `invite.ics` for
    /// those that only show files. `method` must equal METHOD inside `bytes` (RFC 6047 §2.4).
    ///
    /// # Errors
    /// A method or component name that is not 1 to 40 ASCII letters and `-`.
    pub fn calendar(mut self, method: &str, component: &str, bytes: Vec<u8>) -> Result<Mail, Unwritable> {
        let is_token = |t: &str| (1..=40).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
        if !is_token(method) || !is_token(component) {
            return Err(Unwritable::Calendar);
        }
        let (method, component) = (method.to_ascii_uppercase(), component.to_ascii_uppercase());
        self.calendar = Some(CalendarBody { method, component, bytes });
        Ok(self)
    }

    /// The Message-ID given.
    pub fn message_id(&self) -> &MessageId {
        &self.message_id
    }

    /// The mail as it goes on the wire: CRLF line ends, 7 bits, no line over 998 bytes.
    ///
    /// # Errors
    /// No text part; an address beyond ASCII; a result that fails [`lint`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, Unwritable> {
        for mailbox in [Some(&self.from), Some(&self.to), self.reply_to.as_ref()].into_iter().flatten() {
            if !mailbox.address.is_ascii() {
                return Err(Unwritable::NotAscii(mailbox.address.clone()));
            }
        }
        let mut bytes = Vec::new();
        self.head().body(self.body()?).serialize(&mut bytes);
        if !bytes.ends_with(b"\r\n") {
            bytes.extend_from_slice(b"\r\n");
        }
        let faults = lint(&bytes);
        if faults.is_empty() { Ok(bytes) } else { Err(Unwritable::Faulty(faults)) }
    }

    fn head(&self) -> MessageBuilder<'_> {
        let mut head = MessageBuilder::new().from(address(&self.from));
        if let Some(reply_to) = &self.reply_to {
            head = head.reply_to(address(reply_to));
        }
        head = head
            .to(address(&self.to))
            .header("Subject", unstructured(&self.subject))
            .date(Date::new(self.date.timestamp()))
            .message_id(self.message_id.as_str());
        if let Some(id) = &self.in_reply_to {
            head = head.in_reply_to(id.as_str());
        }
        if !self.references.is_empty() {
            head = head.references(MessageIdHeader::new_list(self.references.iter().map(MessageId::as_str)));
        }
        head = head
            .header("MIME-Version", Raw::new("1.0"))
            .header("Auto-Submitted", Raw::new(self.auto_submitted.as_str()))
            .header("X-Auto-Response-Suppress", Raw::new("OOF, AutoReply, RN, NRN"));
        for (name, value) in &self.others {
            head = head.header(name.as_str(), Raw::new(value.as_str()));
        }
        if self.calendar.is_some() {
            head = head.header("Content-Class", Raw::new("urn:content-classes:calendarmessage"));
        }
        head
    }

    fn body(&self) -> Result<MimePart<'_>, Unwritable> {
        let mut parts = Vec::new();
        if let Some(plain) = &self.plain {
            parts.push(text_part("text/plain", plain));
        }
        if let Some(html) = &self.html {
            parts.push(text_part("text/html", html));
        }
        if parts.is_empty() {
            return Err(Unwritable::NoText);
        }
        let Some(calendar) = &self.calendar else {
            return Ok(match parts.len() {
                1 => parts.remove(0),
                _ => self.multipart("multipart/alternative", 'b', parts),
            });
        };
        parts.push(calendar_part(calendar));
        let alternative = self.multipart("multipart/alternative", 'b', parts);
        Ok(self.multipart("multipart/mixed", 'a', vec![alternative, ics_attachment(calendar)]))
    }

    fn multipart<'a>(&self, kind: &str, letter: char, parts: Vec<MimePart<'a>>) -> MimePart<'a> {
        part(format!("{kind}; boundary=\"=_{}{letter}\"", self.boundary.0), BodyPart::Multipart(parts))
    }
}

/// Headers that [`Mail`] writes itself, or that would change how the body is read.
const OWN_HEADERS: [&str; 18] = [
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Class",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
];

fn address(mailbox: &Mailbox) -> AddressHeader<'_> {
    // Cleaned again, as the name is a public field.
    AddressHeader::new_address(mailbox.name.as_deref().map(header_text), mailbox.address.as_str())
}

/// A subject that looks like an encoded word would be decoded by the reader: a blank keeps it the text that was meant.
fn unstructured(text: &str) -> Text<'_> {
    match text.contains("=?") {
        true => Text::new(text.replace("=?", "= ?")),
        false => Text::new(text),
    }
}

/// A part with this Content-Type, written as it is: mail-builder quotes every parameter, which some gateways that look for
/// `method=REQUEST` as text do not expect.
fn part<'a>(content_type: String, contents: BodyPart<'a>) -> MimePart<'a> {
    MimePart { headers: vec![(Cow::Borrowed("Content-Type"), Raw::new(content_type).into())], contents }
}

fn text_part<'a>(kind: &str, text: &str) -> MimePart<'a> {
    let body = BodyPart::Binary(Cow::Owned(quoted_printable(text)));
    part(format!("{kind}; charset=UTF-8"), body).transfer_encoding("quoted-printable")
}

/// No Content-Disposition and no `name`: with either, Exchange and Evolution show a file instead of an invitation.
fn calendar_part<'a>(calendar: &CalendarBody) -> MimePart<'a> {
    let (method, component) = (&calendar.method, &calendar.component);
    let kind = format!("text/calendar; charset=UTF-8; method={method}; component={component}");
    part(kind, BodyPart::Binary(Cow::Owned(base64(&calendar.bytes)))).transfer_encoding("base64")
}

fn ics_attachment<'a>(calendar: &CalendarBody) -> MimePart<'a> {
    let body = BodyPart::Binary(Cow::Owned(base64(&calendar.bytes)));
    part("application/ics; name=\"invite.ics\"".to_owned(), body)
        .header("Content-Disposition", Raw::new("attachment; filename=\"invite.ics\""))
        .transfer_encoding("base64")
}

/// Base64 in lines of 76 (RFC 2045 §6.8): proof against gateways that wrap lines anew and break the signature.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let text = data_encoding::BASE64.encode(bytes);
    text.as_bytes().chunks(76).collect::<Vec<_>>().join(b"\r\n".as_slice())
}

/// Quoted-printable (RFC 2045 §6.7) with CRLF line ends, whatever the text's line ends were.
fn quoted_printable(text: &str) -> Vec<u8> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.extend_from_slice(b"\r\n");
        }
        quoted_printable_line(line, &mut out);
    }
    out
}

/// A leading `.` and `From ` are encoded too, as careless gateways change them; so is a blank at the end.
fn quoted_printable_line(line: &str, out: &mut Vec<u8>) {
    let mut width = 0;
    for (i, &byte) in line.as_bytes().iter().enumerate() {
        let plain = match byte {
            b' ' | b'\t' => i + 1 < line.len(),
            b'=' => false,
            b'.' | b'F' if i == 0 => byte == b'F' && !line.starts_with("From "),
            _ => byte.is_ascii_graphic(),
        };
        let needed = if plain { 1 } else { 3 };
        if width + needed > 75 {
            out.extend_from_slice(b"=\r\n");
            width = 0;
        }
        width += needed;
        match plain {
            true => out.push(byte),
            false => out.extend_from_slice(format!("={byte:02X}").as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn mailbox(name: &str, address: &str) -> Mailbox {
        Mailbox::named(name, Address::parse(address).unwrap())
    }

    fn mail(subject: &str) -> Mail {
        Mail::new(
            mailbox("Alice Example (Example Calendar)", "invitations@cal.example.org"),
            mailbox("Bob Guest", "bob@guest.example"),
            subject,
            Utc.with_ymd_and_hms(2026, 5, 4, 8, 15, 2).unwrap(),
            MessageId::parse("<9c1e77.0@cal.example.org>").unwrap(),
            Boundary::parse("b1").unwrap(),
        )
    }

    fn text(mail: &Mail) -> String {
        String::from_utf8(mail.to_bytes().unwrap()).unwrap()
    }

    #[test]
    fn an_invitation_has_the_structure_that_all_clients_understand() {
        let mail = mail("Invitation: Project start @ Tue 12 May 2026 10:00 - 11:00 (CEST)")
            .reply_to(mailbox("Alice Example", "i-7q4f2m@cal.example.org"))
            .references(vec![MessageId::parse("t.4be0.thread@cal.example.org").unwrap()])
            .header("Content-Language", "en")
            .unwrap()
            .plain("Alice invites you.\n\nWhere: Café = 1\n.\nFrom here ")
            .html("<p>Alice invites you.</p>")
            .calendar("request", "VEVENT", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec())
            .unwrap();
        let expected = "\
From: \"Alice Example (Example Calendar)\" <invitations@cal.example.org>
Reply-To: \"Alice Example\" <i-7q4f2m@cal.example.org>
To: \"Bob Guest\" <bob@guest.example>
Subject: Invitation: Project start @ Tue 12 May 2026 10:00 - 11:00 (CEST)
Date: Mon, 4 May 2026 08:15:02 +0000
Message-ID: <9c1e77.0@cal.example.org>
References: <t.4be0.thread@cal.example.org>
MIME-Version: 1.0
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: OOF, AutoReply, RN, NRN
Content-Language: en
Content-Class: urn:content-classes:calendarmessage
Content-Type: multipart/mixed; boundary=\"=_b1a\"


--=_b1a
Content-Type: multipart/alternative; boundary=\"=_b1b\"


--=_b1b
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

Alice invites you.

Where: Caf=C3=A9 =3D 1
=2E
=46rom here=20
--=_b1b
Content-Type: text/html; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

<p>Alice invites you.</p>
--=_b1b
Content-Type: text/calendar; charset=UTF-8; method=REQUEST; component=VEVENT
Content-Transfer-Encoding: base64

QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=
--=_b1b--

--=_b1a
Content-Type: application/ics; name=\"invite.ics\"
Content-Disposition: attachment; filename=\"invite.ics\"
Content-Transfer-Encoding: base64

QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=
--=_b1a--
";
        assert_eq!(text(&mail), expected.replace('\n', "\r\n"));
    }

    #[test]
    fn a_notice_is_a_plain_text_mail() {
        let mail = mail("Accepted: Lunch").auto_submitted(AutoSubmitted::Replied).plain("Bob accepted.\r\n");
        let text = text(&mail);
        assert!(text.contains("Auto-Submitted: auto-replied\r\n"));
        assert!(text.ends_with(
            "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBob accepted.\r\n"
        ));
        assert!(!text.contains("Content-Class"));
    }

    #[test]
    fn hostile_values_stay_inside_their_header() {
        let hostile = "x\r\nBcc: eve@evil.example\r\n\r\n<script>\0";
        let mut mail = mail(hostile).plain(hostile).html(hostile);
        mail.from.name = Some(hostile.to_owned());
        let bytes = mail.to_bytes().unwrap();
        let read = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        assert!(read.bcc().is_none());
        assert_eq!(read.subject(), Some("x Bcc: eve@evil.example <script>"));
        assert_eq!(read.from().unwrap().first().unwrap().address(), Some("invitations@cal.example.org"));
    }

    #[test]
    fn texts_of_all_scripts_come_back_as_written() {
        for subject in
            ["Später: Büro", "会議の招待状について", "دعوة إلى اجتماع", "a \"quoted\" (name), b; c", &"é".repeat(230)]
        {
            let mut mail = mail(subject).plain(subject);
            mail.to.name = Some(subject.to_owned());
            let bytes = mail.to_bytes().unwrap();
            let read = mail_parser::MessageParser::default().parse(&bytes).unwrap();
            assert_eq!(read.subject(), Some(subject));
            assert_eq!(read.to().unwrap().first().unwrap().name(), Some(subject));
            assert_eq!(read.body_text(0).unwrap().trim_end(), subject);
        }
    }

    #[test]
    fn a_subject_that_looks_encoded_is_not_decoded_by_the_reader() {
        let bytes = mail("=?utf-8?Q?hi=0D=0ABcc:?= there").plain("x").to_bytes().unwrap();
        let read = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(read.subject(), Some("= ?utf-8?Q?hi=0D=0ABcc:?= there"));
    }

    #[test]
    fn long_lines_are_broken() {
        let long = "word ".repeat(1000);
        let mail = mail(&"y".repeat(490)).plain(&long).html(&"ü".repeat(5000));
        let bytes = mail.to_bytes().unwrap();
        let read = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(read.body_text(0).unwrap().trim_end(), long.trim_end());
    }

    #[test]
    fn what_cannot_be_written_safely_is_refused() {
        for bad in ["", "a", "a@", "@b", "a b@c", "a@b\r\nX: y", "<a@b", "a>@b", "ä@b"] {
            assert_eq!(MessageId::parse(bad), Err(Unwritable::MessageId), "{bad:?}");
        }
        for bad in ["", "a\"b", "a b", "a=b", &"a".repeat(41)] {
            assert_eq!(Boundary::parse(bad), Err(Unwritable::Boundary));
        }
        for (name, value) in
            [("X-Y", "a\r\nb"), ("X-Y", ""), ("X-Y", " a"), ("X-Y", "ü"), ("X Y", "a"), ("bcc", "a"), ("X-Y:", "a")]
        {
            assert!(mail("x").header(name, value).is_err(), "{name}: {value}");
        }
        for (method, component) in [("RE QUEST", "VEVENT"), ("REQUEST", "V\r\nX"), ("", "VEVENT"), ("A;b=c", "VEVENT")]
        {
            assert!(mail("x").calendar(method, component, Vec::new()).is_err());
        }
        let mut foreign = mail("x").plain("x");
        foreign.to.address = Address::parse("用户@example.org").unwrap();
        assert!(matches!(foreign.to_bytes(), Err(Unwritable::NotAscii(_))));
        assert_eq!(mail("x").to_bytes(), Err(Unwritable::NoText));
    }
}
