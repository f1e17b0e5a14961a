//! A small world: six people with copies of one meeting, and a wire that delays, reorders, repeats and loses messages;
//! what is lost is sent again later, as mail servers do. Whatever people do, in the end everybody's copy says the same
//! as the organizer's.
//!
//! `RSVPD_LIVES=5000 cargo test world` lives through more of it.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::super::instance::{Key, Series, edit_parts};
use super::super::sequence::rescheduled_at;
use super::*;
use crate::ical::{Line, When};

const GUESTS: [&str; 5] = ["bob", "carol", "dora@example.com", "erik@example.net", "fay@example.org"];
const ANSWERS: [PartStat; 3] = [PartStat::Accepted, PartStat::Declined, PartStat::Tentative];

/// What somebody does. Guests and instances are numbers, taken modulo how many there are.
#[derive(Clone, Debug)]
enum Act {
    MoveSeries(i64),
    Lengthen(u32),
    Shorten(u32),
    Rename,
    Relocate,
    MoveInstance(usize, i64),
    RenameInstance(usize),
    Exclude(usize),
    CancelInstance(usize),
    Reinstate,
    Revert(usize),
    Invite(usize),
    Uninvite(usize),
    InviteToInstance(usize, usize),
    UninviteFromInstance(usize, usize),
    AskAgain(usize),
    SaveOlderCopy,
    CancelAll,
    Revive,
    Answer(usize, usize),
    AnswerInstance(usize, usize, usize),
    Skip(usize, usize),
    Forget(usize),
    SetAlarm(usize),
    Refresh(usize),
    Deliver(usize),
    Repeat(usize),
    Lose(usize),
    Retry,
    Ask(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let hours = -3..4_i64;
    prop_oneof![
        2 => hours.clone().prop_map(Act::MoveSeries),
        1 => (1..3_u32).prop_map(Act::Lengthen),
        1 => (1..3_u32).prop_map(Act::Shorten),
        2 => Just(Act::Rename),
        1 => Just(Act::Relocate),
        3 => (any::<usize>(), hours).prop_map(|(which, by)| Act::MoveInstance(which, by)),
        2 => any::<usize>().prop_map(Act::RenameInstance),
        2 => any::<usize>().prop_map(Act::Exclude),
        1 => any::<usize>().prop_map(Act::CancelInstance),
        1 => Just(Act::Reinstate),
        1 => any::<usize>().prop_map(Act::Revert),
        2 => any::<usize>().prop_map(Act::Invite),
        1 => any::<usize>().prop_map(Act::Uninvite),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(which, who)| Act::InviteToInstance(which, who)),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(which, who)| Act::UninviteFromInstance(which, who)),
        1 => any::<usize>().prop_map(Act::AskAgain),
        1 => Just(Act::SaveOlderCopy),
        1 => Just(Act::CancelAll),
        1 => Just(Act::Revive),
        5 => (any::<usize>(), any::<usize>()).prop_map(|(who, what)| Act::Answer(who, what)),
        4 => (any::<usize>(), any::<usize>(), any::<usize>()).prop_map(|(who, which, what)| Act::AnswerInstance(who, which, what)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(who, which)| Act::Skip(who, which)),
        1 => any::<usize>().prop_map(Act::Forget),
        1 => any::<usize>().prop_map(Act::SetAlarm),
        2 => any::<usize>().prop_map(Act::Refresh),
        12 => any::<usize>().prop_map(Act::Deliver),
        3 => any::<usize>().prop_map(Act::Repeat),
        2 => any::<usize>().prop_map(Act::Lose),
        1 => Just(Act::Retry),
        1 => any::<usize>().prop_map(Act::Ask),
    ]
}

/// How many instances of the series are looked at.
const SEEN: usize = 9;

struct World {
    alice: Person,
    guests: Vec<Person>,
    wire: Vec<Message>,
    /// Messages that did not arrive and will be sent again.
    lost: Vec<Message>,
    now: Timestamp,
    log: Vec<String>,
}

impl World {
    fn new(guests: usize) -> World {
        let mut world = World {
            alice: Person::new("alice"),
            guests: GUESTS.iter().map(|name| Person::new(name)).collect(),
            wire: Vec::new(),
            lost: Vec::new(),
            now: now(),
            log: Vec::new(),
        };
        let mut meeting = cal(&with(WEEKLY, "COUNT=10", "COUNT=6"));
        edit_parts(&mut meeting, &berlin(), |_, part| {
            part.remove("ATTENDEE");
            part.add(Line::text("ATTENDEE", "mailto:alice@example.org"));
            GUESTS.iter().take(guests).for_each(|guest| part.add(invited(guest)));
        });
        world.alice_puts(meeting, Seen::Latest);
        world
    }

