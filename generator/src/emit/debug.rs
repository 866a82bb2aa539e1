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

#[cfg(test)]
mod tests {
    use crate::emit::testing::item;

    #[test]
    fn personal_rows_are_hidden() {
        let page = "
endpoint: Join
request: POST /members
body:
  name:  { type: String, mandatory: Yes, sensitive: personal, means: Who joins. }
  branch: { type: String, mandatory: No, means: Where. }
";
        insta::assert_snapshot!(item(page, "impl fmt::Debug for Join"), @r#"
        impl fmt::Debug for Join {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct("Join")
                    .field("name", &Hidden)
                    .field("branch", &self.branch)
                    .finish()
            }
        }
        "#);
    }
}
