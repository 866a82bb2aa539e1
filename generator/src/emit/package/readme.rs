//! The crate's front page: what a developer reads first, in the README and on the crate's
//! documentation alike.

use proc_macro2::{Ident, Span};
use quote::quote;

use crate::api::{Api, Document};
use crate::emit::{docs, example};
use crate::render;

/// `README.md`
pub(super) fn text(api: &Api) -> String {
    let mut text = format!("<!-- {} -->\n\n", render::marker(""));
    text.push_str(&format!("# {}\n\n", api.package.name));
    text.push_str(&format!("{}\n\n", docs::wrapped(&api.means, 0)));
    text.push_str(&first_request(api));
    text.push_str(&sending(api));
    text.push_str(&calls(api));
    text.push_str(&requests(api));
    text.push_str(&documents(api));
    text.push_str(&whole_api(api));
    text.push_str(VERSIONS);
    text
}

const VERSIONS: &str = "\
## Versions

The crate follows semantic versioning. A revision of the documentation is a new version: its
changes in the wire format and in Rust are told apart in the changelog.

## Licence

MIT or Apache-2.0, at your choice.
";

/// How a request is sent: the service's own names filled in.
fn sending(api: &Api) -> String {
    let library = &api.package.library;
    let with_credentials = match (&api.authentication.basic, &api.authentication.header) {
        (None, None) => quote!(),
        _ => quote!(.credentials(credentials_from_env()?)),
    };
    let uses = match with_credentials.is_empty() {
        true => quote!(use #library::Client;),
        false => quote!(use #library::{Client, service::credentials_from_env};),
    };
    let code = render::program(&[
        uses,
        quote! {
            fn client() -> Result<Client, Box<dyn std::error::Error>> {
                Ok(Client::builder("https://api.example.com") #with_credentials .build()?)
            }
        },
    ]);
    format!("{SENDING}```rust\n{code}```\n\n")
}

/// A whole program with the request that a newcomer is shown first.
fn first_request(api: &Api) -> String {
    let Some((page, endpoint)) = api.first_endpoint() else { return String::new() };
    let mut used = vec!["BaseUrl".to_owned(), "Endpoint".to_owned()];
    let request = example::request(page, endpoint, api, &mut used);
    used.sort();
    used.dedup();
    let library = &api.package.library;
    let used = used.iter().map(|name| Ident::new(name, Span::call_site()));
    let method = &endpoint.method;
    let code = render::program(&[
        quote!(use #library::{#(#used),*};),
        quote! {
            fn main() -> Result<(), Box<dyn std::error::Error>> {
                let request = #request;
                let base: BaseUrl = "https://api.example.com".parse()?;
                let http = request.to_request(&base)?;
                assert_eq!(http.method(), #method);
                Ok(())
            }
        },
    ]);
    format!("## A first request\n\n```rust\n{code}```\n\n{PROMISE}\n\n")
}

const SENDING: &str = "\
## Sending

`Client` (feature `async`, the default: reqwest and rustls) and `blocking::Client` (feature `blocking`:
ureq and rustls) have a method for each call, and go through all pages of a list. Without either feature
they carry calls on a transport of your own: `Transport` or `BlockingTransport`, and `build_with`.

A call is checked first and authenticated by the client. It is repeated only when that cannot make
something happen twice. An error answers the question that matters in `may_have_happened()`: after
`Error::Indeterminate` look the object up, by the references that it carries, before you try again.

";

const PROMISE: &str = "\
What a page calls mandatory must be given, or the code does not compile. `build` checks every
documented rule and returns all that are broken, each with its place in the request and the
documented row that demands it. Answers are read tolerantly: unknown keys are ignored, unknown
values of an enum are kept. `Debug` shows neither secrets nor personal data.";

fn calls(api: &Api) -> String {
    let mut text = "## Calls\n\n| request | call | answer |\n| --- | --- | --- |\n".to_owned();
    for (page, endpoint) in api.endpoints() {
        let answer = endpoint.answer.map(|id| format!("`{}`", api.object(id).ident));
        let answer = answer.unwrap_or_else(|| "nothing".to_owned());
        text.push_str(&format!(
            "| `{}::{}::{}` | `{} {}` | {answer} |\n",
            page.group, page.module, endpoint.request.ident, endpoint.method, endpoint.template
        ));
    }
    text.push_str(
        "\nAll types are exported at the root of the crate as well. One module is one page of the\n\
         documentation, its items in the page's order.\n\n",
    );
    text
}

fn requests(api: &Api) -> String {
    let mut lines = String::new();
    for (words, document) in api.authentication.words() {
        let source = docs::linked(api.document(document));
        lines.push_str(&docs::bullet(&format!("{words} ({source}).")));
    }
    for header in &api.headers {
        let value = header.value.as_ref().map(|it| format!(" `{it}`")).unwrap_or_default();
        let means = header.means.as_ref().map(|it| format!(": {it}")).unwrap_or_default();
        lines.push_str(&docs::bullet(&format!("`{}`{value}{means}", header.name)));
    }
    if let Some(timeout) = &api.timeout {
        let source = docs::linked(api.document(timeout.document));
        let means = timeout.means.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
        let line = format!("{} ({source}).{means}", timeout.words());
        lines.push_str(&docs::bullet(&line));
    }
    match lines.is_empty() {
        true => lines,
        false => format!(
            "## What every request carries\n\nA client adds this to each request:\n\n{lines}\n"
        ),
    }
}

fn documents(api: &Api) -> String {
    let mut text =
        "## Transcribed from\n\n| page | revision | known |\n| --- | --- | --- |\n".to_owned();
    for document in &api.documents {
        let title = docs::link(document);
        let Document { revision, cut, .. } = document;
        let known = cut.as_ref().map_or("whole".to_owned(), |cut| format!("in part; ends {cut}"));
        text.push_str(&format!("| {title} | {revision} | {} |\n", known.replace('|', "\\|")));
    }
    text.push('\n');
    text
}

/// Contradictions that concern every page; each page's own stand in its module.
fn whole_api(api: &Api) -> String {
    if api.deviations.is_empty() {
        return String::new();
    }
    let lines = api
        .deviations
        .iter()
        .map(|it| docs::bullet(&format!("`{}`: {} {}", it.at, it.found, it.handled)));
    format!("## Deviations\n\n{}\n", lines.collect::<String>())
}
