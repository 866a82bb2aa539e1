//! What the spec says stands on a page: its tables, samples, request line and headers.

use std::collections::BTreeSet;

use super::condition::Partner;
use super::names::Known;
use super::section::Side;
use crate::spec::{self, Deviation, Document, From, Named, Page, Placed, Row, Rule, Spec};
use crate::yaml::{Spanned, Value};

/// A document as the spec has it.
pub(super) struct Expected<'s> {
    pub(super) key: &'s str,
    pub(super) document: &'s Document,
    pub(super) endpoints: Vec<Endpoint<'s>>,
    pub(super) tables: Vec<Table<'s>>,
    pub(super) samples: Vec<Sample<'s>>,
}

/// An endpoint whose page this is.
pub(super) struct Endpoint<'s> {
    pub(super) page: &'s Placed<Page>,
    pub(super) method: &'s str,
    pub(super) template: &'s str,
}

/// A table that the spec has of the page.
pub(super) struct Table<'s> {
    /// `request`, `answer`, or the name of an object.
    pub(super) name: String,
    /// The object that the rows are of; the request has none.
    pub(super) object: Option<&'s str>,
    /// The spec file with its rows.
    pub(super) page: &'s Placed<Page>,
    pub(super) side: Option<Side>,
    pub(super) rows: Vec<TableRow<'s>>,
}

/// A row that the spec has of the page.
pub(super) struct TableRow<'s> {
    pub(super) name: &'s Spanned<String>,
    pub(super) raw: &'s Row,
    /// Whether the page's table must have it, rather than another page or a sample.
    pub(super) is_printed: bool,
    /// The rows that a rule ties it to.
    pub(super) partners: BTreeSet<Partner>,
    /// The deviations recorded at its place.
    pub(super) deviations: Vec<&'s Deviation>,
}

/// A sample that the spec has of the page.
pub(super) struct Sample<'s> {
    pub(super) page: &'s Placed<Page>,
    pub(super) side: Side,
    pub(super) status: Option<u16>,
    pub(super) body: &'s Spanned<Value>,
}

impl<'s> Expected<'s> {
    /// What stands on the document of a key.
    pub(super) fn of(spec: &'s Spec, key: &'s str, document: &'s Document) -> Self {
        let own = |placed: &&Placed<Page>| placed.content.document.value == key;
        let pages: Vec<&Placed<Page>> = spec.pages.iter().filter(own).collect();
        let endpoints: Vec<Endpoint<'s>> = pages
            .iter()
            .filter_map(|page| {
                let (method, template) = page.content.request.as_ref()?.split_once(' ')?;
                page.content.endpoint.as_ref()?;
                Some(Endpoint { page, method, template: template.trim() })
            })
            .collect();
        let reader = Reader { spec, key, deviations: deviations(&pages) };
        let mut tables = Vec::new();
        for endpoint in &endpoints {
            let prefix = match (&endpoint.page.content.endpoint, endpoints.len()) {
                (Some(name), 2..) => format!("{} ", name.value),
                _ => String::new(),
            };
            tables.extend(reader.request(endpoint.page, &prefix));
            tables.extend(reader.answer(endpoint.page, &prefix));
        }
        reader.objects(&mut tables);
        let samples = pages.iter().flat_map(|page| samples(page)).collect();
        Self { key, document, endpoints, tables, samples }
    }

    /// The names that help to read the page, the page's own samples' keys apart.
    pub(super) fn known(spec: &Spec, expected: Option<&Self>) -> Known {
        let mut known = Known::default();
        for placed in &spec.pages {
            let page = &placed.content;
            let parts = [Some(&page.path), page.query.as_ref(), page.body.as_ref()];
            let objects = page.objects.iter().map(|(_, object)| &object.rows);
            for rows in parts.into_iter().flatten().chain(objects) {
                known.all.extend(rows.names().map(|name| name.value.clone()));
                known.types.extend(rows.iter().map(|(_, row)| row.ty.name.clone()));
            }
            known.types.extend(page.objects.names().map(|name| name.value.clone()));
            let printed = page.deviations.iter().filter_map(|it| it.printed.as_ref());
            known.types.extend(printed.filter_map(|it| it.ty.as_ref().map(|it| it.value.clone())));
        }
        let rows = expected.iter().flat_map(|it| &it.tables).flat_map(|table| &table.rows);
        known.rows.extend(rows.map(|row| row.name.value.clone()));
        // A type cell may repeat the row's name.
        known.types.extend(known.all.iter().cloned());
        known
    }
}

