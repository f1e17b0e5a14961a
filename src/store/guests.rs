//! What the server remembers of each guest of each meeting: the invitation's code, what was last sent, the last answers,
//! and at which SEQUENCE the time last changed.

use rusqlite::Row;

use super::{Result, Text, Tx, time};
use crate::id::PrincipalId;

type Time = chrono::DateTime<chrono::Utc>;

/// One attendee of one meeting, as the outside world knows it: its code stands in addresses and links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// A random code; addresses and links carry it together with a proof that we made it.
    pub code: String,
    /// The organizer.
    pub principal: PrincipalId,
    /// The meeting.
    pub uid: String,
    /// The attendee's e-mail address, lower case.
    pub attendee: String,
    /// The organizer's own address when the invitation was made: the proof in addresses and links is of it, so it stays
    /// when the meeting gets another organizer.
    pub organizer: String,
    /// The organizer's address that was put on the wire at the first send; it never changes for this guest.
    pub wire: String,
    /// The calendar object last handed to the guest's mail server.
    pub last_sent: Option<Vec<u8>>,
}

/// The last answer that was accepted from an attendee for the series or one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// The attendee's address in its compared form.
    pub attendee: String,
    /// The instance, in seconds; `None` for the whole object.
    pub instance: Option<i64>,
    /// The answer's SEQUENCE.
    pub sequence: i64,
    /// The answer's DTSTAMP.
    pub dtstamp: chrono::DateTime<chrono::Utc>,
    /// What was answered.
    pub partstat: String,
    /// How it came: `mail`, `link` or `caldav`.
    pub door: String,
    /// What proves who answered: `token`, `dmarc`, `account`, or `none`.
    pub proof: String,
    /// What was written with it; empty for nothing.
    pub comment: String,
    /// How many more people come along.
    pub more_guests: i64,
    /// Who gave it for the attendee, an address; empty where nobody did.
    pub sent_by: String,
    /// When it was accepted.
    pub at: chrono::DateTime<chrono::Utc>,
}

/// A scheduling message to a guest, as the ledger of a meeting knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// The guest's address, lower case.
    pub recipient: String,
    /// The iTIP method.
    pub method: String,
    /// Which instances it is about: empty for the whole object, else their instants in seconds, comma-separated.
    pub instances: String,
    /// What became of it: `waiting`, `sent`, `failed`, `superseded`.
    pub state: String,
    /// When it was caused.
    pub created: chrono::DateTime<chrono::Utc>,
    /// What the other side said last, with its code; empty before the first attempt.
    pub answer: String,
}

const INVITATION: &str = "code, principal, uid, attendee, organizer, wire, \
                          COALESCE((SELECT t.bytes FROM text t WHERE t.id = invitation.last_text), last_sent)";

fn invitation(row: &Row<'_>) -> rusqlite::Result<Invitation> {
    Ok(Invitation {
        code: row.get(0)?,
        principal: PrincipalId(row.get(1)?),
        uid: row.get(2)?,
        attendee: row.get(3)?,
        organizer: row.get(4)?,
        wire: row.get(5)?,
        last_sent: row.get(6)?,
    })
}

/// In place of an instance in `rescheduled`: the highest SEQUENCE that guests may have seen.
pub(super) const SEEN: &str = "seen";

fn instance_key(instance: Option<i64>) -> String {
    instance.map(|seconds| seconds.to_string()).unwrap_or_default()
}

