//! One connection of the receiver: moves bytes between a socket and a [`Session`], asks the owner, and keeps the time.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;

use super::listener::Connection;
use super::session::{Effect, Ending, Phase, Session, Settings, StartTls, Transaction};
use super::{AcceptReply, Envelope, Receiver, SessionInfo, trace};

/// Bytes read at a time, and replies gathered before they are sent.
const CHUNK: usize = 16 * 1024;
/// How long, and for how many bytes, a client is heard out after our last words: closing at once would make TCP throw our
/// reply away before the client has read it.
const LINGER: (Duration, usize) = (Duration::from_millis(500), 1024 * 1024);

/// Speaks with one client until either side ends.
pub(super) async fn converse(connection: Connection, receiver: &Receiver, stop: watch::Receiver<bool>) {
    let start_tls = if receiver.tls.is_some() { StartTls::Offered } else { StartTls::NotOffered };
    let settings = Settings {
        protocol: receiver.protocol,
        hostname: receiver.hostname.clone(),
        limits: receiver.limits.clone(),
        start_tls,
    };
    let now = Instant::now();
    let mut talk = Talk {
        session: Session::new(settings),
        receiver,
        peer: connection.peer(),
        stop,
        waiting_since: now,
        end_of_session: now + receiver.limits.session_time,
    };
    let peer = talk.peer;
    let ended = match connection {
        Connection::Tcp(stream, _) => talk.run(stream).await,
        Connection::Unix(stream) => talk.run(stream).await,
    };
    if let Err(error) = ended {
        tracing::debug!(?peer, %error, "a mail connection broke");
    }
}

struct Talk<'a> {
    session: Session,
    receiver: &'a Receiver,
    peer: Option<IpAddr>,
    stop: watch::Receiver<bool>,
    /// When the last command was obeyed or the mail began.
    waiting_since: Instant,
    end_of_session: Instant,
}

/// How a stretch of conversation ended.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Closed,
    StartTls,
}

impl Talk<'_> {
    async fn run<S: AsyncRead + AsyncWrite + Unpin>(&mut self, mut stream: S) -> io::Result<()> {
        if self.talk(&mut stream).await? == End::Closed {
            return Ok(());
        }
        let Some(config) = &self.receiver.tls else { return Ok(()) };
        let handshake = TlsAcceptor::from(config.clone()).accept(stream);
        let mut stream = timeout(self.receiver.limits.command_time, handshake).await??;
        self.session.secured();
        self.waiting_since = Instant::now();
        self.talk(&mut stream).await.map(drop)
    }

    /// The conversation over one stream. An error means that the client is gone or does not listen.
    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S) -> io::Result<End> {
        let mut buffer = vec![0; CHUNK];
        loop {
            if let Some(end) = self.do_effects(stream).await? {
                return Ok(end);
            }
            match self.read(stream, &mut buffer).await {
                Ok(0) => return Ok(End::Closed),
                Ok(count) => self.session.receive(buffer.get(..count).unwrap_or_default()),
                Err(Interrupted::Broken(error)) => return Err(error),
                Err(Interrupted::By(why)) => self.session.end(why),
            }
        }
    }

    async fn do_effects<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S) -> io::Result<Option<End>> {
        let mut replies = String::new();
        while let Some(effect) = self.session.next_effect() {
            self.waiting_since = Instant::now();
            match effect {
                Effect::Reply(text) => replies.push_str(&text),
                Effect::CheckRecipient(address) => {
                    let answer = (self.receiver.recipient)(address, self.info()).await;
                    self.session.recipient_checked(answer);
                }
                Effect::Accept(transaction, mail) => {
                    self.send(stream, &mut replies).await?;
                    let answers = self.store(transaction, mail).await;
                    self.session.accepted(&answers);
                }
                Effect::StartTls => {
                    self.send(stream, &mut replies).await?;
                    return Ok(Some(End::StartTls));
                }
                Effect::Close => {
                    self.send(stream, &mut replies).await?;
                    linger(stream).await;
                    return Ok(Some(End::Closed));
                }
            }
            if replies.len() > CHUNK {
                self.send(stream, &mut replies).await?;
            }
        }
        self.send(stream, &mut replies).await?;
        Ok(None)
    }

    fn info(&self) -> SessionInfo {
        SessionInfo {
            protocol: self.receiver.protocol,
            peer: self.peer,
            helo: self.session.helo().to_owned(),
            channel: self.session.channel(),
            mail_from: self.session.mail_from().cloned(),
        }
    }

    async fn store(&self, transaction: Transaction, mail: Vec<u8>) -> Vec<AcceptReply> {
        let envelope = Envelope {
            protocol: self.receiver.protocol,
            peer: self.peer,
            helo: transaction.helo,
            channel: self.session.channel(),
            mail_from: transaction.mail_from,
            rcpts: transaction.rcpts,
            received: (self.receiver.clock)(),
        };
        let headers = trace::headers(&envelope, &self.receiver.hostname, transaction.with);
        let mut whole = Vec::with_capacity(headers.len() + mail.len());
        whole.extend_from_slice(headers.as_bytes());
        whole.extend_from_slice(&mail);
        drop(mail);
        (self.receiver.accept)(envelope, whole).await
    }

    async fn send<S: AsyncWrite + Unpin>(&self, stream: &mut S, replies: &mut String) -> io::Result<()> {
        if replies.is_empty() {
            return Ok(());
        }
        let writing = async {
            stream.write_all(replies.as_bytes()).await?;
            stream.flush().await
        };
        timeout(self.receiver.limits.command_time, writing).await??;
        replies.clear();
        Ok(())
    }

    /// Reads some bytes. The deadline is for the whole command or mail, so that single bytes now and then win no time.
    async fn read<S: AsyncRead + Unpin>(&mut self, stream: &mut S, buffer: &mut [u8]) -> Result<usize, Interrupted> {
        let limits = &self.receiver.limits;
        let (deadline, is_between_mails) = match self.session.phase() {
            Phase::Data => (self.waiting_since + limits.data_time, false),
            Phase::Command => ((self.waiting_since + limits.command_time).min(self.end_of_session), true),
        };
        // A read that is ready wins over a deadline that has passed, so a client that never pauses needs a look at the clock.
        if Instant::now() >= deadline {
            return Err(Interrupted::By(Ending::Timeout));
        }
        tokio::select! {
            read = timeout_at(deadline, stream.read(buffer)) => match read {
                Ok(read) => read.map_err(Interrupted::Broken),
                Err(_) => Err(Interrupted::By(Ending::Timeout)),
            },
            _ = self.stop.wait_for(|stop| *stop), if is_between_mails => Err(Interrupted::By(Ending::Stopping)),
        }
    }
}

/// Why there are no more bytes.
#[derive(Debug)]
enum Interrupted {
    Broken(io::Error),
    By(Ending),
}

async fn linger<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) {
    let (time, most) = LINGER;
    let hearing_out = async {
        stream.shutdown().await?;
        let mut buffer = vec![0; CHUNK];
        let mut heard = 0;
        while heard < most {
            match stream.read(&mut buffer).await? {
                0 => break,
                count => heard += count,
            }
        }
        io::Result::Ok(())
    };
    if let Ok(Err(error)) = timeout(time, hearing_out).await {
        tracing::trace!(%error, "a client did not wait for our last words");
    }
}
