//! A person's copy of a meeting: how it is read from its row, and how its row is made from it.

use crate::ical::{self, CalAddress, CalendarObject, Component, Timestamp, Zone};
use crate::id::{CalendarId, ETag, ObjectId, ObjectName, PrincipalId, ScheduleTag};
use crate::itip::{self, Answer, Held, Rescheduled};
use crate::random;
use crate::store::{NewObject, Object, StoreError, Tx};

/// What the server remembers of a meeting for one of its people, beside the object itself.
pub(super) struct Memory {
    pub(super) owner: Vec<CalAddress>,
    answers: Vec<Answer>,
    rescheduled: Vec<Rescheduled>,
}

impl Memory {
    pub(super) fn of(tx: &mut Tx<'_>, principal: PrincipalId, uid: &str) -> Result<Memory, StoreError> {
        let answers = tx.answers(principal, uid)?;
        let rescheduled = tx.rescheduled(principal, uid)?;
        Ok(Memory {
            owner: super::addresses(tx, principal)?,
            answers: answers
                .into_iter()
                .map(|row| Answer {
                    attendee: CalAddress::parse(&row.attendee),
                    instance: row.instance.and_then(instant),
                    sequence: row.sequence,
                    dtstamp: row.dtstamp,
                    partstat: ical::PartStat::parse(&row.partstat),
                })
                .collect(),
            rescheduled: rescheduled
                .into_iter()
                .map(|(instance, sequence, at)| Rescheduled { instance: instance.and_then(instant), sequence, at })
                .collect(),
        })
    }

    pub(super) fn with<'a>(&'a self, object: Option<&'a CalendarObject>, floating: &'a Zone) -> Held<'a> {
        Held { object, owner: &self.owner, answers: &self.answers, rescheduled: &self.rescheduled, floating }
    }
}

fn instant(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_timestamp(seconds, 0)
}

/// The row of somebody's side of a meeting: an imported copy without organizer is nobody's.
pub(super) fn row(tx: &mut Tx<'_>, owner: PrincipalId, uid: &str) -> Result<Option<Object>, StoreError> {
    Ok(tx.copies(owner, uid)?.into_iter().find(|row| row.head.schedule_tag.is_some()))
}

/// Somebody's side of a meeting, with its row; `None` also where it cannot be read.
pub(super) fn meeting(
    tx: &mut Tx<'_>,
    owner: PrincipalId,
    uid: &str,
) -> Result<Option<(Object, CalendarObject)>, StoreError> {
    Ok(row(tx, owner, uid)?.and_then(|row| parsed(&row).map(|object| (row, object))))
}

/// The object in a row.
pub(super) fn parsed(row: &Object) -> Option<CalendarObject> {
    readable(row.head.id, &row.body)
}

/// A stored text as an object. What is stored was accepted once, so the lenient reader takes it.
pub(super) fn readable(id: ObjectId, body: &[u8]) -> Option<CalendarObject> {
    let object = CalendarObject::parse(body).or_else(|_| CalendarObject::read(body));
    if let Err(error) = &object {
        tracing::error!(object = %id, %error, "a stored object cannot be read");
    }
    object.ok()
}

/// Whether an object has an organizer and attendees.
pub(super) fn is_meeting(object: &CalendarObject) -> bool {
    object.organizer().is_some() && object.parts().any(|part| part.attendees().next().is_some())
}

/// Whether an object is a scheduling object of this person: a meeting that the person organizes or is invited to (RFC 6638
/// §3.1). Somebody else's meeting, kept for information, is an event like any other.
pub(super) fn is_scheduling(tx: &mut Tx<'_>, owner: PrincipalId, object: &CalendarObject) -> Result<bool, StoreError> {
    if !is_meeting(object) {
        return Ok(false);
    }
    let own = super::addresses(tx, owner)?;
    let invites = |part: &Component| part.attendees().any(|attendee| own.contains(&attendee.address));
    Ok(object.organizer().is_some_and(|organizer| own.contains(&organizer)) || object.parts().any(invites))
}

/// Who changes a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// A client, by a request for this very object.
    Client,
    /// The server, after a message.
    Message,
}

/// The Schedule-Tag of a new version: another one, unless a message changed no more than answers (RFC 6638 §3.2.10).
fn schedule_tag(
    tx: &mut Tx<'_>,
    calendar: CalendarId,
    name: &ObjectName,
    object: &CalendarObject,
    by: By,
) -> Result<ScheduleTag, StoreError> {
    let basis = itip::schedule_tag_basis(object);
    let known = match by {
        By::Client => None,
        By::Message => tx.object_head(calendar, name.as_str())?.and_then(|head| head.schedule_tag),
    };
    match known.filter(|tag| tag.stands_for(&basis)) {
        Some(known) => Ok(known),
        None => Ok(ScheduleTag::new(&basis, &random::code::<5>().map_err(|_| StoreError::Stopped)?)),
    }
}

/// Stores an object with its index row; `body` is its text.
pub(super) fn store(
    tx: &mut Tx<'_>,
    (calendar, name): (CalendarId, &ObjectName),
    object: &CalendarObject,
    body: Vec<u8>,
    by: By,
    rules: &super::Rules,
) -> Result<(ETag, Option<ScheduleTag>), StoreError> {
    let owner = tx.calendar_by_id(calendar)?.map(|calendar| calendar.principal);
    let scheduling = owner.map_or(Ok(false), |owner| is_scheduling(tx, owner, object))?;
    let schedule_tag = scheduling.then(|| schedule_tag(tx, calendar, name, object, by)).transpose()?;
    let span = ical::span(object, &rules.floating);
    let new = NewObject {
        name: name.clone(),
        uid: object.uid().clone(),
        component: object.kind().component(),
        schedule_tag: schedule_tag.clone(),
        body,
        first_start: span.first.map_or(i64::MIN, |at| at.timestamp()),
        last_end: span.last.map_or(i64::MAX, |at| at.timestamp()),
        organizer: object.organizer().filter(|_| scheduling).map(|address| compared(&address)),
        attachments: super::attach::managed_ids(object),
    };
    let etag = tx.put_object(calendar, &new, rules.now)?;
    Ok((etag, schedule_tag))
}

/// An address as the index keeps it: the e-mail in lower case, or what else it is.
pub(super) fn compared(address: &CalAddress) -> String {
    address.email().unwrap_or(address.key()).to_owned()
}
