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
        "what is told first",
        "an unknown path (404), another method (405), the credentials, a body that is no JSON \
         (400), a path that names nothing (404); then all broken rules at once",
    ),
    (
        "the form of a value",
        "is judged as the exported schema has it; a length is counted in characters; a whole \
         number may be written as `92.0`; a number may be in quotes where the page's own sample \
         has it so",
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
    (
        "the filters of a list",
        "compare moments and numbers by value, and texts and identifiers byte by byte; a list is \
         in the order of creation",
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
        "the rules among rows",
        "hold for what a request brings, and not for what an update leaves: a `countryCode` of `US` \
         without a `state`, say",
    ),
    (
        "the merchant's own references",
        "may be used again, but for an idempotency key: two resources can have the same one",
    ),
    (
        "the size of a page",
        "is {default} when nobody asks, {most} at most; a page beyond the last one is empty",
    ),
    (
        "the same idempotency key again (`partnerReference`)",
        "the same request gets the first answer again, with the header x-sandbox-replayed; another \
         request is refused, with 409 where the page lists it. The order of keys and the noughts \
         at the end of a number make no other request",
    ),
    (
        "time",
        "goes with the world's clock, and what falls due is done within about a second; with \
         --seed it stands still, but for a millisecond with each change, and moves by orders alone",
    ),
];

/// What is bounded, so that a runaway test does not take the machine with it.
pub(super) const BOUNDS: &[(&str, &str)] = &[
    (
        "a request",
        "has a body of {body} KiB at most (413), a head of {head} KiB and {headers} headers at most \
         (431), and arrives within {arrival} seconds (408)",
    ),
    (
        "the state",
        "has {merchants} merchants, {resources} resources and about {state} MiB at most; beyond \
         that, what needs more room is refused: 507",
    ),
    (
        "what is remembered",
        "is bounded too: {recorded} requests and {notices} notifications of a merchant, {history} \
         steps of a resource's history; the oldest go first",
    ),
    (
        "trouble",
        "has {rules} rules at most, and its words {words} bytes; a delay is cut at {delay} seconds",
    ),
    (
        "one order to the clock",
        "takes {steps} steps of billing at most, and tells by `partial` that there are more",
    ),
];

/// For an API that charges.
pub(super) const BILLING: &[(&str, &str)] = &[
    ("both kinds of consumer at once", "are accepted: no page forbids it"),
    (
        "`billingAgreement.storedPaymentOptionReference`",
        "is taken with any value, and can then be charged: options that were stored elsewhere are \
         not known here",
    ),
    (
        "a charge that is declined",
        "is answered as any other, and its transaction tells; amount and currency are not held \
         against anything",
    ),
    (
        "a checkout",
        "gets a payment option by its token, and no more: its `subscriptionId` names no \
         subscription, and nothing is billed",
    ),
    ("`billingOccurrence` below 1", "is accepted, since no page sets a least value, and means 1"),
    (
        "`billingCycles`",
        "counts the cycles that were captured: one that failed for good is followed by another. 0 \
         never bills, -1 bills without end",
    ),
    (
        "a plan that is changed or deleted",
        "leaves its subscriptions as they are; a deleted one takes no new ones",
    ),
    ("a `startDate` so late that the first charge falls after the year 9999", "is refused: 400"),
    (
        "a new subscription",
        "is `created`, and `active` once the customer has stored a payment option; nothing is \
         charged before that. When that comes late, all periods that have gone by are charged at \
         once",
    ),
    ("today", "is the day in the offset of `startDate`; all other days are those of UTC"),
    (
        "the trial",
        "begins on the day of `startDate`; the first period begins on the day after the trial",
    ),
    (
        "a period",
        "ends on the day before the next one begins; it is charged on its first day, or on its \
         last one when the plan is not prepaid, as the day begins. A month that is too short has its \
         last day instead; the periods after it do not move",
    ),
    (
        "`nextBillingDate`",
        "stays as it is in a pause, and after the last cycle it is the day of a period that is not \
         charged any more",
    ),
    (
        "a declined charge",
        "makes the billing cycle `Failed`; it is tried again {retries} times, {days} day apart, \
         and then only by a manual retry. The next cycles go on. It is not tried again by itself \
         once no cycle of the subscription is left to be paid",
    ),
    (
        "a manual retry",
        "is a charge that was asked for: it is made in a pause too, and when no cycle is left",
    ),
    (
        "the status of a transaction",
        "is `captured`, and `declined` or `error` when it was not; the status of a cycle is \
         written as in the API reference",
    ),
    (
        "the status of a subscription",
        "can be set to the words that a page shows, as they are spelled there, and to no other; \
         `created` does not stop billing, and `active` does not begin it without a payment option",
    ),
    (
        "a paused subscription",
        "is not charged by itself, and the days that went by, and the retries that fell on them, \
         are not made up for",
    ),
    ("a deleted subscription", "is not charged, nor are its failed cycles"),
    ("a payment serie without a payment option", "cannot be charged: 400"),
    (
        "notifications",
        "are sent for payment series and subscriptions once a target is set: `created`, \
         `updated`, `deleted`, `status.updated`, `billing.updated` after each attempt, \
         `billing.scheduled` when the next day is known, `billing.expires` after the last cycle. \
         Each is tried five times. Nothing is told of plans, checkouts, cycles and transactions, \
         nor of what happened before there was a target",
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
    (
        "the widget for a customer who is known",
        "offers none of the options that were stored before under the same account",
    ),
];
