//! From a rule to its local start times, one period (one year, one week, one second …) after the other.
//!
//! A period has a set of days and a set of times of day; its instances are all pairs of them, numbered in order, so
//! that BYSETPOS, COUNT and a jump to a window only calculate with numbers and never list what nobody asked for.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::days::{Days, Years, first_day, weekday_of};
use super::{Frequency, Rule, Skip};

/// How many periods in a row may stay without an instance before the rule is given up.
///
/// Every rule people write has an instance in far fewer (29 February on a given weekday: 40 years); the bound keeps
/// rules that never match, and that no shortcut recognises, within a few milliseconds.
const MOST_BARREN_PERIODS: u32 = 100_000;

/// How many periods are walked, at most, to count the instances before a window.
const MOST_COUNTED_PERIODS: u32 = 300_000;

/// After so many barren periods it pays to ask whether any day can match at all.
const BARREN_ENOUGH_TO_ASK: u32 = 40;

/// 31 December 9999, the last day that RFC 5545 can write.
const LAST_DAY: i64 = 3_652_059;

/// Values of one time part, ascending.
#[derive(Clone, Debug)]
struct Slots {
    values: [u8; 60],
    length: u8,
}

impl Slots {
    fn one(value: u8) -> Slots {
        let mut values = [0; 60];
        values[0] = value;
        Slots { values, length: 1 }
    }

    /// The values of a BY part, in order and once each; the one of DTSTART where there are none.
    fn of(part: &[u8], start: u32) -> Slots {
        if part.is_empty() {
            return Slots::one(u8::try_from(start).unwrap_or(0));
        }
        let bits = bits(part);
        let mut slots = Slots { values: [0; 60], length: 0 };
        for (slot, value) in slots.values.iter_mut().zip((0..60).filter(|value| bits >> value & 1 == 1)) {
            *slot = value;
            slots.length += 1;
        }
        slots
    }

    fn as_slice(&self) -> &[u8] {
        self.values.get(..usize::from(self.length)).unwrap_or_default()
    }

    fn len(&self) -> u64 {
        u64::from(self.length)
    }

    fn nth(&self, index: u64) -> u32 {
        usize::try_from(index).ok().and_then(|index| self.as_slice().get(index)).map_or(0, |value| u32::from(*value))
    }

    /// How many values are below `value`, and whether it is itself among them.
    fn rank(&self, value: u32) -> (u64, bool) {
        let below = self.as_slice().iter().take_while(|slot| u32::from(**slot) < value).count();
        (below as u64, self.as_slice().get(below).is_some_and(|slot| u32::from(*slot) == value))
    }
}

/// Bit n stands for value n; the leap second 60 counts as 59.
fn bits(part: &[u8]) -> u64 {
    part.iter().fold(0, |bits, value| bits | 1 << (*value).min(59))
}

/// Where an expansion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The current period has not been looked at.
    Fresh,
    /// The current period has more to give.
    Within,
    Over,
    GaveUp,
}

/// The local start times of one rule, in order and without repeats; ends at the latest with the year 9999.
#[derive(Clone, Debug)]
pub struct Starts<'r> {
    rule: &'r Rule,
    years: Years,
    start: NaiveDateTime,
    /// Nothing before this is given out, but it is counted.
    window: NaiveDateTime,
    last: Option<NaiveDateTime>,
    left: Option<u64>,
    /// The number of the first period, and of the current one: years, months, days, hours, minutes or seconds; for
    /// weeks the day they begin on.
    base: i64,
    period: i64,
    step: i64,
    days: Vec<i32>,
    hours: Slots,
    minutes: Slots,
    seconds: Slots,
    /// The instances of the period that BYSETPOS picks.
    picks: Vec<u64>,
    next: u64,
    end: u64,
    barren: u32,
    counted: u32,
    state: State,
}

