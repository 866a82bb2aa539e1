//! The list `.generated`: whatever it says, only plain listed files below the folder are touched.

use std::fs;

use crate::scratch::Scratch;

#[test]
fn of_a_tampered_list_only_plain_files_below_the_folder_are_removed() {
    let scratch = Scratch::generated();
    scratch.write("outside.txt", "mine");
    scratch.write("out/=======", "mine");
    scratch.write("out/with space", "mine");
    scratch.write("out/listed.txt", "generated once");
    scratch.write("out/a/folder/file.txt", "mine");
    scratch.folder("out/empty/folder");
    let absolute = scratch.path("outside.txt");
    let tampered = format!(
        "{}\n{}\n../outside.txt\nsrc/../../outside.txt\n./src/lib.rs\nsrc/./lib.rs\nsrc//lib.rs\n\
         src/lib.rs/\n/etc/hosts\n=======\nwith space\n.\n..\n/\n\\\na/folder\nempty/folder\n\
         src\nabsent.txt\nabsent/file.txt\nlisted.txt\nlisted.txt/below\nC:\\x\n\u{0}\n\u{fffd}\n",
        scratch.text("out/.generated"),
        absolute.display()
    );
    scratch.write("out/.generated", tampered);
    let said = scratch.generate().done();
    assert_eq!(said.lines()[1..3], ["changed  .generated", "removed  listed.txt"], "{said:#?}");
    assert_eq!(said.lines().len(), 5, "{said:#?}");
    assert!(!scratch.exists("out/listed.txt"));
    for mine in ["outside.txt", "out/=======", "out/with space", "out/a/folder/file.txt"] {
        assert_eq!(scratch.text(mine), "mine");
        let _ = fs::remove_file(scratch.path(mine));
    }
    assert!(scratch.exists("out/empty/folder"));
    fs::remove_dir_all(scratch.path("out/empty")).unwrap();
    fs::remove_dir_all(scratch.path("out/a")).unwrap();
    scratch.out_is_fresh();
}

#[test]
fn a_merge_that_went_wrong_is_mended_by_the_next_run() {
    let scratch = Scratch::generated();
    let conflict = |path: &str, place: &str| {
        let ours = format!("<<<<<<< HEAD\n{place}=======\nanother\n>>>>>>> branch\n");
        scratch.edit(path, place, &ours);
    };
    scratch.write("out/another", "generated on the other branch");
    conflict("out/.generated", "Cargo.toml\n");
    conflict("out/Cargo.toml", "[dependencies]\n");
    conflict("out/src/lib.rs", "pub mod orders;\n");
    scratch.generate().done().says(&["removed  another"]);
    scratch.out_is_fresh();
}

#[test]
fn a_list_with_other_line_ends_is_the_same_list() {
    let scratch = Scratch::generated();
    scratch.remove_a_page();
    scratch.write("out/.generated", scratch.text("out/.generated").replace('\n', "\r\n"));
    scratch.generate().done().says(&["removed  src/shops/list.rs"]);
    scratch.out_is_fresh();
}

#[test]
fn somebody_elses_file_of_that_name_is_no_list() {
    let binary: &[u8] = b"\xff\xfe\x00";
    for text in [b"".as_slice(), b"src/lib.rs\n", binary] {
        let scratch = Scratch::new();
        scratch.write("out/.generated", text);
        scratch.write("out/src/lib.rs", "mine");
        let before = scratch.aged();
        let said = scratch.generate().refused(&["error: out/.generated is no list of generated"]);
        said.says(&["help: choose an empty folder with `--out`"]);
        scratch.is_still(&before);
    }
    let scratch = Scratch::new();
    scratch.folder("out/.generated");
    let before = scratch.aged();
    scratch.generate().refused(&["error: out/.generated is a folder, and no list of generated"]);
    scratch.is_still(&before);
}
