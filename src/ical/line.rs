//! One content line (RFC 5545 §3.1): name, parameters, value.

use std::borrow::Cow;
use std::fmt;

use super::value;
use super::write;

/// A text that cannot be written as the name or value of a content line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadText {
    /// The property it was meant for.
    pub name: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl fmt::Display for BadText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.name, self.reason)
    }
}

impl std::error::Error for BadText {}

/// How a line stood in the text it was read from.
#[derive(Clone)]
pub(super) enum Written {
    /// As we write it: folded at 75 octets, CRLF.
    Canonically,
    /// The same with bare LF line ends.
    WithLf,
    /// In another way; these are its bytes, line end and the blank lines before it included.
    As(Box<[u8]>),
}

/// One content line, unfolded.
///
/// Its original bytes (folding, line end, letter case of names) are kept as long as it is not edited, so that an
/// unedited tree writes back byte by byte. Two lines are equal when their names, parameters and values are written
/// alike; folding, line ends and letter case of names do not count.
#[derive(Clone)]
pub struct Line {
    /// `NAME;PARAM=…:value`; property and parameter names in upper case.
    text: Box<str>,
    name_end: u32,
    colon: u32,
    /// Where it began in the text it was read from, counted from 1; 0 for a line made by the program.
    number: u32,
    written: Written,
}

impl PartialEq for Line {
    fn eq(&self, other: &Line) -> bool {
        self.text == other.text
    }
}

impl Eq for Line {}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl Line {
    /// A line with this raw value (already escaped where its type asks for it).
    ///
    /// # Errors
    /// A name that is not letters, digits and `-`; a value with CR, LF, NUL or another control character except TAB.
    pub fn new(name: &str, value: &str) -> Result<Line, BadText> {
        let refuse = |reason| Err(BadText { name: name.escape_debug().to_string(), reason });
        if name.is_empty() || !name.bytes().all(is_name_byte) {
            return refuse("is not a property name");
        }
        if value.contains(is_unwritable) {
            return refuse("has a control character in its value");
        }
        Ok(Line::written_by_us(name, value))
    }

    /// A TEXT line: `,`, `;`, `\` and line breaks are escaped, other control characters left out (RFC 5545 §3.3.11).
    ///
    /// Characters that cannot stand in a property name are left out of `name`.
    pub fn text(name: &str, text: &str) -> Line {
        Line::written_by_us(name, &value::escaped(text))
    }

    /// Joins a name and a value, leaving out what could break the line.
    fn written_by_us(name: &str, value: &str) -> Line {
        let mut text: String = name.chars().filter(|c| c.is_ascii() && is_name_byte(*c as u8)).collect();
        text.make_ascii_uppercase();
        let name_end = text.len();
        text.push(':');
        text.extend(value.chars().filter(|c| !is_unwritable(*c)));
        Line::at(text, name_end, name_end)
    }

    fn at(text: String, name_end: usize, colon: usize) -> Line {
        Line {
            text: text.into_boxed_str(),
            name_end: offset(name_end),
            colon: offset(colon),
            number: 0,
            written: Written::Canonically,
        }
    }

    /// A line as the reader found it; `text` has its names in upper case already.
    pub(super) fn found(text: String, name_end: usize, colon: usize, number: usize, written: Written) -> Line {
        Line { number: offset(number), written, ..Line::at(text, name_end, colon) }
    }

    /// The property name, in upper case.
    pub fn name(&self) -> &str {
        self.text.get(..self.name_end as usize).unwrap_or_default()
    }

    /// Whether this is the name, in whatever letter case.
    pub fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// The raw value: everything after the colon.
    pub fn value(&self) -> &str {
        self.text.get(self.colon as usize + 1..).unwrap_or_default()
    }

