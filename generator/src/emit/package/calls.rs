//! The calls of a journey's example: a function for each, that sends its request and, where the
//! answer may be lost, finds out what became of it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::api::{Api, Embedded, Endpoint, Journey, Object, Page, Row, Taken, Type};
use crate::emit::{docs, example};

mod lost;

pub(super) use lost::look_up;

/// What a step does: a call, or an object for the merchant's page.
pub(super) struct Call<'a> {
    /// The step's index.
    pub(super) step: usize,
    page: &'a Page,
    does: Does<'a>,
    takes: &'a [Taken],
    /// The function that does it.
    function: Ident,
}

#[derive(Clone, Copy)]
enum Does<'a> {
    Calls(&'a Endpoint),
    Embeds(&'a Embedded),
}

/// The calls of a journey, in order.
pub(super) fn of<'a>(journey: &'a Journey, api: &'a Api) -> Vec<Call<'a>> {
    let mut taken = BTreeSet::from(["main", "journey", "look_up"].map(str::to_owned));
    let call = |(index, step): (usize, &'a crate::api::Step)| {
        let page = api.page(step.calls.or(step.embeds)?);
        let (does, mut function) = match (step.calls, &page.endpoint, &page.embeds) {
            (Some(_), Some(endpoint), _) => (Does::Calls(endpoint), endpoint.call.to_string()),
            (_, _, Some(embedded)) => {
                (Does::Embeds(embedded), format!("embed_{}", page.module.as_str()))
            }
            _ => return None,
        };
        if !taken.insert(function.clone()) {
            function = format!("{function}_{}", index + 1);
            taken.insert(function.clone());
        }
        let function = Ident::new(&function, Span::call_site());
        Some(Call { step: index, page, does, takes: &step.takes, function })
    };
    journey.steps.iter().enumerate().filter_map(call).collect()
}

/// The row of an answer that is worth showing: the first identifier that is always there.
pub(super) fn shown(answer: &Object) -> Option<&Row> {
    answer.rows.iter().find(|row| is_identifier(row) && !row.optional)
}

fn is_identifier(row: &Row) -> bool {
    matches!(row.ty, Type::Identifier(_)) && !row.many
}

impl<'a> Call<'a> {
    /// The object that answers.
    pub(super) fn answer(&self, api: &'a Api) -> Option<&'a Object> {
        match self.does {
            Does::Calls(endpoint) => endpoint.answer.map(|id| api.object(id)),
            Does::Embeds(_) => None,
        }
    }

    /// Whether the call changes something, so that a lost answer must be looked up.
    pub(super) fn may_be_lost(&self) -> bool {
        matches!(self.does, Does::Calls(endpoint) if endpoint.method != "GET")
    }

    /// The step's statement: the call, with what it takes from earlier answers, and what is shown.
    pub(super) fn statement(
        &self,
        journey: &Journey,
        bindings: &[Option<Ident>],
        api: &'a Api,
    ) -> TokenStream {
        let function = &self.function;
        let arguments = self.takes.iter().filter_map(|taken| {
            let page = api.page(journey.steps[taken.step].calls?);
            let answer = api.object(page.endpoint.as_ref()?.answer?);
            let binding = bindings[taken.step].as_ref()?;
            Some(self.argument(taken, binding, &answer.rows[taken.answered], api))
        });
        let arguments: Vec<TokenStream> = arguments.collect();
        if let Does::Embeds(_) = self.does {
            return quote!(let embedded = #function(#(#arguments),*)?; println!("   {embedded}"););
        }
        let call = quote!(#function(&client #(, #arguments)*).await?);
        let Some(binding) = &bindings[self.step] else { return quote!(#call;) };
        let shown = self.answer(api).and_then(shown).map(|row| {
            let (field, format) = (&row.ident, format!("   {}: {{}}", row.wire));
            quote!(println!(#format, #binding.#field);)
        });
        quote!(let #binding = #call; #shown)
    }

    /// A value of an earlier answer, as this call's function takes it.
    fn argument(&self, taken: &Taken, binding: &Ident, answered: &Row, api: &Api) -> TokenStream {
        let field = &answered.ident;
        let missing = format!("the answer has no `{}`", answered.wire);
        let is_text = self.row(taken, api).ty == Type::Text;
        match (is_text && is_identifier(answered), answered.optional) {
            (true, false) => quote!(#binding.#field.as_str()),
            (true, true) => quote!(#binding.#field.as_ref().ok_or(#missing)?.as_str()),
            (false, false) if is_text => quote!(&#binding.#field),
            (false, true) if is_text => quote!(#binding.#field.as_ref().ok_or(#missing)?),
            (false, false) => quote!(#binding.#field.clone()),
            (false, true) => quote!(#binding.#field.clone().ok_or(#missing)?),
        }
    }

    /// The row that takes a value.
    fn row(&self, taken: &Taken, api: &'a Api) -> &'a Row {
        let object = match self.does {
            Does::Calls(endpoint) => &endpoint.request,
            Does::Embeds(embedded) => api.object(embedded.object),
        };
        &object.rows[taken.row]
    }

    /// The parameters of the function, and the rows that they fill.
    fn parameters(
        &self,
        api: &'a Api,
        used: &mut Vec<String>,
    ) -> (Vec<TokenStream>, Vec<example::Given>) {
        let parameters = self.takes.iter().map(|taken| {
            let row = self.row(taken, api);
            let field = &row.ident;
            let ty = match row.ty {
                Type::Identifier(id) => {
                    let alias = &api.identifier(id).alias;
                    used.push(alias.to_string());
                    quote!(#alias)
                }
                _ => quote!(&str),
            };
            // The function's own first parameter.
            let parameter = match field.as_str() {
                "client" => format_ident!("client_"),
                other => Ident::new(other, Span::call_site()),
            };
            (quote!(#parameter: #ty), (taken.row, quote!(#parameter)))
        });
        parameters.unzip()
    }

    /// The function of the step.
    pub(super) fn function(&self, api: &'a Api, used: &mut Vec<String>) -> TokenStream {
        let (parameters, given) = self.parameters(api, used);
        let name = &self.function;
        match self.does {
            Does::Embeds(embedded) => {
                let docs = docs::doc(&docs::wrapped(&api.object(embedded.object).means, 0));
                let value = example::embedded_object(embedded, &given, api, used);
                let method = example::written(embedded);
                quote! {
                    #docs
                    fn #name(#(#parameters),*) -> Result<String, Failure> {
                        let value = #value;
                        Ok(value.#method()?)
                    }
                }
            }
            Does::Calls(endpoint) => {
                let means = docs::wrapped(&endpoint.request.means, 0);
                let docs = docs::doc(&format!("{means}{}", self.when_lost(endpoint, api)));
                let request = example::request(self.page, endpoint, &given, api, used);
                let answer = match self.answer(api) {
                    Some(object) => {
                        used.push(object.ident.to_string());
                        let ident = &object.ident;
                        quote!(#ident)
                    }
                    None => quote!(()),
                };
                let send = self.send(endpoint, api, used);
                quote! {
                    #docs
                    async fn #name(client: &Client #(, #parameters)*) -> Result<#answer, Failure> {
                        let request = #request;
                        #send
                    }
                }
            }
        }
    }
}
