//! What nobody means to write: each is a diagnostic or a crate, never a panic, and soon.

mod spec_folder;

use std::time::{Duration, Instant};

use generator::{Code, Files, Report, Sources, Style};

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
    let found = found.iter().flat_map(Report::diagnostics).map(|it| it.code());
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
    codes_of_page(format!(
        "{PAGE}  Thing:\n    means: A thing.\n    rows:\n      '{name}': {{ {row}, means: A row. }}\n"
    ))
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
    assert!(codes_of_page("? ".repeat(many)) != []);
    assert!(codes_of_page("a: ".repeat(many)) != []);
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
fn a_table_of_ten_thousand_rows() {
    let row = |index| format!("      row_{index}: {{ type: Int, mandatory: No, means: A row. }}\n");
    let rows: String = (0..10_000).map(row).collect();
    let start = Instant::now();
    let table = format!("{PAGE}  Thing:\n    means: A thing.\n    rows:\n{rows}");
    let sources = base_with(&[("books/page.yaml", table.as_bytes())]);
    assert!(generator::check(&sources).is_ok());
    println!("ten thousand rows were checked in {:?}", start.elapsed());
    let wrong = table.replace("mandatory: No", "mandatory: Perhaps");
    let start = Instant::now();
    assert_eq!(codes_of_page(&wrong), [Code::WrongValue]);
    println!("ten thousand mistakes were reported in {:?}", start.elapsed());
}

#[test]
fn keywords_as_names() {
    let keywords = "abstract as async await become box break const continue crate do dyn else enum \
        extern false final fn for gen if impl in let loop macro match mod move mut override priv \
        pub ref return self static struct super trait true try type typeof unsafe unsized use \
        virtual where while yield";
    for word in keywords.split_whitespace() {
        assert_eq!(codes_of_row(word, "type: Int, mandatory: No"), [Code::ReservedName], "{word}");
        let renamed = "type: Int, mandatory: No, rust: other";
        assert_eq!(codes_of_row(word, renamed), [], "{word}");
        let page = b"document: book\nmeans: A page.\n";
        for path in [format!("books/{word}.yaml"), format!("{word}/page.yaml")] {
            assert_eq!(codes(&base_with(&[(&path, page)])), [Code::ReservedName], "{path}");
        }
        let values = format!("type: String, mandatory: No, enum: Kind, values: [{word}]");
        assert_eq!(codes_of_row("kind", &values), [], "{word}");
    }
    for word in ["union", "auto", "raw", "safe", "default", "macro_rules", "r#type"] {
        let found = codes_of_row(word, "type: Int, mandatory: No");
        assert_eq!(found, [], "{word}");
    }
}

#[test]
fn names_that_the_generated_code_uses() {
    let files = generated(&base_with(&[])).unwrap();
    let library: String = files["src/lib.rs"].split_whitespace().collect();
    let names = library.split("client_runtime::{").nth(1).and_then(|it| it.split('}').next());
    let prelude = "Option,Some,None,Result,Ok,Err,String,Vec,Box,Clone,Copy,Default,Drop,Eq,From,Into,\
        Iterator,Ord,PartialEq,PartialOrd,Send,Sync,ToOwned,TryFrom,TryInto,Fn,FnMut,FnOnce,Extend,\
        AsMut,AsRef,DoubleEndedIterator,ExactSizeIterator,FromIterator,IntoIterator,Debug,Hash,Sized,\
        Unpin,AsyncFn,AsyncFnMut,AsyncFnOnce,Self,LendBookBuilder";
    for name in names.unwrap().split(',').chain(prelude.split(',')).filter(|it| !it.is_empty()) {
        let objects = format!("  {name}: {{ means: A thing., rows: {{}} }}\n");
        let page = PAGE.replace("Thing", name) + &objects;
        assert_eq!(codes_of_page(page), [Code::ReservedName], "{name}");
    }
}

#[test]
fn names_that_rust_cannot_spell() {
    for name in ["", " ", "1", "2nd", "?", "$", "größe", "имя", "名", "-", "_", "\u{200b}"] {
        assert_eq!(
            codes_of_row(name, "type: Int, mandatory: No"),
            [Code::UnusableName],
            "{name:?}"
        );
        assert_eq!(codes_of_row(name, "type: Int, mandatory: No, rust: other"), [], "{name:?}");
    }
    for value in ["''", "'+'", "é", "名"] {
        let values = format!("type: String, mandatory: No, values: [{value}]");
        assert_eq!(codes_of_row("kind", &values), [Code::UnusableName], "{value}");
    }
}

#[test]
fn names_that_differ_in_next_to_nothing() {
    let rows = |one: &str, other: &str| {
        let row = "{ type: Int, mandatory: No, means: A row. }";
        codes_of_objects(&format!(
            "  Thing:\n    means: A thing.\n    rows:\n      {one}: {row}\n      {other}: {row}\n"
        ))
    };
    for (one, other) in
        [("fooBar", "foo_bar"), ("foo", "FOO"), ("foo-bar", "foo bar"), ("a", "_a_")]
    {
        assert_eq!(rows(one, other), [Code::NameCollision], "{one} {other}");
    }
    assert_eq!(rows("foo", "foo"), [Code::DuplicateKey]);
    assert_eq!(rows("foo", "\"foo\""), [Code::DuplicateKey]);
    let object = "{ means: A thing., rows: {} }";
    let twice = codes_of_objects(&format!("  Thing: {object}\n  thing: {object}\n"));
    assert_eq!(twice, [Code::UnusedObject, Code::NameCollision]);
}

