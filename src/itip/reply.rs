//! An attendee's answer reaches the organizer's copy (RFC 5546 §3.2.3, RFC 6638 §4.2).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::counter::{comment, present_state, proposed_by_ios};
use super::errand::MANY;
use super::instance::{Key, Series, edit_parts};
use super::message::is_served;
use super::organizer::organized;
use super::outcome::{Keep, Outcome, Reason, Refusal};
use super::sequence::{Stamp, followed, inherited, is_joining, is_leaving, joining, rescheduled_at, rescheduled_since};
use super::{
    Answer, Edit, Forwarding, Held, Message, MessageKind, NoDelegate, Notice, ReplyWanted, Rescheduled, Seen, Version,
    Void,
};
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Kind, Line, PartStat, Timestamp, Zone};

/// Applies the answer of the message's sender, part by part: first the one for the series, then those for instances.
///
/// Nothing but PARTSTAT is taken over: Exchange sends another SUMMARY, Google STATUS and times in UTC. Other attendees
/// in the message are ignored.
pub(super) fn reply(
    mine: &Held<'_>,
    object: &CalendarObject,
    message: &Message,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let organizer = object.organizer();
    let is_guest = |person: Attendee<'_>| Some(person.address) != organizer;
    let forwarding = match Forwarding::of(object) {
        // The organizer, who took somebody or everybody off the list, decides who comes back.
        Forwarding::Allow if mine.past.answers_of(&message.sender).any(is_leaving) => Forwarding::Ask,
        Forwarding::Allow if !object.parts().flat_map(Component::attendees).any(is_guest) => Forwarding::Ask,
        // Nobody passed it on to a guest, whom the organizer left out of this date.
        Forwarding::Allow if object.parts().any(|part| part.attendee(&message.sender).is_some()) => Forwarding::Ask,
        other => other,
    };
    applied(mine, object, message, forwarding, now)
}

/// The answer of somebody whom the organizer takes among the guests, whatever the meeting says about such people.
///
/// # Errors
/// A message without an answer of its sender.
pub fn admitted(
    mine: &Held<'_>,
    object: &CalendarObject,
    message: &Message,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    applied(mine, object, message, Forwarding::Allow, now)
}

fn applied(
    mine: &Held<'_>,
    object: &CalendarObject,
    message: &Message,
    forwarding: Forwarding,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let theirs = Series::of(&message.object, mine.floating);
    let ours = Series::of(object, mine.floating);
    let key = |part: &Component| match part.recurrence_id() {
        Some(when) => Some(Some(ours.key(&when, theirs.zones()))),
        None => part.line("RECURRENCE-ID").is_none().then_some(None),
    };
    let answers = |part| answer_in(part, &message.sender).map(|given| (part, given));
    let answering: Vec<(&Component, Attendee<'_>)> = message.object.parts().filter_map(answers).collect();
    if answering.is_empty() {
        return Err(Refusal::NoAnswer);
    }
    let said = answering.into_iter().filter_map(|(part, given)| Some(Said { key: key(part)?, part, given }));
    let mut said: Vec<Said<'_>> = said.collect();
    said.sort_by_key(|said| said.key);
    let mut desk = Desk {
        mine,
        message,
        now,
        made: object.clone(),
        mentioned: said.iter().map(|said| said.key).collect(),
        forwarding,
        joins: Vec::new(),
        asked: BTreeMap::new(),
        outcome: Outcome::nothing(Reason::NoSuchInstance),
    };
    // What is said of the series changes what its instances are like; of these none changes another.
    for together in said.chunk_by(|one, other| one.key.is_some() && other.key.is_some()) {
        let base = desk.made.clone();
        let mut sheet = Sheet { series: &Series::of(&base, mine.floating), written: BTreeMap::new() };
        together.iter().for_each(|said| desk.apply(&mut sheet, said));
        let written = sheet.written;
        desk.put(written);
    }
    desk.finished(object)
}

/// How far ahead of ours a guest's clock may be and still say which of two answers is the later one.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(10);

/// The sender's line in a part of a reply, if it says an answer; iCloud may name the sender in EMAIL only.
///
/// A line without PARTSTAT, or with one that nobody knows or that is for tasks alone, says nothing: it takes no answer back.
fn answer_in<'a>(part: &'a Component, sender: &CalAddress) -> Option<Attendee<'a>> {
    let by_email = || part.attendees().find(|attendee| attendee.email_param().as_ref() == Some(sender));
    let line = part.attendee(sender).or_else(by_email)?;
    let says =
        line.line.param("PARTSTAT").is_some_and(|text| line.partstat().as_str().eq_ignore_ascii_case(text.trim()));
    let is_of_tasks = matches!(line.partstat(), PartStat::Completed | PartStat::InProcess);
    (says && (part.is(Kind::Todo.component()) || !is_of_tasks)).then_some(line)
}

