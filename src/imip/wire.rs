//! The calendar object as it goes to a guest outside.
//!
//! CalDAV shows an organizer's own address everywhere; only here, on the way out, it gives place to the address that
//! leads answers back to this server.  The way in undoes it.

use super::facts::Party;
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Kind, Line, Zone, Zones, vtimezone};
use crate::mail::Address;

/// A property that Google returns with its answers: a second copy of the token, for the case that a gateway rewrites the
/// address.  A help, no proof.
pub const TOKEN_PROPERTY: &str = "X-RSVPD-TOKEN";

/// The organizer, and where answers to the organizer go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route<'a> {
    pub organizer: &'a Party,
    pub address: &'a CalAddress,
    pub wire: &'a Address,
    pub token: Option<&'a str>,
}

/// The organizer's message with the wire address in ORGANIZER and in the organizer's own ATTENDEE line, the real address
/// as EMAIL (RFC 7986 §6.2), and what Outlook reads beside it.
pub(super) fn routed(object: &CalendarObject, route: &Route<'_>) -> CalendarObject {
    let mut object = object.clone();
    let kind = object.kind();
    for part in object.parts_mut() {
        // Written anew and thereby folded (RFC 5545 §3.1): what a client stored in one long line mails as it should be.
        part.map_lines(|line| match is_organizer(&line, route) {
            true => rerouted(line, route),
            false => line.written_anew(),
        });
        if let Some(token) = route.token {
            part.set(Line::text(TOKEN_PROPERTY, token));
        }
        if kind == Kind::Event {
            note_for_outlook(part);
        }
    }
    object
}

/// The object with a VTIMEZONE for every TZID in use (RFC 5545 §3.6.5): Outlook refuses it else.
///
/// Those that are there stay. A TZID that nobody knows is defined as it is understood here: as the zone of times without one.
pub(super) fn with_zones(mut object: CalendarObject, floating: &Zone) -> CalendarObject {
    let mut missing: Vec<String> = Vec::new();
    let defines = |tzid: &str| {
        let zones = object.calendar().components().filter(|component| component.is("VTIMEZONE"));
        zones.filter_map(|zone| zone.raw("TZID")).any(|defined| defined == tzid)
    };
    for tzid in object.parts().flat_map(Component::lines).filter_map(|line| line.param("TZID")) {
        let tzid = tzid.trim();
        if !tzid.is_empty() && !defines(tzid) && !missing.iter().any(|known| known == tzid) {
            missing.push(tzid.to_owned());
        }
    }
    if missing.is_empty() {
        return object;
    }
    let zones = Zones::of(object.calendar(), floating);
    let from = object.parts().filter_map(Component::start).map(|start| zones.instant(&start)).min().unwrap_or_default();
    let zone = |tzid: &str| Zone::resolve(tzid, None).unwrap_or_else(|| floating.clone());
    let made: Vec<Component> = missing.iter().map(|tzid| vtimezone(&zone(tzid), tzid, from, None)).collect();
    // In front of the parts: some readers look up a zone while they read the part that names it.
    let calendar = object.calendar_mut();
    let kept: Vec<Component> = calendar.components().cloned().collect();
    calendar.retain_components(|_| false);
    made.into_iter().chain(kept).for_each(|component| calendar.push(component));
    object
}

fn is_organizer(line: &Line, route: &Route<'_>) -> bool {
    let named = || Attendee::of(line).is_some_and(|party| party.address == *route.address);
    line.is("ORGANIZER") || (line.is("ATTENDEE") && named())
}

/// Who acts for the organizer is named at ORGANIZER (RFC 5545 §3.2.18); answers go to the organizer all the same.
fn rerouted(line: Line, route: &Route<'_>) -> Line {
    let line = if line.is("ORGANIZER") { line } else { line.without_param("SENT-BY") };
    let line = line.without_param("CN").without_param("EMAIL");
    let line = line.with_param("CN", route.organizer.shown()).with_param("EMAIL", &route.organizer.address);
    line.with_value(&format!("mailto:{}", route.wire))
}

