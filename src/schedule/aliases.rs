//! The addresses of a person besides the first. One under which meetings are held stays until they are over: changes and answers
//! would go astray, and nobody would hear of it.

use crate::account::{self, AccountError};
use crate::ical::{self, CalAddress, CalendarObject, Component};
use crate::mail::Address;
use crate::store::{CalendarKind, Principal, PrincipalKind, StoreError, Tx};

use super::{Rules, copies, notices};

/// Meetings that are named in a refusal.
const NAMED: usize = 3;
/// Objects read at a time.
const PAGE: usize = 200;

/// Gives a person or a group more addresses and takes others away; returns those there are then.
///
/// # Errors
/// Nobody of this name, an address that is none, is somebody's already, or cannot be taken away, also as meetings that are
/// not over are held under it; nothing is changed then.
pub fn set_aliases(
    tx: &mut Tx<'_>,
    rules: &Rules,
    name: &str,
    add: &[String],
    remove: &[String],
) -> Result<Vec<String>, AccountError> {
    let owner = tx.principal_by_name(name)?;
    for address in remove.iter().filter_map(|address| Address::parse(address).ok()) {
        let is_alias = |own: &String| own == address.key() && owner.as_ref().is_some_and(|owner| owner.email != *own);
        let Some(owner) = &owner else { break };
        if !tx.own_addresses(owner.id)?.iter().any(is_alias) {
            continue;
        }
        // Others invite by the address of a group; its members hold nothing under it.
        let holders = match owner.kind {
            PrincipalKind::Group => tx.principals()?,
            _ => vec![owner.clone()],
        };
        let mut held = held_under(tx, rules, &holders, &CalAddress::mailto(address.key()))?;
        if !held.is_empty() {
            let more = held.len().saturating_sub(NAMED);
            held.truncate(NAMED);
            return Err(AccountError::InMeetings(address.key().to_owned(), held, more));
        }
    }
    account::set_aliases(tx, name, add, remove)
}

/// The meetings in these people's calendars that are not over and name an address, in words.
fn held_under(
    tx: &mut Tx<'_>,
    rules: &Rules,
    holders: &[Principal],
    address: &CalAddress,
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for holder in holders {
        let calendars = tx.calendars(holder.id)?;
        for calendar in calendars.iter().filter(|calendar| calendar.kind == CalendarKind::Calendar) {
            for ids in tx.objects_between(calendar.id, rules.now.timestamp(), i64::MAX)?.chunks(PAGE) {
                let objects = tx.objects(calendar.id, ids)?;
                let meetings = objects.iter().filter(|object| object.head.schedule_tag.is_some());
                let named = meetings.filter_map(copies::parsed).filter(|meeting| names(meeting, address));
                found.extend(named.map(|meeting| worded(&meeting, rules)));
            }
        }
    }
    Ok(found)
}

/// Whether something of a meeting that takes place is organized or attended under an address.
fn names(meeting: &CalendarObject, address: &CalAddress) -> bool {
    let is_on = |part: &Component| {
        let organizes = part.organizer().is_some_and(|organizer| organizer == *address);
        !part.is_cancelled() && (organizes || part.attendee(address).is_some())
    };
    meeting.parts().any(is_on)
}

fn worded(meeting: &CalendarObject, rules: &Rules) -> String {
    let title = notices::title(meeting);
    match ical::span(meeting, &rules.floating).first {
        Some(first) => format!("{title} ({})", first.format("%Y-%m-%d")),
        None => title,
    }
}
