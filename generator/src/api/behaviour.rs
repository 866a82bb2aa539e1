//! What an endpoint does to the resources of the API, resolved: what a sandbox plays by.

use super::{ObjectId, Sample};

/// What an endpoint does.
#[derive(Debug, Clone)]
pub struct Behaviour {
    /// What it does.
    pub verb: Verb,
    /// The object whose resources it does it to.
    pub object: ObjectId,
    /// The row of the path that names the resource, and the object's row that it is.
    pub key: Option<Key>,
    /// The resources that the path names before it, outermost first.
    pub parents: Vec<Reference>,
    /// The rows of the body that name other resources, which must exist.
    pub references: Vec<Reference>,
    /// The list within the resource of which one item is meant.
    pub item: Option<Item>,
    /// The rows that do not come from the body's row of the same name: the way to each, and its
    /// source.
    pub sets: Vec<(Vec<String>, Source)>,
    /// The values of rows that nothing else gives.
    pub defaults: Vec<(Vec<String>, Sample)>,
    /// Rows of the body that an open object shows as well.
    pub shows: Vec<String>,
    /// What chooses among the listed resources.
    pub filters: Vec<Filter>,
    /// How the list is divided into pages.
    pub paged: Option<Paging>,
    /// The word for it in a notification.
    pub notifies: Option<String>,
    /// What no table can express, by name.
    pub runs: Option<String>,
    /// Whether the resource of the page's sample is there from the start.
    pub stocked: bool,
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// A new resource is made.
    Creates,
    /// One is shown.
    Gets,
    /// Many are shown.
    Lists,
    /// The body is merged into one.
    Updates,
    /// The body takes the place of one, or makes one.
    Replaces,
    /// One is deleted.
    Deletes,
    /// No resource is touched.
    Answers,
}

/// The rows that name a resource.
#[derive(Debug, Clone)]
pub struct Key {
    /// In the path; `None` when the resource is new.
    pub path: Option<String>,
    /// In the object.
    pub row: String,
}

/// A row of a request that names a resource.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The request's row.
    pub row: String,
    /// The object of the resource.
    pub object: ObjectId,
}

/// One item of a list within a resource.
#[derive(Debug, Clone)]
pub struct Item {
    /// The resource's row with the list.
    pub of: String,
    /// The path's row with the place, counted from one.
    pub at: String,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A new identifier, or UUID.
    New,
    /// The time.
    Now,
    /// A new token.
    Token,
    /// A row of the path.
    Path(String),
    /// A row of the body, and the way into it.
    Body(Vec<String>),
    /// A row of another resource that the request names, and the way into it.
    Of(ObjectId, Vec<String>),
}

/// A row of path or query that chooses what is listed.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The request's row.
    pub asked: String,
    /// The object's row.
    pub row: String,
    /// How they compare.
    pub is: Comparison,
}

/// How a resource's row and the value asked for compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// It is the value.
    Equal,
    /// It is the value or less, or earlier.
    AtMost,
    /// It is the value or more, or later.
    AtLeast,
    /// It has a value, or has none.
    Given,
}

/// The rows that divide a list into pages.
#[derive(Debug, Clone)]
pub struct Paging {
    /// Which page: in the query, and in the answer.
    pub number: Option<String>,
    /// How many items a page holds: in the query, and in the answer.
    pub size: Option<String>,
    /// How many items there are, in the answer.
    pub count: Option<String>,
    /// How many pages there are, in the answer.
    pub total: Option<String>,
    /// The items, in the answer.
    pub items: String,
    /// The number of the first page.
    pub first: u32,
}
