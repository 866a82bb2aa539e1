//! What carries bytes: one small trait for an async stack and one for a blocking stack.
//!
//! A transport carries out one request, once. It decides nothing: when to try again is the
//! client's business, and it rests on one question that only the transport can answer, whether a
//! byte of the request may have left the machine.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use http::StatusCode;

use crate::{Body, Delivery};

#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
#[cfg(feature = "ureq")]
pub(crate) mod ureq;

/// A future that can be sent to another thread, boxed.
pub type BoxFuture<'f, T> = Pin<Box<dyn Future<Output = T> + Send + 'f>>;

/// What a transport returns.
pub type Carried = Result<http::Response<Body>, TransportError>;

/// An async HTTP stack that carries requests.
///
/// An implementation must keep to four rules, on which "never twice" rests:
///
/// - It sends the request at most once: no retry, no redirect, not even where its HTTP stack
///   thinks that safe.
/// - It says [`TransportError::not_sent`] only if no byte of the request can have left: name
///   resolution, connecting and the TLS handshake. Everything later, and everything that is not
///   known, is [`TransportError::unknown`].
/// - It keeps to the [`Limits`], and does not decompress.
/// - It neither logs nor keeps headers and bodies.
///
/// A panic of it goes through the call to the caller, who then knows no more of the request than
/// after [`Error::Indeterminate`](crate::Error::Indeterminate). The client holds no lock meanwhile
/// and goes on with the next call.
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::{
///     Body, BoxFuture, Carried, Limits, Transport, TransportError, TransportFault, http,
/// };
/// # struct Stack;
/// # struct Connection;
/// # impl Stack {
/// #     async fn connect(&self, _: &http::Uri, _: Duration) -> std::io::Result<Connection> {
/// #         Ok(Connection)
/// #     }
/// #     async fn sleep(&self, _: Duration) {}
/// # }
/// # impl Connection {
/// #     async fn exchange(self, _: http::Request<Body>, _: Limits) -> std::io::Result<http::Response<Body>> {
/// #         Err(std::io::ErrorKind::BrokenPipe.into())
/// #     }
/// # }
///
/// /// Another HTTP stack as a transport.
/// struct Own(Stack);
///
/// impl Transport for Own {
///     fn send(&self, request: http::Request<Body>, limits: Limits) -> BoxFuture<'_, Carried> {
///         Box::pin(async move {
///             // Whatever fails up to here has not sent a byte.
///             let connection = self.0.connect(request.uri(), limits.connect).await.map_err(|error| {
///                 TransportError::not_sent(TransportFault::Connect).because(error)
///             })?;
///             // Whatever fails from here on may have.
///             connection.exchange(request, limits).await.map_err(|error| {
///                 TransportError::unknown(TransportFault::Lost).because(error)
///             })
///         })
///     }
///
///     fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(self.0.sleep(time))
///     }
/// }
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request and reads the answer, whatever its status.
    fn send(&self, request: http::Request<Body>, limits: Limits) -> BoxFuture<'_, Carried>;

    /// Waits, between two tries.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// A blocking HTTP stack that carries requests; the rules are those of [`Transport`].
pub trait BlockingTransport: Send + Sync {
    /// Sends a request and reads the answer, whatever its status.
    ///
    /// # Errors
    ///
    /// If there is no whole answer.
    fn send(&self, request: http::Request<Body>, limits: Limits) -> Carried;

    /// Waits, between two tries.
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// What bounds one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long resolving the name, connecting and the TLS handshake may take together. Never
    /// longer than `total`.
    pub connect: Duration,
    /// How long the try may take, up to the last byte of the answer.
    pub total: Duration,
    /// After how many bytes of the answer's body to stop reading. This is one more than the
    /// client accepts, so that it can tell a body that is too long from one that just fits: return
    /// what was read, and drop the connection.
    pub answer: usize,
}

/// Why there is no answer, and whether the request may have left this machine.
#[derive(Debug)]
pub struct TransportError {
    fault: TransportFault,
    delivery: Delivery,
    status: Option<StatusCode>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kind of thing that went wrong below HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportFault {
    /// There was no connection: name resolution, TCP or TLS.
    Connect,
    /// A time limit ran out.
    Timeout,
    /// The connection was lost, or what came over it is no HTTP.
    Lost,
    /// The transport cannot send such a request.
    Unsendable,
}

impl TransportError {
    /// No byte of the request can have left this machine.
    pub fn not_sent(fault: TransportFault) -> Self {
        TransportError { fault, delivery: Delivery::NotSent, status: None, source: None }
    }

    /// The request, or a part of it, may have left this machine.
    pub fn unknown(fault: TransportFault) -> Self {
        TransportError { fault, delivery: Delivery::Unknown, status: None, source: None }
    }

    /// Adds the cause. Its texts, `Debug` included, must show neither headers nor bodies nor the
    /// address.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds the status of an answer whose body then failed to arrive whole. What was answered was
    /// sent: the delivery is [`Delivery::Unknown`] from here on.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        TransportError { status: Some(status), delivery: Delivery::Unknown, ..self }
    }

    /// What went wrong.
    pub fn fault(&self) -> TransportFault {
        self.fault
    }

    /// [`Delivery::NotSent`] or [`Delivery::Unknown`].
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// The status of an answer that was begun and did not arrive whole.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.delivery, self.fault) {
            (Delivery::NotSent, TransportFault::Connect) => "no connection could be made",
            (Delivery::NotSent, TransportFault::Timeout) => "connecting took too long",
            (Delivery::NotSent, _) => "the transport cannot send this request",
            (_, TransportFault::Timeout) => "no whole answer came in time",
            (_, _) => "the connection was lost before a whole answer came",
        })?;
        match self.status {
            Some(status) => write!(f, ", after an answer had begun with status {status}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
