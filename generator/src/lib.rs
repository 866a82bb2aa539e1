//! Turns a transcribed API documentation into a Rust client crate and what stands beside it: text
//! in, files out.
//!
//! The pipeline: [`Sources`] are read into the format's own types, checked and resolved into an
//! [`Api`], and emitted as files. Nothing here touches a file system, a clock or the environment,
//! so the same text always gives the same bytes.

mod check;
mod diagnostics;
mod emit;
mod reference;
mod render;
mod schema;
mod sources;
mod spec;
mod vectors;
mod yaml;

pub mod api;
pub mod compare;
pub mod openapi;
pub mod transcribe;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use api::Api;
pub use diagnostics::{Code, Diagnostic, Report, Style};
pub use reference::reference;
pub use schema::schema;
pub use sources::Sources;
pub use yaml::MAX_BYTES as MAX_SOURCE_BYTES;

/// Checks a spec and resolves it.
///
/// # Errors
///
/// Everything that is wrong with the spec, each mistake at its place.
pub fn check(sources: &Sources) -> Result<Api, Report> {
    let mut found = diagnostics::Diagnostics::default();
    let spec = spec::read(sources, &mut found);
    check::resolve(&spec, found).map_err(|found| found.into_report(spec.files))
}

/// The files of a generated crate, by their path below its folder.
pub type Files = BTreeMap<String, String>;

/// Generates every file of the client crate.
///
/// # Errors
///
/// Everything that is wrong with the spec; no file is generated then.
pub fn generate(sources: &Sources) -> Result<Files, Report> {
    check(sources).map(|api| client(&api))
}

/// The OpenAPI document of a resolved API, and a JSON Schema for each body.
#[must_use]
pub fn openapi(api: &Api) -> Files {
    openapi::files(api)
}

/// Test vectors of a resolved API: for each request and each object that is received, what is allowed
/// and what offends where.
#[must_use]
pub fn vectors(api: &Api) -> Files {
    vectors::files(api)
}

/// The client crate of a resolved API. Files are independent, and so are written in parallel.
#[must_use]
pub fn client(api: &Api) -> Files {
    let text = |file: emit::File| (file.path.clone(), render::text(file));
    emit::writers(api)
        .into_par_iter()
        .with_max_len(1)
        .filter_map(|write| write().map(text))
        .collect()
}
