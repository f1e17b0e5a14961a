//! One command line, read (RFC 5321 §4.1.1, RFC 2033, RFC 1870, RFC 6152, RFC 6531; the parameters of RFC 3461 are read and
//! set aside).

use super::reply::{BAD_PATH, BAD_SYNTAX, CONTROLS, NOT_OFFERED, NOT_SMTP, Reply, UNKNOWN_COMMAND, UNKNOWN_PARAMETER};
use crate::mail::Address;

/// The longest name of a client that we remember, in bytes (RFC 5321 §4.5.3.1.2).
const LONGEST_HELO: usize = 255;
/// The longest ENVID in bytes (RFC 3461 §5.4).
const LONGEST_ENVID: usize = 100;
/// The longest ORCPT in bytes (RFC 3461 §5.4).
const LONGEST_ORCPT: usize = 500;

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// HELO, EHLO or LHLO with the client's name.
    Hello(Greeting, String),
    /// MAIL.
    Mail(Sender),
    /// RCPT.
    Rcpt(Recipient),
    /// DATA.
    Data,
    /// RSET.
    Rset,
    /// NOOP.
    Noop,
    /// QUIT.
    Quit,
    /// VRFY.
    Vrfy,
    /// HELP.
    Help,
    /// STARTTLS.
    StartTls,
}

/// How a client says hello.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greeting {
    /// SMTP without extensions.
    Helo,
    /// SMTP with extensions.
    Ehlo,
    /// LMTP.
    Lhlo,
}

/// The arguments of MAIL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sender {
    /// The address; `None` is the null sender.
    pub address: Option<Address>,
    /// The announced bytes of the mail.
    pub size: u64,
    /// Whether addresses and headers may go beyond ASCII.
    pub text: Text,
}

/// What addresses and headers of a mail may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// ASCII only.
    Ascii,
    /// UTF-8 (RFC 6531).
    Utf8,
}

/// The argument of RCPT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recipient {
    /// An address.
    Address(Address),
    /// `<Postmaster>` without a domain, which every server must know (RFC 5321 §4.5.1).
    Postmaster,
}

/// Reads one command line, without its CRLF.
///
/// # Errors
/// The reply to a line with controls, an unknown command, bad arguments, parameters that are not offered. [`NOT_SMTP`] says
/// that a web browser or the like was made to speak to us, and that nothing more of it should be read.
pub(super) fn parse(line: &[u8]) -> Result<Command, Reply> {
    let text = std::str::from_utf8(line).map_err(|_| CONTROLS)?;
    if text.chars().any(char::is_control) {
        return Err(CONTROLS);
    }
    let text = text.trim_end_matches(' ');
    let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
    match verb.to_ascii_uppercase().as_str() {
        "EHLO" => hello(Greeting::Ehlo, rest),
        "HELO" => hello(Greeting::Helo, rest),
        "LHLO" => hello(Greeting::Lhlo, rest),
        "MAIL" => mail(rest),
        "RCPT" => rcpt(rest),
        "DATA" => alone(Command::Data, rest),
        "RSET" => alone(Command::Rset, rest),
        "QUIT" => alone(Command::Quit, rest),
        "STARTTLS" => alone(Command::StartTls, rest),
        "NOOP" => Ok(Command::Noop),
        "VRFY" => Ok(Command::Vrfy),
        "HELP" => Ok(Command::Help),
        "AUTH" | "BDAT" | "BURL" | "ETRN" | "EXPN" | "TURN" | "ATRN" | "SEND" | "SOML" | "SAML" => Err(NOT_OFFERED),
        "GET" | "POST" | "PUT" | "HEAD" | "OPTIONS" | "CONNECT" => Err(NOT_SMTP),
        _ => Err(UNKNOWN_COMMAND),
    }
}

fn alone(command: Command, rest: &str) -> Result<Command, Reply> {
    if rest.is_empty() { Ok(command) } else { Err(BAD_SYNTAX) }
}

/// Real clients call themselves all sorts of things, so only the characters are made safe for `Received`.
fn hello(greeting: Greeting, rest: &str) -> Result<Command, Reply> {
    let name = rest.trim_start_matches(' ').split(' ').next().unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
    let name: String = name.chars().take(LONGEST_HELO).map(|c| if is_plain(c) { c } else { '?' }).collect();
    if name.is_empty() { Err(BAD_SYNTAX) } else { Ok(Command::Hello(greeting, name)) }
}

