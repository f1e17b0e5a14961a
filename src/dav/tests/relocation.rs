use super::{CALENDAR, NAMES, World, event};

const WORK: &str = "/dav/calendars/alice/work/";
const MEETING: &str = "ORGANIZER:mailto:alice@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org\n\
                       ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org\n";

/// Alice with a second calendar and `a.ics` (UID `a`) in the first.
async fn two_calendars() -> World {
    let world = World::new().await;
    assert_eq!(world.send("MKCALENDAR", WORK, &[], "").await.status, 201);
    assert_eq!(world.put(&at(CALENDAR, "a"), &event("a", "")).await.status, 201);
    world
}

fn at(calendar: &str, name: &str) -> String {
    format!("{calendar}{name}.ics")
}

async fn token(world: &World, calendar: &str) -> String {
    world.propfind(calendar, "0", "<sync-token/>").await.text_of(calendar, "sync-token")
}

/// Each change since a token: its href and its status.
async fn changes(world: &World, calendar: &str, token: &str) -> Vec<(String, String)> {
    let body = format!(
        "<sync-collection xmlns='DAV:' {NAMES}><sync-token>{token}</sync-token><sync-level>1</sync-level>\
         <prop><getetag/></prop></sync-collection>"
    );
    let answer = world.report(calendar, &body).await;
    let hrefs = answer.hrefs();
    hrefs.into_iter().map(|href| (href.clone(), answer.status_of(&href, "getetag"))).collect()
}

