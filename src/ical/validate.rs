//! What an object must be before a client may store it: RFC 4791 §4.1 and the parts of RFC 5545 without which its
//! meaning is open.
//!
//! One refusal stops a client's whole sync, so what is clear is accepted although the RFC forbids it: no VERSION,
//! PRODID or DTSTAMP; properties twice with one value; `DURATION:PT0S`, or a fitting one, beside DTEND (Thunderbird); a
//! time of midnight in the RECURRENCE-ID of an all-day series (Zimbra, Outlook); TZIDs without VTIMEZONE; DTEND of an
//! all-day event on its first day; empty properties; EXDATE, RDATE and UNTIL of another type than DTSTART; a VTODO
//! whose DUE and DTSTART differ in type.
//!
//! Not done: ORGANIZER alike in all parts (RFC 6638 §3.2.4.2) is a matter of scheduling, kinds a calendar takes one of
//! the calendar.

use std::collections::HashSet;

use crate::id::Uid;

use super::invalid::Invalid;
use super::line::Line;
use super::rule::{Frequency, Rule};
use super::tree::Component;
use super::value::{Duration, Period, When};
use super::view::Kind;

/// Properties that a part may have once only (RFC 5545 §3.6.1 to §3.6.4), as far as two values would leave its meaning
/// open.
const ONCE: [&str; 7] = ["UID", "DTSTART", "DTEND", "DUE", "DURATION", "RECURRENCE-ID", "ORGANIZER"];

/// Checks the VCALENDAR of a calendar object resource; the kind and UID of its parts.
pub(super) fn resource(calendar: &Component) -> Result<(Kind, Uid), Invalid> {
    check_calendar(calendar)?;
    let found = identity(calendar)?;
    for part in parts(calendar) {
        check_part(part)?;
    }
    check_instances(calendar)?;
    Ok(found)
}

/// The kind and UID that all parts of a VCALENDAR share.
///
/// # Errors
/// No part, a part without UID, parts of several kinds or UIDs.
pub(super) fn identity(calendar: &Component) -> Result<(Kind, Uid), Invalid> {
    if !calendar.is("VCALENDAR") {
        return Err(Invalid::data(calendar.number(), calendar.name(), "is no VCALENDAR"));
    }
    let mut first: Option<(Kind, Uid)> = None;
    for part in parts(calendar) {
        let (kind, uid) = part_identity(part)?;
        match &first {
            Some((other, _)) if *other != kind => {
                let reason =
                    format!("stands beside {}; an object has one kind of component (RFC 4791 §4.1)", other.component());
                return Err(Invalid::resource(part.number(), part.name(), reason));
            }
            Some((_, other)) if *other != uid => {
                let (uid, other) = (short(uid.as_str()), short(other.as_str()));
                let reason =
                    format!("has UID {uid:?} and the one before {other:?}; an object has one UID (RFC 4791 §4.1)");
                return Err(Invalid::resource(part.number(), part.name(), reason));
            }
            _ => first = Some((kind, uid)),
        }
    }
    first.ok_or_else(|| no_part(calendar))
}

/// The components an object is made of: neither time zones nor what we do not know.
pub(super) fn parts(calendar: &Component) -> impl Iterator<Item = &Component> {
    calendar.components().filter(|component| Kind::of(component.name()).is_some())
}

fn part_identity(part: &Component) -> Result<(Kind, Uid), Invalid> {
    let missing = || Invalid::data(part.number(), part.name(), "has no UID");
    let kind = Kind::of(part.name()).ok_or_else(missing)?;
    let uid = Uid::parse(part.uid().ok_or_else(missing)?).map_err(|bad| {
        let number = part.line("UID").map_or(part.number(), Line::number);
        Invalid::data(number, "UID", bad.reason)
    })?;
    Ok((kind, uid))
}

fn no_part(calendar: &Component) -> Invalid {
    let stranger = calendar.components().find(|component| !component.is("VTIMEZONE"));
    match stranger {
        Some(stranger) => Invalid::component(stranger.number(), stranger.name(), "is no component this server keeps"),
        None => Invalid::resource(
            calendar.number(),
            "VCALENDAR",
            "has no VEVENT, VTODO, VJOURNAL, VFREEBUSY or VAVAILABILITY",
        ),
    }
}

