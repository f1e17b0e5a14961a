//! What a person has to decide. An organizer: another time that a guest proposes (RFC 5546 §3.2.7), whether somebody who
//! answered without an invitation becomes a guest (§3.2.2.6), whether an answer counts that nothing proves. Everybody:
//! invitations of strangers, see [`super::offers`].

use std::collections::BTreeMap;

use crate::ical::{CalAddress, CalendarObject, Timestamp};
use crate::id::{ObjectName, PrincipalId};
use crate::itip::{self, Forwarding, GuestList, Notice, Outcome};
use crate::store::{Object, Principal, Question, StoreError, Tx, Waiting};

use super::alike::{Alike, Verdict};
use super::copies::{self, Memory};
use super::deliver::{self, Arrival, Door, Proof, Speaker};
use super::{Refused, Rules, Stored, offers, put};

/// What an organizer says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The meeting moves, the newcomer is a guest, the answer counts, the invitation is in the calendar.
    Accept,
    /// It stays as it is; with a word to the guest who proposed.
    Refuse(Option<String>),
}

/// Questions about one meeting that are kept; whoever sends more must not fill the database.
const MOST: i64 = 200;
/// Questions of one message that are kept, each with the message.
const MOST_AT_ONCE: usize = 20;

/// Keeps what a message asks the organizer.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    outcome: &Outcome,
    arrival: &Arrival,
) -> Result<(), StoreError> {
    let message = &arrival.message;
    for (attendee, instance, question) in questions(&outcome.tell).into_iter().take(MOST_AT_ONCE) {
        let waiting = Waiting {
            id: 0,
            principal: to.id,
            uid: message.uid.as_str().to_owned(),
            attendee: copies::compared(attendee),
            author: String::new(),
            instance: instance.map(|at| at.timestamp()),
            question,
            message: message.object.to_bytes(),
            door: arrival.door.as_str().to_owned(),
            proof: arrival.proof.as_str().to_owned(),
            created: rules.now,
        };
        add(tx, &waiting, arrival.proof)?;
    }
    Ok(())
}

/// The questions in what there is to tell. Somebody's answer without an invitation is one, of however many dates it is.
fn questions(told: &[Notice]) -> Vec<(&CalAddress, Option<Timestamp>, Question)> {
    let mut questions: Vec<(&CalAddress, Option<Timestamp>, Question)> = Vec::new();
    let mut newcomers: BTreeMap<&CalAddress, usize> = BTreeMap::new();
    for notice in told {
        match notice {
            Notice::Proposal { attendee, from, to, instance, .. } => {
                questions.push((attendee, *instance, Question::Proposal(from.timestamp(), to.timestamp())));
            }
            Notice::UninvitedAnswer { attendee, instance, .. } => match newcomers.get(attendee) {
                None => {
                    newcomers.insert(attendee, questions.len());
                    questions.push((attendee, *instance, Question::Newcomer));
                }
                Some(known) => {
                    if let Some((_, instance, _)) = questions.get_mut(*known) {
                        *instance = None;
                    }
                }
            },
            _ => {}
        }
    }
    questions
}

fn add(tx: &mut Tx<'_>, waiting: &Waiting, proof: Proof) -> Result<(), StoreError> {
    if tx.waiting_count(waiting.principal, &waiting.uid)? >= MOST {
        return Ok(());
    }
    match proof {
        Proof::Nothing => tx.set_doubtful_waiting(waiting, Proof::Nothing.as_str()),
        _ => tx.set_waiting(waiting),
    }
}

/// Keeps the answer of somebody who is not invited and wrote a mail, for the organizer to decide.
///
/// # Errors
/// The store failed.
pub fn keep_newcomer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    attendee: &CalAddress,
    object: &CalendarObject,
    proof: Proof,
) -> Result<(), StoreError> {
    let waiting = Waiting {
        id: 0,
        principal: to,
        uid: object.uid().as_str().to_owned(),
        attendee: copies::compared(attendee),
        author: String::new(),
        instance: None,
        question: Question::Newcomer,
        message: object.to_bytes(),
        door: Door::Mail.as_str().to_owned(),
        proof: proof.as_str().to_owned(),
        created: rules.now,
    };
    add(tx, &waiting, proof)
}

