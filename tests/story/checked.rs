//! What came of one expectation, and how the story would have to be rewritten.

use std::collections::BTreeMap;

use super::document::{self, Judged, Kind};
use super::pattern::Names;
use super::script::File;

/// What came of one `<` line.
#[derive(Debug, PartialEq, Eq)]
pub enum Checked {
    Fits,
    /// It would have to read so.
    Line(String),
    /// The file it names differs so, and would have to be so.
    File {
        name: String,
        differences: Vec<String>,
        now: String,
    },
    /// It does not fit, and no line would.
    No(String),
}

impl Checked {
    /// A line with a value in it.
    pub fn value(prefix: &str, pattern: &str, actual: Option<&str>, names: &mut Names) -> Checked {
        match actual {
            Some(actual) if names.fits(pattern, actual) => Checked::Fits,
            Some(actual) => Checked::Line(format!("{prefix}{actual}")),
            None if pattern == "(none)" => Checked::Fits,
            None => Checked::Line(format!("{prefix}(none)")),
        }
    }

    /// A document against a file of the story.
    pub fn document(
        kind: Kind,
        name: &str,
        actual: &str,
        files: &BTreeMap<String, File>,
        names: &mut Names,
    ) -> Checked {
        let Some(expected) = files.get(name) else {
            return Checked::No(format!("there is no file {name} in the story"));
        };
        let Judged { differences, now } = document::judged(kind, &expected.text, actual, names);
        match differences.is_empty() {
            true => Checked::Fits,
            false => Checked::File { name: name.to_owned(), differences, now },
        }
    }

    /// `contains …` and `lacks …`; `None` for another sort of expectation.
    pub fn words(expected: &str, actual: &str, names: &Names) -> Option<Checked> {
        let (wanted, words) = match (expected.strip_prefix("contains "), expected.strip_prefix("lacks ")) {
            (Some(words), _) => (true, words),
            (_, Some(words)) => (false, words),
            _ => return None,
        };
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(match names.filled(words) {
            Ok(words) if flat(actual).contains(&flat(&words)) == wanted => Checked::Fits,
            Ok(_) => Checked::No(format!("it is\n{}", document::excerpt(actual))),
            Err(problem) => Checked::No(problem),
        })
    }
}
