//! Who sends: a key pair of the server's, by which push services know it (RFC 8292).

use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

use crate::id::ETag;
use crate::store::{StoreError, Tx, Watched};

/// Under which name the key pair is kept.
const SECRET: &str = "vapid";
/// Under which name its public half is kept, for those who only show it.
const PUBLIC: &str = "vapid-public";
/// How long a signature is good, in seconds; RFC 8292 §2 allows a day.
const GOOD_FOR: i64 = 12 * 3600;

/// The server's key pair; clones share it.
#[derive(Clone)]
pub struct Vapid {
    pair: Arc<EcdsaKeyPair>,
}

impl Vapid {
    /// The key pair of this server, made when it is missing; `None` when it cannot be used.
    ///
    /// # Errors
    /// The store failed.
    pub fn of(tx: &mut Tx<'_>) -> Result<Option<Vapid>, StoreError> {
        let random = SystemRandom::new();
        let kept = match tx.secret(SECRET)? {
            Some(kept) => kept,
            None => match EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random) {
                Ok(made) => made.as_ref().to_vec(),
                Err(_) => return Ok(None),
            },
        };
        let Ok(pair) = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &kept, &random) else {
            return Ok(None);
        };
        tx.set_secret(SECRET, &kept)?;
        tx.set_secret(PUBLIC, pair.public_key().as_ref())?;
        Ok(Some(Vapid { pair: Arc::new(pair) }))
    }

    /// What a server does that shall not push: it forgets the public half, by which programs see that it does.
    ///
    /// # Errors
    /// The store failed.
    pub fn none(tx: &mut Tx<'_>) -> Result<Option<Vapid>, StoreError> {
        tx.forget_secret(PUBLIC)?;
        Ok(None)
    }

    /// The public key as programs get it: uncompressed, in base64url; `None` when this server does not push.
    ///
    /// # Errors
    /// The store failed.
    pub fn public(tx: &mut Tx<'_>) -> Result<Option<String>, StoreError> {
        Ok(tx.secret(PUBLIC)?.map(|key| BASE64URL_NOPAD.encode(&key)))
    }

    /// What something is called in pushes.
    pub fn topic(&self, watched: Watched) -> String {
        topic(&BASE64URL_NOPAD.encode(self.pair.public_key().as_ref()), watched)
    }

    /// The `Authorization` header for a push service, such as `https://push.example` (RFC 8292 §2, §3); `contact` is a
    /// `mailto:` or `https:` URI of whoever runs this server. `now` in seconds since 1970.
    pub fn authorization(&self, service: &str, contact: &str, now: i64) -> Option<String> {
        let part = |said: Value| BASE64URL_NOPAD.encode(said.to_string().as_bytes());
        let header = part(json!({"typ": "JWT", "alg": "ES256"}));
        let signed = format!("{header}.{}", part(json!({"aud": service, "exp": now + GOOD_FOR, "sub": contact})));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).ok()?;
        let signature = BASE64URL_NOPAD.encode(signature.as_ref());
        Some(format!("vapid t={signed}.{signature}, k={}", BASE64URL_NOPAD.encode(self.pair.public_key().as_ref())))
    }
}

/// What something is called in pushes: the same for its whole life, and the same nowhere else.
pub fn topic(public: &str, watched: Watched) -> String {
    ETag::of(format!("{public} {watched}").as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn a_push_service_can_check_who_sends() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let [one, two] = [
            store.write::<_, StoreError, _>(Vapid::of).await.unwrap().unwrap(),
            store.write::<_, StoreError, _>(Vapid::of).await.unwrap().unwrap(),
        ];
        assert_eq!(one.pair.public_key().as_ref(), two.pair.public_key().as_ref(), "the pair is kept");
        let header = one.authorization("https://push.example", "mailto:postmaster@a.example", 0).unwrap();
        let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(Some(key.to_owned()), store.read::<_, StoreError, _>(Vapid::public).unwrap());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(key));
        key.verify(signed.as_bytes(), &decode(signature)).unwrap();
        let claims = String::from_utf8(decode(signed.split_once('.').unwrap().1)).unwrap();
        assert_eq!(claims, "{\"aud\":\"https://push.example\",\"exp\":43200,\"sub\":\"mailto:postmaster@a.example\"}");
    }
}
