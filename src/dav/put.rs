//! PUT of calendar objects (RFC 4791 §5.3.2, RFC 6638 §3.2).

use hyper::StatusCode;
use hyper::header::{CONTENT_LOCATION, CONTENT_RANGE, CONTENT_TYPE, HeaderMap};

use super::answer::Response;
use super::conditions::{self, Timezones};
use super::error::{Failure, Precondition};
use super::methods::Needs;
use super::place::{Place, Spot};
use super::resource::Resource;
use super::{Call, cards, files, get, users};
use crate::access::Privileges;
use crate::config::Limits;
use crate::ical::{self, Bounds, CalendarObject, Invalid};
use crate::id::{ObjectName, PrincipalId};
use crate::itip;
use crate::schedule::seen::{self, Extent, Shared};
use crate::schedule::{self, Refused, Stored, Telling};
use crate::store::{Calendar, Eyes, Object, ObjectHead, Tx};

pub(super) async fn put(call: &Call<'_>) -> Result<Response, Failure> {
    check_range(&call.request.headers)?;
    if matches!(call.resource, Resource::File(..) | Resource::Folder(..)) {
        return files::put(call).await;
    }
    if matches!(call.resource, Resource::Card(..)) {
        return cards::put(call).await;
    }
    let (calendar, name) = target(call)?;
    object(call, &call.resource, calendar, name).await
}

/// What the caller needs: who may not change an object of a shared calendar may still have alarms and a TRANSP of their
/// own in it, if they may say what the calendar is like where it stands (caldav-sharing §5.5.4, §6.12).
pub(super) fn needs(spot: &Spot, usual: Needs) -> Needs {
    match spot.place() {
        Some(place) if extent(place) == Extent::Personal => Needs::Above(Privileges::WRITE_PROPERTIES),
        _ => usual,
    }
}

/// What of an object the caller may change; only in a shared calendar that can be a part of it.
fn extent(place: &Place) -> Extent {
    match place {
        Place::Object(owner, calendar, _) if calendar.mount.is_some() => {
            match owner.here.contain(Privileges::WRITE_CONTENT) {
                true => Extent::Everything,
                false => Extent::Personal,
            }
        }
        _ => Extent::Everything,
    }
}

/// Stores an object under a name, new or in place of another; `resource` is where that is.
pub(super) async fn object(
    call: &Call<'_>,
    resource: &Resource,
    calendar: &Calendar,
    name: ObjectName,
) -> Result<Response, Failure> {
    check_media_type(&call.request.headers)?;
    // Who was sent something larger may answer it.
    let sent = was_meeting(call).map_or(0, |head| (head.size + ANSWER).unsigned_abs() as usize);
    let most = call.object_bytes()?.max(sent.min(call.app.config.limits.object_bytes));
    if call.request.body.len() > most {
        return Err(too_long(most));
    }
    let mut object = CalendarObject::parse(&call.request.body).map_err(invalid)?;
    let renamed = users::with_mail_addresses(&call.app.store, &mut object)?;
    bounds(&call.app.config.limits).check(&object).map_err(invalid)?;
    let extent = call.spot.place().map_or(Extent::Everything, extent);
    // What XML could not carry is not stored either: every way to read the object gives the same text.
    let is_whole = !renamed && !ical::has_unwritable(&call.request.body);
    let body = if is_whole { call.request.body.to_vec() } else { object.to_bytes() };
    let put = schedule::Put {
        actor: call.who.id,
        calendar: calendar.id,
        name: name.clone(),
        conditions: conditions::conditions(&call.request.headers)?,
        object,
        body,
        telling: Telling { notify: conditions::notify(&call.request.headers)?, ..Telling::USUAL },
        shared: (calendar.eyes != Eyes::Owner).then_some(Shared { eyes: calendar.eyes, extent }),
    };
    let (rules, owner) = (call.app.rules(), call.owner()?.id);
    // Nobody hears of what is no meeting, and was none: it is a matter of a few rows.
    let is_meeting = put.object.organizer().is_some() || was_meeting(call).is_some();
    let retried = was_meeting(call).filter(|head| put.body.len() as i64 <= head.size + ANSWER).map(|_| put.clone());
    let work = move |tx: &mut Tx<'_>| schedule::put(tx, &rules, put);
    let stored = if is_meeting { call.keep(owner, work).await } else { call.keep_briefly(owner, work).await };
    let stored = match (stored, retried) {
        (Err(Refused::Quota(_)), Some(put)) if !organizes(call, owner, &put)? => {
            let rules = call.app.rules();
            call.write(move |tx| schedule::put(tx, &rules, put)).await
        }
        (stored, _) => stored,
    };
    let stored = stored.map(|stored| Stored { as_given: stored.as_given && is_whole, ..stored });
    let (status, answer) = match stored {
        Ok(stored) => (if stored.created { StatusCode::CREATED } else { StatusCode::OK }, Ok(answer(&stored))),
        Err(Refused::Condition) => (StatusCode::PRECONDITION_FAILED, Err(Failure::ConditionFailed)),
        Err(refused) => return Err(failure(refused, call)),
    };
    if !call.prefers_text() {
        return answer;
    }
    match call.app.store.read(|tx| seen_now(tx, calendar, name.as_str()))? {
        Some(object) => Ok(representation(call, resource, status, object)),
        None => answer,
    }
}

