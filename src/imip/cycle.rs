//! Which recurrence rules can be said in one sentence, and as what.
//!
//! A rule is only said when the sentence means the same dates.  For all others the reader is told that there is a rule:
//! a wrong date in words is worse than none.

use chrono::{Datelike, NaiveDate, Timelike, Weekday};

use super::words::{Cycle, End, On, Unit};
use crate::ical::{ByDay, Frequency, Rule, Until, When, Zones};

/// The cycle that the value of an RRULE means for a component that starts at `start`.
///
/// `None` for what has no short sentence: weeks and days counted through the year, several hours a day, Fridays that are
/// the 13th, calendars other than the Gregorian, and text that is no rule.
pub fn of(rrule: &str, start: Option<&When>, zones: &Zones) -> Option<Cycle> {
    let rule = Rule::parse(rrule).ok()?;
    let start = start?;
    let plain = rule.scale().is_none()
        && rule.by_week_no().is_empty()
        && rule.by_year_day().is_empty()
        && keeps_time_of(start, &rule);
    if !plain {
        return None;
    }
    let day = start.date();
    let (unit, on) = match rule.frequency() {
        Frequency::Secondly => return None,
        Frequency::Minutely => (Unit::Minute, every_one(&rule)?),
        Frequency::Hourly => (Unit::Hour, every_one(&rule)?),
        Frequency::Daily => daily(&rule)?,
        Frequency::Weekly => (Unit::Week, On::Weekdays(weekdays(&rule, day)?)),
        Frequency::Monthly => monthly(&rule, day)?,
        Frequency::Yearly => (Unit::Year, yearly(&rule, day)?),
    };
    let months = match on {
        On::DayOfYear { .. } => Vec::new(),
        _ => rule.by_month().iter().map(|month| u32::from(*month)).collect(),
    };
    Some(Cycle { unit, interval: rule.interval(), on, months, end: end(&rule, start, zones)? })
}

/// Whether BYHOUR, BYMINUTE and BYSECOND only repeat the time of DTSTART.
fn keeps_time_of(start: &When, rule: &Rule) -> bool {
    let time = start.local().time();
    let same = |values: &[u8], value: u32| values.is_empty() || values.iter().all(|v| u32::from(*v) == value);
    same(rule.by_hour(), time.hour()) && same(rule.by_minute(), time.minute()) && same(rule.by_second(), time.second())
}

fn every_one(rule: &Rule) -> Option<On> {
    let is_plain = rule.by_day().is_empty() && rule.by_month_day().is_empty() && rule.by_set_pos().is_empty();
    is_plain.then_some(On::Each)
}

/// FREQ=DAILY with weekdays is said like FREQ=WEEKLY, and with days of the month like FREQ=MONTHLY.
fn daily(rule: &Rule) -> Option<(Unit, On)> {
    if !rule.by_set_pos().is_empty() {
        return None;
    }
    match (rule.by_day(), rule.by_month_day(), rule.interval()) {
        ([], [], _) => Some((Unit::Day, On::Each)),
        (days, [], 1) => Some((Unit::Week, On::Weekdays(uncounted(days)?))),
        ([], days, 1) => Some((Unit::Month, month_days(days))),
        _ => None,
    }
}

fn weekdays(rule: &Rule, start: NaiveDate) -> Option<Vec<Weekday>> {
    if !rule.by_set_pos().is_empty() || !rule.by_month_day().is_empty() {
        return None;
    }
    match rule.by_day() {
        [] => Some(vec![start.weekday()]),
        days => uncounted(days),
    }
}

fn monthly(rule: &Rule, start: NaiveDate) -> Option<(Unit, On)> {
    match (rule.by_day(), rule.by_month_day(), rule.by_set_pos()) {
        ([], [], []) => Some((Unit::Month, On::MonthDays(vec![i32::try_from(start.day()).ok()?]))),
        ([], days, []) => Some((Unit::Month, month_days(days))),
        (days, [], []) if rule.interval() == 1 && uncounted(days).is_some() => {
            Some((Unit::Week, On::Weekdays(uncounted(days)?)))
        }
        (days, [], []) => Some((Unit::Month, On::NthWeekdays(counted(days)?))),
        (days, [], positions) => Some((Unit::Month, positioned(days, positions)?)),
        _ => None,
    }
}

