//! Keeps `src/codes/tables.rs` equal to what the maintained ISO libraries say.
//!
//! `WRITE_ISO_TABLES=1 cargo test -p client-runtime --test iso_tables`, then `cargo fmt`, writes
//! the file anew.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

use std::fmt::Write as _;
use std::path::Path;

use iso3166_static::{Alpha2, Alpha3};
use iso4217_static::Currency;

/// All words of `length` capital letters that `is_code` takes, sorted.
fn codes(length: u32, is_code: impl Fn(&str) -> bool) -> Vec<String> {
    (0..26_u32.pow(length))
        .map(|number| {
            (0..length)
                .rev()
                .map(|place| {
                    char::from(b'A' + u8::try_from(number / 26_u32.pow(place) % 26).unwrap())
                })
                .collect()
        })
        .filter(|word: &String| is_code(word))
        .collect()
}

fn push_table(file: &mut String, name: &str, meaning: &str, codes: &[String]) {
    writeln!(file, "\n/// {meaning}").unwrap();
    writeln!(file, "pub(super) static {name}: [&str; {}] = [", codes.len()).unwrap();
    for line in codes.chunks(13) {
        let line: Vec<String> = line.iter().map(|code| format!("{code:?},")).collect();
        writeln!(file, "    {}", line.join(" ")).unwrap();
    }
    file.push_str("];\n");
}

fn expected() -> String {
    let mut file =
        "//! The ISO code lists, sorted. Written by the test `iso_tables`: do not edit.\n"
            .to_owned();
    let currencies = codes(3, |word| Currency::try_from(word).is_ok());
    push_table(&mut file, "CURRENCIES", "ISO 4217: active codes.", &currencies);
    let alpha_2 = codes(2, |word| Alpha2::try_from(word).is_ok_and(|it| !it.is_user_assigned()));
    push_table(&mut file, "ALPHA_2", "ISO 3166-1: assigned codes of two letters.", &alpha_2);
    let alpha_3 = codes(3, |word| Alpha3::try_from(word).is_ok_and(|it| !it.is_user_assigned()));
    push_table(&mut file, "ALPHA_3", "ISO 3166-1: assigned codes of three letters.", &alpha_3);
    file
}

#[test]
fn the_tables_are_those_of_the_libraries() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/codes/tables.rs");
    let expected = expected();
    if std::env::var_os("WRITE_ISO_TABLES").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let actual = std::fs::read_to_string(&path).unwrap();
    // Compared word by word, because where lines break is the formatter's business.
    assert!(
        actual.split_whitespace().eq(expected.split_whitespace()),
        "src/codes/tables.rs is not what the ISO libraries say; write it anew with \
         `WRITE_ISO_TABLES=1 cargo test -p client-runtime --test iso_tables && cargo fmt` and look \
         at the difference"
    );
}
