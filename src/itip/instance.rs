//! Instances of a meeting: how they are named, which exist, and what holds for one that has no component of its own.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDateTime, TimeDelta};

use crate::ical::{
    CalendarObject, Component, Duration, Kind, Line, Period, PeriodEnd, Recurrences, Timestamp, When, Zone, Zones,
    instances, vtimezone,
};

/// The name of a component: an instance, or `None` for the master.
pub(super) type Key = Option<Timestamp>;

/// When a component takes place, as instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    pub start: Option<Timestamp>,
    pub end: Option<Timestamp>,
    pub is_date: bool,
}

/// How many places in later seasons are looked at to tell two zones apart: every 30 days for a bit more than a year.
const SEASONS: i64 = 13;

/// A calendar object with its zones: names, finds and derives instances.
pub(super) struct Series<'a> {
    pub object: &'a CalendarObject,
    zones: Zones,
    floating: &'a Zone,
    master: Option<&'a Component>,
    overrides: BTreeMap<Timestamp, &'a Component>,
    excluded: BTreeSet<Timestamp>,
    tables: OnceCell<BTreeMap<String, Component>>,
    /// The value type and zone in which instances are named.
    form: OnceCell<Option<When>>,
    recurrences: OnceCell<Recurrences>,
    pattern: OnceCell<Option<Pattern>>,
}

/// What the instances of a series have in common.
struct Pattern {
    /// The master without its rules and dates.
    part: Component,
    start: When,
    /// Where the instances end that have a length of their own.
    ends: BTreeMap<Timestamp, Timestamp>,
}

