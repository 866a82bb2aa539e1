//! The `use` lines of a generated module, collected while its items are written.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::api::RustName;

/// What a module uses from elsewhere.
#[derive(Debug, Default)]
pub(super) struct Imports {
    runtime: BTreeSet<&'static str>,
    serde: BTreeSet<&'static str>,
    types: BTreeSet<RustName>,
    fmt: bool,
    documents: bool,
}

impl Imports {
    /// A name of `client_runtime`.
    pub(super) fn runtime(&mut self, name: &'static str) {
        self.runtime.insert(name);
    }

    /// A name of `serde`.
    pub(super) fn serde(&mut self, name: &'static str) {
        self.serde.insert(name);
    }

    /// A type of the generated crate.
    pub(super) fn generated(&mut self, name: &RustName) {
        self.types.insert(name.clone());
    }

    /// `std::fmt`
    pub(super) fn fmt(&mut self) {
        self.fmt = true;
    }

    /// The constants for the pages of the documentation.
    pub(super) fn documents(&mut self) {
        self.documents = true;
    }

    /// The `use` lines: of the standard library, of other crates, of this one. `own` are the types
    /// that the module declares itself.
    pub(super) fn into_groups(mut self, own: &[RustName]) -> Vec<TokenStream> {
        self.types.retain(|name| !own.contains(name));
        let runtime = grouped(&quote!(client_runtime), &idents(self.runtime.iter().copied()));
        let serde = grouped(&quote!(serde), &idents(self.serde.iter().copied()));
        let mut ours = idents(self.types.iter().map(RustName::as_str));
        if self.documents {
            ours.push(Ident::new("documents", Span::call_site()));
        }
        let ours = grouped(&quote!(crate), &ours);
        let fmt = self.fmt.then(|| {
            quote!(
                use std::fmt;
            )
        });
        vec![quote!(#fmt), quote!(#runtime #serde), ours]
    }
}

fn idents<'n>(names: impl Iterator<Item = &'n str>) -> Vec<Ident> {
    names.map(|name| Ident::new(name, Span::call_site())).collect()
}

fn grouped(path: &TokenStream, names: &[Ident]) -> TokenStream {
    match names {
        [] => quote!(),
        [one] => quote!(use #path::#one;),
        many => quote!(use #path::{#(#many),*};),
    }
}
