//! Texts that mean something to HTML, Markdown, JSON, Rust or a shell: they come out as they went in.

use generator::Sources;
use serde_json::Value;

use crate::spec_folder;

/// Ends a comment, a string, a line; begins a template, a heading, an emphasis; and in backticks,
/// where the check takes markup, ends a script, opens a tag, links.
const HOSTILE: &str = "A */ /* // /// \"q\" 'q' \"# {{x}} {% y %} ${z} $(z) \\ \\n &amp; %s *b* _c_ ~~d~~ \
    \u{2028}\u{2029}| # e, `</script><img src=x onerror=alert(1)><!-- ]]> */ \"# \\ \
    [a](javascript:alert(1))`.";

/// The keys whose values are prose.
const PROSE: &[&str] =
    &["means", "title", "note", "found", "handled", "states", "why", "does", "find_out"];

/// The text in YAML's double quotes: JSON's, with an escape for what YAML takes for a line's end.
fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '\u{2028}' | '\u{2029}' => format!("\\u{:04x}", u32::from(c)),
        other => other.to_string(),
    };
    Value::from(text).to_string().chars().map(escaped).collect()
}

/// The line of a spec with hostile prose.
fn hostile_line(line: &str, count: &mut usize) -> String {
    for key in PROSE {
        let Some(at) = line.find(&format!("{key}: ")) else { continue };
        let (start, value) = (&line[..at], line[at + key.len() + 2..].trim());
        let is_key = start.is_empty() || start.ends_with(['{', ' ']);
        // Braces that are closed on the line are opened on it, or are the row's.
        let is_flow =
            value.ends_with('}') && value.matches('}').count() > value.matches('{').count();
        if !is_key || value.starts_with(['>', '|', '{']) {
            continue;
        }
        *count += 1;
        let end = if is_flow { " }" } else { "" };
        return format!("{start}{key}: {}{end}", quoted(HOSTILE));
    }
    line.to_owned()
}

fn hostile_spec() -> (Sources, usize) {
    let mut count = 0;
    let mut sources = Sources::new();
    for (path, bytes) in spec_folder::read("../tests/parcel-tracker/spec") {
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<String> = text.lines().map(|it| hostile_line(it, &mut count)).collect();
        sources.insert(path, lines.join("\n").into_bytes());
    }
    (sources, count)
}

fn texts<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|it| texts(it, found)),
        Value::Object(entries) => entries.values().for_each(|it| texts(it, found)),
        _ => {}
    }
}

#[test]
fn hostile_prose_comes_out_of_the_export_as_it_went_in() {
    let (spec, count) = hostile_spec();
    assert!(count > 150, "only {count} texts were replaced");
    let api = generator::check(&spec).unwrap_or_else(|report| panic!("{report}"));
    for (path, text) in generator::openapi(&api) {
        let json: Value = serde_json::from_str(&text).unwrap_or_else(|it| panic!("{path}: {it}"));
        let mut found = Vec::new();
        texts(&json, &mut found);
        let hostile = found.iter().filter(|it| it.contains(HOSTILE)).count();
        assert!(hostile > 0, "{path} holds none of it");
    }
}

#[test]
fn hostile_prose_does_not_break_out_of_the_documentation() {
    let (spec, _) = hostile_spec();
    let plain: Sources = spec_folder::read("../tests/parcel-tracker/spec").into_iter().collect();
    let [plain, hostile] = [plain, spec].map(|it| generator::generate(&it).unwrap());
    assert!(plain.keys().eq(hostile.keys()));
    for (path, text) in hostile.iter().filter(|(path, _)| path.ends_with(".rs")) {
        // The same items with the same bodies: no text became code.
        let [plain, hostile] = [&plain[path], text].map(|text| items(path, text));
        assert_eq!(plain, hostile, "{path}");
    }
}

/// They would end a line of documentation, or stand for such an end while it is written.
#[test]
fn prose_with_a_control_character_is_refused() {
    for control in ["\\t", "\\u0085", "\\u001f"] {
        let mut spec: Sources =
            spec_folder::read("../tests/parcel-tracker/spec").into_iter().collect();
        let text = String::from_utf8(spec.get("api.yaml").unwrap().to_vec()).unwrap();
        let line = text.lines().find(|line| line.starts_with("means: ")).unwrap();
        let hostile = text.replace(line, &format!("means: \"One{control}line.\""));
        spec.insert("api.yaml".to_owned(), hostile.into_bytes());
        let report = generator::check(&spec).map(drop).unwrap_err().to_string();
        assert!(report.contains("help: write one line"), "{control}: {report}");
    }
}

/// How many items, and of which kinds, a Rust file has.
fn items(path: &str, text: &str) -> Vec<std::mem::Discriminant<syn::Item>> {
    let file = syn::parse_file(text).unwrap_or_else(|it| panic!("{path}: {it}"));
    file.items.iter().map(std::mem::discriminant).collect()
}
