//! `rsvpd export`: calendars and address books as files that every other program reads.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::attachments;
use super::cards;
use super::folder::{self, About, Holds};
use super::{EX_CANTCREAT, Failure, calendar_called, no_calendar, owner, print};
use crate::ical::{CalendarObject, Component, Line, PRODID, Together};
use crate::id::{ETag, ObjectName, PrincipalId};
use crate::schedule::App;
use crate::store::{Calendar, CalendarKind, Object, PrincipalKind, StoreError, Tx};

/// Objects read at a time.
const PAGE: usize = 200;

#[derive(Args)]
pub(super) struct ExportArguments {
    /// Whose calendars
    #[arg(required_unless_present = "all")]
    pub(super) user: Option<String>,
    /// The calendars of everybody, each person in a folder of their own
    #[arg(long, conflicts_with_all = ["user", "calendar"], requires = "out")]
    pub(super) all: bool,
    /// Only this calendar
    #[arg(long, value_name = "NAME")]
    pub(super) calendar: Option<String>,
    /// Only this address book
    #[arg(long, value_name = "NAME", conflicts_with = "calendar")]
    pub(super) book: Option<String>,
    /// A folder, new or empty, or a file whose name ends in .ics or .vcf [default: one calendar or book to standard output]
    #[arg(long, value_name = "DIR|FILE")]
    pub(super) out: Option<PathBuf>,
}

/// Why an export ends.
pub(super) enum Broken {
    File(PathBuf, io::Error),
    Store(StoreError),
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Broken {
        Broken::Store(error)
    }
}

impl From<Broken> for Failure {
    fn from(broken: Broken) -> Failure {
        match broken {
            Broken::Store(error) => Failure::passing(error),
            Broken::File(path, error) => {
                let words = format!("{}: {error}\nThe export is not complete.", path.display());
                Failure { code: EX_CANTCREAT, words }
            }
        }
    }
}

pub(super) fn export(app: &App, wishes: &ExportArguments) -> Result<(), Failure> {
    match (&wishes.user, &wishes.out) {
        (Some(user), _) => one(app, user, wishes),
        (None, Some(out)) => everybody(app, out, wishes),
        (None, None) => Err(Failure::of("name a person, or a folder with --out")),
    }
}

fn everybody(app: &App, out: &Path, wishes: &ExportArguments) -> Result<(), Failure> {
    let mut people = app.store.read::<_, StoreError, _>(|tx| tx.principals()).map_err(Failure::of)?;
    people.retain(|person| person.kind != PrincipalKind::Group);
    for person in people {
        let calendars = app.store.read::<_, StoreError, _>(|tx| wanted(tx, person.id, wishes)).map_err(Failure::of)?;
        // Names of accounts are plain, so each is a folder's name as it is.
        folders(app, &calendars, &out.join(&person.name))?;
    }
    Ok(())
}

fn one(app: &App, user: &str, wishes: &ExportArguments) -> Result<(), Failure> {
    let owner = owner(app, user)?;
    let calendars = app.store.read::<_, StoreError, _>(|tx| wanted(tx, owner.id, wishes)).map_err(Failure::of)?;
    if calendars.is_empty() {
        return Err(match (&wishes.calendar, &wishes.book) {
            (None, Some(name)) => Failure::of(format!("{user} has no address book {name:?}; `--out DIR` exports all")),
            (name, _) => no_calendar(app, &owner, name.as_deref().unwrap_or_default()),
        });
    }
    match &wishes.out {
        Some(out) if !folder_is_meant(out) => {
            let calendar = only(&calendars)?;
            let file = File::create(out).map_err(|error| Broken::File(out.clone(), error))?;
            let count = whole(app, calendar, BufWriter::new(file), out)?;
            print(&format!("{}: {count} objects\n", out.display()));
            tell_of_attachments(app, calendar)?;
        }
        Some(out) => folders(app, &calendars, out)?,
        None => {
            let calendar = only(&calendars)?;
            whole(app, calendar, BufWriter::new(io::stdout().lock()), Path::new("standard output"))?;
            tell_of_attachments(app, calendar)?;
        }
    }
    Ok(())
}

