//! What each person's things take, the properties that clients keep at them, and the long texts that say what calendars are
//! like: a running sum that every change of them keeps, so that nobody ever has to count.

use super::properties::BYTES as PROPERTY_BYTES;
use super::{Result, Tx};
use crate::id::{CalendarId, FileId, PrincipalId, ShareId};

/// An amount of things: what is used, or what may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of objects and files, and of dead properties.
    pub bytes: i64,
    /// Objects, files and folders.
    pub objects: i64,
}

/// Bounds of one person that differ from the usual ones; `None` where they do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnQuota {
    /// Bytes of objects and files, and of dead properties.
    pub bytes: Option<i64>,
    /// Objects, files and folders.
    pub objects: Option<i64>,
    /// Bytes of one object or card.
    pub object_bytes: Option<i64>,
}

impl Tx<'_> {
    /// What a principal uses, and the bounds it has of its own.
    pub fn usage(&mut self, principal: PrincipalId) -> Result<(Usage, OwnQuota)> {
        let found = self.one(
            "SELECT used_bytes, used_objects, quota_bytes, quota_objects, quota_object_bytes FROM principal WHERE id = ?1",
            [principal.0],
            |row| {
                let used = Usage { bytes: row.get(0)?, objects: row.get(1)? };
                Ok((used, OwnQuota { bytes: row.get(2)?, objects: row.get(3)?, object_bytes: row.get(4)? }))
            },
        )?;
        Ok(found.unwrap_or_default())
    }

    /// Gives a principal bounds of its own; false when there is no such principal.
    pub fn set_quota(&mut self, name: &str, quota: OwnQuota) -> Result<bool> {
        let sql = "UPDATE principal SET quota_bytes = ?2, quota_objects = ?3, quota_object_bytes = ?4 WHERE name = ?1";
        Ok(self.run(sql, (name, quota.bytes, quota.objects, quota.object_bytes))? > 0)
    }

    /// Counts out an object that is about to be deleted.
    pub(super) fn count_out(&mut self, calendar: CalendarId, name: &str) -> Result<()> {
        self.run(
            "UPDATE principal SET \
             used_bytes = used_bytes - COALESCE((SELECT size FROM object WHERE calendar = ?1 AND name = ?2), 0), \
             used_objects = used_objects - (SELECT COUNT(*) FROM object WHERE calendar = ?1 AND name = ?2) \
             WHERE id = (SELECT principal FROM calendar WHERE id = ?1)",
            (calendar.0, name),
        )?;
        Ok(())
    }

    /// Counts all members of a collection with their dead properties in (`times` is 1) or out (-1).
    pub(super) fn count_members(&mut self, calendar: CalendarId, times: i64) -> Result<()> {
        let sql = format!(
            "UPDATE principal SET \
             used_bytes = used_bytes + ?2 * (SELECT COALESCE(SUM(size), 0) FROM object WHERE calendar = ?1) \
             + ?2 * (SELECT COALESCE(SUM({PROPERTY_BYTES}), 0) FROM object_property p JOIN object o ON o.id = p.object \
             WHERE o.calendar = ?1), \
             used_objects = used_objects + ?2 * (SELECT COUNT(*) FROM object WHERE calendar = ?1) \
             WHERE id = (SELECT principal FROM calendar WHERE id = ?1)"
        );
        self.run(&sql, (calendar.0, times))?;
        Ok(())
    }

    /// Counts the long texts of a collection's live properties in (`times` is 1) or out (-1); its name and colour are short.
    pub(super) fn count_texts(&mut self, calendar: CalendarId, times: i64) -> Result<()> {
        self.run(
            "UPDATE principal SET used_bytes = used_bytes + ?2 * (SELECT COALESCE(OCTET_LENGTH(description), 0) \
             + COALESCE(OCTET_LENGTH(timezone), 0) + COALESCE(OCTET_LENGTH(availability), 0) FROM calendar WHERE id = ?1) \
             WHERE id = (SELECT principal FROM calendar WHERE id = ?1)",
            (calendar.0, times),
        )?;
        Ok(())
    }

    /// Counts those in or out that a sharee has for a calendar of somebody else.
    pub(super) fn count_shared_texts(&mut self, share: ShareId, times: i64) -> Result<()> {
        self.run(
            "UPDATE principal SET used_bytes = used_bytes + ?2 * (SELECT COALESCE(OCTET_LENGTH(description), 0) \
             + COALESCE(OCTET_LENGTH(timezone), 0) FROM share WHERE id = ?1) \
             WHERE id = (SELECT sharee FROM share WHERE id = ?1)",
            (share.0, times),
        )?;
        Ok(())
    }

    /// Counts bytes and things in, or out where the numbers are negative.
    pub(super) fn count_in(&mut self, principal: PrincipalId, change: Usage) -> Result<()> {
        self.run(
            "UPDATE principal SET used_bytes = used_bytes + ?2, used_objects = used_objects + ?3 WHERE id = ?1",
            (principal.0, change.bytes, change.objects),
        )?;
        Ok(())
    }

    /// Counts out a file, or a folder with all that is in it.
    pub(super) fn count_out_files(&mut self, id: FileId) -> Result<()> {
        let sql = format!(
            "WITH RECURSIVE tree (id, principal, blob) AS (SELECT id, principal, blob FROM file WHERE id = ?1 \
             UNION ALL SELECT f.id, f.principal, f.blob FROM file f JOIN tree ON f.folder = tree.id) \
             SELECT MAX(tree.principal), COALESCE(SUM(b.size), 0) + (SELECT COALESCE(SUM({PROPERTY_BYTES}), 0) \
             FROM file_property p JOIN tree t ON t.id = p.file), COUNT(*) \
             FROM tree LEFT JOIN blob b ON b.id = tree.blob"
        );
        let gone = self.one(&sql, [id.0], |row| {
            Ok((row.get::<_, Option<i64>>(0)?, Usage { bytes: row.get(1)?, objects: row.get(2)? }))
        })?;
        match gone {
            Some((Some(principal), gone)) => {
                self.count_in(PrincipalId(principal), Usage { bytes: -gone.bytes, objects: -gone.objects })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ObjectName, Uid};
    use crate::store::{
        CalendarChange, CalendarKind, Content, DeadProperty, NewCalendar, NewObject, NewPrincipal, NewShare,
        PrincipalKind, PropertyOf, ShareState, Store, StoreError,
    };

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

    fn name(text: &str) -> ObjectName {
        ObjectName::parse(text).unwrap()
    }

    fn put(tx: &mut Tx<'_>, calendar: CalendarId, text: &str, bytes: usize) {
        let new = NewObject {
            name: name(text),
            uid: Uid::parse(text).unwrap(),
            component: "VEVENT",
            schedule_tag: None,
            body: vec![b'x'; bytes].into(),
            first_start: 0,
            last_end: 1,
            organizer: None,
            attachments: Vec::new(),
        };
        tx.put_object(calendar, &new, NOW).unwrap();
    }

    /// What counting from scratch says.
    fn counted(tx: &mut Tx<'_>, principal: PrincipalId) -> Usage {
        let sql = include_str!("sql/0014_quota.sql");
        let update = sql.rsplit_once(";\nUPDATE").map(|(_, update)| format!("UPDATE{update}")).unwrap();
        let kept = tx.usage(principal).unwrap().0;
        tx.connection.execute_batch(&update).unwrap();
        tx.connection.execute_batch(include_str!("sql/0036_properties_counted.sql")).unwrap();
        tx.connection.execute_batch(include_str!("sql/0037_texts_counted.sql")).unwrap();
        let counted = tx.usage(principal).unwrap().0;
        assert_eq!(kept, counted);
        counted
    }

    /// A dead property of 10 bytes.
    fn keep(tx: &mut Tx<'_>, of: impl Into<PropertyOf>) {
        let property = DeadProperty { namespace: "u:".into(), name: "ä".into(), xml: "<x>€".into() };
        tx.set_dead_property(of, &property).unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn properties_count_as_long_as_what_they_are_kept_at() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = |tx: &mut Tx<'_>| {
            let (alice, [a, b]) = alice(tx);
            put(tx, a, "1.ics", 100);
            let object = tx.object_head(a, "1.ics")?.unwrap();
            keep(tx, PropertyOf::Home(alice, "home"));
            keep(tx, a);
            for _ in 0..2 {
                keep(tx, PropertyOf::Object(object.id));
                assert_eq!(counted(tx, alice), Usage { bytes: 130, objects: 1 });
            }
            tx.copy_object(&object, a, &name("2.ics"), NOW)?;
            assert_eq!(counted(tx, alice), Usage { bytes: 240, objects: 2 });
            tx.move_object(&object, b, &name("3.ics"))?;
            assert_eq!(counted(tx, alice), Usage { bytes: 240, objects: 2 });
            tx.delete_object(a, "2.ics")?;
            assert_eq!(counted(tx, alice), Usage { bytes: 130, objects: 1 });
            tx.copy_members(b, a, NOW)?;
            assert_eq!(counted(tx, alice), Usage { bytes: 240, objects: 2 });
            tx.delete_calendar(a)?;
            assert_eq!(counted(tx, alice), Usage { bytes: 120, objects: 1 });
            tx.remove_dead_property(PropertyOf::Home(alice, "home"), "u:", "ä")?;
            tx.remove_dead_property(PropertyOf::Home(alice, "home"), "u:", "ä")?;
            let root = tx.file_root(alice)?.unwrap();
            let folder = tx.add_folder(&root, &name("f"), NOW)?;
            keep(tx, PropertyOf::File(folder));
            let inside = tx.file(root.id, "f")?.unwrap();
            let inner = tx.add_folder(&inside, &name("g"), NOW)?;
            keep(tx, PropertyOf::File(inner));
            assert_eq!(counted(tx, alice), Usage { bytes: 130, objects: 3 });
            tx.delete_file(folder)?;
            assert_eq!(counted(tx, alice), Usage { bytes: 110, objects: 1 });
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn long_texts_count_for_whoever_wrote_them() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let said =
            |text: &str| CalendarChange { description: Some(Some(text.to_owned())), ..CalendarChange::default() };
        let work = move |tx: &mut Tx<'_>| {
            let (alice, [a, b]) = alice(tx);
            let (name, email) = ("bob".to_owned(), "bob@example.org".to_owned());
            let new = NewPrincipal {
                kind: PrincipalKind::Individual,
                name,
                display_name: String::new(),
                email,
                password: None,
            };
            let bob = tx.add_principal(&new, NOW)?;
            let bytes = |bytes| Usage { bytes, objects: 0 };
            for (text, used) in [("ä", 2), ("longer", 6), ("", 0), ("four", 4)] {
                tx.change_calendar(a, &said(text))?;
                assert_eq!(counted(tx, alice), bytes(used), "{text}");
            }
            let named = CalendarChange { display_name: Some(Some("name".to_owned())), ..CalendarChange::default() };
            tx.change_calendar(a, &named)?;
            let (code, summary, state) = ("s1".to_owned(), String::new(), ShareState::NoResponse);
            tx.add_share(&NewShare { code, calendar: a, sharee: bob, team: None, state, summary }, NOW)?;
            let share = tx.share_with(a, bob)?.unwrap();
            tx.accept_share(&share, Some("name"))?;
            tx.change_shared(share.id, &said("Bob's"))?;
            tx.change_shared(share.id, &said("his"))?;
            tx.change_calendar(b, &said("b"))?;
            assert_eq!((counted(tx, alice), counted(tx, bob)), (bytes(5), bytes(3)));
            tx.delete_calendar(a)?;
            assert_eq!((counted(tx, alice), counted(tx, bob)), (bytes(1), bytes(0)));
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }

    fn alice(tx: &mut Tx<'_>) -> (PrincipalId, [CalendarId; 2]) {
        let (who, email) = ("alice".to_owned(), "alice@example.org".to_owned());
        let kind = PrincipalKind::Individual;
        let new = NewPrincipal { kind, name: who, display_name: String::new(), email, password: None };
        let alice = tx.add_principal(&new, NOW).unwrap();
        let calendars = ["a", "b"].map(|name| {
            let components = vec!["VEVENT".to_owned()];
            let new = NewCalendar { name: name.to_owned(), kind: CalendarKind::Calendar, components };
            tx.add_calendar(alice, &new, NOW).unwrap()
        });
        (alice, calendars)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_running_sum_is_what_counting_would_say() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = |tx: &mut Tx<'_>| {
            let (alice, [a, b]) = alice(tx);
            put(tx, a, "1.ics", 10);
            put(tx, a, "2.ics", 20);
            put(tx, a, "1.ics", 5);
            assert_eq!(counted(tx, alice), Usage { bytes: 25, objects: 2 });
            let head = tx.object_head(a, "2.ics")?.unwrap();
            tx.copy_object(&head, b, &name("3.ics"), NOW)?;
            tx.move_object(&head, b, &name("4.ics"))?;
            assert_eq!(counted(tx, alice), Usage { bytes: 45, objects: 3 });
            tx.delete_object(b, "3.ics")?;
            tx.delete_object(b, "none.ics")?;
            assert_eq!(counted(tx, alice), Usage { bytes: 25, objects: 2 });
            tx.delete_calendar(a)?;
            let components = vec!["VEVENT".to_owned()];
            let new = NewCalendar { name: "c".to_owned(), kind: CalendarKind::Calendar, components };
            let c = tx.add_calendar(alice, &new, NOW)?;
            tx.copy_members(b, c, NOW)?;
            assert_eq!(counted(tx, alice), Usage { bytes: 40, objects: 2 });
            let root = tx.file_root(alice)?.unwrap();
            let folder = tx.add_folder(&root, &name("f"), NOW)?;
            let inside = tx.file(root.id, "f")?.unwrap();
            for bytes in [&b"12345"[..], b"1"] {
                let blob = tx.add_blob(bytes, NOW)?;
                tx.put_file(&inside, &name("x"), &Content { blob, media_type: String::new() }, NOW)?;
            }
            let x = tx.file(inside.id, "x")?.unwrap();
            tx.copy_file(x.id, folder, Some(&name("y")), NOW)?;
            assert_eq!(counted(tx, alice), Usage { bytes: 42, objects: 5 });
            tx.delete_file(folder)?;
            assert_eq!(counted(tx, alice), Usage { bytes: 40, objects: 2 });
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }
}
