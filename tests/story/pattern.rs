//! Expectations: `*` stands for anything, `$name` for what was captured, and an unset `$name` captures.

use std::collections::BTreeMap;

/// What a story has captured so far.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, String>);

/// A piece of a pattern.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Anything,
    Capture(String),
}

impl Names {
    /// Keeps a value under a name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    /// The text with every `$name` replaced.
    ///
    /// # Errors
    /// A name that nothing was kept under.
    pub fn filled(&self, text: &str) -> Result<String, String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, after)) = next_name(rest) {
            out.push_str(before);
            out.push_str(self.0.get(name).ok_or_else(|| format!("${name} is not set: capture it before it is used"))?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// Whether `actual` is as `pattern` says; what it captures is kept if so.
    pub fn fits(&mut self, pattern: &str, actual: &str) -> bool {
        let pieces = self.pieces(pattern);
        let mut captured = BTreeMap::new();
        let fits = matched(&pieces, actual, &mut captured);
        if fits {
            self.0.extend(captured);
        }
        fits
    }

    fn pieces(&self, pattern: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = pattern;
        while let Some((before, name, after)) = next_name(rest) {
            with_wildcards(before, &mut pieces);
            pieces.push(match self.0.get(name) {
                Some(value) => Piece::Text(value.clone()),
                None => Piece::Capture(name.to_owned()),
            });
            rest = after;
        }
        with_wildcards(rest, &mut pieces);
        pieces
    }
}

/// Splits at the first `$name`; a name is a lower-case letter and then letters, digits and dashes.
fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let starts = text.match_indices('$').map(|(at, _)| at);
    let at = starts.into_iter().find(|at| text[at + 1..].starts_with(|c: char| c.is_ascii_lowercase()))?;
    let after = &text[at + 1..];
    let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len());
    Some((&text[..at], &after[..end], &after[end..]))
}

/// `\*` is a star; every other `*` stands for anything.
fn with_wildcards(text: &str, pieces: &mut Vec<Piece>) {
    let mut parts = text.split('*').peekable();
    let mut literal = String::new();
    while let Some(part) = parts.next() {
        match (part.strip_suffix('\\'), parts.peek().is_some()) {
            (Some(escaped), true) => {
                literal.push_str(escaped);
                literal.push('*');
            }
            (_, more) => {
                literal.push_str(part);
                if !literal.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut literal)));
                }
                if more {
                    pieces.push(Piece::Anything);
                }
            }
        }
    }
}

fn matched(pieces: &[Piece], actual: &str, captured: &mut BTreeMap<String, String>) -> bool {
    match pieces.split_first() {
        None => actual.is_empty(),
        Some((Piece::Text(text), rest)) => {
            actual.strip_prefix(text.as_str()).is_some_and(|after| matched(rest, after, captured))
        }
        Some((piece, rest)) => {
            let ends = actual.char_indices().map(|(at, _)| at).chain([actual.len()]);
            for end in ends.filter(|end| *end > 0 || *piece == Piece::Anything) {
                if matched(rest, &actual[end..], captured) {
                    if let Piece::Capture(name) = piece {
                        captured.insert(name.clone(), actual[..end].to_owned());
                    }
                    return true;
                }
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything_and_names_for_what_they_hold() {
        let mut names = Names::default();
        names.set("etag", "\"a*b\"");
        for (pattern, actual, fits) in [
            ("", "", true),
            ("", "x", false),
            ("*", "", true),
            ("a*c", "abbbc", true),
            ("a*c", "abbb", false),
            ("*b*b*", "abab", true),
            ("2\\*2", "2*2", true),
            ("2\\*2", "2x2", false),
            ("$etag", "\"a*b\"", true),
            ("$etag", "\"axb\"", false),
            ("costs $5", "costs $5", true),
        ] {
            assert_eq!(names.fits(pattern, actual), fits, "{pattern} {actual}");
        }
    }

    #[test]
    fn an_unset_name_captures_and_holds_from_then_on() {
        let mut names = Names::default();
        assert!(!names.fits("<$id>", "<>"));
        assert!(names.fits("<$id>*", "<a@b> and more"));
        assert_eq!(names.filled("In-Reply-To: $id!").as_deref(), Ok("In-Reply-To: a@b!"));
        assert!(!names.fits("$id", "c@d"));
        assert!(names.filled("$other").is_err());
    }
}
