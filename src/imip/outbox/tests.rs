//! The worker, attempt by attempt.

use super::super::testing::{Post, nobody, server};
use super::*;
use crate::itip::ReplyWanted;
use crate::schedule::testing::{House, lunch};

const U: &str = "lunch@example.org";
const GINA: &str = "gina@else.example";

impl Postman {
    /// One look into the outbox; returns how many mails were tried.
    pub(in crate::imip) async fn round(&self) -> usize {
        let rows = self.claim(AT_A_TIME).await;
        let tried = rows.len();
        for row in rows {
            self.deliver(row).await;
        }
        tried
    }
}

/// A house in which Alice has invited Gina and nothing has left yet.
async fn invited() -> Post {
    let post = Post::of(House::new().await).await;
    post.house.put("alice", "a.ics", &lunch(U, &[GINA])).await.unwrap();
    post
}

fn text(mail: &super::super::CaughtMail) -> String {
    String::from_utf8_lossy(&mail.raw).into_owned()
}

fn subject(mail: &super::super::CaughtMail) -> String {
    let text = text(mail);
    text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or_default().to_owned()
}

fn status(post: &Post) -> String {
    let line = post.house.line("alice", U, GINA);
    let status = line.split("SCHEDULE-STATUS=").nth(1).unwrap_or_default();
    status.split([';', ':']).next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_leaves_once_and_what_the_guest_has_is_remembered() {
    let post = invited().await;
    let mails = post.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, GINA);
    assert!(mails[0].from.starts_with("b-") && mails[0].from.ends_with("@cal.example.org"), "{}", mails[0].from);
    assert!(subject(&mails[0]).starts_with("Invitation: Lunch"));
    let row = post.house.outbox().remove(0);
    assert_eq!((row.state, row.attempt, row.last_code.as_str()), (OutboxState::Sent, 1, "250"));
    assert!(text(&mails[0]).contains(&format!("Message-ID: <{}>", row.mail.message_id)));
    assert_eq!(status(&post), "1.1");
    assert_eq!(post.house.timeline(U), ["queued", "sent"]);
    let known = post.house.read(|tx| tx.invitation(row.mail.principal, U, GINA)).unwrap();
    assert!(
        known.last_sent.is_some()
            && known.wire == format!("{}@cal.example.org", post.postman.keys.answer_local(&known))
    );
    assert!(post.mails().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_and_the_cancellation_follow_under_the_same_organizer_address() {
    let post = invited().await;
    let first = post.mails().await;
    let wire = post.house.read(|tx| tx.invitation(post.house.person("alice"), U, GINA)).unwrap().wire;
    post.house.wait(1);
    let moved = lunch(U, &[GINA]).replace("20260310T12", "20260311T12");
    post.house.put("alice", "a.ics", &moved).await.unwrap();
    let second = post.mails().await;
    post.house.wait(1);
    post.house.delete("alice", "a.ics", ReplyWanted::AsUsual).await.unwrap();
    let third = post.mails().await;
    for (mails, begins) in [(&first, "Invitation: "), (&second, "Updated invitation: "), (&third, "Cancelled: ")] {
        assert_eq!(mails.len(), 1, "{begins}");
        assert!(subject(&mails[0]).starts_with(begins), "{}", subject(&mails[0]));
        assert!(text(&mails[0]).contains(&format!("<{wire}>")), "{begins}: Reply-To leads here");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_before_it_left_never_leaves() {
    let post = invited().await;
    post.house.wait(1);
    post.house.delete("alice", "a.ics", ReplyWanted::AsUsual).await.unwrap();
    assert!(post.mails().await.is_empty());
    assert_eq!(post.house.queue(), [format!("REQUEST {GINA} superseded"), format!("CANCEL {GINA} superseded")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_invited_before_the_meeting_came_here_is_told_of_its_end() {
    let post = Post::of(House::new().await).await;
    let text = lunch(U, &[GINA]);
    let import = crate::schedule::Import {
        calendar: post.house.calendar("alice", "calendar"),
        name: None,
        body: text.as_bytes().to_vec(),
        object: crate::ical::CalendarObject::parse(text.as_bytes()).unwrap(),
    };
    let rules = post.house.app.rules();
    let same = crate::store::Same::Stays;
    let stored = post.house.app.store.write(move |tx| crate::schedule::import(tx, &rules, &import, same)).await;
    stored.unwrap();
    assert!(post.mails().await.is_empty());
    let alice = post.house.person("alice");
    let name = post.house.read(|tx| tx.copies(alice, U))[0].head.name.clone();
    post.house.delete("alice", &name, ReplyWanted::AsUsual).await.unwrap();
    let mails = post.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(subject(&mails[0]).starts_with("Cancelled: "), "{}", subject(&mails[0]));
    let known = post.house.read(|tx| tx.invitation(alice, U, GINA)).unwrap();
    assert_eq!(known.wire, "alice@example.org", "she knows the meeting by this address");
    let token = post.postman.keys.answer_local(&known);
    assert!(
        text_of_calendar(&mails[0]).contains("ORGANIZER;CN=alice;EMAIL=alice@example.org:mailto:alice@example.org")
    );
    assert!(super::tests::text(&mails[0]).contains(&format!("<{token}@cal.example.org>")), "Reply-To leads here");
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_and_links_of_a_meeting_stay_good_when_it_gets_another_organizer() {
    let post = invited().await;
    post.mails().await;
    let (alice, bob, rules) = (post.house.person("alice"), post.house.person("bob"), post.house.app.rules());
    let before = post.house.read(|tx| tx.invitation(alice, U, GINA)).unwrap();
    let (local, link) = (post.postman.keys.answer_local(&before), post.postman.keys.link(&before));
    let uid = crate::id::Uid::parse(U).unwrap();
    post.house.app.store.write(move |tx| crate::schedule::transfer(tx, &rules, &uid, alice, bob)).await.unwrap();
    let keys = post.postman.keys.clone();
    let found = post.house.read(|tx| Ok([keys.by_answer_local(tx, &local)?, keys.by_link(tx, &link)?]));
    assert!(found.iter().flatten().filter(|invitation| invitation.principal == bob).count() == 2, "{found:?}");
    let mails = post.mails().await;
    let object = text_of_calendar(&mails[0]);
    assert!(object.contains(&format!("EMAIL=bob@example.org:mailto:{local}@cal.example.org")), "{object}");
}

/// The calendar part of a mail, unfolded.
fn text_of_calendar(mail: &super::super::CaughtMail) -> String {
    let read = crate::mail::read(&mail.raw, crate::mail::AddressedTo::Person).unwrap();
    String::from_utf8(read.calendar.unwrap().bytes).unwrap().replace("\r\n ", "")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_proposal_takes_no_place_of_an_update() {
    let post = invited().await;
    let row = post.house.outbox().remove(0).mail;
    let refusal = crate::store::NewOutboxRow {
        method: "DECLINECOUNTER".to_owned(),
        kind: "foreign".to_owned(),
        message_id: "2@cal.example.org".to_owned(),
        bounce_code: "b234567".to_owned(),
        ..row
    };
    let now = post.house.app.clock.now();
    post.house.write(move |tx| tx.add_to_outbox(&refusal, now)).await;
    assert_eq!(post.house.queue(), [format!("REQUEST {GINA} waiting"), format!("DECLINECOUNTER {GINA} waiting")]);
    let first = post.house.outbox()[0].id;
    assert!(!post.house.read(|tx| tx.is_overtaken(first)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_reads_one_mail_for_three_quick_changes() {
    let post = invited().await;
    for hour in ["13", "14"] {
        post.house.wait(1);
        let moved = lunch(U, &[GINA]).replace("20260310T12", &format!("20260310T{hour}"));
        post.house.put("alice", "a.ics", &moved).await.unwrap();
    }
    let mails = post.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(subject(&mails[0]).starts_with("Invitation: Lunch"), "she never had the others: {}", subject(&mails[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_server_is_tried_again_less_and_less_often_for_two_days() {
    let mut post = Post::of(House::with(|config| config.mail.notices = false).await).await;
    post.house.put("alice", "a.ics", &lunch(U, &[GINA])).await.unwrap();
    post.by(nobody().await);
    let begun = post.house.app.clock.now();
    let mut pauses = Vec::new();
    while post.house.outbox()[0].state == OutboxState::Waiting {
        assert_eq!(post.postman.round().await, 1);
        let row = post.house.outbox().remove(0);
        if row.state == OutboxState::Waiting {
            assert_eq!(status(&post), "1.0", "it still waits");
            let pause = row.next_at - post.house.app.clock.now();
            pauses.push(pause.num_minutes());
            assert_eq!(post.postman.round().await, 0, "not before its time");
            post.house.wait(pause.num_minutes());
        }
    }
    assert_eq!(pauses[..10], PAUSES[..10]);
    assert_eq!((post.house.app.clock.now() - begun).num_hours(), 48);
    assert_eq!(post.house.outbox()[0].state, OutboxState::Failed);
    assert_eq!(status(&post), "5.1");
    let news = post.house.notices("alice");
    assert!(
        news.len() == 2 && news[0].starts_with("delayed: Not delivered yet to gina@else.example: Lunch"),
        "{news:?}"
    );
    assert!(news[1].starts_with("bounced: Not delivered to gina@else.example: Lunch"), "{news:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_busy_gets_the_same_mail_later() {
    let mut post = invited().await;
    post.by(server("451 4.7.1 greylisted").await);
    post.postman.round().await;
    let row = post.house.outbox().remove(0);
    assert_eq!((row.state, row.last_code.as_str()), (OutboxState::Waiting, "451"));
    post.by(server("250 ok").await);
    post.house.wait(1);
    post.postman.round().await;
    let sent = post.house.outbox().remove(0);
    assert_eq!((sent.state, sent.attempt), (OutboxState::Sent, 2));
    assert_eq!(status(&post), "1.1");
    assert_eq!(post.house.timeline(U), ["queued", "delayed", "sent"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_mailbox_is_told_at_once_and_once() {
    let mut post = invited().await;
    post.by(server("550 5.1.1 no such user").await);
    post.postman.round().await;
    assert_eq!(post.house.outbox()[0].state, OutboxState::Failed);
    assert_eq!(status(&post), "3.7");
    assert_eq!(post.house.notices("alice").len(), 1);
    post.by_nobody();
    let mails = post.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "alice@example.org");
    assert!(text(&mails[0]).contains("no such user"));
    assert!(post.house.copy("alice", U).unwrap().contains(GINA), "she stays on the list");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_overtaken_while_it_could_not_be_sent_is_not_tried_again() {
    let mut post = invited().await;
    let row = post.postman.claim(AT_A_TIME).await.remove(0);
    post.house.wait(1);
    let moved = lunch(U, &[GINA]).replace("20260310T12", "20260311T12");
    post.house.put("alice", "a.ics", &moved).await.unwrap();
    assert_eq!(post.postman.round().await, 0, "messages to one guest leave one after the other");
    post.by(nobody().await);
    post.postman.deliver(row).await;
    assert_eq!(post.house.queue(), [format!("REQUEST {GINA} superseded"), format!("REQUEST {GINA} waiting")]);
    post.by_nobody();
    let mails = post.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(text(&mails[0]).contains("11 Mar"), "{}", subject(&mails[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_worker_had_in_hand_is_sent_when_its_claim_ends() {
    let post = invited().await;
    assert_eq!(post.postman.claim(AT_A_TIME).await.len(), 1);
    post.house.wait(CLAIM.num_minutes() - 1);
    assert!(post.mails().await.is_empty());
    post.house.wait(1);
    assert_eq!(post.mails().await.len(), 1);
    assert_eq!(post.house.outbox()[0].attempt, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_cannot_be_read_fails_and_the_next_one_leaves() {
    let post = invited().await;
    let mut broken = post.house.outbox().remove(0).mail;
    (broken.uid, broken.bounce_code, broken.message) = ("broken".into(), "broken".into(), "nonsense".into());
    let now = post.house.app.clock.now();
    post.house.write(move |tx| tx.add_to_outbox(&broken, now)).await;
    assert_eq!(post.mails().await.iter().filter(|mail| mail.to == GINA).count(), 1);
    assert_eq!(post.house.outbox()[1].state, OutboxState::Failed);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_gone_takes_its_mails_along_even_while_they_are_sent() {
    let post = invited().await;
    let row = post.postman.claim(AT_A_TIME).await.remove(0);
    post.house.write(|tx| tx.delete_principal("alice")).await;
    post.postman.deliver(row).await;
    assert!(post.mails().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_running_worker_sends_what_is_committed_and_stops_when_told() {
    let post = Post::of(House::new().await).await;
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(post.postman.clone().run(stopped));
    for n in 0..30 {
        post.house.put("alice", &format!("{n}.ics"), &lunch(&format!("{n}"), &[GINA])).await.unwrap();
    }
    let sent = async {
        while post.house.queue().iter().any(|row| row.ends_with("waiting")) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), sent).await.unwrap();
    assert_eq!(post.caught.drain().len(), 30);
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(30), worker).await.unwrap().unwrap();
}