/// What the tables of a document are read from.
struct Reader<'s> {
    spec: &'s Spec,
    key: &'s str,
    deviations: Vec<&'s Deviation>,
}

impl<'s> Reader<'s> {
    fn request(&self, page: &'s Placed<Page>, prefix: &str) -> Option<Table<'s>> {
        let content = &page.content;
        let mut rows = Vec::new();
        let parts = [
            ("body", content.body.as_ref()),
            ("query", content.query.as_ref()),
            ("path", Some(&content.path)),
        ];
        for (part, named) in parts {
            let places = [part.to_owned()];
            let named = named.into_iter();
            rows.extend(named.flat_map(|it| self.rows(it, self.key, &content.rules, &places)));
        }
        let name = format!("{prefix}request");
        let side = Some(Side::Request);
        (!rows.is_empty()).then_some(Table { name, object: None, page, side, rows })
    }

    fn answer(&self, page: &'s Placed<Page>, prefix: &str) -> Option<Table<'s>> {
        let answer = page.content.answer.as_ref()?.as_str();
        let (home, object) = self.object(answer)?;
        let document = object.document.as_ref().unwrap_or(&home.content.document);
        let places = ["answer".to_owned(), answer.to_owned()];
        let rows = self.rows(&object.rows, document, &object.rules, &places);
        let name = format!("{prefix}answer");
        let side = Some(Side::Answer);
        Some(Table { name, object: Some(answer), page: home, side, rows })
    }

    /// The objects with a row on the document, those that answer apart.
    fn objects(&self, tables: &mut Vec<Table<'s>>) {
        for page in &self.spec.pages {
            for (name, object) in page.content.objects.iter() {
                let document = object.document.as_ref().unwrap_or(&page.content.document);
                let rows = self.rows(
                    &object.rows,
                    document,
                    &object.rules,
                    std::slice::from_ref(&name.value),
                );
                let is_new = !tables.iter().any(|it| it.object == Some(name.as_str()));
                if is_new && rows.iter().any(|row| row.is_printed) {
                    let (name, object) = (name.value.clone(), Some(name.as_str()));
                    tables.push(Table { name, object, page, side: None, rows });
                }
            }
        }
    }

    fn object(&self, name: &str) -> Option<(&'s Placed<Page>, &'s spec::Object)> {
        self.spec.pages.iter().find_map(|page| {
            let (_, object) = page.content.objects.iter().find(|(it, _)| it.as_str() == name)?;
            Some((page, object))
        })
    }

    fn rows(
        &self,
        rows: &'s Named<Row>,
        document: &str,
        rules: &'s [Spanned<Rule>],
        places: &[String],
    ) -> Vec<TableRow<'s>> {
        let row = |(name, raw): (&'s Spanned<String>, &'s Row)| {
            let stands_on = raw.document.as_ref().map_or(document, |it| it.as_str());
            let is_path = places == ["path"];
            let is_at = |it: &&&Deviation| {
                places.iter().any(|place| {
                    it.at.strip_prefix(place.as_str()).is_some_and(|rest| {
                        rest.strip_prefix('.').is_some_and(|rest| rest == name.as_str())
                    })
                })
            };
            TableRow {
                name,
                raw,
                is_printed: stands_on == self.key && raw.from != Some(From::Sample) && !is_path,
                partners: rules.iter().flat_map(|rule| Partner::of(rule, name)).collect(),
                deviations: self.deviations.iter().filter(is_at).copied().collect(),
            }
        };
        rows.iter().map(row).collect()
    }
}

fn deviations<'s>(pages: &[&'s Placed<Page>]) -> Vec<&'s Deviation> {
    pages.iter().flat_map(|page| &page.content.deviations).collect()
}

fn samples<'s>(page: &'s Placed<Page>) -> Vec<Sample<'s>> {
    let samples = &page.content.samples;
    let sample = |side, status, body: Option<&'s Spanned<Value>>| {
        body.map(|body| Sample { page, side, status, body })
    };
    let both = [
        sample(Side::Request, None, samples.request.as_ref()),
        sample(Side::Answer, None, samples.answer.as_ref()),
    ];
    let errors = samples.errors.iter();
    let errors = errors.map(|it| sample(Side::Error, Some(it.status.value), Some(&it.body)));
    both.into_iter().chain(errors).flatten().collect()
}
