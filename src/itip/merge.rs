//! What the server knows, put into the copy an organizer's client sends: answers that came since, which are not the
//! organizer's to change (RFC 6638 §3.2.1, §3.2.10.1).

use std::collections::{BTreeMap, BTreeSet};

use super::instance::{Key, Series, edit_parts};
use super::significance::{Side, change};
use super::status::with_status_of;
use super::{Edit, Seen};
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Line, PartStat};

/// A client's copy with the server's knowledge in it.
pub(super) struct Merged {
    pub object: CalendarObject,
    /// Whom the organizer asks for a new answer though nothing changed.
    pub asked: BTreeSet<(CalAddress, Key)>,
    /// Those of them whose answer the organizer has taken back.
    pub voided: BTreeSet<(CalAddress, Key)>,
}

/// The copy `after`, completed by what `before` knows.
///
/// A client that sets the PARTSTAT of somebody else is not refused, as RFC 6638 §3.2.1 suggests, for one refused object
/// stops many clients' whole sync; the value is put back. Setting it to NEEDS-ACTION in the latest copy, or with
/// SCHEDULE-FORCE-SEND, asks again (§3.2.8).
pub(super) fn merged(edit: &Edit<'_>, before: Option<&CalendarObject>, after: &CalendarObject) -> Merged {
    let mut merging = Merging { edit, asked: BTreeSet::new(), voided: BTreeSet::new() };
    let mut object = after.clone();
    let known = before.map(|before| Series::of(before, edit.before.floating));
    if let Some(before) = before {
        restore_organizer(&mut object, before);
        super::policy::restore(&mut object, before);
    }
    edit_parts(&mut object, edit.before.floating, |key, part| {
        let base = known.as_ref().and_then(|series| series.effective(key));
        let people = base.as_deref().map(Component::attendees_by_address).unwrap_or_default();
        part.map_lines(|line| merging.party(line, key, &people));
    });
    if let Some(known) = &known {
        restore_answers(&mut object, known, edit);
    }
    let Merging { asked, voided, .. } = merging;
    Merged { object, asked, voided }
}

struct Merging<'a> {
    edit: &'a Edit<'a>,
    asked: BTreeSet<(CalAddress, Key)>,
    voided: BTreeSet<(CalAddress, Key)>,
}

impl Merging<'_> {
    /// An ATTENDEE or ORGANIZER line with the answer and status the server knows.
    fn party(&mut self, line: Line, key: Key, people: &BTreeMap<CalAddress, Attendee<'_>>) -> Line {
        if line.is("ORGANIZER") {
            return without_force_send(line);
        }
        if !line.is("ATTENDEE") {
            return line;
        }
        let Some(attendee) = Attendee::of(&line) else { return line };
        if self.edit.before.owner.contains(&attendee.address) || !super::message::is_served(&attendee) {
            return line;
        }
        let (address, force) = (attendee.address.clone(), attendee.force_send());
        let base = people.get(&address);
        let line = with_status_of(line, base.map(|known| known.line));
        let line = match force.as_deref() {
            None => line,
            Some("REQUEST") => {
                self.asked.insert((address.clone(), key));
                without_force_send(line)
            }
            // RFC 6638 §7.2: another value is ignored, and the client told so.
            Some(_) => without_force_send(line).with_param("SCHEDULE-STATUS", "2.3"),
        };
        // Whoever asks by name knows that there is an answer.
        let seen = if force.as_deref() == Some("REQUEST") { Seen::Latest } else { self.edit.seen };
        match base {
            Some(known) => self.answered(with_sender_of(line, known.line), (address, key), known, seen),
            None => line.without_param("SENT-BY"),
        }
    }

    fn answered(&mut self, line: Line, (address, key): (CalAddress, Key), known: &Attendee<'_>, seen: Seen) -> Line {
        let says = line.param("PARTSTAT").map_or(PartStat::NeedsAction, |text| PartStat::parse(&text));
        if says == known.partstat() {
            return line;
        }
        if says == PartStat::NeedsAction && seen == Seen::Latest {
            self.asked.insert((address.clone(), key));
            self.voided.insert((address, key));
            return line;
        }
        with_answer_of(line, known.line)
    }
}

/// The line with the one who sent the answer (SENT-BY), which is not the organizer's to say.
fn with_sender_of(line: Line, known: &Line) -> Line {
    match known.param("SENT-BY") {
        Some(by) => line.with_param("SENT-BY", &by),
        None => line.without_param("SENT-BY"),
    }
}

