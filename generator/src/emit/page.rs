//! The module of a page: its endpoint first, then its objects and enums, in the page's order.

use crate::api::{Api, Page, RustName};

use super::model::Travel;
use super::{
    Content, File, Imports, docs, embed, endpoint, enumeration, example, model, receiving,
};

/// The file of a page.
pub(super) fn file(page: &Page, api: &Api) -> File {
    let mut imports = Imports::default();
    let mut items = Vec::new();
    if let Some(call) = &page.endpoint {
        let travel = if call.has_body { Travel::Json } else { Travel::Uri };
        let examples = example::documentation(page, call, api);
        items.extend(model::items(&call.request, &examples, travel, api, &mut imports));
        items.push(endpoint::implementation(call, api, &mut imports));
        items.extend(endpoint::paged(call, api, &mut imports));
    }
    for id in &page.objects {
        let object = api.object(*id);
        let embedded = page.embeds.as_ref().filter(|it| it.object == *id);
        let examples = match embedded {
            Some(embedded) => example::embedding(embedded, api),
            None if page.receives == Some(*id) => receiving::documentation(page, object, api),
            None => String::new(),
        };
        items.extend(model::items(object, &examples, Travel::Json, api, &mut imports));
        items.extend(embedded.map(|it| embed::implementation(it, api, &mut imports)));
    }
    for id in &page.enums {
        items.extend(enumeration::items(api.enumeration(*id), api, &mut imports));
    }
    File {
        path: format!("src/{}/{}.rs", page.group, page.module),
        content: Content::Rust {
            source: page.source.clone(),
            docs: docs::page(page, api),
            imports: imports.into_groups(&types(page, api)),
            items,
        },
    }
}

/// The types that a page's module declares.
pub(super) fn types(page: &Page, api: &Api) -> Vec<RustName> {
    let endpoint = page.endpoint.iter().map(|it| it.request.ident.clone());
    let objects = page.objects.iter().map(|id| api.object(*id).ident.clone());
    let enums = page.enums.iter().map(|id| api.enumeration(*id).ident.clone());
    endpoint.chain(objects).chain(enums).collect()
}
