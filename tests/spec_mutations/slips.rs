//! The kinds of change, each as a slip of one line: what stood there, and what is said instead.

use generator::compare::Kind;

/// A kind of change.
pub(super) struct Slip {
    pub(super) name: &'static str,
    /// What the comparison calls it: one of these, and nothing else but what comes with it.
    pub(super) named: &'static [Kind],
    /// All lines of a file with the one at an index changed, if this kind of change can be made there.
    pub(super) change: fn(&[&str], usize) -> Option<Vec<String>>,
}

pub(super) const SLIPS: &[Slip] = &[
    Slip {
        name: "length, one more",
        named: &[Kind::LengthExtended, Kind::NumberWidened],
        change: |lines, at| length(lines, at, 1),
    },
    Slip {
        name: "length, one less",
        named: &[Kind::LengthShortened, Kind::NumberNarrowed],
        change: |lines, at| length(lines, at, -1),
    },
    Slip { name: "precision", named: &[Kind::NumberWidened], change: precision },
    Slip { name: "range", named: &[Kind::NumberWidened], change: range },
    Slip {
        name: "mandatory to optional",
        named: &[Kind::BecameOptional, Kind::WordRelaxed],
        change: |lines, at| row(lines, at, "mandatory: Yes", "mandatory: No"),
    },
    Slip {
        name: "optional to mandatory",
        named: &[Kind::BecameMandatory, Kind::WordTightened],
        change: |lines, at| row(lines, at, "mandatory: No", "mandatory: Yes"),
    },
    Slip {
        name: "null allowed",
        named: &[Kind::BecameNullable, Kind::NullAllowed],
        change: null_allowed,
    },
    Slip {
        name: "null forbidden",
        named: &[Kind::NoLongerNullable, Kind::NullForbidden],
        change: |lines, at| word(lines, at, "nullable: true, ", ""),
    },
    Slip {
        name: "value removed",
        named: &[Kind::ValueRemoved, Kind::TypeReplaced],
        change: value_removed,
    },
    Slip {
        name: "value added",
        named: &[Kind::ValueAdded, Kind::TypeReplaced],
        change: value_added,
    },
    Slip {
        name: "format removed",
        named: &[Kind::FormatDropped, Kind::TypeWidened],
        change: |lines, at| format(lines, at, None),
    },
    Slip {
        name: "format changed",
        named: &[Kind::FormatChanged, Kind::TypeWidened],
        change: |lines, at| format(lines, at, Some("time-zone")),
    },
    Slip {
        name: "type changed",
        named: &[Kind::TypeChanged, Kind::TypeWidened, Kind::TypeNarrowed],
        change: type_changed,
    },
    Slip { name: "prefix changed", named: &[Kind::IdentifierChanged], change: prefix_changed },
    Slip { name: "rule removed", named: &[Kind::ConditionsWidened], change: rule_removed },
    Slip {
        name: "row removed",
        named: &[Kind::RowRemoved, Kind::RowRemovedMandatory],
        change: row_removed,
    },
    Slip { name: "row added", named: &[Kind::RowAdded], change: row_added },
    Slip {
        name: "row renamed",
        named: &[Kind::RowRemoved, Kind::RowRemovedMandatory],
        change: row_renamed,
    },
    Slip {
        name: "repetition no longer recognised",
        named: &[Kind::IdempotencyRemoved],
        change: repetition,
    },
    Slip {
        name: "status of success",
        named: &[Kind::SuccessChanged],
        change: |lines, at| word(lines, at, "success: 20", "success: 21"),
    },
    Slip { name: "path changed", named: &[Kind::RequestLineChanged], change: path_changed },
    Slip {
        name: "method changed",
        named: &[Kind::RequestLineChanged],
        change: |lines, at| word(lines, at, "request: POST ", "request: PUT "),
    },
];

fn with(lines: &[&str], at: usize, line: String) -> Vec<String> {
    let mut lines: Vec<String> = lines.iter().map(|it| (*it).to_owned()).collect();
    lines[at] = line;
    lines
}

