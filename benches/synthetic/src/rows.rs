//! Rows with everything that the format knows of one, and values that keep them.

use fastrand::Rng;

use crate::text::sentence;

/// A row as it is written, and a value of it in JSON.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) ty: String,
    /// What follows the mandatory word, from a comma on.
    pub(crate) keys: String,
    pub(crate) mandatory: &'static str,
    pub(crate) value: String,
}

/// Name, type, further keys, value. `@` stands for what makes a name the object's own, `~` for the
/// thing that the group is about.
const TEMPLATES: &[(&str, &str, &str, &str)] = &[
    ("id", "String", "identifies: ~", r#""~-7f6a2c1e-0c52-4d0e-9a55-3b1e2f4d5c6b""#),
    ("name", "String", "length: 255", r#""Premium 12""#),
    ("description", "String", "length: 1000", r#""What is offered, in a few words""#),
    ("amount", "Decimal", "length: 18.2", "1204.50"),
    ("taxRate", "Double", "length: 6.3", "19.000"),
    ("currencyIsoCode", "String", "length: 3, format: iso-4217", r#""EUR""#),
    ("countryCode", "String", "length: 3, format: iso-3166", r#""DE""#),
    ("culture", "String", "length: 5, format: culture, case: insensitive", r#""en-GB""#),
    (
        "emailAddress",
        "String",
        "length: 255, format: email, sensitive: personal",
        r#""jo@mail.com""#,
    ),
    ("lastName", "String", "length: 100, sensitive: personal", r#""Jo""#),
    ("accessToken", "String", "length: 64, sensitive: secret", r#""t-1""#),
    ("timeZone", "String", "format: time-zone", r#""Europe/Berlin""#),
    ("createdAt", "String", "length: 24, format: date-time", r#""2024-05-10T15:38:01.02Z""#),
    ("updatedAt", "DateTime", "", r#""2024-05-10T15:38:01.02Z""#),
    ("dueDate", "Date", "length: 10", r#""2024-05-31""#),
    ("startsAt", "String", "format: offset-date-time", r#""2024-05-10T15:38:01+02:00""#),
    ("quantity", "Int", "length: 4", "12"),
    ("dayOfMonth", "Int", "range: [1, 28]", "28"),
    ("prepaid", "Boolean", "", "true"),
    ("correlationId", "GUID", "", r#""7f6a2c1e-0c52-4d0e-9a55-3b1e2f4d5c6b""#),
    ("state", "String", "length: 9, values: [open, paid, cancelled], enum: @State", r#""paid""#),
    ("unit", "String", "values: [Day, Month, Year], case: insensitive, enum: @Unit", r#""month""#),
    ("tags", "[String]", "length: 20", r#"["new", "trial"]"#),
    ("externalReference", "String", "length: 255", r#""R-1""#),
    ("merchantMetadata", "String", "length: 255", r#""{ }""#),
    ("numberOfRetries", "Int", "range: [0, 5]", "3"),
];

/// A table with the rule over its rows.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    pub(crate) rule: Option<String>,
}

impl Table {
    /// Whether a sample with every row would break the rule.
    pub(crate) fn is_exclusive(&self) -> bool {
        self.rule.as_ref().is_some_and(|rule| rule.starts_with("exactly"))
    }
}

/// A table of `count` rows, the first of them the id, one table in three with a rule. Each row
/// stands in it at most once, so that names do not clash.
pub(crate) fn table(count: usize, object: &str, thing: &str, rng: &mut Rng) -> Table {
    let mut chosen: Vec<usize> = (0..TEMPLATES.len()).collect();
    rng.shuffle(&mut chosen[1..]);
    chosen.truncate(count);
    chosen.sort_unstable();
    let own = |text: &str| text.replace('@', object).replace('~', thing);
    let rows = chosen.into_iter().map(|index| {
        let (name, ty, keys, value) = TEMPLATES[index];
        let keys = if keys.is_empty() { String::new() } else { format!(", {keys}") };
        let mandatory = if rng.u8(..3) == 0 { "Yes" } else { "No" };
        let value = if name == "emailAddress" { value.to_owned() } else { own(value) };
        Row { name: name.to_owned(), ty: ty.to_owned(), keys: own(&keys), mandatory, value }
    });
    let mut rows: Vec<Row> = rows.collect();
    let rule = if rng.u8(..3) == 0 { rule(&mut rows, rng) } else { None };
    Table { rows, rule }
}

/// The row that holds an object, or a list of them.
pub(crate) fn nested(name: &str, ty: &str, mandatory: &'static str, value: String) -> Row {
    Row { name: name.to_owned(), ty: ty.to_owned(), keys: String::new(), mandatory, value }
}

/// The lines of a table.
pub(crate) fn lines(rows: &[Row], indent: &str, rng: &mut Rng) -> String {
    let line = |row: &Row| {
        let Row { name, ty, keys, mandatory, .. } = row;
        let means = sentence(rng);
        format!(
            "{indent}{name}: {{ type: {ty}, mandatory: {mandatory}{keys},\n{indent}    \
             means: {means} }}\n"
        )
    };
    rows.iter().map(line).collect()
}

/// A rule over optional rows of a table behind its id, which makes two of them conditional.
fn rule(rows: &mut [Row], rng: &mut Rng) -> Option<String> {
    let optional: Vec<usize> = (1..rows.len()).filter(|it| rows[*it].mandatory == "No").collect();
    let [first, second, ..] = optional[..] else { return None };
    let kind = ["at_least_one_of", "exactly_one_of", "together"][rng.usize(..3)];
    rows[first].mandatory = "Conditional";
    rows[second].mandatory = "Conditional";
    Some(format!("{kind}: [{}, {}]", rows[first].name, rows[second].name))
}

/// A JSON object with every row, but those that are left out.
pub(crate) fn sample(rows: &[Row], left_out: Option<usize>) -> String {
    let entries = rows.iter().enumerate().filter(|(index, _)| Some(*index) != left_out);
    let entries: Vec<String> =
        entries.map(|(_, row)| format!("\"{}\": {}", row.name, row.value)).collect();
    format!("{{ {} }}", entries.join(", "))
}
