use super::*;
use crate::ical::value::When;
use crate::ical::{CalendarObject, Line};

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

fn utc(text: &str) -> Timestamp {
    local(text).and_utc()
}

/// The VCALENDAR of an event that brings these VTIMEZONE lines along.
fn calendar(timezone: &str) -> Component {
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\n{}\r\nEND:VTIMEZONE\r\n\
         BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        timezone.trim().replace('\n', "\r\n")
    );
    CalendarObject::read(text.as_bytes()).unwrap().into_calendar()
}

/// What a TZID means in an object with this VTIMEZONE: an IANA name, or the offsets in January and July 2026.
fn meaning(tzid: &str, timezone: &str) -> String {
    let zones = Zones::of(&calendar(timezone), &Zone::Utc);
    let zone = zones.named(tzid).unwrap();
    let offset = |instant: &str| zone.offset(utc(instant)) / 60;
    zone.name().map_or_else(|| format!("{}/{}", offset("20260115T000000"), offset("20260715T000000")), str::to_owned)
}

const PARIS: &str = "BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
    RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\n\
    TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT";

const EASTERN: &str = "BEGIN:STANDARD\nDTSTART:20071104T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nTZNAME:EST\n\
    RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20070311T020000\nTZNAME:EDT\n\
    TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nEND:DAYLIGHT";

