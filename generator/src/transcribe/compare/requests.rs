//! The request line, the status and the headers.

use std::collections::BTreeSet;

use super::{Change, Comparison, Kind};
use crate::spec::Mandatory;
use crate::transcribe::particulars::fits_template;

impl Comparison<'_, '_> {
    pub(super) fn requests(&mut self) {
        let lines = &self.page.requests;
        let fits = |method: &str, template: &str| {
            lines.iter().any(|it| it.method == method && fits_template(&it.path, template))
        };
        let endpoints = &self.expected.endpoints;
        let lost: Vec<_> = endpoints.iter().filter(|it| !fits(it.method, it.template)).collect();
        let is_known = |it: &&crate::transcribe::particulars::RequestLine| {
            endpoints
                .iter()
                .any(|known| it.method == known.method && fits_template(&it.path, known.template))
        };
        let mut new: Vec<_> = lines.iter().filter(|it| !is_known(it)).collect();
        for endpoint in lost {
            let spec = format!("{} {}", endpoint.method, endpoint.template);
            if lines.is_empty() {
                self.not_on_this_copy(format!("the request line, `{spec}`"));
                continue;
            }
            // Of several new lines the one that is most like it.
            let distance = |page: &str| strsim::levenshtein(page, &spec);
            let shown = |it: &crate::transcribe::particulars::RequestLine| {
                let path: String = it.path.chars().take(300).collect();
                format!("{} {}", it.method, with_parameters(&path, endpoint.template))
            };
            let nearest = (0..new.len().min(50)).min_by_key(|at| distance(&shown(new[*at])));
            let Some(at) = nearest else {
                self.not_on_this_copy(format!("the request line, `{spec}`"));
                continue;
            };
            let page = shown(new.remove(at));
            let change = Change::new(Kind::RequestChanged, "request");
            self.changes.push(change.spec(spec).page(page).breaking(true));
        }
    }

    /// The status of success, on a page of one endpoint.
    pub(super) fn statuses(&mut self) {
        let [endpoint] = &self.expected.endpoints[..] else {
            return;
        };
        let spec = endpoint.page.content.success.as_ref().map(|it| it.value);
        let shown: BTreeSet<u16> =
            self.page.statuses.iter().copied().filter(|it| (200..300).contains(it)).collect();
        let Some(first) = shown.first() else {
            return;
        };
        if spec.is_some_and(|it| shown.contains(&it)) {
            return;
        }
        let spec = spec.map_or_else(|| "any 2xx".to_owned(), |it| it.to_string());
        let change = Change::new(Kind::StatusChanged, "answer");
        self.changes.push(change.spec(spec).page(first.to_string()));
    }

    pub(super) fn headers(&mut self) {
        let Some(api) = &self.spec.api else {
            return;
        };
        let mut seen = BTreeSet::new();
        let demands: Vec<&str> = self
            .expected
            .endpoints
            .iter()
            .flat_map(|it| &it.page.content.demands)
            .map(|it| it.as_str())
            .collect();
        let is_demanded = |name: &str| demands.iter().any(|it| it.eq_ignore_ascii_case(name));
        for header in &self.page.headers {
            if !seen.insert(header.name.to_lowercase()) {
                continue;
            }
            let change = |kind| Change::new(kind, "headers").row(&*header.name);
            let is_it = |name: &str| name.eq_ignore_ascii_case(&header.name);
            let known = api.headers.iter().find(|it| is_it(&it.name));
            let credential = api.authentication.as_ref().and_then(|it| it.header.as_ref());
            let is_credential = credential.is_some_and(|it| is_it(&it.name));
            let is_basic = api.authentication.as_ref().is_some_and(|it| it.basic.is_some())
                && is_it("authorization");
            match known {
                None if is_credential || is_basic => {}
                None => {
                    let change = change(Kind::HeaderAdded).page(&*header.value);
                    self.changes.push(change.breaking(true));
                }
                Some(known) => {
                    let is_new =
                        known.mandatory == Mandatory::Conditional && !is_demanded(&known.name);
                    let is_example = header.value.is_empty() || header.value.contains('{');
                    if is_new && !self.expected.endpoints.is_empty() {
                        let change = change(Kind::HeaderAdded).page(&*header.value);
                        self.changes.push(change.breaking(true));
                    } else if let Some(value) = known
                        .value
                        .as_ref()
                        .filter(|it| !is_example && !it.eq_ignore_ascii_case(&header.value))
                    {
                        let change = change(Kind::HeaderChanged).spec(&**value);
                        self.changes.push(change.page(&*header.value).breaking(true));
                    }
                }
            }
        }
        let owned = api.headers.iter().filter(|it| {
            it.document.as_str() == self.expected.key && it.mandatory == Mandatory::Yes
        });
        let wanted: BTreeSet<&str> = owned.map(|it| it.name.as_str()).chain(demands).collect();
        let is_shown = |it: &&&str| seen.contains(&it.to_lowercase());
        // A copy that shows none of them has lost the block in which they stand.
        let is_lost = !wanted.iter().any(|it| is_shown(&it)) || self.page.is_cut;
        for name in wanted.iter().filter(|it| !is_shown(it)) {
            match is_lost || self.is_known_cut() {
                true => self.not_on_this_copy(format!("the header `{name}`")),
                false => self.changes.push(Change::new(Kind::HeaderRemoved, "headers").row(*name)),
            }
        }
    }
}

/// A path in which examples of parameters have given way to the parameters' known names.
fn with_parameters(path: &str, template: &str) -> String {
    let known: Vec<&str> = template.split('/').collect();
    let mut segments: Vec<&str> = path.split('/').collect();
    for (segment, name) in segments.iter_mut().zip(known) {
        if name.starts_with('{') && !segment.is_empty() {
            *segment = name;
        }
    }
    segments.join("/")
}
