//! App passwords: a secret of its own for each program, made here, shown once, removed without harm to the others.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

use super::digest;
use crate::id::PrincipalId;
use crate::random::{self, NoRandomness};
use crate::store::{NewAppPassword, Scope, Store, StoreError};

/// App passwords of one person.
const MOST: usize = 100;
/// Characters of a name.
const LONGEST_NAME: usize = 60;
/// Letters and digits of a secret: 128 random bits in base32.
const LENGTH: usize = 26;

/// What an app password is to be.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What its owner calls it: 1 to 60 characters.
    pub name: String,
    /// What it opens.
    pub scope: Scope,
    /// Days for which it works; for good if `None`.
    pub days: Option<u32>,
}

/// Why an app password cannot be made.
#[derive(Debug)]
pub enum NotMade {
    /// The name is empty, too long or holds control characters.
    BadName,
    /// It would work for no time, or for more than a hundred years.
    BadDays,
    /// There are too many already.
    TooMany,
    /// The store failed.
    Store(StoreError),
    /// No randomness.
    Random(NoRandomness),
}

impl fmt::Display for NotMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotMade::BadName => write!(f, "an app password has a name of 1 to {LONGEST_NAME} characters"),
            NotMade::BadDays => f.write_str("an app password works for 1 to 36500 days"),
            NotMade::TooMany => write!(f, "there are {MOST} app passwords already; remove one that is not needed"),
            NotMade::Store(error) => error.fmt(f),
            NotMade::Random(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NotMade {}

impl From<StoreError> for NotMade {
    fn from(error: StoreError) -> NotMade {
        NotMade::Store(error)
    }
}

/// Makes an app password and returns its secret, which is kept nowhere.
///
/// # Errors
/// A name or time that is none; too many already.
pub async fn make(store: &Store, owner: PrincipalId, wish: Wish, now: DateTime<Utc>) -> Result<String, NotMade> {
    let name = wish.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(NotMade::BadName);
    }
    if wish.days.is_some_and(|days| !(1..=36_500).contains(&days)) {
        return Err(NotMade::BadDays);
    }
    let secret = random::code::<16>().map_err(NotMade::Random)?;
    let expires = wish.days.map(|days| now + TimeDelta::days(i64::from(days)));
    let new = NewAppPassword { name, digest: digest(&secret), scope: wish.scope, expires };
    let added = store.write(move |tx| {
        if tx.app_passwords(owner)?.len() >= MOST {
            return Err(NotMade::TooMany);
        }
        Ok(tx.add_app_password(owner, &new, now)?)
    });
    added.await.map(|_| grouped(&secret))
}

/// The secret as it is shown: in groups of five.
fn grouped(secret: &str) -> String {
    let mut shown = String::new();
    for (at, c) in secret.chars().enumerate() {
        if at > 0 && at % 5 == 0 && at + 1 < secret.len() {
            shown.push('-');
        }
        shown.push(c);
    }
    shown
}

/// The digest of what may be an app password, however it was typed: dashes, blanks and case are nothing.
pub(super) fn typed(text: &str) -> Option<String> {
    if text.len() > 2 * LENGTH {
        return None;
    }
    let secret: String = text.chars().filter(|c| *c != '-' && *c != ' ').map(|c| c.to_ascii_lowercase()).collect();
    let is_one = secret.len() == LENGTH && secret.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
    is_one.then(|| digest(&secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_understood_however_it_is_typed() {
        let secret = random::code::<16>().unwrap();
        let shown = grouped(&secret);
        assert_eq!((secret.len(), shown.len(), shown.matches('-').count()), (26, 30, 4));
        for text in [&secret, &shown, &shown.to_uppercase(), &shown.replace('-', " ")] {
            assert_eq!(typed(text), Some(digest(&secret)), "{text}");
        }
        for text in
            ["", "alice", &secret[1..], &format!("{secret}a"), &secret.replace(&secret[..1], "1"), &"a-".repeat(26)]
        {
            assert!(typed(text).is_none() || text.len() == 52, "{text}");
        }
    }
}
