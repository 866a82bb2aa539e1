//! A call of an endpoint that is not transcribed.

use serde::Serialize;

use crate::endpoint::request;
use crate::{BaseUrl, Method, Path, Query, RequestError};

/// A call of an endpoint that the crate does not know, with the authentication, the retry and the
/// errors of every other call.
///
/// ```
/// use client_runtime::{Method, Path, RawCall};
///
/// let refund = RawCall::new(Method::POST, Path::new("/orders/").segment("7").literal("/refunds"))
///     .named("Refund Order")
///     .json(&serde_json::json!({ "reason": "returned" }))?;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct RawCall {
    operation: &'static str,
    method: Method,
    path: Path,
    query: Query,
    body: Option<Vec<u8>>,
    idempotent: bool,
}

impl RawCall {
    /// A call of a path below the base address; give parameters to [`Path::segment`].
    pub fn new(method: Method, path: impl Into<Path>) -> Self {
        RawCall {
            operation: "Raw call",
            method,
            path: path.into(),
            query: Query::new(),
            body: None,
            idempotent: false,
        }
    }

    /// The name that errors and spans have for the call.
    #[must_use]
    pub fn named(self, operation: &'static str) -> Self {
        RawCall { operation, ..self }
    }

    /// The parameters after the question mark.
    #[must_use]
    pub fn query(self, query: Query) -> Self {
        RawCall { query, ..self }
    }

    /// A body of JSON.
    ///
    /// # Errors
    ///
    /// If the value cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(self, value: &T) -> Result<Self, serde_json::Error> {
        Ok(RawCall { body: Some(serde_json::to_vec(value)?), ..self })
    }

    /// Says that the request carries a value by which the API recognises a second one and does not
    /// process it: a POST or PATCH may then be tried again after it was sent. If the API does not
    /// do so, money moves twice.
    #[must_use]
    pub fn idempotent(self) -> Self {
        RawCall { idempotent: true, ..self }
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    pub(crate) fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    pub(crate) fn to_request(
        &self,
        base: &BaseUrl,
    ) -> Result<http::Request<Vec<u8>>, RequestError> {
        let (path, body) = (self.path.clone(), self.body.clone());
        let request = request(base, self.method.clone(), path, &self.query, body)?;
        // A path without a slash at its beginning would be read as a part of the host's name, and
        // the credentials would go there.
        if request.uri().to_string().strip_prefix(base.as_str()).is_none_or(leaves_host) {
            return Err(RequestError::RawPath);
        }
        Ok(request)
    }
}

fn leaves_host(rest: &str) -> bool {
    !rest.is_empty() && !rest.starts_with(['/', '?'])
}

impl std::fmt::Debug for RawCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawCall")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("body", &self.body.as_ref().map(Vec::len))
            .field("idempotent", &self.idempotent)
            .finish_non_exhaustive()
    }
}
