use std::time::Instant;

use tokio::net::{TcpStream, UnixStream};

use super::*;
use crate::smtp::conversation::{Place, deliver};
use crate::smtp::letter::Letter;
use crate::smtp::testing::{Raw, Running, handshakes, route, server_tls, start};
use crate::smtp::{Accepted, Channel, Failed, Lasting, Stage, Tls};

const MAIL: &str = "Subject: hi\r\n\r\n.dot\r\n";

async fn smtp(limits: Limits) -> Running {
    start("127.0.0.1:0", Protocol::Smtp, limits, Some(server_tls())).await
}

async fn sent(server: &Running, tls: Tls, to: &str, data: &str) -> Result<Accepted, Failed> {
    let rcpt = Address::parse(to).unwrap();
    let letter = Letter { mail_from: "bob@else.example", rcpt: &rcpt, data: data.as_bytes(), dsn: None };
    deliver(&route(server.address, tls), Place::Named, &letter, &handshakes()).await
}

async fn raw(server: &Running) -> Raw<TcpStream> {
    Raw(TcpStream::connect(server.address).await.unwrap())
}

#[tokio::test]
async fn a_mail_is_stored_with_its_trace_on_top() {
    let server = smtp(Limits::default()).await;
    let accepted = sent(&server, Tls::Never, "alice@cal.example.org", MAIL).await.unwrap();
    assert_eq!(accepted, Accepted { code: 250, text: "Stored".to_owned(), channel: Channel::Clear });
    let mails = server.mails();
    let [(envelope, mail)] = mails.as_slice() else { panic!("{mails:?}") };
    let expected = Envelope {
        protocol: Protocol::Smtp,
        peer: Some(IpAddr::from([127, 0, 0, 1])),
        helo: "mx.else.example".to_owned(),
        channel: Channel::Clear,
        mail_from: Address::parse("bob@else.example").ok(),
        rcpts: vec![Address::parse("alice@cal.example.org").unwrap()],
        received: DateTime::from_timestamp(1_772_442_000, 0).unwrap(),
    };
    assert_eq!(*envelope, expected);
    let trace = "Return-Path: <bob@else.example>\r\nReceived: from mx.else.example ([127.0.0.1])\r\n\tby cal.example.org with ESMTP;\r\n\tMon, 2 Mar 2026 09:00:00 +0000\r\n";
    assert_eq!(*mail, format!("{trace}{MAIL}"));
    server.stop().await;
}

#[tokio::test]
async fn mail_goes_encrypted_where_it_can() {
    let server = smtp(Limits::default()).await;
    for (tls, channel) in [(Tls::Opportunistic, Channel::Tls), (Tls::Required, Channel::VerifiedTls)] {
        let accepted = sent(&server, tls, "alice@cal.example.org", MAIL).await.unwrap();
        assert_eq!(accepted.channel, channel);
        let (envelope, mail) = server.mails().pop().unwrap();
        assert_eq!(envelope.channel, Channel::Tls);
        assert!(mail.contains(" with ESMTPS;"), "{mail}");
    }
    server.stop().await;
    let without = start("127.0.0.1:0", Protocol::Smtp, Limits::default(), None).await;
    assert_eq!(
        sent(&without, Tls::Opportunistic, "alice@cal.example.org", MAIL).await.unwrap().channel,
        Channel::Clear
    );
    let failed = sent(&without, Tls::Required, "alice@cal.example.org", MAIL).await.unwrap_err();
    assert_eq!((failed.stage, failed.lasting), (Stage::Tls, Lasting::Temporary));
    without.stop().await;
}

#[tokio::test]
async fn the_client_learns_what_the_owner_says() {
    let server = smtp(Limits::default()).await;
    for (to, data, expected) in [
        (
            "unknown@cal.example.org",
            MAIL,
            (Stage::Rcpt, Lasting::Permanent, Some(550), "5.1.1", "There is no such address here"),
        ),
        (
            "later@cal.example.org",
            MAIL,
            (Stage::Rcpt, Lasting::Temporary, Some(451), "4.3.0", "The recipient cannot be checked now"),
        ),
        ("alice@cal.example.org", "FULL", (Stage::Done, Lasting::Temporary, Some(451), "4.3.0", "the disk is full")),
        ("alice@cal.example.org", "BAD", (Stage::Done, Lasting::Permanent, Some(550), "5.7.1", "forged")),
        (
            "alice@cal.example.org",
            &"x\r\n".repeat(4_000_000),
            (
                Stage::Mail,
                Lasting::Permanent,
                None,
                "5.3.4",
                "the mail has 12000000 bytes; the recipient's server takes 10485760",
            ),
        ),
    ] {
        let Failed { lasting, code, enhanced, text, stage } = sent(&server, Tls::Never, to, data).await.unwrap_err();
        assert_eq!((stage, lasting, code, enhanced.as_deref().unwrap(), text.as_str()), expected);
    }
    assert!(server.mails().is_empty());
    server.stop().await;
}

