//! Reading a story: what is done, what must come back, and the files named at its end.

use std::collections::{BTreeMap, BTreeSet};

use rsvpd::access::Delegation;
use rsvpd::schedule::Decision;

/// A story as it is written.
#[derive(Clone, Debug)]
pub struct Script {
    pub steps: Vec<Step>,
    pub files: BTreeMap<String, File>,
}

/// An act with what belongs to it.
#[derive(Clone, Debug)]
pub struct Step {
    /// The line of the act, from 1.
    pub line: usize,
    pub act: Act,
    /// `> ` lines: headers to send.
    pub sent: Vec<Quoted>,
    /// `< ` lines: what must come back.
    pub back: Vec<Quoted>,
    /// `C:` and `S:` lines of a raw dialogue.
    pub dialogue: Vec<Quoted>,
}

/// A line that belongs to an act, without its mark.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// From 1.
    pub line: usize,
    pub text: String,
}

/// A file that a story names.
#[derive(Clone, Debug)]
pub struct File {
    pub text: String,
    /// Its first and last line in the story, from 1; an empty file ends before it begins.
    pub lines: (usize, usize),
}

/// What a person or a program does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// `time …`
    Time(String),
    /// `config FILE`
    Config(String),
    /// `dns FILE`
    Dns(String),
    /// `relay FILE`
    Relay(String),
    /// `user NAME ADDRESS`
    User { name: String, address: String },
    /// `group NAME [MANAGER]`
    Group { name: String, manager: Option<String> },
    /// `room NAME ADDRESS [POLICY [MANAGER]]`
    Room { name: String, address: String, policy: Option<String>, manager: Option<String> },
    /// `DELEGATE acts for OWNER`, `DELEGATE reads for OWNER`
    Delegate { name: String, owner: String, level: Delegation },
    /// `NAME imports FILE`
    Import { name: String, file: String },
    /// `NAME edits PATH [at INSTANCE]`
    Edit { who: String, path: String, instance: Option<String> },
    /// `told [WHAT HAPPENED]`
    Told(String),
    /// `group NAME is deleted`
    NoGroup { name: String },
    /// `member GROUP NAME`
    Member { group: String, member: String },
    /// `NAME METHOD PATH [FILE]`; nobody's credentials for `guest`.
    Request { who: Option<String>, method: String, path: String, body: Option<String> },
    /// `mail to ADDRESS`
    Mail(String),
    /// `no mail [to ADDRESS]`
    NoMail(Option<String>),
    /// `ignore mail [to ADDRESS]`
    IgnoreMail(Option<String>),
    /// `set NAME from …`
    Set { name: String, from: String },
    /// `smtp FROM -> RCPT, … FILE` and the same with `lmtp`.
    Deliver { door: Door, from: String, to: Vec<String>, file: String },
    /// `smtp raw`, `lmtp raw`
    Dialogue(Door),
    /// `timeline UID`
    Timeline(String),
    /// `notices NAME`
    Notices(String),
    /// `pending NAME`
    Pending(String),
    /// `NAME accepts NUMBER`, `NAME refuses NUMBER`
    Decide { name: String, number: usize, decision: Decision },
    /// `feed NAME CALENDAR|all events|busy`: sets `$feed` to the path of a new feed.
    Feed { name: String, calendar: Option<String>, shows: String },
    /// `feeds NAME`
    Feeds(String),
    /// `NAME sends invitations`, `NAME leaves invitations to the server`
    ClientSends(String, bool),
    /// `subscriptions NAME`
    Subscriptions(String),
    /// `revoke NAME`: forgets all feeds of a person.
    Revoke(String),
    /// `NAME is also ADDRESS`, `NAME gives up ADDRESS`
    Alias { name: String, add: Vec<String>, remove: Vec<String> },
    /// `NAME hands UID to OTHER`: the meeting gets another organizer.
    Transfer { name: String, uid: String, to: String },
    /// `restart`
    Restart,
    /// `backup`: the database is copied as it is.
    Backup,
    /// `restore`: the server stops, and starts again with what was backed up.
    Restore,
    /// `release held mails`
    Release,
}

/// A receiver of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Smtp,
    Lmtp,
}

