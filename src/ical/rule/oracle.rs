//! The expander against others: the output of python-dateutil, the `rrule` crate, libical's test file, and a slow
//! expander that follows RFC 5545 to the letter.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use proptest::prelude::*;

use super::{Frequency, Rule};

/// A file of the shared samples; says so and is empty where they are not at hand.
fn sample(file: &str) -> String {
    let root = std::env::var_os("RSVPD_SAMPLES")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/samples"), PathBuf::from);
    let path = root.join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|_| {
        eprintln!("not tested: {} is not there (set RSVPD_SAMPLES)", path.display());
        String::new()
    })
}

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

fn locals(list: &str) -> Vec<NaiveDateTime> {
    list.split(',').filter(|text| !text.is_empty()).map(local).collect()
}

/// `DTSTART|RULE|how many`.
fn case(line: &str) -> (NaiveDateTime, &str, usize) {
    let mut fields = line.split('|');
    let (start, rule, count) = (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap());
    (local(start), rule, count.trim().parse().unwrap())
}

/// dateutil counts BYSETPOS of the first week from DTSTART on, as if the week began there.
fn counts_positions_in_a_part_of_the_first_week(rule: &Rule) -> bool {
    rule.frequency() == Frequency::Weekly && !rule.by_set_pos().is_empty()
}

/// dateutil takes the length of the wrong year when it numbers the last week of the year before.
fn numbers_the_week_around_new_year(rule: &Rule) -> bool {
    rule.by_week_no().iter().any(|week| (week.unsigned_abs()) >= 52)
}

#[test]
fn rules_give_what_dateutil_gives() {
    let (rules, expected) = (sample("rrule-dateutil/rules.txt"), sample("rrule-dateutil/expected.txt"));
    // The reference was computed up to this year.
    let end = local("21000101T000000");
    let (mut same, mut excused) = (0, 0);
    for (line, expected) in rules.lines().zip(expected.lines()) {
        let (start, text, count) = case(line);
        let rule = Rule::parse(text).unwrap();
        let began = Instant::now();
        let ours: Vec<_> = rule.instances(start).take(count).take_while(|start| *start < end).collect();
        assert!(began.elapsed().as_secs() < 5, "{line} took {:?}", began.elapsed());
        if expected == "TIMEOUT" {
            continue;
        }
        let theirs: Vec<_> = locals(expected).into_iter().filter(|start| *start < end).collect();
        if ours == theirs {
            same += 1;
            continue;
        }
        assert!(
            counts_positions_in_a_part_of_the_first_week(&rule) || numbers_the_week_around_new_year(&rule),
            "{line}"
        );
        let slow: Vec<_> = slowly(&rule, start, end).into_iter().take(count).collect();
        assert_eq!(ours, slow, "{line}");
        excused += 1;
    }
    println!("{same} alike, {excused} different for dateutil's known faults");
    assert!(excused <= 29, "{excused}");
}

/// Where libical takes the weekday or month from DTSTART (see `rule`), or counts years of weeks instead of calendar
/// years for INTERVAL.
fn is_read_otherwise_by_libical(rule: &Rule) -> bool {
    let by_week = !rule.by_week_no().is_empty() && (rule.by_day().is_empty() || rule.interval() > 1);
    let by_month_day = !rule.by_month_day().is_empty() && rule.by_month().is_empty();
    rule.frequency() == Frequency::Yearly && (by_week || by_month_day)
}

#[test]
fn rules_give_what_libical_expects() {
    let text = sample("rrule/libical__icalrecur_test.txt");
    let (mut rule, mut start, mut window) = ("", "", None);
    let mut compared = 0;
    for line in text.lines() {
        match line.split_once(':').map(|(name, value)| (name, value.trim())) {
            Some(("RRULE", value)) => (rule, window) = (value, None),
            Some(("DTSTART", value)) => start = value,
            Some(("START-AT", value)) => window = Some(value),
            // One line says that libical cannot.
            Some(("INSTANCES", value)) if !value.starts_with("***") => {
                compared += usize::from(compare_with_libical(rule, start, window, value));
            }
            _ => {}
        }
    }
    println!("{compared} alike");
    assert!(text.is_empty() || compared > 110, "{compared}");
}

