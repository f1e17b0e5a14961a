//! The room as others use it: what is written is there, in order, whole or not at all.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::*;
use crate::id::{CalendarId, ObjectName, PrincipalId, Uid};

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

/// Writes and takes it for granted that it works.
async fn write<T: Send + 'static>(store: &Store, work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static) -> T {
    store.write(work).await.unwrap()
}

fn read<T>(store: &Store, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> T {
    store.read(work).unwrap()
}

async fn alice(store: &Store) -> (PrincipalId, CalendarId) {
    write(store, |tx| {
        let new = NewPrincipal {
            kind: crate::store::PrincipalKind::Individual,
            name: "alice".into(),
            display_name: "Alice".into(),
            email: "alice@example.org".into(),
            password: None,
        };
        let id = tx.add_principal(&new, at(0))?;
        let calendar =
            NewCalendar { name: "calendar".into(), kind: CalendarKind::Calendar, components: vec!["VEVENT".into()] };
        Ok((id, tx.add_calendar(id, &calendar, at(0))?))
    })
    .await
}

fn object(name: &str, from: i64, to: i64) -> NewObject {
    NewObject {
        name: ObjectName::parse(name).unwrap(),
        uid: Uid::parse(name).unwrap(),
        component: "VEVENT",
        schedule_tag: None,
        body: format!("{name} {from}").into_bytes().into(),
        first_start: from,
        last_end: to,
        organizer: None,
        attachments: Vec::new(),
    }
}

fn changes(store: &Store, calendar: CalendarId, since: i64) -> Vec<(String, i64, bool)> {
    let found = read(store, |tx| tx.changes_since(calendar, since, 100));
    found.into_iter().map(|change| (change.name, change.revision, change.etag.is_some())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_write_changes_nothing_and_its_neighbours_commit() {
    let (_folder, store) = store();
    let writes = (0..50).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .write(move |tx| {
                    tx.set_secret(&format!("s{n}"), b"x")?;
                    if n % 2 == 0 { Err(StoreError::Stopped) } else { Ok(()) }
                })
                .await
        })
    });
    let writes: Vec<_> = writes.collect();
    for (n, task) in writes.into_iter().enumerate() {
        assert_eq!(task.await.unwrap().is_ok(), n % 2 == 1, "write {n}");
    }
    for n in 0..50 {
        let kept = read(&store, |tx| tx.secret(&format!("s{n}"))).is_some();
        assert_eq!(kept, n % 2 == 1, "secret {n}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_breaks_leaves_the_writer_alive() {
    let (_folder, store) = store();
    let broken = store
        .write::<(), StoreError, _>(|tx| {
            tx.set_secret("broken", b"x")?;
            panic!("broken on purpose")
        })
        .await;
    assert!(broken.is_err());
    write(&store, |tx| tx.set_secret("whole", b"x")).await;
    assert!(read(&store, |tx| tx.secret("broken")).is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_many_writers_at_once_gets_a_revision_of_its_own() {
    let (_folder, store) = store();
    let (_, calendar) = alice(&store).await;
    let writes: Vec<_> = (0..200)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let work = move |tx: &mut Tx<'_>| tx.put_object(calendar, &object(&format!("{n}"), 0, 1), at(1));
                let done = if n % 3 == 0 { store.write(work).await } else { store.write_briefly(work).await };
                done.unwrap()
            })
        })
        .collect();
    for task in writes {
        task.await.unwrap();
    }
    let mut revisions: Vec<i64> =
        read(&store, |tx| tx.object_heads(calendar, "", 1000)).iter().map(|head| head.revision).collect();
    revisions.sort_unstable();
    assert_eq!(revisions, (2..=201).collect::<Vec<i64>>(), "the calendar itself was the first change in the home");
}

