//! An answer that is no success, and what its body says.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use serde_json::Value;

use crate::Body;
use crate::place::push_key;

/// How many bytes of a refusal's body are kept, and read.
const KEPT: usize = 64 * 1024;

/// How many messages of a refusal are read: each has a pointer of its own, so that a hostile body
/// would otherwise take thousands of times its length.
const MOST: usize = 100;

/// An answer whose status is none of success.
///
/// `Debug` and `Display` show the status, the number of messages and the length of the body.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    pub(crate) operation: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) messages: Vec<FieldMessage>,
    pub(crate) ignored: Vec<String>,
    pub(crate) body: Body,
}

/// What the API says about a field of the request.
///
/// The text is the API's own and may quote what was sent, so `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldMessage {
    pointer: String,
    text: String,
}

impl FieldMessage {
    /// The field: a JSON Pointer (RFC 6901) into the request's body, as far as the API tells;
    /// empty for the request as a whole.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong with it, in the API's words.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for FieldMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FieldMessage({} characters)", self.text.chars().count())
    }
}

impl Refused {
    /// Reads what can be read of a refusal; `list` points to the documented list of messages.
    pub(crate) fn read(
        operation: &'static str,
        status: StatusCode,
        retry_after: Option<Duration>,
        mut bytes: Vec<u8>,
        list: Option<&str>,
    ) -> Self {
        bytes.truncate(KEPT);
        bytes.shrink_to_fit();
        let json: Option<Value> = serde_json::from_slice(&bytes).ok();
        let mut messages = Vec::new();
        if let Some(list) = list.and_then(|list| json.as_ref()?.pointer(list)) {
            collect(list, &mut String::new(), &mut messages);
        }
        let ignored = json.as_ref().and_then(|json| json.get("ignoredProperties")?.as_array());
        let ignored = ignored.into_iter().flatten();
        let ignored = ignored.filter_map(|it| it.as_str().map(str::to_owned)).collect();
        Refused { operation, status, retry_after, messages, ignored, body: Body::from(bytes) }
    }

    /// The endpoint's name.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What the API says about fields of the request, if the body has the documented form and is no
    /// longer than 64 KiB; the first hundred of them.
    pub fn messages(&self) -> &[FieldMessage] {
        &self.messages
    }

    /// The keys of the request that the API says it has ignored.
    pub fn ignored_properties(&self) -> &[String] {
        &self.ignored
    }

    /// The wait that the answer asks for.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The body as it came, up to 64 KiB.
    pub fn body(&self) -> &Body {
        &self.body
    }
}

/// Walks lists and objects down to texts; the keys on the way make the pointer.
fn collect(value: &Value, pointer: &mut String, messages: &mut Vec<FieldMessage>) {
    match value {
        _ if messages.len() == MOST => {}
        Value::Array(items) => items.iter().for_each(|item| collect(item, pointer, messages)),
        Value::Object(fields) => {
            for (key, value) in fields {
                let length = pointer.len();
                push_key(pointer, key);
                collect(value, pointer, messages);
                pointer.truncate(length);
            }
        }
        Value::String(text) => {
            messages.push(FieldMessage { pointer: pointer.clone(), text: text.clone() });
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was refused with status {}", self.operation, self.status)?;
        match self.messages.len() {
            0 => f.write_str("; see the answer's body for why"),
            1 => f.write_str("; see its message for why"),
            several => write!(f, "; see its {several} messages for why"),
        }
    }
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refused")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("retry_after", &self.retry_after)
            .field("messages", &self.messages.len())
            .field("ignored_properties", &self.ignored.len())
            .field("body", &self.body)
            .finish()
    }
}

impl std::error::Error for Refused {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Refused {
        let list = Some("/message/message");
        let body = body.as_bytes().to_vec();
        Refused::read("Create Order", StatusCode::BAD_REQUEST, None, body, list)
    }

    fn messages(refused: &Refused) -> Vec<(&str, &str)> {
        refused.messages().iter().map(|it| (it.pointer(), it.text())).collect()
    }

    #[test]
    fn the_documented_body_becomes_messages_by_field() {
        let refused = read(r#"{"message":{"message":[{"consumer":["Invalid date of birth"]}]}}"#);
        assert_eq!(messages(&refused), [("/consumer", "Invalid date of birth")]);
        assert_eq!(
            refused.to_string(),
            "Create Order was refused with status 400 Bad Request; see its message for why"
        );
        assert!(!format!("{refused:?} {:?}", refused.messages()).contains("birth"));
        let refused = read(
            r#"{"message":{"message":[{"a":["1","2"]},{"b/c":{"d":"3"}},"4",null,[7]]},
                "ignoredProperties":["x",1,"y"]}"#,
        );
        let expected = [("/a", "1"), ("/a", "2"), ("/b~1c/d", "3"), ("", "4")];
        assert_eq!(messages(&refused), expected);
        assert_eq!(refused.ignored_properties(), ["x", "y"]);
    }

    #[test]
    fn any_other_shape_is_kept_as_it_came() {
        let deep = "[".repeat(100_000);
        for body in [
            "",
            "no",
            "\"text\"",
            "[1]",
            "null",
            "<html><body>502</body></html>",
            r#"{"message":"no"}"#,
            r#"{"message":{"message":7}}"#,
            r#"{"ignoredProperties":{}}"#,
            "{\"message\":",
            deep.as_str(),
        ] {
            let refused = read(body);
            assert!(refused.messages().is_empty() && refused.ignored_properties().is_empty());
            assert_eq!(refused.body().as_bytes(), &body.as_bytes()[..body.len().min(KEPT)]);
        }
    }
}
