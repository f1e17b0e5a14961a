//! Backups are whole while others write, and a restore takes nothing away.

use super::*;
use crate::id::{CalendarId, ObjectName, Uid};
use crate::store::{CalendarKind, NewCalendar, NewObject, NewOutboxRow, NewPrincipal, OutboxState, Store, Tx};

const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

fn object(name: &str) -> NewObject {
    NewObject {
        name: ObjectName::parse(name).unwrap(),
        uid: Uid::parse(name).unwrap(),
        component: "VEVENT",
        schedule_tag: None,
        body: name.repeat(100).into_bytes().into(),
        first_start: 0,
        last_end: 1,
        organizer: None,
        attachments: Vec::new(),
    }
}

async fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&mut Tx<'_>) -> crate::store::Result<T> + Send + 'static,
) -> T {
    store.write(work).await.unwrap()
}

/// A data folder with Alice, her calendar, one object and one waiting mail.
async fn furnished(folder: &Path) -> (Store, CalendarId) {
    let store = Store::open(folder).unwrap();
    let calendar = write(&store, |tx| {
        let (name, email) = ("alice".to_owned(), "alice@example.org".to_owned());
        let alice = tx.add_principal(
            &NewPrincipal {
                kind: crate::store::PrincipalKind::Individual,
                name,
                display_name: String::new(),
                email,
                password: None,
            },
            NOW,
        )?;
        let components = vec!["VEVENT".to_owned()];
        let new = NewCalendar { name: "work".to_owned(), kind: CalendarKind::Calendar, components };
        let calendar = tx.add_calendar(alice, &new, NOW)?;
        tx.put_object(calendar, &object("first"), NOW)?;
        let mail = NewOutboxRow {
            principal: alice,
            uid: "first".to_owned(),
            sender: "alice@example.org".to_owned(),
            recipient: "bob@else.example".to_owned(),
            instances: String::new(),
            method: "REQUEST".to_owned(),
            kind: "invitation".to_owned(),
            message: "".into(),
            expires_at: NOW,
            message_id: "m".to_owned(),
            bounce_code: "b".to_owned(),
        };
        tx.add_to_outbox(&mail, NOW)?;
        Ok(calendar)
    })
    .await;
    (store, calendar)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_one_state_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let (store, calendar) = furnished(folder.path()).await;
    let writer = tokio::spawn({
        let store = store.clone();
        async move {
            for n in 0..300 {
                // Two at a time: a state with an odd number of them was never committed.
                write(&store, move |tx| {
                    tx.put_object(calendar, &object(&format!("a{n}")), NOW)?;
                    tx.put_object(calendar, &object(&format!("b{n}")), NOW)
                })
                .await;
            }
        }
    });
    let mut before = 0;
    for _ in 0..10 {
        let file = out.path().join("b.sqlite");
        let contents = backup(folder.path(), &file).unwrap();
        assert!(contents.objects % 2 == 1 && contents.objects >= before, "{contents:?}");
        before = contents.objects;
        let copy = opened(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        assert_eq!(super::contents(&copy).unwrap(), contents);
        assert_eq!(names(out.path()), ["b.sqlite"]);
    }
    writer.await.unwrap();
    assert_eq!(backup(folder.path(), &out.path().join("b.sqlite")).unwrap().objects, 601);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_brings_everything_back_and_makes_old_tokens_invalid() {
    let folder = tempfile::tempdir().unwrap();
    let (store, calendar) = furnished(folder.path()).await;
    let file = folder.path().join("b.sqlite");
    let contents = backup(folder.path(), &file).unwrap();
    assert_eq!(contents, Contents { principals: 1, calendars: 1, objects: 1, waiting: 1 });
    let before = store.read::<_, StoreError, _>(|tx| tx.calendar_by_id(calendar)).unwrap().unwrap();

    let other = tempfile::tempdir().unwrap();
    let restored = restore(&file, &other.path().join("data"), Present::Stays, "one", NOW).unwrap();
    assert_eq!(restored, Restored { contents, aside: None, seen: 1000 });
    let again = Store::open(&other.path().join("data")).unwrap();
    let after = again.read::<_, StoreError, _>(|tx| tx.calendar_by_id(calendar)).unwrap().unwrap();
    assert_eq!((before.incarnation.as_str(), after.incarnation.as_str()), ("", "one"));
    assert_eq!(after.revision, before.revision);
    let first = again.read::<_, StoreError, _>(|tx| tx.object(calendar, "first")).unwrap().unwrap();
    assert_eq!(first.body, *object("first").body);
    let mails = again.read::<_, StoreError, _>(|tx| tx.outbox(9)).unwrap();
    assert_eq!(mails.iter().map(|row| row.state).collect::<Vec<_>>(), [OutboxState::Held], "nothing leaves");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_there_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("b.sqlite");
    let (store, calendar) = furnished(&data).await;
    backup(&data, &file).unwrap();
    write(&store, move |tx| tx.put_object(calendar, &object("later"), NOW)).await;
    let aside = || Present::MovesAside(".old".to_owned());
    assert!(matches!(restore(&file, &data, Present::Stays, "x", NOW), Err(BackupError::Occupied(_))));
    assert!(matches!(restore(&file, &data, aside(), "x", NOW), Err(BackupError::InUse)), "a server has it open");
    assert!(store.read::<_, StoreError, _>(|tx| tx.object(calendar, "later")).unwrap().is_some());
    drop(store);
    // The writer thread ends a moment later.
    let restored = std::iter::repeat_with(|| {
        std::thread::sleep(Duration::from_millis(20));
        restore(&file, &data, aside(), "x", NOW)
    });
    let restored = restored.take(200).find(|result| !matches!(result, Err(BackupError::InUse))).unwrap().unwrap();
    assert_eq!(restored.contents.objects, 1);
    assert_eq!(names(&data), ["rsvpd.sqlite", "rsvpd.sqlite.old"]);
    let old = opened(&restored.aside.unwrap(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    assert_eq!(super::contents(&old).unwrap().objects, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_whole_backup_is_refused_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (data, new) = (folder.path().join("data"), folder.path().join("new"));
    let file = folder.path().join("b.sqlite");
    furnished(&data).await;
    let no_database = |result| assert!(matches!(result, Err(BackupError::NoDatabase(_))), "{result:?}");
    no_database(backup(&new, &file).map(|_| ()));
    no_database(restore(&file, &new, Present::Stays, "x", NOW).map(|_| ()));
    backup(&data, &file).unwrap();

    let text = folder.path().join("text");
    fs::write(&text, "this is no database, but it is long enough to be looked at as one ".repeat(100)).unwrap();
    assert!(matches!(restore(&text, &new, Present::Stays, "x", NOW), Err(BackupError::Foreign(_))));
    let foreign = folder.path().join("foreign");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(restore(&foreign, &new, Present::Stays, "x", NOW), Err(BackupError::Foreign(_))));

    let newer = folder.path().join("newer");
    fs::copy(&file, &newer).unwrap();
    Connection::open(&newer).unwrap().execute_batch("UPDATE schema_version SET version = 999").unwrap();
    let refused = restore(&newer, &new, Present::Stays, "x", NOW);
    assert!(matches!(refused, Err(BackupError::Store(StoreError::TooNew(999, _)))), "{refused:?}");

    let damaged = folder.path().join("damaged");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0x55);
    fs::write(&damaged, &bytes).unwrap();
    assert!(matches!(restore(&damaged, &new, Present::Stays, "x", NOW), Err(BackupError::Damaged(..))));
    assert!(!new.join(DATABASE).exists());
    let nowhere = folder.path().join("nowhere/b.sqlite");
    assert!(matches!(backup(&data, &nowhere), Err(BackupError::File(..))));
}
