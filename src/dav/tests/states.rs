use super::{CALENDAR, World, event};

const A: &str = "/dav/calendars/alice/calendar/a.ics";
const NEW: &str = "/dav/calendars/alice/new/";
const PATCH: &str =
    "<propertyupdate xmlns='DAV:'><set><prop><displayname>x</displayname></prop></set></propertyupdate>";

/// Alice with an object, its entity tag with quotes, and the sync-token of its calendar.
async fn world() -> (World, String, String) {
    let world = World::new().await;
    let etag = world.put(A, &event("a", "")).await.header("etag").to_owned();
    let token = world.propfind(CALENDAR, "0", "<sync-token/>").await.text_of(CALENDAR, "sync-token");
    (world, etag, token)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_false_if_header_stops_every_method() {
    let (world, ..) = world().await;
    let body = event("a", "LOCATION:x\n");
    for (method, path, body) in [
        ("GET", A, ""),
        ("PROPFIND", A, ""),
        ("PUT", A, body.as_str()),
        ("DELETE", A, ""),
        ("MOVE", A, ""),
        ("COPY", A, ""),
        ("PROPPATCH", CALENDAR, PATCH),
        ("DELETE", "/dav/calendars/alice/tasks/", ""),
        ("MOVE", CALENDAR, ""),
        ("MKCALENDAR", NEW, ""),
        ("POST", "/dav/calendars/alice/outbox/", ""),
    ] {
        let to = if path == A { "/dav/calendars/alice/calendar/b.ics" } else { NEW };
        let headers = [("if", "([\"0\"])"), ("destination", to), ("depth", "infinity")];
        assert_eq!(world.send(method, path, &headers, body).await.status, 412, "{method} {path}");
        let headers = [("if", "([\"0\"]"), ("destination", to)];
        assert_eq!(world.send(method, path, &headers, body).await.status, 400, "{method} {path}");
    }
    assert_eq!(world.send("GET", A, &[], "").await.text, event("a", ""));
    assert_eq!(world.propfind(NEW, "0", "<displayname/>").await.status, 404);
    assert_eq!(world.propfind(CALENDAR, "0", "<displayname/>").await.status_of(CALENDAR, "displayname"), "404");
}

#[tokio::test(flavor = "multi_thread")]
async fn states_are_held_against_the_resource_they_are_about() {
    let (world, etag, token) = world().await;
    let other = "/dav/calendars/alice/calendar/none.ics";
    for (header, status) in [
        (format!("([{etag}])"), 200),
        (format!("([W/{etag}])"), 200),
        (format!("([\"0\"]) ([{etag}])"), 200),
        (format!("([\"0\"] [{etag}])"), 412),
        (format!("(Not [{etag}])"), 412),
        ("(Not [\"0\"])".to_owned(), 200),
        ("(<DAV:no-lock>)".to_owned(), 412),
        (format!("(Not <DAV:no-lock> [{etag}])"), 200),
        (format!("(<{token}>)"), 412),
        (format!("<{CALENDAR}> (<{token}>)"), 200),
        (format!("<http://cal.example.org{CALENDAR}> (<{token}0>)"), 412),
        (format!("<{other}> ([{etag}])"), 412),
        (format!("<{other}> (Not [{etag}])"), 200),
        (format!("<{other}> ([{etag}]) <{A}> ([{etag}])"), 200),
        ("<http://else.example/x> (Not [\"a\"])".to_owned(), 200),
        (format!("</dav/calendars/bob/calendar/> (<{token}>)"), 412),
    ] {
        assert_eq!(world.send("GET", A, &[("if", &header)], "").await.status, status, "{header}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_token_guards_a_whole_calendar() {
    let (world, _, token) = world().await;
    let condition = format!("<{CALENDAR}> (<{token}>)");
    let b = "/dav/calendars/alice/calendar/b.ics";
    assert_eq!(world.send("PUT", b, &[("if", &condition)], &event("b", "")).await.status, 201);
    assert_eq!(world.send("PUT", b, &[("if", &condition)], &event("b", "LOCATION:x\n")).await.status, 412);
    let preferring = [("if", condition.as_str()), ("prefer", "return=representation")];
    let lost = world.send("PUT", b, &preferring, &event("b", "LOCATION:x\n")).await;
    assert_eq!((lost.status, lost.text), (412, event("b", "")));
}
