//! Objects, endpoints and the documents themselves.

use generator::compare::Kind;

use super::super::edits::Edit::{Add, Forget, Move, Remove, Replace, Set, Write};
use super::{
    API, CHECKOUT, DOCUMENTATION, DOCUMENTS, IDENTIFIERS, Mutation, NEW, PLAN, PLAN_DELETED,
    PLAN_SHOWN, PLANS, REFERENCES, SERIE, SERIE_TRANSACTIONS, SERIE_UPDATE, SUBSCRIPTIONS, WIDGET,
};

const FURTHER: &str = "a further key is never refused: an open object keeps it";
const EMBEDDED: &str = "what a web page is given is neither sent nor received";

pub(super) const MUTATIONS: &[Mutation] = &[
    Mutation::new(Kind::ObjectAdded, &[(REFERENCES, "Courier")], &[
        Replace(
            REFERENCES,
            "\nobjects:\n",
            "\nobjects:\n  Courier:\n    means: Who brings it.\n    rows:\n      \
             name: { type: String, mandatory: No, means: Its name. }\n",
        ),
        Add(PLAN, "body", "courier: { type: Courier, mandatory: No, means: Who brings it. }"),
    ])
    .with(&[(Kind::RowAdded, PLAN, "body.courier")], "an object that no row has is a mistake")
    .uncovered(NEW),
    Mutation::new(Kind::ObjectOpened, &[(PLAN_SHOWN, "SubscriptionPlan")], &[Replace(
        PLAN_SHOWN,
        "    rows:\n      id:",
        "    open: true\n    rows:\n      id:",
    )])
    .quiet(FURTHER),
    Mutation::new(Kind::ObjectClosed, &[(REFERENCES, "CustomReferences")], &[Replace(
        REFERENCES,
        "    open: true\n",
        "",
    )])
    .quiet(FURTHER),
    Mutation::new(Kind::ModuleChanged, &[("plans/remove.yaml", "page")], &[Move(
        PLAN_DELETED,
        "plans/remove.yaml",
    )])
    .quiet(DOCUMENTATION),
    Mutation::new(Kind::EmbedAdded, &[(REFERENCES, "CustomReferences")], &[Replace(
        REFERENCES,
        "\nobjects:\n",
        "\nembeds: { object: CustomReferences }\nobjects:\n",
    )])
    .quiet(EMBEDDED),
    Mutation::new(Kind::EmbedRemoved, &[(WIDGET, "WidgetOptions")], &[Replace(
        WIDGET,
        ", function: window.SmartPaySubscriptionsSdk.renderWidget",
        "",
    )])
    .quiet(EMBEDDED),
    Mutation::new(Kind::EmbedFunctionChanged, &[(WIDGET, "WidgetOptions")], &[Replace(
        WIDGET,
        "function: window.",
        "function: window.novel.",
    )])
    .quiet(EMBEDDED),
    Mutation::new(Kind::ObjectRemoved, &[("data_model/extra_info.yaml", "ExtraInfo")], &[
        Remove("data_model/extra_info.yaml"),
        Forget(DOCUMENTS, "smartpay-extra-info:"),
        Set((SERIE, "body", "extraInfo"), "type", "CustomReferences"),
    ])
    .with(
        &[
            (Kind::DocumentRemoved, "data_model/extra_info.yaml", "smartpay-extra-info"),
            (Kind::TypeReplaced, SERIE, "body.extraInfo"),
        ],
        "an object goes with its page, and the row that had it has another one",
    ),
    // Endpoints.
    Mutation::new(Kind::EndpointAdded, &[("plans/revive.yaml", "endpoint")], &[Write(
        "plans/revive.yaml",
        "document: delete-subscription-plan\nendpoint: Revive Subscription Plan\nmeans: Takes it back.\n\
         request: POST /plans/revived\nsuccess: 204\n",
    )])
    .uncovered(NEW),
    Mutation::new(Kind::EndpointRemoved, &[(PLAN_DELETED, "endpoint")], &[
        Remove(PLAN_DELETED),
        Forget(DOCUMENTS, "delete-subscription-plan:"),
    ])
    .with(
        &[(Kind::DocumentRemoved, PLAN_DELETED, "delete-subscription-plan")],
        "a document on which nothing stands is a mistake",
    ),
    Mutation::new(Kind::EndpointRenamed, &[(PLAN_DELETED, "endpoint")], &[Replace(
        PLAN_DELETED,
        "endpoint: Delete",
        "endpoint: Remove",
    )]),
    Mutation::new(Kind::RequestLineChanged, &[(PLAN, "request")], &[Replace(
        PLAN,
        "request: POST /plans",
        "request: POST /plan",
    )]),
    Mutation::new(Kind::BodyAdded, &[(PLAN_DELETED, "body")], &[
        Replace(PLAN_DELETED, "request: DELETE", "request: POST"),
        Replace(
            PLAN_DELETED,
            "\ndoes:",
            "\nbody:\n  reason: { type: String, length: 9, mandatory: No, means: Why. }\ndoes:",
        ),
    ])
    .with(
        &[
            (Kind::RequestLineChanged, PLAN_DELETED, "request"),
            (Kind::RowAdded, PLAN_DELETED, "body.reason"),
        ],
        "a body is there by its rows, and where SmartPay has none the method allows none",
    ),
    Mutation::new(Kind::SuccessChanged, &[(SERIE, "success")], &[Replace(
        SERIE,
        "success: 201",
        "success: 202",
    )]),
    Mutation::new(Kind::RefusalsChanged, &[(CHECKOUT, "refusals")], &[Replace(
        CHECKOUT,
        "refusals: [400",
        "refusals: [400, 409",
    )])
    .quiet("no page says which mistake is refused with which status"),
    Mutation::new(Kind::AnswerAdded, &[(PLAN_DELETED, "answer")], &[Replace(
        PLAN_DELETED,
        "\ndoes:",
        "\nanswer: SubscriptionPlan\ndoes:",
    )]),
    Mutation::new(Kind::AnswerRemoved, &[(SERIE_UPDATE, "answer")], &[Replace(
        SERIE_UPDATE,
        "answer: PaymentSerie\n",
        "",
    )]),
    Mutation::new(Kind::AnswerReplaced, &[(SERIE_UPDATE, "answer")], &[
        Forget(SERIE_UPDATE, "does:"),
        Replace(SERIE_UPDATE, "answer: PaymentSerie\n", "answer: SubscriptionPlan\n"),
    ]),
    Mutation::new(Kind::HeaderDemanded, &[(SERIE, "headers.Origin")], &[Replace(
        SERIE,
        "\nanswer:",
        "\ndemands: [Origin]\nanswer:",
    )]),
    Mutation::new(Kind::HeaderReleased, &[(CHECKOUT, "headers.Origin")], &[Replace(
        CHECKOUT,
        "demands: [Origin]\n",
        "",
    )]),
    Mutation::new(Kind::PagingAdded, &[(SERIE_TRANSACTIONS, "answer")], &[Replace(
        SERIE_TRANSACTIONS,
        "\nanswer:",
        "\nquery:\n  page: { type: Int, mandatory: No, means: Which page. }\nanswer:",
    )])
    .with(
        &[(Kind::RowAdded, SERIE_TRANSACTIONS, "query.page")],
        "a list is paged by a row of its query",
    )
    .uncovered(NEW),
    Mutation::new(
        Kind::PagingRemoved,
        &[
            ("billing_cycles/list.yaml", "answer"),
            ("payment_series/list.yaml", "answer"),
            (PLANS, "answer"),
            (SUBSCRIPTIONS, "answer"),
            ("transactions/list.yaml", "answer"),
        ],
        &[Forget(API, "pages:")],
    )
    .quiet("the wire carries the same rows"),
    Mutation::new(Kind::IdempotencyAdded, &[(SERIE, "rules")], &[Replace(
        SERIE,
        "\nrules:\n",
        "\nrules:\n  - idempotent_by: externalMerchantId\n",
    )]),
    Mutation::new(Kind::IdempotencyRemoved, &[(CHECKOUT, "rules")], &[Replace(
        CHECKOUT,
        "rules:\n  - idempotent_by: partnerReference\n",
        "",
    )]),
    // Documents.
    Mutation::new(Kind::DocumentAdded, &[(DOCUMENTS, "glossary")], &[
        Replace(
            DOCUMENTS,
            "\n\n",
            "\n\nglossary: { title: Glossary, revision: undated, copy: ours, coverage: whole }\n\n",
        ),
        Replace(IDENTIFIERS, "document: get-ps-transaction", "document: glossary"),
    ])
    .quiet(DOCUMENTATION),
    Mutation::new(Kind::DocumentRemoved, &[(DOCUMENTS, "integration-journey-jpm-b")], &[
        Forget(DOCUMENTS, "integration-journey-jpm-b:"),
        Replace(API, "document: integration-journey-jpm-b", "document: integration-journey"),
    ])
    .quiet(DOCUMENTATION),
    Mutation::new(Kind::RevisionMoved, &[(SERIE, "create-payment-serie")], &[Replace(
        DOCUMENTS,
        "revision: 2023-11-14",
        "revision: 2031-01-31",
    )])
    .quiet(DOCUMENTATION),
    Mutation::new(Kind::CoverageChanged, &[(SERIE, "create-payment-serie")], &[Replace(
        DOCUMENTS,
        "coverage: whole",
        "coverage: { cut: in the table }",
    )])
    .quiet(DOCUMENTATION),
    Mutation::new(Kind::TextsChanged, &[(PLAN, "page")], &[Replace(
        PLAN,
        "\nmeans: ",
        "\nmeans: Now and then it ",
    )])
    .quiet(DOCUMENTATION),
];
