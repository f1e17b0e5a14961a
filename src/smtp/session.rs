//! One receiving session of SMTP or LMTP as a pure state machine: bytes in, effects out. Sockets, time and storage are the
//! caller's; the rules of the conversation are here.
//!
//! ```text
//! session.receive(bytes), then until it is None: session.next_effect()
//!   CheckRecipient → session.recipient_checked(reply)
//!   Accept         → session.accepted(reply)
//!   StartTls       → session.secured()
//! ```
//!
//! There is no AUTH, no relaying and no BDAT.

use std::collections::VecDeque;

use super::command::{self, Command, Greeting, Recipient, Sender, Text};
use super::data::{DataReader, Progress};
use super::reply::{self, Reply};
use super::{AcceptReply, Channel, Limits, Protocol, RecipientReply};
use crate::mail::Address;

/// What a session is told at its start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What is spoken.
    pub protocol: Protocol,
    /// Our mail name.
    pub hostname: String,
    /// The bounds.
    pub limits: Limits,
    /// Whether STARTTLS is offered.
    pub start_tls: StartTls,
}

/// Whether STARTTLS is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartTls {
    /// It is.
    Offered,
    /// It is not.
    NotOffered,
}

/// What the caller is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send this. It may wait until the next effect of another kind, or until there is none.
    Reply(String),
    /// Find out about this address, then call [`Session::recipient_checked`].
    CheckRecipient(Address),
    /// Store this mail, then call [`Session::accepted`].
    Accept(Transaction, Vec<u8>),
    /// Send what is pending, make the TLS handshake, then call [`Session::secured`].
    StartTls,
    /// Send what is pending and close the connection.
    Close,
}

/// One mail's envelope, as far as the session knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// The name the client gave for itself.
    pub helo: String,
    /// The sender; `None` is the null sender.
    pub mail_from: Option<Address>,
    /// The accepted recipients, each once; never empty.
    pub rcpts: Vec<Address>,
    /// The word for `with` in `Received` (RFC 3848, RFC 6531 §4.3), such as `ESMTPS`.
    pub with: &'static str,
}

/// What a session waits for; it decides which time limit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A command.
    Command,
    /// The rest of a mail.
    Data,
}

/// Why the caller ends a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client took too long.
    Timeout,
    /// The server stops.
    Stopping,
}

/// The state of one session.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    channel: Channel,
    input: Vec<u8>,
    effects: VecDeque<Effect>,
    waiting: Waiting,
    hello: Option<(Greeting, String)>,
    mail: Option<Mail>,
    errors: usize,
}

#[derive(Debug)]
enum Waiting {
    Command,
    Data(DataReader),
    Recipient(Address),
    Storage,
    Handshake,
    Nothing,
}

/// A mail between MAIL and the reply to its end.
#[derive(Debug)]
struct Mail {
    sender: Sender,
    rcpts: Vec<Address>,
    /// Which of them each RCPT command answered 250 named, repeats included: LMTP owes a reply to each (RFC 2033 §4.2).
    accepted: Vec<usize>,
}

impl Session {
    /// A session that has a greeting to send.
    pub fn new(settings: Settings) -> Session {
        let word = match settings.protocol {
            Protocol::Smtp => "ESMTP",
            Protocol::Lmtp => "LMTP",
        };
        let greeting = Effect::Reply(format!("220 {} {word} rsvpd\r\n", settings.hostname));
        Session {
            settings,
            channel: Channel::Clear,
            input: Vec::new(),
            effects: VecDeque::from([greeting]),
            waiting: Waiting::Command,
            hello: None,
            mail: None,
            errors: 0,
        }
    }

    /// Takes bytes from the client. Call it only when there is no effect left, so that input does not pile up.
    pub fn receive(&mut self, bytes: &[u8]) {
        if !matches!(self.waiting, Waiting::Handshake | Waiting::Nothing) {
            self.input.extend_from_slice(bytes);
        }
    }

    /// The next thing to do; `None` when the session needs more bytes or an answer.
    pub fn next_effect(&mut self) -> Option<Effect> {
        while self.effects.is_empty() && self.advance() {}
        self.effects.pop_front()
    }

