//! What stands at a path of the output folder, symbolic links not followed: what they lead to is
//! somebody else's.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::folders::shown;

/// What stands where a generated file belongs.
#[derive(Debug)]
pub(crate) enum Standing {
    Nothing,
    /// A plain file in plain folders, with its bytes.
    File(Vec<u8>),
    /// Something that the generator never made: where, and what it is.
    Other(PathBuf, &'static str),
}

/// What stands at `path` below `folder`.
pub(crate) fn at(folder: &Path, path: &str) -> anyhow::Result<Standing> {
    let mut place = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let is_last = parts.peek().is_none();
        match fs::symlink_metadata(&place) {
            Ok(it) if is_last && it.is_file() => break,
            Ok(it) if !is_last && it.is_dir() => {}
            Ok(it) => return Ok(Standing::Other(place, kind(&it))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Nothing),
            Err(error) => return Err(error).with_context(|| cannot_read(&place)),
        }
    }
    fs::read(&place).map(Standing::File).with_context(|| cannot_read(&place))
}

/// Refuses what can be no output folder, which `option` names. One that is still to be made is fine.
pub(crate) fn check_folder(folder: &Path, option: &str) -> anyhow::Result<()> {
    let what = match fs::metadata(folder) {
        Ok(it) if it.is_dir() => return Ok(()),
        Ok(it) => kind(&it),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            match fs::symlink_metadata(folder) {
                Ok(_) => "a symbolic link to nothing",
                Err(_) => return Ok(()),
            }
        }
        Err(error) => return Err(error).with_context(|| cannot_read(folder)),
    };
    bail!("{} is {what}, not a folder\n  help: name a folder with `{option}`", shown(folder));
}

/// Refuses to take the place of what is no plain file, be it a device or a symbolic link; `option`
/// names it. A file that is still to be made is fine.
pub(crate) fn check_file(path: &Path, option: &str) -> anyhow::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(it) if !it.is_file() => {
            let what = kind(&it);
            bail!("{} is {what}, not a file\n  help: name a file with `{option}`", shown(path))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| cannot_read(path))
        }
        _ => Ok(()),
    }
}

fn kind(it: &Metadata) -> &'static str {
    if it.is_symlink() {
        "a symbolic link"
    } else if it.is_dir() {
        "a folder"
    } else if it.is_file() {
        "a file"
    } else {
        "a device, pipe or socket"
    }
}

fn cannot_read(place: &Path) -> String {
    format!("cannot read {}", shown(place))
}
