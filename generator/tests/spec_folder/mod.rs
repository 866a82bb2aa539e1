//! A folder of spec files as the generator's input.

use std::collections::BTreeMap;
use std::path::Path;

/// The files below a folder, by their paths with `/`.
pub(crate) type Contents = BTreeMap<String, Vec<u8>>;

/// Reads every file below `folder`, a path below the generator's own folder.
pub(crate) fn read(folder: &str) -> Contents {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut contents = Contents::new();
    read_below(&root, "", &mut contents);
    assert!(!contents.is_empty(), "{} holds no file", root.display());
    contents
}

fn read_below(folder: &Path, prefix: &str, contents: &mut Contents) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read_below(&entry.path(), &format!("{path}/"), contents);
        } else {
            contents.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
}
