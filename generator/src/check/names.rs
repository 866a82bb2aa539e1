//! Names: from the documentation's spelling to Rust's, without collisions or surprises.

use std::collections::BTreeMap;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::api::RustName;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};

/// Names that generated code uses unqualified: a type of the same name would shadow them.
const USED_BY_GENERATED_CODE: &[&str] = &[
    // The prelude.
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    // serde, bon and the runtime.
    "AnswerError",
    "Authentication",
    "BaseUrl",
    "BlockingPages",
    "BlockingTransport",
    "Body",
    "BoxFuture",
    "BuildError",
    "Builder",
    "CallOptions",
    "Carried",
    "Check",
    "Client",
    "ClientBuilder",
    "Clock",
    "CredentialField",
    "CredentialRow",
    "Credentials",
    "Date",
    "Decimal",
    "Delivery",
    "Deserialize",
    "Document",
    "EmbedError",
    "Endpoint",
    "Error",
    "Failure",
    "FieldMessage",
    "Format",
    "Further",
    "HeaderField",
    "Hidden",
    "Identifier",
    "IdentifierKind",
    "Indeterminate",
    "Invalid",
    "InvalidBaseUrl",
    "InvalidDate",
    "InvalidHeader",
    "InvalidIdentifier",
    "InvalidOffsetDateTime",
    "InvalidTimestamp",
    "Limits",
    "Method",
    "MissingVariable",
    "NotUnderstood",
    "NotificationError",
    "Notifications",
    "OffsetDateTime",
    "OpenEnum",
    "Operation",
    "Page",
    "PagedEndpoint",
    "Pages",
    "PagingError",
    "Part",
    "Path",
    "Query",
    "RawCall",
    "Reference",
    "Refused",
    "ReqwestTransport",
    "RequestError",
    "Retry",
    "Rule",
    "Secret",
    "Serialize",
    "Service",
    "SystemClock",
    "Timestamp",
    "Transport",
    "TransportError",
    "TransportFault",
    "Unreadable",
    "UreqTransport",
    "Validate",
    "Violation",
];

/// The variant for a value that the documentation does not list.
const UNDOCUMENTED: &str = "Undocumented";

/// The example that every generated crate has.
const FIRST_EXAMPLE: &str = "first_answer";

/// Fields that a struct or its builder has of its own.
const GENERATED_FIELDS: &[&str] = &["build", "build_unchecked", "further", "maybe_further"];

/// Modules that every generated crate has, folders that mean something to cargo, and the crates
/// that generated code names.
const RESERVED_MODULES: &[&str] = &[
    "bin",
    "blocking",
    "bon",
    "client",
    "client_runtime",
    "core",
    "documents",
    "errors",
    "http",
    "identifiers",
    "lib",
    "serde",
    "service",
    "std",
];

/// Whether a text is a Rust identifier in ASCII and no keyword. Decided by the library that knows
/// Rust, apart from the keyword that came with the edition of 2024.
fn is_identifier(text: &str) -> bool {
    text.is_ascii() && text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok()
}

/// The type of an object, endpoint, enum or identifier.
pub(super) fn type_name(name: &str, span: Span, found: &mut Diagnostics) -> RustName {
    let spelled = name.to_upper_camel_case();
    if USED_BY_GENERATED_CODE.contains(&spelled.as_str()) || spelled.ends_with("Builder") {
        let message = format!("{} is a name of the generated code's own", becomes(name, &spelled));
        let help = "choose another name, for an enum by `enum:`: it is not seen on the wire";
        found.add(Diagnostic::new(Code::ReservedName, span, message).help(help));
        return placeholder();
    }
    let help = "begin it with a letter, and use letters of ASCII, digits, spaces, `-` and `_`";
    usable(name, spelled, span, help, found)
}

/// The field of a row.
pub(super) fn field_name(name: &str, span: Span, found: &mut Diagnostics) -> RustName {
    let spelled = name.to_snake_case();
    let help = "write `rust: another_name` on the row; its name on the wire stays";
    let is_keyword = !is_identifier(&spelled) && is_identifier(&format!("{spelled}_"));
    let what = match GENERATED_FIELDS.contains(&spelled.as_str()) {
        true => "is a name of the generated code's own",
        false => "is a Rust keyword",
    };
    if is_keyword || GENERATED_FIELDS.contains(&spelled.as_str()) {
        let message = format!("{} {what}", becomes(name, &spelled));
        found.add(Diagnostic::new(Code::ReservedName, span, message).help(help));
        return placeholder();
    }
    usable(name, spelled, span, help, found)
}

/// The parameter of a credential.
pub(super) fn parameter_name(name: &str, span: Span, found: &mut Diagnostics) -> RustName {
    let help = "begin it with a letter, use letters of ASCII, digits, `-` and `_`, and no keyword";
    usable(name, name.to_snake_case(), span, help, found)
}

/// A name, and what Rust makes of it where that differs.
fn becomes(name: &str, spelled: &str) -> String {
    match name == spelled {
        true => format!("`{name}`"),
        false => format!("`{name}` becomes `{spelled}`, which"),
    }
}

