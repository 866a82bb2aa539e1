//! New identifiers: with a seed the same run gives the same ones.

use std::hash::{BuildHasher as _, Hasher as _};

use sha2::{Digest as _, Sha256};

/// Characters of a token.
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Gives identifiers by merchant and number.
#[derive(Debug, Clone)]
pub(crate) struct Identifiers {
    seed: u64,
}

impl Identifiers {
    /// Repeatable with a seed, different in every run without one.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        // The keys of a new hasher are the system's random numbers.
        let random = || std::hash::RandomState::new().build_hasher().finish();
        Self { seed: seed.unwrap_or_else(random) }
    }

    /// A UUID of version 4.
    pub(crate) fn uuid(&self, merchant: &str, number: u64) -> String {
        let mut bytes = self.bytes("uuid", merchant, number);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let hex = hex(&bytes[..16]);
        let (one, two, three, four) = (&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20]);
        format!("{one}-{two}-{three}-{four}-{}", &hex[20..])
    }

    /// 64 letters and digits, as in the sample of a checkout.
    pub(crate) fn token(&self, merchant: &str, number: u64) -> String {
        let halves = ["token", "token, second half"];
        let bytes = halves.into_iter().flat_map(|half| self.bytes(half, merchant, number));
        bytes.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()])).collect()
    }

    /// A number from 0 up to 1.
    pub(crate) fn chance(&self, what: &str, merchant: &str, number: u64) -> f64 {
        let bytes = self.bytes(what, merchant, number);
        let number = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        f64::from(number) / (f64::from(u32::MAX) + 1.0)
    }

    fn bytes(&self, what: &str, merchant: &str, number: u64) -> [u8; 32] {
        let text = format!("{} {number} {what}\0{merchant}", self.seed);
        Sha256::digest(text).into()
    }
}

/// What is kept of a password.
pub(crate) fn digest(password: &str) -> String {
    hex(&Sha256::digest(password))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0x0f));
    }
    text
}
