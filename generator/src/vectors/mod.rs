//! Cases that anybody who sends or reads these bodies can be held to, in whatever language: for each
//! call, and for each object that is answered, a body that is right in all its rows, and what may
//! and what may not be done to it.
//!
//! What is expected follows from the spec alone. No validator and no schema is asked, so that each
//! of them can be judged.

mod base;
mod case;
mod conditions;
mod file;
mod forms;
mod sample;
mod values;
mod walk;

use crate::Files;
use crate::api::{Api, Document, Endpoint, Object, ObjectId, Page, Part, Sample as Json};

use case::Case;

/// What the cases of one file are about.
struct Subject<'a> {
    api: &'a Api,
    object: &'a Object,
    document: &'a Document,
    /// The call that sends the object; `None` for an object that is received.
    call: Option<(&'a Page, &'a Endpoint)>,
}

/// `<name>.json` for each request and each object that is received, and how they are read.
pub(crate) fn files(api: &Api) -> Files {
    let calls = api.endpoints().map(|(page, endpoint)| Subject {
        api,
        object: &endpoint.request,
        document: api.document(page.document),
        call: Some((page, endpoint)),
    });
    let received = received(api).map(|id| {
        let object = api.object(id);
        Subject { api, object, document: api.document(object.document), call: None }
    });
    let read_me = ("README.md".to_owned(), file::READ_ME.to_owned());
    let files = calls.chain(received).map(|subject| {
        let name = format!("{}.json", subject.object.ident);
        (name, file::text(&subject))
    });
    files.chain([read_me]).collect()
}

/// The objects that are answered, or sent to the merchant.
fn received(api: &Api) -> impl Iterator<Item = ObjectId> {
    let answers = api.endpoints().filter_map(|(_, endpoint)| endpoint.answer);
    answers.chain(api.pages.iter().filter_map(|page| page.receives))
}

impl Subject<'_> {
    /// Whether an object is tried through in a file of its own: one that is received, and stands
    /// in a list that is.
    fn is_elsewhere(&self, id: ObjectId) -> bool {
        !self.is_sent() && received(self.api).any(|it| it == id)
    }

    fn is_sent(&self) -> bool {
        self.call.is_some()
    }

    /// The parts of the base, each with its pointer.
    fn parts(&self) -> Vec<(Part, &'static str)> {
        let all = [(Part::Path, "/path"), (Part::Query, "/query"), (Part::Body, "/body")];
        let has_body = self.call.is_none_or(|(_, endpoint)| endpoint.has_body);
        let is_there = |(part, _): &(Part, &str)| match part {
            Part::Body => has_body,
            _ => self.object.part(*part).next().is_some(),
        };
        all.into_iter().filter(is_there).collect()
    }

    /// Everything that is tried, in the order of the rows.
    fn cases(&self, base: &Json) -> Vec<Case> {
        let mut cases = vec![Case::new("every row, as documented")];
        cases.extend(sample::cases(self));
        cases.extend(walk::cases(self, base));
        cases
    }
}
