//! "This and all that follow" in a copy of the organizer (RFC 5545 §3.2.13): hardly any program of a guest understands a
//! component with RANGE=THISANDFUTURE, all understand one series that ends and another that begins.

use chrono::TimeDelta;

use super::counter::rule_moved;
use super::instance::Series;
use super::merge::holds_only_answers;
use super::policy::{FORWARDING, GUEST_LIST, restore};
use super::range::end_with;
use crate::ical::{CalendarObject, Component, Line, Timestamp, When, Zone};

/// Components with RANGE that are taken apart; each makes a series of its own.
const MOST: usize = 10;
/// Instances that are counted before the change.
const MOST_COUNTED: usize = 10_000;

/// The series that ends before the first component with RANGE=THISANDFUTURE, and the one with this UID that begins with
/// it, as RELATED-TO says; what the organizer changed of later dates goes along, and so does what is decided about the
/// guests, also where a program left that out of what was stored `before`.
///
/// `None` where there is no such component, or no two series that say the same: more than one rule, periods, a date that
/// no rule makes, days that the rule does not name.
pub fn split(
    object: &CalendarObject,
    before: Option<&CalendarObject>,
    uid: &str,
    floating: &Zone,
) -> Option<(CalendarObject, CalendarObject)> {
    let ranges = object.parts().filter(|part| part.is_this_and_future()).count();
    if !(1..=MOST).contains(&ranges) {
        return None;
    }
    let mut object = object.clone();
    before.into_iter().for_each(|before| restore(&mut object, before));
    let series = Series::of(&object, floating);
    let (first, part) = series.overrides().find(|(_, part)| part.is_this_and_future())?;
    let (start, was) = (part.start()?, series.recurrence_id(first));
    let by = start.local() - was.local();
    // The end of the rule could not be told in another zone.
    if start != was.at(start.local()) {
        return None;
    }
    let following = Following { series, first, part, by };
    Some((following.ending()?, following.beginning(uid)?))
}

/// What begins with one component with RANGE.
struct Following<'a> {
    series: Series<'a>,
    first: Timestamp,
    part: &'a Component,
    /// How much later the instances are than they were, on the wall.
    by: TimeDelta,
}

