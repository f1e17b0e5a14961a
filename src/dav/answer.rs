//! Requests and answers as values, and answers that are too long to be made at once.

use std::ops::Range;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::{HeaderMap, Method, StatusCode};
use tokio::sync::mpsc;

use super::error::Failure;
use super::methods;
use super::multistatus;
use crate::id::{BlobId, ETag, ScheduleTag};
use crate::schedule::App;
use crate::store::{Blob, PIECE as STORED_PIECE, Scope, Tx};

/// A request with its whole body, which the server has bounded.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path as it was sent, without query.
    pub path: String,
    /// The query as it was sent, without `?`; empty where there is none.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, without any transfer or content coding; empty if it is a large one.
    pub body: Bytes,
    /// What became of a body that is too large to be held.
    pub large: Option<Large>,
    /// What the password opens that came with it.
    pub scope: Scope,
}

/// A body of more than `limits.request_bytes`; where one may be sent, says [`super::may_be_large`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Large {
    /// It is stored already, for the request to refer to.
    Kept(Blob),
    /// It is larger than anything that is kept, and was not read to its end.
    Refused,
    /// It is larger than what its keeper may still store (RFC 4331 §6), and was not read to its end.
    NoRoom,
}

/// An answer.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
}

/// The body of an answer.
#[derive(Debug)]
pub enum Body {
    /// All of it.
    Full(Bytes),
    /// Pieces of about 64 KiB; an error means that the answer cannot be finished and the connection must be cut.
    Stream(mpsc::Receiver<Result<Bytes, Broken>>),
}

/// The rest of an answer could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the rest of the answer could not be made")
    }
}

impl std::error::Error for Broken {}

const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");
const SCHEDULE_TAG: HeaderName = HeaderName::from_static("schedule-tag");

impl Response {
    /// An answer without body.
    pub fn empty(status: StatusCode) -> Response {
        Response { status, headers: HeaderMap::new(), body: Body::Full(Bytes::new()) }
    }

    /// An answer in XML.
    pub fn xml(status: StatusCode, body: String) -> Response {
        Response::empty(status).header(CONTENT_TYPE, XML).full(body.into_bytes())
    }

    /// The answer with this body.
    #[must_use]
    pub fn full(mut self, body: Vec<u8>) -> Response {
        self.body = Body::Full(Bytes::from(body));
        self
    }

    /// The answer with one more header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Response {
        self.headers.insert(name, value);
        self
    }

    /// The answer with one more header, if the text can be one.
    #[must_use]
    pub fn text_header(self, name: HeaderName, value: &str) -> Response {
        match HeaderValue::from_str(value) {
            Ok(value) => self.header(name, value),
            Err(_) => self,
        }
    }

    /// The answer as one that holds what somebody stored: nobody between us and the client keeps it, the client asks
    /// whether its copy still holds, and no browser takes it for something else than its type says.
    #[must_use]
    pub fn private(self) -> Response {
        self.header(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))
            .header(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))
    }

    /// The answer with the tags of an object.
    #[must_use]
    pub fn tags(self, etag: Option<&ETag>, schedule_tag: Option<&ScheduleTag>) -> Response {
        let tagged = match etag {
            Some(etag) => self.text_header(ETAG, &format!("\"{etag}\"")),
            None => self,
        };
        match schedule_tag {
            Some(tag) => tagged.text_header(SCHEDULE_TAG, &format!("\"{tag}\"")),
            None => tagged,
        }
    }

    /// What a client is told of a failure.
    pub fn failed(failure: &Failure) -> Response {
        if let Failure::Store(error) = failure {
            tracing::error!(%error, "a request failed");
        }
        let status = failure.status();
        let response = match (failure.body(), failure) {
            (Some(body), _) => Response::xml(status, body),
            (None, Failure::Store(_)) => Response::empty(status),
            (None, _) => Response::empty(status)
                .header(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))
                .full(format!("{failure}\n").into_bytes()),
        };
        match failure {
            Failure::MethodNotAllowed(kind) => response.text_header(ALLOW, &methods::allow(*kind)),
            Failure::EncodedBody => response.header(ACCEPT_ENCODING, HeaderValue::from_static("identity")),
            _ => response,
        }
    }

    /// The answer to HEAD: the headers of the answer to GET.
    #[must_use]
    pub fn without_body(self) -> Response {
        match &self.body {
            Body::Full(_) if self.headers.contains_key(CONTENT_LENGTH) => self.full(Vec::new()),
            Body::Full(body) => {
                let length = HeaderValue::from(body.len());
                self.header(CONTENT_LENGTH, length).full(Vec::new())
            }
            Body::Stream(_) => self.full(Vec::new()),
        }
    }
}

/// Whether there is more to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Yes.
    More,
    /// No: the answer is complete.
    Done,
}

/// Makes an answer page by page. Each page is one short read, so an answer of any length takes the memory of a page,
/// and writers never wait for a slow client.
pub trait Pages: Send + 'static {
    /// Writes the next page.
    ///
    /// # Errors
    /// The store failed, or the request turned out to be impossible; only the first piece can still say so.
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure>;

    /// Whether a page takes its time, because what is stored is read and searched or rewritten for it, and not only
    /// listed.
    fn is_laborious(&self) -> bool {
        false
    }
}

/// Whether a page that was begun then is long enough, in bytes or in time: what is left is for the next one.
pub(super) fn is_enough(out: &str, begun: Instant) -> bool {
    out.len() >= PIECE || begun.elapsed() >= A_WHILE
}

