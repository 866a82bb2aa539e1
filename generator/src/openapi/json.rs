//! JSON as it is exported: keys in the order in which they were put in, numbers with their digits.

pub(super) use crate::api::Sample as Json;

/// The entries of an object under construction.
#[derive(Debug, Default)]
pub(super) struct Entries(Vec<(String, Json)>);

impl Entries {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// With an entry more.
    pub(super) fn with(mut self, key: impl Into<String>, value: impl Into<Json>) -> Self {
        self.0.push((key.into(), value.into()));
        self
    }

    /// With an entry more, if there is a value.
    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// With an entry more, if the list holds anything.
    pub(super) fn with_any(self, key: &str, values: Vec<Json>) -> Self {
        self.with_some(key, (!values.is_empty()).then_some(values))
    }

    /// With an entry more, which is true, if it is.
    pub(super) fn with_flag(self, key: &str, is: bool) -> Self {
        self.with_some(key, is.then_some(true))
    }

    /// With the entries of another object after its own.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Entries> for Json {
    fn from(entries: Entries) -> Self {
        Self::Object(entries.0)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<Vec<Json>> for Json {
    fn from(values: Vec<Json>) -> Self {
        Self::List(values)
    }
}

/// A list of texts.
pub(super) fn texts<T: Into<Json>>(texts: impl IntoIterator<Item = T>) -> Json {
    Json::List(texts.into_iter().map(Into::into).collect())
}

/// The text of a file. Lists of plain values stand on as few lines as they fit on, so that a list
/// of currencies is not longer than the table that it is for.
pub(super) fn file(json: &Json) -> String {
    let mut text = String::new();
    write(&mut text, json, 0);
    text.push('\n');
    text
}

/// The longest line that a list of plain values is filled up to.
const LINE: usize = 100;

fn write(text: &mut String, json: &Json, depth: usize) {
    match json {
        Json::Null => text.push_str("null"),
        Json::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(digits) => text.push_str(digits),
        Json::Text(value) => quote(text, value),
        Json::List(values) if values.iter().all(is_plain) => write_plain(text, values, depth),
        Json::List(values) => {
            let each = |text: &mut String, value: &Json| write(text, value, depth + 1);
            write_each(text, depth, ['[', ']'], values, each);
        }
        Json::Object(entries) => {
            let each = |text: &mut String, (key, value): &(String, Json)| {
                quote(text, key);
                text.push_str(": ");
                write(text, value, depth + 1);
            };
            write_each(text, depth, ['{', '}'], entries, each);
        }
    }
}

fn is_plain(value: &Json) -> bool {
    !matches!(value, Json::List(_) | Json::Object(_))
}

fn write_each<T>(
    text: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    items: &[T],
    each: impl Fn(&mut String, &T),
) {
    text.push(open);
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "," });
        break_line(text, depth + 1);
        each(text, item);
    }
    if !items.is_empty() {
        break_line(text, depth);
    }
    text.push(close);
}

fn write_plain(text: &mut String, values: &[Json], depth: usize) {
    let mut words = Vec::new();
    for value in values {
        let mut word = String::new();
        write(&mut word, value, 0);
        words.push(word);
    }
    let line = words.join(", ");
    if line.len() <= LINE {
        text.push_str(&format!("[{line}]"));
        return;
    }
    text.push('[');
    let mut length = LINE;
    for (index, word) in words.iter().enumerate() {
        if length + word.len() >= LINE {
            text.push_str(if index == 0 { "" } else { "," });
            break_line(text, depth + 1);
            length = 0;
        } else {
            text.push_str(", ");
        }
        text.push_str(word);
        length += word.len() + 2;
    }
    break_line(text, depth);
    text.push(']');
}

fn break_line(text: &mut String, depth: usize) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
}

fn quote(text: &mut String, value: &str) {
    text.push_str(&serde_json::Value::from(value).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_of_plain_values_are_filled_line_by_line() {
        let codes: Vec<String> = (100..140).map(|code| format!("C{code}")).collect();
        let json: Json = Entries::new()
            .with("few", texts(["a", "b"]))
            .with("none", Vec::new())
            .with("many", texts(codes.clone()))
            .with(
                "nested",
                vec![Json::from(Entries::new().with("amount", Json::Number("0.00".into())))],
            )
            .into();
        let text = file(&json);
        assert!(text.lines().all(|line| line.len() <= LINE + 10), "{text}");
        assert!(text.contains("\"few\": [\"a\", \"b\"],\n  \"none\": [],\n"), "{text}");
        assert!(text.contains("\"amount\": 0.00\n"), "{text}");
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["many"].as_array().map(Vec::len), Some(codes.len()));
    }
}
