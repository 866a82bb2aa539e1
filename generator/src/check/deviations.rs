//! Deviations: each names a place that exists, and where the generator can see for itself what
//! deviates, each is needed.

use std::collections::BTreeSet;

use crate::api::{Deviation, Object, Page, Part, Row, Type, Unenforced};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::{self, Deviates, Name};
use crate::yaml::{Spanned, Value};

use super::Checker;
use super::objects::Objects;
use super::samples::{Discrepancy, Judge};
use super::sentences::sentence;

/// What the places of a page are looked up in.
struct Places<'a> {
    raw: &'a spec::Page,
    page: &'a Page,
    objects: &'a [Object],
    names: &'a Objects<'a>,
    headers: Vec<&'a str>,
}

/// A row of an object, or of the page's request.
type RowPlace = (Option<usize>, usize);

impl Checker<'_> {
    /// Holds the samples of a page against its tables, and the differences against its deviations.
    /// Rows that a sample lacks become optional.
    pub(super) fn check_page(&mut self, raw: &spec::Page, page: &mut Page, objects: &mut [Object]) {
        let discrepancies = self.discrepancies(raw, page, objects);
        let mut missing = Vec::new();
        let mut broken = BTreeSet::new();
        {
            let headers = self.spec.api.iter().flat_map(|it| &it.headers);
            let headers = headers.map(|it| it.name.as_str()).collect();
            let places = Places { raw, page, objects, names: &self.objects, headers };
            for deviation in &raw.deviations {
                let misplaced = self.misplaced(&deviation.at, &places);
                let needless = self.needless(deviation, &places, &discrepancies);
                self.found.extend(misplaced.into_iter().chain(needless));
            }
            for rule in &raw.unenforced {
                let misplaced = self.misplaced(&rule.at, &places);
                self.found.extend(misplaced);
            }
            for discrepancy in discrepancies {
                match raw.deviations.iter().find(|it| records(it, &discrepancy)) {
                    Some(_) if discrepancy.kind == Deviates::MissingInSample => {
                        missing.extend(places.row(&discrepancy.path));
                    }
                    Some(_) if discrepancy.kind == Deviates::SampleBreaksRow => {
                        broken.insert(discrepancy.path);
                    }
                    Some(_) => {}
                    None => self.found.add(unrecorded(discrepancy)),
                }
            }
        }
        // A request keeps its mandatory rows: what is sent follows the table.
        let of_objects = missing.into_iter().filter_map(|(object, row)| Some((object?, row)));
        for (object, row) in of_objects {
            objects[object].rows[row].optional = true;
        }
        page.samples.broken = broken;
        page.deviations = deviations(&raw.deviations, &mut self.found);
        page.unenforced = unenforced(&raw.unenforced, &mut self.found);
    }

    /// The report on a place that does not exist, unless it was lost by another mistake.
    fn misplaced(&self, at: &Name, places: &Places<'_>) -> Option<Diagnostic> {
        if places.exists(at) || self.is_lost(at) || places.is_unresolved(at) {
            return None;
        }
        let message = format!("there is no place `{}` on this page", at.value);
        let help = "name a row (`body.x`, `answer.x.y`, `Object.x`), a sample \
                    (`samples.request.x`), `headers.X`, `request`, `success` or `page`";
        let unknown = Diagnostic::new(Code::UnknownPlace, at.span, message).help(help);
        let known = places.known();
        Some(unknown.did_you_mean(at, known.iter().map(String::as_str)))
    }

    /// Whether a place leads through something that could not be read.
    fn is_lost(&self, at: &str) -> bool {
        let is_in_lost_file = |name: &str| match name {
            "headers" => self.spec.api.is_none(),
            _ => self.spec.unread.pages,
        };
        at.split('.').any(|name| self.lost.contains(name))
            || at.split('.').next().is_some_and(is_in_lost_file)
    }

    /// The report on a deviation whose kind no longer holds.
    fn needless(
        &self,
        deviation: &spec::Deviation,
        places: &Places<'_>,
        discrepancies: &[Discrepancy],
    ) -> Option<Diagnostic> {
        let kind = deviation.deviates.as_ref()?;
        let at = canonical(&deviation.at);
        let still_holds = match kind.value {
            Deviates::SampleOnly => {
                let row = places.row(&at).map(|place| places.at(place));
                row.is_some_and(|row| row.from_sample && self.shown().contains(row.wire.as_str()))
            }
            Deviates::NullInSample => places.sample(&at).is_some_and(|it| *it == Value::Null),
            _ => discrepancies.iter().any(|it| records(deviation, it)),
        };
        if still_holds || self.spec.unread.anything || self.is_lost(&at) {
            return None;
        }
        let message = format!("nothing deviates at `{}` any more", deviation.at.value);
        let help = "remove the deviation, or its `deviates`";
        Some(Diagnostic::new(Code::NeedlessDeviation, kind.span, message).help(help))
    }

    /// Every key that stands in a sample of any page, collected when it is first asked for.
    fn shown(&self) -> &BTreeSet<&str> {
        self.shown.get_or_init(|| {
            let mut keys = BTreeSet::new();
            let samples = self.spec.pages.iter().map(|page| &page.content.samples);
            let samples = samples.flat_map(|samples| [&samples.request, &samples.answer]);
            samples.flatten().for_each(|sample| collect_keys(sample, &mut keys));
            keys
        })
    }

    fn discrepancies(&self, raw: &spec::Page, page: &Page, objects: &[Object]) -> Vec<Discrepancy> {
        let (enums, identifiers) = (&self.enums.all, &self.resolved_identifiers);
        let lost = &self.lost;
        let mut judge = Judge { objects, enums, identifiers, lost, found: Vec::new() };
        if let (Some(sample), Some(endpoint)) = (&raw.samples.request, &page.endpoint) {
            judge.table(sample, endpoint.request.part(Part::Body), false, "request");
        }
        let answer = page.endpoint.as_ref().and_then(|it| it.answer).or(page.receives);
        if let (Some(sample), Some(id)) = (&raw.samples.answer, answer) {
            let object = &objects[id.0];
            judge.table(sample, object.rows.iter(), object.open, "answer");
        }
        judge.found
    }
}

