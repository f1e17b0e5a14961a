//! Cards that come from elsewhere as files.

use crate::ical::Timestamp;
use crate::id::{CalendarId, ETag, ObjectName};
use crate::store::{Imported, Same, Tx};
use crate::vcard::Card;

use super::Refused;

/// A card to import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The address book.
    pub book: CalendarId,
    /// The path segment it had, if it had one; it gets another when that is taken.
    pub name: Option<ObjectName>,
    /// The card.
    pub card: Card,
}

/// Stores a card from a file. Limits of size for clients do not hold, for the card exists and would be lost.
///
/// # Errors
/// No such book, a name that cannot be found.
pub fn import(tx: &mut Tx<'_>, import: &Import, same: Same, now: Timestamp) -> Result<Imported, Refused> {
    let book = super::book(tx, import.book)?;
    let body = import.card.to_bytes();
    let (name, imported) = match tx.object_by_uid(book.id, import.card.uid().as_str())? {
        None => (free_name(tx, import)?, Imported::Added),
        Some(stored) if stored.etag == ETag::of(&body) => return Ok(Imported::Known),
        Some(_) if same == Same::Stays => return Ok(Imported::Kept),
        Some(stored) => (ObjectName::parse(&stored.name).map_err(|_| Refused::NotFound)?, Imported::Replaced),
    };
    super::store(tx, book.id, name, &import.card, body, now)?;
    Ok(imported)
}

/// The name it had, one made of its UID, or one made of the UID's digest, whichever is free first.
fn free_name(tx: &mut Tx<'_>, import: &Import) -> Result<ObjectName, Refused> {
    let uid = import.card.uid().as_str();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
    let by_uid = Some(uid).filter(|uid| uid.chars().all(is_plain) && !uid.starts_with('.'));
    let by_uid = by_uid.and_then(|uid| ObjectName::parse(&format!("{uid}.vcf")).ok());
    let digest = ObjectName::parse(&format!("{}.vcf", ETag::of(uid.as_bytes()))).ok();
    for name in [import.name.clone(), by_uid, digest].into_iter().flatten() {
        if tx.object_head(import.book, name.as_str())?.is_none() {
            return Ok(name);
        }
    }
    Err(Refused::UidConflict(uid.to_owned()))
}
