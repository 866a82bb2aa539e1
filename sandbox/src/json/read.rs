//! Text to JSON, each byte read once. Numbers keep their digits, which no reader of serde's gives.

use serde_json::value::RawValue;
use smol_str::SmolStr;

use super::Json;

/// The deepest nesting that is read.
const DEEPEST: usize = 32;

/// What keeps a text from being read.
enum Wrong {
    /// It is no JSON.
    Syntax,
    Refused(&'static str),
}

/// Reads a text; what is wrong with it comes back in words.
pub(super) fn read(text: &str) -> Result<Json, String> {
    let mut reader = Reader { text, at: 0 };
    let read = reader.value(0).and_then(|value| match reader.next() {
        None => Ok(value),
        Some(_) => Err(Wrong::Syntax),
    });
    read.map_err(|wrong| match wrong {
        Wrong::Refused(why) => why.to_owned(),
        // It says the line and the column.
        Wrong::Syntax => match serde_json::from_str::<serde_json::Value>(text) {
            Err(error) => error.to_string(),
            Ok(_) => "it cannot be read".to_owned(),
        },
    })
}

struct Reader<'t> {
    text: &'t str,
    /// How many bytes are read.
    at: usize,
}

impl<'t> Reader<'t> {
    /// The next byte that is no white space; it is not read yet.
    fn next(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.at += rest.iter().take_while(|byte| blank(byte)).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Reads this byte, if it is the next one.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.next() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, byte: u8) -> Result<(), Wrong> {
        if self.takes(byte) { Ok(()) } else { Err(Wrong::Syntax) }
    }

    /// What follows up to the first byte that ends it; that byte is not read.
    fn until(&mut self, ends: impl Fn(u8) -> bool) -> &'t str {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        self.at += rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn value(&mut self, depth: usize) -> Result<Json, Wrong> {
        if depth > DEEPEST {
            return Err(Wrong::Refused("nested too deep"));
        }
        match self.next() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(Json::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => match self.until(|byte| !byte.is_ascii_lowercase()) {
                "true" => Ok(Json::Boolean(true)),
                "false" => Ok(Json::Boolean(false)),
                "null" => Ok(Json::Null),
                _ => Err(Wrong::Syntax),
            },
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, Wrong> {
        self.expect(b'{')?;
        let mut entries: Vec<(SmolStr, Json)> = Vec::with_capacity(8);
        if !self.takes(b'}') {
            loop {
                self.next();
                let key = self.string()?;
                self.expect(b':')?;
                entries.push((key, self.value(depth + 1)?));
                if !self.takes(b',') {
                    break;
                }
            }
            self.expect(b'}')?;
        }
        let mut names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Wrong::Refused("a key stands twice"));
        }
        Ok(Json::Object(entries))
    }

    fn list(&mut self, depth: usize) -> Result<Json, Wrong> {
        self.expect(b'[')?;
        let mut items = Vec::new();
        if !self.takes(b']') {
            loop {
                items.push(self.value(depth + 1)?);
                if !self.takes(b',') {
                    break;
                }
            }
            self.expect(b']')?;
        }
        Ok(Json::List(items))
    }

    fn number(&mut self) -> Result<Json, Wrong> {
        let is_part = |byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let digits = self.until(|byte| !is_part(byte));
        match serde_json::from_str::<&RawValue>(digits) {
            Ok(_) => Ok(Json::Number(digits.into())),
            Err(_) => Err(Wrong::Syntax),
        }
    }

    /// A text, whose quotation mark is the next byte.
    fn string(&mut self) -> Result<SmolStr, Wrong> {
        let start = self.at;
        self.expect(b'"')?;
        let plain = self.until(|byte| byte == b'"' || byte == b'\\' || byte < b' ');
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            self.at += 1;
            return Ok(plain.into());
        }
        while self.text.as_bytes().get(self.at) == Some(&b'\\') {
            // What is escaped, a quotation mark say, ends nothing.
            self.at += 2;
            self.until(|byte| byte == b'"' || byte == b'\\');
        }
        self.at += 1;
        let whole = self.text.get(start..self.at).ok_or(Wrong::Syntax)?;
        serde_json::from_str(whole).map_err(|_| Wrong::Syntax)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::value::RawValue;

    use super::super::Json;

    /// Ours and serde's agree on what is JSON, and on its value.
    fn agree(text: &str) -> Result<(), TestCaseError> {
        let raw = serde_json::from_str::<&RawValue>(text);
        match Json::read(text) {
            Ok(ours) => {
                prop_assert!(raw.is_ok(), "{text:?} is no JSON");
                if let Ok(value) = serde_json::from_str::<serde_json::Value>(text) {
                    prop_assert_eq!(ours.to_value(), value);
                    let again = Json::read(&ours.printed());
                    prop_assert_eq!(again, Ok(ours));
                }
            }
            Err(why) if why == "a key stands twice" || why == "nested too deep" => {
                prop_assert!(raw.is_ok(), "{text:?} is no JSON");
            }
            Err(why) => prop_assert!(raw.is_err(), "{text:?}: {why}"),
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn what_serde_reads_is_read(text in r#"([\[\]{},:" ]|\\"|\\u00e|\\|-|0|1|\.5|e3|true|null|é|\t|"a":|"b"){0,12}"#) {
            agree(&text)?;
        }

        #[test]
        fn values_are_read(
            number in r"-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,9})?([eE][+-]?[0-9]{1,2})?",
            string in any::<String>(),
            blank in r"[ \t\r\n]{0,3}",
        ) {
            let string = serde_json::to_string(&string).unwrap_or_default();
            agree(&format!(
                "{blank}{{{blank}{string}{blank}:{blank}[{blank}{number}{blank},{blank}{string},\
                 true,{{}}]{blank},\"\":{{\"a\":{number}}}}}{blank}"
            ))?;
        }
    }
}
