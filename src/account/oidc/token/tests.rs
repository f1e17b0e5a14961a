//! Tokens of an issuer with real keys, and the ways in which they are wrong.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::{Value, json};

use super::*;

enum Signer {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
}

fn rsa() -> Signer {
    let pem = include_bytes!("../../../mail/testdata/dkim-rsa.pem");
    Signer::Rsa(match PrivateKeyDer::from_pem_slice(pem).unwrap() {
        PrivateKeyDer::Pkcs8(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).unwrap(),
        PrivateKeyDer::Pkcs1(key) => RsaKeyPair::from_der(key.secret_pkcs1_der()).unwrap(),
        _ => panic!("no RSA key"),
    })
}

fn ec() -> Signer {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.as_ref());
    Signer::Ec(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key.secret_pkcs8_der(), &random).unwrap())
}

fn encoded(bytes: &[u8]) -> String {
    data_encoding::BASE64URL_NOPAD.encode(bytes)
}

impl Signer {
    fn key(&self, kid: &str) -> Value {
        match self {
            Signer::Rsa(pair) => {
                let public: RsaPublicKeyComponents<Vec<u8>> = pair.public().into();
                json!({"kty": "RSA", "kid": kid, "use": "sig", "n": encoded(&public.n), "e": encoded(&public.e)})
            }
            Signer::Ec(pair) => {
                let point = &pair.public_key().as_ref()[1..];
                json!({"kty": "EC", "crv": "P-256", "kid": kid, "x": encoded(&point[..32]), "y": encoded(&point[32..])})
            }
        }
    }

    fn token(&self, head: &Value, body: &Value) -> String {
        let signed = format!("{}.{}", encoded(head.to_string().as_bytes()), encoded(body.to_string().as_bytes()));
        let signature = match self {
            Signer::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).unwrap();
                signature
            }
            Signer::Ec(pair) => pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap().as_ref().to_vec(),
        };
        format!("{signed}.{}", encoded(&signature))
    }
}

fn keys(keys: &[Value]) -> Keys {
    serde_json::from_value(json!({"keys": keys})).unwrap()
}

const NOW: i64 = 1_800_000_000;

fn judged(token: &str, keys: &Keys) -> Result<String, BadToken> {
    let now = DateTime::from_timestamp(NOW, 0).unwrap();
    let expected = Expected { issuer: "https://id.example", audience: "rsvpd", nonce: "n1", now };
    proven(token, keys, &expected).map(|claims| claims.sub)
}

fn body() -> Value {
    json!({"iss": "https://id.example", "aud": "rsvpd", "sub": "7", "exp": NOW + 300, "iat": NOW, "nonce": "n1"})
}

#[test]
fn a_good_token_of_either_algorithm_is_taken() {
    let (rsa, ec) = (rsa(), ec());
    let both = keys(&[json!({"kty": "oct", "k": "AAAA", "kid": "x"}), rsa.key("r"), ec.key("e")]);
    assert_eq!(judged(&rsa.token(&json!({"alg": "RS256", "kid": "r"}), &body()), &both), Ok("7".to_owned()));
    assert_eq!(judged(&ec.token(&json!({"alg": "ES256", "kid": "e"}), &body()), &both), Ok("7".to_owned()));
    // Without a name any key of the kind may be it.
    assert_eq!(judged(&ec.token(&json!({"alg": "ES256"}), &body()), &both), Ok("7".to_owned()));
}

#[test]
fn a_token_that_says_something_else_is_refused() {
    let ec = ec();
    let known = keys(&[ec.key("e")]);
    for (name, value, answer) in [
        ("iss", json!("https://evil.example"), Err(BadToken::Issuer)),
        ("iss", json!("https://id.example/"), Err(BadToken::Issuer)),
        ("aud", json!("another"), Err(BadToken::Audience)),
        ("aud", json!([]), Err(BadToken::Audience)),
        ("aud", json!(["rsvpd"]), Ok("7".to_owned())),
        ("aud", json!(["rsvpd", "another"]), Err(BadToken::Audience)),
        ("azp", json!("another"), Err(BadToken::Audience)),
        ("azp", json!("rsvpd"), Ok("7".to_owned())),
        ("nonce", json!("n2"), Err(BadToken::Nonce)),
        ("nonce", Value::Null, Err(BadToken::Nonce)),
        ("exp", json!(NOW - 119), Ok("7".to_owned())),
        ("exp", json!(NOW - 120), Err(BadToken::Time)),
        ("exp", json!(i64::MAX), Ok("7".to_owned())),
        ("exp", json!(1_800_000_000.5), Ok("7".to_owned())),
        ("exp", json!(1_799_999_879.5), Err(BadToken::Time)),
        ("exp", json!("tomorrow"), Err(BadToken::NoToken)),
        ("iat", json!(NOW + 121), Err(BadToken::Time)),
        ("iat", json!(NOW - 86_400), Err(BadToken::Time)),
        ("nbf", json!(NOW + 121), Err(BadToken::Time)),
        ("sub", json!(""), Err(BadToken::NoSubject)),
        ("sub", Value::Null, Err(BadToken::NoToken)),
    ] {
        let mut said = body();
        said[name] = value.clone();
        let token = ec.token(&json!({"alg": "ES256", "kid": "e"}), &said);
        assert_eq!(judged(&token, &known), answer, "{name} {value}");
    }
}

