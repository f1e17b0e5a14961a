//! A mail that was caught on its way out, and what a story wants of it.

use std::collections::BTreeMap;

use mail_parser::{Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders};
use rsvpd::imip::CaughtMail;

use super::checked::Checked;
use super::document::{self, Kind};
use super::pattern::Names;
use super::script::{File, expected_file};

/// A caught mail, read.
pub struct Letter<'a> {
    caught: &'a CaughtMail,
    message: Message<'a>,
}

impl<'a> Letter<'a> {
    /// Reads a caught mail.
    ///
    /// # Errors
    /// Bytes that are no mail.
    pub fn read(caught: &'a CaughtMail) -> Result<Letter<'a>, String> {
        let message = MessageParser::default().parse(&caught.raw).ok_or("the caught mail cannot be read")?;
        Ok(Letter { caught, message })
    }

    /// Holds the mail against one expectation.
    pub fn checked(&self, expected: &str, files: &BTreeMap<String, File>, names: &mut Names) -> Checked {
        let (first, rest) = expected.split_once(' ').unwrap_or((expected, ""));
        if matches!(first, "text" | "html") {
            return self.words_checked(first, rest, files, names);
        }
        let media = first.trim_end_matches(';');
        match expected.split_once(':') {
            _ if media.contains('/') && !media.contains(':') => self.part_checked(expected, files, names),
            Some((name, pattern)) => {
                let actual = self.header(name);
                Checked::value(&format!("{name}: "), pattern.trim(), actual.as_deref(), names)
            }
            None => Checked::No("this is no expectation of a mail".to_owned()),
        }
    }

    fn words_checked(&self, which: &str, expected: &str, files: &BTreeMap<String, File>, names: &mut Names) -> Checked {
        let subtype = if which == "text" { "plain" } else { "html" };
        let Some(text) = self.part("text", subtype, &[]).and_then(|part| part.text_contents()) else {
            return Checked::No(format!("it has no text/{subtype} part"));
        };
        match Checked::words(expected, text, names) {
            Some(checked) => checked,
            None => Checked::document(Kind::Text, expected, text, files, names),
        }
    }

    /// `type/subtype; parameter=value FILE`; without a file the part only has to be there.
    fn part_checked(&self, expected: &str, files: &BTreeMap<String, File>, names: &mut Names) -> Checked {
        let file = expected_file(expected);
        let wanted = file.as_ref().map_or(expected, |file| expected.trim_end_matches(file.as_str())).trim();
        let mut pieces = wanted.split(';').map(str::trim);
        let media = pieces.next().unwrap_or_default();
        let parameters: Vec<(&str, &str)> = pieces.filter_map(|piece| piece.split_once('=')).collect();
        let (kind, subtype) = media.split_once('/').unwrap_or((media, ""));
        let Some(part) = self.part(kind, subtype, &parameters) else {
            return Checked::No(format!("its parts are\n{}", self.structure()));
        };
        match file {
            None => Checked::Fits,
            Some(file) => {
                let text = String::from_utf8_lossy(part.contents());
                Checked::document(Kind::of(media), &file, &text, files, names)
            }
        }
    }

    fn part(&self, kind: &str, subtype: &str, parameters: &[(&str, &str)]) -> Option<&MessagePart<'a>> {
        self.message.parts.iter().find(|part| {
            let has = |(name, value): &(&str, &str)| {
                let found = part.content_type().and_then(|media| media.attribute(name));
                found.is_some_and(|found| found.eq_ignore_ascii_case(value))
            };
            // RFC 2045 §5.2: what says nothing is plain text.
            let is_meant = match part.content_type() {
                Some(_) => part.is_content_type(kind, subtype),
                None => (kind, subtype) == ("text", "plain"),
            };
            is_meant && parameters.iter().all(has)
        })
    }