fn check_calendar(calendar: &Component) -> Result<(), Invalid> {
    for version in filled(calendar, "VERSION") {
        // The grammar allows a range, "1.0;2.0".
        if !version.value().split(';').any(|version| version.trim() == "2.0") {
            let reason = format!("is {:?}; only iCalendar 2.0 can be read (RFC 5545 §3.7.4)", short(version.value()));
            return Err(Invalid::data(version.number(), "VERSION", reason));
        }
    }
    // There is no other scale yet; in one of a later standard every date would mean another day.
    if let Some(scale) =
        filled(calendar, "CALSCALE").find(|scale| !scale.value().trim().eq_ignore_ascii_case("GREGORIAN"))
    {
        let reason = format!("is {:?}; only GREGORIAN can be read (RFC 5545 §3.7.1)", short(scale.value()));
        return Err(Invalid::data(scale.number(), "CALSCALE", reason));
    }
    match filled(calendar, "METHOD").next() {
        Some(method) => Err(Invalid::resource(
            method.number(),
            "METHOD",
            "is for messages; a stored object must not have it (RFC 4791 §4.1)",
        )),
        None => Ok(()),
    }
}

fn check_part(part: &Component) -> Result<(), Invalid> {
    check_once(part)?;
    for name in ["DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE"] {
        for line in filled(part, name) {
            check_dates(line)?;
        }
    }
    if part.is("VEVENT") && part.start().is_none() {
        return Err(Invalid::data(part.number(), "VEVENT", "has no DTSTART (RFC 5545 §3.6.1)"));
    }
    check_end(part)?;
    check_length(part)?;
    for line in part.rrules() {
        check_rule(line)?;
    }
    Ok(())
}

/// Lines with a value; an empty value counts as absent.
fn filled<'a>(part: &'a Component, name: &'a str) -> impl Iterator<Item = &'a Line> {
    part.lines_named(name).filter(|line| !line.value().trim().is_empty())
}

fn check_once(part: &Component) -> Result<(), Invalid> {
    for name in ONCE {
        let mut lines = filled(part, name);
        let Some(first) = lines.next() else { continue };
        // The same value twice is clear; what a parameter such as CN says does not matter here, but TZID does.
        let differs = |line: &&Line| line.value() != first.value() || line.param("TZID") != first.param("TZID");
        if let Some(other) = lines.find(differs) {
            let reason =
                format!("stands here with another value than on line {}; {} has one", first.number(), part.name());
            return Err(Invalid::data(other.number(), name, reason));
        }
    }
    Ok(())
}

/// Every value must be a date or time; of a period, the end too.
fn check_dates(line: &Line) -> Result<(), Invalid> {
    let is_readable = if line.is("RDATE") && line.value().contains('/') {
        Period::list(line).all(|period| period.is_some())
    } else {
        When::list(line).all(|when| when.is_some())
    };
    if is_readable {
        return Ok(());
    }
    let reason = format!(
        "has the value {:?}, which is no date such as 20260302 or time such as 20260302T090000Z",
        short(line.value())
    );
    Err(Invalid::data(line.number(), line.name(), reason))
}

/// DTEND: of the type of DTSTART and not before it.
fn check_end(part: &Component) -> Result<(), Invalid> {
    let (Some(start), Some(end), Some(line)) = (part.start(), part.end(), part.line("DTEND")) else { return Ok(()) };
    if start.is_date() != end.is_date() {
        let name = |when: &When| if when.is_date() { "a date" } else { "a date with time" };
        let reason = format!("is {} but DTSTART is {} (RFC 5545 §3.8.2.2)", name(&end), name(&start));
        return Err(Invalid::data(line.number(), "DTEND", reason));
    }
    // Across zones the flight west may well land before it took off.
    let is_comparable = start.at(end.local()) == end;
    if is_comparable && end.local() < start.local() {
        return Err(Invalid::data(line.number(), "DTEND", "is before DTSTART (RFC 5545 §3.8.2.2)"));
    }
    Ok(())
}

/// DURATION: readable, not negative, and not beside an end that says otherwise.
fn check_length(part: &Component) -> Result<(), Invalid> {
    let Some(line) = filled(part, "DURATION").next() else { return Ok(()) };
    let refuse = |reason: String| Err(Invalid::data(line.number(), "DURATION", reason));
    let Some(duration) = Duration::parse(line.value()) else {
        return refuse(format!("has the value {:?}, which is no duration such as PT1H30M", short(line.value())));
    };
    if duration.is_negative() {
        return refuse("is negative (RFC 5545 §3.8.2.5)".to_owned());
    }
    let end_name = if part.is("VTODO") { "DUE" } else { "DTEND" };
    match part.when(end_name) {
        Some(end) if !fits(duration, part.start(), &end) => {
            refuse(format!("stands beside {end_name}; only one of them may (RFC 5545 §3.6.1, §3.6.2)"))
        }
        _ => Ok(()),
    }
}

