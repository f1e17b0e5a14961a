//! Who sent a message about which meeting to its organizer of late.

use chrono::{DateTime, Utc};

use super::{Result, Tx};
use crate::id::PrincipalId;

impl Tx<'_> {
    /// Notes that a message of a sender about a meeting reached its organizer.
    pub fn note_heard(&mut self, principal: PrincipalId, uid: &str, sender: &str, now: DateTime<Utc>) -> Result<()> {
        let sql = "INSERT INTO heard (principal, uid, sender, at) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, (principal.0, uid, sender, now.timestamp()))?;
        Ok(())
    }

    /// How many messages of a sender about a meeting reached its organizer since this time.
    pub fn heard_count(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        sender: &str,
        since: DateTime<Utc>,
    ) -> Result<i64> {
        let sql = "SELECT COUNT(*) FROM heard WHERE principal = ?1 AND uid = ?2 AND sender = ?3 AND at >= ?4";
        self.count(sql, (principal.0, uid, sender, since.timestamp()))
    }

    /// Forgets what was heard before this time.
    pub fn prune_heard(&mut self, before: DateTime<Utc>) -> Result<usize> {
        self.run("DELETE FROM heard WHERE at < ?1", [before.timestamp()])
    }
}
