//! What the service does (RFC 7808 §5), and what it answers (§6).

use std::sync::OnceLock;

use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};

use super::parameters::{Parameters, Pattern, decoded};
use super::{Answer, PATH, Problem, Question, written};
use crate::ical::{self, Component, Entry, Line, PRODID, Timestamp, Zone};
use crate::id::ETag;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Capabilities,
    /// All zones, or with a pattern those that fit: `list` and `find`.
    List,
    /// One zone as a VTIMEZONE, by its name.
    Get(String),
    /// The changes of one zone, by its name.
    Expand(String),
    LeapSeconds,
}

/// The actions with their paths and parameters; the capabilities list these.
const ACTIONS: &[(&str, &str, Needs)] = &[
    ("capabilities", "/capabilities", &[]),
    ("list", "/zones{?changedsince}", &[("changedsince", Need::Optional)]),
    ("get", "/zones{/tzid}{?start,end}", &[("start", Need::Optional), ("end", Need::Optional)]),
    ("expand", "/zones{/tzid}/observances{?start,end}", &[("start", Need::Required), ("end", Need::Required)]),
    ("find", "/zones{?pattern}", &[("pattern", Need::Required)]),
    ("leapseconds", "/leapseconds", &[]),
];

/// The parameters of an action, by name.
type Needs = &'static [(&'static str, Need)];

/// Whether a parameter must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Optional,
    Required,
}

const JSON: &str = "application/json; charset=utf-8";

impl Action {
    /// What a question is about.
    ///
    /// # Errors
    /// A path under which nothing is.
    pub(super) fn of(question: &Question<'_>) -> Result<Action, Problem> {
        let segments = question.path.split('/').filter(|segment| !segment.is_empty());
        let segments = segments.map(decoded).collect::<Option<Vec<String>>>().ok_or(Problem::Action)?;
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match *segments {
            ["capabilities"] => Ok(Action::Capabilities),
            ["leapseconds"] => Ok(Action::LeapSeconds),
            ["zones"] => Ok(Action::List),
            // The name of the zone is forgotten.
            ["zones", "observances"] => Err(Problem::Action),
            ["zones", tzid] => Ok(Action::Get(tzid.to_owned())),
            ["zones", tzid, "observances"] => Ok(Action::Expand(tzid.to_owned())),
            _ => Err(Problem::Action),
        }
    }

    /// Does it.
    ///
    /// # Errors
    /// Parameters that do not belong there or are wrong; a zone that is not known.
    pub(super) fn answer(&self, question: &Question<'_>) -> Result<Answer, Problem> {
        let parameters = Parameters::of(question.query).ok_or(Problem::Action)?;
        match self {
            Action::Capabilities => whole(&parameters, &capabilities()),
            Action::LeapSeconds => whole(&parameters, &leap_seconds()),
            Action::List => list(&parameters),
            Action::Get(tzid) => get(question, &parameters, tzid),
            Action::Expand(tzid) => expand(&parameters, tzid),
        }
    }
}

fn whole(parameters: &Parameters, said: &Value) -> Result<Answer, Problem> {
    if !parameters.are_among(&[]) {
        return Err(Problem::Action);
    }
    let body = said.to_string();
    Ok(Answer { status: 200, content_type: JSON, etag: Some(ETag::of(body.as_bytes())), body })
}

fn capabilities() -> Value {
    let actions = ACTIONS.iter().map(|(name, template, parameters)| {
        let parameters = parameters
            .iter()
            .map(|(name, need)| json!({"name": name, "required": *need == Need::Required, "multi": false}));
        json!({
            "name": name,
            "uri-template": format!("{PATH}{template}"),
            "parameters": parameters.collect::<Vec<_>>(),
        })
    });
    json!({
        "version": 1,
        "info": {
            "primary-source": format!("IANA:{}", ical::release()),
            "formats": ["text/calendar"],
            "truncated": {"any": true, "untruncated": true},
        },
        "actions": actions.collect::<Vec<_>>(),
    })
}

/// The state of all zones: the data, and the program that writes it.
fn sync_token() -> String {
    format!("{}-{}", ical::release(), env!("CARGO_PKG_VERSION"))
}

/// `list` and `find`: the second is the first with a pattern.
fn list(parameters: &Parameters) -> Result<Answer, Problem> {
    if !parameters.are_among(&["changedsince", "pattern"]) {
        return Err(Problem::Action);
    }
    let pattern = parameters.once("pattern", Problem::Pattern)?;
    let pattern = pattern.map(|text| Pattern::of(text).ok_or(Problem::Pattern)).transpose()?;
    let is_unchanged = parameters.once("changedsince", Problem::ChangedSince)? == Some(sync_token().as_str());
    let fits = |entry: &Entry| pattern.as_ref().is_none_or(|pattern| entry.names().any(|name| pattern.fits(name)));
    let listed = summaries().iter().filter(|(entry, _)| !is_unchanged && fits(entry));
    let timezones: Vec<&Value> = listed.map(|(_, summary)| summary).collect();
    let body = json!({"synctoken": sync_token(), "timezones": timezones}).to_string();
    Ok(Answer { status: 200, content_type: JSON, etag: Some(ETag::of(body.as_bytes())), body })
}