fn word(lines: &[&str], at: usize, from: &str, to: &str) -> Option<Vec<String>> {
    let line = lines[at];
    let is_data = !line.trim_start().starts_with(['#', '-']);
    (is_data && line.contains(from)).then(|| with(lines, at, line.replacen(from, to, 1)))
}

/// The name of the row that begins on a line.
fn row_name(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(':')?;
    // What a deviation says is printed looks like a row.
    let is_row = line.starts_with(' ') && rest.trim_start().starts_with("{ type:");
    (is_row && name.trim() != "printed").then(|| name.trim())
}

/// The same on the first line of a row.
fn row(lines: &[&str], at: usize, from: &str, to: &str) -> Option<Vec<String>> {
    row_name(lines[at])?;
    word(lines, at, from, to)
}

/// The text between a key and the next comma of a row.
fn value<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    let (_, rest) = line.split_once(key)?;
    Some(rest.split([',', '}']).next()?.trim())
}

fn length(lines: &[&str], at: usize, by: i64) -> Option<Vec<String>> {
    // Beside these a length says nothing more.
    const STRONGER: [&str; 7] =
        ["range:", "GUID", "Boolean", "values:", "identifies:", "format: iso-", "format: uuid"];
    let row: Vec<&str> = lines[at..end_of_row(lines, at)].to_vec();
    let has = |key: &str| row.iter().any(|line| line.contains(key));
    let is_date = has("type: Date,") || has("format: date,") || has("format: date ");
    let is_idle = is_date || STRONGER.iter().any(|it| has(it));
    row_name(lines[at]).filter(|_| !is_idle)?;
    let present = value(lines[at], "length: ")?;
    let changed = present.parse::<i64>().ok()? + by;
    (changed > 0).then_some(())?;
    word(lines, at, &format!("length: {present}"), &format!("length: {changed}"))
}

fn precision(lines: &[&str], at: usize) -> Option<Vec<String>> {
    row_name(lines[at])?;
    let present = value(lines[at], "length: ")?;
    let (digits, scale) = present.split_once('.')?;
    let more = scale.parse::<u32>().ok()? + 1;
    word(lines, at, &format!("length: {present}"), &format!("length: {digits}.{more}"))
}

fn range(lines: &[&str], at: usize) -> Option<Vec<String>> {
    let (_, rest) = lines[at].split_once("range: [")?;
    let (bounds, _) = rest.split_once(']')?;
    let (least, most) = bounds.split_once(", ")?;
    let more = most.trim().parse::<i64>().ok()? + 1;
    word(lines, at, bounds, &format!("{least}, {more}"))
}

fn null_allowed(lines: &[&str], at: usize) -> Option<Vec<String>> {
    // On the way to a path or a query there is no null.
    let section = lines[..at].iter().rfind(|it| !it.starts_with(' ') && !it.is_empty())?;
    // Null of a row that a rule asks for offends at the same place, allowed or not.
    let is_asked_for = lines[at].contains("Conditional");
    row_name(lines[at]).filter(|_| !is_asked_for && !matches!(*section, "path:" | "query:"))?;
    (!lines[at].contains("nullable"))
        .then(|| word(lines, at, "{ type:", "{ nullable: true, type:"))?
}

fn value_removed(lines: &[&str], at: usize) -> Option<Vec<String>> {
    let (_, rest) = lines[at].split_once("values: [")?;
    let (values, _) = rest.split_once(']')?;
    let (kept, _) = values.rsplit_once(',')?;
    word(lines, at, values, kept)
}

fn value_added(lines: &[&str], at: usize) -> Option<Vec<String>> {
    let (_, rest) = lines[at].split_once("values: [")?;
    let (values, _) = rest.split_once(']')?;
    word(lines, at, values, &format!("{values}, Novel"))
}

fn format(lines: &[&str], at: usize, to: Option<&str>) -> Option<Vec<String>> {
    let present = value(lines[at], " format: ")?;
    let from = format!(" format: {present},");
    let to = to.map_or(String::new(), |to| format!(" format: {to},"));
    (from != to).then(|| word(lines, at, &from, &to))?
}

