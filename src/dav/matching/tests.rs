//! The examples of RFC 4791 §7.8 on the collection of its Appendix B, and what they leave open.

use super::*;
use crate::dav::filter;
use crate::dav::xml::{self, CALDAV};

const ZONE: &str = "BEGIN:VTIMEZONE\nTZID:US/Eastern\nBEGIN:DAYLIGHT\nDTSTART:20000404T020000\n\
    RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4\nTZNAME:EDT\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT\n\
    BEGIN:STANDARD\nDTSTART:20001026T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nTZNAME:EST\n\
    TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\n";

const ABCD1: &str = "BEGIN:VEVENT\nDTSTAMP:20060206T001102Z\nDTSTART;TZID=US/Eastern:20060102T100000\nDURATION:PT1H\n\
    SUMMARY:Event #1\nDescription:Go Steelers!\nUID:74855313FA803DA593CD579A@example.com\nEND:VEVENT\n";
const ABCD2: &str = "BEGIN:VEVENT\nDTSTAMP:20060206T001121Z\nDTSTART;TZID=US/Eastern:20060102T120000\nDURATION:PT1H\n\
    RRULE:FREQ=DAILY;COUNT=5\nSUMMARY:Event #2\nUID:00959BC664CA650E933C892C@example.com\nEND:VEVENT\n\
    BEGIN:VEVENT\nDTSTAMP:20060206T001121Z\nDTSTART;TZID=US/Eastern:20060104T140000\nDURATION:PT1H\n\
    RECURRENCE-ID;TZID=US/Eastern:20060104T120000\nSUMMARY:Event #2 bis\nUID:00959BC664CA650E933C892C@example.com\nEND:VEVENT\n";
const ABCD3: &str = "BEGIN:VEVENT\nATTENDEE;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:cyrus@example.com\n\
    ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:lisa@example.com\nDTSTAMP:20060206T001220Z\n\
    DTSTART;TZID=US/Eastern:20060104T100000\nDURATION:PT1H\nORGANIZER:mailto:cyrus@example.com\nSEQUENCE:1\n\
    STATUS:TENTATIVE\nSUMMARY:Event #3\nUID:DC6C50A017428C5216A2F1CD@example.com\nEND:VEVENT\n";
const ABCD4: &str = "BEGIN:VTODO\nDTSTAMP:20060205T235335Z\nDUE;VALUE=DATE:20060104\nSTATUS:NEEDS-ACTION\nSUMMARY:Task #1\n\
    UID:DDDEEB7915FA61233B861457@example.com\nBEGIN:VALARM\nACTION:AUDIO\nTRIGGER;RELATED=START:-PT10M\nEND:VALARM\nEND:VTODO\n";
const ABCD5: &str = "BEGIN:VTODO\nDTSTAMP:20060205T235300Z\nDUE;VALUE=DATE:20060106\nSEQUENCE:1\nSTATUS:NEEDS-ACTION\n\
    SUMMARY:Task #2\nUID:E10BA47467C5C69BB74E8720@example.com\nBEGIN:VALARM\nACTION:AUDIO\nTRIGGER;RELATED=START:-PT10M\n\
    END:VALARM\nEND:VTODO\n";
const ABCD6: &str = "BEGIN:VTODO\nCOMPLETED:20051223T122322Z\nDTSTAMP:20060205T235400Z\nDUE;VALUE=DATE:20051225\nSEQUENCE:1\n\
    STATUS:COMPLETED\nSUMMARY:Task #3\nUID:E10BA47467C5C69BB74E8722@example.com\nEND:VTODO\n";
const ABCD7: &str = "BEGIN:VTODO\nDTSTAMP:20060205T235600Z\nDUE;VALUE=DATE:20060101\nSEQUENCE:1\nSTATUS:CANCELLED\n\
    SUMMARY:Task #4\nUID:E10BA47467C5C69BB74E8725@example.com\nEND:VTODO\n";
