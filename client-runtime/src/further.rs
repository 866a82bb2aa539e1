//! Keys of an object that its page is not known to list.

use std::collections::{BTreeMap, btree_map};
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Further keys of an object, beside the documented ones, kept when read and sent when set.
///
/// Objects have this where the page that describes them is known only in part. It stands in the
/// model as a `#[serde(flatten)]` field. Numbers pass through `f64` here, as everywhere in
/// [`serde_json::Value`]: send an exact amount as a text, or ask for its row to be transcribed.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Further(BTreeMap<String, Value>);

impl Further {
    /// No further keys.
    pub fn new() -> Self {
        Further::default()
    }

    /// Sets a key, and returns the value that it had before.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.insert(key.into(), value.into())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// Says if there is such a key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Says if there are no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys in alphabetical order, each with its value.
    pub fn iter(&self) -> btree_map::Iter<'_, String, Value> {
        self.0.iter()
    }
}

impl fmt::Debug for Further {
    /// Shows the number of keys only: what an undocumented key holds may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Further({} keys)", self.len())
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Further {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Further(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl<'f> IntoIterator for &'f Further {
    type Item = (&'f String, &'f Value);
    type IntoIter = btree_map::Iter<'f, String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Order {
        id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(flatten)]
        further: Further,
    }

    #[test]
    fn further_keys_survive_beside_documented_ones() {
        let json = r#"{"id":"1","a":{"b":[null,1.5]},"z":"secret"}"#;
        let order: Order = serde_json::from_str(json).unwrap();
        assert_eq!(order.further.len(), 2);
        assert_eq!(order.further.get("z"), Some(&Value::from("secret")));
        assert_eq!(serde_json::to_string(&order).unwrap(), json);
        assert_eq!(
            format!("{order:?}"),
            r#"Order { id: "1", note: None, further: Further(2 keys) }"#
        );
    }

    #[test]
    fn keys_are_set_and_listed() {
        let mut further: Further = [("b", 1), ("a", 2)].into_iter().collect();
        assert_eq!(further.insert("b", true), Some(Value::from(1)));
        let keys: Vec<&str> = further.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["a", "b"]);
        assert_eq!((&further).into_iter().count(), 2);
        assert!(further.contains_key("a") && !further.contains_key("c"));
        assert!(Further::new().is_empty() && !further.is_empty());
    }

    #[test]
    fn a_null_for_a_documented_option_is_not_a_further_key() {
        let order: Order = serde_json::from_str(r#"{"id":"1","note":null}"#).unwrap();
        assert_eq!((order.note, order.further.is_empty()), (None, true));
    }
}
