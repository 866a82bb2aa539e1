//! `api.yaml`: what concerns every page.

use crate::api::{Api, Authentication, Header, Package, Paging, RustName, Timeout, is_clients_own};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::spec::{self, Name};

use super::Checker;
use super::deviations;
use super::names::{self, Scope};
use super::rows::Table;

impl Checker<'_> {
    /// The API without what stands in other files.
    pub(super) fn whole(&mut self, raw: &spec::Api) -> Api {
        deviations::check_api_places(raw, &mut self.found);
        let authentication = raw.authentication.as_ref().map(|it| self.authentication(it));
        Api {
            name: raw.api.value.clone(),
            means: self.sentence(&raw.means),
            package: self.package(raw),
            authentication: authentication.unwrap_or_default(),
            headers: raw.headers.iter().map(|it| self.header(it)).collect(),
            paging: raw.pages.as_ref().map(|it| {
                self.documents.find(&it.document, &mut self.found);
                Paging {
                    number: it.number.value.clone(),
                    total: it.total.value.clone(),
                    items: it.items.value.clone(),
                }
            }),
            messages: raw.messages.as_ref().map(|it| {
                self.documents.find(&it.document, &mut self.found);
                if !it.at.starts_with('/') {
                    self.wrong(&it.at, "no JSON Pointer is", "write it like `/message/message`");
                }
                it.at.value.clone()
            }),
            timeout: raw.timeout.as_ref().map(|it| Timeout {
                seconds: it.seconds,
                document: self.documents.find(&it.document, &mut self.found),
                means: it.means.as_ref().map(|it| self.sentence(it)),
            }),
            deviations: deviations::deviations(&raw.deviations, &mut self.found),
            documents: Vec::new(),
            identifiers: Vec::new(),
            objects: Vec::new(),
            enums: Vec::new(),
            pages: Vec::new(),
            groups: Vec::new(),
            journeys: Vec::new(),
        }
    }

    fn package(&mut self, raw: &spec::Api) -> Package {
        let (name, version) = (&raw.package.name, &raw.package.version);
        let library = name.replace('-', "_");
        let is_name = |it: &str| {
            it.starts_with(|first: char| first.is_ascii_lowercase())
                && it.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        if !is_name(name) || syn::parse_str::<syn::Ident>(&library).is_err() {
            self.wrong(name, "no crate can be called", "write lower case words with hyphens");
        }
        if !is_version(version) {
            self.wrong(version, "no version is", "write three numbers, \"1.2.3\"");
        }
        Package {
            name: name.value.clone(),
            library: RustName::new(library),
            version: version.value.clone(),
            means: self.sentence(&raw.package.means),
        }
    }

    fn wrong(&mut self, text: &Name, what: &str, help: &str) {
        let message = format!("{what} `{}`", text.value);
        self.found.add(Diagnostic::new(Code::WrongValue, text.span, message).help(help));
    }

    fn authentication(&mut self, raw: &spec::Authentication) -> Authentication {
        self.check_credential_names(raw);
        Authentication {
            basic: raw.basic.as_ref().map(|it| {
                let document = self.documents.find(&it.document, &mut self.found);
                (it.username.value.clone(), it.password.value.clone(), document)
            }),
            header: raw.header.as_ref().map(|it| {
                let document = self.documents.find(&it.document, &mut self.found);
                (it.name.value.clone(), it.value.value.clone(), document)
            }),
        }
    }

    /// Reports credentials that cannot be parameters of one function.
    fn check_credential_names(&mut self, raw: &spec::Authentication) {
        let basic = raw.basic.iter().flat_map(|it| [&it.username, &it.password]);
        let mut names: Vec<&Name> = Vec::new();
        for name in basic.chain(raw.header.iter().map(|it| &it.value)) {
            // One credential may be sent in two places.
            if !names.iter().any(|known| known.value == name.value) {
                names.push(name);
            }
        }
        let mut parameters = Scope::new("call one of them otherwise; the names are not sent");
        for name in names {
            let parameter = names::parameter_name(name, name.span, &mut self.found);
            let made_of = format!("the credential `{}`", name.value);
            parameters.take(&parameter, &made_of, name.span, &mut self.found);
        }
    }

    fn header(&mut self, raw: &spec::Header) -> Header {
        if !raw.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') || raw.name.is_empty() {
            self.wrong(&raw.name, "no header is called", "write letters, digits and hyphens");
        }
        if raw.settable && is_clients_own(&raw.name) {
            let help = "leave `settable` out: the client sets the header itself";
            self.wrong(&raw.name, "no caller sets", help);
        }
        let is_value = |it: &String| it.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        if raw.value.as_ref().is_some_and(|it| !is_value(it)) {
            let help = "write one line of ASCII";
            self.wrong(&raw.name, "no value can be sent in", help);
        }
        Header {
            name: raw.name.value.clone(),
            value: raw.value.clone(),
            mandatory: raw.mandatory.into(),
            settable: raw.settable,
            document: self.documents.find(&raw.document, &mut self.found),
            means: raw.means.as_ref().map(|it| self.sentence(it)),
        }
    }

    /// Reports a credential that `authentication` does not name, or that the client does not fill
    /// in.
    pub(super) fn check_credential(&mut self, name: &Name, row: &spec::Row, table: Table) {
        let mut misplaced = |wrong: bool, message: &str| {
            if wrong {
                let help = "leave `credential` out: the caller gives the value";
                self.found.add(Diagnostic::new(Code::MisplacedKey, name.span, message).help(help));
            }
        };
        let is_text = matches!(row.ty.name.as_str(), "String" | "GUID") && !row.ty.many;
        misplaced(!table.is_filled_in, "the client fills credentials into a request's body alone");
        misplaced(!is_text || row.nullable, "a credential is one text, and never null");
        let Some(api) = self.spec.api.as_ref().filter(|_| !self.lost.contains("authentication"))
        else {
            return;
        };
        let authentication = api.authentication.iter();
        let basic = authentication.clone().flat_map(|it| &it.basic);
        let basic = basic.flat_map(|it| [&it.username, &it.password]);
        let header = authentication.flat_map(|it| &it.header).map(|it| &it.value);
        let known: Vec<&str> = basic.chain(header).map(|it| it.as_str()).collect();
        if !known.contains(&name.as_str()) {
            let message = format!("`authentication` names no credential `{}`", name.value);
            let unknown = Diagnostic::new(Code::UnknownRow, name.span, message);
            self.found.add(match known.is_empty() {
                true => unknown.help("name it under `authentication:` in `api.yaml`"),
                false => unknown.one_of(name, known),
            });
        }
    }

    /// Reports a status that is no success.
    pub(super) fn check_status(&mut self, status: u16, span: Span, is_success: bool) {
        let expected = if is_success { 200..300 } else { 300..600 };
        if !expected.contains(&status) {
            let kind = if is_success { "of success" } else { "of a refusal" };
            let message = format!("{status} is no status {kind}");
            self.found.add(Diagnostic::new(Code::WrongValue, span, message));
        }
    }
}

/// Whether a text is three numbers with points between, maybe with a pre-release.
fn is_version(text: &str) -> bool {
    let (numbers, pre) = text.split_once('-').unwrap_or((text, "x"));
    let is_number = |it: &str| {
        it.parse::<u64>().is_ok() && (it == "0" || !it.starts_with('0')) && !it.starts_with('+')
    };
    let parts: Vec<&str> = numbers.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|it| is_number(it))
        && !pre.is_empty()
        && pre.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
}
