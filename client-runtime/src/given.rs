//! Values that may be given or not, borrowed alike: a generated line reads `.text(&self.city)`
//! whether the row is mandatory or not.

use crate::Identifier;

/// Something that lends a `V`, if it has one.
///
/// Implemented for `&V`, `Option<&V>` and `&Option<V>`, and for a text also for what holds one.
pub trait Given<'v, V: ?Sized> {
    /// The value; `None` when it is not given.
    fn given(self) -> Option<&'v V>;
}

impl<'v, V: ?Sized> Given<'v, V> for &'v V {
    fn given(self) -> Option<&'v V> {
        Some(self)
    }
}

impl<'v, V: ?Sized> Given<'v, V> for Option<&'v V> {
    fn given(self) -> Option<&'v V> {
        self
    }
}

impl<'v, V> Given<'v, V> for &'v Option<V> {
    fn given(self) -> Option<&'v V> {
        self.as_ref()
    }
}

impl<'v> Given<'v, str> for &'v String {
    fn given(self) -> Option<&'v str> {
        Some(self)
    }
}

impl<'v> Given<'v, str> for &'v Option<String> {
    fn given(self) -> Option<&'v str> {
        self.as_deref()
    }
}

impl<'v, K> Given<'v, str> for &'v Identifier<K> {
    fn given(self) -> Option<&'v str> {
        Some(self.as_str())
    }
}

impl<'v, K> Given<'v, str> for &'v Option<Identifier<K>> {
    fn given(self) -> Option<&'v str> {
        self.as_ref().map(Identifier::as_str)
    }
}
