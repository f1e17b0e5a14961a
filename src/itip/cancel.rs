//! A cancellation reaches an attendee's copy (RFC 5546 §3.2.5).
//!
//! What is cancelled stays with STATUS:CANCELLED, the whole meeting as well as one instance (as an override), so that
//! the owner sees what became of it; RFC 5546 leaves the choice, and busy time is free either way. An EXDATE would hide
//! it and could not be told from one of the owner's own.

use super::counter::written;
use super::edited::is_invited;
use super::instance::{Key, Series, edit_parts};
use super::message::MessageKind;
use super::outcome::{Keep, Outcome, Reason, Refusal};
use super::own::{last, place};
use super::range::end_with;
use super::received::{from_its_organizer, held};
use super::request::heard;
use super::sequence::Stamp;
use super::{Held, Message, Notice};
use crate::ical::{CalAddress, CalendarObject, Component, Line, PartStat, Timestamp};

/// Cancels the meeting or instances of it. One that is not here is remembered all the same, for its invitation may
/// still be on the way.
pub(super) fn cancel(mine: &Held<'_>, message: &Message, now: Timestamp) -> Result<Outcome, Refusal> {
    let mine = &Held { object: held(mine, message), ..*mine };
    let stored = mine.object.and_then(CalendarObject::organizer);
    // Exchange leaves ORGANIZER out.
    let organizer = message.object.organizer().or_else(|| stored.clone()).ok_or(Refusal::UnknownMeeting)?;
    from_its_organizer(mine, message, &organizer)?;
    if !is_for(mine.owner, message) {
        return Err(Refusal::NotInvited);
    }
    let organizer = stored.unwrap_or(organizer);
    let theirs = Series::of(&message.object, mine.floating);
    let mut outcome = Outcome::nothing(if mine.object.is_some() { Reason::Stale } else { Reason::Cancelled });
    let mut made = mine.object.cloned();
    for part in message.object.parts() {
        let stamp = Stamp::of(part, message.dtstamp, now);
        let own = made.as_ref().map(|object| Series::of(object, mine.floating));
        let Some(key) = key_here(part, own.as_ref(), &theirs) else { continue };
        if last(mine, &organizer, own.as_ref(), key).is_some_and(|last| stamp < last) {
            continue;
        }
        let left = own.as_ref().and_then(|own| still_invited(mine.owner, message, own, key, part));
        if let Some(left) = left {
            outcome.answers.push(heard(&organizer, key, stamp, PartStat::NeedsAction));
            outcome.because = weightier(outcome.because, Reason::Updated);
            made = Some(left);
            continue;
        }
        outcome.answers.push(heard(&organizer, key, stamp, PartStat::Declined));
        let Some(own) = own else { continue };
        let cancelled = match key {
            None => everything(mine, &organizer, &own, part, stamp),
            Some(instance) => one(&own, instance, part),
        };
        let Some(cancelled) = cancelled else {
            outcome.because = weightier(outcome.because, Reason::Duplicate);
            continue;
        };
        made = Some(cancelled);
        outcome.because = Reason::Cancelled;
        outcome.tell.push(notice(message, &organizer, key, part));
    }
    if let (Some(made), Some(object)) = (made, mine.object) {
        outcome.keep = Keep::put_if_changed(made, object);
    }
    Ok(outcome)
}

/// A list of attendees without the owner means others, unless it is the end of the meeting.
fn is_for(owner: &[CalAddress], message: &Message) -> bool {
    let names_others = |part: &Component| part.attendees().next().is_some() && !is_invited(part, owner);
    message.object.parts().any(|part| part.is_cancelled() || !names_others(part))
}

