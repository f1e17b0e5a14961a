//! No message without a cause, none to whoever caused it, and SEQUENCE never falls: judged by what people see before
//! and after, and by nothing the engine says about it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::instance::Times;
use super::*;

/// What everybody sees of an instance, or of the series.
#[derive(Debug, PartialEq, Eq)]
struct Sight {
    times: Times,
    summary: Option<String>,
    location: Option<String>,
    /// Which instances there are; where overrides stand for all of them, a new rule shows in nothing else.
    rule: Option<String>,
    people: BTreeMap<CalAddress, PartStat>,
}

/// Whose copy is looked at.
#[derive(PartialEq)]
enum Whose {
    Organizers,
    Attendees,
}

/// What of a meeting takes place: the series and its instances.
struct Sights(BTreeMap<Key, Sight>);

impl Sights {
    fn of(object: Option<&CalendarObject>, keys: &BTreeSet<Key>, whose: Whose) -> Sights {
        let zone = berlin();
        let Some(series) = object.map(|object| Series::of(object, &zone)) else { return Sights(BTreeMap::new()) };
        // A guest who was taken off the series may still have instances of it; the organizer's word for all goes for each.
        let is_off = whose == Whose::Organizers && series.master().is_some_and(Component::is_cancelled);
        let mut sights = BTreeMap::new();
        for key in keys.iter().filter(|_| !is_off) {
            let Some(part) = series.effective(*key).filter(|part| !part.is_cancelled()) else { continue };
            let people = part.attendees().map(|own| (own.address.clone(), own.partstat())).collect();
            let rule = part.raw("RRULE").map(str::to_owned);
            let (summary, location) = (part.summary(), part.location());
            sights.insert(*key, Sight { times: series.times(&part), summary, location, rule, people });
        }
        Sights(sights)
    }

    /// What a guest is invited to.
    fn seen(&self, key: &Key, guest: &CalAddress) -> Option<(&Times, &Option<String>, &Option<String>)> {
        let sight = self.0.get(key).filter(|sight| sight.people.contains_key(guest))?;
        Some((&sight.times, &sight.summary, &sight.location))
    }

    /// That, with what nobody need be told by itself: the rule, and the guest's own answer.
    fn known(&self, key: &Key, guest: &CalAddress) -> Option<(&Sight, PartStat)> {
        let sight = self.0.get(key)?;
        sight.people.get(guest).map(|partstat| (sight, *partstat))
    }

    /// Whether an instance is over, or does not take place.
    fn is_over(&self, key: &Key, now: Timestamp) -> bool {
        let is_to_come = |sight: &Sight| sight.times.end.is_none_or(|end| end >= now);
        key.is_some() && !self.0.get(key).is_some_and(is_to_come)
    }

    fn answer(&self, key: &Key, guest: &CalAddress) -> Option<PartStat> {
        self.0.get(key)?.people.get(guest).copied()
    }
}

/// Whether anything differs but the answers of others.
fn differs(was: Option<(&Sight, PartStat)>, is: Option<(&Sight, PartStat)>) -> bool {
    let own = |known: Option<(&Sight, PartStat)>| {
        known.map(|(sight, own)| (sight.times, sight.summary.clone(), sight.location.clone(), sight.rule.clone(), own))
    };
    own(was) != own(is)
}

/// The series and everything that is or was an instance of it.
fn keys(before: Option<&CalendarObject>, after: Option<&CalendarObject>) -> BTreeSet<Key> {
    let mut keys = BTreeSet::from([None]);
    for object in before.into_iter().chain(after) {
        keys.extend(all_instances(object).into_iter().map(Some));
    }
    keys
}

/// Alice's copy was changed, by herself or by an answer that brings people along: who sees something else is told, and
/// of nothing else; whoever is asked again is told, too. Of what was over before nobody need hear.
pub(super) fn of_organizers(
    (before, after): (Option<&CalendarObject>, Option<&CalendarObject>),
    sent: &[Message],
    now: Timestamp,
) {
    if before == after && sent.is_empty() {
        return;
    }
    let keys = keys(before, after);
    let (was, is) = (Sights::of(before, &keys, Whose::Organizers), Sights::of(after, &keys, Whose::Organizers));
    for guest in GUESTS.iter().map(|guest| address(guest)) {
        let differs = |key: &Key| differs(was.known(key, &guest), is.known(key, &guest));
        let is_told = sent.iter().any(|message| message.recipient == guest);
        let is_over = |key: &Key| was.is_over(key, now) && is.is_over(key, now);
        let unseen = keys.iter().find(|key| was.seen(key, &guest) != is.seen(key, &guest) && !is_over(key));
        assert!(is_told || unseen.is_none(), "a change of {unseen:?} without a message to {guest:?}");
        for message in sent.iter().filter(|message| message.recipient == guest) {
            let about = message.instances(&berlin());
            let has_cause = if about.contains(&None) { keys.iter().any(differs) } else { about.iter().all(differs) };
            assert!(has_cause, "a message without a cause: {}", line_of(message));
        }
    }
}

