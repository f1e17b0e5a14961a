//! Which request goes where: pages for everybody, CalDAV for those who sign in.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT, ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, EXPECT, HOST, HeaderValue,
    IF_NONE_MATCH, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE,
};
use hyper::http::uri::Authority;
use hyper::{HeaderMap, Method, Request, Response, StatusCode, Version};

use super::body;
use super::demo::Demo;
use super::guest_page::{self, GuestPages};
use super::pages::Pages;
use super::seats::Turn;
use super::upload::{self, NotReceived, Received};
use super::{peer, stop_page};
use crate::account::{Admitted, Credentials, Door, Doorkeeper, Refusal};
use crate::dav;
use crate::guest::Keys;
use crate::imip::Language;
use crate::schedule::App;
use crate::store::{Scope, StoreError};
use crate::tzdist;
use crate::web;

/// What is sent as the body of an answer.
pub(super) type Body = BoxBody<Bytes, dav::Broken>;

/// The web side of the server.
pub(super) struct Site {
    pub(super) app: App,
    pub(super) doorkeeper: Doorkeeper,
    pub(super) guests: GuestPages,
    pub(super) keys: Keys,
    pub(super) pages: Pages,
    pub(super) demo: Option<Demo>,
}

/// Time for somebody who has signed in to send a request's body.
const BODY_TIME: Duration = Duration::from_secs(120);
/// Time for anybody to send the body of a form.
pub(super) const FORM_TIME: Duration = Duration::from_secs(10);
/// Time for a client to send what is refused.
pub(super) const REFUSED_TIME: Duration = Duration::from_secs(5);

impl Site {
    /// Answers one request.
    pub(super) async fn respond(&self, request: Request<Incoming>, peer: SocketAddr, turn: &Turn) -> Response<Body> {
        if hyper::body::Body::is_end_stream(request.body()) {
            turn.begin();
        }
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let begun = std::time::Instant::now();
        let from = peer::client(peer.ip(), request.headers(), &self.app.config.http.trusted_proxies);
        let mut response = match names_one_host(&request) {
            true => self.route(request, from, turn).await,
            false => text(StatusCode::BAD_REQUEST, "A request of HTTP/1.1 names one host.\n"),
        };
        let secret =
            ["/r/", "/a/", stop_page::PATH, dav::feed::PATH].into_iter().find(|prefix| path.starts_with(prefix));
        let shown = secret.map_or_else(|| path.clone(), |prefix| format!("{prefix}…"));
        let (status, took) = (response.status().as_u16(), begun.elapsed().as_millis());
        tracing::debug!(%from, %method, path = shown.as_str(), status, took, "answered");
        response.headers_mut().insert("server", HeaderValue::from_static("rsvpd"));
        if method == Method::HEAD { head_of(response) } else { response }
    }

    async fn route(&self, request: Request<Incoming>, from: IpAddr, turn: &Turn) -> Response<Body> {
        let path = request.uri().path().to_owned();
        match path.as_str() {
            "/" if is_read(request.method()) => self.start_page(),
            "/" if request.method() == Method::OPTIONS && !request.headers().contains_key(AUTHORIZATION) => {
                body::of_dav(dav::greeting())
            }
            // About the server and no resource of it (RFC 9110 §9.3.7).
            "*" if request.method() == Method::OPTIONS => body::of_dav(dav::greeting()),
            "/health" => text(StatusCode::OK, "ok\n"),
            web::STYLESHEET_PATH => page(StatusCode::OK, web::headers::STYLESHEET, web::STYLESHEET.to_owned()),
            web::ICON_PATH | "/favicon.ico" => page(StatusCode::OK, web::headers::ICON, web::ICON.to_owned()),
            "/robots.txt" => text(StatusCode::OK, "User-agent: *\nDisallow: /\n"),
            "/.well-known/caldav" | "/.well-known/caldav/" | "/.well-known/carddav" | "/.well-known/carddav/" => {
                body::of_dav(dav::well_known())
            }
            _ if path.starts_with(dav::feed::PATH) => self.feed(&request).await,
            tzdist::WELL_KNOWN => timezone_signpost(),
            _ if path == tzdist::PATH || path.starts_with("/tz/") => timezones(&request),
            _ if path.starts_with("/r/") => self.guest(request, turn).await,
            _ if path.starts_with("/a/") => self.attachment(&request).await,
            _ if path.starts_with(stop_page::PATH) => self.stop(request, turn).await,
            _ if path.starts_with("/demo/") && self.demo.is_some() => self.demo(request, turn).await,
            path if Pages::has(path) => self.pages.respond(request, from, turn).await,
            _ => self.dav(request, from, turn).await,
        }
    }

