//! Address books from files and to files.

use std::io::{self, Write};
use std::path::Path;

use super::Failure;
use super::folder::{self, About, Folder, Holds};
use super::import::{BATCH, Told, begins, contents, foreign};
use crate::contacts::{self, Import, Refused};
use crate::ical::Timestamp;
use crate::id::{CalendarId, ObjectName, PrincipalId};
use crate::schedule::{App, Same};
use crate::store::{Calendar, CalendarChange, CalendarKind, NewCalendar, StoreError, Tx};
use crate::vcard::{self, Card};

/// The book for a file alone.
const USUAL: &str = "contacts";

/// Stores the cards of a folder, or of a file alone, in an address book: the one that is wished, one of the folder's
/// name, or the usual one.
pub(super) async fn import(
    app: &App,
    owner: PrincipalId,
    folder: Folder,
    wished: Option<&str>,
    same: Same,
    told: &mut Told,
) -> Result<(), Failure> {
    let is_wished = wished.is_some();
    let wished = wished.map(|name| called(app, owner, name)).transpose()?;
    let name = wished.or(folder.name).map_or_else(|| USUAL.to_owned(), free);
    if folder.files.is_empty() && !is_wished {
        let batch = Batch { owner, book: name.clone(), about: folder.about.clone(), own_name: None, same };
        told.empty(batch.make_empty(app).await?);
    }
    for file in &folder.files {
        let input = match contents(file).await {
            Ok(input) => input,
            Err(reason) => {
                told.refuse(file, 0, &reason);
                continue;
            }
        };
        let is_calendar = || begins(&input, "begin:vcalendar").then_some("this is a calendar: its name ends in .ics");
        if let Some(what) = foreign(&input).or_else(is_calendar) {
            told.refuse(file, 0, &what);
            continue;
        }
        let mut waiting = Vec::new();
        let mut cards = vcard::cards(&input).peekable();
        if cards.peek().is_none() {
            told.refuse(file, 0, &"the text has no BEGIN:VCARD; these are no cards");
        }
        for card in cards {
            match card {
                Ok(card) => waiting.push(card),
                Err(invalid) => told.refuse(file, 0, &invalid),
            }
        }
        let is_alone = waiting.len() == 1;
        let own_name = file.file_name().filter(|_| is_alone && Holds::Cards.is_in(file));
        let own_name = own_name.and_then(|name| ObjectName::parse(&name.to_string_lossy()).ok());
        let batch = Batch { owner, book: name.clone(), about: folder.about.clone(), own_name, same };
        while !waiting.is_empty() {
            let rest = waiting.split_off(waiting.len().min(BATCH));
            batch.clone().store(app, file, waiting, told).await?;
            waiting = rest;
        }
    }
    Ok(())
}

/// The name of the address book that a person means, or of the one that is to be made.
fn called(app: &App, owner: PrincipalId, name: &str) -> Result<String, Failure> {
    let found = app.store.read::<_, StoreError, _>(|tx| book_called(tx, owner, name));
    Ok(found.map_err(Failure::of)?.map_or_else(|| name.to_owned(), |book| book.name))
}

/// A name that is one segment of a path, and not taken by the people of the house.
fn free(name: String) -> String {
    let name = folder::segment(&name);
    if name == contacts::HOUSE { format!("{name}-contacts") } else { name }
}

/// Where cards that wait go.
#[derive(Clone)]
struct Batch {
    owner: PrincipalId,
    book: String,
    about: About,
    /// The name of the file, if it holds one card.
    own_name: Option<ObjectName>,
    same: Same,
}

impl Batch {
    /// Stores cards in one transaction. One that is refused changes nothing, so the others stay.
    async fn store(self, app: &App, file: &Path, cards: Vec<Card>, told: &mut Told) -> Result<(), Failure> {
        let now = app.clock.now();
        let stored = app.store.write::<_, StoreError, _>(move |tx| {
            let book = self.book(tx, now)?;
            let mut stored = Vec::new();
            for card in cards {
                let import = Import { book, name: self.own_name.clone(), card };
                match contacts::import(tx, &import, self.same, now) {
                    Err(Refused::Store(error)) => return Err(error),
                    result => stored.push(result.map(|imported| (imported, book))),
                }
            }
            Ok(stored)
        });
        for result in stored.await.map_err(Failure::passing)? {
            match result {
                Ok((imported, book)) => told.stored(imported, book),
                Err(refused) => told.refuse(file, 0, &refused),
            }
        }
        Ok(())
    }

