//! The spool: every mail that was accepted is first a row here; it is read afterwards.

use rusqlite::Row;

use super::{Result, Tx, time};

/// What became of a received mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpoolState {
    /// It waits to be read.
    Waiting,
    /// It was read; its outcome says what came of it.
    Done,
    /// It waits for a person to look at it.
    Quarantined,
}

impl SpoolState {
    /// The word for people and for the database.
    pub fn as_str(self) -> &'static str {
        match self {
            SpoolState::Waiting => "waiting",
            SpoolState::Done => "done",
            SpoolState::Quarantined => "quarantined",
        }
    }

    fn parse(text: &str) -> SpoolState {
        match text {
            "done" => SpoolState::Done,
            "quarantined" => SpoolState::Quarantined,
            _ => SpoolState::Waiting,
        }
    }
}

/// The door of a mail that a person let in.
pub const ACCEPTED_DOOR: &str = "accepted";

/// A mail to put into the spool, for one recipient.
#[derive(Clone, Debug)]
pub struct NewSpoolRow {
    /// How it came: `smtp`, `lmtp` or `pipe`.
    pub door: &'static str,
    /// The other side's network address, if any.
    pub peer: String,
    /// What the other side called itself.
    pub helo: String,
    /// The envelope sender; empty for a bounce.
    pub mail_from: String,
    /// The envelope recipient.
    pub recipient: String,
    /// The mail.
    pub raw: Vec<u8>,
    /// A digest of recipient and mail, to know one that comes twice.
    pub digest: String,
}

/// A mail in the spool.
#[derive(Clone, Debug)]
pub struct SpoolRow {
    /// Its number.
    pub id: i64,
    /// How it came.
    pub door: String,
    /// The other side's network address, if any.
    pub peer: String,
    /// What the other side called itself.
    pub helo: String,
    /// The envelope sender; empty for a bounce.
    pub mail_from: String,
    /// The envelope recipient.
    pub recipient: String,
    /// The mail.
    pub raw: Vec<u8>,
    /// What became of it.
    pub state: SpoolState,
    /// Attempts made to read it.
    pub attempt: i64,
    /// When it came.
    pub received: chrono::DateTime<chrono::Utc>,
    /// What came of it, in words.
    pub outcome: String,
}

const COLUMNS: &str = "id, door, peer, helo, mail_from, recipient, raw, state, attempt, received, outcome";

fn row(row: &Row<'_>) -> rusqlite::Result<SpoolRow> {
    Ok(SpoolRow {
        id: row.get(0)?,
        door: row.get(1)?,
        peer: row.get(2)?,
        helo: row.get(3)?,
        mail_from: row.get(4)?,
        recipient: row.get(5)?,
        raw: row.get(6)?,
        state: SpoolState::parse(&row.get::<_, String>(7)?),
        attempt: row.get(8)?,
        received: time(row.get(9)?),
        outcome: row.get(10)?,
    })
}

