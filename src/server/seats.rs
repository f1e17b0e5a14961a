//! Places for connections. When all are taken, the connection that has been idle longest gives way: clients that only
//! hold a connection open, or drip a request in, cannot keep others out. A request makes its connection busy once nothing
//! of it is missing, or once it is known whose it is.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

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
    /// The lower, the longer it has been idle.
    ticket: AtomicU64,
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
    has_begun: AtomicBool,
}

impl Seats {
    pub(super) fn new(number: usize) -> Arc<Seats> {
        Arc::new(Seats { free: Arc::new(Semaphore::new(number)), taken: Mutex::default(), tickets: AtomicU64::new(0) })
    }

    /// A place, as soon as one is free; the longest idle connection is asked to leave if none is.
    pub(super) async fn take(self: &Arc<Seats>) -> Option<Seat> {
        let permit = match Arc::clone(&self.free).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                self.make_room();
                Arc::clone(&self.free).acquire_owned().await.ok()?
            }
        };
        let place =
            Arc::new(Place { busy: AtomicUsize::new(0), ticket: AtomicU64::new(self.ticket()), leave: Notify::new() });
        self.taken().push(Arc::clone(&place));
        Some(Seat { seats: Arc::clone(self), place, _permit: permit })
    }

    fn make_room(&self) {
        let taken = self.taken();
        let idle = taken.iter().filter(|place| place.busy.load(Ordering::SeqCst) == 0);
        if let Some(longest) = idle.min_by_key(|place| place.ticket.load(Ordering::SeqCst)) {
            longest.leave.notify_one();
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
        Turn { seats: Arc::clone(&self.seats), place: Arc::clone(&self.place), has_begun: AtomicBool::new(false) }
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

impl Drop for Turn {
    fn drop(&mut self) {
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
    async fn the_longest_idle_gives_way_and_the_busy_stay() {
        let seats = Seats::new(3);
        let first = seats.take().await.unwrap();
        let second = seats.take().await.unwrap();
        let third = seats.take().await.unwrap();
        for seat in [&second, &first] {
            seat.turn().begin();
        }
        let answering = first.turn();
        answering.begin();
        // What of a request is still to come holds no place.
        let _coming = third.turn();
        let waiting = tokio::spawn({
            let seats = Arc::clone(&seats);
            async move { seats.take().await.is_some() }
        });
        third.asked_to_leave().await;
        let asked = tokio::time::timeout(Duration::from_millis(20), second.asked_to_leave()).await;
        assert!(asked.is_err(), "the second was used after the third");
        drop(third);
        assert!(waiting.await.unwrap());
        assert_eq!(seats.taken().len(), 2);
    }
}
