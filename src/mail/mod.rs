//! E-mail as values: addresses that cannot break a command or header, mails composed and read, bounces understood, DKIM
//! signatures, and the verdict on who an answer really comes from. Nothing here touches a socket, a clock or chance.

mod address;
mod compose;
mod lint;
mod punycode;

pub use address::{Address, BadAddress, Mailbox, header_text};
pub use compose::{AutoSubmitted, Boundary, Mail, MessageId, Unwritable};
pub use lint::{Fault, lint};
