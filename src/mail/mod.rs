//! E-mail as values: addresses that cannot break a command or header, mails composed and read, bounces understood, DKIM
//! signatures, and the verdict on who an answer really comes from. Nothing here touches a socket, a clock or chance.

mod address;
mod compose;
mod dsn;
mod encoding;
mod lint;
mod mime;
#[cfg(test)]
pub(crate) mod mutate;
mod read;
#[cfg(test)]
mod samples;
mod sign;
mod status;
mod verdict;

pub use address::{Address, BadAddress, Mailbox, header_text};
pub use compose::{AutoSubmitted, Boundary, Mail, MessageId, Unwritable};
pub use dsn::{Action, Dsn, Outcome};
pub use lint::{Fault, lint};
pub use mime::{LARGEST_MAIL, Unreadable};
pub use read::{AddressedTo, CalendarPart, Kind, ReadMail, Source, check, read};
pub use sign::{BadKey, DkimKey, sign};
pub use status::{ScheduleStatus, StatusCode, blames_us, is_dead_end, of_reply as schedule_status_of_reply};
pub use verdict::{Dmarc, Evidence, HoldReason, LeaveReason, Policy, Proof, RefuseReason, Token, Verdict, verdict};
