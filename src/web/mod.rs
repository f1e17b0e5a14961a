//! The pages: the guest's answer page, the demo's mailbox, the start page, sign-in, settings and what waits. All of them only render
//! what they are given and read the forms that come back; routes, store and answers are the server's.
//!
//! No page has scripts, inline styles or anything from another host, and no GET changes anything. Sign-in, settings and
//! what waits have one cookie; the others have none.

pub mod apple;
mod check;
pub mod demo;
pub mod form;
pub mod headers;
pub mod proposal;
pub mod rsvp;
pub mod settings;
pub mod sign_in;
pub mod start;
pub mod stop;
pub mod waiting;

pub use check::check;

/// The stylesheet of all pages here, to be served at [`STYLESHEET_PATH`] with [`headers::STYLESHEET`].
pub const STYLESHEET: &str = include_str!("assets/guest.css");

/// Where the icon is.
pub const ICON_PATH: &str = "/static/icon.svg";
/// The icon: a calendar with a yes in it.
pub const ICON: &str = include_str!("assets/icon.svg");
/// Where the pages expect their stylesheet.
pub const STYLESHEET_PATH: &str = "/static/guest.css";

#[cfg(test)]
mod rules;
