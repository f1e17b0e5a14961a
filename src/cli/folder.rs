//! Calendars and address books as folders of files: vdirs (vdirsyncer) and the collections of Radicale.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::str::Chars;

use super::{EX_NOINPUT, Failure};
use crate::ical::pieces;
use crate::id::ObjectName;

/// Folders within folders that are looked into.
const DEEPEST: usize = 16;
/// Folders with calendars taken at a time.
const MOST_FOLDERS: usize = 1_000;
/// Bytes read of a file to find the name of its calendar, and whether it holds more than one object.
const MOST_HEAD: u64 = 64 * 1024;
/// Bytes read of a file about a calendar.
const MOST_ABOUT: u64 = 64 * 1024;

/// What files hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// iCalendar.
    Calendars,
    /// vCards.
    Cards,
}

impl Holds {
    /// Whether a file's name says that it holds this.
    pub(super) fn is_in(self, path: &Path) -> bool {
        let endings: &[&str] = match self {
            Holds::Calendars => &["ics", "ical"],
            Holds::Cards => &["vcf", "vcard"],
        };
        path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    }

    /// What Radicale calls a collection of it.
    fn tag(self) -> &'static str {
        match self {
            Holds::Calendars => "VCALENDAR",
            Holds::Cards => "VADDRESSBOOK",
        }
    }
}

/// One calendar or address book to import.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// What it is called; nothing for a file alone.
    pub(super) name: Option<String>,
    /// Its files, by name.
    pub(super) files: Vec<PathBuf>,
    /// What is said of it.
    pub(super) about: About,
}

/// A name as one segment of a path, as what has another cannot be asked for (RFC 3986 §3.3).
pub(super) fn segment(name: &str) -> String {
    let is_odd = |letter: char| letter == '/' || letter.is_control();
    let plain: String = name.chars().map(|letter| if is_odd(letter) { '-' } else { letter }).collect();
    // Room for what tells it from a name that is taken.
    let (plain, _) = plain.split_at(plain.floor_char_boundary(ObjectName::LONGEST - 16));
    if ObjectName::parse(plain).is_ok() { plain.to_owned() } else { "imported".to_owned() }
}

/// What is said of a calendar beside its objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// Its name for people.
    pub(super) display_name: Option<String>,
    /// Its colour.
    pub(super) color: Option<String>,
    /// What it is for.
    pub(super) description: Option<String>,
    /// Its place among the others.
    pub(super) order: Option<String>,
}

/// The collections at a path: a file alone, or every folder that has such files directly in it.
pub(super) fn found(path: &Path, holds: Holds) -> Result<Vec<Folder>, Failure> {
    let missing = |error: &dyn std::fmt::Display| Failure {
        code: EX_NOINPUT,
        words: format!("{} cannot be read: {error}", path.display()),
    };
    let kind = fs::metadata(path).map_err(|error| missing(&error))?;
    if !kind.is_dir() {
        // A file of any other name is taken for a calendar.
        let is_wanted = Holds::Cards.is_in(path) == (holds == Holds::Cards);
        return Ok(Vec::from_iter(is_wanted.then(|| Folder { files: vec![path.to_owned()], ..Folder::default() })));
    }
    let root = path.canonicalize().map_err(|error| missing(&error))?;
    let mut folders = Vec::new();
    let mut waiting = vec![(root, 0)];
    while let Some((folder, depth)) = waiting.pop() {
        let (files, within) = listed(&folder, holds).map_err(|error| missing(&error))?;
        if depth < DEEPEST {
            waiting.extend(within.into_iter().rev().map(|folder| (folder, depth + 1)));
        }
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        if let Some(about) = about(&folder, holds).filter(|_| !files.is_empty() || is_named(&folder, holds)) {
            folders.extend(Folder { name, files, about }.told_apart(holds));
        }
        if folders.len() > MOST_FOLDERS {
            return Err(missing(&format!("it holds more than {MOST_FOLDERS} collections")));
        }
    }
    Ok(folders)
}

impl Folder {
    /// The calendars of a folder of exports, such as Google's: where its files, of which one holds several objects, name
    /// several calendars, each is one of its own. What else is in the folder, and any other, is one calendar.
    fn told_apart(self, holds: Holds) -> Vec<Folder> {
        if holds != Holds::Calendars || self.about != About::default() {
            return vec![self];
        }
        let (mut exports, mut rest, mut holds_several) = (Vec::<Folder>::new(), Vec::new(), false);
        for file in &self.files {
            let Some((export, has_several)) = export(file) else {
                rest.push(file.clone());
                continue;
            };
            holds_several |= has_several;
            match exports.iter_mut().find(|known| known.name == export.name) {
                Some(known) => known.files.extend(export.files),
                None => exports.push(export),
            }
        }
        if exports.len() < 2 || !holds_several {
            return vec![self];
        }
        exports.extend((!rest.is_empty()).then_some(Folder { files: rest, ..self }));
        exports
    }
}