fn compare_with_libical(text: &str, start: &str, window: Option<&str>, expected: &str) -> bool {
    let time = |text: &str| local(format!("{}T000000", text.trim_end_matches('Z')).get(..15).unwrap());
    let theirs: Vec<_> = expected.split(',').filter(|text| !text.is_empty()).map(time).collect();
    let rule = Rule::parse(text).unwrap();
    let rule = if start.len() == 8 { rule.without_times() } else { rule };
    let start = time(start);
    // Rules without end are cut by their list.
    let many = if rule.is_bounded() { 1_000 } else { theirs.len() };
    let ours: Vec<_> = rule.instances(start).take(many).collect();
    if is_read_otherwise_by_libical(&rule) {
        let slow: Vec<_> = slowly(&rule, start, local("21000101T000000")).into_iter().take(many).collect();
        assert_eq!(ours, slow, "{text}");
        return false;
    }
    assert_eq!(ours, theirs, "{text} from {start}");
    let window = window.map_or(start, time);
    let later: Vec<_> = theirs.into_iter().filter(|at| *at >= window).collect();
    assert_eq!(rule.from(start, window).take(later.len() + 1).collect::<Vec<_>>(), later, "{text} from {window}");
    true
}

/// All starts of a DAILY to YEARLY rule before `end`, found by looking at every day.
fn slowly(rule: &Rule, start: NaiveDateTime, end: NaiveDateTime) -> Vec<NaiveDateTime> {
    let mut periods: BTreeMap<i64, Vec<NaiveDateTime>> = BTreeMap::new();
    let first = NaiveDate::from_ymd_opt(start.year(), 1, 1).unwrap() - TimeDelta::days(7);
    // The last period is looked at as a whole, lest BYSETPOS count from a wrong end.
    for day in first.iter_days().take_while(|day| *day < end.date() + TimeDelta::days(366)) {
        let passed = (period(rule, day) - period(rule, start.date())) / step(rule);
        let is_on = (period(rule, day) - period(rule, start.date())) % step(rule) == 0;
        if is_on && passed >= 0 && fits(rule, start.date(), day) {
            periods.entry(passed).or_default().extend(times(rule, start).into_iter().map(|time| day.and_time(time)));
        }
    }
    let picked = periods.into_values().flat_map(|period| picked(rule, &period));
    let last = rule.until().map_or(end, |until| until.digits());
    let starts = picked.filter(|at| *at >= start && *at <= last && *at < end);
    starts.take(rule.count().map_or(usize::MAX, |count| usize::try_from(count).unwrap())).collect()
}

fn step(rule: &Rule) -> i64 {
    i64::from(rule.interval()) * if rule.frequency() == Frequency::Weekly { 7 } else { 1 }
}

fn period(rule: &Rule, day: NaiveDate) -> i64 {
    match rule.frequency() {
        Frequency::Yearly => i64::from(day.year()),
        Frequency::Monthly => i64::from(day.year()) * 12 + i64::from(day.month0()),
        Frequency::Weekly => i64::from(day.week(rule.week_start()).first_day().num_days_from_ce()),
        _ => i64::from(day.num_days_from_ce()),
    }
}

fn times(rule: &Rule, start: NaiveDateTime) -> Vec<NaiveTime> {
    let or_start = |part: &[u8], format: &str| match part {
        [] => vec![start.format(format).to_string().parse::<u32>().unwrap()],
        part => part.iter().map(|value| u32::from(*value)).collect(),
    };
    let mut times = Vec::new();
    for hour in or_start(rule.by_hour(), "%H") {
        for minute in or_start(rule.by_minute(), "%M") {
            times.extend(
                or_start(rule.by_second(), "%S").iter().map(|s| NaiveTime::from_hms_opt(hour, minute, *s).unwrap()),
            );
        }
    }
    times.sort_unstable();
    times.dedup();
    times
}

