//! A short name for a change that stays the same as long as the change does.

use std::fmt;

use serde::Serialize;

/// Twelve hexadecimal digits over the kind of a change, its place, and what stood and stands there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Over the parts that make a change; each is ended by a byte that no text holds.
    pub(super) fn over(parts: &[&str]) -> Self {
        // FNV-1a with 64 bits: it is the same on every machine and in every release.
        let step = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff]));
        let sum = bytes.fold(0xcbf2_9ce4_8422_2325, step);
        Self(format!("{:012x}", (sum ^ (sum >> 48)) & 0xffff_ffff_ffff))
    }

    /// The text of one, if it is.
    pub(super) fn read(text: &str) -> Option<Self> {
        let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
        (text.len() == 12 && text.chars().all(is_digit)).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
