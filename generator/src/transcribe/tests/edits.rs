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

#[test]
fn a_row_on_a_line_with_others_is_left_to_a_person() {
    let text = "document: loans\nbody: { alpha: {type: Int}, beta: {type: Int} }\nanswer: Loan\n";
    let mut editor = Editor::new(text);
    assert_eq!(editor.remove_row(&["body"], "beta"), None);
    assert_eq!(editor.move_row(&["body"], "beta", None), None);
    assert_eq!(editor.text, text);
}

#[test]
fn a_row_whose_new_place_shares_its_line_stays_where_it_is() {
    let text = "body: { alpha: {type: Int},\n  beta: {type: Int},\n  gamma: {type: Int},\n}\n";
    let mut editor = Editor::new(text);
    assert_eq!(editor.move_row(&["body"], "gamma", None), None);
    assert_eq!(editor.text, text);
    // One that has its lines to itself goes.
    editor.remove_row(&["body"], "beta").unwrap();
    assert_eq!(editor.text, text.replace("  beta: {type: Int},\n", ""));
}

#[test]
fn the_columns_behind_a_key_stay_when_it_goes() {
    let table = "\
body:
  reader: { type: String, length: 12, mandatory: Yes, means: Liest. }
  book:   { type: String, length: 13, mandatory: No,  means: Gelesenes. }
";
    let mut editor = Editor::new(table);
    editor.remove_key(&["body", "reader", "length"]).unwrap();
    assert_eq!(editor.text, table.replacen(" length: 12,", "            ", 1));
    // Behind the key stands what is written in characters of several bytes.
    let mut editor = Editor::new("body:\n  a: { type: String, length: 7, means: üüüüüüüüüüüü }\n");
    editor.remove_key(&["body", "a", "length"]).unwrap();
    assert_eq!(editor.text, "body:\n  a: { type: String, means: üüüüüüüüüüüü }\n");
}

#[test]
fn a_key_at_the_end_of_a_file_is_no_panic() {
    let mut editor = Editor::new("body:\n  a:\n    type: String");
    editor.insert_behind(&["body", "a", "type"], "length", "7").unwrap();
    assert!(Editor::new(&editor.text).keys(&["body"]).is_empty(), "no YAML, so never written");
}
