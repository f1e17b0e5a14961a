//! Who must be sent what after an organizer's change (RFC 6638 §3.2.1.2, table of Modify).

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::sync::Arc;

use super::instance::{Key, is_open_task};
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

/// Dates of which a guest hears by one message instead of one for each.
///
/// A guest of the series is told of so many that changed by the series with all that differs (RFC 5546 §3.2.2), and of so
/// many that are called off by the series without them. Fewer are cancelled one by one (§3.2.5), also where the series is
/// sent for something else: the mail about that does not say what is off, and not every program looks for new EXDATEs in it.
pub(super) const MANY: usize = 5;

/// One message to be written to a guest.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Errand {
    /// The master and every override that invites the guest.
    Everything(MessageKind),
    /// Instances without the master. It is one alone, as programs such as Outlook take only one per message then, unless
    /// there are many.
    Instances(Vec<Timestamp>, MessageKind),
    CancelEverything(MessageKind),
    /// Instances, one alone unless there are many.
    CancelInstances(Vec<Timestamp>, MessageKind),
}

/// An instance of which a guest hears, and what.
type Told = (Timestamp, MessageKind);

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

/// What a request shows: the instances it is about, and all that its recipient is invited to now and was before.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Sight {
    about: Vec<Key>,
    now: Vec<Key>,
    before: Option<Vec<Key>>,
}

