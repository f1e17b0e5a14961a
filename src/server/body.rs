//! Answers of the `dav` room as hyper sends them; streamed ones are passed on piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::Response;
use hyper::body::Frame;
use tokio::sync::mpsc;

use super::seats::Turn;
use super::site::{self, Body};
use crate::dav;

/// A body whose pieces come through a channel.
struct Streamed {
    pieces: mpsc::Receiver<Result<Bytes, dav::Broken>>,
}

impl hyper::body::Body for Streamed {
    type Data = Bytes;
    type Error = dav::Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, dav::Broken>>> {
        self.pieces.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// Bytes of a body that are given away at a time: HTTP/2 keeps what is given until the client has room for it, however much
/// that is.
const PIECE: usize = 64 * 1024;

/// A body whose connection counts as busy until it is sent.
pub(super) struct Sending {
    body: Body,
    /// What the body gave and was not given away yet.
    rest: Bytes,
    turn: Turn,
}

impl Sending {
    /// An answer, with its connection busy until the end of it.
    pub(super) fn of(response: Response<Body>, turn: Turn) -> Response<Sending> {
        turn.begin();
        response.map(|body| Sending { body, rest: Bytes::new(), turn })
    }
}

impl hyper::body::Body for Sending {
    type Data = Bytes;
    type Error = dav::Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, dav::Broken>>> {
        if self.rest.is_empty() {
            // From here on it is not the client who is waited for.
            self.turn.works();
            match ready!(Pin::new(&mut self.body).poll_frame(context)).map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(data))) => self.rest = data,
                Some(Ok(Err(other))) => return Poll::Ready(Some(Ok(other))),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        self.turn.gives();
        let size = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(size)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        let (mut hint, rest) = (self.body.size_hint(), self.rest.len() as u64);
        match hint.exact() {
            Some(exact) => hint.set_exact(exact + rest),
            None => {
                if let Some(upper) = hint.upper() {
                    hint.set_upper(upper + rest);
                }
                hint.set_lower(hint.lower() + rest);
            }
        }
        hint
    }
}

/// An answer of the `dav` room.
pub(super) fn of_dav(answer: dav::Response) -> Response<Body> {
    let body = match answer.body {
        dav::Body::Full(bytes) => site::full(bytes),
        dav::Body::Stream(pieces) => Streamed { pieces }.boxed(),
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}
