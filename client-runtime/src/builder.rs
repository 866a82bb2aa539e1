//! Making a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use crate::core::Core;
use crate::settings::{CallOptions, InvalidHeader, set};
use crate::{
    Authentication, BaseUrl, Clock, Credentials, InvalidBaseUrl, Retry, Service, SystemClock, basic,
};

/// Makes a client `C` of a generated crate out of the calls `K` that it stands on:
/// [`Client`](crate::Client) or [`BlockingClient`](crate::BlockingClient).
///
/// Without any setting but the credentials: https only, ten seconds to connect, the documented
/// time for an answer, 16 MiB of it at most, [`Retry::default`], and no proxy. `HTTPS_PROXY` and
/// its like are not looked at: over plain http such a proxy would be sent the credentials. Give
/// one to `ReqwestTransport::with` or `UreqTransport::with`.
#[must_use]
pub struct ClientBuilder<C, K = crate::Client> {
    service: &'static Service,
    base: String,
    credentials: Credentials,
    headers: Vec<(String, String)>,
    options: CallOptions,
    connect_timeout: Duration,
    answer_limit: usize,
    clock: Arc<dyn Clock>,
    plain_http: bool,
    kind: PhantomData<fn() -> (C, K)>,
}

/// Shows neither the base address, which may hold credentials until it is checked, nor a header.
impl<C, K> fmt::Debug for ClientBuilder<C, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("service", &self.service.name)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

impl<C, K> ClientBuilder<C, K> {
    /// A client of the API at a base address such as `https://api.example/v1`.
    pub fn new(service: &'static Service, base: &str) -> Self {
        ClientBuilder {
            service,
            base: base.to_owned(),
            credentials: Credentials::new(),
            headers: Vec::new(),
            options: CallOptions::new(),
            connect_timeout: Duration::from_secs(10),
            answer_limit: 16 * 1024 * 1024,
            clock: Arc::new(SystemClock),
            plain_http: false,
            kind: PhantomData,
        }
    }

    /// The caller's credentials.
    pub fn credentials(self, credentials: Credentials) -> Self {
        ClientBuilder { credentials, ..self }
    }

    /// Sets a header of every request, documented or not.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// How long one try may take, up to the last byte of the answer; a year at most. With a zero,
    /// nothing is sent.
    pub fn timeout(self, timeout: Duration) -> Self {
        ClientBuilder { options: self.options.timeout(timeout), ..self }
    }

    /// How long connecting may take, the TLS handshake included. Within the timeout of the try.
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        ClientBuilder { connect_timeout, ..self }
    }

    /// How many bytes of an answer's body are read at most.
    pub fn answer_limit(self, bytes: usize) -> Self {
        ClientBuilder { answer_limit: bytes, ..self }
    }

    /// When calls are tried again; [`Retry::off`] for never.
    pub fn retry(self, retry: Retry) -> Self {
        ClientBuilder { options: self.options.retry(retry), ..self }
    }

    /// Sends without checking the documented rules first; see [`CallOptions::unchecked`].
    pub fn unchecked(self) -> Self {
        ClientBuilder { options: self.options.unchecked(), ..self }
    }

    /// Where the time and the jitter of waits come from; for tests.
    pub fn clock(self, clock: Arc<dyn Clock>) -> Self {
        ClientBuilder { clock, ..self }
    }

    /// Sends credentials and personal data in the clear to whatever host the base address names.
    /// Loopback needs no such switch.
    pub fn danger_allow_plain_http(self) -> Self {
        ClientBuilder { plain_http: true, ..self }
    }

    /// How long connecting may take within the timeout of a try.
    #[cfg(feature = "reqwest")]
    pub(crate) fn connect_limit(&self) -> Duration {
        let total = self.options.timeout.unwrap_or(self.service.timeout);
        // Half of it at most, so that it runs out first and what it ends is known as not sent.
        self.connect_timeout.min(total / 2)
    }

    pub(crate) fn core(self) -> Result<(Core, CallOptions), BuildError> {
        let base = BaseUrl::parse(&self.base)?;
        if !self.plain_http && base.is_plain_http() && !base.is_loopback() {
            return Err(BuildError::PlainHttp);
        }
        let mut options = self.options;
        options.headers = headers(self.service, &self.headers)?;
        let authentication = authentication(self.service, &self.credentials)?;
        let core = Core {
            service: self.service,
            base,
            credentials: self.credentials,
            authentication,
            connect_timeout: self.connect_timeout,
            answer_limit: self.answer_limit,
            clock: self.clock,
        };
        let options = core.options(&options, CallOptions::new());
        Ok((core, options))
    }
}

