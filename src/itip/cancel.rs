//! A cancellation reaches an attendee's copy (RFC 5546 §3.2.5).
//!
//! What is cancelled stays with STATUS:CANCELLED, the whole meeting as well as one instance (as an override), so that
//! the owner sees what became of it; RFC 5546 leaves the choice, and busy time is free either way. An EXDATE would hide
//! it and could not be told from one of the owner's own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::counter::written;
use super::edited::is_invited;
use super::instance::{Key, Series, edit_parts};
use super::message::MessageKind;
use super::outcome::{Keep, Outcome, Reason, Refusal};
use super::own::{last, place_all};
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
    let parts: Vec<&Component> = message.object.parts().collect();
    for together in parts.chunk_by(|one, other| is_one_instance(one) && is_one_instance(other)) {
        let base = made.take();
        let own = base.as_ref().map(|object| Series::of(object, mine.floating));
        let mut desk = Desk { mine, message, organizer: &organizer, own, whole: None, instances: BTreeMap::new() };
        for part in together {
            let stamp = Stamp::of(part, message.dtstamp, now);
            desk.apply(part, key_here(part, desk.own.as_ref(), &theirs), stamp, &mut outcome);
        }
        made = desk.made();
    }
    if let (Some(made), Some(object)) = (made, mine.object) {
        outcome.keep = Keep::put_if_changed(made, object);
    }
    Ok(outcome)
}

/// Whether it is about nothing but one instance, so that the others of the series stay as they are.
fn is_one_instance(part: &Component) -> bool {
    part.recurrence_id().is_some() && !part.is_this_and_future()
}

/// A copy while it is being cancelled: all of it by one part of a message, or instances by many.
struct Desk<'a> {
    mine: &'a Held<'a>,
    message: &'a Message,
    organizer: &'a CalAddress,
    own: Option<Series<'a>>,
    /// What has become of all of it.
    whole: Option<CalendarObject>,
    /// What has become of instances.
    instances: BTreeMap<Timestamp, Component>,
}

impl Desk<'_> {
    fn apply(&mut self, part: &Component, key: Option<Key>, stamp: Stamp, outcome: &mut Outcome) {
        let Some(key) = key else { return };
        if last(self.mine, self.organizer, self.own.as_ref(), key).is_some_and(|last| stamp < last) {
            return;
        }
        if self.stays_invited(key, part) {
            outcome.answers.push(heard(self.organizer, key, stamp, PartStat::NeedsAction));
            outcome.because = weightier(outcome.because, Reason::Updated);
            return;
        }
        outcome.answers.push(heard(self.organizer, key, stamp, PartStat::Declined));
        if self.own.is_none() {
            return;
        }
        if !self.cancels(key, part, stamp) {
            outcome.because = weightier(outcome.because, Reason::Duplicate);
            return;
        }
        outcome.because = Reason::Cancelled;
        outcome.tell.push(notice(self.message, self.organizer, key, part));
    }

    /// What holds for an instance by now.
    fn effective(&self, key: Key) -> Option<Cow<'_, Component>> {
        let done = key.and_then(|instance| self.instances.get(&instance));
        done.map(Cow::Borrowed).or_else(|| self.own.as_ref()?.effective(key))
    }

    /// Takes the owner's lines off that a cancellation names, where the owner is invited under another address, too
    /// (RFC 5546 §3.2.5); `false` where nobody meets, or nothing is left of the invitation.
    fn stays_invited(&mut self, key: Key, part: &Component) -> bool {
        let owner = self.mine.owner;
        let named: Vec<CalAddress> =
            part.attendees().map(|attendee| attendee.address).filter(|address| owner.contains(address)).collect();
        let stays = |other: &CalAddress| owner.contains(other) && !named.contains(other);
        let Some(held) = self.effective(key) else { return false };
        let is_removal = is_removal(self.message, part) && !held.is_cancelled() && !named.is_empty();
        if !is_removal || !held.attendees().any(|attendee| stays(&attendee.address)) {
            return false;
        }
        let is_named = |line: &Line| line.is("ATTENDEE") && named.contains(&CalAddress::parse(line.value()));
        let mut left = held.into_owned();
        match (key, &self.own) {
            (Some(instance), _) => {
                left.retain_lines(|line| !is_named(line));
                self.instances.insert(instance, left);
            }
            (None, Some(own)) => {
                let mut whole = own.object.clone();
                edit_parts(&mut whole, own.floating(), |_, part| part.retain_lines(|line| !is_named(line)));
                self.whole = Some(whole);
            }
            (None, None) => {}
        }
        true
    }

    /// Cancels an instance or all of it; `false` where it does not take place anyway.
    fn cancels(&mut self, key: Key, part: &Component, stamp: Stamp) -> bool {
        let Some(own) = &self.own else { return false };
        let Some(instance) = key else {
            self.whole = everything(self.mine, self.organizer, own, part, stamp);
            return self.whole.is_some();
        };
        let held = self.effective(key).filter(|held| !held.is_cancelled());
        let Some(mut cancelled) = held.map(Cow::into_owned) else { return false };
        write(&mut cancelled, part);
        if part.is_this_and_future() {
            let mut whole = own.object.clone();
            cancel_later(&mut whole, own, instance, part);
            self.whole = Some(whole);
        }
        self.instances.insert(instance, cancelled);
        true
    }

    /// The copy after it.
    fn made(self) -> Option<CalendarObject> {
        let own = self.own?;
        let mut made = self.whole.unwrap_or_else(|| own.object.clone());
        place_all(&mut made, &own, self.instances);
        Some(made)
    }
}

/// A list of attendees without the owner means others, unless it is the end of the meeting.
fn is_for(owner: &[CalAddress], message: &Message) -> bool {
    let names_others = |part: &Component| part.attendees().next().is_some() && !is_invited(part, owner);
    message.object.parts().any(|part| part.is_cancelled() || !names_others(part))
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
