//! `renamed_from`: a row that had another name before cannot have been one that still stands.

use std::collections::BTreeSet;

use crate::api::Row;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::{self, Name};

/// Reports earlier names that cannot be: of a row that is still there, or claimed twice.
pub(super) fn check<'s>(
    written: impl Iterator<Item = (&'s Name, &'s spec::Row)>,
    rows: &[Row],
    found: &mut Diagnostics,
) {
    let mut claimed = BTreeSet::new();
    for (name, row) in written {
        let Some(earlier) = &row.renamed_from else { continue };
        let mut wrong = |message: String, help: &str| {
            found.add(Diagnostic::new(Code::WrongValue, earlier.span, message).help(help));
        };
        if rows.iter().any(|it| it.wire == earlier.value) {
            let message = format!("`{}` still stands in this table", earlier.value);
            wrong(message, "name the row that is gone, or leave `renamed_from` out");
        } else if !claimed.insert(earlier.as_str()) {
            let message = format!("two rows were called `{}` before", earlier.value);
            wrong(message, "leave `renamed_from` to the one that took its place");
        } else if earlier.is_empty() {
            let message = format!("`{}` has no earlier name", name.value);
            wrong(message, "write the row's name as the earlier revision prints it");
        }
    }
}
