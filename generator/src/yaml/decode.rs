//! A tree of nodes to the format's types, through serde, going on after a mistake.
//!
//! serde gives up at the first mistake. The decoder therefore tries again: a node that could not
//! be read is reported, left out, and the file is read once more without it, until it can be read
//! or nothing of it is left. Unknown keys never reach serde; they are reported on the way.

mod access;
mod error;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};

use access::{Elements, Entries, Placed, Variant};
use error::Error;

use super::spanned::SPANNED;
use super::{Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

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
    fn known_entries(
        self,
        fields: &'static [&'static str],
    ) -> Result<Vec<(&'de Node, &'de Node)>, Error> {
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
        let lost: Vec<&str> = entries
            .iter()
            .filter(|(_, it)| is_lost(it))
            .filter_map(|(key, _)| key.text())
            .collect();
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
            Kind::Map(entries) if entries.len() == 1 => visitor.visit_enum(Variant {
                decoder: self,
                key: &entries[0].0,
                value: &entries[0].1,
            }),
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
