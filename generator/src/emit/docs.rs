//! Documentation comments: the texts of the spec as lines of Markdown.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{Api, Deviation, Document, DocumentId, Object, Page, Row, Unenforced};

/// Stands for the end of a line within a documentation comment until it is rendered. A control
/// character, which the check refuses in sentences and titles.
pub(crate) const LINE_BREAK: &str = "\u{1f}";

/// The longest line of a text, without its comment slashes and indentation.
const WIDTH: usize = 90;

/// One `///` line for each line of `text`, each with the space that rustdoc's style expects.
///
/// All lines are one raw literal, which `render` takes apart again: to parse an attribute for each
/// line, and a literal with escapes, was a fifth of a generation's instructions.
pub(super) fn doc(text: &str) -> TokenStream {
    let lines: Vec<String> = text.trim_end().lines().map(comment_line).collect();
    let lines = raw_literal(&lines.join(LINE_BREAK));
    quote!(#[doc = #lines])
}

/// A raw string literal; of a text that none can hold, one with escapes.
fn raw_literal(text: &str) -> Literal {
    let hashes = "#".repeat(text.matches('#').count() + 1);
    let raw = format!("r{hashes}\"{text}\"{hashes}").parse();
    raw.unwrap_or_else(|_| Literal::string(text))
}

/// A line with the space after the slashes; an empty one has none.
pub(crate) fn comment_line(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}

/// Breaks a paragraph into lines; continued lines are indented by `indent` spaces. A link and
/// what stands between backticks stay on one line.
pub(crate) fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let last = lines.last_mut().filter(|line| {
            line.is_empty() || line.chars().count() + 1 + word.chars().count() <= WIDTH
        });
        match last {
            Some(line) if line.trim().is_empty() => line.push_str(&word),
            Some(line) => {
                line.push(' ');
                line.push_str(&word);
            }
            None => lines.push(format!("{}{word}", " ".repeat(indent))),
        }
    }
    lines.join("\n")
}

/// The words of a text; what stands in brackets of a link or between backticks is one.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_inside = false;
    for piece in text.split_whitespace() {
        match words.last_mut().filter(|_| is_inside) {
            Some(word) => {
                word.push(' ');
                word.push_str(piece);
            }
            None => words.push(piece.to_owned()),
        }
        let word = words.last().map_or("", String::as_str);
        let opened = word.matches('[').count() > word.matches(']').count();
        is_inside = opened || word.matches('`').count() % 2 == 1;
    }
    words
}

/// An item of a Markdown list.
pub(crate) fn bullet(text: &str) -> String {
    format!("{}\n", wrapped(&format!("- {text}"), 2))
}

/// Title and revision, with a link to the constant that knows the page's address.
pub(super) fn source(document: &Document) -> String {
    let Document { title, constant, .. } = document;
    let (title, revision) = (escaped(title), document.cited_revision());
    format!("[{title}](crate::documents::{constant}), {revision}")
}

/// Title and revision, with a link to the page itself: for what is read outside rustdoc.
pub(super) fn linked(document: &Document) -> String {
    format!("{}, {}", link(document), document.cited_revision())
}

/// The title, as a link to the page itself where its address is known.
pub(super) fn link(document: &Document) -> String {
    let title = escaped(&document.title);
    match &document.address {
        Some(address) => format!("[{title}]({address})"),
        None => title,
    }
}

/// A title of the documentation's, which is no Markdown.
fn escaped(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for character in title.chars() {
        if "\\`*_[]<>|#".contains(character) {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// What a row's field says of itself: meaning, limits, and its page when it is not `table`'s.
pub(super) fn row(row: &Row, table: DocumentId, api: &Api) -> String {
    let constraints = format!("`{}`: {}.", row.wire, row.constraints(api));
    let mut text = format!("{}\n\n{}", wrapped(&row.means, 0), wrapped(&constraints, 0));
    if row.document != table {
        let source = format!("Stands on {}.", source(api.document(row.document)));
        text.push_str(&format!("\n{}", wrapped(&source, 0)));
    }
    text
}

/// What a struct says of itself: meaning, rules over its rows, the page of its table.
pub(super) fn object(object: &Object, examples: &str, api: &Api) -> String {
    let mut text = format!("{}\n\n", wrapped(&object.means, 0));
    for rule in &object.rules {
        let mut words = object.rule_words(&rule.kind);
        if rule.document != object.document {
            words.push_str(&format!(" ({})", source(api.document(rule.document))));
        }
        text.push_str(&bullet(&words));
    }
    if !object.rules.is_empty() {
        text.push('\n');
    }
    if let Some(open) = object.open_words() {
        text.push_str(&format!("{}\n\n", wrapped(open, 0)));
    }
    let source = format!("Source: {}.", source(api.document(object.document)));
    text.push_str(&format!("{}\n\n{examples}", wrapped(&source, 0)));
    text
}

/// What a page's module says of itself.
pub(super) fn page(page: &Page, api: &Api) -> String {
    let document = api.document(page.document);
    let mut text = match &page.endpoint {
        Some(endpoint) => {
            format!("{}: `{} {}`.", endpoint.name, endpoint.method, endpoint.template)
        }
        None => format!("{}.", document.title),
    };
    text.push_str(&format!("\n\n{}", wrapped(&page.means, 0)));
    if let Some(endpoint) = &page.endpoint {
        text.push_str(&format!("\n\n{}", endpoint.status_words()));
    }
    let transcribed = format!("Transcribed from {}.", source(document));
    text.push_str(&format!("\n\n{}", wrapped(&transcribed, 0)));
    if let Some(cut) = document.known_in_part() {
        text.push_str(&format!("\n{}", wrapped(&cut, 0)));
    }
    text.push_str(&deviations(&page.deviations));
    text.push_str(&unenforced(&page.unenforced));
    text
}

/// A chapter on the contradictions of a page.
pub(super) fn deviations(deviations: &[Deviation]) -> String {
    let line = |it: &Deviation| bullet(&format!("`{}`: {} {}", it.at, it.found, it.handled));
    chapter("Deviations", deviations.iter().map(line))
}

fn unenforced(unenforced: &[Unenforced]) -> String {
    let line = |it: &Unenforced| bullet(&format!("`{}`: {} {}", it.at, it.states, it.why));
    chapter("Left to the API", unenforced.iter().map(line))
}

fn chapter(title: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.collect();
    match items.is_empty() {
        true => items,
        false => format!("\n\n# {title}\n\n{}", items.trim_end()),
    }
}
