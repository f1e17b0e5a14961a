//! How far an object may reach: the years it speaks of, and how often it takes place (RFC 4791 §5.2.6 to §5.2.8).

use chrono::{Datelike, TimeDelta};

use super::instances::{TooMany, instances};
use super::invalid::{Invalid, Precondition};
use super::tree::Component;
use super::value::{Timestamp, When};
use super::{CalendarObject, Zone};

/// What is kept; all of it is announced as properties of the collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The first year that a time may be in.
    pub first_year: i32,
    /// The last year that a time may be in.
    pub last_year: i32,
    /// Instances within a year of the first: a series may go on for ever, but not fill every minute.
    pub instances: usize,
}

/// The properties that say when a part takes place. UNTIL is none of them: clients write the year 9999 for "for ever".
const TIMES: [&str; 5] = ["DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "RDATE"];
/// Dates that a rule yields in a year at most unless it has one of the words in [`DENSE`].
const DAILY: usize = 366;
/// Words without which a rule yields one date a day at most.
const DENSE: [&str; 6] = ["HOURLY", "MINUTELY", "SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND"];

impl Bounds {
    /// Holds an object against the bounds.
    ///
    /// # Errors
    /// The first time that is too early or too late, or the rule that yields too many instances.
    pub fn check(&self, object: &CalendarObject) -> Result<(), Invalid> {
        for part in object.parts() {
            for line in TIMES.iter().flat_map(|name| part.lines_named(name)) {
                for when in When::list(line).flatten() {
                    self.check_year(when.date().year(), line.number(), line.name())?;
                }
            }
        }
        self.check_instances(object)
    }

    fn check_year(&self, year: i32, number: usize, name: &str) -> Result<(), Invalid> {
        if year < self.first_year {
            let reason = format!("is before the year {}", self.first_year);
            return Err(Invalid::beyond(Precondition::MinDateTime, number, name, reason));
        }
        if year > self.last_year {
            let reason = format!("is after the year {}", self.last_year);
            return Err(Invalid::beyond(Precondition::MaxDateTime, number, name, reason));
        }
        Ok(())
    }

    fn check_instances(&self, object: &CalendarObject) -> Result<(), Invalid> {
        let Some(part) = object.parts().find(|part| self.may_be_too_many(part)) else { return Ok(()) };
        let Some(start) = part.start() else { return Ok(()) };
        let from = start.local().and_utc() - TimeDelta::days(1);
        let to: Timestamp = from + TimeDelta::days(366);
        match instances(object, &Zone::Utc, from, to, self.instances) {
            // A rule that takes too long to follow yields next to nothing, so there are not too many.
            Ok(_) | Err(TooMany::Work) => Ok(()),
            Err(TooMany::Instances(most)) => {
                let number = part.rrules().next().map_or(part.number(), super::Line::number);
                let reason = format!("takes place more than {most} times in a year");
                Err(Invalid::beyond(Precondition::MaxInstances, number, "RRULE", reason))
            }
        }
    }

    /// Looks at the words only: nearly every rule is told harmless by them, unless not even each day is allowed.
    fn may_be_too_many(&self, part: &Component) -> bool {
        let is_dense = |text: &str| {
            let text = text.to_ascii_uppercase();
            DENSE.iter().any(|word| text.contains(word))
        };
        // The shortest value in a list is a date and a comma.
        let listed = |part: &Component| part.lines_named("RDATE").map(|line| line.value().len() / 9 + 1).sum::<usize>();
        let left = self.instances.saturating_sub(DAILY);
        part.rrules().any(|line| left == 0 || is_dense(line.value())) || listed(part) > left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { first_year: 1000, last_year: 2999, instances: 10_000 };

    fn refusal(lines: &str) -> Option<(usize, Precondition)> {
        let lines = lines.replace('|', "\n");
        let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
        let object = CalendarObject::parse(text.as_bytes()).unwrap();
        BOUNDS.check(&object).err().map(|invalid| (invalid.line, invalid.precondition))
    }

    #[test]
    fn ordinary_series_are_never_too_long() {
        for rule in [
            "FREQ=DAILY",
            "FREQ=DAILY;UNTIL=99991231T235959Z",
            "FREQ=WEEKLY;COUNT=100000",
            "FREQ=HOURLY",
            "FREQ=DAILY;BYHOUR=8,10,12,14;BYMINUTE=0,30",
            "FREQ=MINUTELY;COUNT=9000",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=3",
        ] {
            assert_eq!(refusal(&format!("DTSTART:20260302T090000Z|RRULE:{rule}")), None, "{rule}");
        }
    }

    #[test]
    fn what_fills_a_year_is_refused_at_its_rule() {
        for rule in ["FREQ=MINUTELY;COUNT=10002", "FREQ=SECONDLY;UNTIL=20260302T235959Z", "FREQ=HOURLY;BYMINUTE=0,30"] {
            let found = refusal(&format!("DTSTART:20260302T090000Z|RRULE:{rule}"));
            assert_eq!(found, Some((5, Precondition::MaxInstances)), "{rule}");
        }
        let dates: Vec<String> =
            (0..=10_000).map(|n| format!("20260303T{:02}{:02}{:02}Z", n / 3600, n / 60 % 60, n % 60)).collect();
        let found = refusal(&format!("DTSTART:20260302T090000Z|RDATE:{}", dates.join(",")));
        assert_eq!(found.map(|(_, precondition)| precondition), Some(Precondition::MaxInstances));
    }

    #[test]
    fn a_bound_below_each_day_holds_too() {
        let text = |rule| {
            format!(
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260302T090000Z\nRRULE:{rule}\nEND:VEVENT\nEND:VCALENDAR\n"
            )
        };
        for (rule, fits) in [("FREQ=DAILY", false), ("FREQ=DAILY;COUNT=100", true), ("FREQ=WEEKLY", true)] {
            let object = CalendarObject::parse(text(rule).as_bytes()).unwrap();
            assert_eq!(Bounds { instances: 100, ..BOUNDS }.check(&object).is_ok(), fits, "{rule}");
        }
    }

    #[test]
    fn years_beyond_the_bounds_are_refused_at_their_line() {
        for (lines, expected) in [
            ("DTSTART:10000101T000000Z|DTEND:29991231T235959Z", None),
            ("DTSTART;VALUE=DATE:09991231", Some((4, Precondition::MinDateTime))),
            ("DTSTART:20260302T090000Z|DTEND:30000101T000000Z", Some((5, Precondition::MaxDateTime))),
            ("DTSTART:20260302T090000Z|RDATE:20260303T090000Z,30000101T000000Z", Some((5, Precondition::MaxDateTime))),
            ("DTSTART:20260302T090000Z|CREATED:00001231T000000Z|EXDATE:30000101T000000Z", None),
        ] {
            assert_eq!(refusal(lines), expected, "{lines}");
        }
    }
}
