//! Rules that hold for every page, checked on one of each.
//!
//! With `RSVPD_GALLERY=folder cargo test gallery` the pages are written there, to be looked at.

use super::demo::{self, MailLine, MailView, Mailbox, MailboxView, ShownMail};
use super::proposal::{self, BadProposal, Precision, ProposedView, Proposing};
use super::rsvp::{self, BadAnswer, Closed, ClosedView, Instance, RsvpAnswer, RsvpView, ThanksView};
use super::settings::{self, Choice, FeedLine, MainPassword, PasswordLine, SettingsView, SignInLine};
use super::sign_in::{self, NotSignedIn, SignInView};
use super::start::{self, DemoStart, Login, StartView};
use super::waiting::{self, Asked, Other, WaitingView};
use crate::ical::{CalAddress, CalendarObject, Zone};
use crate::imip::{Change, Facts, Language, Party, Reader};
use crate::store::Question;

const ATTACK: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

fn facts(lines: &str) -> Facts {
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260504T081502Z\r\n{}\r\n\
         ORGANIZER;CN=Alice Example:mailto:alice@home.example\r\n\
         ATTENDEE;CN=Alice Example;PARTSTAT=ACCEPTED:mailto:alice@home.example\r\n\
         ATTENDEE;CN=Bob Guest;PARTSTAT=NEEDS-ACTION:mailto:bob@guest.example\r\n\
         ATTENDEE;PARTSTAT=TENTATIVE;ROLE=OPT-PARTICIPANT:mailto:carol@guest.example\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n",
        lines.lines().map(str::trim_start).collect::<Vec<_>>().join("\r\n")
    );
    let object = CalendarObject::read(text.as_bytes()).unwrap();
    let floating = Zone::iana("Europe/Berlin").unwrap();
    let zone = Zone::iana("America/New_York");
    let bob = CalAddress::mailto("bob@guest.example");
    Facts::of(&object, &Reader { address: &bob, language: Language::English, floating: &floating, zone: zone.as_ref() })
}

fn meeting() -> Facts {
    facts(
        "DTSTART;TZID=Europe/Berlin:20260512T100000
         DTEND;TZID=Europe/Berlin:20260512T110000
         RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260630T215959Z
         SUMMARY:Project start
         LOCATION:Room 4\\, second floor
         CONFERENCE;VALUE=URI:https://meet.example/abc-defg
         DESCRIPTION:Please bring the plan.\\n\\nMore at https://wiki.home.example/plan.",
    )
}

fn hostile() -> Facts {
    facts(&format!(
        "DTSTART:20260512T100000Z\nSUMMARY:{ATTACK}\nLOCATION:{ATTACK}\nDESCRIPTION:{ATTACK}\\njavascript:alert(3) https://a.example/\"onmouseover=alert(4)"
    ))
}

fn bob() -> Party {
    Party::new(Some("Bob Guest"), "bob@guest.example")
}

fn rsvp_view<'a>(facts: &'a Facts, guest: &'a Party) -> RsvpView<'a> {
    RsvpView {
        language: Language::English,
        host: "cal.example.org",
        facts,
        guest,
        action: "/i/token",
        answered: None,
        chosen: None,
        comment: "",
        instances: &[],
        instance: None,
        changes: &[],
        problem: None,
        stop: Some("/stop/token"),
        proposing: None,
    }
}

fn instances() -> Vec<Instance> {
    let at = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc();
    vec![
        Instance::of(at("2026-05-12T08:00:00Z"), "Tuesday, 12 May 2026".to_owned()),
        Instance::of(at("2026-05-26T08:00:00Z"), "Tuesday, 26 May 2026".to_owned()),
    ]
}

/// One question of each kind.
fn asked(facts: &Facts) -> Vec<Asked> {
    [Question::Proposal(0, 1), Question::Newcomer, Question::Answer, Question::Invitation]
        .into_iter()
        .zip(1..)
        .map(|(question, id)| Asked {
            id,
            seen: "0123456789abcdef".into(),
            question,
            title: ATTACK.into(),
            who: ATTACK.into(),
            asked: Some(ATTACK.into()),
            rows: facts.rows.clone(),
            comment: ATTACK.into(),
            since: "2026-05-04 08:15 UTC".into(),
            is_proven: false,
        })
        .collect()
}

