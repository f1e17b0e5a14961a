//! An organizer made, changed or deleted a meeting (RFC 6638 §3.2.1).

use std::collections::{BTreeMap, BTreeSet};

use super::errand::errands;
use super::instance::{Key, Series, edit_parts};
use super::merge::{Merged, merged};
use super::message::is_served;
use super::outcome::{Keep, Outcome, Reason};
use super::roster::{Version, keys};
use super::sequence::{
    Stamp, followed, inherited, is_joining, joining, leaving, rescheduled, sequences, with_sequences,
};
use super::significance::{Change, Side, change};
use super::{Answer, Edit, Held, Rescheduled};
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Line, PartStat, ScheduleAgent, Timestamp, Zone};

/// The organizer stored a meeting: a new one, or a new version of `before`.
pub(super) fn organized(
    edit: &Edit<'_>,
    before: Option<&CalendarObject>,
    after: &CalendarObject,
    now: Timestamp,
) -> Outcome {
    let floating = edit.before.floating;
    let Merged { object, asked, voided } = merged(edit, before, after);
    let old = before.map(|before| Series::of(before, floating));
    let new = Series::of(&object, floating);
    let Some(organizer) = before.unwrap_or(&object).organizer_line() else {
        return Outcome::nothing(Reason::NotScheduled);
    };
    let hosts = hosts(edit.before.owner, organizer);
    let keys = keys(old.as_ref(), Some(&new));
    let (was, is) = (Version::of(old.as_ref(), &keys, &hosts), Version::of(Some(&new), &keys, &hosts));
    if was.guests().is_empty() && is.guests().is_empty() {
        return Outcome { keep: Keep::put_if_changed(object, after), ..Outcome::nothing(Reason::NotScheduled) };
    }
    if !is_ours(organizer) || new.object.organizer_line().is_some_and(|line| !is_ours(line)) {
        return Outcome { keep: Keep::put_if_changed(object, after), ..Outcome::nothing(Reason::ClientSchedules) };
    }
    let mut changes = changes(&was, &is);
    for (_, key) in &voided {
        // So that an answer still on the way can be told from the new one.
        changes.entry(*key).or_default().asks = true;
    }
    let numbers = sequences(&edit.before, &was, &is, &changes);
    let is_past = new.is_over(now) && old.as_ref().is_none_or(|old| old.is_over(now));
    let reset = if is_past { BTreeMap::new() } else { void_answers(&was, &is, &changes) };
    let turn = Turn {
        edit,
        was: &was,
        changes: &changes,
        asked: &asked,
        organizer,
        sender: address_of(organizer),
        hosts: &hosts,
        now,
    };
    let mut rows = rescheduled(&edit.before, &was, &is, &changes, &numbers, now);
    if is.guests().is_empty() {
        rows.retain(|row| row.instance.is_some());
        rows.extend(ended(numbers.values().max().copied(), now));
    }
    let mut late = late_joiners(&was, &is, &numbers, &voided);
    late.extend(leavers(&was, &is, &numbers));
    late.extend(inherited_notes(&edit.before, &was, &is, &late));
    late.extend(answers_left(&edit.before, &was, &is, &late));
    let made = with_sequences(with_void_answers(object.clone(), &reset, floating), &numbers, floating);
    if is_past {
        return Outcome { keep: Keep::put_if_changed(made, after), ..Outcome::nothing(Reason::Past) };
    }
    turn.outcome(made, after, rows, late)
}

/// The organizer deleted a meeting: CANCEL to everybody invited (RFC 6638 §3.2.1.3), also to those who declined, for
/// they may still see it.
pub(super) fn deleted(edit: &Edit<'_>, before: &CalendarObject, now: Timestamp) -> Outcome {
    let series = Series::of(before, edit.before.floating);
    let Some(organizer) = before.organizer_line() else { return Outcome::nothing(Reason::NotScheduled) };
    let hosts = hosts(edit.before.owner, organizer);
    let keys = keys(Some(&series), None);
    let (was, is) = (Version::of(Some(&series), &keys, &hosts), Version::of(None, &keys, &hosts));
    let reason = match () {
        () if was.guests().is_empty() => Some(Reason::NotScheduled),
        () if !is_ours(organizer) => Some(Reason::ClientSchedules),
        () if series.is_over(now) => Some(Reason::Past),
        () => None,
    };
    if let Some(reason) = reason {
        // Guests may know it from before, cancelled or over.
        let known = before.parts().map(Component::sequence).max().filter(|known| *known > 0);
        return Outcome { rescheduled: ended(known, now), ..Outcome::nothing(reason) };
    }
    let (changes, asked) = (BTreeMap::new(), BTreeSet::new());
    let turn = Turn {
        edit,
        was: &was,
        changes: &changes,
        asked: &asked,
        organizer,
        sender: address_of(organizer),
        hosts: &hosts,
        now,
    };
    let errands = errands(&turn, &is, &edit.before);
    let last = errands.messages.iter().map(|message| message.sequence).max().unwrap_or(0);
    Outcome { send: errands.messages, rescheduled: ended(Some(last), now), ..Outcome::nothing(Reason::Organized) }
}

