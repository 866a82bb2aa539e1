//! The same rows and rules, written with `validator` as its manual has it.

use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::rules;

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
#[validate(schema(function = "check_customer"))]
pub struct CreatePaymentSerie {
    #[validate(length(max = 125))]
    pub customer_account_id: String,
    #[validate(length(max = 3), custom(function = "check_currency"))]
    pub currency_iso_code: String,
    #[validate(length(max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_merchant_id: Option<String>,
    #[validate(length(max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_metadata: Option<String>,
    #[validate(nested)]
    pub billing_address: Address,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Address>,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumer: Option<Consumer>,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_consumer: Option<BusinessConsumer>,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_info: Option<ExtraInfo>,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_references: Option<CustomReferences>,
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_agreement: Option<BillingAgreement>,
    #[validate(length(max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
#[validate(schema(function = "check_state"))]
pub struct Address {
    #[validate(length(max = 60))]
    pub address_line1: String,
    #[validate(length(max = 60))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    #[validate(length(max = 60))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line3: Option<String>,
    #[validate(length(max = 10))]
    pub number: String,
    #[validate(length(max = 50))]
    pub city: String,
    #[validate(length(max = 10))]
    pub post_code: String,
    #[validate(length(max = 3), custom(function = "check_country"))]
    pub country_code: String,
    #[validate(length(max = 3))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct Consumer {
    #[validate(length(max = 60))]
    pub first_name: String,
    #[validate(length(max = 60))]
    pub last_name: String,
    #[validate(length(max = 60))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[validate(length(max = 255), email)]
    pub email_address: String,
    #[validate(custom(function = "check_title"))]
    pub title: String,
    #[validate(length(max = 5), custom(function = "check_culture"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub culture: Option<String>,
    #[validate(length(max = 10), custom(function = "check_date"))]
    pub date_of_birth: String,
    #[validate(custom(function = "check_gender"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct BusinessConsumer {
    #[validate(length(max = 100))]
    pub company_name: String,
    #[validate(length(max = 100))]
    pub company_type: String,
    #[validate(length(max = 255), email)]
    pub email_address: String,
    #[validate(length(max = 30))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    #[validate(length(max = 5))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub culture: Option<String>,
    #[validate(length(max = 50))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_registration_number: Option<String>,
    #[validate(length(max = 3))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_registration_country_code: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ExtraInfo {
    #[validate(length(max = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_group: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct CustomReferences {
    #[validate(length(max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom1: Option<String>,
    #[validate(length(max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom2: Option<String>,
    #[validate(length(max = 255))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom3: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct BillingAgreement {
    #[validate(length(max = 36))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored_payment_option_reference: Option<String>,
}

fn check_currency(value: &str) -> Result<(), ValidationError> {
    if rules::currency(value) { Ok(()) } else { Err(ValidationError::new("currency")) }
}

fn check_country(value: &str) -> Result<(), ValidationError> {
    if rules::country(value) { Ok(()) } else { Err(ValidationError::new("country")) }
}

fn check_title(value: &str) -> Result<(), ValidationError> {
    if rules::title(value) { Ok(()) } else { Err(ValidationError::new("title")) }
}

fn check_culture(value: &str) -> Result<(), ValidationError> {
    if rules::culture(value) { Ok(()) } else { Err(ValidationError::new("culture")) }
}

fn check_date(value: &str) -> Result<(), ValidationError> {
    if rules::date(value) { Ok(()) } else { Err(ValidationError::new("date")) }
}

fn check_gender(value: &str) -> Result<(), ValidationError> {
    if rules::gender(value) { Ok(()) } else { Err(ValidationError::new("gender")) }
}

fn check_customer(serie: &CreatePaymentSerie) -> Result<(), ValidationError> {
    match serie.consumer.is_some() || serie.business_consumer.is_some() {
        true => Ok(()),
        false => Err(ValidationError::new("customer")),
    }
}

fn check_state(address: &Address) -> Result<(), ValidationError> {
    match address.state.is_some() || !rules::has_states(&address.country_code) {
        true => Ok(()),
        false => Err(ValidationError::new("state")),
    }
}
