//! A sandbox from the command line: `cargo run -p sandbox -- 127.0.0.1:8080`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let Ok(address) = address.parse() else {
        eprintln!("error: `{address}` is no address\n  help: write it like 127.0.0.1:8080");
        return ExitCode::from(2);
    };
    match sandbox::Sandbox::builder().listen(address).start() {
        Ok(sandbox) => {
            println!("{}", sandbox.url());
            sandbox.wait();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
