//! Bytes into content lines: line ends, folds, the head of a line (RFC 5545 §3.1; RFC 6350 §3.2 has the same).
//!
//! Works on bytes, because folds may stand within a character.

use std::borrow::Cow;

use super::line::{Line, Written, is_unwritable};
use super::write;

/// A byte order mark, which Windows programs put before UTF-8; files put together have several.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One content line as it stands in the input.
pub struct Logical<'a> {
    /// The line of the input it begins on, counted from 1.
    pub number: usize,
    /// Its bytes, with folds, line end and the blank lines before it; absent where they cannot be given back.
    pub raw: Option<&'a [u8]>,
    /// Its bytes without any of these.
    pub bytes: Cow<'a, [u8]>,
}

/// Splits input into content lines. Lines end with LF, CRLF or (mail gateways) several CRs and LF. Blank lines count as
/// nothing, even before a continuation (Lightning folded so once).
pub struct Unfolded<'a> {
    input: &'a [u8],
    at: usize,
    number: usize,
    /// Where the last content line ended.
    taken: usize,
    line_end: u8,
}

impl<'a> Unfolded<'a> {
    /// Leniently, CR alone ends lines where the input has no LF at all.
    pub fn new(input: &'a [u8], manner: Manner) -> Unfolded<'a> {
        let line_end = if manner == Manner::Lenient && !input.contains(&b'\n') { b'\r' } else { b'\n' };
        Unfolded { input, at: 0, number: 0, taken: 0, line_end }
    }

    /// What stands behind the last content line: nothing, or blank lines.
    pub fn remainder(&self) -> &'a [u8] {
        self.input.get(self.taken..).unwrap_or_default()
    }

    /// Where the last content line ended, its line end included.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// The next line of the input, without its end and a byte order mark before it.
    fn physical(&mut self) -> Option<&'a [u8]> {
        let rest = self.input.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|byte| *byte == self.line_end);
        self.at += length.map_or(rest.len(), |length| length + 1);
        self.number += 1;
        let mut line = rest.get(..length.unwrap_or(rest.len()))?;
        while let Some(shorter) = line.strip_suffix(b"\r") {
            line = shorter;
        }
        Some(line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line))
    }

    /// The next line that is not empty.
    fn filled(&mut self) -> Option<&'a [u8]> {
        loop {
            let line = self.physical()?;
            if !line.is_empty() {
                return Some(line);
            }
        }
    }

    /// The next line if it continues the one before, without the blank that says so.
    fn continuation(&mut self) -> Option<&'a [u8]> {
        // The first byte tells of nearly every line that it continues nothing; its end is looked for once only.
        if self.input.get(self.at).is_some_and(u8::is_ascii_graphic) {
            return None;
        }
        let before = (self.at, self.number);
        let found = self.filled().and_then(|line| line.strip_prefix(b" ").or_else(|| line.strip_prefix(b"\t")));
        if found.is_none() {
            (self.at, self.number) = before;
        }
        found
    }
}

impl<'a> Iterator for Unfolded<'a> {
    type Item = Logical<'a>;

    fn next(&mut self) -> Option<Logical<'a>> {
        // Only at the very beginning can a line with a leading blank continue nothing.
        let mut first = self.filled()?.trim_ascii_start();
        while first.is_empty() {
            first = self.filled()?.trim_ascii_start();
        }
        let number = self.number;
        let mut bytes = Cow::Borrowed(first);
        while let Some(more) = self.continuation() {
            bytes.to_mut().extend_from_slice(more);
        }
        // CR alone beside our CRLF in an edited object would no longer be read as a line end.
        let raw = self.input.get(self.taken..self.at).filter(|_| self.line_end == b'\n');
        self.taken = self.at;
        Some(Logical { number, raw, bytes })
    }
}

/// How much a reader forgives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// A client that can be told what is wrong.
    Strict,
    /// A mail or a file, whose writer is out of reach.
    Lenient,
}

