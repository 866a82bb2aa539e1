//! Pages printed from a spec, in every layout in which they reach a maintainer.

use std::fmt::Write as _;

use super::super::compare::{length_of, mandatory_of};
use super::super::expected::{Expected, Table, TableRow};
use super::super::section::Side;
use crate::check::convert;
use crate::spec::{Mandatory, Spec};

/// What a page says.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) revision: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) requests: Vec<String>,
    pub(super) tables: Vec<PrintedTable>,
    pub(super) samples: Vec<(Side, Option<u16>, String)>,
}

/// A table of a page.
#[derive(Debug, Clone)]
pub(super) struct PrintedTable {
    /// As the report calls it.
    pub(super) name: String,
    pub(super) side: Option<Side>,
    pub(super) rows: Vec<PrintedRow>,
}

/// The cells of a row.
#[derive(Debug, Clone)]
pub(super) struct PrintedRow {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) ty: String,
    pub(super) length: String,
    pub(super) mandatory: String,
}

/// How the cells of a row are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Html,
    Pipes,
    Tabs,
    Glued,
}

pub(super) const LAYOUTS: [Layout; 4] = [Layout::Html, Layout::Pipes, Layout::Tabs, Layout::Glued];

/// The order of columns, each by its heading.
pub(super) type Order = &'static [&'static str];

/// The orders of the known pages, and one of ours.
pub(super) const ORDERS: [Order; 3] = [
    &["Field", "Description", "Type", "Length", "Mandatory"],
    &["Field", "Mandatory", "Description", "Type", "Length"],
    &["Field", "Type", "Length", "Mandatory", "Description"],
];

/// How a page is printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) layout: Layout,
    pub(super) order: Order,
    /// Curly quotes, no-break spaces, a box above the title.
    pub(super) is_noisy: bool,
}

/// Every way of printing a page.
pub(super) fn styles() -> impl Iterator<Item = Style> {
    let noises = [false, true];
    LAYOUTS.into_iter().flat_map(move |layout| {
        ORDERS.into_iter().flat_map(move |order| {
            noises.into_iter().map(move |is_noisy| Style { layout, order, is_noisy })
        })
    })
}

