//! rsvpd: a self-hosted calendar server. People sync over CalDAV and invite anybody by e-mail.
//!
//! The rooms, from the ground up; a room imports only rooms above it (`docs/architecture.md`, checked by
//! `tests/layers.rs`):

pub mod clock;
pub mod config;
pub mod id;
pub mod mail;
pub mod observe;
pub mod random;
pub mod store;
pub mod account;
pub mod guest;