/// What Outlook shows an event as, and whether it lasts whole days; it does not look at TRANSP and `VALUE=DATE` alone.
fn note_for_outlook(part: &mut Component) {
    if part.line("X-MICROSOFT-CDO-BUSYSTATUS").is_none() && !part.is_cancelled() {
        let tentative = part.status().is_some_and(|status| status == "TENTATIVE");
        let shown = match (part.is_transparent(), tentative) {
            (true, _) => "FREE",
            (false, true) => "TENTATIVE",
            (false, false) => "BUSY",
        };
        part.add(Line::text("X-MICROSOFT-CDO-BUSYSTATUS", shown));
    }
    if part.start().is_some_and(|start| start.is_date()) {
        part.set(Line::text("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imip::samples::{MEETING, berlin, calendar, event};

    fn on_the_way(object: &CalendarObject) -> CalendarObject {
        let organizer = Party::new(Some("Alice Example"), "alice@home.example");
        let (address, wire) =
            (CalAddress::mailto("ALICE@home.example"), Address::parse("i-abc234@cal.example.org").unwrap());
        with_zones(
            routed(object, &Route { organizer: &organizer, address: &address, wire: &wire, token: Some(wire.local()) }),
            &berlin(),
        )
    }

    fn lines(object: &CalendarObject, name: &str) -> Vec<String> {
        object.parts().flat_map(|part| part.lines_named(name)).map(|line| line.as_str().to_owned()).collect()
    }

    #[test]
    fn only_the_organizers_address_is_exchanged() {
        let sent = on_the_way(&event("REQUEST", MEETING));
        assert_eq!(
            lines(&sent, "ORGANIZER"),
            ["ORGANIZER;CN=Alice Example;EMAIL=alice@home.example:mailto:i-abc234@cal.example.org"]
        );
        assert_eq!(
            lines(&sent, "ATTENDEE"),
            [
                "ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED;CN=Alice Example;EMAIL=alice@home.example:mailto:i-abc234@cal.example.org",
                "ATTENDEE;CN=Bob Guest;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@guest.example",
            ]
        );
        assert_eq!(lines(&sent, TOKEN_PROPERTY), ["X-RSVPD-TOKEN:i-abc234"]);
    }

    #[test]
    fn who_acts_for_the_organizer_is_named_and_answers_go_to_the_organizer() {
        let object = event("REQUEST", MEETING);
        let text = object.to_text().replace("ORGANIZER;CN=", "ORGANIZER;SENT-BY=\"mailto:sam@home.example\";CN=");
        let sent = on_the_way(&CalendarObject::read(text.as_bytes()).unwrap());
        let expected = "ORGANIZER;SENT-BY=\"mailto:sam@home.example\";CN=Alice Example;EMAIL=alice@home.example:mailto:i-abc234@cal.example.org";
        assert_eq!(lines(&sent, "ORGANIZER"), [expected]);
    }

    #[test]
    fn every_zone_in_use_is_defined_before_it_is_used() {
        let sent = on_the_way(&event("REQUEST", &format!("{MEETING}EXDATE;TZID=Asia/Tokyo:20260512T170000")));
        let text = sent.to_text();
        for tzid in ["Europe/Berlin", "Asia/Tokyo"] {
            assert_eq!(text.matches(&format!("\r\nTZID:{tzid}\r\n")).count(), 1, "{text}");
        }
        assert!(text.rfind("END:VTIMEZONE").unwrap() < text.find("BEGIN:VEVENT").unwrap());
        assert_eq!(with_zones(sent, &berlin()).to_text(), text, "nothing is defined twice");
    }

    #[test]
    fn a_zone_the_object_brings_along_stays_as_it_is() {
        let own = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n\
                   TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        let object = calendar(&format!("{own}BEGIN:VEVENT\nUID:u\nDTSTAMP:20260504T081502Z\n{MEETING}END:VEVENT"));
        assert_eq!(on_the_way(&object).to_text().matches("BEGIN:VTIMEZONE").count(), 1);
    }

    #[test]
    fn outlook_is_told_what_it_does_not_see_itself() {
        for (lines_in, busy, all_day) in [
            ("DTSTART:20260512T100000Z", "BUSY", 0),
            ("DTSTART:20260512T100000Z\nTRANSP:TRANSPARENT", "FREE", 0),
            ("DTSTART:20260512T100000Z\nSTATUS:TENTATIVE", "TENTATIVE", 0),
            ("DTSTART;VALUE=DATE:20260512", "BUSY", 1),
        ] {
            let sent = on_the_way(&event("REQUEST", lines_in));
            assert_eq!(lines(&sent, "X-MICROSOFT-CDO-BUSYSTATUS"), [format!("X-MICROSOFT-CDO-BUSYSTATUS:{busy}")]);
            assert_eq!(lines(&sent, "X-MICROSOFT-CDO-ALLDAYEVENT").len(), all_day);
        }
    }

    #[test]
    fn long_lines_are_folded() {
        let sent = on_the_way(&event("REQUEST", &format!("{MEETING}COMMENT:{}", "ü".repeat(200))));
        let text = sent.to_text();
        let longest = text.split("\r\n").map(str::len).max().unwrap();
        assert!(longest <= 75, "{longest} octets");
    }
}
