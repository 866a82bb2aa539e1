//! The examples: the first answer, a program for each journey, and their index.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::calls::{self, Call};
use super::variable;
use crate::api::{Actor, Api, Endpoint, Journey, Page, Step};
use crate::emit::{Content, File, docs, example};
use crate::render;

/// The example that the front page begins with.
pub(super) const FIRST: &str = "first_answer";

/// The names of all examples.
pub(super) fn names(api: &Api) -> Vec<String> {
    let first = first_endpoint(api).map(|_| FIRST.to_owned());
    first.into_iter().chain(api.journeys.iter().map(Journey::file_name)).collect()
}

/// `examples/first_answer.rs`: the front page's first program.
pub(super) fn first(api: &Api) -> Option<File> {
    let run = format!("Run it with `cargo run --example {FIRST}`. It reads {}.", settings(api));
    let docs = format!(
        "From the settings in the environment to the first answer. It changes nothing at the API.\n\n{}",
        docs::wrapped(&run, 0)
    );
    let [uses, main, function] = first_program(api)?;
    Some(File {
        path: format!("examples/{FIRST}.rs"),
        content: Content::Rust {
            source: String::new(),
            docs,
            imports: vec![quote!(#![cfg_attr(rustfmt, rustfmt_skip)]), uses],
            items: vec![main, function],
        },
    })
}

/// The endpoint that the first program calls: the first one, in the order of the documents, that
/// reads and, if there is such a one, needs nothing to be known.
fn first_endpoint(api: &Api) -> Option<(&Page, &Endpoint)> {
    let rank = |(page, endpoint): &(&Page, &Endpoint)| {
        let needs = endpoint.request.rows.iter().any(|row| !row.optional);
        (needs, endpoint.answer.is_none(), page.document)
    };
    api.endpoints().filter(|(_, endpoint)| endpoint.method == "GET").min_by_key(rank)
}

/// What a newcomer is shown first.
pub(crate) struct FirstAnswer<'a> {
    /// The page that it calls.
    pub(crate) page: &'a Page,
    /// The whole program.
    pub(crate) program: String,
    /// The environment variables that it reads, in words.
    pub(crate) settings: String,
}

/// The program of `examples/first_answer.rs`, for a reader.
pub(crate) fn first_answer(api: &Api) -> Option<FirstAnswer<'_>> {
    let (page, _) = first_endpoint(api)?;
    let program = render::program(&first_program(api)?);
    Some(FirstAnswer { page, program, settings: settings(api) })
}