/// One part of an answer.
struct Said<'a> {
    /// The instance it is about.
    key: Key,
    part: &'a Component,
    /// The sender's line.
    given: Attendee<'a>,
}

impl Said<'_> {
    fn comment(&self) -> Option<String> {
        comment(self.part, &self.given)
    }
}

struct Desk<'a> {
    mine: &'a Held<'a>,
    message: &'a Message,
    now: Timestamp,
    made: CalendarObject,
    /// The parts the message answers for, each by itself.
    mentioned: BTreeSet<Key>,
    forwarding: Forwarding,
    /// Who becomes a guest by this answer.
    joins: Vec<Join>,
    /// Who is asked to come after all, and to what.
    asked: BTreeMap<CalAddress, Vec<Key>>,
    outcome: Outcome,
}

/// The organizer's copy while answers are written into it.
struct Sheet<'a> {
    /// As it was.
    series: &'a Series<'a>,
    /// The components that are other ones by now, or new.
    written: BTreeMap<Key, Component>,
}

impl Sheet<'_> {
    fn component(&self, key: Key) -> Option<&Component> {
        self.written.get(&key).or_else(|| self.series.component(key))
    }

    fn effective(&self, key: Key) -> Option<Cow<'_, Component>> {
        self.written.get(&key).map(Cow::Borrowed).or_else(|| self.series.effective(key))
    }

    fn edit(&mut self, key: Key, edit: impl FnOnce(&mut Component)) {
        if let Some(mut part) = self.component(key).cloned() {
            edit(&mut part);
            self.written.insert(key, part);
        }
    }
}

/// What the organizer's copy says where an answer belongs.
struct Place {
    /// The attendee's answer so far; `None` for somebody not invited.
    known: Option<PartStat>,
    sequence: i64,
    has_component: bool,
    /// How long it takes.
    length: TimeDelta,
}

