//! What a TZID means by its name alone.
//!
//! RFC 5545 leaves TZIDs to whoever writes them. Most are IANA names, some with a vendor's prefix; Exchange and Outlook
//! write Windows names or the texts of their time zone list (`(GMT+01.00) Sarajevo/Warsaw/Zagreb`, `Eastern Time (US &
//! Canada)`), old Exchange adds a number (`X-MICROSOFT-CDO-TZID`), Evolution and libical the name (`X-LIC-LOCATION`).

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::ical::tree::Component;

use super::{Zone, windows};

/// TZIDs longer than this mean nothing by their name.
const LONGEST: usize = 200;

/// How much a name counts against a VTIMEZONE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// One common offset is enough.
    Full,
    /// All offsets must be those of the zone.
    Exact,
}

/// The zone a TZID means by itself.
pub(super) fn zone(tzid: &str) -> Option<Zone> {
    let tzid = cleaned(tzid)?;
    exact(&tzid).or_else(|| windows(&tzid).and_then(Zone::iana)).or_else(|| described(&tzid))
}

/// The zones that the name and the hints in the VTIMEZONE lead to, the best first.
pub(super) fn candidates<'a>(tzid: &'a str, own: &'a Component) -> impl Iterator<Item = (Zone, Trust)> + 'a {
    let location = ["X-LIC-LOCATION", "TZURL"].into_iter().filter_map(|name| own.raw(name));
    let by_hint = location.filter_map(|name| exact(&cleaned(name)?));
    let by_number = own.raw("X-MICROSOFT-CDO-TZID").and_then(|number| number.parse().ok()).and_then(by_cdo_number);
    let by_number = by_number.and_then(Zone::iana).into_iter();
    zone(tzid).into_iter().chain(by_hint).chain(by_number).map(|zone| {
        let trust = if is_full(&zone) { Trust::Full } else { Trust::Exact };
        (zone, trust)
    })
}

/// Whether the name is that of a place, not of an abbreviation or an offset.
fn is_full(zone: &Zone) -> bool {
    zone.name().is_some_and(|name| name.contains('/') && !name.starts_with("Etc/"))
}

/// Without blanks, quotes and backslashes that were meant to escape.
fn cleaned(tzid: &str) -> Option<String> {
    let tzid = tzid.trim().trim_matches('"').trim();
    (!tzid.is_empty() && tzid.len() <= LONGEST).then(|| tzid.replace('\\', ""))
}

/// An IANA name, perhaps behind a prefix such as `/freeassociation.sourceforge.net/Tzfile/`, or with a blank or `_`
/// where a `_` or `/` should be.
fn exact(tzid: &str) -> Option<Zone> {
    let spaced = tzid.replace(' ', "_");
    let mut rest = spaced.as_str();
    loop {
        if let Some(zone) = Zone::iana(rest) {
            return Some(zone);
        }
        match rest.split_once('/') {
            Some((_, tail)) if !tail.is_empty() => rest = tail,
            _ => break,
        }
    }
    if tzid.contains('/') {
        return None;
    }
    ["_", "-"].into_iter().find_map(|joint| Zone::iana(&spaced.replacen(joint, "/", 1)))
}

/// What Outlook and Exchange show to people, with or without the offset in front.
fn described(tzid: &str) -> Option<Zone> {
    let (offset, text) = match tzid.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((offset, text)) => (fixed_offset(offset), text.trim()),
        None => (None, tzid),
    };
    let lower = text.to_lowercase().replace(" and ", " & ");
    let by_phrase = PHRASES.iter().filter(|(phrase, _)| lower.starts_with(phrase)).map(|(_, name)| *name);
    let by_windows = windows(&format!("{text} Standard Time")).into_iter();
    let by_city = lower.split([',', '/', ';', '&']).filter_map(|city| cities().get(city.trim()).map(String::as_str));
    let mut zones = by_phrase.chain(by_windows).chain(by_city).filter_map(Zone::iana);
    zones.find(|zone| offset.is_none_or(|offset| has_offset(zone, offset)))
}

fn has_offset(zone: &Zone, offset: i32) -> bool {
    // 2024 and 2005, January and July: the lists are old, and laws have changed since.
    [1_705_320_000, 1_721_044_800, 1_105_790_400, 1_121_428_800]
        .into_iter()
        .filter_map(|second| chrono::DateTime::from_timestamp(second, 0))
        .any(|instant| zone.offset(instant) == offset)
}

