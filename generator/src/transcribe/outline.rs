//! A page in its parts, before anything is known of the spec: samples, request lines, headers, and
//! the stretches of lines in which tables stand.

use super::columns::Heading;
use super::particulars::{self, HeaderLine, RequestLine};
use super::samples::{self, Json, PageSample};
use super::section::{Section, Side, section};
use super::text::Line;

/// The most lines of a page.
const MAX_LINES: usize = 200_000;

/// A page in its parts.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) lines: Vec<Line>,
    pub(super) revision: Option<String>,
    pub(super) requests: Vec<RequestLine>,
    pub(super) headers: Vec<HeaderLine>,
    pub(super) statuses: Vec<u16>,
    pub(super) stretches: Vec<Stretch>,
    pub(super) samples: Vec<(Option<Side>, PageSample)>,
    /// Samples that are none, and why.
    pub(super) unread: Vec<(usize, String)>,
    /// Whether the page visibly ends too early.
    pub(super) is_cut: bool,
}

/// Lines between two boundaries, in which a table may stand.
#[derive(Debug)]
pub(super) struct Stretch {
    /// The heading of its table, unless the copy has lost it.
    pub(super) heading: Option<Heading>,
    /// The short lines above the heading.
    pub(super) captions: Vec<String>,
    pub(super) side: Option<Side>,
    /// Its lines, as indices; without the heading.
    pub(super) first: usize,
    pub(super) end: usize,
    /// Whether the page has nothing behind it.
    pub(super) is_last: bool,
}

/// What is known while walking down the page.
#[derive(Default)]
struct Walk {
    outline: Outline,
    side: Option<Side>,
    open: Option<Stretch>,
    /// Whether the line above announced headers, or was one.
    in_headers: bool,
    /// Whether the line above announced a status.
    in_status: bool,
}

impl Outline {
    pub(super) fn of(mut lines: Vec<Line>) -> Self {
        let mut walk = Walk::default();
        if lines.len() > MAX_LINES {
            let why = format!("only the first {MAX_LINES} lines of the page are read");
            walk.outline.unread.push((MAX_LINES, why));
            lines.truncate(MAX_LINES);
        }
        let shown: Vec<&Line> = lines.iter().collect();
        let mut at = 0;
        while at < shown.len() {
            at = walk.take(&shown, at);
        }
        walk.close(shown.len());
        let mut outline = walk.outline;
        if let Some(last) = lines.iter().rev().find(|line| !line.text.is_empty()) {
            outline.is_cut |= last.text.ends_with('…') || last.text.ends_with("...");
        }
        if let Some(stretch) = outline.stretches.last_mut() {
            stretch.is_last = lines[stretch.end..].iter().all(|line| line.text.is_empty());
        }
        outline.lines = lines;
        outline
    }
}

impl Walk {
    /// Takes in the line at `at`; returns the one to go on with.
    fn take(&mut self, lines: &[&Line], at: usize) -> usize {
        let line = lines[at];
        if line.text.is_empty() {
            return at + 1;
        }
        if samples::begins(line) {
            self.close(at);
            return at + self.sample(&lines[at..]);
        }
        let next = lines[at + 1..].iter().find(|line| !line.text.is_empty()).copied();
        let is_plain = line.cells.is_none();
        if let Some(heading) = Heading::of(line) {
            self.close(at);
            let captions = captions(lines, at);
            self.open(Some(heading), captions, at + 1);
        } else if let Some(section) = section(&line.text).filter(|_| is_plain) {
            self.close(at);
            self.announce(section);
            return at + 1;
        } else if let Some(request) = particulars::request_line(line).filter(|_| is_plain) {
            self.close(at);
            self.outline.requests.push(request);
            self.side.get_or_insert(Side::Request);
        } else if let Some(status) = particulars::status(line, self.in_status) {
            self.close(at);
            self.outline.statuses.push(status);
            self.side = Some(if status < 400 { Side::Answer } else { Side::Error });
        } else if let Some(date) = particulars::revision(line, next) {
            self.close(at);
            self.outline.revision.get_or_insert(date);
        } else if let Some(header) =
            particulars::header(line, next, self.in_headers).filter(|_| is_plain)
        {
            self.close(at);
            self.outline.headers.push(header);
            self.in_headers = true;
            return at + 1;
        } else if self.open.is_none() {
            self.open(None, Vec::new(), at);
        }
        self.in_headers = false;
        self.in_status = false;
        at + 1
    }

    fn announce(&mut self, section: Section) {
        self.in_headers = section == Section::Headers;
        self.in_status = section == Section::Status;
        if let Section::Of(side) = section {
            self.side = Some(side);
        }
    }

    /// Takes in the sample on the first of the lines; returns how many lines it has.
    fn sample(&mut self, lines: &[&Line]) -> usize {
        match samples::read(lines) {
            Json::Read(sample, count) => {
                self.outline.is_cut |= sample.is_cut;
                self.outline.samples.push((self.side, sample));
                count
            }
            Json::Broken(why, count) => {
                let why = format!("the sample is no JSON: {why}");
                self.outline.unread.push((lines[0].number, why));
                count.max(1)
            }
        }
    }

    fn open(&mut self, heading: Option<Heading>, captions: Vec<String>, first: usize) {
        let side = self.side;
        self.open = Some(Stretch { heading, captions, side, first, end: first, is_last: false });
    }

    fn close(&mut self, end: usize) {
        if let Some(mut stretch) = self.open.take() {
            stretch.end = end;
            self.outline.stretches.push(stretch);
        }
    }
}

/// The short lines above a heading, the nearest first.
fn captions(lines: &[&Line], at: usize) -> Vec<String> {
    let above = lines[..at].iter().rev().filter(|line| !line.text.is_empty());
    above.take(2).map(|line| line.text.clone()).filter(|it| it.len() < 80).collect()
}
