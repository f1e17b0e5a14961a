//! Dates, times, lengths and recurrence the way people say them, before a language is chosen.
//!
//! The types here hold what has to be said (`Occasion`, `Cycle`, `Length`); a catalogue such as `english` holds how one
//! language says it.  A further language is a variant of `Language` and a file beside `english.rs`; the compiler then
//! points at every text that is missing.
//!
//! Not done: languages other than English.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::english;
use super::phrases::Phrase;
use crate::ical::{Timestamp, When, Zone, Zones};

/// A language that mails and guest pages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English with the day before the month and 24 hours a day, which no reader takes for another date.
    #[default]
    English,
}

impl Language {
    /// The best language for a tag such as `en-GB` (RFC 5646), from a LANGUAGE parameter or an `Accept-Language` header.
    pub fn of(_tag: &str) -> Language {
        Language::English
    }

    /// The tag for `Content-Language` and `lang=`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
        }
    }

    /// The writing direction for `dir=`.
    pub fn direction(self) -> &'static str {
        match self {
            Language::English => "ltr",
        }
    }

    /// A sentence or label of the catalogue.
    pub(crate) fn say(self, phrase: Phrase<'_>) -> String {
        match self {
            Language::English => english::say(phrase),
        }
    }

    /// A date with weekday and year: "Tuesday, 12 May 2026".
    pub fn date(self, date: NaiveDate) -> String {
        match self {
            Language::English => english::date(date),
        }
    }

    /// A date without its weekday: "12 May 2026".
    pub fn plain_date(self, date: NaiveDate) -> String {
        match self {
            Language::English => english::plain_date(date),
        }
    }

    /// An occasion in full: "Tuesday, 12 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)".
    pub fn occasion(self, occasion: &Occasion) -> String {
        match self {
            Language::English => english::occasion(occasion),
        }
    }

    /// An occasion for a subject line, ASCII punctuation only: "Tue 12 May 2026 10:00 - 11:00 (CEST)".
    pub fn occasion_in_brief(self, occasion: &Occasion) -> String {
        match self {
            Language::English => english::occasion_in_brief(occasion),
        }
    }

    /// A cycle, to follow "Repeats": "every 2 weeks on Tue and Thu until 30 June 2026".
    pub fn cycle(self, cycle: &Cycle) -> String {
        match self {
            Language::English => english::cycle(cycle),
        }
    }

    /// A length of time: "1 hour 30 minutes".
    pub fn length(self, length: Length) -> String {
        match self {
            Language::English => english::length(length),
        }
    }

    /// Parts of a list joined: "a, b and c".
    pub fn list(self, parts: &[String]) -> String {
        match self {
            Language::English => english::list(parts),
        }
    }
}

/// What to say about the zone of a wall clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneWords {
    /// Letters people know, such as `CEST`; many zones have none.
    pub abbreviation: Option<String>,
    /// Seconds east of UTC at that moment.
    pub offset: i32,
    /// The IANA name, such as `Europe/Berlin`; a zone defined by the object itself has none.
    pub name: Option<String>,
}

impl ZoneWords {
    /// Whether it is plain UTC.
    pub fn is_utc(&self) -> bool {
        self.offset == 0 && self.name.as_deref().is_none_or(|name| name == "UTC" || name == "Etc/UTC")
    }

    fn at(instant: Timestamp, zone: &Zone) -> ZoneWords {
        let abbreviation = zone.abbreviation(instant);
        // Zones without letters of their own have "+03" there, which the offset says already; a VTIMEZONE may hold a whole
        // sentence or anything else its author liked.
        let known = (2..=6).contains(&abbreviation.len()) && abbreviation.bytes().all(|b| b.is_ascii_alphabetic());
        ZoneWords {
            abbreviation: known.then_some(abbreviation),
            offset: zone.offset(instant),
            name: zone.name().map(str::to_owned),
        }
    }
}

/// A reading of a wall clock, and whose wall it hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What the clock shows.
    pub local: NaiveDateTime,
    /// Its zone; `None` for a floating time (RFC 5545 §3.3.5), which means every reader's own.
    pub zone: Option<ZoneWords>,
}

