//! A file of many cards into cards, one at a time.

use crate::ical::{Logical, Manner, Unfolded};

use super::card::Card;
use super::invalid::Invalid;

/// Every card of a file, in order, each read as [`Card::read`] does: one that cannot be read does not hide the others.
pub fn cards(bytes: &[u8]) -> impl Iterator<Item = Result<Card, Invalid>> {
    let mut lines = Unfolded::new(bytes, Manner::Lenient);
    std::iter::from_fn(move || {
        let mut begun = None;
        let mut last = lines.taken();
        while let Some(logical) = lines.next() {
            let (from, to) = (last, lines.taken());
            last = to;
            if is_edge(&logical, b"BEGIN:VCARD") {
                begun.get_or_insert(from);
            } else if let Some(begun) = begun.filter(|_| is_edge(&logical, b"END:VCARD")) {
                return Some(Card::read(bytes.get(begun..to).unwrap_or_default()));
            }
        }
        let rest = bytes.get(begun?..).unwrap_or_default();
        Some(Card::read(rest))
    })
}

fn is_edge(logical: &Logical<'_>, edge: &[u8]) -> bool {
    logical.bytes.trim_ascii().eq_ignore_ascii_case(edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_card_is_read_by_itself() {
        let one = |uid: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:x\r\nEND:VCARD\r\n");
        let old = "begin:vcard\r\nVERSION:2.1\r\nN:x\r\nend:vcard\r\n";
        let text = format!("\r\nHello\r\n{}\r\n{old}{}BEGIN:VCARD\r\nVERSION:3.0\r\nUID:3", one("1"), one("2"));
        let found: Vec<Option<String>> =
            cards(text.as_bytes()).map(|card| card.ok().map(|card| card.uid().to_string())).collect();
        assert_eq!(found, [Some("1".to_owned()), None, Some("2".to_owned()), None]);
        assert_eq!(cards(b"nothing").count(), 0);
    }
}
