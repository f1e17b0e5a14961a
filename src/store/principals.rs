//! Principals, their addresses, and the server's secrets.

use rusqlite::Row;

use super::{Result, Tx, Watched, time};
use crate::id::{CalendarId, PrincipalId};

/// What a principal is (`calendar-user-type`, RFC 6638 §2.4.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A person.
    #[default]
    Individual,
    /// Several principals under one name; it has no calendars and nobody signs in as it.
    Group,
    /// A place where people meet.
    Room,
    /// A thing that people use.
    Resource,
}

impl PrincipalKind {
    /// All of them, with the word for each.
    pub const ALL: [(PrincipalKind, &str); 4] = [
        (PrincipalKind::Individual, "individual"),
        (PrincipalKind::Group, "group"),
        (PrincipalKind::Room, "room"),
        (PrincipalKind::Resource, "resource"),
    ];

    /// The word for it, lower case.
    pub fn as_str(self) -> &'static str {
        PrincipalKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("individual", |(_, word)| word)
    }

    /// What a word means; a person where it is none of ours.
    pub fn of(word: &str) -> PrincipalKind {
        PrincipalKind::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind).unwrap_or_default()
    }
}

/// Somebody with an account here, or a group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Its number.
    pub id: PrincipalId,
    /// What it is.
    pub kind: PrincipalKind,
    /// Its name in URLs and at sign-in: lower case, unique.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// The address other people know, lower case; empty for a group.
    pub email: String,
    /// The argon2id hash of the password, if it may sign in with one.
    pub password: Option<String>,
    /// When it was added.
    pub created: chrono::DateTime<chrono::Utc>,
    /// Whether it runs this server. Nothing asks yet.
    pub is_admin: bool,
    /// What the password opens.
    pub password_opens: Opens,
}

/// What a main password opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opens {
    /// The pages, and calendar programs.
    #[default]
    Everything,
    /// The pages; programs have passwords of their own.
    Pages,
}

impl Opens {
    /// The word for it in the database and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Opens::Everything => "everything",
            Opens::Pages => "pages",
        }
    }

    /// What a word says; one that nobody knows opens less.
    pub fn of_word(word: &str) -> Opens {
        if word == Opens::Everything.word() { Opens::Everything } else { Opens::Pages }
    }
}

/// A principal to add.
#[derive(Clone, Debug)]
pub struct NewPrincipal {
    /// What it is.
    pub kind: PrincipalKind,
    /// Its name in URLs and at sign-in: lower case, unique.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// The address other people know, lower case; empty for a group.
    pub email: String,
    /// The argon2id hash of the password, if it may sign in with one.
    pub password: Option<String>,
}

/// Under which name the mail host is kept among the settings of the database.
const MAIL_HOST: &str = "mail-host";

pub(super) const COLUMNS: &str =
    "p.id, p.name, p.display_name, p.email, p.password, p.created, p.is_admin, p.password_opens, p.kind";

/// How many columns that are.
pub(super) const WIDTH: usize = {
    let (mut at, mut count) = (0, 1);
    while at < COLUMNS.len() {
        count += (COLUMNS.as_bytes()[at] == b',') as usize;
        at += 1;
    }
    count
};

pub(super) fn principal(row: &Row<'_>) -> rusqlite::Result<Principal> {
    Ok(Principal {
        id: PrincipalId(row.get(0)?),
        name: row.get(1)?,
        display_name: row.get(2)?,
        email: row.get(3)?,
        password: row.get(4)?,
        created: time(row.get(5)?),
        is_admin: row.get(6)?,
        password_opens: Opens::of_word(&row.get::<_, String>(7)?),
        kind: PrincipalKind::of(&row.get::<_, String>(8)?),
    })
}

