//! The resolved API to the items of each generated file. Nothing here can fail: whatever could go
//! wrong is a check's business.

mod builder;
mod debug;
mod docs;
mod embed;
mod endpoint;
mod enumeration;
mod example;
mod imports;
mod model;
mod package;
mod page;
mod receiving;
#[cfg(test)]
mod testing;
mod types;
mod validator;

use proc_macro2::TokenStream;

use crate::api::{Api, Page};

pub(crate) use docs::comment_line;
pub(crate) use example::made_up;
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

/// The files that make a crate of the pages: manifest, front page, module tree, examples.
pub(crate) fn package(api: &Api) -> Vec<File> {
    package::files(api)
}

/// The module of a page.
pub(crate) fn page(page: &Page, api: &Api) -> File {
    page::file(page, api)
}
