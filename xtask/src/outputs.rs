//! The folders that `generate` writes, as data.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use generator::{Api, Files};

use crate::folders::{self, shown};

/// Something that is generated into a folder of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    /// The option that names its folder.
    pub(crate) option: &'static str,
    /// The folder of the workspace that it takes when no output is named.
    default: &'static str,
    pub(crate) files: fn(&Api) -> Files,
}

const OUTPUTS: [Output; 3] = [
    Output { option: "--out", default: "generated-client", files: generator::client },
    Output { option: "--openapi", default: "openapi", files: generator::openapi },
    Output { option: "--vectors", default: "vectors", files: generator::vectors },
];

/// The folders that were named.
#[derive(Debug, Args)]
pub(crate) struct OutputFolders {
    /// The crate's folder [default: generated-client].
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// The folder of OpenAPI and JSON Schema [default: openapi].
    #[arg(long, value_name = "FOLDER")]
    openapi: Option<PathBuf>,
    /// The folder of test vectors [default: vectors].
    #[arg(long, value_name = "FOLDER")]
    vectors: Option<PathBuf>,
}

impl OutputFolders {
    /// The folder of each output, in the order of [`OUTPUTS`].
    fn named(&self) -> [Option<&Path>; OUTPUTS.len()] {
        [self.out.as_deref(), self.openapi.as_deref(), self.vectors.as_deref()]
    }

    /// Each option with its folder.
    pub(crate) fn options(&self) -> impl Iterator<Item = (&'static str, Option<&Path>)> {
        OUTPUTS.iter().map(|it| it.option).zip(self.named())
    }

    /// What to write, and where: the outputs that were named, or all of them where none was.
    pub(crate) fn chosen(&self) -> anyhow::Result<Vec<(Output, PathBuf)>> {
        let named = self.named();
        let all = named.iter().all(Option::is_none);
        let chosen = OUTPUTS.into_iter().zip(named).filter(|(_, named)| all || named.is_some());
        let chosen: Vec<(Output, PathBuf)> = chosen
            .map(|(output, named)| (output, folders::or_default(named, output.default)))
            .collect();
        for (index, (output, folder)) in chosen.iter().enumerate() {
            let taken = chosen[..index].iter().find(|it| is_same(&it.1, folder));
            if let Some((other, _)) = taken {
                bail!(
                    "`{}` and `{}` name the same folder, {}\n  help: give each a folder of its own",
                    other.option,
                    output.option,
                    shown(folder)
                );
            }
        }
        Ok(chosen)
    }
}

/// Whether two paths lead to one folder, be it still to be made.
fn is_same(one: &Path, other: &Path) -> bool {
    let resolved = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let stands = path.ancestors().find_map(|it| Some((it, it.canonicalize().ok()?)));
        let rest = |top: &Path| path.strip_prefix(top).map(Path::to_owned).unwrap_or_default();
        stands.map_or_else(|| path.clone(), |(top, real)| real.join(rest(top)))
    };
    // The components, so that a slash at the end counts for nothing.
    resolved(one).components().eq(resolved(other).components())
}
