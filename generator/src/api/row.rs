//! A row with its resolved type and its limits, and the rules over rows.

use super::{DocumentId, EnumId, IdentifierId, ObjectId, RustName};

/// A row of a table: a field of a Rust struct.
#[derive(Debug, Clone)]
pub struct Row {
    /// The documented name, which goes on the wire.
    pub wire: String,
    /// Its name in an earlier revision.
    pub renamed_from: Option<String>,
    /// The Rust field.
    pub ident: RustName,
    /// The type of one value.
    pub ty: Type,
    /// Whether it is a list of such values.
    pub many: bool,
    /// Whether the Rust field is an `Option`.
    pub optional: bool,
    /// Whether the Rust field is boxed, because its object contains itself.
    pub boxed: bool,
    /// The page's word.
    pub mandatory: Mandatory,
    /// The page's word for the type.
    pub documented_type: String,
    /// Whether the value may be null.
    pub nullable: bool,
    /// What is checked of one value.
    pub limits: Vec<Limit>,
    /// What must not be shown.
    pub sensitive: Option<Sensitivity>,
    /// The credential that is sent here.
    pub credential: Option<String>,
    /// Whether it is known from a sample alone.
    pub from_sample: bool,
    /// What it means.
    pub means: String,
    /// The page it stands on.
    pub document: DocumentId,
    /// Where in a request it goes; `Body` in an object.
    pub part: Part,
}

/// Where in a request a row goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Into the path.
    Path,
    /// Behind the question mark.
    Query,
    /// Into the JSON body.
    Body,
}

/// The page's word on whether a row must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mandatory {
    /// Always.
    Yes,
    /// Never.
    No,
    /// Under a condition that a rule states.
    Conditional,
}

/// The Rust type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `String`.
    Text,
    /// A secret, wiped on drop.
    Secret,
    /// A civil date.
    Date,
    /// An instant.
    Timestamp,
    /// A local date and time with its offset.
    OffsetDateTime,
    /// An exact decimal number.
    Decimal,
    /// `i64`.
    Integer,
    /// `bool`, JSON's own.
    Boolean,
    /// `bool`, as one of two texts in a query: for false and for true.
    Flag(String, String),
    /// An identifier.
    Identifier(IdentifierId),
    /// One of documented values.
    Enum(EnumId),
    /// An object.
    Object(ObjectId),
}

/// What is checked of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// The most characters.
    MaxLength(u32),
    /// The most digits of a whole number.
    MaxDigits(u32),
    /// The most digits of a decimal in all, and after its point.
    Precision {
        /// In all.
        digits: u32,
        /// After the point.
        scale: u32,
    },
    /// Smallest and largest whole number.
    Range {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// The form of a text.
    Format(Format),
    /// The documented form of an identifier.
    IdentifierForm,
    /// One of the documented values.
    Choice,
}

/// The form of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Eight, four, four, four and twelve hexadecimal digits.
    Uuid,
    /// ISO 4217, three letters.
    Currency,
    /// ISO 3166-1, two or three letters.
    Country,
    /// Language and country.
    Culture,
    /// An e-mail address.
    Email,
    /// A name of the time zone database.
    TimeZone,
}

/// What must not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// Wiped on drop.
    Secret,
    /// About a person.
    Personal,
}

/// A rule over the rows of one table. Rows are indices into the table.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What it demands.
    pub kind: RuleKind,
    /// The page that states it.
    pub document: DocumentId,
}

/// What a rule demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    /// One or more of the rows.
    AtLeastOneOf(Vec<usize>),
    /// One of the rows and no more.
    ExactlyOneOf(Vec<usize>),
    /// All of the rows or none.
    Together(Vec<usize>),
    /// A row, when another one has one of the values.
    RequiredWhen {
        /// The row that becomes mandatory.
        row: usize,
        /// The row that decides.
        when: usize,
        /// Its values that do.
        values: Vec<String>,
    },
}
