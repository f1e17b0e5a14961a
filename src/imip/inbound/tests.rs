//! Mails as they come, and what becomes of each.

use super::super::testing::Post;
use super::*;
use crate::config::Strangers;
use crate::schedule::testing::{House, event, lunch};
use crate::store::NewSpoolRow;

const U: &str = "lunch@example.org";
const GINA: &str = "gina@else.example";
const ALICE: &str = "alice@cal.example.org";

/// A house in which Alice has invited Gina, the invitation has left, and a reader who looks for answers.
struct Desk {
    post: Post,
    reader: Inbound,
}

impl Desk {
    async fn new() -> Desk {
        Desk::with(|_| ()).await
    }

    async fn with(change: impl FnOnce(&mut crate::config::Config)) -> Desk {
        let post = Post::of(House::with(change).await).await;
        post.house.put("alice", "a.ics", &lunch(U, &[GINA])).await.unwrap();
        post.mails().await;
        post.house.wait(60);
        let authenticity = Authenticity::of(&post.house.app.config).unwrap();
        let reader = Inbound { app: post.house.app.clone(), keys: post.postman.keys.clone(), authenticity };
        Desk { post, reader }
    }

    /// Gina's address for her answers.
    fn token(&self) -> String {
        let owner = self.post.house.person("alice");
        let known = self.post.house.read(|tx| tx.invitation(owner, U, GINA)).unwrap();
        known.wire
    }

    async fn spool(&self, door: &'static str, to: &str, raw: &str) {
        let row = NewSpoolRow {
            door,
            peer: String::new(),
            helo: "mx".to_owned(),
            mail_from: String::new(),
            recipient: to.to_owned(),
            raw: raw.replace('\n', "\r\n").into_bytes(),
            digest: format!("{to} {raw}"),
        };
        let now = self.post.house.app.clock.now();
        self.post.house.write(move |tx| tx.add_to_spool(&row, now)).await;
    }

    /// Reads everything that is due; returns what came of the newest mail.
    async fn read(&self) -> (SpoolState, String) {
        for row in self.reader.claim().await {
            self.reader.take(row).await;
        }
        let states = [SpoolState::Waiting, SpoolState::Done, SpoolState::Quarantined];
        let rows = states.into_iter().flat_map(|state| self.post.house.read(|tx| tx.spool(state, 100)));
        let newest = rows.max_by_key(|row| row.id).unwrap();
        (newest.state, newest.outcome)
    }

    async fn take(&self, door: &'static str, to: &str, raw: &str) -> (SpoolState, String) {
        self.spool(door, to, raw).await;
        self.read().await
    }

    fn ginas_line(&self) -> String {
        self.post.house.line("alice", U, GINA)
    }

    fn forwards(&self) -> Vec<(String, String)> {
        let rows = self.post.house.outbox().into_iter().filter(|row| row.mail.method == "FORWARD");
        rows.map(|row| (row.mail.recipient, String::from_utf8(row.mail.message.to_vec()).unwrap())).collect()
    }
}

fn mail(headers: &str, method: &str, object: &str) -> String {
    format!("{headers}\nMIME-Version: 1.0\nContent-Type: text/calendar; charset=utf-8; method={method}\n\n{object}")
        .replace('\r', "")
}

