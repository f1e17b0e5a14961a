//! The golden table: what the stories in `tests/stories/golden` say of each kind of change, as one page.

use std::fmt::Write;
use std::path::Path;

use super::script::{Act, Script, Step};

/// The people of these stories, and what they are to the meeting.
const PEOPLE: [(&str, &str); 5] = [
    ("alice", "Alice, organizer"),
    ("bob@else.example", "Bob, guest from outside"),
    ("carol", "Carol, attendee here"),
    ("dave", "Dave, delegate"),
    ("room", "the room"),
];

/// The page, made from the stories of a folder.
///
/// # Errors
/// A story that cannot be read.
pub fn page(folder: &Path) -> Result<String, String> {
    let mut page = include_str!("golden.md").to_owned();
    let entries = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let script = Script::parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().replace('-', " ");
        let sentence = text.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
        let _ = write!(page, "\n## {}\n{sentence}\n\n", capitalized(&name));
        page.push_str(&table(&script));
    }
    Ok(page)
}

fn capitalized(name: &str) -> String {
    let mut name = name.to_owned();
    name[..1].make_ascii_uppercase();
    name
}

fn table(script: &Script) -> String {
    let heads: Vec<&str> = PEOPLE.iter().map(|(_, head)| *head).collect();
    let mut table =
        format!("| what happens | {} | others |\n|---|{}---|\n", heads.join(" | "), "---|".repeat(heads.len()));
    for step in &script.steps {
        if let Act::Told(what) = &step.act
            && !what.is_empty()
        {
            let _ = writeln!(table, "| {what} | {} |", cells(step).join(" | "));
        }
    }
    table
}

/// What each of the people was told, and the others with their names.
fn cells(step: &Step) -> Vec<String> {
    let lines = step.back.iter().filter_map(|line| line.text.split_once(": "));
    let mut cells = vec!["–".to_owned(); PEOPLE.len()];
    let mut others = Vec::new();
    for (name, what) in lines {
        match PEOPLE.iter().position(|(known, _)| *known == name) {
            Some(at) => cells[at] = what.replace('|', "\\|"),
            None => others.push(format!("{name}: {}", what.replace('|', "\\|"))),
        }
    }
    cells.push(if others.is_empty() { "–".to_owned() } else { others.join("; ") });
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_cell_for_everybody() {
        let story = "# A.\n# RFC 1\ntold\n< alice: copy 0\ntold a new title\n< alice: copy 0\n< room: inbox REQUEST 0\n< x@y: mail REQUEST 0\n";
        let table = table(&Script::parse(story).unwrap());
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(rows, ["| a new title | copy 0 | – | – | – | inbox REQUEST 0 | x@y: mail REQUEST 0 |"]);
    }
}
