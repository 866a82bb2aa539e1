//! For the tests of the emitters: a page in, the text of one generated item out.

use crate::Sources;

const API: &str = "
api: Library
means: Lends books.
crate: { name: library-client, version: 1.0.0, means: Client of a library. }
";

const DOCUMENTS: &str = "
loans: { title: Loans, revision: 2024-05-06, coverage: whole }
";

const IDENTIFIERS: &str = "Loan: { prefix: Loan, document: loans, means: Names a loan. }";

/// The generated file at `path`, of a spec with one page `things/page.yaml`.
pub(super) fn file(page: &str, path: &str) -> String {
    let page = format!("document: loans\nmeans: About loans.\n{page}");
    let mut sources = Sources::new();
    if page.contains("identifies") {
        sources.insert("identifiers.yaml", IDENTIFIERS);
    }
    sources.insert("api.yaml", API);
    sources.insert("documents.yaml", DOCUMENTS);
    sources.insert("things/page.yaml", page);
    let files = crate::generate(&sources).unwrap_or_else(|report| panic!("{report}"));
    files[path].clone()
}

/// The item of the page's module that begins with `start`, with its documentation.
pub(super) fn item(page: &str, start: &str) -> String {
    let text = file(page, "src/things/page.rs");
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.starts_with(start)).unwrap_or_else(|| {
        panic!("no item begins with `{start}` in\n{text}");
    });
    let first = lines[..at].iter().rposition(|line| line.is_empty()).map_or(0, |it| it + 1);
    let is_last =
        |line: &str| matches!(line, "}" | "};") || line.ends_with(';') && !line.starts_with(' ');
    let length = lines[at..].iter().position(|line| is_last(line)).unwrap_or(0);
    lines[first..=at + length].join("\n")
}
