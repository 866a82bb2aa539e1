//! Where things are: the workspace's folders, and how a path is shown.

use std::path::{Path, PathBuf};

/// What the caller named, or the file or folder of the workspace.
pub(crate) fn or_default(named: Option<PathBuf>, default: &str) -> PathBuf {
    named.unwrap_or_else(|| workspace().join(default))
}

/// The workspace's folder: the command works from any folder below it.
fn workspace() -> PathBuf {
    // cargo says where the package is now; without cargo, where it was built.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// A path as a person in the current folder would write it.
pub(crate) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let short = path.strip_prefix(&current).unwrap_or(path);
    if short.as_os_str().is_empty() { ".".to_owned() } else { short.display().to_string() }
}
