//! Access lists, groups and delegates.

use std::collections::BTreeSet;

use rusqlite::Row;

use super::principals::{COLUMNS, Principal, PrincipalKind, principal};
use super::{Result, Tx};
use crate::access::{Ace, Delegation, Party, Privileges, Reach, Scope, Whom};
use crate::id::PrincipalId;

/// Groups inside groups that are followed; more than any house needs.
const MAX_GROUPS: i64 = 1_000;

/// A principal, `?1`, and all groups that it is in or that these are in, as `me (id)`; cycles end by themselves.
pub(super) const ME: &str = "WITH RECURSIVE me (id) AS (SELECT ?1 \
                  UNION SELECT m.team FROM membership m JOIN me ON m.member = me.id)";

fn level(delegation: Delegation) -> &'static str {
    match delegation {
        Delegation::Read => "read",
        Delegation::Write => "write",
    }
}

/// The word for whom an entry is about, and their number where they have one.
fn stored(whom: Whom) -> (&'static str, Option<i64>) {
    match whom {
        Whom::Principal(id) => ("principal", Some(id.0)),
        Whom::Delegates(Delegation::Read) => ("read-delegates", None),
        Whom::Delegates(Delegation::Write) => ("write-delegates", None),
        Whom::Authenticated => ("authenticated", None),
        Whom::All => ("all", None),
        Whom::Owner => ("owner", None),
    }
}

/// Reads `whom, principal, granted`; what a newer program wrote grants nothing.
fn ace(row: &Row<'_>, first: usize) -> rusqlite::Result<Ace> {
    let word: String = row.get(first)?;
    let id: Option<i64> = row.get(first + 1)?;
    let granted = Privileges::of_words(&row.get::<_, String>(first + 2)?);
    let whom = match (word.as_str(), id) {
        ("principal", Some(id)) => Whom::Principal(PrincipalId(id)),
        ("read-delegates", _) => Whom::Delegates(Delegation::Read),
        ("write-delegates", _) => Whom::Delegates(Delegation::Write),
        ("authenticated", _) => Whom::Authenticated,
        ("all", _) => Whom::All,
        ("owner", _) => Whom::Owner,
        _ => return Ok(Ace { whom: Whom::Owner, granted: Privileges::NONE }),
    };
    Ok(Ace { whom, granted })
}

