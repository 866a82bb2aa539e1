//! The spec that is part of the program.

use generator::{Api, Sources};

use crate::start::StartError;

/// Every file of `spec/`, put here by `build.rs`.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/spec_files.rs"));

/// The API of the files.
pub(crate) fn smartpay() -> Result<Api, StartError> {
    let sources: Sources = FILES.iter().map(|(path, bytes)| (*path, *bytes)).collect();
    generator::check(&sources).map_err(|report| StartError::Spec(report.to_string()))
}
