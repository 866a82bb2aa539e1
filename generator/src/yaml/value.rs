//! A value of a sample: JSON, as printed, with places.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Spanned;

/// A JSON value whose numbers keep the digits they were printed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    /// The number's own text, `0.00`.
    Number(String),
    Text(String),
    List(Vec<Spanned<Value>>),
    Object(Vec<(Spanned<String>, Spanned<Value>)>),
}

impl Value {
    /// What a plain scalar stands for: JSON's words and numbers, else a text.
    fn plain(text: &str) -> Self {
        match text {
            "null" | "~" | "" => Self::Null,
            "true" => Self::Boolean(true),
            "false" => Self::Boolean(false),
            number if is_json_number(number) => Self::Number(number.to_owned()),
            text => Self::Text(text.to_owned()),
        }
    }

    /// The value under a key of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        match self {
            Self::Object(entries) => {
                entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

/// Whether JSON would read the text as a number. Decided by the library that knows JSON.
fn is_json_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    /// A quoted scalar.
    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    /// A plain scalar: see `Decoder::deserialize_any`.
    fn visit_bytes<E>(self, text: &[u8]) -> Result<Value, E> {
        Ok(Value::plain(&String::from_utf8_lossy(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element()? {
            list.push(element);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            object.push(entry);
        }
        Ok(Value::Object(object))
    }
}

impl JsonSchema for Value {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(true)
    }
}
