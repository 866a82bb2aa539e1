//! The samples of the pages, with the places at which they break their own tables.

use crate::api::{Object, Part, Sample as Json, Type};

use super::Subject;
use super::case::{Case, below};
use super::{conditions, walk};

/// The page's sample of what is sent, or every sample of what is received.
pub(super) fn cases(subject: &Subject<'_>) -> Vec<Case> {
    let sent = subject.call.and_then(|(page, _)| Some((page, page.samples.request.as_ref()?)));
    let pages = subject.api.pages.iter().filter(|_| !subject.is_sent());
    let received = pages.filter_map(|page| {
        let answered = page.endpoint.as_ref().and_then(|it| it.answer).or(page.receives)?;
        let is_it = std::ptr::eq(subject.api.object(answered), subject.object);
        Some((page, page.samples.answer.as_ref().filter(|_| is_it)?))
    });
    let start = if subject.is_sent() { "request" } else { "answer" };
    sent.into_iter()
        .chain(received)
        .map(|(page, sample)| {
            let title = &subject.api.document(page.document).title;
            let case = Case::new(format!("the sample of {title}")).with("/body", sample.clone());
            let mut judge =
                Judge { subject, broken: Some(&page.samples.broken), offending: Vec::new() };
            judge.object(subject.object, sample, "/body", start);
            Case { offending: judge.offending, ..case }
        })
        .collect()
}

/// The places of an object at which a demanded row is missing, or a rule broken.
pub(super) fn judge(
    subject: &Subject<'_>,
    object: &Object,
    json: &Json,
    place: &str,
) -> Vec<String> {
    let mut judge = Judge { subject, broken: None, offending: Vec::new() };
    judge.object(object, json, place, "");
    judge.offending
}

struct Judge<'a> {
    subject: &'a Subject<'a>,
    /// The places of the spec whose values break their rows: the check has found them.
    broken: Option<&'a std::collections::BTreeSet<String>>,
    offending: Vec<String>,
}

impl Judge<'_> {
    fn object(&mut self, object: &Object, json: &Json, place: &str, path: &str) {
        for row in object.part(Part::Body) {
            let (place, path) = (below(place, &row.wire), format!("{path}.{}", row.wire));
            let Some(value) = json.get(&row.wire) else {
                if walk::is_demanded(self.subject, row) {
                    self.offending.push(place);
                }
                continue;
            };
            match value {
                Json::List(items) if row.many => {
                    for (index, item) in items.iter().enumerate() {
                        self.value(&row.ty, item, &below(&place, &index.to_string()), &path);
                    }
                }
                Json::Null if row.nullable => {}
                _ => self.value(&row.ty, value, &place, &path),
            }
        }
        // Conditions among rows bind who sends.
        if !self.subject.is_sent() {
            return;
        }
        let value = |index: usize| json.get(&object.rows[index].wire);
        self.offending.extend(conditions::broken(self.subject.api, object, place, &value));
    }

    fn value(&mut self, ty: &Type, value: &Json, place: &str, path: &str) {
        match (ty, value) {
            (Type::Object(id), Json::Object(_)) => {
                self.object(self.subject.api.object(*id), value, place, path);
            }
            _ if *value == Json::Null || self.broken.is_some_and(|it| it.contains(path)) => {
                self.offending.push(place.to_owned());
            }
            _ => {}
        }
    }
}
