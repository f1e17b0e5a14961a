//! Cards that the server writes itself.

use crate::ical::{Line, PRODID, Timestamp};
use crate::id::Uid;

use super::card::Card;
use super::invalid::Invalid;

/// Somebody of whom name and addresses are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person<'a> {
    /// What identifies the card.
    pub uid: &'a Uid,
    /// The name for people; empty where none is known.
    pub name: &'a str,
    /// E-mail addresses, the preferred one first.
    pub emails: &'a [String],
    /// When this became known, if the card is to say so.
    pub since: Option<Timestamp>,
}

/// A card about a person, in version 3.0: every client reads it. Somebody without a name is called by the address.
///
/// # Errors
/// Never for a person with a UID; the type says what [`Card::of`] checks.
pub fn fresh(person: &Person<'_>) -> Result<Card, Invalid> {
    let name = person.name.trim();
    let shown = if name.is_empty() { person.emails.first().map_or("", String::as_str) } else { name };
    let mut lines = vec![
        Line::text("BEGIN", "VCARD"),
        Line::text("VERSION", "3.0"),
        Line::text("PRODID", PRODID),
        Line::text("UID", person.uid.as_str()),
        Line::text("FN", shown),
        structured(name),
    ];
    lines.extend(person.emails.iter().map(|email| Line::text("EMAIL", email).with_param("TYPE", "INTERNET")));
    if let Some(since) = person.since {
        lines.push(Line::text("REV", &since.format("%Y-%m-%dT%H:%M:%SZ").to_string()));
    }
    lines.push(Line::text("END", "VCARD"));
    Card::of(lines)
}

/// N of a name as people write it: `Bob Stone` or `Stone, Bob`. A single word is a given name.
pub(super) fn structured(name: &str) -> Line {
    let (family, given) = match (name.split_once(','), name.rsplit_once(char::is_whitespace)) {
        (Some((family, given)), _) => (family, given),
        (None, Some((given, family))) => (family, given),
        (None, None) => ("", name),
    };
    let part = |text: &str| crate::ical::value::escaped(text.trim());
    Line::text("N", "").with_value(&format!("{};{};;;", part(family), part(given)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_card_says_what_is_known() {
        let uid = Uid::parse("u1").unwrap();
        let emails = ["bob@else.example".to_owned()];
        for (name, shown, parts) in [
            ("Bob van der Stone", "Bob van der Stone", "Stone;Bob van der;;;"),
            ("Stone, Bob", "Stone\\, Bob", "Stone;Bob;;;"),
            ("Bob", "Bob", ";Bob;;;"),
            (" ", "bob@else.example", ";;;;"),
            ("A\r\nTEL:1;b c", "A\\nTEL:1\\;b c", "c;A\\nTEL:1\\;b;;;"),
        ] {
            let card = fresh(&Person { uid: &uid, name, emails: &emails, since: None }).unwrap();
            assert_eq!(
                String::from_utf8(card.to_bytes()).unwrap(),
                format!(
                    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:{PRODID}\r\nUID:u1\r\nFN:{shown}\r\nN:{parts}\r\n\
                     EMAIL;TYPE=INTERNET:bob@else.example\r\nEND:VCARD\r\n"
                )
            );
            assert!(Card::parse(&card.to_bytes()).is_ok());
        }
    }
}
