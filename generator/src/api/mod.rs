//! The API as resolved: what every emitter reads. Names are spelled for Rust, references are
//! indices, and nothing here remembers YAML or positions.

pub mod behaviour;

mod header;
mod journey;
mod name;
mod paging;
mod row;
mod sample;
mod words;

pub use header::{Authentication, Header, is_clients_own};
pub use journey::{Actor, Journey, Step, Taken};
pub use name::RustName;
pub use paging::{Paged, Paging};
pub use row::{Format, Limit, Mandatory, Part, Row, Rule, RuleKind, Sensitivity, Type};
pub use sample::{ErrorSample, Sample, Samples};
pub(crate) use words::capitalised;

/// Index of a [`Document`] in [`Api::documents`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentId(pub(crate) usize);

/// Index of an [`Identifier`] in [`Api::identifiers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdentifierId(pub(crate) usize);

/// Index of an [`Object`] in [`Api::objects`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectId(pub(crate) usize);

/// Index of an [`Enum`] in [`Api::enums`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnumId(pub(crate) usize);

/// Index of a [`Page`] in [`Api::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageId(pub(crate) usize);

/// A whole documented API.
#[derive(Debug)]
pub struct Api {
    /// The API's name.
    pub name: String,
    /// What it is for.
    pub means: String,
    /// The crate to generate.
    pub package: Package,
    /// How requests authenticate themselves.
    pub authentication: Authentication,
    /// Headers of every request.
    pub headers: Vec<Header>,
    /// How lists are given out page by page.
    pub paging: Option<Paging>,
    /// Where a refusal lists its messages by field: a JSON Pointer.
    pub messages: Option<String>,
    /// How long to wait for an answer.
    pub timeout: Option<Timeout>,
    /// Contradictions that concern every page.
    pub deviations: Vec<Deviation>,
    /// Every page that something stands on.
    pub documents: Vec<Document>,
    /// The identifiers, each a type of its own.
    pub identifiers: Vec<Identifier>,
    /// Every object, in the order of the pages.
    pub objects: Vec<Object>,
    /// Every enum, in the order of the pages.
    pub enums: Vec<Enum>,
    /// The pages, in the order of their paths.
    pub pages: Vec<Page>,
    /// The folders of pages.
    pub groups: Vec<Group>,
    /// The documented process flows.
    pub journeys: Vec<Journey>,
}

/// The generated crate.
#[derive(Debug)]
pub struct Package {
    /// Name on the registry, `smartpay-client`.
    pub name: String,
    /// Name in Rust code, `smartpay_client`.
    pub library: RustName,
    /// Semantic version.
    pub version: String,
    /// One line about it.
    pub means: String,
}

/// A recommended time to wait.
#[derive(Debug)]
pub struct Timeout {
    /// In seconds.
    pub seconds: u32,
    /// The page that recommends it.
    pub document: DocumentId,
    /// What it is about.
    pub means: Option<String>,
}

/// A page of the documentation.
#[derive(Debug)]
pub struct Document {
    /// Its key in the spec.
    pub key: String,
    /// The name of its constant in the generated crate.
    pub constant: RustName,
    /// Its own title.
    pub title: String,
    /// Where it is read.
    pub address: Option<String>,
    /// `2023-11-14`, or `undated`, with the copy if there are several.
    pub revision: String,
    /// Whether it wins over other pages.
    pub given: bool,
    /// Where the copy at hand ends; `None` for a whole page.
    pub cut: Option<String>,
    /// About its other revisions.
    pub note: Option<String>,
}

/// A kind of identifier: `<prefix>-<UUID>`.
#[derive(Debug)]
pub struct Identifier {
    /// `PaymentSerie`.
    pub name: String,
    /// The Rust alias, `PaymentSerieId`.
    pub alias: RustName,
    /// The Rust marker type, `PaymentSerieKind`.
    pub kind: RustName,
    /// `PaymentSeries`; `None` for a bare UUID.
    pub prefix: Option<String>,
    /// Whether the prefix may be in any case.
    pub ignore_case: bool,
    /// What it names.
    pub means: String,
    /// Where it is documented.
    pub document: DocumentId,
}

/// A folder of pages.
#[derive(Debug)]
pub struct Group {
    /// Its Rust module.
    pub module: RustName,
    /// Its pages.
    pub pages: Vec<PageId>,
}

/// One page file.
#[derive(Debug)]
pub struct Page {
    /// The path below the spec folder.
    pub source: String,
    /// Folder and file as Rust modules.
    pub group: RustName,
    /// The page's module within its group.
    pub module: RustName,
    /// The page it was transcribed from.
    pub document: DocumentId,
    /// What it is about.
    pub means: String,
    /// The endpoint that it documents.
    pub endpoint: Option<Endpoint>,
    /// The object that the API sends to the merchant.
    pub receives: Option<ObjectId>,
    /// What the merchant's web page gives to a script of the API.
    pub embeds: Option<Embedded>,
    /// The objects whose tables stand on it.
    pub objects: Vec<ObjectId>,
    /// The enums first named on it.
    pub enums: Vec<EnumId>,
    /// Its samples.
    pub samples: Samples,
    /// Its contradictions.
    pub deviations: Vec<Deviation>,
    /// Its rules that only the API can judge.
    pub unenforced: Vec<Unenforced>,
}

