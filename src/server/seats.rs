//! Places for connections. When all are taken, the connection that has been idle longest gives way: clients that only
//! hold a connection open, or drip a request in, cannot keep others out. A request makes its connection busy once nothing
//! of it is missing, or once it is known whose it is.
//!
//! When all are busy, the network that has most of the places gives way to one that has fewer, and is turned away
//! itself: a person with a password, or with somebody else's, shuts nobody out who comes from elsewhere. There is no
//! bound below that, for behind one address may be a whole company. A trusted proxy has as many as it takes.
//!
//! A client that does not go on reading an answer loses its connection, and with it the place.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// The places of one listener.
pub(super) struct Seats {
    free: Arc<Semaphore>,
    taken: Mutex<Vec<Arc<Place>>>,
    tickets: AtomicU64,
}

/// What is known of one connection.
struct Place {
    /// Requests that are being answered.
    busy: AtomicUsize,
    /// The network it comes from; none behind a trusted proxy.
    from: Option<IpAddr>,
    /// The lower, the longer it has been idle.
    ticket: AtomicU64,
    /// When the client got the last piece of each answer of which it has to take more.
    given: Mutex<HashMap<u64, Instant>>,
    leave: Notify,
}

/// A connection's place; it is free again when this is dropped.
pub(super) struct Seat {
    seats: Arc<Seats>,
    place: Arc<Place>,
    _permit: OwnedSemaphorePermit,
}

/// A request; from [`Turn::begin`] on its connection does not give way.
pub(super) struct Turn {
    seats: Arc<Seats>,
    place: Arc<Place>,
    number: u64,
    has_begun: AtomicBool,
}

impl Seats {
    pub(super) fn new(number: usize) -> Arc<Seats> {
        Arc::new(Seats { free: Arc::new(Semaphore::new(number)), taken: Mutex::default(), tickets: AtomicU64::new(0) })
    }

    /// A place for a connection from this network, none where that is a trusted proxy's. One that can give way is asked
    /// to; then it is waited for.
    pub(super) async fn take(self: &Arc<Seats>, from: Option<IpAddr>) -> Option<Seat> {
        let permit = match Arc::clone(&self.free).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) if self.make_room(from) => Arc::clone(&self.free).acquire_owned().await.ok()?,
            Err(_) => return None,
        };
        let (busy, ticket) = (AtomicUsize::new(0), AtomicU64::new(self.ticket()));
        let place = Arc::new(Place { busy, from, ticket, given: Mutex::default(), leave: Notify::new() });
        self.taken().push(Arc::clone(&place));
        Some(Seat { seats: Arc::clone(self), place, _permit: permit })
    }

    /// Asks a connection to leave for one from this network; false when that one is to be turned away.
    fn make_room(&self, from: Option<IpAddr>) -> bool {
        let taken = self.taken();
        let oldest = |place: &&Arc<Place>| place.ticket.load(Ordering::SeqCst);
        let idle = taken.iter().filter(|place| place.busy.load(Ordering::SeqCst) == 0).min_by_key(oldest);
        if let Some(idle) = idle {
            idle.leave.notify_one();
            return true;
        }
        let mut networks: HashMap<IpAddr, usize> = HashMap::new();
        taken.iter().filter_map(|place| place.from).for_each(|from| *networks.entry(from).or_default() += 1);
        let own = from.and_then(|from| networks.get(&from)).copied().unwrap_or(0);
        let greedy = networks.into_iter().max_by_key(|(_, places)| *places).filter(|(_, places)| *places > own + 1);
        match greedy {
            Some((network, _)) => {
                let oldest = taken.iter().filter(|place| place.from == Some(network)).min_by_key(oldest);
                oldest.inspect(|oldest| oldest.leave.notify_one()).is_some()
            }
            None => from.is_none(),
        }
    }

    fn ticket(&self) -> u64 {
        self.tickets.fetch_add(1, Ordering::SeqCst)
    }

    fn taken(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Place>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// A request that has come in; it lasts until the returned value is dropped.
    pub(super) fn turn(&self) -> Turn {
        let (seats, place) = (Arc::clone(&self.seats), Arc::clone(&self.place));
        Turn { number: seats.ticket(), seats, place, has_begun: AtomicBool::new(false) }
    }

    /// Waits until the client of an answer has let so much time pass without taking any more of it.
    pub(super) async fn stands_still(&self, patience: Duration) {
        while !self.place.given().values().any(|given| given.elapsed() > patience) {
            tokio::time::sleep(patience / 4).await;
        }
    }

    /// Waits until the connection is asked to give way.
    pub(super) async fn asked_to_leave(&self) {
        self.place.leave.notified().await;
    }
}

