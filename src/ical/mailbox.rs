//! Calendar users who are named otherwise than by mail, under the mailbox that EMAIL tells beside it (RFC 7986 §6.2): an
//! address claimed so is the same claim as `mailto:` with it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Attendee, CalAddress, CalendarObject, Line};

/// The parameters that name calendar users.
const NAMING: [&str; 4] = ["DELEGATED-TO", "DELEGATED-FROM", "MEMBER", "SENT-BY"];

/// An ORGANIZER or ATTENDEE line with the mailbox in place of an address that is none.
// quirk: apple-names-by-number
pub fn by_mailbox(line: Line) -> Line {
    match told(&line) {
        Some((_, mailbox)) => line.with_value(&mailbox).without_param("EMAIL"),
        None => line,
    }
}

/// The object with everybody under the mailbox that is told, in each part once; `None` where it names nobody otherwise.
pub fn with_mailboxes(object: &CalendarObject) -> Option<CalendarObject> {
    let mut mailboxes: BTreeMap<CalAddress, String> = BTreeMap::new();
    for (address, mailbox) in object.parts().flat_map(|part| part.lines()).filter_map(told) {
        mailboxes.entry(address).or_insert(mailbox);
    }
    (!mailboxes.is_empty()).then(|| renamed(object, &mailboxes))
}

/// The object with calendar users under these other addresses, in each part once.
pub fn renamed(object: &CalendarObject, addresses: &BTreeMap<CalAddress, String>) -> CalendarObject {
    let mut object = object.clone();
    for part in object.parts_mut() {
        part.map_lines(|line| if is_party(&line) { under(by_mailbox(line), addresses) } else { line });
        let mut listed = BTreeSet::new();
        part.retain_lines(|line| !line.is("ATTENDEE") || listed.insert(CalAddress::parse(line.value())));
    }
    object
}

/// Everybody whom an ORGANIZER or ATTENDEE line names.
pub fn users(line: &Line) -> Vec<CalAddress> {
    if !is_party(line) {
        return Vec::new();
    }
    let named = NAMING.iter().flat_map(|name| line.param_values(name));
    std::iter::once(Cow::from(line.value())).chain(named).map(|text| CalAddress::parse(&text)).collect()
}

fn is_party(line: &Line) -> bool {
    line.is("ORGANIZER") || line.is("ATTENDEE")
}

/// An address that is none for mail, and the mailbox that its line tells for it.
fn told(line: &Line) -> Option<(CalAddress, String)> {
    let who = Some(line).filter(|line| is_party(line)).and_then(Attendee::of)?;
    let mailbox = who.email_param().filter(|_| who.address.email().is_none())?;
    let written = format!("mailto:{}", mailbox.email()?);
    // What would be read as another mailbox is not told.
    (CalAddress::parse(&written) == mailbox).then_some((who.address, written))
}

fn under(line: Line, addresses: &BTreeMap<CalAddress, String>) -> Line {
    let meant = |text: &str| addresses.get(&CalAddress::parse(text)).cloned();
    let mut line = match meant(line.value()) {
        Some(address) => line.with_value(&address),
        None => line,
    };
    for name in NAMING {
        let values: Vec<String> = line.param_values(name).iter().map(|text| text.to_string()).collect();
        if values.iter().any(|text| meant(text).is_some()) {
            let values: Vec<String> = values.into_iter().map(|text| meant(&text).unwrap_or(text)).collect();
            line = line.with_param_values(name, &values.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(lines: &str) -> CalendarObject {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260302T090000Z\r\n\
             DTSTART:20260310T120000Z\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        CalendarObject::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn who_is_named_by_number_is_the_mailbox_in_email_and_nobody_else_changes() {
        for (given, wanted) in [
            ("ORGANIZER;EMAIL=alice@example.org:urn:uuid:A", "ORGANIZER:mailto:alice@example.org"),
            ("ATTENDEE;CN=Bob;EMAIL=Bob@Example.org:urn:uuid:B", "ATTENDEE;CN=Bob:mailto:bob@example.org"),
            ("ATTENDEE;EMAIL=\"mailto:bob@example.org\":/principals/b/", "ATTENDEE:mailto:bob@example.org"),
            // A mailbox is a mailbox, whatever stands beside it.
            ("ATTENDEE;EMAIL=eve@example.org:mailto:bob@example.org", ""),
            ("ATTENDEE:urn:uuid:B", ""),
            ("ATTENDEE;EMAIL=nobody:urn:uuid:B", ""),
            ("ATTENDEE;EMAIL=\"a@b@example.org,eve\":urn:uuid:B", ""),
            ("CONTACT;EMAIL=bob@example.org:urn:uuid:B", ""),
        ] {
            let object = event(&format!("{given}\r\n"));
            let line = object.parts().flat_map(|part| part.lines()).last().expect("the line").clone();
            assert_eq!(told(&line).is_some(), !wanted.is_empty(), "{given}");
            assert_eq!(by_mailbox(line).as_str(), if wanted.is_empty() { given } else { wanted });
        }
    }

    #[test]
    fn parameters_follow_and_who_is_named_twice_is_listed_once() {
        let object = event(
            "ORGANIZER;EMAIL=alice@example.org:urn:uuid:A\r\n\
             ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"urn:uuid:C\";EMAIL=bob@example.org:urn:uuid:B\r\n\
             ATTENDEE;DELEGATED-FROM=\"urn:uuid:b\";EMAIL=carol@example.org:urn:uuid:C\r\n\
             ATTENDEE:mailto:carol@example.org\r\nATTENDEE:urn:uuid:B\r\n",
        );
        let made = with_mailboxes(&object).expect("some are named by number");
        let lines = made.parts().flat_map(|part| part.lines().filter(|line| is_party(line)));
        let lines: Vec<&str> = lines.map(Line::as_str).collect();
        assert_eq!(
            lines,
            [
                "ORGANIZER:mailto:alice@example.org",
                "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:carol@example.org\":mailto:bob@example.org",
                "ATTENDEE;DELEGATED-FROM=\"mailto:bob@example.org\":mailto:carol@example.org",
            ]
        );
        assert!(with_mailboxes(&made).is_none());
    }
}
