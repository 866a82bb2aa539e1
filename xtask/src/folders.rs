//! Where things are: the workspace's folders, and how a path is shown.

use std::path::{Component, Path, PathBuf};

/// What the caller named, or the file or folder of the workspace.
pub(crate) fn or_default(named: Option<&Path>, default: &str) -> PathBuf {
    named.map_or_else(|| workspace().join(default), Path::to_path_buf)
}

/// The workspace's folder: the command works from any folder below it.
pub(crate) fn workspace() -> PathBuf {
    // cargo says where the package is now; without cargo, where it was built.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// A path as a person in the current folder would write it: from there, if that is shorter.
pub(crate) fn shown(path: &Path) -> String {
    let path: PathBuf = path.components().collect();
    let current = std::env::current_dir().unwrap_or_default();
    let from_here =
        from(&current, &path).filter(|it| it.as_os_str().len() < path.as_os_str().len());
    from_here.unwrap_or(path).display().to_string()
}

/// The way from one absolute path to another, if there is one.
fn from(start: &Path, end: &Path) -> Option<PathBuf> {
    let common = start.components().zip(end.components()).take_while(|(a, b)| a == b).count();
    if common == 0 || !end.is_absolute() {
        return None;
    }
    let up = start.components().skip(common).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(end.components().skip(common)).collect();
    Some(if way.as_os_str().is_empty() { PathBuf::from(".") } else { way })
}

/// A command of this program as it is typed, with the options that were given.
pub(crate) fn command<'o, 'p>(
    name: &str,
    options: impl IntoIterator<Item = (&'o str, Option<&'p Path>)>,
) -> String {
    let mut command = format!("cargo xtask {name}");
    for (option, path) in options {
        if let Some(path) = path {
            command.push_str(&format!(" {option} {}", quoted(&path.to_string_lossy())));
        }
    }
    command
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./\\:+@%".contains(c);
    match word.chars().all(is_plain) && !word.is_empty() {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}
