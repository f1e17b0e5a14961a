//! `CARDDAV:address-data` in a report: which properties of a card the client wants, and in which version (RFC 6352
//! §10.4).
//!
//! A request that names no version gets each card in the version in which it is kept. RFC 6352 would have that mean
//! 3.0; but a client that writes 4.0, reads without saying so and writes back would lose what 3.0 cannot say.

use std::borrow::Cow;

use hyper::HeaderMap;
use hyper::header::ACCEPT;

use super::error::{Failure, Precondition};
use super::xml::{CARDDAV, Element};
use crate::ical::Line;
use crate::vcard::{self, Card, Version};

/// What a report asks of each card's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressRequest {
    version: Option<Version>,
    /// The properties that are wanted; all where nothing is said.
    wanted: Option<Vec<Wanted>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    name: String,
    /// Whether the value is left out (`novalue="yes"`).
    bare: bool,
}

/// Names in one request.
const MAX_NAMES: usize = 500;
/// Lines without which nobody could read the rest; a request need not name them.
const FRAME: [&str; 3] = ["BEGIN", "VERSION", "END"];

impl AddressRequest {
    /// Reads a `CARDDAV:address-data` element of a request.
    ///
    /// # Errors
    /// `supported-address-data` for another media type or version, more than 500 names, a name that is missing.
    pub fn read(element: &Element) -> Result<AddressRequest, Failure> {
        let media_type = element.attribute("content-type").unwrap_or("text/vcard").trim();
        let version = element.attribute("version").map(str::trim);
        let unsupported = || {
            let words = format!("{media_type} {}", version.unwrap_or_default());
            Precondition::SupportedAddressData.because(words)
        };
        if !media_type.eq_ignore_ascii_case("text/vcard") {
            return Err(unsupported());
        }
        let version = version.map(|text| Version::parse(text).ok_or_else(unsupported)).transpose()?;
        let props: Vec<&Element> = element.children_named(CARDDAV, "prop").collect();
        if props.is_empty() || element.child(CARDDAV, "allprop").is_some() {
            return Ok(AddressRequest { version, wanted: None });
        }
        if props.len() > MAX_NAMES {
            return Err(Failure::BadRequest("too many names in address-data".into()));
        }
        let wanted = props.into_iter().map(Wanted::read).collect::<Result<_, _>>()?;
        Ok(AddressRequest { version, wanted: Some(wanted) })
    }

    /// A request for whole cards in a version.
    pub fn in_version(version: Version) -> AddressRequest {
        AddressRequest { version: Some(version), wanted: None }
    }

    /// What a GET asks for with `Accept` (RFC 6352 §5.1.1) of a card that is kept in this version: another one only where
    /// it is named and liked better. Whoever names no vCard at all gets it as it is kept (RFC 9110 §12.5.1).
    ///
    /// # Errors
    /// `supported-address-data-conversion`: only versions that nobody here knows.
    pub fn accepted(headers: &HeaderMap, kept: Version) -> Result<AddressRequest, Precondition> {
        let lines = headers.get_all(ACCEPT).into_iter().filter_map(|value| value.to_str().ok());
        let ranges: Vec<Range<'_>> = lines.flat_map(|line| line.split(',')).filter_map(Range::of).collect();
        let named = || ranges.iter().filter(|range| range.quality > 0 && range.version.is_some());
        let liked = |version: Version| named().filter(|range| range.is(version)).map(|range| range.quality).max();
        let any = ranges.iter().filter(|range| range.version.is_none()).map(|range| range.quality).max();
        let best = Version::ALL.iter().map(|(version, _)| *version).max_by_key(|version| liked(*version));
        match best.and_then(|version| liked(version).zip(Some(version))) {
            Some((quality, best)) if liked(kept).max(any) < Some(quality) => Ok(AddressRequest::in_version(best)),
            // Anything will do, but this one is asked for by name.
            Some((quality, best)) if liked(kept).is_none() && any <= Some(quality) => {
                Ok(AddressRequest::in_version(best))
            }
            None if named().next().is_some() && any.unwrap_or(0) == 0 => {
                Err(Precondition::SupportedAddressDataConversion)
            }
            _ => Ok(AddressRequest::default()),
        }
    }

    /// The text of a card in the form that was asked for.
    ///
    /// # Errors
    /// `supported-address-data-conversion`: the card cannot be given in that version.
    pub fn rendered<'a>(&self, body: &'a [u8]) -> Result<Cow<'a, str>, Precondition> {
        let stored = || String::from_utf8_lossy(body);
        if *self == AddressRequest::default() {
            return Ok(stored());
        }
        // It was accepted once; should it not be readable any more, its bytes are still the truth.
        let Ok(card) = Card::parse(body) else { return Ok(stored()) };
        let card = match self.version.filter(|version| *version != card.version()) {
            None if self.wanted.is_none() => return Ok(stored()),
            None => card,
            Some(version) => vcard::converted(&card, version).ok_or(Precondition::SupportedAddressDataConversion)?,
        };
        let kept = card.lines().iter().filter_map(|line| self.part(line));
        Ok(Cow::Owned(vcard::text(kept)))
    }

    /// What is wanted of a line.
    fn part(&self, line: &Line) -> Option<Line> {
        let Some(wanted) = &self.wanted else { return Some(line.clone()) };
        if FRAME.iter().any(|name| line.is(name)) {
            return Some(line.clone());
        }
        let wanted = wanted.iter().find(|wanted| vcard::names(line, &wanted.name))?;
        Some(if wanted.bare { line.clone().with_value("") } else { line.clone() })
    }
}