/// On which thread brief work is done.
async fn place(store: &Store) -> std::thread::ThreadId {
    let work = |tx: &mut Tx<'_>| Ok::<_, StoreError>((tx.set_secret("done", b"x")?, std::thread::current().id()).1);
    store.write_briefly(work).await.unwrap()
}

/// Brief work until one is done in place: the writer may still be about to put its tools away.
async fn until_in_place(store: &Store) {
    for _ in 0..10_000 {
        if place(store).await == std::thread::current().id() {
            return;
        }
    }
    panic!("nothing is done in place");
}

#[tokio::test(flavor = "multi_thread")]
async fn brief_work_is_done_in_place_while_it_is_alone_and_after_others_where_it_is_not() {
    let (_folder, store) = store();
    assert_ne!(place(&store).await, std::thread::current().id(), "others may come still");
    until_in_place(&store).await;
    let (begun, end) = (std::sync::mpsc::channel::<()>(), std::sync::mpsc::channel::<()>());
    let (one, two) = (store.clone(), store.clone());
    let slow = tokio::spawn(async move {
        let work = move |tx: &mut Tx<'_>| {
            begun.0.send(()).unwrap();
            end.1.recv().unwrap();
            tx.set_secret("slow", b"x")
        };
        one.write::<_, StoreError, _>(work).await
    });
    begun.1.recv().unwrap();
    let waiting = tokio::spawn(async move { place(&two).await });
    end.0.send(()).unwrap();
    slow.await.unwrap().unwrap();
    waiting.await.unwrap();
    until_in_place(&store).await;
    let broken = store.write_briefly::<(), StoreError, _>(|tx| {
        tx.set_secret("broken", b"x")?;
        panic!("broken on purpose")
    });
    assert!(broken.await.is_err());
    assert!(read(&store, |tx| tx.secret("broken")).is_none());
    until_in_place(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_after_work_in_place_sees_it_and_keeps_nothing_of_its_own() {
    let (_folder, store) = store();
    until_in_place(&store).await;
    let written = |store: &Store| {
        store.read::<_, StoreError, _>(|tx| {
            assert!(tx.memory.is_none(), "the connection that writes is lent");
            assert!(tx.secret("work").unwrap().is_some());
            tx.set_secret("read", b"x")
        })
    };
    store.write_briefly::<_, StoreError, _>(|tx| tx.set_secret("work", b"x")).await.unwrap();
    written(&store).unwrap();
    let broken = store.read::<(), StoreError, _>(|tx| {
        assert!(tx.memory.is_none(), "twice");
        panic!("broken on purpose")
    });
    assert!(broken.is_err());
    assert!(store.read::<_, StoreError, _>(|tx| Ok(tx.memory.is_some())).unwrap(), "and no more");
    assert!(read(&store, |tx| tx.secret("read")).is_none());
    store.write_briefly::<_, StoreError, _>(|tx| tx.set_secret("later", b"x")).await.unwrap();
    assert!(read(&store, |tx| tx.secret("later")).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_the_database_gave_up_commits_nothing_at_all() {
    let (_folder, store) = store();
    let before = store.write::<_, StoreError, _>(|tx| {
        tx.set_secret("before", b"x")?;
        // What a full disk does.
        tx.connection.execute_batch("ROLLBACK")?;
        Ok(())
    });
    let (lost, after) = tokio::join!(before, store.write::<_, StoreError, _>(|tx| tx.set_secret("after", b"x")));
    assert!(lost.is_err());
    for (name, acknowledged) in [("before", lost.is_ok()), ("after", after.is_ok())] {
        assert_eq!(read(&store, |tx| tx.secret(name)).is_some(), acknowledged, "{name}");
    }
    write(&store, |tx| tx.set_secret("later", b"x")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_is_there_when_the_database_is_opened_again() {
    let (folder, first) = store();
    let (id, calendar) = alice(&first).await;
    write(&first, move |tx| tx.put_object(calendar, &object("a.ics", 0, 1), at(5))).await;
    drop(first);
    let again = Store::open(folder.path()).unwrap();
    let stored = read(&again, |tx| tx.object(calendar, "a.ics")).unwrap();
    assert_eq!((stored.body.as_slice(), stored.head.created), (&b"a.ics 0"[..], at(5)));
    assert_eq!(read(&again, |tx| tx.principal_by_address("Alice@Example.org")).unwrap().id, id);
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open(folder.path()).unwrap());
    let connection = Connection::open(folder.path().join("rsvpd.sqlite")).unwrap();
    connection.execute("UPDATE schema_version SET version = 9999", []).unwrap();
    drop(connection);
    assert!(matches!(Store::open(folder.path()), Err(StoreError::TooNew(9999, _))));
}

#[test]
fn a_new_data_folder_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    drop(Store::open(&data).unwrap());
    assert_eq!(std::fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_cannot_write() {
    let (_folder, store) = store();
    assert!(store.read::<_, StoreError, _>(|tx| tx.set_secret("s", b"x")).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_change_log_tells_what_happened_since_a_revision() {
    let (_folder, store) = store();
    let (_, calendar) = alice(&store).await;
    write(&store, move |tx| {
        tx.put_object(calendar, &object("a", 0, 1), at(1))?;
        tx.put_object(calendar, &object("b", 0, 1), at(1))?;
        tx.put_object(calendar, &object("a", 5, 6), at(2))?;
        tx.delete_object(calendar, "b")
    })
    .await;
    assert_eq!(changes(&store, calendar, 0), [("a".into(), 4, true), ("b".into(), 5, false)]);
    assert_eq!(changes(&store, calendar, 4), [("b".into(), 5, false)]);
    // Made again, a member is no longer gone; what is not there cannot be deleted and raises nothing.
    let gone = write(&store, move |tx| {
        tx.put_object(calendar, &object("b", 0, 1), at(3))?;
        tx.delete_object(calendar, "nothing")
    })
    .await;
    assert!(!gone);
    assert_eq!(changes(&store, calendar, 4), [("b".into(), 6, true)]);
    assert_eq!(read(&store, |tx| tx.calendar_by_id(calendar)).unwrap().revision, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn forgotten_changes_make_older_tokens_invalid_and_leave_the_members() {
    let (_folder, store) = store();
    let (_, calendar) = alice(&store).await;
    write(&store, move |tx| {
        for n in 0..10 {
            tx.put_object(calendar, &object(&n.to_string(), 0, 1), at(1))?;
        }
        for n in 0..5 {
            tx.delete_object(calendar, &n.to_string())?;
        }
        tx.prune_all_changes(3)
    })
    .await;
    assert_eq!(read(&store, |tx| tx.calendar_by_id(calendar)).unwrap().pruned, 13);
    let gone: Vec<i64> =
        changes(&store, calendar, 0).iter().filter(|change| !change.2).map(|change| change.1).collect();
    assert_eq!(gone, [14, 15, 16]);
    assert_eq!(read(&store, |tx| tx.object_heads(calendar, "", 100)).len(), 5);
    write(&store, |tx| tx.prune_all_changes(100)).await;
    assert_eq!(read(&store, |tx| tx.calendar_by_id(calendar)).unwrap().pruned, 13, "it never goes back");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_deleted_takes_everything_along() {
    let (_folder, store) = store();
    let (id, calendar) = alice(&store).await;
    write(&store, move |tx| {
        tx.put_object(calendar, &object("a", 0, 1), at(1))?;
        tx.add_to_outbox(&mail(id, "u", "REQUEST", ""), at(1))?;
        tx.add_notice(id, "u", "answered", "text", at(1))?;
        tx.delete_principal("alice")
    })
    .await;
    assert!(read(&store, |tx| tx.object(calendar, "a")).is_none());
    assert!(read(&store, |tx| tx.outbox(10)).is_empty());
    assert!(read(&store, |tx| tx.notices(id, 10)).is_empty());
    assert!(read(&store, |tx| tx.principal_by_address("alice@example.org")).is_none());
}

/// A mail to Bob; its message says which it is.
fn mail(principal: PrincipalId, uid: &str, method: &str, instances: &str) -> NewOutboxRow {
    static NUMBER: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let code = NUMBER.fetch_add(1, std::sync::atomic::Ordering::SeqCst).to_string();
    NewOutboxRow {
        principal,
        uid: uid.into(),
        sender: "alice@example.org".into(),
        recipient: "bob@else.example".into(),
        instances: instances.into(),
        method: method.into(),
        kind: "invitation".into(),
        message: format!("{uid} {method} {instances}").into_bytes().into(),
        expires_at: at(172_800),
        message_id: code.clone(),
        bounce_code: code,
    }
}

async fn queue(store: &Store, mails: Vec<NewOutboxRow>, now: i64) {
    write(store, move |tx| mails.iter().try_for_each(|mail| tx.add_to_outbox(mail, at(now)))).await;
}

async fn claim(store: &Store, now: i64, until: i64) -> Vec<(i64, String, i64)> {
    let rows = write(store, move |tx| tx.claim_outbox(at(now), at(until), 10)).await;
    rows.into_iter().map(|row| (row.id, String::from_utf8(row.mail.message.to_vec()).unwrap(), row.attempt)).collect()
}

async fn end(store: &Store, id: i64, state: OutboxState, next: i64) -> bool {
    write(store, move |tx| tx.end_attempt(id, state, at(next), "250", "ok")).await
}

fn states(store: &Store) -> Vec<(String, &'static str)> {
    let mut rows = read(store, |tx| tx.outbox(100));
    rows.sort_by_key(|row| row.id);
    rows.into_iter().map(|row| (String::from_utf8(row.mail.message.to_vec()).unwrap(), row.state.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claimed_mail_is_nobody_elses_until_the_claim_ends() {
    let (_folder, store) = store();
    let (id, _) = alice(&store).await;
    queue(&store, vec![mail(id, "u", "REQUEST", "")], 100).await;
    assert!(claim(&store, 99, 200).await.is_empty(), "it is not due yet");
    assert_eq!(claim(&store, 100, 200).await, [(1, "u REQUEST ".into(), 1)]);
    assert!(claim(&store, 150, 300).await.is_empty());
    assert_eq!(read(&store, |tx| tx.next_in_outbox()), Some(at(200)));
    // The one who claimed it died.
    assert_eq!(claim(&store, 200, 300).await, [(1, "u REQUEST ".into(), 2)]);
    assert!(end(&store, 1, OutboxState::Waiting, 500).await);
    assert!(claim(&store, 499, 600).await.is_empty());
    assert_eq!(claim(&store, 500, 600).await.len(), 1);
    assert!(end(&store, 1, OutboxState::Sent, 500).await);
    assert!(claim(&store, 9999, 10_000).await.is_empty());
    assert_eq!(read(&store, |tx| tx.next_in_outbox()), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_to_one_guest_about_one_meeting_leave_in_order() {
    let (_folder, store) = store();
    let (id, _) = alice(&store).await;
    let one = vec![mail(id, "u", "REQUEST", ""), mail(id, "u", "CANCEL", "77"), mail(id, "other", "REQUEST", "")];
    queue(&store, one, 100).await;
    let first: Vec<i64> = claim(&store, 100, 200).await.into_iter().map(|row| row.0).collect();
    assert_eq!(first, [1, 3]);
    end(&store, 3, OutboxState::Sent, 0).await;
    // What waits for another is not due: nobody has to look again before that one has ended.
    assert_eq!(read(&store, |tx| tx.next_in_outbox()), Some(at(200)));
    assert_eq!(read(&store, |tx| tx.due_in_outbox(at(100))), 1);
    end(&store, 1, OutboxState::Waiting, 1000).await;
    assert!(claim(&store, 900, 950).await.is_empty());
    assert_eq!(read(&store, |tx| tx.due_in_outbox(at(900))), 0);
    assert_eq!(claim(&store, 1000, 1100).await[0].0, 1);
    end(&store, 1, OutboxState::Failed, 0).await;
    assert_eq!(claim(&store, 1000, 1100).await[0].0, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn newer_messages_take_the_place_of_what_they_cover_and_of_nothing_else() {
    let waits = "waiting";
    let gone = "superseded";
    for (older, newer, becomes) in [
        (("REQUEST", ""), ("REQUEST", ""), gone),
        (("REQUEST", ""), ("CANCEL", ""), gone),
        (("REQUEST", "77"), ("REQUEST", ""), gone),
        (("REQUEST", "77"), ("CANCEL", "77"), gone),
        (("CANCEL", "77"), ("CANCEL", ""), gone),
        (("CANCEL", "77"), ("REQUEST", "77"), gone),
        // What is off must be said.
        (("CANCEL", "77"), ("REQUEST", ""), waits),
        (("CANCEL", ""), ("REQUEST", ""), gone),
        (("REQUEST", "77"), ("REQUEST", "78"), waits),
        (("REQUEST", ""), ("REQUEST", "77"), waits),
        (("REPLY", ""), ("REPLY", ""), gone),
        (("REPLY", "77"), ("REPLY", "77"), gone),
        (("REPLY", "77"), ("REPLY", ""), waits),
        (("NOTICE", ""), ("REQUEST", ""), waits),
        (("NOTICE", ""), ("NOTICE", ""), waits),
        (("REQUEST", ""), ("NOTICE", ""), waits),
    ] {
        let (_folder, store) = store();
        let (id, _) = alice(&store).await;
        queue(&store, vec![mail(id, "u", older.0, older.1), mail(id, "u", newer.0, newer.1)], 100).await;
        assert_eq!(states(&store)[0].1, becomes, "{older:?} then {newer:?}");
        assert_eq!(states(&store)[1].1, waits, "{older:?} then {newer:?}");
        let (_folder, store) = self::store();
        let (id, _) = alice(&store).await;
        queue(&store, vec![mail(id, "u", older.0, older.1)], 100).await;
        claim(&store, 100, 200).await;
        queue(&store, vec![mail(id, "u", newer.0, newer.1), mail(id, "other", newer.0, newer.1)], 101).await;
        assert_eq!(states(&store)[0].1, waits, "one that is being sent is left alone");
        let overtaken = read(&store, |tx| tx.is_overtaken(1));
        assert_eq!(overtaken, becomes == gone, "{older:?} while {newer:?} waits");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_worker_had_claimed_can_be_superseded() {
    let (_folder, store) = store();
    let (id, _) = alice(&store).await;
    queue(&store, vec![mail(id, "u", "REQUEST", "")], 100).await;
    claim(&store, 100, 200).await;
    queue(&store, vec![mail(id, "u", "CANCEL", "")], 300).await;
    assert_eq!(claim(&store, 300, 400).await, [(2, "u CANCEL ".into(), 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reported_failure_stands() {
    let (_folder, store) = store();
    let (id, _) = alice(&store).await;
    queue(&store, vec![mail(id, "u", "REQUEST", "")], 100).await;
    claim(&store, 100, 200).await;
    assert!(end(&store, 1, OutboxState::Failed, 0).await);
    assert!(!end(&store, 1, OutboxState::Sent, 0).await);
    assert_eq!(states(&store)[0].1, "failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_of_an_hour_keep_messages_and_news_apart() {
    let (_folder, store) = store();
    let (id, _) = alice(&store).await;
    queue(&store, vec![mail(id, "old", "REQUEST", "")], 10).await;
    let mails = vec![mail(id, "a", "REQUEST", ""), mail(id, "b", "REPLY", ""), mail(id, "a", "NOTICE", "")];
    queue(&store, mails, 100).await;
    assert_eq!(read(&store, |tx| tx.outbox_count(id, at(50))), 2);
    assert_eq!(read(&store, |tx| tx.news_count(id, at(50))), 1);
    write(&store, |tx| tx.prune_outbox(at(1000))).await;
    assert_eq!(states(&store).len(), 4, "what waits is never forgotten");
}

fn received(digest: &str) -> NewSpoolRow {
    NewSpoolRow {
        door: "smtp",
        peer: "192.0.2.1".into(),
        helo: "mx".into(),
        mail_from: String::new(),
        recipient: "alice@example.org".into(),
        raw: b"mail".to_vec(),
        digest: digest.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_spool_gives_each_mail_once_and_again_after_a_crash() {
    let (_folder, store) = store();
    write(&store, |tx| tx.add_to_spool(&received("one"), at(100))).await;
    write(&store, |tx| tx.add_to_spool(&received("two"), at(100))).await;
    let claim = |now: i64| {
        let store = store.clone();
        async move {
            let rows = write(&store, move |tx| tx.claim_spool(at(now), at(now + 300), 10)).await;
            rows.into_iter().map(|row| (row.id, row.attempt)).collect::<Vec<_>>()
        }
    };
    assert_eq!(claim(100).await, [(1, 1), (2, 1)]);
    assert!(claim(399).await.is_empty());
    assert_eq!(read(&store, |tx| tx.next_in_spool()), Some(at(400)));
    write(&store, |tx| tx.end_reading(1, SpoolState::Done, at(0), "applied")).await;
    assert_eq!(claim(400).await, [(2, 2)]);
    write(&store, |tx| tx.end_reading(2, SpoolState::Quarantined, at(0), "broken")).await;
    assert!(claim(9999).await.is_empty());
    assert!(!write(&store, |tx| tx.retry_quarantined(1, at(9999))).await, "only what is in quarantine");
    assert!(write(&store, |tx| tx.retry_quarantined(2, at(9999))).await);
    assert_eq!(claim(9999).await, [(2, 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_mail_is_known_once_it_was_read() {
    let (_folder, store) = store();
    for digest in ["one", "one", "two"] {
        write(&store, move |tx| tx.add_to_spool(&received(digest), at(100))).await;
    }
    let again = |id: i64| read(&store, |tx| tx.was_read_before(id));
    assert!(!again(2), "the first one may yet fail");
    write(&store, |tx| tx.end_reading(1, SpoolState::Quarantined, at(0), "held")).await;
    assert!(!again(2));
    write(&store, |tx| tx.end_reading(1, SpoolState::Done, at(0), "applied")).await;
    assert!(again(2) && !again(1) && !again(3));
    assert_eq!(write(&store, |tx| tx.prune_spool(SpoolState::Done, at(101))).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn old_inbox_messages_and_records_are_forgotten_and_calendars_left_alone() {
    let (_folder, store) = store();
    let (id, calendar) = alice(&store).await;
    let inbox = write(&store, move |tx| {
        let new = NewCalendar { name: "inbox".into(), kind: CalendarKind::Inbox, components: vec!["VEVENT".into()] };
        let inbox = tx.add_calendar(id, &new, at(0))?;
        for (name, day) in [("old", 1), ("new", 50)] {
            tx.put_object(inbox, &object(name, 0, 1), at(day))?;
            tx.put_object(calendar, &object(name, 0, 1), at(day))?;
            tx.add_notice(id, name, "answered", name, at(day))?;
            tx.note(name, Some(id), "sent", name, at(day))?;
        }
        assert_eq!(tx.prune_inboxes(at(20), 10)?, 1);
        assert_eq!(tx.prune_records(at(20))?, 2);
        Ok(inbox)
    })
    .await;
    assert_eq!(changes(&store, inbox, 0), [("new".into(), 5, true), ("old".into(), 7, false)]);
    assert_eq!(changes(&store, calendar, 0).len(), 2);
    assert_eq!(read(&store, |tx| tx.notices(id, 10))[0].uid, "new");
    assert!(read(&store, |tx| tx.timeline("old")).is_empty());
    assert_eq!(read(&store, |tx| tx.timeline("new")).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_made_once_and_its_code_stays() {
    let (_folder, store) = store();
    let (id, _) = alice(&store).await;
    for code in ["first", "second"] {
        let invitation = Invitation {
            code: code.into(),
            principal: id,
            uid: "u".into(),
            attendee: "bob@else.example".into(),
            organizer: "alice@example.org".into(),
            wire: code.into(),
            last_sent: None,
        };
        write(&store, move |tx| tx.add_invitation(&invitation, at(1))).await;
    }
    write(&store, |tx| tx.set_last_sent("first", &"object".into())).await;
    let kept = read(&store, |tx| tx.invitation(id, "u", "bob@else.example")).unwrap();
    assert_eq!(
        (kept.code.as_str(), kept.wire.as_str(), kept.last_sent.as_deref()),
        ("first", "first", Some(&b"object"[..]))
    );
    assert!(read(&store, |tx| tx.invitation_by_code("second")).is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_kept_for_each_guest_and_instance() {
    let (_folder, store) = store();
    let (id, _) = alice(&store).await;
    for (instance, sequence) in [(None, 1), (Some(77), 2), (None, 3)] {
        let answer = AnswerRow {
            attendee: "bob@else.example".into(),
            instance,
            sequence,
            dtstamp: at(5),
            partstat: "ACCEPTED".into(),
            door: "mail".into(),
            proof: "token".into(),
            comment: "Gladly".into(),
            more_guests: 1,
            sent_by: String::new(),
            at: at(6),
        };
        write(&store, move |tx| tx.set_answer(id, "u", &answer)).await;
        write(&store, move |tx| tx.set_rescheduled(id, "u", instance, sequence, at(sequence))).await;
    }
    let kept = read(&store, |tx| tx.answers(id, "u"));
    let kept: Vec<_> = kept.into_iter().map(|row| (row.instance, row.sequence)).collect();
    assert_eq!(kept, [(None, 3), (Some(77), 2)]);
    assert_eq!(read(&store, |tx| tx.rescheduled(id, "u")), [(None, 3, at(3)), (Some(77), 2, at(2))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_write_among_others_is_undone_alone() {
    // More than a savepoint keeps in memory.
    const PAGES: i64 = 2_000;
    let (_folder, store) = store();
    let (_, calendar) = alice(&store).await;
    let all = |tx: &mut Tx<'_>, calendar: CalendarId, digit: &str| -> Result<()> {
        (0..PAGES).try_for_each(|number| {
            let body = digit.repeat(3_000).as_str().into();
            tx.put_object(calendar, &NewObject { body, ..object(&format!("o{number}"), 0, 1) }, at(1)).map(drop)
        })
    };
    write(&store, move |tx| all(tx, calendar, "1")).await;
    let failing = store.write::<(), StoreError, _>(move |tx| all(tx, calendar, "2").and(Err(StoreError::Stopped)));
    let others = (0..8).map(|number| {
        let store = store.clone();
        let name = format!("other{number}");
        let put = move |tx: &mut Tx<'_>| tx.put_object(calendar, &object(&name, 0, 1), at(1)).map(drop);
        tokio::spawn(async move { store.write::<_, StoreError, _>(put).await.unwrap() })
    });
    let others: Vec<_> = others.collect();
    assert!(failing.await.is_err());
    for other in others {
        other.await.unwrap();
    }
    assert_eq!(read(&store, |tx| tx.object(calendar, "o5")).unwrap().body, "1".repeat(3_000).into_bytes());
    assert!(read(&store, |tx| tx.object_head(calendar, "other7")).is_some());
}
