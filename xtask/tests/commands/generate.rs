//! `generate`: what is written, and what is not.

use std::path::{Path, PathBuf};

use crate::program::{said, xtask};
use crate::scratch::{Scratch, contents, differing, same_bytes};
use crate::tiny_spec::COUNTS;

#[test]
fn a_folder_is_filled_whether_it_is_empty_or_still_to_be_made() {
    let scratch = Scratch::new();
    scratch.folder("empty");
    scratch.folder("holds/only/folders");
    for out in ["empty", "new", "deep/below/new", "holds"] {
        scratch.run(&["generate", "--out", out]).done();
        let listed = scratch.text(&format!("{out}/.generated"));
        for file in ["Cargo.toml", "README.md", "src/lib.rs", "src/orders/place.rs"] {
            assert!(scratch.exists(&format!("{out}/{file}")), "{out} lacks {file}");
            assert!(listed.lines().any(|line| line == file), "{listed}");
        }
    }
    same_bytes(&contents(&scratch.path("empty")), &contents(&scratch.path("deep/below/new")));
}

#[test]
fn a_second_run_writes_no_file() {
    let scratch = Scratch::generated();
    let before = scratch.aged();
    scratch.generate().done().says(&["out: no file changed\ndone in "]);
    scratch.is_still(&before);
}

#[test]
fn it_says_what_it_read_and_wrote() {
    let scratch = Scratch::new();
    let said = scratch.generate().done();
    let lines = said.lines();
    assert!(lines[0].starts_with(&format!("read     spec: {COUNTS}")), "{said:#?}");
    assert!(lines[0].ends_with(" rules"), "{said:#?}");
    let files: Vec<&str> = lines[1..lines.len() - 2].to_vec();
    let stand = contents(&scratch.path("out"));
    let stand: Vec<&String> =
        stand.keys().filter(|it| scratch.path("out").join(it).is_file()).collect();
    assert_eq!(files, stand.iter().map(|path| format!("new      {path}")).collect::<Vec<_>>());
    let [sum, last] = lines[lines.len() - 2..] else { panic!("{said:#?}") };
    assert_eq!(sum, format!("out: {} files changed", files.len()));
    let time = last.strip_prefix("done in ").unwrap();
    assert!(time.strip_suffix(" ms").unwrap().parse::<f64>().unwrap() > 0.0, "{last}");

    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    let said = scratch.generate().done();
    assert_eq!(said.lines()[1], "changed  src/orders/place.rs");
    assert_eq!(said.lines()[2], "out: 1 file changed");
}

#[test]
fn one_changed_row_changes_the_file_of_its_page_alone() {
    let scratch = Scratch::generated();
    let before = scratch.aged();
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    scratch.generate().done();
    let after = scratch.contents();
    let changed = differing(&before, &after);
    assert_eq!(changed, ["out/src/orders/place.rs", "spec/orders/place.yaml"]);
    scratch.out_is_fresh();
}

#[test]
fn neither_the_working_folder_nor_the_spelling_of_paths_changes_a_byte() {
    let scratch = Scratch::generated();
    let before = scratch.aged();
    scratch.folder("inner/most");
    let absolute = |path: &str| scratch.path(path).to_str().unwrap().to_owned();
    let (spec, out) = (absolute("spec"), absolute("out"));
    let around = format!("{}/../out/.", absolute("inner"));
    for (folder, spec, out) in [
        ("", "spec", "out"),
        ("", "spec/", "out/"),
        ("", "./spec/.", "./out"),
        ("", &spec, &out),
        ("", "inner/../spec", &around),
        ("out", "../spec", "."),
        ("spec", ".", "../out"),
        ("inner/most", "../../spec", "../../out"),
        ("inner/most", &spec, &out),
    ] {
        let arguments = ["generate", "--spec", spec, "--out", out];
        let said = said(&mut xtask(&scratch.path(folder), &arguments)).done();
        assert!(said.out.contains("no file changed"), "{folder} {arguments:?}: {said:#?}");
    }
    std::fs::remove_dir(scratch.path("inner/most")).unwrap();
    std::fs::remove_dir(scratch.path("inner")).unwrap();
    scratch.is_still(&before);
}