    /// Time passes; each act has a second of its own, and more.
    fn tick(&mut self) -> Timestamp {
        self.now += chrono::TimeDelta::seconds(30);
        self.now
    }

    fn post(&mut self, by: usize, outcome: &Outcome) {
        for message in &outcome.send {
            let sender = if by == GUESTS.len() { "alice" } else { GUESTS[by] };
            assert_eq!(message.sender, address(sender));
            assert_ne!(message.recipient, address(sender), "nobody is messaged about the own act");
            assert_ne!(message.sender, message.recipient);
            self.log.push(format!("    sends {}", line_of(message)));
        }
        self.wire.extend(outcome.send.iter().cloned());
    }

    fn alice_puts(&mut self, after: CalendarObject, seen: Seen) {
        let now = self.tick();
        let before = self.alice.copy.clone();
        let outcome = self.alice.try_put(&after, seen, now).expect("an organizer may do all this");
        if let Some(before) = before {
            sequences_do_not_fall(&before, self.alice.copy.as_ref().unwrap());
        }
        self.post(GUESTS.len(), &outcome);
    }

    fn guest_puts(&mut self, who: usize, after: &CalendarObject) {
        let now = self.tick();
        let outcome = self.guests[who].try_put(after, Seen::Latest, now).expect("an attendee may do all this");
        self.post(who, &outcome);
    }

    fn act(&mut self, act: &Act) {
        self.log.push(format!("{act:?}"));
        match *act {
            Act::Answer(who, what) => self.answer(who % GUESTS.len(), None, ANSWERS[what % 3]),
            Act::AnswerInstance(who, which, what) => self.answer(who % GUESTS.len(), Some(which), ANSWERS[what % 3]),
            Act::Skip(who, which) => self.skip(who % GUESTS.len(), which),
            Act::Forget(who) => self.forget(who % GUESTS.len()),
            Act::SetAlarm(who) => self.set_alarm(who % GUESTS.len()),
            Act::Refresh(who) => self.refresh(who % GUESTS.len()),
            Act::Deliver(which) => self.deliver(which),
            Act::Repeat(which) => self.repeat(which),
            Act::Lose(which) if !self.wire.is_empty() => {
                let message = self.wire.remove(which % self.wire.len());
                self.lost.push(message);
            }
            Act::Lose(_) => {}
            Act::Retry => self.wire.append(&mut self.lost),
            Act::Ask(who) => self.ask(GUESTS[who % GUESTS.len()]),
            Act::SaveOlderCopy => self.save_older_copy(),
            Act::Revert(which) => self.revert(which),
            ref organizing => {
                let mut meeting = self.alice.copy.clone().expect("the meeting");
                self.organize(organizing, &mut meeting);
                self.alice_puts(meeting, Seen::Latest);
            }
        }
    }

    /// The names of the instances Alice's series has by its rule, and a part to edit for each.
    fn instance(&self, which: usize) -> Option<Timestamp> {
        instances(self.alice.copy.as_ref()?).into_iter().cycle().nth(which % SEEN)
    }

    fn organize(&mut self, act: &Act, meeting: &mut CalendarObject) {
        match *act {
            Act::MoveSeries(hours) => drag(meeting, hours),
            Act::Lengthen(by) => count(meeting, |count| count + by),
            Act::Shorten(by) => count(meeting, |count| count.saturating_sub(by).max(2)),
            Act::Rename => rename(meeting, None),
            Act::Relocate => self.relocate(meeting),
            Act::Exclude(which) => self.exclude(meeting, which),
            Act::Reinstate => meeting.master_mut().into_iter().for_each(|master| master.remove("EXDATE")),
            Act::CancelAll => meeting.parts_mut().for_each(|part| part.set(Line::text("STATUS", "CANCELLED"))),
            Act::Revive => meeting.parts_mut().for_each(|part| part.remove("STATUS")),
            Act::Invite(who) => self.invite(meeting, who % GUESTS.len()),
            Act::Uninvite(who) => uninvite(meeting, |_| true, GUESTS[who % GUESTS.len()]),
            Act::AskAgain(who) => self.ask_again(meeting, who % GUESTS.len()),
            _ => self.organize_instance(act, meeting),
        }
    }

