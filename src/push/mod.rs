//! WebDAV Push (draft-bitfire-webdav-push): programs that registered are told over Web Push (RFC 8030) that a collection,
//! a home or a principal changed, so that they need not ask every few minutes.
//!
//! What changed is seen in its own revision, so writing costs nothing more. A message says which collection has
//! which sync-token now, encrypted for the program (RFC 8291) and signed by the server (RFC 8292); it leaves after the
//! commit, several changes in one. Endpoints are addresses of strangers, so they are asked through [`fetch`](crate::fetch).
//!
//! Not done: the schedule outbox, in which nothing ever is; properties of homes (draft §6).

mod encrypt;
mod vapid;
mod worker;

pub use encrypt::{BadKeys, Keys, encrypted};
pub use vapid::{Vapid, topic};
pub use worker::Pusher;
