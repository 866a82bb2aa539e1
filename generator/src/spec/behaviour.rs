//! What an endpoint does to the resources of the API: what a sandbox plays by.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::Named;
use crate::yaml::{Spanned, Value};

/// What an endpoint does. Exactly one of the verbs, from `creates` to `answers`, is given.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Does {
    /// Makes a new resource of this object.
    pub(crate) creates: Option<Spanned<String>>,
    /// Shows one resource.
    pub(crate) gets: Option<Spanned<String>>,
    /// Shows many resources.
    pub(crate) lists: Option<Spanned<String>>,
    /// Merges the body into a resource.
    pub(crate) updates: Option<Spanned<String>>,
    /// Puts the body in the place of a resource, or of an `item` of it; a new one is made.
    pub(crate) replaces: Option<Spanned<String>>,
    /// Deletes a resource.
    pub(crate) deletes: Option<Spanned<String>>,
    /// Touches no resource: the object is answered as `sets` and `defaults` have it.
    pub(crate) answers: Option<Spanned<String>>,
    /// The row of the path that names the resource, and the object's row that it is, where the
    /// kind of identifier does not tell.
    #[serde(default)]
    pub(crate) at: Named<String>,
    /// The list within the resource of which one item is replaced.
    pub(crate) item: Option<Item>,
    /// The object's rows that do not come from the body's row of the same name.
    #[serde(default)]
    pub(crate) sets: Named<Spanned<Source>>,
    /// The values of rows that nothing else gives.
    #[serde(default)]
    pub(crate) defaults: Named<Spanned<Value>>,
    /// Rows of the body that an open object shows, though its table, as far as it is visible,
    /// lacks them.
    #[serde(default)]
    pub(crate) shows: Vec<Spanned<String>>,
    /// The rows of path and query that choose what is listed.
    #[serde(default)]
    pub(crate) filters: Named<Spanned<Filter>>,
    /// The rows that divide a list into pages.
    pub(crate) paged: Option<Paged>,
    /// What has happened, in the words of the notification that tells it.
    pub(crate) notifies: Option<Spanned<String>>,
    /// What no table can express, by the name of the sandbox's module that plays it.
    pub(crate) runs: Option<Spanned<String>>,
    /// Whether the resource of the page's sample is there from the start.
    #[serde(default)]
    pub(crate) stocked: bool,
}

/// One item of a list within a resource.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    /// The resource's row with the list.
    pub(crate) of: Spanned<String>,
    /// The path's row with the place in the list, counted from one.
    pub(crate) at: Spanned<String>,
}

/// The rows of a list's query and answer that divide it into pages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paged {
    /// Which page: in the query, and in the answer.
    pub(crate) number: Option<Spanned<String>>,
    /// How many items a page holds: in the query, and in the answer.
    pub(crate) size: Option<Spanned<String>>,
    /// How many items there are.
    pub(crate) count: Option<Spanned<String>>,
    /// How many pages there are.
    pub(crate) total: Option<Spanned<String>>,
    /// The items.
    pub(crate) items: Spanned<String>,
    /// The number of the first page; 0 when not given.
    #[serde(default)]
    pub(crate) first: u32,
}

/// Where a row's value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A new identifier, or UUID.
    New,
    /// The time.
    Now,
    /// A new token of 64 characters.
    Token,
    /// A row of the path, of the body, or of another object that the request names: the word or
    /// object before the first point, and the way behind it.
    From(String, Vec<String>),
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match (text.as_str(), text.split_once('.')) {
            ("new", _) => Ok(Self::New),
            ("now", _) => Ok(Self::Now),
            ("token", _) => Ok(Self::Token),
            (_, Some((of, way))) if !of.is_empty() && way.split('.').all(|it| !it.is_empty()) => {
                Ok(Self::From(of.to_owned(), way.split('.').map(str::to_owned).collect()))
            }
            _ => Err(de::Error::custom(format!(
                "expected `new`, `now`, `token`, `path.<row>`, `body.<row>` or `<Object>.<row>`, \
                 found `{text}`"
            ))),
        }
    }
}

impl JsonSchema for Source {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Source".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "enum": ["new", "now", "token"] },
            { "type": "string", "pattern": "^[^.]+([.][^.]+)+$" },
        ] })
    }
}

/// How a filter compares: `at_most createdAt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) is: Comparison,
    pub(crate) row: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// The row is the value.
    Equal,
    /// The row is the value or less, or earlier.
    AtMost,
    /// The row is the value or more, or later.
    AtLeast,
    /// The row has a value, or has none.
    Given,
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parsed = text.split_once(' ').and_then(|(is, row)| {
            let is = match is {
                "equal" => Comparison::Equal,
                "at_most" => Comparison::AtMost,
                "at_least" => Comparison::AtLeast,
                "given" => Comparison::Given,
                _ => return None,
            };
            (!row.is_empty()).then(|| Self { is, row: row.to_owned() })
        });
        parsed.ok_or_else(|| {
            de::Error::custom(format!(
                "expected `equal`, `at_most`, `at_least` or `given` and a row, found `{text}`"
            ))
        })
    }
}

impl JsonSchema for Filter {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Filter".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^(equal|at_most|at_least|given) .+$" })
    }
}
