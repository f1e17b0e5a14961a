//! A small world: six people with copies of a meeting, and a wire that delays, reorders, repeats and loses messages;
//! what is lost is sent again later, as mail servers do. Whatever people do, in the end everybody's copy says the same
//! as the organizer's; on the way there SEQUENCE never falls, nobody is told about the own act, and no message is sent
//! without a cause.
//!
//! `LIVES=5000 cargo test world` lives more lives, `SEED=7` those from the seventh on; a life that fails is told by its
//! number and by the shortest one that fails the same way. `conformance/run world` lives 100,000.

mod act;
mod agreement;
mod attending;
mod causes;
mod form;
mod lives;
mod meeting;
mod organizing;

use super::super::instance::{Key, Series};
use super::*;
use crate::ical::{Line, When};
use act::Act;

const GUESTS: [&str; 5] = ["bob", "carol", "dora@example.com", "erik@example.net", "fay@example.org"];
/// The number of who is no guest.
const ALICE: usize = GUESTS.len();
/// How many instances of the series are looked at.
const SEEN: usize = 9;

fn invited(guest: &str) -> Line {
    Line::text("ATTENDEE", address(guest).as_written())
}

/// The names of the instances that a series has, those of its first weeks and those by date; of overrides without a
/// series theirs.
fn instances(object: &CalendarObject) -> Vec<Timestamp> {
    let zone = berlin();
    let series = Series::of(object, &zone);
    let Some(start) = object.master().and_then(Component::start) else {
        return series.overrides().map(|(instance, _)| instance).collect();
    };
    let first = start.local();
    let by_rule = (0..SEEN as i64).map(|week| start.at(first + chrono::TimeDelta::weeks(week)));
    let by_rule = by_rule.map(|when| series.key(&when, series.zones()));
    let by_date = object.master().map(|master| series.rdates(master)).unwrap_or_default();
    let named: std::collections::BTreeSet<Timestamp> = by_rule.chain(by_date).collect();
    named.into_iter().filter(|instance| series.effective(Some(*instance)).is_some()).collect()
}

/// Those, and the names of all overrides and EXDATEs, whatever became of them.
fn all_instances(object: &CalendarObject) -> Vec<Timestamp> {
    let zone = berlin();
    let series = Series::of(object, &zone);
    let overrides = series.overrides().map(|(instance, _)| instance);
    instances(object).into_iter().chain(overrides).chain(series.excluded().iter().copied()).collect()
}

/// Makes sure that an instance has a component of its own.
fn with_override(object: &mut CalendarObject, instance: Timestamp) -> bool {
    let derived = {
        let zone = berlin();
        let series = Series::of(object, &zone);
        if series.component(Some(instance)).is_some() {
            return !series.excluded().contains(&instance);
        }
        series.effective(Some(instance)).map(|part| part.into_owned())
    };
    let found = derived.is_some();
    derived.into_iter().for_each(|part| object.calendar_mut().push(part));
    found
}
