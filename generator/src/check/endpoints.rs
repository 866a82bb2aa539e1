//! Endpoints: the request line, its parameters, and all rows of the request as one table.

use crate::api::{Endpoint, Object, Part, Row, Segment, Type, Usage, is_clients_own};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::spec::{self, Name, Named, Page};

use super::Checker;
use super::names::{self, Scope};
use super::renames;
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
            if !self.lost.contains("request") {
                let message = format!("`{}` has no `request`", name.value);
                let help =
                    "write method and path as the page prints them: `request: POST /things/`";
                self.found.add(Diagnostic::new(Code::MissingKey, name.span, message).help(help));
                self.lost.insert("request".to_owned());
            }
            self.is_partial = true;
            return None;
        };
        let document = self.documents.find(&page.document, &mut self.found);
        let mut table = Table { document, part: Part::Path, page: index, is_filled_in: false };
        let mut rows = Rows::new();
        self.take_rows(&page.path, table, &mut rows);
        table.part = Part::Query;
        page.query.iter().for_each(|query| self.take_rows(query, table, &mut rows));
        (table.part, table.is_filled_in) = (Part::Body, true);
        page.body.iter().for_each(|body| self.take_rows(body, table, &mut rows));
        let (method, template, path) = self.request_line(request, page, &rows.rows);
        if let (Some(body), "GET" | "DELETE") = (&page.body, method.as_str()) {
            let span = body.names().next().map_or(request.span, |it| it.span);
            let message = format!("a {method} request has no body");
            self.found.add(Diagnostic::new(Code::MisplacedKey, span, message));
        }
        page.success.iter().for_each(|it| self.check_status(it.value, it.span, true));
        page.refusals.iter().for_each(|it| self.check_status(it.value, it.span, false));
        let written = page.path.iter().chain(page.query.iter().flat_map(Named::iter));
        let written = written.chain(page.body.iter().flat_map(Named::iter));
        renames::check(written, &rows.rows, &mut self.found);
        let rules = self.rules(&page.rules, &rows.rows, &rows.places, document);
        let ident = names::type_name(name, name.span, &mut self.found);
        let made_of = format!("the endpoint `{}`", name.value);
        self.types.take(&ident, &made_of, name.span, &mut self.found);
        let references = page.references.iter().map(|it| self.reference(it, &rows.rows)).collect();
        Some(Endpoint {
            name: name.value.clone(),
            call: names::method_name(name),
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
            demands: page.demands.iter().map(|it| self.demanded_header(it)).collect(),
            references,
            find_out: page.find_out.as_ref().map(|it| self.sentence(it)),
            behaviour: None,
        })
    }

    /// A header that the endpoint demands: one that `api.yaml` knows.
    fn demanded_header(&mut self, name: &Name) -> String {
        let known = self.spec.api.iter().flat_map(|it| &it.headers).map(|it| it.name.as_str());
        let known: Vec<&str> = known.collect();
        if !known.contains(&name.as_str()) {
            let message = format!("`api.yaml` has no header `{}`", name.value);
            let help = "enter it under `headers:` there";
            let unknown = Diagnostic::new(Code::UnknownRow, name.span, message);
            self.found.add(unknown.did_you_mean(name, known).help(help));
        } else if is_clients_own(name) {
            let message = format!("`{}` is set by the client itself", name.value);
            let help = "leave it out: a caller can neither give it nor forget it";
            self.found.add(Diagnostic::new(Code::WrongValue, name.span, message).help(help));
        }
        name.value.clone()
    }

    /// A row of the body that is a reference of the caller's own: a text that may be shown.
    fn reference(&mut self, name: &Name, rows: &[Row]) -> String {
        let is_it = |row: &&Row| row.part == Part::Body && row.wire == name.value;
        match rows.iter().find(is_it) {
            Some(row) if row.ty == Type::Text && !row.many && row.sensitive.is_none() => {}
            Some(_) => {
                let message = format!("`{}` is no text that may be shown", name.value);
                let help = "name a text that is neither secret nor personal";
                self.found.add(Diagnostic::new(Code::WrongValue, name.span, message).help(help));
            }
            None => {
                let message = format!("the body has no row `{}`", name.value);
                let known = rows.iter().map(|row| row.wire.as_str());
                let unknown = Diagnostic::new(Code::UnknownRow, name.span, message);
                self.found.add(unknown.did_you_mean(name, known));
            }
        }
        name.value.clone()
    }

    fn take_rows(&mut self, raw: &'s Named<spec::Row>, table: Table, rows: &mut Rows) {
        for (name, row) in raw.iter() {
            let resolved = match name.split_once('.') {
                Some((parent, own)) if table.part == Part::Body => {
                    self.check_one_dot(name, own);
                    let is_first = rows.dotted.insert(parent.to_owned());
                    if !is_first || self.has_parent(parent, name, &rows.rows) {
                        continue;
                    }
                    self.dotted_parent(name, row, table, &mut rows.fields)
                }
                None if table.part == Part::Body && rows.dotted.contains(name.as_str()) => {
                    self.stands_twice(name, name.span);
                    continue;
                }
                _ => Some(self.row(name, name, row, table, &mut rows.fields)),
            };
            rows.places.extend(resolved.as_ref().map(|_| name.span));
            rows.rows.extend(resolved);
        }
    }

    fn check_one_dot(&mut self, name: &Name, own: &str) {
        if own.contains('.') {
            let message = format!("`{}` is a row of an object within an object", name.value);
            let help = "declare the inner object under `objects:`, and give its row that type";
            self.found.add(Diagnostic::new(Code::WrongValue, name.span, message).help(help));
        }
    }

    /// Whether the body has the parent of a dotted row as a row already. One that is not its object
    /// is reported.
    fn has_parent(&mut self, parent: &str, name: &Name, rows: &[Row]) -> bool {
        use heck::ToUpperCamelCase;
        let is_it = |row: &&Row| row.part == Part::Body && row.wire == parent;
        let Some(row) = rows.iter().find(is_it) else { return false };
        let object = self.objects.find(&parent.to_upper_camel_case()).map(Type::Object);
        if row.many || object.as_ref() != Some(&row.ty) {
            self.stands_twice(parent, name.span);
        }
        true
    }

    fn stands_twice(&mut self, row: &str, span: Span) {
        self.is_partial = true;
        let message = format!("`{row}` is a row of the body, and an object whose rows have dots");
        let help = "give the one row the object as its type, or write no row of it with dots";
        self.found.add(Diagnostic::new(Code::DuplicateKey, span, message).help(help));
    }

    /// `POST /payment-series/{id}`: the method, the path as printed, and its pieces.
    fn request_line(
        &mut self,
        request: &Name,
        page: &Page,
        rows: &[Row],
    ) -> (String, String, Vec<Segment>) {
        let (method, path) = request.split_once(' ').unwrap_or((request.as_str(), ""));
        if let Some((message, help)) = wrong_request(method, path) {
            let wrong = Diagnostic::new(Code::WrongRequest, request.span, message).help(help);
            let is_method = METHODS.contains(&method);
            let meant = METHODS.iter().copied().filter(|_| !is_method);
            self.found.add(wrong.did_you_mean(method, meant));
            return (method.to_owned(), path.to_owned(), Vec::new());
        }
        self.check_request_is_new(request, method, path);
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

    /// Reports a request that another page has: nothing on the wire would tell them apart.
    fn check_request_is_new(&mut self, request: &Name, method: &str, path: &str) {
        let pieces = path.split('{').map(|it| it.split_once('}').map_or(it, |(_, after)| after));
        let shape = format!("{method} {}", pieces.collect::<Vec<_>>().join("{}"));
        let first = *self.requests.entry(shape).or_insert(request.span);
        if first != request.span {
            let files = &self.spec.files;
            let other = files.get(first.file as usize).map_or("another page", |it| &it.path);
            let message = format!("`{}` is the request of `{other}` as well", request.value);
            let help = "mend the path, or keep one of the two pages";
            let twice = Diagnostic::new(Code::DuplicateRequest, request.span, message);
            self.found.add(twice.help(help));
        }
    }

    fn segments(&mut self, path: &str, request: &Name, rows: &[Row]) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut rest = path;
        while let Some((literal, parameter)) = rest.split_once('{') {
            let (name, after) = parameter.split_once('}').unwrap_or((parameter, ""));
            if !literal.is_empty() {
                segments.push(Segment::Literal(literal.to_owned()));
            }
            let is_it = |row: &Row| row.part == Part::Path && row.wire == name;
            match rows.iter().position(is_it) {
                Some(index) => segments.push(Segment::Parameter(index)),
                None if self.lost.contains(name) => {}
                None => {
                    let message = format!("the path parameter `{name}` has no row");
                    let help = format!("add it: `path: {{ {name}: {{ type: String, ... }} }}`");
                    let place = part_of(request, &format!("{{{name}}}"));
                    let missing = Diagnostic::new(Code::PathParameter, place, message).help(help);
                    let known = rows.iter().filter(|row| row.part == Part::Path);
                    self.found.add(missing.did_you_mean(name, known.map(|row| row.wire.as_str())));
                }
            }
            rest = after;
        }
        if !rest.is_empty() {
            segments.push(Segment::Literal(rest.to_owned()));
        }
        segments
    }

    /// Reports the first of what only an endpoint has on a page that has none.
    fn check_no_endpoint_keys(&mut self, page: &Page) {
        if self.lost.contains("endpoint") {
            self.is_partial = true;
            return;
        }
        let first = |rows: &Named<spec::Row>| rows.names().next().map(|it| it.span);
        let misplaced: [(&str, Option<Span>); 10] = [
            ("request", page.request.as_ref().map(|it| it.span)),
            ("success", page.success.as_ref().map(|it| it.span)),
            ("refusals", page.refusals.first().map(|it| it.span)),
            ("path", first(&page.path)),
            ("query", page.query.as_ref().and_then(first)),
            ("body", page.body.as_ref().and_then(first)),
            ("rules", page.rules.first().map(|it| it.span)),
            ("answer", page.answer.as_ref().map(|it| it.span)),
            ("does", page.does.as_ref().map(|it| it.span)),
            ("samples.request", page.samples.request.as_ref().map(|it| it.span)),
        ];
        if let Some((key, span)) = misplaced.into_iter().find_map(|(key, it)| Some((key, it?))) {
            let message = format!("`{key}` belongs to an endpoint, and this page names none");
            let help = "add `endpoint:` with its name, or remove all keys of an endpoint";
            self.found.add(Diagnostic::new(Code::MisplacedKey, span, message).help(help));
            self.is_partial = true;
        }
    }
}

