//! Finds a domain's mail servers (RFC 5321 §5) and hands mail to them.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::RData;
use tokio::time::Instant;

use super::conversation::{MOST_WAITS, Place, deliver};
use super::letter::Letter;
use super::tls::Handshakes;
use super::{Accepted, DsnRequest, Failed, Lasting, Route, Stage, Tls};
use crate::mail::Address;

/// The most hosts of a domain that are tried, and the most addresses of each.
const MOST_HOSTS: usize = 5;
const MOST_ADDRESSES: usize = 2;
/// How long one question waits for its answer; it is asked twice.
const ANSWER_TIME: Duration = Duration::from_secs(5);
/// The port of SMTP between servers.
const SMTP_PORT: u16 = 25;

/// Asks DNS. Clones share their cache.
#[derive(Clone)]
pub struct Resolver {
    dns: TokioResolver,
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver").finish_non_exhaustive()
    }
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

/// What DNS says when it gives no records.
enum Nothing {
    /// There is no such name.
    UnknownName,
    /// There is the name, but nothing of this kind.
    NoRecords,
    /// It cannot say.
    Silence(Failed),
}

impl Resolver {
    /// Asks the name servers this machine is set up with.
    ///
    /// # Errors
    /// The machine's resolver configuration cannot be read.
    pub fn system() -> Result<Resolver, Failed> {
        let mut builder = TokioResolver::builder_tokio().map_err(no_resolver)?;
        adjust(builder.options_mut());
        Ok(Resolver { dns: builder.build().map_err(no_resolver)? })
    }

    /// Asks one name server, and not this machine's list of hosts.
    ///
    /// # Errors
    /// The resolver cannot be built.
    pub fn at(server: SocketAddr) -> Result<Resolver, Failed> {
        Resolver::asking(server, ANSWER_TIME)
    }

    fn asking(server: SocketAddr, answer_time: Duration) -> Result<Resolver, Failed> {
        let mut name_server = NameServerConfig::udp_and_tcp(server.ip());
        for connection in &mut name_server.connections {
            connection.port = server.port();
        }
        let config = ResolverConfig::from_parts(None, Vec::new(), vec![name_server]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        adjust(builder.options_mut());
        builder.options_mut().use_hosts_file = ResolveHosts::Never;
        builder.options_mut().timeout = answer_time;
        Ok(Resolver { dns: builder.build().map_err(no_resolver)? })
    }

    /// The hosts that take a domain's mail, the preferred ones first, equal ones in a random order (RFC 5321 §5.1). A domain
    /// without MX that has an address takes its mail itself.
    ///
    /// # Errors
    /// Permanent: the domain takes no mail (null MX, RFC 7505: 5.1.10), does not exist (5.1.2), or has neither MX nor address
    /// (5.1.2). Temporary: DNS gives no answer (4.4.3).
    pub async fn targets(&self, domain: &str) -> Result<Vec<Target>, Failed> {
        match self.exchangers(domain).await {
            Ok(targets) if targets.is_empty() => {
                Err(Failed::permanent(Stage::Lookup, "5.1.10", format!("{domain} takes no mail (null MX)")))
            }
            Ok(targets) => Ok(targets),
            Err(Nothing::UnknownName) => Err(no_domain(domain)),
            Err(Nothing::Silence(failed)) => Err(failed),
            Err(Nothing::NoRecords) => match self.addresses(domain).await {
                Ok(_) => Ok(vec![Target { host: domain.to_ascii_lowercase(), preference: 0 }]),
                Err(Nothing::Silence(failed)) => Err(failed),
                Err(Nothing::UnknownName | Nothing::NoRecords) => Err(no_domain(domain)),
            },
        }
    }

    /// The MX records, sorted; none of them when there is only the null MX.
    async fn exchangers(&self, domain: &str) -> Result<Vec<Target>, Nothing> {
        let lookup = self.dns.mx_lookup(absolute(domain)).await.map_err(|error| nothing(&error, domain))?;
        let mut found = Vec::new();
        for record in lookup.answers() {
            if let RData::MX(mx) = &record.data {
                let host = mx.exchange.to_ascii().trim_end_matches('.').to_ascii_lowercase();
                found.push((mx.preference, chance(), host));
            }
        }
        if found.is_empty() {
            return Err(Nothing::NoRecords);
        }
        found.sort();
        let targets = found.into_iter().filter(|(_, _, host)| !host.is_empty());
        Ok(targets.map(|(preference, _, host)| Target { host, preference }).collect())
    }

    /// The addresses of a host: IPv4, or IPv6 when it has no other, as many receivers want more of senders by IPv6 (a name for
    /// the address, above all) than small servers have.
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Nothing> {
        let lookup = self.dns.lookup_ip(absolute(host)).await.map_err(|error| nothing(&error, host))?;
        let found: Vec<IpAddr> = lookup.iter().collect();
        if found.is_empty() { Err(Nothing::NoRecords) } else { Ok(found) }
    }
}

fn adjust(options: &mut ResolverOpts) {
    options.ip_strategy = LookupIpStrategy::Ipv4thenIpv6;
    options.timeout = ANSWER_TIME;
    options.attempts = 2;
}

/// A name that no search list is applied to.
fn absolute(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

/// A random number; a hasher's random keys spare us a dependency.
fn chance() -> u64 {
    RandomState::new().hash_one(())
}

fn no_resolver(error: NetError) -> Failed {
    Failed::temporary(Stage::Lookup, "4.4.3", format!("DNS cannot be asked: {error}"))
}

fn no_domain(domain: &str) -> Failed {
    Failed::permanent(Stage::Lookup, "5.1.2", format!("the domain {domain} does not exist or takes no mail"))
}

fn nothing(error: &NetError, name: &str) -> Nothing {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) if none.response_code == ResponseCode::NXDomain => {
            Nothing::UnknownName
        }
        NetError::Dns(DnsError::NoRecordsFound(none)) if none.response_code == ResponseCode::NoError => {
            Nothing::NoRecords
        }
        _ => Nothing::Silence(Failed::temporary(
            Stage::Lookup,
            "4.4.3",
            format!("DNS says nothing about {name}: {error}"),
        )),
    }
}

