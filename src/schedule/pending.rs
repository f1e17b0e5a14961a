//! What waits for a person, as a page shows it: their own questions, and those of the rooms and resources that they manage.

use crate::ical::{CalAddress, CalendarObject};
use crate::id::{ETag, PrincipalId};
use crate::store::{Principal, Question, StoreError, Tx, Waiting};

use super::waiting::{Decision, addressed, decide};
use super::{Refused, Rules, copies};

/// A question with what there is to know about it.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The question.
    pub waiting: Waiting,
    /// Who is asked: the person, or a room or resource that they manage.
    pub owner: Principal,
    /// Who proposes, answered or invites.
    pub who: CalAddress,
    /// The meeting as it stands in the calendar, if it is there.
    pub meeting: Option<CalendarObject>,
    /// The message that brought the question, if it can be read.
    pub message: Option<CalendarObject>,
}

impl Pending {
    /// What stands for the question as it is now: a later message of the same person takes its place under the same
    /// number, and numbers come again.
    pub fn seen(&self) -> String {
        seen(&self.waiting)
    }
}

fn seen(waiting: &Waiting) -> String {
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
    ETag::of(&[head.as_bytes(), &waiting.message].concat()).to_string()
}

/// What waits for a person, oldest first: at most so many questions after this number.
///
/// # Errors
/// The store failed.
pub fn pending(tx: &mut Tx<'_>, person: PrincipalId, after: i64, most: usize) -> Result<Vec<Pending>, StoreError> {
    let mut pending = Vec::new();
    for waiting in tx.waiting_of(person, after, most)? {
        let Some(owner) = tx.principal(waiting.principal)? else { continue };
        let meeting = copies::meeting(tx, owner.id, &waiting.uid)?.map(|(_, object)| object);
        let who = CalAddress::parse(&addressed(&waiting.attendee));
        let message = CalendarObject::read(&waiting.message).ok();
        pending.push(Pending { waiting, owner, who, meeting, message });
    }
    Ok(pending)
}

/// Does what a person decided about a question that they saw; returns it, or `None` where it is not there any more as it
/// was seen, or was never theirs to decide.
///
/// # Errors
/// What [`decide`] refuses; nothing is changed then.
pub fn decide_as_seen(
    tx: &mut Tx<'_>,
    rules: &Rules,
    person: PrincipalId,
    (id, as_seen): (i64, &str),
    decision: &Decision,
) -> Result<Option<Waiting>, Refused> {
    let Some(waiting) = tx.waiting_by_id(id)?.filter(|waiting| seen(waiting) == as_seen) else { return Ok(None) };
    let is_theirs = waiting.principal == person
        || tx.booking(waiting.principal)?.is_some_and(|booking| booking.manager == Some(person));
    if !is_theirs {
        return Ok(None);
    }
    decide(tx, rules, waiting.principal, id, decision)?;
    Ok(Some(waiting))
}
