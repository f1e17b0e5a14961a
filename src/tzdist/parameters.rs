//! What stands in the query of a question.

use chrono::NaiveDateTime;

use super::Problem;
use crate::ical::Timestamp;

/// The parameters, decoded, in order.
pub(super) struct Parameters(Vec<(String, String)>);

/// Parameters in one question.
const MOST: usize = 20;

impl Parameters {
    /// Reads a query; none when something in it is not properly encoded.
    pub(super) fn of(query: &str) -> Option<Parameters> {
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).take(MOST);
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(name)?, decoded(&value.replace('+', " "))?))
        });
        pairs.collect::<Option<Vec<_>>>().map(Parameters)
    }

    /// Whether there are no others than these.
    pub(super) fn are_among(&self, known: &[&str]) -> bool {
        self.0.iter().all(|(name, _)| known.contains(&name.as_str()))
    }

    /// The value of a parameter that may be there once.
    ///
    /// # Errors
    /// `problem` when it is there twice.
    pub(super) fn once(&self, name: &str, problem: Problem) -> Result<Option<&str>, Problem> {
        let mut values = self.0.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            _ => Err(problem),
        }
    }

    /// `start` and `end`, as far as they are there.
    ///
    /// # Errors
    /// One that is no UTC time or there twice; an end that is not after the start.
    pub(super) fn range(&self) -> Result<(Option<Timestamp>, Option<Timestamp>), Problem> {
        let instant = |name, problem| {
            let text = self.once(name, problem)?;
            text.map(|text| utc(text).ok_or(problem)).transpose()
        };
        let (start, end) = (instant("start", Problem::Start)?, instant("end", Problem::End)?);
        match (start, end) {
            (Some(start), Some(end)) if end <= start => Err(Problem::End),
            range => Ok(range),
        }
    }
}

/// A UTC time of RFC 3339, in the years 1 to 9999.
fn utc(text: &str) -> Option<Timestamp> {
    let is_legal = text.len() == 20 && text.bytes().all(|byte| byte.is_ascii_digit() || b"-T:Z".contains(&byte));
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ").ok().filter(|_| is_legal).map(|time| time.and_utc())
}

/// Percent-decoded text; none when it is not properly encoded.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                let digits = std::str::from_utf8(&digits).ok().filter(|_| digits.iter().all(u8::is_ascii_hexdigit))?;
                u8::from_str_radix(digits, 16).ok()?
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

/// What a name is compared with (RFC 7808 §5.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    text: String,
    any_before: bool,
    any_after: bool,
}

impl Pattern {
    /// Reads a pattern; none for one with a star in the middle, a lone backslash, or nothing but stars.
    pub(super) fn of(text: &str) -> Option<Pattern> {
        let (any_before, rest) = match text.strip_prefix('*') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mut plain, mut any_after) = (String::new(), false);
        let mut chars = rest.chars();
        while let Some(c) = chars.next() {
            match c {
                _ if any_after => return None,
                '*' => any_after = true,
                '\\' => plain.push(chars.next().filter(|c| matches!(c, '*' | '\\'))?),
                c => plain.push(c),
            }
        }
        (!plain.is_empty()).then(|| Pattern { text: compared(&plain), any_before, any_after })
    }

    /// Whether a name fits.
    pub(super) fn fits(&self, name: &str) -> bool {
        let name = compared(name);
        match (self.any_before, self.any_after) {
            (false, false) => name == self.text,
            (true, false) => name.ends_with(&self.text),
            (false, true) => name.starts_with(&self.text),
            (true, true) => name.contains(&self.text),
        }
    }
}

fn compared(text: &str) -> String {
    text.replace('_', " ").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_the_rfc_says() {
        for (pattern, name, fits) in [
            ("America/New_York", "America/New_York", true),
            ("america/new york", "America/New_York", true),
            ("America/New_", "America/New_York", false),
            ("America/New_*", "America/New_York", true),
            ("*/New_York", "America/New_York", true),
            ("*new york*", "America/New_York", true),
            ("*York", "America/New_York_City", false),
            (r"\*Test\\Time\*Zone\*", r"*Test\Time*Zone*", true),
        ] {
            assert_eq!(Pattern::of(pattern).unwrap().fits(name), fits, "{pattern} {name}");
        }
        for bad in ["", "*", "**", "a*b", "*a*b*", "a**", r"a\b", r"a\", r"**a"] {
            assert_eq!(Pattern::of(bad), None, "{bad}");
        }
    }

    #[test]
    fn queries_are_decoded_or_refused() {
        let parameters = Parameters::of("pattern=*New%20York*&a&&b=1+2").unwrap();
        assert_eq!(parameters.once("pattern", Problem::Pattern), Ok(Some("*New York*")));
        assert_eq!(parameters.once("b", Problem::Pattern), Ok(Some("1 2")));
        assert_eq!(parameters.once("c", Problem::Pattern), Ok(None));
        assert!(parameters.are_among(&["a", "b", "pattern"]) && !parameters.are_among(&["pattern"]));
        for bad in ["a=%", "a=%4", "a=%zz", "a=%ff", "%+1=2"] {
            assert!(Parameters::of(bad).is_none(), "{bad}");
        }
        for bad in ["2026-01-01", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00+01:00", "20260101T000000Z", ""] {
            assert_eq!(utc(bad), None, "{bad}");
        }
    }
}
