//! What the documentation says about an API as a whole: who may call it, with which headers, and
//! how long an answer may take.

use std::time::Duration;

/// An API as a whole.
///
/// The fields are public and there is no constructor because generated code builds this as one
/// constant, and hands it to [`ClientBuilder::new`](crate::ClientBuilder::new).
///
/// ```
/// use std::time::Duration;
///
/// use client_runtime::{Authentication, CredentialField, HeaderField, Service};
///
/// pub const SERVICE: Service = Service {
///     name: "shop-client",
///     version: "0.1.0",
///     credentials: &[
///         CredentialField { name: "shopKey", variable: "SHOP_KEY" },
///         CredentialField { name: "password", variable: "SHOP_PASSWORD" },
///     ],
///     authentication: &[
///         Authentication::Basic { username: "shopKey", password: "password" },
///         Authentication::Header { name: "X-API-KEY", value: "shopKey" },
///     ],
///     headers: &[
///         HeaderField { name: "Accept-Language", value: Some("en-US") },
///         HeaderField { name: "Origin", value: None },
///     ],
///     timeout: Duration::from_secs(90),
///     messages: Some("/message/message"),
/// };
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// The generated crate's name, for `User-Agent`.
    pub name: &'static str,
    /// The generated crate's version, for `User-Agent`.
    pub version: &'static str,
    /// The credentials that a caller of the API has.
    pub credentials: &'static [CredentialField],
    /// How each request is authenticated: in all of these ways at once.
    pub authentication: &'static [Authentication],
    /// The documented headers that a caller may set, with the values they have otherwise.
    pub headers: &'static [HeaderField],
    /// How long a caller is advised to wait for an answer.
    pub timeout: Duration,
    /// Where a refusal's body has the list of messages by field: a JSON Pointer, such as
    /// `/message/message`; `None` if no page shows such a list.
    pub messages: Option<&'static str>,
}

/// One of the values that authenticate a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialField {
    /// Its documented name.
    pub name: &'static str,
    /// The environment variable that [`Credentials::from_env`](crate::Credentials::from_env)
    /// reads it from.
    pub variable: &'static str,
}

/// A way of authenticating a request. The texts are names of [credentials](CredentialField).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authentication {
    /// `Authorization: Basic …` (RFC 7617).
    Basic {
        /// The credential that is the user name.
        username: &'static str,
        /// The credential that is the password.
        password: &'static str,
    },
    /// A header that holds a credential as it is.
    Header {
        /// The header's name.
        name: &'static str,
        /// The credential that is its value.
        value: &'static str,
    },
}

/// A documented header that a caller may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderField {
    /// The header's name.
    pub name: &'static str,
    /// What is sent unless the caller sets another value; `None`: nothing.
    pub value: Option<&'static str>,
}

/// A row of a request's body that holds a credential, and is filled from those of the client when
/// the request leaves it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialRow {
    /// The row: a key of the body itself.
    pub row: &'static str,
    /// The name of the [credential](CredentialField).
    pub credential: &'static str,
}