impl Clock {
    /// The clock that `when` is written in.
    pub fn of(when: &When, zones: &Zones) -> Clock {
        match when {
            When::Date(_) | When::Floating(_) => Clock { local: when.local(), zone: None },
            When::Utc(_) | When::Zoned { .. } => Clock::at(zones.instant(when), &zones.zone(when)),
        }
    }

    /// What a clock in `zone` shows at `instant`.
    pub fn at(instant: Timestamp, zone: &Zone) -> Clock {
        Clock { local: zone.local(instant), zone: Some(ZoneWords::at(instant, zone)) }
    }
}

/// When something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Whole days, the last one included.
    Days {
        /// The first day.
        first: NaiveDate,
        /// The last day; never before the first.
        last: NaiveDate,
    },
    /// From one moment to another.
    Times {
        /// The beginning.
        start: Clock,
        /// The end; `None` when it is the beginning or not known.
        end: Option<Clock>,
    },
}

impl Occasion {
    /// An occasion from its beginning and exclusive end, as an object states them (RFC 5545 §3.6.1).
    pub fn between(start: &When, end: Option<&When>, zones: &Zones) -> Occasion {
        if let When::Date(first) = start {
            let last = end.map(|end| end.local().date()).and_then(|day| day.pred_opt()).unwrap_or(*first);
            return Occasion::Days { first: *first, last: last.max(*first) };
        }
        let later = end.filter(|end| zones.instant(end) > zones.instant(start));
        Occasion::Times { start: Clock::of(start, zones), end: later.map(|end| Clock::of(end, zones)) }
    }

    /// The day it begins, on its own clock.
    pub fn first_day(&self) -> NaiveDate {
        match self {
            Occasion::Days { first, .. } => *first,
            Occasion::Times { start, .. } => start.local.date(),
        }
    }

    /// The same occasion on the clock of `zone`, if that shows anything else.  Whole days and floating times are the same
    /// everywhere.
    pub fn seen_from(start: &When, end: Option<&When>, zones: &Zones, zone: &Zone) -> Option<Occasion> {
        if !matches!(start, When::Utc(_) | When::Zoned { .. }) {
            return None;
        }
        let there = |when: &When| Clock::at(zones.instant(when), zone);
        let same_clock = |when: &When| there(when).local == Clock::of(when, zones).local;
        if same_clock(start) && end.is_none_or(same_clock) {
            return None;
        }
        let later = end.filter(|end| zones.instant(end) > zones.instant(start));
        Some(Occasion::Times { start: there(start), end: later.map(there) })
    }
}

/// A length of time in the units people use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Whole days.
    pub days: i64,
    /// Hours, 0 to 23.
    pub hours: i64,
    /// Minutes, 0 to 59; seconds are dropped.
    pub minutes: i64,
}

impl Length {
    /// The length of `delta`; a negative one counts as nothing.
    pub fn of(delta: TimeDelta) -> Length {
        let minutes = delta.num_minutes().max(0);
        Length { days: minutes / (24 * 60), hours: minutes / 60 % 24, minutes: minutes % 60 }
    }
}

/// The unit a recurrence counts in (FREQ, RFC 5545 §3.3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// YEARLY.
    Year,
    /// MONTHLY.
    Month,
    /// WEEKLY.
    Week,
    /// DAILY.
    Day,
    /// HOURLY.
    Hour,
    /// MINUTELY.
    Minute,
}

/// On which days of its unit a recurrence falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// On each, without more to say.
    Each,
    /// On these days of the week.
    Weekdays(Vec<Weekday>),
    /// On the n-th of a weekday; negative counts from the end.
    NthWeekdays(Vec<(i32, Weekday)>),
    /// On the n-th day that is one of these weekdays (BYDAY with BYSETPOS).
    NthOf(Vec<i32>, Vec<Weekday>),
    /// On these days of the month; negative counts from the end.
    MonthDays(Vec<i32>),
    /// On this day of this month.
    DayOfYear {
        /// 1 to 31.
        day: u32,
        /// 1 to 12.
        month: u32,
    },
}

/// When a recurrence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Never.
    Never,
    /// On this day at the latest, as the wall clock of the series has it.
    Until(NaiveDate),
    /// After so many times, the first included.
    Count(u32),
}

