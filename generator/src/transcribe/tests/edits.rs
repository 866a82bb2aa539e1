//! Edits of files whose layout is a person's.

use super::super::edit::{Editor, NewRow};

const PAGE: &str = "\
document: loans
request: POST /loans
body:
  # Who.
  reader: { type: String, length: 12, mandatory: Yes,
      means: Who borrows. }

  # What.
  book:   { type: String, length: 13, mandatory: No,
      means: What is borrowed. }
rules:
  - idempotent_by: reader
  - at_least_one_of: [
      reader,
      book,
    ]

# Nobody else asks for it.
demands: [Origin]
";

#[test]
fn an_item_goes_behind_the_last_one_of_its_list() {
    let mut editor = Editor::new(PAGE);
    editor
        .add_item(&["rules"], &["body"], "# confirm: so it seems\n- together: [reader, book]")
        .unwrap();
    let item = "    ]\n  # confirm: so it seems\n  - together: [reader, book]\n\n# Nobody";
    assert!(editor.text.contains(item), "{}", editor.text);
}

#[test]
fn a_list_that_is_new_goes_behind_what_it_is_about() {
    let text = PAGE.replace("rules:\n", "").replace("  - idempotent_by: reader\n", "");
    let (body, _) = text.split_once("  - at_least").unwrap();
    let mut editor = Editor::new(&format!("{body}demands: [Origin]\n"));
    editor.add_item(&["rules"], &["body"], "- together: [reader, book]").unwrap();
    assert!(editor.text.ends_with("rules:\n  - together: [reader, book]\ndemands: [Origin]\n"));
}

#[test]
fn a_row_comes_and_goes_and_a_cell_changes_and_nothing_else() {
    let mut editor = Editor::new(PAGE);
    let new = NewRow {
        name: "days".to_owned(),
        confirm: vec!["how many".to_owned()],
        cells: vec![("type", "Int".to_owned()), ("mandatory", "No".to_owned())],
        means: "For how long.".to_owned(),
    };
    editor.insert_row(&["body"], &new, Some("reader")).unwrap();
    let row = "  # confirm: how many\n  days:   { type: Int,                mandatory: No,\n      means: For how long. }\n";
    assert!(editor.text.contains(row), "{}", editor.text);
    editor.remove_row(&["body"], "days").unwrap();
    // A comment stays: it may be about more than the row.
    let left = "means: Who borrows. }\n  # confirm: how many\n";
    assert_eq!(editor.text, PAGE.replace("means: Who borrows. }\n", left));
    let mut editor = Editor::new(PAGE);
    editor.set(&["body", "book", "length"], "17").unwrap();
    assert_eq!(editor.text, PAGE.replace("length: 13", "length: 17"));
}
