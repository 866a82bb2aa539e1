//! Objects: which there are, what their tables resolve to, which way they travel.

use std::collections::BTreeMap;

use crate::api::{Mandatory, Object, ObjectId, Part, Row, Type, Usage};
use crate::diagnostics::{Code, Diagnostic};
use crate::spec::{self, Name, Placed};

use super::Checker;
use super::names::{self, Scope};
use super::renames;
use super::rows::Table;

/// The declared objects and the subsets of them that requests take.
#[derive(Debug, Default)]
pub(super) struct Objects<'s> {
    pub(super) declared: Vec<Declared<'s>>,
    by_name: BTreeMap<&'s str, ObjectId>,
    /// The objects of which subsets were asked for, in that order: the subsets' indices follow
    /// those of the declared objects.
    patched: Vec<ObjectId>,
    patches: BTreeMap<ObjectId, ObjectId>,
}

/// An object as written, with the page it stands on.
#[derive(Debug)]
pub(super) struct Declared<'s> {
    pub(super) name: &'s Name,
    pub(super) raw: &'s spec::Object,
    pub(super) page: usize,
    /// Rows of a body written with a dot, `billingAgreement.reference`: name, last part, row.
    dotted: Vec<(&'s Name, &'s str, &'s spec::Row)>,
}

impl<'s> Objects<'s> {
    pub(super) fn find(&self, name: &str) -> Option<ObjectId> {
        self.by_name.get(name).copied()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'s str> {
        self.by_name.keys().copied()
    }
}

impl<'s> Checker<'s> {
    /// Collects every object's name, so that a page may name what a later one declares.
    pub(super) fn declare_objects(&mut self) {
        for (page, placed) in self.spec.pages.iter().enumerate() {
            for (name, raw) in placed.content.objects.iter() {
                let ident = names::type_name(name, name.span, &mut self.found);
                let made_of = format!("the object `{}`", name.value);
                self.types.take(&ident, &made_of, name.span, &mut self.found);
                let id = ObjectId(self.objects.declared.len());
                self.objects.by_name.entry(&name.value).or_insert(id);
                let dotted = dotted_rows(placed, name);
                self.objects.declared.push(Declared { name, raw, page, dotted });
            }
        }
    }

    /// Resolves the tables of all declared objects, and the subsets that were asked for.
    pub(super) fn resolve_objects(&mut self) -> Vec<Object> {
        let mut objects: Vec<Object> =
            (0..self.objects.declared.len()).map(|index| self.object(index)).collect();
        let mut next = 0;
        while let Some(base) = self.objects.patched.get(next).copied() {
            next += 1;
            let patch = self.patch(base, &objects);
            objects.push(patch);
        }
        objects
    }

    fn object(&mut self, index: usize) -> Object {
        let declared = &self.objects.declared[index];
        let (name, raw, page) = (declared.name, declared.raw, declared.page);
        let dotted = declared.dotted.clone();
        let page_document = &self.spec.pages[page].content.document;
        let written = raw.document.as_ref().unwrap_or(page_document);
        let document = self.documents.find(written, &mut self.found);
        let table = Table { document, part: Part::Body, page, is_filled_in: false };
        let mut fields = Scope::of_fields();
        let mut rows = Vec::new();
        let mut places = Vec::new();
        let own = raw.rows.iter().map(|(name, row)| (name, name.as_str(), row));
        for (name, wire, row) in dotted.into_iter().chain(own) {
            rows.push(self.row(name, wire, row, table, &mut fields));
            places.push(name.span);
        }
        renames::check(raw.rows.iter(), &rows, &mut self.found);
        let rules = self.rules(&raw.rules, &rows, &places, document);
        if rules.idempotent_by.is_some() {
            let message = "`idempotent_by` is about a request, not about an object";
            let span = raw.rules.first().map_or(name.span, |rule| rule.span);
            self.found.add(Diagnostic::new(Code::MisplacedKey, span, message));
        }
        Object {
            name: name.value.clone(),
            ident: names::type_name(name, name.span, &mut self.found),
            means: self.sentence(&raw.means),
            open: raw.open,
            rows,
            rules: rules.rules,
            document,
            usage: Usage::default(),
            patch_of: None,
        }
    }

