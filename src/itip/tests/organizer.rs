//! The organizer's copy is created, changed and deleted.

use super::*;

#[test]
fn a_new_meeting_invites_every_guest_but_not_the_organizer() {
    let mut alice = Person::new("alice");
    let outcome = alice.put(LUNCH);
    assert_sent(&outcome, &["REQUEST bob Invitation all #0", "REQUEST carol Invitation all #0"]);
    assert_eq!(outcome.because, Reason::Organized);
    assert_eq!(outcome.keep, Keep::AsIs, "nothing in the client's text needs changing");
}

#[test]
fn a_meeting_without_guests_sends_nothing_and_keeps_its_bytes() {
    let alone =
        LUNCH.lines().filter(|line| !line.contains("Bob") && !line.contains("Carol")).collect::<Vec<_>>().join("\n")
            + "\n";
    let outcome = Person::new("alice").put(&alone);
    assert_sent(&outcome, &[]);
    assert_eq!((outcome.keep, outcome.because), (Keep::AsIs, Reason::NotScheduled));
}

#[test]
fn the_organizer_is_not_messaged_under_any_address() {
    let mut alice = Person::new("alice");
    alice.addresses.push(CalAddress::mailto("boss@example.org"));
    let twice =
        with(LUNCH, "ATTENDEE;CN=Carol", "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Boss@example.org\nATTENDEE;CN=Carol");
    assert_sent(&alice.put(&twice), &["REQUEST bob Invitation all #0", "REQUEST carol Invitation all #0"]);
}

#[test]
fn answers_that_a_client_claims_for_new_guests_are_not_believed() {
    let mut alice = Person::new("alice");
    alice.put(&with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0"));
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
    assert!(!alice.text().contains("SCHEDULE-STATUS"));
    assert_eq!(alice.partstat("alice", None), "ACCEPTED");
}

#[test]
fn a_new_guest_is_invited_and_the_others_hear_nothing() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.put(&with(LUNCH, "END:VEVENT", "ATTENDEE;CN=Dora:mailto:dora@example.com\nEND:VEVENT"));
    assert_sent(&outcome, &["REQUEST dora Invitation all #0"]);
    let text = unfolded(&outcome.send[0].object);
    assert!(text.contains("ATTENDEE;CN=Dora;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dora@example.com"), "{text}");
}

#[test]
fn a_removed_guest_gets_a_cancel_of_his_own_and_the_others_hear_nothing() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.change("ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com\n", "");
    assert_sent(&outcome, &["CANCEL bob Removed all #1"]);
    let text = unfolded(&outcome.send[0].object);
    assert!(!text.contains("STATUS:"), "the meeting takes place, RFC 5546 §3.2.5: {text}");
    assert!(text.contains("bob@example.com") && !text.contains("carol") && text.contains("DTSTART"), "{text}");
    assert_eq!(alice.part(None).sequence(), 1);
}

#[test]
fn guests_come_and_go_in_one_change() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.change("mailto:bob@example.com", "mailto:dora@example.com");
    assert_sent(&outcome, &["CANCEL bob Removed all #1", "REQUEST dora Invitation all #1"]);
}

#[test]
fn deleting_the_meeting_cancels_it_for_everybody() {
    let mut alice = Person::with("alice", &with(LUNCH, "SUMMARY", "SEQUENCE:4\nSUMMARY"));
    let outcome = alice.delete();
    assert_sent(&outcome, &["CANCEL bob Cancelled all #5", "CANCEL carol Cancelled all #5"]);
    let text = unfolded(&outcome.send[0].object);
    for wanted in
        ["METHOD:CANCEL", "STATUS:CANCELLED", "DTSTART", "DTEND", "SUMMARY:Lunch", "LOCATION:Canteen", "ORGANIZER"]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(!text.contains("carol"), "{text}");
}

