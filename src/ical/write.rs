//! Writes content lines: CRLF, folded at 75 octets between characters (RFC 5545 §3.1).

use super::line::Written;
use super::tree::{Component, Item};

/// Octets of a line without its line end (RFC 5545 §3.1).
const WIDTH: usize = 75;

/// The pieces of a folded line: 75 octets at most, then 74 behind each leading blank; never within a character.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let mut width = WIDTH;
    std::iter::from_fn(move || {
        let text = rest?;
        let (piece, next) = text.split_at_checked(text.floor_char_boundary(width))?;
        width = WIDTH - 1;
        rest = (!next.is_empty()).then_some(next);
        Some(piece)
    })
}

/// Appends `text` folded, with this line end.
fn folded(text: &str, line_end: &[u8], out: &mut Vec<u8>) {
    let mut first = true;
    for piece in pieces(text) {
        if !std::mem::take(&mut first) {
            out.push(b' ');
        }
        out.extend_from_slice(piece.as_bytes());
        out.extend_from_slice(line_end);
    }
}

/// Whether `raw` is exactly what [`folded`] would write, found out without writing it.
fn is_folded(raw: &[u8], text: &str, line_end: &[u8]) -> bool {
    let mut rest = raw;
    let mut first = true;
    for piece in pieces(text) {
        let blank: &[u8] = if std::mem::take(&mut first) { b"" } else { b" " };
        for part in [blank, piece.as_bytes(), line_end] {
            match rest.strip_prefix(part) {
                Some(after) => rest = after,
                None => return false,
            }
        }
    }
    rest.is_empty()
}

/// How these bytes relate to our way of writing `text`.
pub(super) fn compared(raw: &[u8], text: &str) -> Written {
    if is_folded(raw, text, b"\r\n") {
        Written::Canonically
    } else if is_folded(raw, text, b"\n") {
        Written::WithLf
    } else {
        Written::As(raw.into())
    }
}

/// A text with our line end throughout, if some of its lines have that and others came with LF alone: there is one (RFC 5545
/// §3.1).
pub(super) fn with_one_line_end(text: Vec<u8>) -> Vec<u8> {
    let is_bare = |pair: &[u8]| matches!(pair, [before, b'\n'] if *before != b'\r');
    if !text.windows(2).any(is_bare) || !text.windows(2).any(|pair| pair == b"\r\n") {
        return text;
    }
    let mut even = Vec::with_capacity(text.len() + text.len() / 40);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(bare) => even.extend([bare.strip_suffix(b"\r").unwrap_or(bare), b"\r\n"].concat()),
            None => even.extend_from_slice(line),
        }
    }
    even
}

/// Ends a line that the input did not end because it was the last.
fn start_line(out: &mut Vec<u8>) {
    if out.last().is_some_and(|last| *last != b'\n') {
        out.extend_from_slice(b"\r\n");
    }
}

/// Appends one line.
pub(super) fn line(text: &str, written: &Written, out: &mut Vec<u8>) {
    start_line(out);
    match written {
        Written::Canonically => folded(text, b"\r\n", out),
        Written::WithLf => folded(text, b"\n", out),
        Written::As(raw) => out.extend_from_slice(raw),
    }
}

/// Appends a component. Recursion is bounded by the depth the reader allows.
pub(super) fn component(component: &Component, out: &mut Vec<u8>) {
    edge("BEGIN:", component.name(), component.begin_bytes(), out);
    for item in component.items() {
        match item {
            Item::Line(line) => line.write(out),
            Item::Component(within) => self::component(within, out),
        }
    }
    edge("END:", component.name(), component.end_bytes(), out);
}

/// Appends a BEGIN or END line.
pub(super) fn edge(what: &str, name: &str, raw: Option<&[u8]>, out: &mut Vec<u8>) {
    start_line(out);
    match raw {
        Some(raw) => out.extend_from_slice(raw),
        None => out.extend_from_slice(format!("{what}{name}\r\n").as_bytes()),
    }
}

/// The text of a component in our own folding throughout.
pub(super) fn refolded(component: &Component) -> String {
    let mut out = Vec::new();
    refold(component, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn refold(component: &Component, out: &mut Vec<u8>) {
    edge("BEGIN:", component.name(), None, out);
    for item in component.items() {
        match item {
            Item::Line(line) => folded(line.as_str(), b"\r\n", out),
            Item::Component(within) => refold(within, out),
        }
    }
    edge("END:", component.name(), None, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        folded(text, b"\r\n", &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_unfold_to_themselves() {
        for length in [0, 1, 74, 75, 76, 149, 150, 1_000] {
            for piece in ["x", "é", "漢", "🎉"] {
                let text: String = format!("X:{}", piece.repeat(length));
                let out = written(&text);
                assert!(out.split("\r\n").all(|line| line.len() <= WIDTH), "{out}");
                assert_eq!(out.replace("\r\n ", ""), format!("{text}\r\n"));
            }
        }
    }

    #[test]
    fn a_text_of_which_some_lines_are_edited_has_one_line_end() {
        for (text, even) in [
            ("A:1\nB:2\n", "A:1\nB:2\n"),
            ("A:1\r\nB:2\r\n", "A:1\r\nB:2\r\n"),
            ("A:1\nB:2\r\nC:\r3\n 4\nD:5", "A:1\r\nB:2\r\nC:\r3\r\n 4\r\nD:5"),
            ("\nA:1\r\n", "\nA:1\r\n"),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(with_one_line_end(text.into())).unwrap(), even, "{text:?}");
        }
    }

    #[test]
    fn a_line_of_75_octets_is_not_folded() {
        assert_eq!(written(&"x".repeat(75)), format!("{}\r\n", "x".repeat(75)));
        assert_eq!(written(&"x".repeat(76)), format!("{}\r\n x\r\n", "x".repeat(75)));
    }

    #[test]
    fn bytes_are_kept_only_where_ours_would_differ() {
        let text = "x".repeat(80);
        let ours = written(&text);
        assert!(matches!(compared(ours.as_bytes(), &text), Written::Canonically));
        assert!(matches!(compared(ours.replace("\r\n", "\n").as_bytes(), &text), Written::WithLf));
        for other in [
            ours.replace("\r\n ", "\r\n\t"),
            format!("{text}\r\n"),
            format!("\r\n{ours}"),
            ours.replace("\r\n x", "\n x"),
        ] {
            assert!(matches!(compared(other.as_bytes(), &text), Written::As(_)), "{other:?}");
        }
    }
}
