//! ISO 4217 currency codes and ISO 3166-1 country codes.
//!
//! The lists come from maintained libraries, but not at run time: `tables.rs` is written from
//! [`iso4217-static`](https://crates.io/crates/iso4217-static) 0.3 (the maintenance agency's own
//! list one, published 2026-01-01) and [`iso3166-static`](https://crates.io/crates/iso3166-static)
//! 0.4, which are dev-dependencies. The test `iso_tables` fails as soon as an updated library
//! disagrees with the table, and writes it anew when told to.
//!
//! Why not as dependencies: what is asked of them is two sorted lists, and whoever uses a
//! generated client would compile them whole. A clean debug build of an empty generated crate on
//! this one (with `serde` and `bon`: 36 crates, 21 CPU seconds) and, beside it, on:
//!
//! | library | crates more | CPU seconds more |
//! | --- | --- | --- |
//! | `iso4217-static` 0.3 and `iso3166-static` 0.4 | 9 | 4 |
//! | `rust_iso3166` 0.2, countries only; brings a second `syn` | 8 | 2.5 |
//! | `keshvar` 0.7, by country; brings a second `syn` and a second `thiserror` | 4 | 2 |
//! | `iso_currency` 0.7, currencies only | 3 | less than 1 |
//! | the table | 0 | none measurable |
//!
//! The limit is 40 crates, so no pair fits. Besides, `iso_currency` is transcribed from Wikipedia,
//! takes withdrawn codes such as `HRK`, counts `VES` among them, which list one has, and stands on
//! `iso_country`, unchanged since 2018; `isocountry` has been silent since 2020; `celes` 3 needs
//! Rust 1.97.

mod tables;

static CURRENCIES: [u32; tables::CURRENCIES.len()] = numbers(&tables::CURRENCIES);
static ALPHA_2: [u32; tables::ALPHA_2.len()] = numbers(&tables::ALPHA_2);
static ALPHA_3: [u32; tables::ALPHA_3.len()] = numbers(&tables::ALPHA_3);

/// Says if `text` is an active ISO 4217 currency code, in capitals.
///
/// Active means on the maintenance agency's list one: with the funds codes, the precious metals
/// and `XTS`, which is for tests, and without what was withdrawn, such as `HRK` or `DEM`.
pub fn is_currency(text: &str) -> bool {
    text.len() == 3 && CURRENCIES.binary_search(&number(text)).is_ok()
}

/// Says if `text` is an officially assigned ISO 3166-1 code of two or three letters, in capitals.
///
/// Neither withdrawn codes nor codes left to users are accepted: not `YU`, and not `XK`, which is
/// widely used for Kosovo.
pub fn is_country(text: &str) -> bool {
    match text.len() {
        2 => ALPHA_2.binary_search(&number(text)).is_ok(),
        3 => ALPHA_3.binary_search(&number(text)).is_ok(),
        _ => false,
    }
}

/// The codes of a table as numbers in the same order, which are found faster than texts.
const fn numbers<const N: usize>(codes: &[&str; N]) -> [u32; N] {
    let mut numbers = [0; N];
    let mut index = 0;
    while index < N {
        numbers[index] = number(codes[index]);
        index += 1;
    }
    numbers
}

/// The bytes of a text of up to four, as one number.
const fn number(text: &str) -> u32 {
    let (bytes, mut number, mut index) = (text.as_bytes(), 0, 0);
    while index < bytes.len() {
        number = number << 8 | bytes[index] as u32;
        index += 1;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn active_currencies_in_capitals() {
        for code in ["EUR", "USD", "JPY", "CHF", "XAU", "XTS", "AED", "ZWG"] {
            assert!(is_currency(code), "{code}");
        }
        for text in ["", "eur", "Eur", "EU", "EURO", "HRK", "DEM", "BGN", "ABC", "ÉUR", "EUR "] {
            assert!(!is_currency(text), "{text:?}");
        }
    }

    #[test]
    fn countries_of_two_or_three_letters_in_capitals() {
        for code in ["DE", "DEU", "US", "USA", "CA", "CAN", "AD", "ZWE", "SSD", "AX"] {
            assert!(is_country(code), "{code}");
        }
        for text in ["", "de", "D", "DX", "DEX", "XK", "XKX", "YU", "YUG", "276", "GERM", "DÉ"] {
            assert!(!is_country(text), "{text:?}");
        }
    }

    #[test]
    fn the_tables_are_sorted_and_of_one_size() {
        assert!(CURRENCIES.is_sorted() && ALPHA_2.is_sorted() && ALPHA_3.is_sorted());
        assert_eq!(ALPHA_2.len(), ALPHA_3.len());
    }
}
