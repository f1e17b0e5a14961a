//! Who must be sent what after an organizer's change (RFC 6638 §3.2.1.2, table of Modify).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::instance::{Key, Series, is_open_task};
use super::message::{Letter, cancellation_part, invitation_part};
use super::organizer::Turn;
use super::roster::Version;
use super::sequence::rescheduled_now;
use super::significance::{Change, Field};
use super::view::Views;
use super::{Held, Message, MessageKind, Method};
use crate::ical::{CalAddress, CalendarObject, Component, Timestamp};

/// The messages of one change, and the guests no message can reach.
pub(super) struct Errands {
    pub messages: Vec<Message>,
    /// Guests without a mail address.
    pub unreachable: Vec<CalAddress>,
}

/// Dates called off in one change that a guest of the series is told of by the series without them. Fewer are cancelled one
/// by one (RFC 5546 §3.2.5), also where the series is sent for something else: the mail about that does not say what is off,
/// and not every program looks for new EXDATEs in it.
const MANY: usize = 5;

/// One message to be written to a guest.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Errand {
    /// The master and every override that invites the guest.
    Everything(MessageKind),
    /// One instance alone: programs such as Outlook take only one per message when the master is not in it.
    Instance(Timestamp, MessageKind),
    CancelEverything(MessageKind),
    CancelInstance(Timestamp, MessageKind),
}

/// Works out what to send to whom. `known` is the server's memory with what the change adds to it.
pub(super) fn errands(turn: &Turn<'_>, is: &Version<'_>, known: &Held<'_>) -> Errands {
    let (before, now) = (Views::of(turn.was, turn.organizer), Views::of(is, turn.organizer));
    let mut clerk = Clerk { turn, is, known, before, now, written: BTreeMap::new() };
    let mut errands = Errands { messages: Vec::new(), unreachable: Vec::new() };
    let guests: BTreeSet<CalAddress> = turn.was.guests().into_iter().chain(is.guests()).cloned().collect();
    for guest in &guests {
        let todo = clerk.errands_for(guest);
        if todo.is_empty() {
            continue;
        }
        if guest.email().is_none() {
            errands.unreachable.push(guest.clone());
            continue;
        }
        errands.messages.extend(todo.into_iter().filter_map(|errand| clerk.message(guest, errand)));
    }
    errands
}

struct Clerk<'a> {
    turn: &'a Turn<'a>,
    is: &'a Version<'a>,
    known: &'a Held<'a>,
    before: Views<'a>,
    now: Views<'a>,
    /// Requests that are written already, with the instances in them: other guests who see the same get the same.
    written: BTreeMap<Sight, (Message, Vec<Key>)>,
}

/// What a request shows: the instance it is about, and all that its recipient is invited to now and was before.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Sight {
    about: Key,
    now: Vec<Key>,
    before: Option<Vec<Key>>,
}

