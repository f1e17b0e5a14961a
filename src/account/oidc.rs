//! Signing in to the pages elsewhere: OpenID Connect Core 1.0, the authorization code flow (§3.1) with PKCE (RFC 7636),
//! state and nonce. Programs then use app passwords.
//!
//! Not done: dynamic registration, encrypted tokens, signing out there, too.

mod token;
mod underway;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use url::Url;

use crate::config::{self, Config};
use crate::fetch::{Ask, FetchError, Fetcher};
use crate::random;

pub use token::Claims;
use token::{BadToken, Expected, Keys};
use underway::Underway;

/// How long the provider's description is taken as it was.
const DESCRIPTION_KEPT: TimeDelta = TimeDelta::hours(1);
/// Bytes of an answer of the provider.
const ANSWER_BYTES: usize = 256 * 1024;

/// Why somebody was not signed in elsewhere.
#[derive(Debug)]
pub enum NotProven {
    /// The provider could not be asked, or does not answer as it should.
    Provider(String),
    /// The provider refused, or the person turned back.
    Refused(String),
    /// What came back belongs to nothing that began here, in this browser, a moment ago.
    Unasked,
    /// The token proves nothing.
    Token(BadToken),
}

impl fmt::Display for NotProven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotProven::Provider(why) => write!(f, "the provider cannot be used: {why}"),
            NotProven::Refused(why) => write!(f, "the provider refused: {why}"),
            NotProven::Unasked => f.write_str("nothing of this kind began here"),
            NotProven::Token(why) => write!(f, "the token proves nothing: {why}"),
        }
    }
}

impl std::error::Error for NotProven {}

impl From<FetchError> for NotProven {
    fn from(error: FetchError) -> NotProven {
        NotProven::Provider(error.to_string())
    }
}

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3).
#[derive(Clone, Debug, Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

/// A provider; clones share what is known of it.
#[derive(Clone)]
pub struct Provider {
    inner: Arc<Inner>,
}

struct Inner {
    settings: config::Oidc,
    secret: Option<String>,
    back: String,
    fetcher: Fetcher,
    description: Mutex<Option<(DateTime<Utc>, Description)>>,
    keys: Mutex<Keys>,
}

impl Provider {
    /// The path to which the provider sends people back.
    pub const BACK: &str = "/sign-in/elsewhere/back";

    /// The provider that the settings name, if they do.
    ///
    /// # Errors
    /// `oidc.client_secret_file` or `fetch.roots` cannot be read.
    pub fn of(config: &Config) -> Result<Option<Provider>, String> {
        let settings = config.oidc.clone();
        if settings.issuer.is_empty() {
            return Ok(None);
        }
        let secret = match &settings.client_secret_file {
            Some(file) => {
                let text = std::fs::read_to_string(file)
                    .map_err(|error| format!("oidc.client_secret_file {}: {error}", file.display()))?;
                Some(text.trim().to_owned())
            }
            None => None,
        };
        let inner = Inner {
            settings,
            secret,
            back: format!("{}{}", config.public_url(), Provider::BACK),
            fetcher: Fetcher::for_settings(config).map_err(|error| error.to_string())?,
            description: Mutex::default(),
            keys: Mutex::default(),
        };
        Ok(Some(Provider { inner: Arc::new(inner) }))
    }

    /// The settings of it.
    pub fn settings(&self) -> &config::Oidc {
        &self.inner.settings
    }

    /// Sends a browser, known by its secret, to the provider; returns the address to go to.
    ///
    /// # Errors
    /// The provider cannot be asked.
    pub async fn begin(&self, browser: &str, to: &str, now: DateTime<Utc>) -> Result<String, NotProven> {
        let description = self.description(now).await?;
        let salt = random::bytes().map_err(|error| NotProven::Provider(error.to_string()))?;
        let underway = Underway::begun(browser, to, salt, now);
        let challenge = data_encoding::BASE64URL_NOPAD.encode(&Sha256::digest(underway.verifier.as_bytes()));
        let settings = &self.inner.settings;
        let mut url = endpoint(&description.authorization_endpoint)?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &settings.client_id)
            .append_pair("redirect_uri", &self.inner.back)
            .append_pair("scope", &settings.scopes.join(" "))
            .append_pair("state", &underway.state)
            .append_pair("nonce", &underway.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        Ok(url.into())
    }

    /// Takes what the provider sent back by the browser; returns who it is and where to go.
    ///
    /// # Errors
    /// A provider that refuses, cannot be asked or proves nothing; something that did not begin in this browser.
    pub async fn finish(
        &self,
        browser: &str,
        answer: &HashMap<&str, &str>,
        now: DateTime<Utc>,
    ) -> Result<(Claims, String), NotProven> {
        let state = answer.get("state").copied().unwrap_or_default();
        let underway = Underway::returned(browser, state, now).ok_or(NotProven::Unasked)?;
        if let Some(error) = answer.get("error") {
            return Err(NotProven::Refused(error.chars().filter(|c| !c.is_control()).take(100).collect()));
        }
        // Who answers is who was asked (RFC 9207 §2.4).
        let description = self.description(now).await?;
        if answer.get("iss").is_some_and(|issuer| *issuer != description.issuer) {
            return Err(NotProven::Unasked);
        }
        let code = answer.get("code").ok_or_else(|| NotProven::Refused("it sent no code".to_owned()))?;
        let tokens = self.tokens(&description, code, &underway.verifier).await?;
        let claims = self.proven(&description, &tokens.id_token, &underway.nonce, now).await?;
        let claims = self.completed(&description, claims, tokens.access_token.as_deref()).await?;
        Ok((claims, underway.to))
    }

