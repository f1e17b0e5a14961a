//! Whether a calendar object satisfies the filter of a calendar-query (RFC 4791 §9.7, §9.9).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::TimeDelta;

use super::collation::Folds;
use super::filter::{
    ComponentFilter, ComponentTest, ParameterFilter, ParameterTest, PropertyFilter, PropertyTest, TimeRange, Value,
};
use super::patience::{OutOfTime, Patience};
use crate::ical::{self, CalendarObject, Component, Kind, Line, Timestamp, When, Zone, Zones};

/// Instances looked at to learn whether one of them has an alarm in a range.
const MAX_INSTANCES: usize = 5_000;
/// Repetitions of one alarm that are looked at.
const MAX_REPEAT: i64 = 1_000;

/// Ranges of time of which it is kept what happens in them: the filters of one request ask for few.
const MOST_RANGES: usize = 16;

type Parts<'a> = Rc<Vec<&'a Component>>;

/// An object, what its floating times mean, and what was found out about it for one filter and can serve the next.
struct Subject<'a> {
    object: &'a CalendarObject,
    floating: &'a Zone,
    zones: Zones,
    patience: &'a Patience,
    folds: Folds<'a>,
    inside: RefCell<HashMap<(Timestamp, Timestamp), Parts<'a>>>,
    happening: RefCell<HashMap<(&'static str, Timestamp, Timestamp), bool>>,
}

/// Whether `object` satisfies `filter`; floating times and dates count as times in `floating`.
///
/// # Errors
/// That takes longer than there is patience for.
pub fn matches(
    filter: &ComponentFilter,
    object: &CalendarObject,
    floating: &Zone,
    patience: &Patience,
) -> Result<bool, OutOfTime> {
    let zones = Zones::of(object.calendar(), floating);
    let (inside, happening) = (RefCell::default(), RefCell::default());
    let subject = Subject { object, floating, zones, patience, folds: Folds::default(), inside, happening };
    let satisfied = subject.satisfies(object.calendar(), &filter.test);
    if patience.is_over() { Err(OutOfTime) } else { Ok(satisfied) }
}

impl<'a> Subject<'a> {
    /// Whether one of the components of the filter's name in `scope` satisfies it.
    fn has(&self, scope: &'a Component, filter: &ComponentFilter) -> bool {
        let mut named = scope.components().filter(|component| component.is(&filter.name));
        let ComponentTest::All { range: Some(range), properties, components } = &filter.test else {
            return match filter.test {
                ComponentTest::IsNotDefined => named.next().is_none(),
                ComponentTest::All { .. } => named.any(|component| self.satisfies(component, &filter.test)),
            };
        };
        if properties.is_empty() && components.is_empty() && !filter.name.eq("VALARM") {
            return Kind::of(&filter.name).is_some_and(|kind| self.happens(kind, range));
        }
        if filter.name == "VALARM" {
            return named.any(|alarm| self.rings(scope, alarm, range) && self.satisfies(alarm, &filter.test));
        }
        if Kind::of(&filter.name) != Some(self.object.kind()) {
            return false;
        }
        self.inside(range).iter().any(|part| self.satisfies(part, &filter.test))
    }

    /// Whether a component satisfies everything but the range, which its caller has seen to.
    fn satisfies(&self, component: &'a Component, test: &ComponentTest) -> bool {
        match test {
            ComponentTest::IsNotDefined => false,
            ComponentTest::All { properties, components, .. } => {
                properties.iter().all(|filter| self.has_property(component, filter))
                    && components.iter().all(|filter| self.has(component, filter))
            }
        }
    }

    fn happens(&self, kind: Kind, range: &TimeRange) -> bool {
        let look = || {
            // Without patience nothing is found out any more: there is no answer then.
            !self.patience.is_over()
                && ical::has_time_range_match(self.object, kind, self.floating, range.from, range.to)
        };
        *self.happening.borrow_mut().entry((kind.component(), range.from, range.to)).or_insert_with(look)
    }

