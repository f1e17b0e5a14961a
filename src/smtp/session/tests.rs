//! Dialogs as text. `C:` is what the client sends, with CRLF added unless the line ends with `\`; `\r \n \0` are those bytes.
//! `S:` is what it hears, `>` what the caller is to do. Of the addresses, those that begin with `unknown` and `later` are
//! answered so, and mails with the words `FULL` and `BAD` are not stored.

use super::*;
use crate::mail::mutate::mutated;

const GREETING: &str = "S: 220 cal.example.org ESMTP rsvpd\nC: EHLO mx.example\nS: 250-cal.example.org\nS: 250-PIPELINING\nS: 250-8BITMIME\nS: 250-SMTPUTF8\nS: 250-SIZE 400\nS: 250 ENHANCEDSTATUSCODES\n";

/// After [`GREETING`]: why, and the dialog.
const SMTP: &[(&str, &str)] = &[
    (
        "a mail is stored, and only then the client hears 250",
        "C: MAIL FROM:<bob@else.example> SIZE=20 BODY=8BITMIME
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: Subject: hi
C: 
C: ..dot
C: .
> accept bob@else.example -> alice@cal.example.org ESMTP \"Subject: hi\\r\\n\\r\\n.dot\\r\\n\"
S: 250 2.0.0 Stored
C: QUIT
S: 221 2.0.0 Goodbye
> close",
    ),
    (
        "a bounce comes from the null sender; recipients may be repeated; postmaster needs no domain",
        "C: MAIL FROM:<>
S: 250 2.1.0 Sender OK
C: RCPT TO:<Alice@cal.example.org> NOTIFY=NEVER
> check Alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: RCPT TO:<alice@CAL.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: RCPT TO:<postmaster>
> check postmaster@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: .
> accept  -> Alice@cal.example.org postmaster@cal.example.org ESMTP \"\"
S: 250 2.0.0 Stored",
    ),
    (
        "attack: use as a relay or by log-in; nothing of the kind exists",
        "C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
S: 502 5.5.1 Not offered here
C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<unknown%victim.example@cal.example.org>
> check unknown%victim.example@cal.example.org
S: 550 5.1.1 There is no such address here
C: RCPT TO:<@cal.example.org:unknown@victim.example>
> check unknown@victim.example
S: 550 5.1.1 There is no such address here
C: RCPT TO:<\"unknown@victim.example\">
S: 501 5.1.7 The address is not an address in < >
C: DATA
S: 554 5.5.1 None of the recipients was accepted
C: RCPT TO:<later@cal.example.org>
> check later@cal.example.org
S: 451 4.3.0 The recipient cannot be checked now",
    ),
    (
        "attack: harvest addresses with VRFY and EXPN",
        "C: VRFY alice
S: 252 2.5.0 Send mail and see
C: EXPN staff
S: 502 5.5.1 Not offered here",
    ),
    (
        "commands have an order",
        "C: DATA
S: 503 5.5.1 Say MAIL first
C: RCPT TO:<alice@cal.example.org>
S: 503 5.5.1 Say MAIL first
C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: MAIL FROM:<bob@else.example>
S: 503 5.5.1 There is a mail already: say RSET first
C: RSET
S: 250 2.0.0 OK
C: RCPT TO:<alice@cal.example.org>
S: 503 5.5.1 Say MAIL first
C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: HELO again
S: 250 cal.example.org
C: RCPT TO:<alice@cal.example.org>
S: 503 5.5.1 Say MAIL first
C: LHLO mx.example
S: 500 5.5.1 This is SMTP: say EHLO
C: STARTTLS
S: 502 5.5.1 Not offered here
C: NOOP
S: 250 2.0.0 OK
C: HELP
S: 214 2.0.0 This server takes calendar mail: MAIL, RCPT, DATA, QUIT",
    ),
    (
        "attack: CR, NUL and friends in an address, to break out of it somewhere behind us",
        "C: MAIL FROM:<bob@else.example\\rRCPT TO:<x@y.example>>
S: 501 5.5.2 The command has a control character or is not UTF-8
C: MAIL FROM:<bob@else.example\\0>
S: 501 5.5.2 The command has a control character or is not UTF-8
C: MAIL FROM:<bob@else.example\\r\\r>
S: 501 5.5.2 The command has a control character or is not UTF-8
C: NOOP
S: 250 2.0.0 OK",
    ),
    (
        "attack: a bare LF hides a second command; nothing behind it is obeyed",
        "C: NOOP\\nMAIL FROM:<bob@else.example>
S: 501 5.5.2 Lines must end with CR LF
> close
C: MAIL FROM:<bob@else.example>",
    ),
    (
        "attack: smuggling with LF.LF, LF.CRLF, CR.CRLF and CRLF.LF: one mail, read to its real end, then refused",
        "C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: hi\\n.\\nMAIL FROM:<boss@else.example>\\n.\\r\\nRCPT TO:<x@y.example>\\r.\\r\\nDATA\\r\\n.\\nsmuggled
C: .
S: 554 5.6.0 The mail has a bare CR or LF; nothing was stored
C: NOOP
S: 250 2.0.0 OK",
    ),
    (
        "attack: more bytes than announced or allowed; the mail is heard out, not kept, and refused",
        "C: MAIL FROM:<bob@else.example> SIZE=401
S: 552 5.3.4 The mail is too large
C: MAIL FROM:<bob@else.example> SIZE=1
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: 123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789
C: 123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789
C: 123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789
C: 123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789
C: .
S: 552 5.3.4 The mail is too large
C: NOOP
S: 250 2.0.0 OK",
    ),
    (
        "a mail with a line beyond the limit is refused",
        "C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: 1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890
C: .
S: 554 5.6.0 The mail has a line that is too long; nothing was stored",
    ),
    (
        "attack: a mail loop",
        "C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: Received: 1
C: received: 2
C: RECEIVED: 3
C: Received: 4
C: 
C: .
S: 554 5.4.6 The mail has passed too many servers: it goes round in a loop
C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: Received: 1
C: Received: 2
C: Received: 3
C: 
C: Received: in the text it does not count
C: .
> accept bob@else.example -> alice@cal.example.org ESMTP \"Received: 1\\r\\nReceived: 2\\r\\nReceived: 3\\r\\n\\r\\nReceived: in the text it does not count\\r\\n\"
S: 250 2.0.0 Stored",
    ),
    (
        "what cannot be stored is not answered with 250",
        "C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: FULL
C: .
> accept bob@else.example -> alice@cal.example.org ESMTP \"FULL\\r\\n\"
S: 451 4.3.0 The disk is full
C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: BAD
C: .
> accept bob@else.example -> alice@cal.example.org ESMTP \"BAD\\r\\n\"
S: 550 5.7.1 DMARC of else.example says no",
    ),
    (
        "too many recipients wait for the next mail",
        "C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<a@cal.example.org>
> check a@cal.example.org
S: 250 2.1.5 Recipient OK
C: RCPT TO:<b@cal.example.org>
> check b@cal.example.org
S: 250 2.1.5 Recipient OK
C: RCPT TO:<c@cal.example.org>
> check c@cal.example.org
S: 250 2.1.5 Recipient OK
C: RCPT TO:<d@cal.example.org>
S: 452 4.5.3 Too many recipients
C: DATA
S: 354 End with CR LF . CR LF
C: .
> accept bob@else.example -> a@cal.example.org b@cal.example.org c@cal.example.org ESMTP \"\"
S: 250 2.0.0 Stored",
    ),
    (
        "attack: guess on and on; the eighth refusal ends it",
        "C: X
S: 500 5.5.2 Unknown command
C: X
S: 500 5.5.2 Unknown command
C: X
S: 500 5.5.2 Unknown command
C: X
S: 500 5.5.2 Unknown command
C: X
S: 500 5.5.2 Unknown command
C: MAIL FROM:<>
S: 250 2.1.0 Sender OK
C: RCPT TO:<unknown@cal.example.org>
> check unknown@cal.example.org
S: 550 5.1.1 There is no such address here
C: RCPT TO:<unknown2@cal.example.org>
> check unknown2@cal.example.org
S: 550 5.1.1 There is no such address here
C: RCPT TO:<unknown3@cal.example.org>
> check unknown3@cal.example.org
S: 421 4.7.0 Too many errors
> close
C: NOOP",
    ),
    (
        "attack: a web page makes a browser post commands to us",
        "C: POST / HTTP/1.1
S: 554 5.5.0 This is a mail server
> close
C: Host: cal.example.org
C: 
C: MAIL FROM:<bob@else.example>",
    ),
    (
        "attack: a command line without end",
        "C: NOOP 123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890\\
S: 500 5.5.2 The line is too long
> close",
    ),
    (
        "addresses beyond ASCII need SMTPUTF8",
        "C: MAIL FROM:<josé@else.example>
S: 553 5.6.7 An address beyond ASCII needs SMTPUTF8
C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<josé@cal.example.org>
S: 553 5.6.7 An address beyond ASCII needs SMTPUTF8
C: RSET
S: 250 2.0.0 OK
C: MAIL FROM:<josé@else.example> SMTPUTF8
S: 250 2.1.0 Sender OK
C: RCPT TO:<ana@bücher.example>
> check ana@xn--bcher-kva.example
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: .
> accept josé@else.example -> ana@xn--bcher-kva.example UTF8SMTP \"\"
S: 250 2.0.0 Stored",
    ),
];

