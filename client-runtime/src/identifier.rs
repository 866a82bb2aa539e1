//! Identifiers, each of a kind of its own: one kind cannot be passed where another is wanted.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Format;
use crate::formats::{is_prefixed_uuid, is_uuid};

/// A kind of identifier: what it is called and what it looks like.
///
/// Generated code implements this for an empty enum and names the identifier with an alias:
///
/// ```
/// use client_runtime::{Identifier, IdentifierKind};
///
/// #[derive(Debug)]
/// pub enum OrderKind {}
///
/// impl IdentifierKind for OrderKind {
///     const NAME: &'static str = "OrderId";
///     const PREFIX: Option<&'static str> = Some("Order");
/// }
///
/// pub type OrderId = Identifier<OrderKind>;
///
/// let id: OrderId = "Order-60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20".parse()?;
/// assert!("60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20".parse::<OrderId>().is_err());
/// # Ok::<(), client_runtime::InvalidIdentifier>(())
/// ```
pub trait IdentifierKind {
    /// The name of the Rust type, such as `OrderId`, for messages.
    const NAME: &'static str;
    /// The word before the UUID, without the hyphen; `None` for a bare UUID.
    const PREFIX: Option<&'static str>;
    /// Says if the case of the prefix does not matter.
    const IGNORE_CASE: bool = false;
}

/// The text of an identifier of kind `K`.
///
/// Strict where a person writes it ([`FromStr`], [`TryFrom`]), tolerant where the API does
/// (serde, [`received`](Identifier::received)): an answer is read, not judged. Equality and order
/// are those of the text.
pub struct Identifier<K> {
    text: String,
    // A function pointer, so that the identifier is `Send` and `Sync` whatever the kind is.
    kind: PhantomData<fn() -> K>,
}

impl<K: IdentifierKind> Identifier<K> {
    /// The documented form, as the violation names it.
    pub(crate) const FORM: Format = match K::PREFIX {
        Some(prefix) => Format::PrefixedUuid { prefix },
        None => Format::Uuid,
    };

    /// Says if the text has the form that is documented for this kind.
    pub fn is_documented_form(&self) -> bool {
        Self::has_documented_form(&self.text)
    }

    fn has_documented_form(text: &str) -> bool {
        match K::PREFIX {
            Some(prefix) => is_prefixed_uuid(text, prefix, K::IGNORE_CASE),
            None => is_uuid(text),
        }
    }
}

impl<K> Identifier<K> {
    /// Keeps a text that the API itself gave, whatever its form: for one that comes back out of a
    /// merchant's own records.
    pub fn received(text: impl Into<String>) -> Self {
        Identifier { text: text.into(), kind: PhantomData }
    }

    /// The text that goes on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text, without a copy.
    pub fn into_string(self) -> String {
        self.text
    }
}

impl<K: IdentifierKind> TryFrom<String> for Identifier<K> {
    type Error = InvalidIdentifier;

    fn try_from(text: String) -> Result<Self, InvalidIdentifier> {
        if Self::has_documented_form(&text) {
            Ok(Identifier::received(text))
        } else {
            Err(InvalidIdentifier { name: K::NAME, expected: Self::FORM })
        }
    }
}

impl<K: IdentifierKind> TryFrom<&str> for Identifier<K> {
    type Error = InvalidIdentifier;

    fn try_from(text: &str) -> Result<Self, InvalidIdentifier> {
        Self::try_from(text.to_owned())
    }
}

impl<K: IdentifierKind> FromStr for Identifier<K> {
    type Err = InvalidIdentifier;

    fn from_str(text: &str) -> Result<Self, InvalidIdentifier> {
        Self::try_from(text.to_owned())
    }
}

impl<K> AsRef<str> for Identifier<K> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<K> fmt::Display for Identifier<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<K: IdentifierKind> fmt::Debug for Identifier<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", K::NAME, self.text)
    }
}

// By hand, because a derive would ask the kind for the same traits, and kinds are empty names.

impl<K> Clone for Identifier<K> {
    fn clone(&self) -> Self {
        Identifier::received(self.text.clone())
    }
}

impl<K> PartialEq for Identifier<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K> Eq for Identifier<K> {}

impl<K> PartialOrd for Identifier<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Identifier<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<K> Hash for Identifier<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<K> Serialize for Identifier<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, K> Deserialize<'de> for Identifier<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Identifier::received)
    }
}

/// A text has not the form documented for its kind of identifier. The text is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a `{name}`: expected {expected}; pass the identifier just as the API gave it")]
#[non_exhaustive]
pub struct InvalidIdentifier {
    /// The name of the kind that was wanted, such as `OrderId`.
    pub name: &'static str,
    /// The form documented for it.
    pub expected: Format,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    use super::*;

    enum OrderKind {}
    impl IdentifierKind for OrderKind {
        const NAME: &'static str = "OrderId";
        const PREFIX: Option<&'static str> = Some("Order");
    }

    enum RetryKind {}
    impl IdentifierKind for RetryKind {
        const NAME: &'static str = "RetryId";
        const PREFIX: Option<&'static str> = Some("retry");
        const IGNORE_CASE: bool = true;
    }

    enum CheckoutKind {}
    impl IdentifierKind for CheckoutKind {
        const NAME: &'static str = "CheckoutId";
        const PREFIX: Option<&'static str> = None;
    }

    const UUID: &str = "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20";

    fn received(text: &str) -> Identifier<OrderKind> {
        Identifier::received(text)
    }

    #[test]
    fn a_written_identifier_must_have_its_kinds_form() {
        let order = format!("Order-{UUID}");
        assert_eq!(order.parse::<Identifier<OrderKind>>().unwrap().as_str(), order);
        assert_eq!(Identifier::<OrderKind>::try_from(order.clone()).unwrap().into_string(), order);
        assert!(Identifier::<OrderKind>::try_from(format!("order-{UUID}").as_str()).is_err());
        assert!(format!("RETRY-{UUID}").parse::<Identifier<RetryKind>>().is_ok());
        assert!(UUID.parse::<Identifier<CheckoutKind>>().is_ok());
        assert!(order.parse::<Identifier<CheckoutKind>>().is_err());
    }

    #[test]
    fn the_error_names_the_form_and_not_the_text() {
        let error = "customer-42".parse::<Identifier<OrderKind>>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "not a `OrderId`: expected `Order-` followed by a UUID; pass the identifier just as \
             the API gave it"
        );
    }

    #[test]
    fn a_received_identifier_is_kept_as_it_is() {
        let id: Identifier<OrderKind> = serde_json::from_str("\"legacy 7\"").unwrap();
        assert_eq!((id.as_str(), id.is_documented_form()), ("legacy 7", false));
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"legacy 7\"");
        assert_eq!(id, Identifier::received("legacy 7"));
        assert_eq!((id.to_string().as_str(), id.as_ref()), ("legacy 7", "legacy 7"));
        assert_eq!(format!("{id:?}"), "OrderId(legacy 7)");
    }

    #[test]
    fn a_kind_needs_no_traits_for_its_identifiers_to_have_them() {
        fn assert_shared<T: Send + Sync + Clone + Ord + Hash>() {}
        assert_shared::<Identifier<OrderKind>>();
        let set: BTreeSet<Identifier<OrderKind>> =
            ["b", "a", "b"].into_iter().map(received).collect();
        assert_eq!(set.first().map(Identifier::as_str), Some("a"));
        assert_eq!(set.len(), 2);
        let hash = |text| BuildHasherDefault::<DefaultHasher>::default().hash_one(received(text));
        assert_eq!(hash("a"), hash("a"));
        assert_ne!(hash("a"), hash("b"));
    }
}
