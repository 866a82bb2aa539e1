//! `cargo xtask journey`: the documented flows, walked by the generated examples.

use std::path::Path;

use sandbox::Journeys;

use crate::subject;

#[test]
fn both_documented_flows_come_to_their_end() {
    let api = sandbox::smartpay().unwrap();
    let program = env!("CARGO_BIN_EXE_payment_serie_process_flow");
    let mut out = Vec::new();
    let done = Journeys::new(api, Path::new(program).parent().unwrap()).walk(&mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(done, "{text}");
    // The port is another one in each run.
    let lines = text.lines().map(|line| match line.split_once("http://127.0.0.1:") {
        Some((before, rest)) => {
            format!(
                "{before}http://127.0.0.1:<port>{}",
                rest.trim_start_matches(|it: char| it.is_ascii_digit())
            )
        }
        None => line.to_owned(),
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
    let journeys = &subject::all()[0].api.journeys;
    assert_eq!(text.matches("\n   done\n").count(), journeys.len());
}