/// The calendar that a file names in its first lines, without the file if it holds nothing; and whether several objects
/// begin there.
fn export(file: &Path) -> Option<(Folder, bool)> {
    let mut head = Vec::new();
    fs::File::open(file).ok()?.take(MOST_HEAD).read_to_end(&mut head).ok()?;
    let is_whole = (head.len() as u64) < MOST_HEAD;
    let objects = pieces(&head);
    let name = objects.name().map(str::to_owned)?;
    let about =
        About { display_name: Some(name.clone()), color: objects.color().map(str::to_owned), ..About::default() };
    let is_empty = is_whole && objects.is_empty() && objects.is_complete();
    let files = Vec::from_iter((!is_empty).then(|| file.to_owned()));
    Some((Folder { name: Some(name), files, about }, !objects.is_one()))
}

/// Whether a folder without such files says that it is a collection of them.
fn is_named(folder: &Path, holds: Holds) -> bool {
    let properties = read(&folder.join(PROPERTIES));
    properties.as_deref().and_then(strings).is_some_and(|found| found.get("tag").is_some_and(|tag| tag == holds.tag()))
}

/// Where Radicale keeps what is said of a collection.
const PROPERTIES: &str = ".Radicale.props";

/// Says of a folder, which may be empty, what it is a collection of; returns the file's name and text.
pub(super) fn properties(holds: Holds, about: &About) -> (&'static str, String) {
    let description = match holds {
        Holds::Calendars => "C:calendar-description",
        Holds::Cards => "CR:addressbook-description",
    };
    let tag = Some(holds.tag().to_owned());
    let named = [
        ("tag", &tag),
        ("D:displayname", &about.display_name),
        ("ICAL:calendar-color", &about.color),
        (description, &about.description),
        ("ICAL:calendar-order", &about.order),
    ];
    let pairs = named.into_iter().filter_map(|(name, text)| Some(format!("{name:?}: {}", quoted(text.as_deref()?))));
    (PROPERTIES, format!("{{{}}}\n", pairs.collect::<Vec<_>>().join(", ")))
}

/// A text in JSON (RFC 8259 §7).
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|letter| match letter {
        '"' | '\\' => format!("\\{letter}"),
        letter if letter.is_control() => format!("\\u{:04x}", u32::from(letter)),
        letter => letter.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The wanted files and the folders in a folder, by name. Hidden ones are caches, and links may lead round.
fn listed(folder: &Path, holds: Holds) -> std::io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            folders.push(path);
        } else if holds.is_in(&path) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

/// What is said of a folder's collection; nothing where it is one of another kind.
fn about(folder: &Path, holds: Holds) -> Option<About> {
    if let Some(properties) = read(&folder.join(PROPERTIES)).as_deref().and_then(strings) {
        let of = |name: &str| properties.get(name).filter(|text| !text.is_empty()).cloned();
        if of("tag").is_some_and(|tag| tag != holds.tag()) {
            return None;
        }
        return Some(About {
            display_name: of("D:displayname"),
            color: of("ICAL:calendar-color"),
            description: of("C:calendar-description").or_else(|| of("CR:addressbook-description")),
            order: of("ICAL:calendar-order"),
        });
    }
    let of = |name: &str| read(&folder.join(name)).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(About {
        display_name: of("displayname"),
        color: of("color"),
        description: of("description"),
        order: of("order"),
    })
}

fn read(path: &Path) -> Option<String> {
    let mut text = String::new();
    let file = fs::File::open(path).ok()?;
    file.take(MOST_ABOUT).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The texts of a JSON object (RFC 8259) whose values are all texts, as Radicale keeps properties; else nothing.
fn strings(json: &str) -> Option<HashMap<String, String>> {
    let mut rest = json.chars().peekable();
    let mut found = HashMap::new();
    expect(&mut rest, '{')?;
    loop {
        skip_blanks(&mut rest);
        if rest.next_if_eq(&'}').is_some() {
            return Some(found);
        }
        let name = string(&mut rest)?;
        expect(&mut rest, ':')?;
        found.insert(name, string(&mut rest)?);
        skip_blanks(&mut rest);
        rest.next_if_eq(&',');
    }
}

fn skip_blanks(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| c.is_whitespace()).is_some() {}
}

