//! What need not be given need not be named.

use smartpay_client::{
    Address, DeleteSubscription, Endpoint as _, GetPaymentSerie, ListPaymentSeries,
    UpdatePaymentSerie,
};

const UUID: &str = "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20";

#[test]
fn a_builder_without_optional_rows_builds() {
    let list = ListPaymentSeries::builder().build().unwrap();
    assert_eq!(list, serde_json::from_str("{}").unwrap());
    let id = format!("PaymentSeries-{UUID}");
    let get = GetPaymentSerie::builder().id(id.parse().unwrap()).build().unwrap();
    assert_eq!(get.id.as_str(), id);
    let update = UpdatePaymentSerie::builder().id(id.parse().unwrap()).build().unwrap();
    assert_eq!(update.body().unwrap().unwrap(), b"{}");
    let subscription = format!("Subscription-{UUID}").parse().unwrap();
    assert!(DeleteSubscription::builder().subscription_id(subscription).build().is_ok());
}

#[test]
fn an_optional_row_is_set_or_passed_on() {
    let address = |state: Option<&str>| {
        let builder =
            Address::builder().address_line1("Main Street").number("1").city("Springfield");
        builder.post_code("12345").country_code("DE").maybe_state(state).build().unwrap()
    };
    assert_eq!(address(None).state, None);
    assert_eq!(address(Some("BY")).state.as_deref(), Some("BY"));
}

#[test]
fn what_breaks_a_rule_can_be_had_unchecked() {
    let builder = || {
        let builder =
            Address::builder().address_line1("Main Street").number("1").city("Springfield");
        builder.post_code("12345").country_code("US")
    };
    let invalid = builder().build().unwrap_err();
    assert_eq!(invalid.violations().len(), 1);
    assert_eq!(invalid.violations()[0].pointer, "/state");
    let unchecked = builder().build_unchecked();
    assert_eq!(unchecked.country_code, "US");
}
