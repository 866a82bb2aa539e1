//! Requests held against the documents: every broken rule, each with its row.
//!
//! Bodies are judged by the exported JSON Schema with the `jsonschema` crate; what that says is
//! traced back to the rows and rules of the spec.

mod digits;
mod instance;
mod parameters;
mod unknown;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use generator::api::behaviour::Verb;
use generator::api::{Api, Endpoint, Limit, Object, Page, Part, Row, RuleKind, Sample, Type};
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};

use crate::json::Json;
use crate::refusal::Violation;
use instance::Exact;

pub(crate) use parameters::{headers, is_value, query};
pub(crate) use unknown::without_unknown;

/// A row's name with its judge.
type Named = (String, Validator<Exact>);

/// The judges of all bodies, each made when it is first needed.
#[derive(Debug)]
pub(crate) struct Judges {
    validators: Vec<OnceLock<Option<Validator<Exact>>>>,
    /// Those of the rows of each path that name no resource.
    paths: Vec<OnceLock<Vec<Named>>>,
}

impl Judges {
    pub(crate) fn new(api: &Api) -> Self {
        Self {
            validators: api.pages.iter().map(|_| OnceLock::new()).collect(),
            paths: api.pages.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The rows of the path that are wrong, but for those that name a resource: nothing has such a
    /// name, and that is told.
    pub(crate) fn path(
        &self,
        api: &Api,
        page: usize,
        endpoint: &Endpoint,
        path: &BTreeMap<String, String>,
    ) -> Vec<Violation> {
        let judges = || {
            let rows = endpoint.request.part(Part::Path).filter(|row| !is_name(endpoint, row));
            let named = |row: &Row| {
                let schema = generator::openapi::parameter_schema(api, row);
                Some((row.wire.clone(), judge(&schema)?))
            };
            rows.filter_map(named).collect()
        };
        let judges = self.paths[page].get_or_init(judges).iter();
        let wrong = judges.filter(|(name, judge)| {
            path.get(name).is_some_and(|value| {
                let number = Json::read(value).ok().filter(|it| matches!(it, Json::Number(_)));
                let is_number = number.is_some_and(|it| judge.is_valid(&it));
                !is_number && !judge.is_valid(&Json::text(value))
            })
        });
        let rows = wrong.filter_map(|(name, _)| {
            endpoint.request.part(Part::Path).find(|row| row.wire == *name)
        });
        let violation = |row: &Row| Violation {
            field: row.wire.clone(),
            pointer: format!("path.{}", row.wire),
            row: row.wire.clone(),
            document: Some(row.document),
            text: format!("Invalid {}: expected {}", row.wire, expectation(row, api)),
        };
        rows.map(violation).collect()
    }

    /// Every rule that a body breaks.
    pub(crate) fn body(
        &self,
        api: &Api,
        page: usize,
        endpoint: &Endpoint,
        body: &Json,
    ) -> Vec<Violation> {
        let schema = || judge(&generator::openapi::request_schema(api, endpoint)?);
        let mut found = Found { api, root: &endpoint.request, violations: Vec::new() };
        if let Some(validator) = self.validators[page].get_or_init(schema) {
            // Most bodies are right, and that is told far faster than what is wrong with one.
            if !validator.is_valid(body) {
                for error in validator.iter_errors(body) {
                    found.error(&error);
                }
            }
        }
        digits::check(api, &endpoint.request, body, &mut found);
        found.violations
    }
}

/// The judge of a schema. Each `format` stands beside a pattern that says it all, and is not asked.
fn judge(schema: &serde_json::Value) -> Option<Validator<Exact>> {
    jsonschema::options_for::<Exact>().build(schema).ok()
}

/// Violations while they are collected.
struct Found<'a> {
    api: &'a Api,
    root: &'a Object,
    violations: Vec<Violation>,
}

impl<'a> Found<'a> {
    fn error(&mut self, error: &ValidationError<'_>) {
        let pointer = error.instance_path().as_str().to_owned();
        let Some((object, row)) = self.place(&pointer) else {
            self.add(&pointer, None, "a JSON object is expected".to_owned());
            return;
        };
        if row.is_none_or(is_object)
            && let Some(rule) = rule_index(error.schema_path().as_str())
            && let Some(rule) = object.rules.get(rule)
        {
            let text = object.rule_words(&rule.kind);
            let document = Some(rule.document);
            let missing = missing_rows(object, &rule.kind, error.instance());
            for missing in &missing {
                let pointer = format!("{pointer}/{}", escaped(&missing.wire));
                self.push(&pointer, Some(missing.wire.clone()), document, text.clone());
            }
            if missing.is_empty() {
                self.push(&pointer, row.map(|it| it.wire.clone()), document, text);
            }
            return;
        }
        match (error.kind(), row) {
            (ValidationErrorKind::Required { property }, _) => {
                let name = property.as_str().unwrap_or_default();
                let missing = object.rows.iter().find(|row| row.wire == name);
                let pointer = format!("{pointer}/{}", escaped(name));
                self.add(&pointer, missing, format!("{name} is missing"));
            }
            (ValidationErrorKind::AnyOf { context }, Some(row)) if is_object(row) => {
                let nested = context.first().map(Vec::as_slice).unwrap_or_default();
                nested.iter().for_each(|error| self.error(error));
            }
            // Floats cannot tell; `digits` judges the digits that were sent.
            (
                ValidationErrorKind::MultipleOf { .. }
                | ValidationErrorKind::Minimum { .. }
                | ValidationErrorKind::Maximum { .. }
                | ValidationErrorKind::AnyOf { .. },
                Some(row),
            ) if digits::judges(row) && error.instance().is_number() => {}
            (_, Some(row)) => {
                let text = format!("Invalid {}: expected {}", row.wire, expectation(row, self.api));
                self.add(&pointer, Some(row), text);
            }
            (_, None) => self.add(&pointer, None, "a JSON object is expected".to_owned()),
        }
    }