impl<'r> Starts<'r> {
    pub(super) fn new(rule: &'r Rule, start: NaiveDateTime) -> Starts<'r> {
        let start = start.with_nanosecond(0).unwrap_or(start);
        let mut starts = Starts {
            rule,
            years: Years::new(Days::of(rule, start.date())),
            start,
            window: start,
            last: rule.until.map(super::Until::digits),
            left: rule.count,
            base: 0,
            period: 0,
            step: i64::from(rule.interval),
            days: Vec::new(),
            hours: Slots::of(&rule.by_hour, start.hour()),
            minutes: Slots::of(&rule.by_minute, start.minute()),
            seconds: Slots::of(&rule.by_second, start.second()),
            picks: Vec::new(),
            next: 0,
            end: 0,
            barren: 0,
            counted: 0,
            state: State::Fresh,
        };
        if rule.frequency == Frequency::Weekly {
            starts.step *= 7;
        }
        starts.base = starts.period_of(start);
        starts.period = starts.base;
        if !rule.is_gregorian() || starts.picks_nothing() {
            starts.state = State::Over;
        }
        starts
    }

    /// Stops after `last`, whatever UNTIL says by its digits.
    #[must_use]
    pub fn until(mut self, last: NaiveDateTime) -> Self {
        self.last = Some(last);
        self
    }

    /// COUNT reduced by one, for a DTSTART that the rule itself does not yield: it "always counts as the first
    /// occurrence" (RFC 5545 §3.3.10).
    #[must_use]
    pub fn without_one(mut self) -> Self {
        self.left = self.left.map(|left| left.saturating_sub(1));
        self
    }

    /// Leaves out what lies before `window`; has no effect once a start was taken.
    #[must_use]
    pub fn seek(mut self, window: NaiveDateTime) -> Self {
        if window <= self.window || self.state != State::Fresh {
            return self;
        }
        self.window = window;
        let target = self.period_of(window);
        // SKIP=FORWARD moves an instance into the following month, so the period before is looked at as well.
        let whole = (target - self.base).div_euclid(self.step) - 1;
        if whole < 1 {
            return self;
        }
        match (self.left, self.instances_per_period()) {
            (None, _) => self.period = self.base + whole * self.step,
            (Some(_), Some(each)) => self.skip_counted(whole, each),
            (Some(_), None) => {}
        }
        self
    }

    /// Whether the expansion stopped for its bounds rather than because the rule has no more instances.
    pub fn gave_up(&self) -> bool {
        self.state == State::GaveUp
    }

    /// Jumps over periods that have `each` instances apiece; only the first may have fewer, for it began before
    /// DTSTART.
    fn skip_counted(&mut self, whole: i64, each: u64) {
        self.settle();
        if self.state != State::Fresh {
            return;
        }
        self.open_period();
        self.pass(self.end - self.next);
        let skipped = u64::try_from(whole - 1).unwrap_or(0).saturating_mul(each);
        self.pass(skipped);
        self.period = self.base + whole * self.step;
        if self.state != State::Over {
            self.state = State::Fresh;
        }
    }

    /// Counts instances that are not given out.
    fn pass(&mut self, instances: u64) {
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(instances);
            if *left == 0 {
                self.state = State::Over;
            }
        }
    }

    /// The number of instances in each period, where it is the same for all.
    fn instances_per_period(&self) -> Option<u64> {
        let rule = self.rule;
        let is_free = |coarsest: Frequency, part: &[u8]| rule.frequency >= coarsest || part.is_empty();
        let are_alike = rule.by_set_pos.is_empty()
            && self.years.days().are_weekdays()
            && is_free(Frequency::Daily, &rule.by_hour)
            && is_free(Frequency::Hourly, &rule.by_minute)
            && is_free(Frequency::Minutely, &rule.by_second);
        let days = match rule.frequency {
            Frequency::Weekly => u64::from(self.years.days().per_week()),
            Frequency::Monthly | Frequency::Yearly => return None,
            _ if self.years.days().are_all() => 1,
            _ => return None,
        };
        are_alike.then(|| days * self.times())
    }

    /// The times in a day (or in the hour or minute that is the period).
    fn times(&self) -> u64 {
        let frequency = self.rule.frequency;
        let hours = if frequency >= Frequency::Daily { self.hours.len() } else { 1 };
        let minutes = if frequency >= Frequency::Hourly { self.minutes.len() } else { 1 };
        let seconds = if frequency >= Frequency::Minutely { self.seconds.len() } else { 1 };
        hours * minutes * seconds
    }

