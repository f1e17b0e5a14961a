//! Answers, proposals and questions reach the organizer.

use super::*;
use crate::ical::When;

/// A reply of Bob's from outside.
fn reply(lines: &str) -> Message {
    mail("REPLY", "bob", "alice", lines)
}

/// An answer to [`LUNCH`] with this PARTSTAT.
fn lunch(partstat: &str, sequence: i64, dtstamp: &str) -> Message {
    reply(&format!(
        "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:{dtstamp}\nSEQUENCE:{sequence}\nORGANIZER:mailto:alice@example.org\n\
         ATTENDEE;PARTSTAT={partstat}:mailto:bob@example.com\nEND:VEVENT\n"
    ))
}

/// An answer to [`WEEKLY`]: for the series, or the instance of a RECURRENCE-ID line.
fn weekly(recurrence: &str, partstat: &str, dtstamp: &str) -> String {
    format!(
        "\nBEGIN:VEVENT\nUID:weekly\nDTSTAMP:{dtstamp}\n{recurrence}ORGANIZER:mailto:alice@example.org\n\
         ATTENDEE;PARTSTAT={partstat}:mailto:bob@example.com\nEND:VEVENT\n"
    )
}

const SECOND: &str = "RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000\n";

#[test]
fn an_answer_is_written_down_and_told_and_sends_nothing() {
    for partstat in ["ACCEPTED", "DECLINED", "TENTATIVE"] {
        let mut alice = Person::with("alice", LUNCH);
        let outcome = alice.receive(&lunch(partstat, 0, "20260302T090000Z")).unwrap();
        assert_eq!((outcome.because, sent(&outcome).len()), (Reason::Answered, 0));
        let expected = format!("ATTENDEE;CN=Bob;PARTSTAT={partstat};SCHEDULE-STATUS=2.0:mailto:bob@example.com");
        assert!(alice.text().contains(&expected), "{}", alice.text());
        assert_eq!(alice.partstat("carol", None), "NEEDS-ACTION");
        let [Notice::Answered { attendee, instance: None, comment: None, .. }] = &outcome.tell[..] else {
            panic!("{:?}", outcome.tell)
        };
        assert_eq!(*attendee, address("bob"));
    }
}

#[test]
fn a_line_that_says_no_answer_takes_none_back() {
    for line in ["ATTENDEE:mailto:bob@example.com", "ATTENDEE;PARTSTAT=X-PERHAPS:mailto:bob@example.com"] {
        let mut alice = Person::with("alice", LUNCH);
        alice.receive(&lunch("ACCEPTED", 0, "20260302T090000Z")).unwrap();
        let silent = format!(
            "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T100000Z\nSEQUENCE:0\nORGANIZER:mailto:alice@example.org\n\
             {line}\nEND:VEVENT\n"
        );
        assert_eq!(alice.receive(&reply(&silent)).unwrap_err(), Refusal::NoAnswer, "{line}");
        assert_eq!(alice.partstat("bob", None), "ACCEPTED");
    }
}