/// The method of an endpoint. A keyword, or a method that every client has, is told apart by an
/// underscore.
pub(super) fn method_name(name: &str) -> RustName {
    const EVERY_CLIENT_HAS: &[&str] = &["builder", "clone", "from", "fmt", "raw", "with"];
    let mut spelled = name.to_snake_case();
    if EVERY_CLIENT_HAS.contains(&spelled.as_str()) || !is_identifier(&spelled) {
        spelled.push('_');
    }
    match is_identifier(&spelled) {
        true => RustName::new(spelled),
        // Its type's name was reported.
        false => placeholder(),
    }
}

/// The module of a folder or a page.
pub(super) fn module_name(name: &str, file: u32, found: &mut Diagnostics) -> RustName {
    let span = Span::start_of(file);
    let reserved = RESERVED_MODULES.contains(&name) || !is_identifier(name);
    if reserved {
        let message = format!("`{name}` cannot be a Rust module of the generated crate");
        let help = "give the file or folder another name";
        found.add(Diagnostic::new(Code::ReservedName, span, message).help(help));
        return placeholder();
    }
    RustName::new(name.to_owned())
}

/// The variant of an enum's value.
pub(super) fn variant_name(value: &str, span: Span, found: &mut Diagnostics) -> RustName {
    let mut spelled = value.to_upper_camel_case();
    if spelled.starts_with(|first: char| first.is_ascii_digit()) {
        spelled.insert_str(0, "Value");
    }
    if spelled == "Self" || spelled == UNDOCUMENTED {
        spelled.push_str("Value");
    }
    let help = "a value needs a letter or a digit of ASCII: leave the row a text, without `values`";
    usable(value, spelled, span, help, found)
}

/// The example of a journey.
pub(super) fn example_name(name: &str, span: Span, found: &mut Diagnostics) -> RustName {
    let help = "begin it with a letter, and use letters of ASCII, digits and spaces";
    let spelled = name.to_snake_case();
    if spelled == FIRST_EXAMPLE {
        let message = format!("{} is an example that every client has", becomes(name, &spelled));
        let help = "call the journey otherwise";
        found.add(Diagnostic::new(Code::ReservedName, span, message).help(help));
        return placeholder();
    }
    usable(name, spelled, span, help, found)
}

/// The constant of a document.
pub(super) fn constant_name(key: &str, span: Span, found: &mut Diagnostics) -> RustName {
    let help = "begin it with a letter, and use letters of ASCII, digits and hyphens";
    usable(key, key.to_shouty_snake_case(), span, help, found)
}

fn usable(
    name: &str,
    spelled: String,
    span: Span,
    help: &str,
    found: &mut Diagnostics,
) -> RustName {
    if is_identifier(&spelled) {
        return RustName::new(spelled);
    }
    let message = match name.is_empty() {
        true => "no Rust name can be made of an empty text".to_owned(),
        false => format!("no Rust name can be made of `{name}`"),
    };
    found.add(Diagnostic::new(Code::UnusableName, span, message).help(help));
    placeholder()
}

/// Stands in for a name that was reported: nothing is emitted then.
pub(super) fn placeholder() -> RustName {
    RustName::new("unusable".to_owned())
}

/// Rust names that share a scope, each with what it was made of.
#[derive(Debug)]
pub(super) struct Scope {
    taken: BTreeMap<RustName, String>,
    /// What mends a collision.
    remedy: &'static str,
}

impl Scope {
    pub(super) fn new(remedy: &'static str) -> Self {
        Self { taken: BTreeMap::new(), remedy }
    }

    /// The fields of one table.
    pub(super) fn of_fields() -> Self {
        Self::new("write `rust: another_name` on one of the rows; its name on the wire stays")
    }

    /// Takes the name of a row's field, and reports one that differs from another's in so little
    /// that the builder has one name for both: `bon` makes a setter `maybe_note` for an optional
    /// `note`, and a state `SetLine1` for `line_1`.
    pub(super) fn take_field(
        &mut self,
        name: &RustName,
        made_of: &str,
        span: Span,
        found: &mut Diagnostics,
    ) {
        let optional_of_it = format!("maybe_{name}");
        let it_is_optional_of = name.as_str().strip_prefix("maybe_").map(str::to_owned);
        let setters = [
            (Some(optional_of_it.clone()), optional_of_it.as_str()),
            (it_is_optional_of, name.as_str()),
        ];
        for (other, setter) in setters {
            if let Some(first) = other.and_then(|it| self.taken.get(&RustName::new(it))) {
                let message = format!("{made_of} and {first} share the setter `{setter}` in Rust");
                found.add(Diagnostic::new(Code::NameCollision, span, message).help(self.remedy));
            }
        }
        self.take(name, made_of, span, found);
        if name.as_str().contains(|c: char| c.is_ascii_digit()) {
            let state = RustName::new(format!("Set{}", name.as_str().to_upper_camel_case()));
            self.take(&state, made_of, span, found);
        }
    }

    /// Takes a name; a second taker is reported.
    pub(super) fn take(
        &mut self,
        name: &RustName,
        made_of: &str,
        span: Span,
        found: &mut Diagnostics,
    ) {
        if *name == placeholder() {
            return;
        }
        if let Some(first) = self.taken.insert(name.clone(), made_of.to_owned()) {
            let message = format!("{made_of} and {first} both become `{name}` in Rust");
            found.add(Diagnostic::new(Code::NameCollision, span, message).help(self.remedy));
        }
    }
}
