//! Reads cases from a file, has a client send each, and prints for each what arrived at a server on
//! loopback: the text of the body, or `null` where the request cannot be made or the client refuses it.

mod client;
mod server;

use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("the file of the cases is not given")?;
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let arrived: Vec<Option<String>> = cases.iter().map(arrived).collect();
    println!("{}", serde_json::to_string(&arrived)?);
    Ok(())
}

fn arrived(case: &Value) -> Option<String> {
    client::send(case["request"].as_str().unwrap_or_default(), case["body"].clone());
    server::take()
}
