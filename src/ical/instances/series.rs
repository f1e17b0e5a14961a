//! A recurring object: which instances its rules, dates and overrides make.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::ical::rule::{Rule, Until};
use crate::ical::tree::Component;
use crate::ical::value::{Period, PeriodEnd, Timestamp, When};
use crate::ical::{Kind, Zone};

use super::timing::{Length, Reader, Timing};
use super::{Instance, TooMany, Window};

/// RRULE and EXRULE lines beyond these are not looked at; RFC 5545 wants at most one.
const MOST_RULES: usize = 20;

/// Local and universal time drift apart by this much at the most: 14 hours east, 12 west, and a day lost at the date
/// line.
const DRIFT: TimeDelta = TimeDelta::hours(26);

/// How many instances an EXRULE may take away in one window.
const MOST_EXCLUDED: usize = 100_000;

/// A member of the recurrence set, before overrides.
#[derive(Clone, Copy, Debug)]
struct Occurrence {
    local: NaiveDateTime,
    at: Timestamp,
}

/// An override.
struct Override<'a> {
    /// The instant of the instance it replaces.
    recurrence: Timestamp,
    part: &'a Component,
    /// `None` when it does not say when it takes place; then it hides its instance.
    timing: Option<Timing>,
    /// For `RANGE=THISANDFUTURE`: how far the instances that follow are shifted on the wall.
    shift: Option<TimeDelta>,
}

impl<'a> Override<'a> {
    /// Shows it by its own time.
    fn show(&self, window: Window, show: &mut dyn FnMut(Instance<'a>) -> ControlFlow<()>) -> ControlFlow<()> {
        let Some(timing) = self.timing.as_ref().filter(|timing| timing.is_within(window)) else {
            return ControlFlow::Continue(());
        };
        show(timing.instance(self.part, Some(self.recurrence)))
    }
}

/// Which instances the rules and dates of a master make.
pub(super) struct Set {
    timing: Timing,
    zone: Zone,
    floating: Zone,
    rules: Vec<Rule>,
    exrules: Vec<Rule>,
    /// DTSTART and the RDATEs.
    listed: Vec<Occurrence>,
    /// Where those end of which an RDATE says it as a PERIOD, also when a rule yields them, too (RFC 5545 §5).
    ends: HashMap<Timestamp, Timestamp>,
    /// EXDATEs, sorted.
    excluded: Vec<Timestamp>,
    /// EXDATEs that mean a day.
    excluded_days: Vec<NaiveDate>,
}

/// A master with its rules and overrides.
pub(super) struct Series<'a> {
    master: &'a Component,
    set: Set,
    /// By the instance they replace; one for each.
    overrides: Vec<Override<'a>>,
}

impl Set {
    /// `None` when the master does not say when it takes place.
    pub(super) fn of(reader: &Reader<'_>, master: &Component, kind: Kind) -> Option<Set> {
        let timing = Timing::of(master, kind, reader)?;
        let zone = reader.zone(&timing.when).into_owned();
        let is_date = timing.is_date;
        let rules = |name| {
            let rules = master.lines_named(name).take(MOST_RULES).filter_map(|line| Rule::parse(line.value()).ok());
            rules.map(|rule| if is_date { rule.without_times() } else { rule }).collect()
        };
        let mut set = Set {
            listed: vec![Occurrence { local: timing.when.local(), at: timing.start }],
            ends: HashMap::new(),
            timing,
            zone,
            floating: reader.floating().clone(),
            rules: rules("RRULE"),
            exrules: rules("EXRULE"),
            excluded: Vec::new(),
            excluded_days: Vec::new(),
        };
        set.read_dates(master, reader);
        Some(set)
    }

    fn read_dates(&mut self, master: &Component, reader: &Reader<'_>) {
        for line in master.lines_named("RDATE") {
            for (when, period) in When::list(line).zip(Period::list(line)) {
                let Some(when) = when else { continue };
                let at = self.instant(&when, reader);
                let local =
                    if self.timing.is_date { self.day(&when).and_time(NaiveTime::MIN) } else { self.zone.local(at) };
                let end = period.map(|period| match period.end {
                    PeriodEnd::At(end) => self.instant(&end, reader),
                    PeriodEnd::After(length) => Length::Nominal(length).end(&self.zone, local, at),
                });
                self.listed.push(Occurrence { local, at });
                self.ends.extend(end.map(|end| (at, end.max(at))));
            }
        }
        for when in master.exdates() {
            if when.is_date() || self.timing.is_date {
                self.excluded_days.push(self.day(&when));
            } else {
                self.excluded.push(self.instant(&when, reader));
            }
        }
        self.excluded.sort_unstable();
        self.excluded_days.sort_unstable();
    }

