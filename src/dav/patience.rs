//! How long a search may take.

use std::time::{Duration, Instant};

/// How long one request may hold filters against what is stored. A filter costs what its object makes of it: a rule that
/// is followed for long, a text that is long; so time is counted, and not what is looked at.
#[derive(Debug)]
pub struct Patience {
    left: Duration,
    /// When what is left now will be over.
    until: Instant,
}

/// A filter was held against what is stored for longer than one request may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfTime;

/// How long that may be.
const MOST: Duration = Duration::from_secs(20);

impl Patience {
    /// With one request.
    pub fn with_a_request() -> Patience {
        Patience::of(MOST)
    }

    /// So much of it.
    pub fn of(left: Duration) -> Patience {
        Patience { left, until: Instant::now() + left }
    }

    /// Begins to count again, after others had their turn.
    pub fn resume(&mut self) {
        self.until = Instant::now() + self.left;
    }

    /// Stops counting.
    pub fn pause(&mut self) {
        self.left = self.until.saturating_duration_since(Instant::now());
    }

    /// Whether none is left.
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_used_is_counted() {
        let hour = Duration::from_secs(3600);
        let mut patience = Patience::of(hour);
        assert!(!patience.is_over());
        patience.pause();
        patience.resume();
        assert!(!patience.is_over() && patience.left <= hour && patience.left > hour / 2);
        assert!(Patience::of(Duration::ZERO).is_over());
    }
}
