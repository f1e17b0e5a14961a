//! Cards of address books: objects whose e-mail addresses are known beside their text.

use super::{NewObject, ObjectHead, Result, Tx};
use crate::id::{CalendarId, ETag, ObjectName, PrincipalId, Uid};

/// A card to store, with what the index needs.
#[derive(Clone, Debug)]
pub struct NewCard {
    /// Its path segment.
    pub name: ObjectName,
    /// Its UID.
    pub uid: Uid,
    /// Its text.
    pub body: Vec<u8>,
    /// Its e-mail addresses, in lower case, each once.
    pub addresses: Vec<String>,
}

/// What a card is called where calendar objects have their component.
const COMPONENT: &str = "VCARD";

impl Tx<'_> {
    /// Stores a card, new or in place of the one of the same name, and notes the change.
    ///
    /// Returns its entity tag.
    pub fn put_card(&mut self, book: CalendarId, new: NewCard, now: chrono::DateTime<chrono::Utc>) -> Result<ETag> {
        let object = NewObject {
            name: new.name,
            uid: new.uid,
            component: COMPONENT,
            schedule_tag: None,
            body: new.body.into(),
            first_start: i64::MIN,
            last_end: i64::MAX,
            organizer: None,
            attachments: Vec::new(),
        };
        let etag = self.put_object(book, &object, now)?;
        if let Some(head) = self.object_head(book, object.name.as_str())? {
            self.run("DELETE FROM card_address WHERE object = ?1", [head.id.0])?;
            for address in &new.addresses {
                self.run(
                    "INSERT INTO card_address (calendar, address, object) VALUES (?1, ?2, ?3)",
                    (book.0, address, head.id.0),
                )?;
            }
        }
        Ok(etag)
    }

    /// Moves a card as it is to another name or book, and leaves a tombstone where it was.
    ///
    /// # Errors
    /// A name that is taken there.
    pub fn move_card(&mut self, card: &ObjectHead, to: CalendarId, name: &ObjectName) -> Result<()> {
        self.move_object(card, to, name)?;
        self.run("UPDATE card_address SET calendar = ?2 WHERE object = ?1", (card.id.0, to.0))?;
        Ok(())
    }

    /// Copies a card to another name or book.
    ///
    /// # Errors
    /// A name that is taken there.
    pub fn copy_card(
        &mut self,
        card: &ObjectHead,
        to: CalendarId,
        name: &ObjectName,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        self.copy_object(card, to, name, now)?;
        self.run(
            "INSERT INTO card_address (calendar, address, object) SELECT ?2, a.address, o.id \
             FROM card_address a JOIN object o ON o.calendar = ?2 AND o.name = ?3 WHERE a.object = ?1",
            (card.id.0, to.0, name.as_str()),
        )?;
        Ok(())
    }

    /// Copies all cards of an address book into one that is empty.
    pub fn copy_cards(&mut self, from: CalendarId, to: CalendarId, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.copy_members(from, to, now)?;
        self.run(
            "INSERT INTO card_address (calendar, address, object) SELECT copy.calendar, a.address, copy.id \
             FROM object copy JOIN object o ON o.calendar = ?1 AND o.name = copy.name \
             JOIN card_address a ON a.object = o.id WHERE copy.calendar = ?2",
            (from.0, to.0),
        )?;
        Ok(())
    }

    /// Whether a card with this address, in lower case, is in one of a principal's address books.
    pub fn knows_address(&mut self, principal: PrincipalId, address: &str) -> Result<bool> {
        let found = self.count(
            "SELECT COUNT(*) FROM calendar c JOIN card_address a ON a.calendar = c.id AND a.address = ?2 \
             WHERE c.principal = ?1 AND c.kind = 'book'",
            (principal.0, address),
        )?;
        Ok(found > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{CalendarKind, NewCalendar, NewPrincipal, PrincipalKind, Store, StoreError};

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

    fn alice_with_books(tx: &mut Tx<'_>) -> (PrincipalId, [CalendarId; 2]) {
        let (name, email) = ("alice".to_owned(), "alice@example.org".to_owned());
        let new =
            NewPrincipal { name, display_name: String::new(), email, password: None, kind: PrincipalKind::Individual };
        let alice = tx.add_principal(&new, NOW).unwrap();
        let books = ["a", "b"].map(|name| {
            let new = NewCalendar { name: name.to_owned(), kind: CalendarKind::Book, components: vec!["VCARD".into()] };
            tx.add_calendar(alice, &new, NOW).unwrap()
        });
        (alice, books)
    }

    fn put(tx: &mut Tx<'_>, book: CalendarId, addresses: &[&str]) -> ObjectHead {
        let new = NewCard {
            name: ObjectName::parse("1.vcf").unwrap(),
            uid: Uid::parse("1").unwrap(),
            body: b"x".to_vec(),
            addresses: addresses.iter().map(|address| (*address).to_owned()).collect(),
        };
        tx.put_card(book, new, NOW).unwrap();
        tx.object_head(book, "1.vcf").unwrap().unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn addresses_follow_their_card() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = |tx: &mut Tx<'_>| {
            let (alice, [a, b]) = alice_with_books(tx);
            put(tx, a, &["x@e", "y@e"]);
            let card = put(tx, a, &["x@e"]);
            assert!(tx.knows_address(alice, "x@e").unwrap() && !tx.knows_address(alice, "y@e").unwrap());
            let name = ObjectName::parse("2.vcf").unwrap();
            tx.copy_card(&card, b, &name, NOW).unwrap();
            tx.delete_object(a, "1.vcf").unwrap();
            assert!(tx.knows_address(alice, "x@e").unwrap());
            let copy = tx.object_head(b, "2.vcf").unwrap().unwrap();
            tx.move_card(&copy, a, &name).unwrap();
            tx.delete_calendar(b).unwrap();
            assert!(tx.knows_address(alice, "x@e").unwrap());
            tx.delete_object(a, "2.vcf").unwrap();
            assert!(!tx.knows_address(alice, "x@e").unwrap());
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_book_and_a_calendar_of_one_name_are_two_things() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = |tx: &mut Tx<'_>| {
            let (alice, [a, _]) = alice_with_books(tx);
            assert_eq!(tx.calendar(alice, "a").unwrap(), None);
            let new = NewCalendar { name: "a".into(), kind: CalendarKind::Calendar, components: vec!["VEVENT".into()] };
            let calendar = tx.add_calendar(alice, &new, NOW).unwrap();
            assert_eq!(tx.calendars(alice).unwrap().iter().map(|c| c.id).collect::<Vec<_>>(), [calendar]);
            assert_eq!(tx.book(alice, "a").unwrap().map(|book| (book.id, book.name)), Some((a, "a".to_owned())));
            tx.rename_calendar(a, "c").unwrap();
            let names: Vec<String> = tx.books(alice).unwrap().into_iter().map(|book| book.name).collect();
            assert_eq!(names, ["c", "b"]);
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }
}
