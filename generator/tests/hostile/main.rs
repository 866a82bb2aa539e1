//! What nobody means to write: each is a diagnostic or a crate, never a panic, and soon.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod names;
#[path = "../spec_folder/mod.rs"]
mod spec_folder;
mod tables;
mod texts;

use std::time::{Duration, Instant};

use generator::{Code, Diagnostic, Files, Report, Sources, Style};

/// A hundred times what a slow machine needs.
const SOON: Duration = Duration::from_secs(20);

/// The head of a page that answers with its first object.
const PAGE: &str = "document: book\nendpoint: Show Thing\nmeans: Shows a thing.\n\
                    request: GET /thing\nsuccess: 200\nanswer: Thing\nobjects:\n";

/// The base of the wrong specs with some files replaced or added.
fn base_with(files: &[(&str, &[u8])]) -> Sources {
    let mut sources = Sources::from_iter(spec_folder::read("tests/diagnostics/_base"));
    files.iter().for_each(|(path, bytes)| sources.insert(*path, *bytes));
    sources
}

fn generated(sources: &Sources) -> Result<Files, Report> {
    let start = Instant::now();
    let result = generator::generate(sources);
    if let Err(report) = &result {
        let text = report.render("spec", Style::Coloured);
        assert!(!report.diagnostics().is_empty() && text.contains("in the spec"));
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    result
}

/// The codes of everything that is wrong, each once; none for a valid spec.
fn codes(sources: &Sources) -> Vec<Code> {
    let found = generated(sources).err();
    let found = found.iter().flat_map(Report::diagnostics).map(Diagnostic::code);
    let mut codes: Vec<Code> = found.collect();
    codes.sort();
    codes.dedup();
    codes
}

/// What is said of a spec with one more page.
fn codes_of_page(text: impl AsRef<[u8]>) -> Vec<Code> {
    codes(&base_with(&[("books/page.yaml", text.as_ref())]))
}

/// What is said of a page with an object of one row.
fn codes_of_row(name: &str, row: &str) -> Vec<Code> {
    let row = format!("'{name}': {{ {row}, means: A row. }}");
    codes_of_page(format!("{PAGE}  Thing:\n    means: A thing.\n    rows:\n      {row}\n"))
}

fn codes_of_objects(objects: &str) -> Vec<Code> {
    codes_of_page(format!("{PAGE}{objects}"))
}

#[test]
fn an_empty_spec() {
    assert_eq!(codes(&Sources::new()), [Code::MissingFile]);
}

#[test]
fn a_spec_without_one_of_its_files() {
    for absent in ["api.yaml", "documents.yaml"] {
        let mut files = spec_folder::read("tests/diagnostics/_base");
        files.remove(absent);
        assert_eq!(codes(&Sources::from_iter(files)), [Code::MissingFile], "{absent}");
    }
}

#[test]
fn every_file_of_a_spec_as_a_blank_one() {
    for path in spec_folder::read("tests/diagnostics/_base").keys() {
        for text in ["", "\n\n", "# Nothing.\n", "---\n", "---\n...\n", "\u{feff}"] {
            assert!(!codes(&base_with(&[(path, text.as_bytes())])).is_empty(), "{path} {text:?}");
        }
    }
    assert_eq!(codes_of_page(""), [Code::MissingKey]);
}

#[test]
fn bytes_that_are_no_text() {
    let every_byte: Vec<u8> = (0..=255).collect();
    assert_eq!(codes_of_page(&every_byte), [Code::NotUtf8]);
    assert_eq!(codes_of_page(b"document: b\xffok\n"), [Code::NotUtf8]);
    assert_eq!(codes_of_page(b"\xff\xfed\0o\0c\0"), [Code::NotUtf8], "UTF-16");
    assert_eq!(codes_of_page([0xc3]), [Code::NotUtf8]);
    assert_eq!(codes_of_page("\0".repeat(4096)), [Code::Syntax]);
    assert_eq!(codes_of_page("document: b\0ok\nmeans: A page.\n"), [Code::Syntax]);
    assert_eq!(codes_of_page("document: \"b\\0ok\"\nmeans: A page.\n"), [Code::UnknownDocument]);
    assert_eq!(codes_of_page("document: \"\\e[31mbook\"\nmeans: A.\n"), [Code::UnknownDocument]);
}

#[test]
fn too_much_text() {
    assert_eq!(codes_of_page("#".repeat(2 << 20)), [Code::TooLarge]);
    assert_eq!(codes_of_page("#".repeat(generator::MAX_SOURCE_BYTES)), [Code::MissingKey]);
    let long = "a".repeat(300_000);
    assert_eq!(codes_of_page(format!("document: {long}\nmeans: A.\n")), [Code::UnknownDocument]);
    assert_eq!(codes_of_page(format!("document: book\nmeans: {long}\n")), [Code::WrongValue]);
    assert!(!codes_of_page(format!("document: book\n{long}: 1\n")).is_empty());
    let report = generated(&base_with(&[("books/page.yaml", long.as_bytes())])).unwrap_err();
    assert!(report.to_string().len() < 2_000, "a report shows a part of a long line");
}

#[test]
fn nesting_without_end() {
    let many = 100_000;
    assert_eq!(codes_of_page("[".repeat(many)), [Code::TooDeep]);
    assert_eq!(codes_of_page("{".repeat(many)), [Code::TooDeep]);
    assert_eq!(codes_of_page("{a: ".repeat(many)), [Code::TooDeep]);
    assert_eq!(codes_of_page("- ".repeat(many)), [Code::TooDeep]);
    assert!(!codes_of_page("? ".repeat(many)).is_empty());
    assert!(!codes_of_page("a: ".repeat(many)).is_empty());
    let indented = |depth: usize| format!("{}a:\n", " ".repeat(depth));
    let block: String = (0..1_400).map(indented).collect();
    assert_eq!(codes_of_page(block), [Code::TooDeep]);
    assert_eq!(codes_of_page(format!("{}{}", "[".repeat(20), "]".repeat(20))), [Code::WrongValue]);
}

#[test]
fn more_than_plain_yaml() {
    let levels = (1..20).map(|it| {
        let below = format!("*a{}, ", it - 1).repeat(9);
        format!("a{it}: &a{it} [{below}]\n")
    });
    let bomb: String = std::iter::once("a0: &a0 lol\n".to_owned()).chain(levels).collect();
    let texts = [
        bomb.as_str(),
        "document: &a book\nmeans: A page.\n",
        "document: book\nmeans: *a\n",
        "document: !!str book\nmeans: A page.\n",
        "document: !<tag:yaml.org,2002:str> book\nmeans: A page.\n",
        "document: book\nobjects: !!map {}\n",
        "document: book\n<<: { means: A page. }\n",
        "document: book\nmeans: A page.\n---\ndocument: book\nmeans: A page.\n",
        "document: book\nmeans: A page.\n...\n---\n",
        "%YAML 1.2\n---\ndocument: book\nmeans: A page.\n",
        "%TAG ! tag:example.org,2000:\n---\ndocument: book\nmeans: A page.\n",
        "&a *a\n",
    ];
    for text in texts {
        assert_eq!(codes_of_page(text), [Code::NotPlainYaml], "{text}");
    }
}

#[test]
fn a_page_is_read_alike_whatever_ends_its_lines() {
    let path = "loans/lend.yaml";
    let page = String::from_utf8(spec_folder::read("tests/diagnostics/_base")[path].clone());
    let page = page.unwrap();
    let as_it_is = generator::generate(&base_with(&[])).unwrap();
    for same in [page.replace('\n', "\r\n"), format!("\u{feff}{page}"), format!("---\n{page}")] {
        assert_eq!(generated(&base_with(&[(path, same.as_bytes())])).unwrap(), as_it_is);
    }
    let wrong = page.replace("type: Int,", "type: Itn,");
    let said_of = |page: &str| {
        let report = generated(&base_with(&[(path, page.as_bytes())])).unwrap_err();
        report.render("", Style::Plain)
    };
    assert_eq!(said_of(&wrong.replace('\n', "\r\n")), said_of(&wrong));
    assert_eq!(said_of(&format!("\u{feff}{wrong}")), said_of(&wrong));
}

#[test]
fn tabs() {
    assert_eq!(codes_of_page("document:\tbook\nmeans:\tA page.\n"), []);
    assert_eq!(codes_of_page("document: book\nobjects:\n\tThing: {}\n"), [Code::Syntax]);
}

#[test]
fn headers_that_the_client_sets_itself() {
    let api = String::from_utf8(spec_folder::read("tests/diagnostics/_base")["api.yaml"].clone());
    let header =
        "headers:\n  - { name: accept, value: text/plain, mandatory: Yes, document: book }\n";
    let api = api.unwrap().replace("headers:\n", header);
    let files = generated(&base_with(&[("api.yaml", api.as_bytes())])).unwrap();
    let service = &files["src/service.rs"];
    assert!(
        service.contains("\"Accept-Language\"") && !service.contains("\"accept\""),
        "{service}"
    );
}
