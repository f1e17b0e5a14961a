//! What must hold for every input whatever: the property that tests and fuzzers replay.

use super::card::Card;
use super::split::cards;
use super::view::shown;

/// Reads arbitrary bytes strictly and as a file, looks at everything through the views and writes it back.
///
/// # Panics
/// When the reader, the views or the writer disagree with one another: a bug.
pub fn check(bytes: &[u8]) {
    if let Ok(card) = Card::parse(bytes) {
        look_at(&card);
        let written = card.to_bytes();
        let again = Card::parse(&written);
        assert_eq!(again.as_ref().map(Card::lines), Ok(card.lines()));
        assert_eq!(again.map(|again| again.to_bytes()), Ok(written));
    }
    for card in cards(bytes).flatten() {
        look_at(&card);
        let again = Card::parse(&card.to_bytes());
        assert_eq!(again.as_ref().map(Card::lines), Ok(card.lines()));
    }
}

fn look_at(card: &Card) {
    assert!(!card.uid().as_str().is_empty());
    card.lines().iter().for_each(|line| drop(shown(line)));
    let _ = card.formatted_name();
    assert!(card.emails().all(|email| !email.address.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_cards_neither_panic_nor_change() {
        let good = "\u{feff}BEGIN:VCARD\r\nVERSION:4.0\r\nUID:1\r\nFN:Jürgen \\, x\r\nN:a;b,c;;;\r\nitem1.EMAIL;PREF=1;TYPE=\"a,b\":x@y\r\n\
                    item1.X-ABLabel:_$!<Home>!$_\r\nKIND:group\r\nMEMBER:urn:uuid:1\r\nPHOTO:data:image/png;base64,AA\r\n AA\r\nEND:VCARD\r\n"
            .as_bytes();
        check(good);
        let mut state = 7_u64;
        for _ in 0..20_000 {
            let mut bytes = good.to_vec();
            for _ in 0..2 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % bytes.len();
                match state % 3 {
                    0 => bytes[at] = (state >> 24) as u8,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, b":;.,\r\n \"\\"[(state >> 40) as usize % 9]),
                }
            }
            check(&bytes);
        }
    }
}
