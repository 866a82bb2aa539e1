//! A page that the spec does not have yet, written down as far as it can be read. Every guess is
//! marked for a person to confirm, and nothing is made up: what the page leaves open stays open.

mod parts;

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToKebabCase as _, ToSnakeCase as _, ToUpperCamelCase as _};

use super::apply::type_in_spec;
use super::columns::{length, mandatory};
use super::condition;
use super::edit::NewRow;
use super::json::layout as json;
use super::outline::Outline;
use super::particulars::RequestLine;
use super::section::Side;
use super::tables::{PageRow, PageTable};
use crate::check::TYPE_WORDS;
use crate::spec::Spec;
use parts::{key, lines, rows_of, section, template};

/// The Rust-like name of an object that a row is of.
pub(super) fn object_name(row: &str) -> String {
    row.rsplit('.').next().unwrap_or(row).to_upper_camel_case()
}

/// A drafted page.
pub(super) struct Draft {
    pub(super) key: String,
    /// The path below the spec folder, and the text.
    pub(super) page: (String, String),
    /// The entry in `documents.yaml`.
    pub(super) entry: String,
}

/// Drafts a page.
pub(super) fn draft(spec: &Spec, outline: &Outline, tables: &[PageTable]) -> Draft {
    let title = title(outline);
    let name = title.clone().unwrap_or_else(|| "Untitled Page".to_owned());
    let has_key = |key: &str| spec.documents.names().any(|it| it.as_str() == key);
    let has_file = |path: &str| spec.files.iter().any(|it| it.path == path);
    let key = free(|number| format!("{}{}", name.to_kebab_case(), suffix("-", number)), has_key);
    let mut writer = Writer::new(spec, outline, tables);
    let (group, module) = (writer.group(), module(&name));
    let path = free(|number| format!("{group}/{module}{}.yaml", suffix("_", number)), has_file);
    writer.is_numbered = path != format!("{group}/{module}.yaml") || key != name.to_kebab_case();
    let text = writer.page(&key, &name, title.is_none());
    let mut entry = format!("\n{key}:\n  title: {}\n", scalar(&name));
    entry.push_str(&format!("  revision: {}\n", outline.revision.as_deref().unwrap_or("undated")));
    entry.push_str(match outline.is_cut {
        true => "  # confirm: where the copy ends\n  coverage: { cut: at the end of the copy }\n",
        false => "  # confirm: whether the copy is whole\n  coverage: whole\n",
    });
    Draft { key, page: (path, text), entry }
}

/// The first of the names, numbered from 1, that nothing has yet: no page is ever written over.
fn free(name: impl Fn(u32) -> String, is_taken: impl Fn(&str) -> bool) -> String {
    let mut number = 1;
    while is_taken(&name(number)) {
        number += 1;
    }
    name(number)
}

/// What tells the second and each further one of a name apart.
fn suffix(joint: &str, number: u32) -> String {
    if number == 1 { String::new() } else { format!("{joint}{number}") }
}

fn module(title: &str) -> String {
    let name = title.to_snake_case();
    let is_usable = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if is_usable { name } else { "page".to_owned() }
}

/// The first line that can be a title.
fn title(outline: &Outline) -> Option<String> {
    let first = outline.lines.iter().filter(|line| !line.text.is_empty()).take(3);
    let mut titles = first.map(|line| line.text.trim_start_matches('#').trim());
    let is_title = |text: &&str| {
        text.starts_with(char::is_uppercase)
            && text.split(' ').count() <= 8
            && !text.contains([':', '|', '{', '\t'])
            && !text.ends_with(['.', ','])
    };
    titles.find(is_title).map(str::to_owned)
}

/// A text as a YAML scalar.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || " -_/()'.".contains(c))
        && !text.ends_with(' ');
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

struct Writer<'d> {
    spec: &'d Spec,
    outline: &'d Outline,
    tables: &'d [PageTable],
    /// Objects that rows name and the spec does not have, with the rows that are known of them.
    objects: BTreeMap<String, Vec<NewRow>>,
    rules: BTreeSet<(bool, Vec<String>)>,
    /// Whether another page has the name that this one would have.
    is_numbered: bool,
}

impl<'d> Writer<'d> {
    fn new(spec: &'d Spec, outline: &'d Outline, tables: &'d [PageTable]) -> Self {
        let (objects, rules) = (BTreeMap::new(), BTreeSet::new());
        Self { spec, outline, tables, objects, rules, is_numbered: false }
    }