/// One of each page, by name.
fn pages() -> Vec<(&'static str, String)> {
    let (meeting, hostile, bob, language) = (meeting(), hostile(), bob(), Language::English);
    let villain = Party::new(Some(ATTACK), "x@guest.example");
    let changes = [
        Change {
            label: "When".into(),
            old: Some("Tuesday, 5 May 2026, 10:00–11:00 (CEST, UTC+2)".into()),
            new: ATTACK.into(),
        },
        Change { label: "Online".into(), old: None, new: "https://meet.example/abc-defg".into() },
    ];
    let instances = instances();
    let plain = rsvp_view(&meeting, &bob);
    let proposing = Proposing {
        action: "/r/token/proposal".into(),
        precision: Precision::Minutes,
        zone: "Europe/Berlin".into(),
        start: "2026-05-12T10:00".into(),
        end: "<script>alert(1)</script>\"'>".into(),
        comment: ATTACK.into(),
        problem: Some(BadProposal::NoTime),
    };
    let full = RsvpView {
        answered: Some(RsvpAnswer::Tentative),
        chosen: Some(RsvpAnswer::Accept),
        comment: "I come later.\nSave me a seat",
        instances: &instances,
        instance: Some(instances[1].recurrence),
        changes: &changes,
        problem: Some(BadAnswer::LongComment),
        proposing: Some(&proposing),
        ..plain.clone()
    };
    let attacked = RsvpView { comment: ATTACK, ..rsvp_view(&hostile, &villain) };
    let thanks = ThanksView {
        language,
        host: "cal.example.org",
        facts: &meeting,
        guest: &bob,
        answer: RsvpAnswer::Accept,
        comment: "I come later.\nSave me a seat.",
        instance: Some("Tuesday, 26 May 2026"),
        change: "/i/token",
        calendar: Some("/i/token/event.ics"),
    };
    let proposed = ProposedView {
        language,
        host: "cal.example.org",
        facts: &meeting,
        guest: &bob,
        when: "Wed 13 May 2026 10:00 – 11:00",
        comment: ATTACK,
        back: "/r/token",
    };
    let closed =
        |closed, facts| rsvp::closed(&ClosedView { language, host: "cal.example.org", closed, facts }).unwrap();
    let logins =
        [Login { name: "alice".into(), password: "apple-tree".into(), who: "Alice Example, alice@example.org".into() }];
    let start = StartView {
        language,
        host: "cal.example.org",
        caldav_url: "https://cal.example.org/",
        version: "0.1.0",
        demo: Some(DemoStart { mailbox: "/demo/", logins: &logins }),
    };
    let mail = ShownMail {
        from: "Alice Example via cal.example.org <invitations@cal.example.org>".into(),
        to: "Bob Guest <bob@guest.example>".into(),
        reply_to: "Alice Example <i-7q4f@cal.example.org>".into(),
        subject: "Invitation: Project start @ Tue 12 May 2026 10:00 - 11:00 (CEST)".into(),
        date: "2026-05-04 08:15 UTC".into(),
        html: Some(ATTACK.into()),
        plain: Some(ATTACK.into()),
        calendar: Some("BEGIN:VCALENDAR\nEND:VCALENDAR".into()),
        method: Some("REQUEST".into()),
        raw: ATTACK.into(),
    };
    let mails = [
        MailLine::of(&mail, "/demo/mail/1".into()),
        MailLine::of(&ShownMail { subject: ATTACK.into(), ..mail.clone() }, "/demo/mail/2".into()),
    ];
    let guests =
        [Mailbox { address: "bob@guest.example".into(), mails: 2, href: "/demo/?to=bob@guest.example".into() }];
    let mailbox = MailboxView {
        language,
        host: "cal.example.org",
        start: "/",
        all: "/demo/",
        guests: &guests,
        selected: Some("bob@guest.example"),
        mails: &mails,
    };
    let shown = MailView {
        language,
        host: "cal.example.org",
        mail: &mail,
        mailbox: "/demo/",
        html: Some("/demo/mail/1/html"),
        raw: Some("/demo/mail/1/raw"),
        answer_action: Some("/demo/mail/1/answer"),
    };
    let signing_in = SignInView {
        language,
        host: "cal.example.org",
        token: "token",
        to: "/settings/",
        // The search for tags below does not know quotes.
        name: "<script>alert(1)</script>\"'>",
        problem: Some(NotSignedIn::TooOften(8)),
        elsewhere: Some("Sign in with Example"),
    };
    let passwords = [PasswordLine {
        id: 7,
        // As above: it stands in an attribute.
        name: "<script>alert(1)</script>\"'>".into(),
        opens: "everything",
        created: "2026-05-04".into(),
        used: "never".into(),
        expires: "never".into(),
    }];
    let sign_ins = [SignInLine { last: "2026-05-04 08:15".into(), peer: "192.0.2.1".into(), means: ATTACK.into() }];
    let choices = [Choice { value: "everything", label: "Everything" }];
    let feeds = [FeedLine {
        name: "<script>alert(1)</script>\"'>".into(),
        shows: format!("the events of {ATTACK}"),
        created: "2026-05-04".into(),
        used: "never".into(),
    }];
    let calendars = [Choice { value: "work", label: ATTACK }];
    let settings = SettingsView {
        language,
        host: "cal.example.org",
        token: "token",
        name: "alice",
        display_name: ATTACK,
        waiting: (2, 1),
        caldav_url: "https://cal.example.org/",
        made: Some((ATTACK, "abcde-fghij-klmno-pqrst-uvwxyz")),
        made_feed: Some((ATTACK, "https://cal.example.org/feed/abcde.ics")),
        done: Some("The app password is removed."),
        problem: None,
        passwords: &passwords,
        scopes: &choices,
        times: &choices,
        feeds: &feeds,
        calendars: &calendars,
        main: MainPassword::OpensEverything,
        sign_ins: &sign_ins,
    };
    let bare = SettingsView {
        waiting: (0, 0),
        made: None,
        made_feed: None,
        feeds: &[],
        calendars: &[],
        done: None,
        problem: Some("That did not work."),
        passwords: &[],
        sign_ins: &[],
        main: MainPassword::Elsewhere,
        ..settings.clone()
    };
    let asked = asked(&hostile);
    let others = [Other { name: "carol".into(), display_name: ATTACK.into(), count: 3 }];
    let waiting = WaitingView {
        language,
        host: "cal.example.org",
        token: "token",
        acting: None,
        others: &others,
        all: 23,
        asked: &asked,
        is_later_part: true,
        more_after: Some(24),
        done: Some("The meeting is moved."),
        problem: Some("That question is not there any more."),
    };
    vec![
        ("sign-in", sign_in::page(&signing_in).unwrap()),
        ("settings", settings::page(&settings).unwrap()),
        ("settings-bare", settings::page(&bare).unwrap()),
        ("waiting", waiting::page(&waiting).unwrap()),
        (
            "waiting-for-another",
            waiting::page(&WaitingView { acting: Some(("carol", ATTACK)), others: &[], ..waiting.clone() }).unwrap(),
        ),
        ("waiting-nothing", waiting::page(&WaitingView { all: 0, asked: &[], ..waiting.clone() }).unwrap()),
        ("rsvp", rsvp::page(&plain).unwrap()),
        ("rsvp-full", rsvp::page(&full).unwrap()),
        ("rsvp-attacked", rsvp::page(&attacked).unwrap()),
        ("thanks", rsvp::thanks(&thanks).unwrap()),
        ("proposed", proposal::proposed(&proposed).unwrap()),
        ("cancelled", closed(Closed::Cancelled, Some(&meeting))),
        ("unknown", closed(Closed::Unknown, Some(&meeting))),
        ("start", start::page(&start).unwrap()),
        ("start-plain", start::page(&StartView { demo: None, ..start.clone() }).unwrap()),
        ("mailbox", demo::mailbox(&mailbox).unwrap()),
        (
            "mailbox-empty",
            demo::mailbox(&MailboxView { mails: &[], guests: &[], selected: None, ..mailbox.clone() }).unwrap(),
        ),
        ("mail", demo::mail(&shown).unwrap()),
    ]
}

