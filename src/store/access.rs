//! How people come in: app passwords, sessions of the pages, from where they came, and who they are elsewhere.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use super::principals::{COLUMNS, WIDTH, principal};
use super::{Principal, Result, Tx, time};
use crate::id::PrincipalId;

/// What an app password opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Whatever its owner may do over WebDAV.
    Everything,
    /// Reading only.
    ReadOnly,
    /// All but address books.
    Calendars,
    /// Address books and the way to them.
    Contacts,
}

impl Scope {
    /// Every scope, in the order in which they are offered.
    pub const ALL: [Scope; 4] = [Scope::Everything, Scope::Calendars, Scope::Contacts, Scope::ReadOnly];

    /// The word for it in the database, in commands and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Scope::Everything => "everything",
            Scope::ReadOnly => "read-only",
            Scope::Calendars => "calendars",
            Scope::Contacts => "contacts",
        }
    }

    /// The scope of this word.
    pub fn of_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// An app password without its secret, which nobody but its program knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppPassword {
    /// Its number.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// What it opens.
    pub scope: Scope,
    /// When it was made.
    pub created: DateTime<Utc>,
    /// When it stops working.
    pub expires: Option<DateTime<Utc>>,
    /// About when it was used last.
    pub used: Option<DateTime<Utc>>,
}

impl AppPassword {
    /// Whether it works no more.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }
}

/// An app password to add.
#[derive(Clone, Debug)]
pub struct NewAppPassword {
    /// What its owner calls it.
    pub name: String,
    /// SHA-256 of its secret, in hexadecimal.
    pub digest: String,
    /// What it opens.
    pub scope: Scope,
    /// When it stops working.
    pub expires: Option<DateTime<Utc>>,
}

/// A session of the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// When it began.
    pub created: DateTime<Utc>,
    /// About when it was used last.
    pub used: DateTime<Utc>,
}

/// From where and by what means somebody came in, and about when last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The address.
    pub peer: String,
    /// By what: a password, an app password's name …
    pub means: String,
    /// About when last.
    pub last: DateTime<Utc>,
}

fn app_password(row: &Row<'_>, from: usize) -> rusqlite::Result<AppPassword> {
    let scope: String = row.get(from + 2)?;
    Ok(AppPassword {
        id: row.get(from)?,
        name: row.get(from + 1)?,
        // A word of a newer program opens no more than reading.
        scope: Scope::of_word(&scope).unwrap_or(Scope::ReadOnly),
        created: time(row.get(from + 3)?),
        expires: row.get::<_, Option<i64>>(from + 4)?.map(time),
        used: row.get::<_, Option<i64>>(from + 5)?.map(time),
    })
}

const APP_PASSWORD: &str = "w.id, w.name, w.scope, w.created, w.expires, w.used";

