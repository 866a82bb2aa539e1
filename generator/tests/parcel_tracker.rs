//! A second API, quite unlike the first, in the same format: the generator knows neither.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

mod spec_folder;

use generator::Sources;

fn spec() -> Sources {
    spec_folder::read("../tests/parcel-tracker/spec").into_iter().collect()
}

#[test]
fn the_spec_of_the_parcel_tracker_is_valid() {
    let api = match generator::check(&spec()) {
        Ok(api) => api,
        Err(report) => panic!("{report}"),
    };
    assert_eq!(api.package.name, "parcel-tracker-client");
    assert_eq!(api.endpoints().count(), 11);
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let spec = spec();
    let once = generator::generate(&spec).unwrap();
    assert_eq!(once, generator::generate(&spec).unwrap());
    assert!(once.contains_key("src/parcels/announce.rs"));
    assert!(once.values().all(|text| text.ends_with('\n') && !text.contains('\r')));
}

/// A reader of JSON keeps one of two keys of a name, and generators demand one `operationId` each.
#[test]
fn notifications_of_pages_of_one_name_are_told_apart_in_the_export() {
    let mut spec = spec();
    let page = "document: tracking-events\nmeans: As parcels are told.\nreceives: TrackingEvent\n";
    spec.insert("parcels/event.yaml", page);
    let api = generator::check(&spec).unwrap_or_else(|report| panic!("{report}"));
    let document = &generator::openapi(&api)["openapi.json"];
    for group in ["hooks", "parcels"] {
        assert_eq!(document.matches(&format!("\"{group}_event\": {{")).count(), 1, "{group}");
        let id = format!("\"operationId\": \"receive_{group}_event\"");
        assert_eq!(document.matches(&id).count(), 1, "{group}");
    }
}
