//! Documents and identifiers, and everything that refers to them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Document, DocumentId, Identifier, IdentifierId, RustName};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span, nearest};
use crate::spec::{Case, Coverage, Name, Spec};

use super::names::{self, Scope};
use super::sentences::{check_plain, sentence};

/// Characters of a UUID.
const UUID_LENGTH: usize = 36;

/// Names that can be referred to, each with its index, and which of them were.
#[derive(Debug, Default)]
pub(super) struct Referable {
    index: BTreeMap<String, usize>,
    used: RefCell<BTreeSet<usize>>,
    /// Whether the file with the names could not be read: nothing is unknown then.
    is_unread: bool,
}

impl Referable {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>, is_unread: bool) -> Self {
        let index = names.enumerate().map(|(index, name)| (name.to_owned(), index)).collect();
        Self { index, used: RefCell::default(), is_unread }
    }

    /// The index of a name. An unknown one is reported with `code` as a `what`, and stands for the
    /// one that was probably meant.
    pub(super) fn find(
        &self,
        name: &Name,
        code: Code,
        what: &str,
        found: &mut Diagnostics,
    ) -> Option<usize> {
        let mut meant = Some(name.as_str());
        if !self.index.contains_key(name.as_str()) && !self.is_unread {
            let known = || self.index.keys().map(String::as_str);
            let message = format!("no {what} is called `{}`", name.value);
            let help = format!("mend the name, or enter it in `{what}s.yaml`");
            let unknown = Diagnostic::new(code, name.span, message);
            found.add(unknown.did_you_mean(name, known()).help(help));
            meant = nearest(name, known());
        }
        let index = self.index.get(meant?).copied()?;
        self.used.borrow_mut().insert(index);
        Some(index)
    }

    /// Whether nothing referred to a name.
    pub(super) fn is_unused(&self, name: &str) -> bool {
        self.index.get(name).is_some_and(|index| !self.used.borrow().contains(index))
    }
}

/// The documents of a spec, and which of them were referred to.
pub(super) struct Documents(Referable);

impl Documents {
    pub(super) fn new(spec: &Spec) -> Self {
        let names = spec.documents.names().map(|it| it.as_str());
        Self(Referable::new(names, spec.unread.documents))
    }

    /// The document that a key names. An unknown one is reported and stands for the first.
    pub(super) fn find(&self, key: &Name, found: &mut Diagnostics) -> DocumentId {
        let index = self.0.find(key, Code::UnknownDocument, "document", found);
        DocumentId(index.unwrap_or_default())
    }

    /// The document of `key`, or `default` when nothing else is said.
    pub(super) fn find_or(
        &self,
        key: Option<&Name>,
        default: DocumentId,
        found: &mut Diagnostics,
    ) -> DocumentId {
        key.map_or(default, |key| self.find(key, found))
    }

    pub(super) fn report_unused(&self, spec: &Spec, found: &mut Diagnostics) {
        for name in spec.documents.names().filter(|it| self.0.is_unused(it)) {
            let message = format!("nothing stands on the document `{}`", name.value);
            let help = "remove it, or name it where something was transcribed from it";
            found.add(Diagnostic::new(Code::UnusedDocument, name.span, message).help(help));
        }
    }
}

/// Resolves `documents.yaml`.
pub(super) fn documents(spec: &Spec, found: &mut Diagnostics) -> Vec<Document> {
    let mut scope = Scope::new("rename one of them");
    let all = RustName::new("ALL".to_owned());
    scope.take(&all, "the list of all documents", Span::start_of(u32::MAX), found);
    let mut documents = Vec::new();
    for (key, raw) in spec.documents.iter() {
        let constant = names::constant_name(key, key.span, found);
        scope.take(&constant, &format!("the document `{}`", key.value), key.span, found);
        let cut = match &raw.coverage {
            Coverage::Whole => None,
            Coverage::Cut(place) => Some(place),
        };
        let texts = [Some(&raw.title), cut, raw.note.as_ref()];
        texts.into_iter().flatten().for_each(|text| check_plain(text, found));
        if !is_revision(&raw.revision) {
            let message = format!("`{}` is no revision", raw.revision.value);
            let help = "write the page's own date as `YYYY-MM-DD`, or `undated`";
            let wrong = Diagnostic::new(Code::WrongValue, raw.revision.span, message);
            found.add(wrong.help(help));
        }
        if let Some(address) = raw.address.as_ref().filter(|it| !is_address(it)) {
            let message = format!("`{}` is no web address", address.value);
            let help = "write it with `https://`";
            found.add(Diagnostic::new(Code::WrongValue, address.span, message).help(help));
        }
        let revision = match &raw.copy {
            Some(copy) => format!("{}, copy {copy}", raw.revision.value),
            None => raw.revision.value.clone(),
        };
        documents.push(Document {
            key: key.value.clone(),
            constant,
            title: raw.title.value.clone(),
            address: raw.address.as_ref().map(|it| it.value.clone()),
            revision,
            given: raw.given,
            cut: cut.map(|it| it.value.clone()),
            note: raw.note.as_ref().map(|it| it.value.clone()),
        });
    }
    documents
}

