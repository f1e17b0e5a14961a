//! Whether guests elsewhere are mailed about a change is the organizer's choice, for each change. What they are not told is
//! kept, and said with the next change of which anybody hears: nobody is left with a wrong copy for ever.
//!
//! People of this house see every change at once, whatever is chosen. SEQUENCE and answers follow the same rules as
//! always: somebody who answers for a time that no longer holds answers late.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::ical::{CalAddress, CalendarObject, Timestamp};
use crate::id::{PrincipalId, Uid};
use crate::itip::{self, Message, MessageKind, Method, Outcome, Reason};
use crate::store::{Principal, Tx, Untold};

use super::copies::{self, Memory};
use super::deliver::{self, Door, Speaker, Statuses};
use super::mailing;
use super::{Refused, Rules, marks};

/// Which guests elsewhere are mailed about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notify {
    /// Those whom it concerns; if there are any, also those who were not told of something earlier.
    Usual,
    /// The same, even if this change concerns nobody.
    All,
    /// Only those whom it invites.
    Invited,
    /// Nobody.
    Nobody,
}

impl Notify {
    /// What clients may choose, with the word for each.
    pub const CHOICES: [(Notify, &str); 3] =
        [(Notify::All, "all"), (Notify::Invited, "invited"), (Notify::Nobody, "none")];

    /// What a word means, in any letter case.
    pub fn of_word(word: &str) -> Option<Notify> {
        Notify::CHOICES.iter().find(|(_, known)| known.eq_ignore_ascii_case(word)).map(|(notify, _)| *notify)
    }

    fn tells(self, message: &Message) -> bool {
        match self {
            Notify::Usual | Notify::All => true,
            Notify::Invited => message.kind == MessageKind::Invitation,
            Notify::Nobody => false,
        }
    }
}

/// The messages of a change that leave now: those the organizer wants, and what was not told earlier to whom that
/// concerns. `after` is the meeting as it is stored.
pub(super) fn chosen<'a>(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: &Principal,
    (uid, after): (&Uid, Option<&CalendarObject>),
    outcome: &'a Outcome,
    notify: Notify,
) -> Result<Cow<'a, [Message]>, Refused> {
    let owed = tx.untold(owner.id, uid.as_str())?;
    if owed.is_empty() && matches!(notify, Notify::Usual | Notify::All) {
        return Ok(Cow::Borrowed(&outcome.send));
    }
    let mut loud = Vec::new();
    for message in &outcome.send {
        let is_silent = is_organizers(message) && !notify.tells(message);
        if is_silent && super::principal_of(tx, &message.recipient)?.is_none() {
            hold_back(tx, rules, owner, message)?;
        } else {
            loud.push(message.clone());
        }
    }
    let everybody = match notify {
        Notify::All => outcome.because != Reason::Past,
        Notify::Usual => loud.iter().any(is_organizers),
        Notify::Invited | Notify::Nobody => false,
    };
    Ok(Cow::Owned(settled(tx, rules, owner, (uid, after), (owed, loud), everybody)?))
}

/// Says to all guests of a meeting what they were not told, also after the meeting is gone; returns how many mails that
/// makes.
///
/// # Errors
/// The store failed.
pub fn tell(tx: &mut Tx<'_>, rules: &Rules, owner: PrincipalId, uid: &Uid) -> Result<usize, Refused> {
    let owner = tx.principal(owner)?.ok_or(Refused::NotFound)?;
    let meeting = copies::meeting(tx, owner.id, uid.as_str())?.map(|(_, object)| object);
    let owed = tx.untold(owner.id, uid.as_str())?;
    let messages = settled(tx, rules, &owner, (uid, meeting.as_ref()), (owed, Vec::new()), true)?;
    let statuses: Statuses = deliver::send(tx, rules, Speaker::in_person(&owner), &messages, Door::Caldav, 1)?;
    for (guest, status) in statuses {
        marks::mark(tx, rules, owner.id, uid.as_str(), &guest, status)?;
    }
    Ok(messages.len())
}