impl Script {
    /// Reads a story.
    ///
    /// # Errors
    /// A line that is no part of the format, a file that is not there or not used, a story without a sentence or a citation.
    pub fn parse(text: &str) -> Result<Script, String> {
        has_a_heading(text)?;
        let lines: Vec<&str> = text.lines().collect();
        let first_file = lines.iter().position(|line| file_name(line).is_some()).unwrap_or(lines.len());
        let script = Script { steps: steps(&lines[..first_file])?, files: files(&lines, first_file) };
        let named: BTreeSet<String> = script.steps.iter().flat_map(named_files).collect();
        if let Some(missing) = named.iter().find(|name| !script.files.contains_key(*name)) {
            return Err(format!("there is no file {missing} in the story"));
        }
        match script.files.keys().find(|name| !named.contains(*name)) {
            Some(idle) => Err(format!("nothing uses the file {idle}")),
            None => Ok(script),
        }
    }
}

fn has_a_heading(text: &str) -> Result<(), String> {
    let heading: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
    if heading.first().is_none_or(|line| line.trim_start_matches(['#', ' ']).is_empty()) {
        return Err("a story begins with a sentence that tells it: # …".to_owned());
    }
    match heading.iter().any(|line| line.contains("RFC ")) {
        true => Ok(()),
        false => Err("the heading of a story cites what it rests on: # RFC …".to_owned()),
    }
}

fn file_name(line: &str) -> Option<&str> {
    line.strip_prefix("-- ")?.strip_suffix(" --").map(str::trim)
}

fn files(lines: &[&str], first: usize) -> BTreeMap<String, File> {
    let mut files = BTreeMap::new();
    let starts: Vec<usize> = (first..lines.len()).filter(|at| file_name(lines[*at]).is_some()).collect();
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(lines.len());
        let mut last = end;
        while last > start + 1 && lines[last - 1].trim().is_empty() {
            last -= 1;
        }
        let mut text = lines[start + 1..last].join("\n");
        text.push('\n');
        let name = file_name(lines[*start]).unwrap_or_default().to_owned();
        files.insert(name, File { text, lines: (start + 2, last) });
    }
    files
}

fn steps(lines: &[&str]) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::new();
    for (at, whole) in lines.iter().enumerate() {
        let line = at + 1;
        let text = whole.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let quoted = |text: &str| Quoted { line, text: text.trim().to_owned() };
        let mark = text.split_once([' ', ':']).map_or(text, |(mark, _)| mark);
        match (mark, steps.last_mut()) {
            ("<", Some(step)) => step.back.push(quoted(&text[1..])),
            (">", Some(step)) => step.sent.push(quoted(&text[1..])),
            ("C" | "S", Some(step)) => step.dialogue.push(quoted(text)),
            ("<" | ">" | "C" | "S", None) => return Err(format!("line {line}: nothing was done before this line")),
            _ if whole.starts_with(' ') => return Err(format!("line {line}: an act begins its line: {text}")),
            _ => {
                let act = act(without_comment(text)).map_err(|problem| format!("line {line}: {problem}"))?;
                steps.push(Step { line, act, sent: Vec::new(), back: Vec::new(), dialogue: Vec::new() });
            }
        }
    }
    Ok(steps)
}

fn without_comment(text: &str) -> &str {
    text.find(" #").map_or(text, |at| text[..at].trim_end())
}

