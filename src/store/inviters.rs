//! Who sent the invitations from outside: an organizer's mail need not come from the address that organizes.

use super::{Result, Tx};
use crate::id::PrincipalId;

/// Who sent the invitation that made a person's copy of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inviter {
    /// The invited person.
    pub principal: PrincipalId,
    /// The meeting.
    pub uid: String,
    /// The organizer's address, lower case.
    pub organizer: String,
    /// The address that the mail was from, lower case.
    pub author: String,
}

impl Tx<'_> {
    /// Who sent a person the invitation to a meeting.
    pub fn inviter(&mut self, principal: PrincipalId, uid: &str) -> Result<Option<Inviter>> {
        self.one("SELECT organizer, author FROM inviter WHERE principal = ?1 AND uid = ?2", (principal.0, uid), |row| {
            Ok(Inviter { principal, uid: uid.to_owned(), organizer: row.get(0)?, author: row.get(1)? })
        })
    }

    /// Whether a person has an invitation that this author, lower case, sent for this organizer.
    pub fn has_invited(&mut self, principal: PrincipalId, author: &str, organizer: &str) -> Result<bool> {
        let found = self.count(
            "SELECT COUNT(*) FROM inviter WHERE principal = ?1 AND author = ?2 AND organizer = ?3",
            (principal.0, author, organizer),
        )?;
        Ok(found > 0)
    }

    /// Whether a person has let in an invitation that this author, lower case, sent for somebody else: calendar servers mail
    /// from one address for all their people, and some give each meeting an organizer address of its own, as this one does.
    pub fn has_relayed(&mut self, principal: PrincipalId, author: &str) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM inviter WHERE principal = ?1 AND author = ?2 AND organizer <> ?2";
        Ok(self.count(sql, (principal.0, author))? > 0)
    }

    /// Whether a person has invited somebody with this address, lower case, by mail.
    pub fn was_invited(&mut self, principal: PrincipalId, attendee: &str) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM invitation WHERE principal = ?1 AND attendee = ?2";
        Ok(self.count(sql, (principal.0, attendee))? > 0)
    }

    /// Remembers who sent the invitation, in place of an earlier one.
    pub fn set_inviter(&mut self, new: &Inviter, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.run(
            "INSERT INTO inviter (principal, uid, organizer, author, at) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (principal, uid) DO UPDATE SET organizer = excluded.organizer, author = excluded.author, \
             at = excluded.at",
            (new.principal.0, &new.uid, &new.organizer, &new.author, now.timestamp()),
        )?;
        Ok(())
    }
}
