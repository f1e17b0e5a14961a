//! An invitation or an update reaches an attendee's copy (RFC 5546 §3.2.2, RFC 6638 §4.1).

use std::collections::{BTreeMap, BTreeSet};

use super::attendee::own_attendee;
use super::edited::is_invited;
use super::instance::{Key, Series};
use super::message::public;
use super::notice::AnswerAgain;
use super::outcome::{Keep, Outcome, Reason, Refusal};
use super::own::{Arrival, said_of_times};
use super::received::{from_its_organizer, held};
use super::sequence::Stamp;
use super::significance::{Field, Side, change};
use super::zones::named_apart;
use super::{Answer, Held, Message, MessageKind, Notice};
use crate::ical::{CalAddress, CalendarObject, Component, Line, PartStat, Timestamp};

/// Takes an invitation in: a new copy, a new version of all of it, or one of single instances.
pub(super) fn request(mine: &Held<'_>, message: &Message, now: Timestamp) -> Result<Outcome, Refusal> {
    let organizer = message.object.organizer().ok_or(Refusal::WrongOrganizer)?;
    from_its_organizer(mine, message, &organizer)?;
    if !message.object.parts().any(|part| is_invited(part, mine.owner)) {
        return Err(Refusal::NotInvited);
    }
    let Ok(incoming) = stored_form(&message.object) else { return Err(Refusal::NotInvited) };
    let mine = &Held { object: held(mine, message), ..*mine };
    let own = mine.object.map(|object| Series::of(object, mine.floating));
    let incoming = match &own {
        Some(own) => named_apart(incoming, own),
        None => incoming,
    };
    let new = Series::of(&incoming, mine.floating);
    let rescheduled = said_of_times(message);
    let arrival = Arrival { mine, message, organizer: &organizer, own: own.as_ref(), new: &new, rescheduled, now };
    let (fields, reset) = (BTreeSet::new(), AnswerAgain::NotNeeded);
    let intake = Intake { arrival: &arrival, rows: Vec::new(), fields, new: BTreeSet::new(), reset };
    if new.master().is_some() { intake.whole(&incoming) } else { intake.single(&incoming) }
}

/// A message as it is stored: no METHOD (RFC 4791 §4.1), nothing personal of the organizer.
fn stored_form(message: &CalendarObject) -> Result<CalendarObject, crate::ical::Invalid> {
    let mut object = message.clone();
    object.calendar_mut().remove("METHOD");
    for part in object.parts_mut() {
        *part = public(part);
    }
    CalendarObject::of(object.into_calendar())
}

/// A new version of a copy in the making. It has no master where the owner deleted the series and only had instances of
/// it since.
#[derive(Default)]
struct Draft {
    parts: BTreeMap<Key, Component>,
    /// Instances of the series that the owner is not to see.
    excluded: BTreeSet<Timestamp>,
}

impl Draft {
    fn knows(&self, instance: Timestamp) -> bool {
        self.parts.contains_key(&Some(instance)) || self.excluded.contains(&instance)
    }
}

struct Intake<'a> {
    arrival: &'a Arrival<'a>,
    rows: Vec<Answer>,
    /// What changed, for the notice.
    fields: BTreeSet<Field>,
    /// What the copy had nothing of.
    new: BTreeSet<Key>,
    reset: AnswerAgain,
}

