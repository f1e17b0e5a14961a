//! The running server: listeners, TLS, sign-in, routing, workers, and a graceful stop.

mod body;
mod demo;
mod doors;
mod flow;
mod guest_page;
mod http;
mod pages;
mod peer;
mod prompt;
mod rosters;
mod seats;
mod site;
mod stop_page;
mod subscriptions;
mod sweep;
mod tls;
mod upload;

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::account::Doorkeeper;
use crate::account::oidc::Provider;
use crate::clock::Clock;
use crate::config::Config;
use crate::demo::Guests;
use crate::fetch::Fetcher;
use crate::guest::Keys;
use crate::ical::Zone;
use crate::imip::{Authenticity, Caught, Inbound, Lately, Postman, Way};
use crate::mail::DkimKey;
use crate::push::{Pusher, Vapid};
use crate::schedule::{self, App};
use crate::smtp::{self, Listener, Protocol};
use crate::store::{Seat, Store, StoreError};
use crate::web::start::Login;

pub use doors::spool;

/// Why the server cannot start; in words, with what to do.
#[derive(Debug)]
pub enum CannotStart {
    /// A setting cannot be used, or a file that it names.
    Setting(String),
    /// What the settings name is not to be had now: an address, the data folder, the database.
    Trouble(String),
}

impl fmt::Display for CannotStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (CannotStart::Setting(words) | CannotStart::Trouble(words)) = self;
        f.write_str(words)
    }
}

impl std::error::Error for CannotStart {}

impl From<StoreError> for CannotStart {
    fn from(error: StoreError) -> CannotStart {
        CannotStart::Trouble(error.to_string())
    }
}

/// A server that runs until it is stopped.
pub struct Server {
    app: App,
    caught: Option<Caught>,
    http: SocketAddr,
    smtp: Option<SocketAddr>,
    lmtp: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    _seat: Seat,
}

/// Opens the store and gathers what every request needs.
///
/// # Errors
/// A data folder that cannot be used, an unknown time zone.
pub fn app(config: Config, clock: Clock) -> Result<App, CannotStart> {
    let zone = &config.mail.time_zone;
    let floating = Zone::iana(zone).ok_or_else(|| {
        CannotStart::Setting(format!("mail.time_zone {zone:?} is no IANA zone; write one such as Europe/Berlin"))
    })?;
    let store = Store::open(&config.data)
        .map_err(|error| CannotStart::Trouble(format!("data {}: {error}", config.data.display())))?;
    Ok(App { store, clock, config: Arc::new(config), floating, timetables: Arc::default() })
}

impl Server {
    /// Starts everything the configuration asks for.
    ///
    /// # Errors
    /// A setting that cannot be used, an address that is taken, a data folder that cannot be used.
    pub async fn start(config: Config, clock: Clock) -> Result<Server, CannotStart> {
        Server::begin(app(config, clock)?, Vec::new()).await
    }

