//! What waits for a person to decide, and what was learned by that: other addresses of guests.

use rusqlite::Row;

use super::rights::ME;
use super::{Result, Tx, time};
use crate::id::PrincipalId;

/// What is to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A guest proposes another time, in seconds: start and end.
    Proposal(i64, i64),
    /// Somebody answered who is not invited.
    Newcomer,
    /// An answer came of which nothing proves that it is the guest's.
    Answer,
    /// A stranger invites.
    Invitation,
}

impl Question {
    fn word(self) -> &'static str {
        match self {
            Question::Proposal(..) => "proposal",
            Question::Newcomer => "newcomer",
            Question::Answer => "answer",
            Question::Invitation => "invitation",
        }
    }

    fn of_word(word: &str, starts: i64, ends: i64) -> Question {
        match word {
            "proposal" => Question::Proposal(starts, ends),
            "answer" => Question::Answer,
            "invitation" => Question::Invitation,
            _ => Question::Newcomer,
        }
    }
}

/// A question to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number; 0 for a new one.
    pub id: i64,
    /// Who is asked.
    pub principal: PrincipalId,
    /// The meeting.
    pub uid: String,
    /// Who proposes, answered or invites: a calendar user address in its compared form.
    pub attendee: String,
    /// From which address it was mailed, lower case; empty where nothing proves that it was, or it does not matter.
    pub author: String,
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

const COLUMNS: &str =
    "id, principal, uid, attendee, instance, kind, starts, ends, message, door, proof, created, author";

/// Rooms and resources that `?1` manages.
const MANAGED: &str = "SELECT principal FROM booking WHERE manager = ?1";

/// Whose questions somebody looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// A person's own, with those of the rooms and resources that they manage.
    Own(PrincipalId),
    /// Those of this principal alone, for whom somebody else acts.
    Of(PrincipalId),
}

impl Desk {
    /// The principal, and whether a question lies on the desk of that principal, `?1`.
    fn clause(self) -> (i64, String) {
        match self {
            Desk::Own(person) => (person.0, format!("(principal = ?1 OR principal IN ({MANAGED}))")),
            Desk::Of(owner) => (owner.0, "principal = ?1".to_owned()),
        }
    }
}

