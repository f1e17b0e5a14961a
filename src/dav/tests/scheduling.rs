use super::{CALENDAR, NAMES, World, event};
use crate::dav::xml::CALDAV;

const MEETING: &str = "ORGANIZER:mailto:alice@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org\n\
                       ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org\n";
const OUTBOX: &str = "/dav/calendars/alice/outbox/";

fn request(organizer: &str, attendees: &str) -> String {
    let text = format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\nMETHOD:REQUEST\nBEGIN:VFREEBUSY\nUID:fb\nDTSTAMP:20260101T000000Z\n\
         DTSTART:20260310T000000Z\nDTEND:20260311T000000Z\nORGANIZER:mailto:{organizer}\n{attendees}END:VFREEBUSY\nEND:VCALENDAR\n"
    );
    text.replace('\n', "\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_reaches_a_neighbour_and_the_answer_comes_back() {
    let world = World::new().await;
    let path = format!("{CALENDAR}m.ics");
    let put = world.put(&path, &event("meeting", MEETING)).await;
    assert_eq!(put.status, 201);
    assert!(!put.header("schedule-tag").is_empty());
    assert_eq!(put.header("etag"), "", "the server adds SCHEDULE-STATUS, so the client must fetch it again");

    let body = format!(
        "<C:calendar-query xmlns='DAV:' {NAMES}><prop><getetag/><C:schedule-tag/><C:calendar-data/></prop><C:filter>\
         <C:comp-filter name='VCALENDAR'><C:comp-filter name='VEVENT'/></C:comp-filter></C:filter></C:calendar-query>"
    );
    let bobs = "/dav/calendars/bob/calendar/";
    let found = world.send_as(&world.bob, "REPORT", bobs, &[], &body).await;
    let href = found.hrefs().pop().unwrap();
    let copy = found.text_of(&href, "calendar-data");
    assert!(copy.contains("UID:meeting"));
    let inbox = world.send_as(&world.bob, "PROPFIND", "/dav/calendars/bob/inbox/", &[("depth", "1")], "").await;
    assert_eq!(inbox.hrefs().len(), 2, "the message waits in the schedule inbox");

    let tag = found.text_of(&href, "schedule-tag");
    let accepted = copy.replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED");
    let answered = world.send_as(&world.bob, "PUT", &href, &[("if-schedule-tag-match", &tag)], &accepted).await;
    assert_eq!(answered.status, 204, "{}", answered.text);
    let mine = world.send("GET", &path, &[], "").await;
    assert!(
        mine.text.replace("\r\n ", "").contains("PARTSTAT=ACCEPTED") && !mine.text.contains("NEEDS-ACTION"),
        "{}",
        mine.text
    );
    assert_eq!(mine.header("schedule-tag"), put.header("schedule-tag"), "answers leave the Schedule-Tag alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn scheduling_conditions_are_named() {
    let world = World::new().await;
    let path = format!("{CALENDAR}m.ics");
    world.put(&path, &event("meeting", MEETING)).await;
    let stale = world.send("PUT", &path, &[("if-schedule-tag-match", "\"old\"")], &event("meeting", MEETING)).await;
    assert_eq!(stale.status, 412);
    let foreign = event("meeting", &MEETING.replace("ORGANIZER:mailto:alice", "ORGANIZER:mailto:carol"));
    let changed = world.put(&path, &foreign).await;
    assert_eq!((changed.status, changed.condition().as_str()), (403, "allowed-organizer-scheduling-object-change"));
    world.send("MKCALENDAR", "/dav/calendars/alice/other/", &[], "").await;
    let twice = world.put("/dav/calendars/alice/other/m.ics", &event("meeting", MEETING)).await;
    assert_eq!((twice.status, twice.condition().as_str()), (403, "unique-scheduling-object-resource"));
    assert!(twice.text.contains(&format!("<href>{path}</href>")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_tells_when_people_are_busy() {
    let world = World::new().await;
    world.send_as(&world.bob, "PUT", "/dav/calendars/bob/calendar/b.ics", &[], &event("busy", "")).await;
    let people = "ATTENDEE;CN=Bob:mailto:bob@example.org\nATTENDEE:mailto:stranger@else.example\n";
    let answer =
        world.send("POST", OUTBOX, &[("content-type", "text/calendar")], &request("alice@example.org", people)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let root = answer.xml();
    assert!(root.is(CALDAV, "schedule-response"));
    let responses: Vec<_> = root.children_named(CALDAV, "response").collect();
    let status = |n: usize| responses[n].child(CALDAV, "request-status").unwrap().text();
    assert!(status(0).starts_with("2.0;") && status(1).starts_with("3.7;"));
    let data = responses[0].child(CALDAV, "calendar-data").unwrap().text();
    assert!(data.contains("FREEBUSY") && data.contains("20260310T100000Z/") && data.contains("METHOD:REPLY"), "{data}");
    assert!(data.contains("ATTENDEE;CN=Bob:mailto:bob@example.org"), "{data}");
    assert!(responses[1].child(CALDAV, "calendar-data").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_takes_only_questions_of_its_owner() {
    let world = World::new().await;
    let bob = "ATTENDEE:mailto:bob@example.org\n";
    let many = (0..201).map(|n| format!("ATTENDEE:mailto:a{n}@example.org\n")).collect::<String>();
    let good = request("alice@example.org", bob);
    for (body, status, condition) in [
        (request("bob@example.org", bob), 403, "valid-organizer"),
        (good.replace("METHOD:REQUEST", "METHOD:REPLY"), 400, "valid-scheduling-message"),
        (good.replace("DTEND:20260311", "DTEND:20300311"), 400, "valid-scheduling-message"),
        (good.replace("DTEND:20260311", "DTEND:20200311"), 400, "valid-scheduling-message"),
        (request("alice@example.org", &many), 400, "valid-scheduling-message"),
        (event("u", ""), 400, "valid-scheduling-message"),
        (good.replace("END:VCALENDAR", &format!("{}END:VCALENDAR", another(&good))), 400, "valid-scheduling-message"),
        ("x".to_owned(), 403, "valid-calendar-data"),
    ] {
        let answer = world.send("POST", OUTBOX, &[("content-type", "text/calendar")], &body).await;
        assert_eq!((answer.status, answer.condition().as_str()), (status, condition));
    }
    let other = world.send("POST", "/dav/calendars/bob/outbox/", &[], &good).await;
    assert_eq!(other.status, 403);
}

/// The VFREEBUSY of a question, as one with another UID.
fn another(question: &str) -> String {
    let part = &question[question.find("BEGIN:VFREEBUSY").unwrap()..question.find("END:VCALENDAR").unwrap()];
    part.replace("UID:fb", "UID:fb2")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_free_busy_report_covers_a_calendar_or_all() {
    let world = World::new().await;
    world.put(&format!("{CALENDAR}a.ics"), &event("u", "")).await;
    world
        .put(
            &format!("{CALENDAR}t.ics"),
            &event("t", "TRANSP:TRANSPARENT\n").replace("T10", "T15").replace("T11", "T16"),
        )
        .await;
    let body = format!(
        "<C:free-busy-query xmlns='DAV:' {NAMES}><C:time-range start='20260310T000000Z' end='20260311T000000Z'/></C:free-busy-query>"
    );
    for path in [CALENDAR, "/dav/calendars/alice/"] {
        let answer = world.report(path, &body).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "text/calendar; charset=utf-8"));
        assert!(
            answer.text.contains("BEGIN:VFREEBUSY") && answer.text.contains("20260310T100000Z/"),
            "{}",
            answer.text
        );
        assert!(!answer.text.contains("20260310T150000Z"));
    }
    assert_eq!(world.report("/dav/calendars/alice/inbox/", &body).await.condition(), "supported-report");
    for path in ["/dav/calendars/bob/calendar/", "/dav/calendars/bob/", "/dav/calendars/nobody/"] {
        assert_eq!(world.report(path, &body).await.status, 404, "{path}");
    }
    let open = body.replace(" end='20260311T000000Z'", "");
    assert_eq!(world.report(CALENDAR, &open).await.status, 400);
}
