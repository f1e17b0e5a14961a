//! A connection whose client does not read what it asked for fails: it would hold its answer, and a place, for ever.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

/// How long nothing of an answer may leave.
pub(super) const STILL: Duration = match cfg!(test) {
    // Nobody waits two minutes for a test.
    true => Duration::from_secs(1),
    false => Duration::from_secs(120),
};

/// A stream whose writing goes on, be it slowly, or fails.
pub(super) struct Flowing<S> {
    stream: S,
    patience: Duration,
    /// Until when a write that waits is waited for.
    still: Option<Pin<Box<Sleep>>>,
}

impl<S> Flowing<S> {
    /// The stream, of which a write may stand still for so long.
    pub(super) fn new(stream: S, patience: Duration) -> Flowing<S> {
        Flowing { stream, patience, still: None }
    }

    /// What became of a write, or that it stood still for too long.
    fn unless_still<T>(&mut self, context: &mut Context<'_>, write: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if write.is_ready() {
            self.still = None;
            return write;
        }
        let patience = self.patience;
        let still = self.still.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        still.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Flowing<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Flowing<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.unless_still(context, write)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.unless_still(context, write)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flush = Pin::new(&mut self.stream).poll_flush(context);
        self.unless_still(context, flush)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shutdown = Pin::new(&mut self.stream).poll_shutdown(context);
        self.unless_still(context, shutdown)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    const PATIENCE: Duration = Duration::from_millis(300);

    #[tokio::test]
    async fn what_nobody_reads_is_given_up() {
        let (ours, _theirs) = tokio::io::duplex(64);
        let mut ours = Flowing::new(ours, PATIENCE);
        let failed = ours.write_all(&[0; 65]).await.unwrap_err();
        assert_eq!(failed.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn what_is_read_slowly_is_sent() {
        let (ours, mut theirs) = tokio::io::duplex(64);
        let reading = tokio::spawn(async move {
            let mut piece = [0; 64];
            for _ in 0..8 {
                tokio::time::sleep(PATIENCE / 4).await;
                theirs.read_exact(&mut piece).await.unwrap();
            }
        });
        let mut ours = Flowing::new(ours, PATIENCE);
        ours.write_all(&[0; 8 * 64]).await.unwrap();
        reading.await.unwrap();
    }
}
