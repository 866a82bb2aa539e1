//! Samples, as printed on a page.

use std::collections::BTreeSet;

/// The samples of a page.
#[derive(Debug, Default)]
pub struct Samples {
    /// The request's body.
    pub request: Option<Sample>,
    /// The answer's body.
    pub answer: Option<Sample>,
    /// Documented refusals.
    pub errors: Vec<ErrorSample>,
    /// The places, `request.amount`, whose values break their own rows: recorded deviations.
    pub broken: BTreeSet<String>,
}

/// A documented refusal.
#[derive(Debug)]
pub struct ErrorSample {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: Sample,
}

/// A JSON value whose numbers keep their digits and whose keys keep their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sample {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number's own text.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Sample>),
    /// An object.
    Object(Vec<(String, Sample)>),
}

impl Sample {
    /// The value under a key of an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The value as JSON text, indented by two spaces.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text
    }

    fn write(&self, text: &mut String, depth: usize) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => text.push_str(digits),
            Self::Text(value) => text.push_str(&quoted(value)),
            Self::List(values) => {
                let write = |text: &mut String, value: &Self| value.write(text, depth + 1);
                write_all(text, depth, ['[', ']'], values, write);
            }
            Self::Object(entries) => {
                let write = |text: &mut String, (key, value): &(String, Self)| {
                    text.push_str(&quoted(key));
                    text.push_str(": ");
                    value.write(text, depth + 1);
                };
                write_all(text, depth, ['{', '}'], entries, write);
            }
        }
    }
}

fn write_all<T>(
    text: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&mut String, &T),
) {
    text.push(open);
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(depth + 1));
        write(text, item);
    }
    if !items.is_empty() {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    }
    text.push(close);
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
