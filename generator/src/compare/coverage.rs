//! How much of the documentation the spec covers, as numbers to be compared.

use crate::api::{Api, Type};

/// What is counted, and how often it is there.
pub(super) fn counts(api: &Api) -> Vec<(&'static str, usize)> {
    let documented = || api.objects.iter().filter(|it| it.patch_of.is_none());
    let requests = || api.endpoints().map(|(_, endpoint)| &endpoint.request);
    let rows = || documented().chain(requests()).flat_map(|it| &it.rows);
    let conditions: usize = documented().chain(requests()).map(|it| it.rules.len()).sum();
    vec![
        ("documents", api.documents.len()),
        ("of them whole", api.documents.iter().filter(|it| it.cut.is_none()).count()),
        ("endpoints", api.endpoints().count()),
        ("with a sample request", sampled(api, true)),
        ("with a sample answer", sampled(api, false)),
        ("objects", documented().count()),
        ("of them open", documented().filter(|it| it.open).count()),
        ("rows", rows().count()),
        ("known from samples alone", rows().filter(|it| it.from_sample).count()),
        ("of a checked type or with limits", rows().filter(|it| is_checked(it)).count()),
        ("conditions", conditions),
        ("deviations", api.deviations.len() + sum(api, |page| page.deviations.len())),
        ("rules left to the API", sum(api, |page| page.unenforced.len())),
    ]
}

fn sum(api: &Api, count: impl Fn(&crate::api::Page) -> usize) -> usize {
    api.pages.iter().map(count).sum()
}

fn sampled(api: &Api, request: bool) -> usize {
    let has_one = |page: &&crate::api::Page| match request {
        true => page.samples.request.is_some(),
        false => page.samples.answer.is_some(),
    };
    api.pages.iter().filter(|page| page.endpoint.is_some()).filter(has_one).count()
}

/// Whether something of a value can be wrong.
fn is_checked(row: &crate::api::Row) -> bool {
    !row.limits.is_empty() || !matches!(row.ty, Type::Text | Type::Secret)
}
