//! Enumerations that may grow: the documentation lists the values of today.

/// An enumeration that keeps values the documentation does not list.
///
/// Such a value is read and sent back unchanged, because an answer must not become unreadable on
/// the day the API learns a new value. Sending one is a violation.
pub trait OpenEnum {
    /// The documented values, as written on the wire and in the page's order.
    const VALUES: &'static [&'static str];

    /// The value as written on the wire.
    fn as_str(&self) -> &str;

    /// Says if the value is one of the documented ones.
    fn is_known(&self) -> bool;
}
