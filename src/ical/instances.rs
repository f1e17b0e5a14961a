//! The instances of a calendar object: when it really takes place.
//!
//! Recurrence sets (RFC 5545 §3.8.5): DTSTART, RRULE and RDATE make instances, EXDATE (and the obsolete EXRULE) takes
//! them away, components with a RECURRENCE-ID replace them, those with `RANGE=THISANDFUTURE` also shift all that
//! follow. DTSTART is an instance even when it does not fit the rule, and then counts as the first of COUNT. Several
//! RRULEs, EXDATEs that are dates on a series with times, and RECURRENCE-IDs written in another form than DTSTART are
//! understood.
//!
//! Rules with an RSCALE that has other months than GREGORIAN (RFC 7529) are kept but not computed: only DTSTART and RDATE
//! are instances, and whoever asks for a time after the start finds the object.

#[cfg(test)]
mod check;
#[cfg(test)]
mod kde;
mod range;
mod recurrences;
mod series;
mod span;
#[cfg(test)]
mod tests;
mod timetable;
mod timing;

use std::fmt;
use std::ops::ControlFlow;

use super::tree::Component;
use super::value::{Timestamp, When};
use super::{CalendarObject, Kind, Zone};

pub(super) use range::free_busy_periods;
pub use range::{has_time_range_match, is_in_time_range};
pub use recurrences::Recurrences;
pub use span::{Span, span};
pub use timetable::Timetable;

use series::{Series, Set};
pub(super) use timing::Reader;
use timing::Timing;

/// One instance of a calendar object.
#[derive(Clone, Debug)]
pub struct Instance<'a> {
    /// The instant its RECURRENCE-ID means; `None` for an object that does not recur.
    pub recurrence: Option<Timestamp>,
    /// Where it starts.
    pub start: Timestamp,
    /// Where it ends; equal to `start` when it takes no time.
    pub end: Timestamp,
    /// Whether it is said in whole days.
    pub is_date: bool,
    /// The component that describes it: the master or an override.
    pub component: &'a Component,
}

/// Why the instances of an object are not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMany {
    /// There are more than this many in the range.
    Instances(usize),
    /// Its rules would take too long to follow.
    Work,
}

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TooMany::Instances(limit) => write!(f, "more than {limit} instances in the range"),
            TooMany::Work => f.write_str("a recurrence rule that would take too long to follow"),
        }
    }
}

impl std::error::Error for TooMany {}

/// A range of time, `[from, to)`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    from: Timestamp,
    to: Timestamp,
}

/// 1 January of the year 1 and 31 December 9999, which RFC 5545 can write, in seconds since 1970.
const BOUNDS: (i64, i64) = (-62_135_596_800, 253_402_300_799);

impl Window {
    /// The range within the years 1 to 9999, so that open ends may be said by the ends of time.
    fn new(from: Timestamp, to: Timestamp) -> Window {
        let within = |time: Timestamp| {
            let seconds = time.timestamp().clamp(BOUNDS.0, BOUNDS.1);
            if seconds == time.timestamp() { time } else { Timestamp::from_timestamp(seconds, 0).unwrap_or(time) }
        };
        Window { from: within(from), to: within(to) }
    }
}

