//! When a call is tried again, how often and after which wait.

use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use jiff::Timestamp;
use jiff::fmt::{rfc2822::DateTimeParser, strtime};
use jiff::tz::TimeZone;

use crate::Clock;

/// How often and after which waits a call is tried again, where that is safe.
///
/// *Where* it is safe is not a setting: see [`Error`](crate::Error) for the table. The first wait
/// is drawn evenly from zero up to `backoff`, and the range doubles with each further one up to
/// `backoff_limit` (full jitter). A wait that the API asks for with `Retry-After` is taken as it
/// is. No try begins once `budget` has passed since the call began; a try under way is not cut
/// short by it but by the timeout.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::Retry;
///
/// let patient = Retry::default().tries(5).budget(Duration::from_secs(300));
/// assert_eq!(Retry::off(), Retry::default().tries(1));
/// # let _ = patient;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    tries: u32,
    budget: Duration,
    backoff: Duration,
    backoff_limit: Duration,
}

impl Default for Retry {
    /// Three tries, 90 seconds, half a second doubling up to eight.
    fn default() -> Self {
        Retry {
            tries: 3,
            budget: Duration::from_secs(90),
            backoff: Duration::from_millis(500),
            backoff_limit: Duration::from_secs(8),
        }
    }
}

impl Retry {
    /// One try and no more.
    pub fn off() -> Self {
        Retry::default().tries(1)
    }

    /// How many tries there are at most, the first one included; 0 counts as 1.
    #[must_use]
    pub fn tries(self, tries: u32) -> Self {
        Retry { tries: tries.max(1), ..self }
    }

    /// How long after the beginning of the call a further try may begin.
    #[must_use]
    pub fn budget(self, budget: Duration) -> Self {
        Retry { budget, ..self }
    }

    /// The upper end of the range that the first wait is drawn from, and that of every wait.
    #[must_use]
    pub fn backoff(self, first: Duration, limit: Duration) -> Self {
        Retry { backoff: first, backoff_limit: limit, ..self }
    }

    /// The wait before the next try, if there may be one: `tried` tries were made since `elapsed`
    /// ago, and the API may have asked for a wait.
    pub(crate) fn wait(
        &self,
        tried: u32,
        elapsed: Duration,
        asked: Option<Duration>,
        clock: &dyn Clock,
    ) -> Option<Duration> {
        if tried >= self.tries {
            return None;
        }
        let range = self.backoff.saturating_mul(1 << (tried.saturating_sub(1)).min(16));
        let wait = asked.unwrap_or_else(|| clock.jitter(range.min(self.backoff_limit)));
        (elapsed.saturating_add(wait) < self.budget).then_some(wait)
    }
}

/// The wait that an answer asks for: seconds, or a date.
pub(crate) fn retry_after<B>(answer: &http::Response<B>, now: SystemTime) -> Option<Duration> {
    let text = answer.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds: longer than any budget.
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let wait = http_date(text)?.duration_since(Timestamp::try_from(now).ok()?);
    // A date that has passed asks for no wait.
    Some(wait.try_into().unwrap_or_default())
}

/// A date in one of the three forms of RFC 9110, 5.6.7; two of them are obsolete and still to be
/// accepted.
fn http_date(text: &str) -> Option<Timestamp> {
    // The date counts, whatever day of the week is written before it.
    if let Ok(date) = DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text) {
        return Some(date);
    }
    ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"].into_iter().find_map(|form| {
        let date = strtime::parse(form, text).ok()?.to_datetime().ok()?;
        Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Instant, UNIX_EPOCH};

    use super::*;

    struct Highest;

    impl Clock for Highest {
        fn now(&self) -> Instant {
            Instant::now()
        }

        fn wall_time(&self) -> SystemTime {
            UNIX_EPOCH
        }

        fn jitter(&self, at_most: Duration) -> Duration {
            at_most
        }
    }

    fn asked(text: &str, now: u64) -> Option<u64> {
        let answer = http::Response::builder().header(RETRY_AFTER, text).body(()).unwrap();
        retry_after(&answer, UNIX_EPOCH + Duration::from_secs(now)).map(|wait| wait.as_secs())
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        assert_eq!(asked("0", 0), Some(0));
        assert_eq!(asked(" 120 ", 0), Some(120));
        assert_eq!(asked("Thu, 01 Jan 1970 00:02:00 GMT", 20), Some(100));
        assert_eq!(asked("Thu, 01 Jan 1970 00:02:00 GMT", 500), Some(0));
        assert_eq!(asked("Mon, 01 Jan 1970 00:02:00 GMT", 0), Some(120));
        assert_eq!(asked("Mon, 01 Jan 0001 00:00:00 GMT", 0), Some(0));
        assert!(asked("Thu, 31 Dec 9998 00:00:00 GMT", 0) > Some(200_000_000_000));
        assert_eq!(asked("99999999999999999999999", 0), Some(u64::MAX));
        assert_eq!(asked("Thursday, 01-Jan-70 00:02:00 GMT", 20), Some(100));
        assert_eq!(asked("Thu Jan  1 00:02:00 1970", 20), Some(100));
        for text in ["", "-1", "1.5", "soon", "Thu, 01 Jan", "0x10"] {
            assert_eq!(asked(text, 0), None, "{text}");
        }
    }

    #[test]
    fn waits_double_up_to_their_limit() {
        let retry = Retry::default().tries(99).budget(Duration::MAX);
        let waits = [1, 2, 3, 4, 5, 6, 40]
            .map(|tried| retry.wait(tried, Duration::ZERO, None, &Highest).unwrap().as_millis());
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
    }

    #[test]
    fn tries_and_time_are_bounded() {
        let retry = Retry::default();
        let wait = |tried, elapsed, asked: Option<u64>| {
            retry.wait(
                tried,
                Duration::from_secs(elapsed),
                asked.map(Duration::from_secs),
                &Highest,
            )
        };
        assert!(wait(2, 0, None).is_some());
        assert!(wait(3, 0, None).is_none());
        assert!(wait(1, 90, None).is_none());
        assert_eq!(wait(1, 0, Some(60)), Some(Duration::from_secs(60)));
        assert!(wait(1, 31, Some(60)).is_none());
        assert_eq!(wait(1, 29, Some(60)), Some(Duration::from_secs(60)));
        assert!(wait(1, 30, Some(60)).is_none());
        assert!(wait(1, 0, Some(u64::MAX)).is_none());
        assert!(Retry::off().wait(1, Duration::ZERO, Some(Duration::ZERO), &Highest).is_none());
    }
}
