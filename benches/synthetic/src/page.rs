//! A page: an endpoint, the objects that stand on it, samples, deviations.

use fastrand::Rng;

use crate::OBJECTS_PER_ENDPOINT;
use crate::rows::{self, Row, Table};
use crate::text::sentence;

/// What the pages of a group do, in their order.
const VERBS: &[&str] = &["Create", "Get", "List", "Update", "Delete", "Settle"];

const POST: usize = 0;
const LIST: usize = 2;
const PATCH: usize = 3;
const SETTLE: usize = 5;

/// The objects of a page: the answer, what request and answer share, and what lies within.
const ROLES: &[&str] = &["", "Party", "Terms", "Line", "Note", "Fee", "Item"];

/// Which page of which group.
#[derive(Debug)]
pub(crate) struct Place<'t> {
    thing: &'t str,
    pub(crate) kind: usize,
    /// Objects beyond the four of every page.
    extra: usize,
}

impl<'t> Place<'t> {
    pub(crate) fn new(thing: &'t str, kind: usize, extra: usize) -> Self {
        Self { thing, kind, extra }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("{} {}", VERBS[self.kind], self.thing)
    }

    pub(crate) fn document(&self) -> String {
        self.endpoint().to_lowercase().replace(' ', "-")
    }

    pub(crate) fn group(&self) -> String {
        self.thing.to_lowercase()
    }

    pub(crate) fn path(&self) -> String {
        format!("{}/{}.yaml", self.group(), VERBS[self.kind].to_lowercase())
    }

    /// The name of the page's object in a role.
    fn object(&self, role: usize) -> String {
        let what = ["", "Detail", "Page", "Update", "Receipt", "Settlement"][self.kind];
        format!("{}{what}{}", self.thing, ROLES[role])
    }

    fn has_body(&self) -> bool {
        [POST, PATCH, SETTLE].contains(&self.kind)
    }
}

/// The text of a page.
pub(crate) fn text(place: &Place<'_>, rng: &mut Rng) -> String {
    let roles = OBJECTS_PER_ENDPOINT + place.extra;
    let mut tables: Vec<Table> = (0..roles).map(|role| table(place, role, rng)).collect();
    nest(place, &mut tables);
    let answer = &tables[0].rows;
    // One page in five prints a sample that lacks a mandatory row.
    let mandatory = answer.iter().position(|row| row.mandatory == "Yes");
    let left_out = mandatory.filter(|_| rng.u8(..5) == 0);
    let mut text = head(place, rng);
    let request = if place.has_body() { body(place, &tables, rng, &mut text) } else { None };
    text.push_str(&format!("answer: {}\nobjects:\n", place.object(0)));
    for (role, table) in tables.iter().enumerate() {
        let name = place.object(role);
        text.push_str(&format!("  {name}:\n    means: {}\n    rows:\n", sentence(rng)));
        text.push_str(&rows::lines(&table.rows, "      ", rng));
        if let Some(rule) = &table.rule {
            text.push_str(&format!("    rules:\n      - {rule}\n"));
        }
    }
    text.push_str("samples:\n");
    if let Some(request) = request {
        text.push_str(&format!("  request:\n    {request}\n"));
    }
    text.push_str(&format!("  answer:\n    {}\n", rows::sample(answer, left_out)));
    text.push_str(&deviations(answer, left_out, rng));
    text
}

