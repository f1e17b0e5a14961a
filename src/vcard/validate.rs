//! What makes lines a card: BEGIN and END around, one VERSION that is kept here, one UID, a name (RFC 6352 §5.1, RFC
//! 2426 §5, RFC 6350 §3.3).
//!
//! Taken although the grammar wants it otherwise, because real clients write it and its meaning is clear: VERSION that
//! does not come first, no N in version 3.0 (lists of Evolution), an FN that is empty.

use crate::ical::Line;
use crate::id::{ETag, Uid};

use super::card::{Version, written};
use super::invalid::{Invalid, Precondition};
use super::view;

/// The version and UID of a card.
///
/// # Errors
/// Lines that are no valid vCard, with the line and the reason.
pub(super) fn identity(lines: &[Line]) -> Result<(Version, Uid), Invalid> {
    check_edges(lines)?;
    let version = single(lines, "VERSION")?;
    let number = version.number();
    let version = Version::parse(version.value()).ok_or_else(|| {
        let reason = format!("is {:?}; 3.0 and 4.0 are kept here", version.value());
        Invalid::of(Precondition::SupportedAddressData, number, "VERSION", reason)
    })?;
    let uid = single(lines, "UID")?;
    let text = Uid::parse(&uid.text_value()).map_err(|bad| Invalid::data(uid.number(), "UID", bad.reason))?;
    if !lines.iter().any(|line| view::names(line, "FN")) {
        return Err(Invalid::data(0, "FN", "is missing; every card has a name to show (RFC 6350 §6.2.1)"));
    }
    Ok((version, text))
}

fn check_edges(lines: &[Line]) -> Result<(), Invalid> {
    let is_edge = |line: &Line, name: &str| line.is(name) && line.value().trim().eq_ignore_ascii_case("VCARD");
    match lines.first() {
        None => return Err(Invalid::data(0, "", "the text is empty")),
        Some(first) if !is_edge(first, "BEGIN") => {
            return Err(Invalid::data(first.number(), first.name(), "stands where BEGIN:VCARD is expected"));
        }
        Some(_) => {}
    }
    let inner = lines.get(1..).unwrap_or_default();
    match inner.iter().position(|line| line.is("BEGIN") || line.is("END")) {
        None => Err(Invalid::data(0, "", "the card has no END:VCARD; the text is cut off")),
        Some(at) => match (inner.get(at), inner.get(at + 1)) {
            (Some(end), None) if is_edge(end, "END") => Ok(()),
            (Some(end), Some(more)) if is_edge(end, "END") => Err(Invalid::data(
                more.number(),
                more.name(),
                "stands behind END:VCARD; a resource is one card (RFC 6352 §5.1)",
            )),
            (Some(stray), _) => {
                Err(Invalid::data(stray.number(), stray.name(), format!("{} stands within a card", stray.value())))
            }
            (None, _) => Ok(()),
        },
    }
}

/// The one property of this name.
fn single<'a>(lines: &'a [Line], name: &str) -> Result<&'a Line, Invalid> {
    let mut named = lines.iter().filter(|line| view::names(line, name));
    match (named.next(), named.next()) {
        (Some(line), None) => Ok(line),
        (Some(_), Some(second)) => Err(Invalid::data(second.number(), name, "is there a second time")),
        (None, _) => Err(Invalid::data(0, name, "is missing")),
    }
}

/// Gives a card from a file what it lacks.
pub(super) fn repair(lines: &mut Vec<Line>, bytes: &[u8]) {
    if !lines.iter().any(|line| view::names(line, "FN")) {
        let of = |name: &str| lines.iter().find(|line| view::names(line, name)).map(view::shown);
        let name = ["N", "ORG", "NICKNAME", "EMAIL"].into_iter().filter_map(of).find(|name| !name.is_empty());
        insert(lines, Line::text("FN", &name.unwrap_or_default()));
    }
    if !lines.iter().any(|line| view::names(line, "UID") && !line.value().trim().is_empty()) {
        let basis = written(lines);
        let digest = if basis.is_empty() { ETag::of(bytes) } else { ETag::of(&basis) };
        lines.retain(|line| !view::names(line, "UID"));
        insert(lines, Line::text("UID", &format!("{digest}@uid.invalid")));
    }
}

