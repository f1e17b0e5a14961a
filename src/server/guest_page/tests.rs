//! The page as guests and strangers see it.

use http_body_util::BodyExt;

use super::*;
use crate::schedule::testing::{House, event, lunch};

const U: &str = "lunch@example.org";
const GINA: &str = "gina@else.example";

struct Page {
    house: House,
    pages: GuestPages,
    token: String,
}

impl Page {
    /// Gina's page for what Alice stored.
    async fn of(text: &str) -> Page {
        let house = House::new().await;
        house.put("alice", "a.ics", text).await.unwrap();
        let keys = house.write(Keys::of).await;
        let invitation = Invitation {
            code: crate::guest::new_code().unwrap(),
            principal: house.person("alice"),
            uid: U.to_owned(),
            attendee: GINA.to_owned(),
            organizer: "alice@example.org".to_owned(),
            wire: String::new(),
            last_sent: None,
        };
        let token = keys.link(&invitation);
        house.write(move |tx| tx.add_invitation(&invitation, chrono::DateTime::UNIX_EPOCH)).await;
        house.wait(60);
        let pages = GuestPages::new(house.app.clone(), keys);
        Page { house, pages, token }
    }

    async fn get(&self) -> (u16, String) {
        read(self.pages.show(&self.token, "")).await
    }

    async fn post(&self, form: &str) -> (u16, String) {
        read(self.pages.answer(&self.token, form.as_bytes()).await).await
    }
}

async fn read(response: Response<Body>) -> (u16, String) {
    let status = response.status().as_u16();
    let Ok(body) = response.into_body().collect().await else { panic!("a body that breaks") };
    (status, String::from_utf8(body.to_bytes().to_vec()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_changes_nothing_and_answering_does() {
    let page = Page::of(&lunch(U, &[GINA])).await;
    let before = page.house.copy("alice", U);
    let (status, text) = page.get().await;
    assert!(status == 200 && text.contains("Lunch") && text.contains(GINA));
    assert_eq!(page.house.copy("alice", U), before);
    assert_eq!(page.post("answer=accept").await.0, 200);
    assert!(page.house.line("alice", U, GINA).contains("PARTSTAT=ACCEPTED"));
    assert_eq!(page.house.read(|tx| tx.answers(page.house.person("alice"), U))[0].door, "link");
    let (status, _) = page.post("answer=perhaps").await;
    assert_eq!(status, 400);
    assert!(page.house.line("alice", U, GINA).contains("PARTSTAT=ACCEPTED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_sees_nothing() {
    let page = Page::of(&lunch(U, &[GINA])).await;
    for token in ["", "x", &page.token[1..], &page.token.replace(&page.token[20..21], "_"), &"a".repeat(32)] {
        let (status, text) = read(page.pages.show(token, "")).await;
        assert!(status >= 400 && !text.contains("Lunch"), "{token}: {status}");
        let (status, _) = read(page.pages.answer(token, b"answer=accept").await).await;
        assert!(status >= 400, "{token}");
    }
    assert!(page.house.line("alice", U, GINA).contains("NEEDS-ACTION"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_of_one_date_sees_that_date_alone_and_answers_for_it() {
    let series = event(
        U,
        &[
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "DESCRIPTION:Only for us",
            "ORGANIZER:mailto:alice@example.org",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org",
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:hugo@else.example",
        ],
    );
    let date = "BEGIN:VEVENT\r\nUID:lunch@example.org\r\nRECURRENCE-ID:20260317T120000Z\r\nDTSTAMP:20260302T090000Z\r\n\
                DTSTART:20260317T120000Z\r\nDTEND:20260317T123000Z\r\nSUMMARY:With Gina\r\n\
                ORGANIZER:mailto:alice@example.org\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org\r\n\
                ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:gina@else.example\r\nEND:VEVENT\r\nEND:VCALENDAR";
    let page = Page::of(&series.replace("END:VCALENDAR", date)).await;
    let (status, text) = page.get().await;
    assert_eq!(status, 200);
    assert!(text.contains("With Gina") && !text.contains("Only for us") && !text.contains("hugo"), "{text}");
    let (status, text) = page.post("answer=decline").await;
    assert_eq!(status, 200, "{text}");
    assert!(page.house.line("alice", U, GINA).contains("PARTSTAT=DECLINED"));
    assert!(page.house.line("alice", U, "hugo@else.example").contains("NEEDS-ACTION"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_who_was_taken_off_the_list_cannot_answer() {
    let page = Page::of(&lunch(U, &["hugo@else.example"])).await;
    let (status, text) = page.get().await;
    assert!(status >= 400 && !text.contains("hugo"), "{text}");
    assert!(page.post("answer=accept").await.0 >= 400);
    assert!(page.house.notices("alice").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_hammers_is_stopped_for_an_hour() {
    let page = Page::of(&lunch(U, &[GINA])).await;
    for _ in 0..ANSWERS_AN_HOUR {
        assert_eq!(page.post("answer=accept").await.0, 200);
    }
    assert_eq!(page.post("answer=decline").await.0, 429);
    assert!(page.house.line("alice", U, GINA).contains("PARTSTAT=ACCEPTED"));
    page.house.wait(60);
    assert_eq!(page.post("answer=decline").await.0, 200);
    assert!(page.house.line("alice", U, GINA).contains("PARTSTAT=DECLINED"));
}