fn yearly(rule: &Rule, start: NaiveDate) -> Option<On> {
    let months = rule.by_month();
    match (rule.by_day(), rule.by_month_day(), rule.by_set_pos()) {
        ([], [], []) => match months {
            [] => Some(On::DayOfYear { day: start.day(), month: start.month() }),
            [month] => Some(On::DayOfYear { day: start.day(), month: u32::from(*month) }),
            _ => Some(On::MonthDays(vec![i32::try_from(start.day()).ok()?])),
        },
        ([], [day], []) if *day > 0 && months.len() == 1 => {
            Some(On::DayOfYear { day: u32::try_from(*day).ok()?, month: u32::from(*months.first()?) })
        }
        ([], days, []) if !months.is_empty() => Some(month_days(days)),
        (days, [], []) if !months.is_empty() => Some(On::NthWeekdays(counted(days)?)),
        // BYSETPOS counts through the whole year, so with several months it would pick from them together.
        (days, [], positions) if months.len() == 1 => positioned(days, positions),
        _ => None,
    }
}

fn month_days(days: &[i8]) -> On {
    On::MonthDays(days.iter().map(|day| i32::from(*day)).collect())
}

/// Weekdays without a number, in the order of the week.
fn uncounted(days: &[ByDay]) -> Option<Vec<Weekday>> {
    let mut plain: Vec<Weekday> =
        days.iter().map(|day| (day.ordinal == 0).then_some(day.weekday)).collect::<Option<_>>()?;
    plain.sort_by_key(Weekday::num_days_from_monday);
    plain.dedup();
    Some(plain)
}

/// Weekdays that all have a number.
fn counted(days: &[ByDay]) -> Option<Vec<(i32, Weekday)>> {
    days.iter().map(|day| (day.ordinal != 0).then_some((i32::from(day.ordinal), day.weekday))).collect()
}

fn positioned(days: &[ByDay], positions: &[i16]) -> Option<On> {
    let days = uncounted(days)?;
    let positions: Vec<i32> = positions.iter().map(|position| i32::from(*position)).collect();
    Some(match days.as_slice() {
        [] => return None,
        [only] => On::NthWeekdays(positions.iter().map(|position| (*position, *only)).collect()),
        _ => On::NthOf(positions, days),
    })
}

fn end(rule: &Rule, start: &When, zones: &Zones) -> Option<End> {
    match (rule.count(), rule.until()) {
        (None, None) => Some(End::Never),
        (Some(count), None) => Some(End::Count(u32::try_from(count).ok()?)),
        (None, Some(until)) => Some(End::Until(last_day(until, start, zones))),
        // Whichever comes first ends it, which takes an expansion to know.
        (Some(_), Some(_)) => None,
    }
}

