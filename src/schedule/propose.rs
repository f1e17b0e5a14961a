//! What people here say about a meeting that no stored object can say: an attendee proposes another time (RFC 5546 §3.2.7),
//! the organizer leaves it as it is (§3.2.8). RFC 6638 knows no such thing; older drafts of it posted these messages to the
//! schedule outbox, and so do we.

use chrono::TimeDelta;

use crate::ical::{CalAddress, CalendarObject, Component, Kind, Zones};
use crate::id::PrincipalId;
use crate::itip::{self, Message, Method, Refusal};
use crate::mail::ScheduleStatus;
use crate::store::{Question, Tx};

use super::deliver::{self, Door, Speaker};
use super::waiting::{self, Decision};
use super::{Refused, Rules, copies};

/// The longest a proposed meeting may take.
const LONGEST: TimeDelta = TimeDelta::days(366);
/// Letters of a comment that are passed on.
const LONGEST_COMMENT: usize = 1_000;

/// What somebody posts about one event.
#[derive(Clone, Debug)]
pub struct Posted {
    /// In whose name.
    pub owner: PrincipalId,
    /// Who posts it.
    pub actor: PrincipalId,
    /// COUNTER or DECLINECOUNTER, with one VEVENT.
    pub object: CalendarObject,
}

/// Lets it have its effect; returns to whom it went, and what became of it there (REQUEST-STATUS, RFC 5546 §3.6).
///
/// Of a proposal counts when the event would take place, and one comment; the rest is as the attendee was invited.
///
/// # Errors
/// A meeting that the owner does not have, or is not invited to, or does not organize; a time that is none or the same; a
/// proposal that does not wait. Nothing is changed then.
pub fn propose(tx: &mut Tx<'_>, rules: &Rules, posted: &Posted) -> Result<(CalAddress, &'static str), Refused> {
    let uid = posted.object.uid().as_str();
    let copy = copies::meeting(tx, posted.owner, uid)?.map(|(_, copy)| copy);
    let copy = copy.ok_or(Refused::Scheduling(Refusal::UnknownMeeting))?;
    let mut parts = posted.object.parts();
    let (Some(part), None, Kind::Event) = (parts.next(), parts.next(), posted.object.kind()) else {
        return Err(Refused::Scheduling(Refusal::NoProposal));
    };
    match posted.object.method().as_deref().and_then(Method::parse) {
        Some(Method::Counter) => counter(tx, rules, posted, &copy, part),
        Some(Method::DeclineCounter) => decline(tx, rules, posted, part),
        Some(other) => Err(Refused::Scheduling(Refusal::NotSupported(other))),
        None => Err(Refused::Scheduling(Refusal::NoMethod)),
    }
}

fn counter(
    tx: &mut Tx<'_>,
    rules: &Rules,
    posted: &Posted,
    copy: &CalendarObject,
    part: &Component,
) -> Result<(CalAddress, &'static str), Refused> {
    let own = super::addresses(tx, posted.owner)?;
    let organizer = copy.organizer().ok_or(Refused::Scheduling(Refusal::UnknownMeeting))?;
    if own.contains(&organizer) {
        return Err(Refused::Scheduling(Refusal::OwnMeeting));
    }
    let named = posted.object.organizer();
    if named.is_some_and(|named| named != organizer && copy.organizer_line().is_none_or(|line| !is_email(line, &named)))
    {
        return Err(Refused::Scheduling(Refusal::WrongOrganizer));
    }
    let message = message(rules, &posted.object, copy, part, &own).ok_or(Refused::Scheduling(Refusal::NoProposal))?;
    let owner = tx.principal(posted.owner)?.ok_or(Refused::NotFound)?;
    let delegate = deliver::acting(tx, rules, (posted.owner, posted.actor), message.uid.as_str())?;
    let speaker = Speaker { person: &owner, sent_by: delegate.as_ref() };
    let statuses = deliver::send(tx, rules, speaker, std::slice::from_ref(&message), Door::Caldav, 1)?;
    let status = statuses.into_iter().next().map_or(ScheduleStatus::Pending.as_str(), |(_, status)| status);
    super::mark(tx, rules, posted.owner, message.uid.as_str(), &organizer, status)?;
    Ok((organizer, became(ScheduleStatus::parse(status).unwrap_or(ScheduleStatus::Pending))))
}

