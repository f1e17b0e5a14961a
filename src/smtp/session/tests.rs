//! Dialogs as text, in `testdata`, where their form is explained, and what cannot be said that way.

use super::*;
use crate::mail::mutate::mutated;

const SMTP: &str = include_str!("../testdata/smtp.dialogs");
const LMTP: &str = include_str!("../testdata/lmtp.dialogs");
/// What comes before each dialog of SMTP.
const GREETING: &str = "\
S: 220 cal.example.org ESMTP rsvpd
C: EHLO mx.example
S: 250-cal.example.org
S: 250-PIPELINING
S: 250-8BITMIME
S: 250-SMTPUTF8
S: 250-SIZE 400
S: 250 ENHANCEDSTATUSCODES
";

fn session(protocol: Protocol, start_tls: StartTls) -> Session {
    let limits = Limits {
        mail_bytes: 400,
        line_bytes: 130,
        command_bytes: 150,
        recipients: 3,
        errors: 7,
        hops: 3,
        ..Limits::default()
    };
    Session::new(Settings { protocol, hostname: "cal.example.org".to_owned(), limits, start_tls })
}

fn settle(session: &mut Session, heard: &mut String) {
    while let Some(effect) = session.next_effect() {
        match effect {
            Effect::Reply(text) => text.lines().for_each(|line| heard.push_str(&format!("S: {line}\n"))),
            Effect::CheckRecipient(address) => {
                heard.push_str(&format!("> check {address}\n"));
                session.recipient_checked(match address.local() {
                    local if local.starts_with("unknown") => RecipientReply::Unknown,
                    local if local.starts_with("later") => RecipientReply::TryLater,
                    _ => RecipientReply::Accept,
                });
            }
            Effect::Accept(transaction, mail) => {
                let Transaction { mail_from, rcpts, with, helo } = transaction;
                assert_eq!(helo, "mx.example");
                let from = mail_from.map(|address| address.to_string()).unwrap_or_default();
                let rcpts: Vec<&str> = rcpts.iter().map(Address::as_str).collect();
                let mail = String::from_utf8(mail).unwrap();
                heard.push_str(&format!("> accept {from} -> {} {with} {mail:?}\n", rcpts.join(" ")));
                let answer = |to: &&str| match mail.as_str() {
                    mail if mail.contains("FULL") || to.starts_with("full") => {
                        AcceptReply::TryLater("The disk is full".to_owned())
                    }
                    mail if mail.contains("BAD") || to.starts_with("bad") => {
                        AcceptReply::Refused("DMARC of else.example says no".to_owned())
                    }
                    _ => AcceptReply::Stored,
                };
                session.accepted(&rcpts.iter().map(answer).collect::<Vec<_>>());
            }
            Effect::StartTls => heard.push_str("> start TLS\n"),
            Effect::Close => heard.push_str("> close\n"),
        }
    }
}

/// The bytes of a line that the client sends; `None` for the others.
fn sent(line: &str) -> Option<Vec<u8>> {
    let text = line.strip_prefix("C:")?;
    let text = text.strip_prefix(' ').unwrap_or(text).replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    match text.strip_suffix('\\') {
        Some(unfinished) => Some(unfinished.as_bytes().to_vec()),
        None => Some((text + "\r\n").into_bytes()),
    }
}

fn all_sent(dialog: &str) -> Vec<u8> {
    dialog.lines().filter_map(sent).flatten().collect()
}

fn all_heard(dialog: &str) -> String {
    dialog.lines().filter(|line| sent(line).is_none()).map(|line| format!("{line}\n")).collect()
}

/// The dialog as it comes out when its `C:` lines are sent one after the other.
fn replayed(dialog: &str, protocol: Protocol) -> String {
    let mut session = session(protocol, StartTls::NotOffered);
    let mut heard = String::new();
    settle(&mut session, &mut heard);
    for line in dialog.lines() {
        if let Some(bytes) = sent(line) {
            heard.push_str(&format!("{line}\n"));
            session.receive(&bytes);
            settle(&mut session, &mut heard);
        }
    }
    heard
}

/// What is heard when all is sent at once, cut at these places.
fn heard_of(sent: &[u8], cuts: impl Iterator<Item = usize>, protocol: Protocol) -> String {
    let mut session = session(protocol, StartTls::NotOffered);
    let mut heard = String::new();
    settle(&mut session, &mut heard);
    let mut start = 0;
    for end in cuts.chain([sent.len()]) {
        session.receive(&sent[start..end]);
        settle(&mut session, &mut heard);
        start = end;
    }
    heard
}

/// Why a dialog is there, the dialog, and its protocol.
fn dialogs() -> impl Iterator<Item = (&'static str, String, Protocol)> {
    let of = |file: &'static str, before: &'static str, protocol| {
        file.split("\n# ").skip(1).map(move |dialog| {
            let (why, lines) = dialog.split_once('\n').unwrap();
            (why, format!("{before}{}\n", lines.trim_end_matches('\n')), protocol)
        })
    };
    of(SMTP, GREETING, Protocol::Smtp).chain(of(LMTP, "", Protocol::Lmtp))
}

#[test]
fn every_dialog_goes_as_written() {
    assert!(dialogs().count() >= 20, "dialogs are missing");
    for (why, dialog, protocol) in dialogs() {
        assert_eq!(replayed(&dialog, protocol), dialog, "\n{why}");
    }
}

