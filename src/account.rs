//! Who may come in: adds people, keeps their passwords as argon2id hashes, gives programs passwords of their own, and
//! checks credentials.

pub mod app_password;
mod directory;
mod doorkeeper;
pub mod oidc;
pub mod session;
pub mod sharing;
mod throttle;

use std::fmt;

use argon2::Argon2;
use argon2::password_hash::PasswordHasher;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

pub use doorkeeper::{Admitted, Credentials, Door, Doorkeeper, Refusal, note};
pub use throttle::network;

use crate::access::{Ace, Privileges, Scope, Whom};
use crate::id::PrincipalId;
use crate::random::{self, NoRandomness};
use crate::store::{CalendarKind, NOTIFICATIONS, NewCalendar, NewPrincipal, Principal, PrincipalKind, Store};
use crate::store::{StoreError, Tx};

/// Somebody to add.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What it is: a person, a room or a resource; groups are added by [`add_group`].
    pub kind: PrincipalKind,
    /// The name at sign-in and in URLs: 1 to 64 of `a-z 0-9 . _ -`.
    pub name: String,
    /// The name for people; the account's name when empty.
    pub display_name: String,
    /// The e-mail address.
    pub email: String,
    /// The password, 1 to 1,024 bytes; none for rooms and resources, which do not sign in.
    pub password: Option<String>,
}

/// Why an account cannot be added or changed.
#[derive(Debug)]
pub enum AccountError {
    /// The name is not one: says what it may be.
    BadName(String),
    /// The address is not one.
    BadAddress(String),
    /// It is no alias of this account: nobody's, or the address other people know.
    FirstAddress(String),
    /// Meetings that are not over are held under the address; some of them in words, and how many more there are.
    InMeetings(String, Vec<String>, usize),
    /// The password is empty or too long.
    BadPassword,
    /// Somebody has this name or address already.
    Taken(String),
    /// There is nobody of this name.
    Unknown(String),
    /// It is no group.
    NoGroup(String),
    /// The first would be in the second, which is in the first already.
    Inside(String, String),
    /// The store failed.
    Store(StoreError),
    /// No randomness.
    Random(NoRandomness),
}

impl fmt::Display for AccountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AccountError::BadName(name) => {
                write!(f, "{name:?} is no account name: use 1 to 64 of a-z, 0-9, dot, dash and underscore")
            }
            AccountError::BadAddress(address) => write!(f, "{address:?} is no e-mail address"),
            AccountError::FirstAddress(address) => {
                write!(f, "{address} is no alias of this account; its first address cannot be taken away")
            }
            AccountError::InMeetings(address, some, more) => {
                let more = if *more == 0 { String::new() } else { format!(" and {more} more") };
                write!(
                    f,
                    "{address} is the address of meetings that are not over: {}{more}; nothing about them would arrive any \
                     more. Keep it until they are over. Or first give what it organizes to somebody (`rsvpd meeting \
                     transfer`) or delete it, and have another address invited where it is a guest",
                    some.join(", ")
                )
            }
            AccountError::BadPassword => f.write_str("a password has 1 to 1024 bytes"),
            AccountError::Taken(what) => write!(f, "{what} is taken; `rsvpd user list` shows who has it"),
            AccountError::Unknown(name) => write!(f, "there is no account {name:?}; `rsvpd user list` shows all"),
            AccountError::NoGroup(name) => write!(f, "{name} is no group; `rsvpd group list` shows all"),
            AccountError::Inside(member, team) => {
                write!(f, "{team} is in {member} already, so {member} cannot be in {team}")
            }
            AccountError::Store(error) => error.fmt(f),
            AccountError::Random(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AccountError {}

impl From<StoreError> for AccountError {
    fn from(error: StoreError) -> AccountError {
        AccountError::Store(error)
    }
}

/// Somebody as a directory or an identity provider tells of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The account's name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The name for people; the account's name when empty.
    pub display_name: String,
}

/// Adds a person whose password is kept elsewhere.
///
/// # Errors
/// A name or address that is none, is taken, or is at none of the `domains`, if any are named.
pub async fn add_from_elsewhere(
    store: &Store,
    profile: Profile,
    domains: &[String],
    now: DateTime<Utc>,
) -> Result<PrincipalId, AccountError> {
    let domain = profile.email.rsplit_once('@').map_or("", |(_, domain)| domain);
    if !domains.is_empty() && !domains.iter().any(|known| known.eq_ignore_ascii_case(domain)) {
        return Err(AccountError::BadAddress(profile.email));
    }
    let Profile { name, email, display_name } = profile;
    let kind = PrincipalKind::Individual;
    let new = NewAccount { kind, name, display_name, email, password: None };
    let email = check(&new)?;
    let display_name = if new.display_name.is_empty() { new.name.clone() } else { new.display_name };
    let principal = NewPrincipal { kind, name: new.name, display_name, email, password: None };
    store.write(move |tx| added(tx, &principal, now)).await
}

