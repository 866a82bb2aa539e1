//! The end of a builder: `bon` makes the builder itself from the struct.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::api::Object;

use super::{Imports, docs};

/// `build` of an object's builder: every mandatory row is given, or it does not compile; every
/// documented rule is kept, or it returns what is not.
pub(super) fn implementation(object: &Object, imports: &mut Imports) -> TokenStream {
    imports.runtime("Invalid");
    imports.runtime("Validate");
    let ident = &object.ident;
    let builder = format_ident!("{ident}Builder");
    let module = Ident::new(&module(&builder.to_string()), Span::call_site());
    let docs = docs::doc(
        "Checks every documented rule and returns the value.\n\n\
         # Errors\n\n\
         All rules that the value breaks; nothing is lost, `build_unchecked` returns it as it is.",
    );
    quote! {
        impl<S: #module::State> #builder<S> {
            #docs
            pub fn build(self) -> Result<#ident, Invalid>
            where
                S: #module::IsComplete,
            {
                let value = self.build_unchecked();
                value.validate()?;
                Ok(value)
            }
        }
    }
}

/// The module that `bon` makes beside a builder: each capital begins a word.
fn module(builder: &str) -> String {
    let mut name = String::new();
    for (index, letter) in builder.char_indices() {
        if index > 0 && letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use crate::emit::testing::item;

    #[test]
    fn build_needs_every_mandatory_row_and_checks_the_rules() {
        let page = "
endpoint: Join
request: POST /members
body:
  name:  { type: String, mandatory: Yes, means: Who joins. }
";
        insta::assert_snapshot!(item(page, "impl<S: join_builder::State>"), @"
        impl<S: join_builder::State> JoinBuilder<S> {
            /// Checks every documented rule and returns the value.
            ///
            /// # Errors
            ///
            /// All rules that the value breaks; nothing is lost, `build_unchecked` returns it as it is.
            pub fn build(self) -> Result<Join, Invalid>
            where
                S: join_builder::IsComplete,
            {
                let value = self.build_unchecked();
                value.validate()?;
                Ok(value)
            }
        }
        ");
    }
}
