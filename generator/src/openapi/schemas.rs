//! The JSON Schema of rows and objects, and which shared schemas they refer to.

use std::collections::BTreeSet;

use crate::api::{
    Api, DocumentId, EnumId, Format, IdentifierId, Limit, Mandatory, Object, ObjectId, PageId,
    Part, Row, Sensitivity, Type,
};

use super::json::{Entries, Json, texts};
use super::{forms, notes, rules};

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// To the API.
    Sent,
    /// From the API.
    Received,
}

/// A schema that others refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shared {
    Currency,
    Country,
    Identifier(IdentifierId),
    Enum(EnumId),
    Object(ObjectId, Way),
    /// The body of a page's endpoint.
    Request(PageId),
}

/// Schemas under construction: those of one document, which stand together at one place of it.
#[derive(Debug)]
pub(super) struct Schemas<'a> {
    pub(super) api: &'a Api,
    /// Where they stand, as the start of a reference.
    place: &'static str,
    /// Those that were referred to and are still to be written.
    wanted: Vec<Shared>,
    known: BTreeSet<Shared>,
    /// What the API sends to the merchant, which OpenAPI takes for a request.
    notified: BTreeSet<ObjectId>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(api: &'a Api, place: &'static str) -> Self {
        let mut notified = BTreeSet::new();
        let received = api.pages.iter().filter_map(|page| page.receives);
        received.for_each(|id| add_with_nested(api, id, &mut notified));
        Self { api, place, wanted: Vec::new(), known: BTreeSet::new(), notified }
    }

    /// A reference to a shared schema, which is so wanted.
    pub(super) fn reference(&mut self, shared: Shared) -> Entries {
        let shared = self.one_for_both_ways(shared);
        if self.known.insert(shared) {
            self.wanted.push(shared);
        }
        Entries::new().with("$ref", format!("{}{}", self.place, self.name(shared)))
    }

    /// Every schema that was referred to, and those that these refer to, by name.
    pub(super) fn all(&mut self) -> Entries {
        let mut written: Vec<(String, Json)> = Vec::new();
        while let Some(shared) = self.wanted.pop() {
            let schema = self.schema(shared);
            written.push((self.name(shared), schema.into()));
        }
        written.sort_by(|(one, _), (other, _)| one.cmp(other));
        written.into_iter().fold(Entries::new(), |all, (name, schema)| all.with(name, schema))
    }

    /// The name of a shared schema. A Rust name has no dot and no hyphen, so that no two are alike.
    fn name(&self, shared: Shared) -> String {
        match shared {
            Shared::Currency => "iso-4217".to_owned(),
            Shared::Country => "iso-3166-1".to_owned(),
            Shared::Identifier(id) => self.api.identifier(id).alias.to_string(),
            Shared::Enum(id) => self.api.enumeration(id).ident.to_string(),
            Shared::Request(page) => {
                request(self.api, page).map_or_else(String::new, |it| it.ident.to_string())
            }
            Shared::Object(id, Way::Sent) => self.api.object(id).ident.to_string(),
            Shared::Object(id, Way::Received) => {
                let object = self.api.object(id);
                let end = if object.usage.sent { ".received" } else { "" };
                format!("{}{end}", object.ident)
            }
        }
    }

    /// An object that reads the same both ways has one schema.
    fn one_for_both_ways(&self, shared: Shared) -> Shared {
        match shared {
            Shared::Object(id, Way::Received)
                if self.api.object(id).usage.sent && !self.differs(id, &mut BTreeSet::new()) =>
            {
                Shared::Object(id, Way::Sent)
            }
            _ => shared,
        }
    }

    /// Whether an object, or one within it, may lack in an answer what a request must have.
    fn differs(&self, id: ObjectId, seen: &mut BTreeSet<ObjectId>) -> bool {
        if !seen.insert(id) {
            return false;
        }
        let object = self.api.object(id);
        !object.rules.is_empty()
            || object.rows.iter().any(|row| {
                let nested = match row.ty {
                    Type::Object(inner) => self.differs(inner, seen),
                    _ => false,
                };
                nested || is_required(row, Way::Sent) != is_required(row, Way::Received)
            })
    }

    fn schema(&mut self, shared: Shared) -> Entries {
        match shared {
            Shared::Currency => {
                codes("A currency of ISO 4217 that is in use.", forms::currencies())
            }
            Shared::Country => codes("A country of ISO 3166-1.", forms::countries()),
            Shared::Identifier(id) => {
                let identifier = self.api.identifier(id);
                let length = identifier.prefix.as_ref().map_or(0, |it| it.chars().count() + 1) + 36;
                Entries::new()
                    .with("description", &identifier.means)
                    .with("type", "string")
                    .with("maxLength", Json::Number(length.to_string()))
                    .with("pattern", forms::identifier(identifier))
                    .and(source(self.api, identifier.document))
            }
            Shared::Enum(id) => {
                let entry = self.api.enumeration(id);
                let values = || entry.values.iter().map(|(value, _)| value.as_str());
                let schema =
                    Entries::new().with("description", &entry.means).with("type", "string");
                let schema = match entry.ignore_case {
                    false => schema.with("enum", texts(values())),
                    true => schema
                        .with("pattern", forms::any_case(values()))
                        .with("x-values", texts(values()))
                        .with("x-case", "insensitive"),
                };
                schema.and(source(self.api, entry.document))
            }
            Shared::Request(page) => request(self.api, page)
                .map_or_else(Entries::new, |request| self.object(request, Way::Sent)),
            Shared::Object(id, way) => {
                let object = self.api.object(id);
                self.object(object, way)
            }
        }
    }

    /// Whether an object is only ever answered with. A notification is none: who sends it is the API.
    fn is_answer_only(&self, object: &Object) -> bool {
        let is_notified = self.notified.iter().any(|id| std::ptr::eq(self.api.object(*id), object));
        !object.usage.sent && !is_notified
    }

    /// An object, or the body of a request.
    pub(super) fn object(&mut self, object: &Object, way: Way) -> Entries {
        let rows: Vec<&Row> = object.part(Part::Body).collect();
        let required = rows.iter().filter(|row| is_required(row, way)).map(|row| &row.wire);
        let required: Vec<Json> = required.map(Json::from).collect();
        let properties = rows.iter().fold(Entries::new(), |properties, row| {
            let read_only = way == Way::Received && self.is_answer_only(object);
            let schema = self.row(row, way).with_flag("readOnly", read_only);
            properties.with(&row.wire, schema)
        });
        let left = notes::left_to_the_api(object, self.api);
        Entries::new()
            .with("description", notes::described(&object.means, left.iter().copied()))
            .with("type", "object")
            .with("properties", properties)
            .with_any("required", required)
            .with_any(rules_key(way), rules::schemas(object, way, self.api))
            .and(source(self.api, object.document))
            .with_flag("x-open", object.open)
            .with_any("x-unenforced", notes::unenforced(left))
    }

    /// A row: its value, and what the page says of it.
    pub(super) fn row(&mut self, row: &Row, way: Way) -> Entries {
        let value = self.value(row, way);
        let value = match row.many {
            false => value,
            true => Entries::new().with("type", "array").with("items", value),
        };
        let value = if row.nullable { or_null(value) } else { value };
        Entries::new().with("description", self.means(row)).and(value).and(self.facts(row))
    }

    /// What a row is; with what is checked, where no keyword of JSON Schema says it.
    fn means(&self, row: &Row) -> String {
        // Most validators divide floats for `multipleOf`, and so refuse 1.15 as no multiple of 0.01.
        let is_decimal = row.limits.iter().any(|it| matches!(it, Limit::Precision { .. }));
        match is_decimal {
            true => format!("{}\n\nThe row is {}.", row.means, row.constraints(self.api)),
            false => row.means.clone(),
        }
    }

    fn value(&mut self, row: &Row, way: Way) -> Entries {
        let typed = |name: &str| Entries::new().with("type", name);
        let start = match &row.ty {
            Type::Text => typed("string"),
            Type::Secret => {
                let has_format = row.limits.iter().any(|it| matches!(it, Limit::Format(_)));
                typed("string").with_some("format", (!has_format).then_some("password"))
            }
            Type::Date => typed("string")
                .with("format", "date")
                .with("maxLength", 10_u32)
                .with("pattern", forms::date()),
            Type::Timestamp | Type::OffsetDateTime => {
                typed("string").with("format", "date-time").with("pattern", forms::moment())
            }
            Type::Decimal => typed("number"),
            Type::Integer => typed("integer"),
            Type::Boolean => typed("boolean"),
            Type::Flag(no, yes) => typed("string").with("enum", texts([no, yes])),
            Type::Identifier(id) => self.reference(Shared::Identifier(*id)),
            Type::Enum(id) => self.reference(Shared::Enum(*id)),
            Type::Object(id) => self.reference(Shared::Object(*id, way)),
        };
        let bounded = matches!(row.ty, Type::Integer) && row.limits.is_empty();
        let start = match bounded {
            true => {
                start.with("format", "int64").with("minimum", i64::MIN).with("maximum", i64::MAX)
            }
            false => start,
        };
        row.limits.iter().fold(start, |schema, limit| schema.and(self.limit(limit)))
    }

    fn limit(&mut self, limit: &Limit) -> Entries {
        let schema = Entries::new();
        match limit {
            Limit::MaxLength(most) => schema.with("maxLength", *most),
            Limit::MaxDigits(most) => {
                let nines = "9".repeat(*most as usize);
                schema
                    .with("minimum", Json::Number(format!("-{nines}")))
                    .with("maximum", Json::Number(nines))
            }
            Limit::Range { min, max } => schema.with("minimum", *min).with("maximum", *max),
            Limit::Precision { digits, scale } => {
                let most = "9".repeat(*digits as usize);
                schema
                    .with("minimum", Json::Number(format!("-{most}")))
                    .with("maximum", Json::Number(most))
                    .with("x-precision", format!("{digits}.{scale}"))
            }
            Limit::Format(Format::Currency) => self.reference(Shared::Currency),
            Limit::Format(Format::Country) => self.reference(Shared::Country),
            Limit::Format(format) => schema
                .with_some("format", standard_format(*format))
                .with_some("pattern", forms::pattern(*format)),
            // The schemas of identifiers and enums say it.
            Limit::IdentifierForm | Limit::Choice => schema,
        }
    }

    /// What the page says of a row, and JSON Schema has no word for.
    fn facts(&self, row: &Row) -> Entries {
        let sensitive = row.sensitive.map(|it| match it {
            Sensitivity::Secret => "secret",
            Sensitivity::Personal => "personal",
        });
        Entries::new()
            .with_flag("writeOnly", row.credential.is_some())
            .with("x-type", &row.documented_type)
            .with("x-mandatory", mandatory(row.mandatory))
            .with_some("x-sensitive", sensitive)
            .with_some("x-credential", row.credential.as_ref())
            .with_flag("x-from-sample", row.from_sample)
            .and(source(self.api, row.document))
    }
}

