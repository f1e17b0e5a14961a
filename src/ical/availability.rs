//! VAVAILABILITY (RFC 7953): when somebody is to be had at all.
//!
//! A component makes its whole time busy and what its AVAILABLE parts say free. One of higher PRIORITY replaces what
//! lower ones say of its time; among those of one priority the strongest BUSYTYPE counts, and what one of them frees
//! is free (RFC 7953 §4, §5).

use super::freebusy::{Busy, BusyKind, merged};
use super::instances::{Reader, TooMany, instances};
use super::invalid::Invalid;
use super::line::Line;
use super::tree::{Component, Item};
use super::value::Timestamp;
use super::{CalendarObject, Kind, Zone};

/// What one VAVAILABILITY says of a range of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// From 0, which every other replaces, to 9 for PRIORITY 1.
    level: i64,
    /// The time it speaks of, and how busy that is made.
    within: Busy,
    /// What of it is free.
    free: Vec<(Timestamp, Timestamp)>,
}

/// Reads an iCalendar text with one VAVAILABILITY and, if need be, VTIMEZONEs (RFC 7953 §7.2.4).
///
/// # Errors
/// Text that is no calendar object, or one with other components or several VAVAILABILITYs in it.
pub fn availability_of(text: &str) -> Result<CalendarObject, Invalid> {
    let object = CalendarObject::parse(text.as_bytes())?;
    let others = object.calendar().components().filter(|component| !component.is("VTIMEZONE"));
    let stranger = others.enumerate().find(|(count, part)| *count > 0 || !part.is("VAVAILABILITY"));
    if let Some((_, stranger)) = stranger {
        let reason = "stands beside the one VAVAILABILITY that is expected (RFC 7953 §7.2.4)";
        return Err(Invalid::data(stranger.number(), stranger.name(), reason));
    }
    Ok(object)
}

/// AVAILABLE parts of one object that are looked at.
const MOST_PARTS: usize = 500;

/// What the VAVAILABILITY parts of an object say of `[from, to)`.
///
/// # Errors
/// More than `limit` instances of an AVAILABLE part, or rules that would take too long to follow.
pub(super) fn offers(
    object: &CalendarObject,
    floating: &Zone,
    from: Timestamp,
    to: Timestamp,
    limit: usize,
) -> Result<Vec<Offer>, TooMany> {
    let reader = Reader::new(object, floating);
    let parts = object.parts().filter_map(|part| Some((part, within(part, &reader, from, to)?)));
    parts
        .map(|(part, within)| {
            let free = free(object, part, floating, &within, limit)?;
            Ok(Offer { level: level(part), within, free })
        })
        .collect()
}

/// 0 and none are the lowest, then 9 down to 1 (RFC 7953 §4).
fn level(part: &Component) -> i64 {
    match part.integer("PRIORITY") {
        Some(priority @ 1..=9) => 10 - priority,
        _ => 0,
    }
}

/// The time that a VAVAILABILITY speaks of, open where it names no bound (RFC 7953 §3.1).
fn within(part: &Component, reader: &Reader<'_>, from: Timestamp, to: Timestamp) -> Option<Busy> {
    let start = part.start().map(|when| reader.instant(&when));
    let end = part.end().map(|when| reader.instant(&when));
    let end = end.or_else(|| start?.checked_add_signed(part.duration()?.to_delta()));
    let (from, to) = (start.map_or(from, |start| start.max(from)), end.map_or(to, |end| end.min(to)));
    let said = part.raw("BUSYTYPE").map(|kind| kind.trim().to_ascii_uppercase());
    let kind = said.filter(|said| !said.is_empty()).map_or(Some(BusyKind::Unavailable), |said| BusyKind::parse(&said));
    (from < to).then_some(Busy { from, to, kind: kind.unwrap_or(BusyKind::Unavailable) })
}

/// The instances of the AVAILABLE parts, cut to the time of the whole.
fn free(
    object: &CalendarObject,
    part: &Component,
    floating: &Zone,
    within: &Busy,
    limit: usize,
) -> Result<Vec<(Timestamp, Timestamp)>, TooMany> {
    let mut free = Vec::new();
    for series in series(object, part) {
        for instance in instances(&series, floating, within.from, within.to, limit)? {
            free.push((instance.start.max(within.from), instance.end.min(within.to)));
        }
        if free.len() > limit {
            return Err(TooMany::Instances(limit));
        }
    }
    Ok(free)
}

