//! A tree of nodes to the format's types, through serde, going on after a mistake.
//!
//! serde gives up at the first mistake. The decoder therefore tries again: a node that could not
//! be read is reported, left out, and the file is read once more without it, until it can be read
//! or nothing of it is left. Unknown keys never reach serde; they are reported on the way.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};

use super::spanned::SPANNED;
use super::{Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};

/// Reads `root` as a `T`. `None` when too much is wrong; every mistake is in `found`.
pub(crate) fn decode<T: DeserializeOwned>(root: &Node, found: &mut Diagnostics) -> Option<T> {
    let mut unreadable = BTreeSet::new();
    let unknown = RefCell::new(BTreeMap::new());
    let value = loop {
        let decoder = Decoder { node: root, unreadable: &unreadable, unknown: &unknown };
        match T::deserialize(decoder) {
            Ok(value) => break Some(value),
            Err(error) => {
                let (id, span) = error.place.unwrap_or((root.id, root.span));
                if !error.silent {
                    let diagnostic = Diagnostic::new(error.code, span, error.message);
                    found.add(diagnostic.did_you_mean(&error.word, error.expected.iter().copied()));
                }
                // The same node twice would mean that leaving it out changed nothing.
                if id == root.id || !unreadable.insert(id) {
                    break None;
                }
            }
        }
    };
    for diagnostic in unknown.into_inner().into_values() {
        found.add(diagnostic);
    }
    value
}

/// Reads one node. Copied freely: it borrows everything.
#[derive(Clone, Copy)]
struct Decoder<'de> {
    node: &'de Node,
    /// The nodes that were reported and are left out, by id.
    unreadable: &'de BTreeSet<u32>,
    /// What was said about unknown keys, by the key's id.
    unknown: &'de RefCell<BTreeMap<u32, Diagnostic>>,
}

impl<'de> Decoder<'de> {
    fn at(self, node: &'de Node) -> Self {
        Self { node, ..self }
    }

    fn is_unreadable(self) -> bool {
        self.unreadable.contains(&self.node.id)
    }

    fn expected<T>(self, what: &str) -> Result<T, Error> {
        Err(Error::new(format!("expected {what}, found {}", self.node.describe())).at(self.node))
    }

    /// The text of a scalar that says something.
    fn text(self, what: &str) -> Result<&'de str, Error> {
        match &self.node.kind {
            Kind::Scalar { text, plain } if !(*plain && text.is_empty()) => Ok(text),
            _ => self.expected(what),
        }
    }

    fn number<T: std::str::FromStr>(self) -> Result<T, Error> {
        let text = self.text("a whole number")?;
        text.parse().or_else(|_| self.expected("a whole number"))
    }

    /// The entries whose keys `fields` names; the others are reported as unknown.
    fn known_entries(self, fields: &'static [&'static str]) -> Result<Vec<(&'de Node, &'de Node)>, Error> {
        let Kind::Map(entries) = &self.node.kind else {
            return self.expected("a mapping");
        };
        let mut known = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            if fields.contains(&name) {
                known.push((key, value));
                continue;
            }
            let message = format!("the format has no key `{name}` here");
            let help = format!("the keys are {}", listed(fields));
            let diagnostic = Diagnostic::new(Code::UnknownKey, key.span, message)
                .did_you_mean(name, fields.iter().copied())
                .help(help);
            self.unknown.borrow_mut().insert(key.id, diagnostic);
        }
        Ok(known)
    }

    fn structure<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut entries = self.known_entries(fields)?;
        let is_lost = |node: &Node| self.unreadable.contains(&node.id);
        let lost: Vec<&str> =
            entries.iter().filter(|(_, it)| is_lost(it)).filter_map(|(key, _)| key.text()).collect();
        entries.retain(|(_, value)| !is_lost(value));
        visitor.visit_map(Entries::new(self, entries)).map_err(|mut error| {
            error.silent |= error.missing.is_some_and(|field| lost.contains(&field));
            error.at(self.node)
        })
    }
}

/// `a`, `b` and `c`.
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident,)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.number()?)
        })+
    };
}

