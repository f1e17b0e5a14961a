//! Partial retrieval by the examples of RFC 4791 §7.8.1 to §7.8.4.

use super::*;
use crate::dav::xml;

const SERIES: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example Corp.//CalDAV Client//EN\r\n\
    BEGIN:VTIMEZONE\r\nTZID:US/Eastern\r\nBEGIN:STANDARD\r\nDTSTART:20001026T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\n\
    END:STANDARD\r\nEND:VTIMEZONE\r\n\
    BEGIN:VEVENT\r\nDTSTAMP:20060206T001121Z\r\nDTSTART;TZID=US/Eastern:20060102T120000\r\nDURATION:PT1H\r\n\
    RRULE:FREQ=DAILY;COUNT=5\r\nSUMMARY:Event #2\r\nUID:00959BC664CA650E933C892C@example.com\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nDTSTAMP:20060206T001121Z\r\nDTSTART;TZID=US/Eastern:20060104T140000\r\nDURATION:PT1H\r\n\
    RECURRENCE-ID;TZID=US/Eastern:20060104T120000\r\nSUMMARY:Event #2 bis\r\nUID:00959BC664CA650E933C892C@example.com\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nDTSTAMP:20060206T001121Z\r\nDTSTART;TZID=US/Eastern:20060106T140000\r\nDURATION:PT1H\r\n\
    RECURRENCE-ID;TZID=US/Eastern:20060106T120000\r\nSUMMARY:Event #2 bis bis\r\nUID:00959BC664CA650E933C892C@example.com\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

fn request(inner: &str) -> Result<DataRequest, Failure> {
    let text = format!("<calendar-data xmlns='{CALDAV}'>{inner}</calendar-data>");
    DataRequest::read(&xml::read(text.as_bytes()).unwrap())
}

fn rendered(inner: &str, text: &str) -> Vec<String> {
    let object = CalendarObject::read(text.as_bytes()).unwrap();
    let text = request(inner).unwrap().rendered(&object, &Zone::Utc, Timezones::AsStored).unwrap();
    let dull = |line: &&str| !line.starts_with("DTSTAMP") && !line.starts_with("PRODID") && !line.starts_with("UID");
    text.split_terminator("\r\n").filter(dull).map(str::to_owned).collect()
}

#[test]
fn only_what_is_named_is_returned() {
    let lines = rendered(
        "<comp name='VCALENDAR'><prop name='VERSION'/><comp name='VEVENT'><prop name='SUMMARY'/><prop name='RRULE' novalue='yes'/>\
         <prop name='RECURRENCE-ID'/></comp></comp>",
        SERIES,
    );
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "RRULE:",
        "SUMMARY:Event #2",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "RECURRENCE-ID;TZID=US/Eastern:20060104T120000",
        "SUMMARY:Event #2 bis",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "RECURRENCE-ID;TZID=US/Eastern:20060106T120000",
        "SUMMARY:Event #2 bis bis",
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    assert_eq!(lines, expected);
    let whole = "<comp name='VCALENDAR'><allprop/><comp name='VTIMEZONE'/></comp>";
    assert_eq!(rendered(whole, SERIES).iter().filter(|line| line.starts_with("BEGIN:")).count(), 3);
}