/// `UTC+5:30`, `GMT-0500 …`, `GMT+01.00`: seconds east of Greenwich.
pub(super) fn fixed_offset(text: &str) -> Option<i32> {
    let text = text.trim().trim_start_matches('(');
    let prefix = text.get(..3)?;
    if !["UTC", "GMT"].iter().any(|utc| utc.eq_ignore_ascii_case(prefix)) {
        return None;
    }
    let rest = text.get(3..)?.trim_start();
    let sign = match rest.chars().next() {
        None => return Some(0),
        Some('+') => 1,
        Some('-' | '−') => -1,
        Some(_) => return None,
    };
    let rest = rest.trim_start_matches(['+', '-', '−']);
    let digits: String = rest.chars().filter(|c| !matches!(c, ':' | '.')).take_while(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 | 4 => digits.split_at(digits.len() - 2),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// IANA names by their city, in lower case with blanks.
fn cities() -> &'static HashMap<String, String> {
    static CITIES: OnceLock<HashMap<String, String>> = OnceLock::new();
    const AREAS: [&str; 9] =
        ["Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];
    CITIES.get_or_init(|| {
        let names = Zone::names().into_iter().filter(|name| AREAS.iter().any(|area| name.starts_with(area)));
        names.filter_map(|name| Some((name.rsplit('/').next()?.replace('_', " ").to_lowercase(), name))).collect()
    })
}

/// Texts of Microsoft's time zone list whose first city is no IANA name, by how they begin.
const PHRASES: [(&str, &str); 37] = [
    ("abu dhabi", "Asia/Dubai"),
    ("alaska", "America/Anchorage"),
    ("arizona", "America/Phoenix"),
    ("astana", "Asia/Almaty"),
    ("atlantic time (canada)", "America/Halifax"),
    ("baja california", "America/Tijuana"),
    ("beijing", "Asia/Shanghai"),
    ("brasilia", "America/Sao_Paulo"),
    ("cape verde is.", "Atlantic/Cape_Verde"),
    ("caucasus", "Asia/Yerevan"),
    ("central america", "America/Guatemala"),
    ("central time (us & canada)", "America/Chicago"),
    ("chennai", "Asia/Kolkata"),
    ("coordinated universal time", "UTC"),
    ("eastern time (us & canada)", "America/New_York"),
    ("ekaterinburg", "Asia/Yekaterinburg"),
    ("georgetown, la paz", "America/La_Paz"),
    ("greenwich mean time", "Europe/London"),
    ("hawaii", "Pacific/Honolulu"),
    ("indiana (east)", "America/Indiana/Indianapolis"),
    ("indianreunion", "Indian/Reunion"),
    ("islamabad", "Asia/Karachi"),
    ("marshall is.", "Pacific/Kwajalein"),
    ("midway island", "Pacific/Midway"),
    ("mountain time (us & canada)", "America/Denver"),
    ("mumbai", "Asia/Kolkata"),
    ("new caledonia", "Pacific/Noumea"),
    ("new delhi", "Asia/Kolkata"),
    ("newfoundland", "America/St_Johns"),
    ("nuku'alofa", "Pacific/Tongatapu"),
    ("pacific time (us & canada)", "America/Los_Angeles"),
    ("saskatchewan", "America/Regina"),
    ("solomon is.", "Pacific/Guadalcanal"),
    ("sri jayawardenepura", "Asia/Colombo"),
    ("wellington", "Pacific/Auckland"),
    ("west central africa", "Africa/Lagos"),
    // Lotus Notes.
    ("western/central europe", "Europe/Paris"),
];

/// The zones of Microsoft's CdoTimeZoneId, in the order of the numbers from 0; 52 means no zone.
const CDO: [&str; 77] = [
    "UTC",
    "Europe/London",
    "Europe/Sarajevo",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Bucharest",
    "Europe/Prague",
    "Europe/Athens",
    "America/Sao_Paulo",
    "America/Halifax",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "Pacific/Midway",
    "Pacific/Auckland",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Bangkok",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Asia/Tehran",
    "Asia/Baghdad",
    "Asia/Jerusalem",
    "America/St_Johns",
    "Atlantic/Azores",
    "America/Noronha",
    "Africa/Monrovia",
    "America/Argentina/Buenos_Aires",
    "America/Caracas",
    "America/Indiana/Indianapolis",
    "America/Bogota",
    "America/Regina",
    "America/Mexico_City",
    "America/Phoenix",
    "Pacific/Kwajalein",
    "Pacific/Fiji",
    "Asia/Magadan",
    "Australia/Hobart",
    "Pacific/Guam",
    "Australia/Darwin",
    "Asia/Shanghai",
    "Asia/Almaty",
    "Asia/Karachi",
    "Asia/Kabul",
    "Africa/Cairo",
    "Africa/Harare",
    "Europe/Moscow",
    "",
    "Atlantic/Cape_Verde",
    "Asia/Yerevan",
    "America/Guatemala",
    "Africa/Nairobi",
    "Australia/Melbourne",
    "Asia/Yekaterinburg",
    "Europe/Helsinki",
    "America/Nuuk",
    "Asia/Yangon",
    "Asia/Kathmandu",
    "Asia/Irkutsk",
    "Asia/Krasnoyarsk",
    "America/Santiago",
    "Asia/Colombo",
    "Pacific/Tongatapu",
    "Asia/Vladivostok",
    "Africa/Lagos",
    "Asia/Yakutsk",
    "Asia/Dhaka",
    "Asia/Seoul",
    "Australia/Perth",
    "Asia/Kuwait",
    "Asia/Taipei",
    "Australia/Sydney",
];

fn by_cdo_number(number: usize) -> Option<&'static str> {
    CDO.get(number).copied().filter(|name| !name.is_empty())
}
