//! iMIP (RFC 6047): calendar messages as mail, out and in.
//!
//! Going out, `facts` reads a message the way a person would, `words` and a catalogue such as `english` say it, `text`
//! makes the body of it and `compose` the mail; the calendar object gets the addresses that lead the answer back here.

mod answer;
mod authenticity;
mod bounce;
mod check;
mod compose;
mod cycle;
mod dates;
mod english;
mod facts;
mod handed_on;
mod instance;
mod lately;
mod inbound;
mod invitation;
mod letter;
mod mailbox;
mod outbox;
mod phrases;
mod prose;
mod text;
mod told;
mod way;
mod wire;
mod words;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod testing;

pub use authenticity::Authenticity;
pub use check::check;
pub use compose::{Letter, Uncomposed, composed, on_the_wire};
pub use facts::{Change, Facts, Guest, Party, Reader, Row};
pub use handed_on::refusals;
pub use inbound::Inbound;
pub use lately::Lately;
pub use mailbox::{Mailbox, mailbox};
pub use outbox::Postman;
pub use phrases::Given;
pub(crate) use phrases::Phrase;
pub use prose::{Piece, Prose, one_line};
pub use text::{AnswerLinks, Ask, Body};
pub use way::{Caught, CaughtMail, Way};
pub use wire::TOKEN_PROPERTY;
pub use words::{Clock, Cycle, End, Language, Length, Occasion, On, Unit, ZoneWords};
