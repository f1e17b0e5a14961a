//! SCHEDULE-STATUS: what became of the last message to someone (RFC 6638 §3.2.9, §7.3).

use std::collections::BTreeMap;

use crate::ical::{Attendee, CalAddress, CalendarObject, Line};

/// The copy with the status of the last message to `address` noted: on the ORGANIZER lines when it is the organizer,
/// else on the ATTENDEE lines.
///
/// `status` is one code such as `1.1` or `5.1`, or several with commas.
pub fn with_schedule_status(object: &CalendarObject, address: &CalAddress, status: &str) -> CalendarObject {
    let name = if object.organizer().as_ref() == Some(address) { "ORGANIZER" } else { "ATTENDEE" };
    let mut object = object.clone();
    for part in object.parts_mut() {
        part.map_lines(
            |line| if names(&line, name, address) { line.with_param("SCHEDULE-STATUS", status) } else { line },
        );
    }
    object
}

/// The same for many: each attendee or the organizer with the status of the last message to them.
pub fn with_schedule_statuses(object: &CalendarObject, statuses: &[(CalAddress, &str)]) -> CalendarObject {
    let statuses: BTreeMap<&CalAddress, &str> = statuses.iter().map(|(whom, status)| (whom, *status)).collect();
    let organizer = object.organizer();
    let mut object = object.clone();
    for part in object.parts_mut() {
        part.map_lines(|line| {
            let name = if line.is("ORGANIZER") || line.is("ATTENDEE") { Attendee::of(&line) } else { None };
            let whom = name.filter(|who| (organizer.as_ref() == Some(&who.address)) == line.is("ORGANIZER"));
            match whom.and_then(|who| statuses.get(&who.address)) {
                Some(status) => line.with_param("SCHEDULE-STATUS", status),
                None => line,
            }
        });
    }
    object
}

/// Whether the line is of this property and names this address.
fn names(line: &Line, property: &str, address: &CalAddress) -> bool {
    line.is(property) && Attendee::of(line).is_some_and(|party| party.address == *address)
}

/// The line with the status that `from` has, or without one.
pub(super) fn with_status_of(line: Line, from: Option<&Line>) -> Line {
    let status = from.and_then(|from| from.param("SCHEDULE-STATUS"));
    match status {
        Some(status) if line.param("SCHEDULE-STATUS").as_deref() == Some(&*status) => line,
        Some(status) => line.with_param("SCHEDULE-STATUS", &status),
        None => line.without_param("SCHEDULE-STATUS"),
    }
}