impl Desk<'_> {
    fn apply(&mut self, sheet: &mut Sheet<'_>, said: &Said<'_>) {
        let key = said.key;
        let Some(place) = self.place(sheet, key) else { return };
        let partstat = said.given.partstat();
        let Some(known) = place.known else {
            self.uninvited(said);
            return self.because(Reason::Uninvited);
        };
        let stamp = self.stamp(said, &place);
        let words = said.comment().unwrap_or_default();
        if let Some(reason) = self.heard_before(key, stamp, partstat, &words) {
            return self.because(reason);
        }
        let is_late = stamp.sequence < self.needed(key, &place);
        if is_late {
            return self.late(sheet, said, stamp);
        }
        if let Some(because) = self.brings_nobody(&said.given) {
            return self.keeps_the_guest(said, (stamp, known), because);
        }
        self.remember(key, stamp, partstat, words);
        if key.is_none() {
            self.spell_out_later(sheet, stamp, partstat);
        }
        self.write(sheet, said, &place, (known, stamp));
        self.tell(said, &place, known);
        match partstat {
            PartStat::Delegated => {
                self.joins.extend(delegates(key, said));
                // Back to whoever sent them: nobody would come.
                let sent = said.given.delegated_to();
                self.ask_delegators(sheet, key, |delegator| sent.contains(delegator));
            }
            PartStat::Declined => self.ask_delegators(sheet, key, |_| true),
            _ => {}
        }
        self.because(Reason::Answered);
    }

    /// Why nobody comes by a delegation; `None` if somebody does, or it is none.
    fn brings_nobody(&self, given: &Attendee<'_>) -> Option<NoDelegate> {
        if given.partstat() != PartStat::Delegated {
            return None;
        }
        match self.forwarding {
            Forwarding::Refuse => Some(NoDelegate::NotPassedOn),
            _ => (!brings_somebody(given, self.mine.owner)).then_some(NoDelegate::Nobody),
        }
    }

    /// A guest sends nobody who may come: the guest stays, as before.
    fn keeps_the_guest(&mut self, said: &Said<'_>, (stamp, known): (Stamp, PartStat), because: NoDelegate) {
        if self.last(said.key).is_some_and(|(last, answer)| last == stamp && answer == known) {
            return self.because(Reason::Duplicate);
        }
        let (attendee, delegates) = (self.message.sender.clone(), said.given.delegated_to());
        self.remember(said.key, stamp, known, String::new());
        let (instance, comment) = (said.key, said.comment());
        self.outcome.tell.push(Notice::DelegationRefused { attendee, because, delegates, instance, comment });
        self.because(Reason::Unchanged);
    }

    /// An answer to a time that no longer holds, or from an earlier time as a guest: the organizer is told, once.
    fn late(&mut self, sheet: &mut Sheet<'_>, said: &Said<'_>, stamp: Stamp) {
        let (key, comment) = (said.key, said.comment());
        let (attendee, partstat) = (self.message.sender.clone(), said.given.partstat());
        let is_before = self.joined(key).filter(|joined| stamp.sequence < *joined);
        let was_told = is_before.is_some() && self.last(key).is_some_and(|(_, answer)| answer == partstat);
        match is_before {
            // The note stays, and says what was heard.
            Some(joined) => self.outcome.answers.push(Answer { partstat, ..joining(&attendee, key, joined) }),
            None => self.remember(key, stamp, partstat, comment.clone().unwrap_or_default()),
        }
        // The series moved, but perhaps not every override of it: for these the answer still counts.
        let sends_somebody = partstat == PartStat::Delegated;
        let counts = key.is_none() && self.brings_nobody(&said.given).is_none();
        let spared = if counts { self.followers(sheet, None, stamp) } else { Vec::new() };
        self.write_into(sheet, &spared, said);
        if sends_somebody {
            self.joins.extend(spared.iter().flat_map(|key| delegates(*key, said)));
        }
        let (Stamp { sequence, dtstamp }, outcome) = (stamp, &mut self.outcome);
        outcome.answers.extend(spared.into_iter().map(|key| followed(&attendee, key, sequence, dtstamp)));
        if was_told {
            return self.because(Reason::Duplicate);
        }
        let is_off = sheet.effective(key).is_some_and(|part| part.is_cancelled());
        let because = if is_off { Void::CalledOff } else { Void::Moved };
        self.outcome.tell.push(Notice::LateAnswer { attendee, partstat, instance: key, comment, because });
        self.because(Reason::Late);
    }

    /// Somebody answered who is not invited: the organizer said what becomes of such people.
    fn uninvited(&mut self, said: &Said<'_>) {
        let (attendee, partstat) = (self.message.sender.clone(), said.given.partstat());
        match self.forwarding {
            Forwarding::Allow if attendee.email().is_some() => {
                self.joins.push(Join { key: said.key, line: newcomer(&attendee, Some(said.given.line)), by: None });
            }
            Forwarding::Allow | Forwarding::Ask => self.outcome.tell.push(Notice::UninvitedAnswer {
                attendee,
                partstat,
                instance: said.key,
                comment: said.comment(),
            }),
            Forwarding::Refuse => {}
        }
    }

    /// Whoever sent a delegate that does not come may send another one, or come after all (RFC 5546 §4.2.5).
    fn ask_delegators(&mut self, sheet: &Sheet<'_>, key: Key, is_asked: impl Fn(&CalAddress) -> bool) {
        let Some(part) = sheet.effective(key) else { return };
        let delegators = part.attendee(&self.message.sender).map(|own| own.delegated_from()).unwrap_or_default();
        let sent_somebody = |delegator: &CalAddress| {
            part.attendee(delegator).is_some_and(|line| line.partstat() == PartStat::Delegated && is_served(&line))
        };
        for delegator in delegators.into_iter().filter(|who| is_asked(who) && sent_somebody(who)).take(MOST_JOINS) {
            self.asked.entry(delegator).or_default().push(key);
        }
    }

    /// The questions to those delegators, about each instance or about all where there are many.
    fn ask(&mut self) {
        for (delegator, keys) in std::mem::take(&mut self.asked).into_iter().take(MOST_JOINS) {
            let keys = if keys.len() < MANY { keys } else { vec![None] };
            for key in keys {
                let asked = MessageKind::AskedAgain;
                self.outcome.send.extend(present_state(self.mine, &self.made, &delegator, key, asked, self.now));
            }
        }
    }

    /// Puts what was written into the copy.
    fn put(&mut self, mut written: BTreeMap<Key, Component>) {
        edit_parts(&mut self.made, self.mine.floating, |key, part| {
            if let Some(new) = written.remove(&key) {
                *part = new;
            }
        });
        written.into_values().for_each(|part| self.made.calendar_mut().push(part));
    }

    /// The outcome, with those who join by it invited as if the organizer had done so.
    fn finished(mut self, object: &CalendarObject) -> Result<Outcome, Refusal> {
        self.ask();
        let joins = few(std::mem::take(&mut self.joins));
        let with = joined(&self.made, &joins, self.mine.floating);
        if with == self.made {
            self.outcome.keep = Keep::put_if_changed(self.made, object);
            return Ok(self.outcome);
        }
        let past = self.mine.past.with(&self.outcome.answers, &self.outcome.rescheduled);
        let before = Held { object: Some(&self.made), past: &past, ..*self.mine };
        let edit = Edit { before, after: Some(&with), seen: Seen::Latest, reply: ReplyWanted::AsUsual };
        let invited = organized(&edit, Some(&self.made), &with, self.now);
        self.outcome.answers.extend(invited.answers);
        self.outcome.rescheduled.extend(invited.rescheduled);
        self.outcome.send.extend(invited.send);
        self.outcome.tell.extend(joins.iter().map(Join::told));
        self.because(Reason::Answered);
        let made = match invited.keep {
            Keep::Put(object) => *object,
            Keep::AsIs | Keep::Remove => with,
        };
        self.made = made;
        if joins.iter().any(|join| join.by.is_none()) { self.answered_again(object) } else { self.kept(object) }
    }

    fn kept(mut self, object: &CalendarObject) -> Result<Outcome, Refusal> {
        self.outcome.keep = Keep::put_if_changed(self.made, object);
        Ok(self.outcome)
    }

    /// Applies the answer of somebody who is a guest only now, and shows it in the invitation that goes back.
    fn answered_again(mut self, object: &CalendarObject) -> Result<Outcome, Refusal> {
        let past = self.mine.past.with(&self.outcome.answers, &self.outcome.rescheduled);
        let now = Held { object: Some(&self.made), past: &past, ..*self.mine };
        let answered = reply(&now, &self.made, self.message, self.now)?;
        if let Some(made) = answered.keep.object() {
            let state = present_state(&now, made, &self.message.sender, None, MessageKind::Resent, self.now);
            self.outcome.send.retain(|message| message.recipient != self.message.sender);
            self.outcome.send.extend(state);
            self.made = made.clone();
        }
        self.outcome.answers.extend(answered.answers);
        self.outcome.rescheduled.extend(answered.rescheduled);
        self.outcome.tell.extend(answered.tell);
        self.kept(object)
    }

    /// Finds where an answer belongs; `None` when there is no such instance.
    fn place(&self, sheet: &Sheet<'_>, key: Key) -> Option<Place> {
        let part = sheet.effective(key)?;
        let times = sheet.series.times(&part);
        Some(Place {
            known: part.attendee(&self.message.sender).map(|attendee| attendee.partstat()),
            sequence: part.sequence(),
            has_component: sheet.component(key).is_some(),
            length: times.start.zip(times.end).map_or(TimeDelta::zero(), |(start, end)| end - start),
        })
    }

    /// The stamp of an answer. One that is ahead of us (Outlook) counts as one to the present version, and so does one
    /// without SEQUENCE (KDE, gateways) that was given since the time last changed; an older one is about another time.
    /// Of two answers one without SEQUENCE is the later one by its DTSTAMP alone.
    // quirk: kde-no-sequence
    fn stamp(&self, said: &Said<'_>, place: &Place) -> Stamp {
        let (key, part) = (said.key, said.part);
        let stamp = Stamp::of(part, self.message.dtstamp, self.now);
        let says = part.integer("SEQUENCE").is_some() || part.integer("X-MICROSOFT-CDO-APPT-SEQUENCE").is_some();
        let (changed, at) = rescheduled_since(self.mine, key, place.has_component);
        let since = self.last_answer(key).filter(|last| stamp.dtstamp < last.dtstamp);
        let sequence = match says {
            true => stamp.sequence.min(place.sequence),
            false if stamp.dtstamp < at => changed - 1,
            false => since.map_or(place.sequence, |last| last.sequence),
        };
        // A guest's wrong clock must not block what the guest says later by the answer page.
        let dtstamp = if stamp.dtstamp > self.now + CLOCKS_DIFFER { self.now } else { stamp.dtstamp };
        Stamp { sequence, dtstamp }
    }

    fn last(&self, key: Key) -> Option<(Stamp, PartStat)> {
        let last = self.last_answer(key)?;
        Some((Stamp { sequence: last.sequence, dtstamp: last.dtstamp }, last.partstat))
    }

    fn last_answer(&self, key: Key) -> Option<&Answer> {
        self.mine.past.answer(key, &self.message.sender)
    }

    fn heard_before(&self, key: Key, stamp: Stamp, partstat: PartStat, comment: &str) -> Option<Reason> {
        let last = self.last_answer(key)?;
        let says_nothing_new = last.partstat == partstat && (comment.is_empty() || last.comment == comment);
        match stamp.cmp(&Stamp { sequence: last.sequence, dtstamp: last.dtstamp }) {
            _ if self.note(key).is_some() => None,
            std::cmp::Ordering::Less => Some(Reason::Stale),
            std::cmp::Ordering::Equal if says_nothing_new => Some(Reason::Duplicate),
            // Two clicks within one second: the later arrival counts.
            _ => None,
        }
    }

    /// The SEQUENCE at which the sender joined, if no answer has come since.
    fn joined(&self, key: Key) -> Option<i64> {
        self.note(key).filter(|note| !is_leaving(note)).map(|note| note.sequence)
    }

    /// What stands in the place of the sender's last answer when there is none.
    fn note(&self, key: Key) -> Option<&Answer> {
        self.last_answer(key).filter(|answer| is_joining(answer))
    }

    /// The SEQUENCE an answer must have to count: no lower than that at which the time last changed, and the sender
    /// joined. Who came back to a series came back to its instances.
    fn needed(&self, key: Key, place: &Place) -> i64 {
        let joined = self.joined(key).or_else(|| if place.has_component { None } else { self.joined(None) });
        rescheduled_at(self.mine, key, place.has_component).max(joined.unwrap_or(0))
    }

    fn remember(&mut self, key: Key, stamp: Stamp, partstat: PartStat, comment: String) {
        self.outcome.answers.push(Answer {
            attendee: self.message.sender.clone(),
            instance: key,
            sequence: stamp.sequence,
            dtstamp: stamp.dtstamp,
            partstat,
            comment,
        });
    }

    fn write(&mut self, sheet: &mut Sheet<'_>, said: &Said<'_>, place: &Place, (known, stamp): (PartStat, Stamp)) {
        let key = said.key;
        let followers = if key.is_none() { self.followers(sheet, Some(known), stamp) } else { Vec::new() };
        if place.has_component {
            return self.write_into(sheet, &[&[key], &followers[..]].concat(), said);
        }
        // The instance says what the series says: accepting one must not make an exception of it.
        if known == said.given.partstat() {
            return;
        }
        let answered = Answered { sender: &self.message.sender, given: &said.given, status: status(said.part) };
        self.give_component(sheet, key, |part| answered.write(part));
    }

    /// Gives an instance a component of its own, as the series describes it and then edited.
    fn give_component(&mut self, sheet: &mut Sheet<'_>, key: Key, edit: impl FnOnce(&mut Component)) {
        let Some(mut derived) = key.and_then(|instance| sheet.series.derived(instance)) else { return };
        edit(&mut derived);
        sheet.written.insert(key, derived);
        let notes = inherited(self.mine, key).into_iter().filter(|note| note.attendee != self.message.sender);
        self.outcome.answers.extend(notes);
        let (sequence, at) = rescheduled_since(self.mine, key, false);
        if sequence != rescheduled_at(self.mine, key, true) {
            self.outcome.rescheduled.push(Rescheduled { instance: key, sequence, at });
        }
    }

    /// An answer for an instance that said what the series said left no trace in the copy. It stands when an earlier
    /// answer to the series comes after it.
    fn spell_out_later(&mut self, sheet: &mut Sheet<'_>, stamp: Stamp, partstat: PartStat) {
        let later: Vec<Answer> = {
            let is_plain = |key: Key| {
                key.is_some_and(|instance| sheet.series.generates(instance)) && sheet.component(key).is_none()
            };
            let is_later = |row: &&Answer| {
                !is_joining(row)
                    && Stamp { sequence: row.sequence, dtstamp: row.dtstamp } > stamp
                    && row.sequence >= rescheduled_at(self.mine, row.instance, false)
                    && row.partstat != partstat
                    && !self.mentioned.contains(&row.instance)
                    && is_plain(row.instance)
            };
            self.mine.past.answers_of(&self.message.sender).filter(is_later).cloned().collect()
        };
        for row in later {
            self.give_component(sheet, row.instance, |part| {
                part.map_lines(|line| {
                    let is_own = line.is("ATTENDEE") && CalAddress::parse(line.value()) == row.attendee;
                    if is_own { line.with_param("PARTSTAT", row.partstat.as_str()) } else { line }
                });
            });
        }
    }

    fn write_into(&self, sheet: &mut Sheet<'_>, keys: &[Key], said: &Said<'_>) {
        let answered = Answered { sender: &self.message.sender, given: &said.given, status: status(said.part) };
        keys.iter().for_each(|key| sheet.edit(*key, |part| answered.write(part)));
    }

    /// Overrides that an answer to the series also goes for: none that the message answers for itself, that a later
    /// message did, or whose time changed since.
    ///
    /// A calendar here spells out what differs, but for the instances its owner took away. Others answer for the series
    /// alone: then it goes for the overrides with the answer `known` of the series so far.
    fn followers(&self, sheet: &Sheet<'_>, known: Option<PartStat>, stamp: Stamp) -> Vec<Key> {
        let mut followers = Vec::new();
        for (instance, part) in sheet.series.overrides() {
            let key = Some(instance);
            let Some(says) = part.attendee(&self.message.sender).map(|attendee| attendee.partstat()) else { continue };
            let last = self.last(key);
            let taken_away =
                says == PartStat::Declined && self.joined(key).is_none() && last.is_some_and(|(_, said)| said == says);
            let follows = match self.message.kind {
                MessageKind::Foreign => Some(says) == known,
                _ => !taken_away,
            };
            let later = last.is_some_and(|(last, _)| last > stamp);
            let moved = stamp.sequence < rescheduled_at(self.mine, key, true);
            if follows && !later && !moved && !part.is_cancelled() && !self.mentioned.contains(&key) {
                followers.push(key);
            }
        }
        followers
    }

    fn tell(&mut self, said: &Said<'_>, place: &Place, known: PartStat) {
        let (attendee, given, comment) = (self.message.sender.clone(), &said.given, said.comment());
        if let Some((start, from, to)) = proposed_by_ios(given, place.length, self.mine.floating) {
            self.outcome.tell.push(Notice::Proposal {
                attendee: attendee.clone(),
                start,
                from,
                to,
                instance: said.key,
                comment: comment.clone(),
                about: Version::Current,
            });
        }
        let done = done(said.part);
        if known != given.partstat() || comment.is_some() || done.is_some() {
            self.outcome.tell.push(Notice::Answered {
                attendee,
                partstat: given.partstat(),
                instance: said.key,
                comment,
                more_guests: given.line.param("X-NUM-GUESTS").and_then(|count| count.trim().parse().ok()).unwrap_or(0),
                done,
            });
        }
    }

    /// The weightiest reason is the one that stays: one part may be applied and another be late.
    fn because(&mut self, reason: Reason) {
        let weight = |reason: Reason| match reason {
            Reason::Answered => 6,
            Reason::Late => 5,
            Reason::Uninvited => 4,
            Reason::Unchanged => 3,
            Reason::Stale => 2,
            Reason::Duplicate => 1,
            _ => 0,
        };
        if weight(reason) > weight(self.outcome.because) {
            self.outcome.because = reason;
        }
    }
}