/// What the merchant's web page gives to a script of the API.
#[derive(Debug)]
pub struct Embedded {
    /// What the script is given.
    pub object: ObjectId,
    /// The script's function that takes it.
    pub function: Option<String>,
}

/// A documented call.
#[derive(Debug)]
pub struct Endpoint {
    /// `Create Payment Serie`.
    pub name: String,
    /// The client's method, `create_payment_serie`.
    pub call: RustName,
    /// HTTP method in capitals.
    pub method: String,
    /// The path as documented, `/payment-series/{id}`.
    pub template: String,
    /// The path in pieces.
    pub path: Vec<Segment>,
    /// The documented status of success.
    pub success: Option<u16>,
    /// The documented statuses of failure.
    pub refusals: Vec<u16>,
    /// The request: all rows of path, query and body, with their rules.
    pub request: Object,
    /// Whether there is a body, be it without rows.
    pub has_body: bool,
    /// The object that answers.
    pub answer: Option<ObjectId>,
    /// The body row by which the API recognises a repetition.
    pub idempotent_by: Option<String>,
    /// The headers that only the caller can give and that must be there.
    pub demands: Vec<String>,
    /// The body rows with references of the caller's own.
    pub references: Vec<String>,
    /// How to find out what became of a lost call.
    pub find_out: Option<String>,
    /// What it does to the resources of the API.
    pub behaviour: Option<behaviour::Behaviour>,
}

/// A piece of a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text as it stands.
    Literal(String),
    /// A parameter, by the index of its row in the request.
    Parameter(usize),
}

/// Which way values of an object travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// In requests: it has a builder and a validator.
    pub sent: bool,
    /// In answers and notifications.
    pub received: bool,
}

/// A documented object, or the rows of a request.
#[derive(Debug)]
pub struct Object {
    /// `Address`.
    pub name: String,
    /// Its Rust type.
    pub ident: RustName,
    /// What it is.
    pub means: String,
    /// Whether further keys are kept and can be sent.
    pub open: bool,
    /// Its table.
    pub rows: Vec<Row>,
    /// Rules over the table.
    pub rules: Vec<Rule>,
    /// The page with the table.
    pub document: DocumentId,
    /// Which way it travels.
    pub usage: Usage,
    /// The object of which this is any subset.
    pub patch_of: Option<ObjectId>,
}

impl Endpoint {
    /// The client's method for all items, page after page, if the answer is a page of a list.
    #[must_use]
    pub fn items_call(&self) -> String {
        format!("{}_items", self.call)
    }
}

impl Object {
    /// The rows in one part of a request.
    pub fn part(&self, part: Part) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.part == part)
    }

    /// Whether `Debug` must leave something out.
    #[must_use]
    pub fn has_personal_rows(&self) -> bool {
        self.rows.iter().any(|row| row.sensitive == Some(Sensitivity::Personal))
    }
}

/// A list of documented values.
#[derive(Debug)]
pub struct Enum {
    /// Its Rust type.
    pub ident: RustName,
    /// The values, with their Rust variants.
    pub values: Vec<(String, RustName)>,
    /// Whether upper and lower case are the same.
    pub ignore_case: bool,
    /// Its row's meaning.
    pub means: String,
    /// Where the values are listed.
    pub document: DocumentId,
    /// The page whose module holds it.
    pub page: PageId,
}

impl Enum {
    /// The documented value that a text is, with its Rust variant.
    pub(crate) fn value(&self, text: &str) -> Option<&(String, RustName)> {
        self.values.iter().find(|(value, _)| match self.ignore_case {
            true => value.eq_ignore_ascii_case(text),
            false => value == text,
        })
    }

    pub(crate) fn is_value(&self, text: &str) -> bool {
        self.value(text).is_some()
    }
}

/// A contradiction in the documentation.
#[derive(Debug)]
pub struct Deviation {
    /// The place in the spec.
    pub at: String,
    /// What the documentation says or shows.
    pub found: String,
    /// What is done about it.
    pub handled: String,
}

/// A documented rule that only the API can judge.
#[derive(Debug)]
pub struct Unenforced {
    /// The place in the spec.
    pub at: String,
    /// The rule.
    pub states: String,
    /// Why it is left to the API.
    pub why: String,
}

impl Api {
    /// The document at an index.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0]
    }

    /// The identifier at an index.
    #[must_use]
    pub fn identifier(&self, id: IdentifierId) -> &Identifier {
        &self.identifiers[id.0]
    }

    /// The object at an index.
    #[must_use]
    pub fn object(&self, id: ObjectId) -> &Object {
        &self.objects[id.0]
    }

    /// The enum at an index.
    #[must_use]
    pub fn enumeration(&self, id: EnumId) -> &Enum {
        &self.enums[id.0]
    }

    /// The page at an index.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// Every endpoint with its page, in the order of the pages.
    pub fn endpoints(&self) -> impl Iterator<Item = (&Page, &Endpoint)> {
        self.pages.iter().filter_map(|page| Some((page, page.endpoint.as_ref()?)))
    }

    /// The number of rules over rows: limits and conditions.
    #[must_use]
    pub fn rule_count(&self) -> usize {
        let requests = self.endpoints().map(|(_, endpoint)| &endpoint.request);
        let objects = self.objects.iter().filter(|it| it.patch_of.is_none());
        requests
            .chain(objects)
            .map(|it| it.rules.len() + it.rows.iter().map(|row| row.limits.len()).sum::<usize>())
            .sum()
    }
}
