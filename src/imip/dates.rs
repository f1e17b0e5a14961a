//! A series that is given by its dates alone (RDATE without RRULE), as a rule that leaves some out: Exchange and the
//! programs behind it know no other series (RFC 5545 §3.8.5.2 is more than they take).

use std::collections::BTreeSet;
use std::mem::discriminant;

use chrono::{Days, NaiveDate};

use crate::ical::{CalendarObject, Component, Line, When};

/// Dates that a rule may leave out: a few dates that are years apart are not worth a thousand lines.
const MOST_LEFT_OUT: usize = 100;

/// The object with the same instances, given by a rule, where one can give them: dates at one time of day. Others stay as
/// they are, and the text of the mail names them.
// quirk: exchange-single-dates
pub(super) fn as_rule(mut object: CalendarObject) -> CalendarObject {
    let Some(master) = object.master_mut() else { return object };
    let Some(Given { rule, left_out }) = Given::of(master) else { return object };
    master.remove("RDATE");
    master.add(Line::text("RRULE", "").with_value(&rule));
    left_out.iter().for_each(|when| master.add(when.to_line("EXDATE")));
    object
}

/// A rule and the dates that it must not give.
struct Given {
    rule: String,
    left_out: Vec<When>,
}

impl Given {
    fn of(master: &Component) -> Option<Given> {
        let start = master.start()?;
        let dates = dates(master, &start)?;
        let (first, last) = (*dates.first()?, *dates.last()?);
        let days = |date: &NaiveDate| date.signed_duration_since(first).num_days().unsigned_abs();
        let step = dates.iter().map(days).fold(0, gcd);
        if step == 0 || first != start.date() {
            return None;
        }
        let count = days(&last) / step + 1;
        if count > (dates.len() + MOST_LEFT_OUT) as u64 {
            return None;
        }
        let given = (0..count).filter_map(|number| first.checked_add_days(Days::new(number * step)));
        let left_out = given.filter(|date| !dates.contains(date));
        let rule = match step % 7 {
            0 => format!("FREQ=WEEKLY;INTERVAL={};COUNT={count}", step / 7),
            _ => format!("FREQ=DAILY;INTERVAL={step};COUNT={count}"),
        };
        Some(Given { rule, left_out: left_out.map(|date| start.at(date.and_time(start.local().time()))).collect() })
    }
}

/// The days of a series of single dates; `None` where it has a rule, or where a date differs from DTSTART in more than
/// the day.
fn dates(master: &Component, start: &When) -> Option<BTreeSet<NaiveDate>> {
    let is_more = |line: &Line| {
        line.is("RRULE") || line.is("EXRULE") || (line.is("RDATE") && line.param("VALUE").as_deref() == Some("PERIOD"))
    };
    if master.lines().any(is_more) || master.lines_named("RDATE").next().is_none() {
        return None;
    }
    let is_like_it = |when: &When| {
        discriminant(when) == discriminant(start)
            && when.tzid() == start.tzid()
            && when.local().time() == start.local().time()
    };
    let rest = master.rdates().map(|when| is_like_it(&when).then(|| when.date()));
    std::iter::once(Some(start.date())).chain(rest).collect()
}

fn gcd(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { gcd(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imip::samples::event;

    const START: &str = "DTSTART;TZID=Europe/Berlin:20260310T120000\nDURATION:PT1H\n";

    #[test]
    fn dates_at_one_time_of_day_become_a_rule() {
        const DATE: &str = "RDATE;TZID=Europe/Berlin:";
        for (lines, rule, left_out) in [
            (format!("{START}{DATE}20260317T120000,20260324T120000"), "FREQ=WEEKLY;INTERVAL=1;COUNT=3", ""),
            (format!("{START}{DATE}20260324T120000\n{DATE}20260421T120000"), "FREQ=WEEKLY;INTERVAL=2;COUNT=4", "0407"),
            (format!("{START}{DATE}20260312T120000,20260316T120000"), "FREQ=DAILY;INTERVAL=2;COUNT=4", "0314"),
            // What the organizer takes out stays out.
            (
                format!("{START}{DATE}20260317T120000,20260324T120000\nEXDATE;TZID=Europe/Berlin:20260317T120000"),
                "FREQ=WEEKLY;INTERVAL=1;COUNT=3",
                "0317",
            ),
            ("DTSTART;VALUE=DATE:20260310\nRDATE;VALUE=DATE:20260312".to_owned(), "FREQ=DAILY;INTERVAL=2;COUNT=2", ""),
            ("DTSTART:20260310T120000Z\nRDATE:20260311T120000Z".to_owned(), "FREQ=DAILY;INTERVAL=1;COUNT=2", ""),
        ] {
            let sent = as_rule(event("REQUEST", &lines));
            let master = sent.master().unwrap();
            assert_eq!(master.raw("RRULE"), Some(rule), "{lines}");
            assert!(master.line("RDATE").is_none(), "{lines}");
            let days: Vec<String> = master.exdates().map(|when| when.date().format("%m%d").to_string()).collect();
            assert_eq!(days.join(","), left_out, "{lines}");
        }
    }

    #[test]
    fn other_series_stay_as_they_are() {
        for lines in [
            START.to_owned(),
            format!("{START}RRULE:FREQ=WEEKLY\nRDATE;TZID=Europe/Berlin:20260311T120000"),
            format!("{START}RDATE;TZID=Europe/Berlin:20260317T130000"),
            format!("{START}RDATE;TZID=Asia/Tokyo:20260317T120000"),
            format!("{START}RDATE:20260317T120000Z"),
            format!("{START}RDATE;VALUE=PERIOD:20260317T110000Z/PT2H"),
            format!("{START}RDATE;TZID=Europe/Berlin:20260309T120000"),
            format!("{START}RDATE;TZID=Europe/Berlin:20260311T120000,20301111T120000"),
        ] {
            let object = event("REQUEST", &lines);
            assert_eq!(as_rule(object.clone()), object, "{lines}");
        }
    }
}