/// The AVAILABLE parts as objects of their own, those of one UID together: they recur and are overridden as events do.
fn series(object: &CalendarObject, part: &Component) -> Vec<CalendarObject> {
    let parts: Vec<&Component> = part.components().filter(|part| part.is("AVAILABLE")).take(MOST_PARTS).collect();
    let mut groups: Vec<(Option<&str>, Vec<&Component>)> = Vec::new();
    for part in parts {
        match groups.iter_mut().find(|(uid, _)| uid.is_some() && *uid == part.uid()) {
            Some((_, group)) => group.push(part),
            None => groups.push((part.uid(), vec![part])),
        }
    }
    groups.into_iter().filter_map(|(_, group)| alone(object, &group)).collect()
}

fn alone(object: &CalendarObject, parts: &[&Component]) -> Option<CalendarObject> {
    let mut calendar = Component::new("VCALENDAR");
    for zone in object.calendar().components().filter(|component| component.is("VTIMEZONE")) {
        calendar.push(zone.clone());
    }
    for part in parts {
        let mut event = Component::new(Kind::Event.component());
        if part.uid().is_none() {
            event.add(Line::text("UID", "available"));
        }
        for item in part.items() {
            if let Item::Line(line) = item {
                event.add(line.clone());
            }
        }
        calendar.push(event);
    }
    CalendarObject::of(calendar).ok()
}

/// The busy time that these make together, in order and without overlaps.
pub(super) fn unavailable(mut offers: Vec<Offer>, from: Timestamp, to: Timestamp) -> Vec<Busy> {
    offers.sort_by_key(|offer| offer.level);
    let mut busy: Vec<Busy> = Vec::new();
    for level in offers.chunk_by(|one, next| one.level == next.level) {
        let all = merged(level.iter().map(|offer| offer.within).collect(), from, to);
        let as_busy = |&(from, to): &(Timestamp, Timestamp)| Busy { from, to, kind: BusyKind::Busy };
        let free = merged(level.iter().flat_map(|offer| &offer.free).map(as_busy).collect(), from, to);
        busy = without(&busy, &all);
        busy.extend(without(&all, &free));
        busy.sort_unstable_by_key(|period| period.from);
    }
    busy
}

