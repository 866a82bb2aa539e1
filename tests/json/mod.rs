//! JSON whose numbers keep their digits and whose keys keep their order, so that what goes in and
//! what comes out can be compared to the last character. No `f64` is involved.

mod read;

use std::fmt::{self, Display};

use generator::api::Sample;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    /// A number's own text.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn number(digits: impl Display) -> Self {
        Self::Number(format!("{digits}"))
    }

    /// Reads JSON; panics if it is none, which no test here expects.
    pub(crate) fn read(text: &str) -> Self {
        read::value(text).unwrap_or_else(|error| panic!("no JSON: {error}\n{text}"))
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => {
                entries.iter().find(|(it, _)| it == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The value at a JSON Pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Self> {
        steps(pointer).iter().try_fold(self, |value, step| match value {
            Self::List(items) => items.get(step.parse::<usize>().ok()?),
            _ => value.get(step),
        })
    }

    /// The same with another value at a JSON Pointer, whose key may be a new one.
    pub(crate) fn with(&self, pointer: &str, value: Self) -> Self {
        let mut changed = self.clone();
        let (holder, key) = split(pointer);
        match changed.at_mut(holder) {
            Some(Self::Object(entries)) => match entries.iter_mut().find(|(it, _)| *it == key) {
                Some((_, old)) => *old = value,
                None => entries.push((key, value)),
            },
            Some(Self::List(items)) => items[key.parse::<usize>().unwrap()] = value,
            _ => panic!("nothing at `{holder}` could hold `{key}`"),
        }
        changed
    }

    /// The same without the key at a JSON Pointer.
    pub(crate) fn without(&self, pointer: &str) -> Self {
        let mut changed = self.clone();
        let (holder, key) = split(pointer);
        if let Some(Self::Object(entries)) = changed.at_mut(holder) {
            entries.retain(|(it, _)| *it != key);
        }
        changed
    }

    fn at_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        steps(pointer).iter().try_fold(self, |value, step| match value {
            Self::List(items) => items.get_mut(step.parse::<usize>().ok()?),
            Self::Object(entries) => {
                entries.iter_mut().find(|(key, _)| key == step).map(|(_, value)| value)
            }
            _ => None,
        })
    }
}

/// The steps of a JSON Pointer (RFC 6901).
pub(crate) fn steps(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
}

/// A JSON Pointer with one step more.
pub(crate) fn below(pointer: &str, key: &str) -> String {
    match key.bytes().any(|it| matches!(it, b'~' | b'/')) {
        false => [pointer, key].join("/"),
        true => format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
    }
}

/// A JSON Pointer without its last step, and that step.
fn split(pointer: &str) -> (&str, String) {
    let (holder, _) = pointer.rsplit_once('/').unwrap();
    (holder, steps(pointer).pop().unwrap())
}

impl From<&Sample> for Json {
    fn from(sample: &Sample) -> Self {
        match sample {
            Sample::Null => Self::Null,
            Sample::Boolean(value) => Self::Boolean(*value),
            Sample::Number(digits) => Self::Number(digits.clone()),
            Sample::Text(text) => Self::Text(text.clone()),
            Sample::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Sample::Object(entries) => {
                let entry = |(key, value): &(String, Sample)| (key.clone(), Self::from(value));
                Self::Object(entries.iter().map(entry).collect())
            }
        }
    }
}

impl Display for Json {
    /// Writes the value without white space.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let comma = |index| if index == 0 { "" } else { "," };
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(digits) => f.write_str(digits),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", comma(index))?;
                }
                f.write_str("]")
            }
            Self::Object(entries) => {
                f.write_str("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    write!(f, "{}{}:{value}", comma(index), quoted(key))?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[test]
fn what_is_read_is_written_to_the_last_character() {
    let text =
        r#"{"b":[0.00,-1.50e3,null,true,{}],"a":"ü \" \n","n":12345678901234567890.10,"":[]}"#;
    let json = Json::read(text);
    assert_eq!(json.to_string(), text);
    assert_eq!(Json::read(" { \"a\" : [ 1 , 2 ] } ").to_string(), r#"{"a":[1,2]}"#);
}

#[test]
fn values_are_found_set_and_removed_by_pointer() {
    let json = Json::read(r#"{"a/b":{"~":[1,2]},"c":3}"#);
    assert_eq!(json.at("/a~1b/~0/1"), Some(&Json::number(2)));
    assert_eq!(json.at("/a~1b/x"), None);
    let set = json.with("/a~1b/~0/0", Json::Null).with("/d", Json::Boolean(true)).without("/c");
    assert_eq!(set.to_string(), r#"{"a/b":{"~":[null,2]},"d":true}"#);
}
