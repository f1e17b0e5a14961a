use chrono::NaiveDateTime;

use super::*;
use crate::ical::Rule;

fn utc(text: &str) -> Timestamp {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap().and_utc()
}

fn berlin() -> Zone {
    Zone::iana("Europe/Berlin").unwrap()
}

/// An object of components such as `VEVENT`, whose lines are parted by blanks; times with `@` are those of Berlin.
fn object(kind: &str, parts: &[&str]) -> CalendarObject {
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n");
    for part in parts {
        text += &format!("BEGIN:{kind}\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n");
        for line in part.split_whitespace() {
            text += &line.replace('@', ";TZID=Europe/Berlin:");
            text += "\r\n";
        }
        text += &format!("END:{kind}\r\n");
    }
    text += "END:VCALENDAR\r\n";
    CalendarObject::read(text.as_bytes()).unwrap()
}

fn event(parts: &[&str]) -> CalendarObject {
    object("VEVENT", parts)
}

/// The instances as `start/end`, in UTC, without the year 2026 and the seconds.
fn listed(object: &CalendarObject, from: &str, to: &str) -> Vec<String> {
    let found = instances(object, &berlin(), utc(from), utc(to), 1_000).unwrap();
    found.iter().map(|i| format!("{}/{}", i.start.format("%m%dT%H%M"), i.end.format("%m%dT%H%M"))).collect()
}

fn starts(object: &CalendarObject, from: &str, to: &str) -> Vec<String> {
    listed(object, from, to).iter().map(|both| both.split('/').next().unwrap().to_owned()).collect()
}

/// The starts in 2026.
fn in_2026(object: &CalendarObject) -> Vec<String> {
    starts(object, "20260101T000000", "20270101T000000")
}

#[test]
fn a_single_event_has_one_instance_without_recurrence() {
    let single = event(&["DTSTART@20260302T090000 DTEND@20260302T100000"]);
    let found = instances(&single, &Zone::Utc, utc("20260302T000000"), utc("20260303T000000"), 10).unwrap();
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((only.recurrence, only.start, only.end), (None, utc("20260302T080000"), utc("20260302T090000")));
    assert!(!only.is_date);
    assert!(in_2026(&event(&["DTSTART@20250302T090000"])).is_empty());
}

#[test]
fn a_series_keeps_its_time_on_the_wall_across_clock_changes() {
    let weekly = event(&["DTSTART@20260322T090000 DTEND@20260322T100000 RRULE:FREQ=WEEKLY;COUNT=3"]);
    assert_eq!(in_2026(&weekly), ["0322T0800", "0329T0700", "0405T0700"]);
}

#[test]
fn an_instance_in_the_hour_that_is_left_out_counts_by_the_offset_before() {
    let daily = event(&["DTSTART@20260328T023000 DTEND@20260328T030000 RRULE:FREQ=DAILY;COUNT=3"]);
    assert_eq!(
        listed(&daily, "20260101T000000", "20270101T000000"),
        ["0328T0130/0328T0200", "0329T0130/0329T0200", "0330T0030/0330T0100"]
    );
}

#[test]
fn an_instance_in_the_hour_that_is_repeated_is_the_first() {
    let daily = event(&["DTSTART@20261024T023000 RRULE:FREQ=DAILY;COUNT=3"]);
    assert_eq!(in_2026(&daily), ["1024T0030", "1025T0030", "1026T0130"]);
}

#[test]
fn an_end_keeps_its_seconds_and_a_duration_its_days() {
    let window = ("20260101T000000", "20270101T000000");
    // From Saturday 12:00 to Sunday 12:00; the clocks change in the second week.
    let exact = event(&["DTSTART@20260321T120000 DTEND@20260322T120000 RRULE:FREQ=WEEKLY;COUNT=2"]);
    assert_eq!(listed(&exact, window.0, window.1), ["0321T1100/0322T1100", "0328T1100/0329T1100"]);
    let nominal = event(&["DTSTART@20260321T120000 DURATION:P1D RRULE:FREQ=WEEKLY;COUNT=2"]);
    assert_eq!(listed(&nominal, window.0, window.1), ["0321T1100/0322T1100", "0328T1100/0329T1000"]);
}