/// What of `periods` is in none of `others`; both are in order and without overlaps.
fn without(periods: &[Busy], others: &[Busy]) -> Vec<Busy> {
    let mut left = Vec::with_capacity(periods.len());
    let mut others = others.iter().peekable();
    for period in periods {
        let mut since = period.from;
        while let Some(other) = others.peek().filter(|other| other.from < period.to) {
            if since < other.from {
                left.push(Busy { from: since, to: other.from, ..*period });
            }
            since = since.max(other.to);
            if other.to > period.to {
                break;
            }
            others.next();
        }
        if since < period.to {
            left.push(Busy { from: since, ..*period });
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::super::{Occupation, busy_periods};
    use super::*;

    fn object(parts: &str) -> CalendarObject {
        let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}\nEND:VCALENDAR\n", parts.replace('|', "\n"));
        CalendarObject::read(text.as_bytes()).unwrap()
    }

    /// A slot of two hours a letter, as the tables of RFC 7953 §5.1 have it: Free, Busy, Unavailable, Tentative.
    fn day(objects: &[CalendarObject], zone: &str, day: &str) -> String {
        let zone = Zone::iana(zone).unwrap();
        let midnight = chrono::NaiveDate::parse_from_str(day, "%Y%m%d").unwrap().and_time(chrono::NaiveTime::MIN);
        let at = |hours: i64| zone.instant(midnight + chrono::TimeDelta::hours(hours));
        let busy = busy_periods(objects, &[], &Zone::Utc, at(0), at(24), 1_000).unwrap();
        let letter = |slot: i64| {
            let found = busy.iter().find(|busy| busy.from <= at(slot * 2) && at(slot * 2 + 2) <= busy.to);
            match found.map(|busy| busy.kind) {
                None => 'F',
                Some(BusyKind::Busy) => 'B',
                Some(BusyKind::Unavailable) => 'U',
                Some(BusyKind::Tentative) => 'T',
            }
        };
        (0..12).map(letter).collect()
    }

    const WEEK: &str = "BEGIN:VAVAILABILITY|UID:a|DTSTART;TZID=America/Montreal:20111002T000000|BEGIN:AVAILABLE|UID:a1|\
        DTSTART;TZID=America/Montreal:20111002T080000|DTEND;TZID=America/Montreal:20111002T180000|\
        RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR|END:AVAILABLE|END:VAVAILABILITY";
    const DENVER: &str = "BEGIN:VAVAILABILITY|UID:d|PRIORITY:1|DTSTART;TZID=America/Denver:20111023T000000|\
        DTEND;TZID=America/Denver:20111030T000000|BEGIN:AVAILABLE|UID:d1|DTSTART;TZID=America/Denver:20111023T080000|\
        DTEND;TZID=America/Denver:20111023T180000|RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR|END:AVAILABLE|END:VAVAILABILITY";

    fn meeting(tzid: &str, day: &str) -> CalendarObject {
        object(&format!("BEGIN:VEVENT|UID:m|DTSTART;TZID={tzid}:{day}T120000|DURATION:PT2H|END:VEVENT"))
    }

    #[test]
    fn the_examples_of_the_rfc_come_out_as_printed() {
        // RFC 7953 §5.1.1 calls the 6th of November a Monday; the 7th is.
        let simple = [object(WEEK), meeting("America/Montreal", "20111107")];
        assert_eq!(day(&simple, "America/Montreal", "20111107"), "UUUUFFBFFUUU");
        let further = [object(WEEK), object(DENVER), meeting("America/Denver", "20111024")];
        assert_eq!(day(&further, "America/Montreal", "20111024"), "UUUUUFFBFFUU");
        assert_eq!(day(&[object(WEEK)], "America/Montreal", "20111106"), "UUUUUUUUUUUU", "a Sunday");
        assert_eq!(day(&[object(WEEK)], "America/Montreal", "20111001"), "FFFFFFFFFFFF", "before its DTSTART");
    }

    fn one(lines: &str, available: &str) -> CalendarObject {
        let available: String = available
            .split_whitespace()
            .enumerate()
            .map(|(n, hours)| {
                let (from, to) = hours.split_once('-').unwrap();
                format!("|BEGIN:AVAILABLE|UID:{n}|DTSTART:20260302T{from}0000Z|DTEND:20260302T{to}0000Z|END:AVAILABLE")
            })
            .collect();
        object(&format!("BEGIN:VAVAILABILITY|UID:1|{lines}{available}|END:VAVAILABILITY"))
    }

    #[test]
    fn priorities_and_types_combine_as_the_rfc_says() {
        for (objects, expected) in [
            (vec![one("DTSTAMP:20260101T000000Z", "08-16")], "UUUUFFFFUUUU"),
            (vec![one("BUSYTYPE:BUSY", "08-16")], "BBBBFFFFBBBB"),
            (vec![one("BUSYTYPE:busy-tentative", "")], "TTTTTTTTTTTT"),
            (vec![one("BUSYTYPE:X-AWAY", "")], "BBBBBBBBBBBB"),
            (vec![one("DTSTART:20260302T040000Z|DTEND:20260302T120000Z", "00-06 10-23")], "FFFUUFFFFFFF"),
            (vec![one("DTSTART:20260302T040000Z|DURATION:PT4H", "")], "FFUUFFFFFFFF"),
            (vec![one("DTEND:20260302T040000Z", "")], "UUFFFFFFFFFF"),
            // Same priority: the strongest type, and what either frees is free.
            (vec![one("BUSYTYPE:BUSY", "08-12"), one("BUSYTYPE:BUSY-TENTATIVE", "12-16")], "BBBBFFFFBBBB"),
            // A higher priority, said by a lower number, hides all that is below it, free time too.
            (vec![one("PRIORITY:9", "08-12"), one("PRIORITY:1|BUSYTYPE:BUSY", "12-16")], "BBBBBBFFBBBB"),
            (
                vec![one("PRIORITY:0", "08-16"), one("PRIORITY:5|DTSTART:20260302T100000Z|DTEND:20260302T140000Z", "")],
                "UUUUFUUFUUUU",
            ),
        ] {
            assert_eq!(day(&objects, "UTC", "20260302"), expected, "{objects:?}");
        }
    }

    #[test]
    fn an_available_part_may_be_overridden() {
        let object = object(
            "BEGIN:VAVAILABILITY|UID:1|BEGIN:AVAILABLE|UID:a|DTSTART:20260301T080000Z|DTEND:20260301T100000Z|RRULE:FREQ=DAILY|\
             END:AVAILABLE|BEGIN:AVAILABLE|UID:a|RECURRENCE-ID:20260302T080000Z|DTSTART:20260302T200000Z|\
             DTEND:20260302T220000Z|END:AVAILABLE|END:VAVAILABILITY",
        );
        assert_eq!(day(std::slice::from_ref(&object), "UTC", "20260302"), "UUUUUUUUUUFU");
        assert_eq!(day(&[object], "UTC", "20260303"), "UUUUFUUUUUUU");
    }

    #[test]
    fn too_much_is_refused() {
        let object = object(
            "BEGIN:VAVAILABILITY|UID:1|BEGIN:AVAILABLE|DTSTART:20260301T080000Z|DURATION:PT1M|RRULE:FREQ=HOURLY|\
             END:AVAILABLE|END:VAVAILABILITY",
        );
        let at =
            |day| chrono::NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_time(chrono::NaiveTime::MIN).and_utc();
        let mut occupation = Occupation::new(at(1), at(20), 100);
        assert!(occupation.add(&object, &[], &Zone::Utc).is_err());
    }
}
