//! What stands in a message, and what must not.

use super::*;

#[test]
fn nothing_personal_leaves_the_house() {
    let private = LUNCH
        .replace(
            "SUMMARY",
            "CATEGORIES:SECRET\nCOLOR:red\nX-APPLE-TRAVEL-START:1\nX-MOZ-GENERATION:3\nX-CALENDARSERVER-ATTENDEE-COMMENT:x\nX-LIC-ERROR:x\n\
             REQUEST-STATUS:2.0;Success\nPERCENT-COMPLETE:10\nTRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\nSUMMARY",
        )
        .replace("ATTENDEE;CN=Carol", "ATTENDEE;SCHEDULE-STATUS=1.1;X-APPLE-TELEPHONE=1;CN=Carol")
        .replace("END:VEVENT", "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:x\nEND:VALARM\nEND:VEVENT");
    let outcome = Person::new("alice").put(&private);
    let text = unfolded(&outcome.send[0].object);
    for gone in [
        "CATEGORIES",
        "COLOR",
        "X-APPLE",
        "X-MOZ",
        "X-CALENDARSERVER",
        "X-LIC",
        "REQUEST-STATUS",
        "PERCENT",
        "VALARM",
        "SCHEDULE-",
    ] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    assert!(text.contains("X-MICROSOFT-CDO-BUSYSTATUS:BUSY") && text.contains("TRANSP:OPAQUE"), "{text}");
}

#[test]
fn an_invitation_is_complete() {
    let bare = "\nBEGIN:VEVENT\nUID:bare\nDTSTAMP:20260301T080000Z\nDTSTART;TZID=Europe/Berlin:20260310T120000\nDURATION:PT1H\n\
                ORGANIZER:mailto:alice@example.org\nATTENDEE:mailto:alice@example.org\nATTENDEE:mailto:bob@example.com\n\
                ATTENDEE;RSVP=FALSE:mailto:carol@example.net\nEND:VEVENT\n";
    let outcome = Person::new("alice").put(bare);
    let text = unfolded(&outcome.send[0].object);
    for wanted in [
        "BEGIN:VCALENDAR\nPRODID:-//rsvpd//rsvpd//EN\nVERSION:2.0\nCALSCALE:GREGORIAN\nMETHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\n",
        "DTSTAMP:20260302T090000Z",
        "SEQUENCE:0",
        "SUMMARY:",
        "ORGANIZER:mailto:alice@example.org",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org",
        "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.com",
        "ATTENDEE;RSVP=FALSE;PARTSTAT=NEEDS-ACTION:mailto:carol@example.net",
    ] {
        assert!(text.contains(wanted), "{wanted:?} in {text}");
    }
    assert_eq!(outcome.send[0].object.method().as_deref(), Some("REQUEST"));
}

#[test]
fn each_zone_in_use_is_described_once_and_shortly() {
    let two = LUNCH.replace("DTEND;TZID=Europe/Berlin:20260310T130000", "DTEND;TZID=America/New_York:20260310T083000");
    let history = format!(
        "\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n\
         RDATE:19800101T000000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19810329T020000\n\
         RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE{two}"
    );
    let outcome = Person::new("alice").put(&history);
    let text = unfolded(&outcome.send[0].object);
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 2, "{text}");
    assert!(!text.contains("RDATE"), "RDATE beside RRULE is what Exchange chokes on: {text}");
    let own = LUNCH.replace("Europe/Berlin", "Our Zone");
    let with_own = format!(
        "\nBEGIN:VTIMEZONE\nTZID:Our Zone\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0130\nTZOFFSETTO:+0130\nEND:STANDARD\nEND:VTIMEZONE{own}"
    );
    let outcome = Person::new("alice").put(&with_own);
    assert!(unfolded(&outcome.send[0].object).contains("TZOFFSETTO:+0130"));
}

