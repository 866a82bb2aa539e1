//! What the parser says of a text that is no YAML, as mistake and remedy.

use granit_parser::{ErrorKind, ScanError};

use super::MAX_DEPTH;
use crate::diagnostics::{Code, Diagnostic, Span};

/// The diagnostic for a parser's error at a place.
pub(super) fn diagnostic(error: &ScanError, span: Span) -> Diagnostic {
    let kind = error.kind();
    let (code, message) = match kind {
        ErrorKind::RecursionLimitExceeded => {
            (Code::TooDeep, format!("lists and mappings are nested more than {MAX_DEPTH} deep"))
        }
        ErrorKind::DirectiveDisallowed => {
            (Code::NotPlainYaml, "directives are not part of the spec format".to_owned())
        }
        ErrorKind::UnexpectedCharacter { character } => {
            (Code::Syntax, format!("this is not YAML: no text begins with {character:?}"))
        }
        _ => (Code::Syntax, format!("this is not YAML: {}", error.info())),
    };
    Diagnostic::new(code, span, message).help(remedy(kind))
}

fn remedy(kind: &ErrorKind) -> &'static str {
    use ErrorKind as Kind;
    match kind {
        Kind::RecursionLimitExceeded => "a spec file nests a few levels only",
        Kind::DirectiveDisallowed => "remove the line",
        Kind::UnexpectedCharacter { .. } => "put the whole text into quotes",
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => {
            "a text with a colon and a space goes into quotes; so does a key with both"
        }
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar
        | Kind::TabAtBlockScalarStart => "use spaces instead of the tab",
        Kind::UnclosedFlowCollection { .. }
        | Kind::MismatchedFlowCollectionEnd { .. }
        | Kind::MisplacedFlowCollectionEnd
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofFlowSequence => {
            "here or on a line before, a bracket is not closed or a comma is missing; a text with \
             brackets goes into quotes"
        }
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::InvalidTrailingDoubleQuotedScalar
        | Kind::InvalidTrailingSingleQuotedScalar => {
            "here or on a line before, a quote is not closed, or stands within a quoted text"
        }
        Kind::SimpleKeyExpected => "write `key: value`, with a space after the colon",
        Kind::ExpectedBlockMappingKey | Kind::InvalidIndentation => {
            "indent what belongs together alike, by spaces"
        }
        _ => "look at the quotes, brackets and indentation before it",
    }
}
