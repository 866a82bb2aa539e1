//! The words of a trouble.

use std::time::Duration;

use super::{Outcome, Shape, Trouble};
use crate::limits;

/// All words, as an error lists them.
pub(crate) const KNOWN: &str = "status=<code>, retry-after=<seconds>, delay=<milliseconds>, garbage, empty, \
                     cut=<bytes>, slow=<milliseconds>, drop=before, drop=after, when=before, \
                     when=after, declined, error, times=<number>, chance=<0 to 1>";

/// Reads `status=503; times=2`.
pub(super) fn read(words: &str) -> Result<Trouble, String> {
    if words.len() > limits::TROUBLE_WORDS {
        return Err(format!("a trouble is at most {} bytes long", limits::TROUBLE_WORDS));
    }
    let mut trouble = Trouble::default();
    for word in words.split(';').map(str::trim).filter(|word| !word.is_empty()) {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        if take(&mut trouble, name.trim(), value.trim()).is_none() {
            return Err(format!("`{word}` is no trouble; known are {KNOWN}"));
        }
    }
    Ok(trouble)
}

fn take(trouble: &mut Trouble, name: &str, value: &str) -> Option<()> {
    match (name, value) {
        ("status", code) => {
            trouble.status = Some(code.parse().ok().filter(|it| (200..=599).contains(it))?);
        }
        ("retry-after", seconds) => trouble.retry_after = Some(seconds.parse().ok()?),
        ("delay", time) => trouble.delay = Some(duration(time)?),
        ("garbage", "") => trouble.shape = Shape::Garbage,
        ("empty", "") => trouble.shape = Shape::Empty,
        ("cut", bytes) => trouble.shape = Shape::Cut(bytes.parse().ok()?),
        ("slow", time) => trouble.shape = Shape::Slow(duration(time)?),
        ("drop", "before" | "after") => {
            trouble.drops = true;
            trouble.after = value == "after";
        }
        ("when", "before" | "after") => trouble.after = value == "after",
        ("declined", "") => trouble.charge = Some(Outcome::Declined),
        ("error", "") => trouble.charge = Some(Outcome::Error),
        ("times", number) => trouble.times = Some(number.parse().ok()?),
        ("chance", number) => {
            trouble.chance = Some(number.parse().ok().filter(|it| (0.0..=1.0).contains(it))?);
        }
        _ => return None,
    }
    Some(())
}

fn duration(text: &str) -> Option<Duration> {
    let millis = text.strip_suffix("ms").unwrap_or(text).parse().ok()?;
    Some(Duration::from_millis(millis).min(limits::DELAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_order() {
        let trouble = read("times=2; status=429;retry-after=7; delay=5ms").unwrap();
        assert_eq!(trouble.status, Some(429));
        assert_eq!(trouble.retry_after, Some(7));
        assert_eq!(trouble.delay, Some(Duration::from_millis(5)));
        assert_eq!(trouble.times, Some(2));
    }

    #[test]
    fn an_unknown_word_is_answered_with_the_known_ones() {
        for wrong in ["status=9", "drop", "chance=2", "explode", "cut=x"] {
            assert!(read(wrong).unwrap_err().contains("drop=after"), "{wrong}");
        }
    }
}
