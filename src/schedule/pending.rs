//! What waits for a person, as a page shows it: their own questions, those of the rooms and resources that they manage, and
//! apart from these those of people for whom they act.

use crate::access::Delegation;
use crate::ical::{CalAddress, CalendarObject};
use crate::id::{ETag, PrincipalId};
use crate::store::{Desk, Principal, Question, StoreError, Tx, Waiting};

use super::waiting::{Decision, addressed, decide_as};
use super::{Refused, Rules, copies};

/// A question with what there is to know about it.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The question.
    pub waiting: Waiting,
    /// Who is asked: the person, a room or resource that they manage, or for whom they act.
    pub owner: Principal,
    /// Who proposes, answered or invites.
    pub who: CalAddress,
    /// The meeting as it stands in the calendar, if it is there.
    pub meeting: Option<CalendarObject>,
    /// The message that brought the question, if it can be read.
    pub message: Option<CalendarObject>,
}

impl Pending {
    /// What stands for the question as it is now.
    pub fn seen(&self) -> String {
        tag_of(&self.waiting)
    }
}

/// Letters of what stands for a question: 80 bits, for who sends the messages chooses what is in them.
const SEEN: usize = 20;

/// What stands for a question as it is now: a later message of the same person takes its place under the same number, and
/// numbers come again.
pub fn tag_of(waiting: &Waiting) -> String {
    let (kind, starts, ends) = match waiting.question {
        Question::Proposal(starts, ends) => ("proposal", starts, ends),
        Question::Newcomer => ("newcomer", 0, 0),
        Question::Answer => ("answer", 0, 0),
        Question::Invitation => ("invitation", 0, 0),
    };
    let head = format!(
        "{} {kind} {starts} {ends} {:?} {:?} {:?} {:?} {:?}\n",
        waiting.principal.0, waiting.instance, waiting.uid, waiting.attendee, waiting.author, waiting.proof
    );
    let tag = ETag::of(&[head.as_bytes(), &waiting.message].concat()).to_string();
    tag.chars().take(SEEN).collect()
}

/// What lies on a desk, oldest first: at most so many questions after this number.
///
/// # Errors
/// The store failed.
pub fn pending(tx: &mut Tx<'_>, desk: Desk, after: i64, most: usize) -> Result<Vec<Pending>, StoreError> {
    let mut pending = Vec::new();
    for waiting in tx.waiting_on(desk, after, most)? {
        let Some(owner) = tx.principal(waiting.principal)? else { continue };
        let meeting = copies::meeting(tx, owner.id, &waiting.uid)?.map(|(_, object)| object);
        let who = CalAddress::parse(&addressed(&waiting.attendee));
        let message = CalendarObject::read(&waiting.message).ok();
        pending.push(Pending { waiting, owner, who, meeting, message });
    }
    Ok(pending)
}

/// Whether somebody decides what another is asked: as a delegate who writes, or as the manager of a room or resource.
/// Who only reads sees nothing of it, for there is nothing to do but to decide.
///
/// # Errors
/// The store failed.
pub fn decides_for(tx: &mut Tx<'_>, person: PrincipalId, owner: PrincipalId) -> Result<bool, StoreError> {
    if tx.booking(owner)?.is_some_and(|booking| booking.manager == Some(person)) {
        return Ok(true);
    }
    Ok(tx.delegation(owner, person)? == Some(Delegation::Write))
}

/// Does what a person decided about a question that they saw, in the name of the one who is asked; returns it, or `None` where it is not there any more as it
/// was seen, or was never theirs to decide.
///
/// # Errors
/// What [`decide`](super::decide) refuses; nothing is changed then.
pub fn decide_as_seen(
    tx: &mut Tx<'_>,
    rules: &Rules,
    person: PrincipalId,
    (id, as_seen): (i64, &str),
    decision: &Decision,
) -> Result<Option<Waiting>, Refused> {
    let Some(waiting) = tx.waiting_by_id(id)?.filter(|waiting| tag_of(waiting) == as_seen) else { return Ok(None) };
    if waiting.principal != person && !decides_for(tx, person, waiting.principal)? {
        return Ok(None);
    }
    decide_as(tx, rules, person, &waiting, decision)?;
    Ok(Some(waiting))
}
