//! The kinds of identifier.

use askama::Template;

use super::frame::{Frame, Link, Site};
use super::text::Sentence;
use super::{places, rendered};

pub(super) const PATH: &str = "identifiers.html";

#[derive(Template)]
#[template(path = "identifiers.html", whitespace = "minimize")]
struct IdentifiersView<'a> {
    frame: Frame<'a>,
    identifiers: Vec<IdentifierView>,
}

struct IdentifierView {
    anchor: String,
    name: String,
    rust: String,
    form: Sentence,
    ignore_case: bool,
    means: Sentence,
    source: Link,
}

pub(super) fn html(site: &Site<'_>) -> String {
    let api = site.api;
    let frame = Frame::new(site, "Identifiers", "identifiers.yaml", PATH);
    let identifiers = api.identifiers.iter().map(|it| IdentifierView {
        anchor: places::plain(&it.name),
        name: it.name.clone(),
        rust: it.alias.to_string(),
        form: Sentence::new(it.prefixed_form().unwrap_or_else(|| "A bare UUID".to_owned())),
        ignore_case: it.ignore_case,
        means: Sentence::new(&it.means),
        source: frame.cited(api.document(it.document)),
    });
    rendered(&IdentifiersView { identifiers: identifiers.collect(), frame })
}