/// A guest's copy was changed by its owner: the organizer hears of it when the answer to anything is another one, and
/// else not.
pub(super) fn of_attendees(guest: &Person, before: Option<&CalendarObject>, sent: &[Message]) {
    let after = guest.copy.as_ref();
    let keys = keys(before, after);
    let own = &guest.addresses[0];
    let (was, is) = (Sights::of(before, &keys, Whose::Attendees), Sights::of(after, &keys, Whose::Attendees));
    // What is off the calendar is declined; what is called off needs no answer.
    let answer = |sights: &Sights, key: &Key| sights.answer(key, own).unwrap_or(PartStat::Declined);
    let differs: Vec<Key> = keys.iter().filter(|key| answer(&was, key) != answer(&is, key)).copied().collect();
    assert_eq!(sent.is_empty(), differs.is_empty(), "answers differ on {differs:?}, sent: {sent:?}");
    for message in sent {
        assert_eq!(message.method, Method::Reply);
        assert_eq!(message.recipient, address("alice"));
    }
}

/// A message arrived: it calls for others only where somebody asks, or somebody sends somebody else.
pub(super) fn of_arrival(recipient: &Person, before: Option<&CalendarObject>, message: &Message, outcome: &Outcome) {
    let after = recipient.copy.as_ref();
    for notice in &outcome.tell {
        let by = actor(notice);
        assert!(!recipient.addresses.contains(by), "told about the own act: {notice:?}");
    }
    match message.method {
        Method::Refresh => assert!(outcome.send.iter().all(|state| state.recipient == message.sender)),
        Method::Add => assert!(outcome.send.iter().all(|question| question.method == Method::Refresh)),
        Method::DeclineCounter => {
            assert_eq!(before, after, "a refusal changes nothing");
            assert!(outcome.send.is_empty());
        }
        Method::Counter if !declines(message) => {
            assert_eq!(before, after, "a proposal changes nothing");
            assert!(outcome.send.is_empty());
        }
        Method::Reply | Method::Counter => {
            let comes_back = |sent: &&Message| sent.recipient == message.sender;
            // Whoever is let in gets an invitation.
            let is_new =
                before.is_some_and(|before| before.parts().all(|part| part.attendee(&message.sender).is_none()));
            assert!(is_new || !outcome.send.iter().any(|sent| comes_back(&sent)), "the own answer comes back");
            let asks = |sent: &&Message| sent.kind == MessageKind::AskedAgain;
            let sent: Vec<Message> =
                outcome.send.iter().filter(|sent| !asks(sent) && !comes_back(sent)).cloned().collect();
            let others = |object: Option<&CalendarObject>| object.map(|object| without(object, &message.sender));
            // An answer changes no times, so what is over does not count here.
            let (was, is) = (others(before), others(after));
            of_organizers((was.as_ref(), is.as_ref()), &sent, Timestamp::MIN_UTC);
            let asked = outcome.send.iter().filter(asks);
            asked.for_each(|asked| {
                assert!(has_sent_somebody(before, &asked.recipient), "asked for a declined delegate")
            });
        }
        _ => assert!(outcome.send.is_empty(), "a message calls for no message"),
    }
    is_told(recipient, before, message, outcome);
    if message.method == Method::Reply {
        delegates_are_invited(before, after, &message.sender);
    }
}

/// Whether a proposal is an answer, too.
fn declines(message: &Message) -> bool {
    let answer = |part: &Component| part.attendee(&message.sender).map(|own| own.partstat());
    message.object.parts().any(|part| answer(part) == Some(PartStat::Declined))
}

