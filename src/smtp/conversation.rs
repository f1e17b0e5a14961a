//! The sending side of one SMTP conversation. mail-send makes the TLS handshake and the log-in; the rest is said here, one
//! command at a time, with bounds on everything the other server says.

use std::net::SocketAddr;
use std::time::Duration;

use mail_send::{Credentials as Login, SmtpClient};
use smtp_proto::EhloResponse;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::answer::{Answer, AnswerReader, Garbage, Offered};
use super::letter::Letter;
use super::tls::{Handshakes, usable};
use super::{Accepted, Channel, Credentials, Failed, Route, Stage, Tls};
use crate::mail::header_text;

/// Bytes of a mail that are written under one timeout.
const CHUNK: usize = 64 * 1024;
/// The longest a whole hand-over may take, in waits for one reply.
pub(super) const MOST_WAITS: u32 = 6;
/// The longest we wait for a connection: hosts that are down are common, and others may stand in for them.
const CONNECT_TIME: Duration = Duration::from_secs(30);
/// How long we wait for the answer to QUIT, which changes nothing.
const FAREWELL: Duration = Duration::from_secs(1);

/// Where a server is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Where this machine's resolver finds the route's host.
    Named,
    /// Here.
    At(SocketAddr),
}

/// Hands a letter over. When a handshake fails that was only an offer, it is tried once more in the clear, as an attacker who
/// could spoil the handshake could as well have hidden the offer.
pub(super) async fn deliver(
    route: &Route,
    place: Place,
    letter: &Letter<'_>,
    handshakes: &Handshakes,
) -> Result<Accepted, Failed> {
    letter.check()?;
    check_name(&route.ehlo)?;
    let tls = match route.tls {
        Tls::Opportunistic if route.auth.is_some() => Tls::Required,
        tls => tls,
    };
    match attempt(route, place, letter, tls, handshakes).await {
        Err(failed) if failed.stage == Stage::Tls && tls == Tls::Opportunistic => {
            tracing::debug!(host = route.host, error = failed.text, "TLS failed, mail goes in the clear");
            attempt(route, place, letter, Tls::Never, handshakes).await
        }
        result => result,
    }
}

fn check_name(ehlo: &str) -> Result<(), Failed> {
    match !ehlo.is_empty() && ehlo.len() <= 255 && ehlo.bytes().all(|b| b.is_ascii_graphic()) {
        true => Ok(()),
        false => Err(Failed::temporary(Stage::Check, "4.3.5", "our own mail name is not a host name")),
    }
}

async fn attempt(
    route: &Route,
    place: Place,
    letter: &Letter<'_>,
    tls: Tls,
    handshakes: &Handshakes,
) -> Result<Accepted, Failed> {
    let end = Instant::now() + route.timeout * MOST_WAITS;
    let client = connect(route, place).await?;
    if tls == Tls::Implicit {
        let client = secure(client, &route.host, usable(&handshakes.checked)?).await?;
        let mut talk = Talk::new(client, route, end);
        talk.greeting().await?;
        return talk.hand_over(letter, Channel::VerifiedTls).await;
    }
    let mut talk = Talk::new(client, route, end);
    talk.greeting().await?;
    if tls == Tls::Never {
        return talk.hand_over(letter, Channel::Clear).await;
    }
    let offered = talk.hello().await?;
    match (offered.start_tls, tls) {
        (false, Tls::Required) => {
            Err(Failed::temporary(Stage::Tls, "4.7.0", "the server does not offer TLS, which is required"))
        }
        (false, _) => talk.submit(letter, &offered, Channel::Clear).await,
        (true, Tls::Required) => {
            talk.encrypted(usable(&handshakes.checked)?).await?.hand_over(letter, Channel::VerifiedTls).await
        }
        (true, _) => talk.encrypted(usable(&handshakes.unchecked)?).await?.hand_over(letter, Channel::Tls).await,
    }
}

async fn connect(route: &Route, place: Place) -> Result<SmtpClient<TcpStream>, Failed> {
    let connecting = async {
        match place {
            Place::Named => TcpStream::connect((route.host.as_str(), route.port)).await,
            Place::At(address) => TcpStream::connect(address).await,
        }
    };
    let failed = |text: &dyn std::fmt::Display| {
        Failed::temporary(Stage::Connect, "4.4.1", format!("{} port {}: {text}", route.host, route.port))
    };
    match timeout(route.timeout.min(CONNECT_TIME), connecting).await {
        Ok(Ok(stream)) => Ok(SmtpClient { stream, timeout: route.timeout }),
        Ok(Err(error)) => Err(failed(&error)),
        Err(_) => Err(failed(&"no answer")),
    }
}