    /// Whether BYSETPOS asks only for positions that no period has.
    fn picks_nothing(&self) -> bool {
        let most_days = match self.rule.frequency {
            Frequency::Yearly => 366,
            Frequency::Monthly => 31,
            Frequency::Weekly => 7,
            _ => 1,
        };
        let most = most_days * self.times();
        let picks = &self.rule.by_set_pos;
        !picks.is_empty() && picks.iter().all(|pick| u64::from(pick.unsigned_abs()) > most)
    }

    fn period_of(&self, time: NaiveDateTime) -> i64 {
        let day = i64::from(time.num_days_from_ce());
        let seconds = day * 86_400 + i64::from(time.num_seconds_from_midnight());
        match self.rule.frequency {
            Frequency::Yearly => i64::from(time.year()),
            Frequency::Monthly => i64::from(time.year()) * 12 + i64::from(time.month0()),
            Frequency::Weekly => {
                let week_start = i64::from(self.rule.week_start.num_days_from_monday());
                day - (day - 1 - week_start).rem_euclid(7)
            }
            Frequency::Daily => day,
            Frequency::Hourly => seconds.div_euclid(3_600),
            Frequency::Minutely => seconds.div_euclid(60),
            Frequency::Secondly => seconds,
        }
    }

    /// Seconds in a period shorter than a day.
    fn unit(&self) -> i64 {
        match self.rule.frequency {
            Frequency::Hourly => 3_600,
            Frequency::Minutely => 60,
            _ => 1,
        }
    }

    /// The first day of the current period.
    fn first_day(&self) -> i64 {
        match self.rule.frequency {
            Frequency::Yearly => {
                i32::try_from(self.period).map_or(i64::MAX, |year| i64::from(first_day(year.min(20_000))))
            }
            Frequency::Monthly => {
                let year = i32::try_from(self.period.div_euclid(12)).unwrap_or(i32::MAX).min(20_000);
                i64::from(first_day(year)) + self.period.rem_euclid(12) * 28
            }
            Frequency::Weekly | Frequency::Daily => self.period,
            _ => (self.period * self.unit()).div_euclid(86_400),
        }
    }

    /// Moves on from the current period to the first that can have instances, and ends the expansion behind the last.
    fn settle(&mut self) {
        let last_day = self.last.map_or(LAST_DAY, |last| i64::from(last.num_days_from_ce()).min(LAST_DAY));
        while self.state == State::Fresh {
            let first_day = self.first_day();
            if first_day > last_day || self.never_matches() {
                self.state = State::Over;
            } else if self.barren > MOST_BARREN_PERIODS {
                self.state = State::GaveUp;
            } else if let Some(period) = self.next_candidate(first_day) {
                self.barren += 1;
                self.period = self.base + (period - self.base + self.step - 1).div_euclid(self.step) * self.step;
            } else {
                return;
            }
        }
    }

    /// Whether so many periods stayed barren that all will.
    fn never_matches(&mut self) -> bool {
        // After 400 years the Gregorian calendar begins anew, also for every nth period.
        let cycle = match self.rule.frequency {
            Frequency::Yearly => 400,
            Frequency::Monthly => 4_800,
            Frequency::Weekly => 20_871,
            _ => u32::MAX,
        };
        let is_impossible =
            self.barren == BARREN_ENOUGH_TO_ASK && !self.years.days().are_weekdays() && self.years.are_empty();
        is_impossible || self.barren > cycle
    }

