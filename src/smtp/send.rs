//! Hands one mail for one recipient to one server.

use std::fmt;
use std::time::Duration;

use super::conversation::{Place, deliver};
use super::letter::Letter;
use super::tls::Handshakes;
use super::{Channel, Failed};
use crate::mail::Address;

/// How a server is reached.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether the connection is encrypted.
    pub tls: Tls,
    /// Who we are to it.
    pub auth: Option<Credentials>,
    /// The name we give for ourselves.
    pub ehlo: String,
    /// The longest wait for one reply.
    pub timeout: Duration,
}

/// Whether a connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tls {
    /// Never.
    Never,
    /// If STARTTLS is offered, whatever the certificate; with [`Credentials`] this is [`Tls::Required`].
    Opportunistic,
    /// By STARTTLS with a valid certificate, or not at all.
    Required,
    /// From the first byte, with a valid certificate (RFC 8314 §3.3).
    Implicit,
}

/// A log-in at a relay.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The user's name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Asks the recipient's server to report failures and delays (RFC 3461), headers only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DsnRequest {
    /// Comes back in the report as `Original-Envelope-Id`; at most 100 characters are sent.
    pub envid: String,
}

/// The other server has the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Its reply code.
    pub code: u16,
    /// Its words, on one line.
    pub text: String,
    /// How the connection was protected.
    pub channel: Channel,
}

/// Hands one mail to one server for one recipient. An empty `mail_from` is the null sender.
///
/// It takes at most six times [`Route::timeout`], and as long again when a handshake failed that was only an offer.
///
/// # Errors
/// Before sending: a `mail_from` that is no address, data with a bare CR or LF, an EHLO name with blanks or controls. Then what the
/// other server says, or that it says nothing. After [`Stage::Done`](super::Stage::Done) it may have taken the mail all the
/// same.
///
/// Refusals that are about us (the log-in, TLS, a greeting in the 500s) are temporary: the mail waits until somebody has
/// put things right.
pub async fn send(
    route: &Route,
    mail_from: &str,
    rcpt: &Address,
    data: &[u8],
    dsn: Option<&DsnRequest>,
) -> Result<Accepted, Failed> {
    let letter = Letter { mail_from, rcpt, data, dsn };
    deliver(route, Place::Named, &letter, Handshakes::usual()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let auth = Some(Credentials { user: "alice".to_owned(), password: "s3cret".to_owned() });
        let (host, ehlo) = ("relay.example".to_owned(), "cal.example.org".to_owned());
        let route = Route { host, port: 587, tls: Tls::Required, auth, ehlo, timeout: Duration::from_secs(1) };
        let shown = format!("{route:?} {route:#?}");
        assert!(shown.contains("alice") && !shown.contains("s3cret"), "{shown}");
    }
}
