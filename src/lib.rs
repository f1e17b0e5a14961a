//! rsvpd: a self-hosted calendar server. People sync over CalDAV and invite anybody by e-mail.
//!
//! The rooms, from the ground up. A room imports only rooms above it, and of those only the ones that the table in
//! `docs/architecture.md` names; `tests/layers.rs` checks both.

pub mod id;
pub mod access;
pub mod clock;
pub mod push;
pub mod random;
pub mod config;
pub mod observe;
pub mod fetch;
pub mod ical;
pub mod vcard;
pub mod itip;
pub mod mail;
pub mod tzdist;
pub mod store;
pub mod account;
pub mod contacts;
pub mod schedule;
pub mod guest;
pub mod smtp;
pub mod imip;
pub mod dav;
pub mod web;
pub mod demo;
pub mod server;
pub mod cli;
