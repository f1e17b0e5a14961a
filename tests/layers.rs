//! The walls of the house: reads the table of rooms in `docs/architecture.md` and holds every import in `src/` against it,
//! so that neither the page nor the code can drift.
//!
//! Tests may look anywhere: `#[cfg(test)]` items and the files of test-only modules are exempt.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Words that a pure room does not know: sockets, files, threads, clocks and randomness.
const IMPURE: &[&str] = &[
    "tokio",
    "hyper",
    "rusqlite",
    "getrandom",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "std::time::Instant",
    "std::time::SystemTime",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "Zoned::now",
    "Timestamp::now",
];

/// Files directly in `src/` that are no rooms.
const DOORS: &[&str] = &["lib", "main"];

/// A row of the table of rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Room {
    name: String,
    is_pure: bool,
    may_import: BTreeSet<String>,
}

/// The rooms of the page, from the ground up.
fn rooms(page: &str) -> Result<Vec<Room>, String> {
    let mut rooms: Vec<Room> = Vec::new();
    let rows = page.lines().skip_while(|line| !line.starts_with("| room |")).skip(2);
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, _purpose, allowed] = cells[..] else { return Err(format!("this row has not three cells: {row}")) };
        let above: Vec<String> = rooms.iter().map(|room| room.name.clone()).collect();
        rooms.push(Room {
            name: name.split('`').nth(1).ok_or_else(|| format!("no `name` in {row}"))?.to_owned(),
            is_pure: name.contains('◆'),
            may_import: allowed_rooms(allowed, &above).map_err(|problem| format!("{problem}, in {row}"))?,
        });
    }
    if rooms.is_empty() { Err("there is no table that begins with “| room |”".to_owned()) } else { Ok(rooms) }
}

/// Reads the third cell: `–`, a list of rooms, `all above`, or `all above but` a list.
fn allowed_rooms(cell: &str, above: &[String]) -> Result<BTreeSet<String>, String> {
    let listed = |list: &str| -> Result<BTreeSet<String>, String> {
        let names = list.split(',').map(|name| name.trim().trim_matches('`').to_owned());
        let names: BTreeSet<String> = names.filter(|name| !name.is_empty() && name != "–").collect();
        match names.iter().find(|name| !above.contains(name)) {
            Some(stranger) => Err(format!("{stranger} is no room above")),
            None => Ok(names),
        }
    };
    let Some(rest) = cell.strip_prefix("all above") else { return listed(cell) };
    let but = listed(rest.trim().strip_prefix("but").unwrap_or_default())?;
    Ok(above.iter().filter(|name| !but.contains(*name)).cloned().collect())
}

/// Code without comments, without the contents of strings, and without `#[cfg(test)]` items.
fn bare(source: &str) -> String {
    without_tests(&without_words(source)).0
}