impl Tx<'_> {
    /// Puts a received mail into the spool and wakes the worker after the commit.
    pub fn add_to_spool(&mut self, new: &NewSpoolRow, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.run(
            "INSERT INTO spool (door, peer, helo, mail_from, recipient, raw, digest, state, next_at, received) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', ?8, ?8)",
            rusqlite::params![
                new.door,
                new.peer,
                new.helo,
                new.mail_from,
                new.recipient,
                new.raw,
                new.digest,
                now.timestamp(),
            ],
        )?;
        self.woken.spool = true;
        Ok(())
    }

    /// Claims due mails until `claimed_to`.
    pub fn claim_spool(
        &mut self,
        now: chrono::DateTime<chrono::Utc>,
        claimed_to: chrono::DateTime<chrono::Utc>,
        limit: usize,
    ) -> Result<Vec<SpoolRow>> {
        let sql = format!(
            "UPDATE spool SET claimed_to = ?2, attempt = attempt + 1 WHERE id IN (SELECT id FROM spool \
             WHERE state = 'waiting' AND next_at <= ?1 AND claimed_to <= ?1 ORDER BY id LIMIT ?3) RETURNING {COLUMNS}"
        );
        let mut rows = self.all(&sql, (now.timestamp(), claimed_to.timestamp(), limit as i64), row)?;
        rows.sort_by_key(|row| row.id);
        Ok(rows)
    }

    /// Lets go of mails that a process which is gone had claimed: for the start of the only server on this database.
    pub fn release_spool(&mut self) -> Result<usize> {
        self.run("UPDATE spool SET claimed_to = 0 WHERE state = 'waiting' AND claimed_to > 0", ())
    }

    /// When the next waiting mail is due.
    pub fn next_in_spool(&mut self) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
        let seconds: Option<Option<i64>> = self.one(
            "SELECT MIN(CASE WHEN claimed_to > next_at THEN claimed_to ELSE next_at END) FROM spool \
             WHERE state = 'waiting'",
            (),
            |row| row.get(0),
        )?;
        Ok(seconds.flatten().map(time))
    }

    /// Notes what came of a mail.
    pub fn end_reading(
        &mut self,
        id: i64,
        state: SpoolState,
        next_at: chrono::DateTime<chrono::Utc>,
        outcome: &str,
    ) -> Result<()> {
        self.run(
            "UPDATE spool SET state = ?2, next_at = ?3, claimed_to = 0, outcome = ?4 WHERE id = ?1",
            (id, state.as_str(), next_at.timestamp(), outcome),
        )?;
        Ok(())
    }

    /// Whether the same mail to the same recipient was read before.
    pub fn was_read_before(&mut self, id: i64) -> Result<bool> {
        let earlier: Option<i64> = self.one(
            "SELECT e.id FROM spool s JOIN spool e ON e.digest = s.digest AND e.id < s.id AND e.state = 'done' \
             WHERE s.id = ?1",
            [id],
            |row| row.get(0),
        )?;
        Ok(earlier.is_some())
    }

    /// How many mails came to an address since this time, in whatever case it was written.
    pub fn spooled_to(&mut self, recipient: &str, since: chrono::DateTime<chrono::Utc>) -> Result<i64> {
        self.count(
            "SELECT COUNT(*) FROM spool WHERE LOWER(recipient) = ?1 AND received >= ?2",
            (recipient.to_lowercase(), since.timestamp()),
        )
    }

    /// Mails in this state, newest first.
    pub fn spool(&mut self, state: SpoolState, limit: usize) -> Result<Vec<SpoolRow>> {
        let sql = format!("SELECT {COLUMNS} FROM spool WHERE state = ?1 ORDER BY id DESC LIMIT ?2");
        self.all(&sql, (state.as_str(), limit as i64), row)
    }

    /// The mail of this number.
    pub fn spooled(&mut self, id: i64) -> Result<Option<SpoolRow>> {
        self.one(&format!("SELECT {COLUMNS} FROM spool WHERE id = ?1"), [id], row)
    }

    /// Lets a quarantined mail be read again; false when there is none of this number.
    pub fn retry_quarantined(&mut self, id: i64, now: chrono::DateTime<chrono::Utc>) -> Result<bool> {
        let changed = self.run(
            "UPDATE spool SET state = 'waiting', attempt = 0, next_at = ?2 WHERE id = ?1 AND state = 'quarantined'",
            (id, now.timestamp()),
        )?;
        self.woken.spool = true;
        Ok(changed > 0)
    }

    /// Lets a quarantined mail be read again as one that a person vouches for; false when there is none of this number.
    pub fn accept_quarantined(&mut self, id: i64, now: chrono::DateTime<chrono::Utc>) -> Result<bool> {
        self.run("UPDATE spool SET door = ?2 WHERE id = ?1 AND state = 'quarantined'", (id, ACCEPTED_DOOR))?;
        self.retry_quarantined(id, now)
    }

    /// Drops a quarantined mail; false when there is none of this number.
    pub fn drop_quarantined(&mut self, id: i64) -> Result<bool> {
        Ok(self.run("DELETE FROM spool WHERE id = ?1 AND state = 'quarantined'", [id])? > 0)
    }

    /// Forgets mails in this state that came before this time.
    pub fn prune_spool(&mut self, state: SpoolState, before: chrono::DateTime<chrono::Utc>) -> Result<usize> {
        self.run("DELETE FROM spool WHERE state = ?1 AND received < ?2", (state.as_str(), before.timestamp()))
    }

    /// How many mails wait to be read.
    pub fn due_in_spool(&mut self, now: chrono::DateTime<chrono::Utc>) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM spool WHERE state = 'waiting' AND next_at <= ?1", [now.timestamp()])
    }
}