/// Whole dialogs of LMTP.
const LMTP: &[(&str, &str)] = &[
    (
        "LMTP answers each accepted RCPT after the mail, repeats too (RFC 2033 §4.2)",
        "S: 220 cal.example.org LMTP rsvpd
C: EHLO mx.example
S: 500 5.5.1 This is LMTP: say LHLO
C: LHLO mx.example
S: 250-cal.example.org
S: 250-PIPELINING
S: 250-8BITMIME
S: 250-SMTPUTF8
S: 250-SIZE 400
S: 250 ENHANCEDSTATUSCODES
C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: RCPT TO:<unknown@cal.example.org>
> check unknown@cal.example.org
S: 550 5.1.1 There is no such address here
C: RCPT TO:<alice@cal.example.org>
> check alice@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: hi
C: .
> accept bob@else.example -> alice@cal.example.org LMTP \"hi\\r\\n\"
S: 250 2.0.0 Stored
S: 250 2.0.0 Stored
C: MAIL FROM:<bob@else.example>
S: 250 2.1.0 Sender OK
C: RCPT TO:<a@cal.example.org>
> check a@cal.example.org
S: 250 2.1.5 Recipient OK
C: RCPT TO:<b@cal.example.org>
> check b@cal.example.org
S: 250 2.1.5 Recipient OK
C: DATA
S: 354 End with CR LF . CR LF
C: a\\rb
C: .
S: 554 5.6.0 The mail has a bare CR or LF; nothing was stored
S: 554 5.6.0 The mail has a bare CR or LF; nothing was stored
C: DATA
S: 503 5.5.1 Say MAIL first",
    ),
    (
        "in LMTP a DATA without recipients gets one refusal and no mail",
        "S: 220 cal.example.org LMTP rsvpd
C: LHLO mx.example
S: 250-cal.example.org
S: 250-PIPELINING
S: 250-8BITMIME
S: 250-SMTPUTF8
S: 250-SIZE 400
S: 250 ENHANCEDSTATUSCODES
C: MAIL FROM:<>
S: 250 2.1.0 Sender OK
C: RCPT TO:<unknown@cal.example.org>
> check unknown@cal.example.org
S: 550 5.1.1 There is no such address here
C: DATA
S: 554 5.5.1 None of the recipients was accepted",
    ),
];

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
                session.accepted(match mail.as_str() {
                    mail if mail.contains("FULL") => AcceptReply::TryLater("The disk is full".to_owned()),
                    mail if mail.contains("BAD") => AcceptReply::Refused("DMARC of else.example says no".to_owned()),
                    _ => AcceptReply::Stored,
                });
            }
            Effect::StartTls => heard.push_str("> start TLS\n"),
            Effect::Close => heard.push_str("> close\n"),
        }
    }
}

