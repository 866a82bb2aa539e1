//! What is committed is what the specs give: a change of an emitter shows here as the file that it
//! changes, without any command, so that `cargo mutants --package generator` sees it too. (`cargo
//! xtask generate --check` shows the lines.)

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod spec_folder;

use generator::{Api, Files, Sources};

/// The files that differ from those below a folder.
fn differing(files: &Files, folder: &str) -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let differs = |(path, text): &(&String, &String)| {
        std::fs::read_to_string(root.join(path)).ok().as_ref() != Some(*text)
    };
    files.iter().filter(differs).map(|(path, _)| format!("{folder}/{path}")).collect()
}

fn resolved(spec: &str) -> Api {
    let mut files = spec_folder::read(spec);
    files.retain(|path, _| path.ends_with(".yaml"));
    generator::check(&Sources::from_iter(files)).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn everything_that_is_committed_is_what_the_specs_give() {
    let (api, other) = (resolved("../spec"), resolved("../tests/parcel-tracker/spec"));
    let outputs = [
        (generator::client(&api), "generated-client"),
        (generator::openapi(&api), "openapi"),
        (generator::vectors(&api), "vectors"),
        (generator::client(&other), "tests/parcel-tracker/client"),
    ];
    for (files, folder) in outputs {
        assert_eq!(differing(&files, folder), Vec::<String>::new(), "cargo xtask generate");
    }
}
