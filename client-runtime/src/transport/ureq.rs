//! The blocking transport: ureq 3 with rustls.
//!
//! What was read in ureq's source, since "never twice" rests on it (3.5.1):
//!
//! - It never sends a request a second time except to follow a redirect, and that is off. A pooled
//!   connection is probed before it is used; if it dies later, the error comes up.
//! - A connection is made by one `Connector`, the TLS handshake included, before the first byte of
//!   a request is written. [`Tagged`] marks whatever fails there, so "not sent" is known from the
//!   place of a failure and not guessed from its kind.
//! - It logs headers through `log` by a list of harmless names, `Location` among them. But ureq-proto beneath it dumps
//!   every byte of a request, credentials and body, at TRACE, and has no switch for it: where the
//!   program listens to that, nothing is sent.

use std::io::Read;

use ureq::config::Config;
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport as Connection,
};
use ureq::{Agent, Error};

use super::{BlockingTransport, Carried, Limits, TransportError, TransportFault};
use crate::{Body, BuildError};

/// How many connections are kept for later calls, so that many threads can share one client.
const IDLE: usize = 64;

/// Carries the calls of a blocking client with ureq and rustls.
///
/// Nothing is sent while the program logs the target `ureq_proto` at TRACE: that log would hold
/// credentials and bodies. Everything else may be logged at any level.
///
/// HTTP/1.1, roots of Mozilla's list, no proxy, neither from the environment nor otherwise, unless
/// [`with`](UreqTransport::with) says so. Resolving a name may take [`Limits::connect`], and
/// connecting as much again: ureq has no one clock for both.
#[derive(Debug, Clone)]
pub struct UreqTransport {
    agent: Agent,
}

impl UreqTransport {
    /// A transport with the settings above.
    ///
    /// # Errors
    ///
    /// None at present; the signature is that of other transports.
    pub fn new() -> Result<Self, BuildError> {
        Ok(UreqTransport::with(TlsConfig::default(), None))
    }

    /// A transport with roots or a client certificate of one's own, and with a proxy. What keeps
    /// calls safe cannot be set: no redirects, no decompression, limits.
    pub fn with(tls: TlsConfig, proxy: Option<ureq::Proxy>) -> Self {
        let config = Config::builder()
            .tls_config(tls)
            .proxy(proxy)
            .allow_non_standard_methods(true)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .accept_encoding("")
            .max_idle_connections(IDLE)
            .max_idle_connections_per_host(IDLE)
            .build();
        let resolver = TaggedResolver(DefaultResolver::default());
        UreqTransport { agent: Agent::with_parts(config, Tagged::default(), resolver) }
    }

    fn carry(&self, request: http::Request<Body>, limits: Limits) -> Result<Answer, Failure> {
        let (parts, body) = request.into_parts();
        // ureq writes no body after these, and finds that out late.
        let bodiless =
            ["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"].contains(&parts.method.as_str());
        if bodiless && !body.as_bytes().is_empty() {
            return Err(Failure::unsendable());
        }
        let answer = if bodiless {
            self.run(http::Request::from_parts(parts, ()), limits)
        } else {
            self.run(http::Request::from_parts(parts, body.into_bytes()), limits)
        };
        let (parts, body) = answer.map_err(Failure::from)?.into_parts();
        let mut bytes = Vec::new();
        let room = u64::try_from(limits.answer).unwrap_or(u64::MAX);
        let read = body.into_reader().take(room).read_to_end(&mut bytes);
        match read {
            Ok(_) => Ok(http::Response::from_parts(parts, Body::from(bytes))),
            Err(error) => Err(Failure { status: Some(parts.status), ..Error::from(error).into() }),
        }
    }

    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        limits: Limits,
    ) -> Result<http::Response<ureq::Body>, Error> {
        let request = self.agent.configure_request(request);
        let connect = Some(limits.connect);
        let request = request.timeout_global(Some(limits.total)).timeout_resolve(connect);
        self.agent.run(request.timeout_connect(connect).build())
    }
}

type Answer = http::Response<Body>;

impl BlockingTransport for UreqTransport {
    fn send(&self, request: http::Request<Body>, limits: Limits) -> Carried {
        if log::log_enabled!(target: "ureq_proto::util", log::Level::Trace) {
            return Err(TransportError::not_sent(TransportFault::Unsendable).because(Overheard));
        }
        self.carry(request, limits).map_err(Failure::told)
    }
}