    fn organize_instance(&mut self, act: &Act, meeting: &mut CalendarObject) {
        let (Act::MoveInstance(which, _)
        | Act::RenameInstance(which)
        | Act::CancelInstance(which)
        | Act::InviteToInstance(which, _)
        | Act::UninviteFromInstance(which, _)) = *act
        else {
            return;
        };
        let Some(instance) = self.instance(which) else { return };
        if !with_override(meeting, instance) {
            return;
        }
        match *act {
            Act::MoveInstance(_, hours) => {
                edit_parts(meeting, &berlin(), |key, part| {
                    if key == Some(instance) {
                        shift(part, hours, &["DTSTART", "DTEND"])
                    }
                });
            }
            Act::RenameInstance(_) => rename(meeting, Some(instance)),
            Act::CancelInstance(_) => edit_parts(meeting, &berlin(), |key, part| {
                if key == Some(instance) {
                    part.set(Line::text("STATUS", "CANCELLED"));
                }
            }),
            Act::InviteToInstance(_, who) => {
                self.settle(who % GUESTS.len());
                *meeting = self.alice.copy.clone().expect("the meeting");
                with_override(meeting, instance);
                let guest = GUESTS[who % GUESTS.len()];
                edit_parts(meeting, &berlin(), |key, part| {
                    if key == Some(instance) {
                        add_guest(part, guest)
                    }
                });
            }
            Act::UninviteFromInstance(_, who) => {
                let name = Series::of(meeting, &berlin()).recurrence_id(instance);
                uninvite(meeting, |part| part.recurrence_id() == Some(name.clone()), GUESTS[who % GUESTS.len()]);
            }
            _ => {}
        }
    }

    /// An override goes back into the series. The mail stands still around it: an answer to the series from before an
    /// instance was moved, taken back and changed again would count for it or not, depending on whether the guest saw
    /// the moves.
    fn revert(&mut self, which: usize) {
        self.deliver_everything(which);
        let Some(instance) = self.instance(which) else { return };
        let mut meeting = self.alice.copy.clone().expect("the meeting");
        let name = Series::of(&meeting, &berlin()).recurrence_id(instance);
        meeting.calendar_mut().retain_components(|part| part.recurrence_id() != Some(name.clone()));
        self.alice_puts(meeting, Seen::Latest);
        self.deliver_everything(which);
    }

    fn relocate(&self, meeting: &mut CalendarObject) {
        let place = format!("Room {}", self.now.timestamp());
        meeting.master_mut().into_iter().for_each(|master| master.set(Line::text("LOCATION", &place)));
    }

    fn exclude(&self, meeting: &mut CalendarObject, which: usize) {
        let Some(instance) = self.instance(which) else { return };
        let name = Series::of(meeting, &berlin()).recurrence_id(instance);
        meeting.calendar_mut().retain_components(|part| part.recurrence_id() != Some(name.clone()));
        meeting.master_mut().into_iter().for_each(|master| master.add(name.to_line("EXDATE")));
    }

    /// A guest may have been one before: then answers from that time are let arrive first.
    fn invite(&mut self, meeting: &mut CalendarObject, who: usize) {
        self.settle(who);
        *meeting = self.alice.copy.clone().expect("the meeting");
        meeting.parts_mut().for_each(|part| add_guest(part, GUESTS[who]));
    }

    fn ask_again(&self, meeting: &mut CalendarObject, who: usize) {
        let guest = address(GUESTS[who]);
        if let Some(master) = meeting.master_mut() {
            master.map_lines(|line| {
                let is_guest = line.is("ATTENDEE") && CalAddress::parse(line.value()) == guest;
                if is_guest { line.with_param("PARTSTAT", "NEEDS-ACTION") } else { line }
            });
        }
    }

    /// Alice's client saves a copy from before everybody answered, under a new title.
    fn save_older_copy(&mut self) {
        let mut meeting = self.alice.copy.clone().expect("the meeting");
        rename(&mut meeting, None);
        meeting.parts_mut().for_each(|part| {
            part.map_lines(|line| {
                if line.is("ATTENDEE") { line.without_param("PARTSTAT").without_param("SCHEDULE-STATUS") } else { line }
            });
        });
        self.alice_puts(meeting, Seen::MaybeOlder);
    }