const ABCD8: &str = "BEGIN:VFREEBUSY\nORGANIZER;CN=\"Bernard Desruisseaux\":mailto:bernard@example.com\n\
    UID:76ef34-54a3d2@example.com\nDTSTAMP:20050530T123421Z\nDTSTART:20060101T000000Z\nDTEND:20060108T000000Z\n\
    FREEBUSY;FBTYPE=BUSY-TENTATIVE:20060102T100000Z/20060102T120000Z\nFREEBUSY:20060103T100000Z/20060103T120000Z\nEND:VFREEBUSY\n";

fn object(parts: &str) -> CalendarObject {
    let text = format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example Corp.//CalDAV Client//EN\n{ZONE}{parts}END:VCALENDAR\n"
    );
    CalendarObject::read(text.replace('\n', "\r\n").as_bytes()).unwrap()
}

fn holds(filter: &str, object: &CalendarObject) -> bool {
    let text = format!("<filter xmlns='{CALDAV}'><comp-filter name='VCALENDAR'>{filter}</comp-filter></filter>");
    let filter = filter::read(&xml::read(text.as_bytes()).unwrap()).unwrap();
    matches(&filter, object, &Zone::Utc, &Patience::with_a_request()).unwrap()
}

/// The numbers of the objects of Appendix B that satisfy a filter inside VCALENDAR.
fn found(filter: &str) -> Vec<usize> {
    let all = [ABCD1, ABCD2, ABCD3, ABCD4, ABCD5, ABCD6, ABCD7, ABCD8];
    let found = all.iter().enumerate().filter(|(_, parts)| holds(filter, &object(parts)));
    found.map(|(number, _)| number + 1).collect()
}

const JAN_4: &str = "<time-range start='20060104T000000Z' end='20060105T000000Z'/>";

#[test]
fn the_examples_of_the_rfc_find_what_it_says() {
    let event = |inner: &str| format!("<comp-filter name='VEVENT'>{inner}</comp-filter>");
    let todo = |inner: &str| format!("<comp-filter name='VTODO'>{inner}</comp-filter>");
    for (example, filter, expected) in [
        ("§7.8.1", event(JAN_4), vec![2, 3]),
        ("§7.8.2", event("<time-range start='20060103T000000Z' end='20060105T000000Z'/>"), vec![2, 3]),
        (
            "§7.8.4",
            "<comp-filter name='VFREEBUSY'><time-range start='20060102T000000Z' end='20060103T000000Z'/></comp-filter>"
                .into(),
            vec![8],
        ),
        (
            // The RFC finds abcd5 here: its Appendix B has DUE at noon in New York in an older draft. As printed, the
            // alarm rings at 23:50 the day before.
            "§7.8.5",
            todo(
                "<comp-filter name='VALARM'><time-range start='20060105T100000Z' end='20060106T100000Z'/></comp-filter>",
            ),
            vec![5],
        ),
        (
            "§7.8.6",
            event(
                "<prop-filter name='UID'><text-match collation='i;octet'>DC6C50A017428C5216A2F1CD@example.com</text-match></prop-filter>",
            ),
            vec![3],
        ),
        (
            "§7.8.7",
            event(
                "<prop-filter name='ATTENDEE'><text-match collation='i;ascii-casemap'>mailto:lisa@example.com</text-match>\
                 <param-filter name='PARTSTAT'><text-match collation='i;ascii-casemap'>NEEDS-ACTION</text-match></param-filter></prop-filter>",
            ),
            vec![3],
        ),
        ("§7.8.8", "<comp-filter name='VEVENT'/>".into(), vec![1, 2, 3]),
        (
            "§7.8.9",
            todo(
                "<prop-filter name='COMPLETED'><is-not-defined/></prop-filter>\
                 <prop-filter name='STATUS'><text-match negate-condition='yes'>CANCELLED</text-match></prop-filter>",
            ),
            vec![4, 5],
        ),
        ("§7.8.10", event("<prop-filter name='X-ABC-GUID'><text-match>ABC</text-match></prop-filter>"), vec![]),
    ] {
        assert_eq!(found(&filter), expected, "{example}");
    }
}

