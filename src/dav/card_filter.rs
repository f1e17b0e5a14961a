//! The filter of an addressbook-query (RFC 6352 §10.5): read from XML, and held against cards.

use super::collation::{Collation, Folds};
use super::error::{Failure, Precondition};
use super::patience::{OutOfTime, Patience};
use super::xml::{CARDDAV, Element};
use crate::ical::Line;
use crate::vcard::{self, Card};

/// Which cards are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFilter {
    test: Test,
    properties: Vec<PropertyFilter>,
}

/// How many of several tests must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Any,
    All,
}

/// What is said about one kind of property.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PropertyFilter {
    name: String,
    is: PropertyTest,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PropertyTest {
    IsNotDefined,
    Has(Test, Vec<TextMatch>, Vec<ParameterFilter>),
}

/// What is said about one parameter of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ParameterFilter {
    name: String,
    is: ParameterTest,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ParameterTest {
    IsNotDefined,
    IsDefined,
    Text(TextMatch),
}

/// A text to be found in another (RFC 6352 §10.5.4).
#[derive(Clone, Debug, PartialEq, Eq)]
struct TextMatch {
    /// In the form that the collation compares.
    folded: String,
    collation: Collation,
    place: Where,
    is_negated: bool,
}

/// Where in a text another has to be found (`match-type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Anywhere,
    AtStart,
    AtEnd,
    Whole,
}

/// The values of `match-type`.
const PLACES: &[(&str, Where)] = &[
    ("contains", Where::Anywhere),
    ("starts-with", Where::AtStart),
    ("ends-with", Where::AtEnd),
    ("equals", Where::Whole),
];
/// Filters of all kinds in one request; each is evaluated for each card.
const MAX_FILTERS: usize = 100;

/// Reads a `CARDDAV:filter` element.
///
/// # Errors
/// `supported-collation` for other collations than ours, `supported-filter` for more than 100 filters; a name that is
/// missing, and values of attributes that RFC 6352 §10.5 does not know.
pub fn read(filter: &Element) -> Result<CardFilter, Failure> {
    let mut left = MAX_FILTERS;
    let properties = filter.children_named(CARDDAV, "prop-filter").map(|child| property(child, &mut left));
    Ok(CardFilter { test: test(filter)?, properties: properties.collect::<Result<_, _>>()? })
}

fn test(element: &Element) -> Result<Test, Failure> {
    match element.attribute("test").map(str::trim) {
        None | Some("anyof") => Ok(Test::Any),
        Some("allof") => Ok(Test::All),
        Some(other) => Err(Failure::BadRequest(format!("test is {other:?}; it can be anyof or allof"))),
    }
}

fn property(element: &Element, left: &mut usize) -> Result<PropertyFilter, Failure> {
    let name = name(element, left)?;
    let texts = element.children_named(CARDDAV, "text-match").map(|child| text(child, left));
    let texts = texts.collect::<Result<Vec<_>, _>>()?;
    let parameters = element.children_named(CARDDAV, "param-filter").map(|child| parameter(child, left));
    let parameters = parameters.collect::<Result<Vec<_>, _>>()?;
    let is = match is_not_defined(element)? {
        true => PropertyTest::IsNotDefined,
        false => PropertyTest::Has(test(element)?, texts, parameters),
    };
    Ok(PropertyFilter { name, is })
}

fn parameter(element: &Element, left: &mut usize) -> Result<ParameterFilter, Failure> {
    let name = name(element, left)?;
    let is = match element.child(CARDDAV, "text-match") {
        _ if is_not_defined(element)? => ParameterTest::IsNotDefined,
        Some(child) => ParameterTest::Text(text(child, left)?),
        None => ParameterTest::IsDefined,
    };
    Ok(ParameterFilter { name, is })
}

fn counted(left: &mut usize) -> Result<(), Failure> {
    *left = left.checked_sub(1).ok_or_else(|| Precondition::CardSupportedFilter.because("too many filters"))?;
    Ok(())
}

fn name(element: &Element, left: &mut usize) -> Result<String, Failure> {
    counted(left)?;
    let name = element.attribute("name").map(str::trim).unwrap_or_default();
    if name.is_empty() {
        return Err(Failure::BadRequest(format!("{} has no name", element.name.local())));
    }
    Ok(name.to_ascii_uppercase())
}

fn is_not_defined(element: &Element) -> Result<bool, Failure> {
    let found = element.child(CARDDAV, "is-not-defined").is_some();
    if found && element.children().count() > 1 {
        return Err(Failure::BadRequest("is-not-defined stands alone".into()));
    }
    Ok(found)
}

