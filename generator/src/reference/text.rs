//! Sentences of the spec: plain text, in which backticks mark code and nothing else means
//! anything.

use std::fmt;

use askama::filters::{Escaper, Html, HtmlSafe};

/// A sentence with code between backticks. It escapes itself.
#[derive(Debug, Clone)]
pub(super) struct Sentence(String);

impl Sentence {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// With a capital at its beginning and a full stop at its end.
    pub(super) fn whole(words: &str) -> Self {
        let mut characters = words.chars();
        let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
        let end = if words.ends_with('.') { "" } else { "." };
        Self(format!("{first}{}{end}", characters.as_str()))
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, piece) in self.0.split('`').enumerate() {
            let (before, after) = if index % 2 == 1 { ("<code>", "</code>") } else { ("", "") };
            f.write_str(before)?;
            Html.write_escaped_str(&mut *f, piece)?;
            f.write_str(after)?;
        }
        Ok(())
    }
}

impl HtmlSafe for Sentence {}

/// A name of the wire, which may be broken between lines where its words meet.
#[derive(Debug, Clone)]
pub(super) struct WireName(pub(super) String);

impl fmt::Display for WireName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut is_after_small = false;
        for character in self.0.chars() {
            if is_after_small && (character.is_uppercase() || character == '_') {
                f.write_str("<wbr>")?;
            }
            is_after_small = character.is_lowercase();
            Html.write_escaped_char(&mut *f, character)?;
        }
        Ok(())
    }
}

impl HtmlSafe for WireName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_mark_code_and_nothing_else_means_anything() {
        let text = Sentence::new("Not `<b>`, **bold** or <i>&amp;</i>.");
        assert_eq!(
            text.to_string(),
            "Not <code>&#60;b&#62;</code>, **bold** or &#60;i&#62;&#38;amp;&#60;/i&#62;."
        );
    }

    #[test]
    fn words_become_a_sentence() {
        assert_eq!(Sentence::whole("`a` is given").to_string(), "<code>a</code> is given.");
        assert_eq!(Sentence::whole("at most 3.").to_string(), "At most 3.");
        assert_eq!(Sentence::whole("").to_string(), ".");
    }

    #[test]
    fn long_names_can_be_broken() {
        assert_eq!(WireName("is_aB<".to_owned()).to_string(), "is<wbr>_a<wbr>B&#60;");
    }
}
