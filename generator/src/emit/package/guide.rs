//! The chapters of the front page on settings, other HTTP stacks, and what is around the calls.

use quote::quote;

use super::examples;
use crate::api::{Api, Endpoint, Page};
use crate::emit::{docs, example, receiving};
use crate::render;

/// The chapters.
pub(super) fn text(api: &Api) -> String {
    let mut text = settings(api);
    text.push_str(&lists(api));
    text.push_str(&notifications(api));
    text.push_str(&embedded(api));
    text.push_str(&raw(api));
    text.push_str(&transport(api));
    text
}

/// Credentials as a caller has them: from the environment, and as texts.
fn has_credentials(api: &Api) -> bool {
    !super::credential_names(api).is_empty()
}

fn settings(api: &Api) -> String {
    let library = &api.package.library;
    let (environment, _) = examples::client(api, &[]);
    let credentials = has_credentials(api).then(|| quote!(.credentials(credentials_from_env()?)));
    let header = api.headers.iter().find(|it| it.settable).map(|header| {
        let (name, value) = (&header.name, header.value.as_deref().unwrap_or("example"));
        quote!(.header(#name, #value))
    });
    let code = render::program(&[
        quote!(
            use std::time::Duration;
        ),
        quote! {
            #environment
            use #library::{CallOptions, Client, Retry};
        },
        quote! {
            fn client() -> Result<Client, Box<dyn std::error::Error>> {
                let client = Client::builder(&base_url_from_env()?)
                    #credentials
                    #header
                    .connect_timeout(Duration::from_secs(5))
                    .timeout(Duration::from_secs(120))
                    .retry(Retry::default().tries(5).budget(Duration::from_secs(300)))
                    .build()?;
                Ok(client)
            }
        },
        quote! {
            fn for_one_call(client: &Client) -> Client {
                client.with(CallOptions::new().timeout(Duration::from_secs(10)).retry(Retry::off()))
            }
        },
        quote! {
            fn for_a_newer_revision(client: &Client) -> Client {
                client.with(CallOptions::new().unchecked())
            }
        },
    ]);
    format!("{SETTINGS}```rust\n{code}```\n\n")
}

const SETTINGS: &str = "\
## Settings

`Client` (feature `async`, the default: reqwest and rustls) and `blocking::Client` (feature `blocking`:
ureq and rustls, no async runtime) have the same methods. Both are cheap to clone and are shared by any
number of callers.

Each try has a time to connect (ten seconds) and one up to the last byte of the answer (below, under
what every request carries). A call is checked first, always; `unchecked` is the one switch to send
what the transcribed revision does not know to be right. Plain http is refused except to loopback.
Credentials are wiped on drop and shown nowhere. Each call is a `tracing` span with its endpoint, tries,
status and duration, never with a body or a header; the blocking client has it with the feature `tracing`.

A proxy, roots or a certificate of your own go into a transport, which `build_with` takes instead of
`build`: `ReqwestTransport::with` or `UreqTransport::with`. Nothing is read from `HTTPS_PROXY` and its like.

";

fn lists(api: &Api) -> String {
    let Some((page, endpoint)) = api
        .endpoints()
        .find(|(_, it)| api.paged(it).is_some() && it.request.rows.iter().all(|row| row.optional))
    else {
        return String::new();
    };
    let mut used = vec!["Client".to_owned()];
    let request = example::request(page, endpoint, &[], api, &mut used);
    let uses = example::uses(used, api);
    let items = quote::format_ident!("{}", endpoint.items_call());
    let code = render::program(&[
        uses,
        quote! {
            async fn all(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
                let request = #request;
                let mut items = client.#items(&request);
                while let Some(item) = items.next().await {
                    let item = item?;
                    println!("{item:?}");
                }
                Ok(())
            }
        },
    ]);
    format!(
        "## Lists\n\nPage after page, as a stream or, with the blocking client, as an iterator:\n\n```rust\n{code}```\n\n"
    )
}

fn notifications(api: &Api) -> String {
    let received = api.pages.iter().filter_map(|page| Some((page, page.receives?)));
    let chapters = received.map(|(page, id)| {
        let (uses, code) = receiving::program(page, api.object(id), api);
        let indented: Vec<String> = code.lines().map(indented).collect();
        format!(
            "```rust\n{uses}\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n{}\n    \
             Ok(())\n}}\n```\n\n",
            indented.join("\n")
        )
    });
    let chapters: String = chapters.collect();
    match chapters.is_empty() {
        true => chapters,
        false => format!("{NOTIFICATIONS}{chapters}"),
    }
}

fn indented(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("    {line}") }
}

const NOTIFICATIONS: &str = "\
## Notifications

What the API sends to your server. The credentials are checked in constant time before the body is
looked at; values that the documentation does not list are kept. Anyone may send the same notification
again: look up what it says before you act on it, and bound the body's length where you receive it.

";

fn embedded(api: &Api) -> String {
    let pages = api.pages.iter().filter_map(|page| page.embeds.as_ref());
    let chapters = pages.map(|embedded| {
        let object = api.object(embedded.object);
        let mut used = Vec::new();
        let (value, written) =
            (example::embedded_object(embedded, &[], api, &mut used), example::written(embedded));
        let code = render::program(&[
            example::uses(used, api),
            quote! {
                fn main() -> Result<(), Box<dyn std::error::Error>> {
                    let value = #value;
                    let script = value.#written()?;
                    println!("<script>{script}</script>");
                    Ok(())
                }
            },
        ]);
        let means = docs::wrapped(&format!("`{}`: {}", object.ident, object.means), 0);
        format!("{means}\n\n```rust\n{code}```\n\n")
    });
    let chapters: String = chapters.collect();
    match chapters.is_empty() {
        true => chapters,
        false => format!("{EMBEDDED}{chapters}"),
    }
}

const EMBEDDED: &str = "\
## In your web page

What a script of the API is given in your page. `script_json` checks the value and writes it so that no
text in it can end the script: put it into a template as it is, without escaping it once more. The
examples show which answer its identifier comes from.

";

fn raw(api: &Api) -> String {
    let library = &api.package.library;
    let code = render::program(&[
        quote!(use #library::{Client, Method, Path, RawCall};),
        quote! {
            async fn not_transcribed(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
                let path = Path::new("/things/").segment("7").literal("/parts");
                let answer = client.raw(&RawCall::new(Method::GET, path)).await?;
                println!("{}", answer.status());
                Ok(())
            }
        },
    ]);
    format!(
        "## A call that is not transcribed\n\nWith the same authentication, retry and errors:\n\n```rust\n{code}```\n\n"
    )
}

/// A transport of the reader's own: one that answers from memory, as their tests need it.
fn transport(api: &Api) -> String {
    let simple = |(_, it): &(&Page, &Endpoint)| {
        let needs = it.request.rows.iter().any(|row| !row.optional);
        let is_plain = it.success.is_none_or(|status| status == 200);
        it.method == "GET" && !needs && it.answer.is_some() && is_plain
    };
    let Some((_, endpoint)) = api.endpoints().find(simple) else { return String::new() };
    let Some(answer) = endpoint.answer else { return String::new() };
    let library = &api.package.library;
    let (call, request) = (&endpoint.call, &endpoint.request.ident);
    let body = receiving::raw_string(&receiving::made_up(api.object(answer), api).to_json());
    let names = super::credential_names(api);
    let (import, credentials) = match names.is_empty() {
        true => (String::new(), String::new()),
        false => {
            let texts: Vec<&str> = names.iter().map(|_| "\"test\"").collect();
            let call = format!("\n        .credentials(credentials({}))", texts.join(", "));
            (format!("use {library}::service::credentials;\n"), call)
        }
    };
    format!(
        "{TRANSPORT}```rust\n\
         use {library}::blocking::Client;\n\
         use {library}::http::{{Request, Response}};\n\
         {import}\
         use {library}::{{BlockingTransport, Body, Carried, Limits, {request}}};\n\n\
         /// Answers from memory.\n\
         struct Canned;\n\n\
         impl BlockingTransport for Canned {{\n    \
             fn send(&self, request: Request<Body>, _: Limits) -> Carried {{\n        \
                 assert_eq!(request.method(), \"GET\");\n        \
                 let answer = {body};\n        \
                 Ok(Response::new(Body::from(answer.as_bytes())))\n    \
             }}\n\
         }}\n\n\
         fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
             let client = Client::builder(\"https://api.example.com\"){credentials}\n        \
                 .build_with(Canned)?;\n    \
             let answer = client.{call}(&{request}::builder().build()?)?;\n    \
             println!(\"{{answer:?}}\");\n    \
             Ok(())\n\
         }}\n```\n\n"
    )
}

const TRANSPORT: &str = "\
## Another HTTP stack

Without features the crate has no HTTP stack: implement `Transport` or `BlockingTransport`. A transport
sends one request once, and keeps to `Limits`; when it fails it says `TransportError::not_sent` only if
no byte can have left this machine, and `TransportError::unknown` otherwise. Here is one for tests:

";