#[test]
fn a_token_that_is_not_signed_as_it_should_be_is_refused() {
    let (rsa, ec, evil) = (rsa(), ec(), self::ec());
    let known = keys(&[rsa.key("r"), ec.key("e")]);
    let good = ec.token(&json!({"alg": "ES256", "kid": "e"}), &body());
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let mut other = body();
    other["sub"] = json!("1");
    let (head, _) = signed.split_once('.').unwrap();
    let changed = format!("{head}.{}.{signature}", encoded(other.to_string().as_bytes()));
    let unsigned = format!("{}.{}.", encoded(br#"{"alg":"none"}"#), encoded(body().to_string().as_bytes()));
    for (what, token, bad) in [
        ("changed", changed, BadToken::BadSignature),
        ("none", unsigned, BadToken::Algorithm),
        ("None", good.replace(head, &encoded(br#"{"alg":"None"}"#)), BadToken::Algorithm),
        ("shared secret", good.replace(head, &encoded(br#"{"alg":"HS256","kid":"e"}"#)), BadToken::Algorithm),
        ("key of the other kind", good.replace(head, &encoded(br#"{"alg":"RS256","kid":"e"}"#)), BadToken::UnknownKey),
        ("wrong key", evil.token(&json!({"alg": "ES256", "kid": "e"}), &body()), BadToken::BadSignature),
        ("unknown key", evil.token(&json!({"alg": "ES256", "kid": "z"}), &body()), BadToken::UnknownKey),
        ("own key", evil.token(&json!({"alg": "ES256", "jwk": evil.key("e")}), &body()), BadToken::BadSignature),
        ("critical", ec.token(&json!({"alg": "ES256", "kid": "e", "crit": ["b64"]}), &body()), BadToken::NoToken),
        ("no signature", format!("{signed}."), BadToken::BadSignature),
        ("two parts", signed.to_owned(), BadToken::NoToken),
        ("nothing", String::new(), BadToken::NoToken),
        ("padding", format!("{good}="), BadToken::NoToken),
        ("long", "a".repeat(LONGEST + 1), BadToken::NoToken),
    ] {
        assert_eq!(judged(&token, &known), Err(bad), "{what}");
    }
    let odd = keys(&[json!({"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"}), json!({"kty": "RSA"})]);
    assert_eq!(judged(&good, &odd), Err(BadToken::UnknownKey));
    assert_eq!(judged(&ec.token(&json!({"alg": "ES256"}), &body()), &odd), Err(BadToken::BadSignature));
}

#[test]
fn what_is_signed_stays_and_what_is_missing_is_filled() {
    let read = |value: Value| serde_json::from_value::<Claims>(value).unwrap();
    let own =
        json!({"sub": "7", "email": "a@own.example", "email_verified": true, "preferred_username": "a", "name": "A"});
    let more =
        json!({"sub": "7", "email": "b@more.example", "email_verified": true, "preferred_username": "b", "name": "B"});
    for (signed, told, filled) in [
        (own.clone(), more.clone(), own.clone()),
        (json!({"sub": "7"}), more.clone(), more.clone()),
        (json!({"sub": "7", "name": "A"}), json!({"sub": "7", "name": "B"}), json!({"sub": "7", "name": "A"})),
        // What is said of one address is not said of another one.
        (
            json!({"sub": "7", "email": "a@own.example"}),
            json!({"sub": "7", "email": "b@more.example", "email_verified": true}),
            json!({"sub": "7", "email": "a@own.example"}),
        ),
        (
            json!({"sub": "7", "email": "a@own.example"}),
            json!({"sub": "7", "email": "a@own.example", "email_verified": "true"}),
            json!({"sub": "7", "email": "a@own.example", "email_verified": true}),
        ),
        (
            json!({"sub": "7", "email": "a@own.example", "email_verified": false}),
            json!({"sub": "7", "email": "a@own.example", "email_verified": true}),
            json!({"sub": "7", "email": "a@own.example", "email_verified": false}),
        ),
        (
            json!({"sub": "7", "email_verified": true}),
            json!({"sub": "7", "email": "b@more.example"}),
            json!({"sub": "7", "email": "b@more.example"}),
        ),
    ] {
        let name = format!("{signed} {told}");
        assert_eq!(read(signed).filled(read(told)), read(filled), "{name}");
    }
    assert!(read(own).are_complete() && !read(json!({"sub": "7", "email": "a@own.example"})).are_complete());
}