    /// The value as TEXT, unescaped (RFC 5545 §3.3.11).
    pub fn text_value(&self) -> Cow<'_, str> {
        value::unescaped(self.value())
    }

    /// The values of a list of TEXT such as CATEGORIES, unescaped.
    pub fn text_values(&self) -> Vec<Cow<'_, str>> {
        value::split_list(self.value()).map(value::unescaped).collect()
    }

    /// The whole line unfolded, names in upper case.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The line of the input it began on, counted from 1; 0 for a line made by the program.
    pub fn number(&self) -> usize {
        self.number as usize
    }

    /// The first value of a parameter, without quotes and RFC 6868 escapes.
    pub fn param(&self, name: &str) -> Option<Cow<'_, str>> {
        let (_, values) = self.raw_params().find(|(found, _)| found.eq_ignore_ascii_case(name))?;
        param_values(values).next()
    }

    /// All values of a parameter, repeated ones included.
    pub fn param_values(&self, name: &str) -> Vec<Cow<'_, str>> {
        self.raw_params()
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .flat_map(|(_, values)| param_values(values))
            .collect()
    }

    /// Every parameter in order: its name in upper case and its values.
    pub fn params(&self) -> Vec<(&str, Vec<Cow<'_, str>>)> {
        self.raw_params().map(|(name, values)| (name, param_values(values).collect())).collect()
    }

    fn raw_params(&self) -> RawParams<'_> {
        RawParams { rest: self.text.get(self.name_end as usize..self.colon as usize).unwrap_or_default() }
    }

    /// The line with a parameter set or replaced; the value is quoted and RFC 6868-encoded where needed.
    ///
    /// Control characters are left out of the value, and whatever is no letter, digit or `-` out of the name.
    #[must_use]
    pub fn with_param(self, name: &str, value: &str) -> Line {
        self.with_param_values(name, &[value])
    }

    /// The line with a parameter of several values set or replaced; no value at all removes it.
    #[must_use]
    pub fn with_param_values(self, name: &str, values: &[&str]) -> Line {
        let mut name: String = name.chars().filter(|c| c.is_ascii() && is_name_byte(*c as u8)).collect();
        name.make_ascii_uppercase();
        let mut ours = String::new();
        if !name.is_empty() && !values.is_empty() {
            ours.push(';');
            ours.push_str(&name);
            ours.push('=');
            let encoded: Vec<String> = values.iter().map(|value| value::param_encoded(value)).collect();
            ours.push_str(&encoded.join(","));
        }
        self.rebuilt(&name, &ours)
    }

    /// The line without a parameter.
    #[must_use]
    pub fn without_param(self, name: &str) -> Line {
        if self.raw_params().any(|(found, _)| found.eq_ignore_ascii_case(name)) { self.rebuilt(name, "") } else { self }
    }

    /// The line with `ours` (`;NAME=…` or nothing) in place of the first parameter `name`, and no other of that name.
    fn rebuilt(self, name: &str, ours: &str) -> Line {
        let mut head = self.name().to_owned();
        let mut placed = false;
        for (found, values) in self.raw_params() {
            if !found.eq_ignore_ascii_case(name) {
                head.push(';');
                head.push_str(found);
                if let Some(values) = values {
                    head.push('=');
                    head.push_str(values);
                }
            } else if !placed {
                head.push_str(ours);
                placed = true;
            }
        }
        if !placed {
            head.push_str(ours);
        }
        let colon = head.len();
        head.push(':');
        head.push_str(self.value());
        Line { number: self.number, ..Line::at(head, self.name_end as usize, colon) }
    }

    /// The line with another raw value; control characters are left out of it.
    #[must_use]
    pub fn with_value(self, raw: &str) -> Line {
        let mut text = self.text.get(..=self.colon as usize).unwrap_or_default().to_owned();
        text.extend(raw.chars().filter(|c| !is_unwritable(*c)));
        Line { number: self.number, ..Line::at(text, self.name_end as usize, self.colon as usize) }
    }

    /// The line as we write it, whatever its original bytes are.
    #[must_use]
    pub fn written_anew(self) -> Line {
        Line { written: Written::Canonically, ..self }
    }

    /// Appends the bytes of this line: the original ones, or ours when it was edited.
    pub fn write(&self, out: &mut Vec<u8>) {
        write::line(&self.text, &self.written, out);
    }
}

/// Lengths are bounded by the reader far below 4 GiB; a longer text made by the program saturates and reads as empty.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Letters, digits and `-` (RFC 5545 `iana-token`).
pub(super) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// Characters that no content line may hold (RFC 5545 `CONTROL`), and the two that XML 1.0 cannot carry to a client.
pub(super) fn is_unwritable(c: char) -> bool {
    (c.is_ascii_control() && c != '\t') || c == '\u{fffe}' || c == '\u{ffff}'
}

