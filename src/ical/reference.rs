//! Time zones by reference (RFC 7809): calendars with and without the VTIMEZONEs of zones that everybody knows.

use super::invalid::Invalid;
use super::line::Line;
use super::tree::Component;
use super::value::{Timestamp, When};
use super::vtimezone::vtimezone;
use super::zone::is_zone_name;
use super::{PRODID, Zone, read};

/// The VTIMEZONE of an iCalendar text that holds nothing else (RFC 4791 §5.2.2).
///
/// # Errors
/// No iCalendar, or not exactly one VTIMEZONE with a TZID.
pub fn timezone_of(text: &str) -> Result<Component, Invalid> {
    let calendar = read::strictly(text.as_bytes())?;
    let mut inside = calendar.components();
    match (inside.next(), inside.next()) {
        (Some(zone), None) if zone.is("VTIMEZONE") && zone.line("TZID").is_some() => Ok(zone.clone()),
        (first, second) => {
            let number = second.or(first).map_or(0, Component::number);
            Err(Invalid::data(number, "VCALENDAR", "holds something else than one VTIMEZONE with a TZID"))
        }
    }
}

/// An iCalendar text that holds the VTIMEZONE of this zone alone, as of 1970.
pub fn timezone_text(zone: &Zone, tzid: &str) -> String {
    let mut calendar = Component::new("VCALENDAR");
    calendar.add(Line::text("VERSION", "2.0"));
    calendar.add(Line::text("PRODID", PRODID));
    calendar.push(vtimezone(zone, tzid, Timestamp::UNIX_EPOCH, None));
    calendar.to_text()
}

/// Leaves out the VTIMEZONEs of zones whose names everybody knows (RFC 7809 §3.1.3).
pub fn without_timezones(calendar: &mut Component) {
    calendar.retain_components(|part| !is_well_known(part));
}

fn is_well_known(part: &Component) -> bool {
    part.is("VTIMEZONE") && part.line("TZID").is_some_and(|tzid| is_zone_name(tzid.text_value().trim()))
}

/// Adds the VTIMEZONE of every zone that is named and not described, as far as anybody knows it (RFC 7809 §3.1.3).
pub fn with_timezones(calendar: &mut Component) {
    let mut named: Vec<(String, Timestamp)> = Vec::new();
    collect(calendar, &mut named);
    named.retain(|(tzid, _)| {
        let describes = |part: &Component| {
            part.is("VTIMEZONE") && part.line("TZID").is_some_and(|line| line.text_value().trim() == tzid)
        };
        !calendar.components().any(describes)
    });
    for (tzid, since) in named {
        if let Some(zone) = Zone::named(&tzid) {
            calendar.push_front(vtimezone(&zone, &tzid, since, None));
        }
    }
}

/// TZIDs in one object; each costs a VTIMEZONE to write.
const MOST_ZONES: usize = 50;

/// The zones that times are said in, each with the earliest of them.
fn collect(component: &Component, named: &mut Vec<(String, Timestamp)>) {
    for line in component.lines().filter(|line| line.as_str().contains("TZID")) {
        for when in When::list(line).flatten() {
            let Some(tzid) = when.tzid().map(str::trim) else { continue };
            let since = when.local().and_utc();
            if let Some((_, earliest)) = named.iter_mut().find(|(known, _)| known == tzid) {
                *earliest = (*earliest).min(since);
            } else if named.len() < MOST_ZONES {
                named.push((tzid.to_owned(), since));
            }
        }
    }
    for inner in component.components().filter(|inner| !inner.is("VTIMEZONE")) {
        collect(inner, named);
    }
}

#[cfg(test)]
mod tests {
    use super::super::CalendarObject;
    use super::*;

    fn event(zones: &str, tzid: &str) -> Component {
        let zones: String = zones
            .split_whitespace()
            .map(|name| {
                format!(
                    "BEGIN:VTIMEZONE\r\nTZID:{name}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n\
                     TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
                )
            })
            .collect();
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zones}BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID={tzid}:20260302T090000\r\n\
             END:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        CalendarObject::parse(text.as_bytes()).unwrap().calendar().clone()
    }

    fn zones(calendar: &Component) -> Vec<String> {
        calendar.components().filter_map(|part| part.line("TZID").map(|line| line.value().to_owned())).collect()
    }

    #[test]
    fn only_zones_that_everybody_knows_are_left_out() {
        let mut calendar = event("Europe/Berlin Own/Zone", "Europe/Berlin");
        without_timezones(&mut calendar);
        assert_eq!(zones(&calendar), ["Own/Zone"]);
        assert!(calendar.to_text().contains("DTSTART;TZID=Europe/Berlin:20260302T090000\r\n"));
    }

    #[test]
    fn what_is_named_is_described() {
        for (given, tzid, expected) in [
            ("", "Europe/Berlin", vec!["Europe/Berlin"]),
            ("Europe/Berlin", "Europe/Berlin", vec!["Europe/Berlin"]),
            ("Europe/Berlin", "America/New_York", vec!["America/New_York", "Europe/Berlin"]),
            ("", "W. Europe Standard Time", vec!["W. Europe Standard Time"]),
            ("", "Nowhere/Land", vec![]),
        ] {
            let mut calendar = event(given, tzid);
            with_timezones(&mut calendar);
            assert_eq!(zones(&calendar), expected, "{given:?} {tzid}");
            let text = calendar.to_text();
            assert!(text.find("BEGIN:VEVENT") > text.rfind("END:VTIMEZONE"), "zones come first: {text}");
        }
        let mut calendar = event("", "Europe/Berlin");
        let before = calendar.to_text();
        with_timezones(&mut calendar);
        without_timezones(&mut calendar);
        assert_eq!(calendar.to_text(), before);
    }

    #[test]
    fn a_zone_text_holds_one_zone() {
        let text = timezone_text(&Zone::iana("Etc/GMT+2").unwrap(), "Etc/GMT+2");
        let zone = timezone_of(&text).unwrap();
        assert_eq!(zone.text("TZID").as_deref(), Some("Etc/GMT+2"));
        assert_eq!(Zone::of_timezone(&zone).unwrap().offset(Timestamp::UNIX_EPOCH), -7200);
        for bad in ["", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", &event("Own/Zone", "Own/Zone").to_text()] {
            assert!(timezone_of(bad).is_err(), "{bad}");
        }
    }
}
