//! From a message to the mail that carries it (RFC 6047 §2.4).

use std::fmt;

use sha2::{Digest, Sha256};

use super::dates::as_rule;
use super::facts::{Party, Reader};
use super::phrases::Phrase;
use super::told::{Setting, body, name_of_recipient};
use super::wire::{Route, routed, with_zones};
use super::words::Language;
use crate::ical::{CalAddress, CalendarObject, Timestamp, Zone};
use crate::itip::{Message, MessageKind, Method};
use crate::mail::{Address, AutoSubmitted, BadAddress, Boundary, Mail, Mailbox, MessageId, Unwritable};

/// A message and everything else that goes into its mail.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// The message, with the organizer's real address.
    pub message: &'a Message,
    /// What the recipient was last sent, for the list of changes; what the message itself remembers (`was`) if `None`.
    pub previous: Option<&'a CalendarObject>,
    /// The user who speaks, the organizer or an attendee: name and real address.
    pub sender: &'a Party,
    /// Who acts for the user (SENT-BY), if somebody does.
    pub sent_by: Option<&'a Party>,
    /// What From says: our own stable address, or the user's where that passes DMARC.
    pub from: &'a Address,
    /// Where answers come to, in ORGANIZER: an address with a token, or the user's own.
    ///
    /// Only for messages of organizers; an attendee's answers carry the addresses as they were invited.
    pub wire: &'a Address,
    /// Where answers come to, in Reply-To.
    pub answers: &'a Address,
    /// What only this guest knows, for programs that give back properties they do not understand.
    pub token: Option<&'a str>,
    /// The answer page of this guest.
    pub answer_page: Option<&'a str>,
    /// The page where the recipient asks for no more mail.
    pub stop_page: Option<&'a str>,
    /// Whom to ask about this server: an address or a page.
    pub admin: Option<&'a str>,
    /// The name of this server.
    pub host: &'a str,
    /// What the service is called.
    pub service: &'a str,
    /// The Message-ID of this mail: random, and without any token.
    pub message_id: &'a MessageId,
    /// The thread: constant per event and guest.
    pub thread: Option<&'a MessageId>,
    /// The recipient's language.
    pub language: Language,
    /// The sender's zone, for floating times.
    pub floating: &'a Zone,
    /// The recipient's zone, if known.
    pub guest_zone: Option<&'a Zone>,
    /// The Date.
    pub now: Timestamp,
}

/// Why no mail can be made of a letter.
#[derive(Debug)]
pub enum Uncomposed {
    /// The recipient's calendar address is no mail address (SCHEDULE-STATUS 3.7).
    NotMail(CalAddress),
    /// The recipient's mail address is not one that can be used.
    Recipient(BadAddress),
    /// The mail cannot be written.
    Mail(Unwritable),
    /// The HTML form cannot be written; a bug of this program.
    Page(askama::Error),
}

impl fmt::Display for Uncomposed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Uncomposed::NotMail(address) => write!(f, "{address} is not a mail address"),
            Uncomposed::Recipient(bad) => write!(f, "the recipient's address cannot be used: {bad}"),
            Uncomposed::Mail(bad) => bad.fmt(f),
            Uncomposed::Page(bad) => write!(f, "the HTML form cannot be written: {bad}"),
        }
    }
}

impl std::error::Error for Uncomposed {}

impl From<Unwritable> for Uncomposed {
    fn from(bad: Unwritable) -> Uncomposed {
        Uncomposed::Mail(bad)
    }
}

/// The mail as it goes on the wire, to be signed.
///
/// # Errors
/// A recipient without a mail address, or with one that needs SMTPUTF8 or cannot be written.
pub fn composed(letter: &Letter<'_>) -> Result<Vec<u8>, Uncomposed> {
    let message = letter.message;
    let to = message.recipient.email().ok_or_else(|| Uncomposed::NotMail(message.recipient.clone()))?;
    let to = Address::parse(to).map_err(Uncomposed::Recipient)?;
    let to = match name_of_recipient(message) {
        Some(name) => Mailbox::named(&name, to),
        None => Mailbox::bare(to),
    };
    let text = body(&setting(letter, &reader(letter)));
    let object = on_the_wire(letter);
    let mail = Mail::new(sender(letter), to, &text.subject, letter.now, letter.message_id.clone(), boundary(letter)?)
        .reply_to(named(letter.sender, letter.answers))
        .references(letter.thread.into_iter().cloned().collect())
        .auto_submitted(auto_submitted(message))
        .header("Content-Language", letter.language.tag())?
        .plain(&text.plain())
        .html(&text.html().map_err(Uncomposed::Page)?)
        .calendar(message.method.as_str(), object.kind().component(), object.to_edited_bytes())?;
    Ok(mail.to_bytes()?)
}

