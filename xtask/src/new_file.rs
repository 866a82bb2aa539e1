//! A file's new text: written beside the old one, then put in its place in one step.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::left_over;

/// What the name of a new file starts with; letters and digits follow.
pub(crate) const PREFIX: &str = ".generating-";

/// How many letters and digits follow.
pub(crate) const RANDOM: usize = 6;

/// The folders that a run made. Those that hold nothing in the end, since the run failed, are
/// removed again.
#[derive(Debug, Default)]
pub(crate) struct NewFolders(Vec<PathBuf>);

impl NewFolders {
    fn make(&mut self, folder: &Path) -> io::Result<()> {
        let is_missing = |it: &&Path| *it != Path::new("") && !it.exists();
        let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
        self.0.extend(missing.into_iter().rev().map(Path::to_path_buf));
        fs::create_dir_all(folder)
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // Fails on a folder that holds something, which is what is wanted.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Writes one file whole, or not at all.
pub(crate) fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    write_all(&[(path.to_owned(), text)]).map_err(|(_, error)| error)
}

/// Writes files whole: none of them is replaced before the new text of each is on the disk.
///
/// # Errors
///
/// The file that cannot be written, and why.
pub(crate) fn write_all(files: &[(PathBuf, &str)]) -> Result<(), (PathBuf, io::Error)> {
    let mut folders = NewFolders::default();
    let mut staged = Vec::new();
    for (path, text) in files {
        let file = stage(path, text, &mut folders).map_err(|error| (path.clone(), error))?;
        staged.push((path, file));
    }
    let put = |(path, file): (&PathBuf, NamedTempFile)| {
        put_in_place(file, path).map_err(|error| (path.clone(), error))
    };
    staged.into_iter().try_for_each(put)
}

/// Writes a text beside its target, down to the disk.
fn stage(path: &Path, text: &str, folders: &mut NewFolders) -> io::Result<NamedTempFile> {
    for left in left_over::inside(folder_of(path)) {
        fs::remove_file(left)?;
    }
    let file = write_beside(path, text, folders)?;
    file.as_file().sync_data()?;
    Ok(file)
}

/// Writes a text into a new file in the folder of `target`.
pub(crate) fn write_beside(
    target: &Path,
    text: &str,
    folders: &mut NewFolders,
) -> io::Result<NamedTempFile> {
    let folder = folder_of(target);
    folders.make(folder)?;
    // Made like any other file; tempfile's own way makes one that is its owner's alone.
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(PREFIX).rand_bytes(RANDOM);
    let mut file = builder.make_in(folder, |path| File::create_new(path))?;
    // A file system without locks does without: its left over files stay.
    let _ = file.as_file().lock();
    file.as_file_mut().write_all(text.as_bytes())?;
    Ok(file)
}

/// Puts a new file where it is to stand, in place of what stands there.
pub(crate) fn put_in_place(file: NamedTempFile, target: &Path) -> io::Result<()> {
    file.persist(target).map(drop).map_err(|error| error.error)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
