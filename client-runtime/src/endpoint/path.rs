//! The path of a request, from documented pieces and given parameters.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use super::RequestError;
use super::query::RESERVED;

/// A path under construction: `Path::new("/orders/").segment(id).literal("/items")`.
///
/// `Debug` shows `{}` for each parameter.
#[derive(Clone, PartialEq, Eq)]
pub struct Path {
    text: String,
    /// The same with `{}` for each parameter, for messages: parameters may be personal.
    template: String,
    /// Set if a parameter is empty, `.` or `..`.
    misleads: bool,
}

impl Path {
    /// A path that begins with this piece, exactly as documented.
    pub fn new(literal: &str) -> Self {
        Path { text: String::new(), template: String::new(), misleads: false }.literal(literal)
    }

    /// Appends a piece exactly as documented, slashes included.
    #[must_use]
    pub fn literal(mut self, literal: &str) -> Self {
        self.text.push_str(literal);
        self.template.push_str(literal);
        self
    }

    /// Appends a parameter. All but RFC 3986's unreserved characters are percent-encoded, so that
    /// it stays one segment whatever it holds.
    #[must_use]
    pub fn segment(mut self, parameter: &str) -> Self {
        self.text.extend(utf8_percent_encode(parameter, RESERVED));
        self.template.push_str("{}");
        // Dots cannot be escaped: `%2E%2E` means the same as `..` to those who normalise paths.
        self.misleads |= matches!(parameter, "" | "." | "..");
        self
    }

    /// Appends the path to an address.
    pub(crate) fn append_to(self, address: &mut String) -> Result<(), RequestError> {
        if self.misleads {
            return Err(RequestError::PathParameter { path: self.template });
        }
        address.push_str(&self.text);
        Ok(())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({})", self.template)
    }
}

impl From<&str> for Path {
    /// A path without parameters.
    fn from(literal: &str) -> Self {
        Path::new(literal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: Path) -> Result<String, RequestError> {
        let mut text = String::new();
        path.append_to(&mut text).map(|()| text)
    }

    #[test]
    fn a_parameter_stays_one_segment() {
        let path = Path::new("/orders/").segment("a/b?c#d e%ü~-._").literal("/items/");
        assert_eq!(text(path).unwrap(), "/orders/a%2Fb%3Fc%23d%20e%25%C3%BC~-._/items/");
    }

    #[test]
    fn debug_shows_no_parameter() {
        let path = Path::new("/orders/").segment("jane").literal("/x");
        assert_eq!(format!("{path:?}"), "Path(/orders/{}/x)");
    }

    #[test]
    fn a_parameter_that_would_mean_another_resource_is_refused() {
        for parameter in ["", ".", ".."] {
            let error = text(Path::new("/orders/").segment(parameter).literal("/x")).unwrap_err();
            assert!(error.to_string().contains("`/orders/{}/x`"), "{error}");
        }
        assert_eq!(text(Path::new("/orders/").segment("...")).unwrap(), "/orders/...");
    }
}