/// Keeps a guest's message that nothing proves to be theirs, for the organizer to decide. `author` is the address that it
/// really came from, if that is proven.
///
/// # Errors
/// The store failed.
pub fn keep_doubtful(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    attendee: &CalAddress,
    author: &str,
    object: &CalendarObject,
) -> Result<(), StoreError> {
    let waiting = Waiting {
        id: 0,
        principal: to,
        uid: object.uid().as_str().to_owned(),
        attendee: copies::compared(attendee),
        author: author.to_owned(),
        instance: None,
        question: Question::Answer,
        message: object.to_bytes(),
        door: Door::Mail.as_str().to_owned(),
        proof: Proof::Nothing.as_str().to_owned(),
        created: rules.now,
    };
    add(tx, &waiting, Proof::Nothing)
}

/// What the organizer of a meeting said about passing invitations on.
///
/// # Errors
/// The store failed.
pub fn forwarding(tx: &mut Tx<'_>, organizer: PrincipalId, uid: &str) -> Result<Forwarding, StoreError> {
    let copy = copies::meeting(tx, organizer, uid)?.and_then(|(_, object)| object.organizer().map(|_| object));
    Ok(copy.map_or(Forwarding::Ask, |object| Forwarding::of(&object)))
}

/// Does what `owner` decided about a question.
///
/// # Errors
/// No such question of this person, a meeting that is gone, a store that fails; nothing is changed then.
pub fn decide(tx: &mut Tx<'_>, rules: &Rules, owner: PrincipalId, id: i64, decision: &Decision) -> Result<(), Refused> {
    let waiting = tx.waiting_by_id(id)?.filter(|waiting| waiting.principal == owner).ok_or(Refused::NotFound)?;
    decide_as(tx, rules, owner, &waiting, decision)
}

/// Does what somebody decided about a question, for the one who is asked if it is another. Whether they may is known.
pub(super) fn decide_as(
    tx: &mut Tx<'_>,
    rules: &Rules,
    actor: PrincipalId,
    waiting: &Waiting,
    decision: &Decision,
) -> Result<(), Refused> {
    let owner = waiting.principal;
    tx.remove_waiting(waiting.id)?;
    let what = if *decision == Decision::Accept { "accepted" } else { "refused" };
    let asked = match waiting.question {
        Question::Proposal(..) => "proposal",
        Question::Newcomer | Question::Answer => "answer",
        Question::Invitation => "invitation",
    };
    tx.note(&waiting.uid, Some(owner), what, &format!("the {asked} of {}", waiting.attendee), rules.now)?;
    if let (Question::Proposal(..), Decision::Accept) = (waiting.question, decision) {
        return move_meeting(tx, rules, actor, waiting);
    }
    let sent_by = deliver::acting(tx, rules, (owner, actor), &waiting.uid)?;
    let sent_by = sent_by.as_ref();
    match (waiting.question, decision) {
        (Question::Invitation, Decision::Accept) => return offers::let_in(tx, rules, waiting),
        (Question::Invitation | Question::Answer, Decision::Refuse(_)) => return Ok(()),
        (Question::Answer, Decision::Accept) => return count(tx, rules, waiting, sent_by),
        (Question::Proposal(..) | Question::Newcomer, _) => {}
    }
    let (row, object) = copies::meeting(tx, owner, &waiting.uid)?.ok_or(Refused::NotFound)?;
    let asked = tx.principal(owner)?.ok_or(Refused::NotFound)?;
    let speaker = Speaker { person: &asked, sent_by };
    match (waiting.question, decision) {
        (Question::Proposal(..), Decision::Refuse(words)) => refuse(tx, rules, speaker, &object, waiting, words),
        (Question::Newcomer, Decision::Accept) => admit(tx, rules, speaker, &row, &object, waiting),
        (_, Decision::Accept | Decision::Refuse(_)) => Ok(()),
    }
}