#[test]
fn whole_days_begin_at_the_readers_midnight() {
    let days = event(&["DTSTART;VALUE=DATE:20260328 DTEND;VALUE=DATE:20260330 RRULE:FREQ=WEEKLY;COUNT=2"]);
    assert_eq!(listed(&days, "20260101T000000", "20270101T000000"), ["0327T2300/0329T2200", "0403T2200/0405T2200"]);
    assert_eq!(
        listed(&event(&["DTSTART;VALUE=DATE:20260302"]), "20260302T120000", "20260302T130000"),
        ["0301T2300/0302T2300"]
    );
    let found = instances(&days, &Zone::Utc, utc("20260328T000000"), utc("20260328T000001"), 10).unwrap();
    assert!(found[0].is_date && found[0].start == utc("20260328T000000"));
}

#[test]
fn time_parts_are_ignored_for_whole_days() {
    let days = event(&["DTSTART;VALUE=DATE:20260302 RRULE:FREQ=DAILY;COUNT=2;BYHOUR=9,10"]);
    assert_eq!(in_2026(&days), ["0301T2300", "0302T2300"]);
    let hourly = event(&["DTSTART;VALUE=DATE:20260302 RRULE:FREQ=HOURLY;COUNT=25"]);
    assert_eq!(in_2026(&hourly), ["0301T2300", "0302T2300"]);
}

#[test]
fn a_long_instance_that_began_before_the_window_is_found() {
    let long = event(&["DTSTART@20260302T090000 DURATION:P10D RRULE:FREQ=MONTHLY"]);
    assert_eq!(starts(&long, "20260410T000000", "20260411T000000"), ["0402T0700"]);
    assert!(starts(&long, "20260412T070000", "20260413T000000").is_empty());
}

#[test]
fn exdates_take_instances_away_in_whatever_form() {
    for exdate in [
        "EXDATE@20260303T090000",
        "EXDATE:20260303T080000Z",
        "EXDATE:20260303T090000",
        "EXDATE;VALUE=DATE:20260303",
        "EXDATE;TZID=America/New_York:20260303T030000",
        "EXDATE@20260303T090000,20270303T090000,soon",
    ] {
        let series = event(&[&format!("DTSTART@20260302T090000 RRULE:FREQ=DAILY;COUNT=3 {exdate}")]);
        assert_eq!(in_2026(&series), ["0302T0800", "0304T0800"], "{exdate}");
    }
    for exdate in
        ["EXDATE;VALUE=DATE:20260303", "EXDATE:20260303T000000", "EXDATE:20260303T000000Z", "EXDATE:20260302T230000Z"]
    {
        let days = event(&[&format!("DTSTART;VALUE=DATE:20260302 RRULE:FREQ=DAILY;COUNT=3 {exdate}")]);
        assert_eq!(in_2026(&days), ["0301T2300", "0303T2300"], "{exdate}");
    }
}

#[test]
fn an_exdate_can_take_away_the_start_itself() {
    let series = event(&["DTSTART@20260302T090000 RRULE:FREQ=DAILY;COUNT=3 EXDATE@20260302T090000"]);
    assert_eq!(in_2026(&series), ["0303T0800", "0304T0800"]);
}

#[test]
fn an_exrule_takes_instances_away() {
    let series = event(&["DTSTART@20260302T090000 RRULE:FREQ=DAILY;COUNT=4 EXRULE:FREQ=DAILY;INTERVAL=2"]);
    assert_eq!(in_2026(&series), ["0303T0800", "0305T0800"]);
}

