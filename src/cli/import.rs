//! `rsvpd import`: calendars and address books from elsewhere. Nobody is told of anything.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe;

use super::attachments;
use super::cards;
use super::folder::{self, About, Folder, Holds};
use super::progress::Progress;
use super::{EX_DATAERR, EX_NOINPUT, Failure, calendar_called, harmless, person, print};
use crate::dav::place::is_free_for_calendars;
use crate::fetch::{Ask, Bounds, Fetcher};
use crate::ical::{CalendarObject, Piece, Timestamp, pieces, with_own_uid};
use crate::id::{CalendarId, ETag, ObjectName, PrincipalId};
use crate::schedule::{self, App, Import, Imported, Refused, Rules, Same};
use crate::store::{CalendarChange, CalendarKind, NewCalendar, StoreError, Tx};

/// Bytes of one file: whole exports of very busy people have some 50 MB.
const MOST_BYTES: u64 = 512 * 1024 * 1024;
/// Objects stored in one transaction: one disk flush for all of them, and the server waits no longer than for this many.
pub(super) const BATCH: usize = 200;
/// How long the download of a calendar may take.
const DOWNLOAD_TIME: Duration = Duration::from_secs(600);
/// How long nobody may write into a named pipe before it is taken for one into which nobody will.
const SILENCE: Duration = Duration::from_secs(60);
/// Refused objects that are named; the others are counted.
const MOST_NAMED: usize = 1_000;
/// Objects that are named of which another text was kept; the others are counted.
const MOST_KEPT: usize = 20;
/// What a calendar takes that an import makes: everything, as one does that a program makes (RFC 4791 §5.2.3).
const COMPONENTS: [&str; 5] = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"];

#[derive(Args)]
pub(super) struct ImportArguments {
    /// Whose calendar it becomes
    pub(super) user: String,
    /// An .ics or .vcf file, the https:// address of a calendar, or a folder: each folder with .ics files in it is a
    /// calendar of its name, or several where its files are exports of these; each with .vcf files an address book
    pub(super) path: PathBuf,
    /// Put everything into this calendar, which is made if it is missing
    #[arg(long, value_name = "NAME")]
    pub(super) calendar: Option<String>,
    /// Put all cards into this address book, which is made if it is missing [default for a file: contacts]
    #[arg(long, value_name = "NAME")]
    pub(super) book: Option<String>,
    /// Let the file's text take the place of the stored one where both have an object
    #[arg(long)]
    pub(super) replace: bool,
}

pub(super) async fn import(app: &App, wishes: ImportArguments) -> Result<(), Failure> {
    let owner = person(app, &wishes.user)?;
    let download = match address(&wishes.path) {
        Some(url) => Some(downloaded(app, url).await?),
        None => None,
    };
    let (folders, books) = match &download {
        Some(_) => (vec![Folder { files: vec![PathBuf::from("the download")], ..Folder::default() }], Vec::new()),
        None => (folder::found(&wishes.path, Holds::Calendars)?, folder::found(&wishes.path, Holds::Cards)?),
    };
    if folders.is_empty() && books.is_empty() {
        let words = format!("{} cannot be read: there is no .ics or .vcf file in it", wishes.path.display());
        return Err(Failure { code: EX_NOINPUT, words });
    }
    if wishes.calendar.is_none() {
        check_names(&folders)?;
    }
    if wishes.book.is_none() {
        check_names(&books)?;
    }
    if download.is_none() {
        attachments::take(app, owner.id, &wishes.path).await?;
    }
    let same = if wishes.replace { Same::IsReplaced } else { Same::Stays };
    let files = || folders.iter().flat_map(|folder| &folder.files);
    let bytes = match &download {
        Some(text) => text.len() as u64,
        None => files().filter_map(|file| Some(file.metadata().ok()?.len())).sum(),
    };
    let progress = Progress::of(bytes);
    let mut work = Work { app, owner: owner.id, same, waiting: Vec::new(), told: Told::default(), progress, before: 0 };
    let wished = wishes.calendar.as_deref().map(|name| called(app, owner.id, name)).transpose()?;
    for folder in folders {
        let called = wished.clone().or(folder.name);
        let mut target = Target { name: called.clone().map(free), is_wished: wished.is_some(), about: folder.about };
        if target.name != called {
            target.about.display_name = target.about.display_name.or(called);
        }
        if folder.files.is_empty() && !target.is_wished {
            work.make_empty(target.clone()).await?;
        }
        for file in &folder.files {
            match download.clone() {
                Some(input) => work.take(&mut target, file, &input).await?,
                None => work.read(&mut target, file).await?,
            }
        }
        work.store(&target).await?;
    }
    let (mut told, progress) = (work.told, work.progress);
    for folder in books {
        cards::import(app, owner.id, folder, wishes.book.as_deref(), same, &mut told).await?;
    }
    told.finished(app, &wishes.user, &progress)
}

