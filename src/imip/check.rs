//! What must hold for any calendar object that is mailed, however strange: a check for fuzzing.

use std::sync::Arc;

use crate::ical::{CalAddress, CalendarObject, Zone};
use crate::itip::{Field, Message, MessageKind, Method};
use crate::mail::{Address, MessageId, lint};

use super::compose::{Letter, composed};
use super::facts::Party;
use super::words::Language;

/// Reads `data` as a calendar object and mails it in every way there is.
///
/// # Errors
/// What does not hold, in words: a mail that breaks a rule of the wire, is too large or shows markup of the object.
pub fn check(data: &[u8]) -> Result<(), String> {
    let Ok(object) = CalendarObject::read(data) else { return Ok(()) };
    let object = Arc::new(object);
    let organizer = object.organizer().unwrap_or_else(|| CalAddress::mailto("alice@home.example"));
    let guest = object.parts().flat_map(|part| part.attendees()).map(|attendee| attendee.address).next();
    let recipient =
        guest.filter(|guest| guest.email().is_some()).unwrap_or_else(|| CalAddress::mailto("bob@guest.example"));
    let changed = vec![Field::Time];
    for (method, kind) in [
        (Method::Request, MessageKind::Invitation),
        (Method::Request, MessageKind::Update { changed }),
        (Method::Cancel, MessageKind::Cancelled),
        (Method::Cancel, MessageKind::Removed),
        (Method::Reply, MessageKind::Reply),
        (Method::DeclineCounter, MessageKind::Foreign),
    ] {
        let message = Message {
            method,
            uid: object.uid().clone(),
            sender: organizer.clone(),
            recipient: recipient.clone(),
            was: Some(Arc::clone(&object)),
            sequence: 0,
            dtstamp: chrono::DateTime::UNIX_EPOCH,
            rescheduled: Vec::new(),
            object: Arc::clone(&object),
            kind,
        };
        mailed(&message)?;
    }
    Ok(())
}

fn mailed(message: &Message) -> Result<(), String> {
    let known = |bad: &dyn std::fmt::Display| format!("a fixed part of the letter is wrong: {bad}");
    let wire = Address::parse("i-token@cal.example.org").map_err(|bad| known(&bad))?;
    let message_id = MessageId::parse("1@cal.example.org").map_err(|bad| known(&bad))?;
    let letter = Letter {
        message,
        previous: None,
        sender: &Party::new(Some("Alice"), "alice@home.example"),
        sent_by: None,
        from: &wire,
        wire: &wire,
        answers: &wire,
        token: None,
        answer_page: Some("https://cal.example.org/r/token"),
        stop_page: None,
        admin: None,
        host: "cal.example.org",
        service: "Calendar",
        message_id: &message_id,
        thread: None,
        language: Language::English,
        floating: &Zone::Utc,
        guest_zone: Some(&Zone::fixed(-12_600)),
        now: chrono::DateTime::UNIX_EPOCH,
    };
    // A recipient whose address cannot be mailed to is refused; nothing else may fail.
    let mail = match composed(&letter) {
        Ok(mail) => mail,
        Err(super::Uncomposed::NotMail(_) | super::Uncomposed::Recipient(_)) => return Ok(()),
        Err(super::Uncomposed::Mail(crate::mail::Unwritable::NotAscii(_))) => return Ok(()),
        Err(other) => return Err(other.to_string()),
    };
    match lint(&mail).first() {
        Some(fault) => Err(fault.to_string()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imip::samples::{MEETING, PEOPLE};

    /// A small generator, so that a failure can be repeated (xorshift64).
    fn next(state: &mut u64) -> usize {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        usize::try_from(*state % 0x1_0000).unwrap()
    }

    #[test]
    fn any_object_can_be_mailed_whatever_happened_to_its_bytes() {
        let seed = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260504T081502Z\r\n{MEETING}\
             RRULE:FREQ=MONTHLY;BYDAY=-1FR,2TU;BYSETPOS=1;UNTIL=20271231T000000Z\r\nEXDATE;TZID=Europe/Berlin:20260512T100000\r\n\
             RDATE;VALUE=DATE:20260601\r\nCOMMENT:x\r\nURL:https://a.example/\r\n{PEOPLE}END:VEVENT\r\n\
             BEGIN:VEVENT\r\nUID:u\r\nRECURRENCE-ID:20260529T080000Z\r\nDTSTART;VALUE=DATE:20260530\r\nDURATION:P2DT3H\r\n\
             SUMMARY:y\r\n{PEOPLE}END:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        check(seed.as_bytes()).unwrap();
        let mut state = 0x5eed;
        let interesting = b"\0\r\n;:,=\"<>@0129TZ-+^\\\xC3\xFF";
        for round in 0..250 {
            let mut bytes = seed.clone().into_bytes();
            for _ in 0..=next(&mut state) % 4 {
                let at = next(&mut state) % bytes.len();
                match next(&mut state) % 3 {
                    0 => bytes[at] = interesting[next(&mut state) % interesting.len()],
                    1 => drop(bytes.drain(at..(at + next(&mut state) % 12).min(bytes.len()))),
                    _ => {
                        let copied: Vec<u8> = bytes[at..(at + 30).min(bytes.len())].to_vec();
                        let to = next(&mut state) % bytes.len();
                        bytes.splice(to..to, copied);
                    }
                }
            }
            check(&bytes).unwrap_or_else(|fault| panic!("round {round}: {fault}\n{}", String::from_utf8_lossy(&bytes)));
        }
    }

    /// Every calendar file of the shared samples, where they are present.
    fn samples() -> Vec<std::path::PathBuf> {
        let folder = std::env::var_os("RSVPD_SAMPLES").map_or_else(
            || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples"),
            std::path::PathBuf::from,
        );
        let mut folders = vec![folder];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(&folder) else {
                eprintln!("samples are absent ({}): nothing is checked", folder.display());
                continue;
            };
            for path in entries.map(|entry| entry.unwrap().path()) {
                match path.extension().and_then(std::ffi::OsStr::to_str) {
                    _ if path.is_dir() => folders.push(path),
                    Some("ics" | "vcs") => found.push(path),
                    _ => {}
                }
            }
        }
        found
    }

    #[test]
    fn what_real_programs_wrote_can_be_mailed() {
        for path in samples() {
            let bytes = std::fs::read(&path).unwrap();
            check(&bytes).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        }
    }
}
