//! The certificate and key of a listener, what is wrong with them, and the new ones that take their place in the files.
//!
//! Certificates are good for months and renewed by another program. Whoever renews one need not tell us: the files are looked
//! at every minute, and connections made from then on get what is in them. What cannot be used (of two files one is written
//! first) changes nothing, and is said in the log.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::{self, PemObject};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use super::CannotStart;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_secs(60);

/// The certificate chain and key that a section of the settings names, as they are in their files now.
#[derive(Debug)]
pub(super) struct Certificate {
    section: &'static str,
    chain: PathBuf,
    key: PathBuf,
    read: RwLock<Read>,
}

/// What was read last, and by its digest whether something else stands in the files.
#[derive(Debug)]
struct Read {
    digest: [u8; 32],
    certified: Arc<CertifiedKey>,
}

/// Reads the certificate chain and key that a section of the settings names, if it does.
///
/// # Errors
/// A file that cannot be read or does not hold what it should, a key that is not that of the certificate.
pub(super) fn of(
    section: &'static str,
    certificate: &Option<PathBuf>,
    key: &Option<PathBuf>,
) -> Result<Option<Arc<Certificate>>, CannotStart> {
    let (Some(chain), Some(key)) = (certificate, key) else {
        return Ok(None);
    };
    let (chain, key) = (chain.clone(), key.clone());
    let texts = texts(&chain, &key).map_err(|wrong| wrong.in_section(section))?;
    let read = texts.read(&chain, &key).map_err(|wrong| wrong.in_section(section))?;
    Ok(Some(Arc::new(Certificate { section, chain, key, read: RwLock::new(read) })))
}

impl Certificate {
    /// How a listener speaks TLS with it.
    ///
    /// # Errors
    /// None that a file could cause: the provider has no version of TLS.
    pub(super) fn offered(self: &Arc<Certificate>) -> Result<rustls::ServerConfig, CannotStart> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| CannotStart::Setting(format!("{}.tls_certificate: {error}", self.section)))?;
        let resolver: Arc<dyn ResolvesServerCert> = Arc::clone(self) as _;
        Ok(builder.with_no_client_auth().with_cert_resolver(resolver))
    }

    /// Takes in what other programs write into the files, until `stop` says so.
    pub(super) async fn follow(self: Arc<Certificate>, mut stop: watch::Receiver<bool>) {
        let mut said = String::new();
        loop {
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            match self.renewed() {
                Ok(true) => tracing::info!(file = %self.chain.display(), "the certificate was renewed"),
                Ok(false) => {}
                Err(error) => {
                    let words = error.to_string();
                    if words != said {
                        tracing::warn!(%error, "the certificate stays what it was");
                        said = words;
                    }
                    continue;
                }
            }
            said.clear();
        }
    }

    /// Reads the files again; says whether something else stands in them.
    ///
    /// # Errors
    /// As of [`of`]; what was read before stays.
    fn renewed(&self) -> Result<bool, CannotStart> {
        let wrong = |wrong: Wrong| wrong.in_section(self.section);
        let texts = texts(&self.chain, &self.key).map_err(wrong)?;
        if texts.digest() == self.read.read().unwrap_or_else(PoisonError::into_inner).digest {
            return Ok(false);
        }
        let read = texts.read(&self.chain, &self.key).map_err(wrong)?;
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(true)
    }

    fn certified(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner).certified)
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.certified())
    }
}

/// What is wrong with one of the two files, and by which key the settings name it.
struct Wrong {
    name: &'static str,
    file: PathBuf,
    why: String,
}

impl Wrong {
    fn with(name: &'static str, file: &Path, why: impl fmt::Display) -> Wrong {
        Wrong { name, file: file.to_owned(), why: why.to_string() }
    }

    fn in_section(self, section: &str) -> CannotStart {
        CannotStart::Setting(format!("{section}.{} {}: {}", self.name, self.file.display(), self.why))
    }
}

/// The texts of both files.
struct Texts {
    chain: Vec<u8>,
    key: Vec<u8>,
}

fn texts(chain: &Path, key: &Path) -> Result<Texts, Wrong> {
    Ok(Texts {
        chain: std::fs::read(chain).map_err(|error| Wrong::with("tls_certificate", chain, error))?,
        key: std::fs::read(key).map_err(|error| Wrong::with("tls_key", key, error))?,
    })
}

impl Texts {
    fn digest(&self) -> [u8; 32] {
        let length = (self.chain.len() as u64).to_be_bytes();
        Sha256::new().chain_update(length).chain_update(&self.chain).chain_update(&self.key).finalize().into()
    }

    fn read(&self, chain_file: &Path, key_file: &Path) -> Result<Read, Wrong> {
        let chain = CertificateDer::pem_slice_iter(&self.chain)
            .collect::<Result<Vec<_>, _>>()
            .and_then(|chain| if chain.is_empty() { Err(pem::Error::NoItemsFound) } else { Ok(chain) })
            .map_err(|error| Wrong::with("tls_certificate", chain_file, in_words("certificate", error)))?;
        let key = PrivateKeyDer::from_pem_slice(&self.key)
            .map_err(|error| Wrong::with("tls_key", key_file, in_words("private key", error)))?;
        match CertifiedKey::from_der(chain, key, &rustls::crypto::ring::default_provider()) {
            Ok(certified) => Ok(Read { digest: self.digest(), certified: Arc::new(certified) }),
            Err(rustls::Error::InconsistentKeys(_)) => {
                let why = format!("it is not the key of the certificate {}", chain_file.display());
                Err(Wrong::with("tls_key", key_file, why))
            }
            Err(error) => Err(Wrong::with("tls_certificate", chain_file, error)),
        }
    }
}

fn in_words(what: &str, error: pem::Error) -> String {
    match error {
        pem::Error::NoItemsFound => format!("there is no {what} in PEM form in it"),
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

    #[test]
    fn a_certificate_is_renewed_once_both_files_fit() {
        let folder = tempfile::tempdir().unwrap();
        let here = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
        let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
        let put = |from: &str, to: &Path| std::fs::copy(here(from), to).unwrap();
        put("smtp/testdata/certificate.pem", &chain);
        put("smtp/testdata/key.pem", &key);
        let certificate = of("http", &Some(chain.clone()), &Some(key.clone())).unwrap().unwrap();
        certificate.offered().unwrap();
        let shown = || certificate.certified().cert.clone();
        let old = shown();
        assert!(!certificate.renewed().unwrap());
        put("server/testdata/renewed.pem", &chain);
        assert!(certificate.renewed().unwrap_err().to_string().contains("not the key of the certificate"));
        assert_eq!(shown(), old);
        put("server/testdata/renewed-key.pem", &key);
        assert!(certificate.renewed().unwrap());
        let new = shown();
        assert_ne!(new, old);
        assert!(!certificate.renewed().unwrap());
        std::fs::write(&chain, "junk").unwrap();
        assert!(certificate.renewed().unwrap_err().to_string().contains("no certificate in PEM form"));
        std::fs::remove_file(&chain).unwrap();
        assert!(certificate.renewed().is_err());
        assert_eq!(shown(), new);
    }
}
