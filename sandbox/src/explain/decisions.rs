//! What the documents leave open, and the decision.

/// For every API.
pub(super) const GENERAL: &[(&str, &str)] = &[
    (
        "the headers",
        "a documented header that is mandatory must be there: without it 400. Without the header \
         of the key 403; without Basic credentials, or with another user name than the key, 401",
    ),
    (
        "merchant keys",
        "every key is one, and the password of its first request is its password from then on",
    ),
    (
        "a slash at the end of a path",
        "makes no difference: the pages print some paths with and without it",
    ),
    (
        "a broken rule",
        "400 with a message for every broken rule, under the name of the body's row; 422 where a \
         page lists that and not 400. The header x-sandbox-violations has document, revision, row \
         and place",
    ),
    (
        "unknown keys of a body",
        "are ignored and listed as `ignoredProperties`, which is left out when it is empty; an \
         object whose table is cut keeps them",
    ),
    (
        "unknown parameters and wrong values of a query",
        "are ignored, as lists document it; a row that is mandatory must be right",
    ),
    ("a row that may be null and was never given", "is null in an answer, as the samples show it"),
    (
        "a text that is longer than its row in the answer",
        "is cut there (a description of 255 characters, 60 in a transaction)",
    ),
    (
        "deleted resources",
        "can be read, with the time of their deletion; they cannot be changed, and nothing can be \
         made under them: 404. Lists leave them out; `deleted=true` lists them alone",
    ),
    (
        "an update of an object that is not there yet",
        "must bring all of its mandatory rows; otherwise an update merges row by row",
    ),
    (
        "the size of a page",
        "is {default} when nobody asks, {most} at most; a page beyond the last one is empty",
    ),
    (
        "the same idempotency key again (`partnerReference`)",
        "the same request gets the first answer again, with the header x-sandbox-replayed; another \
         request is refused",
    ),
];

/// For an API that charges.
pub(super) const BILLING: &[(&str, &str)] = &[
    ("both kinds of consumer at once", "are accepted: no page forbids it"),
    (
        "a new subscription",
        "is `created`, and `active` once the customer has stored a payment option; nothing is \
         charged before that",
    ),
    ("today", "is the day in the offset of `startDate`; all other days are those of UTC"),
    (
        "the trial",
        "begins on the day of `startDate`; the first period begins on the day after the trial",
    ),
    (
        "a period",
        "ends on the day before the next one begins; it is charged on its first day, or on its \
         last one when the plan is not prepaid",
    ),
    (
        "a declined charge",
        "makes the billing cycle `Failed`; it is tried again {retries} times, {days} day apart, \
         and then only by a manual retry. The next cycles go on",
    ),
    (
        "the status of a transaction",
        "is `captured`, and `declined` or `error` when it was not; the status of a cycle is \
         written as in the API reference",
    ),
    ("the status of a subscription", "can be set to the words that a page shows, and to no other"),
    ("a paused subscription", "is not charged, and the days that went by are not made up for"),
    ("a payment serie without a payment option", "cannot be charged: 400"),
    (
        "notifications",
        "are sent for payment series and subscriptions once a target is set: `created`, \
         `updated`, `deleted`, `status.updated`, `billing.updated` after each attempt, \
         `billing.scheduled` when the next day is known, `billing.expires` after the last cycle. \
         Each is tried five times",
    ),
    (
        "the widget's callback",
        "is the option `callback`, and gets a status (`success`, `failure`, `cancelled`) and the \
         reference of the option; its real name and signature are on no page at hand",
    ),
    (
        "the widget, opened again",
        "has nothing to do once a payment option is stored, unless that one's charges are declined: \
         then the customer can enter another. An order replaces any",
    ),
];