    /// For periods of at most a day: the earliest period that may fit when the current one does not.
    fn next_candidate(&mut self, first_day: i64) -> Option<i64> {
        let frequency = self.rule.frequency;
        if frequency > Frequency::Daily {
            return None;
        }
        let day = i32::try_from(first_day).unwrap_or(i32::MAX);
        if !self.years.allow(day) {
            let next = if self.years.days().are_weekdays() {
                day + 1
            } else {
                self.years.next(day).unwrap_or_else(|next| next)
            };
            let next = i64::from(next);
            return Some(if frequency == Frequency::Daily { next } else { next * 86_400 / self.unit() });
        }
        if frequency == Frequency::Daily {
            return None;
        }
        let second_of_day = (self.period * self.unit()).rem_euclid(86_400);
        let midnight = self.period * self.unit() - second_of_day;
        let parts = [(3_600, 24, &self.rule.by_hour), (60, 60, &self.rule.by_minute), (1, 60, &self.rule.by_second)];
        for (length, wrap, part) in parts.into_iter().filter(|(length, ..)| *length >= self.unit()) {
            let value = second_of_day / length % wrap;
            if part.is_empty() || bits(part) >> value & 1 == 1 {
                continue;
            }
            let lap = second_of_day / length - value;
            let later = part.iter().map(|slot| i64::from((*slot).min(59))).filter(|slot| *slot > value).min();
            let candidate = midnight + (lap + later.unwrap_or(wrap)) * length;
            return Some(candidate / self.unit());
        }
        None
    }

    /// Finds the days, times and picks of the current period and where in it to begin.
    fn open_period(&mut self) {
        self.days.clear();
        self.collect_days();
        self.set_time_of_period();
        let total = self.days.len() as u64 * self.times();
        self.pick(total);
        let begin = self.rank_of(self.start);
        let window = if self.window > self.start { self.rank_of(self.window) } else { begin };
        self.end = if self.rule.by_set_pos.is_empty() { total } else { self.picks.len() as u64 };
        self.next = window;
        self.state = State::Within;
        if window > begin {
            self.pass(window - begin);
            self.barren = 0;
            self.counted += 1;
            if self.left.is_some() && self.counted > MOST_COUNTED_PERIODS && self.state != State::Over {
                self.state = State::GaveUp;
            }
        }
    }

    fn collect_days(&mut self) {
        let first = i32::try_from(self.first_day()).unwrap_or(i32::MAX);
        match self.rule.frequency {
            Frequency::Yearly => {
                let year = i32::try_from(self.period).unwrap_or(i32::MAX);
                self.collect_between(year, 0, 366);
                (1..=12).for_each(|month| self.collect_moved(year, month));
            }
            Frequency::Monthly => {
                let year = i32::try_from(self.period.div_euclid(12)).unwrap_or(i32::MAX);
                let month = u32::try_from(self.period.rem_euclid(12)).unwrap_or(0) + 1;
                if let Some((first, length)) = month_of(year, month) {
                    let from = u16::try_from(first - first_day(year)).unwrap_or(0);
                    self.collect_between(year, from, from + length);
                }
                self.collect_moved(year, month);
            }
            Frequency::Weekly => {
                for day in first..first + 7 {
                    if self.years.allow(day) {
                        self.days.push(day);
                    }
                }
            }
            _ => self.days.push(first),
        }
    }

    /// The allowed days of a year, from one day of the year (counted from 0) up to before another.
    fn collect_between(&mut self, year: i32, from: u16, to: u16) {
        let set = self.years.of_year(year);
        let first = first_day(year);
        let mut next = set.next(from);
        while let Some(day) = next.filter(|day| *day < to) {
            self.days.push(first + i32::from(day));
            next = set.next(day + 1);
        }
    }

    /// The day that SKIP gives for a BYMONTHDAY which this month does not have.
    fn collect_moved(&mut self, year: i32, month: u32) {
        if self.rule.skip == Skip::Omit {
            return;
        }
        let Some((first, length)) = month_of(year, month) else { return };
        let after = first + i32::from(length);
        let moved = if self.rule.skip == Skip::Forward { after } else { after - 1 };
        let days = self.years.days();
        let month = u8::try_from(month).unwrap_or(0);
        if days.has_month_day_after(length)
            && days.admits_moved(month, weekday_of(moved))
            && !self.days.contains(&moved)
        {
            self.days.push(moved);
            self.days.sort_unstable();
        }
    }

