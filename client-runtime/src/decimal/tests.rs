//! That no digit of an amount is ever lost, gained or rounded.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;
use crate::Further;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Amounts {
    #[serde(with = "crate::decimal")]
    amount: Decimal,
    #[serde(with = "crate::decimal::option", default, skip_serializing_if = "Option::is_none")]
    discount: Option<Decimal>,
}

/// Reads `amount` from a JSON text.
fn amount(json: &str) -> Result<Decimal, serde_json::Error> {
    serde_json::from_str::<Amounts>(&format!(r#"{{"amount":{json}}}"#)).map(|it| it.amount)
}

#[test]
fn every_digit_is_read_and_written() {
    for text in [
        "0",
        "0.0",
        "0.00",
        "10.00",
        "7.3",
        "7.30",
        "-1.50",
        "1e2",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "1234567890123456.78",
    ] {
        let json = format!(r#"{{"amount":{text}}}"#);
        let read: Amounts = serde_json::from_str(&json).unwrap();
        let expected = if text == "1e2" { r#"{"amount":100}"# } else { &json };
        assert_eq!(serde_json::to_string(&read).unwrap(), expected);
        assert_eq!(serde_json::from_slice::<Amounts>(json.as_bytes()).unwrap(), read);
        assert_eq!(serde_json::from_reader::<_, Amounts>(json.as_bytes()).unwrap(), read);
    }
}

#[test]
fn strings_are_read_and_numbers_are_written() {
    assert_eq!(amount(r#""7.3""#).unwrap().to_string(), "7.3");
    assert_eq!(amount(r#""0.00""#).unwrap().to_string(), "0.00");
    assert_eq!(amount(r#""\u0031""#).unwrap().to_string(), "1");
}

#[test]
fn exponents_are_read_exactly() {
    for (json, text) in [
        ("1E2", "100"),
        ("1.5e1", "15"),
        ("1.50e1", "15.0"),
        ("1.5e+3", "1500"),
        ("25e-3", "0.025"),
        ("-2.5E-1", "-0.25"),
        ("0e5", "0"),
        ("0.00e1", "0.0"),
        ("0e-99", "0.0000000000000000000000000000"),
        ("1e28", "10000000000000000000000000000"),
        ("1e-28", "0.0000000000000000000000000001"),
    ] {
        assert_eq!(amount(json).unwrap().to_string(), text, "{json}");
    }
}

#[test]
fn what_would_be_rounded_is_refused() {
    for json in [
        "0.00000000000000000000000000001",
        "1.00000000000000000000000000001",
        "79228162514264337593543950336",
        "123456789012345678901234567890",
        "1e29",
        "1e-29",
        "7.9e99999999999999999999",
        "1e-2147483648",
        r#""0.00000000000000000000000000001""#,
    ] {
        let error = amount(json).unwrap_err().to_string();
        assert!(error.contains("more digits than the 28"), "{json}: {error}");
    }
}

#[test]
fn what_is_no_number_is_refused_without_repeating_it() {
    for json in [
        "null",
        "true",
        "[]",
        "{}",
        r#""""#,
        r#""secret""#,
        r#""+1""#,
        r#""1_0""#,
        r#"".5""#,
        r#""5.""#,
        r#""01""#,
        r#"" 1""#,
        r#""1e""#,
        r#""1e+""#,
        r#""-""#,
        r#""１""#,
        r#""NaN""#,
        r#""1.2.3""#,
    ] {
        let error = amount(json).unwrap_err().to_string();
        assert!(error.contains("expected a decimal number"), "{json}: {error}");
        assert!(!error.contains("secret"), "{error}");
    }
}

#[test]
fn a_missing_or_null_option_is_none() {
    for json in [r#"{"amount":1}"#, r#"{"amount":1,"discount":null}"#] {
        let read: Amounts = serde_json::from_str(json).unwrap();
        assert_eq!(read.discount, None);
        assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"amount":1}"#);
    }
    let json = r#"{"amount":1,"discount":0.10}"#;
    let read: Amounts = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert!(serde_json::from_str::<Amounts>(r#"{"amount":1,"discount":"x"}"#).is_err());
}

#[test]
fn an_option_that_is_always_written_is_null() {
    #[derive(Serialize)]
    struct Written {
        #[serde(with = "crate::decimal::option")]
        amount: Option<Decimal>,
    }
    assert_eq!(serde_json::to_string(&Written { amount: None }).unwrap(), r#"{"amount":null}"#);
}

#[test]
fn lists_of_amounts_are_exact() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Lists {
        #[serde(with = "crate::decimal::list")]
        amounts: Vec<Decimal>,
        #[serde(with = "crate::decimal::option_list", default)]
        discounts: Option<Vec<Decimal>>,
    }
    for (json, written) in [
        (r#"{"amounts":[0.00,7.30],"discounts":[0.10]}"#, None),
        (r#"{"amounts":[],"discounts":[]}"#, None),
        (r#"{"amounts":[1],"discounts":null}"#, None),
        (r#"{"amounts":["1.0"]}"#, Some(r#"{"amounts":[1.0],"discounts":null}"#)),
    ] {
        let read: Lists = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), written.unwrap_or(json));
    }
    for json in ["[null]", "[1e29]", "1", r#"["x"]"#] {
        assert!(serde_json::from_str::<Lists>(&format!(r#"{{"amounts":{json}}}"#)).is_err());
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Payment {
    #[serde(with = "crate::decimal")]
    amount: Decimal,
    #[serde(with = "crate::decimal::option", default, skip_serializing_if = "Option::is_none")]
    tip: Option<Decimal>,
    #[serde(flatten)]
    further: Further,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Transaction {
    payment: Payment,
    payments: Vec<Payment>,
    #[serde(flatten)]
    further: Further,
}

#[test]
fn amounts_beside_a_flattened_map_are_exact_at_every_depth() {
    let json = concat!(
        r#"{"payment":{"amount":0.00,"tip":10.00,"extra":"kept"},"#,
        r#""payments":[{"amount":7.30},{"amount":0.0,"other":[1]}],"status":"captured"}"#
    );
    let read: Transaction = serde_json::from_str(json).unwrap();
    assert_eq!(read.payment.amount.to_string(), "0.00");
    assert_eq!(read.payment.further.get("extra"), Some(&"kept".into()));
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
}

#[test]
fn an_amount_inside_a_flattened_value_is_an_error_and_not_a_wrong_number() {
    #[derive(Debug, Deserialize)]
    struct Outer {
        #[serde(flatten)]
        _inner: Amounts,
    }
    assert!(serde_json::from_str::<Outer>(r#"{"amount":0.00}"#).is_err());
}

proptest! {
    #[test]
    fn any_amount_comes_back_with_its_scale(
        low in any::<u32>(), middle in any::<u32>(), high in any::<u32>(),
        negative in any::<bool>(), scale in 0_u32..=28,
    ) {
        let value = Decimal::from_parts(low, middle, high, negative, scale);
        let json = serde_json::to_string(&Amounts { amount: value, discount: Some(value) }).unwrap();
        let back: Amounts = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(back.amount, value);
        prop_assert_eq!(back.amount.scale(), value.scale());
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }

    #[test]
    fn any_text_is_read_exactly_or_refused(text in "-?[0-9]{1,32}(\\.[0-9]{1,32})?([eE][+-]?[0-9]{1,3})?") {
        if let Ok(value) = parse(&text) {
            let digits = |text: &str| -> String {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                digits.trim_start_matches('0').trim_end_matches('0').to_owned()
            };
            let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
            prop_assert_eq!(digits(mantissa), digits(&value.to_string()));
        }
    }
}
