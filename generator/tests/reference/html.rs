//! Pages as a browser takes them apart.

use std::collections::BTreeMap;

use generator::Files;
use html5gum::{Token, Tokenizer};

/// A name and its attributes.
pub(crate) type Element = (String, BTreeMap<String, String>);

pub(crate) fn elements(html: &str) -> Vec<Element> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let starts = Tokenizer::new(html).filter_map(|token| match token.unwrap() {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    });
    starts
        .map(|tag| {
            let attributes = tag.attributes.iter().map(|(key, value)| (text(key), text(value)));
            (text(&tag.name), attributes.collect())
        })
        .collect()
}

/// The text between the tags.
pub(crate) fn text(html: &str) -> String {
    let mut text = Vec::new();
    for token in Tokenizer::new(html) {
        if let Token::String(piece) = token.unwrap() {
            text.extend_from_slice(&piece);
        }
    }
    String::from_utf8(text).unwrap()
}

pub(crate) fn pages(files: &Files) -> impl Iterator<Item = (&String, Vec<Element>)> {
    files.iter().filter(|it| it.0.ends_with(".html")).map(|(path, html)| (path, elements(html)))
}

pub(crate) fn ids(elements: &[Element]) -> Vec<&str> {
    elements.iter().filter_map(|it| it.1.get("id")).map(String::as_str).collect()
}
