//! What the tests of this room share: a certificate that only tests trust, a receiver that remembers, a server that follows a
//! script.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::tls::Handshakes;
use super::{AcceptReply, Envelope, Limits, Listener, Protocol, Receiver, RecipientReply, Route, Tls, serve};

/// Self-signed, for localhost, 127.0.0.1 and mx.else.example, valid for a hundred years.
const CERTIFICATE: &[u8] = include_bytes!("testdata/certificate.pem");
const KEY: &[u8] = include_bytes!("testdata/key.pem");
/// No test waits longer for anything.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// TLS for a test server.
pub fn server_tls() -> Arc<ServerConfig> {
    Handshakes::usual();
    let chain = vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    Arc::new(ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap())
}

/// Handshakes that trust the test server's certificate, and no other when it is checked.
pub fn handshakes() -> Handshakes {
    let unchecked = Handshakes::usual().unchecked.clone();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(CERTIFICATE).unwrap()).unwrap();
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    Handshakes { checked: Ok(TlsConnector::from(Arc::new(config))), unchecked }
}

/// A route to a server on this machine.
pub fn route(address: SocketAddr, tls: Tls) -> Route {
    Route {
        host: "127.0.0.1".to_owned(),
        port: address.port(),
        tls,
        auth: None,
        ehlo: "mx.else.example".to_owned(),
        timeout: PATIENCE,
    }
}

/// What a receiver stored.
pub type Inbox = Arc<Mutex<Vec<(Envelope, String)>>>;

/// A receiver that runs in the background.
pub struct Running {
    /// Where it listens; port 0 for a Unix socket.
    pub address: SocketAddr,
    /// What it stored.
    pub stored: Inbox,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// A receiver for cal.example.org. Addresses that begin with `unknown` and `later` are answered so; mails with the words FULL
/// and BAD are not stored, one with SLOW is stored after a while, and one with PANIC is a bug of ours.
pub fn receiver(protocol: Protocol, limits: Limits, tls: Option<Arc<ServerConfig>>) -> (Receiver, Inbox) {
    let stored: Inbox = Arc::default();
    let inbox = stored.clone();
    let receiver = Receiver {
        hostname: "cal.example.org".to_owned(),
        limits,
        tls,
        protocol,
        clock: Arc::new(|| chrono::DateTime::from_timestamp(1_772_442_000, 0).unwrap()),
        recipient: Arc::new(|address, _| {
            let answer = match address.local() {
                local if local.starts_with("unknown") => RecipientReply::Unknown,
                local if local.starts_with("later") => RecipientReply::TryLater,
                _ => RecipientReply::Accept,
            };
            Box::pin(async move { answer })
        }),
        accept: Arc::new(move |envelope, mail| {
            let (inbox, mail) = (inbox.clone(), String::from_utf8(mail).unwrap());
            Box::pin(async move {
                match mail.as_str() {
                    mail if mail.contains("FULL") => {
                        return vec![AcceptReply::TryLater("the disk is full".to_owned()); envelope.rcpts.len()];
                    }
                    mail if mail.contains("BAD") => {
                        return vec![AcceptReply::Refused("forged".to_owned()); envelope.rcpts.len()];
                    }
                    mail if mail.contains("SLOW") => tokio::time::sleep(Duration::from_millis(300)).await,
                    mail if mail.contains("PANIC") => panic!("a bug of ours"),
                    _ => {}
                }
                let answers = vec![AcceptReply::Stored; envelope.rcpts.len()];
                inbox.lock().unwrap().push((envelope, mail));
                answers
            })
        }),
    };
    (receiver, stored)
}

/// Starts a receiver on a free port, or at a path.
pub async fn start(place: &str, protocol: Protocol, limits: Limits, tls: Option<Arc<ServerConfig>>) -> Running {
    let (receiver, stored) = receiver(protocol, limits, tls);
    let listener = Listener::bind(place).await.unwrap();
    let address = listener.address().unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)));
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(serve(listener, Arc::new(receiver), stopped));
    Running { address, stored, stop, task }
}

