//! The XML of WebDAV: names, elements, and their limits.
//!
//! Request bodies come from strangers, so everything is counted: nesting, elements and attributes. The bytes are
//! bounded by whoever read the request. Entities other than the five predefined ones do not exist here, and a document
//! type declaration is refused, so nothing can expand (RFC 4918 §20.6).

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;

pub use read::{BadXml, read};
pub use write::{DECLARATION, close, empty, escape, open, open_root};

/// The namespace of WebDAV (RFC 4918 §21).
pub const DAV: &str = "DAV:";
/// The namespace of CalDAV (RFC 4791 §11).
pub const CALDAV: &str = "urn:ietf:params:xml:ns:caldav";
/// The namespace of CardDAV (RFC 6352 §9).
pub const CARDDAV: &str = "urn:ietf:params:xml:ns:carddav";
/// The namespace of Apple's Calendar Server extensions, such as the CTag.
pub const CALENDARSERVER: &str = "http://calendarserver.org/ns/";
/// The namespace of Apple's calendar properties, such as the colour.
pub const APPLE: &str = "http://apple.com/ns/ical/";
/// The namespace of WebDAV Push.
pub const PUSH: &str = "https://bitfire.at/webdav-push";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Namespaces that an answer declares once, on its root, with the prefix each has there.
pub const PREFIXES: [(&str, &str); 6] =
    [(DAV, ""), (CALDAV, "C:"), (CARDDAV, "CR:"), (CALENDARSERVER, "CS:"), (APPLE, "I:"), (PUSH, "P:")];

/// The name of an element or a property: a namespace and a local name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    space: Cow<'static, str>,
    local: Cow<'static, str>,
}

impl Name {
    /// A name known when the program is written.
    pub const fn fixed(space: &'static str, local: &'static str) -> Name {
        Name { space: Cow::Borrowed(space), local: Cow::Borrowed(local) }
    }

    /// A name that came from outside, or `None` where it is no XML name.
    pub fn parse(space: &str, local: &str) -> Option<Name> {
        let legal = is_ncname(local) && space.chars().all(is_xml_char);
        legal.then(|| Name { space: interned(space), local: Cow::Owned(local.to_owned()) })
    }

    /// The namespace; empty for a name in none.
    pub fn space(&self) -> &str {
        &self.space
    }

    /// The name within its namespace.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// Whether this is the name `local` in `space`.
    pub fn is(&self, space: &str, local: &str) -> bool {
        self.local == local && self.space == space
    }
}

/// Known namespaces need no memory of their own.
fn interned(space: &str) -> Cow<'static, str> {
    let known = PREFIXES.iter().find(|(known, _)| *known == space);
    known.map_or_else(|| Cow::Owned(space.to_owned()), |(known, _)| Cow::Borrowed(*known))
}

/// An element of a request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What the element is called.
    pub name: Name,
    attributes: Vec<(Name, String)>,
    content: Vec<Content>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Element(Element),
    Text(String),
}

impl Element {
    /// Whether the element is `local` in `space`.
    pub fn is(&self, space: &str, local: &str) -> bool {
        self.name.is(space, local)
    }

    /// The elements inside, in order.
    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.content.iter().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    /// The first element inside with this name.
    pub fn child(&self, space: &str, local: &str) -> Option<&Element> {
        self.children().find(|child| child.is(space, local))
    }

    /// The elements inside with this name.
    pub fn children_named(&self, space: &'static str, local: &'static str) -> impl Iterator<Item = &Element> {
        self.children().filter(move |child| child.is(space, local))
    }

    /// The text directly inside, as written.
    pub fn text(&self) -> String {
        self.content
            .iter()
            .filter_map(|content| match content {
                Content::Text(text) => Some(text.as_str()),
                Content::Element(_) => None,
            })
            .collect()
    }

    /// The value of an attribute without namespace.
    pub fn attribute(&self, local: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name.is("", local)).map(|(_, value)| value.as_str())
    }

    /// The language that the element itself names (`xml:lang`); an empty one says that there is none.
    pub fn language(&self) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name.is(XML, "lang")).map(|(_, value)| value.as_str())
    }

    /// The element where what is around it is in this language: it says so itself, unless it is in another one (RFC 4918
    /// §4.3).
    pub fn in_language(&self, around: Option<&str>) -> Cow<'_, Element> {
        match (self.language(), around) {
            (None, Some(around)) => {
                let mut element = self.clone();
                element.attributes.push((Name::fixed(XML, "lang"), around.to_owned()));
                Cow::Owned(element)
            }
            _ => Cow::Borrowed(self),
        }
    }

    fn leaf(name: Name) -> Element {
        Element { name, attributes: Vec::new(), content: Vec::new() }
    }

    fn push_text(&mut self, text: &str) {
        match self.content.last_mut() {
            Some(Content::Text(before)) => before.push_str(text),
            _ => self.content.push(Content::Text(text.to_owned())),
        }
    }
}

/// Char of XML 1.0 §2.2.
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// NCName of Namespaces in XML §3: a Name (XML 1.0 §2.3) without colon.
fn is_ncname(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

fn is_name_start(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '_' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}' | '\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}')
}

/// What must hold for any bytes: reading ends, and what was read means the same when written and read again.
pub fn check(body: &[u8]) {
    if let Ok(element) = read(body) {
        let mut document = String::from(DECLARATION);
        open_root(&mut document, &Name::fixed(DAV, "r"));
        document.push_str(&element.to_xml());
        document.push_str("</r>");
        let again = read(document.as_bytes());
        assert_eq!(again.ok().and_then(|root| root.children().next().cloned()), Some(element));
    }
}
