//! Values on both sides of what the check takes: each is laid into the lending library of the wrong
//! specs, and the whole spec is right or not.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod spec_folder;

use spec_folder::Contents;

fn library() -> Contents {
    spec_folder::read("tests/diagnostics/_base")
}

fn is_right(files: Contents) -> bool {
    generator::check(&files.into_iter().collect()).is_ok()
}

/// Says if a sample may show a value in a row with these columns.
fn fits(columns: &str, value: &str) -> bool {
    let page = format!(
        "document: book\nendpoint: Try Value\nmeans: Tries a value.\nrequest: POST /values\n\
         body:\n  it: {{ {columns}, mandatory: Yes, means: Is tried. }}\nanswer: Book\n\
         samples:\n  request: {{ \"it\": {value} }}\n"
    );
    let mut files = library();
    files.insert("books/value.yaml".to_owned(), page.into_bytes());
    is_right(files)
}

/// Says if the spec is right with one word of a file replaced.
fn is_right_with(file: &str, old: &str, new: &str) -> bool {
    let mut files = library();
    let text = String::from_utf8(files.remove(file).unwrap()).unwrap();
    assert!(text.contains(old), "{old}");
    files.insert(file.to_owned(), text.replace(old, new).into_bytes());
    is_right(files)
}

#[test]
fn a_sample_has_the_shape_of_its_format() {
    for (columns, right, wrong) in [
        (
            "type: GUID",
            "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
            "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4be 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4beg",
        ),
        (
            "type: String, identifies: Loan",
            "Loan-1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
            "loan-1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed Loan-1b9d6bcd 1b9d6bcd",
        ),
        ("type: String, format: iso-4217", "EUR", "EU EURO eur E1R"),
        ("type: String, format: iso-3166", "DE DEU", "D DEUT de D1"),
        (
            "type: String, format: culture",
            "en-US de-de es-419 fil-PH",
            "en en-USA e1-US en-U1 e-US engl-US",
        ),
        ("type: String, format: email", "a@b", "a @b a@ a@b@c"),
        ("type: String, format: time-zone", "Europe/Berlin UTC", ""),
        (
            "type: Date",
            "2024-02-29 2000-02-29 2023-12-31 2023-04-30 2023-01-31",
            "2023-02-29 1900-02-29 2024-02-30 2023-04-31 2023-01-32 2023-13-01 2023-00-01 \
             2023-01-00 2023-01-+1 2023-1-01 23-01-01 2023-01-01-01 today",
        ),
        (
            "type: DateTime",
            "2024-02-29T10:00:00Z 2024-02-29T10:00:00.25Z 2024-02-29T10:00:00+02:00 \
             2024-02-29T10:00:00-02:00",
            "2024-02-29 2024-02-30T10:00:00Z 2024-02-29T10:00:00 2024-02-29T10:00Z \
             2024-02-29T99:99:99.Z 2024-02-29T24:00:00Z 2024-02-29T10:60:00Z 2024-02-29T10:00:61Z \
             2024-02-29T10:00:00.Z 2024-02-29T10:00:00+24:00 2024-02-29T10:00:00+02:0x \
             2024-02-29T10:00:00+0200 2024-02-29T1:00:00Z 2024-02-29T10.00.00Z 2024-02-29T10:00:0xZ",
        ),
    ] {
        let quoted = |value: &str| format!("\"{value}\"");
        for value in right.split_whitespace() {
            assert!(fits(columns, &quoted(value)), "{columns}: {value}");
        }
        for value in wrong.split_whitespace() {
            assert!(!fits(columns, &quoted(value)), "{columns}: {value}");
        }
    }
    for value in ["\"\"", "\"Europe Berlin\""] {
        assert!(!fits("type: String, format: time-zone", value), "{value}");
    }
}

#[test]
fn a_sample_is_of_its_rows_type_and_within_its_limits() {
    for (columns, right, wrong) in [
        ("type: Int", "7 -7", "7.5 99999999999999999999 \"7\" true"),
        ("type: Boolean", "true", "1 \"true\""),
        ("type: String", "\"7\"", "7 [\"7\"] {}"),
        ("type: [String]", "[\"7\"] []", "\"7\" [7]"),
        ("type: Decimal, length: 6.2", "123456 -1234.56 0.5 1.500", "1234567 123456.1 1.555 \"1\""),
        ("type: String, length: 2", "\"ab\" \"äö\" \"\"", "\"abc\""),
        ("type: Int, range: [3, 3]", "3", "2 4"),
    ] {
        for value in right.split_whitespace() {
            assert!(fits(columns, value), "{columns}: {value}");
        }
        for value in wrong.split_whitespace() {
            assert!(!fits(columns, value), "{columns}: {value}");
        }
    }
}

#[test]
fn a_crate_has_a_name_and_a_version_of_cargos() {
    let is_name =
        |name: &str| is_right_with("api.yaml", "name: library-client", &format!("name: {name}"));
    for name in ["library", "library-2", "l"] {
        assert!(is_name(name), "{name}");
    }
    for name in
        ["Library", "library_client", "libraryClient", "2library", "-library", "crate", "fn"]
    {
        assert!(!is_name(name), "{name}");
    }
    let is_version =
        |version: &str| is_right_with("api.yaml", "\"0.1.0\"", &format!("{version:?}"));
    for version in ["1.2.3", "0.0.0", "10.20.30", "1.2.3-rc.1", "1.2.3-rc1", "1.2.3-a-b"] {
        assert!(is_version(version), "{version}");
    }
    for version in [
        "1.2",
        "1.2.3.4",
        "1.2.x",
        "01.2.3",
        "1.2.+3",
        "1.2.",
        "1.2.3-",
        "1.2.3-a_b",
        "1.2.3-ä",
        "v1.2.3",
    ] {
        assert!(!is_version(version), "{version}");
    }
}

#[test]
fn a_title_is_one_plain_line() {
    let is_title = |title: &str| {
        is_right_with("documents.yaml", "title: The Book", &format!("title: {title}"))
    };
    assert!(is_title("The `Book`"));
    for title in ["\"\"", "\" \"", "\"The\\nBook\"", "The <b>Book</b>", "The `Book"] {
        assert!(!is_title(title), "{title}");
    }
}