/// How much of a task its sender says to have done, in hundredths (RFC 5545 §3.8.1.8).
fn done(part: &Component) -> Option<i64> {
    let percent = part.integer("PERCENT-COMPLETE").map(|percent| percent.clamp(0, 100));
    let whole = part.line("COMPLETED").map(|_| 100);
    percent.or(whole).filter(|_| part.is(Kind::Todo.component()))
}

/// People who join by one answer at most.
const MOST_JOINS: usize = 5;

/// Somebody who becomes a guest.
struct Join {
    key: Key,
    line: Line,
    /// The guest who sends them.
    by: Option<CalAddress>,
}

impl Join {
    fn told(&self) -> Notice {
        Notice::Joined { attendee: CalAddress::parse(self.line.value()), by: self.by.clone(), instance: self.key }
    }
}

/// Whether somebody can come in the place of the guest whose line `given` is: somebody else than who organizes. A delegation
/// that names nobody is taken at its word, and a guest may come in the place of another one.
pub fn brings_somebody(given: &Attendee<'_>, organizer: &[CalAddress]) -> bool {
    let named = given.delegated_to();
    let comes = |delegate: &CalAddress| {
        *delegate != given.address && !organizer.contains(delegate) && delegate.email().is_some()
    };
    named.is_empty() || named.iter().any(comes)
}