/// An answer of somebody.
fn answer(from: &str, attendee: &str, partstat: &str) -> String {
    let lines = ["ORGANIZER:mailto:alice@example.org", &format!("ATTENDEE;PARTSTAT={partstat}:mailto:{attendee}")];
    let object = event(U, &lines).replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REPLY").replace("T090000Z", "T095500Z");
    mail(
        &format!("From: {from}\nSubject: Answer\nDate: Mon, 2 Mar 2026 09:55:00 +0000\nMessage-ID: <1@else.example>"),
        "REPLY",
        &object,
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_the_guests_own_address_counts_and_a_copy_of_it_does_nothing() {
    let desk = Desk::new().await;
    let raw = answer(GINA, GINA, "ACCEPTED");
    let (state, said) = desk.take("smtp", &desk.token(), &raw).await;
    assert_eq!((state, said.as_str()), (SpoolState::Done, "REPLY of gina@else.example: answered (token)"));
    assert!(desk.ginas_line().contains("PARTSTAT=ACCEPTED"));
    let (_, said) = desk.take("smtp", &desk.token(), &raw).await;
    assert_eq!(said, "the same mail was read before");
    let (_, said) = desk.take("smtp", &desk.token().to_uppercase(), &raw.replace("<1@", "<2@")).await;
    assert_eq!(said, "REPLY of gina@else.example: duplicate (token)");
    assert_eq!(desk.post.house.notices("alice").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_answer_through_her_invitation_changes_nothing_and_is_told() {
    let desk = Desk::new().await;
    let (state, _) =
        desk.take("smtp", &desk.token(), &answer("eve@evil.example", "eve@evil.example", "ACCEPTED")).await;
    assert_eq!(state, SpoolState::Done);
    assert!(desk.ginas_line().contains("NEEDS-ACTION"));
    let news = desk.post.house.notices("alice");
    assert!(news.len() == 1 && news[0].starts_with("uninvited: eve@evil.example"), "{news:?}");
    assert!(!desk.post.house.copy("alice", U).unwrap().contains("eve@evil.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nothing_proves_is_held_or_flagged_as_the_settings_say() {
    for (unverified, counts, kind) in [
        (crate::config::Unverified::Hold, false, "unverified: "),
        (crate::config::Unverified::Flag, true, "answered: "),
    ] {
        let desk = Desk::with(|config| config.mail.inbound.unverified = unverified).await;
        let (state, said) = desk.take("smtp", ALICE, &answer(GINA, GINA, "DECLINED")).await;
        assert_eq!(state == SpoolState::Done, counts, "{said}");
        assert_eq!(desk.ginas_line().contains("PARTSTAT=DECLINED"), counts, "{said}");
        let news = desk.post.house.notices("alice");
        assert!(news.len() == 1 && news[0].starts_with(kind), "{news:?}");
        assert_eq!(news[0].contains("Not verified"), counts, "{news:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_answers_too_often_is_kept_for_a_person_to_look_at() {
    let desk = Desk::with(|config| config.mail.inbound.unverified = crate::config::Unverified::Flag).await;
    let numbered = |number: i64, partstat: &str| answer(GINA, GINA, partstat).replace("<1@", &format!("<{number}@"));
    for number in 0..super::MOST_A_DAY {
        let (state, said) = desk.take("smtp", ALICE, &numbered(number, "ACCEPTED")).await;
        assert_eq!(state, SpoolState::Done, "{number}: {said}");
    }
    for number in 100..102 {
        let (state, said) = desk.take("smtp", ALICE, &numbered(number, "DECLINED")).await;
        assert_eq!(state, SpoolState::Quarantined, "{said}");
        assert_eq!(said, "more than 30 messages of gina@else.example about one meeting in a day");
    }
    assert!(desk.ginas_line().contains("PARTSTAT=ACCEPTED"));
    let noted = desk.post.house.read(|tx| tx.timeline(U));
    assert_eq!(noted.iter().filter(|entry| entry.what == "quarantined").count(), 1, "{noted:?}");
    // Her own address has a budget of its own, and what a person lets in counts.
    let (state, said) = desk.take("smtp", &desk.token(), &numbered(200, "ACCEPTED")).await;
    assert_eq!(state, SpoolState::Done, "{said}");
    let now = desk.post.house.app.clock.now();
    let first = super::MOST_A_DAY + 1;
    assert!(desk.post.house.write(move |tx| tx.accept_quarantined(first, now)).await);
    desk.read().await;
    let let_in = desk.post.house.read(|tx| tx.spooled(first)).unwrap();
    assert_eq!(let_in.state, SpoolState::Done, "{}", let_in.outcome);
    desk.post.house.wait(24 * 60 + 1);
    let later = numbered(300, "TENTATIVE").replace("095500Z", "095700Z");
    assert_eq!(desk.take("smtp", ALICE, &later).await.0, SpoolState::Done);
    assert!(desk.ginas_line().contains("PARTSTAT=TENTATIVE"), "{}", desk.ginas_line());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_echoed_token_proves_an_answer_that_came_to_the_organizers_own_address() {
    let desk = Desk::new().await;
    let token = desk.token().split_once('@').unwrap().0.to_owned();
    let echo = |token: &str| {
        answer(GINA, GINA, "TENTATIVE").replace("END:VEVENT", &format!("X-RSVPD-TOKEN:{token}\nEND:VEVENT"))
    };
    let last = if token.ends_with('a') { "b" } else { "a" };
    let forged = format!("{}{last}", &token[..token.len() - 1]);
    let (state, said) = desk.take("smtp", ALICE, &echo(&forged)).await;
    assert_eq!(state, SpoolState::Quarantined, "{said}");
    assert!(desk.ginas_line().contains("NEEDS-ACTION"));
    let (state, said) = desk.take("smtp", ALICE, &echo(&token)).await;
    assert_eq!((state, said.as_str()), (SpoolState::Done, "REPLY of gina@else.example: answered (token)"));
    assert!(desk.ginas_line().contains("PARTSTAT=TENTATIVE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_answer_counts_once_a_person_lets_it_in() {
    let desk = Desk::new().await;
    let (state, said) = desk.take("smtp", ALICE, &answer(GINA, GINA, "DECLINED")).await;
    assert_eq!(state, SpoolState::Quarantined, "{said}");
    assert!(!desk.ginas_line().contains("PARTSTAT=DECLINED"));
    let now = desk.post.house.app.clock.now();
    assert!(desk.post.house.write(move |tx| tx.accept_quarantined(1, now)).await);
    assert_eq!(desk.read().await.0, SpoolState::Done);
    assert!(desk.ginas_line().contains("PARTSTAT=DECLINED"));
    assert!(!desk.post.house.write(move |tx| tx.accept_quarantined(1, now)).await, "it is no longer in quarantine");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_after_the_last_day_is_handed_on_as_a_mail() {
    let desk = Desk::with(|config| config.mail.answer_days = 1).await;
    desk.post.house.wait(60 * 24 * 20);
    let (state, said) = desk.take("smtp", &desk.token(), &answer(GINA, GINA, "ACCEPTED")).await;
    assert_eq!((state, said.as_str()), (SpoolState::Done, "handed on as mail: the meeting is over"));
    assert!(desk.ginas_line().contains("NEEDS-ACTION"));
}

/// An answer of Gina's for as many dates.
fn answer_for_dates(number: i64) -> String {
    let one = answer(GINA, GINA, "ACCEPTED").replace("T095500Z", "T100500Z");
    let (one, first) = (one, "2026-03-10T12:00:00Z".parse::<chrono::DateTime<chrono::Utc>>());
    let (begin, end) = (one.find("BEGIN:VEVENT").unwrap(), one.find("END:VCALENDAR").unwrap());
    let dates = (0..number).map(|day| {
        let day = first.unwrap() + TimeDelta::days(day);
        one[begin..end].replace("UID:", &format!("RECURRENCE-ID:{}\nUID:", day.format("%Y%m%dT%H%M%SZ")))
    });
    format!("{}{}{}", &one[..begin], dates.collect::<String>(), &one[end..])
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_for_more_dates_than_anybody_chooses_changes_nothing_and_is_handed_on() {
    let desk = Desk::new().await;
    let daily = lunch(U, &[GINA]).replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=1000\r\nSUMMARY");
    desk.post.house.put("alice", "a.ics", &daily).await.unwrap();
    desk.post.house.wait(10);
    let before = desk.post.house.copy("alice", U);
    let (state, said) = desk.take("smtp", &desk.token(), &answer_for_dates(401)).await;
    assert_eq!((state, said.as_str()), (SpoolState::Done, "handed on as mail: it is about more than 400 dates"));
    assert_eq!(desk.post.house.copy("alice", U), before);
    assert_eq!(desk.forwards().len(), 1);
    let told = desk.post.house.notices("alice");
    assert!(told[0].starts_with("not-counted: An answer of gina@else.example was not counted: Lunch"), "{told:?}");
    let (_, said) = desk.take("smtp", &desk.token(), &answer_for_dates(400)).await;
    assert_eq!(said, "REPLY of gina@else.example: answered (token)");
    let copy = desk.post.house.copy("alice", U).unwrap();
    assert_eq!(copy.matches("PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:mailto:gina@").count(), 400, "{copy}");
    let told = desk.post.house.notices("alice");
    assert!(told.len() == 2 && told[1].contains("388 more dates"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_a_person_are_handed_on_to_the_organizers_own_mailbox() {
    let desk = Desk::new().await;
    let raw = "Return-Path: <gina@else.example>\nFrom: gina@else.example\nSubject: Late\n\nI will be late.\n";
    let (_, said) = desk.take("smtp", &desk.token(), raw).await;
    assert_eq!(said, "handed on as mail: written by a person");
    let (to, handed) = desk.forwards().remove(0);
    assert_eq!(to, "alice@example.org");
    assert!(handed.starts_with("From: gina@else.example") && handed.ends_with("I will be late.\r\n"), "{handed}");
    let mails = desk.post.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].from.starts_with("b-"), "a bounce must not reach Gina");
    assert!(desk.ginas_line().contains("NEEDS-ACTION"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_might_go_round_in_circles_is_not_handed_on() {
    let desk = Desk::new().await;
    let words = "From: gina@else.example\nSubject: Hello\n\nhello\n";
    let hops = "Received: from a by b; Mon, 2 Mar 2026 09:00:00 +0000\n".repeat(26);
    for (door, to, raw, wanted) in [
        ("lmtp", ALICE, format!("{hops}{words}"), SpoolState::Quarantined),
        ("lmtp", ALICE, format!("List-Id: <l.else.example>\n{words}"), SpoolState::Quarantined),
        ("lmtp", ALICE, format!("Auto-Submitted: auto-replied\n{words}"), SpoolState::Done),
        // It came from the mailbox to which it would be handed on.
        ("lmtp", "alice@example.org", words.to_owned(), SpoolState::Done),
        // Nobody in front has it.
        ("smtp", "alice@example.org", words.replace("hello", "good day"), SpoolState::Quarantined),
    ] {
        let (state, said) = desk.take(door, to, &raw).await;
        assert_eq!(state, wanted, "{said}");
        assert!(desk.forwards().is_empty(), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_for_the_admin_waits_for_a_person_and_mail_for_nobody_is_let_go() {
    let desk = Desk::new().await;
    let (state, said) =
        desk.take("smtp", "postmaster@cal.example.org", "From: a@b.example\nSubject: Help\n\nhelp\n").await;
    assert_eq!((state, said.as_str()), (SpoolState::Quarantined, "for the admin: Help"));
    let (state, _) = desk.take("smtp", "dave@cal.example.org", "From: a@b.example\n\nhi\n").await;
    assert_eq!(state, SpoolState::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_stops_the_server_again_and_again_is_put_aside() {
    let desk = Desk::new().await;
    desk.spool("smtp", &desk.token(), &answer(GINA, GINA, "ACCEPTED")).await;
    for _ in 0..ATTEMPTS {
        assert_eq!(desk.reader.claim().await.len(), 1);
        assert!(desk.reader.claim().await.is_empty(), "it is in hand");
        desk.post.house.wait(CLAIM.num_minutes());
    }
    let (state, said) = desk.read().await;
    assert_eq!((state, said.as_str()), (SpoolState::Quarantined, "reading it stopped the server"));
    let now = desk.post.house.app.clock.now();
    assert!(desk.post.house.write(move |tx| tx.retry_quarantined(1, now)).await);
    assert_eq!(desk.read().await.0, SpoolState::Done);
    assert!(desk.ginas_line().contains("PARTSTAT=ACCEPTED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_fails_is_tried_three_times() {
    let desk = Desk::new().await;
    desk.spool("smtp", &desk.token(), "From: gina@else.example\n\nI will be late.\n").await;
    // Nothing can be handed on while the outbox cannot be written.
    desk.post.house.damage("DROP TABLE outbox");
    for attempt in 1..=ATTEMPTS {
        let (state, _) = desk.read().await;
        let wanted = if attempt < ATTEMPTS { SpoolState::Waiting } else { SpoolState::Quarantined };
        assert_eq!(state, wanted, "attempt {attempt}");
        desk.post.house.wait(attempt);
    }
}

fn bounce(to: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.else.example\nTo: {to}\nSubject: Undelivered\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"x\"\n\n--x\nContent-Type: text/plain\n\nSorry.\n\n\
         --x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.else.example\n\nFinal-Recipient: rfc822; {GINA}\n\
         Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such mailbox\n\n--x--\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bounce_marks_the_guest_and_is_told_once() {
    let desk = Desk::new().await;
    let code = desk.post.house.outbox().remove(0).mail.bounce_code;
    let to = format!("{}@cal.example.org", desk.post.postman.keys.bounce_local(&code));
    let (state, said) = desk.take("smtp", &to, &bounce(&to)).await;
    assert_eq!(state, SpoolState::Done);
    assert!(said.starts_with("gina@else.example did not get it"), "{said}");
    assert!(desk.ginas_line().contains("SCHEDULE-STATUS=3.7") && desk.ginas_line().contains("NEEDS-ACTION"));
    let (_, said) = desk.take("smtp", &to, &bounce(&to).replace("Sorry", "Really sorry")).await;
    assert!(said.starts_with("reported before"), "{said}");
    assert_eq!(desk.post.house.notices("alice").len(), 1);
    assert!(desk.post.house.queue()[0].ends_with("failed"));
    let (_, said) = desk.take("smtp", &to, "From: a@b.example\n\nhello\n").await;
    assert_eq!(said, "no report, at an address for reports: dropped");
    let (_, said) = desk.take("smtp", &to.replace("b-", "i-"), &answer(GINA, GINA, "ACCEPTED")).await;
    assert_eq!(said, "nobody is at this address any more", "a bounce address takes no answers");
}

/// An invitation or cancellation from outside to Bob.
fn from_outside(author: &str, method: &str, organizer: &str, sequence: u32) -> String {
    let lines =
        [organizer, "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org", &format!("SEQUENCE:{sequence}")];
    let object = event("dinner", &lines).replace("VERSION:2.0", &format!("VERSION:2.0\r\nMETHOD:{method}"));
    let object =
        if method == "CANCEL" { object.replace("SUMMARY:Lunch", "STATUS:CANCELLED\r\nSUMMARY:Lunch") } else { object };
    mail(&format!("From: {author}\nSubject: Dinner\nDate: Mon, 2 Mar 2026 09:50:00 +0000"), method, &object)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_organizer_changes_what_it_invited_to() {
    let desk = Desk::with(|config| config.mail.inbound.strangers = Strangers::Take).await;
    let plain = "ORGANIZER:mailto:boss@corp.example";
    let (_, said) = desk.take("lmtp", "bob@example.org", &from_outside("boss@corp.example", "REQUEST", plain, 0)).await;
    assert!(said.starts_with("REQUEST of boss@corp.example: invited"), "{said}");
    for organizer in [
        plain,
        "ORGANIZER;SENT-BY=\"mailto:eve@evil.example\":mailto:boss@corp.example",
        "ORGANIZER;EMAIL=eve@evil.example:mailto:boss@corp.example",
        "ORGANIZER;EMAIL=boss@corp.example:mailto:eve@evil.example",
        "ORGANIZER:mailto:eve@evil.example",
    ] {
        let (_, said) =
            desk.take("lmtp", "bob@example.org", &from_outside("eve@evil.example", "CANCEL", organizer, 1)).await;
        assert!(said.contains("could not be verified"), "{organizer}: {said}");
        assert!(!desk.post.house.copy("bob", "dinner").unwrap().contains("CANCELLED"), "{organizer}");
    }
    // Another address of the same domain is another person's.
    let raw = from_outside("office@corp.example", "CANCEL", plain, 1);
    let (_, said) = desk.take("lmtp", "bob@example.org", &raw).await;
    assert!(said.contains("could not be verified"), "{said}");
    let (_, said) = desk.take("lmtp", "bob@example.org", &from_outside("boss@corp.example", "CANCEL", plain, 1)).await;
    assert!(said.starts_with("CANCEL of boss@corp.example: cancelled"), "{said}");
    assert!(desk.post.house.copy("bob", "dinner").unwrap().contains("STATUS:CANCELLED"));
}

fn known(address: &str) -> crate::contacts::Guest<'_> {
    crate::contacts::Guest { name: "", address }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_invites_in_a_strangers_name() {
    let desk = Desk::with(|config| config.mail.inbound.strangers = Strangers::Take).await;
    for (door, author, organizer) in [
        ("lmtp", "eve@evil.example", "ORGANIZER;EMAIL=eve@evil.example:mailto:boss@corp.example"),
        // Nothing was looked up for mail that came by SMTP.
        ("smtp", "boss@corp.example", "ORGANIZER:mailto:boss@corp.example"),
    ] {
        let (_, said) = desk.take(door, "bob@example.org", &from_outside(author, "REQUEST", organizer, 0)).await;
        assert!(said.contains("could not be verified"), "{organizer}: {said}");
        assert!(desk.post.house.copy("bob", "dinner").is_none(), "{organizer}");
    }
    // Who writes for somebody may act for them or not: where Bob knows of whom they speak, and of another address of the
    // domain, he decides. One stranger for another is a stranger, and this house takes them.
    let bob = desk.post.house.person("bob");
    desk.post
        .house
        .write(move |tx| crate::contacts::remember(tx, bob, &known("chief@corp.example"), chrono::DateTime::UNIX_EPOCH))
        .await;
    for (author, organizer, waits) in [
        ("eve@evil.example", "ORGANIZER;SENT-BY=\"mailto:eve@evil.example\":mailto:chief@corp.example", true),
        ("robot@corp.example", "ORGANIZER:mailto:boss@corp.example", true),
        ("sue@else.example", "ORGANIZER;SENT-BY=\"mailto:sue@else.example\":mailto:boss@corp.example", false),
    ] {
        let raw = from_outside(author, "REQUEST", organizer, 0).replace("UID:dinner", &format!("UID:{author}"));
        let (_, said) = desk.take("lmtp", "bob@example.org", &raw).await;
        assert_eq!(said.contains("waits for the person"), waits, "{organizer}: {said}");
        assert_eq!(desk.post.house.copy("bob", author).is_none(), waits, "{organizer}");
    }
    let icloud = "ORGANIZER;EMAIL=boss@icloud.com:mailto:2_abc@imip.me.com";
    let (_, said) = desk
        .take("lmtp", "bob@example.org", &from_outside("noreply@insideicloud.icloud.com", "REQUEST", icloud, 0))
        .await;
    assert!(said.contains("invited"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_invitation_waits_in_its_newest_version_until_it_is_let_in() {
    let desk = Desk::new().await;
    let (bob, rules) = (desk.post.house.person("bob"), desk.post.house.app.rules());
    let plain = "ORGANIZER:mailto:boss@corp.example";
    for (author, organizer, sequence, wanted) in [
        ("boss@corp.example", plain, 1, "waits for the person"),
        ("boss@corp.example", plain, 2, "newest version"),
        ("boss@corp.example", plain, 0, "a newer version is known"),
        ("eve@evil.example", "ORGANIZER:mailto:eve@evil.example", 9, "somebody else has sent"),
    ] {
        let (_, said) =
            desk.take("lmtp", "bob@example.org", &from_outside(author, "REQUEST", organizer, sequence)).await;
        assert!(said.contains(wanted), "{author} {sequence}: {said}");
    }
    assert!(desk.post.house.copy("bob", "dinner").is_none());
    let waiting = desk.post.house.read(|tx| tx.waiting(bob));
    assert_eq!((waiting.len(), waiting[0].author.as_str()), (1, "boss@corp.example"));
    let accept = move |tx: &mut crate::store::Tx<'_>| {
        crate::schedule::decide(tx, &rules, bob, waiting[0].id, &crate::schedule::Decision::Accept)
    };
    desk.post.house.app.store.write(accept).await.unwrap();
    let copy = desk.post.house.copy("bob", "dinner").unwrap();
    assert!(copy.contains("SEQUENCE:2") && copy.contains("PARTSTAT=NEEDS-ACTION"), "{copy}");
    let raw = from_outside("boss@corp.example", "REQUEST", plain, 0).replace("UID:dinner", "UID:supper");
    let (_, said) = desk.take("lmtp", "bob@example.org", &raw).await;
    assert!(said.starts_with("REQUEST of boss@corp.example: invited"), "no stranger any more: {said}");
    let (_, said) = desk.take("lmtp", "bob@example.org", &from_outside("boss@corp.example", "CANCEL", plain, 3)).await;
    assert!(said.starts_with("CANCEL of boss@corp.example: cancelled"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organizer_lets_a_held_answer_count() {
    let desk = Desk::new().await;
    let (alice, rules) = (desk.post.house.person("alice"), desk.post.house.app.rules());
    desk.take("smtp", ALICE, &answer(GINA, GINA, "DECLINED")).await;
    let waiting = desk.post.house.read(|tx| tx.waiting(alice));
    assert_eq!((waiting.len(), waiting[0].attendee.as_str()), (1, GINA));
    let accept = move |tx: &mut crate::store::Tx<'_>| {
        crate::schedule::decide(tx, &rules, alice, waiting[0].id, &crate::schedule::Decision::Accept)
    };
    desk.post.house.app.store.write(accept).await.unwrap();
    assert!(desk.ginas_line().contains("PARTSTAT=DECLINED"), "{}", desk.ginas_line());
    // Another answer, by her own address, makes what is held pointless.
    desk.take("smtp", ALICE, &answer(GINA, GINA, "TENTATIVE").replace("T095500Z", "T095600Z")).await;
    let proven = answer(GINA, GINA, "ACCEPTED").replace("T095500Z", "T095700Z");
    desk.take("smtp", &desk.token(), &proven).await;
    assert!(desk.post.house.read(|tx| tx.waiting(alice)).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_outside_rewrites_a_meeting_of_ours() {
    let desk = Desk::new().await;
    let before = desk.post.house.copy("alice", U);
    for (to, organizer) in [
        (desk.token(), "ORGANIZER:mailto:alice@example.org"),
        (ALICE.to_owned(), "ORGANIZER:mailto:alice@example.org"),
        ("alice@example.org".to_owned(), "ORGANIZER:mailto:gina@else.example"),
    ] {
        let raw = from_outside(GINA, "CANCEL", organizer, 9).replace("UID:dinner", &format!("UID:{U}"));
        let raw = raw.replace("bob@example.org", "alice@example.org");
        let (state, said) = desk.take("lmtp", &to, &raw).await;
        assert_eq!(desk.post.house.copy("alice", U), before, "{to}: {said} {state:?}");
    }
    assert!(before.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_without_a_calendar_gets_an_invitation_as_a_mail() {
    let desk = Desk::new().await;
    let bobs = desk.post.house.calendar("bob", "calendar");
    desk.post.house.write(move |tx| tx.delete_calendar(bobs)).await;
    let plain = "ORGANIZER:mailto:boss@corp.example";
    let raw = from_outside("boss@corp.example", "REQUEST", plain, 0);
    let (state, said) = desk.take("lmtp", "bob@cal.example.org", &raw).await;
    assert_eq!(state, SpoolState::Done);
    assert!(said.starts_with("handed on as mail"), "{said}");
    assert_eq!(desk.forwards().len(), 1);
}
