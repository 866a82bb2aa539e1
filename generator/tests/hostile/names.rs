//! Names that Rust does not take, or that mean something already.

use generator::Code;

use crate::{PAGE, base_with, codes, codes_of_objects, codes_of_page, codes_of_row, generated};

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
    let prelude = "Option,Some,None,Result,Ok,Err,String,Vec,Box,Clone,Copy,Default,Drop,Eq,From,\
        Into,Iterator,Ord,PartialEq,PartialOrd,Send,Sync,ToOwned,TryFrom,TryInto,Fn,FnMut,FnOnce,\
        Extend,AsMut,AsRef,DoubleEndedIterator,ExactSizeIterator,FromIterator,IntoIterator,Debug,\
        Hash,Sized,Unpin,AsyncFn,AsyncFnMut,AsyncFnOnce,Self,LendBookBuilder";
    let names = names.unwrap().split(',').chain(prelude.split(','));
    // A type begins with a capital letter; functions and modules are out of its way.
    for name in names.filter(|it| it.starts_with(|first: char| first.is_ascii_uppercase())) {
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
fn keywords_as_names_of_endpoints_and_journeys() {
    for word in ["Match", "Return", "Type", "Main", "Show", "Gen", "Union"] {
        let page = format!(
            "document: book\nendpoint: {word}\nmeans: Does it.\nrequest: GET /it\nsuccess: 200\n"
        );
        let journey = "journey: Do It\ndocument: book\nmeans: It is done.\nsteps:\n  \
                       - { actor: server, calls: books/page, does: Does it. }\n";
        let files =
            [("books/page.yaml", page.as_bytes()), ("journeys/do.yaml", journey.as_bytes())];
        assert_eq!(codes(&base_with(&files)), [], "{word}");
    }
}
