//! Guest lists of large meetings that wait to be shown in everybody's copies.

use chrono::{DateTime, Utc};

use super::{Result, Tx, time};
use crate::id::PrincipalId;

/// A guest list that is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRoster {
    /// Whose copy holds it.
    pub principal: PrincipalId,
    /// The meeting.
    pub uid: String,
    /// Attendees up to this address, lower case, are done.
    pub reached: String,
}

impl Tx<'_> {
    /// Notes that a guest list is to be shown at `due`; one that waits already stays due when it was. One that is under
    /// way is shown once more afterwards.
    pub fn note_roster(&mut self, principal: PrincipalId, uid: &str, due: DateTime<Utc>) -> Result<()> {
        self.run(
            "INSERT INTO roster (principal, uid, due) VALUES (?1, ?2, ?3) ON CONFLICT (principal, uid) DO UPDATE \
             SET again = CASE WHEN roster.reached = '' THEN roster.again ELSE 1 END",
            (principal.0, uid, due.timestamp()),
        )?;
        self.woken.rosters = true;
        Ok(())
    }

    /// The guest list that has been due longest.
    pub fn due_roster(&mut self, now: DateTime<Utc>) -> Result<Option<DueRoster>> {
        self.one(
            "SELECT principal, uid, reached FROM roster WHERE due <= ?1 ORDER BY due, principal, uid LIMIT 1",
            [now.timestamp()],
            |row| Ok(DueRoster { principal: PrincipalId(row.get(0)?), uid: row.get(1)?, reached: row.get(2)? }),
        )
    }

    /// How many are due.
    pub fn rosters_due(&mut self, now: DateTime<Utc>) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM roster WHERE due <= ?1", [now.timestamp()])
    }

    /// When the next one is due.
    pub fn next_roster(&mut self) -> Result<Option<DateTime<Utc>>> {
        let due: Option<Option<i64>> = self.one("SELECT MIN(due) FROM roster", (), |row| row.get(0))?;
        Ok(due.flatten().map(time))
    }

    /// Notes how far a guest list has been shown.
    pub fn set_roster_reached(&mut self, principal: PrincipalId, uid: &str, reached: &str) -> Result<()> {
        self.run("UPDATE roster SET reached = ?3 WHERE principal = ?1 AND uid = ?2", (principal.0, uid, reached))?;
        Ok(())
    }

    /// Ends a round: the guest list has been shown, or is due again at `next` because it changed meanwhile.
    pub fn end_roster(&mut self, principal: PrincipalId, uid: &str, next: DateTime<Utc>) -> Result<()> {
        self.run("DELETE FROM roster WHERE principal = ?1 AND uid = ?2 AND again = 0", (principal.0, uid))?;
        self.run(
            "UPDATE roster SET again = 0, reached = '', due = ?3 WHERE principal = ?1 AND uid = ?2",
            (principal.0, uid, next.timestamp()),
        )?;
        Ok(())
    }

    /// Puts off what is due and could not be done.
    pub fn postpone_rosters(&mut self, now: DateTime<Utc>, to: DateTime<Utc>) -> Result<()> {
        self.run("UPDATE roster SET due = ?2 WHERE due <= ?1", (now.timestamp(), to.timestamp()))?;
        Ok(())
    }
}
