//! The rows of the catalogue.

use super::{Bump, Rule, Rust, Wire};

/// Declares the kinds once, each with its row of the table.
macro_rules! catalogue {
    ($($kind:ident $id:literal: $what:literal,
       $request:ident, $answer:ident, $rust:ident, $least:ident, $why:literal;)+) => {
        /// A kind of change; its verdicts are its [`Rule`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = concat!("`", $id, "`: ", $what)] $kind,)+
        }

        impl Kind {
            /// Every kind, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)+];

            /// Its verdicts.
            #[must_use]
            pub fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$kind => &Rule {
                        id: $id,
                        what: $what,
                        request: Wire::$request,
                        answer: Wire::$answer,
                        rust: Rust::$rust,
                        least: Bump::$least,
                        why: $why,
                    },)+
                }
            }
        }
    };
}

// Columns: requests, answers, Rust, the least bump.
catalogue! {
    // Rows that come and go.
    RowAdded "row-added": "a row was added that need not be given", Safe, Safe, Compiles, Minor,
        "Builders gain a setter. Structs cannot be written as literals, so none breaks.";
    RowAddedMandatory "row-added-mandatory": "a mandatory row was added", Breaks, Safe, BreaksBuilders, Minor,
        "Old requests lack it. A builder without it does not compile, which is what is wanted; an answer without it is not understood, so check the sample.";
    RowAddedFilledIn "row-added-filled-in": "a mandatory row was added that the client fills in", Breaks, Safe, Compiles, Minor,
        "Old requests lack it. The new client sends the credential, or null, by itself.";
    RowRemoved "row-removed": "a row was removed that could be missing", Depends, Safe, Breaks, Minor,
        "An API may ignore or refuse the key that it no longer knows. Readers were prepared to miss it.";
    RowRemovedMandatory "row-removed-mandatory": "a mandatory row was removed", Depends, Breaks, Breaks, Minor,
        "An API may ignore or refuse the key. A reader that demands it understands no answer without it.";
    RowRenamed "row-renamed": "a row has a new name, and so has its field", Breaks, Breaks, Breaks, Minor,
        "Old requests send a key that the API no longer reads, and old readers miss the new one.";
    RowRenamedOnWire "row-renamed-on-wire": "a row has a new name, its field keeps the old one", Breaks, Breaks, Compiles, Minor,
        "Programs compile as before, and must be built anew to be understood.";
    RowMoved "row-moved": "a row moved to another part of the request", Breaks, Safe, Compiles, Minor,
        "Path, query and body are fields of one struct, so callers compile; an old program sends it at the old place.";
    RowsReordered "rows-reordered": "the rows stand in another order", Safe, Safe, Compiles, Patch,
        "Objects of JSON have no order, and a builder takes its setters in any.";
    // Whether a row is given.
    BecameMandatory "became-mandatory": "a row became mandatory", Breaks, Safe, Breaks, Minor,
        "Requests without it are refused. The field is no longer an `Option`: a builder that leaves it out, and a program that reads it as one, do not compile.";
    BecameOptional "became-optional": "a row is no longer mandatory", Safe, Breaks, Breaks, Minor,
        "Readers that demand it understand no answer without it. The field becomes an `Option`; builders compile as before, what reads the field does not.";
    BecameNullable "became-nullable": "a mandatory row may be null", Safe, Breaks, Breaks, Minor,
        "Readers that demand a value cannot read null. The field becomes an `Option`.";
    NoLongerNullable "no-longer-nullable": "a mandatory row may no longer be null", Breaks, Safe, Breaks, Minor,
        "Requests with null are refused. The field is no longer an `Option`.";
    WordTightened "word-tightened": "a row became mandatory whose field stays an `Option`", Breaks, Safe, Compiles, Minor,
        "Requests without the key are refused. The client sends the credential, or null, where nothing is given.";
    WordRelaxed "word-relaxed": "a row is no longer mandatory whose field was an `Option` before", Safe, Safe, Compiles, Patch,
        "Readers and callers were prepared to do without it.";
    WordChanged "word-changed": "the page's word moved between `No` and `Conditional`", Safe, Safe, Compiles, Patch,
        "The word alone demands nothing; the conditions are compared by themselves.";
    NullAllowed "null-allowed": "an optional row may be null", Safe, Safe, Compiles, Patch,
        "Readers take null for a missing row, and the client leaves out what is not given.";
    NullForbidden "null-forbidden": "an optional row may no longer be null", Safe, Safe, Compiles, Patch,
        "The client leaves out what is not given and never sends null for it.";
    // Types.
    TypeChanged "type-changed": "a value of another kind of JSON", Breaks, Breaks, Breaks, Minor,
        "A number is no text: neither side reads the other's values.";
    TypeNarrowed "type-narrowed": "a type that takes fewer values", Breaks, Safe, Breaks, Minor,
        "Some old values are refused. Old readers take all the new ones.";
    TypeWidened "type-widened": "a type that takes more values", Safe, Breaks, Breaks, Minor,
        "Old requests stay right. Old readers of a date or a whole number cannot read every new value.";
    FormDropped "form-dropped": "an enum or identifier became plain text", Safe, Safe, Breaks, Minor,
        "Readers keep values that they do not know. The field has another type.";
    TypeReplaced "type-replaced": "another object, enum or identifier stands in its place", Depends, Depends, Breaks, Minor,
        "How the two differ decides; the field has another type.";
    TypeRenamed "type-renamed": "the same under another name", Safe, Safe, Breaks, Minor,
        "Nothing changes on the wire; programs name the type.";
    ListChanged "list-changed": "one value became a list, or a list one value", Breaks, Breaks, Breaks, Minor,
        "Neither side reads the other's values.";
    FieldTypeChanged "field-type-changed": "the Rust field has another type, the wire the same values", Safe, Safe, Breaks, Minor,
        "Secrets, boxes and flags of a query are types of Rust alone.";
    FieldRenamed "field-renamed": "the Rust field has another name", Safe, Safe, Breaks, Minor,
        "`rust:` names the field, not the row.";
    CredentialChanged "credential-changed": "the client began, or ceased, to fill the row in", Safe, Safe, Compiles, Minor,
        "The wire carries the same row. What changes for a builder is told by the row's field.";
    SensitivityChanged "sensitivity-changed": "the row is shown, or hidden, in debug output", Safe, Safe, Compiles, Patch,
        "Only logs look different.";
    // Limits.
    LengthShortened "length-shortened": "fewer characters", Breaks, Safe, Compiles, Minor,
        "Longer texts were accepted and no longer are; `build` refuses them now. Answers are not measured.";
    LengthExtended "length-extended": "more characters", Safe, Depends, Compiles, Minor,
        "It breaks a reader only if it counted on the length, a column of a database say. An old client refuses to send longer texts.";
    NumberNarrowed "number-narrowed": "fewer digits or a smaller range", Breaks, Safe, Compiles, Minor,
        "Some numbers were accepted and no longer are; `build` refuses them now.";
    NumberWidened "number-widened": "more digits or a larger range", Safe, Depends, Compiles, Minor,
        "It breaks a reader only if it counted on the size, a column of a database say.";
    NumberMoved "number-moved": "another range or precision, neither within the other", Breaks, Depends, Compiles, Minor,
        "Some numbers were accepted and no longer are, and new ones may come.";
    FormatAdded "format-added": "a format is demanded", Breaks, Safe, Compiles, Minor,
        "Texts of another form were accepted and no longer are; `build` refuses them now.";
    FormatDropped "format-dropped": "no format is demanded any more", Safe, Depends, Compiles, Minor,
        "It breaks a reader only if it counted on the form.";
    FormatChanged "format-changed": "another format is demanded", Breaks, Depends, Compiles, Minor,
        "Texts of the old form are refused, and new ones may come.";
    // Enums and identifiers.
    ValueAdded "value-added": "a value was added", Safe, Depends, Compiles, Minor,
        "Enums are open: an old reader keeps the value as undocumented. It matters to what matches on the values.";
    ValueRemoved "value-removed": "a value was removed", Breaks, Safe, Breaks, Minor,
        "Requests with it are refused, and the variant is gone. A received one is kept as undocumented.";
    CaseTightened "case-tightened": "upper and lower case are told apart", Breaks, Safe, Compiles, Minor,
        "Other spellings were accepted and no longer are.";
    CaseLoosened "case-loosened": "upper and lower case are the same", Safe, Depends, Compiles, Minor,
        "It breaks a reader only if it compares the text itself.";
    EnumAdded "enum-added": "an enum was added", Safe, Safe, Compiles, Minor,
        "What it does to a row is told there.";
    EnumRemoved "enum-removed": "an enum was removed", Safe, Safe, Breaks, Minor,
        "Programs that name it do not compile. What it does to a row is told there.";
    IdentifierAdded "identifier-added": "a kind of identifier was added", Safe, Safe, Compiles, Minor,
        "What it does to a row is told there.";
    IdentifierRemoved "identifier-removed": "a kind of identifier was removed", Safe, Safe, Breaks, Minor,
        "Programs that name it do not compile. What it does to a row is told there.";
    IdentifierChanged "identifier-changed": "an identifier has another form", Depends, Depends, Compiles, Minor,
        "Whether identifiers given out before stay right is for the API to say. `build` judges by the new form.";
    // Conditions.
    ConditionsNarrowed "conditions-narrowed": "the conditions among the rows allow less", Breaks, Safe, Compiles, Minor,
        "A combination of rows was accepted and no longer is; `build` refuses it now. Answers are not judged by conditions.";
    ConditionsWidened "conditions-widened": "the conditions among the rows allow more", Safe, Safe, Compiles, Minor,
        "Every old request stays right. An old client refuses to send the new ones.";
    ConditionsShifted "conditions-shifted": "the conditions among the rows allow other combinations", Breaks, Safe, Compiles, Minor,
        "Some combinations were accepted and no longer are, others are now.";
    ConditionsUndecided "conditions-undecided": "the conditions among the rows differ, too many to be compared", Depends, Safe, Compiles, Minor,
        "More combinations than are tried: a person has to compare them.";
    // Objects.
    ObjectAdded "object-added": "an object was added", Safe, Safe, Compiles, Minor,
        "What it does to a row is told there.";
    ObjectRemoved "object-removed": "an object was removed", Safe, Safe, Breaks, Minor,
        "Programs that name it do not compile. What it does to a row is told there.";
    ObjectOpened "object-opened": "an object may have further keys", Safe, Safe, Compiles, Minor,
        "They are kept when they are read, and can be sent.";
    ObjectClosed "object-closed": "an object has no further keys", Depends, Safe, Breaks, Minor,
        "Keys beyond the table can no longer be sent or read: the field `further` is gone.";
    BuilderAdded "builder-added": "an object can be sent now", Safe, Safe, Compiles, Minor,
        "It gains a builder and a validator.";
    BuilderRemoved "builder-removed": "an object is no longer sent", Safe, Safe, Breaks, Minor,
        "It loses its builder and its validator.";
    ModuleChanged "module-changed": "a page has another module", Safe, Safe, Breaks, Minor,
        "Paths through the module break; the names at the crate's root stay.";
    EmbedAdded "embed-added": "an object can be written into a script", Safe, Safe, Compiles, Minor,
        "It gains the functions that write it.";
    EmbedRemoved "embed-removed": "an object can no longer be written into a script, or into a call of it", Safe, Safe, Breaks, Minor,
        "It loses the functions that wrote it.";
    EmbedFunctionChanged "embed-function-changed": "the script takes an object by another function", Safe, Safe, Compiles, Minor,
        "Programs compile as before, and must be built anew for the new script.";
    // Endpoints.
    EndpointAdded "endpoint-added": "an endpoint was added", Safe, Safe, Compiles, Minor,
        "The clients gain a method.";
    EndpointRemoved "endpoint-removed": "an endpoint was removed", Breaks, Safe, Breaks, Minor,
        "Calls are refused, and the method and the request are gone.";
    EndpointRenamed "endpoint-renamed": "an endpoint has another name", Safe, Safe, Breaks, Minor,
        "Method and request are named after it. The wire does not know the name.";
    RequestLineChanged "request-line-changed": "another method or path", Breaks, Safe, Compiles, Minor,
        "Programs compile as before, and must be built anew to reach the endpoint.";
    BodyAdded "body-added": "a body is sent now", Depends, Safe, Compiles, Minor,
        "Whether it may be left out is told by its rows.";
    BodyRemoved "body-removed": "no body is sent any more", Depends, Safe, Breaks, Minor,
        "A request without a body cannot be written as JSON any more.";
    SuccessChanged "success-changed": "another status of success", Safe, Safe, Compiles, Patch,
        "Every 2xx is taken for success.";
    RefusalsChanged "refusals-changed": "other statuses of refusal are listed", Safe, Safe, Compiles, Patch,
        "Every other status is a refusal, listed or not.";
    AnswerAdded "answer-added": "an answer has content now", Safe, Safe, Breaks, Minor,
        "The call returns another type. Old readers do not look at the body.";
    AnswerRemoved "answer-removed": "an answer has no content any more", Safe, Breaks, Breaks, Minor,
        "Old readers cannot read an empty body. The call returns another type.";
    AnswerReplaced "answer-replaced": "another object answers", Safe, Depends, Breaks, Minor,
        "How the two differ decides. The call returns another type.";
    HeaderDemanded "header-demanded": "the endpoint demands a header of the caller", Breaks, Safe, Compiles, Minor,
        "Requests without it are refused, and the client sends none before it is given the header.";
    HeaderReleased "header-released": "the endpoint no longer demands a header", Safe, Safe, Compiles, Minor,
        "The client no longer asks for it.";
    PagingAdded "paging-added": "a list can be read item by item", Safe, Safe, Compiles, Minor,
        "The clients gain a method.";
    PagingRemoved "paging-removed": "a list can no longer be read item by item", Safe, Safe, Breaks, Minor,
        "The method for its items is gone.";
    IdempotencyAdded "idempotency-added": "a repeated request is recognised by another row", Safe, Safe, Compiles, Minor,
        "The client may send again what it had to give up before.";
    IdempotencyRemoved "idempotency-removed": "a repeated request is no longer recognised", Depends, Safe, Compiles, Minor,
        "An old client that sends again may have it done twice.";
    // The whole API.
    CredentialsChanged "credentials-changed": "other credentials", Breaks, Safe, Breaks, Minor,
        "`service::credentials` takes an argument for each, so programs that give them do not compile.";
    AuthenticationChanged "authentication-changed": "the same credentials, sent another way", Breaks, Safe, Compiles, Minor,
        "Programs compile as before, and must be built anew to be let in.";
    ServiceHeaderAdded "service-header-added": "every request must carry another header", Breaks, Safe, Compiles, Minor,
        "Old requests lack it.";
    ServiceHeaderOffered "service-header-offered": "requests may carry another header", Safe, Safe, Compiles, Minor,
        "It is sent where it is given.";
    ServiceHeaderRemoved "service-header-removed": "a header is no longer sent", Safe, Safe, Compiles, Minor,
        "A header that an API does not know does no harm.";
    ServiceHeaderChanged "service-header-changed": "a header has another value or another word", Depends, Safe, Compiles, Minor,
        "Whether the old value is still taken is for the API to say.";
    TimeoutChanged "timeout-changed": "another time to wait", Safe, Depends, Compiles, Minor,
        "Who waits less than is advised may miss an answer.";
    MessagesMoved "messages-moved": "the messages of a refusal stand elsewhere", Safe, Depends, Compiles, Minor,
        "An old client finds no messages by field; the body is kept as it comes.";
    CrateRenamed "crate-renamed": "the crate has another name", Safe, Safe, Breaks, Minor,
        "Every `use` names it.";
    DocumentAdded "document-added": "another page is cited", Safe, Safe, Compiles, Minor,
        "It is a constant of `documents`.";
    DocumentRemoved "document-removed": "a page is no longer cited", Safe, Safe, Breaks, Minor,
        "Its constant in `documents` is gone.";
    RevisionMoved "revision-moved": "a page has another revision", Safe, Safe, Compiles, Patch,
        "A date alone changes nothing; what changed on the page is told by itself.";
    CoverageChanged "coverage-changed": "more, or less, of a page is at hand", Safe, Safe, Compiles, Patch,
        "What became visible is told by itself.";
    TextsChanged "texts-changed": "words alone", Safe, Safe, Compiles, Patch,
        "Descriptions, samples, deviations and what is left to the API are documentation.";
}
