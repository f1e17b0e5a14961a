//! The same instances in other words, and other instances.

use super::*;

const RULE: &str = "RRULE:FREQ=WEEKLY;COUNT=10";

/// [`WEEKLY`] with another rule.
fn by(rule: &str) -> String {
    with(WEEKLY, RULE, &format!("RRULE:{rule}"))
}

/// [`WEEKLY`] with dates beside its rule.
fn and(dates: &str) -> String {
    with(WEEKLY, RULE, &format!("{RULE}\nRDATE;TZID=Europe/Berlin{dates}"))
}

/// What programs write in place of each other's words: Outlook's synchronizer and Android name the day, others the last one.
fn same() -> Vec<(String, String)> {
    [
        ("FREQ=WEEKLY;COUNT=10", "FREQ=WEEKLY;COUNT=10;BYDAY=TU"),
        ("FREQ=WEEKLY;COUNT=10", "FREQ=WEEKLY;COUNT=10;WKST=SU"),
        ("FREQ=WEEKLY;COUNT=10", "FREQ=WEEKLY;UNTIL=20260512T100000Z"),
        ("FREQ=WEEKLY;UNTIL=20260512T100000Z", "FREQ=WEEKLY;UNTIL=20260512T215959Z"),
        ("FREQ=WEEKLY;UNTIL=20260512T100000Z", "FREQ=WEEKLY;UNTIL=20260518T100000Z"),
        ("FREQ=WEEKLY;UNTIL=20260518T100000Z", "FREQ=WEEKLY;UNTIL=20260512T100000Z"),
        ("FREQ=WEEKLY;UNTIL=20260512T100000Z", "FREQ=WEEKLY;UNTIL=20260512"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU;WKST=SU"),
        ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=5"),
        ("FREQ=YEARLY;COUNT=4", "FREQ=YEARLY;COUNT=4;BYMONTH=3;BYMONTHDAY=10"),
        ("FREQ=YEARLY;INTERVAL=2", "FREQ=YEARLY;INTERVAL=2;BYMONTH=3"),
    ]
    .map(|(one, other)| (by(one), by(other)))
    .into_iter()
    .chain([
        (WEEKLY.to_owned(), and(":20260310T120000")),
        (and(":20260317T120000,20260324T120000"), WEEKLY.to_owned()),
        (and(";VALUE=PERIOD:20260311T120000/PT2H"), and(";VALUE=PERIOD:20260311T120000/20260311T140000")),
        (and(":20260311T120000"), and(";VALUE=PERIOD:20260311T120000/PT1H")),
    ])
    .collect()
}

#[test]
fn the_same_instances_in_other_words_change_nothing() {
    for (one, other) in same() {
        let mut alice = Person::with("alice", &one);
        let outcome = alice.put(&other);
        assert_sent(&outcome, &[]);
        assert_eq!((alice.partstat("bob", None), alice.part(None).sequence()), ("ACCEPTED", 0), "{other}");
    }
}

#[test]
fn an_attendee_may_answer_in_other_words() {
    for (one, other) in same() {
        let mut bob = Person::with("bob", &one);
        let declined = with(&other, "CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=DECLINED");
        assert_sent(&bob.put(&declined), &["REPLY alice Reply all #0"]);
        let moved = with(&other, "CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=DECLINED").replace("T12", "T13");
        assert!(bob.try_put(&cal(&moved), Seen::Latest, now()).is_err(), "{moved}");
    }
}

#[test]
fn an_organizer_elsewhere_may_use_other_words() {
    for (one, other) in same() {
        let mut bob = Person::with("bob", &one);
        let update = with(&other, "SUMMARY:Team", "SUMMARY:Committee").replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob");
        bob.receive(&mail("REQUEST", "alice", "bob", &update)).unwrap();
        assert_eq!(bob.partstat("bob", None), "ACCEPTED", "{other}");
        assert_eq!(bob.part(None).summary().as_deref(), Some("Committee"));
    }
}

#[test]
fn other_instances_are_another_meeting_and_fewer_are_the_same() {
    let cases = [
        ("more days", by("FREQ=WEEKLY;COUNT=10;BYDAY=TU,WE"), "NEEDS-ACTION"),
        ("endless", by("FREQ=WEEKLY;BYDAY=TU"), "NEEDS-ACTION"),
        ("another day", by("FREQ=WEEKLY;COUNT=10;BYDAY=WE"), "NEEDS-ACTION"),
        ("a longer date", and(";VALUE=PERIOD:20260317T120000/PT3H"), "NEEDS-ACTION"),
        ("one of them as a date alone", and(":20260317T130000"), "NEEDS-ACTION"),
        ("every fourth", by("FREQ=WEEKLY;INTERVAL=4;COUNT=2"), "ACCEPTED"),
        ("a week less", by("FREQ=DAILY;INTERVAL=7;COUNT=9"), "ACCEPTED"),
    ];
    for (name, after, bob) in cases {
        let mut alice = Person::with("alice", WEEKLY);
        let outcome = alice.put(&after);
        assert_eq!((alice.partstat("bob", None), alice.part(None).sequence()), (bob, 1), "{name}");
        assert_eq!(outcome.send.len(), 2, "{name}");
    }
    let endless = [
        ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "ACCEPTED"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270101", "ACCEPTED"),
        ("FREQ=YEARLY;INTERVAL=50", "FREQ=YEARLY;INTERVAL=60", "NEEDS-ACTION"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2TU", "NEEDS-ACTION"),
    ];
    for (one, other, bob) in endless {
        let mut alice = Person::with("alice", &by(one));
        alice.put(&by(other));
        assert_eq!((alice.partstat("bob", None), alice.part(None).sequence()), (bob, 1), "{one} → {other}");
    }
}

#[test]
fn a_date_with_a_length_of_its_own_keeps_it_when_it_is_answered() {
    let mut bob =
        Person::with("bob", &and(";VALUE=PERIOD:20260311T110000Z/PT3H").replace("TZID=Europe/Berlin;VALUE", "VALUE"));
    let mut alice = Person { addresses: vec![address("alice")], ..bob.clone() };
    let outcome = bob.change("SUMMARY", "EXDATE:20260311T110000Z\nSUMMARY");
    assert_sent(&outcome, &["REPLY alice Reply 0311 #0"]);
    alice.receive(&outcome.send[0]).unwrap();
    let part = alice.part(Some("20260311"));
    assert_eq!(part.raw("DTEND"), Some("20260311T150000"), "{}", alice.text());
    assert_eq!(alice.partstat("bob", Some("20260311")), "DECLINED");
}