impl<'a> Series<'a> {
    pub fn of(object: &'a CalendarObject, floating: &'a Zone) -> Series<'a> {
        let mut series = Series {
            object,
            zones: Zones::of(object.calendar(), floating),
            floating,
            master: object.master(),
            overrides: BTreeMap::new(),
            excluded: BTreeSet::new(),
            tables: OnceCell::new(),
            form: OnceCell::new(),
            recurrences: OnceCell::new(),
            pattern: OnceCell::new(),
        };
        for part in object.overrides() {
            // Of two components for one instance, which is not allowed, the first counts.
            if let Some(Some(instance)) = series.key_of(part) {
                series.overrides.entry(instance).or_insert(part);
            }
        }
        series.excluded = series.master.map(|master| series.exdates(master)).unwrap_or_default();
        series
    }

    pub fn master(&self) -> Option<&'a Component> {
        self.master
    }

    /// The overrides by name; those with an unreadable RECURRENCE-ID are left out.
    pub fn overrides(&self) -> impl Iterator<Item = (Timestamp, &'a Component)> {
        self.overrides.iter().map(|(instance, part)| (*instance, *part))
    }

    /// The instances that the master excludes.
    pub fn excluded(&self) -> &BTreeSet<Timestamp> {
        &self.excluded
    }

    /// The name of a component; `None` when its RECURRENCE-ID cannot be read.
    pub fn key_of(&self, part: &Component) -> Option<Key> {
        match part.line("RECURRENCE-ID") {
            None => Some(None),
            Some(line) => Some(Some(self.key(&When::of(line)?, &self.zones))),
        }
    }

    /// The name of the instance that a RECURRENCE-ID found elsewhere means here.
    ///
    /// It is compared as an instant: Google names instances in UTC, Outlook with Windows zones. In an all-day series
    /// only its date counts (Zimbra and Outlook write `T000000`), and a bare date means the instance of that day.
    pub fn key(&self, when: &When, zones: &Zones) -> Timestamp {
        match self.form() {
            Some(When::Date(_)) => self.date_of(when, zones).and_time(NaiveDateTime::MIN.time()).and_utc(),
            Some(When::Floating(start)) => match when {
                When::Date(date) => date.and_time(start.time()).and_utc(),
                When::Utc(instant) => self.floating.local(*instant).and_utc(),
                other => other.local().and_utc(),
            },
            Some(form) => match when {
                When::Date(date) => self.zones.instant(&form.at(date.and_time(form.local().time()))),
                When::Floating(local) => self.zones.instant(&form.at(*local)),
                other => zones.instant(other),
            },
            None => match when {
                When::Date(_) | When::Floating(_) => when.local().and_utc(),
                other => zones.instant(other),
            },
        }
    }

    /// The day meant by a RECURRENCE-ID of an all-day series.
    fn date_of(&self, when: &When, zones: &Zones) -> chrono::NaiveDate {
        match when {
            // A client that turns its own midnight into UTC.
            When::Utc(instant) if instant.time() != NaiveDateTime::MIN.time() => {
                self.floating.local(zones.instant(when)).date()
            }
            other => other.date(),
        }
    }

    /// The value type and zone in which instances are named: that of DTSTART.
    fn form(&self) -> Option<&When> {
        let form = || match self.master() {
            Some(master) => master.start().or_else(|| master.due()),
            None => self.object.overrides().find_map(Component::recurrence_id),
        };
        self.form.get_or_init(form).as_ref()
    }

    /// The name of an instance as it is written in this object.
    pub fn recurrence_id(&self, instance: Timestamp) -> When {
        match self.form() {
            Some(form @ (When::Date(_) | When::Floating(_))) => form.at(instance.naive_utc()),
            Some(form) => self.in_form_of(form, instance),
            None => When::Utc(instance),
        }
    }

    /// An instant as `form` writes it: a date, a local time, or a time in its zone.
    pub fn at(&self, form: &When, instant: Timestamp) -> When {
        match form {
            When::Date(_) | When::Floating(_) => form.at(self.floating.local(instant)),
            _ => self.in_form_of(form, instant),
        }
    }

    /// An instant in the zone and type of `form`.
    fn in_form_of(&self, form: &When, instant: Timestamp) -> When {
        form.at(self.zones.zone_of(form).local(instant))
    }

    /// The component of this name.
    pub fn component(&self, key: Key) -> Option<&'a Component> {
        match key {
            None => self.master(),
            Some(instance) => self.overrides.get(&instance).copied(),
        }
    }

    /// What holds for an instance (or the master): its own component, else one derived from the master. `None` when
    /// it does not take place here. EXDATE wins over a component that was left behind.
    pub fn effective(&self, key: Key) -> Option<Cow<'a, Component>> {
        let Some(instance) = key else { return self.master().map(Cow::Borrowed) };
        if self.excluded.contains(&instance) {
            return None;
        }
        match self.component(key) {
            Some(part) => Some(Cow::Borrowed(part)),
            None if self.generates(instance) => self.derived(instance).map(Cow::Owned),
            None => None,
        }
    }

    /// Whether the rules of the master bring the instance about, and no EXDATE takes it away.
    pub fn generates(&self, instance: Timestamp) -> bool {
        self.master().is_some_and(Component::is_recurring)
            && !self.excluded.contains(&instance)
            && self.recurrences().find(&self.recurrence_id(instance)).is_some()
    }

    fn recurrences(&self) -> &Recurrences {
        self.recurrences.get_or_init(|| Recurrences::of(self.object, self.floating))
    }

    /// The instance as the master describes it: RECURRENCE-ID and start its own, the end moved along, no rules. The end
    /// is the one of its RDATE where that names a period (RFC 5545 §3.8.5.2).
    pub fn derived(&self, instance: Timestamp) -> Option<Component> {
        let Pattern { part, start, ends } = self.pattern()?;
        let mut part = part.clone();
        let recurrence = self.recurrence_id(instance);
        for name in ["DTSTART", "DTEND", "DUE"] {
            let Some(line) = part.line(name) else { continue };
            let moved = self.moved(&When::of(line)?, start, &recurrence);
            part.set(moved.to_line(name));
        }
        if let Some(end) = ends.get(&instance).filter(|_| part.is(Kind::Event.component())) {
            part.remove("DURATION");
            part.set(self.in_form_of(&recurrence, *end).to_line("DTEND"));
        }
        part.set(recurrence.to_line("RECURRENCE-ID"));
        Some(part)
    }

    fn pattern(&self) -> Option<&Pattern> {
        let pattern = || {
            let master = self.master()?;
            let mut part = master.clone();
            part.retain_lines(|line| !["RRULE", "RDATE", "EXDATE", "EXRULE"].iter().any(|name| line.is(name)));
            let start = master.start().or_else(|| master.due())?;
            Some(Pattern { part, start, ends: self.lengths(master) })
        };
        self.pattern.get_or_init(pattern).as_ref()
    }

    /// `when`, moved as far as `from` is from `to`: by days and local time for dates and floating times, else by the
    /// exact length, as RFC 5545 §3.8.5.3 asks for instances.
    fn moved(&self, when: &When, from: &When, to: &When) -> When {
        match (when, from) {
            (When::Date(_) | When::Floating(_), _) | (_, When::Date(_) | When::Floating(_)) => {
                when.at(when.local() + (to.local() - from.local()))
            }
            _ => {
                let length = self.zones.instant(when) - self.zones.instant(from);
                self.in_form_of(when, self.zones.instant(to) + length)
            }
        }
    }

    /// When a component takes place.
    pub fn times(&self, part: &Component) -> Times {
        let start = part.start();
        let from = start.as_ref().map(|when| self.zones.instant(when));
        let end = part.end().or_else(|| part.due()).map(|when| self.zones.instant(&when));
        let end = end.or_else(|| match (&start, part.duration()) {
            (Some(start), Some(length)) => Some(self.after(start, length)),
            (Some(When::Date(date)), None) => Some(self.zones.instant(&When::Date(date.succ_opt()?))),
            _ => from,
        });
        Times { start: from, end, is_date: start.is_some_and(|start| start.is_date()) }
    }

    /// What the clock of DTSTART's zone shows through the seasons: tells zones apart that agree on one day, and
    /// recognises one zone under two names.
    pub fn offsets(&self, part: &Component) -> Vec<NaiveDateTime> {
        let Some(start) = part.start() else { return Vec::new() };
        let (zone, first) = (self.zones.zone(&start), self.zones.instant(&start));
        (0..SEASONS).map(|season| zone.local(first + TimeDelta::days(30 * season))).collect()
    }

    /// The instances that EXDATE lines name.
    pub fn exdates(&self, part: &Component) -> BTreeSet<Timestamp> {
        part.exdates().map(|when| self.key(&when, &self.zones)).collect()
    }

    /// The instances that RDATE lines name.
    pub fn rdates(&self, part: &Component) -> BTreeSet<Timestamp> {
        part.rdates().map(|when| self.key(&when, &self.zones)).collect()
    }

    /// The instances that RDATE lines name with a length of their own (RFC 5545 §3.8.5.2), with their ends.
    pub fn lengths(&self, part: &Component) -> BTreeMap<Timestamp, Timestamp> {
        let usual = match self.times(part) {
            Times { start: Some(start), end: Some(end), .. } => end - start,
            _ => TimeDelta::zero(),
        };
        let periods = part.lines_named("RDATE").filter(|line| line.value().contains('/')).flat_map(Period::list);
        let named = periods.flatten().filter_map(|period| {
            let start = self.zones.instant(&period.start);
            let end = match period.end {
                PeriodEnd::At(end) => self.zones.instant(&end),
                PeriodEnd::After(length) => self.after(&period.start, length),
            };
            (end > start && end - start != usual).then(|| (self.key(&period.start, &self.zones), end))
        });
        named.collect()
    }

    /// A length after a start: days by the local time, the rest exactly.
    fn after(&self, start: &When, length: Duration) -> Timestamp {
        let days = start.at(start.local() + TimeDelta::days(length.days()));
        self.zones.instant(&days) + TimeDelta::seconds(length.seconds())
    }

    /// The instances before `to` that the rules and dates of a component make, EXDATEs left out; `None` where there are
    /// more than `most` or it would take long to find them.
    pub fn starts(&self, part: &Component, to: Timestamp, most: usize) -> Option<BTreeSet<Timestamp>> {
        const SAID: [&str; 7] = ["UID", "DTSTART", "DTEND", "DURATION", "DUE", "RRULE", "RDATE"];
        let mut bare = Component::new(part.name());
        part.lines().filter(|line| SAID.iter().any(|name| line.is(name))).for_each(|line| bare.add(line.clone()));
        let mut calendar = self.object.calendar().clone();
        calendar.retain_components(|within| within.is("VTIMEZONE"));
        calendar.push(bare);
        let object = CalendarObject::of(calendar).ok()?;
        let found = instances(&object, self.floating, Timestamp::MIN_UTC, to, most).ok()?;
        Some(found.iter().map(|instance| instance.recurrence.unwrap_or(instance.start)).collect())
    }

    /// The local time that UNTIL means for a series: that of DTSTART's zone, and the end of the day for a date.
    pub fn until(&self, part: &Component, text: &str) -> Option<NaiveDateTime> {
        match (When::of(&Line::new("UNTIL", text).ok()?)?, part.start()) {
            (When::Date(date), _) => date.and_hms_opt(23, 59, 59),
            (When::Utc(instant), Some(start @ When::Zoned { .. })) => Some(self.zones.zone(&start).local(instant)),
            (other, _) => Some(other.local()),
        }
    }

    /// A VTIMEZONE for a TZID of this object, for messages: made anew where the zone is known by name, because the
    /// tables clients keep (history, RDATE beside RRULE) shift Outlook by an hour; else the object's own.
    pub fn vtimezone(&self, tzid: &str) -> Option<&Component> {
        let tables = || {
            let tzids = self.object.parts().flat_map(Component::lines).filter_map(|line| line.param("TZID"));
            let tzids: BTreeSet<String> = tzids.map(|tzid| tzid.trim().to_owned()).collect();
            tzids.into_iter().filter_map(|tzid| Some((tzid.clone(), self.table(&tzid)?))).collect()
        };
        self.tables.get_or_init(tables).get(tzid)
    }

    fn table(&self, tzid: &str) -> Option<Component> {
        let is_own = |part: &&Component| part.is("VTIMEZONE") && part.raw("TZID").is_some_and(|own| own == tzid);
        let own = self.object.calendar().components().find(is_own);
        let from = self.object.parts().filter_map(|part| self.times(part).start).min().unwrap_or_default();
        match (Zone::resolve(tzid, own), own) {
            (Some(zone), _) if zone.name().is_some() => Some(vtimezone(&zone, tzid, from, None)),
            (_, Some(own)) => Some(own.clone()),
            (Some(zone), None) => Some(vtimezone(&zone, tzid, from, None)),
            (None, None) => None,
        }
    }

    /// The zone of floating times.
    pub fn floating(&self) -> &Zone {
        self.floating
    }

    /// The zones of this object, to read names of instances that another object holds.
    pub fn zones(&self) -> &Zones {
        &self.zones
    }

    /// Whether everything in it is over: the last instance has ended. A series without end is never over, and neither is
    /// a task that is still to be done.
    pub fn is_over(&self, now: Timestamp) -> bool {
        !self.object.parts().any(is_open_task)
            && crate::ical::span(self.object, self.floating).last.is_some_and(|last| last < now)
    }
}

