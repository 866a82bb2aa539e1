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

use crate::api::{Api, Row};

pub(crate) use docs::{LINE_BREAK, comment_line};
pub(crate) use example::{made_up, of_page};
use imports::Imports;
pub(crate) use package::first_answer;

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

/// What writes one file, if there is something to write. Tokens cannot be sent between threads;
/// this can.
pub(crate) type Writer<'a> = Box<dyn FnOnce() -> Option<File> + Send + 'a>;

/// A writer for each file of the crate, those that speak of every page first: they take longest.
pub(crate) fn writers(api: &Api) -> Vec<Writer<'_>> {
    let mut writers = package::writers(api);
    writers.extend(api.pages.iter().map(|page| writer(move || page::file(page, api))));
    writers
}

fn writer<'a, F: Into<Option<File>>>(write: impl FnOnce() -> F + Send + 'a) -> Writer<'a> {
    Box::new(|| write().into())
}

/// The Rust type of a row's field, as text.
pub(crate) fn field_type(row: &Row, api: &Api) -> String {
    let spaced = types::field(row, api, &mut Imports::default()).to_string();
    spaced.replace(" < ", "<").replace(" >", ">")
}
