//! What a Schedule-Tag stands for (RFC 6638 §3.2.10).

use super::instance::Series;
use super::merge::holds_only_answers;
use super::significance::{Right, row};
use crate::ical::{CalendarObject, Component, Line, Zone};

/// The canonical text of everything the organizer decides: while it stays, messages leave the Schedule-Tag alone.
///
/// It does not change with answers, the overrides that only hold answers, SCHEDULE-STATUS, alarms, colours, DTSTAMP or
/// SEQUENCE, so that a client's change is not refused because somebody answered meanwhile. A client that stores only
/// such things gets a new tag all the same, lest another client undo its change.
pub fn schedule_tag_basis(object: &CalendarObject) -> String {
    let series = Series::of(object, &Zone::Utc);
    let mut parts: Vec<String> = object
        .parts()
        .filter(|part| series.key_of(part).is_none_or(|key| !holds_only_answers(&series, key, part)))
        .map(part_basis)
        .collect();
    parts.sort();
    parts.concat()
}

fn part_basis(part: &Component) -> String {
    let mut lines: Vec<String> = part.lines().filter(|line| counts(line)).map(line_basis).collect();
    lines.sort();
    lines.dedup();
    format!("{}\n{}\n", part.name(), lines.join("\n"))
}

fn counts(line: &Line) -> bool {
    matches!(row(line.name()).attendee, Right::Kept | Right::Refused) && !line.is("SEQUENCE")
}

/// Name and value; of the parameters only those that change the meaning of the value.
fn line_basis(line: &Line) -> String {
    let value = if line.is("ATTENDEE") || line.is("ORGANIZER") {
        crate::ical::CalAddress::parse(line.value()).key().to_owned()
    } else {
        line.value().trim().to_owned()
    };
    format!("{};{}:{value}", line.name(), line.param("TZID").unwrap_or_default())
}
