//! One recurrence rule, the value of an RRULE or EXRULE (RFC 5545 §3.3.10, RSCALE and SKIP of RFC 7529).
//!
//! A rule is read strictly where its meaning would be unclear (no FREQ, INTERVAL=0, numbers out of range, unknown
//! parts) and with patience where files in the wild are merely untidy (blanks, empty BY parts, lower case, COUNT beside
//! UNTIL, X- parts). It is expanded over local time without a zone; `instances` maps the result to instants.
//!
//! RFC 5545 leaves open what a YEARLY rule means by BYWEEKNO without BYDAY and by BYMONTHDAY without BYMONTH. Here, as
//! in python-dateutil and its many descendants, these are all days of the week and that day of every month; libical
//! takes the weekday and month from DTSTART.

mod days;
mod expand;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};

pub use expand::Starts;

/// The longest text accepted as a rule, in bytes; the longest sensible one (every BYYEARDAY) stays below 2,000.
const LONGEST: usize = 8_192;

/// The FREQ part, from the shortest to the longest period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// Every second.
    Secondly,
    /// Every minute.
    Minutely,
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

impl Frequency {
    const ALL: [(Frequency, &'static str); 7] = [
        (Frequency::Secondly, "SECONDLY"),
        (Frequency::Minutely, "MINUTELY"),
        (Frequency::Hourly, "HOURLY"),
        (Frequency::Daily, "DAILY"),
        (Frequency::Weekly, "WEEKLY"),
        (Frequency::Monthly, "MONTHLY"),
        (Frequency::Yearly, "YEARLY"),
    ];

    fn parse(text: &str) -> Option<Frequency> {
        Self::ALL.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(text)).map(|(frequency, _)| frequency)
    }

    /// The name in the RRULE.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(frequency, _)| *frequency == self).map_or("", |(_, name)| name)
    }
}

/// One element of BYDAY: a weekday, alone or counted within the month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByDay {
    /// −53…53: the third (3), the last (−1); 0 means every one.
    pub ordinal: i16,
    /// Which weekday.
    pub weekday: Weekday,
}

/// The UNTIL part: the last moment an instance may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// A date; that whole day still counts, also where DTSTART has a time (which RFC 5545 forbids but clients write).
    Date(NaiveDate),
    /// A local time without zone.
    Floating(NaiveDateTime),
    /// A time in UTC.
    Utc(NaiveDateTime),
}

impl Until {
    /// The digits as written, a date as its last second.
    pub fn digits(self) -> NaiveDateTime {
        match self {
            Until::Date(date) => date.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default()),
            Until::Floating(time) | Until::Utc(time) => time,
        }
    }
}

/// What to do with a date that does not exist in a month or year (RFC 7529 §4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Skip {
    /// Leave it out, as RFC 5545 does.
    #[default]
    Omit,
    /// Take the day before.
    Backward,
    /// Take the day after.
    Forward,
}

/// Why a text is not a recurrence rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadRule {
    /// There is no FREQ part.
    NoFrequency,
    /// Something between two semicolons is not `NAME=value`, or the name is neither defined nor an X- name.
    Part(String),
    /// The value of this part is out of its range or not of its type.
    Value(&'static str),
    /// The text is longer than 8,192 bytes.
    TooLong,
}

impl fmt::Display for BadRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadRule::NoFrequency => f.write_str("the rule has no FREQ"),
            BadRule::Part(part) => write!(f, "{part:?} is not a part of a rule"),
            BadRule::Value(part) => write!(f, "the value of {part} is not valid"),
            BadRule::TooLong => write!(f, "the rule is longer than {LONGEST} bytes"),
        }
    }
}

impl std::error::Error for BadRule {}

/// A recurrence rule.
///
/// Equality is by meaning of the parts; `Display` writes them in one fixed order, without X- parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    frequency: Frequency,
    interval: u32,
    count: Option<u64>,
    until: Option<Until>,
    by_second: Vec<u8>,
    by_minute: Vec<u8>,
    by_hour: Vec<u8>,
    by_day: Vec<ByDay>,
    by_month_day: Vec<i8>,
    by_year_day: Vec<i16>,
    by_week_no: Vec<i8>,
    by_month: Vec<u8>,
    by_set_pos: Vec<i16>,
    week_start: Weekday,
    scale: Option<String>,
    skip: Skip,
    /// The parts of a rule of another calendar whose numbers mean something there alone, as they were written.
    foreign: Vec<(String, String)>,
}

/// Calendar systems that have the months, days and leap days of the Gregorian one, and only name the years otherwise, or
/// say how weeks are counted as RFC 5545 does (CLDR, RFC 7529 §5). Rules never name a year.
pub const GREGORIAN_SCALES: &[&str] = &["GREGORIAN", "BUDDHIST", "ISO8601", "JAPANESE", "ROC"];

