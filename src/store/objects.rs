//! Stored calendar objects, their index rows and the change log of each collection.

use rusqlite::Row;

use super::shares::IsShared;
use super::{PropertyOf, Result, Text, Tx, Usage, time};
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
    /// The entity tag of what those who share the calendar are shown of it, where nothing has changed since but what is the
    /// owner's.
    pub shown: Option<ETag>,
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
    pub body: Text,
    /// First instant it can touch, in seconds; `i64::MIN` when unknown.
    pub first_start: i64,
    /// Last instant it can touch, in seconds; `i64::MAX` when open-ended.
    pub last_end: i64,
    /// The organizer's address in its compared form, if it is a scheduling object.
    pub organizer: Option<String>,
    /// The MANAGED-IDs of its attachments (RFC 8607 §4.3).
    pub attachments: Vec<String>,
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

/// The columns of a head, with what follows them in a query: one text, so that no query is put together at each use.
macro_rules! head {
    ($($rest:literal),*) => {
        concat!(
            "SELECT o.id, o.calendar, o.name, o.uid, o.component, o.etag, o.schedule_tag, o.size, o.created, o.modified, ",
            "o.revision, o.shown_etag",
            $($rest),*
        )
    };
}

/// As `head!`, with the object's bytes behind it; `b` is its row of the table `body`.
macro_rules! whole {
    ($rest:literal) => {
        head!(", COALESCE((SELECT t.bytes FROM text t WHERE t.id = b.text), b.bytes)", $rest)
    };
}

const BETWEEN: &str = "SELECT o.id FROM object o WHERE o.calendar = ?1 AND o.last_end >= ?2 AND o.first_start < ?3";

const TOO_MANY_GONE: &str = "SELECT calendar FROM tombstone GROUP BY calendar HAVING COUNT(*) > ?1";
const TOO_MANY_CALENDARS_GONE: &str = "SELECT principal FROM gone_calendar GROUP BY principal HAVING COUNT(*) > ?1";

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
        shown: row.get::<_, Option<String>>(11)?.map(ETag),
    })
}

fn object(row: &Row<'_>) -> rusqlite::Result<Object> {
    Ok(Object { head: head(row)?, body: row.get(12)? })
}

