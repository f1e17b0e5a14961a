//! An organizer changes this and all that follow of a series by one component with RANGE=THISANDFUTURE: the series ends
//! there, and another begins, each with all that follows from it.

use crate::ical::CalendarObject;
use crate::id::{ObjectName, PrincipalId};
use crate::itip;
use crate::random;
use crate::store::{Calendar, Object, StoreError, Tx};

use super::put::{Put, put_all};
use super::{Conditions, Refused, Rules, Stored, copies};

/// Stores an object, or the two series that it is.
pub(super) fn put(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    put: Put,
    stored: Option<Object>,
) -> Result<Stored, Refused> {
    let before = stored.as_ref().and_then(copies::parsed);
    let Some((ending, beginning)) = two(tx, rules, calendar.principal, (before.as_ref(), &put.object))? else {
        return put_all(tx, rules, calendar, put, stored);
    };
    let name = ObjectName::parse(&format!("{}.ics", beginning.uid())).map_err(|_| Refused::NotFound)?;
    let conditions = Conditions::default();
    let body = beginning.to_edited_bytes();
    let next = Put { name, conditions, body, object: beginning, shared: None, ..put.clone() };
    let made = put_all(tx, rules, calendar, Put { body: ending.to_edited_bytes(), object: ending, ..put }, stored)?;
    self::put(tx, rules, calendar, next, None)?;
    Ok(Stored { as_given: false, ..made })
}

/// The series that ends and the one that begins; `None` of what has no RANGE, is nobody else's business, or is no meeting
/// of the calendar's owner.
pub(super) fn two(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: PrincipalId,
    (before, object): (Option<&CalendarObject>, &CalendarObject),
) -> Result<Option<(CalendarObject, CalendarObject)>, StoreError> {
    if !object.parts().any(|part| part.is_this_and_future()) {
        return Ok(None);
    }
    let owned = super::addresses(tx, owner)?;
    let has_guests = object.parts().any(|part| part.attendees().any(|guest| !owned.contains(&guest.address)));
    if !has_guests || !object.organizer().is_some_and(|organizer| owned.contains(&organizer)) {
        return Ok(None);
    }
    let uid = random::code::<15>().map_err(|_| StoreError::Stopped)?;
    Ok(itip::split(object, before, &uid, &rules.floating))
}