fn mail(rest: &str) -> Result<Command, Reply> {
    let (path, parameters) = path_after("FROM:", rest)?;
    let address = match path {
        "" => None,
        _ => Some(Address::parse(without_source_route(path)).map_err(|_| BAD_PATH)?),
    };
    let mut sender = Sender { address, size: 0, text: Text::Ascii };
    for (name, value) in parameters_of(parameters) {
        match (name.as_str(), value) {
            ("SIZE", Some(value)) => sender.size = size(value)?,
            ("BODY", Some(value)) => body(value)?,
            ("SMTPUTF8", None) => sender.text = Text::Utf8,
            ("RET", Some(value)) if is_one_of(value, &["FULL", "HDRS"]) => {}
            ("ENVID", Some(value)) if is_xtext(value, LONGEST_ENVID) => {}
            ("SIZE" | "SMTPUTF8" | "BODY" | "RET" | "ENVID", _) => return Err(BAD_SYNTAX),
            _ => return Err(UNKNOWN_PARAMETER),
        }
    }
    Ok(Command::Mail(sender))
}

/// NOTIFY and ORCPT are read and forgotten: this server says what it has to say at RCPT and after DATA, and never later.
fn rcpt(rest: &str) -> Result<Command, Reply> {
    let (path, parameters) = path_after("TO:", rest)?;
    let recipient = match path.eq_ignore_ascii_case("postmaster") {
        true => Recipient::Postmaster,
        false => Recipient::Address(Address::parse(without_source_route(path)).map_err(|_| BAD_PATH)?),
    };
    for (name, value) in parameters_of(parameters) {
        match (name.as_str(), value) {
            ("NOTIFY", Some(value)) if is_notify(value) => {}
            ("ORCPT", Some(value)) if value.contains(';') && is_xtext(value, LONGEST_ORCPT) => {}
            ("NOTIFY" | "ORCPT", _) => return Err(BAD_SYNTAX),
            _ => return Err(UNKNOWN_PARAMETER),
        }
    }
    Ok(Command::Rcpt(recipient))
}

/// The path between `<` and `>` after a keyword, and the parameters behind it. Blanks before `<` are common and harmless.
fn path_after<'a>(keyword: &str, rest: &'a str) -> Result<(&'a str, &'a str), Reply> {
    let (word, after) = rest.trim_start_matches(' ').split_at_checked(keyword.len()).ok_or(BAD_SYNTAX)?;
    if !word.eq_ignore_ascii_case(keyword) {
        return Err(BAD_SYNTAX);
    }
    let inside = after.trim_start_matches(' ').strip_prefix('<').ok_or(BAD_PATH)?;
    let (path, parameters) = inside.split_once('>').ok_or(BAD_PATH)?;
    if parameters.is_empty() || parameters.starts_with(' ') { Ok((path, parameters)) } else { Err(BAD_PATH) }
}

/// A source route (`@a,@b:user@c`) is read over (RFC 5321 §4.1.1.3): only the address behind it counts.
fn without_source_route(path: &str) -> &str {
    match path.split_once(':') {
        Some((route, address)) if route.starts_with('@') => address,
        _ => path,
    }
}

fn parameters_of(text: &str) -> impl Iterator<Item = (String, Option<&str>)> {
    text.split(' ').filter(|word| !word.is_empty()).map(|word| match word.split_once('=') {
        Some((name, value)) => (name.to_ascii_uppercase(), Some(value)),
        None => (word.to_ascii_uppercase(), None),
    })
}

/// RFC 1870 §3: up to 20 digits; more than 64 bits hold is more than we take.
fn size(value: &str) -> Result<u64, Reply> {
    let is_number = (1..=20).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    if is_number { Ok(value.parse().unwrap_or(u64::MAX)) } else { Err(BAD_SYNTAX) }
}

fn body(value: &str) -> Result<(), Reply> {
    if is_one_of(value, &["7BIT", "8BITMIME"]) { Ok(()) } else { Err(UNKNOWN_PARAMETER) }
}

fn is_notify(value: &str) -> bool {
    is_one_of(value, &["NEVER"]) || value.split(',').all(|when| is_one_of(when, &["SUCCESS", "FAILURE", "DELAY"]))
}

