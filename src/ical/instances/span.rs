//! The time an object takes, for an index that finds candidates for a time range.

use chrono::TimeDelta;

use crate::ical::rule::{Rule, Until};
use crate::ical::tree::Component;
use crate::ical::value::{Period, PeriodEnd, Timestamp, When};
use crate::ical::{CalendarObject, Kind, Zone};

use super::range::free_busy_periods;
use super::timing::{Reader, Timing};

/// The time an object takes, for an index.
///
/// Whatever matches a range `[from, to)` by [`has_time_range_match`](super::has_time_range_match), for any zone of the
/// reader, has `first < to` and `last > from`, where an absent end fits every range. The span may be wider than the
/// object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Nothing of it lies before; `None` when it is open to the past or undated.
    pub first: Option<Timestamp>,
    /// Nothing of it lies after; `None` when it recurs without end or is undated.
    pub last: Option<Timestamp>,
}

/// Dates and floating times are read in another zone by every reader; two zones differ by 26 hours at the most.
const READERS: TimeDelta = TimeDelta::hours(26);

/// The conditions of RFC 4791 §9.9 include one end or the other; a second more lets the index leave both out.
const EDGE: TimeDelta = TimeDelta::seconds(1);

/// COUNTs are followed up to here to find the last instance; rules with more are taken to be endless.
const MOST_COUNTED: usize = 10_000;

/// The time an object takes, all overrides and dates included.
pub fn span(object: &CalendarObject, floating: &Zone) -> Span {
    let reader = Reader::new(object, floating);
    let mut extent = Extent { reader: &reader, first: None, last: None, is_open: [false; 2] };
    for part in object.parts() {
        extent.add_part(part, object.kind());
    }
    for part in object.overrides() {
        extent.add_shift(part, object.kind());
    }
    let [is_open_before, is_open_after] = extent.is_open;
    Span {
        first: extent.first.filter(|_| !is_open_before).and_then(|first| first.checked_sub_signed(EDGE)),
        last: extent.last.filter(|_| !is_open_after).and_then(|last| last.checked_add_signed(EDGE)),
    }
}

struct Extent<'r> {
    reader: &'r Reader<'r>,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    /// Open to the past, to the future.
    is_open: [bool; 2],
}

impl Extent<'_> {
    fn add(&mut self, from: Timestamp, to: Timestamp, is_floating: bool) {
        let padding = if is_floating { READERS } else { TimeDelta::zero() };
        let from = from.checked_sub_signed(padding).unwrap_or(from);
        let to = to.checked_add_signed(padding).unwrap_or(to);
        self.first = Some(self.first.map_or(from, |first| first.min(from)));
        self.last = Some(self.last.map_or(to, |last| last.max(to)));
    }

    fn add_part(&mut self, part: &Component, kind: Kind) {
        let Some(timing) = Timing::of(part, kind, self.reader) else { return self.add_undated(part, kind) };
        let is_floating = self.reader.is_floating(&timing.when);
        self.add(timing.start, timing.end, is_floating);
        if matches!(kind, Kind::FreeBusy | Kind::Availability) {
            self.add_undated(part, kind);
        }
        for (when, period) in part.lines_named("RDATE").flat_map(|line| When::list(line).zip(Period::list(line))) {
            let Some(when) = when else { continue };
            let start = self.reader.instant(&when);
            let said = period.map(|period| match period.end {
                PeriodEnd::At(end) => self.reader.instant(&end),
                PeriodEnd::After(length) => start + length.to_delta() + TimeDelta::days(1),
            });
            // A floating RDATE is meant in the zone of DTSTART, whichever that is.
            self.add(start, said.unwrap_or(start + timing.length.reach()), self.reader.is_floating(&when));
        }
        for rule in part.rrules().filter_map(|line| Rule::parse(line.value()).ok()) {
            self.add_rule(&rule, &timing);
        }
    }

    fn add_rule(&mut self, rule: &Rule, timing: &Timing) {
        if !rule.is_gregorian() {
            self.is_open[1] = true;
            return;
        }
        let start = timing.when.local();
        let zone = self.reader.zone(&timing.when);
        let last = match (rule.until(), rule.count()) {
            (Some(Until::Utc(utc)), _) if !timing.is_date => Some(utc.and_utc()),
            (Some(until), _) => Some(zone.instant(until.digits())),
            (None, None) if rule.instances(start).next().is_none() => return,
            (None, None) => None,
            (None, Some(_)) => {
                let mut starts = rule.instances(start);
                let last = starts.by_ref().take(MOST_COUNTED).last();
                if starts.next().is_some() || starts.gave_up() {
                    None
                } else {
                    Some(zone.instant(last.unwrap_or(start)))
                }
            }
        };
        drop(zone);
        match last {
            Some(last) => {
                let end = last + timing.length.reach();
                self.add(timing.start, end.max(timing.start), self.reader.is_floating(&timing.when));
            }
            None => self.is_open[1] = true,
        }
    }

    /// An override for this and future instances moves or lengthens them: the whole span is widened by as much.
    fn add_shift(&mut self, part: &Component, kind: Kind) {
        if !part.is_this_and_future() {
            return;
        }
        let Some((id, timing)) = part.recurrence_id().zip(Timing::of(part, kind, self.reader)) else { return };
        let shift = timing.start - self.reader.instant(&id);
        let (Some(first), Some(last)) = (self.first, self.last) else { return };
        self.add(first + shift, last + shift + timing.length.reach(), true);
    }

    fn add_undated(&mut self, part: &Component, kind: Kind) {
        match kind {
            Kind::Event | Kind::Journal => {}
            Kind::Todo => {
                let instant = |name| part.line(name).and_then(When::of).map(|when| self.reader.instant(&when));
                match (instant("COMPLETED"), instant("CREATED")) {
                    (Some(completed), created) => {
                        let created = created.unwrap_or(completed);
                        self.add(completed.min(created), completed.max(created), false);
                    }
                    (None, Some(created)) => {
                        self.add(created, created, false);
                        self.is_open[1] = true;
                    }
                    (None, None) => self.is_open = [true; 2],
                }
            }
            Kind::FreeBusy => {
                let reader = self.reader;
                for (_, from, to) in free_busy_periods(part, reader) {
                    self.add(from, to, false);
                }
            }
            Kind::Availability => {
                self.is_open[0] |= part.start().is_none();
                self.is_open[1] |= part.end().is_none() && part.duration().is_none();
            }
        }
    }
}