/// Hands one mail to the recipient's own mail servers, one after the other until one takes it or refuses it for good. TLS is
/// used when it is offered, whatever the certificate.
///
/// # Errors
/// Those of [`Resolver::targets`] and of [`send`](super::send()). Permanent also: the domain's only mail servers are ourselves
/// (5.4.6), or none of them has an address (5.4.4). Of several temporary failures it is the one that came furthest.
pub async fn send_direct(
    resolver: &Resolver,
    direct: &Direct,
    mail_from: &str,
    rcpt: &Address,
    data: &[u8],
    dsn: Option<&DsnRequest>,
) -> Result<Accepted, Failed> {
    let letter = Letter { mail_from, rcpt, data, dsn };
    letter.check()?;
    let targets = before_ourselves(resolver.targets(rcpt.domain()).await?, &direct.ehlo, rcpt.domain())?;
    let end = Instant::now() + direct.timeout * MOST_WAITS;
    let mut failure = None;
    for target in targets.into_iter().take(MOST_HOSTS) {
        let addresses = match usable_addresses(resolver, &target, direct.port).await {
            Ok(addresses) => addresses,
            Err(failed) => {
                failure = Some(graver(failure, failed));
                continue;
            }
        };
        let route = route_to(target.host, direct);
        for address in addresses.into_iter().take(MOST_ADDRESSES) {
            let place = Place::At(SocketAddr::new(address, direct.port));
            match deliver(&route, place, &letter, Handshakes::usual()).await {
                Ok(accepted) => return Ok(accepted),
                Err(failed) if is_final(&failed) || Instant::now() > end => return Err(failed),
                Err(failed) => failure = Some(graver(failure, failed)),
            }
        }
    }
    Err(failure.unwrap_or_else(|| no_domain(rcpt.domain())))
}

/// The targets that come before us in preference: whom we stand in for must be reached without us (RFC 5321 §5.1).
fn before_ourselves(targets: Vec<Target>, ehlo: &str, domain: &str) -> Result<Vec<Target>, Failed> {
    let own = targets.iter().find(|target| target.host.eq_ignore_ascii_case(ehlo)).map(|target| target.preference);
    let before: Vec<Target> =
        targets.into_iter().filter(|target| own.is_none_or(|preference| target.preference < preference)).collect();
    match before.is_empty() {
        true => {
            Err(Failed::permanent(Stage::Lookup, "5.4.6", format!("mail for {domain} would come back to ourselves")))
        }
        false => Ok(before),
    }
}

async fn usable_addresses(resolver: &Resolver, target: &Target, port: u16) -> Result<Vec<IpAddr>, Failed> {
    let none = || Failed::permanent(Stage::Lookup, "5.4.4", format!("the mail server {} has no address", target.host));
    let mut found = match resolver.addresses(&target.host).await {
        Ok(found) => found,
        Err(Nothing::Silence(failed)) => return Err(failed),
        Err(Nothing::UnknownName | Nothing::NoRecords) => return Err(none()),
    };
    found.retain(|address| is_elsewhere(*address, port));
    if found.is_empty() { Err(none()) } else { Ok(found) }
}

/// A stranger's MX that points at port 25 of our own machine is a mistake or a trap, never the stranger's server. Tests have
/// their servers here, on other ports.
fn is_elsewhere(address: IpAddr, port: u16) -> bool {
    let address = address.to_canonical();
    let is_here = address.is_loopback() || address.is_unspecified();
    !(address.is_multicast() || is_here && port == SMTP_PORT)
}

fn route_to(host: String, direct: &Direct) -> Route {
    let Direct { ehlo, port, timeout } = direct.clone();
    Route { host, port, tls: Tls::Opportunistic, auth: None, ehlo, timeout }
}

/// Whether other hosts need not be asked: the mail was refused for good, or may have been taken.
fn is_final(failed: &Failed) -> bool {
    failed.lasting == Lasting::Permanent || failed.stage == Stage::Done
}

/// Which of two failures to tell: one that may pass, and of those the one that came further.
fn graver(before: Option<Failed>, now: Failed) -> Failed {
    let rank = |failed: &Failed| (failed.lasting == Lasting::Temporary, failed.stage);
    match before {
        Some(before) if rank(&before) >= rank(&now) => before,
        _ => now,
    }
}

#[cfg(test)]
mod tests;