fn change(href: String, status: &str) -> (String, String) {
    (href, status.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_object_is_the_same_in_another_place_and_both_calendars_tell() {
    let world = two_calendars().await;
    let (old, new) = (at(CALENDAR, "a"), at(WORK, "b%20b"));
    world.app.clock.advance(chrono::TimeDelta::seconds(1));
    let before = world.send("GET", &old, &[], "").await;
    let created = world.propfind(&old, "0", "<creationdate/>").await.text_of(&old, "creationdate");
    world.app.clock.advance(chrono::TimeDelta::hours(1));
    let tokens = (token(&world, CALENDAR).await, token(&world, WORK).await);
    let moved = world.send("MOVE", &old, &[("destination", &format!("http://127.0.0.1:8008{new}"))], "").await;
    assert_eq!((moved.status, moved.header("location")), (201, new.as_str()), "{}", moved.text);
    assert_eq!(world.send("GET", &old, &[], "").await.status, 404);
    let after = world.send("GET", &new, &[], "").await;
    assert_eq!((after.status, &after.text), (200, &before.text));
    for name in ["etag", "last-modified", "content-type"] {
        assert_eq!(after.header(name), before.header(name), "{name}");
    }
    assert_eq!(moved.header("etag"), before.header("etag"));
    assert_eq!(world.propfind(&new, "0", "<creationdate/>").await.text_of(&new, "creationdate"), created);
    assert_eq!(changes(&world, CALENDAR, &tokens.0).await, [change(old, "404")]);
    assert_eq!(changes(&world, WORK, &tokens.1).await, [change(new, "200")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_can_be_renamed_in_its_calendar_and_back() {
    let world = two_calendars().await;
    let (a, b) = (at(CALENDAR, "a"), at(CALENDAR, "b"));
    let start = token(&world, CALENDAR).await;
    assert_eq!(world.send("MOVE", &a, &[("destination", &b), ("overwrite", "F")], "").await.status, 201);
    let half = token(&world, CALENDAR).await;
    let mut found = changes(&world, CALENDAR, &start).await;
    found.sort();
    assert_eq!(found, [change(a.clone(), "404"), change(b.clone(), "200")]);
    assert_eq!(world.send("MOVE", &b, &[("destination", &a)], "").await.status, 201);
    let mut found = changes(&world, CALENDAR, &half).await;
    found.sort();
    assert_eq!(found, [change(a, "200"), change(b, "404")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_a_new_object_beside_the_old_one() {
    let world = two_calendars().await;
    world.app.clock.advance(chrono::TimeDelta::hours(1));
    let (old, new) = (at(CALENDAR, "a"), at(WORK, "a"));
    let start = token(&world, WORK).await;
    assert_eq!(world.send("COPY", &old, &[("destination", &new), ("depth", "0")], "").await.status, 201);
    for path in [&old, &new] {
        assert_eq!(world.send("GET", path, &[], "").await.text, event("a", ""));
    }
    let made = world.propfind(&new, "0", "<creationdate/>").await.text_of(&new, "creationdate");
    assert_eq!(made, "2026-03-02T10:00:00Z");
    assert_eq!(changes(&world, WORK, &start).await, [change(new.clone(), "200")]);
    assert_eq!(world.send("COPY", &old, &[("destination", &new)], "").await.status, 204, "the same UID is replaced");
    assert_eq!(world.send("COPY", &old, &[("destination", &new), ("overwrite", "f")], "").await.status, 412);
    let query = format!(
        "<C:calendar-query xmlns='DAV:' {NAMES}><prop><getetag/></prop><C:filter><C:comp-filter name='VCALENDAR'>\
         <C:comp-filter name='VEVENT'><C:time-range start='20260310T000000Z' end='20260311T000000Z'/></C:comp-filter>\
         </C:comp-filter></C:filter></C:calendar-query>"
    );
    assert_eq!(world.report(WORK, &query).await.hrefs(), [new], "the copy is found by its time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_destination_that_cannot_be_says_why() {
    let world = two_calendars().await;
    let source = at(CALENDAR, "a");
    world.put(&at(CALENDAR, "other"), &event("other", "")).await;
    world.put(&at(WORK, "taken"), &event("a", "LOCATION:there\n")).await;
    for (method, destination, status, condition) in [
        ("MOVE", "", 400, ""),
        ("MOVE", "/dav/%zz", 400, ""),
        ("MOVE", "https://else.example/dav/calendars/alice/work/a.ics", 502, ""),
        ("MOVE", "/dav/calendars/alice/none/a.ics", 409, ""),
        ("MOVE", "/dav/calendars/alice/work/sub/a.ics", 409, ""),
        ("MOVE", "/dav/calendars/alice/work/", 403, ""),
        ("MOVE", "/dav/calendars/alice/inbox/a.ics", 403, ""),
        ("MOVE", source.as_str(), 403, ""),
        ("COPY", source.as_str(), 403, ""),
        ("MOVE", "/dav/calendars/bob/calendar/a.ics", 403, "need-privileges"),
        ("MOVE", "/dav/calendars/alice/tasks/a.ics", 403, "supported-calendar-component"),
        ("MOVE", "/dav/calendars/alice/calendar/other.ics", 409, "no-uid-conflict"),
        ("COPY", "/dav/calendars/alice/calendar/b.ics", 409, "no-uid-conflict"),
        ("COPY", "/dav/calendars/alice/work/b.ics", 409, "no-uid-conflict"),
        ("MOVE", "/dav/calendars/alice/work/b.ics", 409, "no-uid-conflict"),
    ] {
        let answer = world.send(method, &source, &[("destination", destination)], "").await;
        assert_eq!(answer.status, status, "{method} {destination}: {}", answer.text);
        if !condition.is_empty() {
            assert_eq!(answer.condition(), condition, "{method} {destination}");
        }
    }
    let conflict = world.send("MOVE", &source, &[("destination", &at(WORK, "b"))], "").await;
    assert!(conflict.text.contains("<href>/dav/calendars/alice/work/taken.ics</href>"), "{}", conflict.text);
    assert_eq!(world.send("MOVE", &source, &[], "").await.status, 400);
    assert_eq!(world.send("MOVE", &source, &[("destination", "/dav/"), ("overwrite", "x")], "").await.status, 400);
    assert_eq!(world.send("MOVE", &at(CALENDAR, "none"), &[("destination", &source)], "").await.status, 404);
    assert_eq!(world.send("GET", &source, &[], "").await.status, 200, "nothing was moved");
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_are_about_what_is_moved() {
    let world = two_calendars().await;
    let (old, new) = (at(CALENDAR, "a"), at(WORK, "a"));
    let etag = world.send("GET", &old, &[], "").await.header("etag").to_owned();
    let to = ("destination", new.as_str());
    assert_eq!(world.send("MOVE", &old, &[to, ("if-match", "\"0\"")], "").await.status, 412);
    assert_eq!(world.send("MOVE", &old, &[to, ("if-schedule-tag-match", "\"0\"")], "").await.status, 412);
    world.put(&new, &event("a", "LOCATION:there\n")).await;
    assert_eq!(world.send("MOVE", &old, &[to, ("if-match", &etag), ("overwrite", "F")], "").await.status, 412);
    assert_eq!(world.send("MOVE", &old, &[to, ("if-match", &etag), ("overwrite", "T")], "").await.status, 204);
    assert_eq!(world.send("GET", &new, &[], "").await.text, event("a", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hears_of_a_meeting_that_is_moved_and_it_is_not_copied() {
    let world = two_calendars().await;
    let (old, new) = (at(CALENDAR, "m"), at(WORK, "m"));
    let put = world.put(&old, &event("meeting", MEETING)).await;
    let bobs = ("/dav/calendars/bob/inbox/", "/dav/calendars/bob/calendar/");
    let before = (token_of_bob(&world, bobs.0).await, token_of_bob(&world, bobs.1).await);
    let copied = world.send("COPY", &old, &[("destination", &new)], "").await;
    assert_eq!((copied.status, copied.condition().as_str()), (403, "unique-scheduling-object-resource"));
    assert!(copied.text.contains(&format!("<href>{old}</href>")));
    let tag = put.header("schedule-tag");
    let headers = [("destination", new.as_str()), ("if-schedule-tag-match", tag)];
    let moved = world.send("MOVE", &old, &headers, "").await;
    assert_eq!(moved.status, 201);
    assert_ne!(moved.header("schedule-tag"), tag, "another resource has another tag (RFC 6638 §3.2.10)");
    assert_eq!((token_of_bob(&world, bobs.0).await, token_of_bob(&world, bobs.1).await), before);
    // The meeting goes on from its new place.
    assert_eq!(world.put(&new, &event("meeting", &format!("{MEETING}LOCATION:there\n"))).await.status, 204);
    assert_ne!(token_of_bob(&world, bobs.1).await, before.1);
}

async fn token_of_bob(world: &World, path: &str) -> String {
    let body = "<propfind xmlns='DAV:'><prop><sync-token/></prop></propfind>";
    let found = world.send_as(&world.bob, "PROPFIND", path, &[("depth", "0")], body).await;
    found.text_of(path, "sync-token")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_replaced_by_something_else_is_called_off() {
    let world = two_calendars().await;
    let (meeting, plain) = (at(CALENDAR, "m"), at(WORK, "m"));
    world.put(&plain, &event("meeting", "")).await;
    world.put(&meeting, &event("meeting", MEETING)).await;
    assert_eq!(world.send("MOVE", &plain, &[("destination", &meeting)], "").await.status, 204);
    let query = format!(
        "<C:calendar-query xmlns='DAV:' {NAMES}><prop><C:calendar-data/></prop><C:filter>\
         <C:comp-filter name='VCALENDAR'/></C:filter></C:calendar-query>"
    );
    let found = world.send_as(&world.bob, "REPORT", "/dav/calendars/bob/calendar/", &[], &query).await;
    assert!(!found.text.contains("UID:meeting") || found.text.contains("STATUS:CANCELLED"), "{}", found.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_that_moves_onto_its_plain_copy_goes_on() {
    let world = two_calendars().await;
    let (meeting, plain) = (at(CALENDAR, "m"), at(WORK, "m"));
    world.put(&plain, &event("meeting", "")).await;
    world.put(&meeting, &event("meeting", MEETING)).await;
    let before = token_of_bob(&world, "/dav/calendars/bob/calendar/").await;
    assert_eq!(world.send("MOVE", &meeting, &[("destination", &plain)], "").await.status, 204);
    assert_eq!(token_of_bob(&world, "/dav/calendars/bob/calendar/").await, before);
    assert!(world.send("GET", &plain, &[], "").await.text.contains("ORGANIZER"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_can_be_renamed() {
    let world = two_calendars().await;
    let token = token(&world, CALENDAR).await;
    let new = "/dav/calendars/alice/n%20w/";
    for (method, destination, status) in [
        ("COPY", CALENDAR, 403),
        ("MOVE", "/dav/calendars/alice/inbox/", 403),
        ("MOVE", "/dav/calendars/alice/", 403),
        ("MOVE", "/dav/calendars/alice/work/sub/", 403),
        ("MOVE", CALENDAR, 403),
        ("MOVE", "/dav/calendars/bob/new/", 403),
    ] {
        let answer = world.send(method, CALENDAR, &[("destination", destination)], "").await;
        assert_eq!(answer.status, status, "{method} {destination}");
    }
    assert_eq!(world.send("MOVE", CALENDAR, &[("destination", WORK), ("overwrite", "F")], "").await.status, 412);
    assert_eq!(world.send("MOVE", CALENDAR, &[("destination", new), ("depth", "0")], "").await.status, 400);
    let moved = world.send("MOVE", CALENDAR, &[("destination", new.trim_end_matches('/'))], "").await;
    assert_eq!((moved.status, moved.header("location")), (201, new));
    assert_eq!(world.propfind(CALENDAR, "0", "<displayname/>").await.status, 404);
    assert_eq!(world.send("GET", &at(new, "a"), &[], "").await.status, 200);
    assert_eq!(changes(&world, new, &token).await, [], "its history goes with it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_copied_with_its_members_and_properties_but_meetings_are_there_once() {
    let world = two_calendars().await;
    assert_eq!(world.put(&at(CALENDAR, "m"), &event("m", MEETING)).await.status, 201);
    let names = format!(
        "<propertyupdate xmlns='DAV:' {NAMES}><set><prop><displayname>Mine</displayname><Z:z>1</Z:z></prop></set>\
         </propertyupdate>"
    );
    for path in [CALENDAR.to_owned(), at(CALENDAR, "a")] {
        assert_eq!(world.send("PROPPATCH", &path, &[], &names).await.status_of(&path, "z"), "200");
    }
    let copy = "/dav/calendars/alice/copy/";
    let answer = world.send("COPY", CALENDAR, &[("destination", copy)], "").await;
    assert_eq!(answer.status, 207);
    assert_eq!(answer.hrefs(), [at(copy, "m")], "a person has a meeting once");
    assert_eq!(answer.status_of(&at(copy, "m"), "x"), "403");
    assert!(answer.text.contains("unique-scheduling-object-resource"));
    let found = world.propfind(copy, "1", "<displayname/><Z:z/><getetag/>").await;
    assert_eq!(found.hrefs(), [copy.to_owned(), at(copy, "a")]);
    assert_eq!((found.text_of(copy, "displayname"), found.text_of(copy, "z")), ("Mine".into(), "1".into()));
    assert_eq!(found.text_of(&at(copy, "a"), "z"), "1");
    assert_eq!(changes(&world, copy, "").await, [change(at(copy, "a"), "200")]);
    let token = token(&world, copy).await;
    assert_eq!(world.put(&at(copy, "b"), &event("b", "")).await.status, 201);
    assert_eq!(changes(&world, copy, &token).await, [change(at(copy, "b"), "200")]);
    let bare = "/dav/calendars/alice/bare/";
    assert_eq!(world.send("COPY", copy, &[("destination", bare), ("depth", "0")], "").await.status, 201);
    assert_eq!(world.propfind(bare, "1", "<Z:z/>").await.hrefs(), [bare]);
    assert_eq!(world.send("GET", &at(CALENDAR, "m"), &[], "").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_takes_the_place_of_another_and_its_meetings_are_called_off() {
    let world = two_calendars().await;
    assert_eq!(world.put(&at(WORK, "m"), &event("m", MEETING)).await.status, 201);
    let bobs = "/dav/calendars/bob/inbox/";
    let inbox = || async { world.send_as(&world.bob, "PROPFIND", bobs, &[("depth", "1")], "").await.hrefs().len() };
    let before = inbox().await;
    assert_eq!(world.send("COPY", CALENDAR, &[("destination", WORK), ("overwrite", "F")], "").await.status, 412);
    assert_eq!(inbox().await, before);
    assert_eq!(world.send("MOVE", CALENDAR, &[("destination", WORK)], "").await.status, 204);
    assert_eq!(inbox().await, before + 1, "a cancellation");
    assert_eq!(world.send("GET", &at(WORK, "m"), &[], "").await.status, 404);
    assert_eq!(world.send("GET", &at(WORK, "a"), &[], "").await.status, 200);
    let tasks = "/dav/calendars/alice/tasks/";
    let refused = world.send("MOVE", tasks, &[("destination", WORK)], "").await;
    assert_eq!(refused.condition(), "default-calendar-needed", "no calendar would take invitations");
    assert_eq!(world.send("GET", &at(WORK, "a"), &[], "").await.status, 200, "nothing changed");
    assert_eq!(world.send("MOVE", WORK, &[("destination", tasks)], "").await.status, 204);
}
