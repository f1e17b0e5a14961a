//! Encrypting a message for one program (RFC 8291, with the content coding of RFC 8188).

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{self, HKDF_SHA256};
use ring::rand::{SecureRandom, SystemRandom};

/// Bytes of an uncompressed point of P-256.
const POINT: usize = 65;
/// Bytes of the secret that a program shares with the server.
const SECRET: usize = 16;
/// The record size that is announced; a message has one record (RFC 8291 §4).
const RECORD: u32 = 4096;
/// The longest message: a record without its header, delimiter and tag.
const LONGEST: usize = RECORD as usize - 86 - 1 - 16;

/// A program's half of the encryption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    public: Vec<u8>,
    secret: Vec<u8>,
}

/// These are no keys to encrypt with, or the message is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadKeys;

impl fmt::Display for BadKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing can be encrypted with these keys")
    }
}

impl std::error::Error for BadKeys {}

impl From<Unspecified> for BadKeys {
    fn from(_: Unspecified) -> BadKeys {
        BadKeys
    }
}

impl Keys {
    /// Reads the public key and the authentication secret as programs write them: base64url, padded or not.
    ///
    /// # Errors
    /// A key that has not the length of an uncompressed point of P-256, a secret of another length than 16 bytes.
    pub fn parse(public: &str, secret: &str) -> Result<Keys, BadKeys> {
        let bytes = |text: &str| BASE64URL_NOPAD.decode(text.trim().trim_end_matches('=').as_bytes());
        let keys = Keys { public: bytes(public).map_err(|_| BadKeys)?, secret: bytes(secret).map_err(|_| BadKeys)? };
        if keys.public.len() != POINT || keys.secret.len() != SECRET {
            return Err(BadKeys);
        }
        Ok(keys)
    }

    /// The keys, if something can be encrypted with them: whether a point is on the curve shows when it is used.
    ///
    /// # Errors
    /// A point that is not on the curve.
    pub fn tried(self) -> Result<Keys, BadKeys> {
        encrypted(&self, b"").map(|_| self)
    }
}

/// A message that only the owner of the keys can read, with a key pair and salt of its own.
///
/// # Errors
/// A point that is not on the curve, more than 3993 bytes, a machine without randomness.
pub fn encrypted(keys: &Keys, message: &[u8]) -> Result<Vec<u8>, BadKeys> {
    let random = SystemRandom::new();
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &random)?;
    let own_public = own.compute_public_key()?;
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &keys.public);
    agree_ephemeral(own, &theirs, |shared| sealed(keys, shared, own_public.as_ref(), salt, message))?
}

/// The message under the secret that both sides derive (RFC 8291 §3.4), in one record (RFC 8188 §2).
fn sealed(keys: &Keys, shared: &[u8], own: &[u8], salt: [u8; 16], message: &[u8]) -> Result<Vec<u8>, BadKeys> {
    if message.len() > LONGEST {
        return Err(BadKeys);
    }
    let info = [b"WebPush: info\0".as_slice(), &keys.public, own];
    let material: [u8; 32] = derived(&keys.secret, shared, &info)?;
    let key: [u8; 16] = derived(&salt, &material, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = derived(&salt, &material, &[b"Content-Encoding: nonce\0"])?;
    // The delimiter of the last record.
    let mut record = [message, &[2]].concat();
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)?;
    let id_length = u8::try_from(own.len()).map_err(|_| BadKeys)?;
    Ok([salt.as_slice(), &RECORD.to_be_bytes(), &[id_length], own, &record].concat())
}

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn derived<const N: usize>(salt: &[u8], material: &[u8], info: &[&[u8]]) -> Result<[u8; N], BadKeys> {
    let mut out = [0; N];
    hkdf::Salt::new(HKDF_SHA256, salt).extract(material).expand(info, Length(N))?.fill(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    fn bytes(text: &str) -> Vec<u8> {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
    }

    /// RFC 8291 §5, from the shared secret of Appendix A on.
    #[test]
    fn the_example_of_the_rfc_comes_out() {
        let keys = Keys::parse(PUBLIC, SECRET).unwrap();
        let shared = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let own = bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let sealed = sealed(&keys, &shared, &own, salt, b"When I grow up, I want to be a watermelon").unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz\
                        AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(BASE64URL_NOPAD.encode(&sealed), expected);
    }

    #[test]
    fn no_two_messages_look_alike() {
        let keys = Keys::parse(PUBLIC, &format!("{SECRET}==")).unwrap();
        let [one, two] = [0, 1].map(|_| encrypted(&keys, b"x").unwrap());
        assert!(one[..16] != two[..16] && one[21..86] != two[21..86] && one.len() == 86 + 1 + 1 + 16);
        assert_eq!(encrypted(&keys, &[0; LONGEST]).unwrap().len(), 4096);
        assert_eq!(encrypted(&keys, &[0; LONGEST + 1]), Err(BadKeys));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let off_the_curve = BASE64URL_NOPAD.encode(&[4; 65]);
        for (public, secret) in
            [("", SECRET), (PUBLIC, ""), (&PUBLIC[4..], SECRET), (&off_the_curve, SECRET), ("*", "*")]
        {
            assert_eq!(Keys::parse(public, secret).and_then(Keys::tried), Err(BadKeys), "{public} {secret}");
        }
    }
}