#[test]
fn one_property_must_have_both_the_value_and_the_parameter() {
    let filter = |partstat: &str| {
        format!(
            "<comp-filter name='VEVENT'><prop-filter name='ATTENDEE'><text-match>lisa</text-match>\
             <param-filter name='PARTSTAT'><text-match>{partstat}</text-match></param-filter></prop-filter></comp-filter>"
        )
    };
    assert_eq!(found(&filter("ACCEPTED")), Vec::<usize>::new());
    assert_eq!(found(&filter("needs")), [3]);
    let role = |test: &str| {
        format!(
            "<comp-filter name='VEVENT'><prop-filter name='ATTENDEE'><param-filter name='ROLE'>{test}</param-filter></prop-filter></comp-filter>"
        )
    };
    assert_eq!(found(&role("")), [3]);
    assert_eq!(found(&role("<is-not-defined/>")), [3]);
    assert_eq!(found(&role("<text-match negate-condition='yes'>CHAIR</text-match>")), Vec::<usize>::new());
}

#[test]
fn a_component_that_is_not_there_can_be_asked_for() {
    assert_eq!(found("<comp-filter name='VEVENT'><is-not-defined/></comp-filter>"), [4, 5, 6, 7, 8]);
    let alarm = "<comp-filter name='VTODO'><comp-filter name='VALARM'><is-not-defined/></comp-filter></comp-filter>";
    assert_eq!(found(alarm), [6, 7]);
    assert_eq!(found(""), [1, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn a_time_and_a_text_must_hold_of_the_same_instance() {
    let on = |day: u32, summary: &str| {
        format!(
            "<comp-filter name='VEVENT'><time-range start='200601{day:02}T000000Z' end='200601{day:02}T235959Z'/>\
             <prop-filter name='SUMMARY'><text-match collation='i;octet'>{summary}</text-match></prop-filter></comp-filter>"
        )
    };
    assert!(holds(&on(4, "bis"), &object(ABCD2)));
    assert!(!holds(&on(5, "bis"), &object(ABCD2)));
    assert!(holds(&on(5, "Event #2"), &object(ABCD2)));
}

#[test]
fn times_of_properties_are_compared_in_their_zones() {
    let starts = |from: &str, to: &str| {
        format!(
            "<comp-filter name='VEVENT'><prop-filter name='DTSTART'><time-range start='{from}' end='{to}'/></prop-filter></comp-filter>"
        )
    };
    assert!(holds(&starts("20060102T150000Z", "20060102T150001Z"), &object(ABCD1)));
    assert!(!holds(&starts("20060102T140000Z", "20060102T150000Z"), &object(ABCD1)));
    let ends = "<comp-filter name='VEVENT'><prop-filter name='DTEND'><time-range start='20060102T160000Z' end='20060102T160001Z'/></prop-filter></comp-filter>";
    assert!(holds(ends, &object(ABCD1)), "DTEND follows from DURATION");
}

#[test]
fn alarms_ring_with_each_instance_and_each_repetition() {
    let series = object(
        "BEGIN:VEVENT\nUID:a\nDTSTAMP:20060101T000000Z\nDTSTART:20060102T100000Z\nDTEND:20060102T110000Z\nRRULE:FREQ=DAILY\n\
         BEGIN:VALARM\nACTION:AUDIO\nTRIGGER;RELATED=END:PT30M\nREPEAT:2\nDURATION:PT1H\nEND:VALARM\nEND:VEVENT\n",
    );
    let rings = |from: &str, to: &str| {
        let alarm = format!("<comp-filter name='VALARM'><time-range start='{from}' end='{to}'/></comp-filter>");
        holds(&format!("<comp-filter name='VEVENT'>{alarm}</comp-filter>"), &series)
    };
    for (from, to, expected) in [
        ("20060110T113000Z", "20060110T113001Z", true),
        ("20060110T123000Z", "20060110T123001Z", true),
        ("20060110T133000Z", "20060110T133001Z", true),
        ("20060110T143000Z", "20060110T143001Z", false),
        ("20060110T113001Z", "20060110T123000Z", false),
        ("20060101T000000Z", "20060102T113000Z", false),
        ("20300101T000000Z", "20300102T000000Z", true),
    ] {
        assert_eq!(rings(from, to), expected, "{from} {to}");
    }
    let absolute = object(
        "BEGIN:VEVENT\nUID:a\nDTSTAMP:20060101T000000Z\nDTSTART:20060102T100000Z\n\
         BEGIN:VALARM\nACTION:AUDIO\nTRIGGER;VALUE=DATE-TIME:20060101T090000Z\nEND:VALARM\nEND:VEVENT\n",
    );
    let alarm = "<comp-filter name='VEVENT'><comp-filter name='VALARM'><time-range start='20060101T090000Z' end='20060101T090001Z'/></comp-filter></comp-filter>";
    assert!(holds(alarm, &absolute));
}

#[test]
fn what_stands_inside_an_event_can_be_asked_for() {
    let talk = object(
        "BEGIN:VEVENT\nUID:a\nDTSTAMP:20060101T000000Z\nDTSTART:20060102T100000Z\n\
         BEGIN:PARTICIPANT\nUID:p\nPARTICIPANT-TYPE:SPEAKER\nBEGIN:VLOCATION\nUID:l\nNAME:Backstage\nEND:VLOCATION\nEND:PARTICIPANT\n\
         BEGIN:VLOCATION\nUID:m\nNAME:Great hall\nEND:VLOCATION\nEND:VEVENT\n",
    );
    let named = |name: &str, property: &str, text: &str| {
        let test = format!("<prop-filter name='{property}'><text-match>{text}</text-match></prop-filter>");
        format!("<comp-filter name='{name}'>{test}</comp-filter>")
    };
    let with = |name: &str, inner: &str| format!("<comp-filter name='{name}'>{inner}</comp-filter>");
    for (inner, expected) in [
        (named("PARTICIPANT", "PARTICIPANT-TYPE", "speaker"), true),
        (named("PARTICIPANT", "PARTICIPANT-TYPE", "sponsor"), false),
        (named("VLOCATION", "NAME", "hall"), true),
        (named("VLOCATION", "NAME", "backstage"), false),
        (with("PARTICIPANT", &named("VLOCATION", "NAME", "backstage")), true),
        (with("PARTICIPANT", &with("VRESOURCE", "<is-not-defined/>")), true),
        (with("VRESOURCE", ""), false),
    ] {
        assert_eq!(holds(&with("VEVENT", &inner), &talk), expected, "{inner}");
    }
}

#[test]
fn an_override_counts_by_its_own_time_however_wide_the_range() {
    let head = "UID:1\nDTSTAMP:20200101T000000Z\n";
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM\n";
    let part = |lines: &str| format!("BEGIN:VEVENT\n{head}{lines}END:VEVENT\n");
    let series = object(
        &[
            part("DTSTART:20200101T100000Z\nDTEND:20200101T110000Z\nRRULE:FREQ=DAILY\nSUMMARY:usual\n"),
            part(&format!("RECURRENCE-ID:20200105T100000Z\nDTSTART:20200105T120000Z\nSUMMARY:special\n{alarm}")),
            part("RECURRENCE-ID;RANGE=THISANDFUTURE:20210101T100000Z\nDTSTART:20210101T120000Z\nSUMMARY:late\n"),
            part("RECURRENCE-ID;RANGE=THISANDFUTURE:20990101T100000Z\nDTSTART:20990101T130000Z\nSUMMARY:later\n"),
        ]
        .concat(),
    );
    let named = |summary: &str| format!("<prop-filter name='SUMMARY'><text-match>{summary}</text-match></prop-filter>");
    let rings = |range: &str| format!("<comp-filter name='VALARM'><time-range {range}/></comp-filter>");
    let within =
        |range: &str, more: &str| format!("<comp-filter name='VEVENT'><time-range {range}/>{more}</comp-filter>");
    for (filter, expected) in [
        (within("start='20260101T000000Z'", &named("special")), false),
        (within("start='20260101T000000Z'", &named("usual")), false),
        (within("start='20260101T000000Z' end='20460101T000000Z'", &named("late")), true),
        (within("start='20260101T000000Z' end='20460101T000000Z'", &named("later")), false),
        (within("start='20260101T000000Z'", &named("later")), true),
        (within("end='20200105T120000Z'", &named("special")), false),
        (within("end='20200105T120001Z'", &named("special")), true),
        (within("start='20200101T000000Z'", &named("special")), true),
        (within("end='20210101T120000Z'", &named("late")), false),
        (within("start='20201231T110000Z'", &named("usual")), false),
        (within("start='20201231T100000Z'", &named("usual")), true),
        (format!("<comp-filter name='VEVENT'>{}</comp-filter>", rings("start='20260101T000000Z'")), false),
        (format!("<comp-filter name='VEVENT'>{}</comp-filter>", rings("start='20200105T114500Z'")), true),
        (format!("<comp-filter name='VEVENT'>{}</comp-filter>", rings("start='20200105T114501Z'")), false),
    ] {
        assert_eq!(holds(&filter, &series), expected, "{filter}");
    }
}

#[test]
fn a_date_that_is_taken_out_does_not_happen() {
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:PT0S\nEND:VALARM\n";
    let january = "<time-range start='20260101T000000Z' end='20260201T000000Z'/>";
    for (start, exdate, expected) in [
        (":20260105T100000Z", ":20260105T100000Z", false),
        (";TZID=Europe/Berlin:20260105T110000", ":20260105T100000Z", false),
        (";VALUE=DATE:20260105", ";VALUE=DATE:20260105", false),
        (":20260105T100000Z", ":20260105T110000Z", true),
        (":20260105T100000Z", ":", true),
    ] {
        let lines = format!("UID:1\nDTSTAMP:20200101T000000Z\nDTSTART{start}\nEXDATE{exdate}\n{alarm}");
        let object = object(&format!("BEGIN:VEVENT\n{lines}END:VEVENT\n"));
        for inner in [january, &format!("<comp-filter name='VALARM'>{january}</comp-filter>")] {
            let filter = format!("<comp-filter name='VEVENT'>{inner}</comp-filter>");
            assert_eq!(holds(&filter, &object), expected, "{lines} {inner}");
        }
    }
}

/// A series of so many days, each of them overridden, with an alarm each.
fn overridden(days: usize) -> CalendarObject {
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM\n";
    let head = "UID:1\nDTSTAMP:20260101T000000Z\n";
    let mut parts =
        format!("BEGIN:VEVENT\n{head}DTSTART:20260101T120000Z\nRRULE:FREQ=DAILY;COUNT=4000\n{alarm}END:VEVENT\n");
    let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    let summary = "Müller ".repeat(20);
    for day in first.iter_days().take(days).map(|day| day.format("%Y%m%d")) {
        parts += &format!(
            "BEGIN:VEVENT\n{head}RECURRENCE-ID:{day}T120000Z\nDTSTART:{day}T130000Z\nSUMMARY:{summary}\n{alarm}END:VEVENT\n"
        );
    }
    object(&parts)
}

#[test]
fn many_alarms_and_many_filters_are_no_endless_work() {
    let ringing = |range: &str| {
        format!("<comp-filter name='VALARM'><time-range start='{range}T000000Z' end='{range}T235900Z'/></comp-filter>")
    };
    let lacks = "<prop-filter name='SUMMARY'><text-match collation='i;unicode-casemap' negate-condition='yes'>x\
                 </text-match></prop-filter>";
    let (many, few) = (overridden(2_000), overridden(100));
    // The day before the first no alarm rings, so each of them is looked at.
    for (object, filter, expected) in [
        (&many, ringing("20251231"), false),
        (&many, ringing("20260102"), true),
        (&many, ringing("20340101"), true),
        (&few, format!("{}{}", lacks.repeat(90), ringing("20260302")), true),
        (&few, format!("{}{}", lacks.repeat(90), ringing("20251231")), false),
    ] {
        assert_eq!(holds(&format!("<comp-filter name='VEVENT'>{filter}</comp-filter>"), object), expected, "{filter}");
    }
}

#[test]
fn who_has_no_patience_gets_no_answer() {
    let text = format!("<filter xmlns='{CALDAV}'><comp-filter name='VCALENDAR'/></filter>");
    let filter = filter::read(&xml::read(text.as_bytes()).unwrap()).unwrap();
    let patience = Patience::of(std::time::Duration::ZERO);
    assert_eq!(matches(&filter, &object(ABCD1), &Zone::Utc, &patience), Err(OutOfTime));
}
