//! Methods of the client that the names of two endpoints make alike.

use std::collections::BTreeMap;

use crate::api::{Api, Endpoint};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::{Name, Spec};

/// Reports an endpoint whose method is the one that gives all items of a paged list. Which lists
/// are paged is known when everything else is.
pub(super) fn check(spec: &Spec, api: &Api, found: &mut Diagnostics) {
    let pages = spec.pages.iter().zip(&api.pages);
    let endpoints = pages
        .filter_map(|(raw, page)| Some((raw.content.endpoint.as_ref()?, page.endpoint.as_ref()?)));
    let endpoints: Vec<(&Name, &Endpoint)> = endpoints.collect();
    let paged = endpoints.iter().filter(|(_, it)| api.paged(it).is_some());
    let lists: BTreeMap<String, &Name> = paged.map(|(name, it)| (it.items_call(), *name)).collect();
    for (name, endpoint) in &endpoints {
        let method = &endpoint.call;
        if let Some(list) = lists.get(method.as_str()) {
            let message = format!(
                "the endpoint `{}` and all items of `{}` both become the method `{method}`",
                name.value, list.value
            );
            let help = "rename one of them; the names are not seen on the wire";
            found.add(Diagnostic::new(Code::NameCollision, name.span, message).help(help));
        }
    }
}
