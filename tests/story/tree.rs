//! iCalendar and XML as trees, and their comparison by meaning: the order of lines, attributes and siblings is nothing.

use super::calendar;
use super::pattern::Names;

/// A component or an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    pub name: String,
    pub facts: Vec<Fact>,
    pub children: Vec<Node>,
    /// An expectation with `...`: more may be there than is told.
    pub is_open: bool,
}

/// Something a node says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// An iCalendar content line, unfolded.
    Line(String),
    /// The text of an XML element.
    Text(String),
    /// An XML attribute.
    Attribute(String, String),
}

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Compared {
    /// One line each; empty when all is as expected.
    pub differences: Vec<String>,
    /// The expectation as it would have to be.
    pub now: Node,
}

impl Fact {
    fn fits(&self, actual: &Fact, names: &mut Names) -> bool {
        match (self, actual) {
            (Fact::Line(expected), Fact::Line(actual)) => calendar::line_fits(expected, actual, names),
            (Fact::Text(expected), Fact::Text(actual)) => names.fits(expected, actual),
            (Fact::Attribute(name, expected), Fact::Attribute(other, actual)) => {
                name == other && names.fits(expected, actual)
            }
            _ => false,
        }
    }

    fn shown(&self) -> String {
        match self {
            Fact::Line(text) | Fact::Text(text) => text.clone(),
            Fact::Attribute(name, value) => format!("{name}=\"{value}\""),
        }
    }

    /// Literal facts are looked for first, so that a wildcard takes what is left.
    fn vagueness(&self) -> usize {
        self.shown().matches(['*', '$']).count()
    }
}

/// Compares what came with what was expected; captures are kept.
pub fn compared(expected: &Node, actual: &Node, names: &mut Names) -> Compared {
    compared_at(expected, actual, names, &label(actual))
}

fn compared_at(expected: &Node, actual: &Node, names: &mut Names, place: &str) -> Compared {
    let mut result = Compared {
        now: Node { name: actual.name.clone(), is_open: expected.is_open, ..Node::default() },
        ..Compared::default()
    };
    if expected.name != actual.name {
        result.differences.push(format!("at {place}\n  - {}\n  + {}", expected.name, actual.name));
        result.now = actual.clone();
        return result;
    }
    facts(expected, actual, names, place, &mut result);
    children(expected, actual, names, place, &mut result);
    result
}

fn facts(expected: &Node, actual: &Node, names: &mut Names, place: &str, result: &mut Compared) {
    let mut found: Vec<Option<usize>> = vec![None; expected.facts.len()];
    let mut order: Vec<usize> = (0..expected.facts.len()).collect();
    order.sort_by_key(|at| expected.facts[*at].vagueness());
    for at in order {
        let free = (0..actual.facts.len()).filter(|one| !found.contains(&Some(*one)));
        found[at] = free.into_iter().find(|one| expected.facts[at].fits(&actual.facts[*one], names));
    }
    let mut lines = Vec::new();
    for (fact, found) in expected.facts.iter().zip(&found) {
        match found {
            Some(_) => result.now.facts.push(fact.clone()),
            None => lines.push(format!("  - {}", fact.shown())),
        }
    }
    for (at, fact) in actual.facts.iter().enumerate() {
        if found.contains(&Some(at)) {
            continue;
        }
        if !expected.is_open || is_about_the_same(fact, expected, &found) {
            result.now.facts.push(fact.clone());
            lines.push(format!("  + {}", fact.shown()));
        }
    }
    if !lines.is_empty() {
        result.differences.push(format!("at {place}\n{}", lines.join("\n")));
    }
}

/// Whether a fact that an open node need not tell is the likely counterpart of one that was missed.
fn is_about_the_same(fact: &Fact, expected: &Node, found: &[Option<usize>]) -> bool {
    let head = |fact: &Fact| match fact {
        Fact::Line(line) => line.split([';', ':']).next().map(str::to_ascii_uppercase),
        Fact::Text(_) => Some("text".to_owned()),
        Fact::Attribute(name, _) => Some(name.clone()),
    };
    expected.facts.iter().zip(found).any(|(missed, found)| found.is_none() && head(missed) == head(fact))
}

fn children(expected: &Node, actual: &Node, names: &mut Names, place: &str, result: &mut Compared) {
    let mut taken = vec![false; actual.children.len()];
    for child in &expected.children {
        match best(child, actual, &taken, names, place) {
            Some((at, compared, after)) => {
                taken[at] = true;
                *names = after;
                result.differences.extend(compared.differences);
                result.now.children.push(compared.now);
            }
            None => result.differences.push(format!("at {place}\n  - {}", label(child))),
        }
    }
    for (child, _) in actual.children.iter().zip(&taken).filter(|(_, taken)| !**taken && !expected.is_open) {
        result.differences.push(format!("at {place}\n  + {}", label(child)));
        result.now.children.push(child.clone());
    }
}

/// The child that is most like the expected one, with the names as they are after it.
fn best(
    expected: &Node,
    actual: &Node,
    taken: &[bool],
    names: &Names,
    place: &str,
) -> Option<(usize, Compared, Names)> {
    let mut best: Option<(usize, Compared, Names)> = None;
    for (at, child) in actual.children.iter().enumerate() {
        if taken[at] || child.name != expected.name {
            continue;
        }
        let mut after = names.clone();
        let compared = compared_at(expected, child, &mut after, &format!("{place} / {}", label(child)));
        let weight = |compared: &Compared| compared.differences.iter().map(|text| text.lines().count()).sum::<usize>();
        if best.as_ref().is_none_or(|(_, known, _)| weight(&compared) < weight(known)) {
            best = Some((at, compared, after));
        }
    }
    best
}

/// A short name for a node: with its RECURRENCE-ID, or with the href inside.
fn label(node: &Node) -> String {
    let short = node.name.rsplit('}').next().unwrap_or(&node.name);
    let recurrence = node.facts.iter().find_map(|fact| match fact {
        Fact::Line(line) if line.to_ascii_uppercase().starts_with("RECURRENCE-ID") => Some(line.as_str()),
        _ => None,
    });
    let href = node.children.iter().find(|child| child.name.ends_with("}href"));
    let href = href.and_then(|href| href.facts.iter().find(|fact| matches!(fact, Fact::Text(_))));
    match (recurrence, href) {
        (Some(line), _) => format!("{short} {line}"),
        (None, Some(href)) => format!("{short} {}", href.shown()),
        (None, None) => short.to_owned(),
    }
}
