//! Folders of generated files: what differs, and writing it without losing anything.
//!
//! A folder lists its generated files in [`LIST`]. Only listed files are ever overwritten or
//! removed, so somebody else's file is safe, whatever its name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use tempfile::NamedTempFile;

use crate::folders::shown;
use crate::left_over;
use crate::list::{self, LIST};
use crate::new_file::{self, NewFolders};
use crate::standing::{self, Standing};

/// What stands in a folder beside what should.
#[derive(Debug)]
pub(crate) struct Plan {
    folder: PathBuf,
    /// Every file that should be there, the list included.
    wanted: BTreeMap<String, String>,
    /// Files to write, with their present text.
    changed: BTreeMap<String, Option<String>>,
    /// Files that were generated once and are no longer, and whether they still stand.
    former: BTreeMap<String, bool>,
    /// What a run that was cut off left behind.
    left_over: BTreeSet<PathBuf>,
}

/// A plan whose new texts are all written, none of them in its place yet.
struct Staged<'p> {
    plan: &'p Plan,
    files: Vec<(&'p str, NamedTempFile)>,
    /// The list that stands while files are replaced, and the one that stands afterwards.
    lists: Option<(NamedTempFile, NamedTempFile)>,
}

/// Writes what differs. The new texts of all folders are written before the first old one is
/// replaced.
pub(crate) fn write(plans: &[Plan]) -> anyhow::Result<()> {
    for plan in plans {
        plan.left_over.iter().try_for_each(|path| plan.remove(path))?;
    }
    // All new files are open at once, each with its lock; many a system allows 1,024 without being
    // asked. Where more are not to be had, opening one says so.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    let mut folders = NewFolders::default();
    let staged = plans.iter().map(|plan| plan.stage(&mut folders));
    let staged: Vec<Staged<'_>> = staged.collect::<anyhow::Result<_>>()?;
    staged.into_iter().try_for_each(Staged::put_in_place)
}

impl Staged<'_> {
    fn put_in_place(self) -> anyhow::Result<()> {
        let (plan, (first_list, last_list)) = (self.plan, self.lists.unzip());
        // A run that is cut off from here on leaves files that are listed: the next run owns them.
        plan.replace_list(first_list)?;
        for (path, file) in self.files {
            plan.replace(path, file)?;
        }
        for (path, stands) in &plan.former {
            match stands {
                true => plan.remove(Path::new(path))?,
                false => plan.remove_empty_folders(Path::new(path)),
            }
        }
        plan.replace_list(last_list)
    }
}

/// Compares a folder, which `option` names, with the files that should be in it. Writes nothing.
pub(crate) fn plan(folder: &Path, option: &str, files: generator::Files) -> anyhow::Result<Plan> {
    let mut wanted = files;
    wanted.insert(LIST.to_owned(), list::text(wanted.keys().map(String::as_str)));
    let listed = listed(folder, option)?;
    let mut changed = BTreeMap::new();
    let mut in_the_way = BTreeMap::new();
    for (path, text) in &wanted {
        match standing::at(folder, path)? {
            Standing::File(bytes) if bytes == text.as_bytes() => {}
            Standing::File(bytes) if listed.contains(path) || path == LIST => {
                let present = String::from_utf8_lossy(&bytes).into_owned();
                changed.insert(path.clone(), Some(present));
            }
            Standing::File(_) => {
                in_the_way.insert(folder.join(path), "a file");
            }
            Standing::Other(place, what) => {
                in_the_way.insert(place, what);
            }
            Standing::Nothing => {
                changed.insert(path.clone(), None);
            }
        }
    }
    refuse(&in_the_way, option)?;
    let mut former = BTreeMap::new();
    for path in listed.into_iter().filter(|path| !wanted.contains_key(path)) {
        match standing::at(folder, &path)? {
            Standing::File(_) => former.insert(path, true),
            Standing::Nothing => former.insert(path, false),
            Standing::Other(..) => None,
        };
    }
    let left_over = left_over::below(folder, wanted.keys().chain(former.keys()));
    Ok(Plan { folder: folder.to_owned(), wanted, changed, former, left_over })
}

impl Plan {
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn is_up_to_date(&self) -> bool {
        self.changed.is_empty() && self.stale().next().is_none()
    }

    /// The files that differ, each with its word: of those that are missing, those with another
    /// text and those that are too many.
    pub(crate) fn summary(&self, [missing, other, too_many]: [&str; 3]) -> Vec<String> {
        let changed = self.changed.iter().map(|(path, present)| {
            let word = if present.is_some() { other } else { missing };
            format!("{word:8} {path}")
        });
        changed.chain(self.stale().map(|path| format!("{too_many:8} {path}"))).collect()
    }

    /// The difference as a patch, cut after `most` lines.
    pub(crate) fn patch(&self, most: usize) -> String {
        let mut patch = String::new();
        for (path, present) in &self.changed {
            let present = present.as_deref().unwrap_or_default();
            let diff = similar::TextDiff::from_lines(present, &self.wanted[path]);
            let names = (format!("present/{path}"), format!("generated/{path}"));
            let text = diff.unified_diff().context_radius(2).header(&names.0, &names.1).to_string();
            patch.push_str(&text);
        }
        let lines: Vec<&str> = patch.lines().collect();
        match lines.len() > most {
            true => format!(
                "{}\n... lines left out: {}\n",
                lines[..most].join("\n"),
                lines.len() - most
            ),
            false => patch,
        }
    }

