//! What an id_token proves: OpenID Connect Core §3.1.3.7, JSON Web Signature (RFC 7515), keys (RFC 7517, RFC 7518).
//!
//! Two algorithms are taken, RS256 and ES256, each with keys of its own kind only: a token cannot choose `none`, nor make a
//! public key a shared secret.

use std::fmt;

use chrono::{DateTime, Utc};
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;

/// How far the clocks of both sides may differ, in seconds.
const SKEW: i64 = 120;
/// How long ago a token may have been made, in seconds.
const OLDEST: i64 = 15 * 60;
/// Characters of a token.
const LONGEST: usize = 32 * 1024;

/// Why a token proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadToken {
    /// It is no signed token in the compact form.
    NoToken,
    /// It is signed by an algorithm that is not taken.
    Algorithm,
    /// The provider has no such key.
    UnknownKey,
    /// The signature is not by that key.
    BadSignature,
    /// Somebody else issued it.
    Issuer,
    /// It is for somebody else.
    Audience,
    /// It was not asked for here and now.
    Nonce,
    /// Its time is over, or has not come.
    Time,
    /// It does not say who it is about.
    NoSubject,
}

impl fmt::Display for BadToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadToken::NoToken => "it is none",
            BadToken::Algorithm => "its algorithm is neither RS256 nor ES256",
            BadToken::UnknownKey => "the provider has no such key",
            BadToken::BadSignature => "the signature is wrong",
            BadToken::Issuer => "another issuer made it",
            BadToken::Audience => "it is for another client",
            BadToken::Nonce => "the nonce is another one",
            BadToken::Time => "its time is over, or has not come",
            BadToken::NoSubject => "it names nobody",
        })
    }
}

/// What is known of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Claims {
    /// Who it is, for the issuer: never another person's.
    pub sub: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// Whether the issuer knows that the address is theirs, if it says so.
    #[serde(default, deserialize_with = "truth")]
    pub email_verified: Option<bool>,
    /// The name the person likes to have.
    pub preferred_username: Option<String>,
    /// The name for people.
    pub name: Option<String>,
}

/// True as the standard writes it, or in quotes as some providers do.
fn truth<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(Some(value == serde_json::Value::Bool(true) || value == "true").filter(|_| !value.is_null()))
}

impl Claims {
    /// The address, if the issuer knows that it is theirs.
    pub fn verified_email(&self) -> Option<&str> {
        self.email.as_deref().filter(|_| self.email_verified == Some(true))
    }

    /// Whether asking for more would tell nothing that is needed.
    pub(super) fn are_complete(&self) -> bool {
        self.email.is_some() && self.email_verified.is_some() && self.preferred_username.is_some()
    }

    /// These claims, and of `more` what is missing: what is signed stays (Core §5.3.2). Whether an address is verified is
    /// taken with that address only.
    pub(super) fn filled(self, more: Claims) -> Claims {
        let is_about_the_same = self.email.is_none() || self.email == more.email;
        let verified = self.email_verified.filter(|_| self.email.is_some());
        Claims {
            email_verified: verified.or(more.email_verified.filter(|_| is_about_the_same)),
            email: self.email.or(more.email),
            preferred_username: self.preferred_username.or(more.preferred_username),
            name: self.name.or(more.name),
            sub: self.sub,
        }
    }
}

/// The keys of a provider; those of a kind that is not taken have no use here.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Keys {
    keys: Vec<Key>,
}

#[derive(Clone, Debug, Deserialize)]
struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    used_for: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// What a token has to say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) audience: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Body {
    iss: String,
    aud: OneOrMany,
    azp: Option<String>,
    exp: Seconds,
    iat: Seconds,
    nbf: Option<Seconds>,
    nonce: Option<String>,
}

