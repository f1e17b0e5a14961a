//! Asks other web servers (HTTP/1.1, RFC 9112, over TLS): one request at a time, bounded in time, bytes and redirects,
//! and never into the house.
//!
//! An address that a person typed could name this machine or its neighbours (server-side request forgery). So the
//! name is looked up first, only public addresses of it are used, the connection is made to the very address that was
//! looked at, and every redirect goes through the same gate. Addresses that the settings name are the owner's own word
//! and may lie anywhere.
//!
//! Not done: HTTP/2, compression, proxies, kept connections; what is asked here is asked seldom.

mod address;
mod error;
mod wire;

#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, LOCATION};
use hyper::{Method, StatusCode};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::config::Config;
pub use address::is_public;
pub use error::FetchError;

/// Whose word an address is, and so how far it may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// HTTPS to public addresses.
    Public,
    /// As `Public`, and plain HTTP.
    PublicPlain,
    /// HTTPS to any address.
    Anywhere,
    /// HTTP and HTTPS to any address.
    AnywherePlain,
}

impl Reach {
    fn takes_plain(self) -> bool {
        matches!(self, Reach::PublicPlain | Reach::AnywherePlain)
    }

    fn takes(self, address: &SocketAddr) -> bool {
        matches!(self, Reach::Anywhere | Reach::AnywherePlain) || is_public(address.ip())
    }
}

/// A request to somebody else's server.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What to do: GET, POST …
    pub method: Method,
    /// Where: an absolute `https://` address without user and password.
    pub url: String,
    /// Further headers; host, length and user agent are written here.
    pub headers: HeaderMap,
    /// The body; empty for none.
    pub body: Bytes,
    /// How much patience there is.
    pub bounds: Bounds,
}

impl Ask {
    /// A GET with the usual bounds.
    pub fn get(url: impl Into<String>) -> Ask {
        Ask {
            method: Method::GET,
            url: url.into(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            bounds: Bounds::default(),
        }
    }

    /// A GET in the name of the person whom the address names with a password, as only the owner of this machine may type
    /// it: what is stored, and what strangers say, is asked by [`Ask::get`], which takes no such address.
    pub fn get_as_named(url: impl Into<String>) -> Ask {
        let mut ask = Ask::get(url);
        let Some((url, credentials)) = without_credentials(&ask.url) else { return ask };
        ask.url = url;
        ask.headers.insert(AUTHORIZATION, credentials);
        ask
    }

    /// A POST with the usual bounds, but no redirects: who was meant to get the body is who gets it.
    pub fn post(url: impl Into<String>, body: impl Into<Bytes>) -> Ask {
        let bounds = Bounds { redirects: 0, ..Bounds::default() };
        Ask { method: Method::POST, body: body.into(), bounds, ..Ask::get(url) }
    }
}

/// How much patience there is with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of the answer's body.
    pub bytes: usize,
    /// Time for everything: look-up, connection, redirects, body.
    pub time: Duration,
    /// Redirects that are followed.
    pub redirects: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { bytes: 1024 * 1024, time: Duration::from_secs(20), redirects: 5 }
    }
}

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, whole.
    pub body: Bytes,
    /// The address that answered, after redirects.
    pub url: String,
    /// Whether every redirect on the way was a permanent one (301, 308), and there was one: the new address is good
    /// to be kept.
    pub moved_for_good: bool,
}

/// Asks; clones share what is read once.
#[derive(Clone)]
pub struct Fetcher {
    tls: TlsConnector,
    reach: Reach,
}

impl Fetcher {
    /// One for addresses that people type: public ones, unless `fetch.private_addresses` says otherwise.
    ///
    /// # Errors
    /// `fetch.roots` cannot be read, or this machine has no certificates to trust.
    pub fn for_people(config: &Config) -> Result<Fetcher, FetchError> {
        let reach = match (config.fetch.private_addresses, config.fetch.plain_http) {
            (false, false) => Reach::Public,
            (false, true) => Reach::PublicPlain,
            (true, false) => Reach::Anywhere,
            (true, true) => Reach::AnywherePlain,
        };
        Ok(Fetcher { tls: tls(config)?, reach })
    }

    /// One for addresses that stand in the settings: they may lie anywhere.
    ///
    /// # Errors
    /// As [`Fetcher::for_people`].
    pub fn for_settings(config: &Config) -> Result<Fetcher, FetchError> {
        let reach = if config.fetch.plain_http { Reach::AnywherePlain } else { Reach::Anywhere };
        Ok(Fetcher { tls: tls(config)?, reach })
    }

    /// Asks and follows redirects.
    ///
    /// # Errors
    /// An address that may not be asked, a server that cannot be reached, an answer beyond the bounds. An answer with
    /// a status of failure is an answer.
    pub async fn fetch(&self, ask: Ask) -> Result<Answer, FetchError> {
        let time = ask.bounds.time;
        tokio::time::timeout(time, self.followed(ask)).await.unwrap_or(Err(FetchError::TooLong(time)))
    }

