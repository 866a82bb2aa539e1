//! The spec that a sandbox plays.

use std::path::Path;
use std::{fs, io};

use generator::{Api, Sources};

use crate::start::StartError;

/// The API of the workspace that the program was built in. Its files are read at each start, so that
/// a row that was just edited is played.
pub(crate) fn smartpay() -> Result<Api, StartError> {
    read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec")))
}

/// The API of the files in a folder.
pub(crate) fn read(folder: &Path) -> Result<Api, StartError> {
    let mut files = Vec::new();
    let named =
        |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    collect(folder, "", &mut files).map_err(named)?;
    let sources: Sources =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    generator::check(&sources).map_err(|report| StartError::Spec(report.to_string()))
}

fn collect(folder: &Path, name: &str, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, file) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let name = if name.is_empty() { file } else { format!("{name}/{file}") };
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else if path.extension().is_some_and(|it| it == "yaml") {
            files.push((name, fs::read(&path)?));
        }
    }
    Ok(())
}
