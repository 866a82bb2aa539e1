//! The call of an endpoint: its request line, its parameters, its answer.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::api::{Api, Endpoint, Paged, Part, Row, Segment, Type};

use super::Imports;

/// `Endpoint` of a request.
pub(super) fn implementation(endpoint: &Endpoint, api: &Api, imports: &mut Imports) -> TokenStream {
    for name in ["Endpoint", "Operation", "Method", "Path"] {
        imports.runtime(name);
    }
    let ident = &endpoint.request.ident;
    let answer = match endpoint.answer {
        Some(id) => {
            let answer = &api.object(id).ident;
            imports.generated(answer);
            quote!(#answer)
        }
        None => quote!(()),
    };
    let operation = operation(endpoint, api, imports);
    let sending = sending(endpoint, imports);
    let path = path(endpoint, imports);
    let query = query(endpoint, imports);
    let body = endpoint.has_body.then(|| {
        imports.runtime("json");
        imports.runtime("serde_json");
        quote! {
            fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
                json(self)
            }
        }
    });
    quote! {
        impl Endpoint for #ident {
            type Answer = #answer;

            #operation
            #sending
            #path
            #query
            #body
        }
    }
}

fn operation(endpoint: &Endpoint, api: &Api, imports: &mut Imports) -> TokenStream {
    imports.documents();
    let name = &endpoint.name;
    let method = Ident::new(&endpoint.method, Span::call_site());
    let template = &endpoint.template;
    let success = match endpoint.success {
        Some(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(Some(#status))
        }
        None => quote!(None),
    };
    let constant = &api.document(endpoint.request.document).constant;
    let idempotent_by = match &endpoint.idempotent_by {
        Some(row) => quote!(Some(#row)),
        None => quote!(None),
    };
    quote! {
        const OPERATION: Operation = Operation {
            name: #name,
            method: Method::#method,
            path: #template,
            success: #success,
            document: &documents::#constant,
            idempotent_by: #idempotent_by,
        };
    }
}

/// What a client must know beyond the request itself: constants with defaults in the runtime.
fn sending(endpoint: &Endpoint, imports: &mut Imports) -> TokenStream {
    let rows = endpoint.request.part(Part::Body);
    let credentials: Vec<TokenStream> = rows
        .filter_map(|row| Some((&row.wire, row.credential.as_ref()?)))
        .map(|(row, credential)| quote!(CredentialRow { row: #row, credential: #credential }))
        .collect();
    let mut constants = TokenStream::new();
    if !credentials.is_empty() {
        imports.runtime("CredentialRow");
        constants.extend(quote! {
            const CREDENTIALS: &'static [CredentialRow] = &[#(#credentials),*];
        });
    }
    if !endpoint.demands.is_empty() {
        let headers = &endpoint.demands;
        constants.extend(quote! {
            const REQUIRED_HEADERS: &'static [&'static str] = &[#(#headers),*];
        });
    }
    if !endpoint.references.is_empty() {
        let rows = &endpoint.references;
        constants.extend(quote! {
            const REFERENCES: &'static [&'static str] = &[#(#rows),*];
        });
    }
    if let Some(find_out) = &endpoint.find_out {
        constants.extend(quote!(const FIND_OUT: Option<&'static str> = Some(#find_out);));
    }
    constants
}

/// What makes a list readable page by page, if the endpoint gives out one.
pub(super) fn paged(endpoint: &Endpoint, api: &Api, imports: &mut Imports) -> Option<TokenStream> {
    let paged = api.paged(endpoint)?;
    imports.runtime("Page");
    imports.runtime("PagedEndpoint");
    let ident = &endpoint.request.ident;
    let item = &api.object(paged.item).ident;
    imports.generated(item);
    let answer = &api.object(endpoint.answer?).ident;
    let Paged { asked, number, total, items, .. } = paged;
    let field = &number.ident;
    let number = match number.optional {
        true => quote!(answer.#field),
        false => quote!(Some(answer.#field)),
    };
    Some(quote! {
        impl PagedEndpoint for #ident {
            type Item = #item;

            fn page(&self) -> Option<i64> {
                self.#asked
            }

            fn set_page(&mut self, page: i64) {
                self.#asked = Some(page);
            }

            fn split(answer: #answer) -> Page<#item> {
                Page { number: #number, total_pages: answer.#total, items: answer.#items }
            }
        }
    })
}

fn path(endpoint: &Endpoint, imports: &mut Imports) -> TokenStream {
    let segments = endpoint.path.iter().enumerate().map(|(index, segment)| match segment {
        Segment::Literal(text) if index == 0 => quote!(Path::new(#text)),
        Segment::Literal(text) => quote!(.literal(#text)),
        Segment::Parameter(row) => {
            let row = &endpoint.request.rows[*row];
            let text = text(row, imports);
            quote!(.segment(#text))
        }
    });
    quote! {
        fn path(&self) -> Path {
            #(#segments)*
        }
    }
}

/// The text of a path parameter.
fn text(row: &Row, imports: &mut Imports) -> TokenStream {
    let field = &row.ident;
    if let Type::Enum(_) = row.ty {
        imports.runtime("OpenEnum");
    }
    match row.ty {
        Type::Text | Type::Identifier(_) | Type::Enum(_) => quote!(self.#field.as_str()),
        Type::Secret => quote!(self.#field.expose()),
        _ => quote!(&self.#field.to_string()),
    }
}

fn query(endpoint: &Endpoint, imports: &mut Imports) -> Option<TokenStream> {
    let rows: Vec<&Row> = endpoint.request.part(Part::Query).collect();
    if rows.is_empty() {
        return None;
    }
    imports.runtime("Query");
    let lines = rows.into_iter().map(parameter);
    Some(quote! {
        fn query(&self, query: &mut Query) {
            #(#lines)*
        }
    })
}

/// The line of a query parameter.
fn parameter(row: &Row) -> TokenStream {
    let (field, wire) = (&row.ident, &row.wire);
    if let Type::Flag(no, yes) = &row.ty {
        return quote!(query.flag(#wire, self.#field, [#no, #yes]););
    }
    match (&row.ty, row.optional) {
        (Type::Secret, true) => {
            quote!(query.text(#wire, self.#field.as_ref().map(Secret::expose));)
        }
        (Type::Secret, false) => quote!(query.text(#wire, self.#field.expose());),
        (Type::Enum(_), true) => quote!(query.choice(#wire, self.#field.as_ref());),
        (Type::Enum(_), false) => quote!(query.choice(#wire, &self.#field);),
        (Type::Date, _) => quote!(query.date(#wire, self.#field);),
        (Type::Timestamp, _) => quote!(query.timestamp(#wire, &self.#field);),
        (Type::OffsetDateTime, _) => quote!(query.offset_date_time(#wire, &self.#field);),
        (Type::Decimal, _) => quote!(query.decimal(#wire, self.#field);),
        (Type::Integer, _) => quote!(query.integer(#wire, self.#field);),
        (Type::Boolean, _) => quote!(query.flag(#wire, self.#field, ["false", "true"]);),
        _ => quote!(query.text(#wire, &self.#field);),
    }
}

#[cfg(test)]
mod tests {
    use crate::emit::testing::item;

    #[test]
    fn a_call_knows_its_path_query_body_and_answer() {
        let page = "
endpoint: Extend Loan
request: PATCH /loans/{id}/days/{days}
success: 200
path:
  id:   { type: String, identifies: Loan, mandatory: Yes, means: The loan. }
  days: { type: Int, mandatory: Yes, means: How long. }
query:
  force:  { type: String, values: ['TRUE', 'FALSE'], mandatory: No, means: Whatever happens. }
  from:   { type: Date, mandatory: Yes, means: First day. }
body:
  reason: { type: String, length: 20, mandatory: No, means: Why. }
rules:
  - idempotent_by: reason
answer: Loan
objects:
  Loan: { means: A loan., rows: { id: { type: String, identifies: Loan, mandatory: Yes, means: It. } } }
";
        insta::assert_snapshot!(item(page, "impl Endpoint for ExtendLoan"), @r#"
        impl Endpoint for ExtendLoan {
            type Answer = Loan;

            const OPERATION: Operation = Operation {
                name: "Extend Loan",
                method: Method::PATCH,
                path: "/loans/{id}/days/{days}",
                success: Some(200),
                document: &documents::LOANS,
                idempotent_by: Some("reason"),
            };

            fn path(&self) -> Path {
                Path::new("/loans/")
                    .segment(self.id.as_str())
                    .literal("/days/")
                    .segment(&self.days.to_string())
            }

            fn query(&self, query: &mut Query) {
                query.flag("force", self.force, ["FALSE", "TRUE"]);
                query.date("from", self.from);
            }

            fn body(&self) -> Result<Option<Vec<u8>>, serde_json::Error> {
                json(self)
            }
        }
        "#);
    }
}
