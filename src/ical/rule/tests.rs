use std::time::{Duration, Instant};

use super::*;

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

/// The first starts, as text.
fn starts(rule: &str, start: &str, many: usize) -> Vec<String> {
    let rule = Rule::parse(rule).unwrap();
    rule.instances(local(start)).take(many).map(|at| at.format("%Y%m%dT%H%M%S").to_string()).collect()
}

#[test]
fn a_rule_that_says_nothing_clear_is_refused() {
    for (text, bad) in [
        ("", BadRule::NoFrequency),
        ("COUNT=3", BadRule::NoFrequency),
        ("FREQ=FORTNIGHTLY", BadRule::Value("FREQ")),
        ("FREQ=DAILY;INTERVAL=0", BadRule::Value("INTERVAL")),
        ("FREQ=DAILY;INTERVAL=-1", BadRule::Value("INTERVAL")),
        ("FREQ=DAILY;COUNT=0", BadRule::Value("COUNT")),
        ("FREQ=DAILY;COUNT=+3", BadRule::Value("COUNT")),
        ("FREQ=DAILY;UNTIL=tomorrow", BadRule::Value("UNTIL")),
        ("FREQ=DAILY;UNTIL=20260230", BadRule::Value("UNTIL")),
        ("FREQ=DAILY;BYHOUR=24", BadRule::Value("BYHOUR")),
        ("FREQ=DAILY;BYMINUTE=60", BadRule::Value("BYMINUTE")),
        ("FREQ=DAILY;BYSECOND=61", BadRule::Value("BYSECOND")),
        ("FREQ=YEARLY;BYMONTH=13", BadRule::Value("BYMONTH")),
        ("FREQ=YEARLY;BYMONTH=5L", BadRule::Value("BYMONTH")),
        ("FREQ=MONTHLY;BYMONTHDAY=0", BadRule::Value("BYMONTHDAY")),
        ("FREQ=MONTHLY;BYMONTHDAY=32", BadRule::Value("BYMONTHDAY")),
        ("FREQ=YEARLY;BYYEARDAY=-367", BadRule::Value("BYYEARDAY")),
        ("FREQ=YEARLY;BYWEEKNO=54", BadRule::Value("BYWEEKNO")),
        ("FREQ=MONTHLY;BYDAY=54MO", BadRule::Value("BYDAY")),
        ("FREQ=MONTHLY;BYDAY=0MO", BadRule::Value("BYDAY")),
        ("FREQ=MONTHLY;BYDAY=MÖ", BadRule::Value("BYDAY")),
        ("FREQ=MONTHLY;BYSETPOS=0", BadRule::Value("BYSETPOS")),
        ("FREQ=MONTHLY;WKST=XX", BadRule::Value("WKST")),
        ("FREQ=DAILY;SKIP=SIDEWAYS", BadRule::Value("SKIP")),
        ("FREQ=DAILY;COUNT", BadRule::Part("COUNT".to_owned())),
        ("FREQ=YEARLY;BYEASTER=0", BadRule::Part("BYEASTER".to_owned())),
        (&format!("FREQ=DAILY;{}", "X".repeat(9_000)), BadRule::TooLong),
    ] {
        assert_eq!(Rule::parse(text), Err(bad), "{text}");
    }
}

