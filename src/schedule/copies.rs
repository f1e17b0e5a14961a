//! A person's copy of a meeting: how it is read from its row, and how its row is made from it.

use std::collections::BTreeSet;

use crate::ical::{self, CalAddress, CalendarObject, Component, Timestamp, Zone};
use crate::id::{CalendarId, ETag, ObjectId, ObjectName, PrincipalId, ScheduleTag, TagBasis, Uid};
use crate::itip::{self, Answer, Held, Past, Rescheduled};
use crate::random;
use crate::store::{NewObject, Object, ObjectHead, StoreError, Text, Tx};

/// What the server remembers of a meeting for one of its people, beside the object itself.
pub(super) struct Memory {
    pub(super) owner: Vec<CalAddress>,
    pub(super) past: Past,
    /// The highest SEQUENCE that guests may have seen although no copy here says so.
    seen: i64,
}

impl Memory {
    pub(super) fn of(tx: &mut Tx<'_>, principal: PrincipalId, uid: &str) -> Result<Memory, StoreError> {
        let answers = tx.answers(principal, uid)?;
        let rescheduled = tx.rescheduled(principal, uid)?;
        let answers = answers.into_iter().map(|row| Answer {
            attendee: CalAddress::parse(&row.attendee),
            instance: row.instance.and_then(instant),
            sequence: row.sequence,
            dtstamp: row.dtstamp,
            partstat: ical::PartStat::parse(&row.partstat),
            comment: row.comment,
        });
        let rescheduled = rescheduled.into_iter().map(|(instance, sequence, at)| Rescheduled {
            instance: instance.and_then(instant),
            sequence,
            at,
        });
        let past = Past::of(answers, rescheduled);
        let seen = tx.seen_sequence(principal, uid)?;
        Ok(Memory { owner: super::addresses(tx, principal)?, past, seen })
    }

    pub(super) fn with<'a>(&'a self, object: Option<&'a CalendarObject>, floating: &'a Zone) -> Held<'a> {
        Held { object, owner: &self.owner, past: &self.past, seen: self.seen, floating }
    }
}

fn instant(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_timestamp(seconds, 0)
}

/// The row of somebody's side of a meeting: an imported copy without organizer is nobody's.
pub(super) fn row(tx: &mut Tx<'_>, owner: PrincipalId, uid: &str) -> Result<Option<Object>, StoreError> {
    Ok(tx.copies(owner, uid)?.into_iter().find(|row| row.head.schedule_tag.is_some()))
}

/// What is known of the row of somebody's side of a meeting.
pub(super) fn head(tx: &mut Tx<'_>, owner: PrincipalId, uid: &str) -> Result<Option<ObjectHead>, StoreError> {
    Ok(tx.copy_heads(owner, uid)?.into_iter().find(|head| head.schedule_tag.is_some()))
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

/// An object ready to be stored in anybody's calendar: what its index row says is found out once for all of them.
pub(super) struct Edition {
    text: Text,
    uid: Uid,
    component: &'static str,
    first_start: i64,
    last_end: i64,
    attachments: Vec<String>,
    meeting: Option<Meeting>,
}

/// What makes an object a scheduling object of those whom it names.
struct Meeting {
    organizer: CalAddress,
    attendees: BTreeSet<CalAddress>,
    basis: TagBasis,
}

impl Edition {
    /// The edition of an object with this text.
    pub fn of(object: &CalendarObject, text: Text, rules: &super::Rules) -> Edition {
        let span = ical::span(object, &rules.floating);
        let organizer = object.organizer().filter(|_| is_meeting(object));
        Edition {
            text,
            uid: object.uid().clone(),
            component: object.kind().component(),
            first_start: span.first.map_or(i64::MIN, |at| at.timestamp()),
            last_end: span.last.map_or(i64::MAX, |at| at.timestamp()),
            attachments: super::attach::managed_ids(object),
            meeting: organizer.map(|organizer| Meeting {
                organizer,
                attendees: object.parts().flat_map(Component::attendees).map(|attendee| attendee.address).collect(),
                basis: TagBasis::of(&itip::schedule_tag_basis(object)),
            }),
        }
    }

    /// Its text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// When it is over; `None` for what has no end.
    pub fn end(&self) -> Option<Timestamp> {
        instant(self.last_end).filter(|_| self.last_end < i64::MAX)
    }
}

impl Meeting {
    fn concerns(&self, own: &[CalAddress]) -> bool {
        own.iter().any(|address| *address == self.organizer || self.attendees.contains(address))
    }

    /// The Schedule-Tag of a new version: another one, unless a message changed no more than answers (RFC 6638 §3.2.10).
    fn schedule_tag(
        &self,
        tx: &mut Tx<'_>,
        calendar: CalendarId,
        name: &ObjectName,
        by: By,
    ) -> Result<ScheduleTag, StoreError> {
        let known = match by {
            By::Client => None,
            By::Message => tx.object_head(calendar, name.as_str())?.and_then(|head| head.schedule_tag),
        };
        match known.filter(|tag| tag.stands_for(&self.basis)) {
            Some(known) => Ok(known),
            None => Ok(ScheduleTag::new(&self.basis, &random::code::<5>().map_err(|_| StoreError::Stopped)?)),
        }
    }
}

/// Stores an object with its index row; `body` is its text.
pub(super) fn store(
    tx: &mut Tx<'_>,
    place: (CalendarId, &ObjectName),
    object: &CalendarObject,
    body: Vec<u8>,
    by: By,
    rules: &super::Rules,
) -> Result<(ETag, Option<ScheduleTag>), StoreError> {
    publish(tx, place, &Edition::of(object, body.into(), rules), by, rules)
}

/// Stores an edition of an object, one of many copies perhaps.
pub(super) fn publish(
    tx: &mut Tx<'_>,
    (calendar, name): (CalendarId, &ObjectName),
    edition: &Edition,
    by: By,
    rules: &super::Rules,
) -> Result<(ETag, Option<ScheduleTag>), StoreError> {
    let meeting = match &edition.meeting {
        Some(meeting) => {
            let owner = tx.calendar_by_id(calendar)?.map(|calendar| calendar.principal);
            let own = owner.map(|owner| super::addresses(tx, owner)).transpose()?;
            own.filter(|own| meeting.concerns(own)).map(|_| meeting)
        }
        None => None,
    };
    let schedule_tag = meeting.map(|meeting| meeting.schedule_tag(tx, calendar, name, by)).transpose()?;
    let new = NewObject {
        name: name.clone(),
        uid: edition.uid.clone(),
        component: edition.component,
        schedule_tag: schedule_tag.clone(),
        body: edition.text.clone(),
        first_start: edition.first_start,
        last_end: edition.last_end,
        organizer: meeting.map(|meeting| compared(&meeting.organizer)),
        attachments: edition.attachments.clone(),
    };
    let etag = tx.put_object(calendar, &new, rules.now)?;
    Ok((etag, schedule_tag))
}

/// An address as the index keeps it: the e-mail in lower case, or what else it is.
pub(super) fn compared(address: &CalAddress) -> String {
    address.email().unwrap_or(address.key()).to_owned()
}
