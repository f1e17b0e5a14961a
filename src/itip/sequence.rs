//! SEQUENCE: raised where RFC 5546 §2.1.4 asks for it and the client forgot, never lowered; and at which SEQUENCE the
//! time last changed.

use std::collections::{BTreeMap, BTreeSet};

use super::instance::Key;
use super::roster::Version;
use super::significance::Change;
use super::{Answer, Held, Rescheduled};
use crate::ical::{CalAddress, CalendarObject, Component, Line, PartStat, Timestamp, Zone};

/// The SEQUENCE of every component of a new version.
///
/// Beside the changes that RFC 5546 names, an uninvited guest and an override that vanished raise it: the first because
/// CANCEL must (§3.2.5), the second so that an old message about the override can be told from the new series.
pub(super) fn sequences(
    held: &Held<'_>,
    before: &Version<'_>,
    after: &Version<'_>,
    changes: &BTreeMap<Key, Change>,
) -> BTreeMap<Key, i64> {
    let raises = |key: Key| {
        changes.get(&key).is_some_and(Change::raises)
            || loses_guests(before, after, key)
            || regains_guests(before, after, key)
            || welcomes_back(held, before, after, key)
    };
    // What was before counts as what guests may have seen of it.
    let number = |key: Key| before.component(key).map(|part| part.sequence().max(held.floor()));
    // Of a meeting that nobody was invited to any more only the last SEQUENCE is remembered: whoever comes now comes above it.
    let ended = find(held, None).filter(|(last, _)| *last > 0 && before.guests().is_empty());
    let begun = |key: Key| match ended {
        Some((last, _)) if after.roster(key).next().is_some() => last.saturating_add(1),
        _ => 0,
    };
    let master = after.component(None).map(|part| {
        let old = number(None);
        let raised = old.map_or(0, |old| old.saturating_add(i64::from(raises(None) || excludes(before, after))));
        // A guest who leaves the series leaves its overrides too, and one CANCEL must be above them all.
        let leaves = loses_guests(before, after, None);
        let vanished = before.parts.keys().filter(|key| key.is_some() && (leaves || after.component(**key).is_none()));
        let above = vanished.filter_map(|key| number(*key)).max().map_or(0, |old| old.saturating_add(1));
        // Stored again after its deletion: above the CANCEL, also within the same second.
        let remembered =
            find(held, None).filter(|_| old.is_none()).map_or(0, |(cancelled, _)| cancelled.saturating_add(1));
        part.sequence().max(raised).max(above).max(remembered).max(begun(None)).max(held.floor())
    });
    let mut sequences = BTreeMap::new();
    if let Some(master) = master {
        sequences.insert(None, master);
    }
    // A guest of single instances who leaves the series gets CANCEL for it and REQUEST for them; the latter must win.
    let keeps_some = loses_guests(before, after, None);
    for key in after.parts.keys().filter(|key| key.is_some()) {
        let Some(part) = after.component(*key) else { continue };
        let old = number(*key).or(number(None));
        let raised = old.map_or(0, |old| old.saturating_add(i64::from(raises(*key))));
        let again = keeps_some && before.invites_leaver(after, *key);
        let floor = match master {
            Some(master) => master.saturating_add(i64::from(again)),
            // The series is gone, and its cancellation is one above all that was.
            None if again => highest(before).max(held.floor()).saturating_add(2),
            None => held.floor(),
        };
        sequences.insert(*key, part.sequence().max(raised).max(floor).max(begun(*key)));
    }
    sequences
}

/// The highest SEQUENCE in a version.
fn highest(version: &Version<'_>) -> i64 {
    version.parts.keys().filter_map(|key| version.component(*key)).map(Component::sequence).max().unwrap_or(0)
}

impl Version<'_> {
    /// Whether somebody who left the series of `after` is still invited to this instance of it.
    fn invites_leaver(&self, after: &Version<'_>, key: Key) -> bool {
        self.roster(None).any(|guest| !after.invites(None, guest) && after.invites(key, guest))
    }
}

/// Whether somebody invited to this instance, or the master, is not any more.
fn loses_guests(before: &Version<'_>, after: &Version<'_>, key: Key) -> bool {
    before.roster(key).any(|guest| !after.invites(key, guest))
}

