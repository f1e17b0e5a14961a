//! Main passwords that an LDAP directory knows (RFC 4511): search for the person, then bind as the person.
//!
//! A directory that does not answer is no wrong password: whoever waits for it is told to come again.
//!
//! Not done: following referrals, SASL (RFC 4513 §5.2), groups other than by `ldap.filter`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ldap3::{LdapConnAsync, LdapConnSettings, Scope, SearchEntry, SearchOptions, ldap_escape};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::error::Elapsed;

use super::Profile;
use crate::config::{self, Config};
use crate::fetch;

/// Time for a connection.
const CONNECT_TIME: Duration = Duration::from_secs(5);
/// Time for everything.
const TIME: Duration = Duration::from_secs(10);
/// Questions at a time.
const AT_A_TIME: usize = 8;
/// The password is wrong (RFC 4511 §4.1.9).
const INVALID_CREDENTIALS: u32 = 49;
/// The directory will not let this person in: locked, expired and the like.
const UNWILLING: &[u32] = &[19, 50, 53];
/// More entries fit than were asked for.
const SIZE_LIMIT: u32 = 4;

/// Why a directory could not be asked.
#[derive(Debug)]
pub struct Unavailable(String);

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unavailable {}

impl From<ldap3::LdapError> for Unavailable {
    fn from(error: ldap3::LdapError) -> Unavailable {
        Unavailable(error.to_string())
    }
}

/// What moves the bytes of a connection.
type Driver = tokio::task::JoinSet<Result<(), ldap3::LdapError>>;

/// A directory to ask.
pub(super) struct Directory {
    settings: config::Ldap,
    password: String,
    tls: Arc<rustls::ClientConfig>,
    places: Semaphore,
}

impl Directory {
    /// The directory that the settings name, if they do.
    ///
    /// # Errors
    /// `ldap.password_file` or `fetch.roots` cannot be read.
    pub(super) fn of(config: &Config) -> Result<Option<Directory>, String> {
        let settings = config.ldap.clone();
        if settings.url.is_empty() {
            return Ok(None);
        }
        let password = match &settings.password_file {
            Some(file) => std::fs::read_to_string(file)
                .map_err(|error| format!("ldap.password_file {}: {error}", file.display()))?
                .trim_end_matches(['\r', '\n'])
                .to_owned(),
            None => String::new(),
        };
        let tls = fetch::trust(config).map_err(|error| error.to_string())?;
        Ok(Some(Directory { settings, password, tls, places: Semaphore::new(AT_A_TIME) }))
    }

    /// Whether accounts are made at the first sign-in.
    pub(super) fn makes_accounts(&self) -> bool {
        self.settings.create
    }

    /// Whoever has this name and password in the directory.
    ///
    /// # Errors
    /// The directory cannot be reached, does not answer in time or not as it should.
    pub(super) async fn person(&self, name: &str, password: &str) -> Result<Option<Profile>, Unavailable> {
        // Without a password a bind succeeds for everybody (RFC 4513 §5.1.2).
        if password.is_empty() || name.is_empty() {
            return Ok(None);
        }
        tokio::time::timeout(TIME, self.asked(name, password)).await.map_err(late)?
    }

