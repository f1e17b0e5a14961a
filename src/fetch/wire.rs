//! One request and its answer on one connection.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::Request;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, HOST, HeaderValue, USER_AGENT};
use hyper_util::rt::TokioIo;
use rustls_pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use url::{Host, Url};

use super::{Answer, Ask, FetchError};

/// Time for one address to take a connection, so that a dead one does not use up the time of the next.
const CONNECT_TIME: Duration = Duration::from_secs(5);
/// Addresses of one host that are tried.
const MOST_ADDRESSES: usize = 4;
/// Bytes of an answer's head.
const HEAD_BYTES: usize = 64 * 1024;

/// A connection to the first of these addresses that takes one.
pub(super) async fn connected(addresses: &[SocketAddr], host: &str) -> Result<TcpStream, FetchError> {
    let mut why = "it takes no connections".to_owned();
    for address in addresses.iter().take(MOST_ADDRESSES) {
        match tokio::time::timeout(CONNECT_TIME, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => why = error.to_string(),
            Err(_) => why = "it does not answer".to_owned(),
        }
    }
    Err(FetchError::Unreachable(host.to_owned(), why))
}

/// The same connection with TLS; the certificate must be valid and for this host.
pub(super) async fn secured(
    tls: &TlsConnector,
    stream: TcpStream,
    host: &Host<&str>,
) -> Result<TlsStream<TcpStream>, FetchError> {
    let name = match host {
        Host::Domain(name) => ServerName::try_from((*name).to_owned()).map_err(|_| FetchError::BadUrl)?,
        Host::Ipv4(ip) => ServerName::from(std::net::IpAddr::from(*ip)),
        Host::Ipv6(ip) => ServerName::from(std::net::IpAddr::from(*ip)),
    };
    tls.connect(name, stream).await.map_err(|error| FetchError::Tls(host.to_string(), error.to_string()))
}

/// Asks on this connection and reads the whole answer.
pub(super) async fn exchanged<S>(stream: S, url: &Url, ask: &Ask) -> Result<Answer, FetchError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let broken = |error: hyper::Error| FetchError::Broken(error.to_string());
    let (mut sender, connection) =
        http1::Builder::new().max_buf_size(HEAD_BYTES).handshake(TokioIo::new(stream)).await.map_err(broken)?;
    // Whoever stops waiting for the answer drops the set, and with it the connection.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let response = sender.send_request(request(url, ask)?).await.map_err(broken)?;
    let (head, body) = response.into_parts();
    let body = match Limited::new(body, ask.bounds.bytes).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Err(FetchError::TooLarge(ask.bounds.bytes)),
        Err(error) => return Err(FetchError::Broken(error.to_string())),
    };
    Ok(Answer { status: head.status, headers: head.headers, body, url: String::new(), moved_for_good: false })
}

/// The request in origin form (RFC 9112 §3.2.1), with the headers that every request has.
fn request(url: &Url, ask: &Ask) -> Result<Request<Full<bytes::Bytes>>, FetchError> {
    let host = url.host_str().ok_or(FetchError::BadUrl)?;
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let mut target = url.path().to_owned();
    if let Some(query) = url.query() {
        target.push('?');
        target.push_str(query);
    }
    let mut request = Request::new(Full::new(ask.body.clone()));
    *request.method_mut() = ask.method.clone();
    *request.uri_mut() = target.parse().map_err(|_| FetchError::BadUrl)?;
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    headers.insert(USER_AGENT, HeaderValue::from_static(concat!("rsvpd/", env!("CARGO_PKG_VERSION"))));
    headers.extend(ask.headers.clone());
    headers.insert(HOST, HeaderValue::from_str(&host).map_err(|_| FetchError::BadUrl)?);
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    Ok(request)
}
