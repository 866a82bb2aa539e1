//! The crate's front page: what a developer reads first, in the README and on the crate's
//! documentation alike.

use quote::quote;

use super::{errors, examples, guide};
use crate::api::{Api, Document, Page};
use crate::emit::{docs, example};
use crate::render;

/// `README.md`
pub(super) fn text(api: &Api) -> String {
    let mut text = format!("<!-- {} -->\n\n", render::marker(""));
    text.push_str(&format!("# {}\n\n", api.package.name));
    text.push_str(&format!("{}\n\n", docs::wrapped(&api.means, 0)));
    text.push_str(&first_answer(api));
    text.push_str(&change(api));
    text.push_str(errors::IN_SHORT);
    text.push_str(&guide::text(api));
    text.push_str(&calls(api));
    text.push_str(&requests(api));
    text.push_str(&documents(api));
    text.push_str(&whole_api(api));
    text.push_str(VERSIONS);
    text
}

const VERSIONS: &str = "\
## Versions

The crate follows semantic versioning. A revision of the documentation is a new version.

## Licence

MIT or Apache-2.0, at your choice.
";

/// From `cargo add` to the first answer.
fn first_answer(api: &Api) -> String {
    let settings = docs::wrapped(&format!("It reads {}.", examples::settings(api)), 0);
    let program = examples::first_program(api).map(|program| {
        format!("```rust,no_run\n{}```\n\n{settings}\n\n", render::program(&program))
    });
    let name = &api.package.name;
    format!(
        "## The first answer\n\n\
         The crate is not on crates.io; add it from a checkout, or with `--git` and the address of its\n\
         repository in place of `--path`.\n\n\
         ```console\n\
         cargo add {name} --path ../path/to/the/checkout/of/this/folder\n\
         cargo add tokio --features rt-multi-thread\n\
         ```\n\n{}",
        program.unwrap_or_default()
    )
}

/// A call with the sample of the first page, in the order of the documents, that has one, and what
/// can become of it.
fn change(api: &Api) -> String {
    let rank = |page: &Page| (page.samples.request.is_none(), page.document);
    let changing = api.endpoints().filter(|(_, endpoint)| endpoint.method != "GET");
    let Some((page, endpoint)) = changing.min_by_key(|(page, _)| rank(page)) else {
        return String::new();
    };
    let mut used = vec!["Client".to_owned(), "Error".to_owned()];
    let request = example::request(page, endpoint, &[], api, &mut used);
    let call = &endpoint.call;
    let code = render::program(&[
        example::uses(used, api),
        quote! {
            async fn change(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
                let request = #request;
                match client.#call(&request).await {
                    Ok(answer) => println!("{answer:?}"),
                    Err(Error::Indeterminate(lost)) => {
                        println!("{lost}");
                        for reference in lost.references() {
                            println!("look it up by {}: {}", reference.row(), reference.value());
                        }
                    }
                    Err(error) => return Err(error.into()),
                }
                Ok(())
            }
        },
    ]);
    format!("## A call that changes something\n\n```rust\n{code}```\n\n{PROMISE}\n\n")
}

const PROMISE: &str = "\
What a page calls mandatory must be given, or the code does not compile. `build` checks every
documented rule and returns all that are broken, each with its place in the request and the
documented row that demands it. Answers are read tolerantly: unknown keys are ignored, unknown
values of an enum are kept. `Debug` shows neither secrets nor personal data.

The examples, listed in `examples/README.md`, are whole programs for each documented process flow.";

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
    if let Some((user, password, document)) = &api.authentication.basic {
        let source = docs::linked(api.document(*document));
        lines.push_str(&docs::bullet(&format!(
            "HTTP Basic authentication: user `{user}`, password `{password}` ({source})."
        )));
    }
    if let Some((header, credential, document)) = &api.authentication.header {
        let source = docs::linked(api.document(*document));
        lines.push_str(&docs::bullet(&format!("`{header}`: the `{credential}` ({source}).")));
    }
    for header in &api.headers {
        let value = header.value.as_ref().map(|it| format!(" `{it}`")).unwrap_or_default();
        let means = header.means.as_ref().map(|it| format!(": {it}")).unwrap_or_default();
        lines.push_str(&docs::bullet(&format!("`{}`{value}{means}", header.name)));
    }
    if let Some(timeout) = &api.timeout {
        let source = docs::linked(api.document(timeout.document));
        let seconds = timeout.seconds;
        let means = timeout.means.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
        let line =
            format!("Time to wait for an answer: {seconds} seconds or more ({source}).{means}");
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