impl<'de> Deserializer<'de> for Decoder<'de> {
    type Error = Error;

    numbers! {
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32,
        deserialize_i64 visit_i64, deserialize_u8 visit_u8, deserialize_u16 visit_u16,
        deserialize_u32 visit_u32, deserialize_u64 visit_u64,
    }

    /// Only [`super::Value`] asks for this. A plain scalar arrives as bytes, a quoted one as text.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Scalar { text, plain: true } => visitor.visit_borrowed_bytes(text.as_bytes()),
            Kind::Scalar { text, plain: false } => visitor.visit_borrowed_str(text),
            Kind::List(_) => self.deserialize_seq(visitor),
            Kind::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text("`true` or `false`")? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => self.expected("`true` or `false`"),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.text("a text")?).map_err(|error: Error| error.at(self.node))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_unreadable() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == SPANNED {
            visitor.visit_seq(Placed { decoder: self, next: 0 })
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Kind::List(nodes) = &self.node.kind else {
            return self.expected("a list");
        };
        let readable = nodes.iter().filter(|it| !self.unreadable.contains(&it.id)).collect();
        visitor.visit_seq(Elements { decoder: self, nodes: readable, next: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Kind::Map(entries) = &self.node.kind else {
            return self.expected("a mapping");
        };
        let entries = entries.iter().map(|(key, value)| (key, value)).collect();
        visitor.visit_map(Entries::new(self, entries))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.structure(fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let what = format!("one of {}", listed(variants));
        match &self.node.kind {
            Kind::Map(entries) if entries.len() == 1 => visitor
                .visit_enum(Variant { decoder: self, key: &entries[0].0, value: &entries[0].1 }),
            Kind::Map(_) => self.expected(&what),
            Kind::Scalar { .. } | Kind::List(_) => {
                let text: serde::de::value::StrDeserializer<'_, Error> =
                    self.text(&what)?.into_deserializer();
                visitor.visit_enum(text).map_err(|error| error.at(self.node))
            }
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

/// The four parts of a [`super::Spanned`]: file, start, end, value.
struct Placed<'de> {
    decoder: Decoder<'de>,
    next: u8,
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

struct Elements<'de> {
    decoder: Decoder<'de>,
    nodes: Vec<&'de Node>,
    next: usize,
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

struct Entries<'de> {
    decoder: Decoder<'de>,
    entries: Vec<(&'de Node, &'de Node)>,
    next: usize,
}

impl<'de> Entries<'de> {
    fn new(decoder: Decoder<'de>, entries: Vec<(&'de Node, &'de Node)>) -> Self {
        Self { decoder, entries, next: 0 }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, _)) = self.entries.get(self.next).copied() else {
            return Ok(None);
        };
        seed.deserialize(self.decoder.at(key)).map(Some).map_err(|error| error.at(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((_, value)) = self.entries.get(self.next).copied() else {
            return Err(Error::new("a key without a value".to_owned()));
        };
        self.next += 1;
        seed.deserialize(self.decoder.at(value)).map_err(|error| error.at(value))
    }
}

/// An enum written as a mapping of one key, `{ cut: ... }`.
struct Variant<'de> {
    decoder: Decoder<'de>,
    key: &'de Node,
    value: &'de Node,
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

/// Why a node could not be read, and which one.
#[derive(Debug)]
struct Error {
    code: Code,
    message: String,
    place: Option<(u32, Span)>,
    /// The word that was found where one of `expected` was wanted.
    word: String,
    expected: &'static [&'static str],
    missing: Option<&'static str>,
    /// A consequence of a mistake that was reported already.
    silent: bool,
}

impl Error {
    fn new(message: String) -> Self {
        Self {
            code: Code::WrongValue,
            message,
            place: None,
            word: String::new(),
            expected: &[],
            missing: None,
            silent: false,
        }
    }

    /// Places the error, unless it has a deeper place already.
    fn at(mut self, node: &Node) -> Self {
        self.place.get_or_insert((node.id, node.span));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        let error = Self::new(format!("`{field}` is missing here"));
        Self { code: Code::MissingKey, missing: Some(field), ..error }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let error = Self::new(format!("expected one of {}, found `{variant}`", listed(expected)));
        Self { word: variant.to_owned(), expected, ..error }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        let found = match found {
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Map | Unexpected::StructVariant => "a mapping".to_owned(),
            Unexpected::UnitVariant => "a single word".to_owned(),
            other => other.to_string(),
        };
        Self::new(format!("expected {expected}, found {found}"))
    }
}
