//! The resolved API to the items of each generated file. Nothing here can fail: whatever could go
//! wrong is a check's business.

mod builder;
mod debug;
mod docs;
mod endpoint;
mod enumeration;
mod example;
mod imports;
mod model;
mod package;
mod page;
#[cfg(test)]
mod testing;
mod types;
mod validator;

use proc_macro2::TokenStream;

use crate::api::Api;

pub(crate) use docs::comment_line;
use imports::Imports;

/// One file of the generated crate.
#[derive(Debug)]
pub(crate) struct File {
    /// The path below the crate's folder.
    pub(crate) path: String,
    pub(crate) content: Content,
}

/// What a generated file is made of.
#[derive(Debug)]
pub(crate) enum Content {
    /// A Rust module: which spec file it comes from, its own documentation, its items in order.
    Rust { source: String, docs: String, imports: Vec<TokenStream>, items: Vec<TokenStream> },
    /// Any other text, as it stands.
    Text(String),
}

/// Every file of the crate, in the order of their paths.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let mut files = package::files(api);
    files.extend(api.pages.iter().map(|page| page::file(page, api)));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}
