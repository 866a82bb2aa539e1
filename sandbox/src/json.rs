//! JSON whose numbers keep their digits and whose keys keep their order: amounts of money come
//! back as they were sent.

use std::fmt;

use generator::api::Sample;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{self, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use smol_str::{SmolStr, ToSmolStr as _};

/// The deepest nesting that is read.
const DEEPEST: usize = 32;

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
        let text = text.trim_matches([' ', '\t', '\n', '\r']);
        read(text, 0).map_err(|error| error.to_string())
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
        let Self::Object(entries) = other else {
            *self = other.clone();
            return;
        };
        for (key, value) in entries {
            let mut merged = self.get(key).cloned().unwrap_or_default();
            merged.merge(value);
            self.set(key, merged);
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

fn read(text: &str, depth: usize) -> Result<Json, serde_json::Error> {
    if depth > DEEPEST {
        return Err(de::Error::custom("nested too deep"));
    }
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let Pairs(pairs) = serde_json::from_str(text)?;
            let mut entries = Vec::with_capacity(pairs.len());
            for (key, raw) in pairs {
                entries.push((key, inner(raw, depth)?));
            }
            Json::Object(entries)
        }
        Some(b'[') => {
            let raw: Vec<&RawValue> = serde_json::from_str(text)?;
            let mut items = Vec::with_capacity(raw.len());
            for raw in raw {
                items.push(inner(raw, depth)?);
            }
            Json::List(items)
        }
        _ => leaf(serde_json::from_str::<&RawValue>(text)?)?,
    })
}

/// A value within another, whose text is known to be JSON.
fn inner(raw: &RawValue, depth: usize) -> Result<Json, serde_json::Error> {
    match raw.get().as_bytes().first() {
        Some(b'{' | b'[') => read(raw.get(), depth + 1),
        _ => leaf(raw),
    }
}

/// A value that no other stands in.
fn leaf(raw: &RawValue) -> Result<Json, serde_json::Error> {
    let text = raw.get();
    Ok(match text.as_bytes().first() {
        // Without an escape it is what stands between the quotes.
        Some(b'"') if !text.as_bytes().contains(&b'\\') => {
            Json::text(text.get(1..text.len() - 1).unwrap_or_default())
        }
        Some(b'"') => Json::Text(serde_json::from_str(text)?),
        Some(b't') => Json::Boolean(true),
        Some(b'f') => Json::Boolean(false),
        Some(b'n') | None => Json::Null,
        Some(_) => Json::Number(text.into()),
    })
}

/// The entries of an object in their order; a key that stands twice is refused.
struct Pairs<'a>(Vec<(SmolStr, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs: Vec<(SmolStr, &RawValue)> = Vec::with_capacity(8);
                while let Some(pair) = map.next_entry::<SmolStr, &RawValue>()? {
                    pairs.push(pair);
                }
                let mut names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
                names.sort_unstable();
                if names.windows(2).any(|pair| pair[0] == pair[1]) {
                    return Err(de::Error::custom("a key stands twice"));
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(PairsVisitor)
    }
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
        read(raw.get(), 0).map_err(de::Error::custom)
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