    /// The object that a place is or stands in, and the row of that place; `None` for a place that
    /// no row describes. At the root there is no row.
    fn place(&self, pointer: &str) -> Option<(&'a Object, Option<&'a Row>)> {
        let mut object = self.root;
        let mut row: Option<&'a Row> = None;
        for piece in pointer.split('/').skip(1) {
            let name = piece.replace("~1", "/").replace("~0", "~");
            if row.is_some_and(|row| row.many) && name.bytes().all(|it| it.is_ascii_digit()) {
                continue;
            }
            row = Some(object.part(Part::Body).find(|it| it.wire == name)?);
            if let Some(Row { ty: Type::Object(id), .. }) = row {
                object = self.api.object(*id);
            }
        }
        Some((object, row))
    }

    fn add(&mut self, pointer: &str, row: Option<&Row>, text: String) {
        let document = row.map_or(self.root.document, |row| row.document);
        self.push(pointer, row.map(|it| it.wire.clone()), Some(document), text);
    }

    fn push(
        &mut self,
        pointer: &str,
        row: Option<String>,
        document: Option<generator::api::DocumentId>,
        text: String,
    ) {
        let first = pointer.split('/').nth(1).unwrap_or("body");
        let field = first.replace("~1", "/").replace("~0", "~");
        let row = row.unwrap_or_else(|| self.root.name.clone());
        let violation = Violation { field, pointer: pointer.to_owned(), row, document, text };
        if !self.violations.contains(&violation) {
            self.violations.push(violation);
        }
    }
}

/// The sample of a page may break a row, as a recorded deviation tells: a number in quotes, say.
/// What the sample does is accepted, and read as the row has it.
pub(crate) fn as_the_sample_does(page: &Page, endpoint: &Endpoint, body: &mut Json) {
    for place in &page.samples.broken {
        let Some(name) = place.strip_prefix("request.") else { continue };
        let is_decimal = |row: &Row| row.wire == name && row.ty == Type::Decimal && !row.many;
        let sample = page.samples.request.as_ref().and_then(|it| it.get(name));
        let (true, Some(Sample::Text(_)), Some(Json::Text(text))) =
            (endpoint.request.part(Part::Body).any(is_decimal), sample, body.get(name))
        else {
            continue;
        };
        if let Ok(number @ Json::Number(_)) = Json::read(text) {
            body.set(name, number);
        }
    }
}

/// What a row's value is expected to be, in words.
fn expectation(row: &Row, api: &Api) -> String {
    let words = row.constraints(api);
    let end = [", mandatory", ", optional", ", conditional"];
    let cut = end.iter().filter_map(|end| words.find(end)).min().unwrap_or(words.len());
    words[..cut].to_owned()
}

/// The rows that a broken rule demands; none where it leaves the choice.
fn missing_rows<'a>(
    object: &'a Object,
    rule: &RuleKind,
    value: &serde_json::Value,
) -> Vec<&'a Row> {
    let demanded = match rule {
        RuleKind::RequiredWhen { row, .. } => std::slice::from_ref(row),
        RuleKind::Together(rows) => rows,
        RuleKind::AtLeastOneOf(_) | RuleKind::ExactlyOneOf(_) => &[],
    };
    let rows = demanded.iter().filter_map(|row| object.rows.get(*row));
    rows.filter(|row| value.get(&row.wire).is_none_or(serde_json::Value::is_null)).collect()
}

/// Whether a row of the path names what is there, or is looked for.
fn is_name(endpoint: &Endpoint, row: &Row) -> bool {
    let Some(behaviour) = &endpoint.behaviour else { return false };
    let makes = behaviour.verb == Verb::Replaces && behaviour.item.is_none();
    let key = behaviour.key.as_ref().and_then(|it| it.path.as_ref()).filter(|_| !makes);
    let item = behaviour.item.as_ref().map(|it| &it.at);
    let mut names = behaviour.parents.iter().map(|it| &it.row).chain(key).chain(item);
    names.any(|name| *name == row.wire)
}

fn is_object(row: &Row) -> bool {
    matches!(row.ty, Type::Object(_))
}

/// Which rule of an object a schema is: the rules are the object's `allOf`, in their order.
fn rule_index(schema_path: &str) -> Option<usize> {
    let (_, after) = schema_path.rsplit_once("/allOf/")?;
    after.split('/').next()?.parse().ok()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Whether a row has a limit of digits.
fn precision(row: &Row) -> Option<(u32, u32)> {
    row.limits.iter().find_map(|limit| match limit {
        Limit::Precision { digits, scale } => Some((*digits, *scale)),
        _ => None,
    })
}
