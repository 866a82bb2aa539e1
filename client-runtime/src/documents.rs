//! The pages of an API's documentation, as values: every rule and every endpoint says on which
//! page, at which revision, it stands.

use std::fmt;

/// A page of the API's documentation, at the revision that was transcribed.
///
/// The fields are public and there is no constructor because generated code builds these as
/// constants, one for each page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    /// The page's short name in the generated crate, such as `create-order`.
    pub key: &'static str,
    /// The page's heading, as printed.
    pub title: &'static str,
    /// The date the page itself bears, `YYYY-MM-DD`, or `undated`.
    pub revision: &'static str,
    /// Where the page was read, if that is known.
    pub address: Option<&'static str>,
}

impl Document {
    /// What a check stands on before it has named a page.
    pub(crate) const UNNAMED: Document =
        Document { key: "", title: "page not named", revision: "undated", address: None };
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.revision.starts_with("undated") {
            true => write!(f, "{}, {}", self.title, self.revision),
            false => write!(f, "{}, revision {}", self.title, self.revision),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cited_by_title_and_revision() {
        let page = Document {
            key: "create-order",
            title: "Create Order",
            revision: "2023-11-14",
            address: None,
        };
        assert_eq!(page.to_string(), "Create Order, revision 2023-11-14");
    }
}
