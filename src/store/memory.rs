//! What a reader remembers of the rows with which every request begins: principals and collections, by name.
//!
//! It holds as long as nobody changes the database, in this process or another. SQLite counts the changes that a connection
//! sees (`PRAGMA data_version`), and that count is read in the transaction itself: what is remembered is what its snapshot
//! holds.

use std::collections::HashMap;

use super::{Calendar, Principal, Result, Tx};
use crate::id::PrincipalId;

/// Rows of one kind that are remembered.
const MOST: usize = 256;

/// The memory of one reader.
#[derive(Default)]
pub(super) struct Memory {
    /// The count of changes at which it was filled.
    version: i64,
    principals: HashMap<String, Principal>,
    collections: HashMap<(PrincipalId, String), Calendar>,
}

impl Memory {
    /// Forgets everything unless the count of changes is still the same.
    fn keep_if(&mut self, version: i64) {
        if self.version != version {
            *self = Memory { version, ..Memory::default() };
        }
    }
}

impl Tx<'_> {
    /// The principal of this name; there may be one that is not remembered.
    pub(super) fn remembered_principal(&mut self, name: &str) -> Result<Option<Principal>> {
        Ok(self.memory()?.and_then(|memory| memory.principals.get(name).cloned()))
    }

    pub(super) fn remember_principal(&mut self, principal: &Principal) {
        if let Some(memory) = self.memory.as_deref_mut() {
            make_room(&mut memory.principals);
            memory.principals.insert(principal.name.clone(), principal.clone());
        }
    }

    /// The collection of this name; there may be one that is not remembered.
    pub(super) fn remembered_collection(&mut self, owner: PrincipalId, name: &str) -> Result<Option<Calendar>> {
        Ok(self.memory()?.and_then(|memory| memory.collections.get(&(owner, name.to_owned())).cloned()))
    }

    pub(super) fn remember_collection(&mut self, kept_name: &str, calendar: &Calendar) {
        if let Some(memory) = self.memory.as_deref_mut() {
            make_room(&mut memory.collections);
            memory.collections.insert((calendar.principal, kept_name.to_owned()), calendar.clone());
        }
    }

    /// What holds in this snapshot; nothing in a transaction that writes.
    fn memory(&mut self) -> Result<Option<&mut Memory>> {
        if !self.is_memory_checked && self.memory.is_some() {
            let version = self.count("PRAGMA data_version", ())?;
            self.is_memory_checked = true;
            self.memory.iter_mut().for_each(|memory| memory.keep_if(version));
        }
        Ok(self.memory.as_deref_mut())
    }
}

fn make_room<K, V>(rows: &mut HashMap<K, V>) {
    if rows.len() >= MOST {
        rows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{CalendarChange, CalendarKind, NewCalendar, NewPrincipal, Store, StoreError};

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

    /// Alice's password and the name of her calendar, as a reader sees them.
    fn seen(store: &Store) -> (Option<String>, Option<String>) {
        let work = |tx: &mut Tx<'_>| {
            let alice = tx.principal_by_name("alice")?;
            let Some(alice) = alice else { return Ok((None, None)) };
            let calendar = tx.calendar(alice.id, "work")?;
            assert_eq!(tx.principal_by_name("alice")?, Some(alice.clone()), "the second look is at what is remembered");
            assert_eq!(tx.calendar(alice.id, "work")?, calendar);
            Ok((alice.password, calendar.and_then(|calendar| calendar.display_name)))
        };
        store.read::<_, StoreError, _>(work).unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_reader_remembers_nothing_that_does_not_hold_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let here = Store::open(folder.path()).unwrap();
        // As another process does it.
        let elsewhere = Store::open(folder.path()).unwrap();
        assert_eq!(seen(&here), (None, None));
        let made = |tx: &mut Tx<'_>| {
            let new = NewPrincipal {
                kind: crate::store::PrincipalKind::Individual,
                name: "alice".into(),
                display_name: String::new(),
                email: "alice@example.org".into(),
                password: Some("first".into()),
            };
            let alice = tx.add_principal(&new, NOW)?;
            let new = NewCalendar { name: "work".into(), kind: CalendarKind::Calendar, components: vec![] };
            tx.add_calendar(alice, &new, NOW)
        };
        let work = here.write::<_, StoreError, _>(made).await.unwrap();
        for (number, store) in [&here, &elsewhere, &here, &elsewhere].into_iter().enumerate() {
            let text = number.to_string();
            let (password, name) = (text.clone(), text.clone());
            let change = move |tx: &mut Tx<'_>| {
                tx.set_password("alice", &password)?;
                tx.change_calendar(
                    work,
                    &CalendarChange { display_name: Some(Some(name)), ..CalendarChange::default() },
                )
            };
            store.write::<_, StoreError, _>(change).await.unwrap();
            for reader in [&here, &elsewhere] {
                assert_eq!(seen(reader), (Some(text.clone()), Some(text.clone())));
                assert_eq!(seen(reader), (Some(text.clone()), Some(text.clone())));
            }
        }
        here.write::<_, StoreError, _>(move |tx| tx.delete_calendar(work)).await.unwrap();
        assert_eq!(seen(&elsewhere).1, None);
    }
}