/// Whether a duration beside an end says nothing else than the end does.
fn fits(duration: Duration, start: Option<When>, end: &When) -> bool {
    // quirk: thunderbird-zero-duration
    duration == Duration::default()
        || start.is_some_and(|start| {
            start.at(end.local()) == *end && start.local().checked_add_signed(duration.to_delta()) == Some(end.local())
        })
}

fn check_rule(line: &Line) -> Result<(), Invalid> {
    let rule = Rule::parse(line.value())
        .map_err(|bad| Invalid::data(line.number(), "RRULE", format!("cannot be read: {bad}")))?;
    if rule.frequency() <= Frequency::Minutely && !rule.is_bounded() {
        let reason =
            format!("repeats {} without COUNT or UNTIL; such a series fills any calendar", rule.frequency().as_str());
        return Err(Invalid::data(line.number(), "RRULE", reason));
    }
    Ok(())
}

/// One master at most, one override per instance, RECURRENCE-IDs of the type of the master's DTSTART.
fn check_instances(calendar: &Component) -> Result<(), Invalid> {
    let mut master: Option<&Component> = None;
    for part in parts(calendar).filter(|part| part.recurrence_id().is_none()) {
        if let Some(first) = master.replace(part) {
            let reason =
                format!("has no RECURRENCE-ID, nor has that of line {}; an object has one master", first.number());
            return Err(Invalid::resource(part.number(), part.name(), reason));
        }
    }
    let start = master.and_then(Component::start);
    let mut seen = HashSet::new();
    for (part, id) in parts(calendar).filter_map(|part| Some((part, part.recurrence_id()?))) {
        let number = part.line("RECURRENCE-ID").map_or(part.number(), Line::number);
        if start.as_ref().is_some_and(|start| !names_instance_of(&id, start)) {
            return Err(Invalid::data(number, "RECURRENCE-ID", "is not of the type of DTSTART (RFC 5545 §3.8.4.4)"));
        }
        if !seen.insert((id, part.is_this_and_future())) {
            return Err(Invalid::resource(number, "RECURRENCE-ID", "stands in another component already"));
        }
    }
    Ok(())
}

/// Whether the types fit. Midnight may stand for a date (quirk: zimbra-all-day-recurrence-id).
fn names_instance_of(id: &When, start: &When) -> bool {
    id.is_date() == start.is_date() || (start.is_date() && id.local().time() == chrono::NaiveTime::MIN)
}