#[test]
fn rdates_add_instances_in_whatever_form() {
    let series = event(&["DTSTART@20260302T090000 DTEND@20260302T100000 RDATE@20260310T090000,20260302T090000 \
        RDATE:20260311T120000Z RDATE;VALUE=PERIOD:20260312T120000Z/PT3H,20260313T120000Z/20260313T121500Z"]);
    let expected = [
        "0302T0800/0302T0900",
        "0310T0800/0310T0900",
        "0311T1200/0311T1300",
        "0312T1200/0312T1500",
        "0313T1200/0313T1215",
    ];
    assert_eq!(listed(&series, "20260101T000000", "20270101T000000"), expected);
    // The period is longer than the event, and its end reaches into the window.
    assert_eq!(starts(&series, "20260312T143000", "20260312T144500"), ["0312T1200"]);
    let days = event(&["DTSTART;VALUE=DATE:20260302 RDATE;VALUE=DATE:20260401"]);
    assert_eq!(in_2026(&days), ["0301T2300", "0331T2200"]);
}

#[test]
fn a_start_that_does_not_fit_the_rule_is_the_first_of_its_count() {
    let tuesday = event(&["DTSTART@20260303T090000 RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3"]);
    assert_eq!(in_2026(&tuesday), ["0303T0800", "0305T0800", "0312T0800"]);
}

#[test]
fn several_rules_are_put_together_without_repeats() {
    let series = event(&["DTSTART@20260302T090000 RRULE:FREQ=DAILY;COUNT=3 RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"]);
    assert_eq!(in_2026(&series), ["0302T0800", "0303T0800", "0304T0800", "0306T0800"]);
}

#[test]
fn an_unreadable_rule_leaves_the_start() {
    assert_eq!(in_2026(&event(&["DTSTART@20260302T090000 RRULE:FREQ=SOMETIMES"])), ["0302T0800"]);
    assert_eq!(in_2026(&event(&["DTSTART@20260302T090000 RRULE:RSCALE=CHINESE;FREQ=YEARLY"])), ["0302T0800"]);
    let foreign = event(&["DTSTART@20260302T090000 RRULE:RSCALE=CHINESE;FREQ=YEARLY;UNTIL=20300101T000000Z"]);
    for (from, to, expected) in [
        ("20250101T000000", "20260101T000000", false),
        ("20260302T000000", "20260303T000000", true),
        ("20270101T000000", "20280101T000000", true),
        ("20310101T000000", "20320101T000000", false),
    ] {
        let is_match = has_time_range_match(&foreign, Kind::Event, &Zone::Utc, utc(from), utc(to));
        assert_eq!(is_match, expected, "{from}: what is not computed may take place at any time after its start");
    }
    assert_eq!(span(&foreign, &Zone::Utc).last, None);
}

#[test]
fn until_means_an_instant() {
    // 09:00 in Berlin is 08:00 UTC.
    for (until, many) in [
        ("20260304T080000Z", 3),
        ("20260304T075959Z", 2),
        ("20260304", 3),
        ("20260304T090000", 3),
        ("20260304T085959", 2),
    ] {
        let series = event(&[&format!("DTSTART@20260302T090000 RRULE:FREQ=DAILY;UNTIL={until}")]);
        assert_eq!(in_2026(&series).len(), many, "{until}");
    }
    // East of Greenwich the date in UTC is the day before.
    let auckland = event(&["DTSTART;TZID=Pacific/Auckland:20260302T080000 RRULE:FREQ=DAILY;UNTIL=20260301T190000Z"]);
    assert_eq!(in_2026(&auckland), ["0301T1900"]);
    let days = event(&["DTSTART;VALUE=DATE:20260302 RRULE:FREQ=DAILY;UNTIL=20260304T000000Z"]);
    assert_eq!(in_2026(&days).len(), 3);
}

#[test]
fn until_reaches_the_hour_that_is_repeated() {
    let series = event(&["DTSTART@20261024T023000 RRULE:FREQ=DAILY;UNTIL=20261025T003000Z"]);
    assert_eq!(in_2026(&series), ["1024T0030", "1025T0030"]);
}

const WEEKLY: &str = "DTSTART@20260302T090000 DTEND@20260302T100000 RRULE:FREQ=WEEKLY;COUNT=4";

