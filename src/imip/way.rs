//! Which way mail leaves: caught inside, through a relay, or straight to the guest's mail server.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::config::{Config, Route as Choice};
use crate::mail::Address;
use crate::smtp::{self, Credentials, DsnRequest, Failed, Lasting, Resolver, Route, Stage, Tls};

/// The way all mail leaves.
#[derive(Clone)]
pub enum Way {
    /// Nothing leaves.
    Caught(Caught),
    /// Through a relay.
    Smarthost(Arc<Route>),
    /// To each recipient's mail server.
    Direct(Arc<Direct>),
    /// None is set up: every mail fails.
    None,
}

/// What sending straight to mail servers needs.
pub struct Direct {
    resolver: Resolver,
    how: smtp::Direct,
}

/// Mails that were kept inside, oldest first; clones share them.
#[derive(Clone, Default)]
pub struct Caught {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    forgotten: usize,
    bytes: usize,
    mails: VecDeque<CaughtMail>,
}

/// A mail that was kept inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaughtMail {
    /// The envelope sender; empty for none.
    pub from: String,
    /// The envelope recipient.
    pub to: String,
    /// The mail.
    pub raw: Vec<u8>,
}

/// Mails kept inside at most; older ones are forgotten.
const MOST_CAUGHT: usize = 2_000;
/// Bytes of all mails kept inside; older ones are forgotten, down to the newest.
const MOST_BYTES: usize = 64 * 1024 * 1024;

impl Caught {
    /// Keeps a mail.
    pub fn keep(&self, mail: CaughtMail) {
        let mut kept = self.kept();
        kept.bytes += mail.raw.len();
        kept.mails.push_back(mail);
        while kept.mails.len() > MOST_CAUGHT || (kept.bytes > MOST_BYTES && kept.mails.len() > 1) {
            let oldest = kept.mails.pop_front();
            kept.bytes -= oldest.map_or(0, |mail| mail.raw.len());
            kept.forgotten += 1;
        }
    }

    /// Takes all mails out.
    pub fn drain(&self) -> Vec<CaughtMail> {
        let mut kept = self.kept();
        kept.forgotten += kept.mails.len();
        kept.bytes = 0;
        std::mem::take(&mut kept.mails).into()
    }

    /// The mails from number `first` on, with their numbers; numbers count from 0 and never change.
    pub fn since(&self, first: usize) -> Vec<(usize, CaughtMail)> {
        let kept = self.kept();
        let numbered = kept.mails.iter().enumerate().map(|(at, mail)| (kept.forgotten + at, mail));
        numbered.filter(|(number, _)| *number >= first).map(|(number, mail)| (number, mail.clone())).collect()
    }

    /// The mail of this number.
    pub fn mail(&self, number: usize) -> Option<CaughtMail> {
        let kept = self.kept();
        kept.mails.get(number.checked_sub(kept.forgotten)?).cloned()
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long to wait for each reply of another server.
const REPLY_TIME: Duration = Duration::from_secs(120);

impl Way {
    /// The way the configuration asks for.
    ///
    /// # Errors
    /// A relay URL that cannot be read, a password file that cannot be read, a system without name servers.
    pub fn of(config: &Config) -> Result<Way, String> {
        match config.mail.out.route {
            Choice::Caught => Ok(Way::Caught(Caught::default())),
            Choice::None => Ok(Way::None),
            Choice::Smarthost => Ok(Way::Smarthost(Arc::new(relay(config)?))),
            Choice::Direct => {
                let resolver = match config.mail.out.name_server {
                    Some(address) => Resolver::at(address),
                    None => Resolver::system(),
                };
                let resolver = resolver.map_err(|error| format!("no name server can be asked: {error}"))?;
                let (ehlo, port) = (config.mail.host.clone(), config.mail.out.port);
                let direct = Direct { resolver, how: smtp::Direct { ehlo, port, timeout: REPLY_TIME } };
                Ok(Way::Direct(Arc::new(direct)))
            }
        }
    }

    /// Hands a mail over; `Ok` has the other side's code and words.
    ///
    /// # Errors
    /// What the other side said, or why it could not be reached.
    pub async fn send(
        &self,
        mail_from: &str,
        to: &Address,
        raw: &[u8],
        envelope_id: &str,
    ) -> Result<(u16, String), Failed> {
        let dsn = DsnRequest { envid: envelope_id.to_owned() };
        let accepted = match self {
            Way::Caught(caught) => {
                let mail = CaughtMail { from: mail_from.to_owned(), to: to.as_str().to_owned(), raw: raw.to_vec() };
                caught.keep(mail);
                return Ok((250, "2.0.0 kept inside".to_owned()));
            }
            Way::None => return Err(nowhere()),
            Way::Smarthost(route) => smtp::send(route, mail_from, to, raw, Some(&dsn)).await?,
            Way::Direct(direct) => {
                smtp::send_direct(&direct.resolver, &direct.how, mail_from, to, raw, Some(&dsn)).await?
            }
        };
        Ok((accepted.code, accepted.text))
    }
}

fn nowhere() -> Failed {
    Failed {
        lasting: Lasting::Permanent,
        code: None,
        enhanced: None,
        text: "This server sends no mail yet: its administrator has to set mail.out.route.".to_owned(),
        stage: Stage::Check,
    }
}

fn relay(config: &Config) -> Result<Route, String> {
    let url = &config.mail.out.smarthost;
    let (scheme, rest) = url.split_once("://").ok_or_else(|| unreadable(url))?;
    let (user, place) = match rest.rsplit_once('@') {
        Some((user, place)) => (Some(user), place),
        None => (None, rest),
    };
    let (tls, usual) = match (scheme, user) {
        ("smtps", _) => (Tls::Implicit, 465),
        ("smtp", Some(_)) => (Tls::Required, 587),
        ("smtp", None) => (Tls::Opportunistic, 25),
        ("smtp+plain", _) => (Tls::Never, 25),
        _ => return Err(unreadable(url)),
    };
    let place = place.trim_end_matches('/');
    if place.is_empty() || place.starts_with(':') || user.is_some_and(str::is_empty) {
        return Err(unreadable(url));
    }
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().map_err(|_| unreadable(url))?),
        None => (place, usual),
    };
    let auth = match user {
        Some(user) => Some(Credentials { user: user.to_owned(), password: password(config)? }),
        None => None,
    };
    let ehlo = config.mail.host.clone();
    Ok(Route { host: host.to_owned(), port, tls, auth, ehlo, timeout: REPLY_TIME })
}

