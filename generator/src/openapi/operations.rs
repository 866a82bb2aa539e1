//! The calls: paths, parameters, bodies, answers.

use std::collections::BTreeMap;

use crate::api::{
    Api, Endpoint, Header, Mandatory, Page, PageId, Part, Row, Sample, Samples, Segment,
};

use super::json::{Entries, Json, texts};
use super::notes;
use super::schemas::{Schemas, Shared, Way, mandatory, source};

/// An endpoint with its page.
#[derive(Clone, Copy)]
struct Call<'a> {
    id: PageId,
    page: &'a Page,
    endpoint: &'a Endpoint,
}

/// A path as it is exported. Two documented paths that differ in the names of their parameters
/// alone are one path to OpenAPI, under the names of the first.
struct Path<'a> {
    calls: Vec<Call<'a>>,
}

impl<'a> Path<'a> {
    fn first(&self) -> &'a Endpoint {
        self.calls[0].endpoint
    }
}

/// The parameters of a path, in its order.
fn parameters(endpoint: &Endpoint) -> impl Iterator<Item = &Row> {
    endpoint.path.iter().filter_map(|segment| match segment {
        Segment::Parameter(row) => Some(&endpoint.request.rows[*row]),
        Segment::Literal(_) => None,
    })
}

/// All paths in the order of the pages, each with its calls.
pub(super) fn paths(schemas: &mut Schemas<'_>) -> Entries {
    let mut paths: Vec<Path<'_>> = Vec::new();
    let mut known: BTreeMap<Vec<Option<&str>>, usize> = BTreeMap::new();
    for (index, page) in schemas.api.pages.iter().enumerate() {
        let Some(endpoint) = &page.endpoint else { continue };
        let call = Call { id: PageId(index), page, endpoint };
        let index = *known.entry(shape(endpoint)).or_insert(paths.len());
        match paths.get_mut(index) {
            Some(path) => path.calls.push(call),
            None => paths.push(Path { calls: vec![call] }),
        }
    }
    paths.iter().fold(Entries::new(), |entries, path| {
        let calls = path.calls.iter().fold(Entries::new(), |calls, call| {
            let method = call.endpoint.method.to_ascii_lowercase();
            calls.with(method, operation(*call, path, schemas))
        });
        entries.with(&path.first().template, calls)
    })
}

/// A path without the names of its parameters.
fn shape(endpoint: &Endpoint) -> Vec<Option<&str>> {
    let segments = endpoint.path.iter().map(|segment| match segment {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::Parameter(_) => None,
    });
    segments.collect()
}

fn operation(call: Call<'_>, path: &Path<'_>, schemas: &mut Schemas<'_>) -> Entries {
    let Call { page, endpoint, .. } = call;
    let api = schemas.api;
    let document = api.document(page.document);
    let external = document.address.as_ref().map(|address| {
        let cited = format!("{}, {}", document.title, document.cited_revision());
        Entries::new().with("description", cited).with("url", address)
    });
    let parameters = all_parameters(endpoint, path, schemas);
    let documented = (path.first().template != endpoint.template).then_some(&endpoint.template);
    Entries::new()
        .with("operationId", endpoint.call.as_str())
        .with("summary", &endpoint.name)
        .with("description", notes::described(&page.means, &page.unenforced))
        .with("tags", texts([page.group.as_str()]))
        .with_some("externalDocs", external)
        .with_any("parameters", parameters)
        .with_some("requestBody", request_body(call, schemas))
        .with("responses", responses(page, endpoint, schemas))
        .and(source(api, page.document))
        .with_some("x-documented-path", documented)
        .with_some("x-idempotent-by", endpoint.idempotent_by.as_ref())
        .with_any("x-references", endpoint.references.iter().map(Json::from).collect())
        .with_some("x-find-out", endpoint.find_out.as_ref())
        .and(notes::of(page))
}

fn all_parameters(endpoint: &Endpoint, path: &Path<'_>, schemas: &mut Schemas<'_>) -> Vec<Json> {
    let mut all = Vec::new();
    for (row, name) in parameters(endpoint).zip(parameters(path.first())) {
        all.push(parameter(row, "path", &name.wire, schemas).into());
    }
    for row in endpoint.request.part(Part::Query) {
        all.push(parameter(row, "query", &row.wire, schemas).into());
    }
    let api = schemas.api;
    for header in api.headers.iter().filter(|it| is_parameter(it)) {
        let is_demanded = endpoint.demands.contains(&header.name);
        all.push(header_parameter(header, is_demanded, api).into());
    }
    all
}

