//! Code with its words told apart: enough to read by, decided while the page is written.

use std::fmt;

use askama::filters::{Escaper, Html, HtmlSafe};

/// A language that the reference shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Json,
    Rust,
}

const RUST_WORDS: &[&str] = &["async", "await", "dyn", "false", "fn", "let", "mut", "true", "use"];
const JSON_WORDS: &[&str] = &["false", "null", "true"];

/// A text in one of the languages. It escapes itself.
#[derive(Debug, Clone)]
pub(super) struct Code {
    language: Language,
    text: String,
}

impl Code {
    pub(super) fn new(language: Language, text: impl Into<String>) -> Self {
        Self { language, text: text.into() }
    }

    /// The class of the text's first word and its length, if it is more than plain.
    fn word(&self, text: &str) -> (Option<&'static str>, usize) {
        let first = text.chars().next().unwrap_or_default();
        if first == '"' {
            let length = quoted_length(text);
            let is_key =
                self.language == Language::Json && text[length..].trim_start().starts_with(':');
            return (Some(if is_key { "key" } else { "str" }), length);
        }
        let is_within = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-');
        if first.is_ascii_digit() || first == '-' {
            let length = text.find(|c: char| !is_within(c)).unwrap_or(text.len());
            return (Some("num"), length);
        }
        if first.is_alphabetic() || first == '_' {
            let is_end = |c: char| !c.is_alphanumeric() && c != '_';
            let length = text.find(is_end).unwrap_or(text.len());
            return (self.class(&text[..length]), length);
        }
        (None, first.len_utf8())
    }

    fn class(&self, word: &str) -> Option<&'static str> {
        let words = match self.language {
            Language::Json => JSON_WORDS,
            Language::Rust => RUST_WORDS,
        };
        let is_type = word.starts_with(char::is_uppercase);
        match words.contains(&word) {
            true => Some("kw"),
            false => (is_type && self.language == Language::Rust).then_some("ty"),
        }
    }
}

/// The length of the literal that a text begins with, its quotes included.
fn quoted_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.text.as_str();
        while !rest.is_empty() {
            let (class, length) = self.word(rest);
            let (word, after) = rest.split_at(length);
            if let Some(class) = class {
                write!(f, "<span class=\"{class}\">")?;
            }
            Html.write_escaped_str(&mut *f, word)?;
            if class.is_some() {
                f.write_str("</span>")?;
            }
            rest = after;
        }
        Ok(())
    }
}

impl HtmlSafe for Code {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_keys_texts_numbers_and_words() {
        let text = r#"{ "a\"<": [-1.50, "b", null] }"#;
        assert_eq!(
            Code::new(Language::Json, text).to_string(),
            "{ <span class=\"key\">&#34;a\\&#34;&#60;&#34;</span>: \
             [<span class=\"num\">-1.50</span>, <span class=\"str\">&#34;b&#34;</span>, \
             <span class=\"kw\">null</span>] }"
        );
    }

    #[test]
    fn rust_has_words_and_types() {
        assert_eq!(
            Code::new(Language::Rust, "let a = B::c(\"d\", 1);").to_string(),
            "<span class=\"kw\">let</span> a = <span class=\"ty\">B</span>::c(\
             <span class=\"str\">&#34;d&#34;</span>, <span class=\"num\">1</span>);"
        );
    }

    #[test]
    fn a_text_without_its_end_is_a_text_all_the_same() {
        for text in ["\"", "\"\\", "\"é", "-", ""] {
            assert!(Code::new(Language::Json, text).to_string().len() >= text.len());
        }
    }
}
