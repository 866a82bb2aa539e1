//! Hostile text in every string of a spec: what the check lets through must stay text.

use std::collections::BTreeSet;
use std::ops::Range;

use generator::{Api, Files, Style};
use granit_parser::{Event, Parser};

use crate::html::{Element, pages, text};
use crate::{SPECS, spec};

/// HTML, a script, Markdown, a template and what ends a comment or a text. It has no dot, at which
/// the spec takes places apart.
const HOSTILE: &str = "--></title></script><script>alert(1)</script>\"'&<img src=x onerror=alert(1)>\
     [b](javascript:alert(1))**{{ 7*7 }}{% raw %}";

/// A file's path, its content, and its texts with their places.
struct File {
    path: String,
    content: String,
    texts: Vec<(Range<usize>, String)>,
}

fn files(contents: impl IntoIterator<Item = (String, String)>) -> Vec<File> {
    let file = |(path, content): (String, String)| {
        let events = Parser::new_from_str(&content).map(Result::unwrap);
        let texts = events.filter_map(|(event, span)| match event {
            Event::Scalar(text, ..) => Some((span.byte_range()?, text.into_owned())),
            _ => None,
        });
        let texts = texts.filter(|(place, _)| !place.is_empty()).collect();
        File { path, content, texts }
    };
    contents.into_iter().map(file).collect()
}

/// Places are dotted, and each name of one may be poisoned.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('.').filter(|_| text.contains('.') && !text.contains(' '))
}

/// Puts the hostile text into a text: into the middle of a name, and between backticks before a
/// sentence, for elsewhere the check lets none have a bracket.
fn poisoned(text: &str) -> String {
    if text.contains(' ') {
        return format!("`{HOSTILE}` &amp; \"'**{{{{ 7*7 }}}} {text}");
    }
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |it| it.0);
    format!("{}{HOSTILE}{}", &text[..middle], &text[middle..])
}

/// The spec with the hostile text in each of some texts, wherever they stand.
fn with(chosen: &BTreeSet<String>, files: &[File]) -> Vec<(String, String)> {
    let change = |text: &str| -> Option<String> {
        if chosen.contains(text) {
            return Some(poisoned(text));
        }
        let one = |it: &str| if chosen.contains(it) { poisoned(it) } else { it.to_owned() };
        let is_place = names(text).any(|it| chosen.contains(it));
        is_place.then(|| names(text).map(one).collect::<Vec<_>>().join("."))
    };
    let sources = files.iter().map(|file| {
        let mut content = file.content.clone();
        for (place, text) in file.texts.iter().rev() {
            if let Some(text) = change(text) {
                // A text of JSON is one of YAML.
                content.replace_range(place.clone(), &serde_json::to_string(&text).unwrap());
            }
        }
        (file.path.clone(), content)
    });
    sources.collect()
}

/// The texts of a spec that can be hostile, and the API in which they are: all of them but those
/// that the check complains of.
fn hostile(folder: &str) -> (BTreeSet<String>, Api) {
    let text = |(path, bytes)| (path, String::from_utf8(bytes).unwrap());
    let files_as_written = files(spec(folder).into_iter().map(text));
    let texts = files_as_written.iter().flat_map(|it| &it.texts).map(|it| it.1.as_str());
    let mut chosen: BTreeSet<String> =
        texts.flat_map(|it| names(it).chain([it])).map(str::to_owned).collect();
    loop {
        let contents = with(&chosen, &files_as_written);
        match generator::check(&contents.iter().cloned().collect()) {
            Ok(api) => return (chosen, api),
            Err(report) => {
                let report = report.render("", Style::Plain);
                let before = chosen.len();
                for (file, index) in refused(&report, &files(contents)) {
                    let text = &files_as_written[file].texts[index].1;
                    chosen.remove(text);
                    chosen.retain(|it| names(text).all(|name| name != it));
                }
                if chosen.len() == before {
                    // Something else is wrong because of them: a sample, say.
                    let begins = |it: &str| poisoned(it).split('<').next().map(str::to_owned);
                    chosen.retain(|it| !begins(it).is_some_and(|it| report.contains(&it)));
                }
                assert!(chosen.len() < before, "{report}");
            }
        }
    }
}

/// The texts that a report points to: the index of the file, and that of the text.
fn refused(report: &str, files: &[File]) -> BTreeSet<(usize, usize)> {
    let places = report.lines().filter_map(|it| it.trim_start().strip_prefix("--> "));
    let text = |place: &str| {
        let mut parts = place.rsplitn(3, ':');
        let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let path = parts.next()?.trim_start_matches('/');
        let file = files.iter().position(|it| it.path == path)?;
        let at = offset(&files[file].content, line, column)?;
        Some((file, files[file].texts.iter().position(|it| at < it.0.end)?))
    };
    places.filter_map(text).collect()
}

/// The byte at a line and a column, both counted from one.
fn offset(content: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = content.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let (bytes, _) = content[start..].char_indices().nth(column - 1)?;
    Some(start + bytes)
}

/// Every kind of element, by its name and those of its attributes.
fn kinds(files: &Files) -> BTreeSet<(String, Vec<String>)> {
    let elements = pages(files).flat_map(|it| it.1);
    elements.map(|(name, attributes)| (name, attributes.into_keys().collect())).collect()
}

#[test]
fn no_text_of_a_spec_becomes_markup() {
    for folder in SPECS {
        let (texts, api) = hostile(folder);
        let files = generator::reference(&api);
        let as_written = kinds(&generator::reference(&crate::api(folder)));
        let strange: Vec<_> = kinds(&files).difference(&as_written).cloned().collect();
        assert_eq!(strange, []);
        for (path, elements) in pages(&files) {
            assert_eq!(elements.iter().filter(|it| it.0 == "script").count(), 1, "{path}");
            assert!(elements.iter().all(is_harmless), "{path}");
        }
        // They are hostile in most of the spec, and not one got lost on the way.
        assert!(texts.len() > 300, "{folder}: {}", texts.len());
        let read: String = files.values().map(|it| text(it)).collect();
        assert!(read.matches("<script>alert(1)</script>").count() >= texts.len() / 2);
        search_index_is_data(&files["search-index.js"]);
    }
}

fn search_index_is_data(script: &str) {
    let (_, data) = script.split_once("window.searchIndex = ").unwrap();
    let data = data.trim_end().trim_end_matches(';');
    let hits: Vec<[String; 3]> = serde_json::from_str(data).unwrap();
    assert!(hits.iter().any(|it| it[0].contains(HOSTILE)));
}

/// Whether a click on an element stays in the reference or goes to the web.
fn is_harmless((_, attributes): &Element) -> bool {
    let links = attributes.get("href").into_iter().chain(attributes.get("src"));
    let mut schemes = links.filter_map(|it| Some(it.split_once(':')?.0));
    schemes.all(|it| it == "https" || it.contains(['#', '/']))
}