impl Clerk<'_> {
    fn errands_for(&self, guest: &CalAddress) -> Vec<Errand> {
        let (was, is) = (self.turn.was, self.is);
        match (was.invites(None, guest), is.invites(None, guest)) {
            (_, true) => self.for_guest_of_series(guest),
            (true, false) => {
                let left = is.parts.keys().filter(|key| is.component(**key).is_some() && is.invites(**key, guest));
                let left = left.filter_map(|key| Some(((*key)?, MessageKind::Invitation))).collect();
                let invited = bundled(left).into_iter().map(|(instances, kind)| Errand::Instances(instances, kind));
                [Errand::CancelEverything(self.farewell(None))].into_iter().chain(invited).collect()
            }
            (false, false) => one_by_one(self.cancelled_instances(guest), self.told_instances(guest)),
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
        let (mut cancelled, told) = (self.cancelled_instances(guest), self.told_instances(guest));
        let is_shown = reverted || !self.turn.was.invites(None, guest) || self.is_told(None, guest);
        let are_excluded = cancelled.iter().filter(|(instance, _)| self.is_excluded(*instance)).count() >= MANY;
        if is_shown || are_excluded || told.len() >= MANY {
            // The series tells of dates that are gone with their rule, and of many.
            cancelled.retain(|(instance, _)| match self.is_excluded(*instance) {
                true => !are_excluded,
                false => self.is.component(Some(*instance)).is_some(),
            });
            let is_asked = |(_, kind): &Told| *kind == MessageKind::AskedAgain;
            let kind = match !is_shown && !told.is_empty() && told.iter().all(is_asked) {
                true => MessageKind::AskedAgain,
                false => self.update(guest, self.is.parts.keys().copied()),
            };
            let mut errands = one_by_one(cancelled, Vec::new());
            errands.push(Errand::Everything(kind));
            return errands;
        }
        let mut errands = one_by_one(cancelled, told);
        if errands.is_empty() && self.turn.asked.contains(&(guest.clone(), None)) {
            errands.push(Errand::Everything(MessageKind::AskedAgain));
        }
        errands
    }

    /// Whether the series says itself that it does not have an instance.
    fn is_excluded(&self, instance: Timestamp) -> bool {
        self.is.series.is_some_and(|series| series.excluded().contains(&instance))
    }

    /// Instances the guest is no longer invited to.
    fn cancelled_instances(&self, guest: &CalAddress) -> Vec<Told> {
        let lost = |key: &&Key| key.is_some() && self.turn.was.invites(**key, guest) && !self.is.invites(**key, guest);
        let lost = self.turn.was.parts.keys().filter(lost).filter(|key| !self.is_over(**key));
        lost.filter_map(|key| Some(((*key)?, self.farewell(*key)))).collect()
    }

    /// Instances with a component of their own of which the guest must hear.
    fn told_instances(&self, guest: &CalAddress) -> Vec<Told> {
        let mut told = Vec::new();
        for key in self.is.parts.keys() {
            let Some(instance) = *key else { continue };
            if self.is.component(*key).is_none() || !self.is.invites(*key, guest) || self.is_over(*key) {
                continue;
            }
            if !self.turn.was.invites(*key, guest) {
                told.push((instance, MessageKind::Invitation));
            } else if self.is_told(*key, guest) {
                told.push((instance, self.update(guest, [*key])));
            } else if self.turn.asked.contains(&(guest.clone(), *key)) {
                told.push((instance, MessageKind::AskedAgain));
            }
        }
        told
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
        let keys = |instances: Vec<Timestamp>| instances.into_iter().map(Some).collect::<Vec<Key>>();
        match errand {
            Errand::Everything(kind) => self.request(guest, vec![None], kind),
            Errand::Instances(instances, kind) => self.request(guest, keys(instances), kind),
            Errand::CancelEverything(kind) => self.cancel(guest, &[None], kind),
            Errand::CancelInstances(instances, kind) => self.cancel(guest, &keys(instances), kind),
        }
    }

    fn request(&mut self, guest: &CalAddress, about: Vec<Key>, kind: MessageKind) -> Option<Message> {
        let is_shared = self.now.are_shared() && self.before.are_shared() && kind != MessageKind::AskedAgain;
        let sight = is_shared.then(|| Sight {
            about: about.clone(),
            now: self.now.invited_to(guest),
            before: matches!(kind, MessageKind::Update { .. }).then(|| self.before.invited_to(guest)),
        });
        let known = sight.as_ref().and_then(|sight| self.written.get(sight).cloned());
        let (message, keys) = match known {
            Some(known) => known,
            None => self.newly_written(guest, &about, kind.clone())?,
        };
        if let Some(sight) = sight {
            self.written.entry(sight).or_insert_with(|| (message.clone(), keys.clone()));
        }
        let rescheduled = rescheduled_now(self.known, guest, &keys);
        Some(Message { recipient: guest.clone(), kind, rescheduled, ..message })
    }

    fn newly_written(&mut self, guest: &CalAddress, about: &[Key], kind: MessageKind) -> Option<(Message, Vec<Key>)> {
        let mut parts: Vec<(Key, Component)> = about.iter().flat_map(|key| self.now.seen_by(guest, *key)).collect();
        let keys: Vec<Key> = parts.iter().map(|(key, _)| *key).collect();
        if kind == MessageKind::AskedAgain {
            let is_asked = |key: Key| self.turn.asked.contains(&(guest.clone(), key));
            let all = is_asked(None);
            parts.iter_mut().filter(|(key, _)| all || is_asked(*key)).for_each(|(_, part)| ask(part, guest));
        }
        let earlier = if matches!(kind, MessageKind::Update { .. }) { self.earlier(guest, about) } else { None };
        let mut message = self.letter(Method::Request, guest, kind).with(self.is.series?, parts_of(parts))?;
        message.was = earlier;
        Some((message, keys))
    }

    /// What the guest had before.
    fn earlier(&mut self, guest: &CalAddress, about: &[Key]) -> Option<Arc<CalendarObject>> {
        let mut had = Vec::new();
        for key in about {
            let parts = self.before.seen_by(guest, *key);
            // An instance that had no component of its own.
            let derived = self.turn.was.parts.get(key).filter(|_| parts.is_empty());
            let derived = derived.map(|part| (*key, invitation_part(part, self.turn.organizer)));
            had.extend(parts);
            had.extend(derived.map(|(key, part)| (key, self.before.narrowed(guest, part))));
        }
        let message =
            self.letter(Method::Request, guest, MessageKind::Resent).with(self.turn.was.series?, parts_of(had))?;
        Some(message.object)
    }

    fn cancel(&self, guest: &CalAddress, about: &[Key], kind: MessageKind) -> Option<Message> {
        let turn = self.turn;
        let highest = turn.was.parts.keys().filter_map(|key| turn.was.component(*key)).map(Component::sequence).max();
        let part = |key: &Key| {
            // What stands for it now carries the raised number; a deleted meeting has nothing, so it is raised here.
            let now = self.is.component(*key).or(self.is.component(None)).map(Component::sequence);
            let sequence = now.unwrap_or(highest.unwrap_or(0).saturating_add(1)).max(self.known.floor());
            Some(cancellation_part(turn.was.parts.get(key)?, turn.organizer, guest, sequence, &kind))
        };
        let parts = about.iter().filter_map(part).collect();
        self.letter(Method::Cancel, guest, kind.clone()).with(turn.was.series?, parts)
    }

    fn letter<'m>(&'m self, method: Method, guest: &'m CalAddress, kind: MessageKind) -> Letter<'m> {
        Letter { method, sender: &self.turn.sender, recipient: guest, kind, now: self.turn.now }
    }
}

/// Instances that are called off and those that are told of: each by itself, unless there are many.
fn one_by_one(cancelled: Vec<Told>, told: Vec<Told>) -> Vec<Errand> {
    let cancelled = bundled(cancelled).into_iter().map(|(instances, kind)| Errand::CancelInstances(instances, kind));
    let told = bundled(told).into_iter().map(|(instances, kind)| Errand::Instances(instances, kind));
    cancelled.chain(told).collect()
}

/// Instances with what is said of them: each by itself, or where there are many those of which the same sort of thing is
/// said together (RFC 5546 §3.2.2, §3.2.5).
fn bundled(told: Vec<Told>) -> Vec<(Vec<Timestamp>, MessageKind)> {
    let are_many = told.len() >= MANY;
    let mut bundles: Vec<(Vec<Timestamp>, MessageKind)> = Vec::new();
    for (instance, kind) in told {
        match bundles.iter_mut().find(|(_, known)| are_many && discriminant(known) == discriminant(&kind)) {
            Some((instances, known)) => {
                instances.push(instance);
                known.take_in(&kind);
            }
            None => bundles.push((vec![instance], kind)),
        }
    }
    bundles
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