#[test]
fn an_override_counts_by_its_own_time() {
    let moved = "RECURRENCE-ID@20260309T090000 DTSTART@20260601T150000 DTEND@20260601T170000";
    let series = event(&[WEEKLY, moved]);
    assert_eq!(in_2026(&series), ["0302T0800", "0316T0800", "0323T0800", "0601T1300"]);
    // Out of one window and into another.
    assert!(starts(&series, "20260308T000000", "20260311T000000").is_empty());
    let found = instances(&series, &berlin(), utc("20260601T000000"), utc("20260602T000000"), 10).unwrap();
    assert_eq!(found[0].recurrence, Some(utc("20260309T080000")));
    assert_eq!(found[0].end, utc("20260601T150000"));
    assert!(found[0].component.recurrence_id().is_some());
}

#[test]
fn an_override_is_found_in_whatever_form_it_names_its_instance() {
    for id in [
        "RECURRENCE-ID@20260309T090000",
        "RECURRENCE-ID:20260309T080000Z",
        "RECURRENCE-ID:20260309T090000",
        "RECURRENCE-ID;VALUE=DATE:20260309",
    ] {
        let series = event(&[WEEKLY, &format!("{id} DTSTART@20260309T110000")]);
        assert_eq!(in_2026(&series), ["0302T0800", "0309T1000", "0316T0800", "0323T0800"], "{id}");
    }
    for id in ["RECURRENCE-ID;VALUE=DATE:20260303", "RECURRENCE-ID:20260303T000000", "RECURRENCE-ID:20260303T000000Z"] {
        let days = event(&[
            "DTSTART;VALUE=DATE:20260302 RRULE:FREQ=DAILY;COUNT=2",
            &format!("{id} DTSTART;VALUE=DATE:20260310"),
        ]);
        assert_eq!(in_2026(&days), ["0301T2300", "0309T2300"], "{id}");
    }
}

#[test]
fn an_override_shows_even_where_the_rule_has_no_instance() {
    let series = event(&[WEEKLY, "RECURRENCE-ID@20260310T090000 DTSTART@20260310T090000"]);
    assert_eq!(in_2026(&series).len(), 5);
    let excluded =
        event(&[&format!("{WEEKLY} EXDATE@20260309T090000"), "RECURRENCE-ID@20260309T090000 DTSTART@20260309T110000"]);
    assert_eq!(in_2026(&excluded), ["0302T0800", "0309T1000", "0316T0800", "0323T0800"]);
}

#[test]
fn of_two_overrides_for_one_instance_the_later_counts() {
    let series = event(&[
        WEEKLY,
        "RECURRENCE-ID@20260309T090000 DTSTART@20260309T110000",
        "RECURRENCE-ID@20260309T090000 DTSTART@20260309T120000",
    ]);
    assert_eq!(in_2026(&series), ["0302T0800", "0309T1100", "0316T0800", "0323T0800"]);
}

#[test]
fn overrides_without_a_master_are_all_there_is() {
    let naked = event(&[
        "RECURRENCE-ID@20260309T090000 DTSTART@20260309T110000",
        "RECURRENCE-ID@20260316T090000 DTSTART@20260316T090000",
    ]);
    assert_eq!(in_2026(&naked), ["0309T1000", "0316T0800"]);
    let found = instances(&naked, &berlin(), utc("20260309T000000"), utc("20260310T000000"), 10).unwrap();
    assert_eq!(found[0].recurrence, Some(utc("20260309T080000")));
}

