//! TLS towards other servers: with certificates checked for relays that were chosen, unchecked for strangers' mail servers,
//! where the alternative would be no encryption at all (RFC 7435).

use std::sync::OnceLock;

use mail_send::smtp::tls::build_tls_connector;
use tokio_rustls::TlsConnector;

use super::{Failed, Stage};

/// The two ways of making a handshake; each is an error text when this machine cannot.
pub(super) struct Handshakes {
    /// The certificate must be valid and for the host's name.
    pub checked: Result<TlsConnector, String>,
    /// Any certificate will do.
    pub unchecked: Result<TlsConnector, String>,
}

impl Handshakes {
    /// Those that trust what this machine trusts. The certificates are read once.
    pub fn usual() -> &'static Handshakes {
        static USUAL: OnceLock<Handshakes> = OnceLock::new();
        USUAL.get_or_init(|| {
            // Fails when a provider is installed already, and then that one is good.
            let _ = rustls::crypto::ring::default_provider().install_default();
            Handshakes { checked: build_tls_connector(false), unchecked: build_tls_connector(true) }
        })
    }
}

/// The connector, or the failure that there is none.
pub(super) fn usable(connector: &Result<TlsConnector, String>) -> Result<&TlsConnector, Failed> {
    connector.as_ref().map_err(|text| Failed::temporary(Stage::Tls, "4.7.0", text))
}