/// The meeting that is stored at the resource of the request.
fn was_meeting<'a>(call: &'a Call<'_>) -> Option<&'a ObjectHead> {
    call.spot.place().and_then(Place::head).filter(|head| head.schedule_tag.is_some())
}

/// Bytes by which a meeting of somebody else may grow whatever its owner's quota: enough for an answer and an alarm. Others
/// may have filled the room with their invitations, and who is invited must be able to answer them.
const ANSWER: i64 = 2_048;

fn organizes(call: &Call<'_>, owner: PrincipalId, put: &schedule::Put) -> Result<bool, Failure> {
    let organizers = call.app.store.read(|tx| tx.organizers(put.object.uid().as_str()))?;
    Ok(organizers.iter().any(|(organizer, _)| *organizer == owner))
}

/// An object as it is after a request that may have changed what is the sharee's of it.
pub(super) fn seen_now(tx: &mut Tx<'_>, calendar: &Calendar, name: &str) -> Result<Option<Object>, Failure> {
    let eyes = tx.opened_again(calendar.eyes)?;
    Ok(seen::object(tx, &Calendar { eyes, ..calendar.clone() }, name)?)
}

/// The collection that holds the object, and its name in it.
fn target<'a>(call: &'a Call<'_>) -> Result<(&'a Calendar, ObjectName), Failure> {
    let Resource::Object(_, _, name) = &call.resource else { return Err(Failure::NotFound) };
    match &call.spot {
        Spot::There(Place::Object(_, calendar, _)) | Spot::Free(_, Place::Calendar(_, calendar)) => {
            Ok((calendar, name.clone()))
        }
        _ => Err(Failure::NoParent),
    }
}

/// Refuses a part of a body: a server that ignored it would store a piece as the whole (RFC 9110 §14.5).
fn check_range(headers: &HeaderMap) -> Result<(), Failure> {
    match headers.contains_key(CONTENT_RANGE) {
        true => Err(Failure::BadRequest("PUT of a part is not supported".into())),
        false => Ok(()),
    }
}

/// Refuses a body that says it is something else than iCalendar; one that says nothing is looked at.
pub(super) fn check_media_type(headers: &HeaderMap) -> Result<(), Failure> {
    let Some(value) = headers.get(CONTENT_TYPE) else { return Ok(()) };
    let text = value.to_str().unwrap_or_default();
    let media_type = text.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case("text/calendar") || media_type.is_empty() {
        return Ok(());
    }
    Err(Precondition::SupportedCalendarData.because(format!("{media_type} is not text/calendar")))
}

/// How far an object may reach.
fn bounds(limits: &Limits) -> Bounds {
    Bounds { first_year: limits.first_year, last_year: limits.last_year, instances: limits.instances }
}

/// An object is larger than this, in bytes.
pub(super) fn too_long(most: usize) -> Failure {
    Precondition::MaxResourceSize.because(format!("an object has at most {most} bytes"))
}

/// The condition that an unreadable object breaks.
pub(super) fn invalid(invalid: Invalid) -> Failure {
    let precondition = match invalid.precondition {
        ical::Precondition::ValidCalendarData => Precondition::ValidCalendarData,
        ical::Precondition::ValidCalendarObjectResource => Precondition::ValidCalendarObjectResource,
        ical::Precondition::SupportedCalendarComponent => Precondition::SupportedCalendarComponent,
        ical::Precondition::MaxResourceSize => Precondition::MaxResourceSize,
        ical::Precondition::MaxAttendeesPerInstance => Precondition::MaxAttendeesPerInstance,
        ical::Precondition::MaxInstances => Precondition::MaxInstances,
        ical::Precondition::MinDateTime => Precondition::MinDateTime,
        ical::Precondition::MaxDateTime => Precondition::MaxDateTime,
    };
    precondition.because(invalid)
}

