//! What stands beside the tables of a page: its date, its request lines, its headers, its status.

use super::text::Line;

/// A request line, `POST {BaseUrl}/payment-series/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RequestLine {
    pub(super) line: usize,
    pub(super) method: String,
    /// The path behind the base address, without a query.
    pub(super) path: String,
}

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The request line that a line is, if it is one.
pub(super) fn request_line(line: &Line) -> Option<RequestLine> {
    let mut words = line.text.as_str();
    while let Some((_, rest)) = words.split_once(':').filter(|(label, _)| is_label(label)) {
        words = rest.trim_start();
    }
    let (method, address) = words.split_once(' ')?;
    let method = METHODS.iter().find(|it| **it == method)?;
    let path = path(address.trim_start())?;
    Some(RequestLine { line: line.number, method: (*method).to_owned(), path })
}

fn is_label(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "path" | "request" | "url" | "endpoint" | "call")
}

/// The path of an address: without host, base placeholder and query.
fn path(address: &str) -> Option<String> {
    let mut rest = address;
    if rest.starts_with('{') {
        // `{BaseUrl}`, `{{BaseUrl}}` and `{Base URL}`.
        let end = rest.find('}')?;
        rest = rest[end..].trim_start_matches('}');
    } else if let Some((_, host)) = rest.split_once("://") {
        rest = &host[host.find('/')?..];
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '?' || c == '#').unwrap_or(rest.len());
    let has_more = rest[end..].trim_start().starts_with(|c: char| c != '?' && c != '#');
    let path = &rest[..end];
    (path.starts_with('/') && !has_more).then(|| path.to_owned())
}

/// Whether a path as printed, with an example in it or `:id`, is one of a template's.
pub(super) fn fits_template(path: &str, template: &str) -> bool {
    let (path, template): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), template.split('/').collect());
    path.len() == template.len()
        && path.iter().zip(&template).all(|(segment, documented)| {
            documented.starts_with('{') && !segment.is_empty() || segment == documented
        })
}

/// A header as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderLine {
    pub(super) name: String,
    pub(super) value: String,
}

/// Headers that every documentation may show.
const WELL_KNOWN: &[&str] = &[
    "accept",
    "accept-language",
    "authorization",
    "cache-control",
    "content-type",
    "host",
    "idempotency-key",
    "origin",
    "user-agent",
];

/// The header that a line shows, if it is one. Its value may stand on the next line.
pub(super) fn header(line: &Line, next: Option<&Line>, in_block: bool) -> Option<HeaderLine> {
    let (name, value) = line.text.split_once(':')?;
    let lower = name.to_lowercase();
    let is_token = !name.is_empty()
        && name.len() < 60
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_header = WELL_KNOWN.contains(&lower.as_str())
        || lower.starts_with("x-")
        || in_block && name.contains('-');
    if !is_token || !is_header {
        return None;
    }
    let value = match value.trim() {
        "" => next.map_or("", |it| it.text.as_str()),
        value => value,
    };
    // Some copies show the markup.
    let value = value.split('<').next().unwrap_or_default().trim().to_owned();
    Some(HeaderLine { name: name.to_owned(), value })
}

/// The status that a line shows, `201 (Created)` or `Status Code: 201`.
pub(super) fn status(line: &Line, is_announced: bool) -> Option<u16> {
    let text = line.text.as_str();
    let rest = match text.to_lowercase().strip_prefix("status") {
        Some(_) => text.rsplit_once(':').map_or("", |(_, rest)| rest),
        None if is_announced => text,
        None => return None,
    };
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let status = rest[..digits].parse().ok().filter(|it| (100..600).contains(it))?;
    (digits == 3).then_some(status)
}

/// The page's own date, `YYYY-MM-DD`, when the line is about its last change.
pub(super) fn revision(line: &Line, next: Option<&Line>) -> Option<String> {
    const LABELS: &[&str] =
        &["last change", "last update", "last modified", "last edited", "last revised", "updated"];
    let text = line.text.to_lowercase();
    let label = LABELS.iter().find(|it| text.starts_with(*it))?;
    let rest = text[label.len()..].trim_start_matches(|c: char| c.is_alphabetic());
    let rest = rest.trim_start_matches([':', ' ']).trim_start_matches("on ");
    match rest.is_empty() {
        true => next.and_then(|it| date(&it.text.to_lowercase())),
        false => date(rest),
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date in one of the forms in which pages print it. Two digits first are the month, as pages of
/// this kind have it, unless there is no such month.
fn date(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).take(3).collect();
    let [first, second, third] = words[..] else {
        return None;
    };
    let number = |word: &str| word.trim_end_matches(char::is_alphabetic).parse::<u32>().ok();
    let month_word = |word: &str| {
        let month = word.get(..3).and_then(|it| MONTHS.iter().position(|month| *month == it))?;
        u32::try_from(month + 1).ok()
    };
    let (year, month, day) = if let Some(month) = month_word(first) {
        (number(third)?, month, number(second)?)
    } else if let Some(month) = month_word(second) {
        (number(third)?, month, number(first)?)
    } else {
        match (first.len(), number(first)?, number(second)?, number(third)?) {
            (4, year, month, day) => (year, month, day),
            (_, day @ 13.., month, year) | (_, month, day, year) => (year, month, day),
        }
    };
    let is_date =
        (1000..10_000).contains(&year) && (1..13).contains(&month) && (1..32).contains(&day);
    is_date.then(|| format!("{year:04}-{month:02}-{day:02}"))
}
