//! Digits in all and digits after the point, for a judge that counts them exactly.
//!
//! JSON Schema can only say them by `multipleOf`, which the validators that most people use work
//! out in floats: they refuse 1.15 as no multiple of 0.01. So the export says them as
//! `x-precision`, and the judge here, which is exact, is given what the key stands for.

use serde_json::{Value, json};

/// The schema with `multipleOf` in place of each `x-precision`.
pub(crate) fn spelled_out(schema: &Value) -> Value {
    match schema {
        Value::Object(entries) => {
            let mut spelled: serde_json::Map<String, Value> =
                entries.iter().map(|(key, value)| (key.clone(), spelled_out(value))).collect();
            if let Some(Value::String(precision)) = spelled.remove("x-precision") {
                let (digits, scale) = precision.split_once('.').unwrap();
                let after = 0..=scale.parse::<usize>().unwrap();
                let digits = digits.parse().unwrap();
                let within = after.map(|after| within(digits, after));
                spelled.insert("anyOf".to_owned(), within.collect());
            }
            Value::Object(spelled)
        }
        Value::Array(items) => items.iter().map(spelled_out).collect(),
        plain => plain.clone(),
    }
}

/// So many digits in all, at most so many of them after the point: the fewer stand there, the more
/// may stand before it.
fn within(digits: usize, after: usize) -> Value {
    let number = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    let nines = format!("{:0>after$}", "9".repeat(digits), after = after + 1);
    let (before, fraction) = nines.split_at(nines.len() - after);
    let point = if after == 0 { "" } else { "." };
    let most = format!("{before}{point}{fraction}");
    let step = if after == 0 { "1".to_owned() } else { format!("0.{:0>after$}", 1) };
    json!({ "multipleOf": number(step), "minimum": number(format!("-{most}")), "maximum": number(most) })
}

#[test]
fn a_precision_is_spelled_out_for_an_exact_judge() {
    let exported = json!({ "type": "number", "x-precision": "4.2" });
    let judge = jsonschema::draft202012::new(&spelled_out(&exported)).unwrap();
    for right in ["1.15", "99.99", "-99.99", "999.9", "9999", "0.30", "1.1500"] {
        assert!(judge.is_valid(&serde_json::from_str(right).unwrap()), "{right}");
    }
    for wrong in ["1.155", "100.01", "10000", "999.91", "-0.001"] {
        assert!(!judge.is_valid(&serde_json::from_str(wrong).unwrap()), "{wrong}");
    }
    // Without the key's help a schema cannot tell.
    let judge = jsonschema::draft202012::new(&exported).unwrap();
    assert!(judge.is_valid(&json!(1.155)));
}
