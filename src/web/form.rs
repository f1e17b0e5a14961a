//! Reading `application/x-www-form-urlencoded` bodies and query strings (WHATWG URL §5.1).

use std::fmt;

/// The name and the value of a field.
pub type Field = (String, String);

/// The largest body read, in bytes: a comment of 1,000 characters takes at most 12,000 when all of it is encoded.
pub const LONGEST: usize = 16 * 1024;

/// The most fields read.
pub const MOST_FIELDS: usize = 16;

/// Why a body is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadForm {
    /// It has more than 16 kB or more than 16 fields.
    TooLarge,
    /// It is not UTF-8 after decoding.
    NotText,
}

impl fmt::Display for BadForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadForm::TooLarge => "The form is too large.",
            BadForm::NotText => "The form holds something that is not text.",
        })
    }
}

impl std::error::Error for BadForm {}

/// The fields in their order; a field without `=` has an empty value.
///
/// # Errors
/// More than [`LONGEST`] bytes or [`MOST_FIELDS`] fields; bytes that are not UTF-8.
pub fn fields(body: &[u8]) -> Result<Vec<Field>, BadForm> {
    if body.len() > LONGEST {
        return Err(BadForm::TooLarge);
    }
    let mut fields = Vec::new();
    for field in body.split(|byte| *byte == b'&').filter(|field| !field.is_empty()) {
        if fields.len() == MOST_FIELDS {
            return Err(BadForm::TooLarge);
        }
        let at = field.iter().position(|byte| *byte == b'=').unwrap_or(field.len());
        let (name, value) = field.split_at(at);
        fields.push((decoded(name)?, decoded(value.get(1..).unwrap_or_default())?));
    }
    Ok(fields)
}

/// The first value of a field.
pub fn value<'a>(fields: &'a [Field], name: &str) -> Option<&'a str> {
    fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

/// `+` is a blank and `%41` an `A`; a `%` without two digits stays.
fn decoded(text: &[u8]) -> Result<String, BadForm> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, tail)) = rest.split_first() {
        let escape = match (first, tail) {
            (b'%', [high, low, after @ ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| (high << 4 | low, after)),
            _ => None,
        };
        let (byte, after) = escape.unwrap_or((if *first == b'+' { b' ' } else { *first }, tail));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).map_err(|_| BadForm::NotText)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reads_as_browsers_write_it() {
        for (body, expected) in [
            ("", vec![]),
            ("answer=accept&comment=I+come%21", vec![("answer", "accept"), ("comment", "I come!")]),
            ("a&b=&=c&&", vec![("a", ""), ("b", ""), ("", "c")]),
            ("a=%E2%82%AC%0D%0Ab=c", vec![("a", "€\r\nb=c")]),
            ("a=100%&b=%4&c=%zz", vec![("a", "100%"), ("b", "%4"), ("c", "%zz")]),
        ] {
            let fields = fields(body.as_bytes()).unwrap();
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(fields, expected, "{body}");
        }
    }

    #[test]
    fn what_is_no_form_is_refused() {
        assert_eq!(fields(b"a=%ff"), Err(BadForm::NotText));
        assert_eq!(fields(&[b'a'; LONGEST + 1]), Err(BadForm::TooLarge));
        assert_eq!(fields("a=b&".repeat(17).as_bytes()), Err(BadForm::TooLarge));
    }
}
