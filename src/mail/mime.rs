//! The MIME tree of a mail (RFC 2045, 2046), taken apart without recursion and within bounds.
//!
//! mail-parser reads single header values here, but not the tree: version 0.11 nests `message/rfc822` parts without bound
//! and overflows the stack when it drops them, so a mail of 300 kB could stop the program.

use std::borrow::Cow;

use mail_parser::{HeaderName, HeaderValue, MessageParser};

use super::encoding::{text_decoded, transfer_decoded};

/// The largest mail that is read, in bytes.
pub const LARGEST_MAIL: usize = 10 * 1024 * 1024;
/// The largest head of a mail or part that is read, in bytes.
const LARGEST_HEAD: usize = 256 * 1024;
/// The deepest nesting of multiparts.
const DEEPEST: usize = 16;
/// The most parts, containers included.
const MOST_PARTS: usize = 256;
/// The deepest nesting of messages and multiparts within a message that the mail has in it.
const DEEPEST_WITHIN: usize = 32;
/// The most parts within such a message that are looked at; a digest may have some hundred.
const MOST_WITHIN: usize = 4096;

/// Why a mail is not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has more than 10 MiB, or a head of more than 256 KiB.
    TooLarge,
    /// Its multiparts are nested more than 16 deep, or what is in a message within it more than 32.
    TooDeep,
    /// It has more than 256 parts, or a message within it more than 4096.
    TooManyParts,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Unreadable::TooLarge => "the mail is too large",
            Unreadable::TooDeep => "the mail's parts are nested too deeply",
            Unreadable::TooManyParts => "the mail has too many parts",
        })
    }
}

impl std::error::Error for Unreadable {}

/// One part of a mail: a multipart container or a leaf. `message/rfc822` is a leaf.
#[derive(Debug)]
pub struct Part<'a> {
    /// `type/subtype` in lower case; `text/plain` when absent (RFC 2045 §5.2).
    pub kind: String,
    /// Parameters of Content-Type, names in lower case.
    params: Vec<(String, String)>,
    /// Whether Content-Disposition says `attachment`.
    pub is_attachment: bool,
    filename: Option<String>,
    encoding: String,
    /// The body as transferred.
    raw: &'a [u8],
}

impl<'a> Part<'a> {
    /// A parameter of Content-Type.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The file name offered, by Content-Disposition or by Content-Type.
    pub fn filename(&self) -> Option<&str> {
        self.filename.as_deref().or_else(|| self.param("name"))
    }

    /// The body without its transfer encoding.
    pub fn bytes(&self) -> Cow<'a, [u8]> {
        transfer_decoded(&self.encoding, self.raw)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        text_decoded(self.param("charset"), &self.bytes())
    }

    fn is_multipart(&self) -> bool {
        self.kind.starts_with("multipart/")
    }
}

/// The head of a mail and, in reading order, all its parts: each container before its children, the first is the mail itself.
pub struct Tree<'a> {
    /// The header block, with its last line end; blank lines before it are left out.
    pub head: &'a [u8],
    /// The parts; never empty.
    pub parts: Vec<Part<'a>>,
}

impl<'a> Tree<'a> {
    /// Takes a mail apart.
    ///
    /// # Errors
    /// A mail that is larger, deeper or richer in parts than [`Unreadable`] says.
    pub fn of(mail: &'a [u8]) -> Result<Tree<'a>, Unreadable> {
        if mail.len() > LARGEST_MAIL {
            return Err(Unreadable::TooLarge);
        }
        // Some programs that hand mails on put a blank line before them.
        let mail = mail.trim_ascii_start();
        let mut parts = Vec::new();
        let mut open = vec![(mail, 0, "text/plain")];
        while let Some((entity, depth, default_kind)) = open.pop() {
            if parts.len() >= MOST_PARTS {
                return Err(Unreadable::TooManyParts);
            }
            let (head, body) = split_head(entity);
            if head.len() > LARGEST_HEAD {
                return Err(Unreadable::TooLarge);
            }
            let mut part = part(head, body, default_kind);
            if part.is_multipart() {
                let children = part.param("boundary").map(|b| children(body, b)).unwrap_or_default();
                match children.is_empty() {
                    // A multipart without its boundary is a text somebody mangled.
                    true => part.kind = "text/plain".to_owned(),
                    false if depth == DEEPEST => return Err(Unreadable::TooDeep),
                    false => {}
                }
                let default_kind = default_kind_within(&part.kind);
                open.extend(children.into_iter().rev().map(|child| (child, depth + 1, default_kind)));
                if open.len() > MOST_PARTS {
                    return Err(Unreadable::TooManyParts);
                }
            }
            if part.kind == MESSAGE {
                bounded(body)?;
            }
            parts.push(part);
        }
        Ok(Tree { head: split_head(mail).0, parts })
    }

    /// The first part of this type.
    pub fn first(&self, kind: &str) -> Option<&Part<'a>> {
        self.parts.iter().find(|part| part.kind == kind)
    }
}