#[test]
fn an_override_for_this_and_future_shifts_what_follows() {
    let changed = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260316T090000 DTSTART@20260317T140000 DTEND@20260317T160000";
    let series = event(&["DTSTART@20260302T090000 DTEND@20260302T100000 RRULE:FREQ=WEEKLY;COUNT=6", changed]);
    let expected = [
        "0302T0800/0302T0900",
        "0309T0800/0309T0900",
        "0317T1300/0317T1500",
        "0324T1300/0324T1500",
        "0331T1200/0331T1400",
        "0407T1200/0407T1400",
    ];
    assert_eq!(listed(&series, "20260101T000000", "20270101T000000"), expected);
    // An instance that the shift moves into the window from before it.
    let found = instances(&series, &berlin(), utc("20260331T130000"), utc("20260331T131500"), 10).unwrap();
    assert_eq!(found[0].recurrence, Some(utc("20260330T070000")));
    // A later override of one instance goes before.
    let single = "RECURRENCE-ID@20260323T090000 DTSTART@20260323T080000 DTEND@20260323T083000";
    let series = event(&["DTSTART@20260302T090000 DTEND@20260302T100000 RRULE:FREQ=WEEKLY;COUNT=6", changed, single]);
    assert_eq!(in_2026(&series), ["0302T0800", "0309T0800", "0317T1300", "0323T0700", "0331T1200", "0407T1200"]);
}

#[test]
fn this_and_future_can_also_shift_backwards() {
    let changed = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260316T090000 DTSTART@20260312T090000 DTEND@20260312T100000";
    let series = event(&["DTSTART@20260302T090000 DTEND@20260302T100000 RRULE:FREQ=WEEKLY", changed]);
    assert_eq!(starts(&series, "20260402T000000", "20260403T000000"), ["0402T0700"]);
}

#[test]
fn a_component_with_a_rule_is_a_series_even_with_a_recurrence_id() {
    let series = event(&["RECURRENCE-ID:19700101T070000Z DTSTART@20260302T090000 RRULE:FREQ=WEEKLY;COUNT=2"]);
    assert_eq!(in_2026(&series), ["0302T0800", "0309T0800"]);
}

#[test]
fn recurrence_ids_of_real_instances_are_known_from_others() {
    let moved = "RECURRENCE-ID@20260309T090000 DTSTART@20260601T150000";
    let series = event(&[&format!("{WEEKLY} EXDATE@20260316T090000"), moved]);
    let days = event(&["DTSTART;VALUE=DATE:20260302 RRULE:FREQ=DAILY;COUNT=3"]);
    let naked = event(&[moved]);
    let single = event(&["DTSTART@20260302T090000"]);
    for (object, id, expected) in [
        (&series, "RECURRENCE-ID@20260302T090000", Some("20260302T080000")),
        (&series, "RECURRENCE-ID:20260323T080000Z", Some("20260323T080000")),
        (&series, "RECURRENCE-ID;TZID=America/New_York:20260323T040000", Some("20260323T080000")),
        (&series, "RECURRENCE-ID;VALUE=DATE:20260323", Some("20260323T080000")),
        (&series, "RECURRENCE-ID@20260309T090000", Some("20260309T080000")),
        (&series, "RECURRENCE-ID@20260316T090000", None),
        (&series, "RECURRENCE-ID@20260330T090000", None),
        (&series, "RECURRENCE-ID@20260302T090001", None),
        (&series, "RECURRENCE-ID@20260601T150000", None),
        (&days, "RECURRENCE-ID;VALUE=DATE:20260304", Some("20260303T230000")),
        (&days, "RECURRENCE-ID:20260304T000000", Some("20260303T230000")),
        (&days, "RECURRENCE-ID:20260304T000000Z", Some("20260303T230000")),
        (&days, "RECURRENCE-ID;VALUE=DATE:20260305", None),
        (&naked, "RECURRENCE-ID:20260309T080000Z", Some("20260309T080000")),
        (&naked, "RECURRENCE-ID:20260316T080000Z", None),
        (&single, "RECURRENCE-ID@20260302T090000", Some("20260302T080000")),
        (&single, "RECURRENCE-ID@20260303T090000", None),
    ] {
        let named = event(&[&format!("DTSTART@20260101T090000 {id}")]);
        let when = named.parts().next().unwrap().recurrence_id().unwrap();
        assert_eq!(is_instance(object, &when, &berlin()), expected.map(utc), "{id}");
    }
}

