//! Someone changed, created or deleted a copy of their own: what part they have in the meeting decides what that means.

use super::outcome::{Outcome, Reason, Refusal};
use super::{Edit, attendee, organizer};
use crate::ical::{CalAddress, CalendarObject, Component, Kind, Timestamp};

/// What an owner is to a meeting (RFC 6638 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Its organizer.
    Organizer,
    /// One of its attendees, and somebody else the organizer.
    Attendee,
    /// Nothing, or it is no meeting.
    None,
}

/// What the owner of these addresses is to the meeting.
pub(super) fn part_in(object: &CalendarObject, owner: &[CalAddress]) -> Part {
    if !matches!(object.kind(), Kind::Event | Kind::Todo) {
        return Part::None;
    }
    match object.organizer() {
        None => Part::None,
        Some(organizer) if owner.contains(&organizer) => Part::Organizer,
        Some(_) if object.parts().any(|part| is_invited(part, owner)) => Part::Attendee,
        Some(_) => Part::None,
    }
}

/// Whether one of these addresses is among the attendees.
pub(super) fn is_invited(part: &Component, owner: &[CalAddress]) -> bool {
    part.attendees().any(|attendee| owner.contains(&attendee.address))
}

/// What follows when someone stores, changes or deletes a copy of their own (RFC 6638 §3.2.1, §3.2.2).
///
/// MOVE between calendars of one owner is no edit, and neither are restoring a backup and importing: do not call it for
/// these, or with [`ReplyWanted::Quiet`](super::ReplyWanted::Quiet).
///
/// # Errors
/// A changed UID or organizer, several organizers, and what an attendee may not change; nothing must be stored then.
pub fn edited(edit: &Edit<'_>, now: Timestamp) -> Result<Outcome, Refusal> {
    let owner = edit.before.owner;
    let before = edit.before.object.map(|object| (part_in(object, owner), object));
    let Some(after) = edit.after else {
        return Ok(match before {
            Some((Part::Organizer, before)) => organizer::deleted(edit, before, now),
            Some((Part::Attendee, before)) => attendee::deleted(edit, before, now),
            Some((Part::None, _)) | None => Outcome::nothing(Reason::NotScheduled),
        });
    };
    one_organizer(after)?;
    if before.is_some_and(|(_, before)| before.uid() != after.uid()) {
        return Err(Refusal::UidChanged);
    }
    match (before, part_in(after, owner)) {
        (Some((Part::Organizer, before)), Part::Organizer) => Ok(organizer::organized(edit, Some(before), after, now)),
        // Without an organizer the meeting ends, unless guests are left: then the client lost the line.
        (Some((Part::Organizer, before)), Part::None) if after.organizer().is_none() => {
            Ok(organizer::organized(edit, Some(before), after, now))
        }
        (Some((Part::Organizer, _)), Part::Attendee | Part::None) => Err(Refusal::OrganizerCannotChange),
        (Some((Part::Attendee, before)), _) => attendee::changed(edit, before, after, now),
        (Some((Part::None, _)) | None, Part::Organizer) => Ok(organizer::organized(edit, None, after, now)),
        (Some((Part::None, _)) | None, Part::Attendee) => Ok(attendee::created(edit, after, now)),
        (Some((Part::None, _)) | None, Part::None) => Ok(Outcome::nothing(Reason::NotScheduled)),
    }
}

/// All components that name an organizer must name the same (RFC 6638 §3.2.4.2).
fn one_organizer(object: &CalendarObject) -> Result<(), Refusal> {
    let mut organizers = object.parts().filter_map(Component::organizer);
    let Some(first) = organizers.next() else { return Ok(()) };
    if organizers.all(|other| other == first) { Ok(()) } else { Err(Refusal::OrganizersDiffer) }
}
