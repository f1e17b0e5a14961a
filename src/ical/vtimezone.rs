//! Writing a VTIMEZONE (RFC 5545 §3.6.5) that every mail program understands.
//!
//! Exchange refuses or misreads the histories that other servers send: RDATE beside RRULE (KB 4456241), RDATE alone and
//! several rules for one observance (KB 2643084), a pseudo rule for a zone without summer time. So an observance has
//! one RRULE or none, there is never an RDATE, and what was before the event is left out: a zone whose rules hold for
//! the whole span is one STANDARD and one DAYLIGHT that begin in 1970. Where laws change within the span there are
//! several of each, the earlier ones with UNTIL.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

use super::line::Line;
use super::rule::Rule;
use super::tree::Component;
use super::value::{Timestamp, When};
use super::zone::{Change, Zone};

/// Changes are looked at for so many years to see by which rule they repeat: in fewer, "fourth" and "last" can look
/// alike.
const YEARS_TO_SEE_RULES: i64 = 30;

/// For an event without end, the laws known until this year are looked at …
const LAST_YEAR: i32 = 2060;

/// … but what begins later than this is left out: changes that follow no rule (Morocco's Ramadan, two a year) would go
/// on for long.
const LAST_YEAR_OF_NEW_RULES: i32 = 2040;

/// Two a year for two centuries.
const MOST_CHANGES: usize = 400;

/// Where rules begin when they held all the time.
const USUAL_FIRST_YEAR: i32 = 1970;

/// A VTIMEZONE under this TZID that is right from `from` to `to`, or for all times after `from` as far as laws are
/// known.
///
/// Of a zone that changes without a rule (Morocco's Ramadan) the changes up to 2040 are written when the end is open.
pub fn vtimezone(zone: &Zone, tzid: &str, from: Timestamp, to: Option<Timestamp>) -> Component {
    let runs = runs(zone, from, to);
    let mut timezone = Component::new("VTIMEZONE");
    timezone.add(Line::text("TZID", tzid));
    if let Some(name) = zone.name().filter(|name| *name != tzid) {
        timezone.add(Line::text("X-LIC-LOCATION", name));
    }
    let first_year = USUAL_FIRST_YEAR.min(from.year() - 1);
    let holds_from_start = begins_regularly(&runs, from);
    if !holds_from_start {
        timezone.push(initial(zone, from, first_year));
    }
    for (index, run) in runs.iter().enumerate() {
        let start = match holds_from_start && index < 2 {
            true => run.in_year(first_year),
            false => None,
        };
        timezone.push(run.observance(start.unwrap_or_else(|| run.first())));
    }
    timezone
}

/// Before the first zone had a law.
const EARLIEST_YEAR: i32 = 1850;

/// A VTIMEZONE of all that is known of a zone between two times, or ever: what the time zone service gives (RFC 7808
/// §5.3). It begins with what holds at `from`; of what may come after `to` it says with TZUNTIL that it is not told.
pub fn full_timezone(zone: &Zone, tzid: &str, from: Option<Timestamp>, to: Option<Timestamp>) -> Component {
    let from = from.unwrap_or_else(|| new_year(EARLIEST_YEAR));
    let mut timezone = Component::new("VTIMEZONE");
    timezone.add(Line::text("TZID", tzid));
    if let Some(to) = to {
        timezone.add(When::Utc(to).to_line("TZUNTIL"));
    }
    let a_year_before = from.checked_sub_signed(TimeDelta::days(366)).unwrap_or(from);
    let latest = zone.changes(a_year_before, from, MOST_CHANGES).pop();
    let is_summer = latest.is_some_and(|change| change.is_switch && change.after > change.before);
    let offset = zone.offset(from);
    let name = if is_summer { "DAYLIGHT" } else { "STANDARD" };
    timezone.push(observance(name, zone.local(from), (offset, offset), None, &zone.abbreviation(from)));
    let is_inside = |run: &&Run| to.is_none_or(|to| run.change.at < to.timestamp());
    for run in runs(zone, from, to).iter().filter(is_inside) {
        timezone.push(run.observance(run.first()));
    }
    timezone
}

/// What holds before the first change.
fn initial(zone: &Zone, from: Timestamp, year: i32) -> Component {
    let offset = zone.offset(from);
    observance("STANDARD", new_year(year).naive_utc(), (offset, offset), None, &zone.abbreviation(from))
}

