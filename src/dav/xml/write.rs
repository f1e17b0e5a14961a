//! Writes elements and text that read back the same.

use super::{Content, Element, Name, PREFIXES, XML, is_xml_char};

impl Element {
    /// The whole element as XML that means the same wherever it is put: it is kept, and comes back in other documents.
    pub fn to_xml(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    // Recursion is safe here: `read` built no element deeper than MAX_DEPTH.
    fn write(&self, out: &mut String, around: Option<&str>) {
        out.push('<');
        out.push_str(self.name.local());
        if around != Some(self.name.space()) {
            declare(out, self.name.space());
        }
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
                Content::Element(element) => element.write(out, Some(self.name.space())),
                Content::Text(text) => escape(out, text),
            }
        }
        out.push_str("</");
        out.push_str(self.name.local());
        out.push('>');
    }
}

/// Writes the default namespace from here on.
fn declare(out: &mut String, space: &str) {
    out.push_str(" xmlns=\"");
    escape(out, space);
    out.push('"');
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
    out.push('<');
    out.push_str(prefix_of(name).unwrap_or_default());
    out.push_str(name.local());
    if prefix_of(name).is_none() {
        declare(out, name.space());
    }
    out.push('>');
}

/// Writes the end of an element begun by [`open`].
pub fn close(out: &mut String, name: &Name) {
    out.push_str("</");
    out.push_str(prefix_of(name).unwrap_or_default());
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
    while let Some(at) = rest.bytes().position(|byte| NEEDS_CARE[usize::from(byte)]) {
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
const fn needs_care(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xEF) || (byte < 0x20 && byte != b'\n' && byte != b'\t')
}

/// [`needs_care`] for each byte: looked up, a text is passed over four times as fast as compared.
static NEEDS_CARE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = needs_care(byte as u8);
        byte += 1;
    }
    table
};

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