    fn start_page(&self) -> Response<Body> {
        let config = &self.app.config;
        let logins = self.demo.as_ref().map(Demo::logins).unwrap_or_default();
        let view = web::start::StartView {
            language: Language::default(),
            host: &config.mail.host,
            caldav_url: &format!("{}/", config.public_url()),
            version: env!("CARGO_PKG_VERSION"),
            demo: self.demo.as_ref().map(|_| web::start::DemoStart { mailbox: Demo::MAILBOX, logins }),
        };
        rendered(web::start::page(&view), web::headers::PAGE)
    }

    async fn guest(&self, request: Request<Incoming>, turn: &Turn) -> Response<Body> {
        let (head, body) = request.into_parts();
        let path = head.uri.path().strip_prefix("/r/").unwrap_or_default().to_owned();
        let query = head.uri.query().unwrap_or_default().to_owned();
        let proposal = path.strip_suffix(guest_page::PROPOSAL);
        let token = proposal.unwrap_or(&path);
        match head.method {
            Method::GET | Method::HEAD => self.guests.show(token, &query),
            Method::POST => match collected(body, web::form::LONGEST, FORM_TIME, turn).await {
                Ok(bytes) if proposal.is_some() => self.guests.propose(token, &bytes).await,
                Ok(bytes) => self.guests.answer(token, &bytes).await,
                Err(refusal) => refusal,
            },
            _ => text(StatusCode::METHOD_NOT_ALLOWED, "This page is read with GET and answered with POST.\n"),
        }
    }

    async fn stop(&self, request: Request<Incoming>, turn: &Turn) -> Response<Body> {
        let (head, body) = request.into_parts();
        match head.method {
            Method::GET | Method::HEAD => {}
            Method::POST => {
                if let Err(refusal) = collected(body, web::form::LONGEST, FORM_TIME, turn).await {
                    return refusal;
                }
            }
            _ => return text(StatusCode::METHOD_NOT_ALLOWED, "This page is read with GET and answered with POST.\n"),
        }
        stop_page::respond(&self.app, &self.keys, &head.method, head.uri.path()).await
    }

    async fn feed(&self, request: &Request<Incoming>) -> Response<Body> {
        let request = dav::Request {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: request.headers().clone(),
            body: Bytes::new(),
            large: None,
            scope: Scope::Everything,
        };
        body::of_dav(dav::feed::feed(&self.app, &request).await)
    }

    /// An attachment, for whoever has the link.
    async fn attachment(&self, request: &Request<Incoming>) -> Response<Body> {
        if !is_read(request.method()) {
            return text(StatusCode::METHOD_NOT_ALLOWED, "An attachment is read with GET.\n");
        }
        let token = request.uri().path().split('/').nth(2).unwrap_or_default();
        match self.app.store.read(|tx| self.keys.by_attachment_link(tx, token)) {
            Ok(Some(attachment)) => {
                let response = dav::for_guest(&self.app, &attachment).await;
                let is_head = request.method() == Method::HEAD;
                body::of_dav(if is_head { response.without_body() } else { response })
            }
            Ok(None) => text(StatusCode::NOT_FOUND, "There is no such attachment, or not any more.\n"),
            Err(error) => {
                tracing::error!(%error, "an attachment cannot be read");
                text(StatusCode::INTERNAL_SERVER_ERROR, "The attachment could not be read.\n")
            }
        }
    }

