//! What is known of a mail besides its text, and the answers that the receiver's owner gives.

use std::net::IpAddr;

use chrono::{DateTime, Utc};

use crate::mail::Address;

/// Which protocol a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// SMTP (RFC 5321): one reply for the whole mail.
    Smtp,
    /// LMTP (RFC 2033): one reply for each recipient.
    Lmtp,
}

/// How a connection was protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// Not at all.
    Clear,
    /// Encrypted, with nobody's name proven.
    Tls,
    /// Encrypted, with a certificate that proves the other server's name.
    VerifiedTls,
}

/// A received mail's envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The protocol by which it came.
    pub protocol: Protocol,
    /// Who connected; `None` on a Unix socket.
    pub peer: Option<IpAddr>,
    /// The name the client gave for itself: printable ASCII without blanks, unproven.
    pub helo: String,
    /// Whether the connection was encrypted.
    pub channel: Channel,
    /// The envelope sender; `None` is the null sender of bounces and automatic answers.
    pub mail_from: Option<Address>,
    /// The accepted recipients, each once, in the order they were named; never empty.
    pub rcpts: Vec<Address>,
    /// When the mail had come in whole.
    pub received: DateTime<Utc>,
}

/// What is known when a recipient is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionInfo {
    /// The protocol of the listener.
    pub protocol: Protocol,
    /// Who connected; `None` on a Unix socket.
    pub peer: Option<IpAddr>,
    /// The name the client gave for itself.
    pub helo: String,
    /// Whether the connection is encrypted.
    pub channel: Channel,
    /// The envelope sender; `None` is the null sender.
    pub mail_from: Option<Address>,
}

/// Whether mail for an address is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientReply {
    /// It is.
    Accept,
    /// There is no such address here: 550 5.1.1.
    Unknown,
    /// It cannot be said now: 451.
    TryLater,
}

/// What became of a mail that came in whole, for one of its recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcceptReply {
    /// It is stored durably; only now the client hears 250.
    Stored,
    /// It could not be stored, for this reason; the client keeps it and comes again.
    TryLater(String),
    /// It will never be taken, for this reason; the client tells its sender.
    Refused(String),
}
