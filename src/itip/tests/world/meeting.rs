//! One meeting: everybody's copies of it, and the messages about it that are on the way.

use std::cell::RefCell;
use std::rc::Rc;

use super::causes::{self, Numbers};
use super::*;
use crate::ical::Line;

/// What happened, told when a life has failed; `None` while lives are only lived.
pub(super) type Diary = Option<Rc<RefCell<Vec<String>>>>;

/// Another time that a guest proposed, as Alice was told.
pub(super) struct Proposal {
    pub by: usize,
    pub instance: Key,
    pub from: Timestamp,
    pub to: Timestamp,
}

pub(super) struct Meeting {
    pub alice: Person,
    pub guests: Vec<Person>,
    pub wire: Vec<Message>,
    /// Messages that did not arrive and will be sent again.
    pub lost: Vec<Message>,
    pub proposals: Vec<Proposal>,
    /// What Alice deleted and may store again.
    pub deleted: Option<CalendarObject>,
    pub now: Timestamp,
    numbers: Numbers,
    diary: Diary,
}

impl Meeting {
    /// The meeting that Alice makes.
    pub fn begun(object: CalendarObject, now: Timestamp, diary: Diary) -> Meeting {
        let mut meeting = Meeting {
            alice: Person::new("alice"),
            guests: GUESTS.iter().map(|name| Person::new(name)).collect(),
            wire: Vec::new(),
            lost: Vec::new(),
            proposals: Vec::new(),
            deleted: None,
            now,
            numbers: Numbers::default(),
            diary,
        };
        meeting.note(|| format!("    begins {}", object.uid().as_str()));
        meeting.alice_puts(object, Seen::Latest);
        meeting
    }

    pub fn note(&self, words: impl FnOnce() -> String) {
        if let Some(diary) = &self.diary {
            diary.borrow_mut().push(words());
        }
    }

    /// Time passes; each act has a second of its own, and more.
    pub fn tick(&mut self) -> Timestamp {
        self.now += chrono::TimeDelta::seconds(30);
        self.now
    }

    pub fn alice_puts(&mut self, after: CalendarObject, seen: Seen) {
        let now = self.tick();
        let before = self.alice.copy.clone();
        let outcome = self.alice.try_put(&after, seen, now).expect("an organizer may do all this");
        self.alice_did(before.as_ref(), &outcome);
    }

    pub fn alice_deletes(&mut self) {
        let now = self.tick();
        let Some(before) = self.alice.copy.clone() else { return };
        let outcome = deletion(&mut self.alice, now);
        self.alice_did(Some(&before), &outcome);
        self.deleted = Some(before);
        self.proposals.clear();
    }

    /// What must hold after everything Alice does, and the messages that follow from it.
    fn alice_did(&mut self, before: Option<&CalendarObject>, outcome: &Outcome) {
        assert!(outcome.tell.is_empty(), "Alice is told about her own act: {:?}", outcome.tell);
        causes::of_organizers((before, self.alice.copy.as_ref()), &outcome.send, self.now);
        self.numbers.rise(ALICE, self.alice.copy.as_ref());
        self.post(ALICE, outcome);
    }

    pub fn guest_puts(&mut self, who: usize, after: &CalendarObject) {
        let now = self.tick();
        let before = self.guests[who].copy.clone();
        let outcome = self.guests[who].try_put(after, Seen::Latest, now).expect("an attendee may do all this");
        self.guest_did(who, before.as_ref(), &outcome);
    }

    pub fn guest_deletes(&mut self, who: usize) {
        let now = self.tick();
        let Some(before) = self.guests[who].copy.clone() else { return };
        let outcome = deletion(&mut self.guests[who], now);
        self.guest_did(who, Some(&before), &outcome);
    }

    fn guest_did(&mut self, who: usize, before: Option<&CalendarObject>, outcome: &Outcome) {
        assert!(outcome.tell.is_empty(), "{} is told about the own act: {:?}", GUESTS[who], outcome.tell);
        causes::of_attendees(&self.guests[who], before, &outcome.send);
        self.numbers.rise(who, self.guests[who].copy.as_ref());
        self.post(who, outcome);
    }

    fn post(&mut self, by: usize, outcome: &Outcome) {
        for message in &outcome.send {
            assert_eq!(message.sender, self.person(by).addresses[0]);
            assert_ne!(message.recipient, message.sender, "nobody is messaged about the own act");
            self.note(|| format!("    sends {}", line_of(message)));
            if by == ALICE {
                let list = self.alice.copy.as_ref().or(self.deleted.as_ref()).map(GuestList::of);
                form::hides(message, list.unwrap_or(GuestList::Everybody));
            }
            self.numbers.sent(message);
        }
        self.wire.extend(outcome.send.iter().cloned());
    }

    /// Notes the SEQUENCE of everything in somebody's copy.
    pub fn numbered(&mut self, who: usize) {
        let copy = self.person(who).copy.clone();
        self.numbers.rise(who, copy.as_ref());
    }

    pub fn person(&self, who: usize) -> &Person {
        self.guests.get(who).unwrap_or(&self.alice)
    }

    /// Who this is; Alice is no guest.
    pub fn index_of(&self, address: &CalAddress) -> usize {
        self.guests.iter().position(|guest| guest.addresses[0] == *address).unwrap_or(ALICE)
    }

