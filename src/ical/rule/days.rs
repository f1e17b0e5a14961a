//! Which days of a year a rule allows.
//!
//! Whether a day passes the BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY parts depends only on the kind of its
//! year: the weekday of 1 January, whether the year is a leap year and whether the year before was one (for the weeks
//! that reach into the year). There are 28 kinds, so the answer for a year is computed once as a set of bits and then
//! only looked up.

use chrono::{Datelike, NaiveDate};

use super::{Frequency, Rule};

/// Days are counted as chrono does: 1 is 1 January of the year 1, a Monday.
pub(super) fn first_day(year: i32) -> i32 {
    NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, |date| date.num_days_from_ce())
}

/// Monday is 0.
pub(super) fn weekday_of(day: i32) -> u8 {
    u8::try_from((day - 1).rem_euclid(7)).unwrap_or(0)
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The first day of each month counted from 0, and the length of the year at the end.
const MONTHS: [[u16; 13]; 2] = [
    [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365],
    [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366],
];

/// Days of a year, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DaySet([u64; 6]);

impl DaySet {
    const EMPTY: DaySet = DaySet([0; 6]);

    fn insert(&mut self, day: u16) {
        if let Some(word) = self.0.get_mut(usize::from(day / 64)) {
            *word |= 1 << (day % 64);
        }
    }

    pub(super) fn contains(&self, day: u16) -> bool {
        self.0.get(usize::from(day / 64)).is_some_and(|word| word >> (day % 64) & 1 == 1)
    }

    /// The first day of the set that is not before `day`.
    pub(super) fn next(&self, day: u16) -> Option<u16> {
        let mut index = day / 64;
        let mut word = self.0.get(usize::from(index))? >> (day % 64) << (day % 64);
        while word == 0 {
            index += 1;
            word = *self.0.get(usize::from(index))?;
        }
        Some(index * 64 + u16::try_from(word.trailing_zeros()).unwrap_or(0))
    }

    fn is_empty(&self) -> bool {
        self.0 == [0; 6]
    }
}

/// The kind of a year, 0…27.
#[derive(Clone, Copy)]
struct Kind(u8);

impl Kind {
    fn of(year: i32) -> Kind {
        Kind(weekday_of(first_day(year)) + 7 * u8::from(is_leap(year)) + 14 * u8::from(is_leap(year - 1)))
    }

    fn first_weekday(self) -> i16 {
        i16::from(self.0 % 7)
    }

    fn months(self) -> &'static [u16; 13] {
        if self.0 / 7 % 2 == 1 { &MONTHS[1] } else { &MONTHS[0] }
    }

    fn length(self) -> u16 {
        if self.0 / 7 % 2 == 1 { 366 } else { 365 }
    }

    fn length_before(self) -> i16 {
        if self.0 / 14 == 1 { 366 } else { 365 }
    }
}

/// The day parts of a rule, with what they take from DTSTART.
#[derive(Clone, Debug)]
pub(super) struct Days {
    /// Bit n is month n; 0 means all.
    months: u16,
    /// Bit n is the nth day of the month.
    month_days: u32,
    /// Bit n is the nth day from the end of the month.
    month_days_from_end: u32,
    year_days: Vec<i16>,
    weeks: Vec<i8>,
    /// Monday is 0.
    week_start: u8,
    /// Bit n is weekday n, Monday is bit 0.
    weekdays: u8,
    /// Ordinal and weekday.
    counted: Vec<(i16, u8)>,
    /// Whether ordinals count within the month, not the year.
    counted_in_month: bool,
}

impl Days {
    /// The day parts of `rule`; where they leave the day open, it is that of `start` (RFC 5545 §3.3.10, "taken from
    /// DTSTART").
    pub(super) fn of(rule: &Rule, start: NaiveDate) -> Days {
        let frequency = rule.frequency;
        let counts = matches!(frequency, Frequency::Monthly | Frequency::Yearly);
        let is_counted = |ordinal: i16| counts && ordinal != 0;
        let mut days = Days {
            months: rule.by_month.iter().fold(0, |bits, month| bits | 1 << month),
            month_days: rule.by_month_day.iter().filter(|day| **day > 0).fold(0, |bits, day| bits | 1 << day),
            month_days_from_end: rule.by_month_day.iter().filter(|day| **day < 0).fold(0, |bits, day| bits | 1 << -day),
            year_days: rule.by_year_day.clone(),
            weeks: rule.by_week_no.clone(),
            week_start: bit(rule.week_start),
            weekdays: rule
                .by_day
                .iter()
                .filter(|d| !is_counted(d.ordinal))
                .fold(0, |bits, d| bits | 1 << bit(d.weekday)),
            counted: rule
                .by_day
                .iter()
                .filter(|d| is_counted(d.ordinal))
                .map(|d| (d.ordinal, bit(d.weekday)))
                .collect(),
            counted_in_month: frequency == Frequency::Monthly || !rule.by_month.is_empty(),
        };
        let is_open = days.month_days == 0
            && days.month_days_from_end == 0
            && days.year_days.is_empty()
            && days.weeks.is_empty()
            && rule.by_day.is_empty();
        if is_open {
            days.take_from(start, frequency);
        }
        days
    }