#[test]
fn numbers_out_of_range() {
    for row in [
        "type: String, length: 99999999999",
        "type: String, length: -1",
        "type: String, length: 0",
        "type: String, length: 1e3",
        "type: String, length: 0x10",
        "type: String, length: ٣",
        "type: Decimal, length: 18.2.1",
        "type: Decimal, length: .2",
        "type: Decimal, length: 2.18",
        "type: Int, range: [5]",
        "type: Int, range: []",
        "type: Int, range: [1, 2, 3]",
        "type: Int, range: 5",
        "type: Int, range: [5, 1]",
        "type: Int, range: [1.5, 2]",
        "type: Int, range: [0, 99999999999999999999]",
    ] {
        assert_eq!(
            codes_of_row("a", &format!("{row}, mandatory: No")),
            [Code::WrongValue],
            "{row}"
        );
    }
    let widest = "type: Int, range: [-9223372036854775808, 9223372036854775807], mandatory: No";
    assert_eq!(codes_of_row("a", widest), []);
    assert_eq!(codes_of_row("a", "type: Decimal, length: 4294967295.0, mandatory: No"), []);
    for status in ["0", "99", "600", "65536", "-200", "two hundred", "[200]"] {
        let page = format!("{PAGE}  Thing: {{ means: A thing., rows: {{}} }}\n");
        let page = page.replace("success: 200", &format!("success: {status}"));
        assert_eq!(codes_of_page(page), [Code::WrongValue], "{status}");
    }
}

/// An object with rows of the given types.
fn object(name: &str, rows: &[(&str, &str)]) -> String {
    let row = |(index, (ty, rest)): (usize, &(&str, &str))| {
        format!("      row{index}: {{ type: {ty}, mandatory: {rest}, means: A row. }}\n")
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!("  {name}:\n    means: A thing.\n    rows:\n{rows}")
}

#[test]
fn objects_that_contain_themselves() {
    let own = |ty: &str, rest: &str| codes_of_objects(&object("Thing", &[(ty, rest)]));
    assert_eq!(own("Thing", "Yes"), [Code::MandatoryCycle]);
    assert_eq!(own("Thing", "No"), []);
    assert_eq!(own("Thing", "Yes, nullable: true"), []);
    assert_eq!(own("[Thing]", "Yes"), []);
    assert_eq!(own("Thing", "No, partial: true"), []);
    let each_other = |there: &str, back: &str| {
        let thing = object("Thing", &[("Other", there)]);
        codes_of_objects(&(thing + &object("Other", &[("Thing", back)])))
    };
    assert_eq!(each_other("Yes", "Yes"), [Code::MandatoryCycle]);
    assert_eq!(each_other("Yes", "No"), []);
    assert_eq!(each_other("No", "No"), []);
}

#[test]
fn objects_within_objects_without_end() {
    let chain = |length: usize, rows: &[&str]| {
        let link = |index: usize| {
            let rows: Vec<String> = rows.iter().map(|_| format!("Link{}", index + 1)).collect();
            let rows: Vec<(&str, &str)> = rows.iter().map(|it| (it.as_str(), "Yes")).collect();
            object(&format!("Link{index}"), &rows)
        };
        let links: String = (0..length).map(link).collect();
        let end = object(&format!("Link{length}"), &[("Int", "Yes")]);
        let body = "body: { first: { type: Link0, mandatory: Yes, means: A row. } }\nobjects:\n";
        let page = PAGE.replace("GET", "POST").replace("answer: Thing\nobjects:\n", body);
        codes_of_page(page + &links + &end)
    };
    assert_eq!(chain(20, &["one"]), []);
    assert_eq!(chain(2_000, &["one"]), [Code::TooDeep]);
    assert_eq!(chain(7, &["one", "two"]), []);
    assert_eq!(chain(30, &["one", "two"]), [Code::TooDeep]);
}

#[test]
fn hundreds_of_mistakes_of_each_kind() {
    let times =
        |count: usize, line: &dyn Fn(usize) -> String| -> String { (0..count).map(line).collect() };
    let rows = times(800, &|index| {
        format!("  row{index}: {{ type: Thing{index}, mandatory: Conditional, means: A row. }}\n")
    });
    let rules = times(200, &|index| format!("  - together: [row{index}, raw{index}]\n"));
    let deviations = times(200, &|index| {
        format!("  - {{ at: body.raw{index}, found: It is not., handled: It is. }}\n")
    });
    let page = format!(
        "document: book\nendpoint: Do Things\nmeans: Does things.\nrequest: POST /things\n\
         body:\n{rows}rules:\n{rules}deviations:\n{deviations}"
    );
    let found = codes_of_page(page);
    assert_eq!(found, [Code::UnknownType, Code::UnknownRow, Code::UnknownPlace]);
    let objects = times(2_000, &|index| {
        object(&format!("Link{index}"), &[(&format!("Link{}", (index + 1) % 2_000), "Yes")])
    });
    assert!(codes_of_objects(&objects).contains(&Code::MandatoryCycle));
    let keys = times(2_000, &|index| format!("key{index}: 1\n"));
    assert_eq!(
        codes_of_page(format!("document: book\nmeans: A page.\n{keys}")),
        [Code::UnknownKey]
    );
    let broken = times(5_000, &|_| "  - { at: page }\n".to_owned());
    let page = format!("document: book\nmeans: A page.\ndeviations:\n{broken}");
    assert_eq!(codes_of_page(page), [Code::MissingKey]);
}