/// The delegates an answer names (RFC 5546 §3.2.2.3).
fn delegates(key: Key, said: &Said<'_>) -> Vec<Join> {
    let (part, given) = (said.part, &said.given);
    let named = given.delegated_to().into_iter().filter(|delegate| delegate.email().is_some()).take(MOST_JOINS);
    let line = |delegate: &CalAddress| {
        let line = newcomer(delegate, part.attendee(delegate).map(|known| known.line));
        let line = line.with_param("ROLE", given.role().as_str());
        line.with_param_values("DELEGATED-FROM", &[given.address.as_written()])
    };
    named.map(|delegate| Join { key, line: line(&delegate), by: Some(given.address.clone()) }).collect()
}

/// The line of a new guest, with the name that `said` gives.
fn newcomer(address: &CalAddress, said: Option<&Line>) -> Line {
    let line = Line::text("ATTENDEE", "").with_value(&address.to_uri());
    let line = line.with_param("PARTSTAT", PartStat::NeedsAction.as_str()).with_param("RSVP", "TRUE");
    match said.and_then(Attendee::of).and_then(|said| said.cn()) {
        Some(name) => line.with_param("CN", &name),
        None => line,
    }
}

/// Those who come by one answer, as far as they are few.
fn few(joins: Vec<Join>) -> Vec<Join> {
    let mut people = BTreeSet::new();
    let mut is_one_of_few = |join: &Join| {
        let who = CalAddress::parse(join.line.value());
        people.contains(&who) || people.len() < MOST_JOINS && people.insert(who)
    };
    joins.into_iter().filter(|join| is_one_of_few(join)).collect()
}