    /// A place among those who ask at a time; it is held while asking.
    ///
    /// # Errors
    /// All places stay taken, because the directory is slow.
    pub(super) async fn place(&self) -> Result<SemaphorePermit<'_>, Unavailable> {
        let place = tokio::time::timeout(TIME, self.places.acquire()).await.map_err(late)?;
        place.map_err(|error| Unavailable(error.to_string()))
    }

    /// Whether a name means somebody in the directory.
    ///
    /// # Errors
    /// The directory cannot be reached, does not answer in time or not as it should.
    pub(super) async fn knows(&self, name: &str) -> Result<bool, Unavailable> {
        let looked = async {
            let (mut ldap, _driver) = self.connected().await?;
            let found = self.found(&mut ldap, name).await?;
            let _ = ldap.unbind().await;
            Ok(found.is_some())
        };
        tokio::time::timeout(TIME, looked).await.map_err(late)?
    }

    /// A connection on which can be searched. Whoever drops the tasks drops the connection.
    async fn connected(&self) -> Result<(ldap3::Ldap, Driver), Unavailable> {
        let settings = LdapConnSettings::new()
            .set_conn_timeout(CONNECT_TIME)
            .set_starttls(self.settings.start_tls)
            .set_config(Arc::clone(&self.tls));
        let (connection, mut ldap) = LdapConnAsync::with_settings(settings, &self.settings.url).await?;
        let mut driver = Driver::new();
        driver.spawn(connection.drive());
        if !self.settings.bind_dn.is_empty() {
            let bound = ldap.simple_bind(&self.settings.bind_dn, &self.password).await?;
            bound.success().map_err(|error| Unavailable(format!("ldap.bind_dn cannot bind: {error}")))?;
        }
        Ok((ldap, driver))
    }

    async fn asked(&self, name: &str, password: &str) -> Result<Option<Profile>, Unavailable> {
        let (mut ldap, _driver) = self.connected().await?;
        let Some(entry) = self.found(&mut ldap, name).await? else { return Ok(None) };
        let bound = ldap.simple_bind(&entry.dn, password).await?;
        let answer = match bound.rc {
            0 => Ok(self.profile(&entry)),
            INVALID_CREDENTIALS => Ok(None),
            rc if UNWILLING.contains(&rc) => Ok(None),
            rc => Err(Unavailable(format!("a bind ended with {rc}: {}", bound.text))),
        };
        let _ = ldap.unbind().await;
        answer
    }

    /// The one entry that a name means.
    async fn found(&self, ldap: &mut ldap3::Ldap, name: &str) -> Result<Option<SearchEntry>, Unavailable> {
        let filter = filled(&self.settings.filter, name);
        let wanted = [&self.settings.name, &self.settings.mail, &self.settings.display_name].map(String::as_str);
        let seconds = i32::try_from(TIME.as_secs()).unwrap_or(10);
        ldap.with_search_options(SearchOptions::new().sizelimit(2).timelimit(seconds));
        let result = ldap.search(&self.settings.base, Scope::Subtree, &filter, &wanted[..]).await?;
        if result.1.rc != 0 && result.1.rc != SIZE_LIMIT {
            return Err(Unavailable(format!("the search ended with {}: {}", result.1.rc, result.1.text)));
        }
        let mut entries: Vec<SearchEntry> = result.0.into_iter().map(SearchEntry::construct).collect();
        match entries.len() {
            1 => Ok(entries.pop()),
            0 => Ok(None),
            _ => {
                tracing::warn!(?name, "ldap.filter finds more than one entry for a name; nobody is let in by it");
                Ok(None)
            }
        }
    }

    fn profile(&self, entry: &SearchEntry) -> Option<Profile> {
        let value = |attribute: &str| {
            let found = entry.attrs.iter().find(|(name, _)| name.eq_ignore_ascii_case(attribute));
            found.and_then(|(_, values)| values.first()).cloned()
        };
        let Some(name) = value(&self.settings.name) else {
            tracing::warn!(dn = ?entry.dn, "an entry has no attribute of ldap.name; it cannot sign in");
            return None;
        };
        Some(Profile {
            name: name.to_lowercase(),
            email: value(&self.settings.mail).unwrap_or_default(),
            display_name: value(&self.settings.display_name).unwrap_or_default(),
        })
    }
}

fn late(_: Elapsed) -> Unavailable {
    Unavailable(format!("no answer within {} s", TIME.as_secs()))
}

/// The filter with the name in it, in which nothing is syntax any more (RFC 4515 §3).
fn filled(filter: &str, name: &str) -> String {
    filter.replace("{name}", &ldap_escape(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_filter() {
        for (name, filter) in [
            ("alice", "(|(uid=alice)(mail=alice))"),
            ("*", "(|(uid=\\2a)(mail=\\2a))"),
            ("a)(uid=*", "(|(uid=a\\29\\28uid=\\2a)(mail=a\\29\\28uid=\\2a))"),
            ("a\\\0", "(|(uid=a\\5c\\00)(mail=a\\5c\\00))"),
            ("{name}", "(|(uid={name})(mail={name}))"),
            ("jürgen", "(|(uid=jürgen)(mail=jürgen))"),
        ] {
            assert_eq!(filled("(|(uid={name})(mail={name}))", name), filter, "{name}");
        }
    }
}
