//! The pages: the guest's answer page, the demo's mailbox and the start page. All of them only render what they are
//! given and read the forms that come back; routes, store and answers are the server's.
//!
//! No page has scripts, cookies, inline styles or anything from another host, and no GET changes anything.

mod check;
pub mod demo;
pub mod form;
pub mod headers;
pub mod rsvp;
pub mod start;

pub use check::check;

/// The stylesheet of all pages here, to be served at [`STYLESHEET_PATH`] with [`headers::STYLESHEET`].
pub const STYLESHEET: &str = include_str!("assets/guest.css");

/// Where the pages expect their stylesheet.
pub const STYLESHEET_PATH: &str = "/static/guest.css";

#[cfg(test)]
mod rules;