/// The line with the answer another line of the same person has.
pub(super) fn with_answer_of(line: Line, known: &Line) -> Line {
    let line = match known.param("PARTSTAT") {
        Some(partstat) => line.with_param("PARTSTAT", &partstat),
        None => line.without_param("PARTSTAT"),
    };
    match known.param("RSVP") {
        Some(rsvp) => line.with_param("RSVP", &rsvp),
        None => line.without_param("RSVP"),
    }
}

fn without_force_send(line: Line) -> Line {
    line.without_param("SCHEDULE-FORCE-SEND")
}

/// Puts the organizer back where a client dropped it while guests remain, or wrote another address of the same person:
/// guests know the meeting by it.
fn restore_organizer(object: &mut CalendarObject, before: &CalendarObject) {
    let Some(line) = before.organizer_line().cloned() else { return };
    let known = CalAddress::parse(line.value());
    match object.organizer() {
        Some(organizer) if organizer == known => return,
        None if object.parts().all(|part| part.attendees().next().is_none()) => return,
        _ => {}
    }
    for part in object.parts_mut() {
        part.set(line.clone());
    }
}

/// Puts answers for single instances back where the client dropped their override: the server made most of these when
/// someone answered for one instance, and a client that does not have them would otherwise undo the answer. Where the
/// time changes by the loss, the instance gets a component again, without which it would have the answers that were given
/// for the series: it was rescheduled, and they are void (RFC 6638 §3.2.8).
fn restore_answers(object: &mut CalendarObject, known: &Series<'_>, edit: &Edit<'_>) {
    let mut restored = Vec::new();
    let series = Series::of(object, edit.before.floating);
    let (Some(old), Some(new)) = (known.master(), series.master()) else { return };
    if change(Side { series: known, part: old }, Side { series: &series, part: new }).resets() {
        return;
    }
    for (instance, answers) in known.overrides() {
        if series.component(Some(instance)).is_some() || !series.generates(instance) {
            continue;
        }
        let Some(derived) = series.derived(instance) else { continue };
        let change = change(Side { series: known, part: answers }, Side { series: &series, part: &derived });
        match change.resets() {
            true if is_answered(&derived, edit) => restored.push(derived),
            false if answers_differ(&derived, answers) => restored.push(with_answers_of(derived, answers)),
            true | false => {}
        }
    }
    for part in restored {
        object.calendar_mut().push(part);
    }
}

/// Whether somebody has answered whom this server invites.
fn is_answered(part: &Component, edit: &Edit<'_>) -> bool {
    let is_guest =
        |guest: &Attendee<'_>| super::message::is_served(guest) && !edit.before.owner.contains(&guest.address);
    part.attendees().any(|guest| is_guest(&guest) && guest.partstat() != PartStat::NeedsAction)
}

/// Whether somebody who is in both answered differently.
fn answers_differ(part: &Component, other: &Component) -> bool {
    let others = other.attendees_by_address();
    part.attendees().any(|one| others.get(&one.address).is_some_and(|another| another.partstat() != one.partstat()))
}

/// Whether an override says nothing but who comes: time, place and text are those of the series.
pub(super) fn holds_only_answers(series: &Series<'_>, key: Key, part: &Component) -> bool {
    let Some(derived) = key.and_then(|instance| series.derived(instance)) else { return false };
    let differs = change(Side { series, part: &derived }, Side { series, part }).tells();
    let same_people = addresses(&derived) == addresses(part);
    !differs && same_people && !part.is_cancelled()
}

fn addresses(part: &Component) -> BTreeSet<CalAddress> {
    part.attendees().map(|attendee| attendee.address).collect()
}

/// The part with the answers and SEQUENCE another version of it has.
pub(super) fn with_answers_of(mut part: Component, answers: &Component) -> Component {
    let people = answers.attendees_by_address();
    part.map_lines(|line| match Attendee::of(&line).filter(|_| line.is("ATTENDEE")) {
        Some(attendee) => match people.get(&attendee.address) {
            Some(known) => with_status_of(with_answer_of(line.clone(), known.line), Some(known.line)),
            None => line,
        },
        None => line,
    });
    if answers.sequence() > part.sequence() {
        part.set(Line::text("SEQUENCE", &answers.sequence().to_string()));
    }
    part
}