/// Whether a guest of the series who was left out of an instance is wanted there again: an answer to the series, given
/// without knowing so, must be told from one to this.
fn regains_guests(before: &Version<'_>, after: &Version<'_>, key: Key) -> bool {
    let is_back = |guest: &CalAddress| before.invites(None, guest) && !before.invites(key, guest);
    key.is_some() && before.parts.contains_key(&key) && after.roster(key).any(is_back)
}

/// Whether somebody joins who was told, with no lower SEQUENCE, not to come: a guest's program would take the invitation
/// for older than that, and within the same second nothing else tells them apart (RFC 5546 §2.1.5).
fn welcomes_back(held: &Held<'_>, before: &Version<'_>, after: &Version<'_>, key: Key) -> bool {
    let number = before.component(key).or(before.component(None)).map_or(0, Component::sequence);
    let was_sent_off = |guest: &CalAddress| {
        let told = [key, None].into_iter().filter_map(|key| held.past.answer(key, guest));
        told.filter(|note| is_leaving(note)).any(|note| note.sequence >= number)
    };
    after.roster(key).any(|guest| !before.invites(key, guest) && was_sent_off(guest))
}

/// Whether instances took place before that the series excludes now.
fn excludes(before: &Version<'_>, after: &Version<'_>) -> bool {
    let Some(series) = after.series else { return false };
    series.excluded().iter().any(|instance| before.parts.contains_key(&Some(*instance)))
}

/// Writes the numbers into the components.
pub(super) fn with_sequences(
    mut object: CalendarObject,
    sequences: &BTreeMap<Key, i64>,
    floating: &Zone,
) -> CalendarObject {
    super::instance::edit_parts(&mut object, floating, |key, part| {
        if let Some(number) = sequences.get(&key).filter(|number| **number != part.sequence()) {
            part.set(Line::text("SEQUENCE", &number.to_string()));
        }
    });
    object
}

/// The SEQUENCE at which the time of an instance last changed: its own while it has a component, for the series speaks
/// of the others; the later of both else.
pub(super) fn rescheduled_at(held: &Held<'_>, key: Key, has_component: bool) -> i64 {
    rescheduled_since(held, key, has_component).0
}

/// As [`rescheduled_at`], with the time when that was.
pub(super) fn rescheduled_since(held: &Held<'_>, key: Key, has_component: bool) -> (i64, Timestamp) {
    let series = find(held, None).unwrap_or((0, Timestamp::UNIX_EPOCH));
    match (key, find(held, key)) {
        (None, _) | (_, None) => series,
        (Some(_), Some(own)) if has_component => own,
        (Some(_), Some(own)) => own.max(series),
    }
}

fn find(held: &Held<'_>, key: Key) -> Option<(i64, Timestamp)> {
    held.past.rescheduled(key).map(|row| (row.sequence, row.at))
}

/// What is to be remembered after a change: where the time changed the new SEQUENCE, and for overrides the series
/// spared the old one.
pub(super) fn rescheduled(
    held: &Held<'_>,
    before: &Version<'_>,
    after: &Version<'_>,
    changes: &BTreeMap<Key, Change>,
    sequences: &BTreeMap<Key, i64>,
    now: Timestamp,
) -> Vec<Rescheduled> {
    if before.series.is_none() {
        return Vec::new();
    }
    let resets = |key: Key| changes.get(&key).is_some_and(Change::resets);
    let of_series = sequences.get(&None).copied().unwrap_or(0);
    let mut rows = Vec::new();
    let mut remember = |key: Key, sequence: i64, at: Timestamp| rows.push(Rescheduled { instance: key, sequence, at });
    let keys: BTreeSet<Key> = before.parts.keys().chain(after.parts.keys()).copied().collect();
    for key in keys {
        let (old, new) = (before.component(key), after.component(key));
        match new {
            Some(_) if resets(key) || !before.parts.contains_key(&key) => {
                remember(key, sequences.get(&key).copied().unwrap_or(of_series), now);
            }
            Some(_) if key.is_some() && (old.is_none() || resets(None)) => {
                let (sequence, at) = rescheduled_since(held, key, old.is_some());
                remember(key, sequence, at);
            }
            None if old.is_some() && resets(key) => remember(key, of_series, now),
            _ => {}
        }
    }
    rows
}