fn add_with_nested(api: &Api, id: ObjectId, all: &mut BTreeSet<ObjectId>) {
    if all.insert(id) {
        for row in &api.object(id).rows {
            if let Type::Object(nested) = row.ty {
                add_with_nested(api, nested, all);
            }
        }
    }
}

/// Where the rules over a table stand: of an answer they are told, and not demanded.
fn rules_key(way: Way) -> &'static str {
    match way {
        Way::Sent => "allOf",
        Way::Received => "x-rules",
    }
}

/// Whether a row must be there.
fn is_required(row: &Row, way: Way) -> bool {
    row.mandatory == Mandatory::Yes
        && match way {
            Way::Sent => true,
            // An answer may lack what a recorded deviation shows to be missing.
            Way::Received => !row.optional || row.nullable || row.credential.is_some(),
        }
}

/// The page's word.
pub(super) fn mandatory(mandatory: Mandatory) -> &'static str {
    match mandatory {
        Mandatory::Yes => "Yes",
        Mandatory::No => "No",
        Mandatory::Conditional => "Conditional",
    }
}

/// The page that something stands on.
pub(super) fn source(api: &Api, document: DocumentId) -> Entries {
    let document = api.document(document);
    Entries::new().with("x-document", &document.key).with("x-revision", &document.revision)
}

fn codes(means: &str, codes: &[String]) -> Entries {
    Entries::new().with("description", means).with("type", "string").with("enum", texts(codes))
}

/// The same value, or null.
fn or_null(schema: Entries) -> Entries {
    let null = Entries::new().with("type", "null");
    Entries::new().with("anyOf", vec![schema.into(), null.into()])
}

/// The name that JSON Schema has for a form. Names with a meaning of their own are annotations.
fn standard_format(format: Format) -> Option<&'static str> {
    match format {
        Format::Uuid => Some("uuid"),
        Format::Email => Some("idn-email"),
        _ => None,
    }
}

/// The rows of a request.
fn request(api: &Api, page: PageId) -> Option<&Object> {
    api.page(page).endpoint.as_ref().map(|endpoint| &endpoint.request)
}
