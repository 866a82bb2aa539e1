//! Changes of an input: bytes, words that mean something to a reader, and values of JSON.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::json::{Json, below};

/// Words at which readers of YAML, JSON, numbers, dates and patterns have stumbled.
const WORDS: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\u{0}",
    "\u{feff}",
    "\u{2028}",
    "é",
    "🙂",
    "\\",
    "\\u0000",
    "\\ud800",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[",
    ",",
    ":",
    ": ",
    "- ",
    "#",
    "&a",
    "*a",
    "!!",
    "|",
    ">",
    "~",
    "null",
    "true",
    "Yes",
    "0",
    "-0",
    "1e400",
    "-1e-400",
    "1.50",
    "99999999999999999999999999999",
    "0.00000000000000000000000000000001",
    "18.2",
    "4294967296",
    "-9223372036854775809",
    "[1, 0]",
    "9999-12-31T23:59:60Z",
    "0000-00-00",
    "../",
    "/",
    "~1",
    "a/b",
    // At which a reader of pages has.
    "|",
    " | ",
    "\r",
    "\u{a0}",
    "\u{201c}",
    "\u{2026}",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<pre>",
    "<br>",
    "<!--",
    "<script>",
    "&nbsp;",
    "&#x0;",
    "Field",
    "FieldDescriptionTypeLengthMandatory\n",
    "Field | Type | Length | Mandatory |\n",
    "String",
    "Object.String",
    "[]",
    "Conditional",
    "Mandatory if \"",
    "Request sample\n",
    "Response sample\n",
    "Status Code: ",
    "Last changes: ",
    "GET /",
    "X-",
];

/// A change at a place.
#[derive(Debug, Clone)]
enum Slip {
    /// Takes bytes away.
    Delete(usize),
    /// Says bytes twice.
    Double(usize),
    /// Puts a word in.
    Insert(&'static str),
    /// Puts a word in the place of what stands between two marks.
    Replace(&'static str),
    /// Sets a byte.
    Byte(u8),
    /// Cuts the rest off.
    Cut,
    /// Goes on with another seed.
    Splice(Index, Index),
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        (1_usize..40).prop_map(Slip::Delete),
        (1_usize..40).prop_map(Slip::Double),
        prop::sample::select(WORDS).prop_map(Slip::Insert),
        prop::sample::select(WORDS).prop_map(Slip::Replace),
        prop::sample::select(WORDS).prop_map(Slip::Replace),
        any::<u8>().prop_map(Slip::Byte),
        Just(Slip::Cut),
        any::<(Index, Index)>().prop_map(|(seed, place)| Slip::Splice(seed, place)),
    ]
}

/// Seeds with a few changes of bytes.
pub(super) fn bytes(seeds: &[Vec<u8>]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let seeds = seeds.to_vec();
    let slips = prop::collection::vec((any::<Index>(), slip()), 0..5);
    (any::<Index>(), slips).prop_map(move |(seed, slips)| {
        let start = seeds[seed.index(seeds.len())].clone();
        slips.into_iter().fold(start, |input, (place, slip)| changed(input, place, &slip, &seeds))
    })
}

fn changed(mut input: Vec<u8>, place: Index, slip: &Slip, seeds: &[Vec<u8>]) -> Vec<u8> {
    let at = place.index(input.len() + 1);
    let end = |length: usize| (at + length).min(input.len());
    match slip {
        Slip::Delete(length) => drop(input.drain(at..end(*length))),
        Slip::Double(length) => {
            let twice = input[at..end(*length)].to_vec();
            input.splice(at..at, twice);
        }
        Slip::Insert(word) => drop(input.splice(at..at, word.bytes())),
        Slip::Replace(word) => {
            let is_mark = |byte: &u8| b",:{}[]\" \n".contains(byte);
            let length = input[at..].iter().position(is_mark).unwrap_or(0);
            drop(input.splice(at..at + length, word.bytes()));
        }
        Slip::Byte(byte) if at < input.len() => input[at] = *byte,
        Slip::Byte(byte) => input.push(*byte),
        Slip::Cut => input.truncate(at),
        Slip::Splice(seed, from) => {
            let other = &seeds[seed.index(seeds.len())];
            input.truncate(at);
            input.extend(&other[from.index(other.len() + 1)..]);
        }
    }
    input
}

/// Values that a row seldom expects.
const VALUES: &[&str] = &[
    "null",
    "true",
    "-1",
    "0.001",
    "5.0",
    "1e400",
    "99999999999999999999.99",
    r#""""#,
    r#"" ""#,
    r#""\u0000""#,
    r#""XX""#,
    r#""2030-02-31""#,
    r#""a text that is longer than most of the rows may be, for it goes on and on, and says no more""#,
    "[]",
    "[null]",
    "[[{}]]",
    "{}",
    r#"{"a/b~": 1}"#,
];

/// Seeds of JSON in which a few values are others, or gone.
pub(super) fn trees(seeds: &[Vec<u8>]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let texts = seeds.iter().filter(|it| serde_json::from_slice::<Value>(it).is_ok());
    let texts = texts.filter_map(|it| std::str::from_utf8(it).ok());
    let seeds: Vec<Json> = texts.map(Json::read).collect();
    let value = prop::option::weighted(0.9, (any::<Index>(), prop::bool::weighted(0.8)));
    let slips = prop::collection::vec((any::<Index>(), value), 1..4);
    (any::<Index>(), slips).prop_map(move |(seed, slips)| {
        let start = seeds[seed.index(seeds.len())].clone();
        let tree = slips.into_iter().fold(start, |tree, (place, value)| {
            let mut places = Vec::new();
            pointers(&tree, "", &mut places);
            let Some(place) = (!places.is_empty()).then(|| place.get(&places)) else { return tree };
            match value {
                Some((which, is_alike)) => {
                    let value = other(tree.at(place), which, is_alike);
                    tree.with(place, value)
                }
                None => tree.without(place),
            }
        });
        tree.to_string().into_bytes()
    })
}

/// Another value, of the same kind if there is one and it is to be: such a value is read, and judged.
fn other(present: Option<&Json>, which: Index, is_alike: bool) -> Json {
    let all: Vec<Json> = VALUES.iter().map(|it| Json::read(it)).collect();
    let kind = |it: &Json| Some(std::mem::discriminant(it));
    let alike = all.iter().filter(|it| is_alike && kind(it) == present.and_then(kind));
    let alike: Vec<&Json> = alike.collect();
    if alike.is_empty() { which.get(&all).clone() } else { (*which.get(&alike)).clone() }
}

/// The places of all values below one.
fn pointers(json: &Json, at: &str, places: &mut Vec<String>) {
    let below: Vec<(String, &Json)> = match json {
        Json::Object(entries) => entries.iter().map(|(key, it)| (below(at, key), it)).collect(),
        Json::List(items) => {
            items.iter().enumerate().map(|(index, it)| (format!("{at}/{index}"), it)).collect()
        }
        _ => return,
    };
    for (place, value) in below {
        pointers(value, &place, places);
        places.push(place);
    }
}