    fn structure(&self) -> String {
        let lines = self.message.parts.iter().map(|part| match part.content_type() {
            Some(media) => format!("  + {}/{}", media.ctype(), media.subtype().unwrap_or_default()),
            None => "  + no Content-Type".to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A header, decoded and unfolded.
    fn header(&self, name: &str) -> Option<String> {
        match self.message.header(name)? {
            HeaderValue::Address(address) => Some(addresses(address)),
            HeaderValue::Text(text) => Some(text.to_string()),
            _ => {
                let raw = self.message.header_raw(name)?;
                Some(raw.split_whitespace().collect::<Vec<_>>().join(" "))
            }
        }
    }

    /// What `set NAME from …` names: `header X` (the address alone where it holds one), `calendar PROPERTY` (without
    /// `mailto:`), `envelope` (the sender), `link` (the path of the answer page), `stop` (that of the page to stop mails).
    ///
    /// # Errors
    /// Something that is not in the mail.
    pub fn named(&self, what: &str) -> Result<String, String> {
        let found = match what.split_once(' ') {
            Some(("header", name)) => match self.message.header(name) {
                Some(HeaderValue::Address(address)) => {
                    address.first().and_then(|first| first.address.clone()).map(String::from)
                }
                _ => self.header(name),
            },
            Some(("calendar", property)) => self.calendar_value(property),
            None if what == "envelope" => Some(self.caught.from.clone()),
            None if what == "link" => self.path("/r/"),
            None if what == "stop" => self.path("/stop/"),
            _ => return Err(format!("{what} is nothing that can be set")),
        };
        found.ok_or_else(|| format!("the mail has no {what}"))
    }

    /// The text of its calendar part.
    pub fn calendar(&self) -> Option<&str> {
        self.part("text", "calendar", &[])?.text_contents()
    }

    /// Its subject, decoded.
    pub fn subject(&self) -> &str {
        self.message.subject().unwrap_or_default()
    }

    fn calendar_value(&self, property: &str) -> Option<String> {
        let text = self.calendar()?;
        let flat = text.replace("\r\n ", "").replace("\r\n\t", "");
        let line = flat.lines().find(|line| {
            let name = line.split([';', ':']).next().unwrap_or_default();
            name.eq_ignore_ascii_case(property)
        })?;
        match line.to_ascii_lowercase().rfind("mailto:") {
            Some(at) => Some(line[at + "mailto:".len()..].to_owned()),
            None => line.split_once(':').map(|(_, value)| value.to_owned()),
        }
    }

    /// The path of a link in the text that begins so.
    fn path(&self, prefix: &str) -> Option<String> {
        let text = self.part("text", "plain", &[])?.text_contents()?;
        let at = text.find(prefix)?;
        let path = &text[at..];
        let end = path.find(|c: char| c.is_whitespace() || "?#>\")".contains(c)).unwrap_or(path.len());
        Some(path[..end].to_owned())
    }

    /// The mail in short, for a report.
    pub fn shown(&self) -> String {
        let subject = self.subject();
        let text = self.part("text", "plain", &[]).and_then(|part| part.text_contents()).unwrap_or_default();
        format!("  came: to {}: {subject}\n{}", self.caught.to, document::excerpt(text))
    }
}

fn addresses(address: &Address<'_>) -> String {
    let shown = address.iter().map(|one| match (&one.name, one.address.as_deref().unwrap_or_default()) {
        (Some(name), address) => format!("{name} <{address}>"),
        (None, address) => address.to_owned(),
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: &str = "From: =?utf-8?Q?J=C3=B8rgen?= via Calendar\r\n <a@cal.example.org>\r\nTo: bob@else.example\r\n\
        Subject: =?utf-8?Q?Caf=C3=A9?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\nAnswer: http://h/r/abc?r=accepted\r\n--x\r\n\
        Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nORGANIZER;CN=\"A: B\":mailto:i-\r\n \
        1@cal.example.org\r\nUID:u\r\nEND:VCALENDAR\r\n--x--\r\n";

    #[test]
    fn what_stories_ask_of_a_mail_is_found() {
        let caught = CaughtMail { from: "b-1@h".into(), to: "bob@else.example".into(), raw: RAW.into() };
        let letter = Letter::read(&caught).unwrap();
        let mut names = Names::default();
        for (expected, fits) in [
            ("Subject: Café", true),
            ("From: Jørgen via Calendar <a@cal.example.org>", true),
            ("To: bob@else.example", true),
            ("Reply-To: (none)", true),
            ("Subject: Tea", false),
            ("text contains Answer: http", true),
            ("text lacks Answer", false),
            ("text/calendar; method=REQUEST", true),
            ("text/calendar; method=CANCEL", false),
            ("application/ics", false),
        ] {
            let checked = letter.checked(expected, &BTreeMap::new(), &mut names);
            assert_eq!(checked == Checked::Fits, fits, "{expected}: {checked:?}");
        }
        for (what, value) in [
            ("link", "/r/abc"),
            ("envelope", "b-1@h"),
            ("header From", "a@cal.example.org"),
            ("calendar ORGANIZER", "i-1@cal.example.org"),
            ("calendar UID", "u"),
        ] {
            assert_eq!(letter.named(what).as_deref(), Ok(value));
        }
        assert!(letter.named("calendar LOCATION").is_err() && letter.named("moon").is_err());
    }
}
