//! The lists of Rust types name each type once, and leave none out.

use std::collections::BTreeSet;

use super::all;

#[test]
fn every_request_is_listed_and_is_what_the_spec_says() {
    for subject in all() {
        let mut named = BTreeSet::new();
        for (_, endpoint) in subject.api.endpoints() {
            let listed = subject.request(endpoint);
            let answer = endpoint.answer.map_or("", |id| subject.api.object(id).ident.as_str());
            assert_eq!(listed.answer, answer, "the answer of {}", endpoint.name);
            named.insert(listed.name);
        }
        let listed: Vec<&str> = subject.requests.iter().map(|it| it.name).collect();
        assert_eq!(named.len(), listed.len(), "listed twice or without an endpoint: {listed:?}");
    }
}

#[test]
fn every_object_is_listed_by_the_way_it_travels() {
    for subject in all() {
        let mut named = BTreeSet::new();
        for object in subject.travelling() {
            let listed = subject.object(object);
            let name = listed.name;
            assert_eq!(listed.violations.is_some(), object.usage.sent, "`{name}` is sent?");
            let is_open = object.usage.sent && object.open;
            assert_eq!(listed.with_further.is_some(), is_open, "`{name}` is sent and open?");
            named.insert(name);
        }
        let listed: Vec<&str> = subject.objects.iter().map(|it| it.name).collect();
        assert_eq!(named.len(), listed.len(), "listed twice or without an object: {listed:?}");
    }
}

#[test]
fn every_answer_and_notification_is_listed() {
    for subject in all() {
        let answers = subject.api.endpoints().filter_map(|(_, endpoint)| endpoint.answer);
        let received = subject.api.pages.iter().filter_map(|page| page.receives);
        for id in answers.chain(received) {
            let object = subject.api.object(id);
            assert!(object.usage.received, "`{}`", object.name);
            subject.object(object);
        }
    }
}