impl Clerk<'_> {
    fn errands_for(&self, guest: &CalAddress) -> Vec<Errand> {
        let (was, is) = (self.turn.was, self.is);
        match (was.invites(None, guest), is.invites(None, guest)) {
            (_, true) => self.for_guest_of_series(guest),
            (true, false) => {
                let mut errands = vec![Errand::CancelEverything(self.farewell(None))];
                let left = is.parts.keys().filter(|key| is.component(**key).is_some() && is.invites(**key, guest));
                errands.extend(left.filter_map(|key| Some(Errand::Instance((*key)?, MessageKind::Invitation))));
                errands
            }
            (false, false) => {
                let mut errands = self.cancelled_instances(guest);
                errands.extend(self.told_instances(guest));
                errands
            }
        }
    }

    fn for_guest_of_series(&self, guest: &CalAddress) -> Vec<Errand> {
        if !self.knew(guest) {
            return vec![Errand::Everything(MessageKind::Invitation)];
        }
        // An override that went back into the series can only be shown by the series.
        let reverted = self.is.parts.keys().any(|key| {
            let is_new = self.is_told(*key, guest) || !self.turn.was.invites(*key, guest);
            key.is_some() && self.is.component(*key).is_none() && self.is.invites(*key, guest) && is_new
        });
        let mut errands = self.cancelled_instances(guest);
        let are_many = errands.iter().filter(|errand| self.is_excluded(errand)).count() >= MANY;
        if are_many || reverted || !self.turn.was.invites(None, guest) || self.is_told(None, guest) {
            // The series tells of dates that are gone with their rule, and of many.
            errands.retain(|errand| self.is_named(errand) && !(are_many && self.is_excluded(errand)));
            errands.push(Errand::Everything(self.update(guest, self.is.parts.keys().copied())));
            return errands;
        }
        errands.extend(self.told_instances(guest));
        if errands.is_empty() && self.turn.asked.contains(&(guest.clone(), None)) {
            errands.push(Errand::Everything(MessageKind::AskedAgain));
        }
        errands
    }

    /// Whether it calls an instance off of which this version says that it does not take place, or not for the guest.
    fn is_named(&self, errand: &Errand) -> bool {
        let has_component = |key: Key| self.is.component(key).is_some();
        self.is_excluded(errand)
            || matches!(errand, Errand::CancelInstance(instance, _) if has_component(Some(*instance)))
    }

    /// Whether it calls an instance off that the series says itself it does not have.
    fn is_excluded(&self, errand: &Errand) -> bool {
        let excluded = self.is.series.map(Series::excluded);
        matches!(errand, Errand::CancelInstance(instance, _) if excluded.is_some_and(|excluded| excluded.contains(instance)))
    }

    /// Instances the guest is no longer invited to.
    fn cancelled_instances(&self, guest: &CalAddress) -> Vec<Errand> {
        let lost = |key: &&Key| key.is_some() && self.turn.was.invites(**key, guest) && !self.is.invites(**key, guest);
        let lost = self.turn.was.parts.keys().filter(lost).filter(|key| !self.is_over(**key));
        lost.filter_map(|key| Some(Errand::CancelInstance((*key)?, self.farewell(*key)))).collect()
    }

    /// Instances with a component of their own of which the guest must hear.
    fn told_instances(&self, guest: &CalAddress) -> Vec<Errand> {
        let mut errands = Vec::new();
        for key in self.is.parts.keys() {
            let Some(instance) = *key else { continue };
            if self.is.component(*key).is_none() || !self.is.invites(*key, guest) || self.is_over(*key) {
                continue;
            }
            if !self.turn.was.invites(*key, guest) {
                errands.push(Errand::Instance(instance, MessageKind::Invitation));
            } else if self.is_told(*key, guest) {
                errands.push(Errand::Instance(instance, self.update(guest, [*key])));
            } else if self.turn.asked.contains(&(guest.clone(), *key)) {
                errands.push(Errand::Instance(instance, MessageKind::AskedAgain));
            }
        }
        errands
    }

    /// Whether the guest was invited to anything before.
    fn knew(&self, guest: &CalAddress) -> bool {
        self.turn.was.parts.keys().any(|key| self.turn.was.invites(*key, guest))
    }

    /// Whether something the guest is told of changed here and the guest was invited before.
    fn is_told(&self, key: Key, guest: &CalAddress) -> bool {
        self.turn.was.invites(key, guest) && self.turn.changes.get(&key).is_some_and(Change::tells)
    }

    /// Whether an instance had ended before as well as after the change.
    fn is_over(&self, key: Key) -> bool {
        let ended = |version: &Version<'_>| match (version.series, version.parts.get(&key)) {
            (Some(_), Some(part)) if is_open_task(part) => false,
            (Some(series), Some(part)) => series.times(part).end.is_some_and(|end| end < self.turn.now),
            _ => true,
        };
        ended(self.turn.was) && ended(self.is)
    }

    /// Whether nobody meets, or only the guest is not wanted any more.
    fn farewell(&self, key: Key) -> MessageKind {
        if self.is.is_held(key) { MessageKind::Removed } else { MessageKind::Cancelled }
    }

    fn update(&self, guest: &CalAddress, keys: impl IntoIterator<Item = Key>) -> MessageKind {
        let mut changed: BTreeSet<Field> = BTreeSet::new();
        // What became of a date that the guest is not invited to any more, its cancellation says.
        for key in keys.into_iter().filter(|key| self.is.invites(*key, guest)) {
            changed.extend(self.turn.changes.get(&key).into_iter().flat_map(|change| change.fields.iter().copied()));
            if self.turn.asked.contains(&(guest.clone(), key)) {
                changed.insert(Field::AnswerWanted);
            }
        }
        MessageKind::Update { changed: changed.into_iter().collect() }
    }

    fn message(&mut self, guest: &CalAddress, errand: Errand) -> Option<Message> {
        match errand {
            Errand::Everything(kind) => self.request(guest, None, kind),
            Errand::Instance(instance, kind) => self.request(guest, Some(instance), kind),
            Errand::CancelEverything(kind) => self.cancel(guest, None, kind),
            Errand::CancelInstance(instance, kind) => self.cancel(guest, Some(instance), kind),
        }
    }

    fn request(&mut self, guest: &CalAddress, key: Key, kind: MessageKind) -> Option<Message> {
        let is_shared = self.now.are_shared() && self.before.are_shared() && kind != MessageKind::AskedAgain;
        let sight = is_shared.then(|| Sight {
            about: key,
            now: self.now.invited_to(guest),
            before: matches!(kind, MessageKind::Update { .. }).then(|| self.before.invited_to(guest)),
        });
        let known = sight.as_ref().and_then(|sight| self.written.get(sight).cloned());
        let (message, keys) = match known {
            Some(known) => known,
            None => self.newly_written(guest, key, kind.clone())?,
        };
        if let Some(sight) = sight {
            self.written.entry(sight).or_insert_with(|| (message.clone(), keys.clone()));
        }
        let rescheduled = rescheduled_now(self.known, guest, &keys);
        Some(Message { recipient: guest.clone(), kind, rescheduled, ..message })
    }

    fn newly_written(&mut self, guest: &CalAddress, key: Key, kind: MessageKind) -> Option<(Message, Vec<Key>)> {
        let mut parts = self.now.seen_by(guest, key);
        let keys: Vec<Key> = parts.iter().map(|(key, _)| *key).collect();
        if kind == MessageKind::AskedAgain {
            parts.iter_mut().for_each(|(_, part)| ask(part, guest));
        }
        let earlier = if matches!(kind, MessageKind::Update { .. }) { self.earlier(guest, key) } else { None };
        let mut message = self.letter(Method::Request, guest, kind).with(self.is.series?, parts_of(parts))?;
        message.was = earlier;
        Some((message, keys))
    }

    /// What the guest had before.
    fn earlier(&mut self, guest: &CalAddress, key: Key) -> Option<Arc<CalendarObject>> {
        let mut parts = self.before.seen_by(guest, key);
        if let (true, Some(part)) = (parts.is_empty(), self.turn.was.parts.get(&key)) {
            // An instance that had no component of its own.
            parts.push((key, self.before.narrowed(guest, invitation_part(part, self.turn.organizer))));
        }
        let message =
            self.letter(Method::Request, guest, MessageKind::Resent).with(self.turn.was.series?, parts_of(parts))?;
        Some(message.object)
    }

    fn cancel(&self, guest: &CalAddress, key: Key, kind: MessageKind) -> Option<Message> {
        let turn = self.turn;
        let part = turn.was.parts.get(&key)?;
        // What stands for it now carries the raised number; a deleted meeting has nothing, so it is raised here.
        let now = self.is.component(key).or(self.is.component(None)).map(Component::sequence);
        let last = turn.was.parts.keys().filter_map(|key| turn.was.component(*key)).map(Component::sequence).max();
        let sequence = now.unwrap_or(last.unwrap_or(0).saturating_add(1)).max(self.known.floor());
        let part = cancellation_part(part, turn.organizer, guest, sequence, &kind);
        self.letter(Method::Cancel, guest, kind).with(turn.was.series?, vec![part])
    }

    fn letter<'m>(&'m self, method: Method, guest: &'m CalAddress, kind: MessageKind) -> Letter<'m> {
        Letter { method, sender: &self.turn.sender, recipient: guest, kind, now: self.turn.now }
    }
}

fn parts_of(parts: Vec<(Key, Component)>) -> Vec<Component> {
    parts.into_iter().map(|(_, part)| part).collect()
}

/// Asks a guest who has answered to do so again (RFC 5546 §3.2.2.7).
fn ask(part: &mut Component, guest: &CalAddress) {
    part.map_lines(|line| {
        let is_guest = line.is("ATTENDEE") && CalAddress::parse(line.value()) == *guest;
        if is_guest { line.with_param("RSVP", "TRUE") } else { line }
    });
}
