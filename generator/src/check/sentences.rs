//! Sentences of our own: they become documentation, in Markdown.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::Name;

const MARKUP: &str =
    "leave out HTML, brackets and addresses: quote with backticks what must stand there";

/// A sentence that becomes documentation: one line, ended, and free of markup.
pub(super) fn sentence(text: &Name, found: &mut Diagnostics) -> String {
    let trimmed = text.trim();
    let remedy = if trimmed.is_empty() || trimmed.contains(char::is_control) {
        Some("write one line")
    } else if !trimmed.ends_with(['.', '?', '!']) {
        Some("end it with a full stop")
    } else if has_markup(trimmed) {
        Some(MARKUP)
    } else {
        None
    };
    if let Some(remedy) = remedy {
        let message = "this becomes documentation and must be one plain sentence";
        found.add(Diagnostic::new(Code::WrongValue, text.span, message).help(remedy));
    }
    trimmed.to_owned()
}

/// A text that becomes a part of documentation: on one line and free of markup.
pub(super) fn check_plain(text: &Name, found: &mut Diagnostics) {
    let trimmed = text.trim();
    let remedy = if trimmed.is_empty() || trimmed.contains(char::is_control) {
        "write one line"
    } else if has_markup(trimmed) {
        MARKUP
    } else {
        return;
    };
    let message = "this becomes a part of documentation and must be plain text";
    found.add(Diagnostic::new(Code::WrongValue, text.span, message).help(remedy));
}

/// Whether there is markup outside of backticks, or a backtick without its pair.
fn has_markup(text: &str) -> bool {
    let outside: String = text.split('`').step_by(2).collect();
    !text.matches('`').count().is_multiple_of(2)
        || outside.contains(['<', '>', '[', ']'])
        || outside.contains("://")
}
