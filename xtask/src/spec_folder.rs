//! A spec folder to the generator's input.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use generator::Sources;

use crate::folders::shown;

/// More than any documentation has, and few enough to read a wrong folder without harm.
const MAX_FILES: usize = 20_000;

/// The deepest folder below the spec's: pages are one level down.
const MAX_DEPTH: usize = 8;

/// Reads every YAML file below `folder`. Other files (a README, say) are none of the spec's.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Sources> {
    if !folder.is_dir() {
        bail!(
            "there is no spec folder {}\n  help: name the folder with `--spec FOLDER`",
            shown(folder)
        );
    }
    let mut sources = Sources::new();
    let mut count = 0;
    read_folder(folder, "", 0, &mut count, &mut sources)?;
    if count == 0 {
        bail!(
            "the spec folder {} holds no YAML file\n  help: spec/README.md is the manual of the \
             spec format",
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
        bail!("{} lies too deep for a spec", shown(folder));
    }
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", shown(folder)))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", shown(folder)))?;
        let path = entry.path();
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            bail!("the name of {} is not UTF-8", shown(&path));
        };
        if name.starts_with('.') {
            continue;
        }
        let inner = format!("{prefix}{name}");
        let kind = entry.file_type().with_context(|| format!("cannot read {}", shown(&path)))?;
        if kind.is_dir() {
            read_folder(&path, &format!("{inner}/"), depth + 1, count, sources)?;
        } else if name.ends_with(".yaml") || name.ends_with(".yml") {
            *count += 1;
            if *count > MAX_FILES {
                bail!("{} holds more than {MAX_FILES} YAML files", shown(folder));
            }
            sources.insert(inner, read_file(&path)?);
        }
    }
    Ok(())
}

/// A file's bytes, or as many as the generator needs to see that it is too large.
fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = generator::MAX_SOURCE_BYTES as u64 + 1;
    fs::File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read {}", shown(path)))?;
    Ok(bytes)
}