#[test]
fn an_instance_in_the_hour_that_is_left_out_is_known_by_its_time_on_the_wall() {
    let daily = event(&["DTSTART@20260328T023000 RRULE:FREQ=DAILY"]);
    let named = event(&["DTSTART@20260101T090000 RECURRENCE-ID@20260329T023000"]);
    let when = named.parts().next().unwrap().recurrence_id().unwrap();
    assert_eq!(is_instance(&daily, &when, &berlin()), Some(utc("20260329T013000")));
}

#[test]
fn more_instances_than_wanted_are_an_error() {
    let daily = event(&["DTSTART@20260301T090000 RRULE:FREQ=DAILY"]);
    let ask = |limit| {
        instances(&daily, &berlin(), utc("20260301T000000"), utc("20260311T000000"), limit).map(|found| found.len())
    };
    assert_eq!(ask(10), Ok(10));
    assert_eq!(ask(9), Err(TooMany::Instances(9)));
    let forever = event(&["DTSTART@20260301T090000 RRULE:FREQ=SECONDLY"]);
    let all = instances(&forever, &berlin(), Timestamp::MIN_UTC, Timestamp::MAX_UTC, 10_000);
    assert_eq!(all.map(|found| found.len()), Err(TooMany::Instances(10_000)));
}

#[test]
fn rules_that_take_too_long_are_an_error_and_a_match() {
    let odd = event(&["DTSTART@20260301T090000 RRULE:FREQ=SECONDLY;INTERVAL=2;BYSECOND=1"]);
    let (from, to) = (utc("20270101T000000"), utc("20280101T000000"));
    assert_eq!(instances(&odd, &berlin(), from, to, 10).map(|found| found.len()), Err(TooMany::Work));
    assert!(has_time_range_match(&odd, Kind::Event, &berlin(), from, to));
}

#[test]
fn a_range_may_be_open() {
    let forever = event(&["DTSTART@20260301T090000 RRULE:FREQ=DAILY"]);
    let matches = |from, to| has_time_range_match(&forever, Kind::Event, &berlin(), from, to);
    assert!(matches(utc("20300101T000000"), Timestamp::MAX_UTC));
    assert!(matches(Timestamp::MIN_UTC, utc("20260301T080001")));
    assert!(!matches(Timestamp::MIN_UTC, utc("20260301T080000")));
    assert!(!has_time_range_match(&forever, Kind::Todo, &berlin(), Timestamp::MIN_UTC, Timestamp::MAX_UTC));
}