/// Whether it is a task that is neither done nor cancelled, however long it is due.
pub(super) fn is_open_task(part: &Component) -> bool {
    let is_done = || part.line("STATUS").is_some_and(|line| line.value().trim().eq_ignore_ascii_case("COMPLETED"));
    part.is(Kind::Todo.component()) && !part.is_cancelled() && part.line("COMPLETED").is_none() && !is_done()
}

/// Edits every part of an object, naming each; those with an unreadable RECURRENCE-ID are left alone.
pub(super) fn edit_parts(object: &mut CalendarObject, floating: &Zone, mut edit: impl FnMut(Key, &mut Component)) {
    let keys: Vec<Option<Key>> = {
        let series = Series::of(object, floating);
        object.parts().map(|part| series.key_of(part)).collect()
    };
    for (part, key) in object.parts_mut().zip(keys) {
        if let Some(key) = key {
            edit(key, part);
        }
    }
}

/// Edits every part of an object beside what held for the same instance in an earlier version; nothing where that has no
/// such instance.
pub fn edit_beside(
    before: Option<&CalendarObject>,
    object: &mut CalendarObject,
    floating: &Zone,
    edit: &mut dyn FnMut(Option<&Component>, &mut Component),
) {
    let before = before.map(|before| Series::of(before, floating));
    edit_parts(object, floating, |key, part| {
        let held = before.as_ref().and_then(|before| before.effective(key));
        edit(held.as_deref(), part);
    });
}

