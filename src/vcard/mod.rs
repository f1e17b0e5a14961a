//! vCards (RFC 2426, version 3.0; RFC 6350, version 4.0): text into a lossless list of properties and back, what they
//! mean, and new cards for people.
//!
//! Pure: no clock, no files, no sockets. The content lines are those of [`ical`](crate::ical), from which the reader of
//! lines and their folding come; what is a card, and what its properties mean, is decided here. What is not understood
//! is kept, in order and byte by byte; all input is bounded.
//!
//! Not done: vCard 2.1, whose lines are others (quoted-printable, soft line breaks).

mod card;
mod check;
mod convert;
mod fresh;
mod invalid;
mod split;
mod validate;
mod view;

pub use card::{Card, MAX_BYTES, MAX_PROPERTIES, Version, text};
pub use check::check;
pub use convert::converted;
pub use fresh::{Person, fresh};
pub use invalid::{Invalid, Precondition};
pub use split::cards;
pub use view::{Email, names, param_values};
