//! One row, before and after.

use crate::api::{Mandatory, Row, Sample, Type};
use crate::emit;

use super::catalogue::Kind;
use super::change::Change;
use super::table::{Table, given};
use super::walk::{Scope, Walk};
use super::witness::Given;
use super::{limits, types, witness};

/// Compares two rows that are the same one.
pub(super) fn compare<'a>(
    walk: &mut Walk<'a>,
    scope: &Scope,
    table: Table<'a>,
    old: &'a Row,
    new: &'a Row,
) {
    let row =
        Rows { scope: walk.by(scope, Some(old.document), Some(new.document)), table, old, new };
    let count = walk.count();
    row.compare_names(walk);
    let is_same_type = row.compare_types(walk);
    row.compare_presence(walk);
    if is_same_type {
        limits::compare(walk, &row);
    }
    row.compare_field(walk, count);
}

/// A row in both specs.
pub(super) struct Rows<'a> {
    pub(super) scope: Scope,
    pub(super) table: Table<'a>,
    pub(super) old: &'a Row,
    pub(super) new: &'a Row,
}

impl<'a> Rows<'a> {
    /// Adds a change of the row, between words, with the smallest request that shows it.
    pub(super) fn add<'w>(
        &self,
        walk: &'w mut Walk<'a>,
        kind: Kind,
        words: [String; 2],
        shown: Option<Given>,
    ) -> &'w mut Change {
        let (api, table, old) = (walk.old, self.table, self.old);
        let [before, after] = words;
        let witness = || {
            let given = given(table.old, old, shown?)?;
            witness::request(api, table.site, table.old, &[given])
        };
        let change = walk.add(&self.scope, kind, table.place(self.new));
        change.between(before, after).shown_by(witness)
    }

    fn compare_names(&self, walk: &mut Walk<'a>) {
        let (old, new) = (self.old, self.new);
        let code = |it: &str| format!("`{it}`");
        if old.wire != new.wire {
            let kind = match old.ident == new.ident {
                true => Kind::RowRenamedOnWire,
                false => Kind::RowRenamed,
            };
            self.add(walk, kind, [code(&old.wire), code(&new.wire)], Some(Given::MadeUp));
        } else if old.ident != new.ident {
            let words = [code(old.ident.as_str()), code(new.ident.as_str())];
            self.add(walk, Kind::FieldRenamed, words, None);
        }
        if old.part != new.part {
            let words = [old.part, new.part].map(|it| it.as_str().to_owned());
            self.add(walk, Kind::RowMoved, words, Some(Given::MadeUp));
        }
        if old.sensitive != new.sensitive {
            let words = [old, new].map(|it| match it.sensitive {
                None => "shown".to_owned(),
                Some(_) => "hidden".to_owned(),
            });
            if words[0] != words[1] {
                self.add(walk, Kind::SensitivityChanged, words, None);
            }
        }
        if old.credential != new.credential {
            let words = [old, new].map(|it| match &it.credential {
                None => "given by the caller".to_owned(),
                Some(name) => format!("filled in with `{name}`"),
            });
            self.add(walk, Kind::CredentialChanged, words, None);
        }
    }

    /// Whether the types are the same, so that limits can be compared.
    fn compare_types(&self, walk: &mut Walk<'a>) -> bool {
        let (old, new) = (self.old, self.new);
        let words = [(old, walk.old), (new, walk.new)].map(|(row, api)| types::words(row, api));
        if old.many != new.many {
            self.add(walk, Kind::ListChanged, words, Some(Given::MadeUp));
            return false;
        }
        let Some(kind) = types::change(&old.ty, walk.old, &new.ty, walk.new) else {
            return true;
        };
        let shown = match kind {
            Kind::TypeNarrowed => Given::Value(types::foreign(&old.ty)),
            _ => Given::MadeUp,
        };
        // A flag is a boolean of Rust, whichever two texts it is on the wire.
        let is_flag = |row: &Row| matches!(row.ty, Type::Flag(..));
        let change = self.add(walk, kind, words, Some(shown));
        change.compiles_if(is_flag(old) && is_flag(new));
        false
    }

    /// The page's word and null. Whether the field is an `Option` follows from both, and from a
    /// credential; it decides between the kinds that break a reader and those that do not.
    fn compare_presence(&self, walk: &mut Walk<'a>) {
        let (old, new) = (self.old, self.new);
        let field_changes = old.optional != new.optional;
        let was_mandatory = old.mandatory == Mandatory::Yes;
        let is_mandatory = new.mandatory == Mandatory::Yes;
        let words = [old, new].map(|row| row.mandatory.word().to_owned());
        if old.mandatory != new.mandatory {
            let kind = match (was_mandatory, is_mandatory, field_changes) {
                (false, true, true) => Kind::BecameMandatory,
                (false, true, false) => Kind::WordTightened,
                (true, false, true) => Kind::BecameOptional,
                (true, false, false) => Kind::WordRelaxed,
                _ => Kind::WordChanged,
            };
            self.add(walk, kind, words, Some(Given::Absent));
        }
        if old.nullable != new.nullable {
            let by_null = field_changes && old.mandatory == new.mandatory;
            let kind = match (new.nullable, by_null) {
                (true, true) => Kind::BecameNullable,
                (true, false) => Kind::NullAllowed,
                (false, true) => Kind::NoLongerNullable,
                (false, false) => Kind::NullForbidden,
            };
            let words = [old, new].map(|row| match row.nullable {
                true => "may be null".to_owned(),
                false => "is never null".to_owned(),
            });
            self.add(walk, kind, words, Some(Given::Value(Sample::Null)));
        }
    }

    /// What none of the kinds before speaks of: the field's type itself.
    fn compare_field(&self, walk: &mut Walk<'a>, count: usize) {
        let words = [(self.old, walk.old), (self.new, walk.new)]
            .map(|(row, api)| format!("`{}`", emit::field_type(row, api)));
        let is_told = walk
            .since(count)
            .iter()
            .any(|it| it.breaks_rust && !matches!(it.kind, Kind::RowRenamed | Kind::FieldRenamed));
        if words[0] != words[1] && !is_told {
            self.add(walk, Kind::FieldTypeChanged, words, None);
        }
    }
}
