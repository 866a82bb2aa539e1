//! A temporary folder with a spec, and what stands in folders.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::program::{Said, said, xtask};
use crate::tiny_spec;

/// Generates `out` from `spec`.
const GENERATE: [&str; 5] = ["generate", "--spec", "spec", "--out", "out"];

/// A temporary folder that holds the tiny spec in `spec`.
pub(crate) struct Scratch(TempDir);

impl Scratch {
    pub(crate) fn new() -> Self {
        let scratch = Self(tempfile::tempdir().unwrap());
        for (path, text) in tiny_spec::FILES {
            scratch.write(&format!("spec/{path}"), text);
        }
        scratch
    }

    /// One in which the crate is generated already.
    pub(crate) fn generated() -> Self {
        let scratch = Self::new();
        scratch.generate().done();
        scratch
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        fs::symlink_metadata(self.path(path)).is_ok()
    }

    /// Writes a file and the folders above it.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        self.folder(Path::new(path).parent().unwrap().to_str().unwrap());
        fs::write(self.path(path), text).unwrap();
    }

    pub(crate) fn folder(&self, path: &str) {
        fs::create_dir_all(self.path(path)).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Replaces the one place in a file where `old` stands.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert_eq!(text.matches(old).count(), 1, "{path} holds {old:?} once");
        self.write(path, text.replace(old, new));
    }

    /// Takes the page `shops/list.yaml`, the only one of its group, out of the spec.
    pub(crate) fn remove_a_page(&self) {
        self.remove("spec/shops/list.yaml");
        self.edit("spec/journeys/buy.yaml", "calls: shops/list, ", "");
    }

    pub(crate) fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Said {
        said(&mut xtask(self.root(), arguments))
    }

    pub(crate) fn generate(&self) -> Said {
        self.run(&GENERATE)
    }

    pub(crate) fn generate_check(&self) -> Said {
        self.run(&[GENERATE.as_slice(), &["--check"]].concat())
    }

    /// What a fresh run generates from the spec as it is now.
    pub(crate) fn fresh(&self) -> Contents {
        let elsewhere = tempfile::tempdir().unwrap();
        let out = elsewhere.path().join("crate");
        let arguments = ["generate".as_ref(), "--out".as_ref(), out.as_os_str()];
        self.run(&arguments).done();
        contents(&out)
    }

    /// Everything that stands here.
    pub(crate) fn contents(&self) -> Contents {
        contents(self.root())
    }

    /// The same, after every file was made old, so that one that is written again shows.
    pub(crate) fn aged(&self) -> Contents {
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for (path, thing) in self.contents() {
            if let Thing::File { .. } = thing {
                File::options()
                    .append(true)
                    .open(self.path(&path))
                    .and_then(|file| file.set_modified(long_ago))
                    .unwrap();
            }
        }
        self.contents()
    }

    /// Nothing differs from what stood here, not even the time at which a file was written.
    #[track_caller]
    pub(crate) fn is_still(&self, before: &Contents) {
        assert_eq!(differing(before, &self.contents()), Vec::<&str>::new());
    }

    /// `out` is what a fresh run generates, and nothing else.
    #[track_caller]
    pub(crate) fn out_is_fresh(&self) {
        same_bytes(&contents(&self.path("out")), &self.fresh());
    }
}

/// What stands below a folder, by its path with `/`.
pub(crate) type Contents = BTreeMap<String, Thing>;

/// Something in a folder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Folder,
    Link(PathBuf),
    File { bytes: Vec<u8>, modified: SystemTime },
    Other,
}

/// What stands below a folder. Symbolic links are not followed.
pub(crate) fn contents(folder: &Path) -> Contents {
    let mut contents = Contents::new();
    read_below(folder, "", &mut contents);
    contents
}

fn read_below(folder: &Path, prefix: &str, contents: &mut Contents) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let data = entry.metadata().unwrap();
        let thing = if data.is_dir() {
            read_below(&entry.path(), &format!("{path}/"), contents);
            Thing::Folder
        } else if data.is_symlink() {
            Thing::Link(fs::read_link(entry.path()).unwrap())
        } else if data.is_file() {
            let bytes = fs::read(entry.path()).unwrap_or_default();
            Thing::File { bytes, modified: data.modified().unwrap() }
        } else {
            Thing::Other
        };
        contents.insert(path, thing);
    }
}

/// The paths at which two folders differ.
pub(crate) fn differing<'c>(before: &'c Contents, after: &'c Contents) -> Vec<&'c str> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differ = |path: &&String| before.get(*path) != after.get(*path);
    paths.into_iter().filter(differ).map(String::as_str).collect()
}

/// Two folders hold the same folders and files, byte for byte.
#[track_caller]
pub(crate) fn same_bytes(one: &Contents, other: &Contents) {
    let names = |it: &Contents| it.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    let (one, other) = (texts(one), texts(other));
    let differ = |path: &&&str| one.get(**path) != other.get(**path);
    assert_eq!(one.keys().filter(differ).collect::<Vec<_>>(), Vec::<&&str>::new());
}

/// The bytes of the files alone.
pub(crate) fn texts(contents: &Contents) -> BTreeMap<&str, &[u8]> {
    contents
        .iter()
        .filter_map(|(path, thing)| match thing {
            Thing::File { bytes, .. } => Some((path.as_str(), bytes.as_slice())),
            _ => None,
        })
        .collect()
}