    async fn followed(&self, mut ask: Ask) -> Result<Answer, FetchError> {
        let mut url = Url::parse(&ask.url).map_err(|_| FetchError::BadUrl)?;
        let (mut redirects, mut all_permanent) = (0, true);
        loop {
            let answer = self.asked_once(&url, &ask).await?;
            let Some(next) = redirect(&url, &answer)? else {
                let moved_for_good = redirects > 0 && all_permanent;
                return Ok(Answer { url: url.into(), moved_for_good, ..answer });
            };
            redirects += 1;
            if redirects > ask.bounds.redirects {
                return Err(FetchError::TooManyRedirects);
            }
            all_permanent &= matches!(answer.status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
            carry_on(&mut ask, answer.status, url.origin() == next.origin());
            url = next;
        }
    }

    async fn asked_once(&self, url: &Url, ask: &Ask) -> Result<Answer, FetchError> {
        let is_tls = match url.scheme() {
            "https" => true,
            "http" if self.reach.takes_plain() => false,
            "http" => return Err(FetchError::PlainHttp),
            _ => return Err(FetchError::BadUrl),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(FetchError::BadUrl);
        }
        let host = url.host().ok_or(FetchError::BadUrl)?;
        let stream = wire::connected(&self.looked_up(&host, url).await?, &host.to_string()).await?;
        if is_tls {
            let stream = wire::secured(&self.tls, stream, &host).await?;
            wire::exchanged(stream, url, ask).await
        } else {
            wire::exchanged(stream, url, ask).await
        }
    }

    /// The addresses of a host that may be asked.
    async fn looked_up(&self, host: &Host<&str>, url: &Url) -> Result<Vec<SocketAddr>, FetchError> {
        let port = url.port_or_known_default().ok_or(FetchError::BadUrl)?;
        let all: Vec<SocketAddr> = match host {
            Host::Ipv4(ip) => vec![(*ip, port).into()],
            Host::Ipv6(ip) => vec![(*ip, port).into()],
            Host::Domain(name) => tokio::net::lookup_host((*name, port))
                .await
                .map_err(|_| FetchError::Unknown(host.to_string()))?
                .collect(),
        };
        if all.is_empty() {
            return Err(FetchError::Unknown(host.to_string()));
        }
        let open: Vec<SocketAddr> = all.into_iter().filter(|address| self.reach.takes(address)).collect();
        if open.is_empty() { Err(FetchError::Private(host.to_string())) } else { Ok(open) }
    }
}

/// An address that names user and password, as one that does not and what signs in (RFC 7617 §2).
fn without_credentials(url: &str) -> Option<(String, HeaderValue)> {
    let mut url = Url::parse(url).ok().filter(|url| !url.username().is_empty() || url.password().is_some())?;
    let both = format!("{}:{}", decoded(url.username()), decoded(url.password().unwrap_or_default()));
    let mut credentials =
        HeaderValue::from_str(&format!("Basic {}", data_encoding::BASE64.encode(both.as_bytes()))).ok()?;
    credentials.set_sensitive(true);
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some((url.into(), credentials))
}

/// A part of an address before `@`, whose plus sign is one.
fn decoded(part: &str) -> String {
    let form = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(form.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default()
}

/// Where an answer sends us, if it does (RFC 9110 §15.4).
fn redirect(from: &Url, answer: &Answer) -> Result<Option<Url>, FetchError> {
    if !matches!(answer.status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = answer.headers.get(LOCATION).and_then(|value| value.to_str().ok()) else {
        return Ok(None);
    };
    let next = from.join(location).map_err(|_| FetchError::BadUrl)?;
    // Who asked over TLS does not want to be answered without.
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(FetchError::PlainHttp);
    }
    Ok(Some(next))
}

/// What is asked at the next address: secrets stay with the server they were meant for (RFC 9110 §15.4), and 303
/// always asks by GET, as 301 and 302 do of a POST.
fn carry_on(ask: &mut Ask, status: StatusCode, same_origin: bool) {
    if !same_origin {
        ask.headers.remove(AUTHORIZATION);
        ask.headers.remove(COOKIE);
    }
    let asks_again = match status.as_u16() {
        303 => ask.method != Method::HEAD,
        301 | 302 => ask.method == Method::POST,
        _ => false,
    };
    if asks_again {
        ask.method = Method::GET;
        ask.body = Bytes::new();
        ask.headers.remove(CONTENT_TYPE);
        ask.headers.remove(CONTENT_LENGTH);
    }
}

fn tls(config: &Config) -> Result<TlsConnector, FetchError> {
    trust(config).map(TlsConnector::from)
}

/// TLS towards other servers, which trusts what this machine trusts, and `fetch.roots`.
///
/// # Errors
/// `fetch.roots` cannot be read, or this machine has no certificates to trust.
pub fn trust(config: &Config) -> Result<Arc<rustls::ClientConfig>, FetchError> {
    let mut roots = Vec::new();
    if let Some(file) = &config.fetch.roots {
        let shown =
            |error: &dyn std::fmt::Display| FetchError::NoTrust(format!("fetch.roots {}: {error}", file.display()));
        for certificate in CertificateDer::pem_file_iter(file).map_err(|error| shown(&error))? {
            roots.push(certificate.map_err(|error| shown(&error))?);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let no_trust = |error: rustls::Error| FetchError::NoTrust(error.to_string());
    let verifier = Verifier::new_with_extra_roots(roots, Arc::clone(&provider)).map_err(no_trust)?;
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(no_trust)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(Arc::new(tls))
}
