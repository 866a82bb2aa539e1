//! An enum for each documented list of values; values that are not on the list are kept.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Enum};

use super::{Imports, docs};

/// The enum and its conversions.
pub(super) fn items(entry: &Enum, api: &Api, imports: &mut Imports) -> Vec<TokenStream> {
    imports.fmt();
    imports.runtime("OpenEnum");
    imports.serde("Deserialize");
    imports.serde("Serialize");
    vec![definition(entry, api), open_enum(entry), conversions(entry), into_text(entry), display(entry)]
}

fn definition(entry: &Enum, api: &Api) -> TokenStream {
    let ident = &entry.ident;
    let case = if entry.ignore_case { " Upper and lower case are the same." } else { "" };
    let source = docs::source(api.document(entry.document));
    let text = format!("{}{case}\n\n{}", entry.means, docs::wrapped(&format!("Source: {source}."), 0));
    let docs = docs::doc(&text);
    let variants = entry.values.iter().map(|(value, variant)| {
        let docs = docs::doc(&format!("`{value}`"));
        quote!(#docs #variant)
    });
    let undocumented = docs::doc("A value that the documentation does not list.");
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants,)*
            #undocumented
            Undocumented(String),
        }
    }
}

fn open_enum(entry: &Enum) -> TokenStream {
    let ident = &entry.ident;
    let values: Vec<&String> = entry.values.iter().map(|(value, _)| value).collect();
    let variants = entry.values.iter().map(|(_, variant)| variant);
    quote! {
        impl OpenEnum for #ident {
            const VALUES: &'static [&'static str] = &[#(#values),*];

            fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Undocumented(value) => value,
                }
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Undocumented(_))
            }
        }
    }
}

fn conversions(entry: &Enum) -> TokenStream {
    let ident = &entry.ident;
    let arms = entry.values.iter().map(|(value, variant)| match entry.ignore_case {
        true => {
            let value = value.to_ascii_lowercase();
            quote!(#value => Self::#variant)
        }
        false => quote!(#value => Self::#variant),
    });
    let subject = match entry.ignore_case {
        true => quote!(value.to_ascii_lowercase().as_str()),
        false => quote!(value),
    };
    quote! {
        impl From<&str> for #ident {
            fn from(value: &str) -> Self {
                match #subject {
                    #(#arms,)*
                    _ => Self::Undocumented(value.to_owned()),
                }
            }
        }
    }
}

fn into_text(entry: &Enum) -> TokenStream {
    let ident = &entry.ident;
    quote! {
        impl From<String> for #ident {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }
        impl From<#ident> for String {
            fn from(value: #ident) -> Self {
                value.as_str().to_owned()
            }
        }
    }
}

fn display(entry: &Enum) -> TokenStream {
    let ident = &entry.ident;
    quote! {
        impl fmt::Display for #ident {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}