/// The bytes of a `C:` line.
fn sent(line: &str) -> Vec<u8> {
    let unescaped = line.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    match unescaped.strip_suffix('\\') {
        Some(unfinished) => unfinished.as_bytes().to_vec(),
        None => (unescaped + "\r\n").into_bytes(),
    }
}

fn client_lines(dialog: &str) -> Vec<Vec<u8>> {
    dialog.lines().filter_map(|line| line.strip_prefix("C: ")).map(sent).collect()
}

fn server_lines(dialog: &str) -> String {
    dialog.lines().filter(|line| !line.starts_with("C: ")).map(|line| format!("{line}\n")).collect()
}

/// The dialog as it comes out when its `C:` lines are sent one after the other.
fn replayed(dialog: &str, protocol: Protocol) -> String {
    let mut session = session(protocol, StartTls::NotOffered);
    let mut heard = String::new();
    settle(&mut session, &mut heard);
    for line in dialog.lines().filter(|line| line.starts_with("C: ")) {
        heard.push_str(&format!("{line}\n"));
        session.receive(&sent(line.strip_prefix("C: ").unwrap()));
        settle(&mut session, &mut heard);
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

fn dialogs() -> impl Iterator<Item = (&'static str, String, Protocol)> {
    let smtp = SMTP.iter().map(|(why, dialog)| (*why, format!("{GREETING}{dialog}\n"), Protocol::Smtp));
    smtp.chain(LMTP.iter().map(|(why, dialog)| (*why, format!("{dialog}\n"), Protocol::Lmtp)))
}

#[test]
fn every_dialog_goes_as_written() {
    for (why, dialog, protocol) in dialogs() {
        assert_eq!(replayed(&dialog, protocol), dialog, "\n{why}");
    }
}

#[test]
fn a_dialog_is_the_same_however_its_bytes_are_cut() {
    for (why, dialog, protocol) in dialogs() {
        let sent = client_lines(&dialog).concat();
        let expected = server_lines(&dialog);
        assert_eq!(heard_of(&sent, std::iter::empty(), protocol), expected, "\n{why}, pipelined");
        assert_eq!(heard_of(&sent, 1..sent.len(), protocol), expected, "\n{why}, byte by byte");
        for cut in 1..sent.len() {
            assert_eq!(heard_of(&sent, std::iter::once(cut), protocol), expected, "\n{why}, cut at {cut}");
        }
    }
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
        let sent = client_lines(&dialog).concat();
        check(&sent);
        for seed in 0..300 {
            check(&mutated(&sent, seed));
        }
    }
}
