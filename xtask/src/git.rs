//! A spec as it stood at a revision, read with the `git` program.

use std::io::{self, Seek as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, anyhow, bail};
use generator::Sources;

use crate::folders::shown;
use crate::spec_folder::is_yaml;

/// The spec that stood in `folder` at a revision.
pub(crate) fn read(folder: &Path, revision: &str) -> anyhow::Result<Sources> {
    let commit = commit(folder, revision)?;
    let listed = run(git(folder).args(["ls-tree", "-r", "-z", &commit]), folder)?;
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in String::from_utf8_lossy(&listed).split_terminator('\0') {
        // `<mode> blob <name>\t<path>`
        let Some((about, path)) = entry.split_once('\t') else { continue };
        let mut about = about.split(' ').skip(1);
        if let (Some("blob"), Some(name), true) = (about.next(), about.next(), is_spec(path)) {
            files.push((path.to_owned(), name.to_owned()));
        }
    }
    if files.is_empty() {
        bail!(
            "{} held no spec at `{revision}`\n  help: name a revision at which it did, or a folder",
            shown(folder)
        );
    }
    let contents = contents(folder, files.iter().map(|(_, name)| name.as_str()))?;
    Ok(files.into_iter().map(|(path, _)| path).zip(contents).collect())
}

/// Whether the spec folder's reader takes the file.
fn is_spec(path: &str) -> bool {
    is_yaml(path) && !path.split('/').any(|part| part.starts_with('.'))
}

/// The commit of a revision.
fn commit(folder: &Path, revision: &str) -> anyhow::Result<String> {
    let wanted = format!("{revision}^{{commit}}");
    let mut command = git(folder);
    command.args(["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]);
    let output = output(&mut command)?;
    let name = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() && !name.is_empty() {
        return Ok(name);
    }
    let inside = self::output(git(folder).args(["rev-parse", "--is-inside-work-tree"]))?;
    if !inside.status.success() {
        bail!(
            "{} is in no git repository, and `{revision}` is no folder\n  help: name the folder \
             of the earlier spec",
            shown(folder)
        );
    }
    bail!(
        "git knows no revision `{revision}`, and there is no such folder\n  help: name a commit, \
         a tag, a branch, or the folder of the earlier spec; `git log --oneline -- {}` lists the \
         commits that changed the spec",
        shown(folder)
    )
}

/// The contents of blobs, in their order.
fn contents<'n>(
    folder: &Path,
    names: impl Iterator<Item = &'n str>,
) -> anyhow::Result<Vec<Vec<u8>>> {
    // From a file, so that neither side waits for the other.
    let mut wanted = tempfile::tempfile().context("cannot make a temporary file")?;
    let mut count = 0;
    for name in names {
        writeln!(wanted, "{name}")?;
        count += 1;
    }
    wanted.seek(io::SeekFrom::Start(0))?;
    let mut command = git(folder);
    let printed = run(command.args(["cat-file", "--batch"]).stdin(wanted), folder)?;
    let mut rest = printed.as_slice();
    let mut contents = Vec::new();
    while contents.len() < count {
        let (content, after) = blob(rest).ok_or_else(|| anyhow!("git printed no whole file"))?;
        contents.push(content.to_vec());
        rest = after;
    }
    Ok(contents)
}

/// `<name> blob <size>\n<content>\n`, and what follows.
fn blob(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = text.iter().position(|byte| *byte == b'\n')?;
    let size = std::str::from_utf8(&text[..end]).ok()?.rsplit(' ').next()?.parse().ok()?;
    let (content, after) = text.get(end + 1..)?.split_at_checked(size)?;
    Some((content, after.get(1..)?))
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).stdin(Stdio::null());
    command
}

fn output(command: &mut Command) -> anyhow::Result<Output> {
    command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => anyhow!(
            "the program `git` is not here\n  help: install it, or name the folder of the earlier \
             spec instead of a revision"
        ),
        _ => anyhow!(error).context("cannot run `git`"),
    })
}

/// What a command prints.
fn run(command: &mut Command, folder: &Path) -> anyhow::Result<Vec<u8>> {
    let output = output(command)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        bail!("git cannot read {}: {said}", shown(folder));
    }
    Ok(output.stdout)
}
