//! Programs that registered to be told of changes of a collection (WebDAV Push), and who is to be told now.

use rusqlite::Row;

use super::{Result, Tx, time};
use crate::id::{CalendarId, PrincipalId};

type Time = chrono::DateTime<chrono::Utc>;

/// A program that wants to be told.
#[derive(Clone, Debug)]
pub struct NewRegistration {
    /// The secret part of its address here.
    pub code: String,
    /// Whose program it is.
    pub principal: PrincipalId,
    /// The collection.
    pub calendar: CalendarId,
    /// Where messages go.
    pub endpoint: String,
    /// The program's public key in base64url.
    pub public_key: String,
    /// The program's secret in base64url.
    pub auth_secret: String,
    /// Whether changes of members count.
    pub content: bool,
    /// Whether changes of properties count.
    pub properties: bool,
    /// When it is forgotten.
    pub expires: Time,
}

/// A program that is to be told now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The registration's number.
    pub id: i64,
    /// The secret part of its address here.
    pub code: String,
    /// Where the message goes.
    pub endpoint: String,
    /// The program's public key in base64url.
    pub public_key: String,
    /// The program's secret in base64url.
    pub auth_secret: String,
    /// Whether members changed.
    pub content: bool,
    /// Whether properties changed.
    pub properties: bool,
    /// The collection's revision that it is told of.
    pub revision: i64,
    /// The revision of the collection's properties that it is told of.
    pub property_revision: i64,
    /// Failures in a row.
    pub failures: i64,
    /// The collection.
    pub calendar: CalendarId,
    /// The collection's state.
    pub sync_token: String,
}

/// How a push ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushOutcome {
    /// The push service took it; the next one not before then.
    Told {
        /// When the next one may leave.
        next_at: Time,
    },
    /// It is to be tried again then.
    Later {
        /// When.
        next_at: Time,
    },
    /// Nobody is there any more: the registration goes.
    Gone,
}

/// A registration whose program is to be told: something it wants to hear of happened since it heard last.
const CHANGED: &str = "((r.content = 1 AND c.revision > r.revision) OR \
                       (r.properties = 1 AND c.property_revision > r.property_revision))";

fn due(row: &Row<'_>) -> rusqlite::Result<Due> {
    Ok(Due {
        id: row.get(0)?,
        code: row.get(1)?,
        endpoint: row.get(2)?,
        public_key: row.get(3)?,
        auth_secret: row.get(4)?,
        content: row.get(5)?,
        properties: row.get(6)?,
        revision: row.get(7)?,
        property_revision: row.get(8)?,
        failures: row.get(9)?,
        calendar: CalendarId(row.get(10)?),
        sync_token: String::new(),
    })
}