/// For each row of the tables of RFC 4791 §9.9: the component, windows that match and windows that do not, as hours of
/// a day.
#[test]
fn components_overlap_ranges_as_the_tables_say() {
    type Row<'r> = (&'r str, &'r str, &'r [(u32, u32)], &'r [(u32, u32)]);
    let rows: [Row<'_>; 22] = [
        (
            "VEVENT",
            "DTSTART:20260302T100000Z DTEND:20260302T120000Z",
            &[(9, 11), (11, 13), (10, 12), (0, 24)],
            &[(8, 10), (12, 14)],
        ),
        ("VEVENT", "DTSTART:20260302T100000Z DURATION:PT2H", &[(9, 11), (11, 13)], &[(8, 10), (12, 14)]),
        ("VEVENT", "DTSTART:20260302T100000Z DURATION:PT0S", &[(10, 11), (9, 11)], &[(8, 10), (11, 12)]),
        ("VEVENT", "DTSTART:20260302T100000Z DURATION:-PT1H", &[(10, 11)], &[(8, 10), (11, 12)]),
        ("VEVENT", "DTSTART:20260302T100000Z", &[(10, 11), (9, 11)], &[(8, 10), (11, 12)]),
        ("VEVENT", "DTSTART;VALUE=DATE:20260302", &[(0, 1), (23, 24), (10, 11)], &[]),
        ("VEVENT", "DTSTART;VALUE=DATE:20260301", &[], &[(0, 1), (10, 11)]),
        (
            "VTODO",
            "DTSTART:20260302T100000Z DURATION:PT2H",
            &[(9, 11), (12, 14), (11, 13), (10, 12)],
            &[(8, 10), (13, 14)],
        ),
        ("VTODO", "DTSTART:20260302T100000Z DURATION:PT0S", &[(8, 10), (10, 11)], &[(8, 9), (11, 12)]),
        ("VTODO", "DTSTART:20260302T100000Z DUE:20260302T120000Z", &[(9, 11), (11, 13)], &[(8, 10), (12, 14)]),
        ("VTODO", "DTSTART:20260302T100000Z DUE:20260302T100000Z", &[(8, 10), (10, 11)], &[(8, 9), (11, 12)]),
        ("VTODO", "DTSTART:20260302T100000Z", &[(10, 11), (9, 11)], &[(8, 10), (11, 12)]),
        ("VTODO", "DUE:20260302T100000Z", &[(8, 10), (9, 11)], &[(10, 11), (8, 9)]),
        (
            "VTODO",
            "COMPLETED:20260302T120000Z CREATED:20260302T100000Z",
            &[(11, 12), (10, 11), (12, 13), (9, 10)],
            &[(13, 14), (8, 9)],
        ),
        ("VTODO", "COMPLETED:20260302T120000Z", &[(11, 12), (12, 13)], &[(10, 11), (13, 14)]),
        ("VTODO", "CREATED:20260302T100000Z", &[(9, 11), (13, 14)], &[(8, 10)]),
        ("VTODO", "SUMMARY:x", &[(1, 2)], &[]),
        ("VJOURNAL", "DTSTART:20260302T100000Z", &[(10, 11)], &[(8, 10), (11, 12)]),
        ("VJOURNAL", "DTSTART;VALUE=DATE:20260302", &[(0, 1), (23, 24)], &[]),
        ("VJOURNAL", "SUMMARY:x", &[], &[(0, 24)]),
        ("VFREEBUSY", "DTSTART:20260302T100000Z DTEND:20260302T120000Z", &[(9, 11), (12, 13)], &[(8, 10), (13, 14)]),
        (
            "VFREEBUSY",
            "FREEBUSY:20260302T100000Z/PT1H,20260302T140000Z/20260302T150000Z",
            &[(10, 11), (14, 15)],
            &[(11, 14), (15, 16)],
        ),
    ];
    for (kind, lines, within, without) in rows {
        let object = object(kind, &[lines]);
        let midnight = utc("20260302T000000");
        let hour = |hour: u32| midnight + chrono::TimeDelta::hours(i64::from(hour));
        for ((from, to), expected) in within.iter().map(|w| (*w, true)).chain(without.iter().map(|w| (*w, false))) {
            let matches = has_time_range_match(&object, object.kind(), &Zone::Utc, hour(from), hour(to));
            assert_eq!(matches, expected, "{kind} {lines} within {from}–{to}");
            if expected {
                let span = span(&object, &Zone::Utc);
                assert!(span.first.is_none_or(|first| first < hour(to)), "{span:?} of {lines} within {from}–{to}");
                assert!(span.last.is_none_or(|last| last > hour(from)), "{span:?} of {lines} within {from}–{to}");
            }
        }
    }
}

#[test]
fn a_task_recurs_by_start_or_due() {
    let task = object("VTODO", &["DTSTART@20260302T090000 DUE@20260302T100000 RRULE:FREQ=DAILY;COUNT=3"]);
    assert_eq!(in_2026(&task), ["0302T0800", "0303T0800", "0304T0800"]);
    assert!(has_time_range_match(&task, Kind::Todo, &berlin(), utc("20260304T083000"), utc("20260304T084500")));
    assert!(!has_time_range_match(&task, Kind::Todo, &berlin(), utc("20260305T000000"), utc("20260306T000000")));
    let due = object("VTODO", &["DUE@20260302T090000"]);
    assert_eq!(in_2026(&due), ["0302T0800"]);
    assert!(in_2026(&object("VTODO", &["SUMMARY:x"])).is_empty());
}

