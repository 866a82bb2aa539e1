//! An example for each journey, and their index.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Actor, Api, Journey, Step};
use crate::emit::{Content, File, docs, example};
use crate::render;

/// `examples/<journey>.rs`: each step in words, and the request of each call as it would be sent.
pub(super) fn journey(journey: &Journey, api: &Api) -> File {
    let mut used = vec!["BaseUrl".to_owned(), "Endpoint".to_owned()];
    let steps: Vec<TokenStream> = journey
        .steps
        .iter()
        .enumerate()
        .map(|(index, it)| step(index + 1, it, api, &mut used))
        .collect();
    used.sort();
    used.dedup();
    let used =
        used.iter().map(|name| proc_macro2::Ident::new(name, proc_macro2::Span::call_site()));
    let library = &api.package.library;
    let source = docs::linked(api.document(journey.document));
    let text = format!(
        "{}: {}\n\nSource: {source}. Run it with `cargo run --example {}`: it prints each request and\n\
         sends nothing.",
        journey.name,
        docs::wrapped(&journey.means, 0),
        name(journey)
    );
    File {
        path: format!("examples/{}.rs", name(journey)),
        content: Content::Rust {
            source: journey.source.clone(),
            docs: text,
            imports: vec![
                quote!(#![cfg_attr(rustfmt, rustfmt_skip)]),
                quote!(
                    use std::error::Error;
                ),
                quote!(use #library::{#(#used),*};),
            ],
            items: vec![
                quote! {
                    fn main() -> Result<(), Box<dyn Error>> {
                        let base: BaseUrl = "https://api.example.com".parse()?;
                        #(#steps)*
                        Ok(())
                    }
                },
                show(),
            ],
        },
    }
}

/// Shows a request as it would go onto the wire.
fn show() -> TokenStream {
    let docs = docs::doc("Prints a request as it would be sent.");
    quote! {
        #docs
        fn show(request: &impl Endpoint, base: &BaseUrl) -> Result<(), Box<dyn Error>> {
            let request = request.to_request(base)?;
            println!("   {} {}", request.method(), request.uri());
            println!("   {}", String::from_utf8_lossy(request.body()));
            Ok(())
        }
    }
}

fn step(number: usize, step: &Step, api: &Api, used: &mut Vec<String>) -> TokenStream {
    let line = format!("{number}. {}: {}", actor(step.actor), step.does);
    let format = line.replace('{', "{{").replace('}', "}}");
    let line = quote!(println!(#format););
    let Some(page) = step.calls.map(|id| api.page(id)) else {
        return line;
    };
    let Some(endpoint) = &page.endpoint else {
        return line;
    };
    let request = example::request(page, endpoint, api, used);
    quote! {
        #line
        let request = #request;
        show(&request, &base)?;
    }
}

/// `examples/README.md`
pub(super) fn index(api: &Api) -> String {
    let mut text = format!(
        "<!-- {} -->\n\n# Examples\n\nEach walks through a documented process flow and prints the \
         requests of its calls; none sends\nanything.\n",
        render::marker("journeys")
    );
    for journey in &api.journeys {
        let name = name(journey);
        text.push_str(&format!(
            "\n## {}\n\n{}\n\n",
            journey.name,
            docs::wrapped(&journey.means, 0)
        ));
        text.push_str(&format!("    cargo run --example {name}\n\n"));
        for (index, step) in journey.steps.iter().enumerate() {
            let mut line = format!("{}. {}: {}", index + 1, actor(step.actor), step.does);
            if let Some(endpoint) = step.calls.and_then(|id| api.page(id).endpoint.as_ref()) {
                line.push_str(&format!(" (`{}`)", endpoint.request.ident));
            }
            text.push_str(&docs::wrapped(&line, 3));
            text.push('\n');
        }
    }
    text
}

fn name(journey: &Journey) -> String {
    journey.name.to_snake_case()
}

fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Server => "your server",
        Actor::Client => "your page",
        Actor::Customer => "the customer",
        Actor::Api => "the API",
    }
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