impl Tx<'_> {
    /// The object of this name in a collection.
    pub fn object(&mut self, calendar: CalendarId, name: &str) -> Result<Option<Object>> {
        let sql = whole!(" FROM object o JOIN body b ON b.object = o.id WHERE o.calendar = ?1 AND o.name = ?2");
        self.one(sql, (calendar.0, name), object)
    }

    /// What is known of the object of this name in a collection.
    pub fn object_head(&mut self, calendar: CalendarId, name: &str) -> Result<Option<ObjectHead>> {
        self.one(head!(" FROM object o WHERE o.calendar = ?1 AND o.name = ?2"), (calendar.0, name), head)
    }

    /// What is known of a collection's members, by name, `limit` at most, those after `after` (all when empty).
    pub fn object_heads(&mut self, calendar: CalendarId, after: &str, limit: usize) -> Result<Vec<ObjectHead>> {
        let sql = head!(" FROM object o WHERE o.calendar = ?1 AND o.name > ?2 ORDER BY o.name LIMIT ?3");
        self.all(sql, (calendar.0, after, limit as i64), head)
    }

    /// The numbers, in order, of a collection's members that can touch the time `from` to `to` (seconds; ends excluded).
    ///
    /// The index alone answers this. Whoever reads the members page by page begins with the numbers of all, so that one
    /// whose time changes meanwhile is neither missed nor met twice.
    pub fn objects_between(&mut self, calendar: CalendarId, from: i64, to: i64) -> Result<Vec<ObjectId>> {
        let mut ids = self.all(BETWEEN, (calendar.0, from, to), |row| Ok(ObjectId(row.get(0)?)))?;
        ids.sort_unstable();
        Ok(ids)
    }

    /// The objects of these numbers, as far as they are in a collection still.
    pub fn objects(&mut self, calendar: CalendarId, ids: &[ObjectId]) -> Result<Vec<Object>> {
        let sql = whole!(" FROM object o JOIN body b ON b.object = o.id WHERE o.id = ?1 AND o.calendar = ?2");
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(statement.query_map((id.0, calendar.0), object)?.next().transpose()?);
        }
        Ok(found)
    }

    /// What is known of the objects of these numbers, as far as they are in a collection still.
    pub fn heads(&mut self, calendar: CalendarId, ids: &[ObjectId]) -> Result<Vec<ObjectHead>> {
        let mut statement =
            self.connection.prepare_cached(head!(" FROM object o WHERE o.id = ?1 AND o.calendar = ?2"))?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(statement.query_map((id.0, calendar.0), head)?.next().transpose()?);
        }
        Ok(found)
    }

    /// The text of an object; empty when there is no object of this number.
    pub fn body(&mut self, id: ObjectId) -> Result<Vec<u8>> {
        let sql = "SELECT COALESCE((SELECT t.bytes FROM text t WHERE t.id = b.text), b.bytes) FROM body b WHERE b.object = ?1";
        Ok(self.one(sql, [id.0], |row| row.get(0))?.unwrap_or_default())
    }

    /// What is known of a collection's members whose last change has a revision after `after`, up to `to`, oldest first.
    pub fn heads_changed(&mut self, calendar: CalendarId, after: i64, to: i64) -> Result<Vec<ObjectHead>> {
        let sql =
            head!(" FROM object o WHERE o.calendar = ?1 AND o.revision > ?2 AND o.revision <= ?3 ORDER BY o.revision");
        self.all(sql, (calendar.0, after, to), head)
    }

    /// When a member of a collection was changed last, if there is one.
    pub fn last_modified(&mut self, calendar: CalendarId) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
        let sql = "SELECT MAX(modified) FROM object WHERE calendar = ?1";
        Ok(self.one(sql, [calendar.0], |row| row.get::<_, Option<i64>>(0))?.flatten().map(time))
    }

    /// The member of a collection that has this UID.
    pub fn object_by_uid(&mut self, calendar: CalendarId, uid: &str) -> Result<Option<ObjectHead>> {
        self.one(head!(" FROM object o WHERE o.uid = ?2 AND o.calendar = ?1"), (calendar.0, uid), head)
    }

    /// Whether a principal has this very text in a calendar, in this one if it is named.
    pub fn has_text(
        &mut self,
        principal: PrincipalId,
        calendar: Option<CalendarId>,
        uid: &str,
        etag: &ETag,
    ) -> Result<bool> {
        let sql = "SELECT 1 FROM object o JOIN calendar c ON c.id = o.calendar WHERE o.uid = ?2 AND o.etag = ?3 \
                   AND c.principal = ?1 AND c.kind = 'calendar' AND (?4 IS NULL OR c.id = ?4)";
        let found = self.one(sql, (principal.0, uid, &etag.0, calendar.map(|id| id.0)), |row| row.get::<_, i64>(0))?;
        Ok(found.is_some())
    }

    /// A principal's copies of a meeting: its objects with this UID outside the schedule inbox and subscriptions, scheduling
    /// objects first.
    pub fn copies(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<Object>> {
        let sql = whole!(
            " FROM object o JOIN calendar c ON c.id = o.calendar JOIN body b ON b.object = o.id \
             WHERE o.uid = ?2 AND c.principal = ?1 AND c.kind = 'calendar' AND c.source IS NULL \
             ORDER BY CASE WHEN o.schedule_tag IS NULL THEN 1 ELSE 0 END, o.id"
        );
        self.all(sql, (principal.0, uid), object)
    }

    /// What is known of a principal's copies of a meeting: those of [`Tx::copies`], in their order.
    pub fn copy_heads(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<ObjectHead>> {
        let sql = head!(
            " FROM object o JOIN calendar c ON c.id = o.calendar \
             WHERE o.uid = ?2 AND c.principal = ?1 AND c.kind = 'calendar' AND c.source IS NULL \
             ORDER BY CASE WHEN o.schedule_tag IS NULL THEN 1 ELSE 0 END, o.id"
        );
        self.all(sql, (principal.0, uid), head)
    }

    /// The principals that organize a meeting with this UID, with the organizer's address on their copy.
    pub fn organizers(&mut self, uid: &str) -> Result<Vec<(PrincipalId, String)>> {
        let host = self.mail_host()?;
        self.all(
            "SELECT c.principal, o.organizer FROM object o JOIN calendar c ON c.id = o.calendar \
             JOIN principal p ON p.id = c.principal \
             WHERE o.uid = ?1 AND c.kind = 'calendar' AND (o.organizer = p.name || '@' || ?2 \
             OR EXISTS (SELECT 1 FROM address a WHERE a.address = o.organizer AND a.principal = c.principal)) \
             ORDER BY o.id",
            (uid, host),
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
        let there = self.one(
            "SELECT id, size FROM object WHERE calendar = ?1 AND name = ?2",
            (calendar.0, new.name.as_str()),
            |row| Ok((ObjectId(row.get(0)?), row.get::<_, i64>(1)?)),
        )?;
        let size = new.body.len() as i64;
        let grown =
            there.map_or(Usage { bytes: size, objects: 1 }, |(_, before)| Usage { bytes: size - before, objects: 0 });
        let (revision, shared) = self.note_put(calendar, grown)?;
        match there {
            Some((id, _)) => self.replace_object(id, new, (now.timestamp(), revision))?,
            None => self.insert_object(calendar, new, (now.timestamp(), revision))?,
        }
        if there.is_none() && shared == IsShared::Yes {
            self.take_up_personal(calendar, new.name.as_str(), new.uid.as_str())?;
        }
        Ok(new.body.etag())
    }

    fn insert_object(&mut self, calendar: CalendarId, new: &NewObject, (now, revision): (i64, i64)) -> Result<()> {
        let name = new.name.as_str();
        let number = self.number_set_aside()?;
        self.run(
            "INSERT INTO object (id, calendar, name, uid, component, etag, schedule_tag, size, created, modified, \
             revision, first_start, last_end, organizer) \
             VALUES (?13, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?12)",
            rusqlite::params![
                calendar.0,
                name,
                new.uid.as_str(),
                new.component,
                new.body.etag().0,
                new.schedule_tag.as_ref().map(|tag| &tag.0),
                new.body.len() as i64,
                now,
                revision,
                new.first_start,
                new.last_end,
                new.organizer,
                number,
            ],
        )?;
        // RETURNING would keep a copy of every page that the statement changes.
        let id = ObjectId(self.connection.last_insert_rowid());
        let (bytes, text) = self.kept(&new.body)?;
        self.run("INSERT INTO body (object, bytes, text) VALUES (?1, ?2, ?3)", (id.0, bytes, text))?;
        if !new.attachments.is_empty() {
            self.set_attachments(id, &new.attachments)?;
        }
        self.run("DELETE FROM tombstone WHERE calendar = ?1 AND name = ?2", (calendar.0, name))?;
        Ok(())
    }

    fn replace_object(&mut self, id: ObjectId, new: &NewObject, (now, revision): (i64, i64)) -> Result<()> {
        self.run(
            "UPDATE object SET uid = ?2, component = ?3, etag = ?4, schedule_tag = ?5, size = ?6, modified = ?7, \
             revision = ?8, first_start = ?9, last_end = ?10, organizer = ?11, shown_etag = NULL WHERE id = ?1",
            rusqlite::params![
                id.0,
                new.uid.as_str(),
                new.component,
                new.body.etag().0,
                new.schedule_tag.as_ref().map(|tag| &tag.0),
                new.body.len() as i64,
                now,
                revision,
                new.first_start,
                new.last_end,
                new.organizer,
            ],
        )?;
        let before = self.shared_by(id, new.body.len())?;
        let (bytes, text) = self.kept(&new.body)?;
        self.run("UPDATE body SET bytes = ?2, text = ?3, shown = NULL WHERE object = ?1", (id.0, bytes, text))?;
        if before != text {
            self.let_go(before)?;
        }
        self.set_attachments(id, &new.attachments)
    }

    /// Deletes the object of this name and leaves a tombstone; false when there is none.
    pub fn delete_object(&mut self, calendar: CalendarId, name: &str) -> Result<bool> {
        self.count_out(calendar, name)?;
        let Some(head) = self.object_head(calendar, name)? else { return Ok(false) };
        self.count_properties(PropertyOf::Object(head.id), -1)?;
        let released = self.uses_of(head.id)?;
        self.leave_personal(&head)?;
        let text = self.shared_by(head.id, head.size.unsigned_abs() as usize)?;
        self.run("DELETE FROM object WHERE calendar = ?1 AND name = ?2", (calendar.0, name))?;
        self.release(&released)?;
        self.let_go(text)?;
        self.note_removal(calendar, name)?;
        Ok(true)
    }

    /// Moves an object to another name or collection, with the Schedule-Tag it is to have, and leaves a tombstone where
    /// it was.
    ///
    /// # Errors
    /// A name that is taken there.
    pub fn move_object(&mut self, object: &ObjectHead, to: CalendarId, name: &ObjectName) -> Result<()> {
        let (revision, shared) = match to == object.calendar {
            true => (self.note_change(to)?, IsShared::No),
            false => {
                self.count_out(object.calendar, &object.name)?;
                self.count_properties(PropertyOf::Object(object.id), -1)?;
                self.note_put(to, Usage { bytes: object.size, objects: 1 })?
            }
        };
        self.run(
            "UPDATE object SET calendar = ?2, name = ?3, revision = ?4, schedule_tag = ?5 WHERE id = ?1",
            (object.id.0, to.0, name.as_str(), revision, object.schedule_tag.as_ref().map(|tag| &tag.0)),
        )?;
        if to != object.calendar {
            self.count_properties(PropertyOf::Object(object.id), 1)?;
            let uses = self.uses_of(object.id)?;
            self.release(&uses)?;
            self.carry_personal(object, to)?;
        }
        if shared == IsShared::Yes {
            self.take_up_personal(to, name.as_str(), &object.uid)?;
        }
        self.run("DELETE FROM tombstone WHERE calendar = ?1 AND name = ?2", (to.0, name.as_str()))?;
        self.note_removal(object.calendar, &object.name)
    }

    /// Copies an object with its dead properties to another name or collection.
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
        let (revision, shared) = self.note_put(to, Usage { bytes: object.size, objects: 1 })?;
        let id: Option<i64> = self.one(
            "INSERT INTO object (calendar, name, uid, component, etag, schedule_tag, size, created, modified, revision, \
             first_start, last_end, organizer) \
             SELECT ?2, ?3, uid, component, etag, schedule_tag, size, ?4, ?4, ?5, first_start, last_end, organizer \
             FROM object WHERE id = ?1 RETURNING id",
            (object.id.0, to.0, name.as_str(), now.timestamp(), revision),
            |row| row.get(0),
        )?;
        let copied = "INSERT INTO body (object, bytes, text) SELECT ?2, bytes, text FROM body WHERE object = ?1";
        self.run(copied, (object.id.0, id))?;
        let copy = ObjectId(id.unwrap_or_default());
        self.copy_dead_properties(PropertyOf::Object(object.id), PropertyOf::Object(copy))?;
        self.copy_uses(object.id, copy)?;
        self.run("DELETE FROM tombstone WHERE calendar = ?1 AND name = ?2", (to.0, name.as_str()))?;
        if shared == IsShared::Yes {
            self.take_up_personal(to, name.as_str(), &object.uid)?;
        }
        Ok(())
    }

    /// Copies the members of a collection into one that is empty, with their properties and under the same names; not
    /// the scheduling objects, of which a person has one each.
    pub fn copy_members(&mut self, from: CalendarId, to: CalendarId, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        let home = "SELECT p.revision FROM principal p JOIN calendar c ON c.principal = p.id WHERE c.id = ?1";
        let before = self.count(home, [to.0])?;
        let copied = self.run(
            "INSERT INTO object (calendar, name, uid, component, etag, schedule_tag, size, created, modified, \
             revision, first_start, last_end, organizer) \
             SELECT ?2, name, uid, component, etag, schedule_tag, size, ?3, ?3, ?4 + ROW_NUMBER() OVER (ORDER BY id), \
             first_start, last_end, organizer FROM object WHERE calendar = ?1 AND schedule_tag IS NULL",
            (from.0, to.0, now.timestamp(), before),
        )?;
        self.run(
            "INSERT INTO body (object, bytes, text) SELECT copy.id, b.bytes, b.text FROM object copy \
             JOIN object o ON o.calendar = ?1 AND o.name = copy.name JOIN body b ON b.object = o.id \
             WHERE copy.calendar = ?2",
            (from.0, to.0),
        )?;
        self.run(
            "UPDATE principal SET revision = revision + ?2 WHERE id = (SELECT principal FROM calendar WHERE id = ?1)",
            (to.0, copied as i64),
        )?;
        self.run(
            "INSERT INTO attachment_use (attachment, object) SELECT u.attachment, copy.id FROM object copy \
             JOIN object o ON o.calendar = ?1 AND o.name = copy.name JOIN attachment_use u ON u.object = o.id \
             WHERE copy.calendar = ?2",
            (from.0, to.0),
        )?;
        let revision = before + copied as i64;
        self.run("UPDATE calendar SET revision = ?2, changed = ?2 WHERE id = ?1", (to.0, revision))?;
        self.run(
            "INSERT INTO object_property (object, namespace, name, xml) \
             SELECT copy.id, p.namespace, p.name, p.xml FROM object copy \
             JOIN object o ON o.calendar = ?1 AND o.name = copy.name JOIN object_property p ON p.object = o.id \
             WHERE copy.calendar = ?2",
            (from.0, to.0),
        )?;
        self.count_members(to, 1)
    }

    /// The names of a collection's scheduling objects.
    pub fn scheduling_names(&mut self, calendar: CalendarId) -> Result<Vec<String>> {
        let sql = "SELECT name FROM object WHERE calendar = ?1 AND schedule_tag IS NOT NULL ORDER BY name";
        self.all(sql, [calendar.0], |row| row.get(0))
    }

    /// Changes and removals of a collection's members after `revision`, oldest first, `limit` at most.
    pub fn changes_since(&mut self, calendar: CalendarId, revision: i64, limit: usize) -> Result<Vec<Change>> {
        self.all(
            "SELECT name, revision, etag FROM object WHERE calendar = ?1 AND revision > ?2 \
             UNION ALL SELECT name, revision, NULL FROM tombstone WHERE calendar = ?1 AND revision > ?2 \
             ORDER BY 2 LIMIT ?3",
            (calendar.0, revision, limit as i64),
            |row| {
                Ok(Change {
                    name: row.get(0)?,
                    revision: row.get(1)?,
                    etag: row.get::<_, Option<String>>(2)?.map(ETag),
                })
            },
        )
    }

    /// Forgets a collection's tombstones up to `revision`; older sync-tokens become invalid.
    pub fn prune_changes(&mut self, calendar: CalendarId, revision: i64) -> Result<()> {
        // What was last changed may have been a removal.
        let now = self.calendar_by_id(calendar)?.map_or(0, |calendar| calendar.revision);
        self.run("UPDATE calendar SET revision = ?2 WHERE id = ?1", (calendar.0, now))?;
        self.run("DELETE FROM tombstone WHERE calendar = ?1 AND revision <= ?2", (calendar.0, revision))?;
        self.run("UPDATE calendar SET pruned = ?2 WHERE id = ?1 AND pruned < ?2", (calendar.0, revision))?;
        Ok(())
    }

    /// Forgets all but the newest `kept` removals of each collection and of each home; older sync-tokens become invalid.
    pub fn prune_all_changes(&mut self, kept: i64) -> Result<()> {
        for collection in self.all(TOO_MANY_GONE, [kept], |row| row.get(0).map(CalendarId))? {
            let newest = "SELECT revision FROM tombstone WHERE calendar = ?1 ORDER BY revision DESC LIMIT 1 OFFSET ?2";
            let revision = self.count(newest, (collection.0, kept))?;
            self.prune_changes(collection, revision)?;
        }
        for home in self.all(TOO_MANY_CALENDARS_GONE, [kept], |row| row.get(0).map(PrincipalId))? {
            let newest =
                "SELECT revision FROM gone_calendar WHERE principal = ?1 ORDER BY revision DESC LIMIT 1 OFFSET ?2";
            let revision = self.count(newest, (home.0, kept))?;
            self.prune_home(home, revision)?;
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
        Ok(self.note_put(calendar, Usage::default())?.0)
    }

    /// Counts one more change of a collection's members, and what they take more; returns its revision, which the member or
    /// the tombstone is to have.
    fn note_put(&mut self, calendar: CalendarId, grown: Usage) -> Result<(i64, IsShared)> {
        self.woken.push = true;
        let revision = self.next_revision_grown(calendar, grown)?;
        Ok((revision, self.note_shared_change(calendar)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{CalendarKind, HomeChange, LogPoint, NewCalendar, NewPrincipal, Store, StoreError, SyncLevel};

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

    fn two_calendars(tx: &mut Tx<'_>) -> [CalendarId; 2] {
        let (name, email) = ("alice".to_owned(), "alice@example.org".to_owned());
        let new = NewPrincipal {
            kind: crate::store::PrincipalKind::Individual,
            name,
            display_name: String::new(),
            email,
            password: None,
        };
        let alice = tx.add_principal(&new, NOW).unwrap();
        ["a", "b"].map(|name| {
            let components = vec!["VEVENT".to_owned()];
            let new = NewCalendar { name: name.to_owned(), kind: CalendarKind::Calendar, components };
            tx.add_calendar(alice, &new, NOW).unwrap()
        })
    }

    fn put(tx: &mut Tx<'_>, calendar: CalendarId, name: &str, first_start: i64, last_end: i64) -> ObjectHead {
        let new = NewObject {
            name: ObjectName::parse(name).unwrap(),
            uid: Uid::parse(name).unwrap(),
            component: "VEVENT",
            schedule_tag: None,
            body: name.into(),
            first_start,
            last_end,
            organizer: None,
            attachments: Vec::new(),
        };
        tx.put_object(calendar, &new, NOW).unwrap();
        tx.object_head(calendar, name).unwrap().unwrap()
    }

    async fn with_two_calendars(work: fn(&mut Tx<'_>, [CalendarId; 2])) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = move |tx: &mut Tx<'_>| {
            let calendars = two_calendars(tx);
            work(tx, calendars);
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn members_are_found_by_their_time_in_the_order_of_their_numbers() {
        with_two_calendars(|tx, [a, b]| {
            // Many of the same end, so that nothing may hang on the ends being different.
            let times = [(10, 20), (30, 40), (i64::MIN, i64::MAX), (10, 20), (5, i64::MAX), (10, 20), (20, 20)];
            let heads: Vec<ObjectHead> = (0..times.len() * 30)
                .map(|n| put(tx, a, &format!("{n}.ics"), times[n % times.len()].0, times[n % times.len()].1))
                .collect();
            put(tx, b, "elsewhere.ics", 10, 20);
            for (from, to) in [(i64::MIN, i64::MAX), (20, 21), (21, 30), (21, 31), (0, 5), (41, 42)] {
                let touches = |n: &usize| times[n % times.len()].1 >= from && times[n % times.len()].0 < to;
                let expected: Vec<ObjectId> = (0..heads.len()).filter(touches).map(|n| heads[n].id).collect();
                let found = tx.objects_between(a, from, to).unwrap();
                assert_eq!(found, expected, "{from} to {to}");
                let read: Vec<ObjectId> =
                    found.chunks(7).flat_map(|ids| tx.objects(a, ids).unwrap()).map(|object| object.head.id).collect();
                assert_eq!(read, expected, "{from} to {to}");
                assert_eq!(tx.objects(b, &found).unwrap(), [], "another collection has none of them");
            }
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_time_is_looked_up_in_the_index_alone() {
        with_two_calendars(|tx, _| {
            let plan =
                tx.all(&format!("EXPLAIN QUERY PLAN {BETWEEN}"), (1, 2, 3), |row| row.get::<_, String>(3)).unwrap();
            assert_eq!(plan, ["SEARCH o USING COVERING INDEX object_time (calendar=? AND last_end>?)"]);
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_statement_is_prepared_once_whatever_is_asked() {
        with_two_calendars(|tx, [a, b]| {
            for name in ["x.ics", "y.ics", "z.ics"] {
                for calendar in [a, b] {
                    let head = put(tx, calendar, name, 1, 2);
                    tx.object(calendar, name).unwrap().unwrap();
                    tx.objects(calendar, &[head.id]).unwrap();
                    tx.object_by_uid(calendar, name).unwrap().unwrap();
                }
            }
            let sql = whole!(" FROM object o JOIN body b ON b.object = o.id WHERE o.id = ?1 AND o.calendar = ?2");
            for sql in [sql, head!(" FROM object o WHERE o.uid = ?2 AND o.calendar = ?1")] {
                let statement = tx.connection.prepare_cached(sql).unwrap();
                assert_eq!(statement.get_status(rusqlite::StatementStatus::RePrepare), 0, "{sql}");
                assert_eq!(statement.get_status(rusqlite::StatementStatus::Run), 6, "{sql}");
            }
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_moved_object_keeps_what_it_is_and_both_collections_note_it() {
        with_two_calendars(|tx, [a, b]| {
            let old = put(tx, a, "old.ics", 1, 2);
            let name = ObjectName::parse("new.ics").unwrap();
            tx.move_object(&old, b, &name).unwrap();
            let new = tx.object_head(b, "new.ics").unwrap().unwrap();
            let (calendar, name) = (b, "new.ics".to_owned());
            assert_eq!(new, ObjectHead { calendar, name, revision: new.revision, ..old.clone() });
            assert_eq!(tx.object_head(a, "old.ics").unwrap(), None);
            let gone = Change { name: "old.ics".into(), revision: old.revision + 2, etag: None };
            assert_eq!(tx.changes_since(a, old.revision, 9).unwrap(), [gone]);
            let come = Change { name: "new.ics".into(), revision: old.revision + 1, etag: Some(old.etag.clone()) };
            assert_eq!(tx.changes_since(b, 0, 9).unwrap(), [come]);
            tx.move_object(&new, a, &ObjectName::parse("old.ics").unwrap()).unwrap();
            assert_eq!(tx.changes_since(a, 0, 9).unwrap().len(), 1, "its tombstone is gone when it comes back");
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_collection_is_as_new_as_what_was_changed_last_also_when_that_is_forgotten() {
        with_two_calendars(|tx, [a, b]| {
            let owner = tx.calendar_by_id(a).unwrap().unwrap().principal;
            let revision = |tx: &mut Tx<'_>, id| tx.calendar_by_id(id).unwrap().unwrap().revision;
            let in_home = |tx: &mut Tx<'_>, since| {
                let changes = tx.home_changes(owner, LogPoint::after(since), SyncLevel::Collections).unwrap();
                changes.into_iter().map(|(at, change)| (at.revision, change)).collect::<Vec<_>>()
            };
            let started = tx.home(owner).unwrap().revision;
            let one = put(tx, a, "x.ics", 1, 2);
            assert_eq!(revision(tx, a), one.revision);
            assert_eq!(in_home(tx, started), [(one.revision, HomeChange::Collection(a))]);
            tx.move_object(&one, b, &ObjectName::parse("y.ics").unwrap()).unwrap();
            let [gone, come] = [a, b].map(|id| revision(tx, id));
            assert_eq!([gone, come], [one.revision + 2, one.revision + 1]);
            tx.prune_changes(a, gone).unwrap();
            assert_eq!((revision(tx, a), revision(tx, b)), (gone, come));
            let both = [(come, HomeChange::Collection(b)), (gone, HomeChange::Collection(a))];
            assert_eq!(in_home(tx, started), both);
            assert_eq!(in_home(tx, gone), []);
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_name_that_is_taken_is_not_moved_onto() {
        with_two_calendars(|tx, [a, b]| {
            let (one, two) = (put(tx, a, "x.ics", 1, 2), put(tx, b, "y.ics", 1, 2));
            assert!(tx.move_object(&one, b, &ObjectName::parse(&two.name).unwrap()).is_err());
            assert!(tx.copy_object(&one, b, &ObjectName::parse(&two.name).unwrap(), NOW).is_err());
            assert!(tx.rename_calendar(a, "b").is_err());
        })
        .await;
    }
}
