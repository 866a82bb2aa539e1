//! `Debug` without personal data.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Object, Sensitivity};

use super::Imports;

/// The `Debug` of an object with rows about a person: their values stay hidden.
pub(super) fn implementation(object: &Object, imports: &mut Imports) -> TokenStream {
    imports.fmt();
    imports.runtime("Hidden");
    let ident = &object.ident;
    let name = ident.as_str();
    let fields = object.rows.iter().map(|row| {
        let (field, label) = (&row.ident, row.ident.as_str());
        match row.sensitive {
            Some(Sensitivity::Personal) => quote!(.field(#label, &Hidden)),
            _ => quote!(.field(#label, &self.#field)),
        }
    });
    let further = object.open.then(|| quote!(.field("further", &self.further)));
    quote! {
        impl fmt::Debug for #ident {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#name) #(#fields)* #further .finish()
            }
        }
    }
}
