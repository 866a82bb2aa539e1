//! JSON whose numbers keep their digits and whose keys keep their order: amounts of money come
//! back as they were sent.

mod decimal;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use generator::api::Sample;
use serde::de::{self, Deserializer};
use serde::ser::{self, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use smol_str::{SmolStr, ToSmolStr as _};

pub(crate) use decimal::Decimal;

/// A JSON value. Most of its texts are short, and a copy of a longer one shares its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Json {
    #[default]
    Null,
    Boolean(bool),
    /// The number's own text.
    Number(SmolStr),
    Text(SmolStr),
    List(Vec<Json>),
    Object(Vec<(SmolStr, Json)>),
}

impl Json {
    pub(crate) fn text(text: impl Into<SmolStr>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn number(number: impl fmt::Display) -> Self {
        Self::Number(number.to_smolstr())
    }

    pub(crate) fn object<K: Into<SmolStr>>(entries: impl IntoIterator<Item = (K, Json)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// Reads a text; what is wrong with it comes back in words.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        read::read(text)
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn entries(&self) -> &[(SmolStr, Json)] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text under a key.
    pub(crate) fn str_at(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// The value that a way of keys leads to.
    pub(crate) fn at<S: AsRef<str>>(&self, way: &[S]) -> Option<&Json> {
        way.iter().try_fold(self, |value, key| value.get(key.as_ref()))
    }

    /// Puts a value under a key of an object, in the place of the one before.
    pub(crate) fn set(&mut self, key: &str, value: Json) {
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        if let Self::Object(entries) = self {
            match entries.iter_mut().find(|(name, _)| name == key) {
                Some((_, old)) => *old = value,
                None => entries.push((key.into(), value)),
            }
        }
    }

    /// Puts a value at the end of a way of keys, making objects on the way.
    pub(crate) fn set_at<S: AsRef<str>>(&mut self, way: &[S], value: Json) {
        match way {
            [] => *self = value,
            [key] => self.set(key.as_ref(), value),
            [key, rest @ ..] => {
                let mut inner = self.get(key.as_ref()).cloned().unwrap_or_default();
                inner.set_at(rest, value);
                self.set(key.as_ref(), inner);
            }
        }
    }

    /// Merges another object into this one: objects key by key, everything else as a whole.
    pub(crate) fn merge(&mut self, other: &Json) {
        let Self::Object(changed) = other else {
            *self = other.clone();
            return;
        };
        if changed.is_empty() {
            return;
        }
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(entries) = self else { return };
        // An open object may have tens of thousands of keys.
        let names = entries.iter().enumerate().map(|(at, (name, _))| (name.clone(), at));
        let places: BTreeMap<SmolStr, usize> = names.collect();
        for (key, value) in changed {
            match places.get(key).and_then(|at| entries.get_mut(*at)) {
                Some((_, old)) => old.merge(value),
                // No key stands twice in a text that was read.
                None => {
                    let mut new = Json::Null;
                    new.merge(value);
                    entries.push((key.clone(), new));
                }
            }
        }
    }

    /// Whether it says the same as another: the order of keys and the way a number is written make
    /// no difference.
    pub(crate) fn says_the_same(&self, other: &Json) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => {
                one == two || Decimal::read(one).is_some_and(|it| Some(it) == Decimal::read(two))
            }
            (Self::List(one), Self::List(two)) => {
                one.len() == two.len()
                    && one.iter().zip(two).all(|(one, two)| one.says_the_same(two))
            }
            (Self::Object(one), Self::Object(two)) => {
                let (one, two) = (by_key(one), by_key(two));
                one.len() == two.len()
                    && one
                        .iter()
                        .zip(&two)
                        .all(|(one, two)| one.0 == two.0 && one.1.says_the_same(two.1))
            }
            _ => self == other,
        }
    }

    /// About how many bytes it takes to write.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Null | Self::Boolean(_) => 5,
            Self::Number(text) | Self::Text(text) => text.len() + 2,
            Self::List(items) => items.iter().map(|it| it.weight() + 1).sum::<usize>() + 2,
            Self::Object(entries) => {
                entries.iter().map(|(key, it)| key.len() + it.weight() + 4).sum::<usize>() + 2
            }
        }
    }

    /// About how many bytes of memory it takes, at least as many as it takes to write unless most
    /// of it is escaped.
    pub(crate) fn footprint(&self) -> usize {
        let text = |text: &SmolStr| if text.is_heap_allocated() { text.len() + 16 } else { 0 };
        let inner = match self {
            Self::Null | Self::Boolean(_) => 0,
            Self::Number(it) | Self::Text(it) => text(it),
            Self::List(items) => items.iter().map(Self::footprint).sum(),
            Self::Object(entries) => {
                let entries = entries.iter();
                let entry =
                    |(key, it): &(SmolStr, Json)| size_of::<SmolStr>() + text(key) + it.footprint();
                entries.map(entry).sum()
            }
        };
        size_of::<Self>() + inner
    }

    /// The same value for libraries that know no exact numbers.
    pub(crate) fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Bool(*value),
            Self::Number(digits) => serde_json::from_str(digits).unwrap_or_default(),
            Self::Text(text) => Value::String(text.to_string()),
            Self::List(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            Self::Object(entries) => {
                let entries =
                    entries.iter().map(|(key, value)| (key.to_string(), value.to_value()));
                Value::Object(entries.collect())
            }
        }
    }
}

/// The entries of an object in the order of their keys.
fn by_key(entries: &[(SmolStr, Json)]) -> BTreeMap<&str, &Json> {
    entries.iter().map(|(key, value)| (key.as_str(), value)).collect()
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed())
    }
}

impl Json {
    /// The JSON, without the detour of a formatter.
    pub(crate) fn printed(&self) -> String {
        let mut text = String::with_capacity(self.weight());
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Boolean(true) => out.push_str("true"),
            Self::Boolean(false) => out.push_str("false"),
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => quote(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    quote(key, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// The bytes that stand for themselves in a text of JSON.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 0x20 {
        plain[byte] = false;
        byte += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain
};

/// A text as JSON has it. Most have nothing to escape.
fn quote(text: &str, out: &mut String) {
    if text.bytes().all(|byte| PLAIN[usize::from(byte)]) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        // A text can always be written.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.printed()).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Self::read(raw.get()).map_err(de::Error::custom)
    }
}

impl From<&Sample> for Json {
    fn from(sample: &Sample) -> Self {
        match sample {
            Sample::Null => Self::Null,
            Sample::Boolean(value) => Self::Boolean(*value),
            Sample::Number(digits) => Self::Number(digits.into()),
            Sample::Text(text) => Self::text(text),
            Sample::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Sample::Object(entries) => {
                Self::object(entries.iter().map(|(key, value)| (key.as_str(), Self::from(value))))
            }
        }
    }
}
