//! An object that the merchant's web page gives to a script: how it gets into the page.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Embedded};

use super::{Imports, docs};

/// The methods that write the object into a page.
pub(super) fn implementation(embedded: &Embedded, api: &Api, imports: &mut Imports) -> TokenStream {
    imports.runtime("EmbedError");
    imports.runtime("embedded");
    let ident = &api.object(embedded.object).ident;
    let json = docs::doc(
        "The value as JSON that can stand inside a `<script>` of the page, whatever texts it \
         holds:\nno text can end the script or begin a comment.\n\n\
         # Errors\n\nAll documented rules that the value breaks.",
    );
    let call = embedded.function.as_ref().map(|function| call(function));
    quote! {
        impl #ident {
            #json
            pub fn script_json(&self) -> Result<String, EmbedError> {
                embedded(self)
            }
            #call
        }
    }
}

fn call(function: &str) -> TokenStream {
    let gives = format!(
        "The statement that gives the value to `{function}`, to stand inside a `<script>`."
    );
    let docs = docs::doc(&format!(
        "{}\n\n\
         What JSON cannot hold, a callback say, is added in the page, to the object of\n\
         [`script_json`](Self::script_json).\n\n\
         # Errors\n\nAll documented rules that the value breaks.",
        docs::wrapped(&gives, 0)
    ));
    let format = format!("{function}({{json}});");
    quote! {
        #docs
        pub fn script_call(&self) -> Result<String, EmbedError> {
            let json = self.script_json()?;
            Ok(format!(#format))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::emit::testing::item;

    #[test]
    fn an_embedded_object_writes_itself_into_a_page() {
        let page = "
embeds: { object: Shelf, function: window.Library.show }
objects:
  Shelf: { means: What is shown., rows: { title: { type: String, mandatory: Yes, means: On top. } } }
";
        insta::assert_snapshot!(item(page, "impl Shelf"), @"");
        insta::assert_snapshot!(item(page, "pub struct Shelf"), @"");
    }
}
