//! What an organizer has to decide: another time that a guest proposes (RFC 5546 §3.2.7), and whether somebody who
//! answered without an invitation becomes a guest (§3.2.2.6).

use crate::ical::{CalAddress, CalendarObject, Timestamp};
use crate::id::{ObjectName, PrincipalId};
use crate::itip::{self, Forwarding, GuestList, Message, Notice, Outcome};
use crate::store::{Object, Principal, Question, StoreError, Tx, Waiting};

use super::copies::{self, Memory};
use super::deliver::{self, Arrival, Door, Proof};
use super::{Refused, Rules, Stored, put};

/// What an organizer says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The meeting moves, or the newcomer is a guest.
    Accept,
    /// It stays as it is; with a word to the guest who proposed.
    Refuse(Option<String>),
}

/// Questions about one meeting that are kept; whoever sends more must not fill the database.
const MOST: i64 = 200;

/// Keeps what a message asks the organizer.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    outcome: &Outcome,
    message: &Message,
) -> Result<(), StoreError> {
    for notice in &outcome.tell {
        let (attendee, instance, question) = match notice {
            Notice::Proposal { attendee, from, to, instance, .. } => {
                (attendee, instance, Question::Proposal(from.timestamp(), to.timestamp()))
            }
            Notice::UninvitedAnswer { attendee, instance, .. } => (attendee, instance, Question::Newcomer),
            _ => continue,
        };
        let waiting = Waiting {
            id: 0,
            principal: to.id,
            uid: message.uid.as_str().to_owned(),
            attendee: copies::compared(attendee),
            instance: instance.map(|at| at.timestamp()),
            question,
            message: message.object.to_bytes(),
            created: rules.now,
        };
        add(tx, &waiting)?;
    }
    Ok(())
}

fn add(tx: &mut Tx<'_>, waiting: &Waiting) -> Result<(), StoreError> {
    if tx.waiting_count(waiting.principal, &waiting.uid)? < MOST {
        tx.set_waiting(waiting)?;
    }
    Ok(())
}

/// Keeps the answer of somebody to whom a guest passed the invitation on, for the organizer to decide.
///
/// # Errors
/// The store failed.
pub fn keep_newcomer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    attendee: &CalAddress,
    object: &CalendarObject,
) -> Result<(), StoreError> {
    let waiting = Waiting {
        id: 0,
        principal: to,
        uid: object.uid().as_str().to_owned(),
        attendee: copies::compared(attendee),
        instance: None,
        question: Question::Newcomer,
        message: object.to_bytes(),
        created: rules.now,
    };
    add(tx, &waiting)
}

/// What the organizer of a meeting said about passing invitations on.
///
/// # Errors
/// The store failed.
pub fn forwarding(tx: &mut Tx<'_>, organizer: PrincipalId, uid: &str) -> Result<Forwarding, StoreError> {
    let copy = meeting(tx, organizer, uid)?.and_then(|(_, object)| object.organizer().map(|_| object));
    Ok(copy.map_or(Forwarding::Ask, |object| Forwarding::of(&object)))
}

/// Somebody's copy of a meeting, with its row.
fn meeting(tx: &mut Tx<'_>, owner: PrincipalId, uid: &str) -> Result<Option<(Object, CalendarObject)>, StoreError> {
    let row = tx.copies(owner, uid)?.into_iter().find(|row| row.head.schedule_tag.is_some());
    Ok(row.and_then(|row| copies::parsed(&row).map(|object| (row, object))))
}

/// Does what an organizer decided about a question of `owner`.
///
/// # Errors
/// No such question of this person, a meeting that is gone, a store that fails; nothing is changed then.
pub fn decide(tx: &mut Tx<'_>, rules: &Rules, owner: PrincipalId, id: i64, decision: &Decision) -> Result<(), Refused> {
    let waiting = tx.waiting_by_id(id)?.filter(|waiting| waiting.principal == owner).ok_or(Refused::NotFound)?;
    let found = meeting(tx, owner, &waiting.uid)?;
    tx.remove_waiting(id)?;
    let (row, object) = found.ok_or(Refused::NotFound)?;
    match (waiting.question, decision) {
        (Question::Proposal(starts, ends), Decision::Accept) => {
            let (from, to) = (instant(starts)?, instant(ends)?);
            let key = waiting.instance.map(instant).transpose()?;
            let moved = itip::moved(&object, key, from, to, &rules.floating).ok_or(Refused::NotFound)?;
            organize(tx, rules, &row, moved)?;
        }
        (Question::Proposal(..), Decision::Refuse(words)) => refuse(tx, rules, owner, &object, &waiting, words)?,
        (Question::Newcomer, Decision::Accept) => admit(tx, rules, owner, &row, &object, &waiting)?,
        (Question::Newcomer, Decision::Refuse(_)) => {}
    }
    let what = if *decision == Decision::Accept { "accepted" } else { "refused" };
    let asked = if waiting.question == Question::Newcomer { "answer" } else { "proposal" };
    tx.note(&waiting.uid, Some(owner), what, &format!("the {asked} of {}", waiting.attendee), rules.now)?;
    Ok(())
}

