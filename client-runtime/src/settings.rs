//! What one call may have different from the client's other calls.

use std::time::Duration;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::Retry;

/// What is different about a call: `client.with(CallOptions::new().unchecked())`.
///
/// Header values are shown nowhere.
#[derive(Debug, Clone, Default)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    pub(crate) headers: HeaderMap,
    pub(crate) unchecked: bool,
}

impl CallOptions {
    /// Nothing different.
    pub fn new() -> Self {
        CallOptions::default()
    }

    /// How long one try may take, up to the last byte of the answer; a year at most. With a zero,
    /// nothing is sent.
    ///
    /// The async client on reqwest is told the time to connect once, when it is made. Where this
    /// time is shorter than that and runs out while connecting, reqwest does not say so: the
    /// delivery is unknown, and a call that changes something is
    /// [`Indeterminate`](crate::Error::Indeterminate) although nothing was sent. Make a client with
    /// a shorter [`connect_timeout`](crate::ClientBuilder::connect_timeout) to know more.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        CallOptions { timeout: Some(timeout), ..self }
    }

    /// When to try again; [`Retry::off`] for never.
    #[must_use]
    pub fn retry(self, retry: Retry) -> Self {
        CallOptions { retry: Some(retry), ..self }
    }

    /// Sets a header, documented or not.
    ///
    /// # Errors
    ///
    /// If it is no valid header, or one that the client sets itself.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, InvalidHeader> {
        set(&mut self.headers, name, value)?;
        Ok(self)
    }

    /// Sends without checking the documented rules first.
    ///
    /// The rules are those of the transcribed revision. Where the API has since moved on, this
    /// switch lets a request through that the crate does not know to be right.
    #[must_use]
    pub fn unchecked(self) -> Self {
        CallOptions { unchecked: true, ..self }
    }

    /// These options, with those of `later` where it has some.
    pub(crate) fn merged(&self, later: CallOptions) -> CallOptions {
        let mut headers = self.headers.clone();
        headers.extend(later.headers);
        CallOptions {
            timeout: later.timeout.or(self.timeout),
            retry: later.retry.or(self.retry),
            headers,
            unchecked: later.unchecked || self.unchecked,
        }
    }
}

/// Headers that are the client's to set, or the transport's.
const RESERVED: [HeaderName; 12] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::EXPECT,
    header::HOST,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Sets a header; its value is shown nowhere.
pub(crate) fn set(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), InvalidHeader> {
    let invalid = |why| InvalidHeader { name: name.to_owned(), why };
    let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid("no valid name"))?;
    if RESERVED.contains(&key) {
        return Err(invalid("set by the client itself"));
    }
    let mut value = HeaderValue::from_str(value).map_err(|_| invalid("of no valid value"))?;
    value.set_sensitive(true);
    headers.insert(key, value);
    Ok(())
}

/// A header cannot be set. Its value is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the header `{name}` is {why}")]
pub struct InvalidHeader {
    name: String,
    why: &'static str,
}
