//! Sandboxes and the requests that most tests begin with.

use std::path::Path;

use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::http::Merchant;

/// A sandbox whose clock stands still, and a merchant at it.
pub(crate) fn start() -> (Sandbox, Merchant) {
    let sandbox = Sandbox::builder().seed(1).start().unwrap();
    let merchant = Merchant::new(&sandbox, "merchant");
    (sandbox, merchant)
}

/// A sandbox that plays the Parcel Tracker, and an account at it.
pub(crate) fn parcel_tracker() -> (Sandbox, Merchant) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/parcel-tracker/spec");
    let api = sandbox::read(&folder).unwrap();
    let sandbox = Sandbox::builder().api(api).seed(1).start().unwrap();
    let merchant = Merchant::new(&sandbox, "account");
    (sandbox, merchant)
}

pub(crate) fn address() -> Value {
    json!({ "addressLine1": "Leopoldstrasse", "number": "244", "city": "Munich",
            "postCode": "80807", "countryCode": "DE" })
}

pub(crate) fn consumer() -> Value {
    json!({ "firstName": "Ada", "lastName": "Holm", "emailAddress": "ada@example.com",
            "title": "Ms", "dateOfBirth": "1995-01-26" })
}

pub(crate) fn serie() -> Value {
    json!({ "customerAccountId": "customer", "currencyIsoCode": "EUR",
            "externalMerchantId": "order-1", "merchantMetadata": "anything",
            "billingAddress": address(), "consumer": consumer() })
}

pub(crate) fn plan() -> Value {
    json!({ "name": "monthly", "description": "a month", "recurrentAmount": 7.30,
            "currencyIsoCode": "EUR", "billingOccurrence": 1, "billingUnit": "month",
            "billingCycles": 3 })
}

pub(crate) fn subscription(plan: &str) -> Value {
    json!({ "planId": plan, "customerAccountId": "customer",
            "startDate": "2030-01-10T12:00:00.000+01:00", "externalMerchantId": "order-2",
            "billingAddress": address(), "consumer": consumer() })
}

pub(crate) fn parcel() -> Value {
    json!({ "reference": "ORDER-1", "type": "letter", "service": "Economy",
            "sender_account": "NH-000417", "leave-at-door": false, "weight_kg": 0.120,
            "receiver": { "name": "Ada Holm", "street": "Havnegade", "house-number": "12B",
                          "PostCode": "8000", "city": "Aarhus", "countryCode": "DK",
                          "contact": { "email": "ada@example.com", "language": "da-dk" } },
            "contents": [{ "description": "Lamp", "quantity": 1, "unit_value": 149.95 }] })
}

impl Merchant {
    /// A payment serie with a stored payment option.
    pub(crate) fn charged_serie(&self) -> String {
        let id = self.post("/payment-series", &serie()).expect(201).text("id");
        self.approve(&id);
        id
    }

    pub(crate) fn new_plan(&self, plan: &Value) -> String {
        self.post("/plans", plan).expect(201).text("id")
    }

    /// A subscription to a plan, with a stored payment option.
    pub(crate) fn active_subscription(&self, plan: &Value) -> String {
        let plan = self.new_plan(plan);
        let id = self.post("/subscriptions", &subscription(&plan)).expect(201).text("id");
        self.approve(&id);
        id
    }

    pub(crate) fn charge(
        &self,
        serie: &str,
        headers: &[(&'static str, &str)],
    ) -> std::io::Result<crate::http::Answer> {
        let body = json!({ "amount": 7.30, "description": "order" });
        self.call("POST", &format!("/payment-series/{serie}/transactions"), headers, Some(&body))
    }

    /// How many items a list has in all.
    pub(crate) fn count(&self, path: &str) -> u64 {
        self.get(path).expect(200).json()["count"].as_u64().unwrap()
    }
}
