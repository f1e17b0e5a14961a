use super::*;
use crate::mail::Address;
use crate::smtp::testing::{Scripted, handshakes, route, server_tls, start};
use crate::smtp::{DsnRequest, Lasting, Limits, Protocol};

async fn delivered(route: &Route, data: &str) -> Result<Accepted, Failed> {
    let rcpt = Address::parse("bob@else.example").unwrap();
    let dsn = DsnRequest { envid: "m-1".to_owned() };
    let letter = Letter { mail_from: "b-1@cal.example.org", rcpt: &rcpt, data: data.as_bytes(), dsn: Some(&dsn) };
    deliver(route, Place::Named, &letter, &handshakes()).await
}

/// What the server does, and what is made of it: stage, whether it lasts, code, enhanced code, part of the text.
type Trouble = (&'static str, Stage, Lasting, Option<u16>, &'static str, &'static str);

const TEMPORARY: Lasting = Lasting::Temporary;
const PERMANENT: Lasting = Lasting::Permanent;

const TROUBLES: &[Trouble] = &[
    ("close", Stage::Greeting, TEMPORARY, None, "4.4.2", "closed"),
    ("hang", Stage::Greeting, TEMPORARY, None, "4.4.2", "too long"),
    ("drip", Stage::Greeting, TEMPORARY, None, "4.4.2", "too long"),
    ("> HTTP/1.1 400 Bad Request\nhang", Stage::Greeting, TEMPORARY, None, "4.5.0", "does not speak SMTP"),
    ("> 421 4.3.2 come back later\nclose", Stage::Greeting, TEMPORARY, Some(421), "4.3.2", "come back later"),
    ("> 554 5.7.1 blocked\n< QUIT", Stage::Greeting, TEMPORARY, Some(554), "5.7.1", "blocked"),
    ("> 521 no mail\nclose", Stage::Greeting, PERMANENT, Some(521), "", "no mail"),
    ("> 220 hi\n< EHLO\nclose", Stage::Hello, TEMPORARY, None, "4.4.2", "closed"),
    (
        "> 220 hi\n< EHLO\n> 550 5.7.1 your name is bad\nhang",
        Stage::Hello,
        PERMANENT,
        Some(550),
        "5.7.1",
        "your name is bad",
    ),
    ("> 220 hi\n< EHLO\n> 500 what?\n< HELO\n> 450 no\nhang", Stage::Hello, TEMPORARY, Some(450), "", "no"),
    ("> 220 hi\n< EHLO\n> 250-x\n> 550 y\nhang", Stage::Hello, TEMPORARY, None, "4.5.0", "does not speak SMTP"),
    ("> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 452 4.3.1 full\n< QUIT", Stage::Mail, TEMPORARY, Some(452), "4.3.1", "full"),
    ("> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 550 5.7.1 no\n< QUIT", Stage::Mail, PERMANENT, Some(550), "5.7.1", "no"),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 530 5.7.0 log in\n< QUIT",
        Stage::Mail,
        TEMPORARY,
        Some(530),
        "5.7.0",
        "log in",
    ),
    ("> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 421 bye\nclose", Stage::Mail, TEMPORARY, Some(421), "", "bye"),
    ("> 220 hi\n< EHLO\n> 250 x\n< MAIL\nclose", Stage::Mail, TEMPORARY, None, "4.4.2", "closed"),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 450 4.2.0 greylisted\n< QUIT",
        Stage::Rcpt,
        TEMPORARY,
        Some(450),
        "4.2.0",
        "greylisted",
    ),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 550-5.1.1 unknown\n> 550 5.1.1 user\n< QUIT",
        Stage::Rcpt,
        PERMANENT,
        Some(550),
        "5.1.1",
        "unknown user",
    ),
    ("> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\nhang", Stage::Rcpt, TEMPORARY, None, "4.4.2", "too long"),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 250 z\n< DATA\n> 451 4.3.0 no\n< QUIT",
        Stage::Data,
        TEMPORARY,
        Some(451),
        "4.3.0",
        "no",
    ),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 250 z\n< DATA\n> 554 5.5.1 no\n< QUIT",
        Stage::Data,
        PERMANENT,
        Some(554),
        "5.5.1",
        "no",
    ),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 250 z\n< DATA\n> 250 what?\n< QUIT",
        Stage::Data,
        TEMPORARY,
        Some(250),
        "",
        "what?",
    ),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 250 z\n< DATA\n> 354 go\nmail\n> 452 4.2.2 full\n< QUIT",
        Stage::Done,
        TEMPORARY,
        Some(452),
        "4.2.2",
        "full",
    ),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 250 z\n< DATA\n> 354 go\nmail\n> 554 5.7.1 spam\n< QUIT",
        Stage::Done,
        PERMANENT,
        Some(554),
        "5.7.1",
        "spam",
    ),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 250 z\n< DATA\n> 354 go\nmail\nclose",
        Stage::Done,
        TEMPORARY,
        None,
        "4.4.2",
        "closed",
    ),
    (
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250 y\n< RCPT\n> 250 z\n< DATA\n> 354 go\nmail\n> gibberish\nhang",
        Stage::Done,
        TEMPORARY,
        None,
        "4.5.0",
        "does not speak SMTP",
    ),
];