/// The tags of a page, as far as a text search can tell.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).filter_map(|rest| rest.split('>').next()).collect()
}

#[test]
fn no_page_has_scripts_inline_styles_or_handlers() {
    for (name, page) in pages() {
        for tag in tags(&page) {
            let tag = tag.to_ascii_lowercase();
            let element = tag.split([' ', '\n']).next().unwrap();
            assert!(!["script", "style", "img", "object", "embed", "base"].contains(&element), "{name}: {tag}");
            let handler = tag.split(' ').any(|word| word.starts_with("on") && word.contains('='));
            assert!(!handler && !tag.contains(" style="), "{name}: {tag}");
        }
    }
}

#[test]
fn no_page_loads_anything_from_elsewhere() {
    for (name, page) in pages() {
        for tag in tags(&page) {
            let loads = tag.starts_with("link") || tag.starts_with("iframe") || tag.starts_with("form");
            assert!(!(loads && tag.contains("//")), "{name}: {tag}");
        }
    }
}

#[test]
fn what_others_wrote_is_only_ever_text() {
    for (name, page) in pages() {
        assert!(!page.contains("<script>") && !page.contains("<img"), "{name}");
        assert!(!page.contains("href=\"javascript:"), "{name}");
    }
    let attacked = pages().into_iter().find(|(name, _)| *name == "rsvp-attacked").unwrap().1;
    assert!(attacked.contains("&#60;script&#62;alert(1)"), "{attacked}");
}

