//! Numbers of objects, set aside many at a time: the database then keeps the highest number it gave once for all of them,
//! and not with each object.

use std::cell::Cell;

use super::{Result, Tx};

/// How many numbers are set aside at a time.
const AT_ONCE: i64 = 64;

/// Numbers that were set aside and are not given yet.
#[derive(Default)]
pub(super) struct Numbers {
    next: Cell<i64>,
    left: Cell<i64>,
}

impl Numbers {
    /// Nothing is set aside: what set it aside was undone, or may have been. Numbers that are not given are lost.
    pub(super) fn forget(&self) {
        self.left.set(0);
    }

    fn set(&self, first: i64) {
        self.next.set(first);
        self.left.set(AT_ONCE);
    }

    fn take(&self) -> Option<i64> {
        self.left.set(self.left.get().checked_sub(1).filter(|left| *left >= 0)?);
        Some(self.next.replace(self.next.get() + 1))
    }
}

impl Tx<'_> {
    /// A number for a new object that no object ever had; `None` where the database is to find it itself.
    pub(super) fn number_set_aside(&mut self) -> Result<Option<i64>> {
        let Some(numbers) = self.numbers else { return Ok(None) };
        if let Some(number) = numbers.take() {
            return Ok(Some(number));
        }
        // Here SQLite keeps the highest number that a table with AUTOINCREMENT ever had, and lets programs raise it.
        self.run("UPDATE sqlite_sequence SET seq = seq + ?1 WHERE name = 'object'", [AT_ONCE])?;
        let highest = self.count("SELECT seq FROM sqlite_sequence WHERE name = 'object'", ())?;
        if highest < AT_ONCE {
            return Ok(None);
        }
        numbers.set(highest - AT_ONCE + 1);
        Ok(numbers.take())
    }
}

#[cfg(test)]
mod tests {
    use crate::id::{CalendarId, ObjectId, ObjectName, Uid};
    use crate::store::{CalendarKind, NewCalendar, NewObject, NewPrincipal, PrincipalKind, Store, StoreError, Tx};

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

    fn calendar(tx: &mut Tx<'_>) -> CalendarId {
        let (name, email) = ("alice".to_owned(), "alice@example.org".to_owned());
        let kind = PrincipalKind::Individual;
        let new = NewPrincipal { kind, name, display_name: String::new(), email, password: None };
        let alice = tx.add_principal(&new, NOW).unwrap();
        let kind = CalendarKind::Calendar;
        tx.add_calendar(alice, &NewCalendar { name: "work".to_owned(), kind, components: Vec::new() }, NOW).unwrap()
    }

    fn put(tx: &mut Tx<'_>, calendar: CalendarId, name: &str) -> ObjectId {
        let new = NewObject {
            name: ObjectName::parse(name).unwrap(),
            uid: Uid::parse(name).unwrap(),
            component: "VEVENT",
            schedule_tag: None,
            body: b"x".to_vec().into(),
            first_start: 0,
            last_end: 1,
            organizer: None,
            attachments: Vec::new(),
        };
        tx.put_object(calendar, &new, NOW).unwrap();
        tx.object_head(calendar, name).unwrap().unwrap().id
    }

    #[tokio::test]
    async fn no_number_is_given_twice_whatever_is_deleted_undone_or_copied() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let mut given = Vec::new();
        let work = store.write(|tx| Ok::<_, StoreError>(calendar(tx))).await.unwrap();
        for round in 0..5 {
            let undone: Result<(), StoreError> = store
                .write(move |tx| {
                    put(tx, work, &format!("undone-{round}.ics"));
                    Err(StoreError::Stopped)
                })
                .await;
            assert!(undone.is_err());
            let some = move |tx: &mut Tx<'_>| {
                let ids: Vec<_> = (0..50).map(|n| put(tx, work, &format!("{round}-{n}.ics"))).collect();
                let last = format!("{round}-49.ics");
                let head = tx.object_head(work, &last)?.unwrap();
                tx.copy_object(&head, work, &ObjectName::parse(&format!("copy-{round}.ics")).unwrap(), NOW)?;
                let copy = tx.object_head(work, &format!("copy-{round}.ics"))?.unwrap().id;
                tx.delete_object(work, &last)?;
                tx.delete_object(work, &format!("copy-{round}.ics"))?;
                Ok::<_, StoreError>([ids, vec![copy]].concat())
            };
            given.extend(store.write(some).await.unwrap());
        }
        drop(store);
        let store = Store::open(folder.path()).unwrap();
        given.push(store.write(move |tx| Ok::<_, StoreError>(put(tx, work, "later.ics"))).await.unwrap());
        let number = given.len();
        given.sort_unstable();
        given.dedup();
        assert_eq!(given.len(), number);
    }
}
