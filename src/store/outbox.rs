//! The outbox: every mail to the world is first a row here, in the transaction of the change that caused it.

use rusqlite::Row;

use super::{Result, Text, Tx, time};
use crate::id::PrincipalId;

/// What became of an outbox row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutboxState {
    /// It waits for its next attempt.
    Waiting,
    /// The recipient's mail server took it.
    Sent,
    /// It was given up.
    Failed,
    /// A newer message to the same guest took its place before it left.
    Superseded,
    /// It waited when a backup was made that is restored now: nobody knows whether it has left.
    Held,
}

impl OutboxState {
    /// The word for people and for the database.
    pub fn as_str(self) -> &'static str {
        match self {
            OutboxState::Waiting => "waiting",
            OutboxState::Sent => "sent",
            OutboxState::Failed => "failed",
            OutboxState::Superseded => "superseded",
            OutboxState::Held => "held",
        }
    }

    fn parse(text: &str) -> OutboxState {
        match text {
            "sent" => OutboxState::Sent,
            "failed" => OutboxState::Failed,
            "superseded" => OutboxState::Superseded,
            "held" => OutboxState::Held,
            _ => OutboxState::Waiting,
        }
    }
}

/// A mail to put into the outbox.
#[derive(Clone, Debug)]
pub struct NewOutboxRow {
    /// In whose name it is sent.
    pub principal: PrincipalId,
    /// The meeting it is about.
    pub uid: String,
    /// The sender's own e-mail address.
    pub sender: String,
    /// The recipient's e-mail address, lower case.
    pub recipient: String,
    /// Which instances it is about: empty for the whole object, else their instants in seconds, comma-separated.
    pub instances: String,
    /// The iTIP method; `NOTICE` for news to one of our own people, `FORWARD` for a mail handed on to one.
    pub method: String,
    /// Which text the mail gets.
    pub kind: String,
    /// The iTIP object, the notice's text, or the mail to hand on.
    pub message: Text,
    /// When to give up.
    pub expires_at: chrono::DateTime<chrono::Utc>,
    /// Its Message-ID without angle brackets, the same at every attempt.
    pub message_id: String,
    /// The random code in its envelope sender, by which a bounce finds it.
    pub bounce_code: String,
}

impl NewOutboxRow {
    /// Whether it is a scheduling message, and not a notice or a mail handed on.
    pub fn is_scheduling(&self) -> bool {
        !matches!(self.method.as_str(), "NOTICE" | "FORWARD")
    }

    /// Whether an attendee speaks to an organizer in it.
    pub fn is_answer(&self) -> bool {
        matches!(self.method.as_str(), "REPLY" | "COUNTER" | "REFRESH")
    }
}

/// A mail in the outbox.
#[derive(Clone, Debug)]
pub struct OutboxRow {
    /// Its number.
    pub id: i64,
    /// What is to be sent.
    pub mail: NewOutboxRow,
    /// What became of it.
    pub state: OutboxState,
    /// Attempts made.
    pub attempt: i64,
    /// When it is next due.
    pub next_at: chrono::DateTime<chrono::Utc>,
    /// When it was put here.
    pub created: chrono::DateTime<chrono::Utc>,
    /// The SMTP code of the last attempt, if any.
    pub last_code: String,
    /// What the other side said at the last attempt.
    pub last_text: String,
}

const COLUMNS: &str = "id, principal, uid, sender, recipient, instances, method, kind, \
                       COALESCE((SELECT t.bytes FROM text t WHERE t.id = outbox.text), message), expires_at, message_id, \
                       bounce_code, state, attempt, next_at, created, last_code, last_text";

/// Methods by which an attendee speaks to the organizer.
const ANSWERS: &str = "('REPLY', 'COUNTER', 'REFRESH')";

/// Methods of messages that say something beside the state of the meeting: only one of the same method takes their place,
/// and they take no other's.
const ALONE: &str = "('COUNTER', 'DECLINECOUNTER', 'REFRESH')";