impl Tx<'_> {
    /// Remembers an invitation; one that exists for the same attendee and meeting is kept.
    pub fn add_invitation(&mut self, new: &Invitation, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.run(
            "INSERT INTO invitation (code, principal, uid, attendee, organizer, wire, created) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (principal, uid, attendee) DO NOTHING",
            (&new.code, new.principal.0, &new.uid, &new.attendee, &new.organizer, &new.wire, now.timestamp()),
        )?;
        Ok(())
    }

    /// The invitation with this code.
    pub fn invitation_by_code(&mut self, code: &str) -> Result<Option<Invitation>> {
        self.one(&format!("SELECT {INVITATION} FROM invitation WHERE code = ?1"), [code], invitation)
    }

    /// The invitation of this attendee to this meeting.
    pub fn invitation(&mut self, principal: PrincipalId, uid: &str, attendee: &str) -> Result<Option<Invitation>> {
        let sql = format!("SELECT {INVITATION} FROM invitation WHERE principal = ?1 AND uid = ?2 AND attendee = ?3");
        self.one(&sql, (principal.0, uid, attendee), invitation)
    }

    /// Notes what was last handed to the guest's mail server.
    pub fn set_last_sent(&mut self, code: &str, object: &Text) -> Result<()> {
        let sql = "SELECT last_text FROM invitation WHERE code = ?1";
        let before: Option<Option<i64>> = self.one(sql, [code], |row| row.get(0))?;
        let (bytes, text) = self.kept(object)?;
        self.run("UPDATE invitation SET last_sent = ?2, last_text = ?3 WHERE code = ?1", (code, bytes, text))?;
        if before != Some(text) {
            self.let_go(before.flatten())?;
        }
        Ok(())
    }

    /// The last accepted answers to a meeting.
    pub fn answers(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<AnswerRow>> {
        self.all(
            "SELECT attendee, instance, sequence, dtstamp, partstat, door, proof, comment, more_guests, at, sent_by \
             FROM answer WHERE principal = ?1 AND uid = ?2 ORDER BY attendee, instance",
            (principal.0, uid),
            |row| {
                let instance: String = row.get(1)?;
                Ok(AnswerRow {
                    attendee: row.get(0)?,
                    instance: instance.parse().ok(),
                    sequence: row.get(2)?,
                    dtstamp: time(row.get(3)?),
                    partstat: row.get(4)?,
                    door: row.get(5)?,
                    proof: row.get(6)?,
                    comment: row.get(7)?,
                    more_guests: row.get(8)?,
                    at: time(row.get(9)?),
                    sent_by: row.get(10)?,
                })
            },
        )
    }

    /// The scheduling messages of a meeting that went outside, oldest first, `limit` at most.
    pub fn sent_messages(&mut self, principal: PrincipalId, uid: &str, limit: usize) -> Result<Vec<SentMessage>> {
        self.all(
            "SELECT recipient, method, instances, state, created, last_code || ' ' || last_text FROM outbox \
             WHERE principal = ?1 AND uid = ?2 AND method NOT IN ('NOTICE', 'FORWARD') ORDER BY id LIMIT ?3",
            (principal.0, uid, limit as i64),
            |row| {
                Ok(SentMessage {
                    recipient: row.get(0)?,
                    method: row.get(1)?,
                    instances: row.get(2)?,
                    state: row.get(3)?,
                    created: time(row.get(4)?),
                    answer: row.get::<_, String>(5)?.trim().to_owned(),
                })
            },
        )
    }

    /// Remembers an answer as the last accepted one.
    pub fn set_answer(&mut self, principal: PrincipalId, uid: &str, answer: &AnswerRow) -> Result<()> {
        self.run(
            "INSERT INTO answer (principal, uid, attendee, instance, sequence, dtstamp, partstat, door, proof, at, \
             comment, more_guests, sent_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
             ON CONFLICT (principal, uid, attendee, instance) DO UPDATE SET sequence = excluded.sequence, \
             dtstamp = excluded.dtstamp, partstat = excluded.partstat, door = excluded.door, \
             proof = excluded.proof, at = excluded.at, comment = excluded.comment, \
             more_guests = excluded.more_guests, sent_by = excluded.sent_by",
            rusqlite::params![
                principal.0,
                uid,
                answer.attendee,
                instance_key(answer.instance),
                answer.sequence,
                answer.dtstamp.timestamp(),
                answer.partstat,
                answer.door,
                answer.proof,
                answer.at.timestamp(),
                answer.comment,
                answer.more_guests,
                answer.sent_by,
            ],
        )?;
        Ok(())
    }

    /// Hands everything that is known of a meeting's guests to another organizer: codes in addresses and links stay good.
    pub fn transfer_guests(&mut self, from: PrincipalId, to: PrincipalId, uid: &str) -> Result<()> {
        for table in ["answer", "rescheduled", "waiting", "untold", "mark"] {
            let sql = format!("DELETE FROM {table} WHERE principal = ?1 AND uid = ?2");
            self.run(&sql, (to.0, uid))?;
            let sql = format!("UPDATE {table} SET principal = ?2 WHERE principal = ?1 AND uid = ?3");
            self.run(&sql, (from.0, to.0, uid))?;
        }
        self.run("UPDATE invitation SET principal = ?2 WHERE principal = ?1 AND uid = ?3", (from.0, to.0, uid))?;
        // What still waits says the old organizer's name; each guest is sent the new state.
        self.run(
            "UPDATE outbox SET state = 'superseded' WHERE principal = ?1 AND uid = ?2 AND state IN ('waiting', 'held') \
             AND method NOT IN ('NOTICE', 'FORWARD')",
            (from.0, uid),
        )?;
        self.run(
            "UPDATE outbox SET principal = ?2 WHERE principal = ?1 AND uid = ?3 AND method NOT IN ('NOTICE', 'FORWARD')",
            (from.0, to.0, uid),
        )?;
        Ok(())
    }

    /// What is remembered of one sender's messages about a meeting is another's from now on.
    pub fn rename_answerer(&mut self, principal: PrincipalId, uid: &str, old: &str, new: &str) -> Result<()> {
        self.run("DELETE FROM answer WHERE principal = ?1 AND uid = ?2 AND attendee = ?3", (principal.0, uid, new))?;
        self.run(
            "UPDATE answer SET attendee = ?4 WHERE principal = ?1 AND uid = ?2 AND attendee = ?3",
            (principal.0, uid, old, new),
        )?;
        Ok(())
    }

    /// At which SEQUENCE the time of the series (`None`) and of its instances (in seconds) last changed, and when.
    pub fn rescheduled(&mut self, principal: PrincipalId, uid: &str) -> Result<Vec<(Option<i64>, i64, Time)>> {
        self.all(
            "SELECT instance, sequence, at FROM rescheduled WHERE principal = ?1 AND uid = ?2 AND instance <> ?3 \
             ORDER BY instance",
            (principal.0, uid, SEEN),
            |row| Ok((row.get::<_, String>(0)?.parse().ok(), row.get(1)?, time(row.get(2)?))),
        )
    }

    /// The highest SEQUENCE that guests of a meeting may have seen although the copy here says a lower one; 0 where none
    /// is noted.
    pub fn seen_sequence(&mut self, principal: PrincipalId, uid: &str) -> Result<i64> {
        let sql = "SELECT sequence FROM rescheduled WHERE principal = ?1 AND uid = ?2 AND instance = ?3";
        Ok(self.one(sql, (principal.0, uid, SEEN), |row| row.get(0))?.unwrap_or(0))
    }

    /// Notes which SEQUENCE guests of a meeting may have seen, unless a higher one is noted.
    pub fn note_seen_sequence(&mut self, principal: PrincipalId, uid: &str, sequence: i64) -> Result<()> {
        self.run(
            "INSERT INTO rescheduled (principal, uid, instance, sequence) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (principal, uid, instance) DO UPDATE SET sequence = excluded.sequence \
             WHERE excluded.sequence > rescheduled.sequence",
            (principal.0, uid, SEEN, sequence),
        )?;
        Ok(())
    }

    /// Notes at which SEQUENCE the time of the series (`None`) or of an instance (in seconds) changed, and when.
    pub fn set_rescheduled(
        &mut self,
        principal: PrincipalId,
        uid: &str,
        instance: Option<i64>,
        sequence: i64,
        at: Time,
    ) -> Result<()> {
        self.run(
            "INSERT INTO rescheduled (principal, uid, instance, sequence, at) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (principal, uid, instance) DO UPDATE SET sequence = excluded.sequence, at = excluded.at",
            (principal.0, uid, instance_key(instance), sequence, at.timestamp()),
        )?;
        Ok(())
    }
}
