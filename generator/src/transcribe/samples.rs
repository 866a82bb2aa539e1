//! The JSON samples of a page: whole, cut off, or broken.

use serde_json::value::RawValue;

use super::text::{Line, straight};
use crate::api::Sample;

/// The deepest sample that is read.
const MAX_DEPTH: usize = 32;

/// A sample as it stands on a page.
#[derive(Debug, Clone)]
pub(super) struct PageSample {
    pub(super) line: usize,
    pub(super) body: Sample,
    /// Whether the copy ends within it.
    pub(super) is_cut: bool,
}

/// What stands on the lines from one that begins like JSON.
pub(super) enum Json {
    /// A sample, and how many lines it takes.
    Read(PageSample, usize),
    /// Why there is none, and how many lines it would take.
    Broken(String, usize),
}

/// Whether a line begins like a sample, rather than like `{BaseUrl}/payments` or `[1, 120]`.
pub(super) fn begins(line: &Line) -> bool {
    let text = line.text.as_str();
    let rest = text.get(1..).unwrap_or_default().trim_start();
    line.cells.is_none()
        && ((text.starts_with('{') && (rest.is_empty() || rest.starts_with(['"', '}'])))
            || (text.starts_with('[') && (rest.is_empty() || rest.starts_with(['{', '"', ']']))))
}

/// Reads the sample that begins on the first of the lines.
pub(super) fn read(lines: &[&Line]) -> Json {
    let number = lines[0].number;
    let sample = |body, is_cut| PageSample { line: number, body, is_cut };
    let [mut plain, mut curly] = [Reading::new(|c| c), Reading::new(straight)];
    // What stands below the sample is not looked at, for a page may have many: a text is parsed
    // where its brackets are closed, and now and then to see whether it is JSON so far.
    for count in 1..=lines.len() {
        let is_closed =
            [&mut plain, &mut curly].map(|it| it.brackets.are_closed_by(lines[count - 1]));
        if is_closed.contains(&true) || count.is_power_of_two() || count == lines.len() {
            plain.look_at(&lines[..count]);
            curly.look_at(&lines[..count]);
        }
        match (&plain.found, &curly.found) {
            (Found::Open, _) | (Found::Wrong(_), Found::Open) => {}
            _ => break,
        }
    }
    match (plain.found, curly.found) {
        (Found::Whole(body, count), _) | (_, Found::Whole(body, count)) => {
            Json::Read(sample(body, false), count)
        }
        (Found::Wrong(why), _) => Json::Broken(why, closed(lines)),
        (Found::Open, _) => match salvaged(&as_json(lines, |c| c)) {
            Some(body) => Json::Read(sample(body, true), lines.len()),
            None => Json::Broken("it ends before its first value".to_owned(), lines.len()),
        },
    }
}

/// How many lines it takes until the brackets that the first one opens are closed.
fn closed(lines: &[&Line]) -> usize {
    let mut brackets = Brackets::new(|c| c);
    let last = lines.iter().position(|line| brackets.are_closed_by(line));
    last.map_or(lines.len(), |last| last + 1)
}

/// Lines taken as JSON, with one kind of quotes around its texts.
struct Reading {
    quote: fn(char) -> char,
    brackets: Brackets,
    found: Found,
}

/// What lines are, as far as they were looked at.
enum Found {
    /// The beginning of JSON.
    Open,
    /// A value, and how many lines it takes.
    Whole(Sample, usize),
    /// No JSON, whatever follows.
    Wrong(String),
}

impl Reading {
    fn new(quote: fn(char) -> char) -> Self {
        Self { quote, brackets: Brackets::new(quote), found: Found::Open }
    }

    fn look_at(&mut self, lines: &[&Line]) {
        if !matches!(self.found, Found::Open) {
            return;
        }
        let text = as_json(lines, self.quote);
        self.found = match parsed(&text) {
            Ok((body, end)) => Found::Whole(body, lines_to(&text, end)),
            Err(error) if error.is_eof() => Found::Open,
            Err(error) => Found::Wrong(error.to_string()),
        };
    }
}