#[tokio::test]
async fn every_trouble_is_told_with_its_stage_and_whether_it_lasts() {
    let mut all = tokio::task::JoinSet::new();
    TROUBLES.iter().for_each(|trouble| drop(all.spawn(is_told(trouble))));
    while let Some(told) = all.join_next().await {
        told.unwrap();
    }
}

async fn is_told((script, stage, lasting, code, enhanced, text): &'static Trouble) {
    let server = Scripted::start(&[script]).await;
    let mut route = route(server.address, Tls::Never);
    if text.contains("too long") {
        route.timeout = Duration::from_millis(400);
    }
    let failed = delivered(&route, "hi\r\n").await.unwrap_err();
    assert_eq!((failed.stage, failed.lasting, failed.code), (*stage, *lasting, *code), "{script}\n{failed}");
    assert_eq!(failed.enhanced.as_deref().unwrap_or_default(), *enhanced, "{script}\n{failed}");
    assert!(failed.text.contains(text), "{script}\n{failed}");
    server.finish().await;
}

#[tokio::test]
async fn nobody_at_home_is_temporary() {
    let server = Scripted::start(&[]).await;
    let address = server.address;
    server.finish().await;
    let failed = delivered(&route(address, Tls::Never), "hi\r\n").await.unwrap_err();
    assert_eq!((failed.stage, failed.lasting), (Stage::Connect, TEMPORARY));
    let named = Route { host: "no-such-host.invalid".to_owned(), ..route(address, Tls::Never) };
    let failed = delivered(&named, "hi\r\n").await.unwrap_err();
    assert_eq!((failed.stage, failed.lasting), (Stage::Connect, TEMPORARY));
}

#[tokio::test]
async fn a_server_of_the_old_days_gets_the_mail_too() {
    let script = "> 220-hello\n> 220 there\n< EHLO mx.else.example\n> 502 5.5.1 what?\n< HELO mx.else.example\n> 250 STARTTLS\n< MAIL FROM:<b-1@cal.example.org>\r\n\n> 250\n< RCPT TO:<bob@else.example>\r\n\n> 251 will forward\n< DATA\n> 354\nmail\n> 250 OK id=1\n< QUIT\n> 221 bye";
    let server = Scripted::start(&[script]).await;
    let accepted = delivered(&route(server.address, Tls::Opportunistic), ".a\r\n..\r\n\r\nb").await.unwrap();
    assert_eq!(accepted, Accepted { code: 250, text: "OK id=1".to_owned(), channel: Channel::Clear });
    assert_eq!(server.finish().await, ["..a\r\n...\r\n\r\nb\r\n.\r\n"]);
}

#[tokio::test]
async fn reports_are_asked_for_where_dsn_is_offered() {
    let script = "> 220 hi\n< EHLO\n> 250-x\n> 250-SIZE 1000\n> 250-8BITMIME\n> 250 DSN\n< MAIL FROM:<b-1@cal.example.org> SIZE=4 BODY=8BITMIME RET=HDRS ENVID=m-1\n> 250\n< RCPT TO:<bob@else.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob@else.example\n> 250\n< DATA\n> 354\nmail\n> 250 2.6.0 queued\n< QUIT\n> 221";
    let server = Scripted::start(&[script]).await;
    let accepted = delivered(&route(server.address, Tls::Never), "é\r\n").await.unwrap();
    assert_eq!((accepted.code, accepted.text.as_str()), (250, "queued"));
    server.finish().await;
}

