//! Rows that come and go, whether they are given, their types and their fields.

use generator::compare::Kind;

use super::super::edits::Edit::{Add, Drop, First, Rename, Replace, Set, Unset};
use super::{
    CHECKOUT, DOCUMENTATION, GET_TRANSACTION, MODEL, Mutation, NEW, PLAN, REFERENCES, SERIE,
    SERIE_TRANSACTION, SUBSCRIPTIONS, TRANSACTION,
};

/// A row of Create Subscription Plan.
macro_rules! plan {
    ($row:literal) => {
        (PLAN, "body", $row)
    };
}

/// A row that no deviation and no sample speaks of.
const METADATA: super::super::edits::At = plan!("merchantMetadata");

pub(super) const MUTATIONS: &[Mutation] = &[
    Mutation::new(
        Kind::RowAdded,
        &[(PLAN, "body.colour")],
        &[Add(
            PLAN,
            "body",
            "colour: { type: String, length: 9, mandatory: No, means: What colour it has. }",
        )],
    )
    .uncovered(NEW),
    Mutation::new(
        Kind::RowAddedMandatory,
        &[(PLAN, "body.colour")],
        &[Add(
            PLAN,
            "body",
            "colour: { type: String, length: 9, mandatory: Yes, means: What colour it has. }",
        )],
    ),
    Mutation::new(
        Kind::RowAddedFilledIn,
        &[(PLAN, "body.merchantKey")],
        &[Add(
            PLAN,
            "body",
            "merchantKey: { type: GUID, length: 36, mandatory: Yes, sensitive: secret, \
         credential: merchantKey, means: Who asks. }",
        )],
    ),
    Mutation::new(Kind::RowRemoved, &[(PLAN, "body.merchantMetadata")], &[Drop(METADATA)]),
    Mutation::new(
        Kind::RowRemovedMandatory,
        &[(PLAN, "body.description")],
        &[Drop(plan!("description"))],
    ),
    Mutation::new(
        Kind::RowRenamed,
        &[(PLAN, "body.metadata")],
        &[Set(METADATA, "renamed_from", "merchantMetadata"), Rename(METADATA, "metadata")],
    ),
    Mutation::new(
        Kind::RowRenamedOnWire,
        &[(PLAN, "body.metadata")],
        &[
            Set(METADATA, "renamed_from", "merchantMetadata"),
            Set(METADATA, "rust", "merchant_metadata"),
            Rename(METADATA, "metadata"),
        ],
    ),
    Mutation::new(
        Kind::RowMoved,
        &[(PLAN, "query.merchantMetadata")],
        &[
            Drop(METADATA),
            Replace(
                PLAN,
                "\nbody:\n",
                "\nquery:\n  merchantMetadata: { type: String, length: 255, mandatory: No, means: It is. }\nbody:\n",
            ),
        ],
    )
    .with(
        &[(Kind::RowsReordered, PLAN, "page")],
        "the rows of the query stand before those of the body",
    ),
    Mutation::new(Kind::RowsReordered, &[(PLAN, "page")], &[First(plan!("billingOccurrence"))])
        .quiet("an object of JSON has no order"),
    // Whether a row is given.
    Mutation::new(
        Kind::BecameMandatory,
        &[(PLAN, "body.merchantMetadata")],
        &[Set(METADATA, "mandatory", "Yes")],
    ),
    Mutation::new(
        Kind::BecameOptional,
        &[(PLAN, "body.description")],
        &[Set(plan!("description"), "mandatory", "No")],
    ),
    Mutation::new(
        Kind::BecameNullable,
        &[(PLAN, "body.description")],
        &[Set(plan!("description"), "nullable", "true")],
    ),
    Mutation::new(
        Kind::NoLongerNullable,
        &[(SERIE, "PaymentSerie.shippingAddress")],
        &[Unset((SERIE, "PaymentSerie", "shippingAddress"), "nullable")],
    ),
    Mutation::new(
        Kind::WordTightened,
        &[(REFERENCES, "CustomReferences.custom1")],
        &[Set((REFERENCES, "CustomReferences", "custom1"), "mandatory", "Yes")],
    ),
    Mutation::new(
        Kind::WordRelaxed,
        &[(CHECKOUT, "body.merchantKey")],
        &[Set((CHECKOUT, "body", "merchantKey"), "mandatory", "No")],
    ),
    Mutation::new(
        Kind::WordChanged,
        &[(MODEL, "Address.state")],
        &[Set((MODEL, "Address", "state"), "mandatory", "Conditional")],
    )
    .quiet(DOCUMENTATION),
    Mutation::new(
        Kind::NullAllowed,
        &[(PLAN, "body.merchantMetadata")],
        &[Set(METADATA, "nullable", "true")],
    ),
    Mutation::new(
        Kind::NullForbidden,
        &[(REFERENCES, "CustomReferences.custom1")],
        &[Unset((REFERENCES, "CustomReferences", "custom1"), "nullable")],
    ),
    // Types.
    Mutation::new(
        Kind::TypeChanged,
        &[(PLAN, "body.merchantMetadata")],
        &[Set(METADATA, "type", "Boolean")],
    ),
    Mutation::new(
        Kind::TypeNarrowed,
        &[(PLAN, "body.merchantMetadata")],
        &[Set(METADATA, "type", "Date")],
    ),
    Mutation::new(
        Kind::TypeWidened,
        &[(MODEL, "Consumer.dateOfBirth")],
        &[Set((MODEL, "Consumer", "dateOfBirth"), "type", "String")],
    ),
    Mutation::new(
        Kind::FormDropped,
        &[(SUBSCRIPTIONS, "query.planId")],
        &[Unset((SUBSCRIPTIONS, "query", "planId"), "identifies")],
    ),
    Mutation::new(
        Kind::TypeReplaced,
        &[(SUBSCRIPTIONS, "query.planId")],
        &[Set((SUBSCRIPTIONS, "query", "planId"), "identifies", "Subscription")],
    ),
    Mutation::new(
        Kind::TypeRenamed,
        &[(MODEL, "Consumer.gender")],
        &[Set((MODEL, "Consumer", "gender"), "enum", "Sex")],
    )
    .with(
        &[(Kind::EnumAdded, MODEL, "Sex"), (Kind::EnumRemoved, MODEL, "Gender")],
        "a type that is named by one row alone goes with its name",
    )
    .quiet(DOCUMENTATION),
    Mutation::new(
        Kind::ListChanged,
        &[(PLAN, "body.merchantMetadata")],
        &[Set(METADATA, "type", "[String]")],
    ),
    // The field in Rust.
    Mutation::new(
        Kind::FieldTypeChanged,
        &[(CHECKOUT, "body.customerAccountId")],
        &[Set((CHECKOUT, "body", "customerAccountId"), "sensitive", "secret")],
    )
    .quiet(DOCUMENTATION),
    Mutation::new(
        Kind::FieldRenamed,
        &[(PLAN, "body.prepaid")],
        &[Set(plan!("prepaid"), "rust", "paid_ahead")],
    )
    .quiet(DOCUMENTATION),
    Mutation::new(
        Kind::CredentialChanged,
        &[(CHECKOUT, "body.merchantKey")],
        &[Unset((CHECKOUT, "body", "merchantKey"), "credential")],
    )
    .with(
        &[(Kind::FieldTypeChanged, CHECKOUT, "body.merchantKey")],
        "a credential need not be given, another mandatory row must be",
    )
    .quiet("the wire carries the same row"),
    Mutation::new(
        Kind::SensitivityChanged,
        &[(PLAN, "body.description")],
        &[Set(plan!("description"), "sensitive", "personal")],
    )
    .quiet(DOCUMENTATION),
    Mutation::new(
        Kind::BuilderAdded,
        &[(SERIE_TRANSACTION, "TransactionLog")],
        &[Add(
            TRANSACTION,
            "body",
            "log: { type: TransactionLog, mandatory: No, means: What came before. }",
        )],
    )
    .with(&[(Kind::RowAdded, TRANSACTION, "body.log")], "an object is sent by a row")
    .uncovered(NEW),
    Mutation::new(
        Kind::BuilderRemoved,
        &[(TRANSACTION, "Criteria")],
        &[
            Set((TRANSACTION, "body", "criteria"), "type", "CustomReferences"),
            Set((GET_TRANSACTION, "Transaction", "customReferences"), "type", "Criteria"),
        ],
    )
    .with(
        &[
            (Kind::TypeReplaced, TRANSACTION, "body.criteria"),
            (Kind::TypeReplaced, GET_TRANSACTION, "Transaction.customReferences"),
        ],
        "an object is sent by a row, and one that no row has is a mistake",
    ),
];
