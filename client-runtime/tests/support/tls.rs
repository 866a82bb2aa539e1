//! TLS for the tests: an authority of their own, the certificates that it signs and those that it
//! would not, a server's greeting for each way in which that goes wrong, and clients that trust it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use client_runtime::{ReqwestTransport, UreqTransport};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName};
use rustls::server::WebPkiClientVerifier;
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection, StreamOwned,
};

use super::support::fault::Fault;
use super::support::server::{Greet, stall};

struct Authority {
    certificate: CertificateDer<'static>,
    issuer: Issuer<'static, KeyPair>,
}

static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = params.self_signed(&key).unwrap().der().clone();
    Authority { certificate, issuer: Issuer::new(params, key) }
});

fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(AUTHORITY.certificate.clone()).unwrap();
    roots
}

/// What a server with this fault shows of itself.
fn config(fault: Fault) -> Arc<ServerConfig> {
    let host = if fault == Fault::OtherHost { "api.example" } else { "127.0.0.1" };
    let mut params = CertificateParams::new([host.to_owned()]).unwrap();
    if fault == Fault::Expired {
        params.not_after = date_time_ymd(2001, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let certificate = match fault {
        Fault::SelfSigned => params.self_signed(&key),
        _ => params.signed_by(&key, &AUTHORITY.issuer),
    };
    let provider = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let builder = if fault == Fault::ClientCertificate {
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots()), provider);
        builder.with_client_cert_verifier(verifier.build().unwrap())
    } else {
        builder.with_no_client_auth()
    };
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let chain = vec![certificate.unwrap().der().clone()];
    Arc::new(builder.with_single_cert(chain, key.into()).unwrap())
}

/// The greeting of a server with this fault.
pub(crate) fn greet(fault: Fault) -> Greet {
    let config = config(fault);
    Box::new(move |mut stream: TcpStream, stop| {
        let mut server = ServerConnection::new(Arc::clone(&config)).unwrap();
        if matches!(fault, Fault::CloseInTls | Fault::StallInTls) {
            // Half of the server's first flight.
            let mut flight = Vec::new();
            server.read_tls(&mut stream).ok()?;
            server.process_new_packets().ok()?;
            server.write_tls(&mut flight).ok()?;
            stream.write_all(&flight[..flight.len() / 2]).ok()?;
            if fault == Fault::StallInTls {
                stall(stop);
            }
            return None;
        }
        match server.complete_io(&mut stream) {
            Ok(_) => Some(Box::new(StreamOwned::new(server, stream))),
            Err(_) => {
                // The alert is to arrive before the connection ends.
                let _ = server.write_tls(&mut stream);
                let _ = stream.shutdown(std::net::Shutdown::Write);
                let _ = stream.read(&mut [0; 4096]);
                None
            }
        }
    })
}

pub(crate) fn reqwest(connect: Duration) -> ReqwestTransport {
    let root = ::reqwest::Certificate::from_der(&AUTHORITY.certificate).unwrap();
    ReqwestTransport::with(connect, |builder| builder.tls_certs_only([root])).unwrap()
}

pub(crate) fn ureq() -> UreqTransport {
    let root = ::ureq::tls::Certificate::from_der(&AUTHORITY.certificate).to_owned();
    let roots = ::ureq::tls::RootCerts::new_with_certs(&[root]);
    UreqTransport::with(::ureq::tls::TlsConfig::builder().root_certs(roots).build(), None)
}

/// The client's side of a handshake, for the transport of the tests' own.
pub(crate) fn client(host: &str) -> ClientConnection {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots())
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).unwrap();
    ClientConnection::new(Arc::new(config), name).unwrap()
}
