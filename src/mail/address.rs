//! The one gate for addresses and header values: what passed here can be written into an SMTP command or a header line.
//!
//! Not done: quoted local parts with blanks and address literals (RFC 5321 §4.1.2, §4.1.3) are refused, as no guest has one;
//! domain names are mapped to lower case and Punycode only, without the other mappings of UTS 46.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The longest local part in bytes (RFC 5321 §4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;
/// The longest address in bytes (RFC 5321 §4.5.3.1.3: a path of 256 with its brackets).
const LONGEST_ADDRESS: usize = 254;
/// The longest label of a domain in bytes (RFC 1035 §2.3.4).
const LONGEST_LABEL: usize = 63;
/// What [`header_text`] keeps of a longer text, in bytes.
const LONGEST_TEXT: usize = 500;

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAddress {
    /// A control character, a blank, `<`, `>` or an invisible character is inside.
    Forbidden,
    /// The local part has more than 64 bytes or the address more than 254.
    TooLong,
    /// There is no `@`.
    NoAt,
    /// The part before the `@` is empty or has characters outside RFC 5321's dot-string.
    Local,
    /// The part after the `@` is not a domain name.
    Domain,
}

impl fmt::Display for BadAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadAddress::Forbidden => "the address has a character that is not allowed",
            BadAddress::TooLong => "the address is too long",
            BadAddress::NoAt => "the address has no @",
            BadAddress::Local => "the part before the @ is not valid",
            BadAddress::Domain => "the part after the @ is not a domain name",
        })
    }
}

impl std::error::Error for BadAddress {}

/// An addr-spec (RFC 5322 §3.4.1) that is safe in commands and headers.
///
/// The domain is kept in lower case and ASCII; the local part as written, which may hold UTF-8 (RFC 6531). Addresses that
/// differ only in the case of letters are equal: no provider in use tells them apart, and Google lower-cases what it answers to.
#[derive(Clone)]
pub struct Address {
    text: String,
    at: usize,
    key: String,
}

impl Address {
    /// Reads `local@domain`, without angle brackets and without a display name.
    ///
    /// # Errors
    /// Controls (CR, LF and NUL among them), blanks, `<`, `>`, a local part over 64 or an address over 254 bytes, a missing
    /// `@`, a local part that is no dot-string (quotes around one are dropped), an address literal, a bad domain label.
    pub fn parse(text: &str) -> Result<Address, BadAddress> {
        if text.len() > LONGEST_ADDRESS {
            return Err(BadAddress::TooLong);
        }
        if text.chars().any(is_forbidden) {
            return Err(BadAddress::Forbidden);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(BadAddress::NoAt)?;
        let local = without_needless_quotes(local);
        if local.len() > LONGEST_LOCAL {
            return Err(BadAddress::TooLong);
        }
        if local.is_empty() || !local.chars().all(is_local_char) {
            return Err(BadAddress::Local);
        }
        let domain = ascii_domain(domain).ok_or(BadAddress::Domain)?;
        let text = format!("{local}@{domain}");
        if text.len() > LONGEST_ADDRESS {
            return Err(BadAddress::TooLong);
        }
        Ok(Address { at: local.len(), key: text.to_lowercase(), text })
    }

    /// The part before the `@`, as written.
    pub fn local(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The part after the `@`: lower case, ASCII.
    pub fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The form by which addresses are compared: all in lower case.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it can be used without SMTPUTF8 (RFC 6531).
    pub fn is_ascii(&self) -> bool {
        self.text.is_ascii()
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Address) -> bool {
        self.key == other.key
    }
}

impl Eq for Address {}

impl Hash for Address {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Address) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Address {
    fn cmp(&self, other: &Address) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.text)
    }
}

impl std::str::FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Address, BadAddress> {
        Address::parse(text)
    }
}

/// An address with the name shown for it (RFC 5322 §3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The display name, passed through [`header_text`].
    pub name: Option<String>,
    /// The address.
    pub address: Address,
}