#[test]
fn an_untidy_rule_is_understood() {
    for (text, clean) in [
        ("freq=daily;count=2", "FREQ=DAILY;COUNT=2"),
        (" FREQ = DAILY ; COUNT = 2 ;", "FREQ=DAILY;COUNT=2"),
        ("FREQ=DAILY;;BYDAY=;WKST=", "FREQ=DAILY"),
        ("FREQ=WEEKLY;BYDAY=MO, TU,", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("FREQ=MONTHLY;BYDAY=+1MO,-1su", "FREQ=MONTHLY;BYDAY=1MO,-1SU"),
        ("FREQ=DAILY;X-FOO=bar;INTERVAL=1", "FREQ=DAILY"),
        ("FREQ=DAILY;COUNT=2;COUNT=3", "FREQ=DAILY;COUNT=3"),
        ("FREQ=DAILY;COUNT=99999999999999999999", "FREQ=DAILY;COUNT=18446744073709551615"),
        ("FREQ=DAILY;INTERVAL=9999999999", "FREQ=DAILY;INTERVAL=4294967295"),
        ("UNTIL=20260101t100060z;FREQ=DAILY", "FREQ=DAILY;UNTIL=20260101T100059Z"),
        ("FREQ=YEARLY;BYMONTH=1L;rscale=hebrew;BYMONTH=5L", "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L"),
        ("RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTH=13", "RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTH=13"),
        ("RSCALE=gregorian;FREQ=YEARLY;SKIP=forward", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD"),
    ] {
        let rule = Rule::parse(text).unwrap();
        assert_eq!(rule.to_string(), clean, "{text}");
        assert_eq!(Rule::parse(clean), Ok(rule), "{text}");
    }
}

#[test]
fn a_rule_is_written_as_it_is_read() {
    let full = "FREQ=YEARLY;INTERVAL=2;COUNT=5;UNTIL=20300101;BYMONTH=1,2;BYWEEKNO=-1,20;BYYEARDAY=1,-366;BYMONTHDAY=1,-31;\
        BYDAY=MO,-2TU;BYHOUR=0,23;BYMINUTE=59;BYSECOND=60;BYSETPOS=-1,366;WKST=SU;SKIP=BACKWARD";
    assert_eq!(Rule::parse(full).unwrap().to_string(), full);
}

#[test]
fn both_count_and_until_end_a_rule() {
    assert_eq!(starts("FREQ=DAILY;COUNT=3;UNTIL=20260110T000000Z", "20260102T100000", 9).len(), 3);
    assert_eq!(starts("FREQ=DAILY;COUNT=30;UNTIL=20260104T100000", "20260102T100000", 9).len(), 3);
    assert_eq!(starts("FREQ=DAILY;UNTIL=20260104T095959", "20260102T100000", 9).len(), 2);
    assert_eq!(starts("FREQ=DAILY;UNTIL=20250101T000000Z", "20260102T100000", 9).len(), 0);
}

#[test]
fn an_until_that_is_a_date_includes_that_day() {
    assert_eq!(starts("FREQ=DAILY;UNTIL=20260105", "20260102T100000", 9).len(), 4);
}

#[test]
fn a_weekday_and_a_counted_weekday_add_up() {
    let both = starts("FREQ=MONTHLY;BYDAY=FR,1MO", "20260102T100000", 6);
    assert_eq!(both[..3], ["20260102T100000", "20260105T100000", "20260109T100000"]);
}

#[test]
fn positions_count_in_the_whole_first_week() {
    // DTSTART is the second of Monday and Wednesday, although Monday lies before it.
    let second = starts("FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=2", "20260107T100000", 2);
    assert_eq!(second, ["20260107T100000", "20260114T100000"]);
}

#[test]
fn missing_days_are_moved_as_skip_says() {
    for (rule, start, expected) in [
        ("FREQ=MONTHLY", "20260131T100000", ["20260131", "20260331", "20260531", "20260731"]),
        (
            "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD",
            "20260131T100000",
            ["20260131", "20260228", "20260331", "20260430"],
        ),
        (
            "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD",
            "20260131T100000",
            ["20260131", "20260301", "20260331", "20260501"],
        ),
        (
            "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD",
            "20240229T100000",
            ["20240229", "20250228", "20260228", "20270228"],
        ),
        (
            "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD",
            "20240229T100000",
            ["20240229", "20250301", "20260301", "20270301"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=30,31;SKIP=BACKWARD",
            "20260130T100000",
            ["20260130", "20260131", "20260228", "20260330"],
        ),
    ] {
        let ours: Vec<String> = starts(rule, start, 4).iter().map(|at| at[..8].to_owned()).collect();
        assert_eq!(ours, expected, "{rule}");
    }
}

#[test]
fn a_jump_forward_finds_a_day_that_skip_moved_into_the_next_month() {
    let rule = Rule::parse("RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD").unwrap();
    let next = rule.from(local("20200131T100000"), local("20260301T000000")).next();
    assert_eq!(next, Some(local("20260301T100000")));
}

#[test]
fn a_calendar_that_names_the_years_alone_has_the_same_instances() {
    for scale in GREGORIAN_SCALES {
        let rule = format!("RSCALE={scale};FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;SKIP=FORWARD");
        assert_eq!(starts(&rule, "20240229T100000", 3), ["20240229T100000", "20250301T100000", "20260301T100000"]);
    }
    for (scale, is_gregorian, is_known) in [
        ("gregory", true, true),
        ("Buddhist", true, true),
        ("HEBREW", false, true),
        ("islamic-umalqura", false, true),
        ("FOOBAR", false, false),
        ("X-ELVISH", false, false),
        ("", false, false),
    ] {
        let rule = Rule::parse(&format!("RSCALE={scale};FREQ=YEARLY")).unwrap();
        assert_eq!((rule.is_gregorian(), rule.unknown_scale().is_none()), (is_gregorian, is_known), "{scale}");
    }
    for numbers in
        ["RSCALE=GREGORIAN;FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=5L", "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=x"]
    {
        assert!(Rule::parse(numbers).is_err(), "{numbers}");
    }
}

#[test]
fn a_rule_of_another_calendar_yields_nothing() {
    assert!(starts("RSCALE=CHINESE;FREQ=YEARLY", "20260217T100000", 3).is_empty());
    assert!(!Rule::parse("RSCALE=CHINESE;FREQ=YEARLY").unwrap().is_gregorian());
}

#[test]
fn a_leap_second_counts_as_the_second_before() {
    assert_eq!(
        starts("FREQ=DAILY;BYSECOND=60,59;COUNT=2", "20260102T100000", 9),
        ["20260102T100059", "20260103T100059"]
    );
}

#[test]
fn a_rule_of_decades_is_jumped_over() {
    let start = local("19700101T090000");
    let window = local("20260601T000000");
    for (text, first) in [
        ("FREQ=DAILY", "20260601T090000"),
        ("FREQ=DAILY;COUNT=100000", "20260601T090000"),
        ("FREQ=HOURLY;INTERVAL=5;COUNT=10000000", "20260601T040000"),
        ("FREQ=SECONDLY", "20260601T000000"),
        ("FREQ=SECONDLY;COUNT=9999999999", "20260601T000000"),
        ("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=90000", "20260601T090000"),
        ("FREQ=YEARLY;COUNT=60", "20270101T090000"),
    ] {
        let rule = Rule::parse(text).unwrap();
        // A walk from 1970 would take minutes for some of these.
        let began = Instant::now();
        assert_eq!(rule.from(start, window).next(), Some(local(first)), "{text}");
        assert!(began.elapsed() < Duration::from_secs(2), "{text}: {:?}", began.elapsed());
    }
}

#[test]
fn a_count_ends_where_a_walk_would_end_it() {
    let rule = Rule::parse("FREQ=DAILY;COUNT=10").unwrap();
    let start = local("20260101T090000");
    assert_eq!(rule.from(start, local("20260109T000000")).count(), 2);
    assert_eq!(rule.from(start, local("20260111T000000")).count(), 0);
}

/// Rules made to keep a server busy; each must end soon by itself, with or without an instance.
const MONSTERS: [&str; 16] = [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;INTERVAL=3",
    "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
    "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1",
    "FREQ=HOURLY;INTERVAL=2;BYHOUR=1,3,5",
    "FREQ=SECONDLY;BYHOUR=3;BYSETPOS=2",
    "FREQ=SECONDLY;INTERVAL=4294967295",
    "FREQ=YEARLY;INTERVAL=4294967295;COUNT=2",
    "FREQ=WEEKLY;BYMONTH=8;BYDAY=WE;BYSETPOS=2",
    "FREQ=MONTHLY;BYDAY=1MO,2TU;BYSETPOS=3",
    "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO",
    "FREQ=YEARLY;BYYEARDAY=366;BYSETPOS=-2",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=SECONDLY;COUNT=99999999999;BYHOUR=3,4",
];

#[test]
fn no_rule_takes_long_to_find_its_next_instance_or_none() {
    let sixty = (0..60).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let positions = (1..=366).map(|n| format!("{n},-{n}")).collect::<Vec<_>>().join(",");
    let crowd =
        format!("FREQ=YEARLY;BYHOUR=1,2,3;BYMINUTE={sixty};BYSECOND={sixty};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={positions}");
    for text in MONSTERS.into_iter().chain([crowd.as_str()]) {
        let rule = Rule::parse(text).unwrap();
        for window in ["20260102T100000", "20260707T000000", "29990101T000000"] {
            let began = Instant::now();
            let mut starts = rule.from(local("20260102T100000"), local(window));
            let _ = starts.by_ref().take(3).count();
            // Some milliseconds when optimised; the bound leaves room for busy machines.
            assert!(began.elapsed() < Duration::from_secs(5), "{text} from {window}: {:?}", began.elapsed());
        }
    }
}

#[test]
fn an_expansion_says_whether_it_gave_up() {
    let gave_up = |text: &str| {
        let rule = Rule::parse(text).unwrap();
        let mut starts = rule.instances(local("20260102T100000"));
        assert_eq!(starts.next(), None, "{text}");
        starts.gave_up()
    };
    // 10:00 and every two seconds is never at an odd second, but nothing short of trying shows it.
    assert!(gave_up("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1"));
    assert!(!gave_up("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"));
    assert!(!gave_up("FREQ=WEEKLY;BYMONTH=8;BYDAY=WE;BYSETPOS=2"));
}

#[test]
fn expansions_end_with_the_year_9999() {
    assert_eq!(starts("FREQ=YEARLY", "99970101T000000", 9).len(), 3);
    assert_eq!(starts("FREQ=SECONDLY", "99991231T235958", 9).len(), 2);
    assert_eq!(starts("FREQ=DAILY;INTERVAL=4294967295", "20260101T000000", 9).len(), 1);
}

#[test]
fn the_special_cases_are_bounded_and_sensible() {
    let root = std::env::var_os("RSVPD_SAMPLES")
        .map_or_else(|| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples"), Into::into);
    let Ok(text) = std::fs::read_to_string(root.join("rrule-dateutil/special.txt")) else {
        eprintln!("not tested: the samples are not in {} (set RSVPD_SAMPLES)", root.display());
        return;
    };
    for line in text.lines() {
        let mut fields = line.split('|');
        let (start, text, many) = (local(fields.next().unwrap()), fields.next().unwrap(), fields.next().unwrap());
        let Ok(rule) = Rule::parse(text) else { continue };
        let began = Instant::now();
        let starts: Vec<_> = rule.instances(start).take(many.trim().parse().unwrap()).collect();
        assert!(began.elapsed() < Duration::from_secs(5), "{text}: {:?}", began.elapsed());
        assert!(starts.iter().all(|at| *at >= start), "{text}");
        assert!(starts.is_sorted_by(|one, next| one < next), "{text}");
    }
}
