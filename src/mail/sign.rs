//! DKIM signatures (RFC 6376, RFC 8463) on outgoing mail.

use std::fmt;

use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use mail_auth::common::crypto::{DkimKey as Key, Ed25519Key, RsaKey, SigningKey};
use mail_auth::common::headers::{HeaderStream, HeaderWriter, Writable, Writer};
use mail_auth::dkim::canonicalize::CanonicalHeaders;
use mail_auth::dkim::{Canonicalization, Signature};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;

use super::address::ascii_domain;
use super::mime::split_head;

/// Headers that are signed, present or not.
const SIGNED: [&str; 12] = [
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Auto-Submitted",
];

/// Headers signed once more than they occur, so that nobody can add a second one (RFC 6376 §8.15).
const OVERSIGNED: [&str; 7] = ["From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Content-Type"];

/// Why a signing key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadKey {
    /// The text holds no private key in PEM form.
    NotPem,
    /// The key is neither RSA (PKCS #1 or #8, 2048 to 8192 bits) nor Ed25519 (PKCS #8).
    Unsupported,
    /// The domain or the selector is no domain name.
    Name,
}

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadKey::NotPem => "there is no private key in PEM form",
            BadKey::Unsupported => "the key is neither RSA nor Ed25519, or cannot be read",
            BadKey::Name => "the domain or the selector is no domain name",
        })
    }
}

impl std::error::Error for BadKey {}

/// A key that signs for a domain, published at `selector._domainkey.domain`.
pub struct DkimKey {
    key: Key,
    domain: String,
    selector: String,
}

impl DkimKey {
    /// Reads a private key as `openssl genrsa` or `openssl genpkey -algorithm ed25519` writes it.
    ///
    /// # Errors
    /// A text without a PEM key, a key of another kind, a domain or selector that is no domain name.
    pub fn from_pem(pem: &str, domain: &str, selector: &str) -> Result<DkimKey, BadKey> {
        let domain = ascii_domain(domain).ok_or(BadKey::Name)?;
        let selector = ascii_domain(selector).ok_or(BadKey::Name)?;
        let der = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| BadKey::NotPem)?;
        let ed25519 = match &der {
            PrivateKeyDer::Pkcs8(der) => Ed25519Key::from_pkcs8_maybe_unchecked_der(der.secret_pkcs8_der()).ok(),
            _ => None,
        };
        let key = match ed25519 {
            Some(key) => Key::Ed25519(key),
            None => Key::Rsa(RsaKey::from_key_der(der).map_err(|_| BadKey::Unsupported)?),
        };
        Ok(DkimKey { key, domain, selector })
    }

    /// The domain it signs for.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The name under which it is published in that domain.
    pub fn selector(&self) -> &str {
        &self.selector
    }

    /// The TXT record to publish (RFC 6376 §3.6.1, RFC 8463 §4), in one piece.
    pub fn dns_record(&self) -> String {
        match &self.key {
            Key::Rsa(key) => format!("v=DKIM1; k=rsa; p={}", BASE64.encode(&rsa_public_key_info(&key.public_key()))),
            Key::Ed25519(key) => format!("v=DKIM1; k=ed25519; p={}", BASE64.encode(&key.public_key())),
        }
    }
}

impl fmt::Debug for DkimKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DkimKey({}._domainkey.{})", self.selector, self.domain)
    }
}

/// The mail with a DKIM-Signature header on top: relaxed/relaxed, the whole body.
///
/// `now` becomes the signature's time. A mail may be signed again with another key; both signatures hold.
///
/// # Errors
/// A key that cannot sign, which a key that was read does not do.
pub fn sign(mail: &[u8], key: &DkimKey, now: DateTime<Utc>) -> Result<Vec<u8>, BadKey> {
    let mut signature = Signature {
        v: 1,
        a: key.key.algorithm(),
        d: key.domain.clone(),
        s: key.selector.clone(),
        h: SIGNED.into_iter().chain(OVERSIGNED).map(str::to_owned).collect(),
        t: u64::try_from(now.timestamp()).unwrap_or(0),
        ch: Canonicalization::Relaxed,
        cb: Canonicalization::Relaxed,
        ..Signature::default()
    };
    let (_, headers, names, body) = signature.canonicalize(Headers::of(mail));
    signature.bh = key.key.hash(body).as_ref().to_vec();
    signature.h = names;
    signature.b = key.key.sign(Signable { headers, signature: &signature }).map_err(|_| BadKey::Unsupported)?;
    let mut signed = Vec::with_capacity(mail.len() + 1024);
    signature.write_header(&mut signed);
    signed.extend_from_slice(mail);
    Ok(signed)
}

/// The headers of a mail one by one, then its body, as mail-auth wants to be fed.
///
/// Its own signer would do the same, but takes the time from the machine's clock.
struct Headers<'a> {
    head: &'a [u8],
    body: &'a [u8],
}

impl<'a> Headers<'a> {
    fn of(mail: &'a [u8]) -> Headers<'a> {
        let (head, body) = split_head(mail);
        Headers { head, body }
    }
}

impl<'a> HeaderStream<'a> for Headers<'a> {
    fn next_header(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        let continues = |pair: &[u8]| matches!(pair, [b'\n', b' ' | b'\t']);
        let ends = |pair: &[u8]| matches!(pair, [b'\n', ..]) && !continues(pair);
        let end = self.head.windows(2).position(ends).map_or(self.head.len(), |at| at + 1);
        let (header, rest) = self.head.split_at_checked(end)?;
        self.head = rest;
        let colon = header.iter().position(|&b| b == b':')?;
        Some((header.get(..colon)?, header.get(colon + 1..)?))
    }

    fn body(&mut self) -> &'a [u8] {
        self.body
    }
}

