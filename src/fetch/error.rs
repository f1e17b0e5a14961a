//! Why another server could not be asked. No message repeats an address, because addresses can be secrets.

use std::fmt;
use std::time::Duration;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// Not an absolute address of HTTP or HTTPS, or one with user and password.
    BadUrl,
    /// Plain HTTP, which is not allowed (`fetch.plain_http`).
    PlainHttp,
    /// The host has no public address (`fetch.private_addresses`).
    Private(String),
    /// The host has no address.
    Unknown(String),
    /// Nobody listens there: host and reason.
    Unreachable(String, String),
    /// No secure connection: host and reason.
    Tls(String, String),
    /// The answer is no HTTP, or broke off.
    Broken(String),
    /// The answer has more bytes than this.
    TooLarge(usize),
    /// The answer took longer than this.
    TooLong(Duration),
    /// More redirects than allowed.
    TooManyRedirects,
    /// This machine has no certificates to trust, or `fetch.roots` is none.
    NoTrust(String),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FetchError::BadUrl => f.write_str(
                "the address is not one that begins with https:// and names a host, and nobody with a password",
            ),
            FetchError::PlainHttp => f.write_str("addresses without TLS (http://) are not asked"),
            FetchError::Private(host) => write!(f, "{host} is not on the open Internet"),
            FetchError::Unknown(host) => write!(f, "{host} has no address"),
            FetchError::Unreachable(host, why) => write!(f, "{host} cannot be reached: {why}"),
            FetchError::Tls(host, why) => write!(f, "no secure connection to {host}: {why}"),
            FetchError::Broken(why) => write!(f, "the answer could not be read: {why}"),
            FetchError::TooLarge(most) => write!(f, "the answer has more than {most} bytes"),
            FetchError::TooLong(time) => write!(f, "the answer took longer than {} s", time.as_secs_f32()),
            FetchError::TooManyRedirects => f.write_str("the address leads to too many others"),
            FetchError::NoTrust(why) => write!(f, "no certificates to trust: {why}"),
        }
    }
}

impl std::error::Error for FetchError {}
