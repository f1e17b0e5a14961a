use super::{CALENDAR, World, event};
use crate::id::BlobId;
use crate::store::{StoreError, Tx};

const BOB: &str = "/dav/calendars/bob/calendar/";

async fn post(world: &World, path: &str, query: &str, body: &str) -> super::Answer {
    let headers =
        [("content-type", "text/plain; charset=utf-8"), ("content-disposition", "attachment; filename=\"a b.txt\"")];
    world.send("POST", &format!("{path}?{query}"), &headers, body).await
}

fn path_of(location: &str) -> String {
    location.split_once("/dav/").map(|(_, path)| format!("/dav/{path}")).unwrap()
}

async fn with_event(more: &str) -> (World, String) {
    let world = World::new().await;
    let object = format!("{CALENDAR}o.ics");
    assert_eq!(world.put(&object, &event("o", more)).await.status, 201);
    (world, object)
}

async fn used(world: &World) -> i64 {
    world.propfind(CALENDAR, "0", "<quota-used-bytes/>").await.text_of(CALENDAR, "quota-used-bytes").parse().unwrap()
}

async fn text(world: &World, path: &str) -> String {
    world.send("GET", path, &[], "").await.text.replace("\r\n ", "")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attachment_is_added_read_changed_and_removed() {
    let (world, object) = with_event("").await;
    let before = used(&world).await;
    let added = post(&world, &object, "action=attachment-add", "one").await;
    assert_eq!(added.status, 201, "{}", added.text);
    let (id, location) = (added.header("cal-managed-id").to_owned(), added.header("location").to_owned());
    let got = world.send("GET", &object, &[], "").await;
    assert_eq!(got.header("etag"), added.header("etag"));
    let line = format!("ATTACH;MANAGED-ID={id};FMTTYPE=text/plain;SIZE=3;FILENAME=a b.txt:{location}\r\n");
    assert!(text(&world, &object).await.contains(&line), "{}", got.text);
    let file = world.send("GET", &path_of(&location), &[], "").await;
    assert_eq!(
        (file.status, file.text.as_str(), file.header("content-type")),
        (200, "one", "text/plain; charset=utf-8")
    );
    assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''a%20b.txt");
    assert!(file.header("content-security-policy").contains("sandbox"));
    assert_eq!(world.send_as(&world.bob, "GET", &path_of(&location), &[], "").await.status, 404);
    assert_eq!(world.send("DELETE", &path_of(&location), &[], "").await.status, 405);

    let changed = post(&world, &object, &format!("action=attachment-update&managed-id={id}"), "three").await;
    assert_eq!(changed.status, 204, "{}", changed.text);
    let new = changed.header("cal-managed-id").to_owned();
    assert_ne!(new, id);
    assert_eq!(world.send("GET", &path_of(&location), &[], "").await.status, 404, "the old one is gone");
    assert_eq!(world.send("GET", &path_of(changed.header("location")), &[], "").await.text, "three");
    assert!(text(&world, &object).await.contains(&format!("MANAGED-ID={new};")));

    let removed = post(&world, &object, &format!("action=attachment-remove&managed-id={new}"), "").await;
    assert_eq!((removed.status, removed.header("cal-managed-id")), (204, ""));
    assert!(!text(&world, &object).await.contains("ATTACH"));
    assert_eq!(world.send("GET", &path_of(changed.header("location")), &[], "").await.status, 404);
    assert_eq!(used(&world).await, before, "what is gone takes no space");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named() {
    let (world, object) = with_event("RRULE:FREQ=DAILY;COUNT=3\n").await;
    let id = post(&world, &object, "action=attachment-add", "one").await.header("cal-managed-id").to_owned();
    for (query, condition) in [
        ("action=attachment-burn", "valid-action"),
        ("action=attachment-add&managed-id=x", "valid-managed-id"),
        ("action=attachment-update", "valid-managed-id"),
        ("action=attachment-update&managed-id=x", "valid-managed-id"),
        ("action=attachment-remove&managed-id=x", "valid-managed-id"),
        (&format!("action=attachment-update&managed-id={id}&rid=M"), "valid-rid"),
        ("action=attachment-add&rid=tomorrow", "valid-rid"),
        ("action=attachment-add&rid=20260309T100000Z", "valid-rid"),
    ] {
        let answer = post(&world, &object, query, "x").await;
        assert_eq!((answer.status, answer.condition().as_str()), (403, condition), "{query}");
    }
    let stale = [("if-match", "\"x\"")];
    assert_eq!(world.send("POST", &format!("{object}?action=attachment-add"), &stale, "x").await.status, 412);
    assert_eq!(post(&world, &format!("{CALENDAR}none.ics"), "action=attachment-add", "x").await.status, 404);
    let theirs = "/dav/calendars/alice/calendar/o.ics?action=attachment-add";
    assert_eq!(world.send_as(&world.bob, "POST", theirs, &[], "x").await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn instances_have_attachments_of_their_own() {
    let (world, object) = with_event("RRULE:FREQ=DAILY;COUNT=3\n").await;
    let one = post(&world, &object, "action=attachment-add&rid=20260311T100000Z", "one").await;
    assert_eq!(one.status, 201, "{}", one.text);
    let found = text(&world, &object).await;
    assert_eq!((found.matches("ATTACH").count(), found.matches("RECURRENCE-ID:20260311T100000Z").count()), (1, 1));
    let all = post(&world, &object, "action=attachment-add", "all").await.header("cal-managed-id").to_owned();
    assert_eq!(text(&world, &object).await.matches(&all).count(), 4, "in both components, as parameter and in the URL");
    let master = format!("action=attachment-remove&managed-id={all}&rid=M");
    assert_eq!(post(&world, &object, &master, "").await.status, 204);
    assert_eq!(text(&world, &object).await.matches(&all).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_invents_no_managed_id_and_lets_go_what_it_leaves_out() {
    let (world, object) = with_event("").await;
    let before = used(&world).await;
    let added = post(&world, &object, "action=attachment-add", "one").await;
    let (id, location) = (added.header("cal-managed-id").to_owned(), path_of(added.header("location")));
    let with = world.send("GET", &object, &[], "").await.text;
    let invented = event("p", "ATTACH;MANAGED-ID=abcdefghijklmnop:https://else.example/\n");
    assert_eq!(world.put(&format!("{CALENDAR}p.ics"), &invented).await.condition(), "valid-managed-id");
    let stolen = event("q", &format!("ATTACH;MANAGED-ID={id}:https://else.example/\n"));
    let headers = [("content-type", "text/calendar")];
    let theft = world.send_as(&world.bob, "PUT", &format!("{BOB}q.ics"), &headers, &stolen).await;
    assert_eq!(theft.condition(), "valid-managed-id", "what is Alice's is not Bob's to refer to");
    // A copy under another UID refers to it, too.
    let copy = with.replace("UID:o", "UID:c");
    assert_eq!(world.put(&format!("{CALENDAR}c.ics"), &copy).await.status, 201);
    assert_eq!(world.put(&object, &event("o", "")).await.status, 204);
    assert_eq!(world.send("GET", &location, &[], "").await.status, 200, "the copy has it still");
    assert_eq!(world.send("DELETE", &format!("{CALENDAR}c.ics"), &[], "").await.status, 204);
    assert_eq!(world.send("GET", &location, &[], "").await.status, 404);
    assert_eq!(used(&world).await, before);
    let later = world.app.clock.now() + chrono::TimeDelta::days(1);
    let swept = move |tx: &mut Tx<'_>| {
        assert!(tx.unused_blobs(later, BlobId(0), 9)?.is_empty(), "what was deleted may be put back");
        assert_eq!(tx.sweep_attachments(later, later, 9)?, 0);
        assert_eq!(tx.sweep_attachments(later + chrono::TimeDelta::days(1), later, 9)?, 1);
        let unused = tx.unused_blobs(later, BlobId(0), 9)?;
        tx.sweep_blobs(&unused)
    };
    assert_eq!(world.app.store.write::<_, StoreError, _>(swept).await.unwrap(), 1);
    assert_eq!(world.put(&object, &with).await.status, 204, "and then it is a mere URL");
    assert!(!text(&world, &object).await.contains("MANAGED-ID"));
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_are_invited_read_it_and_cannot_add_any() {
    let invited = "ORGANIZER:mailto:alice@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org\n\
                   ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org\n";
    let (world, object) = with_event(invited).await;
    let added = post(&world, &object, "action=attachment-add", "one").await;
    assert_eq!(added.status, 201, "{}", added.text);
    let location = path_of(added.header("location"));
    let theirs = world.send_as(&world.bob, "PROPFIND", BOB, &[("depth", "1")], "").await.hrefs();
    let copy = theirs.iter().find(|href| href.ends_with(".ics")).unwrap();
    let text = world.send_as(&world.bob, "GET", copy, &[], "").await.text.replace("\r\n ", "");
    assert!(text.contains(added.header("cal-managed-id")), "{text}");
    assert_eq!(world.send_as(&world.bob, "GET", &location, &[], "").await.text, "one");
    let mine = world.send_as(&world.bob, "POST", &format!("{copy}?action=attachment-add"), &[], "two").await;
    assert_eq!(mine.condition(), "allowed-attendee-scheduling-object-change");
    let id = added.header("cal-managed-id");
    assert_eq!(post(&world, &object, &format!("action=attachment-remove&managed-id={id}"), "").await.status, 204);
    assert_eq!(world.send_as(&world.bob, "GET", &location, &[], "").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_and_deleted_calendars_count() {
    let (world, object) = with_event("").await;
    let before = used(&world).await;
    let location = path_of(post(&world, &object, "action=attachment-add", "one").await.header("location"));
    let copy = "/dav/calendars/alice/copy/";
    assert_eq!(world.send("COPY", CALENDAR, &[("destination", copy)], "").await.status, 201);
    assert_eq!(world.send("DELETE", &object, &[], "").await.status, 204);
    assert_eq!(world.send("GET", &location, &[], "").await.status, 200);
    assert_eq!(world.send("DELETE", copy, &[], "").await.status, 204);
    assert_eq!(world.send("GET", &location, &[], "").await.status, 404);
    assert_eq!(used(&world).await, before - event("o", "").len() as i64);
}
