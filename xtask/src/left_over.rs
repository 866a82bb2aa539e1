//! What a run that was cut off left behind: new files that did not reach their place.
//!
//! The writer of a new file holds its lock, so one without a writer is left over.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::new_file::{PREFIX, RANDOM};

/// What is left over in `folder` and, of the folders below it, in those that are the generator's:
/// the ones that hold `paths`. Paths below `folder`.
pub(crate) fn below<'p>(
    folder: &Path,
    paths: impl Iterator<Item = &'p String>,
) -> BTreeSet<PathBuf> {
    let tops = paths.filter_map(|path| path.split_once('/')).map(|(top, _)| top);
    let tops: BTreeSet<&str> = tops.collect();
    let mut found = inside(folder);
    for top in tops {
        deep(&folder.join(top), &mut found);
    }
    found.iter().filter_map(|path| path.strip_prefix(folder).ok()).map(Path::to_owned).collect()
}

fn deep(folder: &Path, found: &mut Vec<PathBuf>) {
    if !fs::symlink_metadata(folder).is_ok_and(|it| it.is_dir()) {
        return;
    }
    found.extend(inside(folder));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        deep(&entry.path(), found);
    }
}

/// What is left over in a folder itself.
pub(crate) fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let new_files = entries.filter(|entry| {
        is_new_file(&entry.file_name()) && entry.file_type().is_ok_and(|it| it.is_file())
    });
    new_files.map(|entry| entry.path()).filter(|path| has_no_writer(path)).collect()
}

/// Whether a file of this name is on its way to its place, or left over.
pub(crate) fn is_new_file(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    random.is_some_and(|it| it.len() == RANDOM && it.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// A writer locks its file at once and then fills it: an empty one without a lock was made just now,
/// unless it is old.
fn has_no_writer(path: &Path) -> bool {
    const AT_ONCE: Duration = Duration::from_secs(10);
    let Ok(file) = File::open(path) else { return false };
    let is_unlocked = file.try_lock().is_ok();
    let is_old = |it: SystemTime| it.elapsed().is_ok_and(|age| age > AT_ONCE);
    is_unlocked && file.metadata().is_ok_and(|it| it.len() > 0 || it.modified().is_ok_and(is_old))
}
