//! A raw mail to what matters of it: who wrote, what kind of mail it is, and its calendar part.

use chrono::{DateTime, Utc};
use mail_parser::{Address as AddressList, HeaderName, HeaderValue, Message, MessageParser};

use super::address::{Address, Mailbox, header_text};
use super::dsn::{self, Dsn};
use super::encoding::text_decoded;
use super::mime::{Part, Tree, Unreadable};

/// The largest calendar part that is taken, in bytes.
const LARGEST_CALENDAR: usize = 1024 * 1024;
/// How much of the text is kept, in bytes.
const KEPT_TEXT: usize = 64 * 1024;
/// The most addresses read from one header, and the most references.
const MOST_ADDRESSES: usize = 100;

/// Which of our addresses the mail came to; it decides what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressedTo {
    /// A token address of a guest: any form of calendar data counts, as the token says what it is about.
    Token,
    /// A bounce address: it is a report, in whatever words, or an automatic answer.
    Bounce,
    /// A user's or a role address: only what RFC 6047 §2.4 calls an iMIP part counts.
    Person,
}

/// What kind of mail it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It carries a scheduling message, whatever its headers say: Google sends answers as `auto-generated`.
    Calendar,
    /// A delivery status notification, or a bounce in words.
    Bounce(Dsn),
    /// A vacation notice or another automatic answer (RFC 3834).
    AutoReply,
    /// A spam complaint of a feedback loop (RFC 5965).
    FeedbackReport,
    /// A read receipt (RFC 8098).
    Mdn,
    /// Written by a person, or at least nothing of the above.
    Human,
}

/// Where the calendar data was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A `text/calendar` part.
    TextCalendar,
    /// An `application/ics` part.
    ApplicationIcs,
    /// Another type: `text/x-vcalendar`, or a file named `….ics`.
    Attachment,
}

/// The calendar part of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPart {
    /// iCalendar text in UTF-8, without BOM, at most 1 MiB before decoding.
    pub bytes: Vec<u8>,
    /// `method=` of the Content-Type in upper case; METHOD inside the text wins over it (Google labels a COUNTER as REPLY).
    pub method_param: Option<String>,
    /// Where it was found.
    pub source: Source,
}

/// A mail, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadMail {
    /// The author; `None` unless there is exactly one From header with exactly one address, as only such a mail can be
    /// authenticated (RFC 7489 §6.6.1).
    pub from: Option<Mailbox>,
    /// Who sent it in the author's name.
    pub sender: Option<Mailbox>,
    /// Where answers should go.
    pub reply_to: Vec<Mailbox>,
    /// The addresses of To and Cc.
    pub to: Vec<Mailbox>,
    /// The subject on one line.
    pub subject: String,
    /// The Date header.
    pub date: Option<DateTime<Utc>>,
    /// Without angle brackets.
    pub message_id: Option<String>,
    /// Without angle brackets.
    pub in_reply_to: Vec<String>,
    /// Without angle brackets, oldest first.
    pub references: Vec<String>,
    /// The keyword of Auto-Submitted in lower case, such as `no` or `auto-generated` (RFC 3834 §5).
    pub auto_submitted: Option<String>,
    /// How many Received headers there are.
    pub received_count: usize,
    /// Whether it came through a mailing list (List-Id, List-Post, List-Unsubscribe or `Precedence: list`).
    pub is_list: bool,
    /// Whether Precedence says bulk, junk or list.
    pub is_bulk: bool,
    /// The scheduling message.
    pub calendar: Option<CalendarPart>,
    /// The first plain text, at most 64 KiB.
    pub text: Option<String>,
    /// What kind of mail it is.
    pub kind: Kind,
}

impl ReadMail {
    /// Whether an answer to this mail must never be sent by a program (RFC 3834 §2).
    pub fn is_automatic(&self) -> bool {
        self.is_list
            || self.is_bulk
            || self.auto_submitted.as_deref().is_some_and(|keyword| keyword != "no")
            || !matches!(self.kind, Kind::Human | Kind::Calendar)
    }
}