/// The address that was typed in place of a file, if it is one.
fn address(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let is_one = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    match is_one("webcal://") {
        true => Some(format!("https://{}", text.get("webcal://".len()..).unwrap_or_default())),
        false => Some(text.to_owned()).filter(|_| is_one("https://") || is_one("http://")),
    }
}

async fn downloaded(app: &App, url: String) -> Result<Vec<u8>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure { code: EX_NOINPUT, words: error.to_string() };
    let fetcher = Fetcher::for_settings(&app.config).map_err(|error| failed(&error))?;
    let bounds = Bounds { bytes: MOST_BYTES as usize, time: DOWNLOAD_TIME, ..Bounds::default() };
    let answer = fetcher.fetch(Ask { bounds, ..Ask::get_as_named(url) }).await.map_err(|error| failed(&error))?;
    match answer.status.is_success() {
        true => Ok(answer.body.to_vec()),
        false => Err(failed(&format!("the server answered with {}", answer.status))),
    }
}

/// Two folders of one name would become one collection, perhaps of two people.
fn check_names(folders: &[Folder]) -> Result<(), Failure> {
    let mut seen = HashSet::new();
    match folders.iter().find_map(|folder| folder.name.as_ref().filter(|name| !seen.insert(*name))) {
        None => Ok(()),
        Some(name) => {
            let words = format!(
                "several folders are called {name:?}: import them one at a time, or all into one with --calendar or --book"
            );
            Err(Failure { code: EX_DATAERR, words })
        }
    }
}

/// The name of the calendar that a person means, or of the one that is to be made.
fn called(app: &App, owner: PrincipalId, name: &str) -> Result<String, Failure> {
    let found = app.store.read::<_, StoreError, _>(|tx| calendar_called(tx, owner, name));
    Ok(found.map_err(Failure::of)?.map_or_else(|| name.to_owned(), |calendar| calendar.name))
}

/// A calendar's name that is one segment of a path, and not taken by scheduling.
fn free(name: String) -> String {
    let name = folder::segment(&name);
    if is_free_for_calendars(&name) { name } else { format!("{name}-calendar") }
}

/// Where the objects of a file go.
#[derive(Clone)]
struct Target {
    /// The calendar's name; nothing for the owner's own choice.
    name: Option<String>,
    /// Whether a person said the name, who may mean the one that programs show.
    is_wished: bool,
    about: About,
}

/// Where an object may be stored already.
#[derive(Clone, Copy)]
enum Place {
    Anywhere,
    In(CalendarId),
    Nowhere,
}

/// An object that waits to be stored.
struct Waiting {
    file: PathBuf,
    line: usize,
    import: Import,
}

struct Work<'a> {
    app: &'a App,
    owner: PrincipalId,
    same: Same,
    waiting: Vec<Waiting>,
    told: Told,
    progress: Progress,
    /// Bytes of the files that are done.
    before: u64,
}

