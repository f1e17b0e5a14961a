//! Signing in at an identity provider: a small issuer with real keys, which can be told to be wrong, and a browser that
//! goes there and back (OpenID Connect Core 1.0 §3.1, RFC 7636, RFC 9207).

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by it")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use rsvpd::account::{self, NewAccount};
use rsvpd::clock::Clock;
use rsvpd::config::Config;
use rsvpd::server::Server;
use rsvpd::store::{PrincipalKind, StoreError};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

fn encoded(bytes: &[u8]) -> String {
    data_encoding::BASE64URL_NOPAD.encode(bytes)
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap()
}

/// What the issuer does at the next sign-in.
struct Mind {
    signs_with: (EcdsaKeyPair, &'static str),
    publishes: Vec<Value>,
    head: Option<Value>,
    claims: Value,
    userinfo: Value,
    challenge: String,
    verifier_was_right: bool,
}

#[derive(Clone)]
struct Issuer {
    url: String,
    mind: Arc<Mutex<Mind>>,
}

impl Issuer {
    async fn start() -> Issuer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let pair = key();
        let publishes = vec![published(&pair, "one")];
        let mind = Mind {
            signs_with: (pair, "one"),
            publishes,
            head: None,
            claims: Value::Null,
            userinfo: Value::Null,
            challenge: String::new(),
            verifier_was_right: false,
        };
        let issuer = Issuer { url, mind: Arc::new(Mutex::new(mind)) };
        let answering = issuer.clone();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = received(&mut stream).await;
                let body = answering.answer(&request).to_string();
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                    body.len()
                );
                stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
            }
        });
        issuer
    }

    fn answer(&self, request: &str) -> Value {
        let url = &self.url;
        let mut mind = self.mind.lock().unwrap();
        match request.split(' ').nth(1).unwrap() {
            "/.well-known/openid-configuration" => json!({
                "issuer": url, "authorization_endpoint": format!("{url}/authorize?tenant=1"),
                "token_endpoint": format!("{url}/token"), "jwks_uri": format!("{url}/keys"),
                "userinfo_endpoint": format!("{url}/userinfo"),
            }),
            "/userinfo" => mind.userinfo.clone(),
            "/keys" => json!({"keys": mind.publishes}),
            "/token" => {
                let form = request.split("\r\n\r\n").nth(1).unwrap();
                let field = |name: &str| {
                    let found = url::form_urlencoded::parse(form.as_bytes()).find(|(key, _)| key == name);
                    found.map(|(_, value)| value.into_owned()).unwrap_or_default()
                };
                let verifier = field("code_verifier");
                mind.verifier_was_right = encoded(&Sha256::digest(verifier.as_bytes())) == mind.challenge
                    && field("code") == "the-code"
                    && field("redirect_uri") == "https://cal.example.org/sign-in/elsewhere/back"
                    && request.to_lowercase().contains("authorization: basic cnn2cgq6c2vjcmv0");
                json!({"access_token": "a", "token_type": "Bearer", "id_token": mind.token()})
            }
            other => panic!("the issuer is asked for {other}"),
        }
    }
}

impl Mind {
    fn token(&self) -> String {
        let (pair, kid) = &self.signs_with;
        let head = self.head.clone().unwrap_or_else(|| json!({"alg": "ES256", "kid": kid}));
        let signed =
            format!("{}.{}", encoded(head.to_string().as_bytes()), encoded(self.claims.to_string().as_bytes()));
        let signature = pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", encoded(signature.as_ref()))
    }
}

fn published(pair: &EcdsaKeyPair, kid: &str) -> Value {
    let point = &pair.public_key().as_ref()[1..];
    json!({"kty": "EC", "crv": "P-256", "kid": kid, "x": encoded(&point[..32]), "y": encoded(&point[32..])})
}

async fn received(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut bytes = [0; 4096];
    loop {
        let length = stream.read(&mut bytes).await.unwrap();
        text.push_str(&String::from_utf8_lossy(&bytes[..length]));
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let wanted = head
            .to_lowercase()
            .split("content-length: ")
            .nth(1)
            .map_or(0, |rest| rest.split("\r\n").next().unwrap().parse().unwrap());
        if body.len() >= wanted || length == 0 {
            return text;
        }
    }
}

/// A browser: one cookie, no redirects by itself.
struct Browser {
    server: SocketAddr,
    cookie: String,
}

struct Page {
    status: u16,
    location: String,
    text: String,
}

impl Browser {
    fn new(server: SocketAddr) -> Browser {
        Browser { server, cookie: String::new() }
    }

    async fn open(&mut self, path: &str) -> Page {
        let mut stream = TcpStream::connect(self.server).await.unwrap();
        let cookie = if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        let request = format!("GET {path} HTTP/1.1\r\nHost: cal.example.org\r\nConnection: close\r\n{cookie}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let header = |name: &str| {
            let mut lines = text.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_once(": "));
            let line = lines.find(|(known, _)| known.eq_ignore_ascii_case(name));
            line.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        if let Some((cookie, _)) = header("set-cookie").split_once(';') {
            self.cookie = cookie.to_owned();
        }
        Page { status: text[9..12].parse().unwrap(), location: header("location"), text }
    }
}

