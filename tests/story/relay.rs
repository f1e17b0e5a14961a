//! The mail server through which a story's server may send: it takes mail, or says what the story lets it say.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use rsvpd::imip::CaughtMail;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A running relay; it stops when this is dropped.
pub struct Relay {
    pub address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    /// Recipients and what they are answered with, each once and in order.
    replies: Vec<(String, String)>,
    taken: Vec<CaughtMail>,
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Relay {
    /// Starts a relay on a free port. Lines are `ADDRESS REPLY`, such as `bob@else.example 450 4.2.1 busy`; who has no line
    /// left is taken.
    ///
    /// # Errors
    /// A line without a reply, or no free port.
    pub async fn start(script: &str) -> Result<Relay, String> {
        let mut shared = Shared::default();
        for line in script.lines().filter(|line| !line.trim().is_empty()) {
            let (address, reply) = line.trim().split_once(' ').ok_or_else(|| format!("{line} has no reply"))?;
            shared.replies.push((address.to_owned(), reply.to_owned()));
        }
        let shared = Arc::new(Mutex::new(shared));
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let kept = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&kept);
                tokio::spawn(async move {
                    // A client that hangs up is its own affair.
                    let _ = converse(stream, &shared).await;
                });
            }
        });
        Ok(Relay { address, shared, task })
    }

    /// The mails that were taken since the last look.
    pub fn taken(&self) -> Vec<CaughtMail> {
        std::mem::take(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner).taken)
    }
}

async fn converse(stream: TcpStream, shared: &Mutex<Shared>) -> std::io::Result<()> {
    let (from, mut to) = stream.into_split();
    let mut lines = BufReader::new(from);
    let mut mail = CaughtMail { from: String::new(), to: String::new(), raw: Vec::new() };
    to.write_all(b"220 relay.example.org ESMTP\r\n").await?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let reply = match verb.as_str() {
            "EHLO" => "250 relay.example.org".to_owned(),
            "MAIL" => {
                mail.from = path(&line);
                "250 2.1.0 ok".to_owned()
            }
            "RCPT" => {
                mail.to = path(&line);
                answer(shared, &mail.to)
            }
            "DATA" => {
                to.write_all(b"354 go on\r\n").await?;
                mail.raw = content(&mut lines).await?;
                shared.lock().unwrap_or_else(PoisonError::into_inner).taken.push(mail.clone());
                "250 2.0.0 taken".to_owned()
            }
            "QUIT" => {
                to.write_all(b"221 2.0.0 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 2.0.0 ok".to_owned(),
        };
        to.write_all(format!("{reply}\r\n").as_bytes()).await?;
    }
}

fn path(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(path, _)| path.to_owned()).unwrap_or_default()
}

fn answer(shared: &Mutex<Shared>, recipient: &str) -> String {
    let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
    let place = shared.replies.iter().position(|(address, _)| address.eq_ignore_ascii_case(recipient));
    place.map_or_else(|| "250 2.1.5 ok".to_owned(), |place| shared.replies.remove(place).1)
}

async fn content(lines: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(raw);
        }
        raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

#[cfg(test)]
mod tests {
    use super::super::script::Door;
    use super::super::wire::Wire;
    use super::*;

    #[tokio::test]
    async fn each_line_is_said_once_and_then_mail_is_taken() {
        let relay = Relay::start("bob@else.example 450 4.2.1 busy\n").await.unwrap();
        let to = ["bob@else.example".to_owned()];
        for (expected, taken) in [("450 4.2.1 busy", 0), ("250 2.0.0 taken", 1)] {
            let mut wire = Wire::connect(relay.address).await.unwrap();
            let replies = wire.deliver(Door::Smtp, "a@b.example", &to, b"Subject: x\r\n\r\n.dot\r\n").await.unwrap();
            assert_eq!(replies, [expected]);
            let mails = relay.taken();
            assert_eq!(mails.len(), taken);
            assert!(mails.iter().all(|mail| mail.from == "a@b.example" && mail.raw.ends_with(b"\r\n.dot\r\n")));
        }
        assert!(Relay::start("bob@else.example\n").await.is_err());
    }
}