    fn request(&self) -> Option<&RequestLine> {
        self.outline.requests.first()
    }

    /// The folder of pages that share the first word of the path.
    fn group(&self) -> String {
        let word = |path: &str| {
            let is_word = |it: &&str| !it.is_empty() && !it.starts_with(['{', ':', 'v']);
            path.split('/').find(is_word).map(str::to_snake_case)
        };
        let Some(own) = self.request().and_then(|it| word(&it.path)) else {
            return "pages".to_owned();
        };
        let same = self.spec.pages.iter().find(|placed| {
            let request = placed.content.request.as_ref().and_then(|it| it.split_once(' '));
            request.and_then(|(_, path)| word(path)).is_some_and(|it| it == own)
        });
        let group = same.and_then(|it| it.path.split_once('/')).map(|(group, _)| group.to_owned());
        group.unwrap_or_else(|| module(&own))
    }

    fn page(mut self, key: &str, name: &str, is_untitled: bool) -> String {
        let mut text =
            "# yaml-language-server: $schema=../../spec.schema.json#/$defs/Page\n".to_owned();
        let mut marks = vec!["drafted from a copy of the page: compare it row by row".to_owned()];
        if is_untitled {
            marks.push("the copy has no title: name the document and the endpoint".to_owned());
        }
        if self.is_numbered {
            let why = "another page is called so: name the file and the document, or draft this \
                       page with `--document` if it is that one";
            marks.push(why.to_owned());
        }
        marks.extend(self.spec_marks());
        text.extend(marks.iter().map(|mark| format!("# confirm: {mark}\n")));
        text.push_str(&format!("document: {key}\n"));
        if let Some(request) = self.request() {
            let (line, parameters) = template(request, self.spec);
            let method = request.method.clone();
            text.push_str(&format!(
                "endpoint: {}\nmeans: To be described.\nrequest: {line}\n",
                scalar(name)
            ));
            let success = self.outline.statuses.iter().find(|it| (200..300).contains(*it));
            text.extend(success.map(|it| format!("success: {it}\n")));
            let refusals: BTreeSet<u16> =
                self.outline.statuses.iter().copied().filter(|it| *it >= 400).collect();
            if !refusals.is_empty() {
                let listed: Vec<String> = refusals.iter().map(u16::to_string).collect();
                text.push_str(&format!("refusals: [{}]\n", listed.join(", ")));
            }
            text.push_str(&section("path", &parameters));
            let part = if matches!(method.as_str(), "GET" | "DELETE") { "query" } else { "body" };
            let names: Vec<&str> = parameters.iter().map(|it| it.name.as_str()).collect();
            let mut rows = self.rows(Side::Request, "No");
            rows.retain(|row| !names.contains(&row.name.as_str()));
            text.push_str(&section(part, &rows));
            text.push_str(&self.drafted_rules());
            text.push_str(&self.answer(name));
        } else {
            text.push_str("means: To be described.\n");
            let rows = self.rows(Side::Answer, "Yes");
            self.objects.insert(object_name(name), rows);
        }
        text.push_str(&self.object_section());
        text.push_str(&self.samples());
        text
    }

    /// What a person must look at before anything else.
    fn spec_marks(&self) -> Vec<String> {
        let broken = self.outline.unread.iter();
        let broken = broken.map(|(line, why)| format!("line {line} of the copy: {why}"));
        let cut = self.tables.iter().filter_map(|it| it.cut_in.as_ref());
        let cut = cut.map(|row| {
            let start: String = row.chars().take(40).collect();
            format!("the copy ends in the row that begins `{start}`")
        });
        broken.chain(cut).collect()
    }

    /// The rows of all tables of a side.
    fn rows(&mut self, side: Side, without_word: &str) -> Vec<NewRow> {
        let is_side = |it: &&PageTable| it.side.unwrap_or(Side::Request) == side;
        let tables: Vec<&PageTable> = self.tables.iter().filter(is_side).collect();
        let mut seen = BTreeSet::new();
        let rows: Vec<&PageRow> =
            tables.iter().flat_map(|it| &it.rows).filter(|it| seen.insert(&it.name)).collect();
        if side == Side::Request {
            self.collect_rules(&rows);
        }
        rows.iter().map(|row| self.row(row, without_word)).collect()
    }

