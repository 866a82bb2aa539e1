//! Markers: values that can be told from every other one wherever they turn up.

use std::collections::BTreeSet;

use generator::Api;
use generator::api::{Limit, Object, Row, Sensitivity, Type};

use crate::json::{Json, below};
use crate::places::{self, Place};

/// What every marker of text begins with.
const HEAD: &str = "Mrkr";

/// A value with markers in it.
pub(super) struct Planted {
    pub(super) json: Json,
    markers: Vec<String>,
}

impl Planted {
    /// A marker in each row that must not be shown, and in a further key of each open object.
    pub(super) fn new(api: &Api, object: &Object, full: &Json) -> Self {
        let hidden = hidden(&places::rows(api, object, full));
        Self::chosen(api, object, full, |place| hidden.contains(&place.pointer))
    }

    /// The same, and in all rows of text besides: a marker in a violation or an error is one too
    /// many, whatever the row.
    pub(super) fn everywhere(api: &Api, object: &Object, full: &Json) -> Self {
        Self::chosen(api, object, full, |_| true)
    }

    fn chosen(
        api: &Api,
        object: &Object,
        full: &Json,
        is_chosen: impl Fn(&Place<'_>) -> bool,
    ) -> Self {
        let mut planted = Self { json: full.clone(), markers: Vec::new() };
        for (index, place) in places::rows(api, object, full).iter().enumerate() {
            if let Some((marker, value)) = marker(place.row, index).filter(|_| is_chosen(place)) {
                planted.json = planted.json.with(&place.pointer, value);
                planted.markers.push(marker);
            }
        }
        for place in places::objects(api, object, full).iter().filter(|it| it.object.open) {
            let pointer = below(&place.pointer, "furtherKey");
            planted.json = planted.json.with(&pointer, Json::text(HEAD));
            planted.markers.push(HEAD.to_owned());
        }
        planted
    }

    /// `Ok` if no marker is in the text.
    pub(super) fn is_hidden_in(&self, text: &str) -> Result<(), String> {
        let mut markers = self.markers.iter().map(String::as_str).chain([HEAD]);
        match markers.find(|marker| text.contains(marker)) {
            None => Ok(()),
            Some(marker) => Err(format!("`{marker}` is shown:\n{}", around(text, marker))),
        }
    }

    /// `Ok` if every marker is in the text.
    pub(super) fn is_shown_in(&self, text: &str) -> Result<(), String> {
        match self.markers.iter().find(|marker| !text.contains(*marker)) {
            None => Ok(()),
            Some(marker) => Err(format!("`{marker}` is lost")),
        }
    }
}

/// The places that must not be shown: marked themselves, or within an object that is.
pub(super) fn hidden(places: &[Place<'_>]) -> BTreeSet<String> {
    let marked = places.iter().filter(|it| it.row.sensitive.is_some());
    let marked: Vec<&str> = marked.map(|it| it.pointer.as_str()).collect();
    let is_within = |pointer: &str, marked: &&&str| {
        pointer == **marked || pointer.starts_with(&format!("{marked}/"))
    };
    let is_hidden = |place: &&Place<'_>| {
        place.row.sensitive == Some(Sensitivity::Secret)
            || marked.iter().any(|it| is_within(&place.pointer, &it))
    };
    places.iter().filter(is_hidden).map(|it| it.pointer.clone()).collect()
}

/// What to look for, and the value that has it; `None` where no value is telling.
fn marker(row: &Row, index: usize) -> Option<(String, Json)> {
    let head = format!("{HEAD}{index:03}");
    let marker = match &row.ty {
        Type::Text | Type::Secret | Type::Identifier(_) | Type::Enum(_) => {
            let too_long = row.limits.iter().map(|limit| match limit {
                Limit::MaxLength(most) => *most as usize + 1,
                _ => 0,
            });
            let length = too_long.max().unwrap_or(0).saturating_sub(head.len());
            return Some((head.clone(), Json::text(head + &"m".repeat(length))));
        }
        Type::Date => format!("1{index:03}-11-17"),
        Type::Timestamp => format!("1{index:03}-11-17T11:11:11.1234567890123Z"),
        Type::OffsetDateTime => format!("1{index:03}-11-17T11:11:11.1234567890123-11:00"),
        Type::Integer => return Some(number(format!("73507350{index:03}"))),
        Type::Decimal => return Some(number(format!("73507350{index:03}.7351"))),
        Type::Boolean | Type::Flag(..) | Type::Object(_) => return None,
    };
    Some((marker.clone(), Json::Text(marker)))
}

fn number(digits: String) -> (String, Json) {
    (digits.clone(), Json::Number(digits))
}

/// A marker that the type cannot be read from.
pub(super) fn unreadable(ty: &Type) -> Json {
    match ty {
        Type::Text | Type::Secret | Type::Identifier(_) | Type::Enum(_) => {
            Json::List(vec![Json::text(HEAD)])
        }
        _ => Json::text(HEAD),
    }
}

/// A marker that is too long for an address.
pub(super) fn long() -> String {
    HEAD.repeat(20_000)
}

/// The text around the place where a marker is.
fn around(text: &str, marker: &str) -> String {
    let at = text.find(marker).unwrap();
    let before = text[..at].char_indices().rev().nth(60).map_or(0, |(start, _)| start);
    text[before..].chars().take(120).collect()
}