/// Gives a person more addresses and takes others away; returns those there are then.
///
/// # Errors
/// Nobody of this name, an address that is none, is somebody's already, or cannot be taken away; nothing is changed then.
pub fn set_aliases(
    tx: &mut Tx<'_>,
    name: &str,
    add: &[String],
    remove: &[String],
) -> Result<Vec<String>, AccountError> {
    let key = |address: &String| match crate::mail::Address::parse(address) {
        Ok(parsed) => Ok(parsed.key().to_owned()),
        Err(_) => Err(AccountError::BadAddress(address.clone())),
    };
    let add: Vec<String> = add.iter().map(key).collect::<Result<_, _>>()?;
    let remove: Vec<String> = remove.iter().map(key).collect::<Result<_, _>>()?;
    let person = known(tx, name)?;
    for address in &add {
        match tx.principal_by_address(address)? {
            None => tx.add_address(person.id, address)?,
            Some(owner) if owner.id == person.id => {}
            Some(_) => return Err(AccountError::Taken(address.clone())),
        }
    }
    for address in &remove {
        if !tx.remove_address(person.id, address)? {
            return Err(AccountError::FirstAddress(address.clone()));
        }
    }
    Ok(tx.addresses(person.id)?)
}

/// Adds a person with a calendar, a task list, a schedule inbox and a guest book.
///
/// # Errors
/// A name, address or password that is not one; a name or address that is taken.
pub async fn add(store: &Store, new: NewAccount, now: DateTime<Utc>) -> Result<PrincipalId, AccountError> {
    let email = check(&new)?;
    let password = match new.password {
        Some(password) => Some(hashed(password).await?),
        None => None,
    };
    let display_name = if new.display_name.is_empty() { new.name.clone() } else { new.display_name };
    let principal = NewPrincipal { kind: new.kind, name: new.name, display_name, email, password };
    store.write(move |tx| added(tx, &principal, now)).await
}

fn added(tx: &mut Tx<'_>, new: &NewPrincipal, now: DateTime<Utc>) -> Result<PrincipalId, AccountError> {
    if tx.principal_by_name(&new.name)?.is_some() {
        return Err(AccountError::Taken(new.name.clone()));
    }
    if tx.principal_by_address(&new.email)?.is_some() {
        return Err(AccountError::Taken(new.email.clone()));
    }
    let id = tx.add_principal(new, now)?;
    for (name, kind, components, title) in HOME {
        let components = components.iter().map(|&name| name.to_owned()).collect();
        let calendar = tx.add_calendar(id, &NewCalendar { name: (*name).to_owned(), kind: *kind, components }, now)?;
        let change =
            crate::store::CalendarChange { display_name: Some(Some((*title).to_owned())), ..Default::default() };
        tx.change_calendar(calendar, &change)?;
    }
    Ok(id)
}

/// Adds a group, whose members `manager` may change, if there is one.
///
/// # Errors
/// A name that is none or is taken, a manager who is unknown.
pub async fn add_group(
    store: &Store,
    name: String,
    display_name: String,
    manager: Option<String>,
    now: DateTime<Utc>,
) -> Result<PrincipalId, AccountError> {
    check_name(&name)?;
    let display_name = if display_name.is_empty() { name.clone() } else { display_name };
    let new = NewPrincipal { kind: PrincipalKind::Group, name, display_name, email: String::new(), password: None };
    store
        .write(move |tx| {
            if tx.principal_by_name(&new.name)?.is_some() {
                return Err(AccountError::Taken(new.name));
            }
            let id = tx.add_principal(&new, now)?;
            if let Some(manager) = manager {
                let manager = tx.principal_by_name(&manager)?.ok_or(AccountError::Unknown(manager))?;
                let ace = Ace { whom: Whom::Principal(manager.id), granted: Privileges::ALL };
                tx.set_aces(id, Scope::Principal, &[ace])?;
            }
            Ok(id)
        })
        .await
}

/// Puts somebody into a group.
///
/// # Errors
/// An unknown name, a group that is none, a group that would be inside itself.
pub fn add_member(tx: &mut Tx<'_>, team: &str, member: &str, now: DateTime<Utc>) -> Result<(), AccountError> {
    let (team, member) = (group(tx, team)?, known(tx, member)?);
    if team.id == member.id || tx.groups_of(team.id)?.contains(&member.id) {
        return Err(AccountError::Inside(member.name, team.name));
    }
    tx.add_member(team.id, member.id)?;
    Ok(sharing::follow_group(tx, team.id, now)?)
}

/// Takes somebody out of a group; false when they were not in it.
///
/// # Errors
/// An unknown name, a group that is none.
pub fn remove_member(tx: &mut Tx<'_>, team: &str, member: &str, now: DateTime<Utc>) -> Result<bool, AccountError> {
    let (team, member) = (group(tx, team)?, known(tx, member)?);
    let was = tx.remove_member(team.id, member.id)?;
    sharing::follow_group(tx, team.id, now)?;
    Ok(was)
}

