//! Lists: pages and filters.

use serde_json::{Value, json};

use crate::http::Merchant;
use crate::subject::{parcel, parcel_tracker, plan, serie, start};

fn page(merchant: &Merchant, query: &str) -> Value {
    merchant.get(&format!("/plans?{query}")).expect(200).json()
}

#[test]
fn a_list_comes_in_pages_counted_from_zero() {
    let (_sandbox, merchant) = start();
    let ids: Vec<String> = (0..7).map(|_| merchant.new_plan(&plan())).collect();
    let mut seen = Vec::new();
    for number in 0..3 {
        let page = page(&merchant, &format!("page={number}&pageSize=3"));
        assert_eq!((&page["page"], &page["pageSize"]), (&json!(number), &json!(3)));
        assert_eq!((&page["count"], &page["totalPages"]), (&json!(7), &json!(3)));
        for item in page["data"].as_array().unwrap() {
            seen.push(item["id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(seen, ids);
    assert_eq!(page(&merchant, "page=99&pageSize=3")["data"], json!([]));
    assert_eq!(page(&merchant, "page=9223372036854775807")["data"], json!([]));
    assert_eq!(page(&merchant, "pageSize=0")["pageSize"], json!(20));
}

#[test]
fn unknown_parameters_and_wrong_values_are_ignored() {
    let (_sandbox, merchant) = start();
    merchant.new_plan(&plan());
    for query in [
        "colour=red",
        "page=-1",
        "page=x",
        "page=9223372036854775808",
        "deleted=perhaps",
        "createdAtLte=yesterday",
    ] {
        assert_eq!(page(&merchant, query)["count"], json!(1), "{query}");
    }
}

#[test]
fn filters_choose_by_time_and_by_value() {
    let (_sandbox, merchant) = start();
    let mut other = serie();
    other["externalMerchantId"] = json!("order-9");
    merchant.post("/payment-series", &serie()).expect(201);
    merchant.advance("P2D");
    merchant.post("/payment-series", &other).expect(201);
    let count = |query: &str| merchant.count(&format!("/payment-series?{query}"));
    assert_eq!(count("externalMerchantId=order-9"), 1);
    assert_eq!(count("externalMerchantId=nobody"), 0);
    assert_eq!(count("createdAtLte=2030-01-02T00:00:00.000Z"), 1);
    assert_eq!(count("createdAtGte=2030-01-02T00:00:00.000Z"), 1);
    assert_eq!(count("createdAtGte=2030-01-01T00:00:00.000Z&externalMerchantId=order-1"), 1);
}

/// A caller who looks for his own reference gets nobody else's.
#[test]
fn references_are_texts_though_they_look_like_numbers() {
    let (_sandbox, merchant) = start();
    for reference in ["20260101000000000", "007", "1e3", "2030-01-01T00:00:00Z", "TRUE"] {
        let mut body = serie();
        body["externalMerchantId"] = json!(reference);
        merchant.post("/payment-series", &body).expect(201);
        let found = merchant.count(&format!("/payment-series?externalMerchantId={reference}"));
        assert_eq!(found, 1, "{reference}");
    }
    for other in ["20260101000000001", "7", "1000", "2030-01-01T00:00:00.0Z", "true"] {
        let found = merchant.count(&format!("/payment-series?externalMerchantId={other}"));
        assert_eq!(found, 0, "{other}");
    }
}

#[test]
fn deleted_ones_are_listed_when_asked_for() {
    let (_sandbox, merchant) = start();
    let gone = merchant.new_plan(&plan());
    merchant.new_plan(&plan());
    merchant.call("DELETE", &format!("/plans/{gone}"), &[], None).unwrap().expect(204);
    assert_eq!(page(&merchant, "")["count"], json!(1));
    let deleted = page(&merchant, "deleted=TRUE");
    assert_eq!((&deleted["count"], &deleted["data"][0]["id"]), (&json!(1), &json!(gone)));
}

#[test]
fn another_api_counts_its_pages_from_one() {
    let (_sandbox, account) = parcel_tracker();
    for number in 0..3 {
        let mut parcel = parcel();
        parcel["reference"] = json!(format!("ORDER-{number}"));
        account.post("/v2/parcels", &parcel).expect(201);
    }
    let always = "account=NH-000417&sort=created_at.asc&archived=FALSE";
    let list =
        |query: &str| account.get(&format!("/v2/parcels/?{always}&{query}")).expect(200).json();
    let first = list("page=1&per_page=2");
    assert_eq!((&first["page"], &first["total"]), (&json!(1), &json!(3)));
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    assert_eq!(list("page=2&per_page=2")["items"].as_array().unwrap().len(), 1);
    assert_eq!(list("min_weight_kg=1")["total"], json!(0));
    assert_eq!(list("min_weight_kg=0.12000000000000000001")["total"], json!(0));
    assert_eq!(list("min_weight_kg=12e-2")["total"], json!(3));
    assert_eq!(list("state=announced")["total"], json!(3));
    // A row of the query that is mandatory must be there.
    account.get("/v2/parcels/").expect(400);
}
