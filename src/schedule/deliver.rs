//! What follows from an outcome: messages reach our own people's copies at once and everybody else by way of the
//! outbox; people are told; the timeline is kept. A reply by mail, a click on the answer page and a local attendee's
//! PUT all end in [`receive`] or its inner half.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ical::{self, CalAddress, CalendarObject, Kind, Timestamp};
use crate::id::{CalendarId, ObjectName, PrincipalId, Uid};
use crate::itip::{self, Held, Keep, Message, Method, Notice, Outcome, Reason};
use crate::mail::ScheduleStatus;
use crate::random;
use crate::store::{AnswerRow, ObjectHead, Principal, PrincipalKind, StoreError, Text, Tx};

use super::alike::{Alike, Common, Verdict};
use super::copies::{self, By, Edition, Memory};
use super::put::{Author, Telling};
use super::untold::{self, Notify};
use super::{Refused, Rules, default_calendar, mailing, notices, rooms, roster, users, waiting};

/// How a message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// By e-mail.
    Mail,
    /// From the answer page.
    Link,
    /// From another person of this server.
    Caldav,
    /// From a room or resource that answers by itself.
    Room,
}

impl Door {
    /// All of them, with the word for each.
    const ALL: [(Door, &str); 4] =
        [(Door::Mail, "mail"), (Door::Link, "link"), (Door::Caldav, "caldav"), (Door::Room, "room")];

    /// The word for the ledger.
    pub fn as_str(self) -> &'static str {
        Door::ALL.iter().find(|(door, _)| *door == self).map_or("mail", |(_, word)| word)
    }

    /// What a word of the ledger means; what is none of ours came from outside.
    pub fn of_word(word: &str) -> Door {
        Door::ALL.iter().find(|(_, known)| *known == word).map_or(Door::Mail, |(door, _)| *door)
    }
}

/// What proves who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It came to an address, or from a page, that only this guest knows.
    Token,
    /// The sender's domain vouches for it.
    Dmarc,
    /// Both.
    TokenAndDmarc,
    /// The sender signed in here.
    Account,
    /// Nothing.
    Nothing,
}

impl Proof {
    /// All of them, with the words for each.
    const ALL: [(Proof, &str); 5] = [
        (Proof::Token, "token"),
        (Proof::Dmarc, "dmarc"),
        (Proof::TokenAndDmarc, "token and dmarc"),
        (Proof::Account, "account"),
        (Proof::Nothing, "not verified"),
    ];

    /// The words for the timeline and the ledger.
    pub fn as_str(self) -> &'static str {
        Proof::ALL.iter().find(|(proof, _)| *proof == self).map_or("not verified", |(_, words)| words)
    }

    /// What words of the ledger mean; what is none of ours proves nothing.
    pub fn of_words(words: &str) -> Proof {
        Proof::ALL.iter().find(|(_, known)| *known == words).map_or(Proof::Nothing, |(proof, _)| *proof)
    }
}

/// A message that arrived for one of our people.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Whose copy it concerns.
    pub to: PrincipalId,
    /// The message.
    pub message: Message,
    /// How it came.
    pub door: Door,
    /// What proves who sent it.
    pub proof: Proof,
    /// What its recipient is to know of the sender, though it counts.
    pub doubt: Option<Doubt>,
}

/// Why a message that counts may yet be somebody else's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It was mailed from this address, which is not the one that it speaks for.
    SentFrom(String),
    /// The sender's domain does not vouch for it.
    NotVouched,
}

/// What came of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// Why it is so.
    pub because: Reason,
}

