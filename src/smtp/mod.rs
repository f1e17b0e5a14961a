//! SMTP and LMTP: how mail comes in and how it goes out. The receiving session is a pure state machine, its server gives it
//! sockets and time; it takes mail for this server only and has no way to relay. Sending speaks to one host, a relay or the
//! recipient's own mail exchangers, and says what became of the one recipient.
//!
//! Not done: CHUNKING (RFC 3030) is not offered, so that only CRLF.CRLF ever ends a mail; DSN (RFC 3461) is asked for when
//! sending but not offered when receiving; MTA-STS (RFC 8461) and DANE (RFC 7672); PROXY protocol.

mod answer;
mod command;
mod connection;
mod conversation;
mod data;
mod envelope;
mod failed;
mod letter;
mod limits;
mod listener;
mod mx;
mod reply;
mod send;
mod server;
pub mod session;
#[cfg(test)]
mod testing;
mod tls;
mod trace;

pub use envelope::{AcceptReply, Channel, Envelope, Protocol, RecipientReply, SessionInfo};
pub use failed::{Failed, Lasting, Stage};
pub use limits::Limits;
pub use listener::Listener;
pub use mx::{Direct, Resolver, Target, send_direct};
pub use send::{Accepted, Credentials, DsnRequest, Route, Tls, send};
pub use server::{BoxFuture, Receiver, serve};