fn instant(seconds: i64) -> Result<Timestamp, Refused> {
    Timestamp::from_timestamp(seconds, 0).ok_or(Refused::NotFound)
}

/// Stores a new version of an organizer's meeting that the server made, with all that follows from it.
pub(super) fn organize(tx: &mut Tx<'_>, rules: &Rules, row: &Object, after: CalendarObject) -> Result<Stored, Refused> {
    let name = ObjectName::parse(&row.head.name).map_err(|_| Refused::NotFound)?;
    let body = after.to_bytes();
    let actor = tx.calendar_by_id(row.head.calendar)?.ok_or(Refused::NotFound)?.principal;
    put::put(
        tx,
        rules,
        put::Put {
            actor,
            calendar: row.head.calendar,
            name,
            conditions: super::Conditions {
                if_match: Some(super::Match::Tags(vec![row.head.etag.clone()])),
                ..Default::default()
            },
            body,
            object: after,
            reply: itip::ReplyWanted::AsUsual,
        },
    )
}

fn refuse(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: PrincipalId,
    object: &CalendarObject,
    waiting: &Waiting,
    words: &Option<String>,
) -> Result<(), Refused> {
    let sender = tx.principal(owner)?.ok_or(Refused::NotFound)?;
    let guest = CalAddress::parse(&addressed(&waiting.attendee));
    let key = waiting.instance.map(instant).transpose()?;
    let message = itip::declined_counter(object, &guest, key, words.as_deref(), &rules.floating, rules.now);
    deliver::send(tx, rules, &sender, message.as_slice(), Door::Caldav, 1)?;
    Ok(())
}

/// The calendar user address that was kept in its compared form.
fn addressed(compared: &str) -> String {
    if compared.contains(':') { compared.to_owned() } else { format!("mailto:{compared}") }
}

/// Makes somebody a guest whose answer waited, and lets the answer count.
fn admit(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: PrincipalId,
    row: &Object,
    object: &CalendarObject,
    waiting: &Waiting,
) -> Result<(), Refused> {
    let to = tx.principal(owner)?.ok_or(Refused::NotFound)?;
    let answer = CalendarObject::read(&waiting.message).map_err(|_| Refused::NotFound)?;
    let sender = CalAddress::parse(&addressed(&waiting.attendee));
    let recipient = object.organizer().ok_or(Refused::NotFound)?;
    let message = itip::parse_message(answer, Some(itip::Method::Reply), sender, recipient, waiting.created)?;
    // The organizer saw this one person, and said yes to nobody else.
    let message = deliver::without_delegates(&message);
    let memory = Memory::of(tx, owner, &waiting.uid)?;
    let outcome = itip::admitted(&memory.with(Some(object), &rules.floating), object, &message, rules.now)?;
    let arrival = Arrival { to: owner, message, door: Door::Caldav, proof: Proof::Account };
    deliver::taken(tx, rules, &to, &arrival, (Some(row), Some(object)), &outcome, 1)
}

