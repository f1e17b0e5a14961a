//! What Alice does to her meeting.

use super::super::super::instance::edit_parts;
use super::super::super::merge::holds_only_answers;
use super::super::super::sequence::rescheduled_now;
use super::meeting::Meeting;
use super::*;
use crate::ical::Line;

impl Meeting {
    /// What cannot be done to a meeting that is deleted is not done.
    pub fn organize(&mut self, act: &Act) {
        let Some(mut meeting) = self.alice.copy.clone() else {
            if matches!(act, Act::StoreAgain) {
                self.deleted.take().into_iter().for_each(|again| self.alice_puts(again, Seen::Latest));
            }
            return;
        };
        match *act {
            Act::MoveSeries(hours) => drag(&mut meeting, hours),
            Act::Lengthen(by) => count(&mut meeting, |count| count + by),
            Act::Shorten(by) => count(&mut meeting, |count| count.saturating_sub(by).max(2)),
            Act::Rename => rename(&mut meeting, None),
            Act::Relocate => self.relocate(&mut meeting),
            Act::Exclude(which) => self.exclude(&mut meeting, which),
            Act::Reinstate => meeting.master_mut().into_iter().for_each(|master| master.remove("EXDATE")),
            Act::CancelAll => meeting.parts_mut().for_each(|part| part.set(Line::text("STATUS", "CANCELLED"))),
            Act::Revive => meeting.parts_mut().for_each(|part| part.remove("STATUS")),
            Act::Invite(who) => self.invite(&mut meeting, who),
            Act::Uninvite(who) => uninvite(&mut meeting, |_| true, GUESTS[who]),
            Act::AskAgain(who) => ask_again(&mut meeting, GUESTS[who]),
            Act::SaveUnchanged => self.touch(&mut meeting),
            Act::SaveOlderCopy => return self.save_older_copy(),
            Act::Revert(which) => return self.revert(which),
            Act::MoveFuture(which, hours) => return self.move_future(which, hours),
            Act::AddDate(days) => return self.add_date(days),
            Act::Delete => return self.alice_deletes(),
            Act::AcceptProposal(which) => return self.accept(which),
            Act::DeclineProposal(which) => return self.decline(which),
            Act::StoreAgain | Act::Split(_) => return,
            _ => {
                if !self.organize_instance(act, &mut meeting) {
                    return;
                }
            }
        }
        self.alice_puts(meeting, Seen::Latest);
    }

    /// The name of an instance that Alice's series has.
    fn instance(&self, which: usize) -> Option<Timestamp> {
        instances(self.alice.copy.as_ref()?).into_iter().cycle().nth(which % SEEN)
    }

    fn organize_instance(&mut self, act: &Act, meeting: &mut CalendarObject) -> bool {
        let (Act::MoveInstance(which, _)
        | Act::RenameInstance(which)
        | Act::CancelInstance(which)
        | Act::InviteToInstance(which, _)
        | Act::UninviteFromInstance(which, _)) = *act
        else {
            return false;
        };
        let Some(instance) = self.instance(which) else { return false };
        if let Act::InviteToInstance(_, who) = *act {
            self.settle(who);
            *meeting = self.alice.copy.clone().expect("the meeting");
        }
        if !with_override(meeting, instance) {
            return false;
        }
        match *act {
            Act::RenameInstance(_) => rename(meeting, Some(instance)),
            Act::UninviteFromInstance(_, who) => {
                let name = Series::of(meeting, &berlin()).recurrence_id(instance);
                uninvite(meeting, |part| part.recurrence_id() == Some(name.clone()), GUESTS[who]);
            }
            _ => edit_parts(meeting, &berlin(), |key, part| match *act {
                _ if key != Some(instance) => {}
                Act::MoveInstance(_, hours) => shift(part, hours, &["DTSTART", "DTEND"]),
                Act::CancelInstance(_) => part.set(Line::text("STATUS", "CANCELLED")),
                Act::InviteToInstance(_, who) => add_guest(part, GUESTS[who]),
                _ => {}
            }),
        }
        true
    }

    /// An override goes back into the series. The mail stands still around it: an answer to the series from before an
    /// instance was moved, taken back and changed again would count for it or not, depending on whether the guest saw
    /// the moves.
    fn revert(&mut self, which: usize) {
        self.deliver_everything(which);
        let (Some(instance), Some(mut meeting)) = (self.instance(which), self.alice.copy.clone()) else { return };
        let name = Series::of(&meeting, &berlin()).recurrence_id(instance);
        meeting.calendar_mut().retain_components(|part| part.recurrence_id() != Some(name.clone()));
        self.alice_puts(meeting, Seen::Latest);
        self.deliver_everything(which);
    }

