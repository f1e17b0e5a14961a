//! What other servers say: their replies (RFC 5321 §4.2.1) and what they offer in answer to EHLO, read with bounds.

use smtp_proto::{AUTH_LOGIN, AUTH_PLAIN};

use super::{Failed, Lasting, Stage};
use crate::mail::{StatusCode, header_text};

/// The longest line of a reply that we read, in bytes (RFC 5321 §4.5.3.1.5 says 512).
const LONGEST_LINE: usize = 4096;
/// The most lines of one reply that we read.
const MOST_LINES: usize = 100;

/// A whole reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The code, 200 to 599.
    pub code: u16,
    /// The texts of its lines, after the code.
    lines: Vec<String>,
}

/// Why bytes are no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Garbage {
    /// A line does not begin with a code, or the lines of a reply differ in it.
    NoReply,
    /// A line or the number of lines exceeds our bounds.
    TooLong,
}

/// Collects the lines of one reply.
#[derive(Debug, Default)]
pub(super) struct AnswerReader {
    unread: Vec<u8>,
    code: u16,
    lines: Vec<String>,
}

impl AnswerReader {
    /// Takes bytes from the server.
    pub fn receive(&mut self, bytes: &[u8]) {
        self.unread.extend_from_slice(bytes);
    }

    /// Whether the server has said more than was asked for.
    pub fn has_leftovers(&self) -> bool {
        !self.unread.is_empty()
    }

    /// The next whole reply; `None` when more bytes are needed. A lone LF ends a line, as some servers write it so.
    ///
    /// # Errors
    /// See [`Garbage`].
    pub fn next_answer(&mut self) -> Result<Option<Answer>, Garbage> {
        while let Some(end) = self.unread.iter().take(LONGEST_LINE).position(|&byte| byte == b'\n') {
            let line: Vec<u8> = self.unread.drain(..=end).collect();
            if self.is_last_line(&line)? {
                return Ok(Some(Answer { code: self.code, lines: std::mem::take(&mut self.lines) }));
            }
        }
        if self.unread.len() >= LONGEST_LINE { Err(Garbage::TooLong) } else { Ok(None) }
    }

    fn is_last_line(&mut self, line: &[u8]) -> Result<bool, Garbage> {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches(['\r', '\n']);
        let (code, rest) = line.split_at_checked(3).ok_or(Garbage::NoReply)?;
        let is_number = code.bytes().all(|b| b.is_ascii_digit());
        let code = code.parse().ok().filter(|code| is_number && (200..600).contains(code)).ok_or(Garbage::NoReply)?;
        if !self.lines.is_empty() && self.code != code {
            return Err(Garbage::NoReply);
        }
        if self.lines.len() >= MOST_LINES {
            return Err(Garbage::TooLong);
        }
        self.code = code;
        self.lines.push(rest.get(1..).unwrap_or_default().to_owned());
        match rest.chars().next() {
            Some('-') => Ok(false),
            Some(' ') | None => Ok(true),
            Some(_) => Err(Garbage::NoReply),
        }
    }
}

impl Answer {
    /// Whether it is in the 200s.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// The enhanced status code at the beginning of its text, when it fits the reply code (RFC 2034 §4).
    pub fn enhanced(&self) -> Option<StatusCode> {
        self.lines.first().and_then(|line| self.enhanced_of(line))
    }

    fn enhanced_of(&self, line: &str) -> Option<StatusCode> {
        StatusCode::parse(line).filter(|status| status.class == self.code / 100)
    }

    /// Its words on one line, without the enhanced status codes.
    pub fn text(&self) -> String {
        let without_status = |line: &String| match self.enhanced_of(line) {
            Some(_) => line.trim_start().split_once(' ').map_or("", |(_, words)| words).to_owned(),
            None => line.clone(),
        };
        header_text(&self.lines.iter().map(without_status).collect::<Vec<_>>().join(" "))
    }

    /// The failure that it is at this stage.
    pub fn failed(&self, stage: Stage) -> Failed {
        Failed {
            lasting: self.lasting(stage),
            code: Some(self.code),
            enhanced: self.enhanced().map(|status| status.to_string()),
            text: self.text(),
            stage,
        }
    }

