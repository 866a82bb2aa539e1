//! The spec as written to the API as resolved, or to a report of everything that is wrong.
//!
//! A wrong part is reported and replaced by a placeholder, so that the walk goes on; after the
//! last page nothing is returned if anything was reported.

mod behaviour;
mod cycles;
mod deviations;
mod documents;
mod embeds;
mod endpoints;
mod enums;
mod journeys;
mod methods;
mod names;
mod objects;
mod renames;
mod rows;
mod rules;
mod samples;
mod sentences;
mod whole;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{
    Api, Document, Group, Identifier, Object, ObjectId, Page, PageId, RustName, Type, Usage,
};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};
use crate::spec::{Name, Placed, Spec};

use documents::{Documents, Identifiers};
use enums::Enums;
use names::Scope;
use objects::Objects;

pub(crate) use rows::TYPE_WORDS;
#[cfg(test)]
pub(crate) use samples::convert;

/// What the stages of the check share.
struct Checker<'s> {
    spec: &'s Spec,
    found: Diagnostics,
    documents: Documents,
    identifiers: Identifiers,
    resolved_identifiers: Vec<Identifier>,
    /// All Rust types of the crate: they share the crate's root.
    types: Scope,
    objects: Objects<'s>,
    /// Method and path of each endpoint, without the names of parameters, and where it stands.
    requests: BTreeMap<String, Span>,
    enums: Enums,
    /// The names of what could not be read or resolved: what refers to it is not wrong.
    lost: BTreeSet<String>,
    /// The keys in the samples of all pages.
    shown: OnceCell<BTreeSet<&'s str>>,
    /// Whether so much is lost that something may seem unused which is not.
    is_partial: bool,
}

/// Resolves a spec. `found` holds what was wrong with its text already.
pub(crate) fn resolve(spec: &Spec, found: Diagnostics) -> Result<Api, Diagnostics> {
    let mut checker = Checker::new(spec, found);
    let documents = documents::documents(spec, &mut checker.found);
    checker.resolved_identifiers =
        documents::identifiers(spec, &checker.documents, &mut checker.types, &mut checker.found);
    checker.declare_objects();
    let mut pages = checker.pages();
    let mut objects = checker.resolve_objects();
    for (index, object) in objects.iter().enumerate() {
        let page = match object.patch_of {
            Some(base) => checker.objects.declared[base.0].page,
            None => checker.objects.declared[index].page,
        };
        pages[page].objects.push(ObjectId(index));
    }
    let roots = roots(&pages);
    checker.mark_usage(&mut objects, &roots);
    checker.check_cycles(&mut objects);
    checker.behaviours(&mut pages, &objects);
    for (placed, page) in spec.pages.iter().zip(&mut pages) {
        checker.check_page(&placed.content, page, &mut objects);
    }
    let groups = checker.groups(&pages);
    let journeys = checker.journeys(&pages, &objects);
    checker.finish(Parts { documents, objects, pages, groups, journeys })
}

/// What the stages made, apart from what the checker holds itself.
struct Parts {
    documents: Vec<Document>,
    objects: Vec<Object>,
    pages: Vec<Page>,
    groups: Vec<Group>,
    journeys: Vec<crate::api::Journey>,
}

impl<'s> Checker<'s> {
    fn new(spec: &'s Spec, found: Diagnostics) -> Self {
        Self {
            spec,
            found,
            documents: Documents::new(spec),
            identifiers: Identifiers::new(spec),
            resolved_identifiers: Vec::new(),
            types: Scope::new(
                "rename one of them, an enum by `enum:`; the names are not seen on the wire",
            ),
            objects: Objects::default(),
            requests: BTreeMap::new(),
            enums: Enums::default(),
            lost: spec.unread.keys.clone(),
            shown: OnceCell::new(),
            is_partial: spec.unread.anything || spec.pages.is_empty(),
        }
    }