    /// Starts a demo: as [`Server::start`], with guests who answer by themselves and a page of the mails they get.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub async fn start_demo(app: App, logins: Vec<Login>) -> Result<Server, CannotStart> {
        Server::begin(app, logins).await
    }

    async fn begin(app: App, logins: Vec<Login>) -> Result<Server, CannotStart> {
        // Another part of the program may have chosen the same provider before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let seat = Seat::take(&app.config.data)
            .map_err(|error| CannotStart::Trouble(format!("data {}: {error}", app.config.data.display())))?;
        let (pushes, host) = (app.config.fetch.push, app.config.mail.host.to_ascii_lowercase());
        let (keys, vapid) = app
            .store
            .write::<_, StoreError, _>(move |tx| {
                if tx.mail_host()? != host {
                    tx.set_mail_host(&host)?;
                }
                tx.release_outbox()?;
                tx.release_spool()?;
                let vapid = if pushes { Vapid::of(tx)? } else { Vapid::none(tx)? };
                Ok((Keys::of(tx)?, vapid))
            })
            .await?;
        loop {
            let rules = app.rules();
            let told = app.store.write::<_, StoreError, _>(move |tx| schedule::tell_of_held(tx, &rules)).await?;
            if told == 0 {
                break;
            }
        }
        let way = Way::of(&app.config).map_err(CannotStart::Setting)?;
        let caught = match &way {
            Way::Caught(caught) => Some(caught.clone()),
            Way::Smarthost(_) | Way::Direct(_) | Way::None => None,
        };
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let smtp = receivers(&app, &keys, &mut tasks, &stopped).await?;
        let guests = match (&caught, smtp.0, logins.is_empty()) {
            (Some(caught), Some(receiver), false) => {
                let guests = Guests { app: app.clone(), caught: caught.clone(), receiver };
                tasks.spawn(guests.clone().run(stopped.clone()));
                Some(guests)
            }
            _ => None,
        };
        let demo = guests.map(|guests| demo::Demo {
            host: app.config.mail.host.clone(),
            caught: guests.caught.clone(),
            guests,
            logins,
        });
        let http = sites(&app, &keys, demo, &mut tasks, &stopped).await?;
        workers(&app, keys, vapid, way, &mut tasks, &stopped)?;
        Ok(Server { app, caught, http, smtp: smtp.0, lmtp: smtp.1, stop, tasks, _seat: seat })
    }

    /// The first HTTP address.
    pub fn http(&self) -> SocketAddr {
        self.http
    }

    /// The first SMTP address, if there is a receiver.
    pub fn smtp(&self) -> Option<SocketAddr> {
        self.smtp
    }

    /// The first LMTP address, if there is a receiver on TCP.
    pub fn lmtp(&self) -> Option<SocketAddr> {
        self.lmtp
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.app.config
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.app.store
    }

    /// The mails that were kept inside, if that is the way mail leaves.
    pub fn caught(&self) -> Option<&Caught> {
        self.caught.as_ref()
    }

    /// Waits until neither outbox nor spool nor subscriptions nor guest lists have anything due or under way.
    pub async fn idle(&self) {
        let mut quiet = 0;
        while quiet < 2 {
            let now = self.app.clock.now();
            let fetches = self.app.config.fetch.subscriptions;
            let due = self.app.store.read::<_, StoreError, _>(|tx| {
                let looks = if fetches { tx.unseen_subscriptions(now)? } else { 0 };
                Ok(tx.due_in_outbox(now)? + tx.due_in_spool(now)? + tx.rosters_due(now)? + tx.marks_due(now)? + looks)
            });
            quiet = if matches!(due, Ok(0)) { quiet + 1 } else { 0 };
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }

    /// Stops: no new connections, open requests end, deliveries that have begun are finished.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

async fn sites(
    app: &App,
    keys: &Keys,
    demo: Option<demo::Demo>,
    tasks: &mut JoinSet<()>,
    stopped: &watch::Receiver<bool>,
) -> Result<SocketAddr, CannotStart> {
    let config = &app.config;
    let doorkeeper = Doorkeeper::new(config).map_err(CannotStart::Setting)?;
    let guests = guest_page::GuestPages::new(app.clone(), keys.clone());
    let provider = Provider::of(config).map_err(CannotStart::Setting)?;
    let pages = pages::Pages::new(app.clone(), doorkeeper.clone(), provider);
    let site = Arc::new(site::Site { app: app.clone(), doorkeeper, guests, keys: keys.clone(), pages, demo });
    let tls = match tls::of("http", &config.http.tls_certificate, &config.http.tls_key)? {
        None => None,
        Some(certificate) => {
            let mut tls = certificate.offered()?;
            tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
            tasks.spawn(certificate.follow(stopped.clone()));
            Some(TlsAcceptor::from(Arc::new(tls)))
        }
    };
    let mut first = None;
    for address in &config.http.listen {
        let listener = TcpListener::bind(address).await.map_err(|error| taken("http.listen", address, &error))?;
        first = first.or(listener.local_addr().ok());
        tasks.spawn(http::serve(listener, tls.clone(), Arc::clone(&site), config.limits.connections, stopped.clone()));
    }
    first.ok_or_else(|| CannotStart::Setting("http.listen names no address".to_owned()))
}

async fn receivers(
    app: &App,
    keys: &Keys,
    tasks: &mut JoinSet<()>,
    stopped: &watch::Receiver<bool>,
) -> Result<(Option<SocketAddr>, Option<SocketAddr>), CannotStart> {
    let inbound = &app.config.mail.inbound;
    let tls = match tls::of("mail.in", &inbound.tls_certificate, &inbound.tls_key)? {
        None => None,
        Some(certificate) => {
            let mut tls = certificate.offered()?;
            // Some senders (Microsoft's) give up when tickets come before they have asked for anything.
            tls.send_tls13_tickets = 0;
            tasks.spawn(certificate.follow(stopped.clone()));
            Some(Arc::new(tls))
        }
    };
    let smtp: Vec<String> = inbound.smtp.iter().map(ToString::to_string).collect();
    let mut first = (None, None);
    for (key, protocol, places) in
        [("mail.in.smtp", Protocol::Smtp, &smtp), ("mail.in.lmtp", Protocol::Lmtp, &inbound.lmtp)]
    {
        let receiver = doors::receiver(app, keys, protocol, tls.clone());
        for place in places {
            let listener = Listener::bind(place).await.map_err(|error| taken(key, place, &error))?;
            let address = if protocol == Protocol::Smtp { &mut first.0 } else { &mut first.1 };
            *address = address.or(listener.address());
            tasks.spawn(smtp::serve(listener, Arc::clone(&receiver), stopped.clone()));
        }
    }
    Ok(first)
}

fn workers(
    app: &App,
    keys: Keys,
    vapid: Option<Vapid>,
    way: Way,
    tasks: &mut JoinSet<()>,
    stopped: &watch::Receiver<bool>,
) -> Result<(), CannotStart> {
    let authenticity = Authenticity::of(&app.config).map_err(CannotStart::Setting)?;
    let inbound = Inbound { app: app.clone(), keys: keys.clone(), authenticity };
    let postman = Postman { app: app.clone(), keys, way, signer: signer(&app.config)?, lately: Lately::default() };
    tasks.spawn(inbound.run(stopped.clone()));
    tasks.spawn(postman.run(stopped.clone()));
    tasks.spawn(sweep::run(app.clone(), stopped.clone()));
    tasks.spawn(rosters::run(app.clone(), stopped.clone()));
    match Fetcher::for_people(&app.config) {
        Ok(fetcher) => {
            if app.config.fetch.subscriptions {
                tasks.spawn(subscriptions::run(app.clone(), fetcher.clone(), stopped.clone()));
            }
            if let Some(vapid) = vapid {
                tasks.spawn(Pusher { app: app.clone(), fetcher, vapid }.run(stopped.clone()));
            }
        }
        Err(error) => tracing::warn!(%error, "subscriptions are not fetched, and nobody is told by push"),
    }
    Ok(())
}

/// The key that signs outgoing mail, if the settings name one.
///
/// # Errors
/// A file that cannot be read or holds no key.
pub fn signer(config: &Config) -> Result<Option<Arc<DkimKey>>, CannotStart> {
    let Some(file) = &config.mail.dkim.key else {
        return Ok(None);
    };
    let shown = |error: &dyn fmt::Display| CannotStart::Setting(format!("mail.dkim.key {}: {error}", file.display()));
    let pem = std::fs::read_to_string(file).map_err(|error| shown(&error))?;
    let key = DkimKey::from_pem(&pem, &config.mail.host, &config.mail.dkim.selector).map_err(|error| shown(&error))?;
    Ok(Some(Arc::new(key)))
}

fn taken(key: &str, address: &dyn fmt::Display, error: &std::io::Error) -> CannotStart {
    let (kind, advice): (fn(String) -> CannotStart, _) = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            (CannotStart::Trouble, "; another program listens there: stop it, or choose another address")
        }
        std::io::ErrorKind::PermissionDenied => {
            (CannotStart::Setting, "; ports below 1024 need the capability CAP_NET_BIND_SERVICE")
        }
        std::io::ErrorKind::InvalidInput => {
            (CannotStart::Setting, "; write an address with a port, such as 127.0.0.1:24, or a path that begins with /")
        }
        _ => (CannotStart::Trouble, ""),
    };
    kind(format!("{key}: cannot listen on {address}: {error}{advice}"))
}

#[cfg(test)]
mod tests;
