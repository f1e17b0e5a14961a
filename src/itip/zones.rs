//! Names of time zones: a TZID means something within its own object alone (RFC 5545 §3.2.19), and Exchange calls every
//! zone that somebody made "Customized Time Zone".

use super::instance::Series;
use crate::ical::{CalendarObject, Component, Line, Timestamp, Zone};

/// Names that are tried for one zone.
const MOST: usize = 100;

/// A message with other names for zones that the copy it goes into means otherwise.
// quirk: customized-time-zone
pub(super) fn named_apart(mut incoming: CalendarObject, own: &Series<'_>) -> CalendarObject {
    let at: Vec<Timestamp> = {
        let theirs = Series::of(&incoming, own.floating());
        let starts = |series: &Series<'_>| -> Vec<Timestamp> {
            series.object.parts().filter_map(|part| series.times(part).start).collect()
        };
        starts(&theirs).into_iter().chain(starts(own)).collect()
    };
    let zones: Vec<Component> = timezones(incoming.calendar()).cloned().collect();
    for zone in &zones {
        let Some(name) = zone.raw("TZID").map(str::trim).filter(|name| !name.is_empty()) else { continue };
        let is_free = |tried: &String| {
            let known = timezones(own.object.calendar()).find(|known| is_named(known, tried));
            let is_theirs = tried != name && zones.iter().any(|other| is_named(other, tried));
            !is_theirs && known.is_none_or(|known| agree(known, zone, &at))
        };
        let mut names = std::iter::once(name.to_owned()).chain((2..MOST).map(|number| format!("{name}-{number}")));
        if let Some(new) = names.find(is_free).filter(|new| new != name) {
            rename(&mut incoming, name, &new);
        }
    }
    incoming
}

fn timezones(calendar: &Component) -> impl Iterator<Item = &Component> {
    calendar.components().filter(|component| component.is("VTIMEZONE"))
}

fn is_named(zone: &Component, name: &str) -> bool {
    zone.raw("TZID").is_some_and(|tzid| tzid.trim() == name)
}

/// Whether two definitions show the same time, around each of these moments and half a year later.
fn agree(one: &Component, other: &Component, at: &[Timestamp]) -> bool {
    let zones = (Zone::of_timezone(one), Zone::of_timezone(other));
    let (Some(one), Some(other)) = zones else { return true };
    let mut moments = at.iter().flat_map(|start| [*start, *start + chrono::TimeDelta::days(182)]);
    moments.all(|moment| one.offset(moment) == other.offset(moment))
}

fn rename(object: &mut CalendarObject, name: &str, new: &str) {
    let renamed = |line: Line| match line.param("TZID").is_some_and(|tzid| tzid.trim() == name) {
        true => line.with_param("TZID", new),
        false => line,
    };
    object.parts_mut().for_each(|part| part.map_lines(renamed));
    let calendar = object.calendar_mut();
    for zone in calendar.components_mut().filter(|component| component.is("VTIMEZONE")) {
        if is_named(zone, name) {
            zone.set(Line::text("TZID", "").with_value(new));
        }
    }
}
