//! Letters for the tests of this room: Alice of home.example invites Bob of guest.example.

use chrono::{TimeZone, Utc};

use super::compose::Letter;
use super::facts::Party;
use super::words::Language;
use crate::ical::{CalAddress, CalendarObject, Timestamp, Zone};
use crate::itip::{Field, Message, MessageKind, Method};
use crate::mail::{Address, MessageId};

/// A VEVENT of Alice's with Bob as guest; `lines` come after its UID, DTSTAMP and SEQUENCE.
pub fn event(method: &str, lines: &str) -> CalendarObject {
    calendar(&format!(
        "METHOD:{method}\r\nBEGIN:VEVENT\r\nUID:u1@home.example\r\nDTSTAMP:20260504T081502Z\r\nSEQUENCE:0\r\n{}{PEOPLE}END:VEVENT\r\n",
        crlf(lines)
    ))
}

/// A VCALENDAR around components.
pub fn calendar(inside: &str) -> CalendarObject {
    let text =
        format!("BEGIN:VCALENDAR\r\nPRODID:-//rsvpd//rsvpd//EN\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", crlf(inside));
    CalendarObject::read(text.as_bytes()).unwrap()
}

/// Organizer, organizer as attendee, and Bob who has not answered.
pub const PEOPLE: &str = "ORGANIZER;CN=Alice Example:mailto:alice@home.example\r\n\
    ATTENDEE;CN=Alice Example;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:alice@home.example\r\n\
    ATTENDEE;CN=Bob Guest;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@guest.example\r\n";

pub const MEETING: &str = "DTSTART;TZID=Europe/Berlin:20260512T100000\r\nDTEND;TZID=Europe/Berlin:20260512T110000\r\n\
    SUMMARY:Project start\r\nLOCATION:Room 4\r\nDESCRIPTION:Bring the plan.\\n\\nSee https://wiki.home.example/plan.\r\n";

fn crlf(text: &str) -> String {
    let mut out = text.replace("\r\n", "\n").lines().map(str::trim_start).collect::<Vec<_>>().join("\r\n");
    if !out.is_empty() {
        out.push_str("\r\n");
    }
    out
}

pub fn message(method: Method, kind: MessageKind, object: CalendarObject) -> Message {
    let (alice, bob) = (CalAddress::mailto("alice@home.example"), CalAddress::mailto("bob@guest.example"));
    let answers = matches!(method, Method::Reply | Method::Counter | Method::Refresh);
    let (sender, recipient) = if answers { (bob, alice) } else { (alice, bob) };
    Message {
        method,
        uid: object.uid().clone(),
        sender,
        recipient,
        kind,
        was: None,
        sequence: 0,
        dtstamp: now(),
        object: object.into(),
        rescheduled: Vec::new(),
    }
}

pub fn invitation(lines: &str) -> Message {
    message(Method::Request, MessageKind::Invitation, event("REQUEST", lines))
}

pub fn update(lines: &str, changed: &[Field]) -> Message {
    message(Method::Request, MessageKind::Update { changed: changed.to_vec() }, event("REQUEST", lines))
}

pub fn now() -> Timestamp {
    Utc.with_ymd_and_hms(2026, 5, 4, 8, 15, 2).unwrap()
}

pub fn berlin() -> Zone {
    Zone::iana("Europe/Berlin").unwrap()
}

/// What a letter borrows.
pub struct Desk {
    pub alice: Party,
    pub from: Address,
    pub wire: Address,
    pub message_id: MessageId,
    pub thread: MessageId,
    pub floating: Zone,
}

impl Desk {
    pub fn new() -> Desk {
        Desk {
            alice: Party::new(Some("Alice Example"), "alice@home.example"),
            from: Address::parse("invitations@cal.example.org").unwrap(),
            wire: Address::parse("i-7q4fabcdefghijklmnopqrstuvwx2345@cal.example.org").unwrap(),
            message_id: MessageId::parse("9c1e77.0@cal.example.org").unwrap(),
            thread: MessageId::parse("t.4be0.thread@cal.example.org").unwrap(),
            floating: berlin(),
        }
    }

    pub fn letter<'a>(&'a self, message: &'a Message) -> Letter<'a> {
        Letter {
            message,
            previous: None,
            sender: &self.alice,
            sent_by: None,
            from: &self.from,
            wire: &self.wire,
            answers: &self.wire,
            token: Some(self.wire.local()),
            answer_page: Some("https://cal.example.org/i/s3cr3tanswer"),
            stop_page: Some("https://cal.example.org/stop/x"),
            admin: Some("postmaster@cal.example.org"),
            host: "cal.example.org",
            service: "Calendar",
            message_id: &self.message_id,
            thread: Some(&self.thread),
            language: Language::English,
            floating: &self.floating,
            guest_zone: None,
            now: now(),
        }
    }
}
