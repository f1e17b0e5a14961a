//! The XML of WebDAV: request bodies into a small bounded tree, text into escaped text.
//!
//! Request bodies come from strangers, so everything is counted: nesting, elements and attributes.  The bytes are bounded by
//! whoever read the request.  Entities other than the five predefined ones do not exist here, and a document type declaration
//! is refused, so nothing can expand (RFC 4918 §20.6).

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

/// The namespace of WebDAV (RFC 4918 §21).
pub const DAV: &str = "DAV:";
/// The namespace of CalDAV (RFC 4791 §11).
pub const CALDAV: &str = "urn:ietf:params:xml:ns:caldav";
/// The namespace of Apple's Calendar Server extensions, such as the CTag.
pub const CALENDARSERVER: &str = "http://calendarserver.org/ns/";
/// The namespace of Apple's calendar properties, such as the colour.
pub const APPLE: &str = "http://apple.com/ns/ical/";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Namespaces that an answer declares once, on its root, with the prefix each has there.
pub const PREFIXES: [(&str, &str); 4] = [(DAV, ""), (CALDAV, "C:"), (CALENDARSERVER, "CS:"), (APPLE, "I:")];

/// The deepest nesting that is read; no element of any WebDAV RFC needs ten.
const MAX_DEPTH: usize = 32;
/// Elements and attributes together.  A multiget names one member per element, so this is also the longest multiget.
const MAX_NODES: usize = 100_000;

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

    /// The value of `xml:lang` on this element (RFC 4918 §4.4 wants it kept with a property).
    pub fn lang(&self) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name.is(XML, "lang")).map(|(_, value)| value.as_str())
    }

    /// The whole element as XML that means the same inside any document whose root declares [`PREFIXES`].
    pub fn to_xml(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    // Recursion is safe here: `read` built no element deeper than MAX_DEPTH.
    fn write(&self, out: &mut String) {
        open_tag(out, &self.name);
        for (number, (name, value)) in self.attributes.iter().enumerate() {
            write_attribute(out, number, name, value);
        }
        if self.content.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for content in &self.content {
            match content {
                Content::Element(element) => element.write(out),
                Content::Text(text) => escape(out, text),
            }
        }
        close(out, &self.name);
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

fn write_attribute(out: &mut String, number: usize, name: &Name, value: &str) {
    out.push(' ');
    match name.space() {
        "" => {}
        XML => out.push_str("xml:"),
        other => {
            let prefix = format!("a{number}:");
            out.push_str("xmlns:");
            out.push_str(prefix.trim_end_matches(':'));
            out.push_str("=\"");
            escape(out, other);
            out.push_str("\" ");
            out.push_str(&prefix);
        }
    }
    out.push_str(name.local());
    out.push_str("=\"");
    for part in value.split_inclusive(['\n', '\t']) {
        // Raw line feeds and tabs in an attribute would be read as blanks (XML 1.0 §3.3.3).
        escape(out, part.trim_end_matches(['\n', '\t']));
        match part.chars().last() {
            Some('\n') => out.push_str("&#10;"),
            Some('\t') => out.push_str("&#9;"),
            _ => {}
        }
    }
    out.push('"');
}

/// Writes `<prefix:local xmlns…` without the closing angle bracket.
fn open_tag(out: &mut String, name: &Name) {
    out.push('<');
    match prefix_of(name) {
        Some(prefix) => {
            out.push_str(prefix);
            out.push_str(name.local());
        }
        None if name.space().is_empty() => {
            out.push_str(name.local());
            out.push_str(" xmlns=\"\"");
        }
        None => {
            out.push_str("X:");
            out.push_str(name.local());
            out.push_str(" xmlns:X=\"");
            escape(out, name.space());
            out.push('"');
        }
    }
    // A child of an element without namespace inherits `xmlns=""`, so what is in DAV: says so itself.
    if name.space() == DAV {
        out.push_str(" xmlns=\"DAV:\"");
    }
}

fn prefix_of(name: &Name) -> Option<&'static str> {
    PREFIXES.iter().find(|(space, _)| *space == name.space()).map(|(_, prefix)| *prefix)
}

/// The first line of every answer.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// Writes the start of the root element, one of ours, which declares [`PREFIXES`].
pub fn open_root(out: &mut String, name: &Name) {
    open(out, name);
    out.pop();
    for (space, prefix) in PREFIXES {
        out.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
        out.push_str(prefix.trim_end_matches(':'));
        out.push_str("=\"");
        out.push_str(space);
        out.push('"');
    }
    out.push('>');
}

/// Writes the start of an element whose namespace the root declares, or which declares its own.
pub fn open(out: &mut String, name: &Name) {
    match prefix_of(name) {
        Some(prefix) => {
            out.push('<');
            out.push_str(prefix);
            out.push_str(name.local());
        }
        None => open_tag(out, name),
    }
    out.push('>');
}

/// Writes the end of an element begun by [`open`].
pub fn close(out: &mut String, name: &Name) {
    out.push_str("</");
    match prefix_of(name) {
        Some(prefix) => out.push_str(prefix),
        None if name.space().is_empty() => {}
        None => out.push_str("X:"),
    }
    out.push_str(name.local());
    out.push('>');
}

/// Writes an element without content.
pub fn empty(out: &mut String, name: &Name) {
    open(out, name);
    out.pop();
    out.push_str("/>");
}

/// Writes `text` so that a reader gets exactly it back, carriage returns included (XML 1.0 §2.11 would drop them).
///
/// Characters that XML cannot carry at all become U+FFFD.
pub fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(needs_care) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        if let Some(special) = chars.next() {
            push_escaped(out, special);
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// 0xEF leads U+F000 to U+FFFF, where the two noncharacters that XML excludes live.
fn needs_care(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xEF) || (byte < 0x20 && byte != b'\n' && byte != b'\t')
}

fn push_escaped(out: &mut String, special: char) {
    match special {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\r' => out.push_str("&#13;"),
        legal if is_xml_char(legal) => out.push(legal),
        _ => out.push(char::REPLACEMENT_CHARACTER),
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
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}')
}

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
    /// An entity that is not one of the five predefined ones.
    UnknownEntity(String),
    /// A prefix without namespace.
    UnknownPrefix(String),
    /// A name or a character that XML does not allow.
    IllegalCharacter,
    /// More nesting or more elements than any honest request has.
    TooLarge,
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
            BadXml::UnknownEntity(name) => write!(f, "unknown entity {name:?}"),
            BadXml::UnknownPrefix(prefix) => write!(f, "the prefix {prefix:?} has no namespace"),
            BadXml::IllegalCharacter => f.write_str("a character or name that XML does not allow"),
            BadXml::TooLarge => f.write_str("too many or too deeply nested elements"),
            BadXml::OutsideRoot => f.write_str("there is something beside the root element"),
        }
    }
}

