//! What time it is: the machine's clock, or one that a test moves by hand; and how long to wait after failures.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Notify, watch};

/// The only source of the present time; every other room takes it as an argument.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is moved.
    Fixed(Arc<Fixed>),
}

/// The state of a clock that is moved by hand.
#[derive(Debug)]
pub struct Fixed {
    seconds: AtomicI64,
    moved: Notify,
}

impl Clock {
    /// A clock that stands at this time, to the second.
    pub fn fixed(at: DateTime<Utc>) -> Clock {
        Clock::Fixed(Arc::new(Fixed { seconds: AtomicI64::new(at.timestamp()), moved: Notify::new() }))
    }

    /// The present time.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => Utc::now(),
            Clock::Fixed(fixed) => {
                DateTime::from_timestamp(fixed.seconds.load(Ordering::SeqCst), 0).unwrap_or(DateTime::UNIX_EPOCH)
            }
        }
    }

    /// Moves a fixed clock on and wakes whoever sleeps by it; the machine's clock is left alone.
    pub fn advance(&self, by: TimeDelta) {
        if let Clock::Fixed(fixed) = self {
            fixed.seconds.fetch_add(by.num_seconds(), Ordering::SeqCst);
            fixed.moved.notify_waiters();
        }
    }

    /// Sleeps until about this time, at most `longest`; a fixed clock wakes when it is moved.
    pub async fn sleep_until(&self, at: Option<DateTime<Utc>>, longest: Duration) {
        let wait =
            at.map(|at| (at - self.now()).to_std().unwrap_or(Duration::ZERO)).map_or(longest, |wait| wait.min(longest));
        match self {
            Clock::System => tokio::time::sleep(wait).await,
            Clock::Fixed(fixed) => {
                let moved = fixed.moved.notified();
                if at.is_some_and(|at| at <= self.now()) {
                    return;
                }
                let _ = tokio::time::timeout(longest, moved).await;
            }
        }
    }
}

/// Keeps still for so long, or until `stop` changes. It is the machine's time: a disk that is full does not care for a clock
/// that is moved by hand.
pub async fn keep_still(pause: TimeDelta, stop: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(pause.to_std().unwrap_or_default()) => {}
        _ = stop.changed() => {}
    }
}

/// The pause after this many failures in a row: `first`, doubled with each further one, and at most `longest`.
pub fn pause(first: TimeDelta, failures: i64, longest: TimeDelta) -> TimeDelta {
    let doublings = failures.saturating_sub(1).clamp(0, 30) as u32;
    first.checked_mul(1 << doublings).map_or(longest, |pause| pause.min(longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_longest() {
        let minutes = TimeDelta::minutes;
        for (failures, expected) in
            [(i64::MIN, 1), (0, 1), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (40, 60), (i64::MAX, 60)]
        {
            assert_eq!(pause(minutes(1), failures, minutes(60)), minutes(expected), "{failures}");
        }
        assert_eq!(pause(TimeDelta::MAX, 2, minutes(60)), minutes(60));
    }
}