    /// The pages with their endpoints; their objects follow, since pages name each other's.
    fn pages(&mut self) -> Vec<Page> {
        let spec = self.spec;
        let pages = spec.pages.iter().enumerate();
        pages.map(|(index, placed)| self.page(index, placed)).collect()
    }

    fn page(&mut self, index: usize, placed: &'s Placed<crate::spec::Page>) -> Page {
        let raw = &placed.content;
        let (group, module) = self.modules(&placed.path, placed.file);
        Page {
            source: placed.path.clone(),
            group,
            module,
            document: self.documents.find(&raw.document, &mut self.found),
            means: self.sentence(&raw.means),
            endpoint: self.endpoint(index, raw),
            receives: raw.receives.as_ref().and_then(|name| self.find_object(name)),
            embeds: raw.embeds.as_ref().and_then(|it| self.embedded(it)),
            objects: Vec::new(),
            enums: Vec::new(),
            samples: samples::samples(&raw.samples),
            deviations: Vec::new(),
            unenforced: Vec::new(),
        }
    }

    fn modules(&mut self, path: &str, file: u32) -> (RustName, RustName) {
        let stem = path.trim_end_matches(".yaml");
        let (group, page) = stem.split_once('/').unwrap_or(("", stem));
        let group = names::module_name(group, file, &mut self.found);
        (group, names::module_name(page, file, &mut self.found))
    }

    fn groups(&mut self, pages: &[Page]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            match groups.last_mut().filter(|group| group.module == page.group) {
                Some(group) => group.pages.push(PageId(index)),
                None => {
                    groups.push(Group { module: page.group.clone(), pages: vec![PageId(index)] });
                }
            }
        }
        groups
    }

    fn sentence(&mut self, text: &Name) -> String {
        sentences::sentence(text, &mut self.found)
    }

    /// Puts everything together, unless something was reported.
    fn finish(mut self, parts: Parts) -> Result<Api, Diagnostics> {
        let spec = self.spec;
        let whole = spec.api.as_ref().map(|api| self.whole(api));
        if !self.is_partial {
            self.documents.report_unused(spec, &mut self.found);
            self.identifiers.report_unused(spec, &mut self.found);
        }
        if spec.pages.is_empty() && !spec.unread.pages {
            let message = "the spec describes no page";
            let help = "write one: `spec/<group>/<page>.yaml`";
            let nowhere = Span::start_of(u32::MAX);
            self.found.add(Diagnostic::new(Code::MissingFile, nowhere, message).help(help));
        }
        let Some(whole) = whole.filter(|_| self.found.is_empty()) else {
            return Err(self.found);
        };
        let mut pages = parts.pages;
        for (index, entry) in self.enums.all.iter().enumerate() {
            pages[entry.page.0].enums.push(crate::api::EnumId(index));
        }
        let api = Api {
            documents: parts.documents,
            identifiers: self.resolved_identifiers,
            objects: parts.objects,
            enums: self.enums.all,
            pages,
            groups: parts.groups,
            journeys: parts.journeys,
            ..whole
        };
        methods::check(spec, &api, &mut self.found);
        if self.found.is_empty() { Ok(api) } else { Err(self.found) }
    }
}

/// The objects that requests send, answers bring, the API sends on its own, and a script is given.
fn roots(pages: &[Page]) -> Vec<(ObjectId, Usage)> {
    let sent = Usage { sent: true, received: false };
    let received = Usage { sent: false, received: true };
    let mut roots = Vec::new();
    for page in pages {
        roots.extend(page.receives.map(|id| (id, received)));
        roots.extend(page.embeds.as_ref().map(|it| (it.object, sent)));
        let Some(endpoint) = &page.endpoint else {
            continue;
        };
        roots.extend(endpoint.answer.map(|id| (id, received)));
        roots.extend(endpoint.request.rows.iter().filter_map(|row| match row.ty {
            Type::Object(id) => Some((id, sent)),
            _ => None,
        }));
    }
    roots
}