    async fn demo(&self, request: Request<Incoming>, turn: &Turn) -> Response<Body> {
        let Some(demo) = &self.demo else {
            return text(StatusCode::NOT_FOUND, "There is no such page.\n");
        };
        let (head, body) = request.into_parts();
        let path = head.uri.path().to_owned();
        match head.method {
            Method::GET | Method::HEAD => demo.show(&path, head.uri.query().unwrap_or_default()),
            Method::POST => match collected(body, web::form::LONGEST, FORM_TIME, turn).await {
                Ok(bytes) => demo.answer(&path, &bytes).await,
                Err(refusal) => refusal,
            },
            _ => text(StatusCode::METHOD_NOT_ALLOWED, "This page is read with GET.\n"),
        }
    }

    async fn dav(&self, request: Request<Incoming>, from: IpAddr, turn: &Turn) -> Response<Body> {
        let (mut request, body) = unread(request);
        if hyper::body::Body::is_end_stream(&body)
            && let Some(found) = self.looked_up(&request, from)
        {
            return body::of_dav(dav::sent(&self.app, &request.method, found).await);
        }
        let most = self.app.config.limits.request_bytes;
        let admitted = match self.admitted(&request.headers, from).await {
            Ok(admitted) if !permits(&admitted, &request) => {
                Err(text(StatusCode::FORBIDDEN, "This app password does not open that.\n"))
            }
            admitted => admitted,
        };
        let who = match admitted {
            Ok(who) => who,
            Err(refusal) => {
                drain(&request.headers, body, most).await;
                return refusal;
            }
        };
        turn.begin();
        let is_large = dav::may_be_large(&request.method, &request.path);
        let mut room = None;
        if is_large {
            match dav::before_body(&self.app, &who.principal, &request, announced(&request.headers)) {
                Ok(left) => room = left,
                Err(refusal) => {
                    drain(&request.headers, body, self.app.config.limits.file_bytes).await;
                    return body::of_dav(dav::Response::failed(&refusal));
                }
            }
        }
        let received = match is_large {
            true => self.uploaded(body, room).await,
            false => held(&request.headers, body, most, turn).await,
        };
        let received = match received {
            Ok(received) => received,
            Err(refusal) => return refusal,
        };
        (request.body, request.large, request.scope) = (received.body, received.large, who.scope);
        let answer = dav::respond(&self.app, &who.principal, request).await;
        if let Some(stored) = received.stored.filter(|_| answer.status.is_success()) {
            stored.keep();
        }
        body::of_dav(answer)
    }

    /// What GET or HEAD finds for somebody who came in lately: who asks and what is there are read in one snapshot. All
    /// others take the long way.
    fn looked_up(&self, request: &dav::Request, from: IpAddr) -> Option<Result<dav::Answer, dav::error::Failure>> {
        if !dav::is_look(&request.method, &request.path) {
            return None;
        }
        let (name, password) = credentials(&request.headers)?;
        let credentials = Credentials { name: &name, password: &password, from };
        let found = self.app.store.read::<_, StoreError, _>(|tx| {
            let admitted = self.doorkeeper.recall(tx, Door::Programs, credentials, self.app.clock.now())?;
            let admitted = admitted.filter(|admitted| permits(admitted, request));
            Ok(admitted.map(|admitted| dav::look(tx, &self.app, &admitted.principal, request)))
        });
        found.ok().flatten()
    }

