//! The certificate and key of a listener, and what is wrong with them.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls_pki_types::pem::{self, PemObject};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use super::CannotStart;

/// Reads the certificate chain and key that a section of the settings names, if it does.
///
/// # Errors
/// A file that cannot be read or does not hold what it should, a key that is not that of the certificate.
pub(super) fn of(
    section: &str,
    certificate: &Option<PathBuf>,
    key: &Option<PathBuf>,
) -> Result<Option<rustls::ServerConfig>, CannotStart> {
    let (Some(certificate), Some(key)) = (certificate, key) else {
        return Ok(None);
    };
    let broken = |name: &str, path: &Path, why: &dyn fmt::Display| {
        CannotStart(format!("{section}.{name} {}: {why}", path.display()))
    };
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .and_then(|chain| if chain.is_empty() { Err(pem::Error::NoItemsFound) } else { Ok(chain) })
        .map_err(|error| broken("tls_certificate", certificate, &in_words("certificate", error)))?;
    let secret =
        PrivateKeyDer::from_pem_file(key).map_err(|error| broken("tls_key", key, &in_words("private key", error)))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let made = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, secret));
    match made {
        Ok(config) => Ok(Some(config)),
        Err(rustls::Error::InconsistentKeys(_)) => {
            let why = format!("it is not the key of the certificate {}", certificate.display());
            Err(broken("tls_key", key, &why))
        }
        Err(error) => Err(broken("tls_certificate", certificate, &error)),
    }
}

fn in_words(what: &str, error: pem::Error) -> String {
    match error {
        pem::Error::NoItemsFound => format!("there is no {what} in PEM form in it"),
        pem::Error::Io(error) => error.to_string(),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let here = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
        let certificate = here("smtp/testdata/certificate.pem");
        let (key, other_key) = (here("smtp/testdata/key.pem"), here("mail/testdata/dkim-rsa.pem"));
        let (junk, missing) = (folder.path().join("junk.pem"), folder.path().join("missing.pem"));
        std::fs::write(&junk, "junk").unwrap();
        assert!(of("http", &Some(certificate.clone()), &Some(key.clone())).unwrap().is_some());
        assert!(of("http", &None, &None).unwrap().is_none());
        for (certificate, key, words) in [
            (&key, &certificate, "http.tls_certificate"),
            (&junk, &key, "no certificate in PEM form"),
            (&certificate, &junk, "no private key in PEM form"),
            (&certificate, &certificate, "http.tls_key"),
            (&certificate, &other_key, "not the key of the certificate"),
            (&missing, &key, "No such file"),
        ] {
            let error = of("http", &Some(certificate.clone()), &Some(key.clone())).unwrap_err().to_string();
            assert!(error.starts_with("http.tls_") && error.contains(words), "{error}");
        }
    }
}
