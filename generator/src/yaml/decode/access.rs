//! The ways into a node: its elements, its entries, its variant, its place.

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::{Decoder, Error, MOST_ATTEMPTS};
use crate::diagnostics::Span;
use crate::yaml::Node;

/// The four parts of a [`super::Spanned`]: file, start, end, value.
pub(super) struct Placed<'de> {
    pub(super) decoder: Decoder<'de>,
    pub(super) next: u8,
}

impl<'de> SeqAccess<'de> for Placed<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Span { file, start, end } = self.decoder.node.span;
        self.next += 1;
        match self.next {
            1 => seed.deserialize(file.into_deserializer()).map(Some),
            2 => seed.deserialize(start.into_deserializer()).map(Some),
            3 => seed.deserialize(end.into_deserializer()).map(Some),
            4 => seed.deserialize(self.decoder).map(Some),
            _ => Ok(None),
        }
    }
}

pub(super) struct Elements<'de> {
    pub(super) decoder: Decoder<'de>,
    pub(super) nodes: Vec<&'de Node>,
    pub(super) next: usize,
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(node) = self.nodes.get(self.next).copied() else {
            return Ok(None);
        };
        self.next += 1;
        seed.deserialize(self.decoder.at(node)).map(Some).map_err(|error| error.at(node))
    }
}

pub(super) struct Entries<'de> {
    pub(super) decoder: Decoder<'de>,
    pub(super) entries: Vec<(&'de Node, &'de Node)>,
    pub(super) next: usize,
    /// Whether an entry that was refused is there again, without the part that was reported.
    pub(super) is_read_again: bool,
    /// How often the next entry was refused.
    pub(super) attempts: usize,
}

impl<'de> Entries<'de> {
    pub(super) fn new(decoder: Decoder<'de>, entries: Vec<(&'de Node, &'de Node)>) -> Self {
        Self { decoder, entries, next: 0, is_read_again: false, attempts: 0 }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, _)) = self.entries.get(self.next).copied() else {
            return Ok(None);
        };
        seed.deserialize(self.decoder.at(key)).map(Some).map_err(|error| error.at(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((key, value)) = self.entries.get(self.next).copied() else {
            return Err(Error::new("a key without a value".to_owned()));
        };
        let decoder = self.decoder.at(value);
        let error = match seed.deserialize(decoder) {
            Ok(value) => {
                self.next += 1;
                self.attempts = 0;
                return Ok(value);
            }
            Err(error) => error.at(value).lacking(key, value),
        };
        if !self.is_read_again {
            return Err(error);
        }
        self.attempts += 1;
        if !decoder.leave_out(error) || self.attempts >= MOST_ATTEMPTS {
            decoder.trouble.leave_out(value.id);
        }
        Err(Error { silent: true, ..Error::new("reported".to_owned()) })
    }
}

/// An enum written as a mapping of one key, `{ cut: ... }`.
pub(super) struct Variant<'de> {
    pub(super) decoder: Decoder<'de>,
    pub(super) key: &'de Node,
    pub(super) value: &'de Node,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let name = seed.deserialize(self.decoder.at(self.key)).map_err(|it| it.at(self.key))?;
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Err(Error::new(format!("`{}` takes no value", self.key.text().unwrap_or_default()))
            .at(self.value))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.decoder.at(self.value)).map_err(|error| error.at(self.value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.decoder.at(self.value).deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.decoder.at(self.value).structure(fields, visitor)
    }
}