    /// A guest asks for the present state.
    fn ask(&mut self, guest: &str) {
        let now = self.tick().format("%Y%m%dT%H%M%SZ").to_string();
        let guest_line = address(guest).as_written().to_owned();
        let text = format!(
            "\nBEGIN:VEVENT\nUID:weekly\nDTSTAMP:{now}\nORGANIZER:mailto:alice@example.org\nATTENDEE:{guest_line}\n\
             END:VEVENT\n"
        );
        self.wire.push(mail("REFRESH", guest, "alice", &text));
    }

    /// Delivers every answer of a guest that is on the way.
    fn settle(&mut self, who: usize) {
        self.wire.append(&mut self.lost);
        let (answers, others) =
            std::mem::take(&mut self.wire).into_iter().partition(|message| message.sender == address(GUESTS[who]));
        self.wire = others;
        let answers: Vec<Message> = answers;
        answers.iter().for_each(|message| self.hand_over(message));
    }

    fn answer(&mut self, who: usize, which: Option<usize>, partstat: PartStat) {
        let Some(mut copy) = self.guests[who].copy.clone() else { return };
        let instance = match which {
            None => None,
            Some(which) => match instances(&copy).into_iter().cycle().nth(which % SEEN) {
                Some(instance) if with_override(&mut copy, instance) => Some(instance),
                _ => return,
            },
        };
        let guest = address(GUESTS[who]);
        edit_parts(&mut copy, &berlin(), |key, part| {
            if key == instance && !part.is_cancelled() {
                part.map_lines(|line| {
                    let is_own = line.is("ATTENDEE") && CalAddress::parse(line.value()) == guest;
                    if is_own { line.with_param("PARTSTAT", partstat.as_str()) } else { line }
                });
            }
        });
        self.guest_puts(who, &copy);
    }

    /// Takes one instance off the calendar.
    fn skip(&mut self, who: usize, which: usize) {
        let Some(mut copy) = self.guests[who].copy.clone() else { return };
        if copy.master().is_none_or(Component::is_cancelled) {
            return;
        }
        let Some(instance) = instances(&copy).into_iter().cycle().nth(which % SEEN) else { return };
        let name = Series::of(&copy, &berlin()).recurrence_id(instance);
        copy.calendar_mut().retain_components(|part| part.recurrence_id() != Some(name.clone()));
        copy.master_mut().into_iter().for_each(|master| master.add(name.to_line("EXDATE")));
        self.guest_puts(who, &copy);
    }

    fn forget(&mut self, who: usize) {
        let now = self.tick();
        let guest = &mut self.guests[who];
        if guest.copy.is_none() {
            return;
        }
        let edit = Edit { before: guest.held(), after: None, seen: Seen::Latest, reply: ReplyWanted::AsUsual };
        let outcome = edited(&edit, now).expect("deleting is allowed");
        guest.copy = None;
        self.post(who, &outcome);
    }

    fn set_alarm(&mut self, who: usize) {
        let Some(mut copy) = self.guests[who].copy.clone() else { return };
        let mut alarm = Component::new("VALARM");
        alarm.add(Line::text("ACTION", "AUDIO"));
        copy.parts_mut().for_each(|part| part.push(alarm.clone()));
        let sent = self.wire.len();
        self.guest_puts(who, &copy);
        assert_eq!(self.wire.len(), sent, "an alarm is nobody else's business");
    }

    fn refresh(&mut self, who: usize) {
        let (Some(meeting), Some(copy)) = (&self.alice.copy, &self.guests[who].copy) else { return };
        if let Keep::Put(fresh) = refresh(meeting, copy, &self.guests[who].addresses, &berlin()) {
            self.guests[who].copy = Some(*fresh);
        }
    }

    fn deliver(&mut self, which: usize) {
        if !self.wire.is_empty() {
            let message = self.wire.remove(which % self.wire.len());
            self.hand_over(&message);
        }
    }

    fn repeat(&mut self, which: usize) {
        if let Some(message) = self.wire.get(which % self.wire.len().max(1)).cloned() {
            self.hand_over(&message);
        }
    }

