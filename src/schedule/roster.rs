//! Who comes, shown in the copies of the other attendees of this house: silently, for an answer of one is no message to
//! the others (RFC 6638 §4.2). Guests elsewhere see it with their next message.
//!
//! In a small meeting that happens at once. In a large one an answer would rewrite thousands of copies with thousands of
//! lines each, and then the next answer again: there all answers of a while are shown together, some copies in each
//! transaction, so that others can write in between.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Bound;
use std::sync::Arc;

use chrono::TimeDelta;

use crate::ical::{CalAddress, CalendarObject, Component, PartStat, Timestamp};
use crate::id::{ETag, ObjectName, PrincipalId};
use crate::itip::{self, Answer, Keep, Roll, Standing};
use crate::store::{Principal, Tx};

use super::alike::{self, Alike, Common};
use super::copies::{self, By, Edition, Memory};
use super::deliver::{self, Door, Speaker};
use super::{Refused, Rules};

/// Attendees of a meeting whose copies are all brought up to date at once.
const AT_ONCE: usize = 50;
/// Attendees looked at in one transaction.
const AT_A_TIME: usize = 250;
/// Copies worked out in one transaction; most are like one of these.
const MADE_AT_A_TIME: usize = 25;
/// The shortest and the longest time in seconds for which answers are collected.
const COLLECTED: (i64, i64) = (10, 600);

/// Shows the guest list of an organizer's copy in the copies of everybody else here: at once but for those who were just
/// sent it, or soon.
pub(super) fn show(
    tx: &mut Tx<'_>,
    rules: &Rules,
    organizer: PrincipalId,
    object: &CalendarObject,
    sent: &BTreeSet<CalAddress>,
) -> Result<(), Refused> {
    let addresses: BTreeSet<CalAddress> =
        object.parts().flat_map(Component::attendees).map(|attendee| attendee.address).collect();
    if addresses.len() > AT_ONCE {
        return Ok(tx.note_roster(organizer, object.uid().as_str(), rules.now + collected(addresses.len()))?);
    }
    let mut round = Round::of(organizer, object, rules);
    addresses.difference(sent).filter_map(CalAddress::email).try_for_each(|email| round.refresh(tx, email))
}

/// Writes an answer that came by mail or from the answer page into the copy of whoever gave it, if that is somebody here. Who
/// had deleted it, and comes after all, gets it again.
pub(super) fn show_to_its_author(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (organizer, object): (&Principal, &CalendarObject),
    author: &CalAddress,
    answers: &[Answer],
) -> Result<(), Refused> {
    let uid = object.uid().as_str();
    let Some(person) = super::principal_of(tx, author)?.filter(|person| person.id != organizer.id) else {
        return Ok(());
    };
    let theirs = || answers.iter().filter(|answer| answer.attendee == *author);
    let Some((row, copy)) = copies::meeting(tx, person.id, uid)? else {
        if theirs().any(|answer| matches!(answer.partstat, PartStat::Accepted | PartStat::Tentative)) {
            let memory = Memory::of(tx, organizer.id, uid)?;
            let again = itip::invited_again(&memory.with(Some(object), &rules.floating), object, author, rules.now);
            deliver::send(tx, rules, Speaker::in_person(organizer), again.as_slice(), Door::Caldav, 1)?;
        }
        return Ok(());
    };
    let answered: Vec<Option<Timestamp>> = theirs().map(|answer| answer.instance).collect();
    if let Keep::Put(made) = itip::answered_elsewhere(object, &copy, author, &answered, &rules.floating) {
        let name = ObjectName::parse(&row.head.name).map_err(|_| Refused::NotFound)?;
        // A program that has not seen it must not take it back: the Schedule-Tag changes as with an answer from there.
        copies::store(tx, (row.head.calendar, &name), &made, made.to_edited_bytes(), By::Client, rules)?;
    }
    Ok(())
}

/// For how long answers to a meeting are collected: the more copies there are, the longer.
fn collected(attendees: usize) -> TimeDelta {
    TimeDelta::seconds(i64::try_from(attendees / 20).unwrap_or(i64::MAX).clamp(COLLECTED.0, COLLECTED.1))
}

