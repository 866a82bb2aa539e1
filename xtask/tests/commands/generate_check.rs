//! `generate --check`: finds every difference, shows it, names the remedy and writes nothing.

use crate::scratch::Scratch;

#[test]
fn what_is_up_to_date_passes() {
    let scratch = Scratch::generated();
    let before = scratch.aged();
    let said = scratch.generate_check().done();
    assert_eq!(said.lines().len(), 3, "{said:#?}");
    said.says(&["read     spec: ", "\nout is up to date\ndone in "]);
    scratch.is_still(&before);
}

/// What somebody did to the crate, and what is said of it.
type Difference = (fn(&Scratch), &'static [&'static str]);

const DIFFERENCES: &[Difference] = &[
    (
        |scratch| scratch.edit("out/src/lib.rs", "pub mod orders;", "pub mod 0rders;"),
        &["  differs  src/lib.rs\n", "--- present/src/lib.rs", "\n-pub mod 0r", "\n+pub mod or"],
    ),
    (
        |scratch| scratch.write("out/Cargo.toml", scratch.text("out/Cargo.toml") + " "),
        &["  differs  Cargo.toml\n", "\n- \n", "No newline at end of file"],
    ),
    (
        |scratch| scratch.write("out/README.md", scratch.text("out/README.md") + "\r\n"),
        &["  differs  README.md\n", "--- present/README.md"],
    ),
    (
        |scratch| scratch.write("out/src/lib.rs", b"\xff\x00\xfe"),
        &["  differs  src/lib.rs\n", "\n-\u{fffd}", "\n+pub mod orders;"],
    ),
    (
        |scratch| scratch.remove("out/src/orders/cancel.rs"),
        &["  missing  src/orders/cancel.rs\n", "+++ generated/src/orders/cancel.rs"],
    ),
    (
        |scratch| {
            scratch.write("out/src/former.rs", "fn former() {}\n");
            scratch.write("out/.generated", scratch.text("out/.generated") + "src/former.rs\n");
        },
        &["  stale    src/former.rs\n", "  differs  .generated\n", "\n-src/former.rs"],
    ),
    (
        |scratch| scratch.edit("out/.generated", "src/lib.rs\n", "<<<<<<< ours\nsrc/lib.rs\n"),
        &["  differs  .generated\n", "\n-<<<<<<< ours"],
    ),
];

#[test]
fn every_difference_is_shown_with_its_remedy() {
    for (number, (make, words)) in DIFFERENCES.iter().enumerate() {
        let scratch = Scratch::generated();
        make(&scratch);
        let before = scratch.aged();
        let said = scratch.generate_check().refused(&["error: out is not what the spec gives:\n"]);
        let said = said.says(words);
        let remedy = "  help: run `cargo xtask generate --spec spec --out out` and commit";
        assert!(said.err.contains(remedy), "difference {number}: {said:#?}");
        scratch.is_still(&before);
        scratch.generate().done();
        scratch.generate_check().done();
        scratch.out_is_fresh();
    }
}

#[test]
fn a_changed_spec_is_found() {
    let scratch = Scratch::generated();
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    let said = scratch.generate_check().refused(&["  differs  src/orders/place.rs\n"]);
    assert_eq!(said.err.matches("differs").count(), 1, "{said:#?}");
}

#[test]
fn somebody_elses_file_is_no_difference() {
    let scratch = Scratch::generated();
    scratch.write("out/src/notes.rs", "mine");
    scratch.write("out/target/debug/lib.rs", "cargo's");
    scratch.write("out/src/.generating-abc123", "left over");
    let before = scratch.aged();
    scratch.generate_check().done();
    scratch.is_still(&before);
}

#[test]
fn a_missing_crate_is_not_made() {
    let scratch = Scratch::new();
    let before = scratch.aged();
    let said =
        scratch.generate_check().refused(&["  missing  .generated\n", "  missing  src/lib.rs\n"]);
    said.says(&["+++ generated/Cargo.toml"]);
    scratch.is_still(&before);
}

#[test]
fn a_long_difference_is_cut_and_the_names_are_not() {
    let scratch = Scratch::generated();
    let long = "no such line\n".repeat(5_000);
    scratch.write("out/README.md", long);
    scratch.remove("out/src/lib.rs");
    let said = scratch.generate_check().refused(&["\n... lines left out: "]);
    assert!(said.err.lines().count() < 250, "{}", said.err.lines().count());
    said.says(&["  differs  README.md\n", "  missing  src/lib.rs\n"]);
}

#[test]
fn the_remedy_can_be_pasted() {
    let scratch = Scratch::new();
    let said = scratch.run(&["generate", "--check"]);
    said.refused(&["run `cargo xtask generate` and"]);
    let said = scratch.run(&["generate", "--check", "--out", "my ann's crate"]);
    said.refused(&[r"run `cargo xtask generate --out 'my ann'\''s crate'` and"]);
}
