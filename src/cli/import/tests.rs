use super::*;
use crate::schedule::testing::{House, event, lunch};

fn wishes(path: &Path, calendar: Option<&str>) -> ImportArguments {
    let (user, calendar) = ("alice".to_owned(), calendar.map(str::to_owned));
    ImportArguments { user, path: path.to_owned(), calendar, book: None, replace: false }
}

fn inside(text: &str) -> &str {
    let start = text.find("BEGIN:VEVENT").unwrap();
    &text[start..text.find("END:VCALENDAR").unwrap()]
}

fn export(parts: &[&str]) -> String {
    let parts = parts.concat();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Mine\r\nMETHOD:PUBLISH\r\n{parts}END:VCALENDAR\r\n")
}

fn home(house: &House) -> Vec<(String, Option<String>, Vec<String>)> {
    let alice = house.person("alice");
    let calendars = house.read(|tx| tx.calendars(alice));
    let uids = |id| house.read(|tx| tx.object_heads(id, "", 100)).into_iter().map(|head| head.uid).collect();
    let calendars = calendars.into_iter().filter(|calendar| calendar.kind == CalendarKind::Calendar);
    calendars.map(|calendar| (calendar.name, calendar.display_name, uids(calendar.id))).collect()
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_goes_where_its_components_are_taken_and_nobody_is_told() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.ics");
    let todo = event("t", &[]).replace("VEVENT", "VTODO").replace("DTEND", "DUE");
    let todo = &todo[todo.find("BEGIN:VTODO").unwrap()..todo.find("END:VCALENDAR").unwrap()];
    let meeting = lunch("m", &["bob@example.org", "guest@else.example"]);
    std::fs::write(&file, export(&[inside(&event("e", &[])), todo, inside(&meeting)])).unwrap();
    import(&house.app, wishes(&file, None)).await.unwrap();
    let expected = [
        ("calendar".to_owned(), None, texts(&["e", "m"])),
        ("tasks".to_owned(), Some("Mine".to_owned()), texts(&["t"])),
    ];
    assert_eq!(home(&house), expected);
    assert!(house.queue().is_empty() && house.inbox("bob").is_empty() && house.copy("bob", "m").is_none());
    // Again: nothing changes.
    import(&house.app, wishes(&file, None)).await.unwrap();
    assert_eq!(home(&house), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_has_a_name_that_programs_can_ask_for() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("e.ics");
    std::fs::write(&file, event("e", &[])).unwrap();
    for (wished, name, shown) in [
        ("Work / Home", "Work - Home", Some("Work / Home")),
        ("Work / Home", "Work - Home", Some("Work / Home")),
        ("freebusy", "freebusy-calendar", Some("freebusy")),
        ("..", "imported", Some("..")),
        ("work", "work", None),
    ] {
        import(&house.app, wishes(&file, Some(wished))).await.unwrap();
        assert!(home(&house).contains(&(name.to_owned(), shown.map(str::to_owned), texts(&["e"]))), "{wished}");
    }
    assert_eq!(home(&house).len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_exports_is_one_calendar_for_each() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let (e, f, g) = (event("e", &[]), event("f", &[]), event("g", &[]));
    let named =
        |name: &str, parts: &[&str]| export(parts).replace("X-WR-CALNAME:Mine", &format!("X-WR-CALNAME:{name}"));
    put("alice@mail.example.ics", &named("alice@mail.example", &[inside(&e), inside(&f)]));
    put("play.ics", &named("Work / Play", &[inside(&g)]));
    put("play-2.ics", &named("Work / Play", &[inside(&event("h", &[]))]));
    put("birthdays.ics", &named("Birthdays", &[]));
    put("single.ics", &event("s", &[]));
    import(&house.app, wishes(folder.path(), None)).await.unwrap();
    let rest = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    for (name, shown, uids) in [
        ("alice@mail.example", Some("alice@mail.example"), texts(&["e", "f"])),
        ("Work - Play", Some("Work / Play"), texts(&["h", "g"])),
        ("Birthdays", Some("Birthdays"), texts(&[])),
        (&rest, None, texts(&["s"])),
    ] {
        assert!(
            home(&house).contains(&(name.to_owned(), shown.map(str::to_owned), uids)),
            "{name}: {:?}",
            home(&house)
        );
    }
    import(&house.app, wishes(folder.path(), Some("all"))).await.unwrap();
    assert!(home(&house).iter().any(|(name, _, uids)| name == "all" && uids.len() == 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_that_is_missing_is_made() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.ics");
    std::fs::write(&file, export(&[inside(&event("e", &[])), inside(&event("f", &[]))])).unwrap();
    import(&house.app, wishes(&file, Some("work"))).await.unwrap();
    import(&house.app, wishes(&file, Some("Mine"))).await.unwrap();
    assert_eq!(home(&house)[1], ("work".to_owned(), Some("Mine".to_owned()), texts(&["e", "f"])));
    assert_eq!(home(&house).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_broke_off_goes_on_and_doubles_nothing() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.ics");
    let parts: Vec<String> = (0..500).map(|n| inside(&event(&format!("u{n}"), &[])).to_owned()).collect();
    let text = |upto: usize| export(&parts[..upto].iter().map(String::as_str).collect::<Vec<_>>());
    let calendar = house.calendar("alice", "calendar");
    let revision = || house.read(|tx| tx.calendar_by_id(calendar)).unwrap().revision;
    // What was stored before somebody pulled the plug; the home's revision counts from its first change on.
    std::fs::write(&file, text(300)).unwrap();
    import(&house.app, wishes(&file, None)).await.unwrap();
    let first = revision();
    std::fs::write(&file, text(500)).unwrap();
    import(&house.app, wishes(&file, None)).await.unwrap();
    import(&house.app, wishes(&file, Some("calendar"))).await.unwrap();
    assert_eq!((revision() - first, home(&house)[0].2.len()), (200, 100));
    assert_eq!(house.read(|tx| tx.objects_between(calendar, i64::MIN, i64::MAX)).len(), 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_and_an_address_nobody_answers_are_named() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.zip");
    std::fs::write(&file, b"PK\x03\x04...").unwrap();
    let failure = import(&house.app, wishes(&file, None)).await.unwrap_err();
    assert_eq!(failure.code, EX_DATAERR);
    let failure = import(&house.app, wishes(Path::new("http://127.0.0.1:1/a.ics"), None)).await.unwrap_err();
    assert_eq!(failure.code, EX_NOINPUT);
    assert_eq!(address(Path::new("WebCal://a.example/b")).as_deref(), Some("https://a.example/b"));
    assert_eq!(address(Path::new("folder/https://x")), None);
}

#[test]
fn what_is_no_calendar_is_known_by_how_it_begins() {
    for (input, words) in [
        ("", Some("empty")),
        ("\r\n \n", Some("empty")),
        ("\n<!DOCTYPE html><html>", Some("web page")),
        ("<HTML lang=en>", Some("web page")),
        ("PK\x03\x04...", Some("zip")),
        ("BEGIN:VCALENDAR", None),
        ("no calendar", None),
    ] {
        let what = foreign(input.as_bytes());
        assert_eq!(what.is_some(), words.is_some(), "{input}");
        assert!(what.unwrap_or_default().contains(words.unwrap_or_default()), "{input}: {what:?}");
    }
    assert!(foreign(b"\xff\xfeB\0").unwrap().contains("UTF-16"));
    assert!(begins(b"\xef\xbb\xbfbegin:VCARD\r\n", "begin:vcard"));
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_and_calendars_under_each_others_names_are_refused() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.ics", "BEGIN:VCARD\r\nEND:VCARD\r\n"), ("b.vcf", &event("e", &[])), ("c.vcf", "cards")] {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        let failure = import(&house.app, wishes(&file, None)).await.unwrap_err();
        assert!(failure.code == EX_DATAERR && failure.words.starts_with("1 were refused"), "{}", failure.words);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_shares_a_uid_gets_one_of_its_own() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.ics");
    let series = event("u", &["RRULE:FREQ=DAILY;COUNT=3"]);
    let single = event("u", &["SUMMARY:Once"]).replace("20260310", "20260501");
    std::fs::write(&file, export(&[inside(&series), inside(&single)])).unwrap();
    for _ in 0..2 {
        import(&house.app, wishes(&file, None)).await.unwrap();
        let uids = home(&house)[0].2.clone();
        assert_eq!(uids.len(), 2, "{uids:?}");
        assert!(uids.contains(&"u".to_owned()) && uids.iter().any(|uid| uid.ends_with("@uid.invalid")), "{uids:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn things_of_several_kinds_with_one_uid_are_all_stored() {
    for calendar in [None, Some("one")] {
        let house = House::new().await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mix.ics");
        let [todo, journal] = ["VTODO", "VJOURNAL"].map(|kind| {
            format!("BEGIN:{kind}\r\nUID:mix\r\nDTSTAMP:20260302T090000Z\r\nSUMMARY:{kind}\r\nEND:{kind}\r\n")
        });
        std::fs::write(&file, export(&[inside(&event("mix", &[])), &todo, &journal])).unwrap();
        for _ in 0..2 {
            import(&house.app, wishes(&file, calendar)).await.unwrap();
            let uids: Vec<String> = home(&house).into_iter().flat_map(|(_, _, uids)| uids).collect();
            assert_eq!(uids.len(), 3, "{uids:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_that_lies_in_two_folders_is_stored_once_and_no_dead_end() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let meeting = lunch("m", &["guest@else.example"]);
    for (part, text) in [("home", meeting.clone()), ("work", meeting.replace("Lunch", "Dinner"))] {
        std::fs::create_dir_all(folder.path().join(part)).unwrap();
        std::fs::write(folder.path().join(part).join("m.ics"), text).unwrap();
    }
    import(&house.app, wishes(folder.path(), None)).await.unwrap();
    assert_eq!(house.copy("alice", "m").unwrap(), meeting, "the other text was kept out, and that is said");
    let mut told = Told::default();
    (0..MOST_KEPT + 1).for_each(|line| told.keep(folder.path(), line));
    assert!(told.kept.len() == MOST_KEPT && told.kept[1].ends_with(":1"), "{:?}", told.kept);
    let replacing = ImportArguments { replace: true, ..wishes(&folder.path().join("work"), None) };
    import(&house.app, replacing).await.unwrap();
    assert_eq!(house.copy("alice", "m").unwrap(), meeting.replace("Lunch", "Dinner"));
    assert!(house.queue().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_object_stops_no_other() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let bad = event("bad", &[]).replace("DTSTART:2026", "DTSTART:soon");
    let text = export(&[inside(&event("e", &[])), inside(&bad), inside(&event("f", &[]))]);
    std::fs::write(folder.path().join("a.ics"), text).unwrap();
    std::fs::write(folder.path().join("b.ics"), "no calendar").unwrap();
    std::fs::write(folder.path().join("c.ics"), event("g", &[])).unwrap();
    let failure = import(&house.app, wishes(folder.path(), Some("calendar"))).await.unwrap_err();
    assert!(failure.code == EX_DATAERR && failure.words.starts_with("2 were refused, 3 are"), "{}", failure.words);
    assert_eq!(home(&house)[0].2, texts(&["g", "e", "f"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_begin_says_what_to_do() {
    let house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    for part in ["a/work", "b/work"] {
        std::fs::create_dir_all(folder.path().join(part)).unwrap();
        std::fs::write(folder.path().join(part).join("e.ics"), event("e", &[])).unwrap();
    }
    let nobody = ImportArguments { user: "nobody".to_owned(), ..wishes(folder.path(), None) };
    assert_eq!(import(&house.app, nobody).await.unwrap_err().code, super::super::EX_NOUSER);
    let failure = import(&house.app, wishes(folder.path(), None)).await.unwrap_err();
    assert!(failure.code == EX_DATAERR && failure.words.contains("\"work\""), "{}", failure.words);
    assert_eq!(home(&house).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_where_objects_went() {
    let house = House::new().await;
    let alice = house.person("alice");
    let mut told = Told::default();
    let task = house.write(move |tx| {
        made(
            tx,
            alice,
            "tasks",
            &About { display_name: Some("To do".to_owned()), ..About::default() },
            Timestamp::UNIX_EPOCH,
        )
    });
    let (calendar, tasks) = (house.calendar("alice", "calendar"), task.await);
    for (imported, collection) in [
        (Imported::Added, tasks),
        (Imported::Added, calendar),
        (Imported::Added, calendar),
        (Imported::Known, calendar),
        (Imported::Replaced, tasks),
    ] {
        told.stored(imported, collection);
    }
    assert_eq!(told.places(&house.app).unwrap(), ["2 into calendar", "1 into tasks (To do)"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pipe_is_read_to_its_end_and_never_waited_for_without_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.ics");
    assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
    let words = piped(&file, Duration::from_millis(300)).await.unwrap_err();
    assert!(words.contains("nothing came"), "{words}");
    let writer = file.clone();
    let written = std::thread::spawn(move || std::fs::write(writer, event("e", &[])).unwrap());
    assert_eq!(contents(&file).await.unwrap(), event("e", &[]).as_bytes());
    written.join().unwrap();
}
