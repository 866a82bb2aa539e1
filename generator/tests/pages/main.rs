//! One revised page in the layouts in which it reaches a maintainer: pages of our own, with the
//! traps of real ones.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

#[path = "../spec_folder/mod.rs"]
mod spec_folder;

use std::fmt::Write as _;
use std::time::Instant;

use generator::Sources;
use generator::transcribe::{Drift, Obstacle, Transcription, drift_schema};

/// The page, revised, by its layout. The pipes have a cookie notice, curly quotes, no-break spaces
/// and an example in the path; the tabs have lost the title and both headings; the glued one has
/// nothing between its cells; the saved one leaves out end tags.
const LAYOUTS: [(&str, &str); 4] = [
    ("html", include_str!("change_delivery.html")),
    ("pipes", include_str!("change_delivery.pipes.txt")),
    ("tabs", include_str!("change_delivery.tabs.txt")),
    ("run together", include_str!("change_delivery.glued.txt")),
];

fn parcel_tracker() -> Sources {
    let files = spec_folder::read("../tests/parcel-tracker/spec").into_iter();
    files.filter(|(path, _)| path.ends_with(".yaml")).collect()
}

fn read(sources: &Sources) -> Transcription {
    Transcription::read(sources).unwrap_or_else(|report| panic!("{report}"))
}

/// The changes alone: what one copy has lost, another one has.
fn changes(report: &Drift) -> String {
    let mut text = format!("{:?}\n", report.document);
    for change in &report.changes {
        writeln!(text, "{}", serde_json::to_string(change).unwrap()).unwrap();
    }
    text
}

#[test]
fn every_layout_gives_the_same_report() {
    let spec = read(&parcel_tracker());
    let reports = LAYOUTS.map(|(layout, page)| (layout, spec.drift(page.as_bytes(), None)));
    insta::assert_snapshot!("change_delivery", reports[0].1.to_text("change_delivery.html"));
    insta::assert_snapshot!("change_delivery_json", reports[0].1.to_json());
    insta::assert_snapshot!("change_delivery_markdown", reports[0].1.to_markdown("page"));
    for (layout, report) in &reports {
        assert_eq!(changes(report), changes(&reports[0].1), "{layout}");
        assert_eq!(report.revision, reports[0].1.revision, "{layout}");
        assert!(report.is_understood(), "{layout}: {}", report.to_text(layout));
    }
}

/// A page whose rows are taken into the spec says what the spec says.
#[test]
fn every_layout_gives_the_same_edits() {
    let sources = parcel_tracker();
    let spec = read(&sources);
    let edits = LAYOUTS.map(|(_, page)| spec.transcribe(page.as_bytes(), None).unwrap());
    insta::assert_snapshot!(
        "change_delivery_edited",
        edits[0].files["parcels/change_delivery.yaml"]
    );
    for (index, (layout, page)) in LAYOUTS.into_iter().enumerate() {
        assert_eq!(edits[index].files, edits[0].files, "{layout}");
        let mut edited = sources.clone();
        for (path, text) in &edits[index].files {
            // The person who confirms declares the object that the page leaves to be guessed, and
            // records that the sample lacks a row.
            let by_hand = match path.as_str() {
                "documents.yaml" => confirmed(text),
                _ => confirmed(text).replace("objects:\n", ACCESS) + LACKS,
            };
            edited.insert(path, by_hand);
        }
        let report = read(&edited).drift(page.as_bytes(), None);
        assert!(!report.is_drift(), "{layout}: {}", report.to_text(layout));
    }
}

const ACCESS: &str = "objects:
  Access:
    means: How one comes in.
    open: true
    rows: {}
";

const LACKS: &str = "  - at: body.neighbours
    deviates: missing-in-sample
    found: The table says `Yes`, the sample has none.
    handled: It is demanded.
";

/// What is not confirmed is refused by the check, at its place.
#[test]
fn a_guess_that_nobody_confirmed_is_a_mistake_of_the_spec() {
    let mut sources = parcel_tracker();
    let edits = read(&sources).transcribe(LAYOUTS[1].1.as_bytes(), None).unwrap();
    edits.files.iter().for_each(|(path, text)| sources.insert(path, text.as_str()));
    let report = generator::check(&sources).unwrap_err();
    insta::assert_snapshot!("change_delivery_unconfirmed", report.to_string());
}