/// A message within a mail.
const MESSAGE: &str = "message/rfc822";

/// What a part of a multipart is that does not say it (RFC 2046 §5.1.5).
fn default_kind_within(kind: &str) -> &'static str {
    if kind == "multipart/digest" { MESSAGE } else { "text/plain" }
}

/// Looks whether a message within a mail is one that programs can read: those that take it apart by recursion fall over a
/// mail of some hundred levels, and this server hands mails on.
fn bounded(message: &[u8]) -> Result<(), Unreadable> {
    let mut open = vec![(message, 1, "text/plain")];
    let mut looked_at = 0;
    while let Some((entity, depth, default_kind)) = open.pop() {
        looked_at += 1;
        if looked_at + open.len() > MOST_WITHIN {
            return Err(Unreadable::TooManyParts);
        }
        let (head, body) = split_head(entity);
        let part = part(head.get(..LARGEST_HEAD).unwrap_or(head), body, default_kind);
        let within = match part.param("boundary").filter(|_| part.is_multipart()) {
            Some(boundary) => children(body, boundary),
            None if part.kind == MESSAGE => vec![body],
            None => continue,
        };
        if depth == DEEPEST_WITHIN && !within.is_empty() {
            return Err(Unreadable::TooDeep);
        }
        let default_kind = default_kind_within(&part.kind);
        open.extend(within.into_iter().map(|child| (child, depth + 1, default_kind)));
    }
    Ok(())
}

/// Splits at the first empty line, whatever its line ends; without one, all is head.
pub fn split_head(entity: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    while let Some(rest) = entity.get(start..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|&b| b == b'\n').map_or(rest.len(), |end| end + 1);
        if matches!(rest.get(..length), Some(b"\n" | b"\r\n")) {
            return (entity.get(..start).unwrap_or_default(), entity.get(start + length..).unwrap_or_default());
        }
        start += length;
    }
    (entity, &[])
}

fn part<'a>(head: &[u8], raw: &'a [u8], default_kind: &str) -> Part<'a> {
    let mut part = Part {
        kind: default_kind.to_owned(),
        params: Vec::new(),
        is_attachment: false,
        filename: None,
        encoding: String::new(),
        raw,
    };
    let parsed = MessageParser::default().parse_headers(head);
    for header in parsed.iter().flat_map(|message| message.headers()) {
        match (&header.name, &header.value) {
            (HeaderName::ContentType, HeaderValue::ContentType(value)) => {
                if let Some(subtype) = value.subtype() {
                    part.kind = format!("{}/{}", value.ctype(), subtype).to_ascii_lowercase();
                }
                part.params = value
                    .attributes()
                    .unwrap_or_default()
                    .iter()
                    .map(|a| (a.name.to_ascii_lowercase(), a.value.to_string()))
                    .collect();
            }
            (HeaderName::ContentDisposition, HeaderValue::ContentType(value)) => {
                part.is_attachment = value.ctype().eq_ignore_ascii_case("attachment");
                part.filename = value.attribute("filename").map(str::to_owned);
            }
            (HeaderName::ContentTransferEncoding, HeaderValue::Text(value)) => part.encoding = value.to_string(),
            _ => {}
        }
    }
    part
}

/// The entities between the delimiter lines of a multipart body (RFC 2046 §5.1.1); the last may lack its end.
fn children<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mut children = Vec::new();
    let mut open: Option<usize> = None;
    let mut start = 0;
    while let Some(rest) = body.get(start..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|&b| b == b'\n').map_or(rest.len(), |end| end + 1);
        if let Some(is_last) = delimiter(rest.get(..length).unwrap_or_default(), boundary.trim_end().as_bytes()) {
            if let Some(from) = open.replace(start + length) {
                children.push(body.get(from..before_line_end(body, start)).unwrap_or_default());
            }
            if is_last {
                return children;
            }
        }
        start += length;
        if children.len() > MOST_PARTS {
            break;
        }
    }
    if let Some(from) = open {
        children.push(body.get(from..).unwrap_or_default());
    }
    children
}

/// Whether this line is a delimiter, and if so whether it is the closing one.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    match rest.strip_prefix(b"--") {
        Some(_) => Some(true),
        None => rest.iter().all(u8::is_ascii_whitespace).then_some(false),
    }
}