    pub fn deliver(&mut self, which: usize) {
        if !self.wire.is_empty() {
            let message = self.wire.remove(which % self.wire.len());
            self.hand_over(&message);
        }
    }

    pub fn repeat(&mut self, which: usize) {
        if let Some(message) = self.wire.get(which % self.wire.len().max(1)).cloned() {
            self.hand_over(&message);
        }
    }

    pub fn lose(&mut self, which: usize) {
        if !self.wire.is_empty() {
            let message = self.wire.remove(which % self.wire.len());
            self.lost.push(message);
        }
    }

    /// A message arrives, and at once a second time, which changes nothing.
    pub fn hand_over(&mut self, message: &Message) {
        let now = self.tick();
        let who = self.index_of(&message.recipient);
        let before = self.person(who).copy.clone();
        if message.method == Method::Request {
            super::super::super::check::are_alike(&self.person(who).held(), message, now);
        }
        let recipient = self.guests.get_mut(who).unwrap_or(&mut self.alice);
        let outcome = match recipient.receive_at(message, now) {
            Ok(outcome) => outcome,
            Err(refusal) => return self.refused(who, message, &refusal),
        };
        self.note(|| format!("    arrives {}: {:?}", line_of(message), outcome.because));
        causes::of_arrival(self.person(who), before.as_ref(), message, &outcome);
        let once = self.person(who).copy.clone();
        self.numbers.rise(who, once.as_ref());
        let recipient = self.guests.get_mut(who).unwrap_or(&mut self.alice);
        let again = recipient.receive_at(message, now).expect("as before");
        assert_eq!(recipient.copy, once, "a repeated message changes nothing");
        assert!(again.tell.iter().all(is_word), "a repeated message tells again: {:?}", again.tell);
        self.propose(message, &outcome);
        self.post(who, &outcome);
    }

    /// A meeting that was deleted cannot be answered, and a proposal for it not be refused.
    fn refused(&self, who: usize, message: &Message, refusal: &Refusal) {
        self.note(|| format!("    arrives {}: {refusal}", line_of(message)));
        let is_gone = self.person(who).copy.is_none() && *refusal == Refusal::UnknownMeeting;
        assert!(is_gone, "{refusal}: {message:?}");
    }

    fn propose(&mut self, message: &Message, outcome: &Outcome) {
        for notice in &outcome.tell {
            if let Notice::Proposal { attendee, from, to, instance, .. } = notice {
                assert_eq!(message.method, Method::Counter);
                let by = self.index_of(attendee);
                self.proposals.push(Proposal { by, instance: *instance, from: *from, to: *to });
            }
        }
    }

    /// Delivers every answer of a guest that is on the way.
    pub fn settle(&mut self, who: usize) {
        self.wire.append(&mut self.lost);
        let of_guest = |message: &Message| message.sender == self.guests[who].addresses[0];
        let (answers, others): (Vec<Message>, Vec<Message>) = self.wire.iter().cloned().partition(of_guest);
        self.wire = others;
        answers.iter().for_each(|message| self.hand_over(message));
    }

    /// Delivers what is left, in an order that the seed decides.
    pub fn deliver_everything(&mut self, mut seed: usize) {
        self.wire.append(&mut self.lost);
        while !self.wire.is_empty() {
            self.deliver(seed);
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 1;
        }
    }

    /// A guest asks for the present state.
    pub fn ask(&mut self, who: usize) {
        let mut part = Component::new("VEVENT");
        let uid = self.uid();
        part.add(Line::text("UID", &uid));
        part.add(Line::text("ORGANIZER", "mailto:alice@example.org"));
        part.add(Line::text("ATTENDEE", self.guests[who].addresses[0].as_written()));
        let question = self.foreign("REFRESH", who, part);
        self.wire.push(question);
    }

    /// A message of a guest whose calendar is somewhere else.
    pub fn foreign(&mut self, method: &str, who: usize, mut part: Component) -> Message {
        let now = self.tick();
        let mut calendar = Component::new("VCALENDAR");
        calendar.add(Line::text("VERSION", "2.0"));
        calendar.add(Line::text("METHOD", method));
        part.set(Line::text("DTSTAMP", &now.format("%Y%m%dT%H%M%SZ").to_string()));
        calendar.push(part);
        let object = CalendarObject::of(calendar).expect("a message");
        let sender = self.guests[who].addresses[0].clone();
        parse_message(object, None, sender, self.alice.addresses[0].clone(), now).expect("a method")
    }

    pub fn uid(&self) -> String {
        let object = self.alice.copy.as_ref().or(self.deleted.as_ref()).expect("the meeting is or was");
        object.uid().as_str().to_owned()
    }
}

/// What is passed on each time it comes: it changes nothing that could show it was heard before.
fn is_word(notice: &Notice) -> bool {
    matches!(notice, Notice::Proposal { .. } | Notice::ProposalDeclined { .. } | Notice::UninvitedAnswer { .. })
}

fn deletion(person: &mut Person, now: Timestamp) -> Outcome {
    let edit = Edit { before: person.held(), after: None, seen: Seen::Latest, reply: ReplyWanted::AsUsual };
    let outcome = edited(&edit, now).expect("deleting is allowed");
    person.copy = None;
    person.take(&outcome, None);
    outcome
}
