//! Address books: cards that people keep, the guest book that fills itself, and the book of the people of this house.
//!
//! A change is held against what the client demands and made in one transaction. Books and their change log are kept by
//! [`store`](crate::store) in the manner of calendars; nothing here sends anything.

mod guests;
mod house;
mod import;
mod members;

use std::fmt;

use crate::ical::Timestamp;
use crate::id::{CalendarId, ETag, ObjectName};
use crate::store::{Calendar, CalendarKind, Conditions, NewCard, ObjectHead, Overwrite, StoreError, Tx};
use crate::vcard::Card;

pub use guests::{GUESTS, Guest, remember};
pub use house::{HOUSE, card_name, house, state};
pub use import::{Import, import};
pub use members::{card, cards, head, heads, numbers, whole};

/// A card to store.
#[derive(Clone, Debug)]
pub struct Put {
    /// The address book.
    pub book: CalendarId,
    /// The path segment.
    pub name: ObjectName,
    /// What the client demands of the stored state.
    pub conditions: Conditions,
    /// The text as the client sent it.
    pub body: Vec<u8>,
    /// The text as a card.
    pub card: Card,
}

/// A card to move or to copy to another name or address book.
#[derive(Clone, Debug)]
pub struct Relocation {
    /// The address book it is in.
    pub from: CalendarId,
    /// Its path segment there.
    pub name: ObjectName,
    /// What the client demands of its stored state.
    pub conditions: Conditions,
    /// The address book it goes to, of the same owner.
    pub to: CalendarId,
    /// Its path segment there.
    pub new_name: ObjectName,
    /// What may become of a card that stands there.
    pub overwrite: Overwrite,
}

/// What became of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Whether there was none before.
    pub created: bool,
    /// Its entity tag.
    pub etag: ETag,
}

/// Why a change is refused; nothing was changed.
#[derive(Debug)]
pub enum Refused {
    /// A condition of the request does not hold.
    Condition,
    /// There is no such card or address book.
    NotFound,
    /// Another card of the book, of this name, has the UID (`CARDDAV:no-uid-conflict`).
    UidConflict(String),
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Condition => f.write_str("a condition of the request does not hold"),
            Refused::NotFound => f.write_str("there is no such card"),
            Refused::UidConflict(name) => write!(f, "{name} has this UID already"),
            Refused::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        Refused::Store(error)
    }
}

/// Addresses of one card that are looked up when somebody is invited.
const MOST_ADDRESSES: usize = 100;

/// Stores a card.
///
/// # Errors
/// Conditions that do not hold, a UID that another card of the book has, a card of another UID in its place.
pub fn put(tx: &mut Tx<'_>, put: Put, now: Timestamp) -> Result<Stored, Refused> {
    let book = book(tx, put.book)?;
    let stored = tx.object_head(book.id, put.name.as_str())?;
    if !put.conditions.hold(stored.as_ref()) {
        return Err(Refused::Condition);
    }
    let uid = put.card.uid().as_str();
    match &stored {
        Some(stored) if stored.uid != uid => return Err(Refused::UidConflict(stored.name.clone())),
        Some(_) => {}
        None => is_free(tx, book.id, uid)?,
    }
    let etag = store(tx, book.id, put.name, &put.card, put.body, now)?;
    Ok(Stored { created: stored.is_none(), etag })
}

/// Stores a card with its index rows; `body` is its text.
fn store(
    tx: &mut Tx<'_>,
    book: CalendarId,
    name: ObjectName,
    card: &Card,
    body: Vec<u8>,
    now: Timestamp,
) -> Result<ETag, StoreError> {
    let mut addresses: Vec<String> =
        card.emails().take(MOST_ADDRESSES).map(|email| email.address.to_lowercase()).collect();
    addresses.sort();
    addresses.dedup();
    tx.put_card(book, NewCard { name, uid: card.uid().clone(), body, addresses }, now)
}

/// Deletes a card.
///
/// # Errors
/// No such card, conditions that do not hold.
pub fn delete(tx: &mut Tx<'_>, book: CalendarId, name: &ObjectName, conditions: &Conditions) -> Result<(), Refused> {
    let stored = tx.object_head(book, name.as_str())?.ok_or(Refused::NotFound)?;
    if !conditions.hold(Some(&stored)) {
        return Err(Refused::Condition);
    }
    tx.delete_object(book, name.as_str())?;
    Ok(())
}

/// Moves a card within the books of a person; text and entity tag stay.
///
/// # Errors
/// No such card or book, conditions that do not hold, a destination that is taken, a UID that is in the book already.
pub fn move_card(tx: &mut Tx<'_>, relocation: &Relocation) -> Result<Stored, Refused> {
    let (card, created) = admitted(tx, relocation, Leaves::Yes)?;
    tx.move_card(&card, relocation.to, &relocation.new_name)?;
    Ok(Stored { created, etag: card.etag })
}

/// Copies a card within the books of a person; text and entity tag stay.
///
/// # Errors
/// As [`move_card`]: a copy in the same book would have the UID a second time.
pub fn copy_card(tx: &mut Tx<'_>, relocation: &Relocation, now: Timestamp) -> Result<Stored, Refused> {
    let (card, created) = admitted(tx, relocation, Leaves::No)?;
    tx.copy_card(&card, relocation.to, &relocation.new_name, now)?;
    Ok(Stored { created, etag: card.etag })
}

/// Whether a relocated card leaves its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaves {
    Yes,
    No,
}

/// The card to relocate, once its destination takes it and is clear, and whether there was nothing.
fn admitted(tx: &mut Tx<'_>, relocation: &Relocation, leaves: Leaves) -> Result<(ObjectHead, bool), Refused> {
    let (from, to) = (book(tx, relocation.from)?, book(tx, relocation.to)?);
    let card = tx.object_head(from.id, relocation.name.as_str())?.ok_or(Refused::NotFound)?;
    let replaced = tx.object_head(to.id, relocation.new_name.as_str())?;
    let is_taken = replaced.is_some() && relocation.overwrite == Overwrite::Forbidden;
    if from.principal != to.principal {
        return Err(Refused::NotFound);
    }
    if is_taken || !relocation.conditions.hold(Some(&card)) {
        return Err(Refused::Condition);
    }
    if let Some(replaced) = replaced.as_ref().filter(|replaced| replaced.uid != card.uid) {
        return Err(Refused::UidConflict(replaced.name.clone()));
    }
    let other = tx.object_by_uid(to.id, &card.uid)?;
    let other = other.filter(|other| other.name != relocation.new_name.as_str());
    if let Some(other) = other.filter(|other| leaves == Leaves::No || other.id != card.id) {
        return Err(Refused::UidConflict(other.name));
    }
    if let Some(replaced) = &replaced {
        tx.delete_object(to.id, &replaced.name)?;
    }
    Ok((card, replaced.is_none()))
}

fn book(tx: &mut Tx<'_>, id: CalendarId) -> Result<Calendar, Refused> {
    tx.calendar_by_id(id)?.filter(|book| book.kind == CalendarKind::Book).ok_or(Refused::NotFound)
}

fn is_free(tx: &mut Tx<'_>, book: CalendarId, uid: &str) -> Result<(), Refused> {
    match tx.object_by_uid(book, uid)? {
        Some(other) => Err(Refused::UidConflict(other.name)),
        None => Ok(()),
    }
}
