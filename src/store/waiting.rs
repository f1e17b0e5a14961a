//! What waits for an organizer to decide.

use rusqlite::Row;

use super::{Result, Tx, time};
use crate::id::PrincipalId;

/// What is to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A guest proposes another time, in seconds: start and end.
    Proposal(i64, i64),
    /// Somebody answered who is not invited.
    Newcomer,
}

/// A question to an organizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number; 0 for a new one.
    pub id: i64,
    /// Who is asked.
    pub principal: PrincipalId,
    /// The meeting.
    pub uid: String,
    /// Who proposes or answered: a calendar user address in its compared form.
    pub attendee: String,
    /// The instance, in seconds; `None` for all of it.
    pub instance: Option<i64>,
    /// What is to be decided.
    pub question: Question,
    /// The message that brought it.
    pub message: Vec<u8>,
    /// How it came, in one word.
    pub door: String,
    /// What proves whose it is, in words.
    pub proof: String,
    /// When it came.
    pub created: chrono::DateTime<chrono::Utc>,
}

const COLUMNS: &str = "id, principal, uid, attendee, instance, kind, starts, ends, message, door, proof, created";

fn waiting(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    let (instance, kind): (String, String) = (row.get(4)?, row.get(5)?);
    Ok(Waiting {
        id: row.get(0)?,
        principal: PrincipalId(row.get(1)?),
        uid: row.get(2)?,
        attendee: row.get(3)?,
        instance: instance.parse().ok(),
        question: if kind == "proposal" { Question::Proposal(row.get(6)?, row.get(7)?) } else { Question::Newcomer },
        message: row.get(8)?,
        door: row.get(9)?,
        proof: row.get(10)?,
        created: time(row.get(11)?),
    })
}

impl Tx<'_> {
    /// Keeps a question until it is decided, in place of an earlier one of the same person about the same.
    pub fn set_waiting(&mut self, new: &Waiting) -> Result<()> {
        self.keep_waiting(new, None)
    }

    /// Keeps a question in the same way, unless it would take the place of one with another proof than this: nothing
    /// proves whose the new one is.
    pub fn set_doubtful_waiting(&mut self, new: &Waiting, over: &str) -> Result<()> {
        self.keep_waiting(new, Some(over))
    }

    fn keep_waiting(&mut self, new: &Waiting, over: Option<&str>) -> Result<()> {
        let (kind, starts, ends) = match new.question {
            Question::Proposal(starts, ends) => ("proposal", starts, ends),
            Question::Newcomer => ("newcomer", 0, 0),
        };
        self.run(
            "INSERT INTO waiting \
             (principal, uid, attendee, instance, kind, starts, ends, message, door, proof, created) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
             ON CONFLICT (principal, uid, attendee, instance, kind) DO UPDATE SET starts = excluded.starts, \
             ends = excluded.ends, message = excluded.message, door = excluded.door, proof = excluded.proof, \
             created = excluded.created WHERE waiting.proof = COALESCE(?12, waiting.proof)",
            rusqlite::params![
                new.principal.0,
                new.uid,
                new.attendee,
                new.instance.map(|seconds| seconds.to_string()).unwrap_or_default(),
                kind,
                starts,
                ends,
                new.message,
                new.door,
                new.proof,
                new.created.timestamp(),
                over,
            ],
        )?;
        Ok(())
    }

    /// What an organizer has to decide, oldest first.
    pub fn waiting(&mut self, principal: PrincipalId) -> Result<Vec<Waiting>> {
        self.all(&format!("SELECT {COLUMNS} FROM waiting WHERE principal = ?1 ORDER BY id"), [principal.0], waiting)
    }

    /// The question of this number.
    pub fn waiting_by_id(&mut self, id: i64) -> Result<Option<Waiting>> {
        self.one(&format!("SELECT {COLUMNS} FROM waiting WHERE id = ?1"), [id], waiting)
    }

    /// How many questions an organizer has to decide about one meeting.
    pub fn waiting_count(&mut self, principal: PrincipalId, uid: &str) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM waiting WHERE principal = ?1 AND uid = ?2", (principal.0, uid))
    }

    /// Forgets a question.
    pub fn remove_waiting(&mut self, id: i64) -> Result<()> {
        self.run("DELETE FROM waiting WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Forgets the proposals of other times for a meeting: its time changed.
    pub fn remove_proposals(&mut self, principal: PrincipalId, uid: &str) -> Result<()> {
        self.run("DELETE FROM waiting WHERE principal = ?1 AND uid = ?2 AND kind = 'proposal'", (principal.0, uid))?;
        Ok(())
    }

    /// Forgets questions from before this time; returns how many.
    pub fn prune_waiting(&mut self, before: chrono::DateTime<chrono::Utc>) -> Result<usize> {
        self.run("DELETE FROM waiting WHERE created < ?1", [before.timestamp()])
    }
}