/// The other calendar systems that the CLDR knows, and names by which it also knows one.
#[rustfmt::skip]
const OTHER_SCALES: &[&str] = &[
    "CHINESE", "COPTIC", "DANGI", "ETHIOAA", "ETHIOPIC", "ETHIOPIC-AMETE-ALEM", "HEBREW", "INDIAN", "ISLAMIC", "ISLAMICC",
    "ISLAMIC-CIVIL", "ISLAMIC-RGSA", "ISLAMIC-TBLA", "ISLAMIC-UMALQURA", "PERSIAN",
];

/// Whether rules of this calendar system are those of the Gregorian one; GREGORY is what the CLDR calls that.
fn is_like_gregorian(scale: &str) -> bool {
    scale == "GREGORY" || GREGORIAN_SCALES.contains(&scale)
}

impl Rule {
    /// Reads the value of an RRULE.
    ///
    /// Blanks around parts and values, empty BY parts, repeated parts (the last counts), X- parts and COUNT beside
    /// UNTIL (both bound the rule) are tolerated.
    ///
    /// # Errors
    /// No FREQ, a part of unknown name, a number out of its range, INTERVAL or COUNT of 0, more than 8,192 bytes.
    pub fn parse(text: &str) -> Result<Rule, BadRule> {
        if text.len() > LONGEST {
            return Err(BadRule::TooLong);
        }
        let mut frequency = None;
        let mut rule = Rule::every(Frequency::Yearly);
        rule.scale = scale(text);
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(|| BadRule::Part(excerpt(part)))?;
            let (name, value) = (name.trim().to_ascii_uppercase(), value.trim());
            match name.as_str() {
                "FREQ" => frequency = Some(Frequency::parse(value).ok_or(BadRule::Value("FREQ"))?),
                _ => rule.set(&name, value)?,
            }
        }
        rule.frequency = frequency.ok_or(BadRule::NoFrequency)?;
        Ok(rule)
    }

    /// The plain rule of this frequency: interval 1, no end, weeks from Monday.
    fn every(frequency: Frequency) -> Rule {
        Rule {
            frequency,
            interval: 1,
            count: None,
            until: None,
            by_second: Vec::new(),
            by_minute: Vec::new(),
            by_hour: Vec::new(),
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            by_year_day: Vec::new(),
            by_week_no: Vec::new(),
            by_month: Vec::new(),
            by_set_pos: Vec::new(),
            week_start: Weekday::Mon,
            scale: None,
            skip: Skip::Omit,
            foreign: Vec::new(),
        }
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), BadRule> {
        match name {
            _ if COUNTED.contains(&name) && !self.is_gregorian() => {
                if !value.chars().all(|c| c.is_ascii_digit() || "+-,L".contains(c)) {
                    return Err(BadRule::Part(excerpt(name)));
                }
                self.foreign.retain(|(known, _)| known != name);
                self.foreign.push((name.to_owned(), value.to_owned()));
            }
            "INTERVAL" => self.interval = positive(value, "INTERVAL")?.try_into().unwrap_or(u32::MAX),
            "COUNT" => self.count = Some(positive(value, "COUNT")?),
            "UNTIL" => self.until = Some(until(value).ok_or(BadRule::Value("UNTIL"))?),
            "BYSECOND" => self.by_second = list(value, |n| (0..=60).contains(&n)).ok_or(BadRule::Value("BYSECOND"))?,
            "BYMINUTE" => self.by_minute = list(value, |n| (0..=59).contains(&n)).ok_or(BadRule::Value("BYMINUTE"))?,
            "BYHOUR" => self.by_hour = list(value, |n| (0..=23).contains(&n)).ok_or(BadRule::Value("BYHOUR"))?,
            "BYDAY" => {
                self.by_day = elements(value).map(by_day).collect::<Option<_>>().ok_or(BadRule::Value("BYDAY"))?
            }
            "BYMONTHDAY" => self.by_month_day = list(value, counted(31)).ok_or(BadRule::Value("BYMONTHDAY"))?,
            "BYYEARDAY" => self.by_year_day = list(value, counted(366)).ok_or(BadRule::Value("BYYEARDAY"))?,
            "BYWEEKNO" => self.by_week_no = list(value, counted(53)).ok_or(BadRule::Value("BYWEEKNO"))?,
            "BYMONTH" => self.by_month = list(value, |n| (1..=12).contains(&n)).ok_or(BadRule::Value("BYMONTH"))?,
            "BYSETPOS" => self.by_set_pos = list(value, counted(366)).ok_or(BadRule::Value("BYSETPOS"))?,
            "WKST" if value.is_empty() => {}
            "WKST" => self.week_start = weekday(value).ok_or(BadRule::Value("WKST"))?,
            "RSCALE" => {}
            "SKIP" => self.skip = skip(value).ok_or(BadRule::Value("SKIP"))?,
            _ if name.starts_with("X-") => {}
            _ => return Err(BadRule::Part(excerpt(name))),
        }
        Ok(())
    }

    /// The FREQ part.
    pub fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// The INTERVAL part, at least 1.
    pub fn interval(&self) -> u32 {
        self.interval
    }

    /// The COUNT part, at least 1.
    pub fn count(&self) -> Option<u64> {
        self.count
    }

    /// The UNTIL part.
    pub fn until(&self) -> Option<Until> {
        self.until
    }

    /// The BYDAY part.
    pub fn by_day(&self) -> &[ByDay] {
        &self.by_day
    }

    /// The BYMONTHDAY part: 1…31, −31…−1.
    pub fn by_month_day(&self) -> &[i8] {
        &self.by_month_day
    }

    /// The BYYEARDAY part: 1…366, −366…−1.
    pub fn by_year_day(&self) -> &[i16] {
        &self.by_year_day
    }

    /// The BYWEEKNO part: 1…53, −53…−1.
    pub fn by_week_no(&self) -> &[i8] {
        &self.by_week_no
    }

    /// The BYMONTH part: 1…12.
    pub fn by_month(&self) -> &[u8] {
        &self.by_month
    }

    /// The BYHOUR part.
    pub fn by_hour(&self) -> &[u8] {
        &self.by_hour
    }

    /// The BYMINUTE part.
    pub fn by_minute(&self) -> &[u8] {
        &self.by_minute
    }

    /// The BYSECOND part; 60 may stand in it and means 59 (RFC 5545 §3.3.12).
    pub fn by_second(&self) -> &[u8] {
        &self.by_second
    }

    /// The BYSETPOS part: 1…366, −366…−1.
    pub fn by_set_pos(&self) -> &[i16] {
        &self.by_set_pos
    }

    /// The WKST part; Monday unless said otherwise.
    pub fn week_start(&self) -> Weekday {
        self.week_start
    }

    /// The RSCALE part (RFC 7529), in upper case.
    pub fn scale(&self) -> Option<&str> {
        self.scale.as_deref()
    }

    /// Whether the rule counts in the Gregorian calendar.
    ///
    /// Rules of other calendars are kept as data but not computed: they have no instances here, so that only DTSTART
    /// remains.
    pub fn is_gregorian(&self) -> bool {
        self.scale.as_deref().is_none_or(is_like_gregorian)
    }

    /// The calendar system of the rule, if it is one that nobody knows: not in the CLDR (RFC 7529 §5).
    pub fn unknown_scale(&self) -> Option<&str> {
        self.scale.as_deref().filter(|scale| !is_like_gregorian(scale) && !OTHER_SCALES.contains(scale))
    }

    /// The rule without BYHOUR, BYMINUTE and BYSECOND, which are to be ignored where DTSTART is a date (RFC 5545
    /// §3.3.10).
    #[must_use]
    pub fn without_times(mut self) -> Rule {
        self.by_hour.clear();
        self.by_minute.clear();
        self.by_second.clear();
        self
    }

    /// Whether COUNT or UNTIL ends the rule.
    pub fn is_bounded(&self) -> bool {
        self.count.is_some() || self.until.is_some()
    }

    /// The local start times this rule yields for a DTSTART, in order.
    ///
    /// DTSTART itself is among them only when it fits the rule. UNTIL is compared by its digits; use [`Starts::until`]
    /// with the local time it means where a zone is known.
    pub fn instances(&self, start: NaiveDateTime) -> Starts<'_> {
        Starts::new(self, start)
    }

    /// The same, without the instances before `window`; what lies before is jumped over, not walked, as far as COUNT
    /// allows.
    pub fn from(&self, start: NaiveDateTime, window: NaiveDateTime) -> Starts<'_> {
        self.instances(start).seek(window)
    }
}

