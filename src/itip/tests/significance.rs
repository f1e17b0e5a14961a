//! The golden table: which change of an organizer sends what, raises what and voids whose answers.

use super::*;

/// The meeting with answers given.
fn answered() -> String {
    let text = with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=ACCEPTED");
    with(&text, "CN=Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Carol;PARTSTAT=DECLINED")
}

/// What a row of the table expects.
struct Expected {
    /// Of each message to both guests, or nothing.
    sends: Option<&'static str>,
    sequence: i64,
    /// Bob accepted; what of it is left.
    bob: &'static str,
}

const NOTHING: Expected = Expected { sends: None, sequence: 0, bob: "ACCEPTED" };

fn told(sends: &'static str) -> Expected {
    Expected { sends: Some(sends), sequence: 0, bob: "ACCEPTED" }
}

fn raised(sends: &'static str) -> Expected {
    Expected { sends: Some(sends), sequence: 1, bob: "ACCEPTED" }
}

fn reset(sends: &'static str) -> Expected {
    Expected { sends: Some(sends), sequence: 1, bob: "NEEDS-ACTION" }
}

#[test]
fn each_change_of_a_meeting_sends_raises_and_voids_what_the_table_says() {
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:x\nEND:VALARM\nEND:VEVENT";
    let cases: Vec<(&str, &str, &str, Expected)> = vec![
        ("start", "T120000\nDTEND", "T123000\nDTEND", reset("Update[Time]")),
        ("end", "20260310T130000", "20260310T133000", reset("Update[Time]")),
        ("a rule", "SUMMARY:Lunch", "SUMMARY:Lunch\nRRULE:FREQ=WEEKLY;COUNT=3", reset("Update[Recurrence]")),
        ("place", "LOCATION:Canteen", "LOCATION:Roof", raised("Update[Place]")),
        ("promise", "SUMMARY", "STATUS:TENTATIVE\nSUMMARY", raised("Update[Status]")),
        ("title", "SUMMARY:Lunch", "SUMMARY:Brunch", told("Update[Title]")),
        ("text", "SUMMARY", "DESCRIPTION:Bring bread\nSUMMARY", told("Update[Description]")),
        ("link", "SUMMARY", "URL:https://example.org/\nSUMMARY", told("Update[Link]")),
        ("conference", "SUMMARY", "CONFERENCE;VALUE=URI:https://example.org/\nSUMMARY", told("Update[Link]")),
        ("attachment", "SUMMARY", "ATTACH:https://example.org/menu\nSUMMARY", told("Update[Attachments]")),
        ("contact", "SUMMARY", "CONTACT:Dora\nSUMMARY", told("Update[Details]")),
        ("title and place", "Lunch\nLOCATION:Canteen", "L\nLOCATION:C", raised("Update[Place, Title]")),
        ("nothing", "SUMMARY:Lunch", "SUMMARY:Lunch", NOTHING),
        ("alarm", "END:VEVENT", alarm, NOTHING),
        ("colour", "SUMMARY", "COLOR:red\nSUMMARY", NOTHING),
        ("categories", "SUMMARY", "CATEGORIES:FOOD\nSUMMARY", NOTHING),
        ("an X- property", "SUMMARY", "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\nSUMMARY", NOTHING),
        ("another X- property", "SUMMARY", "X-FOO:bar\nSUMMARY", NOTHING),
        ("transparency", "SUMMARY", "TRANSP:TRANSPARENT\nSUMMARY", NOTHING),
        ("class", "SUMMARY", "CLASS:PRIVATE\nSUMMARY", NOTHING),
        ("priority", "SUMMARY", "PRIORITY:5\nSUMMARY", NOTHING),
        ("DTSTAMP", "DTSTAMP:20260301T080000Z", "DTSTAMP:20260302T080000Z", NOTHING),
        ("LAST-MODIFIED", "SUMMARY", "LAST-MODIFIED:20260302T080000Z\nCREATED:20260302T080000Z\nSUMMARY", NOTHING),
        ("the organizer's own answer", "CN=Alice;PARTSTAT=ACCEPTED", "CN=Alice;PARTSTAT=TENTATIVE", NOTHING),
        ("a guest's name", "CN=Bob", "CN=Robert", NOTHING),
        ("a guest's role", "CN=Bob", "ROLE=OPT-PARTICIPANT;CN=Bob", NOTHING),
        ("STATUS:CONFIRMED", "SUMMARY", "STATUS:CONFIRMED\nSUMMARY", NOTHING),
        ("defaults", "SUMMARY", "CLASS:PUBLIC\nTRANSP:OPAQUE\nPRIORITY:0\nSEQUENCE:0\nDESCRIPTION:\nSUMMARY", NOTHING),
        ("the same length", "DTEND;TZID=Europe/Berlin:20260310T130000", "DURATION:PT1H", NOTHING),
        ("the same time in UTC", "DTEND;TZID=Europe/Berlin:20260310T130000", "DTEND:20260310T120000Z", NOTHING),
        ("blanks", "SUMMARY:Lunch", "SUMMARY: Lunch ", NOTHING),
        ("letter case of addresses", "mailto:bob@example.com", "MAILTO:Bob@Example.com", NOTHING),
    ];
    for (name, from, to, expected) in cases {
        let mut alice = Person::with("alice", &answered());
        let outcome = alice.put(&with(&answered(), from, to));
        let messages: Vec<String> = match expected.sends {
            None => Vec::new(),
            Some(kind) => ["bob", "carol"]
                .iter()
                .map(|guest| format!("REQUEST {guest} {kind} all #{}", expected.sequence))
                .collect(),
        };
        assert_eq!(sent(&outcome), messages, "{name}");
        assert_eq!(alice.part(None).sequence(), expected.sequence, "{name}");
        assert_eq!(alice.partstat("bob", None), expected.bob, "{name}");
        assert_eq!(
            alice.partstat("alice", None),
            if name.contains("own answer") { "TENTATIVE" } else { "ACCEPTED" },
            "{name}"
        );
    }
}

