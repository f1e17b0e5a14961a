//! Why a mail was not handed over.

use std::fmt;

use crate::mail::header_text;

/// Whether trying again can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lasting {
    /// It can: keep the mail and come again.
    Temporary,
    /// It cannot: tell the sender.
    Permanent,
}

/// How far a hand-over came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The mail or its addresses were looked at; nothing was sent.
    Check,
    /// DNS was asked for the recipient's mail exchangers.
    Lookup,
    /// The connection was made.
    Connect,
    /// The other server's first line was read.
    Greeting,
    /// EHLO or HELO.
    Hello,
    /// STARTTLS or the handshake.
    Tls,
    /// AUTH.
    Auth,
    /// MAIL.
    Mail,
    /// RCPT.
    Rcpt,
    /// DATA, up to the last line of the mail.
    Data,
    /// The reply to the whole mail was waited for. The other server may have taken it all the same.
    Done,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Check => "check before sending",
            Stage::Lookup => "DNS",
            Stage::Connect => "connecting",
            Stage::Greeting => "greeting",
            Stage::Hello => "EHLO",
            Stage::Tls => "TLS",
            Stage::Auth => "log-in",
            Stage::Mail => "MAIL FROM",
            Stage::Rcpt => "RCPT TO",
            Stage::Data => "DATA",
            Stage::Done => "end of mail",
        })
    }
}

/// A mail was not handed over to one recipient's server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Whether trying again can help.
    pub lasting: Lasting,
    /// The other server's reply code; `None` when it said nothing.
    pub code: Option<u16>,
    /// The enhanced status code (RFC 3463), such as `5.1.1`: the other server's, or ours for what we found out ourselves.
    pub enhanced: Option<String>,
    /// The other server's words on one line, or ours: at most 500 bytes, no controls, no secret.
    pub text: String,
    /// How far it came.
    pub stage: Stage,
}

impl Failed {
    /// A failure that we found out ourselves and that trying again may cure.
    pub(super) fn temporary(stage: Stage, enhanced: &str, text: impl fmt::Display) -> Failed {
        Failed::own(Lasting::Temporary, stage, enhanced, &text.to_string())
    }

    /// A failure that we found out ourselves and that trying again cannot cure.
    pub(super) fn permanent(stage: Stage, enhanced: &str, text: impl fmt::Display) -> Failed {
        Failed::own(Lasting::Permanent, stage, enhanced, &text.to_string())
    }

    fn own(lasting: Lasting, stage: Stage, enhanced: &str, text: &str) -> Failed {
        Failed { lasting, code: None, enhanced: Some(enhanced.to_owned()), text: header_text(text), stage }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.stage)?;
        if let Some(code) = self.code {
            write!(f, "{code} ")?;
        }
        if let Some(enhanced) = &self.enhanced {
            write!(f, "{enhanced} ")?;
        }
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failed {}
