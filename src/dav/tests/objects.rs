use super::{CALENDAR, World, event};
use crate::store::{OwnQuota, StoreError, Tx};

#[tokio::test(flavor = "multi_thread")]
async fn an_object_is_put_got_changed_and_deleted() {
    let world = World::new().await;
    let path = format!("{CALENDAR}a%20b.ics");
    let put = world.put(&path, &event("u1", "")).await;
    assert_eq!((put.status, put.text.as_str()), (201, ""));
    let etag = put.header("etag").to_owned();
    assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag}");

    world.app.clock.advance(chrono::TimeDelta::seconds(1));
    let got = world.send("GET", &path, &[], "").await;
    assert_eq!((got.status, got.text.as_str()), (200, event("u1", "").as_str()));
    assert_eq!(got.header("etag"), etag);
    assert_eq!(got.header("content-type"), "text/calendar; charset=utf-8; component=vevent");
    assert_eq!(got.header("last-modified"), "Mon, 02 Mar 2026 09:00:00 GMT");

    let head = world.send("HEAD", &path, &[], "").await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), event("u1", "").len().to_string());

    let again = world.send("PUT", &path, &[("if-match", &etag)], &event("u1", "LOCATION:here\n")).await;
    assert_eq!(again.status, 204);
    assert_ne!(again.header("etag"), etag);

    assert_eq!(world.send("DELETE", &path, &[("if-match", &etag)], "").await.status, 412);
    assert_eq!(world.send("DELETE", &path, &[], "").await.status, 204);
    assert_eq!(world.send("GET", &path, &[], "").await.status, 404);
    assert_eq!(world.send("DELETE", &path, &[], "").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_guard_writes_and_save_reads() {
    let world = World::new().await;
    let path = format!("{CALENDAR}a.ics");
    assert_eq!(world.send("PUT", &path, &[("if-match", "*")], &event("u", "")).await.status, 412);
    let put = world.send("PUT", &path, &[("if-none-match", "*")], &event("u", "")).await;
    assert_eq!(put.status, 201);
    let etag = put.header("etag").to_owned();
    assert_eq!(world.send("PUT", &path, &[("if-none-match", "*")], &event("u", "")).await.status, 412);
    let cached = world.send("GET", &path, &[("if-none-match", &etag)], "").await;
    assert_eq!((cached.status, cached.text.as_str(), cached.header("etag")), (304, "", etag.as_str()));
    assert_eq!(world.send("GET", &path, &[("if-match", "\"other\"")], "").await.status, 412);
    let both = [("if-match", "\"other\""), ("if-none-match", etag.as_str())];
    assert_eq!(world.send("GET", &path, &both, "").await.status, 412, "If-Match comes first");
    assert_eq!(world.send("GET", &path, &[("if-match", "no tag\"")], "").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_stored_says_why() {
    let world = World::new().await;
    let path = format!("{CALENDAR}a.ics");
    let two = event("u", "").replace(
        "END:VCALENDAR",
        "BEGIN:VEVENT\r\nUID:v\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR",
    );
    let todo = event("u", "").replace("VEVENT", "VTODO").replace("DTEND", "DUE");
    let huge = event("u", &format!("DESCRIPTION:{}\n", "x".repeat(1024 * 1024)));
    for (body, status, condition) in [
        ("not a calendar", 403, "valid-calendar-data"),
        (two.as_str(), 403, "valid-calendar-object-resource"),
        (todo.as_str(), 403, "supported-calendar-component"),
        (huge.as_str(), 403, "max-resource-size"),
    ] {
        let put = world.put(&path, body).await;
        assert_eq!((put.status, put.condition().as_str()), (status, condition));
    }
    let json = world.send("PUT", &path, &[("content-type", "application/json")], &event("u", "")).await;
    assert_eq!((json.status, json.condition().as_str()), (403, "supported-calendar-data"));
    assert_eq!(world.send("PUT", &path, &[("content-range", "bytes 0-1/2")], &event("u", "")).await.status, 400);
    assert_eq!(world.send("GET", &path, &[], "").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_is_as_large_as_its_owner_may_have_it_and_a_meeting_can_be_answered() {
    let world = World::new().await;
    let own = OwnQuota { object_bytes: Some(100_000), ..OwnQuota::default() };
    let set = move |tx: &mut Tx<'_>| tx.set_quota("alice", own);
    assert!(world.app.store.write::<_, StoreError, _>(set).await.unwrap());
    let most = world.propfind(CALENDAR, "0", "<C:max-resource-size xmlns:C=\"urn:ietf:params:xml:ns:caldav\"/>").await;
    assert_eq!(most.text_of(CALENDAR, "max-resource-size"), "100000");
    let long = |uid: &str, bytes: usize, more: &str| event(uid, &format!("{more}DESCRIPTION:{}\n", "x".repeat(bytes)));
    for (name, bytes, status) in [("a", 70_000, 201), ("b", 100_000, 403)] {
        let put = world.put(&format!("{CALENDAR}{name}.ics"), &long(name, bytes, "")).await;
        assert_eq!(put.status, status, "{}", put.text);
        assert_eq!(put.text.contains("max-resource-size"), status == 403);
    }
    let card = |bytes: usize| format!("BEGIN:VCARD\nVERSION:4.0\nUID:c\nFN:C\nNOTE:{}\nEND:VCARD\n", "x".repeat(bytes));
    let book = "<mkcol xmlns=\"DAV:\"><set><prop><resourcetype><collection/>\
                <addressbook xmlns=\"urn:ietf:params:xml:ns:carddav\"/></resourcetype></prop></set></mkcol>";
    assert_eq!(world.send("MKCOL", "/dav/contacts/alice/friends/", &[], book).await.status, 201);
    for (bytes, status) in [(100_000, 403), (70_000, 201)] {
        let put = world.send("PUT", "/dav/contacts/alice/friends/c.vcf", &[], &card(bytes)).await;
        assert_eq!(put.status, status, "{}", put.text);
    }
    let people = |partstat: &str| {
        format!(
            "ORGANIZER:mailto:bob@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org\n\
             ATTENDEE;PARTSTAT={partstat};RSVP=TRUE:mailto:alice@example.org\n"
        )
    };
    let theirs = "/dav/calendars/bob/calendar/m.ics";
    let headers = [("content-type", "text/calendar")];
    let put = world.send_as(&world.bob, "PUT", theirs, &headers, &long("m", 150_000, &people("NEEDS-ACTION"))).await;
    assert_eq!(put.status, 201, "the bound of others is theirs");
    let copy = format!("{CALENDAR}m.ics");
    assert_eq!(world.send("GET", &copy, &[], "").await.status, 200);
    assert_eq!(world.put(&copy, &long("m", 150_000, &people("ACCEPTED"))).await.status, 204);
    assert_eq!(world.put(&copy, &long("m", 160_000, &people("DECLINED"))).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_uid_is_used_once_in_a_calendar() {
    let world = World::new().await;
    world.put(&format!("{CALENDAR}a.ics"), &event("u", "")).await;
    let other = world.put(&format!("{CALENDAR}b.ics"), &event("u", "")).await;
    assert_eq!((other.status, other.condition().as_str()), (409, "no-uid-conflict"));
    assert!(other.text.contains("<href>/dav/calendars/alice/calendar/a.ics</href>"), "{}", other.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_need_a_calendar_around_them() {
    let world = World::new().await;
    for (path, status) in [
        ("/dav/calendars/alice/none/a.ics", 409),
        ("/dav/calendars/alice/inbox/a.ics", 405),
        ("/dav/calendars/alice/outbox/a.ics", 409),
        ("/dav/calendars/alice/calendar", 405),
        ("/dav/calendars/bob/calendar/a.ics", 403),
        ("/dav/calendars/nobody/calendar/a.ics", 403),
        ("/dav/%zz", 400),
    ] {
        assert_eq!(world.put(path, &event("u", "")).await.status, status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_may_ask_for_the_stored_text_at_once() {
    let world = World::new().await;
    let path = format!("{CALENDAR}a.ics");
    let put = world.send("PUT", &path, &[("prefer", "return=representation")], &event("u", "")).await;
    assert_eq!((put.status, put.text), (201, event("u", "")));
    assert_eq!(put.headers["content-location"], path);
    let headers = [("prefer", "return=representation"), ("if-none-match", "*")];
    let lost = world.send("PUT", &path, &headers, &event("u", "LOCATION:x\n")).await;
    assert_eq!((lost.status, lost.text), (412, event("u", "")), "and what stands there, where it lost the race");
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_that_do_not_apply_name_those_that_do() {
    let world = World::new().await;
    for (method, path, status, allow) in [
        ("LOCK", CALENDAR, 501, ""),
        ("BREW", "/dav/calendars/alice/none/", 501, ""),
        ("PUT", CALENDAR, 405, "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT, DELETE, POST, COPY, MOVE, ACL"),
        ("MOVE", "/dav/calendars/alice/none/", 404, ""),
        ("GET", "/dav/", 405, "OPTIONS, PROPFIND, PROPPATCH, REPORT"),
        ("PUT", "/dav/calendars/alice/", 405, "OPTIONS, PROPFIND, PROPPATCH, REPORT, POST, ACL"),
        ("POST", "/dav/calendars/", 405, "OPTIONS, PROPFIND, PROPPATCH, REPORT"),
        ("POST", "/dav/calendars/alice/", 415, ""),
        ("PROPFIND", "/dav/calendars/alice/none/", 404, ""),
        ("REPORT", "/dav/calendars/alice/calendar/none.ics", 404, ""),
    ] {
        let answer = world.send(method, path, &[("depth", "0")], "").await;
        assert_eq!((answer.status, answer.header("allow")), (status, allow), "{method} {path}");
    }
    let options = world.send("OPTIONS", CALENDAR, &[], "").await;
    assert_eq!(options.status, 200);
    assert!(options.header("dav").contains("calendar-access, calendar-auto-schedule"));
    assert!(options.header("allow").contains("REPORT"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_can_be_read_as_one_text() {
    let world = World::new().await;
    let zoned = |uid: &str| {
        let zone = "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nTZOFFSETFROM:+0500\r\nTZOFFSETTO:+0500\r\n\
                    END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT";
        event(uid, "").replace("DTSTART:20260310T100000Z", "DTSTART;TZID=Here:20260310T150000").replacen(
            "BEGIN:VEVENT",
            zone,
            1,
        )
    };
    for uid in ["a", "b"] {
        assert_eq!(world.put(&format!("{CALENDAR}{uid}.ics"), &zoned(uid)).await.status, 201);
    }
    let all = world.send("GET", CALENDAR, &[], "").await;
    assert_eq!((all.status, all.header("content-type")), (200, "text/calendar; charset=utf-8"));
    let count = |text: &str| all.text.matches(text).count();
    assert_eq!(
        (count("BEGIN:VCALENDAR"), count("BEGIN:VTIMEZONE"), count("BEGIN:VEVENT"), count("END:VCALENDAR")),
        (1, 1, 2, 1)
    );
    assert!(crate::ical::read_all(all.text.as_bytes()).is_ok_and(|objects| objects.len() == 2));
    let head = world.send("HEAD", CALENDAR, &[], "").await;
    assert_eq!(
        (head.status, head.text.as_str(), head.header("content-length")),
        (200, "", all.text.len().to_string().as_str())
    );
}
