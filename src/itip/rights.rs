//! What an attendee may change in the own copy (RFC 6638 §3.2.2.1), property by property after the table of
//! `significance.rs`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Edit;
use super::attendee::own_line;
use super::instance::Series;
use super::outcome::Refusal;
use super::significance::{Recurrence, Right, Sent, Side, default_value, differing, row, rules_and_dates, same_time};
use super::status::with_status_of;
use crate::ical::{Attendee, CalAddress, Component, Kind, Line, PartStat};

/// A component of an attendee's copy as it will be stored: the attendee's own data as sent, everything else as it was.
///
/// Lines that say the same in other words stay as the client wrote them.
///
/// # Errors
/// A change of what is the organizer's and no mere difference in writing.
pub(super) fn restored(
    (old, base): (&Series<'_>, &Component),
    (new, part): (&Series<'_>, &Component),
    edit: &Edit<'_>,
) -> Result<Component, Refusal> {
    let (before, after) = (Side { series: old, part: base }, Side { series: new, part });
    if !same_time(before, after) {
        return Err(refused("DTSTART"));
    }
    // EXDATEs do not count here: those added decline, those gone are put back.
    if rules_and_dates(before, after) != Recurrence::Same {
        return Err(refused("RRULE"));
    }
    same_people(base, part, edit)?;
    let mut kept = part.clone();
    for name in differing(base, part).into_iter().filter(|name| name != "ATTENDEE") {
        match right(&name, part) {
            Right::Own if row(&name).sent == Sent::Yes => make_own(&mut kept, &name),
            Right::Own | Right::Free => {}
            Right::Kept => put_back(&mut kept, base, &name),
            Right::Refused => return Err(Refusal::AttendeeChanged(name)),
        }
    }
    let was_own = base.lines().filter(|line| line.param(OWN).is_some()).map(|line| line.name().to_owned());
    was_own.for_each(|name| make_own(&mut kept, &name));
    let (known, own) = (base.attendees_by_address(), own_line(base, edit));
    kept.map_lines(|line| match () {
        () if line.is("ATTENDEE") => attendee(line, &known, own.as_ref(), edit),
        // What became of the last answer is the server's to say (RFC 6638 §3.2.9).
        () if line.is("ORGANIZER") => with_status_of(as_known(line, base.line("ORGANIZER")), base.line("ORGANIZER")),
        () => line,
    });
    Ok(kept)
}

fn refused(property: &str) -> Refusal {
    Refusal::AttendeeChanged(property.to_owned())
}

/// The parameter by which the copy of an attendee says that a value is the owner's and not the organizer's. It is needed for
/// what both may set: without it nobody could tell a choice of the owner from what an earlier message brought. In an
/// organizer's copy, which was an attendee's before, it says the value that guests are sent in place of the owner's.
pub const OWN: &str = "X-RSVPD-OWN";

/// Marks a property as the owner's. One that was taken away is there again with what its absence means, for the mark needs a
/// line.
fn make_own(part: &mut Component, name: &str) {
    if part.line(name).is_none() {
        part.add(Line::text(name, default_value(part, name)));
    }
    part.map_lines(|line| if line.is(name) && line.param(OWN).is_none() { line.with_param(OWN, "TRUE") } else { line });
}

/// Whether a line of an attendee's copy is the owner's own and stays when a message comes.
pub(super) fn is_owners(line: &Line, part: &Component) -> bool {
    right(line.name(), part) == Right::Own && (row(line.name()).sent == Sent::No || line.param(OWN).is_some())
}

/// The table, but for one row: how far a task is done is the attendee's to say.
fn right(name: &str, part: &Component) -> Right {
    if name == "STATUS" && part.is(Kind::Todo.component()) { Right::Own } else { row(name).attendee }
}

/// The people must be the same; who the organizer added or took off meanwhile is not the client's to know.
fn same_people(base: &Component, part: &Component, edit: &Edit<'_>) -> Result<(), Refusal> {
    let own = own_line(part, edit).filter(|own| own.partstat() == PartStat::Delegated);
    let sends = |other: &Attendee<'_>| own.as_ref().is_some_and(|own| is_delegate(own, other));
    let others = |part: &Component| -> BTreeSet<CalAddress> {
        part.attendees()
            .filter(|other| !sends(other) || base.attendee(&other.address).is_some())
            .map(|attendee| attendee.address)
            .filter(|address| !edit.before.owner.contains(address))
            .collect()
    };
    if others(base) == others(part) { Ok(()) } else { Err(refused("ATTENDEE")) }
}

/// Whether somebody is there in place of another attendee, and both lines say so (RFC 5546 §4.2.5).
pub(super) fn is_delegate(delegator: &Attendee<'_>, other: &Attendee<'_>) -> bool {
    delegator.partstat() == PartStat::Delegated
        && delegator.delegated_to().contains(&other.address)
        && other.delegated_from().contains(&delegator.address)
}

/// Puts the lines of a property back as they were.
fn put_back(kept: &mut Component, base: &Component, name: &str) {
    kept.remove(name);
    base.lines_named(name).for_each(|line| kept.add(line.clone()));
}

/// An ATTENDEE line as it will be stored: the own one with the new answer, the others as the server knows them.
fn attendee(
    line: Line,
    known: &BTreeMap<CalAddress, Attendee<'_>>,
    own: Option<&Attendee<'_>>,
    edit: &Edit<'_>,
) -> Line {
    let Some(given) = Attendee::of(&line) else { return line };
    let is_own = edit.before.owner.contains(&given.address);
    match known.get(&given.address) {
        Some(known) if is_own => as_invited(line, known.line),
        Some(known) => as_known(line, Some(known.line)),
        // The client answers under another address than the one invited.
        None if is_own => match own {
            Some(known) => as_invited(line.with_value(known.line.value()), known.line),
            None => line,
        },
        _ => line,
    }
}

// quirk: guests-defaults-spelled-out
/// The line as the client wrote it where it says what the server knows, else that one: what is said of others is not the
/// owner's to change.
fn as_known(line: Line, known: Option<&Line>) -> Line {
    match known {
        Some(known) if said(&line) != said(known) => known.clone(),
        _ => line,
    }
}

/// What a line says of somebody, but for defaults, and what programs and servers note there for themselves.
fn said(line: &Line) -> BTreeMap<&str, Vec<Cow<'_, str>>> {
    const DEFAULTS: [(&str, &str); 4] =
        [("CUTYPE", "INDIVIDUAL"), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "FALSE")];
    let is_said = |(name, values): &(&str, Vec<Cow<'_, str>>)| {
        let is_default = DEFAULTS
            .iter()
            .any(|(known, value)| name == known && values.iter().all(|said| said.eq_ignore_ascii_case(value)));
        !name.starts_with("X-") && !name.starts_with("SCHEDULE-") && !is_default
    };
    line.params().into_iter().filter(is_said).collect()
}

/// The client says how it answers, the organizer what for.
fn as_invited(line: Line, known: &Line) -> Line {
    match known.param("ROLE") {
        Some(role) => line.with_param("ROLE", &role),
        None => line.without_param("ROLE"),
    }
}
