//! The report: how a page differs from what the spec says stands on it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::api::capitalised;

/// How a page differs from the spec.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Drift {
    /// The page's key in `documents.yaml`; null when none could be told.
    pub document: Option<String>,
    /// The page's own date, here and there.
    pub revision: Revision,
    /// Every difference, in the order of the page's parts.
    pub changes: Vec<Change>,
    /// What was not compared, and why.
    pub unread: Vec<Unread>,
}

/// The date of a page. That it moved is no drift.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Revision {
    /// The one in `documents.yaml`, `YYYY-MM-DD` or `undated`.
    pub spec: Option<String>,
    /// The one on the page, as `YYYY-MM-DD`; null when the page prints none.
    pub page: Option<String>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Change {
    /// What kind of difference it is.
    pub kind: Kind,
    /// Where it is: `request`, `answer`, an object's name, `headers`, or a sample
    /// (`samples.request`). With several endpoints on one page, the endpoint's name stands before it.
    pub table: String,
    /// The row, the header, or the place in the sample; null for the request line and the status.
    pub row: Option<String>,
    /// `type`, `length`, `mandatory` or `condition` of a changed cell, else null.
    pub column: Option<String>,
    /// What the spec has; null where it has nothing.
    pub spec: Option<String>,
    /// What the page has; null where it has nothing.
    pub page: Option<String>,
    /// Whether a client that follows the spec may be refused, or may fail to read an answer.
    pub breaking: bool,
    /// The recorded deviation that explains it; with one it is no drift.
    pub explained: Option<String>,
}

/// The kinds of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The page's table has a row that the spec has not.
    RowAdded,
    /// The spec has a row that the page's table has not.
    RowRemoved,
    /// A cell says something else.
    CellChanged,
    /// The row stands elsewhere in its table.
    OrderChanged,
    /// The method or the path is another one.
    RequestChanged,
    /// The status of success is another one.
    StatusChanged,
    /// The page shows a header that is not sent.
    HeaderAdded,
    /// The page no longer shows a header.
    HeaderRemoved,
    /// A header has another value.
    HeaderChanged,
    /// The page has a sample that the spec has not.
    SampleAdded,
    /// A place in a sample no longer agrees.
    SampleChanged,
}

/// Something that was not compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unread {
    /// Why it was not.
    pub kind: Obstacle,
    /// The line of the page, counted from one, where there is one.
    pub line: Option<usize>,
    /// What it is about, in words.
    pub why: String,
}

/// What kept something from being compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// It stands on the page and could not be understood. The page counts as not understood then.
    NotUnderstood,
    /// It does not stand on this copy, which is cut or may have lost it. That proves nothing.
    NotOnThisCopy,
}

impl Kind {
    /// The kind in words.
    fn words(self) -> &'static str {
        match self {
            Self::RowAdded => "row added",
            Self::RowRemoved => "row removed",
            Self::CellChanged => "cell changed",
            Self::OrderChanged => "order changed",
            Self::RequestChanged => "request changed",
            Self::StatusChanged => "status changed",
            Self::HeaderAdded => "header added",
            Self::HeaderRemoved => "header removed",
            Self::HeaderChanged => "header changed",
            Self::SampleAdded => "sample added",
            Self::SampleChanged => "sample changed",
        }
    }
}

impl Drift {
    /// The report on a page of which nothing can be told.
    #[must_use]
    pub fn not_understood(why: String) -> Self {
        let unread = Unread { kind: Obstacle::NotUnderstood, line: None, why };
        Self {
            document: None,
            revision: Revision::default(),
            changes: Vec::new(),
            unread: vec![unread],
        }
    }