/// 201 or 204; the entity tag only where a GET would return the very bytes that were sent (RFC 4791 §5.3.4).
fn answer(stored: &Stored) -> Response {
    let status = if stored.created { StatusCode::CREATED } else { StatusCode::NO_CONTENT };
    Response::empty(status).tags(Some(&stored.etag).filter(|_| stored.as_given), stored.schedule_tag.as_ref())
}

/// The state after the request, changed or not, for a client that prefers it to a second request (RFC 8144 §3).
fn representation(call: &Call<'_>, resource: &Resource, status: StatusCode, object: Object) -> Response {
    let timezones = Timezones::of(&call.request.headers);
    get::represented(status, object, timezones).text_header(CONTENT_LOCATION, &resource.to_string())
}

/// What a client is told of a change that `schedule` refuses.
pub(super) fn failure(refused: Refused, call: &Call<'_>) -> Failure {
    let owner = || call.spot.owner().unwrap_or(call.who).name.clone();
    match refused {
        Refused::Condition => Failure::ConditionFailed,
        Refused::NotFound => Failure::NotFound,
        Refused::ReadOnly => Failure::lacks(Privileges::WRITE_CONTENT, &call.resource),
        Refused::ForeignOrganizer => Precondition::AllowedOrganizerObjectChange.because(refused),
        Refused::Component(name) => Precondition::SupportedCalendarComponent.because(name),
        Refused::Scale(name) => Precondition::SupportedRscale.because(name),
        Refused::UidConflict(name) => match (&call.resource, ObjectName::parse(&name)) {
            (Resource::Object(owner, calendar, _) | Resource::Calendar(owner, calendar), Ok(name)) => {
                Precondition::NoUidConflict.at(&Resource::Object(owner.clone(), calendar.clone(), name))
            }
            _ => Precondition::NoUidConflict.because(name),
        },
        Refused::SchedulingConflict(calendar, name) => match ObjectName::parse(&name) {
            Ok(name) => Precondition::UniqueSchedulingObjectResource.at(&Resource::Object(owner(), calendar, name)),
            Err(_) => Precondition::UniqueSchedulingObjectResource.because(name),
        },
        Refused::Attendees(most) => Precondition::MaxAttendeesPerInstance.because(format!("at most {most}")),
        Refused::Size(most) => too_long(most),
        Refused::ManagedId => Precondition::ValidManagedId.because(refused),
        Refused::Instance => Precondition::ValidRid.because(refused),
        Refused::Attachments(_) => Precondition::MaxAttachmentsPerResource.because(refused),
        Refused::Quota(over) => over.into(),
        Refused::TooBusy(most) => {
            Precondition::NumberOfMatchesWithinLimits.because(format!("more than {most} periods in this time"))
        }
        Refused::TooManyCalendars => Precondition::CalendarCollectionLocationOk.because(refused),
        Refused::DefaultNeeded => Precondition::DefaultCalendarNeeded.because(refused),
        Refused::Privilege(privilege) if Privileges::SEND.contain(privilege) => {
            Failure::lacks(privilege, &Resource::Outbox(owner()))
        }
        Refused::Privilege(privilege @ (Privileges::BIND | Privileges::UNBIND)) => {
            Failure::lacks(privilege, &call.resource.above())
        }
        Refused::Privilege(privilege) => Failure::lacks(privilege, &call.resource),
        Refused::Scheduling(refusal) => scheduling(refusal),
        Refused::Store(error) => Failure::Store(error),
    }
}

fn scheduling(refusal: itip::Refusal) -> Failure {
    use itip::Refusal;
    let precondition = match refusal {
        Refusal::UidChanged | Refusal::UidTaken => Precondition::NoUidConflict,
        Refusal::OrganizersDiffer => Precondition::SameOrganizerInAllComponents,
        Refusal::OrganizerCannotChange | Refusal::NotOrganizer | Refusal::OwnMeeting | Refusal::WrongOrganizer => {
            Precondition::AllowedOrganizerObjectChange
        }
        Refusal::AttendeeChanged(_) | Refusal::NotInvited | Refusal::UnknownMeeting => {
            Precondition::AllowedAttendeeObjectChange
        }
        Refusal::NoAnswer
        | Refusal::NoProposal
        | Refusal::SeriesOnOtherDays
        | Refusal::NoMethod
        | Refusal::NotSupported(_) => Precondition::ValidSchedulingMessage,
    };
    precondition.because(refusal)
}
