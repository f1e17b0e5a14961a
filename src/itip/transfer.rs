//! A meeting gets another organizer (RFC 5546 §3.2.2.4 has no message for that): what is everybody's goes over, and what is
//! one person's stays with that person.

use super::instance::{Key, Series, edit_parts};
use super::message::{as_sent, without_client_notes};
use super::own::own_data_differs;
use super::policy::{FORWARDING, GUEST_LIST};
use super::rights::{OWN, is_owners};
use super::significance::{Sent, default_value, row};
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Kind, Line, PartStat, Zone};

/// The old and the new organizer of a meeting.
#[derive(Clone, Copy, Debug)]
pub struct Transfer<'a> {
    /// Who had it.
    pub old: &'a CalAddress,
    /// Who has it now.
    pub new: &'a CalAddress,
    /// The name of the new one for people.
    pub name: &'a str,
}

impl Transfer<'_> {
    /// The meeting as the new organizer holds it; `copy` is theirs from before.
    ///
    /// Alarms, categories, TRANSP and the like are theirs, and nothing of the old organizer's own comes over; what was decided
    /// about guests does. A date that the new one had taken out of the own copy takes place, and they do not come.
    pub fn handed(&self, object: &CalendarObject, copy: Option<&CalendarObject>, floating: &Zone) -> CalendarObject {
        let own = copy.map(|copy| Series::of(copy, floating));
        let mut made = object.clone();
        own.iter().flat_map(|own| self.missing(&Series::of(object, floating), own)).for_each(|part| {
            made.calendar_mut().push(part);
        });
        edit_parts(&mut made, floating, |key, part| {
            let before = own.as_ref().and_then(|own| own.effective(key).or_else(|| own.effective(None)));
            replace_own(part, before.as_deref());
            if own.as_ref().is_some_and(|own| is_taken_away(own, key)) {
                self.decline(part);
            }
        });
        self.seated(&made, floating)
    }

    /// Instances that only the new organizer has something of: a date taken away, or an alarm for one of them.
    fn missing(&self, theirs: &Series<'_>, own: &Series<'_>) -> Vec<Component> {
        let differs = |part: &Component| own.master().is_some_and(|all| own_data_differs(all, part));
        let wanted = own.overrides().filter(|(_, part)| differs(part)).map(|(instance, _)| instance);
        let wanted = wanted.chain(own.excluded().iter().copied());
        let missing =
            wanted.filter(|instance| theirs.component(Some(*instance)).is_none() && theirs.generates(*instance));
        missing.filter_map(|instance| theirs.derived(instance)).collect()
    }

    fn decline(&self, part: &mut Component) {
        part.map_lines(|line| match is_of(&line, self.new) {
            true => line.with_param("PARTSTAT", PartStat::Declined.as_str()),
            false => line,
        });
    }

    /// The meeting with the new organizer and a SEQUENCE above all that guests know; the old one is an attendee like any
    /// other. Both come, but for the instances that they had declined.
    pub fn seated(&self, object: &CalendarObject, floating: &Zone) -> CalendarObject {
        let mut made = object.clone();
        edit_parts(&mut made, floating, |key, part| {
            part.set(Line::text("ORGANIZER", "").with_value(self.new.as_written()).with_param("CN", self.name));
            part.set(Line::text("SEQUENCE", &part.sequence().saturating_add(1).to_string()));
            for address in [self.old, self.new].into_iter() {
                if part.attendee(address).is_none() {
                    part.add(Line::text("ATTENDEE", "").with_value(address.as_written()));
                }
            }
            part.map_lines(|line| match [self.old, self.new].into_iter().any(|host| is_of(&line, host)) {
                true => coming(line, key),
                false => line,
            });
        });
        made
    }
}

fn is_of(line: &Line, address: &CalAddress) -> bool {
    line.is("ATTENDEE") && CalAddress::parse(line.value()) == *address
}

fn coming(line: Line, key: Key) -> Line {
    let line = ["RSVP", "SCHEDULE-STATUS", "SCHEDULE-AGENT"].iter().fold(line, |line, name| line.without_param(name));
    let declined = Attendee::of(&line).is_some_and(|who| who.partstat() == PartStat::Declined);
    if declined && key.is_some() { line } else { line.with_param("PARTSTAT", PartStat::Accepted.as_str()) }
}

/// Whether the owner of a copy took an instance out of it. EXDATEs that are the organizer's, too, are no instances there.
fn is_taken_away(own: &Series<'_>, key: Key) -> bool {
    key.is_some_and(|instance| own.excluded().contains(&instance))
}

/// Puts what is one person's of `before` in place of another's. Where that goes into messages, too, guests keep what they
/// were sent.
fn replace_own(part: &mut Component, before: Option<&Component>) {
    let kept = |before: &Component| -> Vec<Line> {
        let own = before.lines().filter(|line| is_owners(line, before) && !is_progress(line, before));
        own.map(|line| beside_what_is_sent(line.clone(), part)).collect()
    };
    let own = before.map(kept).unwrap_or_default();
    let is_task = part.is(Kind::Todo.component());
    part.retain_components(|within| !within.is("VALARM"));
    let goes_over = |line: &Line| {
        let is_policy = line.is(FORWARDING) || line.is(GUEST_LIST);
        is_policy || row(line.name()).sent == Sent::Yes || (is_task && PROGRESS.iter().any(|name| line.is(name)))
    };
    part.retain_lines(|line| goes_over(line) && !own.iter().any(|own| own.is(line.name())));
    part.map_lines(|line| match () {
        () if line.is("ATTENDEE") => without_client_notes(line),
        () => as_sent(line),
    });
    own.into_iter().for_each(|line| part.add(line));
    let alarms = before.into_iter().flat_map(Component::components).filter(|within| within.is("VALARM"));
    alarms.for_each(|alarm| part.push(alarm.clone()));
}

/// A value of the new organizer's own, marked with the one that guests are sent if that is another.
fn beside_what_is_sent(own: Line, part: &Component) -> Line {
    if row(own.name()).sent == Sent::No {
        return own.without_param(OWN);
    }
    let sent = part.line(own.name()).map(|line| as_sent(line.clone()).value().to_owned());
    let sent = sent.unwrap_or_else(|| default_value(part, own.name()).to_owned());
    let is_same = sent.eq_ignore_ascii_case(own.value());
    if is_same { own.without_param(OWN) } else { own.with_param(OWN, &sent) }
}

/// How far a task is done: its organizer says it for all.
const PROGRESS: [&str; 3] = ["STATUS", "PERCENT-COMPLETE", "COMPLETED"];

fn is_progress(line: &Line, part: &Component) -> bool {
    part.is(Kind::Todo.component()) && PROGRESS.iter().any(|name| line.is(name))
}