/// The meeting with these people among the guests, unless they are there already.
fn joined(made: &CalendarObject, joins: &[Join], floating: &Zone) -> CalendarObject {
    let mut lines: BTreeMap<Key, Vec<&Line>> = BTreeMap::new();
    joins.iter().for_each(|join| lines.entry(join.key).or_default().push(&join.line));
    let of_all = lines.remove(&None).unwrap_or_default();
    let mut with = made.clone();
    edit_parts(&mut with, floating, |_, part| of_all.iter().for_each(|line| join(part, line)));
    let derived: Vec<Component> = {
        let series = Series::of(&with, floating);
        let bare = lines.keys().filter(|key| series.component(**key).is_none());
        bare.filter_map(|key| series.effective(*key).map(Cow::into_owned)).collect()
    };
    derived.into_iter().for_each(|part| with.calendar_mut().push(part));
    edit_parts(&mut with, floating, |key, part| {
        lines.get(&key).into_iter().flatten().for_each(|line| join(part, line));
    });
    with
}

/// Adds somebody to the guests of a part.
fn join(part: &mut Component, line: &Line) {
    if part.attendee(&CalAddress::parse(line.value())).is_none() {
        part.add(line.clone());
    }
}

/// The answer to be written into the organizer's copy.
struct Answered<'a> {
    sender: &'a CalAddress,
    given: &'a Attendee<'a>,
    status: String,
}