    /// Whether a command or a mail is waited for.
    pub fn phase(&self) -> Phase {
        match self.waiting {
            Waiting::Data(_) => Phase::Data,
            _ => Phase::Command,
        }
    }

    /// The name the client gave for itself; empty before it said hello.
    pub fn helo(&self) -> &str {
        self.hello.as_ref().map_or("", |(_, name)| name)
    }

    /// How the connection is protected.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// The sender of the mail under way; `None` is the null sender, or no mail.
    pub fn mail_from(&self) -> Option<&Address> {
        self.mail.as_ref().and_then(|mail| mail.sender.address.as_ref())
    }

    /// Answers [`Effect::CheckRecipient`].
    pub fn recipient_checked(&mut self, answer: RecipientReply) {
        let Waiting::Recipient(address) = std::mem::replace(&mut self.waiting, Waiting::Command) else { return };
        let Some(mail) = &mut self.mail else { return };
        match answer {
            RecipientReply::Accept => {
                let place = mail.rcpts.iter().position(|known| *known == address);
                mail.accepted.push(place.unwrap_or(mail.rcpts.len()));
                if place.is_none() {
                    mail.rcpts.push(address);
                }
                self.say(reply::RECIPIENT_OK);
            }
            RecipientReply::Unknown => self.say(reply::UNKNOWN_RECIPIENT),
            RecipientReply::TryLater => self.say(reply::RECIPIENT_LATER),
        }
    }

    /// Answers [`Effect::Accept`], once for each recipient in their order; one without an answer is to be tried again.
    pub fn accepted(&mut self, answers: &[AcceptReply]) {
        if !matches!(self.waiting, Waiting::Storage) {
            return;
        }
        self.waiting = Waiting::Command;
        match self.settings.protocol {
            Protocol::Smtp => {
                let (reply, words) = in_all(answers);
                self.conclude(reply, words);
            }
            Protocol::Lmtp => self.conclude_each(answers),
        }
    }

    /// Answers [`Effect::StartTls`] after the handshake: all that was said before is forgotten (RFC 3207 §4.2).
    pub fn secured(&mut self) {
        self.channel = Channel::Tls;
        self.waiting = Waiting::Command;
        self.hello = None;
        self.mail = None;
        self.input.clear();
    }

    /// Ends the session from our side; [`Session::next_effect`] then says good-bye.
    pub fn end(&mut self, why: Ending) {
        self.close(match why {
            Ending::Timeout => reply::TIMEOUT,
            Ending::Stopping => reply::STOPPING,
        });
    }

    /// Works on the input; false when nothing more can be done with it.
    fn advance(&mut self) -> bool {
        match &mut self.waiting {
            Waiting::Command => self.take_line(),
            Waiting::Data(reader) => {
                let (used, progress) = reader.read(&self.input);
                self.input.drain(..used);
                match progress {
                    Progress::Unfinished => false,
                    Progress::Ended => self.end_of_mail(),
                    Progress::Flooded => self.close(reply::TOO_LARGE),
                }
            }
            Waiting::Recipient(_) | Waiting::Storage | Waiting::Handshake | Waiting::Nothing => false,
        }
    }

    /// Takes one command line off the input. A line that does not end with CRLF ends the session: what stands behind a bare LF
    /// may have been meant as text by whoever wrote it.
    fn take_line(&mut self) -> bool {
        let longest = self.settings.limits.command_bytes;
        let Some(end) = self.input.iter().take(longest).position(|&byte| byte == b'\n') else {
            return self.input.len() >= longest && self.close(reply::TOO_LONG);
        };
        let line: Vec<u8> = self.input.drain(..=end).collect();
        match line.strip_suffix(b"\r\n") {
            Some(line) => self.obey(line),
            None => self.close(reply::BARE_LINE_END),
        }
    }

