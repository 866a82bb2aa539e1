//! The stable names of all kinds of mistakes.

use std::fmt;

/// Declares the codes once: the variant, the text that is printed, and what it means.
macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $variant:ident = $text:literal,)+) => {
        /// The kind of a mistake. The printed text is stable: scripts and searches may rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $meaning])+ $variant,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as printed, `unknown-type`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

codes! {
    // Files.
    /// A file that every spec has is not there.
    MissingFile = "missing-file",
    /// A file stands where no spec file belongs, or under a name that is no module name.
    MisplacedFile = "misplaced-file",
    /// A file is larger than a spec file may be.
    TooLarge = "too-large",
    /// A file is not UTF-8 text.
    NotUtf8 = "not-utf8",
    // YAML.
    /// The text is not YAML.
    Syntax = "syntax",
    /// Lists and mappings are nested deeper than a spec needs.
    TooDeep = "too-deep",
    /// Anchors, aliases, tags and merge keys are not part of the format.
    NotPlainYaml = "not-plain-yaml",
    /// A key or a row stands twice.
    DuplicateKey = "duplicate-key",
    // The format.
    /// A key that the format does not have.
    UnknownKey = "unknown-key",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A key has a value it cannot have.
    WrongValue = "wrong-value",
    /// A key that makes no sense beside, or without, another one.
    MisplacedKey = "misplaced-key",
    // Names.
    /// A type that is neither a word of the format nor an object.
    UnknownType = "unknown-type",
    /// A document that is not in `documents.yaml`.
    UnknownDocument = "unknown-document",
    /// An identifier that is not in `identifiers.yaml`.
    UnknownIdentifier = "unknown-identifier",
    /// A rule, or another key, names a row that is not there.
    UnknownRow = "unknown-row",
    /// A journey names a page that has no endpoint, or nothing to embed.
    UnknownEndpoint = "unknown-endpoint",
    /// A deviation's or a rule's place does not exist.
    UnknownPlace = "unknown-place",
    /// An object that no endpoint reaches.
    UnusedObject = "unused-object",
    /// A document on which nothing stands.
    UnusedDocument = "unused-document",
    /// An identifier that no row is.
    UnusedIdentifier = "unused-identifier",
    /// Two things of the spec become one Rust name.
    NameCollision = "name-collision",
    /// A name that is a Rust keyword, or that shadows what the generated code uses.
    ReservedName = "reserved-name",
    /// A name from which no Rust name can be made.
    UnusableName = "unusable-name",
    /// One enum name stands for two sets of values.
    EnumMismatch = "enum-mismatch",
    // Rows.
    /// A length on a row whose type has none, or of the wrong form.
    MisplacedLength = "misplaced-length",
    /// An identifier's length does not fit its prefix.
    IdentifierLength = "identifier-length",
    /// Objects that contain each other as mandatory rows: no value could ever be built.
    MandatoryCycle = "mandatory-cycle",
    // Rules.
    /// A `Conditional` row that no rule names.
    ConditionalWithoutRule = "conditional-without-rule",
    /// A rule over a row that is mandatory anyway.
    RuleOverMandatory = "rule-over-mandatory",
    /// A rule that names no row, one row, or one row twice.
    EmptyRule = "empty-rule",
    // Paths.
    /// A method and path that cannot be understood.
    WrongRequest = "wrong-request",
    /// A path parameter without a row, or a row without a path parameter.
    PathParameter = "path-parameter",
    /// Two endpoints with one method and one path, whatever its parameters are called.
    DuplicateRequest = "duplicate-request",
    // Samples and deviations.
    /// A sample that breaks its own table, which no deviation records.
    SampleBreaksRow = "sample-breaks-row",
    /// A mandatory row that its own page's sample lacks, which no deviation records.
    MissingInSample = "missing-in-sample",
    /// A key in a sample that no row describes, which no deviation records.
    UnknownInSample = "unknown-in-sample",
    /// A row that a sample shows as null, though nothing says that it may be.
    NullInSample = "null-in-sample",
    /// A deviation that no longer deviates.
    NeedlessDeviation = "needless-deviation",
    // Transcription.
    /// A guess of `transcribe` that nobody has confirmed yet.
    Unconfirmed = "unconfirmed",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