#[test]
fn paths_are_shown_as_one_would_type_them() {
    let scratch = Scratch::new();
    let absolute = |path: &str| scratch.path(path).to_str().unwrap().to_owned();
    let arguments = ["generate", "--spec", &absolute("spec"), "--out", &absolute("out")];
    scratch.run(&arguments).done().says(&["read     spec: ", "\nout: "]);
    let from_inside = said(&mut xtask(&scratch.path("out/src"), &arguments)).done();
    from_inside.says(&["read     ../../spec: ", "\n..: "]);
    let from_afar = said(&mut xtask(Path::new("/"), &arguments)).done();
    let without_root = |path: &str| absolute(path).trim_start_matches('/').to_owned();
    from_afar.says(&[&format!("{}: no file changed", without_root("out"))]);
}

#[test]
fn the_workspace_is_the_default() {
    let scratch = Scratch::new();
    let first = scratch.run(&["generate"]).done();
    first.says(&["read     spec: ", "\ngenerated-client: ", "\nopenapi: ", "\nvectors: "]);
    same_bytes(&contents(&scratch.path("generated-client")), &scratch.fresh());
    let mut from_inside = xtask(&scratch.path("spec/orders"), &["generate", "--check"]);
    from_inside.env("CARGO_MANIFEST_DIR", scratch.path("xtask"));
    said(&mut from_inside).done().says(&["../../generated-client is up to date"]);
}

#[test]
fn the_real_spec_gives_what_is_committed() {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned();
    let scratch = Scratch::new();
    let spec = workspace.join("spec");
    let arguments = ["generate".as_ref(), "--spec".as_ref(), spec.as_os_str()];
    scratch.run(&arguments).done();
    for (folder, least) in [("generated-client", 40), ("openapi", 20), ("vectors", 30)] {
        let generated = contents(&scratch.path(folder));
        assert!(generated.len() > least, "{:?}", generated.keys());
        same_bytes(&generated, &contents(&workspace.join(folder)));
    }
}

#[test]
fn only_the_named_outputs_are_written() {
    let scratch = Scratch::new();
    scratch.run(&["generate", "--openapi", "api"]).done().says(&["\napi: "]);
    assert!(scratch.exists("api/openapi.json") && !scratch.exists("generated-client"));
    scratch.run(&["generate", "--out", "crate", "--openapi", "api"]).done();
    assert!(scratch.exists("crate/src/lib.rs") && !scratch.exists("openapi"));
    let said = scratch.run(&["generate", "--out", "crate", "--check"]).done();
    assert!(!said.out.contains("api"), "{said:#?}");
}

#[test]
fn each_output_has_a_folder_of_its_own() {
    let scratch = Scratch::new();
    scratch.folder("there");
    for (out, openapi) in [("one", "one/"), ("there", "./there"), ("new/one", "there/../new/one")] {
        let before = scratch.contents();
        scratch.run(&["generate", "--out", out, "--openapi", openapi]).refused(&[
            "error: `--out` and `--openapi` name the same folder, ",
            "help: give each a folder of its own",
        ]);
        scratch.is_still(&before);
    }
    // Each keeps a list of its own files, so that one may stand within the other.
    scratch.run(&["generate", "--out", "one", "--openapi", "one/api"]).done();
    scratch.run(&["generate", "--out", "one", "--openapi", "one/api", "--check"]).done();
}

#[test]
fn an_output_that_cannot_be_written_leaves_all_of_them_as_they_were() {
    let scratch = Scratch::new();
    scratch.run(&["generate"]).done();
    scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
    scratch.remove("openapi/.generated");
    let before = scratch.aged();
    scratch.run(&["generate"]).refused(&["choose an empty folder with `--openapi`"]);
    scratch.is_still(&before);
    std::fs::remove_dir_all(scratch.path("openapi")).unwrap();
    scratch.write("openapi", "a file");
    let before = scratch.aged();
    scratch.run(&["generate"]).refused(&["openapi is a file", "name a folder with `--openapi`"]);
    scratch.is_still(&before);
}

#[cfg(unix)]
#[test]
fn a_file_has_the_rights_that_any_new_file_has() {
    use std::os::unix::fs::PermissionsExt as _;
    let scratch = Scratch::generated();
    let rights = |path| std::fs::metadata(scratch.path(path)).unwrap().permissions().mode();
    for file in ["out/.generated", "out/Cargo.toml", "out/src/lib.rs"] {
        assert_eq!(rights(file), rights("spec/api.yaml"), "{file}");
    }
}