/// Everything up to the body.
fn head(place: &Place<'_>, rng: &mut Rng) -> String {
    let group = place.group();
    let (method, path) = match place.kind {
        POST => ("POST", format!("/{group}/")),
        LIST => ("GET", format!("/{group}/")),
        PATCH => ("PATCH", format!("/{group}/{{id}}")),
        SETTLE => ("POST", format!("/{group}/{{id}}/settle")),
        4 => ("DELETE", format!("/{group}/{{id}}")),
        _ => ("GET", format!("/{group}/{{id}}")),
    };
    let mut text = format!(
        "document: {}\nendpoint: {}\nmeans: {}\nrequest: {method} {path}\nsuccess: 200\n\
         refusals: [400, 404]\n",
        place.document(),
        place.endpoint(),
        sentence(rng)
    );
    if path.contains("{id}") {
        text.push_str(&format!(
            "path: {{ id: {{ type: String, identifies: {}, mandatory: Yes, means: {} }} }}\n",
            place.thing,
            sentence(rng)
        ));
    }
    if place.kind == LIST {
        text.push_str("query:\n");
        for (name, ty) in [("page", "Int"), ("pageSize", "Int"), ("createdAtLte", "DateTime")] {
            text.push_str(&format!(
                "  {name}: {{ type: {ty}, mandatory: No, means: {} }}\n",
                sentence(rng)
            ));
        }
    }
    text
}

/// Writes the body's rows and rules; the sample of the request, if one with every row keeps the
/// rules.
fn body(place: &Place<'_>, tables: &[Table], rng: &mut Rng, text: &mut String) -> Option<String> {
    let own = format!("{}Request", place.object(0));
    let mut body = rows::table(4 + rng.usize(..6), &own, place.thing, rng);
    // The path has it.
    body.rows.retain(|row| row.name != "id" || place.kind == POST);
    let party = rows::sample(&tables[1].rows, None);
    body.rows.push(rows::nested("party", &place.object(1), "Yes", party));
    text.push_str(&format!("body:\n{}", rows::lines(&body.rows, "  ", rng)));
    if let Some(rule) = &body.rule {
        text.push_str(&format!("rules:\n  - {rule}\n"));
    }
    let sent = [&body, &tables[1], &tables[2]];
    let is_kept = sent.iter().all(|table| !table.is_exclusive());
    is_kept.then(|| rows::sample(&body.rows, None))
}

fn table(place: &Place<'_>, role: usize, rng: &mut Rng) -> Table {
    let count = if role == 0 { 6 + rng.usize(..8) } else { 4 + rng.usize(..6) };
    rows::table(count, &place.object(role), place.thing, rng)
}

/// Lays the page's objects into each other: the second and the fourth into the answer, each other
/// one into the one before it.
fn nest(place: &Place<'_>, tables: &mut [Table]) {
    for role in (4..tables.len()).rev() {
        let value = rows::sample(&tables[role].rows, None);
        tables[role - 1].rows.push(rows::nested("within", &place.object(role), "No", value));
    }
    let terms = rows::sample(&tables[2].rows, None);
    tables[1].rows.push(rows::nested("terms", &place.object(2), "No", terms));
    let party = rows::sample(&tables[1].rows, None);
    tables[0].rows.push(rows::nested("party", &place.object(1), "Yes", party));
    let line = rows::sample(&tables[3].rows, None);
    let lines = format!("[{}]", place.object(3));
    let name = if place.kind == LIST { "data" } else { "lines" };
    tables[0].rows.push(rows::nested(name, &lines, "Yes", format!("[{line}]")));
    if place.kind == LIST {
        for name in ["page", "totalPages"] {
            tables[0].rows.push(rows::nested(name, "Int", "Yes", "1".to_owned()));
        }
    }
}

fn deviations(answer: &[Row], left_out: Option<usize>, rng: &mut Rng) -> String {
    let mut text = "deviations:\n".to_owned();
    if let Some(row) = left_out.map(|index| &answer[index]) {
        text.push_str(&format!(
            "  - at: answer.{}\n    deviates: missing-in-sample\n    \
             found: The table says `Yes`, yet the sample has no such key.\n    \
             handled: It is optional when an answer is read.\n",
            row.name
        ));
    }
    let (found, handled) = (sentence(rng), sentence(rng));
    text.push_str(&format!("  - at: page\n    found: {found}\n    handled: {handled}\n"));
    text
}
