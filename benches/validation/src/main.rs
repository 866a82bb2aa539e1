//! Validates, writes and reads a full Create Payment Serie by turns: with the generated client, with
//! the same rules written for two derive crates, and with `jsonschema` on the exported schema. Prints
//! what was measured as JSON; `cargo xtask bench validation` makes a table of it.

mod rules;
mod subjects;
#[cfg(test)]
#[path = "../../src/vectors.rs"]
mod vectors;
mod with_garde;
mod with_validator;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use subjects::{Work, subjects};

/// Each is measured so often, by turns; the least is taken, which other programs disturb least.
const ROUNDS: usize = 200;
const ROUND: Duration = Duration::from_millis(1);

/// A full request that keeps all rules.
const VALID: &str = include_str!("full.json");

/// What makes it invalid: where, with what, at six rows.
const FAULTS: [(&str, &str); 6] = [
    ("/customerAccountId", LONG),
    ("/currencyIsoCode", "EUX"),
    ("/billingAddress/countryCode", "XX"),
    ("/shippingAddress/number", "12345678901"),
    ("/consumer/emailAddress", "no address"),
    ("/consumer/culture", "en_en"),
];

/// 130 characters.
const LONG: &str = "0123456789012345678901234567890123456789012345678901234567890123456789\
                    012345678901234567890123456789012345678901234567890123456789";

fn main() {
    let valid: Value = serde_json::from_str(VALID).expect("the sample is JSON");
    let mut invalid = valid.clone();
    for (at, wrong) in FAULTS {
        *invalid.pointer_mut(at).expect("a row of the sample") = Value::from(wrong);
    }
    let mut all = subjects(&valid.to_string(), &invalid.to_string(), FAULTS.len());
    let mut least = vec![f64::MAX; all.len()];
    let calls: Vec<u32> = all.iter_mut().map(|it| calls_in_a_round(&mut it.work)).collect();
    for _ in 0..ROUNDS {
        for (index, subject) in all.iter_mut().enumerate() {
            let took = time(&mut subject.work, calls[index]);
            least[index] = least[index].min(took.as_secs_f64() * 1e9 / f64::from(calls[index]));
        }
    }
    let measured: Vec<Value> = all
        .iter_mut()
        .zip(least)
        .map(|(it, ns)| {
            let info = allocation_counter::measure(|| (it.work)());
            json!({ "with": it.with, "does": it.does, "ns": ns, "found": it.found,
                    "allocations": info.count_total, "bytes_allocated": info.bytes_total })
        })
        .collect();
    println!("{}", Value::from(measured));
}

fn time(work: &mut Work, calls: u32) -> Duration {
    let began = Instant::now();
    for _ in 0..calls {
        work();
    }
    began.elapsed()
}

fn calls_in_a_round(work: &mut Work) -> u32 {
    let mut calls = 1;
    while time(work, calls) < ROUND {
        calls *= 2;
    }
    calls
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use crate::subjects::verdicts;
    use crate::vectors::cases;

    /// What is judged otherwise than by the test vectors, `case at place`: `garde` and `validator` have
    /// their own idea of an e-mail address.
    const DIFFERENCES: [(&str, &[&str]); 2] = [("garde", &EMAILS), ("validator", &EMAILS)];

    const EMAILS: [&str; 6] = [
        "\"jörg@müller.example\" at /consumer/emailAddress",
        "\"用户@例え.jp\" at /consumer/emailAddress",
        "255 characters at /consumer/emailAddress",
        "\"jörg@müller.example\" at /businessConsumer/emailAddress",
        "\"用户@例え.jp\" at /businessConsumer/emailAddress",
        "255 characters at /businessConsumer/emailAddress",
    ];

    #[test]
    fn all_judge_the_test_vectors_alike_but_for_what_is_named() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut found = BTreeMap::<&str, Vec<String>>::new();
        for case in cases(&root, "CreatePaymentSerie").expect("the vectors are read") {
            for (with, takes) in verdicts(&case.body) {
                // The types of the three others read a null as a row that is not there.
                let is_read_as_none = case.case == "null" && takes && with != "jsonschema";
                if takes != case.is_right() && !is_read_as_none {
                    let place = case.changed.join(" ");
                    found.entry(with).or_default().push(format!("{} at {place}", case.case));
                }
            }
        }
        let named =
            DIFFERENCES.map(|(with, all)| (with, all.iter().map(|it| (*it).to_owned()).collect()));
        assert_eq!(found, BTreeMap::from(named));
    }
}
