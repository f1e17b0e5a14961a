//! Guests send somebody else, or pass an invitation on.

use super::*;

const DORA: &str = "dora@example.com";

/// Bob sends Dora to [`LUNCH`].
fn delegation() -> Message {
    mail(
        "REPLY",
        "bob",
        "alice",
        "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20260302T090000Z\nSEQUENCE:0\nORGANIZER:mailto:alice@example.org\n\
         ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dora@example.com\":mailto:bob@example.com\n\
         ATTENDEE;CN=Dora;RSVP=TRUE;DELEGATED-FROM=\"mailto:bob@example.com\":mailto:dora@example.com\nEND:VEVENT\n",
    )
}

/// An answer of Dora's to [`LUNCH`].
fn of_dora(partstat: &str, dtstamp: &str) -> Message {
    let text = format!(
        "\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:{dtstamp}\nSEQUENCE:0\nORGANIZER:mailto:alice@example.org\n\
         ATTENDEE;CN=Dora;PARTSTAT={partstat}:mailto:dora@example.com\nEND:VEVENT\n"
    );
    mail("REPLY", DORA, "alice", &text)
}

fn alice_with(policy: &str) -> Person {
    Person::with("alice", &with(LUNCH, "SUMMARY", &format!("X-RSVPD-FORWARDING:{policy}\nSUMMARY")))
}

#[test]
fn a_delegate_is_invited_in_place_of_the_guest() {
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.receive(&delegation()).unwrap();
    assert_sent(&outcome, &["REQUEST dora Invitation all #0"]);
    assert_eq!((alice.partstat("bob", None), alice.partstat(DORA, None)), ("DELEGATED", "NEEDS-ACTION"));
    let line = "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Dora;ROLE=REQ-PARTICIPANT;DELEGATED-FROM=\"mailto:bob@example.com\"";
    assert!(alice.text().contains(line), "{}", alice.text());
    assert!(
        outcome.tell.iter().any(|news| matches!(news, Notice::Joined { by: Some(by), .. } if *by == address("bob")))
    );
    let again = alice.receive(&delegation()).unwrap();
    assert_eq!((again.because, again.send.len()), (Reason::Duplicate, 0));
    let outcome = alice.receive(&of_dora("ACCEPTED", "20260302T100000Z")).unwrap();
    assert_eq!((outcome.because, outcome.send.len(), alice.partstat(DORA, None)), (Reason::Answered, 0, "ACCEPTED"));
}

#[test]
fn when_the_delegate_declines_the_guest_is_asked_again() {
    let mut alice = Person::with("alice", LUNCH);
    alice.receive(&delegation()).unwrap();
    let outcome = alice.receive(&of_dora("DECLINED", "20260302T100000Z")).unwrap();
    assert_sent(&outcome, &["REQUEST bob AskedAgain all #0"]);
}

#[test]
fn when_the_delegate_sends_the_guest_back_the_guest_is_asked_again() {
    let mut alice = Person::with("alice", LUNCH);
    alice.receive(&delegation()).unwrap();
    let back = "DELEGATED;DELEGATED-TO=\"mailto:bob@example.com\"";
    let outcome = alice.receive(&of_dora(back, "20260302T100000Z")).unwrap();
    assert_sent(&outcome, &["REQUEST bob AskedAgain all #0"]);
}

#[test]
fn a_delegate_named_without_mailto_is_a_guest_with_it() {
    let mut alice = Person::with("alice", LUNCH);
    let mut message = delegation();
    let text = message.object.to_text().replace("\r\n ", "").replace("\"mailto:dora@", "\"dora@");
    message.object = CalendarObject::read(text.as_bytes()).unwrap().into();
    assert_sent(&alice.receive(&message).unwrap(), &["REQUEST dora Invitation all #0"]);
    let text = alice.text();
    assert!(text.contains("DELEGATED-TO=\"mailto:dora@") && text.contains(":mailto:dora@"), "{text}");
}

#[test]
fn a_delegate_who_is_invited_already_or_the_organizer_is_not_invited_twice() {
    for (other, address) in [("carol@example.net", "carol"), ("alice@example.org", "alice")] {
        let mut alice = Person::with("alice", LUNCH);
        let mut message = delegation();
        let text = message.object.to_text().replace("\r\n ", "").replace("dora@example.com", other);
        message.object = CalendarObject::read(text.as_bytes()).unwrap().into();
        let outcome = alice.receive(&message).unwrap();
        assert_eq!(outcome.send.len(), 0, "{address}");
        assert_eq!(alice.part(None).attendees().count(), 3, "{address}");
    }
}

#[test]
fn whom_the_organizer_took_off_the_list_comes_back_by_nobody_elses_will() {
    let bobs = "ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com\n";
    let everybody = [bobs, "ATTENDEE;CN=Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.net\n"];
    for gone in [&everybody[..1], &everybody[..]] {
        let mut alice = alice_with("ALLOW");
        gone.iter().for_each(|line| drop(alice.change(line, "")));
        let mut late = of_dora("ACCEPTED", "20260302T100000Z");
        late.sender = address("bob");
        let text = late.object.to_text().replace("dora@example.com", "bob@example.com");
        late.object = CalendarObject::read(text.as_bytes()).unwrap().into();
        let outcome = alice.receive(&late).unwrap();
        assert_eq!((outcome.because, alice.partstat("bob", None)), (Reason::Uninvited, "absent"));
        assert!(matches!(&outcome.tell[..], [Notice::UninvitedAnswer { .. }]), "{:?}", outcome.tell);
    }
}

