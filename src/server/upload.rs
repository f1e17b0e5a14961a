//! Bodies of requests that may be large: what exceeds the memory of one request goes into the store as it comes.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;

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

/// The body of a request: held up to `held` bytes, stored above, refused above `most`.
pub(super) async fn received(
    app: &App,
    body: Incoming,
    held: usize,
    most: usize,
) -> Result<(Bytes, Option<Large>), NotReceived> {
    let announced = hyper::body::Body::size_hint(&body).lower();
    if announced > most as u64 {
        return Ok((Bytes::new(), Some(Large::Refused)));
    }
    match tokio::time::timeout(TIME, read(app, body, held, most)).await {
        Ok(read) => read,
        Err(_) => Err(NotReceived::Slow),
    }
}

async fn read(app: &App, mut body: Incoming, held: usize, most: usize) -> Result<(Bytes, Option<Large>), NotReceived> {
    let mut buffer = Vec::new();
    let mut upload: Option<Upload> = None;
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| NotReceived::Broken)?;
        let Ok(data) = frame.into_data() else { continue };
        size = size.saturating_add(data.len());
        if size > most {
            return Ok((Bytes::new(), Some(Large::Refused)));
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
        None => Ok((Bytes::from(buffer), None)),
        Some(upload) => Ok((Bytes::new(), Some(upload.finish(app, buffer).await?))),
    }
}

/// A body that is being stored. One that is never finished is swept like everything to which nothing refers.
struct Upload {
    id: BlobId,
    /// Pieces that are stored.
    pieces: i64,
    size: i64,
    tag: TagOfPieces,
}

impl Upload {
    async fn begin(app: &App) -> Result<Upload, NotReceived> {
        let now = app.clock.now();
        let id = app.store.write(move |tx| tx.begin_blob(now)).await.map_err(NotReceived::Store)?;
        Ok(Upload { id, pieces: 0, size: 0, tag: TagOfPieces::default() })
    }

    /// Stores whole pieces; the last one may be shorter.
    async fn add(&mut self, app: &App, bytes: Vec<u8>) -> Result<(), NotReceived> {
        self.tag.add(&bytes);
        self.size += bytes.len() as i64;
        let (id, from) = (self.id, self.pieces);
        self.pieces += bytes.len().div_ceil(PIECE) as i64;
        app.store.write(move |tx| tx.extend_blob(id, from, &bytes)).await.map_err(NotReceived::Store)
    }

    async fn finish(mut self, app: &App, rest: Vec<u8>) -> Result<Large, NotReceived> {
        self.add(app, rest).await?;
        let (id, tag, size) = (self.id, self.tag.tag(), self.size);
        let blob = app.store.write(move |tx| tx.finish_blob(id, tag, size)).await.map_err(NotReceived::Store)?;
        Ok(Large::Kept(blob))
    }
}
