//! A row of a documented table, and the rules over rows.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};

use crate::yaml::Spanned;

/// One row of a table, in the page's words and ours.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// The page's word for the type, an object's name, or a list of one of them.
    #[serde(rename = "type")]
    pub(crate) ty: Spanned<TypeName>,
    /// The most characters, or `precision.scale` of a decimal.
    pub(crate) length: Option<Spanned<Length>>,
    /// The page's word. A `Conditional` row is named by a rule.
    pub(crate) mandatory: Spanned<Mandatory>,
    /// What the page says of the text's form.
    pub(crate) format: Option<Spanned<Format>>,
    /// The identifier (in `identifiers.yaml`) that the row is.
    pub(crate) identifies: Option<Spanned<String>>,
    /// The values that the page lists.
    pub(crate) values: Option<Spanned<Vec<Spanned<Word>>>>,
    /// The name of the Rust enum for `values`; without it, the row's name.
    #[serde(rename = "enum")]
    pub(crate) enum_name: Option<Spanned<String>>,
    /// Whether upper and lower case are told apart in `values` or `format: culture`.
    pub(crate) case: Option<Spanned<Case>>,
    /// Smallest and largest number.
    pub(crate) range: Option<Spanned<[i64; 2]>>,
    /// The key is there, and its value may be null.
    #[serde(default)]
    pub(crate) nullable: bool,
    /// Any subset of the object's rows, as a PATCH takes it.
    pub(crate) partial: Option<Spanned<bool>>,
    /// What must not be shown: a secret, or a person's data.
    pub(crate) sensitive: Option<Spanned<Sensitive>>,
    /// The name of the Rust field, when the row's own name makes none (a keyword, say).
    pub(crate) rust: Option<Spanned<String>>,
    /// The row's name in an earlier revision of its table, where the page gave it a new one.
    pub(crate) renamed_from: Option<Spanned<String>>,
    /// The caller's credential that is sent in this row.
    pub(crate) credential: Option<Spanned<String>>,
    /// `sample` when the row stands in no table.
    pub(crate) from: Option<From>,
    /// The page that the row stands on, when it is not the file's.
    pub(crate) document: Option<Spanned<String>>,
    /// What the row means, in one sentence of our own: the doc comment.
    pub(crate) means: Spanned<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum Mandatory {
    Yes,
    No,
    Conditional,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    Uuid,
    #[serde(rename = "iso-4217")]
    Currency,
    #[serde(rename = "iso-3166")]
    Country,
    Date,
    DateTime,
    OffsetDateTime,
    Culture,
    Email,
    TimeZone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Case {
    Insensitive,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Sensitive {
    Secret,
    Personal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum From {
    Sample,
}

/// A type as written: a word or an object's name, and whether there are many of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeName {
    pub(crate) name: String,
    pub(crate) many: bool,
}

impl<'de> Deserialize<'de> for TypeName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TypeNameVisitor;

        impl<'de> Visitor<'de> for TypeNameVisitor {
            type Value = TypeName;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a type's name, or a list of one")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<TypeName, E> {
                Ok(TypeName { name: name.to_owned(), many: false })
            }

            fn visit_bytes<E: de::Error>(self, name: &[u8]) -> Result<TypeName, E> {
                self.visit_str(&String::from_utf8_lossy(name))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<TypeName, A::Error> {
                let one = || de::Error::custom("expected a list of exactly one type's name");
                let name = names.next_element()?.ok_or_else(one)?;
                match names.next_element::<String>()? {
                    None => Ok(TypeName { name, many: true }),
                    Some(_) => Err(one()),
                }
            }
        }

        deserializer.deserialize_any(TypeNameVisitor)
    }
}

impl JsonSchema for TypeName {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "TypeName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "enum": crate::check::TYPE_WORDS },
                { "type": "string" },
                { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 1 },
            ],
        })
    }
}

/// The length cell: characters, or digits in all and after the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    Characters(u32),
    Decimal { digits: u32, scale: u32 },
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parsed = match text.split_once('.') {
            None => text.parse().ok().map(Self::Characters),
            Some((digits, scale)) => digits
                .parse()
                .ok()
                .zip(scale.parse().ok())
                .map(|(digits, scale)| Self::Decimal { digits, scale }),
        };
        let wrong = |why: &str| Err(de::Error::custom(format!("{why}, found `{text}`")));
        match parsed {
            Some(Self::Characters(0) | Self::Decimal { digits: 0, .. }) => {
                wrong("expected a length of one or more")
            }
            Some(Self::Decimal { digits, scale }) if scale > digits => {
                wrong("expected all digits and how many of them are after the point, like `18.2`")
            }
            Some(length) => Ok(length),
            None => wrong("expected a length like `125` or `18.2`"),
        }
    }
}

impl JsonSchema for Length {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Length".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"], "pattern": "^[0-9]+([.][0-9]+)?$" })
    }
}

/// A value of an enum: any scalar, as the text that goes on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub(crate) struct Word(pub(crate) String);

impl JsonSchema for Word {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Word".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

/// A rule over the rows of one table. Exactly one of the kinds is given.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// One or more of the rows are given.
    pub(crate) at_least_one_of: Option<Vec<Spanned<String>>>,
    /// One of the rows is given, and no more.
    pub(crate) exactly_one_of: Option<Vec<Spanned<String>>>,
    /// All of the rows are given, or none.
    pub(crate) together: Option<Vec<Spanned<String>>>,
    /// A row is mandatory when another one has one of the values.
    pub(crate) required_when: Option<RequiredWhen>,
    /// The API blocks a second processing of the same value in this row.
    pub(crate) idempotent_by: Option<Spanned<String>>,
    /// The page that states the rule, when it is not the table's.
    pub(crate) document: Option<Spanned<String>>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequiredWhen {
    /// The row that becomes mandatory.
    pub(crate) field: Spanned<String>,
    /// The row that decides.
    #[serde(rename = "if")]
    pub(crate) when: Spanned<String>,
    /// The values of that row that make the other one mandatory.
    #[serde(rename = "in")]
    pub(crate) values: Vec<Spanned<Word>>,
}
