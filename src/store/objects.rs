//! Stored calendar objects, their index rows and the change log of each collection.

use rusqlite::Row;

use super::{Result, Tx, time};
use crate::id::{CalendarId, ETag, ObjectId, ObjectName, PrincipalId, ScheduleTag, Uid};

/// What is known of a stored object without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectHead {
    /// Its number.
    pub id: ObjectId,
    /// The collection it is in.
    pub calendar: CalendarId,
    /// Its path segment.
    pub name: String,
    /// Its UID.
    pub uid: String,
    /// Its main component, such as `VEVENT`.
    pub component: String,
    /// Its entity tag.
    pub etag: ETag,
    /// Its Schedule-Tag, if it is a scheduling object.
    pub schedule_tag: Option<ScheduleTag>,
    /// Bytes of its text.
    pub size: i64,
    /// When it was made.
    pub created: chrono::DateTime<chrono::Utc>,
    /// When it was last changed.
    pub modified: chrono::DateTime<chrono::Utc>,
    /// The collection's revision of its last change.
    pub revision: i64,
}

/// A stored object with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// What is known of it.
    pub head: ObjectHead,
    /// Its text, as the client sent it unless the server changed it.
    pub body: Vec<u8>,
}

/// An object to store, with what the index needs.
#[derive(Clone, Debug)]
pub struct NewObject {
    /// Its path segment.
    pub name: ObjectName,
    /// Its UID.
    pub uid: Uid,
    /// Its main component, such as `VEVENT`.
    pub component: &'static str,
    /// Its Schedule-Tag, if it is a scheduling object.
    pub schedule_tag: Option<ScheduleTag>,
    /// Its text.
    pub body: Vec<u8>,
    /// First instant it can touch, in seconds; `i64::MIN` when unknown.
    pub first_start: i64,
    /// Last instant it can touch, in seconds; `i64::MAX` when open-ended.
    pub last_end: i64,
    /// The organizer's address in its compared form, if it is a scheduling object.
    pub organizer: Option<String>,
}

/// One line of a collection's change log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The member's path segment.
    pub name: String,
    /// The collection's revision of the change.
    pub revision: i64,
    /// The member's entity tag, or `None` when it is gone.
    pub etag: Option<ETag>,
}

const HEAD: &str = "o.id, o.calendar, o.name, o.uid, o.component, o.etag, o.schedule_tag, o.size, o.created, \
                    o.modified, o.revision";

fn head(row: &Row<'_>) -> rusqlite::Result<ObjectHead> {
    Ok(ObjectHead {
        id: ObjectId(row.get(0)?),
        calendar: CalendarId(row.get(1)?),
        name: row.get(2)?,
        uid: row.get(3)?,
        component: row.get(4)?,
        etag: ETag(row.get(5)?),
        schedule_tag: row.get::<_, Option<String>>(6)?.map(ScheduleTag),
        size: row.get(7)?,
        created: time(row.get(8)?),
        modified: time(row.get(9)?),
        revision: row.get(10)?,
    })
}

fn object(row: &Row<'_>) -> rusqlite::Result<Object> {
    Ok(Object { head: head(row)?, body: row.get(11)? })
}

