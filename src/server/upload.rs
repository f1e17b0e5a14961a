//! Bodies of requests that may be large: what exceeds the memory of one request goes into the store as it comes. What
//! nothing refers to in the end goes out again at once.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;

use super::site::{REFUSED_TIME, discarded};
use crate::dav::Large;
use crate::id::{BlobId, TagOfPieces};
use crate::schedule::App;
use crate::store::{PIECE, StoreError};

/// Time for a client to send a large body.
const TIME: Duration = Duration::from_secs(900);
/// Bytes that are stored in one transaction.
const AT_A_TIME: usize = 8 * PIECE;

/// Why a body was not received.
pub(super) enum NotReceived {
    /// The client went away or sent what cannot be read.
    Broken,
    /// It took too long.
    Slow,
    /// It could not be stored.
    Store(StoreError),
}

/// A body that was received.
#[derive(Default)]
pub(super) struct Received {
    /// Its bytes, if they are held.
    pub(super) body: Bytes,
    /// What became of it otherwise.
    pub(super) large: Option<Large>,
    /// What is stored of it.
    pub(super) stored: Option<Stored>,
}

impl Received {
    /// One that is larger than anything that is taken.
    pub(super) fn refused() -> Received {
        Received::large(Large::Refused)
    }

    fn large(large: Large) -> Received {
        Received { large: Some(large), ..Received::default() }
    }
}

/// The body of a request: held up to `limits.request_bytes`, stored above, refused above `limits.file_bytes` and where
/// there is no room for it.
pub(super) async fn received(app: &App, body: Incoming, room: Option<usize>) -> Result<Received, NotReceived> {
    let announced = hyper::body::Body::size_hint(&body).lower();
    if announced > app.config.limits.file_bytes as u64 {
        return Ok(Received::refused());
    }
    match tokio::time::timeout(TIME, read(app, body, room)).await {
        Ok(read) => read,
        Err(_) => Err(NotReceived::Slow),
    }
}

async fn read(app: &App, mut body: Incoming, room: Option<usize>) -> Result<Received, NotReceived> {
    let (held, most) = (app.config.limits.request_bytes, app.config.limits.file_bytes);
    let mut buffer = Vec::new();
    let mut upload: Option<Upload> = None;
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| NotReceived::Broken)?;
        let Ok(data) = frame.into_data() else { continue };
        size = size.saturating_add(data.len());
        let is_much = room.is_some_and(|room| size > room.max(held));
        if size > most || is_much {
            // So that the client sees the answer instead of a broken connection.
            let _ = tokio::time::timeout(REFUSED_TIME, discarded(body, most)).await;
            return Ok(Received::large(if size > most { Large::Refused } else { Large::NoRoom }));
        }
        buffer.extend_from_slice(&data);
        match &mut upload {
            None if size > held => upload = Some(Upload::begin(app).await?),
            Some(upload) if buffer.len() >= AT_A_TIME => {
                let rest = buffer.split_off(buffer.len() / PIECE * PIECE);
                upload.add(app, std::mem::replace(&mut buffer, rest)).await?;
            }
            _ => {}
        }
    }
    match upload {
        None => Ok(Received { body: Bytes::from(buffer), ..Received::default() }),
        Some(upload) => upload.finish(app, buffer).await,
    }
}

/// Bytes that are stored for a request. They are forgotten when this is dropped, be it that the request was refused or
/// that the client went away, unless something refers to them or they were said to be needed.
pub(super) struct Stored {
    id: BlobId,
    app: Option<App>,
}

impl Stored {
    /// Says that something refers to them now.
    pub(super) fn keep(mut self) {
        self.app = None;
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        // Without a runtime the server has stopped; the sweeper finds them after the next start.
        let (Some(app), Ok(runtime)) = (self.app.take(), tokio::runtime::Handle::try_current()) else { return };
        let id = self.id;
        runtime.spawn(async move {
            if let Err(error) = app.store.write(move |tx| tx.sweep_blobs(&[id])).await {
                tracing::warn!(%error, "a refused body could not be forgotten; that is tried again within the hour");
            }
        });
    }
}

/// A body that is being stored.
struct Upload {
    stored: Stored,
    /// Pieces that are stored.
    pieces: i64,
    size: i64,
    tag: TagOfPieces,
}

impl Upload {
    async fn begin(app: &App) -> Result<Upload, NotReceived> {
        let now = app.clock.now();
        let id = app.store.write(move |tx| tx.begin_blob(now)).await.map_err(NotReceived::Store)?;
        let stored = Stored { id, app: Some(app.clone()) };
        Ok(Upload { stored, pieces: 0, size: 0, tag: TagOfPieces::default() })
    }

    /// Stores whole pieces; the last one may be shorter.
    async fn add(&mut self, app: &App, bytes: Vec<u8>) -> Result<(), NotReceived> {
        self.tag.add(&bytes);
        self.size += bytes.len() as i64;
        let (id, from) = (self.stored.id, self.pieces);
        self.pieces += bytes.len().div_ceil(PIECE) as i64;
        app.store.write(move |tx| tx.extend_blob(id, from, &bytes)).await.map_err(NotReceived::Store)
    }

    async fn finish(mut self, app: &App, rest: Vec<u8>) -> Result<Received, NotReceived> {
        self.add(app, rest).await?;
        let Upload { stored, tag, size, .. } = self;
        let (id, tag) = (stored.id, tag.tag());
        let blob = app.store.write(move |tx| tx.finish_blob(id, tag, size)).await.map_err(NotReceived::Store)?;
        Ok(Received { stored: Some(stored), ..Received::large(Large::Kept(blob)) })
    }
}