/// The first program: its `use` lines, and its two functions.
fn first_program(api: &Api) -> Option<[TokenStream; 3]> {
    let (page, endpoint) = first_endpoint(api)?;
    let mut used = vec!["Client".to_owned()];
    let request = example::request(page, endpoint, &[], api, &mut used);
    let uses = example::uses(used, api);
    let (environment, client) = client(api, &[endpoint]);
    let call = &endpoint.call;
    Some([
        quote!(#environment #uses),
        main(&quote!(first_answer)),
        quote! {
            async fn first_answer() -> Result<(), Box<dyn std::error::Error>> {
                let client = #client;
                let request = #request;
                let answer = client.#call(&request).await?;
                println!("{answer:#?}");
                Ok(())
            }
        },
    ])
}

/// The `use` of what reads settings, and the expression of a client that has them all.
pub(super) fn client(api: &Api, endpoints: &[&Endpoint]) -> (TokenStream, TokenStream) {
    let library = &api.package.library;
    let mut demanded: Vec<&String> = endpoints.iter().flat_map(|it| &it.demands).collect();
    demanded.sort();
    demanded.dedup();
    let headers = demanded.iter().map(|name| {
        let variable = variable(api, name);
        quote!(.header(#name, &from_env(#variable)?))
    });
    let headers: TokenStream = headers.collect();
    let from_env = (!demanded.is_empty()).then(|| {
        quote!(
            use #library::from_env;
        )
    });
    match (&api.authentication.basic, &api.authentication.header) {
        (None, None) => (
            quote!(use #library::service::base_url_from_env; #from_env),
            quote!(Client::builder(&base_url_from_env()?) #headers .build()?),
        ),
        _ => (
            quote!(use #library::service::{base_url_from_env, credentials_from_env}; #from_env),
            quote! {
                Client::builder(&base_url_from_env()?)
                    .credentials(credentials_from_env()?) #headers .build()?
            },
        ),
    }
}

/// The environment variables that a client is set up from, in words.
pub(super) fn settings(api: &Api) -> String {
    let credentials = super::credential_names(api);
    let names = ["BASE_URL"].into_iter().chain(credentials);
    let names: Vec<String> = names.map(|name| format!("`{}`", variable(api, name))).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `examples/<journey>.rs`: each step in words, and each call sent.
pub(super) fn journey(journey: &Journey, api: &Api) -> File {
    let calls = calls::of(journey, api);
    let mut used = vec!["Client".to_owned()];
    let endpoints: Vec<&Endpoint> =
        journey.steps.iter().filter_map(|step| api.page(step.calls?).endpoint.as_ref()).collect();
    let (environment, client) = client(api, &endpoints);
    let mut items = vec![alias(), main(&quote!(journey)), walk(journey, &calls, &client, api)];
    items.extend(calls.iter().map(|call| call.function(api, &mut used)));
    if (0..journey.steps.len()).any(|index| waits(journey, index)) {
        items.push(wait());
    }
    if calls.iter().any(Call::may_be_lost) {
        used.extend(["Error", "Indeterminate"].map(str::to_owned));
        items.push(calls::look_up());
    }
    let uses = example::uses(used, api);
    let source = docs::linked(api.document(journey.document));
    let run = format!(
        "Run it with `cargo run --example {}`. It reads {}, and sends each call.",
        journey.file_name(),
        settings(api)
    );
    let docs = format!(
        "{}: {}\n\n{}\n\n{}",
        journey.name,
        docs::wrapped(&journey.means, 0),
        docs::wrapped(&run, 0),
        docs::wrapped(&format!("Source: {source}."), 0),
    );
    File {
        path: format!("examples/{}.rs", journey.file_name()),
        content: Content::Rust {
            source: journey.source.clone(),
            docs,
            imports: vec![quote!(#![cfg_attr(rustfmt, rustfmt_skip)]), quote!(#environment #uses)],
            items,
        },
    }
}

fn alias() -> TokenStream {
    let docs = docs::doc("Whatever ends the program.");
    quote!(#docs type Failure = Box<dyn std::error::Error>;)
}

/// A failure is shown in its own words, and its causes': `main` itself would print `Debug`'s.
fn main(program: &TokenStream) -> TokenStream {
    quote! {
        fn main() -> std::io::Result<()> {
            if let Err(failure) = tokio::runtime::Runtime::new()?.block_on(#program()) {
                eprintln!("{failure}");
                for cause in std::iter::successors(failure.source(), |cause| cause.source()) {
                    eprintln!("because {cause}");
                }
                std::process::exit(1);
            }
            Ok(())
        }
    }
}

/// The steps, one after the other.
fn walk(journey: &Journey, calls: &[Call<'_>], client: &TokenStream, api: &Api) -> TokenStream {
    let bindings = bindings(journey, calls, api);
    let steps = journey.steps.iter().enumerate().map(|(index, step)| {
        let line = format!("{}. {}: {}", index + 1, step.actor.words(), step.does);
        let format = line.replace('{', "{{").replace('}', "}}");
        let done = calls.iter().find(|call| call.step == index);
        let done = done.map(|call| call.statement(journey, &bindings, api));
        let waits = waits(journey, index).then(|| quote!(wait()?;));
        quote!(println!(#format); #done #waits)
    });
    let docs = docs::doc(&docs::wrapped(&journey.means, 0));
    quote! {
        #docs
        async fn journey() -> Result<(), Failure> {
            let client = #client;
            #(#steps)*
            Ok(())
        }
    }
}

/// Whether the program waits after a step: others do it, and a later call needs it done.
fn waits(journey: &Journey, index: usize) -> bool {
    let step = &journey.steps[index];
    matches!(step.actor, Actor::Customer | Actor::Api)
        && step.calls.is_none()
        && step.embeds.is_none()
        && journey.steps[index..].iter().any(|it| it.calls.is_some())
}

fn wait() -> TokenStream {
    let docs = docs::doc(
        "Waits for what others do; without a terminal or a program to say when, for nothing.",
    );
    quote! {
        #docs
        fn wait() -> Result<(), Failure> {
            println!("   (Enter when this has happened)");
            std::io::stdin().read_line(&mut String::new())?;
            Ok(())
        }
    }
}

/// The names under which the answers of the steps are kept; `None` where there is none to keep.
fn bindings(journey: &Journey, calls: &[Call<'_>], api: &Api) -> Vec<Option<Ident>> {
    let mut taken = BTreeSet::from(["client", "embedded"].map(str::to_owned));
    let name = |(index, step): (usize, &Step)| {
        let call = calls.iter().find(|it| it.step == index)?;
        let answer = call.answer(api)?;
        let is_taken = journey.steps.iter().flat_map(|it| &it.takes).any(|it| it.step == index);
        if step.calls.is_none() || !is_taken && calls::shown(answer, api).is_none() {
            return None;
        }
        let mut name = answer.ident.as_str().to_snake_case();
        if syn::parse_str::<Ident>(&name).is_err() || !taken.insert(name.clone()) {
            name = format!("{name}_{}", index + 1);
            taken.insert(name.clone());
        }
        Some(Ident::new(&name, Span::call_site()))
    };
    journey.steps.iter().enumerate().map(name).collect()
}

/// `examples/README.md`
pub(super) fn index(api: &Api) -> String {
    let intro =
        format!("Each is a whole program that sends its calls. They read {}.", settings(api));
    let mut text = format!(
        "<!-- {} -->\n\n# Examples\n\n{}\n",
        render::marker("journeys"),
        docs::wrapped(&intro, 0)
    );
    if first_endpoint(api).is_some() {
        text.push_str(&format!(
            "\n## The first answer\n\nChanges nothing at the API.\n\n    cargo run --example {FIRST}\n"
        ));
    }
    for journey in &api.journeys {
        let name = journey.file_name();
        text.push_str(&format!(
            "\n## {}\n\n{}\n\n",
            journey.name,
            docs::wrapped(&journey.means, 0)
        ));
        text.push_str(&format!("    cargo run --example {name}\n\n"));
        for (index, step) in journey.steps.iter().enumerate() {
            let mut line = format!("{}. {}: {}", index + 1, step.actor.words(), step.does);
            if let Some(endpoint) = step.calls.and_then(|id| api.page(id).endpoint.as_ref()) {
                line.push_str(&format!(" (`{}`)", endpoint.request.ident));
            }
            if let Some(embedded) = step.embeds.and_then(|id| api.page(id).embeds.as_ref()) {
                line.push_str(&format!(" (`{}`)", api.object(embedded.object).ident));
            }
            text.push_str(&docs::wrapped(&line, 3));
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::emit::testing::file;

    #[test]
    fn a_request_without_a_sample_is_made_up_of_its_mandatory_rows() {
        let page = "
endpoint: Lend Book
request: POST /loans/{id}
path: { id: { type: String, identifies: Loan, mandatory: Yes, means: The loan. } }
body:
  currency: { type: String, format: iso-4217, mandatory: Yes, means: Of the fee. }
  until:    { type: Date, mandatory: Yes, means: Last day. }
  note:     { type: String, mandatory: No, means: Anything. }
";
        let text = file(page, "src/things/page.rs");
        let example = text.lines().skip_while(|it| !it.contains("# Examples"));
        let example: Vec<&str> = example.take_while(|it| it.starts_with("///")).collect();
        insta::assert_snapshot!(example.join("\n"), @r#"
        /// # Examples
        ///
        /// With made-up values:
        ///
        /// ```
        /// use library_client::LendBook;
        ///
        /// let request = LendBook::builder()
        ///     .id("Loan-00000000-0000-4000-8000-000000000000".parse()?)
        ///     .currency("EUR")
        ///     .until("2030-01-31".parse()?)
        ///     .build()?;
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        "#);
    }
}
