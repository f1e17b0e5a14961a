//! `RECURRENCE-ID;RANGE=THISANDFUTURE` from outside (RFC 5545 §3.2.13): one component for an instance and all that
//! follow.
//!
//! Hardly any calendar program shows it, so a change is spelled out, an override for each instance, as far as people
//! look ahead; the last override keeps the RANGE for those that come later still. A cancellation ends the series.

use chrono::TimeDelta;

use super::instance::{Key, Series};
use super::merge::holds_only_answers;
use super::received::held;
use super::{Held, Message};
use crate::ical::{CalendarObject, Component, Line, Timestamp, When, instances};

/// Overrides that one component is spelled out to.
const MOST: usize = 200;
/// How far ahead instances are looked for.
const AHEAD: TimeDelta = TimeDelta::days(2 * 366);

/// The message with an override for each instance that a component with RANGE stands for; `None` when it holds no such
/// component, or the copy has no series to apply it to.
pub(super) fn spelled_out(mine: &Held<'_>, message: &Message) -> Option<Message> {
    if !message.object.parts().any(Component::is_this_and_future) {
        return None;
    }
    let object = held(mine, message)?;
    let (own, theirs) = (Series::of(object, mine.floating), Series::of(&message.object, mine.floating));
    own.master()?;
    let key_of = |part: &Component| part.recurrence_id().map(|when| own.key(&when, theirs.zones()));
    let named: Vec<Key> = message.object.parts().map(key_of).collect();
    let mut added = Vec::new();
    for part in message.object.parts().filter(|part| part.is_this_and_future()) {
        let Some(first) = key_of(part) else { continue };
        added.extend(followers(&own, part, first, mine)?.into_iter().filter(|(key, _)| !named.contains(&Some(*key))));
    }
    let mut spelled = message.clone();
    let object = std::sync::Arc::make_mut(&mut spelled.object);
    object.parts_mut().for_each(without_range);
    added.into_iter().for_each(|(_, part)| object.calendar_mut().push(part));
    Some(spelled)
}

fn without_range(part: &mut Component) {
    part.map_lines(|line| if line.is("RECURRENCE-ID") { line.without_param("RANGE") } else { line });
}

/// Overrides like `part`, which is for the instance `first`, for the instances after it. Those the organizer changed one
/// by one stay as they are.
fn followers(
    own: &Series<'_>,
    part: &Component,
    first: Timestamp,
    mine: &Held<'_>,
) -> Option<Vec<(Timestamp, Component)>> {
    let mut bare = own.object.clone();
    let kind = bare.kind().component();
    bare.calendar_mut().retain_components(|other| !other.is(kind) || other.line("RECURRENCE-ID").is_none());
    let from = own.recurrence_id(first);
    let start = Series::of(&bare, mine.floating).zones().instant(&from);
    let found = instances(&bare, mine.floating, start, start.checked_add_signed(AHEAD)?, 10 * MOST).ok()?;
    let later: Vec<Timestamp> = found
        .iter()
        .filter_map(|instance| Some(own.key(&When::Utc(instance.recurrence?), own.zones())))
        .filter(|instance| *instance > first)
        .collect();
    let is_free = |instance: &&Timestamp| {
        let key = Some(**instance);
        own.component(key).is_none_or(|component| holds_only_answers(own, key, component))
    };
    let mut parts: Vec<(Timestamp, Component)> = later
        .iter()
        .take(MOST)
        .filter(is_free)
        .map(|instance| (*instance, shifted(part, &from, &own.recurrence_id(*instance))))
        .collect();
    let is_endless = crate::ical::span(&bare, mine.floating).last.is_none();
    if let Some((_, last)) = parts.last_mut().filter(|_| is_endless || later.len() > MOST) {
        last.map_lines(|line| if line.is("RECURRENCE-ID") { line.with_param("RANGE", "THISANDFUTURE") } else { line });
    }
    Some(parts)
}

/// A component for another instance: its times are moved on the wall, as far as the instances are apart.
pub(super) fn shifted(part: &Component, from: &When, to: &When) -> Component {
    let by = to.local() - from.local();
    let mut part = part.clone();
    part.map_lines(|line| match When::of(&line) {
        Some(when) if ["DTSTART", "DTEND", "DUE"].iter().any(|name| line.is(name)) => {
            when.at(when.local() + by).to_line(line.name())
        }
        _ => line,
    });
    part.set(to.to_line("RECURRENCE-ID"));
    part
}

/// Ends the series of `object` with this instance: no rule and no date brings about a later one.
pub(super) fn end_with(object: &mut CalendarObject, own: &Series<'_>, instance: Timestamp) {
    let last = own.recurrence_id(instance);
    let until = match &last {
        When::Zoned { .. } => When::Utc(own.zones().instant(&last)),
        other => other.clone(),
    };
    let Some(master) = object.master_mut() else { return };
    master.map_lines(|line| if line.is("RRULE") { ended(line, &until.value_text()) } else { line });
    let dates: Vec<Line> = master.lines_named("RDATE").cloned().collect();
    master.remove("RDATE");
    for line in dates {
        let kept = When::list(&line).flatten().filter(|when| own.key(when, own.zones()) <= instance);
        kept.for_each(|when| master.add(when.to_line("RDATE")));
    }
}

/// A rule with this UNTIL instead of its end.
fn ended(line: Line, until: &str) -> Line {
    let is_rest = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default().trim();
        !name.eq_ignore_ascii_case("UNTIL") && !name.eq_ignore_ascii_case("COUNT")
    };
    let rest: Vec<&str> = line.value().split(';').filter(is_rest).collect();
    let value = format!("{};UNTIL={until}", rest.join(";"));
    line.with_value(&value)
}