impl Work<'_> {
    async fn read(&mut self, target: &mut Target, file: &Path) -> Result<(), Failure> {
        match contents(file).await {
            Ok(input) => self.take(target, file, &input).await,
            Err(reason) => {
                self.told.refuse(file, 0, &reason);
                Ok(())
            }
        }
    }

    /// Takes the objects of a file. Those of several files with one target wait together: a transaction for each of a
    /// thousand files of one event takes as long as one for thirty.
    async fn take(&mut self, target: &mut Target, file: &Path, input: &[u8]) -> Result<(), Failure> {
        if let Some(what) = foreign(input).or_else(|| begins(input, "begin:vcard").then_some(CARDS)) {
            self.told.refuse(file, 0, &what);
            return Ok(());
        }
        let objects = pieces(input);
        let about = &mut target.about;
        about.display_name = about.display_name.take().or_else(|| objects.name().map(str::to_owned));
        about.color = about.color.take().or_else(|| objects.color().map(str::to_owned));
        let is_alone = objects.is_one();
        let name = file.file_name().filter(|_| is_alone && Holds::Calendars.is_in(file));
        let name = name.and_then(|name| ObjectName::parse(&name.to_string_lossy()).ok());
        let place = self.known_place(target)?;
        for piece in objects {
            let end = piece.end;
            let done = self.before + end as u64;
            self.progress.at(done, self.told.done(), self.told.refused);
            if self.knows(place, &piece.uid, piece.text())? {
                *self.told.counts.entry(Imported::Known).or_default() += 1;
                continue;
            }
            match piece.object() {
                Ok((object, body)) => {
                    self.others(file, &piece, &object);
                    let import = Import { calendar: CalendarId(0), name: name.clone(), body, object };
                    self.waiting.push(Waiting { file: file.to_owned(), line: piece.line, import });
                }
                Err(invalid) => {
                    let line = invalid.line;
                    self.told.refuse(file, line, &crate::ical::Invalid { line: 0, ..invalid });
                }
            }
            if self.waiting.len() >= BATCH {
                self.store(target).await?;
            }
        }
        self.before += input.len() as u64;
        Ok(())
    }

    /// Takes what shares the UID of an object and is no part of it: nothing of a file is lost without a word.
    fn others(&mut self, file: &Path, piece: &Piece, object: &CalendarObject) {
        for (line, other) in piece.others(object) {
            match other {
                Some((object, body)) => {
                    self.told.note(file, line, "has the UID of another entry, and is stored with one of its own");
                    let import = Import { calendar: CalendarId(0), name: None, body, object };
                    self.waiting.push(Waiting { file: file.to_owned(), line, import });
                }
                None => self.told.refuse(file, line, &"is another version of a date that is in the file twice"),
            }
        }
    }

    /// Makes the calendar of a folder without any objects, unless it is there.
    async fn make_empty(&mut self, target: Target) -> Result<(), Failure> {
        let (owner, now) = (self.owner, self.app.clock.now());
        let made = self.app.store.write::<_, StoreError, _>(move |tx| match &target.name {
            Some(name) if tx.calendar(owner, name)?.is_none() => {
                made(tx, owner, name, &target.about, now).map(|_| true)
            }
            _ => Ok(false),
        });
        self.told.empty(made.await.map_err(Failure::passing)?);
        Ok(())
    }

    /// Where a look for what is known is worth it: anywhere, or in the calendar that is named, if there is one.
    fn known_place(&self, target: &Target) -> Result<Place, Failure> {
        let Some(name) = &target.name else { return Ok(Place::Anywhere) };
        let found = self.app.store.read::<_, StoreError, _>(|tx| match target.is_wished {
            true => calendar_called(tx, self.owner, name),
            false => tx.calendar(self.owner, name),
        });
        Ok(found.map_err(Failure::passing)?.map_or(Place::Nowhere, |calendar| Place::In(calendar.id)))
    }

    /// Whether this very text is stored already: an import that is given again need not read it.
    fn knows(&self, place: Place, uid: &str, text: &[u8]) -> Result<bool, Failure> {
        let calendar = match place {
            Place::Nowhere => return Ok(false),
            Place::Anywhere => None,
            Place::In(id) => Some(id),
        };
        if uid.is_empty() {
            return Ok(false);
        }
        let etag = ETag::of(text);
        let known = self.app.store.read::<_, StoreError, _>(|tx| tx.has_text(self.owner, calendar, uid, &etag));
        known.map_err(Failure::passing)
    }

    /// Stores what waits, in one transaction. One that is refused changes nothing, so the others stay.
    async fn store(&mut self, target: &Target) -> Result<(), Failure> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        let (rules, owner, same, target) = (self.app.rules(), self.owner, self.same, target.clone());
        let stored = self.app.store.write::<_, StoreError, _>(move |tx| {
            let mut places = HashMap::new();
            let mut stored = Vec::new();
            for mut one in waiting {
                let component = one.import.object.kind().component();
                let found = match places.get(component) {
                    Some(found) => *found,
                    None => *places.entry(component).or_insert(place(tx, owner, &target, component, rules.now)?),
                };
                let Some(calendar) = found else {
                    stored.push((one.file, one.line, Err(Refused::Component(component.to_owned()))));
                    continue;
                };
                one.import.calendar = calendar;
                match stored_in(tx, &rules, one.import, same) {
                    Err(Refused::Store(error)) => return Err(error),
                    result => {
                        stored.push((one.file, one.line, result.map(|(imported, uid)| (imported, calendar, uid))))
                    }
                }
            }
            Ok(stored)
        });
        for (file, line, result) in stored.await.map_err(Failure::passing)? {
            match result {
                Ok((imported, calendar, uid)) => {
                    self.told.stored(imported, calendar);
                    if imported == Imported::Kept {
                        self.told.keep(&file, line);
                    }
                    if uid == Uids::Own {
                        self.told.note(&file, line, ANOTHER_KIND);
                    }
                }
                Err(refused) => self.told.refuse(&file, line, &refused),
            }
        }
        Ok(())
    }
}