#[test]
fn everyone_gets_a_message_of_his_own() {
    let outcome = Person::new("alice").put(LUNCH);
    let recipients: Vec<&CalAddress> = outcome.send.iter().map(|message| &message.recipient).collect();
    assert_eq!(recipients, [&address("bob"), &address("carol")]);
    assert!(outcome.send.iter().all(|message| message.sender == address("alice")));
}

#[test]
fn a_message_is_read_by_its_body_then_by_its_type() {
    let parse = |method: Option<&str>, fallback: Option<Method>| {
        let mut object = cal(LUNCH);
        if let Some(method) = method {
            object.calendar_mut().add(crate::ical::Line::text("METHOD", method));
        }
        parse_message(object, fallback, address("bob"), address("alice"), now()).map(|message| message.method)
    };
    assert_eq!(parse(Some("counter"), Some(Method::Reply)), Ok(Method::Counter));
    assert_eq!(parse(None, Some(Method::Reply)), Ok(Method::Reply));
    assert_eq!(parse(Some("EXPORT"), Some(Method::Reply)), Err(Refusal::NoMethod));
    assert_eq!(parse(None, None), Err(Refusal::NoMethod));
}

#[test]
fn a_status_is_noted_where_it_belongs() {
    let object = cal(LUNCH);
    let to_guest = unfolded(&with_schedule_status(&object, &address("bob"), "1.1"));
    assert!(to_guest.contains("RSVP=TRUE;SCHEDULE-STATUS=1.1:mailto:bob@example.com"), "{to_guest}");
    let to_organizer = unfolded(&with_schedule_status(&object, &address("alice"), "1.2"));
    assert!(to_organizer.contains("ORGANIZER;CN=Alice;SCHEDULE-STATUS=1.2:"), "{to_organizer}");
    assert_eq!(to_organizer.matches("SCHEDULE-STATUS").count(), 1);
}

#[test]
fn the_schedule_tag_changes_with_the_meeting_and_not_with_answers() {
    let basis = |text: &str| schedule_tag_basis(&cal(text));
    let declined = MOVED
        .replace("T150000", "T120000")
        .replace("T160000", "T130000")
        .replace("CN=Bob;PARTSTAT=ACCEPTED", "CN=Bob;PARTSTAT=DECLINED;SCHEDULE-STATUS=2.0");
    let same = [
        WEEKLY.replace("CN=Bob;PARTSTAT=ACCEPTED", "SCHEDULE-STATUS=2.0;CN=Bob;PARTSTAT=DECLINED"),
        WEEKLY.replace("DTSTAMP:20260301", "DTSTAMP:20260302"),
        WEEKLY.replace(
            "END:VEVENT",
            "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:x\nEND:VALARM\nEND:VEVENT",
        ),
        WEEKLY.replace("SUMMARY", "COLOR:red\nTRANSP:TRANSPARENT\nX-FOO:bar\nSEQUENCE:1\nSUMMARY"),
        [WEEKLY, &declined].concat(),
    ];
    for text in same {
        assert_eq!(basis(&text), basis(WEEKLY), "{text}");
    }
    let other = [
        WEEKLY.replace("SUMMARY:Team", "SUMMARY:Crew"),
        WEEKLY.replace("20260310T120000", "20260310T110000"),
        WEEKLY.replace("Europe/Berlin", "Europe/London"),
        WEEKLY.replace("COUNT=10", "COUNT=11"),
        WEEKLY.replace("carol@", "dora@"),
        [WEEKLY, MOVED].concat(),
        [WEEKLY, &declined.replace("SUMMARY:Team", "SUMMARY:Party")].concat(),
    ];
    for text in other {
        assert_ne!(basis(&text), basis(WEEKLY), "{text}");
    }
}

#[test]
fn every_refusal_and_reason_has_words() {
    assert_eq!(Refusal::AttendeeChanged("DTSTART".to_owned()).to_string(), "an attendee cannot change DTSTART");
    assert_eq!(Refusal::NotSupported(Method::Publish).to_string(), "PUBLISH messages are not acted on");
    assert_eq!(Reason::DeclinedBefore.as_str(), "declined-before");
}
