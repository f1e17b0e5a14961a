//! What a client may ask of the receiver before it is turned away.

use std::time::Duration;

/// The receiver's bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one mail, announced by SIZE (RFC 1870).
    pub mail_bytes: usize,
    /// Bytes of one command line with its CRLF.
    pub command_bytes: usize,
    /// Bytes of one line of a mail with its CRLF. RFC 5321 §4.5.3.1.6 says 1000, which real senders exceed.
    pub line_bytes: usize,
    /// Recipients of one mail (at least 100, RFC 5321 §4.5.3.1.8).
    pub recipients: usize,
    /// Refused commands, recipients and mails of one connection; the next one ends it.
    pub errors: usize,
    /// `Received` headers of one mail; more mean that it goes round in a loop (RFC 5321 §6.3).
    pub hops: usize,
    /// Connections at a time.
    pub connections: usize,
    /// SMTP connections at a time from one IPv4 address or one IPv6 network of 64 bits. LMTP has one peer by nature.
    pub connections_per_peer: usize,
    /// The time for a whole command, however slowly its bytes come, and for the client to take our replies.
    pub command_time: Duration,
    /// The time for a whole mail after DATA.
    pub data_time: Duration,
    /// The time after which a connection gets no further command.
    pub session_time: Duration,
    /// The time that mails under way get when the server stops.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            mail_bytes: 10 * 1024 * 1024,
            command_bytes: 4096,
            line_bytes: 64 * 1024,
            recipients: 100,
            errors: 10,
            hops: 50,
            connections: 200,
            connections_per_peer: 20,
            command_time: Duration::from_secs(5 * 60),
            data_time: Duration::from_secs(10 * 60),
            session_time: Duration::from_secs(60 * 60),
            stop_time: Duration::from_secs(10),
        }
    }
}
