//! Invitations and updates reach an attendee.

use super::*;

/// Alice and Bob, who has her invitation.
fn pair(components: &str) -> (Person, Person) {
    let (mut alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    let outcome = alice.put(components);
    bob.receive(to_bob(&outcome)).unwrap();
    (alice, bob)
}

fn to_bob(outcome: &Outcome) -> &Message {
    outcome.send.iter().find(|message| message.recipient == address("bob")).expect("a message to Bob")
}

/// Bob answers in his calendar, and Alice gets it.
fn answers(alice: &mut Person, bob: &mut Person, from: &str, to: &str) {
    let outcome = bob.change(&format!("CN=Bob;PARTSTAT={from}"), &format!("CN=Bob;PARTSTAT={to}"));
    for message in &outcome.send {
        alice.receive(message).unwrap();
    }
}

const ALARM: &str = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:mine\nEND:VALARM\n";

#[test]
fn an_invitation_becomes_a_copy_without_method_and_waits_for_an_answer() {
    let with_alarm = LUNCH.replace("END:VEVENT", &format!("{ALARM}END:VEVENT"));
    let (_, bob) = pair(&with_alarm);
    let text = bob.text();
    assert!(
        !text.contains("METHOD") && !text.contains("VALARM") && text.contains("PARTSTAT=NEEDS-ACTION;RSVP=TRUE"),
        "{text}"
    );
    let mut bob = Person::new("bob");
    let outcome = bob.receive(to_bob(&Person::new("alice").put(LUNCH))).unwrap();
    assert_eq!(
        (outcome.because, &outcome.tell[..]),
        (Reason::Invited, &[Notice::Invited { organizer: address("alice"), instance: None }][..])
    );
}

#[test]
fn a_repeated_invitation_is_a_duplicate() {
    let (mut alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    let outcome = alice.put(LUNCH);
    bob.receive(to_bob(&outcome)).unwrap();
    bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=ACCEPTED");
    let before = bob.text();
    let again = bob.receive(to_bob(&outcome)).unwrap();
    assert_eq!((again.because, again.tell.len(), bob.text()), (Reason::Duplicate, 0, before));
    bob.delete();
    assert_eq!(bob.receive(to_bob(&outcome)).unwrap().because, Reason::Duplicate);
    assert!(bob.copy.is_none());
}

#[test]
fn whoever_is_invited_to_more_than_before_is_told() {
    let moved_for = |who: &str| MOVED.replace("mailto:bob@example.com", &format!("mailto:{who}"));
    let without_bob = |text: &str| -> String {
        text.lines().filter(|line| !line.contains("Bob")).map(|line| format!("{line}\n")).collect()
    };
    let third = MOVED.replace("20260317T", "20260324T");
    let one = [without_bob(WEEKLY), moved_for("bob@example.com")].concat();
    let invited = |day: Option<&str>| {
        let instance = day.map(|day| at(&format!("2026-03-{day}T11:00:00Z")));
        vec![Notice::Invited { organizer: address("alice"), instance }]
    };
    for (after, expected) in [
        ([WEEKLY, MOVED].concat(), invited(None)),
        ([one.as_str(), &third].concat(), invited(Some("24"))),
        (with(&one, "SUMMARY:Team", "SUMMARY:Crew"), Vec::new()),
    ] {
        let (mut alice, mut bob) = pair(&one);
        let told = alice.put(&after).send.into_iter().filter(|message| message.recipient == address("bob"));
        let told: Vec<Notice> = told.flat_map(|message| bob.receive(&message).unwrap().tell).collect();
        assert_eq!(told, expected, "{after}");
    }
}

#[test]
fn what_a_new_version_of_the_series_changes_of_instances_without_naming_them_is_told() {
    let excluded = with(WEEKLY, "SUMMARY", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY");
    let renamed = |text: &str| text.replace("SUMMARY:Team", "SUMMARY:Crew");
    for (before, after, expected) in [
        ([WEEKLY, MOVED].concat(), WEEKLY.to_owned(), vec![Field::Time]),
        (excluded.clone(), WEEKLY.to_owned(), vec![Field::Recurrence]),
        (WEEKLY.to_owned(), renamed(&excluded), vec![Field::Recurrence, Field::Title]),
        (excluded.clone(), renamed(&excluded), vec![Field::Title]),
    ] {
        let (mut alice, mut bob) = pair(&before);
        let outcome = alice.put(&after);
        let is_whole = |message: &&Message| message.recipient == address("bob") && message.method == Method::Request;
        // The CANCEL for the date that is excluded comes too late.
        let message = outcome.send.iter().find(is_whole).expect("the series");
        let told = bob.receive(message).unwrap().tell;
        let [Notice::Changed { changed, .. }] = &told[..] else { panic!("{told:?}: {after}") };
        assert_eq!(*changed, expected, "{after}");
    }
}

#[test]
fn an_update_of_the_text_keeps_the_answer_and_what_is_the_owners() {
    let (mut alice, mut bob) = pair(LUNCH);
    answers(&mut alice, &mut bob, "NEEDS-ACTION", "ACCEPTED");
    bob.change("END:VEVENT", &format!("{ALARM}END:VEVENT"));
    bob.change("SUMMARY", "TRANSP:TRANSPARENT\nCLASS:PRIVATE\nCOLOR:red\nX-MOZ-LASTACK:20260301T000000Z\nSUMMARY");
    let outcome = alice.change("SUMMARY:Lunch", "SUMMARY:Brunch");
    let outcome = bob.receive(to_bob(&outcome)).unwrap();
    assert_eq!(outcome.because, Reason::Updated);
    let [Notice::Changed { changed, answer_again: AnswerAgain::NotNeeded, .. }] = &outcome.tell[..] else {
        panic!("{:?}", outcome.tell)
    };
    assert_eq!(changed[..], [Field::Title]);
    let text = bob.text();
    for wanted in
        ["SUMMARY:Brunch", "DESCRIPTION:mine", "OWN=TRUE:TRANSPARENT", "OWN=TRUE:PRIVATE", "COLOR:red", "X-MOZ-LASTACK"]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert_eq!(bob.partstat("bob", None), "ACCEPTED");
}

#[test]
fn a_new_time_voids_the_answer_and_keeps_the_alarm() {
    let (mut alice, mut bob) = pair(LUNCH);
    answers(&mut alice, &mut bob, "NEEDS-ACTION", "ACCEPTED");
    bob.change("END:VEVENT", &format!("{ALARM}END:VEVENT"));
    let outcome = alice.change("20260310T130000", "20260310T140000");
    let outcome = bob.receive(to_bob(&outcome)).unwrap();
    assert!(
        matches!(&outcome.tell[..], [Notice::Changed { answer_again: AnswerAgain::Wanted, .. }]),
        "{:?}",
        outcome.tell
    );
    assert_eq!(bob.partstat("bob", None), "NEEDS-ACTION");
    assert!(bob.text().contains("DESCRIPTION:mine") && bob.text().contains("20260310T140000"));
}

#[test]
fn a_time_that_went_there_and_back_unseen_voids_the_answer_all_the_same() {
    let (mut alice, mut bob) = pair(LUNCH);
    answers(&mut alice, &mut bob, "NEEDS-ACTION", "ACCEPTED");
    alice.change("20260310T130000", "20260310T140000");
    let back = alice.change("20260310T140000", "20260310T130000");
    bob.receive(to_bob(&back)).unwrap();
    assert_eq!((alice.partstat("bob", None), bob.partstat("bob", None)), ("NEEDS-ACTION", "NEEDS-ACTION"));
}

#[test]
fn an_answer_that_crosses_a_change_of_place_stays() {
    let (mut alice, mut bob) = pair(LUNCH);
    let reply = bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=ACCEPTED");
    let update = alice.change("LOCATION:Canteen", "LOCATION:Roof");
    bob.receive(to_bob(&update)).unwrap();
    alice.receive(&reply.send[0]).unwrap();
    assert_eq!((alice.partstat("bob", None), bob.partstat("bob", None)), ("ACCEPTED", "ACCEPTED"));
}

#[test]
fn an_older_message_changes_nothing() {
    let (mut alice, mut bob) = pair(LUNCH);
    let first = alice.change("SUMMARY:Lunch", "SUMMARY:Brunch");
    let edit = alice.changed("20260310T130000", "20260310T140000");
    let second = alice.try_put(&edit, Seen::Latest, at("2026-03-02T09:01:00Z")).unwrap();
    bob.receive(to_bob(&second)).unwrap();
    let before = bob.text();
    assert_eq!(bob.receive(to_bob(&first)).unwrap().because, Reason::Stale);
    assert_eq!(bob.text(), before);
}

#[test]
fn of_one_sequence_the_later_dtstamp_wins_whatever_the_client_wrote_into_the_copy() {
    let (mut alice, mut bob) = pair(LUNCH);
    bob.change("DTSTAMP:20260302T090000Z", "DTSTAMP:20260302T100000Z");
    let edit = alice.changed("SUMMARY:Lunch", "SUMMARY:Brunch");
    let update = alice.try_put(&edit, Seen::Latest, at("2026-03-02T09:30:00Z")).unwrap();
    assert_eq!(bob.receive(to_bob(&update)).unwrap().because, Reason::Updated);
}

#[test]
fn one_instance_is_put_into_the_series() {
    let (mut alice, mut bob) = pair(WEEKLY);
    let outcome = alice.put(&[WEEKLY, MOVED].concat());
    let outcome = bob.receive(to_bob(&outcome)).unwrap();
    assert_eq!(outcome.because, Reason::Updated);
    let [Notice::Changed { instance, .. }] = &outcome.tell[..] else { panic!("{:?}", outcome.tell) };
    assert_eq!(*instance, Some(at("2026-03-17T11:00:00Z")));
    assert!(bob.part(None).is_recurring(), "the series is still there");
    assert!(bob.part(Some("20260317")).to_text().contains("20260317T150000"));
}

#[test]
fn a_full_set_drops_the_overrides_it_does_not_have_but_not_the_owners_own_answers() {
    let (mut alice, mut bob) = pair(&[WEEKLY, MOVED].concat());
    let own = [
        WEEKLY,
        MOVED,
        &MOVED.replace("20260317T", "20260324T").replace("T150000", "T120000").replace("T160000", "T130000"),
    ]
    .concat()
    .replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION")
    .replace("CN=Carol;PARTSTAT=TENTATIVE", "CN=Carol;PARTSTAT=NEEDS-ACTION");
    let declined = own.rfind("CN=Bob;PARTSTAT=NEEDS-ACTION").map(|at| {
        let mut text = own.clone();
        text.replace_range(at..at + "CN=Bob;PARTSTAT=NEEDS-ACTION".len(), "CN=Bob;PARTSTAT=DECLINED");
        text
    });
    assert_sent(&bob.put(&declined.unwrap()), &["REPLY alice Reply 0324 #0"]);
    // Alice has not got the answer yet, and takes her override back.
    let outcome = alice.put(WEEKLY);
    bob.receive(to_bob(&outcome)).unwrap();
    let days: Vec<String> =
        bob.copy.as_ref().unwrap().overrides().map(|part| part.recurrence_id().unwrap().value_text()).collect();
    assert_eq!(days, ["20260324T120000"]);
    assert_eq!(bob.partstat("bob", Some("20260324")), "DECLINED");
}

#[test]
fn an_instance_the_owner_took_away_stays_away_until_its_time_changes() {
    let (mut alice, mut bob) = pair(WEEKLY);
    let reply = bob.change("SUMMARY", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY");
    alice.receive(&reply.send[0]).unwrap();
    let update = alice.change("RRULE:FREQ=WEEKLY;COUNT=10\nSUMMARY:Team", "RRULE:FREQ=WEEKLY;COUNT=10\nSUMMARY:Crew");
    assert_sent(&update, &["REQUEST bob Update[Title] all+0317 #0", "REQUEST carol Update[Title] all+0317 #0"]);
    bob.receive(to_bob(&update)).unwrap();
    assert!(
        bob.text().contains("SUMMARY:Crew") && bob.text().contains("EXDATE;TZID=Europe/Berlin:20260317T120000"),
        "{}",
        bob.text()
    );
    assert_eq!(bob.copy.as_ref().unwrap().overrides().count(), 0);
    let moved =
        alice.change("DTSTART;TZID=Europe/Berlin:20260317T120000\n", "DTSTART;TZID=Europe/Berlin:20260317T113000\n");
    assert_sent(&moved, &["REQUEST bob Update[Time] 0317 #1", "REQUEST carol Update[Time] 0317 #1"]);
    bob.receive(to_bob(&moved)).unwrap();
    assert!(!bob.text().contains("EXDATE"), "{}", bob.text());
    assert_eq!(bob.partstat("bob", Some("20260317")), "NEEDS-ACTION");
}

#[test]
fn an_invitation_to_one_instance_grows_into_the_series() {
    let mut alice = Person::with(
        "alice",
        &[WEEKLY, &MOVED.replace("CN=Bob", "CN=Dora").replace("bob@example.com", "dora@example.com")].concat(),
    );
    let mut dora = Person::new("dora@example.com");
    let to_dora = |outcome: &Outcome| {
        outcome.send.iter().find(|message| message.recipient == address("dora@example.com")).cloned()
    };
    let text = alice.text();
    let retitled =
        text.rfind("SUMMARY:Team").map(|at| text[..at].to_owned() + &text[at..].replacen("Team", "Party", 1)).unwrap();
    let outcome = alice
        .try_put(&CalendarObject::read(retitled.replace('\n', "\r\n").as_bytes()).unwrap(), Seen::Latest, now())
        .unwrap();
    dora.receive(&to_dora(&outcome).unwrap()).unwrap();
    assert!(dora.copy.as_ref().unwrap().master().is_none());
    let outcome = alice.change(
        "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.com\n",
        "ATTENDEE;CN=Dora:mailto:dora@example.com\n",
    );
    let later = to_dora(&outcome).unwrap();
    assert_eq!(later.instances(&berlin()), [None, Some(at("2026-03-17T11:00:00Z"))]);
    dora.receive(&later).unwrap();
    assert!(dora.part(None).is_recurring() && dora.part(Some("20260317")).summary().as_deref() == Some("Party"));
}

#[test]
fn nobody_outside_may_write_over_a_meeting() {
    let mut alice = Person::with("alice", LUNCH);
    assert_eq!(alice.receive(&mail("REQUEST", "alice", "alice", LUNCH)).unwrap_err(), Refusal::OwnMeeting);
    let stolen = LUNCH.replace("ORGANIZER;CN=Alice:mailto:alice@example.org", "ORGANIZER:mailto:mallory@example.com");
    assert_eq!(
        alice.receive(&mail("REQUEST", "mallory@example.com", "alice", &stolen)).unwrap_err(),
        Refusal::OwnMeeting
    );
    let mut bob = Person::with("bob", LUNCH);
    assert_eq!(
        bob.receive(&mail("REQUEST", "mallory@example.com", "bob", &stolen)).unwrap_err(),
        Refusal::WrongOrganizer
    );
    let private = "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260301T080000Z\nDTSTART:20260310T110000Z\nEND:VEVENT\n";
    let mut bob = Person::with("bob", private);
    assert_eq!(bob.receive(&mail("REQUEST", "alice", "bob", LUNCH)).unwrap_err(), Refusal::UidTaken);
    let mut dora = Person::new("dora@example.com");
    assert_eq!(dora.receive(&mail("REQUEST", "alice", "dora@example.com", LUNCH)).unwrap_err(), Refusal::NotInvited);
    let headless = LUNCH.replace("ORGANIZER;CN=Alice:mailto:alice@example.org\n", "");
    assert_eq!(
        Person::new("bob").receive(&mail("REQUEST", "alice", "bob", &headless)).unwrap_err(),
        Refusal::WrongOrganizer
    );
}

#[test]
fn a_stranger_cannot_accept_in_the_owners_name() {
    let accepted = LUNCH.replace("CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=ACCEPTED");
    let mut bob = Person::new("bob");
    bob.receive(&mail("REQUEST", "alice", "bob", &accepted)).unwrap();
    assert_eq!(bob.partstat("bob", None), "NEEDS-ACTION");
    let update = accepted.replace("SUMMARY:Lunch", "SEQUENCE:1\nSUMMARY:Brunch");
    bob.receive(&mail("REQUEST", "alice", "bob", &update)).unwrap();
    assert_eq!((bob.partstat("bob", None), bob.part(None).summary().as_deref()), ("NEEDS-ACTION", Some("Brunch")));
}

#[test]
fn personal_things_of_a_foreign_organizer_are_not_stored() {
    let foreign = LUNCH.replace("SUMMARY", "CATEGORIES:THEIRS\nCOLOR:blue\nX-LIC-ERROR:odd\nX-APPLE-X:1\nREQUEST-STATUS:2.0;Success\nX-THEIRS:kept\nSUMMARY");
    let mut bob = Person::new("bob");
    bob.receive(&mail("REQUEST", "alice", "bob", &foreign.replace("END:VEVENT", &format!("{ALARM}END:VEVENT"))))
        .unwrap();
    let text = bob.text();
    for gone in ["CATEGORIES", "COLOR", "X-LIC-ERROR", "X-APPLE", "VALARM", "REQUEST-STATUS", "METHOD"] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    assert!(text.contains("X-THEIRS:kept"), "{text}");
}

#[test]
fn what_the_owner_declined_and_deleted_is_not_brought_back_by_a_new_text() {
    let (mut alice, mut bob) = pair(LUNCH);
    let reply = bob.delete();
    alice.receive(&reply.send[0]).unwrap();
    let edit = alice.changed("SUMMARY:Lunch", "SUMMARY:Brunch");
    let update = alice.try_put(&edit, Seen::Latest, at("2026-03-02T09:01:00Z")).unwrap();
    assert_eq!(bob.receive(to_bob(&update)).unwrap().because, Reason::DeclinedBefore);
    assert!(bob.copy.is_none());
    let moved = alice.change("20260310T130000", "20260310T140000");
    assert_eq!(bob.receive(to_bob(&moved)).unwrap().because, Reason::Invited);
    assert_eq!(bob.partstat("bob", None), "NEEDS-ACTION");
}

#[test]
fn asked_again_means_answer_again() {
    let (mut alice, mut bob) = pair(LUNCH);
    answers(&mut alice, &mut bob, "NEEDS-ACTION", "DECLINED");
    let again = alice.change("CN=Bob;PARTSTAT=DECLINED", "CN=Bob;PARTSTAT=NEEDS-ACTION");
    assert_sent(&again, &["REQUEST bob AskedAgain all #1"]);
    let outcome = bob.receive(to_bob(&again)).unwrap();
    assert_eq!(bob.partstat("bob", None), "NEEDS-ACTION");
    assert!(
        matches!(&outcome.tell[..], [Notice::Changed { answer_again: AnswerAgain::Wanted, .. }]),
        "{:?}",
        outcome.tell
    );
}

#[test]
fn force_send_asks_and_leaves_the_answer_as_it_is() {
    let (mut alice, mut bob) = pair(LUNCH);
    answers(&mut alice, &mut bob, "NEEDS-ACTION", "DECLINED");
    let edit = alice.changed("CN=Bob;", "SCHEDULE-FORCE-SEND=REQUEST;CN=Bob;");
    let again = alice.try_put(&edit, Seen::Latest, at("2026-03-02T09:01:00Z")).unwrap();
    let outcome = bob.receive(to_bob(&again)).unwrap();
    let [Notice::Changed { changed, answer_again: AnswerAgain::NotNeeded, .. }] = &outcome.tell[..] else {
        panic!("{:?}", outcome.tell)
    };
    assert_eq!((&changed[..], bob.partstat("bob", None)), (&[Field::AnswerWanted][..], "DECLINED"));
    assert_eq!(bob.receive(to_bob(&again)).unwrap().because, Reason::Duplicate);
}

#[test]
fn force_send_takes_an_answer_back_that_the_program_has_not_seen() {
    let (mut alice, mut bob) = pair(LUNCH);
    answers(&mut alice, &mut bob, "NEEDS-ACTION", "DECLINED");
    let asked = LUNCH.replace("CN=Bob;", "SCHEDULE-FORCE-SEND=REQUEST;CN=Bob;");
    assert_sent(&alice.put_older(&asked), &["REQUEST bob AskedAgain all #1"]);
    assert_eq!(alice.partstat("bob", None), "NEEDS-ACTION");
    assert_sent(&alice.put_older(LUNCH), &[]);
}

#[test]
fn icloud_cancels_under_another_address_of_the_organizer() {
    let token = LUNCH.replace(
        "ORGANIZER;CN=Alice:mailto:alice@example.org",
        "ORGANIZER;EMAIL=alice@example.org:mailto:2_abc@imip.example.com",
    );
    let mut bob = Person::new("bob");
    bob.receive(&mail("REQUEST", "2_abc@imip.example.com", "bob", &token)).unwrap();
    let cancel = LUNCH.replace("SUMMARY", "SEQUENCE:1\nSTATUS:CANCELLED\nSUMMARY");
    assert_eq!(bob.receive(&mail("CANCEL", "alice", "bob", &cancel)).unwrap().because, Reason::Cancelled);
    assert!(bob.part(None).is_cancelled());
}

#[test]
fn an_alarm_at_one_date_survives_a_new_text_of_the_series() {
    let (mut alice, mut bob) = pair(WEEKLY);
    let plain = MOVED.replace("T150000", "T120000").replace("T160000", "T130000");
    let plain = plain.replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE");
    let with_alarm = plain.replace("END:VEVENT", &format!("{ALARM}END:VEVENT"));
    let series = unfolded(bob.copy.as_ref().unwrap());
    let series = &series[series.find("BEGIN:VEVENT").unwrap()..=series.find("END:VEVENT").unwrap() + 10];
    assert_sent(&bob.put(&["\n", series, with_alarm.trim_start()].concat()), &[]);
    let edit = alice.changed("SUMMARY:Team", "SUMMARY:Crew");
    let update = alice.try_put(&edit, Seen::Latest, at("2026-03-02T09:01:00Z")).unwrap();
    bob.receive(to_bob(&update)).unwrap();
    let part = bob.part(Some("20260317"));
    assert_eq!((part.summary().as_deref(), part.components().count()), (Some("Crew"), 1));
    assert_eq!(bob.part(None).components().count(), 0);
}

#[test]
fn other_attendees_see_who_comes_without_a_message() {
    let (mut alice, mut bob) = pair(WEEKLY);
    let mut carol = Person::new("carol");
    let resent = alice.receive(&mail("REFRESH", "carol", "alice", WEEKLY)).unwrap();
    carol.receive(&resent.send[0]).unwrap();
    answers(&mut alice, &mut bob, "NEEDS-ACTION", "ACCEPTED");
    let organizers = alice.copy.clone().unwrap();
    let Keep::Put(fresh) = refresh(&organizers, carol.copy.as_ref().unwrap(), &carol.addresses, &carol.zone) else {
        panic!("nothing new")
    };
    carol.copy = Some(*fresh);
    assert_eq!(carol.partstat("bob", None), "ACCEPTED");
    assert!(!carol.text().contains("SCHEDULE-STATUS"));
    assert_eq!(refresh(&organizers, carol.copy.as_ref().unwrap(), &carol.addresses, &carol.zone), Keep::AsIs);
    let decline = bob.change("SUMMARY", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY");
    alice.receive(&decline.send[0]).unwrap();
    let Keep::Put(fresh) =
        refresh(&alice.copy.clone().unwrap(), carol.copy.as_ref().unwrap(), &carol.addresses, &carol.zone)
    else {
        panic!("nothing new")
    };
    assert_eq!(schedule_tag_basis(&fresh), schedule_tag_basis(carol.copy.as_ref().unwrap()), "RFC 6638 §3.2.10");
    carol.copy = Some(*fresh);
    assert_eq!((carol.partstat("bob", Some("20260317")), carol.partstat("bob", None)), ("DECLINED", "ACCEPTED"));
    assert_eq!(
        refresh(&alice.copy.clone().unwrap(), carol.copy.as_ref().unwrap(), &carol.addresses, &carol.zone),
        Keep::AsIs
    );
}

#[test]
fn a_new_guest_shows_up_in_the_copies_of_the_others() {
    let (mut alice, bob) = pair(LUNCH);
    alice.change("END:VEVENT", "ATTENDEE;CN=Dora:mailto:dora@example.com\nEND:VEVENT");
    let Keep::Put(fresh) = refresh(alice.copy.as_ref().unwrap(), bob.copy.as_ref().unwrap(), &bob.addresses, &bob.zone)
    else {
        panic!("nothing new")
    };
    assert!(unfolded(&fresh).contains("ATTENDEE;CN=Dora:mailto:dora@example.com"), "{}", unfolded(&fresh));
}

#[test]
fn class_and_transparency_are_the_organizers_until_the_owner_sets_them() {
    for (own, transp, class) in
        [("", "OPAQUE", "CONFIDENTIAL"), ("TRANSP:OPAQUE\nCLASS:PRIVATE\n", "OPAQUE", "PRIVATE")]
    {
        let (mut alice, mut bob) = pair(&with(LUNCH, "SUMMARY", "TRANSP:TRANSPARENT\nCLASS:PUBLIC\nSUMMARY"));
        answers(&mut alice, &mut bob, "NEEDS-ACTION", "ACCEPTED");
        if !own.is_empty() {
            bob.change("TRANSP:TRANSPARENT\nCLASS:PUBLIC\n", own);
        }
        let outcome = alice
            .change("TRANSP:TRANSPARENT\nCLASS:PUBLIC\nSUMMARY:", "TRANSP:OPAQUE\nCLASS:CONFIDENTIAL\nSUMMARY:New ");
        assert!(!unfolded(&to_bob(&outcome).object).contains("X-RSVPD"));
        bob.receive(to_bob(&outcome)).unwrap();
        assert_eq!((bob.part(None).raw("TRANSP"), bob.part(None).raw("CLASS")), (Some(transp), Some(class)), "{own}");
        let outcome = alice.change("TRANSP:OPAQUE\nCLASS:CONFIDENTIAL\nSUMMARY:", "TRANSP:TRANSPARENT\nSUMMARY:Very ");
        bob.receive(to_bob(&outcome)).unwrap();
        assert_eq!(bob.part(None).is_transparent(), own.is_empty(), "{own}");
    }
}

#[test]
fn a_finished_task_stays_finished() {
    let task = LUNCH.replace("VEVENT", "VTODO").replace("DTEND", "DUE");
    let (mut alice, mut bob) = pair(&task);
    bob.change("SUMMARY", "STATUS:COMPLETED\nPERCENT-COMPLETE:100\nCOMPLETED:20260305T090000Z\nSUMMARY");
    let outcome = alice.change("SUMMARY:Lunch", "SUMMARY:Brunch");
    bob.receive(to_bob(&outcome)).unwrap();
    let done = |bob: &Person| bob.part(None).raw("STATUS").map(str::to_owned);
    assert_eq!(done(&bob).as_deref(), Some("COMPLETED"));
    assert_eq!(bob.part(None).summary().as_deref(), Some("Brunch"));
    let outcome = alice.change("SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    bob.receive(to_bob(&outcome)).unwrap();
    assert_eq!(done(&bob).as_deref(), Some("CANCELLED"));
}

#[test]
fn a_program_that_answers_by_itself_goes_on_doing_so() {
    let mut bob = Person::new("bob");
    bob.receive(&mail("REQUEST", "alice", "bob", LUNCH)).unwrap();
    bob.change("ORGANIZER;CN=Alice", "ORGANIZER;SCHEDULE-AGENT=CLIENT;CN=Alice");
    let later = LUNCH.replace("SUMMARY:Lunch", "SUMMARY:Brunch").replace("20260301T08", "20260301T09");
    bob.receive(&mail("REQUEST", "alice", "bob", &later)).unwrap();
    assert!(bob.text().contains("SCHEDULE-AGENT=CLIENT") && bob.text().contains("Brunch"), "{}", bob.text());
    assert_sent(&bob.delete(), &[]);
}

/// A zone that somebody made, always this far from UTC.
fn customized(offset: &str) -> String {
    format!(
        "\nBEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\n\
         TZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
}

#[test]
fn a_zone_of_the_same_name_and_another_meaning_keeps_its_meaning() {
    let zoned = |text: &str| text.replace("Europe/Berlin", "Customized Time Zone");
    let mut bob = Person::new("bob");
    bob.receive(&mail("REQUEST", "alice", "bob", &(customized("+0100") + zoned(WEEKLY).trim_start()))).unwrap();
    // 12:00 there is 11:00 UTC, which is 06:00 in the zone of the update.
    let update = zoned(MOVED).replace("T120000", "T060000").replace("T150000", "T100000").replace("T160000", "T110000");
    let update = update.replace("20260301T08", "20260301T09");
    for _ in 0..2 {
        bob.receive(&mail("REQUEST", "alice", "bob", &(customized("-0500") + update.trim_start()))).unwrap();
    }
    let text = bob.text();
    assert!(text.contains("DTSTART;TZID=Customized Time Zone-2:20260317T100000"), "{text}");
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 2, "{text}");
    let day = (at("2026-03-17T00:00:00Z"), at("2026-03-18T00:00:00Z"));
    let found = crate::ical::instances(bob.copy.as_ref().unwrap(), &berlin(), day.0, day.1, 10).unwrap();
    let starts: Vec<Timestamp> = found.iter().map(|instance| instance.start).collect();
    assert_eq!(starts, [at("2026-03-17T15:00:00Z")], "{text}");
}
