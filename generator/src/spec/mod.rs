//! The spec as written: the files, decoded into the format's types, with positions.

mod behaviour;
mod named;
mod page;
mod row;
mod whole;

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

pub(crate) use behaviour::{Comparison, Does, Paged, Source};
pub(crate) use named::Named;
pub(crate) use page::{Deviates, Deviation, Embeds, Object, Page, Printed, Samples, Unenforced};
pub(crate) use row::{
    Case, Format, From, Length, Mandatory, RequiredWhen, Row, Rule, Sensitive, TypeName, Word,
};
pub(crate) use whole::{
    Actor, Api, Authentication, Coverage, Document, Header, Identifier, Journey, Step,
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
    pub(crate) unread: Unread,
}

/// What could not be read and was reported: what refers to it is not wrong.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    /// Whether nothing is known of the documents.
    pub(crate) documents: bool,
    /// Whether nothing is known of the identifiers.
    pub(crate) identifiers: bool,
    /// Whether there is a page of which nothing is known.
    pub(crate) pages: bool,
    /// The keys whose values could not be read, be it in part.
    pub(crate) keys: BTreeSet<String>,
    /// Whether there is anything at all.
    pub(crate) anything: bool,
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

/// Reads all files, in parallel. Nothing is lost on a mistake but the part that holds it.
pub(crate) fn read(sources: &Sources, found: &mut Diagnostics) -> Spec {
    let files: Vec<(&str, &[u8])> = sources.iter().collect();
    let parts: Vec<(Spec, Diagnostics)> = files
        .into_par_iter()
        .enumerate()
        .map(|(index, (path, bytes))| part(index, path, bytes))
        .collect();
    let mut spec = Spec::default();
    for (part, found_in_part) in parts {
        spec.add(part);
        found.extend(found_in_part);
    }
    for required in ["api.yaml", "documents.yaml"] {
        if sources.get(required).is_none() {
            let message = format!("the spec has no `{required}`");
            let help = "write it: spec/README.md is the manual of the format";
            let nowhere = Span::start_of(u32::MAX);
            found.add(Diagnostic::new(Code::MissingFile, nowhere, message).help(help));
        }
    }
    spec.unread.documents |= sources.get("documents.yaml").is_none();
    spec.unread.anything = !found.is_empty();
    spec
}

/// The part of the spec that one file gives, and what is wrong with the file.
fn part(index: usize, path: &str, bytes: &[u8]) -> (Spec, Diagnostics) {
    let (mut spec, mut found) = (Spec::default(), Diagnostics::default());
    let file = u32::try_from(index).unwrap_or(u32::MAX);
    let text = text_of(file, path, bytes, &mut found);
    text.iter().for_each(|text| report_unconfirmed(file, text, &mut found));
    let is_read = text.as_ref().is_ok_and(|text| spec.take_in(path, file, text, &mut found));
    let (Ok(shown) | Err(shown)) = text;
    spec.files.push(File::new(path.to_owned(), shown));
    if !is_read {
        match role(path) {
            Role::Documents => spec.unread.documents = true,
            Role::Identifiers => spec.unread.identifiers = true,
            Role::Page | Role::Misplaced(_) => spec.unread.pages = true,
            Role::Api | Role::Journey => {}
        }
    }
    (spec, found)
}

impl Spec {
    /// Adds what another file gives.
    fn add(&mut self, part: Spec) {
        self.files.extend(part.files);
        self.api = self.api.take().or(part.api);
        self.documents.extend(part.documents);
        self.identifiers.extend(part.identifiers);
        self.pages.extend(part.pages);
        self.journeys.extend(part.journeys);
        self.unread.documents |= part.unread.documents;
        self.unread.identifiers |= part.unread.identifiers;
        self.unread.pages |= part.unread.pages;
        self.unread.keys.extend(part.unread.keys);
    }

    /// Decodes one file into its place; `false` when nothing of it could be read.
    fn take_in(&mut self, path: &str, file: u32, text: &str, found: &mut Diagnostics) -> bool {
        let lost = &mut self.unread.keys;
        match role(path) {
            Role::Api => {
                self.api = decoded(file, text, found, lost);
                self.api.is_some()
            }
            Role::Documents => into(&mut self.documents, decoded(file, text, found, lost)),
            Role::Identifiers => into(&mut self.identifiers, decoded(file, text, found, lost)),
            Role::Journey => {
                place(&mut self.journeys, path, file, decoded(file, text, found, lost))
            }
            Role::Page => place(&mut self.pages, path, file, decoded(file, text, found, lost)),
            Role::Misplaced(why) => {
                let span = Span::start_of(file);
                let help = "pages are `<group>/<page>.yaml`, in lower case with underscores";
                found.add(Diagnostic::new(Code::MisplacedFile, span, why).help(help));
                false
            }
        }
    }
}

/// The mark of a guess that `transcribe` has made.
pub(crate) const CONFIRM: &str = "# confirm:";

fn report_unconfirmed(file: u32, text: &str, found: &mut Diagnostics) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start + (line.len() - line.trim_start().len());
        if line.trim_start().starts_with(CONFIRM) {
            let offset = |bytes| u32::try_from(bytes).unwrap_or(u32::MAX);
            let span = Span { file, start: offset(at), end: offset(start + line.trim_end().len()) };
            let message = "nobody has confirmed this yet";
            let help = "compare it with the page, mend what stands below, and remove the line";
            found.add(Diagnostic::new(Code::Unconfirmed, span, message).help(help));
        }
        start += line.len();
    }
}

fn decoded<T: DeserializeOwned>(
    file: u32,
    text: &str,
    found: &mut Diagnostics,
    lost: &mut BTreeSet<String>,
) -> Option<T> {
    let root = parse(file, text, found)?;
    decode(&root, found, lost)
}

fn into<T>(slot: &mut T, content: Option<T>) -> bool {
    content.map(|content| *slot = content).is_some()
}

fn place<T>(list: &mut Vec<Placed<T>>, path: &str, file: u32, content: Option<T>) -> bool {
    content.map(|content| list.push(Placed { path: path.to_owned(), file, content })).is_some()
}

/// The text of a file. A file that is too large or not text is reported, and the text is what is
/// shown of it.
pub(crate) fn text_of(
    file: u32,
    path: &str,
    bytes: &[u8],
    found: &mut Diagnostics,
) -> Result<String, String> {
    if bytes.len() > MAX_BYTES {
        let message = format!("`{path}` is larger than a spec file may be, {MAX_BYTES} bytes");
        let help = "write one page into one file";
        let start = Span::start_of(file);
        found.add(Diagnostic::new(Code::TooLarge, start, message).help(help));
        return Err(String::new());
    }
    let (at, why, text) = match std::str::from_utf8(bytes) {
        // One of the first two bytes is no character: two bytes stand for each.
        Ok(text) if matches!(bytes, [a, b, ..] if (*a == 0) != (*b == 0)) => {
            (0, ": it looks like UTF-16", text.to_owned())
        }
        // A byte order mark is what some editors leave behind; it says nothing.
        Ok(text) => return Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        Err(error) => (error.valid_up_to(), "", String::from_utf8_lossy(bytes).into_owned()),
    };
    let message = format!("`{path}` is not UTF-8 text{why}");
    let at = u32::try_from(at).unwrap_or_default();
    let span = Span { file, start: at, end: at };
    found.add(Diagnostic::new(Code::NotUtf8, span, message).help("save the file as UTF-8"));
    Err(text)
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