/// The last day on which an instance can start: an UNTIL earlier in its day than the series starts means the day before.
fn last_day(until: Until, start: &When, zones: &Zones) -> NaiveDate {
    let until = match until {
        Until::Date(date) => return date,
        Until::Floating(local) => local,
        Until::Utc(local) if start.is_date() => return local.date(),
        Until::Utc(local) => zones.zone(start).local(local.and_utc()),
    };
    let missed = !start.is_date() && until.time() < start.local().time();
    let date = until.date();
    if missed { date.pred_opt().unwrap_or(date) } else { date }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ical::Line;
    use crate::imip::Language;
    use crate::imip::samples::{berlin, calendar};

    fn said(rrule: &str, start: &str) -> Option<String> {
        let object = calendar("BEGIN:VEVENT\nUID:u\nDTSTAMP:20260101T000000Z\nDTSTART:20260101\nEND:VEVENT");
        let zones = Zones::of(object.calendar(), &berlin());
        let line = Line::new("DTSTART", start).unwrap();
        let line = if start.len() > 8 { line.with_param("TZID", "Europe/Berlin") } else { line };
        of(rrule, When::of(&line).as_ref(), &zones).map(|cycle| Language::English.cycle(&cycle))
    }

    /// For a series that starts on Tuesday, 12 May 2026, 10:00 in Berlin.
    const CASES: [(&str, &str); 38] = [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=10", "every 3 days, 10 times"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday (Monday to Friday)"),
        ("FREQ=DAILY;BYMONTHDAY=1,15", "every month on the 1st and 15th"),
        ("FREQ=WEEKLY", "every week on Tuesday"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,TU;UNTIL=20260630T215959Z",
            "every 2 weeks on Tue and Thu until 30 June 2026",
        ),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=SU", "every weekday (Monday to Friday)"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", "every 2 weeks on Mon, Tue, Wed, Thu and Fri"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day"),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=6,7", "every week on Tuesday in June and July"),
        ("FREQ=WEEKLY;COUNT=1", "every week on Tuesday, once"),
        ("FREQ=WEEKLY;BYHOUR=10;BYMINUTE=0;BYSECOND=0", "every week on Tuesday"),
        ("FREQ=MONTHLY", "every month on the 12th"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,-2", "every month on the 1st and 2nd last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=3,11,22", "every month on the 3rd, 11th and 22nd"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month on the 2nd Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "every 3 months on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "every month on the 1st Monday and the 3rd Monday"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "every month on the 2nd Tuesday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last working day (Monday to Friday)"),
        ("FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=1", "every month on the 1st day"),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", "every month on the 1st of all days that are Sat or Sun"),
        ("FREQ=MONTHLY;BYDAY=TU", "every week on Tuesday"),
        ("FREQ=YEARLY", "every year on 12 May"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=12", "every 2 years on 12 May"),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "every year on the last Sunday of October"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "every year on the 1st of January and July"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=TH;BYSETPOS=4", "every year on the 4th Thursday of November"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "every year on the last day of February"),
        ("FREQ=HOURLY;INTERVAL=6;COUNT=4", "every 6 hours, 4 times"),
        ("FREQ=MINUTELY", "every minute"),
        // UNTIL in UTC is said on the wall of the series, and what ends before the hour of the series ends the day before.
        ("FREQ=DAILY;UNTIL=20260630T220000Z", "every day until 30 June 2026"),
        ("FREQ=DAILY;UNTIL=20260630T075959Z", "every day until 29 June 2026"),
        ("FREQ=DAILY;UNTIL=20260630T080000Z", "every day until 30 June 2026"),
        ("FREQ=DAILY;UNTIL=20260630", "every day until 30 June 2026"),
        ("FREQ=DAILY;UNTIL=20260630T095959", "every day until 29 June 2026"),
        ("freq=weekly; byday = tu ;", "every week on Tuesday"),
    ];

    #[test]
    fn a_rule_that_can_be_said_in_a_sentence_is_said() {
        for (rrule, expected) in CASES {
            assert_eq!(said(rrule, "20260512T100000").as_deref(), Some(expected), "{rrule}");
        }
    }

    #[test]
    fn a_rule_without_an_exact_sentence_is_not_said() {
        for rrule in [
            "FREQ=SECONDLY",
            "FREQ=DAILY;BYHOUR=9,17",
            "FREQ=DAILY;BYDAY=TU;BYSETPOS=1",
            "FREQ=DAILY;INTERVAL=2;BYDAY=TU",
            "FREQ=WEEKLY;BYDAY=TU,TH;BYSETPOS=1",
            "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
            "FREQ=MONTHLY;BYDAY=TU,1FR",
            "FREQ=YEARLY;BYDAY=20MO",
            "FREQ=YEARLY;BYWEEKNO=20",
            "FREQ=YEARLY;BYYEARDAY=100",
            "FREQ=YEARLY;BYMONTH=1,2;BYDAY=MO;BYSETPOS=1",
            "FREQ=YEARLY;BYMONTHDAY=1",
            "FREQ=HOURLY;BYDAY=MO",
            "RSCALE=CHINESE;FREQ=YEARLY",
            "FREQ=DAILY;COUNT=5;UNTIL=20260630",
            "FREQ=DAILY;COUNT=99999999999",
            "nonsense",
            "",
        ] {
            assert_eq!(said(rrule, "20260512T100000"), None, "{rrule}");
        }
        assert!(
            of(
                "FREQ=DAILY",
                None,
                &Zones::of(calendar("BEGIN:VEVENT\nUID:u\nDTSTART:20260101\nEND:VEVENT").calendar(), &berlin())
            )
            .is_none()
        );
    }

    #[test]
    fn the_last_day_of_an_all_day_series_is_the_date_of_its_until() {
        for until in ["20260630", "20260630T000000Z", "20260630T235959Z"] {
            let said = said(&format!("FREQ=WEEKLY;UNTIL={until}"), "20260512");
            assert_eq!(said.as_deref(), Some("every week on Tuesday until 30 June 2026"), "{until}");
        }
    }
}
