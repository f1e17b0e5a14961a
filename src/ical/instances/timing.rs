//! When one component starts and ends, by its own properties.

use std::borrow::Cow;
use std::cell::OnceCell;

use chrono::{NaiveDateTime, TimeDelta};

use crate::ical::tree::Component;
use crate::ical::value::{Duration, Timestamp, When};
use crate::ical::{CalendarObject, Kind, Zone, Zones};

use super::{Instance, Window};

/// Reads the times of one object; its VTIMEZONEs are looked at only when a time names one.
pub(in crate::ical) struct Reader<'a> {
    calendar: &'a Component,
    floating: &'a Zone,
    zones: OnceCell<Zones>,
}

impl<'a> Reader<'a> {
    pub(in crate::ical) fn new(object: &'a CalendarObject, floating: &'a Zone) -> Reader<'a> {
        Reader { calendar: object.calendar(), floating, zones: OnceCell::new() }
    }

    fn zones(&self) -> &Zones {
        self.zones.get_or_init(|| Zones::of(self.calendar, self.floating))
    }

    pub(super) fn zone(&self, when: &When) -> Cow<'_, Zone> {
        match when {
            When::Utc(_) => Cow::Owned(Zone::Utc),
            When::Date(_) | When::Floating(_) => Cow::Borrowed(self.floating),
            When::Zoned { .. } => self.zones().zone_of(when),
        }
    }

    pub(in crate::ical) fn instant(&self, when: &When) -> Timestamp {
        match when {
            When::Utc(instant) => *instant,
            _ => self.zone(when).instant(when.local()),
        }
    }

    /// Whether the instant of this value depends on who reads it.
    pub(super) fn is_floating(&self, when: &When) -> bool {
        match when {
            When::Utc(_) => false,
            When::Date(_) | When::Floating(_) => true,
            When::Zoned { tzid, .. } => !self.zones().know(tzid),
        }
    }

    pub(super) fn floating(&self) -> &Zone {
        self.floating
    }
}

/// How long an instance takes (RFC 5545 §3.8.5.3): an end said as a time means exact seconds for all instances, one
/// said as DURATION keeps its days nominal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Exact(TimeDelta),
    Nominal(Duration),
}

impl Length {
    const ZERO: Length = Length::Exact(TimeDelta::zero());

    /// The end of an instance that starts at this local time and instant.
    pub(super) fn end(self, zone: &Zone, local: NaiveDateTime, start: Timestamp) -> Timestamp {
        let end = match self {
            Length::Exact(delta) => start.checked_add_signed(delta),
            Length::Nominal(duration) if duration.days() == 0 => {
                start.checked_add_signed(TimeDelta::seconds(duration.seconds()))
            }
            Length::Nominal(duration) => local
                .checked_add_signed(TimeDelta::days(duration.days()))
                .and_then(|local| zone.instant(local).checked_add_signed(TimeDelta::seconds(duration.seconds()))),
        };
        end.unwrap_or(start).max(start)
    }

    /// At least how far an end can lie behind its start.
    pub(super) fn reach(self) -> TimeDelta {
        match self {
            Length::Exact(delta) => delta,
            Length::Nominal(duration) if duration.days() == 0 => duration.to_delta(),
            // A nominal day may take up to two hours more, and once, at the date line, a day more.
            Length::Nominal(duration) => duration.to_delta() + TimeDelta::days(1),
        }
        .max(TimeDelta::zero())
    }
}

/// Which of its properties say a task's time; RFC 4791 §9.9 has a condition for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// VEVENT, VJOURNAL, VFREEBUSY, and a task that has DTSTART only.
    Plain,
    /// A task with DTSTART and DURATION.
    TaskForDuration,
    /// A task with DTSTART and DUE.
    TaskUntilDue,
    /// A task with DUE only.
    TaskDue,
}

/// When a component takes place.
#[derive(Clone, Debug)]
pub(super) struct Timing {
    /// The value that says the start: DTSTART, or DUE of a task without one.
    pub(super) when: When,
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    pub(super) length: Length,
    pub(super) is_date: bool,
    pub(super) shape: Shape,
}

impl Timing {
    /// `None` when the component does not say when it takes place.
    pub(super) fn of(part: &Component, kind: Kind, reader: &Reader<'_>) -> Option<Timing> {
        let (when, shape) = match (part.start(), kind) {
            (Some(start), Kind::Todo) if part.duration().is_some() => (start, Shape::TaskForDuration),
            (Some(start), Kind::Todo) if part.due().is_some() => (start, Shape::TaskUntilDue),
            (Some(start), _) => (start, Shape::Plain),
            (None, Kind::Todo) => (part.due()?, Shape::TaskDue),
            (None, _) => return None,
        };
        let zone = reader.zone(&when);
        let start = zone.instant(when.local());
        let length = length(part, kind, shape, &when, start, reader);
        let end = length.end(&zone, when.local(), start);
        drop(zone);
        let is_date = when.is_date();
        Some(Timing { when, start, end, length, is_date, shape })
    }

    /// Whether it is within the window by its own time.
    pub(super) fn is_within(&self, window: Window) -> bool {
        self.overlaps(self.start, self.end, window)
    }

    /// The instance that `part`, whose time this is, stands for by itself.
    pub(super) fn instance<'p>(&self, part: &'p Component, recurrence: Option<Timestamp>) -> Instance<'p> {
        Instance { recurrence, start: self.start, end: self.end, is_date: self.is_date, component: part }
    }

    /// Whether an instance of this component at another time is within the window (RFC 4791 §9.9).
    pub(super) fn overlaps(&self, start: Timestamp, end: Timestamp, window: Window) -> bool {
        let Window { from, to } = window;
        match self.shape {
            Shape::Plain if end > start => from < end && to > start,
            Shape::Plain => from <= start && to > start,
            Shape::TaskForDuration => from <= end && (to > start || to >= end),
            Shape::TaskUntilDue => (from < end || from <= start) && (to > start || to >= end),
            Shape::TaskDue => from < end && to >= end,
        }
    }
}

fn length(part: &Component, kind: Kind, shape: Shape, when: &When, start: Timestamp, reader: &Reader<'_>) -> Length {
    let end = match (kind, shape) {
        (Kind::Todo, Shape::TaskUntilDue) => part.due(),
        (Kind::Event | Kind::FreeBusy | Kind::Availability, _) => part.end(),
        _ => None,
    };
    match end {
        Some(end) if when.is_date() && end.is_date() => days(end.date().signed_duration_since(when.date()).num_days()),
        Some(end) => Length::Exact(reader.instant(&end).signed_duration_since(start).max(TimeDelta::zero())),
        None => match part.duration() {
            Some(duration) if kind != Kind::Journal && shape != Shape::TaskDue => Length::Nominal(duration),
            _ if when.is_date() && kind != Kind::Todo => days(1),
            _ => Length::ZERO,
        },
    }
}

fn days(days: i64) -> Length {
    Length::Nominal(Duration::new(days.max(0), 0))
}
