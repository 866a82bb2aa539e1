//! A spec folder to the generator's input.

use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use generator::Sources;

use crate::folders::shown;

/// More than any documentation has, and few enough to read a wrong folder without harm.
const MAX_FILES: usize = 20_000;

/// The deepest folder below the spec's: pages are one level down.
const MAX_DEPTH: usize = 8;

/// The remedy when something other than a spec was named.
const NAME_IT: &str = "name the spec's folder with `--spec`";

/// Reads every YAML file below `folder`. Other files (a README, say) are none of the spec's.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Sources> {
    match fs::metadata(folder) {
        Ok(it) if it.is_dir() => {}
        Ok(_) => bail!("{} is a file, not a folder\n  help: {NAME_IT}", shown(folder)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("there is no spec folder {}\n  help: {NAME_IT}", shown(folder))
        }
        Err(error) => return Err(error).with_context(|| cannot_read(folder)),
    }
    let mut sources = Sources::new();
    let mut count = 0;
    read_folder(folder, "", 0, &mut count, &mut sources)?;
    if count == 0 {
        bail!(
            "the spec folder {} holds no YAML file\n  help: {NAME_IT}, or write one: \
             spec/README.md is the manual",
            shown(folder)
        );
    }
    Ok(sources)
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    depth: usize,
    count: &mut usize,
    sources: &mut Sources,
) -> anyhow::Result<()> {
    if depth > MAX_DEPTH {
        bail!("{} lies too deep for a spec\n  help: {NAME_IT}", shown(folder));
    }
    for entry in fs::read_dir(folder).with_context(|| cannot_read(folder))? {
        let entry = entry.with_context(|| cannot_read(folder))?;
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
            read_folder(&path, &format!("{inner}/"), depth + 1, count, sources)?;
            continue;
        }
        if !kind.is_file() {
            bail!("{} has the name of a file, but is none\n  help: rename it", shown(&path));
        }
        *count += 1;
        if *count > MAX_FILES {
            bail!("there are more than {MAX_FILES} YAML files\n  help: {NAME_IT}");
        }
        sources.insert(inner, read_file(&path)?);
    }
    Ok(())
}

/// What a path leads to. `None` when it leads nowhere, which only a spec file may not.
fn kind(path: &Path, is_yaml: bool) -> anyhow::Result<Option<Metadata>> {
    match fs::metadata(path) {
        Ok(it) => Ok(Some(it)),
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| cannot_read(path))
        }
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
        .with_context(|| cannot_read(path))?;
    Ok(bytes)
}

fn cannot_read(path: &Path) -> String {
    format!("cannot read {}", shown(path))
}
