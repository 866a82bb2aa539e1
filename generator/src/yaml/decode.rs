//! A tree of nodes to the format's types, through serde, going on after a mistake.
//!
//! serde gives up at the first mistake. The decoder therefore tries again: a node that could not
//! be read is reported, left out, and what holds it is read once more without it: the entry, where
//! it is one of [`NAMED`] things, else the file. Unknown keys never reach serde; they are reported
//! on the way.

mod access;
mod error;
mod trouble;

use std::collections::BTreeSet;

use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};

use access::{Elements, Entries, Placed, Variant};
use error::{Error, listed, one_of};
use trouble::Trouble;

use super::spanned::SPANNED;
use super::{Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, nearest};

/// The name under which a mapping asks for its entries again and again, until each can be read.
pub(crate) const NAMED: &str = "$named";

/// How often a file, or one of its [`NAMED`] things, is read again: whoever made more mistakes mends these first.
const MOST_ATTEMPTS: usize = 100;

/// Reads `root` as a `T`. `None` when too much is wrong. Every mistake is in `found`, and the keys
/// whose values could not be read are in `lost`.
pub(crate) fn decode<T: DeserializeOwned>(
    root: &Node,
    found: &mut Diagnostics,
    lost: &mut BTreeSet<String>,
) -> Option<T> {
    let trouble = Trouble::new(found, lost);
    let decoder = Decoder { node: root, trouble: &trouble };
    let mut value = None;
    for _attempt in 0..MOST_ATTEMPTS {
        match T::deserialize(decoder) {
            Ok(read) => {
                value = Some(read);
                break;
            }
            Err(error) => {
                let is_new = decoder.leave_out(error.in_file(root));
                if !is_new {
                    break;
                }
            }
        }
    }
    trouble.note_lost(root, None);
    value
}

/// Reads one node. Copied freely: it borrows everything.
#[derive(Clone, Copy)]
struct Decoder<'de> {
    node: &'de Node,
    trouble: &'de Trouble<'de>,
}

impl<'de> Decoder<'de> {
    fn at(self, node: &'de Node) -> Self {
        Self { node, ..self }
    }

    fn is_unreadable(self) -> bool {
        self.trouble.is_unreadable(self.node)
    }

    /// Reports an error and leaves its node out; `false` when that changes nothing any more.
    fn leave_out(self, error: Error) -> bool {
        let (id, span) = error.place.unwrap_or((self.node.id, self.node.span));
        if !error.silent {
            let diagnostic = Diagnostic::new(error.code, span, error.message);
            let known = error.expected.iter().copied();
            self.trouble.report(diagnostic.did_you_mean(&error.word, known));
        }
        self.trouble.leave_out(id)
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
        text.parse().or_else(|_| match text.parse::<i128>() {
            Ok(_) => Err(Error::new(format!("the number {text} is out of range")).at(self.node)),
            Err(_) => self.expected("a whole number"),
        })
    }

    /// All entries of a mapping.
    fn entries(self) -> Result<Vec<(&'de Node, &'de Node)>, Error> {
        match &self.node.kind {
            Kind::Map(entries) => Ok(entries.iter().map(|(key, value)| (key, value)).collect()),
            Kind::Scalar { .. } | Kind::List(_) => self.expected("a mapping"),
        }
    }

    /// The entries whose keys `fields` names; the others are reported as unknown.
    fn known_entries(
        self,
        fields: &'static [&'static str],
    ) -> Result<Vec<(&'de Node, &'de Node)>, Error> {
        let entries = self.entries()?;
        let mut known = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            if fields.contains(&name) {
                known.push((key, value));
                continue;
            }
            let message = format!("the format has no key `{name}` here");
            let unknown = Diagnostic::new(Code::UnknownKey, key.span, message);
            let help = format!("the keys are {}", listed(fields, "and"));
            self.trouble.report(unknown.did_you_mean(name, fields.iter().copied()).help(help));
            self.trouble.lose(nearest(name, fields.iter().copied()).unwrap_or(name));
        }
        Ok(known)
    }

    fn structure<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut entries = self.known_entries(fields)?;
        let is_lost = |node: &Node| self.trouble.is_unreadable(node);
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
        let value = match self.text("`true` or `false`")? {
            "true" => true,
            "false" => false,
            // It is read as what is said by writing such a key at all, not as its absence.
            text => {
                let message = format!("expected `true` or `false`, found `{text}`");
                self.trouble.report(Diagnostic::new(Code::WrongValue, self.node.span, message));
                true
            }
        };
        visitor.visit_bool(value)
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
        match name {
            SPANNED => visitor.visit_seq(Placed { decoder: self, next: 0 }),
            NAMED => {
                let entries = Entries::new(self, self.entries()?);
                visitor.visit_map(Entries { is_read_again: true, ..entries })
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Kind::List(nodes) = &self.node.kind else {
            return self.expected("a list");
        };
        let readable: Vec<&Node> =
            nodes.iter().filter(|it| !self.trouble.is_unreadable(it)).collect();
        let (all, is_whole) = (readable.len(), readable.len() == nodes.len());
        let mut elements = Elements { decoder: self, nodes: readable, next: 0 };
        let value = visitor.visit_seq(&mut elements).and_then(|value| match elements.next {
            read if read < all => {
                Err(Error::invalid_length(all, &format!("a list of {read}").as_str()))
            }
            _ => Ok(value),
        });
        value.map_err(|error| {
            let silent = error.silent || (error.place.is_none() && !is_whole);
            Error { silent, ..error }.at(self.node)
        })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Entries::new(self, self.entries()?))
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
        let what = one_of(variants);
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