/// Which status to write at which attendee or organizer (RFC 6638 §3.2.9).
pub(super) type Statuses = Vec<(CalAddress, &'static str)>;

/// RFC 6638 §3.2.9: the message waits to be sent.
pub(super) const PENDING: &str = "1.0";
/// RFC 6638 §3.2.9: the message was delivered.
const DELIVERED: &str = "1.2";
/// RFC 5546 §3.6: invalid calendar user.
const NO_SUCH_USER: &str = "3.7";
/// RFC 6638 §3.2.9: not delivered, but a later attempt may be.
pub(super) const UNDELIVERED: &str = "5.1";
/// RFC 6638 §3.2.9: rejected, as the recipient wants no such messages or holds something that cannot be with it.
const UNWANTED: &str = "5.3";

/// Lets a message that arrived change the copy it concerns, with all that follows from it.
///
/// # Errors
/// The meeting or the sender is not what the message needs; nothing is changed then.
pub fn receive(tx: &mut Tx<'_>, rules: &Rules, arrival: &Arrival) -> Result<Received, Refused> {
    receive_as(tx, rules, arrival, None)
}

/// The same; what its recipient says to it is said by this delegate.
pub(super) fn receive_as(
    tx: &mut Tx<'_>,
    rules: &Rules,
    arrival: &Arrival,
    sent_by: Option<&CalAddress>,
) -> Result<Received, Refused> {
    let to = tx.principal(arrival.to)?.ok_or(Refused::NotFound)?;
    let named = users::named(tx, &arrival.message.object)?.map(|object| Arrival {
        message: Message { object: Arc::new(object), ..arrival.message.clone() },
        ..arrival.clone()
    });
    let arrival = named.as_ref().unwrap_or(arrival);
    let speaker = Speaker { person: &to, sent_by };
    let because = deliver(tx, rules, speaker, arrival, MOST_HOPS, &mut Alike::default())?;
    if arrival.message.method == Method::Request {
        let by = arrival.message.object.organizer().unwrap_or_else(|| arrival.message.sender.clone());
        rooms::answer(tx, rules, &to, &arrival.message.uid, (&by, arrival.proof))?;
    }
    Ok(Received { because })
}

/// How many messages may follow from one another inside one transaction.
const MOST_HOPS: u8 = 4;

/// Who speaks: one of our people, perhaps by a delegate (SENT-BY, RFC 5546 §2.1.3).
#[derive(Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub(super) person: &'a Principal,
    pub(super) sent_by: Option<&'a CalAddress>,
}

