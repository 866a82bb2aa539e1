//! A call of an example whose answer is lost: how it is looked up, as far as the documents allow.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Call;
use crate::api::{Api, Endpoint, Mandatory, Part, Row, Type};
use crate::emit::docs;

impl<'a> Call<'a> {
    /// Sends `request`, and looks a lost call up as far as the documents allow.
    pub(super) fn send(
        &self,
        endpoint: &'a Endpoint,
        api: &'a Api,
        used: &mut Vec<String>,
    ) -> TokenStream {
        let call = &endpoint.call;
        if !self.may_be_lost() {
            return quote!(Ok(client.#call(&request).await?));
        }
        let lost = match self.list(endpoint, api) {
            Some(Lookup { list, asked, sent }) => {
                used.push(list.request.ident.to_string());
                let (ident, items) = (&list.request.ident, format_ident!("{}", list.items_call()));
                let (asked, maybe) = (&asked.ident, format_ident!("maybe_{}", asked.ident));
                let field = &sent.ident;
                let value = match sent.optional {
                    true => quote!(.#maybe(request.#field.clone())),
                    false => quote!(.#asked(request.#field.clone())),
                };
                quote! {{
                    println!("   {lost}");
                    let sought = #ident::builder() #value .build()?;
                    match client.#items(&sought).next().await {
                        Some(found) => Ok(found?),
                        None => Err(look_up(&lost)),
                    }
                }}
            }
            None => quote!(Err(look_up(&lost))),
        };
        quote! {
            match client.#call(&request).await {
                Err(Error::Indeterminate(lost)) => #lost,
                answer => Ok(answer?),
            }
        }
    }

    /// The list in which a lost call is found by a reference that was sent: it lists what the
    /// endpoint answers, needs nothing else, and can be asked for the reference.
    fn list(&self, endpoint: &'a Endpoint, api: &'a Api) -> Option<Lookup<'a>> {
        let answer = endpoint.answer?;
        let is_sent = |reference: &String| match &self.page.samples.request {
            Some(sample) => sample.get(reference).is_some(),
            None => true,
        };
        let sent: Vec<&Row> = endpoint
            .request
            .part(Part::Body)
            .filter(|row| endpoint.references.contains(&row.wire) && is_sent(&row.wire))
            .collect();
        let lists = api.endpoints().map(|(_, list)| list).filter(|list| {
            let is_free = list.request.rows.iter().all(|row| row.mandatory != Mandatory::Yes);
            is_free && api.paged(list).is_some_and(|paged| paged.item == answer)
        });
        let mut lookups = lists.flat_map(|list| {
            let asked = list.request.part(Part::Query).filter(|row| row.ty == Type::Text);
            asked.map(move |asked| (list, asked))
        });
        lookups.find_map(|(list, asked)| {
            let sent = sent.iter().copied().find(|row| row.wire == asked.wire)?;
            Some(Lookup { list, asked, sent })
        })
    }

    /// What the function does about a lost answer, in words.
    pub(super) fn when_lost(&self, endpoint: &'a Endpoint, api: &'a Api) -> String {
        if !self.may_be_lost() {
            return String::new();
        }
        let is_repeated = matches!(endpoint.method.as_str(), "PUT" | "DELETE")
            || endpoint.idempotent_by.is_some();
        let words = match self.list(endpoint, api) {
            _ if is_repeated => "If the answer is lost, the client sends it again: that changes \
                                 nothing twice."
                .to_owned(),
            Some(Lookup { sent, .. }) => format!(
                "If the answer is lost, it is not sent again but looked up by `{}`, which is \
                 therefore to be unique.",
                sent.wire
            ),
            None => "If the answer is lost, it may have been carried out: it is not sent again."
                .to_owned(),
        };
        format!("\n\n{}", docs::wrapped(&words, 0))
    }
}

/// How a lost call is found in a list.
struct Lookup<'a> {
    list: &'a Endpoint,
    /// The list's own row.
    asked: &'a Row,
    /// The row with the reference that was sent.
    sent: &'a Row,
}

/// The function that ends the program on a call whose answer was lost.
pub(in super::super) fn look_up() -> TokenStream {
    let docs = docs::doc(
        "What to do about a call that may have been carried out: nothing is sent again. Keep what is\n\
         printed here, and have a person or a job look it up.",
    );
    quote! {
        #docs
        fn look_up(lost: &Indeterminate) -> Failure {
            for reference in lost.references() {
                println!("   sent with {}: {}", reference.row(), reference.value());
            }
            lost.to_string().into()
        }
    }
}
