//! What every generated API client stands on.
//!
//! A generated crate holds only what is particular to one API: its models, its rules as a table,
//! its endpoints. Everything that needs thinking is here, written by hand, and names no API:
//!
//! - what is wrong with a request: [`Validate`], [`Check`], [`Invalid`], [`Violation`], [`Rule`]
//! - who says so: [`Document`]
//! - values that mean one thing: [`Date`], [`Timestamp`], [`OffsetDateTime`], [`Decimal`],
//!   [`Identifier`], [`Secret`], [`OpenEnum`], [`Further`]
//! - forms of text: [`is_currency`], [`is_country`], [`is_email`] and their like
//! - the seam to the wire, without a socket: [`Endpoint`], [`Operation`], [`AnswerError`]
//! - sending: [`ClientBuilder`], [`Client`], [`BlockingClient`], [`CallOptions`], [`Retry`], and
//!   for another HTTP stack [`Transport`] and [`BlockingTransport`]
//! - what became of a call that failed: [`Error`], [`Delivery`], [`Indeterminate`], [`Refused`]
//! - around the calls: [`Pages`], [`RawCall`], [`Notifications`], [`script_json`]
//!
//! Strict in what is sent, tolerant in what is received: rules are checked on the way out only,
//! and reading an answer keeps what the documentation does not know.

// A user's `#[derive(Debug)]` must not fail on a field of ours.
#![warn(missing_debug_implementations)]

mod basic;
mod blocking;
mod builder;
mod call;
mod check;
mod client;
mod clock;
mod codes;
mod core;
mod credentials;
mod dates;
pub mod decimal;
mod documents;
mod embed;
mod endpoint;
mod error;
mod formats;
mod further;
mod given;
mod identifier;
mod notifications;
mod open_enum;
mod pages;
mod place;
mod raw;
mod retry;
mod row;
mod rule;
mod secret;
mod service;
mod settings;
mod transport;
mod violations;
mod watch;

pub use blocking::BlockingClient;
pub use builder::{BuildError, ClientBuilder};
pub use check::{Check, Validate};
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use codes::{is_country, is_currency};
pub use credentials::{Credentials, MissingVariable, from_env};
pub use dates::{
    Date, InvalidDate, InvalidOffsetDateTime, InvalidTimestamp, OffsetDateTime, Timestamp,
};
pub use documents::Document;
pub use embed::{EmbedError, embedded, script_json};
pub use endpoint::{
    AnswerError, BaseUrl, Body, Endpoint, InvalidBaseUrl, Operation, Path, Query, RequestError,
    Unreadable, json,
};
pub use error::{Delivery, Error, FieldMessage, Indeterminate, NotUnderstood, Reference, Refused};
pub use formats::{is_culture, is_email, is_time_zone, is_uuid};
pub use further::Further;
pub use given::Given;
pub use identifier::{Identifier, IdentifierKind, InvalidIdentifier};
pub use notifications::{NotificationError, Notifications};
pub use open_enum::OpenEnum;
pub use pages::{BlockingPages, Page, PagedEndpoint, Pages, PagingError};
pub use raw::RawCall;
pub use retry::Retry;
pub use row::RowCheck;
pub use rule::{Format, Rule};
pub use secret::{Hidden, Secret};
pub use service::{Authentication, CredentialField, CredentialRow, HeaderField, Service};
pub use settings::{CallOptions, InvalidHeader};
#[cfg(feature = "reqwest")]
pub use transport::reqwest::ReqwestTransport;
#[cfg(feature = "ureq")]
pub use transport::ureq::UreqTransport;
pub use transport::{
    BlockingTransport, BoxFuture, Carried, Limits, Transport, TransportError, TransportFault,
};
pub use violations::{Invalid, Part, Violation};

/// An exact decimal number that keeps its trailing zeros: money. It is `rust_decimal`'s, a 1.x
/// crate, so it may be part of a client's public API.
pub use rust_decimal::Decimal;

/// The HTTP types of the seam, so that a generated crate need not depend on them itself.
pub use http;
/// An endpoint's method.
pub use http::Method;
/// The JSON types of the seam, so that a generated crate need not depend on them itself.
pub use serde_json;

/// The README's example is compiled with the tests, so that it cannot go stale.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