impl Tx<'_> {
    /// The object of this name in a collection.
    pub fn object(&mut self, calendar: CalendarId, name: &str) -> Result<Option<Object>> {
        let sql = format!("SELECT {HEAD}, o.body FROM object o WHERE o.calendar = ?1 AND o.name = ?2");
        self.one(&sql, (calendar.0, name), object)
    }

    /// What is known of the object of this name in a collection.
    pub fn object_head(&mut self, calendar: CalendarId, name: &str) -> Result<Option<ObjectHead>> {
        let sql = format!("SELECT {HEAD} FROM object o WHERE o.calendar = ?1 AND o.name = ?2");
        self.one(&sql, (calendar.0, name), head)
    }

    /// What is known of a collection's members, by name, `limit` at most, those after `after` (all when empty).
    pub fn object_heads(&mut self, calendar: CalendarId, after: &str, limit: usize) -> Result<Vec<ObjectHead>> {
        let sql = format!("SELECT {HEAD} FROM object o WHERE o.calendar = ?1 AND o.name > ?2 ORDER BY o.name LIMIT ?3");
        self.all(&sql, (calendar.0, after, limit as i64), head)
    }

    /// A collection's members that can touch the time `from` to `to` (seconds; ends excluded), in the order of their
    /// numbers, `limit` at most, those after the number `after` (all when zero).
    pub fn objects_between(
        &mut self,
        calendar: CalendarId,
        from: i64,
        to: i64,
        after: ObjectId,
        limit: usize,
    ) -> Result<Vec<Object>> {
        let sql = format!(
            "SELECT {HEAD}, o.body FROM object o WHERE o.id IN (SELECT i.id FROM object i WHERE i.calendar = ?1 \
             AND i.last_end >= ?2 AND i.first_start < ?3 AND i.id > ?4 ORDER BY i.id LIMIT ?5) ORDER BY o.id"
        );
        self.all(&sql, (calendar.0, from, to, after.0, limit as i64), object)
    }

    /// The member of a collection that has this UID.
    pub fn object_by_uid(&mut self, calendar: CalendarId, uid: &str) -> Result<Option<ObjectHead>> {
        let sql = format!("SELECT {HEAD} FROM object o WHERE o.uid = ?2 AND o.calendar = ?1");
        self.one(&sql, (calendar.0, uid), head)
    }

    /// A principal's copies of a meeting: its objects with this UID outside the schedule inbox, scheduling objects first.
    pub fn copies(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<Object>> {
        let sql = format!(
            "SELECT {HEAD}, o.body FROM object o JOIN calendar c ON c.id = o.calendar \
             WHERE o.uid = ?2 AND c.principal = ?1 AND c.kind = 'calendar' \
             ORDER BY CASE WHEN o.schedule_tag IS NULL THEN 1 ELSE 0 END, o.id"
        );
        self.all(&sql, (principal.0, uid), object)
    }

    /// The principals that organize a meeting with this UID, with the organizer's address on their copy.
    pub fn organizers(&mut self, uid: &str) -> Result<Vec<(PrincipalId, String)>> {
        self.all(
            "SELECT c.principal, o.organizer FROM object o JOIN calendar c ON c.id = o.calendar \
             JOIN address a ON a.address = o.organizer AND a.principal = c.principal \
             WHERE o.uid = ?1 AND c.kind = 'calendar' ORDER BY o.id",
            [uid],
            |row| Ok((PrincipalId(row.get(0)?), row.get(1)?)),
        )
    }

    /// Stores an object, new or in place of the one of the same name, and notes the change.
    ///
    /// Returns its entity tag.
    pub fn put_object(
        &mut self,
        calendar: CalendarId,
        new: &NewObject,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<ETag> {
        let revision = self.note_change(calendar)?;
        let etag = ETag::of(&new.body);
        self.run(
            "INSERT INTO object (calendar, name, uid, component, etag, schedule_tag, body, size, created, modified, \
             revision, first_start, last_end, organizer) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12, ?13) \
             ON CONFLICT (calendar, name) DO UPDATE SET uid = excluded.uid, component = excluded.component, \
             etag = excluded.etag, schedule_tag = excluded.schedule_tag, body = excluded.body, size = excluded.size, \
             modified = excluded.modified, revision = excluded.revision, first_start = excluded.first_start, \
             last_end = excluded.last_end, organizer = excluded.organizer",
            rusqlite::params![
                calendar.0,
                new.name.as_str(),
                new.uid.as_str(),
                new.component,
                etag.0,
                new.schedule_tag.as_ref().map(|tag| &tag.0),
                new.body,
                new.body.len() as i64,
                now.timestamp(),
                revision,
                new.first_start,
                new.last_end,
                new.organizer,
            ],
        )?;
        self.run("DELETE FROM tombstone WHERE calendar = ?1 AND name = ?2", (calendar.0, new.name.as_str()))?;
        Ok(etag)
    }

    /// Deletes the object of this name and leaves a tombstone; false when there is none.
    pub fn delete_object(&mut self, calendar: CalendarId, name: &str) -> Result<bool> {
        if self.run("DELETE FROM object WHERE calendar = ?1 AND name = ?2", (calendar.0, name))? == 0 {
            return Ok(false);
        }
        self.note_removal(calendar, name)?;
        Ok(true)
    }

    /// Moves an object as it is to another name or collection, and leaves a tombstone where it was.
    ///
    /// # Errors
    /// A name that is taken there.
    pub fn move_object(&mut self, object: &ObjectHead, to: CalendarId, name: &ObjectName) -> Result<()> {
        let revision = self.note_change(to)?;
        self.run(
            "UPDATE object SET calendar = ?2, name = ?3, revision = ?4 WHERE id = ?1",
            (object.id.0, to.0, name.as_str(), revision),
        )?;
        self.run("DELETE FROM tombstone WHERE calendar = ?1 AND name = ?2", (to.0, name.as_str()))?;
        self.note_removal(object.calendar, &object.name)
    }

    /// Copies an object to another name or collection.
    ///
    /// # Errors
    /// A name that is taken there.
    pub fn copy_object(
        &mut self,
        object: &ObjectHead,
        to: CalendarId,
        name: &ObjectName,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        let revision = self.note_change(to)?;
        self.run(
            "INSERT INTO object (calendar, name, uid, component, etag, schedule_tag, body, size, created, modified, \
             revision, first_start, last_end, organizer) \
             SELECT ?2, ?3, uid, component, etag, schedule_tag, body, size, ?4, ?4, ?5, first_start, last_end, organizer \
             FROM object WHERE id = ?1",
            (object.id.0, to.0, name.as_str(), now.timestamp(), revision),
        )?;
        self.run("DELETE FROM tombstone WHERE calendar = ?1 AND name = ?2", (to.0, name.as_str()))?;
        Ok(())
    }

    /// Changes and removals of a collection's members after `revision`, oldest first, `limit` at most.
    pub fn changes_since(&mut self, calendar: CalendarId, revision: i64, limit: usize) -> Result<Vec<Change>> {
        self.all(
            "SELECT name, revision, etag FROM object WHERE calendar = ?1 AND revision > ?2 \
             UNION ALL SELECT name, revision, NULL FROM tombstone WHERE calendar = ?1 AND revision > ?2 \
             ORDER BY 2 LIMIT ?3",
            (calendar.0, revision, limit as i64),
            |row| Ok(Change { name: row.get(0)?, revision: row.get(1)?, etag: row.get::<_, Option<String>>(2)?.map(ETag) }),
        )
    }

    /// Forgets a collection's tombstones up to `revision`; older sync-tokens become invalid.
    pub fn prune_changes(&mut self, calendar: CalendarId, revision: i64) -> Result<()> {
        self.run("DELETE FROM tombstone WHERE calendar = ?1 AND revision <= ?2", (calendar.0, revision))?;
        self.run("UPDATE calendar SET pruned = ?2 WHERE id = ?1 AND pruned < ?2", (calendar.0, revision))?;
        Ok(())
    }

    /// Forgets all but the newest `kept` changes of each collection; older sync-tokens become invalid.
    pub fn prune_all_changes(&mut self, kept: i64) -> Result<()> {
        let busy: Vec<(i64, i64)> = self.all(
            "SELECT id, revision - ?1 FROM calendar WHERE revision - ?1 > pruned",
            [kept],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        for (calendar, revision) in busy {
            self.prune_changes(CalendarId(calendar), revision)?;
        }
        Ok(())
    }

    /// Deletes messages that lie in schedule inboxes since before this time, `limit` at most; returns how many.
    pub fn prune_inboxes(&mut self, before: chrono::DateTime<chrono::Utc>, limit: usize) -> Result<usize> {
        let old: Vec<(i64, String)> = self.all(
            "SELECT o.calendar, o.name FROM calendar c JOIN object o ON o.calendar = c.id \
             WHERE c.kind = 'inbox' AND o.modified < ?1 LIMIT ?2",
            (before.timestamp(), limit as i64),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        for (calendar, name) in &old {
            self.delete_object(CalendarId(*calendar), name)?;
        }
        Ok(old.len())
    }

    fn note_removal(&mut self, calendar: CalendarId, name: &str) -> Result<()> {
        let revision = self.note_change(calendar)?;
        self.run(
            "INSERT INTO tombstone (calendar, name, revision) VALUES (?1, ?2, ?3) \
             ON CONFLICT (calendar, name) DO UPDATE SET revision = excluded.revision",
            (calendar.0, name, revision),
        )?;
        Ok(())
    }

    fn note_change(&mut self, calendar: CalendarId) -> Result<i64> {
        let revision = self.one(
            "UPDATE calendar SET revision = revision + 1 WHERE id = ?1 RETURNING revision",
            [calendar.0],
            |row| row.get(0),
        )?;
        Ok(revision.unwrap_or_default())
    }
}
