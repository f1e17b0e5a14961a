//! What a reader who may not know everything is shown of an object (RFC 5545 §3.8.1.3).

use super::freebusy::kind_of;
use super::line::Line;
use super::tree::Component;
use super::{BusyKind, CalAddress, CalendarObject, Kind};
use crate::id::ETag;

/// How much a reader is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// Public objects, but for their alarms, their guests and what programs note in them; of others only that they take time.
    Public,
    /// Only what takes time, and when.
    Busy,
}

/// Lines that say when something is; everything else is left out of a veiled event.
const TIMES: &[&str] =
    &["DTSTAMP", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "SEQUENCE"];
/// Parameters without which those lines mean something else.
const MEANT: &[&str] = &["TZID", "VALUE", "RANGE"];

/// The components a reader is shown of an object, its zones first; empty when it is none of the reader's business.
///
/// `owner` are the addresses of the person whose calendar it is. `salt` goes into the UIDs of veiled events: who knows
/// the event from elsewhere does not recognize it without the salt.
pub fn disclosed(object: &CalendarObject, how: Disclosure, owner: &[CalAddress], salt: &str) -> Vec<Component> {
    let zones = object.calendar().components().filter(|component| component.is("VTIMEZONE")).cloned();
    let parts = match how {
        Disclosure::Public if is_public(object) => object.parts().map(published).collect(),
        _ if object.kind() == Kind::Event => veiled(object, owner, salt),
        _ => Vec::new(),
    };
    match parts.is_empty() {
        true => parts,
        false => zones.chain(parts).collect(),
    }
}

/// An object is as private as the most private of its parts; a CLASS that nobody knows is private.
fn is_public(object: &CalendarObject) -> bool {
    object.parts().all(|part| part.raw("CLASS").is_none_or(|class| class.trim().eq_ignore_ascii_case("PUBLIC")))
}

/// What says who comes and what they answered, or is between the owner, the server and a program: none of it is for whoever
/// reads along.
const NOT_PUBLISHED: &[&str] = &["ATTENDEE", "COMMENT", "CONTACT", "REQUEST-STATUS"];
/// Within an event: alarms, and people (RFC 9073 §7.1).
const NOT_PUBLISHED_WITHIN: &[&str] = &["VALARM", "PARTICIPANT"];

fn published(part: &Component) -> Component {
    let mut part = part.clone();
    part.retain_components(|within| !NOT_PUBLISHED_WITHIN.iter().any(|name| within.is(name)));
    part.retain_lines(|line| {
        let is_private = NOT_PUBLISHED.iter().any(|name| line.is(name)) || line.name().starts_with("X-");
        !is_private && line.param("MANAGED-ID").is_none()
    });
    part.map_lines(|line| match line.is("ORGANIZER") {
        true => bare(&line, &["CN"]),
        false => line,
    });
    part
}

/// A line with no other parameters than these.
fn bare(line: &Line, params: &[&str]) -> Line {
    let mut bare = Line::text(line.name(), "").with_value(line.value());
    for name in params {
        if let Some(value) = line.param(name) {
            bare = bare.with_param(name, &value);
        }
    }
    bare
}

fn veiled(object: &CalendarObject, owner: &[CalAddress], salt: &str) -> Vec<Component> {
    let uid = ETag::of(format!("{salt}\n{}", object.uid()).as_bytes()).to_string();
    let mut shown = Vec::new();
    let mut free = Vec::new();
    for part in object.parts() {
        match (kind_of(part, owner), part.recurrence_id()) {
            (Some(kind), _) => shown.push(veil(part, kind, &uid)),
            (None, Some(_)) if part.is_this_and_future() => {
                let mut veil = veil(part, BusyKind::Tentative, &uid);
                veil.set(Line::text("TRANSP", "TRANSPARENT"));
                shown.push(veil);
            }
            (None, Some(instance)) => free.push(instance.to_line("EXDATE")),
            (None, None) => {}
        }
    }
    // An instance that takes no time would come back by the rule if only its own component were left out.
    if let Some(master) = shown.iter_mut().find(|part| part.line("RECURRENCE-ID").is_none()) {
        free.into_iter().for_each(|exception| master.add(exception));
    }
    shown
}

