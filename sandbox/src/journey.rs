//! The documented journeys, walked by the client's own examples: the sandbox is the API, and plays
//! the customer and the passing of time where the journey has them act.

use std::io::{self, BufRead as _, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};

use generator::Api;

use crate::customer::Choice;
use crate::start::{Sandbox, StartError};

/// The merchant of the journeys.
const MERCHANT: &str = "73afeb44-432e-4b91-be37-a6b3d2fb7447";

/// How an example begins the line with which it waits for what others do.
pub(crate) const WAITS: &str = "   (Enter";

/// The journeys of an API.
#[derive(Debug)]
pub struct Journeys {
    api: Api,
    examples: PathBuf,
}

impl Journeys {
    /// The journeys of an API, and the folder with the programs of its client's examples.
    #[must_use]
    pub fn new(api: Api, examples: impl AsRef<Path>) -> Self {
        Self { api, examples: examples.as_ref().to_owned() }
    }

    /// Walks every journey on a sandbox of its own, and shows each step as it is done. Whether all
    /// came to their end comes back.
    ///
    /// # Errors
    ///
    /// If the sandbox does not start, an example cannot be run, or `out` cannot be written.
    pub fn walk(self, out: &mut impl Write) -> Result<bool, StartError> {
        let names: Vec<String> = self.api.journeys.iter().map(|it| it.name.clone()).collect();
        let variables = variables(&self.api);
        let sandbox = Sandbox::builder().api(self.api).seed(1).start()?;
        let mut all_done = true;
        for name in names {
            writeln!(out, "{name}\n")?;
            let program = self.examples.join(name.to_lowercase().replace(' ', "_"));
            let walk = Walk { sandbox: &sandbox, last_step: String::new(), object: None };
            let done = walk.run(&program, &variables, out)?;
            writeln!(out, "\n   {}\n", if done { "done" } else { "it did not come to its end" })?;
            all_done &= done;
        }
        Ok(all_done)
    }
}

/// The environment variables by which the examples learn where the API is, and who they are.
struct Variables {
    address: String,
    credentials: Vec<(String, &'static str)>,
}

/// They are called by the names that `authentication` gives the credentials.
fn variables(api: &Api) -> Variables {
    let shouted = |name: &str| {
        let mut text = String::new();
        for letter in name.chars() {
            if letter.is_uppercase() && !text.is_empty() {
                text.push('_');
            }
            text.extend(letter.to_uppercase());
        }
        text.replace('-', "_")
    };
    let prefix = shouted(api.package.name.trim_end_matches("-client"));
    let variable = |name: &str| format!("{prefix}_{}", shouted(name));
    let mut credentials = Vec::new();
    if let Some((_, key, _)) = &api.authentication.header {
        credentials.push((variable(key), MERCHANT));
    }
    if let Some((user, password, _)) = &api.authentication.basic {
        credentials.extend([(variable(user), MERCHANT), (variable(password), "secret")]);
    }
    Variables { address: format!("{prefix}_BASE_URL"), credentials }
}

/// One journey on its way.
struct Walk<'a> {
    sandbox: &'a Sandbox,
    /// What the last step says, without its number: it begins with who acts.
    last_step: String,
    /// What the merchant's page was given for the customer.
    object: Option<String>,
}

impl Walk<'_> {
    fn run(
        mut self,
        program: &Path,
        variables: &Variables,
        out: &mut impl Write,
    ) -> io::Result<bool> {
        let missing = |error| {
            let text = format!("the example {} cannot be run: {error}", program.display());
            io::Error::other(text)
        };
        let mut child = Command::new(program)
            .env(&variables.address, self.sandbox.url())
            .envs(variables.credentials.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(missing)?;
        let mut stdin = child.stdin.take();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                self.follow(&line?, &mut stdin, out)?;
            }
        }
        Ok(child.wait()?.success())
    }

    /// Shows a line of the example, and does what it waits for.
    fn follow(
        &mut self,
        line: &str,
        stdin: &mut Option<ChildStdin>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        if line.starts_with(WAITS) {
            writeln!(out, "   sandbox: {}", self.act().map_err(io::Error::other)?)?;
            if let Some(stdin) = stdin {
                stdin.write_all(b"\n")?;
            }
            return Ok(());
        }
        if !line.starts_with(' ') {
            self.last_step = line.split_once(". ").map_or("", |(_, rest)| rest).to_owned();
        }
        let object = line.split_once("\"objectId\":\"").and_then(|(_, rest)| rest.split_once('"'));
        if let Some((object, _)) = object {
            self.object = Some(object.to_owned());
        }
        writeln!(out, "{line}")
    }

    /// Does what the last step has others do.
    fn act(&self) -> Result<String, String> {
        match &self.object {
            Some(object) if self.last_step.starts_with("the customer") => {
                self.sandbox
                    .customer(object, Choice::Approve)
                    .map_err(|error| error.to_string())?;
                Ok(format!(
                    "the customer has stored a payment option at {}",
                    self.sandbox.widget(object)
                ))
            }
            Some(_) if self.last_step.starts_with("the API") => {
                let moved = self.sandbox.advance(MERCHANT, "P2M").map_err(|it| it.to_string())?;
                let billed = moved.billed;
                let often = if billed == 1 { "once".to_owned() } else { format!("{billed} times") };
                Ok(format!("two months go by, and billing has run {often}"))
            }
            _ => Ok("it is so".to_owned()),
        }
    }
}
