//! What the sandbox tells the merchant's server is what the generated client receives.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use sandbox::{Choice, Sandbox};
use smartpay_client::blocking::Client;
use smartpay_client::http::{HeaderMap, HeaderName, HeaderValue};
use smartpay_client::service::credentials;
use smartpay_client::{Address, Consumer, CreatePaymentSerie, Notification, Notifications, Title};

const KEY: &str = "73afeb44-432e-4b91-be37-a6b3d2fb7447";

/// What arrives: headers and body.
fn server() -> (String, Receiver<(HeaderMap, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            let mut headers = HeaderMap::new();
            let mut line = String::new();
            while reader.read_line(&mut line).unwrap() > 2 {
                if let Some((name, value)) = line.trim().split_once(": ") {
                    let name: HeaderName = name.parse().unwrap();
                    headers.insert(name, HeaderValue::from_str(value).unwrap());
                }
                line.clear();
            }
            let length = headers["content-length"].to_str().unwrap().parse().unwrap();
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
            reader.get_mut().write_all(answer).unwrap();
            if tell.send((headers, body)).is_err() {
                return;
            }
        }
    });
    (url, told)
}

fn serie() -> CreatePaymentSerie {
    let address = Address::builder()
        .address_line1("Leopoldstrasse")
        .number("244")
        .city("Munich")
        .post_code("80807")
        .country_code("DE")
        .build()
        .unwrap();
    let consumer = Consumer::builder()
        .first_name("Ada")
        .last_name("Holm")
        .email_address("ada@example.com")
        .title(Title::Ms)
        .date_of_birth("1995-01-26".parse().unwrap())
        .build()
        .unwrap();
    CreatePaymentSerie::builder()
        .customer_account_id("customer")
        .currency_iso_code("EUR")
        .billing_address(address)
        .consumer(consumer)
        .build()
        .unwrap()
}

#[test]
fn a_notification_of_the_sandbox_is_received_by_the_generated_client() {
    let sandbox = Sandbox::builder().seed(1).start().unwrap();
    let (url, told) = server();
    sandbox.notify(KEY, &url, Some(("user", "password"))).unwrap();
    let client =
        Client::builder(&sandbox.url()).credentials(credentials(KEY, "secret")).build().unwrap();
    let created = client.create_payment_serie(&serie()).unwrap();
    sandbox.customer(created.id.as_str(), Choice::Approve).unwrap();
    let notifications = Notifications::basic("user", "password");
    let mut found = Vec::new();
    for _ in 0..2 {
        let (headers, body) = told.recv_timeout(Duration::from_secs(10)).unwrap();
        let notification: Notification = notifications.receive(&headers, &body).unwrap();
        assert!(body.windows(50).any(|it| it == created.id.as_str().as_bytes()));
        found.push(format!("{:?} {:?}", notification.origin, notification.event_type));
        let other = Notifications::basic("user", "other");
        assert!(other.receive::<Notification>(&headers, &body).is_err());
    }
    assert_eq!(found, ["Api Created", "Widget Updated"]);
}