fn is_one_of(value: &str, words: &[&str]) -> bool {
    words.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// xtext (RFC 3461 §4), as far as its characters go.
fn is_xtext(value: &str, longest: usize) -> bool {
    (1..=longest).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_graphic() && b != b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> Command {
        Command::Mail(Sender { address: Address::parse(text).ok(), size: 0, text: Text::Ascii })
    }

    fn to(text: &str) -> Command {
        Command::Rcpt(Recipient::Address(Address::parse(text).unwrap()))
    }

    #[test]
    fn commands_are_read_as_the_standards_write_them() {
        let sized = Sender { address: Address::parse("a@b.example").ok(), size: 1234, text: Text::Utf8 };
        for (line, command) in [
            ("EHLO mx.example", Command::Hello(Greeting::Ehlo, "mx.example".to_owned())),
            ("helo [127.0.0.1]", Command::Hello(Greeting::Helo, "[127.0.0.1]".to_owned())),
            ("LHLO x(y;z\"", Command::Hello(Greeting::Lhlo, "x?y?z?".to_owned())),
            ("MAIL FROM:<>", from("")),
            ("mail from: <a@b.example>", from("a@b.example")),
            ("MAIL FROM:<@x.example,@y.example:a@b.example>", from("a@b.example")),
            ("MAIL FROM:<a@b.example> SIZE=1234 BODY=8bitmime SMTPUTF8 RET=HDRS ENVID=x+2By", Command::Mail(sized)),
            ("RCPT TO:<a@b.example>", to("a@b.example")),
            ("RCPT TO:<a@b.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a@b.example", to("a@b.example")),
            ("RCPT TO:<PostMaster>", Command::Rcpt(Recipient::Postmaster)),
            ("DATA", Command::Data),
            ("data  ", Command::Data),
            ("RSET", Command::Rset),
            ("NOOP what", Command::Noop),
            ("QUIT", Command::Quit),
            ("VRFY bob", Command::Vrfy),
            ("HELP", Command::Help),
            ("STARTTLS", Command::StartTls),
        ] {
            assert_eq!(parse(line.as_bytes()), Ok(command), "{line}");
        }
    }

    #[test]
    fn tricks_in_addresses_are_refused_with_501() {
        for line in [
            "RCPT TO:<a@b.example\r>",
            "RCPT TO:<a@b.example\r RCPT TO:<c@d.example>",
            "RCPT TO:<a\n@b.example>",
            "RCPT TO:<a\0@b.example>",
            "RCPT TO:<a\u{85}@b.example>",
            "RCPT TO:<a b@c.example>",
            "RCPT TO:<a@b.example>SIZE=1",
            "RCPT TO:a@b.example",
            "RCPT TO:<a@b.example",
            "RCPT TO:<>",
            "RCPT TO:<a>",
            "RCPT TO:<<a@b.example>>",
            "RCPT TO:<a@[127.0.0.1]>",
            "RCPT TO:<\"a b\"@c.example>",
            "RCPT TO:<a@b.example@c.example>",
            "RCPT TO:<@x.example:>",
            "RCPT TO\u{e9}<a@b.example>",
            "RCPT a@b.example",
            "MAIL FROM:<a@b.example\r>",
            "MAIL FROM:< >",
            "MAIL FROM:",
            "MAIL",
        ] {
            assert_eq!(parse(line.as_bytes()).map_err(|reply| reply.code), Err(501), "{line:?}");
        }
        assert_eq!(parse(b"RCPT TO:<\xff@b.example>"), Err(CONTROLS));
        assert_eq!(parse(b"RCPT TO:<a@b.example> <c@d.example>"), Err(UNKNOWN_PARAMETER));
    }

    #[test]
    fn what_is_not_offered_is_not_taken() {
        for (line, code) in [
            ("AUTH PLAIN AGEAYg==", 502),
            ("BDAT 10 LAST", 502),
            ("EXPN list", 502),
            ("ETRN example.org", 502),
            ("XCLIENT ADDR=1.2.3.4", 500),
            ("GET / HTTP/1.1", 554),
            ("", 500),
            ("DATA now", 501),
            ("STARTTLS now", 501),
            ("EHLO", 501),
            ("MAIL FROM:<a@b.example> SIZE=x", 501),
            ("MAIL FROM:<a@b.example> SIZE", 501),
            ("MAIL FROM:<a@b.example> SIZE=123456789012345678901", 501),
            ("MAIL FROM:<a@b.example> RET=SOME", 501),
            ("MAIL FROM:<a@b.example> ENVID=a=b", 501),
            ("MAIL FROM:<a@b.example> BODY=BINARYMIME", 555),
            ("MAIL FROM:<a@b.example> AUTH=<>", 555),
            ("RCPT TO:<a@b.example> SIZE=1", 555),
            ("RCPT TO:<a@b.example> NOTIFY=SOMETIMES", 501),
            ("RCPT TO:<a@b.example> NOTIFY=NEVER,DELAY", 501),
            ("RCPT TO:<a@b.example> ORCPT=a", 501),
        ] {
            assert_eq!(parse(line.as_bytes()).map_err(|reply| reply.code), Err(code), "{line}");
        }
        let huge = parse(b"MAIL FROM:<> SIZE=99999999999999999999");
        assert_eq!(huge, Ok(Command::Mail(Sender { address: None, size: u64::MAX, text: Text::Ascii })));
    }
}
