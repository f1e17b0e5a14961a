//! What follows from a change or a message, in one transaction: copies, inboxes, outbox, statuses, notices, timeline.

use super::testing::{House, by_alice, event_at, lunch};
use super::*;
use crate::ical::PartStat;
use crate::id::ETag;
use crate::itip::{Message, ReplyWanted};
use crate::store::{CalendarKind, NewCalendar, OutboxState};

const U: &str = "lunch@example.org";

fn message(house: &House, copy_of: &str, attendee: &str, partstat: PartStat) -> Message {
    let copy = house.copy(copy_of, U).unwrap();
    let object = crate::ical::CalendarObject::read(copy.as_bytes()).unwrap();
    let attendee = CalAddress::mailto(attendee);
    itip::answer(&object, &attendee, partstat, None, None, &Zone::Utc, house.app.clock.now()).unwrap()
}

async fn arrive(house: &House, message: Message, door: Door, proof: Proof) -> Result<Received, Refused> {
    let arrival = Arrival { to: house.person("alice"), message, door, proof, doubt: None };
    let rules = house.app.rules();
    house.app.store.write(move |tx| receive(tx, &rules, &arrival)).await
}

fn status(line: &str) -> &str {
    line.split("SCHEDULE-STATUS=").nth(1).unwrap_or_default().split([';', ':']).next().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_reaches_a_colleague_at_once_and_a_guest_by_way_of_the_outbox() {
    let house = House::new().await;
    let stored = house.put("alice", "a.ics", &lunch(U, &["bob@example.org", "gina@else.example"])).await.unwrap();
    assert!(stored.created && !stored.as_given && stored.schedule_tag.is_some());
    assert_eq!(status(&house.line("alice", U, "bob@example.org")), "1.2");
    assert_eq!(status(&house.line("alice", U, "gina@else.example")), "1.0");
    assert!(house.line("bob", U, "bob@example.org").contains("NEEDS-ACTION"));
    assert_eq!(house.inbox("bob"), ["REQUEST"]);
    assert_eq!(house.queue(), ["REQUEST gina@else.example waiting"]);
    let news = house.notices("bob");
    assert!(news.len() == 1 && news[0].starts_with("invited: Invitation from alice@example.org: Lunch"), "{news:?}");
    assert_eq!(house.timeline(U), ["received", "invited", "queued"]);
    assert!(house.copy("carol", U).is_none() && house.inbox("alice").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_takes_the_place_of_nothing_but_its_own_organizers_entry() {
    const OWN: &str = "ORGANIZER:mailto:bob@example.org";
    const OLGAS: &str = "ORGANIZER:mailto:olga@else.example";
    const ALICES: &str = "ORGANIZER:mailto:alice@example.org";
    for (lines, stays) in [(&[][..], true), (&[OWN], true), (&[OLGAS], true), (&[ALICES], false)] {
        let house = House::new().await;
        let plain = event_at(U, "20260310T08", lines);
        house.put("bob", "mine.ics", &plain).await.unwrap();
        house.put("alice", "a.ics", &lunch(U, &["bob@example.org"])).await.unwrap();
        assert_eq!(house.copy("bob", U).unwrap() == plain, stays, "{lines:?}");
        let wanted = if stays { ("5.3", "uid-taken") } else { ("1.2", "invited") };
        let line = house.line("alice", U, "bob@example.org");
        assert_eq!(status(&line), wanted.0, "{lines:?}");
        assert!(house.notices("bob").iter().all(|notice| notice.starts_with(wanted.1)), "{lines:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_change_leaves_no_trace_with_anybody() {
    let house = House::new().await;
    let wrong = Conditions { if_match: Some(Match::Tags(vec![ETag("other".into())])), ..Conditions::default() };
    let text = lunch(U, &["bob@example.org", "gina@else.example"]);
    assert!(matches!(house.put_if("alice", "a.ics", &text, wrong).await, Err(Refused::Condition)));
    assert!(house.copy("alice", U).is_none() && house.copy("bob", U).is_none());
    assert!(house.queue().is_empty() && house.timeline(U).is_empty() && house.inbox("bob").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_are_held_against_what_is_stored_now() {
    let house = House::new().await;
    let new = Conditions { if_none_match: Some(Match::Any), ..Conditions::default() };
    let first = house.put_if("alice", "a.ics", &lunch(U, &[]), new.clone()).await.unwrap();
    assert!(matches!(house.put_if("alice", "a.ics", &lunch(U, &[]), new).await, Err(Refused::Condition)));
    let same = Conditions { if_match: Some(Match::Tags(vec![first.etag.clone()])), ..Conditions::default() };
    let second = house.put_if("alice", "a.ics", &lunch(U, &["gina@else.example"]), same.clone()).await.unwrap();
    assert!(!second.created && second.etag != first.etag);
    assert!(matches!(house.put_if("alice", "a.ics", &lunch(U, &[]), same).await, Err(Refused::Condition)));
    let tag = Conditions { if_schedule_tag_match: second.schedule_tag, ..Conditions::default() };
    assert!(house.put_if("alice", "a.ics", &lunch(U, &["gina@else.example"]), tag).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_uid_is_in_a_calendar_once_and_a_meeting_in_a_home_once() {
    let house = House::new().await;
    let owner = house.person("alice");
    let work = NewCalendar { name: "work".into(), kind: CalendarKind::Calendar, components: vec!["VEVENT".into()] };
    let work = house.write(move |tx| tx.add_calendar(owner, &work, chrono::DateTime::UNIX_EPOCH)).await;
    house.put("alice", "a.ics", &lunch(U, &["gina@else.example"])).await.unwrap();
    let again = house.put("alice", "b.ics", &lunch(U, &[])).await;
    assert!(matches!(again, Err(Refused::UidConflict(name)) if name == "a.ics"));
    let other = house.put("alice", "a.ics", &lunch("other", &[])).await;
    assert!(matches!(other, Err(Refused::UidConflict(name)) if name == "a.ics"));
    let put_in_work = |text: String| {
        let put = Put {
            actor: owner,
            calendar: work,
            name: crate::id::ObjectName::parse("w.ics").unwrap(),
            conditions: Conditions::default(),
            object: crate::ical::CalendarObject::parse(text.as_bytes()).unwrap(),
            body: text.into_bytes(),
            telling: Telling::USUAL,
            shared: None,
        };
        let rules = house.app.rules();
        house.app.store.write(move |tx| put::put(tx, &rules, put))
    };
    let twice = put_in_work(lunch(U, &["gina@else.example"])).await;
    assert!(matches!(twice, Err(Refused::SchedulingConflict(home, name)) if home == "calendar" && name == "a.ics"));
    // Without people in it the UID may be there twice, but it cannot become a second meeting later.
    put_in_work(event_at(U, "20260310T12", &[])).await.unwrap();
    let later = put_in_work(lunch(U, &["gina@else.example"])).await;
    assert!(matches!(later, Err(Refused::SchedulingConflict(..))), "{later:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_calendar_does_not_take_is_refused() {
    let house = House::with(|config| {
        config.limits.attendees = 3;
        config.limits.object_bytes = 1000;
    })
    .await;
    let many = house.put("alice", "a.ics", &lunch(U, &["a@x.example", "b@x.example", "c@x.example"])).await;
    assert!(matches!(many, Err(Refused::Attendees(3))));
    let long = event_at(U, "20260310T12", &[&format!("DESCRIPTION:{}", "x".repeat(1000))]);
    assert!(matches!(house.put("alice", "a.ics", &long).await, Err(Refused::Size(1000))));
    let task = event_at(U, "20260310T12", &[]).replace("VEVENT", "VTODO").replace("DTEND", "DUE");
    assert!(matches!(house.put("alice", "a.ics", &task).await, Err(Refused::Component(name)) if name == "VTODO"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_text_does_not_go_to_a_thousand_guests() {
    let house = House::new().await;
    let guests: Vec<String> = (0..990).map(|n| format!("g{n}@else.example")).collect();
    let guests: Vec<&str> = guests.iter().map(String::as_str).collect();
    let long = "x".repeat(900_000);
    let with_text = |text: String| text.replace("SUMMARY:Lunch", &format!("SUMMARY:Lunch\r\nDESCRIPTION:{long}"));
    assert!(matches!(house.put("alice", "a.ics", &with_text(lunch(U, &guests))).await, Err(Refused::Size(_))));
    assert!(house.put("alice", "b.ics", &with_text(lunch("b", &guests[..10]))).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_meeting_is_cancelled_and_a_deleted_copy_declined() {
    let house = House::new().await;
    house
        .put("alice", "a.ics", &lunch(U, &["bob@example.org", "carol@example.org", "gina@else.example"]))
        .await
        .unwrap();
    let bobs = house.read(|tx| tx.copies(house.person("bob"), U)).remove(0).head.name;
    house.delete("bob", &bobs, ReplyWanted::AsUsual).await.unwrap();
    assert!(house.line("alice", U, "bob@example.org").contains("PARTSTAT=DECLINED"));
    assert!(house.line("carol", U, "bob@example.org").contains("PARTSTAT=DECLINED"), "the others see it");
    assert!(house.copy("bob", U).is_none());
    let carols = house.read(|tx| tx.copies(house.person("carol"), U)).remove(0).head.name;
    house.delete("carol", &carols, ReplyWanted::Quiet).await.unwrap();
    assert!(house.line("alice", U, "carol@example.org").contains("NEEDS-ACTION"), "Schedule-Reply: F");
    house.wait(1);
    house.delete("alice", "a.ics", ReplyWanted::AsUsual).await.unwrap();
    // The invitation has not left yet: only the cancellation waits, and the worker finds nothing to take back.
    assert_eq!(house.queue()[0], "REQUEST gina@else.example superseded");
    assert!(house.queue().contains(&"CANCEL gina@else.example waiting".to_owned()));
    assert!(matches!(house.delete("alice", "a.ics", ReplyWanted::AsUsual).await, Err(Refused::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_by_mail_changes_the_organizers_copy_the_others_copies_and_nothing_else() {
    let house = House::new().await;
    house.put("alice", "a.ics", &lunch(U, &["bob@example.org", "gina@else.example"])).await.unwrap();
    let before = house.queue().len();
    house.wait(60);
    let tag = house.read(|tx| tx.copies(house.person("alice"), U)).remove(0).head.schedule_tag;
    let answer = message(&house, "alice", "gina@else.example", PartStat::Accepted);
    let received = arrive(&house, answer.clone(), Door::Mail, Proof::Token).await.unwrap();
    assert_eq!(received.because, itip::Reason::Answered);
    let line = house.line("alice", U, "gina@else.example");
    assert!(line.contains("PARTSTAT=ACCEPTED") && status(&line).starts_with('2'), "{line}");
    assert!(house.line("bob", U, "gina@else.example").contains("PARTSTAT=ACCEPTED"));
    assert_eq!(house.read(|tx| tx.copies(house.person("alice"), U)).remove(0).head.schedule_tag, tag);
    assert_eq!(house.inbox("alice"), ["REPLY"]);
    assert!(house.notices("alice")[0].starts_with("answered: gina@else.example accepted: Lunch"));
    assert_eq!(house.queue().split_off(before), ["NOTICE alice@example.org waiting"], "no guest is mailed");
    let kept = house.read(|tx| tx.answers(house.person("alice"), U)).remove(0);
    assert_eq!((kept.partstat.as_str(), kept.door.as_str(), kept.proof.as_str()), ("ACCEPTED", "mail", "token"));
    // The same again: nothing new for anybody.
    let again = arrive(&house, answer, Door::Mail, Proof::Token).await.unwrap();
    assert_eq!(again.because, itip::Reason::Duplicate);
    assert_eq!((house.inbox("alice").len(), house.notices("alice").len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_and_a_mail_are_ordered_by_time_whatever_comes_first() {
    let house = House::new().await;
    house.put("alice", "a.ics", &lunch(U, &["gina@else.example"])).await.unwrap();
    house.wait(60);
    let slow_mail = message(&house, "alice", "gina@else.example", PartStat::Declined);
    house.wait(1);
    let click = message(&house, "alice", "gina@else.example", PartStat::Accepted);
    arrive(&house, click, Door::Link, Proof::Token).await.unwrap();
    let late = arrive(&house, slow_mail, Door::Mail, Proof::Token).await.unwrap();
    assert_eq!(late.because, itip::Reason::Stale);
    assert!(house.line("alice", U, "gina@else.example").contains("PARTSTAT=ACCEPTED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleagues_answer_goes_straight_into_the_organizers_copy() {
    let house = House::new().await;
    house.put("alice", "a.ics", &lunch(U, &["bob@example.org", "carol@example.org"])).await.unwrap();
    let row = house.read(|tx| tx.copies(house.person("bob"), U)).remove(0);
    let text = String::from_utf8(row.body).unwrap().replace("\r\n ", "");
    let mine = text.lines().find(|line| line.ends_with("mailto:bob@example.org")).unwrap();
    let accepted = text.replace(mine, &mine.replace("NEEDS-ACTION", "ACCEPTED"));
    house.put("bob", &row.head.name, &accepted).await.unwrap();
    assert!(house.line("alice", U, "bob@example.org").contains("PARTSTAT=ACCEPTED"));
    assert!(house.line("carol", U, "bob@example.org").contains("PARTSTAT=ACCEPTED"));
    let organizer = house.copy("bob", U).unwrap();
    let organizer = organizer.lines().find(|line| line.starts_with("ORGANIZER")).unwrap();
    assert_eq!(status(organizer), "1.2", "{organizer}");
    assert_eq!(house.read(|tx| tx.answers(house.person("alice"), U)).remove(0).door, "caldav");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_without_a_calendar_does_not_stop_the_organizer() {
    let house = House::new().await;
    let bobs = house.calendar("bob", "calendar");
    house.write(move |tx| tx.delete_calendar(bobs)).await;
    house.put("alice", "a.ics", &lunch(U, &["bob@example.org", "carol@example.org"])).await.unwrap();
    assert_eq!(status(&house.line("alice", U, "bob@example.org")), "5.1");
    assert_eq!(status(&house.line("alice", U, "carol@example.org")), "1.2");
    assert!(house.timeline(U).contains(&"refused".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hears_of_what_is_over() {
    let house = House::new().await;
    let lines = by_alice(&["bob@example.org", "gina@else.example"]);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    house.put("alice", "a.ics", &event_at(U, "20260102T12", &lines)).await.unwrap();
    house.delete("alice", "a.ics", ReplyWanted::AsUsual).await.unwrap();
    assert!(house.queue().is_empty() && house.copy("bob", U).is_none() && house.notices("bob").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn more_mails_than_an_hour_may_have_are_spread_over_the_next_ones() {
    let house = House::with(|config| config.limits.mails_per_hour = 2).await;
    let guests = ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"];
    house.put("alice", "a.ics", &lunch(U, &guests)).await.unwrap();
    house.put("bob", "b.ics", &lunch("other", &["f@x.example"]).replace("alice@", "bob@")).await.unwrap();
    let now = house.app.clock.now();
    let (news, rows): (Vec<_>, Vec<_>) = house.outbox().into_iter().partition(|row| row.mail.method == "NOTICE");
    assert_eq!(news.len(), 1, "one save is one piece of news");
    let waits: Vec<i64> = rows.iter().map(|row| (row.next_at - now).num_hours()).collect();
    assert_eq!(waits, [0, 0, 1, 1, 2, 0], "each person has hours of their own");
    assert!(rows.iter().all(|row| row.mail.expires_at > row.next_at + chrono::TimeDelta::hours(47)));
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_that_newer_ones_replace_before_they_leave_do_not_count() {
    let house = House::with(|config| config.limits.mails_per_hour = 2).await;
    let lunch = lunch(U, &["a@x.example", "b@x.example"]);
    for title in ["Lunch", "Late lunch", "Dinner"] {
        house.put("alice", "a.ics", &lunch.replace("Lunch", title)).await.unwrap();
    }
    let now = house.app.clock.now();
    let waiting = house.outbox().into_iter().filter(|row| row.state == OutboxState::Waiting);
    let waits: Vec<i64> = waiting.map(|row| (row.next_at - now).num_hours()).collect();
    assert_eq!(waits, [0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_with_other_line_ends_leaves_with_ours() {
    let house = House::new().await;
    let lunch = lunch(U, &["bob@example.org", "gina@else.example"]).replace("\r\n", "\n");
    house.put("alice", "a.ics", &lunch).await.unwrap();
    let is_even = |text: &str| text.matches('\n').count() == text.matches("\r\n").count() && text.contains("Lunch");
    for (person, whose) in [("alice", "her own"), ("bob", "his copy")] {
        assert!(is_even(&house.copy(person, U).unwrap()), "{whose}");
    }
    assert!(house.outbox().iter().all(|row| is_even(std::str::from_utf8(&row.mail.message).unwrap())));
    let alone = event_at("alone", "20260410T12", &[]).replace("\r\n", "\n");
    house.put("alice", "alone.ics", &alone).await.unwrap();
    assert_eq!(house.copy("alice", "alone").unwrap(), alone, "what nothing is done to stays as it came");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_answers_is_no_flood_of_mails_to_the_organizer() {
    let house = House::new().await;
    house.put("alice", "a.ics", &lunch(U, &["gina@else.example"])).await.unwrap();
    let (to, rules) = (house.person("alice"), house.app.rules());
    house
        .write(move |tx| {
            (0..150).try_for_each(|_| {
                tell_of_uncounted(tx, &rules, to, U, "gina@else.example", Uncounted::Unproven("nothing proves it"))
            })
        })
        .await;
    let mailed = house.queue().iter().filter(|row| row.starts_with("NOTICE")).count();
    assert_eq!((mailed, house.notices("alice").len()), (100, 150));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_guests_write_is_shown_shortened() {
    let house = House::new().await;
    house.put("alice", "a.ics", &lunch(U, &["gina@else.example"])).await.unwrap();
    house.wait(1);
    let object = crate::ical::CalendarObject::read(house.copy("alice", U).unwrap().as_bytes()).unwrap();
    let gina = CalAddress::mailto("gina@else.example");
    let long = "ü".repeat(100_000);
    let answer =
        itip::answer(&object, &gina, PartStat::Accepted, None, Some(&long), &Zone::Utc, house.app.clock.now()).unwrap();
    arrive(&house, answer, Door::Mail, Proof::Token).await.unwrap();
    assert!(house.notices("alice")[0].len() < 10_000);
    assert!(house.outbox().iter().all(|row| row.mail.message.len() < 10_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_taken_until_some_days_after_the_end() {
    let house = House::with(|config| config.mail.answer_days = 3).await;
    house.put("alice", "a.ics", &lunch(U, &["gina@else.example"])).await.unwrap();
    let taken = |house: &House| {
        let (rules, owner) = (house.app.rules(), house.person("alice"));
        house.read(|tx| takes_answers(tx, &rules, owner, U))
    };
    assert!(taken(&house));
    house.wait(60 * 24 * 10);
    assert!(taken(&house), "two days after it");
    house.wait(60 * 24 * 3);
    assert!(!taken(&house));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_changes_the_entity_tag_and_not_the_schedule_tag() {
    let house = House::new().await;
    let stored = house.put("alice", "a.ics", &lunch(U, &["gina@else.example"])).await.unwrap();
    let (owner, rules) = (house.person("alice"), house.app.rules());
    let gina = CalAddress::mailto("GINA@else.example");
    house.write(move |tx| mark(tx, &rules, owner, U, &gina, "3.7")).await;
    let head = house.read(|tx| tx.copies(owner, U)).remove(0).head;
    assert_eq!(status(&house.line("alice", U, "gina@else.example")), "3.7");
    assert!(head.etag != stored.etag && head.schedule_tag == stored.schedule_tag);
    let rules = house.app.rules();
    let nobody = CalAddress::mailto("nobody@else.example");
    house.write(move |tx| mark(tx, &rules, owner, U, &nobody, "3.7")).await;
    assert_eq!(house.read(|tx| tx.copies(owner, U)).remove(0).head.etag, head.etag, "nothing changed, nothing stored");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_in_goes_to_the_chosen_calendar() {
    let house = House::new().await;
    let (alice, bob, carol) = (house.person("alice"), house.person("bob"), house.person("carol"));
    for owner in [bob, carol] {
        let work = NewCalendar { name: "work".into(), kind: CalendarKind::Calendar, components: vec!["VEVENT".into()] };
        let choose = move |tx: &mut crate::store::Tx<'_>| {
            let work = tx.add_calendar(owner, &work, chrono::DateTime::UNIX_EPOCH)?;
            tx.choose_calendar(owner, work)
        };
        house.write(choose).await;
    }
    house.write(move |tx| tx.set_booking(carol, &crate::store::Booking::USUAL)).await;
    let kept = |owner, uid: &'static str| house.read(|tx| tx.copies(owner, uid))[0].head.calendar;
    // An invitation of a person, and one of a room, which finds there what it has accepted.
    house.put("alice", "a.ics", &lunch("a", &["bob@example.org", "carol@example.org"])).await.unwrap();
    assert_eq!((kept(bob, "a"), kept(carol, "a")), (house.calendar("bob", "work"), house.calendar("carol", "work")));
    assert!(house.line("alice", "a", "carol@example.org").contains("PARTSTAT=ACCEPTED"));
    house.put("alice", "b.ics", &lunch("b", &["carol@example.org"])).await.unwrap();
    assert!(house.line("alice", "b", "carol@example.org").contains("PARTSTAT=DECLINED"));
    // A meeting that is handed on to somebody who was not in it.
    let (rules, uid) = (house.app.rules(), crate::id::Uid::parse("b").unwrap());
    house.app.store.write(move |tx| transfer(tx, &rules, &uid, alice, bob)).await.unwrap();
    assert_eq!(kept(bob, "b"), house.calendar("bob", "work"));
}