fn is_organizers(message: &Message) -> bool {
    matches!(message.method, Method::Request | Method::Add | Method::Cancel)
}

/// Keeps a message instead of sending it.
fn hold_back(tx: &mut Tx<'_>, rules: &Rules, owner: &Principal, message: &Message) -> Result<(), Refused> {
    // How the meeting is can be seen any time; who was taken off it cannot.
    let is_needed = message.method == Method::Cancel;
    let untold = Untold {
        recipient: copies::compared(&message.recipient),
        instances: mailing::instances(message, rules),
        method: message.method.as_str().to_owned(),
        kind: mailing::word_of_kind(&message.kind).to_owned(),
        message: if is_needed { message.object.to_bytes() } else { Vec::new() },
        at: rules.now,
    };
    let uid = message.uid.as_str();
    tx.add_untold(owner.id, uid, &untold)?;
    if is_needed {
        // Nobody is to be invited to what is off.
        let single = untold.instances.split(',').filter(|single| *single != untold.instances);
        for instances in single.chain([untold.instances.as_str()]) {
            let invited = (Method::Request.as_str(), instances);
            tx.withdraw(owner.id, uid, &untold.recipient, invited, rules.now)?;
        }
    }
    let detail = format!("changed without telling {}: {}", untold.recipient, untold.method);
    tx.note(uid, Some(owner.id), "untold", &detail, rules.now)?;
    Ok(())
}

/// The messages `loud`, and for guests to whom something is owed all of it: to those who get one now, or to everybody.
fn settled(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: &Principal,
    (uid, after): (&Uid, Option<&CalendarObject>),
    (owed, mut loud): (Vec<Untold>, Vec<Message>),
    everybody: bool,
) -> Result<Vec<Message>, Refused> {
    let guests: BTreeSet<&str> = owed.iter().map(|untold| untold.recipient.as_str()).collect();
    let is_to = |message: &Message, guest: &str| copies::compared(&message.recipient) == guest;
    for guest in guests {
        if !everybody && !loud.iter().any(|message| is_to(message, guest)) {
            continue;
        }
        let address = CalAddress::mailto(guest);
        let (new, others): (Vec<Message>, Vec<Message>) = loud.into_iter().partition(|message| is_to(message, guest));
        loud = others;
        let memory = Memory::of(tx, owner.id, uid.as_str())?;
        let held = memory.with(after, &rules.floating);
        let present = after.and_then(|object| itip::state_for(&held, object, &address, rules.now));
        let earlier =
            owed.iter().filter(|untold| untold.recipient == guest).filter_map(|untold| message(untold, rules.now));
        loud.extend(said(earlier.chain(new).collect(), present, rules));
        tx.remove_untold(owner.id, uid.as_str(), guest)?;
    }
    Ok(loud)
}

/// A cancellation that was kept.
fn message(untold: &Untold, now: Timestamp) -> Option<Message> {
    let object = CalendarObject::read(&untold.message).ok()?;
    let organizer = object.organizer()?;
    let mut message = itip::parse_message(object, None, organizer, CalAddress::mailto(&untold.recipient), now).ok()?;
    message.kind = mailing::kind_of_word(&untold.kind);
    Some(message)
}