    fn take_from(&mut self, start: NaiveDate, frequency: Frequency) {
        match frequency {
            Frequency::Yearly => {
                if self.months == 0 {
                    self.months = 1 << start.month();
                }
                self.month_days = 1 << start.day();
            }
            Frequency::Monthly => self.month_days = 1 << start.day(),
            Frequency::Weekly => self.weekdays = 1 << bit(start.weekday()),
            _ => {}
        }
    }

    /// Whether every day passes.
    pub(super) fn are_all(&self) -> bool {
        self.are_weekdays() && self.weekdays == 0
    }

    /// Whether the weekday alone decides.
    pub(super) fn are_weekdays(&self) -> bool {
        self.months == 0
            && self.month_days == 0
            && self.month_days_from_end == 0
            && self.year_days.is_empty()
            && self.weeks.is_empty()
            && self.counted.is_empty()
    }

    /// How many days of a whole week pass, when the weekday alone decides.
    pub(super) fn per_week(&self) -> u32 {
        if self.weekdays == 0 { 7 } else { self.weekdays.count_ones() }
    }

    /// Whether BYMONTHDAY names a day that a month of `last` days lacks.
    pub(super) fn has_month_day_after(&self, last: u16) -> bool {
        u32::from(last) < 31 && self.month_days >> (last + 1) != 0
    }

    /// Whether a day moved by SKIP passes the parts that are applied after it: BYMONTH before, BYDAY after (RFC 7529
    /// §4.1).
    pub(super) fn admits_moved(&self, month: u8, weekday: u8) -> bool {
        (self.months == 0 || self.months >> month & 1 == 1) && (self.weekdays == 0 || self.weekdays >> weekday & 1 == 1)
    }

    fn set(&self, kind: Kind) -> DaySet {
        let mut set = DaySet::EMPTY;
        let counted = self.counted_days(kind);
        for (month, bounds) in (1u8..).zip(kind.months().windows(2)) {
            let [first, next] = *bounds else { continue };
            if self.months != 0 && self.months >> month & 1 == 0 {
                continue;
            }
            for day in first..next {
                if self.fits_month_day(day - first + 1, next - day)
                    && self.fits_weekday(kind, day, counted.as_ref())
                    && self.fits_year_day(day, kind.length())
                    && self.fits_week(kind, day)
                {
                    set.insert(day);
                }
            }
        }
        set
    }

    fn fits_month_day(&self, day: u16, from_end: u16) -> bool {
        if self.month_days == 0 && self.month_days_from_end == 0 {
            return true;
        }
        self.month_days >> day & 1 == 1 || self.month_days_from_end >> from_end & 1 == 1
    }

    fn fits_weekday(&self, kind: Kind, day: u16, counted: Option<&DaySet>) -> bool {
        if self.weekdays == 0 && counted.is_none() {
            return true;
        }
        let weekday = (u16::from(kind.0 % 7) + day) % 7;
        self.weekdays >> weekday & 1 == 1 || counted.is_some_and(|set| set.contains(day))
    }

    fn fits_year_day(&self, day: u16, length: u16) -> bool {
        let from_start = i16::try_from(day).unwrap_or(0) + 1;
        let from_end = from_start - i16::try_from(length).unwrap_or(0) - 1;
        self.year_days.is_empty() || self.year_days.contains(&from_start) || self.year_days.contains(&from_end)
    }

    /// Weeks are numbered as ISO 8601 does, but from WKST: week 1 is the first with at least four days in the year. The
    /// days around New Year that belong to a week of the neighbour year count under that number, in the year they stand
    /// in.
    fn fits_week(&self, kind: Kind, day: u16) -> bool {
        if self.weeks.is_empty() {
            return true;
        }
        let start = i16::from(self.week_start);
        let day = i16::try_from(day).unwrap_or(0);
        let length = i16::try_from(kind.length()).unwrap_or(0);
        let first = first_week(kind.first_weekday(), start);
        let weeks = weeks_in(first, length, kind.first_weekday() + length, start);
        let number = (day - first).div_euclid(7) + 1;
        if number < 1 {
            let weekday_before = kind.first_weekday() - kind.length_before();
            let first_before = first_week(weekday_before, start);
            let weeks_before = weeks_in(first_before, kind.length_before(), kind.first_weekday(), start);
            return self.names_week(weeks_before, weeks_before);
        }
        if number > weeks {
            return self.weeks.contains(&1);
        }
        self.names_week(number, weeks)
    }

