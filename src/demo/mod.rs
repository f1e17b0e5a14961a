//! A newcomer's first five minutes: three people, a sample calendar, and guests elsewhere who answer by themselves.
//!
//! Nothing here is pretended: the guests read the mails that were caught, and answer with real mails to the server's
//! own SMTP receiver.

mod guests;
mod sample;

pub use guests::{DOMAIN, Guests};
pub use sample::{PEOPLE, Person, furnish};