impl Logical<'_> {
    /// The line.
    ///
    /// # Errors
    /// Why it is none: no colon, no property name, an open quote; strictly also text that is not UTF-8.
    pub fn line(&self, manner: Manner) -> Result<Line, &'static str> {
        let (text, mut is_altered) = self.text(manner)?;
        let mut head = head(text)?;
        if head.colon.is_none() && manner == Manner::Lenient {
            is_altered = true;
            head = self::head(without_quotes(&head.text))?;
        }
        let Head { text, name_end, colon: Some(colon) } = head else {
            return Err("has a quote (\") in its parameters that is not closed");
        };
        let written = match self.raw {
            Some(raw) if !is_altered => write::compared(raw, &text),
            _ => Written::Canonically,
        };
        Ok(Line::found(text, name_end, colon, self.number, written))
    }

    /// The text, and whether it differs from the bytes: control characters are left out, since XML could not carry
    /// them.
    fn text(&self, manner: Manner) -> Result<(String, bool), &'static str> {
        let (text, is_altered) = match (std::str::from_utf8(&self.bytes), manner) {
            (Ok(text), _) => (Cow::Borrowed(text), false),
            (Err(_), Manner::Lenient) => (Cow::Owned(windows_1252(&self.bytes)), true),
            (Err(_), Manner::Strict) => return Err("is not UTF-8"),
        };
        if !has(text.as_bytes(), may_be_unwritable) {
            return Ok((text.into_owned(), is_altered));
        }
        if manner == Manner::Strict && text.contains('\0') {
            return Err("has a NUL character; is the text UTF-16?");
        }
        match text.contains(is_unwritable) {
            true => Ok((text.replace(is_unwritable, ""), true)),
            false => Ok((text.into_owned(), is_altered)),
        }
    }
}

/// Whether a text holds characters that are left out when it is read.
pub fn has_unwritable(text: &[u8]) -> bool {
    let is_suspicious = |byte: u8| may_be_unwritable(byte) && byte != b'\r' && byte != b'\n';
    let unwritable = |c: char| is_unwritable(c) && !matches!(c, '\r' | '\n');
    has(text, is_suspicious) && std::str::from_utf8(text).is_ok_and(|text| text.contains(unwritable))
}

/// Whether a text has such a byte. Nothing is decided byte by byte, so that the processor looks at many in one step.
fn has(text: &[u8], is_wanted: impl Fn(u8) -> bool) -> bool {
    text.chunks(64).any(|piece| piece.iter().fold(false, |found, byte| found | is_wanted(*byte)))
}

/// Rules out quickly what [`is_unwritable`] looks for: control characters but TAB, and the first byte of U+FFFE.
fn may_be_unwritable(byte: u8) -> bool {
    (byte < b' ' && byte != b'\t') || byte == 0x7f || byte == 0xef
}

/// Where name and parameters of a line end.
struct Head {
    /// The line with its names in upper case.
    text: String,
    name_end: usize,
    /// Absent when a quote hides it.
    colon: Option<usize>,
}

/// Finds the colon and turns property and parameter names into upper case.
fn head(mut text: String) -> Result<Head, &'static str> {
    let name_end = text.bytes().position(|byte| !is_tolerable_in_names(byte)).unwrap_or(text.len());
    let colon = text.get(name_end..).and_then(|rest| super::line::unquoted(rest, b':')).map(|at| name_end + at);
    if colon.is_none() && !text.contains(':') {
        return Err("has no colon between its name and its value");
    }
    if name_end == 0 || !matches!(text.as_bytes().get(name_end), Some(b';' | b':')) {
        return Err("does not begin with a property name");
    }
    for name in lower_case_names(&text, colon.unwrap_or(name_end)) {
        if let Some(name) = text.get_mut(name) {
            name.make_ascii_uppercase();
        }
    }
    Ok(Head { text, name_end, colon })
}

/// The ranges of names, before the colon, that are not in upper case yet.
fn lower_case_names(text: &str, colon: usize) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    if !has(text.as_bytes().get(..colon).unwrap_or_default(), |byte| byte.is_ascii_lowercase()) {
        return ranges;
    }
    let (mut start, mut quoted) = (Some(0), false);
    for (at, byte) in text.bytes().enumerate().take(colon + 1) {
        quoted ^= byte == b'"';
        match (byte, start) {
            (b';' | b'=' | b':', Some(from)) if !quoted => {
                let name = text.get(from..at).unwrap_or_default();
                if name.bytes().any(|byte| byte.is_ascii_lowercase()) {
                    ranges.push(from..at);
                }
                start = (byte == b';').then_some(at + 1);
            }
            (b';', None) if !quoted => start = Some(at + 1),
            _ => {}
        }
    }
    ranges
}

/// Letters, digits and `-` make names; `_`, `.` and `/` occur in X- names of real programs and are kept.
fn is_tolerable_in_names(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/')
}

/// A line whose quotes do not pair, without those before the first colon, where they hide it.
fn without_quotes(text: &str) -> String {
    let (head, value) = text.split_at_checked(text.find(':').unwrap_or(text.len())).unwrap_or((text, ""));
    head.replace('"', "") + value
}

/// The characters that Windows-1252 has at 0x80 to 0x9F; the five holes become replacement characters.
const WINDOWS_1252: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";

