//! The Rust expression that builds a request: from the page's own sample, or, where the page has
//! none, from mandatory rows with made-up values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{
    Api, Endpoint, Format, Limit, Mandatory, Object, Page, Part, Row, RuleKind, Sample, Type,
};
use crate::render;

/// A UUID that is nobody's.
const UUID: &str = "00000000-0000-4000-8000-000000000000";

/// The `# Examples` chapter of a request.
pub(super) fn documentation(page: &Page, endpoint: &Endpoint, api: &Api) -> String {
    let mut used = vec![endpoint.request.ident.to_string()];
    let request = request(page, endpoint, api, &mut used);
    used.sort();
    used.dedup();
    let library = &api.package.library;
    let code = render::expression(&quote!(let request = #request;));
    let uses = match used.as_slice() {
        [one] => format!("use {library}::{one};"),
        many => format!("use {library}::{{{}}};", many.join(", ")),
    };
    let origin = match page.samples.request {
        Some(_) => "From the page's own sample:",
        None => "With made-up values:",
    };
    format!(
        "# Examples\n\n{origin}\n\n```\n{uses}\n\n{}\n# Ok::<(), Box<dyn std::error::Error>>(())\n```",
        code.trim_end()
    )
}

/// The expression that builds the request; `used` receives the types that it names.
pub(super) fn request(
    page: &Page,
    endpoint: &Endpoint,
    api: &Api,
    used: &mut Vec<String>,
) -> TokenStream {
    object(&endpoint.request, page.samples.request.as_ref(), api, used)
}

fn object(
    object: &Object,
    sample: Option<&Sample>,
    api: &Api,
    used: &mut Vec<String>,
) -> TokenStream {
    used.push(object.ident.to_string());
    let ident = &object.ident;
    let setters: Vec<TokenStream> = object
        .rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| {
            let shown = sample.filter(|_| row.part == Part::Body).and_then(|it| it.get(&row.wire));
            let shown = shown.filter(|it| **it != Sample::Null && is_of(row, it));
            let is_made_up = match sample {
                Some(_) => row.mandatory == Mandatory::Yes,
                None => row.mandatory == Mandatory::Yes || is_chosen(index, object),
            };
            if shown.is_none() && !is_made_up {
                return None;
            }
            let field = &row.ident;
            let value = value(row, shown, api, used);
            Some(quote!(.#field(#value)))
        })
        .collect();
    quote!(#ident::builder() #(#setters)* .build()?)
}

/// Whether a sample's value can stand in the row; one that cannot is a recorded deviation.
fn is_of(row: &Row, sample: &Sample) -> bool {
    match (&row.ty, sample) {
        (_, Sample::List(_)) => row.many,
        (Type::Decimal, Sample::Number(_) | Sample::Text(_)) => true,
        (Type::Integer, Sample::Number(_)) | (Type::Boolean, Sample::Boolean(_)) => true,
        (Type::Object(_), Sample::Object(_)) => true,
        (Type::Decimal | Type::Integer | Type::Boolean | Type::Object(_), _) => false,
        (_, sample) => matches!(sample, Sample::Text(_)),
    }
}

/// Whether a rule asks for a row like this: the first of several, or all that go together.
fn is_chosen(index: usize, object: &Object) -> bool {
    object.rules.iter().any(|rule| match &rule.kind {
        RuleKind::AtLeastOneOf(rows) | RuleKind::ExactlyOneOf(rows) => rows.first() == Some(&index),
        RuleKind::Together(_) | RuleKind::RequiredWhen { .. } => false,
    })
}

fn value(row: &Row, shown: Option<&Sample>, api: &Api, used: &mut Vec<String>) -> TokenStream {
    if row.many {
        let one = Row { many: false, ..row.clone() };
        let values: Vec<TokenStream> = match shown {
            Some(Sample::List(shown)) => {
                shown.iter().map(|it| value(&one, Some(it), api, used)).collect()
            }
            _ => vec![value(&one, None, api, used)],
        };
        let owned = match row.ty {
            Type::Text | Type::Secret => quote!(.into()),
            _ => quote!(),
        };
        return quote!([#(#values #owned),*]);
    }
    let text = shown.and_then(text_of).unwrap_or_else(|| made_up(row, api));
    match &row.ty {
        Type::Object(id) => {
            let built = object(api.object(*id), shown, api, used);
            if row.boxed { quote!(Box::new(#built)) } else { built }
        }
        Type::Text => quote!(#text),
        Type::Secret => quote!(#text),
        Type::Enum(id) => {
            let entry = api.enumeration(*id);
            let is_it = |value: &str| match entry.ignore_case {
                true => value.eq_ignore_ascii_case(&text),
                false => value == text,
            };
            match entry.values.iter().find(|(value, _)| is_it(value)) {
                Some((_, variant)) => {
                    used.push(entry.ident.to_string());
                    let ident = &entry.ident;
                    quote!(#ident::#variant)
                }
                None => quote!(#text),
            }
        }
        Type::Integer => {
            let number = Literal::i64_unsuffixed(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Type::Boolean | Type::Flag(..) => {
            if text == "true" {
                quote!(true)
            } else {
                quote!(false)
            }
        }
        Type::Decimal
        | Type::Date
        | Type::Timestamp
        | Type::OffsetDateTime
        | Type::Identifier(_) => quote!(#text.parse()?),
    }
}

fn text_of(sample: &Sample) -> Option<String> {
    match sample {
        Sample::Text(text) | Sample::Number(text) => Some(text.clone()),
        Sample::Boolean(value) => Some(value.to_string()),
        Sample::Null | Sample::List(_) | Sample::Object(_) => None,
    }
}

/// A value that keeps the row's limits.
fn made_up(row: &Row, api: &Api) -> String {
    match &row.ty {
        Type::Date => "2030-01-31".to_owned(),
        Type::Timestamp => "2030-01-31T12:00:00.000Z".to_owned(),
        Type::OffsetDateTime => "2030-01-31T12:00:00.000+01:00".to_owned(),
        Type::Decimal => "1".to_owned(),
        Type::Integer => {
            let in_range = row.limits.iter().find_map(|limit| match limit {
                Limit::Range { min, max } => Some(1.clamp(*min, *max)),
                _ => None,
            });
            in_range.unwrap_or(1).to_string()
        }
        Type::Boolean | Type::Flag(..) => "true".to_owned(),
        Type::Identifier(id) => match &api.identifier(*id).prefix {
            Some(prefix) => format!("{prefix}-{UUID}"),
            None => UUID.to_owned(),
        },
        Type::Enum(id) => {
            let values = &api.enumeration(*id).values;
            values.first().map(|(value, _)| value.clone()).unwrap_or_default()
        }
        Type::Text | Type::Secret | Type::Object(_) => made_up_text(row),
    }
}

fn made_up_text(row: &Row) -> String {
    let format = row.limits.iter().find_map(|limit| match limit {
        Limit::Format(format) => Some(*format),
        _ => None,
    });
    match format {
        Some(Format::Uuid) => UUID.to_owned(),
        Some(Format::Currency) => "EUR".to_owned(),
        Some(Format::Country) => "DE".to_owned(),
        Some(Format::Culture) => "en-US".to_owned(),
        Some(Format::Email) => "jo@example.com".to_owned(),
        Some(Format::TimeZone) => "Europe/Berlin".to_owned(),
        None => {
            let most = row.limits.iter().filter_map(|limit| match limit {
                Limit::MaxLength(most) => Some(*most as usize),
                _ => None,
            });
            let most = most.min().unwrap_or(usize::MAX);
            "example".chars().take(most).collect()
        }
    }
}
