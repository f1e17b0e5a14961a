//! Values of properties and parameters: dates and times, durations, periods, TEXT and parameter escapes.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::line::{Line, is_unwritable};

/// An instant.
pub type Timestamp = DateTime<Utc>;

/// A DATE or DATE-TIME value (RFC 5545 §3.3.4, §3.3.5).
///
/// Equality compares how it is said, not the instant: 10:00 in Berlin is not equal to 09:00 UTC.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// A whole day, wherever one is.
    Date(NaiveDate),
    /// A time on the wall, wherever one is.
    Floating(NaiveDateTime),
    /// An instant.
    Utc(Timestamp),
    /// A time on the wall of a zone.
    Zoned {
        /// The time on the wall.
        local: NaiveDateTime,
        /// The TZID, without blanks around it.
        tzid: String,
    },
}

impl When {
    /// The value of a line such as DTSTART, with its TZID; `None` when it is no date or time.
    ///
    /// Clear though not to the letter, and therefore accepted: a date without `VALUE=DATE`, a date-time where
    /// `VALUE=DATE` is said (its date is taken), blanks around it, small `t` and `z`, a TZID besides `Z` (the `Z` wins,
    /// RFC 5545 §3.2.19).
    pub fn of(line: &Line) -> Option<When> {
        Context::of(line).when(line.value())
    }

    /// The values of a line that may hold several (EXDATE, RDATE); `None` for each that is no date or time. The start
    /// of a period stands for it.
    pub fn list(line: &Line) -> impl Iterator<Item = Option<When>> {
        let context = Context::of(line);
        line.value().split(',').filter(|text| !text.trim().is_empty()).map(move |text| {
            let start = text.split_once('/').map_or(text, |(start, _)| start);
            context.when(start)
        })
    }

    /// A line with this value and the parameters it needs.
    pub fn to_line(&self, name: &str) -> Line {
        let line = Line::text(name, "").with_value(&self.value_text());
        match self {
            When::Date(_) => line.with_param("VALUE", "DATE"),
            When::Zoned { tzid, .. } => line.with_param("TZID", tzid),
            When::Floating(_) | When::Utc(_) => line,
        }
    }

    /// The value as text, without its parameters.
    pub fn value_text(&self) -> String {
        match self {
            When::Date(date) => date.format("%Y%m%d").to_string(),
            When::Floating(local) | When::Zoned { local, .. } => local.format("%Y%m%dT%H%M%S").to_string(),
            When::Utc(instant) => instant.format("%Y%m%dT%H%M%SZ").to_string(),
        }
    }

    /// The date and time as said: midnight for a date, the time in UTC for an instant.
    pub fn local(&self) -> NaiveDateTime {
        match self {
            When::Date(date) => date.and_time(NaiveTime::MIN),
            When::Floating(local) | When::Zoned { local, .. } => *local,
            When::Utc(instant) => instant.naive_utc(),
        }
    }

    /// The date as said.
    pub fn date(&self) -> NaiveDate {
        self.local().date()
    }

    /// Whether it is a whole day.
    pub fn is_date(&self) -> bool {
        matches!(self, When::Date(_))
    }

    /// The TZID, if it has one.
    pub fn tzid(&self) -> Option<&str> {
        match self {
            When::Zoned { tzid, .. } => Some(tzid),
            _ => None,
        }
    }

    /// The same kind of value (date, floating, UTC, same zone) at another local time; a date drops the time.
    #[must_use]
    pub fn at(&self, local: NaiveDateTime) -> When {
        match self {
            When::Date(_) => When::Date(local.date()),
            When::Floating(_) => When::Floating(local),
            When::Utc(_) => When::Utc(local.and_utc()),
            When::Zoned { tzid, .. } => When::Zoned { local, tzid: tzid.clone() },
        }
    }
}

/// What the parameters of a line say about its dates.
struct Context {
    is_date: bool,
    tzid: Option<String>,
}

impl Context {
    fn of(line: &Line) -> Context {
        // Outlook writes blanks behind some TZIDs, in the VTIMEZONE or here, but not in both.
        let tzid = line.param("TZID").map(|tzid| tzid.trim().to_owned()).filter(|tzid| !tzid.is_empty());
        Context { is_date: line.param("VALUE").is_some_and(|value| value.trim().eq_ignore_ascii_case("DATE")), tzid }
    }