    /// The body of a request that may have a large one, with so much room for it.
    async fn uploaded(&self, body: Incoming, room: Option<usize>) -> Result<Received, Response<Body>> {
        match upload::received(&self.app, body, room).await {
            Ok(received) => Ok(received),
            Err(NotReceived::Broken) => Err(text(StatusCode::BAD_REQUEST, "The request body could not be read.\n")),
            Err(NotReceived::Slow) => Err(text(StatusCode::REQUEST_TIMEOUT, "The request body took too long.\n")),
            Err(NotReceived::Store(error)) => {
                tracing::error!(%error, "a large body cannot be stored");
                let status = match error.is_full() {
                    true => StatusCode::INSUFFICIENT_STORAGE,
                    false => StatusCode::INTERNAL_SERVER_ERROR,
                };
                Err(text(status, "The request body could not be stored.\n"))
            }
        }
    }

    async fn admitted(&self, headers: &HeaderMap, from: IpAddr) -> Result<Admitted, Response<Body>> {
        let Some((name, password)) = credentials(headers) else {
            return Err(unauthorized());
        };
        let credentials = Credentials { name: &name, password: &password, from };
        match self.doorkeeper.admit(&self.app.store, Door::Programs, credentials, self.app.clock.now()).await {
            Ok(admitted) => Ok(admitted),
            Err(Refusal::Wrong) => Err(unauthorized()),
            Err(Refusal::TooOften(seconds)) => Err(too_often(seconds)),
            // Logged where it happened; a program keeps its password and comes again.
            Err(Refusal::Directory(_)) => {
                Err(text(StatusCode::SERVICE_UNAVAILABLE, "The server cannot look you up right now; try again.\n"))
            }
            Err(Refusal::Store(error)) => {
                tracing::error!(%error, "credentials cannot be checked");
                Err(text(StatusCode::SERVICE_UNAVAILABLE, "The server cannot look you up right now; try again.\n"))
            }
        }
    }
}

/// A request whose body is still to come, and the body.
fn unread(request: Request<Incoming>) -> (dav::Request, Incoming) {
    let (head, body) = request.into_parts();
    let mut headers = head.headers;
    // HTTP/2 names the host in the URI.
    if let Some(host) = head.uri.authority().and_then(|name| HeaderValue::from_str(name.as_str()).ok()) {
        headers.entry(HOST).or_insert(host);
    }
    let path = head.uri.path().to_owned();
    let query = head.uri.query().unwrap_or_default().to_owned();
    (
        dav::Request {
            method: head.method,
            path,
            query,
            headers,
            body: Bytes::new(),
            large: None,
            scope: Scope::Everything,
        },
        body,
    )
}

/// Whether somebody was let in to what is asked.
fn permits(admitted: &Admitted, request: &dav::Request) -> bool {
    dav::scope::permits(admitted.scope, &request.method, &request.path, &request.headers)
}

/// The signpost at `/.well-known/timezone` (RFC 7808 §4.2.1.3).
fn timezone_signpost() -> Response<Body> {
    let mut response = text(StatusCode::MOVED_PERMANENTLY, "The time zone service is at /tz.\n");
    response.headers_mut().insert(LOCATION, HeaderValue::from_static(tzdist::PATH));
    response.headers_mut().insert(CACHE_CONTROL, fresh());
    response
}

fn fresh() -> HeaderValue {
    HeaderValue::from_str(&format!("max-age={}", tzdist::FRESH)).unwrap_or(HeaderValue::from_static("no-cache"))
}

/// The time zone service (RFC 7808): it is the same for everybody, so nobody has to sign in.
fn timezones(request: &Request<Incoming>) -> Response<Body> {
    if !is_read(request.method()) {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "The time zone service is read with GET.\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let answer = tzdist::answer(&tzdist::Question {
        path: request.uri().path().strip_prefix(tzdist::PATH).unwrap_or_default(),
        query: request.uri().query().unwrap_or_default(),
        accept: header(ACCEPT),
        if_none_match: header(IF_NONE_MATCH),
    });
    let length = answer.body.len();
    let is_head = *request.method() == Method::HEAD;
    let mut response = Response::new(full(if is_head { Bytes::new() } else { answer.body.into() }));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if answer.status != 304 {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    if let Some(tag) = answer.etag.and_then(|etag| HeaderValue::from_str(&format!("\"{}\"", etag.0)).ok()) {
        headers.insert(ETAG, tag);
        headers.insert(CACHE_CONTROL, fresh());
    }
    response
}

