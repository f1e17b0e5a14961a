//! What stays the attendee's own when the organizer's message comes: the answer, alarms, colour, and instances already
//! declined.

use std::collections::{BTreeMap, BTreeSet};

use super::attendee::own_attendee;
use super::instance::{Key, Series};
use super::merge::with_answers_of;
use super::message::{Message, MessageKind};
use super::rights::is_owners;
use super::sequence::Stamp;
use super::significance::{Change, Side, change, differing};
use super::status::with_status_of;
use super::{Answer, Held};
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Line, PartStat, Timestamp};

/// A message of the organizer beside the copy it is for.
pub(super) struct Arrival<'a> {
    pub mine: &'a Held<'a>,
    pub message: &'a Message,
    pub organizer: &'a CalAddress,
    /// The copy.
    pub own: Option<&'a Series<'a>>,
    /// The message in the form it is stored in.
    pub new: &'a Series<'a>,
    /// What the message says about when the time of each part last changed; see [`said_of_times`].
    pub rescheduled: BTreeMap<Key, i64>,
    pub now: Timestamp,
}

/// At which SEQUENCE the time of each instance last changed, as far as a message says.
pub(super) fn said_of_times(message: &Message) -> BTreeMap<Key, i64> {
    // Of two rows for one instance the first counts.
    message.rescheduled.iter().rev().map(|row| (row.instance, row.sequence)).collect()
}