/// Everything that one guest must hear, in order: what is off, then how the meeting is. `messages` are those of earlier
/// changes and of this one, `present` is all of it to which the guest is invited.
fn said(messages: Vec<Message>, present: Option<Message>, rules: &Rules) -> Vec<Message> {
    let names_all = |message: &Message| message.instances(&rules.floating).contains(&None);
    let whole = messages.iter().rfind(|message| message.method == Method::Request && names_all(message)).cloned();
    let present = whole.or(present);
    let off = messages.iter().filter(|message| message.method == Method::Cancel);
    let off: Vec<Timestamp> = off.flat_map(|message| message.instances(&rules.floating)).flatten().collect();
    let on =
        present.as_ref().map(|present| itip::taking_place(&present.object, off, &rules.floating)).unwrap_or_default();
    let shows_all = present.as_ref().is_some_and(names_all);
    let is_on = |instance: &Option<Timestamp>| instance.map_or(shows_all, |instance| on.contains(&instance));
    let is_back = |message: &Message| message.instances(&rules.floating).iter().all(is_on);
    let cancelled = messages.into_iter().filter(|message| message.method == Method::Cancel && !is_back(message));
    let mut said: Vec<Message> = cancelled.collect();
    if let Some(last) = said.iter().rposition(names_all) {
        said = vec![said.swap_remove(last)];
    }
    said.extend(present);
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::{House, lunch};
    use crate::schedule::{Conditions, Telling};

    const GINA: &str = "gina@else.example";
    const HUGO: &str = "hugo@else.example";

    async fn stored(house: &House, text: &str, notify: Notify) {
        let telling = Telling { notify, ..Telling::USUAL };
        house.put_telling("alice", "u.ics", text, (Conditions::default(), telling)).await.unwrap();
    }

    /// A weekly lunch; its second date is for these guests only.
    fn weekly(guests: &[&str], second: &[&str]) -> String {
        let series = lunch("u", guests).replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY");
        let one = lunch("u", second).replace("UID:u\r\n", "UID:u\r\nRECURRENCE-ID:20260317T120000Z\r\n");
        let one = one.replace("DTSTART:20260310", "DTSTART:20260317").replace("DTEND:20260310", "DTEND:20260317");
        let part = &one[one.find("BEGIN:VEVENT").unwrap()..one.find("END:VCALENDAR").unwrap()];
        series.replace("END:VCALENDAR", &format!("{part}END:VCALENDAR"))
    }

    /// What waits in the outbox beyond the first `seen`, in words.
    fn queued(house: &House, seen: usize) -> Vec<String> {
        let rows = house.outbox().into_iter().skip(seen);
        let words = |row: crate::store::OutboxRow| {
            let what = if row.mail.instances.is_empty() { "all" } else { "one" };
            format!("{} {what} {}", row.mail.method, row.mail.recipient)
        };
        rows.map(words).collect()
    }

    async fn told(house: &House) -> usize {
        let (alice, rules, uid) = (house.person("alice"), house.app.rules(), Uid::parse("u").unwrap());
        house.app.store.write(move |tx| tell(tx, &rules, alice, &uid)).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn each_guest_hears_at_last_what_they_need_to_know() {
        let both = [GINA, HUGO];
        for (first, silent, then, expected) in [
            // Moved, and then another title.
            (
                lunch("u", &both),
                vec![lunch("u", &both).replace("20260310", "20260311")],
                lunch("u", &both).replace("20260310", "20260311").replace("Lunch", "Meal"),
                vec!["REQUEST all gina@else.example", "REQUEST all hugo@else.example"],
            ),
            // Taken off and put back: no cancellation.
            (
                lunch("u", &both),
                vec![lunch("u", &[GINA]), lunch("u", &both)],
                lunch("u", &both).replace("Lunch", "Meal"),
                vec!["REQUEST all gina@else.example", "REQUEST all hugo@else.example"],
            ),
            // Added and taken off again: the mail worker finds that he never heard of it.
            (
                lunch("u", &[GINA]),
                vec![lunch("u", &both), lunch("u", &[GINA])],
                lunch("u", &[GINA]).replace("Lunch", "Meal"),
                vec!["REQUEST all gina@else.example", "CANCEL all hugo@else.example"],
            ),
            // One date without Hugo.
            (
                weekly(&both, &both),
                vec![weekly(&both, &[GINA])],
                weekly(&both, &[GINA]).replace("Lunch", "Meal"),
                vec!["REQUEST all gina@else.example", "CANCEL one hugo@else.example", "REQUEST all hugo@else.example"],
            ),
            // Hugo was invited to one date alone, and is not any more.
            (
                weekly(&[GINA], &both),
                vec![weekly(&[GINA], &[GINA])],
                weekly(&[GINA], &[GINA]).replace("Lunch", "Meal"),
                vec!["REQUEST all gina@else.example", "CANCEL one hugo@else.example"],
            ),
            // Hugo comes to one date only: first the rest is off, then the date stands.
            (
                weekly(&both, &both),
                vec![weekly(&[GINA], &both)],
                weekly(&[GINA], &both).replace("Lunch", "Meal"),
                vec!["REQUEST all gina@else.example", "CANCEL all hugo@else.example", "REQUEST one hugo@else.example"],
            ),
        ] {
            let house = House::new().await;
            stored(&house, &first, Notify::Usual).await;
            let seen = house.outbox().len();
            for text in &silent {
                house.wait(1);
                stored(&house, text, Notify::Nobody).await;
            }
            assert_eq!(house.outbox().len(), seen, "{silent:?}");
            house.wait(1);
            stored(&house, &then, Notify::Usual).await;
            let mut mails = queued(&house, seen);
            mails.sort_by_key(|mail| mail.rsplit(' ').next().map(str::to_owned));
            assert_eq!(mails, expected, "{silent:?}");
            assert_eq!(told(&house).await, 0, "nothing is owed any more");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_change_that_concerns_nobody_tells_nothing_unless_that_is_wanted() {
        let house = House::new().await;
        stored(&house, &lunch("u", &[GINA]), Notify::Usual).await;
        let moved = lunch("u", &[GINA]).replace("20260310", "20260311");
        stored(&house, &moved, Notify::Nobody).await;
        let seen = house.outbox().len();
        let touched = moved.replace("SUMMARY", "X-MOZ-LASTACK:20260302T090000Z\r\nSUMMARY");
        stored(&house, &touched, Notify::Usual).await;
        assert_eq!(queued(&house, seen), [""; 0]);
        let (alice, rules) = (house.person("alice"), house.app.rules());
        let pages = house.app.store.read(|tx| crate::schedule::ledger(tx, &rules, alice, "u")).unwrap();
        assert!(pages[0].untold.is_some());
        let (with_hugo, rules) = (
            CalendarObject::parse(lunch("u", &[GINA, HUGO]).replace("20260310", "20260311").as_bytes()),
            house.app.rules(),
        );
        let explained = house
            .app
            .store
            .read(|tx| crate::schedule::explain(tx, &rules, alice, "u", with_hugo.as_ref().ok()))
            .unwrap();
        let why: Vec<&str> = explained.messages.iter().map(|planned| planned.why.as_str()).collect();
        assert_eq!(why, ["is invited", "hears what was not told before"]);
        stored(&house, &touched, Notify::All).await;
        assert_eq!(queued(&house, seen), ["REQUEST all gina@else.example"]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_invitation_that_has_not_left_is_taken_back_with_the_guest() {
        let house = House::new().await;
        stored(&house, &lunch("u", &[GINA, HUGO]), Notify::Usual).await;
        stored(&house, &lunch("u", &[GINA]), Notify::Nobody).await;
        assert_eq!(house.queue(), ["REQUEST gina@else.example waiting", "REQUEST hugo@else.example superseded"]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_deleted_without_telling_can_be_told_later() {
        let house = House::new().await;
        stored(&house, &lunch("u", &[GINA]), Notify::Usual).await;
        let seen = house.outbox().len();
        let delete = crate::schedule::Delete {
            actor: house.person("alice"),
            calendar: house.calendar("alice", "calendar"),
            name: crate::id::ObjectName::parse("u.ics").unwrap(),
            conditions: Conditions::default(),
            telling: Telling { notify: Notify::Nobody, ..Telling::USUAL },
            eyes: crate::store::Eyes::Owner,
        };
        let rules = house.app.rules();
        house.app.store.write(move |tx| crate::schedule::delete(tx, &rules, &delete)).await.unwrap();
        assert_eq!(queued(&house, seen), [""; 0]);
        assert_eq!(told(&house).await, 1);
        assert_eq!(queued(&house, seen), ["CANCEL all gina@else.example"]);
        assert_eq!(told(&house).await, 0);
    }
}