/// The instances that overlap `[from, to)` by the rules of RFC 4791 §9.9, ordered by start; each instance once.
///
/// Overrides count by their own time: one moved out of the range is absent, one moved in is there. An object without
/// its master has the instances of its overrides. A task without DTSTART takes place when it is DUE, one without either
/// never.
///
/// # Errors
/// More than `limit` instances; rules that would take too long to follow.
pub fn instances<'a>(
    object: &'a CalendarObject,
    floating: &Zone,
    from: Timestamp,
    to: Timestamp,
    limit: usize,
) -> Result<Vec<Instance<'a>>, TooMany> {
    let mut found: Vec<Instance<'a>> = Vec::new();
    let mut too_many = None;
    each(object, floating, Window::new(from, to), &mut |instance| {
        found.push(instance);
        if found.len() > limit.saturating_mul(2) {
            too_many = Some(TooMany::Instances(limit));
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    found.sort_by_key(|instance| (instance.start, instance.recurrence, instance.end));
    found.dedup_by_key(|instance| (instance.start, instance.recurrence));
    match too_many {
        None if found.len() <= limit => Ok(found),
        _ => Err(TooMany::Instances(limit)),
    }
}

/// Shows the instances within a window, in no order and some of them perhaps twice, until told to stop.
fn each<'a>(
    object: &'a CalendarObject,
    floating: &Zone,
    window: Window,
    show: &mut dyn FnMut(Instance<'a>) -> ControlFlow<()>,
) -> Result<(), TooMany> {
    let reader = Reader::new(object, floating);
    let kind = object.kind();
    let master = leader(object);
    let mut overrides = object.parts().filter(|part| !is_same(part, master)).peekable();
    let Some(master) = master else {
        for part in overrides {
            let recurrence = part.recurrence_id().map(|when| reader.instant(&when));
            if show_part(&reader, part, kind, recurrence, window, show).is_break() {
                break;
            }
        }
        return Ok(());
    };
    if overrides.peek().is_none() && !master.is_recurring() {
        if !is_excluded(&reader, master, kind) {
            let _ = show_part(&reader, master, kind, None, window, show);
        }
        return Ok(());
    }
    match Series::new(&reader, master, overrides, kind) {
        Some(series) => series.each(window, show),
        None => Ok(()),
    }
}

/// The part whose rules make the series: the master, or where there is none a part that has an RRULE in spite of its
/// RECURRENCE-ID (Connect Daily writes such).
fn leader(object: &CalendarObject) -> Option<&Component> {
    object.master().or_else(|| object.parts().find(|part| part.rrules().next().is_some()))
}

fn is_same(part: &Component, other: Option<&Component>) -> bool {
    other.is_some_and(|other| std::ptr::eq(part, other))
}

/// Whether what takes place once does not: an EXDATE may name DTSTART itself (RFC 5545 §3.8.5.1).
fn is_excluded(reader: &Reader<'_>, master: &Component, kind: Kind) -> bool {
    let set = Set::of(reader, master, kind).filter(|_| master.exdates().next().is_some());
    set.is_some_and(|set| !set.has_instance(set.start()))
}

/// Shows a component by its own time.
fn show_part<'a>(
    reader: &Reader<'_>,
    part: &'a Component,
    kind: Kind,
    recurrence: Option<Timestamp>,
    window: Window,
    show: &mut dyn FnMut(Instance<'a>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(timing) = Timing::of(part, kind, reader) else { return ControlFlow::Continue(()) };
    if timing.is_within(window) { show(timing.instance(part, recurrence)) } else { ControlFlow::Continue(()) }
}

/// Whether one of the instances that `part` describes overlaps `[from, to)` and satisfies `test`. An override describes
/// itself, one for this and future instances also those up to the next such one, the master those up to the first.
///
/// # Errors
/// Rules that would take too long to follow.
pub fn has_instance_of<'a>(
    part: &'a Component,
    object: &'a CalendarObject,
    floating: &Zone,
    (from, to): (Timestamp, Timestamp),
    mut test: impl FnMut(&Instance<'a>) -> bool,
) -> Result<bool, TooMany> {
    let (reader, window, kind) = (Reader::new(object, floating), Window::new(from, to), object.kind());
    let mut found = false;
    let mut show = |instance: Instance<'a>| {
        found |= test(&instance);
        if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let is_one = part.recurrence_id().is_some() && !part.is_this_and_future() && part.rrules().next().is_none();
    let master = if is_one { None } else { leader(object) };
    match master.filter(|_| is_same(part, master) || part.is_this_and_future()) {
        None => {
            let recurrence = part.recurrence_id().map(|when| reader.instant(&when));
            let _ = show_part(&reader, part, kind, recurrence, window, &mut show);
        }
        Some(master) => {
            let overrides = object.parts().filter(|part| !is_same(part, Some(master)));
            if let Some(series) = Series::new(&reader, master, overrides, kind) {
                series.each_of(part, window, &mut show)?;
            }
        }
    }
    Ok(found)
}

/// The overrides without which one would not know what takes place in `[from, to)`: those that do, those whose instance
/// would if they did not replace it, and all for this and future instances (RFC 4791 §9.6.6).
pub fn overrides_within<'a>(
    object: &'a CalendarObject,
    floating: &Zone,
    from: Timestamp,
    to: Timestamp,
) -> Vec<&'a Component> {
    let (reader, window, kind) = (Reader::new(object, floating), Window::new(from, to), object.kind());
    let master = leader(object);
    let overrides = object.parts().filter(|part| !is_same(part, master));
    match master {
        Some(master) => Series::new(&reader, master, overrides, kind)
            .map_or_else(|| object.overrides().collect(), |series| series.overrides_within(window)),
        None => {
            let is_wanted = |part: &&Component| {
                let id = part.recurrence_id().map(|id| reader.instant(&id));
                // Of what it replaces, only the start is known; its length is taken to be the same.
                Timing::of(part, kind, &reader).zip(id).is_none_or(|(timing, id)| {
                    let end = id.checked_add_signed(timing.end - timing.start).unwrap_or(id);
                    part.is_this_and_future() || timing.is_within(window) || timing.overlaps(id, end, window)
                })
            };
            overrides.filter(is_wanted).collect()
        }
    }
}

/// The instant of the instance that a RECURRENCE-ID names; `None` when the object has no such instance.
///
/// It may be written in another form than DTSTART: in UTC for a series in a zone, as a date for a series with times
/// (then the instance at DTSTART's time of day is meant), as midnight for a series of whole days. An override stands
/// for its instance even where the rule does not yield it.
pub fn is_instance(object: &CalendarObject, recurrence: &When, floating: &Zone) -> Option<Timestamp> {
    Recurrences::of(object, floating).find(recurrence)
}
