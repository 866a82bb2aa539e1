//! The files that make a crate of the pages: manifest, front page, module tree, examples.

mod calls;
mod clients;
mod errors;
mod examples;
mod front;
mod guide;
mod lists;
mod readme;

pub(crate) use examples::first_answer;

use heck::ToShoutySnakeCase;

use crate::api::Api;
use crate::render;

use super::{Content, File, Writer, writer};

/// A writer for each file but the pages' own.
pub(super) fn writers(api: &Api) -> Vec<Writer<'_>> {
    let mut writers = vec![
        writer(|| clients::client(clients::Style::Async, api)),
        writer(|| clients::client(clients::Style::Blocking, api)),
        writer(|| front::library(api)),
        writer(|| lists::documents(api)),
        writer(|| lists::identifiers(api)),
        writer(|| text("README.md", readme::text(api))),
        writer(|| text("Cargo.toml", manifest(api))),
        writer(|| clients::service(api)),
        writer(|| errors::page(api)),
        writer(|| text("examples/README.md", examples::index(api))),
    ];
    writers.extend(api.groups.iter().map(|group| writer(move || front::group(group, api))));
    writers.push(writer(|| examples::first(api)));
    writers.extend(api.journeys.iter().map(|it| writer(move || examples::journey(it, api))));
    writers
}

fn text(path: &str, text: String) -> File {
    File { path: path.to_owned(), content: Content::Text(text) }
}

/// The manifest. Versions, edition and lints are the workspace's.
fn manifest(api: &Api) -> String {
    let package = &api.package;
    let marker = render::marker("api.yaml");
    let description =
        package.means.trim_end_matches('.').replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        r#"# {marker}

[package]
name = "{name}"
version = "{version}"
description = "{description}"
readme = "README.md"
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true

[features]
default = ["async"]
# Sends with reqwest and rustls. Without it bring a transport of your own.
async = ["client-runtime/reqwest"]
# Sends with ureq and rustls, without an async runtime.
blocking = ["client-runtime/ureq"]
# A `tracing` span for each call; `async` has it already.
tracing = ["client-runtime/tracing"]

[dependencies]
bon.workspace = true
client-runtime.workspace = true
serde.workspace = true

[dev-dependencies]
tokio = {{ workspace = true, features = ["rt-multi-thread"] }}

[lints]
workspace = true
{examples}"#,
        name = package.name,
        version = package.version,
        examples = example_targets(api),
    )
}

/// The examples send, which needs the async transport.
fn example_targets(api: &Api) -> String {
    let target = |name: &String| {
        format!("\n[[example]]\nname = \"{name}\"\nrequired-features = [\"async\"]\n")
    };
    examples::names(api).iter().map(target).collect()
}

/// The credentials by the names that `authentication` gives them, each once.
fn credential_names(api: &Api) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    let basic = api.authentication.basic.iter().flat_map(|(user, password, _)| [user, password]);
    let header = api.authentication.header.iter().map(|(_, value, _)| value);
    for name in basic.chain(header) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

/// The environment variable of a setting: `SHOP_MERCHANT_KEY`.
fn variable(api: &Api, name: &str) -> String {
    let prefix = api.package.name.trim_end_matches("-client").to_shouty_snake_case();
    format!("{prefix}_{}", name.to_shouty_snake_case())
}