/// Deletes a group. Who was invited in it to share a calendar is not invited any more, be it in the group itself or in one
/// around it.
///
/// # Errors
/// No such group.
pub fn delete_group(tx: &mut Tx<'_>, team: &str, now: DateTime<Utc>) -> Result<(), AccountError> {
    let team = group(tx, team)?;
    sharing::forget_group(tx, team.id, now)?;
    let around = tx.groups_of(team.id)?;
    tx.delete_principal(&team.name)?;
    for around in around {
        sharing::follow_group(tx, around, now)?;
    }
    Ok(())
}

fn group(tx: &mut Tx<'_>, name: &str) -> Result<Principal, AccountError> {
    let found = known(tx, name)?;
    match found.kind {
        PrincipalKind::Group => Ok(found),
        _ => Err(AccountError::NoGroup(found.name)),
    }
}

fn known(tx: &mut Tx<'_>, name: &str) -> Result<Principal, AccountError> {
    tx.principal_by_name(name)?.ok_or_else(|| AccountError::Unknown(name.to_owned()))
}

/// What a new home holds: path segment, kind, components, name for people.
const HOME: &[(&str, CalendarKind, &[&str], &str)] = &[
    ("calendar", CalendarKind::Calendar, &["VEVENT", "VFREEBUSY"], "Calendar"),
    ("tasks", CalendarKind::Calendar, &["VTODO", "VJOURNAL"], "Tasks"),
    ("inbox", CalendarKind::Inbox, &["VEVENT", "VTODO", "VFREEBUSY"], "Inbox"),
    (NOTIFICATIONS, CalendarKind::Notifications, &[], "Notifications"),
    ("guests", CalendarKind::Book, &["VCARD"], "Guests"),
];

/// The address in its compared form, by which it is looked up, if name and address are what they should be.
fn check(new: &NewAccount) -> Result<String, AccountError> {
    check_name(&new.name)?;
    match crate::mail::Address::parse(&new.email) {
        Ok(address) => Ok(address.key().to_owned()),
        Err(_) => Err(AccountError::BadAddress(new.email.clone())),
    }
}

fn check_name(name: &str) -> Result<(), AccountError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    if name.is_empty() || name.len() > 64 || name.starts_with('.') || !name.chars().all(plain) {
        return Err(AccountError::BadName(name.to_owned()));
    }
    Ok(())
}

/// Gives an account a new password.
///
/// # Errors
/// A password that is not one, or an unknown account.
pub async fn set_password(store: &Store, name: String, password: String) -> Result<(), AccountError> {
    let hash = hashed(password).await?;
    store.write(move |tx| if tx.set_password(&name, &hash)? { Ok(()) } else { Err(AccountError::Unknown(name)) }).await
}

/// A password that nobody knows yet: 20 letters and digits, 100 random bits.
///
/// # Errors
/// No randomness.
pub fn new_password() -> Result<String, AccountError> {
    let code = random::code::<13>().map_err(AccountError::Random)?;
    Ok(code.chars().take(20).collect())
}

async fn hashed(password: String) -> Result<String, AccountError> {
    if password.is_empty() || password.len() > LONGEST_PASSWORD {
        return Err(AccountError::BadPassword);
    }
    let hash = tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
    });
    match hash.await {
        Ok(Ok(hash)) => Ok(hash),
        _ => Err(AccountError::Random(NoRandomness)),
    }
}

/// How a secret of many random bits is kept: its SHA-256 in hexadecimal. Nobody can guess it, so it needs no slow hash.
fn digest(secret: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

const LONGEST_PASSWORD: usize = 1024;
#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str, email: &str) -> NewAccount {
        NewAccount {
            kind: PrincipalKind::Individual,
            name: name.to_owned(),
            display_name: String::new(),
            email: email.to_owned(),
            password: Some("right".to_owned()),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn names_and_addresses_are_checked_and_unique() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        add(&store, account("alice", "alice@example.org"), Utc::now()).await.unwrap();
        for (name, email, said) in [
            ("Alice", "a@example.org", "no account name"),
            ("", "a@example.org", "no account name"),
            ("a/b", "a@example.org", "no account name"),
            ("bob", "bob", "no e-mail address"),
            ("bob", "b\r\nob@example.org", "no e-mail address"),
            ("alice", "other@example.org", "taken"),
            ("bob", "alice@example.org", "taken"),
        ] {
            let error = add(&store, account(name, email), Utc::now()).await.unwrap_err().to_string();
            assert!(error.contains(said), "{name} {email}: {error}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_address_is_kept_in_the_form_by_which_it_is_looked_up() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let id = add(&store, account("juergen", "Juergen@Bücher.example"), Utc::now()).await.unwrap();
        let invited = crate::ical::CalAddress::parse("MAILTO:juergen@bücher.example");
        let found = store.read::<_, StoreError, _>(|tx| tx.principal_by_address(invited.email().unwrap_or_default()));
        assert_eq!(found.unwrap().unwrap().id, id);
    }
}
