//! Alice organises, Bob and Carol are invited; what each test says happens to their meeting.

mod additions;
mod attendee;
mod cancel;
mod messages;
mod organizer;
mod passing;
mod proposal;
mod reply;
mod request;
mod samples;
mod series;
mod significance;
mod split;
mod words;
mod world;

use super::*;
use crate::ical::Component;

/// One meeting, on a Tuesday at noon in Berlin.
pub(super) const LUNCH: &str = "
BEGIN:VEVENT
UID:lunch
DTSTAMP:20260301T080000Z
DTSTART;TZID=Europe/Berlin:20260310T120000
DTEND;TZID=Europe/Berlin:20260310T130000
SUMMARY:Lunch
LOCATION:Canteen
ORGANIZER;CN=Alice:mailto:alice@example.org
ATTENDEE;CN=Alice;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:alice@example.org
ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com
ATTENDEE;CN=Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.net
END:VEVENT
";

/// A series of ten, on Tuesdays at noon in Berlin: 10, 17, 24 March at 11:00 UTC, then from 31 March at 10:00 UTC.
pub(super) const WEEKLY: &str = "
BEGIN:VEVENT
UID:weekly
DTSTAMP:20260301T080000Z
DTSTART;TZID=Europe/Berlin:20260310T120000
DTEND;TZID=Europe/Berlin:20260310T130000
RRULE:FREQ=WEEKLY;COUNT=10
SUMMARY:Team
ORGANIZER;CN=Alice:mailto:alice@example.org
ATTENDEE;CN=Alice;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.com
ATTENDEE;CN=Carol;PARTSTAT=TENTATIVE:mailto:carol@example.net
END:VEVENT
";

/// The second instance of [`WEEKLY`], moved to 15:00.
pub(super) const MOVED: &str = "
BEGIN:VEVENT
UID:weekly
DTSTAMP:20260301T080000Z
RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000
DTSTART;TZID=Europe/Berlin:20260317T150000
DTEND;TZID=Europe/Berlin:20260317T160000
SUMMARY:Team
ORGANIZER;CN=Alice:mailto:alice@example.org
ATTENDEE;CN=Alice;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.com
ATTENDEE;CN=Carol;PARTSTAT=TENTATIVE:mailto:carol@example.net
END:VEVENT
";

pub(super) fn cal(components: &str) -> CalendarObject {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//test//EN{components}END:VCALENDAR\n");
    CalendarObject::read(text.replace('\n', "\r\n").as_bytes()).expect(components)
}

/// A message as it comes from outside.
pub(super) fn mail(method: &str, sender: &str, recipient: &str, components: &str) -> Message {
    let mut object = cal(components);
    object.calendar_mut().add(crate::ical::Line::text("METHOD", method));
    parse_message(object, None, address(sender), address(recipient), now()).expect(method)
}

pub(super) fn address(name: &str) -> CalAddress {
    CalAddress::mailto(match name {
        "alice" => "alice@example.org",
        "bob" => "bob@example.com",
        "carol" => "carol@example.net",
        other => other,
    })
}

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().expect(text)
}

/// Monday, a week and a day before the meetings.
pub(super) fn now() -> Timestamp {
    at("2026-03-02T09:00:00Z")
}

pub(super) fn berlin() -> Zone {
    Zone::iana("Europe/Berlin").expect("Berlin")
}

/// Somebody's stored copy and the server's memory of it.
#[derive(Clone)]
pub(super) struct Person {
    pub addresses: Vec<CalAddress>,
    pub zone: Zone,
    pub copy: Option<CalendarObject>,
    pub past: Past,
    pub seen: i64,
}

impl Person {
    pub fn new(name: &str) -> Person {
        Person { addresses: vec![address(name)], zone: berlin(), copy: None, past: Past::NOTHING, seen: 0 }
    }

    pub fn with(name: &str, components: &str) -> Person {
        Person { copy: Some(cal(components)), ..Person::new(name) }
    }