    /// For periods shorter than a day: the hour, minute and second that the period itself fixes.
    fn set_time_of_period(&mut self) {
        let frequency = self.rule.frequency;
        if frequency >= Frequency::Daily {
            return;
        }
        let second_of_day = (self.period * self.unit()).rem_euclid(86_400);
        let slot = |value: i64| Slots::one(u8::try_from(value).unwrap_or(0));
        self.hours = slot(second_of_day / 3_600);
        if frequency <= Frequency::Minutely {
            self.minutes = slot(second_of_day / 60 % 60);
        }
        if frequency == Frequency::Secondly {
            self.seconds = slot(second_of_day % 60);
        }
    }

    fn pick(&mut self, total: u64) {
        self.picks.clear();
        let rule = self.rule;
        self.picks.extend(rule.by_set_pos.iter().filter_map(|pick| {
            let distance = u64::from(pick.unsigned_abs());
            let index = if *pick > 0 { Some(distance - 1) } else { total.checked_sub(distance) };
            index.filter(|index| *index < total)
        }));
        self.picks.sort_unstable();
        self.picks.dedup();
    }

    /// How many instances of the period lie before `time`.
    fn rank_of(&self, time: NaiveDateTime) -> u64 {
        let day = time.num_days_from_ce();
        let earlier = self.days.partition_point(|candidate| *candidate < day);
        let mut index = earlier as u64 * self.times();
        if self.days.get(earlier) == Some(&day) {
            index += self.times_before(time);
        }
        if self.rule.by_set_pos.is_empty() {
            return index;
        }
        self.picks.partition_point(|pick| *pick < index) as u64
    }

    fn times_before(&self, time: NaiveDateTime) -> u64 {
        let (hours, has_hour) = self.hours.rank(time.hour());
        let (minutes, has_minute) = self.minutes.rank(time.minute());
        let (seconds, _) = self.seconds.rank(time.second());
        let mut before = hours * self.minutes.len() * self.seconds.len();
        if has_hour {
            before += minutes * self.seconds.len();
            if has_minute {
                before += seconds;
            }
        }
        before
    }

    /// The nth instance of the period.
    fn at(&self, index: u64) -> Option<NaiveDateTime> {
        let index = match self.rule.by_set_pos.is_empty() {
            true => index,
            false => *self.picks.get(usize::try_from(index).ok()?)?,
        };
        let times = self.times();
        let day = self.days.get(usize::try_from(index / times).ok()?)?;
        let index = index % times;
        let second = self.seconds.nth(index % self.seconds.len());
        let index = index / self.seconds.len();
        let minute = self.minutes.nth(index % self.minutes.len());
        let hour = self.hours.nth(index / self.minutes.len());
        Some(NaiveDate::from_num_days_from_ce_opt(*day)?.and_time(NaiveTime::from_hms_opt(hour, minute, second)?))
    }

    /// The next start and the bookkeeping of the ends.
    fn take(&mut self) -> Option<NaiveDateTime> {
        let start = self.at(self.next)?;
        self.next += 1;
        let is_past = self.last.is_some_and(|last| start > last) || self.left == Some(0);
        if is_past {
            self.state = State::Over;
            return None;
        }
        self.left = self.left.map(|left| left - 1);
        self.barren = 0;
        Some(start)
    }
}

/// The first day of a month and its number of days.
fn month_of(year: i32, month: u32) -> Option<(i32, u16)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let next = first.checked_add_months(chrono::Months::new(1))?;
    let length = next.signed_duration_since(first).num_days();
    Some((first.num_days_from_ce(), u16::try_from(length).ok()?))
}

impl Iterator for Starts<'_> {
    type Item = NaiveDateTime;

    fn next(&mut self) -> Option<NaiveDateTime> {
        loop {
            match self.state {
                State::Over | State::GaveUp => return None,
                State::Fresh => {
                    self.settle();
                    if self.state == State::Fresh {
                        self.open_period();
                    }
                }
                State::Within if self.next < self.end => return self.take(),
                State::Within => {
                    self.barren += 1;
                    self.period += self.step;
                    self.state = State::Fresh;
                }
            }
        }
    }
}
