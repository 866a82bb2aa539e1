//! Validators: one line for each row that has a rule, in the page's order.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{Api, DocumentId, Format, Limit, Object, Part, Row, RuleKind, Type};

use super::Imports;

/// `Validate` of an object.
pub(super) fn implementation(object: &Object, api: &Api, imports: &mut Imports) -> TokenStream {
    imports.runtime("Check");
    imports.runtime("Validate");
    let ident = &object.ident;
    let rows = object.rows.iter().filter_map(|row| line(row, object.document, api, imports));
    let rows: Vec<TokenStream> = rows.collect();
    let rules = object.rules.iter().map(|rule| {
        let call = rule_call(&rule.kind, object);
        let its = &api.document(rule.document).constant;
        match rule.document == object.document {
            true => quote!(check.#call;),
            false => quote!(check.on(&documents::#its).#call;),
        }
    });
    let rules: Vec<TokenStream> = rules.collect();
    let further = object.open.then(|| {
        let names = object.rows.iter().map(|row| &row.wire);
        quote!(check.further(&self.further, &[#(#names),*]);)
    });
    let has_lines = !rows.is_empty() || !rules.is_empty() || further.is_some();
    let document = has_lines.then(|| {
        imports.documents();
        let constant = &api.document(object.document).constant;
        quote!(check.document(&documents::#constant);)
    });
    let check = if has_lines { quote!(check) } else { quote!(_) };
    quote! {
        impl Validate for #ident {
            fn rules(&self, #check: &mut Check<'_>) {
                #document
                #(#rows)*
                #(#rules)*
                #further
            }
        }
    }
}

/// The line of a row; `None` when its type says everything.
fn line(row: &Row, table: DocumentId, api: &Api, imports: &mut Imports) -> Option<TokenStream> {
    let (field, wire) = (&row.ident, &row.wire);
    if let Type::Object(_) = row.ty {
        return Some(match (row.many, row.optional) {
            (true, true) => quote!(check.objects(#wire, self.#field.as_deref());),
            (true, false) => quote!(check.objects(#wire, self.#field.as_slice());),
            (false, true) if row.boxed => quote!(check.object(#wire, self.#field.as_deref());),
            (false, true) => quote!(check.object(#wire, self.#field.as_ref());),
            (false, false) => quote!(check.object(#wire, &self.#field);),
        });
    }
    let chain: Vec<TokenStream> = row.limits.iter().map(limit).collect();
    if chain.is_empty() {
        return None;
    }
    let start = match row.part {
        Part::Body => quote!(check.row(#wire)),
        Part::Path => quote!(check.path_row(#wire)),
        Part::Query => quote!(check.query_row(#wire)),
    };
    let on = (row.document != table).then(|| {
        imports.documents();
        let constant = &api.document(row.document).constant;
        quote!(.on(&documents::#constant))
    });
    let value = match row.many {
        false => value(row),
        true => return Some(each(row, &start, on.as_ref(), &chain)),
    };
    Some(quote!(#start #on #value #(#chain)*;))
}

/// The lines for a list of values.
fn each(
    row: &Row,
    start: &TokenStream,
    on: Option<&TokenStream>,
    chain: &[TokenStream],
) -> TokenStream {
    let field = &row.ident;
    let list = match row.optional {
        true => quote!(self.#field.iter().flatten()),
        false => quote!(&self.#field),
    };
    let value = borrowed(&row.ty, &quote!(value));
    quote! {
        for value in #list {
            #start #on #value #(#chain)*;
        }
    }
}

/// The call that hands a row's value over.
fn value(row: &Row) -> TokenStream {
    let field = &row.ident;
    if !row.optional {
        return borrowed(&row.ty, &quote!(self.#field));
    }
    match row.ty {
        Type::Text => quote!(.text(self.#field.as_deref())),
        Type::Secret => quote!(.secret(self.#field.as_ref())),
        Type::Date => quote!(.date(self.#field)),
        Type::Timestamp => quote!(.timestamp(self.#field.as_ref())),
        Type::OffsetDateTime => quote!(.offset_date_time(self.#field.as_ref())),
        Type::Decimal => quote!(.decimal(self.#field)),
        Type::Integer => quote!(.integer(self.#field)),
        Type::Identifier(_) => quote!(.identifier(self.#field.as_ref())),
        Type::Enum(_) => quote!(.choice(self.#field.as_ref())),
        Type::Boolean | Type::Flag(..) | Type::Object(_) => quote!(),
    }
}

fn borrowed(ty: &Type, value: &TokenStream) -> TokenStream {
    match ty {
        Type::Text => quote!(.text(#value.as_str())),
        Type::Secret => quote!(.secret(&#value)),
        Type::Date => quote!(.date(#value)),
        Type::Timestamp => quote!(.timestamp(&#value)),
        Type::OffsetDateTime => quote!(.offset_date_time(&#value)),
        Type::Decimal => quote!(.decimal(#value)),
        Type::Integer => quote!(.integer(#value)),
        Type::Identifier(_) => quote!(.identifier(&#value)),
        Type::Enum(_) => quote!(.choice(&#value)),
        Type::Boolean | Type::Flag(..) | Type::Object(_) => quote!(),
    }
}

/// The call for a limit; identifiers and enums are checked by the call that hands them over.
fn limit(limit: &Limit) -> TokenStream {
    match limit {
        Limit::MaxLength(most) => {
            let most = Literal::u32_unsuffixed(*most);
            quote!(.max_length(#most))
        }
        Limit::MaxDigits(most) => {
            let most = Literal::u32_unsuffixed(*most);
            quote!(.max_digits(#most))
        }
        Limit::Precision { digits, scale } => {
            let digits = Literal::u32_unsuffixed(*digits);
            let scale = Literal::u32_unsuffixed(*scale);
            quote!(.precision(#digits, #scale))
        }
        Limit::Range { min, max } => {
            let min = Literal::i64_unsuffixed(*min);
            let max = Literal::i64_unsuffixed(*max);
            quote!(.range(#min, #max))
        }
        Limit::Format(Format::Uuid) => quote!(.uuid()),
        Limit::Format(Format::Currency) => quote!(.currency()),
        Limit::Format(Format::Country) => quote!(.country()),
        Limit::Format(Format::Culture) => quote!(.culture()),
        Limit::Format(Format::Email) => quote!(.email()),
        Limit::Format(Format::TimeZone) => quote!(.time_zone()),
        Limit::IdentifierForm | Limit::Choice => quote!(),
    }
}

fn rule_call(rule: &RuleKind, object: &Object) -> TokenStream {
    let names = |rows: &[usize]| -> Vec<String> {
        rows.iter().map(|row| object.rows[*row].wire.clone()).collect()
    };
    let given = |rows: &[usize]| -> Vec<TokenStream> {
        rows.iter().map(|row| is_given(&object.rows[*row])).collect()
    };
    match rule {
        RuleKind::AtLeastOneOf(rows) => {
            let (names, given) = (names(rows), given(rows));
            quote!(at_least_one_of(&[#(#names),*], &[#(#given),*]))
        }
        RuleKind::ExactlyOneOf(rows) => {
            let (names, given) = (names(rows), given(rows));
            quote!(exactly_one_of(&[#(#names),*], &[#(#given),*]))
        }
        RuleKind::Together(rows) => {
            let (names, given) = (names(rows), given(rows));
            quote!(together(&[#(#names),*], &[#(#given),*]))
        }
        RuleKind::RequiredWhen { row, when, values } => {
            let name = &object.rows[*row].wire;
            let given = is_given(&object.rows[*row]);
            let when = &object.rows[*when];
            let (field, decides) = (text_of(when), &when.wire);
            quote!(required_when(#name, #given, #decides, #field, &[#(#values),*]))
        }
    }
}

fn is_given(row: &Row) -> TokenStream {
    let field = &row.ident;
    match row.optional {
        true => quote!(self.#field.is_some()),
        false => quote!(true),
    }
}

/// The text of a row that decides on another one.
fn text_of(row: &Row) -> TokenStream {
    let field = &row.ident;
    match (&row.ty, row.optional) {
        (Type::Text, true) => quote!(self.#field.as_deref()),
        (_, true) => quote!(self.#field.as_ref().map(|it| it.as_str())),
        (_, false) => quote!(self.#field.as_str()),
    }
}