fn type_changed(lines: &[&str], at: usize) -> Option<Vec<String>> {
    row_name(lines[at])?;
    let present = value(lines[at], "{ type: ")?;
    let to = match present {
        "Int" => "Decimal",
        "Boolean" | "Date" | "DateTime" => "String",
        "Decimal" | "Double" => "Int",
        _ => return None,
    };
    word(lines, at, &format!("type: {present},"), &format!("type: {to},"))
}

fn prefix_changed(lines: &[&str], at: usize) -> Option<Vec<String>> {
    let present = value(lines[at], "{ prefix: ")?;
    word(lines, at, &format!("prefix: {present}"), &format!("prefix: {present}s"))
}

/// Without a rule; the rows that it was about become optional.
fn rule_removed(lines: &[&str], at: usize) -> Option<Vec<String>> {
    const RULES: [&str; 4] =
        ["- at_least_one_of:", "- exactly_one_of:", "- together:", "- required_when:"];
    let rule = lines[at].trim_start();
    // Nobody judges the conditions of what is received alone: the objects on an endpoint's page.
    let is_answered = indent(lines[at]) > 2 && lines.iter().any(|it| it.starts_with("endpoint:"));
    (!is_answered && RULES.iter().any(|it| rule.starts_with(it))).then_some(())?;
    let mut changed = without_item(lines, at);
    let names: Vec<&str> = rule.split(['[', ']', ',', ' ', '{', '}', ':']).collect();
    for line in &mut changed {
        if row_name(line).is_some_and(|row| names.contains(&row)) {
            *line = line.replacen("mandatory: Conditional", "mandatory: No", 1);
        }
    }
    Some(changed)
}

fn repetition(lines: &[&str], at: usize) -> Option<Vec<String>> {
    lines[at].trim_start().starts_with("- idempotent_by:").then(|| without_item(lines, at))
}

/// Without an item of a list, and without the list's key if it was the only one.
fn without_item(lines: &[&str], at: usize) -> Vec<String> {
    let deeper = |line: &&&str| line.starts_with(&" ".repeat(indent(lines[at]) + 1));
    let end = at + 1 + lines[at + 1..].iter().take_while(deeper).count();
    let next_is_item = lines.get(end).is_some_and(|it| it.trim_start().starts_with("- "));
    let is_only = lines[at - 1].trim() == "rules:" && !next_is_item;
    let start = if is_only { at - 1 } else { at };
    lines[..start].iter().chain(&lines[end..]).map(|it| (*it).to_owned()).collect()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The line after the row that begins at an index.
pub(super) fn end_of_row(lines: &[&str], at: usize) -> usize {
    let deeper = |line: &&&str| indent(line) > indent(lines[at]) && !line.trim().is_empty();
    at + 1 + lines[at + 1..].iter().take_while(deeper).count()
}

fn row_removed(lines: &[&str], at: usize) -> Option<Vec<String>> {
    row_name(lines[at])?;
    let kept = lines[..at].iter().chain(&lines[end_of_row(lines, at)..]);
    Some(kept.map(|it| (*it).to_owned()).collect())
}

fn row_added(lines: &[&str], at: usize) -> Option<Vec<String>> {
    row_name(lines[at])?;
    let margin = " ".repeat(indent(lines[at]));
    let row = format!(
        "{margin}novelRow: {{ type: String, length: 7, mandatory: No, means: It is new. }}"
    );
    let end = end_of_row(lines, at);
    let mut lines: Vec<String> = lines.iter().map(|it| (*it).to_owned()).collect();
    lines.insert(end, row);
    Some(lines)
}

fn row_renamed(lines: &[&str], at: usize) -> Option<Vec<String>> {
    let name = row_name(lines[at])?;
    word(lines, at, name, &format!("{name}Novel"))
}

fn path_changed(lines: &[&str], at: usize) -> Option<Vec<String>> {
    lines[at].strip_prefix("request: ")?;
    word(lines, at, " /", " /novel/")
}