    /// Whether everything on the page was understood.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.unread.iter().all(|it| it.kind != Obstacle::NotUnderstood)
    }

    /// Whether the page differs from the spec by more than recorded deviations explain.
    #[must_use]
    pub fn is_drift(&self) -> bool {
        self.drift().next().is_some()
    }

    fn drift(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|it| it.explained.is_none())
    }

    fn unread(&self, kind: Obstacle) -> impl Iterator<Item = &Unread> {
        self.unread.iter().filter(move |it| it.kind == kind)
    }

    /// The report as one JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The report as text for a terminal. `page` is the page's name.
    #[must_use]
    pub fn to_text(&self, page: &str) -> String {
        let mut text = format!("{page}: {}\n", self.heading());
        if let Some(moved) = self.moved_date() {
            text.push_str(&format!("  {moved}\n"));
        }
        let mut list = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                text.push_str(&format!("  {title}\n"));
                lines.iter().for_each(|line| text.push_str(&format!("    {line}\n")));
            }
        };
        list("drift:", self.drift().map(|it| it.line("", "")).collect());
        let explained = self.changes.iter().filter(|it| it.explained.is_some());
        list("explained by a recorded deviation:", explained.map(|it| it.line("", "")).collect());
        let absent = self.unread(Obstacle::NotOnThisCopy).map(Unread::line);
        list("not on this copy, which proves nothing:", absent.collect());
        let unread = self.unread(Obstacle::NotUnderstood).map(Unread::line);
        list("not understood:", unread.collect());
        text.push_str(&format!("  {}\n", self.verdict()));
        text
    }

    /// The report as Markdown, for a pull request. `page` is the page's name.
    #[must_use]
    pub fn to_markdown(&self, page: &str) -> String {
        let mut text = format!("### {}\n\n{page}. ", self.heading());
        if let Some(moved) = self.moved_date() {
            text.push_str(&format!("The {moved}. "));
        }
        text.push_str(&format!("{}.\n", capitalised(&self.verdict())));
        let mut list = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                text.push_str(&format!("\n{title}\n\n"));
                lines.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
            }
        };
        list("Drift:", self.drift().map(|it| it.line("**", "`")).collect());
        let explained = self.changes.iter().filter(|it| it.explained.is_some());
        list("Explained by a recorded deviation:", explained.map(|it| it.line("", "`")).collect());
        let absent = self.unread(Obstacle::NotOnThisCopy).map(Unread::line);
        list("Not on this copy, which proves nothing:", absent.collect());
        let unread = self.unread(Obstacle::NotUnderstood).map(Unread::line);
        list("Not understood:", unread.collect());
        text
    }

    fn heading(&self) -> String {
        self.document.clone().unwrap_or_else(|| "not a page of the spec".to_owned())
    }

    fn moved_date(&self) -> Option<String> {
        let (spec, page) = (self.revision.spec.as_ref()?, self.revision.page.as_ref()?);
        (spec != page).then(|| format!("date moved: spec {spec}, page {page}"))
    }

    fn verdict(&self) -> String {
        let breaking = self.drift().filter(|it| it.breaking).count();
        match (self.drift().count(), self.is_understood()) {
            (0, true) => "no drift".to_owned(),
            (0, false) => "not understood: no verdict".to_owned(),
            (1, _) => format!("1 change, {breaking} breaking"),
            (many, _) => format!("{many} changes, {breaking} breaking"),
        }
    }
}

impl Change {
    /// The difference on one line, with marks around what is breaking and around names.
    fn line(&self, strong: &str, mark: &str) -> String {
        let place = match &self.row {
            Some(row) => format!("{}.{row}", self.table),
            None => self.table.clone(),
        };
        let mut line = format!("{mark}{place}{mark}: {}", self.kind.words());
        if let Some(column) = &self.column {
            line = format!("{mark}{place}{mark}: {column} changed");
        }
        let quoted = |text: &String| format!("{mark}{text}{mark}");
        match (self.spec.as_ref().map(quoted), self.page.as_ref().map(quoted)) {
            (Some(spec), Some(page)) => line.push_str(&format!(", spec {spec}, page {page}")),
            (Some(spec), None) => line.push_str(&format!(", spec {spec}")),
            (None, Some(page)) => line.push_str(&format!(", page {page}")),
            (None, None) => {}
        }
        if self.breaking && self.explained.is_none() {
            line.push_str(&format!(" {strong}(breaking){strong}"));
        }
        if let Some(explained) = &self.explained {
            line.push_str(&format!(" ({})", explained.trim_end_matches('.')));
        }
        line
    }
}

impl Unread {
    fn line(&self) -> String {
        match self.line {
            Some(line) => format!("line {line}: {}", self.why),
            None => self.why.clone(),
        }
    }
}

/// The JSON Schema of the report.
#[must_use]
pub fn drift_schema() -> String {
    let generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    format!("{:#}\n", generator.into_root_schema_for::<Drift>().to_value())
}