/// What is said of an object that got a UID of its own.
const ANOTHER_KIND: &str = "has the UID of something of another kind, and is stored with one of its own";

/// By which UID an object is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Uids {
    Given,
    Own,
}

/// Stores an object; where something of another kind has its UID, with another one, so that nothing is lost for good.
fn stored_in(tx: &mut Tx<'_>, rules: &Rules, import: Import, same: Same) -> Result<(Imported, Uids), Refused> {
    let renamed = match schedule::import(tx, rules, &import, same) {
        Err(Refused::UidConflict(other)) => with_own_uid(&import.object).ok_or(Refused::UidConflict(other))?,
        result => return Ok((result?, Uids::Given)),
    };
    let import = Import { name: None, body: renamed.to_bytes(), object: renamed, ..import };
    Ok((schedule::import(tx, rules, &import, same)?, Uids::Own))
}

/// How files begin that people take for calendars, and what to do with them.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "this is a zip archive: unpack it, then give the folder"),
    (b"\x1f\x8b", "this is a gzip archive: unpack it, then give what was in it"),
    (b"!BDN", "this is an Outlook data file: let Outlook save the calendar as .ics"),
    (b"\xff\xfe", "this is UTF-16: save it as UTF-8"),
    (b"\xfe\xff", "this is UTF-16: save it as UTF-8"),
];
const WEB_PAGE: &str =
    "this is a web page, no calendar; perhaps it asks to sign in: take the secret address of the calendar itself";
const CARDS: &str = "these are cards: give them as a file whose name ends in .vcf";

/// What a file is that is neither calendar nor cards.
pub(super) fn foreign(input: &[u8]) -> Option<&'static str> {
    if input.iter().all(u8::is_ascii_whitespace) {
        return Some("the file is empty");
    }
    let is_page = || begins(input, "<!doctype html") || begins(input, "<html");
    let known = FOREIGN.iter().find(|(start, _)| input.starts_with(start)).map(|(_, what)| *what);
    known.or_else(|| is_page().then_some(WEB_PAGE))
}

/// Whether a text begins with these words, in any letter case.
pub(super) fn begins(input: &[u8], words: &str) -> bool {
    let text = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input).trim_ascii_start();
    text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()))
}

pub(super) async fn contents(file: &Path) -> Result<Vec<u8>, String> {
    use std::os::unix::fs::FileTypeExt;
    let is_pipe = file.metadata().is_ok_and(|found| found.file_type().is_fifo());
    if is_pipe {
        return piped(file, SILENCE).await;
    }
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(|error| error.to_string())?;
    opened.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    match bytes.len() as u64 > MOST_BYTES {
        true => Err(too_long()),
        false => Ok(bytes),
    }
}