/// Code without comments and without the contents of strings and character literals.
fn without_words(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest, 1),
            'r' | 'b' if !out.ends_with(is_word) => literal(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if skipped > 0 {
            out.push_str("\"\"");
            rest = &rest[skipped..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of a string with escapes whose text begins at `from`.
fn quoted(text: &str, from: usize) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of `b"…"`, `r"…"`, `r#"…"#`, `br"…"` or `b'…'`; 0 when it is none.
fn literal(text: &str) -> usize {
    let after = text.trim_start_matches('b');
    let raw = after.strip_prefix('r').unwrap_or(after);
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let start = text.len() - raw.len() + hashes;
    let is_raw = raw.len() < after.len();
    match text[start..].chars().next() {
        Some('"') if is_raw => {
            let end = format!("\"{}", "#".repeat(hashes));
            text[start + 1..].find(&end).map_or(text.len(), |found| start + 1 + found + end.len())
        }
        Some('"') if hashes == 0 => quoted(text, start + 1),
        Some('\'') if hashes == 0 && !is_raw => start + character(&text[start..]).max(1),
        _ => 0,
    }
}

/// The length of a character literal; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => text[3..].find('\'').map_or(0, |end| end + 4),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

/// Code without the items marked `#[cfg(test)]`, and the names of test-only modules that stand in files of their own.
fn without_tests(code: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let (mut out, mut modules, mut rest) = (String::new(), Vec::new(), code);
    while let Some(at) = rest.find(MARK) {
        out.push_str(&rest[..at]);
        let item = &rest[at + MARK.len()..];
        let end = item_end(item);
        if let Some((_, name)) = item[..end].trim_end_matches(';').trim().rsplit_once("mod ") {
            modules.push(name.trim().to_owned());
        }
        rest = &item[end..];
    }
    out.push_str(rest);
    (out, modules)
}

/// The end of the first item: its semicolon, or the brace that closes its body.
fn item_end(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate() {
        match byte {
            b';' if depth == 0 => return at + 1,
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// The rooms that a piece of bare code names: `crate::room` and the first segments of `crate::{…}`.
fn imported(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let is_whole_word = !code[..at].ends_with(|c: char| is_word(c) || c == '$');
        let after = code[at + "crate::".len()..].trim_start();
        match after.strip_prefix('{') {
            _ if !is_whole_word => {}
            Some(group) => found.extend(group_heads(group)),
            None => found.extend(word(after)),
        }
    }
    found
}

fn word(text: &str) -> Option<String> {
    let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

/// The first segment of each path in a group, whose opening brace is already read.
fn group_heads(group: &str) -> Vec<String> {
    let (mut heads, mut depth, mut expected) = (Vec::new(), 0_usize, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return heads,
            '}' => depth -= 1,
            ',' if depth == 0 => expected = true,
            _ if expected && is_word(c) => {
                heads.extend(word(&group[at..]));
                expected = false;
            }
            _ => {}
        }
    }
    heads
}

/// The impure words in a piece of bare code; groups such as `use std::{fs, io}` are looked into.
fn impure_words(code: &str) -> Vec<&'static str> {
    let mut flat: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    for (at, _) in code.match_indices("std::{") {
        for head in group_heads(&code[at + "std::{".len()..]) {
            flat.push_str(&format!(" std::{head};"));
        }
    }
    let is_there = |word: &&&str| {
        let mut places = flat.match_indices(**word);
        places.any(|(at, _)| !flat[..at].ends_with(is_word) && !flat[at + word.len()..].starts_with(is_word))
    };
    IMPURE.iter().filter(is_there).copied().collect()
}

/// What is wrong with one file of a room.
fn complaints(room: &Room, all: &[Room], code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in imported(code) {
        let is_room = all.iter().any(|other| other.name == name);
        if is_room && name != room.name && !room.may_import.contains(&name) {
            found.push(format!("`{}` may not import `{name}`", room.name));
        }
    }
    if room.is_pure {
        let words = impure_words(code).into_iter();
        found.extend(words.map(|word| format!("`{}` is pure and must not know {word}", room.name)));
    }
    found
}

/// Bare code of every file of a room that is not only for tests, by path.
fn files_of(src: &Path, room: &str) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut tests: BTreeSet<PathBuf> = BTreeSet::new();
    for path in rust_files(&src.join(room)).into_iter().chain([src.join(format!("{room}.rs"))]) {
        let Ok(source) = fs::read_to_string(&path) else { continue };
        let (code, modules) = without_tests(&without_words(&source));
        let folder = match path.file_stem().is_some_and(|stem| stem == "mod") {
            true => path.parent().map(Path::to_owned).unwrap_or_default(),
            false => path.with_extension(""),
        };
        for module in modules {
            tests.insert(folder.join(&module));
            tests.insert(folder.join(format!("{module}.rs")));
        }
        files.insert(path, code);
    }
    files.retain(|path, _| !tests.iter().any(|test| path.starts_with(test)));
    files
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The names of what stands in `src/`, without the doors.
fn built(src: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(src).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    names.filter(|name| !DOORS.contains(&name.as_str())).collect()
}

#[test]
fn every_room_keeps_to_the_table() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(project.join("docs/architecture.md")).expect("docs/architecture.md");
    let rooms = rooms(&page).expect("the table of rooms");
    let src = project.join("src");
    let mut wrong = Vec::new();
    for room in &rooms {
        let files = files_of(&src, &room.name);
        if files.is_empty() {
            wrong.push(format!("docs/architecture.md: there is no room `{}` in src/", room.name));
        }
        for (path, code) in &files {
            let shown = path.strip_prefix(project).unwrap_or(path).display();
            wrong.extend(complaints(room, &rooms, code).iter().map(|complaint| format!("{shown}: {complaint}")));
        }
    }
    let unknown = built(&src).into_iter().filter(|name| !rooms.iter().any(|room| room.name == *name));
    wrong.extend(unknown.map(|name| format!("src/{name}: this room is not in the table of docs/architecture.md")));
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

mod reading {
    use super::*;

    const PAGE: &str = "# House\n| room | purpose | may import |\n|---|---|---|\n| `id` ◆ | names | – |\n\
                        | `clock` | time | – |\n| `ical` ◆ | text | id |\n| `store` | truth | `id`, ical |\n\
                        | `web` | pages | all above but clock, store |\n| `server` | all | all above |\n\nMore | text |\n";

    fn names(list: &[&str]) -> BTreeSet<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_table_says_who_may_import_whom_and_who_is_pure() {
        let rooms = rooms(PAGE).unwrap();
        let pure: Vec<&str> = rooms.iter().filter(|room| room.is_pure).map(|room| room.name.as_str()).collect();
        assert_eq!(pure, ["id", "ical"]);
        let allowed: Vec<BTreeSet<String>> = rooms.into_iter().map(|room| room.may_import).collect();
        let all = ["id", "clock", "ical", "store", "web"];
        let expected = [&[][..], &[], &["id"], &["id", "ical"], &["id", "ical"], &all];
        assert_eq!(allowed, expected.map(names));
    }

    #[test]
    fn a_table_that_contradicts_itself_is_refused() {
        for (page, said) in [
            ("no table", "no table"),
            (&PAGE.replace("| id |", "| server |"), "server is no room above"),
            (&PAGE.replace("but clock, store", "but clocks"), "clocks is no room above"),
        ] {
            let problem = rooms(page).unwrap_err();
            assert!(problem.contains(said), "{problem}");
        }
    }

    #[test]
    fn imports_are_found_wherever_they_stand() {
        for (code, expected) in [
            ("use crate::store::Tx;", &["store"][..]),
            ("use crate::{id::Uid, store::{Tx, web}, clock};", &["id", "store", "clock"]),
            ("fn f() { crate::dav::respond(); }", &["dav"]),
            ("pub(in crate::imip) use crate :: x;", &["imip"]),
            ("// crate::store\n/* crate::dav /* crate::web */ */", &[]),
            (r##"let a = "crate::store"; let b = r#"crate::"dav"#; let c = b"crate::web";"##, &[]),
            (r#"let quote = '"'; use crate::store::A; let end = '\'';"#, &["store"]),
            ("fn f<'a>(x: &'a str) { let c = 'a'; crate::id::x() }", &["id"]),
            ("macro_rules! m { () => { $crate::store::X } }", &[]),
            ("#[cfg(test)]\nmod tests { use crate::store::Tx; fn f() {} }\nuse crate::id::Uid;", &["id"]),
            ("#[cfg(test)]\nuse crate::store::Tx;\nuse crate::id::Uid;", &["id"]),
        ] {
            assert_eq!(imported(&bare(code)), names(expected), "{code}");
        }
    }

    #[test]
    fn test_modules_in_files_of_their_own_are_known_by_name() {
        let (code, modules) = without_tests("#[cfg(test)]\nmod tests;\n#[cfg(test)]\npub mod samples;\nmod real;");
        assert_eq!((code.trim(), modules.as_slice()), ("mod real;", &["tests".to_owned(), "samples".to_owned()][..]));
    }

    #[test]
    fn impure_words_are_found_as_words() {
        for (code, expected) in [
            ("let now = Utc::now();", &["Utc::now"][..]),
            ("use std::{fmt, fs, net::IpAddr};", &["std::fs", "std::net"]),
            ("use chrono::Utc; // Utc::now() is not for us", &[]),
            ("fn tokio_like() {} let my_rusqlite = 1;", &[]),
            ("use tokio::net;", &["tokio"]),
        ] {
            assert_eq!(impure_words(&bare(code)), expected, "{code}");
        }
    }

    #[test]
    fn a_room_that_breaks_the_table_is_named() {
        let rooms = rooms(PAGE).unwrap();
        let room = |name: &str| rooms.iter().find(|room| room.name == name).unwrap();
        let found = complaints(room("ical"), &rooms, "use crate::store::Tx; use crate::ical::X; use crate::id::Y;");
        assert_eq!(found, ["`ical` may not import `store`"]);
        assert_eq!(complaints(room("id"), &rooms, "Utc::now()"), ["`id` is pure and must not know Utc::now"]);
        assert!(complaints(room("server"), &rooms, "Utc::now(); crate::web::x(); crate::Thing").is_empty());
    }
}
