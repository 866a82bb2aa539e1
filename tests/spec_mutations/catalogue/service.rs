//! What concerns every request.

use generator::compare::Kind;

use super::super::edits::Edit::{Forget, Replace};
use super::{API, Mutation, OPTIONAL};

pub(super) const MUTATIONS: &[Mutation] = &[
    Mutation::new(Kind::CredentialsChanged, &[(API, "authentication")], &[Forget(
        API,
        "  basic:",
    )]),
    Mutation::new(Kind::AuthenticationChanged, &[(API, "authentication")], &[Replace(
        API,
        "name: X-API-KEY",
        "name: X-KEY",
    )]),
    Mutation::new(Kind::ServiceHeaderAdded, &[(API, "headers.X-New")], &[Replace(
        API,
        "\nheaders:\n",
        "\nheaders:\n  - { name: X-New, value: a, mandatory: Yes, document: create-payment-serie }\n",
    )]),
    Mutation::new(Kind::ServiceHeaderOffered, &[(API, "headers.X-New")], &[Replace(
        API,
        "\nheaders:\n",
        "\nheaders:\n  - { name: X-New, mandatory: No, settable: true, document: create-payment-serie }\n",
    )])
    .quiet(OPTIONAL),
    Mutation::new(Kind::ServiceHeaderRemoved, &[(API, "headers.User-Agent")], &[
        Forget(API, "  - name: User-Agent"),
        Forget(API, "  - at: headers.User-Agent"),
    ])
    .quiet(OPTIONAL),
    Mutation::new(Kind::ServiceHeaderChanged, &[(API, "headers.Accept-Language")], &[Replace(
        API,
        "value: en-US",
        "value: en-GB",
    )])
    .quiet(OPTIONAL),
    Mutation::new(Kind::TimeoutChanged, &[(API, "timeout")], &[Replace(
        API,
        "  seconds: ",
        "  seconds: 1",
    )])
    .quiet("vectors have no clock"),
    Mutation::new(Kind::MessagesMoved, &[(API, "messages")], &[Replace(
        API,
        "at: /message/",
        "at: /messages/",
    )])
    .quiet("vectors are about what is sent and about answers of success"),
    Mutation::new(Kind::CrateRenamed, &[(API, "crate")], &[Replace(
        API,
        "name: smartpay-client",
        "name: payment-client",
    )])
    .quiet("the crate's name is on no wire"),
];
