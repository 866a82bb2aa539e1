//! What examples show.

use crate::emit::testing::item;

fn example(rows: &str) -> String {
    let page = format!("endpoint: Join\nrequest: POST /members\n{rows}");
    item(&page, "pub struct Join")
}

#[test]
fn a_made_up_value_is_no_longer_than_its_row() {
    let text = example(
        "body:
  since: { type: DateTime, length: 20, mandatory: Yes, means: When. }
  until: { type: String, format: offset-date-time, length: 25, mandatory: Yes, means: When. }
  mail:  { type: String, format: email, length: 5, mandatory: Yes, means: Mail. }
",
    );
    for value in ["2030-01-31T12:00:00Z", "2030-01-31T12:00:00+01:00", "a@b"] {
        assert!(text.contains(&format!("(\"{value}\"")), "{value} is not in\n{text}");
    }
}

#[test]
fn an_example_keeps_rules_that_go_together() {
    let text = example(
        "body:
  email: { type: String, mandatory: No, means: Mail. }
  phone: { type: String, mandatory: No, means: Phone. }
  code:  { type: String, mandatory: No, means: What the phone shows. }
  word:  { type: String, mandatory: No, means: What was agreed on. }
rules:
  - together: [code, word]
  - together: [email, code]
  - at_least_one_of: [email, phone]
",
    );
    let compact: String = text.replace("///", "").split_whitespace().collect();
    let all = r#".email("example").code("example").word("example").build()?"#;
    assert!(compact.contains(all), "{text}");
}

/// A sample's `10,00` is recorded as what it is; no decimal is parsed from it.
#[test]
fn a_broken_amount_of_a_sample_is_not_shown() {
    let deviation = "
deviations:
  - at: samples.request.fee
    deviates: sample-breaks-row
    found: The sample shows a text.
    handled: A number is sent.
";
    let of = |fee: &str| {
        let sample = format!("samples:\n  request: {{ \"fee\": \"{fee}\" }}");
        example(&format!(
            "body:\n  fee: {{ type: Decimal, length: 6.2, mandatory: Yes, means: It costs. }}\n\
             {sample}{deviation}"
        ))
    };
    assert!(of("10.00").contains(r#".fee("10.00".parse()?)"#));
    assert!(of("10,00").contains(r#".fee("1".parse()?)"#));
}
