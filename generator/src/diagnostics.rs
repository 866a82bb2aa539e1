//! What is wrong with a spec: collected in one run, sorted, printed in the manner of rustc.

mod code;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

pub use code::Code;

/// A stretch of a spec file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// Which file, counted in the order of their paths.
    pub(crate) file: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    /// The very beginning of a file: the place of what is missing from all of it.
    pub(crate) fn start_of(file: u32) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// One mistake: what it is, where it stands, and what mends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    span: Span,
    code: Code,
    message: String,
    label: String,
    help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let mut message = message.into();
        if message.len() > LONGEST_MESSAGE {
            message.truncate(message.floor_char_boundary(LONGEST_MESSAGE));
            message.push_str("...");
        }
        Self { span, code, message, label: String::new(), help: None }
    }

    /// The words beside the caret.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The remedy, as an imperative.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at the name that was probably meant, if one is near.
    pub(crate) fn did_you_mean<'n>(
        self,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        match nearest(name, known) {
            Some(near) => self.label(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// Points at the name that was probably meant; if none is near, names them all, if they are
    /// few.
    pub(crate) fn one_of<'n>(self, name: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let listed: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
        let pointed = self.did_you_mean(name, known);
        match listed.len() {
            1..=MOST_LISTED if pointed.label.is_empty() => {
                pointed.help(format!("known here: {}", listed.join(", ")))
            }
            _ => pointed,
        }
    }

    /// The stable name of this kind of mistake.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The mistake in one clause.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The longest message, in bytes: names that go on for pages are cut.
const LONGEST_MESSAGE: usize = 400;

/// The most names that a remedy lists.
const MOST_LISTED: usize = 12;

/// The longest name that is compared with others, and the most of them.
const LONGEST_NAME: usize = 200;
const MOST_COMPARED: usize = 300;

/// The known name that differs from `name` in the fewest letters, if they are few.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let length = name.chars().count();
    let most = (length / 3).max(1);
    let spelled = name.to_lowercase();
    known
        .into_iter()
        .take(MOST_COMPARED)
        .filter(|it| length <= LONGEST_NAME && it.chars().count().abs_diff(length) <= most)
        .map(|it| (strsim::damerau_levenshtein(&it.to_lowercase(), &spelled), it))
        .filter(|(distance, _)| *distance <= most && *distance < length)
        .min()
        .map(|(_, it)| it)
}

/// Collects mistakes while a stage walks on.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    found: BTreeSet<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        self.found.insert(diagnostic);
    }

    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(diagnostics);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether something was reported inside of `span`.
    pub(crate) fn has_within(&self, span: Span) -> bool {
        // They are sorted by their places.
        let first = Diagnostic::new(Code::ALL[0], Span { end: 0, ..span }, "");
        let behind = self.found.range(first..);
        let is_inside = |it: &&Diagnostic| it.span.file == span.file && it.span.start <= span.end;
        behind.take_while(is_inside).any(|it| it.span.end <= span.end)
    }

    /// The report over the files that the spans point into.
    pub(crate) fn into_report(self, files: Vec<File>) -> Report {
        Report { files, diagnostics: self.found.into_iter().collect() }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::collections::btree_set::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

/// A spec file as far as a report needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl File {
    pub(crate) fn new(path: String, text: String) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        Self { path, text, lines }
    }

    /// The line in which a span begins: its number, its text, and the part of the span in it. A
    /// mapping of forty lines is pointed at by its beginning.
    fn line_of(&self, span: Span) -> (usize, &str, Range<usize>) {
        let start = self.text.floor_char_boundary(span.start as usize);
        let end = self.text.floor_char_boundary(span.end as usize);
        let number = self.lines.partition_point(|line| *line <= start);
        let begin = self.lines[number - 1];
        let line = &self.text[begin..self.lines.get(number).copied().unwrap_or(self.text.len())];
        let line = line.trim_end_matches(['\r', '\n']);
        let start = (start - begin).min(line.len());
        (number, line, start..end.saturating_sub(begin).clamp(start, line.len()))
    }
}

/// Everything that is wrong with a spec, in the order of files and lines. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    files: Vec<File>,
    diagnostics: Vec<Diagnostic>,
}

/// Whether a report is printed with colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For files, pipes and tests.
    Plain,
    /// With ANSI colours, for a terminal.
    Coloured,
}

impl Report {
    /// The mistakes, in the order in which they are printed.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The whole report as text. `folder` is put before each path, as the reader would write it.
    #[must_use]
    pub fn render(&self, folder: &str, style: Style) -> String {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Coloured => Renderer::styled(),
        };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        let mut text = String::new();
        for diagnostic in &self.diagnostics {
            text.push_str(&self.render_one(diagnostic, folder, &renderer));
            text.push_str("\n\n");
        }
        text.push_str(&match self.diagnostics.len() {
            1 => "1 mistake in the spec\n".to_owned(),
            many => format!("{many} mistakes in the spec\n"),
        });
        text
    }

    fn render_one(&self, diagnostic: &Diagnostic, folder: &str, renderer: &Renderer) -> String {
        let title = Level::ERROR.primary_title(&diagnostic.message).id(diagnostic.code.as_str());
        let Some(file) = self.files.get(diagnostic.span.file as usize) else {
            let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(help));
            return renderer.render(&[title.elements(help)]);
        };
        let path = if folder.is_empty() {
            file.path.clone()
        } else {
            format!("{}/{}", folder.trim_end_matches('/'), file.path)
        };
        let (number, line, span) = file.line_of(diagnostic.span);
        let place = AnnotationKind::Primary.span(span).label(diagnostic.label.as_str());
        let snippet = Snippet::source(line).line_start(number).path(path).annotation(place);
        let mut group = title.element(snippet);
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help));
        }
        renderer.render(&[group])
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render("", Style::Plain))
    }
}

impl std::error::Error for Report {}
