//! Instances of a series: changed, cancelled, with guests of their own.

use super::*;

fn series(parts: &[&str]) -> String {
    parts.concat()
}

#[test]
fn a_changed_instance_is_sent_alone_and_only_its_answers_are_void() {
    let mut alice = Person::with("alice", WEEKLY);
    let outcome = alice.put(&series(&[WEEKLY, MOVED]));
    assert_sent(&outcome, &["REQUEST bob Update[Time] 0317 #1", "REQUEST carol Update[Time] 0317 #1"]);
    let text = unfolded(&outcome.send[0].object);
    assert!(
        text.contains("RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000") && !text.contains("\nRRULE:FREQ=WEEKLY"),
        "{text}"
    );
    assert_eq!((alice.partstat("bob", Some("20260317")), alice.partstat("bob", None)), ("NEEDS-ACTION", "ACCEPTED"));
    assert_eq!((alice.part(Some("20260317")).sequence(), alice.part(None).sequence()), (1, 0));
    let was = outcome.send[0].was.as_ref().expect("the instance as the series had it");
    assert!(unfolded(was).contains("DTSTART;TZID=Europe/Berlin:20260317T120000"), "{}", unfolded(was));
}

#[test]
fn an_instance_with_another_text_keeps_its_answers() {
    let mut alice = Person::with("alice", WEEKLY);
    let renamed =
        MOVED.replace("T150000", "T120000").replace("T160000", "T130000").replace("SUMMARY:Team", "SUMMARY:Party");
    let outcome = alice.put(&series(&[WEEKLY, &renamed]));
    assert_sent(&outcome, &["REQUEST bob Update[Title] 0317 #0", "REQUEST carol Update[Title] 0317 #0"]);
    assert_eq!(alice.partstat("bob", Some("20260317")), "ACCEPTED");
}

#[test]
fn an_override_is_never_below_the_series() {
    let high = with(WEEKLY, "SUMMARY", "SEQUENCE:5\nSUMMARY");
    let mut alice = Person::with("alice", &high);
    alice.put(&series(&[&high, MOVED]));
    assert_eq!(alice.part(Some("20260317")).sequence(), 6);
    alice.change("SUMMARY:Team\nORGANIZER", "SUMMARY:Team\nLOCATION:Roof\nORGANIZER");
    assert!(alice.part(Some("20260317")).sequence() >= alice.part(None).sequence());
}

#[test]
fn when_the_series_changes_the_whole_set_is_sent() {
    let both = series(&[WEEKLY, MOVED]);
    let mut alice = Person::with("alice", &both);
    let outcome = alice.put(&with(&both, "SUMMARY:Team", "SUMMARY:Crew"));
    assert_sent(&outcome, &["REQUEST bob Update[Title] all+0317 #0", "REQUEST carol Update[Title] all+0317 #0"]);
}

#[test]
fn what_one_change_says_of_several_instances_fits_into_one_message() {
    let later = MOVED.replace("20260317", "20260324").replace("20260317", "20260324");
    let mut alice = Person::with("alice", WEEKLY);
    let outcome = alice.put(&series(&[WEEKLY, MOVED, &later]));
    let [first, second, to_carol, ..] = &outcome.send[..] else { panic!("two for each") };
    assert!(first.goes_with(second) && !second.goes_with(to_carol));
    let mut both = first.clone();
    both.take_in(second);
    assert_eq!(both.instances(&berlin()), [Some(at("2026-03-17T11:00:00Z")), Some(at("2026-03-24T11:00:00Z"))]);
    assert_eq!(both.kind, MessageKind::Update { changed: vec![Field::Time] });
    let mut bob = Person::with("bob", WEEKLY);
    bob.receive(&both).expect("taken");
    assert_eq!(
        (bob.partstat("bob", Some("20260317")), bob.partstat("bob", Some("20260324"))),
        ("NEEDS-ACTION", "NEEDS-ACTION")
    );
    // What goes for the series goes alone, and so does another kind of news.
    let all = alice.change("SUMMARY:Team", "SUMMARY:Crew");
    assert!(!all.send[0].goes_with(&all.send[0]));
}

/// Five dates of [`WEEKLY`], each as this override of the second one has it.
fn five(part: &str) -> String {
    ["20260317", "20260324", "20260331", "20260407", "20260414"].map(|day| part.replace("20260317", day)).concat()
}