#[tokio::test]
async fn two_hundred_and_fifty_is_said_only_when_the_mail_is_stored() {
    let server = smtp(Limits::default()).await;
    let begun = Instant::now();
    let accepted = sent(&server, Tls::Never, "alice@cal.example.org", "SLOW").await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(300) && accepted.code == 250);
    assert_eq!(server.mails().len(), 1);
    server.stop().await;
}

const LMTP_DIALOG: &str = "LHLO mta.example\r\nMAIL FROM:<bob@else.example>\r\nRCPT TO:<alice@cal.example.org>\r\nRCPT TO:<unknown@cal.example.org>\r\nRCPT TO:<carol@cal.example.org>\r\nDATA\r\n";

async fn speaks_lmtp<S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin>(mut client: Raw<S>) {
    client.hear("220 cal.example.org LMTP rsvpd\r\n").await;
    client.say(LMTP_DIALOG).await;
    let heard = client.hear("354 End with CR LF . CR LF\r\n").await;
    assert!(
        heard.contains(
            "250 2.1.5 Recipient OK\r\n550 5.1.1 There is no such address here\r\n250 2.1.5 Recipient OK\r\n"
        ),
        "{heard}"
    );
    client.say("hi\r\n.\r\nQUIT\r\n").await;
    assert_eq!(client.hear_out().await, "250 2.0.0 Stored\r\n250 2.0.0 Stored\r\n221 2.0.0 Goodbye\r\n");
}

#[tokio::test]
async fn lmtp_is_spoken_over_tcp_and_over_a_unix_socket() {
    let server = start("127.0.0.1:0", Protocol::Lmtp, Limits::default(), None).await;
    speaks_lmtp(raw(&server).await).await;
    let (envelope, mail) = server.mails().pop().unwrap();
    assert_eq!((envelope.protocol, envelope.peer.is_some(), envelope.rcpts.len()), (Protocol::Lmtp, true, 2));
    assert!(mail.contains("Received: from mta.example ([127.0.0.1])\r\n\tby cal.example.org with LMTP;"), "{mail}");
    server.stop().await;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lmtp.sock");
    let server = start(path.to_str().unwrap(), Protocol::Lmtp, Limits::default(), None).await;
    speaks_lmtp(Raw(UnixStream::connect(&path).await.unwrap())).await;
    let (envelope, mail) = server.mails().pop().unwrap();
    assert_eq!((envelope.protocol, envelope.peer), (Protocol::Lmtp, None));
    assert!(mail.contains("Received: from mta.example\r\n\tby cal.example.org with LMTP;"), "{mail}");
    server.stop().await;
}

#[tokio::test]
async fn a_smuggled_mail_never_reaches_the_owner() {
    let server = smtp(Limits::default()).await;
    for end in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r\n", "\r\n.\r"] {
        let mut client = raw(&server).await;
        client
            .say("EHLO evil.example\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<alice@cal.example.org>\r\nDATA\r\n")
            .await;
        client.hear("354 End with CR LF . CR LF\r\n").await;
        client.say(&format!("hi{end}MAIL FROM:<boss@else.example>\r\nRCPT TO:<alice@cal.example.org>\r\nDATA\r\nforged\r\n.\r\nQUIT\r\n")).await;
        let heard = client.hear_out().await;
        assert_eq!(
            heard, "554 5.6.0 The mail has a bare CR or LF; nothing was stored\r\n221 2.0.0 Goodbye\r\n",
            "{end:?}"
        );
    }
    assert!(server.mails().is_empty());
    server.stop().await;
}

#[tokio::test]
async fn plaintext_behind_starttls_is_never_obeyed() {
    let server = smtp(Limits::default()).await;
    let mut client = raw(&server).await;
    client.say("EHLO mx.example\r\n").await;
    client.hear("250 ENHANCEDSTATUSCODES\r\n").await;
    client.say("STARTTLS\r\nMAIL FROM:<eve@evil.example>\r\n").await;
    assert_eq!(client.hear_out().await, "554 5.7.0 Nothing may follow STARTTLS before the handshake\r\n");
    server.stop().await;
}

#[tokio::test]
async fn a_client_that_drips_bytes_wins_no_time() {
    let limits =
        Limits { command_time: Duration::from_millis(200), data_time: Duration::from_millis(200), ..Limits::default() };
    let server = smtp(limits).await;
    for before in ["", "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<alice@cal.example.org>\r\nDATA\r\n"] {
        let begun = Instant::now();
        let (mut reader, mut writer) = TcpStream::connect(server.address).await.unwrap().into_split();
        let dripping = tokio::spawn(async move {
            use tokio::io::AsyncWriteExt;
            writer.write_all(before.as_bytes()).await.unwrap();
            while writer.write_all(b"x").await.is_ok() {
                sleep(Duration::from_millis(20)).await;
            }
        });
        let mut heard = String::new();
        use tokio::io::AsyncReadExt;
        let mut bytes = Vec::new();
        let _ = reader.read_to_end(&mut bytes).await;
        heard.push_str(&String::from_utf8(bytes).unwrap());
        assert!(heard.ends_with("421 4.4.2 That took too long\r\n"), "{heard}");
        assert!(begun.elapsed() < Duration::from_secs(5));
        dripping.abort();
    }
    server.stop().await;
}

