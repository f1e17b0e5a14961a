//! New instances of a series reach an attendee's copy (RFC 5546 §3.2.4): each counts as if the series named it by RDATE.
//!
//! A copy that lacks something in between, or does not hold the series, cannot be completed so: then the organizer is
//! asked for the present state (§3.2.6).

use super::instance::Series;
use super::message::{Letter, sequence_of};
use super::outcome::{Outcome, Reason, Refusal};
use super::received::{from_its_organizer, held};
use super::{Field, Held, Message, MessageKind, Method, Notice, request};
use crate::ical::{CalAddress, CalendarObject, Component, Line, Timestamp};

/// Takes new instances in.
pub(super) fn add(mine: &Held<'_>, message: &Message, now: Timestamp) -> Result<Outcome, Refusal> {
    let organizer = message.object.organizer().ok_or(Refusal::WrongOrganizer)?;
    from_its_organizer(mine, message, &organizer)?;
    let completed = held(mine, message).and_then(|object| completed(mine, object, message));
    let Some((copy, instances)) = completed else {
        return Ok(asking(mine, message, &organizer, now));
    };
    let as_request = Message { method: Method::Request, object: instances.into(), ..message.clone() };
    let mut outcome = request::request(&Held { object: Some(&copy), ..*mine }, &as_request, now)?;
    for notice in &mut outcome.tell {
        if let Notice::Changed { changed, .. } = notice {
            *changed = vec![Field::Recurrence];
        }
    }
    Ok(outcome)
}

/// The copy with the new instances in its recurrence set, and the message as one about existing instances; `None` when
/// the copy is not of the version before.
fn completed(mine: &Held<'_>, object: &CalendarObject, message: &Message) -> Option<(CalendarObject, CalendarObject)> {
    let master = object.master()?;
    let follows = message.object.parts().all(|part| sequence_of(part) <= master.sequence().saturating_add(1));
    if !follows || message.object.parts().any(Component::is_recurring) {
        return None;
    }
    let (own, theirs) = (Series::of(object, mine.floating), Series::of(&message.object, mine.floating));
    let (mut copy, mut instances) = (object.clone(), CalendarObject::clone(&message.object));
    let (mut dates, mut new) = (Vec::new(), Vec::new());
    for part in instances.parts_mut() {
        let start = part.start()?;
        let instance = own.key(&start, theirs.zones());
        if master.start().is_some_and(|first| own.key(&first, own.zones()) == instance) {
            return None;
        }
        if !own.generates(instance) {
            dates.push(own.recurrence_id(instance).to_line("RDATE"));
        }
        if own.effective(Some(instance)).is_none() {
            new.push(instance);
        }
        part.set(start.to_line("RECURRENCE-ID"));
        if part.attendees().next().is_none() {
            master.lines_named("ATTENDEE").for_each(|attendee| part.add(attendee.clone()));
        }
    }
    let series = copy.master_mut()?;
    dates.into_iter().for_each(|date| series.add(date));
    if message.sequence > series.sequence() {
        series.set(Line::text("SEQUENCE", &message.sequence.to_string()));
    }
    let off = off(&copy, &new, mine);
    off.into_iter().for_each(|part| copy.calendar_mut().push(part));
    Some((copy, instances))
}

/// The new instances as called off until the message is read: what was answered for the series does not go for them.
fn off(copy: &CalendarObject, new: &[Timestamp], mine: &Held<'_>) -> Vec<Component> {
    let series = Series::of(copy, mine.floating);
    let mut parts: Vec<Component> = new.iter().filter_map(|instance| series.derived(*instance)).collect();
    parts.iter_mut().for_each(|part| part.set(Line::text("STATUS", "CANCELLED")));
    parts
}

/// The question for the present state of a meeting, put to its organizer.
pub(super) fn asking(mine: &Held<'_>, message: &Message, organizer: &CalAddress, now: Timestamp) -> Outcome {
    let own = |object: &CalendarObject| {
        let addresses = object.parts().flat_map(|part| part.attendees().map(|attendee| attendee.address));
        addresses.into_iter().find(|address| mine.owner.contains(address))
    };
    let me = own(&message.object).or_else(|| held(mine, message).and_then(own));
    let me = me.unwrap_or_else(|| message.recipient.clone());
    let mut part = Component::new(message.object.kind().component());
    part.add(Line::text("UID", message.uid.as_str()));
    part.add(Line::text("ORGANIZER", "").with_value(organizer.as_written()));
    part.add(Line::text("ATTENDEE", "").with_value(me.as_written()));
    let letter = Letter { method: Method::Refresh, sender: &me, recipient: organizer, kind: MessageKind::Foreign, now };
    let mut outcome = Outcome::nothing(Reason::Refresh);
    outcome.send.extend(letter.with(&Series::of(&message.object, mine.floating), vec![part]));
    outcome
}
