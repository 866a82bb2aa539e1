//! Tables that are too long, too deep, or have no end.

use std::time::Instant;

use generator::Code;

use crate::{PAGE, SOON, base_with, codes_of_objects, codes_of_page, codes_of_row};

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
        "type: Decimal, length: 4294967295.0",
        "type: String, length: 4294967295",
        "type: Int, length: 20",
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
    assert_eq!(codes_of_row("a", "type: Decimal, length: 28.28, mandatory: No"), []);
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
    let rows = times(400, &|index| {
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

#[test]
fn requests_that_may_go_on_without_end() {
    let codes_of_body = |objects: &str| {
        let body = "body: { first: { type: Thing, mandatory: Yes, means: A row. } }\nobjects:\n";
        let page = PAGE.replace("GET", "POST").replace("answer: Thing\nobjects:\n", body);
        codes_of_page(page + objects)
    };
    assert_eq!(codes_of_body(&object("Thing", &[("[Thing]", "Yes")])), []);
    assert_eq!(codes_of_body(&object("Thing", &[("Thing", "Yes, nullable: true")])), []);
    let either = object("Thing", &[("Thing", "No"), ("Int", "No")]);
    let rule = "    rules:\n      - at_least_one_of: [row0, row1]\n";
    assert_eq!(codes_of_body(&(either + rule)), []);
}

#[test]
fn vectors_that_would_grow_without_end() {
    let row =
        |index: usize| format!("  row{index}: {{ type: Int, mandatory: No, means: A row. }}\n");
    let (rows, names): (String, Vec<String>) =
        ((0..40).map(row).collect(), (0..40).map(|it| format!("row{it}")).collect());
    let page = format!(
        "document: book\nendpoint: Change Thing\nmeans: Changes it.\nrequest: PATCH /thing\n\
         success: 200\nbody:\n{rows}rules:\n  - at_least_one_of: [{}]\n",
        names.join(", ")
    );
    vectors_soon(&page);
    for mandatory in ["No", "Yes, nullable: true"] {
        let names: Vec<String> = (0..14).map(|it| format!("Thing{it}")).collect();
        let rows: Vec<(&str, &str)> = names.iter().map(|it| (it.as_str(), mandatory)).collect();
        let objects: String = names.iter().map(|it| object(it, &rows)).collect();
        let body = "body: { first: { type: Thing0, mandatory: No, means: A row. } }\nobjects:\n";
        let page = PAGE.replace("GET", "POST").replace("answer: Thing\nobjects:\n", body);
        vectors_soon(&(page + &objects));
    }
}

/// Writes the vectors of a right page, and of the rest of the library.
fn vectors_soon(page: &str) {
    let start = Instant::now();
    let api = generator::check(&base_with(&[("books/page.yaml", page.as_bytes())]));
    let files = generator::vectors(&api.unwrap_or_else(|report| panic!("{report}")));
    assert!(files.values().map(String::len).sum::<usize>() < 4_000_000);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}
