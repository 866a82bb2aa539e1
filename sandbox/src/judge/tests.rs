use super::{Judges, judge};
use crate::json::Json;

#[test]
fn a_schema_that_is_none_lets_nothing_through() {
    let api = crate::smartpay().unwrap();
    let (page, endpoint) = api
        .pages
        .iter()
        .enumerate()
        .find_map(|(at, it)| Some((at, it.endpoint.as_ref()?)))
        .unwrap();
    let judges = Judges::new(&api);
    let wrong = judge(&serde_json::json!({ "type": "text" })).map(Some);
    assert!(judges.validators[page].set(wrong).is_ok());
    let refusal = judges.body(&api, page, endpoint, &Json::Object(Vec::new())).unwrap_err();
    assert_eq!(refusal.status, 501);
    assert!(refusal.violations[0].text.contains("schema"), "{refusal:?}");
}

/// Every schema of both APIs is one to the judge.
#[test]
fn every_page_can_be_judged() {
    let parcels = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/parcel-tracker/spec");
    for api in [crate::smartpay().unwrap(), crate::read(parcels.as_ref()).unwrap()] {
        let judges = Judges::new(&api);
        for (at, page) in api.pages.iter().enumerate() {
            let Some(endpoint) = &page.endpoint else { continue };
            judges.body(&api, at, endpoint, &Json::Object(Vec::new())).unwrap();
            judges.path(&api, at, endpoint, &std::collections::BTreeMap::new()).unwrap();
        }
    }
}
