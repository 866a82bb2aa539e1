//! The sandbox's clock: the world's, or a seeded run's own, and either can be moved ahead.

use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::time;

/// Where the clock of a seeded run starts.
const START: &str = "2030-01-01T00:00:00Z";

/// How far a merchant's clock has been moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Clock {
    /// Milliseconds ahead.
    ahead: i64,
    /// What a seeded clock has ticked on: a millisecond for each change.
    ticks: i64,
}

/// Whose time it is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source {
    World,
    /// It stands still between requests, so that a run can be repeated.
    Seeded,
}

impl Source {
    /// The time of a merchant whose clock nobody has moved.
    pub(crate) fn start(self) -> Timestamp {
        Clock::default().now(self)
    }

    /// How a run with this clock is started, for the file that it keeps.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::World => "without --seed",
            Self::Seeded => "with --seed",
        }
    }
}

impl Clock {
    pub(crate) fn now(&self, source: Source) -> Timestamp {
        let millis = match source {
            Source::World => Timestamp::now().as_millisecond(),
            Source::Seeded => {
                let start = START.parse().map_or(0, Timestamp::as_millisecond);
                start.saturating_add(self.ticks)
            }
        };
        Timestamp::from_millisecond(millis.saturating_add(self.ahead)).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn tick(&mut self) {
        self.ticks = self.ticks.saturating_add(1);
    }

    /// Moves the clock to a later time; an earlier one leaves it where it is.
    pub(crate) fn move_to(&mut self, time: Timestamp, source: Source) {
        let by = time.as_millisecond().saturating_sub(self.now(source).as_millisecond());
        self.ahead = self.ahead.saturating_add(by.max(0));
    }
}

/// Whether a clock can be one: it goes ahead, and not beyond the times that can be printed.
pub(crate) fn check(clock: &Clock) -> Result<(), &'static str> {
    let most = Timestamp::MAX.as_millisecond();
    let is_far = clock.ahead.max(clock.ticks) > most - Timestamp::now().as_millisecond();
    if clock.ahead < 0 || clock.ticks < 0 || is_far {
        return Err("the clock is ahead, and ends with the year 9999");
    }
    Ok(())
}

/// The time that an order to the clock names: `{"to": "2030-02-01T00:00:00Z"}` or
/// `{"advance": "P1M"}`, an ISO 8601 duration.
pub(crate) fn target(
    now: Timestamp,
    to: Option<&str>,
    advance: Option<&str>,
) -> Result<Timestamp, String> {
    let target = match (to, advance) {
        (Some(to), None) => to.parse::<Timestamp>().map_err(|error| error.to_string())?,
        (None, Some(advance)) => {
            let span: Span = advance.parse().map_err(|error: jiff::Error| error.to_string())?;
            let local = jiff::tz::Offset::UTC.to_datetime(now);
            let moved = local.checked_add(span).map_err(|error| error.to_string())?;
            jiff::tz::Offset::UTC.to_timestamp(moved).map_err(|error| error.to_string())?
        }
        _ => {
            return Err("give either `to`, a time, or `advance`, a duration like P1M".to_owned());
        }
    };
    if target < now {
        return Err(format!("it is {} there, and the clock moves ahead alone", time::printed(now)));
    }
    Ok(target)
}
