use super::*;
use crate::ical::Transitions;

fn utc(text: &str) -> Timestamp {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap().and_utc()
}

/// The lines of a VTIMEZONE, folds undone, without BEGIN, END, TZID and TZNAME.
fn lines(zone: &str, from: &str, to: Option<&str>) -> Vec<String> {
    let written = vtimezone(&Zone::iana(zone).unwrap(), zone, utc(from), to.map(utc));
    let text = written.to_text().replace("\r\n ", "");
    let is_plain = |line: &&str| ["END:", "TZID:", "TZNAME:", "BEGIN:VT"].iter().all(|name| !line.starts_with(name));
    text.lines().filter(is_plain).map(str::to_owned).collect()
}

/// The instants at which the written zone and the true one give different offsets.
fn differences(zone: &Zone, written: &Component, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
    let read = Transitions::of(written).unwrap();
    let around = zone.changes(from, to, 1_000).into_iter().flat_map(|change| [change.at - 1, change.at]);
    let regular = (from.timestamp()..to.timestamp()).step_by(86_400 * 13);
    let instants = around.chain(regular).filter_map(|second| DateTime::from_timestamp(second, 0));
    instants.filter(|at| *at >= from && zone.offset(*at) != read.offset(at.timestamp())).collect()
}

#[test]
fn every_zone_of_the_database_is_written_so_that_it_reads_back_alike() {
    let names = Zone::names();
    assert!(names.len() > 500);
    for name in names {
        let Some(zone) = Zone::iana(&name) else { continue };
        for (from, to) in [
            ("20240101T000000", Some("20310101T000000")),
            ("20240715T120000", Some("20310101T000000")),
            ("20261101T090000", None),
            ("20190301T000000", None),
            ("19700110T000000", None),
            ("19850701T000000", Some("20100101T000000")),
        ] {
            let (from, to) = (utc(from), to.map(utc));
            let written = vtimezone(&zone, &name, from, to);
            let wrong = differences(&zone, &written, from, to.unwrap_or_else(|| utc("20300101T000000")));
            assert!(wrong.is_empty(), "{name} from {from}: wrong at {wrong:?}\n{}", written.to_text());
        }
    }
}

#[test]
fn a_zone_with_lasting_rules_is_two_observances_from_1970_on() {
    let berlin = [
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ];
    assert_eq!(lines("Europe/Berlin", "20260101T000000", None), berlin);
    // Even for one short event.
    assert_eq!(lines("Europe/Berlin", "20260101T000000", Some("20260101T010000")), berlin);
}

#[test]
fn a_zone_without_summer_time_is_one_standard() {
    let tokyo = ["BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900"];
    assert_eq!(lines("Asia/Tokyo", "20260101T000000", None), tokyo);
    assert_eq!(lines("UTC", "20260101T000000", None)[2..], ["TZOFFSETFROM:+0000", "TZOFFSETTO:+0000"]);
}

#[test]
fn rules_that_end_within_the_span_have_until() {
    let rules: Vec<String> = lines("America/New_York", "20050101T000000", None)
        .into_iter()
        .filter(|line| line.starts_with("RRULE"))
        .collect();
    let expected = [
        "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    ];
    assert_eq!(rules, expected);
}

#[test]
fn a_single_change_is_an_observance_without_a_rule() {
    let almaty = [
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0600",
        "TZOFFSETTO:+0600",
        "BEGIN:STANDARD",
        "DTSTART:20240301T000000",
        "TZOFFSETFROM:+0600",
        "TZOFFSETTO:+0500",
    ];
    assert_eq!(lines("Asia/Almaty", "20240101T000000", None), almaty);
}

#[test]
fn there_is_never_an_rdate_and_at_most_one_rule() {
    for name in Zone::names() {
        let Some(zone) = Zone::iana(&name) else { continue };
        let written = vtimezone(&zone, &name, utc("20240101T000000"), None);
        for part in written.components() {
            assert!(part.line("RDATE").is_none() && part.rrules().count() <= 1, "{name}");
            assert_eq!(part.lines_named("DTSTART").count(), 1, "{name}");
        }
    }
}

#[test]
fn another_tzid_keeps_the_name_beside_it() {
    let written =
        vtimezone(&Zone::iana("Europe/Paris").unwrap(), "Romance Standard Time", utc("20260101T000000"), None);
    assert_eq!(written.raw("TZID"), Some("Romance Standard Time"));
    assert_eq!(written.raw("X-LIC-LOCATION"), Some("Europe/Paris"));
}

#[test]
fn a_zone_of_an_objects_own_is_written_too() {
    let paris = Zone::iana("Europe/Paris").unwrap();
    let read = Transitions::of(&vtimezone(&paris, "x", utc("20260101T000000"), None)).unwrap();
    let own = Zone::Custom(std::sync::Arc::new(read));
    let again = vtimezone(&own, "x", utc("20260101T000000"), Some(utc("20300101T000000")));
    assert!(differences(&paris, &again, utc("20260101T000000"), utc("20300101T000000")).is_empty());
    let fixed = vtimezone(&Zone::fixed(-12_600), "x", utc("20260101T000000"), None);
    assert_eq!(Transitions::of(&fixed).unwrap().offset(0), -12_600);
}
