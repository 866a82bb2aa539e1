//! The module `errors`: what to do about a call that failed, call by call.

use proc_macro2::{Ident, Span};
use quote::quote;

use crate::api::{Api, Endpoint, Segment};
use crate::emit::{Content, File};

/// The types that say why a call failed.
const TYPES: &[&str] = &[
    "AnswerError",
    "Delivery",
    "Error",
    "FieldMessage",
    "Indeterminate",
    "Invalid",
    "NotUnderstood",
    "PagingError",
    "Reference",
    "Refused",
    "RequestError",
    "TransportError",
    "TransportFault",
    "Violation",
];

/// `src/errors.rs`
pub(super) fn page(api: &Api) -> File {
    let types = TYPES.iter().map(|name| Ident::new(name, Span::call_site()));
    File {
        path: "src/errors.rs".to_owned(),
        content: Content::Rust {
            source: String::new(),
            docs: format!("{GENERAL}{}", calls(api).trim_end()),
            imports: Vec::new(),
            items: vec![quote! {
                #[doc(no_inline)]
                pub use client_runtime::{#(#types),*};
            }],
        },
    }
}

/// What holds of every API: which error means what.
const GENERAL: &str = "\
What to do about a call that failed.

Before a call that changes something is made again, one question must be answered: may it have
been carried out already? [`Error::may_have_happened`] answers it, and [`Error::delivery`] says
what is known: [`NotSent`](Delivery::NotSent), nothing has left this machine;
[`Unknown`](Delivery::Unknown), it was sent and no whole answer came;
[`Answered`](Delivery::Answered).

| error | what happened | `delivery()` | what to do |
| --- | --- | --- | --- |
| [`Invalid`](Error::Invalid) | The request breaks documented rules. | `NotSent` | Correct it: the violations name each row, its rule and its page. |
| [`Request`](Error::Request) | No request could be formed of the value. | `NotSent` | Correct it. |
| [`MissingHeader`](Error::MissingHeader) | The call demands a header that is not set. | `NotSent` | Set it, for the client or for the call. |
| [`Transport`](Error::Transport) | There is no answer, because of the connection; nothing was sent, or the call changes nothing. | `NotSent` or `Unknown` | Call again, later. |
| [`Timeout`](Error::Timeout) | There is no answer in time; nothing was sent, or the call changes nothing. | `NotSent` or `Unknown` | Call again, later. |
| [`Indeterminate`](Error::Indeterminate) | The call changes something, was sent, and may have been carried out: **money may have moved**. | `Unknown`, or `Answered` by what does not tell: a 502 of a proxy, or a redirect other than 307 and 308, which the client never follows | Do not send it again. Look it up as below, by the [references](Indeterminate::references) that were sent. Only when you know that it was not carried out, make it again. |
| [`Refused`](Error::Refused) | The API answered that it did not carry out the request. | `Answered` | Read [`messages`](Refused::messages) or [`body`](Refused::body), and correct the request. After 429 or 503 wait for [`retry_after`](Error::retry_after). |
| [`NotUnderstood`](Error::NotUnderstood) | The API carried out the request, and its answer cannot be read. | `Answered` | Never send it again. Read the body that is kept, or look the object up. |
| [`Paging`](Error::Paging) | The pages of a list do not add up; it changed while it was read. | `Answered` | List anew, with a narrower filter. |

The client has tried again already where that cannot make anything happen twice;
[`Error`] has the table of when.

A call that leaves no error behind, because its future was dropped or its transport panicked, is to
be treated like `Indeterminate`. The blocking client sends nothing while the program logs the target
`ureq_proto` at TRACE, for that log would hold credentials and bodies: the call ends in `Transport`,
`NotSent`, and the source of the error says what to set.

";

/// The calls that change something, each with what to do when its answer is lost.
fn calls(api: &Api) -> String {
    let changing = api.endpoints().map(|(_, it)| it).filter(|it| it.method != "GET");
    let lines: Vec<String> = changing.map(|endpoint| line(endpoint, api)).collect();
    if lines.is_empty() {
        return "No call of this API changes anything.".to_owned();
    }
    let head = "# What to look up, call by call\n\n\
                | call | sent again by the client | references | how to look it up |\n\
                | --- | --- | --- | --- |\n";
    format!("{head}{}\nAny other call reads, and may be made again at any time.", lines.concat())
}

fn line(endpoint: &Endpoint, api: &Api) -> String {
    let method = &endpoint.call;
    let call = format!("[`{method}`](crate::Client::{method})");
    let again = match (&endpoint.idempotent_by, endpoint.method.as_str()) {
        (Some(row), _) => {
            format!("if `{row}` is given: the API does not process the same value twice")
        }
        (None, "PUT" | "DELETE") => format!("yes: a second {} changes nothing", endpoint.method),
        (None, _) => "never once a byte was sent".to_owned(),
    };
    let references: Vec<String> =
        endpoint.references.iter().map(|row| format!("`{row}`")).collect();
    let references = match references.is_empty() {
        true => "none".to_owned(),
        false => references.join(", "),
    };
    format!("| {call} | {again} | {references} | {} |\n", look_up(endpoint, api))
}

/// How to find out what became of a call.
fn look_up(endpoint: &Endpoint, api: &Api) -> String {
    if let Some(way) = &endpoint.find_out {
        return way.replace('|', "\\|");
    }
    let reads = api.endpoints().map(|(_, it)| it).find(|it| {
        it.method == "GET" && it.answer.is_some() && is_same_place(&it.path, &endpoint.path)
    });
    match reads {
        Some(reads) => {
            let method = &reads.call;
            format!(
                "[`{method}`](crate::Client::{method}) reads what it changes: compare, then decide."
            )
        }
        None => "The documents name no way: ask the API's operator before trying again.".to_owned(),
    }
}

/// Whether two paths with a parameter lead to the same object, whatever they call it.
fn is_same_place(one: &[Segment], other: &[Segment]) -> bool {
    let is_same = |(one, other): (&Segment, &Segment)| match (one, other) {
        (Segment::Literal(one), Segment::Literal(other)) => one == other,
        (Segment::Parameter(_), Segment::Parameter(_)) => true,
        _ => false,
    };
    one.len() == other.len()
        && matches!(one.last(), Some(Segment::Parameter(_)))
        && one.iter().zip(other).all(is_same)
}

/// The errors in one table, for the front page.
pub(super) const IN_SHORT: &str = "\
## When a call fails

| error | what happened | what to do |
| --- | --- | --- |
| `Invalid`, `Request`, `MissingHeader` | nothing was sent | correct the request |
| `Transport`, `Timeout` | nothing was sent, or the call changes nothing | call again, later |
| `Indeterminate` | **money may have moved**: it was sent, and may have been carried out | look it up before trying again |
| `Refused` | it was not carried out | read `messages()` or `body()` |
| `NotUnderstood` | it was carried out, its answer cannot be read | never send it again; read `body()` |
| `Paging` | a list changed while it was read | list anew |

Every error answers `delivery()` (not sent, unknown, answered) and `may_have_happened()`. The module
`errors` says of each call what to look it up by. The client itself tries again only when that cannot
make something happen twice.

";

#[cfg(test)]
mod tests {
    use crate::emit::testing::file;

    #[test]
    fn a_call_that_changes_something_says_what_to_look_up() {
        let page = "
endpoint: Lend Book
request: POST /loans/
body:
  note: { type: String, mandatory: No, means: Anything. }
references: [note]
find_out: Ask the desk.
";
        let text = file(page, "src/errors.rs");
        let lines = text.lines().skip_while(|it| !it.contains("# What to look up"));
        let lines: Vec<&str> = lines.collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        //! # What to look up, call by call
        //!
        //! | call | sent again by the client | references | how to look it up |
        //! | --- | --- | --- | --- |
        //! | [`lend_book`](crate::Client::lend_book) | never once a byte was sent | `note` | Ask the desk. |
        //!
        //! Any other call reads, and may be made again at any time.

        #[doc(no_inline)]
        pub use client_runtime::{
            AnswerError, Delivery, Error, FieldMessage, Indeterminate, Invalid, NotUnderstood,
            PagingError, Reference, Refused, RequestError, TransportError, TransportFault,
            Violation,
        };
        ");
    }
}
