//! Text to a tree of nodes, within limits.

use std::collections::BTreeSet;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, options};

use super::{Kind, MAX_DEPTH, Node, syntax};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};

/// Parses one file. `None` when the text is no YAML that the format allows; what is wrong is
/// in `found` then. An empty file is an empty mapping.
pub(crate) fn parse(file: u32, text: &str, found: &mut Diagnostics) -> Option<Node> {
    let options = options! {
        disallow_directives: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder { file, text, next_id: 0, open: Vec::new(), root: None, found };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => builder.event(event, builder.span(span))?,
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0);
                let diagnostic = syntax::diagnostic(&error, builder.bytes(at, at));
                builder.found.add(diagnostic);
                return None;
            }
        }
    }
    let empty = Node { id: 0, span: Span::start_of(file), kind: Kind::Map(Vec::new()) };
    Some(builder.root.unwrap_or(empty))
}

/// A list or mapping whose end has not been read yet.
struct Open {
    id: u32,
    span: Span,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map(OpenMap),
}

#[derive(Default)]
struct OpenMap {
    /// Whether it stands in `{ }`, where a comma ends a text.
    is_flow: bool,
    entries: Vec<(Node, Node)>,
    names: BTreeSet<String>,
    /// The key whose value has not been read yet.
    key: Option<Node>,
    /// The text that was put together again, by its id.
    rejoined: Option<u32>,
}

struct Builder<'d> {
    file: u32,
    text: &'d str,
    next_id: u32,
    open: Vec<Open>,
    root: Option<Node>,
    found: &'d mut Diagnostics,
}

impl Builder<'_> {
    /// Takes in one event; `None` when the file cannot be read any further.
    fn event(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        if let Some(word) = forbidden(&event) {
            let message = format!("{word} are not part of the spec format");
            let help = "write the value out where it is used";
            let span = if word == "tags" { self.before(span) } else { span };
            self.found.add(Diagnostic::new(Code::NotPlainYaml, span, message).help(help));
            return None;
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                let message = "a second YAML document in one file";
                let help = "write one page into one file";
                self.found.add(Diagnostic::new(Code::NotPlainYaml, span, message).help(help));
                return None;
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                // The parser spells out a null that nobody wrote.
                let is_absent = plain && span.start == span.end;
                let text = if is_absent { String::new() } else { text.into_owned() };
                let kind = Kind::Scalar { text, plain };
                let id = self.id();
                self.close(Node { id, span, kind });
            }
            Event::SequenceStart(..) => self.open(span, OpenKind::List(Vec::new())),
            Event::MappingStart(style, ..) => {
                let is_flow = style == StructureStyle::Flow;
                self.open(span, OpenKind::Map(OpenMap { is_flow, ..OpenMap::default() }));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop()?;
                let kind = match open.kind {
                    OpenKind::List(nodes) => Kind::List(nodes),
                    OpenKind::Map(map) => Kind::Map(map.entries),
                };
                let span = Span { end: span.end.max(open.span.end), ..open.span };
                self.close(Node { id: open.id, span, kind });
            }
            _ => {}
        }
        Some(())
    }

    fn id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }

    fn open(&mut self, span: Span, kind: OpenKind) {
        let id = self.id();
        self.open.push(Open { id, span, kind });
    }

    /// Puts a finished node where it belongs: into the innermost open list or mapping.
    fn close(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(node),
            Some(OpenKind::List(nodes)) => nodes.push(node),
            Some(OpenKind::Map(map)) => match map.key.take() {
                None => map.key = Some(node),
                Some(key) => map.take_in(key, node, self.found),
            },
        }
    }

    /// The word before a node: its tag.
    fn before(&self, span: Span) -> Span {
        let before = self.text.get(..span.start as usize).unwrap_or_default().trim_end();
        let is_end = |c: char| c.is_whitespace() || "[{,".contains(c);
        let word = before.char_indices().rev().find(|(_, c)| is_end(*c));
        match word.map_or(0, |(at, c)| at + c.len_utf8()) {
            start if before[start..].starts_with('!') => self.bytes(start, before.len()),
            _ => span,
        }
    }

    fn span(&self, span: granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        self.bytes(range.start, range.end)
    }

    fn bytes(&self, start: usize, end: usize) -> Span {
        let offset = |bytes| u32::try_from(bytes).unwrap_or(u32::MAX);
        Span { file: self.file, start: offset(start), end: offset(end) }
    }
}

impl OpenMap {
    /// Takes in an entry, unless its key is no new word; that is reported.
    fn take_in(&mut self, key: Node, value: Node, found: &mut Diagnostics) {
        let Some(name) = key.text().filter(|name| !name.is_empty() || !key.is_plain()) else {
            let message = format!("a key must be a word, not {}", key.describe());
            found.add(Diagnostic::new(Code::WrongValue, key.span, message));
            return;
        };
        if self.rejoin(&key, &value, found) {
            return;
        }
        if !self.names.insert(name.to_owned()) {
            let message = format!("`{name}` stands twice in this mapping");
            let help = "keep one of the two";
            found.add(Diagnostic::new(Code::DuplicateKey, key.span, message).help(help));
            return;
        }
        self.entries.push((key, value));
    }

    /// Puts a sentence together again that a comma has cut in two, `{ means: One, two. }`, and
    /// reports that. Without this its second part would be an unknown key.
    fn rejoin(&mut self, key: &Node, value: &Node, found: &mut Diagnostics) -> bool {
        let is_alone = key.is_plain() && value.is_plain() && value.text() == Some("");
        let Some((_, before)) = self.entries.last_mut().filter(|_| self.is_flow && is_alone) else {
            return false;
        };
        let (Kind::Scalar { text, plain: true }, Some(rest)) = (&mut before.kind, key.text())
        else {
            return false;
        };
        if !text.contains(' ') && !rest.contains(' ') {
            return false;
        }
        text.push_str(", ");
        text.push_str(rest);
        before.span.end = key.span.end;
        if self.rejoined.replace(before.id) != Some(before.id) {
            let message = "the comma before this ends a text that is not in quotes";
            let help = "put the whole text into quotes";
            found.add(Diagnostic::new(Code::WrongValue, key.span, message).help(help));
        }
        true
    }
}

/// The plural of what the format does not allow, if the event is such a thing.
fn forbidden(event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Alias(..) | Event::UnresolvedAlias(..) => Some("aliases"),
        Event::Anchor(..) => Some("anchors"),
        _ if event.tag().is_some() => Some("tags"),
        Event::Scalar(text, ScalarStyle::Plain, ..) if text == "<<" => Some("merge keys"),
        _ => None,
    }
}