async fn secure(
    client: SmtpClient<TcpStream>,
    host: &str,
    connector: &TlsConnector,
) -> Result<SmtpClient<TlsStream<TcpStream>>, Failed> {
    client.into_tls(connector, host).await.map_err(|error| Failed::temporary(Stage::Tls, "4.7.0", error))
}

/// One conversation over one stream.
struct Talk<'a, S: AsyncRead + AsyncWrite> {
    client: SmtpClient<S>,
    answers: AnswerReader,
    route: &'a Route,
    end: Instant,
}

impl<'a> Talk<'a, TcpStream> {
    /// Says STARTTLS and makes the handshake. What the server said behind its answer was said in the clear, perhaps by somebody
    /// else, and must not count as said in secret (CVE-2011-0411).
    async fn encrypted(mut self, connector: &TlsConnector) -> Result<Talk<'a, TlsStream<TcpStream>>, Failed> {
        let answer = self.command("STARTTLS\r\n", Stage::Tls).await?;
        if answer.code != 220 {
            return Err(answer.failed(Stage::Tls));
        }
        if self.answers.has_leftovers() {
            return Err(Failed::temporary(Stage::Tls, "4.7.0", "the server said too much before the handshake"));
        }
        let client = secure(self.client, &self.route.host, connector).await?;
        Ok(Talk::new(client, self.route, self.end))
    }
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Talk<'a, S> {
    fn new(client: SmtpClient<S>, route: &'a Route, end: Instant) -> Talk<'a, S> {
        Talk { client, answers: AnswerReader::default(), route, end }
    }

    /// From EHLO to the end.
    async fn hand_over(mut self, letter: &Letter<'_>, channel: Channel) -> Result<Accepted, Failed> {
        let offered = self.hello().await?;
        self.submit(letter, &offered, channel).await
    }

    async fn greeting(&mut self) -> Result<(), Failed> {
        let answer = self.answer(Stage::Greeting, self.route.timeout).await?;
        if answer.code == 220 { Ok(()) } else { Err(self.turned_away(answer, Stage::Greeting).await) }
    }

    /// EHLO, or HELO for a server that does not know it.
    async fn hello(&mut self) -> Result<Offered, Failed> {
        let ehlo = &self.route.ehlo;
        let answer = self.command(&format!("EHLO {ehlo}\r\n"), Stage::Hello).await?;
        if answer.is_success() {
            return Ok(Offered::of(&answer));
        }
        if !matches!(answer.code, 500..=504) {
            return Err(self.turned_away(answer, Stage::Hello).await);
        }
        let answer = self.command(&format!("HELO {ehlo}\r\n"), Stage::Hello).await?;
        if answer.is_success() { Ok(Offered::default()) } else { Err(self.turned_away(answer, Stage::Hello).await) }
    }

    async fn turned_away(&mut self, answer: Answer, stage: Stage) -> Failed {
        let failed = answer.failed(stage);
        self.quit_after(Some(&failed)).await;
        failed
    }

    async fn submit(mut self, letter: &Letter<'_>, offered: &Offered, channel: Channel) -> Result<Accepted, Failed> {
        let result = self.transact(letter, offered).await;
        self.quit_after(result.as_ref().err()).await;
        result.map(|answer| Accepted { code: answer.code, text: answer.text(), channel })
    }

    async fn transact(&mut self, letter: &Letter<'_>, offered: &Offered) -> Result<Answer, Failed> {
        if let Some(credentials) = &self.route.auth {
            self.log_in(credentials, offered).await?;
        }
        letter.suits(offered)?;
        self.expect(&letter.mail_command(offered), Stage::Mail).await?;
        self.expect(&letter.rcpt_command(offered), Stage::Rcpt).await?;
        let answer = self.command("DATA\r\n", Stage::Data).await?;
        if answer.code != 354 {
            return Err(answer.failed(Stage::Data));
        }
        self.write_mail(&letter.stuffed()).await?;
        // RFC 5321 §4.5.3.2.6: the server may store the mail before it answers, so it gets more time.
        let answer = self.answer(Stage::Done, self.route.timeout * 2).await?;
        if answer.is_success() { Ok(answer) } else { Err(answer.failed(Stage::Done)) }
    }

    async fn log_in(&mut self, credentials: &Credentials, offered: &Offered) -> Result<(), Failed> {
        if offered.auth == 0 {
            let text = "the server offers no log-in that we know (PLAIN, LOGIN)";
            return Err(Failed::temporary(Stage::Auth, "4.7.0", text));
        }
        let login = Login::new(credentials.user.as_str(), credentials.password.as_str());
        let offered = EhloResponse::<String> { auth_mechanisms: offered.auth, ..EhloResponse::default() };
        match timeout_at(self.end, self.client.authenticate(&login, &offered)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(log_in_failed(error, credentials)),
            Err(_) => Err(Failed::temporary(Stage::Auth, "4.4.2", "the server took too long")),
        }
    }

    async fn expect(&mut self, command: &str, stage: Stage) -> Result<(), Failed> {
        let answer = self.command(command, stage).await?;
        if answer.is_success() { Ok(()) } else { Err(answer.failed(stage)) }
    }

    async fn command(&mut self, command: &str, stage: Stage) -> Result<Answer, Failed> {
        self.write(command.as_bytes(), stage).await?;
        self.answer(stage, self.route.timeout).await
    }

    /// Writes the mail in pieces. A server that refuses it in the middle may close before we have said all; then its last words
    /// count more than the broken pipe.
    async fn write_mail(&mut self, stuffed: &[u8]) -> Result<(), Failed> {
        for chunk in stuffed.chunks(CHUNK) {
            if let Err(failed) = self.write(chunk, Stage::Data).await {
                return match self.answer(Stage::Data, FAREWELL).await {
                    Ok(answer) if answer.code >= 400 => Err(answer.failed(Stage::Data)),
                    _ => Err(failed),
                };
            }
        }
        Ok(())
    }

    async fn write(&mut self, bytes: &[u8], stage: Stage) -> Result<(), Failed> {
        let deadline = self.deadline(self.route.timeout);
        let writing = async {
            self.client.stream.write_all(bytes).await?;
            self.client.stream.flush().await
        };
        match timeout_at(deadline, writing).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(Failed::temporary(stage, "4.4.2", error)),
            Err(_) => Err(Failed::temporary(stage, "4.4.2", "the server does not read what we send")),
        }
    }

    /// The next answer; the wait is for all of it, so that single bytes now and then win no time.
    async fn answer(&mut self, stage: Stage, wait: Duration) -> Result<Answer, Failed> {
        let deadline = self.deadline(wait);
        let mut buffer = [0; 2048];
        loop {
            match self.answers.next_answer() {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => {}
                Err(Garbage::NoReply) => {
                    return Err(Failed::temporary(stage, "4.5.0", "the server does not speak SMTP"));
                }
                Err(Garbage::TooLong) => {
                    return Err(Failed::temporary(stage, "4.5.0", "the server's reply is too long"));
                }
            }
            match timeout_at(deadline, self.client.stream.read(&mut buffer)).await {
                Ok(Ok(0)) => return Err(Failed::temporary(stage, "4.4.2", "the server closed the connection")),
                Ok(Ok(count)) => self.answers.receive(buffer.get(..count).unwrap_or_default()),
                Ok(Err(error)) => return Err(Failed::temporary(stage, "4.4.2", error)),
                Err(_) => return Err(Failed::temporary(stage, "4.4.2", "the server took too long")),
            }
        }
    }

    fn deadline(&self, wait: Duration) -> Instant {
        (Instant::now() + wait).min(self.end)
    }

    /// Says good-bye, if the server still listens. The mail's fate is decided already.
    async fn quit_after(&mut self, failed: Option<&Failed>) {
        let still_listens = failed.is_none_or(|failed| failed.code.is_some_and(|code| code != 421));
        if still_listens && self.write(b"QUIT\r\n", Stage::Done).await.is_ok() {
            let _ = self.answer(Stage::Done, FAREWELL).await;
            let _ = timeout(FAREWELL, self.client.stream.shutdown()).await;
        }
    }
}