/// What is remembered of a meeting that nobody is invited to any more: if it is stored again, its SEQUENCE must not fall
/// back behind the last that guests know (RFC 5546 §2.1.4).
fn ended(last: Option<i64>, now: Timestamp) -> Vec<Rescheduled> {
    last.map(|sequence| Rescheduled { instance: None, sequence, at: now }).into_iter().collect()
}

/// What the organizer did, and when.
pub(super) struct Turn<'a> {
    pub edit: &'a Edit<'a>,
    pub was: &'a Version<'a>,
    pub changes: &'a BTreeMap<Key, Change>,
    pub asked: &'a BTreeSet<(CalAddress, Key)>,
    pub organizer: &'a Line,
    pub sender: CalAddress,
    pub hosts: &'a [CalAddress],
    pub now: Timestamp,
}

impl Turn<'_> {
    /// The outcome of storing `made` where the client sent `after`.
    fn outcome(
        &self,
        made: CalendarObject,
        after: &CalendarObject,
        rows: Vec<Rescheduled>,
        late: Vec<Answer>,
    ) -> Outcome {
        let errands = {
            let past = self.edit.before.past.with(&late, &rows);
            let known = Held { past: &past, ..self.edit.before };
            let series = Series::of(&made, self.edit.before.floating);
            let keys = keys(self.was.series, Some(&series));
            errands(self, &Version::of(Some(&series), &keys, self.hosts), &known)
        };
        let mut made = made;
        for guest in &errands.unreachable {
            made = super::with_schedule_status(&made, guest, "3.7");
        }
        let because = if errands.messages.is_empty() { Reason::Unchanged } else { Reason::Organized };
        Outcome {
            keep: Keep::put_if_changed(made, after),
            send: errands.messages,
            tell: Vec::new(),
            because,
            answers: late,
            rescheduled: rows,
        }
    }
}

/// The organizer and all addresses of the owner: never sent anything (RFC 6638 §3.2.1).
fn hosts(owner: &[CalAddress], organizer: &Line) -> Vec<CalAddress> {
    let mut hosts = owner.to_vec();
    hosts.push(address_of(organizer));
    hosts
}

fn address_of(organizer: &Line) -> CalAddress {
    CalAddress::parse(organizer.value())
}

/// Whether the ORGANIZER line leaves the sending to this server.
pub(super) fn is_ours(organizer: &Line) -> bool {
    Attendee::of(organizer).is_some_and(|organizer| organizer.schedule_agent() == ScheduleAgent::Server)
}

/// What changed, for the master and every instance that both versions hold.
fn changes(was: &Version<'_>, is: &Version<'_>) -> BTreeMap<Key, Change> {
    let (Some(old), Some(new)) = (was.series, is.series) else { return BTreeMap::new() };
    let mut changes = BTreeMap::new();
    for (key, before) in &was.parts {
        if let Some(after) = is.parts.get(key) {
            changes.insert(*key, change(Side { series: old, part: before }, Side { series: new, part: after }));
        }
    }
    changes
}

/// Whose answers are void, per component: everybody's where the time changed, and those of guests who are new to it.
fn void_answers(
    was: &Version<'_>,
    is: &Version<'_>,
    changes: &BTreeMap<Key, Change>,
) -> BTreeMap<Key, BTreeSet<CalAddress>> {
    let mut void: BTreeMap<Key, BTreeSet<CalAddress>> = BTreeMap::new();
    for key in is.parts.keys() {
        let resets = changes.get(key).is_some_and(Change::resets);
        let guests = is.roster(*key).filter(|guest| resets || !was.invites(*key, guest)).cloned().collect();
        void.insert(*key, guests);
    }
    void
}