/// What the parts of a message to a guest say about their time, for recipients here; see
/// [`super::Message::rescheduled`]. For a guest who joined later than the time last changed, joining counts: what was
/// answered before is void as well.
pub(super) fn rescheduled_now(known: &Held<'_>, guest: &CalAddress, keys: &[Key]) -> Vec<Rescheduled> {
    let joined = |key: Key| {
        known.past.answer(key, guest).filter(|answer| is_joining(answer)).map_or(0, |answer| answer.sequence)
    };
    let row = |key: Key| {
        let (sequence, at) = rescheduled_since(known, key, true);
        Rescheduled { instance: key, sequence: sequence.max(joined(key)), at }
    };
    let mut rows: Vec<Rescheduled> = keys.iter().map(|key| row(*key)).collect();
    // Instances that are ordinary ones of the series again.
    if keys.contains(&None) {
        let keys: BTreeSet<&Key> = keys.iter().collect();
        rows.extend(known.past.all_rescheduled().filter(|row| !keys.contains(&row.instance)));
    }
    rows
}

/// Notes that a guest joined at this SEQUENCE: answers to lower ones are from an earlier time as a guest. No answer can
/// be older than its DTSTAMP.
pub(super) fn joining(guest: &CalAddress, instance: Key, sequence: i64) -> Answer {
    let dtstamp = Timestamp::UNIX_EPOCH;
    let (partstat, comment) = (PartStat::NeedsAction, String::new());
    Answer { attendee: guest.clone(), instance, sequence, dtstamp, partstat, comment }
}

/// Notes that a guest was told at this SEQUENCE not to come.
pub(super) fn leaving(guest: &CalAddress, instance: Key, sequence: i64) -> Answer {
    Answer { dtstamp: LEFT, ..joining(guest, instance, sequence) }
}

/// The DTSTAMP of the note of [`leaving`], which no answer has.
const LEFT: Timestamp = Timestamp::from_timestamp_nanos(1_000_000_000);

/// Whether it is the note of [`leaving`].
pub(super) fn is_leaving(answer: &Answer) -> bool {
    answer.dtstamp == LEFT
}

/// Notes that an override has its answer from one to the series, which the row of the series does not say any more:
/// earlier ones do not go for it.
pub(super) fn followed(guest: &CalAddress, instance: Key, sequence: i64, dtstamp: Timestamp) -> Answer {
    let (partstat, comment) = (PartStat::NeedsAction, String::new());
    Answer { attendee: guest.clone(), instance, sequence, dtstamp, partstat, comment }
}

/// Whether it is no answer, but the note of [`joining`] or [`leaving`].
pub(super) fn is_joining(answer: &Answer) -> bool {
    answer.dtstamp == Timestamp::UNIX_EPOCH || is_leaving(answer)
}

/// The notes of [`joining`] the series that an instance inherits which gets a component of its own.
pub(super) fn inherited(held: &Held<'_>, instance: Key) -> Vec<Answer> {
    let is_note = |answer: &&Answer| is_joining(answer) && !is_leaving(answer);
    let of_series = held.past.answers_to(None).filter(is_note);
    of_series
        .filter(|note| held.past.answer(instance, &note.attendee).is_none())
        .map(|note| joining(&note.attendee, instance, note.sequence))
        .collect()
}

/// The stamp by which messages about one instance are ordered: SEQUENCE, then DTSTAMP (RFC 5546 §2.1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    pub sequence: i64,
    pub dtstamp: Timestamp,
}

impl Stamp {
    /// The stamp of a part of a message. A DTSTAMP more than a day ahead counts as now, lest one broken clock
    /// block all later messages.
    pub fn of(part: &Component, sent: Timestamp, now: Timestamp) -> Stamp {
        let dtstamp = part.dtstamp().unwrap_or(sent);
        let dtstamp = if dtstamp > now + chrono::TimeDelta::days(1) { now } else { dtstamp };
        Stamp { sequence: super::message::sequence_of(part), dtstamp }
    }
}