/// A media range that a vCard is in (RFC 9110 §12.5.1).
struct Range<'a> {
    /// The version that is named; `None` for any.
    version: Option<&'a str>,
    /// From 0, not at all, to 1000.
    quality: u32,
}

impl<'a> Range<'a> {
    fn of(text: &'a str) -> Option<Range<'a>> {
        let mut parts = text.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default();
        let is_card = ["text/vcard", "text/*", "*/*"].iter().any(|known| known.eq_ignore_ascii_case(media_type));
        let mut range = Some(Range { version: None, quality: 1000 }).filter(|_| is_card)?;
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            let value = value.trim().trim_matches('"');
            match name.trim() {
                name if name.eq_ignore_ascii_case("version") => range.version = Some(value),
                name if name.eq_ignore_ascii_case("q") => range.quality = quality(value),
                _ => {}
            }
        }
        Some(range)
    }

    fn is(&self, version: Version) -> bool {
        self.version.and_then(Version::parse) == Some(version)
    }
}

/// A weight in thousandths; one that is none counts as the best.
fn quality(text: &str) -> u32 {
    let weight: f64 = text.parse().unwrap_or(1.0);
    (weight.clamp(0.0, 1.0) * 1000.0) as u32
}

impl Wanted {
    fn read(element: &Element) -> Result<Wanted, Failure> {
        let name = element.attribute("name").unwrap_or_default().trim().to_ascii_uppercase();
        if name.is_empty() {
            return Err(Failure::BadRequest("a name is missing in address-data".into()));
        }
        Ok(Wanted { name, bare: element.attribute("novalue") == Some("yes") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dav::xml;

    const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:A\r\nA.TEL:1\r\nTEL;TYPE=home:2\r\nEND:VCARD\r\n";

    fn request(attributes: &str, inner: &str) -> Result<AddressRequest, Failure> {
        let text = format!("<address-data xmlns='{CARDDAV}' {attributes}>{inner}</address-data>");
        AddressRequest::read(&xml::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_request_chooses_properties() {
        for (inner, expected) in [
            ("", CARD),
            ("<allprop/>", CARD),
            ("<prop name='uid'/>", "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nEND:VCARD\r\n"),
            ("<prop name='tel'/>", "BEGIN:VCARD\r\nVERSION:3.0\r\nA.TEL:1\r\nTEL;TYPE=home:2\r\nEND:VCARD\r\n"),
            ("<prop name='A.TEL'/>", "BEGIN:VCARD\r\nVERSION:3.0\r\nA.TEL:1\r\nEND:VCARD\r\n"),
            (
                "<prop name='TEL' novalue='yes'/>",
                "BEGIN:VCARD\r\nVERSION:3.0\r\nA.TEL:\r\nTEL;TYPE=home:\r\nEND:VCARD\r\n",
            ),
        ] {
            assert_eq!(request("", inner).unwrap().rendered(CARD.as_bytes()).unwrap(), expected, "{inner}");
        }
        assert_eq!(request("version='3.0'", "").unwrap().rendered(CARD.as_bytes()).unwrap(), CARD);
    }

    #[test]
    fn other_forms_are_refused() {
        for attributes in ["content-type='text/calendar'", "version='2.1'", "content-type='application/vcard+json'"] {
            let refused = request(attributes, "");
            assert!(
                matches!(refused, Err(Failure::Precondition { precondition: Precondition::SupportedAddressData, .. })),
                "{attributes}"
            );
        }
        assert!(request("", "<prop/>").is_err());
    }

    #[test]
    fn another_version_is_given_where_it_is_liked_better() {
        let as_kept = AddressRequest::default();
        let v4 = AddressRequest::in_version(Version::V4);
        let none = Precondition::SupportedAddressDataConversion;
        for (accept, given) in [
            ("", Ok(&as_kept)),
            ("*/*", Ok(&as_kept)),
            ("application/json", Ok(&as_kept)),
            ("text/vcard", Ok(&as_kept)),
            ("text/vcard;version=3.0", Ok(&as_kept)),
            ("text/vcard;version=4.0", Ok(&v4)),
            ("TEXT/VCARD; Version=\"4.0\"; charset=utf-8", Ok(&v4)),
            ("text/vcard;version=4.0, */*", Ok(&v4)),
            ("text/vcard;version=4.0;q=0.2, text/*;q=0.8", Ok(&as_kept)),
            ("text/vcard;version=4.0, text/vcard;version=3.0", Ok(&as_kept)),
            ("text/vcard;version=4.0, text/vcard;version=3.0;q=0.9", Ok(&v4)),
            ("text/vcard;version=4.0;q=0", Ok(&as_kept)),
            ("text/vcard;version=2.1", Err(none)),
            ("text/vcard;version=2.1, */*;q=0.1", Ok(&as_kept)),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, accept.parse().unwrap());
            assert_eq!(AddressRequest::accepted(&headers, Version::V3).as_ref(), given.as_ref().copied(), "{accept}");
        }
    }
}
