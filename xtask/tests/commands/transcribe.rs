//! `transcribe`: a page written into the spec.

use crate::drift::PAGE;
use crate::scratch::Scratch;

const PLACE: &str = "spec/orders/place.yaml";

fn revised() -> String {
    let page = PAGE.replace("| 40 |", "| 60 |").replace("05-01", "06-01");
    page.replace("phone |", "candles | Int | 2 | No | How many. |\nphone |")
}

#[test]
fn without_apply_the_changes_are_only_shown() {
    let scratch = Scratch::new();
    scratch.write("page.txt", revised());
    let before = scratch.aged();
    let said = scratch.run(&["transcribe", "page.txt"]);
    assert_eq!(said.code, 1, "{said:#?}");
    said.says(&["-  cake:", "+  cake:", "length: 60", "+  candles:", "+  # confirm:", "--apply"]);
    scratch.is_still(&before);
}

/// What the page does not say is refused until somebody has looked at it; then there is no drift.
#[test]
fn what_is_written_passes_once_it_is_confirmed() {
    let scratch = Scratch::new();
    scratch.write("page.txt", revised());
    scratch.edit(PLACE, "body:\n", "body:\n  # The order's own rows.\n");
    let said = scratch.run(&["transcribe", "page.txt", "--apply"]);
    assert_eq!(said.code, 1, "{said:#?}");
    said.says(&["nobody has confirmed this yet", "bakery: written"]);
    scratch.run(&["check"]).refused(&["nobody has confirmed this yet", "place.yaml"]);

    let text = scratch.text(PLACE);
    assert!(text.contains("  # The order's own rows.\n"), "{text}");
    assert!(text.contains("cake:  { type: String, length: 60, mandatory: Yes, means:"), "{text}");
    let lines = text.lines().filter(|line| !line.contains("# confirm:"));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    scratch.write(PLACE, text.replace("To be described", "How many candles it has"));
    scratch.run(&["check"]).done();
    scratch.run(&["drift", "page.txt"]).done().says(&["no drift"]);
    let again = scratch.run(&["transcribe", "page.txt"]).done();
    assert!(again.out.contains("the spec says what the page says"), "{again:#?}");
}

/// A page that the spec does not have yet becomes a draft, each guess of which is marked.
#[test]
fn a_new_page_becomes_a_draft() {
    let scratch = Scratch::new();
    let page = "Rate an Order\n\nLast changes: 06-01-2024\n\nRequest parameters\n\n\
                Field\tDescription\tType\tLength\tMandatory\n\
                stars\tOne to five.\tInt\t1\tYes\n\
                words\tWhat was good.\tString\t400\tNo\n\n\
                Request sample\n\nPath:\nPOST {BaseUrl}/orders/{order}/ratings\n\n\
                { \"stars\": 5, \"words\": \"Sweet.\" }\n\nResponse sample\n\nStatus Code:\n204 (No Content)\n";
    scratch.write("page.txt", page);
    let said = scratch.run(&["transcribe", "page.txt", "--apply"]);
    assert_eq!(said.code, 1, "{said:#?}");
    let draft = scratch.text("spec/orders/rate_an_order.yaml");
    for words in [
        "document: rate-an-order\n",
        "endpoint: Rate an Order\n",
        "request: POST /orders/{order}/ratings\n",
        "success: 204\n",
        "type: Int, length: 1, mandatory: Yes",
        "# confirm:",
    ] {
        assert!(draft.contains(words), "{words:?}: {draft}");
    }
    assert!(scratch.text("spec/documents.yaml").contains("revision: 2024-06-01"));
    // Confirmed, it passes.
    for path in ["spec/orders/rate_an_order.yaml", "spec/documents.yaml"] {
        let text = scratch.text(path);
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("# confirm:"));
        scratch.write(path, lines.map(|line| format!("{line}\n")).collect::<String>());
    }
    scratch.run(&["check"]).done();
    scratch.run(&["drift", "page.txt"]).done();
}

#[test]
fn what_is_no_page_is_not_written_down() {
    let scratch = Scratch::new();
    scratch.write("page.bin", [0xff, 0xfe, 0x00]);
    let before = scratch.aged();
    let said = scratch.run(&["transcribe", "page.bin", "--apply"]);
    assert_eq!(said.says(&["page.bin", "UTF-8"]).code, 2);
    let said = scratch.run(&["transcribe", "nowhere.txt", "--apply"]);
    assert_eq!(said.says(&["nowhere.txt", "there is no such file: name a saved page"]).code, 2);
    scratch.is_still(&before);
}

/// A copy that has lost all but its title does not say what the spec says.
#[test]
fn a_page_of_which_nothing_was_found_is_left_to_a_person() {
    let scratch = Scratch::new();
    scratch.write("page.txt", "Place Order\n\nLast changes: 05-01-2024\n");
    let said = scratch.run(&["transcribe", "page.txt", "--document", "bakery"]);
    let words = ["left to you", "nothing that the spec has", "nothing could be written down"];
    assert_eq!(said.says(&words).code, 1);
}