/// Says that a file leaves attachments behind.
fn tell_of_attachments(app: &App, calendar: &Calendar) -> Result<(), Failure> {
    let left = app.store.read::<_, StoreError, _>(|tx| tx.attachments_in(calendar.id)).map_err(Failure::of)?;
    if !left.is_empty() {
        eprintln!("note: {} attachments stay behind; --out DIR writes them, too", left.len());
    }
    Ok(())
}

/// The collections to export. Without any wish a file holds what its name says, and a folder everything.
fn wanted(tx: &mut Tx<'_>, owner: PrincipalId, wishes: &ExportArguments) -> Result<Vec<Calendar>, StoreError> {
    if let Some(name) = &wishes.calendar {
        return Ok(calendar_called(tx, owner, name)?.into_iter().collect());
    }
    if let Some(name) = &wishes.book {
        return Ok(cards::book_called(tx, owner, name)?.into_iter().collect());
    }
    let mut found = tx.calendars(owner)?;
    found.retain(|calendar| calendar.kind == CalendarKind::Calendar);
    let books = tx.books(owner)?;
    Ok(match wishes.out.as_deref() {
        Some(out) if folder_is_meant(out) => found.into_iter().chain(books).collect(),
        Some(out) if Holds::Cards.is_in(out) => books,
        _ => found,
    })
}

fn folder_is_meant(out: &Path) -> bool {
    out.is_dir() || !(Holds::Calendars.is_in(out) || Holds::Cards.is_in(out))
}

/// The one calendar or address book that fits into a file.
fn only(calendars: &[Calendar]) -> Result<&Calendar, Failure> {
    if let [calendar] = calendars {
        return Ok(calendar);
    }
    let names: Vec<&str> = calendars.iter().map(|calendar| calendar.name.as_str()).collect();
    let names = names.join(", ");
    let words = format!("there are several ({names}): name one with --calendar or --book, or a folder with --out");
    Err(Failure::of(words))
}

/// Gives every object of a calendar to `take`, all of one state; returns how many there are.
fn each(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    mut take: impl FnMut(Object) -> Result<(), Broken>,
) -> Result<usize, Broken> {
    let ids = tx.objects_between(calendar.id, i64::MIN, i64::MAX)?;
    for page in ids.chunks(PAGE) {
        for object in tx.objects(calendar.id, page)? {
            take(object)?;
        }
    }
    Ok(ids.len())
}

/// A folder for each calendar with a file for each object, as vdirsyncer, khal and Radicale keep them.
fn folders(app: &App, calendars: &[Calendar], out: &Path) -> Result<(), Failure> {
    let failed = |error| Broken::File(out.to_owned(), error);
    make_folder(out).map_err(failed)?;
    if fs::read_dir(out).map_err(failed)?.next().is_some() {
        let words = format!("{} is not empty; name a new folder", out.display());
        return Err(Failure { code: EX_CANTCREAT, words });
    }
    let mut taken = HashSet::new();
    for calendar in calendars {
        let folder = out.join(file_name(&calendar.name, "", &mut taken));
        let count = app.store.read::<_, Broken, _>(|tx| one_folder(tx, calendar, &folder))?;
        print(&format!("{}: {count} objects\n", folder.display()));
        let attached = app.store.read::<_, Broken, _>(|tx| attachments::write(tx, calendar.id, out))?;
        if attached > 0 {
            print(&format!("{}: {attached} attachments\n", folder.display()));
        }
    }
    Ok(())
}

pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn one_folder(tx: &mut Tx<'_>, calendar: &Calendar, folder: &Path) -> Result<usize, Broken> {
    make_folder(folder).map_err(|error| Broken::File(folder.to_owned(), error))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| Broken::File(path, error))
    };
    let about = [
        ("displayname", &calendar.display_name),
        ("color", &calendar.color),
        ("description", &calendar.description),
        ("order", &calendar.order),
    ];
    for (name, text) in about {
        if let Some(text) = text {
            write(name, text.as_bytes())?;
        }
    }
    let count = files(tx, calendar, write)?;
    if count == 0 {
        // Nothing else says what the folder holds.
        let about = About {
            display_name: calendar.display_name.clone(),
            color: calendar.color.clone(),
            description: calendar.description.clone(),
            order: calendar.order.clone(),
        };
        let holds = if calendar.kind == CalendarKind::Book { Holds::Cards } else { Holds::Calendars };
        let (name, text) = folder::properties(holds, &about);
        write(name, text.as_bytes())?;
    }
    Ok(count)
}

/// Writes each object of a calendar into a file of its own; returns how many there are.
fn files(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    write: impl Fn(&str, &[u8]) -> Result<(), Broken>,
) -> Result<usize, Broken> {
    let mut taken = HashSet::new();
    let ending = if calendar.kind == CalendarKind::Book { ".vcf" } else { ".ics" };
    each(tx, calendar, |object| write(&file_name(&object.head.name, ending, &mut taken), &object.body))
}

/// A name for a file or folder: the one it has here, if that is no hidden file, has the ending and differs from the others
/// also where case does not count; else one made of its digest.
fn file_name(name: &str, ending: &str, taken: &mut HashSet<String>) -> String {
    let lower = name.to_lowercase();
    let is_plain = ObjectName::parse(name).is_ok() && !name.starts_with('.') && lower.ends_with(ending);
    if is_plain && taken.insert(lower) {
        return name.to_owned();
    }
    let digest = format!("{}{ending}", ETag::of(name.as_bytes()));
    taken.insert(digest.clone());
    digest
}

/// One calendar as one iCalendar text, or one address book as one text of cards.
fn whole(app: &App, calendar: &Calendar, mut out: impl Write, path: &Path) -> Result<usize, Broken> {
    let failed = |error| Broken::File(path.to_owned(), error);
    if calendar.kind == CalendarKind::Book {
        let count =
            app.store.read(|tx| each(tx, calendar, |card| cards::write(&mut out, &card.body).map_err(failed)))?;
        out.flush().map_err(failed)?;
        return Ok(count);
    }
    let mut whole = Whole { out, together: Together::default() };
    whole.begin(calendar).map_err(failed)?;
    let count = app.store.read(|tx| each(tx, calendar, |object| whole.add(&object).map_err(failed)))?;
    whole.out.write_all(b"END:VCALENDAR\r\n").and_then(|()| whole.out.flush()).map_err(failed)?;
    Ok(count)
}

struct Whole<W> {
    out: W,
    together: Together,
}

impl<W: Write> Whole<W> {
    fn begin(&mut self, calendar: &Calendar) -> io::Result<()> {
        let mut head = Component::new("VCALENDAR");
        head.add(Line::text("VERSION", "2.0"));
        head.add(Line::text("PRODID", PRODID));
        head.add(Line::text("X-WR-CALNAME", calendar.display_name.as_deref().unwrap_or(&calendar.name)));
        if let Some(color) = &calendar.color {
            head.add(Line::text("X-APPLE-CALENDAR-COLOR", color));
        }
        let text = head.to_text();
        self.out.write_all(text.trim_end_matches("END:VCALENDAR\r\n").as_bytes())
    }

    /// Writes the parts of an object and those of its zones that are not written yet.
    fn add(&mut self, object: &Object) -> io::Result<()> {
        let Ok(read) = CalendarObject::parse(&object.body).or_else(|_| CalendarObject::read(&object.body)) else {
            tracing::error!(object = %object.head.id, "a stored object cannot be read and is left out");
            return Ok(());
        };
        let calendar = read.into_calendar();
        for component in self.together.add(calendar.components()) {
            self.write(&component)?;
        }
        Ok(())
    }