/// Reads a mail.
///
/// # Errors
/// Only a mail that is too large, too deep or too rich in parts; damage of any other kind costs what is damaged.
pub fn read(raw: &[u8], addressed_to: AddressedTo) -> Result<ReadMail, Unreadable> {
    let tree = Tree::of(raw)?;
    let head = Head::of(tree.head);
    let calendar = calendar(&tree, addressed_to);
    let kind = kind(&tree, &head, calendar.is_some(), addressed_to);
    let precedence = head.word("Precedence").unwrap_or_default();
    let is_list = precedence == "list" || ["List-Id", "List-Post", "List-Unsubscribe"].iter().any(|n| head.has(n));
    Ok(ReadMail {
        from: head.only_from(),
        sender: head.mailboxes(HeaderName::Sender).into_iter().next(),
        reply_to: head.mailboxes(HeaderName::ReplyTo),
        to: [head.mailboxes(HeaderName::To), head.mailboxes(HeaderName::Cc)].concat(),
        subject: head.subject(),
        date: head.date(),
        message_id: head.ids(HeaderName::MessageId).into_iter().next(),
        in_reply_to: head.ids(HeaderName::InReplyTo),
        references: head.ids(HeaderName::References),
        auto_submitted: head.word("Auto-Submitted"),
        received_count: head.count("Received"),
        is_list,
        is_bulk: matches!(precedence.as_str(), "list" | "bulk" | "junk"),
        calendar,
        text: tree.parts.iter().find(|p| p.kind == "text/plain" && !p.is_attachment).map(|p| kept(p.text())),
        kind,
    })
}

/// For fuzzing: reads the bytes in each of the three ways and checks what every reader may rely on.
///
/// # Panics
/// When a promise of this module is broken.
pub fn check(bytes: &[u8]) {
    for addressed_to in [AddressedTo::Token, AddressedTo::Bounce, AddressedTo::Person] {
        let Ok(mail) = read(bytes, addressed_to) else { continue };
        assert!(!mail.subject.chars().any(char::is_control), "a control character in the subject");
        assert!(mail.text.is_none_or(|text| text.len() <= KEPT_TEXT), "too much text");
        assert!(mail.calendar.is_some() || mail.kind != Kind::Calendar, "a calendar mail without a calendar");
        if let Some(calendar) = &mail.calendar {
            assert!(std::str::from_utf8(&calendar.bytes).is_ok(), "calendar data that is not UTF-8");
        }
        if let Kind::Bounce(dsn) = &mail.kind {
            assert!(!dsn.recipients.is_empty(), "a bounce about nobody");
        }
        for mailbox in mail.from.iter().chain(&mail.sender).chain(&mail.reply_to).chain(&mail.to) {
            let again = Address::parse(mailbox.address.as_str());
            assert_eq!(again.as_ref(), Ok(&mailbox.address), "an address that does not pass its own gate");
        }
    }
}

/// The header block: its lines by name, and mail-parser's reading of it.
struct Head<'a> {
    raw: &'a [u8],
    message: Option<Message<'a>>,
}

