//! Specs that are right, and have what neither spec of the repository has: their clients compile.

use generator::Sources;

use crate::compiler::Compiler;
use crate::spec_folder;

/// A page that names what another page declares, and a secret where it seldom stands.
const FIND: &str = "
document: lend-book
endpoint: Find Members
means: Finds members.
request: POST /kinds/{kind}/members
success: 200
path:
  kind: { type: String, mandatory: Yes, values: [adult, child], enum: MemberKind, means: The kind. }
query:
  token: { type: String, mandatory: Yes, sensitive: secret, means: Opens the list. }
  other: { type: String, mandatory: No, sensitive: secret, means: Opens more of it. }
body:
  role: { type: String, mandatory: No, values: [adult, child], enum: MemberKind, means: The role. }
  word: { type: String, mandatory: Conditional, means: What a child says. }
rules:
  - required_when: { field: word, if: role, in: [child] }
";

/// The page that declares the enum: it comes first in the order of the paths.
const LIST: &str = "
document: lend-book
endpoint: List Members
means: Lists members.
request: GET /members
success: 200
query:
  kind: { type: String, mandatory: No, values: [adult, child], enum: MemberKind, means: The kind. }
";

/// Words of one letter, of which names make one word or several.
const RUN: &str = "
document: lend-book
endpoint: Run A B Test
means: Runs it.
request: POST /runs
success: 200
body: { line2B: { type: String, mandatory: No, means: A line. } }
";

/// As strict as with the workspace's lints.
#[test]
#[ignore = "builds with rustc: `cargo test -p generator --test changes -- --ignored`"]
fn the_client_of_a_right_spec_compiles_without_a_warning() {
    let mut files = spec_folder::read("tests/diagnostics/_base");
    files.insert("loans/all.yaml".to_owned(), LIST.into());
    files.insert("loans/find.yaml".to_owned(), FIND.into());
    files.insert("loans/run.yaml".to_owned(), RUN.into());
    let mut without = files.clone();
    let bare = "api: Lending Library\nmeans: Lends books.\n\
                crate: { name: bare-client, version: \"0.1.0\", means: Client of a library. }\n";
    without.insert("api.yaml".to_owned(), bare.into());
    let compiler = Compiler::new();
    for files in [files, without] {
        let api = generator::check(&Sources::from_iter(files));
        compiler.client(&api.unwrap_or_else(|report| panic!("{report}")));
    }
}
