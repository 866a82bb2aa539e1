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
    let mut items = vec![definition(entry, api), open_enum(entry), from_text(entry)];
    items.extend(owned(entry));
    items.push(display(entry));
    items
}

fn definition(entry: &Enum, api: &Api) -> TokenStream {
    let ident = &entry.ident;
    let case = if entry.ignore_case { " Upper and lower case are the same." } else { "" };
    let source = docs::source(api.document(entry.document));
    let text =
        format!("{}{case}\n\n{}", entry.means, docs::wrapped(&format!("Source: {source}."), 0));
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

fn from_text(entry: &Enum) -> TokenStream {
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

/// The conversions that serde goes through.
fn owned(entry: &Enum) -> [TokenStream; 2] {
    let ident = &entry.ident;
    [
        quote! {
            impl From<String> for #ident {
                fn from(value: String) -> Self {
                    Self::from(value.as_str())
                }
            }
        },
        quote! {
            impl From<#ident> for String {
                fn from(value: #ident) -> Self {
                    value.as_str().to_owned()
                }
            }
        },
    ]
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

#[cfg(test)]
mod tests {
    use crate::emit::testing::file;

    #[test]
    fn values_become_variants_and_others_are_kept() {
        let page = "
endpoint: Join
request: POST /members
body:
  kind: { type: String, values: [adult, under-18, 2nd.card], case: insensitive, mandatory: No, means: Kind of member. }
";
        let text = file(page, "src/things/page.rs");
        let at = text.find("/// Kind of member. Upper").unwrap_or_default();
        insta::assert_snapshot!(&text[at..], @r#"
        /// Kind of member. Upper and lower case are the same.
        ///
        /// Source: [Loans](crate::documents::LOANS), revision 2024-05-06.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        pub enum Kind {
            /// `adult`
            Adult,
            /// `under-18`
            Under18,
            /// `2nd.card`
            Value2ndCard,
            /// A value that the documentation does not list.
            Undocumented(String),
        }

        impl OpenEnum for Kind {
            const VALUES: &'static [&'static str] = &["adult", "under-18", "2nd.card"];

            fn as_str(&self) -> &str {
                match self {
                    Self::Adult => "adult",
                    Self::Under18 => "under-18",
                    Self::Value2ndCard => "2nd.card",
                    Self::Undocumented(value) => value,
                }
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Undocumented(_))
            }
        }

        impl From<&str> for Kind {
            fn from(value: &str) -> Self {
                match value.to_ascii_lowercase().as_str() {
                    "adult" => Self::Adult,
                    "under-18" => Self::Under18,
                    "2nd.card" => Self::Value2ndCard,
                    _ => Self::Undocumented(value.to_owned()),
                }
            }
        }

        impl From<String> for Kind {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl From<Kind> for String {
            fn from(value: Kind) -> Self {
                value.as_str().to_owned()
            }
        }

        impl fmt::Display for Kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        "#);
    }
}
