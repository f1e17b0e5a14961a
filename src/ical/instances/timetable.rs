//! When an event takes place, worked out once for a stretch of time and short enough to be kept: whether it happens in a
//! range, and how busy it makes its owner, then follows without reading the event again.
//!
//! A series is a few runs of instances at equal distances: a weekly meeting has two a year, because clocks change. What
//! cannot be said this way has no timetable, and is read again each time.

use std::ops::ControlFlow;

use crate::ical::freebusy::{Busy, Effect};
use crate::ical::value::{Timestamp, When};
use crate::ical::{CalendarObject, Component, Kind, Zone};

use super::range::recurs_unseen;
use super::timing::Reader;
use super::{Window, instances};

/// Instances in one timetable.
const MOST_INSTANCES: usize = 1_000;
/// Runs in one timetable; 200 take 8 kB.
const MOST_RUNS: usize = 200;
/// A local time lies no further from the same time in UTC.
const DRIFT: i64 = 26 * 3600;

/// The instances of one event within a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// What it knows: every instance that overlaps this window, in seconds of its clock.
    from: i64,
    to: i64,
    clock: Clock,
    runs: Box<[Run]>,
}

/// Whose clock the times are read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clock {
    /// Everybody's: they are instants.
    Universal,
    /// The reader's: they are dates, which begin and end at the reader's midnight.
    Local,
}

/// Instances at equal distances, all of one length and one effect; in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    first: i64,
    step: i64,
    count: i64,
    length: i64,
    effect: Effect,
}

impl Timetable {
    /// The instances that overlap `[from, to)`; `None` for what has no timetable: other components than events, times
    /// whose meaning depends on the reader in other ways than a date's, and a window with too many instances.
    pub fn of(object: &CalendarObject, from: Timestamp, to: Timestamp) -> Option<Timetable> {
        if object.kind() != Kind::Event || object.parts().any(recurs_unseen) {
            return None;
        }
        let clock = Clock::of(object)?;
        let Window { from, to } = Window::new(from, to);
        // To a reader in UTC, dates begin and end at the seconds that stand for them here.
        let found = instances(object, &Zone::Utc, from, to, MOST_INSTANCES).ok()?;
        let mut runs: Vec<Run> = Vec::new();
        for instance in found {
            let first = instance.start.timestamp();
            let length = instance.end.timestamp() - first;
            let next = Run { first, step: 0, count: 1, length, effect: Effect::of(instance.component) };
            if !runs.last_mut().is_some_and(|run| run.take_in(&next)) {
                runs.push(next);
            }
        }
        let (from, to) = (from.timestamp(), to.timestamp());
        (runs.len() <= MOST_RUNS).then_some(Timetable { from, to, clock, runs: runs.into_boxed_slice() })
    }

    /// Whether the event overlaps `[from, to)` by RFC 4791 §9.9, as
    /// [`has_time_range_match`](super::has_time_range_match) says; `None` when the timetable does not reach so far.
    pub fn happens(&self, floating: &Zone, from: Timestamp, to: Timestamp) -> Option<bool> {
        let mut happens = false;
        self.each(floating, from, to, |_, _, _| {
            happens = true;
            ControlFlow::Break(())
        })?;
        Some(happens)
    }

