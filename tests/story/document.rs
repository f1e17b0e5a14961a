//! The comparison of a body with the file that a story expects.

use super::pattern::Names;
use super::tree::{Compared, compared};
use super::{calendar, xml};

/// How a body is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Calendar,
    Xml,
    Text,
}

impl Kind {
    /// By media type.
    pub fn of(media_type: &str) -> Kind {
        let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media_type.as_str() {
            "text/calendar" | "application/ics" | "text/vcard" => Kind::Calendar,
            "application/xml" | "text/xml" => Kind::Xml,
            _ => Kind::Text,
        }
    }
}

/// What came of a comparison: differences, and the text that the expectation would have to be.
pub struct Judged {
    pub differences: Vec<String>,
    pub now: String,
}

/// Compares a body with an expectation.
pub fn judged(kind: Kind, expected: &str, actual: &str, names: &mut Names) -> Judged {
    let read = match kind {
        Kind::Calendar => calendar::read,
        Kind::Xml => xml::read,
        Kind::Text => return lines(expected, actual, names),
    };
    let written = if kind == Kind::Xml { xml::written } else { calendar::written };
    match (read(expected), read(actual)) {
        (Ok(expected), Ok(actual)) => {
            let Compared { differences, now } = compared(&expected, &actual, names);
            Judged { differences, now: written(&now) }
        }
        (Err(problem), Ok(actual)) => {
            Judged { differences: vec![format!("the expectation cannot be read: {problem}")], now: written(&actual) }
        }
        (_, Err(problem)) => {
            let differences = vec![format!("what came cannot be read: {problem}\n{}", excerpt(actual))];
            Judged { differences, now: actual.replace('\r', "") }
        }
    }
}

/// Compares line by line; a line `...` stands for any number of lines.
pub fn lines(expected: &str, actual: &str, names: &mut Names) -> Judged {
    let wanted: Vec<&str> = expected.lines().collect();
    let came: Vec<&str> = actual.lines().collect();
    let mut after = names.clone();
    if in_order(&wanted, &came, &mut after) {
        *names = after;
        return Judged { differences: Vec::new(), now: expected.to_owned() };
    }
    let mut text = String::new();
    wanted.iter().filter(|line| !came.contains(line)).for_each(|line| text.push_str(&format!("  - {line}\n")));
    came.iter()
        .for_each(|line| text.push_str(&format!("  {} {line}\n", if wanted.contains(line) { ' ' } else { '+' })));
    Judged { differences: vec![text.trim_end().to_owned()], now: format!("{}\n", came.join("\n")) }
}

fn in_order(wanted: &[&str], came: &[&str], names: &mut Names) -> bool {
    match (wanted.split_first(), came.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((first, rest)), _) if first.trim() == "..." => {
            (0..=came.len()).any(|skipped| in_order(rest, &came[skipped..], names))
        }
        (Some((first, rest)), Some((line, after))) => names.fits(first, line) && in_order(rest, after, names),
        (Some(_), None) => false,
    }
}

/// The beginning of a text, for a report.
pub fn excerpt(text: &str) -> String {
    let lines: Vec<String> = text.lines().take(25).map(|line| format!("  | {:.200}", line)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_in_order_and_dots_stand_for_some() {
        for (expected, actual, same) in [
            ("a\nb\n", "a\r\nb\r\n", true),
            ("a\n", "a\nb\n", false),
            ("b\na\n", "a\nb\n", false),
            ("a\n...\nd\n", "a\nb\nc\nd\n", true),
            ("...\nc*\n...\n", "a\ncx\n", true),
            ("...\nz\n", "a\nb\n", false),
            ("", "", true),
        ] {
            let judged = judged(Kind::Text, expected, actual, &mut Names::default());
            assert_eq!(judged.differences.is_empty(), same, "{expected:?} {actual:?}");
        }
    }

    #[test]
    fn the_media_type_decides() {
        for (text, kind) in [
            ("text/calendar; charset=utf-8", Kind::Calendar),
            ("application/xml; charset=\"utf-8\"", Kind::Xml),
            ("TEXT/HTML", Kind::Text),
            ("", Kind::Text),
        ] {
            assert_eq!(Kind::of(text), kind);
        }
    }
}
