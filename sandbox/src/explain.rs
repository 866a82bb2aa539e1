//! What the documents leave open, decided once.

use std::fmt::Write as _;

use generator::api::Api;

use crate::billing::{DAYS_BETWEEN, RETRIES};
use crate::resources::Call;
use crate::trouble::{HEADER, MARKER};

/// What is open, and the decision.
fn decisions() -> Vec<(&'static str, String)> {
    let d = |open: &'static str, decision: &str| (open, decision.to_owned());
    vec![
        d(
            "the headers",
            "a documented header that is mandatory must be there: without it 400. Without the \
            key's header 403, without Basic credentials, or with another user name than the key, 401",
        ),
        d(
            "merchant keys",
            "every key is one; the password of its first request is its password from then on",
        ),
        d(
            "a slash at the end of a path",
            "makes no difference: the pages print some paths with and without it",
        ),
        d("both kinds of consumer at once", "accepted: no page forbids it"),
        d(
            "a broken rule",
            "400 with a message for every broken rule, under the name of the body's row; 422 where \
            a page lists that and not 400. The header x-sandbox-violations has document, revision, row and place",
        ),
        d(
            "unknown keys of a body",
            "ignored and listed as `ignoredProperties`, which is left out when it is empty; \
            an object whose table is cut keeps them",
        ),
        d(
            "unknown parameters and wrong values of a query",
            "ignored, as lists document it; a row that is \
            mandatory must be right",
        ),
        d(
            "a row that is nullable and was never given",
            "is null in an answer, as the samples show it",
        ),
        d(
            "a text that is longer than its row in the answer",
            "is cut there (a description of 255 characters, 60 in \
            a transaction)",
        ),
        d(
            "deleted resources",
            "can be read, with `deletedAt`; they cannot be changed, and nothing can be made \
            under them: 404. Lists leave them out; `deleted=true` lists them alone",
        ),
        d(
            "the size of a page",
            "20 when nobody asks, 500 at most; a page beyond the last one is empty",
        ),
        d(
            "the same `partnerReference` again",
            "the same request gets the first answer again, with the header \
            x-sandbox-replayed; another request is refused",
        ),
        d(
            "a new subscription",
            "is `created`, and `active` once the customer has stored a payment option; nothing is \
            charged before that",
        ),
        d("today", "is the day in the offset of `startDate`; all other days are those of UTC"),
        d(
            "the trial",
            "begins on the day of `startDate`; the first period begins on the day after the trial",
        ),
        d(
            "a period",
            "ends on the day before the next one begins; it is charged on its first day, or on its last \
            one when the plan is not prepaid",
        ),
        (
            "a declined charge",
            format!(
                "makes the billing cycle `Failed`; it is tried again {RETRIES} times, {DAYS_BETWEEN} \
            day apart, and then only by a manual retry. The next cycles go on"
            ),
        ),
        d(
            "the status of a transaction",
            "is `captured`, and `declined` or `error` when it was not; the status of a \
            cycle is written as in the API reference",
        ),
        d("a paused subscription", "is not charged, and the days that went by are not made up for"),
        d("a payment serie without a payment option", "cannot be charged: 400"),
        d(
            "notifications",
            "are sent for payment series and subscriptions once a target is set: `created`, `updated`, \
            `deleted`, `status.updated`, `billing.updated` after each attempt, `billing.scheduled` when the next \
            day is known, `billing.expires` after the last cycle. Each is tried five times",
        ),
        d(
            "the widget's callback",
            "gets a status (`success`, `failure`, `cancelled`) and the reference of the option; \
            its real signature is on no page at hand",
        ),
    ]
}

/// How the sandbox is used, beside the API.
const CALLS: &[(&str, &str)] = &[
    ("GET /_sandbox", "the page: requests, resources, clock, trouble"),
    (
        "GET /_sandbox/widget/<id>",
        "the customer's step in a browser, for a payment serie, a subscription or a checkout token",
    ),
    (
        "POST /_sandbox/customer/<id>",
        "the same without one: {\"choice\": \"approve\"}, or approve-declining, refuse, cancel",
    ),
    (
        "POST /_sandbox/clock",
        "{\"advance\": \"P1M\"} or {\"to\": \"2030-02-01T00:00:00Z\"}; answers what was billed on the way",
    ),
    (
        "POST /_sandbox/trouble",
        "{\"endpoint\": \"Create PS Transaction\", \"trouble\": \"drop=after; times=1\"}; GET lists, DELETE clears",
    ),
    (
        "PUT /_sandbox/notifications",
        "{\"url\": \"http://127.0.0.1:9000/\", \"username\": .., \"password\": ..}; GET lists what was sent",
    ),
    ("GET /_sandbox/requests", "what came and was answered, for assertions; DELETE forgets it"),
    ("GET, PUT /_sandbox/state", "exports and imports the state"),
    ("POST /_sandbox/reset", "forgets everything"),
];

/// The text of `--explain`.
pub(crate) fn text(api: &Api) -> String {
    let mut text =
        format!("{}: what the documents leave open, and what the sandbox does\n\n", api.name);
    for (open, decision) in decisions() {
        let _ = writeln!(text, "- {open}: {}", squeezed(&decision));
    }
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
         begins with `{MARKER}`\n(merchantMetadata, say), or by a rule: status=503, retry-after=2, \
         delay=500, slow=50, cut=20, garbage, empty,\ndrop=before, drop=after (the effect), \
         when=after, declined, error, times=2, chance=0.5."
    );
    text
}

/// Without the indentation of the source.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