impl<'a> Speaker<'a> {
    /// In person, or the server for them.
    pub(super) fn in_person(person: &'a Principal) -> Speaker<'a> {
        Speaker { person, sent_by: None }
    }
}

/// Who acts for the owner of a meeting, if it is not the owner; the timeline remembers it.
pub(super) fn acting(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (owner, actor): (PrincipalId, PrincipalId),
    uid: &str,
) -> Result<Option<CalAddress>, Refused> {
    if actor == owner {
        return Ok(None);
    }
    if let (Some(by), Some(of)) = (tx.principal(actor)?, tx.principal(owner)?) {
        tx.note(uid, Some(owner), "acted", &format!("{} for {}", by.name, of.name), rules.now)?;
    }
    Ok(super::addresses(tx, actor)?.into_iter().next())
}

/// Does what an edit of a copy of `owner` asks for beside storing the object, in the words of the delegate `sent_by` if
/// one made it; `after` is the copy as it is stored. Returns what to note at whom.
pub(super) fn follow(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (owner, sent_by): (PrincipalId, Option<&CalAddress>),
    (uid, after): (&Uid, Option<&CalendarObject>),
    outcome: &Outcome,
    telling: Telling,
) -> Result<Statuses, Refused> {
    remember(tx, rules, owner, uid, outcome, &Came { door: Door::Caldav, proof: Proof::Account, sent_by: None })?;
    if outcome.send.is_empty() && telling.notify != Notify::All {
        return Ok(Vec::new());
    }
    let owner = tx.principal(owner)?.ok_or(Refused::NotFound)?;
    let speaker = Speaker { person: &owner, sent_by };
    if telling.author == Author::Client && tx.client_sends(owner.id)? {
        let ours = without_those_left(tx, rules, &owner, &outcome.send)?;
        return send(tx, rules, speaker, &ours, Door::Caldav, MOST_HOPS);
    }
    let messages = untold::chosen(tx, rules, &owner, (uid, after), outcome, telling.notify)?;
    send(tx, rules, speaker, &messages, Door::Caldav, MOST_HOPS)
}

/// The messages to people of this house; the others are mailed by the program that made the change, as if each guest
/// elsewhere had SCHEDULE-AGENT=CLIENT (RFC 6638 §7.1).
// quirk: thunderbird-sends-by-itself
fn without_those_left(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: &Principal,
    messages: &[Message],
) -> Result<Vec<Message>, Refused> {
    let mut ours = Vec::new();
    for message in messages {
        match super::principal_of(tx, &message.recipient)? {
            Some(_) => ours.push(message.clone()),
            None => note(tx, rules, owner.id, message, "left-to-client", "the calendar program mails it")?,
        }
    }
    Ok(ours)
}

/// Delivers messages here, or queues them for mail; returns what to note at whom.
pub(super) fn send(
    tx: &mut Tx<'_>,
    rules: &Rules,
    speaker: Speaker<'_>,
    messages: &[Message],
    door: Door,
    hops: u8,
) -> Result<Statuses, Refused> {
    let mut statuses = BTreeMap::new();
    let mut alike = Alike::default();
    for message in put_together(tx, messages)? {
        let message = alike.acted_by(message, speaker.sent_by);
        let status = send_one(tx, rules, speaker.person, &message, (door, hops), &mut alike)?;
        statuses.insert(message.into_owned().recipient, status);
    }
    if let Some((object, hours)) = alike.held() {
        notices::tell_of_hold(tx, rules, speaker.person, object, hours)?;
    }
    Ok(statuses.into_iter().collect())
}

/// The messages with those to one person of this house joined that one message can say.
pub(super) fn put_together<'a>(tx: &mut Tx<'_>, messages: &'a [Message]) -> Result<Vec<Cow<'a, Message>>, Refused> {
    let mut letters: Vec<Cow<'a, Message>> = Vec::with_capacity(messages.len());
    for message in messages {
        match letters.last_mut().filter(|last| last.goes_with(message)) {
            Some(last) if is_here(tx, message)? => last.to_mut().take_in(message),
            _ => letters.push(Cow::Borrowed(message)),
        }
    }
    Ok(letters)
}

/// Whether a message goes to somebody of this house, whose copy is changed at once.
fn is_here(tx: &mut Tx<'_>, message: &Message) -> Result<bool, Refused> {
    Ok(super::principal_of(tx, &message.recipient)?.is_some())
}

/// How a message reaches its recipient.
pub(super) enum Way {
    /// This person's copy is here.
    Here(Principal),
    /// By mail to this address.
    Mail(String),
    /// Not at all: nothing is mailed to this address, for this reason.
    Unwanted(String, Unwanted),
    /// Not at all: the address is none for mail.
    Nowhere,
}

/// The way that a message goes, if its sender's calendar program leaves it to the server.
pub(super) fn way(tx: &mut Tx<'_>, rules: &Rules, message: &Message) -> Result<Way, StoreError> {
    let is_one = |email: &&str| crate::mail::Address::parse(email).is_ok();
    let Some(email) = message.recipient.email().filter(is_one).map(str::to_owned) else {
        return Ok(Way::Nowhere);
    };
    if let Some(recipient) = super::principal_of(tx, &message.recipient)? {
        return Ok(Way::Here(recipient));
    }
    Ok(match unwanted_message(tx, rules, &email, message)? {
        Some(unwanted) => Way::Unwanted(email, unwanted),
        None => Way::Mail(email),
    })
}

fn send_one(
    tx: &mut Tx<'_>,
    rules: &Rules,
    sender: &Principal,
    message: &Message,
    (door, hops): (Door, u8),
    alike: &mut Alike,
) -> Result<&'static str, Refused> {
    if message.method == Method::Cancel {
        tx.remove_proposals_of(sender.id, message.uid.as_str(), &copies::compared(&message.recipient))?;
    }
    let recipient = match way(tx, rules, message)? {
        Way::Here(recipient) => recipient,
        Way::Mail(email) => {
            mailing::queue(tx, rules, sender, &email, message, alike)?;
            return Ok(PENDING);
        }
        Way::Unwanted(email, unwanted) => {
            let (uid, detail) = (message.uid.as_str(), format!("{email}: {}", unwanted.reason));
            if !tx.has_noted(uid, sender.id, "not-sent", &detail)? && !tx.has_failed(sender.id, uid, &email)? {
                notices::tell_of_unwanted(tx, rules, sender, &message.object, &email, &unwanted.reason)?;
            }
            note(tx, rules, sender.id, message, "not-sent", &detail)?;
            return Ok(unwanted.status.as_str());
        }
        Way::Nowhere => {
            let detail = format!("{} is no e-mail address", message.recipient);
            note(tx, rules, sender.id, message, "not-sent", &detail)?;
            return Ok(NO_SUCH_USER);
        }
    };
    // The members of a group were invited one by one.
    if recipient.id == sender.id || recipient.kind == PrincipalKind::Group || hops == 0 {
        return Ok(DELIVERED);
    }
    let arrival = Arrival { to: recipient.id, message: message.clone(), door, proof: Proof::Account, doubt: None };
    match deliver(tx, rules, Speaker::in_person(&recipient), &arrival, hops - 1, alike) {
        Ok(_) => Ok(DELIVERED),
        Err(Refused::Scheduling(itip::Refusal::UidTaken)) => {
            notices::tell_of_uid(tx, rules, &recipient, &message.object)?;
            refused(tx, rules, sender, message, &itip::Refusal::UidTaken.to_string())?;
            Ok(UNWANTED)
        }
        // The recipient's matter is no reason to refuse the sender's change.
        Err(Refused::Scheduling(refusal)) => {
            refused(tx, rules, sender, message, &refusal.to_string())?;
            Ok(UNWANTED)
        }
        Err(Refused::NotFound) => {
            refused(tx, rules, sender, message, "no calendar there takes it")?;
            Ok(UNDELIVERED)
        }
        Err(other) => Err(other),
    }
}