impl Following<'_> {
    /// The series without this instance and all that follow.
    fn ending(&self) -> Option<CalendarObject> {
        let mut object = self.series.object.clone();
        let before = match self.series.recurrence_id(self.first) {
            When::Date(_) => self.first - TimeDelta::days(1),
            _ => self.first - TimeDelta::seconds(1),
        };
        end_with(&mut object, &self.series, before);
        let kind = object.kind().component();
        let is_later = |part: &Component| self.series.key_of(part).flatten().is_some_and(|key| key >= self.first);
        object.calendar_mut().retain_components(|part| !part.is(kind) || !is_later(part));
        let excluded: Vec<When> = self.series.master()?.exdates().collect();
        let master = object.master_mut()?;
        master.remove("EXDATE");
        let kept = excluded.iter().filter(|when| self.series.key(when, self.series.zones()) < self.first);
        kept.for_each(|when| master.add(when.to_line("EXDATE")));
        Some(object)
    }

    /// The series that begins with the instance.
    fn beginning(&self, uid: &str) -> Option<CalendarObject> {
        let mut object = self.series.object.clone();
        let kind = object.kind().component();
        object.calendar_mut().retain_components(|part| !part.is(kind));
        object.calendar_mut().push(self.named(self.master()?, uid));
        for (key, part) in self.series.overrides().filter(|(key, _)| *key > self.first) {
            if !holds_only_answers(&self.series, Some(key), part) {
                object.calendar_mut().push(self.named(self.later(key, part)?, uid));
            }
        }
        // Only now are the parts those of another object.
        CalendarObject::of(object.into_calendar()).ok()
    }

    /// The component with RANGE as the master of a series, with what is left of the rule and the dates.
    fn master(&self) -> Option<Component> {
        let old = self.series.master()?;
        let rules: Vec<&Line> = old.rrules().collect();
        let ([rule], None) = (&rules[..], old.line("EXRULE")) else { return None };
        let mut master = self.part.clone();
        ["RECURRENCE-ID", "SEQUENCE"].iter().for_each(|name| master.remove(name));
        for kept in [FORWARDING, GUEST_LIST].iter().filter_map(|name| old.line(name)) {
            master.set(kept.clone());
        }
        let is_other_day = self.part.start()?.date() != self.series.recurrence_id(self.first).date();
        let rest = without_count(rule, self.earlier(rule)?)?;
        let rest = if is_other_day { without_its_day(&rest) } else { rest };
        master.add(rule_moved(&rest, self.by, is_other_day)?);
        for line in old.lines().filter(|line| line.is("RDATE") || line.is("EXDATE")) {
            if line.param("VALUE").is_some_and(|value| value.eq_ignore_ascii_case("PERIOD")) {
                return None;
            }
            let keys = When::list(line).flatten().map(|when| self.series.key(&when, self.series.zones()));
            for key in keys.filter(|key| *key > self.first) {
                master.add(self.moved(key)?.to_line(line.name()));
            }
        }
        Some(master)
    }

    /// How many instances the rule makes before this one; `None` where it is none of them.
    fn earlier(&self, rule: &Line) -> Option<usize> {
        let mut bare = self.series.master()?.clone();
        ["RRULE", "RDATE"].iter().for_each(|name| bare.remove(name));
        bare.add(rule.clone());
        let this = self.series.zones().instant(&self.series.recurrence_id(self.first));
        let starts = self.series.starts(&bare, this + TimeDelta::seconds(1), MOST_COUNTED)?;
        let earlier = starts.range(..this).count();
        (starts.contains(&this) && earlier > 0).then_some(earlier)
    }

    /// A component for a later instance, as one of the series that begins: it takes place when it did.
    fn later(&self, instance: Timestamp, part: &Component) -> Option<Component> {
        let line = self.moved(instance)?.to_line("RECURRENCE-ID");
        let is_range = part.is_this_and_future();
        let mut part = part.clone();
        part.remove("SEQUENCE");
        part.set(if is_range { line.with_param("RANGE", "THISANDFUTURE") } else { line });
        Some(part)
    }

    /// When an instance of the series that was would be in the one that begins.
    fn moved(&self, instance: Timestamp) -> Option<When> {
        Some(self.part.start()?.at(self.series.recurrence_id(instance).local() + self.by))
    }

    fn named(&self, mut part: Component, uid: &str) -> Component {
        part.set(Line::text("UID", uid));
        let was = Line::text("RELATED-TO", self.series.object.uid().as_str()).with_param("RELTYPE", "SIBLING");
        part.add(was);
        part
    }
}

/// The rule for what comes behind so many instances.
fn without_count(rule: &Line, earlier: usize) -> Option<Line> {
    let mut parts = Vec::new();
    for part in rule.value().split(';') {
        parts.push(match part.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("COUNT")) {
            Some((name, count)) => format!("{name}={}", count.trim().parse::<usize>().ok()?.checked_sub(earlier)?),
            None => part.to_owned(),
        });
    }
    Some(rule.clone().with_value(&parts.join(";")))
}

/// A rule for one day of the week without the name of that day: DTSTART says it.
fn without_its_day(rule: &Line) -> Line {
    let is = |part: &str, name: &str| part.split('=').next().unwrap_or_default().trim().eq_ignore_ascii_case(name);
    let of = |name| rule.value().split(';').find(|part| is(part, name)).and_then(|part| part.split_once('='));
    let is_weekly = of("FREQ").is_some_and(|(_, value)| value.trim().eq_ignore_ascii_case("WEEKLY"));
    if !is_weekly || of("BYDAY").is_none_or(|(_, days)| days.contains(',')) {
        return rule.clone();
    }
    let rest: Vec<&str> = rule.value().split(';').filter(|part| !is(part, "BYDAY")).collect();
    rule.clone().with_value(&rest.join(";"))
}