    fn obey(&mut self, line: &[u8]) -> bool {
        match command::parse(line) {
            Ok(command) => self.command(command),
            Err(reply::NOT_SMTP) => return self.close(reply::NOT_SMTP),
            Err(refusal) => self.say(refusal),
        }
        true
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Hello(greeting, name) => self.hello(greeting, name),
            Command::Mail(sender) => self.mail(sender),
            Command::Rcpt(recipient) => self.rcpt(recipient),
            Command::Data => self.data(),
            Command::StartTls => self.start_tls(),
            Command::Rset => {
                self.mail = None;
                self.say(reply::DONE);
            }
            Command::Noop => self.say(reply::DONE),
            Command::Vrfy => self.say(reply::CANNOT_VERIFY),
            Command::Help => self.say(reply::HELP),
            Command::Quit => {
                self.close(reply::GOODBYE);
            }
        }
    }

    fn hello(&mut self, greeting: Greeting, name: String) {
        match (self.settings.protocol, greeting) {
            (Protocol::Lmtp, Greeting::Helo | Greeting::Ehlo) => return self.say(reply::USE_LHLO),
            (Protocol::Smtp, Greeting::Lhlo) => return self.say(reply::USE_EHLO),
            _ => {}
        }
        self.mail = None;
        self.hello = Some((greeting, name));
        let text = match greeting {
            Greeting::Helo => format!("250 {}\r\n", self.settings.hostname),
            Greeting::Ehlo | Greeting::Lhlo => self.extensions(),
        };
        self.effects.push_back(Effect::Reply(text));
    }

    fn extensions(&self) -> String {
        let size = format!("SIZE {}", self.settings.limits.mail_bytes);
        let mut lines = vec![self.settings.hostname.as_str(), "PIPELINING", "8BITMIME", "SMTPUTF8", &size];
        if self.settings.start_tls == StartTls::Offered && self.channel == Channel::Clear {
            lines.push("STARTTLS");
        }
        let before: String = lines.iter().map(|line| format!("250-{line}\r\n")).collect();
        before + "250 ENHANCEDSTATUSCODES\r\n"
    }

    fn mail(&mut self, sender: Sender) {
        let largest = self.settings.limits.mail_bytes as u64;
        let refusal = match &sender.address {
            _ if self.hello.is_none() => Some(reply::HELLO_FIRST),
            _ if self.mail.is_some() => Some(reply::MAIL_TWICE),
            _ if sender.size > largest => Some(reply::TOO_LARGE),
            Some(address) if sender.text == Text::Ascii && !address.is_ascii() => Some(reply::UTF8_ADDRESS),
            _ => None,
        };
        if let Some(refusal) = refusal {
            return self.say(refusal);
        }
        self.mail = Some(Mail { sender, rcpts: Vec::new(), accepted: Vec::new() });
        self.say(reply::SENDER_OK);
    }

    fn rcpt(&mut self, recipient: Recipient) {
        let Some(mail) = &self.mail else { return self.say(reply::MAIL_FIRST) };
        if mail.accepted.len() >= self.settings.limits.recipients {
            return self.say(reply::TOO_MANY_RECIPIENTS);
        }
        let address = match recipient {
            Recipient::Address(address) => Ok(address),
            Recipient::Postmaster => Address::parse(&format!("postmaster@{}", self.settings.hostname)),
        };
        let Ok(address) = address else { return self.say(reply::UNKNOWN_RECIPIENT) };
        if mail.sender.text == Text::Ascii && !address.is_ascii() {
            return self.say(reply::UTF8_ADDRESS);
        }
        self.waiting = Waiting::Recipient(address.clone());
        self.effects.push_back(Effect::CheckRecipient(address));
    }

    fn data(&mut self) {
        match &self.mail {
            None => self.say(reply::MAIL_FIRST),
            Some(mail) if mail.rcpts.is_empty() => self.say(reply::NO_RECIPIENT),
            Some(_) => {
                let limits = &self.settings.limits;
                self.waiting = Waiting::Data(DataReader::new(limits.mail_bytes, limits.line_bytes));
                self.effects.push_back(Effect::Reply("354 End with CR LF . CR LF\r\n".to_owned()));
            }
        }
    }

    /// Anything sent along with STARTTLS was sent in the clear, perhaps by somebody else (CVE-2011-0411).
    fn start_tls(&mut self) {
        if self.settings.start_tls == StartTls::NotOffered {
            self.say(reply::NOT_OFFERED);
        } else if self.channel != Channel::Clear {
            self.say(reply::TLS_TWICE);
        } else if self.hello.is_none() {
            self.say(reply::HELLO_FIRST);
        } else if !self.input.is_empty() {
            self.close(reply::NOTHING_AFTER_TLS);
        } else {
            self.say(reply::START_TLS);
            self.waiting = Waiting::Handshake;
            self.effects.push_back(Effect::StartTls);
        }
    }

    fn end_of_mail(&mut self) -> bool {
        let Waiting::Data(reader) = std::mem::replace(&mut self.waiting, Waiting::Storage) else { return false };
        let refusal = match reader.finish() {
            Err(fault) => fault.reply(),
            Ok(bytes) if hops(&bytes) > self.settings.limits.hops => reply::LOOP,
            Ok(bytes) => {
                let transaction = self.transaction();
                self.effects.push_back(Effect::Accept(transaction, bytes));
                return true;
            }
        };
        self.waiting = Waiting::Command;
        self.conclude(refusal, "");
        true
    }

    fn transaction(&self) -> Transaction {
        let mail = self.mail.as_ref();
        Transaction {
            helo: self.helo().to_owned(),
            mail_from: self.mail_from().cloned(),
            rcpts: mail.map(|mail| mail.rcpts.clone()).unwrap_or_default(),
            with: self.with(mail.map_or(Text::Ascii, |mail| mail.sender.text)),
        }
    }

    fn with(&self, text: Text) -> &'static str {
        let greeting = self.hello.as_ref().map_or(Greeting::Helo, |(greeting, _)| *greeting);
        match (greeting, text, self.channel) {
            (Greeting::Lhlo, Text::Ascii, Channel::Clear) => "LMTP",
            (Greeting::Lhlo, Text::Ascii, _) => "LMTPS",
            (Greeting::Lhlo, Text::Utf8, Channel::Clear) => "UTF8LMTP",
            (Greeting::Lhlo, Text::Utf8, _) => "UTF8LMTPS",
            (_, Text::Utf8, Channel::Clear) => "UTF8SMTP",
            (_, Text::Utf8, _) => "UTF8SMTPS",
            (Greeting::Helo, Text::Ascii, Channel::Clear) => "SMTP",
            (Greeting::Ehlo, Text::Ascii, Channel::Clear) => "ESMTP",
            (Greeting::Helo | Greeting::Ehlo, Text::Ascii, _) => "ESMTPS",
        }
    }

    /// Replies to each accepted RCPT by what became of the mail to this recipient. These are no errors of the mail server in
    /// front: it hands over what others wrote.
    fn conclude_each(&mut self, answers: &[AcceptReply]) {
        let places = self.mail.take().map(|mail| mail.accepted).unwrap_or_default();
        let one = |place: &usize| {
            let (reply, words) = answers.get(*place).map_or((reply::STORED_LATER, ""), said);
            reply.saying(words)
        };
        self.effects.push_back(Effect::Reply(places.iter().map(one).collect()));
    }

    /// Replies to the end of a mail that is the same to all: once in SMTP, once for each accepted RCPT in LMTP (RFC 2033 §4.2).
    fn conclude(&mut self, reply: Reply, words: &str) {
        let replies = match (self.settings.protocol, self.mail.take()) {
            (Protocol::Lmtp, Some(mail)) => mail.accepted.len(),
            _ => 1,
        };
        if !self.is_one_error_too_many(reply) {
            let text = reply.saying(words).repeat(replies);
            self.effects.push_back(Effect::Reply(text));
        }
    }

    fn say(&mut self, reply: Reply) {
        if !self.is_one_error_too_many(reply) {
            self.effects.push_back(Effect::Reply(reply.line()));
        }
    }

    /// Counts a refusal; one too many ends the session. Over LMTP unknown recipients do not count: an MTA hands over what
    /// others sent to it, and does nobody's guessing.
    fn is_one_error_too_many(&mut self, reply: Reply) -> bool {
        let is_guess = reply == reply::UNKNOWN_RECIPIENT && self.settings.protocol == Protocol::Smtp;
        let counts = reply.is_refusal() && (is_guess || reply != reply::UNKNOWN_RECIPIENT);
        self.errors += usize::from(counts);
        self.errors > self.settings.limits.errors && self.close(reply::TOO_MANY_ERRORS)
    }

    /// Says good-bye; always true, as that is an effect.
    fn close(&mut self, farewell: Reply) -> bool {
        self.waiting = Waiting::Nothing;
        self.input = Vec::new();
        self.mail = None;
        self.effects.push_back(Effect::Reply(farewell.line()));
        self.effects.push_back(Effect::Close);
        true
    }
}