impl Running {
    /// The mails stored so far.
    pub fn mails(&self) -> Vec<(Envelope, String)> {
        self.stored.lock().unwrap().clone()
    }

    /// Tells it to stop, without waiting.
    pub fn tell_to_stop(&self) {
        self.stop.send(true).unwrap();
    }

    /// Stops it and waits until it has.
    pub async fn stop(self) {
        self.tell_to_stop();
        timeout(PATIENCE, self.task).await.unwrap().unwrap();
    }
}

/// A server that follows one script for each connection, in order. In a script `> ` is what it says (CRLF is added), `>> ` the
/// same without CRLF, `< ` how the client's next line must begin, `mail` a whole mail, `close` and `hang` what they say, and
/// `drip` a byte now and then for ever.
pub struct Scripted {
    /// Where it listens.
    pub address: SocketAddr,
    task: JoinHandle<Vec<String>>,
}

impl Scripted {
    /// Starts it.
    pub async fn start(scripts: &[&str]) -> Scripted {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut scripts: VecDeque<String> = scripts.iter().map(|script| (*script).to_owned()).collect();
        let task = tokio::spawn(async move {
            let mut mails = Vec::new();
            while let Some(script) = scripts.pop_front() {
                let (stream, _) = listener.accept().await.unwrap();
                follow(&script, stream, &mut mails).await;
            }
            mails
        });
        Scripted { address, task }
    }

    /// Waits for the end of its scripts; the mails it heard, with their dots and their last line.
    pub async fn finish(self) -> Vec<String> {
        timeout(PATIENCE, self.task).await.expect("the script was not played to its end").unwrap()
    }
}

async fn follow(script: &str, stream: TcpStream, mails: &mut Vec<String>) {
    let mut stream = BufReader::new(stream);
    for step in script.lines().map(str::trim_start).filter(|step| !step.is_empty()) {
        match step.split_once(' ').unwrap_or((step, "")) {
            (">", words) => stream.write_all(format!("{words}\r\n").as_bytes()).await.unwrap(),
            (">>", words) => stream.write_all(words.replace("\\r\\n", "\r\n").as_bytes()).await.unwrap(),
            ("<", beginning) => {
                let mut line = String::new();
                stream.read_line(&mut line).await.unwrap();
                assert!(line.starts_with(beginning), "{line:?} instead of {beginning:?}");
            }
            ("mail", _) => mails.push(whole_mail(&mut stream).await),
            ("close", _) => return,
            ("hang", _) => drop(timeout(PATIENCE, stream.read_to_end(&mut Vec::new())).await),
            ("drip", _) => {
                while stream.write_all(b"2").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            _ => panic!("what does {step:?} mean?"),
        }
    }
}

async fn whole_mail(stream: &mut BufReader<TcpStream>) -> String {
    let mut mail = String::new();
    while !mail.ends_with("\r\n.\r\n") && mail != ".\r\n" {
        assert_ne!(stream.read_line(&mut mail).await.unwrap(), 0, "the mail broke off: {mail:?}");
    }
    mail
}

/// A client that sends raw bytes.
pub struct Raw<S>(pub S);

impl<S: AsyncReadExt + AsyncWriteExt + Unpin> Raw<S> {
    /// Sends bytes.
    pub async fn say(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Reads until the text so far ends with this.
    pub async fn hear(&mut self, end: &str) -> String {
        let mut heard = String::new();
        let listening = async {
            while !heard.ends_with(end) {
                match self.0.read_u8().await {
                    Ok(byte) => heard.push(char::from(byte)),
                    Err(error) => panic!("{error} after {heard:?}, before {end:?}"),
                }
            }
        };
        let in_time = timeout(PATIENCE, listening).await.is_ok();
        assert!(in_time, "{end:?} never came, only {heard:?}");
        heard
    }

    /// Reads until the server closes.
    pub async fn hear_out(&mut self) -> String {
        let mut heard = Vec::new();
        let _ = timeout(PATIENCE, self.0.read_to_end(&mut heard)).await.expect("the server does not close");
        String::from_utf8(heard).unwrap()
    }
}
