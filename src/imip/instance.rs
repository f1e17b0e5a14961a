//! When a component begins and ends, and how a series stands for one of its instances.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use crate::ical::{Component, Rule, Timestamp, When, Zones};

/// DTSTART, or the DUE of a task that has no start.
pub(super) fn begin(part: &Component) -> Option<When> {
    part.start().or_else(|| part.due())
}

/// The master as it stands for its first instance: not on DTSTART when that is taken out by EXDATE.
pub(super) fn at_first_instance(part: &Component, zones: &Zones) -> Option<Component> {
    let start = part.start()?;
    let out: Vec<_> =
        part.exdates().map(|out| if out.is_date() { out.local() } else { on_clock_of(&start, &out, zones) }).collect();
    let taken_out = |local: &NaiveDateTime| out.contains(local) || out.contains(&local.date().and_time(NaiveTime::MIN));
    if !taken_out(&start.local()) {
        return None;
    }
    let rule = Rule::parse(part.rrules().next()?.value()).ok()?;
    let first = rule.instances(start.local()).take(MOST_SKIPPED).find(|local| !taken_out(local))?;
    Some(on(part, &start.at(first), zones))
}

/// What the clock that `like` is read on shows at `when`.
fn on_clock_of(like: &When, when: &When, zones: &Zones) -> NaiveDateTime {
    zones.zone(like).local(zones.instant(when))
}

/// The exclusive end: DTEND or DUE, else DTSTART and DURATION (RFC 5545 §3.6.1).
pub(super) fn finish(part: &Component, zones: &Zones) -> Option<When> {
    let start = part.start()?;
    part.end().or_else(|| part.due()).or_else(|| {
        let length = part.duration()?;
        let days_later = start.at(start.local().checked_add_signed(TimeDelta::days(length.days()))?);
        if length.seconds() == 0 {
            return Some(days_later);
        }
        // Hours are exact where days are nominal, so they are added to the instant (RFC 5545 §3.3.6).
        let instant: Timestamp = zones.instant(&days_later).checked_add_signed(TimeDelta::seconds(length.seconds()))?;
        Some(days_later.at(zones.zone(&days_later).local(instant)))
    })
}

/// The master as it would stand for one instance.
pub(super) fn on(master: &Component, recurrence: &When, zones: &Zones) -> Component {
    let mut part = master.clone();
    for name in ["RRULE", "RDATE", "EXDATE"] {
        part.remove(name);
    }
    let (Some(start), end) = (master.start(), finish(master, zones)) else { return part };
    // A RECURRENCE-ID may be said in another form than DTSTART: Google answers in UTC.
    let there = match (&start, recurrence) {
        (When::Date(_), _) => recurrence.local(),
        (_, When::Date(date)) => date.and_time(start.local().time()),
        _ => on_clock_of(&start, recurrence, zones),
    };
    let moved = start.at(there);
    if let Some(end) = end
        && let Some(later) = end.local().checked_add_signed(there - start.local())
    {
        part.remove("DURATION");
        part.set(end.at(later).to_line("DTEND"));
    }
    part.set(moved.to_line("DTSTART"));
    part
}

/// Whether an override stands for this instance; dates are compared as dates, times as instants.
pub(super) fn is_instance(part: &Component, wanted: &When, zones: &Zones) -> bool {
    part.recurrence_id().is_some_and(|id| match id.is_date() || wanted.is_date() {
        true => id.date() == wanted.date(),
        false => zones.instant(&id) == zones.instant(wanted),
    })
}

/// How many instances taken out of a series are passed over to find the first that remains.
const MOST_SKIPPED: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imip::samples::{berlin, event};

    fn first_of(lines: &str) -> Option<When> {
        let object = event("REQUEST", lines);
        at_first_instance(object.master().unwrap(), &Zones::of(object.calendar(), &berlin()))?.start()
    }

    #[test]
    fn a_series_that_is_never_met_has_no_first_instance_and_takes_no_time() {
        let begun = std::time::Instant::now();
        for rule in [
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;COUNT=1",
            "FREQ=MINUTELY;BYHOUR=3;BYMONTH=2;BYMONTHDAY=31",
        ] {
            let lines = format!("DTSTART:20260512T100000Z\nEXDATE:20260512T100000Z\nRRULE:{rule}");
            assert_eq!(first_of(&lines), None, "{rule}");
        }
        assert!(begun.elapsed().as_secs() < 5);
    }

    #[test]
    fn only_a_series_whose_start_is_taken_out_begins_elsewhere() {
        assert_eq!(first_of("DTSTART;VALUE=DATE:20260512\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:20260513"), None);
        let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
        let lines = "DTSTART;VALUE=DATE:20260512\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:20260512,20260513";
        assert_eq!(first_of(lines), Some(When::Date(day(14))));
    }

    #[test]
    fn the_end_follows_from_the_length_across_a_clock_change() {
        let end = |lines: &str| {
            let object = event("REQUEST", lines);
            finish(object.master().unwrap(), &Zones::of(object.calendar(), &berlin())).map(|end| end.value_text())
        };
        for (length, expected) in
            [("P1D", "20261025T120000"), ("PT24H", "20261025T110000"), ("P1DT1H", "20261025T130000")]
        {
            let lines = format!("DTSTART;TZID=Europe/Berlin:20261024T120000\nDURATION:{length}");
            assert_eq!(end(&lines).as_deref(), Some(expected), "{length}");
        }
        assert_eq!(end("DTSTART;VALUE=DATE:20260512\nDURATION:P2D").as_deref(), Some("20260514"));
        assert_eq!(end("DTSTART:20260512T100000Z"), None);
    }
}