impl Intake<'_> {
    /// The master came: overrides that are not in the message are no more, unless they are newer than it or the owner's
    /// own.
    fn whole(mut self, incoming: &CalendarObject) -> Result<Outcome, Refusal> {
        let arrival = self.arrival;
        let Some(master) = arrival.new.master() else { return Err(Refusal::NotInvited) };
        let stamp = arrival.stamp(master);
        if arrival.last(None).is_some_and(|last| stamp < last) {
            return Ok(Outcome::nothing(Reason::Stale));
        }
        let is_same = arrival.last(None) == Some(stamp);
        if arrival.own.is_none() && is_same {
            return Ok(Outcome::nothing(Reason::Duplicate));
        }
        let mut draft = Draft::default();
        if !arrival.stays_deleted(None, master) {
            draft.parts.insert(None, self.taken(None, master));
        }
        self.remember(None, stamp);
        for instance in arrival.new.excluded() {
            // Remembered, so that it can be told from an EXDATE of the owner's.
            if arrival.own_last(Some(*instance)).is_none_or(|last| last <= stamp) {
                self.rows.push(heard(arrival.organizer, Some(*instance), stamp, PartStat::Declined));
            }
        }
        for (instance, part) in arrival.new.overrides() {
            self.take_override(&mut draft, instance, part);
        }
        self.keep_own(&mut draft, stamp);
        if draft.parts.is_empty() {
            return Ok(Outcome { answers: self.rows, ..Outcome::nothing(Reason::DeclinedBefore) });
        }
        if draft.parts.contains_key(&None) {
            self.keep_later(&mut draft, stamp);
        }
        let made = arrival.assembled(incoming, draft.parts, &draft.excluded);
        made.iter().for_each(|made| self.note_implied(made));
        Ok(self.outcome(made, None, is_same))
    }

    /// Notes what a full set at the same times changes of instances without naming them: overrides that are ordinary
    /// instances again, those it excludes and those it does not exclude any more.
    fn note_implied(&mut self, made: &CalendarObject) {
        let arrival = self.arrival;
        let is_said = [Field::Time, Field::Recurrence].iter().any(|field| self.fields.contains(field));
        let Some(own) = arrival.own.filter(|_| !is_said) else { return };
        let made = Series::of(made, arrival.mine.floating);
        let is_unnamed = |instance: &&Timestamp| arrival.new.component(Some(**instance)).is_none();
        let overrides: BTreeSet<Timestamp> = own.overrides().map(|(instance, _)| instance).collect();
        let implied: BTreeSet<&Timestamp> =
            overrides.iter().chain(own.excluded()).chain(made.excluded()).filter(is_unnamed).collect();
        for key in implied.into_iter().map(|instance| Some(*instance)) {
            let live = |series: &Series<'_>| series.effective(key).is_some_and(|part| !part.is_cancelled());
            match (live(own), live(&made)) {
                (true, true) => {
                    let parts = own.effective(key).zip(made.effective(key));
                    let changed = parts.map(|(old, new)| {
                        change(Side { series: own, part: &old }, Side { series: &made, part: &new }).fields
                    });
                    self.fields.extend(changed.into_iter().flatten());
                }
                (true, false) | (false, true) => {
                    self.fields.insert(Field::Recurrence);
                }
                (false, false) => {}
            }
        }
    }

    /// Takes an override of a full set, unless something newer is known of the instance or the owner does not want it.
    fn take_override(&mut self, draft: &mut Draft, instance: Timestamp, part: &Component) {
        let (arrival, key) = (self.arrival, Some(instance));
        let stamp = arrival.stamp(part);
        if arrival.own_last(key).is_some_and(|last| stamp < last) {
            draft.parts.extend(arrival.own_component(key).map(|own| (key, own.clone())));
            return;
        }
        self.remember(key, stamp);
        if arrival.stays_excluded(instance, part) || arrival.stays_deleted(key, part) {
            draft.excluded.insert(instance);
        } else {
            let taken = self.taken(key, part);
            draft.parts.insert(key, taken);
        }
    }

    /// Keeps of the copy what a full set does not know: overrides that came later than it, and what the owner answered
    /// for instances.
    fn keep_own(&self, draft: &mut Draft, stamp: Stamp) {
        let arrival = self.arrival;
        let Some(own) = arrival.own else { return };
        let moved = own.master().is_some() && arrival.is_reset(None, arrival.new.master());
        for (instance, part) in own.overrides().filter(|(instance, _)| !own.excluded().contains(instance)) {
            let key = Some(instance);
            if draft.knows(instance) {
                continue;
            }
            // What was called off stays to be seen, as after the CANCEL for it.
            let is_off = part.is_cancelled() && !moved && arrival.new.excluded().contains(&instance);
            if is_off || arrival.own_last(key).is_some_and(|last| last > stamp) {
                draft.parts.insert(key, part.clone());
                continue;
            }
            let Some(master) = draft.parts.get(&None) else {
                // The owner deleted the series, and this instance of it is no more.
                draft.parts.insert(key, cancelled(part.clone()));
                continue;
            };
            if !moved && arrival.new.generates(instance) {
                let kept = arrival.own_rest(instance, part, master);
                draft.parts.extend(kept.map(|kept| (key, kept)));
            }
        }
        for instance in own.excluded().iter().filter(|instance| !moved && arrival.took_away(**instance)) {
            if !draft.knows(*instance) && arrival.new.generates(*instance) {
                draft.excluded.insert(*instance);
            }
        }
    }

    /// Keeps in mind what came of instances, later than a full set, while the copy had no such instance: a
    /// cancellation, or something the owner deleted.
    fn keep_later(&self, draft: &mut Draft, stamp: Stamp) {
        let arrival = self.arrival;
        for instance in arrival.later_than(stamp) {
            let key = Some(instance);
            if draft.knows(instance) || !arrival.new.generates(instance) {
                continue;
            }
            if arrival.was_cancelled(key) {
                let number = arrival.own_last(key).map_or(0, |last| last.sequence);
                let derived = arrival.new.derived(instance).map(|derived| numbered(cancelled(derived), number));
                draft.parts.extend(derived.map(|derived| (key, derived)));
            } else {
                draft.excluded.insert(instance);
            }
        }
    }

    /// Single instances came: they are put into what is there.
    fn single(mut self, incoming: &CalendarObject) -> Result<Outcome, Refusal> {
        let arrival = self.arrival;
        let mut parts: BTreeMap<Key, Component> = BTreeMap::new();
        let mut is_same = true;
        let mut reason = Reason::Stale;
        for (name, part) in arrival.new.overrides() {
            let instance = arrival.name_here(name, part);
            let key = Some(instance);
            let stamp = arrival.stamp(part);
            if arrival.last(key).is_some_and(|last| stamp < last) {
                continue;
            }
            is_same &= arrival.last(key) == Some(stamp);
            reason = Reason::Updated;
            self.remember(key, stamp);
            if !arrival.stays_excluded(instance, part) && !arrival.stays_deleted(key, part) {
                parts.insert(key, self.taken(key, part));
            }
        }
        if reason == Reason::Stale {
            return Ok(Outcome::nothing(reason));
        }
        if parts.is_empty() {
            return Ok(Outcome { answers: self.rows, ..Outcome::nothing(Reason::DeclinedBefore) });
        }
        let told = parts.keys().next().copied().flatten().filter(|_| parts.len() == 1);
        let made = arrival.inserted(incoming, parts);
        Ok(self.outcome(made, told, is_same))
    }

    /// A part of the message as it goes into the copy; notes what is new in it.
    fn taken(&mut self, key: Key, part: &Component) -> Component {
        let arrival = self.arrival;
        let change = arrival.change(key, part);
        if change.is_none() && !part.is_cancelled() {
            self.new.insert(key);
        }
        if arrival.message.kind == MessageKind::AskedAgain && arrival.last(key) != Some(arrival.stamp(part)) {
            self.fields.insert(Field::AnswerWanted);
        }
        self.fields.extend(change.iter().flat_map(|change| change.fields.iter().copied()));
        let mut taken = arrival.answered(key, arrival.personal(key, part.clone()));
        // ADD may have come before what was sent before it.
        taken = numbered(taken, arrival.own.and_then(|own| own.component(key)).map_or(0, Component::sequence));
        let partstat = |part: &Component| own_attendee(part, arrival.mine.owner).map(|own| own.partstat());
        let before = arrival.own.and_then(|own| own.effective(key)).and_then(|own| partstat(&own));
        if before.is_some_and(|before| before != PartStat::NeedsAction)
            && partstat(&taken) == Some(PartStat::NeedsAction)
        {
            self.reset = AnswerAgain::Wanted;
        }
        taken
    }

    fn remember(&mut self, key: Key, stamp: Stamp) {
        self.rows.push(heard(self.arrival.organizer, key, stamp, PartStat::NeedsAction));
    }

    fn outcome(self, made: Option<CalendarObject>, told: Key, is_same: bool) -> Outcome {
        let Some(made) = made else { return Outcome::nothing(Reason::Stale) };
        let arrival = self.arrival;
        let organizer = arrival.organizer.clone();
        let is_wanted = |part: &Component| !part.is_cancelled() && is_invited(part, arrival.mine.owner);
        let is_open = |object: &CalendarObject| object.parts().any(is_wanted);
        let is_new = is_open(&made) && !arrival.own.is_some_and(|own| is_open(own.object));
        let silent = self.fields.is_empty() && self.reset == AnswerAgain::NotNeeded;
        if is_same && silent && !is_new {
            return Outcome::nothing(Reason::Duplicate);
        }
        let tell = match () {
            () if is_new => vec![Notice::Invited { organizer, instance: told }],
            // To more than before: to the series after an instance of it, or to another instance.
            () if silent && !self.new.is_empty() => {
                let instance = self.new.first().copied().flatten().filter(|_| self.new.len() == 1);
                vec![Notice::Invited { organizer, instance }]
            }
            () if silent => Vec::new(),
            () => {
                let changed = self.fields.into_iter().collect();
                vec![Notice::Changed { organizer, instance: told, changed, answer_again: self.reset }]
            }
        };
        let because = if is_new { Reason::Invited } else { Reason::Updated };
        Outcome { keep: Keep::Put(Box::new(made)), tell, answers: self.rows, ..Outcome::nothing(because) }
    }
}

/// The part with a SEQUENCE that is not below one that was known before.
fn numbered(mut part: Component, known: i64) -> Component {
    if known > part.sequence() {
        part.set(Line::text("SEQUENCE", &known.to_string()));
    }
    part
}

fn cancelled(mut part: Component) -> Component {
    part.set(Line::text("STATUS", "CANCELLED"));
    part
}

/// What is remembered of an organizer's message: NEEDS-ACTION of a REQUEST, DECLINED of a CANCEL.
pub(super) fn heard(organizer: &CalAddress, key: Key, stamp: Stamp, partstat: PartStat) -> Answer {
    let (attendee, comment) = (organizer.clone(), String::new());
    Answer { attendee, instance: key, sequence: stamp.sequence, dtstamp: stamp.dtstamp, partstat, comment }
}
