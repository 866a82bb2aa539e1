//! The modules `documents` and `identifiers`: what the rest of the crate refers to.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Document, Identifier};
use crate::emit::{Content, File, Imports, docs};

/// `src/documents.rs`: a constant for each page, and all of them in a list.
pub(super) fn documents(api: &Api) -> File {
    let mut imports = Imports::default();
    imports.runtime("Document");
    let constants = api.documents.iter().map(|it| &it.constant);
    let all_docs = docs::doc("Every page that the crate was made of.");
    let all = quote! {
        #all_docs
        pub const ALL: &[&Document] = &[#(&#constants),*];
    };
    let items = std::iter::once(all).chain(api.documents.iter().map(document)).collect();
    File {
        path: "src/documents.rs".to_owned(),
        content: Content::Rust {
            source: "documents.yaml".to_owned(),
            docs: "The pages of the documentation, at the revisions that were transcribed."
                .to_owned(),
            imports: imports.into_tokens(&[]),
            items,
        },
    }
}

fn document(document: &Document) -> TokenStream {
    let mut text = format!("{}.", docs::source(document));
    if let Some(cut) = &document.cut {
        let cut = cut.trim_end_matches('.');
        text.push_str(&format!("\n\nKnown in part: the copy at hand ends {cut}."));
    }
    if let Some(note) = &document.note {
        text.push_str(&format!("\n\n{note}"));
    }
    let paragraphs: Vec<String> = text.split("\n\n").map(|it| docs::wrapped(it, 0)).collect();
    let docs = docs::doc(&paragraphs.join("\n\n"));
    let Document { key, constant, title, revision, .. } = document;
    let address = match &document.address {
        Some(address) => quote!(Some(#address)),
        None => quote!(None),
    };
    quote! {
        #docs
        pub const #constant: Document = Document {
            key: #key,
            title: #title,
            revision: #revision,
            address: #address,
        };
    }
}

/// `src/identifiers.rs`: a type for each kind of identifier.
pub(super) fn identifiers(api: &Api) -> File {
    let mut imports = Imports::default();
    if !api.identifiers.is_empty() {
        imports.runtime("Identifier");
        imports.runtime("IdentifierKind");
    }
    let items = api.identifiers.iter().flat_map(|it| identifier(it, api)).collect();
    File {
        path: "src/identifiers.rs".to_owned(),
        content: Content::Rust {
            source: "identifiers.yaml".to_owned(),
            docs: "Identifiers: one cannot be passed where another is wanted.".to_owned(),
            imports: imports.into_tokens(&[]),
            items,
        },
    }
}

fn identifier(identifier: &Identifier, api: &Api) -> [TokenStream; 3] {
    let Identifier { name, alias, kind, .. } = identifier;
    let form = match &identifier.prefix {
        Some(prefix) => format!("`{prefix}-<UUID>`"),
        None => "A bare UUID".to_owned(),
    };
    let source = docs::source(api.document(identifier.document));
    let text = format!(
        "{}\n\n{}",
        docs::wrapped(&identifier.means, 0),
        docs::wrapped(&format!("{form}. Source: {source}."), 0)
    );
    let alias_docs = docs::doc(&text);
    let kind_docs = docs::doc(&format!("Makes [`{alias}`] a type of its own."));
    let prefix = match &identifier.prefix {
        Some(prefix) => quote!(Some(#prefix)),
        None => quote!(None),
    };
    let ignore_case = identifier.ignore_case.then(|| quote!(const IGNORE_CASE: bool = true;));
    [
        quote!(#alias_docs pub type #alias = Identifier<#kind>;),
        quote! {
            #kind_docs
            #[derive(Debug)]
            pub enum #kind {}
        },
        quote! {
            impl IdentifierKind for #kind {
                const NAME: &'static str = #name;
                const PREFIX: Option<&'static str> = #prefix;
                #ignore_case
            }
        },
    ]
}
