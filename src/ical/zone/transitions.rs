//! A VTIMEZONE (RFC 5545 §3.6.5) turned into the instants at which its offset changes.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use crate::ical::rule::{Rule, Until};
use crate::ical::tree::Component;
use crate::ical::value::utc_offset;

use super::Zone;
use super::names::Trust;

/// Rules of a VTIMEZONE are followed from here; Outlook's begin in 1601.
const FIRST_YEAR: i32 = 1950;

/// … up to here. Whoever meets after 2100 by the rules of an own zone meets in standard time.
const LAST_YEAR: i32 = 2100;

/// How many STANDARD and DAYLIGHT parts are looked at; the longest histories have some hundred and fifty.
const MOST_OBSERVANCES: usize = 500;

/// How many changes are kept.
const MOST_CHANGES: usize = 4_000;

/// One change of the offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When, in seconds since 1970.
    pub at: i64,
    /// The offset before, in seconds east of Greenwich.
    pub before: i32,
    /// The offset after.
    pub after: i32,
    /// Whether it begins or ends summer time, in contrast to a lasting change of the law.
    pub is_switch: bool,
    /// The abbreviation after.
    pub name: String,
}

/// A STANDARD or DAYLIGHT part.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Observance {
    before: i32,
    after: i32,
    is_daylight: bool,
    name: String,
}

/// The beginning of an observance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Onset {
    at: i64,
    /// Standard time wins where both begin at once, as in Outlook's zones on 1 January 1601.
    is_standard: bool,
    observance: usize,
}

/// The offsets of a zone that only its VTIMEZONE describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transitions {
    observances: Vec<Observance>,
    /// By instant.
    onsets: Vec<Onset>,
}

impl Transitions {
    /// Evaluates a VTIMEZONE; `None` when it has no part that says an offset.
    pub fn of(timezone: &Component) -> Option<Transitions> {
        let mut observances = Vec::new();
        let mut onsets = Vec::new();
        for part in parts(timezone) {
            let Some(observance) = Observance::of(part) else { continue };
            for local in beginnings(part, observance.before).take(MOST_CHANGES) {
                onsets.push(Onset {
                    at: local.and_utc().timestamp() - i64::from(observance.before),
                    is_standard: !observance.is_daylight,
                    observance: observances.len(),
                });
            }
            observances.push(observance);
            if onsets.len() > MOST_CHANGES {
                break;
            }
        }
        onsets.sort_unstable();
        onsets.truncate(MOST_CHANGES);
        (!observances.is_empty()).then_some(Transitions { observances, onsets })
    }

    /// Always this offset, in seconds east of Greenwich.
    pub fn fixed(offset: i32) -> Transitions {
        let name = written_offset(offset);
        Transitions {
            observances: vec![Observance { before: offset, after: offset, is_daylight: false, name }],
            onsets: Vec::new(),
        }
    }

    /// The observance in force; before the first onset none is.
    fn in_force(&self, at: i64) -> Option<&Observance> {
        let index = self.onsets.partition_point(|onset| onset.at <= at).checked_sub(1)?;
        self.observances.get(self.onsets.get(index)?.observance)
    }

    /// The first observance to begin, or the only one when none says when.
    fn first(&self) -> Option<&Observance> {
        self.observances.get(self.onsets.first().map_or(0, |onset| onset.observance))
    }

    fn before_all(&self) -> i32 {
        self.first().map_or(0, |first| first.before)
    }

    /// The offset at an instant, in seconds since 1970.
    pub fn offset(&self, at: i64) -> i32 {
        self.in_force(at).map_or_else(|| self.before_all(), |observance| observance.after)
    }

    /// The offset a local time is meant in; see [`Zone::instant`].
    pub(super) fn offset_of_local(&self, local: i64) -> i32 {
        let has_passed = |onset: &Onset| {
            let greater = self.observances.get(onset.observance).map_or(0, |o| o.before.max(o.after));
            onset.at + i64::from(greater) <= local
        };
        let passed = self.onsets.partition_point(has_passed);
        match passed.checked_sub(1).and_then(|last| self.onsets.get(last)) {
            Some(onset) => self.observances.get(onset.observance).map_or(0, |observance| observance.after),
            None => self.before_all(),
        }
    }

    pub(super) fn abbreviation(&self, at: i64) -> String {
        let observance = self.in_force(at).or_else(|| self.observances.iter().find(|o| o.after == self.before_all()));
        match observance {
            Some(observance) if !observance.name.is_empty() => observance.name.clone(),
            _ => written_offset(self.offset(at)),
        }
    }

