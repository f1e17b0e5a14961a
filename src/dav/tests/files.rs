use super::{CALENDAR, NAMES, World, event};
use crate::store::PIECE;

const ROOT: &str = "/dav/files/alice/";

fn at(name: &str) -> String {
    format!("{ROOT}{name}")
}

async fn with(files: &[&str]) -> World {
    let world = World::new().await;
    for name in files {
        let answer = match name.ends_with('/') {
            true => world.send("MKCOL", &at(name), &[], "").await,
            false => world.send("PUT", &at(name), &[("content-type", "text/plain")], name).await,
        };
        assert_eq!(answer.status, 201, "{name}: {}", answer.text);
    }
    world
}

async fn tree(world: &World, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![at(folder)];
    while let Some(folder) = left.pop() {
        let members = world.propfind(&folder, "1", "<resourcetype/>").await.hrefs();
        for href in members.into_iter().filter(|href| *href != folder) {
            if href.ends_with('/') {
                left.push(href.clone());
            }
            found.push(href.trim_start_matches(ROOT).to_owned());
        }
    }
    found.sort();
    found
}

async fn set(world: &World, path: &str, property: &str) -> u16 {
    let body = format!("<propertyupdate xmlns='DAV:' {NAMES}><set><prop>{property}</prop></set></propertyupdate>");
    let answer = world.send("PROPPATCH", path, &[], &body).await;
    let local = property.trim_start_matches(['<', 'Z', ':']).split([' ', '>', '/']).next().unwrap_or_default();
    answer.status_of(path, local).parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_back_as_it_was_sent_and_said_to_be() {
    let world = with(&["notes/"]).await;
    let path = at("notes/a%20b.html");
    let put = world.send("PUT", &path, &[("content-type", "text/html; charset=utf-8")], "<p>hé").await;
    assert_eq!(put.status, 201);
    world.app.clock.advance(chrono::TimeDelta::seconds(1));
    let got = world.send("GET", &path, &[], "").await;
    assert_eq!((got.status, got.text.as_str(), got.header("etag")), (200, "<p>hé", put.header("etag")));
    assert_eq!(got.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert!(got.header("content-security-policy").contains("sandbox"));
    assert!(got.header("last-modified").ends_with("GMT"));
    let head = world.send("HEAD", &path, &[], "").await;
    assert_eq!((head.text.as_str(), head.header("content-length")), ("", "6"));
    let names = "<getcontentlength/><getcontenttype/><getetag/><getlastmodified/><creationdate/><resourcetype/>";
    let found = world.propfind(&path, "0", names).await;
    assert_eq!(found.text_of(&path, "getcontentlength"), "6");
    assert_eq!(found.text_of(&path, "getcontenttype"), "text/html; charset=utf-8");
    assert!(found.property(&path, "resourcetype").unwrap().children().next().is_none());
    assert_eq!(world.send("PUT", &path, &[], "").await.status, 204);
    assert_eq!(world.send("GET", &path, &[], "").await.header("content-type"), "application/octet-stream");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_is_sent_in_pieces() {
    let world = with(&[]).await;
    let text = "0123456789abcdef".repeat(PIECE * 5 / 32);
    assert_eq!(world.send("PUT", &at("large"), &[], &text).await.status, 201);
    for (range, from, to) in [
        ("bytes=5-".to_owned(), 5, text.len()),
        (format!("bytes={}-{}", PIECE - 3, PIECE + 2), PIECE - 3, PIECE + 3),
        (format!("bytes={}-{}", PIECE - 3, 2 * PIECE + 2), PIECE - 3, 2 * PIECE + 3),
        (format!("bytes={}-{}", PIECE, 2 * PIECE - 1), PIECE, 2 * PIECE),
        ("bytes=-7".to_owned(), text.len() - 7, text.len()),
    ] {
        let got = world.send("GET", &at("large"), &[("range", &range)], "").await;
        assert_eq!((got.status, got.header("content-length")), (206, (to - from).to_string().as_str()), "{range}");
        assert!(got.text == text[from..to], "{range}: {} bytes", got.text.len());
    }
    let got = world.send("GET", &at("large"), &[], "").await;
    assert!(got.text == text, "{} bytes came back", got.text.len());
    assert_eq!((got.pieces, got.header("content-length")), (3, text.len().to_string().as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_way_is_said_with_the_right_status() {
    let world = with(&["f/", "a"]).await;
    let deep = |levels: usize| at(&"d/".repeat(levels));
    for (method, path, headers, status) in [
        ("PUT", at("none/x"), vec![], 409),
        ("PUT", at("a/x"), vec![], 409),
        ("PUT", at("f/"), vec![], 405),
        ("PUT", at("f"), vec![], 405),
        ("PUT", at("x/"), vec![], 405),
        ("PUT", at("x"), vec![("content-range", "bytes 0-1/2")], 400),
        ("MKCOL", at("none/x/"), vec![], 409),
        ("MKCOL", at("f/"), vec![], 405),
        ("MKCOL", at("a/"), vec![], 405),
        ("MKCOL", ROOT.to_owned(), vec![], 405),
        ("MKCALENDAR", at("x/"), vec![], 403),
        ("GET", at("none"), vec![], 404),
        ("GET", at("f/"), vec![], 405),
        ("DELETE", at("none"), vec![], 404),
        ("DELETE", ROOT.to_owned(), vec![], 403),
        ("DELETE", at("f/"), vec![("depth", "0")], 400),
        ("POST", at("f/"), vec![], 405),
        ("LOCK", at("a"), vec![], 501),
        ("PROPFIND", at("f/"), vec![("depth", "infinity")], 403),
        ("PROPFIND", "/dav/files/bob/".to_owned(), vec![("depth", "0")], 403),
        ("PUT", "/dav/files/bob/x".to_owned(), vec![], 403),
        ("PUT", deep(40), vec![], 405),
        ("MKCOL", deep(40), vec![], 409),
    ] {
        let answer = world.send(method, &path, &headers, "").await;
        assert_eq!(answer.status, status, "{method} {path} {headers:?}: {}", answer.text);
    }
    assert_eq!(world.send("MKCOL", &at("x/"), &[("content-type", "x/y")], "what").await.status, 415);
    let mut levels = 0;
    while world.send("MKCOL", &deep(levels + 1), &[], "").await.status == 201 {
        levels += 1;
    }
    assert_eq!(levels, 32);
    assert_eq!(world.send("COPY", &at("f/"), &[("destination", &format!("{}x/", deep(32)))], "").await.status, 403);
    assert_eq!(world.send("COPY", &deep(1), &[("destination", &at("f/d/"))], "").await.status, 403, "too deep then");
    assert_eq!(world.send("MOVE", &deep(31), &[("destination", &at("f/d/"))], "").await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn whole_folders_are_copied_and_moved_with_their_properties() {
    let world = with(&["f/", "f/a", "f/g/", "f/g/b", "h/", "h/c"]).await;
    assert_eq!(set(&world, &at("f/g/b"), "<Z:mark>𝄞 &amp;</Z:mark>").await, 200);
    let copy = |from: &str, to: &str, headers: &[(&'static str, &'static str)]| {
        let (from, to) = (at(from), at(to));
        let headers: Vec<_> = headers.to_vec();
        let world = &world;
        async move {
            let mut headers = headers.clone();
            headers.push(("destination", Box::leak(to.into_boxed_str())));
            world.send("COPY", &from, &headers, "").await
        }
    };
    let first = copy("f/", "k", &[]).await;
    assert_eq!((first.status, first.header("location")), (201, "/dav/files/alice/k/"));
    assert_eq!(tree(&world, "k/").await, ["k/a", "k/g/", "k/g/b"]);
    let found = world.propfind(&at("k/g/b"), "0", "<Z:mark/>").await;
    assert_eq!(found.text_of(&at("k/g/b"), "mark"), "𝄞 &");
    assert_eq!(copy("f/", "h/", &[("overwrite", "F")]).await.status, 412);
    assert_eq!(tree(&world, "h/").await, ["h/c"], "nothing changed");
    assert_eq!(copy("f/", "h/", &[("depth", "0")]).await.status, 204);
    assert_eq!(tree(&world, "h/").await, Vec::<String>::new(), "what was there went, what is in the other stayed");
    for (to, status) in [("f/g/x/", 403), ("f/", 403), ("none/x", 409)] {
        assert_eq!(copy("f/", to, &[]).await.status, status, "{to}");
    }
    assert_eq!(copy("f/", "x/", &[("depth", "1")]).await.status, 400);
    assert_eq!(copy("f/a", "h", &[]).await.status, 204, "a file takes the place of a folder");
    let moved = world.send("MOVE", &at("f/"), &[("destination", &at("k/f"))], "").await;
    assert_eq!(moved.status, 201);
    let all = ["h", "k/", "k/a", "k/f/", "k/f/a", "k/f/g/", "k/f/g/b", "k/g/", "k/g/b"];
    assert_eq!(tree(&world, "").await, all);
    assert_eq!(world.send("MOVE", &at("k/f/"), &[("destination", &at("k/"))], "").await.status, 403);
    assert_eq!(world.send("MOVE", &at("h"), &[("destination", &format!("{CALENDAR}h.ics"))], "").await.status, 403);
    assert_eq!(world.send("DELETE", &at("k/"), &[], "").await.status, 204);
    assert_eq!(tree(&world, "").await, ["h"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_hold_for_files_too() {
    let world = with(&["a", "f/"]).await;
    let etag = world.send("GET", &at("a"), &[], "").await.header("etag").to_owned();
    for (method, headers, status) in [
        ("GET", vec![("if-none-match", etag.as_str())], 304),
        ("GET", vec![("if-match", "\"x\"")], 412),
        ("PUT", vec![("if-none-match", "*")], 412),
        ("PUT", vec![("if-match", "\"x\"")], 412),
        ("PUT", vec![("if", "([\"x\"])")], 412),
        ("DELETE", vec![("if", "([\"x\"])")], 412),
        ("DELETE", vec![("if-match", "\"x\"")], 412),
        ("COPY", vec![("if-match", "\"x\""), ("destination", "/dav/files/alice/b")], 412),
        ("PUT", vec![("if-match", etag.as_str())], 204),
    ] {
        assert_eq!(world.send(method, &at("a"), &headers, "").await.status, status, "{method} {headers:?}");
    }
    let new = world.send("GET", &at("a"), &[], "").await.header("etag").to_owned();
    let tagged = format!("<{}> ([{new}])", at("a"));
    assert_eq!(world.send("PUT", &at("f/b"), &[("if", &tagged)], "b").await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_member_gets_a_name() {
    let world = with(&["f/", "f/taken"]).await;
    let property = world.propfind(&at("f/"), "0", "<add-member/>").await.property(&at("f/"), "add-member").unwrap();
    let href = property.children().next().unwrap().text();
    assert_eq!(href, "/dav/files/alice/f/?add-member");
    let named = world.send("POST", &href, &[("slug", "my notes.txt")], "one").await;
    assert_eq!((named.status, named.header("location")), (201, "/dav/files/alice/f/my%20notes.txt"));
    let other = world.send("POST", &href, &[("slug", "taken")], "two").await;
    assert_eq!(other.status, 201);
    assert_eq!(world.send("GET", other.header("location"), &[], "").await.text, "two");
    let object = world.send("POST", &format!("{CALENDAR}?add-member"), &[], &event("u", "")).await;
    assert_eq!(object.status, 201, "{}", object.text);
    assert!(!object.header("etag").is_empty() && object.header("location").starts_with(CALENDAR));
    assert!(world.send("GET", object.header("location"), &[], "").await.text.contains("UID:u"));
    let again = world.send("POST", &format!("{CALENDAR}?add-member"), &[], &event("u", "")).await;
    assert_eq!(again.condition(), "no-uid-conflict");
    assert!(again.text.contains(object.header("location")), "{}", again.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn properties_are_kept_wherever_clients_put_them() {
    let world = with(&["a"]).await;
    let object = format!("{CALENDAR}o.ics");
    assert_eq!(world.put(&object, &event("o", "")).await.status, 201);
    let places = [
        at("a"),
        ROOT.into(),
        object.clone(),
        "/dav/calendars/alice/".into(),
        "/dav/principals/alice/".into(),
        "/dav/calendars/alice/outbox/".into(),
    ];
    for path in &places {
        let value = "<Z:note xml:lang='de' Z:at='1'>ü<b xmlns='urn:b'/>𝄞</Z:note>";
        assert_eq!(set(&world, path, value).await, 200, "{path}");
        let note = world.propfind(path, "0", "<Z:note/>").await.property(path, "note").unwrap();
        assert_eq!(note.text(), "ü𝄞");
        assert_eq!(note.to_xml().matches("xml:lang=\"de\"").count(), 1, "{path}");
        assert!(note.child("urn:b", "b").is_some());
        assert!(world.send("PROPFIND", path, &[("depth", "0")], "").await.text.contains("𝄞"), "{path}: allprop");
        assert_eq!(set(&world, path, "<getetag>\"1\"</getetag>").await, 403);
    }
    for path in [at("a"), object.clone(), "/dav/calendars/alice/".into()] {
        assert_eq!(set(&world, &path, "<displayname>Mine</displayname>").await, 200);
        assert_eq!(world.propfind(&path, "0", "<displayname/>").await.text_of(&path, "displayname"), "Mine");
    }
    assert_eq!(world.put(&object, &event("o", "LOCATION:x\n")).await.status, 204);
    assert!(world.propfind(&object, "0", "<Z:note/>").await.property(&object, "note").is_some(), "outlives a change");
    for (method, to) in [("COPY", "/dav/calendars/alice/work/p.ics"), ("MOVE", "/dav/calendars/alice/calendar/q.ics")] {
        world.send("MKCALENDAR", "/dav/calendars/alice/work/", &[], "").await;
        assert_eq!(world.send(method, &object, &[("destination", to)], "").await.status, 201);
        assert!(world.propfind(to, "0", "<Z:note/>").await.property(to, "note").is_some(), "{method}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_into_nobody_elses_space() {
    let world = with(&["a", "b"]).await;
    for method in ["COPY", "MOVE"] {
        let to = [("destination", "/dav/files/bob/b")];
        assert_eq!(world.send(method, &at("a"), &to, "").await.status, 403, "{method}");
    }
    for name in ["a", "b"] {
        assert_eq!(world.send("GET", &at(name), &[], "").await.status, 200, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn properties_of_one_resource_are_bounded() {
    let world = with(&["a"]).await;
    let value = "x".repeat(60_000);
    let mut kept = 0;
    while set(&world, &at("a"), &format!("<Z:p{kept}>{value}</Z:p{kept}>")).await == 200 {
        kept += 1;
        assert!(kept < 10);
    }
    assert_eq!(kept, 4);
    assert_eq!(set(&world, &at("a"), &format!("<Z:more>{value}</Z:more>")).await, 507);
    assert_eq!(set(&world, &at("a"), "<Z:p0/>").await, 200, "what is smaller fits");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_stores_more_than_the_quota_but_answers_still_arrive() {
    let world = with(&["a"]).await;
    let object = format!("{CALENDAR}o.ics");
    let invited = "ORGANIZER:mailto:bob@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org\n\
                   ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org\n";
    assert_eq!(world.put(&object, &event("o", "")).await.status, 201);
    let quota = "<quota-available-bytes/><quota-used-bytes/>";
    let numbers = || async {
        let found = world.propfind(CALENDAR, "0", quota).await;
        let number = |local| found.text_of(CALENDAR, local).parse::<i64>().unwrap();
        (number("quota-available-bytes"), number("quota-used-bytes"))
    };
    let used = numbers().await.1;
    assert_eq!(used, 1 + event("o", "").len() as i64);
    let own = crate::store::OwnQuota { bytes: Some(used + 100), ..Default::default() };
    let set = move |tx: &mut crate::store::Tx<'_>| tx.set_quota("alice", own);
    assert!(world.app.store.write::<_, crate::store::StoreError, _>(set).await.unwrap());
    assert_eq!(numbers().await, (100, used));
    for path in [CALENDAR, "/dav/calendars/alice/", ROOT] {
        assert_eq!(world.propfind(path, "0", quota).await.text_of(path, "quota-used-bytes"), used.to_string());
    }
    let principals = "/dav/principals/alice/";
    assert_eq!(world.propfind(principals, "0", quota).await.status_of(principals, "quota-used-bytes"), "404");
    let long = "x".repeat(101);
    for (method, path, headers, body) in [
        ("PUT", at("b"), vec![], long.clone()),
        ("PUT", format!("{CALENDAR}p.ics"), vec![], event("p", "")),
        ("PUT", object.clone(), vec![], event("o", &format!("LOCATION:{}\n", long))),
        ("COPY", CALENDAR.to_owned(), vec![("destination", "/dav/calendars/alice/copy/")], String::new()),
    ] {
        let answer = world.send(method, &path, &headers, &body).await;
        assert_eq!((answer.status, answer.condition().as_str()), (507, "quota-not-exceeded"), "{method} {path}");
    }
    assert_eq!(numbers().await, (100, used), "nothing changed");
    let theirs = "/dav/calendars/bob/calendar/m.ics";
    let put =
        world.send_as(&world.bob, "PUT", theirs, &[("content-type", "text/calendar")], &event("m", invited)).await;
    assert_eq!(put.status, 201, "the sender does not fail");
    let (left, over) = numbers().await;
    assert!(left == 0 && over > used + 100, "and it was delivered: {over}");
    assert_eq!(world.put(&object, &event("o", "")).await.status, 204, "the same size is no more than before");
    assert_eq!(world.send("PUT", &at("c"), &[], "c").await.status, 507);
    assert_eq!(world.send("PUT", &at("a"), &[], "").await.status, 204, "less is always possible");
    assert_eq!(world.send("DELETE", &object, &[], "").await.status, 204);
}
