//! The catalogue: every kind of change, what it does to the wire and to the generated Rust, and why.
//!
//! It is data. The walk over two specs says which kind a change is of and nothing more; each
//! verdict stands here, is shown by `cargo xtask changelog --rules`, and is held against the
//! compiler by the tests of the workspace.

mod kinds;

use serde::Serialize;

pub use kinds::Kind;

/// What a change does to one direction of the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// What worked still works.
    Safe,
    /// It depends on something that no page says.
    Depends,
    /// Something that worked no longer does.
    Breaks,
}

/// What a change does to a program that uses the generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rust {
    /// It compiles as before.
    Compiles,
    /// It no longer compiles if it builds the value; only what is sent has a builder.
    BreaksBuilders,
    /// It no longer compiles if it names what has changed.
    Breaks,
}

/// How far the version of the generated crate has to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// Documentation, or nothing a caller notices.
    Patch,
    /// More than before, or another behaviour at run time.
    Minor,
    /// A program may no longer compile.
    Major,
}

/// One kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name, as printed.
    pub id: &'static str,
    /// What changed.
    pub what: &'static str,
    /// For requests: old requests, new API.
    pub request: Wire,
    /// For answers: an old reader, new answers.
    pub answer: Wire,
    /// For programs that use the generated crate.
    pub rust: Rust,
    /// The least that the version moves.
    pub least: Bump,
    /// Why.
    pub why: &'static str,
}

impl Kind {
    /// The name as printed.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.rule().id
    }
}

impl Wire {
    /// The word as printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Depends => "depends",
            Self::Breaks => "breaks",
        }
    }
}

impl Rust {
    /// The words as printed in the catalogue.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compiles => "compiles",
            Self::BreaksBuilders => "breaks builders",
            Self::Breaks => "breaks",
        }
    }
}

impl Bump {
    /// The word as printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The catalogue as a page of Markdown.
#[must_use]
pub fn catalogue() -> String {
    let mut text = INTRODUCTION.to_owned();
    for kind in Kind::ALL {
        let rule = kind.rule();
        let bump = match rule.rust {
            Rust::Compiles => rule.least.as_str(),
            Rust::BreaksBuilders | Rust::Breaks => Bump::Major.as_str(),
        };
        text.push_str(&format!(
            "| `{}` | {} | {} | {} | {} | {bump} | {} |\n",
            rule.id,
            rule.what,
            rule.request.as_str(),
            rule.answer.as_str(),
            rule.rust.as_str(),
            rule.why,
        ));
    }
    text
}

const INTRODUCTION: &str = "\
# What a change of the documentation breaks

Written by `cargo xtask changelog --rules`; the table is `generator/src/compare/catalogue.rs`.

`requests` is about an old request and the new API, `answers` about an old reader and new answers: each holds only
where the row travels that way. `Rust` is about a program that compiles against the old client, and the new client;
`breaks builders` is about objects that are sent. `version` is how far the crate's version moves; before 1.0.0 a
major change moves the second number and any other the third.

| change | what changed | requests | answers | Rust | version | why |
| --- | --- | --- | --- | --- | --- | --- |
";
