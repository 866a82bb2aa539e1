//! The pages for people.

/// The stand-in for the script of the Subscription Widget.
pub(crate) const SDK: &str = include_str!("pages/sdk.js");

/// The page with the log.
pub(crate) fn log() -> String {
    include_str!("pages/log.html").to_owned()
}

/// The page that stands for a merchant's own, with the widget on it.
pub(crate) fn widget(id: &str, kind: &str) -> String {
    include_str!("pages/widget.html")
        .replace("{{id}}", &escaped(id))
        .replace("{{kind}}", &escaped(kind))
}

/// What is shown when nothing has that id.
pub(crate) fn no_widget() -> String {
    include_str!("pages/no_widget.html").to_owned()
}

/// A text as it may stand in HTML.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
