//! Text to a tree of nodes, within limits.

use std::collections::BTreeSet;

use granit_parser::{Event, Parser, ScalarStyle, options};

use super::{Kind, MAX_DEPTH, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};

/// Parses one file. `None` when the text is no YAML that the format allows; what is wrong is
/// in `found` then. An empty file is an empty mapping.
pub(crate) fn parse(file: u32, text: &str, found: &mut Diagnostics) -> Option<Node> {
    let options = options! {
        disallow_directives: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder { file, next_id: 0, open: Vec::new(), root: None, found };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => builder.event(event, builder.span(span))?,
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0);
                let span = builder.bytes(at, at);
                let (code, help) = match error.kind() {
                    granit_parser::ErrorKind::RecursionLimitExceeded => {
                        (Code::TooDeep, "a spec file nests a few levels only")
                    }
                    _ => (Code::Syntax, "look at the quotes, brackets and indentation before it"),
                };
                let message = format!("this is not YAML: {}", error.info());
                found.add(Diagnostic::new(code, span, message).help(help));
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
    Map { entries: Vec<(Node, Node)>, names: BTreeSet<String>, key: Option<Node> },
}

struct Builder<'d> {
    file: u32,
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
                let kind = Kind::Scalar { text: text.into_owned(), plain };
                let id = self.id();
                self.close(Node { id, span, kind });
            }
            Event::SequenceStart(..) => self.open(span, OpenKind::List(Vec::new())),
            Event::MappingStart(..) => self.open(
                span,
                OpenKind::Map { entries: Vec::new(), names: BTreeSet::new(), key: None },
            ),
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop()?;
                let kind = match open.kind {
                    OpenKind::List(nodes) => Kind::List(nodes),
                    OpenKind::Map { entries, .. } => Kind::Map(entries),
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
            Some(OpenKind::Map { entries, names, key }) => match key.take() {
                None => *key = Some(node),
                Some(key) => {
                    if is_new_name(&key, names, self.found) {
                        entries.push((key, node));
                    }
                }
            },
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

/// Whether a key is a word that its mapping does not have yet; if not, that is reported and the
/// entry is dropped.
fn is_new_name(key: &Node, names: &mut BTreeSet<String>, found: &mut Diagnostics) -> bool {
    let Some(name) = key.text() else {
        let message = format!("a key must be a word, not {}", key.describe());
        found.add(Diagnostic::new(Code::WrongValue, key.span, message));
        return false;
    };
    if !names.insert(name.to_owned()) {
        let message = format!("`{name}` stands twice in this mapping");
        let help = "keep one of the two";
        found.add(Diagnostic::new(Code::DuplicateKey, key.span, message).help(help));
        return false;
    }
    true
}

/// The plural of what the format does not allow, if the event is such a thing.
fn forbidden(event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Alias(..) | Event::UnresolvedAlias(..) => Some("aliases"),
        _ if event.anchor_id().is_some_and(|id| id > 0) => Some("anchors"),
        _ if event.tag().is_some() => Some("tags"),
        Event::Scalar(text, ScalarStyle::Plain, ..) if text == "<<" => Some("merge keys"),
        _ => None,
    }
}
