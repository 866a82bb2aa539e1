//! The files that speak of the whole API: `api.yaml`, `documents.yaml`, `identifiers.yaml`, and
//! the journeys.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Named;
use super::page::{Deviation, Unenforced};
use super::row::{Case, Mandatory};
use crate::yaml::Spanned;

/// `api.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Api {
    /// The API's name.
    pub(crate) api: Spanned<String>,
    /// What the API is for, in one sentence of our own.
    pub(crate) means: Spanned<String>,
    /// The generated crate.
    #[serde(rename = "crate")]
    pub(crate) package: Package,
    /// How a request authenticates itself.
    pub(crate) authentication: Option<Authentication>,
    /// The headers of every request.
    #[serde(default)]
    pub(crate) headers: Vec<Header>,
    /// How lists are given out page by page.
    pub(crate) pages: Option<Paging>,
    /// Where a refusal has its messages.
    pub(crate) messages: Option<Messages>,
    /// How long a caller should wait for an answer.
    pub(crate) timeout: Option<Timeout>,
    #[serde(default)]
    pub(crate) deviations: Vec<Deviation>,
    #[serde(default)]
    pub(crate) unenforced: Vec<Unenforced>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Package {
    /// The crate's name on the registry.
    pub(crate) name: Spanned<String>,
    /// The crate's version.
    pub(crate) version: Spanned<String>,
    /// One line for the manifest.
    pub(crate) means: Spanned<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Authentication {
    pub(crate) basic: Option<Basic>,
    pub(crate) header: Option<CredentialHeader>,
}

/// HTTP Basic authentication, by the names of the credentials.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Basic {
    pub(crate) username: Spanned<String>,
    pub(crate) password: Spanned<String>,
    pub(crate) document: Spanned<String>,
}

/// A header that carries a credential.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CredentialHeader {
    pub(crate) name: Spanned<String>,
    pub(crate) value: Spanned<String>,
    pub(crate) document: Spanned<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub(crate) name: Spanned<String>,
    /// The documented value; without it the caller gives one.
    pub(crate) value: Option<String>,
    pub(crate) mandatory: Mandatory,
    /// Whether the caller may send another value.
    #[serde(default)]
    pub(crate) settable: bool,
    pub(crate) document: Spanned<String>,
    pub(crate) means: Option<Spanned<String>>,
}

/// The rows that make a list a paged one. Pages are counted from zero.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paging {
    /// The query's row that asks for a page, and the answer's that tells which one came.
    pub(crate) number: Spanned<String>,
    /// The answer's row with the number of pages.
    pub(crate) total: Spanned<String>,
    /// The answer's row with the page's items.
    pub(crate) items: Spanned<String>,
    pub(crate) document: Spanned<String>,
}

/// Where the body of a refusal lists messages by field.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Messages {
    /// A JSON Pointer, `/message/message`.
    pub(crate) at: Spanned<String>,
    pub(crate) document: Spanned<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Timeout {
    pub(crate) seconds: u32,
    pub(crate) document: Spanned<String>,
    pub(crate) means: Option<Spanned<String>>,
}

/// A page, in `documents.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    /// The page's own title.
    pub(crate) title: Spanned<String>,
    /// Where the page is read.
    pub(crate) address: Option<Spanned<String>>,
    /// The page's own date as `YYYY-MM-DD`, or `undated`.
    pub(crate) revision: Spanned<String>,
    /// Which copy of an undated page.
    #[serde(rename = "copy")]
    pub(crate) copy: Option<String>,
    /// Whether the page wins where pages contradict each other.
    #[serde(default)]
    pub(crate) given: bool,
    /// How much of the page is known.
    pub(crate) coverage: Coverage,
    /// Which other revisions there are, and why this one was taken.
    pub(crate) note: Option<Spanned<String>>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Coverage {
    Whole,
    /// Where the copy at hand ends.
    Cut(Spanned<String>),
}

/// An identifier, in `identifiers.yaml`: `<prefix>-<UUID>`, or a bare UUID.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Identifier {
    pub(crate) prefix: Option<Spanned<String>>,
    /// Whether upper and lower case of the prefix are told apart.
    pub(crate) case: Option<Case>,
    /// The documented length.
    pub(crate) length: Option<Spanned<u32>>,
    pub(crate) document: Spanned<String>,
    pub(crate) means: Spanned<String>,
}

/// A documented process flow.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Journey {
    pub(crate) journey: Spanned<String>,
    pub(crate) document: Spanned<String>,
    pub(crate) means: Spanned<String>,
    pub(crate) steps: Vec<Step>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) actor: Actor,
    /// The page file of the endpoint that is called, `payment_series/create`.
    pub(crate) calls: Option<Spanned<String>>,
    /// The page file of the object that the merchant's page is given, `sdk/widget`.
    pub(crate) embeds: Option<Spanned<String>>,
    /// The rows whose values earlier answers have, where they are no identifiers of one kind:
    /// `objectId: payment_series/create.id`.
    #[serde(default)]
    pub(crate) takes: Named<Spanned<String>>,
    pub(crate) does: Spanned<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Actor {
    /// The merchant's backend.
    Server,
    /// The merchant's page in the browser.
    Client,
    /// The person who pays.
    Customer,
    /// The payment system.
    Api,
}
