//! What became of the mails about large meetings, as it is to stand in the organizers' copies (SCHEDULE-STATUS, RFC 6638
//! §3.2.9), until it does.

use chrono::{DateTime, Utc};

use super::{Result, Tx, time};
use crate::id::PrincipalId;

impl Tx<'_> {
    /// Notes what is to be written at an attendee of a meeting at `due`, in place of what was noted before; the first
    /// such time stands.
    pub fn note_mark(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        attendee: &str,
        status: &str,
        due: DateTime<Utc>,
    ) -> Result<()> {
        self.run(
            "INSERT INTO mark (principal, uid, attendee, status, due) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (principal, uid, attendee) DO UPDATE SET status = excluded.status",
            (principal.0, uid, attendee, status, due.timestamp()),
        )?;
        self.woken.rosters = true;
        Ok(())
    }

    /// Forgets what was noted at an attendee: something newer stands in the copy.
    pub fn remove_mark(&mut self, principal: PrincipalId, uid: &str, attendee: &str) -> Result<()> {
        let sql = "DELETE FROM mark WHERE principal = ?1 AND uid = ?2 AND attendee = ?3";
        self.run(sql, (principal.0, uid, attendee))?;
        Ok(())
    }

    /// The meeting of which something has been due longest.
    pub fn due_mark(&mut self, now: DateTime<Utc>) -> Result<Option<(PrincipalId, String)>> {
        self.one(
            "SELECT principal, uid FROM mark WHERE due <= ?1 ORDER BY due, principal, uid LIMIT 1",
            [now.timestamp()],
            |row| Ok((PrincipalId(row.get(0)?), row.get(1)?)),
        )
    }

    /// Takes out all that is noted of a meeting: attendees, with what is to be written at each.
    pub fn take_marks(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<(String, String)>> {
        let sql = "DELETE FROM mark WHERE principal = ?1 AND uid = ?2 RETURNING attendee, status";
        self.all(sql, (principal.0, uid), |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// How many are due.
    pub fn marks_due(&mut self, now: DateTime<Utc>) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM mark WHERE due <= ?1", [now.timestamp()])
    }

    /// When the next one is due.
    pub fn next_mark(&mut self) -> Result<Option<DateTime<Utc>>> {
        let due: Option<Option<i64>> = self.one("SELECT MIN(due) FROM mark", (), |row| row.get(0))?;
        Ok(due.flatten().map(time))
    }

    /// Puts off what is due and could not be done.
    pub fn postpone_marks(&mut self, now: DateTime<Utc>, to: DateTime<Utc>) -> Result<()> {
        self.run("UPDATE mark SET due = ?2 WHERE due <= ?1", (now.timestamp(), to.timestamp()))?;
        Ok(())
    }
}
