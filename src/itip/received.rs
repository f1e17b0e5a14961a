//! A message reached someone's copy.

use super::edited::{Part, part_in};
use super::outcome::{Outcome, Refusal};
use super::{Held, Message, Method, add, cancel, counter, range, reply, request};
use crate::ical::{Attendee, CalAddress, CalendarObject, Timestamp};

/// What follows when a message reaches someone's copy (RFC 5546 §3.2, ordered by §2.1.5).
///
/// That the sender is who the message says is the caller's to prove.
///
/// # Errors
/// Messages that must not be acted on: about unknown or foreign meetings, from somebody who is not their organizer,
/// without an answer in them, or of a kind this server does not support.
pub fn received(mine: &Held<'_>, message: &Message, now: Timestamp) -> Result<Outcome, Refusal> {
    match message.method {
        Method::Request => match range::spelled_out(mine, message) {
            Some(message) => request::request(mine, &message, now),
            None => request::request(mine, message, now),
        },
        Method::Add => add::add(mine, message, now),
        Method::Cancel => cancel::cancel(mine, message, now),
        Method::Reply => reply::reply(mine, organized_by(mine, message)?, message, now),
        Method::Counter => counter::counter(mine, organized_by(mine, message)?, message, now),
        Method::Refresh => counter::refresh(mine, organized_by(mine, message)?, message, now),
        Method::DeclineCounter => counter::declined(mine, message),
        Method::Publish => Err(Refusal::NotSupported(message.method)),
    }
}

/// The owner's copy of the meeting, which must be the organizer's.
fn organized_by<'a>(mine: &Held<'a>, message: &Message) -> Result<&'a CalendarObject, Refusal> {
    let object = held(mine, message).ok_or(Refusal::UnknownMeeting)?;
    match part_in(object, mine.owner) {
        Part::Organizer => Ok(object),
        Part::Attendee | Part::None => Err(Refusal::NotOrganizer),
    }
}

/// The copy, if it is one of this meeting.
pub(super) fn held<'a>(mine: &Held<'a>, message: &Message) -> Option<&'a CalendarObject> {
    mine.object.filter(|object| *object.uid() == message.uid)
}

/// Whether a message of this organizer may touch the copy: the owner organises neither, and it is the same organizer.
///
/// iCloud cancels under the organizer's own address what it invited to under one of its own making, and names the
/// former in EMAIL.
pub(super) fn from_its_organizer(mine: &Held<'_>, message: &Message, organizer: &CalAddress) -> Result<(), Refusal> {
    if mine.owner.contains(organizer) {
        return Err(Refusal::OwnMeeting);
    }
    let Some(object) = held(mine, message) else { return Ok(()) };
    let line = object.organizer_line().and_then(Attendee::of).ok_or(Refusal::UidTaken)?;
    if mine.owner.contains(&line.address) {
        return Err(Refusal::OwnMeeting);
    }
    let theirs = message.object.organizer_line().and_then(Attendee::of).and_then(|line| line.email_param());
    let is_same =
        line.address == *organizer || line.email_param().as_ref() == Some(organizer) || theirs == Some(line.address);
    if is_same { Ok(()) } else { Err(Refusal::WrongOrganizer) }
}