/// Deviations without their positions.
pub(super) fn deviations(raw: &[spec::Deviation], found: &mut Diagnostics) -> Vec<Deviation> {
    let deviations = raw.iter().map(|it| Deviation {
        at: it.at.value.clone(),
        found: sentence(&it.found, found),
        handled: sentence(&it.handled, found),
    });
    deviations.collect()
}

fn unenforced(raw: &[spec::Unenforced], found: &mut Diagnostics) -> Vec<Unenforced> {
    let rules = raw.iter().map(|it| Unenforced {
        at: it.at.value.clone(),
        states: sentence(&it.states, found),
        why: sentence(&it.why, found),
    });
    rules.collect()
}

/// A place as the samples spell it: `body.x` and `samples.request.x` are the same.
fn canonical(at: &str) -> String {
    let at = at.strip_prefix("samples.").unwrap_or(at);
    match at.strip_prefix("body.") {
        Some(rest) => format!("request.{rest}"),
        None => at.to_owned(),
    }
}

fn records(deviation: &spec::Deviation, discrepancy: &Discrepancy) -> bool {
    deviation.deviates.as_ref().is_some_and(|it| it.value == discrepancy.kind)
        && canonical(&deviation.at) == discrepancy.path
}

/// The diagnostic for a discrepancy that the page does not record.
fn unrecorded(discrepancy: Discrepancy) -> Diagnostic {
    let Discrepancy { kind, path, span, message } = discrepancy;
    let (code, word) = match kind {
        Deviates::MissingInSample => (Code::MissingInSample, "missing-in-sample"),
        Deviates::SampleBreaksRow => (Code::SampleBreaksRow, "sample-breaks-row"),
        Deviates::UnknownInSample | Deviates::SampleOnly => {
            (Code::UnknownInSample, "unknown-in-sample")
        }
        Deviates::NullInSample => {
            let help = "say `nullable: true` on the row";
            return Diagnostic::new(Code::NullInSample, span, message).help(help);
        }
    };
    let at = match (kind, path.strip_prefix("request.")) {
        (Deviates::MissingInSample, Some(row)) => format!("body.{row}"),
        (Deviates::MissingInSample, None) => path,
        _ => format!("samples.{path}"),
    };
    let help = format!(
        "mend the spec; or, if the page is printed like this, record it: \
         `{{ at: {at}, deviates: {word}, found: ..., handled: ... }}`"
    );
    Diagnostic::new(code, span, message).help(help)
}

