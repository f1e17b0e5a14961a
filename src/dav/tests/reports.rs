use super::{CALENDAR, NAMES, World, event};
use crate::dav::xml::{CALDAV, DAV};

fn query(prop: &str, filter: &str) -> String {
    format!(
        "<C:calendar-query xmlns='DAV:' {NAMES}><prop>{prop}</prop><C:filter><C:comp-filter name='VCALENDAR'>{filter}\
         </C:comp-filter></C:filter></C:calendar-query>"
    )
}

fn on(day: u32) -> String {
    format!(
        "<C:comp-filter name='VEVENT'><C:time-range start='202603{day:02}T000000Z' end='202603{day:02}T235959Z'/></C:comp-filter>"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_returns_what_happens_in_its_range() {
    let world = World::new().await;
    let (once, daily) = (format!("{CALENDAR}once.ics"), format!("{CALENDAR}daily.ics"));
    world.put(&once, &event("once", "")).await;
    world.put(&daily, &event("daily", "RRULE:FREQ=DAILY;COUNT=3\n")).await;
    let found = |day| {
        let body = query("<getetag/><C:calendar-data/>", &on(day));
        let world = &world;
        async move { world.report(CALENDAR, &body).await }
    };
    assert_eq!(found(10).await.hrefs(), [once.clone(), daily.clone()]);
    let second = found(11).await;
    assert_eq!(second.hrefs(), std::slice::from_ref(&daily));
    assert_eq!(second.text_of(&daily, "calendar-data"), event("daily", "RRULE:FREQ=DAILY;COUNT=3\n"));
    assert!(second.text_of(&daily, "getetag").starts_with('"'));
    assert!(found(13).await.hrefs().is_empty());
    assert_eq!(world.report(CALENDAR, &query("<getetag/>", "<C:comp-filter name='VEVENT'/>")).await.hrefs().len(), 2);
    assert!(world.report(CALENDAR, &query("<getetag/>", "<C:comp-filter name='VTODO'/>")).await.hrefs().is_empty());
    let bare = query("", &on(11)).replace("<prop></prop>", "");
    assert_eq!(world.report(CALENDAR, &bare).await.hrefs(), std::slice::from_ref(&daily), "DAV:prop is optional");
    let home = world.report("/dav/calendars/alice/", &query("<getetag/>", &on(11))).await;
    assert_eq!(home.hrefs(), std::slice::from_ref(&daily));
    let expand = "<C:calendar-data><C:expand start='20260311T000000Z' end='20260312T000000Z'/></C:calendar-data>";
    let expanded = world.report(CALENDAR, &query(expand, &on(11))).await.text_of(&daily, "calendar-data");
    assert!(expanded.contains("RECURRENCE-ID:20260311T100000Z") && !expanded.contains("RRULE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_cannot_be_answered_names_its_condition() {
    let world = World::new().await;
    let text = |attributes: &str| {
        let inner = format!(
            "<C:comp-filter name='VEVENT'><C:prop-filter name='SUMMARY'><C:text-match {attributes}>x</C:text-match></C:prop-filter></C:comp-filter>"
        );
        query("<getetag/>", &inner)
    };
    let zone = query("<getetag/>", "").replace("</C:calendar-query>", "<C:timezone>x</C:timezone></C:calendar-query>");
    for (body, condition) in [
        (query("<getetag/>", "<C:comp-filter name='VEVENT'><C:time-range/></C:comp-filter>"), "valid-filter"),
        (query("<getetag/>", "<C:comp-filter name='NEW'/>"), "supported-filter"),
        (text("collation='i;new'"), "supported-collation"),
        (query("<C:calendar-data content-type='text/json'/>", ""), "supported-calendar-data"),
        (zone, "valid-calendar-data"),
        ("<unknown xmlns='DAV:'/>".to_owned(), "supported-report"),
    ] {
        let answer = world.report(CALENDAR, &body).await;
        assert_eq!((answer.status, answer.condition().as_str()), (403, condition));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn floating_times_count_in_the_zone_of_the_query_or_the_calendar() {
    let world = World::new().await;
    let path = format!("{CALENDAR}a.ics");
    let floating =
        event("u", "").replace("20260310T100000Z", "20260310T010000").replace("20260310T110000Z", "20260310T020000");
    assert_eq!(world.put(&path, &floating).await.status, 201);
    assert_eq!(world.report(CALENDAR, &query("<getetag/>", &on(10))).await.hrefs().len(), 1);
    assert_eq!(world.report(CALENDAR, &query("<getetag/>", &on(9))).await.hrefs().len(), 0);
    let zone = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VTIMEZONE\nTZID:East\nBEGIN:STANDARD\nDTSTART:20000101T000000\n\
                TZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n";
    let asked = query("<getetag/>", &on(9))
        .replace("</C:calendar-query>", &format!("<C:timezone>{zone}</C:timezone></C:calendar-query>"));
    assert_eq!(world.report(CALENDAR, &asked).await.hrefs().len(), 1);
    let patch = format!(
        "<propertyupdate xmlns='DAV:' {NAMES}><set><prop><C:calendar-timezone>{zone}</C:calendar-timezone></prop></set></propertyupdate>"
    );
    assert_eq!(world.send("PROPPATCH", CALENDAR, &[], &patch).await.status_of(CALENDAR, "calendar-timezone"), "200");
    assert_eq!(world.report(CALENDAR, &query("<getetag/>", &on(9))).await.hrefs().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_multiget_answers_for_each_href() {
    let world = World::new().await;
    let path = format!("{CALENDAR}a.ics");
    world.put(&path, &event("u", "")).await;
    let missing = format!("{CALENDAR}b.ics");
    let body = format!(
        "<C:calendar-multiget xmlns='DAV:' {NAMES}><prop><getetag/><C:calendar-data/></prop><href>http://cal.example.org{path}</href>\
         <href>{missing}</href><href>/dav/calendars/bob/calendar/a.ics</href><href>%zz</href><href>/dav/</href></C:calendar-multiget>"
    );
    for at in [CALENDAR, path.as_str(), "/dav/calendars/alice/"] {
        let answer = world.report(at, &body).await;
        assert_eq!(answer.text_of(&path, "calendar-data"), event("u", ""));
        assert_eq!(answer.status_of(&missing, ""), "404");
        assert_eq!(answer.status_of("/dav/calendars/bob/calendar/a.ics", ""), "403");
        assert_eq!(answer.status_of("%zz", ""), "404");
        assert_eq!(answer.status_of("/dav/", ""), "404");
    }
    let nothing = format!("<C:calendar-multiget xmlns='DAV:' {NAMES}><prop><getetag/></prop></C:calendar-multiget>");
    assert_eq!(world.report(CALENDAR, &nothing).await.status, 400);
}

fn sync(token: &str, limit: &str) -> String {
    format!(
        "<sync-collection xmlns='DAV:'><sync-token>{token}</sync-token><sync-level>1</sync-level>{limit}<prop><getetag/></prop></sync-collection>"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_synchronization_returns_what_changed_since() {
    let world = World::new().await;
    let path = |name: &str| format!("{CALENDAR}{name}.ics");
    for name in ["a", "b", "c"] {
        world.put(&path(name), &event(name, "")).await;
    }
    world.send("DELETE", &path("c"), &[], "").await;
    let first = world.report(CALENDAR, &sync("", "")).await;
    assert_eq!(first.hrefs(), [path("a"), path("b")], "nothing to remove from nothing");
    let token = first.sync_token();
    assert!(world.report(CALENDAR, &sync(&token, "")).await.hrefs().is_empty());
    assert_eq!(world.propfind(CALENDAR, "0", "<sync-token/>").await.text_of(CALENDAR, "sync-token"), token);

    world.put(&path("a"), &event("a", "LOCATION:x\n")).await;
    world.send("DELETE", &path("b"), &[], "").await;
    world.put(&path("d"), &event("d", "")).await;
    let second = world.report(CALENDAR, &sync(&token, "")).await;
    assert_eq!(second.hrefs(), [path("a"), path("b"), path("d")]);
    assert_eq!(
        (second.status_of(&path("a"), "getetag"), second.status_of(&path("b"), "")),
        ("200".into(), "404".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_synchronization_can_be_taken_in_steps() {
    let world = World::new().await;
    for number in 0..5 {
        world.put(&format!("{CALENDAR}{number}.ics"), &event(&format!("u{number}"), "")).await;
    }
    let (mut token, mut seen, mut steps) = (String::new(), Vec::new(), 0);
    loop {
        let answer = world.report(CALENDAR, &sync(&token, "<limit><nresults>2</nresults></limit>")).await;
        let (truncated, members): (Vec<_>, Vec<_>) = answer.hrefs().into_iter().partition(|href| href == CALENDAR);
        seen.extend(members);
        token = answer.sync_token();
        steps += 1;
        if truncated.is_empty() {
            break;
        }
        assert_eq!(answer.status_of(CALENDAR, ""), "507");
        assert!(answer.text.contains("number-of-matches-within-limits"));
    }
    assert_eq!((seen.len(), steps), (5, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_ours_or_too_old_is_refused() {
    let world = World::new().await;
    world.put(&format!("{CALENDAR}a.ics"), &event("u", "")).await;
    let old = world.report(CALENDAR, &sync("", "")).await.sync_token();
    world.put(&format!("{CALENDAR}b.ics"), &event("v", "")).await;
    let id = world
        .app
        .store
        .read::<_, crate::store::StoreError, _>(|tx| tx.calendar(world.alice.id, "calendar"))
        .unwrap()
        .unwrap();
    let (calendar, revision) = (id.id, id.revision);
    world
        .app
        .store
        .write::<_, crate::store::StoreError, _>(move |tx| tx.prune_changes(calendar, revision))
        .await
        .unwrap();
    let other = world.propfind("/dav/calendars/alice/tasks/", "0", "<sync-token/>").await;
    let other = other.text_of("/dav/calendars/alice/tasks/", "sync-token");
    for token in [old.as_str(), other.as_str(), "x", "data:,1-99999", "data:,-", "data:,1-01"] {
        let answer = world.report(CALENDAR, &sync(token, "")).await;
        assert_eq!((answer.status, answer.condition().as_str()), (403, "valid-sync-token"), "{token}");
    }
    assert_eq!(world.report(CALENDAR, &sync("", "")).await.hrefs().len(), 2);
    assert_eq!(world.report(CALENDAR, &sync("", "<limit><nresults>0</nresults></limit>")).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_in_parts_outlives_what_is_forgotten_from_before_it_began() {
    const HOME: &str = "/dav/calendars/alice/";
    let limit = "<limit><nresults>1</nresults></limit>";
    let world = World::new().await;
    for name in ["a", "b", "c"] {
        world.put(&format!("{CALENDAR}{name}.ics"), &event(name, "")).await;
    }
    let gone = format!("{CALENDAR}a.ics");
    assert_eq!(world.send("DELETE", &gone, &[], "").await.status, 204);
    for path in [CALENDAR, HOME] {
        let first = world.report(path, &sync("", limit)).await;
        assert_eq!(first.status, 207);
        let owner = world.alice.id;
        let forget = world.app.store.write::<_, crate::store::StoreError, _>(move |tx| {
            let (calendar, home) = (tx.calendar(owner, "calendar")?.unwrap(), tx.home(owner)?);
            tx.prune_home(owner, home.revision)?;
            tx.prune_changes(calendar.id, home.revision.min(calendar.revision))
        });
        forget.await.unwrap();
        let (mut seen, mut token) = (first.hrefs(), first.sync_token());
        while seen.contains(&path.to_owned()) {
            seen.retain(|href| href != path);
            let next = world.report(path, &sync(&token, limit)).await;
            assert_eq!(next.status, 207, "{path} {token}");
            seen.extend(next.hrefs());
            token = next.sync_token();
        }
        assert!(!seen.contains(&gone), "{seen:?}");
        assert_eq!(seen.len(), if path == HOME { 4 } else { 2 }, "{seen:?}");
        assert_eq!(world.report(path, &sync(&token, "")).await.hrefs().len(), 0);
        for bad in [format!("{token}.1"), format!("{token}.1.1"), token.replace('-', "-9")] {
            assert_eq!(world.report(path, &sync(&bad, "")).await.condition(), "valid-sync-token", "{bad}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn principals_are_found_by_name_and_address() {
    let world = World::new().await;
    let search = |inner: &str, test: &str| {
        format!(
            "<principal-property-search xmlns='DAV:' {NAMES} test='{test}'>{inner}<prop><displayname/></prop></principal-property-search>"
        )
    };
    let by = |prop: &str, kind: &str, text: &str| {
        format!("<property-search><prop>{prop}</prop><match match-type='{kind}'>{text}</match></property-search>")
    };
    for (inner, test, expected) in [
        (by("<displayname/>", "contains", "bob"), "allof", vec!["/dav/principals/bob/"]),
        (by("<CS:email-address-set/>", "starts-with", "ALICE@"), "allof", vec!["/dav/principals/alice/"]),
        (
            by("<C:calendar-user-address-set/>", "equals", "mailto:bob@example.org"),
            "allof",
            vec!["/dav/principals/bob/"],
        ),
        (by("<displayname/>", "ends-with", "bob"), "allof", vec![]),
        (by("<getetag/>", "contains", ""), "allof", vec![]),
        (by("<displayname/>", "contains", "bob") + &by("<displayname/>", "contains", "alice"), "allof", vec![]),
        (
            by("<displayname/>", "contains", "bob") + &by("<displayname/>", "contains", "alice"),
            "anyof",
            vec!["/dav/principals/alice/", "/dav/principals/bob/"],
        ),
    ] {
        let found = world.send("REPORT", "/dav/principals/", &[], &search(&inner, test)).await;
        assert_eq!(found.hrefs(), expected, "{inner}");
    }
    let bare = search(&by("<displayname/>", "contains", "bob"), "allof")
        .replace("<prop><displayname/></prop></principal", "</principal");
    assert_eq!(world.report("/dav/principals/", &bare).await.status, 400, "Depth can be 0");
    let found = world.send("REPORT", "/dav/principals/", &[], &bare).await;
    assert_eq!(found.hrefs(), ["/dav/principals/bob/"]);
    assert!(!found.text.contains("404"), "nothing is asked for, so nothing is missing: {}", found.text);
    let many = world.app.store.write::<_, crate::store::StoreError, _>(|tx| {
        (0..199).for_each(|number| drop(super::person(tx, &format!("p{number}"))));
        Ok(())
    });
    many.await.unwrap();
    let everybody = search(&by("<CS:email-address-set/>", "contains", "example.org"), "allof");
    let found = world.send("REPORT", "/dav/principals/", &[], &everybody).await;
    let (last, found) = (found.hrefs().last().cloned(), (found.hrefs().len(), found.text));
    assert_eq!((found.0, last.as_deref()), (201, Some("/dav/principals/")), "200 of 201, and that there are more");
    assert!(found.1.contains("507") && found.1.contains("number-of-matches-within-limits"));
    let set = world.send("REPORT", "/dav/", &[], "<principal-search-property-set xmlns='DAV:'/>").await;
    assert_eq!((set.status, set.xml().name.local()), (200, "principal-search-property-set"));
}

#[tokio::test(flavor = "multi_thread")]
async fn properties_that_name_resources_can_be_expanded() {
    let world = World::new().await;
    let body = format!(
        "<expand-property xmlns='DAV:'><property name='current-user-principal'><property name='displayname'/>\
         <property name='calendar-home-set' namespace='{CALDAV}'><property name='resourcetype'/></property></property>\
         <property name='none'/></expand-property>"
    );
    let answer = world.send("REPORT", "/dav/", &[], &body).await;
    assert_eq!(answer.status_of("/dav/", "none"), "404");
    let principal = answer.property("/dav/", "current-user-principal").unwrap();
    let inner = principal.child(DAV, "response").unwrap();
    assert_eq!(inner.child(DAV, "href").unwrap().text(), "/dav/principals/alice/");
    assert!(
        answer.text.contains("ALICE Example") && answer.text.contains("<response><href>/dav/calendars/alice/</href>")
    );
    let patch = "<propertyupdate xmlns='DAV:'><set><prop><own xmlns='urn:z'>mine</own></prop></set></propertyupdate>";
    assert_eq!(world.send("PROPPATCH", CALENDAR, &[], patch).await.status, 207);
    let body = "<expand-property xmlns='DAV:'><property name='own' namespace='urn:z'/></expand-property>";
    let answer = world.send("REPORT", CALENDAR, &[], body).await;
    assert_eq!(answer.text_of(CALENDAR, "own"), "mine");
    let patch = "<propertyupdate xmlns='DAV:'><set><prop><own xmlns='urn:z'><href xmlns='DAV:'>/dav/principals/alice/</href>\
                 </own></prop></set></propertyupdate>";
    assert_eq!(world.send("PROPPATCH", CALENDAR, &[], patch).await.status, 207);
    let body = "<expand-property xmlns='DAV:'><property name='own' namespace='urn:z'><property name='displayname'/>\
                </property></expand-property>";
    let answer = world.send("REPORT", CALENDAR, &[], body).await;
    assert!(answer.text.contains("ALICE Example"), "a dead property names resources, too: {}", answer.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_from_before_a_restore_is_refused_and_all_is_listed_anew() {
    let world = World::new().await;
    world.put(&format!("{CALENDAR}a.ics"), &event("u", "")).await;
    let ctag = || async { world.propfind(CALENDAR, "0", "<CS:getctag/>").await.text_of(CALENDAR, "getctag") };
    let (old, old_ctag) = (world.report(CALENDAR, &sync("", "")).await.sync_token(), ctag().await);
    for life in [b"one", b"two"] {
        let restored = world.app.store.write::<_, crate::store::StoreError, _>(move |tx| {
            // The revision stays what it is, as it does in a backup.
            tx.set_secret("incarnation", life)
        });
        restored.await.unwrap();
        let answer = world.report(CALENDAR, &sync(&old, "")).await;
        assert_eq!((answer.status, answer.condition().as_str()), (403, "valid-sync-token"));
        assert_ne!(ctag().await, old_ctag);
        let anew = world.report(CALENDAR, &sync("", "")).await;
        assert_eq!(anew.hrefs().len(), 1);
        assert_eq!(world.report(CALENDAR, &sync(&anew.sync_token(), "")).await.hrefs().len(), 0);
    }
}
