//! Files that were not generated: none is overwritten, none is removed.

use std::fs;

use crate::scratch::Scratch;

/// Begins what is said of anything in the way.
const IN_THE_WAY: &str = "error: in the way, and not overwritten since it was not generated:\n";

#[test]
fn a_removed_page_takes_its_file_and_its_empty_folder_along() {
    let scratch = Scratch::generated();
    scratch.remove_a_page();
    scratch.generate().done().says(&["removed  src/shops/list.rs", "removed  src/shops/mod.rs"]);
    assert!(!scratch.exists("out/src/shops"));
    assert!(!scratch.text("out/.generated").contains("shops"));
    scratch.out_is_fresh();
}

#[test]
fn somebody_elses_file_stays_and_so_does_its_folder() {
    let scratch = Scratch::generated();
    scratch.remove_a_page();
    scratch.write("out/src/shops/notes.rs", "mine");
    scratch.write("out/target/list.rs", "cargo's");
    scratch.generate().done();
    assert_eq!(scratch.text("out/src/shops/notes.rs"), "mine");
    assert_eq!(scratch.text("out/target/list.rs"), "cargo's");
    assert!(!scratch.exists("out/src/shops/list.rs"));
    scratch.generate_check().done();
}

#[test]
fn a_file_that_somebody_wrote_where_a_new_page_belongs_is_refused() {
    let scratch = Scratch::new();
    let (page, journey) =
        (scratch.text("spec/shops/list.yaml"), scratch.text("spec/journeys/buy.yaml"));
    scratch.remove_a_page();
    scratch.generate().done();
    scratch.write("spec/shops/list.yaml", page);
    scratch.write("spec/journeys/buy.yaml", journey);
    scratch.write("out/src/shops/list.rs", "mine");
    let before = scratch.aged();
    let said = scratch.generate().refused(&[IN_THE_WAY, "\n  out/src/shops/list.rs (a file)\n"]);
    said.says(&["\n  help: move it away, or choose another folder with `--out`"]);
    scratch.is_still(&before);
    scratch.generate_check().refused(&[IN_THE_WAY]);
    scratch.is_still(&before);

    scratch.remove("out/src/shops/list.rs");
    scratch.generate().done();
    scratch.out_is_fresh();
}

#[test]
fn everything_in_the_way_is_named_at_once() {
    let scratch = Scratch::generated();
    scratch.remove("out/src/lib.rs");
    scratch.folder("out/src/lib.rs/inner");
    fs::remove_dir_all(scratch.path("out/src/shops")).unwrap();
    scratch.write("out/src/shops", "mine");
    let before = scratch.aged();
    let said = scratch.generate().refused(&[IN_THE_WAY]);
    said.says(&["\n  out/src/lib.rs (a folder)\n", "\n  out/src/shops (a file)\n"]);
    scratch.is_still(&before);
}

#[test]
fn a_folder_of_other_files_is_refused() {
    for file in ["README.md", ".git/config", "src/lib.rs", ".generating-notes", "deep/est/file"] {
        let scratch = Scratch::new();
        scratch.write(&format!("out/{file}"), "mine");
        let before = scratch.aged();
        let said = scratch.generate().refused(&["error: out holds files, and none of them was"]);
        said.says(&["help: choose an empty folder with `--out`"]);
        scratch.is_still(&before);
    }
}

#[test]
fn a_lost_list_is_to_be_brought_back() {
    let scratch = Scratch::generated();
    scratch.remove("out/.generated");
    let before = scratch.aged();
    scratch.generate().refused(&["(there is no `.generated`)", "bring its `.generated` back"]);
    scratch.is_still(&before);
}

#[test]
fn what_was_edited_by_hand_is_overwritten_and_said() {
    let scratch = Scratch::generated();
    scratch.write("out/src/lib.rs", "// edited by hand");
    scratch.generate().done().says(&["\nchanged  src/lib.rs\n", "out: 1 file changed"]);
    scratch.out_is_fresh();
}

#[cfg(unix)]
mod links {
    //! Symbolic links are somebody else's, and so is what they lead to.

    use std::os::unix::fs::symlink;

    use super::{IN_THE_WAY, Scratch, fs};

    #[test]
    fn a_linked_file_is_refused() {
        for target in ["../../theirs/lib.rs", "nowhere"] {
            let scratch = Scratch::generated();
            scratch.write("theirs/lib.rs", "theirs");
            scratch.remove("out/src/lib.rs");
            symlink(target, scratch.path("out/src/lib.rs")).unwrap();
            let before = scratch.aged();
            scratch.generate().refused(&[IN_THE_WAY, "\n  out/src/lib.rs (a symbolic link)\n"]);
            scratch.is_still(&before);
        }
    }

    #[test]
    fn a_linked_folder_is_refused() {
        let scratch = Scratch::generated();
        fs::rename(scratch.path("out/src"), scratch.path("theirs")).unwrap();
        symlink("../theirs", scratch.path("out/src")).unwrap();
        scratch.edit("spec/orders/place.yaml", "length: 40", "length: 41");
        let before = scratch.aged();
        scratch.generate().refused(&[IN_THE_WAY, "\n  out/src (a symbolic link)\n"]);
        scratch.is_still(&before);
    }

    #[test]
    fn nothing_is_removed_through_a_link() {
        let scratch = Scratch::generated();
        scratch.remove_a_page();
        fs::rename(scratch.path("out/src/shops"), scratch.path("theirs")).unwrap();
        symlink("../../theirs", scratch.path("out/src/shops")).unwrap();
        scratch.generate().done();
        assert!(scratch.exists("theirs/list.rs") && scratch.exists("out/src/shops"));
        scratch.generate_check().done();
    }

    #[test]
    fn a_linked_list_is_refused() {
        let scratch = Scratch::generated();
        fs::rename(scratch.path("out/.generated"), scratch.path("theirs")).unwrap();
        symlink("../theirs", scratch.path("out/.generated")).unwrap();
        let before = scratch.aged();
        scratch.generate().refused(&["error: out/.generated is a symbolic link, and no list of"]);
        scratch.is_still(&before);
    }

    #[test]
    fn the_crates_own_folder_may_be_a_link() {
        let scratch = Scratch::new();
        scratch.folder("elsewhere");
        symlink("elsewhere", scratch.path("out")).unwrap();
        scratch.generate().done();
        assert!(scratch.exists("elsewhere/src/lib.rs"));
        scratch.generate_check().done();
    }
}