    /// What the provider says of itself; it must be the issuer that the settings name (Discovery §4.3).
    async fn description(&self, now: DateTime<Utc>) -> Result<Description, NotProven> {
        let known = self.inner.description.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((since, description)) = known
            && now - since < DESCRIPTION_KEPT
        {
            return Ok(description);
        }
        let issuer = &self.inner.settings.issuer;
        let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let description: Description = self.json(Ask::get(url)).await?;
        if description.issuer != *issuer {
            return Err(NotProven::Provider(format!("it calls itself {:?}, not {issuer:?}", description.issuer)));
        }
        *self.inner.description.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, description.clone()));
        Ok(description)
    }

    /// Changes the code for tokens (Core §3.1.3).
    async fn tokens(&self, description: &Description, code: &str, verifier: &str) -> Result<Tokens, NotProven> {
        let (form, basic) = self.token_request(description, code, verifier);
        let mut ask = Ask::post(endpoint(&description.token_endpoint)?, form);
        ask.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        if let Some(basic) = basic {
            ask.headers.insert(AUTHORIZATION, secret_header(&basic)?);
        }
        self.json(ask).await
    }

    /// The form that asks for tokens, and the header by which the provider knows us, if it wants one.
    fn token_request(&self, description: &Description, code: &str, verifier: &str) -> (String, Option<String>) {
        let settings = &self.inner.settings;
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.inner.back)
            .append_pair("code_verifier", verifier);
        let methods = &description.token_endpoint_auth_methods_supported;
        let takes = |method: &str| methods.iter().any(|known| known == method);
        let is_basic = takes("client_secret_basic") || !takes("client_secret_post");
        match &self.inner.secret {
            // Both parts are form-encoded before they are joined (RFC 6749 §2.3.1).
            Some(secret) if is_basic => {
                let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
                let both = format!("{}:{}", encoded(&settings.client_id), encoded(secret));
                let basic = format!("Basic {}", data_encoding::BASE64.encode(both.as_bytes()));
                return (form.finish(), Some(basic));
            }
            Some(secret) => form.append_pair("client_id", &settings.client_id).append_pair("client_secret", secret),
            None => form.append_pair("client_id", &settings.client_id),
        };
        (form.finish(), None)
    }

    /// What the token claims, if it holds. A provider changes its keys now and then: with a key that is not known they are
    /// asked for once more (Core §10.1.1).
    async fn proven(
        &self,
        description: &Description,
        token: &str,
        nonce: &str,
        now: DateTime<Utc>,
    ) -> Result<Claims, NotProven> {
        let expected = Expected { issuer: &description.issuer, audience: &self.inner.settings.client_id, nonce, now };
        let known = self.inner.keys.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match token::proven(token, &known, &expected) {
            Err(BadToken::UnknownKey | BadToken::BadSignature) => {}
            answer => return answer.map_err(NotProven::Token),
        }
        let fresh: Keys = self.json(Ask::get(endpoint(&description.jwks_uri)?)).await?;
        *self.inner.keys.lock().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        token::proven(token, &fresh, &expected).map_err(NotProven::Token)
    }

    /// Name and address, which some providers tell only when asked for them (Core §5.3).
    async fn completed(
        &self,
        description: &Description,
        claims: Claims,
        access_token: Option<&str>,
    ) -> Result<Claims, NotProven> {
        let (Some(endpoint_url), Some(access_token)) = (&description.userinfo_endpoint, access_token) else {
            return Ok(claims);
        };
        if claims.are_complete() {
            return Ok(claims);
        }
        let mut ask = Ask::get(endpoint(endpoint_url)?);
        ask.headers.insert(AUTHORIZATION, secret_header(&format!("Bearer {access_token}"))?);
        let more: Claims = self.json(ask).await?;
        // Another's answer must not be taken for this person's (Core §5.3.2).
        if more.sub != claims.sub {
            return Err(NotProven::Provider("its userinfo is about somebody else".to_owned()));
        }
        Ok(claims.filled(more))
    }

    async fn json<T: serde::de::DeserializeOwned>(&self, mut ask: Ask) -> Result<T, NotProven> {
        ask.bounds.bytes = ANSWER_BYTES;
        ask.headers.insert("accept", HeaderValue::from_static("application/json"));
        let answer = self.inner.fetcher.fetch(ask).await?;
        if !answer.status.is_success() {
            return Err(NotProven::Provider(format!("it answers with {}", answer.status)));
        }
        serde_json::from_slice(&answer.body).map_err(|error| NotProven::Provider(error.to_string()))
    }
}

fn endpoint(text: &str) -> Result<Url, NotProven> {
    Url::parse(text).map_err(|_| NotProven::Provider("it names an address that is none".to_owned()))
}

fn secret_header(text: &str) -> Result<HeaderValue, NotProven> {
    let mut value =
        HeaderValue::from_str(text).map_err(|_| NotProven::Provider("a secret is no header value".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}