impl Mailbox {
    /// An address without a name.
    pub fn bare(address: Address) -> Mailbox {
        Mailbox { name: None, address }
    }

    /// An address with a name; a name that is empty or only repeats the address is left out.
    ///
    /// An `@` in the name becomes " at ", so that a name cannot pose as somebody else's address.
    pub fn named(name: &str, address: Address) -> Mailbox {
        let name = header_text(name);
        let repeats = name.to_lowercase() == address.key();
        let name = header_text(&name.replace('@', " at "));
        Mailbox { name: (!name.is_empty() && !repeats).then_some(name), address }
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => self.address.fmt(f),
        }
    }
}

/// Text made fit for a header value: one line, no controls, no characters that turn the reading direction, at most 500 bytes.
///
/// Line ends, tabs and runs of blanks become one blank. What is cut off is marked by `…`. Encoding (RFC 2047) comes later.
pub fn header_text(text: &str) -> String {
    let mut clean = String::with_capacity(text.len().min(LONGEST_TEXT));
    for c in text.chars() {
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        if turns_direction(c) || (c == ' ' && (clean.is_empty() || clean.ends_with(' '))) {
            continue;
        }
        if clean.len() + c.len_utf8() > LONGEST_TEXT - '…'.len_utf8() {
            clean.truncate(clean.trim_end().len());
            clean.push('…');
            break;
        }
        clean.push(c);
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// Embeddings, overrides and isolates (UAX #9), with which a text can be made to read as another one.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '<' | '>' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
        || turns_direction(c)
}

/// RFC 5322's atext with `.` anywhere (some Japanese carriers gave out addresses with doubled dots), or beyond ASCII.
fn is_local_char(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

fn without_needless_quotes(local: &str) -> &str {
    local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(local)
}

/// The lower-case ASCII form of a domain name, a trailing dot dropped; `None` when it is not one.
pub(crate) fn ascii_domain(domain: &str) -> Option<String> {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    // The four characters that IDNA2003 §3.1 reads as a label separator.
    let labels: Option<Vec<String>> =
        domain.split(['.', '\u{3002}', '\u{FF0E}', '\u{FF61}']).map(ascii_label).collect();
    let ascii = labels?.join(".");
    let is_address = ascii.rsplit('.').next().is_some_and(|top| top.bytes().all(|b| b.is_ascii_digit()));
    (!is_address && ascii.len() <= 253).then_some(ascii)
}

fn ascii_label(label: &str) -> Option<String> {
    if label.is_empty() || label.chars().any(is_forbidden) {
        return None;
    }
    let lower = label.to_lowercase();
    let ascii = if lower.is_ascii() { lower } else { format!("xn--{}", idna::punycode::encode_str(&lower)?) };
    // An underscore is no host name, but some senders' domains have one.
    let allowed = ascii.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    (allowed && ascii.len() <= LONGEST_LABEL && !ascii.starts_with('-') && !ascii.ends_with('-')).then_some(ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_holds_what_could_end_a_command_or_a_header() {
        let too_long_local = format!("{}@example.org", "x".repeat(65));
        let too_long = format!("x@{}.org", "a.".repeat(126));
        for (bad, why) in [
            ("", BadAddress::NoAt),
            ("bob", BadAddress::NoAt),
            ("@example.org", BadAddress::Local),
            ("bob@", BadAddress::Domain),
            ("bob@example.org\r\nBcc: eve@evil.example", BadAddress::Forbidden),
            ("bob\n@example.org", BadAddress::Forbidden),
            ("bob\r@example.org", BadAddress::Forbidden),
            ("bob\0@example.org", BadAddress::Forbidden),
            ("bob\t@example.org", BadAddress::Forbidden),
            ("bob smith@example.org", BadAddress::Forbidden),
            ("bob\u{85}@example.org", BadAddress::Forbidden),
            ("bob\u{2028}@example.org", BadAddress::Forbidden),
            ("bob\u{202e}@example.org", BadAddress::Forbidden),
            ("<bob@example.org>", BadAddress::Forbidden),
            ("bob@example.org> SIZE=1", BadAddress::Forbidden),
            ("a@b@example.org", BadAddress::Local),
            ("\"a@b\"@example.org", BadAddress::Local),
            ("bob,eve@example.org", BadAddress::Local),
            ("bob;@example.org", BadAddress::Local),
            ("bob(comment)@example.org", BadAddress::Local),
            ("bob@[127.0.0.1]", BadAddress::Domain),
            ("bob@127.0.0.1", BadAddress::Domain),
            ("bob@example..org", BadAddress::Domain),
            ("bob@-example.org", BadAddress::Domain),
            ("bob@exa mple.org", BadAddress::Forbidden),
            ("bob@exam/ple.org", BadAddress::Domain),
            (&too_long_local, BadAddress::TooLong),
            (&too_long, BadAddress::TooLong),
        ] {
            assert_eq!(Address::parse(bad).err(), Some(why), "{bad:?}");
        }
    }

    #[test]
    fn an_address_keeps_its_local_part_and_lowers_its_domain() {
        for (text, local, domain) in [
            ("Bob.Smith@Example.ORG", "Bob.Smith", "example.org"),
            ("bob@example.org.", "bob", "example.org"),
            ("\"bob\"@example.org", "bob", "example.org"),
            ("bob+tag@example.org", "bob+tag", "example.org"),
            ("a..b.@docomo.example", "a..b.", "docomo.example"),
            ("bob@localhost", "bob", "localhost"),
            ("bob@BÜCHER.example", "bob", "xn--bcher-kva.example"),
            ("bob@例え。テスト", "bob", "xn--r8jz45g.xn--zckzah"),
            ("用户@example.org", "用户", "example.org"),
        ] {
            let address = Address::parse(text).unwrap();
            assert_eq!((address.local(), address.domain()), (local, domain));
            assert_eq!(address.to_string(), format!("{local}@{domain}"));
        }
        assert!(Address::parse(&format!("{}@example.org", "x".repeat(64))).is_ok());
    }

    #[test]
    fn addresses_are_equal_whatever_the_case() {
        let same = |a: &str, b: &str| Address::parse(a).unwrap() == Address::parse(b).unwrap();
        assert!(same("Bob@Example.org", "bOB@eXAMPLE.ORG"));
        assert!(same("i-ABC@cal.example.org", "i-abc@cal.example.org"));
        assert!(same("bob@bücher.example", "bob@XN--BCHER-KVA.example"));
        assert!(!same("bob@example.org", "bob@example.net"));
        assert!(!same("bob@example.org", "rob@example.org"));
    }

    #[test]
    fn header_text_is_one_clean_line() {
        for (text, clean) in [
            ("Lunch", "Lunch"),
            ("  Lunch \t at\u{a0}noon ", "Lunch at noon"),
            ("Lunch\r\nBcc: eve@evil.example", "Lunch Bcc: eve@evil.example"),
            ("a\0b\u{7f}c\u{85}d\u{2028}e", "a b c d e"),
            ("in\u{202e}gpj.exe", "ingpj.exe"),
            ("👩\u{200d}💻 day", "👩\u{200d}💻 day"),
            ("\r\n", ""),
        ] {
            assert_eq!(header_text(text), clean, "{text:?}");
        }
        let cut = header_text(&"é".repeat(400));
        assert!(cut.ends_with('…') && cut.len() <= LONGEST_TEXT, "{}", cut.len());
    }

    #[test]
    fn a_name_cannot_pose_as_an_address() {
        let bob = Address::parse("bob@example.org").unwrap();
        let name = |text: &str| Mailbox::named(text, bob.clone()).name;
        assert_eq!(name("Bob \r\nGuest"), Some("Bob Guest".to_owned()));
        assert_eq!(name("security@bank.example"), Some("security at bank.example".to_owned()));
        assert_eq!(name("BOB@example.org"), None);
        assert_eq!(name("  "), None);
    }
}