/// The copy without the owner's lines that a cancellation names, where the owner is invited under another address, too
/// (RFC 5546 §3.2.5); `None` where nobody meets, or nothing is left of the invitation.
fn still_invited(
    owner: &[CalAddress],
    message: &Message,
    own: &Series<'_>,
    key: Key,
    part: &Component,
) -> Option<CalendarObject> {
    let named: Vec<CalAddress> =
        part.attendees().map(|attendee| attendee.address).filter(|address| owner.contains(address)).collect();
    let stays = |other: &CalAddress| owner.contains(other) && !named.contains(other);
    let held = own.effective(key)?;
    let is_removal = is_removal(message, part) && !held.is_cancelled() && !named.is_empty();
    if !is_removal || !held.attendees().any(|attendee| stays(&attendee.address)) {
        return None;
    }
    let is_named = |line: &Line| line.is("ATTENDEE") && named.contains(&CalAddress::parse(line.value()));
    let mut made = own.object.clone();
    if let Some(instance) = key.filter(|_| own.component(key).is_none()) {
        place(&mut made, own, instance, held.into_owned());
    }
    edit_parts(&mut made, own.floating(), |other, part| {
        if key.is_none() || other == key {
            part.retain_lines(|line| !is_named(line));
        }
    });
    Some(made)
}

/// Whether it takes place without the recipient.
fn is_removal(message: &Message, part: &Component) -> bool {
    match message.kind {
        MessageKind::Foreign => !part.is_cancelled(),
        _ => message.kind == MessageKind::Removed,
    }
}

fn weightier(reason: Reason, other: Reason) -> Reason {
    if reason == Reason::Cancelled { reason } else { other }
}

/// The name of what a part cancels; `None` when its RECURRENCE-ID cannot be read.
fn key_here(part: &Component, own: Option<&Series<'_>>, theirs: &Series<'_>) -> Option<Key> {
    match (own, part.recurrence_id()) {
        (Some(own), Some(when)) => Some(Some(own.key(&when, theirs.zones()))),
        _ => theirs.key_of(part),
    }
}

/// The copy with all of it cancelled that is not newer than the cancellation; `None` when that was so already.
fn everything(
    mine: &Held<'_>,
    organizer: &CalAddress,
    own: &Series<'_>,
    part: &Component,
    stamp: Stamp,
) -> Option<CalendarObject> {
    let newer = |key: Key| super::own::row_of(mine, organizer, key).is_some_and(|last| last > stamp);
    let is_open = |own_part: &Component| {
        !own_part.is_cancelled() && own.key_of(own_part).is_some_and(|key| key.is_none() || !newer(key))
    };
    let open: Vec<bool> = own.object.parts().map(is_open).collect();
    if !open.contains(&true) {
        return None;
    }
    let mut made = own.object.clone();
    for (own_part, _) in made.parts_mut().zip(open).filter(|(_, open)| *open) {
        write(own_part, part);
    }
    Some(made)
}

/// The copy with one instance cancelled; `None` when it does not take place anyway.
fn one(own: &Series<'_>, instance: Timestamp, part: &Component) -> Option<CalendarObject> {
    let mut cancelled = own.effective(Some(instance))?.into_owned();
    if cancelled.is_cancelled() {
        return None;
    }
    write(&mut cancelled, part);
    let mut made = own.object.clone();
    if part.is_this_and_future() {
        cancel_later(&mut made, own, instance, part);
    }
    place(&mut made, own, instance, cancelled);
    Some(made)
}

/// Cancels what comes after an instance: the series ends there, and overrides that are later do not take place.
fn cancel_later(made: &mut CalendarObject, own: &Series<'_>, instance: Timestamp, by: &Component) {
    end_with(made, own, instance);
    let later = |part: &Component| own.key_of(part).flatten().is_some_and(|key| key > instance);
    made.overrides_mut().filter(|part| later(part)).for_each(|part| write(part, by));
}

/// Marks a part as cancelled by `by`.
fn write(part: &mut Component, by: &Component) {
    part.set(Line::text("STATUS", "CANCELLED"));
    let sequence = super::message::sequence_of(by);
    if sequence > part.sequence() {
        part.set(Line::text("SEQUENCE", &sequence.to_string()));
    }
}

/// "It does not take place" and "you need not come" are different news.
fn notice(message: &Message, organizer: &CalAddress, instance: Key, part: &Component) -> Notice {
    let organizer = organizer.clone();
    let comment = written(part);
    if is_removal(message, part) {
        Notice::Removed { organizer, instance, comment }
    } else {
        Notice::Cancelled { organizer, instance, comment }
    }
}
