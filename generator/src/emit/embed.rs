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
        insta::assert_snapshot!(item(page, "impl Shelf"), @r#"
        impl Shelf {
            /// The value as JSON that can stand inside a `<script>` of the page, whatever texts it holds:
            /// no text can end the script or begin a comment.
            ///
            /// # Errors
            ///
            /// All documented rules that the value breaks.
            pub fn script_json(&self) -> Result<String, EmbedError> {
                embedded(self)
            }

            /// The statement that gives the value to `window.Library.show`, to stand inside a `<script>`.
            ///
            /// What JSON cannot hold, a callback say, is added in the page, to the object of
            /// [`script_json`](Self::script_json).
            ///
            /// # Errors
            ///
            /// All documented rules that the value breaks.
            pub fn script_call(&self) -> Result<String, EmbedError> {
                let json = self.script_json()?;
                Ok(format!("window.Library.show({json});"))
            }
        }
        "#);
        insta::assert_snapshot!(item(page, "pub struct Shelf"), @r#"
        /// What is shown.
        ///
        /// Source: [Loans](crate::documents::LOANS), revision 2024-05-06.
        ///
        /// # Examples
        ///
        /// With made-up values:
        ///
        /// ```
        /// use library_client::Shelf;
        ///
        /// let value = Shelf::builder().title("example").build()?;
        /// let script = value.script_call()?;
        /// let page = format!("<script>{script}</script>");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, bon::Builder)]
        #[builder(finish_fn = build_unchecked)]
        #[non_exhaustive]
        pub struct Shelf {
            /// On top.
            ///
            /// `title`: `String`, mandatory.
            #[builder(into)]
            pub title: String,
        }
        "#);
    }
}
