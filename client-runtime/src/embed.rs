//! Values inside the script of a web page.

use serde::Serialize;

use crate::{Invalid, Validate};

/// A value as JSON that can stand inside a `<script>` of an HTML page, or in a quoted attribute
/// in single quotes, whatever texts it holds.
///
/// `<`, `>`, `&`, `'` and the line ends U+2028 and U+2029 are written as `\u…`: they only ever
/// occur inside texts of JSON, where that means the same. So no text can end the script with
/// `</script>` or begin a comment with `<!--`.
///
/// The result shows what the value holds, tokens included: embed it, and do not log it.
///
/// ```
/// let json = client_runtime::script_json(&"</script><script>alert(1)")?;
/// assert_eq!(json, r#""\u003c/script\u003e\u003cscript\u003ealert(1)""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// If the value cannot be written as JSON.
pub fn script_json<T: Serialize + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(value)?;
    let mut safe = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\'' => safe.push_str("\\u0027"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    Ok(safe)
}

/// The [`script_json`] of a value that keeps its documented rules: what a generated `script_json`
/// returns.
///
/// # Errors
///
/// If the value breaks documented rules, or cannot be written as JSON.
pub fn embedded<T: Validate + Serialize>(value: &T) -> Result<String, EmbedError> {
    value.validate()?;
    Ok(script_json(value)?)
}

/// Why a value is not embedded in a web page.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmbedError {
    /// It breaks documented rules.
    #[error("the value is not embedded, for it breaks documented rules:\n{0}")]
    Invalid(#[from] Invalid),
    /// It cannot be written as JSON.
    #[error("the value cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::Check;

    #[derive(Serialize)]
    struct Widget {
        name: &'static str,
    }

    impl Validate for Widget {
        fn rules(&self, check: &mut Check<'_>) {
            check.row("name").text(self.name).max_length(8);
        }
    }

    #[test]
    fn only_what_keeps_its_rules_is_embedded() {
        let json = embedded(&Widget { name: "<script>" }).unwrap();
        assert_eq!(json, r#"{"name":"\u003cscript\u003e"}"#);
        let error = embedded(&Widget { name: "</script>" }).unwrap_err();
        assert!(matches!(error, EmbedError::Invalid(_)), "{error}");
    }

    proptest! {
        #[test]
        fn nothing_breaks_out_and_nothing_is_lost(
            pairs in proptest::collection::btree_map(
                "[<>&'/!a-z\u{2028}\u{2029}\\\\\"-]{0,8}|\\PC{0,8}", "</script>|<!--|\\PC{0,8}", 0..4,
            ),
        ) {
            let json = script_json(&pairs).unwrap();
            for character in ['<', '>', '&', '\'', '\u{2028}', '\u{2029}'] {
                prop_assert!(!json.contains(character), "{json}");
            }
            let back: BTreeMap<String, String> = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(back, pairs);
        }
    }
}