#[test]
fn nothing_but_the_answer_is_taken_from_a_reply() {
    let mut alice = Person::with("alice", LUNCH);
    let before = alice.text();
    let exchange = reply(
        "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nATTENDEE;PARTSTAT=ACCEPTED;CN=R. Bob;ROLE=OPT-PARTICIPANT:MAILTO:BOB@EXAMPLE.COM\n\
         SUMMARY;LANGUAGE=de:Zugesagt: Lunch\nDTSTART;TZID=Romance Standard Time:20260310T090000\nSTATUS:CANCELLED\nSEQUENCE:0\n\
         LOCATION:Elsewhere\nCOMMENT;LANGUAGE=de:\\n\nBEGIN:VALARM\nACTION:EMAIL\nATTENDEE:mailto:alice@example.org\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\n",
    );
    let outcome = alice.receive(&exchange).unwrap();
    let expected =
        with(&before, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0");
    assert_eq!(alice.text(), expected);
    assert!(matches!(&outcome.tell[..], [Notice::Answered { comment: None, .. }]), "{:?}", outcome.tell);
}

#[test]
fn only_the_senders_line_counts() {
    let two = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:carol@example.net\n\
               ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.com\nEND:VEVENT\n";
    let mut alice = Person::with("alice", LUNCH);
    alice.receive(&reply(two)).unwrap();
    assert_eq!((alice.partstat("bob", None), alice.partstat("carol", None)), ("ACCEPTED", "NEEDS-ACTION"));
    let none = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:carol@example.net\nEND:VEVENT\n";
    assert_eq!(alice.receive(&reply(none)).unwrap_err(), Refusal::NoAnswer);
}

#[test]
fn the_sender_may_stand_in_email_only() {
    let token = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\n\
                 ATTENDEE;EMAIL=bob@example.com;PARTSTAT=ACCEPTED:mailto:2_abc@imip.example.com\nEND:VEVENT\n";
    let mut alice = Person::with("alice", LUNCH);
    alice.receive(&reply(token)).unwrap();
    assert_eq!(alice.partstat("bob", None), "ACCEPTED");
}

#[test]
fn somebody_who_is_not_invited_is_never_added() {
    let mut alice = Person::with("alice", LUNCH);
    let before = alice.text();
    let crasher = mail(
        "REPLY",
        "mallory@example.com",
        "alice",
        "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nATTENDEE;PARTSTAT=ACCEPTED:mailto:mallory@example.com\nEND:VEVENT\n",
    );
    let outcome = alice.receive(&crasher).unwrap();
    assert_eq!((outcome.because, alice.text()), (Reason::Uninvited, before));
    assert!(matches!(&outcome.tell[..], [Notice::UninvitedAnswer { .. }]), "{:?}", outcome.tell);
}

#[test]
fn a_repeated_answer_is_a_duplicate_and_an_older_one_stale() {
    let mut alice = Person::with("alice", LUNCH);
    alice.receive(&lunch("ACCEPTED", 0, "20260302T090500Z")).unwrap();
    let cases = [
        ("ACCEPTED", "20260302T090500Z", Reason::Duplicate),
        ("DECLINED", "20260302T090400Z", Reason::Stale),
        ("TENTATIVE", "20260302T090500Z", Reason::Answered),
        ("DECLINED", "20260302T090600Z", Reason::Answered),
    ];
    for (partstat, dtstamp, expected) in cases {
        let outcome = alice.receive(&lunch(partstat, 0, dtstamp)).unwrap();
        assert_eq!(outcome.because, expected, "{partstat} {dtstamp}");
        assert_eq!(outcome.tell.len(), usize::from(expected == Reason::Answered), "{partstat} {dtstamp}");
    }
    assert_eq!(alice.partstat("bob", None), "DECLINED");
}

#[test]
fn an_answer_to_another_time_is_told_and_does_not_count() {
    let mut alice = Person::with("alice", LUNCH);
    alice.change("20260310T130000", "20260310T133000");
    for partstat in ["ACCEPTED", "TENTATIVE", "DECLINED"] {
        let outcome = alice.receive(&lunch(partstat, 0, "20260302T090100Z")).unwrap();
        assert_eq!(outcome.because, Reason::Late, "{partstat}");
        assert!(matches!(&outcome.tell[..], [Notice::LateAnswer { .. }]), "{:?}", outcome.tell);
        assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
        assert_eq!(alice.receive(&lunch(partstat, 0, "20260302T090100Z")).unwrap().tell, [], "told once");
    }
    alice.receive(&lunch("ACCEPTED", 1, "20260302T090000Z")).unwrap();
    assert_eq!(alice.partstat("bob", None), "ACCEPTED");
}

#[test]
fn an_answer_to_an_older_version_counts_when_only_the_text_or_place_changed() {
    let mut alice = Person::with("alice", LUNCH);
    alice.change("LOCATION:Canteen", "LOCATION:Roof");
    assert_eq!(alice.part(None).sequence(), 1);
    assert_eq!(alice.receive(&lunch("ACCEPTED", 0, "20260302T090000Z")).unwrap().because, Reason::Answered);
}

#[test]
fn sequences_that_are_missing_too_high_or_elsewhere_do_not_lose_answers() {
    let mut alice = Person::with("alice", LUNCH);
    alice.change("20260310T130000", "20260310T133000");
    let without = |extra: &str, dtstamp: &str| {
        reply(&format!(
            "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:{dtstamp}\n{extra}ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.com\nEND:VEVENT\n"
        ))
    };
    for extra in ["", "SEQUENCE:7\n", "SEQUENCE:0\nX-MICROSOFT-CDO-APPT-SEQUENCE:1\n"] {
        let mut alice = alice.clone();
        assert_eq!(alice.receive(&without(extra, "20260302T090000Z")).unwrap().because, Reason::Answered, "{extra}");
        // The next one, which counts right, must still be newer.
        assert_eq!(
            alice.receive(&lunch("DECLINED", 1, "20260302T090001Z")).unwrap().because,
            Reason::Answered,
            "{extra}"
        );
    }
    // Without SEQUENCE, what was said before the time changed is about the earlier time.
    assert_eq!(alice.receive(&without("", "20260302T085959Z")).unwrap().because, Reason::Late);
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
}

#[test]
fn of_two_answers_one_without_sequence_is_the_later_one_by_its_stamp_alone() {
    let without = |dtstamp: &str| {
        let part = format!("UID:lunch\nDTSTAMP:{dtstamp}\nATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@example.com");
        reply(&format!("\nBEGIN:VEVENT\n{part}\nEND:VEVENT\n"))
    };
    for (dtstamp, because) in [("20260302T085959Z", Reason::Stale), ("20260302T090001Z", Reason::Answered)] {
        let mut alice = Person::with("alice", LUNCH);
        alice.change("LOCATION:Canteen", "LOCATION:Roof");
        alice.receive(&lunch("DECLINED", 0, "20260302T090000Z")).unwrap();
        assert_eq!(alice.receive(&without(dtstamp)).unwrap().because, because, "{dtstamp}");
    }
}

#[test]
fn a_clock_far_ahead_does_not_block_later_answers() {
    let mut alice = Person::with("alice", LUNCH);
    alice.receive(&lunch("ACCEPTED", 0, "20990101T000000Z")).unwrap();
    let later = at("2026-03-02T10:00:00Z");
    assert_eq!(alice.receive_at(&lunch("DECLINED", 0, "20260302T095959Z"), later).unwrap().because, Reason::Answered);
}

#[test]
fn an_answer_for_one_instance_makes_an_override_with_its_times_moved_along() {
    for recurrence in
        [SECOND, "RECURRENCE-ID:20260317T110000Z\n", "RECURRENCE-ID;TZID=W. Europe Standard Time:20260317T120000\n"]
    {
        let mut alice = Person::with("alice", WEEKLY);
        let outcome = alice.receive(&reply(&weekly(recurrence, "DECLINED", "20260302T090000Z"))).unwrap();
        assert_eq!(outcome.because, Reason::Answered, "{recurrence}");
        let part = alice.part(Some("20260317"));
        let text = part.to_text().replace("\r\n", "\n");
        for wanted in [
            "RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000\n",
            "DTSTART;TZID=Europe/Berlin:20260317T120000\n",
            "DTEND;TZID=Europe/Berlin:20260317T130000\n",
            "CN=Bob;PARTSTAT=DECLINED",
        ] {
            assert!(text.contains(wanted), "{wanted:?} in {text}");
        }
        assert!(!text.contains("RRULE"));
        assert_eq!((alice.partstat("bob", None), alice.partstat("carol", Some("20260317"))), ("ACCEPTED", "TENTATIVE"));
    }
}

#[test]
fn an_instance_behind_a_clock_change_and_one_of_an_all_day_series_are_found() {
    let mut alice = Person::with("alice", WEEKLY);
    alice.receive(&reply(&weekly("RECURRENCE-ID:20260407T100000Z\n", "DECLINED", "20260302T090000Z"))).unwrap();
    let text = alice.part(Some("20260407")).to_text();
    assert!(text.contains("RECURRENCE-ID;TZID=Europe/Berlin:20260407T120000"), "{text}");
    let days = WEEKLY
        .replace("DTSTART;TZID=Europe/Berlin:20260310T120000", "DTSTART;VALUE=DATE:20260310")
        .replace("DTEND;TZID=Europe/Berlin:20260310T130000", "DURATION:P1D");
    for recurrence in
        ["RECURRENCE-ID;VALUE=DATE:20260317\n", "RECURRENCE-ID:20260317T000000\n", "RECURRENCE-ID:20260316T230000Z\n"]
    {
        let mut alice = Person::with("alice", &days);
        alice.receive(&reply(&weekly(recurrence, "DECLINED", "20260302T090000Z"))).unwrap();
        let text = alice.part(Some("20260317")).to_text();
        assert!(text.contains("DTSTART;VALUE=DATE:20260317") && text.contains("DURATION:P1D"), "{text}");
    }
}

#[test]
fn an_answer_for_what_is_no_instance_is_ignored() {
    let excluded = with(WEEKLY, "SUMMARY", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY");
    for (stored, recurrence) in [
        (WEEKLY, "RECURRENCE-ID;TZID=Europe/Berlin:20260318T120000\n"),
        (&excluded, SECOND),
        (LUNCH, "RECURRENCE-ID;TZID=Europe/Berlin:20260310T120000\n"),
        (WEEKLY, "RECURRENCE-ID:garbage\n"),
    ] {
        let mut alice = Person::with("alice", stored);
        let before = alice.text();
        let text = weekly(recurrence, "DECLINED", "20260302T090000Z")
            .replace("UID:weekly", if stored == LUNCH { "UID:lunch" } else { "UID:weekly" });
        let outcome = alice.receive(&reply(&text)).unwrap();
        assert_eq!((outcome.because, alice.text()), (Reason::NoSuchInstance, before), "{recurrence}");
    }
}

#[test]
fn an_instance_that_comes_from_rdate_can_be_answered() {
    let dates = WEEKLY.replace("RRULE:FREQ=WEEKLY;COUNT=10", "RDATE;TZID=Europe/Berlin:20260317T120000");
    let mut alice = Person::with("alice", &dates);
    alice.receive(&reply(&weekly(SECOND, "DECLINED", "20260302T090000Z"))).unwrap();
    assert_eq!(alice.partstat("bob", Some("20260317")), "DECLINED");
}

#[test]
fn accepting_the_series_makes_no_exception_of_an_instance() {
    let mut alice = Person::with("alice", WEEKLY);
    let both = format!(
        "{}{}",
        weekly("", "ACCEPTED", "20260302T090000Z"),
        weekly(SECOND, "ACCEPTED", "20260302T090000Z").trim_start()
    );
    alice.receive(&reply(&both)).unwrap();
    assert_eq!(alice.copy.as_ref().unwrap().overrides().count(), 0);
}

#[test]
fn an_answer_to_the_series_goes_for_the_overrides_with_the_same_answer_only() {
    let third = MOVED.replace("20260317T", "20260324T").replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=DECLINED");
    let mut alice = Person::with("alice", &[WEEKLY, MOVED, &third].concat());
    alice.receive(&reply(&weekly("", "TENTATIVE", "20260302T090000Z"))).unwrap();
    assert_eq!(
        [None, Some("20260317"), Some("20260324")].map(|day| alice.partstat("bob", day)),
        ["TENTATIVE", "TENTATIVE", "DECLINED"]
    );
}

#[test]
fn an_answer_to_the_series_from_before_an_instance_moved_does_not_go_for_it() {
    let mut alice = Person::with("alice", WEEKLY);
    alice.put(&[WEEKLY, MOVED].concat());
    assert_eq!(alice.partstat("bob", Some("20260317")), "NEEDS-ACTION");
    let open = with(&alice.text(), "CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION");
    alice.copy = CalendarObject::read(open.replace('\n', "\r\n").as_bytes()).ok();
    let text = weekly("SEQUENCE:0\n", "ACCEPTED", "20260302T090000Z");
    alice.receive(&reply(&text)).unwrap();
    assert_eq!((alice.partstat("bob", None), alice.partstat("bob", Some("20260317"))), ("ACCEPTED", "NEEDS-ACTION"));
}

#[test]
fn answers_for_instances_that_overtake_each_other_end_as_they_were_given() {
    let mut alice = Person::with("alice", WEEKLY);
    let first = reply(&weekly("", "DECLINED", "20260302T090000Z"));
    let then = reply(&weekly(SECOND, "ACCEPTED", "20260302T090100Z"));
    alice.receive(&then).unwrap();
    alice.receive(&first).unwrap();
    assert_eq!(alice.partstat("bob", None), "DECLINED");
    let mut bob_at = Person::with("alice", WEEKLY);
    bob_at.receive(&reply(&weekly(SECOND, "DECLINED", "20260302T090200Z"))).unwrap();
    bob_at.receive(&reply(&weekly(SECOND, "TENTATIVE", "20260302T090100Z"))).unwrap();
    assert_eq!(bob_at.partstat("bob", Some("20260317")), "DECLINED");
}

#[test]
fn an_old_answer_of_a_guest_who_left_and_came_back_does_not_count() {
    let mut alice = Person::with("alice", LUNCH);
    let without: String = LUNCH.lines().filter(|line| !line.contains("Bob")).map(|line| format!("{line}\n")).collect();
    alice.put(&without);
    alice.put(LUNCH);
    assert_eq!(alice.part(None).sequence(), 2);
    for (partstat, expected) in
        [("ACCEPTED", Reason::Late), ("ACCEPTED", Reason::Duplicate), ("DECLINED", Reason::Late)]
    {
        let outcome = alice.receive(&lunch(partstat, 0, "20260302T090000Z")).unwrap();
        assert_eq!(
            (outcome.because, outcome.tell.len()),
            (expected, usize::from(expected == Reason::Late)),
            "told once"
        );
    }
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
    assert_eq!(alice.receive(&lunch("ACCEPTED", 2, "20260302T085900Z")).unwrap().because, Reason::Answered);
}

#[test]
fn an_answer_for_an_instance_stands_when_an_earlier_one_to_the_series_comes_after_it() {
    let mut alice = Person::with("alice", WEEKLY);
    alice.receive(&reply(&weekly(SECOND, "ACCEPTED", "20260302T090200Z"))).unwrap();
    assert_eq!(alice.copy.as_ref().unwrap().overrides().count(), 0, "it says what the series says");
    alice.receive(&reply(&weekly("", "DECLINED", "20260302T090100Z"))).unwrap();
    assert_eq!((alice.partstat("bob", None), alice.partstat("bob", Some("20260317"))), ("DECLINED", "ACCEPTED"));
}

/// Bob answers for the whole of his copy.
fn bob_says(bob: &mut Person, partstat: &str, minute: i64) -> Message {
    let says = format!("CN=Bob;PARTSTAT={}", bob.partstat("bob", None));
    let after = bob.changed(&says, &format!("CN=Bob;PARTSTAT={partstat}"));
    let outcome = bob.try_put(&after, Seen::Latest, now() + chrono::TimeDelta::minutes(minute)).expect("allowed");
    outcome.send.into_iter().next().expect("an answer")
}

/// Alice gives the second instance a title of its own, of which Bob does not hear yet.
fn second_renamed(alice: &mut Person) {
    let text = alice.text();
    let master = &text[text.find("BEGIN:VEVENT").unwrap()..text.find("END:VCALENDAR").unwrap()];
    let named = |line: &str| line.starts_with("RRULE").then(|| SECOND.trim_end().to_owned());
    let lines = master.lines().map(|line| named(line).unwrap_or_else(|| line.replace("20260310T", "20260317T")));
    let renamed: String = lines.map(|line| line.replace("SUMMARY:Team", "SUMMARY:Party") + "\n").collect();
    alice.put(&format!("\n{master}{renamed}"));
}

#[test]
fn an_override_keeps_the_answer_it_has_when_bob_is_asked_again_and_an_earlier_one_comes() {
    let (mut alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    bob.receive(&alice.put(WEEKLY).send[0]).unwrap();
    let [earlier, later] = [("TENTATIVE", 1), ("ACCEPTED", 2)].map(|(says, at)| bob_says(&mut bob, says, at));
    alice.receive(&later).unwrap();
    second_renamed(&mut alice);
    let asked = alice.text().replacen("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION", 1);
    let asked = CalendarObject::read(asked.replace('\n', "\r\n").as_bytes()).unwrap();
    alice.try_put(&asked, Seen::Latest, now()).unwrap();
    let says = |alice: &Person| [None, Some("20260317")].map(|day| alice.partstat("bob", day));
    assert_eq!(says(&alice), ["NEEDS-ACTION", "ACCEPTED"]);
    assert_eq!(alice.receive(&earlier).unwrap().because, Reason::Late);
    assert_eq!(says(&alice), ["NEEDS-ACTION", "ACCEPTED"]);
}

/// Alice's series, from which Bob was gone for a while, and Bob's copy of it. Before that he declined, too late to count.
fn bob_is_back() -> (Person, Person) {
    let (mut alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    let without: String = WEEKLY.lines().filter(|line| !line.contains("Bob")).map(|line| format!("{line}\n")).collect();
    bob.receive(&alice.put(WEEKLY).send[0]).unwrap();
    let before = bob_says(&mut bob, "DECLINED", 0);
    alice.put(&without);
    bob.receive(&alice.put(WEEKLY).send[0]).unwrap();
    assert_eq!(alice.receive(&before).unwrap().because, Reason::Late);
    (alice, bob)
}

#[test]
fn late_answers_of_who_came_back_to_a_series_go_for_its_overrides_in_the_order_they_were_given() {
    for given in [&["ACCEPTED", "DECLINED"][..], &["DECLINED"]] {
        let (mut alice, mut bob) = bob_is_back();
        let answers: Vec<Message> =
            given.iter().zip(1..).map(|(says, minute)| bob_says(&mut bob, says, minute)).collect();
        second_renamed(&mut alice);
        alice.change("COUNT=10", "COUNT=12");
        let heard = answers.iter().rev().map(|answer| alice.receive(answer).unwrap().because);
        assert_eq!(heard.collect::<Vec<Reason>>(), [Reason::Late, Reason::Stale][..given.len()]);
        let says = [None, Some("20260317")].map(|day| alice.partstat("bob", day));
        assert_eq!(says, ["NEEDS-ACTION", "DECLINED"], "{given:?}");
    }
}

#[test]
fn what_is_written_within_the_second_of_an_answer_is_told_once() {
    let mut alice = Person::with("alice", LUNCH);
    let said = |comment: &str| {
        let answer = lunch("ACCEPTED", 0, "20260302T090000Z").object.to_bytes();
        String::from_utf8(answer).unwrap().replace("END:VEVENT", &format!("{comment}END:VEVENT"))
    };
    for (comment, told) in [
        ("", Some(None)),
        ("", None),
        ("COMMENT:Bus\r\n", Some(Some("Bus"))),
        ("COMMENT:Bus\r\n", None),
        ("COMMENT:Train\r\n", Some(Some("Train"))),
        ("", None),
    ] {
        let object = CalendarObject::read(said(comment).as_bytes()).unwrap();
        let message = parse_message(object, None, address("bob"), address("alice"), now()).unwrap();
        let outcome = alice.receive(&message).unwrap();
        let notices: Vec<Option<&str>> = outcome
            .tell
            .iter()
            .map(|notice| match notice {
                Notice::Answered { comment, .. } => comment.as_deref(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(notices, told.into_iter().collect::<Vec<_>>(), "{comment}");
    }
}

#[test]
fn how_far_a_task_is_done_is_told() {
    let task = LUNCH.replace("VEVENT", "VTODO").replace("DTEND", "DUE");
    let mut alice = Person::with("alice", &task);
    for (minute, line, wanted) in
        [(1, "PERCENT-COMPLETE:50", Some(50)), (2, "COMPLETED:20260302T080000Z", Some(100)), (3, "X-NOTE:x", None)]
    {
        let outcome = alice
            .receive(&reply(&format!(
                "\nBEGIN:VTODO\nUID:lunch\nDTSTAMP:20260302T090{minute}00Z\n{line}\n\
                 ATTENDEE;PARTSTAT=IN-PROCESS:mailto:bob@example.com\nEND:VTODO\n"
            )))
            .unwrap();
        let done: Vec<Option<i64>> = outcome
            .tell
            .iter()
            .map(|notice| match notice {
                Notice::Answered { done, .. } => *done,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(done, wanted.into_iter().map(Some).collect::<Vec<_>>(), "{line}");
        assert!(!alice.text().contains("PERCENT") && !alice.text().contains("\nCOMPLETED"), "{}", alice.text());
    }
}

#[test]
fn notes_and_more_guests_are_told() {
    let cases = [
        ("COMMENT:On my way\n", "", Some("On my way")),
        ("", ";X-RESPONSE-COMMENT=\"Sorry, no\"", Some("Sorry, no")),
        ("X-CALENDARSERVER-PRIVATE-COMMENT:Between us\n", "", Some("Between us")),
        ("COMMENT:\\n\n", "", None),
    ];
    for (line, param, expected) in cases {
        let mut alice = Person::with("alice", LUNCH);
        let text = format!(
            "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\n{line}ATTENDEE;PARTSTAT=ACCEPTED;X-NUM-GUESTS=2{param}:mailto:bob@example.com\nEND:VEVENT\n"
        );
        let outcome = alice.receive(&reply(&text)).unwrap();
        let [Notice::Answered { comment, more_guests: 2, .. }] = &outcome.tell[..] else {
            panic!("{:?}", outcome.tell)
        };
        assert_eq!(comment.as_deref(), expected);
        assert!(!alice.text().contains("COMMENT"));
    }
}

#[test]
fn request_status_becomes_the_schedule_status() {
    let mut alice = Person::with("alice", LUNCH);
    let text = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nREQUEST-STATUS:2.0;Success\nREQUEST-STATUS:2.4;Odd;X\n\
                ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.com\nEND:VEVENT\n";
    alice.receive(&reply(text)).unwrap();
    assert!(alice.text().contains("SCHEDULE-STATUS=\"2.0,2.4\""), "{}", alice.text());
}

#[test]
fn events_are_not_completed() {
    for partstat in ["COMPLETED", "IN-PROCESS"] {
        let mut alice = Person::with("alice", LUNCH);
        let text = format!(
            "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\n\
             ATTENDEE;PARTSTAT={partstat}:mailto:bob@example.com\nEND:VEVENT\n"
        );
        assert_eq!(alice.receive(&reply(&text)).unwrap_err(), Refusal::NoAnswer, "{partstat}");
    }
}

#[test]
fn delegating_is_noted_as_an_answer() {
    let mut alice = Person::with("alice", LUNCH);
    let text = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\n\
                ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dora@example.com\":mailto:bob@example.com\n\
                ATTENDEE;PARTSTAT=ACCEPTED:mailto:dora@example.com\nEND:VEVENT\n";
    alice.receive(&reply(text)).unwrap();
    assert_eq!((alice.partstat("bob", None), alice.partstat("dora@example.com", None)), ("DELEGATED", "NEEDS-ACTION"));
    assert!(alice.text().contains("DELEGATED-TO=\"mailto:dora@example.com\""));
}

#[test]
fn a_proposal_is_told_and_the_meeting_stays() {
    let google = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nDTSTART:20260310T140000Z\nDTEND:20260310T150000Z\nSEQUENCE:0\n\
                  ORGANIZER:mailto:alice@example.org\nATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@example.com\nCOMMENT:Later?\nEND:VEVENT\n";
    let mut alice = Person::with("alice", LUNCH);
    let before = alice.text();
    let outcome = alice.receive(&mail("COUNTER", "bob", "alice", google)).unwrap();
    assert_eq!((outcome.because, alice.text()), (Reason::Proposal, before));
    assert_eq!(
        outcome.tell,
        [Notice::Proposal {
            attendee: address("bob"),
            start: When::Utc(at("2026-03-10T14:00:00Z")),
            from: at("2026-03-10T14:00:00Z"),
            to: at("2026-03-10T15:00:00Z"),
            instance: None,
            comment: Some("Later?".to_owned()),
            about: Version::Current,
        }]
    );
    alice.change("LOCATION:Canteen", "LOCATION:Roof");
    let outcome = alice.receive(&mail("COUNTER", "bob", "alice", google)).unwrap();
    assert!(matches!(&outcome.tell[..], [Notice::Proposal { about: Version::Outdated, .. }]));
}

#[test]
fn a_proposal_without_end_or_version_keeps_the_length_and_is_about_what_there_is() {
    let mut alice = Person::with("alice", LUNCH);
    alice.change("LOCATION:Canteen", "LOCATION:Roof");
    let bare = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nDTSTART:20260310T140000Z\n\
                ATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@example.com\nEND:VEVENT\n";
    let outcome = alice.receive(&mail("COUNTER", "bob", "alice", bare)).unwrap();
    let [Notice::Proposal { from, to, about: Version::Current, .. }] = &outcome.tell[..] else {
        panic!("{:?}", outcome.tell)
    };
    let lunch = cal(LUNCH);
    let part = lunch.master().unwrap();
    let (start, end) = (part.start().unwrap(), part.end().unwrap());
    assert_eq!(*to - *from, end.local() - start.local());
}

#[test]
fn an_answer_of_a_fast_clock_does_not_block_the_next() {
    let mut alice = Person::with("alice", LUNCH);
    alice.receive(&lunch("ACCEPTED", 0, "20260302T200000Z")).unwrap();
    let outcome = alice.receive(&lunch("DECLINED", 0, &now().format("%Y%m%dT%H%M%SZ").to_string())).unwrap();
    assert_eq!((outcome.because, alice.partstat("bob", None)), (Reason::Answered, "DECLINED"));
}

#[test]
fn exchange_names_the_instance_of_a_proposal_by_its_old_start() {
    let exchange = "\nBEGIN:VEVENT\nUID:weekly\nDTSTAMP:20260302T090000Z\nDTSTART;TZID=W. Europe Standard Time:20260317T140000\n\
                    DTEND;TZID=W. Europe Standard Time:20260317T150000\nX-MS-OLK-ORIGINALSTART;TZID=W. Europe Standard Time:20260317T120000\n\
                    ATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@example.com\nEND:VEVENT\n";
    let mut alice = Person::with("alice", WEEKLY);
    let outcome = alice.receive(&mail("COUNTER", "bob", "alice", exchange)).unwrap();
    let [Notice::Proposal { instance, from, .. }] = &outcome.tell[..] else { panic!("{:?}", outcome.tell) };
    assert_eq!((*instance, *from), (Some(at("2026-03-17T11:00:00Z")), at("2026-03-17T13:00:00Z")));
}

#[test]
fn apple_proposes_in_a_parameter_of_a_tentative_answer() {
    let apple = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nSEQUENCE:0\n\
                 ATTENDEE;PARTSTAT=TENTATIVE;TO-ALL-PROPOSED-NEW-TIME=\"DTSTART:20260310T083000Z;STATUS:;\":mailto:bob@example.com\n\
                 X-CALENDARSERVER-PRIVATE-COMMENT:Can we move this?\nEND:VEVENT\n";
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.receive(&reply(apple)).unwrap();
    assert_eq!(alice.partstat("bob", None), "TENTATIVE");
    let [Notice::Proposal { from, to, comment, .. }, Notice::Answered { .. }] = &outcome.tell[..] else {
        panic!("{:?}", outcome.tell)
    };
    assert_eq!((*from, *to), (at("2026-03-10T08:30:00Z"), at("2026-03-10T09:30:00Z")));
    assert_eq!(comment.as_deref(), Some("Can we move this?"));
}

#[test]
fn who_asks_for_the_state_gets_it_alone_and_unraised() {
    let question = "\nBEGIN:VEVENT\nUID:weekly\nDTSTAMP:20260302T090000Z\nATTENDEE:mailto:bob@example.com\nORGANIZER:mailto:alice@example.org\nEND:VEVENT\n";
    let mut alice = Person::with("alice", &[WEEKLY, MOVED].concat());
    let before = alice.text();
    let outcome = alice.receive(&mail("REFRESH", "bob", "alice", question)).unwrap();
    assert_sent(&outcome, &["REQUEST bob Resent all+0317 #0"]);
    assert_eq!((outcome.because, alice.text()), (Reason::Refresh, before));
    let stranger = alice.receive(&mail("REFRESH", "mallory@example.com", "alice", question)).unwrap();
    assert_eq!((sent(&stranger).len(), stranger.because), (0, Reason::Uninvited));
    let one = question.replace("ATTENDEE", "RECURRENCE-ID:20260317T110000Z\nATTENDEE");
    assert_sent(&alice.receive(&mail("REFRESH", "bob", "alice", &one)).unwrap(), &["REQUEST bob Resent 0317 #0"]);
}

#[test]
fn answers_that_are_not_for_an_organizer_are_refused() {
    let mut nobody = Person::new("alice");
    assert_eq!(nobody.receive(&lunch("ACCEPTED", 0, "20260302T090000Z")).unwrap_err(), Refusal::UnknownMeeting);
    let mut carol = Person::with("carol", LUNCH);
    assert_eq!(carol.receive(&lunch("ACCEPTED", 0, "20260302T090000Z")).unwrap_err(), Refusal::NotOrganizer);
    let refusal = carol.receive(&mail("PUBLISH", "bob", "carol", LUNCH)).unwrap_err();
    assert_eq!(refusal, Refusal::NotSupported(Method::Publish));
}

#[test]
fn an_answer_page_answers_like_a_calendar() {
    let (mut alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    let invitation = alice.put(&[WEEKLY, MOVED].concat()).send.remove(0);
    bob.receive(&invitation).unwrap();
    let copy = bob.copy.as_ref().unwrap();
    let second = Some(at("2026-03-17T11:00:00Z"));
    let message = answer(copy, &address("bob"), PartStat::Declined, second, Some("No time"), &berlin(), now()).unwrap();
    let outcome = alice.receive(&message).unwrap();
    assert_eq!(alice.partstat("bob", Some("20260317")), "DECLINED");
    assert!(matches!(&outcome.tell[..], [Notice::Answered { comment: Some(comment), .. }] if comment == "No time"));
    assert!(answer(copy, &address("dora@example.com"), PartStat::Accepted, None, None, &berlin(), now()).is_none());
    assert!(answer(copy, &address("bob"), PartStat::Accepted, Some(now()), None, &berlin(), now()).is_none());
}

#[test]
fn a_meeting_not_to_be_passed_on_keeps_its_guest() {
    let mut alice = Person::with("alice", &with(LUNCH, "SUMMARY", "X-RSVPD-FORWARDING:REFUSE\nSUMMARY"));
    let delegation =
        LUNCH.replace("CN=Bob;PARTSTAT=NEEDS-ACTION", "PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dora@example.net\"");
    let outcome = alice.receive(&reply(&delegation)).unwrap();
    assert_eq!((outcome.because, outcome.keep), (Reason::Unchanged, Keep::AsIs));
    assert!(matches!(&outcome.tell[..], [Notice::DelegationRefused { .. }]), "{:?}", outcome.tell);
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
    let again = alice.receive(&reply(&delegation)).unwrap();
    assert_eq!((again.because, again.tell.len()), (Reason::Duplicate, 0), "told once");
}