fn picked(rule: &Rule, period: &[NaiveDateTime]) -> Vec<NaiveDateTime> {
    if rule.by_set_pos().is_empty() {
        return period.to_vec();
    }
    let length = i64::try_from(period.len()).unwrap();
    let index = |pick: i64| if pick > 0 { pick - 1 } else { length + pick };
    let indexes = rule.by_set_pos().iter().map(|pick| index(i64::from(*pick)));
    let mut picked: Vec<_> = indexes.filter_map(|index| period.get(usize::try_from(index).ok()?).copied()).collect();
    picked.sort_unstable();
    picked.dedup();
    picked
}

fn fits(rule: &Rule, start: NaiveDate, day: NaiveDate) -> bool {
    let from_end = |length: u32, number: u32| i64::from(number) - i64::from(length) - 1;
    let month_length =
        day.with_day(1).unwrap().checked_add_months(chrono::Months::new(1)).unwrap() - day.with_day(1).unwrap();
    let month_length = u32::try_from(month_length.num_days()).unwrap();
    let year_length = if day.leap_year() { 366 } else { 365 };
    let is_in = |part: Vec<i64>, number: u32, length: u32| {
        part.is_empty() || part.contains(&i64::from(number)) || part.contains(&from_end(length, number))
    };
    let wide = |part: &[i8]| part.iter().map(|n| i64::from(*n)).collect::<Vec<_>>();
    let is_open = rule.by_month_day().is_empty()
        && rule.by_year_day().is_empty()
        && rule.by_week_no().is_empty()
        && rule.by_day().is_empty();
    let by_start = match rule.frequency() {
        _ if !is_open => true,
        Frequency::Yearly if rule.by_month().is_empty() => (day.month(), day.day()) == (start.month(), start.day()),
        Frequency::Yearly | Frequency::Monthly => day.day() == start.day(),
        Frequency::Weekly => day.weekday() == start.weekday(),
        _ => true,
    };
    by_start
        && (rule.by_month().is_empty() || rule.by_month().iter().any(|month| u32::from(*month) == day.month()))
        && is_in(wide(rule.by_month_day()), day.day(), month_length)
        && is_in(rule.by_year_day().iter().map(|n| i64::from(*n)).collect(), day.ordinal(), year_length)
        && fits_week(rule, day)
        && fits_weekday(rule, day, month_length, year_length)
}

fn fits_week(rule: &Rule, day: NaiveDate) -> bool {
    if rule.by_week_no().is_empty() {
        return true;
    }
    // The week belongs to the year in which its fourth day lies.
    let fourth = day.week(rule.week_start()).first_day() + TimeDelta::days(3);
    let number = i64::from(fourth.ordinal0() / 7 + 1);
    let last = NaiveDate::from_ymd_opt(fourth.year(), 12, 31).unwrap();
    let last = (0..7).map(|back| last - TimeDelta::days(back));
    let last_fourth = last.filter(|day| day.weekday() == fourth.weekday()).max().unwrap();
    let weeks = i64::from(last_fourth.ordinal0() / 7 + 1);
    // dateutil and we do not count the first days of next year's week 1 from its end.
    let from_end = if fourth.year() > day.year() { 0 } else { number - weeks - 1 };
    rule.by_week_no().iter().any(|week| i64::from(*week) == number || i64::from(*week) == from_end)
}

fn fits_weekday(rule: &Rule, day: NaiveDate, month_length: u32, year_length: u32) -> bool {
    let within_month = rule.frequency() == Frequency::Monthly || !rule.by_month().is_empty();
    let (number, length) = if within_month { (day.day(), month_length) } else { (day.ordinal(), year_length) };
    let (nth, from_last) = (i64::from((number - 1) / 7 + 1), -i64::from((length - number) / 7 + 1));
    let counts = matches!(rule.frequency(), Frequency::Monthly | Frequency::Yearly);
    rule.by_day().is_empty()
        || rule.by_day().iter().filter(|by| by.weekday == day.weekday()).any(|by| {
            let ordinal = i64::from(by.ordinal);
            !counts || ordinal == 0 || ordinal == nth || ordinal == from_last
        })
}

