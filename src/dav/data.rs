//! `CALDAV:calendar-data` in a report: which parts of an object the client wants, and in which form (RFC 4791 §7.6,
//! §9.6).

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;

use super::conditions::Timezones;
use super::error::{Failure, Precondition};
use super::filter::TimeRange;
use super::get::END;
use super::xml::{CALDAV, Element};
use crate::ical::{
    self, CalendarObject, Component, Instance, Kind, Line, Period, PeriodEnd, Timestamp, When, Zone, Zones,
};

/// What a report asks of each object's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataRequest {
    select: Option<Selection>,
    recurrence: Recurrence,
    free_busy: Option<TimeRange>,
}

/// What becomes of a recurring object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Recurrence {
    /// It is returned as it is.
    #[default]
    AsStored,
    /// Each instance in the range becomes a component of its own.
    Expanded(TimeRange),
    /// Overrides that do not touch the range are left out.
    Limited(TimeRange),
}

/// Which properties and components of a component are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Selection {
    name: String,
    properties: Wanted<Property>,
    components: Wanted<Selection>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted<T> {
    All,
    These(Vec<T>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Property {
    name: String,
    /// Whether the value is left out (`novalue="yes"`).
    bare: bool,
}

/// The object has more instances in the range than are expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// Instances of one object that one answer expands at most.
const MAX_INSTANCES: usize = 3_000;
/// Text that the expansion of one object takes at most, in bytes.
const MAX_BYTES: usize = 8 * 1024 * 1024;
/// Names in one selection.
const MAX_NAMES: usize = 500;

impl DataRequest {
    /// Reads a `CALDAV:calendar-data` element of a request.
    ///
    /// # Errors
    /// `supported-calendar-data` for another media type or version, `valid-filter` for a range that is none.
    pub fn read(element: &Element) -> Result<DataRequest, Failure> {
        check_media_type(element)?;
        let range = |local| {
            let found = element.child(CALDAV, local);
            found.map(|range| TimeRange::read_closed(range, Precondition::ValidFilter)).transpose()
        };
        let recurrence = match (range("expand")?, range("limit-recurrence-set")?) {
            (Some(range), _) => Recurrence::Expanded(range),
            (None, Some(range)) => Recurrence::Limited(range),
            (None, None) => Recurrence::AsStored,
        };
        let mut left = MAX_NAMES;
        let select = element.child(CALDAV, "comp").map(|comp| selection(comp, &mut left)).transpose()?;
        Ok(DataRequest { select, recurrence, free_busy: range("limit-freebusy-set")? })
    }

    /// Whether the stored bytes are the answer.
    pub fn is_verbatim(&self) -> bool {
        *self == DataRequest::default()
    }

    /// The text of `object` in the form that was asked for; floating times count as times in `floating`, `timezones`
    /// says which VTIMEZONEs are wanted.
    ///
    /// # Errors
    /// More instances to expand than one answer may hold.
    pub fn rendered(&self, object: &CalendarObject, floating: &Zone, timezones: Timezones) -> Result<String, TooMany> {
        let mut calendar = match self.recurrence {
            Recurrence::AsStored => object.calendar().clone(),
            Recurrence::Limited(range) => limited(object, floating, &range),
            Recurrence::Expanded(range) => match object.kind() {
                Kind::Event | Kind::Todo | Kind::Journal => return self.expanded(object, floating, &range),
                Kind::FreeBusy => in_utc_alone(object, floating),
                // Only what is inside recurs, by hours on a wall: in UTC it would be other hours after each change of
                // the clocks.
                Kind::Availability => object.calendar().clone(),
            },
        };
        if let Some(range) = &self.free_busy {
            limit_free_busy(&mut calendar, floating, range);
        }
        timezones.apply(&mut calendar);
        if let Some(selection) = &self.select {
            selection.apply(&mut calendar);
        }
        Ok(calendar.to_text())
    }

    /// One component per instance, all times in UTC, no zones (RFC 4791 §9.6.5).
    ///
    /// The range picks among the instances of what recurs. What does not, or says no time (a task that is due some day),
    /// is there whatever the range: it was found, and an object has a component (RFC 5545 §3.6).
    fn expanded(&self, object: &CalendarObject, floating: &Zone, range: &TimeRange) -> Result<String, TooMany> {
        let zones = Zones::of(object.calendar(), floating);
        let TimeRange { from, to } = if object.parts().any(recurs) { *range } else { TimeRange::ALWAYS };
        let instances = ical::instances(object, floating, from, to, MAX_INSTANCES).map_err(|_| TooMany)?;
        check_size(&instances)?;
        let timeless = object.parts().filter(|part| part.start().is_none() && part.due().is_none());
        let timeless = timeless.map(|part| without_rules(part, &zones));
        let mut calendar = Component::new("VCALENDAR");
        object.calendar().lines().for_each(|line| calendar.add(line.clone()));
        if let Some(selection) = &self.select {
            selection.apply(&mut calendar);
        }
        let mut text = calendar.to_text();
        text.truncate(text.len() - END.len());
        // Written one by one: all of them at once, as a tree, take several times the room of their text.
        for component in timeless.chain(instances.iter().map(|instance| alone(instance, &zones, floating))) {
            let wanted = match &self.select {
                Some(selection) => selection.within(component),
                None => Some(component),
            };
            text.extend(wanted.map(|component| component.to_text()));
        }
        text.push_str(END);
        Ok(text)
    }
}

fn check_media_type(element: &Element) -> Result<(), Failure> {
    let media_type = element.attribute("content-type").unwrap_or("text/calendar");
    let version = element.attribute("version").unwrap_or("2.0");
    if media_type.trim().eq_ignore_ascii_case("text/calendar") && version.trim() == "2.0" {
        return Ok(());
    }
    Err(Precondition::SupportedCalendarData.because(format!("{media_type} {version}")))
}

// Recursion is bounded: the XML tree has no more than 32 levels.
fn selection(element: &Element, left: &mut usize) -> Result<Selection, Failure> {
    let name = name(element, left)?;
    let mut properties = Vec::new();
    let mut components = Vec::new();
    for child in element.children() {
        if child.is(CALDAV, "prop") {
            properties
                .push(Property { name: self::name(child, left)?, bare: child.attribute("novalue") == Some("yes") });
        } else if child.is(CALDAV, "comp") {
            components.push(selection(child, left)?);
        }
    }
    // A comp that names nothing inside is wanted whole: `<C:comp name="VTIMEZONE"/>` in RFC 4791 §7.8.1.
    let is_whole = properties.is_empty() && components.is_empty();
    let all_properties = is_whole || element.child(CALDAV, "allprop").is_some();
    let all_components = is_whole || element.child(CALDAV, "allcomp").is_some();
    Ok(Selection {
        name,
        properties: if all_properties { Wanted::All } else { Wanted::These(properties) },
        components: if all_components { Wanted::All } else { Wanted::These(components) },
    })
}

fn name(element: &Element, left: &mut usize) -> Result<String, Failure> {
    *left = left.checked_sub(1).ok_or_else(|| Failure::BadRequest("too many names in calendar-data".into()))?;
    let name = element.attribute("name").unwrap_or_default().trim().to_ascii_uppercase();
    if name.is_empty() { Err(Failure::BadRequest("a name is missing in calendar-data".into())) } else { Ok(name) }
}

impl Selection {
    /// What is wanted of a component inside; `None` where it is not.
    fn within(&self, mut component: Component) -> Option<Component> {
        if let Wanted::These(selections) = &self.components {
            selections.iter().find(|wanted| component.is(&wanted.name))?.apply(&mut component);
        }
        Some(component)
    }

    /// Takes out of a component what is not wanted.
    fn apply(&self, component: &mut Component) {
        if let Wanted::These(properties) = &self.properties {
            component.retain_lines(|line| properties.iter().any(|wanted| line.is(&wanted.name)));
            component.map_lines(|line| {
                let bare = properties.iter().any(|wanted| wanted.bare && line.is(&wanted.name));
                if bare { line.with_value("") } else { line }
            });
        }
        if let Wanted::These(selections) = &self.components {
            component.retain_components(|inner| selections.iter().any(|wanted| inner.is(&wanted.name)));
            for inner in component.components_mut() {
                if let Some(wanted) = selections.iter().find(|wanted| inner.is(&wanted.name)) {
                    wanted.apply(inner);
                }
            }
        }
    }
}

/// Properties that say how an object recurs.
const RECURRENCE: [&str; 4] = ["RRULE", "RDATE", "EXDATE", "EXRULE"];

/// VFREEBUSYs with their times in UTC: they do not recur.
fn in_utc_alone(object: &CalendarObject, floating: &Zone) -> Component {
    let zones = Zones::of(object.calendar(), floating);
    let mut calendar = object.calendar().clone();
    calendar.retain_components(|_| false);
    object.parts().for_each(|part| calendar.push(without_rules(part, &zones)));
    calendar
}

/// Whether a component is one of several, or says how it recurs.
fn recurs(part: &Component) -> bool {
    part.lines().any(|line| line.is("RECURRENCE-ID") || RECURRENCE.iter().any(|name| line.is(name)))
}

/// A small number of instances can still be a lot of text, where each repeats a long description.
fn check_size(instances: &[Instance<'_>]) -> Result<(), TooMany> {
    let mut sizes: HashMap<*const Component, usize> = HashMap::new();
    let size = |instance: &Instance<'_>| {
        *sizes.entry(std::ptr::from_ref(instance.component)).or_insert_with(|| instance.component.to_text().len())
    };
    let total: usize = instances.iter().map(size).sum();
    if total > MAX_BYTES { Err(TooMany) } else { Ok(()) }
}

/// An instance as a component that needs no other.
fn alone(instance: &Instance<'_>, zones: &Zones, floating: &Zone) -> Component {
    let mut component = without_rules(instance.component, zones);
    let start = instance.component.start();
    let like = |instant: Timestamp, kind: Option<&When>| match kind {
        Some(When::Date(_)) => When::Date(floating.local(instant).date()),
        Some(When::Floating(_)) => When::Floating(floating.local(instant)),
        _ => When::Utc(instant),
    };
    if start.is_some() {
        set_time(&mut component, "DTSTART", &like(instance.start, start.as_ref()));
    }
    for name in ["DTEND", "DUE"] {
        if let Some(end) = component.when(name) {
            set_time(&mut component, name, &like(instance.end, Some(&end)));
        }
    }
    if start.is_some() {
        let (from, to) = (like(instance.start, start.as_ref()), like(instance.end, start.as_ref()));
        say_end(&mut component, &from, &to);
    }
    // The initial instance needs no RECURRENCE-ID, and Calendar Server, whose authors wrote the RFC, gives it none.
    let is_initial = !component.lines().any(|line| line.is("RECURRENCE-ID"))
        && start.as_ref().is_some_and(|start| instance.recurrence == Some(zones.instant(start)));
    if let Some(recurrence) = instance.recurrence.filter(|_| !is_initial) {
        let kind = instance.component.recurrence_id().or(start);
        set_time(&mut component, "RECURRENCE-ID", &like(recurrence, kind.as_ref()));
    }
    component
}

/// A component that stands for no other instance than its own, with times in UTC.
fn without_rules(part: &Component, zones: &Zones) -> Component {
    let mut component = part.clone();
    component.retain_lines(|line| !RECURRENCE.iter().any(|name| line.is(name)));
    component.map_lines(|line| in_utc(line, zones));
    component.map_lines(|line| if line.is("RECURRENCE-ID") { line.without_param("RANGE") } else { line });
    component
}

/// Says when an instance ends where that does not follow from what its component says of all instances: a PERIOD has an
/// end of its own (RFC 5545 §3.8.5.2), and a day of DURATION is not always 24 hours (§3.3.6).
fn say_end(component: &mut Component, start: &When, end: &When) {
    let name = if component.is("VEVENT") { "DTEND" } else { "DUE" };
    if component.is("VJOURNAL") || component.when(name).is_some() {
        return;
    }
    let length = match component.duration() {
        Some(duration) => duration.to_delta(),
        None if start.is_date() && component.is("VEVENT") => TimeDelta::days(1),
        None => TimeDelta::zero(),
    };
    if start.local().checked_add_signed(length) != Some(end.local()) {
        component.remove("DURATION");
        component.set(end.to_line(name));
    }
}

/// Sets a time, keeping parameters other than those that say its kind.
fn set_time(component: &mut Component, name: &str, when: &When) {
    let fresh = when.to_line(name);
    let line = match component.line(name) {
        None => fresh,
        Some(old) => {
            let bare = old.clone().without_param("TZID").without_param("VALUE").with_value(&when.value_text());
            if when.is_date() { bare.with_param("VALUE", "DATE") } else { bare }
        }
    };
    component.set(line);
}

/// A time in a zone as the same instant in UTC: the zones themselves are not part of the answer.
fn in_utc(line: Line, zones: &Zones) -> Line {
    match When::of(&line) {
        Some(when @ When::Zoned { .. }) => {
            let instant = When::Utc(zones.instant(&when));
            line.without_param("TZID").with_value(&instant.value_text())
        }
        _ => line,
    }
}

/// The master and the overrides that the range is about, as they are (RFC 4791 §9.6.6).
fn limited(object: &CalendarObject, floating: &Zone, range: &TimeRange) -> Component {
    let wanted = ical::overrides_within(object, floating, range.from, range.to).into_iter().map(std::ptr::from_ref);
    let wanted: HashSet<*const Component> = wanted.collect();
    let is_wanted = |part: &Component| part.recurrence_id().is_none() || wanted.contains(&std::ptr::from_ref(part));
    let mut kept = object.calendar().components().map(is_wanted);
    let mut calendar = object.calendar().clone();
    calendar.retain_components(|_| kept.next().unwrap_or(true));
    calendar
}

/// Leaves out the FREEBUSY values that do not touch the range (RFC 4791 §9.6.7).
fn limit_free_busy(calendar: &mut Component, floating: &Zone, range: &TimeRange) {
    let zones = Zones::of(calendar, floating);
    for part in calendar.components_mut().filter(|part| part.is("VFREEBUSY")) {
        part.map_lines(|line| if line.is("FREEBUSY") { periods_within(line, &zones, range) } else { line });
        part.retain_lines(|line| !line.is("FREEBUSY") || !line.value().is_empty());
    }
}

fn periods_within(line: Line, zones: &Zones, range: &TimeRange) -> Line {
    let texts = line.value().split(',').filter(|text| !text.trim().is_empty());
    let within = |period: &Period| {
        let from = zones.instant(&period.start);
        let to = match &period.end {
            PeriodEnd::At(end) => zones.instant(end),
            PeriodEnd::After(length) => from.checked_add_signed(length.to_delta()).unwrap_or(from),
        };
        from < range.to && to > range.from
    };
    let kept = texts.zip(Period::list(&line)).filter(|(_, period)| period.as_ref().is_none_or(within));
    let value = kept.map(|(text, _)| text.trim()).collect::<Vec<_>>().join(",");
    line.with_value(&value)
}

#[cfg(test)]
mod tests;
