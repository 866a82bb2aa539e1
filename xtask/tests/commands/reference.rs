//! `reference`: builds the pages alone, and shows them.

use crate::program::{said, xtask};
use crate::scratch::Scratch;

#[test]
fn the_pages_are_written_and_nothing_else() {
    let scratch = Scratch::new();
    scratch.run(&["reference"]).done().says(&[
        "read     spec: ",
        "new      index.html\n",
        "open reference/index.html in a browser, or add `--open`\n",
    ]);
    assert!(scratch.exists("reference/orders/place.html"));
    assert!(!scratch.exists("generated-client") && !scratch.exists("openapi"));
    let before = scratch.aged();
    scratch.run(&["reference"]).done().says(&["\nreference: no file changed\n"]);
    scratch.is_still(&before);
}

#[test]
fn a_page_that_is_gone_from_the_spec_is_removed() {
    let scratch = Scratch::new();
    scratch.run(&["reference", "--out", "pages"]).done();
    assert!(scratch.exists("pages/shops/list.html"));
    scratch.remove_a_page();
    scratch.run(&["reference", "--out", "pages"]).done().says(&["removed  shops/list.html\n"]);
    assert!(!scratch.exists("pages/shops"));
}

#[test]
fn a_stale_page_fails_the_check_and_is_mended_by_the_command_that_it_names() {
    let scratch = Scratch::new();
    let generate = ["generate", "--reference", "pages"];
    scratch.run(&generate).done();
    let page = scratch.text("pages/orders/place.html");
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    let before = scratch.aged();
    let check = [generate.as_slice(), &["--check"]].concat();
    scratch.run(&check).refused(&[
        "error: pages is not what the spec gives:\n",
        "  differs  orders/place.html\n",
        "at most 41 characters",
        "  help: run `cargo xtask generate --reference pages` and commit",
    ]);
    scratch.is_still(&before);
    scratch.run(&generate).done();
    scratch.run(&check).done();
    assert_ne!(page, scratch.text("pages/orders/place.html"));
}

#[test]
fn a_wrong_spec_writes_no_page() {
    let scratch = Scratch::new();
    scratch.edit("spec/orders/place.yaml", "length: 40", "lenght: 40");
    scratch
        .run(&["reference", "--open"])
        .refused(&["error[unknown-key]", "spec/orders/place.yaml"]);
    assert!(!scratch.exists("reference"));
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_browser_it_says_what_to_open() {
    let scratch = Scratch::new();
    let mut command = xtask(scratch.root(), &["reference", "--open"]);
    // No program can be found, so no browser either.
    let said = said(command.env("PATH", "").env_remove("BROWSER").env_remove("DISPLAY"));
    assert_eq!(said.code, 1, "{said:#?}");
    said.says(&[
        "error: cannot open a browser\n  help: open ",
        "index.html yourself; it is written",
    ]);
    assert!(scratch.exists("reference/index.html"));
}