/// Goes on showing the guest list that has been due longest, in a few copies more; false when none is due.
///
/// # Errors
/// The store failed.
pub fn show_due_roster(tx: &mut Tx<'_>, rules: &Rules) -> Result<bool, Refused> {
    let Some(due) = tx.due_roster(rules.now)? else { return Ok(false) };
    let own = super::addresses(tx, due.principal)?;
    let object = copies::meeting(tx, due.principal, &due.uid)?.map(|(_, object)| object);
    let object = object.filter(|object| object.organizer().is_some_and(|organizer| own.contains(&organizer)));
    let addresses: BTreeSet<String> = object.iter().flat_map(emails).collect();
    let rest = (Bound::Excluded(due.reached.clone()), Bound::Unbounded);
    let mut reached = None;
    if let Some(object) = &object {
        let mut round = Round::of(due.principal, object, rules);
        for email in addresses.range(rest).take(AT_A_TIME) {
            round.refresh(tx, email)?;
            reached = Some(email);
            if round.made >= MADE_AT_A_TIME {
                break;
            }
        }
    }
    match reached.filter(|reached| addresses.last() != Some(reached)) {
        Some(last) => tx.set_roster_reached(due.principal, &due.uid, last)?,
        None => tx.end_roster(due.principal, &due.uid, rules.now + collected(addresses.len()))?,
    }
    Ok(true)
}

fn emails(object: &CalendarObject) -> impl Iterator<Item = String> {
    object.parts().flat_map(Component::attendees).filter_map(|attendee| attendee.address.email().map(str::to_owned))
}

/// The guest list of an organizer's copy on its way into the others'.
struct Round<'a> {
    organizer: PrincipalId,
    object: &'a CalendarObject,
    rules: &'a Rules,
    roll: Roll,
    alike: Alike,
    /// What became of the copies before, and whose others are alike.
    fresh: VecDeque<(ETag, Standing, Option<Arc<Edition>>)>,
    /// Copies that were worked out one by one.
    made: usize,
}

impl<'a> Round<'a> {
    fn of(organizer: PrincipalId, object: &'a CalendarObject, rules: &'a Rules) -> Round<'a> {
        let (roll, alike) = (Roll::of(object), Alike::default());
        Round { organizer, object, rules, roll, alike, fresh: VecDeque::new(), made: 0 }
    }

    /// Brings the guest list of one person's copy up to date, if it is somebody of this house.
    fn refresh(&mut self, tx: &mut Tx<'_>, email: &str) -> Result<(), Refused> {
        let other = tx.principal_by_address(email)?.filter(|other| other.id != self.organizer);
        let Some(other) = other else { return Ok(()) };
        let Some(head) = copies::head(tx, other.id, self.object.uid().as_str())? else { return Ok(()) };
        let Some(copy) = self.alike.copy(tx, &head)? else { return Ok(()) };
        let owner = super::addresses(tx, other.id)?;
        if let Some(fresh) = self.fresh(&head.etag, &copy, &owner) {
            let name = ObjectName::parse(&head.name).map_err(|_| Refused::NotFound)?;
            copies::publish(tx, (head.calendar, &name), &fresh, By::Message, self.rules)?;
        }
        Ok(())
    }

    /// A copy with this guest list; `None` where it has it.
    fn fresh(&mut self, etag: &ETag, copy: &Common, owner: &[CalAddress]) -> Option<Arc<Edition>> {
        let standing = self.roll.standing(Some(copy.roll()), owner);
        let known = |(of, like, _): &&(ETag, Standing, _)| of == etag && standing.as_ref() == Some(like);
        if let Some((_, _, fresh)) = self.fresh.iter().find(known) {
            return fresh.clone();
        }
        self.made += 1;
        let fresh = match itip::refresh(self.object, &copy.object, owner, &self.rules.floating) {
            Keep::Put(fresh) => Some(Arc::new(Edition::of(&fresh, fresh.to_edited_bytes().into(), self.rules))),
            Keep::AsIs | Keep::Remove => None,
        };
        if let Some(standing) = standing {
            alike::keep(&mut self.fresh, (etag.clone(), standing, fresh.clone()));
        }
        fresh
    }
}
