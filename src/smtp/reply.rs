//! The receiver's replies (RFC 5321 §4.2, RFC 3463), each said once.

use crate::mail::header_text;

/// The longest text of one reply line that we write, in bytes (RFC 5321 §4.5.3.1.5 allows 512 with code and CRLF).
const LONGEST_TEXT: usize = 450;

/// One reply: its code, its enhanced status code and what it says when nothing better is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// The reply code.
    pub code: u16,
    status: &'static str,
    text: &'static str,
}

const fn reply(code: u16, status: &'static str, text: &'static str) -> Reply {
    Reply { code, status, text }
}

pub(super) const DONE: Reply = reply(250, "2.0.0", "OK");
pub(super) const SENDER_OK: Reply = reply(250, "2.1.0", "Sender OK");
pub(super) const RECIPIENT_OK: Reply = reply(250, "2.1.5", "Recipient OK");
pub(super) const STORED: Reply = reply(250, "2.0.0", "Stored");
pub(super) const GOODBYE: Reply = reply(221, "2.0.0", "Goodbye");
pub(super) const START_TLS: Reply = reply(220, "2.0.0", "Ready for TLS");
pub(super) const CANNOT_VERIFY: Reply = reply(252, "2.5.0", "Send mail and see");
pub(super) const HELP: Reply = reply(214, "2.0.0", "This server takes calendar mail: MAIL, RCPT, DATA, QUIT");

pub(super) const STOPPING: Reply = reply(421, "4.3.2", "The server is stopping");
pub(super) const TIMEOUT: Reply = reply(421, "4.4.2", "That took too long");
pub(super) const TOO_MANY_ERRORS: Reply = reply(421, "4.7.0", "Too many errors");
pub(super) const TOO_MANY_CONNECTIONS: Reply = reply(421, "4.7.0", "Too many connections");
pub(super) const RECIPIENT_LATER: Reply = reply(451, "4.3.0", "The recipient cannot be checked now");
pub(super) const STORED_LATER: Reply = reply(451, "4.3.0", "The mail cannot be stored now");
pub(super) const TOO_MANY_RECIPIENTS: Reply = reply(452, "4.5.3", "Too many recipients");

pub(super) const UNKNOWN_COMMAND: Reply = reply(500, "5.5.2", "Unknown command");
pub(super) const TOO_LONG: Reply = reply(500, "5.5.2", "The line is too long");
pub(super) const USE_LHLO: Reply = reply(500, "5.5.1", "This is LMTP: say LHLO");
pub(super) const USE_EHLO: Reply = reply(500, "5.5.1", "This is SMTP: say EHLO");
pub(super) const BARE_LINE_END: Reply = reply(501, "5.5.2", "Lines must end with CR LF");
pub(super) const CONTROLS: Reply = reply(501, "5.5.2", "The command has a control character or is not UTF-8");
pub(super) const BAD_SYNTAX: Reply = reply(501, "5.5.4", "The command cannot be read");
pub(super) const BAD_PATH: Reply = reply(501, "5.1.7", "The address is not an address in < >");
pub(super) const NOT_OFFERED: Reply = reply(502, "5.5.1", "Not offered here");
pub(super) const HELLO_FIRST: Reply = reply(503, "5.5.1", "Say hello first");
pub(super) const MAIL_FIRST: Reply = reply(503, "5.5.1", "Say MAIL first");
pub(super) const MAIL_TWICE: Reply = reply(503, "5.5.1", "There is a mail already: say RSET first");
pub(super) const TLS_TWICE: Reply = reply(503, "5.5.1", "The connection is encrypted already");
pub(super) const UNKNOWN_RECIPIENT: Reply = reply(550, "5.1.1", "There is no such address here");
pub(super) const REFUSED: Reply = reply(550, "5.7.1", "The mail is refused");
pub(super) const TOO_LARGE: Reply = reply(552, "5.3.4", "The mail is too large");
pub(super) const UTF8_ADDRESS: Reply = reply(553, "5.6.7", "An address beyond ASCII needs SMTPUTF8");
pub(super) const NOT_SMTP: Reply = reply(554, "5.5.0", "This is a mail server");
pub(super) const NOTHING_AFTER_TLS: Reply = reply(554, "5.7.0", "Nothing may follow STARTTLS before the handshake");
pub(super) const NO_RECIPIENT: Reply = reply(554, "5.5.1", "None of the recipients was accepted");
pub(super) const BARE_CR_OR_LF: Reply = reply(554, "5.6.0", "The mail has a bare CR or LF; nothing was stored");
pub(super) const LINE_TOO_LONG: Reply = reply(554, "5.6.0", "The mail has a line that is too long; nothing was stored");
pub(super) const LOOP: Reply = reply(554, "5.4.6", "The mail has passed too many servers: it goes round in a loop");
pub(super) const UNKNOWN_PARAMETER: Reply = reply(555, "5.5.4", "A parameter is not offered here");

impl Reply {
    /// The line to send, with its CRLF.
    pub fn line(self) -> String {
        format!("{} {} {}\r\n", self.code, self.status, self.text)
    }

    /// The line with other words; what could break a line or is not ASCII becomes a blank or `?`.
    pub fn saying(self, words: &str) -> String {
        let clean = header_text(words).replace(|c: char| !c.is_ascii() || c.is_ascii_control(), "?");
        let clean = clean.get(..LONGEST_TEXT).unwrap_or(&clean);
        match clean.is_empty() {
            true => self.line(),
            false => format!("{} {} {clean}\r\n", self.code, self.status),
        }
    }

    /// Whether the client did something wrong; in the 400s it is us who cannot.
    pub fn is_refusal(self) -> bool {
        self.code >= 500
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_one_line_whatever_the_reason_says() {
        assert_eq!(REFUSED.saying("no"), "550 5.7.1 no\r\n");
        assert_eq!(REFUSED.saying("no\r\n250 yes"), "550 5.7.1 no 250 yes\r\n");
        assert_eq!(REFUSED.saying(" \r\n "), REFUSED.line());
        assert_eq!(REFUSED.saying("é"), "550 5.7.1 ?\r\n");
        let long = REFUSED.saying(&"x".repeat(3000));
        assert!(long.len() <= 512 && long.ends_with("x\r\n"), "{}", long.len());
    }
}