#[tokio::test]
async fn a_huge_reply_is_not_read_to_its_end() {
    let line = format!(">> 220-{}\\r\\n", "x".repeat(500));
    for script in [vec![line.as_str(); 200].join("\n"), format!(">> 220 {}\nhang", "x".repeat(100_000))] {
        let server = Scripted::start(&[&script]).await;
        let failed = delivered(&route(server.address, Tls::Never), "hi\r\n").await.unwrap_err();
        assert_eq!((failed.stage, failed.text.as_str()), (Stage::Greeting, "the server's reply is too long"));
        drop(server);
    }
}

#[tokio::test]
async fn the_last_words_of_a_server_that_stops_reading_count() {
    let script =
        "> 220 hi\n< EHLO\n> 250 x\n< MAIL\n> 250\n< RCPT\n> 250\n< DATA\n> 354\n> 552 5.3.4 far too large\nclose";
    let server = Scripted::start(&[script]).await;
    let failed = delivered(&route(server.address, Tls::Never), &"x\r\n".repeat(2_000_000)).await.unwrap_err();
    // Whether our kernel still has the words when the pipe breaks is a race that either side may win.
    match failed.code {
        Some(code) => assert_eq!((code, failed.lasting), (552, PERMANENT)),
        None => assert_eq!((failed.stage, failed.lasting), (Stage::Data, TEMPORARY)),
    }
}

#[tokio::test]
async fn a_handshake_that_fails_is_tried_again_in_the_clear_only_if_tls_was_an_offer() {
    let broken = "> 220 hi\n< EHLO\n> 250-x\n> 250 STARTTLS\n< STARTTLS\n> 220 go\n> this is no handshake\nclose";
    let refused = "> 220 hi\n< EHLO\n> 250-x\n> 250 STARTTLS\n< STARTTLS\n> 454 4.7.0 not now\nclose";
    let clear = "> 220 hi\n< EHLO\n> 250-x\n> 250 STARTTLS\n< MAIL\n> 250\n< RCPT\n> 250\n< DATA\n> 354\nmail\n> 250 OK\n< QUIT\n> 221";
    for first in [broken, refused] {
        let server = Scripted::start(&[first, clear]).await;
        let accepted = delivered(&route(server.address, Tls::Opportunistic), "hi\r\n").await.unwrap();
        assert_eq!(accepted.channel, Channel::Clear);
        assert_eq!(server.finish().await.len(), 1);
        let server = Scripted::start(&[first]).await;
        let failed = delivered(&route(server.address, Tls::Required), "hi\r\n").await.unwrap_err();
        assert_eq!((failed.stage, failed.lasting), (Stage::Tls, TEMPORARY));
        server.finish().await;
    }
}

#[tokio::test]
async fn words_added_in_the_clear_before_the_handshake_are_noticed() {
    // Attack: "250 OK" put behind the answer to STARTTLS would answer our first encrypted command.
    let script = "> 220 hi\n< EHLO\n> 250-x\n> 250 STARTTLS\n< STARTTLS\n>> 220 go\\r\\n250 OK\\r\\n\nhang";
    let server = Scripted::start(&[script]).await;
    let failed = delivered(&route(server.address, Tls::Required), "hi\r\n").await.unwrap_err();
    assert_eq!((failed.stage, failed.text.as_str()), (Stage::Tls, "the server said too much before the handshake"));
    server.finish().await;
}

#[tokio::test]
async fn a_required_certificate_must_be_valid_and_for_this_host() {
    let receiver = start("127.0.0.1:0", Protocol::Smtp, Limits::default(), Some(server_tls())).await;
    let rcpt = Address::parse("alice@cal.example.org").unwrap();
    let letter = Letter { mail_from: "", rcpt: &rcpt, data: b"hi\r\n", dsn: None };
    let place = Place::At(receiver.address);
    for (host, handshakes, is_sent) in [
        ("mx.else.example", &handshakes(), true),
        ("mx.evil.example", &handshakes(), false),
        ("not a name", &handshakes(), false),
        ("mx.else.example", Handshakes::usual(), false),
    ] {
        let route = Route { host: host.to_owned(), ..route(receiver.address, Tls::Required) };
        let result = deliver(&route, place, &letter, handshakes).await;
        assert_eq!(result.as_ref().map_err(|failed| failed.stage), result.as_ref().map_err(|_| Stage::Tls), "{host}");
        assert_eq!(result.is_ok(), is_sent, "{host}: {result:?}");
        // Whoever cannot be verified still gets mail, encrypted or not, where TLS was only an offer.
        let offered = Route { tls: Tls::Opportunistic, ..route };
        assert!(deliver(&offered, place, &letter, handshakes).await.is_ok(), "{host}");
    }
    receiver.stop().await;
}