    /// An instance and all that follow are moved; each gets an override. Guests of the series first get what an
    /// organizer elsewhere would send, one part with RANGE (RFC 5545 §3.2.13), then what this server sends.
    ///
    /// The mail stands still before it, and what RANGE says arrives at once: a part that means whatever comes later
    /// means something else when it comes too late.
    fn move_future(&mut self, which: usize, hours: i64) {
        self.deliver_everything(which);
        let (Some(first), Some(mut meeting)) = (self.instance(which), self.alice.copy.clone()) else { return };
        let zone = berlin();
        let later: Vec<Timestamp> = {
            let series = Series::of(&meeting, &zone);
            let is_plain = |instance: &Timestamp| series.component(Some(*instance)).is_none();
            let later: Vec<Timestamp> = instances(&meeting).into_iter().filter(|instance| *instance >= first).collect();
            let is_open = series.excluded().iter().all(|instance| *instance < first);
            let is_off = series.master().is_none_or(Component::is_cancelled);
            let overrides = series.overrides().filter(|(instance, _)| *instance >= first).count();
            if is_off || !is_open || overrides > 0 || !later.iter().all(is_plain) || later.is_empty() {
                return;
            }
            later
        };
        later.iter().for_each(|instance| assert!(with_override(&mut meeting, *instance)));
        edit_parts(&mut meeting, &zone, |key, part| {
            if key.is_some_and(|instance| later.contains(&instance)) {
                shift(part, hours, &["DTSTART", "DTEND"]);
                part.set(Line::text("LOCATION", &format!("From {which} on")));
            }
        });
        let known = self.wire.len();
        self.alice_puts(meeting, Seen::Latest);
        let sent: Vec<Message> = self.wire[known..].to_vec();
        for message in sent.iter().filter(|message| message.instances(&zone) == [Some(first)]) {
            let who = self.index_of(&message.recipient);
            let (ranged, later) = (self.ranged(message), self.without_own(who, &later));
            self.hand_over(&ranged);
            self.has_moved(self.person(who), &later);
        }
    }

    /// Those of the instances that say nothing of their own in a guest's copy, but for answers: RANGE leaves the others.
    fn without_own(&self, who: usize, instances: &[Timestamp]) -> Vec<Timestamp> {
        let guest = self.person(who);
        let Some(copy) = &guest.copy else { return Vec::new() };
        let series = Series::of(copy, &guest.zone);
        let is_plain = |instance: &&Timestamp| {
            let key = Some(**instance);
            series.component(key).is_none_or(|part| holds_only_answers(&series, key, part))
        };
        instances.iter().filter(is_plain).copied().collect()
    }