impl std::error::Error for BadXml {}

/// Reads a request body.
///
/// # Errors
/// Everything that is not one well-formed, namespace-correct element in UTF-8 or UTF-16 (RFC 4918 §8.2, XML 1.0 §4.3.3) within
/// the limits: 32 levels, 100,000 elements and attributes.
pub fn read(body: &[u8]) -> Result<Element, BadXml> {
    let text = decoded(body)?;
    let mut reader = NsReader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|error| BadXml::Malformed(error.to_string()))?;
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
            Event::DocType(_) => return Err(BadXml::DocumentType),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::Empty(_) => {}
            Event::Eof => return tree.finished(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Element {
        read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn names_are_compared_by_namespace_not_by_prefix() {
        for text in ["<prop xmlns='DAV:'/>", "<D:prop xmlns:D='DAV:'></D:prop>", "<x:prop xmlns:x=\"DAV:\" />"] {
            assert!(root(text).is(DAV, "prop"), "{text}");
        }
        assert!(root("<prop/>").is("", "prop"));
    }

    #[test]
    fn text_keeps_its_blanks_around_references() {
        assert_eq!(root("<a>x &amp; y &#x41;&#13; <![CDATA[<&> ]]>z</a>").text(), "x & y A\r <&> z");
    }

    #[test]
    fn line_ends_become_line_feeds_as_xml_says() {
        assert_eq!(root("<a>one\r\ntwo\rthree</a>").text(), "one\ntwo\nthree");
    }

    #[test]
    fn attributes_are_unescaped() {
        assert_eq!(root("<a b='1 &lt; 2' xml:lang='de'/>").attribute("b"), Some("1 < 2"));
        assert_eq!(root("<a b='1' xml:lang='de'/>").lang(), Some("de"));
    }

    #[test]
    fn utf16_and_byte_order_marks_are_read() {
        let text = "<a>ü</a>";
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
        for body in [big, little, marked] {
            assert_eq!(read(&body).unwrap().text(), "ü");
        }
        assert_eq!(read(b"<a>\xFC</a>"), Err(BadXml::Encoding));
    }

    #[test]
    fn hostile_documents_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>&c;</a>";
        assert_eq!(read(bomb.as_bytes()), Err(BadXml::DocumentType));
        assert_eq!(read(b"<a>&nbsp;</a>"), Err(BadXml::UnknownEntity("nbsp".into())));
        assert!(matches!(read(b"<a b='&c;'/>"), Err(BadXml::Malformed(_))));
        assert_eq!(read("<a>".repeat(33).as_bytes()), Err(BadXml::TooLarge));
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert_eq!(read(deep.as_bytes()), Err(BadXml::TooLarge));
        let wide = format!("<a>{}</a>", "<b/>".repeat(100_001));
        assert_eq!(read(wide.as_bytes()), Err(BadXml::TooLarge));
        assert_eq!(read("<a>\u{1}</a>".as_bytes()), Err(BadXml::IllegalCharacter));
        assert_eq!(read(b"<a>&#1;</a>"), Err(BadXml::IllegalCharacter));
        assert_eq!(read(b"<a b='&#1;'/>"), Err(BadXml::IllegalCharacter));
        assert_eq!(read(b"<D:a/>"), Err(BadXml::UnknownPrefix("D".into())));
        assert_eq!(read(b"<a<b/>"), Err(BadXml::IllegalCharacter));
    }

    #[test]
    fn truncated_or_surrounded_documents_are_refused() {
        for text in ["", " ", "<a>", "<a><b></b>", "<?xml version='1.0'?>"] {
            assert_eq!(read(text.as_bytes()), Err(BadXml::Truncated), "{text:?}");
        }
        for text in ["<a", "<a></b>", "<a b=>", "<a b='1' b='2'/>", "<a>&#xZZ;</a>", "</a>"] {
            assert!(matches!(read(text.as_bytes()), Err(BadXml::Malformed(_))), "{text:?}");
        }
        for text in ["<a/><b/>", "<a/>x", "x<a/>"] {
            assert_eq!(read(text.as_bytes()), Err(BadXml::OutsideRoot), "{text:?}");
        }
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        for text in [
            "<a xmlns='urn:x'><b xmlns=''>1<c xmlns='DAV:' d='\"&lt;'/></b> two </a>",
            "<p xmlns='DAV:' xmlns:z='urn:z' z:q='1' xml:lang='fr'><z:r/>&#13;</p>",
            "<a xmlns='http://a?b&amp;c'/>",
            "<a><b xmlns='DAV:'/></a>",
        ] {
            check(text.as_bytes());
            root(text);
        }
    }

    #[test]
    fn escaped_text_survives_xml_reading() {
        let text = "BEGIN:X\r\nA;B=\"c\":<&>\t\u{1F600}\u{FFFD}\u{F8FF}\r\n";
        let mut out = String::from("<a b=\"");
        escape(&mut out, "\"&<>\r");
        out.push_str("\">");
        escape(&mut out, text);
        out.push_str("</a>");
        assert_eq!(root(&out).text(), text);
        assert_eq!(root(&out).attribute("b"), Some("\"&<>\r"));
        let mut out = String::new();
        escape(&mut out, "a\u{0}\u{FFFE}b");
        assert_eq!(out, "a\u{FFFD}\u{FFFD}b");
    }

    #[test]
    fn damaged_documents_neither_panic_nor_hang() {
        let good = b"<?xml version='1.0'?><D:propfind xmlns:D='DAV:' xmlns='urn:x'><D:prop a='&lt;'><b/>&amp;<![CDATA[x]]></D:prop></D:propfind>";
        let mut state = 7_u64;
        for _ in 0..4_000 {
            let mut bytes = good.to_vec();
            for _ in 0..3 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % bytes.len();
                match state % 3 {
                    0 => bytes[at] = (state >> 24) as u8,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, b"<>&;/:'"[(state >> 40) as usize % 7]),
                }
            }
            check(&bytes);
        }
    }
}