/// The first characters of a faulty part, for the message.
fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}

fn elements(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|element| !element.is_empty())
}

/// A comma-separated list of numbers that all satisfy `fits`.
fn list<T: TryFrom<i16>>(value: &str, fits: impl Fn(i16) -> bool) -> Option<Vec<T>> {
    elements(value)
        .map(|element| i16::from_str(element).ok().filter(|n| fits(*n)).and_then(|n| T::try_from(n).ok()))
        .collect()
}

/// Numbers that count from the beginning (1…) or from the end (−1…).
fn counted(last: i16) -> impl Fn(i16) -> bool {
    move |n| n != 0 && (-last..=last).contains(&n)
}

/// A number of at least 1; what is too big for the type becomes its greatest value.
fn positive(value: &str, part: &'static str) -> Result<u64, BadRule> {
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadRule::Value(part));
    }
    match value.parse().unwrap_or(u64::MAX) {
        0 => Err(BadRule::Value(part)),
        n => Ok(n),
    }
}

fn until(value: &str) -> Option<Until> {
    if let Some(digits) = value.strip_suffix(['Z', 'z']) {
        return date_time(digits).map(Until::Utc);
    }
    match value.len() {
        8 => date(value).map(Until::Date),
        _ => date_time(value).map(Until::Floating),
    }
}

