//! When people are busy: the answer to a free-busy request of another person (RFC 6638 §5) and the report on one's own
//! calendars (RFC 4791 §7.10).

use crate::ical::{self, Busy, CalAddress, CalendarObject, Component, Line, Timestamp, Timetable};
use crate::id::PrincipalId;
use crate::store::{Calendar, CalendarKind, ObjectHead, Tx};

use super::{Refused, Rules, copies};

/// Periods counted for one answer; more means the client asked for too long a time.
const MOST_PERIODS: usize = 20_000;
/// Objects read at a time.
const PAGE: usize = 500;

/// Whether a person is known here and when busy.
#[derive(Clone, Debug, PartialEq)]
pub enum BusyAnswer {
    /// A VCALENDAR with METHOD:REPLY and one VFREEBUSY.
    Known(Box<CalendarObject>),
    /// Nobody here has this address.
    Unknown,
}

/// When the owner of the address is busy, as the answer to a request of `organizer`.
///
/// # Errors
/// A time that holds too many instances, or a store that fails.
pub fn busy_answer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    request: &CalendarObject,
    attendee: &CalAddress,
) -> Result<BusyAnswer, Refused> {
    let part = request.parts().next();
    let bounds = part.and_then(|part| Some((part.timestamp("DTSTART")?, part.timestamp("DTEND")?)));
    let person = attendee.email().map(|email| tx.principal_by_address(email)).transpose()?.flatten();
    let (Some(person), Some((from, to))) = (person, bounds) else {
        return Ok(BusyAnswer::Unknown);
    };
    let mut busy = Vec::new();
    for calendar in tx.calendars(person.id)? {
        if calendar.kind == CalendarKind::Calendar && !calendar.transparent {
            busy.extend(periods(tx, rules, person.id, &calendar, from, to)?);
        }
    }
    let busy = ical::merged(busy, from, to);
    let uid = request.uid().as_str();
    let organizer = request.organizer();
    let answer = ical::free_busy(organizer.as_ref(), Some(attendee), from, to, &busy, rules.now, uid);
    let mut calendar = Component::new("VCALENDAR");
    for (name, value) in [("VERSION", "2.0"), ("METHOD", "REPLY")] {
        calendar.add(Line::text(name, value));
    }
    calendar.add(Line::text("PRODID", "-//rsvpd//rsvpd//EN"));
    calendar.push(answer);
    Ok(CalendarObject::of(calendar).map_or(BusyAnswer::Unknown, |object| BusyAnswer::Known(Box::new(object))))
}

/// When the events of one calendar keep its owner busy.
///
/// # Errors
/// A time that holds too many instances, or a store that fails.
pub fn busy_periods_of(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Busy>, Refused> {
    periods(tx, rules, calendar.principal, calendar, from, to)
}

fn periods(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: PrincipalId,
    calendar: &Calendar,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Busy>, Refused> {
    let addresses = super::addresses(tx, owner)?;
    let mut busy = Vec::new();
    for ids in tx.objects_between(calendar.id, from.timestamp(), to.timestamp())?.chunks(PAGE) {
        for head in tx.heads(calendar.id, ids)? {
            busy.extend(times(tx, rules, &head, &addresses, from, to)?);
        }
        busy = ical::merged(busy, from, to);
        if busy.len() > MOST_PERIODS {
            return Err(Refused::TooBusy(MOST_PERIODS));
        }
    }
    Ok(busy)
}

/// The times that one object takes: by its timetable, if that says it.
fn times(
    tx: &mut Tx<'_>,
    rules: &Rules,
    head: &ObjectHead,
    owner: &[CalAddress],
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Busy>, Refused> {
    if !matches!(head.component.as_str(), "VEVENT" | "VFREEBUSY") {
        return Ok(Vec::new());
    }
    let mut read = || Ok::<_, Refused>(copies::readable(head.id, &tx.body(head.id)?));
    let ask = |table: &Timetable| table.busy(&rules.floating, from, to);
    if let Some(known) = rules.timetables.ask(&head.etag, (from, to), &mut read, ask)? {
        return Ok(known);
    }
    let Some(object) = read()? else { return Ok(Vec::new()) };
    let found = ical::busy_times(&object, owner, &rules.floating, from, to, MOST_PERIODS);
    found.map_err(|_| Refused::TooBusy(MOST_PERIODS))
}
