//! `UPDATE=1`: writes into a story what really came back.

use std::collections::BTreeMap;

use super::script::File;

/// What is to be written into a story.
#[derive(Debug, Default)]
pub struct Rewrite {
    /// From line to line (from 1, both included), and what stands there instead.
    blocks: BTreeMap<usize, (usize, String)>,
}

impl Rewrite {
    /// Puts a `<` line in the place of another.
    pub fn line(&mut self, line: usize, text: &str) {
        self.blocks.insert(line, (line, format!("< {text}\n")));
    }

    /// Puts `<` lines in the place of others that follow one another.
    pub fn lines(&mut self, first: usize, last: usize, texts: &[String]) {
        let text = texts.iter().map(|text| format!("< {text}\n")).collect();
        self.blocks.insert(first, (last, text));
    }

    /// Puts a new text in the place of a file's.
    pub fn file(&mut self, file: &File, text: &str) {
        self.blocks.insert(file.lines.0, (file.lines.1, text.to_owned()));
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The story as it is then.
    pub fn applied(&self, story: &str) -> String {
        let lines: Vec<&str> = story.lines().collect();
        let mut out = String::new();
        let mut at = 1;
        while at <= lines.len() + 1 {
            if let Some((last, text)) = self.blocks.get(&at) {
                out.push_str(text);
                // An empty file ends before it begins.
                if *last >= at {
                    at = last + 1;
                    continue;
                }
            }
            if let Some(line) = lines.get(at - 1) {
                out.push_str(line);
                out.push('\n');
            }
            at += 1;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_files_are_replaced_and_the_rest_stays() {
        let mut rewrite = Rewrite::default();
        rewrite.line(2, "204");
        rewrite.file(&File { text: String::new(), lines: (5, 6) }, "new\n");
        rewrite.file(&File { text: String::new(), lines: (9, 8) }, "more\n");
        let story = "a\n< 201\n\n-- x --\nold\nold\n\n-- y --\n";
        assert_eq!(rewrite.applied(story), "a\n< 204\n\n-- x --\nnew\n\n-- y --\nmore\n");
    }

    #[test]
    fn lines_that_follow_one_another_are_replaced_together() {
        let mut rewrite = Rewrite::default();
        rewrite.lines(2, 3, &["x".to_owned()]);
        assert_eq!(rewrite.applied("timeline u\n< a\n< b\nend\n"), "timeline u\n< x\nend\n");
    }
}