    /// One message with RANGE was enough: whatever a guest has of these instances is at Alice's time and place.
    fn has_moved(&self, guest: &Person, later: &[Timestamp]) {
        let (Some(meeting), Some(copy)) = (&self.alice.copy, &guest.copy) else { return };
        let (theirs, own) = (Series::of(meeting, &guest.zone), Series::of(copy, &guest.zone));
        for instance in later {
            let of_instance = |series: &Series<'_>| {
                let part = series.effective(Some(*instance)).filter(|part| !part.is_cancelled())?;
                Some((series.times(&part), part.location()))
            };
            let mine = of_instance(&own);
            assert!(mine.is_none() || mine == of_instance(&theirs), "RANGE left {instance} behind");
        }
    }

    /// The message about one instance as one about all that follow.
    fn ranged(&self, message: &Message) -> Message {
        let mut ranged = message.clone();
        std::sync::Arc::make_mut(&mut ranged.object).parts_mut().for_each(|part| {
            part.map_lines(
                |line| {
                    if line.is("RECURRENCE-ID") { line.with_param("RANGE", "THISANDFUTURE") } else { line }
                },
            );
        });
        let object = self.alice.copy.as_ref().expect("the meeting");
        let keys: Vec<Key> = instances(object).into_iter().map(Some).collect();
        ranged.rescheduled = rescheduled_now(&self.alice.held(), &message.recipient, &keys);
        ranged
    }

    /// A date is added to the series as an organizer elsewhere does it, with ADD (RFC 5546 §3.2.4): answers to the series
    /// stand, everybody is asked for the new instance alone. The mail stands still before it, and ADD arrives at once,
    /// for it says nothing of what came between; it may come again at any time. Who asks for the series instead gets it
    /// before anything else happens, for a series with a new date asks for all answers again.
    fn add_date(&mut self, days: i64) {
        self.deliver_everything(usize::try_from(days).unwrap_or(0));
        let (zone, now) = (berlin(), self.tick());
        let Some(mut meeting) = self.alice.copy.clone() else { return };
        let Some(master) = meeting.master().filter(|master| !master.is_cancelled()).cloned() else { return };
        let (Some(start), Some(end)) = (master.start(), master.end()) else { return };
        let later = |when: &When| when.at(when.local() + chrono::TimeDelta::days(days));
        let (date, until) = (later(&start), later(&end));
        let series = Series::of(&meeting, &zone);
        let instance = series.key(&date, series.zones());
        if all_instances(&meeting).contains(&instance) {
            return;
        }
        let highest = meeting.parts().map(Component::sequence).max().unwrap_or(0).max(master.sequence() + 1);
        let mut added = master.clone();
        ["RRULE", "RDATE", "EXDATE"].iter().for_each(|name| added.remove(name));
        added.set(date.to_line("DTSTART"));
        added.set(until.to_line("DTEND"));
        added.set(Line::text("SEQUENCE", &highest.to_string()));
        added.set(Line::text("DTSTAMP", &now.format("%Y%m%dT%H%M%SZ").to_string()));
        added.map_lines(|line| if line.is("ATTENDEE") { line.without_param("PARTSTAT") } else { line });
        meeting.master_mut().into_iter().for_each(|master| master.add(date.to_line("RDATE")));
        // No instance is below the series.
        meeting.parts_mut().for_each(|part| part.set(Line::text("SEQUENCE", &highest.to_string())));
        let sent = self.additions(&added, instance, highest, now);
        added.set(date.to_line("RECURRENCE-ID"));
        meeting.calendar_mut().push(added);
        self.alice.copy = Some(meeting);
        let row = Rescheduled { instance: Some(instance), sequence: highest, at: now };
        self.alice.past = self.alice.past.with(&[], &[row]);
        self.numbered(ALICE);
        sent.iter().for_each(|message| self.hand_over(message));
        self.deliver_everything(0);
        self.wire.extend(sent);
    }

    /// ADD for everybody who is invited to the new instance.
    fn additions(&self, added: &Component, instance: Timestamp, sequence: i64, now: Timestamp) -> Vec<Message> {
        let invited = |guest: &&CalAddress| added.attendee(guest).is_some();
        let message = |guest: &CalAddress| {
            let mut calendar = Component::new("VCALENDAR");
            calendar.add(Line::text("VERSION", "2.0"));
            calendar.add(Line::text("METHOD", "ADD"));
            calendar.push(added.clone());
            let object = CalendarObject::of(calendar).expect("a message");
            let (sender, recipient) = (self.alice.addresses[0].clone(), guest.clone());
            let mut message = parse_message(object, None, sender, recipient, now).expect("a method");
            message.rescheduled = vec![Rescheduled { instance: Some(instance), sequence, at: now }];
            message.kind = MessageKind::Update { changed: Vec::new() };
            message
        };
        self.guests.iter().map(|guest| &guest.addresses[0]).filter(invited).map(message).collect()
    }

    /// The series ends before an instance. What comes from there on is another meeting, which is given back: its guests
    /// and what each instance has of its own are those of the first.
    pub fn split(&mut self, which: usize, uid: &str) -> Option<CalendarObject> {
        let (instance, before) = (self.instance(which)?, self.alice.copy.clone()?);
        let zone = berlin();
        let series = Series::of(&before, &zone);
        let name = series.recurrence_id(instance);
        let rest = instances(&before).into_iter().filter(|other| *other >= instance).count();
        let is_first = series.master()?.start()? == name;
        if is_first || rest == 0 || !series.generates(instance) || series.rdates(series.master()?).contains(&instance) {
            return None;
        }
        let is_kept =
            |part: &Component, later: bool| series.key_of(part).flatten().is_none_or(|key| (key >= instance) == later);
        let of_day = |line: &Line, later: bool| {
            !line.is("EXDATE")
                || When::of(line).is_none_or(|when| (series.key(&when, series.zones()) >= instance) == later)
        };
        let (mut ended, mut begun) = (before.clone(), before.clone());
        ended.calendar_mut().retain_components(|part| is_kept(part, false));
        begun.calendar_mut().retain_components(|part| is_kept(part, true));
        let until = match &name {
            When::Zoned { .. } => When::Utc(instance),
            other => other.clone(),
        };
        let until = until.at(until.local() - chrono::TimeDelta::seconds(1)).value_text();
        let master = ended.master_mut()?;
        master.retain_lines(|line| of_day(line, false));
        master.set(Line::text("RRULE", "").with_value(&format!("FREQ=WEEKLY;UNTIL={until}")));
        let master = begun.master_mut()?;
        let length = master.end()?.local() - master.start()?.local();
        master.remove("RDATE");
        master.retain_lines(|line| of_day(line, true));
        master.set(Line::text("RRULE", "").with_value(&format!("FREQ=WEEKLY;COUNT={rest}")));
        master.set(name.to_line("DTSTART"));
        master.set(name.at(name.local() + length).to_line("DTEND"));
        begun.parts_mut().for_each(|part| part.set(Line::text("UID", uid)));
        self.alice_puts(ended, Seen::Latest);
        CalendarObject::of(begun.into_calendar()).ok()
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

    /// What programs write anew without meaning anything by it.
    fn touch(&self, meeting: &mut CalendarObject) {
        let now = self.now.format("%Y%m%dT%H%M%SZ").to_string();
        meeting.parts_mut().for_each(|part| {
            part.set(Line::text("LAST-MODIFIED", &now));
            part.set(Line::text("DTSTAMP", &now));
            part.set(Line::text("X-MOZ-GENERATION", "2"));
        });
    }

    /// Alice's client saves a copy from before everybody answered, under a new title.
    fn save_older_copy(&mut self) {
        let Some(mut meeting) = self.alice.copy.clone() else { return };
        rename(&mut meeting, None);
        meeting.parts_mut().for_each(|part| {
            part.map_lines(|line| {
                if line.is("ATTENDEE") { line.without_param("PARTSTAT").without_param("SCHEDULE-STATUS") } else { line }
            });
        });
        self.alice_puts(meeting, Seen::MaybeOlder);
    }

    fn accept(&mut self, which: usize) {
        let Some(meeting) = self.alice.copy.clone().filter(|_| !self.proposals.is_empty()) else { return };
        let proposal = self.proposals.swap_remove(which % self.proposals.len());
        let (zone, instance) = (berlin(), proposal.instance);
        let exists = Series::of(&meeting, &zone).effective(instance).is_some();
        let moved = moved(&meeting, instance, (proposal.from, proposal.to), None, &zone);
        assert_eq!(moved.is_some(), exists, "what is proposed for {instance:?} can be accepted");
        let Some(moved) = moved else { return };
        self.alice_puts(moved, Seen::Latest);
        let times = self.alice.copy.as_ref().and_then(|copy| times_of(copy, instance, &zone));
        assert_eq!(times, Some((proposal.from, proposal.to)), "{instance:?} is when it was accepted to be");
    }

    fn decline(&mut self, which: usize) {
        let Some(meeting) = self.alice.copy.clone().filter(|_| !self.proposals.is_empty()) else { return };
        let proposal = self.proposals.swap_remove(which % self.proposals.len());
        let (now, guest) = (self.tick(), self.guests[proposal.by].addresses[0].clone());
        self.wire.extend(declined_counter(&meeting, &guest, proposal.instance, Some("No."), &berlin(), now));
    }
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

fn ask_again(meeting: &mut CalendarObject, guest: &str) {
    let guest = address(guest);
    if let Some(master) = meeting.master_mut() {
        master.map_lines(|line| {
            let is_guest = line.is("ATTENDEE") && CalAddress::parse(line.value()) == guest;
            if is_guest { line.with_param("PARTSTAT", "NEEDS-ACTION") } else { line }
        });
    }
}

fn shift(part: &mut Component, hours: i64, names: &[&str]) {
    part.map_lines(|line| match When::of(&line) {
        Some(when) if names.iter().any(|name| line.is(name)) => later(&when, hours).to_line(line.name()),
        _ => line,
    });
}

/// Some hours later, or days where there is no time.
pub(super) fn later(when: &When, by: i64) -> When {
    let by = if when.is_date() { chrono::TimeDelta::days(by) } else { chrono::TimeDelta::hours(by) };
    when.at(when.local() + by)
}

/// Moves the whole series with everything in it.
fn drag(meeting: &mut CalendarObject, hours: i64) {
    let names = ["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"];
    meeting.parts_mut().for_each(|part| shift(part, hours, &names));
}

fn count(meeting: &mut CalendarObject, change: impl Fn(u32) -> u32) {
    let Some(master) = meeting.master_mut() else { return };
    let rule = master.raw("RRULE").unwrap_or_default().to_owned();
    let number: u32 = rule.rsplit('=').next().and_then(|count| count.parse().ok()).unwrap_or(6);
    master.set(Line::text("RRULE", "").with_value(&format!("FREQ=WEEKLY;COUNT={}", change(number).min(SEEN as u32))));
}

/// A title that was never there before, for the master or one instance.
fn rename(meeting: &mut CalendarObject, instance: Key) {
    edit_parts(meeting, &berlin(), |key, part| {
        if key == instance {
            let more = if instance.is_some() { "!" } else { "?" };
            let title = format!("{}{more}", part.summary().unwrap_or_default());
            part.set(Line::text("SUMMARY", &title));
        }
    });
}
