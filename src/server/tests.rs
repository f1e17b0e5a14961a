//! The server as a client meets it that does not behave: raw bytes in, raw bytes out.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Server;
use crate::account::{self, NewAccount};
use crate::clock::Clock;
use crate::config::Config;
use crate::id::BlobId;
use crate::store::{PrincipalKind, StoreError};

/// `alice:alice` as Basic authentication says it.
const ALICE: &str = "Authorization: Basic YWxpY2U6YWxpY2U=\r\n";

struct World {
    server: Server,
    folder: tempfile::TempDir,
}

impl World {
    /// A server with these limits, and with Alice and Bob.
    async fn new(limits: &str) -> World {
        let folder = tempfile::tempdir().unwrap();
        let text = format!(
            "data = {:?}\n[http]\nlisten = [\"127.0.0.1:0\"]\n[mail]\ndomains = [\"example.org\"]\n[limits]\n{limits}\n",
            folder.path().join("data")
        );
        let now = chrono::DateTime::from_timestamp(1_772_442_000, 0).unwrap();
        let server = Server::start(Config::parse(&text).unwrap(), Clock::fixed(now)).await.unwrap();
        for name in ["alice", "bob"] {
            let new = NewAccount {
                kind: PrincipalKind::Individual,
                name: name.to_owned(),
                display_name: name.to_owned(),
                email: format!("{name}@example.org"),
                password: Some(name.to_owned()),
            };
            account::add(server.store(), new, now).await.unwrap();
        }
        World { server, folder }
    }

    /// Opens a connection and sends these bytes.
    async fn send(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.server.http()).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream
    }

    /// The status of the answer to these bytes; it comes soon.
    async fn status(&self, bytes: &[u8]) -> String {
        let mut stream = self.send(bytes).await;
        let mut head = [0; 12];
        let read = tokio::time::timeout(Duration::from_secs(20), stream.read_exact(&mut head)).await;
        read.expect("an answer comes in time").unwrap();
        String::from_utf8_lossy(&head[9..]).into_owned()
    }

    /// Whether bytes are stored to which nothing refers.
    fn has_leftovers(&self) -> bool {
        let later = chrono::DateTime::from_timestamp(2_000_000_000, 0).unwrap();
        let unused = self.server.store().read::<_, StoreError, _>(|tx| tx.unused_blobs(later, BlobId(0), 9));
        !unused.unwrap().is_empty()
    }

    async fn stop(self) {
        self.server.stop().await;
        drop(self.folder);
    }
}

fn head(line: &str, headers: &str, length: usize) -> String {
    format!("{line} HTTP/1.1\r\nHost: cal.example.org\r\n{headers}Content-Length: {length}\r\n\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_half_a_request_keeps_nobody_out() {
    let world = World::new("connections = 3").await;
    let mut held = Vec::new();
    for line in ["POST /sign-in", "PUT /dav/files/alice/x", "POST /r/some-token"] {
        held.push(world.send(head(line, "", 100).as_bytes()).await);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(world.status(b"GET /health HTTP/1.1\r\nHost: cal.example.org\r\n\r\n").await, "200");
    drop(held);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_will_be_refused_is_not_asked_for() {
    let world = World::new("quota_bytes = 100000").await;
    let waits = format!("{ALICE}Expect: 100-continue\r\n");
    for (line, length, status) in [
        ("PUT /dav/files/bob/x", 3_000_000, "403"),
        ("PUT /dav/files/alice/x", 3_000_000, "507"),
        ("POST /dav/files/alice/?add-member", 3_000_000, "507"),
        ("POST /dav/files/alice/", 100, "405"),
        ("PUT /dav/files/alice/x", 100, "100"),
    ] {
        assert_eq!(world.status(head(line, &waits, length).as_bytes()).await, status, "{line}");
    }
    let unknown = head("PUT /dav/files/alice/x", "Expect: 100-continue\r\n", 100);
    assert_eq!(world.status(unknown.as_bytes()).await, "401");
    let changed = format!("{waits}If-Match: \"x\"\r\n");
    assert_eq!(world.status(head("PUT /dav/files/alice/x", &changed, 100).as_bytes()).await, "412");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_of_an_upload_that_was_refused_or_broke_off() {
    let world = World::new("quota_bytes = 100000\nrequest_bytes = 65536").await;
    let chunked = format!(
        "PUT /dav/files/alice/x HTTP/1.1\r\nHost: cal.example.org\r\n{ALICE}Transfer-Encoding: chunked\r\n\r\n"
    );
    // Nobody said how much it would be: 300,000 bytes.
    let mut bytes = chunked.into_bytes();
    bytes.extend_from_slice(b"493e0\r\n");
    bytes.resize(bytes.len() + 300_000, b'x');
    let mut stream = world.send(&bytes).await;
    let mut status = [0; 12];
    stream.read_exact(&mut status).await.unwrap();
    assert_eq!(&status[9..], b"507");
    // It goes away in the middle: 80,000 of 90,000 bytes.
    let mut bytes = head("PUT /dav/files/alice/y", ALICE, 90_000).into_bytes();
    bytes.resize(bytes.len() + 80_000, b'x');
    let stream = world.send(&bytes).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(stream);
    let mut tries = 0;
    while world.has_leftovers() {
        tries += 1;
        assert!(tries < 200, "what was stored of them is there still");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // What is taken stays.
    let mut bytes = head("PUT /dav/files/alice/z", ALICE, 90_000).into_bytes();
    bytes.resize(bytes.len() + 90_000, b'x');
    assert_eq!(world.status(&bytes).await, "201");
    assert!(!world.has_leftovers());
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_read_an_answer_loses_the_connection() {
    const SIZE: usize = 12_000_000;
    let world = World::new("connections = 3").await;
    let mut upload = head("PUT /dav/files/alice/film", ALICE, SIZE).into_bytes();
    upload.resize(upload.len() + SIZE, b'x');
    assert_eq!(world.status(&upload).await, "201");
    let ask = format!("GET /dav/files/alice/film HTTP/1.1\r\nHost: cal.example.org\r\n{ALICE}\r\n");
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stream = socket.connect(world.server.http()).await.unwrap();
    stream.write_all(ask.as_bytes()).await.unwrap();
    tokio::time::sleep(4 * super::flow::STILL).await;
    let mut came = Vec::new();
    // What is on its way still comes, and then the end, be it a reset.
    let _ = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut came)).await.unwrap();
    assert!(came.starts_with(b"HTTP/1.1 200") && came.len() < SIZE, "{} bytes came", came.len());
    // Who reads, be it late, gets all of it.
    let mut stream = world.send(ask.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").as_bytes()).await;
    tokio::time::sleep(super::flow::STILL / 3).await;
    came.clear();
    stream.read_to_end(&mut came).await.unwrap();
    assert!(came.len() > SIZE);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_password_and_all_connections_shuts_out_nobody_from_elsewhere() {
    let world = World::new("connections = 3").await;
    let half = head("PUT /dav/calendars/alice/calendar/x.ics", ALICE, 100);
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(world.send(half.as_bytes()).await);
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let elsewhere = tokio::net::TcpSocket::new_v4().unwrap();
    elsewhere.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut stream = elsewhere.connect(world.server.http()).await.unwrap();
    stream.write_all(b"GET /health HTTP/1.1\r\nHost: cal.example.org\r\n\r\n").await.unwrap();
    let mut status = [0; 12];
    tokio::time::timeout(Duration::from_secs(20), stream.read_exact(&mut status)).await.unwrap().unwrap();
    assert_eq!(&status[9..], b"200");
    drop(held);
    world.stop().await;
}