    fn when(&self, text: &str) -> Option<When> {
        let text = text.trim();
        let (date, rest) = text.split_at_checked(8)?;
        let date = parse_date(date)?;
        // quirk: google-date-with-z
        if rest.is_empty() || rest.eq_ignore_ascii_case("Z") {
            return Some(When::Date(date));
        }
        let rest = rest.strip_prefix(['T', 't'])?;
        let (time, zulu) = match rest.strip_suffix(['Z', 'z']) {
            Some(time) => (time, true),
            None => (rest, false),
        };
        let local = date.and_time(parse_time(time)?);
        Some(match &self.tzid {
            _ if self.is_date => When::Date(date),
            _ if zulu => When::Utc(local.and_utc()),
            Some(tzid) if tzid.eq_ignore_ascii_case("UTC") => When::Utc(local.and_utc()),
            Some(tzid) => When::Zoned { local, tzid: tzid.clone() },
            None => When::Floating(local),
        })
    }
}

/// The number that exactly these digits write.
fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// `YYYYMMDD`.
fn parse_date(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    NaiveDate::from_ymd_opt(i32::try_from(digits(year)?).ok()?, digits(month)?, digits(day)?)
}

/// `HHMMSS`; second 60, a leap second, counts as 59 (RFC 5545 §3.3.12 lets those who have none do so).
fn parse_time(text: &str) -> Option<NaiveTime> {
    let (hour, rest) = text.split_at_checked(2)?;
    let (minute, second) = rest.split_at_checked(2)?;
    if second.len() != 2 {
        return None;
    }
    let second = digits(second)?;
    NaiveTime::from_hms_opt(digits(hour)?, digits(minute)?, if second == 60 { 59 } else { second })
}

/// A DURATION value (RFC 5545 §3.3.6): days are nominal (a day with a clock change is still a day), the rest exact
/// seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    days: i64,
    seconds: i64,
}

impl Duration {
    /// Ten thousand years: nothing on a calendar is longer, and sums stay far from any overflow.
    const MOST_DAYS: i64 = 3_652_425;

    /// Days and seconds, both negative for a negative duration; clamped to ten thousand years each.
    pub fn new(days: i64, seconds: i64) -> Duration {
        let most_seconds = Duration::MOST_DAYS * 86_400;
        Duration {
            days: days.clamp(-Duration::MOST_DAYS, Duration::MOST_DAYS),
            seconds: seconds.clamp(-most_seconds, most_seconds),
        }
    }

    /// Reads `[+-]P…`; `None` for anything else and for more than ten thousand years.
    ///
    /// Clear though not to the letter, and therefore accepted: weeks beside other units, weeks and days behind the `T`
    /// (quirk: synology-pt1w), units in any order, each once.
    pub fn parse(text: &str) -> Option<Duration> {
        let text = text.trim();
        let (sign, text) = match text.strip_prefix(['-', '+']) {
            Some(rest) => (if text.starts_with('-') { -1 } else { 1 }, rest),
            None => (1, text),
        };
        let mut rest = text.strip_prefix(['P', 'p'])?;
        let (mut days, mut seconds, mut seen) = (0_i64, 0_i64, String::new());
        let mut in_time = false;
        while !rest.is_empty() {
            if let Some(time) = rest.strip_prefix(['T', 't']).filter(|_| !in_time) {
                (in_time, rest) = (true, time);
                continue;
            }
            let (number, unit, tail) = amount(rest)?;
            if seen.contains(unit) {
                return None;
            }
            seen.push(unit);
            match (unit, in_time) {
                ('W', _) => days += number * 7,
                ('D', _) => days += number,
                ('H', true) => seconds += number * 3_600,
                ('M', true) => seconds += number * 60,
                ('S', true) => seconds += number,
                _ => return None,
            }
            rest = tail;
        }
        let duration = Duration { days: sign * days, seconds: sign * seconds };
        (!seen.is_empty() && duration == Duration::new(duration.days, duration.seconds)).then_some(duration)
    }

    /// The nominal days.
    pub fn days(self) -> i64 {
        self.days
    }

    /// The exact seconds beside the days.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Whether it points backwards.
    pub fn is_negative(self) -> bool {
        self.days < 0 || self.seconds < 0
    }

    /// Its length with days of 24 hours.
    pub fn to_delta(self) -> TimeDelta {
        TimeDelta::seconds(self.days * 86_400 + self.seconds)
    }
}

