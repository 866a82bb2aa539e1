//! The version that the changes call for.

use semver::{Prerelease, Version};
use serde::Serialize;

use super::Bump;

/// The crate's versions: as they are, and as the changes call for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versions {
    /// Before.
    pub old: String,
    /// After, as `api.yaml` has it.
    pub new: String,
    /// The least that the changes call for.
    pub least: String,
    /// How far it moves; `None` when nothing changed.
    pub bump: Option<Bump>,
    /// Whether `new` is `least` or more.
    pub is_high_enough: bool,
}

impl Versions {
    pub(super) fn new(old: &str, new: &str, bump: Option<Bump>) -> Self {
        let least = match (Version::parse(old), bump) {
            (Ok(version), Some(bump)) => next(&version, bump).to_string(),
            _ => old.to_owned(),
        };
        let is_high_enough = match (Version::parse(new), Version::parse(&least)) {
            (Ok(new), Ok(least)) => new >= least,
            _ => new == least,
        };
        Self { old: old.to_owned(), new: new.to_owned(), least, bump, is_high_enough }
    }
}

/// The next version, as cargo reads versions: before 1.0.0 the second number promises what the
/// first does afterwards, and a pre-release promises nothing but its own release.
fn next(old: &Version, bump: Bump) -> Version {
    if !old.pre.is_empty() {
        return Version { pre: Prerelease::EMPTY, ..old.clone() };
    }
    let (major, minor, patch) = (old.major, old.minor, old.patch);
    match (bump, major, minor) {
        (Bump::Major, 0, 0) | (Bump::Patch, ..) => Version::new(major, minor, patch + 1),
        (Bump::Major, 0, _) => Version::new(0, minor + 1, 0),
        (Bump::Minor, 0, _) => Version::new(0, minor, patch + 1),
        (Bump::Major, ..) => Version::new(major + 1, 0, 0),
        (Bump::Minor, ..) => Version::new(major, minor + 1, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bump, Versions};

    #[test]
    fn versions_move_as_cargo_reads_them() {
        for (old, bump, least) in [
            ("0.1.0", None, "0.1.0"),
            ("0.1.0", Some(Bump::Patch), "0.1.1"),
            ("0.1.4", Some(Bump::Minor), "0.1.5"),
            ("0.1.4", Some(Bump::Major), "0.2.0"),
            ("0.0.4", Some(Bump::Major), "0.0.5"),
            ("1.2.3", Some(Bump::Patch), "1.2.4"),
            ("1.2.3", Some(Bump::Minor), "1.3.0"),
            ("1.2.3", Some(Bump::Major), "2.0.0"),
            ("2.0.0-rc.1", Some(Bump::Major), "2.0.0"),
        ] {
            let versions = Versions::new(old, old, bump);
            assert_eq!(versions.least, least, "{old} {bump:?}");
            assert_eq!(versions.is_high_enough, bump.is_none(), "{old} {bump:?}");
            assert!(Versions::new(old, least, bump).is_high_enough, "{old} {bump:?}");
            assert!(Versions::new(old, "9.0.0", bump).is_high_enough, "{old} {bump:?}");
        }
    }

    #[test]
    fn a_version_that_went_back_is_too_low() {
        assert!(!Versions::new("1.2.3", "1.2.2", None).is_high_enough);
    }
}
