//! Somebody on the way to the provider and back. Nothing of it is kept here, so there is nothing that strangers could fill:
//! the state that comes back is signed with the secret of the browser in which it began, and nonce and code verifier follow
//! from both. The provider learns the state, never the secret.
//!
//! A state can come back for [`PATIENCE`], and to its browser only; signing in changes the secret, so a second time it is
//! nothing. The code beside it is good once by what the provider does (RFC 6749 §4.1.2).

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How long somebody may take to sign in elsewhere.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);
/// Characters of a state that is looked at.
const LONGEST: usize = 1_000;
/// Bytes of the time in a state.
const TIME: usize = 8;
/// Bytes of what makes each state another one.
const SALT: usize = 16;
/// Bytes of the signature.
const SIGNATURE: usize = 32;

/// A sign-in that began in one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Underway {
    /// What the provider gives back.
    pub(super) state: String,
    /// What the token has to name (OpenID Connect Core §3.1.2.1).
    pub(super) nonce: String,
    /// What proves to the provider that the same one asks (RFC 7636 §4.1).
    pub(super) verifier: String,
    /// Where to go at the end.
    pub(super) to: String,
}

impl Underway {
    /// One that begins now, in the browser with this secret; `salt` is random.
    pub(super) fn begun(browser: &str, to: &str, salt: [u8; SALT], now: DateTime<Utc>) -> Underway {
        let said = [&now.timestamp().to_be_bytes(), salt.as_slice(), to.as_bytes()].concat();
        let signature = keyed(browser, "state", &said).finalize().into_bytes();
        Underway::of(browser, BASE64URL_NOPAD.encode(&[said.as_slice(), &signature].concat()), to.to_owned())
    }

    /// The one that a state tells of, if it began in the browser with this secret a moment ago.
    pub(super) fn returned(browser: &str, state: &str, now: DateTime<Utc>) -> Option<Underway> {
        let state = Some(state).filter(|state| state.len() <= LONGEST)?;
        let bytes = BASE64URL_NOPAD.decode(state.as_bytes()).ok()?;
        let (said, signature) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE)?)?;
        keyed(browser, "state", said).verify_slice(signature).ok()?;
        let (time, rest) = said.split_first_chunk::<TIME>()?;
        let begun = DateTime::from_timestamp(i64::from_be_bytes(*time), 0)?;
        let to = std::str::from_utf8(rest.get(SALT..)?).ok()?;
        let is_fresh = (TimeDelta::zero()..=PATIENCE).contains(&(now - begun));
        is_fresh.then(|| Underway::of(browser, state.to_owned(), to.to_owned()))
    }

    fn of(browser: &str, state: String, to: String) -> Underway {
        let secret =
            |what: &str| BASE64URL_NOPAD.encode(&keyed(browser, what, state.as_bytes()).finalize().into_bytes());
        // 43 characters: a code verifier has 43 to 128 of them (RFC 7636 §4.1).
        Underway { nonce: secret("nonce"), verifier: secret("verifier"), state, to }
    }
}

/// A code over some bytes under a browser's secret, another one for each use.
fn keyed(browser: &str, what: &str, over: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(browser.as_bytes()).unwrap_or_else(|_| unreachable!("any length"));
    mac.update(format!("oidc {what}\0").as_bytes());
    mac.update(over);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back_is_what_left_from_this_browser() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let begun = Underway::begun("secret", "/settings/?a=b", [7; SALT], now);
        let at = |seconds| now + TimeDelta::seconds(seconds);
        let mut changed = BASE64URL_NOPAD.decode(begun.state.as_bytes()).unwrap();
        changed[TIME + SALT] ^= 1;
        let changed = BASE64URL_NOPAD.encode(&changed);
        for (browser, state, time, is_known) in [
            ("secret", begun.state.as_str(), 0, true),
            ("secret", &begun.state, 900, true),
            ("secret", &begun.state, 901, false),
            ("secret", &begun.state, -1, false),
            ("another", &begun.state, 0, false),
            ("", &begun.state, 0, false),
            ("secret", &changed, 0, false),
            ("secret", &begun.state[..begun.state.len() - 4], 0, false),
            ("secret", &begun.state[4..], 0, false),
            ("secret", "made-up", 0, false),
            ("secret", "", 0, false),
        ] {
            let returned = Underway::returned(browser, state, at(time));
            assert_eq!(returned, is_known.then(|| begun.clone()), "{browser} {state} {time}");
        }
        let long = Underway::begun("secret", &"x".repeat(LONGEST), [7; SALT], now);
        assert_eq!(Underway::returned("secret", &long.state, now), None);
    }

    #[test]
    fn no_two_are_alike() {
        let now = DateTime::UNIX_EPOCH;
        let [one, two] = [1, 2].map(|salt| Underway::begun("secret", "/", [salt; SALT], now));
        let other = Underway::begun("another", "/", [1; SALT], now);
        for (a, b) in [(&one, &two), (&one, &other)] {
            assert!(a.state != b.state && a.nonce != b.nonce && a.verifier != b.verifier);
        }
        assert!(one.nonce != one.verifier && one.verifier.len() == 43);
    }
}