/// The calendar object that the mail of this letter carries.
pub fn on_the_wire(letter: &Letter<'_>) -> CalendarObject {
    let object = &letter.message.object;
    if !letter.message.method.is_organizers() {
        return with_zones(CalendarObject::clone(object), letter.floating);
    }
    let (address, token) = (&letter.message.sender, letter.token);
    let route = Route { organizer: letter.sender, address, wire: letter.wire, token };
    with_zones(as_rule(routed(object, &route)), letter.floating)
}

/// The answers to a COUNTER and a REFRESH are sent because a mail came; the rest because somebody here did something.
fn auto_submitted(message: &Message) -> AutoSubmitted {
    if message.method == Method::DeclineCounter || message.kind == MessageKind::Resent {
        AutoSubmitted::Replied
    } else {
        AutoSubmitted::Generated
    }
}

fn reader<'a>(letter: &Letter<'a>) -> Reader<'a> {
    Reader {
        address: &letter.message.recipient,
        language: letter.language,
        floating: letter.floating,
        zone: letter.guest_zone,
    }
}

fn setting<'a>(letter: &Letter<'a>, reader: &'a Reader<'a>) -> Setting<'a> {
    Setting {
        message: letter.message,
        previous: letter.previous.or(letter.message.was.as_deref()),
        reader,
        sender: letter.sender,
        sent_by: letter.sent_by,
        answer_page: letter.answer_page,
        stop_page: letter.stop_page,
        admin: letter.admin,
        host: letter.host,
    }
}

/// The user's own address under the own name; our address under "Alice Example via Calendar", so that nobody
/// takes it for the user's.
fn sender(letter: &Letter<'_>) -> Mailbox {
    if letter.from.as_str().eq_ignore_ascii_case(&letter.sender.address) {
        return named(letter.sender, letter.from);
    }
    let (name, service) = (letter.sender.name.as_deref().unwrap_or(&letter.sender.address), letter.service);
    Mailbox::named(&letter.language.say(Phrase::SenderName { name, service }), letter.from.clone())
}

fn named(who: &Party, address: &Address) -> Mailbox {
    match &who.name {
        Some(name) => Mailbox::named(name, address.clone()),
        None => Mailbox::bare(address.clone()),
    }
}