#[test]
fn every_page_says_its_language_title_and_width_and_has_one_main_heading() {
    for (name, page) in pages() {
        for needed in [
            "<html lang=\"en\" dir=\"ltr\">",
            "<title>",
            "name=\"viewport\"",
            "content=\"noindex, nofollow\"",
            "<main>",
        ] {
            assert!(page.contains(needed), "{name}: {needed}");
        }
        assert!(!page.contains("This page sets no cookies") || !page.contains("type=\"password\""), "{name}");
        assert!(!page.contains("<title></title>"), "{name}");
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
    }
}

#[test]
fn every_field_has_its_label_and_every_form_posts() {
    for (name, page) in pages() {
        for tag in tags(&page) {
            if tag.starts_with("form") {
                assert!(tag.contains("method=\"post\""), "{name}: {tag}");
            }
            let is_typed = tag.starts_with("input") && tag.contains("id=");
            if is_typed || tag.starts_with("textarea") || tag.starts_with("select") {
                let id = tag.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
                assert!(page.contains(&format!("<label for=\"{id}\"")), "{name}: {tag}");
            }
        }
        assert_eq!(page.matches("type=\"radio\"").count(), page.matches("<label class=\"choice").count(), "{name}");
    }
}

#[test]
fn a_page_without_form_tells_nothing_of_the_event_to_strangers() {
    let pages = pages();
    let page = |wanted: &str| &pages.iter().find(|(name, _)| *name == wanted).unwrap().1;
    assert!(!page("unknown").contains("Project start"));
    assert!(page("cancelled").contains("Project start"));
}

#[test]
fn templates_have_no_inline_styles_but_the_mails() {
    let templates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/templates");
    for file in std::fs::read_dir(templates).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("style=") && !text.contains("<style") && !text.contains("|safe"), "{}", path.display());
    }
}

#[test]
fn the_stylesheet_loads_nothing() {
    assert!(!super::STYLESHEET.contains("url(") && !super::STYLESHEET.contains("@import"));
}

#[test]
fn a_gallery_of_all_pages_can_be_written() {
    let pages = pages();
    assert!(pages.iter().all(|(_, page)| page.len() < 30_000));
    let Ok(folder) = std::env::var("RSVPD_GALLERY") else { return };
    let folder = std::path::Path::new(&folder);
    std::fs::write(folder.join("guest.css"), super::STYLESHEET).unwrap();
    for (name, page) in pages {
        let page = page.replace("/static/guest.css", "guest.css");
        std::fs::write(folder.join(format!("page-{name}.html")), page).unwrap();
    }
}
