//! Does a component overlap a time range? The tables of RFC 4791 §9.9.

use std::ops::ControlFlow;

use chrono::TimeDelta;

use crate::ical::rule::Rule;
use crate::ical::tree::Component;
use crate::ical::value::{Period, PeriodEnd, Timestamp, When};
use crate::ical::{CalendarObject, Kind, Zone};

use super::timing::{Length, Reader};
use super::{Window, each, has_instance_of};

/// Whether a component of this kind overlaps `[from, to)`: any instance of a series counts (RFC 4791 §9.9).
///
/// Open ends are said by the ends of time. An object whose rules would take too long to follow, or count in a calendar
/// that is not known here (RSCALE, RFC 7529), is taken to match, so that its owner sees it.
pub fn has_time_range_match(
    object: &CalendarObject,
    kind: Kind,
    floating: &Zone,
    from: Timestamp,
    to: Timestamp,
) -> bool {
    if object.kind() != kind {
        return false;
    }
    let window = Window::new(from, to);
    let reader = Reader::new(object, floating);
    match kind {
        Kind::FreeBusy => object.parts().any(|part| free_busy_overlaps(part, &reader, window)),
        Kind::Availability => object.parts().any(|part| availability_overlaps(part, &reader, window)),
        Kind::Todo if object.parts().any(|part| is_undated(part) && undated_overlaps(part, &reader, window)) => true,
        Kind::Event | Kind::Todo | Kind::Journal => {
            let mut found = false;
            let followed = each(object, floating, window, &mut |_| {
                found = true;
                ControlFlow::Break(())
            });
            found || followed.is_err() || object.parts().any(|part| may_recur_unseen(part, &reader, window))
        }
    }
}

/// Whether what `part` describes overlaps `[from, to)`, as [`has_time_range_match`] says it of all parts of an object.
pub fn is_in_time_range(
    part: &Component,
    object: &CalendarObject,
    floating: &Zone,
    from: Timestamp,
    to: Timestamp,
) -> bool {
    let window = Window::new(from, to);
    let reader = Reader::new(object, floating);
    match object.kind() {
        Kind::FreeBusy => free_busy_overlaps(part, &reader, window),
        Kind::Availability => availability_overlaps(part, &reader, window),
        Kind::Todo if is_undated(part) => undated_overlaps(part, &reader, window),
        Kind::Event | Kind::Todo | Kind::Journal => {
            has_instance_of(part, object, floating, (from, to), |_| true).unwrap_or(true)
                || may_recur_unseen(part, &reader, window)
        }
    }
}

/// The rules that are not computed.
fn foreign(part: &Component) -> impl Iterator<Item = Rule> {
    part.rrules().filter_map(|line| Rule::parse(line.value()).ok()).filter(|rule| !rule.is_gregorian())
}

/// Whether there are instances of which only the client knows.
pub(super) fn recurs_unseen(part: &Component) -> bool {
    foreign(part).next().is_some()
}

/// Whether a rule that is not computed may have an instance in the window.
fn may_recur_unseen(part: &Component, reader: &Reader<'_>, window: Window) -> bool {
    foreign(part).any(|rule| {
        let start = part.start().map(|when| reader.instant(&when));
        let is_over = rule.until().is_some_and(|until| until.digits().and_utc() + UNTIL_ANYWHERE < window.from);
        start.is_some_and(|start| start < window.to) && !is_over
    })
}

/// UNTIL may be said in any zone, and the last instance may last a day.
const UNTIL_ANYWHERE: TimeDelta = TimeDelta::days(2);

fn is_undated(part: &Component) -> bool {
    part.start().is_none() && part.due().is_none()
}

/// A task without DTSTART and DUE: what counts is when it was created and completed.
fn undated_overlaps(part: &Component, reader: &Reader<'_>, window: Window) -> bool {
    let instant = |name| part.line(name).and_then(When::of).map(|when| reader.instant(&when));
    let Window { from, to } = window;
    match (instant("COMPLETED"), instant("CREATED")) {
        (Some(completed), Some(created)) => {
            (from <= created || from <= completed) && (to >= created || to >= completed)
        }
        (Some(completed), None) => from <= completed && to >= completed,
        (None, Some(created)) => to > created,
        (None, None) => true,
    }
}

fn free_busy_overlaps(part: &Component, reader: &Reader<'_>, window: Window) -> bool {
    if let (Some(start), Some(end)) = (part.start(), part.end()) {
        return window.from <= reader.instant(&end) && window.to > reader.instant(&start);
    }
    free_busy_periods(part, reader).any(|(_, start, end)| window.from < end && window.to > start)
}

/// VAVAILABILITY without DTSTART or DTEND is open at that end (RFC 7953 §3.1).
fn availability_overlaps(part: &Component, reader: &Reader<'_>, window: Window) -> bool {
    let start = part.start().map(|when| reader.instant(&when));
    let end = part.end().map(|when| reader.instant(&when));
    let end = end.or_else(|| start?.checked_add_signed(part.duration()?.to_delta()));
    start.is_none_or(|start| window.to > start) && end.is_none_or(|end| window.from < end)
}

/// The FREEBUSY periods of a VFREEBUSY with their FBTYPE, BUSY unless said otherwise.
pub(in crate::ical) fn free_busy_periods<'p>(
    part: &'p Component,
    reader: &'p Reader<'_>,
) -> impl Iterator<Item = (String, Timestamp, Timestamp)> + 'p {
    part.lines_named("FREEBUSY").flat_map(move |line| {
        let kind = line.param("FBTYPE").map_or_else(|| "BUSY".to_owned(), |kind| kind.trim().to_ascii_uppercase());
        Period::list(line).flatten().map(move |period| {
            let start = reader.instant(&period.start);
            let end = match &period.end {
                PeriodEnd::At(end) => reader.instant(end),
                PeriodEnd::After(length) => {
                    let zone = reader.zone(&period.start);
                    Length::Nominal(*length).end(&zone, period.start.local(), start)
                }
            };
            (kind.clone(), start, end)
        })
    })
}