/// The mail `o` need not wait for an earlier one to the same guest about the same meeting.
const IS_FIRST: &str = "(o.method = 'FORWARD' OR NOT EXISTS (SELECT 1 FROM outbox e WHERE e.principal = o.principal \
                        AND e.uid = o.uid AND e.recipient = o.recipient AND e.state = 'waiting' AND e.id < o.id))";

fn row(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        id: row.get(0)?,
        mail: NewOutboxRow {
            principal: PrincipalId(row.get(1)?),
            uid: row.get(2)?,
            sender: row.get(3)?,
            recipient: row.get(4)?,
            instances: row.get(5)?,
            method: row.get(6)?,
            kind: row.get(7)?,
            message: row.get::<_, Vec<u8>>(8)?.into(),
            expires_at: time(row.get(9)?),
            message_id: row.get(10)?,
            bounce_code: row.get(11)?,
        },
        state: OutboxState::parse(&row.get::<_, String>(12)?),
        attempt: row.get(13)?,
        next_at: time(row.get(14)?),
        created: time(row.get(15)?),
        last_code: row.get(16)?,
        last_text: row.get(17)?,
    })
}

impl Tx<'_> {
    /// Puts a mail into the outbox, due at once, and wakes the worker after the commit.
    ///
    /// Older scheduling messages that it makes pointless and that no worker has in hand leave without having been sent.
    pub fn add_to_outbox(&mut self, new: &NewOutboxRow, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.supersede(new, now)?;
        self.add_to_outbox_for(new, now, now)
    }

    /// As [`Tx::add_to_outbox`], but due at `due`, and after [`Tx::supersede`].
    pub fn add_to_outbox_for(
        &mut self,
        new: &NewOutboxRow,
        due: chrono::DateTime<chrono::Utc>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        let (message, text) = self.kept(&new.message)?;
        self.run(
            "INSERT INTO outbox (principal, uid, sender, recipient, instances, method, kind, message, state, next_at, \
             expires_at, created, message_id, bounce_code, text) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'waiting', ?9, ?10, ?11, ?12, ?13, ?14)",
            rusqlite::params![
                new.principal.0,
                new.uid,
                new.sender,
                new.recipient,
                new.instances,
                new.method,
                new.kind,
                message,
                due.timestamp(),
                new.expires_at.timestamp(),
                now.timestamp(),
                new.message_id,
                new.bounce_code,
                text,
            ],
        )?;
        self.woken.outbox = true;
        Ok(())
    }

    /// A newer message makes older ones pointless that still wait: a guest reads one mail, not three. Returns how many.
    ///
    /// An organizer's message about the whole object covers all instances. An attendee's answer to it does not: it leaves
    /// out the instances that were answered by themselves. And what is off must be said (RFC 5546 §3.2.5): how the meeting is
    /// now says so only to whoever looks for it.
    pub fn supersede(&mut self, new: &NewOutboxRow, now: chrono::DateTime<chrono::Utc>) -> Result<usize> {
        if !new.is_scheduling() {
            return Ok(0);
        }
        self.run(
            &format!(
                "UPDATE outbox SET state = 'superseded' WHERE principal = ?1 AND uid = ?2 AND recipient = ?3 \
                 AND state IN ('waiting', 'held') AND claimed_to <= ?6 AND method NOT IN ('NOTICE', 'FORWARD') \
                 AND (method = ?5 OR (method NOT IN {ALONE} AND ?5 NOT IN {ALONE})) \
                 AND (instances = ?4 OR (?4 = '' AND ?5 NOT IN {ANSWERS} AND (method <> 'CANCEL' OR ?5 = 'CANCEL')))"
            ),
            (new.principal.0, &new.uid, &new.recipient, &new.instances, &new.method, now.timestamp()),
        )
    }

    /// The method of the mail about a meeting that a guest was sent last, and behind a blank about which instances it was.
    pub fn sent_last(&mut self, principal: PrincipalId, uid: &str, recipient: &str) -> Result<Option<String>> {
        self.one(
            "SELECT method || ' ' || instances FROM outbox WHERE principal = ?1 AND uid = ?2 AND recipient = ?3 \
             AND state = 'sent' AND method NOT IN ('NOTICE', 'FORWARD') ORDER BY id DESC LIMIT 1",
            (principal.0, uid, recipient),
            |row| row.get(0),
        )
    }

    /// Takes back messages by this method that still wait for a guest about these instances, or with none named about all
    /// of the meeting.
    pub fn withdraw(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        recipient: &str,
        (method, instances): (&str, &str),
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        self.run(
            "UPDATE outbox SET state = 'superseded' WHERE principal = ?1 AND uid = ?2 AND recipient = ?3 \
             AND state IN ('waiting', 'held') AND claimed_to <= ?5 AND method = ?6 AND (instances = ?4 OR ?4 = '')",
            (principal.0, uid, recipient, instances, now.timestamp(), method),
        )?;
        Ok(())
    }

    /// About which instances messages by this method still wait for a guest; those about all of the meeting are left out.
    pub fn waiting_instances(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        recipient: &str,
        method: &str,
    ) -> Result<Vec<String>> {
        self.all(
            "SELECT instances FROM outbox WHERE principal = ?1 AND uid = ?2 AND recipient = ?3 AND state = 'waiting' \
             AND method = ?4 AND instances <> ''",
            (principal.0, uid, recipient, method),
            |row| row.get(0),
        )
    }

    /// Whether a newer message waits that makes this one pointless, because it came while this one was being sent.
    pub fn is_overtaken(&mut self, id: i64) -> Result<bool> {
        let newer: Option<i64> = self.one(
            &format!(
                "SELECT n.id FROM outbox o JOIN outbox n ON n.principal = o.principal AND n.uid = o.uid \
                 AND n.recipient = o.recipient AND n.id > o.id WHERE o.id = ?1 AND n.state = 'waiting' \
                 AND o.method NOT IN ('NOTICE', 'FORWARD') AND n.method NOT IN ('NOTICE', 'FORWARD') \
                 AND (n.method = o.method OR (n.method NOT IN {ALONE} AND o.method NOT IN {ALONE})) \
                 AND (n.instances = o.instances OR (n.instances = '' AND n.method NOT IN {ANSWERS} \
                 AND (o.method <> 'CANCEL' OR n.method = 'CANCEL')))"
            ),
            [id],
            |row| row.get(0),
        )?;
        Ok(newer.is_some())
    }

    /// Whether an invitation to this guest was put here before this mail and is the first that the guest was to hear.
    pub fn follows_an_invitation(&mut self, row: &OutboxRow) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM outbox WHERE principal = ?1 AND uid = ?2 AND recipient = ?3 AND id < ?4 \
                   AND kind = 'invitation'";
        let mail = &row.mail;
        Ok(self.count(sql, (mail.principal.0, &mail.uid, &mail.recipient, row.id))? > 0)
    }

    /// Whether a guest who asked was sent the state of a meeting since this time.
    pub fn was_resent(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        recipient: &str,
        since: chrono::DateTime<chrono::Utc>,
    ) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM outbox WHERE principal = ?1 AND uid = ?2 AND recipient = ?3 AND created > ?4 \
                   AND kind = 'resent'";
        Ok(self.count(sql, (principal.0, uid, recipient, since.timestamp()))? > 0)
    }

    /// How many scheduling messages a principal caused since this time, without those that never leave because newer ones
    /// say it all.
    pub fn outbox_count(&mut self, principal: PrincipalId, since: chrono::DateTime<chrono::Utc>) -> Result<i64> {
        self.count(
            "SELECT COUNT(*) FROM outbox WHERE principal = ?1 AND created >= ?2 \
             AND method NOT IN ('NOTICE', 'FORWARD') AND state <> 'superseded'",
            (principal.0, since.timestamp()),
        )
    }

    /// How many mails with news a principal was sent since this time.
    pub fn news_count(&mut self, principal: PrincipalId, since: chrono::DateTime<chrono::Utc>) -> Result<i64> {
        self.count(
            "SELECT COUNT(*) FROM outbox WHERE principal = ?1 AND created >= ?2 AND method = 'NOTICE'",
            (principal.0, since.timestamp()),
        )
    }

    /// How many mails with news of this kind about a meeting a principal was sent since this time.
    pub fn news_about(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        kind: &str,
        since: chrono::DateTime<chrono::Utc>,
    ) -> Result<i64> {
        self.count(
            "SELECT COUNT(*) FROM outbox WHERE principal = ?1 AND uid = ?2 AND kind = ?3 AND method = 'NOTICE' \
             AND created > ?4",
            (principal.0, uid, kind, since.timestamp()),
        )
    }

    /// Adds to the text of news of this kind about a meeting that wait and that no worker has in hand; false when none do,
    /// or when they would have more than `most` bytes.
    pub fn add_to_news(
        &mut self,
        (principal, uid, kind): (PrincipalId, &str, &str),
        text: &str,
        most: usize,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<bool> {
        let waiting: Option<(i64, Vec<u8>)> = self.one(
            "SELECT id, COALESCE((SELECT t.bytes FROM text t WHERE t.id = outbox.text), message) FROM outbox \
             WHERE principal = ?1 AND uid = ?2 AND kind = ?3 AND method = 'NOTICE' \
             AND state = 'waiting' AND claimed_to <= ?4 ORDER BY id DESC LIMIT 1",
            (principal.0, uid, kind, now.timestamp()),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let Some((id, mut message)) = waiting.filter(|(_, message)| message.len() + text.len() <= most) else {
            return Ok(false);
        };
        message.extend_from_slice(text.as_bytes());
        self.run("UPDATE outbox SET message = ?2, text = NULL WHERE id = ?1", (id, message))?;
        Ok(true)
    }

    /// Lets go of mails that a process which is gone had claimed: for the start of the only server on this database.
    pub fn release_outbox(&mut self) -> Result<usize> {
        self.run("UPDATE outbox SET claimed_to = 0 WHERE state = 'waiting' AND claimed_to > 0", ())
    }

    /// Claims due mails until `claimed_to`: no other worker takes them before, and a crash lets them be taken after.
    ///
    /// Messages to one guest about one meeting leave one after the other, in the order in which they were caused.
    pub fn claim_outbox(
        &mut self,
        now: chrono::DateTime<chrono::Utc>,
        claimed_to: chrono::DateTime<chrono::Utc>,
        limit: usize,
    ) -> Result<Vec<OutboxRow>> {
        let sql = format!(
            "UPDATE outbox SET claimed_to = ?2, attempt = attempt + 1 WHERE id IN (SELECT id FROM outbox \
             o WHERE o.state = 'waiting' AND o.next_at <= ?1 AND o.claimed_to <= ?1 AND {IS_FIRST} \
             ORDER BY o.next_at, o.id LIMIT ?3) RETURNING {COLUMNS}"
        );
        let mut rows = self.all(&sql, (now.timestamp(), claimed_to.timestamp(), limit as i64), row)?;
        rows.sort_by_key(|row| row.id);
        Ok(rows)
    }

    /// When the next mail can be claimed; those that wait for an earlier one to the same guest do not count.
    pub fn next_in_outbox(&mut self) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
        let sql = format!(
            "SELECT MIN(CASE WHEN o.claimed_to > o.next_at THEN o.claimed_to ELSE o.next_at END) FROM outbox o \
             WHERE o.state = 'waiting' AND {IS_FIRST}"
        );
        let seconds: Option<Option<i64>> = self.one(&sql, (), |row| row.get(0))?;
        Ok(seconds.flatten().map(time))
    }

    /// Notes how an attempt ended: waiting again at `next_at`, sent, or failed.
    ///
    /// False when a report came first that it failed: that stands.
    pub fn end_attempt(
        &mut self,
        id: i64,
        state: OutboxState,
        next_at: chrono::DateTime<chrono::Utc>,
        code: &str,
        text: &str,
    ) -> Result<bool> {
        let changed = self.run(
            "UPDATE outbox SET state = ?2, next_at = ?3, claimed_to = 0, last_code = ?4, last_text = ?5 \
             WHERE id = ?1 AND state <> 'failed'",
            (id, state.as_str(), next_at.timestamp(), code, text),
        )?;
        Ok(changed > 0)
    }

    /// The mail with this bounce code.
    pub fn outbox_by_bounce_code(&mut self, code: &str) -> Result<Option<OutboxRow>> {
        self.one(&format!("SELECT {COLUMNS} FROM outbox WHERE bounce_code = ?1"), [code], row)
    }

    /// Whether another scheduling message to the same guest about the same meeting failed that was caused since this time.
    pub fn failed_before(&mut self, id: i64, since: chrono::DateTime<chrono::Utc>) -> Result<bool> {
        let found = self.count(
            "SELECT COUNT(*) FROM outbox o JOIN outbox f ON f.principal = o.principal AND f.uid = o.uid \
             AND f.recipient = o.recipient AND f.id <> o.id WHERE o.id = ?1 AND f.state = 'failed' AND f.created >= ?2 \
             AND f.method NOT IN ('NOTICE', 'FORWARD')",
            (id, since.timestamp()),
        )?;
        Ok(found > 0)
    }

    /// Whether a scheduling message to a guest about a meeting failed.
    pub fn has_failed(&mut self, principal: PrincipalId, uid: &str, recipient: &str) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM outbox WHERE principal = ?1 AND uid = ?2 AND recipient = ?3 \
                   AND state = 'failed' AND method NOT IN ('NOTICE', 'FORWARD')";
        Ok(self.count(sql, (principal.0, uid, recipient.to_lowercase()))? > 0)
    }

    /// The newest mails of the outbox, those that wait first.
    pub fn outbox(&mut self, limit: usize) -> Result<Vec<OutboxRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox ORDER BY CASE state WHEN 'waiting' THEN 0 WHEN 'held' THEN 1 ELSE 2 END, \
             id DESC LIMIT ?1"
        );
        self.all(&sql, [limit as i64], row)
    }

    /// Mails that a restore held back and of which nobody was told yet, by person and meeting.
    pub fn newly_held(&mut self, limit: usize) -> Result<Vec<OutboxRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox WHERE state = 'held' AND last_code = '' ORDER BY principal, uid, id LIMIT ?1"
        );
        self.all(&sql, [limit as i64], row)
    }

    /// Notes that whoever caused a held mail was told of it, by the status in the copy.
    pub fn note_held(&mut self, id: i64, status: &str) -> Result<()> {
        self.run("UPDATE outbox SET last_code = ?2 WHERE id = ?1 AND state = 'held'", (id, status))?;
        Ok(())
    }

    /// Mails that a restore held back, those with the lowest numbers above `after`.
    pub fn held(&mut self, after: i64, limit: usize) -> Result<Vec<OutboxRow>> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE state = 'held' AND id > ?1 ORDER BY id LIMIT ?2");
        self.all(&sql, (after, limit as i64), row)
    }

    /// Lets a mail leave that a restore held back, with as much time as it had; false when there is no such mail.
    pub fn release_held(&mut self, id: i64, now: chrono::DateTime<chrono::Utc>) -> Result<bool> {
        let changed = self.run(
            "UPDATE outbox SET state = 'waiting', next_at = ?2, attempt = 0, last_code = '', last_text = '', \
             expires_at = expires_at + ?2 - created WHERE id = ?1 AND state = 'held'",
            (id, now.timestamp()),
        )?;
        self.woken.outbox |= changed > 0;
        Ok(changed > 0)
    }

    /// How many mails are due, claimed ones included; those that wait for an earlier one to the same guest do not count.
    pub fn due_in_outbox(&mut self, now: chrono::DateTime<chrono::Utc>) -> Result<i64> {
        let sql = format!("SELECT COUNT(*) FROM outbox o WHERE o.state = 'waiting' AND o.next_at <= ?1 AND {IS_FIRST}");
        self.count(&sql, [now.timestamp()])
    }

    /// Forgets mails that ended before this time.
    pub fn prune_outbox(&mut self, before: chrono::DateTime<chrono::Utc>) -> Result<usize> {
        self.run("DELETE FROM outbox WHERE state <> 'waiting' AND created < ?1", [before.timestamp()])
    }
}
