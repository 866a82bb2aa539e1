//! A body as the validator reads it: its own tree, without a copy of it as a `serde_json::Value`.

use std::borrow::Cow;
use std::slice::Iter;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json as Form, JsonNumber, Node, NodeIdentity, Object};
use serde_json::{Number, Value};
use smol_str::SmolStr;

use crate::json::Json;

/// The form of JSON whose numbers keep their digits. The validator judges them as floats.
pub(super) struct Exact;

impl Form for Exact {
    type Node<'a> = &'a Json;
    type PreparedKey = SmolStr;
    type StringBuffer = Json;

    // A lookup goes through the entries as well.
    const KEYS_PER_LOOKUP: usize = 2;

    fn prepare_key(key: &str) -> SmolStr {
        key.into()
    }

    fn with_string_node<T>(buffer: &mut Json, text: &str, then: impl FnOnce(&Json) -> T) -> T {
        *buffer = Json::text(text);
        then(buffer)
    }
}

impl<'a> Node<'a, Exact> for &'a Json {
    type Object = &'a [(SmolStr, Json)];
    type Array = &'a [Json];
    type Number = Digits<'a>;

    fn as_object(&self) -> Option<Self::Object> {
        match self {
            Json::Object(entries) => Some(entries),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Self::Array> {
        match self {
            Json::List(items) => Some(items),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.as_str().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<Digits<'a>> {
        match self {
            Json::Number(digits) => Some(Digits(digits)).filter(|it| it.as_f64().is_some()),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self {
            Json::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        match self {
            Json::Null => JsonType::Null,
            Json::Boolean(_) => JsonType::Boolean,
            // A number beyond those that a float can be is none to the validator.
            Json::Number(_) if self.as_number().is_none() => JsonType::Null,
            Json::Number(_) => JsonType::Number,
            Json::Text(_) => JsonType::String,
            Json::List(_) => JsonType::Array,
            Json::Object(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match (self, expected) {
            (Json::Text(text), Value::String(expected)) => text == expected,
            (Json::Text(_), _) | (_, Value::String(_)) => false,
            _ => jsonschema::json::cmp::equal(&self.to_value(), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(Json::to_value(self))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Json>(self) as usize))
    }
}

impl<'a> Object<'a, Exact> for &'a [(SmolStr, Json)] {
    type Node = &'a Json;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        <[_]>::len(self)
    }

    fn get(&self, key: &SmolStr) -> Option<&'a Json> {
        self.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn members(&self) -> Members<'a> {
        Members(self.iter())
    }
}

/// The entries of an object.
pub(super) struct Members<'a>(Iter<'a, (SmolStr, Json)>);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, &'a Json);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.as_str(), value))
    }
}

impl<'a> Array<'a, Exact> for &'a [Json] {
    type Node = &'a Json;
    type ElementsIter = Iter<'a, Json>;

    fn len(&self) -> usize {
        <[_]>::len(self)
    }

    fn elements(&self) -> Iter<'a, Json> {
        self.iter()
    }
}

/// A number's own text.
pub(super) struct Digits<'a>(&'a str);

impl JsonNumber for Digits<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        // Only a number that a float can be is given out as one.
        Cow::Owned(serde_json::from_str(self.0).unwrap_or_else(|_| Number::from(0)))
    }
}
