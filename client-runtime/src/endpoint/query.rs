//! The query of a request: the parameters that are given, in the order of the page.

use std::fmt::{self, Display};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{Date, Given, OffsetDateTime, OpenEnum, Timestamp};

/// Everything but RFC 3986's unreserved characters.
pub(super) const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The query parameters of a request. A parameter that is not given is left out.
///
/// Names and values are percent-encoded, all but RFC 3986's unreserved characters, so that a space
/// is `%20` and a plus stays a plus under either way of reading a query.
///
/// `Debug` shows the names alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Query {
    text: String,
}

impl Query {
    /// A query without parameters.
    pub fn new() -> Self {
        Query::default()
    }

    /// Adds a text or an identifier.
    pub fn text<'v>(&mut self, name: &str, value: impl Given<'v, str>) -> &mut Self {
        if let Some(value) = value.given() {
            self.text.push(if self.text.is_empty() { '?' } else { '&' });
            self.text.extend(utf8_percent_encode(name, RESERVED));
            self.text.push('=');
            self.text.extend(utf8_percent_encode(value, RESERVED));
        }
        self
    }

    /// Adds one of documented values.
    pub fn choice<'v, E: OpenEnum + 'v>(
        &mut self,
        name: &str,
        value: impl Into<Option<&'v E>>,
    ) -> &mut Self {
        self.text(name, value.into().map(OpenEnum::as_str))
    }

    /// Adds an integer.
    pub fn integer(&mut self, name: &str, value: impl Into<Option<i64>>) -> &mut Self {
        self.printed(name, value.into())
    }

    /// Adds a truth value, written as the page has it: `words` are those for false and for true.
    pub fn flag(
        &mut self,
        name: &str,
        value: impl Into<Option<bool>>,
        words: [&'static str; 2],
    ) -> &mut Self {
        let [no, yes] = words;
        self.text(name, value.into().map(|value| if value { yes } else { no }))
    }

    /// Adds an instant, by the text it keeps.
    pub fn timestamp<'v>(&mut self, name: &str, value: impl Given<'v, Timestamp>) -> &mut Self {
        self.text(name, value.given().map(Timestamp::as_str))
    }

    /// Adds a local date and time, by the text it keeps.
    pub fn offset_date_time<'v>(
        &mut self,
        name: &str,
        value: impl Given<'v, OffsetDateTime>,
    ) -> &mut Self {
        self.text(name, value.given().map(OffsetDateTime::as_str))
    }

    /// Adds a date.
    pub fn date(&mut self, name: &str, value: impl Into<Option<Date>>) -> &mut Self {
        self.printed(name, value.into())
    }

    /// Adds an exact number, with all its digits.
    pub fn decimal(&mut self, name: &str, value: impl Into<Option<crate::Decimal>>) -> &mut Self {
        self.printed(name, value.into())
    }

    fn printed(&mut self, name: &str, value: Option<impl Display>) -> &mut Self {
        self.text(name, value.map(|value| value.to_string()).as_deref())
    }

    /// Appends the query, with its question mark, to an address.
    pub(crate) fn append_to(&self, address: &mut String) {
        address.push_str(&self.text);
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self.text.split(['?', '&']).filter_map(|pair| pair.split_once('='));
        let mut names = f.debug_tuple("Query");
        for (name, _) in pairs {
            names.field(&name);
        }
        if self.text.is_empty() { f.write_str("()") } else { names.finish() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Unit;

    impl OpenEnum for Unit {
        const VALUES: &'static [&'static str] = &["per day"];

        fn as_str(&self) -> &str {
            "per day"
        }

        fn is_known(&self) -> bool {
            true
        }
    }

    fn text(query: &Query) -> String {
        let mut text = String::new();
        query.append_to(&mut text);
        text
    }

    #[test]
    fn given_parameters_come_in_the_order_of_the_calls() {
        let instant: Timestamp = "2021-05-10T15:38:01.02Z".parse().unwrap();
        let start: OffsetDateTime = "2021-05-10T15:38:01+02:00".parse().unwrap();
        let mut query = Query::new();
        query
            .integer("page", 2)
            .text("name", None)
            .text("reference", "a b&c=d+é/ü")
            .flag("deleted", Some(true), ["false", "true"])
            .flag("hidden", false, ["FALSE", "TRUE"])
            .timestamp("after", &instant)
            .offset_date_time("start", &start)
            .date("day", Date::new(2021, 5, 10).unwrap())
            .decimal("amount", crate::Decimal::new(1000, 2))
            .integer("size", None)
            .choice("unit", &Unit)
            .choice("other", None::<&Unit>);
        assert_eq!(
            text(&query),
            "?page=2&reference=a%20b%26c%3Dd%2B%C3%A9%2F%C3%BC&deleted=true&hidden=FALSE\
             &after=2021-05-10T15%3A38%3A01.02Z&start=2021-05-10T15%3A38%3A01%2B02%3A00\
             &day=2021-05-10&amount=10.00&unit=per%20day"
        );
    }

    #[test]
    fn without_parameters_there_is_no_question_mark() {
        let mut query = Query::new();
        query.date("day", None).flag("deleted", None, ["false", "true"]);
        assert_eq!(text(&query), "");
    }

    #[test]
    fn debug_shows_no_value() {
        let mut query = Query::new();
        assert_eq!(format!("{query:?}"), "Query()");
        query.text("email", "jane@roe.example").integer("page", 2);
        assert_eq!(format!("{query:?}"), r#"Query("email", "page")"#);
    }

    #[test]
    fn an_empty_text_is_given() {
        let mut query = Query::new();
        query.text("name", "");
        assert_eq!(text(&query), "?name=");
    }
}
