//! Many at once: two thousand mixed requests of 32 clients, then what must hold.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::http::Merchant;
use crate::subject::{plan, serie, start, subscription};

const CLIENTS: usize = 32;
const ROUNDS: usize = 13;

/// What one client has been told.
#[derive(Default)]
struct Told {
    series: Vec<String>,
    transactions: BTreeMap<String, Vec<String>>,
    subscriptions: Vec<String>,
    requests: usize,
}

fn client(merchant: &Merchant, number: usize) -> Told {
    let mut told = Told::default();
    let mut plan = plan();
    plan["name"] = json!(format!("plan {number}"));
    let plan = merchant.new_plan(&plan);
    for round in 0..ROUNDS {
        let id = merchant.post("/payment-series", &serie()).expect(201).text("id");
        merchant.approve(&id);
        let charged = merchant.charge(&id, &[]).unwrap().expect(201).text("id");
        told.transactions.entry(id.clone()).or_default().push(charged);
        let patch = json!({ "externalReference": format!("{number}-{round}") });
        merchant
            .call("PATCH", &format!("/payment-series/{id}"), &[], Some(&patch))
            .unwrap()
            .expect(200);
        told.series.push(id);
        let id = merchant.post("/subscriptions", &subscription(&plan)).expect(201).text("id");
        told.subscriptions.push(id);
    }
    told.requests = 1 + 5 * ROUNDS;
    told
}

fn all(merchant: &Merchant, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    for page in 0.. {
        let list = merchant.get(&format!("{path}?page={page}&pageSize=100")).expect(200).json();
        items.extend(list["data"].as_array().unwrap().clone());
        if page + 1 >= list["totalPages"].as_u64().unwrap() {
            return items;
        }
    }
    items
}

#[test]
fn two_thousand_requests_of_32_clients_leave_a_consistent_state() {
    let (_sandbox, merchant) = start();
    let told: Vec<Told> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                scope.spawn({
                    let merchant = merchant.clone();
                    move || client(&merchant, number)
                })
            })
            .collect();
        clients.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let requests: usize = told.iter().map(|it| it.requests).sum();
    assert!(requests >= 2000, "{requests}");
    let series = all(&merchant, "/payment-series");
    let ids: BTreeSet<&str> = series.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!((ids.len(), series.len()), (CLIENTS * ROUNDS, CLIENTS * ROUNDS));
    for (number, told) in told.iter().enumerate() {
        for (round, id) in told.series.iter().enumerate() {
            let found = series.iter().find(|it| it["id"] == json!(id)).unwrap();
            assert_eq!(found["externalReference"], json!(format!("{number}-{round}")));
            let path = format!("/payment-series/{id}/transactions");
            let charged = all(&merchant, &path);
            let charged: Vec<&str> = charged.iter().map(|it| it["id"].as_str().unwrap()).collect();
            assert_eq!(charged, told.transactions[id]);
        }
    }
    let subscriptions: usize = told.iter().map(|it| it.subscriptions.len()).sum();
    assert_eq!(merchant.count("/subscriptions"), subscriptions as u64);
    // In the order of their creation, no time twice: the seeded clock ticks with each change.
    let times: Vec<&str> = series.iter().map(|it| it["createdAt"].as_str().unwrap()).collect();
    assert!(times.is_sorted() && times.iter().collect::<BTreeSet<_>>().len() == times.len());
}
