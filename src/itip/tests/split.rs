//! A component with RANGE=THISANDFUTURE of the organizer: a series that ends, and one that begins.

use super::*;

/// [`WEEKLY`] with this rule and these dates, and from its second date on as `to`; what both series say.
fn split_to(rule: &str, to: &str, more: &str) -> Option<(String, String)> {
    let series = WEEKLY.replace("RRULE:FREQ=WEEKLY;COUNT=10\n", rule);
    let range = MOVED.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;");
    let (start, end) = ("DTSTART;TZID=Europe/Berlin:20260317T150000", "DTEND;TZID=Europe/Berlin:20260317T160000");
    let range = range.replace(&format!("{start}\n{end}"), to);
    let (ending, beginning) = split(&cal(&[&series, &range, more].concat()), None, "second", &berlin())?;
    Some((unfolded(&ending), unfolded(&beginning)))
}

const LATER: &str = "DTSTART;TZID=Europe/Berlin:20260317T150000\nDTEND;TZID=Europe/Berlin:20260317T160000";
const WEDNESDAY: &str = "DTSTART;TZID=Europe/Berlin:20260318T120000\nDTEND;TZID=Europe/Berlin:20260318T130000";

#[test]
fn the_first_series_ends_and_the_second_has_what_follows() {
    let rule = "RRULE:FREQ=WEEKLY;COUNT=10\nX-RSVPD-GUEST-LIST:NOBODY\n\
                EXDATE;TZID=Europe/Berlin:20260407T120000\nRDATE;TZID=Europe/Berlin:20260319T120000\n";
    let fourth = MOVED.replace("0317T", "0331T").replace("T150000", "T180000").replace("T160000", "T190000");
    let answered = MOVED.replace("0317T", "0324T").replace("T150000", "T120000").replace("T160000", "T130000");
    let (ending, beginning) = split_to(rule, LATER, &[fourth, answered].concat()).unwrap();
    assert!(ending.contains("RRULE:FREQ=WEEKLY;UNTIL=20260317T105959Z"), "{ending}");
    for gone in ["RANGE", "RECURRENCE-ID", "EXDATE", "RDATE"] {
        assert!(!ending.contains(gone), "{gone} is left in {ending}");
    }
    for line in [
        "UID:second",
        "DTSTART;TZID=Europe/Berlin:20260317T150000",
        "RRULE:FREQ=WEEKLY;COUNT=9",
        "EXDATE;TZID=Europe/Berlin:20260407T150000",
        "RDATE;TZID=Europe/Berlin:20260319T150000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260331T150000\nDTSTART;TZID=Europe/Berlin:20260331T180000",
        "RELATED-TO;RELTYPE=SIBLING:weekly",
        "X-RSVPD-GUEST-LIST:NOBODY",
    ] {
        assert!(beginning.contains(line), "{line} is not in {beginning}");
    }
    // What only holds an answer follows the others.
    assert!(!beginning.contains("0324T") && !beginning.contains("RANGE"), "{beginning}");
}

#[test]
fn rules_end_where_they_did_and_name_no_other_day() {
    for (rule, to, is) in [
        ("RRULE:FREQ=WEEKLY\n", LATER, Some("RRULE:FREQ=WEEKLY\n")),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260512T100000Z\n", LATER, Some("RRULE:FREQ=WEEKLY;UNTIL=20260512T130000Z\n")),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3\n", LATER, Some("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2\n")),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3\n", WEDNESDAY, Some("RRULE:FREQ=WEEKLY;COUNT=2\n")),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=9\n", LATER, Some("RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=7\n")),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU,TH\n", WEDNESDAY, None),
        ("RRULE:FREQ=MONTHLY;BYDAY=3TU\nRDATE;TZID=Europe/Berlin:20260316T120000\n", WEDNESDAY, None),
        // No date of the rule, the first of all, several rules, another zone, days.
        ("RRULE:FREQ=DAILY;INTERVAL=2\nRDATE;TZID=Europe/Berlin:20260317T120000\n", LATER, None),
        ("RRULE:FREQ=WEEKLY\nRRULE:FREQ=MONTHLY\n", LATER, None),
        ("RRULE:FREQ=WEEKLY\n", "DTSTART;TZID=Europe/London:20260317T150000", None),
        ("RRULE:FREQ=WEEKLY\n", "DTSTART;VALUE=DATE:20260317", None),
        ("RRULE:FREQ=WEEKLY\nRDATE;VALUE=PERIOD:20260320T110000Z/PT3H\n", LATER, None),
    ] {
        let beginning = split_to(rule, to, "").map(|(_, beginning)| beginning);
        match (is, beginning) {
            (None, None) => {}
            (Some(is), Some(beginning)) => assert!(beginning.contains(is), "{rule}{to}: {beginning}"),
            (is, other) => panic!("{rule}{to}: {is:?}, {other:?}"),
        }
    }
    assert_eq!(split(&cal(&[WEEKLY, MOVED].concat()), None, "second", &berlin()).map(|_| ()), None, "no RANGE");
}

#[test]
fn what_a_program_leaves_out_about_the_guests_holds_in_both_series() {
    let hidden = cal(&with(WEEKLY, "SUMMARY", "X-RSVPD-GUEST-LIST:NOBODY\nSUMMARY"));
    let range = MOVED.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;");
    let given = cal(&[WEEKLY, &range].concat());
    let (ending, beginning) = split(&given, Some(&hidden), "second", &berlin()).unwrap();
    assert_eq!([&ending, &beginning].map(GuestList::of), [GuestList::Nobody; 2]);
}
