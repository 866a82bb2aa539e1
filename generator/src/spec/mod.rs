//! The spec as written: the files, decoded into the format's types, with positions.

mod named;
mod page;
mod row;
mod whole;

use serde::de::DeserializeOwned;

pub(crate) use named::Named;
pub(crate) use page::{Deviates, Deviation, Object, Page, Samples, Unenforced};
pub(crate) use row::{
    Case, Format, From, Length, Mandatory, RequiredWhen, Row, Rule, Sensitive, TypeName, Word,
};
pub(crate) use whole::{
    Actor, Api, Authentication, Coverage, Document, Header, Identifier, Journey,
};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, File, Span};
use crate::sources::Sources;
use crate::yaml::{MAX_BYTES, Spanned, decode, parse};

/// The decoded files of a spec.
#[derive(Debug, Default)]
pub(crate) struct Spec {
    pub(crate) files: Vec<File>,
    pub(crate) api: Option<Api>,
    pub(crate) documents: Named<Document>,
    pub(crate) identifiers: Named<Identifier>,
    /// In the order of their paths.
    pub(crate) pages: Vec<Placed<Page>>,
    pub(crate) journeys: Vec<Placed<Journey>>,
    /// Whether a file could not be read at all: names that nobody declares may stand in it.
    pub(crate) incomplete: bool,
}

/// What a file of a folder says, and which file it is.
#[derive(Debug)]
pub(crate) struct Placed<T> {
    /// The path below the spec folder.
    pub(crate) path: String,
    pub(crate) file: u32,
    pub(crate) content: T,
}

/// What a path below the spec folder is for.
enum Role<'p> {
    Api,
    Documents,
    Identifiers,
    Journey,
    Page,
    Misplaced(&'p str),
}

/// Reads all files. Nothing is lost on a mistake but the part that holds it.
pub(crate) fn read(sources: &Sources, found: &mut Diagnostics) -> Spec {
    let mut spec = Spec::default();
    for (index, (path, bytes)) in sources.iter().enumerate() {
        let file = u32::try_from(index).unwrap_or(u32::MAX);
        let text = text_of(file, path, bytes, found);
        spec.files.push(File { path: path.to_owned(), text: text.clone().unwrap_or_default() });
        let is_read = text.is_some_and(|text| spec.take_in(path, file, &text, found));
        spec.incomplete |= !is_read;
    }
    for required in ["api.yaml", "documents.yaml"] {
        if sources.get(required).is_none() {
            let message = format!("the spec has no `{required}`");
            let help = "write it: spec/README.md is the manual of the format";
            let nowhere = Span::start_of(u32::MAX);
            found.add(Diagnostic::new(Code::MissingFile, nowhere, message).help(help));
            spec.incomplete = true;
        }
    }
    spec
}

impl Spec {
    /// Decodes one file into its place; `false` when nothing of it could be read.
    fn take_in(&mut self, path: &str, file: u32, text: &str, found: &mut Diagnostics) -> bool {
        match role(path) {
            Role::Api => {
                self.api = decoded(file, text, found);
                self.api.is_some()
            }
            Role::Documents => into(&mut self.documents, decoded(file, text, found)),
            Role::Identifiers => into(&mut self.identifiers, decoded(file, text, found)),
            Role::Journey => place(&mut self.journeys, path, file, decoded(file, text, found)),
            Role::Page => place(&mut self.pages, path, file, decoded(file, text, found)),
            Role::Misplaced(why) => {
                let span = Span::start_of(file);
                let help = "pages are `<group>/<page>.yaml`, in lower case with underscores";
                found.add(Diagnostic::new(Code::MisplacedFile, span, why).help(help));
                true
            }
        }
    }
}

fn decoded<T: DeserializeOwned>(file: u32, text: &str, found: &mut Diagnostics) -> Option<T> {
    let root = parse(file, text, found)?;
    decode(&root, found)
}

fn into<T>(slot: &mut T, content: Option<T>) -> bool {
    content.map(|content| *slot = content).is_some()
}

fn place<T>(list: &mut Vec<Placed<T>>, path: &str, file: u32, content: Option<T>) -> bool {
    content.map(|content| list.push(Placed { path: path.to_owned(), file, content })).is_some()
}

/// The text of a file, unless it is too large or not text.
fn text_of(file: u32, path: &str, bytes: &[u8], found: &mut Diagnostics) -> Option<String> {
    let start = Span::start_of(file);
    if bytes.len() > MAX_BYTES {
        let message =
            format!("`{path}` has {} bytes; a spec file has {MAX_BYTES} at most", bytes.len());
        let help = "write one page into one file";
        found.add(Diagnostic::new(Code::TooLarge, start, message).help(help));
        return None;
    }
    match std::str::from_utf8(bytes) {
        // A byte order mark is what some editors leave behind; it says nothing.
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        Err(error) => {
            let message =
                format!("`{path}` is not UTF-8 text: byte {} is wrong", error.valid_up_to());
            let help = "save the file as UTF-8";
            found.add(Diagnostic::new(Code::NotUtf8, start, message).help(help));
            None
        }
    }
}

fn role(path: &str) -> Role<'_> {
    let Some(stem) = path.strip_suffix(".yaml") else {
        return Role::Misplaced("a spec file ends in `.yaml`");
    };
    let is_name = |it: &str| {
        it.starts_with(|first: char| first.is_ascii_lowercase())
            && it.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    match stem.split('/').collect::<Vec<_>>()[..] {
        ["api"] => Role::Api,
        ["documents"] => Role::Documents,
        ["identifiers"] => Role::Identifiers,
        ["journeys", name] if is_name(name) => Role::Journey,
        [group, page] if is_name(group) && is_name(page) => Role::Page,
        _ => Role::Misplaced("no spec file belongs here"),
    }
}

/// The name of a thing or the text of a key, with its place.
pub(crate) type Name = Spanned<String>;