/// A part with some values, or none at all.
fn part(name: &'static str, values: impl Strategy<Value = i32> + Clone + 'static) -> impl Strategy<Value = String> {
    let some = prop::collection::btree_set(values, 1..4);
    prop_oneof![3 => Just(String::new()), 1 => some.prop_map(move |values| {
        let values: Vec<_> = values.into_iter().filter(|n| *n != 0).map(|n| n.to_string()).collect();
        if values.is_empty() { String::new() } else { format!(";{name}={}", values.join(",")) }
    })]
}

fn any_rule() -> impl Strategy<Value = String> {
    let frequency = prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    let day = prop::sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
    let days = prop::collection::vec((prop_oneof![3 => Just(0), 1 => -5..=5i32], day.clone()), 0..4);
    let parts = (
        part("BYMONTH", 1..=12),
        part("BYMONTHDAY", -31..=31),
        part("BYYEARDAY", -366..=366),
        part("BYWEEKNO", -53..=53),
        part("BYSETPOS", -4..=4),
        part("BYHOUR", 1..=23),
    );
    (frequency, 1..5u32, days, parts, day).prop_map(|(frequency, interval, days, parts, week_start)| {
        let (month, mut month_day, mut year_day, mut week, set_pos, hour) = parts;
        if frequency != "YEARLY" {
            (year_day, week) = (String::new(), String::new());
        }
        if frequency == "WEEKLY" {
            month_day = String::new();
        }
        let counts = matches!(frequency, "MONTHLY" | "YEARLY") && week.is_empty();
        let days: Vec<_> = days.iter().map(|(n, day)| if *n == 0 || !counts { (*day).to_owned() } else { format!("{n}{day}") }).collect();
        let days = if days.is_empty() { String::new() } else { format!(";BYDAY={}", days.join(",")) };
        format!("FREQ={frequency};INTERVAL={interval}{month}{month_day}{year_day}{week}{days}{hour}{set_pos};WKST={week_start}")
    })
}

fn any_short_rule() -> impl Strategy<Value = String> {
    let frequency = prop::sample::select(vec!["HOURLY", "MINUTELY", "SECONDLY"]);
    let day = prop::sample::select(vec![
        "",
        "",
        ";BYDAY=WE",
        ";BYDAY=TH,FR",
        ";BYMONTHDAY=1,2",
        ";BYMONTH=2",
        ";BYYEARDAY=2",
    ]);
    let parts = (part("BYHOUR", 1..=23), part("BYMINUTE", 1..=59), part("BYSECOND", 1..=59));
    (frequency, 1..50u32, day, parts).prop_map(|(frequency, interval, day, (hour, minute, second))| {
        format!("FREQ={frequency};INTERVAL={interval}{day}{hour}{minute}{second}")
    })
}

