//! The rules of the wire that a mail must keep before it may leave (RFC 5322 §2.1.1, §2.3, §3.6; RFC 5321 §4.5.3.1).

use std::fmt;

/// The longest line in bytes, without its line end (RFC 5322 §2.1.1).
const LONGEST_LINE: usize = 998;

/// A rule that a mail breaks; line numbers count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A CR or LF that is not part of CRLF.
    BareLineEnd(usize),
    /// A line over 998 bytes.
    LongLine(usize),
    /// A byte over 127 or a NUL.
    NotSevenBit(usize),
    /// A header that must be there once is missing.
    Missing(&'static str),
    /// A header that may be there once is there more often.
    Repeated(&'static str),
    /// A line of the head that is neither `name: value` nor a continuation, or that is blank but for white space.
    BadHeader(usize),
    /// There is no empty line after the head.
    NoBody,
    /// The mail does not end with a line end.
    NoLastLineEnd,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::BareLineEnd(line) => write!(f, "line {line} has a bare CR or LF"),
            Fault::LongLine(line) => write!(f, "line {line} is longer than {LONGEST_LINE} bytes"),
            Fault::NotSevenBit(line) => write!(f, "line {line} has a byte that is not 7-bit text"),
            Fault::Missing(name) => write!(f, "the header {name} is missing"),
            Fault::Repeated(name) => write!(f, "the header {name} is there more than once"),
            Fault::BadHeader(line) => write!(f, "line {line} is not a header"),
            Fault::NoBody => f.write_str("no empty line ends the head"),
            Fault::NoLastLineEnd => f.write_str("the last line has no line end"),
        }
    }
}

/// Headers that must be there exactly once.
const ONCE: [&str; 6] = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version"];
/// Headers that may be there once.
const AT_MOST_ONCE: [&str; 8] = [
    "Sender",
    "Reply-To",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Class",
];

/// What is wrong with this mail; an empty list is the good case.
pub fn lint(mail: &[u8]) -> Vec<Fault> {
    let mut faults = line_faults(mail);
    faults.extend(head_faults(mail));
    faults
}

fn line_faults(mail: &[u8]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let is_seven_bit = mail.is_ascii() && !mail.contains(&0);
    for (number, line) in lines(mail) {
        if line.contains(&b'\r') || line.contains(&b'\n') {
            faults.push(Fault::BareLineEnd(number));
        }
        if line.len() > LONGEST_LINE {
            faults.push(Fault::LongLine(number));
        }
        if !is_seven_bit && line.iter().any(|&b| b == 0 || b > 127) {
            faults.push(Fault::NotSevenBit(number));
        }
    }
    if !mail.ends_with(b"\r\n") {
        faults.push(Fault::NoLastLineEnd);
    }
    faults
}

fn head_faults(mail: &[u8]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut names = Vec::new();
    let mut ended = false;
    for (number, line) in lines(mail) {
        if line.is_empty() {
            ended = true;
            break;
        }
        let continues = matches!(line.first(), Some(b' ' | b'\t'));
        let blank = line.iter().all(|b| b.is_ascii_whitespace());
        match line.iter().position(|&b| b == b':') {
            Some(colon) if !continues && is_header_name(&line[..colon]) => names.push(&line[..colon]),
            _ if continues && !blank && !names.is_empty() => {}
            _ => faults.push(Fault::BadHeader(number)),
        }
    }
    if !ended {
        faults.push(Fault::NoBody);
    }
    let count = |name: &str| names.iter().filter(|n| n.eq_ignore_ascii_case(name.as_bytes())).count();
    faults.extend(ONCE.into_iter().filter(|name| count(name) == 0).map(Fault::Missing));
    faults.extend(ONCE.into_iter().chain(AT_MOST_ONCE).filter(|name| count(name) > 1).map(Fault::Repeated));
    faults
}

fn is_header_name(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|b| b.is_ascii_graphic() && *b != b':')
}

/// Lines with their numbers, split at CRLF only.
fn lines(mail: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut rest = Some(mail);
    let mut number = 0;
    std::iter::from_fn(move || {
        let text = rest.filter(|text| !text.is_empty())?;
        number += 1;
        match line_end(text) {
            Some(end) => {
                rest = text.get(end + 2..);
                Some((number, text.get(..end)?))
            }
            None => {
                rest = None;
                Some((number, text))
            }
        }
    })
}

/// Where the first CRLF is.
fn line_end(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + text.get(from..)?.iter().position(|byte| *byte == b'\n')?;
        match end.checked_sub(1).filter(|before| text.get(*before) == Some(&b'\r')) {
            Some(before) => return Some(before),
            None => from = end + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "From: <a@example.org>\r\nTo: <b@example.org>\r\nSubject: x\r\n y\r\nDate: now\r\nMessage-ID: <1@x>\r\n\
                        MIME-Version: 1.0\r\n\r\nbody\r\n";

    #[test]
    fn a_good_mail_has_no_faults() {
        assert_eq!(lint(GOOD.as_bytes()), []);
    }

    #[test]
    fn each_broken_rule_is_named() {
        let long = format!("{}\r\n", "x".repeat(999));
        for (from, to, fault) in [
            ("body\r\n", "bo\ndy\r\n", Fault::BareLineEnd(9)),
            ("body\r\n", "bo\rdy\r\n", Fault::BareLineEnd(9)),
            ("body\r\n", &long, Fault::LongLine(9)),
            ("body\r\n", "b\u{f6}dy\r\n", Fault::NotSevenBit(9)),
            ("body\r\n", "b\0dy\r\n", Fault::NotSevenBit(9)),
            ("body\r\n", "body", Fault::NoLastLineEnd),
            ("Date: now\r\n", "", Fault::Missing("Date")),
            ("Date: now\r\n", "Date: now\r\ndate: then\r\n", Fault::Repeated("Date")),
            ("Date: now\r\n", "Date: now\r\nSender: a\r\nSender: b\r\n", Fault::Repeated("Sender")),
            ("Date: now\r\n", "Date: now\r\nnonsense\r\n", Fault::BadHeader(6)),
            ("Date: now\r\n", "Date: now\r\n  \r\n", Fault::BadHeader(6)),
            ("Date: now\r\n", "Date: now\r\na b: c\r\n", Fault::BadHeader(6)),
            ("From", " From", Fault::BadHeader(1)),
            ("\r\n\r\nbody\r\n", "\r\n", Fault::NoBody),
        ] {
            let bad = GOOD.replacen(from, to, 1);
            assert!(lint(bad.as_bytes()).contains(&fault), "{fault}: {bad:?} {:?}", lint(bad.as_bytes()));
        }
    }
}
