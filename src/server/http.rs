//! HTTP listeners: accepts connections, speaks TLS where a certificate is configured, bounds headers, time and number,
//! and stops gracefully.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use super::body::Sending;
use super::flow::{Flowing, STILL};
use super::peer;
use super::prompt::Prompt;
use super::seats::{Seat, Seats};
use super::site::Site;

/// Time for a client to send its request's head, and between requests of one connection.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// Time for a TLS handshake.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);
/// Time that open requests get to end when the server stops.
const STOP_TIME: Duration = Duration::from_secs(10);
/// Bytes of a request's head.
const HEAD_BYTES: usize = 64 * 1024;
/// Requests of one HTTP/2 connection at a time.
const STREAMS: u32 = 64;

/// Serves one listener until `stop` says so, then waits for open requests to end.
pub(super) async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    site: Arc<Site>,
    connections: usize,
    mut stop: watch::Receiver<bool>,
) {
    let seats = Seats::new(connections);
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &seats, &site) => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Some((stream, peer, seat)) = accepted else { continue };
        let (site, tls, watcher) = (Arc::clone(&site), tls.clone(), graceful.watcher());
        tokio::spawn(async move {
            let seat = Arc::new(seat);
            let served = Prompt::new(serve_one(stream, peer, tls, site, Arc::clone(&seat), watcher));
            tokio::select! {
                () = served => {}
                () = seat.asked_to_leave() => {}
                () = seat.stands_still(STILL) => tracing::debug!(%peer, "an answer was not read"),
            }
        });
    }
    let _ = tokio::time::timeout(STOP_TIME, graceful.shutdown()).await;
}

async fn accept(listener: &TcpListener, seats: &Arc<Seats>, site: &Site) -> Option<(TcpStream, SocketAddr, Seat)> {
    match listener.accept().await {
        Ok((stream, peer)) => {
            let _ = stream.set_nodelay(true);
            let from = peer::network(peer.ip(), &site.app.config.http.trusted_proxies);
            Some((stream, peer, seats.take(from).await?))
        }
        Err(error) => {
            // Out of file descriptors, most likely: waiting helps, spinning does not.
            tracing::warn!(%error, "no connection could be accepted");
            tokio::time::sleep(Duration::from_millis(200)).await;
            None
        }
    }
}

async fn serve_one(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<TlsAcceptor>,
    site: Arc<Site>,
    seat: Arc<Seat>,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let stream = Flowing::new(stream, STILL);
    let Some(tls) = tls else {
        return converse(stream, peer, Version::One, site, seat, watcher).await;
    };
    if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE_TIME, tls.accept(stream)).await {
        let version = negotiated(&stream);
        converse(stream, peer, version, site, seat, watcher).await;
    }
}

/// The version of HTTP both sides agreed on; without TLS it is always HTTP/1, whose head has a deadline from the
/// first byte on.
#[derive(Clone, Copy)]
enum Version {
    One,
    Two,
}

fn negotiated<S>(stream: &tokio_rustls::server::TlsStream<S>) -> Version {
    match stream.get_ref().1.alpn_protocol() {
        Some(b"h2") => Version::Two,
        _ => Version::One,
    }
}

async fn converse<S>(
    stream: S,
    peer: SocketAddr,
    version: Version,
    site: Arc<Site>,
    seat: Arc<Seat>,
    watcher: hyper_util::server::graceful::Watcher,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = match version {
        Version::One => Builder::new(TokioExecutor::new()).http1_only(),
        Version::Two => Builder::new(TokioExecutor::new()).http2_only(),
    };
    // Header names have no case (RFC 9110 §5.1), but old proxies and scripts look for `Content-Type` spelt so.
    builder
        .http1()
        .title_case_headers(true)
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(HEAD_BYTES as u32)
        .max_concurrent_streams(STREAMS)
        .keep_alive_interval(HEAD_TIME);
    let service = service_fn(move |request| {
        let (site, turn) = (Arc::clone(&site), seat.turn());
        async move {
            let response = site.respond(request, peer, &turn).await;
            Ok::<_, Infallible>(Sending::of(response, turn))
        }
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%peer, %error, "a connection ended early");
    }
}
