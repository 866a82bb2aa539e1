//! How long a page takes: eight times as much of it takes about eight times as long, whatever it
//! is that there is more of.

use std::time::Duration;

use super::pages::{forms, reader};
use crate::law::Law;

/// What a page may be full of: what stands above it, and what there is more and more of.
const SHAPES: &[(&str, &str)] = &[
    ("", "\n"),
    ("", "|"),
    ("", "\t"),
    ("", "a"),
    ("", "a b "),
    ("", "GET /v2/parcels\n"),
    ("", "X-Header: a\n"),
    ("", "Status Code: 200\n"),
    ("", "Request parameters\n"),
    ("", "Field | Type | Mandatory |\n"),
    ("", "FieldTypeMandatory\n"),
    ("", "FieldDescriptionTypeLengthMandatory\nnoteA word.String4No\n\na line\n"),
    ("FieldDescriptionTypeLengthMandatory\n", "a"),
    ("FieldDescriptionTypeLengthMandatory\n", "noteOne more of themString4No\n"),
    ("FieldDescriptionTypeLengthMandatory\n", "It is a sentence of more words.\n"),
    ("FieldTypeLengthMandatoryDescription\n", "noteString4NoOne more of them\n"),
    ("Field | Description | Type | Length | Mandatory |\n", "# | A word. | String | 4 | No |\n"),
    ("Field | Description | Type | Length | Mandatory |\n", "receiver | A |\n"),
    ("Field\tType\tLength\tMandatory\n", "#\tString\t4\tNo\n"),
    ("", "{\n"),
    ("", "{ \"a\": 1 }\n"),
    ("", "{ \"a\": \n"),
    ("", "{ \"a\": } \n"),
    ("", "[{\n"),
    ("", "{ \u{201c}a\u{201d}: 1 }\n"),
    ("", "{ \"inch\": \"5\u{201d}\" }\n"),
    ("", "{ \"inch\": \u{201c}5\" }\n"),
    ("", "{ \"inch\": 5\u{201d}, \"a\": \"5\u{201d}\" }\n"),
    ("{\n", "\"#\": 1,\n"),
    ("<html>", "<table>"),
    ("<html><table>", "<tr>"),
    ("<html><table><tr>", "<td>"),
    ("<html><table>", "<tr><td>#<td>A<td>String\n"),
    ("<html>", "<b> </b>"),
    ("<html><pre>", "<b> </b>"),
    ("<html>", "<pre>\n"),
    ("<html>", "<script>"),
    ("<html>", "&lt;"),
    ("<html>", "<div"),
    ("<html>", "<!--"),
];

/// A megabyte: what grew with the square of a page once (15 MB in five minutes) takes 1.3 s of it then,
/// and 20 ms of an eighth, beside 10 ms that grow with the page. With less of a page the square hides
/// behind the clock.
const LARGE: usize = 1 << 20;

/// The title and the heading that make it a page of the spec.
const PAGE: &str = "Change the Delivery\n\nRequest parameters\n";

/// So many bytes of a shape. A `#` is another number each time.
fn page(above: &str, unit: &str, size: usize) -> String {
    let mut text = match above.starts_with('<') {
        true => format!("{above}<h1>Change the Delivery</h1>"),
        false => format!("{PAGE}{above}"),
    };
    let mut count = 0;
    while text.len() < size {
        text.push_str(&unit.replace('#', &format!("row{count}")));
        count += 1;
    }
    text
}

/// The processor time of this thread: other programs do not count.
#[cfg(unix)]
fn clock() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

#[cfg(not(unix))]
fn clock() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn time(page: &str) -> Duration {
    let start = clock();
    let _ = reader().drift(page.as_bytes(), None);
    let _ = reader().transcribe(page.as_bytes(), None);
    clock().saturating_sub(start)
}

#[test]
fn page_that_is_longer_takes_as_much_longer() {
    let mut law = Law::new("eight times the page takes no more than sixteen times as long");
    let forms = forms().into_iter().map(|page| String::from_utf8_lossy(&page).into_owned() + "\n");
    let forms: Vec<String> = forms.collect();
    let shapes = SHAPES.iter().copied().chain(forms.iter().map(|page| ("", page.as_str())));
    for (above, unit) in shapes {
        let [small, large] = [LARGE / 8, LARGE].map(|size| page(above, unit, size));
        let outcome = || match (time(&small), time(&large)) {
            (few, many) if many <= few * 16 => Ok(()),
            (few, many) => Err(format!("{few:?}, and then {many:?}")),
        };
        // A cache that another program has emptied makes one of the two slow, but not again.
        let outcome = outcome().or_else(|_| outcome());
        law.case(|| format!("{above:?} {:?}", &unit[..unit.floor_char_boundary(40)]), outcome);
    }
    law.hold();
}