#[test]
fn a_meeting_stored_again_after_its_deletion_does_not_fall_behind_the_cancellation() {
    let mut alice = Person::with("alice", LUNCH);
    let cancelled = alice.delete();
    assert_sent(&cancelled, &["CANCEL bob Cancelled all #1", "CANCEL carol Cancelled all #1"]);
    let outcome = alice.put(LUNCH);
    assert_sent(&outcome, &["REQUEST bob Invitation all #2", "REQUEST carol Invitation all #2"]);
    assert_eq!(alice.part(None).sequence(), 2);
}

#[test]
fn setting_the_status_to_cancelled_cancels_it_and_keeps_the_copy() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.change("SUMMARY:Lunch", "STATUS:CANCELLED\nSUMMARY:Lunch");
    assert_sent(&outcome, &["CANCEL bob Cancelled all #1", "CANCEL carol Cancelled all #1"]);
    assert!(alice.part(None).is_cancelled());
    assert_sent(&alice.delete(), &[]);
}

#[test]
fn a_cancelled_meeting_that_is_revived_invites_anew() {
    let mut alice = Person::with("alice", &with(LUNCH, "SUMMARY", "STATUS:CANCELLED\nSEQUENCE:3\nSUMMARY"));
    let outcome = alice.put(&with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=ACCEPTED"));
    assert_sent(&outcome, &["REQUEST bob Invitation all #4", "REQUEST carol Invitation all #4"]);
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
}

#[test]
fn sequence_is_raised_when_the_client_forgot_and_never_lowered() {
    let before = with(LUNCH, "SUMMARY", "SEQUENCE:4\nSUMMARY");
    let moved = with(LUNCH, "T120000", "T123000");
    let cases = [
        ("forgotten", moved.clone(), 5),
        ("not raised", with(&moved, "SUMMARY", "SEQUENCE:4\nSUMMARY"), 5),
        ("raised by the client", with(&moved, "SUMMARY", "SEQUENCE:9\nSUMMARY"), 9),
        ("lowered without a change", with(LUNCH, "SUMMARY", "SEQUENCE:1\nSUMMARY"), 4),
        ("garbage", with(&moved, "SUMMARY", "SEQUENCE:many\nSUMMARY"), 5),
        ("at the end of numbers", with(&moved, "SUMMARY", "SEQUENCE:9223372036854775807\nSUMMARY"), i64::MAX),
    ];
    for (name, after, expected) in cases {
        let mut alice = Person::with("alice", &before);
        alice.put(&after);
        assert_eq!(alice.part(None).sequence(), expected, "{name}");
    }
    let mut alice = Person::with("alice", &with(LUNCH, "SUMMARY", "SEQUENCE:9223372036854775807\nSUMMARY"));
    alice.put(&moved);
    assert_eq!(alice.part(None).sequence(), i64::MAX);
}

#[test]
fn an_older_copy_does_not_undo_answers_that_came_since() {
    let answered =
        with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0");
    let mut alice = Person::with("alice", &answered);
    let outcome = alice.put_older(&with(LUNCH, "SUMMARY:Lunch", "SUMMARY:Brunch"));
    assert_sent(&outcome, &["REQUEST bob Update[Title] all #0", "REQUEST carol Update[Title] all #0"]);
    assert_eq!(alice.partstat("bob", None), "ACCEPTED");
    let text = alice.text();
    assert!(text.contains("ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:mailto:bob@example.com"), "{text}");
}

#[test]
fn an_organizer_cannot_answer_for_somebody_else() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.change("CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=ACCEPTED");
    assert_sent(&outcome, &[]);
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
}

#[test]
fn in_the_newest_copy_the_organizer_may_ask_one_guest_again() {
    let answered = with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=DECLINED");
    let mut alice = Person::with("alice", &answered);
    let outcome = alice.put(LUNCH);
    assert_sent(&outcome, &["REQUEST bob AskedAgain all #1"]);
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
    assert_eq!(outcome.rescheduled, [], "nobody else's answer is touched");
    let mut alice = Person::with("alice", &answered);
    assert_sent(&alice.put_older(LUNCH), &[]);
    assert_eq!(alice.partstat("bob", None), "DECLINED");
}

