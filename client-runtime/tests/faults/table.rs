//! Each fault on each stack, and what the call ends in.

use std::time::Instant;

use client_runtime::Endpoint;

use crate::support::fault::Fault;
use crate::support::server::{Server, refusing};
use crate::support::{CreateOrder, GetOrder};
use crate::{LONG, SHORT, SHORT_TO_CONNECT, Stack, call, tls, told};

/// A fault with its cells on each stack.
type Row = (Fault, [[String; 3]; 3]);

/// Plays faults side by side.
fn played(faults: Vec<Fault>) -> Vec<Row> {
    std::thread::scope(|scope| {
        let rows: Vec<_> = faults
            .into_iter()
            .map(|fault| scope.spawn(move || (fault, every_stack(fault))))
            .collect();
        rows.into_iter().map(|row| row.join().unwrap()).collect()
    })
}

/// The cells of a fault on the async stack, the blocking one and the user's own, side by side.
fn every_stack(fault: Fault) -> [[String; 3]; 3] {
    std::thread::scope(|scope| {
        [Stack::Async, Stack::Blocking, Stack::Own]
            .map(|stack| scope.spawn(move || cells(stack, fault)))
            .map(|cells| cells.join().unwrap())
    })
}

/// Makes one call of each kind against a server that misbehaves each time it is called.
fn cells(stack: Stack, fault: Fault) -> [String; 3] {
    let faults = || [fault; 3];
    [
        cell(stack, fault, faults(), &GetOrder),
        cell(stack, fault, faults(), &CreateOrder::new()),
        cell(stack, fault, faults(), &CreateOrder::once()),
    ]
}

fn cell<E: Endpoint + Sync>(
    stack: Stack,
    fault: Fault,
    faults: [Fault; 3],
    endpoint: &E,
) -> String {
    let in_tls = fault.is_tls() && fault != Fault::NoTls;
    let server = match in_tls {
        true => Server::greeting(faults, tls::greet(fault)),
        false => Server::start(faults),
    };
    let base = match fault {
        Fault::Refuses => refusing(),
        _ if fault.is_tls() => server.tls_base(),
        _ => server.base(),
    };
    let times = match fault {
        Fault::StallInTls => SHORT_TO_CONNECT,
        _ if fault.is_late() => SHORT,
        _ => LONG,
    };
    let result = call(stack, &base, times, endpoint);
    match fault {
        // It has read nothing, so it cannot tell how many there were.
        Fault::CloseAtOnce => without_count(&told(&result, 0)),
        _ => told(&result, server.requests()),
    }
}