/// Why nothing is mailed to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwanted {
    /// In words.
    pub reason: String,
    /// What the organizer's program shows.
    pub status: ScheduleStatus,
}

/// Why nothing about a meeting is mailed to an address now: its owner wants nothing, or nobody could be reached there.
///
/// # Errors
/// The store failed.
pub fn unwanted(tx: &mut Tx<'_>, email: &str, now: Timestamp) -> Result<Option<Unwanted>, StoreError> {
    let found = tx.suppressed(email, now)?;
    Ok(found.map(|found| Unwanted {
        status: ScheduleStatus::parse(&found.status).unwrap_or(ScheduleStatus::Refused),
        reason: found.reason,
    }))
}

/// The same of a message. Whoever organizes a meeting hears of answers all the same.
fn unwanted_message(
    tx: &mut Tx<'_>,
    rules: &Rules,
    email: &str,
    message: &Message,
) -> Result<Option<Unwanted>, StoreError> {
    match message.method {
        Method::Reply | Method::Counter | Method::Refresh => Ok(None),
        _ => unwanted(tx, email, rules.now),
    }
}

/// Notes that one of our people's copies did not take a message.
fn refused(
    tx: &mut Tx<'_>,
    rules: &Rules,
    sender: &Principal,
    message: &Message,
    reason: &str,
) -> Result<(), StoreError> {
    let detail = format!("{} to {}: {reason}", message.method.as_str(), message.recipient);
    note(tx, rules, sender.id, message, "refused", &detail)
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    rules: &Rules,
    principal: PrincipalId,
    message: &Message,
    what: &str,
    detail: &str,
) -> Result<(), StoreError> {
    tx.note(message.uid.as_str(), Some(principal), what, detail, rules.now)
}

