//! A struct for each documented object, and for the rows of each request.

use heck::ToLowerCamelCase;
use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Mandatory, Object, Part, Row, Type};

use super::{Imports, builder, debug, docs, types, validator};

/// How a struct's values travel, which decides what is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Travel {
    /// As JSON.
    Json,
    /// In path and query alone.
    Uri,
}

/// The struct of an object and what belongs to it.
pub(super) fn items(
    object: &Object,
    lead: &str,
    travel: Travel,
    api: &Api,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let mut items = vec![definition(object, lead, travel, api, imports)];
    if object.has_personal_rows() {
        items.push(debug::implementation(object, imports));
    }
    if object.usage.sent {
        items.push(builder::implementation(object, imports));
        items.push(validator::implementation(object, api, imports));
    }
    items
}

fn definition(
    object: &Object,
    lead: &str,
    travel: Travel,
    api: &Api,
    imports: &mut Imports,
) -> TokenStream {
    let docs = docs::doc(&docs::object(object, lead, api));
    let attributes = attributes(object, travel, imports);
    let ident = &object.ident;
    let fields = object.rows.iter().map(|row| field(row, object, travel, api, imports));
    let fields: Vec<TokenStream> = fields.collect();
    let further = object.open.then(|| further(object, imports));
    quote! {
        #docs
        #attributes
        #[non_exhaustive]
        pub struct #ident {
            #(#fields,)*
            #further
        }
    }
}

fn attributes(object: &Object, travel: Travel, imports: &mut Imports) -> TokenStream {
    let debug = (!object.has_personal_rows()).then(|| quote!(Debug,));
    let build = object.usage.sent.then(|| quote!(bon::Builder,));
    let serde = (travel == Travel::Json).then(|| {
        imports.serde("Deserialize");
        imports.serde("Serialize");
        quote!(Serialize, Deserialize,)
    });
    let finish = object.usage.sent.then(|| quote!(#[builder(finish_fn = build_unchecked)]));
    let rename = (travel == Travel::Json && object.rows.iter().any(|row| row.wire != row.ident.as_str()))
        .then(|| quote!(#[serde(rename_all = "camelCase")]));
    quote! {
        #[derive(Clone, #debug PartialEq, #serde #build)]
        #finish
        #rename
    }
}

fn field(
    row: &Row,
    object: &Object,
    travel: Travel,
    api: &Api,
    imports: &mut Imports,
) -> TokenStream {
    let docs = docs::doc(&docs::row(row, object.document, api));
    let into = (object.usage.sent && types::converts(row)).then(|| quote!(#[builder(into)]));
    let serde = (travel == Travel::Json).then(|| serde(row, object));
    let ident = &row.ident;
    let ty = types::field(row, api, imports);
    quote!(#docs #into #serde pub #ident: #ty)
}

/// How serde reads and writes a field that is not simply itself.
fn serde(row: &Row, object: &Object) -> TokenStream {
    let is_renamed = object.rows.iter().any(|row| row.wire != row.ident.as_str());
    let expected = if is_renamed { row.ident.as_str().to_lower_camel_case() } else { row.ident.to_string() };
    let mut arguments = Vec::new();
    if row.wire != expected {
        let wire = &row.wire;
        arguments.push(quote!(rename = #wire));
    }
    if row.part != Part::Body {
        arguments.push(quote!(skip_serializing));
        return quote!(#[serde(#(#arguments),*)]);
    }
    if row.ty == Type::Decimal {
        match row.optional {
            true => arguments.push(quote!(with = "client_runtime::decimal::option")),
            false => arguments.push(quote!(with = "client_runtime::decimal")),
        }
        if row.optional {
            arguments.push(quote!(default));
        }
    }
    // A mandatory row that may be null is written as null; any other row is left out.
    let is_always_there = row.mandatory == Mandatory::Yes && row.nullable && !object.usage.sent;
    if row.optional && !is_always_there {
        arguments.push(quote!(skip_serializing_if = "Option::is_none"));
    }
    match arguments.is_empty() {
        true => quote!(),
        false => quote!(#[serde(#(#arguments),*)]),
    }
}

/// The field for the keys that no row describes.
fn further(object: &Object, imports: &mut Imports) -> TokenStream {
    imports.runtime("Further");
    let docs = docs::doc("Keys that the documentation at hand does not show.");
    let default = object.usage.sent.then(|| quote!(#[builder(default)]));
    quote!(#docs #default #[serde(flatten)] pub further: Further,)
}
