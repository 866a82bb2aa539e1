//! The clients under test: each with the API that its spec resolves to, and its Rust types behind
//! function pointers, so that a law can be stated once for all of them.

mod complete;
mod parcel_tracker;
mod smartpay;
mod types;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use client_runtime::Document;
use generator::api::{Endpoint, Object, Page};
use generator::{Api, Sources};

pub(crate) use types::{ObjectType, Request, RequestType};

/// A generated client and what it was generated from.
pub(crate) struct Subject {
    /// The text of each file of the spec, by its path.
    pub(crate) sources: BTreeMap<String, String>,
    /// The spec as resolved.
    pub(crate) api: Api,
    /// The pages that the client names.
    pub(crate) documents: &'static [&'static Document],
    requests: Vec<RequestType>,
    objects: Vec<ObjectType>,
}

/// All clients under test.
pub(crate) fn all() -> &'static [Subject] {
    static ALL: LazyLock<Vec<Subject>> =
        LazyLock::new(|| vec![smartpay::subject(), parcel_tracker::subject()]);
    &ALL
}

/// Every endpoint of every client, with its page and its Rust type.
pub(crate) fn endpoints()
-> impl Iterator<Item = (&'static Subject, &'static Page, &'static Endpoint, &'static RequestType)>
{
    all().iter().flat_map(|subject| {
        let endpoints = subject.api.endpoints();
        endpoints.map(move |(page, endpoint)| (subject, page, endpoint, subject.request(endpoint)))
    })
}

impl Subject {
    fn new(
        folder: &str,
        documents: &'static [&'static Document],
        requests: Vec<RequestType>,
        objects: Vec<ObjectType>,
    ) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut sources = BTreeMap::new();
        read(&folder, "", &mut sources);
        let input: Sources = sources.iter().map(|(path, text)| (path, text.as_str())).collect();
        let api = generator::check(&input).unwrap_or_else(|report| panic!("{report}"));
        Self { sources, api, documents, requests, objects }
    }

    /// The Rust type of an endpoint's request.
    pub(crate) fn request(&self, endpoint: &Endpoint) -> &RequestType {
        let name = endpoint.request.ident.as_str();
        let found = self.requests.iter().find(|it| it.name == name);
        found.unwrap_or_else(|| panic!("`{name}` is missing in the list of requests"))
    }

    /// The Rust type of an object.
    pub(crate) fn object(&self, object: &Object) -> &ObjectType {
        let name = object.ident.as_str();
        let found = self.objects.iter().find(|it| it.name == name);
        found.unwrap_or_else(|| panic!("`{name}` is missing in the list of objects"))
    }

    /// The objects that travel, and thus have a Rust type.
    pub(crate) fn travelling(&self) -> impl Iterator<Item = &Object> {
        self.api.objects.iter().filter(|it| it.usage.sent || it.usage.received)
    }
}

/// Reads the spec files of a folder, by their path below it.
fn read(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), files);
        } else if name.ends_with(".yaml") {
            files.insert(format!("{prefix}{name}"), std::fs::read_to_string(&path).unwrap());
        }
    }
}
