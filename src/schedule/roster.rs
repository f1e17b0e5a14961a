//! Who comes, shown in the copies of the other attendees of this house: silently, for an answer of one is no message to
//! the others (RFC 6638 §4.2). Guests elsewhere see it with their next message.

use std::collections::BTreeSet;

use crate::ical::{CalAddress, CalendarObject, Component};
use crate::id::{ObjectName, PrincipalId};
use crate::itip::{self, Keep};
use crate::store::Tx;

use super::copies::{self, By};
use super::{Refused, Rules};

/// Shows the guest list of an organizer's copy in the copies of everybody else here, but for those who were just sent it.
pub(super) fn show(
    tx: &mut Tx<'_>,
    rules: &Rules,
    organizer: PrincipalId,
    object: &CalendarObject,
    sent: &BTreeSet<CalAddress>,
) -> Result<(), Refused> {
    let addresses: BTreeSet<CalAddress> =
        object.parts().flat_map(Component::attendees).map(|attendee| attendee.address).collect();
    let mut shown = BTreeSet::from([organizer]);
    for address in addresses.difference(sent) {
        if let Some(other) = super::principal_of(tx, address)?.filter(|other| shown.insert(other.id)) {
            refresh(tx, rules, other.id, object)?;
        }
    }
    Ok(())
}

/// Brings the guest list of one person's copy up to date.
fn refresh(tx: &mut Tx<'_>, rules: &Rules, other: PrincipalId, object: &CalendarObject) -> Result<(), Refused> {
    let Some((row, copy)) = copies::meeting(tx, other, object.uid().as_str())? else { return Ok(()) };
    let owner = super::addresses(tx, other)?;
    if let Keep::Put(fresh) = itip::refresh(object, &copy, &owner, &rules.floating) {
        let name = ObjectName::parse(&row.head.name).map_err(|_| Refused::NotFound)?;
        copies::store(tx, (row.head.calendar, &name), &fresh, fresh.to_bytes(), By::Message, rules)?;
    }
    Ok(())
}
