//! The test vectors of a request, carried out: each body, and what is wrong in it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde_json::Value;

/// The kind of the requests with which nothing is wrong.
pub(crate) const RIGHT: &str = "nothing: to stop or to spoil it is a mistake";

/// A request.
#[derive(Debug, Serialize)]
pub(crate) struct Case {
    pub(crate) request: &'static str,
    pub(crate) kind: &'static str,
    /// What is wrong, in the words of the vectors.
    pub(crate) case: String,
    pub(crate) offends: Value,
    pub(crate) body: Value,
    /// The places in the body at which a wrong one differs from a request that is right.
    pub(crate) changed: Vec<String>,
}

impl Case {
    pub(crate) fn is_right(&self) -> bool {
        self.kind == RIGHT
    }
}

/// The cases of a request that are right, and those that are wrong in the body alone.
pub(crate) fn cases(root: &Path, request: &'static str) -> Result<Vec<Case>> {
    let path = root.join("vectors").join(format!("{request}.json"));
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let vectors: Value = serde_json::from_str(&text)?;
    let all = vectors["cases"].as_array().context("a file of vectors has cases")?;
    let of_body = all.iter().filter(|case| {
        let mut places = case["offends"].as_array().into_iter().flatten();
        places.all(|place| place.as_str().is_some_and(|place| place.starts_with("/body")))
    });
    of_body.map(|it| case(request, &vectors["base"], it)).collect()
}

fn case(request: &'static str, base: &Value, case: &Value) -> Result<Case> {
    let mut parts = base.clone();
    let mut changed = Vec::new();
    for (place, value) in case["set"].as_object().into_iter().flatten() {
        put(&mut parts, place, written_out(value))?;
        changed.extend(place.strip_prefix("/body").map(str::to_owned));
    }
    for place in case["remove"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let (object, key) = place.rsplit_once('/').context("a pointer")?;
        let object = parts.pointer_mut(object).and_then(Value::as_object_mut);
        object.context("an object to remove from")?.remove(key);
        changed.extend(place.strip_prefix("/body").map(str::to_owned));
    }
    let name = case["case"].as_str().unwrap_or_default();
    let is_right = case["offends"].as_array().is_some_and(Vec::is_empty);
    Ok(Case {
        request,
        kind: if is_right { RIGHT } else { kind(name)? },
        case: name.to_owned(),
        offends: case["offends"].clone(),
        body: parts["body"].take(),
        changed,
    })
}

fn put(parts: &mut Value, place: &str, value: Value) -> Result<()> {
    let (object, key) = place.rsplit_once('/').context("a pointer")?;
    let object = parts.pointer_mut(object).context("a place to put it")?;
    match object {
        Value::Array(items) => *items.get_mut(key.parse::<usize>()?).context("an item")? = value,
        object => object[key] = value,
    }
    Ok(())
}

/// A text that the vectors write as a repetition.
fn written_out(value: &Value) -> Value {
    let (Some(unit), Some(many)) = (value["$repeat"].as_str(), value["characters"].as_u64()) else {
        return value.clone();
    };
    let many = usize::try_from(many).unwrap_or_default();
    unit.chars().cycle().take(many).collect::<String>().into()
}

/// By the words with which the vectors name their cases; words that are not known are an error, so that
/// no case is counted as what it is not.
fn kind(case: &str) -> Result<&'static str> {
    let ends = |end| case.ends_with(end);
    Ok(match case {
        "missing" | "without any row" => "a mandatory row is missing",
        "null" => "null where none is documented",
        _ if ends(", wrong type") => "a value of another type",
        _ if ends(", not of the form") || ends(", no date") => "not of the documented form",
        _ if ends(", undocumented") => "not a documented value",
        _ if ends(", too long") || case.contains(" characters") => "too long",
        "no consumer, no businessConsumer" => "a rule among rows",
        _ if ends(", no state") || ends(", state null") => "a rule among rows",
        _ => bail!(
            "nobody has said of what kind the test vector `{case}` is: benches/src/vectors.rs"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_counted_as_what_it_is() {
        let kind = |case| kind(case).ok();
        assert_eq!(kind("\"2030-02-30\", no date"), Some("not of the documented form"));
        assert_eq!(kind("\"es-419\", too long"), Some("too long"));
        assert_eq!(kind("countryCode US, no state"), Some("a rule among rows"));
        assert_eq!(kind("\"no such value\", undocumented"), Some("not a documented value"));
        assert_eq!(kind("of another kind"), None);
    }
}