/// What is said of each zone; made once.
fn summaries() -> &'static [(&'static Entry, Value)] {
    static SUMMARIES: OnceLock<Vec<(&'static Entry, Value)>> = OnceLock::new();
    SUMMARIES.get_or_init(|| ical::catalog().iter().map(|entry| (entry, summary(entry))).collect())
}

fn summary(entry: &Entry) -> Value {
    json!({
        "tzid": entry.name,
        "etag": etag(entry).0,
        "last-modified": last_modified(),
        "publisher": "IANA",
        "version": ical::release(),
        "aliases": entry.aliases,
    })
}

/// What the text of a zone follows from: the data, and the program that writes it.
fn etag(entry: &Entry) -> ETag {
    ETag::of(&[entry.data, env!("CARGO_PKG_VERSION").as_bytes()].concat())
}

/// The data does not say when a zone was changed: not before the year of its release.
fn last_modified() -> String {
    format!("{}-01-01T00:00:00Z", ical::release().get(..4).unwrap_or("1970"))
}

type Range = (Option<Timestamp>, Option<Timestamp>);

fn get(question: &Question<'_>, parameters: &Parameters, tzid: &str) -> Result<Answer, Problem> {
    if !parameters.are_among(&["start", "end"]) {
        return Err(Problem::Action);
    }
    let (entry, zone, tzid) = known(tzid)?;
    if !question.accept.is_none_or(takes_calendars) {
        return Err(Problem::Format);
    }
    let body = calendar(entry, &zone, tzid, parameters.range()?);
    Ok(Answer { status: 200, content_type: "text/calendar; charset=utf-8", etag: Some(etag(entry)), body })
}

/// The zone of this name, and how the database writes the name.
fn known(tzid: &str) -> Result<(&'static Entry, Zone, &'static str), Problem> {
    let named = |entry: &'static Entry| Some((entry, entry.names().find(|name| name.eq_ignore_ascii_case(tzid))?));
    let (entry, name) = ical::catalog().iter().find_map(named).ok_or(Problem::NotFound)?;
    Ok((entry, Zone::iana(name).ok_or(Problem::NotFound)?, name))
}

/// Whether an `Accept` header leaves room for text/calendar.
fn takes_calendars(accept: &str) -> bool {
    let mut ranges = accept.split(',').map(|range| range.split(';').next().unwrap_or_default().trim());
    accept.trim().is_empty()
        || ranges.any(|range| ["*/*", "text/*", "text/calendar"].iter().any(|known| known.eq_ignore_ascii_case(range)))
}

/// A VCALENDAR with the zone alone; one asked for by another name says whose alias it is (RFC 7808 §5.3).
fn calendar(entry: &Entry, zone: &Zone, tzid: &str, (start, end): Range) -> String {
    let mut timezone = ical::full_timezone(zone, tzid, start, end);
    if entry.name != tzid {
        timezone.add_behind("TZID", Line::text("TZID-ALIAS-OF", entry.name));
    }
    let mut calendar = Component::new("VCALENDAR");
    calendar.add(Line::text("VERSION", "2.0"));
    calendar.add(Line::text("PRODID", PRODID));
    calendar.push(timezone);
    calendar.to_text()
}

/// The longest time that is expanded.
const MOST_DAYS: i64 = 366 * 1_000;

fn expand(parameters: &Parameters, tzid: &str) -> Result<Answer, Problem> {
    if !parameters.are_among(&["start", "end"]) {
        return Err(Problem::Action);
    }
    let (entry, zone, tzid) = known(tzid)?;
    let (start, end) = parameters.range()?;
    let start = start.ok_or(Problem::Start)?;
    let end = end.filter(|end| (*end - start).num_days() <= MOST_DAYS).ok_or(Problem::End)?;
    let offset = zone.offset(start);
    let mut observances = vec![observance(&zone, start, (offset, offset))];
    let last = end.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(end);
    for change in zone.changes(start, last, usize::MAX) {
        let onset = DateTime::from_timestamp(change.at, 0).unwrap_or(start);
        observances.push(observance(&zone, onset, (change.before, change.after)));
    }
    let body = json!({"tzid": tzid, "observances": observances}).to_string();
    Ok(Answer { status: 200, content_type: JSON, etag: Some(etag(entry)), body })
}

fn observance(zone: &Zone, onset: Timestamp, (from, to): (i32, i32)) -> Value {
    json!({
        "name": zone.abbreviation(onset),
        "onset": written(onset),
        "utc-offset-from": from,
        "utc-offset-to": to,
    })
}

/// When the difference between TAI and UTC grew by a second, from 10 in 1972 on (IERS Bulletin C). Nothing is known of
/// the time behind [`LEAP_SECONDS_EXPIRE`]; a newer program may know more.
const LEAP_SECONDS: [&str; 28] = [
    "1972-01-01",
    "1972-07-01",
    "1973-01-01",
    "1974-01-01",
    "1975-01-01",
    "1976-01-01",
    "1977-01-01",
    "1978-01-01",
    "1979-01-01",
    "1980-01-01",
    "1981-07-01",
    "1982-07-01",
    "1983-07-01",
    "1985-07-01",
    "1988-01-01",
    "1990-01-01",
    "1991-01-01",
    "1992-07-01",
    "1993-07-01",
    "1994-07-01",
    "1996-01-01",
    "1997-07-01",
    "1999-01-01",
    "2006-01-01",
    "2009-01-01",
    "2012-07-01",
    "2015-07-01",
    "2017-01-01",
];
const LEAP_SECONDS_EXPIRE: &str = "2026-06-28";

fn leap_seconds() -> Value {
    let seconds =
        LEAP_SECONDS.iter().zip(10..).map(|(onset, offset): (_, i32)| json!({"utc-offset": offset, "onset": onset}));
    json!({
        "expires": LEAP_SECONDS_EXPIRE,
        "publisher": "IERS",
        "version": "Bulletin C 70",
        "leapseconds": seconds.collect::<Vec<_>>(),
    })
}