fn log_in_failed(error: mail_send::Error, credentials: &Credentials) -> Failed {
    let code = match &error {
        mail_send::Error::AuthenticationFailed(reply) | mail_send::Error::UnexpectedReply(reply) => Some(reply.code),
        _ => None,
    };
    let text = match &error {
        mail_send::Error::AuthenticationFailed(reply) | mail_send::Error::UnexpectedReply(reply) => {
            reply.message.as_str()
        }
        mail_send::Error::UnparseableReply => "the server closed the connection or does not speak SMTP",
        mail_send::Error::Timeout => "the server took too long",
        mail_send::Error::Io(_) => "the connection broke",
        _ => "the log-in could not be made",
    };
    let text = match repeats_secret(text, credentials) {
        true => "refused; the server's words are withheld, as they repeat the password".to_owned(),
        false => header_text(text),
    };
    Failed { code, ..Failed::temporary(Stage::Auth, "4.7.8", text) }
}

/// Whether a text has the password in it, as it is or as AUTH LOGIN or AUTH PLAIN send it.
fn repeats_secret(text: &str, Credentials { user, password }: &Credentials) -> bool {
    let base64 = |text: &str| data_encoding::BASE64.encode(text.as_bytes());
    let forms = [password.clone(), base64(password), base64(&format!("\0{user}\0{password}"))];
    forms.iter().any(|form| !form.is_empty() && text.contains(form.as_str()))
}

#[cfg(test)]
mod tests;
