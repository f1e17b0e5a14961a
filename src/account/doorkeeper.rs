//! Checks credentials.
//!
//! CalDAV clients send the password with every request, so a verified main password is remembered for a few minutes
//! under a keyed hash; a changed one is noticed at once, because the stored hash is part of what is remembered. An app
//! password is one look-up by its digest, so there is nothing to remember, and a removed one closes at once.
//!
//! Guessing main passwords is slowed down (RFC 6585 §4). App passwords are looked at before that: nobody guesses 128
//! random bits, and so nobody can lock out a program that has one.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::sync::Semaphore;

use super::directory::{Directory, Unavailable};
use super::throttle::Throttle;
use super::{LONGEST_PASSWORD, Profile, add_from_elsewhere, app_password};
use crate::config::Config;
use crate::random;
use crate::store::{AppPassword, Opens, Principal, PrincipalKind, Scope, Store, StoreError, Tx};

/// How long verified credentials are taken without hashing again.
const REMEMBERED: Duration = Duration::from_secs(300);
/// How many verified credentials are remembered at most.
const MOST_REMEMBERED: usize = 10_000;
/// Password hashes computed at a time: each takes 19 MiB.
const HASHES_AT_A_TIME: usize = 4;
/// Stands for the hash in what is remembered of people whose password the directory knows.
const BY_DIRECTORY: &str = "ldap";
/// How exactly the store knows when and from where somebody came in last.
const COARSE: TimeDelta = TimeDelta::hours(1);

/// What somebody says to be let in.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The account's name or e-mail address.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// From where it comes.
    pub from: IpAddr,
}

/// Where somebody wants to come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// By a calendar program: app passwords open, and the main password unless it is for the pages only.
    Programs,
    /// By the sign-in page: the main password opens.
    Pages,
}

/// Somebody who was let in, and to what.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// Who.
    pub principal: Principal,
    /// To what.
    pub scope: Scope,
}

/// Why somebody was not let in.
#[derive(Debug)]
pub enum Refusal {
    /// There is no such account, or the password is wrong here.
    Wrong,
    /// Too many were wrong; so many seconds have to pass.
    TooOften(i64),
    /// The store failed.
    Store(StoreError),
    /// The directory that knows the passwords cannot be asked.
    Directory(Unavailable),
}

impl From<Unavailable> for Refusal {
    fn from(error: Unavailable) -> Refusal {
        Refusal::Directory(error)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Refusal {
        Refusal::Store(error)
    }
}

/// Lets people in; clones share what is remembered.
#[derive(Clone)]
pub struct Doorkeeper {
    inner: Arc<Inner>,
}

struct Inner {
    key: [u8; 32],
    main_password_opens: Opens,
    remembered: Mutex<HashMap<[u8; 32], Instant>>,
    hashing: Arc<Semaphore>,
    /// The memory of hashes, which is used again: given back and asked for anew each time, it grows with every sign-in
    /// under the allocator of many systems, as it has to lie at round addresses.
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
    throttle: Throttle,
    directory: Option<Directory>,
    domains: Vec<String>,
}

impl Doorkeeper {
    /// A doorkeeper who remembers nobody.
    ///
    /// # Errors
    /// No randomness, or a file that `ldap` names cannot be read.
    pub fn new(config: &Config) -> Result<Doorkeeper, String> {
        let main_password_opens = if config.access.app_passwords_only { Opens::Pages } else { Opens::Everything };
        let inner = Inner {
            key: random::bytes().map_err(|error| error.to_string())?,
            main_password_opens,
            remembered: Mutex::default(),
            hashing: Arc::new(Semaphore::new(HASHES_AT_A_TIME)),
            memory: Arc::default(),
            throttle: Throttle::default(),
            directory: Directory::of(config)?,
            domains: config.mail.domains.clone(),
        };
        Ok(Doorkeeper { inner: Arc::new(inner) })
    }

