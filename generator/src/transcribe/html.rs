//! A saved HTML page to lines: a row of a table is one line with its cells.
//!
//! A tokenizer is enough: saved pages leave out end tags, and a cell ends where the next begins.

use html5gum::{DefaultEmitter, Span, StartTag, Token, Tokenizer};

use super::text::{Line, cleaned};

/// Elements whose content no reader sees.
const UNSEEN: &[&str] = &["script", "style", "template", "noscript", "svg"];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "ul",
];

/// Whether a text is HTML.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.trim_start();
    let head = start[..start.floor_char_boundary(4000)].to_ascii_lowercase();
    let telling =
        ["<html", "<!doctype html", "<body", "<table", "<div", "<main", "<article", "<h1"];
    head.starts_with('<') && telling.iter().any(|it| head.contains(it))
}

/// The lines of an HTML page.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page::new(text);
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&name(&tag.name), tag.span),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text), text.span),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}

fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The page so far.
struct Page {
    lines: Vec<Line>,
    /// Where each line of the source begins.
    breaks: Vec<usize>,
    /// The text of the line, or of the cell, that is being read.
    open: String,
    /// Whether that has nothing but spaces so far.
    is_blank: bool,
    /// The line of the source on which that began.
    number: usize,
    row: Option<Vec<String>>,
    in_cell: bool,
    /// How many `pre` are open.
    pre: usize,
    /// The element that is not seen, and how many of its name are open.
    unseen: Option<(String, usize)>,
}

impl Page {
    fn new(text: &str) -> Self {
        Self {
            lines: Vec::new(),
            breaks: text.match_indices('\n').map(|(at, _)| at).collect(),
            open: String::new(),
            is_blank: true,
            number: 1,
            row: None,
            in_cell: false,
            pre: 0,
            unseen: None,
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = name(&tag.name);
        if let Some((unseen, depth)) = &mut self.unseen {
            *depth += usize::from(*unseen == name);
            return;
        }
        if UNSEEN.contains(&name.as_str()) {
            self.unseen = (!tag.self_closing).then_some((name, 1));
            return;
        }
        match name.as_str() {
            "table" => self.end_row(),
            "tr" => {
                self.end_row();
                self.end_line();
                self.number = self.line_of(tag.span);
                self.row = Some(Vec::new());
            }
            "td" | "th" => {
                self.end_cell();
                self.row.get_or_insert_default();
                self.in_cell = true;
            }
            "br" if self.in_cell => self.open.push(' '),
            "br" => self.end_line(),
            block if BLOCKS.contains(&block) => {
                self.end_block();
                self.pre += usize::from(block == "pre");
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, span: Span<usize>) {
        if let Some((unseen, depth)) = &mut self.unseen {
            *depth -= usize::from(*unseen == name);
            if *depth == 0 {
                self.unseen = None;
            }
            return;
        }
        match name {
            "td" | "th" => self.end_cell(),
            "tr" | "table" => self.end_row(),
            block if BLOCKS.contains(&block) => {
                self.end_block();
                self.pre = self.pre.saturating_sub(usize::from(block == "pre"));
            }
            _ => {}
        }
        if self.open.is_empty() {
            self.is_blank = true;
            self.number = self.line_of(span);
        }
    }

    fn text(&mut self, text: &str, span: Span<usize>) {
        if self.unseen.is_some() {
            return;
        }
        if self.in_cell {
            self.open.push_str(text);
            return;
        }
        self.is_blank |= self.open.is_empty();
        if self.is_blank {
            self.number = self.line_of(span);
        }
        self.is_blank &= text.trim().is_empty();
        if self.pre == 0 {
            // Line ends within a paragraph are spaces.
            self.open.push_str(&text.replace(['\n', '\r'], " "));
            return;
        }
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            self.open.push_str(line);
            if lines.peek().is_some() {
                self.end_line();
                self.number += 1;
            }
        }
    }

    fn end_block(&mut self) {
        match self.in_cell {
            true => self.open.push(' '),
            false => self.end_line(),
        }
    }

    fn end_line(&mut self) {
        if self.row.is_none() && !self.open.trim().is_empty() {
            self.lines.push(Line::new(self.number, std::mem::take(&mut self.open)));
        }
        self.open.clear();
    }

    fn end_cell(&mut self) {
        if self.in_cell {
            let cell = cleaned(&std::mem::take(&mut self.open));
            self.row.get_or_insert_default().push(cell);
        }
        self.in_cell = false;
    }

    fn end_row(&mut self) {
        self.end_cell();
        match self.row.take() {
            // A table of one column holds paragraphs.
            Some(cells) if cells.len() == 1 => {
                let raw = cells.concat();
                self.lines.push(Line::new(self.number, raw));
            }
            Some(cells) if !cells.is_empty() => {
                self.lines.push(Line::of_cells(self.number, cells));
            }
            _ => {}
        }
        self.open.clear();
    }

    fn line_of(&self, span: Span<usize>) -> usize {
        self.breaks.partition_point(|at| *at < span.start) + 1
    }

    fn finish(mut self) -> Vec<Line> {
        self.end_row();
        self.end_line();
        self.lines
    }
}