    pub fn held(&self) -> Held<'_> {
        Held {
            object: self.copy.as_ref(),
            owner: &self.addresses,
            floating: &self.zone,
            past: &self.past,
            seen: self.seen,
        }
    }

    /// Takes over what an outcome asks to keep and to remember; `given` is what the client sent.
    pub fn take(&mut self, outcome: &Outcome, given: Option<&CalendarObject>) {
        match (&outcome.keep, given) {
            (Keep::Put(object), _) => self.copy = Some((**object).clone()),
            (Keep::AsIs, Some(given)) => self.copy = Some(given.clone()),
            (Keep::AsIs, None) => {}
            (Keep::Remove, _) => self.copy = None,
        }
        self.past = self.past.with(&outcome.answers, &outcome.rescheduled);
    }

    pub fn try_put(&mut self, after: &CalendarObject, seen: Seen, now: Timestamp) -> Result<Outcome, Refusal> {
        let edit = Edit { before: self.held(), after: Some(after), seen, reply: ReplyWanted::AsUsual };
        let outcome = edited(&edit, now)?;
        self.take(&outcome, Some(after));
        Ok(outcome)
    }

    pub fn put(&mut self, components: &str) -> Outcome {
        self.try_put(&cal(components), Seen::Latest, now()).expect("allowed")
    }

    /// Puts a copy that does not know what others did meanwhile.
    pub fn put_older(&mut self, components: &str) -> Outcome {
        self.try_put(&cal(components), Seen::MaybeOlder, now()).expect("allowed")
    }

    /// Changes the stored copy in its text.
    pub fn change(&mut self, from: &str, to: &str) -> Outcome {
        let after = self.changed(from, to);
        self.try_put(&after, Seen::Latest, now()).expect("allowed")
    }

    pub fn changed(&self, from: &str, to: &str) -> CalendarObject {
        let text = unfolded(self.copy.as_ref().expect("a copy"));
        assert!(text.contains(from), "{from:?} is not in {text}");
        CalendarObject::read(text.replace(from, to).replace('\n', "\r\n").as_bytes()).expect(to)
    }

    pub fn delete(&mut self) -> Outcome {
        let edit = Edit { before: self.held(), after: None, seen: Seen::Latest, reply: ReplyWanted::AsUsual };
        let outcome = edited(&edit, now()).expect("allowed");
        self.copy = None;
        self.take(&outcome, None);
        outcome
    }

    pub fn receive(&mut self, message: &Message) -> Result<Outcome, Refusal> {
        self.receive_at(message, now())
    }

    pub fn receive_at(&mut self, message: &Message, now: Timestamp) -> Result<Outcome, Refusal> {
        let outcome = received(&self.held(), message, now)?;
        self.take(&outcome, None);
        Ok(outcome)
    }

    pub fn text(&self) -> String {
        self.copy.as_ref().map(unfolded).unwrap_or_default()
    }

    /// The PARTSTAT of an attendee in the master, or in the instance of this day.
    pub fn partstat(&self, attendee: &str, day: Option<&str>) -> &'static str {
        let part = self.part(day);
        part.attendee(&address(attendee)).map_or("absent", |attendee| attendee.partstat().as_str())
    }

    /// The master, or the override of this day.
    pub fn part(&self, day: Option<&str>) -> &Component {
        let object = self.copy.as_ref().expect("a copy");
        match day {
            None => object.master().expect("a master"),
            Some(day) => {
                let of_day =
                    |part: &&Component| part.recurrence_id().is_some_and(|when| when.value_text().starts_with(day));
                object.overrides().find(of_day).expect(day)
            }
        }
    }
}

/// The text of an object, unfolded, with `\n` line ends.
pub(super) fn unfolded(object: &CalendarObject) -> String {
    object.to_text().replace("\r\n ", "").replace("\r\n", "\n")
}

/// The messages of an outcome, one line each: method, recipient, kind, instances (day of the month), SEQUENCE.
pub(super) fn sent(outcome: &Outcome) -> Vec<String> {
    outcome.send.iter().map(line_of).collect()
}

pub(super) fn line_of(message: &Message) -> String {
    let kind = match &message.kind {
        MessageKind::Update { changed } => format!("Update{changed:?}"),
        other => format!("{other:?}"),
    };
    let days: Vec<String> = message
        .instances(&berlin())
        .iter()
        .map(|instance| instance.map_or("all".to_owned(), |instance| instance.format("%m%d").to_string()))
        .collect();
    let to = message.recipient.email().and_then(|email| email.split('@').next()).unwrap_or("?").to_owned();
    format!("{} {to} {kind} {} #{}", message.method.as_str(), days.join("+"), message.sequence)
}

/// Every difference that matters between what was sent and what should have been.
pub(super) fn assert_sent(outcome: &Outcome, expected: &[&str]) {
    assert_eq!(sent(outcome), expected);
}

/// A text with one replacement; the original must hold it.
pub(super) fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from:?} is not in {text}");
    text.replacen(from, to, 1)
}
