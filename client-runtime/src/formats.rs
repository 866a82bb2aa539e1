//! Forms of text that need no list: UUIDs, e-mail addresses, cultures, time zone names.
//!
//! These refuse what cannot be meant and nothing that might be: the API has the last word, and a
//! client that is stricter than the API is broken.

use crate::{Format, is_country, is_currency};

/// Says if `text` has the form.
pub(crate) fn has_form(text: &str, format: Format) -> bool {
    match format {
        Format::Uuid => is_uuid(text),
        Format::PrefixedUuid { prefix } => is_prefixed_uuid(text, prefix, false),
        Format::Currency => is_currency(text),
        Format::Country => is_country(text),
        Format::Culture => is_culture(text),
        Format::Email => is_email(text),
        Format::TimeZone => is_time_zone(text),
    }
}

/// Says if `text` is a UUID in the 8-4-4-4-12 writing, with hexadecimal digits of either case.
///
/// Version and variant are not judged.
pub fn is_uuid(text: &str) -> bool {
    const HYPHENS: [usize; 4] = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| {
            if HYPHENS.contains(&index) { byte == b'-' } else { byte.is_ascii_hexdigit() }
        })
}

/// Says if `text` is `prefix`, a hyphen and a UUID.
pub(crate) fn is_prefixed_uuid(text: &str, prefix: &str, ignore_case: bool) -> bool {
    let Some((start, rest)) = text.split_at_checked(prefix.len()) else {
        return false;
    };
    let matches = if ignore_case { start.eq_ignore_ascii_case(prefix) } else { start == prefix };
    matches && rest.strip_prefix('-').is_some_and(is_uuid)
}

/// Says if `text` is a language and a country, such as `en-US`: two or three letters, a hyphen,
/// and two letters or three digits. Case is ignored.
///
/// Only the form is judged: documentations print values such as `en-en` in their own samples.
pub fn is_culture(text: &str) -> bool {
    let Some((language, region)) = text.split_once('-') else {
        return false;
    };
    let is_language = matches!(language.len(), 2 | 3) && is_all(language, u8::is_ascii_alphabetic);
    let is_letters = region.len() == 2 && is_all(region, u8::is_ascii_alphabetic);
    let is_digits = region.len() == 3 && is_all(region, u8::is_ascii_digit);
    is_language && (is_letters || is_digits)
}

/// Says if `text` looks like an e-mail address: one `@` with something on either side, and no
/// white space or control character.
///
/// Whether the address exists, how long it is and which letters it is written in are not judged;
/// internationalised addresses pass.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let has_strange = match text.is_ascii() {
        // All bytes are looked at, which is faster than to stop at the first.
        true => text.bytes().fold(false, |has, it| has | (it <= b' ') | (it == b'\x7f')),
        false => text.contains(|it: char| it.is_whitespace() || it.is_control()),
    };
    !local.is_empty() && !domain.is_empty() && !domain.contains('@') && !has_strange
}

/// Says if `text` is written like a name of the time zone database: `Europe/Berlin`,
/// `America/Argentina/Buenos_Aires`, `Etc/GMT+1`, `UTC`.
///
/// Only the form is judged: parts joined by `/`, each beginning with a letter, of letters, digits
/// and `_`, `+`, `-`. A list of all names changes several times a year and would be compiled into
/// every user's program only to be out of date.
pub fn is_time_zone(text: &str) -> bool {
    let is_inner = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'+' | b'-');
    text.split('/').all(|part| {
        part.starts_with(|first: char| first.is_ascii_alphabetic()) && is_all(part, is_inner)
    })
}

fn is_all(text: &str, predicate: impl Fn(&u8) -> bool) -> bool {
    text.as_bytes().iter().all(predicate)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: &str = "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20";

    fn check(is_form: fn(&str) -> bool, right: &[&str], wrong: &[&str]) {
        for text in right {
            assert!(is_form(text), "{text:?} should pass");
        }
        for text in wrong {
            assert!(!is_form(text), "{text:?} should not pass");
        }
    }

    #[test]
    fn uuids() {
        let upper = UUID.to_uppercase();
        check(
            is_uuid,
            &[UUID, &upper, "00000000-0000-0000-0000-000000000000"],
            &[
                "",
                "60b8fe391c7140e8b2b8d2ae4b5d9c20",
                "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c2",
                "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c200",
                "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c2g",
                "60b8fe39a1c71-40e8-b2b8-d2ae4b5d9c20",
                "{60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c2}",
                "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9cé",
            ],
        );
    }

    #[test]
    fn prefixed_uuids() {
        let is = |text: &str, ignore_case| is_prefixed_uuid(text, "Order", ignore_case);
        assert!(is(&format!("Order-{UUID}"), false));
        assert!(!is(&format!("order-{UUID}"), false));
        assert!(is(&format!("oRDER-{UUID}"), true));
        for wrong in [UUID, "Order", "Order-", "Ord", "", "Ordé-", &format!("Order{UUID}")] {
            assert!(!is(wrong, true), "{wrong:?}");
        }
        assert!(!is(&format!("Parcel-{UUID}"), true));
    }

    #[test]
    fn cultures() {
        check(
            is_culture,
            &["en-US", "de-de", "EN-us", "en-en", "fil-PH", "es-419"],
            &[
                "", "en", "en_US", "e-US", "engl-US", "en-U", "en-USA", "en-41", "en-", "-US",
                "dé-DE",
            ],
        );
    }

    #[test]
    fn emails() {
        check(
            is_email,
            &[
                "a@b",
                "hells.butcher_001@mail.com",
                "a+b@c.example",
                "jörg@müller.example",
                "用户@例え.jp",
            ],
            &[
                "",
                "@",
                "a@",
                "@b",
                "ab",
                "a@b@c",
                "a b@c",
                "a@b c",
                "a@b\n",
                "a\u{0}@b",
                "a@b\u{a0}c",
            ],
        );
    }

    #[test]
    fn time_zones() {
        check(
            is_time_zone,
            &[
                "Europe/Berlin",
                "America/Argentina/Buenos_Aires",
                "Etc/GMT+1",
                "Etc/GMT-14",
                "UTC",
                "EST5EDT",
                "America/Port-au-Prince",
            ],
            &["", "/", "Europe/", "/Berlin", "Europe//Berlin", "+01:00", "Europe Berlin", "Zürich"],
        );
    }

    #[test]
    fn each_form_is_the_public_function() {
        assert!(has_form("EUR", Format::Currency) && !has_form("EURO", Format::Currency));
        assert!(has_form("DE", Format::Country) && !has_form("DX", Format::Country));
        assert!(has_form("en-US", Format::Culture) && has_form("a@b", Format::Email));
        assert!(has_form("UTC", Format::TimeZone) && has_form(UUID, Format::Uuid));
        assert!(!has_form(UUID, Format::PrefixedUuid { prefix: "Order" }));
    }
}