struct World {
    server: Server,
    issuer: Issuer,
    now: DateTime<Utc>,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new() -> World {
        let (folder, issuer) = (tempfile::tempdir().unwrap(), Issuer::start().await);
        let secret = folder.path().join("secret");
        std::fs::write(&secret, "secret\n").unwrap();
        let text = format!(
            "data = {:?}\n[http]\nlisten = [\"127.0.0.1:0\"]\npublic_url = \"https://cal.example.org\"\n[mail]\n\
             domains = [\"example.org\", \"example.net\"]\n[fetch]\nplain_http = true\n[oidc]\nissuer = {:?}\nclient_id = \"rsvpd\"\n\
             client_secret_file = {secret:?}\ncreate = true\n",
            folder.path().join("data"),
            issuer.url
        );
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let server = Server::start(Config::parse(&text).unwrap(), Clock::fixed(now)).await.unwrap();
        let alice = NewAccount {
            kind: PrincipalKind::Individual,
            name: "alice".to_owned(),
            display_name: "Alice Example".to_owned(),
            email: "alice@example.org".to_owned(),
            password: Some("alice".to_owned()),
        };
        account::add(server.store(), alice, now).await.unwrap();
        World { server, issuer, now, _folder: folder }
    }

    fn claims(&self, subject: &str, email: &str) -> Value {
        let now = self.now.timestamp();
        json!({
            "iss": self.issuer.url, "aud": "rsvpd", "sub": subject, "exp": now + 60, "iat": now, "email": email,
            "email_verified": true, "preferred_username": email.split('@').next().unwrap(), "name": "Somebody",
        })
    }

    /// Goes to the issuer; returns what it was asked.
    async fn leave(&self, browser: &mut Browser, claims: Value) -> Url {
        let page = browser.open("/sign-in/elsewhere?to=/settings/").await;
        assert_eq!(page.status, 303, "{}", page.text);
        let url = Url::parse(&page.location).unwrap();
        let mut mind = self.issuer.mind.lock().unwrap();
        mind.claims = claims;
        if mind.claims["nonce"].is_null() {
            mind.claims["nonce"] = json!(asked(&url, "nonce"));
        }
        mind.challenge = asked(&url, "code_challenge");
        url
    }

    /// There and back with these claims.
    async fn comes(&self, claims: Value) -> (Browser, Page) {
        let mut browser = Browser::new(self.server.http());
        let url = self.leave(&mut browser, claims).await;
        let page = browser.open(&back(&url)).await;
        (browser, page)
    }
}

