//! The tree of components that content lines form (RFC 5545 §3.6), lossless.

use std::fmt;

use super::line::{Line, is_name_byte};
use super::write;

/// What a component holds, in the order of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A property.
    Line(Line),
    /// A component within it.
    Component(Component),
}

/// A component: `BEGIN:NAME`, lines and components in their order, `END:NAME`.
///
/// Two components are equal when their names and items are; see [`Line`] for what does not count.
#[derive(Clone)]
pub struct Component {
    name: Box<str>,
    items: Vec<Item>,
    number: u32,
    /// Boxed, because properties and components share the size of [`Item`] and there are many more properties.
    edges: Option<Box<Edges>>,
}

/// The bytes of the first and last line of a component, where they differ from ours.
#[derive(Clone, Default)]
struct Edges {
    begin: Option<Box<[u8]>>,
    end: Option<Box<[u8]>>,
}

impl PartialEq for Component {
    fn eq(&self, other: &Component) -> bool {
        self.name == other.name && self.items == other.items
    }
}

impl Eq for Component {}

impl fmt::Debug for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(&self.name).field("items", &self.items).finish()
    }
}

impl Component {
    /// An empty component; whatever is no letter, digit or `-` is left out of the name.
    pub fn new(name: &str) -> Component {
        let name: String = name.chars().filter(|c| c.is_ascii() && is_name_byte(*c as u8)).collect();
        Component { name: name.to_ascii_uppercase().into_boxed_str(), items: Vec::new(), number: 0, edges: None }
    }

    /// A component the reader found; `begin` holds the bytes of its first line where they differ from ours.
    pub(super) fn found(name: &str, number: usize, begin: Option<Box<[u8]>>) -> Component {
        let edges = begin.map(|begin| Box::new(Edges { begin: Some(begin), end: None }));
        Component { number: u32::try_from(number).unwrap_or(u32::MAX), edges, ..Component::new(name) }
    }

    /// Keeps the bytes of the last line, where they differ from ours.
    pub(super) fn ended(&mut self, end: Option<Box<[u8]>>) {
        if end.is_some() {
            self.edges.get_or_insert_default().end = end;
        }
    }

    /// Adds a property where the text has it.
    pub(super) fn append(&mut self, line: Line) {
        self.items.push(Item::Line(line));
    }

    /// Keeps blank lines behind the last line.
    pub(super) fn followed_by(&mut self, blank: &[u8]) {
        let mut end = Vec::new();
        write::edge("END:", &self.name, self.end_bytes(), &mut end);
        end.extend_from_slice(blank);
        self.ended(Some(end.into_boxed_slice()));
    }

    /// The name, in upper case.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether this is the name, in whatever letter case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The line of the input its BEGIN stood on, counted from 1; 0 for a component made by the program.
    pub fn number(&self) -> usize {
        self.number as usize
    }

