//! iCalendar for comparisons: a reader of its own, so that a mistake of the server's reader cannot hide itself.

use super::pattern::Names;
use super::tree::{Fact, Node};

/// Reads components out of a text; a line `...` opens the component it stands in.
///
/// # Errors
/// Components that do not nest, lines outside of any, nothing at all.
pub fn read(text: &str) -> Result<Node, String> {
    let mut open: Vec<Node> = Vec::new();
    let mut root = None;
    for line in unfolded(text) {
        let upper = line.to_ascii_uppercase();
        if let Some(name) = upper.strip_prefix("BEGIN:") {
            open.push(Node { name: name.trim().to_owned(), ..Node::default() });
        } else if let Some(name) = upper.strip_prefix("END:") {
            let node = open.pop().filter(|node| node.name == name.trim());
            let node = node.ok_or_else(|| format!("{line} ends nothing that is open"))?;
            match open.last_mut() {
                Some(parent) => parent.children.push(node),
                None if root.is_none() => root = Some(node),
                None => return Err("there are two calendars".to_owned()),
            }
        } else {
            let node = open.last_mut().ok_or_else(|| format!("outside of any component: {line}"))?;
            match line.as_str() {
                "..." => node.is_open = true,
                _ => node.facts.push(Fact::Line(line)),
            }
        }
    }
    root.filter(|_| open.is_empty()).ok_or_else(|| "the calendar is not complete".to_owned())
}

fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ if line.trim().is_empty() => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// Writes a tree as text, unfolded.
pub fn written(node: &Node) -> String {
    let mut out = format!("BEGIN:{}\n", node.name);
    for fact in &node.facts {
        if let Fact::Line(line) = fact {
            out.push_str(line);
            out.push('\n');
        }
    }
    if node.is_open {
        out.push_str("...\n");
    }
    node.children.iter().for_each(|child| out.push_str(&written(child)));
    out.push_str(&format!("END:{}\n", node.name));
    out
}

/// A content line in its parts.
struct Parts<'a> {
    name: &'a str,
    params: Vec<(String, String)>,
    value: &'a str,
    /// A parameter `*`: more parameters may be there than are told.
    is_open: bool,
}

fn parts(line: &str) -> Option<Parts<'_>> {
    let (head, value) = split_outside_quotes(line, ':')?;
    let mut pieces = Vec::new();
    let mut rest = head;
    while let Some((piece, after)) = split_outside_quotes(rest, ';') {
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    let (name, params) = pieces.split_first()?;
    let pairs = params.iter().filter_map(|param| param.split_once('='));
    let mut pairs: Vec<(String, String)> =
        pairs.map(|(name, value)| (name.to_ascii_uppercase(), value.trim_matches('"').to_owned())).collect();
    pairs.sort();
    Some(Parts { name, params: pairs, value, is_open: params.contains(&"*") })
}

fn split_outside_quotes(text: &str, at: char) -> Option<(&str, &str)> {
    let mut quoted = false;
    let place = text.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == at && !quoted
    });
    place.map(|(place, _)| (&text[..place], &text[place + 1..]))
}

/// Whether a line is as expected: name and parameters in any case and order, values as patterns.
pub fn line_fits(expected: &str, actual: &str, names: &mut Names) -> bool {
    let (Some(expected), Some(actual)) = (parts(expected), parts(actual)) else { return false };
    let enough = expected.is_open || expected.params.len() == actual.params.len();
    if !enough || !expected.name.eq_ignore_ascii_case(actual.name) {
        return false;
    }
    let mut after = names.clone();
    let fits = after.fits(expected.value, actual.value)
        && expected.params.iter().all(|(name, pattern)| {
            let mut values = actual.params.iter().filter(|(other, _)| other == name);
            values.any(|(_, value)| after.fits(pattern, value))
        });
    if fits {
        *names = after;
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::super::tree::compared;
    use super::*;

    const CAME: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Lun\r\n ch\r\n\
                        ATTENDEE;CN=\"Bob; B\";PARTSTAT=ACCEPTED:mailto:bob@else.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    fn differences(expected: &str) -> Vec<String> {
        let (expected, came) = (read(expected).unwrap(), read(CAME).unwrap());
        compared(&expected, &came, &mut Names::default()).differences
    }

    #[test]
    fn order_case_folding_and_quotes_mean_nothing() {
        let same = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nattendee;PARTSTAT=ACCEPTED;CN=\"Bob; B\":mailto:bob@else.example\n\
                    SUMMARY:Lunch\nUID:*\nEND:VEVENT\nVERSION:2.0\nEND:VCALENDAR\n";
        assert_eq!(differences(same), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_or_too_much_is_told_with_its_place() {
        let other = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nSUMMARY:Dinner\nATTENDEE;*:mailto:*\n\
                     END:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(differences(other), ["at VCALENDAR / VEVENT\n  - SUMMARY:Dinner\n  + SUMMARY:Lunch"]);
        let open = "BEGIN:VCALENDAR\n...\nBEGIN:VEVENT\nUID:b\n...\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(differences(open), ["at VCALENDAR / VEVENT\n  - UID:b\n  + UID:a"]);
        let kept = compared(&read(open).unwrap(), &read(CAME).unwrap(), &mut Names::default()).now;
        assert!(written(&kept).contains("UID:a\n") && !written(&kept).contains("SUMMARY"));
        let closed = "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n";
        assert_eq!(differences(closed), ["at VCALENDAR\n  + VEVENT"]);
        let params = "BEGIN:VCALENDAR\n...\nBEGIN:VEVENT\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example\n...\n\
                      END:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(differences(params).len(), 1);
    }

    #[test]
    fn a_rewritten_expectation_keeps_what_was_right() {
        let old =
            read("BEGIN:VCALENDAR\n...\nBEGIN:VEVENT\nUID:*\nSUMMARY:Dinner\nEND:VEVENT\nEND:VCALENDAR\n").unwrap();
        let now = compared(&old, &read(CAME).unwrap(), &mut Names::default()).now;
        let text = "BEGIN:VCALENDAR\n...\nBEGIN:VEVENT\nUID:*\nSUMMARY:Lunch\n\
                    ATTENDEE;CN=\"Bob; B\";PARTSTAT=ACCEPTED:mailto:bob@else.example\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(written(&now), text);
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        for text in ["", "UID:a\n", "BEGIN:VCALENDAR\n", "BEGIN:A\nEND:B\n", "BEGIN:A\nEND:A\nBEGIN:A\nEND:A\n"] {
            assert!(read(text).is_err(), "{text:?}");
        }
    }
}