    /// Codes in the 500s are for good, unless they are about us instead of the mail: a server that does not like our address
    /// today (greeting), a log-in that fails until somebody corrects the password. 521 and 556 say that a host takes no mail
    /// at all (RFC 7504).
    fn lasting(&self, stage: Stage) -> Lasting {
        let is_about_us = matches!(self.code, 530 | 534 | 535 | 538) || matches!(stage, Stage::Tls | Stage::Auth);
        match self.code {
            521 | 556 => Lasting::Permanent,
            500..600 if stage != Stage::Greeting && !is_about_us => Lasting::Permanent,
            _ => Lasting::Temporary,
        }
    }
}

/// What a server offers, as far as we can use it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offered {
    /// STARTTLS (RFC 3207).
    pub start_tls: bool,
    /// 8BITMIME (RFC 6152).
    pub eight_bit: bool,
    /// SMTPUTF8 (RFC 6531).
    pub utf8: bool,
    /// DSN (RFC 3461).
    pub dsn: bool,
    /// SIZE (RFC 1870), with the largest mail in bytes; 0 means that it says no limit.
    pub size: Option<u64>,
    /// Mechanisms of AUTH (RFC 4954) as bits of `smtp_proto`; only those that mail-send was built with.
    pub auth: u64,
}

impl Offered {
    /// Reads the answer to EHLO; the answer to HELO offers nothing.
    pub fn of(answer: &Answer) -> Offered {
        let mut offered = Offered::default();
        for line in answer.lines.iter().skip(1) {
            offered.note(&line.to_ascii_uppercase());
        }
        offered
    }

    fn note(&mut self, line: &str) {
        // Old servers write AUTH=LOGIN.
        let mut words = line.split([' ', '\t', '=']).filter(|word| !word.is_empty());
        match words.next() {
            Some("STARTTLS") => self.start_tls = true,
            Some("8BITMIME") => self.eight_bit = true,
            Some("SMTPUTF8") => self.utf8 = true,
            Some("DSN") => self.dsn = true,
            Some("SIZE") => self.size = Some(words.next().and_then(|size| size.parse().ok()).unwrap_or(0)),
            Some("AUTH") => self.auth |= words.map(mechanism).fold(0, |all, one| all | one),
            _ => {}
        }
    }
}

fn mechanism(name: &str) -> u64 {
    match name {
        "PLAIN" => AUTH_PLAIN,
        "LOGIN" => AUTH_LOGIN,
        _ => 0,
    }
}