#[test]
fn many_dates_of_one_change_are_told_by_the_series_with_all_of_them() {
    const ALL: &str = "all+0317+0324+0331+0407+0414";
    let renamed = MOVED.replace("T150000", "T120000").replace("T160000", "T130000").replace("Team", "Party");
    for (part, kind, answer) in
        [(renamed.as_str(), "Update[Title] ALL #0", "ACCEPTED"), (MOVED, "Update[Time] ALL #1", "NEEDS-ACTION")]
    {
        let mut alice = Person::with("alice", WEEKLY);
        let outcome = alice.put(&series(&[WEEKLY, &five(part)]));
        let wanted = ["bob", "carol"].map(|who| format!("REQUEST {who} {}", kind.replace("ALL", ALL)));
        assert_sent(&outcome, &wanted.each_ref().map(String::as_str));
        assert_eq!((alice.part(None).sequence(), alice.partstat("bob", None)), (0, "ACCEPTED"));
        let mut bob = Person::with("bob", WEEKLY);
        let taken = bob.receive(&outcome.send[0]).expect("taken");
        assert!(matches!(&taken.tell[..], [Notice::Changed { instance: None, .. }]), "{:?}", taken.tell);
        assert_eq!((bob.partstat("bob", Some("20260414")), bob.partstat("bob", None)), (answer, "ACCEPTED"));
    }
    // One of them less goes date by date.
    let mut alice = Person::with("alice", WEEKLY);
    let four = five(MOVED).replace(&MOVED.replace("20260317", "20260414"), "");
    assert_eq!(alice.put(&series(&[WEEKLY, &four])).send.len(), 8);
    // Who is asked again for many dates is asked for these, and not for the series.
    let both = series(&[WEEKLY, &five(MOVED)]);
    let mut alice = Person::with("alice", &both);
    let bobs = "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:";
    let asked = MOVED.replace(bobs, "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED;SCHEDULE-FORCE-SEND=REQUEST:");
    let outcome = alice.put(&series(&[WEEKLY, &five(&asked)]));
    assert_sent(&outcome, &[&format!("REQUEST bob AskedAgain {ALL} #0")]);
    let text = unfolded(&outcome.send[0].object);
    assert_eq!(text.matches("ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED;RSVP=TRUE:").count(), 5, "{text}");
}