/// What the signature is made over: the headers, then the signature's own header without its value (RFC 6376 §3.7).
struct Signable<'a> {
    headers: CanonicalHeaders<'a>,
    signature: &'a Signature,
}

impl Writable for Signable<'_> {
    fn write(self, writer: &mut impl Writer) {
        self.headers.write(writer);
        self.signature.write(writer, false);
    }
}

/// A PKCS #1 public key as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), which is what `p=` holds.
fn rsa_public_key_info(public_key: &[u8]) -> Vec<u8> {
    // SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }
    const ALGORITHM: [u8; 15] = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    let bits = der(3, &[&[0], public_key].concat());
    der(0x30, &[&ALGORITHM, bits.as_slice()].concat())
}

/// One DER value: tag, length, contents.
fn der(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len().to_be_bytes();
    let digits: Vec<u8> = length.iter().copied().skip_while(|&b| b == 0).collect();
    let mut value = vec![tag];
    match digits.as_slice() {
        [] => value.push(0),
        [short] if *short < 0x80 => value.push(*short),
        // At most 8 bytes, so the count fits beside the flag.
        long => {
            value.push(0x80 | long.len() as u8);
            value.extend_from_slice(long);
        }
    }
    value.extend_from_slice(contents);
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_auth::AuthenticatedMessage;
    use mail_auth::common::parse::TxtRecordParser;
    use mail_auth::common::verify::DomainKey;

    const RSA: &str = include_str!("testdata/dkim-rsa.pem");
    const ED25519: &str = include_str!("testdata/dkim-ed25519.pem");
    const MAIL: &[u8] = b"From: <a@cal.example.org>\r\nTo: <b@guest.example>\r\nSubject: Lunch\r\n  at noon\r\nDate: Mon, 4 May \
                          2026 08:15:02 +0000\r\nMessage-ID: <1@cal.example.org>\r\nMIME-Version: 1.0\r\n\r\nText  here \r\n\r\n\r\n";

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_777_882_502, 0).unwrap()
    }

    fn keys() -> [DkimKey; 2] {
        [RSA, ED25519].map(|pem| DkimKey::from_pem(pem, "Cal.Example.org", "r202605").unwrap())
    }

    /// Checks the first signature of a mail as a receiver does, with the record that we would publish.
    fn verifies(signed: &[u8], key: &DkimKey) -> bool {
        let message = AuthenticatedMessage::parse(signed).unwrap();
        let header = message.dkim_headers.first().unwrap();
        let signature = &header.header;
        let body_holds = message.body_hashes.iter().any(|(_, _, _, hash)| hash == &signature.bh);
        let value = String::from_utf8(header.value.to_vec()).unwrap();
        let (before, after) = value.split_once("b=").unwrap();
        let value =
            format!("{before}b={}", after.split_once(';').map_or(String::new(), |(_, rest)| format!(";{rest}")));
        let value = value.trim_end().as_bytes().to_vec();
        let record = DomainKey::parse(key.dns_record().as_bytes()).unwrap();
        let mut headers = message.signed_headers(&signature.h, header.name, &value);
        body_holds && record.p.verify(&mut headers, &signature.b, signature.ch, signature.a).is_ok()
    }

    #[test]
    fn a_receiver_verifies_the_signature_with_the_published_record() {
        for key in keys() {
            let signed = sign(MAIL, &key, now()).unwrap();
            assert!(verifies(&signed, &key), "{}", String::from_utf8_lossy(&signed));
            let text = String::from_utf8(signed).unwrap();
            assert!(text.contains("d=cal.example.org") && text.contains("s=r202605") && text.contains("t=1777882502"));
            assert!(text.contains("c=relaxed/relaxed") && !text.contains(" l="));
            assert!(crate::mail::lint(text.as_bytes()).is_empty());
        }
    }

    #[test]
    fn changing_the_mail_breaks_the_signature() {
        for key in keys() {
            let signed = String::from_utf8(sign(MAIL, &key, now()).unwrap()).unwrap();
            for (from, to) in [
                ("Lunch", "Dinner"),
                ("Text", "Test"),
                ("From: <a@", "From: <e@"),
                ("MIME-Version: 1.0\r\n", "MIME-Version: 1.0\r\nFrom: <e@evil.example>\r\n"),
                ("MIME-Version: 1.0\r\n", "MIME-Version: 1.0\r\nSubject: Dinner\r\n"),
                ("MIME-Version: 1.0\r\n", "MIME-Version: 1.0\r\nReply-To: <e@evil.example>\r\n"),
            ] {
                assert!(!verifies(signed.replacen(from, to, 1).as_bytes(), &key), "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn the_same_mail_at_the_same_time_has_the_same_signature() {
        for key in keys() {
            assert_eq!(sign(MAIL, &key, now()).unwrap(), sign(MAIL, &key, now()).unwrap());
        }
    }

    #[test]
    fn the_published_rsa_key_is_the_one_that_openssl_would_publish() {
        let [rsa, ed25519] = keys();
        assert!(rsa.dns_record().starts_with("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"));
        assert_eq!(ed25519.dns_record().len(), "v=DKIM1; k=ed25519; p=".len() + 44);
    }

    #[test]
    fn keys_that_cannot_be_used_are_refused() {
        let read = |pem: &str, domain: &str, selector: &str| DkimKey::from_pem(pem, domain, selector).err();
        assert_eq!(read("", "example.org", "s"), Some(BadKey::NotPem));
        let torn = RSA.replace('A', "B");
        assert!(read(&torn, "example.org", "s").is_some());
        assert_eq!(read(RSA, "example org", "s"), Some(BadKey::Name));
        assert_eq!(read(RSA, "example.org", "s;t=y"), Some(BadKey::Name));
    }
}
