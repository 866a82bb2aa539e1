//! Values that must not be seen: secrets, and the stand-in for personal data in `Debug`.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// A text that is never printed and is wiped from memory when dropped.
///
/// Equality takes the same time wherever the texts differ; only their lengths show. Serializing
/// writes the value, since sending it is what it is for: the bytes of a body are not wiped.
///
/// ```
/// use client_runtime::Secret;
///
/// let key = Secret::from("hunter2");
/// assert_eq!(format!("{key:?}"), "Secret(hidden)");
/// assert_eq!(key.expose(), "hunter2");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<Box<str>>);

impl Secret {
    /// The value. Everything that calls this is a place to look at when a secret leaks.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The value of a header, wiped when the last request that shares it is gone; `None` if it has
    /// a byte that no header can have.
    pub(crate) fn into_header(self) -> Option<HeaderValue> {
        let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(Owned(self.0))).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// What owns the bytes of a header.
struct Owned(Zeroizing<Box<str>>);

impl AsRef<[u8]> for Owned {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret(Zeroizing::new(text.into()))
    }
}

impl From<String> for Secret {
    /// Takes the text over and wipes the `String` it came in, spare capacity included.
    fn from(mut text: String) -> Self {
        let secret = Secret::from(text.as_str());
        text.zeroize();
        secret
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }
}

impl Eq for Secret {}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Secret::from)
    }
}

/// Stands in `Debug` where personal data would: prints `<personal>`.
///
/// Generated models write their own `Debug` and put this in the place of each personal value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<personal>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        let secret = Secret::from("hunter2".to_owned());
        assert_eq!(
            format!("{secret:?} {:#?}", Some(&secret)),
            "Secret(hidden) Some(\n    Secret(hidden),\n)"
        );
        assert_eq!(format!("{:?}", Some(Hidden)), "Some(<personal>)");
    }

    #[test]
    fn the_value_is_read_and_sent() {
        let secret: Secret = serde_json::from_str("\"hunter2\"").unwrap();
        assert_eq!(secret.expose(), "hunter2");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"hunter2\"");
    }

    #[test]
    fn equality_is_of_the_whole_text() {
        let secret = Secret::from("hunter2");
        assert_eq!(secret, secret.clone());
        for other in ["", "hunter", "hunter3", "hunter22", "Hunter2"] {
            assert_ne!(secret, Secret::from(other));
        }
    }

    #[test]
    fn a_wrong_type_is_refused_without_showing_it() {
        assert!(serde_json::from_str::<Secret>("null").is_err());
        assert_eq!(serde_json::from_str::<Option<Secret>>("null").unwrap(), None);
    }
}