fn is_revision(text: &str) -> bool {
    text == "undated" || super::samples::is_date(text)
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains([' ', '<', '>', '"', '`']))
}

/// The identifiers of a spec, and which of them were referred to.
pub(super) struct Identifiers {
    referable: Referable,
    lengths: Vec<usize>,
}

impl Identifiers {
    pub(super) fn new(spec: &Spec) -> Self {
        // Those that could be read come first: their indices are those of the resolved ones.
        let readable = spec.identifiers.iter().map(|(name, _)| name);
        let names = readable.chain(spec.identifiers.unreadable()).map(|it| it.as_str());
        let referable = Referable::new(names, spec.unread.identifiers);
        let lengths = spec.identifiers.iter().map(|(_, it)| length(it.prefix.as_ref())).collect();
        Self { referable, lengths }
    }

    /// The identifier of a name, with the number of characters it has. `None` if it is unknown or
    /// could not be read.
    pub(super) fn find(
        &self,
        name: &Name,
        found: &mut Diagnostics,
    ) -> Option<(IdentifierId, usize)> {
        let index = self.referable.find(name, Code::UnknownIdentifier, "identifier", found)?;
        Some((IdentifierId(index), *self.lengths.get(index)?))
    }

    pub(super) fn report_unused(&self, spec: &Spec, found: &mut Diagnostics) {
        for name in spec.identifiers.names().filter(|it| self.referable.is_unused(it)) {
            let message = format!("no row `identifies` a `{}`", name.value);
            let help = "remove it, or name it on the rows that carry it";
            found.add(Diagnostic::new(Code::UnusedIdentifier, name.span, message).help(help));
        }
    }
}

fn length(prefix: Option<&Name>) -> usize {
    prefix.map_or(0, |prefix| prefix.chars().count() + 1) + UUID_LENGTH
}

/// Resolves `identifiers.yaml`.
pub(super) fn identifiers(
    spec: &Spec,
    documents: &Documents,
    types: &mut Scope,
    found: &mut Diagnostics,
) -> Vec<Identifier> {
    let mut identifiers = Vec::new();
    for (name, raw) in spec.identifiers.iter() {
        let made_of = format!("the identifier `{}`", name.value);
        let alias = names::type_name(&format!("{}Id", name.value), name.span, found);
        let kind = names::type_name(&format!("{}Kind", name.value), name.span, found);
        types.take(&alias, &made_of, name.span, found);
        types.take(&kind, &made_of, name.span, found);
        if let Some(documented) = &raw.length
            && documented.value as usize != length(raw.prefix.as_ref())
        {
            let arithmetic = match &raw.prefix {
                Some(prefix) => format!("`{}` + `-` + a UUID", prefix.value),
                None => "a UUID".to_owned(),
            };
            let is = length(raw.prefix.as_ref());
            let message = format!("{arithmetic} has {is} characters, not {}", documented.value);
            found.add(Diagnostic::new(Code::IdentifierLength, documented.span, message));
        }
        identifiers.push(Identifier {
            name: name.value.clone(),
            alias,
            kind,
            prefix: raw.prefix.as_ref().map(|it| it.value.clone()),
            ignore_case: raw.case == Some(Case::Insensitive),
            means: sentence(&raw.means, found),
            document: documents.find(&raw.document, found),
        });
    }
    identifiers
}