fn veil(part: &Component, kind: BusyKind, uid: &str) -> Component {
    let mut veil = Component::new("VEVENT");
    veil.add(Line::text("UID", uid));
    for line in part.lines().filter(|line| TIMES.iter().any(|name| line.is(name))) {
        veil.add(bare(line, MEANT));
    }
    veil.add(Line::text("SUMMARY", "Busy"));
    if kind == BusyKind::Tentative {
        veil.add(Line::text("STATUS", "TENTATIVE"));
    }
    veil
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(lines: &str) -> CalendarObject {
        CalendarObject::read(format!("BEGIN:VCALENDAR\nVERSION:2.0\n{lines}END:VCALENDAR\n").as_bytes()).unwrap()
    }

    fn event(lines: &str) -> String {
        format!(
            "BEGIN:VEVENT\nUID:secret@work\nDTSTART;X-A=1;TZID=Europe/Berlin:20260302T090000\nSUMMARY:Plan\n\
             ATTENDEE:mailto:bob@else.example\n{lines}BEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM\nEND:VEVENT\n"
        )
    }

    fn shown(text: &str, how: Disclosure) -> String {
        let owner = [CalAddress::mailto("alice@example.org")];
        disclosed(&object(text), how, &owner, "salt").iter().map(Component::to_text).collect()
    }

    #[test]
    fn who_may_not_know_learns_when_and_nothing_else() {
        for (class, how, says) in [
            ("", Disclosure::Public, "Plan"),
            ("CLASS:public\n", Disclosure::Public, "Plan"),
            ("CLASS:PRIVATE\n", Disclosure::Public, "Busy"),
            ("CLASS:CONFIDENTIAL\n", Disclosure::Public, "Busy"),
            ("CLASS:X-TEAM\n", Disclosure::Public, "Busy"),
            ("", Disclosure::Busy, "Busy"),
        ] {
            let text = shown(&event(class), how);
            assert!(text.contains(&format!("SUMMARY:{says}")) && !text.contains("VALARM"), "{class}: {text}");
            let told = ["secret@work", "Plan", "X-A"].map(|word| text.contains(word));
            assert_eq!(told, [says == "Plan"; 3], "{class}: {text}");
            assert!(!text.contains("bob@"), "{class}: {text}");
            assert!(text.contains("20260302T090000") && text.contains("TZID=Europe/Berlin"), "{text}");
        }
    }

    #[test]
    fn of_a_public_event_the_guests_and_what_programs_note_stay_at_home() {
        let lines = "ORGANIZER;CN=Alice;SCHEDULE-STATUS=2.0:mailto:alice@example.org\nLOCATION:Room 2\nCOMMENT:late\n\
                     ATTENDEE;PARTSTAT=DECLINED;SCHEDULE-STATUS=5.1:mailto:gina@else.example\nX-RSVPD-GUEST-LIST:NOBODY\n\
                     X-CALENDARSERVER-PRIVATE-COMMENT:ill\nATTACH;MANAGED-ID=1:https://cal.example.org/a/1\n\
                     ATTACH:https://else.example/agenda\nBEGIN:PARTICIPANT\nUID:p\nCALENDAR-ADDRESS:mailto:p@else.example\n\
                     END:PARTICIPANT\n";
        let text = shown(&event(lines), Disclosure::Public);
        for kept in ["ORGANIZER;CN=Alice:mailto:alice@example.org", "LOCATION:Room 2", "else.example/agenda", "X-A=1"] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        for gone in ["ATTENDEE", "gina", "SCHEDULE-", "late", "\nX-", "ill", "MANAGED", "PARTICIPANT", "p@else"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
    }

    #[test]
    fn what_takes_no_time_is_not_shown_as_busy() {
        for lines in
            ["TRANSP:TRANSPARENT\n", "STATUS:CANCELLED\n", "ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org\n"]
        {
            assert_eq!(shown(&event(lines), Disclosure::Busy), "", "{lines}");
        }
        assert!(shown(&event("STATUS:TENTATIVE\n"), Disclosure::Busy).contains("STATUS:TENTATIVE"));
        assert_eq!(shown("BEGIN:VTODO\nUID:1\nCLASS:PRIVATE\nEND:VTODO\n", Disclosure::Public), "");
    }

    #[test]
    fn an_instance_that_takes_no_time_does_not_come_back_by_the_rule() {
        let series = event("RRULE:FREQ=DAILY\n")
            + &event("RECURRENCE-ID;TZID=Europe/Berlin:20260303T090000\nTRANSP:TRANSPARENT\n");
        let text = shown(&series, Disclosure::Busy);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(text.contains("EXDATE;TZID=Europe/Berlin:20260303T090000"), "{text}");
    }
}
