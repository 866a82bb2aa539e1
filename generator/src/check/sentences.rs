//! Sentences of our own: they become documentation, in Markdown.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::Name;

/// A sentence that becomes documentation: one line, ended, and free of markup.
pub(super) fn sentence(text: &Name, found: &mut Diagnostics) -> String {
    let trimmed = text.trim();
    let remedy = if trimmed.is_empty() || trimmed.contains('\n') {
        Some("write one line")
    } else if !trimmed.ends_with(['.', '?', '!']) {
        Some("end it with a full stop")
    } else if has_markup(trimmed) {
        Some("leave out HTML, brackets and addresses: quote with backticks what must stand there")
    } else {
        None
    };
    if let Some(remedy) = remedy {
        let message = "this becomes documentation and must be one plain sentence";
        found.add(Diagnostic::new(Code::WrongValue, text.span, message).help(remedy));
    }
    trimmed.to_owned()
}

/// Whether there is markup outside of backticks, or a backtick without its pair.
fn has_markup(text: &str) -> bool {
    let outside: String = text.split('`').step_by(2).collect();
    !text.matches('`').count().is_multiple_of(2)
        || outside.contains(['<', '>', '[', ']'])
        || outside.contains("://")
}
