//! Texts that many rows share: a meeting with a thousand guests lies in a thousand calendars, inboxes and mails, mostly
//! byte for byte the same, and would take the square of that.
//!
//! A text that is long enough is kept once, by its digest, and never changes. Who replaces or deletes a long one forgets
//! it if it was the last; what goes along with something else, such as a calendar, is swept.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::{Result, Tx};
use crate::id::{ETag, ObjectId, TextId};

/// Bytes from which on a text is shared: what fits into a page with others is not worth a look into another table.
const SHARED: usize = 4096;

/// That nothing refers to the text `t`.
const UNUSED: &str = "NOT EXISTS (SELECT 1 FROM body b WHERE b.text = t.id) \
                      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.text = t.id) \
                      AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.last_text = t.id)";

/// A text to store; clones share its bytes and its digest.
#[derive(Clone)]
pub struct Text(Arc<Inner>);

struct Inner {
    bytes: Vec<u8>,
    digest: OnceLock<[u8; 32]>,
}

impl Text {
    /// The entity tag of the text.
    pub fn etag(&self) -> ETag {
        ETag::of_digest(self.digest())
    }

    fn digest(&self) -> &[u8; 32] {
        self.0.digest.get_or_init(|| Sha256::digest(&self.0.bytes).into())
    }
}

impl From<Vec<u8>> for Text {
    fn from(bytes: Vec<u8>) -> Text {
        Text(Arc::new(Inner { bytes, digest: OnceLock::new() }))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::from(text.as_bytes().to_vec())
    }
}

impl Deref for Text {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.bytes == other.0.bytes
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        String::from_utf8_lossy(self).fmt(f)
    }
}

impl Tx<'_> {
    /// Keeps a text if it is one to share: the bytes that its row holds itself, and the number of what it shares.
    pub(super) fn kept<'t>(&mut self, text: &'t Text) -> Result<(&'t [u8], Option<i64>)> {
        if text.len() < SHARED {
            return Ok((text, None));
        }
        let known = self.one("SELECT id FROM text WHERE digest = ?1", [text.digest()], |row| row.get(0))?;
        if known.is_some() {
            return Ok((&[], known));
        }
        let add = "INSERT INTO text (digest, bytes) VALUES (?1, ?2) RETURNING id";
        Ok((&[], self.one(add, (text.digest(), &**text), |row| row.get(0))?))
    }

    /// The shared text of an object of this many bytes that is about to be replaced or deleted.
    pub(super) fn shared_by(&mut self, object: ObjectId, size: usize) -> Result<Option<i64>> {
        match size < SHARED {
            true => Ok(None),
            false => Ok(self.one("SELECT text FROM body WHERE object = ?1", [object.0], |row| row.get(0))?.flatten()),
        }
    }

    /// Forgets a text if nothing refers to it any more.
    pub(super) fn let_go(&mut self, text: Option<i64>) -> Result<()> {
        match text {
            Some(text) => self.sweep_texts(&[TextId(text)]).map(drop),
            None => Ok(()),
        }
    }

    /// How many texts are shared.
    pub fn texts(&mut self) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM text", ())
    }

    /// Texts to which nothing refers, with their numbers above `after`, `limit` at most.
    pub fn unused_texts(&mut self, after: TextId, limit: usize) -> Result<Vec<TextId>> {
        let sql = format!("SELECT t.id FROM text t WHERE t.id > ?1 AND {UNUSED} ORDER BY t.id LIMIT ?2");
        self.all(&sql, (after.0, limit as i64), |row| Ok(TextId(row.get(0)?)))
    }

    /// Deletes these texts, as far as nothing refers to them; returns how many went.
    pub fn sweep_texts(&mut self, ids: &[TextId]) -> Result<usize> {
        let mut swept = 0;
        for id in ids {
            swept += self.run(&format!("DELETE FROM text AS t WHERE t.id = ?1 AND {UNUSED}"), [id.0])?;
        }
        Ok(swept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CalendarId, ObjectName, PrincipalId, Uid};
    use crate::store::{CalendarKind, NewCalendar, NewObject, NewPrincipal, PrincipalKind, Store, StoreError};

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

    fn person(tx: &mut Tx<'_>, name: &str) -> (PrincipalId, CalendarId) {
        let (email, name) = (format!("{name}@example.org"), name.to_owned());
        let kind = PrincipalKind::Individual;
        let new = NewPrincipal { kind, name, display_name: String::new(), email, password: None };
        let person = tx.add_principal(&new, NOW).unwrap();
        let components = vec!["VEVENT".to_owned()];
        let new = NewCalendar { name: "a".to_owned(), kind: CalendarKind::Calendar, components };
        (person, tx.add_calendar(person, &new, NOW).unwrap())
    }

    fn put(tx: &mut Tx<'_>, calendar: CalendarId, body: &str) {
        let new = NewObject {
            name: ObjectName::parse("x").unwrap(),
            uid: Uid::parse("x").unwrap(),
            component: "VEVENT",
            schedule_tag: None,
            body: body.into(),
            first_start: 0,
            last_end: 1,
            organizer: None,
            attachments: Vec::new(),
        };
        assert_eq!(tx.put_object(calendar, &new, NOW).unwrap(), ETag::of(body.as_bytes()));
        let object = tx.object(calendar, "x").unwrap().unwrap();
        assert_eq!((object.head.size as usize, object.body.as_slice()), (body.len(), body.as_bytes()));
        assert_eq!(tx.body(object.head.id).unwrap(), object.body);
        assert_eq!(tx.objects(calendar, &[object.head.id]).unwrap(), [object]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_long_text_is_kept_once_and_as_long_as_somebody_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = |tx: &mut Tx<'_>| {
            let texts = |tx: &mut Tx<'_>| tx.texts().unwrap();
            let [one, other] = ["1", "2"].map(|digit| digit.repeat(SHARED));
            let ((alice, a), (bob, b)) = (person(tx, "alice"), person(tx, "bob"));
            put(tx, a, "short");
            assert_eq!(texts(tx), 0);
            put(tx, a, &one);
            put(tx, b, &one);
            assert_eq!(texts(tx), 1);
            put(tx, a, &other);
            assert_eq!(texts(tx), 2);
            put(tx, a, &one);
            assert_eq!(texts(tx), 1, "nobody has the other one any more");
            assert_eq!(tx.usage(alice)?.0, tx.usage(bob)?.0, "each counts what they have");
            let head = tx.object_head(a, "x")?.unwrap();
            tx.copy_object(&head, a, &ObjectName::parse("y").unwrap(), NOW)?;
            assert_eq!(tx.object(a, "y")?.unwrap().body, one.as_bytes());
            tx.delete_object(a, "x")?;
            tx.delete_object(a, "y")?;
            assert_eq!(tx.object(b, "x")?.unwrap().body, one.as_bytes());
            tx.delete_calendar(b)?;
            assert_eq!(texts(tx), 1, "what goes along with something else is swept");
            let unused = tx.unused_texts(TextId(0), 9)?;
            assert_eq!((unused.len(), tx.unused_texts(unused[0], 9)?.len()), (1, 0));
            put(tx, a, &one);
            assert_eq!(tx.sweep_texts(&unused)?, 0, "somebody has it again");
            tx.delete_object(a, "x")?;
            assert_eq!(texts(tx), 0);
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }
}
