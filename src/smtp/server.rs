//! The receiving server: takes connections, within bounds, and stops gracefully.

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::listener::Connection;
use super::{AcceptReply, Envelope, Limits, Listener, Protocol, RecipientReply, SessionInfo, connection, reply};
use crate::mail::Address;

/// The rest after an accept that failed: without file descriptors the next one fails at once as well.
const PAUSE: Duration = Duration::from_millis(200);

/// A future whose type is hidden behind a pointer.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What a listener needs to know, and whom it asks.
#[derive(Clone)]
pub struct Receiver {
    /// Our mail name, in the greeting and in `Received`.
    pub hostname: String,
    /// The bounds.
    pub limits: Limits,
    /// With it STARTTLS is offered.
    pub tls: Option<Arc<rustls::ServerConfig>>,
    /// What is spoken.
    pub protocol: Protocol,
    /// Tells the time that `Received` and the envelope bear.
    pub clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// Asked for every recipient.
    pub recipient: Arc<dyn Fn(Address, SessionInfo) -> BoxFuture<RecipientReply> + Send + Sync>,
    /// Given every mail that came in whole, with our `Return-Path` and `Received` on top. The client waits for its answers, one
    /// for each recipient in their order.
    pub accept: Arc<Accept>,
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Receiver { hostname, limits, protocol, .. } = self;
        f.debug_struct("Receiver")
            .field("hostname", hostname)
            .field("limits", limits)
            .field("protocol", protocol)
            .finish_non_exhaustive()
    }
}

/// Takes a whole mail; the replies are for its recipients, in their order.
pub type Accept = dyn Fn(Envelope, Vec<u8>) -> BoxFuture<Vec<AcceptReply>> + Send + Sync;

/// Takes connections until `stop` becomes true or its sender is dropped. Then clients between mails hear 421, mails under way
/// may finish for [`Limits::stop_time`], and all is closed.
pub async fn serve(listener: Listener, receiver: Arc<Receiver>, mut stop: watch::Receiver<bool>) {
    let guests = Guests::default();
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok(connection) => welcome(connection, &receiver, &guests, &stop, &mut connections),
            Err(error) => {
                tracing::warn!(%error, "a mail connection could not be taken");
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    let all_done = async { while connections.join_next().await.is_some() {} };
    if timeout(receiver.limits.stop_time, all_done).await.is_err() {
        tracing::warn!(connections = connections.len(), "mail connections were cut off");
        connections.shutdown().await;
    }
}

fn welcome(
    connection: Connection,
    receiver: &Arc<Receiver>,
    guests: &Guests,
    stop: &watch::Receiver<bool>,
    connections: &mut JoinSet<()>,
) {
    let peer = connection.peer().filter(|_| receiver.protocol == Protocol::Smtp);
    let Some(seat) = guests.seat(peer, &receiver.limits) else {
        tracing::debug!(peer = ?connection.peer(), "too many mail connections");
        return connection.turn_away(&reply::TOO_MANY_CONNECTIONS.line());
    };
    let (receiver, stop) = (receiver.clone(), stop.clone());
    connections.spawn(async move {
        connection::converse(connection, &receiver, stop).await;
        drop(seat);
    });
}

/// Who is connected, in all and by network.
#[derive(Clone, Default)]
struct Guests(Arc<Mutex<HashMap<Option<IpAddr>, usize>>>);

/// A place among the guests; dropping it makes it free.
struct Seat {
    guests: Guests,
    network: Option<IpAddr>,
}

impl Guests {
    fn seat(&self, peer: Option<IpAddr>, limits: &Limits) -> Option<Seat> {
        let network = peer.map(network);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let here = counts.get(&network).copied().unwrap_or(0);
        let is_crowded = network.is_some() && here >= limits.connections_per_peer;
        if is_crowded || counts.values().sum::<usize>() >= limits.connections {
            return None;
        }
        counts.insert(network, here + 1);
        Some(Seat { guests: self.clone(), network })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.guests.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = counts.get(&self.network).copied().unwrap_or(0).saturating_sub(1);
        match left {
            0 => counts.remove(&self.network),
            _ => counts.insert(self.network, left),
        };
    }
}

/// One customer of a provider has one IPv4 address, but a whole IPv6 network of 64 bits.
fn network(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests;