#[test]
fn a_guest_of_the_series_comes_to_a_date_without_an_invitation_only_if_the_organizer_wants() {
    let bobs = "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.com\n";
    let allowed = |text: &str| with(text, "SUMMARY", "X-RSVPD-FORWARDING:ALLOW\nSUMMARY");
    let (weekly, moved) = (allowed(WEEKLY), allowed(MOVED));
    assert!(moved.contains(bobs), "{moved}");
    let mut alice = Person::with("alice", &format!("{weekly}{}", moved.replace(bobs, "")));
    let text = "\nBEGIN:VEVENT\nUID:weekly\nDTSTAMP:20260302T090000Z\nSEQUENCE:0\n\
                RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000\nORGANIZER:mailto:alice@example.org\n\
                ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.com\nEND:VEVENT\n";
    let outcome = alice.receive(&mail("REPLY", "bob", "alice", text)).unwrap();
    assert_eq!((outcome.because, outcome.send.len()), (Reason::Uninvited, 0));
    assert!(matches!(&outcome.tell[..], [Notice::UninvitedAnswer { .. }]), "{:?}", outcome.tell);
}

#[test]
fn who_answers_without_an_invitation_is_treated_as_the_organizer_chose() {
    for (policy, because, partstat, sends, tells) in [
        ("ASK", Reason::Uninvited, "absent", 0, 1),
        ("REFUSE", Reason::Uninvited, "absent", 0, 0),
        ("ALLOW", Reason::Answered, "ACCEPTED", 1, 2),
    ] {
        let mut alice = alice_with(policy);
        let outcome = alice.receive(&of_dora("ACCEPTED", "20260302T100000Z")).unwrap();
        assert_eq!((outcome.because, alice.partstat(DORA, None)), (because, partstat), "{policy}");
        assert_eq!((outcome.send.len(), outcome.tell.len()), (sends, tells), "{policy}: {:?}", outcome.tell);
    }
    let mut alice = alice_with("ALLOW");
    let outcome = alice.receive(&of_dora("ACCEPTED", "20260302T100000Z")).unwrap();
    assert_sent(&outcome, &["REQUEST dora Resent all #0"]);
    assert!(unfolded(&outcome.send[0].object).contains("CN=Dora"), "{}", unfolded(&outcome.send[0].object));
    assert!(!unfolded(&outcome.send[0].object).contains("X-RSVPD"), "what the organizer decided stays in the house");
}

#[test]
fn a_guest_here_may_send_somebody_else_and_nobody_besides() {
    let mut bob = Person::with("bob", LUNCH);
    let delegated = "PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dora@example.com\":mailto:bob@example.com";
    let dora = "ATTENDEE;DELEGATED-FROM=\"mailto:bob@example.com\":mailto:dora@example.com";
    let outcome = bob.change("PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com", &format!("{delegated}\n{dora}"));
    assert_sent(&outcome, &["REPLY alice Reply all #0"]);
    assert!(unfolded(&outcome.send[0].object).contains(dora), "{}", unfolded(&outcome.send[0].object));
    let mut alice = Person::with("alice", LUNCH);
    let outcome = alice.receive(&outcome.send[0]).unwrap();
    assert_sent(&outcome, &["REQUEST dora Invitation all #0"]);
    let carol = bob.changed("END:VEVENT", "ATTENDEE:mailto:erik@example.net\nEND:VEVENT");
    let refused = bob.try_put(&carol, Seen::Latest, now());
    assert_eq!(refused.unwrap_err(), Refusal::AttendeeChanged("ATTENDEE".to_owned()));
}

#[test]
fn a_hidden_guest_list_is_hidden_in_messages_and_in_copies() {
    let alone = with(LUNCH, "SUMMARY", "X-RSVPD-GUEST-LIST:NOBODY\nSUMMARY");
    let mut alice = Person::new("alice");
    let outcome = alice.put(&alone);
    for message in &outcome.send {
        let text = unfolded(&message.object);
        let others = ["bob@example.com", "carol@example.net"].iter().filter(|other| text.contains(**other)).count();
        assert!(others == 1 && !text.contains("X-RSVPD"), "{text}");
    }
    let mut bob = Person::new("bob");
    bob.receive(outcome.send.iter().find(|message| message.recipient == address("bob")).unwrap()).unwrap();
    alice
        .receive(&mail(
            "REPLY",
            "carol",
            "alice",
            &with(LUNCH, "PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol", "PARTSTAT=ACCEPTED:mailto:carol"),
        ))
        .unwrap();
    assert_eq!(alice.partstat("carol", None), "ACCEPTED");
    let refreshed = refresh(alice.copy.as_ref().unwrap(), bob.copy.as_ref().unwrap(), &bob.addresses, &berlin());
    assert_eq!(refreshed, Keep::AsIs, "carol's answer is none of bob's business");
}