    /// The parts that happen in a range of time, found once for all filters that ask for it.
    fn inside(&self, range: &TimeRange) -> Parts<'a> {
        let TimeRange { from, to } = *range;
        let mut known = self.inside.borrow_mut();
        if known.len() >= MOST_RANGES && !known.contains_key(&(from, to)) {
            known.clear();
        }
        let happens = |part: &&Component| {
            !self.patience.is_over() && ical::is_in_time_range(part, self.object, self.floating, from, to)
        };
        let look = || Rc::new(self.object.parts().filter(happens).collect());
        Rc::clone(known.entry((from, to)).or_insert_with(look))
    }

    /// Whether an alarm of `part` rings in `range` (RFC 4791 §9.9: start included, end excluded).
    fn rings(&self, part: &'a Component, alarm: &Component, range: &TimeRange) -> bool {
        if self.patience.is_over() {
            return false;
        }
        let Some(trigger) = alarm.line("TRIGGER") else { return false };
        let rings = Rings::of(alarm);
        if let Some(at) = When::of(trigger).filter(|_| !is_relative(trigger)) {
            return rings.touch(self.zones.instant(&at), range);
        }
        let Some(offset) = ical::Duration::parse(trigger.value()).map(ical::Duration::to_delta) else { return false };
        let from_end = trigger.param("RELATED").is_some_and(|related| related.eq_ignore_ascii_case("END"));
        self.rings_with(part, offset, from_end, &rings, range)
    }

    /// Whether an alarm rings in `range` with one of the instances that its part describes.
    fn rings_with(
        &self,
        part: &'a Component,
        offset: TimeDelta,
        from_end: bool,
        rings: &Rings,
        range: &TimeRange,
    ) -> bool {
        // Instances outside this window ring outside the range; a second more, because windows exclude their end.
        let second = TimeDelta::seconds(1);
        let from = range.from.checked_sub_signed(offset + rings.span() + second).unwrap_or(range.from);
        let to = range.to.checked_sub_signed(offset).and_then(|to| to.checked_add_signed(second)).unwrap_or(range.to);
        let mut left = MAX_INSTANCES;
        let found = ical::has_instance_of(part, self.object, self.floating, (from, to), |instance| {
            left = left.saturating_sub(1);
            let base = if from_end { instance.end } else { instance.start };
            // After so many without, it is taken to ring.
            left == 0 || base.checked_add_signed(offset).is_some_and(|at| rings.touch(at, range))
        });
        found.unwrap_or(true)
    }

    /// When a component ends (RFC 5545 §3.6.1).
    fn end(&self, part: &Component) -> Option<Timestamp> {
        if let Some(end) = part.end().or_else(|| part.due()) {
            return Some(self.zones.instant(&end));
        }
        let start = part.start()?;
        let length = match part.duration() {
            Some(duration) => duration.to_delta(),
            None if start.is_date() => TimeDelta::days(1),
            None => TimeDelta::zero(),
        };
        self.zones.instant(&start).checked_add_signed(length)
    }

    fn has_property(&self, component: &'a Component, filter: &PropertyFilter) -> bool {
        if self.patience.is_over() {
            return false;
        }
        let mut named = component.lines_named(&filter.name);
        match &filter.test {
            PropertyTest::IsNotDefined => named.next().is_none(),
            PropertyTest::Has(Value::Within(range), parameters) => {
                let found = named.next().is_some();
                self.times(component, &filter.name).into_iter().any(|time| range.contains(time))
                    && (parameters.is_empty()
                        || found && component.lines_named(&filter.name).any(|line| has_all(line, parameters)))
            }
            PropertyTest::Has(Value::Text(text), parameters) => {
                named.any(|line| text.holds_of(line, &self.folds) && has_all(line, parameters))
            }
            PropertyTest::Has(Value::Any, parameters) => named.any(|line| has_all(line, parameters)),
        }
    }

    /// The values of a time property; an end that only follows from DURATION counts too (RFC 4791 §9.9).
    fn times(&self, component: &Component, name: &str) -> Vec<Timestamp> {
        let written = component.lines_named(name).filter_map(When::of).map(|when| self.zones.instant(&when));
        let mut times: Vec<Timestamp> = written.collect();
        let follows = matches!((component.name(), name), ("VEVENT", "DTEND") | ("VTODO", "DUE"));
        if times.is_empty() && follows && component.duration().is_some() {
            times.extend(self.end(component));
        }
        times
    }
}

/// TRIGGER is a duration unless it says otherwise (RFC 5545 §3.8.6.3).
fn is_relative(trigger: &Line) -> bool {
    !trigger.param("VALUE").is_some_and(|value| value.eq_ignore_ascii_case("DATE-TIME"))
}

/// How often an alarm rings after its trigger.
struct Rings {
    more: i32,
    every: TimeDelta,
}

impl Rings {
    fn of(alarm: &Component) -> Rings {
        let more = alarm.integer("REPEAT").unwrap_or(0).clamp(0, MAX_REPEAT);
        let every = alarm.duration().map_or_else(TimeDelta::zero, |every| every.to_delta());
        Rings { more: i32::try_from(more).unwrap_or(0), every: every.clamp(TimeDelta::zero(), TimeDelta::days(366)) }
    }

    /// From the first ring to the last.
    fn span(&self) -> TimeDelta {
        self.every * self.more
    }

    /// Whether one of the rings of an alarm triggered at `first` falls into `range`.
    fn touch(&self, first: Timestamp, range: &TimeRange) -> bool {
        let times = (0..=self.more).map_while(|n| first.checked_add_signed(self.every * n));
        times.into_iter().any(|at| range.contains(at))
    }
}

fn has_all(line: &Line, parameters: &[ParameterFilter]) -> bool {
    parameters.iter().all(|filter| {
        let values = line.param_values(&filter.name);
        match &filter.test {
            ParameterTest::IsNotDefined => values.is_empty(),
            ParameterTest::IsDefined => !values.is_empty(),
            ParameterTest::Text(text) => values.iter().any(|value| text.holds(value)),
        }
    })
}

#[cfg(test)]
mod tests;