/// A draft takes names that are free: a page of the spec is never written over.
#[test]
fn a_draft_leaves_the_pages_that_stand() {
    let sources = parcel_tracker();
    let draft = |title: &str, request: &str| {
        let page = format!(
            "{title}\n\n{request}\n\nRequest parameters\n\n\
             Field | Description | Type | Length | Mandatory |\n\
             colour | Which one. | String | 40 | Yes |\n"
        );
        read(&sources).transcribe(page.as_bytes(), None).unwrap()
    };
    let cancel = draft("Cancel", "POST /parcels/cancellations");
    assert!(sources.get("parcels/cancel.yaml").is_some());
    let (path, text) = cancel.files.iter().find(|(path, _)| *path != "documents.yaml").unwrap();
    assert_eq!(path, "parcels/cancel_2.yaml");
    assert!(text.contains("# confirm: another page is called so"), "{text}");
    let find = draft("Find-Parcels", "POST /colours");
    assert_eq!(find.document, "find-parcels-2");
    assert!(find.files["documents.yaml"].contains("\nfind-parcels-2:\n  title: Find-Parcels\n"));
    assert!(find.files["colours/find_parcels.yaml"].contains("document: find-parcels-2\n"));
    let free = draft("Paint a Parcel", "POST /parcels/colours");
    assert!(!free.files["parcels/paint_a_parcel.yaml"].contains("another page"));
}

fn confirmed(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("# confirm:"));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_page_of_another_site_is_said_to_be_none() {
    let spec = read(&parcel_tracker());
    for page in ["Opening hours\n\nMonday to Friday\n", "<html><body><p>Not found</body></html>"] {
        let report = spec.drift(page.as_bytes(), None);
        assert!(!report.is_understood() && !report.is_drift(), "{page}");
    }
}

/// A copy that ends early proves nothing of what it does not reach.
#[test]
fn what_a_cut_copy_has_lost_is_no_drift() {
    let spec = read(&parcel_tracker());
    let page = "Change the Delivery\n\nLast changes: 05-12-2024\n\nRequest parameters\n\n\
                Field | Description | Type | Length | Mandatory |\n\
                receiver | What changes. | Address | Object | No |\n\
                window | What changes. | TimeWi";
    let report = spec.drift(page.as_bytes(), None);
    assert!(!report.is_drift(), "{}", report.to_text("cut"));
    let is_lost = |words: &str| {
        let lost = report.unread.iter().filter(|it| it.kind == Obstacle::NotOnThisCopy);
        lost.into_iter().any(|it| it.why.contains(words))
    };
    assert!(is_lost("`safe-place`") && is_lost("samples.request"), "{}", report.to_text("cut"));
}

#[test]
fn the_published_schema_is_that_of_the_report() {
    let published = include_str!("../../../drift.schema.json");
    assert_eq!(published, drift_schema(), "run `cargo xtask drift --schema > drift.schema.json`");
}

/// `cargo test -p generator --release --test pages two_thousand -- --nocapture` prints the time.
#[test]
fn two_thousand_rows_are_compared() {
    let mut sources = parcel_tracker();
    let mut spec = "document: service-status\nendpoint: Show Everything\nmeans: A long table.\n\
                    request: GET /everything\nanswer: Long\nobjects:\n  Long:\n    \
                    means: A long table.\n    rows:\n"
        .to_owned();
    let mut page = "Is It Down?\n\nLong\nFieldDescriptionTypeLengthMandatory\n".to_owned();
    for row in 0..2000 {
        writeln!(
            spec,
            "      row{row}: {{ type: String, length: 35, mandatory: No, means: A row. }}"
        )
        .unwrap();
        let length = if row == 1000 { 34 } else { 35 };
        writeln!(page, "row{row}What the row number {row} is good for.String{length}No").unwrap();
    }
    sources.insert("health/long.yaml", spec);
    let spec = read(&sources);
    let start = Instant::now();
    let report = spec.drift(page.as_bytes(), Some("service-status"));
    println!("2,000 rows, run together: {:?}", start.elapsed());
    let changes: Vec<_> = report.changes.iter().map(|it| it.row.as_deref()).collect();
    assert_eq!(changes, [Some("row1000")], "{}", report.to_text(""));
}