fn said(answer: &AcceptReply) -> (Reply, &str) {
    match answer {
        AcceptReply::Stored => (reply::STORED, ""),
        AcceptReply::TryLater(reason) => (reply::STORED_LATER, reason),
        AcceptReply::Refused(reason) => (reply::REFUSED, reason),
    }
}

/// The one reply of SMTP: as long as the mail must come again for somebody it comes again for all, and it is refused only
/// when nobody has it.
fn in_all(answers: &[AcceptReply]) -> (Reply, &str) {
    let later = answers.iter().find(|answer| matches!(answer, AcceptReply::TryLater(_)));
    let stored = || answers.iter().find(|answer| matches!(answer, AcceptReply::Stored));
    later.or_else(stored).or(answers.first()).map_or((reply::STORED_LATER, ""), said)
}

/// How many `Received` headers a mail has.
fn hops(mail: &[u8]) -> usize {
    let is_received = |line: &&[u8]| line.get(..9).is_some_and(|name| name.eq_ignore_ascii_case(b"received:"));
    mail.split(|&byte| byte == b'\n').take_while(|line| !matches!(line, [] | [b'\r'])).filter(is_received).count()
}

/// For fuzzing: what a client sends gives the same conversation however it is cut, and a mail that is accepted is whole.
///
/// # Panics
/// When a promise of this module is broken.
pub fn check(bytes: &[u8]) {
    let whole = conversation(bytes, usize::MAX);
    assert_eq!(whole, conversation(bytes, 1), "byte by byte the conversation is another one");
    assert_eq!(whole, conversation(bytes, 7), "in pieces of 7 the conversation is another one");
    for effect in &whole {
        match effect {
            Effect::Reply(text) => assert!(text.ends_with("\r\n") && text.is_ascii(), "a reply that is no line"),
            Effect::Accept(transaction, mail) => {
                assert!(!transaction.rcpts.is_empty(), "a mail for nobody");
                assert!(!has_bare_line_end(mail), "a bare CR or LF was let through");
            }
            Effect::CheckRecipient(address) => {
                assert_eq!(Address::parse(address.as_str()).as_ref(), Ok(address), "a bad address");
            }
            Effect::StartTls | Effect::Close => {}
        }
    }
}

