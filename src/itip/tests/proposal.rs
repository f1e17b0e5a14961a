//! Other times that attendees propose, and what becomes of the meeting when the organizer accepts one.

use super::*;

fn proposal(times: &str, partstat: &str) -> Message {
    mail(
        "COUNTER",
        "bob",
        "alice",
        &format!(
            "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\n{times}\nORGANIZER:mailto:alice@example.org\n\
             ATTENDEE;PARTSTAT={partstat}:mailto:bob@example.com\nEND:VEVENT\n"
        ),
    )
}

#[test]
fn what_is_no_other_time_is_over_or_ends_before_it_starts_is_no_proposal() {
    for (times, is_one) in [
        ("DTSTART:20260310T140000Z\nDTEND:20260310T150000Z", true),
        ("DTSTART:20260310T140000Z\nDTEND:20260310T130000Z", false),
        ("DTSTART:20200310T140000Z\nDTEND:20200310T150000Z", false),
        ("DTSTART:20260310T110000Z\nDTEND:20260310T120000Z\nLOCATION:Roof", false),
        ("DTSTART:20260310T110000Z\nDTEND:20260310T123000Z", true),
    ] {
        let mut alice = Person::with("alice", LUNCH);
        let outcome = alice.receive(&proposal(times, "TENTATIVE")).unwrap();
        assert_eq!(outcome.because == Reason::Proposal, is_one, "{times}: {outcome:?}");
        assert_eq!(outcome.tell.len(), usize::from(is_one), "{times}");
    }
}

#[test]
fn who_declines_and_proposes_has_declined() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.receive(&proposal("DTSTART:20260310T140000Z\nDTEND:20260310T150000Z", "DECLINED")).unwrap();
    assert_eq!((outcome.because, alice.partstat("bob", None)), (Reason::Proposal, "DECLINED"));
    let [Notice::Answered { .. }, Notice::Proposal { .. }] = &outcome.tell[..] else { panic!("{:?}", outcome.tell) };

    // Exchange leaves RECURRENCE-ID out: the answer is to the one instance all the same.
    let mut alice = Person::with("alice", WEEKLY);
    let exchange = "\nBEGIN:VEVENT\nUID:weekly\nDTSTAMP:20260302T090000Z\nDTSTART:20260317T140000Z\nDTEND:20260317T150000Z\n\
                    X-MS-OLK-ORIGINALSTART:20260317T110000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.com\nEND:VEVENT\n";
    alice.receive(&mail("COUNTER", "bob", "alice", exchange)).unwrap();
    assert_eq!((alice.partstat("bob", None), alice.partstat("bob", Some("20260317"))), ("ACCEPTED", "DECLINED"));
}

/// The series of Tuesdays with these lines, one date called off and one moved, as it is when a proposal for all of it is
/// accepted; `None` where it cannot be.
fn series_moved(rule: &str, to: &str, proposed: Option<&str>) -> Option<String> {
    let dates = "EXDATE;TZID=Europe/Berlin:20260324T120000\nRDATE;TZID=Europe/Berlin:20260312T120000\n";
    let series = WEEKLY.replace("RRULE:FREQ=WEEKLY;COUNT=10\n", &format!("{rule}\n{dates}"));
    let renamed = MOVED.replace("0317T", "0331T").replace("T150000", "T120000").replace("T160000", "T130000");
    let object = cal(&[&series, MOVED, &renamed.replace("SUMMARY:Team", "SUMMARY:Town")].concat());
    let theirs = proposed.map(|rule| cal(&WEEKLY.replace("RRULE:FREQ=WEEKLY;COUNT=10", rule)));
    let from = at(to);
    let moved = moved(&object, None, (from, from + chrono::TimeDelta::hours(1)), theirs.as_ref(), &berlin())?;
    Some(unfolded(&moved))
}

