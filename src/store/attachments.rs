//! Managed attachments (RFC 8607): bytes that calendar objects refer to. What no object refers to any more is nobody's to
//! read and takes no space, but is kept for days: who deleted an object may put it back.

use std::collections::BTreeSet;

use rusqlite::Row;

use super::{Blob, Content, Result, Tx, Usage};
use crate::id::{AttachmentId, BlobId, CalendarId, ETag, ObjectId, PrincipalId};

/// A managed attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its number.
    pub id: AttachmentId,
    /// Its MANAGED-ID, which nobody can guess.
    pub code: String,
    /// Whose space it takes: who added it.
    pub principal: PrincipalId,
    /// Its file name.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

const COLUMNS: &str = "a.id, a.code, a.principal, a.name, a.media_type, b.id, b.etag, b.size";
const FROM: &str = "attachment a JOIN blob b ON b.id = a.blob";

fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let blob = Blob { id: BlobId(row.get(5)?), etag: ETag(row.get(6)?), size: row.get(7)? };
    Ok(Attachment {
        id: AttachmentId(row.get(0)?),
        code: row.get(1)?,
        principal: PrincipalId(row.get(2)?),
        name: row.get(3)?,
        content: Content { blob, media_type: row.get(4)? },
    })
}

/// Bytes of one person's attachments that are kept without being used, besides the last one.
const MOST_UNUSED: i64 = 256 * 1024 * 1024;
/// Attachments of one person that are kept without being used.
const MOST_UNUSED_NUMBER: usize = 1_000;
/// Who has an attachment in an object of their own, and not only as one who was invited.
const HAVE: &str = "SELECT c.principal FROM attachment_use u JOIN object o ON o.id = u.object \
                    JOIN calendar c ON c.id = o.calendar JOIN principal p ON p.id = c.principal \
                    WHERE u.attachment = ?1 AND (o.organizer IS NULL OR o.organizer = p.name || '@' || ?2 \
                    OR EXISTS (SELECT 1 FROM address d WHERE d.address = o.organizer AND d.principal = c.principal))";

/// Whose an object is, as far as attachments go.
struct People {
    /// Whose calendar it is in.
    owner: PrincipalId,
    /// Who organizes the meeting, if it is one and the organizer is here.
    organizer: Option<PrincipalId>,
}