/// Lets a message change its recipient's copy, who is `to`.
fn deliver(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: Speaker<'_>,
    arrival: &Arrival,
    hops: u8,
    alike: &mut Alike,
) -> Result<Reason, Refused> {
    let Weighed { head, copy, verdict } = weighed(tx, rules, to.person, arrival, alike)?;
    let object = copy.as_ref().map(|copy| &*copy.object);
    taken(tx, rules, to, arrival, (head.as_ref(), object), &verdict, (hops, alike))?;
    Ok(verdict.outcome.because)
}

/// The copy that a message would leave its recipient with; `None` for none.
///
/// # Errors
/// A message that the copy does not take, no calendar that takes it, a store that fails.
pub(super) fn copy_after(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    message: &Message,
) -> Result<Option<CalendarObject>, Refused> {
    let message = message.clone();
    let arrival = Arrival { to: to.id, message, door: Door::Caldav, proof: Proof::Account, doubt: None };
    let Weighed { head, copy, verdict } = weighed(tx, rules, to, &arrival, &mut Alike::default())?;
    let component = arrival.message.object.kind().component();
    if head.is_none() && verdict.copy.is_some() && default_calendar(tx, to.id, component)?.is_none() {
        return Err(Refused::NotFound);
    }
    Ok(match &verdict.outcome.keep {
        Keep::Put(object) => Some((**object).clone()),
        Keep::AsIs => copy.map(|copy| CalendarObject::clone(&copy.object)),
        Keep::Remove => None,
    })
}

/// What a message comes upon, and what it makes of that.
struct Weighed {
    head: Option<ObjectHead>,
    copy: Option<Arc<Common>>,
    verdict: Arc<Verdict>,
}

/// Finds out what a message does to `to`'s copy, and does nothing.
fn weighed(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    arrival: &Arrival,
    alike: &mut Alike,
) -> Result<Weighed, Refused> {
    let message = &arrival.message;
    if !matches!(message.object.kind(), Kind::Event | Kind::Todo) {
        return Err(Refused::Scheduling(itip::Refusal::NotSupported(message.method)));
    }
    let head = match copies::head(tx, to.id, message.uid.as_str())? {
        None if message.method == Method::Request => in_its_place(tx, to.id, message)?,
        head => head,
    };
    let copy = head.as_ref().map(|head| alike.copy(tx, head)).transpose()?.flatten();
    let object = copy.as_ref().map(|copy| &*copy.object);
    let memory = Memory::of(tx, to.id, message.uid.as_str())?;
    let judge = || judged(&memory.with(object, &rules.floating), arrival, rules);
    let verdict = alike.verdict(message, (head.as_ref(), copy.as_deref()), &memory, rules, judge)?;
    Ok(Weighed { head, copy, verdict })
}

/// What the engine says to a message. Somebody whom nothing proves, or who is no guest, invites nobody by it.
fn judged(held: &Held<'_>, arrival: &Arrival, rules: &Rules) -> Result<Outcome, itip::Refusal> {
    let message = &arrival.message;
    let is_guest = || held.object.iter().any(|copy| copy.parts().any(|part| part.attendee(&message.sender).is_some()));
    match arrival.proof != Proof::Nothing && (message.method != Method::Reply || is_guest()) {
        true => itip::received(held, message, rules.now),
        false => itip::received(held, &without_delegates(message), rules.now),
    }
}

/// What lies where a new invitation would go: a calendar has one object of a UID (RFC 4791 §5.3.2.1). It gives way to its
/// own organizer alone; anybody can write a UID into an invitation.
fn in_its_place(tx: &mut Tx<'_>, to: PrincipalId, message: &Message) -> Result<Option<ObjectHead>, Refused> {
    let component = message.object.kind().component();
    let Some(calendar) = default_calendar(tx, to, component)? else { return Ok(None) };
    let Some(head) = tx.object_by_uid(calendar.id, message.uid.as_str())? else { return Ok(None) };
    let (object, theirs) = (tx.object(calendar.id, &head.name)?, &message.object);
    let is_theirs = |plain: CalendarObject| {
        plain.kind() == theirs.kind() && plain.organizer().is_some() && plain.organizer() == theirs.organizer()
    };
    match object.as_ref().and_then(copies::parsed).is_some_and(is_theirs) {
        true => Ok(Some(head)),
        false => Err(Refused::Scheduling(itip::Refusal::UidTaken)),
    }
}

