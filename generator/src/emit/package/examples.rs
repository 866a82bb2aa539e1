//! An example for each journey, and their index.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::api::{Api, Endpoint, Journey, Page, PageId};
use crate::emit::{Content, File, docs, example};
use crate::render;

/// `examples/<journey>.rs`: each step in words, and the request of each call as it would be sent.
pub(super) fn journey(journey: &Journey, api: &Api) -> File {
    let mut used = vec!["BaseUrl".to_owned(), "Endpoint".to_owned()];
    let calls: BTreeMap<PageId, &Endpoint> = journey
        .steps
        .iter()
        .filter_map(|step| step.calls)
        .filter_map(|id| Some((id, api.page(id).endpoint.as_ref()?)))
        .collect();
    let mut items = vec![walk(journey, &calls)];
    for (page, endpoint) in &calls {
        items.push(call(api.page(*page), endpoint, api, &mut used));
    }
    items.push(show());
    used.sort();
    used.dedup();
    let used = used.iter().map(|name| Ident::new(name, Span::call_site()));
    let library = &api.package.library;
    let source = docs::linked(api.document(journey.document));
    let docs = format!(
        "{}: {}\n\nSource: {source}. Run it with `cargo run --example {}`: it prints each request and\n\
         sends nothing.",
        journey.name,
        docs::wrapped(&journey.means, 0),
        journey.file_name()
    );
    File {
        path: format!("examples/{}.rs", journey.file_name()),
        content: Content::Rust {
            source: journey.source.clone(),
            docs,
            imports: vec![
                quote!(#![cfg_attr(rustfmt, rustfmt_skip)]),
                quote!(
                    use std::error::Error;
                ),
                quote!(use #library::{#(#used),*};),
            ],
            items,
        },
    }
}

/// The steps, one after the other.
fn walk(journey: &Journey, calls: &BTreeMap<PageId, &Endpoint>) -> TokenStream {
    let steps = journey.steps.iter().enumerate().map(|(index, step)| {
        let line = format!("{}. {}: {}", index + 1, step.actor.words(), step.does);
        let format = line.replace('{', "{{").replace('}', "}}");
        let called = step.calls.and_then(|id| calls.get(&id)).map(|endpoint| {
            let function = function(endpoint);
            quote!(show(&#function()?, &base)?;)
        });
        quote!(println!(#format); #called)
    });
    quote! {
        fn main() -> Result<(), Box<dyn Error>> {
            let base: BaseUrl = "https://api.example.com".parse()?;
            #(#steps)*
            Ok(())
        }
    }
}

/// A function that builds the request of a call.
fn call(page: &Page, endpoint: &Endpoint, api: &Api, used: &mut Vec<String>) -> TokenStream {
    let ident = &endpoint.request.ident;
    let docs = docs::doc(&docs::wrapped(&endpoint.request.means, 0));
    let function = function(endpoint);
    let request = example::request(page, endpoint, api, used);
    quote! {
        #docs
        fn #function() -> Result<#ident, Box<dyn Error>> {
            let request = #request;
            Ok(request)
        }
    }
}

fn function(endpoint: &Endpoint) -> Ident {
    format_ident!("{}_request", endpoint.request.ident.as_str().to_snake_case())
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

/// `examples/README.md`
pub(super) fn index(api: &Api) -> String {
    let mut text = format!(
        "<!-- {} -->\n\n# Examples\n\nEach walks through a documented process flow and prints the \
         requests of its calls; none sends\nanything.\n",
        render::marker("journeys")
    );
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