fn text(element: &Element, left: &mut usize) -> Result<TextMatch, Failure> {
    counted(left)?;
    let wanted = element.attribute("collation").map_or("i;unicode-casemap", str::trim);
    let known = if wanted == "default" { "i;unicode-casemap" } else { wanted };
    let collation = Collation::parse(known).ok_or_else(|| Precondition::CardSupportedCollation.because(wanted))?;
    let is_negated = match element.attribute("negate-condition") {
        None | Some("no") => false,
        Some("yes") => true,
        Some(other) => return Err(Failure::BadRequest(format!("negate-condition is {other:?}"))),
    };
    let place = element.attribute("match-type").map_or("contains", str::trim);
    let place = PLACES.iter().find(|(name, _)| *name == place).map(|(_, place)| *place);
    let place = place.ok_or_else(|| Failure::BadRequest("this match-type is not known".into()))?;
    Ok(TextMatch { folded: collation.folded(&element.text()).into_owned(), collation, place, is_negated })
}

impl Test {
    fn of(self, mut results: impl Iterator<Item = bool>) -> bool {
        match self {
            Test::Any => results.any(|holds| holds),
            Test::All => results.all(|holds| holds),
        }
    }
}

impl CardFilter {
    /// Whether it says nothing: every card is wanted then.
    pub fn is_empty(&self) -> bool {
        self.properties.is_empty()
    }

    /// Whether a card satisfies it.
    ///
    /// # Errors
    /// That takes longer than there is patience for.
    pub fn holds(&self, card: &Card, patience: &Patience) -> Result<bool, OutOfTime> {
        let folds = Folds::default();
        // Without patience nothing is found out any more: there is no answer then.
        let tried = self.properties.iter().take_while(|_| !patience.is_over());
        let holds = self.test.of(tried.map(|filter| filter.holds(card, &folds)));
        if patience.is_over() { Err(OutOfTime) } else { Ok(self.is_empty() || holds) }
    }
}

impl PropertyFilter {
    fn holds<'a>(&'a self, card: &'a Card, folds: &Folds<'a>) -> bool {
        let mut named = card.properties(&self.name);
        match &self.is {
            PropertyTest::IsNotDefined => named.next().is_none(),
            PropertyTest::Has(_, texts, parameters) if texts.is_empty() && parameters.is_empty() => {
                named.next().is_some()
            }
            PropertyTest::Has(test, texts, parameters) => named.any(|line| {
                let texts = texts.iter().map(|text| text.holds_in(&folds.of(line, text.collation)));
                test.of(texts.chain(parameters.iter().map(|filter| filter.holds(line))))
            }),
        }
    }
}

impl ParameterFilter {
    fn holds(&self, line: &Line) -> bool {
        let values = vcard::param_values(line, &self.name);
        match &self.is {
            ParameterTest::IsNotDefined => values.is_empty(),
            ParameterTest::IsDefined => !values.is_empty(),
            // A text that must be lacking is lacking when no value has it.
            ParameterTest::Text(text) if text.is_negated => {
                !values.is_empty() && values.iter().all(|value| text.holds(value))
            }
            ParameterTest::Text(text) => values.iter().any(|value| text.holds(value)),
        }
    }
}

impl TextMatch {
    fn holds(&self, value: &str) -> bool {
        self.holds_in(&self.collation.folded(value))
    }

    fn holds_in(&self, value: &str) -> bool {
        let found = match self.place {
            Where::Anywhere => value.contains(self.folded.as_str()),
            Where::AtStart => value.starts_with(self.folded.as_str()),
            Where::AtEnd => value.ends_with(self.folded.as_str()),
            Where::Whole => value == self.folded,
        };
        found != self.is_negated
    }
}