    /// Lets in whoever has these credentials; takes as long for an unknown name as for a wrong password.
    ///
    /// # Errors
    /// Wrong credentials, too many of them, or a store that failed.
    pub async fn admit(
        &self,
        store: &Store,
        door: Door,
        credentials: Credentials<'_>,
        now: DateTime<Utc>,
    ) -> Result<Admitted, Refusal> {
        if let Some(admitted) = store.read(|tx| self.recall(tx, door, credentials, now))? {
            return Ok(admitted);
        }
        let name = credentials.name.to_lowercase();
        if door == Door::Programs
            && let Some(admitted) = self.by_app_password(store, &name, &credentials, now).await?
        {
            return Ok(admitted);
        }
        let admitted = match self.inner.throttle.wait(credentials.from, &name, now) {
            Some(seconds) => Err(Refusal::TooOften(seconds)),
            None => self.by_main_password(store, door, &name, &credentials, now).await,
        };
        // Programs that ban by the log look for this line; the name is quoted, so it cannot forge another.
        match &admitted {
            Err(Refusal::Wrong) => tracing::warn!(peer = %credentials.from, account = ?short(&name), "sign-in failed"),
            Err(Refusal::TooOften(_)) => {
                tracing::warn!(peer = %credentials.from, account = ?short(&name), "sign-in refused for a while");
            }
            Err(Refusal::Directory(error)) => tracing::error!(%error, "the directory cannot be asked"),
            _ => {}
        }
        admitted
    }

