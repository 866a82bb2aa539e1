//! Endpoints: the request line, its parameters, and all rows of the request as one table.

use crate::api::{Endpoint, Object, Part, Row, Segment, Usage};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::spec::{self, Name, Named, Page};

use super::Checker;
use super::names::{self, Scope};
use super::rows::Table;

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

impl<'s> Checker<'s> {
    /// Resolves the endpoint of a page, if it describes one.
    pub(super) fn endpoint(&mut self, index: usize, page: &'s Page) -> Option<Endpoint> {
        let Some(name) = &page.endpoint else {
            self.check_no_endpoint_keys(page);
            return None;
        };
        let Some(request) = &page.request else {
            let message = format!("`{}` has no `request`", name.value);
            let help = "write method and path as the page prints them: `request: POST /things/`";
            self.found.add(Diagnostic::new(Code::MissingKey, name.span, message).help(help));
            return None;
        };
        let document = self.documents.find(&page.document, &mut self.found);
        let mut table = Table { document, part: Part::Path, page: index };
        let mut rows = Rows::default();
        self.take_rows(&page.path, table, &mut rows);
        table.part = Part::Query;
        page.query.iter().for_each(|query| self.take_rows(query, table, &mut rows));
        table.part = Part::Body;
        page.body.iter().for_each(|body| self.take_rows(body, table, &mut rows));
        let (method, template, path) = self.request_line(request, page, &rows.rows);
        if let (Some(body), "GET" | "DELETE") = (&page.body, method.as_str()) {
            let span = body.names().next().map_or(request.span, |it| it.span);
            let message = format!("a {method} request has no body");
            self.found.add(Diagnostic::new(Code::MisplacedKey, span, message));
        }
        page.success.iter().for_each(|it| self.check_status(it.value, it.span, true));
        page.refusals.iter().for_each(|it| self.check_status(it.value, it.span, false));
        let rules = self.rules(&page.rules, &rows.rows, &rows.places, document);
        let ident = names::type_name(name, name.span, &mut self.found);
        let made_of = format!("the endpoint `{}`", name.value);
        self.types.take(&ident, &made_of, name.span, &mut self.found);
        Some(Endpoint {
            name: name.value.clone(),
            method,
            template,
            path,
            success: page.success.as_ref().map(|it| it.value),
            refusals: page.refusals.iter().map(|it| it.value).collect(),
            request: Object {
                name: name.value.clone(),
                ident,
                means: self.sentence(&page.means),
                open: false,
                rows: rows.rows,
                rules: rules.rules,
                document,
                usage: Usage { sent: true, received: false },
                patch_of: None,
            },
            has_body: page.body.is_some(),
            answer: page.answer.as_ref().and_then(|answer| self.find_object(answer)),
            idempotent_by: rules.idempotent_by,
        })
    }

    fn take_rows(&mut self, raw: &'s Named<spec::Row>, table: Table, rows: &mut Rows) {
        for (name, row) in raw.iter() {
            let resolved = match name.split_once('.') {
                Some((parent, _)) if table.part == Part::Body => {
                    if rows.rows.iter().any(|row| row.wire == parent) {
                        continue;
                    }
                    self.dotted_parent(name, row, table, &mut rows.fields)
                }
                _ => Some(self.row(name, name, row, table, &mut rows.fields)),
            };
            rows.places.extend(resolved.as_ref().map(|_| name.span));
            rows.rows.extend(resolved);
        }
    }

    /// `POST /payment-series/{id}`: the method, the path as printed, and its pieces.
    fn request_line(
        &mut self,
        request: &Name,
        page: &Page,
        rows: &[Row],
    ) -> (String, String, Vec<Segment>) {
        let (method, path) = request.split_once(' ').unwrap_or((request.as_str(), ""));
        if !METHODS.contains(&method) || !path.starts_with('/') || !is_printable_path(path) {
            let message = format!("`{}` is no method and path", request.value);
            let help = "write them as the page prints them: `request: POST /things/{id}`";
            let wrong = Diagnostic::new(Code::WrongRequest, request.span, message);
            self.found.add(wrong.did_you_mean(method, METHODS.iter().copied()).help(help));
            return (method.to_owned(), path.to_owned(), Vec::new());
        }
        let segments = self.segments(path, request, rows);
        for name in page.path.names() {
            let index =
                rows.iter().position(|row| row.part == Part::Path && row.wire == name.value);
            if index.is_some_and(|index| !segments.contains(&Segment::Parameter(index))) {
                let message = format!("the path has no parameter `{{{}}}`", name.value);
                self.found.add(Diagnostic::new(Code::PathParameter, name.span, message));
            }
        }
        (method.to_owned(), path.to_owned(), segments)
    }

    fn segments(&mut self, path: &str, request: &Name, rows: &[Row]) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut rest = path;
        while let Some((literal, parameter)) = rest.split_once('{') {
            let Some((name, after)) = parameter.split_once('}') else {
                let message = "a `{` in the path is never closed";
                self.found.add(Diagnostic::new(Code::WrongRequest, request.span, message));
                return segments;
            };
            if !literal.is_empty() {
                segments.push(Segment::Literal(literal.to_owned()));
            }
            let is_it = |row: &Row| row.part == Part::Path && row.wire == name;
            match rows.iter().position(is_it) {
                Some(index) => segments.push(Segment::Parameter(index)),
                None if self.has_unreadable_row(name) => {}
                None => {
                    let message = format!("the path parameter `{name}` has no row");
                    let help = format!("add it: `path: {{ {name}: {{ type: String, ... }} }}`");
                    let missing = Diagnostic::new(Code::PathParameter, request.span, message);
                    self.found.add(missing.help(help));
                }
            }
            rest = after;
        }
        if !rest.is_empty() {
            segments.push(Segment::Literal(rest.to_owned()));
        }
        segments
    }

    /// Reports what only an endpoint has on a page that has none.
    fn check_no_endpoint_keys(&mut self, page: &Page) {
        let first = |rows: &Named<spec::Row>| rows.names().next().map(|it| it.span);
        let misplaced: [(&str, Option<Span>); 7] = [
            ("request", page.request.as_ref().map(|it| it.span)),
            ("success", page.success.as_ref().map(|it| it.span)),
            ("answer", page.answer.as_ref().map(|it| it.span)),
            ("path", first(&page.path)),
            ("query", page.query.as_ref().and_then(first)),
            ("body", page.body.as_ref().and_then(first)),
            ("samples.request", page.samples.request.as_ref().map(|it| it.span)),
        ];
        for (key, span) in misplaced {
            if let Some(span) = span {
                let message = format!("`{key}` belongs to an endpoint, and this page names none");
                let help = "add `endpoint:` with its name, or remove the key";
                self.found.add(Diagnostic::new(Code::MisplacedKey, span, message).help(help));
            }
        }
    }
}

/// The rows of a request while they are collected.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    places: Vec<Span>,
    fields: Scope,
}

/// Whether a path is made of what a URI's path may show, and braces around parameters.
fn is_printable_path(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_alphanumeric() || "/-._~{}:@!$&'()*+,;=".contains(c))
}