/// A NumericDate, which may have a fraction (RFC 7519 §2).
#[derive(Clone, Copy)]
struct Seconds(i64);

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Seconds, D::Error> {
        let number = serde_json::Number::deserialize(from)?;
        let whole = number.as_i64().or_else(|| Some(number.as_f64()?.floor() as i64));
        whole.map(Seconds).ok_or_else(|| serde::de::Error::custom("no time"))
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn all(&self) -> &[String] {
        match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Rs256,
    Es256,
}

/// What a token claims, if it is good.
///
/// # Errors
/// What is wrong with it.
pub(super) fn proven(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, BadToken> {
    if token.len() > LONGEST {
        return Err(BadToken::NoToken);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(BadToken::NoToken)?;
    let (head, body) = signed.split_once('.').ok_or(BadToken::NoToken)?;
    let head: Head = read(head)?;
    let algorithm = match head.alg.as_str() {
        "RS256" => Algorithm::Rs256,
        "ES256" => Algorithm::Es256,
        _ => return Err(BadToken::Algorithm),
    };
    // A critical extension that is not understood (RFC 7515 §4.1.11).
    if head.crit.is_some() {
        return Err(BadToken::NoToken);
    }
    let fitting: Vec<&Key> = keys.keys.iter().filter(|key| key.fits(algorithm, head.kid.as_deref())).collect();
    if fitting.is_empty() {
        return Err(BadToken::UnknownKey);
    }
    let signature = bytes(signature).ok_or(BadToken::NoToken)?;
    if !fitting.iter().any(|key| key.signed(algorithm, signed.as_bytes(), &signature)) {
        return Err(BadToken::BadSignature);
    }
    read::<Body>(body)?.is_as(expected)?;
    let claims: Claims = read(body)?;
    if claims.sub.is_empty() || claims.sub.len() > 255 { Err(BadToken::NoSubject) } else { Ok(claims) }
}

impl Body {
    fn is_as(&self, expected: &Expected<'_>) -> Result<(), BadToken> {
        if self.iss != expected.issuer {
            return Err(BadToken::Issuer);
        }
        let audiences = self.aud.all();
        let is_ours = |name: &str| name == expected.audience;
        let is_told = audiences.iter().any(|name| is_ours(name));
        let is_for_us = self.azp.as_deref().map_or(audiences.len() == 1, is_ours);
        if !is_told || !is_for_us {
            return Err(BadToken::Audience);
        }
        if self.nonce.as_deref() != Some(expected.nonce) {
            return Err(BadToken::Nonce);
        }
        let now = expected.now.timestamp();
        let is_over = self.exp.0.saturating_add(SKEW) <= now || self.iat.0.saturating_add(OLDEST + SKEW) <= now;
        let has_not_come =
            self.iat.0.saturating_sub(SKEW) > now || self.nbf.is_some_and(|from| from.0.saturating_sub(SKEW) > now);
        if is_over || has_not_come { Err(BadToken::Time) } else { Ok(()) }
    }
}

impl Key {
    fn fits(&self, algorithm: Algorithm, kid: Option<&str>) -> bool {
        let (kind, name) = match algorithm {
            Algorithm::Rs256 => ("RSA", "RS256"),
            Algorithm::Es256 => ("EC", "ES256"),
        };
        let is_of_kind = self.kty == kind && self.alg.as_deref().is_none_or(|alg| alg == name);
        let is_for_signing = self.used_for.as_deref().is_none_or(|used_for| used_for == "sig");
        is_of_kind && is_for_signing && kid.is_none_or(|kid| self.kid.as_deref() == Some(kid))
    }

    fn signed(&self, algorithm: Algorithm, text: &[u8], signature: &[u8]) -> bool {
        let part = |part: &Option<String>| part.as_deref().and_then(bytes);
        match algorithm {
            Algorithm::Rs256 => {
                let (Some(n), Some(e)) = (part(&self.n), part(&self.e)) else { return false };
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, text, signature).is_ok()
            }
            Algorithm::Es256 => {
                let (Some(x), Some(y)) = (part(&self.x), part(&self.y)) else { return false };
                if self.crv.as_deref() != Some("P-256") || x.len() != 32 || y.len() != 32 {
                    return false;
                }
                let point = [&[4], &x[..], &y[..]].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(text, signature).is_ok()
            }
        }
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

fn read<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, BadToken> {
    let json = bytes(part).ok_or(BadToken::NoToken)?;
    serde_json::from_slice(&json).map_err(|_| BadToken::NoToken)
}

#[cfg(test)]
mod tests;