fn expect(rest: &mut Peekable<Chars<'_>>, wanted: char) -> Option<()> {
    skip_blanks(rest);
    rest.next_if_eq(&wanted).map(|_| ())
}

fn string(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    expect(rest, '"')?;
    let mut units: Vec<u16> = Vec::new();
    loop {
        let c = match rest.next()? {
            '"' => return String::from_utf16(&units).ok(),
            '\\' => match rest.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' | 'f' => ' ',
                'u' => {
                    let digits: String = rest.by_ref().take(4).collect();
                    units.push(u16::from_str_radix(&digits, 16).ok()?);
                    continue;
                }
                other => other,
            },
            c => c,
        };
        units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_of_radicale_are_read() {
        let text = "{\"C:supported-calendar-component-set\": \"VEVENT\", \"D:displayname\":\"A \\\"b\\\" \\u00e9\\ud83d\\ude00\"}\n";
        assert_eq!(strings(text).unwrap()["D:displayname"], "A \"b\" é😀");
        assert!(strings("{}").unwrap().is_empty());
        for bad in ["", "[]", "{\"a\"", "{\"a\":1}", "{\"a\":\"\\ud83d\"}", "{\"a\":\"b\"", "{\"a\":\"\\u12\"}"] {
            assert!(strings(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn every_folder_with_files_is_a_calendar_and_caches_and_address_books_are_none() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("alice/work/a.ics", "");
        write("alice/work/b.ICS", "");
        write("alice/work/color", "#ff0000\n");
        write("alice/work/displayname", " At work \n");
        write("alice/work/.Radicale.cache/c.ics", "");
        write("alice/9f/d.ics", "");
        write("alice/9f/.Radicale.props", "{\"tag\":\"VCALENDAR\",\"D:displayname\":\"Home\"}");
        write("alice/people/e.ics", "");
        write("alice/people/.Radicale.props", "{\"tag\":\"VADDRESSBOOK\"}");
        write("alice/empty/readme.txt", "");
        let found = found(folder.path(), Holds::Calendars).unwrap();
        let names: Vec<_> = found.iter().map(|folder| (folder.name.as_deref().unwrap(), folder.files.len())).collect();
        assert_eq!(names, [("9f", 1), ("work", 2)]);
        assert_eq!(found[0].about.display_name.as_deref(), Some("Home"));
        let about = About { display_name: Some("At work".into()), color: Some("#ff0000".into()), ..About::default() };
        assert_eq!(found[1].about, about);
        assert!(super::found(&folder.path().join("alice/empty"), Holds::Calendars).unwrap().is_empty());
        let nowhere = super::found(&folder.path().join("nowhere"), Holds::Calendars);
        assert_eq!(nowhere.unwrap_err().code, EX_NOINPUT);
    }

    #[test]
    fn an_empty_folder_that_says_what_it_is_is_a_collection() {
        let folder = tempfile::tempdir().unwrap();
        let about = About {
            display_name: Some("A \"b\" \\ \u{e9}\n".into()),
            color: Some("#ff0000".into()),
            order: Some("3".into()),
            ..About::default()
        };
        for (path, holds) in [("work", Holds::Calendars), ("people", Holds::Cards)] {
            fs::create_dir(folder.path().join(path)).unwrap();
            let (file, text) = properties(holds, &about);
            fs::write(folder.path().join(path).join(file), text).unwrap();
            let [found] = &found(folder.path(), holds).unwrap()[..] else { panic!("one is expected") };
            assert_eq!((found.name.as_deref(), &found.about, found.files.len()), (Some(path), &about, 0));
        }
    }

    #[test]
    fn address_books_are_found_beside_calendars() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("work/a.ics", "");
        write("people/b.vcf", "");
        write("people/.Radicale.props", "{\"tag\":\"VADDRESSBOOK\",\"CR:addressbook-description\":\"All\"}");
        let names = |holds| {
            let found = found(folder.path(), holds).unwrap();
            found.into_iter().map(|folder| (folder.name.unwrap(), folder.about.description)).collect::<Vec<_>>()
        };
        assert_eq!(names(Holds::Calendars), [("work".to_owned(), None)]);
        assert_eq!(names(Holds::Cards), [("people".to_owned(), Some("All".to_owned()))]);
        for (file, calendars, cards) in [("work/a.ics", 1, 0), ("people/b.vcf", 0, 1)] {
            let count = |holds| found(&folder.path().join(file), holds).unwrap().len();
            assert_eq!((count(Holds::Calendars), count(Holds::Cards)), (calendars, cards), "{file}");
        }
    }
}
