use super::{CALENDAR, NAMES, World, event};
use crate::dav::live::LIVE;
use crate::dav::place::Kinds;
use crate::dav::xml::{CALDAV, DAV};

const HOME: &str = "/dav/calendars/alice/";
const ALICE: &str = "/dav/principals/alice/";

#[tokio::test(flavor = "multi_thread")]
async fn a_client_finds_its_way_by_properties() {
    let world = World::new().await;
    let root = world.propfind("/", "0", "<current-user-principal/><resourcetype/><principal-collection-set/>").await;
    let href = |answer: &super::Answer, at: &str, local: &str| {
        answer.property(at, local).and_then(|property| property.child(DAV, "href").map(|href| href.text())).unwrap()
    };
    assert_eq!(href(&root, "/", "current-user-principal"), ALICE);
    assert_eq!(href(&root, "/", "principal-collection-set"), "/dav/principals/");
    let asked = "<C:calendar-home-set/><C:schedule-inbox-URL/><C:schedule-outbox-URL/><C:calendar-user-address-set/><principal-URL/>\
                 <C:calendar-user-type/><CS:email-address-set/><displayname/>";
    let principal = world.propfind(ALICE, "0", asked).await;
    assert_eq!(href(&principal, ALICE, "calendar-home-set"), HOME);
    assert_eq!(href(&principal, ALICE, "schedule-inbox-URL"), "/dav/calendars/alice/inbox/");
    assert_eq!(href(&principal, ALICE, "schedule-outbox-URL"), "/dav/calendars/alice/outbox/");
    assert_eq!(href(&principal, ALICE, "calendar-user-address-set"), "mailto:alice@example.org");
    assert_eq!(href(&principal, ALICE, "principal-URL"), ALICE);
    assert_eq!(principal.text_of(ALICE, "calendar-user-type"), "INDIVIDUAL");
    let inbox = "/dav/calendars/alice/inbox/";
    let found = world.propfind(inbox, "0", "<C:schedule-default-calendar-URL/><C:calendar-free-busy-set/>").await;
    assert_eq!(href(&found, inbox, "schedule-default-calendar-URL"), CALENDAR);
    assert_eq!(found.property(inbox, "calendar-free-busy-set").unwrap().children().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_live_property_answers_where_it_lives() {
    let world = World::new().await;
    let object = format!("{CALENDAR}a.ics");
    world.put(&object, &event("u", "")).await;
    for (path, kind) in [
        ("/dav/", Kinds::SIGNPOST),
        (ALICE, Kinds::PRINCIPAL),
        (HOME, Kinds::HOME),
        (CALENDAR, Kinds::CALENDAR),
        ("/dav/calendars/alice/inbox/", Kinds::INBOX),
        ("/dav/calendars/alice/outbox/", Kinds::OUTBOX),
        (object.as_str(), Kinds::OBJECT),
    ] {
        for row in LIVE {
            let asked = format!("<{0} xmlns='{1}'/>", row.name.local(), row.name.space());
            let answer = world.propfind(path, "0", &asked).await;
            let status = answer.status_of(path, row.name.local());
            if !row.lives_on.meets(kind) {
                assert_eq!(status, "404", "{path} {:?}", row.name);
            } else {
                assert!(["200", "404"].contains(&status.as_str()), "{path} {:?} {status}", row.name);
            }
        }
        let names =
            world.send("PROPFIND", path, &[("depth", "0")], "<propfind xmlns='DAV:'><propname/></propfind>").await;
        assert!(names.property(path, "resourcetype").is_some());
        assert!(!names.text.contains("404"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kinds_of_resources_are_told_by_their_type() {
    let world = World::new().await;
    world.put(&format!("{CALENDAR}a.ics"), &event("u", "")).await;
    for (path, types) in [
        ("/dav/", vec!["collection"]),
        (ALICE, vec!["collection", "principal"]),
        (HOME, vec!["collection"]),
        (CALENDAR, vec!["collection", "calendar"]),
        ("/dav/calendars/alice/inbox/", vec!["collection", "schedule-inbox"]),
        ("/dav/calendars/alice/outbox/", vec!["collection", "schedule-outbox"]),
        ("/dav/calendars/alice/calendar/a.ics", vec![]),
    ] {
        let answer = world.propfind(path, "0", "<resourcetype/>").await;
        let found = answer.property(path, "resourcetype").unwrap();
        assert_eq!(found.children().map(|kind| kind.name.local()).collect::<Vec<_>>(), types, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn allprop_shows_the_basic_and_the_dead_properties() {
    let world = World::new().await;
    let patch =
        format!("<propertyupdate xmlns='DAV:' {NAMES}><set><prop><Z:own>1</Z:own></prop></set></propertyupdate>");
    assert_eq!(world.send("PROPPATCH", CALENDAR, &[], &patch).await.status, 207);
    let nothing = world.send("PROPFIND", CALENDAR, &[("depth", "0")], "").await;
    let allprop = "<propfind xmlns='DAV:'><allprop/><include><sync-token/><owner/></include></propfind>";
    let included = world.send("PROPFIND", CALENDAR, &[("depth", "0")], allprop).await;
    for answer in [&nothing, &included] {
        assert!(answer.property(CALENDAR, "resourcetype").is_some() && answer.property(CALENDAR, "own").is_some());
        assert!(answer.property(CALENDAR, "supported-calendar-component-set").is_none());
    }
    assert!(nothing.property(CALENDAR, "sync-token").is_none());
    assert!(included.property(CALENDAR, "sync-token").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_minimal_answer_leaves_out_what_is_missing() {
    let world = World::new().await;
    let body = format!("<propfind xmlns='DAV:' {NAMES}><prop><resourcetype/><I:calendar-color/></prop></propfind>");
    let full = world.send("PROPFIND", CALENDAR, &[("depth", "0")], &body).await;
    assert_eq!(full.status_of(CALENDAR, "calendar-color"), "404");
    let minimal = world.send("PROPFIND", CALENDAR, &[("depth", "0"), ("prefer", "return=minimal")], &body).await;
    assert!(!minimal.text.contains("404") && minimal.property(CALENDAR, "resourcetype").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn proppatch_changes_all_or_nothing() {
    let world = World::new().await;
    let patch = |inner: &str| format!("<propertyupdate xmlns='DAV:' {NAMES}>{inner}</propertyupdate>");
    let mixed = patch("<set><prop><displayname>New</displayname><getetag>x</getetag><Z:own>1</Z:own></prop></set>");
    let refused = world.send("PROPPATCH", CALENDAR, &[], &mixed).await;
    assert_eq!(refused.status, 207);
    for (local, status) in [("displayname", "424"), ("getetag", "403"), ("own", "424")] {
        assert_eq!(refused.status_of(CALENDAR, local), status);
    }
    assert!(refused.text.contains("cannot-modify-protected-property"));
    assert_eq!(world.propfind(CALENDAR, "0", "<displayname/>").await.status_of(CALENDAR, "displayname"), "404");

    let good = patch(
        "<set><prop><displayname>New</displayname><Z:own>1</Z:own></prop></set><remove><prop><I:calendar-color/></prop></remove>",
    );
    assert_eq!(world.send("PROPPATCH", CALENDAR, &[], &good).await.status_of(CALENDAR, "displayname"), "200");
    assert_eq!(world.propfind(CALENDAR, "0", "<displayname/>").await.text_of(CALENDAR, "displayname"), "New");

    let remove = patch("<remove><prop><displayname/><Z:own/></prop></remove>");
    let minimal = world.send("PROPPATCH", CALENDAR, &[("prefer", "return=minimal")], &remove).await;
    assert_eq!((minimal.status, minimal.text.as_str()), (200, ""));
    let gone = world.propfind(CALENDAR, "0", "<displayname/><Z:own/>").await;
    assert_eq!(
        (gone.status_of(CALENDAR, "displayname"), gone.status_of(CALENDAR, "own")),
        ("404".into(), "404".into())
    );

    let me = "/dav/principals/alice/";
    let name = patch("<set><prop><displayname>Me</displayname></prop></set>");
    assert_eq!(world.send("PROPPATCH", me, &[], &name).await.status_of(me, "displayname"), "403");
    let component_set = patch(
        "<set><prop><C:supported-calendar-component-set><C:comp name='VTODO'/></C:supported-calendar-component-set></prop></set>",
    );
    let late = world.send("PROPPATCH", CALENDAR, &[], &component_set).await;
    assert_eq!(late.status_of(CALENDAR, "supported-calendar-component-set"), "403");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_bodies_are_refused_without_harm() {
    let world = World::new().await;
    let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'>]><propfind xmlns='DAV:'><prop><displayname>&b;</displayname></prop></propfind>";
    for body in [bomb, "<propfind xmlns='DAV:'>", "<propfind xmlns='DAV:'/>", "<prop xmlns='DAV:'/>", "<propfind/>"] {
        assert_eq!(world.send("PROPFIND", CALENDAR, &[("depth", "0")], body).await.status, 400, "{body}");
    }
    assert_eq!(world.send("PROPFIND", CALENDAR, &[("depth", "2")], "").await.status, 400);
    assert_eq!(world.send("PROPPATCH", CALENDAR, &[], "<propfind xmlns='DAV:'/>").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ctag_and_the_sync_token_change_with_members() {
    let world = World::new().await;
    let state = || async {
        let answer = world.propfind(CALENDAR, "0", "<CS:getctag/><sync-token/>").await;
        (answer.text_of(CALENDAR, "getctag"), answer.text_of(CALENDAR, "sync-token"))
    };
    let before = state().await;
    assert_eq!(before, state().await);
    world.put(&format!("{CALENDAR}a.ics"), &event("u", "")).await;
    assert_ne!(before, state().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_announced_where_they_apply() {
    let world = World::new().await;
    let names = |answer: &super::Answer, path: &str| {
        let set = answer.property(path, "supported-report-set").unwrap();
        let report = |supported: &crate::dav::xml::Element| {
            supported.child(DAV, "report").unwrap().children().next().unwrap().name.clone()
        };
        set.children().map(report).collect::<Vec<_>>()
    };
    let calendar = world.propfind(CALENDAR, "0", "<supported-report-set/>").await;
    let found = names(&calendar, CALENDAR);
    assert!(
        found.iter().any(|name| name.is(CALDAV, "calendar-query"))
            && found.iter().any(|name| name.is(DAV, "sync-collection"))
    );
    let root = world.propfind("/dav/", "0", "<supported-report-set/>").await;
    assert!(names(&root, "/dav/").iter().any(|name| name.is(DAV, "principal-property-search")));
}

#[tokio::test(flavor = "multi_thread")]
async fn privileges_say_what_one_may_do() {
    let world = World::new().await;
    let object = format!("{CALENDAR}a.ics");
    world.put(&object, &event("a", "")).await;
    for (path, has, lacks) in [
        (CALENDAR, "write-content", "schedule-send"),
        ("/dav/calendars/alice/outbox/", "schedule-send", "bind"),
        ("/dav/calendars/alice/inbox/", "schedule-deliver", "bind"),
        ("/dav/principals/bob/", "read", "write"),
        ("/dav/principals/alice/", "write-properties", "bind"),
        ("/dav/calendars/alice/", "bind", "schedule-send"),
        ("/dav/calendars/alice/outbox/", "all", "write-content"),
        ("/dav/calendars/alice/inbox/", "write-properties", "write"),
        (CALENDAR, "write", "schedule-deliver"),
        (object.as_str(), "write-content", "bind"),
        ("/dav/files/alice/", "bind", "schedule-deliver"),
    ] {
        let answer = world.propfind(path, "0", "<current-user-privilege-set/>").await;
        let set = answer.property(path, "current-user-privilege-set").unwrap();
        let names: Vec<_> =
            set.children().flat_map(|privilege| privilege.children()).map(|p| p.name.local().to_owned()).collect();
        assert!(names.iter().any(|name| name == has) && !names.iter().any(|name| name == lacks), "{path} {names:?}");
    }
}
