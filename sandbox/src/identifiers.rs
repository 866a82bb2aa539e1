//! New identifiers: with a seed the same run gives the same ones.

use std::fmt::Write as _;
use std::hash::{BuildHasher as _, Hasher as _};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// Characters of a token.
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The length of a token, as in the sample of a checkout.
const TOKEN: usize = 64;

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

    pub(crate) fn uuid(&self, merchant: &str, number: u64) -> String {
        let mut bytes = [0; 16];
        self.random(merchant, number).fill_bytes(&mut bytes);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let mut text = String::with_capacity(36);
        for (index, byte) in bytes.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    pub(crate) fn token(&self, merchant: &str, number: u64) -> String {
        let mut random = self.random(merchant, number);
        let letter = |_| char::from(LETTERS[(random.next_u32() % 62) as usize]);
        (0..TOKEN).map(letter).collect()
    }

    /// A number from 0 up to 1.
    pub(crate) fn chance(&self, merchant: &str, number: u64) -> f64 {
        f64::from(self.random(merchant, number).next_u32()) / f64::from(u32::MAX)
    }

    fn random(&self, merchant: &str, number: u64) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(digest(&(self.seed, merchant, number)))
    }
}

/// A number that stands for a value, the same in every run.
pub(crate) fn digest(value: &impl std::hash::Hash) -> u64 {
    #[expect(clippy::disallowed_types, reason = "the hasher alone; nothing is kept by hash")]
    let mut hasher = std::collections::hash_map::DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