impl Tx<'_> {
    /// Adds a principal with its address and the root of its plain files.
    ///
    /// # Errors
    /// A name or address that is taken.
    pub fn add_principal(&mut self, new: &NewPrincipal, now: chrono::DateTime<chrono::Utc>) -> Result<PrincipalId> {
        let id = self.one(
            "INSERT INTO principal (name, display_name, email, password, created, kind) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
            (&new.name, &new.display_name, &new.email, &new.password, now.timestamp(), new.kind.as_str()),
            |row| row.get(0),
        )?;
        let id = PrincipalId(id.unwrap_or_default());
        if !new.email.is_empty() {
            self.add_address(id, &new.email)?;
        }
        self.add_file_root(id, now)?;
        Ok(id)
    }

    /// Gives a principal one more address, lower case.
    ///
    /// # Errors
    /// An address that is taken.
    pub fn add_address(&mut self, principal: PrincipalId, address: &str) -> Result<()> {
        self.run("INSERT INTO address (address, principal) VALUES (?1, ?2)", (address, principal.0))?;
        Ok(())
    }

    /// Takes an address from a principal; false when it is none of theirs, or the one other people know.
    pub fn remove_address(&mut self, principal: PrincipalId, address: &str) -> Result<bool> {
        let sql = "DELETE FROM address WHERE principal = ?1 AND address = ?2 \
                   AND address <> (SELECT email FROM principal WHERE id = ?1)";
        Ok(self.run(sql, (principal.0, address))? > 0)
    }

    /// Says at which host everybody has an address beside their own: the name of the principal there.
    pub fn set_mail_host(&mut self, host: &str) -> Result<()> {
        self.set_secret(MAIL_HOST, host.to_ascii_lowercase().as_bytes())
    }

    /// The host of [`Tx::set_mail_host`]; empty when none was named.
    pub fn mail_host(&mut self) -> Result<String> {
        let stored = self.secret(MAIL_HOST)?.unwrap_or_default();
        Ok(String::from_utf8(stored).unwrap_or_default())
    }

    /// Every principal, by name.
    pub fn principals(&mut self) -> Result<Vec<Principal>> {
        self.all(&format!("SELECT {COLUMNS} FROM principal p ORDER BY p.name"), (), principal)
    }

    /// The principal of this number.
    pub fn principal(&mut self, id: PrincipalId) -> Result<Option<Principal>> {
        self.one(&format!("SELECT {COLUMNS} FROM principal p WHERE p.id = ?1"), [id.0], principal)
    }

    /// The principal of this name.
    pub fn principal_by_name(&mut self, name: &str) -> Result<Option<Principal>> {
        if let Some(remembered) = self.remembered_principal(name)? {
            return Ok(Some(remembered));
        }
        let found = self.one(&format!("SELECT {COLUMNS} FROM principal p WHERE p.name = ?1"), [name], principal)?;
        found.iter().for_each(|found| self.remember_principal(found));
        Ok(found)
    }

    /// The principal to whom this address belongs; compared in lower case.
    pub fn principal_by_address(&mut self, address: &str) -> Result<Option<Principal>> {
        let address = address.to_lowercase();
        let sql =
            format!("SELECT {COLUMNS} FROM principal p JOIN address a ON a.principal = p.id WHERE a.address = ?1");
        if let Some(found) = self.one(&sql, [&address], principal)? {
            return Ok(Some(found));
        }
        match address.split_once('@') {
            Some((name, host)) if !host.is_empty() && self.mail_host()? == host => self.principal_by_name(name),
            _ => Ok(None),
        }
    }

    /// Every address of a principal, lower case, its own e-mail first, that at the mail host last.
    pub fn addresses(&mut self, id: PrincipalId) -> Result<Vec<String>> {
        let mut addresses = self.own_addresses(id)?;
        let host = self.mail_host()?;
        let name: Option<String> = self.one("SELECT name FROM principal WHERE id = ?1", [id.0], |row| row.get(0))?;
        let at_host = name.filter(|_| !host.is_empty()).map(|name| format!("{name}@{host}"));
        addresses.extend(at_host.filter(|address| !addresses.contains(address)));
        Ok(addresses)
    }

    /// Every address that a principal was given, lower case, its own e-mail first.
    pub fn own_addresses(&mut self, id: PrincipalId) -> Result<Vec<String>> {
        self.all(
            "SELECT a.address FROM address a JOIN principal p ON p.id = a.principal WHERE p.id = ?1 \
             ORDER BY CASE WHEN a.address = p.email THEN 0 ELSE 1 END, a.address",
            [id.0],
            |row| row.get(0),
        )
    }

    /// Replaces the hash of a principal's password and ends the sessions that the old one opened; false when there is
    /// no such principal.
    pub fn set_password(&mut self, name: &str, hash: &str) -> Result<bool> {
        self.run("DELETE FROM session WHERE principal = (SELECT id FROM principal WHERE name = ?1)", [name])?;
        Ok(self.run("UPDATE principal SET password = ?2 WHERE name = ?1", (name, hash))? > 0)
    }

    /// Says what a principal's password opens.
    pub fn set_password_opens(&mut self, id: PrincipalId, opens: Opens) -> Result<()> {
        self.run("UPDATE principal SET password_opens = ?2 WHERE id = ?1", (id.0, opens.word()))?;
        Ok(())
    }

    /// Whether a person's calendar program mails invitations and answers itself.
    pub fn client_sends(&mut self, id: PrincipalId) -> Result<bool> {
        Ok(self.count("SELECT client_sends FROM principal WHERE id = ?1", [id.0])? != 0)
    }

    /// Sets whether a person's calendar program mails invitations and answers itself; false when there is no such person.
    pub fn set_client_sends(&mut self, name: &str, client_sends: bool) -> Result<bool> {
        let sql = "UPDATE principal SET client_sends = ?2 WHERE name = ?1";
        Ok(self.run(sql, (name, i64::from(client_sends)))? > 0)
    }

    /// Deletes a principal with all that is theirs; false when there is no such principal.
    pub fn delete_principal(&mut self, name: &str) -> Result<bool> {
        if let Some(principal) = self.principal_by_name(name)? {
            for calendar in self.calendars(principal.id)? {
                self.forget_shares(calendar.id)?;
            }
            let id = principal.id;
            let calendars = self.all("SELECT id FROM calendar WHERE principal = ?1", [id.0], |row| row.get(0))?;
            let collections = calendars.into_iter().map(|id| Watched::Collection(CalendarId(id)));
            for watched in collections.chain([Watched::Home(id), Watched::Books(id), Watched::Principal(id)]) {
                self.note_watched_gone(watched)?;
            }
            let attachments = self.attachments_with(id)?;
            self.run("DELETE FROM calendar WHERE principal = ?1", [id.0])?;
            self.release(&attachments)?;
        }
        Ok(self.run("DELETE FROM principal WHERE name = ?1", [name])? > 0)
    }

    /// A secret of the server, such as the key of its tokens.
    pub fn secret(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        self.one("SELECT value FROM secret WHERE name = ?1", [name], |row| row.get(0))
    }

    /// Forgets a secret of the server.
    pub fn forget_secret(&mut self, name: &str) -> Result<()> {
        self.run("DELETE FROM secret WHERE name = ?1", [name])?;
        Ok(())
    }

    /// Keeps a secret of the server.
    pub fn set_secret(&mut self, name: &str, value: &[u8]) -> Result<()> {
        self.run(
            "INSERT INTO secret (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )?;
        Ok(())
    }
}