    /// Everything in it, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Its own properties, in order; not those of the components within.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Component(_) => None,
        })
    }

    /// The components directly within, in order.
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        self.items.iter().filter_map(|item| match item {
            Item::Component(component) => Some(component),
            Item::Line(_) => None,
        })
    }

    /// The components directly within, to be edited.
    pub fn components_mut(&mut self) -> impl Iterator<Item = &mut Component> {
        self.items.iter_mut().filter_map(|item| match item {
            Item::Component(component) => Some(component),
            Item::Line(_) => None,
        })
    }

    /// The first property of this name.
    pub fn line(&self, name: &str) -> Option<&Line> {
        self.lines().find(|line| line.is(name))
    }

    /// Every property of this name, in order.
    pub fn lines_named(&self, name: &str) -> impl Iterator<Item = &Line> {
        self.lines().filter(move |line| line.is(name))
    }

    /// Puts `line` in place of the first property of its name and drops the others; a new one goes after the last
    /// property.
    pub fn set(&mut self, line: Line) {
        match self.items.iter_mut().find(|item| matches!(item, Item::Line(old) if old.is(line.name()))) {
            Some(Item::Line(first)) => {
                let name = line.name().to_owned();
                *first = line;
                let mut seen = false;
                self.retain_lines(|line| !line.is(&name) || !std::mem::replace(&mut seen, true));
            }
            _ => self.add(line),
        }
    }

    /// Adds a property after the last one, before the components within.
    pub fn add(&mut self, line: Line) {
        let last = self.items.iter().rposition(|item| matches!(item, Item::Line(_)));
        let first = self.items.iter().position(|item| matches!(item, Item::Component(_)));
        // A stray property behind a component (BlueMind writes some) must not pull ours behind it too.
        let at = last.map_or(0, |last| last + 1).min(first.unwrap_or(usize::MAX));
        self.items.insert(at, Item::Line(line));
    }

    /// Drops every property of this name.
    pub fn remove(&mut self, name: &str) {
        self.retain_lines(|line| !line.is(name));
    }

    /// Keeps the properties for which `keep` holds.
    pub fn retain_lines(&mut self, mut keep: impl FnMut(&Line) -> bool) {
        self.items.retain(|item| match item {
            Item::Line(line) => keep(line),
            Item::Component(_) => true,
        });
    }

    /// Replaces each property by what `edit` makes of it; one given back unchanged keeps its bytes.
    pub fn map_lines(&mut self, mut edit: impl FnMut(Line) -> Line) {
        let items = std::mem::take(&mut self.items);
        self.items = items
            .into_iter()
            .map(|item| match item {
                Item::Line(line) => Item::Line(edit(line)),
                component @ Item::Component(_) => component,
            })
            .collect();
    }

    /// Adds a line behind the first of this name.
    pub fn add_behind(&mut self, name: &str, line: Line) {
        let place = self.items.iter().position(|item| matches!(item, Item::Line(line) if line.is(name)));
        self.items.insert(place.map_or(0, |place| place + 1), Item::Line(line));
    }

    /// Puts a component before the others, behind the lines.
    pub fn push_front(&mut self, component: Component) {
        let first = self.items.iter().position(|item| matches!(item, Item::Component(_)));
        self.items.insert(first.unwrap_or(self.items.len()), Item::Component(component));
    }

    /// Adds a component at the end.
    pub fn push(&mut self, component: Component) {
        self.items.push(Item::Component(component));
    }

    /// Keeps the components directly within for which `keep` holds.
    pub fn retain_components(&mut self, mut keep: impl FnMut(&Component) -> bool) {
        self.items.retain(|item| match item {
            Item::Component(component) => keep(component),
            Item::Line(_) => true,
        });
    }

    /// The bytes of the component: the original ones of every line that was not edited; ours, CRLF and folded at 75
    /// octets, of the others.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write::component(self, &mut out);
        out
    }

    /// [`Component::to_bytes`] as text; the same, except for a component with a fold inside a character, which is
    /// folded anew.
    pub fn to_text(&self) -> String {
        match String::from_utf8(self.to_bytes()) {
            Ok(text) => text,
            Err(_) => write::refolded(self),
        }
    }

    /// The bytes of the BEGIN line, where they differ from ours.
    pub(super) fn begin_bytes(&self) -> Option<&[u8]> {
        self.edges.as_ref()?.begin.as_deref()
    }

    /// The bytes of the END line, where they differ from ours.
    pub(super) fn end_bytes(&self) -> Option<&[u8]> {
        self.edges.as_ref()?.end.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Component {
        let mut event = Component::new("vevent");
        for (name, value) in [("UID", "u"), ("COMMENT", "1"), ("COMMENT", "2"), ("SUMMARY", "s")] {
            event.add(Line::new(name, value).unwrap());
        }
        let mut alarm = Component::new("VALARM");
        alarm.add(Line::new("ACTION", "DISPLAY").unwrap());
        event.push(alarm);
        event
    }

    fn text(lines: &str) -> String {
        format!(
            "BEGIN:VEVENT\r\n{}\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\n",
            lines.replace(' ', "\r\n")
        )
    }

    #[test]
    fn a_name_cannot_break_out_of_its_line() {
        assert_eq!(Component::new("x-a\r\nEND:VCALENDAR").name(), "X-AENDVCALENDAR");
    }

    #[test]
    fn a_property_set_replaces_the_first_and_drops_the_others() {
        let mut event = event();
        event.set(Line::new("comment", "3").unwrap());
        assert_eq!(event.to_text(), text("UID:u COMMENT:3 SUMMARY:s"));
        event.set(Line::new("STATUS", "CONFIRMED").unwrap());
        assert_eq!(event.to_text(), text("UID:u COMMENT:3 SUMMARY:s STATUS:CONFIRMED"));
    }

    #[test]
    fn properties_and_components_are_dropped_by_name_and_by_look() {
        let mut event = event();
        event.remove("Comment");
        event.retain_lines(|line| !line.is("UID"));
        assert_eq!(event.to_text(), text("SUMMARY:s"));
        event.retain_components(|component| !component.is("valarm"));
        event.map_lines(|line| line.with_value("new"));
        assert_eq!(event.to_text(), "BEGIN:VEVENT\r\nSUMMARY:new\r\nEND:VEVENT\r\n");
    }

    #[test]
    fn the_first_property_of_an_empty_component_stands_before_its_components() {
        let mut event = Component::new("VEVENT");
        event.push(Component::new("VALARM"));
        event.add(Line::new("UID", "u").unwrap());
        assert_eq!(event.to_text(), "BEGIN:VEVENT\r\nUID:u\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\n");
    }
}