#[test]
fn force_send_sends_without_a_change_and_is_not_kept() {
    let answered = with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=DECLINED");
    let mut alice = Person::with("alice", &answered);
    let outcome = alice.change("CN=Bob;", "SCHEDULE-FORCE-SEND=REQUEST;CN=Bob;");
    assert_sent(&outcome, &["REQUEST bob AskedAgain all #0"]);
    let text = unfolded(&outcome.send[0].object);
    assert!(text.contains("ATTENDEE;CN=Bob;PARTSTAT=DECLINED;RSVP=TRUE:mailto:bob"), "{text}");
    assert!(!alice.text().contains("FORCE-SEND") && !text.contains("FORCE-SEND"));
    let outcome = alice.change("CN=Bob;", "SCHEDULE-FORCE-SEND=ADD;CN=Bob;");
    assert_sent(&outcome, &[]);
    assert!(alice.text().contains("SCHEDULE-STATUS=2.3") && !alice.text().contains("FORCE-SEND"), "{}", alice.text());
}

#[test]
fn guests_of_another_agent_get_nothing_and_keep_the_answers_the_client_wrote() {
    for agent in ["CLIENT", "NONE", "X-ELSE"] {
        let other =
            with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION", &format!("SCHEDULE-AGENT={agent};CN=Bob;PARTSTAT=ACCEPTED"));
        let mut alice = Person::new("alice");
        assert_sent(&alice.put(&other), &["REQUEST carol Invitation all #0"]);
        assert_eq!(alice.partstat("bob", None), "ACCEPTED");
        assert_sent(&alice.delete(), &["CANCEL carol Cancelled all #1"]);
    }
}

#[test]
fn a_guest_who_goes_over_to_the_clients_care_is_cancelled_by_the_server_and_invited_again_on_return() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.change("ATTENDEE;CN=Bob", "ATTENDEE;SCHEDULE-AGENT=CLIENT;CN=Bob");
    assert_sent(&outcome, &["CANCEL bob Removed all #1"]);
    let outcome = alice.change("SCHEDULE-AGENT=CLIENT;", "");
    assert_sent(&outcome, &["REQUEST bob Invitation all #2"]);
}

#[test]
fn an_organizer_of_another_agent_means_that_the_client_sends_everything() {
    let client = with(LUNCH, "ORGANIZER;", "ORGANIZER;SCHEDULE-AGENT=CLIENT;");
    let outcome = Person::new("alice").put(&client);
    assert_eq!((sent(&outcome).len(), outcome.because), (0, Reason::ClientSchedules));
}

