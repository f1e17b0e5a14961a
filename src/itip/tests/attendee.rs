//! An attendee's own copy is stored, changed and deleted.

use super::*;

fn put(person: &mut Person, components: &str) -> Result<Outcome, Refusal> {
    person.try_put(&cal(components), Seen::Latest, now())
}

fn accepted() -> String {
    with(LUNCH, "CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "CN=Bob;PARTSTAT=ACCEPTED")
}

#[test]
fn each_answer_is_sent_to_the_organizer() {
    for partstat in ["ACCEPTED", "TENTATIVE", "DECLINED"] {
        let mut bob = Person::with("bob", LUNCH);
        let outcome = bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION", &format!("CN=Bob;PARTSTAT={partstat}"));
        assert_sent(&outcome, &["REPLY alice Reply all #0"]);
        assert_eq!((outcome.send[0].sender.clone(), outcome.because), (address("bob"), Reason::Answered));
        let text = unfolded(&outcome.send[0].object);
        assert!(text.contains(&format!("ATTENDEE;CN=Bob;PARTSTAT={partstat}:mailto:bob@example.com")), "{text}");
        assert_eq!(bob.partstat("bob", None), partstat);
    }
}

#[test]
fn a_reply_holds_what_the_design_says_and_no_more() {
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:x\nEND:VALARM\nEND:VEVENT";
    let stored = LUNCH
        .replace("SUMMARY", "SEQUENCE:3\nSTATUS:CONFIRMED\nDESCRIPTION:Long\nCATEGORIES:MINE\nSUMMARY")
        .replace("END:VEVENT", alarm)
        .replace(
            "ORGANIZER;CN=Alice:mailto:alice@example.org",
            "ORGANIZER;SCHEDULE-STATUS=1.2;CN=Alice:MAILTO:Alice@example.org",
        );
    let mut bob = Person::with("bob", &stored);
    let outcome = bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION", "X-APPLE-X=1;CN=Bob;PARTSTAT=ACCEPTED");
    let text = unfolded(&outcome.send[0].object);
    let event: Vec<&str> = text.lines().skip_while(|line| *line != "BEGIN:VEVENT").collect();
    assert_eq!(
        event,
        [
            "BEGIN:VEVENT",
            "UID:lunch",
            "DTSTAMP:20260302T090000Z",
            "DTSTART;TZID=Europe/Berlin:20260310T120000",
            "DTEND;TZID=Europe/Berlin:20260310T130000",
            "SEQUENCE:3",
            "SUMMARY:Lunch",
            "LOCATION:Canteen",
            "ORGANIZER;CN=Alice:MAILTO:Alice@example.org",
            "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.com",
            "REQUEST-STATUS:2.0;Success",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
}

#[test]
fn the_owner_is_found_in_any_letter_case_and_under_every_address() {
    let mut bob = Person::with("bob", &LUNCH.replace("mailto:bob@example.com", "MAILTO:Bob@Example.COM"));
    assert_sent(&bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=ACCEPTED"), &["REPLY alice Reply all #0"]);
    let mut bob = Person::with("bob", &LUNCH.replace("bob@example.com", "robert@example.com"));
    bob.addresses.push(CalAddress::mailto("robert@example.com"));
    let outcome = bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=ACCEPTED");
    assert_eq!(outcome.send[0].sender, CalAddress::mailto("robert@example.com"));
    let mut bob = Person::with("bob", LUNCH);
    bob.addresses.push(CalAddress::mailto("robert@example.com"));
    let outcome =
        bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@", "CN=Bob;PARTSTAT=ACCEPTED:mailto:robert@");
    assert_eq!(outcome.send[0].sender, address("bob"), "as it was invited");
    assert!(bob.text().contains("PARTSTAT=ACCEPTED:mailto:bob@example.com"), "{}", bob.text());
}

#[test]
fn what_concerns_only_the_own_copy_is_kept_and_sends_nothing() {
    let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:x\nEND:VALARM\nEND:VEVENT";
    let cases = [
        ("END:VEVENT", alarm),
        ("SUMMARY", "TRANSP;X-RSVPD-OWN=TRUE:TRANSPARENT\nSUMMARY"),
        ("SUMMARY", "CLASS;X-RSVPD-OWN=TRUE:PRIVATE\nSUMMARY"),
        ("SUMMARY", "COLOR:red\nCATEGORIES:MINE\nSUMMARY"),
        ("SUMMARY", "X-MOZ-LASTACK:20260301T000000Z\nSUMMARY"),
        ("SUMMARY", "LAST-MODIFIED:20260302T000000Z\nCREATED:20260301T000000Z\nSUMMARY"),
        ("DTSTAMP:20260301T080000Z", "DTSTAMP:20260302T080000Z"),
        ("CN=Bob;PARTSTAT=ACCEPTED", "X-NUM-GUESTS=0;CN=Bob;PARTSTAT=ACCEPTED"),
        ("DTEND;TZID=Europe/Berlin:20260310T130000", "DURATION:PT1H"),
        ("SUMMARY:Lunch", "SUMMARY:Lunch "),
    ];
    for (from, to) in cases {
        let mut bob = Person::with("bob", &accepted());
        let outcome = put(&mut bob, &with(&accepted(), from, to)).unwrap();
        assert_eq!((sent(&outcome).len(), outcome.because, outcome.keep), (0, Reason::Personal, Keep::AsIs), "{to}");
    }
}

#[test]
fn what_is_the_organizers_is_refused() {
    let cases = [
        ("20260310T120000", "20260310T110000", "DTSTART"),
        ("20260310T130000", "20260310T140000", "DTSTART"),
        ("SUMMARY:Lunch", "SUMMARY:Party", "SUMMARY"),
        ("LOCATION:Canteen", "LOCATION:Pub", "LOCATION"),
        ("SUMMARY", "RRULE:FREQ=DAILY\nSUMMARY", "RRULE"),
        ("SUMMARY", "STATUS:CANCELLED\nSUMMARY", "STATUS"),
        ("END:VEVENT", "ATTENDEE:mailto:dora@example.com\nEND:VEVENT", "ATTENDEE"),
        ("ATTENDEE;CN=Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.net\n", "", "ATTENDEE"),
        ("ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.com\n", "", "ATTENDEE"),
        ("ORGANIZER;CN=Alice:mailto:alice@example.org\n", "", "ORGANIZER"),
        ("ORGANIZER;CN=Alice:mailto:alice@example.org", "ORGANIZER:mailto:carol@example.net", "ORGANIZER"),
        ("ORGANIZER;CN=Alice:mailto:alice@example.org", "ORGANIZER:mailto:bob@example.com", "ORGANIZER"),
    ];
    for (from, to, property) in cases {
        let mut bob = Person::with("bob", &accepted());
        let refusal = put(&mut bob, &with(&accepted(), from, to)).unwrap_err();
        assert_eq!(refusal, Refusal::AttendeeChanged(property.to_owned()), "{from} → {to}");
        assert_eq!(refusal.clause(), "RFC 6638 §3.2.4.4");
    }
}

#[test]
fn what_is_decorative_is_put_back_without_a_word() {
    let stored = with(&accepted(), "SUMMARY", "SEQUENCE:2\nDESCRIPTION:Bring bread\nSUMMARY");
    let cases = [
        ("DESCRIPTION:Bring bread\n", ""),
        ("DESCRIPTION:Bring bread", "DESCRIPTION:<b>Bring bread</b>"),
        ("SEQUENCE:2", "SEQUENCE:3"),
        ("SUMMARY", "URL:https://example.org/\nSUMMARY"),
        ("CN=Carol;PARTSTAT=NEEDS-ACTION", "CN=Carol;PARTSTAT=ACCEPTED"),
        ("CN=Bob;PARTSTAT", "ROLE=CHAIR;CN=Bob;PARTSTAT"),
    ];
    for (from, to) in cases {
        let mut bob = Person::with("bob", &stored);
        let outcome = put(&mut bob, &with(&stored, from, to)).unwrap();
        assert_sent(&outcome, &[]);
        let text = bob.text();
        assert!(text.contains("DESCRIPTION:Bring bread\n") && text.contains("SEQUENCE:2\n"), "{to}: {text}");
        assert!(!text.contains("URL:") && text.contains("CN=Carol;PARTSTAT=NEEDS-ACTION"), "{to}: {text}");
        assert_eq!(bob.part(None).attendee(&address("bob")).unwrap().role(), crate::ical::Role::Required, "{to}");
    }
}

#[test]
fn a_client_that_shouts_the_addresses_changes_nobody() {
    let mut bob = Person::with("bob", &accepted());
    let outcome = put(&mut bob, &accepted().replace("mailto:carol@example.net", "MAILTO:CAROL@EXAMPLE.NET")).unwrap();
    assert_sent(&outcome, &[]);
}

#[test]
fn deleting_the_copy_declines_once() {
    let mut bob = Person::with("bob", &accepted());
    let outcome = bob.delete();
    assert_sent(&outcome, &["REPLY alice Reply all #0"]);
    assert!(unfolded(&outcome.send[0].object).contains("CN=Bob;PARTSTAT=DECLINED"));
    let declined = accepted().replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=DECLINED");
    assert_sent(&Person::with("bob", &declined).delete(), &[]);
    let cancelled = with(&accepted(), "SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    assert_sent(&Person::with("bob", &cancelled).delete(), &[]);
    assert_sent(&Person::with("bob", &accepted().replace("20260310", "20260210")).delete(), &[]);
}

#[test]
fn schedule_reply_f_answers_nothing() {
    let bob = Person::with("bob", LUNCH);
    let edit = Edit { before: bob.held(), after: None, seen: Seen::Latest, reply: ReplyWanted::Quiet };
    let outcome = edited(&edit, now()).unwrap();
    assert_eq!((sent(&outcome).len(), outcome.because), (0, Reason::Quiet));
}

#[test]
fn an_organizer_of_another_agent_is_not_answered_and_nothing_is_checked() {
    for agent in ["CLIENT", "NONE"] {
        let stored = with(LUNCH, "ORGANIZER;", &format!("ORGANIZER;SCHEDULE-AGENT={agent};"));
        let mut bob = Person::with("bob", &stored);
        let outcome =
            put(&mut bob, &with(&stored, "CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=ACCEPTED")).unwrap();
        assert_eq!((sent(&outcome).len(), outcome.because), (0, Reason::ClientSchedules));
        assert!(put(&mut bob, &with(&stored, "SUMMARY:Lunch", "SUMMARY:Party")).is_ok());
        assert_sent(&bob.delete(), &[]);
    }
}

#[test]
fn force_send_repeats_the_answer_and_is_not_kept() {
    let mut bob = Person::with("bob", &accepted());
    let outcome = bob.change("ORGANIZER;", "ORGANIZER;SCHEDULE-FORCE-SEND=REPLY;");
    assert_sent(&outcome, &["REPLY alice Reply all #0"]);
    assert!(!bob.text().contains("FORCE-SEND") && !unfolded(&outcome.send[0].object).contains("FORCE-SEND"));
}

#[test]
fn an_invitation_of_somebody_else_that_a_client_stores_sends_nothing_unless_it_is_answered() {
    let outcome = Person::new("bob").put(LUNCH);
    assert_eq!((sent(&outcome).len(), outcome.keep), (0, Keep::AsIs));
    assert_sent(&Person::new("bob").put(&accepted()), &["REPLY alice Reply all #0"]);
    assert_sent(&Person::new("bob").put(&accepted().replace("20260310", "20260210")), &[]);
    let outcome = Person::new("dora@example.com").put(LUNCH);
    assert_eq!((sent(&outcome).len(), outcome.because), (0, Reason::NotScheduled));
}

#[test]
fn a_note_to_the_organizer_is_sent_once() {
    let mut bob = Person::with("bob", &accepted());
    let outcome = bob.change("SUMMARY", "COMMENT:A bit late\nSUMMARY");
    assert_sent(&outcome, &["REPLY alice Reply all #0"]);
    assert!(unfolded(&outcome.send[0].object).contains("COMMENT:A bit late"));
    assert_sent(&bob.change("SUMMARY", "COLOR:red\nSUMMARY"), &[]);
}

#[test]
fn one_instance_is_answered_alone() {
    let mut bob = Person::with("bob", WEEKLY);
    let declined = MOVED
        .replace("T150000", "T120000")
        .replace("T160000", "T130000")
        .replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=DECLINED");
    let outcome = bob.put(&[WEEKLY, &declined].concat());
    assert_sent(&outcome, &["REPLY alice Reply 0317 #0"]);
    let text = unfolded(&outcome.send[0].object);
    assert!(
        text.contains("RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000") && text.contains("PARTSTAT=DECLINED"),
        "{text}"
    );
    let back = bob.put(WEEKLY);
    assert_sent(&back, &["REPLY alice Reply 0317 #0"]);
    assert!(unfolded(&back.send[0].object).contains("PARTSTAT=ACCEPTED"));
}

#[test]
fn an_answer_may_not_move_the_instance_or_make_one_up() {
    let mut bob = Person::with("bob", WEEKLY);
    let moved = put(&mut bob, &[WEEKLY, MOVED].concat()).unwrap_err();
    assert_eq!(moved, Refusal::AttendeeChanged("DTSTART".to_owned()));
    let made_up = MOVED.replace("20260317T120000", "20260318T120000");
    assert_eq!(
        put(&mut bob, &[WEEKLY, &made_up].concat()).unwrap_err(),
        Refusal::AttendeeChanged("RECURRENCE-ID".to_owned())
    );
}

#[test]
fn an_exdate_declines_its_instance_and_cannot_be_taken_back_silently() {
    let mut bob = Person::with("bob", WEEKLY);
    let outcome = bob.change("SUMMARY", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY");
    assert_sent(&outcome, &["REPLY alice Reply 0317 #0"]);
    assert!(unfolded(&outcome.send[0].object).contains("PARTSTAT=DECLINED"));
    assert!(bob.text().contains("EXDATE"));
    assert_sent(&bob.change("SUMMARY", "COLOR:red\nSUMMARY"), &[]);
    assert_sent(&bob.put(WEEKLY), &[]);
    assert!(bob.text().contains("EXDATE;TZID=Europe/Berlin:20260317T120000"), "{}", bob.text());
}

#[test]
fn an_override_of_the_organizer_cannot_be_dropped() {
    let both = [WEEKLY, MOVED].concat();
    let mut bob = Person::with("bob", &both);
    assert_sent(&bob.put(WEEKLY), &[]);
    assert!(bob.text().contains("DTSTART;TZID=Europe/Berlin:20260317T150000"), "{}", bob.text());
    let excluded = with(WEEKLY, "SUMMARY", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY");
    assert_sent(&bob.put(&excluded), &["REPLY alice Reply 0317 #0"]);
    assert!(!bob.text().contains("150000"));
}

#[test]
fn an_answer_to_the_series_spells_out_the_instances_it_leaves_alone() {
    let open = |text: &str| text.replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION");
    let mut bob = Person::with("bob", &open(&[WEEKLY, MOVED].concat()));
    let outcome = bob.put(&[WEEKLY, &open(MOVED)].concat());
    assert_sent(&outcome, &["REPLY alice Reply all+0317 #0"]);
    let answers: Vec<&str> = outcome.send[0]
        .object
        .parts()
        .map(|part| part.attendee(&address("bob")).unwrap().partstat().as_str())
        .collect();
    assert_eq!(answers, ["ACCEPTED", "NEEDS-ACTION"]);
}

#[test]
fn an_answer_to_the_series_is_none_to_a_date_the_program_lost() {
    let open = |text: &str| text.replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION");
    let mut bob = Person::with("bob", &open(&[WEEKLY, MOVED].concat()));
    let outcome = bob.put(WEEKLY);
    assert_sent(&outcome, &["REPLY alice Reply all+0317 #0"]);
    let of_date = outcome.send[0].object.overrides().next().and_then(|part| part.attendee(&address("bob")));
    assert_eq!(of_date.unwrap().partstat(), crate::ical::PartStat::NeedsAction);
    assert_eq!(bob.partstat("bob", Some("20260317")), "NEEDS-ACTION");
}

#[test]
fn an_answer_names_the_sequence_the_server_knows_where_the_client_forgot_it() {
    let numbered = |text: &str| with(text, "SUMMARY", "SEQUENCE:2\nSUMMARY");
    let open = |text: &str| text.replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION");
    let roster = MOVED.replace("T150000", "T120000").replace("T160000", "T130000");
    let roster = numbered(&open(&roster).replace("CN=Carol;PARTSTAT=TENTATIVE", "CN=Carol;PARTSTAT=DECLINED"));
    let mut bob = Person::with("bob", &[open(&numbered(WEEKLY)), roster].concat());
    let outcome = bob.put_older(WEEKLY);
    assert_sent(&outcome, &["REPLY alice Reply all+0317 #2"]);
    assert!(outcome.send[0].object.parts().all(|part| part.sequence() == 2));
    assert_eq!(
        (bob.partstat("bob", Some("20260317")), bob.partstat("carol", Some("20260317"))),
        ("ACCEPTED", "DECLINED")
    );
}

#[test]
fn what_became_of_an_answer_is_the_servers_to_say() {
    let mut bob = Person::with("bob", &with(&accepted(), "ORGANIZER;", "ORGANIZER;SCHEDULE-STATUS=1.2;"));
    assert_sent(&bob.put(&accepted()), &[]);
    assert!(bob.text().contains("SCHEDULE-STATUS=1.2"), "{}", bob.text());
    assert_sent(&bob.change("SCHEDULE-STATUS=1.2", "SCHEDULE-STATUS=5.1"), &[]);
    assert!(bob.text().contains("SCHEDULE-STATUS=1.2"), "{}", bob.text());
}

#[test]
fn an_override_for_other_peoples_answers_follows_the_answer_to_the_series() {
    let open = WEEKLY.replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION");
    let roster = MOVED
        .replace("T150000", "T120000")
        .replace("T160000", "T130000")
        .replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=NEEDS-ACTION")
        .replace("CN=Carol;PARTSTAT=TENTATIVE", "CN=Carol;PARTSTAT=DECLINED");
    let mut bob = Person::with("bob", &[&open, roster.as_str()].concat());
    assert_sent(&bob.put(&[WEEKLY, &roster].concat()), &["REPLY alice Reply all #0"]);
    assert_eq!(bob.partstat("bob", Some("20260317")), "ACCEPTED");
}

#[test]
fn a_guest_of_single_instances_declines_one_by_dropping_it_and_all_by_deleting() {
    let second = MOVED.replace("20260317T", "20260324T");
    let mut bob = Person::with("bob", &[MOVED, &second].concat());
    assert_sent(&bob.put(MOVED), &["REPLY alice Reply 0324 #0"]);
    assert_sent(&bob.delete(), &["REPLY alice Reply 0317 #0"]);
}

#[test]
fn a_date_whose_name_a_program_lost_is_recognised_by_its_time() {
    let second = MOVED.replace("20260317T", "20260324T");
    let mut bob = Person::with("bob", &[MOVED, &second].concat());
    let lost = with(MOVED, "RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000\n", "");
    let declined = lost.replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=DECLINED");
    let outcome = put(&mut bob, &[&declined, &second[..]].concat()).unwrap();
    assert_sent(&outcome, &["REPLY alice Reply 0317 #0"]);
    assert_eq!(bob.partstat("bob", Some("20260317")), "DECLINED");
    let elsewhen = declined.replace("T150000", "T143000");
    assert!(put(&mut bob, &[&elsewhen, &second[..]].concat()).is_err());
}

#[test]
fn the_attendees_sequence_is_the_organizers() {
    let mut bob = Person::with("bob", &with(LUNCH, "SUMMARY", "SEQUENCE:2\nSUMMARY"));
    let raised = with(&accepted(), "SUMMARY", "SEQUENCE:3\nSUMMARY");
    assert_sent(&bob.put(&raised), &["REPLY alice Reply all #2"]);
    assert_eq!(bob.part(None).sequence(), 2);
}

#[test]
fn what_is_left_of_a_cancelled_meeting_is_the_owners_to_edit() {
    let cancelled = with(LUNCH, "SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    let mut bob = Person::with("bob", &cancelled);
    let outcome = put(&mut bob, &with(&cancelled, "SUMMARY:Lunch", "SUMMARY:Was to be lunch")).unwrap();
    assert_eq!((sent(&outcome).len(), outcome.because), (0, Reason::Personal));
}

#[test]
fn a_task_may_be_worked_on() {
    let task = LUNCH.replace("VEVENT", "VTODO").replace("DTEND", "DUE");
    let mut bob = Person::with("bob", &task);
    let outcome = bob.change("SUMMARY", "STATUS:IN-PROCESS\nPERCENT-COMPLETE:50\nSUMMARY");
    assert_sent(&outcome, &[]);
    let outcome = bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=COMPLETED");
    assert_sent(&outcome, &["REPLY alice Reply all #0"]);
    assert!(unfolded(&outcome.send[0].object).contains("PERCENT-COMPLETE:50"), "{}", unfolded(&outcome.send[0].object));
    let outcome = bob.change("PERCENT-COMPLETE:50", "PERCENT-COMPLETE:100\nCOMPLETED:20260309T120000Z");
    assert_sent(&outcome, &["REPLY alice Reply all #0"]);
    let text = unfolded(&outcome.send[0].object);
    assert!(text.contains("PERCENT-COMPLETE:100") && text.contains("COMPLETED:20260309T120000Z"), "{text}");
    assert_sent(&bob.change("SUMMARY", "CATEGORIES:CAKE\nSUMMARY"), &[]);
}

#[test]
fn a_cancelled_meeting_cannot_be_held_after_all_by_its_guest() {
    let cancelled = with(LUNCH, "SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    let mut bob = Person::with("bob", &cancelled);
    assert_eq!(put(&mut bob, LUNCH).unwrap_err(), Refusal::AttendeeChanged("STATUS".to_owned()));
    let own = LUNCH.lines().filter(|line| !line.contains("mailto:")).collect::<Vec<_>>().join("\n") + "\n";
    assert_eq!(put(&mut bob, &own).unwrap().because, Reason::Personal, "an event of his own");
}

#[test]
fn a_date_called_off_stays_off_when_its_cancelled_override_is_cleared_away() {
    let off = with(MOVED, "SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    let mut bob = Person::with("bob", &[WEEKLY, &off].concat());
    let outcome = put(&mut bob, WEEKLY).unwrap();
    assert_sent(&outcome, &[]);
    assert!(bob.text().contains("EXDATE;TZID=Europe/Berlin:20260317T120000\n"), "{}", bob.text());
    assert!(!bob.text().contains("CANCELLED"));
}

#[test]
fn what_is_said_of_others_is_put_back() {
    let bob_line = "ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com";
    let carol_line = "ATTENDEE;CN=Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.net";
    for (from, to, line) in [
        ("ATTENDEE;CN=Carol", "ATTENDEE;CN=Mallory;ROLE=CHAIR;CUTYPE=ROOM", carol_line),
        ("ATTENDEE;CN=Carol", "ATTENDEE;SENT-BY=\"mailto:eve@example.net\";CN=Carol", carol_line),
        (
            "ORGANIZER;CN=Alice",
            "ORGANIZER;CN=Evil;SENT-BY=\"mailto:eve@example.net\"",
            "ORGANIZER;CN=Alice:mailto:alice@example.org",
        ),
        // A program's own notes and defaults spelled out say nothing else.
        (
            "ATTENDEE;CN=Carol",
            "ATTENDEE;X-NUM-GUESTS=0;CUTYPE=INDIVIDUAL;CN=Carol",
            "ATTENDEE;X-NUM-GUESTS=0;CUTYPE=INDIVIDUAL;CN=Carol",
        ),
    ] {
        let mut bob = Person::with("bob", LUNCH);
        assert_sent(&put(&mut bob, &with(LUNCH, from, to)).unwrap(), &[]);
        assert!(bob.text().contains(line) && bob.text().contains(bob_line), "{to}: {}", bob.text());
    }
}

#[test]
fn what_both_may_set_is_marked_once_the_owner_sets_it() {
    let stored = with(LUNCH, "SUMMARY", "TRANSP:TRANSPARENT\nSUMMARY");
    let mut bob = Person::with("bob", &stored);
    bob.change("CN=Bob;PARTSTAT=NEEDS-ACTION", "CN=Bob;PARTSTAT=ACCEPTED");
    assert!(!bob.text().contains("X-RSVPD-OWN"), "he only answered");
    bob.change("TRANSP:TRANSPARENT\n", "CLASS:PRIVATE\n");
    let marked = |text: &str, line: &str| assert!(text.contains(line), "{text}");
    marked(&bob.text(), "TRANSP;X-RSVPD-OWN=TRUE:OPAQUE\n");
    marked(&bob.text(), "CLASS;X-RSVPD-OWN=TRUE:PRIVATE\n");
    // A program that drops the mark takes nothing back.
    bob.change("CLASS;X-RSVPD-OWN=TRUE:PRIVATE", "CLASS:PRIVATE");
    marked(&bob.text(), "CLASS;X-RSVPD-OWN=TRUE:PRIVATE\n");
}