impl Arrival<'_> {
    /// The stamp of what the copy says about an instance: that of its own last message, or of the last one about
    /// everything.
    pub fn last(&self, key: Key) -> Option<Stamp> {
        last(self.mine, self.organizer, self.own, key)
    }

    /// The stamp of the last message about just this instance.
    pub fn own_last(&self, key: Key) -> Option<Stamp> {
        row_of(self.mine, self.organizer, key)
    }

    /// The stamp of a part of the message.
    pub fn stamp(&self, part: &Component) -> Stamp {
        Stamp::of(part, self.message.dtstamp, self.now)
    }

    /// Whether an instance was cancelled, or excluded by the organizer, and no message about all of it came since.
    pub fn was_cancelled(&self, key: Key) -> bool {
        let of_series = row_of(self.mine, self.organizer, None);
        let row = self.mine.past.answer(key, self.organizer);
        row.is_some_and(|row| row.partstat == PartStat::Declined && Some(stamp_of(row)) >= of_series)
    }

    /// The instances that messages later than `stamp` were about.
    pub fn later_than(&self, stamp: Stamp) -> Vec<Timestamp> {
        let rows = self.mine.past.answers_of(self.organizer);
        rows.filter(|row| stamp_of(row) > stamp).filter_map(|row| row.instance).collect()
    }

    /// The copy's component of this name, unless the owner took the instance away.
    pub fn own_component(&self, key: Key) -> Option<&Component> {
        let own = self.own?;
        own.component(key).filter(|_| key.is_none_or(|instance| !own.excluded().contains(&instance)))
    }

    /// The name that an instance of the message has in the copy.
    pub fn name_here(&self, name: Timestamp, part: &Component) -> Timestamp {
        let when = part.recurrence_id();
        self.own.zip(when).map_or(name, |(own, when)| own.key(&when, self.new.zones()))
    }

    /// What a part of the message changes; `None` when the copy has nothing of it. EXDATEs that are gone do not count,
    /// for they may be the owner's own.
    pub fn change(&self, key: Key, part: &Component) -> Option<Change> {
        let own = self.own?;
        let mut before = own.effective(key)?;
        if key.is_none() {
            before.to_mut().remove("EXDATE");
        }
        Some(change(Side { series: own, part: &before }, Side { series: self.new, part }))
    }

    /// Whether the owner's answer is void: the time changed since it was given, the instance was cancelled, or the
    /// organizer took the answer back.
    ///
    /// Local organizers say when the time last changed. From others only the time itself can be compared.
    pub fn is_reset(&self, key: Key, part: Option<&Component>) -> bool {
        let (Some(own), Some(part)) = (self.own, part) else { return true };
        let Some(before) = own.effective(key) else { return true };
        self.invites(key, part)
            || before.is_cancelled()
            || before.sequence() < self.rescheduled(key)
            || self.change(key, part).is_some_and(|change| change.resets())
    }

    /// Whether it invites anew, whatever was answered before. A repeated message does not.
    fn invites(&self, key: Key, part: &Component) -> bool {
        self.message.kind == MessageKind::Invitation && self.last(key) != Some(self.stamp(part))
    }

    /// At which SEQUENCE the time of an instance last changed, as far as the message says.
    fn rescheduled(&self, key: Key) -> i64 {
        self.rescheduled.get(&key).copied().unwrap_or(0)
    }

    /// Whether the owner once had this and deleted it, and nothing has come since that calls for another answer.
    /// Without a copy only the message's word for the answer is left, and what was remembered of the messages before.
    pub fn stays_deleted(&self, key: Key, part: &Component) -> bool {
        // A guest of single instances may delete one of them.
        if self.own.is_some_and(|own| own.master().is_some() || own.component(key).is_some()) {
            return false;
        }
        let rows = [None, key].into_iter().filter_map(|key| self.mine.past.answer(key, self.organizer));
        let heard = rows.max_by_key(|row| stamp_of(row));
        // After a cancellation there was nothing left to decline.
        let heard = heard.filter(|row| row.partstat != PartStat::Declined).map(stamp_of);
        let declined = own_attendee(part, self.mine.owner).is_some_and(|me| me.partstat() == PartStat::Declined);
        let is_local = self.message.kind != MessageKind::Foreign;
        let invites = |heard: Stamp| self.message.kind == MessageKind::Invitation && heard != self.stamp(part);
        let calls = |heard: Stamp| invites(heard) || self.rescheduled(key) > heard.sequence;
        (declined && self.own.is_none()) || heard.is_some_and(|heard| is_local && !calls(heard))
    }

    /// Whether the owner declined an instance by taking it away: the EXDATE is not the organizer's, and the time is
    /// still the one declined.
    pub fn took_away(&self, instance: Timestamp) -> bool {
        let Some(own) = self.own.filter(|own| own.excluded().contains(&instance)) else { return false };
        let is_off = own.master().is_some_and(Component::is_cancelled);
        !is_off && !self.was_cancelled(Some(instance)) && !self.is_moved(own, instance)
    }

    /// Whether the time of an instance that the owner took away changed since, as far as the message says.
    fn is_moved(&self, own: &Series<'_>, instance: Timestamp) -> bool {
        let of_series = own.master().map_or(0, Component::sequence);
        let known = self.own_last(Some(instance)).map_or(of_series, |last| last.sequence.max(of_series));
        known < self.rescheduled(Some(instance))
    }

    /// Whether an instance the owner took away stays so though the message brings it.
    pub fn stays_excluded(&self, instance: Timestamp, part: &Component) -> bool {
        let Some(own) = self.own.filter(|_| self.took_away(instance)) else { return false };
        let declined = own_attendee(part, self.mine.owner).is_some_and(|me| me.partstat() == PartStat::Declined);
        let same_time = || match (&self.message.kind, own.derived(instance)) {
            (MessageKind::Foreign, Some(before)) => {
                !change(Side { series: own, part: &before }, Side { series: self.new, part }).resets()
            }
            _ => true,
        };
        !self.invites(Some(instance), part) && (declined || same_time())
    }

    /// What is left of an override when its instance is an ordinary one of the series again: the answers given for just
    /// this instance, if the time is the same and the owner's is another than the one for the series, which `master`
    /// holds; and what the owner keeps at just this instance, such as an alarm.
    pub fn own_rest(&self, instance: Timestamp, part: &Component, master: &Component) -> Option<Component> {
        let key = Some(instance);
        let own = self.own?;
        let derived = self.new.derived(instance)?;
        let partstat = |part: &Component| own_attendee(part, self.mine.owner).map(|own| own.partstat());
        let change = change(Side { series: own, part }, Side { series: self.new, part: &derived });
        let is_current = part.sequence() >= self.rescheduled(key).max(self.rescheduled(None));
        let answers_stand = is_current && !change.resets() && (!change.tells() || partstat(part) != partstat(master));
        let rest = self.personal(key, derived);
        match answers_stand {
            true => Some(with_answers_of(rest, part)),
            false => own.master().is_some_and(|all| own_data_differs(all, part)).then(|| self.answered(key, rest)),
        }
    }

    /// A part with the owner's own data in place of the organizer's: alarms, colour, categories, and what the owner
    /// changed of class, transparency and how far a task is done.
    pub fn personal(&self, key: Key, mut part: Component) -> Component {
        let Some(before) = self.own.and_then(|own| own.effective(key).or_else(|| own.effective(None))) else {
            return part;
        };
        let is_off = part.is_cancelled();
        let own: Vec<&Line> =
            before.lines().filter(|line| is_owners(line, &before) && !(is_off && line.is("STATUS"))).collect();
        let is_replaced = |line: &Line| own.iter().any(|own| own.is(line.name()));
        part.retain_lines(|line| !is_owners(line, &before) && !is_replaced(line));
        own.into_iter().for_each(|line| part.add(line.clone()));
        before.components().filter(|within| within.is("VALARM")).for_each(|alarm| part.push(alarm.clone()));
        let organizer = before.line("ORGANIZER");
        part.map_lines(
            |line| if line.is("ORGANIZER") { as_served(with_status_of(line, organizer), organizer) } else { line },
        );
        part
    }

    /// A part with the owner's answer where it still counts.
    pub fn answered(&self, key: Key, mut part: Component) -> Component {
        let before = self.own.and_then(|own| own.effective(key));
        let known =
            before.as_deref().and_then(|before| own_attendee(before, self.mine.owner)).map(|own| own.partstat());
        let known = known.filter(|_| !self.is_reset(key, Some(&part)));
        part.map_lines(|line| match Attendee::of(&line).filter(|_| line.is("ATTENDEE")) {
            Some(attendee) if self.mine.owner.contains(&attendee.address) => {
                let partstat = self.believed(attendee.partstat(), known);
                with_partstat(line.clone(), attendee.partstat(), partstat)
            }
            _ => line,
        });
        part
    }

    /// The answer the copy shows: the owner's, if there is one. What a stranger's message says the owner answered is
    /// not believed when it would put the owner's name under a meeting.
    fn believed(&self, says: PartStat, known: Option<PartStat>) -> PartStat {
        let is_foreign = self.message.kind == MessageKind::Foreign;
        match known {
            Some(known) if known != PartStat::NeedsAction || is_foreign => known,
            _ if is_foreign && says != PartStat::Declined => PartStat::NeedsAction,
            _ => says,
        }
    }

    /// The message's VCALENDAR with these parts, and EXDATEs in its master. A part that came later than the master wins
    /// over an EXDATE.
    pub fn assembled(
        &self,
        incoming: &CalendarObject,
        mut parts: BTreeMap<Key, Component>,
        excluded: &BTreeSet<Timestamp>,
    ) -> Option<CalendarObject> {
        let reinstated: BTreeSet<Timestamp> = parts.keys().copied().flatten().collect();
        if let Some(master) = parts.get_mut(&None) {
            set_exdates(master, self.new, &reinstated, excluded);
        }
        let mut calendar = incoming.calendar().clone();
        let kind = incoming.kind().component();
        calendar.retain_components(|component| !component.is(kind));
        parts.into_values().for_each(|part| calendar.push(part));
        if let Some(own) = self.own {
            add_zones(&mut calendar, own.object);
        }
        CalendarObject::of(calendar).ok()
    }

    /// The copy with these instances put in; the message itself when there is no copy.
    pub fn inserted(&self, incoming: &CalendarObject, parts: BTreeMap<Key, Component>) -> Option<CalendarObject> {
        let Some(own) = self.own else { return self.assembled(incoming, parts, &BTreeSet::new()) };
        let mut object = own.object.clone();
        if let Some(master) = object.master_mut() {
            set_exdates(master, own, &parts.keys().copied().flatten().collect(), &BTreeSet::new());
        }
        let named = |(key, mut part): (Key, Component)| {
            let instance = key?;
            let ranges = part.is_this_and_future();
            let name = own.recurrence_id(instance).to_line("RECURRENCE-ID");
            part.set(if ranges { name.with_param("RANGE", "THISANDFUTURE") } else { name });
            Some((instance, part))
        };
        place_all(&mut object, own, parts.into_iter().filter_map(named).collect());
        add_zones(object.calendar_mut(), self.new.object);
        CalendarObject::of(object.into_calendar()).ok()
    }
}