/// For fuzzing: reads the bytes as replies, whole and byte by byte.
///
/// # Panics
/// When a promise of this module is broken.
#[cfg(test)]
fn check(bytes: &[u8]) {
    let read = |piece: usize| {
        let mut reader = AnswerReader::default();
        let mut answers = Vec::new();
        for piece in bytes.chunks(piece) {
            reader.receive(piece);
            while let Some(answer) = reader.next_answer()? {
                assert!((200..600).contains(&answer.code) && answer.lines.len() <= MOST_LINES);
                assert!(answer.text().len() <= 500 && !answer.text().contains(char::is_control));
                answers.push((Offered::of(&answer), answer));
            }
            assert!(reader.unread.len() <= LONGEST_LINE.max(piece.len()));
        }
        Ok::<_, Garbage>(answers)
    };
    assert_eq!(read(usize::MAX), read(1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::mutate::mutated;

    fn answer(text: &str) -> Result<Option<Answer>, Garbage> {
        let mut reader = AnswerReader::default();
        reader.receive(text.as_bytes());
        reader.next_answer()
    }

    #[test]
    fn replies_are_read_with_their_status_and_words() {
        for (text, code, enhanced, words) in [
            ("250 OK\r\n", 250, None, "OK"),
            ("250\r\n", 250, None, ""),
            ("250 2.0.0\n", 250, Some("2.0.0"), ""),
            ("550 5.1.1 <bob@else.example>: no such user\r\n", 550, Some("5.1.1"), "<bob@else.example>: no such user"),
            (
                "550-5.7.26 unauthenticated,\r\n550 5.7.26 see our page\r\n",
                550,
                Some("5.7.26"),
                "unauthenticated, see our page",
            ),
            ("550 4.1.1 the classes differ\r\n", 550, None, "4.1.1 the classes differ"),
            ("421-a\r\n421-\r\n421 b\r\n", 421, None, "a b"),
            ("550 a\tb\x07c\r\n", 550, None, "a b c"),
        ] {
            let answer = answer(text).unwrap().unwrap();
            let status = answer.enhanced().map(|status| status.to_string());
            assert_eq!((answer.code, status.as_deref(), answer.text().as_str()), (code, enhanced, words), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_reply_is_not_read_on() {
        for (text, why) in [
            ("HTTP/1.1 400 Bad Request\r\n", Garbage::NoReply),
            ("\r\n", Garbage::NoReply),
            ("25\r\n", Garbage::NoReply),
            ("+50 x\r\n", Garbage::NoReply),
            ("150 x\r\n", Garbage::NoReply),
            ("600 x\r\n", Garbage::NoReply),
            ("250_x\r\n", Garbage::NoReply),
            ("25é x\r\n", Garbage::NoReply),
            ("250-a\r\n550 b\r\n", Garbage::NoReply),
            (&"x".repeat(LONGEST_LINE), Garbage::TooLong),
            (&"250-x\r\n".repeat(MOST_LINES + 1), Garbage::TooLong),
        ] {
            assert_eq!(answer(text), Err(why), "{text:?}");
        }
        for text in ["", "2", "250 half a line", "250-more\r\n"] {
            assert_eq!(answer(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn only_what_we_can_use_is_noted() {
        let text = "250-mx.example dsn\r\n250-SIZE 1000\r\n250-8bitmime\r\n250-AUTH=LOGIN\r\n250-AUTH CRAM-MD5 PLAIN\r\n250-DSN\r\n250 STARTTLS\r\n";
        let offered = Offered::of(&answer(text).unwrap().unwrap());
        let expected = Offered {
            start_tls: true,
            eight_bit: true,
            utf8: false,
            dsn: true,
            size: Some(1000),
            auth: AUTH_PLAIN | AUTH_LOGIN,
        };
        assert_eq!(offered, expected);
        assert_eq!(Offered::of(&answer("250 STARTTLS\r\n").unwrap().unwrap()), Offered::default());
        let odd = Offered::of(&answer("250-x\r\n250-SIZE\r\n250-\r\n250 XSTARTTLS\r\n").unwrap().unwrap());
        assert_eq!(odd, Offered { size: Some(0), ..Offered::default() });
    }

    #[test]
    fn what_is_about_us_is_not_held_against_the_recipient() {
        for (text, stage, lasting) in [
            ("550 no\r\n", Stage::Rcpt, Lasting::Permanent),
            ("450 busy\r\n", Stage::Rcpt, Lasting::Temporary),
            ("421 bye\r\n", Stage::Data, Lasting::Temporary),
            ("554 5.7.1 your address is listed\r\n", Stage::Greeting, Lasting::Temporary),
            ("521 no mail here\r\n", Stage::Greeting, Lasting::Permanent),
            ("556 no mail there\r\n", Stage::Rcpt, Lasting::Permanent),
            ("535 5.7.8 wrong password\r\n", Stage::Auth, Lasting::Temporary),
            ("530 5.7.0 log in first\r\n", Stage::Mail, Lasting::Temporary),
            ("502 5.5.1 what?\r\n", Stage::Tls, Lasting::Temporary),
            ("250 OK\r\n", Stage::Data, Lasting::Temporary),
        ] {
            assert_eq!(answer(text).unwrap().unwrap().failed(stage).lasting, lasting, "{text:?} at {stage}");
        }
    }

    #[test]
    fn mutated_replies_keep_every_promise() {
        let text = "220 mx\r\n250-mx.example\r\n250-SIZE 1000\r\n250-AUTH PLAIN LOGIN\r\n250 DSN\r\n550-5.1.1 no\r\n550 5.1.1 such\r\n";
        for seed in 0..3000 {
            check(&mutated(text.as_bytes(), seed));
        }
    }
}