    /// Writes every new text beside the old one, which still stands.
    fn stage(&self, folders: &mut NewFolders) -> anyhow::Result<Staged<'_>> {
        let mut files = Vec::new();
        for path in self.changed.keys().filter(|path| *path != LIST) {
            files.push((path.as_str(), self.write_beside(path, &self.wanted[path], folders)?));
        }
        let lists = match self.changed.contains_key(LIST) {
            true => Some(self.write_lists(folders)?),
            false => None,
        };
        Ok(Staged { plan: self, files, lists })
    }

    /// Files that still stand but are no longer generated.
    fn stale(&self) -> impl Iterator<Item = &String> {
        self.former.iter().filter(|(_, stands)| **stands).map(|(path, _)| path)
    }

    /// The list of the old and the new files, and the list of the new ones alone.
    fn write_lists(
        &self,
        folders: &mut NewFolders,
    ) -> anyhow::Result<(NamedTempFile, NamedTempFile)> {
        let new = self.wanted.keys().filter(|path| *path != LIST);
        let both = list::text(self.former.keys().chain(new).map(String::as_str));
        let first = self.write_beside(LIST, &both, folders)?;
        Ok((first, self.write_beside(LIST, &self.wanted[LIST], folders)?))
    }

    /// Writes a text into a new file in the folder where it is to stand.
    fn write_beside(
        &self,
        path: &str,
        text: &str,
        folders: &mut NewFolders,
    ) -> anyhow::Result<NamedTempFile> {
        let target = self.folder.join(path);
        new_file::write_beside(&target, text, folders)
            .map_err(|error| failed("write", &target, &error, "nothing was changed"))
    }

    fn replace_list(&self, file: Option<NamedTempFile>) -> anyhow::Result<()> {
        file.map_or(Ok(()), |file| self.replace(LIST, file))
    }

    fn replace(&self, path: &str, file: NamedTempFile) -> anyhow::Result<()> {
        let target = self.folder.join(path);
        new_file::put_in_place(file, &target)
            .map_err(|error| failed("replace", &target, &error, PARTLY))
    }

    /// Removes a file, and the folders that it leaves empty.
    fn remove(&self, path: &Path) -> anyhow::Result<()> {
        let target = self.folder.join(path);
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed("remove", &target, &error, PARTLY));
            }
            _ => self.remove_empty_folders(path),
        }
        Ok(())
    }

    /// Removes the folders that `path` stood in, as far as they are empty.
    fn remove_empty_folders(&self, path: &Path) {
        for folder in path.ancestors().skip(1).filter(|it| *it != Path::new("")) {
            // A folder that holds something stays.
            if fs::remove_dir(self.folder.join(folder)).is_err() {
                break;
            }
        }
    }
}

/// What a failure leaves when files are being replaced.
const PARTLY: &str = "some files may be new already";

fn failed(doing: &str, target: &Path, error: &io::Error, state: &str) -> anyhow::Error {
    let target = shown(target);
    anyhow!("cannot {doing} {target}: {error}\n  help: {state}; mend the cause and run it again")
}

/// Names everything that stands where generated files belong.
fn refuse(in_the_way: &BTreeMap<PathBuf, &str>, option: &str) -> anyhow::Result<()> {
    if in_the_way.is_empty() {
        return Ok(());
    }
    let places = in_the_way.iter().map(|(place, what)| format!("\n  {} ({what})", shown(place)));
    bail!(
        "in the way, and not overwritten since it was not generated:{}\n  help: move it away, or \
         choose another folder with `{option}`",
        places.collect::<String>()
    )
}

/// The files that the last run generated.
fn listed(folder: &Path, option: &str) -> anyhow::Result<BTreeSet<String>> {
    standing::check_folder(folder, option)?;
    let wrong = match standing::at(folder, LIST)? {
        Standing::Nothing if holds_nothing(folder)? => return Ok(BTreeSet::new()),
        Standing::Nothing => format!(
            "{} holds files, and none of them was generated (there is no `{LIST}`)",
            shown(folder)
        ),
        Standing::File(bytes) => match list::read(&bytes) {
            Some(listed) => return Ok(listed),
            None => format!("{} is no list of generated files", shown(&folder.join(LIST))),
        },
        Standing::Other(place, what) => {
            format!("{} is {what}, and no list of generated files", shown(&place))
        }
    };
    bail!(
        "{wrong}\n  help: choose an empty folder with `{option}`; or, if the output stands \
         there, bring its `{LIST}` back"
    )
}

/// Whether there is no file below `folder`, apart from what is left over.
fn holds_nothing(folder: &Path) -> anyhow::Result<bool> {
    if !folder.exists() {
        return Ok(true);
    }
    let cannot_read = || format!("cannot read {}", shown(folder));
    for entry in fs::read_dir(folder).with_context(cannot_read)? {
        let entry = entry.with_context(cannot_read)?;
        let kind = entry.file_type().with_context(cannot_read)?;
        let is_nothing = match kind.is_dir() {
            true => holds_nothing(&entry.path())?,
            false => kind.is_file() && left_over::is_new_file(&entry.file_name()),
        };
        if !is_nothing {
            return Ok(false);
        }
    }
    Ok(true)
}
