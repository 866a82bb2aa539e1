//! What the documents leave open, decided once.

mod decisions;

use std::fmt::Write as _;

use generator::api::Api;

use crate::billing::{DAYS_BETWEEN, RETRIES};
use crate::limits;
use crate::resources::{self, Call};
use crate::trouble::{BILLING, HEADER, KNOWN, MARKER};

/// How the sandbox is used, beside the API.
const CALLS: &[(&str, &str)] = &[
    ("GET /_sandbox", "the page: requests, resources, clock, trouble"),
    (
        "GET /_sandbox/widget/<id>",
        "the customer's step in a browser, for a payment serie, a subscription or a checkout token",
    ),
    ("GET /_sandbox/sdk.js", "the script for a page of your own, in place of the widget's"),
    (
        "POST /_sandbox/customer/<id>",
        "the same without a page: {\"choice\": \"approve\"}, or approve-declining, refuse, cancel",
    ),
    (
        "POST /_sandbox/clock",
        "{\"advance\": \"P1M\"} or {\"to\": \"2030-02-01T00:00:00Z\"} or {\"to\": \"due\"}; answers what was billed on the way",
    ),
    (
        "POST /_sandbox/trouble",
        "{\"endpoint\": \"Create PS Transaction\", \"trouble\": \"drop=after; times=1\"}; GET lists, DELETE clears",
    ),
    (
        "PUT /_sandbox/notifications",
        "{\"url\": \"http://127.0.0.1:9000/\", \"username\": .., \"password\": ..}, or {\"url\": null}; GET lists the last 500 that were sent",
    ),
    (
        "GET /_sandbox/requests",
        "what came and was answered, for assertions, the last 1,000 of each merchant; DELETE forgets it",
    ),
    ("GET, PUT /_sandbox/state", "exports and imports the state"),
    ("POST /_sandbox/reset", "forgets everything"),
];

const KIB: usize = 1024;

/// The text of `--explain`.
pub(crate) fn text(api: &Api) -> String {
    let name = &api.name;
    let mut text = format!("{name}: what the documents leave open, and what the sandbox does\n\n");
    decide(&mut text, decisions::GENERAL);
    if api.endpoints().any(|(_, it)| it.behaviour.as_ref().is_some_and(|it| it.runs.is_some())) {
        decide(&mut text, decisions::BILLING);
    }
    text.push_str("\nWhat is bounded:\n\n");
    decide(&mut text, decisions::BOUNDS);
    left_to_the_api(&mut text, api);
    text.push_str("\nStatus codes of success that no page prints:\n\n");
    for (_, endpoint) in api.endpoints().filter(|(_, it)| it.success.is_none()) {
        let status = Call::success_status(endpoint).as_u16();
        let _ = writeln!(text, "- {} {}: {status}", endpoint.method, endpoint.template);
    }
    text.push_str("\nBeside the API (for one merchant with ?merchant=<key>, else for all):\n\n");
    for (call, what) in CALLS {
        let _ = writeln!(text, "- {call}: {what}");
    }
    let _ = writeln!(
        text,
        "\nTrouble: words between semicolons, in the header {HEADER}, in a text of the body that \
         begins with `{MARKER}`\n(merchantMetadata, say), or by a rule: {KNOWN}.\n\
         How often is counted for each merchant: by endpoint and words, for a charge by resource and \
         words, and by rule.\nWhat a request asks for itself goes before the rules; a rule for \
         `{BILLING}` is for the charges that fall due,\nand not for those that are asked for."
    );
    text
}

/// The documented rules that the spec leaves to the API, and whether the sandbox judges them.
fn left_to_the_api(text: &mut String, api: &Api) {
    let rules = api.pages.iter().flat_map(|page| page.unenforced.iter().map(move |it| (page, it)));
    let mut rules = rules.peekable();
    if rules.peek().is_some() {
        text.push_str("\nDocumented rules that a client cannot judge:\n\n");
    }
    for (page, rule) in rules {
        let (part, row) = rule.at.split_once('.').unwrap_or(("", ""));
        let (place, verdict) = match (&page.endpoint, page.receives) {
            (_, Some(object)) => (api.object(object).name.clone(), "kept in what is sent"),
            (Some(endpoint), None) => {
                let judges = resources::judges(endpoint, row);
                let verdict = if judges { "judged" } else { "not judged" };
                (format!("{}, {row}", endpoint.name), verdict)
            }
            (None, None) => (format!("{part}.{row}"), "not judged"),
        };
        let _ = writeln!(text, "- {place}: {} ({verdict})", rule.states.trim_end_matches('.'));
    }
}

fn decide(text: &mut String, decisions: &[(&str, &str)]) {
    let numbers = [
        ("{default}", limits::DEFAULT_PAGE_SIZE),
        ("{most}", limits::PAGE_SIZE),
        ("{retries}", u64::from(RETRIES)),
        ("{days}", DAYS_BETWEEN.unsigned_abs()),
        ("{body}", count(limits::BODY / KIB)),
        ("{head}", count(limits::HEAD / KIB)),
        ("{headers}", count(limits::HEADERS)),
        ("{arrival}", limits::ARRIVAL.as_secs()),
        ("{merchants}", count(limits::MERCHANTS)),
        ("{resources}", count(limits::RESOURCES)),
        ("{state}", count(limits::STATE / KIB / KIB)),
        ("{recorded}", count(limits::RECORDED)),
        ("{notices}", count(limits::NOTIFICATIONS)),
        ("{history}", count(limits::HISTORY)),
        ("{rules}", count(limits::TROUBLE)),
        ("{words}", count(limits::TROUBLE_WORDS)),
        ("{delay}", limits::DELAY.as_secs()),
        ("{steps}", count(limits::BILLING_STEPS)),
    ];
    for (open, decision) in decisions {
        let decision = numbers.iter().fold((*decision).to_owned(), |text, (name, number)| {
            text.replace(name, &number.to_string())
        });
        let _ = writeln!(text, "- {open}: {decision}");
    }
}

fn count(number: usize) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}