fn observance(
    name: &str,
    start: NaiveDateTime,
    offsets: (i32, i32),
    rule: Option<String>,
    abbreviation: &str,
) -> Component {
    let mut part = Component::new(name);
    part.add(Line::text("DTSTART", &start.format("%Y%m%dT%H%M%S").to_string()));
    part.add(Line::text("TZOFFSETFROM", &utc_offset(offsets.0)));
    part.add(Line::text("TZOFFSETTO", &utc_offset(offsets.1)));
    if let Some(rule) = rule {
        part.add(Line::text("RRULE", "").with_value(&rule));
    }
    part.add(Line::text("TZNAME", abbreviation));
    part
}

/// `+0530`; with seconds where clocks once had them.
fn utc_offset(offset: i32) -> String {
    let (sign, seconds) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{seconds:02}"),
    }
}

/// Changes of one kind in consecutive years that follow one rule.
struct Run {
    /// The first of them.
    change: Change,
    /// When, on the wall before the change.
    locals: Vec<NaiveDateTime>,
    last: i64,
    pattern: Option<Pattern>,
    /// Whether it goes on behind the years looked at.
    is_open: bool,
}

impl Run {
    fn new(change: Change) -> Run {
        let (local, last) = (local(&change), change.at);
        Run { change, locals: vec![local], last, pattern: None, is_open: false }
    }

    /// Takes in a change of the next year, if one rule covers it too.
    fn extend(&mut self, change: &Change, months: Months) -> bool {
        let is_alike = (self.change.before, self.change.after, self.change.is_switch, &self.change.name)
            == (change.before, change.after, change.is_switch, &change.name);
        let next = local(change);
        if !is_alike || self.locals.last().is_none_or(|last| last.year() + 1 != next.year()) {
            return false;
        }
        self.locals.push(next);
        match Pattern::of(&self.locals, months) {
            Some(pattern) => {
                self.pattern = Some(pattern);
                self.last = change.at;
                true
            }
            None => {
                self.locals.pop();
                false
            }
        }
    }

    fn first(&self) -> NaiveDateTime {
        self.locals.first().copied().unwrap_or_default()
    }

    /// When the change falls in another year by the same rule.
    fn in_year(&self, year: i32) -> Option<NaiveDateTime> {
        let rule = Rule::parse(&self.pattern.as_ref()?.rule()).ok()?;
        let start = NaiveDate::from_ymd_opt(year, 1, 1)?.and_time(self.first().time());
        rule.instances(start).next().filter(|local| local.year() == year)
    }

    fn observance(&self, start: NaiveDateTime) -> Component {
        let name =
            if self.change.is_switch && self.change.after > self.change.before { "DAYLIGHT" } else { "STANDARD" };
        let rule = self.pattern.as_ref().map(|pattern| match self.is_open {
            true => pattern.rule(),
            false => {
                let until = DateTime::from_timestamp(self.last, 0).unwrap_or_default();
                format!("{};UNTIL={}", pattern.rule(), until.format("%Y%m%dT%H%M%SZ"))
            }
        });
        observance(name, start, (self.change.before, self.change.after), rule, &self.change.name)
    }
}

fn local(change: &Change) -> NaiveDateTime {
    DateTime::from_timestamp(change.at + i64::from(change.before), 0).unwrap_or_default().naive_utc()
}

/// The changes that matter from `from` to `to`, sorted into runs; in the order of their first change.
fn runs(zone: &Zone, from: Timestamp, to: Option<Timestamp>) -> Vec<Run> {
    let later = |years: i64| from.checked_add_signed(TimeDelta::days(years * 366)).unwrap_or(from);
    let horizon = later(YEARS_TO_SEE_RULES).max(to.unwrap_or_else(|| new_year(LAST_YEAR)));
    let changes = zone.changes(from, horizon, MOST_CHANGES);
    let (plain, loose) = (sorted(&changes, Months::One), sorted(&changes, Months::Two));
    // A new law that moves a change from October to November must not look like one odd rule.
    let mut runs = if loose.len() * 2 < plain.len() { loose } else { plain };
    for run in &mut runs {
        run.is_open = run.pattern.is_some() && local_year(run.last) >= horizon.year() - 1;
    }
    let end = to.unwrap_or_else(|| new_year(LAST_YEAR_OF_NEW_RULES));
    // The first year is kept whole even for one short event, so that the zone looks like what people know.
    let end = end.max(later(1)).timestamp();
    runs.retain(|run| run.change.at <= end);
    runs
}

fn sorted(changes: &[Change], months: Months) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in changes {
        if !runs.iter_mut().rev().any(|run| run.extend(change, months)) {
            runs.push(Run::new(change.clone()));
        }
    }
    runs
}

fn new_year(year: i32) -> Timestamp {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN).and_utc()
}

