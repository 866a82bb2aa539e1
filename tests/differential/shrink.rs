//! A failing value made smaller, as long as it fails.

use crate::json::Json;

/// The smallest value that still fails, as far as single steps lead.
pub(super) fn smallest(json: &Json, fails: &dyn Fn(&Json) -> bool) -> Json {
    let mut smallest = json.clone();
    while let Some(smaller) = steps(&smallest).into_iter().find(|it| fails(it)) {
        smallest = smaller;
    }
    smallest
}

/// Every value that is one step smaller.
fn steps(json: &Json) -> Vec<Json> {
    match json {
        Json::Object(entries) => {
            let without = (0..entries.len()).map(|index| {
                let mut fewer = entries.clone();
                fewer.remove(index);
                Json::Object(fewer)
            });
            let within = entries.iter().enumerate().flat_map(|(index, (_, value))| {
                steps(value).into_iter().map(move |smaller| {
                    let mut entries = entries.clone();
                    entries[index].1 = smaller;
                    Json::Object(entries)
                })
            });
            without.chain(within).collect()
        }
        Json::List(items) => {
            let without = (0..items.len()).map(|index| {
                let mut fewer = items.clone();
                fewer.remove(index);
                Json::List(fewer)
            });
            let within = items.iter().enumerate().flat_map(|(index, value)| {
                steps(value).into_iter().map(move |smaller| {
                    let mut items = items.clone();
                    items[index] = smaller;
                    Json::List(items)
                })
            });
            without.chain(within).collect()
        }
        Json::Text(text) if !text.is_empty() => {
            let characters: Vec<char> = text.chars().collect();
            let half = characters.len() / 2;
            let part = |part: &[char]| Json::text(part.iter().collect::<String>());
            let plain: String = text.chars().map(|c| if c.is_ascii() { c } else { 'x' }).collect();
            let plain = (plain != *text).then(|| Json::text(plain));
            let parts =
                [part(&characters[..half]), part(&characters[half..]), part(&characters[1..])];
            parts.into_iter().filter(|it| it != json).chain(plain).collect()
        }
        Json::Number(digits) if digits.len() > 1 => {
            let shorter = [&digits[1..], &digits[..digits.len() - 1]];
            let is_number = |it: &&str| serde_json::from_str::<f64>(it).is_ok();
            shorter.into_iter().filter(is_number).map(|it| Json::Number(it.to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn the_smallest_failing_value_is_found() {
    let json = Json::read(r#"{"a":[1,{"b":"long text"},3],"c":"ü","d":{"e":null}}"#);
    let fails =
        |json: &Json| matches!(json.at("/a/0/b"), Some(Json::Text(text)) if text.contains('x'));
    let json = json.with("/a", Json::List(vec![json.at("/a/1").unwrap().clone()]));
    assert_eq!(smallest(&json, &fails).to_string(), r#"{"a":[{"b":"x"}]}"#);
}
