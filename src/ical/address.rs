//! Calendar user addresses (RFC 5545 §3.3.3).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A calendar user address: nearly always a `mailto:` URI.
///
/// Two addresses are equal when they mean the same mailbox: scheme and address in any letter case, percent-encoded or
/// not, domain in Unicode or in Punycode. What was written is kept beside it.
#[derive(Clone, Debug)]
pub struct CalAddress {
    written: String,
    key: String,
}

impl CalAddress {
    /// Reads the value of an ORGANIZER or ATTENDEE; a bare `name@domain` counts as `mailto:`.
    pub fn parse(text: &str) -> CalAddress {
        let written = text.trim();
        CalAddress { key: key(written), written: written.to_owned() }
    }

    /// Whether this text means the same address. A list of a thousand guests is searched for each of them, so what differs
    /// in a letter is not read further.
    pub fn is_named_by(&self, text: &str) -> bool {
        let is_same = || CalAddress::parse(text) == *self;
        let (Some(own), Some(mailbox)) = (self.key.strip_prefix(MAILTO), plain_mailbox(text)) else { return is_same() };
        for (own, byte) in own.bytes().zip(mailbox.bytes()) {
            if !is_plain(byte) {
                return is_same();
            }
            if own != byte.to_ascii_lowercase() {
                return false;
            }
        }
        is_same()
    }

    /// The address of this mailbox.
    pub fn mailto(email: &str) -> CalAddress {
        CalAddress::parse(&format!("mailto:{}", email.trim()))
    }

    /// The mailbox in lower case, percent-decoded; `None` for an address that is not mail, or none that mail could be
    /// sent to.
    pub fn email(&self) -> Option<&str> {
        let email = self.key.strip_prefix("mailto:")?;
        let (local, domain) = email.rsplit_once('@')?;
        (!local.is_empty() && !domain.is_empty() && !email.contains(unfit_for_mail)).then_some(email)
    }

    /// The text it was read from, without blanks around it.
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// The text as the URI that it has to be (RFC 5545 §3.3.3): of a mailbox clients leave `mailto:` out.
    pub fn to_uri(&self) -> String {
        match self.email() {
            Some(_) if !self.written.contains(':') => format!("mailto:{}", self.written),
            _ => self.written.clone(),
        }
    }

    /// The form by which addresses are compared.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Characters that never stand in an address we would hand to a mail server.
fn unfit_for_mail(c: char) -> bool {
    c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';')
}

impl PartialEq for CalAddress {
    fn eq(&self, other: &CalAddress) -> bool {
        self.key == other.key
    }
}

impl Eq for CalAddress {}

impl Hash for CalAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl Ord for CalAddress {
    fn cmp(&self, other: &CalAddress) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl PartialOrd for CalAddress {
    fn partial_cmp(&self, other: &CalAddress) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for CalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

fn key(written: &str) -> String {
    match written.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto") => mail_key(rest),
        // Local parts may hold a colon only in quotes, which nobody uses here.
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("urn") => format!("urn:{}", rest.to_ascii_lowercase()),
        Some((scheme, rest)) => format!("{}:{rest}", scheme.to_ascii_lowercase()),
        None if written.contains('@') => mail_key(written),
        None => written.to_owned(),
    }
}

/// The scheme of nearly all addresses.
const MAILTO: &str = "mailto:";

/// `mailto:` and the address: without header fields (`?subject=`) and angle brackets, decoded, lower case, domain in
/// Punycode.
fn mail_key(address: &str) -> String {
    // Nearly every address: there is nothing to decode, and lists of guests are read over and over.
    if address.bytes().all(is_plain) {
        let mut key = String::with_capacity(MAILTO.len() + address.len());
        key.push_str(MAILTO);
        key.push_str(address);
        key.make_ascii_lowercase();
        return key;
    }
    let address = address.split_once('?').map_or(address, |(address, _)| address).trim();
    let address = address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(address);
    let address = percent_decoded(address).to_lowercase();
    match address.rsplit_once('@') {
        Some((local, domain)) => format!("mailto:{local}@{}", ascii_domain(domain)),
        None => format!("mailto:{address}"),
    }
}

/// Whether there is nothing to decode in a byte, wherever it stands in an address without letters beyond ASCII.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"@.-_+".contains(&byte)
}

/// What stands behind `mailto:`, if that is all ASCII.
fn plain_mailbox(text: &str) -> Option<&str> {
    let (scheme, mailbox) = text.trim().split_at_checked(MAILTO.len())?;
    (scheme.eq_ignore_ascii_case(MAILTO) && mailbox.is_ascii()).then_some(mailbox)
}