impl Tx<'_> {
    /// Registers a program, or renews its registration for the same collection (its code then stays the same).
    ///
    /// Returns the code.
    pub fn register_push(&mut self, new: &NewRegistration) -> Result<String> {
        let code = self.one(
            "INSERT INTO push (code, principal, calendar, endpoint, public_key, auth_secret, content, properties, \
             expires, revision, property_revision) \
             SELECT ?1, ?2, c.id, ?4, ?5, ?6, ?7, ?8, ?9, c.revision, c.property_revision \
             FROM calendar c WHERE c.id = ?3 \
             ON CONFLICT (principal, calendar, endpoint) DO UPDATE SET public_key = excluded.public_key, \
             auth_secret = excluded.auth_secret, content = excluded.content, properties = excluded.properties, \
             expires = excluded.expires, failures = 0, next_at = 0 RETURNING code",
            rusqlite::params![
                new.code,
                new.principal.0,
                new.calendar.0,
                new.endpoint,
                new.public_key,
                new.auth_secret,
                i64::from(new.content),
                i64::from(new.properties),
                new.expires.timestamp(),
            ],
            |row| row.get(0),
        )?;
        Ok(code.unwrap_or_default())
    }

    /// How many registrations a person has.
    pub fn pushes_of(&mut self, principal: PrincipalId) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM push WHERE principal = ?1", [principal.0])
    }

    /// Forgets a registration of this person; false when there is none.
    pub fn unregister_push(&mut self, principal: PrincipalId, code: &str) -> Result<bool> {
        Ok(self.run("DELETE FROM push WHERE principal = ?1 AND code = ?2", (principal.0, code))? > 0)
    }

    /// Forgets registrations that were not renewed.
    pub fn forget_expired_pushes(&mut self, now: Time) -> Result<usize> {
        self.run("DELETE FROM push WHERE expires <= ?1", [now.timestamp()])
    }

    /// Programs that are to be told now, `limit` at most.
    pub fn due_pushes(&mut self, now: Time, limit: usize) -> Result<Vec<Due>> {
        let sql = format!(
            "SELECT r.id, r.code, r.endpoint, r.public_key, r.auth_secret, r.content = 1 AND c.revision > r.revision, \
             r.properties = 1 AND c.property_revision > r.property_revision, c.revision, c.property_revision, \
             r.failures, c.id FROM push r JOIN calendar c ON c.id = r.calendar \
             WHERE r.next_at <= ?1 AND r.expires > ?1 AND {CHANGED} ORDER BY r.next_at LIMIT ?2"
        );
        let mut due = self.all(&sql, (now.timestamp(), limit as i64), due)?;
        for one in &mut due {
            let calendar = self.calendar_by_id(one.calendar)?;
            one.sync_token = calendar.map(|calendar| calendar.sync_token(one.revision)).unwrap_or_default();
        }
        Ok(due)
    }

    /// How many programs are to be told now.
    pub fn waiting_pushes(&mut self, now: Time) -> Result<i64> {
        let sql = format!(
            "SELECT COUNT(*) FROM push r JOIN calendar c ON c.id = r.calendar \
             WHERE r.next_at <= ?1 AND r.expires > ?1 AND {CHANGED}"
        );
        self.count(&sql, [now.timestamp()])
    }

    /// When the next program is to be told, if one waits.
    pub fn next_push(&mut self) -> Result<Option<Time>> {
        let sql = format!("SELECT MIN(r.next_at) FROM push r JOIN calendar c ON c.id = r.calendar WHERE {CHANGED}");
        Ok(self.one(&sql, (), |row| row.get::<_, Option<i64>>(0))?.flatten().map(time))
    }

    /// Writes down how a push ended.
    pub fn push_ended(&mut self, due: &Due, outcome: &PushOutcome) -> Result<()> {
        match outcome {
            PushOutcome::Told { next_at } => self.run(
                "UPDATE push SET revision = MAX(revision, ?2), property_revision = MAX(property_revision, ?3), \
                 next_at = ?4, failures = 0 WHERE id = ?1",
                (due.id, due.revision, due.property_revision, next_at.timestamp()),
            )?,
            PushOutcome::Later { next_at } => self.run(
                "UPDATE push SET next_at = ?2, failures = failures + 1 WHERE id = ?1",
                (due.id, next_at.timestamp()),
            )?,
            PushOutcome::Gone => self.run("DELETE FROM push WHERE id = ?1", [due.id])?,
        };
        Ok(())
    }

    /// A person's registrations that have heard of everything; with `codes`, only those of them.
    pub fn pushes_up_to_date(&mut self, principal: PrincipalId, codes: Option<&[String]>) -> Result<Vec<i64>> {
        let sql = format!(
            "SELECT r.id, r.code FROM push r JOIN calendar c ON c.id = r.calendar WHERE r.principal = ?1 AND NOT {CHANGED}"
        );
        let all: Vec<(i64, String)> = self.all(&sql, [principal.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let wanted = |code: &String| codes.is_none_or(|codes| codes.contains(code));
        Ok(all.into_iter().filter(|(_, code)| wanted(code)).map(|(id, _)| id).collect())
    }

    /// Takes it that these registrations' programs know what has changed by now.
    pub fn pushes_know(&mut self, ids: &[i64]) -> Result<()> {
        for id in ids {
            self.run(
                "UPDATE push SET revision = (SELECT c.revision FROM calendar c WHERE c.id = push.calendar), \
                 property_revision = (SELECT c.property_revision FROM calendar c WHERE c.id = push.calendar) WHERE id = ?1",
                [id],
            )?;
        }
        Ok(())
    }
}