    fn row(&mut self, row: &PageRow, without_word: &str) -> NewRow {
        let mut new = NewRow { name: key(&row.name), ..NewRow::default() };
        new.means = "To be described.".to_owned();
        if row.is_guess {
            let why = "the name was run together with what follows it, and may end elsewhere";
            new.confirm.push(why.to_owned());
        }
        let cell = row.ty.as_deref().unwrap_or_default();
        let (ty, is_guess) = type_in_spec(self.spec, &row.name, cell);
        let ty = ty.unwrap_or_else(|| {
            let name = object_name(&row.name);
            self.objects.entry(name.clone()).or_default();
            name
        });
        if is_guess || cell.is_empty() {
            let cell = if cell.is_empty() { "nothing" } else { cell };
            new.confirm.push(format!("the page has `{cell}` for the type"));
        }
        let is_object = !TYPE_WORDS.contains(&ty.trim_matches(['[', ']']));
        new.cells.push(("type", ty));
        if let Some(length) = row.length.as_deref().and_then(length).filter(|_| !is_object) {
            new.cells.push(("length", scalar(&length)));
        }
        let word = mandatory(row.mandatory.as_deref().unwrap_or_default());
        let is_word = matches!(word.as_str(), "Yes" | "No" | "Conditional");
        if !is_word {
            new.confirm.push("the page does not say whether it is mandatory".to_owned());
        }
        let word = if is_word { word } else { without_word.to_owned() };
        new.cells.push(("mandatory", word));
        new
    }

    fn collect_rules(&mut self, rows: &[&PageRow]) {
        let is_row = |word: &str| rows.iter().any(|it| it.name == word);
        for row in rows {
            let Some(partners) = condition::stated(&row.description, &row.name, is_row) else {
                continue;
            };
            let is_absent = partners.iter().all(|it| it.is_absent);
            let mut names: Vec<String> = partners.into_iter().map(|it| it.row).collect();
            names.push(row.name.clone());
            names.sort();
            self.rules.insert((is_absent, names));
        }
    }

    fn drafted_rules(&self) -> String {
        if self.rules.is_empty() {
            return String::new();
        }
        let rule = |(is_absent, rows): &(bool, Vec<String>)| {
            let kind = if *is_absent { "at_least_one_of" } else { "together" };
            let mark = "  # confirm: the rule as the page's conditions seem to mean it\n";
            format!("{mark}  - {kind}: [{}]\n", rows.join(", "))
        };
        format!("rules:\n{}", self.rules.iter().map(rule).collect::<String>())
    }

    /// The object that answers, named after the endpoint.
    fn answer(&mut self, endpoint: &str) -> String {
        let rows = self.rows(Side::Answer, "Yes");
        let samples = &self.outline.samples;
        let sample =
            samples.iter().find(|(side, _)| *side == Some(Side::Answer)).map(|it| &it.1.body);
        if rows.is_empty() && sample.is_none() {
            return String::new();
        }
        let (_, noun) = endpoint.split_once(' ').unwrap_or(("", endpoint));
        let name = noun.to_upper_camel_case();
        let objects = || self.spec.pages.iter().flat_map(|it| it.content.objects.names());
        if objects().any(|it| it.as_str() == name) {
            return format!(
                "# confirm: that the answer is the object of another page\nanswer: {name}\n"
            );
        }
        let rows = if rows.is_empty() { sample.map(rows_of).unwrap_or_default() } else { rows };
        self.objects.insert(name.clone(), rows);
        format!("# confirm: the object's name, which no page gives\nanswer: {name}\n")
    }

    fn object_section(&self) -> String {
        let mut text = String::new();
        for (name, rows) in &self.objects {
            if text.is_empty() {
                text.push_str("objects:\n");
            }
            text.push_str(&format!("  {name}:\n    means: To be described.\n"));
            text.push_str(
                "    # confirm: whether its table is whole, and so closed\n    open: true\n",
            );
            match rows.is_empty() {
                true => text.push_str("    rows: {}\n"),
                false => text.push_str(&format!("    rows:\n{}", lines(rows, 6))),
            }
        }
        text
    }

    fn samples(&self) -> String {
        let of = |wanted: Side| {
            let samples = self.outline.samples.iter();
            let whole = samples.filter(move |(side, it)| *side == Some(wanted) && !it.is_cut);
            whole.map(|(_, sample)| &sample.body).next()
        };
        let mut text = String::new();
        for (key, side) in [("request", Side::Request), ("answer", Side::Answer)] {
            if let Some(sample) = of(side) {
                text.push_str(&format!("  {key}:\n    {}\n", json(sample, 4)));
            }
        }
        if text.is_empty() { text } else { format!("samples:\n{text}") }
    }
}
