//! What the walk over two specs carries: the specs, and the changes found so far.

use crate::api::{Api, DocumentId, Usage};

use super::catalogue::{Bump, Kind, Rust, Wire};
use super::cause::Evidence;
use super::change::{Change, Page};
use super::{Cause, Fingerprint};

/// The walk.
pub(super) struct Walk<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    changes: Vec<Change>,
}

/// Where the walk is: on which page, and which way what stands there travels.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) page: Page,
    pub(super) travel: Travel,
    /// The documents before and after.
    pub(super) documents: [Option<String>; 2],
}

/// Which way something travels, before as well as after.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Travel {
    /// In requests, whole.
    pub(super) sent: bool,
    /// In requests, any part of it.
    pub(super) sent_in_part: bool,
    /// In answers and notifications.
    pub(super) received: bool,
}

impl Travel {
    pub(super) const BOTH: Self = Self { sent: true, sent_in_part: false, received: true };
    pub(super) const SENT: Self = Self { sent: true, sent_in_part: false, received: false };
    pub(super) const RECEIVED: Self = Self { sent: false, sent_in_part: false, received: true };

    pub(super) fn of(usage: Usage, sent_in_part: bool) -> Self {
        Self { sent: usage.sent, sent_in_part, received: usage.received }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            sent: self.sent || other.sent,
            sent_in_part: self.sent_in_part || other.sent_in_part,
            received: self.received || other.received,
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            sent: self.sent && other.sent,
            sent_in_part: self.sent_in_part && other.sent_in_part,
            received: self.received && other.received,
        }
    }
}

impl Scope {
    /// A place on a page of the spec.
    pub(super) fn on(page: &crate::api::Page, api: &Api, travel: Travel) -> Self {
        let document = api.document(page.document);
        let page = Page { source: page.source.clone(), title: document.title.clone() };
        Self { page, travel, documents: [None, None] }
    }

    /// What concerns every page.
    pub(super) fn everywhere(source: &str, travel: Travel) -> Self {
        let page = Page { source: source.to_owned(), title: "Every page".to_owned() };
        Self { page, travel, documents: [None, None] }
    }

    /// With the documents that say so.
    pub(super) fn by(&self, old: Option<&str>, new: Option<&str>) -> Self {
        let documents = [old.map(str::to_owned), new.map(str::to_owned)];
        Self { documents, ..self.clone() }
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Self {
        Self { old, new, changes: Vec::new() }
    }

    /// A scope by documents of the two specs.
    pub(super) fn by(
        &self,
        scope: &Scope,
        old: Option<DocumentId>,
        new: Option<DocumentId>,
    ) -> Scope {
        let old = old.map(|id| self.old.document(id).key.as_str());
        scope.by(old, new.map(|id| self.new.document(id).key.as_str()))
    }

    /// Adds a change of a kind at a place.
    pub(super) fn add(
        &mut self,
        scope: &Scope,
        kind: Kind,
        place: impl Into<String>,
    ) -> &mut Change {
        let rule = kind.rule();
        let Travel { sent, sent_in_part, received } = scope.travel;
        let request = match (sent, sent_in_part) {
            (false, false) => None,
            // A part may always leave a row out.
            (false, true) if is_about_presence(kind) => Some(Wire::Safe),
            _ => Some(rule.request),
        };
        let breaks_rust = match rule.rust {
            Rust::Compiles => false,
            Rust::BreaksBuilders => sent,
            Rust::Breaks => true,
        };
        let answer = received.then_some(rule.answer);
        self.changes.push(Change {
            fingerprint: Fingerprint::over(&[]),
            kind,
            page: scope.page.clone(),
            place: place.into(),
            before: None,
            after: None,
            request,
            answer,
            breaks_rust,
            bump: if breaks_rust { Bump::Major } else { rule.least },
            witness: None,
            hint: None,
            cause: Cause::ApiChange,
            recorded: false,
            documents: scope.documents.clone(),
        });
        let last = self.changes.len() - 1;
        &mut self.changes[last]
    }

    /// Adds a change that its kind and place tell all of.
    pub(super) fn note(&mut self, scope: &Scope, kind: Kind, place: impl Into<String>) {
        self.add(scope, kind, place);
    }

    /// The changes since there were so many.
    pub(super) fn since(&self, count: usize) -> &[Change] {
        &self.changes[count..]
    }

    /// How many changes there are.
    pub(super) fn count(&self) -> usize {
        self.changes.len()
    }

    /// All changes, named, with their causes, page by page.
    pub(super) fn finish(self) -> Vec<Change> {
        let Self { old, new, mut changes } = self;
        let evidence = Evidence::new(old, new);
        for change in &mut changes {
            let text = |it: &Option<String>| it.clone().unwrap_or_default();
            change.fingerprint = Fingerprint::over(&[
                change.kind.id(),
                &change.page.source,
                &change.place,
                &text(&change.before),
                &text(&change.after),
            ]);
            change.cause = evidence.cause(change);
        }
        changes.sort_by_key(|it| page_order(old, new, &it.page.source));
        changes
    }
}

fn is_about_presence(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::RowAddedMandatory
            | Kind::RowAddedFilledIn
            | Kind::BecameMandatory
            | Kind::BecameOptional
            | Kind::WordTightened
    )
}

/// What concerns every page first, then the pages in their order; one that is gone comes last.
fn page_order(old: &Api, new: &Api, source: &str) -> (usize, usize) {
    let at = |api: &Api| api.pages.iter().position(|it| it.source == source);
    match (at(new), at(old)) {
        (Some(index), _) => (1, index),
        (None, Some(index)) => (2, index),
        (None, None) => (0, 0),
    }
}