/// Text that is not UTF-8 is nearly always this: mail without a charset.
fn windows_1252(bytes: &[u8]) -> String {
    let decoded = |byte: &u8| match byte {
        0x80..=0x9f => WINDOWS_1252.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        other => char::from(*other),
    };
    bytes.iter().map(decoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &[u8], manner: Manner) -> Vec<(usize, Result<String, &'static str>)> {
        let found = Unfolded::new(input, manner);
        found.map(|logical| (logical.number, logical.line(manner).map(|line| line.as_str().to_owned()))).collect()
    }

    fn texts(input: &[u8], manner: Manner) -> Vec<String> {
        lines(input, manner).into_iter().map(|(_, line)| line.unwrap()).collect()
    }

    #[test]
    fn lines_end_and_fold_in_many_ways() {
        for (input, expected) in [
            ("A:1\r\nB:2\r\n", vec!["A:1", "B:2"]),
            ("A:1\nB:2", vec!["A:1", "B:2"]),
            ("A:1\r\r\nB:2\n", vec!["A:1", "B:2"]),
            ("\u{feff}A:1\r\n\u{feff}B:2", vec!["A:1", "B:2"]),
            ("A:1\r\n 2\n\t3\r\n  4\r\n", vec!["A:123 4"]),
            ("A:1\r\n\r\n 2\r\n\r\nB:3\r\n\r\n", vec!["A:12", "B:3"]),
            ("A\r\n :1\r\n", vec!["A:1"]),
            ("A: 6de2-\r\r\r\n 8ebd\r\n", vec!["A: 6de2-8ebd"]),
            ("  \r\n  A:1\r\nB:2", vec!["A:1", "B:2"]),
            ("", vec![]),
            ("\r\n\n", vec![]),
        ] {
            assert_eq!(texts(input.as_bytes(), Manner::Strict), expected, "{input:?}");
        }
    }

    #[test]
    fn a_fold_may_stand_within_a_character() {
        assert_eq!(texts(b"SUMMARY:caf\xc3\r\n \xa9\r\n", Manner::Strict), ["SUMMARY:café"]);
    }

    #[test]
    fn lone_carriage_returns_end_lines_of_old_files_leniently() {
        assert_eq!(texts(b"A:1\rB:2\r", Manner::Lenient), ["A:1", "B:2"]);
        assert_eq!(texts(b"A:1\rB:2\r\n", Manner::Lenient), ["A:1B:2"]);
    }

    #[test]
    fn names_come_in_upper_case_and_values_as_they_are() {
        for (input, expected) in [
            ("dtstart;tzid=Europe/Berlin;x-Y=\"a;b:c\":20260302", "DTSTART;TZID=Europe/Berlin;X-Y=\"a;b:c\":20260302"),
            ("attendee;rsvp;cn=a=b;:mailto:c;d=e", "ATTENDEE;RSVP;CN=a=b;:mailto:c;d=e"),
            ("x-a_b.c/d:1", "X-A_B.C/D:1"),
        ] {
            assert_eq!(texts(input.as_bytes(), Manner::Strict), [expected]);
        }
    }

    #[test]
    fn what_is_no_content_line_is_told() {
        for (input, reason) in [
            (&b"SUMMARY"[..], "no colon"),
            (b":x", "property name"),
            (b"Dear team: hello", "property name"),
            (b"ATTENDEE;CN=\"Bob:mailto:b@example.org", "not closed"),
            (b"SUMMARY:St\xe5da", "UTF-8"),
            (b"S\0U\0M\0:\0", "UTF-16"),
        ] {
            let found = lines(input, Manner::Strict);
            assert!(matches!(&found[..], [(1, Err(told))] if told.contains(reason)), "{input:?} {found:?}");
        }
    }

    #[test]
    fn the_lenient_reader_guesses_quotes_and_charset() {
        assert_eq!(
            texts(b"ATTENDEE;CN=\"Bob:mailto:b@example.org", Manner::Lenient),
            ["ATTENDEE;CN=Bob:mailto:b@example.org"]
        );
        assert_eq!(texts(b"SUMMARY:St\xe5da \x80", Manner::Lenient), ["SUMMARY:Ståda €"]);
        assert_eq!(texts(b"SUMMARY:a\0b", Manner::Lenient), ["SUMMARY:ab"]);
    }

    #[test]
    fn control_characters_are_left_out() {
        assert_eq!(texts(b"SUMMARY:a\x0b\x08b\tc\x7f\r\n", Manner::Strict), ["SUMMARY:ab\tc"]);
        assert_eq!(texts("SUMMARY:a\u{fffe}ﬁ".as_bytes(), Manner::Strict), ["SUMMARY:aﬁ"]);
    }

    #[test]
    fn lines_are_numbered_where_they_begin() {
        let numbers: Vec<usize> =
            lines(b"\r\nA:1\r\n 2\r\n\r\nB:3\r\n", Manner::Strict).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [2, 5]);
    }
}
