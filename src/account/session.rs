//! Sessions of the pages: a random secret in a cookie, of which the store knows the digest only.
//!
//! The same secret makes the token of every form (against forged requests): it cannot be guessed without the cookie,
//! and a page of another site cannot read it.

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::digest;
use crate::id::{PrincipalId, base32};
use crate::random::{self, NoRandomness};
use crate::store::{Principal, Session, Store, StoreError};

/// How long a session lasts that nobody uses.
pub const IDLE: TimeDelta = TimeDelta::hours(12);
/// How long a session lasts at most.
pub const LONGEST: TimeDelta = TimeDelta::days(30);
/// How exactly the store knows when a session was used last.
const COARSE: TimeDelta = TimeDelta::minutes(5);
/// Letters and digits of a secret.
const LENGTH: usize = 32;

/// A secret that nobody has: of a session that has yet to begin, or of a visitor's forms.
///
/// # Errors
/// No randomness.
pub fn new_secret() -> Result<String, NoRandomness> {
    random::code::<20>()
}

/// Whether a cookie holds something that could be a secret.
pub fn is_secret(text: &str) -> bool {
    text.len() == LENGTH && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Begins a session with this secret.
///
/// # Errors
/// The store failed.
pub async fn begin(store: &Store, owner: PrincipalId, secret: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let digest = digest(secret);
    store.write(move |tx| tx.add_session(owner, &digest, now)).await
}

/// Whose session it is, if it is one that lasts.
///
/// # Errors
/// The store failed.
pub async fn owner(store: &Store, secret: &str, now: DateTime<Utc>) -> Result<Option<Principal>, StoreError> {
    let digest = digest(secret);
    let Some((principal, session)) = store.read(|tx| tx.session(&digest))? else { return Ok(None) };
    if !lasts(&session, now) {
        store.write(move |tx| tx.end_session(&digest)).await?;
        return Ok(None);
    }
    if now - session.used >= COARSE {
        store.write(move |tx| tx.use_session(&digest, now)).await?;
    }
    Ok(Some(principal))
}

fn lasts(session: &Session, now: DateTime<Utc>) -> bool {
    now - session.used < IDLE && now - session.created < LONGEST
}

/// Ends a session.
///
/// # Errors
/// The store failed.
pub async fn end(store: &Store, secret: &str) -> Result<(), StoreError> {
    let digest = digest(secret);
    store.write(move |tx| tx.end_session(&digest)).await
}

/// The token of the forms that are shown to whoever has this secret.
pub fn form_token(secret: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap_or_else(|_| unreachable!("any length"));
    mac.update(b"form");
    let token: [u8; 32] = mac.finalize().into_bytes().into();
    base32(&token)
}

/// Whether a form came from a page that was shown to whoever has this secret.
pub fn is_form_token(secret: &str, token: &str) -> bool {
    form_token(secret).as_bytes().ct_eq(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_lasts_while_it_is_used_and_not_for_ever() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for (begun, used, holds) in [(0, 0, true), (11, 11, true), (13, 12, false), (719, 1, true), (720, 1, false)] {
            let session = Session { created: now - TimeDelta::hours(begun), used: now - TimeDelta::hours(used) };
            assert_eq!(lasts(&session, now), holds, "{begun} {used}");
        }
    }

    #[test]
    fn a_form_token_belongs_to_one_secret() {
        let (one, other) = (new_secret().unwrap(), new_secret().unwrap());
        assert!(is_secret(&one) && !is_secret("") && !is_secret(&one[1..]) && !is_secret(&one.to_uppercase()));
        assert!(is_form_token(&one, &form_token(&one)));
        assert!(!is_form_token(&one, &form_token(&other)) && !is_form_token(&one, ""));
    }
}