/// What must hold for any bytes: reading a request's filter and address-data ends, with an answer or a refusal.
pub fn check(body: &[u8]) {
    let Ok(root) = super::xml::read(body) else { return };
    for filter in root.children_named(CARDDAV, "filter").filter_map(|filter| read(filter).ok()) {
        assert_eq!(filter.is_empty(), filter.properties.is_empty());
    }
    for data in root.children().flat_map(Element::children).filter(|child| child.is(CARDDAV, "address-data")) {
        let _ = super::address::AddressRequest::read(data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dav::xml;

    const CARD: &str = "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Zoë Müller\nN:Müller;Zoë;;;\nitem1.TEL;TYPE=home,voice:1\n\
                        EMAIL;TYPE=INTERNET:zoe@else.example\nEMAIL:zoe@work.example\nEND:VCARD\n";

    fn filter(attributes: &str, inner: &str) -> Result<CardFilter, Failure> {
        let text = format!("<filter xmlns='{CARDDAV}' {attributes}>{inner}</filter>");
        read(&xml::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn cards_are_found_as_the_rfc_says() {
        let card = Card::parse(CARD.as_bytes()).unwrap();
        let one = |name: &str, inner: &str| format!("<prop-filter name='{name}'>{inner}</prop-filter>");
        let text = |attributes: &str, text: &str| format!("<text-match {attributes}>{text}</text-match>");
        let (yes, no) = (one("FN", ""), one("NICKNAME", ""));
        for (attributes, inner, holds) in [
            ("", String::new(), true),
            ("test='allof'", String::new(), true),
            ("", format!("{yes}{no}"), true),
            ("test='allof'", format!("{yes}{no}"), false),
            ("", one("NICKNAME", "<is-not-defined/>"), true),
            ("", one("fn", "<is-not-defined/>"), false),
            ("", one("TEL", ""), true),
            ("", one("ITEM1.TEL", ""), true),
            ("", one("ITEM2.TEL", ""), false),
            ("", one("FN", &text("", "MÜLL")), true),
            ("", one("FN", &text("collation='i;ascii-casemap'", "MÜLL")), false),
            ("", one("FN", &text("collation='i;octet'", "zoë")), false),
            ("", one("FN", &text("match-type='starts-with'", "zoë")), true),
            ("", one("FN", &text("match-type='starts-with'", "müller")), false),
            ("", one("FN", &text("match-type='ends-with'", "müller")), true),
            ("", one("FN", &text("match-type='equals'", "zoë")), false),
            ("", one("FN", &text("match-type='equals'", "zoë müller")), true),
            ("", one("FN", &text("negate-condition='yes'", "bob")), true),
            ("", one("EMAIL", &text("negate-condition='yes'", "else")), true),
            ("", one("EMAIL", &(text("", "zoe") + &text("", "bob"))), true),
            ("", one("EMAIL' test='allof", &(text("", "zoe") + &text("", "bob"))), false),
            ("", one("EMAIL' test='allof", &(text("", "zoe") + &text("", "work"))), true),
            ("", one("EMAIL", "<param-filter name='type'/>"), true),
            ("", one("FN", "<param-filter name='type'/>"), false),
            ("", one("EMAIL", "<param-filter name='TYPE'><is-not-defined/></param-filter>"), true),
            (
                "",
                one(
                    "TEL",
                    &format!("<param-filter name='TYPE'>{}</param-filter>", text("match-type='equals'", "VOICE")),
                ),
                true,
            ),
            (
                "",
                one(
                    "TEL",
                    &format!("<param-filter name='TYPE'>{}</param-filter>", text("negate-condition='yes'", "voice")),
                ),
                false,
            ),
            (
                "",
                one(
                    "EMAIL' test='allof",
                    &(text("", "work") + "<param-filter name='TYPE'><is-not-defined/></param-filter>"),
                ),
                true,
            ),
        ] {
            let patience = Patience::with_a_request();
            assert_eq!(filter(attributes, &inner).unwrap().holds(&card, &patience), Ok(holds), "{attributes} {inner}");
        }
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for (attributes, inner) in [
            ("test='both'", String::new()),
            ("", "<prop-filter/>".to_owned()),
            ("", "<prop-filter name='FN'><is-not-defined/><text-match>a</text-match></prop-filter>".to_owned()),
            ("", "<prop-filter name='FN'><text-match collation='i;x'>a</text-match></prop-filter>".to_owned()),
            ("", "<prop-filter name='FN'><text-match match-type='x'>a</text-match></prop-filter>".to_owned()),
            ("", "<prop-filter name='FN'><text-match negate-condition='x'>a</text-match></prop-filter>".to_owned()),
            ("", "<prop-filter name='FN'/>".repeat(101)),
        ] {
            assert!(filter(attributes, &inner).is_err(), "{attributes} {inner}");
        }
    }

    #[test]
    fn damaged_requests_end_with_an_answer_or_a_refusal() {
        let good = "<addressbook-query xmlns='urn:ietf:params:xml:ns:carddav' xmlns:D='DAV:'><D:prop><address-data>\
                    <prop name='FN'/></address-data></D:prop><filter test='anyof'><prop-filter name='TEL'>\
                    <param-filter name='TYPE'><text-match match-type='equals'>x</text-match></param-filter>\
                    </prop-filter></filter></addressbook-query>"
            .as_bytes();
        check(good);
        for at in 0..good.len() {
            for byte in b"<>'/ \0\xff" {
                let mut bytes = good.to_vec();
                bytes[at] = *byte;
                check(&bytes);
            }
            check(&good[..at]);
        }
    }
}