/// The rows of a request while they are collected.
struct Rows {
    rows: Vec<Row>,
    places: Vec<Span>,
    fields: Scope,
    /// The objects whose rows were written with dots so far.
    dotted: std::collections::BTreeSet<String>,
}

impl Rows {
    fn new() -> Self {
        Self {
            rows: Vec::new(),
            places: Vec::new(),
            fields: Scope::of_fields(),
            dotted: std::collections::BTreeSet::new(),
        }
    }
}

/// What is wrong with a method and path, and what mends it.
fn wrong_request(method: &str, path: &str) -> Option<(String, &'static str)> {
    let line = "write method and path as the page prints them: `request: POST /things/{id}`";
    if !METHODS.contains(&method) {
        return Some((format!("`{method}` is no method that the format knows"), line));
    }
    if path.is_empty() {
        return Some(("there is no path after the method".to_owned(), line));
    }
    if !path.starts_with('/') {
        let help = "leave out the host, and put one space between method and path";
        return Some((format!("the path `{path}` does not begin with a slash"), help));
    }
    if path.contains('?') {
        let help = "write what follows the question mark as rows under `query:`";
        return Some(("a path ends before its query".to_owned(), help));
    }
    if !has_whole_braces(path) {
        let help = "enclose the name of each parameter: `/things/{id}`";
        return Some((format!("the braces of `{path}` do not enclose one name each"), help));
    }
    let is_printable = |c: &char| c.is_ascii_alphanumeric() || "/-._~{}:@!$&'()*+,;=".contains(*c);
    let strange = path.chars().find(|c| !is_printable(c))?;
    Some((
        format!("a path cannot have {strange:?}"),
        "write it as the page prints it, in ASCII, or make it a parameter",
    ))
}

/// Whether every brace of a path belongs to a pair around a name.
fn has_whole_braces(path: &str) -> bool {
    let mut pieces = path.split('{');
    let before = pieces.next().unwrap_or_default();
    let is_parameter = |piece: &str| match piece.split_once('}') {
        Some((name, after)) => !name.is_empty() && !after.contains('}'),
        None => false,
    };
    !before.contains('}') && pieces.all(is_parameter)
}

/// The place of a part of a text, if the text stands in the spec as it is.
fn part_of(text: &Name, part: &str) -> Span {
    let Span { file, start, end } = text.span;
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
    match text.split_once(part) {
        Some((before, _)) if end - start == length(text) => {
            let start = start + length(before);
            Span { file, start, end: start + length(part) }
        }
        _ => text.span,
    }
}