/// What each fault must end in, for GET, for POST, and for POST with an idempotency value.
fn expected(fault: Fault) -> [&'static str; 3] {
    let lost =
        ["Transport, unknown, 3×", "Indeterminate, unknown, 1×", "Indeterminate, unknown, 3×"];
    let late = ["Timeout, unknown, 3×", "Indeterminate, unknown, 1×", "Indeterminate, unknown, 3×"];
    let unread = ["NotUnderstood, answered, 1×"; 3];
    match fault {
        Fault::Fine | Fault::Tls | Fault::Interim => ["ok, 1×"; 3],
        Fault::TwoAnswers | Fault::FineThenClose => ["ok, 1×"; 3],
        Fault::Refuses | Fault::NoTls | Fault::CloseInTls => ["Transport, not sent, 0×"; 3],
        Fault::SelfSigned | Fault::Expired | Fault::OtherHost => ["Transport, not sent, 0×"; 3],
        Fault::StallInTls => ["Timeout, not sent, 0×"; 3],
        Fault::CloseAtOnce => {
            ["Transport, unknown", "Indeterminate, unknown", "Indeterminate, unknown"]
        }
        Fault::ClientCertificate => {
            ["Transport, unknown, 0×", "Indeterminate, unknown, 0×", "Indeterminate, unknown, 0×"]
        }
        Fault::StallAtOnce => late,
        Fault::EndlessHead => lost,
        Fault::CloseUnanswered | Fault::CloseInHead | Fault::CloseInBody => lost,
        Fault::StallUnanswered | Fault::StallInHead | Fault::StallInBody | Fault::Slow => late,
        Fault::Garbage | Fault::NoLength | Fault::WrongLength | Fault::BadChunks => lost,
        Fault::Endless | Fault::Gzip => unread,
        Fault::EndlessRefusal | Fault::Status(400) => ["Refused 400, answered, 1×"; 3],
        Fault::Redirect(307) => ["Refused 307, answered, 1×"; 3],
        Fault::Redirect(_) => [
            "Refused 303, answered, 1×",
            "Indeterminate, answered, 1×",
            "Indeterminate, answered, 1×",
        ],
        Fault::Status(409) => {
            ["Refused 409, answered, 1×", "Refused 409, answered, 1×", "Refused 409, answered, 2×"]
        }
        Fault::Status(429) | Fault::RetryAfter(429) => {
            ["Refused 429, answered, 3×", "Refused 429, answered, 1×", "Refused 429, answered, 3×"]
        }
        Fault::Status(status) | Fault::RetryAfter(status) => match status {
            500 => open("Refused 500, answered, 3×"),
            503 => open("Refused 503, answered, 3×"),
            _ => open("Refused 504, answered, 3×"),
        },
    }
}

fn open(reading: &'static str) -> [&'static str; 3] {
    [reading, "Indeterminate, answered, 1×", "Indeterminate, answered, 3×"]
}

fn without_count(cell: &str) -> String {
    cell.rsplit_once(", ").unwrap().0.to_owned()
}

/// What was seen on the blocking stack as the README has it, faults that end alike in one row.
fn table(rows: &[Row]) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (fault, [_, blocking, _]) in rows {
        let cells = blocking.iter().map(|cell| without_status(cell));
        let cells = cells.collect::<Vec<_>>().join(" | ");
        match groups.iter_mut().find(|(known, _)| *known == cells) {
            Some((_, titles)) => titles.push(fault.title()),
            None => groups.push((cells, vec![fault.title()])),
        }
    }
    let mut table = "| the server | GET | POST | POST with an idempotency value |\n\
                     | --- | --- | --- | --- |\n"
        .to_owned();
    for (cells, titles) in groups {
        table += &format!("| {} | {cells} |\n", titles.join("; "));
    }
    table
}

/// `Refused 400, answered` without the status.
fn without_status(cell: &str) -> String {
    match cell.strip_prefix("Refused ").and_then(|rest| rest.split_once(',')) {
        Some((_, rest)) => format!("Refused,{rest}"),
        None => cell.to_owned(),
    }
}

#[test]
fn every_fault_ends_in_the_same_error_on_every_stack() {
    let began = Instant::now();
    // Those that wait for a time limit have the machine for themselves.
    let (late, prompt): (Vec<_>, Vec<_>) = Fault::ALL.into_iter().partition(|it| it.is_late());
    let mut rows = played(late);
    rows.extend(played(prompt));
    rows.sort_by_key(|(fault, _)| Fault::ALL.iter().position(|it| it == fault));
    let mut wrong = Vec::new();
    for (fault, [asynchronous, blocking, own]) in &rows {
        for (stack, cells) in [("async", asynchronous), ("blocking", blocking), ("own", own)] {
            for (actual, expected) in cells.iter().zip(expected(*fault)) {
                if actual != expected {
                    wrong.push(format!("{fault:?}, {stack}: {actual}, not {expected}"));
                }
            }
        }
    }
    let table = table(&rows);
    println!("\n{table}\n{} faults on three stacks in {:.1?}", rows.len(), began.elapsed());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    assert!(
        readme.contains(&table),
        "the README of the repository has another table; put in\n{table}"
    );
}
