//! Reads a request body into a small bounded tree.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceError, ResolveResult};
use quick_xml::reader::NsReader;

use super::{Content, Element, Name, is_xml_char};

/// The deepest nesting that is read; no element of any WebDAV RFC needs ten.
const MAX_DEPTH: usize = 32;
/// Elements and attributes together. A multiget names one member per element, so this is also the longest multiget.
const MAX_NODES: usize = 100_000;

/// Why a request body was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadXml {
    /// Neither UTF-8 nor UTF-16, or declared to be something else.
    Encoding,
    /// Not well-formed; the reader's own words.
    Malformed(String),
    /// The text ended inside an element, or there was none.
    Truncated,
    /// A document type declaration, which WebDAV has no use for and attackers have.
    DocumentType,
    /// A document type declaration that refers to something outside.
    ExternalEntity,
    /// An entity that is not one of the five predefined ones.
    UnknownEntity(String),
    /// A prefix without namespace.
    UnknownPrefix(String),
    /// A name or a character that XML does not allow.
    IllegalCharacter,
    /// More nesting or more elements than any honest request has.
    TooLarge,
    /// More namespaces than are read.
    TooManyNamespaces,
    /// Something other than blanks around the root element.
    OutsideRoot,
}

impl std::fmt::Display for BadXml {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadXml::Encoding => f.write_str("the body is neither UTF-8 nor UTF-16"),
            BadXml::Malformed(reason) => write!(f, "the body is not well-formed XML: {reason}"),
            BadXml::Truncated => f.write_str("the XML ends too early"),
            BadXml::DocumentType => f.write_str("a document type declaration is not accepted"),
            BadXml::ExternalEntity => f.write_str("nothing is read from outside the body"),
            BadXml::UnknownEntity(name) => write!(f, "unknown entity {name:?}"),
            BadXml::UnknownPrefix(prefix) => write!(f, "the prefix {prefix:?} has no namespace"),
            BadXml::IllegalCharacter => f.write_str("a character or name that XML does not allow"),
            BadXml::TooLarge => f.write_str("too many or too deeply nested elements"),
            BadXml::TooManyNamespaces => f.write_str("too many namespaces"),
            BadXml::OutsideRoot => f.write_str("there is something beside the root element"),
        }
    }
}

impl std::error::Error for BadXml {}

/// Reads a request body.
///
/// # Errors
/// Everything that is not one well-formed, namespace-correct element in UTF-8 or UTF-16 (RFC 4918 §8.2, XML 1.0
/// §4.3.3) within the limits: 32 levels, 100,000 elements and attributes.
pub fn read(body: &[u8]) -> Result<Element, BadXml> {
    let text = decoded(body)?;
    let mut reader = NsReader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        let (space, event) = reader.read_resolved_event().map_err(malformed)?;
        match event {
            Event::Start(start) => {
                let name = resolved(space, start.local_name().as_ref())?;
                let attributes = attributes(&reader, &start)?;
                tree.open(name, attributes)?;
            }
            Event::End(_) => tree.close()?,
            Event::Text(text) => tree.text(&text.xml10_content())?,
            Event::CData(text) => tree.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| BadXml::Malformed(error.to_string()))?;
                let text = character.map_or_else(|| predefined(&reference), |character| Ok(character.to_string()))?;
                tree.text(&text)?;
            }
            Event::DocType(declaration) => return Err(doctype(&declaration)),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::Empty(_) => {}
            Event::Eof => return tree.finished(),
        }
    }
}

/// Why a document type declaration is refused: what it would fetch has a condition of its own (RFC 4918 §16).
fn doctype(declaration: &str) -> BadXml {
    let is_external = |word: &str| matches!(word, "SYSTEM" | "PUBLIC");
    let mut words = declaration.split(|c: char| c.is_ascii_whitespace() || matches!(c, '[' | '<' | '%'));
    if words.any(is_external) { BadXml::ExternalEntity } else { BadXml::DocumentType }
}