/// Puts a line before END.
fn insert(lines: &mut Vec<Line>, line: Line) {
    let at = lines.iter().rposition(|line| line.is("END")).unwrap_or(lines.len());
    lines.insert(at, line);
}

#[cfg(test)]
mod tests {
    use super::super::{Card, Precondition};

    fn refused(text: &str) -> (Precondition, usize, String) {
        let bad = Card::parse(text.replace('|', "\r\n").as_bytes()).unwrap_err();
        (bad.precondition, bad.line, bad.to_string())
    }

    #[test]
    fn what_is_no_card_is_told_with_its_line() {
        use Precondition::{SupportedAddressData, ValidAddressData};
        for (text, precondition, line, told) in [
            ("", ValidAddressData, 0, "empty"),
            ("FN:a|", ValidAddressData, 1, "FN stands where BEGIN:VCARD"),
            ("BEGIN:VCALENDAR|END:VCALENDAR", ValidAddressData, 1, "BEGIN stands where BEGIN:VCARD"),
            ("BEGIN:VCARD|VERSION:3.0|UID:1|FN:a|", ValidAddressData, 0, "cut off"),
            ("BEGIN:VCARD|VERSION:3.0|UID:1|FN:a|END:VCALENDAR", ValidAddressData, 5, "stands within"),
            ("BEGIN:VCARD|BEGIN:VCARD|END:VCARD|END:VCARD", ValidAddressData, 2, "stands within"),
            ("BEGIN:VCARD|VERSION:3.0|UID:1|FN:a|END:VCARD|BEGIN:VCARD", ValidAddressData, 6, "behind END:VCARD"),
            ("BEGIN:VCARD|UID:1|FN:a|END:VCARD", ValidAddressData, 0, "VERSION is missing"),
            ("BEGIN:VCARD|VERSION:2.1|UID:1|FN:a|END:VCARD", SupportedAddressData, 2, "2.1"),
            ("BEGIN:VCARD|VERSION:3.0|FN:a|END:VCARD", ValidAddressData, 0, "UID is missing"),
            ("BEGIN:VCARD|VERSION:3.0|UID: |FN:a|END:VCARD", ValidAddressData, 3, "UID is empty"),
            ("BEGIN:VCARD|VERSION:3.0|UID:1|UID:2|FN:a|END:VCARD", ValidAddressData, 4, "second time"),
            ("BEGIN:VCARD|VERSION:3.0|UID:1|END:VCARD", ValidAddressData, 0, "FN is missing"),
            ("BEGIN:VCARD|VERSION:3.0|nonsense|END:VCARD", ValidAddressData, 3, "no colon"),
        ] {
            let (found, at, words) = refused(text);
            assert!(found == precondition && at == line && words.contains(told), "{text}: {at} {words}");
        }
    }

    #[test]
    fn a_card_from_a_file_gets_what_it_lacks() {
        for (inner, name) in [
            ("N:Stone;Bob;;Dr.;\r\nEMAIL:b@example.org", "Dr. Bob Stone"),
            ("ORG:Else\\, Inc.;Sales", "Else, Inc. Sales"),
            ("UID:\r\nEMAIL:b@example.org", "b@example.org"),
            ("NOTE:x\r\nnonsense", ""),
        ] {
            let text = format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{inner}\r\nEND:VCARD\r\n");
            let card = Card::read(text.as_bytes()).unwrap();
            assert_eq!(card.formatted_name(), name);
            assert!(card.uid().as_str().ends_with("@uid.invalid"));
            assert_eq!(Card::read(text.as_bytes()).unwrap(), card);
            assert!(Card::parse(&card.to_bytes()).is_ok());
        }
    }
}