impl<'a> Head<'a> {
    fn of(raw: &'a [u8]) -> Head<'a> {
        Head { raw, message: MessageParser::default().parse_headers(raw) }
    }

    /// Lines that start a header of this name.
    fn lines(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let name = name.as_bytes().to_vec();
        self.raw.split(|&b| b == b'\n').filter_map(move |line| {
            let (start, rest) = line.split_at_checked(name.len())?;
            let value = rest.trim_ascii_start().strip_prefix(b":")?;
            start.eq_ignore_ascii_case(&name).then_some(value)
        })
    }

    fn count(&self, name: &str) -> usize {
        self.lines(name).count()
    }

    fn has(&self, name: &str) -> bool {
        self.lines(name).next().is_some()
    }

    /// The first word of a header, in lower case.
    fn word(&self, name: &str) -> Option<String> {
        let line = self.lines(name).next()?;
        let is_part = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        let word: Vec<u8> = line.trim_ascii_start().iter().take_while(is_part).take(64).copied().collect();
        String::from_utf8(word).ok().map(|word| word.to_ascii_lowercase()).filter(|word| !word.is_empty())
    }

    /// The unfolded value of a header, at most as long as a header text may be.
    fn line(&self, name: &str) -> Option<String> {
        self.lines(name).next().map(|line| header_text(&String::from_utf8_lossy(line)))
    }

    fn values(&self, name: HeaderName<'static>) -> impl Iterator<Item = &HeaderValue<'a>> {
        self.message.iter().flat_map(|message| message.headers()).filter(move |h| h.name == name).map(|h| &h.value)
    }

    fn mailboxes(&self, name: HeaderName<'static>) -> Vec<Mailbox> {
        let lists = self.values(name).filter_map(HeaderValue::as_address);
        lists.flat_map(AddressList::iter).filter_map(mailbox).take(MOST_ADDRESSES).collect()
    }

    fn only_from(&self) -> Option<Mailbox> {
        let mut values = self.values(HeaderName::From);
        let list = values.next()?.as_address()?;
        if values.next().is_some() || list.iter().take(2).count() != 1 {
            return None;
        }
        list.iter().next().and_then(mailbox)
    }

    fn subject(&self) -> String {
        header_text(self.values(HeaderName::Subject).find_map(HeaderValue::as_text).unwrap_or_default())
    }

    fn date(&self) -> Option<DateTime<Utc>> {
        let date = self.values(HeaderName::Date).find_map(HeaderValue::as_datetime)?;
        date.is_valid().then(|| DateTime::from_timestamp(date.to_timestamp(), 0))?
    }

    fn ids(&self, name: HeaderName<'static>) -> Vec<String> {
        let ids = self.values(name).flat_map(|value| match value {
            HeaderValue::Text(id) => vec![id.as_ref()],
            HeaderValue::TextList(ids) => ids.iter().map(AsRef::as_ref).collect(),
            _ => Vec::new(),
        });
        let is_sound = |id: &&str| id.len() <= 250 && !id.is_empty() && id.bytes().all(|b| b.is_ascii_graphic());
        ids.filter(is_sound).take(MOST_ADDRESSES).map(str::to_owned).collect()
    }
}

fn mailbox(address: &mail_parser::Addr<'_>) -> Option<Mailbox> {
    let parsed = Address::parse(address.address()?.trim()).ok()?;
    Some(match address.name() {
        Some(name) => Mailbox::named(name, parsed),
        None => Mailbox::bare(parsed),
    })
}

fn kept(mut text: String) -> String {
    let mut end = text.len().min(KEPT_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// Chooses the calendar part (RFC 6047 §2.4); of several, one that says its method.
fn calendar(tree: &Tree<'_>, addressed_to: AddressedTo) -> Option<CalendarPart> {
    let of = |kind: &'static str| tree.parts.iter().filter(move |part| part.kind == kind);
    let declared = of("text/calendar").filter(|part| part.param("method").is_some());
    let mut found = declared.filter_map(|part| taken(part, Source::TextCalendar));
    if let Some(part) = found.next() {
        return Some(part);
    }
    match addressed_to {
        AddressedTo::Bounce => None,
        // Yandex forgets `method=`; a file that somebody attached to an ordinary mail is not a scheduling message.
        AddressedTo::Person => of("text/calendar")
            .filter(|part| !part.is_attachment)
            .filter_map(|part| taken(part, Source::TextCalendar))
            .find(|part| says_method(&part.bytes)),
        AddressedTo::Token => {
            let texts: Vec<_> = of("text/calendar").filter_map(|part| taken(part, Source::TextCalendar)).collect();
            let saying = texts.iter().find(|part| says_method(&part.bytes)).cloned();
            saying
                .or_else(|| texts.into_iter().next())
                .or_else(|| of("application/ics").find_map(|part| taken(part, Source::ApplicationIcs)))
                .or_else(|| tree.parts.iter().filter(is_calendar_file).find_map(|part| taken(part, Source::Attachment)))
        }
    }
}

fn is_calendar_file(part: &&Part<'_>) -> bool {
    let named = part.filename().is_some_and(|name| name.to_ascii_lowercase().ends_with(".ics"));
    part.kind == "text/x-vcalendar"
        || (named && !part.kind.starts_with("multipart/") && !part.kind.starts_with("message/"))
}

/// The part decoded to UTF-8; `None` when it is too large or no iCalendar text.
fn taken(part: &Part<'_>, source: Source) -> Option<CalendarPart> {
    let bytes = part.bytes();
    if bytes.len() > LARGEST_CALENDAR {
        return None;
    }
    let text = text_decoded(part.param("charset"), &bytes);
    let begins = text.trim_start().get(..15).is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    if !begins {
        return None;
    }
    let method_param = part.param("method").map(|method| method.trim().to_ascii_uppercase()).filter(|m| !m.is_empty());
    Some(CalendarPart { bytes: text.into_bytes(), method_param, source })
}

/// Whether the text has a METHOD line before its first component.
fn says_method(calendar: &[u8]) -> bool {
    let lines = calendar.split(|&b| b == b'\n');
    let head = lines.skip(1).take_while(|line| !line.get(..6).is_some_and(|b| b.eq_ignore_ascii_case(b"BEGIN:")));
    head.take(1000).any(|line| line.get(..7).is_some_and(|name| name.eq_ignore_ascii_case(b"METHOD:")))
}

fn kind(tree: &Tree<'_>, head: &Head<'_>, has_calendar: bool, addressed_to: AddressedTo) -> Kind {
    let root = tree.parts.first();
    let report = root.filter(|part| part.kind == "multipart/report").and_then(|part| part.param("report-type"));
    let is_report = |name: &str, part: &str| {
        report.is_some_and(|kind| kind.eq_ignore_ascii_case(name)) || tree.first(part).is_some()
    };
    if is_report("feedback-report", "message/feedback-report") {
        return Kind::FeedbackReport;
    }
    if is_report("disposition-notification", "message/disposition-notification") {
        return Kind::Mdn;
    }
    if let Some(dsn) = dsn::in_parts(tree) {
        return Kind::Bounce(dsn);
    }
    if has_calendar {
        return Kind::Calendar;
    }
    let in_text = || Kind::Bounce(dsn::in_text(tree, head.line("X-Failed-Recipients").as_deref()));
    let from_system = head.mailboxes(HeaderName::From).first().is_some_and(|from| dsn::is_mail_system(&from.address));
    if is_report("delivery-status", "message/delivery-status") || from_system || head.has("X-Failed-Recipients") {
        return in_text();
    }
    let automatic = is_automatic_answer(head);
    match addressed_to {
        AddressedTo::Bounce if !automatic && dsn::sounds_like_bounce(tree) => in_text(),
        _ if automatic => Kind::AutoReply,
        _ => Kind::Human,
    }
}

/// Beginnings of subjects by which programs answer, in lower case; many of them send no Auto-Submitted.
const AUTO_SUBJECTS: [&str; 14] = [
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto:",
    "out of office",
    "out of the office",
    "vacation",
    "automatische antwort",
    "abwesenheit",
    "réponse automatique",
    "respuesta automática",
    "risposta automatica",
    "automatisch antwoord",
];

fn is_automatic_answer(head: &Head<'_>) -> bool {
    let submitted = head.word("Auto-Submitted").is_some_and(|keyword| keyword != "no");
    let marked = ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"].iter().any(|name| head.has(name));
    let precedence = head.word("Precedence").is_some_and(|word| matches!(word.as_str(), "auto_reply" | "auto-reply"));
    let subject = head.subject().to_lowercase();
    submitted || marked || precedence || AUTO_SUBJECTS.iter().any(|start| subject.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::mutate::mutated;

    /// An answer as Google sends it, with a METHOD that differs from `method=`.
    const ANSWER: &str = "\
Received: from a.example by b.example; Mon, 4 May 2026 10:00:00 +0000
Received: from b.example by c.example; Mon, 4 May 2026 10:00:01 +0000
From: =?utf-8?Q?Bob_Gr=C3=BCn?= <Bob@Guest.Example>
Sender: Google Calendar <calendar-notification@google.com>
Reply-To: bob@guest.example
To: Alice <i-abc@cal.example.org>, not an address
Cc: team: carol@example.org, dave@example.org;
Subject: Accepted: =?utf-8?Q?Caf=C3=A9?=
 lunch
Date: Mon, 4 May 2026 12:00:00 +0200
Message-ID: <calendar-1@google.com>
In-Reply-To: <9c1e77.0@cal.example.org>
References: <t.1@cal.example.org> <9c1e77.0@cal.example.org>
Auto-Submitted: auto-generated (calendar)
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Caf=E9 lunch accepted
--b
Content-Type: text/calendar; charset=UTF-8; method=REPLY

BEGIN:VCALENDAR
METHOD:COUNTER
END:VCALENDAR
--b--
--a
Content-Type: application/ics; name=invite.ics
Content-Transfer-Encoding: base64

QkVHSU46VkNBTEVOREFSCg==
--a--
";

    fn with_part(part: &str) -> String {
        format!("From: a@example.org\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nhello\n--a\n{part}\n--a--\n")
    }

    fn calendar_of(mail: &str, addressed_to: AddressedTo) -> Option<CalendarPart> {
        read(mail.as_bytes(), addressed_to).unwrap().calendar
    }

    #[test]
    fn an_answer_is_read_whole() {
        let mail = read(ANSWER.as_bytes(), AddressedTo::Token).unwrap();
        assert_eq!(mail.from.unwrap().to_string(), "Bob Grün <Bob@guest.example>");
        assert_eq!(mail.sender.unwrap().address.key(), "calendar-notification@google.com");
        let to: Vec<_> = mail.to.iter().map(|m| m.address.as_str()).collect();
        assert_eq!(to, ["i-abc@cal.example.org", "carol@example.org", "dave@example.org"]);
        assert_eq!(mail.subject, "Accepted: Café lunch");
        assert_eq!(mail.date.unwrap().to_rfc3339(), "2026-05-04T10:00:00+00:00");
        assert_eq!(mail.message_id.as_deref(), Some("calendar-1@google.com"));
        assert_eq!(mail.in_reply_to, ["9c1e77.0@cal.example.org"]);
        assert_eq!(mail.references, ["t.1@cal.example.org", "9c1e77.0@cal.example.org"]);
        assert_eq!(mail.auto_submitted.as_deref(), Some("auto-generated"));
        assert_eq!((mail.received_count, mail.is_list, mail.is_bulk), (2, false, false));
        assert_eq!(mail.text.unwrap().trim(), "Café lunch accepted");
        assert_eq!(mail.kind, Kind::Calendar);
        let calendar = mail.calendar.unwrap();
        assert_eq!((calendar.method_param.as_deref(), calendar.source), (Some("REPLY"), Source::TextCalendar));
        assert!(calendar.bytes.starts_with(b"BEGIN:VCALENDAR\nMETHOD:COUNTER"));
    }

    #[test]
    fn what_counts_as_calendar_data_depends_on_the_address() {
        use Source::{ApplicationIcs, Attachment, TextCalendar};
        let ics = "\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR";
        let other = "\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nMETHOD:REPLY\nEND:VEVENT\nEND:VCALENDAR";
        let file = "\nContent-Disposition: attachment; filename=Invite.ICS";
        for (part, token, person) in [
            (format!("Content-Type: TEXT/Calendar; Method=reply{ics}"), Some(TextCalendar), Some(TextCalendar)),
            (format!("Content-Type: text/calendar; method=REPLY{file}{ics}"), Some(TextCalendar), Some(TextCalendar)),
            (format!("Content-Type: text/calendar; charset=utf-8;{ics}"), Some(TextCalendar), Some(TextCalendar)),
            (format!("Content-Type: text/calendar{other}"), Some(TextCalendar), None),
            (format!("Content-Type: text/calendar{file}{ics}"), Some(TextCalendar), None),
            (format!("Content-Type: application/ics{ics}"), Some(ApplicationIcs), None),
            (format!("Content-Type: text/x-vcalendar{ics}"), Some(Attachment), None),
            (format!("Content-Type: application/octet-stream{file}{ics}"), Some(Attachment), None),
            (format!("Content-Type: application/octet-stream; name=a.txt{ics}"), None, None),
            (format!("Content-Type: message/rfc822\n\nContent-Type: text/calendar; method=REPLY{ics}"), None, None),
            ("Content-Type: text/calendar; method=REPLY\n\nnonsense".to_owned(), None, None),
        ] {
            let mail = with_part(&part);
            assert_eq!(calendar_of(&mail, AddressedTo::Token).map(|c| c.source), token, "{part}");
            assert_eq!(calendar_of(&mail, AddressedTo::Person).map(|c| c.source), person, "{part}");
        }
    }

    #[test]
    fn a_calendar_part_over_a_megabyte_is_not_taken() {
        let part = |size: usize| {
            with_part(&format!("Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n{}", "x".repeat(size)))
        };
        assert!(calendar_of(&part(LARGEST_CALENDAR - 16), AddressedTo::Token).is_some());
        assert!(calendar_of(&part(LARGEST_CALENDAR), AddressedTo::Token).is_none());
    }

    #[test]
    fn calendar_text_becomes_utf_8() {
        for (head, body, text) in [
            ("Content-Type: text/calendar; charset=iso-8859-1; method=X", b"caf\xe9".as_slice(), "café"),
            ("Content-Type: text/calendar; method=X", b"caf\xe9", "café"),
            ("Content-Type: text/calendar; charset=us-ascii; method=X", b"caf\xc3\xa9", "café"),
        ] {
            let mut mail = with_part(&format!("{head}\n\nBEGIN:VCALENDAR\nSUMMARY:@")).into_bytes();
            let at = mail.iter().rposition(|&b| b == b'@').unwrap();
            mail.splice(at..=at, body.iter().copied());
            let calendar = read(&mail, AddressedTo::Token).unwrap().calendar.unwrap();
            assert!(String::from_utf8(calendar.bytes).unwrap().contains(text), "{head}");
        }
    }

    #[test]
    fn kinds_of_mail_are_told_apart() {
        let report = |kind: &str| {
            format!(
                "From: <postmaster@example.org>\nContent-Type: multipart/report; report-type={kind}; boundary=a\n\n--a\n\nhi\n\
                 --a\nContent-Type: message/{kind}\n\nFinal-Recipient: rfc822; bob@guest.example\nAction: failed\n\
                 Status: 5.1.1\n--a--\n"
            )
        };
        let plain = |head: &str, text: &str| format!("From: Bob <bob@guest.example>\n{head}\n\n{text}\n");
        let kind = |mail: &str, to: AddressedTo| read(mail.as_bytes(), to).unwrap().kind;
        use AddressedTo::{Bounce, Person, Token};
        for (mail, to, is_kind) in [
            (report("delivery-status"), Bounce, "Bounce"),
            (report("delivery-status"), Token, "Bounce"),
            (report("disposition-notification"), Bounce, "Mdn"),
            (report("feedback-report"), Bounce, "FeedbackReport"),
            (plain("Subject: I come", "See you"), Token, "Human"),
            (plain("Subject: I come\nAuto-Submitted: no", "See you"), Token, "Human"),
            (plain("Subject: Away\nAuto-Submitted: auto-replied", "I am away"), Token, "AutoReply"),
            (plain("Subject: Automatic reply: Lunch", "I am away"), Bounce, "AutoReply"),
            (plain("Subject: Away\nPrecedence: auto_reply", "I am away"), Person, "AutoReply"),
            (plain("Subject: failed", "550 5.1.1 user unknown"), Bounce, "Bounce"),
            (plain("Subject: failed", "550 5.1.1 user unknown"), Person, "Human"),
            (plain("Subject: hello", "hello"), Bounce, "Human"),
            (plain("X-Failed-Recipients: bob@guest.example\nAuto-Submitted: auto-replied", "sorry"), Bounce, "Bounce"),
            (plain("Subject: x", "y").replace("bob@", "MAILER-DAEMON@"), Bounce, "Bounce"),
        ] {
            let found = format!("{:?}", kind(&mail, to));
            assert!(found.starts_with(is_kind), "{found}, not {is_kind}: {mail}");
        }
    }

    #[test]
    fn a_mail_with_two_authors_has_none() {
        let from = |head: &str| read(format!("{head}\n\nx\n").as_bytes(), AddressedTo::Person).unwrap().from;
        assert!(from("From: bob@guest.example").is_some());
        for head in [
            "From: bob@guest.example\nFrom: eve@evil.example",
            "From: bob@guest.example, eve@evil.example",
            "From: bob@guest.example\nfrom: bob@guest.example",
            "From: team: bob@guest.example, eve@evil.example;",
            "From: not an address",
            "From: <>",
            "X-From: bob@guest.example",
        ] {
            assert_eq!(from(head), None, "{head}");
        }
    }

    #[test]
    fn lists_and_bulk_mail_are_marked() {
        let read = |head: &str| read(format!("{head}\n\nx\n").as_bytes(), AddressedTo::Person).unwrap();
        assert!(read("List-Id: <x.example.org>").is_list);
        assert!(read("Precedence: list").is_list && read("precedence:bulk").is_bulk);
        assert!(read("Precedence: junk").is_automatic() && read("Auto-Submitted: auto-replied").is_automatic());
        assert!(!read("Subject: x").is_automatic() && !read("Auto-Submitted: no").is_automatic());
    }

    #[test]
    fn changed_bytes_do_no_harm() {
        for seed in 0..500 {
            check(&mutated(ANSWER.as_bytes(), seed));
        }
        for hostile in [
            "",
            "\n",
            ":",
            "From:",
            "From: <\n <\n",
            "Content-Type: multipart/mixed; boundary=\n\n--\n--\n",
            "=?utf-8?B?",
        ] {
            check(hostile.as_bytes());
        }
    }
}
