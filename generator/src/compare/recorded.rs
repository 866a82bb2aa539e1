//! `changes.yaml`: what a reviewer has said of the causes of changes.

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, File, Report};
use crate::spec::Named;
use crate::yaml::{Spanned, decode, parse};

use super::{Cause, Comparison, Fingerprint};

/// The causes that a reviewer has recorded, by the crate's version and the change's fingerprint.
#[derive(Debug)]
pub struct Causes {
    file: File,
    versions: Named<Named<Recorded>>,
}

/// A cause with its place.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub(crate) struct Recorded(Spanned<Cause>);

/// A fingerprint that no change has.
pub type Unknown = Report;

/// Reads a file of causes.
///
/// # Errors
///
/// Everything that is wrong with it, each mistake at its place.
pub fn causes(path: &str, bytes: &[u8]) -> Result<Causes, Report> {
    let mut found = Diagnostics::default();
    let text = crate::spec::text_of(0, path, bytes, &mut found).unwrap_or_default();
    let file = File::new(path.to_owned(), text);
    let mut versions = Named::default();
    if found.is_empty() {
        let root = parse(0, &file.text, &mut found);
        let read = root.and_then(|it| decode(&it, &mut found, &mut Default::default()));
        versions = read.unwrap_or_default();
    }
    let causes = Causes { file, versions };
    for (fingerprint, _) in causes.entries() {
        if Fingerprint::read(&fingerprint.value).is_none() {
            let message = format!("`{}` is no fingerprint", fingerprint.value);
            let help = "copy the twelve digits that `cargo xtask changelog` prints for a change";
            found.add(Diagnostic::new(Code::WrongValue, fingerprint.span, message).help(help));
        }
    }
    match found.is_empty() {
        true => Ok(causes),
        false => Err(found.into_report(vec![causes.file])),
    }
}

impl Causes {
    fn entries(&self) -> impl Iterator<Item = (&Spanned<String>, &Recorded)> {
        self.versions.iter().flat_map(|(_, causes)| causes.iter())
    }
}

impl Comparison {
    /// Takes over the causes that are recorded for this version of the crate. What is recorded for
    /// other versions is history.
    ///
    /// # Errors
    ///
    /// Each recorded fingerprint that none of the changes has.
    pub fn take_over(&mut self, causes: Causes) -> Result<(), Unknown> {
        let mut found = Diagnostics::default();
        let version = self.version.new.clone();
        let recorded = causes.versions.iter().filter(|(name, _)| name.value == version);
        for (fingerprint, cause) in recorded.flat_map(|(_, causes)| causes.iter()) {
            let is_it = |it: &&mut super::Change| it.fingerprint.to_string() == fingerprint.value;
            match self.changes.iter_mut().find(is_it) {
                Some(change) => (change.cause, change.recorded) = (cause.0.value, true),
                None => {
                    let message = format!("no change has the fingerprint `{}`", fingerprint.value);
                    let help = "the change is gone, or is another one by now: remove the line, or \
                                put the fingerprint that `cargo xtask changelog` prints";
                    let unknown = Diagnostic::new(Code::UnknownRow, fingerprint.span, message);
                    found.add(unknown.help(help));
                }
            }
        }
        match found.is_empty() {
            true => Ok(()),
            false => Err(found.into_report(vec![causes.file])),
        }
    }
}