fn has_bare_line_end(mail: &[u8]) -> bool {
    let pairs = mail.windows(2).filter(|pair| pair == b"\r\n").count();
    let single = |wanted: u8| mail.iter().filter(|&&byte| byte == wanted).count();
    single(b'\r') != pairs || single(b'\n') != pairs
}

/// All effects of a session in which addresses that begin with `u` are unknown, those that begin with `l` must wait, and one
/// mail in three is not stored.
fn conversation(bytes: &[u8], piece: usize) -> Vec<Effect> {
    let limits = Limits { mail_bytes: 2000, line_bytes: 200, command_bytes: 300, ..Limits::default() };
    let (protocol, hostname) = (Protocol::Smtp, "cal.example.org".to_owned());
    let mut session = Session::new(Settings { protocol, hostname, limits, start_tls: StartTls::NotOffered });
    let mut effects = Vec::new();
    for piece in bytes.chunks(piece.min(bytes.len()).max(1)) {
        session.receive(piece);
        while let Some(effect) = session.next_effect() {
            match &effect {
                Effect::CheckRecipient(address) => session.recipient_checked(match address.key().as_bytes().first() {
                    Some(b'u') => RecipientReply::Unknown,
                    Some(b'l') => RecipientReply::TryLater,
                    _ => RecipientReply::Accept,
                }),
                Effect::Accept(_, mail) => session.accepted(&[match mail.len() % 3 {
                    0 => AcceptReply::TryLater("full".to_owned()),
                    _ => AcceptReply::Stored,
                }]),
                Effect::Reply(_) | Effect::StartTls | Effect::Close => {}
            }
            effects.push(effect);
        }
    }
    effects
}

#[cfg(test)]
mod tests;