    /// The object that takes any subset of another one's rows.
    pub(super) fn patch_of(&mut self, base: ObjectId) -> ObjectId {
        let next = ObjectId(self.objects.declared.len() + self.objects.patched.len());
        let patch = *self.objects.patches.entry(base).or_insert(next);
        if patch == next {
            self.objects.patched.push(base);
        }
        patch
    }

    fn patch(&mut self, base: ObjectId, objects: &[Object]) -> Object {
        let whole = &objects[base.0];
        let name = format!("{}Patch", whole.name);
        let span = self.objects.declared[base.0].name.span;
        let ident = names::type_name(&name, span, &mut self.found);
        self.types.take(&ident, &format!("the subset of `{}`", whole.name), span, &mut self.found);
        let mut rows = whole.rows.clone();
        for row in &mut rows {
            row.optional = true;
            row.mandatory = Mandatory::No;
            if let Type::Object(nested) = &mut row.ty
                && !row.many
                && nested.0 < self.objects.declared.len()
            {
                *nested = self.patch_of(*nested);
            }
        }
        Object {
            name,
            ident,
            means: whole.means.clone(),
            open: whole.open,
            rows,
            rules: Vec::new(),
            document: whole.document,
            usage: Usage::default(),
            patch_of: Some(base),
        }
    }

    /// The body row for an object whose rows were written with dots.
    pub(super) fn dotted_parent(
        &mut self,
        name: &'s Name,
        raw: &spec::Row,
        table: Table,
        fields: &mut Scope,
    ) -> Option<Row> {
        use heck::ToUpperCamelCase;
        let (parent, _) = name.split_once('.')?;
        let object = Name::new(parent.to_upper_camel_case(), name.span);
        let id = self.find_object(&object)?;
        if self.objects.declared[id.0].page != table.page {
            let message = format!("`{}` must be declared on this page", object.value);
            let help = "a dotted row belongs to an object under `objects:` of the same file";
            self.found.add(Diagnostic::new(Code::MisplacedKey, name.span, message).help(help));
        }
        let means = self.objects.declared[id.0].raw.means.clone();
        let parent_row = spec::Row {
            ty: crate::yaml::Spanned::new(
                spec::TypeName { name: object.value, many: false },
                name.span,
            ),
            length: None,
            identifies: None,
            format: None,
            values: None,
            enum_name: None,
            case: None,
            range: None,
            rust: None,
            renamed_from: None,
            sensitive: None,
            credential: None,
            means,
            ..raw.clone()
        };
        Some(self.row(name, parent, &parent_row, table, fields))
    }

    /// Marks which way each object travels, and reports objects that nothing reaches.
    pub(super) fn mark_usage(&mut self, objects: &mut [Object], roots: &[(ObjectId, Usage)]) {
        let mut to_visit = roots.to_vec();
        while let Some((id, usage)) = to_visit.pop() {
            let known = &mut objects[id.0].usage;
            let before = *known;
            known.sent |= usage.sent;
            known.received |= usage.received;
            if *known != before {
                to_visit.extend(nested(&objects[id.0].rows).map(|(_, id)| (id, usage)));
            }
        }
        for (index, declared) in self.objects.declared.iter().enumerate() {
            let object = &objects[index];
            let has_patch = self.objects.patches.contains_key(&ObjectId(index));
            if object.usage == Usage::default() && !has_patch && !self.is_partial {
                let message = format!("no endpoint sends or answers with `{}`", object.name);
                let help = "name it as the type of a row or as an answer, or remove it";
                let unused = Diagnostic::new(Code::UnusedObject, declared.name.span, message);
                self.found.add(unused.help(help));
            }
        }
    }
}

/// The rows that hold one value of an object, with the object.
pub(super) fn nested(rows: &[Row]) -> impl Iterator<Item = (&Row, ObjectId)> {
    rows.iter().filter_map(|row| match row.ty {
        Type::Object(id) => Some((row, id)),
        _ => None,
    })
}

/// The rows of a page's body that are written as parts of an object: `billingAgreement.x` for
/// `BillingAgreement`.
fn dotted_rows<'s>(
    placed: &'s Placed<spec::Page>,
    object: &Name,
) -> Vec<(&'s Name, &'s str, &'s spec::Row)> {
    use heck::ToUpperCamelCase;
    let body = placed.content.body.iter().flat_map(spec::Named::iter);
    body.filter_map(|(name, row)| {
        let (parent, wire) = name.split_once('.')?;
        (parent.to_upper_camel_case() == object.value).then_some((name, wire, row))
    })
    .collect()
}
