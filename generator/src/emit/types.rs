//! The Rust type of a row.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Row, Type};

use super::Imports;

/// The type of a field: `Option<Vec<Address>>` and the like.
pub(super) fn field(row: &Row, api: &Api, imports: &mut Imports) -> TokenStream {
    let mut ty = value(&row.ty, api, imports);
    if row.boxed {
        ty = quote!(Box<#ty>);
    }
    if row.many {
        ty = quote!(Vec<#ty>);
    }
    if row.optional {
        ty = quote!(Option<#ty>);
    }
    ty
}

/// The type of one value.
fn value(ty: &Type, api: &Api, imports: &mut Imports) -> TokenStream {
    let mut runtime = |name: &'static str, tokens| {
        imports.runtime(name);
        tokens
    };
    match ty {
        Type::Text => quote!(String),
        Type::Secret => runtime("Secret", quote!(Secret)),
        Type::Date => runtime("Date", quote!(Date)),
        Type::Timestamp => runtime("Timestamp", quote!(Timestamp)),
        Type::OffsetDateTime => runtime("OffsetDateTime", quote!(OffsetDateTime)),
        Type::Decimal => runtime("Decimal", quote!(Decimal)),
        Type::Integer => quote!(i64),
        Type::Boolean | Type::Flag(..) => quote!(bool),
        Type::Identifier(id) => {
            let alias = &api.identifier(*id).alias;
            imports.generated(alias);
            quote!(#alias)
        }
        Type::Enum(id) => {
            let ident = &api.enumeration(*id).ident;
            imports.generated(ident);
            quote!(#ident)
        }
        Type::Object(id) => {
            let ident = &api.object(*id).ident;
            imports.generated(ident);
            quote!(#ident)
        }
    }
}

/// Whether a builder takes whatever converts into the type: texts do, so that `"EUR"` will do, and
/// lists, so that an array will.
pub(super) fn converts(row: &Row) -> bool {
    row.many || matches!(row.ty, Type::Text | Type::Secret | Type::Enum(_))
}