/// Sets what an organizer decides about the guests of a meeting; guests are not told of it.
///
/// # Errors
/// A meeting this person does not organize here, a store that fails.
pub fn set_policy(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: PrincipalId,
    uid: &str,
    forwarding: Option<Forwarding>,
    guest_list: Option<GuestList>,
) -> Result<(), Refused> {
    let (row, object) = meeting(tx, owner, uid)?.ok_or(Refused::NotFound)?;
    let owned = super::addresses(tx, owner)?;
    if !object.organizer().is_some_and(|organizer| owned.contains(&organizer)) {
        return Err(Refused::Scheduling(itip::Refusal::NotOrganizer));
    }
    organize(tx, rules, &row, itip::with_policy(&object, forwarding, guest_list))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::{House, lunch};

    const GUEST: &str = "guest@else.example";

    async fn arrives(house: &House, sender: &str, text: &str) {
        let object = CalendarObject::read(text.as_bytes()).unwrap();
        let (sender, recipient) = (CalAddress::mailto(sender), CalAddress::mailto("alice@example.org"));
        let message = itip::parse_message(object, None, sender, recipient, house.app.clock.now()).unwrap();
        let arrival = Arrival { to: house.person("alice"), message, door: Door::Mail, proof: Proof::Token };
        let rules = house.app.rules();
        house.app.store.write(move |tx| super::super::receive(tx, &rules, &arrival)).await.unwrap();
    }

    fn message(method: &str, who: &str, lines: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260302T090000Z\r\n\
             SEQUENCE:0\r\nORGANIZER:mailto:alice@example.org\r\nATTENDEE;{who}\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    }

    async fn proposes(house: &House) {
        let who = format!("PARTSTAT=TENTATIVE:mailto:{GUEST}");
        let later = "DTSTART:20260311T150000Z\r\nDTEND:20260311T160000Z\r\n";
        arrives(house, GUEST, &message("COUNTER", &who, later)).await;
    }

    async fn decided(house: &House, decision: Decision) {
        let alice = house.person("alice");
        let id = house.read(|tx| tx.waiting(alice))[0].id;
        let rules = house.app.rules();
        house.app.store.write(move |tx| decide(tx, &rules, alice, id, &decision)).await.unwrap();
    }

    async fn lunch_with_a_guest() -> House {
        let house = House::new().await;
        house.put("alice", "u.ics", &lunch("u", &["bob@example.org", GUEST])).await.unwrap();
        house
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_accepted_proposal_moves_the_meeting_and_everybody_is_asked_again() {
        let house = lunch_with_a_guest().await;
        proposes(&house).await;
        proposes(&house).await;
        let alice = house.person("alice");
        assert_eq!(house.read(|tx| tx.waiting(alice)).len(), 1, "the same question once");
        decided(&house, Decision::Accept).await;
        let copy = house.copy("alice", "u").unwrap();
        assert!(copy.contains("DTSTART:20260311T150000Z") && copy.contains("SEQUENCE:1"), "{copy}");
        assert!(house.copy("bob", "u").unwrap().contains("DTSTART:20260311T150000Z"));
        assert_eq!(house.queue().iter().filter(|mail| mail.contains(GUEST)).count(), 2, "{:?}", house.queue());
        assert!(house.read(|tx| tx.waiting(alice)).is_empty());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_refused_proposal_changes_nothing_and_the_guest_is_told() {
        let house = lunch_with_a_guest().await;
        let before = house.copy("alice", "u");
        proposes(&house).await;
        decided(&house, Decision::Refuse(Some("The room is taken".to_owned()))).await;
        assert_eq!(house.copy("alice", "u"), before);
        assert!(
            house.queue().iter().any(|mail| mail.contains("DECLINECOUNTER") && mail.contains(GUEST)),
            "{:?}",
            house.queue()
        );
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_proposal_is_void_when_the_organizer_moves_the_meeting() {
        let house = lunch_with_a_guest().await;
        proposes(&house).await;
        house
            .put("alice", "u.ics", &lunch("u", &["bob@example.org", GUEST]).replace("20260310", "20260312"))
            .await
            .unwrap();
        let alice = house.person("alice");
        assert!(house.read(|tx| tx.waiting(alice)).is_empty());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_answered_uninvited_becomes_a_guest_when_the_organizer_says_so() {
        let house = lunch_with_a_guest().await;
        arrives(&house, "eve@else.example", &message("REPLY", "CN=Eve;PARTSTAT=ACCEPTED:mailto:eve@else.example", ""))
            .await;
        assert!(!house.copy("alice", "u").unwrap().contains("eve@"));
        decided(&house, Decision::Accept).await;
        let line = house.line("alice", "u", "eve@else.example");
        assert!(line.contains("PARTSTAT=ACCEPTED") && line.contains("CN=Eve"), "{line}");
        assert!(house.line("bob", "u", "eve@else.example").contains("ACCEPTED"), "the others see it");
        assert!(house.queue().iter().any(|mail| mail.contains("eve@else.example")), "{:?}", house.queue());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_is_let_in_brings_nobody_along() {
        let house = lunch_with_a_guest().await;
        let who = "PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:mallory@else.example\":mailto:eve@else.example";
        arrives(&house, "eve@else.example", &message("REPLY", who, "")).await;
        decided(&house, Decision::Accept).await;
        assert!(house.copy("alice", "u").unwrap().contains("eve@else.example"));
        assert!(!house.copy("alice", "u").unwrap().contains("mallory"));
        assert!(!house.queue().iter().any(|mail| mail.contains("mallory")), "{:?}", house.queue());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_an_organizer_decides_about_guests_tells_nobody_and_holds_from_then_on() {
        let house = lunch_with_a_guest().await;
        let queued = house.queue().len();
        let (alice, bob, rules) = (house.person("alice"), house.person("bob"), house.app.rules());
        let hide = move |tx: &mut Tx<'_>| {
            let refused = set_policy(tx, &rules, bob, "u", Some(Forwarding::Allow), None);
            assert!(matches!(refused, Err(Refused::Scheduling(itip::Refusal::NotOrganizer))), "{refused:?}");
            set_policy(tx, &rules, alice, "u", None, Some(GuestList::Nobody))
        };
        house.app.store.write(hide).await.unwrap();
        assert_eq!(house.queue().len(), queued);
        let moved = house.copy("alice", "u").unwrap().replace("20260310", "20260312");
        house.put("alice", "u.ics", &moved).await.unwrap();
        assert!(!house.copy("bob", "u").unwrap().contains(GUEST), "{:?}", house.copy("bob", "u"));
    }
}