/// The number at the beginning, its unit in upper case, and what follows.
fn amount(text: &str) -> Option<(i64, char, &str)> {
    /// Enough for ten thousand years of seconds, and far from overflow when multiplied.
    const MOST_DIGITS: usize = 12;
    let end = text.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=MOST_DIGITS).contains(end))?;
    let (number, tail) = text.split_at_checked(end)?;
    let mut letters = tail.chars();
    let unit = letters.next()?.to_ascii_uppercase();
    Some((number.parse().ok()?, unit, letters.as_str()))
}

impl From<TimeDelta> for Duration {
    /// Whole days become nominal days.
    fn from(delta: TimeDelta) -> Duration {
        let seconds = delta.num_seconds();
        if seconds % 86_400 == 0 { Duration::new(seconds / 86_400, 0) } else { Duration::new(0, seconds) }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds) = (self.days.unsigned_abs(), self.seconds.unsigned_abs());
        if self.is_negative() {
            f.write_str("-")?;
        }
        if seconds == 0 && days > 0 {
            return if days.is_multiple_of(7) { write!(f, "P{}W", days / 7) } else { write!(f, "P{days}D") };
        }
        f.write_str("P")?;
        if days > 0 {
            write!(f, "{days}D")?;
        }
        f.write_str("T")?;
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        // The grammar wants minutes between hours and seconds, even none of them.
        if minutes > 0 || (hours > 0 && seconds > 0) {
            write!(f, "{minutes}M")?;
        }
        if seconds > 0 || (hours == 0 && minutes == 0) { write!(f, "{seconds}S") } else { Ok(()) }
    }
}

/// A PERIOD value (RFC 5545 §3.3.9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Where it starts.
    pub start: When,
    /// How its end is said.
    pub end: PeriodEnd,
}

/// The end of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodEnd {
    /// Said as a time.
    At(When),
    /// Said as a length.
    After(Duration),
}

impl Period {
    /// The values of a FREEBUSY or `RDATE;VALUE=PERIOD` line; `None` for each that is no period.
    pub fn list(line: &Line) -> impl Iterator<Item = Option<Period>> {
        let context = Context { is_date: false, ..Context::of(line) };
        line.value().split(',').filter(|text| !text.trim().is_empty()).map(move |text| {
            let (start, end) = text.split_once('/')?;
            let end = match Duration::parse(end) {
                Some(length) => PeriodEnd::After(length),
                None => PeriodEnd::At(context.when(end)?),
            };
            Some(Period { start: context.when(start)?, end })
        })
    }
}

/// A UTC-OFFSET value (RFC 5545 §3.3.14) in seconds east of Greenwich; `None` when it is none or a day and more.
pub fn utc_offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (hours, rest) = text.split_at_checked(2)?;
    let (minutes, seconds) = rest.split_at_checked(2)?;
    let seconds = match seconds.len() {
        0 => 0,
        2 => digits(seconds)?,
        _ => return None,
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    Some(sign * i32::try_from(hours * 3_600 + minutes * 60 + seconds).ok()?)
}

/// TEXT with its escapes resolved (RFC 5545 §3.3.11); a backslash before any other character stays, as most readers do.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'N') => out.push('\n'),
            // `\:` and `\"` are not in the grammar; old Mozilla and Outlook write them.
            Some(c @ ('\\' | ',' | ';' | ':' | '"')) => out.push(c),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    Cow::Owned(out)
}