    fn names_week(&self, number: i16, weeks: i16) -> bool {
        self.weeks.iter().map(|week| i16::from(*week)).any(|week| week == number || week == number - weeks - 1)
    }

    /// The days that ordinals such as `2MO` or `-1FR` mean; none when there are no ordinals.
    fn counted_days(&self, kind: Kind) -> Option<DaySet> {
        if self.counted.is_empty() {
            return None;
        }
        let mut set = DaySet::EMPTY;
        if self.counted_in_month {
            for bounds in kind.months().windows(2) {
                if let [first, next] = *bounds {
                    self.count_within(kind, first, next, &mut set);
                }
            }
        } else {
            self.count_within(kind, 0, kind.length(), &mut set);
        }
        Some(set)
    }

    fn count_within(&self, kind: Kind, first: u16, next: u16, set: &mut DaySet) {
        let signed = |day: u16| i16::try_from(day).unwrap_or(0);
        for (ordinal, weekday) in &self.counted {
            let weekday = i16::from(*weekday);
            let day = if *ordinal > 0 {
                let lead = (weekday - kind.first_weekday() - signed(first)).rem_euclid(7);
                signed(first) + lead + (ordinal - 1) * 7
            } else {
                let last = signed(next) - 1;
                let lag = (kind.first_weekday() + last - weekday).rem_euclid(7);
                last - lag + (ordinal + 1) * 7
            };
            if (signed(first)..signed(next)).contains(&day) {
                set.insert(u16::try_from(day).unwrap_or(0));
            }
        }
    }
}

fn bit(weekday: chrono::Weekday) -> u8 {
    u8::try_from(weekday.num_days_from_monday()).unwrap_or(0)
}

/// The day of the year (from 0, negative when in the year before) on which week 1 begins.
fn first_week(first_weekday: i16, week_start: i16) -> i16 {
    match (week_start - first_weekday).rem_euclid(7) {
        lead @ 4.. => lead - 7,
        lead => lead,
    }
}

fn weeks_in(first: i16, length: i16, next_first_weekday: i16, week_start: i16) -> i16 {
    (length + first_week(next_first_weekday, week_start) - first) / 7
}

/// The allowed days of every year, computed once per kind of year.
#[derive(Clone, Debug)]
pub(super) struct Years {
    days: Days,
    known: Vec<Option<DaySet>>,
    /// The year looked at last: its first day, the day after its last, its set.
    current: (i32, i32, DaySet),
}

impl Years {
    pub(super) fn new(days: Days) -> Years {
        Years { days, known: Vec::new(), current: (0, 0, DaySet::EMPTY) }
    }

    pub(super) fn days(&self) -> &Days {
        &self.days
    }

    /// The allowed days of this year.
    pub(super) fn of_year(&mut self, year: i32) -> DaySet {
        self.of_kind(Kind::of(year))
    }

    fn of_kind(&mut self, kind: Kind) -> DaySet {
        if self.known.is_empty() {
            self.known = vec![None; 28];
        }
        let days = &self.days;
        match self.known.get_mut(usize::from(kind.0)) {
            Some(known) => *known.get_or_insert_with(|| days.set(kind)),
            None => DaySet::EMPTY,
        }
    }

    fn turn_to(&mut self, day: i32) {
        if (self.current.0..self.current.1).contains(&day) {
            return;
        }
        let year = NaiveDate::from_num_days_from_ce_opt(day).map_or(0, |date| date.year());
        self.current = (first_day(year), first_day(year + 1), self.of_year(year));
    }

    /// Whether this day passes.
    pub(super) fn allow(&mut self, day: i32) -> bool {
        if self.days.are_weekdays() {
            return self.days.weekdays == 0 || self.days.weekdays >> weekday_of(day) & 1 == 1;
        }
        self.turn_to(day);
        u16::try_from(day - self.current.0).is_ok_and(|day| self.current.2.contains(day))
    }

    /// The first allowed day of the same year that is not before `day`; else the first day of the next year, as an
    /// error.
    pub(super) fn next(&mut self, day: i32) -> Result<i32, i32> {
        self.turn_to(day);
        let (first, next, set) = self.current;
        u16::try_from(day - first).ok().and_then(|day| set.next(day)).map(|day| first + i32::from(day)).ok_or(next)
    }

    /// Whether no day of any year passes, as with 30 February.
    pub(super) fn are_empty(&mut self) -> bool {
        (0..28).all(|kind| self.of_kind(Kind(kind)).is_empty())
    }
}
