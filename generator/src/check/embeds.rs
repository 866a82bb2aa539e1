//! What the merchant's web page gives to a script of the API.

use crate::api::Embedded;
use crate::diagnostics::{Code, Diagnostic};
use crate::spec;

use super::Checker;

impl Checker<'_> {
    pub(super) fn embedded(&mut self, raw: &spec::Embeds) -> Option<Embedded> {
        if let Some(function) = raw.function.as_ref().filter(|it| !is_function(it)) {
            let message = format!("`{}` names no function of a script", function.value);
            let help =
                "write its path as a page would call it, without brackets: `window.Shop.show`";
            self.found.add(Diagnostic::new(Code::WrongValue, function.span, message).help(help));
        }
        Some(Embedded {
            object: self.find_object(&raw.object)?,
            function: raw.function.as_ref().map(|it| it.value.clone()),
        })
    }
}

/// Whether a text is a path of ASCII names with dots between. It stands in a script as it is.
fn is_function(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
    };
    text.split('.').all(is_name)
}
