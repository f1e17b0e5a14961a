//! XML for comparisons. Expectations may use the prefixes `D:`, `C:`, `CR:`, `CS:` and `A:` without declaring them.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::calendar;
use super::tree::{Fact, Node};

/// Prefixes that expectations need not declare.
const PREFIXES: &[(&str, &str)] = &[
    ("D", "DAV:"),
    ("C", "urn:ietf:params:xml:ns:caldav"),
    ("CR", "urn:ietf:params:xml:ns:carddav"),
    ("CS", "http://calendarserver.org/ns/"),
    ("A", "http://apple.com/ns/ical/"),
];

/// Reads one element; the text `...` in it opens it, and calendars and cards in it are read as such.
///
/// # Errors
/// Text that is not well-formed.
pub fn read(text: &str) -> Result<Node, String> {
    let mut reader = NsReader::from_str(text.trim());
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<(Node, String)> = Vec::new();
    let mut root = None;
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                let name = name(space, start.local_name().as_ref());
                let facts = attributes(&reader, &start)?;
                open.push((Node { name, facts, ..Node::default() }, String::new()));
            }
            Event::End(_) => {
                let node = open.pop().map(finished).ok_or("an element ends that never began")?;
                match open.last_mut() {
                    Some((parent, _)) => parent.children.push(node),
                    None => root = Some(node),
                }
            }
            Event::Text(text) => push(&mut open, &text.xml10_content()),
            Event::CData(text) => push(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| error.to_string())?;
                let known = quick_xml::escape::resolve_predefined_entity(&reference).map(str::to_owned);
                push(&mut open, &character.map(String::from).or(known).ok_or("an unknown entity")?);
            }
            Event::Eof => return root.filter(|_| open.is_empty()).ok_or_else(|| "the XML is not complete".to_owned()),
            _ => {}
        }
    }
}

fn push(open: &mut [(Node, String)], text: &str) {
    if let Some((_, all)) = open.last_mut() {
        all.push_str(text);
    }
}

fn name(space: ResolveResult<'_>, local: &str) -> String {
    let space = match space {
        ResolveResult::Bound(Namespace(space)) => space.to_owned(),
        ResolveResult::Unbound => String::new(),
        ResolveResult::Unknown(prefix) => {
            let known = PREFIXES.iter().find(|(known, _)| *known == prefix);
            known.map_or(prefix.to_owned(), |(_, space)| (*space).to_owned())
        }
    };
    format!("{{{space}}}{local}")
}

fn attributes(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Vec<Fact>, String> {
    let mut facts = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (space, local) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
        facts.push(Fact::Attribute(name(space, local.as_ref()), value.into_owned()));
    }
    Ok(facts)
}

/// An element with its text.
fn finished((mut node, text): (Node, String)) -> Node {
    let text = text.trim();
    if text == "..." {
        node.is_open = true;
    } else if (node.name.ends_with("}calendar-data") || node.name.ends_with("}address-data"))
        && text.starts_with("BEGIN:")
    {
        match calendar::read(text) {
            Ok(calendar) => node.children.push(calendar),
            Err(_) => node.facts.push(Fact::Text(text.to_owned())),
        }
    } else if !text.is_empty() {
        node.facts.push(Fact::Text(text.to_owned()));
    }
    node
}

/// Writes a tree with the known prefixes, a line for each element.
pub fn written(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out
}

fn write(node: &Node, depth: usize, out: &mut String) {
    let tag = tag(&node.name);
    let (pad, mut text) = ("  ".repeat(depth), String::new());
    out.push_str(&format!("{pad}<{}", tag.0));
    if let Some(space) = &tag.1 {
        out.push_str(&format!(" xmlns:x=\"{}\"", escaped(space)));
    }
    for fact in &node.facts {
        match fact {
            Fact::Attribute(name, value) => {
                out.push_str(&format!(" {}=\"{}\"", name.rsplit('}').next().unwrap_or(name), escaped(value)));
            }
            Fact::Text(words) | Fact::Line(words) => text.push_str(&escaped(words)),
        }
    }
    if node.children.is_empty() && text.is_empty() && !node.is_open {
        out.push_str("/>\n");
        return;
    }
    out.push_str(&format!(">{text}"));
    if !node.children.is_empty() || node.is_open {
        out.push('\n');
    }
    if node.is_open {
        out.push_str(&format!("{pad}  ...\n"));
    }
    for child in &node.children {
        match child.name.starts_with('{') {
            true => write(child, depth + 1, out),
            false => out.push_str(&escaped(&calendar::written(child))),
        }
    }
    let pad = if node.children.is_empty() && !node.is_open { "" } else { &pad };
    out.push_str(&format!("{pad}</{}>\n", tag.0));
}

/// The tag of a name, and its namespace when that has no known prefix.
fn tag(name: &str) -> (String, Option<String>) {
    let (space, local) = name.trim_start_matches('{').rsplit_once('}').unwrap_or(("", name));
    match PREFIXES.iter().find(|(_, known)| *known == space) {
        Some((prefix, _)) => (format!("{prefix}:{local}"), None),
        None if space.is_empty() => (local.to_owned(), None),
        None => (format!("x:{local}"), Some(space.to_owned())),
    }
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).replace('\r', "")
}

#[cfg(test)]
mod tests {
    use super::super::pattern::Names;
    use super::super::tree::compared;
    use super::*;

    const CAME: &str = "<multistatus xmlns=\"DAV:\" xmlns:cal=\"urn:ietf:params:xml:ns:caldav\"><response><href>/b</href>\
                        <status>HTTP/1.1 200 OK</status></response><response><href>/a</href><cal:comp name=\"VEVENT\"/>\
                        </response></multistatus>";

    #[test]
    fn prefixes_and_order_mean_nothing() {
        let expected = "<D:multistatus>\n <D:response><D:href>/a</D:href><C:comp name=\"VEVENT\"/></D:response>\n\
                        <D:response><D:href>/b</D:href><D:status>*200*</D:status></D:response>\n</D:multistatus>\n";
        let result = compared(&read(expected).unwrap(), &read(CAME).unwrap(), &mut Names::default());
        assert_eq!(result.differences, Vec::<String>::new());
        assert_eq!(read(&written(&result.now)).unwrap(), read(expected).unwrap());
    }

    #[test]
    fn differences_are_told_with_the_href_they_belong_to() {
        let expected = "<D:multistatus>...<D:response><D:href>/b</D:href><D:status>*404*</D:status></D:response>\
                        </D:multistatus>";
        let result = compared(&read(expected).unwrap(), &read(CAME).unwrap(), &mut Names::default());
        let place = "at multistatus / response /b / status";
        assert_eq!(result.differences, [format!("{place}\n  - *404*\n  + HTTP/1.1 200 OK")]);
    }

    #[test]
    fn calendar_data_is_compared_as_icalendar() {
        let came = "<C:calendar-data>BEGIN:A&#13;\nX:1&#13;\nY:2&#13;\nEND:A&#13;\n</C:calendar-data>";
        let expected = "<C:calendar-data>\nBEGIN:A\nY:2\nX:*\nEND:A\n</C:calendar-data>";
        let result = compared(&read(expected).unwrap(), &read(came).unwrap(), &mut Names::default());
        assert_eq!(result.differences, Vec::<String>::new());
    }
}