#[test]
fn what_is_over_sends_nothing() {
    let past = LUNCH.replace("20260310", "20260210");
    let mut alice = Person::new("alice");
    let imported = with(&past, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=ACCEPTED");
    let outcome = alice.put(&imported);
    assert_eq!((sent(&outcome).len(), outcome.because, outcome.keep), (0, Reason::Past, Keep::AsIs));
    assert_sent(&alice.change("T130000", "T133000"), &[]);
    assert_eq!(alice.partstat("bob", None), "ACCEPTED");
    assert_sent(&alice.delete(), &[]);
}

#[test]
fn a_task_that_is_due_is_not_over_until_it_is_done() {
    let overdue = LUNCH.replace("20260310", "20260210").replace("VEVENT", "VTODO").replace("DTEND", "DUE");
    let mut alice = Person::new("alice");
    assert_sent(&alice.put(&overdue), &["REQUEST bob Invitation all #0", "REQUEST carol Invitation all #0"]);
    let mut bob = Person::with("bob", &overdue);
    assert_sent(&bob.delete(), &["REPLY alice Reply all #0"]);
    assert_sent(&alice.delete(), &["CANCEL bob Cancelled all #1", "CANCEL carol Cancelled all #1"]);
    for done in ["STATUS:COMPLETED\nSUMMARY", "COMPLETED:20260209T120000Z\nSUMMARY"] {
        assert_sent(&Person::new("alice").put(&with(&overdue, "SUMMARY", done)), &[]);
    }
}

#[test]
fn an_answer_that_is_put_back_wants_an_answer_as_before() {
    let mut alice = Person::with("alice", LUNCH);
    let claimed = with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=ACCEPTED");
    assert_sent(&alice.put(&claimed), &[]);
    assert!(alice.text().contains("CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:"), "{}", alice.text());
}

#[test]
fn a_series_without_end_is_never_over_and_one_that_has_an_instance_left_neither() {
    let started = WEEKLY.replace("20260310", "20200310");
    let endless = with(&started, ";COUNT=10", "");
    assert_eq!(Person::new("alice").put(&endless).send.len(), 2);
    let running = WEEKLY.replace("20260310", "20260106");
    assert_eq!(Person::new("alice").put(&running).send.len(), 2);
    assert_eq!(Person::new("alice").put(&started).send.len(), 0);
}

#[test]
fn a_meeting_that_is_moved_out_of_the_past_is_sent() {
    let mut alice = Person::with("alice", &LUNCH.replace("20260310", "20260210"));
    assert_sent(&alice.put(LUNCH), &["REQUEST bob Update[Time] all #1", "REQUEST carol Update[Time] all #1"]);
}

#[test]
fn a_guest_without_a_mail_address_gets_no_message_but_a_status() {
    let mut alice = Person::new("alice");
    let outcome = alice.put(&with(LUNCH, "mailto:bob@example.com", "invalid:nomail"));
    assert_sent(&outcome, &["REQUEST carol Invitation all #0"]);
    assert!(alice.text().contains("SCHEDULE-STATUS=3.7:invalid:nomail"), "{}", alice.text());
}

#[test]
fn the_organizer_of_a_meeting_cannot_be_exchanged() {
    let mut alice = Person::with("alice", LUNCH);
    let given_away =
        cal(&with(LUNCH, "ORGANIZER;CN=Alice:mailto:alice@example.org", "ORGANIZER:mailto:carol@example.net"));
    assert_eq!(alice.try_put(&given_away, Seen::Latest, now()).unwrap_err(), Refusal::OrganizerCannotChange);
}

#[test]
fn an_organizer_line_that_the_client_lost_is_put_back_while_guests_are_left() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.change("ORGANIZER;CN=Alice:mailto:alice@example.org\n", "");
    assert_sent(&outcome, &[]);
    assert_eq!(alice.copy.as_ref().unwrap().organizer(), Some(address("alice")));
}

#[test]
fn a_meeting_that_becomes_private_takes_everybody_off_the_list() {
    let mut alice = Person::with("alice", LUNCH);
    let private: String = LUNCH
        .lines()
        .filter(|line| !line.starts_with("ATTENDEE") && !line.starts_with("ORGANIZER"))
        .collect::<Vec<_>>()
        .join("\n");
    let outcome = alice.put(&(private + "\n"));
    assert_sent(&outcome, &["CANCEL bob Removed all #1", "CANCEL carol Removed all #1"]);
    assert_eq!(alice.copy.as_ref().unwrap().organizer(), None);
}

#[test]
fn attendees_without_an_organizer_are_only_a_note() {
    let outcome = Person::new("alice").put(&with(LUNCH, "ORGANIZER;CN=Alice:mailto:alice@example.org\n", ""));
    assert_eq!((sent(&outcome).len(), outcome.because, outcome.keep), (0, Reason::NotScheduled, Keep::AsIs));
}