    fn hand_over(&mut self, message: &Message) {
        let now = self.tick();
        let index = GUESTS.iter().position(|guest| address(guest) == message.recipient);
        let recipient = index.map_or(&mut self.alice, |index| &mut self.guests[index]);
        let before = recipient.copy.clone();
        match recipient.receive_at(message, now) {
            Ok(outcome) => {
                let asks = message.method == Method::Refresh;
                assert!(outcome.send.is_empty() || asks, "a message calls for no message");
                let state = outcome.send.clone();
                self.log.push(format!("    arrives {}: {:?}", line_of(message), outcome.because));
                if let (Some(before), Some(after)) = (&before, &recipient.copy) {
                    sequences_do_not_fall(before, after);
                }
                self.wire.extend(state);
            }
            Err(refusal) => panic!("{refusal}: {message:?}\n{}", self.log.join("\n")),
        }
        // Once more at once: nothing may change.
        let once = recipient.copy.clone();
        recipient.receive_at(message, now).expect("as before");
        assert_eq!(recipient.copy, once, "a repeated message changes nothing\n{}", self.log.join("\n"));
    }

    /// Delivers what is left, in an order that the seed decides.
    fn deliver_everything(&mut self, mut seed: usize) {
        self.wire.append(&mut self.lost);
        while !self.wire.is_empty() {
            self.deliver(seed);
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 1;
        }
    }

    fn everybody_agrees(&self) {
        let meeting = self.alice.copy.as_ref().expect("the meeting");
        let organizers = Series::of(meeting, &self.alice.zone);
        for (index, guest) in self.guests.iter().enumerate() {
            let own = guest.copy.as_ref().map(|copy| Series::of(copy, &guest.zone));
            let mut keys: Vec<Timestamp> = instances(meeting);
            keys.extend(organizers.overrides().map(|(instance, _)| instance));
            keys.extend(own.iter().flat_map(Series::overrides).map(|(instance, _)| instance));
            for instance in keys {
                let agreed = self.agree(&organizers, own.as_ref(), &guest.addresses[0], Some(instance));
                assert_eq!(
                    agreed,
                    Ok(()),
                    "{} on {instance}\n{}\n{}\n{}",
                    GUESTS[index],
                    self.log.join("\n"),
                    self.alice.text(),
                    guest.text()
                );
            }
        }
    }

    /// Whether a guest's copy says of one instance what the organizer's says.
    fn agree(
        &self,
        organizers: &Series<'_>,
        own: Option<&Series<'_>>,
        guest: &CalAddress,
        key: Key,
    ) -> Result<(), String> {
        let live = |series: &Series<'_>| {
            series.effective(key).filter(|part| !part.is_cancelled()).map(|part| part.into_owned())
        };
        let theirs = live(organizers).filter(|part| part.attendee(guest).is_some());
        let mine = own.and_then(live);
        let partstat = |part: &Component| part.attendee(guest).map(|attendee| attendee.partstat());
        let (theirs, mine) = match (theirs, mine) {
            (None, None) => return Ok(()),
            (None, Some(_)) => return Err("still has what is no more".to_owned()),
            (Some(theirs), None) if partstat(&theirs) == Some(PartStat::Declined) => return Ok(()),
            (Some(theirs), None) => {
                return Err(format!("does not have it; the organizer believes {:?}", partstat(&theirs)));
            }
            (Some(theirs), Some(mine)) => (theirs, mine),
        };
        let own = own.ok_or("no copy")?;
        if organizers.times(&theirs) != own.times(&mine) {
            return Err(format!("time: {:?} {:?}", organizers.times(&theirs), own.times(&mine)));
        }
        if theirs.summary() != mine.summary() || theirs.location() != mine.location() {
            return Err("text".to_owned());
        }
        if partstat(&theirs) != partstat(&mine) {
            return Err(format!("answer: the organizer has {:?}, the guest {:?}", partstat(&theirs), partstat(&mine)));
        }
        let moved = rescheduled_at(&self.alice.held(), key, organizers.component(key).is_some());
        if mine.sequence() > theirs.sequence() || mine.sequence() < moved {
            return Err(format!("SEQUENCE: {} {} {moved}", theirs.sequence(), mine.sequence()));
        }
        Ok(())
    }
}

fn line_of(message: &Message) -> String {
    super::line_of(message)
}