#[test]
fn a_dialog_is_the_same_however_its_bytes_are_cut() {
    for (why, dialog, protocol) in dialogs() {
        let sent = all_sent(&dialog);
        let expected = all_heard(&dialog);
        assert_eq!(heard_of(&sent, std::iter::empty(), protocol), expected, "\n{why}, pipelined");
        assert_eq!(heard_of(&sent, 1..sent.len(), protocol), expected, "\n{why}, byte by byte");
        for cut in 1..sent.len() {
            assert_eq!(heard_of(&sent, std::iter::once(cut), protocol), expected, "\n{why}, cut at {cut}");
        }
    }
}

#[test]
fn pipelined_commands_wait_for_the_answers_of_the_caller() {
    let mut session = session(Protocol::Smtp, StartTls::NotOffered);
    session.receive(b"EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.example>\r\nDATA\r\nhi\r\n.\r\nQUIT\r\n");
    let mut effects = || std::iter::from_fn(|| session.next_effect()).last();
    assert!(matches!(effects(), Some(Effect::CheckRecipient(_))));
    assert_eq!(effects(), None);
    session.recipient_checked(RecipientReply::Accept);
    let mut effects = || std::iter::from_fn(|| session.next_effect()).last();
    assert!(matches!(effects(), Some(Effect::Accept(..))));
    assert_eq!(effects(), None);
    session.accepted(&[AcceptReply::Stored]);
    assert_eq!(std::iter::from_fn(|| session.next_effect()).last(), Some(Effect::Close));
}

#[test]
fn nothing_goes_before_hello() {
    let mut session = session(Protocol::Smtp, StartTls::Offered);
    let mut heard = String::new();
    session.receive(b"MAIL FROM:<>\r\nSTARTTLS\r\n");
    settle(&mut session, &mut heard);
    assert_eq!(
        heard,
        "S: 220 cal.example.org ESMTP rsvpd\nS: 503 5.5.1 Say hello first\nS: 503 5.5.1 Say hello first\n"
    );
}

#[test]
fn starttls_forgets_all_that_was_said_in_the_clear() {
    let mut session = session(Protocol::Smtp, StartTls::Offered);
    let mut heard = String::new();
    settle(&mut session, &mut heard);
    session.receive(b"EHLO mx.example\r\nMAIL FROM:<bob@else.example>\r\n");
    settle(&mut session, &mut heard);
    assert!(heard.contains("S: 250-STARTTLS\n"), "{heard}");
    heard.clear();
    session.receive(b"STARTTLS\r\n");
    settle(&mut session, &mut heard);
    assert_eq!(heard, "S: 220 2.0.0 Ready for TLS\n> start TLS\n");
    heard.clear();
    // Bytes in the clear that still arrive are nobody's.
    session.receive(b"EHLO evil.example\r\n");
    session.secured();
    settle(&mut session, &mut heard);
    assert_eq!((heard.as_str(), session.channel(), session.helo()), ("", Channel::Tls, ""));
    session.receive(
        b"MAIL FROM:<>\r\nEHLO mx.example\r\nSTARTTLS\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.example>\r\nDATA\r\n.\r\n",
    );
    settle(&mut session, &mut heard);
    assert!(heard.starts_with("S: 503 5.5.1 Say hello first\n"), "{heard}");
    assert!(!heard.contains("STARTTLS"), "offered again: {heard}");
    assert!(heard.contains("S: 503 5.5.1 The connection is encrypted already\n"), "{heard}");
    assert!(heard.contains("> accept  -> a@b.example ESMTPS \"\"\n"), "{heard}");
}

#[test]
fn commands_sent_along_with_starttls_are_refused() {
    // Attack: a man in the middle adds commands that would run as if they had come encrypted.
    let mut session = session(Protocol::Smtp, StartTls::Offered);
    let mut heard = String::new();
    session.receive(b"EHLO mx.example\r\n");
    settle(&mut session, &mut heard);
    heard.clear();
    session.receive(b"STARTTLS\r\nMAIL FROM:<boss@else.example>\r\n");
    settle(&mut session, &mut heard);
    assert_eq!(heard, "S: 554 5.7.0 Nothing may follow STARTTLS before the handshake\n> close\n");
}

#[test]
fn a_client_that_never_ends_its_mail_is_cut_off() {
    let mut session = session(Protocol::Smtp, StartTls::NotOffered);
    let mut heard = String::new();
    session.receive(b"EHLO mx.example\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.example>\r\nDATA\r\n");
    settle(&mut session, &mut heard);
    heard.clear();
    let chunk = vec![b'x'; 1 << 20];
    for _ in 0..40 {
        session.receive(&chunk);
        settle(&mut session, &mut heard);
        assert!(session.input.len() <= chunk.len());
    }
    assert_eq!(heard, "S: 552 5.3.4 The mail is too large\n> close\n");
}

#[test]
fn the_caller_can_end_a_session() {
    for (why, farewell) in [
        (Ending::Timeout, "S: 421 4.4.2 That took too long\n> close\n"),
        (Ending::Stopping, "S: 421 4.3.2 The server is stopping\n> close\n"),
    ] {
        let mut session = session(Protocol::Smtp, StartTls::NotOffered);
        let mut heard = String::new();
        settle(&mut session, &mut heard);
        heard.clear();
        session.end(why);
        settle(&mut session, &mut heard);
        assert_eq!(heard, farewell);
    }
}

#[test]
fn mutated_dialogs_keep_every_promise() {
    for (_, dialog, _) in dialogs() {
        let sent = all_sent(&dialog);
        check(&sent);
        for seed in 0..300 {
            check(&mutated(&sent, seed));
        }
    }
}