    /// Lets in whoever came in lately with the same credentials, by a look into the store. `None` says nothing about
    /// anybody: then [`Doorkeeper::admit`] finds out.
    ///
    /// # Errors
    /// The store failed.
    pub fn recall(
        &self,
        tx: &mut Tx<'_>,
        door: Door,
        credentials: Credentials<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<Admitted>, StoreError> {
        let name = credentials.name.to_lowercase();
        if door == Door::Programs
            && let Some(digest) = app_password::typed(credentials.password)
            && let Some((principal, password)) = owner_of(tx, &digest, &name)?
        {
            let is_known = !password.is_over(now) && !is_news(password.used, now);
            return Ok(is_known.then_some(Admitted { principal, scope: password.scope }));
        }
        if self.inner.throttle.wait(credentials.from, &name, now).is_some() {
            return Ok(None);
        }
        let Some(principal) = named(tx, &name)?.filter(|principal| self.opens(door, principal)) else {
            return Ok(None);
        };
        let fingerprint = match (&principal.password, &self.inner.directory) {
            (Some(hash), _) => self.fingerprint(&name, credentials.password, hash),
            (None, Some(_)) => self.fingerprint(&principal.name, credentials.password, BY_DIRECTORY),
            (None, None) => return Ok(None),
        };
        if !self.remembers(&fingerprint) {
            return Ok(None);
        }
        self.inner.throttle.succeeded(credentials.from, &name);
        Ok(Some(Admitted { principal, scope: Scope::Everything }))
    }

    async fn by_app_password(
        &self,
        store: &Store,
        name: &str,
        credentials: &Credentials<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<Admitted>, StoreError> {
        let Some(digest) = app_password::typed(credentials.password) else { return Ok(None) };
        let found = store.read(|tx| owner_of(tx, &digest, name))?;
        let Some((principal, password)) = found else { return Ok(None) };
        if password.is_over(now) {
            return Ok(None);
        }
        if is_news(password.used, now) {
            let (owner, peer) = (principal.id, credentials.from.to_string());
            let means = format!("app password “{}”", password.name);
            store
                .write::<_, StoreError, _>(move |tx| {
                    tx.use_app_password(password.id, now)?;
                    tx.add_sign_in(owner, &peer, &means, now)
                })
                .await?;
        }
        Ok(Some(Admitted { principal, scope: password.scope }))
    }

    async fn by_main_password(
        &self,
        store: &Store,
        door: Door,
        name: &str,
        credentials: &Credentials<'_>,
        now: DateTime<Utc>,
    ) -> Result<Admitted, Refusal> {
        let found = store.read::<_, StoreError, _>(|tx| named(tx, name))?;
        if let Some(directory) = &self.inner.directory
            && found.as_ref().is_none_or(|principal| principal.password.is_none())
        {
            return self.by_directory(store, directory, door, name, credentials, now).await;
        }
        // A password that does not open this door is as good as none.
        let found = found.filter(|principal| self.opens(door, principal));
        let hash = found.as_ref().and_then(|principal| principal.password.as_deref());
        let fingerprint = self.fingerprint(name, credentials.password, hash.unwrap_or_default());
        let is_right = self.verify(credentials, name, hash.unwrap_or(NOBODY), now).await? && hash.is_some();
        let Some(principal) = found.filter(|_| is_right) else {
            self.inner.throttle.failed(credentials.from, name, fingerprint, now);
            return Err(Refusal::Wrong);
        };
        self.inner.throttle.succeeded(credentials.from, name);
        self.remember(fingerprint);
        note(store, &principal, credentials.from, means(door), now).await?;
        Ok(Admitted { principal, scope: Scope::Everything })
    }

    fn opens(&self, door: Door, principal: &Principal) -> bool {
        door == Door::Pages
            || (principal.password_opens == Opens::Everything && self.inner.main_password_opens == Opens::Everything)
    }

    /// Asks the directory about somebody whose password is not kept here. Who it is, is what the directory says, not what
    /// was typed (and the account that was found by that); and a person with a password here is nobody of the directory's.
    async fn by_directory(
        &self,
        store: &Store,
        directory: &Directory,
        door: Door,
        name: &str,
        credentials: &Credentials<'_>,
        now: DateTime<Utc>,
    ) -> Result<Admitted, Refusal> {
        let of_directory = |name: &str| self.fingerprint(name, credentials.password, BY_DIRECTORY);
        // As in `verify`: those before may have been guesses from the same place.
        let place = directory.place().await?;
        if let Some(seconds) = self.inner.throttle.wait(credentials.from, name, now) {
            return Err(Refusal::TooOften(seconds));
        }
        let is_short = credentials.password.len() <= LONGEST_PASSWORD;
        let person = if is_short { directory.person(name, credentials.password).await? } else { None };
        drop(place);
        let principal = match person {
            Some(profile) => self.known(store, directory, profile, now).await?,
            None => None,
        };
        let Some(principal) = principal.filter(|principal| self.opens(door, principal)) else {
            self.inner.throttle.failed(credentials.from, name, of_directory(name), now);
            return Err(Refusal::Wrong);
        };
        self.remember(of_directory(&principal.name));
        self.inner.throttle.succeeded(credentials.from, name);
        note(store, &principal, credentials.from, means(door), now).await?;
        Ok(Admitted { principal, scope: Scope::Everything })
    }

    /// Whether somebody whose main password the directory knew is not in it any more. People of an identity provider need
    /// not be.
    ///
    /// # Errors
    /// The directory cannot be asked, or the store failed.
    pub async fn is_gone(&self, store: &Store, who: &Principal) -> Result<bool, Refusal> {
        let Some(directory) = self.inner.directory.as_ref().filter(|_| who.password.is_none()) else {
            return Ok(false);
        };
        let _place = directory.place().await?;
        let is_gone = !directory.knows(&who.name).await?;
        Ok(is_gone && !store.read::<_, StoreError, _>(|tx| tx.has_subject(who.id))?)
    }

    /// The account of somebody whom the directory knows; made now, if that is wanted.
    async fn known(
        &self,
        store: &Store,
        directory: &Directory,
        profile: Profile,
        now: DateTime<Utc>,
    ) -> Result<Option<Principal>, StoreError> {
        let name = profile.name.clone();
        let known = store.read::<_, StoreError, _>(|tx| tx.principal_by_name(&name))?;
        if known.is_some() {
            // A group, a room or a resource may have the name of somebody in the directory; nobody signs in as one.
            let is_person = |principal: &Principal| principal.kind == PrincipalKind::Individual;
            return Ok(known.filter(|principal| principal.password.is_none() && is_person(principal)));
        }
        if !directory.makes_accounts() {
            tracing::warn!(account = ?name, "the directory knows somebody who has no account here");
            return Ok(None);
        }
        match add_from_elsewhere(store, profile, &self.inner.domains, now).await {
            Ok(id) => store.read::<_, StoreError, _>(|tx| tx.principal(id)),
            Err(super::AccountError::Store(error)) => Err(error),
            Err(error) => {
                tracing::warn!(account = ?name, %error, "no account can be made for somebody of the directory");
                Ok(None)
            }
        }
    }

    /// Whether the password is the one of this hash. Who waited for others' hashes is asked for patience again: they may
    /// have been guesses from the same place.
    async fn verify(
        &self,
        credentials: &Credentials<'_>,
        name: &str,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, Refusal> {
        if credentials.password.len() > LONGEST_PASSWORD {
            return Ok(false);
        }
        let Ok(place) = Arc::clone(&self.inner.hashing).acquire_owned().await else {
            return Ok(false);
        };
        if let Some(seconds) = self.inner.throttle.wait(credentials.from, name, now) {
            return Err(Refusal::TooOften(seconds));
        }
        let (password, hash, memory) =
            (credentials.password.to_owned(), hash.to_owned(), Arc::clone(&self.inner.memory));
        // The hash is computed to its end although whoever sent the password goes away, and takes its place until then.
        let verified = tokio::task::spawn_blocking(move || {
            let mut blocks = memory.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
            let is_right = is_of(password.as_bytes(), &hash, &mut blocks).unwrap_or(false);
            memory.lock().unwrap_or_else(PoisonError::into_inner).push(blocks);
            drop(place);
            is_right
        });
        Ok(verified.await.unwrap_or(false))
    }

    fn fingerprint(&self, name: &str, password: &str, hash: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.inner.key).unwrap_or_else(|_| unreachable!("any length"));
        for part in [name, password, hash] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }

    fn remembers(&self, credentials: &[u8; 32]) -> bool {
        let remembered = self.inner.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.get(credentials).is_some_and(|since| since.elapsed() < REMEMBERED)
    }

    fn remember(&self, credentials: [u8; 32]) {
        let mut remembered = self.inner.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= MOST_REMEMBERED {
            remembered.retain(|_, since| since.elapsed() < REMEMBERED);
        }
        if remembered.len() < MOST_REMEMBERED {
            remembered.insert(credentials, Instant::now());
        }
    }
}

/// Whether a password is the one of this hash; `None` where that is none of argon2.
fn is_of(password: &[u8], hash: &str, memory: &mut Vec<Block>) -> Option<bool> {
    let hash = PasswordHash::new(hash).ok()?;
    let (salt, expected) = (hash.salt?, hash.hash?);
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
    let version = hash.version.map_or(Ok(Version::default()), Version::try_from).ok()?;
    let params = Params::try_from(&hash).ok()?;
    memory.resize(params.block_count(), Block::default());
    let mut bytes = [0; Output::MAX_LENGTH];
    let out = bytes.get_mut(..expected.len())?;
    Argon2::new(algorithm, version, params).hash_password_into_with_memory(password, &salt, out, memory).ok()?;
    // The comparison takes the same time whatever differs.
    Some(Output::new(out).ok()? == expected)
}

/// What is noted of a main password.
fn means(door: Door) -> &'static str {
    match door {
        Door::Pages => "the sign-in page",
        Door::Programs => "the main password",
    }
}

/// Whose app password has this digest, if it was typed with the owner's name or address.
fn owner_of(tx: &mut Tx<'_>, digest: &str, name: &str) -> Result<Option<(Principal, AppPassword)>, StoreError> {
    let Some((principal, password)) = tx.by_app_password(digest)? else { return Ok(None) };
    let is_named = principal.name == name || tx.addresses(principal.id)?.iter().any(|address| address == name);
    Ok(is_named.then_some((principal, password)))
}

/// Whether it is worth a note that somebody came in, who did so last at that time.
fn is_news(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    last.is_none_or(|last| now - last >= COARSE)
}

/// The principal of this name or address.
fn named(tx: &mut Tx<'_>, name: &str) -> Result<Option<Principal>, StoreError> {
    match tx.principal_by_name(name)? {
        Some(principal) => Ok(Some(principal)),
        None => tx.principal_by_address(name),
    }
}

/// Notes from where and by what means somebody came in, if that is news.
///
/// # Errors
/// The store failed.
pub async fn note(
    store: &Store,
    who: &Principal,
    from: IpAddr,
    means: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (owner, peer, means) = (who.id, from.to_string(), means.to_owned());
    let last = store.read::<_, StoreError, _>(|tx| tx.last_sign_in(owner, &peer, &means))?;
    if !is_news(last, now) {
        return Ok(());
    }
    store.write(move |tx| tx.add_sign_in(owner, &peer, &means, now)).await
}

/// The beginning of a name: enough to know it by.
fn short(name: &str) -> String {
    name.chars().take(64).collect()
}

/// The hash of a password nobody has, with the default costs: checked when the name is unknown, so that the answer
/// takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$iWDhNfPOk8RkjmOrq+0UZ0m1lb8pBnLZ8sTBqRBCnE8";

#[cfg(test)]
mod tests {
    use super::super::{AccountError, NewAccount, add, set_password};
    use super::*;
    use app_password::Wish;