#[test]
fn expansion_makes_one_component_per_instance_in_utc() {
    let lines = rendered("<expand start='20060103T000000Z' end='20060105T000000Z'/>", SERIES);
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "DTSTART:20060103T170000Z",
        "DURATION:PT1H",
        "SUMMARY:Event #2",
        "RECURRENCE-ID:20060103T170000Z",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "DTSTART:20060104T190000Z",
        "DURATION:PT1H",
        "RECURRENCE-ID:20060104T170000Z",
        "SUMMARY:Event #2 bis",
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_initial_instance_has_no_recurrence_id() {
    let lines = rendered("<expand start='20060102T000000Z' end='20060104T000000Z'/>", SERIES);
    let ids: Vec<_> = lines.iter().filter(|line| line.starts_with("RECURRENCE-ID")).collect();
    assert_eq!(ids, ["RECURRENCE-ID:20060103T170000Z"]);
    assert!(lines.contains(&"DTSTART:20060102T170000Z".to_owned()));
}

#[test]
fn expansion_keeps_whole_days_and_floating_times_as_they_are() {
    let event = |start: &str, end: &str| {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20060101T000000Z\r\n\
             DTSTART{start}\r\nDTEND{end}\r\nRRULE:FREQ=DAILY\r\nEXDATE{start}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    let range = "<expand start='20060103T000000Z' end='20060103T230000Z'/>";
    let days = rendered(range, &event(";VALUE=DATE:20060101", ";VALUE=DATE:20060102"));
    assert_eq!(
        days[3..6],
        ["DTSTART;VALUE=DATE:20060103", "DTEND;VALUE=DATE:20060104", "RECURRENCE-ID;VALUE=DATE:20060103"]
    );
    let floating = rendered(range, &event(":20060101T100000", ":20060101T110000"));
    assert_eq!(floating[3..6], ["DTSTART:20060103T100000", "DTEND:20060103T110000", "RECURRENCE-ID:20060103T100000"]);
}

#[test]
fn an_object_that_does_not_recur_is_expanded_without_recurrence_id() {
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\nUID:a\r\nDTSTAMP:20060101T000000Z\r\n\
        DUE;TZID=Europe/Berlin:20060103T100000\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
    let lines = rendered("<expand start='20060103T000000Z' end='20060104T000000Z'/>", text);
    assert_eq!(
        lines,
        ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VTODO", "DUE:20060103T090000Z", "END:VTODO", "END:VCALENDAR"]
    );
}

/// An object of one component, or of several when the text says where the next begins.
fn object(name: &str, lines: &str) -> String {
    let lines =
        lines.replace(" / ", &format!("\r\nEND:{name}\r\nBEGIN:{name}\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\n"));
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:{name}\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\n\
         {}\r\nEND:{name}\r\nEND:VCALENDAR\r\n",
        lines.replace(' ', "\r\n")
    )
}

/// What `expand` in March 2026 makes of an object, without what stands around the properties.
fn in_march(name: &str, lines: &str) -> String {
    let lines = rendered("<expand start='20260301T000000Z' end='20260401T000000Z'/>", &object(name, lines));
    let end = format!("END:{name}");
    let dull = |line: &str| line.starts_with("BEGIN:") || line == "VERSION:2.0" || line == "END:VCALENDAR";
    let lines = lines.iter().filter(|line| !dull(line)).map(|line| if *line == end { "/" } else { line });
    let lines = lines.collect::<Vec<_>>().join(" ");
    lines.trim_end_matches(" /").to_owned()
}

#[test]
fn expansion_says_of_each_instance_what_holds_for_it_alone() {
    for (name, lines, expected) in [
        // What does not recur is there, wherever it is.
        ("VTODO", "CREATED:20250101T000000Z", "CREATED:20250101T000000Z"),
        ("VTODO", "SUMMARY:Someday", "SUMMARY:Someday"),
        (
            "VTODO",
            "COMPLETED:20250101T000000Z CREATED:20240101T000000Z",
            "COMPLETED:20250101T000000Z CREATED:20240101T000000Z",
        ),
        (
            "VEVENT",
            "DTSTART;TZID=Europe/Berlin:20250101T100000 DURATION:PT1H",
            "DTSTART:20250101T090000Z DURATION:PT1H",
        ),
        ("VJOURNAL", "SUMMARY:Dateless", "SUMMARY:Dateless"),
        // What does, in the range.
        ("VEVENT", "DTSTART:20250101T100000Z RRULE:FREQ=DAILY;COUNT=3", ""),
        // A PERIOD has an end of its own.
        (
            "VEVENT",
            "DTSTART:20260306T100000Z DURATION:PT1H RDATE;VALUE=PERIOD:20260308T100000Z/PT3H,20260309T100000Z/PT1H",
            "DTSTART:20260306T100000Z DURATION:PT1H / DTSTART:20260308T100000Z DTEND:20260308T130000Z \
             RECURRENCE-ID:20260308T100000Z / DTSTART:20260309T100000Z DURATION:PT1H RECURRENCE-ID:20260309T100000Z",
        ),
        (
            "VEVENT",
            "DTSTART:20260306T100000 RDATE;VALUE=PERIOD:20260308T100000/20260308T130000",
            "DTSTART:20260306T100000 / DTSTART:20260308T100000 DTEND:20260308T130000 RECURRENCE-ID:20260308T100000",
        ),
        (
            "VTODO",
            "DTSTART:20260306T100000Z DURATION:PT1H RDATE;VALUE=PERIOD:20260308T100000Z/PT3H",
            "DTSTART:20260306T100000Z DURATION:PT1H / DTSTART:20260308T100000Z DUE:20260308T130000Z \
             RECURRENCE-ID:20260308T100000Z",
        ),
        // It has it beside a rule, and behind an override that is as long as all others.
        (
            "VEVENT",
            "DTSTART:20260306T100000Z DTEND:20260306T110000Z RRULE:FREQ=DAILY;COUNT=2 \
             RDATE;VALUE=PERIOD:20260307T100000Z/PT3H,20260309T100000Z/PT3H / \
             RECURRENCE-ID;RANGE=THISANDFUTURE:20260308T100000Z DTSTART:20260308T120000Z DURATION:PT1H",
            "DTSTART:20260306T100000Z DTEND:20260306T110000Z / DTSTART:20260307T100000Z DTEND:20260307T130000Z \
             RECURRENCE-ID:20260307T100000Z / RECURRENCE-ID:20260308T100000Z DTSTART:20260308T120000Z DURATION:PT1H / \
             RECURRENCE-ID:20260309T100000Z DTSTART:20260309T120000Z DTEND:20260309T150000Z",
        ),
        // Such an override that is longer makes them all as long as it is.
        (
            "VEVENT",
            "DTSTART:20260306T100000Z DURATION:PT1H RDATE;VALUE=PERIOD:20260309T100000Z/PT3H / \
             RECURRENCE-ID;RANGE=THISANDFUTURE:20260308T100000Z DTSTART:20260308T120000Z DURATION:PT2H",
            "DTSTART:20260306T100000Z DURATION:PT1H / RECURRENCE-ID:20260308T100000Z DTSTART:20260308T120000Z DURATION:PT2H / \
             RECURRENCE-ID:20260309T100000Z DTSTART:20260309T120000Z DURATION:PT2H",
        ),
        // The night in which the clocks change is 23 hours long.
        (
            "VEVENT",
            "DTSTART;TZID=Europe/Berlin:20260327T220000 DURATION:P1D RRULE:FREQ=DAILY;COUNT=2",
            "DTSTART:20260327T210000Z DURATION:P1D / DTSTART:20260328T210000Z DTEND:20260329T200000Z \
             RECURRENCE-ID:20260328T210000Z",
        ),
        // An override for what follows is of each of them alone.
        (
            "VEVENT",
            "DTSTART:20260306T100000Z RRULE:FREQ=DAILY;COUNT=4 / \
             RECURRENCE-ID;RANGE=THISANDFUTURE:20260308T100000Z DTSTART:20260308T120000Z",
            "DTSTART:20260306T100000Z / DTSTART:20260307T100000Z RECURRENCE-ID:20260307T100000Z / \
             RECURRENCE-ID:20260308T100000Z DTSTART:20260308T120000Z / RECURRENCE-ID:20260309T100000Z DTSTART:20260309T120000Z",
        ),
        (
            "VFREEBUSY",
            "DTSTART:20260306T100000Z DTEND:20260307T100000Z FREEBUSY:20260306T100000Z/PT1H",
            "DTSTART:20260306T100000Z DTEND:20260307T100000Z FREEBUSY:20260306T100000Z/PT1H",
        ),
    ] {
        assert_eq!(in_march(name, lines), expected, "{lines}");
    }
}

#[test]
fn overrides_outside_the_range_are_left_out() {
    let lines = rendered("<limit-recurrence-set start='20060103T000000Z' end='20060105T000000Z'/>", SERIES);
    assert!(
        lines.contains(&"SUMMARY:Event #2 bis".to_owned()) && lines.contains(&"RRULE:FREQ=DAILY;COUNT=5".to_owned())
    );
    assert!(!lines.contains(&"SUMMARY:Event #2 bis bis".to_owned()));
    let original = rendered("<limit-recurrence-set start='20060106T170000Z' end='20060106T170001Z'/>", SERIES);
    assert!(original.contains(&"SUMMARY:Event #2 bis bis".to_owned()), "it would have been then");
}

#[test]
fn what_would_have_been_in_the_range_has_the_length_that_it_would_have_had() {
    let first = "DTSTART:20260306T100000Z DURATION:PT1H RDATE;VALUE=PERIOD:20260308T100000Z/PT30H";
    let moved = |to: &str| format!("{first} / RECURRENCE-ID:20260308T100000Z DTSTART:{to} DURATION:PT1H");
    let later = "RECURRENCE-ID;RANGE=THISANDFUTURE:20260306T100000Z DTSTART:20260306T080000Z DURATION:PT4H";
    let daily = format!("DTSTART:20260305T100000Z DURATION:PT1H RRULE:FREQ=DAILY;COUNT=9 / {later}");
    let shifted = format!("{daily} / RECURRENCE-ID:20260309T100000Z DTSTART:20260325T100000Z");
    let alone = "RECURRENCE-ID:20260309T100000Z DTSTART:20260325T100000Z DURATION:PT4H";
    for (lines, (from, to), expected) in [
        (moved("20260315T100000Z"), ("20260309T000000Z", "20260309T100000Z"), 2),
        (moved("20260315T100000Z"), ("20260309T160000Z", "20260309T170000Z"), 1),
        (moved("20260315T100000Z"), ("20260315T105959Z", "20260315T120000Z"), 2),
        (shifted.clone(), ("20260309T080000Z", "20260309T080001Z"), 3),
        (shifted.clone(), ("20260309T120000Z", "20260309T130000Z"), 2),
        (alone.into(), ("20260309T130000Z", "20260309T140000Z"), 1),
        (alone.into(), ("20260309T150000Z", "20260309T160000Z"), 0),
    ] {
        let range = format!("<limit-recurrence-set start='{from}' end='{to}'/>");
        let parts = rendered(&range, &object("VEVENT", &lines));
        assert_eq!(parts.iter().filter(|line| *line == "BEGIN:VEVENT").count(), expected, "{lines} {from}");
    }
    assert_eq!(in_march("VEVENT", "DTSTART:20260306T100000Z EXDATE:20260306T100000Z"), "");
}

#[test]
fn busy_periods_outside_the_range_are_left_out() {
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VFREEBUSY\r\nUID:a\r\nDTSTAMP:20060101T000000Z\r\n\
        FREEBUSY;FBTYPE=BUSY-TENTATIVE:20060102T100000Z/20060102T120000Z,20060103T100000Z/PT2H\r\n\
        FREEBUSY:20060104T100000Z/20060104T120000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n";
    let lines = rendered("<limit-freebusy-set start='20060103T110000Z' end='20060104T000000Z'/>", text);
    assert_eq!(lines[3..5], ["FREEBUSY;FBTYPE=BUSY-TENTATIVE:20060103T100000Z/PT2H", "END:VFREEBUSY"]);
}

#[test]
fn an_endless_expansion_is_refused() {
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20060101T000000Z\r\n\
        DTSTART:20060101T000000Z\r\nRRULE:FREQ=HOURLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let object = CalendarObject::read(text.as_bytes()).unwrap();
    let request = request("<expand start='20060101T000000Z' end='20160101T000000Z'/>").unwrap();
    assert_eq!(request.rendered(&object, &Zone::Utc, Timezones::AsStored), Err(TooMany));
    let long = text
        .replace("FREQ=HOURLY", "FREQ=DAILY")
        .replace("RRULE", &format!("DESCRIPTION:{}\r\nRRULE", "x".repeat(100_000)));
    let object = CalendarObject::read(long.as_bytes()).unwrap();
    assert_eq!(
        self::request("<expand start='20060101T000000Z' end='20070101T000000Z'/>").unwrap().rendered(
            &object,
            &Zone::Utc,
            Timezones::AsStored
        ),
        Err(TooMany)
    );
}

#[test]
fn what_cannot_be_asked_for_is_refused() {
    for inner in ["<expand start='20060101T000000Z'/>", "<expand start='x' end='y'/>", "<comp/>"] {
        assert!(request(inner).is_err(), "{inner}");
    }
    let json = format!("<calendar-data xmlns='{CALDAV}' content-type='application/calendar+json'/>");
    assert!(DataRequest::read(&xml::read(json.as_bytes()).unwrap()).is_err());
    assert!(request("").unwrap().is_verbatim());
}