/// Whoever sees something change by a message is told of it; so is an organizer of a proposal, and a guest of its refusal.
fn is_told(recipient: &Person, before: Option<&CalendarObject>, message: &Message, outcome: &Outcome) {
    let (after, own, zone) = (recipient.copy.as_ref(), &recipient.addresses[0], berlin());
    let keys = keys(before, after);
    let unseen = match message.method {
        Method::Request | Method::Cancel | Method::Add => {
            let (was, is) = (Sights::of(before, &keys, Whose::Attendees), Sights::of(after, &keys, Whose::Attendees));
            keys.iter().any(|key| was.seen(key, own) != is.seen(key, own))
        }
        Method::Reply => {
            let (was, is) = (Sights::of(before, &keys, Whose::Organizers), Sights::of(after, &keys, Whose::Organizers));
            keys.iter().any(|key| was.answer(key, &message.sender) != is.answer(key, &message.sender))
        }
        Method::Counter => after.map(|meeting| Series::of(meeting, &zone)).is_some_and(|series| {
            let part = message.instances(&zone).first().and_then(|key| series.effective(*key));
            let theirs = Series::of(&message.object, &zone);
            let proposed = message.object.parts().next().map(|part| theirs.times(part));
            let is_another_time = |part: &Component| {
                let present = series.times(part);
                proposed.as_ref().is_some_and(|times| (times.start, times.end) != (present.start, present.end))
            };
            part.is_some_and(|part| part.attendee(&message.sender).is_some() && is_another_time(&part))
        }),
        Method::DeclineCounter => after.is_some(),
        _ => false,
    };
    assert!(!unseen || !outcome.tell.is_empty(), "nobody is told of {}", line_of(message));
}

/// Whom a guest sends instead is a guest from then on (RFC 5546 §3.2.2.3).
fn delegates_are_invited(before: Option<&CalendarObject>, after: Option<&CalendarObject>, guest: &CalAddress) {
    let zone = berlin();
    let was = before.map(|before| Series::of(before, &zone));
    let may_send = |after: &&CalendarObject| Forwarding::of(after) != Forwarding::Refuse;
    let Some(is) = after.filter(may_send).map(|after| Series::of(after, &zone)) else { return };
    for part in is.object.parts() {
        let Some(own) = part.attendee(guest).filter(|own| own.partstat() == PartStat::Delegated) else { continue };
        let known = is.key_of(part).and_then(|key| was.as_ref()?.effective(key));
        let sent = known.and_then(|part| part.attendee(guest).map(|own| own.delegated_to())).unwrap_or_default();
        for delegate in own.delegated_to().iter().filter(|delegate| !sent.contains(delegate)) {
            assert!(part.attendee(delegate).is_some(), "{delegate:?} comes for {guest:?} and is not invited");
        }
    }
}

/// The meeting without a guest whose own answer came.
fn without(object: &CalendarObject, guest: &CalAddress) -> CalendarObject {
    let mut object = object.clone();
    let is_other = |line: &Line| !line.is("ATTENDEE") || CalAddress::parse(line.value()) != *guest;
    object.parts_mut().for_each(|part| part.retain_lines(is_other));
    object
}

fn has_sent_somebody(object: Option<&CalendarObject>, guest: &CalAddress) -> bool {
    let delegated = |part: &Component| part.attendee(guest).is_some_and(|own| own.partstat() == PartStat::Delegated);
    object.is_some_and(|object| object.parts().any(delegated))
}

/// Whose act a notice is about.
fn actor(notice: &Notice) -> &CalAddress {
    match notice {
        Notice::Invited { organizer, .. }
        | Notice::Changed { organizer, .. }
        | Notice::Cancelled { organizer, .. }
        | Notice::Removed { organizer, .. }
        | Notice::ProposalDeclined { organizer, .. } => organizer,
        Notice::Answered { attendee, .. }
        | Notice::LateAnswer { attendee, .. }
        | Notice::UninvitedAnswer { attendee, .. }
        | Notice::DelegationRefused { attendee, .. }
        | Notice::Joined { attendee, .. }
        | Notice::Proposal { attendee, .. } => attendee,
    }
}

/// The highest SEQUENCE in each copy and to each recipient, by instance.
#[derive(Default)]
pub(super) struct Numbers {
    copies: BTreeMap<(usize, Key), i64>,
    messages: BTreeMap<(CalAddress, Key), i64>,
}

impl Numbers {
    /// SEQUENCE never falls in a copy, not even in one that was deleted and came back.
    pub fn rise(&mut self, who: usize, copy: Option<&CalendarObject>) {
        let zone = berlin();
        let Some(series) = copy.map(|copy| Series::of(copy, &zone)) else { return };
        for part in series.object.parts() {
            let Some(key) = series.key_of(part) else { continue };
            let last = self.copies.insert((who, key), part.sequence());
            assert!(last <= Some(part.sequence()), "SEQUENCE fell from {last:?} to {} on {key:?}", part.sequence());
        }
    }

    /// Nor in what the organizer sends somebody.
    pub fn sent(&mut self, message: &Message) {
        if !matches!(message.method, Method::Request | Method::Cancel) {
            return;
        }
        let zone = berlin();
        let series = Series::of(&message.object, &zone);
        for part in message.object.parts() {
            let Some(key) = series.key_of(part) else { continue };
            let last = self.messages.insert((message.recipient.clone(), key), part.sequence());
            assert!(last <= Some(part.sequence()), "SEQUENCE fell from {last:?}: {}", line_of(message));
        }
    }
}