    struct House {
        store: Store,
        keeper: Doorkeeper,
        _folder: tempfile::TempDir,
    }

    impl House {
        async fn of_alice(config: &str) -> House {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open(folder.path()).unwrap();
            let alice = NewAccount {
                kind: crate::store::PrincipalKind::Individual,
                name: "alice".to_owned(),
                display_name: String::new(),
                email: "Alice@example.org".to_owned(),
                password: Some("right".to_owned()),
            };
            add(&store, alice, at(0)).await.unwrap();
            let keeper = Doorkeeper::new(&Config::parse(config).unwrap()).unwrap();
            House { store, keeper, _folder: folder }
        }

        async fn comes(&self, door: Door, name: &str, password: &str, from: &str, second: i64) -> &'static str {
            let credentials = Credentials { name, password, from: from.parse().unwrap() };
            match self.keeper.admit(&self.store, door, credentials, at(second)).await {
                Ok(admitted) => admitted.scope.word(),
                Err(Refusal::Wrong) => "wrong",
                Err(Refusal::TooOften(_)) => "too often",
                Err(Refusal::Store(error)) => panic!("{error}"),
                Err(Refusal::Directory(_)) => "not now",
            }
        }

        async fn program(&self, name: &str, password: &str) -> &'static str {
            self.comes(Door::Programs, name, password, "192.0.2.1", 10).await
        }

