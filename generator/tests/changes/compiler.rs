//! Builds generated crates, and programs against them, with rustc alone: the libraries beneath are
//! built once by cargo.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use generator::Api;
use tempfile::TempDir;

/// What a generated crate stands on.
const LIBRARIES: [&str; 3] = ["bon", "client_runtime", "serde"];

/// A compiler with the libraries at hand.
pub(crate) struct Compiler {
    folder: TempDir,
    libraries: Vec<(String, PathBuf)>,
    number: Mutex<usize>,
}

/// A generated crate that was built.
pub(crate) struct Client {
    library: String,
    built: PathBuf,
}

impl Compiler {
    pub(crate) fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(&root).args(["check", "--quiet", "-p", "smartpay-client"]);
        cargo.args(["--no-default-features", "--message-format=json", "--locked"]);
        let output = cargo.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8(output.stdout).unwrap();
        let libraries = LIBRARIES.map(|library| (library.to_owned(), built(&messages, library)));
        let folder = tempfile::tempdir().unwrap();
        Self { folder, libraries: libraries.to_vec(), number: Mutex::new(0) }
    }

    fn new_folder(&self) -> PathBuf {
        let mut number = self.number.lock().unwrap();
        *number += 1;
        let folder = self.folder.path().join(number.to_string());
        std::fs::create_dir(&folder).unwrap();
        folder
    }

    /// The client of an API; it must compile, without a warning.
    pub(crate) fn client(&self, api: &Api) -> Client {
        let folder = self.new_folder();
        for (path, text) in generator::client(api) {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let library = api.package.library.as_str().to_owned();
        let built = folder.join(format!("lib{library}.rmeta"));
        let mut rustc = self.rustc(&library, &folder.join("src/lib.rs"), &built);
        rustc.arg("-Dwarnings").env("CARGO_PKG_NAME", &api.package.name);
        rustc.env("CARGO_PKG_VERSION", &api.package.version);
        done(&mut rustc).unwrap_or_else(|said| panic!("the client does not compile: {said}"));
        Client { library, built }
    }

    /// Whether a program compiles against a client; if not, the errors.
    pub(crate) fn compiles(&self, program: &str, client: &Client) -> Result<(), String> {
        let folder = self.new_folder();
        let source = folder.join("program.rs");
        std::fs::write(&source, program).unwrap();
        let mut rustc = self.rustc("program", &source, &folder.join("libprogram.rmeta"));
        rustc.arg("--cap-lints=allow");
        rustc.arg("--extern").arg(format!("{}={}", client.library, client.built.display()));
        done(&mut rustc)
    }

    fn rustc(&self, library: &str, source: &Path, built: &Path) -> Command {
        let mut rustc = Command::new("rustc");
        rustc.args(["--edition=2024", "--crate-type=lib", "--emit=metadata"]);
        rustc.arg("--crate-name").arg(library).arg(source).arg("-o").arg(built);
        for (name, path) in &self.libraries {
            rustc.arg("--extern").arg(format!("{name}={}", path.display()));
            let folder = path.parent().unwrap();
            rustc.arg("-L").arg(format!("dependency={}", folder.display()));
        }
        rustc
    }
}

fn done(command: &mut Command) -> Result<(), String> {
    let output = command.output().unwrap();
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// Where cargo has put what it built of a library.
fn built(messages: &str, library: &str) -> PathBuf {
    let mut artifacts = messages.lines().filter_map(|it| {
        let message: serde_json::Value = serde_json::from_str(it).ok()?;
        let name = message["target"]["name"].as_str()?.replace('-', "_");
        let files = message["filenames"].as_array()?;
        let built = files.iter().filter_map(|it| it.as_str()).find(|it| it.ends_with(".rmeta"));
        (name == library).then(|| built.map(PathBuf::from))?
    });
    artifacts.next_back().unwrap_or_else(|| panic!("cargo has built no `{library}`"))
}

/// Runs a check for every case, as many at a time as there are processors.
pub(crate) fn in_parallel<C: Copy + Sync, T: Send>(
    cases: &[C],
    check: impl Fn(C) -> T + Sync,
) -> Vec<T> {
    let next = Mutex::new(0..cases.len());
    let done = Mutex::new(Vec::new());
    let work = || loop {
        let at = next.lock().unwrap().next();
        let Some(at) = at else { return };
        let result = check(cases[at]);
        done.lock().unwrap().push(result);
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    done.into_inner().unwrap()
}