/// The ORGANIZER line with the owner's choice who sends the answers (RFC 6638 §7.1).
fn as_served(line: Line, before: Option<&Line>) -> Line {
    match before.and_then(|before| before.param("SCHEDULE-AGENT")) {
        Some(agent) => line.with_param("SCHEDULE-AGENT", &agent),
        None => line,
    }
}

/// Whether the owner's own data in an override are not those of the series.
pub(super) fn own_data_differs(master: &Component, part: &Component) -> bool {
    fn alarms(part: &Component) -> Vec<&Component> {
        part.components().filter(|within| within.is("VALARM")).collect()
    }
    let is_owners = |name: &String| {
        let mut lines =
            part.lines_named(name).map(|line| (line, part)).chain(master.lines_named(name).map(|line| (line, master)));
        lines.any(|(line, of)| is_owners(line, of))
    };
    let differs = differing(master, part).iter().any(is_owners);
    differs || alarms(master) != alarms(part)
}

/// The stamp of the last message about just this instance.
pub(super) fn row_of(mine: &Held<'_>, organizer: &CalAddress, key: Key) -> Option<Stamp> {
    mine.past.answer(key, organizer).map(stamp_of)
}

fn stamp_of(row: &Answer) -> Stamp {
    Stamp { sequence: row.sequence, dtstamp: row.dtstamp }
}

