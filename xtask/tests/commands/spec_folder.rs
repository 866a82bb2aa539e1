//! What is taken for a spec file, and what cannot be read.

use crate::scratch::Scratch;

#[test]
fn other_files_are_none_of_the_specs() {
    let scratch = Scratch::generated();
    for other in ["README.md", "orders/notes.txt", "orders/place.yaml~", "shops/list.yaml.orig"] {
        scratch.write(&format!("spec/{other}"), "not: [a spec");
    }
    for hidden in [".editor.yaml", ".git/config.yaml", "orders/.#place.yaml"] {
        scratch.write(&format!("spec/{hidden}"), "not: [a spec");
    }
    scratch.generate_check().done();
}

#[test]
fn a_folder_with_the_name_of_a_file_is_refused() {
    let scratch = Scratch::generated();
    scratch.folder("spec/orders/refund.yaml");
    let before = scratch.aged();
    let words =
        "error: spec/orders/refund.yaml has the name of a file, but is none\n  help: rename";
    scratch.generate().refused(&[words]);
    scratch.run(&["check"]).refused(&[words]);
    scratch.is_still(&before);
}

#[cfg(unix)]
mod unix {
    //! Links, sockets, devices and names that only some systems have.

    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::Scratch;

    #[test]
    fn links_are_followed() {
        let scratch = Scratch::generated();
        fs::rename(scratch.path("spec/orders"), scratch.path("elsewhere")).unwrap();
        symlink("../elsewhere", scratch.path("spec/orders")).unwrap();
        fs::rename(scratch.path("spec/shops/list.yaml"), scratch.path("file")).unwrap();
        symlink("../../file", scratch.path("spec/shops/list.yaml")).unwrap();
        symlink("nowhere", scratch.path("spec/notes")).unwrap();
        scratch.generate_check().done();
    }

    #[test]
    fn a_link_to_nothing_is_refused() {
        let scratch = Scratch::generated();
        symlink("nowhere", scratch.path("spec/orders/refund.yaml")).unwrap();
        let before = scratch.aged();
        scratch
            .generate()
            .refused(&["spec/orders/refund.yaml is a symbolic link to nothing", "help"]);
        scratch.is_still(&before);
    }

    #[test]
    fn links_in_a_circle_are_refused() {
        let scratch = Scratch::generated();
        symlink("..", scratch.path("spec/orders/up")).unwrap();
        let before = scratch.aged();
        scratch.generate().refused(&["lies too deep for a spec", "a link leads back up"]);
        scratch.is_still(&before);
        symlink("self", scratch.path("spec/self")).unwrap();
        fs::remove_file(scratch.path("spec/orders/up")).unwrap();
        scratch.generate().refused(&["cannot read spec/self", "help: mend or remove it"]);
    }

    #[test]
    fn what_is_no_plain_file_is_refused_and_not_waited_for() {
        for make in [
            |place: &std::path::Path| drop(UnixListener::bind(place).unwrap()),
            |place: &std::path::Path| symlink("/dev/zero", place).unwrap(),
        ] {
            let scratch = Scratch::generated();
            make(&scratch.path("spec/shops/x.yaml"));
            let before = scratch.aged();
            scratch.generate().refused(&["spec/shops/x.yaml has the name of a file, but is none"]);
            scratch.is_still(&before);
        }
    }

    #[test]
    fn a_name_that_is_no_text_is_refused_where_it_matters() {
        let scratch = Scratch::generated();
        let spec = scratch.path("spec");
        fs::write(spec.join(OsStr::from_bytes(b"notes\xff")), "others").unwrap();
        scratch.generate().done();
        fs::write(spec.join(OsStr::from_bytes(b"page\xff.yaml")), "document: bakery").unwrap();
        scratch
            .generate()
            .refused(&["error: the name of spec/page\u{fffd}.yaml is not UTF-8\n  help"]);
    }
}
