//! Cancellations reach an attendee.

use super::*;

fn copies(components: &str) -> (Person, Person) {
    let (mut alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    let outcome = alice.put(components);
    bob.receive(&outcome.send[0]).unwrap();
    (alice, bob)
}

#[test]
fn a_cancelled_meeting_stays_visible_as_cancelled() {
    let (mut alice, mut bob) = copies(LUNCH);
    let cancel = alice.delete();
    let outcome = bob.receive(&cancel.send[0]).unwrap();
    assert_eq!(outcome.because, Reason::Cancelled);
    assert!(matches!(&outcome.tell[..], [Notice::Cancelled { instance: None, .. }]), "{:?}", outcome.tell);
    assert!(bob.part(None).is_cancelled());
    assert_eq!((bob.part(None).sequence(), bob.part(None).summary().as_deref()), (1, Some("Lunch")));
    let again = bob.receive(&cancel.send[0]).unwrap();
    assert_eq!((again.because, again.tell.len()), (Reason::Duplicate, 0));
}

#[test]
fn one_instance_is_cancelled_and_the_series_goes_on() {
    let (mut alice, mut bob) = copies(&[WEEKLY, MOVED].concat());
    for (day, line) in [
        ("20260324", "EXDATE;TZID=Europe/Berlin:20260324T120000\nSUMMARY"),
        ("20260317", "EXDATE;TZID=Europe/Berlin:20260317T120000\nSUMMARY"),
    ] {
        let cancel = alice.change("SUMMARY", line);
        let outcome = bob.receive(&cancel.send[0]).unwrap();
        assert!(matches!(&outcome.tell[..], [Notice::Cancelled { instance: Some(_), .. }]), "{:?}", outcome.tell);
        assert!(bob.part(Some(day)).is_cancelled());
    }
    assert!(!bob.part(None).is_cancelled());
    assert_eq!(bob.copy.as_ref().unwrap().parts().filter(|part| part.is_cancelled()).count(), 2);
}

#[test]
fn removed_is_not_cancelled() {
    let (mut alice, mut bob) = copies(LUNCH);
    let cancel = alice.change("ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com\n", "");
    let outcome = bob.receive(&cancel.send[0]).unwrap();
    assert!(matches!(&outcome.tell[..], [Notice::Removed { .. }]), "{:?}", outcome.tell);
    assert!(bob.part(None).is_cancelled(), "for Bob it does not take place");
}

#[test]
fn a_cancellation_that_overtakes_its_invitation_still_counts() {
    let mut alice = Person::new("alice");
    let invitation = alice.put(LUNCH);
    let cancel = alice.delete();
    let mut bob = Person::new("bob");
    assert_eq!(bob.receive(&cancel.send[0]).unwrap().because, Reason::Cancelled);
    assert_eq!(bob.receive(&invitation.send[0]).unwrap().because, Reason::Stale);
    assert!(bob.copy.is_none());
}

#[test]
fn an_old_cancellation_does_not_undo_a_new_invitation() {
    let (mut alice, mut bob) = copies(LUNCH);
    let cancel = alice.change("SUMMARY", "STATUS:CANCELLED\nSUMMARY");
    let revived = alice.changed("STATUS:CANCELLED\n", "");
    let invitation = alice.try_put(&revived, Seen::Latest, at("2026-03-02T09:01:00Z")).unwrap();
    bob.receive(&invitation.send[0]).unwrap();
    assert_eq!(bob.receive(&cancel.send[0]).unwrap().because, Reason::Stale);
    assert!(!bob.part(None).is_cancelled());
}

#[test]
fn leaving_the_series_for_one_instance_ends_the_same_in_either_order() {
    let master: String = WEEKLY.lines().filter(|line| !line.contains("Bob")).map(|line| format!("{line}\n")).collect();
    for order in [[0, 1], [1, 0]] {
        let (mut alice, mut bob) = copies(&[WEEKLY, MOVED].concat());
        let outcome = alice.put(&[&master, MOVED].concat());
        assert_sent(&outcome, &["CANCEL bob Removed all #1", "REQUEST bob Invitation 0317 #2"]);
        for index in order {
            bob.receive(&outcome.send[index]).unwrap();
        }
        assert!(bob.part(None).is_cancelled(), "{order:?}");
        assert!(!bob.part(Some("20260317")).is_cancelled(), "{order:?}");
    }
}

#[test]
fn exchange_and_google_cancel_with_little() {
    let bare = "\nBEGIN:VEVENT\nUID:lunch\nSEQUENCE:0\nSTATUS:CANCELLED\nEND:VEVENT\n";
    let mut bob = Person::with("bob", LUNCH);
    assert_eq!(bob.receive(&mail("CANCEL", "alice", "bob", bare)).unwrap().because, Reason::Cancelled);
    assert!(bob.part(None).is_cancelled());
}

#[test]
fn a_cancellation_for_others_or_from_others_is_refused() {
    let others = LUNCH.replace("ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com\n", "");
    let mut bob = Person::with("bob", LUNCH);
    assert_eq!(bob.receive(&mail("CANCEL", "alice", "bob", &others)).unwrap_err(), Refusal::NotInvited);
    let stolen = LUNCH.replace("ORGANIZER;CN=Alice:mailto:alice@example.org", "ORGANIZER:mailto:mallory@example.com");
    assert_eq!(
        bob.receive(&mail("CANCEL", "mallory@example.com", "bob", &stolen)).unwrap_err(),
        Refusal::WrongOrganizer
    );
    let mut alice = Person::with("alice", LUNCH);
    assert_eq!(alice.receive(&mail("CANCEL", "bob", "alice", LUNCH)).unwrap_err(), Refusal::OwnMeeting);
    let headless = "\nBEGIN:VEVENT\nUID:lunch\nSTATUS:CANCELLED\nEND:VEVENT\n";
    assert_eq!(
        Person::new("bob").receive(&mail("CANCEL", "alice", "bob", headless)).unwrap_err(),
        Refusal::UnknownMeeting
    );
}

#[test]
fn a_refused_proposal_is_told() {
    let mut bob = Person::with("bob", LUNCH);
    let before = bob.text();
    let refused = LUNCH.replace("SUMMARY", "COMMENT:No\nSUMMARY");
    let outcome = bob.receive(&mail("DECLINECOUNTER", "alice", "bob", &refused)).unwrap();
    assert_eq!(
        outcome.tell,
        [Notice::ProposalDeclined { organizer: address("alice"), instance: None, comment: Some("No".to_owned()) }]
    );
    assert_eq!(bob.text(), before);
}

#[test]
fn a_person_invited_under_two_addresses_is_out_when_both_are() {
    let robert = "ATTENDEE;CN=Robert;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:robert@example.com\n";
    let both = with(LUNCH, "ATTENDEE;CN=Carol", &format!("{robert}ATTENDEE;CN=Carol"));
    let (mut alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    bob.addresses.push(CalAddress::mailto("robert@example.com"));
    let outcome = alice.put(&both);
    outcome.send.iter().filter(|message| message.recipient != address("carol")).for_each(|message| {
        let _ = bob.receive(message).unwrap();
    });
    let cancel = alice.change(robert, "");
    assert_sent(&cancel, &["CANCEL robert Removed all #1"]);
    let outcome = bob.receive(&cancel.send[0]).unwrap();
    assert_eq!((outcome.because, outcome.tell.len()), (Reason::Updated, 0));
    assert!(!bob.part(None).is_cancelled() && !bob.text().contains("robert@"), "{}", bob.text());
    let cancel = alice.change("ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com\n", "");
    bob.receive(&cancel.send[0]).unwrap();
    assert!(bob.part(None).is_cancelled());
}