fn date(value: &str) -> Option<NaiveDate> {
    if value.len() != 8 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range| value.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    NaiveDate::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(4..6)?, number(6..8)?)
}

fn date_time(value: &str) -> Option<NaiveDateTime> {
    let (day, time) = value.split_once(['T', 't'])?;
    if time.len() != 6 || !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range| time.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    let second = match number(4..6)? {
        60 => 59,
        second => second,
    };
    Some(date(day)?.and_time(NaiveTime::from_hms_opt(number(0..2)?, number(2..4)?, second)?))
}

fn by_day(element: &str) -> Option<ByDay> {
    let split = element.len().checked_sub(2)?;
    let (ordinal, weekday_name) = element.split_at_checked(split)?;
    let ordinal = match ordinal.trim() {
        "" => 0,
        number => i16::from_str(number).ok().filter(|n| counted(53)(*n))?,
    };
    Some(ByDay { ordinal, weekday: weekday(weekday_name)? })
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, day)| day)
}

fn weekday_name(weekday: Weekday) -> &'static str {
    WEEKDAYS.into_iter().find(|(_, day)| *day == weekday).map_or("", |(name, _)| name)
}

fn skip(text: &str) -> Option<Skip> {
    [("OMIT", Skip::Omit), ("BACKWARD", Skip::Backward), ("FORWARD", Skip::Forward)]
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(text))
        .map(|(_, skip)| skip)
}

impl fmt::Display for ByDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ordinal {
            0 => f.write_str(weekday_name(self.weekday)),
            ordinal => write!(f, "{ordinal}{}", weekday_name(self.weekday)),
        }
    }
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Until::Date(date) => write!(f, "{}", date.format("%Y%m%d")),
            Until::Floating(time) => write!(f, "{}", time.format("%Y%m%dT%H%M%S")),
            Until::Utc(time) => write!(f, "{}", time.format("%Y%m%dT%H%M%SZ")),
        }
    }
}

/// Parts whose numbers have the ranges of the calendar system (RFC 7529 §4).
const COUNTED: &[&str] = &["BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"];

/// The RSCALE part of a rule, wherever it stands, in upper case; the last one counts.
fn scale(text: &str) -> Option<String> {
    let parts = text.split(';').filter_map(|part| part.split_once('='));
    let mut named = parts.filter(|(name, _)| name.trim().eq_ignore_ascii_case("RSCALE"));
    named.next_back().map(|(_, value)| value.trim().to_ascii_uppercase())
}

fn write_list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, name: &str, values: &[T]) -> fmt::Result {
    for (at, value) in values.iter().enumerate() {
        match at {
            0 => write!(f, ";{name}={value}")?,
            _ => write!(f, ",{value}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(scale) = &self.scale {
            write!(f, "RSCALE={scale};")?;
        }
        write!(f, "FREQ={}", self.frequency.as_str())?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        write_list(f, "COUNT", self.count.as_slice())?;
        write_list(f, "UNTIL", self.until.as_slice())?;
        write_list(f, "BYMONTH", &self.by_month)?;
        write_list(f, "BYWEEKNO", &self.by_week_no)?;
        write_list(f, "BYYEARDAY", &self.by_year_day)?;
        write_list(f, "BYMONTHDAY", &self.by_month_day)?;
        write_list(f, "BYDAY", &self.by_day)?;
        write_list(f, "BYHOUR", &self.by_hour)?;
        write_list(f, "BYMINUTE", &self.by_minute)?;
        write_list(f, "BYSECOND", &self.by_second)?;
        write_list(f, "BYSETPOS", &self.by_set_pos)?;
        if self.week_start != Weekday::Mon {
            write!(f, ";WKST={}", weekday_name(self.week_start))?;
        }
        for (name, value) in &self.foreign {
            write!(f, ";{name}={value}")?;
        }
        match self.skip {
            Skip::Omit => Ok(()),
            Skip::Backward => f.write_str(";SKIP=BACKWARD"),
            Skip::Forward => f.write_str(";SKIP=FORWARD"),
        }
    }
}

impl FromStr for Rule {
    type Err = BadRule;

    fn from_str(text: &str) -> Result<Rule, BadRule> {
        Rule::parse(text)
    }
}
