//! Who comes, shown in the copies of the other attendees of this house: silently, for an answer of one is no message to
//! the others (RFC 6638 §4.2). Guests elsewhere see it with their next message.
//!
//! In a small meeting that happens at once. In a large one an answer would rewrite thousands of copies with thousands of
//! lines each, and then the next answer again: there all answers of a while are shown together, some copies in each
//! transaction, so that others can write in between.

use std::collections::BTreeSet;
use std::ops::Bound;

use chrono::TimeDelta;

use crate::ical::{CalAddress, CalendarObject, Component};
use crate::id::{ObjectName, PrincipalId};
use crate::itip::{self, Keep};
use crate::store::Tx;

use super::copies::{self, By};
use super::{Refused, Rules};

/// Attendees of a meeting whose copies are all brought up to date at once.
const AT_ONCE: usize = 50;
/// Attendees looked at in one transaction.
const AT_A_TIME: usize = 25;
/// The shortest and the longest time in seconds for which answers are collected.
const COLLECTED: (i64, i64) = (10, 600);

/// Shows the guest list of an organizer's copy in the copies of everybody else here: at once but for those who were just
/// sent it, or soon.
pub(super) fn show(
    tx: &mut Tx<'_>,
    rules: &Rules,
    organizer: PrincipalId,
    object: &CalendarObject,
    sent: &BTreeSet<CalAddress>,
) -> Result<(), Refused> {
    let addresses: BTreeSet<CalAddress> =
        object.parts().flat_map(Component::attendees).map(|attendee| attendee.address).collect();
    if addresses.len() > AT_ONCE {
        return Ok(tx.note_roster(organizer, object.uid().as_str(), rules.now + collected(addresses.len()))?);
    }
    addresses
        .difference(sent)
        .filter_map(CalAddress::email)
        .try_for_each(|email| refresh(tx, rules, organizer, email, object))
}

/// For how long answers to a meeting are collected: the more copies there are, the longer.
fn collected(attendees: usize) -> TimeDelta {
    TimeDelta::seconds(i64::try_from(attendees / 10).unwrap_or(i64::MAX).clamp(COLLECTED.0, COLLECTED.1))
}

/// Goes on showing the guest list that has been due longest, in a few copies more; false when none is due.
///
/// # Errors
/// The store failed.
pub fn show_due_roster(tx: &mut Tx<'_>, rules: &Rules) -> Result<bool, Refused> {
    let Some(due) = tx.due_roster(rules.now)? else { return Ok(false) };
    let own = super::addresses(tx, due.principal)?;
    let object = copies::meeting(tx, due.principal, &due.uid)?.map(|(_, object)| object);
    let object = object.filter(|object| object.organizer().is_some_and(|organizer| own.contains(&organizer)));
    let addresses: BTreeSet<String> = object.iter().flat_map(emails).collect();
    let rest = (Bound::Excluded(due.reached.clone()), Bound::Unbounded);
    let next: Vec<&String> = addresses.range(rest).take(AT_A_TIME).collect();
    if let Some(object) = &object {
        next.iter().try_for_each(|email| refresh(tx, rules, due.principal, email, object))?;
    }
    match next.last().filter(|_| next.len() == AT_A_TIME) {
        Some(last) => tx.set_roster_reached(due.principal, &due.uid, last)?,
        None => tx.end_roster(due.principal, &due.uid, rules.now + collected(addresses.len()))?,
    }
    Ok(true)
}

fn emails(object: &CalendarObject) -> impl Iterator<Item = String> {
    object.parts().flat_map(Component::attendees).filter_map(|attendee| attendee.address.email().map(str::to_owned))
}

/// Brings the guest list of one person's copy up to date, if it is somebody of this house.
fn refresh(
    tx: &mut Tx<'_>,
    rules: &Rules,
    organizer: PrincipalId,
    email: &str,
    object: &CalendarObject,
) -> Result<(), Refused> {
    let Some(other) = tx.principal_by_address(email)?.filter(|other| other.id != organizer) else { return Ok(()) };
    let Some((row, copy)) = copies::meeting(tx, other.id, object.uid().as_str())? else { return Ok(()) };
    let owner = super::addresses(tx, other.id)?;
    if let Keep::Put(fresh) = itip::refresh(object, &copy, &owner, &rules.floating) {
        let name = ObjectName::parse(&row.head.name).map_err(|_| Refused::NotFound)?;
        copies::store(tx, (row.head.calendar, &name), &fresh, fresh.to_bytes(), By::Message, rules)?;
    }
    Ok(())
}
