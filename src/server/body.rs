//! Answers of the `dav` room as hyper sends them; streamed ones are passed on piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll};

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

/// A body whose connection counts as busy until it is sent.
pub(super) struct Sending {
    body: Body,
    _turn: Turn,
}

impl Sending {
    /// An answer, with its connection busy until the end of it.
    pub(super) fn of(response: Response<Body>, turn: Turn) -> Response<Sending> {
        turn.begin();
        response.map(|body| Sending { body, _turn: turn })
    }
}

impl hyper::body::Body for Sending {
    type Data = Bytes;
    type Error = dav::Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, dav::Broken>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
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