/// The object with the components of these instances edited, `None` naming the master; an instance without a component
/// of its own gets one. `None` when one of them does not exist.
pub fn with_instances_edited(
    object: &CalendarObject,
    named: &[Option<When>],
    floating: &Zone,
    edit: &mut dyn FnMut(&mut Component),
) -> Option<CalendarObject> {
    let series = Series::of(object, floating);
    let keys: BTreeSet<Key> =
        named.iter().map(|name| name.as_ref().map(|when| series.key(when, series.zones()))).collect();
    let mut made = object.clone();
    for key in &keys {
        let part = series.effective(*key)?;
        if series.component(*key).is_none() {
            made.calendar_mut().push(part.into_owned());
        }
    }
    edit_parts(&mut made, floating, |key, part| {
        if keys.contains(&key) {
            edit(part);
        }
    });
    Some(made)
}

/// The name of the instance that a RECURRENCE-ID means in this object, as notices and answers use it.
pub fn instance_of(object: &CalendarObject, recurrence: &When, floating: &Zone) -> Timestamp {
    let series = Series::of(object, floating);
    series.key(recurrence, series.zones())
}

/// Which of these instances take place, as a message or a copy says.
pub fn taking_place(
    object: &CalendarObject,
    instances: impl IntoIterator<Item = Timestamp>,
    floating: &Zone,
) -> BTreeSet<Timestamp> {
    let series = Series::of(object, floating);
    let is_on = |instance: &Timestamp| series.effective(Some(*instance)).is_some_and(|part| !part.is_cancelled());
    instances.into_iter().filter(is_on).collect()
}

/// Overrides like the series for those of these instances that have no component of their own.
pub fn derived_instances(object: &CalendarObject, instances: &[Timestamp], floating: &Zone) -> Vec<Component> {
    let series = Series::of(object, floating);
    let missing = instances.iter().filter(|instance| series.component(Some(**instance)).is_none());
    missing.filter_map(|instance| series.derived(*instance)).collect()
}