impl Tx<'_> {
    /// How far `who` reaches into what is `owner`'s; for one's own things nothing has to be looked up.
    pub fn reach(&mut self, owner: PrincipalId, who: PrincipalId) -> Result<Reach> {
        if owner == who {
            return Ok(Reach::Owner);
        }
        let groups = self.groups_of(who)?;
        let delegation = self.delegation(owner, who)?;
        let list =
            self.all("SELECT scope, number, whom, principal, granted FROM ace WHERE owner = ?1", [owner.0], |row| {
                let scope: String = row.get(0)?;
                Ok(Scope::of_stored(&scope, row.get(1)?).zip(Some(ace(row, 2)?)))
            })?;
        let party = Party { id: who, groups, owner, delegation };
        Ok(Reach::Other(party, list.into_iter().flatten().collect()))
    }

    /// The entries of an access list, as they were set.
    pub fn aces(&mut self, owner: PrincipalId, scope: Scope) -> Result<Vec<Ace>> {
        let (word, number) = scope.stored();
        self.all(
            "SELECT whom, principal, granted FROM ace WHERE owner = ?1 AND scope = ?2 AND number = ?3 ORDER BY id",
            (owner.0, word, number),
            |row| ace(row, 0),
        )
    }

    /// Replaces the entries of an access list.
    pub fn set_aces(&mut self, owner: PrincipalId, scope: Scope, aces: &[Ace]) -> Result<()> {
        let (word, number) = scope.stored();
        self.run("DELETE FROM ace WHERE owner = ?1 AND scope = ?2 AND number = ?3", (owner.0, word, number))?;
        for ace in aces {
            let (whom, principal) = stored(ace.whom);
            self.run(
                "INSERT INTO ace (owner, scope, number, whom, principal, granted) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (owner.0, word, number, whom, principal, ace.granted.words()),
            )?;
        }
        Ok(())
    }

    /// Those who name somebody, or a group they are in, in a list on one of these kinds of things (by the words of
    /// [`Scope::stored`]), by name, `limit` at most.
    pub fn grantors(&mut self, who: PrincipalId, words: [&str; 2], limit: usize) -> Result<Vec<Principal>> {
        let sql = format!(
            "WITH RECURSIVE me (id) AS (SELECT ?1 \
             UNION SELECT m.team FROM membership m JOIN me ON m.member = me.id) \
             SELECT DISTINCT {COLUMNS} FROM ace a JOIN me ON a.principal = me.id JOIN principal p ON p.id = a.owner \
             WHERE a.scope IN (?2, ?3) AND a.owner <> ?1 ORDER BY p.name LIMIT ?4"
        );
        self.all(&sql, (who.0, words[0], words[1], limit as i64), principal)
    }

    /// The groups that a principal is in, and those that these are in.
    pub fn groups_of(&mut self, id: PrincipalId) -> Result<Vec<PrincipalId>> {
        self.all(&format!("{ME} SELECT id FROM me WHERE id <> ?1 LIMIT ?2"), (id.0, MAX_GROUPS), |row| {
            Ok(PrincipalId(row.get(0)?))
        })
    }

    /// The groups that a principal is in itself, by name.
    pub fn memberships(&mut self, id: PrincipalId) -> Result<Vec<Principal>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM membership m JOIN principal p ON p.id = m.team WHERE m.member = ?1 ORDER BY p.name"
        );
        self.all(&sql, [id.0], principal)
    }

    /// The members of a group, by name; groups among them are not opened.
    pub fn members(&mut self, team: PrincipalId) -> Result<Vec<Principal>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM membership m JOIN principal p ON p.id = m.member WHERE m.team = ?1 ORDER BY p.name"
        );
        self.all(&sql, [team.0], principal)
    }

    /// Everybody in a group and in the groups in it, each once, `most` at most.
    pub fn people_in(&mut self, team: PrincipalId, most: usize) -> Result<Vec<Principal>> {
        let (mut seen, mut left, mut people) = (BTreeSet::from([team]), vec![team], Vec::new());
        while let Some(next) = left.pop() {
            for member in self.members(next)? {
                if !seen.insert(member.id) {
                    continue;
                }
                match member.kind {
                    PrincipalKind::Group => left.push(member.id),
                    _ if people.len() >= most => return Ok(people),
                    _ => people.push(member),
                }
            }
        }
        Ok(people)
    }

    /// Puts a principal into a group.
    pub fn add_member(&mut self, team: PrincipalId, member: PrincipalId) -> Result<()> {
        self.run(
            "INSERT INTO membership (team, member) VALUES (?1, ?2) ON CONFLICT (team, member) DO NOTHING",
            (team.0, member.0),
        )?;
        self.note_principal(team)
    }

    /// Takes a principal out of a group; false when it was not in it.
    pub fn remove_member(&mut self, team: PrincipalId, member: PrincipalId) -> Result<bool> {
        self.note_principal(team)?;
        Ok(self.run("DELETE FROM membership WHERE team = ?1 AND member = ?2", (team.0, member.0))? > 0)
    }

    /// Replaces the members of a group.
    pub fn set_members(&mut self, team: PrincipalId, members: &[PrincipalId]) -> Result<()> {
        self.run("DELETE FROM membership WHERE team = ?1", [team.0])?;
        self.note_principal(team)?;
        members.iter().try_for_each(|member| self.add_member(team, *member))
    }

    /// The delegates that somebody chose, by name.
    pub fn delegates(&mut self, owner: PrincipalId, delegation: Delegation) -> Result<Vec<Principal>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM delegate d JOIN principal p ON p.id = d.delegate \
             WHERE d.owner = ?1 AND d.level = ?2 ORDER BY p.name"
        );
        self.all(&sql, (owner.0, level(delegation)), principal)
    }

    /// Those who made somebody, or a group they are in, their delegate, by name.
    pub fn delegated_by(&mut self, delegate: PrincipalId, delegation: Delegation) -> Result<Vec<Principal>> {
        let sql = format!(
            "{ME} SELECT DISTINCT {COLUMNS} FROM delegate d JOIN me ON d.delegate = me.id JOIN principal p ON p.id = d.owner \
             WHERE d.level = ?2 AND d.owner <> ?1 ORDER BY p.name"
        );
        self.all(&sql, (delegate.0, level(delegation)), principal)
    }

    /// Replaces the delegates of somebody.
    pub fn set_delegates(&mut self, owner: PrincipalId, delegation: Delegation, all: &[PrincipalId]) -> Result<()> {
        self.run("DELETE FROM delegate WHERE owner = ?1 AND level = ?2", (owner.0, level(delegation)))?;
        all.iter().try_for_each(|delegate| self.add_delegate(owner, delegation, *delegate))
    }

    /// Makes somebody a delegate.
    pub fn add_delegate(&mut self, owner: PrincipalId, delegation: Delegation, delegate: PrincipalId) -> Result<()> {
        self.run(
            "INSERT INTO delegate (owner, level, delegate) VALUES (?1, ?2, ?3) \
             ON CONFLICT (owner, level, delegate) DO NOTHING",
            (owner.0, level(delegation), delegate.0),
        )?;
        Ok(())
    }

    /// Ends a delegation, whatever it allowed; false when there was none.
    pub fn remove_delegate(&mut self, owner: PrincipalId, delegate: PrincipalId) -> Result<bool> {
        Ok(self.run("DELETE FROM delegate WHERE owner = ?1 AND delegate = ?2", (owner.0, delegate.0))? > 0)
    }

    /// What `owner` made of `who`, or of a group they are in.
    pub fn delegation(&mut self, owner: PrincipalId, who: PrincipalId) -> Result<Option<Delegation>> {
        let highest: Option<Option<String>> = self.one(
            &format!("{ME} SELECT MAX(d.level) FROM delegate d JOIN me ON d.delegate = me.id WHERE d.owner = ?2"),
            (who.0, owner.0),
            |row| row.get(0),
        )?;
        // `write` comes after `read` in the alphabet as it does in power.
        Ok(highest.flatten().and_then(|word| Delegation::BOTH.into_iter().find(|known| level(*known) == word)))
    }
}