    /// The time within `[from, to)` that the event takes, as [`busy_periods`](crate::ical::busy_periods) joins it; `None`
    /// when the timetable does not reach so far, or when that depends on an attendee's answer.
    pub fn busy(&self, floating: &Zone, from: Timestamp, to: Timestamp) -> Option<Vec<Busy>> {
        let mut busy = Vec::new();
        let mut is_known = true;
        self.each(floating, from, to, |start, end, effect| {
            match effect {
                Effect::Free => {}
                Effect::Takes(kind) => busy.push(Busy { from: start, to: end, kind }),
                Effect::Depends => is_known = false,
            }
            if is_known { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        is_known.then_some(busy)
    }

    /// Whether it knows all of `[from, to)`.
    pub fn reaches(&self, from: Timestamp, to: Timestamp) -> bool {
        let (first, last) = self.seconds(Window::new(from, to));
        self.from <= first && last <= self.to
    }

    /// A window on the clock of the timetable, with what lies around it as some reader sees it.
    fn seconds(&self, window: Window) -> (i64, i64) {
        let drift = if self.clock == Clock::Local { DRIFT } else { 0 };
        (window.from.timestamp() - drift, window.to.timestamp() + drift)
    }

    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        size_of::<Timetable>() + size_of_val(&*self.runs)
    }

    /// Shows the instances that overlap a range; `None` when the timetable does not reach so far.
    fn each(
        &self,
        floating: &Zone,
        from: Timestamp,
        to: Timestamp,
        mut show: impl FnMut(Timestamp, Timestamp, Effect) -> ControlFlow<()>,
    ) -> Option<()> {
        if !self.reaches(from, to) {
            return None;
        }
        let window @ Window { from, to } = Window::new(from, to);
        let (first, last) = self.seconds(window);
        for run in &self.runs {
            for start in run.starts_within(first, last) {
                let (start, end) = (self.instant(start, floating)?, self.instant(start + run.length, floating)?);
                let end = end.max(start);
                let overlaps = if end > start { from < end && to > start } else { from <= start && to > start };
                if overlaps && show(start, end, run.effect).is_break() {
                    return Some(());
                }
            }
        }
        Some(())
    }

    fn instant(&self, seconds: i64, floating: &Zone) -> Option<Timestamp> {
        let at = Timestamp::from_timestamp(seconds, 0)?;
        Some(if self.clock == Clock::Local { floating.instant(at.naive_utc()) } else { at })
    }
}

impl Run {
    /// Adds an instance that continues the run; false when it does not.
    fn take_in(&mut self, next: &Run) -> bool {
        let last = self.first + self.step * (self.count - 1);
        let step = next.first - last;
        let continues = (self.length, self.effect) == (next.length, next.effect)
            && step > 0
            && (self.count == 1 || step == self.step);
        if continues {
            self.step = step;
            self.count += 1;
        }
        continues
    }

    /// The starts of the instances that can overlap a range, ends included.
    fn starts_within(&self, from: i64, to: i64) -> impl Iterator<Item = i64> {
        let Run { first, step, count, length, .. } = *self;
        let earlier = if step == 0 { 0 } else { (from - length - first).div_euclid(step).clamp(0, count) };
        (earlier..count).map(move |number| first + step * number).take_while(move |start| *start <= to)
    }
}

impl Clock {
    /// The clock of all times of an object; `None` when they are read on several, or on the reader's without being
    /// dates.
    fn of(object: &CalendarObject) -> Option<Clock> {
        let reader = Reader::new(object, &Zone::Utc);
        let is_fixed = |when: &When| !reader.is_floating(when);
        if object.parts().all(|part| all_times(part, is_fixed)) {
            // Beside a DTSTART in a zone, values without one are meant in that zone too.
            let is_clear = |when: &When| !matches!(when, When::Zoned { .. }) || is_fixed(when);
            return object.parts().all(|part| all_listed(part, is_clear)).then_some(Clock::Universal);
        }
        let are_dates = |part: &Component| {
            all_times(part, When::is_date) && all_listed(part, When::is_date) && part.line("DURATION").is_none()
        };
        object.parts().all(are_dates).then_some(Clock::Local)
    }
}

/// Whether DTSTART, which must be there, and DTEND are such times.
fn all_times(part: &Component, is: impl Fn(&When) -> bool) -> bool {
    part.start().is_some_and(|start| is(&start))
        && part.line("DTEND").is_none_or(|_| part.end().is_some_and(|end| is(&end)))
}

/// Whether what RECURRENCE-ID, RDATE and EXDATE name are such times, and no RDATE says an end of its own.
fn all_listed(part: &Component, is: impl Fn(&When) -> bool) -> bool {
    part.recurrence_id().is_none_or(|id| is(&id))
        && part.exdates().all(|when| is(&when))
        && part.rdates().all(|when| is(&when))
        && part.lines_named("RDATE").all(|line| !line.value().contains('/'))
}