fn act(text: &str) -> Result<Act, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let owned = |word: &str| word.to_owned();
    Ok(match words[..] {
        ["time", at] => Act::Time(owned(at)),
        ["config", file] => Act::Config(owned(file)),
        ["dns", file] => Act::Dns(owned(file)),
        ["relay", file] => Act::Relay(owned(file)),
        ["user", name, address] => Act::User { name: owned(name), address: owned(address) },
        ["group", name] => Act::Group { name: owned(name), manager: None },
        ["group", name, "is", "deleted"] => Act::NoGroup { name: owned(name) },
        ["group", name, manager] => Act::Group { name: owned(name), manager: Some(owned(manager)) },
        ["room", name, address, ref more @ ..] if more.len() < 3 => Act::Room {
            name: owned(name),
            address: owned(address),
            policy: more.first().map(|word| owned(word)),
            manager: more.get(1).map(|word| owned(word)),
        },
        [name, "acts", "for", owner] => {
            Act::Delegate { name: owned(name), owner: owned(owner), level: Delegation::Write }
        }
        [name, "reads", "for", owner] => {
            Act::Delegate { name: owned(name), owner: owned(owner), level: Delegation::Read }
        }
        [name, "imports", file] => Act::Import { name: owned(name), file: owned(file) },
        [who, "edits", path] => Act::Edit { who: owned(who), path: owned(path), instance: None },
        [who, "edits", path, "at", instance] => {
            Act::Edit { who: owned(who), path: owned(path), instance: Some(owned(instance)) }
        }
        ["told", ref what @ ..] => Act::Told(what.join(" ")),
        ["member", group, member] => Act::Member { group: owned(group), member: owned(member) },
        ["mail", "to", address] => Act::Mail(owned(address)),
        ["no", "mail"] => Act::NoMail(None),
        ["no", "mail", "to", address] => Act::NoMail(Some(owned(address))),
        ["ignore", "mail"] => Act::IgnoreMail(None),
        ["ignore", "mail", "to", address] => Act::IgnoreMail(Some(owned(address))),
        ["set", name, "from", ref from @ ..] if !from.is_empty() => {
            Act::Set { name: owned(name), from: from.join(" ") }
        }
        ["smtp", "raw"] => Act::Dialogue(Door::Smtp),
        ["lmtp", "raw"] => Act::Dialogue(Door::Lmtp),
        ["smtp", from, "->", ref to @ .., file] if !to.is_empty() => delivery(Door::Smtp, from, to, file),
        ["lmtp", from, "->", ref to @ .., file] if !to.is_empty() => delivery(Door::Lmtp, from, to, file),
        ["timeline", uid] => Act::Timeline(owned(uid)),
        ["notices", name] => Act::Notices(owned(name)),
        ["pending", name] => Act::Pending(owned(name)),
        [name, "accepts", number] => {
            Act::Decide { name: owned(name), number: count(number)?, decision: Decision::Accept }
        }
        [name, "refuses", number] => {
            Act::Decide { name: owned(name), number: count(number)?, decision: Decision::Refuse(None) }
        }
        ["feed", name, calendar, shows] => {
            let calendar = (calendar != "all").then(|| owned(calendar));
            Act::Feed { name: owned(name), calendar, shows: owned(shows) }
        }
        ["feeds", name] => Act::Feeds(owned(name)),
        ["subscriptions", name] => Act::Subscriptions(owned(name)),
        [name, "sends", "invitations"] => Act::ClientSends(owned(name), true),
        [name, "leaves", "invitations", "to", "the", "server"] => Act::ClientSends(owned(name), false),
        ["revoke", name] => Act::Revoke(owned(name)),
        [name, "is", "also", address] => {
            Act::Alias { name: owned(name), add: vec![owned(address)], remove: Vec::new() }
        }
        [name, "gives", "up", address] => {
            Act::Alias { name: owned(name), add: Vec::new(), remove: vec![owned(address)] }
        }
        [name, "hands", uid, "to", to] => Act::Transfer { name: owned(name), uid: owned(uid), to: owned(to) },
        ["restart"] => Act::Restart,
        ["backup"] => Act::Backup,
        ["restore"] => Act::Restore,
        ["release", "held", "mails"] => Act::Release,
        [who, method, path, ref body @ ..] if body.len() < 2 && method.chars().all(|c| c.is_ascii_uppercase()) => {
            let who = (who != "guest").then(|| owned(who));
            Act::Request { who, method: owned(method), path: owned(path), body: body.first().map(|body| owned(body)) }
        }
        _ => return Err(format!("this is no act: {text}")),
    })
}

fn count(word: &str) -> Result<usize, String> {
    word.parse().map_err(|_| format!("{word} is no number"))
}

fn delivery(door: Door, from: &str, to: &[&str], file: &str) -> Act {
    let to = to.iter().map(|address| address.trim_end_matches(',').to_owned()).collect();
    Act::Deliver { door, from: from.to_owned(), to, file: file.to_owned() }
}

