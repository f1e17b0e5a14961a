//! An HTTP client that does no more than the measures need: one kept connection, Basic authentication.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use super::Result;
use super::seed::CREDENTIALS;

/// One connection.
pub struct Client {
    address: SocketAddr,
    credentials: &'static str,
    stream: Option<TcpStream>,
    unread: Vec<u8>,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    /// How many responses a multistatus has.
    pub fn responses(&self) -> usize {
        count(&self.body, b"<response>")
    }

    /// The text between two marks, where they are.
    pub fn between(&self, from: &str, to: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.body);
        Some(text.split_once(from)?.1.split_once(to)?.0.to_owned())
    }
}

fn count(body: &[u8], word: &[u8]) -> usize {
    body.windows(word.len()).filter(|window| *window == word).count()
}

impl Client {
    /// One of alice's.
    pub fn new(address: SocketAddr) -> Client {
        Client::by(address, CREDENTIALS)
    }

    /// One of somebody else's.
    pub fn by(address: SocketAddr, credentials: &'static str) -> Client {
        Client { address, credentials, stream: None, unread: Vec::new() }
    }

    /// One request and its answer.
    pub fn request(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer> {
        let mut bytes = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: {}\r\nContent-Length: {}\r\n",
            self.address,
            self.credentials,
            body.len()
        );
        for (name, value) in headers {
            bytes.push_str(&format!("{name}: {value}\r\n"));
        }
        bytes.push_str("\r\n");
        let stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address)?;
                stream.set_nodelay(true)?;
                stream
            }
        };
        self.stream.insert(stream).write_all(&[bytes.as_bytes(), body].concat())?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Answer> {
        let head = self.until(b"\r\n\r\n")?;
        let head = String::from_utf8(head)?.to_ascii_lowercase();
        let status: u16 = head.split(' ').nth(1).ok_or("no status")?.parse()?;
        let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let body = match (header("content-length:"), header("transfer-encoding:")) {
            (Some(length), _) => self.take(length.parse()?)?,
            (None, Some("chunked")) => self.chunks()?,
            _ => Vec::new(),
        };
        Ok(Answer { status, body })
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.until(b"\r\n")?;
            let length = usize::from_str_radix(String::from_utf8(line)?.trim(), 16)?;
            let chunk = self.take(length + 2)?;
            if length == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&chunk[..length]);
        }
    }

    /// What comes up to a mark, which is taken away too.
    fn until(&mut self, mark: &[u8]) -> Result<Vec<u8>> {
        loop {
            if let Some(at) = self.unread.windows(mark.len()).position(|window| window == mark) {
                let rest = self.unread.split_off(at + mark.len());
                let mut taken = std::mem::replace(&mut self.unread, rest);
                taken.truncate(at);
                return Ok(taken);
            }
            self.receive()?;
        }
    }

    fn take(&mut self, length: usize) -> Result<Vec<u8>> {
        while self.unread.len() < length {
            self.receive()?;
        }
        let rest = self.unread.split_off(length);
        Ok(std::mem::replace(&mut self.unread, rest))
    }

    fn receive(&mut self) -> Result<()> {
        let mut piece = [0; 128 * 1024];
        let read = self.stream.as_mut().ok_or("no connection")?.read(&mut piece)?;
        if read == 0 {
            return Err("the connection was closed".into());
        }
        self.unread.extend_from_slice(&piece[..read]);
        Ok(())
    }
}
