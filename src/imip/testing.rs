//! The mail workers over a [`House`], moved by hand: no listener, no task of their own, no waiting.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{Caught, CaughtMail, Lately, Postman, Way};
use crate::guest::Keys;
use crate::schedule::testing::House;
use crate::smtp::{Route, Tls};

/// The postman of a house, and what was caught.
pub(super) struct Post {
    pub(super) house: House,
    pub(super) postman: Postman,
    pub(super) caught: Caught,
}

impl Post {
    pub(super) async fn of(house: House) -> Post {
        let keys = house.write(Keys::of).await;
        let caught = Caught::default();
        let way = Way::Caught(caught.clone());
        let postman = Postman { app: house.app.clone(), keys, way, signer: None, lately: Lately::default() };
        Post { house, postman, caught }
    }

    /// The mails that leave now, in the order in which they do.
    pub(super) async fn mails(&self) -> Vec<CaughtMail> {
        while self.postman.round().await > 0 {}
        self.caught.drain()
    }

    /// From now on mail goes to this server.
    pub(super) fn by(&mut self, server: SocketAddr) {
        let route = Route {
            host: server.ip().to_string(),
            port: server.port(),
            tls: Tls::Never,
            auth: None,
            ehlo: "cal.example.org".to_owned(),
            timeout: Duration::from_secs(20),
        };
        self.postman.way = Way::Smarthost(Arc::new(route));
    }

    /// From now on mail is caught again.
    pub(super) fn by_nobody(&mut self) {
        self.postman.way = Way::Caught(self.caught.clone());
    }
}

/// A mail server that says this to every recipient.
pub(super) async fn server(to_rcpt: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, to_rcpt));
        }
    });
    address
}

/// An address at which nobody listens.
pub(super) async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

async fn converse(stream: TcpStream, to_rcpt: &'static str) {
    let mut stream = BufReader::new(stream);
    let _ = stream.write_all(b"220 mx\r\n").await;
    let mut line = String::new();
    let mut in_data = false;
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let said = match line.trim_end() {
            "." => "250 2.0.0 taken",
            _ if in_data => "",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            other if other.starts_with("RCPT") => to_rcpt,
            _ => "250 ok",
        };
        in_data = line.trim_end() == "DATA" || (in_data && line.trim_end() != ".");
        line.clear();
        if !said.is_empty() && stream.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}
