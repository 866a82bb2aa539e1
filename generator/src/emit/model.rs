//! A struct for each documented object, and for the rows of each request.

use heck::ToLowerCamelCase;
use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Mandatory, Object, Part, Row, Type};

use super::{Imports, builder, debug, docs, types, validator};

/// How a struct's values travel, which decides what is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Travel {
    /// As JSON, both ways.
    Json,
    /// In path and query alone: such a request is read from JSON (a queue, a test) but never
    /// written as it.
    Uri,
}

/// The struct of an object and what belongs to it.
pub(super) fn items(
    object: &Object,
    examples: &str,
    travel: Travel,
    api: &Api,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let mut items = vec![definition(object, examples, travel, api, imports)];
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
    examples: &str,
    travel: Travel,
    api: &Api,
    imports: &mut Imports,
) -> TokenStream {
    let docs = docs::doc(&docs::object(object, examples, api));
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
    imports.serde("Deserialize");
    let serialize = (travel == Travel::Json).then(|| {
        imports.serde("Serialize");
        quote!(Serialize,)
    });
    let finish = object.usage.sent.then(|| quote!(#[builder(finish_fn = build_unchecked)]));
    let rename = is_renamed(object).then(|| quote!(#[serde(rename_all = "camelCase")]));
    quote! {
        #[derive(Clone, #debug PartialEq, #serialize Deserialize, #build)]
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
    let mut text = docs::row(row, object.document, api);
    let key = key(row, object);
    if key != row.wire {
        text.push_str(&format!("\n\nIn one JSON object with all rows it is `{key}`."));
    }
    let docs = docs::doc(&text);
    let into = (object.usage.sent && types::converts(row)).then(|| quote!(#[builder(into)]));
    let serde = serde(row, object, travel);
    let ident = &row.ident;
    let ty = types::field(row, api, imports);
    quote!(#docs #into #serde pub #ident: #ty)
}

/// Whether a field has another name on the wire.
fn is_renamed(object: &Object) -> bool {
    object.rows.iter().any(|row| row.wire != row.ident.as_str())
}

/// The key of a row in the JSON object that a struct reads itself from. Of rows of one name in
/// several parts of a request, the body's has the name alone: only that one is written.
fn key(row: &Row, object: &Object) -> String {
    let is_shared = |it: &Row| it.wire == row.wire && it.part != row.part;
    let part = match row.part {
        Part::Path => "path",
        Part::Query => "query",
        Part::Body => return row.wire.clone(),
    };
    match object.rows.iter().any(is_shared) {
        true => format!("{part}.{}", row.wire),
        false => row.wire.clone(),
    }
}

/// How serde reads and writes a field that is not simply itself.
fn serde(row: &Row, object: &Object, travel: Travel) -> TokenStream {
    let mut arguments = Vec::new();
    let implied = match is_renamed(object) {
        true => row.ident.as_str().to_lower_camel_case(),
        false => row.ident.to_string(),
    };
    let key = key(row, object);
    if key != implied {
        arguments.push(quote!(rename = #key));
    }
    if row.ty == Type::Decimal {
        arguments.push(match (row.many, row.optional) {
            (false, false) => quote!(with = "client_runtime::decimal"),
            (false, true) => quote!(with = "client_runtime::decimal::option", default),
            (true, false) => quote!(with = "client_runtime::decimal::list"),
            (true, true) => quote!(with = "client_runtime::decimal::option_list", default),
        });
    }
    // A mandatory row that may be null is written as null; any other row is left out.
    let is_always_there = row.mandatory == Mandatory::Yes && row.nullable;
    if travel == Travel::Json && row.part != Part::Body {
        arguments.push(quote!(skip_serializing));
    } else if travel == Travel::Json && row.optional && !is_always_there {
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

#[cfg(test)]
mod tests {
    use crate::emit::testing::item;

    #[test]
    fn a_request_has_its_rows_in_order_with_their_documentation() {
        let page = "
endpoint: Lend Book
request: POST /loans/{shelf}
path: { shelf: { type: Int, mandatory: Yes, means: Where it stands. } }
body:
  isbn:    { type: String, length: 13, mandatory: Yes, means: Names the book. }
  dueDate: { type: Date, mandatory: No, means: Last day. }
  fee:     { type: Decimal, length: 6.2, mandatory: No, means: What it costs. }
  Note_2:  { type: String, mandatory: No, means: Anything. }
";
        insta::assert_snapshot!(item(page, "pub struct LendBook"), @r#"
        /// About loans.
        ///
        /// Source: [Loans](crate::documents::LOANS), revision 2024-05-06.
        ///
        /// # Examples
        ///
        /// With made-up values:
        ///
        /// ```
        /// use library_client::LendBook;
        ///
        /// let request = LendBook::builder().shelf(1).isbn("example").build()?;
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, bon::Builder)]
        #[builder(finish_fn = build_unchecked)]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub struct LendBook {
            /// Where it stands.
            ///
            /// `shelf`: `Int`, mandatory.
            #[serde(skip_serializing)]
            pub shelf: i64,
            /// Names the book.
            ///
            /// `isbn`: `String`, at most 13 characters, mandatory.
            #[builder(into)]
            pub isbn: String,
            /// Last day.
            ///
            /// `dueDate`: `Date`, optional.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub due_date: Option<Date>,
            /// What it costs.
            ///
            /// `fee`: `Decimal`, at most 6 digits, 2 of them after the point, optional.
            #[serde(
                with = "client_runtime::decimal::option",
                default,
                skip_serializing_if = "Option::is_none"
            )]
            pub fee: Option<Decimal>,
            /// Anything.
            ///
            /// `Note_2`: `String`, optional.
            #[builder(into)]
            #[serde(rename = "Note_2", skip_serializing_if = "Option::is_none")]
            pub note_2: Option<String>,
        }
        "#);
    }

    #[test]
    fn an_open_answer_keeps_further_keys() {
        let page = "
endpoint: Show Loan
request: GET /loan
answer: Loan
objects:
  Loan:
    means: A loan.
    open: true
    rows:
      returnedAt: { type: DateTime, mandatory: Yes, nullable: true, means: When it came back. }
";
        insta::assert_snapshot!(item(page, "pub struct Loan"), @r#"
        /// A loan.
        ///
        /// Further keys are kept when read and can be sent: the documentation at hand does not show
        /// the whole table.
        ///
        /// Source: [Loans](crate::documents::LOANS), revision 2024-05-06.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub struct Loan {
            /// When it came back.
            ///
            /// `returnedAt`: `DateTime`, mandatory, may be null.
            pub returned_at: Option<Timestamp>,
            /// Keys that the documentation at hand does not show.
            #[serde(flatten)]
            pub further: Further,
        }
        "#);
    }

    /// A request reads itself from one object with all its rows: there each needs a key of its own.
    #[test]
    fn rows_of_one_name_in_path_and_body_are_read_from_two_keys() {
        let page = "
endpoint: Replace Shelf
request: PUT /shelves/{id}
path: { id: { type: Int, mandatory: Yes, means: Which shelf. } }
body: { id: { type: Int, mandatory: Yes, rust: body_id, means: The same again. } }
";
        let text = item(page, "pub struct ReplaceShelf");
        for line in
            [r#"#[serde(rename = "path.id", skip_serializing)]"#, r#"#[serde(rename = "id")]"#]
        {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }
}