#[test]
fn names_from_the_wild_are_understood() {
    for (tzid, expected) in [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/BERLIN", "Europe/Berlin"),
        (" \"Europe/Berlin\" ", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("Europe_London", "Europe/London"),
        ("US-Eastern", "US/Eastern"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("/softwarestudio.org/Olson_20011030_5/America/New_York", "America/New_York"),
        ("/mozilla.org/20070129_1/Europe/Berlin", "Europe/Berlin"),
        ("/Mozilla.org/BasicTimezones/GMT", "GMT"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Romance Standard Time", "Europe/Paris"),
        ("Romance", "Europe/Paris"),
        ("Central Standard Time (Mexico)", "America/Mexico_City"),
        ("Eastern", "America/New_York"),
        ("(GMT+01.00) Sarajevo/Warsaw/Zagreb", "Europe/Sarajevo"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(UTC+01:00) Brussels\\, Copenhagen\\, Madrid\\, Paris", "Europe/Brussels"),
        ("Sarajevo, Skopje, Warsaw, Zagreb", "Europe/Sarajevo"),
        ("(GMT-08.00) Pacific Time (US & Canada)/Tijuana", "America/Los_Angeles"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC-05:00) Eastern Time (US and Canada)", "America/New_York"),
        ("Western/Central Europe", "Europe/Paris"),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("Z", "UTC"),
    ] {
        assert_eq!(Zone::named(tzid).as_ref().and_then(Zone::name), Some(expected), "{tzid}");
    }
}

#[test]
fn names_without_meaning_are_none() {
    let long = "x/".repeat(300);
    for tzid in ["", "foo", "Customized Time Zone", "/Europe/CUSTOM", "(UTC-05:00) Paris", "Etc/Unknown", &long] {
        assert_eq!(Zone::named(tzid), None, "{tzid}");
    }
}

#[test]
fn an_offset_in_the_name_is_the_last_resort() {
    for (tzid, minutes) in [
        ("UTC+11", 660),
        ("GMT-0530", -330),
        ("GMT -0500 (Standard) / GMT -0400 (Daylight)", -300),
        ("(UTC+05:45) Nowhere", 345),
        ("GMT-05.00/-04.00", -300),
    ] {
        let zone = Zone::resolve(tzid, None).unwrap();
        assert_eq!(zone.offset(utc("20260101T000000")), minutes * 60, "{tzid}");
        assert_eq!(zone.local(zone.instant(local("20260101T120000"))), local("20260101T120000"), "{tzid}");
    }
    for tzid in ["UTC+15", "GMT+1:75", "UTC*3", "UTCé"] {
        assert_eq!(Zone::resolve(tzid, None), None, "{tzid}");
    }
}

#[test]
fn a_known_name_is_preferred_to_the_vtimezone() {
    assert_eq!(meaning("Romance Standard Time", &format!("TZID:Romance Standard Time\n{PARIS}")), "Europe/Paris");
    // Mexico gave up summer time in 2022, this client does not know.
    let mexico = "TZID:America/Mexico_City\nBEGIN:STANDARD\nDTSTART:19701025T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0600\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700405T020000\nTZOFFSETFROM:-0600\n\
        TZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4\nEND:DAYLIGHT";
    assert_eq!(meaning("America/Mexico_City", mexico), "America/Mexico_City");
    // Only the standard time of a zone that has summer time.
    let short = "TZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD";
    assert_eq!(meaning("Europe/Berlin", short), "Europe/Berlin");
}

#[test]
fn a_vtimezone_that_clearly_differs_from_its_name_counts() {
    assert_eq!(meaning("Europe/Berlin", &format!("TZID:Europe/Berlin\n{EASTERN}")), "-300/-240");
    // Short names are put on zones with summer time.
    assert_eq!(meaning("EST", &format!("TZID:EST\n{EASTERN}")), "-300/-240");
    let only = "TZID:EST\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0500\nEND:STANDARD";
    assert_eq!(meaning("EST", only), "EST");
}

#[test]
fn hints_in_the_vtimezone_name_its_zone() {
    assert_eq!(meaning("foo", &format!("TZID:foo\nX-LIC-LOCATION:Europe/Paris\n{PARIS}")), "Europe/Paris");
    assert_eq!(meaning("foo", &format!("TZID:foo\nX-MICROSOFT-CDO-TZID:3\n{PARIS}")), "Europe/Paris");
    assert_eq!(meaning("foo", &format!("TZID:foo\nX-MICROSOFT-CDO-TZID:20\n{PARIS}")), "60/120");
    assert_eq!(meaning("foo", &format!("TZID:foo\nX-MICROSOFT-CDO-TZID:52\n{PARIS}")), "60/120");
}

#[test]
fn a_zone_of_its_own_follows_its_vtimezone() {
    assert_eq!(meaning("Customized Time Zone", &format!("TZID:Customized Time Zone\n{PARIS}")), "60/120");
    // Escaped in the VTIMEZONE, which is TEXT, and as often as not in the parameter.
    let timezone = format!("TZID:Here\\, there\n{PARIS}");
    assert_eq!(meaning("Here, there", &timezone), "60/120");
    assert_eq!(meaning("Here\\, there", &timezone), "60/120");
}

#[test]
fn numbers_of_old_exchange_name_zones_of_the_database() {
    for number in (0..77).filter(|number| *number != 52) {
        let hint = format!("TZID:foo\nX-MICROSOFT-CDO-TZID:{number}\nBEGIN:STANDARD\nEND:STANDARD");
        assert!(!meaning("foo", &hint).contains("0/"), "{number}");
    }
}

/// Paris as the database has it, and as its VTIMEZONE says.
fn both_paris() -> [Zone; 2] {
    let own = Zones::of(&calendar(&format!("TZID:own\n{PARIS}")), &Zone::Utc).named("own").unwrap();
    assert_eq!(own.name(), None);
    [Zone::iana("Europe/Paris").unwrap(), own]
}

#[test]
fn a_time_that_does_not_exist_counts_by_the_offset_before() {
    for zone in both_paris() {
        for (at, expected) in [
            ("20260329T015959", "20260329T005959"),
            ("20260329T020000", "20260329T010000"),
            ("20260329T023000", "20260329T013000"),
            ("20260329T030000", "20260329T010000"),
        ] {
            assert_eq!(zone.instant(local(at)), utc(expected), "{at} in {zone:?}");
        }
        assert_eq!(zone.local(zone.instant(local("20260329T023000"))), local("20260329T033000"));
    }
}

#[test]
fn a_time_that_exists_twice_is_the_first() {
    for zone in both_paris() {
        for (at, expected) in [
            ("20261025T015959", "20261024T235959"),
            ("20261025T020000", "20261025T000000"),
            ("20261025T025959", "20261025T005959"),
            ("20261025T030000", "20261025T020000"),
        ] {
            assert_eq!(zone.instant(local(at)), utc(expected), "{at} in {zone:?}");
        }
    }
}

#[test]
fn a_zone_of_its_own_equals_the_database_where_the_rules_do() {
    let [paris, own] = both_paris();
    for day in 0..(40 * 366) {
        let at = utc("19970101T003000") + TimeDelta::hours(day * 24);
        assert_eq!(own.offset(at), paris.offset(at), "{at}");
        assert_eq!(own.instant(at.naive_utc()), paris.instant(at.naive_utc()), "{at}");
    }
}

#[test]
fn until_of_an_observance_is_in_utc() {
    let ended = "TZID:own\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20251026T010000Z\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\n\
        TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20250330T010000Z\nEND:DAYLIGHT";
    let zone = Zones::of(&calendar(ended), &Zone::Utc).named("own").unwrap();
    assert_eq!(zone.offset(utc("20250701T000000")), 7_200);
    assert_eq!(zone.offset(utc("20251201T000000")), 3_600);
    assert_eq!(zone.offset(utc("20260701T000000")), 3_600);
}

#[test]
fn observances_by_rdate_and_before_the_first_are_understood() {
    let listed = "TZID:own\nBEGIN:STANDARD\nDTSTART:20100101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0600\nTZNAME:OLD\n\
        RDATE:20120101T000000,20140101T000000\nEND:STANDARD\nBEGIN:STANDARD\nDTSTART:20110101T000000\nTZOFFSETFROM:+0600\n\
        TZOFFSETTO:+0700\nEND:STANDARD";
    let zone = Zones::of(&calendar(listed), &Zone::Utc).named("own").unwrap();
    let offset = |instant: &str| zone.offset(utc(instant)) / 60;
    assert_eq!(
        ["20090601T000000", "20100601T000000", "20110601T000000", "20120601T000000"].map(offset),
        [330, 360, 420, 360]
    );
    assert_eq!(zone.abbreviation(utc("20100601T000000")), "OLD");
    assert_eq!(zone.abbreviation(utc("20110601T000000")), "+07");
}

#[test]
fn a_vtimezone_without_offsets_is_of_no_use() {
    let empty = calendar("TZID:own\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:soon\nEND:STANDARD");
    assert_eq!(Zones::of(&empty, &Zone::Utc).named("own"), None);
    // But its name may be.
    let named = calendar("TZID:Europe/Paris\nBEGIN:STANDARD\nEND:STANDARD");
    assert_eq!(Zones::of(&named, &Zone::Utc).named("Europe/Paris").unwrap().name(), Some("Europe/Paris"));
}

#[test]
fn a_hostile_vtimezone_is_bounded() {
    let part = "BEGIN:STANDARD\nDTSTART:19000101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=SECONDLY\nEND:STANDARD\n";
    let began = std::time::Instant::now();
    let zones = Zones::of(&calendar(&format!("TZID:own\n{}", part.repeat(200))), &Zone::Utc);
    assert_eq!(zones.named("own").unwrap().offset(utc("20260101T000000")), 3_600);
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

#[test]
fn times_of_an_object_are_read_in_their_zones() {
    let berlin = Zone::iana("Europe/Berlin").unwrap();
    let zones = Zones::of(&calendar(&format!("TZID:own\n{EASTERN}")), &berlin);
    for (line, expected) in [
        ("DTSTART:20260701T120000Z", "20260701T120000"),
        ("DTSTART:20260701T120000", "20260701T100000"),
        ("DTSTART;VALUE=DATE:20260701", "20260630T220000"),
        ("DTSTART;TZID=own:20260701T120000", "20260701T160000"),
        ("DTSTART;TZID=Asia/Tokyo:20260701T120000", "20260701T030000"),
        ("DTSTART;TZID=nowhere:20260701T120000", "20260701T100000"),
    ] {
        let (name, value) = line.rsplit_once(':').unwrap();
        let (name, param) = name.split_once(';').unwrap_or((name, ""));
        let line = Line::text(name, value);
        let line = param.split_once('=').map_or(line.clone(), |(name, value)| line.with_param(name, value));
        assert_eq!(zones.instant(&When::of(&line).unwrap()), utc(expected), "{line:?}");
    }
    assert!(zones.know("own") && zones.know("Asia/Tokyo") && !zones.know("nowhere"));
}

#[test]
fn every_name_of_the_database_is_found_again() {
    for name in Zone::names() {
        let Some(zone) = Zone::iana(&name.to_uppercase()) else {
            assert_eq!(name, "Etc/Unknown");
            continue;
        };
        assert!(zone == Zone::Utc || zone.name() == Some(name.as_str()), "{name}");
    }
}

#[test]
fn instants_at_the_ends_of_time_do_no_harm() {
    for zone in both_paris() {
        for instant in [Timestamp::MIN_UTC, Timestamp::MAX_UTC] {
            let _ = (
                zone.offset(instant),
                zone.local(instant),
                zone.instant(instant.naive_utc()),
                zone.abbreviation(instant),
            );
        }
    }
}