/// How deep brackets are open, line by line.
struct Brackets {
    quote: fn(char) -> char,
    depth: usize,
}

impl Brackets {
    fn new(quote: fn(char) -> char) -> Self {
        Self { quote, depth: 0 }
    }

    /// Whether the last open bracket is closed on a line. A text does not go on on the next one.
    fn are_closed_by(&mut self, line: &Line) -> bool {
        let mut in_text = false;
        let mut chars = line.raw.chars().map(self.quote);
        while let Some(c) = chars.next() {
            match c {
                '\\' if in_text => drop(chars.next()),
                '"' => in_text = !in_text,
                '{' | '[' if !in_text => self.depth += 1,
                '}' | ']' if !in_text => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }
}

/// Lines as JSON takes them: with plain spaces.
fn as_json(lines: &[&Line], quote: fn(char) -> char) -> String {
    let mut text = String::new();
    for line in lines {
        let plain = |c: char| if c.is_whitespace() || c == '\u{feff}' { ' ' } else { quote(c) };
        text.extend(line.raw.chars().map(plain));
        text.push('\n');
    }
    text
}

fn lines_to(text: &str, end: usize) -> usize {
    text[..text.floor_char_boundary(end)].trim_end().matches('\n').count() + 1
}

/// The value that a text begins with, and where it ends.
fn parsed(text: &str) -> Result<(Sample, usize), serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    match values.next() {
        Some(raw) => {
            let body = sample(raw?, 0)?;
            Ok((body, values.byte_offset()))
        }
        None => serde_json::from_str::<&RawValue>("").map(|_| (Sample::Null, 0)),
    }
}

/// A value with the digits and the order that it was printed with.
fn sample(raw: &RawValue, depth: usize) -> Result<Sample, serde_json::Error> {
    let text = raw.get();
    if depth > MAX_DEPTH {
        return Err(serde::de::Error::custom("it is nested deeper than a sample is"));
    }
    Ok(match text.as_bytes().first() {
        Some(b'{') => Sample::Object(
            serde_json::from_str::<Entries<'_>>(text)?
                .0
                .into_iter()
                .map(|(key, value)| Ok((key, sample(value, depth + 1)?)))
                .collect::<Result<_, serde_json::Error>>()?,
        ),
        Some(b'[') => Sample::List(
            serde_json::from_str::<Vec<&RawValue>>(text)?
                .into_iter()
                .map(|value| sample(value, depth + 1))
                .collect::<Result<_, serde_json::Error>>()?,
        ),
        Some(b'"') => Sample::Text(serde_json::from_str(text)?),
        Some(b't') => Sample::Boolean(true),
        Some(b'f') => Sample::Boolean(false),
        Some(b'n') => Sample::Null,
        _ => Sample::Number(text.to_owned()),
    })
}

/// The entries of an object in their order.
struct Entries<'t>(Vec<(String, &'t RawValue)>);

impl<'de> serde::Deserialize<'de> for Entries<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> serde::de::Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
    }
}

/// What can be read of a sample that is cut off: up to its last whole value.
fn salvaged(text: &str) -> Option<Sample> {
    let mut open: Vec<char> = Vec::new();
    // Where a value ended, and the brackets that are open there.
    let mut whole: Option<(usize, Vec<char>)> = None;
    let mut in_text = false;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if in_text => drop(chars.next()),
            '"' => in_text = !in_text,
            _ if in_text => {}
            '{' | '[' if open.len() > MAX_DEPTH => return None,
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => {
                open.pop();
                whole = Some((at + 1, open.clone()));
            }
            ',' => whole = Some((at, open.clone())),
            _ => {}
        }
    }
    let (end, open) = whole?;
    let mut text = text[..end].to_owned();
    text.extend(open.into_iter().rev());
    parsed(&text).ok().map(|(body, _)| body)
}
