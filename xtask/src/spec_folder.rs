//! A spec folder to the generator's input.

use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::{anyhow, bail};
use generator::Sources;

use crate::folders::shown;

/// More than any documentation has, and few enough to read a wrong folder without harm.
const MAX_FILES: usize = 20_000;

/// The deepest folder below the spec's: pages are one level down.
const MAX_DEPTH: usize = 8;

/// Reads every YAML file below `folder`, which `option` names. Other files (a README, say) are none
/// of the spec's.
pub(crate) fn read(folder: &Path, option: &str) -> anyhow::Result<Sources> {
    let name_it = format!("name the spec's folder with `{option}`");
    match fs::metadata(folder) {
        Ok(it) if it.is_dir() => {}
        Ok(_) => bail!("{} is a file, not a folder\n  help: {name_it}", shown(folder)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("there is no spec folder {}\n  help: {name_it}", shown(folder))
        }
        Err(error) => return Err(unreadable(folder, &error)),
    }
    let mut reading = Reading { name_it, count: 0, sources: Sources::new() };
    reading.read_folder(folder, "", 0)?;
    if reading.count == 0 {
        bail!(
            "the spec folder {} holds no YAML file\n  help: {}, or write one: \
             spec/README.md is the manual",
            shown(folder),
            reading.name_it
        );
    }
    Ok(reading.sources)
}

/// What was read so far.
struct Reading {
    /// The remedy when something other than a spec was named.
    name_it: String,
    count: usize,
    sources: Sources,
}

impl Reading {
    fn read_folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> anyhow::Result<()> {
        if depth > MAX_DEPTH {
            bail!(
                "{} lies too deep for a spec\n  help: {}; if a link leads back up, remove it",
                shown(folder),
                self.name_it
            );
        }
        for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
            let entry = entry.map_err(|error| unreadable(folder, &error))?;
            let (path, name) = (entry.path(), entry.file_name());
            let is_yaml = is_yaml(&name.to_string_lossy());
            let Some(kind) = kind(&path, is_yaml)? else { continue };
            let is_hidden = name.to_string_lossy().starts_with('.');
            if is_hidden || !(is_yaml || kind.is_dir()) {
                continue;
            }
            let Some(inner) = name.to_str().map(|name| format!("{prefix}{name}")) else {
                bail!("the name of {} is not UTF-8\n  help: rename it", shown(&path));
            };
            if !is_yaml {
                self.read_folder(&path, &format!("{inner}/"), depth + 1)?;
                continue;
            }
            if !kind.is_file() {
                bail!("{} has the name of a file, but is none\n  help: rename it", shown(&path));
            }
            self.count += 1;
            if self.count > MAX_FILES {
                bail!("there are more than {MAX_FILES} YAML files\n  help: {}", self.name_it);
            }
            self.sources.insert(inner, read_file(&path)?);
        }
        Ok(())
    }
}

/// What a path leads to. `None` when it leads nowhere, which only a spec file may not.
fn kind(path: &Path, is_yaml: bool) -> anyhow::Result<Option<Metadata>> {
    match fs::metadata(path) {
        Ok(it) => Ok(Some(it)),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unreadable(path, &error)),
        Err(_) if is_yaml && path.is_symlink() => {
            bail!("{} is a symbolic link to nothing\n  help: mend or remove it", shown(path))
        }
        Err(_) => Ok(None),
    }
}

/// Whether a file is one of the spec's. A wrong spelling of the end is the generator's to report.
pub(crate) fn is_yaml(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| end == "yaml" || end == "yml")
}

/// A file's bytes, or as many as the generator needs to see that it is too large.
fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = generator::MAX_SOURCE_BYTES as u64 + 1;
    fs::File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

/// What keeps a file or folder of the spec from being read, with the remedy.
fn unreadable(path: &Path, error: &io::Error) -> anyhow::Error {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "give yourself the right to read it",
        _ => "mend or remove it",
    };
    anyhow!("cannot read {}: {error}\n  help: {help}", shown(path))
}
