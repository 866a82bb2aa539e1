//! The crate's root and the modules of its groups.

use proc_macro2::{Ident, Span};
use quote::quote;

use crate::api::{Api, Group};
use crate::emit::{Content, File, docs, page};

/// What a user of the crate needs of the runtime: the types of public fields and signatures.
const REEXPORTED: &[&str] = &[
    "AnswerError",
    "BaseUrl",
    "BlockingPages",
    "BlockingTransport",
    "Body",
    "BoxFuture",
    "BuildError",
    "CallOptions",
    "Carried",
    "ClientBuilder",
    "Clock",
    "Credentials",
    "Date",
    "Decimal",
    "Delivery",
    "Document",
    "EmbedError",
    "Endpoint",
    "Error",
    "FieldMessage",
    "Format",
    "Further",
    "Identifier",
    "IdentifierKind",
    "Indeterminate",
    "Invalid",
    "InvalidBaseUrl",
    "InvalidDate",
    "InvalidHeader",
    "InvalidIdentifier",
    "InvalidOffsetDateTime",
    "InvalidTimestamp",
    "Limits",
    "Method",
    "MissingVariable",
    "NotUnderstood",
    "NotificationError",
    "Notifications",
    "OffsetDateTime",
    "OpenEnum",
    "Operation",
    "Page",
    "PagedEndpoint",
    "Pages",
    "PagingError",
    "Part",
    "Path",
    "Query",
    "RawCall",
    "Reference",
    "Refused",
    "RequestError",
    "Retry",
    "Rule",
    "Secret",
    "Service",
    "SystemClock",
    "Timestamp",
    "Transport",
    "TransportError",
    "TransportFault",
    "Unreadable",
    "Validate",
    "Violation",
    "from_env",
    "http",
    "script_json",
    "serde_json",
];

/// `src/lib.rs`
pub(super) fn library(api: &Api) -> File {
    let groups = api.groups.iter().map(|group| {
        let module = &group.module;
        quote!(#[rustfmt::skip] pub mod #module;)
    });
    let modules = quote! {
        #[rustfmt::skip]
        pub mod blocking;
        #[rustfmt::skip]
        mod client;
        #[rustfmt::skip]
        pub mod documents;
        #[rustfmt::skip]
        pub mod errors;
        #[rustfmt::skip]
        pub mod identifiers;
        #[rustfmt::skip]
        pub mod service;
        #(#groups)*
    };
    let runtime = REEXPORTED.iter().map(|name| Ident::new(name, Span::call_site()));
    let pages = api.pages.iter().map(|it| {
        let (group, module) = (&it.group, &it.module);
        match page::types(it, api).as_slice() {
            [] => quote!(),
            [one] => quote!(pub use #group::#module::#one;),
            many => quote!(pub use #group::#module::{#(#many),*};),
        }
    });
    let identifiers: Vec<_> = api.identifiers.iter().map(|it| &it.alias).collect();
    let identifiers = match identifiers.is_empty() {
        true => quote!(),
        false => quote!(pub use identifiers::{#(#identifiers),*};),
    };
    let uses = quote! {
        pub use client::Client;
        pub use client_runtime::{#(#runtime),*};
        #[cfg(feature = "async")]
        pub use client_runtime::ReqwestTransport;
        #[cfg(feature = "blocking")]
        pub use client_runtime::UreqTransport;
        #identifiers
        #(#pages)*
    };
    // `cargo fmt` leaves the crate as the generator's formatter wrote it.
    let attributes = vec![
        // The README's programs send: they compile with the async client.
        quote!(
            #![cfg_attr(any(feature = "async", not(doctest)), doc = include_str!("../README.md"))]
        ),
        quote!(#![cfg_attr(rustfmt, rustfmt_skip)]),
    ];
    File {
        path: "src/lib.rs".to_owned(),
        content: Content::Rust {
            source: String::new(),
            docs: String::new(),
            imports: attributes,
            items: vec![modules, uses],
        },
    }
}

/// `src/<group>/mod.rs`
pub(super) fn group(group: &Group, api: &Api) -> File {
    let pages = group.pages.iter().map(|id| api.page(*id));
    let lines = pages.clone().map(|page| {
        let what = match &page.endpoint {
            Some(endpoint) => {
                format!("{}: `{} {}`", endpoint.name, endpoint.method, endpoint.template)
            }
            None => page.means.clone(),
        };
        docs::bullet(&format!("[`{}`]: {what}", page.module))
    });
    let title = group.title();
    let lines: String = lines.collect();
    let modules = pages.map(|page| {
        let module = &page.module;
        quote!(pub mod #module;)
    });
    File {
        path: format!("src/{}/mod.rs", group.module),
        content: Content::Rust {
            source: group.module.to_string(),
            docs: format!("The documentation's pages about {title}.\n\n{}", lines.trim_end()),
            imports: Vec::new(),
            items: vec![quote!(#(#modules)*)],
        },
    }
}