/// What a method has to say.
pub enum Answer {
    /// All of it.
    Whole(Response),
    /// What it begins with, and who makes the rest.
    Paged {
        /// Status and headers.
        head: Response,
        /// The beginning of the body.
        begun: String,
        /// Who makes the rest of the body.
        pages: Box<dyn Pages>,
    },
    /// Stored bytes.
    Stored {
        /// Status and headers.
        head: Response,
        /// Of which the body is a part, or all.
        blob: Blob,
        /// Which part.
        bytes: Range<i64>,
    },
}

impl From<Response> for Answer {
    fn from(response: Response) -> Answer {
        Answer::Whole(response)
    }
}

impl Answer {
    /// A multistatus made of pages.
    pub fn multistatus(pages: impl Pages) -> Answer {
        let mut begun = String::new();
        multistatus::open(&mut begun);
        let head = Response::empty(StatusCode::MULTI_STATUS).header(CONTENT_TYPE, XML);
        Answer::Paged { head, begun, pages: Box::new(pages) }
    }

    /// The answer as it is sent: at once where it is short, in pieces where it is not.
    ///
    /// # Errors
    /// What the first piece fails for.
    pub async fn sent(self, app: &App) -> Result<Response, Failure> {
        let (head, begun, pages) = match self {
            Answer::Whole(response) => return Ok(response),
            Answer::Stored { head, blob, bytes } => return stored(app, head, Left { blob: blob.id, bytes }),
            Answer::Paged { head, begun, pages } => (head, begun, pages),
        };
        let (pages, piece, progress) = fill(app, pages, begun).await?;
        if progress == Progress::Done {
            return Ok(head.full(piece.into_bytes()));
        }
        let (sender, receiver) = mpsc::channel(1);
        tokio::spawn(send(app.clone(), pages, piece, sender));
        Ok(Response { body: Body::Stream(receiver), ..head })
    }
}

/// Stored bytes as a body: those of one piece at once, more piece by piece.
fn stored(app: &App, head: Response, mut left: Left) -> Result<Response, Failure> {
    let head = head.header(CONTENT_LENGTH, HeaderValue::from(left.bytes.end - left.bytes.start));
    if left.bytes.is_empty() {
        return Ok(head);
    }
    let first = left.piece(app)?;
    if left.bytes.is_empty() {
        return Ok(Response { body: Body::Full(first), ..head });
    }
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(send_stored(app.clone(), left, first, sender));
    Ok(Response { body: Body::Stream(receiver), ..head })
}

/// Stored bytes that are still to be sent.
struct Left {
    blob: BlobId,
    bytes: Range<i64>,
}

impl Left {
    /// The next of them, up to the end of the piece in which they are stored.
    fn piece(&mut self, app: &App) -> Result<Bytes, Failure> {
        let number = self.bytes.start / STORED_PIECE as i64;
        let begin = number * STORED_PIECE as i64;
        let end = self.bytes.end.min(begin + STORED_PIECE as i64);
        let stored = app.store.read(|tx| tx.blob_piece(self.blob, number).map_err(Failure::from))?;
        let (from, to) = ((self.bytes.start - begin) as usize, (end - begin) as usize);
        self.bytes.start = end;
        // They are swept an hour after nothing refers to them: whoever reads for so long loses them.
        stored
            .map(Bytes::from)
            .filter(|stored| to <= stored.len())
            .map(|stored| stored.slice(from..to))
            .ok_or(Failure::NotFound)
    }
}

async fn send_stored(app: App, mut left: Left, first: Bytes, sender: mpsc::Sender<Result<Bytes, Broken>>) {
    let mut piece = Ok(first);
    loop {
        let is_last = left.bytes.is_empty() || piece.is_err();
        if sender.send(piece).await.is_err() || is_last {
            return;
        }
        piece = left.piece(&app).map_err(|failure| {
            tracing::error!(%failure, "a file broke off");
            Broken
        });
    }
}

/// A body is sent in pieces from this size on, in bytes.
const PIECE: usize = 64 * 1024;
/// How long pages are written before others get their turn.
const A_WHILE: Duration = Duration::from_millis(20);

/// Pages to come, and what is written of them.
type Written = (Box<dyn Pages>, String, Progress);

/// Writes pages until a piece is full.
async fn fill(app: &App, mut pages: Box<dyn Pages>, mut piece: String) -> Result<Written, Failure> {
    loop {
        let written = match pages.is_laborious() {
            true => app.store.read_apart(move |tx| for_a_while(tx, pages, piece)).await?,
            false => app.store.read(|tx| for_a_while(tx, pages, piece))?,
        };
        if written.2 == Progress::Done || written.1.len() >= PIECE {
            return Ok(written);
        }
        (pages, piece) = (written.0, written.1);
        // A search that finds little reads on for long; others get their turn between the pages.
        tokio::task::yield_now().await;
    }
}

fn for_a_while(tx: &mut Tx<'_>, mut pages: Box<dyn Pages>, mut piece: String) -> Result<Written, Failure> {
    let begun = Instant::now();
    loop {
        let progress = pages.page(tx, &mut piece)?;
        if progress == Progress::Done || is_enough(&piece, begun) {
            return Ok((pages, piece, progress));
        }
    }
}

async fn send(app: App, mut pages: Box<dyn Pages>, first: String, sender: mpsc::Sender<Result<Bytes, Broken>>) {
    let mut piece = first;
    let mut progress = Progress::More;
    loop {
        // Nobody listens any more: the client is gone, and so is the reason to read on.
        if sender.send(Ok(Bytes::from(std::mem::take(&mut piece)))).await.is_err() || progress == Progress::Done {
            return;
        }
        match fill(&app, pages, piece).await {
            Ok(written) => (pages, piece, progress) = written,
            Err(failure) => {
                tracing::error!(%failure, "an answer broke off");
                let _ = sender.send(Err(Broken)).await;
                return;
            }
        }
    }
}