        async fn app_password(&self, scope: Scope, days: Option<u32>) -> String {
            let alice = self.store.read::<_, StoreError, _>(|tx| tx.principal_by_name("alice")).unwrap().unwrap();
            let wish = Wish { name: "Phone".to_owned(), scope, days };
            app_password::make(&self.store, alice.id, wish, at(0)).await.unwrap()
        }
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn only_the_right_password_opens_and_a_changed_one_closes_at_once() {
        let house = House::of_alice("").await;
        for (name, password, said) in [
            ("alice", "right", "everything"),
            ("alice", "right", "everything"),
            ("ALICE@example.org", "right", "everything"),
            ("alice", "wrong", "wrong"),
            ("nobody", "right", "wrong"),
            ("alice", "", "wrong"),
        ] {
            assert_eq!(house.program(name, password).await, said, "{name} {password}");
        }
        set_password(&house.store, "alice".to_owned(), "new".to_owned()).await.unwrap();
        assert_eq!(house.program("alice", "right").await, "wrong");
        assert_eq!(house.program("alice", "new").await, "everything");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_room_without_a_password_lets_nobody_in() {
        let house = House::of_alice("").await;
        let blue = NewAccount {
            kind: crate::store::PrincipalKind::Room,
            name: "blue".to_owned(),
            display_name: String::new(),
            email: "blue@example.org".to_owned(),
            password: None,
        };
        add(&house.store, blue, at(0)).await.unwrap();
        for password in ["", "blue", "right"] {
            assert_eq!(house.program("blue", password).await, "wrong", "{password}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_deleted_account_opens_nothing_though_it_was_just_here() {
        let house = House::of_alice("").await;
        let secret = house.app_password(Scope::Everything, None).await;
        assert_eq!(house.program("alice", "right").await, "everything");
        assert_eq!(house.program("alice", &secret).await, "everything");
        house.store.write::<_, StoreError, _>(|tx| tx.delete_principal("alice")).await.unwrap();
        assert_eq!(house.program("alice", "right").await, "wrong");
        assert_eq!(house.program("alice", &secret).await, "wrong");
        let long = "x".repeat(LONGEST_PASSWORD + 1);
        assert!(matches!(set_password(&house.store, "alice".into(), long).await, Err(AccountError::BadPassword)));
        assert!(matches!(
            set_password(&house.store, "alice".into(), "new".into()).await,
            Err(AccountError::Unknown(_))
        ));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_app_password_opens_for_its_owner_its_scope_and_its_time() {
        let house = House::of_alice("").await;
        let bob = NewAccount {
            kind: crate::store::PrincipalKind::Individual,
            name: "bob".to_owned(),
            display_name: String::new(),
            email: "bob@example.org".to_owned(),
            password: Some("b".to_owned()),
        };
        add(&house.store, bob, at(0)).await.unwrap();
        let reading = house.app_password(Scope::ReadOnly, None).await;
        let short_lived = house.app_password(Scope::Calendars, Some(1)).await;
        for (door, name, password, second, said) in [
            (Door::Programs, "alice", &reading, 1, "read-only"),
            (Door::Programs, "Alice@Example.org", &reading, 1, "read-only"),
            (Door::Programs, "alice", &reading.to_uppercase().replace('-', ""), 1, "read-only"),
            (Door::Programs, "bob", &reading, 1, "wrong"),
            (Door::Pages, "alice", &reading, 1, "wrong"),
            (Door::Programs, "alice", &short_lived, 86_399, "calendars"),
            (Door::Programs, "alice", &short_lived, 86_400, "wrong"),
        ] {
            assert_eq!(house.comes(door, name, password, "192.0.2.1", second).await, said, "{name} {second}");
        }
        let alice = house.store.read::<_, StoreError, _>(|tx| tx.principal_by_name("alice")).unwrap().unwrap();
        let kept = house.store.read::<_, StoreError, _>(|tx| tx.app_passwords(alice.id)).unwrap();
        let id = kept[0].id;
        assert_eq!(kept[0].used, Some(at(1)));
        house.store.write::<_, StoreError, _>(move |tx| tx.remove_app_password(alice.id, id)).await.unwrap();
        assert_eq!(house.program("alice", &reading).await, "wrong");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_main_password_may_open_the_pages_only() {
        let house = House::of_alice("[access]\napp_passwords_only = true").await;
        let secret = house.app_password(Scope::Everything, None).await;
        assert_eq!(house.program("alice", "right").await, "wrong");
        assert_eq!(house.comes(Door::Pages, "alice", "right", "192.0.2.1", 10).await, "everything");
        // Remembered or not.
        assert_eq!(house.program("alice", "right").await, "wrong");
        assert_eq!(house.program("alice", &secret).await, "everything");

        let house = House::of_alice("").await;
        let alice = house.store.read::<_, StoreError, _>(|tx| tx.principal_by_name("alice")).unwrap().unwrap();
        assert_eq!(house.program("alice", "right").await, "everything");
        house.store.write::<_, StoreError, _>(move |tx| tx.set_password_opens(alice.id, Opens::Pages)).await.unwrap();
        assert_eq!(house.program("alice", "right").await, "wrong");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn guessing_gets_slow_and_locks_out_nobody_else() {
        let house = House::of_alice("").await;
        let secret = house.app_password(Scope::Everything, None).await;
        for number in 0..5 {
            assert_eq!(house.program("alice", &format!("guess{number}")).await, "wrong");
        }
        for (name, password, from, second, said) in [
            ("alice", "right", "192.0.2.1", 10, "too often"),
            ("alice", secret.as_str(), "192.0.2.1", 10, "everything"),
            ("alice", "right", "192.0.2.2", 10, "everything"),
            ("nobody", "x", "192.0.2.1", 10, "wrong"),
            ("alice", "right", "192.0.2.1", 11, "everything"),
            ("alice", "guess", "192.0.2.1", 11, "wrong"),
            ("alice", "right", "192.0.2.1", 11, "everything"),
        ] {
            let came = house.comes(Door::Programs, name, password, from, second).await;
            assert_eq!(came, said, "{name} {password} {from} {second}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_directory_that_does_not_answer_is_no_wrong_password() {
        // A port that nobody listens on.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let house = House::of_alice(&format!("[ldap]\nurl = \"ldap://127.0.0.1:{port}\"\nbase = \"dc=a\"")).await;
        for (name, password, said) in [
            ("bob", "x", "not now"),
            ("bob", "", "wrong"),
            // Who has a password here needs no directory.
            ("alice", "right", "everything"),
            ("alice", "wrong", "wrong"),
        ] {
            assert_eq!(house.program(name, password).await, said, "{name} {password}");
        }
    }

    /// A directory that finds so many entries, whatever is searched for; it answers twice.
    fn directory(entries: usize) -> u16 {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || listener.incoming().take(2).for_each(|stream| answered(stream.unwrap(), entries)));
        port
    }

    /// As much LDAP as a search needs: each answer has the number of its request (RFC 4511 §4.1.1).
    fn answered(mut stream: std::net::TcpStream, entries: usize) {
        use std::io::{Read, Write};
        let mut request = [0; 4096];
        while stream.read(&mut request).is_ok_and(|read| read > 0) {
            let at = if request[1] < 0x80 { 2 } else { 2 + usize::from(request[1] & 0x7f) };
            let (number, operation) = (request[at + 2], request[at + 3]);
            if operation != 0x63 {
                return;
            }
            for _ in 0..entries {
                stream.write_all(&[0x30, 12, 2, 1, number, 0x64, 7, 4, 3, b'c', b'=', b'a', 0x30, 0]).unwrap();
            }
            stream.write_all(&[0x30, 12, 2, 1, number, 0x65, 7, 10, 1, 0, 4, 0, 4, 0]).unwrap();
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_is_taken_out_of_the_directory_is_gone_but_nobody_else() {
        for (entries, is_gone) in [(1, false), (0, true)] {
            let ldap = format!("[ldap]\nurl = \"ldap://127.0.0.1:{}\"\nbase = \"dc=a\"", directory(entries));
            let house = House::of_alice(&ldap).await;
            let lena = NewAccount {
                kind: crate::store::PrincipalKind::Individual,
                name: "lena".to_owned(),
                display_name: String::new(),
                email: "lena@example.org".to_owned(),
                password: None,
            };
            let id = add(&house.store, lena, at(0)).await.unwrap();
            let known =
                |name: &str| house.store.read::<_, StoreError, _>(|tx| tx.principal_by_name(name)).unwrap().unwrap();
            let (alice, lena) = (known("alice"), known("lena"));
            let gone = async |who| house.keeper.is_gone(&house.store, who).await.unwrap();
            assert_eq!((gone(&lena).await, gone(&alice).await), (is_gone, false));
            house
                .store
                .write::<_, StoreError, _>(move |tx| tx.add_subject(id, "https://id", "l", at(0)))
                .await
                .unwrap();
            assert!(!gone(&lena).await, "an identity provider knows her");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_goes_away_makes_no_room_for_more_hashes() {
        let house = House::of_alice("").await;
        let credentials = Credentials { name: "alice", password: "guess", from: "192.0.2.1".parse().unwrap() };
        let slow = NOBODY.replace("t=2", "t=50");
        let hashing = Arc::clone(&house.keeper.inner.hashing);
        for left in (0..HASHES_AT_A_TIME).rev() {
            let mut verified = Box::pin(house.keeper.verify(&credentials, "alice", &slow, at(0)));
            let begun =
                std::future::poll_fn(|context| std::task::Poll::Ready(verified.as_mut().poll(context).is_pending()));
            assert!(begun.await);
            drop(verified);
            assert_eq!(hashing.available_permits(), left);
        }
    }

    #[test]
    fn a_password_is_that_of_its_hash_whatever_memory_is_used() {
        let quick = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA";
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
        let mut out = [0; 32];
        argon.hash_password_into(b"right", b"somesaltsomesalt", &mut out).unwrap();
        let quick = format!("{quick}${}", data_encoding::BASE64_NOPAD.encode(&out));
        let mut memory = Vec::new();
        for (password, hash, said) in [
            ("right", quick.as_str(), Some(true)),
            ("x", NOBODY, Some(false)),
            ("wrong", &quick, Some(false)),
            ("right", &quick, Some(true)),
            ("", &quick, Some(false)),
            ("right", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA", None),
            ("right", "$scrypt$ln=1,r=1,p=1$c29tZXNhbHRzb21lc2FsdA$iWDhNfPOk8RkjmOrq+0UZ0m1lb8pBnLZ8sTBqRBCnE8", None),
            ("right", "", None),
        ] {
            assert_eq!(is_of(password.as_bytes(), hash, &mut memory), said, "{password} {hash}");
        }
    }
}