/// A recurrence that can be said in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// The unit it counts in.
    pub unit: Unit,
    /// Every so many units; at least 1.
    pub interval: u32,
    /// On which days of the unit.
    pub on: On,
    /// Only in these months, 1 to 12; empty for all.
    pub months: Vec<u32>,
    /// Until when.
    pub end: End,
}

/// Monday to Friday.
pub(super) const WORKDAYS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// Whether `time` is midnight, which is not worth saying as an end of a day.
pub(super) fn is_midnight(time: NaiveTime) -> bool {
    time == NaiveTime::MIN
}

/// Whether both clocks show the same day.
pub(super) fn same_day(one: &Clock, other: &Clock) -> bool {
    one.local.num_days_from_ce() == other.local.num_days_from_ce()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ical::Line;
    use crate::imip::samples::{berlin, calendar};

    fn when(text: &str) -> When {
        let (params, value) = text.split_once(':').unwrap_or(("", text));
        let line = Line::new("DTSTART", value).unwrap();
        let line = params
            .split(';')
            .filter_map(|param| param.split_once('='))
            .fold(line, |line, (name, value)| line.with_param(name, value));
        When::of(&line).unwrap()
    }

    fn zones() -> Zones {
        Zones::of(
            calendar("BEGIN:VEVENT\nUID:u\nDTSTAMP:20260101T000000Z\nDTSTART:20260101\nEND:VEVENT").calendar(),
            &berlin(),
        )
    }

    const CASES: [(&str, &str, &str, &str); 14] = [
        (
            "TZID=Europe/Berlin:20260512T100000",
            "TZID=Europe/Berlin:20260512T110000",
            "Tuesday, 12 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)",
            "Tue 12 May 2026 10:00 - 11:00 (CEST)",
        ),
        (
            "TZID=Europe/Berlin:20260112T100000",
            "",
            "Monday, 12 January 2026, 10:00 (CET, UTC+1, Europe/Berlin)",
            "Mon 12 Jan 2026 10:00 (CET)",
        ),
        (
            "TZID=Europe/Berlin:20260512T220000",
            "TZID=Europe/Berlin:20260513T020000",
            "from Tuesday, 12 May 2026, 22:00 to Wednesday, 13 May 2026, 02:00 (CEST, UTC+2, Europe/Berlin)",
            "Tue 12 May 2026 22:00 - Wed 13 May 2026 02:00 (CEST)",
        ),
        (
            "TZID=Europe/Berlin:20260512T200000",
            "TZID=Europe/Berlin:20260513T000000",
            "Tuesday, 12 May 2026, 20:00–24:00 (CEST, UTC+2, Europe/Berlin)",
            "Tue 12 May 2026 20:00 - Wed 13 May 2026 00:00 (CEST)",
        ),
        // The night in which clocks go back: the same wall, another offset.
        (
            "TZID=Europe/Berlin:20261025T013000",
            "TZID=Europe/Berlin:20261025T033000",
            "Sunday, 25 October 2026, 01:30 (CEST, UTC+2, Europe/Berlin) – 03:30 (CET, UTC+1, Europe/Berlin)",
            "Sun 25 Oct 2026 01:30 - 03:30 (CEST)",
        ),
        // A flight: it ends on another wall.
        (
            "TZID=Europe/Berlin:20260512T100000",
            "TZID=America/New_York:20260512T130000",
            "Tuesday, 12 May 2026, 10:00 (CEST, UTC+2, Europe/Berlin) – 13:00 (EDT, UTC-4, America/New_York)",
            "Tue 12 May 2026 10:00 - 13:00 (CEST)",
        ),
        (
            "20260512T080000Z",
            "20260512T090000Z",
            "Tuesday, 12 May 2026, 08:00–09:00 (UTC)",
            "Tue 12 May 2026 08:00 - 09:00 (UTC)",
        ),
        (
            "20260512T080000",
            "20260512T090000",
            "Tuesday, 12 May 2026, 08:00–09:00 (local time, no time zone given)",
            "Tue 12 May 2026 08:00 - 09:00",
        ),
        (
            "TZID=Asia/Kathmandu:20260512T100000",
            "TZID=Asia/Kathmandu:20260512T110000",
            "Tuesday, 12 May 2026, 10:00–11:00 (UTC+5:45, Asia/Kathmandu)",
            "Tue 12 May 2026 10:00 - 11:00 (UTC+5:45)",
        ),
        (
            "TZID=Europe/London:20260112T100000",
            "TZID=Europe/London:20260112T110000",
            "Monday, 12 January 2026, 10:00–11:00 (GMT, UTC+0, Europe/London)",
            "Mon 12 Jan 2026 10:00 - 11:00 (GMT)",
        ),
        ("VALUE=DATE:20260512", "VALUE=DATE:20260513", "Tuesday, 12 May 2026 (all day)", "Tue 12 May 2026"),
        ("VALUE=DATE:20260512", "", "Tuesday, 12 May 2026 (all day)", "Tue 12 May 2026"),
        (
            "VALUE=DATE:20260512",
            "VALUE=DATE:20260515",
            "from Tuesday, 12 May 2026 to Thursday, 14 May 2026 (all day, 3 days)",
            "Tue 12 May 2026 - Thu 14 May 2026",
        ),
        // An end before the beginning is no end.
        (
            "TZID=Europe/Berlin:20260512T100000",
            "TZID=Europe/Berlin:20260511T100000",
            "Tuesday, 12 May 2026, 10:00 (CEST, UTC+2, Europe/Berlin)",
            "Tue 12 May 2026 10:00 (CEST)",
        ),
    ];

    #[test]
    fn an_occasion_is_said_with_weekday_year_zone_and_offset() {
        for (start, end, full, brief) in CASES {
            let end = (!end.is_empty()).then(|| when(end));
            let occasion = Occasion::between(&when(start), end.as_ref(), &zones());
            assert_eq!(Language::English.occasion(&occasion), full);
            assert_eq!(Language::English.occasion_in_brief(&occasion), brief);
        }
    }

    #[test]
    fn a_guest_elsewhere_reads_the_own_clock_too() {
        let (zones, tokyo) = (zones(), Zone::iana("Asia/Tokyo").unwrap());
        let (start, end) = (when("TZID=Europe/Berlin:20260512T180000"), when("TZID=Europe/Berlin:20260512T190000"));
        let there = Occasion::seen_from(&start, Some(&end), &zones, &tokyo).unwrap();
        assert_eq!(Language::English.occasion(&there), "Wednesday, 13 May 2026, 01:00–02:00 (JST, UTC+9, Asia/Tokyo)");
        let paris = Zone::iana("Europe/Paris").unwrap();
        assert_eq!(Occasion::seen_from(&start, Some(&end), &zones, &paris), None, "the same clock");
        for everywhere_the_same in ["VALUE=DATE:20260512", "20260512T180000"] {
            assert_eq!(Occasion::seen_from(&when(everywhere_the_same), None, &zones, &tokyo), None);
        }
    }

    #[test]
    fn a_zone_of_the_object_itself_is_said_by_its_offset() {
        let object = calendar(
            "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0330\n\
             TZOFFSETTO:+0330\nTZNAME:Where I live\\, more or less\nEND:STANDARD\nEND:VTIMEZONE\n\
             BEGIN:VEVENT\nUID:u\nDTSTAMP:20260101T000000Z\nDTSTART;TZID=Customized Time Zone:20260512T100000\nEND:VEVENT",
        );
        let zones = Zones::of(object.calendar(), &berlin());
        let start = object.master().unwrap().start().unwrap();
        let said = Language::English.occasion(&Occasion::between(&start, None, &zones));
        assert_eq!(said, "Tuesday, 12 May 2026, 10:00 (UTC+3:30)");
    }

    #[test]
    fn a_length_is_said_in_days_hours_and_minutes() {
        for (minutes, said) in [
            (0, "0 minutes"),
            (1, "1 minute"),
            (60, "1 hour"),
            (90, "1 hour 30 minutes"),
            (24 * 60, "1 day"),
            (50 * 60 + 5, "2 days 2 hours 5 minutes"),
            (-5, "0 minutes"),
        ] {
            assert_eq!(Language::English.length(Length::of(TimeDelta::minutes(minutes))), said);
        }
    }

    #[test]
    fn a_list_ends_with_and() {
        let words = |n: usize| ["a", "b", "c"].iter().take(n).map(|word| (*word).to_owned()).collect::<Vec<_>>();
        for (n, said) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            assert_eq!(Language::English.list(&words(n)), said);
        }
    }
}