impl Tx<'_> {
    /// Adds an attachment. It takes space from the time on at which an object refers to it.
    ///
    /// # Errors
    /// A code that is taken.
    pub fn add_attachment(
        &mut self,
        principal: PrincipalId,
        code: &str,
        name: &str,
        content: &Content,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<AttachmentId> {
        let id: Option<i64> = self.one(
            "INSERT INTO attachment (code, principal, blob, name, media_type, created, unused) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0) RETURNING id",
            (code, principal.0, content.blob.id.0, name, &content.media_type, now.timestamp()),
            |row| row.get(0),
        )?;
        Ok(AttachmentId(id.unwrap_or_default()))
    }

    /// The attachment of this MANAGED-ID, if an object refers to it.
    pub fn attachment(&mut self, code: &str) -> Result<Option<Attachment>> {
        let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE a.code = ?1 AND a.unused IS NULL");
        self.one(&sql, [code], attachment)
    }

    /// The attachment of this MANAGED-ID, also if nothing refers to it any more and it is kept still.
    pub fn kept_attachment(&mut self, code: &str) -> Result<Option<Attachment>> {
        self.one(&format!("SELECT {COLUMNS} FROM {FROM} WHERE a.code = ?1"), [code], attachment)
    }

    /// A principal's own attachment that is like another one.
    pub fn attachment_like(&mut self, other: &Attachment, principal: PrincipalId) -> Result<Option<Attachment>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {FROM} WHERE a.principal = ?1 AND a.blob = ?2 AND a.name = ?3 AND a.media_type = ?4 \
             ORDER BY a.id LIMIT 1"
        );
        let content = &other.content;
        self.one(&sql, (principal.0, content.blob.id.0, &other.name, &content.media_type), attachment)
    }

    /// The calendars with an object that refers to an attachment.
    pub fn attachment_calendars(&mut self, id: AttachmentId) -> Result<Vec<CalendarId>> {
        self.all(
            "SELECT DISTINCT o.calendar FROM attachment_use u JOIN object o ON o.id = u.object WHERE u.attachment = ?1",
            [id.0],
            |row| Ok(CalendarId(row.get(0)?)),
        )
    }

    /// Whether an object of the principal's calendars refers to an attachment.
    pub fn has_attachment(&mut self, principal: PrincipalId, id: AttachmentId) -> Result<bool> {
        let found = self.one(
            "SELECT 1 FROM attachment_use u JOIN object o ON o.id = u.object \
             JOIN calendar c ON c.id = o.calendar WHERE u.attachment = ?2 AND c.principal = ?1 LIMIT 1",
            (principal.0, id.0),
            |row| row.get::<_, i64>(0),
        )?;
        Ok(found.is_some())
    }

    /// Notes that an object refers to these attachments and to no others. Messages in the schedule inbox keep nothing. A
    /// code counts where the object has referred to the attachment before, and where the calendar's owner or the meeting's
    /// organizer added it or has it: what a stranger writes into an invitation means nothing.
    pub fn set_attachments(&mut self, object: ObjectId, codes: &[String]) -> Result<()> {
        let before: BTreeSet<AttachmentId> = self.uses_of(object)?.into_iter().collect();
        if before.is_empty() && codes.is_empty() {
            return Ok(());
        }
        let people = if codes.is_empty() { None } else { self.people_of(object)? };
        let mut after = BTreeSet::new();
        for code in codes {
            let (Some(people), Some(kept)) = (&people, self.kept_attachment(code)?) else { continue };
            if before.contains(&kept.id) || self.may_use(people, &kept)? {
                after.insert(kept.id);
            }
        }
        for id in after.difference(&before) {
            self.run("INSERT INTO attachment_use (attachment, object) VALUES (?1, ?2)", (id.0, object.0))?;
            self.revive(*id)?;
        }
        let gone: Vec<AttachmentId> = before.difference(&after).copied().collect();
        for id in &gone {
            self.run("DELETE FROM attachment_use WHERE attachment = ?1 AND object = ?2", (id.0, object.0))?;
        }
        self.release(&gone)
    }

    /// Whose an object is; `None` for one in a schedule inbox.
    fn people_of(&mut self, object: ObjectId) -> Result<Option<People>> {
        let found = self.one(
            "SELECT c.principal, o.organizer FROM object o JOIN calendar c ON c.id = o.calendar \
             WHERE o.id = ?1 AND c.kind = 'calendar'",
            [object.0],
            |row| Ok((PrincipalId(row.get(0)?), row.get::<_, Option<String>>(1)?)),
        )?;
        let Some((owner, organizer)) = found else { return Ok(None) };
        let organizer = organizer.map(|address| self.principal_by_address(&address)).transpose()?.flatten();
        Ok(Some(People { owner, organizer: organizer.map(|organizer| organizer.id) }))
    }

    fn may_use(&mut self, people: &People, attachment: &Attachment) -> Result<bool> {
        for who in [Some(people.owner), people.organizer].into_iter().flatten() {
            if attachment.principal == who || self.has_attachment(who, attachment.id)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Something refers to an attachment again, or for the first time: it takes space.
    fn revive(&mut self, id: AttachmentId) -> Result<()> {
        if self.run("UPDATE attachment SET unused = NULL WHERE id = ?1 AND unused IS NOT NULL", [id.0])? == 0 {
            return Ok(());
        }
        match self.owner_of(id)? {
            Some((owner, bytes)) => self.count_in(owner, Usage { bytes, objects: 1 }),
            None => Ok(()),
        }
    }

    /// Whose space an attachment takes, and how much; `None` where it takes none.
    fn owner_of(&mut self, id: AttachmentId) -> Result<Option<(PrincipalId, i64)>> {
        self.one(
            "SELECT a.principal, b.size FROM attachment a JOIN blob b ON b.id = a.blob WHERE a.id = ?1 AND a.unused IS NULL",
            [id.0],
            |row| Ok((PrincipalId(row.get(0)?), row.get(1)?)),
        )
    }

    /// The attachments to which an object refers.
    pub(super) fn uses_of(&mut self, object: ObjectId) -> Result<Vec<AttachmentId>> {
        let sql = "SELECT attachment FROM attachment_use WHERE object = ?1";
        self.all(sql, [object.0], |row| Ok(AttachmentId(row.get(0)?)))
    }

    /// The attachments to which the members of a collection refer.
    pub(super) fn uses_in(&mut self, calendar: CalendarId) -> Result<Vec<AttachmentId>> {
        self.all(
            "SELECT DISTINCT u.attachment FROM attachment_use u JOIN object o ON o.id = u.object WHERE o.calendar = ?1",
            [calendar.0],
            |row| Ok(AttachmentId(row.get(0)?)),
        )
    }

    /// The attachments to which the members of a collection refer, in the order in which they were added.
    pub fn attachments_in(&mut self, calendar: CalendarId) -> Result<Vec<Attachment>> {
        let sql = format!(
            "SELECT DISTINCT {COLUMNS} FROM {FROM} JOIN attachment_use u ON u.attachment = a.id \
             JOIN object o ON o.id = u.object WHERE o.calendar = ?1 ORDER BY a.id"
        );
        self.all(&sql, [calendar.0], attachment)
    }

    /// The attachments that a principal added or has.
    pub(super) fn attachments_with(&mut self, principal: PrincipalId) -> Result<Vec<AttachmentId>> {
        self.all(
            "SELECT a.id FROM attachment a WHERE a.principal = ?1 UNION SELECT u.attachment FROM attachment_use u \
             JOIN object o ON o.id = u.object JOIN calendar c ON c.id = o.calendar WHERE c.principal = ?1",
            [principal.0],
            |row| Ok(AttachmentId(row.get(0)?)),
        )
    }

    /// Gives a copied object the references of the other one.
    pub(super) fn copy_uses(&mut self, from: ObjectId, to: ObjectId) -> Result<()> {
        let sql = "INSERT INTO attachment_use (attachment, object) \
                   SELECT attachment, ?2 FROM attachment_use WHERE object = ?1 ON CONFLICT DO NOTHING";
        self.run(sql, (from.0, to.0))?;
        Ok(())
    }

    /// Sees to attachments to which an object less refers, or one that is somebody else's now. One that nothing refers to
    /// is kept for a while and takes no space; one that its owner has no more, and somebody else in an object of their own,
    /// takes that person's.
    pub(super) fn release(&mut self, ids: &[AttachmentId]) -> Result<()> {
        let mut left = BTreeSet::new();
        for id in ids {
            let Some((owner, bytes)) = self.owner_of(*id)? else { continue };
            if self.has_attachment(owner, *id)? {
                continue;
            }
            match self.heir(*id)? {
                Some(heir) => {
                    self.run("UPDATE attachment SET principal = ?2 WHERE id = ?1", (id.0, heir.0))?;
                    self.count_in(heir, Usage { bytes, objects: 1 })?;
                }
                None if !self.is_used(*id)? => {
                    self.run("UPDATE attachment SET unused = 0 WHERE id = ?1", [id.0])?;
                    left.insert(owner);
                }
                // Only people who were invited have it: it is no matter of their space.
                None => continue,
            }
            self.count_in(owner, Usage { bytes: -bytes, objects: -1 })?;
        }
        left.into_iter().try_for_each(|owner| self.bound_unused(owner))
    }

    /// Makes an attachment somebody's whose it was before, unless the one whose it is has it in an object of their own.
    pub fn adopt_attachment(&mut self, id: AttachmentId, owner: PrincipalId) -> Result<()> {
        let before = self.owner_of(id)?;
        if let Some((holder, bytes)) = before {
            let host = self.mail_host()?;
            let has = self.one(&format!("{HAVE} AND c.principal = ?3 LIMIT 1"), (id.0, host, holder.0), |_| Ok(()))?;
            if holder == owner || has.is_some() {
                return Ok(());
            }
            self.count_in(holder, Usage { bytes: -bytes, objects: -1 })?;
            self.count_in(owner, Usage { bytes, objects: 1 })?;
        }
        self.run("UPDATE attachment SET principal = ?2 WHERE id = ?1", (id.0, owner.0))?;
        Ok(())
    }

    /// To whom an attachment passes when its owner has it no more: who has had it longest in an object of their own.
    fn heir(&mut self, id: AttachmentId) -> Result<Option<PrincipalId>> {
        let host = self.mail_host()?;
        self.one(&format!("{HAVE} ORDER BY o.id LIMIT 1"), (id.0, host), |row| Ok(PrincipalId(row.get(0)?)))
    }

    fn is_used(&mut self, id: AttachmentId) -> Result<bool> {
        let sql = "SELECT 1 FROM attachment_use WHERE attachment = ?1 LIMIT 1";
        Ok(self.one(sql, [id.0], |_| Ok(()))?.is_some())
    }

    /// Deletes what a principal does not use any more beyond a bound, the latest last; the very latest stays.
    fn bound_unused(&mut self, principal: PrincipalId) -> Result<()> {
        let unused: Vec<(i64, i64)> = self.all(
            "SELECT a.id, b.size FROM attachment a JOIN blob b ON b.id = a.blob \
             WHERE a.principal = ?1 AND a.unused IS NOT NULL \
             ORDER BY CASE WHEN a.unused = 0 THEN 0 ELSE 1 END, a.unused DESC, a.id DESC",
            [principal.0],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let mut kept = 0;
        for (number, (id, bytes)) in unused.into_iter().enumerate().skip(1) {
            kept += bytes;
            if kept > MOST_UNUSED || number >= MOST_UNUSED_NUMBER {
                self.run("DELETE FROM attachment WHERE id = ?1", [id])?;
            }
        }
        Ok(())
    }

    /// Deletes attachments to which nothing has referred since this time, `limit` at most; returns how many. What is seen
    /// for the first time without a use counts from `now` on.
    pub fn sweep_attachments(
        &mut self,
        before: chrono::DateTime<chrono::Utc>,
        now: chrono::DateTime<chrono::Utc>,
        limit: usize,
    ) -> Result<usize> {
        self.run("UPDATE attachment SET unused = ?1 WHERE unused = 0", [now.timestamp().max(1)])?;
        self.run(
            "DELETE FROM attachment WHERE id IN (SELECT id FROM attachment WHERE unused IS NOT NULL AND unused < ?1 LIMIT ?2)",
            (before.timestamp(), limit as i64),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ObjectName, Uid};
    use crate::store::{CalendarKind, NewCalendar, NewObject, NewPrincipal, PrincipalKind, Store, StoreError};

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

    fn person(tx: &mut Tx<'_>, name: &str) -> (PrincipalId, CalendarId) {
        let (kind, email) = (PrincipalKind::Individual, format!("{name}@example.org"));
        let new = NewPrincipal { kind, name: name.into(), display_name: String::new(), email, password: None };
        let id = tx.add_principal(&new, NOW).unwrap();
        let components = vec!["VEVENT".to_owned()];
        let new = NewCalendar { name: "c".into(), kind: CalendarKind::Calendar, components };
        (id, tx.add_calendar(id, &new, NOW).unwrap())
    }

    fn put(tx: &mut Tx<'_>, calendar: CalendarId, organizer: Option<&str>, codes: &[&str]) {
        let new = NewObject {
            name: ObjectName::parse("o.ics").unwrap(),
            uid: Uid::parse("o").unwrap(),
            component: "VEVENT",
            schedule_tag: None,
            body: "".into(),
            first_start: 0,
            last_end: 1,
            organizer: organizer.map(str::to_owned),
            attachments: codes.iter().map(|code| (*code).to_owned()).collect(),
        };
        tx.put_object(calendar, &new, NOW).unwrap();
    }

    fn add(tx: &mut Tx<'_>, who: PrincipalId, code: &str) {
        let content = Content { blob: tx.add_blob(b"12345", NOW).unwrap(), media_type: String::new() };
        tx.add_attachment(who, code, "a", &content, NOW).unwrap();
    }

    async fn with_store(work: fn(&mut Tx<'_>)) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = move |tx: &mut Tx<'_>| {
            work(tx);
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_let_go_comes_back_for_a_while_and_takes_no_space() {
        with_store(|tx| {
            let (alice, calendar) = person(tx, "alice");
            add(tx, alice, "code");
            assert_eq!((tx.attachment("code").unwrap(), tx.usage(alice).unwrap().0), (None, Usage::default()));
            for _ in 0..2 {
                put(tx, calendar, None, &["code"]);
                assert_eq!(tx.usage(alice).unwrap().0, Usage { bytes: 5, objects: 2 });
                assert!(tx.delete_object(calendar, "o.ics").unwrap() && tx.attachment("code").unwrap().is_none());
                assert_eq!(tx.usage(alice).unwrap().0, Usage::default());
            }
            let later = NOW + chrono::TimeDelta::days(1);
            assert_eq!(tx.sweep_attachments(NOW, later, 9).unwrap(), 0);
            assert!(tx.kept_attachment("code").unwrap().is_some());
            assert_eq!(tx.sweep_attachments(later + chrono::TimeDelta::days(1), later, 9).unwrap(), 1);
            assert!(tx.kept_attachment("code").unwrap().is_none());
            for n in 0..MOST_UNUSED_NUMBER + 5 {
                let code = n.to_string();
                add(tx, alice, &code);
                put(tx, calendar, None, &[&code]);
            }
            put(tx, calendar, None, &[]);
            let kept = tx.count("SELECT COUNT(*) FROM attachment", ()).unwrap();
            assert_eq!((kept, tx.kept_attachment("3").unwrap()), (MOST_UNUSED_NUMBER as i64, None));
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_others_have_of_their_own_outlives_its_owner() {
        with_store(|tx| {
            let [(alice, hers), (bob, his), (carol, theirs)] = ["alice", "bob", "carol"].map(|name| person(tx, name));
            add(tx, alice, "code");
            put(tx, hers, None, &["code"]);
            put(tx, his, None, &["code"]);
            let id = tx.attachment("code").unwrap().unwrap().id;
            assert!(!tx.has_attachment(bob, id).unwrap(), "what is not one's own and was not copied means nothing");
            tx.delete_object(his, "o.ics").unwrap();
            let head = tx.object_head(hers, "o.ics").unwrap().unwrap();
            tx.copy_object(&head, his, &ObjectName::parse("copy.ics").unwrap(), NOW).unwrap();
            put(tx, theirs, Some("alice@example.org"), &["code"]);
            assert!(tx.has_attachment(carol, id).unwrap(), "who was invited has it");
            assert!(tx.delete_principal("alice").unwrap());
            assert_eq!(tx.attachment("code").unwrap().unwrap().principal, bob);
            assert_eq!(tx.usage(bob).unwrap().0, Usage { bytes: 5, objects: 2 });
            assert_eq!(tx.usage(carol).unwrap().0, Usage { bytes: 0, objects: 1 });
        })
        .await;
    }
}