/// An answer that nothing proves, or of somebody who is no guest, without the people it would have invited: anybody could
/// make us mail anybody.
pub(super) fn without_delegates(message: &Message) -> Message {
    let mut message = message.clone();
    for part in Arc::make_mut(&mut message.object).parts_mut() {
        part.map_lines(|line| if line.is("ATTENDEE") { line.without_param("DELEGATED-TO") } else { line });
    }
    message
}

/// Does what a message asks for; `held` is the copy before, with what is known of its row, and what follows is said by
/// the recipient.
pub(super) fn taken(
    tx: &mut Tx<'_>,
    rules: &Rules,
    recipient: Speaker<'_>,
    arrival: &Arrival,
    held: (Option<&ObjectHead>, Option<&CalendarObject>),
    verdict: &Verdict,
    (hops, alike): (u8, &mut Alike),
) -> Result<(), Refused> {
    let to = recipient.person;
    let (message, outcome) = (&arrival.message, &verdict.outcome);
    keep(tx, rules, to, held.0, verdict, message)?;
    let came = Came { door: arrival.door, proof: arrival.proof, sent_by: message.sent_by() };
    remember(tx, rules, to.id, &message.uid, outcome, &came)?;
    if !matches!(outcome.because, Reason::Duplicate | Reason::Stale | Reason::DeclinedBefore) {
        put_into_inbox(tx, rules, to, &alike.message(&message.object, rules))?;
    }
    notices::tell(tx, rules, to, held.1, outcome, arrival)?;
    waiting::keep(tx, rules, to, outcome, arrival)?;
    if outcome.because == Reason::Answered {
        tx.remove_held_answer(to.id, message.uid.as_str(), &copies::compared(&message.sender))?;
    }
    let is_proven = matches!(arrival.door, Door::Mail | Door::Link) && arrival.proof != Proof::Nothing;
    if is_proven {
        tx.is_reached(&copies::compared(&message.sender))?;
    }
    if let (Method::Reply | Method::Counter, Some(object)) = (message.method, outcome.keep.object()) {
        // What nothing proves changes nobody's calendar but the organizer's.
        if is_proven {
            roster::show_to_its_author(tx, rules, (to, object), &message.sender, &outcome.answers)?;
        } else if arrival.door == Door::Mail && outcome.because == Reason::Answered {
            tell_its_author(tx, rules, to, message, outcome)?;
        }
        roster::show(tx, rules, to.id, object, &BTreeSet::new())?;
    }
    send(tx, rules, recipient, &outcome.send, Door::Caldav, hops)?;
    Ok(())
}

/// Tells somebody of this house that an answer counts as theirs which nothing proves: who did not give it would not know.
fn tell_its_author(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    message: &Message,
    outcome: &Outcome,
) -> Result<(), Refused> {
    let answer = outcome.answers.iter().find(|answer| answer.attendee == message.sender);
    let author = super::principal_of(tx, &message.sender)?.filter(|author| author.id != to.id);
    if let (Some(answer), Some(author), Some(object)) = (answer, author, outcome.keep.object()) {
        notices::tell_of_answer_in_name(tx, rules, &author, object, answer.partstat)?;
    }
    Ok(())
}