#[test]
fn a_series_is_rescheduled_by_new_instances_and_not_by_fewer() {
    let cases: Vec<(&str, String, &str, i64)> = vec![
        ("longer", with(WEEKLY, "COUNT=10", "COUNT=12"), "NEEDS-ACTION", 1),
        ("endless", with(WEEKLY, ";COUNT=10", ""), "NEEDS-ACTION", 1),
        ("every other", with(WEEKLY, "WEEKLY;", "WEEKLY;INTERVAL=2;"), "NEEDS-ACTION", 1),
        ("one more", with(WEEKLY, "SUMMARY", "RDATE;TZID=Europe/Berlin:20260311T120000\nSUMMARY"), "NEEDS-ACTION", 1),
        ("shorter", with(WEEKLY, "COUNT=10", "COUNT=5"), "ACCEPTED", 1),
        ("ended by date", with(WEEKLY, "COUNT=10", "UNTIL=20260401T000000Z"), "ACCEPTED", 1),
        ("no series", with(WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=10\n", ""), "ACCEPTED", 1),
        (
            "written otherwise",
            with(WEEKLY, "FREQ=WEEKLY;COUNT=10", "COUNT=10;INTERVAL=1;WKST=MO;FREQ=WEEKLY"),
            "ACCEPTED",
            0,
        ),
    ];
    for (name, after, bob, sequence) in cases {
        let mut alice = Person::with("alice", WEEKLY);
        let outcome = alice.put(&after);
        assert_eq!(alice.partstat("bob", None), bob, "{name}");
        assert_eq!(alice.part(None).sequence(), sequence, "{name}");
        assert_eq!(outcome.send.len(), if sequence == 0 { 0 } else { 2 }, "{name}");
    }
}

#[test]
fn a_zone_under_another_name_is_no_change_and_another_zone_with_the_same_hour_is_one() {
    let renamed = WEEKLY.replace("Europe/Berlin", "W. Europe Standard Time");
    assert_sent(&Person::with("alice", WEEKLY).put(&renamed), &[]);
    // Lagos has Berlin's winter time all year.
    let moved = WEEKLY.replace("Europe/Berlin", "Africa/Lagos");
    let outcome = Person::with("alice", WEEKLY).put(&moved);
    assert_sent(&outcome, &["REQUEST bob Update[Time] all #1", "REQUEST carol Update[Time] all #1"]);
}

#[test]
fn an_exdate_taken_back_reinstates_the_instance_and_asks_everybody_again() {
    let excluded = with(WEEKLY, "SUMMARY", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY");
    let mut alice = Person::with("alice", &excluded);
    let outcome = alice.put(WEEKLY);
    assert_sent(&outcome, &["REQUEST bob Update[Recurrence] all #1", "REQUEST carol Update[Recurrence] all #1"]);
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
}

#[test]
fn every_property_has_one_row_and_prefixes_come_last() {
    use super::super::significance::{Right, row};
    assert_eq!(row("dtstart").attendee, Right::Refused);
    assert_eq!(row("X-ALT-DESC").attendee, Right::Kept);
    assert_eq!(row("X-APPLE-STRUCTURED-LOCATION").attendee, Right::Kept);
    assert_eq!(row("X-APPLE-TRAVEL-DURATION").attendee, Right::Own);
    assert_eq!(row("X-SOMETHING").attendee, Right::Free);
    assert_eq!(row("NEVER-HEARD-OF").attendee, Right::Kept);
}

#[test]
fn the_page_for_people_says_what_the_table_says() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/significance.md");
    let page = super::super::significance::page();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page, "UPDATE=1 cargo test writes it anew");
}