impl Tx<'_> {
    /// Adds an app password; returns its number.
    pub fn add_app_password(&mut self, owner: PrincipalId, new: &NewAppPassword, now: DateTime<Utc>) -> Result<i64> {
        let id = self.one(
            "INSERT INTO app_password (principal, name, digest, scope, created, expires) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
            (
                owner.0,
                &new.name,
                &new.digest,
                new.scope.word(),
                now.timestamp(),
                new.expires.map(|expires| expires.timestamp()),
            ),
            |row| row.get(0),
        )?;
        Ok(id.unwrap_or_default())
    }

    /// The app passwords of somebody, oldest first.
    pub fn app_passwords(&mut self, owner: PrincipalId) -> Result<Vec<AppPassword>> {
        let sql = format!("SELECT {APP_PASSWORD} FROM app_password w WHERE w.principal = ?1 ORDER BY w.id");
        self.all(&sql, [owner.0], |row| app_password(row, 0))
    }

    /// The app password whose secret has this digest, and its owner.
    pub fn by_app_password(&mut self, digest: &str) -> Result<Option<(Principal, AppPassword)>> {
        let sql = format!(
            "SELECT {COLUMNS}, {APP_PASSWORD} FROM app_password w JOIN principal p ON p.id = w.principal WHERE w.digest = ?1"
        );
        self.one(&sql, [digest], |row| Ok((principal(row)?, app_password(row, WIDTH)?)))
    }

    /// Notes that an app password was used.
    pub fn use_app_password(&mut self, id: i64, now: DateTime<Utc>) -> Result<()> {
        self.run("UPDATE app_password SET used = ?2 WHERE id = ?1", (id, now.timestamp()))?;
        Ok(())
    }

    /// Removes an app password of somebody; false when there is none of this number.
    pub fn remove_app_password(&mut self, owner: PrincipalId, id: i64) -> Result<bool> {
        Ok(self.run("DELETE FROM app_password WHERE principal = ?1 AND id = ?2", (owner.0, id))? > 0)
    }

    /// Begins a session, known by the SHA-256 of its secret in hexadecimal.
    pub fn add_session(&mut self, owner: PrincipalId, digest: &str, now: DateTime<Utc>) -> Result<()> {
        self.run(
            "INSERT INTO session (digest, principal, created, used) VALUES (?1, ?2, ?3, ?3)",
            (digest, owner.0, now.timestamp()),
        )?;
        Ok(())
    }

    /// The session of this digest, and whose it is.
    pub fn session(&mut self, digest: &str) -> Result<Option<(Principal, Session)>> {
        let sql = format!(
            "SELECT {COLUMNS}, s.created, s.used FROM session s JOIN principal p ON p.id = s.principal WHERE s.digest = ?1"
        );
        self.one(&sql, [digest], |row| {
            let session = Session { created: time(row.get(WIDTH)?), used: time(row.get(WIDTH + 1)?) };
            Ok((principal(row)?, session))
        })
    }

    /// Notes that a session was used.
    pub fn use_session(&mut self, digest: &str, now: DateTime<Utc>) -> Result<()> {
        self.run("UPDATE session SET used = ?2 WHERE digest = ?1", (digest, now.timestamp()))?;
        Ok(())
    }

    /// Ends a session.
    pub fn end_session(&mut self, digest: &str) -> Result<()> {
        self.run("DELETE FROM session WHERE digest = ?1", [digest])?;
        Ok(())
    }

    /// Ends every session of somebody; returns how many there were.
    pub fn end_sessions(&mut self, owner: PrincipalId) -> Result<usize> {
        self.run("DELETE FROM session WHERE principal = ?1", [owner.0])
    }

    /// Notes from where and by what means somebody came in.
    pub fn add_sign_in(&mut self, owner: PrincipalId, peer: &str, means: &str, now: DateTime<Utc>) -> Result<()> {
        self.run(
            "INSERT INTO sign_in (principal, peer, means, last) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (principal, peer, means) DO UPDATE SET last = excluded.last",
            (owner.0, peer, means, now.timestamp()),
        )?;
        Ok(())
    }

    /// When somebody came in last from there and by that.
    pub fn last_sign_in(&mut self, owner: PrincipalId, peer: &str, means: &str) -> Result<Option<DateTime<Utc>>> {
        let sql = "SELECT last FROM sign_in WHERE principal = ?1 AND peer = ?2 AND means = ?3";
        Ok(self.one(sql, (owner.0, peer, means), |row| row.get(0))?.map(time))
    }

    /// How somebody came in, the newest first, at most so many.
    pub fn sign_ins(&mut self, owner: PrincipalId, most: usize) -> Result<Vec<SignIn>> {
        let sql = "SELECT peer, means, last FROM sign_in WHERE principal = ?1 ORDER BY last DESC, peer, means LIMIT ?2";
        self.all(sql, (owner.0, most as i64), |row| {
            Ok(SignIn { peer: row.get(0)?, means: row.get(1)?, last: time(row.get(2)?) })
        })
    }

    /// The principal whom an identity provider knows under this subject.
    pub fn principal_by_subject(&mut self, issuer: &str, subject: &str) -> Result<Option<Principal>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outside_identity o JOIN principal p ON p.id = o.principal \
             WHERE o.issuer = ?1 AND o.subject = ?2"
        );
        self.one(&sql, [issuer, subject], principal)
    }

    /// Whether an identity provider knows somebody.
    pub fn has_subject(&mut self, owner: PrincipalId) -> Result<bool> {
        Ok(self.count("SELECT COUNT(*) FROM outside_identity WHERE principal = ?1", [owner.0])? > 0)
    }

    /// Keeps under which subject an identity provider knows somebody.
    ///
    /// # Errors
    /// The subject is somebody's already.
    pub fn add_subject(&mut self, owner: PrincipalId, issuer: &str, subject: &str, now: DateTime<Utc>) -> Result<()> {
        self.run(
            "INSERT INTO outside_identity (issuer, subject, principal, created) VALUES (?1, ?2, ?3, ?4)",
            (issuer, subject, owner.0, now.timestamp()),
        )?;
        Ok(())
    }

    /// Forgets sessions begun or left before these times, and sign-ins and app passwords that were over before `records`.
    pub fn prune_access(&mut self, begun: DateTime<Utc>, left: DateTime<Utc>, records: DateTime<Utc>) -> Result<usize> {
        let (begun, left, records) = (begun.timestamp(), left.timestamp(), records.timestamp());
        let sessions = self.run("DELETE FROM session WHERE created < ?1 OR used < ?2", (begun, left))?;
        let sign_ins = self.run("DELETE FROM sign_in WHERE last < ?1", [records])?;
        Ok(sessions + sign_ins + self.run("DELETE FROM app_password WHERE expires < ?1", [records])?)
    }
}