impl Places<'_> {
    /// Whether a place is below an endpoint or an answer that was reported.
    fn is_unresolved(&self, at: &str) -> bool {
        let has_endpoint = self.raw.endpoint.is_some() || self.raw.request.is_some();
        let has_lost_endpoint = self.page.endpoint.is_none() && has_endpoint;
        let has_lost_answer = self.answer().is_none() && self.raw.answer.is_some();
        has_lost_endpoint || (has_lost_answer && at.split('.').next() == Some("answer"))
    }

    /// The places that are most often meant: headers, objects, and rows of this page.
    fn known(&self) -> Vec<String> {
        let rows = self.page.endpoint.iter().flat_map(|it| &it.request.rows);
        let parts = rows.map(|row| match row.part {
            Part::Path => format!("path.{}", row.wire),
            Part::Query => format!("query.{}", row.wire),
            Part::Body => format!("body.{}", row.wire),
        });
        let answer = self.answer().map(|id| &self.objects[id]);
        let answer = answer.into_iter().flat_map(|it| &it.rows);
        let headers = self.headers.iter().map(|it| format!("headers.{it}"));
        let objects = self.page.objects.iter().map(|id| &self.objects[id.0]);
        let names = objects.clone().map(|it| it.name.clone());
        let own =
            objects.flat_map(|it| it.rows.iter().map(|row| format!("{}.{}", it.name, row.wire)));
        let known = parts.chain(answer.map(|row| format!("answer.{}", row.wire)));
        known.chain(headers).chain(names).chain(own).collect()
    }

    fn exists(&self, at: &str) -> bool {
        if let Some(header) = at.strip_prefix("headers.") {
            return self.headers.contains(&header);
        }
        match at {
            "page" => true,
            "request" | "success" => self.page.endpoint.is_some(),
            "samples.errors" => !self.raw.samples.errors.is_empty(),
            _ => {
                let at = canonical(at);
                self.names.find(&at).is_some()
                    || self.row(&at).is_some()
                    || self.sample(&at).is_some()
            }
        }
    }

    fn answer(&self) -> Option<usize> {
        let endpoint = self.page.endpoint.as_ref();
        endpoint.and_then(|it| it.answer).or(self.page.receives).map(|id| id.0)
    }

    /// The row at a canonical place, followed through objects.
    fn row(&self, at: &str) -> Option<RowPlace> {
        let mut names = at.split('.');
        let table = match names.next()? {
            part @ ("request" | "query" | "path") => return self.request_row(part, names),
            "answer" => self.answer()?,
            object => self.names.find(object)?.0,
        };
        self.object_row(table, names)
    }

    fn request_row<'n>(
        &self,
        part: &str,
        mut names: impl Iterator<Item = &'n str>,
    ) -> Option<RowPlace> {
        let part = match part {
            "query" => Part::Query,
            "path" => Part::Path,
            _ => Part::Body,
        };
        let rows = &self.page.endpoint.as_ref()?.request.rows;
        let name = names.next()?;
        let row = rows.iter().position(|row| row.part == part && row.wire == name)?;
        match rows[row].ty {
            Type::Object(id) => {
                let mut names = names.peekable();
                if names.peek().is_none() {
                    return Some((None, row));
                }
                self.object_row(id.0, names)
            }
            _ => names.next().is_none().then_some((None, row)),
        }
    }

    fn object_row<'n>(
        &self,
        mut table: usize,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<RowPlace> {
        let mut place = None;
        for name in names {
            if let Some((_, row)) = place {
                let Type::Object(id) = self.objects.get(table)?.rows.get::<usize>(row)?.ty else {
                    return None;
                };
                table = id.0;
            }
            let row = self.objects.get(table)?.rows.iter().position(|it| it.wire == name)?;
            place = Some((Some(table), row));
        }
        place
    }

    fn at(&self, (object, row): RowPlace) -> &Row {
        match (object, &self.page.endpoint) {
            (None, Some(endpoint)) => &endpoint.request.rows[row],
            (object, _) => &self.objects[object.unwrap_or_default()].rows[row],
        }
    }

    /// The value at a canonical place of a sample; in a list, of its first fitting element.
    fn sample(&self, at: &str) -> Option<&Value> {
        let mut names = at.split('.');
        let samples = &self.raw.samples;
        let root = match names.next()? {
            "request" => samples.request.as_ref()?,
            "answer" => samples.answer.as_ref()?,
            _ => return None,
        };
        names.try_fold(root, step).map(|it| &it.value)
    }
}

fn step<'v>(value: &'v Spanned<Value>, name: &str) -> Option<&'v Spanned<Value>> {
    match &value.value {
        Value::List(values) => values.iter().find_map(|value| step(value, name)),
        other => other.get(name),
    }
}

/// Collects the keys that stand anywhere in a value.
fn collect_keys<'v>(value: &'v Value, keys: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                keys.insert(&name.value);
                collect_keys(value, keys);
            }
        }
        Value::List(values) => values.iter().for_each(|value| collect_keys(value, keys)),
        Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) => {}
    }
}

/// Reports places of `api.yaml` that do not exist.
pub(super) fn check_api_places(api: &spec::Api, found: &mut Diagnostics) {
    let is_place = |at: &str| match at.strip_prefix("headers.") {
        Some(header) => api.headers.iter().any(|it| it.name.value == header),
        None => matches!(at, "authentication" | "timeout" | "api" | "headers"),
    };
    let places = api.deviations.iter().map(|it| &it.at);
    for at in places.chain(api.unenforced.iter().map(|it| &it.at)) {
        if !is_place(at) {
            let message = format!("there is no place `{}` in this file", at.value);
            let help = "name `authentication`, `timeout`, `headers`, `headers.X` or `api`";
            found.add(Diagnostic::new(Code::UnknownPlace, at.span, message).help(help));
        }
    }
}
