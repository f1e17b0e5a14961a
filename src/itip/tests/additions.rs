//! New instances and changes of all that follow, from organizers elsewhere.

use super::*;
use crate::ical::instances;

/// Bob's copy of [`WEEKLY`], as it came by mail.
fn bob() -> Person {
    let mut bob = Person::new("bob");
    bob.receive(&mail("REQUEST", "alice", "bob", WEEKLY)).unwrap();
    bob
}

/// The starts of Bob's instances, as local times of Berlin.
fn starts(person: &Person) -> Vec<String> {
    let object = person.copy.as_ref().unwrap();
    let found = instances(object, &berlin(), at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"), 500).unwrap();
    let held = found.iter().filter(|instance| !instance.component.is_cancelled());
    held.map(|instance| berlin().local(instance.start).format("%m%d %H").to_string()).collect()
}

fn one(method: &str, lines: &str, sequence: i64) -> Message {
    let text = format!(
        "\nBEGIN:VEVENT\nUID:weekly\nDTSTAMP:20260303T080000Z\nSEQUENCE:{sequence}\n{lines}SUMMARY:Team\n\
         ORGANIZER:mailto:alice@example.org\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@example.com\nEND:VEVENT\n"
    );
    mail(method, "alice", "bob", &text)
}

const EXTRA: &str = "DTSTART;TZID=Europe/Berlin:20260312T120000\nDTEND;TZID=Europe/Berlin:20260312T130000\n";

#[test]
fn an_added_instance_is_one_of_the_series() {
    let mut bob = bob();
    let mut accepted = bob.copy.clone().unwrap();
    accepted.master_mut().unwrap().map_lines(|line| {
        let is_own = line.is("ATTENDEE") && CalAddress::parse(line.value()) == address("bob");
        if is_own { line.with_param("PARTSTAT", "ACCEPTED") } else { line }
    });
    bob.try_put(&accepted, Seen::Latest, now()).unwrap();
    let outcome = bob.receive(&one("ADD", EXTRA, 1)).unwrap();
    assert_eq!((outcome.because, outcome.send.len()), (Reason::Updated, 0));
    assert_eq!(starts(&bob)[..3], ["0310 12", "0312 12", "0317 12"]);
    assert_eq!(starts(&bob).len(), 11);
    assert_eq!(bob.part(None).sequence(), 1);
    let told = matches!(&outcome.tell[..], [Notice::Changed { instance: Some(_), changed, .. }] if *changed == [Field::Recurrence]);
    assert!(told, "{:?}", outcome.tell);
    assert_eq!((bob.partstat("bob", None), bob.partstat("bob", Some("20260312"))), ("ACCEPTED", "NEEDS-ACTION"));
    let copy = bob.copy.clone();
    bob.receive(&one("ADD", EXTRA, 1)).unwrap();
    assert_eq!(bob.copy, copy, "a repeated message changes nothing");
}

#[test]
fn who_missed_something_asks_for_the_present_state() {
    let mut nobody = Person::new("bob");
    let outcome = nobody.receive(&one("ADD", EXTRA, 1)).unwrap();
    assert_eq!((outcome.because, sent(&outcome)), (Reason::Refresh, vec!["REFRESH alice Foreign all #0".to_owned()]));
    let text = unfolded(&outcome.send[0].object);
    assert!(text.contains("ATTENDEE:mailto:bob@example.com") && text.contains("UID:weekly"), "{text}");
    let mut behind = bob();
    let before = behind.copy.clone();
    let outcome = behind.receive(&one("ADD", EXTRA, 3)).unwrap();
    assert_eq!((outcome.because, behind.copy.clone()), (Reason::Refresh, before));
    // The organizer answers the question.
    let mut alice = Person::with("alice", WEEKLY);
    assert_sent(&alice.receive(&outcome.send[0]).unwrap(), &["REQUEST bob Resent all #0"]);
}

#[test]
fn what_was_sent_before_an_addition_and_comes_after_it_lowers_no_sequence() {
    let mut bob = bob();
    bob.receive(&one("ADD", EXTRA, 1)).unwrap();
    let renamed =
        with(WEEKLY, "DTSTAMP:20260301T080000Z", "DTSTAMP:20260301T090000Z").replace("SUMMARY:Team", "SUMMARY:Crew");
    bob.receive(&mail("REQUEST", "alice", "bob", &renamed)).unwrap();
    assert_eq!((bob.part(None).summary().as_deref(), bob.part(None).sequence()), (Some("Crew"), 1));
    assert_eq!(starts(&bob).len(), 11, "the new instance stays");
}

#[test]
fn only_the_organizer_adds() {
    let mut message = one("ADD", EXTRA, 1);
    let text = message.object.to_text().replace("alice@example.org", "eve@example.org");
    message.object = CalendarObject::read(text.as_bytes()).unwrap().into();
    assert_eq!(bob().receive(&message).unwrap_err(), Refusal::WrongOrganizer);
}

const THIRD: &str = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260324T120000\n";

#[test]
fn a_change_of_all_that_follow_is_spelled_out() {
    let later = "DTSTART;TZID=Europe/Berlin:20260324T150000\nDTEND;TZID=Europe/Berlin:20260324T160000\n";
    let mut bob = bob();
    bob.receive(&one("REQUEST", &format!("{THIRD}{later}"), 1)).unwrap();
    let starts = starts(&bob);
    assert_eq!(starts[..4], ["0310 12", "0317 12", "0324 15", "0331 15"], "on the wall, also after the clocks changed");
    assert_eq!((starts.len(), starts[9].as_str()), (10, "0512 15"));
    assert!(!bob.text().contains("RANGE"), "{}", bob.text());
}

#[test]
fn an_endless_series_keeps_the_range_at_its_last_override() {
    let mut bob = Person::new("bob");
    bob.receive(&mail("REQUEST", "alice", "bob", &with(WEEKLY, ";COUNT=10", ""))).unwrap();
    let later = "DTSTART;TZID=Europe/Berlin:20260324T150000\nDTEND;TZID=Europe/Berlin:20260324T160000\n";
    bob.receive(&one("REQUEST", &format!("{THIRD}{later}"), 1)).unwrap();
    assert_eq!(bob.text().matches("RANGE=THISANDFUTURE").count(), 1);
    let object = bob.copy.as_ref().unwrap();
    let far = instances(object, &berlin(), at("2031-01-01T00:00:00Z"), at("2031-02-01T00:00:00Z"), 50).unwrap();
    assert!(
        !far.is_empty() && far.iter().all(|instance| berlin().local(instance.start).format("%H").to_string() == "15")
    );
}

#[test]
fn a_cancellation_of_all_that_follow_ends_the_series() {
    let mut bob = bob();
    let outcome = bob.receive(&one("CANCEL", &format!("{THIRD}STATUS:CANCELLED\n"), 1)).unwrap();
    assert_eq!((outcome.because, outcome.tell.len()), (Reason::Cancelled, 1));
    assert_eq!(starts(&bob), ["0310 12", "0317 12"]);
    assert!(bob.text().contains("RRULE:FREQ=WEEKLY;UNTIL=20260324T110000Z"), "{}", bob.text());
}