/// The span, as text; `-` for open.
fn spanned(object: &CalendarObject) -> String {
    let Span { first, last } = span(object, &Zone::Utc);
    let text =
        |end: Option<Timestamp>| end.map_or_else(|| "-".to_owned(), |end| end.format("%Y%m%dT%H%M%S").to_string());
    format!("{} {}", text(first), text(last))
}

#[test]
fn the_span_covers_everything_and_a_second_more() {
    for (parts, expected) in [
        (&["DTSTART@20260302T090000 DTEND@20260302T100000"][..], "20260302T075959 20260302T090001"),
        (&["DTSTART@20260302T090000 DTEND@20260302T100000 RRULE:FREQ=WEEKLY"], "20260302T075959 -"),
        (
            &["DTSTART@20260302T090000 DTEND@20260302T100000 RRULE:FREQ=WEEKLY;COUNT=2"],
            "20260302T075959 20260309T090001",
        ),
        (
            &["DTSTART@20260302T090000 DTEND@20260302T100000 RRULE:FREQ=WEEKLY;UNTIL=20260312T000000Z"],
            "20260302T075959 20260312T010001",
        ),
        (&["DTSTART@20260302T090000 RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], "20260302T075959 20260302T080001"),
        (&["DTSTART@20260302T090000 RRULE:FREQ=NEVER"], "20260302T075959 20260302T080001"),
        (&["DTSTART@20260302T090000 RDATE@20260402T090000"], "20260302T075959 20260402T070001"),
        (&["DTSTART:20260302T090000Z RDATE;VALUE=PERIOD:20260402T090000Z/PT2H"], "20260302T085959 20260403T110001"),
        (&[WEEKLY, "RECURRENCE-ID@20260309T090000 DTSTART@20260601T150000"], "20260302T075959 20260601T130001"),
        (&["RECURRENCE-ID@20260309T090000 DTSTART@20260601T150000"], "20260601T125959 20260601T130001"),
        (&["DTSTART;VALUE=DATE:20260302"], "20260228T215959 20260304T020001"),
        (&["DTSTART:20260302T090000"], "20260301T065959 20260303T110001"),
        (&["DTSTART;TZID=nowhere:20260302T090000"], "20260301T065959 20260303T110001"),
    ] {
        assert_eq!(spanned(&event(parts)), expected, "{parts:?}");
    }
    assert_eq!(spanned(&object("VTODO", &["SUMMARY:x"])), "- -");
    assert_eq!(spanned(&object("VTODO", &["CREATED:20260302T090000Z"])), "20260302T085959 -");
    assert_eq!(spanned(&object("VFREEBUSY", &["FREEBUSY:20260302T090000Z/PT1H"])), "20260302T085959 20260302T100001");
}

#[test]
fn a_count_too_great_to_follow_has_no_known_end() {
    assert_eq!(spanned(&event(&["DTSTART:20260302T090000Z RRULE:FREQ=DAILY;COUNT=99999999"])), "20260302T085959 -");
    assert!(Rule::parse("FREQ=DAILY;COUNT=99999999").is_ok());
}

#[test]
fn objects_at_the_ends_of_time_do_no_harm() {
    for parts in [
        "DTSTART:00010101T000000Z DTEND:99991231T235959Z RRULE:FREQ=YEARLY",
        "DTSTART:99991231T235959Z DURATION:P9999W RRULE:FREQ=DAILY",
        "DTSTART:00000101T000000Z RDATE;VALUE=PERIOD:99991231T000000Z/P9999W",
        "DTSTART;VALUE=DATE:99991231 RRULE:FREQ=DAILY;UNTIL=00010101",
    ] {
        super::check::check(&event(&[
            parts,
            "RECURRENCE-ID;RANGE=THISANDFUTURE:00010101T000000Z DTSTART:99991231T000000Z",
        ]));
        super::check::check(&event(&[parts]));
    }
}