/// Enough of a value to recognise it.
fn short(text: &str) -> String {
    const LENGTH: usize = 60;
    let mut short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::super::{CalendarObject, Precondition};

    use Precondition::{SupportedCalendarComponent, ValidCalendarData, ValidCalendarObjectResource};

    /// A VCALENDAR of these lines, separated by `|`; its first is line 2.
    fn calendar(lines: &str) -> String {
        format!("BEGIN:VCALENDAR\r\n{}\r\nEND:VCALENDAR\r\n", lines.replace('|', "\r\n"))
    }

    /// One VEVENT; its lines begin with line 5.
    fn event(lines: &str) -> String {
        calendar(&format!("VERSION:2.0|BEGIN:VEVENT|UID:1|{lines}|END:VEVENT"))
    }

    fn series(overrides: &str) -> String {
        calendar(&format!(
            "VERSION:2.0|BEGIN:VEVENT|UID:1|DTSTART:20260302T090000Z|RRULE:FREQ=DAILY|END:VEVENT|{overrides}"
        ))
    }

    const MOVED: &str = "BEGIN:VEVENT|UID:1|RECURRENCE-ID:20260303T090000Z|DTSTART:20260303T100000Z|END:VEVENT";

    #[test]
    fn quirks_that_are_clear_are_accepted() {
        for text in [
            event("DTSTART:20260302T090000Z"),
            event("DTSTAMP:garbage|DTSTART:20260302"),
            event("DTSTART;VALUE=DATE:20260302|DTEND;VALUE=DATE:20260302"),
            event("DTSTART;TZID=Nowhere/Land:20260302T090000|DTEND:20260302T080000Z"),
            event("DTSTART:20260302T090000Z|DTEND:20260302T100000Z|DURATION:PT0S"),
            event("DTSTART:20260302T090000Z|DTEND:20260302T100000Z|DURATION:PT1H"),
            event("DTSTART:20260302T090000Z|DTSTART:20260302T090000Z"),
            event("DTSTART:20260302T090000Z|RRULE:|EXDATE:|DTEND:|DURATION:|RECURRENCE-ID:"),
            event("DTSTART:20260302T090000Z|RRULE:FREQ=DAILY|EXDATE;VALUE=DATE:20260303"),
            event("DTSTART:20260302T090000Z|RRULE:FREQ=MINUTELY;COUNT=3"),
            event("DTSTART;VALUE=DATE:20260302|RDATE:20250302Z"),
            event(
                "DTSTART:20260302T090000Z|RDATE;VALUE=PERIOD:20260302T090000Z/PT1H,20260303T090000Z/20260303T100000Z",
            ),
            event("DTSTART:20260302T090000Z|SEQUENCE:x|PRIORITY:high|GEO:nowhere|BEGIN:VALARM|TRIGGER:soon|END:VALARM"),
            calendar("BEGIN:VEVENT|UID:1|DTSTART:20260302|END:VEVENT|VERSION:2.0"),
            calendar("BEGIN:VEVENT|UID:1|DTSTART:20260302|END:VEVENT"),
            calendar("METHOD:|VERSION:2.0|BEGIN:X-OWN|END:X-OWN|BEGIN:VTODO|UID:1|END:VTODO"),
            calendar("VERSION:2.0|BEGIN:VTODO|UID:1|DTSTART;VALUE=DATE:20260302|DUE:20260303T090000Z|END:VTODO"),
            calendar("VERSION:2.0|BEGIN:VJOURNAL|UID:1|END:VJOURNAL"),
            calendar("VERSION:2.0|BEGIN:VAVAILABILITY|UID:1|END:VAVAILABILITY"),
            calendar(
                "VERSION:2.0|BEGIN:VEVENT|UID:1|RECURRENCE-ID:20260303T090000Z|DTSTART:20260303T100000Z|END:VEVENT",
            ),
            series(&MOVED.replace("UID:1", "UID: 1")),
            series(
                "BEGIN:VEVENT|UID:1|RECURRENCE-ID;RANGE=THISANDFUTURE:20260303T090000Z|DTSTART:20260303T100000Z|END:VEVENT",
            ),
            calendar(
                "VERSION:2.0|BEGIN:VEVENT|UID:1|DTSTART:20260302|RRULE:FREQ=DAILY|END:VEVENT|\
                 BEGIN:VEVENT|UID:1|RECURRENCE-ID:20260303T000000|DTSTART:20260304|END:VEVENT",
            ),
        ] {
            let object = CalendarObject::parse(text.as_bytes()).unwrap_or_else(|bad| panic!("{text}\n{bad}"));
            assert_eq!(object.to_text(), text);
        }
    }

    #[test]
    fn what_is_unclear_is_refused_with_line_and_reason() {
        let data = ValidCalendarData;
        for (text, line, precondition, told) in [
            (calendar("VERSION:1.0|BEGIN:VEVENT|UID:1|END:VEVENT"), 2, data, "VERSION is \"1.0\""),
            (event("SUMMARY:x"), 3, data, "VEVENT has no DTSTART"),
            (event("DTSTART:"), 3, data, "VEVENT has no DTSTART"),
            (event("DTSTART:tomorrow"), 5, data, "DTSTART has the value \"tomorrow\""),
            (event("DTSTART:20260302|DTEND:None"), 6, data, "DTEND has the value"),
            (event("DTSTART:20260302|EXDATE:20260303,x"), 6, data, "EXDATE has the value"),
            (event("DTSTART:20260302|RDATE;VALUE=PERIOD:20260303/x"), 6, data, "RDATE has the value"),
            (event("DTSTART:20260302|RECURRENCE-ID:x"), 6, data, "RECURRENCE-ID has the value"),
            (
                event("DTSTART:20260302|DTSTART:20260303"),
                6,
                data,
                "DTSTART stands here with another value than on line 5",
            ),
            (
                event("DTSTART:20260302T090000Z|DTEND;VALUE=DATE:20260303"),
                6,
                data,
                "DTEND is a date but DTSTART is a date with time",
            ),
            (event("DTSTART:20260302|DTEND:20260303T090000Z"), 6, data, "DTEND is a date with time but"),
            (event("DTSTART:20260302T090000Z|DTEND:20260302T080000Z"), 6, data, "DTEND is before DTSTART"),
            (event("DTSTART:20260302|DTEND:20260303|DURATION:P2D"), 7, data, "DURATION stands beside DTEND"),
            (event("DTSTART:20260302|DURATION:soon"), 6, data, "DURATION has the value \"soon\""),
            (event("DTSTART:20260302|DURATION:-P1D"), 6, data, "DURATION is negative"),
            (event("DTSTART:20260302|RRULE:FREQ=SOMETIMES"), 6, data, "RRULE cannot be read"),
            (event("DTSTART:20260302|RRULE:FREQ=SECONDLY"), 6, data, "RRULE repeats SECONDLY without COUNT or UNTIL"),
            (event("DTSTART:20260302|RRULE:FREQ=MINUTELY;INTERVAL=9"), 6, data, "RRULE repeats MINUTELY"),
            (calendar("VERSION:2.0|BEGIN:VEVENT|DTSTART:20260302|END:VEVENT"), 3, data, "VEVENT has no UID"),
            (calendar("VERSION:2.0|BEGIN:VEVENT|UID: |DTSTART:20260302|END:VEVENT"), 3, data, "VEVENT has no UID"),
            (event("UID:2|DTSTART:20260302"), 5, data, "UID stands here with another value"),
            (
                event(&format!("DTSTART:20260302|END:VEVENT|BEGIN:VEVENT|UID:{}", "x".repeat(1_025))),
                8,
                data,
                "UID is too long",
            ),
            (
                calendar("VERSION:2.0|BEGIN:VPOLL|UID:1|END:VPOLL"),
                3,
                SupportedCalendarComponent,
                "VPOLL is no component",
            ),
            (calendar("VERSION:2.0"), 1, ValidCalendarObjectResource, "VCALENDAR has no VEVENT"),
            (
                calendar("VERSION:2.0|BEGIN:VTIMEZONE|TZID:x|END:VTIMEZONE"),
                1,
                ValidCalendarObjectResource,
                "VCALENDAR has no VEVENT",
            ),
            (calendar("CALSCALE:gregorian|BEGIN:VEVENT|UID:1|END:VEVENT"), 3, data, "VEVENT has no DTSTART"),
            (calendar("CALSCALE:HEBREW|BEGIN:VEVENT|UID:1|END:VEVENT"), 2, data, "CALSCALE is \"HEBREW\""),
            (
                calendar("METHOD:PUBLISH|BEGIN:VEVENT|UID:1|END:VEVENT"),
                2,
                ValidCalendarObjectResource,
                "METHOD is for messages",
            ),
            (
                event("DTSTART:20260302|END:VEVENT|BEGIN:VEVENT|UID:2"),
                7,
                ValidCalendarObjectResource,
                "VEVENT has UID \"2\"",
            ),
            (
                event("DTSTART:20260302|END:VEVENT|BEGIN:VTODO|UID:1|END:VTODO|BEGIN:VEVENT"),
                7,
                ValidCalendarObjectResource,
                "VTODO stands beside VEVENT",
            ),
            (
                event("DTSTART:20260302|END:VEVENT|BEGIN:VEVENT|UID:1|DTSTART:20260302"),
                7,
                ValidCalendarObjectResource,
                "one master",
            ),
            (
                series("BEGIN:VEVENT|UID:1|RECURRENCE-ID;VALUE=DATE:20260303|DTSTART:20260303|END:VEVENT"),
                10,
                data,
                "RECURRENCE-ID is not of the type of DTSTART",
            ),
            (
                series(&[MOVED, MOVED].join("|")),
                15,
                ValidCalendarObjectResource,
                "RECURRENCE-ID stands in another component",
            ),
        ] {
            let bad = CalendarObject::parse(text.as_bytes()).expect_err(&text);
            assert!(bad.to_string().contains(told), "{text}\n{bad}");
            assert_eq!((bad.line, bad.precondition), (line, precondition), "{text}\n{bad}");
        }
    }
}