/// Stores or deletes the copy as the verdict says.
fn keep(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    head: Option<&ObjectHead>,
    verdict: &Verdict,
    message: &Message,
) -> Result<(), Refused> {
    match (&verdict.copy, head) {
        (None, Some(head)) if verdict.outcome.keep == Keep::Remove => {
            tx.delete_object(head.calendar, &head.name)?;
        }
        (None, _) => {}
        (Some(copy), Some(head)) if is_taken_there(tx, head, message)? => {
            let name = ObjectName::parse(&head.name).map_err(|_| Refused::NotFound)?;
            copies::publish(tx, (head.calendar, &name), copy, By::Message, rules)?;
        }
        (Some(copy), head) => {
            let component = message.object.kind().component();
            let calendar = default_calendar(tx, to.id, component)?.ok_or(Refused::NotFound)?;
            if let Some(head) = head {
                tx.delete_object(head.calendar, &head.name)?;
            }
            let name = free_name(tx, calendar.id, &message.uid)?;
            copies::publish(tx, (calendar.id, &name), copy, By::Message, rules)?;
        }
    }
    Ok(())
}

/// Whether a copy can stay in its calendar: an event that became a task needs one that takes tasks (RFC 4791 §5.3.2.1,
/// `supported-calendar-component`).
fn is_taken_there(tx: &mut Tx<'_>, head: &ObjectHead, message: &Message) -> Result<bool, StoreError> {
    let component = message.object.kind().component();
    if head.component == component {
        return Ok(true);
    }
    Ok(tx.calendar_by_id(head.calendar)?.is_some_and(|calendar| calendar.takes(component)))
}

/// A name for a new object: from the UID where that makes a plain file name that nothing has, else a random one.
pub(super) fn free_name(tx: &mut Tx<'_>, calendar: CalendarId, uid: &Uid) -> Result<ObjectName, StoreError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
    let text = uid.as_str();
    if text.len() <= 120 && !text.starts_with('.') && text.chars().all(plain) {
        let name = ObjectName::parse(&format!("{text}.ics")).map_err(|_| StoreError::Stopped)?;
        if tx.object_head(calendar, name.as_str())?.is_none() {
            return Ok(name);
        }
    }
    let code = random::code::<15>().map_err(|_| StoreError::Stopped)?;
    ObjectName::parse(&format!("{code}.ics")).map_err(|_| StoreError::Stopped)
}

/// How something came, what proves it, and who sent it for somebody else.
struct Came {
    door: Door,
    proof: Proof,
    sent_by: Option<CalAddress>,
}

/// Remembers what the engine wants remembered: last answers, and when the time last changed.
fn remember(
    tx: &mut Tx<'_>,
    rules: &Rules,
    principal: PrincipalId,
    uid: &Uid,
    outcome: &Outcome,
    came: &Came,
) -> Result<(), StoreError> {
    let brought = outcome.tell.iter().rev().filter_map(|notice| match notice {
        Notice::Answered { attendee, instance, more_guests, .. } => Some(((attendee, *instance), *more_guests)),
        _ => None,
    });
    let brought: BTreeMap<(&CalAddress, Option<Timestamp>), u32> = brought.collect();
    for answer in &outcome.answers {
        let more_guests = brought.get(&(&answer.attendee, answer.instance)).copied();
        let row = AnswerRow {
            attendee: copies::compared(&answer.attendee),
            instance: answer.instance.map(|at| at.timestamp()),
            sequence: answer.sequence,
            dtstamp: answer.dtstamp,
            partstat: answer.partstat.as_str().to_owned(),
            door: came.door.as_str().to_owned(),
            proof: came.proof.as_str().to_owned(),
            sent_by: came.sent_by.as_ref().map(copies::compared).unwrap_or_default(),
            comment: answer.comment.clone(),
            more_guests: more_guests.map_or(0, i64::from),
            at: rules.now,
        };
        tx.set_answer(principal, uid.as_str(), &row)?;
    }
    if !outcome.rescheduled.is_empty() {
        tx.remove_proposals(principal, uid.as_str())?;
    } else if !outcome.tell.iter().any(|notice| matches!(notice, Notice::Proposal { .. })) {
        let answered: BTreeSet<&CalAddress> = outcome.answers.iter().map(|answer| &answer.attendee).collect();
        let mut answered = answered.into_iter().map(copies::compared);
        answered.try_for_each(|attendee| tx.remove_proposals_of(principal, uid.as_str(), &attendee))?;
    }
    for change in &outcome.rescheduled {
        let instance = change.instance.map(|at| at.timestamp());
        tx.set_rescheduled(principal, uid.as_str(), instance, change.sequence, change.at)?;
    }
    Ok(())
}