/// Moves a meeting to the time that is proposed.
fn move_meeting(tx: &mut Tx<'_>, rules: &Rules, actor: PrincipalId, waiting: &Waiting) -> Result<(), Refused> {
    let Question::Proposal(starts, ends) = waiting.question else { return Ok(()) };
    let (row, object) = copies::meeting(tx, waiting.principal, &waiting.uid)?.ok_or(Refused::NotFound)?;
    let (from, to) = (instant(starts)?, instant(ends)?);
    let key = waiting.instance.map(instant).transpose()?;
    let series = Refused::Scheduling(itip::Refusal::SeriesOnOtherDays);
    let proposed = CalendarObject::read(&waiting.message).ok();
    let moved = itip::moved(&object, key, (from, to), proposed.as_ref(), &rules.floating);
    let moved = moved.ok_or(if key.is_none() { series } else { Refused::NotFound })?;
    organize(tx, rules, actor, &row, moved).map(|_| ())
}

/// Lets a guest's message count that the organizer knows to be theirs; the address that it came from is the guest's, too.
fn count(tx: &mut Tx<'_>, rules: &Rules, waiting: &Waiting, sent_by: Option<&CalAddress>) -> Result<(), Refused> {
    let message = message_of(tx, waiting, itip::Method::Reply)?;
    if !waiting.author.is_empty() && waiting.author != waiting.attendee {
        tx.add_guest_alias(waiting.principal, &waiting.attendee, &waiting.author)?;
    }
    deliver::receive_as(tx, rules, &arrival_of(waiting, message), sent_by).map(|_| ())
}

/// The message that a question came with; `fallback` is its method where it does not say one.
pub(super) fn message_of(tx: &mut Tx<'_>, waiting: &Waiting, fallback: itip::Method) -> Result<itip::Message, Refused> {
    let object = CalendarObject::read(&waiting.message).map_err(|_| Refused::NotFound)?;
    let sender = CalAddress::parse(&addressed(&waiting.attendee));
    let recipient = super::addresses(tx, waiting.principal)?.into_iter().next().ok_or(Refused::NotFound)?;
    Ok(itip::parse_message(object, Some(fallback), sender, recipient, waiting.created)?)
}

/// The arrival of that message, as if it came only now.
pub(super) fn arrival_of(waiting: &Waiting, message: itip::Message) -> Arrival {
    let (door, proof) = (Door::of_word(&waiting.door), Proof::of_words(&waiting.proof));
    Arrival { to: waiting.principal, message, door, proof, doubt: None }
}

fn instant(seconds: i64) -> Result<Timestamp, Refused> {
    Timestamp::from_timestamp(seconds, 0).ok_or(Refused::NotFound)
}

/// Stores a new version of an organizer's meeting that the server made at a word of the actor, with all that follows.
pub(super) fn organize(
    tx: &mut Tx<'_>,
    rules: &Rules,
    actor: PrincipalId,
    row: &Object,
    after: CalendarObject,
) -> Result<Stored, Refused> {
    let name = ObjectName::parse(&row.head.name).map_err(|_| Refused::NotFound)?;
    let body = after.to_edited_bytes();
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
            telling: put::Telling { author: put::Author::Server, ..put::Telling::USUAL },
            shared: None,
        },
    )
}

fn refuse(
    tx: &mut Tx<'_>,
    rules: &Rules,
    sender: Speaker<'_>,
    object: &CalendarObject,
    waiting: &Waiting,
    words: &Option<String>,
) -> Result<(), Refused> {
    let guest = CalAddress::parse(&addressed(&waiting.attendee));
    let key = waiting.instance.map(instant).transpose()?;
    let message = itip::declined_counter(object, &guest, key, words.as_deref(), &rules.floating, rules.now);
    deliver::send(tx, rules, sender, message.as_slice(), Door::Caldav, 1)?;
    Ok(())
}

/// The calendar user address that was kept in its compared form.
pub(super) fn addressed(compared: &str) -> String {
    if compared.contains(':') { compared.to_owned() } else { format!("mailto:{compared}") }
}

