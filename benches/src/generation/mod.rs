//! How long a generation takes and how it grows with the spec.

mod alone;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Measures one spec in this process and prints what was measured as JSON.
pub(crate) fn alone(objects: usize) -> Result<()> {
    let sources = synthetic_spec::spec(objects, 7).into_iter().collect();
    println!("{}", serde_json::to_string(&alone::measure(&sources)?)?);
    Ok(())
}

/// Writes a synthetic spec to a folder, for `cargo xtask generate --spec`.
pub(crate) fn write_spec(objects: usize, folder: &Path) -> Result<()> {
    for (path, text) in synthetic_spec::spec(objects, 7) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().context("a file below the folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}
