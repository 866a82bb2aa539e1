//! What can be watched of a call: a span with the endpoint's name, tries, status, duration and
//! delivery. Never an address, a header or a body.

use std::time::Duration;

use http::StatusCode;

use crate::Delivery;
use crate::transport::Carried;

/// The span of one call; nothing without the feature `tracing`.
pub(crate) struct Watch {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
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
        Watch { span }
    }

    pub(crate) fn attempt(&self, attempt: u32) {
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

#[cfg(feature = "tracing")]
fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(not(feature = "tracing"))]
impl Watch {
    pub(crate) fn begin(_: &'static str) -> Self {
        Watch {}
    }

    pub(crate) fn attempt(&self, _: u32) {}

    pub(crate) fn again(&self, _: u32, _: Duration, _: &Carried) {}

    pub(crate) fn end(&self, _: u32, _: Duration, _: Option<StatusCode>, _: Delivery) {}
}