/// A parameter of the path or the query under the name that the path is exported with.
fn parameter(row: &Row, place: &str, name: &str, schemas: &mut Schemas<'_>) -> Entries {
    let documented = (name != row.wire).then_some(&row.wire);
    Entries::new()
        .with("name", name)
        .with("in", place)
        .with_flag("required", row.mandatory == Mandatory::Yes)
        .with("schema", schemas.row(row, Way::Sent))
        .with_some("x-documented-name", documented)
}

/// Whether a header is a parameter: OpenAPI says the others in places of their own.
fn is_parameter(header: &Header) -> bool {
    let elsewhere = ["accept", "authorization", "content-type"];
    !elsewhere.iter().any(|name| header.name.eq_ignore_ascii_case(name))
}

fn header_parameter(header: &Header, is_demanded: bool, api: &Api) -> Entries {
    let key = if header.settable { "default" } else { "const" };
    let value = Entries::new().with("type", "string").with_some(key, header.value.as_ref());
    Entries::new()
        .with("name", &header.name)
        .with("in", "header")
        .with_some("description", header.means.as_ref())
        .with_flag("required", is_demanded || header.mandatory == Mandatory::Yes)
        .with("schema", value)
        .with("x-mandatory", mandatory(header.mandatory))
        .and(source(api, header.document))
}

fn request_body(call: Call<'_>, schemas: &mut Schemas<'_>) -> Option<Entries> {
    call.endpoint.has_body.then(|| {
        let schema = schemas.reference(Shared::Request(call.id));
        let samples = &call.page.samples;
        let content = json_content(schema, samples.request.as_ref(), "request", samples);
        Entries::new().with("required", true).with("content", content)
    })
}

fn responses(page: &Page, endpoint: &Endpoint, schemas: &mut Schemas<'_>) -> Entries {
    let success = endpoint.success.map_or("2XX".to_owned(), |status| status.to_string());
    let answer = endpoint.answer.map(|id| {
        let schema = schemas.reference(Shared::Object(id, Way::Received));
        json_content(schema, page.samples.answer.as_ref(), "answer", &page.samples)
    });
    let done = Entries::new().with("description", "Done.").with_some("content", answer);
    let mut statuses: Vec<u16> = endpoint.refusals.clone();
    statuses.extend(page.samples.errors.iter().map(|it| it.status));
    statuses.sort_unstable();
    statuses.dedup();
    let all = statuses.into_iter().fold(Entries::new().with(success, done), |all, status| {
        all.with(status.to_string(), refusal(status, page))
    });
    all.with("default", Entries::new().with("$ref", "#/components/responses/Refusal"))
}

/// A documented refusal, with its sample.
fn refusal(status: u16, page: &Page) -> Entries {
    let samples = page.samples.errors.iter().filter(|it| it.status == status);
    let examples = samples.enumerate().fold(Entries::new(), |examples, (index, sample)| {
        let name = format!(
            "documented{}",
            if index == 0 { String::new() } else { (index + 1).to_string() }
        );
        examples.with(name, Entries::new().with("value", sample.body.clone()))
    });
    let schema = Entries::new().with("$ref", "#/components/schemas/refusal.body");
    let content = Entries::new().with("schema", schema);
    let content = if examples.is_empty() { content } else { content.with("examples", examples) };
    Entries::new()
        .with("description", format!("Refused with status {status}."))
        .with("content", Entries::new().with("application/json", content))
}

/// A JSON body with its sample. A sample that breaks its own table is no example: it is kept beside
/// the places that do.
pub(super) fn json_content(
    schema: Entries,
    sample: Option<&Sample>,
    part: &str,
    samples: &Samples,
) -> Entries {
    let is_within = |place: &&String| place.split('.').next() == Some(part);
    let broken: Vec<Json> = samples.broken.iter().filter(is_within).map(Json::from).collect();
    let content = Entries::new().with("schema", schema);
    let content = match sample {
        None => content,
        Some(sample) if broken.is_empty() => {
            let example = Entries::new()
                .with("summary", "As the documentation prints it.")
                .with("value", sample.clone());
            content.with("examples", Entries::new().with("documented", example))
        }
        Some(sample) => {
            let sample = Entries::new().with("value", sample.clone()).with("breaks", broken);
            content.with("x-documented-sample", sample)
        }
    };
    Entries::new().with("application/json", content)
}
