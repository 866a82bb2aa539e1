//! `build` returns everything that is wrong at once, in the order of the page.

use smartpay_client::{
    Address, BillingAgreement, Consumer, CreatePaymentSerie, CreateSubscriptionPlan, Title,
};

#[test]
fn build_returns_every_violation_in_the_pages_order() {
    // The methods are called in an order of their own: it is the page's that counts.
    let invalid = CreatePaymentSerie::builder()
        .external_reference("r".repeat(256))
        .consumer(consumer())
        .billing_address(address())
        .shipping_address(address())
        .merchant_metadata("ü".repeat(256))
        .billing_agreement(agreement())
        .currency_iso_code("EURO")
        .customer_account_id("a".repeat(126))
        .build()
        .unwrap_err();
    insta::assert_snapshot!(invalid);
}

fn address() -> Address {
    Address::builder()
        .address_line1("Main Street")
        .number("house number 1")
        .city("c".repeat(51))
        .post_code("12345")
        .country_code("CAN")
        .build_unchecked()
}

fn consumer() -> Consumer {
    Consumer::builder()
        .first_name("Jo")
        .last_name("n".repeat(61))
        .email_address("nobody")
        .title(Title::from("Dr"))
        .culture("german")
        .date_of_birth("2001-02-03".parse().unwrap())
        .further([("firstName", "Jo")].into_iter().collect())
        .build_unchecked()
}

fn agreement() -> BillingAgreement {
    let further = [("unknown", 1), ("storedPaymentOptionReference", 2)];
    BillingAgreement::builder().further(further.into_iter().collect()).build_unchecked()
}

#[test]
fn build_returns_rules_between_rows_after_the_rows() {
    let invalid = CreateSubscriptionPlan::builder()
        .name("Monthly")
        .description("Every month")
        .recurrent_amount("12.345".parse().unwrap())
        .currency_iso_code("XYZ")
        .billing_occurrence(100)
        .billing_unit("week")
        .billing_cycles(121)
        .trial_duration_period(29)
        .build()
        .unwrap_err();
    insta::assert_snapshot!(invalid);
}
