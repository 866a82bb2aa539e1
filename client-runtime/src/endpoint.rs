//! The seam between the documented API and whatever carries bytes: an endpoint turns itself into
//! an [`http::Request`] and reads an [`http::Response`], and no socket is in sight.
//!
//! An async client, a blocking one and a test share this one code path.

mod answer;
mod base_url;
mod path;
mod query;

use std::any::TypeId;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::uri::InvalidUri;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use answer::read as read_json;
pub use answer::{AnswerError, Body, Unreadable};
pub use base_url::{BaseUrl, InvalidBaseUrl};
pub use path::Path;
pub use query::Query;

use crate::{CredentialRow, Document, Validate};

/// What the documentation says about an endpoint apart from its rows.
///
/// The fields are public because generated code builds these as constants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The endpoint's name, such as `Create Order`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: http::Method,
    /// The path as documented, parameters in braces: `/orders/{id}`.
    pub path: &'static str,
    /// The documented status of success; `None` if the page prints none.
    pub success: Option<u16>,
    /// The page that describes the endpoint.
    pub document: &'static Document,
    /// The row that makes repeating a request safe, if the page names one.
    pub idempotent_by: Option<&'static str>,
}

/// A request of the documented API, which knows how it is sent and how its answer is read.
pub trait Endpoint: Validate {
    /// What the API answers; `()` where it answers nothing, or nothing that is documented.
    type Answer: DeserializeOwned + 'static;

    /// What the documentation says about this endpoint.
    const OPERATION: Operation;

    /// The rows of the body that hold a credential, and are filled from those of the client when
    /// the request leaves them out.
    const CREDENTIALS: &'static [CredentialRow] = &[];

    /// The headers that the endpoint demands and that only the caller can give.
    const REQUIRED_HEADERS: &'static [&'static str] = &[];

    /// The rows of the body that hold a reference of the caller's own, to look an object up by.
    /// Personal rows are none.
    const REFERENCES: &'static [&'static str] = &[];

    /// How to find out what became of a call that may have been carried out, where the
    /// documentation gives a way.
    const FIND_OUT: Option<&'static str> = None;

    /// The path with the parameters filled in.
    fn path(&self) -> Path;

    /// Adds the given query parameters, in the page's order. By default there are none.
    fn query(&self, query: &mut Query) {
        let _ = query;
    }

    /// The body as JSON, see [`json`]. By default there is none.
    ///
    /// # Errors
    ///
    /// If the value cannot be written as JSON; generated models always can, unless a further key
    /// holds something that cannot.
    fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
        Ok(None)
    }

    /// The request to send to the API at `base`.
    ///
    /// It has the method, the address, `Accept: application/json` and, with a body,
    /// `Content-Type: application/json`. It has no authentication, which is the client's to add,
    /// and the value has **not** been validated: call
    /// [`validate`](Validate::validate) first.
    ///
    /// # Errors
    ///
    /// If the body cannot be written, or the address cannot be formed. Nothing has been sent.
    fn to_request(&self, base: &BaseUrl) -> Result<http::Request<Vec<u8>>, RequestError> {
        let body = self.body().map_err(RequestError::Body)?;
        let mut query = Query::new();
        self.query(&mut query);
        request(base, Self::OPERATION.method, self.path(), &query, body)
    }

    /// Reads the API's answer.
    ///
    /// Every 2xx status is taken for success, also where the page prints one of them: the request
    /// was carried out, and refusing to read its answer would lose it. Where the answer is `()`,
    /// the body is not looked at.
    ///
    /// # Errors
    ///
    /// [`AnswerError::Refused`] for every other status, [`AnswerError::NotUnderstood`] if the
    /// body is not what the page describes. Both keep the body.
    #[inline]
    fn read_response<B: AsRef<[u8]>>(
        response: &http::Response<B>,
    ) -> Result<Self::Answer, AnswerError> {
        let (status, body) = (response.status(), response.body().as_ref());
        if !status.is_success() {
            return Err(AnswerError::Refused { status, body: Body::from(body) });
        }
        // `()` is read from `null`; what the body says, if there is one, is not documented.
        let is_nothing = TypeId::of::<Self::Answer>() == TypeId::of::<()>();
        let json = if is_nothing { b"null" } else { body };
        answer::read(json).map_err(|cause| AnswerError::NotUnderstood {
            status,
            cause,
            body: Body::from(body),
        })
    }
}

/// A request to the API at `base`, without authentication.
pub(crate) fn request(
    base: &BaseUrl,
    method: http::Method,
    path: Path,
    query: &Query,
    body: Option<Vec<u8>>,
) -> Result<http::Request<Vec<u8>>, RequestError> {
    let mut address = String::with_capacity(256);
    address.push_str(base.as_str());
    path.append_to(&mut address)?;
    query.append_to(&mut address);
    let json = HeaderValue::from_static("application/json");
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, json.clone());
    if body.is_some() {
        headers.insert(CONTENT_TYPE, json);
    }
    let mut request = http::Request::new(body.unwrap_or_default());
    *request.method_mut() = method;
    *request.uri_mut() =
        address.try_into().map_err(|error: InvalidUri| RequestError::Address(error.into()))?;
    *request.headers_mut() = headers;
    Ok(request)
}

/// The JSON of a value, in the form that [`Endpoint::body`] returns.
///
/// # Errors
///
/// If the value cannot be written as JSON.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<Option<Vec<u8>>, serde_json::Error> {
    serde_json::to_vec(value).map(Some)
}

/// A request could not be formed. Nothing has left this machine.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The body cannot be written as JSON.
    #[error("the request's body cannot be written as JSON")]
    Body(#[source] serde_json::Error),
    /// A path parameter would make the address mean another resource.
    #[error(
        "a parameter of the path `{path}` is empty, `.` or `..`, which would address something \
         else; give the identifier that is meant"
    )]
    PathParameter {
        /// The path with `{}` in the place of each parameter.
        path: String,
    },
    /// The path of a raw call does not begin with a slash.
    #[error("the path does not begin with a slash, and would change the host's name: write `/…`")]
    RawPath,
    /// Base address, path and query do not make a URI.
    #[error("base address, path and query make no valid address; the query may be too long")]
    Address(#[source] http::Error),
}

#[cfg(test)]
mod tests;