/// A failure of ureq, with the status of an answer that had begun.
struct Failure {
    error: Error,
    status: Option<http::StatusCode>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure { error, status: None }
    }
}

impl Failure {
    fn unsendable() -> Self {
        Failure::from(Error::Other(Box::new(Unsendable)))
    }

    fn told(self) -> TransportError {
        let told = match self.error {
            Error::Other(source) if source.is::<Unsendable>() => {
                TransportError::not_sent(TransportFault::Unsendable).because(source)
            }
            Error::Other(source) => match source.downcast::<BeforeSending>() {
                Ok(before) => (*before).told(),
                Err(source) => TransportError::unknown(TransportFault::Lost).because(source),
            },
            // The text of these holds the address.
            Error::BadUri(_) | Error::RequireHttpsOnly(_) => {
                TransportError::not_sent(TransportFault::Unsendable)
            }
            error @ Error::Timeout(_) => {
                TransportError::unknown(TransportFault::Timeout).because(error)
            }
            error => TransportError::unknown(TransportFault::Lost).because(error),
        };
        match self.status {
            Some(status) => told.with_status(status),
            None => told,
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("ureq sends no body with this method")]
struct Unsendable;

#[derive(Debug, thiserror::Error)]
#[error(
    "this program logs the target `ureq_proto` at TRACE, and would write credentials and bodies to \
     the log: set that target to DEBUG, such as `RUST_LOG=trace,ureq_proto=debug`"
)]
struct Overheard;

/// A failure before the first byte of a request was written.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct BeforeSending(#[source] Error);

impl BeforeSending {
    fn tag(error: Error) -> Error {
        Error::Other(Box::new(BeforeSending(error)))
    }

    fn told(self) -> TransportError {
        let fault = match &self.0 {
            Error::Timeout(_) => TransportFault::Timeout,
            Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                TransportFault::Timeout
            }
            _ => TransportFault::Connect,
        };
        TransportError::not_sent(fault).because(self.0)
    }
}

/// Makes connections, TLS included, and tags what fails there.
#[derive(Debug, Default)]
struct Tagged(DefaultConnector);

impl Connector<()> for Tagged {
    type Out = Box<dyn Connection>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, Error> {
        self.0.connect(details, chained).map_err(BeforeSending::tag)
    }
}

/// Resolves names, and tags what fails there.
#[derive(Debug)]
struct TaggedResolver(DefaultResolver);

impl Resolver for TaggedResolver {
    fn resolve(
        &self,
        uri: &http::Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(BeforeSending::tag)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error as IoError, ErrorKind};

    use super::*;
    use crate::Delivery;

    #[test]
    fn what_fails_before_sending_is_a_timeout_or_no_connection() {
        for (error, fault) in [
            // A system has a limit of its own for connecting, and it may be the shorter one.
            (Error::Io(IoError::from(ErrorKind::TimedOut)), TransportFault::Timeout),
            (Error::Timeout(ureq::Timeout::Connect), TransportFault::Timeout),
            (Error::Io(IoError::from(ErrorKind::ConnectionRefused)), TransportFault::Connect),
            (Error::HostNotFound, TransportFault::Connect),
        ] {
            let told = Failure::from(BeforeSending::tag(error)).told();
            assert_eq!((told.fault(), told.delivery()), (fault, Delivery::NotSent), "{told:?}");
        }
    }

    #[test]
    fn a_body_that_ureq_would_not_send_is_not_sent() {
        let transport = UreqTransport::new().unwrap();
        let second = std::time::Duration::from_secs(1);
        let limits = Limits { connect: second, total: second, answer: 1 };
        for method in ["GET", "HEAD", "DELETE"] {
            // Nobody listens there: whoever tried to connect would tell of that.
            let request = http::Request::builder().method(method).uri("http://127.0.0.1:1");
            let error = transport.send(request.body(Body::from("x".as_bytes())).unwrap(), limits);
            let error = error.unwrap_err();
            assert_eq!(error.fault(), TransportFault::Unsendable, "{method}: {error:?}");
            assert_eq!(error.delivery(), Delivery::NotSent, "{method}");
        }
    }
}