    /// Makes the book without any cards; says whether it was not there.
    async fn make_empty(self, app: &App) -> Result<bool, Failure> {
        let now = app.clock.now();
        let made = app.store.write::<_, StoreError, _>(move |tx| {
            let is_new = book_called(tx, self.owner, &self.book)?.is_none();
            self.book(tx, now).map(|_| is_new)
        });
        made.await.map_err(Failure::passing)
    }

    /// The book, made if it is missing.
    fn book(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<CalendarId, StoreError> {
        if let Some(book) = book_called(tx, self.owner, &self.book)? {
            return Ok(book.id);
        }
        let components = vec!["VCARD".to_owned()];
        let new = NewCalendar { name: self.book.clone(), kind: CalendarKind::Book, components };
        let id = tx.add_calendar(self.owner, &new, now)?;
        let about = self.about.clone();
        let change = CalendarChange {
            display_name: about.display_name.map(Some),
            description: about.description.map(Some),
            color: about.color.map(Some),
            ..CalendarChange::default()
        };
        tx.change_calendar(id, &change)?;
        Ok(id)
    }
}

/// The address book a person means: by the name in its address, else by the one that programs show.
pub(super) fn book_called(tx: &mut Tx<'_>, owner: PrincipalId, name: &str) -> Result<Option<Calendar>, StoreError> {
    let mut books = tx.books(owner)?;
    let by_name = books.iter().position(|book| book.name == name);
    let shown = || books.iter().position(|book| book.display_name.as_deref() == Some(name));
    Ok(by_name.or_else(shown).map(|at| books.swap_remove(at)))
}

/// Writes a card behind others.
pub(super) fn write(out: &mut impl Write, body: &[u8]) -> io::Result<()> {
    out.write_all(body.trim_ascii_end())?;
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::export::{self, ExportArguments};
    use crate::cli::import::{ImportArguments, import};
    use crate::schedule::testing::House;

    fn card(uid: &str, name: &str) -> String {
        format!("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:{name}\r\nEMAIL:{uid}@else.example\r\nEND:VCARD\r\n")
    }

    fn wishes(path: &Path, book: Option<&str>, replace: bool) -> ImportArguments {
        let (user, book) = ("alice".to_owned(), book.map(str::to_owned));
        ImportArguments { user, path: path.to_owned(), calendar: None, book, replace }
    }

    fn names(house: &House, book: &str) -> Vec<String> {
        let alice = house.person("alice");
        let book = house.read(|tx| tx.book(alice, book)).unwrap();
        house.read(|tx| tx.object_heads(book.id, "", 100)).into_iter().map(|head| head.name).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn cards_go_into_a_book_and_come_out_again() {
        let (house, folder) = (House::new().await, tempfile::tempdir().unwrap());
        let (file, out) = (folder.path().join("all.vcf"), folder.path().join("out.vcf"));
        let text = card("1", "One") + &card("2", "Two");
        std::fs::write(&file, &text).unwrap();
        import(&house.app, wishes(&file, None, false)).await.unwrap();
        assert_eq!(names(&house, "contacts"), ["1.vcf", "2.vcf"]);
        assert!(house.read(|tx| tx.knows_address(house.person("alice"), "2@else.example")));
        let exported = ExportArguments {
            user: Some("alice".to_owned()),
            all: false,
            calendar: None,
            book: Some("contacts".to_owned()),
            out: Some(out.clone()),
        };
        export::export(&house.app, &exported).unwrap();
        assert_eq!(std::fs::read_to_string(&out).unwrap(), text);
        // A second time nothing changes, unless the file's text is to win.
        std::fs::write(&file, card("1", "Another") + "BEGIN:VCARD\r\nVERSION:2.1\r\nEND:VCARD\r\n").unwrap();
        assert_eq!(import(&house.app, wishes(&file, Some("contacts"), true)).await.unwrap_err().code, 65);
        export::export(&house.app, &exported).unwrap();
        assert_eq!(std::fs::read_to_string(&out).unwrap(), card("1", "Another") + &card("2", "Two"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_folder_is_a_book_of_its_name() {
        let (house, folder) = (House::new().await, tempfile::tempdir().unwrap());
        for (name, uid) in [("club/a.vcf", "1"), ("club/b.vcf", "2"), ("house/c.vcf", "3")] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, card(uid, "x")).unwrap();
        }
        import(&house.app, wishes(folder.path(), None, false)).await.unwrap();
        assert_eq!(names(&house, "club"), ["a.vcf", "b.vcf"]);
        assert_eq!(names(&house, "house-contacts"), ["c.vcf"]);
    }
}
