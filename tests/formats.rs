//! Texts that have a form, and texts that have not: written by hand, so that no recogniser is
//! tested by another one.

use generator::api::{Format, Type};

pub(crate) const UUID: &str = "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20";

/// Texts that have the form; the first one is the example.
pub(crate) fn right(format: Format) -> &'static [&'static str] {
    match format {
        Format::Uuid => {
            &[UUID, "60B8FE39-1C71-40E8-B2B8-D2AE4B5D9C20", "00000000-0000-0000-0000-000000000000"]
        }
        Format::Currency => &["EUR", "USD", "GBP", "JPY", "CHF", "XAU", "AED", "ZWG"],
        Format::Country => &["DE", "DEU", "US", "USA", "CA", "CAN", "AD", "ZWE", "AX"],
        Format::Culture => &["en-US", "de-de", "en-en", "EN-us", "es-419", "fil-PH"],
        Format::Email => &[
            "jo@example.com",
            "a@b",
            "hells.butcher_001+x@mail.com",
            "jörg@müller.example",
            "用户@例え.jp",
        ],
        Format::TimeZone => &[
            "Europe/Berlin",
            "America/Argentina/Buenos_Aires",
            "America/Port-au-Prince",
            "Etc/GMT+1",
            "UTC",
        ],
    }
}

/// Texts that have not the form.
pub(crate) fn wrong(format: Format) -> &'static [&'static str] {
    match format {
        Format::Uuid => &[
            "",
            "60b8fe391c7140e8b2b8d2ae4b5d9c20",
            "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c2",
            "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c200",
            "60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c2g",
            "{60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c20}",
            " 60b8fe39-1c71-40e8-b2b8-d2ae4b5d9c2",
        ],
        Format::Currency => {
            &["", "eur", "Eur", "EU", "EURO", "978", "ABC", "DEM", "EU ", "ÉUR", "€"]
        }
        Format::Country => &["", "de", "Deu", "D", "DEUT", "XX", "ZZZ", "276", "D ", "ÄD"],
        Format::Culture => {
            &["", "en", "en_US", "e-US", "english-US", "en-U", "en-USA", "en-", "-US", "en-US "]
        }
        Format::Email => {
            &["", "@", "a@", "@b", "ab", "a@b@c", "a b@c", "a@b c", "a@b\n", "a@b\u{a0}c"]
        }
        Format::TimeZone => {
            &["", "/", "Europe/", "/Berlin", "Europe//Berlin", "+01:00", "Europe Berlin"]
        }
    }
}

/// Texts that a date or time is read from, and texts that are refused on reading.
pub(crate) fn readable(ty: &Type) -> Option<[&'static [&'static str]; 2]> {
    match ty {
        Type::Date => Some([
            &["2024-02-29", "1900-12-31", "0001-01-01", "9999-12-31"],
            &[
                "",
                "2023-02-29",
                "2024-13-01",
                "2024-00-10",
                "2024-1-1",
                "20240101",
                "01.02.2024",
                "2024-01-01T00:00:00Z",
                "2024-01-01 ",
            ],
        ]),
        Type::Timestamp | Type::OffsetDateTime => Some([
            &[
                "2021-05-10T15:38:01Z",
                "2021-05-10T15:38:01.0Z",
                "2021-05-10T15:38:01.02Z",
                "2021-05-10T15:38:01.023Z",
                "2024-02-29T23:59:59.999Z",
                "2021-05-10T15:38:01-08:00",
            ],
            &[
                "",
                "2021-05-10",
                "2021-05-10 15:38:01Z",
                "2021-05-10T15:38:01",
                "2021-05-10T15:38Z",
                "2021-05-10T15:38:01.Z",
                "2021-05-10T15:38:01+0200",
                "2021-05-10T24:00:00Z",
                "2023-02-29T00:00:00Z",
            ],
        ]),
        _ => None,
    }
}
