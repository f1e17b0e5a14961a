use super::{CALENDAR, NAMES, World, event};

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_made_with_its_properties() {
    let world = World::new().await;
    let path = "/dav/calendars/alice/w%C3%B6rk/";
    let zone = "BEGIN:VCALENDAR&#13;\nVERSION:2.0&#13;\nPRODID:x&#13;\nBEGIN:VTIMEZONE&#13;\nTZID:Here&#13;\nBEGIN:STANDARD&#13;\n\
                DTSTART:20000101T000000&#13;\nTZOFFSETFROM:+0500&#13;\nTZOFFSETTO:+0500&#13;\nEND:STANDARD&#13;\nEND:VTIMEZONE&#13;\nEND:VCALENDAR&#13;\n";
    let body = format!(
        "<C:mkcalendar xmlns='DAV:' {NAMES}><set><prop><displayname>W &amp; W</displayname><C:calendar-description>all</C:calendar-description>\
         <I:calendar-color> #FF0000FF </I:calendar-color><I:calendar-order>3</I:calendar-order><Z:own a='1'>x<Z:in/></Z:own>\
         <C:supported-calendar-component-set><C:comp name='VEVENT'/><C:comp name='vtodo'/></C:supported-calendar-component-set>\
         <C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp><C:calendar-timezone>{zone}</C:calendar-timezone>\
         </prop></set></C:mkcalendar>"
    );
    let made = world.send("MKCALENDAR", path, &[], &body).await;
    assert_eq!((made.status, made.header("cache-control")), (201, "no-cache"));
    let asked = "<displayname/><C:calendar-description/><I:calendar-color/><I:calendar-order/><Z:own/><resourcetype/>\
                 <C:supported-calendar-component-set/><C:schedule-calendar-transp/><C:calendar-timezone/>";
    let found = world.propfind(path, "0", asked).await;
    for (local, text) in [
        ("displayname", "W & W"),
        ("calendar-description", "all"),
        ("calendar-color", "#FF0000FF"),
        ("calendar-order", "3"),
        ("own", "x"),
    ] {
        assert_eq!(found.text_of(path, local), text);
    }
    assert!(found.text_of(path, "calendar-timezone").contains("TZID:Here\r\n"));
    let own = found.property(path, "own").unwrap();
    assert_eq!((own.attribute("a"), own.children().count()), (Some("1"), 1));
    assert!(
        found.property(path, "schedule-calendar-transp").unwrap().children().any(|c| c.name.local() == "transparent")
    );
    let components = found.property(path, "supported-calendar-component-set").unwrap();
    let components: Vec<_> = components.children().map(|comp| comp.attribute("name").unwrap().to_owned()).collect();
    assert_eq!(components, ["VEVENT", "VTODO"]);

    let again = world.send("MKCALENDAR", path, &[], "").await;
    assert_eq!((again.status, again.condition().as_str()), (403, "resource-must-be-null"));
    assert_eq!(world.send("MKCOL", path, &[], "").await.status, 405);
    assert_eq!(world.send("DELETE", path, &[], "").await.status, 204);
    assert_eq!(world.propfind(path, "0", asked).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_made_when_a_property_is_refused() {
    let world = World::new().await;
    let path = "/dav/calendars/alice/new/";
    let body = format!(
        "<C:mkcalendar xmlns='DAV:' {NAMES}><set><prop><displayname>x</displayname><getetag>x</getetag>\
         <C:calendar-timezone>none</C:calendar-timezone></prop></set></C:mkcalendar>"
    );
    let made = world.send("MKCALENDAR", path, &[], &body).await;
    assert_eq!(made.status, 207);
    for (local, status) in [("displayname", "424"), ("getetag", "403"), ("calendar-timezone", "403")] {
        assert_eq!(made.status_of(path, local), status);
    }
    assert!(made.text.contains("cannot-modify-protected-property") && made.text.contains("valid-calendar-data"));
    assert_eq!(world.propfind(path, "0", "<displayname/>").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn calendars_are_made_in_the_own_home_only() {
    let world = World::new().await;
    for (path, status) in [
        ("/dav/calendars/alice/ok/", 201),
        ("/dav/calendars/alice/inbox/", 403),
        ("/dav/calendars/alice/outbox/", 403),
        ("/dav/calendars/alice/", 403),
        ("/dav/calendars/bob/x/", 403),
        ("/dav/x/", 403),
    ] {
        assert_eq!(world.send("MKCALENDAR", path, &[], "").await.status, status, "{path}");
    }
    for path in ["/dav/calendars/alice/calendar/sub/", "/dav/calendars/alice/calendar/sub", "/dav/elsewhere/"] {
        let inside = world.send("MKCALENDAR", path, &[], "").await;
        assert_eq!(inside.condition(), "calendar-collection-location-ok", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extended_mkcol_makes_calendars_and_nothing_else() {
    let world = World::new().await;
    let kind = |kind: &str| {
        format!(
            "<mkcol xmlns='DAV:' {NAMES}><set><prop><resourcetype><collection/>{kind}</resourcetype><displayname>x</displayname></prop></set></mkcol>"
        )
    };
    assert_eq!(world.send("MKCOL", "/dav/calendars/alice/a/", &[], &kind("<C:calendar/>")).await.status, 201);
    for body in [String::new(), kind("")] {
        let refused = world.send("MKCOL", "/dav/calendars/alice/b/", &[], &body).await;
        assert_eq!((refused.status, refused.condition().as_str()), (403, "valid-resourcetype"));
    }
    for (media_type, status) in [("xzy-foo/bar-512", 415), ("Text/XML; charset=utf-8", 403), ("", 403)] {
        let headers = [("content-type", media_type)];
        assert_eq!(world.send("MKCOL", "/dav/calendars/alice/b/", &headers, &kind("")).await.status, status);
    }
    let book = world.send("MKCOL", "/dav/calendars/alice/b/", &[], &kind("<Z:addressbook/>")).await;
    assert_eq!(book.status, 403);
    assert!(book.xml().name.local() == "mkcol-response" && book.text.contains("valid-resourcetype"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_for_invitations_cannot_be_deleted() {
    let world = World::new().await;
    let refused = world.send("DELETE", CALENDAR, &[], "").await;
    assert_eq!((refused.status, refused.condition().as_str()), (403, "default-calendar-needed"));
    assert_eq!(world.send("DELETE", "/dav/calendars/alice/tasks/", &[], "").await.status, 204);
    assert_eq!(world.send("DELETE", "/dav/calendars/alice/inbox/", &[], "").await.status, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tree_can_be_walked_from_the_host_down() {
    let world = World::new().await;
    world.put(&format!("{CALENDAR}a.ics"), &event("u", "")).await;
    for (path, members) in [
        ("/", vec!["/", "/dav/"]),
        ("/dav/", vec!["/dav/", "/dav/principals/", "/dav/calendars/", "/dav/files/", "/dav/contacts/"]),
        ("/dav/principals/", vec!["/dav/principals/", "/dav/principals/alice/", "/dav/principals/bob/"]),
        ("/dav/calendars/", vec!["/dav/calendars/", "/dav/calendars/alice/"]),
        ("/dav/contacts/", vec!["/dav/contacts/", "/dav/contacts/alice/"]),
        ("/dav/files/", vec!["/dav/files/", "/dav/files/alice/"]),
        (
            "/dav/calendars/alice/",
            vec![
                "/dav/calendars/alice/",
                CALENDAR,
                "/dav/calendars/alice/tasks/",
                "/dav/calendars/alice/inbox/",
                "/dav/calendars/alice/outbox/",
            ],
        ),
        (CALENDAR, vec![CALENDAR, "/dav/calendars/alice/calendar/a.ics"]),
        ("/dav/calendars/alice/outbox/", vec!["/dav/calendars/alice/outbox/"]),
    ] {
        assert_eq!(world.propfind(path, "1", "<resourcetype/>").await.hrefs(), members, "{path}");
    }
    let infinite = world.propfind("/dav/", "infinity", "<resourcetype/>").await;
    assert_eq!((infinite.status, infinite.condition().as_str()), (403, "propfind-finite-depth"));
    let body = "<propfind xmlns='DAV:'><prop><resourcetype/></prop></propfind>";
    let headers = [("depth", "1"), ("prefer", "depth-noroot")];
    let without_root = world.send("PROPFIND", "/dav/", &headers, body).await;
    assert_eq!(without_root.hrefs(), ["/dav/principals/", "/dav/calendars/", "/dav/files/", "/dav/contacts/"]);
    let alone = world.send("PROPFIND", "/dav/", &[("depth", "0"), ("prefer", "depth-noroot")], body).await;
    assert_eq!(alone.hrefs(), ["/dav/"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_homes_of_others_are_closed_but_their_principals_can_be_read() {
    let world = World::new().await;
    for path in [
        "/dav/calendars/bob/",
        "/dav/calendars/bob/calendar/",
        "/dav/calendars/bob/inbox/",
        "/dav/calendars/bob/nothing/",
    ] {
        let refused = world.propfind(path, "0", "<resourcetype/>").await;
        assert_eq!((refused.status, refused.condition().as_str()), (403, "need-privileges"), "{path}");
    }
    let bob = "/dav/principals/bob/";
    let found = world.propfind(bob, "0", "<displayname/><C:calendar-user-address-set/>").await;
    assert_eq!(found.text_of(bob, "displayname"), "BOB Example");
    assert!(found.text.contains("mailto:bob@example.org"));
    let patch = "<propertyupdate xmlns='DAV:'><set><prop><displayname>x</displayname></prop></set></propertyupdate>";
    assert_eq!(world.send("PROPPATCH", bob, &[], patch).await.condition(), "need-privileges");
    assert_eq!(world.propfind("/dav/principals/nobody/", "0", "<displayname/>").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signpost_points_to_the_root() {
    let signpost = super::super::well_known();
    assert_eq!((signpost.status.as_u16(), signpost.headers["location"].to_str().unwrap()), (301, "/dav/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_comes_in_pieces_and_whole() {
    let world = World::new().await;
    for number in 0..600 {
        assert_eq!(world.put(&format!("{CALENDAR}{number}.ics"), &event(&format!("u{number}"), "")).await.status, 201);
    }
    let listed = world.propfind(CALENDAR, "1", "<getetag/><getcontenttype/><resourcetype/>").await;
    assert!(listed.pieces > 1, "{} pieces", listed.pieces);
    assert_eq!(listed.responses().len(), 601);
    let sync = format!(
        "<sync-collection xmlns='DAV:' {NAMES}><sync-token/><sync-level>1</sync-level><prop><getetag/><C:calendar-data/></prop></sync-collection>"
    );
    let synced = world.report(CALENDAR, &sync).await;
    assert!(synced.pieces > 1);
    assert_eq!(synced.responses().len(), 600);
}
