//! The guest book: everybody outside whom a person invites gets a card there, so that clients complete the address the
//! next time.
//!
//! - Whoever is in any address book of the person's already, by address, gets no second card, and what the person wrote
//!   there is never changed.
//! - A card is made when somebody is invited to a meeting for the first time, not when that meeting changes later: a
//!   card that the person deletes stays deleted until that guest is invited anew.

use crate::ical::Timestamp;
use crate::id::{ObjectName, PrincipalId, Uid};
use crate::random;
use crate::store::{Calendar, CalendarChange, CalendarKind, NewCalendar, StoreError, Tx};
use crate::vcard::{self, Person};

/// The path segment of the guest book; every home has one.
pub const GUESTS: &str = "guests";

/// Somebody outside who was invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest<'a> {
    /// The name the organizer uses (CN); empty where there is none.
    pub name: &'a str,
    /// The e-mail address.
    pub address: &'a str,
}

/// Puts a guest into the guest book of `owner`, unless one of their books has the address already: one look into an
/// index then.
///
/// # Errors
/// The store failed, or there is no randomness.
pub fn remember(tx: &mut Tx<'_>, owner: PrincipalId, guest: &Guest<'_>, now: Timestamp) -> Result<(), StoreError> {
    let address = guest.address.to_lowercase();
    if tx.knows_address(owner, &address)? {
        return Ok(());
    }
    let Some(book) = guest_book(tx, owner, now)? else { return Ok(()) };
    let stem = random::code::<15>().map_err(|_| StoreError::Stopped)?;
    let (Ok(name), Ok(uid)) = (ObjectName::parse(&format!("{stem}.vcf")), Uid::parse(&stem)) else { return Ok(()) };
    let emails = [guest.address.to_owned()];
    // What is too strange for a card is no reason to refuse the invitation.
    let Ok(card) = vcard::fresh(&Person { uid: &uid, name: guest.name, emails: &emails, since: Some(now) }) else {
        return Ok(());
    };
    let body = card.to_bytes();
    super::store(tx, book.id, name, &card, body, now)?;
    Ok(())
}

/// The guest book, made where it is missing.
fn guest_book(tx: &mut Tx<'_>, owner: PrincipalId, now: Timestamp) -> Result<Option<Calendar>, StoreError> {
    if let Some(book) = tx.book(owner, GUESTS)? {
        return Ok(Some(book));
    }
    let new = NewCalendar { name: GUESTS.to_owned(), kind: CalendarKind::Book, components: vec!["VCARD".to_owned()] };
    let id = tx.add_calendar(owner, &new, now)?;
    let title = CalendarChange { display_name: Some(Some("Guests".to_owned())), ..CalendarChange::default() };
    tx.change_calendar(id, &title)?;
    tx.calendar_by_id(id)
}