/// The line end before a delimiter belongs to the delimiter.
fn before_line_end(body: &[u8], at: usize) -> usize {
    match body.get(..at) {
        Some([.., b'\r', b'\n']) => at - 2,
        Some([.., b'\n']) => at - 1,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(mail: &str) -> Vec<String> {
        Tree::of(mail.as_bytes()).unwrap().parts.into_iter().map(|part| part.kind).collect()
    }

    #[test]
    fn parts_come_in_reading_order() {
        let mail = "Content-Type: multipart/mixed; boundary=a\r\n\r\npreamble\r\n--a\r\n\
                    Content-Type: multipart/alternative; boundary=\"a b\"\r\n\r\n--a b\r\n\r\nplain\r\n--a b \r\n\
                    Content-Type: TeXt/HTML\r\n\r\n<p>\r\n--a b--\r\nepilogue\r\n--a\r\n\
                    Content-Type: application/ics; NAME=x.ics\r\nContent-Disposition: attachment\r\n\r\nics\r\n--a--\r\n";
        let tree = Tree::of(mail.as_bytes()).unwrap();
        let kinds: Vec<_> = tree.parts.iter().map(|part| part.kind.as_str()).collect();
        assert_eq!(kinds, ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/ics"]);
        let texts: Vec<_> = tree.parts.iter().skip(2).map(Part::text).collect();
        assert_eq!(texts, ["plain", "<p>", "ics"]);
        let last = tree.parts.last().unwrap();
        assert!(last.is_attachment && last.filename() == Some("x.ics"));
    }

    #[test]
    fn damaged_structures_are_read_as_far_as_they_go() {
        for (mail, expected) in [
            ("", vec!["text/plain"]),
            ("\r\n", vec!["text/plain"]),
            ("no header here", vec!["text/plain"]),
            ("  \r\n\r\nContent-Type: text/html\r\n\r\nx", vec!["text/html"]),
            ("Content-Type: text\r\n\r\nx", vec!["text/plain"]),
            ("Content-Type: multipart/mixed\r\n\r\nx", vec!["text/plain"]),
            ("Content-Type: multipart/mixed; boundary=a\n\nno delimiter", vec!["text/plain"]),
            ("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nx", vec!["multipart/mixed", "text/plain"]),
            ("Content-Type: multipart/mixed; boundary=a\n\n--a--\n", vec!["text/plain"]),
            (
                "Content-Type: multipart/digest; boundary=a\n\n--a\n\nx: y\n--a--",
                vec!["multipart/digest", "message/rfc822"],
            ),
            ("Content-Type: message/rfc822\n\nContent-Type: text/calendar\n\nx", vec!["message/rfc822"]),
        ] {
            assert_eq!(kinds(mail), expected, "{mail:?}");
        }
    }

    #[test]
    fn a_boundary_that_begins_like_another_one_is_not_it() {
        let mail = "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=ab\n\n\
                    --ab\n\none\n--ab\n\ntwo\n--ab--\n--a\n\nthree\n--a--\n";
        assert_eq!(kinds(mail).len(), 5);
    }

    #[test]
    fn a_mail_that_costs_too_much_is_not_read() {
        let nested = |depth: usize| {
            let mut mail = String::new();
            for level in 0..depth {
                mail += &format!("Content-Type: multipart/mixed; boundary=b{level}x\n\n--b{level}x\n");
            }
            mail + "\nx\n"
        };
        assert!(Tree::of(nested(16).as_bytes()).is_ok());
        assert_eq!(Tree::of(nested(17).as_bytes()).err(), Some(Unreadable::TooDeep));
        let wide =
            |count: usize| format!("Content-Type: multipart/mixed; boundary=a\n\n{}", "--a\n\nx\n".repeat(count));
        assert!(Tree::of(wide(255).as_bytes()).is_ok());
        assert_eq!(Tree::of(wide(256).as_bytes()).err(), Some(Unreadable::TooManyParts));
        assert_eq!(Tree::of(wide(1_000_000).as_bytes()).err(), Some(Unreadable::TooManyParts));
        assert_eq!(Tree::of(&vec![b'x'; LARGEST_MAIL + 1]).err(), Some(Unreadable::TooLarge));
        assert_eq!(Tree::of(&vec![b'x'; LARGEST_HEAD + 1]).err(), Some(Unreadable::TooLarge));
    }

    #[test]
    fn deeply_nested_messages_cost_no_stack() {
        let nested = |levels: usize| "Content-Type: message/rfc822\r\n\r\n".repeat(levels);
        assert_eq!(kinds(&nested(DEEPEST_WITHIN)), [MESSAGE]);
        for levels in [DEEPEST_WITHIN + 1, 100_000] {
            assert_eq!(Tree::of(nested(levels).as_bytes()).err(), Some(Unreadable::TooDeep));
        }
        // Messages with parts, and those of a digest that do not say that they are messages.
        let within = |kind: &str, inner: &str, levels: usize| -> String {
            let level = |n| format!("Content-Type: multipart/{kind}; boundary=b{n}\n\n--b{n}\n{inner}\n");
            (0..levels).map(level).collect()
        };
        for (kind, inner) in [("mixed", "Content-Type: message/rfc822\n"), ("digest", "")] {
            assert!(Tree::of(within(kind, inner, 8).as_bytes()).is_ok(), "{kind}");
            assert_eq!(Tree::of(within(kind, inner, 40).as_bytes()).err(), Some(Unreadable::TooDeep), "{kind}");
        }
        let wide =
            |count| format!("{}Content-Type: multipart/mixed; boundary=b\n\n{}", nested(1), "--b\n\nx\n".repeat(count));
        assert!(Tree::of(wide(200).as_bytes()).is_ok());
    }
}
