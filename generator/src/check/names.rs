//! Names: from the documentation's spelling to Rust's, without collisions or surprises.

use std::collections::BTreeMap;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::api::RustName;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};

/// Names that generated code uses unqualified: a type of the same name would shadow them.
const USED_BY_GENERATED_CODE: &[&str] = &[
    // The prelude.
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
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
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
    // serde, bon and the runtime.
    "Builder",
    "Check",
    "Date",
    "Decimal",
    "Deserialize",
    "Document",
    "Endpoint",
    "Further",
    "Hidden",
    "Identifier",
    "IdentifierKind",
    "Invalid",
    "Method",
    "OffsetDateTime",
    "OpenEnum",
    "Operation",
    "Path",
    "Query",
    "Secret",
    "Serialize",
    "Timestamp",
    "Validate",
];

/// Modules that every generated crate has.
const GENERATED_MODULES: &[&str] = &["documents", "identifiers", "lib"];

/// Whether a text is a Rust identifier and no keyword. Decided by the library that knows Rust.
fn is_identifier(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

/// The type of an object, endpoint, enum or identifier.
pub(super) fn type_name(name: &str, span: Span, found: &mut Diagnostics) -> RustName {
    let spelled = name.to_upper_camel_case();
    if USED_BY_GENERATED_CODE.contains(&spelled.as_str()) {
        let message =
            format!("`{name}` becomes the Rust type `{spelled}`, which has another meaning");
        let help = "choose another name: it appears in Rust only, not on the wire";
        found.add(Diagnostic::new(Code::ReservedName, span, message).help(help));
    }
    usable(name, spelled, span, found)
}

/// The field of a row.
pub(super) fn field_name(name: &str, span: Span, found: &mut Diagnostics) -> RustName {
    let spelled = name.to_snake_case();
    if !spelled.is_empty() && !is_identifier(&spelled) && is_identifier(&format!("{spelled}_")) {
        let message = format!("`{name}` becomes `{spelled}`, a Rust keyword");
        let help = "add `rust: another_name` to the row; its name on the wire stays";
        found.add(Diagnostic::new(Code::ReservedName, span, message).help(help));
        return placeholder();
    }
    usable(name, spelled, span, found)
}

/// The module of a folder or a page.
pub(super) fn module_name(name: &str, file: u32, found: &mut Diagnostics) -> RustName {
    let span = Span::start_of(file);
    let reserved = GENERATED_MODULES.contains(&name) || !is_identifier(name);
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
    if spelled == "Self" {
        spelled.push_str("Value");
    }
    usable(value, spelled, span, found)
}

/// The constant of a document.
pub(super) fn constant_name(key: &str, span: Span, found: &mut Diagnostics) -> RustName {
    usable(key, key.to_shouty_snake_case(), span, found)
}

fn usable(name: &str, spelled: String, span: Span, found: &mut Diagnostics) -> RustName {
    if is_identifier(&spelled) {
        return RustName::new(spelled);
    }
    let message = format!("no Rust name can be made of `{name}`");
    let help = "begin it with a letter, and use letters, digits, spaces, `-`, `_` and `.`";
    found.add(Diagnostic::new(Code::UnusableName, span, message).help(help));
    placeholder()
}

/// Stands in for a name that was reported: nothing is emitted then.
pub(super) fn placeholder() -> RustName {
    RustName::new("unusable".to_owned())
}

/// Rust names that share a scope, each with what it was made of.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: BTreeMap<RustName, String>,
}

impl Scope {
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
            let help = "rename one of them";
            found.add(Diagnostic::new(Code::NameCollision, span, message).help(help));
        }
    }
}