/// Parameters as written: the name, and the text after `=` if there is one.
struct RawParams<'a> {
    rest: &'a str,
}

impl<'a> Iterator for RawParams<'a> {
    type Item = (&'a str, Option<&'a str>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.strip_prefix(';')?;
        let end = unquoted(rest, b';').unwrap_or(rest.len());
        let (param, rest) = rest.split_at_checked(end)?;
        self.rest = rest;
        Some(match param.split_once('=') {
            Some((name, values)) => (name, Some(values)),
            None => (param, None),
        })
    }
}

/// The first place of `wanted` outside double quotes.
pub(super) fn unquoted(text: &str, wanted: u8) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == wanted && !quoted
    })
}

/// Splits parameter values at unquoted commas and decodes each.
fn param_values(values: Option<&str>) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = values;
    std::iter::from_fn(move || {
        let text = rest?;
        let (value, next) = match unquoted(text, b',') {
            Some(at) => (text.get(..at)?, text.get(at + 1..)),
            None => (text, None),
        };
        rest = next;
        Some(value::param_decoded(value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_refuses_what_would_break_out_of_it() {
        for (name, value) in [
            ("SUMMARY", "a\r\nATTENDEE:mailto:eve@example.org"),
            ("SUMMARY", "a\nb"),
            ("SUMMARY", "a\rb"),
            ("SUMMARY", "a\0b"),
            ("SUMMARY", "a\u{7f}b"),
            ("SUMMARY;CN=x", "a"),
            ("SUM MARY", "a"),
            ("SUMMARY:X", "a"),
            ("", "a"),
            ("ÜBER", "a"),
        ] {
            assert!(Line::new(name, value).is_err(), "{name:?} {value:?}");
        }
        assert_eq!(Line::new("x-tab", "a\tb").unwrap().as_str(), "X-TAB:a\tb");
    }

    #[test]
    fn what_cannot_be_refused_is_left_out() {
        assert_eq!(Line::text("SUM\r\nMARY:", "a\r\nb\0;").as_str(), "SUMMARY:a\\nb\\;");
        let line = Line::new("X", "1").unwrap().with_value("2\r\nEND:VEVENT").with_param("A;B=\n", "x\r\ny\0\"z");
        assert_eq!(line.as_str(), "X;AB=x^ny^'z:2END:VEVENT");
        assert_eq!(line.param("ab").as_deref(), Some("x\ny\"z"));
    }

    fn attendee() -> Line {
        Line::new("ATTENDEE", "mailto:bob@example.org")
            .unwrap()
            .with_param("CN", "Doe, Bob")
            .with_param_values("MEMBER", &["mailto:a@example.org", "mailto:b@example.org"])
            .with_param("PARTSTAT", "NEEDS-ACTION")
    }

    #[test]
    fn parameters_are_set_in_place() {
        let line = attendee();
        assert_eq!(
            line.as_str(),
            "ATTENDEE;CN=\"Doe, Bob\";MEMBER=\"mailto:a@example.org\",\"mailto:b@example.org\";PARTSTAT=NEEDS-ACTION:mailto:bob@example.org"
        );
        let answered =
            line.clone().with_param("partstat", "ACCEPTED").without_param("Member").with_param("RSVP", "FALSE");
        assert_eq!(answered.as_str(), "ATTENDEE;CN=\"Doe, Bob\";PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:bob@example.org");
        assert_eq!(line.param("cn").as_deref(), Some("Doe, Bob"));
        assert_eq!(line.param_values("MEMBER"), ["mailto:a@example.org", "mailto:b@example.org"]);
        assert_eq!(line.params().len(), 3);
        assert_eq!(line.param("RSVP"), None);
        assert_eq!(line.without_param("X"), attendee());
    }

    #[test]
    fn a_value_changes_without_its_parameters() {
        let line = attendee().with_value("mailto:robert@example.org");
        assert_eq!(line.value(), "mailto:robert@example.org");
        assert_eq!(line.param("CN").as_deref(), Some("Doe, Bob"));
    }

    #[test]
    fn lists_of_text_are_split_and_unescaped() {
        let line = Line::new("CATEGORIES", r"WORK,A\,B").unwrap();
        assert_eq!(line.text_values(), ["WORK", "A,B"]);
    }
}
