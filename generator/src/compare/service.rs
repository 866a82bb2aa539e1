//! What concerns every request: credentials, headers, the time to wait, the crate itself.

use crate::api::{Api, Authentication, Header, Mandatory};

use super::catalogue::Kind;
use super::walk::{Scope, Travel, Walk};

const FILE: &str = "api.yaml";

/// Compares what stands in `api.yaml`.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    let nowhere = Scope::everywhere(FILE, Travel::default());
    if old.package.name != new.package.name {
        walk.add(&nowhere, Kind::CrateRenamed, "crate")
            .between(format!("`{}`", old.package.name), format!("`{}`", new.package.name));
    }
    compare_authentication(walk);
    compare_headers(walk);
    let seconds = |api: &Api| api.timeout.as_ref().map(|it| it.seconds);
    if seconds(old) != seconds(new) {
        let words = [seconds(old), seconds(new)].map(|it| match it {
            Some(seconds) => format!("{seconds} seconds"),
            None => "no advice".to_owned(),
        });
        let document = |api: &Api| api.timeout.as_ref().map(|it| it.document);
        let scope = Scope::everywhere(FILE, Travel::RECEIVED);
        let scope = walk.by(&scope, document(old), document(new));
        let [before, after] = words;
        walk.add(&scope, Kind::TimeoutChanged, "timeout").between(before, after);
    }
    if old.messages != new.messages {
        let words = [old, new].map(|it| match &it.messages {
            Some(at) => format!("`{at}`"),
            None => "nowhere".to_owned(),
        });
        let [before, after] = words;
        let scope = Scope::everywhere(FILE, Travel::RECEIVED);
        walk.add(&scope, Kind::MessagesMoved, "messages").between(before, after);
    }
}

fn compare_authentication(walk: &mut Walk<'_>) {
    let (old, new) = (&walk.old.authentication, &walk.new.authentication);
    let words = [sent(old), sent(new)];
    if words[0] == words[1] {
        return;
    }
    let kind = match credentials(old) == credentials(new) {
        true => Kind::AuthenticationChanged,
        false => Kind::CredentialsChanged,
    };
    let document = |it: &Authentication| {
        let basic = it.basic.as_ref().map(|it| it.2);
        basic.or(it.header.as_ref().map(|it| it.2))
    };
    let scope = Scope::everywhere(FILE, Travel::SENT);
    let scope = walk.by(&scope, document(old), document(new));
    let [before, after] = words;
    walk.add(&scope, kind, "authentication").between(before, after);
}

/// The credentials in the order in which the generated crate asks for them.
fn credentials(authentication: &Authentication) -> Vec<&str> {
    let basic = authentication.basic.iter().flat_map(|it| [it.0.as_str(), it.1.as_str()]);
    let header = authentication.header.iter().map(|it| it.1.as_str());
    let mut names = Vec::new();
    for name in basic.chain(header) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// How credentials are sent, in words.
fn sent(authentication: &Authentication) -> String {
    let basic = authentication.basic.as_ref();
    let basic = basic.map(|it| format!("basic authentication with `{}` and `{}`", it.0, it.1));
    let header = authentication.header.as_ref();
    let header = header.map(|it| format!("`{}` in the header `{}`", it.1, it.0));
    let words: Vec<String> = basic.into_iter().chain(header).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

fn compare_headers(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    let scope = Scope::everywhere(FILE, Travel::SENT);
    for header in &new.headers {
        let place = format!("headers.{}", header.name);
        let before = old.headers.iter().find(|it| it.name.eq_ignore_ascii_case(&header.name));
        let Some(before) = before else {
            let kind = match header.mandatory {
                Mandatory::Yes => Kind::ServiceHeaderAdded,
                _ => Kind::ServiceHeaderOffered,
            };
            let scope = walk.by(&scope, None, Some(header.document));
            walk.add(&scope, kind, place).after(words(header));
            continue;
        };
        if words(before) != words(header) {
            let scope = walk.by(&scope, Some(before.document), Some(header.document));
            walk.add(&scope, Kind::ServiceHeaderChanged, place)
                .between(words(before), words(header));
        }
    }
    for header in &old.headers {
        if new.headers.iter().all(|it| !it.name.eq_ignore_ascii_case(&header.name)) {
            let scope = walk.by(&scope, Some(header.document), None);
            let place = format!("headers.{}", header.name);
            walk.add(&scope, Kind::ServiceHeaderRemoved, place).before(words(header));
        }
    }
}

fn words(header: &Header) -> String {
    let value = match &header.value {
        Some(value) => format!("`{value}`"),
        None => "a value of the caller".to_owned(),
    };
    let word = match header.mandatory {
        Mandatory::Yes => "mandatory",
        Mandatory::No => "optional",
        Mandatory::Conditional => "conditional",
    };
    let set = if header.settable { ", may be set" } else { "" };
    format!("{value}, {word}{set}")
}