    fn write(&mut self, component: &Component) -> io::Result<()> {
        let bytes = component.to_bytes();
        self.out.write_all(&bytes)?;
        match bytes.ends_with(b"\n") {
            true => Ok(()),
            false => self.out.write_all(b"\r\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::import::{ImportArguments, import};
    use crate::ical::{Zone, pieces};
    use crate::schedule::testing::{House, event};

    fn wishes(calendar: Option<&str>, out: &Path) -> ExportArguments {
        let (user, calendar) = (Some("alice".to_owned()), calendar.map(str::to_owned));
        ExportArguments { user, all: false, calendar, book: None, out: Some(out.to_owned()) }
    }

    fn bodies(house: &House, owner: &str, name: &str) -> Vec<(String, Vec<u8>)> {
        let calendar = house.calendar(owner, name);
        let heads = house.read(|tx| tx.object_heads(calendar, "", 1000));
        let body = |name: &str| house.read(|tx| tx.object(calendar, name)).unwrap().body;
        heads.into_iter().map(|head| (head.name.clone(), body(&head.name))).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_exported_comes_back_byte_by_byte() {
        let (house, other) = (House::new().await, House::new().await);
        for n in 0..450 {
            house.put("alice", &format!("{n}.ics"), &event(&format!("u{n}"), &["X-OWN;A=b: kept "])).await.unwrap();
        }
        let odd = event("odd", &[]).replace("\r\n", "\n").replace("BEGIN:VEVENT", "begin:vevent") + "\n\n";
        house.put("alice", "odd.ics", &odd).await.unwrap();
        let id = house.calendar("alice", "calendar");
        house
            .write(move |tx| {
                let display_name = Some(Some("At home".to_owned()));
                tx.change_calendar(id, &crate::store::CalendarChange { display_name, ..Default::default() })
            })
            .await;
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        export(&house.app, &wishes(None, &out)).unwrap();
        assert_eq!(fs::read_to_string(out.join("calendar/displayname")).unwrap(), "At home");
        assert_eq!(fs::read_dir(out.join("calendar")).unwrap().count(), 452);
        let back =
            ImportArguments { user: "bob".to_owned(), path: out.clone(), calendar: None, book: None, replace: false };
        import(&other.app, back).await.unwrap();
        assert_eq!(bodies(&other, "bob", "calendar"), bodies(&house, "alice", "calendar"));
        assert_eq!(export(&house.app, &wishes(None, &out)).unwrap_err().code, EX_CANTCREAT, "nothing is overwritten");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn attachments_come_along() {
        let (house, other) = (House::new().await, House::new().await);
        let (alice, code) = (house.person("alice"), "abcdefghijklmnop");
        let content = |tx: &mut Tx<'_>| {
            let blob = tx.add_blob(&[b'x'; 300_000], chrono::DateTime::UNIX_EPOCH)?;
            Ok::<_, StoreError>(crate::store::Content { blob, media_type: "text/plain".to_owned() })
        };
        house
            .write(move |tx| {
                let content = content(tx)?;
                tx.add_attachment(alice, code, "a b.txt", &content, chrono::DateTime::UNIX_EPOCH)
            })
            .await;
        let line = format!("ATTACH;MANAGED-ID={code}:https://cal.example.org/dav/attachments/{code}/a%20b.txt");
        house.put("alice", "a.ics", &event("a", &[&line])).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        export(&house.app, &wishes(None, &out)).unwrap();
        assert_eq!(fs::read(out.join(".attachments").join(code).join("a b.txt")).unwrap(), [b'x'; 300_000]);
        for _ in 0..2 {
            let (user, path) = ("bob".to_owned(), out.clone());
            let back = ImportArguments { user, path, calendar: None, book: None, replace: false };
            import(&other.app, back).await.unwrap();
        }
        assert_eq!(bodies(&other, "bob", "calendar"), bodies(&house, "alice", "calendar"));
        let (there, bob) = (other.read(move |tx| tx.attachment(code)).unwrap(), other.person("bob"));
        assert_eq!(
            (there.principal, there.name, there.content.media_type),
            (bob, "a b.txt".into(), "text/plain".into())
        );
        assert_eq!(there.content.blob.size, 300_000);
        // Where alice has hers still, bob gets one of his own.
        for _ in 0..2 {
            let (user, path) = ("bob".to_owned(), out.clone());
            let here = ImportArguments { user, path, calendar: None, book: None, replace: false };
            import(&house.app, here).await.unwrap();
        }
        let bob = house.person("bob");
        let his = house.read(move |tx| {
            let calendar = tx.calendar(bob, "calendar")?.unwrap();
            tx.attachments_in(calendar.id)
        });
        assert_eq!(his.len(), 1);
        assert!(his[0].code != code && his[0].principal == bob && his[0].content.blob.size == 300_000);
        let text = String::from_utf8(bodies(&house, "bob", "calendar").remove(0).1).unwrap().replace("\r\n ", "");
        assert!(text.contains(&format!("MANAGED-ID={}", his[0].code)) && !text.contains(code), "{text}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_calendar_fits_into_one_file_whatever_zones_it_has() {
        let house = House::new().await;
        let zone = |offset: &str| {
            format!(
                "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{offset}\r\n\
                 TZOFFSETTO:{offset}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
            )
        };
        for (uid, offset) in [("a", "+0130"), ("b", "+0130"), ("c", "+0530"), ("d", "+0530")] {
            let text = event(uid, &[]).replace("BEGIN:VEVENT", &zone(offset));
            let text = text.replace("DTSTART:20260310T120000Z", "DTSTART;TZID=Own:20260310T120000");
            house.put("alice", &format!("{uid}.ics"), &text).await.unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.ics");
        export(&house.app, &wishes(Some("calendar"), &out)).unwrap();
        let text = fs::read(&out).unwrap();
        let starts: Vec<_> = pieces(&text)
            .map(|piece| {
                let (object, _) = piece.object().unwrap();
                let start = object.master().unwrap().start().unwrap();
                object.zones(&Zone::Utc).instant(&start).format("%H:%M").to_string()
            })
            .collect();
        assert_eq!(starts, ["10:30", "10:30", "06:30", "06:30"]);
        let zones = String::from_utf8_lossy(&text).matches("BEGIN:VTIMEZONE").count();
        assert_eq!((zones, pieces(&text).name()), (2, Some("calendar")));
    }

    #[test]
    fn files_have_names_that_every_file_system_keeps_apart() {
        let mut taken = HashSet::new();
        let names =
            ["a.ics", "A.ics", ".hidden.ics", "displayname", "b.ICS"].map(|name| file_name(name, ".ics", &mut taken));
        let distinct: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!((&*names[0], &*names[4], distinct.len()), ("a.ics", "b.ICS", 5));
        assert!(names.iter().all(|name| name.to_lowercase().ends_with(".ics") && !name.starts_with('.')), "{names:?}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn everybody_gets_a_folder() {
        let house = House::new().await;
        house.put("alice", "a.ics", &event("a", &[])).await.unwrap();
        house.put("bob", "b.ics", &event("b", &[])).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all");
        export(
            &house.app,
            &ExportArguments { user: None, all: true, calendar: None, book: None, out: Some(out.clone()) },
        )
        .unwrap();
        assert!(out.join("alice/calendar/a.ics").is_file() && out.join("bob/calendar/b.ics").is_file());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn several_calendars_do_not_fit_into_one_file() {
        let house = House::new().await;
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("all.ics");
        let alice = house.person("alice");
        house
            .write(move |tx| {
                let (name, kind) = ("work".to_owned(), CalendarKind::Calendar);
                let new = crate::store::NewCalendar { name, kind, components: vec!["VEVENT".to_owned()] };
                tx.add_calendar(alice, &new, chrono::DateTime::UNIX_EPOCH)
            })
            .await;
        let failure = export(&house.app, &wishes(None, &out)).unwrap_err();
        assert!(failure.words.contains("calendar, work") && failure.words.contains("--calendar"), "{}", failure.words);
        let failure = export(&house.app, &wishes(Some("play"), &out)).unwrap_err();
        assert!(failure.words.contains("no calendar \"play\", but calendar, work"), "{}", failure.words);
        assert!(!out.exists());
    }
}