#[test]
fn another_address_of_the_same_organizer_is_written_as_the_guests_know_it() {
    let mut alice = Person::with("alice", LUNCH);
    alice.addresses.push(CalAddress::mailto("boss@example.org"));
    let outcome = alice.change("ORGANIZER;CN=Alice:mailto:alice@example.org", "ORGANIZER:mailto:boss@example.org");
    assert_sent(&outcome, &[]);
    assert_eq!(alice.copy.as_ref().unwrap().organizer(), Some(address("alice")));
}

#[test]
fn several_organizers_and_a_new_uid_are_refused() {
    let mut alice = Person::with("alice", WEEKLY);
    let other = with(MOVED, "ORGANIZER;CN=Alice:mailto:alice@example.org", "ORGANIZER:mailto:bob@example.com");
    let differing = cal(&format!("{WEEKLY}{}", other.trim_start()));
    assert_eq!(alice.try_put(&differing, Seen::Latest, now()).unwrap_err(), Refusal::OrganizersDiffer);
    assert_eq!(alice.try_put(&cal(LUNCH), Seen::Latest, now()).unwrap_err(), Refusal::UidChanged);
}

#[test]
fn a_task_is_scheduled_like_an_event() {
    let task = LUNCH.replace("VEVENT", "VTODO").replace("DTSTART;TZID=Europe/Berlin:20260310T120000\nDTEND", "DUE");
    let mut alice = Person::new("alice");
    assert_sent(&alice.put(&task), &["REQUEST bob Invitation all #0", "REQUEST carol Invitation all #0"]);
    let outcome = alice.change("20260310T130000", "20260311T130000");
    assert_sent(&outcome, &["REQUEST bob Update[Time] all #1", "REQUEST carol Update[Time] all #1"]);
    assert_sent(&alice.change("SUMMARY", "PERCENT-COMPLETE:50\nSUMMARY"), &[]);
}

#[test]
fn the_timeline_and_the_guests_learn_what_they_had_before() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.change("SUMMARY:Lunch", "SUMMARY:Brunch");
    let was = outcome.send[0].was.as_ref().expect("what it was");
    assert_eq!(was.master().and_then(Component::summary).as_deref(), Some("Lunch"));
    assert_eq!(outcome.send[0].object.master().and_then(Component::summary).as_deref(), Some("Brunch"));
}

/// The messages to Bob, and the SEQUENCE in them.
fn to_bob(outcome: &Outcome) -> Vec<String> {
    sent(outcome).into_iter().filter(|line| line.contains(" bob ")).collect()
}

#[test]
fn a_meeting_that_comes_back_is_above_its_cancellation() {
    let alone =
        LUNCH.lines().filter(|line| !line.contains("Bob") && !line.contains("Carol")).collect::<Vec<_>>().join("\n");
    let alone = alone + "\n";
    let plain = alone.lines().filter(|line| !line.contains("Alice")).collect::<Vec<_>>().join("\n") + "\n";
    let cancelled = with(LUNCH, "SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    for (name, off, deletes) in [
        ("called off and deleted", &cancelled, true),
        ("everybody taken off, and deleted", &alone, true),
        ("everybody taken off", &alone, false),
        ("no meeting any more", &plain, false),
    ] {
        let mut alice = Person::new("alice");
        alice.put(LUNCH);
        let outcome = alice.put(off);
        assert!(to_bob(&outcome)[0].ends_with("all #1"), "{name}: {:?}", sent(&outcome));
        if deletes {
            assert_sent(&alice.delete(), &[]);
        }
        assert_eq!(to_bob(&alice.put(LUNCH)), ["REQUEST bob Invitation all #2"], "{name}");
    }
    let mut alice = Person::new("alice");
    alice.put(&with(LUNCH, "SUMMARY", "SEQUENCE:5\nSUMMARY"));
    alice.put(&plain);
    assert_eq!(to_bob(&alice.put(LUNCH)), ["REQUEST bob Invitation all #7"]);

    // Nobody is on the list any more, and then somebody is invited to one date only.
    let empty =
        |text: &str| text.lines().filter(|line| !line.contains("example.")).collect::<Vec<_>>().join("\n") + "\n";
    let host = "ORGANIZER;CN=Alice:mailto:alice@example.org\nEND:VEVENT";
    let series = empty(WEEKLY).replace("END:VEVENT", host);
    let mut alice = Person::with("alice", WEEKLY);
    assert_eq!(to_bob(&alice.put(&series)), ["CANCEL bob Removed all #1"]);
    assert_eq!(to_bob(&alice.put(&[&series, MOVED].concat())), ["REQUEST bob Invitation 0317 #2"]);
}

