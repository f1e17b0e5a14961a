//! What people are told (notices) and what happened to a meeting (its timeline).

use super::{Result, Tx, time};
use crate::id::PrincipalId;

/// Something a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: i64,
    /// When it came up.
    pub at: chrono::DateTime<chrono::Utc>,
    /// The meeting it is about.
    pub uid: String,
    /// What sort of news: `answered`, `bounced`, `proposal` and so on.
    pub kind: String,
    /// The news in words.
    pub text: String,
}

/// One thing that happened to a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When it happened.
    pub at: chrono::DateTime<chrono::Utc>,
    /// The account in whose calendar; empty where there is none, or not any more.
    pub whose: String,
    /// What happened, in one word.
    pub what: String,
    /// The details in words.
    pub detail: String,
}

impl Tx<'_> {
    /// Tells a person something.
    pub fn add_notice(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        kind: &str,
        text: &str,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        self.run(
            "INSERT INTO notice (principal, at, uid, kind, text) VALUES (?1, ?2, ?3, ?4, ?5)",
            (principal.0, now.timestamp(), uid, kind, text),
        )?;
        Ok(())
    }

    /// What a person was told last, newest first.
    pub fn notices(&mut self, principal: PrincipalId, limit: usize) -> Result<Vec<Notice>> {
        self.all(
            "SELECT id, at, uid, kind, text FROM notice WHERE principal = ?1 ORDER BY id DESC LIMIT ?2",
            (principal.0, limit as i64),
            |row| {
                Ok(Notice {
                    id: row.get(0)?,
                    at: time(row.get(1)?),
                    uid: row.get(2)?,
                    kind: row.get(3)?,
                    text: row.get(4)?,
                })
            },
        )
    }

    /// Notes what happened to a meeting.
    pub fn note(
        &mut self,
        uid: &str,
        principal: Option<PrincipalId>,
        what: &str,
        detail: &str,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        self.run(
            "INSERT INTO timeline (at, uid, principal, what, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
            (now.timestamp(), uid, principal.map(|id| id.0), what, detail),
        )?;
        Ok(())
    }

    /// Whether this happened to a person's meeting before.
    pub fn has_noted(&mut self, uid: &str, principal: PrincipalId, what: &str, detail: &str) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM timeline WHERE uid = ?1 AND principal = ?2 AND what = ?3 AND detail = ?4";
        Ok(self.count(sql, (uid, principal.0, what, detail))? > 0)
    }

    /// How many messages about a meeting reached a person since this time.
    pub fn received_count(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        since: chrono::DateTime<chrono::Utc>,
    ) -> Result<i64> {
        self.count(
            "SELECT COUNT(*) FROM timeline WHERE uid = ?2 AND principal = ?1 AND what = 'received' AND at >= ?3",
            (principal.0, uid, since.timestamp()),
        )
    }

    /// Whether the timeline of somebody's meeting has something of this kind.
    pub fn has_note(&mut self, principal: PrincipalId, uid: &str, what: &str) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM timeline WHERE uid = ?2 AND principal = ?1 AND what = ?3";
        Ok(self.count(sql, (principal.0, uid, what))? > 0)
    }

    /// Forgets notices and timeline entries from before this time.
    pub fn prune_records(&mut self, before: chrono::DateTime<chrono::Utc>) -> Result<usize> {
        let notices = self.run("DELETE FROM notice WHERE at < ?1", [before.timestamp()])?;
        let entries = self.run("DELETE FROM timeline WHERE at < ?1", [before.timestamp()])?;
        Ok(notices + entries)
    }

    /// What happened to a meeting, oldest first.
    pub fn timeline(&mut self, uid: &str) -> Result<Vec<TimelineEntry>> {
        self.entries("t.uid = ?1", [uid])
    }

    /// The messages about a meeting that came into somebody's calendar, oldest first.
    pub fn received_messages(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<TimelineEntry>> {
        self.entries("t.uid = ?1 AND t.principal = ?2 AND t.what = 'received'", (uid, principal.0))
    }

    fn entries(&mut self, which: &str, values: impl rusqlite::Params) -> Result<Vec<TimelineEntry>> {
        let sql = format!(
            "SELECT t.at, COALESCE(p.name, ''), t.what, t.detail FROM timeline t \
             LEFT JOIN principal p ON p.id = t.principal WHERE {which} ORDER BY t.id"
        );
        self.all(&sql, values, |row| {
            Ok(TimelineEntry { at: time(row.get(0)?), whose: row.get(1)?, what: row.get(2)?, detail: row.get(3)? })
        })
    }
}
