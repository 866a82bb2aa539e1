//! `kill -9` at random moments under load: every answered write is there after a restart.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::http::Merchant;
use crate::subject::serie;

const KILLS: u64 = 8;
const CLIENTS: usize = 4;

/// The series whose creation was answered, each with its answered charges.
type Answered = Vec<(String, Vec<String>)>;

/// The program with its state in a file; the address comes back.
fn program(file: &Path) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sandbox"))
        .args(["--listen", "127.0.0.1:0", "--state"])
        .arg(file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let (_, address) = line.split_once("http://").unwrap_or_else(|| panic!("it says {line:?}"));
    (child, address.split(',').next().unwrap().parse().unwrap())
}

/// Creates and charges until the server is gone; what was answered is kept.
fn load(merchant: &Merchant, answered: &Mutex<Answered>, is_killed: &AtomicBool) {
    while !is_killed.load(Ordering::Relaxed) {
        let Ok(created) = merchant.call("POST", "/payment-series", &[], Some(&serie())) else {
            return;
        };
        let id = created.expect(201).text("id");
        let at = {
            let mut answered = answered.lock().unwrap();
            answered.push((id.clone(), Vec::new()));
            answered.len() - 1
        };
        let choice = json!({ "choice": "approve" });
        let path = format!("/_sandbox/customer/{id}");
        if merchant.call("POST", &path, &[("Origin", "http://localhost")], Some(&choice)).is_err() {
            return;
        }
        let Ok(charged) = merchant.charge(&id, &[]) else { return };
        answered.lock().unwrap()[at].1.push(charged.expect(201).text("id"));
    }
}

#[test]
fn every_answered_write_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.redb");
    let answered: Mutex<Answered> = Mutex::default();
    println!("kill  after ms  answered series  of them charged  found again  ready again in ms");
    for kill in 0..KILLS {
        let start = Instant::now();
        let (mut child, address) = program(&file);
        let ready = start.elapsed().as_millis();
        let merchant =
            Merchant { address, key: "merchant".to_owned(), password: "secret".to_owned() };
        let before: Answered = answered.lock().unwrap().clone();
        let found = before.iter().filter(|(id, charges)| is_there(&merchant, id, charges)).count();
        let charged = before.iter().filter(|(_, charges)| !charges.is_empty()).count();
        let after = (kill * 7919) % 190;
        println!("{kill:4}  {after:8}  {:15}  {charged:15}  {found:11}  {ready:17}", before.len());
        assert_eq!(found, before.len(), "an answered write is lost");
        let is_killed = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| load(&merchant, &answered, &is_killed));
            }
            let deadline = Instant::now() + Duration::from_secs(20);
            while answered.lock().unwrap().len() < before.len() + 3 && Instant::now() < deadline {
                std::thread::sleep(Duration::from_millis(5));
            }
            std::thread::sleep(Duration::from_millis(after));
            // On Unix this is SIGKILL.
            child.kill().unwrap();
            is_killed.store(true, Ordering::Relaxed);
        });
        child.wait().unwrap();
    }
    assert!(answered.lock().unwrap().len() > 20, "there was no load");
}

fn is_there(merchant: &Merchant, id: &str, charges: &[String]) -> bool {
    let path = format!("/payment-series/{id}");
    let is_charged =
        |charge: &String| merchant.get(&format!("{path}/transactions/{charge}")).status == 200;
    merchant.get(&path).status == 200 && charges.iter().all(is_charged)
}

#[test]
fn a_state_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.redb");
    let open = || sandbox::Sandbox::builder().seed(1).state(&file).start().unwrap();
    let first = open();
    let merchant = Merchant::new(&first, "merchant");
    let id = merchant.active_subscription(&crate::subject::plan());
    merchant.advance("P9D");
    let export = merchant.admin("GET", "state", None).json();
    drop(first);
    let second = open();
    let merchant = Merchant::new(&second, "merchant");
    assert_eq!(merchant.admin("GET", "state", None).json(), export);
    merchant.advance("P1M");
    assert_eq!(merchant.count(&format!("/subscriptions/{id}/billing-cycles")), 2);
    merchant.admin("POST", "reset", None).expect(200);
    drop(second);
    assert_eq!(Merchant::new(&open(), "merchant").count("/subscriptions"), 0);
}
