//! The spec that is part of the program.

use std::path::Path;
use std::{fs, io};

use generator::{Api, Sources};

use crate::start::StartError;

/// Every file of `spec/`, put here by `build.rs`.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/spec_files.rs"));

/// The API of the files.
pub(crate) fn smartpay() -> Result<Api, StartError> {
    let sources: Sources = FILES.iter().map(|(path, bytes)| (*path, *bytes)).collect();
    generator::check(&sources).map_err(|report| StartError::Spec(report.to_string()))
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