/// TEXT escaped (RFC 5545 §3.3.11): CRLF, CR and LF become `\n`, other control characters but TAB are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("\\n"),
            c if is_unwritable(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// The values of a list of TEXT, still escaped: split at commas without a backslash.
pub fn split_list(text: &str) -> impl Iterator<Item = &str> {
    let mut escape = false;
    text.split(move |c| {
        let splits = c == ',' && !escape;
        escape = c == '\\' && !escape;
        splits
    })
}

/// A parameter value as written: without its quotes, RFC 6868 escapes resolved.
pub fn param_decoded(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches(' ');
    let bare = text.strip_prefix('"').map_or(text, |rest| rest.strip_suffix('"').unwrap_or(rest));
    if !bare.contains('^') {
        return Cow::Borrowed(bare);
    }
    let mut out = String::with_capacity(bare.len());
    let mut chars = bare.chars().peekable();
    while let Some(c) = chars.next() {
        let decoded = match (c, chars.peek()) {
            ('^', Some('n')) => '\n',
            ('^', Some('^')) => '^',
            ('^', Some('\'')) => '"',
            _ => {
                out.push(c);
                continue;
            }
        };
        chars.next();
        out.push(decoded);
    }
    Cow::Owned(out)
}

/// A parameter value to be written: RFC 6868 escapes, quotes around `,`, `;` and `:`, no control characters.
pub fn param_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '^' => out.push_str("^^"),
            '"' => out.push_str("^'"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("^n"),
            c if is_unwritable(c) => {}
            c => out.push(c),
        }
    }
    // A leading blank is quoted because careless readers trim it.
    if out.contains([',', ';', ':']) || out.starts_with(' ') {
        out.insert(0, '"');
        out.push('"');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(line: &str) -> Option<When> {
        let (head, value) = line.split_once(':').unwrap();
        let mut params = head.split(';');
        let mut line = Line::new(params.next().unwrap(), value).unwrap();
        for (name, value) in params.map(|param| param.split_once('=').unwrap()) {
            line = line.with_param(name, value);
        }
        When::of(&line)
    }

    #[test]
    fn dates_and_times_are_read_as_clients_write_them() {
        let cases = [
            ("DTSTART;VALUE=DATE:20260302", "DTSTART;VALUE=DATE:20260302"),
            ("DTSTART:20260302", "DTSTART;VALUE=DATE:20260302"),
            ("DTSTART;VALUE=DATE:20260302T000000", "DTSTART;VALUE=DATE:20260302"),
            ("DTSTART;VALUE=DATE;TZID=Europe/Berlin:20260302", "DTSTART;VALUE=DATE:20260302"),
            ("RDATE:20260302Z", "DTSTART;VALUE=DATE:20260302"),
            ("DTSTART:20260302T090000", "DTSTART:20260302T090000"),
            ("DTSTART: 20260302T090000z ", "DTSTART:20260302T090000Z"),
            ("DTSTART;TZID=Europe/Berlin :20260302T090000", "DTSTART;TZID=Europe/Berlin:20260302T090000"),
            ("DTSTART;TZID=Europe/Berlin:20260302T090000Z", "DTSTART:20260302T090000Z"),
            ("DTSTART;TZID=UTC:20260302T090000", "DTSTART:20260302T090000Z"),
            ("DTSTART;TZID=:20260302T090000", "DTSTART:20260302T090000"),
            ("DTSTART:20261231T235960Z", "DTSTART:20261231T235959Z"),
            ("DTSTART:20240229", "DTSTART;VALUE=DATE:20240229"),
        ];
        for (text, expected) in cases {
            let line = when(text).unwrap_or_else(|| panic!("{text}")).to_line("DTSTART");
            assert_eq!(line.as_str(), expected, "{text}");
            assert_eq!(When::of(&line), when(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "2026",
            "20260230",
            "20261301",
            "2026-03-02",
            "20260302T",
            "20260302T09",
            "20260302T0900",
            "20260302T240000",
            "20260302T096000",
            "20260302T090061",
            "20260302T0900000",
            "20260302 090000",
            "20260302T090000ZZ",
            "20260302T090000+0100",
            "+0260302",
            "INVALID-DATE",
            "２０２６０３０２",
            "20260302T090000é",
            "2026030é",
        ] {
            assert_eq!(when(&format!("DTSTART:{text}")), None, "{text:?}");
        }
    }

    #[test]
    fn lists_name_each_value_that_cannot_be_read() {
        let line = Line::new("EXDATE", "20260302T090000Z,never, 20260303T090000Z,").unwrap();
        let found: Vec<Option<String>> = When::list(&line).map(|when| Some(when?.value_text())).collect();
        assert_eq!(found, [Some("20260302T090000Z".into()), None, Some("20260303T090000Z".into())]);
    }

    #[test]
    fn a_time_moved_keeps_its_kind() {
        let local = when("X:20260501T120000").unwrap().local();
        for (text, expected) in [
            ("X;VALUE=DATE:20260302", "X;VALUE=DATE:20260501"),
            ("X:20260302T000000", "X:20260501T120000"),
            ("X:20260302T000000Z", "X:20260501T120000Z"),
            ("X;TZID=Asia/Tokyo:20260302T000000", "X;TZID=Asia/Tokyo:20260501T120000"),
        ] {
            assert_eq!(when(text).unwrap().at(local).to_line("X").as_str(), expected);
        }
    }

    #[test]
    fn durations_are_read_and_written() {
        let cases = [
            ("PT1H30M", (0, 5_400), "PT1H30M"),
            ("P1W", (7, 0), "P1W"),
            ("P15DT5H0M20S", (15, 18_020), "P15DT5H0M20S"),
            ("-PT15M", (0, -900), "-PT15M"),
            ("+P2D", (2, 0), "P2D"),
            ("PT0S", (0, 0), "PT0S"),
            ("P0D", (0, 0), "PT0S"),
            ("pt90m", (0, 5_400), "PT1H30M"),
            ("PT1W", (7, 0), "P1W"),
            ("P1W2D", (9, 0), "P9D"),
            (" PT1H ", (0, 3_600), "PT1H"),
            ("PT36H", (0, 129_600), "PT36H"),
        ];
        for (text, (days, seconds), written) in cases {
            let duration = Duration::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((duration.days(), duration.seconds()), (days, seconds), "{text}");
            assert_eq!(duration.to_string(), written, "{text}");
            assert_eq!(Duration::parse(written), Some(duration), "{text}");
        }
        for bad in [
            "",
            "P",
            "PT",
            "-P",
            "1H",
            "PH",
            "P1",
            "P1H",
            "PT1",
            "PT1X",
            "P1Y",
            "PT1H1H",
            "P-1D",
            "P1DT1HT1M",
            "P99999999D",
            "PT9999999999999S",
            "P1.5D",
            "P１D",
        ] {
            assert_eq!(Duration::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn periods_end_by_time_or_length() {
        let line =
            Line::new("FREEBUSY", "20260302T090000Z/20260302T100000Z,20260302T110000Z/PT30M,20260302T110000Z,x/y")
                .unwrap();
        let found: Vec<Option<Period>> = Period::list(&line).collect();
        assert!(matches!(&found[0], Some(Period { end: PeriodEnd::At(When::Utc(_)), .. })));
        assert!(matches!(&found[1], Some(Period { end: PeriodEnd::After(length), .. }) if length.seconds() == 1_800));
        assert_eq!(found[2..], [None, None]);
    }

    #[test]
    fn offsets_are_signed_seconds() {
        let cases = [
            ("+0100", Some(3_600)),
            ("-0330", Some(-12_600)),
            ("+005328", Some(3_208)),
            ("0100", Some(3_600)),
            ("-0000", Some(0)),
            ("+1", None),
            ("+2400", None),
            ("+01:00", None),
            ("+01é", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(utc_offset(text), expected, "{text}");
        }
    }

    #[test]
    fn text_escapes_come_back() {
        let cases = [
            (r"a\, b\; c\\n\nd\N", "a, b; c\\n\nd\n"),
            (r"no\x escape\", r"no\x escape\"),
            (r#"old\: Mozilla \"quotes\""#, "old: Mozilla \"quotes\""),
        ];
        for (raw, text) in cases {
            assert_eq!(unescaped(raw), text);
            assert_eq!(unescaped(&escaped(text)), text);
        }
        assert_eq!(escaped("a\r\nb\rc\nd\u{0}\u{b}\te"), "a\\nb\\nc\\nd\te");
    }

    #[test]
    fn lists_split_at_bare_commas() {
        let split: Vec<&str> = split_list(r"a,b\,c,d\\,e,").collect();
        assert_eq!(split, ["a", r"b\,c", r"d\\", "e", ""]);
    }

    #[test]
    fn parameter_values_are_quoted_and_encoded_where_needed() {
        let cases = [
            ("Bob", "Bob"),
            ("Doe, Jane", "\"Doe, Jane\""),
            ("mailto:a@b", "\"mailto:a@b\""),
            ("Jo \"the\" Bo^b", "Jo ^'the^' Bo^^b"),
            ("two\nlines", "two^nlines"),
        ];
        for (text, raw) in cases {
            assert_eq!(param_encoded(text), raw);
            assert_eq!(param_decoded(raw), text);
        }
        assert_eq!(param_encoded("a\r\nATTENDEE:x\u{0}"), "\"a^nATTENDEE:x\"");
        assert_eq!(param_decoded("^x^"), "^x^");
        assert_eq!(param_decoded("\"open"), "open");
    }
}
