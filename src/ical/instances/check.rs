//! What must hold for the times of every object whatever, replayed over samples and over mutations of them.

use std::path::{Path, PathBuf};

use chrono::{Datelike, TimeDelta, Utc};

use super::*;
use crate::ical::freebusy::merged;
use crate::ical::value::When;
use crate::ical::{CalAddress, busy_periods, read_all};

/// Some more than a year, in which instances are looked at.
const WINDOW: TimeDelta = TimeDelta::days(400);

/// Looks at the instances, the span and the busy time of an object.
///
/// # Panics
/// When they disagree with one another: a bug.
pub(super) fn check(object: &CalendarObject) {
    let zone = Zone::iana("America/New_York").unwrap_or(Zone::Utc);
    let span = span(object, &zone);
    let starts = object.parts().filter_map(|part| part.start().or_else(|| part.due()));
    let around = starts.map(|when| when.local().and_utc()).chain([chrono::DateTime::<Utc>::UNIX_EPOCH]).take(3);
    for start in around {
        let from = start.checked_sub_signed(TimeDelta::days(2)).unwrap_or(start);
        check_window(object, &zone, span, from, start.checked_add_signed(WINDOW).unwrap_or(start));
        check_window(object, &Zone::Utc, span, start, start.checked_add_signed(TimeDelta::seconds(1)).unwrap_or(start));
    }
    let _ = has_time_range_match(object, object.kind(), &zone, Timestamp::MIN_UTC, Timestamp::MAX_UTC);
}

fn check_window(object: &CalendarObject, zone: &Zone, span: Span, from: Timestamp, to: Timestamp) {
    let is_match = has_time_range_match(object, object.kind(), zone, from, to);
    let Ok(found) = instances(object, zone, from, to, 2_000) else {
        assert!(is_match);
        return;
    };
    assert!(found.is_empty() || is_match || object.kind() == Kind::FreeBusy);
    assert!(found.is_sorted_by_key(|instance| instance.start));
    for (index, instance) in found.iter().enumerate() {
        assert!(instance.start <= instance.end && instance.start <= to && instance.end >= from);
        assert!(
            span.first.is_none_or(|first| first < to) && span.last.is_none_or(|last| last > from),
            "{span:?} {from} {to}"
        );
        if let Some(recurrence) = instance.recurrence.filter(|_| index < 5 && !instance.is_date) {
            assert_eq!(is_instance(object, &When::Utc(recurrence), zone), Some(recurrence));
        }
    }
    for part in object.parts() {
        let is_shown = found.iter().any(|instance| std::ptr::eq(instance.component, part));
        let has_one = has_instance_of(part, object, zone, (from, to), |_| true).unwrap();
        assert!(has_one || !is_shown, "{part:?} {from} {to}");
        assert!(is_shown || !has_one || !is_same(part, leader(object)), "{part:?} {from} {to}");
    }
    let owner = [CalAddress::mailto("a@b.example")];
    check_timetable(object, zone, &owner, from, to);
    let Ok(busy) = busy_periods([object], &owner, zone, from, to, 2_000) else { return };
    assert!(busy.iter().all(|period| from <= period.from && period.from < period.to && period.to <= to));
    assert!(busy.is_sorted_by(|one, next| one.to <= next.from));
}

/// A timetable for a longer time says of a window what reading the object says.
fn check_timetable(object: &CalendarObject, zone: &Zone, owner: &[CalAddress], from: Timestamp, to: Timestamp) {
    let more = TimeDelta::days(60);
    let (earlier, later) = (from.checked_sub_signed(more), to.checked_add_signed(more));
    let Some(table) = Timetable::of(object, earlier.unwrap_or(from), later.unwrap_or(to)) else { return };
    let third = TimeDelta::seconds((to - from).num_seconds() / 3);
    for (from, to) in [(from, to), (from, from + third), (from + third, to), (to - third, to)] {
        let Ok(busy) = busy_periods([object], owner, zone, from, to, 2_000) else { continue };
        let happens = table.happens(zone, from, to);
        assert!(happens.is_none_or(|happens| happens == has_time_range_match(object, Kind::Event, zone, from, to)));
        assert!(
            table.busy(zone, from, to).is_none_or(|times| merged(times, from, to) == busy),
            "{object:?} {from} {to}"
        );
        assert!(happens.is_some() || from.year() < 10 || to.year() > 9990, "{from} {to}");
    }
}

/// The `.ics` files of the samples; says so where they are not at hand.
fn samples() -> Vec<Vec<u8>> {
    let root = std::env::var_os("RSVPD_SAMPLES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples"), PathBuf::from);
    let folders = ["ics", "itip", "pairs", "rrule"].map(|name| root.join(name));
    let entries = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    let paths =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "ics"));
    let texts: Vec<_> = paths.map(|path| std::fs::read(path).unwrap()).collect();
    if texts.is_empty() {
        eprintln!("not tested: there are no samples in {} (set RSVPD_SAMPLES)", root.display());
    }
    texts
}

#[test]
fn times_of_real_objects_agree_with_one_another() {
    let mut many = 0;
    for text in samples() {
        for object in read_all(&text).unwrap_or_default() {
            check(&object);
            many += 1;
        }
    }
    println!("{many} objects");
}

const SEED: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:own\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n\
    TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n\
    DTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n\
    END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=own:20260302T090000\r\nDTEND;TZID=own:20260302T100000\r\n\
    RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=MO,-1FR;BYSETPOS=1,-1;COUNT=30\r\nEXDATE;TZID=own:20260327T090000\r\n\
    RDATE;VALUE=PERIOD:20260312T120000Z/PT3H\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID;TZID=own;RANGE=THISANDFUTURE:\
    20260406T090000\r\nDTSTART;TZID=own:20260407T090000\r\nDURATION:P1DT2H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn times_of_mutated_objects_do_no_harm() {
    // xorshift64, so that failures repeat.
    let mut state = 0x1ca1_5eed_u64;
    let mut below = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (bound as u64)).unwrap()
    };
    let pieces = [
        "0",
        "9",
        "99999",
        "-",
        ";",
        ",",
        "Z",
        "T",
        "DAILY",
        "SECONDLY",
        "YEARLY",
        "BYHOUR=1",
        "UNTIL=2030",
        "RRULE",
        "DATE",
    ];
    for _ in 0..600 {
        let mut text = SEED.to_owned();
        for _ in 0..=below(3) {
            let from = below(text.len());
            let to = (from + below(6)).min(text.len());
            text.replace_range(from..to, if below(2) == 0 { "" } else { pieces[below(pieces.len())] });
        }
        for object in read_all(text.as_bytes()).unwrap_or_default() {
            check(&object);
        }
    }
}