/// Puts the message into the schedule inbox, after it was processed (RFC 6638 §4.1, §4.2).
fn put_into_inbox(tx: &mut Tx<'_>, rules: &Rules, to: &Principal, message: &Edition) -> Result<(), Refused> {
    let Some(inbox) = tx.calendar(to.id, "inbox")? else {
        return Ok(());
    };
    let stem = random::code::<15>().map_err(|_| StoreError::Stopped)?;
    let name = ObjectName::parse(&format!("{stem}.ics")).map_err(|_| StoreError::Stopped)?;
    copies::publish(tx, (inbox.id, &name), message, By::Message, rules)?;
    Ok(())
}

/// Whether this attendee is on the guest list of a meeting that `organizer` holds a copy of.
///
/// # Errors
/// The store failed.
pub fn is_invited(
    tx: &mut Tx<'_>,
    organizer: PrincipalId,
    uid: &str,
    attendee: &CalAddress,
) -> Result<bool, StoreError> {
    let copies = tx.copies(organizer, uid)?;
    let invites = |object: CalendarObject| object.parts().any(|part| part.attendee(attendee).is_some());
    Ok(copies.iter().filter_map(copies::parsed).any(invites))
}

/// Whether this person organizes the meeting, here.
///
/// # Errors
/// The store failed.
pub fn organizes(tx: &mut Tx<'_>, person: PrincipalId, uid: &Uid) -> Result<bool, StoreError> {
    Ok(tx.organizers(uid.as_str())?.iter().any(|(organizer, _)| *organizer == person))
}

/// Whether a meeting is one of our people's: somebody organizes it here, or one of these, who are named as its organizer,
/// has an account or an address of the mail host.
///
/// # Errors
/// The store failed.
pub fn is_organized_here(tx: &mut Tx<'_>, rules: &Rules, uid: &Uid, named: &[CalAddress]) -> Result<bool, StoreError> {
    for email in named.iter().filter_map(CalAddress::email) {
        let is_of_host =
            email.rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(&rules.config.mail.host));
        if is_of_host || tx.principal_by_address(email)?.is_some() {
            return Ok(true);
        }
    }
    Ok(!tx.organizers(uid.as_str())?.is_empty())
}

/// Somebody's copy of a meeting.
///
/// # Errors
/// The store failed.
pub fn copy(tx: &mut Tx<'_>, person: PrincipalId, uid: &str) -> Result<Option<CalendarObject>, StoreError> {
    Ok(copies::meeting(tx, person, uid)?.map(|(_, object)| object))
}

/// The text of somebody's copy of a meeting.
///
/// # Errors
/// The store failed.
pub fn copy_text(tx: &mut Tx<'_>, person: PrincipalId, uid: &str) -> Result<Option<Text>, StoreError> {
    let head = copies::head(tx, person, uid)?;
    head.map(|head| tx.body(head.id).map(Text::from)).transpose()
}

/// Whether answers to a meeting are still taken: until `mail.answer_days` after its last instance. One that is gone
/// counts as open, so that the engine can say what it thinks of the answer.
///
/// # Errors
/// The store failed.
pub fn takes_answers(tx: &mut Tx<'_>, rules: &Rules, organizer: PrincipalId, uid: &str) -> Result<bool, StoreError> {
    let Some(object) = copy(tx, organizer, uid)? else {
        return Ok(true);
    };
    let days = chrono::TimeDelta::days(i64::from(rules.config.mail.answer_days));
    let end = ical::span(&object, &rules.floating).last.and_then(|last| last.checked_add_signed(days));
    Ok(end.is_none_or(|end| end >= rules.now))
}
