//! A client changes a few lines of an object that it has read.

use chrono::NaiveDateTime;
use rsvpd::ical::{CalendarObject, Zone};
use rsvpd::itip;

/// The text with changes to its master or, with `instance` (such as `20260317T120000Z`), to that one instance, which gets a
/// component of its own where it has none.
///
/// `+LINE` adds a line, `-WORDS` takes away those that have the words, any other line replaces the one of its name, or of
/// the same attendee.
///
/// # Errors
/// A text that cannot be read, an instance that there is not, words that are in no line.
pub fn edited(text: &str, instance: Option<&str>, changes: &[String]) -> Result<String, String> {
    let text = match instance {
        Some(name) => with_instance(text, name)?,
        None => text.to_owned(),
    };
    let mut lines: Vec<String> = text.replace("\r\n ", "").replace("\r\n\t", "").lines().map(str::to_owned).collect();
    for change in changes {
        let (first, end) = part(&lines, instance).ok_or("there is no such event")?;
        if let Some(line) = change.strip_prefix('+') {
            lines.insert(end, line.to_owned());
        } else if let Some(words) = change.strip_prefix('-') {
            let before = lines.len();
            let mut at = 0;
            lines.retain(|line| {
                at += 1;
                !(first < at && at <= end && line.contains(words))
            });
            if lines.len() == before {
                return Err(format!("no line has {words}"));
            }
        } else {
            match (first..end).find(|at| key(&lines[*at]) == key(change)) {
                Some(at) => lines[at] = change.clone(),
                None => lines.insert(end, change.clone()),
            }
        }
    }
    Ok(lines.iter().map(|line| format!("{line}\r\n")).collect())
}

/// The lines of the component, BEGIN and END left out: from the first to before the second.
fn part(lines: &[String], instance: Option<&str>) -> Option<(usize, usize)> {
    let begins = (0..lines.len()).filter(|at| matches!(lines[*at].as_str(), "BEGIN:VEVENT" | "BEGIN:VTODO"));
    begins.map(|begin| (begin + 1, end_of(lines, begin))).find(|(first, end)| {
        let name = lines[*first..*end].iter().find(|line| line.starts_with("RECURRENCE-ID"));
        name.map(|line| value(line)) == instance
    })
}

fn end_of(lines: &[String], begin: usize) -> usize {
    let end = lines[begin].replace("BEGIN:", "END:");
    (begin..lines.len()).find(|at| lines[*at] == end).unwrap_or(lines.len())
}

fn value(line: &str) -> &str {
    line.rsplit_once(':').map_or(line, |(_, value)| value)
}

/// What makes two lines the same property: the name, and the address of an attendee.
fn key(line: &str) -> (String, String) {
    let name = line.split([';', ':']).next().unwrap_or_default().to_ascii_uppercase();
    let of = if name == "ATTENDEE" { value(line).to_ascii_lowercase() } else { String::new() };
    (name, of)
}

fn with_instance(text: &str, name: &str) -> Result<String, String> {
    let mut object = CalendarObject::read(text.as_bytes()).map_err(|error| error.to_string())?;
    if object.overrides().any(|part| part.raw("RECURRENCE-ID") == Some(name)) {
        return Ok(text.to_owned());
    }
    let at = NaiveDateTime::parse_from_str(name, "%Y%m%dT%H%M%SZ").map_err(|_| format!("{name} is no instance"))?;
    let derived = itip::derived_instances(&object, &[at.and_utc()], &Zone::Utc).pop();
    object.calendar_mut().push(derived.ok_or_else(|| format!("there is no instance {name}"))?);
    Ok(object.to_text())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260302T090000Z\r\n\
                         DTSTART:20260310T120000Z\r\nDTEND:20260310T130000Z\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY:Lu\r\n \
                         nch\r\nATTENDEE:mailto:a@b\r\nATTENDEE:mailto:c@d\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    fn after(instance: Option<&str>, changes: &[&str]) -> Result<String, String> {
        edited(EVENT, instance, &changes.iter().map(|change| (*change).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn lines_are_replaced_added_and_taken_away() {
        let text = after(None, &["SUMMARY:Dinner", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:c@d", "-a@b", "+X-A:1"]).unwrap();
        assert!(text.contains("\r\nSUMMARY:Dinner\r\n") && !text.contains("Lunch"), "{text}");
        assert!(text.contains("\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:c@d\r\n"), "{text}");
        assert!(!text.contains("a@b") && text.ends_with("X-A:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), "{text}");
        assert!(after(None, &["-nothing"]).is_err());
    }

    #[test]
    fn an_instance_gets_a_component_of_its_own_once() {
        let one = Some("20260317T120000Z");
        let text = after(one, &["SUMMARY:Dinner"]).unwrap();
        let again = edited(&text, one, &["LOCATION:Harbour".to_owned()]).unwrap();
        for text in [&text, &again] {
            assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "{text}");
            assert!(text.contains("SUMMARY:Lunch") && text.contains("SUMMARY:Dinner"), "{text}");
        }
        assert!(again.split("RECURRENCE-ID").nth(1).is_some_and(|part| part.contains("LOCATION:Harbour")), "{again}");
        assert!(after(Some("tomorrow"), &[]).is_err());
    }
}
