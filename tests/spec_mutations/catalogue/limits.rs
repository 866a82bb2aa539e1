//! Limits, enums, identifiers and conditions.

use generator::compare::Kind;

use super::super::edits::Edit::{Add, Forget, Replace, Set, Unset};
use super::{IDENTIFIERS, MODEL, Mutation, NEW, NOTIFICATION, PLAN, SERIE_TRANSACTION};

const DESCRIPTION: super::super::edits::At = (PLAN, "body", "description");
const TRIAL: super::super::edits::At = (PLAN, "body", "trialDurationPeriod");
const CURRENCY: super::super::edits::At = (PLAN, "body", "currencyIsoCode");
const GENDER: super::super::edits::At = (MODEL, "Consumer", "gender");

pub(super) const MUTATIONS: &[Mutation] = &[
    Mutation::new(Kind::LengthShortened, &[(PLAN, "body.description")], &[Set(
        DESCRIPTION,
        "length",
        "200",
    )]),
    Mutation::new(Kind::LengthExtended, &[(PLAN, "body.description")], &[Set(
        DESCRIPTION,
        "length",
        "9999",
    )]),
    Mutation::new(Kind::NumberNarrowed, &[(PLAN, "body.trialDurationPeriod")], &[Set(
        TRIAL,
        "range",
        "[1, 7]",
    )]),
    Mutation::new(Kind::NumberWidened, &[(PLAN, "body.trialDurationPeriod")], &[Set(
        TRIAL,
        "range",
        "[1, 99]",
    )]),
    Mutation::new(Kind::NumberMoved, &[(PLAN, "body.trialDurationPeriod")], &[Set(
        TRIAL,
        "range",
        "[2, 99]",
    )]),
    Mutation::new(Kind::FormatAdded, &[(PLAN, "body.description")], &[Set(
        DESCRIPTION,
        "format",
        "email",
    )]),
    Mutation::new(Kind::FormatDropped, &[(PLAN, "body.currencyIsoCode")], &[Unset(
        CURRENCY, "format",
    )]),
    Mutation::new(Kind::FormatChanged, &[(PLAN, "body.currencyIsoCode")], &[Set(
        CURRENCY, "format", "iso-3166",
    )]),
    // Enums and identifiers.
    Mutation::new(Kind::ValueAdded, &[(MODEL, "Gender")], &[Set(
        GENDER,
        "values",
        "[M, F, D, X]",
    )])
    .uncovered(NEW),
    Mutation::new(Kind::ValueRemoved, &[(MODEL, "Gender")], &[Set(GENDER, "values", "[M, F]")]),
    Mutation::new(Kind::CaseTightened, &[(MODEL, "Gender")], &[Unset(GENDER, "case")]),
    Mutation::new(Kind::CaseLoosened, &[(NOTIFICATION, "EventType")], &[Set(
        (NOTIFICATION, "Notification", "eventType"),
        "case",
        "insensitive",
    )]),
    Mutation::new(Kind::EnumAdded, &[(PLAN, "Description")], &[Set(
        DESCRIPTION,
        "values",
        "[long, short]",
    )])
    .with(
        &[(Kind::TypeNarrowed, PLAN, "body.description")],
        "an enum is there by the row that has its values",
    ),
    Mutation::new(Kind::EnumRemoved, &[(MODEL, "Gender")], &[
        Unset(GENDER, "values"),
        Unset(GENDER, "case"),
    ])
    .with(
        &[(Kind::FormDropped, MODEL, "Consumer.gender")],
        "an enum is there by the row that has its values",
    ),
    Mutation::new(Kind::IdentifierAdded, &[(IDENTIFIERS, "CourierId")], &[
        Replace(
            IDENTIFIERS,
            "\nPaymentSerie:",
            "\nCourier: { prefix: Courier, document: create-subscription-plan, means: Names one. }\
             \nPaymentSerie:",
        ),
        Add(
            PLAN,
            "body",
            "courier: { type: String, mandatory: No, identifies: Courier, means: Who brings it. }",
        ),
    ])
    .with(
        &[(Kind::RowAdded, PLAN, "body.courier")],
        "an identifier that no row carries is a mistake",
    )
    .uncovered(NEW),
    Mutation::new(Kind::IdentifierRemoved, &[(IDENTIFIERS, "TransactionLogId")], &[
        Forget(IDENTIFIERS, "TransactionLog:"),
        Unset((SERIE_TRANSACTION, "TransactionLog", "id"), "identifies"),
    ])
    .with(
        &[(Kind::FormDropped, SERIE_TRANSACTION, "TransactionLog.id")],
        "an identifier that no row carries is a mistake",
    ),
    Mutation::new(Kind::IdentifierChanged, &[(IDENTIFIERS, "TransactionLogId")], &[Replace(
        IDENTIFIERS,
        "prefix: TransactionLog,",
        "prefix: LogEntry,",
    )]),
    // Conditions.
    Mutation::new(Kind::ConditionsNarrowed, &[(MODEL, "Address")], &[Replace(
        MODEL,
        "in: [US,",
        // Of the countries that no rule names, vectors try this one.
        "in: [DE, US,",
    )]),
    Mutation::new(Kind::ConditionsWidened, &[(MODEL, "Address")], &[Replace(
        MODEL,
        "in: [US,",
        "in: [",
    )]),
    Mutation::new(Kind::ConditionsShifted, &[(PLAN, "rules")], &[Replace(
        PLAN,
        "- together: [trialDurationPeriod,",
        "- exactly_one_of: [trialDurationPeriod,",
    )]),
];
