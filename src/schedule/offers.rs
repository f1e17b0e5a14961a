//! Invitations of strangers: they wait, outside the calendar, until the person lets them in. Whoever is in an address book,
//! was invited before or has had an invitation let in is no stranger, nor is anybody with an address of the house's domains.

use crate::ical::CalendarObject;
use crate::id::PrincipalId;
use crate::itip::{self, Message, Method};
use crate::store::{Inviter, Question, StoreError, Tx, Waiting};

use super::deliver::{self, Door, Proof};
use super::{Refused, Rules, copies, notices, rooms, waiting};

/// Invitations of strangers that wait for one person at most; whoever sends more must not fill the database.
const MOST: i64 = 200;
/// Those of one author: one stranger is not to keep all others from being seen.
const MOST_OF_ONE: i64 = 10;

/// An organizer's message about a meeting that is not in the person's calendar.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Whose calendar it is for.
    pub to: PrincipalId,
    /// The message.
    pub message: Message,
    /// Who mailed it, lower case.
    pub author: String,
    /// What proves that.
    pub proof: Proof,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It waits for the person, who was told.
    Kept,
    /// It took the place of an older version that waits.
    Renewed,
    /// It was taken back before the person decided.
    Withdrawn,
    /// It is nothing that could be let in: an older version, somebody else's meeting, not for this person, or one too many.
    Not(&'static str),
}

/// Whether somebody with this address, lower case, is no stranger to a person.
///
/// # Errors
/// The store failed.
pub fn is_known(tx: &mut Tx<'_>, rules: &Rules, person: PrincipalId, address: &str) -> Result<bool, StoreError> {
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    let is_of_house = rules.config.mail.domains.iter().any(|own| own.eq_ignore_ascii_case(domain));
    Ok(is_of_house || tx.knows_address(person, address)? || tx.was_invited(person, address)?)
}

/// Keeps the invitation of a stranger for the person to decide, or does what a later message says about it.
///
/// # Errors
/// The store failed.
pub fn offer(tx: &mut Tx<'_>, rules: &Rules, offer: &Offer) -> Result<Offered, StoreError> {
    let message = &offer.message;
    let waiting = tx.offers(offer.to, message.uid.as_str())?;
    if waiting.iter().any(|known| known.author != offer.author) {
        return Ok(Offered::Not("somebody else has sent an invitation to this meeting"));
    }
    if message.method == Method::Cancel && message.object.master().is_some() {
        for known in &waiting {
            tx.remove_waiting(known.id)?;
        }
        return Ok(if waiting.is_empty() { Offered::Not("there is nothing to cancel") } else { Offered::Withdrawn });
    }
    let own = super::addresses(tx, offer.to)?;
    let is_invited =
        |object: &CalendarObject| object.parts().any(|part| own.iter().any(|one| part.attendee(one).is_some()));
    if message.method != Method::Request || !is_invited(&message.object) {
        return Ok(Offered::Not("it invites nobody here"));
    }
    let instance = message.instances(&rules.floating).into_iter().min().flatten().map(|at| at.timestamp());
    let earlier = waiting.iter().find(|known| known.instance == instance);
    if earlier.is_some_and(|earlier| is_older(message, earlier)) {
        return Ok(Offered::Not("a newer version is known"));
    }
    let (all, of_author) = tx.offer_counts(offer.to, &offer.author)?;
    if earlier.is_none() && (all >= MOST || of_author >= MOST_OF_ONE) {
        return Ok(Offered::Not("too many invitations of strangers wait already"));
    }
    tx.set_waiting(&Waiting {
        id: 0,
        principal: offer.to,
        uid: message.uid.as_str().to_owned(),
        attendee: copies::compared(&message.sender),
        author: offer.author.clone(),
        instance,
        question: Question::Invitation,
        message: message.object.to_bytes(),
        door: Door::Mail.as_str().to_owned(),
        proof: offer.proof.as_str().to_owned(),
        created: rules.now,
    })?;
    if earlier.is_some() {
        return Ok(Offered::Renewed);
    }
    if let Some(to) = tx.principal(offer.to)? {
        let organizer = copies::compared(&message.sender);
        let manager = rooms::manager(tx, &to)?;
        notices::tell_of_offer(tx, rules, (&to, manager.as_ref()), &message.object, (&organizer, &offer.author))?;
    }
    Ok(Offered::Kept)
}

/// Whether a message is older than the one that waits (RFC 5546 §2.1.5).
fn is_older(message: &Message, waiting: &Waiting) -> bool {
    let Ok(known) = CalendarObject::read(&waiting.message) else { return false };
    let stamp = |object: &CalendarObject| object.parts().map(|part| (part.sequence(), part.dtstamp())).max();
    stamp(&message.object) < stamp(&known)
}

/// Puts an invitation that waited into the calendar; its sender is no stranger from then on.
pub(super) fn let_in(tx: &mut Tx<'_>, rules: &Rules, offered: &Waiting) -> Result<(), Refused> {
    let message = waiting::message_of(tx, offered, Method::Request)?;
    if deliver::is_organized_here(tx, rules, &message.uid, std::slice::from_ref(&message.sender))? {
        return Err(Refused::Scheduling(itip::Refusal::OwnMeeting));
    }
    deliver::receive(tx, rules, &waiting::arrival_of(offered, message))?;
    let inviter = Inviter {
        principal: offered.principal,
        uid: offered.uid.clone(),
        organizer: offered.attendee.clone(),
        author: offered.author.clone(),
    };
    tx.set_inviter(&inviter, rules.now)?;
    Ok(())
}