impl Page {
    /// What the spec says stands on a document.
    pub(super) fn of(spec: &Spec, expected: &Expected<'_>) -> Self {
        let headers = spec.api.iter().flat_map(|api| &api.headers);
        let demands = expected.endpoints.iter().flat_map(|it| &it.page.content.demands);
        let demands: Vec<&str> = demands.map(|it| it.value.as_str()).collect();
        let sample = |it: &super::super::expected::Sample<'_>| {
            let success = it.page.content.success.as_ref().map(|it| it.value);
            (it.side, it.status.or(success), convert(&it.body.value).to_json())
        };
        let request = |it: &super::super::expected::Endpoint<'_>| {
            format!("{} {{BaseUrl}}{}", it.method, it.template)
        };
        Self {
            title: expected.document.title.split(" (").next().unwrap_or_default().to_owned(),
            revision: expected.document.revision.value.clone(),
            headers: headers
                .filter(|it| {
                    it.mandatory == Mandatory::Yes || demands.contains(&it.name.value.as_str())
                })
                .map(|it| {
                    let value = it.value.as_deref().unwrap_or("{ value }");
                    (it.name.value.clone(), value.to_owned())
                })
                .collect(),
            requests: expected.endpoints.iter().map(request).collect(),
            tables: expected.tables.iter().map(table).filter(|it| !it.rows.is_empty()).collect(),
            samples: expected.samples.iter().map(sample).collect(),
        }
    }

    /// The page as a browser shows, or saves, it.
    pub(super) fn print(&self, style: Style) -> String {
        let text = match style.layout {
            Layout::Html => self.html(style),
            _ => self.text(style),
        };
        if style.is_noisy { noisy(&text, style.layout) } else { text }
    }

    fn text(&self, style: Style) -> String {
        let mut text = String::new();
        if style.is_noisy {
            text.push_str("We use cookies. Read more about them in our Cookie Policy.\n");
        }
        let _ = write!(text, "{}\n\nLast changes: {}\n\n", self.title, american(&self.revision));
        self.parts(|part| match part {
            Part::Heading(words) => {
                let _ = write!(text, "{words}\n\n");
            }
            Part::Table(table) => {
                text.push_str(&row(style.order, style.layout));
                for it in &table.rows {
                    text.push_str(&row(&it.cells(style.order), style.layout));
                }
                text.push('\n');
            }
            Part::Line(line) => {
                let _ = writeln!(text, "{line}");
            }
            Part::Sample(body) => {
                let _ = write!(text, "\n{body}\n\n");
            }
        });
        text
    }

    fn html(&self, style: Style) -> String {
        let mut text = format!(
            "<!DOCTYPE html>\n<html><head><title>{0}</title><style>td {{ color: red }}</style>\
             </head>\n<body><nav><ul><li>Guides<li>Reference</ul></nav>\n<h1>{0}</h1>\n\
             <p>Last changes: {1}</p>\n",
            escaped(&self.title),
            american(&self.revision)
        );
        self.parts(|part| match part {
            Part::Heading(words) => {
                let _ = writeln!(text, "<h2>{}</h2>", escaped(words));
            }
            Part::Table(table) => {
                text.push_str("<table><thead><tr>");
                for word in style.order {
                    let _ = write!(text, "<th><strong>{word}</strong></th>");
                }
                text.push_str("</tr></thead><tbody>\n");
                for it in &table.rows {
                    text.push_str("<tr>");
                    for cell in it.cells(style.order) {
                        let _ = write!(text, "<td><p>{}</p></td>", escaped(cell));
                    }
                    text.push_str("</tr>\n");
                }
                text.push_str("</tbody></table>\n");
            }
            Part::Line(line) => {
                let _ = writeln!(text, "<p>{}</p>", escaped(line));
            }
            Part::Sample(body) => {
                let _ = writeln!(text, "<pre><code>{}</code></pre>", escaped(body));
            }
        });
        text.push_str("<script>var table = '<table>';</script></body></html>\n");
        text
    }

    /// The parts in the order of the known pages.
    fn parts(&self, mut put: impl FnMut(Part<'_>)) {
        for (side, heading) in [(Side::Request, "Request"), (Side::Answer, "Response")] {
            let tables: Vec<_> = self.tables.iter().filter(|it| it.side == Some(side)).collect();
            if !tables.is_empty() {
                put(Part::Heading(&format!("{heading} parameters")));
            }
            tables.into_iter().for_each(|it| put(Part::Table(it)));
            if side == Side::Request && !self.requests.is_empty() {
                put(Part::Heading("Request sample"));
                put(Part::Heading("Path:"));
                self.requests.iter().for_each(|it| put(Part::Line(it)));
                self.headers(&mut put);
            }
            for (_, status, body) in self.samples.iter().filter(|it| it.0 == side) {
                if side == Side::Answer {
                    put(Part::Heading("Response sample"));
                    put_status(*status, &mut put);
                }
                put(Part::Sample(body));
            }
        }
        for (_, status, body) in self.samples.iter().filter(|it| it.0 == Side::Error) {
            put_status(*status, &mut put);
            put(Part::Sample(body));
        }
        for table in self.tables.iter().filter(|it| it.side.is_none()) {
            put(Part::Heading(&table.name));
            put(Part::Table(table));
        }
    }

    fn headers(&self, put: &mut impl FnMut(Part<'_>)) {
        put(Part::Heading("Header:"));
        self.headers.iter().for_each(|(name, value)| put(Part::Line(&format!("{name}: {value}"))));
    }
}

enum Part<'p> {
    Heading(&'p str),
    Table(&'p PrintedTable),
    Line(&'p str),
    Sample(&'p str),
}

fn put_status(status: Option<u16>, put: &mut impl FnMut(Part<'_>)) {
    if let Some(status) = status {
        put(Part::Heading("Status Code:"));
        put(Part::Line(&format!("{status} (As Expected)")));
    }
}

impl PrintedRow {
    fn cells(&self, order: Order) -> Vec<&str> {
        let cell = |column: &&str| match *column {
            "Field" => self.name.as_str(),
            "Description" => self.description.as_str(),
            "Type" => self.ty.as_str(),
            "Length" => self.length.as_str(),
            _ => self.mandatory.as_str(),
        };
        order.iter().map(cell).collect()
    }
}

fn table(table: &Table<'_>) -> PrintedTable {
    let rows = table.rows.iter().filter(|it| it.is_printed).map(printed).collect();
    PrintedTable { name: table.name.clone(), side: table.side, rows }
}

/// The cells as the page has them: those of the spec, unless a deviation says otherwise.
fn printed(row: &TableRow<'_>) -> PrintedRow {
    let own = row.deviations.iter().find_map(|it| it.printed.as_ref());
    let raw = row.raw;
    let list = if raw.ty.many { "[]" } else { "" };
    let ty = format!("{}{list}", raw.ty.name);
    let length = raw.length.as_ref().map_or_else(|| "-".to_owned(), |it| length_of(it.value));
    PrintedRow {
        name: row.name.value.clone(),
        description: raw.means.value.clone(),
        ty: own.and_then(|it| it.ty.as_ref()).map_or(ty, |it| it.value.clone()),
        length: own.and_then(|it| it.length.as_ref()).map_or(length, |it| it.value.clone()),
        mandatory: own
            .and_then(|it| it.mandatory.as_ref())
            .map_or_else(|| mandatory_of(raw.mandatory.value).to_owned(), |it| it.value.clone()),
    }
}

/// A line of a table.
fn row(cells: &[&str], layout: Layout) -> String {
    let line = match layout {
        Layout::Pipes => cells.iter().map(|it| format!("{it} | ")).collect(),
        Layout::Tabs => cells.join("\t"),
        Layout::Glued | Layout::Html => cells.concat(),
    };
    format!("{}\n", line.trim_end_matches(' '))
}

/// `11-14-2023`, as the known pages have it.
fn american(date: &str) -> String {
    match date.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => format!("{month}-{day}-{year}"),
        _ => date.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The same page as another program has spelled it.
fn noisy(text: &str, layout: Layout) -> String {
    let text = text.replace(": ", ":\u{a0}").replace('\'', "\u{2019}");
    match layout {
        Layout::Html => {
            text.replace("<td><p>", "<td class=\"cell\">\n  <p>").replace("\u{a0}", "&nbsp;")
        }
        _ => text.replace("  ", "\u{a0} "),
    }
}