/// A boundary that is another one for every mail, because its Message-ID is.
fn boundary(letter: &Letter<'_>) -> Result<Boundary, Unwritable> {
    let hash = Sha256::digest(letter.message_id.as_str());
    Boundary::parse(&data_encoding::HEXLOWER.encode(hash.get(..12).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use mail_parser::{Message as Parsed, MessageParser, MimeHeaders, PartType};

    use super::*;
    use crate::imip::samples::*;
    use crate::itip::{Field, MessageKind};

    fn mail(message: &Message) -> Vec<u8> {
        let desk = Desk::new();
        composed(&desk.letter(message)).unwrap()
    }

    fn parsed(raw: &[u8]) -> Parsed<'_> {
        MessageParser::default().parse(raw).unwrap()
    }

    /// Every part with its type, depth first.
    fn tree(mail: &Parsed<'_>) -> Vec<String> {
        let kind = |part: &mail_parser::MessagePart<'_>| {
            let kind = part.content_type().unwrap();
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
        };
        mail.parts.iter().map(kind).collect()
    }

    fn calendar_part<'a>(mail: &'a Parsed<'a>) -> &'a mail_parser::MessagePart<'a> {
        let is_it = |part: &&mail_parser::MessagePart<'_>| part.content_type().unwrap().subtype() == Some("calendar");
        mail.parts.iter().find(is_it).unwrap()
    }

    fn text_of(mail: &Parsed<'_>, subtype: &str) -> String {
        let is_it = |part: &&mail_parser::MessagePart<'_>| part.content_type().unwrap().subtype() == Some(subtype);
        mail.parts.iter().find(is_it).unwrap().text_contents().unwrap().replace("\r\n", "\n")
    }

    fn header<'a>(raw: &'a str, name: &str) -> Vec<&'a str> {
        let head = raw.split("\r\n\r\n").next().unwrap();
        head.split("\r\n").filter(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:"))).collect()
    }

    #[test]
    fn an_invitation_has_the_structure_that_all_programs_understand() {
        let raw = mail(&invitation(MEETING));
        let mail = parsed(&raw);
        let expected =
            ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"];
        assert_eq!(tree(&mail), expected);
        let PartType::Multipart(inner) = &mail.parts[1].body else { panic!("not a multipart") };
        assert_eq!(inner.as_slice(), [2, 3, 4], "the calendar part is the last alternative");
        let calendar = calendar_part(&mail);
        let kind = calendar.content_type().unwrap();
        assert_eq!(kind.attribute("method"), Some("REQUEST"));
        assert_eq!(kind.attribute("charset").map(str::to_ascii_lowercase).as_deref(), Some("utf-8"));
        assert_eq!(calendar.content_transfer_encoding(), Some("base64"));
        assert!(calendar.content_disposition().is_none() && kind.attribute("name").is_none());
        assert_eq!(calendar.contents(), mail.parts[5].contents(), "twice the same bytes");
    }

    #[test]
    fn the_calendar_part_reads_back_as_the_message_with_the_wire_address() {
        let desk = Desk::new();
        let message = invitation(MEETING);
        let raw = composed(&desk.letter(&message)).unwrap();
        let mail = parsed(&raw);
        let object = CalendarObject::read(calendar_part(&mail).contents()).unwrap();
        assert_eq!(object.method().as_deref(), Some("REQUEST"));
        assert_eq!(object.uid(), message.object.uid());
        assert_eq!(object.organizer().unwrap(), CalAddress::mailto(desk.wire.as_str()));
        let organizer = object.organizer_line().unwrap();
        assert_eq!(organizer.param("EMAIL").as_deref(), Some("alice@home.example"));
        assert_eq!(organizer.param("CN").as_deref(), Some("Alice Example"));
        assert!(object.parts().all(|part| part.attendee(&CalAddress::mailto("bob@guest.example")).is_some()));
    }

    #[test]
    fn the_headers_lead_answers_here_and_stop_automatic_ones() {
        let raw = mail(&invitation(MEETING));
        let text = String::from_utf8(raw).unwrap();
        for (name, expected) in [
            ("from", "From: \"Alice Example via Calendar\" <invitations@cal.example.org>"),
            ("reply-to", "Reply-To: \"Alice Example\" <i-7q4fabcdefghijklmnopqrstuvwx2345@cal.example.org>"),
            ("to", "To: \"Bob Guest\" <bob@guest.example>"),
            ("subject", "Subject: Invitation: Project start @ Tue 12 May 2026 10:00 - 11:00 (CEST)"),
            ("message-id", "Message-ID: <9c1e77.0@cal.example.org>"),
            ("references", "References: <t.4be0.thread@cal.example.org>"),
            ("auto-submitted", "Auto-Submitted: auto-generated"),
            ("x-auto-response-suppress", "X-Auto-Response-Suppress: OOF, AutoReply, RN, NRN"),
            ("content-language", "Content-Language: en"),
            ("content-class", "Content-Class: urn:content-classes:calendarmessage"),
        ] {
            assert_eq!(header(&text, name), [expected]);
        }
    }

    #[test]
    fn a_user_whose_own_address_may_send_is_not_called_via() {
        let desk = Desk::new();
        let message = invitation(MEETING);
        let own = Address::parse("Alice@home.example").unwrap();
        let raw = composed(&Letter { from: &own, ..desk.letter(&message) }).unwrap();
        assert_eq!(header(&String::from_utf8(raw).unwrap(), "from"), ["From: \"Alice Example\" <Alice@home.example>"]);
    }

    #[test]
    fn no_answer_link_gets_into_the_calendar_file() {
        let raw = mail(&invitation(MEETING));
        let mail = parsed(&raw);
        assert!(text_of(&mail, "plain").contains("https://cal.example.org/i/s3cr3tanswer?r=accepted"));
        assert!(text_of(&mail, "html").contains("https://cal.example.org/i/s3cr3tanswer?r=declined"));
        for part in [4, 5] {
            let calendar = String::from_utf8(mail.parts[part].contents().to_vec()).unwrap().replace("\r\n ", "");
            assert!(!calendar.contains("s3cr3tanswer") && !calendar.contains("cal.example.org/"));
        }
    }

    #[test]
    fn no_name_or_title_can_add_a_header() {
        for evil in [
            "x\\r\\nBcc: eve@evil.example",
            "x\\nBcc: eve@evil.example\\n\\n<h1>",
            "x^nBcc: eve@evil.example",
            "x\tBcc: eve@evil.example",
        ] {
            let lines = format!("{MEETING}SUMMARY:{evil}").replace("SUMMARY:Project start\r\n", "");
            let mut message = invitation(&lines);
            for part in std::sync::Arc::make_mut(&mut message.object).parts_mut() {
                part.map_lines(|line| {
                    if line.is("ATTENDEE") {
                        line.with_param("CN", &evil.replace("\\r", "\r").replace("\\n", "\n"))
                    } else {
                        line
                    }
                });
            }
            let desk =
                Desk { alice: Party::new(Some("Alice\r\nBcc: eve@evil.example"), "alice@home.example"), ..Desk::new() };
            let raw = composed(&desk.letter(&message)).unwrap();
            let text = String::from_utf8(raw.clone()).unwrap();
            assert!(header(&text, "bcc").is_empty(), "{evil:?}");
            let mail = parsed(&raw);
            assert!(mail.bcc().is_none() && mail.subject().unwrap().starts_with("Invitation: "));
            assert_eq!(mail.to().unwrap().iter().count(), 1);
        }
    }

    #[test]
    fn nobody_writes_under_the_address_of_somebody_else() {
        let desk = Desk { alice: Party::new(Some("security@bank.example"), "alice@home.example"), ..Desk::new() };
        let message = invitation(MEETING);
        let raw = composed(&desk.letter(&message)).unwrap();
        let text = String::from_utf8(raw.clone()).unwrap();
        assert!(!text.split("\r\n\r\n").next().unwrap().contains("bank.example"));
        let object = CalendarObject::read(calendar_part(&parsed(&raw)).contents()).unwrap();
        assert_eq!(object.organizer_line().unwrap().param("CN").as_deref(), Some("alice@home.example"));
    }

    #[test]
    fn a_long_title_beyond_ascii_is_cut_at_a_character_and_encoded() {
        let title = "Übergabe der Anlagen an die neue Mannschaft – 引き継ぎ会議についてのお知らせ 🎉🎉🎉 ".repeat(3);
        let raw = mail(&invitation(&format!("DTSTART:20260512T100000Z\nSUMMARY:{title}")));
        assert!(raw.is_ascii());
        let mail = parsed(&raw);
        let subject = mail.subject().unwrap();
        let kept: String = title.chars().take(69).collect();
        assert_eq!(subject, format!("Invitation: {}… @ Tue 12 May 2026 10:00 (UTC)", kept.trim_end()));
        assert!(text_of(&mail, "plain").contains(title.split_at(title.char_indices().nth(190).unwrap().0).0.trim()));
    }

    #[test]
    fn nothing_of_an_event_is_markup() {
        let evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
        let raw = mail(&invitation(&format!(
            "DTSTART:20260512T100000Z\nSUMMARY:{evil}\nLOCATION:{evil}\nDESCRIPTION:{evil} https://a.example/\"onclick=x javascript:alert(3)\nURL:javascript:alert(4)"
        )));
        let html = text_of(&parsed(&raw), "html");
        for forbidden in ["<script", "<img", "<form", "javascript:alert(4)", "href=\"javascript", "http-equiv"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        assert!(html.contains("&#60;script&#62;alert(1)&#60;/script&#62;"));
        assert!(!html.contains("a.example/\"onclick"));
    }

    #[test]
    fn a_large_event_makes_no_large_mail() {
        let guests: String = (0..300)
            .map(|n| format!("ATTENDEE;CN=Gästin Nummer {n} aus Köln:mailto:guest{n}@guest.example\n"))
            .collect();
        let details =
            "Ein langer Satz über die Übergabe der Anlagen, siehe https://wiki.home.example/plan?seite=1&teil=2. "
                .repeat(500);
        let html = |lines: &str| text_of(&parsed(&mail(&invitation(lines))), "html").len();
        assert!(html(&format!("{MEETING}{guests}").replace("Bring the plan.", &details)) < 50_000);
        // Every limit reached, all of it characters that take the most room: still below what Gmail shows (102 kB).
        let wide = "<".repeat(20_000);
        let guests = format!("ATTENDEE;CN={}:mailto:g@guest.example\n", "<".repeat(200)).repeat(60);
        let evil = format!(
            "DTSTART:20260512T100000Z\nSUMMARY:{wide}\nLOCATION:{wide}\nDESCRIPTION:{wide}\nCOMMENT:{wide}\n{guests}"
        );
        assert!(html(&evil) < 102_000, "{}", html(&evil));
    }

    #[test]
    fn an_update_says_what_changed_and_whether_to_answer() {
        let mut message =
            update(&MEETING.replace("20260512", "20260513").replace("Room 4", "Room 12"), &[Field::Time, Field::Place]);
        message.was = Some(event("REQUEST", MEETING).into());
        let raw = mail(&message);
        let mail = parsed(&raw);
        assert_eq!(mail.subject(), Some("Updated invitation: Project start @ Wed 13 May 2026 10:00 - 11:00 (CEST)"));
        let plain = text_of(&mail, "plain");
        assert!(plain.contains("Where: was: Room 4\n       now: Room 12\n"), "{plain}");
        assert!(plain.contains("Please answer again."));
        let html = text_of(&mail, "html");
        assert!(html.contains("<s>Room 4</s>") && html.contains("<strong>Room 12</strong>"));
    }

    #[test]
    fn an_update_of_one_date_is_compared_with_that_date() {
        let part = |lines: &str| {
            calendar(&format!(
                "METHOD:REQUEST\nBEGIN:VEVENT\nUID:u1@home.example\nDTSTAMP:20260504T081502Z\n{lines}{PEOPLE}END:VEVENT\n"
            ))
        };
        let series = part(&format!("{MEETING}RRULE:FREQ=WEEKLY\n"));
        let one = part(
            "RECURRENCE-ID;TZID=Europe/Berlin:20260519T100000\nSUMMARY:Project start\nLOCATION:Room 4\n\
             DTSTART;TZID=Europe/Berlin:20260519T140000\nDTEND;TZID=Europe/Berlin:20260519T150000\n\
             DESCRIPTION:Bring the plan.\\n\\nSee https://wiki.home.example/plan.\n",
        );
        let message = message(Method::Request, MessageKind::Update { changed: vec![Field::Time] }, one);
        let desk = Desk::new();
        let raw = composed(&Letter { previous: Some(&series), ..desk.letter(&message) }).unwrap();
        let plain = text_of(&parsed(&raw), "plain");
        assert!(
            plain.starts_with("Alice Example <alice@home.example> changed one date of a series you are invited to.\n")
        );
        let changed = plain.split("What changed:\n\n").nth(1).unwrap().split("\n\n").next().unwrap();
        assert_eq!(
            changed,
            "When: was: Tuesday, 19 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)\n      \
             now: Tuesday, 19 May 2026, 14:00–15:00 (CEST, UTC+2, Europe/Berlin)"
        );
    }

    #[test]
    fn a_cancelled_guest_reads_so_first_and_has_no_buttons() {
        let cancelled = event("CANCEL", &format!("{MEETING}STATUS:CANCELLED\nCOMMENT:I am ill."));
        let removed = event("CANCEL", MEETING);
        for (kind, object, subject, first) in [
            (MessageKind::Cancelled, cancelled, "Cancelled: ", "Cancelled: this event will not take place."),
            (MessageKind::Removed, removed, "Removed from guest list: ", "You were removed from the guest list."),
        ] {
            let raw = mail(&message(Method::Cancel, kind, object));
            let mail = parsed(&raw);
            assert!(mail.subject().unwrap().starts_with(&format!("{subject}Project start @ Tue 12 May 2026")));
            let (plain, html) = (text_of(&mail, "plain"), text_of(&mail, "html"));
            assert!(plain.starts_with(first), "{plain}");
            assert!(plain.contains("Tuesday, 12 May 2026, 10:00–11:00"));
            assert!(!plain.contains("?r=") && !html.contains("?r=") && !plain.contains("Will you come"));
            assert_eq!(calendar_part(&mail).content_type().unwrap().attribute("method"), Some("CANCEL"));
        }
    }

    #[test]
    fn an_answer_leaves_the_addresses_as_they_were_invited() {
        let object = calendar(
            "METHOD:REPLY\nBEGIN:VEVENT\nUID:u1\nDTSTAMP:20260504T081502Z\nDTSTART:20260512T100000Z\nSUMMARY:Project start\n\
             COMMENT:I come later.\nORGANIZER;CN=Olga:MAILTO:Olga@Else.example\nATTENDEE;PARTSTAT=ACCEPTED;CN=Alice:mailto:alice@home.example\nEND:VEVENT",
        );
        let mut message = message(Method::Reply, MessageKind::Reply, object);
        message.sender = CalAddress::mailto("alice@home.example");
        message.recipient = CalAddress::mailto("olga@else.example");
        let (desk, own) = (Desk::new(), Address::parse("alice@home.example").unwrap());
        let letter = Letter { from: &own, wire: &own, answer_page: None, stop_page: None, ..desk.letter(&message) };
        let raw = composed(&letter).unwrap();
        let mail = parsed(&raw);
        assert_eq!(mail.subject(), Some("Accepted: Project start @ Tue 12 May 2026 10:00 (UTC)"));
        assert_eq!(header(&String::from_utf8(raw.clone()).unwrap(), "to"), ["To: \"Olga\" <olga@else.example>"]);
        let plain = text_of(&mail, "plain");
        assert!(plain.starts_with("Alice Example <alice@home.example> will come.\n"), "{plain}");
        assert!(plain.contains("Comment:\nI come later.\n") && !plain.contains("Guests"));
        let calendar = String::from_utf8(calendar_part(&mail).contents().to_vec()).unwrap();
        assert!(calendar.contains("ORGANIZER;CN=Olga:MAILTO:Olga@Else.example\r\n"));
        assert!(!calendar.contains(super::super::wire::TOKEN_PROPERTY));
    }

    #[test]
    fn a_recipient_without_mail_gets_none() {
        let mut message = invitation(MEETING);
        message.recipient = CalAddress::parse("urn:uuid:1234");
        let desk = Desk::new();
        assert!(matches!(composed(&desk.letter(&message)), Err(Uncomposed::NotMail(_))));
    }

    #[test]
    fn every_mail_has_a_boundary_of_its_own() {
        let (desk, message) = (Desk::new(), invitation(MEETING));
        let other = MessageId::parse("another@cal.example.org").unwrap();
        let one = composed(&desk.letter(&message)).unwrap();
        let two = composed(&Letter { message_id: &other, ..desk.letter(&message) }).unwrap();
        let boundary = |raw: &[u8]| parsed(raw).content_type().unwrap().attribute("boundary").unwrap().to_owned();
        assert_ne!(boundary(&one), boundary(&two));
        assert_eq!(one, composed(&desk.letter(&message)).unwrap(), "the same letter makes the same mail");
    }

    #[test]
    fn what_the_engine_sends_can_be_mailed_without_anything_private() {
        use crate::itip::{Edit, Held, Past, ReplyWanted, Seen, edited};
        let alice = [CalAddress::mailto("alice@home.example")];
        let (floating, nothing) = (berlin(), Past::NOTHING);
        let stored = |lines: &str| {
            let inside = format!(
                "BEGIN:VEVENT\nUID:u1\nDTSTAMP:20260504T081502Z\n{lines}{PEOPLE}BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT5M\nDESCRIPTION:secret alarm\nEND:VALARM\nEND:VEVENT"
            );
            let text = calendar(&inside).to_text().replace("ATTENDEE;CN=Bob", "ATTENDEE;SCHEDULE-AGENT=SERVER;CN=Bob");
            CalendarObject::read(text.as_bytes()).unwrap()
        };
        let before = Held { object: None, owner: &alice, floating: &floating, past: &nothing, seen: 0 };
        let made = stored(&format!("{MEETING}CATEGORIES:secret\n"));
        let moved = stored(&MEETING.replace("20260512", "20260514"));
        let edit = |before, after| Edit { before, after, seen: Seen::Latest, reply: ReplyWanted::AsUsual };
        let first = edited(&edit(before, Some(&made)), now()).unwrap();
        let second = edited(&edit(Held { object: Some(&made), ..before }, Some(&moved)), now()).unwrap();
        let third = edited(&edit(Held { object: Some(&made), ..before }, None), now()).unwrap();
        for (outcome, subject) in [(first, "Invitation: "), (second, "Updated invitation: "), (third, "Cancelled: ")] {
            let [message] = outcome.send.as_slice() else { panic!("{} messages", outcome.send.len()) };
            let raw = mail(message);
            let mail = parsed(&raw);
            assert!(mail.subject().unwrap().starts_with(subject), "{:?}", mail.subject());
            let calendar = String::from_utf8(calendar_part(&mail).contents().to_vec()).unwrap();
            for private in ["secret", "VALARM", "SCHEDULE-"] {
                assert!(!calendar.contains(private), "{private} in\n{calendar}");
            }
            assert!(calendar.contains("BEGIN:VTIMEZONE\r\n") && calendar.contains("X-RSVPD-TOKEN:"));
        }
    }
}
