//! A failed run changes nothing, whatever is wrong with the spec.

use std::fs;

use crate::scratch::Scratch;

/// Makes a spec wrong, and some of what is said of it.
type Mistake = (fn(&Scratch), &'static [&'static str]);

/// The generator's tests show every diagnostic; these are one of each kind of way to fail.
const MISTAKES: &[Mistake] = &[
    (
        |scratch| scratch.edit("spec/orders/place.yaml", "answer: Order", "answer: Ordre"),
        &["--> spec/orders/place.yaml:13:9", "did you mean `Order`?", "1 mistake in the spec"],
    ),
    (
        |scratch| scratch.write("spec/shops/list.yaml", "document: ["),
        &["--> spec/shops/list.yaml:1:"],
    ),
    (|scratch| scratch.write("spec/shops/list.yaml", ""), &["--> spec/shops/list.yaml:1:1"]),
    (|scratch| scratch.remove("spec/api.yaml"), &["api.yaml"]),
    (
        |scratch| scratch.write("spec/shops/list.yaml", b"\x7fELF\x02\x00\xff\xfe"),
        &["spec/shops/list.yaml", "UTF-8"],
    ),
    (
        |scratch| scratch.write("spec/shops/list.yaml", "#\n".repeat(1 << 20)),
        &["spec/shops/list.yaml", "1048576"],
    ),
    (
        |scratch| scratch.write("spec/orders/refund.yml", "document: bakery\n"),
        &["--> spec/orders/refund.yml:1:1", "ends in `.yaml`"],
    ),
    (
        |scratch| scratch.write("spec/orders/REFUND.YAML", "document: bakery\n"),
        &["--> spec/orders/REFUND.YAML:1:1"],
    ),
    (
        |scratch| scratch.write("spec/orders/old/refund.yaml", "document: bakery\n"),
        &["--> spec/orders/old/refund.yaml:1:1"],
    ),
];

#[test]
fn a_mistake_in_the_spec_changes_nothing() {
    for (number, (make, words)) in MISTAKES.iter().enumerate() {
        let scratch = Scratch::generated();
        make(&scratch);
        let before = scratch.aged();
        for said in [scratch.generate(), scratch.generate_check(), scratch.run(&["check"])] {
            let said = said.refused(words);
            assert!(said.err.ends_with(" in the spec\n"), "mistake {number}: {said:#?}");
        }
        scratch.is_still(&before);
    }
}

#[test]
fn nothing_is_made_for_a_wrong_spec() {
    let scratch = Scratch::new();
    scratch.edit("spec/orders/place.yaml", "answer: Order", "answer: Ordre");
    scratch.generate().refused(&[]);
    assert!(!scratch.exists("out"));
}

#[test]
fn mistakes_are_told_at_once_and_in_order() {
    let scratch = Scratch::new();
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: no");
    scratch.edit("spec/shops/list.yaml", "answer: Shops", "answer: Shop");
    let said = scratch.run(&["check"]).refused(&["\n2 mistakes in the spec\n"]);
    let place = |path| said.err.find(path).unwrap();
    assert!(place("spec/orders/place.yaml:8:") < place("spec/shops/list.yaml:7:"), "{said:#?}");
}

#[test]
fn what_is_no_spec_folder_is_refused() {
    let scratch = Scratch::generated();
    scratch.folder("empty");
    scratch.folder("folders/below");
    scratch.write("others/README.md", "# Not a spec");
    scratch.write("others/.hidden.yaml", "document: bakery");
    scratch.write("others/.git/config.yaml", "document: bakery");
    scratch.write("others/yaml", "document: bakery");
    let before = scratch.aged();
    for (spec, words) in [
        ("absent", "error: there is no spec folder absent\n  help: name the spec's folder with"),
        ("empty", "error: the spec folder empty holds no YAML file\n  help: "),
        ("folders", "error: the spec folder folders holds no YAML file\n  help: "),
        ("others", "error: the spec folder others holds no YAML file\n  help: "),
        ("spec/api.yaml", "error: spec/api.yaml is a file, not a folder\n  help: name the spec's"),
        ("spec/api.yaml/x", "error: cannot read spec/api.yaml/x: Not a directory"),
    ] {
        scratch.run(&["check", "--spec", spec]).refused(&[words]);
        scratch.run(&["generate", "--out", "out", "--spec", spec]).refused(&[words]);
        scratch.run(&["generate", "--out", "new", "--spec", spec]).refused(&[words]);
    }
    scratch.is_still(&before);
}

#[test]
fn a_spec_that_leads_too_deep_is_refused() {
    let scratch = Scratch::generated();
    scratch.write("spec/a/b/c/d/e/f/g/h/i/j.yaml", "document: bakery");
    let before = scratch.aged();
    scratch.generate().refused(&["spec/a/b/c/d/e/f/g/h/i lies too deep for a spec", "help: name"]);
    scratch.is_still(&before);
    fs::remove_dir_all(scratch.path("spec/a")).unwrap();
    scratch.generate().done();
}

#[test]
fn a_file_that_an_editor_saved_as_utf_16_is_said_to_be() {
    let scratch = Scratch::new();
    let text = scratch.text("spec/api.yaml");
    let utf_16 = |mark: &str| -> Vec<u8> {
        format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    scratch.write("spec/api.yaml", utf_16("\u{feff}"));
    scratch.run(&["check"]).refused(&["is not UTF-8 text", "save the file as UTF-8"]);
    scratch.write("spec/api.yaml", utf_16(""));
    scratch.run(&["check"]).refused(&["it looks like UTF-16", "save the file as UTF-8"]);
}
