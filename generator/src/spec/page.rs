//! A page file: one page of the documentation.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Named;
use super::behaviour::Does;
use super::row::{Row, Rule};
use crate::yaml::{Spanned, Value};

/// One page: its endpoint, if it describes one, and the objects whose tables stand on it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    /// The page, by its key in `documents.yaml`.
    pub(crate) document: Spanned<String>,
    /// The endpoint's name; its Rust type is the name in upper camel case.
    pub(crate) endpoint: Option<Spanned<String>>,
    /// What the endpoint does, or what the page is about, in one sentence of our own.
    pub(crate) means: Spanned<String>,
    /// Method and path as printed, `POST /payment-series/`; parameters as `{name}`.
    pub(crate) request: Option<Spanned<String>>,
    /// The documented status of success; without it every 2xx is one.
    pub(crate) success: Option<Spanned<u16>>,
    /// The documented statuses of failure.
    #[serde(default)]
    pub(crate) refusals: Vec<Spanned<u16>>,
    /// The parameters in the path.
    #[serde(default)]
    pub(crate) path: Named<Row>,
    /// The parameters in the query.
    pub(crate) query: Option<Named<Row>>,
    /// The request's body.
    pub(crate) body: Option<Named<Row>>,
    /// The rules over the body's rows.
    #[serde(default)]
    pub(crate) rules: Vec<Spanned<Rule>>,
    /// The headers that the endpoint demands and only the caller can give.
    #[serde(default)]
    pub(crate) demands: Vec<Spanned<String>>,
    /// The body's rows with references of the caller's own, by which a lost call is looked up.
    #[serde(default)]
    pub(crate) references: Vec<Spanned<String>>,
    /// How to find out what became of a call whose answer was lost, in one sentence of our own.
    pub(crate) find_out: Option<Spanned<String>>,
    /// The object that answers; without it the answer has no content.
    pub(crate) answer: Option<Spanned<String>>,
    /// What the endpoint does to the resources of the API.
    pub(crate) does: Option<Spanned<Does>>,
    /// On a page about calls from the API to the merchant: the object that is sent.
    pub(crate) receives: Option<Spanned<String>>,
    /// On a page about a script for the merchant's web page: what the script is given.
    pub(crate) embeds: Option<Embeds>,
    /// The objects whose tables stand on this page.
    #[serde(default)]
    pub(crate) objects: Named<Object>,
    /// The page's samples, as printed.
    #[serde(default)]
    pub(crate) samples: Samples,
    /// Where the documentation contradicts itself, and what we do about it.
    #[serde(default)]
    pub(crate) deviations: Vec<Deviation>,
    /// Documented rules that cannot be checked before sending.
    #[serde(default)]
    pub(crate) unenforced: Vec<Unenforced>,
}

/// What the merchant's web page gives to a script of the API.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Embeds {
    /// The object that the script is given.
    pub(crate) object: Spanned<String>,
    /// The script's function that takes it, `window.ShopWidget.render`; left out where the page
    /// names none.
    pub(crate) function: Option<Spanned<String>>,
}

/// A documented object.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Object {
    /// What the object is, in one sentence of our own.
    pub(crate) means: Spanned<String>,
    /// Further keys exist, or may: they are kept when read and can be sent.
    #[serde(default)]
    pub(crate) open: bool,
    /// The page with the object's table, when it is not the file's.
    pub(crate) document: Option<Spanned<String>>,
    /// The table.
    pub(crate) rows: Named<Row>,
    /// The rules over its rows.
    #[serde(default)]
    pub(crate) rules: Vec<Spanned<Rule>>,
}

/// The samples of a page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Samples {
    /// The request's body.
    pub(crate) request: Option<Spanned<Value>>,
    /// The answer's body, or the received payload.
    pub(crate) answer: Option<Spanned<Value>>,
    /// Refusals with their status.
    #[serde(default)]
    pub(crate) errors: Vec<ErrorSample>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErrorSample {
    pub(crate) status: Spanned<u16>,
    pub(crate) body: Spanned<Value>,
}

/// A place where the documentation is wrong or contradicts itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deviation {
    /// The place, `body.externalReference` or `samples.answer.createdAt`.
    pub(crate) at: Spanned<String>,
    /// The kind, where the generator can check that it is (still) true.
    pub(crate) deviates: Option<Spanned<Deviates>>,
    /// What the page's own cells say, where the row says something else on purpose.
    pub(crate) printed: Option<Printed>,
    /// What the pages say or show, in our own words.
    pub(crate) found: Spanned<String>,
    /// What is done about it.
    pub(crate) handled: Spanned<String>,
}

/// The cells of a row as the page prints them, where they are not those of the spec.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Printed {
    /// The type cell.
    #[serde(rename = "type")]
    pub(crate) ty: Option<Spanned<String>>,
    /// The length cell.
    pub(crate) length: Option<Spanned<String>>,
    /// The mandatory cell.
    pub(crate) mandatory: Option<Spanned<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Deviates {
    SampleOnly,
    MissingInSample,
    NullInSample,
    SampleBreaksRow,
    UnknownInSample,
}

/// A documented rule that only the API can judge.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unenforced {
    /// The place, as in a deviation.
    pub(crate) at: Spanned<String>,
    /// The rule, in our own words.
    pub(crate) states: Spanned<String>,
    /// Why it cannot be checked before sending.
    pub(crate) why: Spanned<String>,
}