#[test]
fn a_series_takes_its_exceptions_along_when_it_moves() {
    let text = series_moved("RRULE:FREQ=WEEKLY;UNTIL=20260512T100000Z", "2026-03-10T13:00:00Z", None).unwrap();
    for line in [
        "DTSTART;TZID=Europe/Berlin:20260310T140000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260512T120000Z",
        "EXDATE;TZID=Europe/Berlin:20260324T140000",
        "RDATE;TZID=Europe/Berlin:20260312T140000",
        // Moved by itself: it stays when it is.
        "RECURRENCE-ID;TZID=Europe/Berlin:20260317T140000\nDTSTART;TZID=Europe/Berlin:20260317T150000",
        // Only named by itself: it moves with the others.
        "RECURRENCE-ID;TZID=Europe/Berlin:20260331T140000\nDTSTART;TZID=Europe/Berlin:20260331T140000",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
}

#[test]
fn a_series_goes_to_other_days_only_with_a_rule_for_them() {
    let tuesdays = "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=10";
    let wednesday = "2026-03-11T11:00:00Z";
    assert_eq!(series_moved(tuesdays, wednesday, None), None);
    assert_eq!(series_moved(tuesdays, wednesday, Some("RRULE:FREQ=WEEKLY;COUNT=10")).map(|_| ()), Some(()));
    let text = series_moved(tuesdays, wednesday, Some("RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=10")).unwrap();
    assert!(text.contains("BYDAY=WE") && text.contains("EXDATE;TZID=Europe/Berlin:20260325T120000"), "{text}");
    let text = series_moved("RRULE:FREQ=WEEKLY;COUNT=10", wednesday, None).unwrap();
    assert!(text.contains("DTSTART;TZID=Europe/Berlin:20260311T120000"), "{text}");
    let text = series_moved(tuesdays, "2026-03-10T12:00:00Z", Some("RRULE:FREQ=DAILY")).unwrap();
    assert!(text.contains(tuesdays), "the same days keep the rule: {text}");
}

/// The meeting, DTSTART and what follows replaced by `is`, as it is when these words of a guest are accepted.
fn moved_as(is: &str, words: &str, instance: Option<&str>, from: &str, to: &str) -> Option<String> {
    let was = "DTSTART;TZID=Europe/Berlin:20260310T120000\nDTEND;TZID=Europe/Berlin:20260310T130000\n";
    let object = cal(&LUNCH.replace(was, is));
    let theirs = cal(&format!("\nBEGIN:VEVENT\nUID:lunch\n{words}\nEND:VEVENT\n"));
    let moved = moved(&object, instance.map(at), (at(from), at(to)), Some(&theirs), &berlin())?;
    Some(unfolded(&moved))
}

#[test]
fn a_time_proposed_for_a_day_is_a_time_and_a_day_for_a_time_a_day() {
    let (day, hour) = ("DTSTART;VALUE=DATE:20260310\n", "DTSTART:20260310T110000Z\nDURATION:PT1H\n");
    let (two, three) = ("2026-03-11T14:00:00Z", "2026-03-11T15:00:00Z");
    let text = moved_as(day, "DTSTART:20260311T140000Z\nDTEND:20260311T150000Z", None, two, three).unwrap();
    assert!(text.contains("DTSTART:20260311T140000Z") && text.contains("DTEND:20260311T150000Z"), "{text}");
    let apple = "ATTENDEE;TO-ALL-PROPOSED-NEW-TIME=\"DTSTART:20260311T140000Z;STATUS:;\":mailto:bob@example.com";
    let text = moved_as(day, apple, None, two, three).unwrap();
    assert!(text.contains("DTSTART:20260311T140000Z"), "{text}");

    // Midnight in Berlin; without an end it is one day, however long the meeting was.
    let (midnight, one, next) = ("2026-03-11T23:00:00Z", "2026-03-12T00:00:00Z", "2026-03-13T23:00:00Z");
    for (end, last) in [(one, "20260313"), (next, "20260314")] {
        let text = moved_as(hour, "DTSTART;VALUE=DATE:20260312", None, midnight, end).unwrap();
        assert!(text.contains("DTSTART;VALUE=DATE:20260312"), "{text}");
        assert!(text.contains(&format!("DTEND;VALUE=DATE:{last}")) && !text.contains("DURATION"), "{text}");
    }

    // One day of a series may get a time, all of them not.
    let daily = "DTSTART;VALUE=DATE:20260310\nRRULE:FREQ=DAILY;COUNT=5\n";
    let words = "DTSTART:20260311T140000Z\nDTEND:20260311T150000Z";
    let text = moved_as(daily, words, Some("2026-03-11T00:00:00Z"), two, three).unwrap();
    assert!(text.contains("RECURRENCE-ID;VALUE=DATE:20260311") && text.contains("DTSTART:20260311T140000Z"), "{text}");
    assert_eq!(moved_as(daily, words, None, two, three), None);
}
