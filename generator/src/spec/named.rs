//! A mapping from names to things, in the order of the file.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::yaml::{NAMED, Spanned};

/// Named things as written. A thing that could not be read keeps its name with `None`, so that
/// what refers to it is not reported as well.
#[derive(Debug, Clone)]
pub(crate) struct Named<T>(Vec<(Spanned<String>, Option<T>)>);

impl<T> Named<T> {
    /// Adds the things of another mapping behind those of this one.
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Names with the things that could be read.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Spanned<String>, &T)> {
        self.0.iter().filter_map(|(name, thing)| Some((name, thing.as_ref()?)))
    }

    /// The names of the things that could not be read.
    pub(crate) fn unreadable(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.0.iter().filter(|(_, thing)| thing.is_none()).map(|(name, _)| name)
    }

    /// Every name, readable or not.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.0.iter().map(|(name, _)| name)
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAMED, NamedVisitor(PhantomData))
    }
}

struct NamedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NamedVisitor<T> {
    type Value = Named<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping from names")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Named<T>, A::Error> {
        let mut named = Vec::new();
        while let Some(name) = entries.next_key()? {
            // The decoder reports what it refuses and leaves it out of the next attempt, until
            // the thing can be read or nothing of it is left.
            let thing = loop {
                if let Ok(thing) = entries.next_value() {
                    break thing;
                }
            };
            named.push((name, thing));
        }
        Ok(Named(named))
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Named{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let things = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": things })
    }
}