fn asked(url: &Url, name: &str) -> String {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

fn back(url: &Url) -> String {
    format!("/sign-in/elsewhere/back?code=the-code&state={}", asked(url, "state"))
}

#[tokio::test(flavor = "multi_thread")]
async fn alice_signs_in_at_her_organization() {
    let world = World::new().await;
    let mut browser = Browser::new(world.server.http());
    assert!(browser.open("/sign-in").await.text.contains("Sign in with your organization"));
    let url = world.leave(&mut browser, world.claims("7", "alice@example.org")).await;
    for (name, value) in [
        ("tenant", "1"),
        ("response_type", "code"),
        ("client_id", "rsvpd"),
        ("redirect_uri", "https://cal.example.org/sign-in/elsewhere/back"),
        ("scope", "openid email profile"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(asked(&url, name), value, "{name}");
    }
    let before = browser.cookie.clone();
    let page = browser.open(&back(&url)).await;
    assert_eq!((page.status, page.location.as_str()), (303, "/settings/"), "{}", page.text);
    assert!(world.issuer.mind.lock().unwrap().verifier_was_right);
    assert_ne!(browser.cookie, before);
    let settings = browser.open("/settings/").await;
    assert!(
        settings.text.contains("Alice Example") && settings.text.contains("your organization"),
        "{}",
        settings.text
    );

    // Known by the subject from now on, whatever the address is.
    let (mut browser, page) = world.comes(world.claims("7", "alice.new@example.org")).await;
    assert_eq!(page.status, 303);
    assert!(browser.open("/settings/").await.text.contains("Alice Example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_new_gets_an_account_if_the_address_is_proven_and_ours() {
    let world = World::new().await;
    for (subject, email, verified, status) in [
        ("8", "bob@example.org", json!(true), 303),
        ("9", "carol@example.org", json!("true"), 303),
        ("10", "dave@example.org", json!(false), 403),
        ("11", "erin@elsewhere.example", json!(true), 403),
        // Alice's address, but not proven: not Alice.
        ("12", "alice@example.org", json!(false), 403),
        // The address is proven and free, the name is taken.
        ("13", "alice@example.net", json!(true), 403),
    ] {
        let mut claims = world.claims(subject, email);
        claims["email_verified"] = verified;
        let (_, page) = world.comes(claims).await;
        assert_eq!(page.status, status, "{email}: {}", page.text);
    }
    let names = world.server.store().read::<_, StoreError, _>(|tx| tx.principals()).unwrap();
    let names: Vec<&str> = names.iter().map(|principal| principal.name.as_str()).collect();
    assert_eq!(names, ["alice", "bob", "carol"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_token_leaves_out_is_asked_for_and_nothing_else_taken() {
    let world = World::new().await;
    let short = |subject: &str, more: Value| {
        let mut claims = world.claims(subject, "");
        for name in ["email", "email_verified", "preferred_username"] {
            claims[name] = more[name].clone();
        }
        claims
    };
    let bob = json!({"sub": "8", "email": "bob@example.org", "email_verified": true, "preferred_username": "bob"});
    for (what, subject, token, userinfo, status) in [
        ("somebody else's answer", "9", Value::Null, bob.clone(), 503),
        ("nobody's answer", "8", Value::Null, json!({"email": "bob@example.org", "email_verified": true}), 503),
        // The signed address is Carol's, not proven; the other one being proven makes it no better.
        ("another address", "8", json!({"email": "carol@example.org"}), bob.clone(), 403),
        ("all of it", "8", Value::Null, bob, 303),
    ] {
        world.issuer.mind.lock().unwrap().userinfo = userinfo;
        let (_, page) = world.comes(short(subject, token)).await;
        assert_eq!(page.status, status, "{what}: {}", page.text);
    }
    let names = world.server.store().read::<_, StoreError, _>(|tx| tx.principals()).unwrap();
    assert_eq!(names.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["alice", "bob"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_proves_nothing_lets_nobody_in() {
    let world = World::new().await;
    let good = world.claims("7", "alice@example.org");
    for (name, value) in [
        ("nonce", json!("another")),
        ("iss", json!("https://evil.example")),
        ("aud", json!("another")),
        ("exp", json!(world.now.timestamp() - 121)),
        ("iat", json!(world.now.timestamp() + 121)),
    ] {
        let mut claims = good.clone();
        claims[name] = value;
        let (mut browser, page) = world.comes(claims).await;
        assert_eq!(page.status, 403, "{name}");
        assert_eq!(browser.open("/settings/").await.status, 303, "{name}");
    }
    world.issuer.mind.lock().unwrap().head = Some(json!({"alg": "none"}));
    assert_eq!(world.comes(good.clone()).await.1.status, 403);
    world.issuer.mind.lock().unwrap().head = None;

    // Somebody else's key under the issuer's name for its own.
    let own = std::mem::replace(&mut world.issuer.mind.lock().unwrap().signs_with, (key(), "one"));
    assert_eq!(world.comes(good.clone()).await.1.status, 403);
    world.issuer.mind.lock().unwrap().signs_with = own;
    assert_eq!(world.comes(good.clone()).await.1.status, 303);

    // The issuer changes its key: the new one is looked up.
    let next = key();
    {
        let mut mind = world.issuer.mind.lock().unwrap();
        mind.publishes = vec![published(&next, "two")];
        mind.signs_with = (next, "two");
    }
    assert_eq!(world.comes(good).await.1.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_begin_here_does_not_end_here() {
    let world = World::new().await;
    let good = world.claims("7", "alice@example.org");
    let (mut mine, mut other) = (Browser::new(world.server.http()), Browser::new(world.server.http()));
    other.open("/sign-in").await;

    // A link with somebody else's answer, in a browser that began nothing or something else.
    let url = world.leave(&mut mine, good.clone()).await;
    assert_eq!(other.open(&back(&url)).await.status, 403);
    assert_eq!(mine.open(&back(&url)).await.status, 303, "nobody else spoils what began here");
    assert_eq!(mine.open(&back(&url)).await.status, 403, "a state is good for one time");
    let mut mine = Browser::new(world.server.http());

    let url = world.leave(&mut mine, good.clone()).await;
    assert_eq!(mine.open("/sign-in/elsewhere/back?code=the-code&state=made-up").await.status, 403);
    let refused = format!("/sign-in/elsewhere/back?error=access_denied&state={}", asked(&url, "state"));
    assert_eq!(mine.open(&refused).await.status, 403);

    let url = world.leave(&mut mine, good.clone()).await;
    assert_eq!(mine.open(&format!("{}&iss=https://evil.example", back(&url))).await.status, 403);
    assert_eq!(Browser::new(world.server.http()).open(&back(&url)).await.status, 403);
    assert_eq!(mine.open("/settings/").await.status, 303);

    // However many strangers begin, whoever began before them comes in.
    let url = world.leave(&mut mine, good).await;
    for number in 0..200 {
        let page =
            Browser::new(world.server.http()).open(&format!("/sign-in/elsewhere?to=/{}", "x".repeat(number))).await;
        assert!(page.location.len() < 1_000, "{}", page.location);
    }
    assert_eq!(mine.open(&back(&url)).await.status, 303);
}