#[test]
fn a_guest_who_is_invited_again_is_above_the_farewell() {
    let mut alice = Person::with("alice", LUNCH);
    let bob = "ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com\n";
    assert_sent(&alice.change(bob, ""), &["CANCEL bob Removed all #1"]);
    assert_sent(
        &alice.change("ATTENDEE;CN=Carol", &format!("{bob}ATTENDEE;CN=Carol")),
        &["REQUEST bob Invitation all #2"],
    );
    assert_eq!(alice.partstat("carol", None), "NEEDS-ACTION");
    let answer =
        with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED").replace("SUMMARY", "SEQUENCE:1\nSUMMARY");
    let answer = mail("REPLY", "bob", "alice", &answer);
    assert_eq!(alice.receive(&answer).unwrap().because, Reason::Late, "from before");
}

#[test]
fn a_series_of_which_one_date_is_left_invites_to_it_above_the_cancellation() {
    let mut alice = Person::with("alice", &[WEEKLY, MOVED].concat());
    let outcome = alice.put(MOVED);
    assert_eq!(to_bob(&outcome), ["CANCEL bob Cancelled all #1", "REQUEST bob Invitation 0317 #2"]);
}

#[test]
fn a_new_time_asks_the_delegate_and_not_whom_the_delegate_stands_in_for() {
    let delegated = with(
        LUNCH,
        "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE",
        "CN=Bob;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:carol@example.net\"",
    );
    let delegated = with(
        &delegated,
        "CN=Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE",
        "CN=Carol;PARTSTAT=ACCEPTED;DELEGATED-FROM=\"mailto:bob@example.com\"",
    );
    let mut alice = Person::with("alice", &delegated);
    alice.change("T120000", "T110000");
    assert_eq!((alice.partstat("bob", None), alice.partstat("carol", None)), ("DELEGATED", "NEEDS-ACTION"));
    let mut alice =
        Person::with("alice", &with(&delegated, "\"mailto:carol@example.net\"", "\"mailto:dora@example.net\""));
    alice.change("T120000", "T110000");
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
    assert!(!alice.text().contains("DELEGATED-TO"), "nobody stands in: {}", alice.text());
}

#[test]
fn after_a_restore_everything_is_above_what_guests_may_have_seen() {
    for (then, number) in [(with(LUNCH, "SUMMARY:", "SUMMARY:Late "), "#1001"), (with(LUNCH, "T12", "T11"), "#1002")] {
        let mut alice = Person { seen: 1000, ..Person::with("alice", LUNCH) };
        let sent = to_bob(&alice.put(&then));
        assert!(sent.len() == 1 && sent[0].ends_with(number), "{sent:?}");
        // From then on it goes on as ever.
        let sent = to_bob(&alice.put(&with(&then, "SUMMARY:", "SUMMARY:Very ")));
        assert!(sent.len() == 1 && sent[0].ends_with(number), "{sent:?}");
    }
    let mut alice = Person { seen: 1000, ..Person::with("alice", LUNCH) };
    assert_eq!(to_bob(&alice.delete()), ["CANCEL bob Cancelled all #1001"]);
    let mut alice = Person { seen: 1000, ..Person::with("alice", &[WEEKLY, MOVED].concat()) };
    let outcome = alice.put(MOVED);
    assert_eq!(to_bob(&outcome), ["CANCEL bob Cancelled all #1001", "REQUEST bob Invitation 0317 #1003"]);
}
