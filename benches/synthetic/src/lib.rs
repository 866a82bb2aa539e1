//! Specs of any size, from a seed: the same seed gives the same bytes.
//!
//! What is made is no particular API but has the proportions of SmartPay's: four objects to an
//! endpoint, eight pages or fewer to a group, tables of four to fourteen rows with their lengths,
//! formats, enums and identifiers, rules over rows, samples that keep the tables, and here and
//! there one that does not, with its deviation.

mod page;
mod rows;
mod text;

use fastrand::Rng;

use page::Place;

/// How many objects an endpoint brings with it.
pub const OBJECTS_PER_ENDPOINT: usize = 4;

const PAGES_PER_GROUP: usize = 6;

/// The things that groups of pages are about.
const NOUNS: &[&str] = &[
    "Account", "Invoice", "Order", "Parcel", "Refund", "Payout", "Contract", "Mandate", "Dispute",
    "Voucher", "Shipment", "Quote", "Tariff", "Device", "Booking", "Ticket",
];

/// The files of a spec with that many objects and a quarter as many endpoints, by their path below
/// the spec folder.
///
/// # Panics
///
/// When there is not one endpoint's worth of objects.
#[must_use]
pub fn spec(objects: usize, seed: u64) -> Vec<(String, String)> {
    assert!(objects >= OBJECTS_PER_ENDPOINT, "an endpoint brings {OBJECTS_PER_ENDPOINT} objects");
    let mut rng = Rng::with_seed(seed);
    let endpoints = objects / OBJECTS_PER_ENDPOINT;
    let groups = endpoints.div_ceil(PAGES_PER_GROUP);
    let mut documents = text::documents_head();
    let mut identifiers = String::new();
    let mut files = Vec::new();
    for group in 0..groups {
        let thing = format!("{}{group}", NOUNS[group % NOUNS.len()]);
        let first = group * PAGES_PER_GROUP;
        let pages = PAGES_PER_GROUP.min(endpoints - first);
        identifiers.push_str(&text::identifier(&thing));
        for kind in 0..pages {
            let is_last = first + kind + 1 == endpoints;
            let extra = if is_last { objects % OBJECTS_PER_ENDPOINT } else { 0 };
            let place = Place::new(&thing, kind, extra);
            documents.push_str(&text::document(&place));
            files.push((place.path(), page::text(&place, &mut rng)));
        }
        if group.is_multiple_of(8) {
            files.push(text::journey(&thing));
        }
    }
    files.push(("api.yaml".to_owned(), text::API.to_owned()));
    files.push(("documents.yaml".to_owned(), documents));
    files.push(("identifiers.yaml".to_owned(), identifiers));
    files
}
