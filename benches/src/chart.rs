//! Bars as SVG, readable on a light and on a dark page.

use crate::report::Chart;

const WIDTH: f64 = 720.0;
const LABEL: f64 = 200.0;
const VALUE: f64 = 110.0;
const BAR: f64 = 18.0;
const LINE: f64 = 26.0;
const TITLE: f64 = 34.0;

const STYLE: &str = "<style>\
text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}\
.ours{fill:#0969da}.other{fill:#8c959f}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ours{fill:#4493f8}.other{fill:#6e7681}}\
</style>";

/// The charts below each other. Each has a scale of its own.
pub(crate) fn svg(charts: &[Chart]) -> String {
    let mut y = 0.0;
    let mut text = String::new();
    for chart in charts {
        y += TITLE;
        let title = format!("{} ({}, shorter is better)", chart.title, chart.unit);
        text.push_str(&label(0.0, y - 12.0, "start", "title", &title));
        let most = chart.bars.iter().map(|bar| bar.value).fold(f64::MIN_POSITIVE, f64::max);
        for bar in &chart.bars {
            let length = (bar.value / most * (WIDTH - LABEL - VALUE)).max(1.0);
            let class = if bar.is_ours { "ours" } else { "other" };
            text.push_str(&label(LABEL - 8.0, y + 14.0, "end", "", &bar.label));
            text.push_str(&format!(
                "<rect class=\"{class}\" x=\"{LABEL}\" y=\"{y}\" width=\"{length:.1}\" \
                 height=\"{BAR}\" rx=\"2\"/>\n"
            ));
            let value = number(bar.value);
            text.push_str(&label(LABEL + length + 6.0, y + 14.0, "start", "", &value));
            y += LINE;
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {y}\" role=\"img\">\
         {STYLE}\n{text}</svg>\n"
    )
}

fn label(x: f64, y: f64, anchor: &str, class: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"{class}\">{text}</text>\n"
    )
}

/// Three digits that count, and thousands apart.
pub(crate) fn number(value: f64) -> String {
    if value < 10.0 {
        return format!("{value:.2}");
    }
    if value < 100.0 {
        return format!("{value:.1}");
    }
    let digits = format!("{value:.0}");
    let first = digits.len() % 3;
    let mut text = digits[..first].to_owned();
    for start in (first..digits.len()).step_by(3) {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&digits[start..start + 3]);
    }
    text
}
