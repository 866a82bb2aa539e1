//! The clients: what is particular to the API as one constant, and a method for each endpoint.

use heck::ToSnakeCase;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::{credential_names, variable};
use crate::api::{Api, Endpoint, Header, is_clients_own};
use crate::emit::{Content, File, Imports, docs};

/// How long to wait for an answer where no page says.
const DEFAULT_SECONDS: u32 = 90;

/// `src/service.rs`: what all requests have in common.
pub(super) fn service(api: &Api) -> File {
    let mut imports = Imports::default();
    let names = credential_names(api);
    for name in ["MissingVariable", "Service"] {
        imports.runtime(name);
    }
    if constant_headers(api).next().is_some() {
        imports.runtime("HeaderField");
    }
    let mut items = vec![constant(api, &names), base_url(api)];
    if !names.is_empty() {
        for name in ["Authentication", "CredentialField", "Credentials", "Secret"] {
            imports.runtime(name);
        }
        items.extend(credentials(&names));
    }
    let mut imports = imports.into_groups(&[]);
    imports.insert(
        0,
        quote!(
            use std::time::Duration;
        ),
    );
    File {
        path: "src/service.rs".to_owned(),
        content: Content::Rust {
            source: "api.yaml".to_owned(),
            docs: "What all requests have in common: credentials, headers, the time to wait."
                .to_owned(),
            imports,
            items,
        },
    }
}

