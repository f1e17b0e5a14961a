//! The instances of two versions of a series beside each other: one rule can be said in many words (RFC 5545 §3.3.10), and
//! programs write it anew in their own.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::significance::{Recurrence, Side};
use crate::ical::{Component, Rule, Timestamp};

/// How far series without end are compared, in years: leap days and weekdays come round within 28.
const YEARS: i64 = 30;

/// Instances of a series that are looked at, at most: a daily one of that many years.
const MOST: usize = 12_000;

/// How a series ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Bounded,
    Endless,
}

impl Extent {
    /// `None` for rules of which the instances cannot be told, or not simply: several, EXRULE, other calendars.
    fn of(part: &Component) -> Option<Extent> {
        let mut rules = part.lines_named("RRULE").filter(|line| !line.value().trim().is_empty());
        let rule = rules.next().map(|line| Rule::parse(line.value())).transpose().ok()?;
        if rules.next().is_some() || part.line("EXRULE").is_some() {
            return None;
        }
        match rule {
            Some(rule) if !rule.is_gregorian() => None,
            Some(rule) if !rule.is_bounded() => Some(Extent::Endless),
            _ => Some(Extent::Bounded),
        }
    }
}

// quirk: rule-in-other-words
/// How the instances that rules and dates make differ, EXDATEs left out; `None` where it would take long to find out.
pub(super) fn compared(before: Side<'_>, after: Side<'_>) -> Option<Recurrence> {
    let (old, new) = (Extent::of(before.part)?, Extent::of(after.part)?);
    let starts = |side: Side<'_>, to: Timestamp| side.series.starts(side.part, to, MOST);
    if after.times() != before.times() {
        return None;
    }
    match (old, new) {
        (Extent::Bounded, Extent::Endless) => Some(Recurrence::More),
        (Extent::Bounded, Extent::Bounded) => {
            let all = Timestamp::MAX_UTC;
            Some(of_sets(&starts(before, all)?, &starts(after, all)?))
        }
        (Extent::Endless, Extent::Bounded) => {
            let new = starts(after, Timestamp::MAX_UTC)?;
            let old = starts(before, *new.last()? + TimeDelta::seconds(1))?;
            Some(of_sets(&old, &new).max(Recurrence::Fewer))
        }
        (Extent::Endless, Extent::Endless) => {
            let far = before.times().start?.checked_add_signed(TimeDelta::days(YEARS * 366))?;
            let (old, new) = (starts(before, far)?, starts(after, far)?);
            let later = |side: Side<'_>| -> BTreeSet<Timestamp> {
                side.series.rdates(side.part).into_iter().filter(|date| *date >= far - TimeDelta::days(1)).collect()
            };
            // Of a rule that comes round less often nothing is known yet.
            let is_known = old.len() > 1 && new.len() > 1 && later(before) == later(after);
            is_known.then(|| of_sets(&old, &new))
        }
    }
}

fn of_sets(old: &BTreeSet<Timestamp>, new: &BTreeSet<Timestamp>) -> Recurrence {
    match () {
        () if new == old => Recurrence::Same,
        () if new.is_subset(old) => Recurrence::Fewer,
        () => Recurrence::More,
    }
}