#[tokio::test]
async fn every_command_has_its_own_time() {
    let server = smtp(Limits { command_time: Duration::from_millis(600), ..Limits::default() }).await;
    let mut client = raw(&server).await;
    client.hear("rsvpd\r\n").await;
    for _ in 0..5 {
        sleep(Duration::from_millis(150)).await;
        client.say("NOOP\r\n").await;
        assert_eq!(client.hear("\r\n").await, "250 2.0.0 OK\r\n");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_session_ends_some_day() {
    let server = smtp(Limits { session_time: Duration::from_millis(200), ..Limits::default() }).await;
    let mut client = raw(&server).await;
    client.hear("220 cal.example.org ESMTP rsvpd\r\n").await;
    client.say("NOOP\r\n").await;
    assert!(client.hear_out().await.ends_with("421 4.4.2 That took too long\r\n"));
    server.stop().await;
}

#[tokio::test]
async fn too_many_connections_are_turned_away_and_places_become_free() {
    for limits in
        [Limits { connections: 2, ..Limits::default() }, Limits { connections_per_peer: 2, ..Limits::default() }]
    {
        let server = smtp(limits).await;
        let mut first = raw(&server).await;
        let mut second = raw(&server).await;
        first.hear("rsvpd\r\n").await;
        second.hear("rsvpd\r\n").await;
        assert_eq!(raw(&server).await.hear_out().await, "421 4.7.0 Too many connections\r\n");
        first.say("QUIT\r\n").await;
        first.hear_out().await;
        drop(first);
        // The place is free once the server has seen the connection close.
        let mut heard = String::new();
        for _ in 0..100 {
            let mut third = raw(&server).await;
            heard = third.hear("\r\n").await;
            if heard.starts_with("220") {
                break;
            }
            sleep(Duration::from_millis(10)).await;
        }
        assert!(heard.starts_with("220"), "{heard}");
        server.stop().await;
    }
}

#[test]
fn an_ipv6_customer_has_a_whole_network() {
    let limits = Limits { connections_per_peer: 1, connections: 3, ..Limits::default() };
    let guests = Guests::default();
    let ip = |text: &str| Some(text.parse().unwrap());
    let first = guests.seat(ip("2001:db8:1:2::1"), &limits);
    assert!(first.is_some());
    assert!(guests.seat(ip("2001:db8:1:2:ffff::9"), &limits).is_none());
    let _second = guests.seat(ip("2001:db8:1:3::1"), &limits).unwrap();
    let _third = guests.seat(None, &limits).unwrap();
    assert!(guests.seat(None, &limits).is_none(), "more than there are places");
    drop(first);
    assert!(guests.seat(ip("2001:db8:1:2:ffff::9"), &limits).is_some());
}

#[tokio::test]
async fn a_stop_lets_the_mail_under_way_finish() {
    let server = smtp(Limits::default()).await;
    let mut idle = raw(&server).await;
    idle.hear("rsvpd\r\n").await;
    let mut busy = raw(&server).await;
    busy.say("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<alice@cal.example.org>\r\nDATA\r\n").await;
    busy.hear("354 End with CR LF . CR LF\r\n").await;
    server.tell_to_stop();
    assert_eq!(idle.hear_out().await, "421 4.3.2 The server is stopping\r\n");
    busy.say("the rest\r\n.\r\n").await;
    assert_eq!(busy.hear_out().await, "250 2.0.0 Stored\r\n421 4.3.2 The server is stopping\r\n");
    assert_eq!(server.mails().len(), 1);
    server.stop().await;
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let server = smtp(Limits { stop_time: Duration::from_millis(100), ..Limits::default() }).await;
    let mut stuck = raw(&server).await;
    stuck.say("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<alice@cal.example.org>\r\nDATA\r\n").await;
    stuck.hear("354 End with CR LF . CR LF\r\n").await;
    let begun = Instant::now();
    server.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(stuck.hear_out().await, "");
}

#[tokio::test]
async fn a_bug_in_storing_costs_one_connection_and_no_more() {
    let server = smtp(Limits::default()).await;
    let failed = sent(&server, Tls::Never, "alice@cal.example.org", "PANIC").await.unwrap_err();
    assert_eq!((failed.stage, failed.lasting, failed.code), (Stage::Done, Lasting::Temporary, None));
    sent(&server, Tls::Never, "alice@cal.example.org", MAIL).await.unwrap();
    server.stop().await;
}
