//! Messages to people elsewhere become mails of the outbox: one for each, not more in an hour than may be, and none about
//! what is over.

use std::collections::BTreeSet;

use crate::contacts::{self, Guest};
use crate::ical::{CalendarObject, Timestamp};
use crate::itip::{self, Message, MessageKind, Method};
use crate::random;
use crate::store::{NewOutboxRow, Principal, StoreError, Text, Tx};

use super::alike::Alike;
use super::copies::Edition;
use super::deliver::note;
use super::{Refused, Rules};

/// Puts a message to somebody outside into the outbox. What is more than an hour's number leaves in a later hour.
pub(super) fn queue(
    tx: &mut Tx<'_>,
    rules: &Rules,
    sender: &Principal,
    email: &str,
    message: &Message,
    alike: &mut Alike,
) -> Result<(), Refused> {
    let hour_ago = rules.now - chrono::TimeDelta::hours(1);
    let recipient = email.to_lowercase();
    if message.kind == MessageKind::Resent && tx.was_resent(sender.id, message.uid.as_str(), &recipient, hour_ago)? {
        return note(tx, rules, sender.id, message, "not-sent", &format!("{email} asked within the last hour"))
            .map_err(Refused::from);
    }
    let edition = alike.message(&message.object, rules);
    let instances = alike.instances(message, rules);
    let mut row = mail(rules, sender, recipient, message, (edition.text().clone(), instances))?;
    if message.method == Method::Request && row.instances.is_empty() {
        take_back(tx, rules, &row, &message.object)?;
    }
    let replaced = tx.supersede(&row, rules.now)?;
    let caused = alike.caused(replaced, || tx.outbox_count(sender.id, hour_ago))?;
    let most = rules.config.limits.mails_per_hour.max(1);
    let hours = caused / most;
    if hours > 0 && caused % most == 0 {
        alike.hold(&message.object, hours);
    }
    let hold = chrono::TimeDelta::seconds(i64::from(rules.config.mail.out.hold_seconds));
    let due = rules.now + chrono::TimeDelta::hours(hours) + hold;
    row.expires_at = given_up(&edition, due);
    tx.add_to_outbox_for(&row, due, rules.now)?;
    tx.remove_mark(sender.id, &row.uid, &row.recipient)?;
    if row.instances.is_empty() && matches!(message.method, Method::Request | Method::Cancel) {
        tx.remove_untold(sender.id, &row.uid, &row.recipient)?;
    }
    if rules.config.contacts.guest_book && message.kind == MessageKind::Invitation {
        let attendee = message.object.parts().find_map(|part| part.attendee(&message.recipient));
        let name = attendee.as_ref().and_then(|attendee| attendee.cn()).unwrap_or_default();
        contacts::remember(tx, sender.id, &Guest { name: &name, address: email }, rules.now)?;
    }
    let later = match hours {
        0 => String::new(),
        hours => format!("; held for {hours} h: more than limits.mails_per_hour"),
    };
    note(tx, rules, sender.id, message, "queued", &format!("{} to {email}{later}", message.method.as_str()))?;
    Ok(())
}

/// The mail of a message, which expires at once until it is known when it is due.
fn mail(
    rules: &Rules,
    sender: &Principal,
    recipient: String,
    message: &Message,
    (text, instances): (Text, String),
) -> Result<NewOutboxRow, StoreError> {
    let code = || random::code::<10>().map_err(|_| StoreError::Stopped);
    Ok(NewOutboxRow {
        principal: sender.id,
        uid: message.uid.as_str().to_owned(),
        sender: message.sender.email().unwrap_or(&sender.email).to_owned(),
        recipient,
        instances,
        method: message.method.as_str().to_owned(),
        kind: word_of_kind(&message.kind).to_owned(),
        message: text,
        expires_at: rules.now,
        message_id: format!("{}@{}", code()?, rules.config.mail.host),
        bounce_code: code()?,
    })
}

/// Takes back that dates are off which take place again, as far as the guest was not told yet.
fn take_back(tx: &mut Tx<'_>, rules: &Rules, new: &NewOutboxRow, shown: &CalendarObject) -> Result<(), StoreError> {
    let cancel = Method::Cancel.as_str();
    let waiting = tx.waiting_instances(new.principal, &new.uid, &new.recipient, cancel)?;
    let instance = |name: &str| name.parse().ok().and_then(|seconds| Timestamp::from_timestamp(seconds, 0));
    let named = waiting.iter().flat_map(|off| off.split(',')).filter_map(instance);
    let on = if waiting.is_empty() { BTreeSet::new() } else { itip::taking_place(shown, named, &rules.floating) };
    for off in waiting {
        if off.split(',').all(|name| instance(name).is_some_and(|instance| on.contains(&instance))) {
            tx.withdraw(new.principal, &new.uid, &new.recipient, (cancel, &off), rules.now)?;
        }
    }
    Ok(())
}

/// Time after which an undelivered mail is given up, at the latest.
const GIVE_UP_AFTER: chrono::TimeDelta = chrono::TimeDelta::hours(48);
/// Time after the end of a meeting in which a mail about it still says something, and the shortest time a mail gets.
const AFTERWARDS: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// When a mail is given up: soon after the meeting, for the organizer must hear while it matters.
fn given_up(message: &Edition, due: Timestamp) -> Timestamp {
    let over = message.end().and_then(|end| end.checked_add_signed(AFTERWARDS));
    over.map_or(due + GIVE_UP_AFTER, |over| over.clamp(due + AFTERWARDS, due + GIVE_UP_AFTER))
}

/// Which instances a message is about, as the outbox keeps it: empty for the whole object.
pub(super) fn instances(message: &Message, rules: &Rules) -> String {
    let named = message.instances(&rules.floating);
    if named.contains(&None) {
        return String::new();
    }
    named.iter().flatten().map(|instant| instant.timestamp().to_string()).collect::<Vec<_>>().join(",")
}

/// The kinds of message and the words under which the outbox keeps them.
const KINDS: &[(&str, MessageKind)] = &[
    ("invitation", MessageKind::Invitation),
    ("asked-again", MessageKind::AskedAgain),
    ("resent", MessageKind::Resent),
    ("cancelled", MessageKind::Cancelled),
    ("removed", MessageKind::Removed),
    ("reply", MessageKind::Reply),
    ("foreign", MessageKind::Foreign),
];

pub(super) fn word_of_kind(kind: &MessageKind) -> &'static str {
    KINDS.iter().find(|(_, known)| known == kind).map_or("update", |(word, _)| word)
}

/// The kind of message behind an outbox row's word; what changed is found by comparing with what was last sent.
pub fn kind_of_word(word: &str) -> MessageKind {
    let known = KINDS.iter().find(|(known, _)| *known == word);
    known.map_or(MessageKind::Update { changed: Vec::new() }, |(_, kind)| kind.clone())
}