fn waiting(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    let (instance, kind): (String, String) = (row.get(4)?, row.get(5)?);
    Ok(Waiting {
        id: row.get(0)?,
        principal: PrincipalId(row.get(1)?),
        uid: row.get(2)?,
        attendee: row.get(3)?,
        instance: instance.parse().ok(),
        question: Question::of_word(&kind, row.get(6)?, row.get(7)?),
        message: row.get(8)?,
        door: row.get(9)?,
        proof: row.get(10)?,
        created: time(row.get(11)?),
        author: row.get(12)?,
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
        let (starts, ends) = match new.question {
            Question::Proposal(starts, ends) => (starts, ends),
            _ => (0, 0),
        };
        self.run(
            "INSERT INTO waiting \
             (principal, uid, attendee, instance, kind, starts, ends, message, door, proof, created, author) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?13) \
             ON CONFLICT (principal, uid, attendee, instance, kind) DO UPDATE SET starts = excluded.starts, \
             ends = excluded.ends, message = excluded.message, door = excluded.door, proof = excluded.proof, \
             created = excluded.created, author = excluded.author WHERE waiting.proof = COALESCE(?12, waiting.proof)",
            rusqlite::params![
                new.principal.0,
                new.uid,
                new.attendee,
                new.instance.map(|seconds| seconds.to_string()).unwrap_or_default(),
                new.question.word(),
                starts,
                ends,
                new.message,
                new.door,
                new.proof,
                new.created.timestamp(),
                over,
                new.author,
            ],
        )?;
        Ok(())
    }

    /// What an organizer has to decide, oldest first.
    pub fn waiting(&mut self, principal: PrincipalId) -> Result<Vec<Waiting>> {
        self.all(&format!("SELECT {COLUMNS} FROM waiting WHERE principal = ?1 ORDER BY id"), [principal.0], waiting)
    }

    /// What lies on a desk, oldest first: at most so many after this number.
    pub fn waiting_on(&mut self, desk: Desk, after: i64, most: usize) -> Result<Vec<Waiting>> {
        let (principal, is_there) = desk.clause();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let sql = format!("SELECT {COLUMNS} FROM waiting WHERE {is_there} AND id > ?2 ORDER BY id LIMIT ?3");
        self.all(&sql, (principal, after, most), waiting)
    }

    /// How many questions these are.
    pub fn waiting_on_count(&mut self, desk: Desk) -> Result<i64> {
        let (principal, is_there) = desk.clause();
        self.count(&format!("SELECT COUNT(*) FROM waiting WHERE {is_there}"), [principal])
    }

    /// For whom somebody acts as a delegate who writes, and how many questions wait for each, if any do; at most so many.
    /// Rooms that they manage are not among them: what is asked of these is on the own desk.
    pub fn waiting_for_others(&mut self, delegate: PrincipalId, most: usize) -> Result<Vec<(PrincipalId, i64)>> {
        let sql = format!(
            "{ME} SELECT w.principal, COUNT(*) FROM waiting w \
             WHERE w.principal IN (SELECT d.owner FROM delegate d JOIN me ON d.delegate = me.id WHERE d.level = 'write') \
             AND w.principal <> ?1 AND w.principal NOT IN ({MANAGED}) GROUP BY w.principal ORDER BY w.principal LIMIT ?2"
        );
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(&sql, (delegate.0, most), |row| Ok((PrincipalId(row.get(0)?), row.get(1)?)))
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

    /// The invitations of strangers to one meeting that wait for a person.
    pub fn offers(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<Waiting>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM waiting WHERE principal = ?1 AND uid = ?2 AND kind = 'invitation' ORDER BY id"
        );
        self.all(&sql, (principal.0, uid), waiting)
    }

    /// How many invitations of strangers wait for a person: in all, and of this author, lower case.
    pub fn offer_counts(&mut self, principal: PrincipalId, author: &str) -> Result<(i64, i64)> {
        let sql = "SELECT COUNT(*) FROM waiting WHERE principal = ?1 AND kind = 'invitation'";
        let all = self.count(sql, [principal.0])?;
        Ok((all, self.count(&format!("{sql} AND author = ?2"), (principal.0, author))?))
    }

    /// Forgets a guest's answers that were held: another one counts.
    pub fn remove_held_answer(&mut self, principal: PrincipalId, uid: &str, attendee: &str) -> Result<()> {
        self.run(
            "DELETE FROM waiting WHERE principal = ?1 AND uid = ?2 AND attendee = ?3 AND kind = 'answer'",
            (principal.0, uid, attendee),
        )?;
        Ok(())
    }

    /// Remembers another address from which a guest answers this organizer.
    pub fn add_guest_alias(&mut self, organizer: PrincipalId, attendee: &str, address: &str) -> Result<()> {
        self.run(
            "INSERT INTO guest_alias (principal, attendee, address) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            (organizer.0, attendee, address),
        )?;
        Ok(())
    }

    /// The other addresses from which a guest answers this organizer, lower case.
    pub fn guest_aliases(&mut self, organizer: PrincipalId, attendee: &str) -> Result<Vec<String>> {
        self.all(
            "SELECT address FROM guest_alias WHERE principal = ?1 AND attendee = ?2 ORDER BY address",
            (organizer.0, attendee),
            |row| row.get(0),
        )
    }

    /// Forgets the proposals of other times for a meeting: its time changed.
    pub fn remove_proposals(&mut self, principal: PrincipalId, uid: &str) -> Result<()> {
        self.run("DELETE FROM waiting WHERE principal = ?1 AND uid = ?2 AND kind = 'proposal'", (principal.0, uid))?;
        Ok(())
    }

    /// Forgets the proposals of a guest who answered since, or is a guest no more.
    pub fn remove_proposals_of(&mut self, principal: PrincipalId, uid: &str, attendee: &str) -> Result<()> {
        self.run(
            "DELETE FROM waiting WHERE principal = ?1 AND uid = ?2 AND attendee = ?3 AND kind = 'proposal'",
            (principal.0, uid, attendee),
        )?;
        Ok(())
    }

    /// Forgets questions from before this time; returns how many.
    pub fn prune_waiting(&mut self, before: chrono::DateTime<chrono::Utc>) -> Result<usize> {
        self.run("DELETE FROM waiting WHERE created < ?1", [before.timestamp()])
    }
}