/// Whether a request says which host it is for, and says one only; before HTTP/1.1 it did not have to (RFC 9112 §3.2). What
/// stands in an absolute URI counts for more, but the header has to be there all the same.
fn names_one_host<B>(request: &Request<B>) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (request.version(), hosts.next(), hosts.next()) {
        (_, Some(_), Some(_)) => false,
        (Version::HTTP_11, None, _) => false,
        (_, None, _) => true,
        (_, Some(host), None) => {
            host.is_empty() || Authority::try_from(host.as_bytes()).is_ok_and(|host| !host.as_str().contains('@'))
        }
    }
}

pub(super) fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// User and password of Basic authentication (RFC 7617); one realm for all paths, because Thunderbird needs that.
fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = data_encoding::BASE64.decode(encoded.trim().as_bytes()).ok()?;
    let decoded = String::from_utf8(decoded).ok()?;
    let (name, password) = decoded.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

fn unauthorized() -> Response<Body> {
    let mut response = text(StatusCode::UNAUTHORIZED, "Sign in with your user name and password.\n");
    let challenge = HeaderValue::from_static("Basic realm=\"rsvpd\", charset=\"UTF-8\"");
    response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    response
}

/// Too many wrong passwords came from there (RFC 6585 §4).
fn too_often(seconds: i64) -> Response<Body> {
    let words = format!("Too many passwords were wrong; try again in {seconds} seconds.\n");
    let mut response = text(StatusCode::TOO_MANY_REQUESTS, &words);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// Bytes that a client may announce and still be listened to; a longer body is refused at once.
const LISTENED_TO: usize = 16 * 1024 * 1024;

/// The whole body of a request, up to `most` bytes, if it comes within `time`; the request is being answered from then on.
pub(super) async fn collected(
    body: Incoming,
    most: usize,
    time: Duration,
    turn: &Turn,
) -> Result<Bytes, Response<Body>> {
    if hyper::body::Body::size_hint(&body).exact().is_some_and(|length| length > LISTENED_TO.max(most) as u64) {
        return Err(too_large(most));
    }
    match tokio::time::timeout(time, Limited::new(body, most).collect()).await {
        Ok(Ok(collected)) => {
            turn.begin();
            Ok(collected.to_bytes())
        }
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large(most)),
        Ok(Err(_)) => Err(text(StatusCode::BAD_REQUEST, "The request body could not be read.\n")),
        Err(_) => Err(text(StatusCode::REQUEST_TIMEOUT, "The request body took too long.\n")),
    }
}

/// The body of a request where no large one may be sent. Of a longer one is said that it was refused: what that means is the
/// method's to say.
async fn held(headers: &HeaderMap, body: Incoming, most: usize, turn: &Turn) -> Result<Received, Response<Body>> {
    if announced(headers).is_some_and(|length| length > most) {
        drain(headers, body, LISTENED_TO).await;
        return Ok(Received::refused());
    }
    match collected(body, most, BODY_TIME, turn).await {
        Err(refusal) if refusal.status() == StatusCode::PAYLOAD_TOO_LARGE => Ok(Received::refused()),
        collected => collected.map(|body| Received { body, ..Received::default() }),
    }
}

fn too_large(most: usize) -> Response<Body> {
    text(StatusCode::PAYLOAD_TOO_LARGE, &format!("A request body has at most {most} bytes.\n"))
}

/// The bytes that a client says it sends.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Reads away what a refused client still sends, so that it sees the answer instead of a broken connection. One that waits
/// to be asked for its body is not asked (RFC 9110 §10.1.1).
async fn drain(headers: &HeaderMap, body: Incoming, most: usize) {
    if !headers.contains_key(EXPECT) && announced(headers).is_none_or(|length| length <= most) {
        let _ = tokio::time::timeout(REFUSED_TIME, discarded(body, most)).await;
    }
}

