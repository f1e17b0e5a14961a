//! Text that other people wrote, made safe to show: cleaned, bounded, in lines, its web addresses found.
//!
//! Nothing here is markup: HTML in a DESCRIPTION stays text and is escaped by the templates.

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain text.
    Text(String),
    /// A web address, `http:` or `https:` only, to be shown as itself: what is read is where it leads.
    Link(String),
}

/// A few lines of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    lines: Vec<Vec<Piece>>,
    shortened: bool,
}

impl Prose {
    /// Takes over at most `longest` characters of `text`, 200 lines and 20 links.
    pub fn of(text: &str, longest: usize) -> Prose {
        let mut left = longest;
        let mut links = MOST_LINKS;
        let mut prose = Prose::default();
        for line in text.replace("\r\n", "\n").split('\n') {
            let line = cleaned(line);
            let blank_after_blank = line.is_empty() && prose.lines.last().is_none_or(Vec::is_empty);
            if blank_after_blank {
                continue;
            }
            if left == 0 || prose.lines.len() == MOST_LINES {
                prose.shortened = true;
                break;
            }
            let kept = cut(&line, left);
            prose.shortened = kept.len() < line.len();
            // A line feed counts, so that a text of many short lines is bounded like one of few long ones.
            left = left.saturating_sub(kept.chars().count() + 1);
            prose.lines.push(pieces(kept, &mut links));
        }
        while prose.lines.last().is_some_and(Vec::is_empty) {
            prose.lines.pop();
        }
        prose
    }

    /// Lines of our own words.
    pub fn lines_of(lines: impl IntoIterator<Item = String>) -> Prose {
        Prose { lines: lines.into_iter().map(|line| vec![Piece::Text(line)]).collect(), shortened: false }
    }

    /// The lines, each in pieces; an empty one parts paragraphs.
    pub fn lines(&self) -> &[Vec<Piece>] {
        &self.lines
    }

    /// Whether nothing is left to show.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether some text was left out.
    pub fn is_shortened(&self) -> bool {
        self.shortened
    }

    /// The lines as plain text.
    pub fn plain(&self) -> Vec<String> {
        self.lines.iter().map(|line| line.iter().map(Piece::as_str).collect()).collect()
    }
}

impl Piece {
    /// The text of the piece.
    pub fn as_str(&self) -> &str {
        match self {
            Piece::Text(text) | Piece::Link(text) => text,
        }
    }
}

/// One line of text for places that hold no more: control characters and line ends become blanks, characters that
/// reorder or hide text (RFC 3987 §4.1 warns of them) go, blanks shrink to one, at most `longest` characters stay.
pub fn one_line(text: &str, longest: usize) -> String {
    let cleaned = cleaned(text);
    let kept = cut(&cleaned, longest);
    if kept.len() == cleaned.len() {
        return cleaned;
    }
    let kept = cut(kept, longest.saturating_sub(1));
    format!("{}…", kept.trim_end())
}

const MOST_LINES: usize = 200;
const MOST_LINKS: usize = 20;

/// Longer web addresses stay plain text; they would be written twice in HTML.
const LONGEST_LINK: usize = 300;

fn cleaned(line: &str) -> String {
    let shown: String = line.chars().filter(|c| !is_hidden(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters without a shape of their own that make the rest read differently from what it is.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

fn cut(text: &str, longest: usize) -> &str {
    match text.char_indices().nth(longest) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

fn pieces(line: &str, links: &mut usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    let mut from = 0;
    while let Some((start, end)) = link_in(rest, from) {
        from = end;
        if *links == 0 || end - start > LONGEST_LINK {
            continue;
        }
        let (before, after) = rest.split_at(start);
        let (link, after) = after.split_at(end - start);
        push_text(&mut pieces, before);
        pieces.push(Piece::Link(link.to_owned()));
        *links -= 1;
        rest = after;
        from = 0;
    }
    push_text(&mut pieces, rest);
    pieces
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

/// Where the next web address of `text` starts and ends, looking from byte `from` on.
fn link_in(text: &str, from: usize) -> Option<(usize, usize)> {
    let tail = text.get(from..)?;
    let start = from + ["https://", "http://"].iter().filter_map(|scheme| tail.find(scheme)).min()?;
    let tail = text.get(start..)?;
    let length = tail.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(tail.len());
    let address = tail.get(..length)?;
    // Punctuation behind an address belongs to the sentence around it, and so does a bracket it did not open.
    let mut kept = address.trim_end_matches(|c| ".,;:!?'*".contains(c));
    if kept.ends_with(')') && !kept.contains('(') {
        kept = kept.trim_end_matches(')');
    }
    Some((start, start + kept.len().max("http://".len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let prose = Prose::of(text, 1000);
        let pieces = prose.lines.iter().flatten();
        pieces.filter(|piece| matches!(piece, Piece::Link(_))).map(|piece| piece.as_str().to_owned()).collect()
    }

    #[test]
    fn a_link_ends_where_its_sentence_goes_on() {
        for (text, expected) in [
            ("see https://a.example/x.", vec!["https://a.example/x"]),
            ("(http://a.example/)", vec!["http://a.example/"]),
            ("https://a.example/wiki/A_(b)", vec!["https://a.example/wiki/A_(b)"]),
            ("<https://a.example>", vec!["https://a.example"]),
            ("javascript:alert(1) data:text/html,x", vec![]),
            ("https://a.example, https://b.example", vec!["https://a.example", "https://b.example"]),
        ] {
            assert_eq!(links(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_reads_the_same_with_its_links_found() {
        let text = "one https://a.example/ two\n\nthree";
        assert_eq!(Prose::of(text, 1000).plain().join("\n"), text);
    }

    #[test]
    fn the_size_of_a_text_is_bounded() {
        let prose = Prose::of(&"ü".repeat(5000), 4000);
        assert!(prose.is_shortened());
        assert_eq!(prose.plain().concat().chars().count(), 4000);
        assert!(Prose::of(&"x\n".repeat(5000), 4000).lines().len() <= MOST_LINES);
        assert_eq!(links(&"https://a.example/ ".repeat(30)).len(), MOST_LINKS);
        assert!(links(&format!("https://a.example/{}", "x".repeat(400))).is_empty());
        assert!(!Prose::of("short\n\n\n", 4000).is_shortened());
    }

    #[test]
    fn one_line_is_one_line() {
        assert_eq!(one_line("a\r\nBcc: x@y\u{202E}\u{0}b", 100), "a Bcc: x@y b");
        assert_eq!(one_line("abcdef", 4), "abc…");
        assert_eq!(one_line("äöüß", 4), "äöüß");
    }

    #[test]
    fn blank_lines_part_paragraphs_once() {
        assert_eq!(Prose::of("\n\na\n\n\n\nb\n\n", 100).plain(), ["a", "", "b"]);
    }
}