fn constant(api: &Api, names: &[&str]) -> TokenStream {
    let docs = docs::doc(&format!("{}.", api.name));
    let credentials = names.iter().map(|name| {
        let variable = variable(api, name);
        quote!(CredentialField { name: #name, variable: #variable })
    });
    let basic = api.authentication.basic.iter().map(|(username, password, _)| {
        quote!(Authentication::Basic { username: #username, password: #password })
    });
    let header = api
        .authentication
        .header
        .iter()
        .map(|(name, value, _)| quote!(Authentication::Header { name: #name, value: #value }));
    let authentication = basic.chain(header);
    let headers = constant_headers(api).map(|header| {
        let name = &header.name;
        let value = match &header.value {
            Some(value) => quote!(Some(#value)),
            None => quote!(None),
        };
        quote!(HeaderField { name: #name, value: #value })
    });
    let seconds = api.timeout.as_ref().map_or(DEFAULT_SECONDS, |it| it.seconds);
    let seconds = Literal::u32_unsuffixed(seconds);
    let messages = match &api.messages {
        Some(pointer) => quote!(Some(#pointer)),
        None => quote!(None),
    };
    quote! {
        #docs
        pub const SERVICE: Service = Service {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            credentials: &[#(#credentials),*],
            authentication: &[#(#authentication),*],
            headers: &[#(#headers),*],
            timeout: Duration::from_secs(#seconds),
            messages: #messages,
        };
    }
}

/// The headers that the service lists: those that the client does not set by itself.
fn constant_headers(api: &Api) -> impl Iterator<Item = &Header> {
    // Who calls is the client's to say too, unless the caller says it.
    let is_set = |name: &str| is_clients_own(name) || name.eq_ignore_ascii_case("user-agent");
    api.headers.iter().filter(move |it| !is_set(&it.name))
}

fn base_url(api: &Api) -> TokenStream {
    let variable = variable(api, "BASE_URL");
    let docs = docs::doc(&format!(
        "The API's base address, from the environment variable `{variable}`.\n\n\
         # Errors\n\n\
         If the variable is not set, is empty or is not UTF-8.",
    ));
    quote! {
        #docs
        pub fn base_url_from_env() -> Result<String, MissingVariable> {
            client_runtime::from_env(#variable)
        }
    }
}

fn credentials(names: &[&str]) -> [TokenStream; 2] {
    let arguments: Vec<Ident> =
        names.iter().map(|name| Ident::new(&name.to_snake_case(), Span::call_site())).collect();
    let given = docs::doc("The credentials of a caller. They are wiped on drop and shown nowhere.");
    let read = docs::doc(
        "The credentials of a caller, from the environment variables that [`SERVICE`] names.\n\n\
         # Errors\n\n\
         The first variable that is not set, or is not UTF-8.",
    );
    [
        quote! {
            #given
            pub fn credentials(#(#arguments: impl Into<Secret>),*) -> Credentials {
                Credentials::new() #(.with(#names, #arguments))*
            }
        },
        quote! {
            #read
            pub fn credentials_from_env() -> Result<Credentials, MissingVariable> {
                Credentials::from_env(&SERVICE)
            }
        },
    ]
}

/// Which of the two clients.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Async,
    Blocking,
}

/// `src/client.rs` or `src/blocking.rs`.
pub(super) fn client(style: Style, api: &Api) -> File {
    let mut imports = Imports::default();
    for name in ["CallOptions", "ClientBuilder", "Error", "RawCall"] {
        imports.runtime(name);
    }
    let (path, docs, runtime, pages) = match style {
        Style::Async => ("client", ASYNC, "Client", "Pages"),
        Style::Blocking => ("blocking", BLOCKING, "BlockingClient", "BlockingPages"),
    };
    let runtime = Ident::new(runtime, Span::call_site());
    let mut items = vec![definition(&runtime), general(style, &runtime)];
    for (_, endpoint) in api.endpoints() {
        items.push(method(style, endpoint, api, &mut imports));
        if api.paged(endpoint).is_some() {
            imports.runtime(pages);
            items.push(all_pages(endpoint, &Ident::new(pages, Span::call_site())));
        }
    }
    let methods = items.split_off(1);
    items.push(quote!(impl Client { #(#methods)* }));
    items.push(quote! {
        impl From<client_runtime::#runtime> for Client {
            fn from(calls: client_runtime::#runtime) -> Self {
                Self { calls }
            }
        }
    });
    let mut groups = imports.into_groups(&[]);
    if let Some(ours) = groups.last_mut() {
        ours.extend(quote!(
            use crate::service::SERVICE;
        ));
    }
    File {
        path: format!("src/{path}.rs"),
        content: Content::Rust {
            source: String::new(),
            docs: docs.to_owned(),
            imports: groups,
            items,
        },
    }
}

const ASYNC: &str = "The async client: a method for each endpoint.";
const BLOCKING: &str = "The blocking client: a method for each endpoint, and no async runtime.";

fn definition(runtime: &Ident) -> TokenStream {
    let docs = docs::doc(
        "Calls the API. Cheap to clone: clones share connections and settings.\n\n\
         Each method checks its request first, and sends nothing if a documented rule is broken.",
    );
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            calls: client_runtime::#runtime,
        }
    }
}

/// The methods that every client has.
fn general(style: Style, runtime: &Ident) -> TokenStream {
    let builder =
        docs::doc("Begins a client of the API at a base address, `https://api.example/v1`.");
    let with = docs::doc("The same client with other settings: for one call, or for many.");
    let raw = docs::doc(
        "Calls an endpoint that is not transcribed, with the same authentication and errors.\n\n\
         # Errors\n\nSee [`Error`].",
    );
    let (keyword, wait) = waiting(style);
    quote! {
        #builder
        pub fn builder(base: &str) -> ClientBuilder<Self, client_runtime::#runtime> {
            ClientBuilder::new(&SERVICE, base)
        }
        #with
        #[must_use]
        pub fn with(&self, options: CallOptions) -> Self {
            Self { calls: self.calls.with(options) }
        }
        #raw
        pub #keyword fn raw(
            &self,
            call: &RawCall,
        ) -> Result<client_runtime::http::Response<client_runtime::Body>, Error> {
            self.calls.raw(call) #wait
        }
    }
}

fn waiting(style: Style) -> (TokenStream, TokenStream) {
    match style {
        Style::Async => (quote!(async), quote!(.await)),
        Style::Blocking => (quote!(), quote!()),
    }
}

/// The method of an endpoint.
fn method(style: Style, endpoint: &Endpoint, api: &Api, imports: &mut Imports) -> TokenStream {
    let request = &endpoint.request.ident;
    imports.generated(request);
    let answer = match endpoint.answer {
        Some(id) => {
            let answer = &api.object(id).ident;
            imports.generated(answer);
            quote!(#answer)
        }
        None => quote!(()),
    };
    let docs = docs::doc(&format!(
        "{}\n\n`{} {}`\n\n# Errors\n\nSee [`Error`].",
        docs::wrapped(&endpoint.request.means, 0),
        endpoint.method,
        endpoint.template
    ));
    let name = &endpoint.call;
    let (keyword, wait) = waiting(style);
    quote! {
        #docs
        pub #keyword fn #name(&self, request: &#request) -> Result<#answer, Error> {
            self.calls.send(request) #wait
        }
    }
}

/// The method that goes through all pages of a list.
fn all_pages(endpoint: &Endpoint, pages: &Ident) -> TokenStream {
    let request = &endpoint.request.ident;
    let name = format_ident!("{}", endpoint.items_call());
    let one = &endpoint.call;
    let docs = docs::doc(&format!("All items of [`{one}`](Self::{one}), page after page."));
    quote! {
        #docs
        pub fn #name(&self, request: &#request) -> #pages<#request> {
            self.calls.pages(request)
        }
    }
}