/// The domain with every label beyond ASCII in Punycode (RFC 5891 §4.4), so that one address written in two ways stays
/// one attendee; expects lower case. What is no label stays as it is.
fn ascii_domain(domain: &str) -> String {
    let label = |label: &str| match label.is_ascii() || label.len() > LONGEST_LABEL {
        true => label.to_owned(),
        false => idna::punycode::encode_str(label).map_or_else(|| label.to_owned(), |code| format!("xn--{code}")),
    };
    let labels: Vec<String> = domain.split(['.', '\u{3002}']).map(label).collect();
    labels.join(".")
}

/// Bytes beyond which a label is none (63 letters of up to four bytes).
const LONGEST_LABEL: usize = 63 * 4;

/// Resolves `%41`; what does not decode to UTF-8 stays as it is.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let decoded = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        out.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_take_their_ascii_form() {
        // RFC 3492 §7.1 (B, I) and common names.
        for (unicode, ascii) in [
            ("example.org", "example.org"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ] {
            assert_eq!(ascii_domain(unicode), ascii);
        }
        let long = "ü".repeat(300);
        assert_eq!(ascii_domain(&long), long);
    }

    #[test]
    fn one_mailbox_written_in_several_ways_is_one_address() {
        let bob = CalAddress::mailto("bob@example.org");
        for same in [
            "mailto:bob@example.org",
            "MAILTO:Bob@Example.ORG",
            " mailto:bob@example.org ",
            "mailto:bob%40example.org",
            "mailto:<bob@example.org>",
            "mailto:%62ob@example.org?subject=x",
            "bob@example.org",
        ] {
            assert_eq!(CalAddress::parse(same), bob, "{same}");
        }
        assert_eq!(CalAddress::parse("mailto:jo@bücher.example"), CalAddress::parse("mailto:jo@XN--BCHER-KVA.example"));
        for other in
            ["mailto:bob@example.com", "mailto:rob@example.org", "urn:uuid:bob@example.org", "https://example.org/bob"]
        {
            assert_ne!(CalAddress::parse(other), bob, "{other}");
        }
    }

    #[test]
    fn what_names_an_address_is_what_reads_alike() {
        let texts = [
            "mailto:bob@example.org",
            "MAILTO:Bob@Example.ORG",
            " mailto: bob@example.org ",
            "mailto:bob%40example.org",
            "mailto:%62ob@example.org?subject=x",
            "mailto:bob@example.org?subject=x",
            "mailto:<bob@example.org>",
            "bob@example.org",
            "mailto:bob@example.orga",
            "mailto:bob@example",
            "mailto:b\u{fc}b@example.org",
            "mailto:b%C3%BCb@example.org",
            "mailto:jo@b\u{fc}cher.example",
            "mailto:jo@xn--bcher-kva.example",
            "mailto:a%2540b@example.org",
            "mailto:a%40b@example.org",
            "mailto",
            "mailt\u{fc}:bob@example.org",
            "mailto:",
            "urn:uuid:bob@example.org",
            "",
        ];
        for one in texts.map(CalAddress::parse) {
            for other in texts {
                assert_eq!(one.is_named_by(other), one == CalAddress::parse(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn what_was_written_is_kept() {
        let address = CalAddress::parse(" MAILTO:Bob@Example.org");
        assert_eq!(address.as_written(), "MAILTO:Bob@Example.org");
        assert_eq!(address.to_string(), "MAILTO:Bob@Example.org");
        assert_eq!(address.key(), "mailto:bob@example.org");
    }

    #[test]
    fn only_a_mailbox_is_an_email_address() {
        assert_eq!(CalAddress::parse("MAILTO:Bob@Example.org").email(), Some("bob@example.org"));
        for none in [
            "invalid:nomail",
            "mailto:",
            "mailto:bob",
            "mailto:@example.org",
            "mailto:bob@",
            "urn:uuid:1@2",
            "/principals/bob",
            "",
            "mailto:a%0d%0aRCPT@example.org",
            "mailto:a b@example.org",
            "mailto:a@example.org,b@example.org",
        ] {
            assert_eq!(CalAddress::parse(none).email(), None, "{none}");
        }
    }

    #[test]
    fn other_schemes_keep_their_letter_case_but_urns() {
        assert_eq!(CalAddress::parse("URN:UUID:AB"), CalAddress::parse("urn:uuid:ab"));
        assert_ne!(CalAddress::parse("/principals/Bob"), CalAddress::parse("/principals/bob"));
        assert_eq!(CalAddress::parse("HTTPS://x/Bob").key(), "https://x/Bob");
    }

    #[test]
    fn broken_escapes_stay() {
        assert_eq!(CalAddress::parse("mailto:50%@example.org").email(), Some("50%@example.org"));
        assert_eq!(CalAddress::parse("mailto:a%ff@example.org").email(), Some("a%ff@example.org"));
    }
}
