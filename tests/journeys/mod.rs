//! The generated examples as a newcomer runs them: programs with their settings in the environment,
//! against a server that answers the documented samples.

mod server;

use std::path::Path;
use std::process::{Command, Output};

use generator::api::{Endpoint, Journey, Page};

use crate::json::Json;
use crate::subject::{self, Subject};
use server::{Received, Server};

/// Each example: the crate it belongs to, its name there, the program, and the crate's folder.
const EXAMPLES: &[(&str, &str, &str, &str)] = &[
    (
        "smartpay-client",
        "first_answer",
        env!("CARGO_BIN_EXE_smartpay_first_answer"),
        "../generated-client",
    ),
    (
        "smartpay-client",
        "payment_serie_process_flow",
        env!("CARGO_BIN_EXE_payment_serie_process_flow"),
        "../generated-client",
    ),
    (
        "smartpay-client",
        "subscription_process_flow",
        env!("CARGO_BIN_EXE_subscription_process_flow"),
        "../generated-client",
    ),
    (
        "parcel-tracker-client",
        "first_answer",
        env!("CARGO_BIN_EXE_parcel_tracker_first_answer"),
        "parcel-tracker/client",
    ),
    (
        "parcel-tracker-client",
        "send_a_parcel",
        env!("CARGO_BIN_EXE_send_a_parcel"),
        "parcel-tracker/client",
    ),
];

/// Runs an example against a server.
fn run(subject: &Subject, name: &str, base: &str) -> Output {
    let package = &subject.api.package.name;
    let program = EXAMPLES.iter().find(|it| it.0 == package && it.1 == name);
    let (_, _, program, _) = program.unwrap_or_else(|| panic!("`{name}` is not listed"));
    let prefix = package.trim_end_matches("-client").replace('-', "_").to_uppercase();
    Command::new(program)
        .env_clear()
        .env(format!("{prefix}_BASE_URL"), base)
        .env(format!("{prefix}_MERCHANT_KEY"), "merchant")
        .env(format!("{prefix}_AUTHENTICATION_KEY"), "password")
        .env(format!("{prefix}_ACCOUNT"), "account")
        .env(format!("{prefix}_API_TOKEN"), "password")
        .output()
        .unwrap()
}

fn shown(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!("{}{}", String::from_utf8_lossy(out), String::from_utf8_lossy(err))
}

fn name(journey: &Journey) -> String {
    journey.name.to_lowercase().replace(' ', "_")
}

fn journeys() -> impl Iterator<Item = (&'static Subject, &'static Journey)> {
    subject::all()
        .iter()
        .flat_map(|subject| subject.api.journeys.iter().map(move |journey| (subject, journey)))
}

/// The calls of a journey, in order: the step's index, its page and endpoint.
fn calls(
    subject: &'static Subject,
    journey: &'static Journey,
) -> Vec<(usize, &'static Page, &'static Endpoint)> {
    let call = |(index, step): (usize, &generator::api::Step)| {
        let page = subject.api.page(step.calls?);
        Some((index, page, page.endpoint.as_ref()?))
    };
    journey.steps.iter().enumerate().filter_map(call).collect()
}

#[test]
fn every_example_is_run_here() {
    for (package, name, _, folder) in EXAMPLES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join("examples");
        assert!(folder.join(format!("{name}.rs")).exists(), "{package}: {name}");
        let entries = std::fs::read_dir(folder).unwrap();
        for file in entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
            let Some(name) = file.strip_suffix(".rs") else { continue };
            let is_listed = EXAMPLES.iter().any(|it| it.0 == *package && it.1 == name);
            assert!(is_listed, "{package}: `{name}` is not run");
        }
    }
}

#[test]
fn a_journey_calls_in_order_and_takes_what_earlier_answers_gave() {
    for (subject, journey) in journeys() {
        let server = Server::start(subject, None);
        let output = run(subject, &name(journey), &server.base());
        let shown = shown(&output);
        assert!(output.status.success(), "{}: {shown}", journey.name);
        let received = server.received();
        let calls = calls(subject, journey);
        let names = |endpoint: &Endpoint| endpoint.name.clone();
        let found: Vec<String> = received.iter().map(|it| names(it.endpoint)).collect();
        let expected: Vec<String> = calls.iter().map(|(_, _, it)| names(it)).collect();
        assert_eq!(found, expected, "{}", journey.name);
        for (index, step) in journey.steps.iter().enumerate() {
            assert!(shown.contains(&format!("{}. ", index + 1)), "{shown}");
            assert!(shown.contains(&step.does), "{shown}");
            let sent = calls.iter().position(|(at, ..)| *at == index).map(|at| &received[at]);
            let sent = sent.map_or(shown.clone(), |it| format!("{} {}", it.target, it.body));
            for taken in &step.takes {
                let value = taken_value(subject, &calls, *taken);
                assert!(sent.contains(&value), "step {}: no {value} in {sent}", index + 1);
            }
        }
        assert!(received.iter().all(is_authenticated), "{}", journey.name);
    }
}