fn sequences_do_not_fall(before: &CalendarObject, after: &CalendarObject) {
    let (zone, mut last) = (berlin(), std::collections::BTreeMap::new());
    let before = Series::of(before, &zone);
    last.extend(before.object.parts().map(|part| (before.key_of(part), part.sequence())));
    let after = Series::of(after, &zone);
    for part in after.object.parts() {
        if let Some(last) = last.get(&after.key_of(part)) {
            assert!(part.sequence() >= *last, "SEQUENCE fell from {last} to {}", part.sequence());
        }
    }
}

fn invited(guest: &str) -> Line {
    Line::text("ATTENDEE", address(guest).as_written())
}

fn add_guest(part: &mut Component, guest: &str) {
    if part.attendee(&address(guest)).is_none() {
        part.add(invited(guest));
    }
}

fn uninvite(meeting: &mut CalendarObject, wanted: impl Fn(&Component) -> bool, guest: &str) {
    let guest = address(guest);
    for part in meeting.parts_mut() {
        if wanted(part) {
            part.retain_lines(|line| !line.is("ATTENDEE") || CalAddress::parse(line.value()) != guest);
        }
    }
}

/// The names of the first instances of a series, whatever became of them; those of the overrides without one.
fn instances(object: &CalendarObject) -> Vec<Timestamp> {
    let zone = berlin();
    let series = Series::of(object, &zone);
    let Some(start) = object.master().and_then(Component::start) else {
        return series.overrides().map(|(instance, _)| instance).collect();
    };
    let first = start.local();
    (0..SEEN as i64)
        .map(|week| series.key(&start.at(first + chrono::TimeDelta::weeks(week)), series.zones()))
        .filter(|instance| series.effective(Some(*instance)).is_some())
        .collect()
}

/// Makes sure that an instance has a component of its own.
fn with_override(object: &mut CalendarObject, instance: Timestamp) -> bool {
    let derived = {
        let zone = berlin();
        let series = Series::of(object, &zone);
        if series.component(Some(instance)).is_some() {
            return !series.excluded().contains(&instance);
        }
        series.effective(Some(instance)).map(|part| part.into_owned())
    };
    let found = derived.is_some();
    derived.into_iter().for_each(|part| object.calendar_mut().push(part));
    found
}

fn shift(part: &mut Component, hours: i64, names: &[&str]) {
    part.map_lines(|line| match When::of(&line) {
        Some(when) if names.iter().any(|name| line.is(name)) => {
            when.at(when.local() + chrono::TimeDelta::hours(hours)).to_line(line.name())
        }
        _ => line,
    });
}

/// Moves the whole series with everything in it.
fn drag(meeting: &mut CalendarObject, hours: i64) {
    meeting.parts_mut().for_each(|part| shift(part, hours, &["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE"]));
}

fn count(meeting: &mut CalendarObject, change: impl Fn(u32) -> u32) {
    let Some(master) = meeting.master_mut() else { return };
    let rule = master.raw("RRULE").unwrap_or_default().to_owned();
    let number: u32 = rule.rsplit('=').next().and_then(|count| count.parse().ok()).unwrap_or(6);
    master.set(Line::text("RRULE", "").with_value(&format!("FREQ=WEEKLY;COUNT={}", change(number).min(SEEN as u32))));
}

/// A title that was never there before, for the master or one instance.
fn rename(meeting: &mut CalendarObject, instance: Key) {
    let title = |part: &Component| {
        format!("{}{}", part.summary().unwrap_or_default(), if instance.is_some() { "!" } else { "?" })
    };
    edit_parts(meeting, &berlin(), |key, part| {
        if key == instance {
            let title = title(part);
            part.set(Line::text("SUMMARY", &title));
        }
    });
}

/// How many lives are lived: a few, always the same, unless `RSVPD_LIVES` asks for others.
fn runner() -> TestRunner {
    let wanted: Option<u32> = std::env::var("RSVPD_LIVES").ok().and_then(|lives| lives.parse().ok());
    let cases = wanted.unwrap_or(40);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4_000, ..Config::default() };
    match wanted {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    }
}

#[test]
fn whatever_people_do_and_however_the_mail_comes_all_copies_agree_in_the_end() {
    let lives = (1..=GUESTS.len(), prop::collection::vec(act(), 1..40), any::<usize>());
    let lived = runner().run(&lives, |(guests, acts, seed)| {
        let mut world = World::new(guests);
        acts.iter().for_each(|act| world.act(act));
        world.deliver_everything(seed);
        world.everybody_agrees();
        Ok(())
    });
    if let Err(disagreement) = lived {
        panic!("{disagreement}");
    }
}
