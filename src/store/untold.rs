//! What guests elsewhere were not told of a meeting.

use super::{Result, Tx, time};
use crate::id::PrincipalId;

/// Something that a guest was not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// The guest's address, lower case.
    pub recipient: String,
    /// Which instances it is about: empty for the whole object, else their instants in seconds, comma-separated.
    pub instances: String,
    /// The iTIP method.
    pub method: String,
    /// What sort of message it was to be, as the outbox calls it.
    pub kind: String,
    /// The message.
    pub message: Vec<u8>,
    /// When it was not sent.
    pub at: chrono::DateTime<chrono::Utc>,
}

impl Tx<'_> {
    /// Keeps what a guest was not told, in place of what there was about the same instances.
    pub fn add_untold(&mut self, principal: PrincipalId, uid: &str, untold: &Untold) -> Result<()> {
        self.run(
            "INSERT INTO untold (principal, uid, recipient, instances, method, kind, message, at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT (principal, uid, recipient, instances) DO UPDATE SET method = excluded.method, \
             kind = excluded.kind, message = excluded.message, at = excluded.at",
            rusqlite::params![
                principal.0,
                uid,
                untold.recipient,
                untold.instances,
                untold.method,
                untold.kind,
                untold.message,
                untold.at.timestamp(),
            ],
        )?;
        Ok(())
    }

    /// What guests were not told of a meeting, by guest and then oldest first.
    pub fn untold(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<Untold>> {
        self.all(
            "SELECT recipient, instances, method, kind, message, at FROM untold WHERE principal = ?1 AND uid = ?2 \
             ORDER BY recipient, at, instances",
            (principal.0, uid),
            |row| {
                Ok(Untold {
                    recipient: row.get(0)?,
                    instances: row.get(1)?,
                    method: row.get(2)?,
                    kind: row.get(3)?,
                    message: row.get(4)?,
                    at: time(row.get(5)?),
                })
            },
        )
    }

    /// Forgets what a guest was not told: now it is said.
    pub fn remove_untold(&mut self, principal: PrincipalId, uid: &str, recipient: &str) -> Result<()> {
        self.run(
            "DELETE FROM untold WHERE principal = ?1 AND uid = ?2 AND recipient = ?3",
            (principal.0, uid, recipient),
        )?;
        Ok(())
    }

    /// Forgets what was not told before this time; returns how much.
    pub fn prune_untold(&mut self, before: chrono::DateTime<chrono::Utc>) -> Result<usize> {
        self.run("DELETE FROM untold WHERE at < ?1", [before.timestamp()])
    }
}
