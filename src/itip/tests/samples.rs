//! Real messages beside stored meetings, where the samples are present; and texts of our own, mutated.

use std::path::{Path, PathBuf};

use super::*;

/// The PARTSTATs that are expected, in the series or on a day.
type Answers = &'static [(Option<&'static str>, &'static str)];

/// The folder of samples; `None`, said on standard error, when it is absent.
fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("RSVPD_SAMPLES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples"), PathBuf::from);
    if !folder.is_dir() {
        eprintln!("samples are absent ({}): nothing is checked", folder.display());
        return None;
    }
    Some(folder)
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The calendar object in the body of a mail with one part.
fn body(mail: &[u8]) -> CalendarObject {
    let text = String::from_utf8_lossy(mail);
    let (_, body) = text.split_once("\n\n").or_else(|| text.split_once("\r\n\r\n")).expect("a body");
    CalendarObject::read(body.as_bytes()).expect("a calendar object")
}

#[test]
fn mails_of_the_cyrus_tests_do_to_the_stored_meeting_what_their_names_say() {
    let Some(folder) = samples() else { return };
    let cases: &[(&str, &str, &str, Reason, Answers)] = &[
        ("imip_reply", "mail/cyrus__imip_reply.eml", "foo", Reason::Answered, &[(None, "ACCEPTED")]),
        ("imip_reply_no_organizer", "", "foo", Reason::Answered, &[(None, "ACCEPTED")]),
        ("imip_reply_override", "", "foo", Reason::Answered, &[(None, "ACCEPTED"), (Some("20211021"), "DECLINED")]),
        (
            "imip_reply_override_rdate",
            "",
            "foo",
            Reason::Answered,
            &[(None, "ACCEPTED"), (Some("20211021"), "DECLINED")],
        ),
        (
            "imip_reply_two_recurrences",
            "",
            "foo",
            Reason::Answered,
            &[(None, "ACCEPTED"), (Some("20230629"), "TENTATIVE"), (Some("20230630"), "TENTATIVE")],
        ),
        ("imip_reply_partycrasher", "", "bar", Reason::Uninvited, &[(None, "NEEDS-ACTION")]),
    ];
    for (name, mail, sender, reason, expected) in cases {
        let mail = if mail.is_empty() { format!("pairs/cyrus__{name}.eml") } else { (*mail).to_owned() };
        let local = read(&folder.join(format!("pairs/cyrus__{name}.local.ics")));
        let organizer = CalAddress::mailto("cassandane@example.com");
        let sender = CalAddress::mailto(&format!("{sender}@example.net"));
        let message = parse_message(body(&read(&folder.join(mail))), None, sender, organizer.clone(), now()).unwrap();
        let mut owner =
            Person { addresses: vec![organizer], copy: CalendarObject::read(&local).ok(), ..Person::new("x") };
        assert_eq!(owner.receive(&message).unwrap().because, *reason, "{name}");
        for (day, partstat) in *expected {
            assert_eq!(owner.partstat("foo@example.net", *day), *partstat, "{name} {day:?}");
        }
        assert_eq!(owner.partstat("bar@example.net", None), "absent", "{name}");
    }
}

#[test]
fn a_cancellation_to_the_organizer_is_refused() {
    let Some(folder) = samples() else { return };
    let local = read(&folder.join("pairs/cyrus__imip_cancel_to_organizer.local.ics"));
    let mail = read(&folder.join("pairs/cyrus__imip_cancel_to_organizer.eml"));
    let organizer = CalAddress::mailto("cassandane@example.com");
    let message =
        parse_message(body(&mail), None, CalAddress::mailto("foo@example.net"), organizer.clone(), now()).unwrap();
    let mut owner = Person { addresses: vec![organizer], copy: CalendarObject::read(&local).ok(), ..Person::new("x") };
    assert_eq!(owner.receive(&message).unwrap_err(), Refusal::OwnMeeting);
}

#[test]
fn apples_proposal_is_understood() {
    let Some(folder) = samples() else { return };
    let text = read(&folder.join("itip/apple__counter_ios.ics"));
    let object = CalendarObject::read(&text).unwrap();
    let mut stored = object.clone();
    stored.calendar_mut().remove("METHOD");
    stored.parts_mut().for_each(|part| {
        part.map_lines(|line| if line.is("ATTENDEE") { line.with_param("PARTSTAT", "NEEDS-ACTION") } else { line });
    });
    let (sender, organizer) =
        (object.parts().next().unwrap().attendees().next().unwrap().address, object.organizer().unwrap());
    let mut owner = Person { addresses: vec![organizer.clone()], copy: Some(stored), ..Person::new("x") };
    let outcome = owner.receive(&parse_message(object, None, sender, organizer, now()).unwrap()).unwrap();
    let [Notice::Proposal { from, to, .. }, Notice::Answered { partstat: PartStat::Tentative, .. }] = &outcome.tell[..]
    else {
        panic!("{:?}", outcome.tell)
    };
    assert_eq!((*from, *to), (at("2020-12-25T08:30:00Z"), at("2020-12-25T09:00:00Z")));
}

#[test]
fn no_sample_does_harm() {
    let Some(folder) = samples() else { return };
    for room in ["itip", "pairs", "pairs/sabre"] {
        for entry in std::fs::read_dir(folder.join(room)).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.extension().is_some_and(|end| end == "ics") {
                let bytes = read(&entry);
                check(&bytes, &bytes, now());
            }
        }
    }
}

/// The next number of a sequence that looks random and is always the same.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn no_mutation_of_a_message_does_harm() {
    let text = |method: &str| {
        let mut object = cal(&[WEEKLY, MOVED].concat());
        object.calendar_mut().add(crate::ical::Line::text("METHOD", method));
        object.to_bytes()
    };
    let mut state = 1;
    for method in ["REQUEST", "REPLY", "CANCEL", "COUNTER", "REFRESH", "DECLINECOUNTER"] {
        let message = text(method);
        for _ in 0..12 {
            let mut mutated = message.clone();
            for _ in 0..1 + next(&mut state) % 4 {
                let place = next(&mut state) % mutated.len();
                match next(&mut state) % 3 {
                    0 => mutated[place] = b"0:;,=\r\nZT-P9"[next(&mut state) % 12],
                    1 => drop(mutated.remove(place)),
                    _ => mutated.insert(place, b"0:;,=\r\nZT-P9"[next(&mut state) % 12]),
                }
            }
            check(&message, &mutated, now());
        }
    }
}
