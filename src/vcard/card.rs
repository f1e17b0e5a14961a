//! One card: its lines from BEGIN:VCARD to END:VCARD, as they were written.

use crate::ical::{Line, Logical, Manner, Unfolded};
use crate::id::Uid;

use super::invalid::{Invalid, Precondition};
use super::validate;

/// Bytes of a card, photos included. Callers allow less; this one only bounds the work of all of them.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// Properties of a card.
pub const MAX_PROPERTIES: usize = 5_000;

/// The version of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// vCard 3.0 (RFC 2426).
    V3,
    /// vCard 4.0 (RFC 6350).
    V4,
}

impl Version {
    /// Every version that is kept, with its name; `supported-address-data` lists these.
    pub const ALL: &[(Version, &str)] = &[(Version::V3, "3.0"), (Version::V4, "4.0")];

    /// The version of this name.
    pub fn parse(text: &str) -> Option<Version> {
        Version::ALL.iter().find(|(_, name)| *name == text.trim()).map(|(version, _)| *version)
    }

    /// Its name, as VERSION has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Version::V3 => "3.0",
            Version::V4 => "4.0",
        }
    }
}

/// A vCard. Lines that are not edited keep their bytes, so an unedited card writes back byte by byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// From BEGIN to END, both included.
    lines: Vec<Line>,
    version: Version,
    uid: Uid,
    /// Blank lines behind END.
    remainder: Vec<u8>,
}

impl Card {
    /// Reads what a client wants to store, strictly (RFC 6352 §5.1): the answer to a PUT.
    ///
    /// Control characters are left out of the lines that have any, because XML could not carry them back.
    ///
    /// # Errors
    /// Text that is no vCard or several, another version than 3.0 and 4.0; a missing, empty or second UID; no FN;
    /// limits.
    pub fn parse(bytes: &[u8]) -> Result<Card, Invalid> {
        let (lines, remainder) = lines(bytes, Manner::Strict)?;
        Card::checked(lines, remainder)
    }

    /// Reads what comes from a file: what is clear is repaired. A card without UID gets one made of its text, so that
    /// the same file gives the same cards again; one without FN is named after what else names it.
    ///
    /// # Errors
    /// As [`Card::parse`], except for a missing UID or FN.
    pub fn read(bytes: &[u8]) -> Result<Card, Invalid> {
        let (mut lines, remainder) = lines(bytes, Manner::Lenient)?;
        validate::repair(&mut lines, bytes);
        Card::checked(lines, remainder)
    }

    /// A card of lines made or changed by the program, BEGIN and END included.
    ///
    /// # Errors
    /// Lines that are no valid vCard.
    pub fn of(lines: Vec<Line>) -> Result<Card, Invalid> {
        Card::checked(lines, Vec::new())
    }

    fn checked(lines: Vec<Line>, remainder: Vec<u8>) -> Result<Card, Invalid> {
        let (version, uid) = validate::identity(&lines)?;
        Ok(Card { lines, version, uid, remainder })
    }

    /// Its version.
    pub fn version(&self) -> Version {
        self.version
    }

    /// Its UID.
    pub fn uid(&self) -> &Uid {
        &self.uid
    }

    /// Its lines, BEGIN and END included.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The card's bytes: the original ones of every line that was not edited; ours, CRLF and folded at 75 octets, of
    /// the others.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = written(&self.lines);
        out.extend_from_slice(&self.remainder);
        out
    }
}

/// The bytes of lines.
pub(super) fn written(lines: &[Line]) -> Vec<u8> {
    let mut out = Vec::new();
    for line in lines {
        line.write(&mut out);
    }
    out
}

/// The text of lines: each as it was written, unless a fold stands within a character.
pub fn text(lines: impl Iterator<Item = Line>) -> String {
    let mut out = String::new();
    for line in lines {
        let mut bytes = Vec::new();
        line.write(&mut bytes);
        let text = String::from_utf8(bytes).unwrap_or_else(|_| {
            let mut ours = Vec::new();
            line.clone().with_value(line.value()).write(&mut ours);
            String::from_utf8_lossy(&ours).into_owned()
        });
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str("\r\n");
        }
        out.push_str(&text);
    }
    out
}

/// The lines of a text, and the blank lines behind them.
fn lines(bytes: &[u8], manner: Manner) -> Result<(Vec<Line>, Vec<u8>), Invalid> {
    if bytes.len() > MAX_BYTES {
        let reason = format!("the text has {} bytes; {MAX_BYTES} are allowed", bytes.len());
        return Err(Invalid::of(Precondition::MaxResourceSize, 0, "", reason));
    }
    let mut lines = Vec::new();
    let mut unfolded = Unfolded::new(bytes, manner);
    for logical in unfolded.by_ref() {
        match logical.line(manner) {
            Ok(line) => lines.push(line),
            Err(_) if manner == Manner::Lenient => {}
            Err(reason) => {
                return Err(Invalid::data(logical.number, "", format!("the line {} {reason}", excerpt(&logical))));
            }
        }
        if lines.len() > MAX_PROPERTIES {
            let reason = format!("the card has more than {MAX_PROPERTIES} properties");
            return Err(Invalid::of(Precondition::MaxResourceSize, logical.number, "", reason));
        }
    }
    Ok((lines, unfolded.remainder().to_vec()))
}

/// The beginning of a line, to name it in an error.
fn excerpt(logical: &Logical<'_>) -> String {
    const LENGTH: usize = 40;
    let text = String::from_utf8_lossy(&logical.bytes);
    let mut short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODD: &[u8] = b"\xef\xbb\xbf\r\nbegin:vcard \nVersion:3.0\r\n\r\nUID: 1\nfn:caf\xc3\r\n \xa9\r\n\
        item1.email;type=\"x\"\n\t:a@example.org\r\r\nX-A;HOME:1\r\nEND:VCARD\r\n\r\n\n";

    #[test]
    fn an_unedited_card_writes_back_byte_by_byte() {
        let card = Card::parse(ODD).unwrap();
        assert_eq!(card.to_bytes(), ODD);
        assert_eq!((card.version(), card.uid().as_str()), (Version::V3, "1"));
        assert_eq!(card.lines().len(), 7);
        let plain = b"BEGIN:VCARD\nVERSION:4.0\nUID:1\nFN:\nEND:VCARD";
        assert_eq!(Card::parse(plain).unwrap().to_bytes(), plain);
    }

    #[test]
    fn limits_are_told_with_their_number() {
        let card = |inner: &str| format!("BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:a\n{inner}END:VCARD\n");
        for (text, told) in
            [(card(&"X-A:1\n".repeat(MAX_PROPERTIES)), "5000 properties"), (card(&"\n".repeat(MAX_BYTES)), "8388608")]
        {
            let bad = Card::parse(text.as_bytes()).unwrap_err();
            assert!(bad.precondition == Precondition::MaxResourceSize && bad.to_string().contains(told), "{bad}");
        }
    }
}