/// The stamp of what a copy says about an instance. A copy that no message made, but a client, is judged by its
/// SEQUENCE alone, for its DTSTAMP is the client's.
pub(super) fn last(mine: &Held<'_>, organizer: &CalAddress, own: Option<&Series<'_>>, key: Key) -> Option<Stamp> {
    let remembered = row_of(mine, organizer, key).max(row_of(mine, organizer, None));
    remembered.or_else(|| {
        let part = own?.component(key).or_else(|| own?.component(None))?;
        Some(Stamp { sequence: part.sequence(), dtstamp: Timestamp::MIN_UTC })
    })
}

fn with_partstat(line: Line, says: PartStat, partstat: PartStat) -> Line {
    let line = if says == partstat { line } else { line.with_param("PARTSTAT", partstat.as_str()) };
    if partstat == PartStat::NeedsAction { line } else { line.without_param("RSVP") }
}

/// Drops the EXDATEs of the instances that take place, and adds those that do not.
pub(super) fn set_exdates(
    master: &mut Component,
    series: &Series<'_>,
    held: &BTreeSet<Timestamp>,
    excluded: &BTreeSet<Timestamp>,
) {
    let exdate = |instance: &Timestamp| series.recurrence_id(*instance).to_line("EXDATE");
    if !series.excluded().is_disjoint(held) {
        master.remove("EXDATE");
        series.excluded().difference(held).for_each(|instance| master.add(exdate(instance)));
    }
    excluded.difference(series.excluded()).for_each(|instance| master.add(exdate(instance)));
}

/// Puts an override in place of the one of the same name, or behind the others.
pub(super) fn place(object: &mut CalendarObject, series: &Series<'_>, instance: Timestamp, part: Component) {
    place_all(object, series, BTreeMap::from([(instance, part)]));
}

/// The same for many.
pub(super) fn place_all(object: &mut CalendarObject, series: &Series<'_>, mut parts: BTreeMap<Timestamp, Component>) {
    for other in object.overrides_mut() {
        let name = other.recurrence_id().map(|when| series.key(&when, series.zones()));
        if let Some(part) = name.and_then(|name| parts.remove(&name)) {
            *other = part;
        }
    }
    parts.into_values().for_each(|part| object.calendar_mut().push(part));
}

/// Adds the VTIMEZONEs that are missing.
pub(super) fn add_zones(calendar: &mut Component, from: &CalendarObject) {
    for zone in from.calendar().components().filter(|component| component.is("VTIMEZONE")) {
        let is_there = calendar.components().any(|own| own.is("VTIMEZONE") && own.raw("TZID") == zone.raw("TZID"));
        if !is_there {
            calendar.push(zone.clone());
        }
    }
}
