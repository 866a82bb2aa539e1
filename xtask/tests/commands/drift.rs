//! `drift`: pages held against the spec.

use crate::scratch::Scratch;

/// What the tiny spec says of one of its calls, as a browser copies it.
pub(crate) const PAGE: &str = "The Bakery

Last changes: 05-01-2024

Request parameters

Field | Type | Length | Mandatory | Description |
cake | String | 40 | Yes | What it’s called. |
phone | String | 20 | Conditional | Mandatory if \"email\" is not given. |
email | String | 99 | Conditional | Mandatory if \"phone\" is not given. |

Path:
POST {BaseUrl}/orders
";

fn scratch() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("same.txt", PAGE);
    scratch.write("longer.txt", PAGE.replace("| 40 |", "| 60 |").replace("05-01", "06-01"));
    scratch.write("date.txt", PAGE.replace("05-01", "06-01"));
    scratch.write("strange.txt", "Opening hours\n\nEvery day from six to two.\n");
    scratch
}

#[test]
fn the_exit_code_tells_drift_from_none_and_from_what_is_no_page() {
    let scratch = scratch();
    let before = scratch.aged();
    let run = |pages: &[&str]| scratch.run(&[&["drift"], pages].concat());
    assert_eq!(run(&["same.txt"]).says(&["bakery", "no drift"]).code, 0);
    assert_eq!(run(&["date.txt"]).says(&["date moved", "no drift"]).code, 0);
    let changed = ["Place Order request.cake: length changed, spec 40, page 60"];
    assert_eq!(run(&["longer.txt"]).says(&changed).code, 1);
    assert_eq!(run(&["strange.txt"]).says(&["not a page of the spec", "--document"]).code, 2);
    // One page that cannot be read keeps none of the others from being compared.
    let said = run(&["nowhere.txt", "longer.txt", "same.txt"]);
    assert_eq!(said.says(&["there is no such file", changed[0], "no drift"]).code, 2);
    scratch.is_still(&before);
}

#[test]
fn the_report_is_json_or_markdown_when_asked() {
    let scratch = scratch();
    let json = scratch.run(&["drift", "longer.txt", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(report["document"], "bakery");
    assert_eq!(
        report["revision"],
        serde_json::json!({ "spec": "2024-05-01", "page": "2024-06-01" })
    );
    let change = &report["changes"][0];
    for (key, value) in [
        ("kind", "cell-changed"),
        ("table", "Place Order request"),
        ("row", "cake"),
        ("column", "length"),
        ("spec", "40"),
        ("page", "60"),
    ] {
        assert_eq!(change[key], value, "{key}");
    }
    assert_eq!(change["breaking"], false);
    assert!(report["unread"].is_array());
    let markdown = scratch.run(&["drift", "longer.txt", "--format", "markdown"]);
    markdown.says(&["### bakery", "- `Place Order request.cake`: length changed"]);
}

#[test]
fn a_document_that_is_named_need_not_be_found_out() {
    let scratch = scratch();
    let table = PAGE.lines().skip(6).take(4).collect::<Vec<_>>().join("\n");
    scratch.write("table.txt", table);
    let said = scratch.run(&["drift", "table.txt", "--document", "bakery"]);
    assert_eq!(said.says(&["bakery"]).code, 0);
    let said = scratch.run(&["drift", "same.txt", "--document", "bakeri"]);
    assert_eq!(said.says(&["bakeri"]).code, 2);
}

#[test]
fn a_wrong_spec_is_no_drift() {
    let scratch = scratch();
    scratch.edit("spec/orders/place.yaml", "type: String, length: 40", "type: Sting, length: 40");
    assert_eq!(scratch.run(&["drift", "same.txt"]).says(&["no object is called `Sting`"]).code, 2);
}

#[test]
fn the_schema_of_the_report_is_printed() {
    let scratch = scratch();
    let schema = scratch.run(&["drift", "--schema"]).done();
    let schema: serde_json::Value = serde_json::from_str(&schema.out).unwrap();
    assert_eq!(schema["title"], "Drift");
    scratch.run(&["drift"]).called_wrongly(&["<PAGE>"]);
}

#[test]
fn what_is_no_page_is_called_what_it_is() {
    let scratch = scratch();
    let utf_16: Vec<u8> = PAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    scratch.write("utf16.txt", utf_16);
    scratch.write("page.pdf", "%PDF-1.7\n");
    scratch.write("empty.txt", "");
    scratch.write("title.txt", "Bakery\n\nLast changes: 05-01-2024\n");
    for (page, words) in [
        ("spec", "it is a folder: name a saved page"),
        ("nowhere.txt", "there is no such file: name a saved page"),
        ("utf16.txt", "it is no text: save the page as HTML"),
        ("page.pdf", "it is a PDF: save the page as HTML"),
        ("empty.txt", "it holds no text: save the page once more"),
        ("title.txt", "nothing that the spec has of this document was found: save the page"),
    ] {
        let said = scratch.run(&["drift", page, "--document", "bakery"]);
        assert_eq!(said.says(&[words, "no verdict"]).code, 2, "{page}");
    }
    let said = scratch.run(&["drift", "same.txt", "--document", "butchery"]);
    assert_eq!(said.says(&["has no `butchery`", "--document"]).code, 2);
}

/// A copy whose lines end as on old machines says the same.
#[test]
fn whatever_ends_the_lines_the_page_is_read() {
    let scratch = scratch();
    for end in ["\r\n", "\r"] {
        scratch.write("page.txt", PAGE.replace("| 40 |", "| 60 |").replace('\n', end));
        let said = scratch.run(&["drift", "page.txt"]);
        assert_eq!(said.says(&["length changed, spec 40, page 60"]).code, 1, "{end:?}");
    }
}

/// A page of prose is understood, though a row of a table that stands elsewhere is taken from it.
#[test]
fn a_page_of_prose_with_a_row_of_anothers_table_is_no_drift() {
    let scratch = scratch();
    let documents = scratch.text("spec/documents.yaml");
    let delivery = "delivery: { title: Delivery, revision: 2024-05-01, coverage: whole }\n";
    scratch.write("spec/documents.yaml", documents + delivery);
    let id = "      id: { type: String,";
    let note = "      note: { type: String, mandatory: No, document: delivery, means: A word. }\n";
    scratch.edit("spec/orders/place.yaml", id, &format!("{note}{id}"));
    scratch
        .write("delivery.txt", "Delivery\n\nLast changes: 05-01-2024\n\nWe deliver by bicycle.\n");
    let said = scratch.run(&["drift", "delivery.txt"]);
    assert_eq!(said.says(&["the table of `Order`, 1 row", "no drift"]).code, 0);
}