    /// The instant of a value that stands beside DTSTART; one without zone is meant in DTSTART's zone.
    fn instant(&self, when: &When, reader: &Reader<'_>) -> Timestamp {
        self.meant(when, |when| reader.instant(when))
    }

    /// The same, where `instant` knows what a time with a TZID means.
    pub(super) fn meant(&self, when: &When, instant: impl FnOnce(&When) -> Timestamp) -> Timestamp {
        match when {
            _ if self.timing.is_date => self.zone.instant(self.day(when).and_time(NaiveTime::MIN)),
            When::Date(date) => self.zone.instant(date.and_time(self.timing.when.local().time())),
            When::Floating(local) => self.zone.instant(*local),
            When::Utc(instant) => *instant,
            When::Zoned { .. } => instant(when),
        }
    }

    /// The day a value means in a series of whole days: its date as said, but for an instant that is not midnight in
    /// UTC the reader's date.
    fn day(&self, when: &When) -> NaiveDate {
        match when {
            When::Utc(instant) if instant.time() != NaiveTime::MIN => self.floating.local(*instant).date(),
            _ => when.date(),
        }
    }

    /// Whether there is a member of this RECURRENCE-ID.
    pub(super) fn has_instance(&self, recurrence: Timestamp) -> bool {
        let Some(next) = recurrence.checked_add_signed(TimeDelta::seconds(1)) else { return false };
        let mut found = false;
        let _ = self.occurrences(Window::new(recurrence, next), &mut |occurrence| {
            found |= occurrence.at == recurrence;
            if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found
    }

    /// Where the series starts.
    pub(super) fn start(&self) -> Timestamp {
        self.timing.start
    }

    /// Whether it takes a walk from the first instance to find a late one: rules that count, or many dates.
    pub(super) fn is_walked(&self) -> bool {
        const MANY: usize = 16;
        self.listed.len() > MANY || self.rules.iter().chain(&self.exrules).any(|rule| rule.count().is_some())
    }

    /// The members of the recurrence set up to this time; `None` for more than `most`, or rules that take too long.
    pub(super) fn starts(&self, to: Timestamp, most: usize) -> Option<BTreeSet<Timestamp>> {
        let mut starts = BTreeSet::new();
        let walk = self.occurrences(Window::new(Timestamp::MIN_UTC, to), &mut |occurrence| {
            starts.insert(occurrence.at);
            if starts.len() > most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        (walk.is_ok() && starts.len() <= most).then_some(starts)
    }

    /// Shows the members of the recurrence set whose start is in the window, ends included; some perhaps twice.
    fn occurrences(&self, window: Window, show: &mut dyn FnMut(Occurrence) -> ControlFlow<()>) -> Result<(), TooMany> {
        let excluded = self.excluded_by_rules(window)?;
        let mut show = |occurrence: Occurrence| {
            let is_within = (window.from..=window.to).contains(&occurrence.at);
            let is_out = self.excluded.binary_search(&occurrence.at).is_ok()
                || self.excluded_days.binary_search(&occurrence.local.date()).is_ok()
                || excluded.binary_search(&occurrence.at).is_ok();
            if is_within && !is_out { show(occurrence) } else { ControlFlow::Continue(()) }
        };
        for occurrence in &self.listed {
            if show(*occurrence).is_break() {
                return Ok(());
            }
        }
        for rule in &self.rules {
            if self.ruled(rule, window, &mut show)?.is_break() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn excluded_by_rules(&self, window: Window) -> Result<Vec<Timestamp>, TooMany> {
        let mut excluded = Vec::new();
        for rule in &self.exrules {
            let _ = self.ruled(rule, window, &mut |occurrence| {
                excluded.push(occurrence.at);
                if excluded.len() < MOST_EXCLUDED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
        }
        excluded.sort_unstable();
        Ok(excluded)
    }

    /// Follows one rule through the window.
    fn ruled(
        &self,
        rule: &Rule,
        window: Window,
        show: &mut dyn FnMut(Occurrence) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, TooMany> {
        let start = self.timing.when.local();
        let mut starts = rule.instances(start);
        // A start that the rule does not yield counts as the first all the same (RFC 5545 §3.3.10).
        if rule.count().is_some() && self.rules.len() == 1 && starts.clone().next() != Some(start) {
            starts = starts.without_one();
        }
        let earliest = self.zone.local(window.from).checked_sub_signed(DRIFT).unwrap_or(start);
        let latest = self.zone.local(window.to).checked_add_signed(DRIFT).unwrap_or(NaiveDateTime::MAX);
        let until = self.until(rule);
        let mut starts = starts.until(until.map_or(latest, |(local, _)| local.min(latest))).seek(earliest);
        for local in starts.by_ref() {
            // An HOURLY rule on whole days yields each day many times.
            let local = if self.timing.is_date { local.date().and_time(NaiveTime::MIN) } else { local };
            let at = self.zone.instant(local);
            if until.is_some_and(|(_, last)| last.is_some_and(|last| at > last)) {
                continue;
            }
            if show(Occurrence { local, at }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        if starts.gave_up() { Err(TooMany::Work) } else { Ok(ControlFlow::Continue(())) }
    }

    /// The last local start UNTIL allows, and where it is an instant also that.
    fn until(&self, rule: &Rule) -> Option<(NaiveDateTime, Option<Timestamp>)> {
        match rule.until()? {
            Until::Utc(utc) if !self.timing.is_date => {
                let last = utc.and_utc();
                // In the hour that clocks repeat, a later local time can be an earlier instant.
                Some((self.zone.local(last).checked_add_signed(DRIFT)?, Some(last)))
            }
            until if self.timing.is_date => Some((until.digits().date().and_time(NaiveTime::MIN), None)),
            until => Some((until.digits(), None)),
        }
    }
}

impl<'a> Series<'a> {
    /// `None` when the master does not say when it takes place.
    pub(super) fn new(
        reader: &Reader<'_>,
        master: &'a Component,
        overrides: impl Iterator<Item = &'a Component>,
        kind: Kind,
    ) -> Option<Series<'a>> {
        let mut series = Series { master, set: Set::of(reader, master, kind)?, overrides: Vec::new() };
        series.read_overrides(reader, overrides, kind);
        Some(series)
    }

    fn read_overrides(&mut self, reader: &Reader<'_>, parts: impl Iterator<Item = &'a Component>, kind: Kind) {
        for part in parts {
            let Some(id) = part.recurrence_id() else { continue };
            let recurrence = self.set.instant(&id, reader);
            let timing = Timing::of(part, kind, reader);
            let shift = timing.as_ref().filter(|_| part.is_this_and_future()).map(|timing| {
                let from = if self.set.timing.is_date {
                    self.set.day(&id).and_time(NaiveTime::MIN)
                } else {
                    self.set.zone.local(recurrence)
                };
                let to = if timing.is_date { timing.when.local() } else { self.set.zone.local(timing.start) };
                to.signed_duration_since(from)
            });
            self.overrides.push(Override { recurrence, part, timing, shift });
        }
        // A stable sort, read backwards: of two overrides for one instance the later in the text counts.
        self.overrides.reverse();
        self.overrides.sort_by_key(|part| part.recurrence);
        self.overrides.dedup_by_key(|part| part.recurrence);
    }

    /// Whether an override stands for this instance.
    fn replaces(&self, recurrence: Timestamp) -> bool {
        self.overrides.binary_search_by_key(&recurrence, |part| part.recurrence).is_ok()
    }

    /// Shows the instances that overlap the window.
    pub(super) fn each(
        &self,
        window: Window,
        show: &mut dyn FnMut(Instance<'a>) -> ControlFlow<()>,
    ) -> Result<(), TooMany> {
        for part in &self.overrides {
            if part.show(window, show).is_break() {
                return Ok(());
            }
        }
        let changes = self.changes();
        self.set.occurrences(self.reached(window), &mut |occurrence| self.show(occurrence, &changes, window, show))
    }

    /// Shows those that one component describes: the master those up to the first override for this and future
    /// instances, such an override those up to the next.
    pub(super) fn each_of(
        &self,
        part: &Component,
        window: Window,
        show: &mut dyn FnMut(Instance<'a>) -> ControlFlow<()>,
    ) -> Result<(), TooMany> {
        let changes = self.changes();
        let mut reached = self.reached(window);
        let mut next = changes.first();
        if !std::ptr::eq(part, self.master) {
            let Some(index) = changes.iter().position(|change| std::ptr::eq(change.part, part)) else { return Ok(()) };
            if changes.get(index).is_some_and(|change| change.show(window, show).is_break()) {
                return Ok(());
            }
            reached.from = changes.get(index).map_or(reached.from, |change| reached.from.max(change.recurrence));
            next = changes.get(index + 1);
        }
        let before = next.and_then(|next| next.recurrence.checked_sub_signed(TimeDelta::seconds(1)));
        reached.to = before.map_or(reached.to, |before| reached.to.min(before));
        if reached.from > reached.to {
            return Ok(());
        }
        self.set.occurrences(reached, &mut |occurrence| self.show(occurrence, &changes, window, show))
    }

    /// The overrides for one instance that overlap the window, or whose instance would without them; and those for this
    /// and future instances.
    pub(super) fn overrides_within(&self, window: Window) -> Vec<&'a Component> {
        let changes = self.changes();
        let is_wanted = |part: &&Override<'a>| {
            if part.shift.is_some() || part.timing.as_ref().is_some_and(|timing| timing.is_within(window)) {
                return true;
            }
            let (at, local) = (part.recurrence, self.set.zone.local(part.recurrence));
            let (replaced, timing) = self.placed(Occurrence { local, at }, &changes);
            timing.overlaps(replaced.start, replaced.end, window)
        };
        self.overrides.iter().filter(is_wanted).map(|part| part.part).collect()
    }

    /// The overrides for this and future instances.
    fn changes(&self) -> Vec<&Override<'a>> {
        self.overrides.iter().filter(|part| part.shift.is_some()).collect()
    }

    /// Shows a member of the set that overlaps the window and is not replaced.
    fn show(
        &self,
        occurrence: Occurrence,
        changes: &[&Override<'a>],
        window: Window,
        show: &mut dyn FnMut(Instance<'a>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.replaces(occurrence.at) {
            return ControlFlow::Continue(());
        }
        let (instance, timing) = self.placed(occurrence, changes);
        if timing.overlaps(instance.start, instance.end, window) { show(instance) } else { ControlFlow::Continue(()) }
    }

    /// Where a member of the set takes place, given the overrides for this and future instances, and what describes it.
    fn placed<'s>(&'s self, occurrence: Occurrence, changes: &[&'s Override<'a>]) -> (Instance<'a>, &'s Timing) {
        let index = changes.partition_point(|part| part.recurrence <= occurrence.at);
        let changed = changes.get(..index).and_then(<[_]>::last);
        let changed = changed.and_then(|part| Some((part.part, part.timing.as_ref()?, part.shift?)));
        let (component, timing, start, end) = match changed {
            Some((part, timing, shift)) => {
                let (start, end) = self.shifted(occurrence, timing, shift);
                (part, timing, start, end)
            }
            None => {
                let end = self.set.ends.get(&occurrence.at).copied().unwrap_or_else(|| self.end(occurrence));
                (self.master, &self.set.timing, occurrence.at, end)
            }
        };
        (Instance { recurrence: Some(occurrence.at), start, end, is_date: timing.is_date, component }, timing)
    }

    fn end(&self, occurrence: Occurrence) -> Timestamp {
        self.set.timing.length.end(&self.set.zone, occurrence.local, occurrence.at)
    }

    /// Where an instance lies that follows an override for this and future instances.
    fn shifted(&self, occurrence: Occurrence, timing: &Timing, shift: TimeDelta) -> (Timestamp, Timestamp) {
        let local = occurrence.local.checked_add_signed(shift).unwrap_or(occurrence.local);
        let start = self.set.zone.instant(local);
        // An override that is as long as the master says nothing of the lengths of those that follow.
        let is_as_long = timing.end - timing.start == self.set.timing.end - self.set.timing.start;
        let own = self.set.ends.get(&occurrence.at).filter(|_| is_as_long).map(|end| *end - occurrence.at);
        let end = own.and_then(|own| start.checked_add_signed(own));
        (start, end.unwrap_or_else(|| timing.length.end(&self.set.zone, local, start)))
    }

    /// The window in which the recurrence set is to be searched, so that long and shifted instances are found.
    fn reached(&self, window: Window) -> Window {
        let longest = self.set.ends.iter().map(|(at, end)| *end - *at).max().unwrap_or_default();
        let shifts =
            || self.overrides.iter().filter_map(|part| Some((part.shift?, part.timing.as_ref()?.length.reach())));
        let back = shifts().map(|(shift, length)| shift + length.max(longest)).max().unwrap_or_default().max(longest);
        let forth = shifts().map(|(shift, _)| -shift).max().unwrap_or_default().max(TimeDelta::zero());
        let back = back.max(self.set.timing.length.reach());
        Window::new(
            window.from.checked_sub_signed(back).unwrap_or(Timestamp::MIN_UTC),
            window.to.checked_add_signed(forth).unwrap_or(Timestamp::MAX_UTC),
        )
    }
}
