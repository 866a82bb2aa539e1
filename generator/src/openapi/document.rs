//! The OpenAPI document as a whole.

use crate::api::{Api, Page};

use super::json::{Entries, Json, texts};
use super::notes;
use super::operations;
use super::schemas::{Schemas, Shared, Way, source};

/// Where shared schemas stand in the document.
const SCHEMAS: &str = "#/components/schemas/";

/// What the API is not told about here, in words.
const ABOUT: &str = "The schemas hold what the documentation states. Answers may hold more: further \
    keys, and values that no page lists. `x-document` and `x-revision` name the page that \
    something stands on; `x-documents` lists them.";

/// The document.
pub(super) fn of(api: &Api) -> Json {
    let mut schemas = Schemas::new(api, SCHEMAS);
    let paths = operations::paths(&mut schemas);
    let webhooks = webhooks(&mut schemas);
    let embedded = embedded(&mut schemas);
    let all = schemas.all().with("refusal.body", refusal(api));
    let components = Entries::new()
        .with("schemas", all)
        .with("responses", Entries::new().with("Refusal", any_refusal()))
        .with("securitySchemes", security_schemes(api));
    let tags =
        api.groups.iter().map(|group| Entries::new().with("name", group.module.as_str()).into());
    let document = Entries::new()
        .with("openapi", "3.1.0")
        .with("info", info(api))
        .with("servers", vec![server().into()])
        .with("security", vec![security(api).into()])
        .with("tags", tags.collect::<Vec<Json>>())
        .with("paths", paths);
    let document = if webhooks.is_empty() { document } else { document.with("webhooks", webhooks) };
    document.with("components", components).with_any("x-embedded", embedded).and(beside(api)).into()
}

fn info(api: &Api) -> Entries {
    Entries::new()
        .with("title", &api.name)
        .with("version", &api.package.version)
        .with("description", format!("{}\n\n{ABOUT}", api.means))
}

/// No page at hand prints an address, so the caller fills it in.
fn server() -> Entries {
    let base = Entries::new()
        .with("default", "https://base-url.invalid")
        .with("description", "The API's address; the documentation at hand prints none.");
    Entries::new().with("url", "{baseUrl}").with("variables", Entries::new().with("baseUrl", base))
}

/// Both ways at once, where the API asks for both.
fn security(api: &Api) -> Entries {
    let none = || Vec::<Json>::new();
    let basic = api.authentication.basic.as_ref().map(|_| none());
    let header = api.authentication.header.as_ref().map(|_| none());
    Entries::new().with_some("basic", basic).with_some("key", header)
}

fn security_schemes(api: &Api) -> Entries {
    let basic = api.authentication.basic.as_ref().map(|(user, password, document)| {
        let words = format!("The user name is `{user}`, the password `{password}`.");
        Entries::new()
            .with("type", "http")
            .with("scheme", "basic")
            .with("description", words)
            .and(source(api, *document))
    });
    let header = api.authentication.header.as_ref().map(|(name, credential, document)| {
        Entries::new()
            .with("type", "apiKey")
            .with("in", "header")
            .with("name", name)
            .with("description", format!("The value is `{credential}`."))
            .and(source(api, *document))
    });
    Entries::new().with_some("basic", basic).with_some("key", header)
}

/// What the API sends to the merchant.
fn webhooks(schemas: &mut Schemas<'_>) -> Entries {
    let api = schemas.api;
    let receiving = api.pages.iter().filter_map(|page| Some((page, page.receives?)));
    receiving.fold(Entries::new(), |all, (page, id)| {
        let schema = schemas.reference(Shared::Object(id, Way::Received));
        let content =
            operations::json_content(schema, page.samples.answer.as_ref(), "answer", &page.samples);
        let body = Entries::new().with("required", true).with("content", content);
        let taken = Entries::new().with("2XX", Entries::new().with("description", "Taken."));
        let name = webhook_name(api, page);
        let call = Entries::new()
            .with("operationId", format!("receive_{name}"))
            .with("summary", &api.object(id).name)
            .with("description", notes::described(&page.means, &page.unenforced))
            .with("tags", texts([page.group.as_str()]))
            .with("security", Vec::new())
            .with("requestBody", body)
            .with("responses", taken)
            .and(source(api, page.document))
            .and(notes::of(page));
        all.with(name, Entries::new().with("post", call))
    })
}

/// The page's name, and that of its folder before it where another notification, or a call, has the
/// same.
fn webhook_name(api: &Api, page: &Page) -> String {
    let module = page.module.as_str();
    let call = format!("receive_{module}");
    let has_it = |it: &Page| match &it.endpoint {
        Some(endpoint) if endpoint.call.as_str() == call => true,
        _ => it.receives.is_some() && it.module == page.module && it.source != page.source,
    };
    match api.pages.iter().any(has_it) {
        true => format!("{}_{module}", page.group),
        false => module.to_owned(),
    }
}

/// What the merchant's web page gives to a script of the API: no call, so OpenAPI has no place for it.
fn embedded(schemas: &mut Schemas<'_>) -> Vec<Json> {
    let api = schemas.api;
    let pages = api.pages.iter().filter_map(|page| Some((page, page.embeds.as_ref()?)));
    let each = pages.map(|(page, embedded)| {
        Entries::new()
            .with("description", &page.means)
            .with_some("function", embedded.function.as_ref())
            .with("schema", schemas.reference(Shared::Object(embedded.object, Way::Sent)))
            .and(source(api, page.document))
            .into()
    });
    each.collect()
}

/// The body of a refusal: known where the spec says that it lists messages by field.
fn refusal(api: &Api) -> Entries {
    let known = Entries::new().with("description", "Why the API refused a call.");
    let Some(pointer) = &api.messages else { return known };
    let texts =
        Entries::new().with("type", "array").with("items", Entries::new().with("type", "string"));
    let by_field = Entries::new()
        .with("description", "Messages by the field that they are about.")
        .with("type", "object")
        .with("additionalProperties", texts);
    let list = Entries::new().with("type", "array").with("items", by_field);
    let steps = pointer.split('/').skip(1).map(|it| it.replace("~1", "/").replace("~0", "~"));
    let steps: Vec<String> = steps.collect();
    let body = steps.into_iter().rev().fold(list, |inner, step| {
        Entries::new().with("type", "object").with("properties", Entries::new().with(step, inner))
    });
    known.and(body)
}

fn any_refusal() -> Entries {
    let schema = Entries::new().with("$ref", "#/components/schemas/refusal.body");
    let content = Entries::new().with("application/json", Entries::new().with("schema", schema));
    Entries::new()
        .with("description", "Every other status: the call was refused.")
        .with("content", content)
}

/// What OpenAPI has no place for.
fn beside(api: &Api) -> Entries {
    let timeout = api.timeout.as_ref().map(|timeout| {
        Entries::new()
            .with("seconds", timeout.seconds)
            .with_some("description", timeout.means.as_ref())
            .and(source(api, timeout.document))
    });
    let paging = api.paging.as_ref().map(|paging| {
        Entries::new()
            .with("number", &paging.number)
            .with("total", &paging.total)
            .with("items", &paging.items)
    });
    Entries::new()
        .with_some("x-timeout", timeout)
        .with_some("x-paging", paging)
        .with_any("x-deviations", notes::deviations(&api.deviations))
        .with_any("x-other-pages", notes::other_pages(api))
        .with_any("x-journeys", notes::journeys(api))
        .with("x-documents", notes::documents(api))
}
