//! Lists that the API gives out page by page.

use super::{Api, Endpoint, ObjectId, Part, Row, RustName, Type};

/// The documented names of the rows that make a list a paged one.
#[derive(Debug)]
pub struct Paging {
    /// Which page: in the query and in the answer.
    pub number: String,
    /// How many pages there are.
    pub total: String,
    /// The items of the page.
    pub items: String,
}

/// A paged list: the fields of its request and of its answer.
#[derive(Debug)]
pub struct Paged<'a> {
    /// The request's field that asks for a page.
    pub asked: &'a RustName,
    /// The answer's field that tells which page came.
    pub number: &'a Row,
    /// The answer's field with the number of pages.
    pub total: &'a RustName,
    /// The answer's field with the items.
    pub items: &'a RustName,
    /// What is listed.
    pub item: ObjectId,
}

impl Api {
    /// What makes an endpoint a paged list, if it is one: an optional page in the query, and an
    /// answer with page, number of pages and items.
    #[must_use]
    pub fn paged<'a>(&'a self, endpoint: &'a Endpoint) -> Option<Paged<'a>> {
        let paging = self.paging.as_ref()?;
        let answer = self.object(endpoint.answer?);
        let asked = endpoint.request.part(Part::Query).find(|row| row.wire == paging.number)?;
        let find = |name: &str| answer.rows.iter().find(|row| row.wire == name);
        let (number, total, items) =
            (find(&paging.number)?, find(&paging.total)?, find(&paging.items)?);
        let is_number = |row: &Row| row.ty == Type::Integer && !row.many;
        let Type::Object(item) = items.ty else { return None };
        let fits = is_number(asked)
            && asked.optional
            && is_number(number)
            && is_number(total)
            && !total.optional
            && items.many
            && !items.optional;
        let (asked, total, items) = (&asked.ident, &total.ident, &items.ident);
        fits.then_some(Paged { asked, number, total, items, item })
    }
}