/// Reads a body up to its end, but not much beyond `most` bytes, and keeps nothing of it; says how many came.
pub(super) async fn discarded<B>(mut body: B, most: usize) -> usize
where
    B: hyper::body::Body<Data = Bytes> + Unpin,
{
    let mut came = 0_usize;
    while came <= most {
        let Some(Ok(frame)) = body.frame().await else { break };
        came = came.saturating_add(frame.data_ref().map_or(0, Bytes::len));
    }
    came
}

/// An answer in plain text.
pub(super) fn text(status: StatusCode, words: &str) -> Response<Body> {
    let mut response = Response::new(full(words.to_owned().into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// An answer with these headers.
pub(super) fn page(status: StatusCode, headers: &[web::headers::Header], body: String) -> Response<Body> {
    let mut response = Response::new(full(body.into()));
    *response.status_mut() = status;
    for (name, value) in headers {
        response.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    response
}

/// A page, or the word that it could not be made.
pub(super) fn rendered(result: Result<String, askama::Error>, headers: &[web::headers::Header]) -> Response<Body> {
    match result {
        Ok(body) => page(StatusCode::OK, headers, body),
        Err(error) => {
            tracing::error!(%error, "a page cannot be made");
            text(StatusCode::INTERNAL_SERVER_ERROR, "This page could not be made. It has been noted.\n")
        }
    }
}

/// The answer to HEAD: that to GET without its body, which HTTP/2 does not leave out by itself.
fn head_of(response: Response<Body>) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    if let Some(length) = hyper::body::Body::size_hint(&body).exact().filter(|length| *length > 0) {
        head.headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from(length));
    }
    Response::from_parts(head, full(Bytes::new()))
}

/// A body that is there at once.
pub(super) fn full(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed()
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use hyper::body::Frame;

    use super::*;

    /// A body of so many frames of one byte.
    struct Frames(usize);

    impl hyper::body::Body for Frames {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, std::convert::Infallible>>> {
            let Some(left) = self.0.checked_sub(1) else { return Poll::Ready(None) };
            self.0 = left;
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
        }
    }

    #[test]
    fn a_request_names_one_host() {
        let (one, zero, two) = (Version::HTTP_11, Version::HTTP_10, Version::HTTP_2);
        for (version, hosts, fits) in [
            (one, &["cal.example.org"][..], true),
            (one, &["cal.example.org:8008"], true),
            (one, &["[::1]:8008"], true),
            (one, &[""], true),
            (one, &[], false),
            (one, &["a.example", "a.example"], false),
            (one, &["a b"], false),
            (one, &["user@a.example"], false),
            (one, &["a.example/x"], false),
            (zero, &[], true),
            (zero, &["a.example", "b.example"], false),
            (two, &[], true),
        ] {
            let mut request = Request::builder().version(version).uri("/");
            for host in hosts {
                request = request.header(HOST, *host);
            }
            assert_eq!(names_one_host(&request.body(()).unwrap()), fits, "{version:?} {hosts:?}");
        }
    }

    #[test]
    fn the_answer_to_head_has_the_length_and_not_the_body() {
        use hyper::body::Body as _;
        for (words, length) in [("words", Some("5")), ("", None)] {
            let head = head_of(text(StatusCode::OK, words));
            assert_eq!(head.body().size_hint().exact(), Some(0), "{words}");
            assert_eq!(head.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()), length);
        }
    }

    #[tokio::test]
    async fn what_is_refused_is_read_to_its_end_or_to_its_bound() {
        for (sent, most, came) in [(0, 10, 0), (7, 10, 7), (10, 10, 10), (40, 10, 11)] {
            assert_eq!(discarded(Frames(sent), most).await, came, "{sent}");
        }
    }
}
