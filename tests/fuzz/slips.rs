//! Changes of an input: bytes, and words that mean something to a reader.

use proptest::prelude::*;
use proptest::sample::Index;

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

/// Seeds with a few changes.
pub(super) fn inputs(seeds: &[Vec<u8>]) -> impl Strategy<Value = Vec<u8>> + use<> {
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