fn with_password(address: SocketAddr, tls: Tls) -> Route {
    let auth = Some(Credentials { user: "alice".to_owned(), password: "s3cret".to_owned() });
    Route { auth, ..route(address, tls) }
}

#[tokio::test]
async fn a_log_in_comes_before_the_mail() {
    let rest = "< MAIL\n> 250\n< RCPT\n> 250\n< DATA\n> 354\nmail\n> 250 OK\n< QUIT\n> 221";
    for log_in in [
        "> 250 AUTH CRAM-MD5 PLAIN LOGIN\n< AUTH PLAIN AGFsaWNlAHMzY3JldA==\n> 235 2.7.0 welcome",
        "> 250 AUTH LOGIN\n< AUTH LOGIN\n> 334 VXNlcm5hbWU6\n< YWxpY2U=\n> 334 UGFzc3dvcmQ6\n< czNjcmV0\n> 235 2.7.0 welcome",
    ] {
        let server = Scripted::start(&[&format!("> 220 hi\n< EHLO\n> 250-x\n{log_in}\n{rest}")]).await;
        delivered(&with_password(server.address, Tls::Never), "hi\r\n").await.unwrap();
        server.finish().await;
    }
}

#[tokio::test]
async fn a_password_never_leaves_by_the_wrong_door() {
    for (reply, code, text) in [
        ("> 535 5.7.8 wrong password", Some(535), "wrong password"),
        (
            "> 535 5.7.8 s3cret is wrong",
            Some(535),
            "refused; the server's words are withheld, as they repeat the password",
        ),
        (
            "> 535 AGFsaWNlAHMzY3JldA== is wrong",
            Some(535),
            "refused; the server's words are withheld, as they repeat the password",
        ),
        ("close", None, "the server closed the connection or does not speak SMTP"),
        ("> what?\nhang", None, "the server closed the connection or does not speak SMTP"),
    ] {
        let server =
            Scripted::start(&[&format!("> 220 hi\n< EHLO\n> 250-x\n> 250 AUTH PLAIN\n< AUTH PLAIN\n{reply}")]).await;
        let failed = delivered(&with_password(server.address, Tls::Never), "hi\r\n").await.unwrap_err();
        assert_eq!(
            (failed.stage, failed.lasting, failed.code, failed.text.as_str()),
            (Stage::Auth, TEMPORARY, code, text)
        );
        server.finish().await;
    }
    // With a password TLS is never optional.
    let script = "> 220 hi\n< EHLO\n> 250-x\n> 250 AUTH PLAIN\nhang";
    let server = Scripted::start(&[script]).await;
    let failed = delivered(&with_password(server.address, Tls::Opportunistic), "hi\r\n").await.unwrap_err();
    assert_eq!((failed.stage, failed.lasting), (Stage::Tls, TEMPORARY));
    server.finish().await;
    // Nor is a server asked that offers nothing we know.
    let server = Scripted::start(&["> 220 hi\n< EHLO\n> 250-x\n> 250 AUTH GSSAPI\nhang"]).await;
    let failed = delivered(&with_password(server.address, Tls::Never), "hi\r\n").await.unwrap_err();
    assert_eq!((failed.stage, failed.lasting), (Stage::Auth, TEMPORARY));
    server.finish().await;
}

#[tokio::test]
async fn nothing_is_sent_under_a_name_that_would_break_a_command() {
    let server = Scripted::start(&[]).await;
    for ehlo in ["", "cal example", "cal.example\r\nRSET", "cäl.example"] {
        let route = Route { ehlo: ehlo.to_owned(), ..route(server.address, Tls::Never) };
        assert_eq!(delivered(&route, "hi\r\n").await.unwrap_err().stage, Stage::Check, "{ehlo:?}");
    }
}