impl Turn {
    /// The request is being answered: the connection stays until that is done.
    pub(super) fn begin(&self) {
        if !self.has_begun.swap(true, Ordering::SeqCst) {
            self.place.busy.fetch_add(1, Ordering::SeqCst);
        }
    }
}

impl Turn {
    /// A piece of the answer is given away: the next one is asked for when the client has room for it.
    pub(super) fn gives(&self) {
        self.place.given().insert(self.number, Instant::now());
    }

    /// The next piece of the answer is asked for.
    pub(super) fn works(&self) {
        self.place.given().remove(&self.number);
    }
}

impl Place {
    fn given(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Instant>> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.works();
        // A connection on which nothing but beginnings of requests came is as idle as before.
        if self.has_begun.load(Ordering::SeqCst) {
            self.place.ticket.store(self.seats.ticket(), Ordering::SeqCst);
            self.place.busy.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.taken().retain(|place| !Arc::ptr_eq(place, &self.place));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn who_takes_no_more_of_an_answer_is_known() {
        let patience = Duration::from_millis(100);
        let seat = Seats::new(1).take(None).await.unwrap();
        let still = || tokio::time::timeout(4 * patience, seat.stands_still(patience));
        let (one, other) = (seat.turn(), seat.turn());
        assert!(still().await.is_err(), "nothing is being sent");
        one.gives();
        one.works();
        assert!(still().await.is_err(), "it is our turn");
        one.gives();
        other.gives();
        drop(one);
        other.works();
        assert!(still().await.is_err(), "one is sent, of the other there is no piece yet");
        other.gives();
        assert!(still().await.is_ok());
    }

    #[tokio::test]
    async fn the_longest_idle_gives_way_and_the_busy_stay() {
        let seats = Seats::new(3);
        let first = seats.take(None).await.unwrap();
        let second = seats.take(None).await.unwrap();
        let third = seats.take(None).await.unwrap();
        for seat in [&second, &first] {
            seat.turn().begin();
        }
        let answering = first.turn();
        answering.begin();
        // What of a request is still to come holds no place.
        let _coming = third.turn();
        let waiting = tokio::spawn({
            let seats = Arc::clone(&seats);
            async move { seats.take(None).await.is_some() }
        });
        third.asked_to_leave().await;
        let asked = tokio::time::timeout(Duration::from_millis(20), second.asked_to_leave()).await;
        assert!(asked.is_err(), "the second was used after the third");
        drop(third);
        assert!(waiting.await.unwrap());
        assert_eq!(seats.taken().len(), 2);
    }
    #[tokio::test]
    async fn whoever_has_most_places_gives_way_to_others_and_to_nobody_of_the_own_network() {
        let [greedy, other, third] = ["192.0.2.1", "198.51.100.1", "203.0.113.1"].map(|ip| ip.parse().ok());
        let seats = Seats::new(4);
        let mut turns = Vec::new();
        let mut busy = async |from| {
            let seat = seats.take(from).await.unwrap();
            let turn = seat.turn();
            turn.begin();
            turns.push(turn);
            seat
        };
        let held = [busy(other).await, busy(greedy).await, busy(greedy).await, busy(greedy).await];
        assert!(seats.take(greedy).await.is_none());
        let waiting = tokio::spawn({
            let seats = Arc::clone(&seats);
            async move { seats.take(third).await }
        });
        held[1].asked_to_leave().await;
        let [first, leaves, ..] = held;
        drop(leaves);
        let comes = waiting.await.unwrap().unwrap();
        comes.turn().begin();
        assert_eq!(seats.taken().len(), 4);
        // Each of the others has a place, and the greedy one two: nobody has less than one more would be.
        let turn = comes.turn();
        turn.begin();
        assert!(seats.take(third).await.is_none());
        drop(first);
    }
}