/// What became of a message (RFC 5546 §3.6, RFC 6638 §3.2.9).
fn became(status: ScheduleStatus) -> &'static str {
    match status {
        ScheduleStatus::Delivered | ScheduleStatus::Success => "2.0;Success",
        ScheduleStatus::Pending | ScheduleStatus::Sent => "1.0;It is mailed",
        ScheduleStatus::InvalidUser => "3.7;Invalid calendar user",
        ScheduleStatus::NotAllowed => "3.8;No authority",
        ScheduleStatus::Undeliverable | ScheduleStatus::NoService => "5.1;Service unavailable",
        ScheduleStatus::Refused => "5.3;Refused",
    }
}

/// Whether an ORGANIZER line has this as its other address.
fn is_email(line: &crate::ical::Line, address: &CalAddress) -> bool {
    line.param("EMAIL").is_some_and(|email| CalAddress::mailto(&email) == *address)
}

/// The proposal as the attendee's copy makes it; `None` where it proposes nothing.
fn message(
    rules: &Rules,
    posted: &CalendarObject,
    copy: &CalendarObject,
    part: &Component,
    own: &[CalAddress],
) -> Option<Message> {
    let key = part.recurrence_id().map(|when| itip::instance_of(posted, &when, &rules.floating));
    let (from, to) = itip::times_of(posted, key, &rules.floating)?;
    let start = copy.master().or_else(|| copy.parts().next())?.start()?;
    let same_kind = part.start()?.is_date() == start.is_date();
    let is_time = same_kind && from <= to && to - from <= LONGEST && to > rules.now;
    if !is_time || itip::times_of(copy, key, &rules.floating) == Some((from, to)) {
        return None;
    }
    let zone = Zones::of(copy.calendar(), &rules.floating).zone(&start);
    let attendee =
        copy.parts().flat_map(Component::attendees).find(|attendee| own.contains(&attendee.address))?.address;
    let comment: Option<String> = part.text("COMMENT").map(|text| text.chars().take(LONGEST_COMMENT).collect());
    let times = (zone.local(from), zone.local(to));
    itip::proposal(copy, &attendee, key, times, comment.as_deref(), &rules.floating, rules.now)
}

/// The organizer refuses a proposal that waits.
fn decline(
    tx: &mut Tx<'_>,
    rules: &Rules,
    posted: &Posted,
    part: &Component,
) -> Result<(CalAddress, &'static str), Refused> {
    let mut attendees = part.attendees();
    let (Some(guest), None) = (attendees.next(), attendees.next()) else {
        return Err(Refused::Scheduling(Refusal::NoProposal));
    };
    let instance =
        part.recurrence_id().map(|when| itip::instance_of(&posted.object, &when, &rules.floating).timestamp());
    let uid = posted.object.uid().as_str();
    let name = copies::compared(&guest.address);
    let waiting = tx.waiting(posted.owner)?.into_iter().find(|waiting| {
        let is_proposal = matches!(waiting.question, Question::Proposal(..));
        is_proposal && waiting.uid == uid && waiting.attendee == name && waiting.instance == instance
    });
    let waiting = waiting.ok_or(Refused::Scheduling(Refusal::NoProposal))?;
    let words: Option<String> = part.text("COMMENT").map(|text| text.chars().take(LONGEST_COMMENT).collect());
    waiting::decide_as(tx, rules, posted.actor, &waiting, &Decision::Refuse(words))?;
    let is_here = super::principal_of(tx, &guest.address)?.is_some();
    Ok((guest.address, became(if is_here { ScheduleStatus::Delivered } else { ScheduleStatus::Pending })))
}
