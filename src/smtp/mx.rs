//! Finds a domain's mail servers (RFC 5321 §5) and hands mail to them.

use std::net::SocketAddr;
use std::time::Duration;

use super::{Accepted, DsnRequest, Failed, Lasting, Stage};
use crate::mail::Address;

/// Asks DNS.
#[derive(Clone)]
pub struct Resolver {
}

/// A host that takes a domain's mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its name, lower case, without a dot at its end.
    pub host: String,
    /// Its MX preference: lower ones come first.
    pub preference: u16,
}

/// How we appear to other people's mail servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direct {
    /// The name we give for ourselves.
    pub ehlo: String,
    /// Their port: 25, but in tests.
    pub port: u16,
    /// The longest wait for one reply.
    pub timeout: Duration,
}

impl Resolver {
    /// Asks the name servers this machine is set up with.
    ///
    /// # Errors
    /// The machine's resolver configuration cannot be read.
    pub fn system() -> Result<Resolver, Failed> {
        Ok(Resolver {})
    }

    /// Asks one name server.
    ///
    /// # Errors
    /// The resolver cannot be built.
    pub fn at(server: SocketAddr) -> Result<Resolver, Failed> {
        let _ = server;
        Ok(Resolver {})
    }

    /// The hosts that take a domain's mail, the preferred ones first.
    ///
    /// # Errors
    /// Permanent: the domain takes no mail (null MX, RFC 7505), does not exist, or has neither MX nor address.
    /// Temporary: DNS gives no answer.
    pub async fn targets(&self, domain: &str) -> Result<Vec<Target>, Failed> {
        let _ = domain;
        Ok(Vec::new())
    }
}

/// Hands one mail to the recipient's own mail servers, one after the other until one takes it or refuses it for good.
///
/// # Errors
/// Those of [`Resolver::targets`] and of [`super::send`]; of several temporary ones the one that came furthest.
pub async fn send_direct(
    resolver: &Resolver,
    direct: &Direct,
    mail_from: &str,
    rcpt: &Address,
    data: &[u8],
    dsn: Option<&DsnRequest>,
) -> Result<Accepted, Failed> {
    let _ = (resolver, direct, mail_from, rcpt, data, dsn);
    Err(Failed { lasting: Lasting::Temporary, code: None, enhanced: None, text: "not built yet".to_owned(), stage: Stage::Check })
}
