//! The Rust expression that builds a request or an embedded object: from the page's own sample, or,
//! where the page has none, from mandatory rows with made-up values.

mod made_up;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::api::{
    Api, Embedded, Endpoint, Enum, Mandatory, Object, Page, Part, Row, RuleKind, RustName, Sample,
    Samples, Type,
};
use crate::render;

use super::receiving;

pub(crate) use made_up::made_up;

/// The `# Examples` chapter of a request.
pub(super) fn documentation(page: &Page, endpoint: &Endpoint, api: &Api) -> String {
    chapter(&of_request(page, endpoint, api))
}

/// Rust for a reader.
pub(crate) struct Example {
    /// Where its values come from.
    pub(crate) origin: &'static str,
    /// What it uses, and the statements.
    pub(crate) code: String,
}

const FROM_SAMPLE: &str = "From the page's own sample";
const MADE_UP: &str = "With made-up values";
const RECEIVED: &str = "What your server does with it";

/// The Rust that a page is for: of its request with the call that sends it, of the object that a
/// web page is given, or of the notification that is received.
pub(crate) fn of_page(page: &Page, api: &Api) -> Option<Example> {
    if let Some(endpoint) = &page.endpoint {
        let Example { origin, code } = of_request(page, endpoint, api);
        let call = &endpoint.call;
        let answer = endpoint.answer.map(|_| quote!(let answer =));
        let send = render::expression(&quote!(#answer client.#call(&request).await?;));
        return Some(Example { origin, code: format!("{code}\n{send}") });
    }
    if let Some(embedded) = &page.embeds {
        return Some(of_embedding(embedded, api));
    }
    let (uses, statements) = receiving::program(page, api.object(page.receives?), api);
    Some(Example { origin: RECEIVED, code: format!("{uses}\n{}", statements.trim_end()) })
}

fn of_request(page: &Page, endpoint: &Endpoint, api: &Api) -> Example {
    let mut used = Vec::new();
    let request = request(page, endpoint, &[], api, &mut used);
    let origin = if page.samples.request.is_some() { FROM_SAMPLE } else { MADE_UP };
    Example::new(origin, &quote!(let request = #request;), used, api)
}

/// The `# Examples` chapter of an object that a web page is given.
pub(super) fn embedding(embedded: &Embedded, api: &Api) -> String {
    chapter(&of_embedding(embedded, api))
}

fn of_embedding(embedded: &Embedded, api: &Api) -> Example {
    let mut used = Vec::new();
    let (object, written) = (embedded_object(embedded, &[], api, &mut used), written(embedded));
    let code = quote! {
        let value = #object;
        let script = value.#written()?;
        let page = format!("<script>{script}</script>");
    };
    Example::new(MADE_UP, &code, used, api)
}

/// The method that writes an object into a page: as a statement, if the function is known.
pub(super) fn written(embedded: &Embedded) -> Ident {
    let method = if embedded.function.is_some() { "script_call" } else { "script_json" };
    Ident::new(method, Span::call_site())
}

impl Example {
    fn new(origin: &'static str, statements: &TokenStream, used: Vec<String>, api: &Api) -> Self {
        let uses = render::program(&[uses(used, api)]);
        let code = render::expression(statements);
        Self { origin, code: format!("{uses}\n{}", code.trim_end()) }
    }
}

fn chapter(Example { origin, code }: &Example) -> String {
    format!(
        "# Examples\n\n{origin}:\n\n```\n{code}\n# Ok::<(), Box<dyn std::error::Error>>(())\n```"
    )
}

/// The `use` of the types that an example names.
pub(super) fn uses(mut used: Vec<String>, api: &Api) -> TokenStream {
    used.sort();
    used.dedup();
    let library = &api.package.library;
    let used: Vec<Ident> = used.iter().map(|name| Ident::new(name, Span::call_site())).collect();
    match used.as_slice() {
        [one] => quote!(use #library::#one;),
        many => quote!(use #library::{#(#many),*};),
    }
}

/// Rows whose values are at hand, by their index, with the expression of the value.
pub(super) type Given = (usize, TokenStream);

/// The expression that builds a request; `used` receives the types that it names.
pub(super) fn request(
    page: &Page,
    endpoint: &Endpoint,
    given: &[Given],
    api: &Api,
    used: &mut Vec<String>,
) -> TokenStream {
    let samples = &page.samples;
    let chosen = endpoint.references.clone();
    let mut example = Values { api, samples, used, given, chosen, within: Vec::new() };
    example.object(&endpoint.request, samples.request.as_ref(), "request")
}

/// The expression that builds an embedded object; `used` receives the types that it names.
pub(super) fn embedded_object(
    embedded: &Embedded,
    given: &[Given],
    api: &Api,
    used: &mut Vec<String>,
) -> TokenStream {
    let samples = &Samples::default();
    let mut example = Values { api, samples, used, given, chosen: Vec::new(), within: Vec::new() };
    example.object(api.object(embedded.object), None, "embeds")
}

/// An expression while it is written.
struct Values<'a> {
    api: &'a Api,
    samples: &'a Samples,
    used: &'a mut Vec<String>,
    /// The rows of the outermost object whose values are at hand.
    given: &'a [Given],
    /// The rows of the outermost object that are shown though nothing demands them: a reference, by
    /// which a lost call is looked up.
    chosen: Vec<String>,
    /// The objects that are being built around the present one.
    within: Vec<RustName>,
}

impl Values<'_> {
    /// The expression for an object at a place of the sample.
    fn object(&mut self, object: &Object, sample: Option<&Sample>, path: &str) -> TokenStream {
        self.used.push(object.ident.to_string());
        self.within.push(object.ident.clone());
        let ident = &object.ident;
        let mut setters = Vec::new();
        let is_outermost = self.within.len() == 1;
        for (index, row) in object.rows.iter().enumerate() {
            let given = self.given.iter().find(|(row, _)| is_outermost && *row == index);
            if let Some((_, value)) = given {
                let field = &row.ident;
                setters.push(quote!(.#field(#value)));
                continue;
            }
            let path = format!("{path}.{}", row.wire);
            let shown = sample.filter(|_| row.part == Part::Body).and_then(|it| it.get(&row.wire));
            let shown = shown.filter(|it| self.can_stand(row, it, &path));
            // A mandatory row that may be null can hold its own object, and needs no value.
            let is_made_up = row.mandatory == Mandatory::Yes && !row.nullable
                || sample.is_none() && self.is_chosen(index, object)
                || sample.is_none() && is_outermost && self.chosen.contains(&row.wire);
            if shown.is_some() || is_made_up {
                let field = &row.ident;
                let value = self.value(row, shown, &path);
                setters.push(quote!(.#field(#value)));
            }
        }
        self.within.pop();
        quote!(#ident::builder() #(#setters)* .build()?)
    }

    /// Whether a sample's value can stand in its row; one that cannot is a recorded deviation.
    fn can_stand(&self, row: &Row, sample: &Sample, path: &str) -> bool {
        let is_decimal_text =
            row.ty == Type::Decimal && matches!(sample, Sample::Text(text) if is_decimal(text));
        *sample != Sample::Null
            && is_of(row, sample)
            && (is_decimal_text || !self.samples.broken.contains(path))
    }

    /// Whether a rule asks for a row, or for one that is given together with it.
    fn is_chosen(&self, index: usize, object: &Object) -> bool {
        let row = &object.rows[index];
        if self.is_within(row) && !row.many {
            return false;
        }
        let mut chosen = BTreeSet::from([index]);
        // Rules may chain their rows: each row is reached after as many steps as there are rules.
        for _step in &object.rules {
            for rule in &object.rules {
                match &rule.kind {
                    RuleKind::Together(rows) if rows.iter().any(|it| chosen.contains(it)) => {
                        chosen.extend(rows.iter().copied());
                    }
                    _ => {}
                }
            }
        }
        chosen.iter().any(|row| self.is_asked_for(*row, object))
    }

    /// Whether a rule asks for a row: the first of several that can be built, or one that the
    /// made-up value of another row makes mandatory.
    fn is_asked_for(&self, index: usize, object: &Object) -> bool {
        object.rules.iter().any(|rule| match &rule.kind {
            RuleKind::AtLeastOneOf(rows) | RuleKind::ExactlyOneOf(rows) => {
                rows.iter().find(|row| !self.is_within(&object.rows[**row])) == Some(&index)
            }
            RuleKind::RequiredWhen { row, when, values } => {
                let when = &object.rows[*when];
                *row == index
                    && when.mandatory == Mandatory::Yes
                    && values.contains(&made_up(when, self.api))
            }
            RuleKind::Together(_) => false,
        })
    }

    /// Whether a row holds an object that is being built already: it would go on without end.
    fn is_within(&self, row: &Row) -> bool {
        match row.ty {
            Type::Object(id) => self.within.contains(&self.api.object(id).ident),
            _ => false,
        }
    }

    fn value(&mut self, row: &Row, shown: Option<&Sample>, path: &str) -> TokenStream {
        if row.many {
            return self.list(row, shown, path);
        }
        let text = shown.and_then(text_of).unwrap_or_else(|| made_up(row, self.api));
        match &row.ty {
            Type::Object(id) => {
                let built = self.object(self.api.object(*id), shown, path);
                if row.boxed { quote!(Box::new(#built)) } else { built }
            }
            Type::Text | Type::Secret => quote!(#text),
            Type::Enum(id) => self.variant(self.api.enumeration(*id), &text),
            Type::Integer => {
                let number = Literal::i64_unsuffixed(text.parse().unwrap_or_default());
                quote!(#number)
            }
            Type::Boolean | Type::Flag(..) if text == "true" => quote!(true),
            Type::Boolean | Type::Flag(..) => quote!(false),
            Type::Decimal
            | Type::Date
            | Type::Timestamp
            | Type::OffsetDateTime
            | Type::Identifier(_) => quote!(#text.parse()?),
        }
    }

    fn list(&mut self, row: &Row, shown: Option<&Sample>, path: &str) -> TokenStream {
        let one = Row { many: false, ..row.clone() };
        let values: Vec<TokenStream> = match shown {
            Some(Sample::List(shown)) => {
                shown.iter().map(|it| self.value(&one, Some(it), path)).collect()
            }
            _ if self.is_within(row) => return quote!(Vec::new()),
            _ => vec![self.value(&one, None, path)],
        };
        let owned = match row.ty {
            Type::Text | Type::Secret => quote!(.into()),
            _ => quote!(),
        };
        quote!([#(#values #owned),*])
    }

    fn variant(&mut self, entry: &Enum, text: &str) -> TokenStream {
        match entry.value(text) {
            Some((_, variant)) => {
                self.used.push(entry.ident.to_string());
                let ident = &entry.ident;
                quote!(#ident::#variant)
            }
            None => quote!(#text),
        }
    }
}

/// Whether a text is digits with at most one point among them: what a decimal is parsed from.
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    [whole, fraction].iter().all(|it| !it.is_empty() && it.chars().all(|c| c.is_ascii_digit()))
}

/// Whether a sample's value is of the row's type.
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

fn text_of(sample: &Sample) -> Option<String> {
    match sample {
        Sample::Text(text) | Sample::Number(text) => Some(text.clone()),
        Sample::Boolean(value) => Some(value.to_string()),
        Sample::Null | Sample::List(_) | Sample::Object(_) => None,
    }
}