/// The headers of every request, apart from authentication.
fn headers(service: &Service, own: &[(String, String)]) -> Result<HeaderMap, InvalidHeader> {
    let mut headers = HeaderMap::new();
    let agent = format!("{}/{}", service.name, service.version);
    set(&mut headers, USER_AGENT.as_str(), &agent)?;
    for field in service.headers {
        if let Some(value) = field.value {
            set(&mut headers, field.name, value)?;
        }
    }
    for (name, value) in own {
        set(&mut headers, name, value)?;
    }
    Ok(headers)
}

/// The headers of authentication.
fn authentication(service: &Service, credentials: &Credentials) -> Result<HeaderMap, BuildError> {
    for field in service.credentials {
        let given = credentials.get(field.name).is_some_and(|secret| !secret.expose().is_empty());
        if !given {
            let (name, variable) = (field.name, field.variable);
            return Err(BuildError::MissingCredential { name, variable });
        }
    }
    service.authentication.iter().map(|way| header(way, credentials)).collect()
}

fn header(
    way: &Authentication,
    credentials: &Credentials,
) -> Result<(HeaderName, HeaderValue), BuildError> {
    let get = |name: &'static str| {
        credentials.get(name).ok_or(BuildError::MissingCredential { name, variable: "" })
    };
    let (name, credential, secret) = match *way {
        Authentication::Basic { username, password } => {
            // RFC 7617: what follows the first colon would be read as the password.
            let user = get(username)?;
            if user.expose().contains(':') {
                return Err(BuildError::InvalidCredential { name: username });
            }
            (AUTHORIZATION, username, basic::header(user, get(password)?))
        }
        Authentication::Header { name, value } => {
            let invalid = BuildError::InvalidCredential { name: value };
            let secret = get(value)?;
            let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else { return Err(invalid) };
            let visible = secret.expose().bytes().all(|byte| (0x21..0x7f).contains(&byte));
            if !visible {
                return Err(invalid);
            }
            (name, value, secret.clone())
        }
    };
    let invalid = BuildError::InvalidCredential { name: credential };
    Ok((name, secret.into_header().ok_or(invalid)?))
}

/// Why there is no client. No text shows a credential or a header's value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base address is none.
    #[error(transparent)]
    BaseUrl(#[from] InvalidBaseUrl),
    /// The base address is plain http, and not on this machine.
    #[error(
        "the base address is plain http, which shows credentials to the network: write https://, \
         or switch it on with `danger_allow_plain_http`"
    )]
    PlainHttp,
    /// A credential is missing or empty.
    #[error("the credential `{name}` is missing (environment variable `{variable}`)")]
    MissingCredential {
        /// The credential's documented name.
        name: &'static str,
        /// The environment variable that it can be read from.
        variable: &'static str,
    },
    /// A credential cannot stand in a header.
    #[error("the credential `{name}` has a character that cannot be sent, such as a line's end")]
    InvalidCredential {
        /// The credential's documented name.
        name: &'static str,
    },
    /// A header cannot be set.
    #[error(transparent)]
    Header(#[from] InvalidHeader),
    /// The HTTP stack does not start.
    #[error("the HTTP stack does not start")]
    Transport(#[source] Box<dyn std::error::Error + Send + Sync>),
}
