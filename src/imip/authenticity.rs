//! Looks up SPF, DKIM and DMARC for a mail that came by SMTP.

use std::net::IpAddr;
use std::sync::Arc;

use hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{AuthenticatedMessage, DkimResult, DmarcResult, MessageAuthenticator};

use crate::config::Config;
use crate::mail::{Dmarc, Policy};
use crate::store::SpoolRow;

/// Asks the DNS about senders, if the configuration says so.
#[derive(Clone)]
pub struct Authenticity {
    checker: Option<Arc<MessageAuthenticator>>,
    host: String,
}

/// What the DNS says about a mail's sender.
pub(super) struct Findings {
    pub(super) dmarc: Dmarc,
    pub(super) dkim_domains: Vec<String>,
    /// Whether anybody was asked.
    pub(super) looked_up: bool,
}

impl Authenticity {
    /// The checker the configuration asks for.
    ///
    /// # Errors
    /// A system without name servers.
    pub fn of(config: &Config) -> Result<Authenticity, String> {
        let host = config.mail.host.clone();
        if !config.mail.inbound.authenticate {
            return Ok(Authenticity { checker: None, host });
        }
        let checker = match config.mail.out.name_server {
            None => MessageAuthenticator::new_system_conf(),
            Some(address) => {
                let mut server = NameServerConfig::udp_and_tcp(address.ip());
                for connection in &mut server.connections {
                    connection.port = address.port();
                }
                MessageAuthenticator::new(
                    ResolverConfig::from_parts(None, vec![], vec![server]),
                    ResolverOpts::default(),
                )
            }
        };
        let checker = checker.map_err(|error| format!("no name server can be asked: {error}"))?;
        Ok(Authenticity { checker: Some(Arc::new(checker)), host })
    }

    /// What can be found out about the sender of this mail; nothing for mail that another server of the house handed
    /// over, whose address is not the sender's.
    pub(super) async fn of_mail(&self, row: &SpoolRow) -> Findings {
        let nothing = Findings { dmarc: Dmarc::Unknown, dkim_domains: Vec::new(), looked_up: false };
        let (Some(checker), Ok(peer), "smtp") = (&self.checker, row.peer.parse::<IpAddr>(), row.door.as_str()) else {
            return nothing;
        };
        let Some(message) = AuthenticatedMessage::parse(&row.raw) else {
            return nothing;
        };
        let dkim = checker.verify_dkim(&message).await;
        let spf = checker.verify_spf(SpfParameters::verify(peer, &row.helo, &self.host, &row.mail_from)).await;
        let mail_from_domain = row.mail_from.rsplit_once('@').map_or(row.helo.as_str(), |(_, domain)| domain);
        let dmarc = checker.verify_dmarc(DmarcParameters::new(&message, &dkim, mail_from_domain, &spf)).await;
        let passed = dkim.iter().filter(|output| *output.result() == DkimResult::Pass);
        Findings {
            dmarc: match dmarc.result() {
                DmarcResult::Pass => Dmarc::Pass,
                DmarcResult::Fail(_) => Dmarc::Fail(policy(dmarc.policy())),
                DmarcResult::TempError(_) | DmarcResult::PermError(_) | DmarcResult::None => Dmarc::Unknown,
            },
            dkim_domains: passed
                .filter_map(|output| output.signature())
                .map(|signature| signature.d.to_lowercase())
                .collect(),
            looked_up: true,
        }
    }
}

fn policy(policy: mail_auth::dmarc::Policy) -> Policy {
    match policy {
        mail_auth::dmarc::Policy::Quarantine => Policy::Quarantine,
        mail_auth::dmarc::Policy::Reject => Policy::Reject,
        mail_auth::dmarc::Policy::None | mail_auth::dmarc::Policy::Unspecified => Policy::None,
    }
}
