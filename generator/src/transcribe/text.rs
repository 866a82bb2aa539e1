//! A saved page to lines: what every layout has in common.

use std::borrow::Cow;

use super::html;

/// The largest page that is read, in bytes. A saved page with all its styles has less than one
/// million.
pub const MAX_PAGE_BYTES: usize = 16 << 20;

/// A line of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its number in the file, counted from one.
    pub(super) number: usize,
    /// The line as it stands: JSON and the separators of cells are read from this.
    pub(super) raw: String,
    /// The line as a person reads it: see [`cleaned`].
    pub(super) text: String,
    /// The cells, if the line is a row of an HTML table.
    pub(super) cells: Option<Vec<String>>,
}

impl Line {
    pub(super) fn new(number: usize, raw: String) -> Self {
        Self { number, text: cleaned(&raw), raw, cells: None }
    }

    pub(super) fn of_cells(number: usize, cells: Vec<String>) -> Self {
        let text = cells.join(" ");
        Self { number, raw: text.clone(), text, cells: Some(cells) }
    }
}

/// The lines of a page, be it text or HTML.
///
/// # Errors
///
/// Why it is no page that can be read, with the remedy.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, String> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Err(format!("it is larger than {MAX_PAGE_BYTES} bytes: save the page alone"));
    }
    if let Some(what) = other_than_text(bytes) {
        return Err(format!("it is {what}: save the page as HTML, or copy its text into a file"));
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err("it is not UTF-8 text: save the page as UTF-8".to_owned());
    };
    let text = &*with_one_line_end(text.strip_prefix('\u{feff}').unwrap_or(text));
    if is_mhtml(text) {
        return Err("it is a web archive (MHTML): save the page as HTML alone, or copy its text \
                    into a file"
            .to_owned());
    }
    let lines = match html::is_html(text) {
        true => html::lines(text),
        false => plain(text),
    };
    match lines.iter().all(|line| line.text.is_empty()) {
        true => Err("it holds no text: save the page once more".to_owned()),
        false => Ok(lines),
    }
}

/// What a file is that holds no text which could be read, by how it begins.
fn other_than_text(bytes: &[u8]) -> Option<&'static str> {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    if begins(b"%PDF-") {
        Some("a PDF")
    } else if begins(&[0xff, 0xfe]) || begins(&[0xfe, 0xff]) {
        Some("UTF-16, not UTF-8")
    } else {
        // No text has such a byte; UTF-16 without its mark has many.
        bytes.contains(&0).then_some("no text")
    }
}

/// A text whose lines end in `\n` alone. Some editors end them in `\r`.
fn with_one_line_end(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

fn plain(text: &str) -> Vec<Line> {
    let numbered = text.lines().enumerate();
    numbered.map(|(index, line)| Line::new(index + 1, line.to_owned())).collect()
}

fn is_mhtml(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(2000)];
    head.contains("MIME-Version:") && head.contains("multipart/related")
}

/// A text without typographic noise: straight quotes, plain spaces, and only one between words.
pub(super) fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match straight(c) {
            // A soft hyphen and the characters of no width say nothing.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !clean.ends_with(' ') && !clean.is_empty() {
                    clean.push(' ');
                }
            }
            c => clean.push(c),
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// A character as a keyboard has it.
pub(super) fn straight(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}