    pub(super) fn is_daylight(&self, at: i64) -> bool {
        self.in_force(at).is_some_and(|observance| observance.is_daylight)
    }

    pub(super) fn changes(&self, after: i64, until: i64) -> impl Iterator<Item = Change> {
        let from = self.onsets.partition_point(|onset| onset.at <= after);
        let later = self.onsets.get(from..).unwrap_or_default();
        later.iter().take_while(move |onset| onset.at <= until).filter_map(|onset| {
            let observance = self.observances.get(onset.observance)?;
            let before = self.offset(onset.at - 1);
            (before != observance.after).then(|| Change {
                at: onset.at,
                before,
                after: observance.after,
                is_switch: observance.is_daylight != self.is_daylight(onset.at - 1),
                name: self.abbreviation(onset.at),
            })
        })
    }
}

fn parts(timezone: &Component) -> impl Iterator<Item = &Component> {
    timezone.components().filter(|part| part.is("STANDARD") || part.is("DAYLIGHT")).take(MOST_OBSERVANCES)
}

impl Observance {
    fn of(part: &Component) -> Option<Observance> {
        let after = utc_offset(part.raw("TZOFFSETTO")?)?;
        let before = part.raw("TZOFFSETFROM").and_then(utc_offset).unwrap_or(after);
        let name = part.text("TZNAME").unwrap_or_default();
        Some(Observance { before, after, is_daylight: part.is("DAYLIGHT"), name })
    }
}

/// The local times, in the offset before, at which an observance begins.
fn beginnings(part: &Component, before: i32) -> impl Iterator<Item = NaiveDateTime> {
    let start = part.start().map(|start| start.local());
    let listed = part.rdates().map(|when| when.local()).chain(start);
    let rules = part.rrules().filter_map(|line| Rule::parse(line.value()).ok());
    let ruled = rules.flat_map(move |rule| {
        let Some(start) = start else { return Vec::new() };
        ruled(&rule, start, before)
    });
    listed.chain(ruled)
}

fn ruled(rule: &Rule, start: NaiveDateTime, before: i32) -> Vec<NaiveDateTime> {
    let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
    let starts = rule.from(start, new_year(FIRST_YEAR));
    // UNTIL is in UTC, the rule counts in the offset before the change (RFC 5545 §3.6.5).
    let last = match rule.until() {
        Some(Until::Utc(utc)) => utc + TimeDelta::seconds(i64::from(before)),
        Some(other) => other.digits(),
        None => new_year(LAST_YEAR),
    };
    starts.until(last.min(new_year(LAST_YEAR))).take(MOST_CHANGES).collect()
}

/// `+0530`, `-08`, for zones without a name.
fn written_offset(offset: i32) -> String {
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs() / 60);
    match minutes % 60 {
        0 => format!("{sign}{:02}", minutes / 60),
        rest => format!("{sign}{:02}{rest:02}", minutes / 60),
    }
}

/// Whether a VTIMEZONE can be an older or simpler description of a zone of the database.
///
/// Laws change and clients shorten, so one common offset is enough for a full name. Short names such as `EST` or `GMT`
/// are often put on a zone that has summer time; they fit only when every offset of the VTIMEZONE is one of theirs.
pub(super) fn agree(own: &Component, zone: &Zone, trust: Trust) -> bool {
    let mut offsets = parts(own).filter_map(|part| part.raw("TZOFFSETTO").and_then(utc_offset)).peekable();
    if offsets.peek().is_none() {
        return true;
    }
    let latest = parts(own).filter_map(|part| part.start()).map(|start| start.date().year()).max();
    let known: Vec<i32> = [latest.unwrap_or(2010).max(1970), 2010, 2024]
        .into_iter()
        .flat_map(|year| [(year, 1), (year, 7)])
        .filter_map(|(year, month)| middle_of(year, month))
        .map(|instant| zone.offset(instant))
        .collect();
    match trust {
        Trust::Full => offsets.any(|offset| known.contains(&offset)),
        Trust::Exact => offsets.all(|offset| known.contains(&offset)),
    }
}

fn middle_of(year: i32, month: u32) -> Option<DateTime<Utc>> {
    Some(NaiveDate::from_ymd_opt(year, month, 15)?.and_hms_opt(12, 0, 0)?.and_utc())
}