fn too_long() -> String {
    format!("the file has more than {MOST_BYTES} bytes; split it")
}

/// What comes through a named pipe. Opening one waits for a writer, so it is opened without: whoever writes has this long to
/// begin, and as long again for each piece.
async fn piped(file: &Path, silence: Duration) -> Result<Vec<u8>, String> {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut pipe = pipe::OpenOptions::new().open_receiver(file).map_err(|error| error.to_string())?;
    let (mut bytes, began) = (Vec::new(), Instant::now());
    let nobody = || format!("nothing came through this pipe for {} s", silence.as_secs());
    loop {
        let read = tokio::time::timeout(silence, pipe.read_buf(&mut bytes)).await.map_err(|_| nobody())?;
        match read.map_err(|error| error.to_string())? {
            // The end, unless nobody has begun to write.
            0 if !bytes.is_empty() => return Ok(bytes),
            0 if began.elapsed() > silence => return Err(nobody()),
            0 => tokio::time::sleep(PAUSE).await,
            _ if bytes.len() as u64 > MOST_BYTES => return Err(too_long()),
            _ => {}
        }
    }
}

/// The calendar that takes a component: the target, or the owner's own for it; made if it is missing. None where nobody said
/// where it goes and it is no event, task or journal entry, for which there always is a place.
fn place(
    tx: &mut Tx<'_>,
    owner: PrincipalId,
    target: &Target,
    component: &str,
    now: Timestamp,
) -> Result<Option<CalendarId>, StoreError> {
    let Some(name) = &target.name else {
        return default(tx, owner, component, &target.about, now);
    };
    let found = match target.is_wished {
        true => calendar_called(tx, owner, name)?,
        false => tx.calendar(owner, name)?,
    };
    match found {
        Some(calendar) if calendar.takes(component) => Ok(Some(calendar.id)),
        Some(_) => default(tx, owner, component, &About::default(), now),
        None => made(tx, owner, name, &target.about, now).map(Some),
    }
}

fn default(
    tx: &mut Tx<'_>,
    owner: PrincipalId,
    component: &str,
    about: &About,
    now: Timestamp,
) -> Result<Option<CalendarId>, StoreError> {
    if let Some(calendar) = schedule::default_calendar(tx, owner, component)? {
        return Ok(Some(calendar.id));
    }
    let usual = match component {
        "VEVENT" => "calendar",
        "VTODO" => "tasks",
        "VJOURNAL" => "journal",
        _ => return Ok(None),
    };
    // Another calendar has this name, and takes something else.
    let numbered = (2..).map(|n| format!("{usual}-{n}"));
    for name in std::iter::once(usual.to_owned()).chain(numbered) {
        if tx.calendar(owner, &name)?.is_none() {
            return made(tx, owner, &name, about, now).map(Some);
        }
    }
    Err(StoreError::Stopped)
}

fn made(
    tx: &mut Tx<'_>,
    owner: PrincipalId,
    name: &str,
    about: &About,
    now: Timestamp,
) -> Result<CalendarId, StoreError> {
    let components = COMPONENTS.map(str::to_owned).to_vec();
    let new = NewCalendar { name: name.to_owned(), kind: CalendarKind::Calendar, components };
    let id = tx.add_calendar(owner, &new, now)?;
    let about = about.clone();
    let change = CalendarChange {
        display_name: about.display_name.map(Some),
        description: about.description.map(Some),
        color: about.color.map(Some),
        order: about.order.map(Some),
        ..CalendarChange::default()
    };
    tx.change_calendar(id, &change)?;
    Ok(id)
}

/// What is told at the end.
#[derive(Default)]
pub(super) struct Told {
    counts: HashMap<Imported, usize>,
    /// How many were added to which collection.
    added: BTreeMap<CalendarId, usize>,
    refused: usize,
    reasons: Vec<String>,
    notes: Vec<String>,
    /// Where the objects stand of which another text was kept.
    kept: Vec<String>,
    /// Collections without objects: those that were made, and those that are here.
    empty: (usize, usize),
}