fn is_authenticated(received: &Received) -> bool {
    received.head.to_lowercase().contains("\r\nauthorization: basic ")
}

/// The value that an earlier answer has for a later step.
fn taken_value(
    subject: &Subject,
    calls: &[(usize, &'static Page, &'static Endpoint)],
    taken: generator::api::Taken,
) -> String {
    let (_, page, endpoint) = calls.iter().find(|(index, ..)| *index == taken.step).unwrap();
    let row = &subject.api.object(endpoint.answer.unwrap()).rows[taken.answered];
    match server::answer(subject, page, endpoint).unwrap().get(&row.wire) {
        Some(Json::Text(value)) => value.clone(),
        other => panic!("{}: `{}` is {other:?}", endpoint.name, row.wire),
    }
}

#[test]
fn a_journey_takes_an_identifier_in_each_documented_flow() {
    for (_, journey) in journeys() {
        let takes: usize = journey.steps.iter().map(|step| step.takes.len()).sum();
        assert!(takes >= 2, "{}: nothing is handed on", journey.name);
    }
}

/// The answer of each call in turn is lost after the request has arrived.
#[test]
fn a_lost_answer_never_makes_a_journey_change_something_twice() {
    let mut found = 0;
    for (subject, journey) in journeys() {
        for (_, _, endpoint) in calls(subject, journey) {
            if endpoint.method == "GET" {
                continue;
            }
            let server = Server::start(subject, Some(&endpoint.name));
            let output = run(subject, &name(journey), &server.base());
            let (shown, received) = (shown(&output), server.received());
            let times = received.iter().filter(|it| it.endpoint.name == endpoint.name).count();
            let place = format!("{}, {}: {shown}", journey.name, endpoint.name);
            if endpoint.method == "PUT" || endpoint.idempotent_by.is_some() {
                assert!(output.status.success() && times == 2, "{place}");
                continue;
            }
            assert_eq!(times, 1, "{place}");
            assert!(shown.contains("may have been carried out"), "{place}");
            if output.status.success() {
                let at = received.iter().position(|it| it.endpoint.name == endpoint.name);
                let list = &received[at.unwrap() + 1];
                let query = list.target.split_once('?').map_or("", |(_, query)| query);
                let asks =
                    |row: &String| query.split('&').any(|it| it.starts_with(&format!("{row}=")));
                assert_eq!(list.endpoint.method, "GET", "{place}");
                assert!(endpoint.references.iter().any(asks), "{place}: {query}");
                found += 1;
            } else {
                assert_eq!(received.last().unwrap().endpoint.name, endpoint.name, "{place}");
            }
        }
    }
    assert!(found >= 3, "a lost series, plan and subscription are found in their lists");
}

#[test]
fn the_first_answer_is_the_front_pages_and_is_answered() {
    for subject in subject::all() {
        let server = Server::start(subject, None);
        let output = run(subject, "first_answer", &server.base());
        let shown = shown(&output);
        assert!(output.status.success(), "{shown}");
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert_eq!(received[0].endpoint.method, "GET");
        let answer = subject.api.object(received[0].endpoint.answer.unwrap());
        assert!(shown.starts_with(answer.ident.as_str()), "{shown}");

        let is_it = |it: &&(&str, &str, &str, &str)| it.0 == subject.api.package.name;
        let (_, _, _, folder) = EXAMPLES.iter().find(is_it).unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let program = std::fs::read_to_string(folder.join("examples/first_answer.rs")).unwrap();
        let (_, program) = program.split_once("rustfmt_skip)]\n").unwrap();
        let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(readme.contains(program.trim_end()), "{program}");
    }
}

#[test]
fn an_example_without_its_settings_says_which_is_missing() {
    for subject in subject::all() {
        let output = run(subject, "first_answer", "");
        assert!(!output.status.success());
        let shown = shown(&output);
        assert!(shown.contains("_BASE_URL"), "{shown}");
    }
}