impl Answered<'_> {
    fn write(&self, part: &mut Component) {
        part.map_lines(|line| {
            let is_sender = line.is("ATTENDEE") && CalAddress::parse(line.value()) == *self.sender;
            if is_sender { self.line(line) } else { line }
        });
    }

    fn line(&self, line: Line) -> Line {
        let partstat = self.given.partstat();
        let line = line.with_param("PARTSTAT", partstat.as_str()).with_param("SCHEDULE-STATUS", &self.status);
        let line = if partstat == PartStat::NeedsAction { line } else { line.without_param("RSVP") };
        let by = self.given.sent_by().filter(|by| by.email().is_some() && *by != self.given.address);
        let line = match by {
            Some(by) => line.with_param("SENT-BY", by.as_written()),
            None => line.without_param("SENT-BY"),
        };
        let delegates: Vec<String> = self.given.delegated_to().iter().map(CalAddress::to_uri).collect();
        let delegates: Vec<&str> = delegates.iter().map(String::as_str).collect();
        if partstat == PartStat::Delegated {
            line.with_param_values("DELEGATED-TO", &delegates)
        } else {
            line.without_param("DELEGATED-TO")
        }
    }
}

/// The codes of REQUEST-STATUS with commas, or `2.0` (RFC 6638 §4.2).
fn status(part: &Component) -> String {
    let code = |line: &Line| line.value().split(';').next().map(|code| code.trim().to_owned());
    let is_code = |code: &String| !code.is_empty() && code.chars().all(|c| c.is_ascii_digit() || c == '.');
    let codes: Vec<String> = part.lines_named("REQUEST-STATUS").filter_map(code).filter(is_code).collect();
    if codes.is_empty() { "2.0".to_owned() } else { codes.join(",") }
}
