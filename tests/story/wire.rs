//! SMTP and LMTP as lines on a socket: the other side of the server's receivers.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::timeout;

use super::pattern::Names;
use super::script::{Door, Quoted};

/// How long a reply may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection to a receiver.
pub struct Wire {
    from: BufReader<OwnedReadHalf>,
    to: OwnedWriteHalf,
}

/// The lines of a reply.
type Reply = Vec<String>;

impl Wire {
    /// Connects.
    ///
    /// # Errors
    /// Nobody listens there.
    pub async fn connect(address: SocketAddr) -> Result<Wire, String> {
        let stream = TcpStream::connect(address).await.map_err(|error| format!("no connection: {error}"))?;
        let (from, to) = stream.into_split();
        Ok(Wire { from: BufReader::new(from), to })
    }

    async fn send(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.to.write_all(bytes).await.map_err(|error| format!("the server does not listen any more: {error}"))
    }

    /// One reply; `None` when the server has closed the connection.
    async fn reply(&mut self) -> Result<Option<Reply>, String> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let read = timeout(PATIENCE, self.from.read_line(&mut line)).await;
            match read.map_err(|_| "no reply came".to_owned())? {
                Err(_) | Ok(0) if lines.is_empty() => return Ok(None),
                Err(error) => return Err(error.to_string()),
                Ok(0) => return Err(format!("the reply was cut off after {lines:?}")),
                Ok(_) => {}
            }
            let is_last = line.as_bytes().get(3) != Some(&b'-');
            lines.push(line.trim_end().to_owned());
            if is_last {
                return Ok(Some(lines));
            }
        }
    }

    /// Sends a command and returns the last line of the reply.
    async fn command(&mut self, command: &str) -> Result<String, String> {
        self.send(format!("{command}\r\n").as_bytes()).await?;
        self.last_line().await
    }

    async fn last_line(&mut self) -> Result<String, String> {
        let reply = self.reply().await?.ok_or("the server closed the connection")?;
        Ok(reply.last().cloned().unwrap_or_default())
    }

    /// Hands over a mail as a well-behaved server would, and returns the replies that decide: of every refused recipient,
    /// and of the mail itself (over LMTP for each recipient that was taken).
    ///
    /// # Errors
    /// A connection that breaks, or a server that does not know the order of things.
    pub async fn deliver(&mut self, door: Door, from: &str, to: &[String], mail: &[u8]) -> Result<Vec<String>, String> {
        let hello = if door == Door::Smtp { "EHLO mail.else.example" } else { "LHLO mail.example.org" };
        self.last_line().await?;
        self.command(hello).await?;
        let sender = from.trim_matches(['<', '>']);
        let taken = self.command(&format!("MAIL FROM:<{sender}>")).await?;
        if !taken.starts_with('2') {
            return Ok(vec![taken]);
        }
        let mut replies = Vec::new();
        let mut accepted = 0;
        for address in to {
            let reply = self.command(&format!("RCPT TO:<{address}>")).await?;
            match reply.starts_with('2') {
                true => accepted += 1,
                false => replies.push(reply),
            }
        }
        if accepted > 0 {
            let reply = self.command("DATA").await?;
            if !reply.starts_with('3') {
                return Ok(vec![reply]);
            }
            self.send(&stuffed(mail)).await?;
            for _ in 0..if door == Door::Smtp { 1 } else { accepted } {
                replies.push(self.last_line().await?);
            }
        }
        self.command("QUIT").await?;
        Ok(replies)
    }

    /// Speaks a dialogue: `C:` lines are sent, `S:` lines must come. Returns what is wrong.
    ///
    /// # Errors
    /// A connection that breaks.
    pub async fn dialogue(&mut self, lines: &[Quoted], names: &mut Names) -> Result<Vec<String>, String> {
        let mut pending: Option<Reply> = None;
        for Quoted { line, text } in lines {
            let (side, words) = text.split_once(':').unwrap_or((text, ""));
            let words = words.trim_start();
            if side == "C" {
                pending = None;
                self.send(&said(&names.filled(words)?)).await?;
                continue;
            }
            if pending.is_none() {
                pending = self.reply().await?;
            }
            let is_middle = words.as_bytes().get(3) == Some(&b'-');
            let fits = match &pending {
                None => words == "(closed)",
                Some(reply) if is_middle => reply.iter().any(|came| names.fits(words, came)),
                Some(reply) => reply.last().is_some_and(|came| names.fits(words, came)),
            };
            if !fits {
                let came = pending.map_or_else(|| "(closed)".to_owned(), |reply| reply.join("\n  + "));
                return Ok(vec![format!("line {line}\n  - {words}\n  + {came}")]);
            }
            if !is_middle {
                pending = None;
            }
        }
        Ok(Vec::new())
    }
}

/// A mail as it goes over the wire: dots at the beginning of lines doubled, a dot alone at the end.
fn stuffed(mail: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(mail.len() + 16);
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

/// The bytes of a `C:` line: `\r`, `\n`, `\0` and `\\` are escapes, CRLF follows unless a single `\` ends the line.
fn said(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        match chars.next() {
            Some('r') => out.push(b'\r'),
            Some('n') => out.push(b'\n'),
            Some('0') => out.push(0),
            Some(other) => out.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
            None => return out,
        }
    }
    out.extend_from_slice(b"\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_stuffed_and_escapes_are_bytes() {
        assert_eq!(stuffed(b"a\r\n.b\r\n..\r\n"), b"a\r\n..b\r\n...\r\n.\r\n");
        assert_eq!(stuffed(b"a"), b"a\r\n.\r\n");
        assert_eq!(said("QUIT"), b"QUIT\r\n");
        assert_eq!(said("a\\n.\\r\\\\\\0"), b"a\n.\r\\\0\r\n");
        assert_eq!(said("half\\"), b"half");
    }
}