#[test]
fn many_dates_that_the_series_cannot_show_are_one_message_without_it() {
    const DAYS: &str = "0317+0324+0331+0407+0414";
    let with_dora = MOVED.replace("END:VEVENT", "ATTENDEE;CN=Dora:mailto:dora@example.com\nEND:VEVENT");
    let mut alice = Person::with("alice", &series(&[WEEKLY, &five(MOVED)]));
    let outcome = alice.put(&series(&[WEEKLY, &five(&with_dora)]));
    assert_sent(&outcome, &[&format!("REQUEST dora Invitation {DAYS} #0")]);
    let renamed = with_dora.replace("Team", "Party");
    let outcome = alice.put(&series(&[WEEKLY, &five(&renamed)]));
    let whole = |who: &str| format!("REQUEST {who} Update[Title] all+{DAYS} #0");
    let wanted = [whole("bob"), whole("carol"), format!("REQUEST dora Update[Title] {DAYS} #0")];
    assert_sent(&outcome, &wanted.each_ref().map(String::as_str));
    // What is called off by a component of its own must be above what that said before, which the series may not be.
    let off = with(&renamed, "SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    let outcome = alice.put(&series(&[WEEKLY, &five(&off)]));
    let wanted = ["bob", "carol", "dora"].map(|who| format!("CANCEL {who} Cancelled {DAYS} #1"));
    assert_sent(&outcome, &wanted.each_ref().map(String::as_str));
    let mut bob = Person::with("bob", &series(&[WEEKLY, &five(MOVED)]));
    bob.receive(&outcome.send[0]).expect("taken");
    let copy = bob.copy.as_ref().expect("a copy");
    assert_eq!(copy.overrides().filter(|part| part.is_cancelled()).count(), 5);
    assert!(!bob.part(None).is_cancelled());
}

#[test]
fn an_added_exdate_cancels_the_instance() {
    let mut alice = Person::with("alice", WEEKLY);
    let outcome = alice.change("SUMMARY", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY");
    assert_sent(&outcome, &["CANCEL bob Cancelled 0317 #1", "CANCEL carol Cancelled 0317 #1"]);
    let text = unfolded(&outcome.send[0].object);
    for wanted in [
        "RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000",
        "DTSTART;TZID=Europe/Berlin:20260317T120000",
        "DTEND;TZID=Europe/Berlin:20260317T130000",
        "STATUS:CANCELLED",
        "BEGIN:VTIMEZONE",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert_eq!((alice.part(None).sequence(), alice.partstat("bob", None)), (1, "ACCEPTED"));
}

#[test]
fn an_exdate_written_in_utc_means_the_same_instance() {
    let mut alice = Person::with("alice", WEEKLY);
    let outcome = alice.change("SUMMARY", "EXDATE:20260407T100000Z\nSUMMARY");
    assert_sent(&outcome, &["CANCEL bob Cancelled 0407 #1", "CANCEL carol Cancelled 0407 #1"]);
}

#[test]
fn an_exdate_of_no_instance_sends_nothing() {
    let mut alice = Person::with("alice", WEEKLY);
    assert_sent(&alice.change("SUMMARY", "EXDATE;TZID=Europe/Berlin:20260318T120000\nSUMMARY"), &[]);
}

#[test]
fn a_cancelled_override_cancels_only_its_instance() {
    let both = series(&[WEEKLY, MOVED]);
    let mut alice = Person::with("alice", &both);
    let cancelled = series(&[WEEKLY, &with(MOVED, "SUMMARY", "STATUS:CANCELLED\nSUMMARY")]);
    assert_sent(&alice.put(&cancelled), &["CANCEL bob Cancelled 0317 #1", "CANCEL carol Cancelled 0317 #1"]);
    let outcome = alice.change("SUMMARY:Team\nORGANIZER", "SUMMARY:Crew\nORGANIZER");
    let text = unfolded(&outcome.send[0].object);
    assert!(text.contains("EXDATE;TZID=Europe/Berlin:20260317T120000") && !text.contains("STATUS:CANCELLED"), "{text}");
}

#[test]
fn what_is_called_off_is_cancelled_also_where_the_series_changes() {
    const DAY: &str = "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY:Crew\nORGANIZER";
    let title = |text: &str| with(text, "SUMMARY:Team\nORGANIZER", "SUMMARY:Crew\nORGANIZER");
    let off = with(MOVED, "SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    let cancelled = |both: &str| format!("{}{off}", title(both));
    for (before, after, series) in [
        (WEEKLY.to_owned(), with(WEEKLY, "SUMMARY:Team\nORGANIZER", DAY), 1),
        (series(&[WEEKLY, MOVED]), with(WEEKLY, "SUMMARY:Team\nORGANIZER", DAY), 1),
        (WEEKLY.to_owned(), cancelled(WEEKLY), 0),
        (series(&[WEEKLY, MOVED]), cancelled(WEEKLY), 0),
    ] {
        let mut alice = Person::with("alice", &before);
        let outcome = alice.put(&after);
        let whole = |who: &str| format!("REQUEST {who} Update[Title] all #{series}");
        let date = |who: &str| format!("CANCEL {who} Cancelled 0317 #1");
        let wanted = ["bob", "carol"].map(|who| [date(who), whole(who)]).concat();
        assert_sent(&outcome, &wanted.iter().map(String::as_str).collect::<Vec<_>>());
        let mut bob = Person::with("bob", &before);
        outcome.send[..2].iter().for_each(|message| drop(bob.receive(message).expect("taken")));
        assert!(bob.part(Some("20260317")).is_cancelled() && bob.part(None).line("EXDATE").is_none());
    }
    // What stood outside the rule and goes by itself is no change of the series.
    let short = WEEKLY.replace("COUNT=10", "COUNT=1");
    let mut alice = Person::with("alice", &series(&[&short, MOVED]));
    let outcome = alice.put(&short);
    assert_sent(&outcome, &["CANCEL bob Cancelled 0317 #1", "CANCEL carol Cancelled 0317 #1"]);
    // Of dates that go with the rule the series tells.
    let mut alice = Person::with("alice", &series(&[WEEKLY, MOVED]));
    let outcome = alice.put(&title(WEEKLY).replace("20260310T", "20260311T"));
    assert!(outcome.send.iter().all(|message| message.method == Method::Request), "{:?}", outcome.send);
}

#[test]
fn an_instance_that_is_over_cancels_silently() {
    let mut alice = Person::with("alice", &WEEKLY.replace("20260310", "20260106"));
    assert_sent(&alice.change("SUMMARY", "EXDATE;TZID=Europe/Berlin:20260113T120000\nSUMMARY"), &[]);
    assert_eq!(alice.part(None).sequence(), 1);
}

#[test]
fn a_guest_of_one_instance_gets_that_instance_alone() {
    let with_dora = MOVED.replace("END:VEVENT", "ATTENDEE;CN=Dora:mailto:dora@example.com\nEND:VEVENT");
    let mut alice = Person::with("alice", &series(&[WEEKLY, MOVED]));
    let outcome = alice.put(&series(&[WEEKLY, &with_dora]));
    assert_sent(&outcome, &["REQUEST dora Invitation 0317 #0"]);
    assert!(outcome.send[0].object.master().is_none());
    let outcome = alice.change("SUMMARY:Team\nORGANIZER", "SUMMARY:Crew\nORGANIZER");
    assert_sent(
        &outcome,
        &[
            "REQUEST bob Update[Title] all+0317 #0",
            "REQUEST carol Update[Title] all+0317 #0",
            "REQUEST dora Update[Title] 0317 #0",
        ],
    );
    let outcome = alice.put(&series(&[WEEKLY, MOVED]).replace("SUMMARY:Team", "SUMMARY:Crew"));
    assert_sent(&outcome, &["CANCEL dora Removed 0317 #1"]);
}

#[test]
fn a_guest_left_out_of_one_instance_is_cancelled_there_and_sees_an_exdate_later() {
    let without_bob: String =
        MOVED.lines().filter(|line| !line.contains("Bob")).map(|line| format!("{line}\n")).collect();
    let mut alice = Person::with("alice", &series(&[WEEKLY, MOVED]));
    let outcome = alice.put(&series(&[WEEKLY, &without_bob]));
    assert_sent(&outcome, &["CANCEL bob Removed 0317 #1"]);
    let outcome = alice.change("RRULE:FREQ=WEEKLY;COUNT=10\nSUMMARY:Team", "RRULE:FREQ=WEEKLY;COUNT=10\nSUMMARY:Crew");
    let to_bob = unfolded(&outcome.send[0].object);
    assert!(
        to_bob.contains("EXDATE;TZID=Europe/Berlin:20260317T120000") && !to_bob.contains("RECURRENCE-ID"),
        "{to_bob}"
    );
    let to_carol = unfolded(&outcome.send[1].object);
    assert!(to_carol.contains("RECURRENCE-ID") && !to_carol.contains("EXDATE"), "{to_carol}");
}

#[test]
fn a_guest_who_leaves_the_series_for_one_instance_is_cancelled_below_the_new_invitation() {
    let mut alice = Person::with("alice", &series(&[WEEKLY, MOVED]));
    let master: String = WEEKLY.lines().filter(|line| !line.contains("Bob")).map(|line| format!("{line}\n")).collect();
    let outcome = alice.put(&series(&[&master, MOVED]));
    assert_sent(&outcome, &["CANCEL bob Removed all #1", "REQUEST bob Invitation 0317 #2"]);
}

#[test]
fn an_override_that_goes_back_into_the_series_is_told_by_the_series() {
    let open = WEEKLY
        .replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION")
        .replace("CN=Carol;PARTSTAT=TENTATIVE", "CN=Carol;PARTSTAT=NEEDS-ACTION");
    let mut alice = Person::with("alice", &series(&[&open, &with(MOVED, "SUMMARY", "SEQUENCE:3\nSUMMARY")]));
    let outcome = alice.put(&open);
    assert_sent(&outcome, &["REQUEST bob Update[Time] all #4", "REQUEST carol Update[Time] all #4"]);
    assert_eq!(alice.copy.as_ref().unwrap().overrides().count(), 0);
}

#[test]
fn an_instance_that_goes_back_to_the_time_of_the_series_is_answered_anew() {
    let mut alice = Person::with("alice", &series(&[WEEKLY, &with(MOVED, "SUMMARY", "SEQUENCE:3\nSUMMARY")]));
    let outcome = alice.put(WEEKLY);
    assert_sent(&outcome, &["REQUEST bob Update[Time] 0317 #4", "REQUEST carol Update[Time] 0317 #4"]);
    let day = Some("20260317");
    assert_eq!((alice.partstat("bob", None), alice.partstat("bob", day)), ("ACCEPTED", "NEEDS-ACTION"));
    assert_eq!(alice.part(day).raw("DTSTART"), Some("20260317T120000"));
    // A client that does not know the component takes nothing back.
    let outcome = alice.put_older(WEEKLY);
    assert_sent(&outcome, &[]);
    assert_eq!(alice.partstat("bob", day), "NEEDS-ACTION");
}

#[test]
fn an_override_that_only_holds_an_answer_survives_a_client_that_does_not_know_it() {
    let declined = MOVED
        .replace("T150000", "T120000")
        .replace("T160000", "T130000")
        .replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=DECLINED");
    let mut alice = Person::with("alice", &series(&[WEEKLY, &declined]));
    let outcome = alice.put_older(&with(WEEKLY, "SUMMARY:Team", "SUMMARY:Crew"));
    assert_sent(&outcome, &["REQUEST bob Update[Title] all+0317 #0", "REQUEST carol Update[Title] all+0317 #0"]);
    assert_eq!(alice.partstat("bob", Some("20260317")), "DECLINED");
    assert_eq!(alice.part(Some("20260317")).summary().as_deref(), Some("Crew"));
}

#[test]
fn a_new_override_starts_with_the_answers_of_the_series_even_if_the_client_does_not_know_them() {
    let mut alice = Person::with("alice", WEEKLY);
    let stale = MOVED
        .replace("T150000", "T120000")
        .replace("T160000", "T130000")
        .replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION")
        .replace("SUMMARY:Team", "SUMMARY:Party");
    alice.put_older(&series(&[WEEKLY, &stale]));
    assert_eq!(alice.partstat("bob", Some("20260317")), "ACCEPTED");
}

#[test]
fn an_all_day_series_names_its_instances_by_date() {
    let days = WEEKLY
        .replace("DTSTART;TZID=Europe/Berlin:20260310T120000", "DTSTART;VALUE=DATE:20260310")
        .replace("DTEND;TZID=Europe/Berlin:20260310T130000", "DTEND;VALUE=DATE:20260311");
    let mut alice = Person::with("alice", &days);
    let outcome = alice.change("SUMMARY", "EXDATE;VALUE=DATE:20260317\nSUMMARY");
    assert_sent(&outcome, &["CANCEL bob Cancelled 0317 #1", "CANCEL carol Cancelled 0317 #1"]);
    let text = unfolded(&outcome.send[0].object);
    assert!(text.contains("RECURRENCE-ID;VALUE=DATE:20260317") && text.contains("DTEND;VALUE=DATE:20260318"), "{text}");
    assert!(!text.contains("VTIMEZONE"), "{text}");
}

#[test]
fn dragging_the_series_moves_everything_and_asks_everybody_again() {
    let mut alice = Person::with("alice", &series(&[WEEKLY, MOVED]));
    let dragged = series(&[WEEKLY, MOVED]).replace("0310T", "0311T").replace("0317T", "0318T");
    let outcome = alice.put(&dragged);
    assert_sent(&outcome, &["REQUEST bob Update[Time] all+0318 #1", "REQUEST carol Update[Time] all+0318 #1"]);
    assert_eq!(
        (alice.partstat("bob", None), alice.partstat("bob", Some("20260318"))),
        ("NEEDS-ACTION", "NEEDS-ACTION")
    );
}

#[test]
fn a_cancelled_override_that_goes_back_into_the_series_is_told() {
    let cancelled = MOVED.replace("SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    let mut alice = Person::with("alice", &series(&[WEEKLY, &cancelled]));
    let outcome = alice.put(WEEKLY);
    assert_sent(&outcome, &["REQUEST bob Invitation 0317 #1", "REQUEST carol Invitation 0317 #1"]);
    assert_eq!(alice.partstat("bob", Some("20260317")), "NEEDS-ACTION");
}

#[test]
fn cancelling_the_series_cancels_what_clients_leave_in_overrides_too() {
    let mut alice = Person::with("alice", &series(&[WEEKLY, &with(MOVED, "SUMMARY", "SEQUENCE:3\nSUMMARY")]));
    let outcome = alice.change("RRULE:FREQ=WEEKLY;COUNT=10\n", "RRULE:FREQ=WEEKLY;COUNT=10\nSTATUS:CANCELLED\n");
    assert_sent(&outcome, &["CANCEL bob Cancelled all #4", "CANCEL carol Cancelled all #4"]);
}
