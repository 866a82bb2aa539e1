//! What can be watched of a call: a span with the endpoint's name, tries, status, duration and
//! delivery. Never an address, a header or a body.

use std::time::Duration;

use http::StatusCode;

use crate::Delivery;
use crate::transport::Carried;

/// Nothing without the feature `tracing`.
#[cfg(not(feature = "tracing"))]
pub(crate) struct Watch;

/// The span of one call, and how many tries were begun in it and not brought to an end.
#[cfg(feature = "tracing")]
pub(crate) struct Watch {
    span: tracing::Span,
    open: Option<u32>,
}

#[cfg(feature = "tracing")]
impl Watch {
    pub(crate) fn begin(operation: &'static str) -> Self {
        use tracing::field::Empty;
        let span = tracing::info_span!(
            "call",
            endpoint = operation,
            attempts = Empty,
            status = Empty,
            duration_ms = Empty,
            delivery = Empty,
        );
        Watch { span, open: None }
    }

    pub(crate) fn attempt(&mut self, attempt: u32) {
        self.open = Some(attempt);
        tracing::debug!(parent: &self.span, attempt, "sending");
    }

    pub(crate) fn again(&self, attempt: u32, wait: Duration, carried: &Carried) {
        let wait_ms = millis(wait);
        match carried {
            Ok(answer) => {
                let status = answer.status().as_u16();
                tracing::info!(parent: &self.span, attempt, status, wait_ms, "trying again");
            }
            Err(error) => {
                let delivery = tracing::field::display(error.delivery());
                tracing::info!(parent: &self.span, attempt, delivery, wait_ms, "trying again");
            }
        }
    }

    /// The last try has come to its end. Says if anybody is to be told of it.
    pub(crate) fn ends(&mut self) -> bool {
        self.open = None;
        !self.span.is_none()
    }

    pub(crate) fn end(
        &self,
        tries: u32,
        elapsed: Duration,
        status: Option<StatusCode>,
        delivery: Delivery,
    ) {
        self.span.record("attempts", tries);
        self.span.record("duration_ms", millis(elapsed));
        self.span.record("delivery", tracing::field::display(delivery));
        if let Some(status) = status {
            self.span.record("status", status.as_u16());
        }
    }
}

/// A call whose future was dropped, or whose transport panicked, tells nobody else.
#[cfg(feature = "tracing")]
impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(tries) = self.open {
            self.span.record("attempts", tries);
            self.span.record("delivery", tracing::field::display(Delivery::Unknown));
            tracing::warn!(parent: &self.span, "given up before its end: it may be carried out");
        }
    }
}

#[cfg(feature = "tracing")]
fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(not(feature = "tracing"))]
impl Watch {
    pub(crate) fn begin(_: &'static str) -> Self {
        Watch
    }

    pub(crate) fn attempt(&mut self, _: u32) {}

    pub(crate) fn again(&self, _: u32, _: Duration, _: &Carried) {}

    pub(crate) fn ends(&mut self) -> bool {
        false
    }

    pub(crate) fn end(&self, _: u32, _: Duration, _: Option<StatusCode>, _: Delivery) {}
}