/// The files that a step needs.
fn named_files(step: &Step) -> Vec<String> {
    let mut names = Vec::new();
    match &step.act {
        Act::Config(file)
        | Act::Dns(file)
        | Act::Relay(file)
        | Act::Deliver { file, .. }
        | Act::Import { file, .. } => {
            names.push(file.clone());
        }
        Act::Request { body: Some(file), .. } if is_file_name(file) => names.push(file.clone()),
        _ => {}
    }
    names.extend(step.back.iter().filter_map(|expected| expected_file(&expected.text)));
    names
}

/// Whether the body of a request is a file; else it is the body itself, such as a form's.
pub fn is_file_name(body: &str) -> bool {
    [".ics", ".vcf", ".xml", ".txt", ".eml", ".json"].iter().any(|end| body.ends_with(end))
}

/// The file that an expectation such as `body FILE` or `text/calendar; method=REQUEST FILE` names.
pub fn expected_file(expected: &str) -> Option<String> {
    let is_part = expected.split([';', ' ']).next().is_some_and(|first| first.contains('/') && !first.contains(':'));
    let (first, rest) = expected.split_once(' ')?;
    let names_one = is_part || (matches!(first, "body" | "text" | "html") && !rest.contains(' '));
    let last = expected.rsplit(' ').next()?;
    (names_one && is_file_name(last) && !last.contains('=')).then(|| last.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "# Alice creates an event.\n# RFC 4791 §5.3.2\nuser alice  alice@example.org   # her account\n\n\
                         alice PUT /dav/x.ics  x.ics\n> If-None-Match: *\n< 201\n\nsmtp raw\n  C: EHLO a\n  S: 250 *\n\
                         guest POST /r/$link answer=accept\nsmtp a@b -> c@d, e@f y.eml\n\n-- x.ics --\nBEGIN:VCALENDAR\n\n-- y.eml --\nFrom: a\n\nhi\n\n";

    #[test]
    fn a_story_is_acts_with_what_belongs_to_them_and_files() {
        let script = Script::parse(STORY).unwrap();
        let acts: Vec<&Act> = script.steps.iter().map(|step| &step.act).collect();
        assert_eq!(acts[0], &Act::User { name: "alice".into(), address: "alice@example.org".into() });
        let (who, path) = (Some("alice".to_owned()), "/dav/x.ics".to_owned());
        assert_eq!(acts[1], &Act::Request { who, method: "PUT".into(), path, body: Some("x.ics".into()) });
        assert_eq!((script.steps[1].sent[0].text.as_str(), script.steps[1].back[0].line), ("If-None-Match: *", 7));
        assert_eq!((acts[2], script.steps[2].dialogue.len()), (&Act::Dialogue(Door::Smtp), 2));
        assert!(matches!(acts[3], Act::Request { who: None, body: Some(form), .. } if form == "answer=accept"));
        assert_eq!(script.files["x.ics"].text, "BEGIN:VCALENDAR\n");
        assert_eq!(script.files["x.ics"].lines, (16, 16));
        assert_eq!(script.files["y.eml"].text, "From: a\n\nhi\n");
    }

    #[test]
    fn what_is_no_story_is_refused_by_line() {
        let heading = "# A.\n# RFC 1\n";
        for (text, said) in [
            ("user a b\n".to_owned(), "begins with a sentence"),
            ("# A.\nuser a b\n".to_owned(), "cites"),
            (format!("{heading}fly away\n"), "line 3: this is no act"),
            (format!("{heading}< 201\n"), "line 3: nothing was done"),
            (format!("{heading}  user a b\n"), "line 3: an act begins its line"),
            (format!("{heading}a PUT /x missing.ics\n"), "there is no file missing.ics"),
            (format!("{heading}restart\n\n-- idle.ics --\n"), "nothing uses the file idle.ics"),
        ] {
            let problem = Script::parse(&text).unwrap_err();
            assert!(problem.contains(said), "{problem}");
        }
    }

    #[test]
    fn expectations_that_name_files_are_known() {
        for (text, file) in [
            ("body a.ics", Some("a.ics")),
            ("text/calendar; method=REQUEST r.ics", Some("r.ics")),
            ("application/ics; name=a.ics", None),
            ("text contains see a.txt", None),
            ("text a.txt", Some("a.txt")),
            ("From: a.ics", None),
            ("contains b.xml", None),
            ("201", None),
        ] {
            assert_eq!(expected_file(text).as_deref(), file, "{text}");
        }
    }
}
