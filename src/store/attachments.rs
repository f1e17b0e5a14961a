//! Managed attachments (RFC 8607): bytes that calendar objects refer to. What no object refers to any more goes in the
//! transaction that took the last reference away, or with the next sweep.

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

impl Tx<'_> {
    /// Adds an attachment. Until an object refers to it, it is swept like everything that is not used.
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
            "INSERT INTO attachment (code, principal, blob, name, media_type, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             RETURNING id",
            (code, principal.0, content.blob.id.0, name, &content.media_type, now.timestamp()),
            |row| row.get(0),
        )?;
        self.count_in(principal, Usage { bytes: content.blob.size, objects: 1 })?;
        Ok(AttachmentId(id.unwrap_or_default()))
    }

    /// The attachment of this MANAGED-ID.
    pub fn attachment(&mut self, code: &str) -> Result<Option<Attachment>> {
        self.one(&format!("SELECT {COLUMNS} FROM {FROM} WHERE a.code = ?1"), [code], attachment)
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
        let uses = self.count(
            "SELECT COUNT(*) FROM attachment_use u JOIN object o ON o.id = u.object \
             JOIN calendar c ON c.id = o.calendar WHERE u.attachment = ?2 AND c.principal = ?1",
            (principal.0, id.0),
        )?;
        Ok(uses > 0)
    }

    /// Notes that an object refers to these attachments and to no others; what nothing refers to then goes. Messages in
    /// the schedule inbox keep nothing. A code counts where the attachment is the calendar owner's, the organizer's, or
    /// one that another copy of the meeting has: what a stranger writes into an invitation means nothing.
    pub fn set_attachments(&mut self, object: ObjectId, codes: &[String]) -> Result<()> {
        let before = self.uses_of(object)?;
        if before.is_empty() && codes.is_empty() {
            return Ok(());
        }
        self.run("DELETE FROM attachment_use WHERE object = ?1", [object.0])?;
        for code in codes {
            self.run(
                "INSERT INTO attachment_use (attachment, object) \
                 SELECT a.id, o.id FROM attachment a, object o JOIN calendar c ON c.id = o.calendar \
                 WHERE a.code = ?2 AND o.id = ?1 AND c.kind = 'calendar' AND (a.principal = c.principal \
                 OR EXISTS (SELECT 1 FROM address d WHERE d.address = o.organizer AND d.principal = a.principal) \
                 OR EXISTS (SELECT 1 FROM attachment_use u JOIN object x ON x.id = u.object \
                            WHERE u.attachment = a.id AND x.uid = o.uid)) ON CONFLICT DO NOTHING",
                (object.0, code),
            )?;
        }
        self.release(&before)
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

    /// Gives a copied object the references of the other one.
    pub(super) fn copy_uses(&mut self, from: ObjectId, to: ObjectId) -> Result<()> {
        let sql = "INSERT INTO attachment_use (attachment, object) \
                   SELECT attachment, ?2 FROM attachment_use WHERE object = ?1 ON CONFLICT DO NOTHING";
        self.run(sql, (from.0, to.0))?;
        Ok(())
    }

    /// Deletes those of these attachments to which nothing refers.
    pub(super) fn release(&mut self, ids: &[AttachmentId]) -> Result<()> {
        for id in ids {
            let gone: Option<(i64, i64)> = self.one(
                "SELECT a.principal, b.size FROM attachment a JOIN blob b ON b.id = a.blob WHERE a.id = ?1 \
                 AND NOT EXISTS (SELECT 1 FROM attachment_use u WHERE u.attachment = a.id)",
                [id.0],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            if let Some((principal, bytes)) = gone {
                self.run("DELETE FROM attachment WHERE id = ?1", [id.0])?;
                self.count_in(PrincipalId(principal), Usage { bytes: -bytes, objects: -1 })?;
            }
        }
        Ok(())
    }

    /// Deletes attachments from before this time to which nothing refers, `limit` at most; returns how many. Only an
    /// account that was deleted leaves any.
    pub fn sweep_attachments(&mut self, before: chrono::DateTime<chrono::Utc>, limit: usize) -> Result<usize> {
        let unused = self.all(
            "SELECT a.id FROM attachment a WHERE a.created < ?1 \
             AND NOT EXISTS (SELECT 1 FROM attachment_use u WHERE u.attachment = a.id) LIMIT ?2",
            (before.timestamp(), limit as i64),
            |row| Ok(AttachmentId(row.get(0)?)),
        )?;
        self.release(&unused)?;
        Ok(unused.len())
    }
}
