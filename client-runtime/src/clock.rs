//! Time and chance, so that tests can set both.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, Instant, SystemTime};

/// Where the client reads the time, and draws the random part of a wait. The waiting itself is
/// done by the transport.
pub trait Clock: Send + Sync {
    /// A time that only moves forward.
    fn now(&self) -> Instant;

    /// The time of the calendar, which a `Retry-After` with a date is measured against.
    fn wall_time(&self) -> SystemTime;

    /// A duration drawn evenly from zero up to `at_most`.
    fn jitter(&self, at_most: Duration) -> Duration;
}

/// The machine's clock, and jitter from the standard library's source of randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn jitter(&self, at_most: Duration) -> Duration {
        // Keyed by the operating system once for each thread and changed with each use. Callers
        // must spread, an adversary need not be resisted.
        let chance = RandomState::new().build_hasher().finish() >> 32;
        let drawn = at_most.as_secs_f64() * (chance as f64 / f64::from(u32::MAX));
        // The longest duration has no exact float, and the nearest one is out of range.
        Duration::try_from_secs_f64(drawn).unwrap_or(at_most).min(at_most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_has_a_range_without_end() {
        for _ in 0..1000 {
            SystemClock.jitter(Duration::MAX);
        }
        assert_eq!(SystemClock.jitter(Duration::ZERO), Duration::ZERO);
    }

    #[test]
    fn jitter_spreads_over_the_whole_range() {
        let drawn: Vec<_> =
            (0..200).map(|_| SystemClock.jitter(Duration::from_secs(1)).as_millis()).collect();
        assert!(drawn.iter().all(|time| (0..=1000).contains(time)), "{drawn:?}");
        assert!(drawn.iter().any(|time| *time < 250), "{drawn:?}");
        assert!(drawn.iter().any(|time| *time > 750), "{drawn:?}");
    }
}