fn malformed(error: quick_xml::Error) -> BadXml {
    match error {
        quick_xml::Error::Namespace(NamespaceError::TooManyBindings(_)) => BadXml::TooManyNamespaces,
        error => BadXml::Malformed(error.to_string()),
    }
}

fn predefined(entity: &str) -> Result<String, BadXml> {
    let text = quick_xml::escape::resolve_predefined_entity(entity);
    text.map(str::to_owned).ok_or_else(|| BadXml::UnknownEntity(entity.to_owned()))
}

fn resolved(space: ResolveResult<'_>, local: &str) -> Result<Name, BadXml> {
    let space = match space {
        ResolveResult::Bound(Namespace(space)) => space,
        ResolveResult::Unbound => "",
        ResolveResult::Unknown(prefix) => return Err(BadXml::UnknownPrefix(prefix)),
    };
    // quick-xml compares namespaces as they are written; what they mean has its references resolved.
    let space = quick_xml::escape::unescape(space).map_err(|error| BadXml::Malformed(error.to_string()))?;
    Name::parse(&space, local).ok_or(BadXml::IllegalCharacter)
}

fn attributes(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Vec<(Name, String)>, BadXml> {
    let mut found = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| BadXml::Malformed(error.to_string()))?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (space, local) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_err(|error| BadXml::Malformed(error.to_string()))?;
        if !value.chars().all(is_xml_char) {
            return Err(BadXml::IllegalCharacter);
        }
        found.push((resolved(space, local.as_ref())?, value.into_owned()));
        if found.len() > MAX_NODES {
            return Err(BadXml::TooLarge);
        }
    }
    Ok(found)
}

/// The text of a body: UTF-8, or UTF-16 with its byte order mark.
fn decoded(body: &[u8]) -> Result<Cow<'_, str>, BadXml> {
    let units = |from: fn([u8; 2]) -> u16| {
        let units = body.chunks_exact(2).skip(1).map(move |pair| match pair {
            [first, second] => from([*first, *second]),
            _ => 0,
        });
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| BadXml::Encoding)
    };
    match body {
        [0xFE, 0xFF, ..] => Ok(Cow::Owned(units(u16::from_be_bytes)?)),
        [0xFF, 0xFE, ..] => Ok(Cow::Owned(units(u16::from_le_bytes)?)),
        [0xEF, 0xBB, 0xBF, text @ ..] => str::from_utf8(text).map(Cow::Borrowed).map_err(|_| BadXml::Encoding),
        text => str::from_utf8(text).map(Cow::Borrowed).map_err(|_| BadXml::Encoding),
    }
}

/// The elements that are still open, and the root once it is closed.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    nodes: usize,
}

impl Tree {
    fn open(&mut self, name: Name, attributes: Vec<(Name, String)>) -> Result<(), BadXml> {
        if self.root.is_some() {
            return Err(BadXml::OutsideRoot);
        }
        self.nodes += 1 + attributes.len();
        if self.open.len() >= MAX_DEPTH || self.nodes > MAX_NODES {
            return Err(BadXml::TooLarge);
        }
        self.open.push(Element { attributes, ..Element::leaf(name) });
        Ok(())
    }

    fn close(&mut self) -> Result<(), BadXml> {
        let element = self.open.pop().ok_or(BadXml::OutsideRoot)?;
        match self.open.last_mut() {
            Some(parent) => parent.content.push(Content::Element(element)),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), BadXml> {
        if !text.chars().all(is_xml_char) {
            return Err(BadXml::IllegalCharacter);
        }
        match self.open.last_mut() {
            Some(element) => element.push_text(text),
            None if text.trim().is_empty() => {}
            None => return Err(BadXml::OutsideRoot),
        }
        Ok(())
    }

    fn finished(self) -> Result<Element, BadXml> {
        if self.open.is_empty() { self.root.ok_or(BadXml::Truncated) } else { Err(BadXml::Truncated) }
    }
}