fn unreadable(url: &str) -> String {
    format!("mail.out.smarthost {url:?} is no relay: write smtp://HOST:PORT, smtp://USER@HOST:587 or smtps://USER@HOST")
}

fn password(config: &Config) -> Result<String, String> {
    let Some(file) = &config.mail.out.password_file else {
        return Err("mail.out.smarthost names a user, so mail.out.password_file must hold the password".to_owned());
    };
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("mail.out.password_file {}: {error}", file.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(bytes: usize) -> CaughtMail {
        CaughtMail { from: String::new(), to: bytes.to_string(), raw: vec![b'x'; bytes] }
    }

    #[test]
    fn caught_mails_keep_their_numbers_while_others_go() {
        let caught = Caught::default();
        (1..=MOST_CAUGHT + 3).for_each(|bytes| caught.keep(mail(bytes)));
        assert!(caught.mail(2).is_none());
        assert_eq!(caught.mail(3).unwrap().to, "4");
        assert_eq!(caught.since(MOST_CAUGHT + 1).iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2001, 2002]);
        assert_eq!(caught.drain().len(), MOST_CAUGHT);
        caught.keep(mail(1));
        assert_eq!(caught.since(0)[0].0, MOST_CAUGHT + 3);
    }

    #[test]
    fn caught_mails_take_a_bounded_place() {
        let caught = Caught::default();
        for _ in 0..5 {
            caught.keep(mail(MOST_BYTES / 4));
        }
        assert_eq!(caught.since(0).iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        caught.keep(mail(MOST_BYTES + 1));
        assert_eq!(caught.since(0).len(), 1, "the newest is always there");
    }

    #[test]
    fn a_relay_is_read_from_its_url() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "secret\n").unwrap();
        let mut config = Config::default();
        config.mail.out.password_file = Some(file.path().to_path_buf());
        for (url, host, port, tls, user) in [
            ("smtps://me@relay.example", "relay.example", 465, Tls::Implicit, Some("me")),
            ("smtp://me@relay.example", "relay.example", 587, Tls::Required, Some("me")),
            ("smtp://me@home.example@relay.example:26/", "relay.example", 26, Tls::Required, Some("me@home.example")),
            ("smtp://relay.example", "relay.example", 25, Tls::Opportunistic, None),
            ("smtp+plain://127.0.0.1:2525", "127.0.0.1", 2525, Tls::Never, None),
        ] {
            config.mail.out.smarthost = url.to_owned();
            let route = relay(&config).unwrap();
            assert_eq!((route.host.as_str(), route.port, route.tls), (host, port, tls), "{url}");
            let auth = route.auth.map(|auth| (auth.user, auth.password));
            assert_eq!(auth, user.map(|user| (user.to_owned(), "secret".to_owned())), "{url}");
        }
        for url in [
            "",
            "relay.example",
            "http://relay.example",
            "smtp://",
            "smtp://:25",
            "smtp://@relay.example",
            "smtp://relay:x",
        ] {
            config.mail.out.smarthost = url.to_owned();
            assert!(relay(&config).is_err(), "{url}");
        }
        config.mail.out.smarthost = "smtp://me@relay.example".to_owned();
        config.mail.out.password_file = None;
        assert!(relay(&config).is_err_and(|error| error.contains("password_file")));
    }
}