/// Sets those answers to NEEDS-ACTION (RFC 6638 §3.2.8), but for guests who sent somebody else.
fn with_void_answers(
    mut object: CalendarObject,
    void: &BTreeMap<Key, BTreeSet<CalAddress>>,
    floating: &Zone,
) -> CalendarObject {
    edit_parts(&mut object, floating, |key, part| {
        let Some(guests) = void.get(&key) else { return };
        let people: BTreeSet<CalAddress> = part.attendees().map(|attendee| attendee.address).collect();
        part.map_lines(|line| {
            let attendee = Attendee::of(&line).filter(|_| line.is("ATTENDEE"));
            let is_void = attendee.is_some_and(|attendee| {
                is_served(&attendee)
                    && attendee.partstat() != PartStat::NeedsAction
                    && guests.contains(&attendee.address)
                    && !is_stood_in_for(&attendee, &people)
            });
            if is_void {
                let line = line.with_param("PARTSTAT", PartStat::NeedsAction.as_str()).with_param("RSVP", "TRUE");
                line.without_param("SENT-BY").without_param("DELEGATED-TO")
            } else {
                line
            }
        });
    });
    object
}

/// Whether somebody else comes instead, who is the one to be asked again (RFC 5546 §3.2.2.3).
fn is_stood_in_for(attendee: &Attendee<'_>, people: &BTreeSet<CalAddress>) -> bool {
    attendee.partstat() == PartStat::Delegated
        && attendee.delegated_to().iter().any(|delegate| people.contains(delegate))
}

/// For guests who join a meeting that has been changed before, for they may have been guests once, and for those whose
/// answer the organizer took back: earlier answers must not count.
fn late_joiners(
    was: &Version<'_>,
    is: &Version<'_>,
    numbers: &BTreeMap<Key, i64>,
    voided: &BTreeSet<(CalAddress, Key)>,
) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (key, number) in numbers.iter().filter(|(_, number)| **number > 0) {
        let is_new = |guest: &&CalAddress| !was.invites(*key, guest) || voided.contains(&((*guest).clone(), *key));
        answers.extend(is.roster(*key).filter(is_new).map(|guest| joining(guest, *key, *number)));
    }
    answers
}

/// For guests who are told that others meet without them: if they are invited again, it must be above that.
fn leavers(was: &Version<'_>, is: &Version<'_>, numbers: &BTreeMap<Key, i64>) -> Vec<Answer> {
    let mut notes = Vec::new();
    if is.guests().is_empty() {
        return notes;
    }
    for key in was.parts.keys().filter(|key| is.is_held(**key)) {
        let number = numbers.get(key).or(numbers.get(&None)).copied().unwrap_or(0);
        let is_gone = |guest: &&CalAddress| !is.invites(*key, guest);
        notes.extend(was.roster(*key).filter(is_gone).map(|guest| leaving(guest, *key, number)));
    }
    notes
}

/// Notes about guests of the series go for the overrides too that are made now.
fn inherited_notes(held: &Held<'_>, was: &Version<'_>, is: &Version<'_>, known: &[Answer]) -> Vec<Answer> {
    let is_new = |key: &&Key| key.is_some() && was.component(**key).is_none() && is.component(**key).is_some();
    let notes = is.parts.keys().filter(is_new).flat_map(|key| inherited(held, *key));
    let known = about(known);
    notes.filter(|note| !known.contains(&(note.instance, &note.attendee))).collect()
}

/// Where a note takes the place of the last answer to the series, the overrides that have this answer keep it in mind: one
/// from before it may still be on the way.
fn answers_left(held: &Held<'_>, was: &Version<'_>, is: &Version<'_>, notes: &[Answer]) -> Vec<Answer> {
    let row = |guest: &CalAddress, key: Key| held.past.answer(key, guest);
    let noted = about(notes);
    let stamp = |row: &Answer| Stamp { sequence: row.sequence, dtstamp: row.dtstamp };
    let mut left = Vec::new();
    for guest in notes.iter().filter(|note| note.instance.is_none()).map(|note| &note.attendee) {
        let Some(last) = row(guest, None).filter(|last| !is_joining(last)) else { continue };
        let has_it = |key: &&Key| {
            key.is_some()
                && is.component(**key).is_some()
                && was.invites(**key, guest)
                && is.invites(**key, guest)
                && !noted.contains(&(**key, guest))
                && row(guest, **key).is_none_or(|own| stamp(own) < stamp(last))
        };
        let overrides = is.parts.keys().filter(has_it);
        left.extend(overrides.map(|key| followed(guest, *key, last.sequence, last.dtstamp)));
    }
    left
}

/// Whom and what notes are about.
fn about(notes: &[Answer]) -> BTreeSet<(Key, &CalAddress)> {
    notes.iter().map(|note| (note.instance, &note.attendee)).collect()
}
