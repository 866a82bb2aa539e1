//! The same rows and rules, written with `garde` as its manual has it.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::rules;

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct CreatePaymentSerie {
    #[garde(length(chars, max = 125))]
    pub customer_account_id: String,
    #[garde(length(chars, max = 3), custom(check_currency))]
    pub currency_iso_code: String,
    #[garde(length(chars, max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_merchant_id: Option<String>,
    #[garde(length(chars, max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_metadata: Option<String>,
    #[garde(dive)]
    pub billing_address: Address,
    #[garde(dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Address>,
    #[garde(dive, custom(check_customer(&self.business_consumer)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumer: Option<Consumer>,
    #[garde(dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_consumer: Option<BusinessConsumer>,
    #[garde(dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_info: Option<ExtraInfo>,
    #[garde(dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_references: Option<CustomReferences>,
    #[garde(dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_agreement: Option<BillingAgreement>,
    #[garde(length(chars, max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    #[garde(length(chars, max = 60))]
    pub address_line1: String,
    #[garde(length(chars, max = 60))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    #[garde(length(chars, max = 60))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line3: Option<String>,
    #[garde(length(chars, max = 10))]
    pub number: String,
    #[garde(length(chars, max = 50))]
    pub city: String,
    #[garde(length(chars, max = 10))]
    pub post_code: String,
    #[garde(length(chars, max = 3), custom(check_country))]
    pub country_code: String,
    #[garde(length(chars, max = 3), custom(check_state(&self.country_code)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct Consumer {
    #[garde(length(chars, max = 60))]
    pub first_name: String,
    #[garde(length(chars, max = 60))]
    pub last_name: String,
    #[garde(length(chars, max = 60))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[garde(length(chars, max = 255), email)]
    pub email_address: String,
    #[garde(custom(check_title))]
    pub title: String,
    #[garde(length(chars, max = 5), inner(custom(check_culture)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub culture: Option<String>,
    #[garde(length(chars, max = 10), custom(check_date))]
    pub date_of_birth: String,
    #[garde(inner(custom(check_gender)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_phone: Option<String>,
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_phone: Option<String>,
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_phone: Option<String>,
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct BusinessConsumer {
    #[garde(length(chars, max = 100))]
    pub company_name: String,
    #[garde(length(chars, max = 100))]
    pub company_type: String,
    #[garde(length(chars, max = 255), email)]
    pub email_address: String,
    #[garde(length(chars, max = 30))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    #[garde(length(chars, max = 5))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub culture: Option<String>,
    #[garde(length(chars, max = 50))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_registration_number: Option<String>,
    #[garde(length(chars, max = 3))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_registration_country_code: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ExtraInfo {
    #[garde(length(chars, max = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_group: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct CustomReferences {
    #[garde(length(chars, max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom1: Option<String>,
    #[garde(length(chars, max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom2: Option<String>,
    #[garde(length(chars, max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom3: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct BillingAgreement {
    #[garde(length(chars, max = 36))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored_payment_option_reference: Option<String>,
}

fn check_currency(value: &str, _: &()) -> garde::Result {
    if rules::currency(value) { Ok(()) } else { Err(garde::Error::new("no ISO 4217 code")) }
}

fn check_country(value: &str, _: &()) -> garde::Result {
    if rules::country(value) { Ok(()) } else { Err(garde::Error::new("no ISO 3166 code")) }
}

fn check_title(value: &str, _: &()) -> garde::Result {
    if rules::title(value) { Ok(()) } else { Err(garde::Error::new("not a documented value")) }
}

fn check_culture(value: &str, _: &()) -> garde::Result {
    if rules::culture(value) { Ok(()) } else { Err(garde::Error::new("no culture")) }
}

fn check_date(value: &str, _: &()) -> garde::Result {
    if rules::date(value) { Ok(()) } else { Err(garde::Error::new("no date")) }
}

fn check_gender(value: &str, _: &()) -> garde::Result {
    if rules::gender(value) { Ok(()) } else { Err(garde::Error::new("not a documented value")) }
}

fn check_customer<'a>(
    business: &'a Option<BusinessConsumer>,
) -> impl FnOnce(&Option<Consumer>, &()) -> garde::Result + 'a {
    |consumer, _| match consumer.is_some() || business.is_some() {
        true => Ok(()),
        false => Err(garde::Error::new("neither consumer nor businessConsumer")),
    }
}

fn check_state<'a>(country: &'a str) -> impl FnOnce(&Option<String>, &()) -> garde::Result + 'a {
    |state, _| match state.is_some() || !rules::has_states(country) {
        true => Ok(()),
        false => Err(garde::Error::new("the country demands a state")),
    }
}
