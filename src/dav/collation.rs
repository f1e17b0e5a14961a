//! How characters compare in searches (RFC 4790): `i;ascii-casemap`, `i;octet` and `i;unicode-casemap` (RFC 5051).

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::ical::Line;

/// How characters compare (RFC 4790 §9, RFC 5051).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collation {
    /// `i;ascii-casemap`, the default of CalDAV: letters of ASCII are alike in both cases.
    AsciiCasemap,
    /// `i;unicode-casemap`, the default of CardDAV: so are all letters, and compatible forms of one letter.
    UnicodeCasemap,
    /// `i;octet`: nothing is alike but what is the same.
    Octet,
}

impl Collation {
    /// Every collation, with its name; `supported-collation-set` lists these.
    pub const ALL: &[(Collation, &str)] = &[
        (Collation::AsciiCasemap, "i;ascii-casemap"),
        (Collation::UnicodeCasemap, "i;unicode-casemap"),
        (Collation::Octet, "i;octet"),
    ];

    /// The collation of this name.
    pub fn parse(name: &str) -> Option<Collation> {
        Collation::ALL.iter().find(|(_, known)| *known == name).map(|(collation, _)| *collation)
    }

    /// The form of a text in which equal means alike.
    pub fn folded(self, text: &str) -> Cow<'_, str> {
        match self {
            Collation::Octet => Cow::Borrowed(text),
            Collation::AsciiCasemap => Cow::Owned(text.to_ascii_lowercase()),
            Collation::UnicodeCasemap => Cow::Owned(casemapped(text)),
        }
    }
}

/// A text in the form that a collation compares.
type Folded<'a> = Rc<Cow<'a, str>>;

/// The values of one object's lines in the form that a collation compares, each made once, however many filters ask for it.
#[derive(Default)]
pub struct Folds<'a> {
    made: RefCell<HashMap<(*const Line, Collation), Folded<'a>>>,
}

impl<'a> Folds<'a> {
    /// The value of a line, folded.
    pub fn of(&self, line: &'a Line, collation: Collation) -> Folded<'a> {
        let mut made = self.made.borrow_mut();
        let fold = || match (line.text_value(), collation) {
            (text, Collation::Octet) => Rc::new(text),
            (text, collation) => Rc::new(Cow::Owned(collation.folded(&text).into_owned())),
        };
        Rc::clone(made.entry((std::ptr::from_ref(line), collation)).or_insert_with(fold))
    }
}

/// RFC 5051 §2: each character becomes its title case (column 14 of UnicodeData.txt), then its full compatibility
/// decomposition.
fn casemapped(text: &str) -> String {
    let titled: String = text.chars().map(titlecase).collect();
    DecomposingNormalizerBorrowed::new_nfkd().normalize(&titled).into_owned()
}

/// The simple title case of a character. The library knows the full upper case: it is the same but for the letters
/// below.
fn titlecase(letter: char) -> char {
    match letter {
        // The digraphs of Croatian and of Unicode's DZ.
        '\u{1C4}'..='\u{1C6}' => '\u{1C5}',
        '\u{1C7}'..='\u{1C9}' => '\u{1C8}',
        '\u{1CA}'..='\u{1CC}' => '\u{1CB}',
        '\u{1F1}'..='\u{1F3}' => '\u{1F2}',
        // Georgian has capitals, but no titles.
        '\u{10D0}'..='\u{10FA}' | '\u{10FD}'..='\u{10FF}' => letter,
        // Greek with an iota below, which is no letter of its own in a title.
        '\u{1F80}'..='\u{1F87}' | '\u{1F90}'..='\u{1F97}' | '\u{1FA0}'..='\u{1FA7}' => following(letter, 8),
        '\u{1FB3}' | '\u{1FC3}' | '\u{1FF3}' => following(letter, 9),
        '\u{1F88}'..='\u{1F8F}' | '\u{1F98}'..='\u{1F9F}' | '\u{1FA8}'..='\u{1FAF}' => letter,
        '\u{1FBC}' | '\u{1FCC}' | '\u{1FFC}' => letter,
        _ => {
            let mut upper = letter.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(upper), None) => upper,
                // ß and its like have no capital of one character.
                _ => letter,
            }
        }
    }
}

fn following(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) + by).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_folded_once() {
        let line = || Line::new("SUMMARY", "M\\, ü").unwrap();
        let (line, other) = (line(), line());
        let folds = Folds::default();
        let first = folds.of(&line, Collation::UnicodeCasemap);
        assert_eq!(&**first, "M, U\u{308}");
        assert!(Rc::ptr_eq(&first, &folds.of(&line, Collation::UnicodeCasemap)));
        assert!(!Rc::ptr_eq(&first, &folds.of(&other, Collation::UnicodeCasemap)));
        assert_eq!(&**folds.of(&line, Collation::Octet), "M, ü");
        assert_eq!(&**folds.of(&line, Collation::AsciiCasemap), "m, ü");
    }

    #[test]
    fn collations_differ_in_what_they_think_alike() {
        let alike = |collation: Collation, one: &str, other: &str| collation.folded(one) == collation.folded(other);
        for (one, other, ascii, unicode) in [
            ("Lisa", "LISA", true, true),
            ("Müller", "MÜLLER", false, true),
            ("Mu\u{308}ller", "müller", false, true),
            ("\u{FB01}n", "FIN", false, false), // Title case comes first: the ligature has none, and F is not f.
            ("Straße", "STRASSE", false, false),
            ("\u{133}", "IJ", false, true),
            ("Σίσυφος", "σίσυφοσ", false, true),
            ("\u{1C6}", "\u{1C4}", false, true),
            ("\u{1FB3}", "\u{1FBC}", false, true),
            ("\u{FF21}", "a", false, true),
            ("i", "İ", false, false),
            ("a", "b", false, false),
        ] {
            assert_eq!(alike(Collation::AsciiCasemap, one, other), ascii, "{one} {other}");
            assert_eq!(alike(Collation::UnicodeCasemap, one, other), unicode, "{one} {other}");
            assert!(!alike(Collation::Octet, one, other));
        }
    }
}