impl Told {
    pub(super) fn refuse(&mut self, file: &Path, line: usize, reason: &dyn std::fmt::Display) {
        self.refused += 1;
        if self.reasons.len() < MOST_NAMED {
            self.reasons.push(match line {
                0 => format!("{}: {reason}", file.display()),
                line => format!("{}:{line}: {reason}", file.display()),
            });
        }
    }

    /// Says what became of something that was not refused.
    fn note(&mut self, file: &Path, line: usize, words: &str) {
        if self.notes.len() < MOST_NAMED {
            self.notes.push(format!("{}:{line}: {words}", file.display()));
        }
    }

    /// Names an object of which another text was kept.
    fn keep(&mut self, file: &Path, line: usize) {
        if self.kept.len() < MOST_KEPT {
            self.kept.push(format!("{}:{line}", file.display()));
        }
    }

    /// Counts a collection without objects.
    pub(super) fn empty(&mut self, is_made: bool) {
        let (made, known) = &mut self.empty;
        *(if is_made { made } else { known }) += 1;
    }

    /// Counts an object that is stored, and where it is if it was not there before.
    pub(super) fn stored(&mut self, imported: Imported, collection: CalendarId) {
        *self.counts.entry(imported).or_default() += 1;
        if imported == Imported::Added {
            *self.added.entry(collection).or_default() += 1;
        }
    }

    /// Into which collections objects went, a line for each.
    fn places(&self, app: &App) -> Result<Vec<String>, Failure> {
        let read = app.store.read::<_, StoreError, _>(|tx| {
            let mut lines = Vec::new();
            for (id, added) in &self.added {
                let Some(found) = tx.calendar_by_id(*id)? else { continue };
                let shown = found.display_name.filter(|shown| *shown != found.name);
                let shown = shown.map(|shown| format!(" ({shown})")).unwrap_or_default();
                lines.push(format!("{added} into {}{shown}", found.name));
            }
            Ok(lines)
        });
        read.map_err(Failure::passing)
    }

    fn count(&self, imported: Imported) -> usize {
        self.counts.get(&imported).copied().unwrap_or_default()
    }

    /// Objects that are stored, be it by now or before.
    fn done(&self) -> usize {
        self.counts.values().sum()
    }

    fn finished(self, app: &App, user: &str, progress: &Progress) -> Result<(), Failure> {
        let took = progress.finished(self.done());
        for reason in &self.reasons {
            eprintln!("refused: {}", harmless(reason));
        }
        if self.refused > self.reasons.len() {
            eprintln!("refused: {} more", self.refused - self.reasons.len());
        }
        for note in &self.notes {
            eprintln!("note: {}", harmless(note));
        }
        let (added, replaced) = (self.count(Imported::Added), self.count(Imported::Replaced));
        let (known, kept) = (self.count(Imported::Known), self.count(Imported::Kept));
        let joined = self.count(Imported::Joined);
        let dates = if joined > 0 { format!(", {joined} joined to their series") } else { String::new() };
        print(&format!("{user}: {added} added{dates}, {replaced} replaced, {known} were here already, {kept} kept\n"));
        for place in self.places(app)? {
            print(&format!("  {}\n", harmless(&place)));
        }
        if self.done() > 0 {
            print(&format!("{took}\n"));
        }
        if kept > 0 {
            print(&format!("{kept} are stored with another text, which was kept; --replace takes the file's.\n"));
            for place in &self.kept {
                print(&format!("  {}\n", harmless(place)));
            }
            if kept > self.kept.len() {
                print(&format!("  and {} more\n", kept - self.kept.len()));
            }
        }
        if self.empty.0 > 0 {
            print(&format!("{} made without anything in them\n", self.empty.0));
        }
        match (self.refused, self.done()) {
            (0, 0) if self.empty == (0, 0) => {
                Err(Failure { code: EX_NOINPUT, words: "there was nothing to import".to_owned() })
            }
            (0, _) => Ok(()),
            (refused, stored) => {
                let words = format!(
                    "{refused} were refused, {stored} are stored. Correct the files named above, then give the same \
                     command again: what is stored is left alone"
                );
                Err(Failure { code: EX_DATAERR, words })
            }
        }
    }
}

#[cfg(test)]
mod tests;