/// Makes somebody a guest whose answer waited, and lets the answer count.
fn admit(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: Speaker<'_>,
    row: &Object,
    object: &CalendarObject,
    waiting: &Waiting,
) -> Result<(), Refused> {
    let answer = CalendarObject::read(&waiting.message).map_err(|_| Refused::NotFound)?;
    let sender = CalAddress::parse(&addressed(&waiting.attendee));
    let recipient = object.organizer().ok_or(Refused::NotFound)?;
    let message = itip::parse_message(answer, Some(itip::Method::Reply), sender, recipient, waiting.created)?;
    // The organizer saw this one person, and said yes to nobody else.
    let message = deliver::without_delegates(&message);
    let memory = Memory::of(tx, to.person.id, &waiting.uid)?;
    let outcome = itip::admitted(&memory.with(Some(object), &rules.floating), object, &message, rules.now)?;
    let arrival = arrival_of(waiting, message);
    let verdict = Verdict::of(outcome, rules);
    deliver::taken(tx, rules, to, &arrival, (Some(&row.head), Some(object)), &verdict, (1, &mut Alike::default()))
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
    let (row, object) = copies::meeting(tx, owner, uid)?.ok_or(Refused::NotFound)?;
    let owned = super::addresses(tx, owner)?;
    if !object.organizer().is_some_and(|organizer| owned.contains(&organizer)) {
        return Err(Refused::Scheduling(itip::Refusal::NotOrganizer));
    }
    organize(tx, rules, owner, &row, itip::with_policy(&object, forwarding, guest_list))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::{House, lunch};

    const GUEST: &str = "guest@else.example";

    async fn arrives(house: &House, sender: &str, text: &str) {
        proven(house, sender, text, Proof::Token).await;
    }

    async fn proven(house: &House, sender: &str, text: &str, proof: Proof) {
        let object = CalendarObject::read(text.as_bytes()).unwrap();
        let (sender, recipient) = (CalAddress::mailto(sender), CalAddress::mailto("alice@example.org"));
        let message = itip::parse_message(object, None, sender, recipient, house.app.clock.now()).unwrap();
        let arrival = Arrival { to: house.person("alice"), message, door: Door::Mail, proof, doubt: None };
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
    async fn what_nothing_proves_says_so_and_takes_the_place_of_nothing_that_is_proven() {
        let house = lunch_with_a_guest().await;
        let alice = house.person("alice");
        let at = |day: &str| {
            let who = format!("PARTSTAT=TENTATIVE:mailto:{GUEST}");
            message("COUNTER", &who, &format!("DTSTART:202603{day}T150000Z\r\nDTEND:202603{day}T160000Z\r\n"))
        };
        for (day, proof, stands) in [
            ("11", Proof::Nothing, ("11", "not verified")),
            ("12", Proof::Nothing, ("12", "not verified")),
            ("13", Proof::Dmarc, ("13", "dmarc")),
            ("14", Proof::Nothing, ("13", "dmarc")),
            ("15", Proof::Token, ("15", "token")),
        ] {
            proven(&house, GUEST, &at(day), proof).await;
            let waiting = house.read(|tx| tx.waiting(alice));
            let [one] = &waiting[..] else { panic!("{waiting:?}") };
            let Question::Proposal(starts, _) = one.question else { panic!("{one:?}") };
            let start = instant(starts).unwrap().format("%d").to_string();
            assert_eq!((start.as_str(), one.proof.as_str()), stands, "after the {day}th");
            let news = house.notices("alice").pop().unwrap();
            assert_eq!(news.contains("Not verified"), proof == Proof::Nothing, "{news}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_is_let_in_keeps_the_door_and_the_proof_of_the_answer() {
        for proof in [Proof::Dmarc, Proof::Nothing] {
            let house = lunch_with_a_guest().await;
            let who = "PARTSTAT=ACCEPTED:mailto:eve@else.example";
            proven(&house, "eve@else.example", &message("REPLY", who, ""), proof).await;
            decided(&house, Decision::Accept).await;
            let (alice, rules) = (house.person("alice"), house.app.rules());
            let pages = house.app.store.read(|tx| super::super::ledger(tx, &rules, alice, "u")).unwrap();
            let eve = pages.iter().find(|page| page.attendee == "eve@else.example").unwrap();
            let last = eve.answers[0].last.as_ref().unwrap();
            assert_eq!((last.door.as_str(), last.proof.as_str()), ("mail", proof.as_str()));
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_the_server_does_for_an_organizer_is_mailed_whatever_her_program_sends_itself() {
        for (decision, method) in
            [(Decision::Accept, "REQUEST"), (Decision::Refuse(Some("No".to_owned())), "DECLINECOUNTER")]
        {
            let house = lunch_with_a_guest().await;
            house.write(|tx| tx.set_client_sends("alice", true)).await;
            let before = house.queue().len();
            proposes(&house).await;
            decided(&house, decision).await;
            let queue = house.queue();
            let is_told = |mail: &&String| mail.starts_with(method) && mail.contains(GUEST);
            assert_eq!(queue[before..].iter().filter(is_told).count(), 1, "{queue:?}");
        }
    }

    /// Lets somebody decide the one question that waits for Alice; says whether they might.
    async fn decided_by(house: &House, name: &str, decision: Decision) -> bool {
        let (alice, person, rules) = (house.person("alice"), house.person(name), house.app.rules());
        let waiting = house.read(|tx| tx.waiting(alice)).pop().unwrap();
        let seen = crate::schedule::tag_of(&waiting);
        let decided = house
            .app
            .store
            .write(move |tx| crate::schedule::decide_as_seen(tx, &rules, person, (waiting.id, &seen), &decision));
        decided.await.unwrap().is_some()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_delegate_who_writes_decides_and_says_so_and_nobody_else_may() {
        use crate::access::Delegation;
        let eve = "eve@else.example";
        let refresh = message("REFRESH", &format!("X-A=1:mailto:{GUEST}"), "");
        for (about, decision) in [
            ("proposal", Decision::Accept),
            ("proposal", Decision::Refuse(None)),
            ("newcomer", Decision::Accept),
            ("refresh", Decision::Accept),
        ] {
            let house = lunch_with_a_guest().await;
            let (alice, bob, carol) = (house.person("alice"), house.person("bob"), house.person("carol"));
            house.write(move |tx| tx.add_delegate(alice, Delegation::Write, bob)).await;
            // Carol may read for Alice, and acts for Bob.
            house.write(move |tx| tx.add_delegate(alice, Delegation::Read, carol)).await;
            house.write(move |tx| tx.add_delegate(bob, Delegation::Write, carol)).await;
            match about {
                "proposal" => proposes(&house).await,
                "newcomer" => {
                    arrives(&house, eve, &message("REPLY", &format!("PARTSTAT=ACCEPTED:mailto:{eve}"), "")).await;
                }
                _ => {
                    let (rules, object) = (house.app.rules(), CalendarObject::read(refresh.as_bytes()).unwrap());
                    let guest = CalAddress::mailto(GUEST);
                    house.write(move |tx| keep_doubtful(tx, &rules, alice, &guest, "", &object)).await;
                }
            }
            let before = house.outbox().len();
            assert!(!decided_by(&house, "carol", decision.clone()).await, "{about}");
            assert_eq!(house.outbox().len(), before, "{about}");
            assert!(decided_by(&house, "bob", decision.clone()).await, "{about}");
            let sent = house.outbox();
            let guests = sent[before..].iter().filter(|row| row.mail.method != "NOTICE");
            let texts: Vec<String> =
                guests.map(|row| String::from_utf8_lossy(&row.mail.message).replace("\r\n ", "")).collect();
            let is_by_bob = |text: &String| text.contains("ORGANIZER;SENT-BY=\"mailto:bob@example.org\"");
            assert!(!texts.is_empty() && texts.iter().all(is_by_bob), "{about} {decision:?}: {texts:?}");
            assert!(house.timeline("u").iter().any(|what| what.contains("acted")), "{about}");
        }
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
    async fn a_proposal_is_void_when_the_guest_answers_or_is_a_guest_no_more() {
        let house = lunch_with_a_guest().await;
        let alice = house.person("alice");
        proposes(&house).await;
        house.wait(1);
        let later = message("REPLY", &format!("PARTSTAT=ACCEPTED:mailto:{GUEST}"), "");
        arrives(&house, GUEST, &later.replace("T090000Z", "T090030Z")).await;
        assert!(house.read(|tx| tx.waiting(alice)).is_empty());
        proposes(&house).await;
        assert_eq!(house.read(|tx| tx.waiting(alice)).len(), 1);
        house.put("alice", "u.ics", &lunch("u", &["bob@example.org"])).await.unwrap();
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