fn local_year(at: i64) -> i32 {
    DateTime::from_timestamp(at, 0).map_or(0, |instant| instant.year())
}

/// Whether the first two runs are a summer time that may as well have been there for ever: going backwards by their
/// rules, the state at `from` is the true one.
fn begins_regularly(runs: &[Run], from: Timestamp) -> bool {
    let [next, after_next, ..] = runs else { return false };
    let alternate = next.change.before == after_next.change.after && next.change.after == after_next.change.before;
    let year = after_next.first().year();
    let previous =
        after_next.in_year(year - 1).map(|local| local.and_utc().timestamp() - i64::from(after_next.change.before));
    alternate && next.pattern.is_some() && previous.is_some_and(|previous| previous <= from.timestamp())
}

/// Whether a rule may cover days in two months.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Months {
    One,
    Two,
}

/// On which day of the year a change falls.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    /// The nth weekday of a month, −1 for the last.
    Nth(u32, i32, Weekday),
    /// The weekday on or after a day of a month.
    OnOrAfter(u32, u32, Weekday),
    /// The weekday on or after a day counted from the end of the year, for those that may fall in two months: Egypt's
    /// "after the last Thursday of October".
    FromEnd(i32, Weekday),
    /// The same day of a month.
    Date(u32, u32),
}

impl Pattern {
    /// The pattern that all these days share, along with the time of day.
    fn of(days: &[NaiveDateTime], months: Months) -> Option<Pattern> {
        let first = days.first()?;
        let same = |key: fn(&NaiveDateTime) -> u32| days.iter().all(|day| key(day) == key(first));
        if days.iter().any(|day| day.time() != first.time()) {
            return None;
        }
        let same_weekday = same(|day| day.weekday().num_days_from_monday());
        if !same(|day| day.month()) {
            return if same_weekday && months == Months::Two { Pattern::from_end(days) } else { None };
        }
        if !same_weekday {
            return same(|day| day.day()).then(|| Pattern::Date(first.month(), first.day()));
        }
        if same(from_last) && from_last(first) == 1 {
            return Some(Pattern::Nth(first.month(), -1, first.weekday()));
        }
        if same(nth) {
            return Some(Pattern::Nth(first.month(), i32::try_from(nth(first)).ok()?, first.weekday()));
        }
        let (least, greatest) = bounds(days.iter().map(|day| day.day()))?;
        let begin = least.min(length_of_month(first) - 6);
        (greatest - begin < 7).then(|| Pattern::OnOrAfter(first.month(), begin, first.weekday()))
    }

    fn from_end(days: &[NaiveDateTime]) -> Option<Pattern> {
        let from_end = |day: &NaiveDateTime| i32::try_from(day.ordinal()).unwrap_or(0) - length_of_year(day) - 1;
        let (least, greatest) = bounds(days.iter().map(from_end))?;
        (greatest - least < 7 && least < -6)
            .then(|| Pattern::FromEnd(least, days.first().map_or(Weekday::Mon, |d| d.weekday())))
    }

    fn rule(&self) -> String {
        let code = |weekday: Weekday| weekday.to_string().chars().take(2).collect::<String>().to_ascii_uppercase();
        let seven = |first: i32| (first..first + 7).map(|day| day.to_string()).collect::<Vec<_>>().join(",");
        match self {
            Pattern::Nth(month, nth, weekday) => format!("FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{}", code(*weekday)),
            Pattern::OnOrAfter(month, day, weekday) => {
                let days = seven(i32::try_from(*day).unwrap_or(1));
                format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={days};BYDAY={}", code(*weekday))
            }
            Pattern::FromEnd(day, weekday) => format!("FREQ=YEARLY;BYYEARDAY={};BYDAY={}", seven(*day), code(*weekday)),
            Pattern::Date(month, day) => format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"),
        }
    }
}

fn bounds<T: Ord + Copy>(values: impl Iterator<Item = T> + Clone) -> Option<(T, T)> {
    Some((values.clone().min()?, values.max()?))
}

fn nth(day: &NaiveDateTime) -> u32 {
    (day.day() - 1) / 7 + 1
}

fn from_last(day: &NaiveDateTime) -> u32 {
    (length_of_month(day) - day.day()) / 7 + 1
}

fn length_of_month(day: &NaiveDateTime) -> u32 {
    let first = day.date().with_day(1).unwrap_or_default();
    let next = first.checked_add_months(chrono::Months::new(1)).unwrap_or_default();
    u32::try_from(next.signed_duration_since(first).num_days()).unwrap_or(31)
}

fn length_of_year(day: &NaiveDateTime) -> i32 {
    if day.date().leap_year() { 366 } else { 365 }
}