/// All starts of an HOURLY to SECONDLY rule before `end`, found by trying every second.
fn by_seconds(rule: &Rule, start: NaiveDateTime, end: NaiveDateTime) -> Vec<NaiveDateTime> {
    let unit = match rule.frequency() {
        Frequency::Hourly => 3_600,
        Frequency::Minutely => 60,
        _ => 1,
    };
    let period = |at: NaiveDateTime| at.and_utc().timestamp() / unit;
    let is_in = |part: &[u8], number: u32, start: u32, is_fixed: bool| match part {
        [] => !is_fixed || number == start,
        part => part.iter().any(|value| u32::from(*value) == number),
    };
    let fits = |at: &NaiveDateTime| {
        (period(*at) - period(start)) % i64::from(rule.interval()) == 0
            && is_in(rule.by_second(), at.second(), start.second(), unit > 1)
            && is_in(rule.by_minute(), at.minute(), start.minute(), unit > 60)
            && is_in(rule.by_hour(), at.hour(), start.hour(), false)
            && self::fits(rule, start.date(), at.date())
    };
    let seconds = (end - start).num_seconds();
    (0..seconds).map(|second| start + TimeDelta::seconds(second)).filter(fits).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_short_rule_gives_what_trying_every_second_gives(text in any_short_rule(), ahead in 0..90_000i64) {
        let rule = Rule::parse(&text).unwrap();
        let start = local("20251231T093015");
        let window = start + TimeDelta::seconds(ahead);
        let end = start + TimeDelta::hours(30);
        let slow = by_seconds(&rule, start, end);
        prop_assert_eq!(&rule.instances(start).until(end - TimeDelta::seconds(1)).collect::<Vec<_>>(), &slow);
        let later: Vec<_> = slow.into_iter().filter(|at| *at >= window).collect();
        prop_assert_eq!(rule.from(start, window).until(end - TimeDelta::seconds(1)).collect::<Vec<_>>(), later);
    }

    #[test]
    fn a_jump_of_a_short_rule_counts_what_a_walk_counts(text in any_short_rule(), ahead in 0..90_000i64, count in 1..3_000u32) {
        let rule = Rule::parse(&format!("{text};COUNT={count}")).unwrap();
        let start = local("20251231T093015");
        let window = start + TimeDelta::seconds(ahead);
        let end = start + TimeDelta::hours(30);
        let walked: Vec<_> = rule.instances(start).until(end).filter(|at| *at >= window).collect();
        prop_assert_eq!(rule.from(start, window).until(end).collect::<Vec<_>>(), walked);
    }
}

proptest! {
    #[test]
    fn any_rule_gives_what_the_slow_expander_gives(text in any_rule(), days in 0..4_000i64) {
        let rule = Rule::parse(&text).unwrap();
        let start = local("20200101T093000") + TimeDelta::days(days);
        let end = start + TimeDelta::days(2_000);
        let ours: Vec<_> = rule.instances(start).take_while(|at| *at < end).collect();
        prop_assert_eq!(ours, slowly(&rule, start, end));
    }

    #[test]
    fn a_jump_gives_what_a_walk_gives(text in any_rule(), ahead in 0..3_000i64, count in prop::option::of(1..400u32)) {
        let text = count.map_or(text.clone(), |count| format!("{text};COUNT={count}"));
        let rule = Rule::parse(&text).unwrap();
        let start = local("20200101T093000");
        let window = start + TimeDelta::hours(ahead * 7);
        let end = window + TimeDelta::days(500);
        let jumped: Vec<_> = rule.from(start, window).take_while(|at| *at < end).collect();
        let walked: Vec<_> = rule.instances(start).skip_while(|at| *at < window).take_while(|at| *at < end).collect();
        prop_assert_eq!(jumped, walked);
    }

    #[test]
    fn any_rule_gives_what_the_rrule_crate_gives(text in any_rule(), days in 0..4_000i64) {
        let rule = Rule::parse(&text).unwrap();
        // Faults it shares with dateutil, and what it refuses: more BYSETPOS than a bare period has.
        prop_assume!(!counts_positions_in_a_part_of_the_first_week(&rule) && !numbers_the_week_around_new_year(&rule));
        let start = local("20200101T093000") + TimeDelta::days(days);
        let end = start + TimeDelta::days(2_000);
        // It takes a plain weekday beside a counted one for a filter; RFC 5545 adds them up.
        let is_counted = rule.by_day().iter().filter(|day| day.ordinal != 0).count();
        prop_assume!(is_counted == 0 || is_counted == rule.by_day().len());
        let Ok(set) = format!("DTSTART:{}Z\nRRULE:{text}", start.format("%Y%m%dT%H%M%S")).parse::<rrule::RRuleSet>() else {
            return Ok(());
        };
        let theirs: Vec<_> = set.limit().into_iter().map(|at| at.naive_utc()).take_while(|at| *at < end).collect();
        let ours: Vec<_> = rule.instances(start).take_while(|at| *at < end).collect();
        prop_assert_eq!(ours, theirs);
    }
}
