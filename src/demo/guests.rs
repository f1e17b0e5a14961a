//! Guests elsewhere who answer by themselves, each in the way its name says.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::ical::{CalAddress, CalendarObject, Line, PartStat, When};
use crate::imip::{Caught, CaughtMail};
use crate::itip::{self, Message};
use crate::mail::{Address, AddressedTo, Boundary, Mail, Mailbox, MessageId, ReadMail, read};
use crate::random;
use crate::schedule::App;
use crate::smtp::{self, Route, Tls};

/// The domain of the demo's guests.
pub const DOMAIN: &str = "guests.example";

/// The guests, and the way their answers go.
#[derive(Clone)]
pub struct Guests {
    /// The time and the zone of times that carry none.
    pub app: App,
    /// The mails they get.
    pub caught: Caught,
    /// The server's SMTP receiver.
    pub receiver: SocketAddr,
}

/// What a guest does with an invitation.
enum Habit {
    Answers(PartStat, Option<&'static str>),
    Proposes,
    HasNoMailbox,
    SaysNothing,
}

fn habit(local: &str) -> Habit {
    match local {
        "accept" => Habit::Answers(PartStat::Accepted, None),
        "decline" => Habit::Answers(PartStat::Declined, Some("Sorry, I am away that day.")),
        "tentative" => Habit::Answers(PartStat::Tentative, None),
        "counter" => Habit::Proposes,
        "bounce" => Habit::HasNoMailbox,
        _ => Habit::SaysNothing,
    }
}

impl Guests {
    /// Watches for mails and answers them until `stop` says so.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut next = 0;
        while !*stop.borrow() {
            for (number, mail) in self.caught.since(next) {
                next = number + 1;
                if let Err(reason) = self.react(&mail).await {
                    tracing::warn!(to = mail.to, reason, "a demo guest could not answer");
                }
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(300)) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Answers an invitation as its recipient, by mail.
    ///
    /// # Errors
    /// A mail that is no invitation, or a receiver that does not take the answer; in words.
    pub async fn answer(&self, mail: &CaughtMail, partstat: PartStat, comment: Option<&str>) -> Result<(), String> {
        let (object, from) = invitation(mail).ok_or("it is no invitation")?;
        let now = self.app.clock.now();
        let answer = itip::answer(&object, &from, partstat, None, comment, &self.app.floating, now);
        let message = answer.ok_or("the recipient is not on the guest list")?;
        self.send(mail, message, &format!("{}: ", verb(partstat)), comment.unwrap_or_default()).await
    }

    async fn react(&self, mail: &CaughtMail) -> Result<(), String> {
        let Some((local, domain)) = mail.to.rsplit_once('@') else {
            return Ok(());
        };
        let habit = habit(local);
        if domain != DOMAIN || (invitation(mail).is_none() && !matches!(habit, Habit::HasNoMailbox)) {
            return Ok(());
        }
        match habit {
            Habit::Answers(partstat, comment) => self.answer(mail, partstat, comment).await,
            Habit::Proposes => self.propose(mail).await,
            Habit::HasNoMailbox => self.bounce(mail).await,
            Habit::SaysNothing => Ok(()),
        }
    }

    /// Proposes an hour later (RFC 5546 §3.2.7).
    async fn propose(&self, mail: &CaughtMail) -> Result<(), String> {
        let (object, from) = invitation(mail).ok_or("it is no invitation")?;
        let now = self.app.clock.now();
        let comment = "Could we start an hour later?";
        let floating = &self.app.floating;
        let answer = itip::answer(&object, &from, PartStat::Tentative, None, Some(comment), floating, now);
        let mut message = answer.ok_or("the recipient is not on the guest list")?;
        let object = Arc::make_mut(&mut message.object);
        object.calendar_mut().set(Line::text("METHOD", "COUNTER"));
        for part in object.parts_mut() {
            for name in ["DTSTART", "DTEND"] {
                if let Some(when) = part.line(name).and_then(When::of) {
                    part.set(when.at(when.local() + TimeDelta::hours(1)).to_line(name));
                }
            }
        }
        message.method = itip::Method::Counter;
        self.send(mail, message, "New time proposed: ", comment).await
    }

    /// What a mail server says that has no such mailbox (RFC 3464).
    async fn bounce(&self, mail: &CaughtMail) -> Result<(), String> {
        let (to, code) = (&mail.to, random::code::<10>().map_err(|error| error.to_string())?);
        let lines = [
            format!("From: Mail Delivery System <MAILER-DAEMON@{DOMAIN}>"),
            format!("To: <{}>", mail.from),
            "Subject: Undelivered Mail Returned to Sender".to_owned(),
            format!("Date: {}", self.app.clock.now().to_rfc2822()),
            format!("Message-ID: <{code}@{DOMAIN}>"),
            "Auto-Submitted: auto-replied".to_owned(),
            "MIME-Version: 1.0".to_owned(),
            format!("Content-Type: multipart/report; report-type=delivery-status; boundary=\"{code}\""),
            String::new(),
            format!("--{code}"),
            "Content-Type: text/plain; charset=us-ascii".to_owned(),
            String::new(),
            format!("Your mail to {to} could not be delivered: there is no such mailbox."),
            String::new(),
            format!("--{code}"),
            "Content-Type: message/delivery-status".to_owned(),
            String::new(),
            format!("Reporting-MTA: dns; mx.{DOMAIN}"),
            String::new(),
            format!("Final-Recipient: rfc822; {to}"),
            "Action: failed".to_owned(),
            "Status: 5.1.1".to_owned(),
            format!("Diagnostic-Code: smtp; 550 5.1.1 <{to}>: no such mailbox"),
            String::new(),
            format!("--{code}--"),
            String::new(),
        ];
        self.deliver("", &mail.from, lines.join("\r\n").as_bytes()).await
    }

    async fn send(&self, mail: &CaughtMail, message: Message, prefix: &str, words: &str) -> Result<(), String> {
        let shown = |error: &dyn std::fmt::Display| error.to_string();
        let from = Address::parse(&mail.to).map_err(|error| shown(&error))?;
        let organizer = message.recipient.email().ok_or("the organizer has no mail address")?;
        let to = Address::parse(organizer).map_err(|error| shown(&error))?;
        let code = random::code::<10>().map_err(|error| shown(&error))?;
        let id = MessageId::parse(&format!("{code}@{DOMAIN}")).map_err(|error| shown(&error))?;
        let boundary = Boundary::parse(&code).map_err(|error| shown(&error))?;
        let title = message.object.parts().next().and_then(|part| part.summary()).unwrap_or_default();
        let subject = format!("{prefix}{title}");
        let answer =
            Mail::new(Mailbox::bare(from), Mailbox::bare(to.clone()), &subject, self.app.clock.now(), id, boundary)
                .plain(words)
                .calendar(message.method.as_str(), message.object.kind().component(), message.object.to_bytes())
                .and_then(|answer| answer.to_bytes())
                .map_err(|error| shown(&error))?;
        self.deliver(&mail.to, to.as_str(), &answer).await
    }

    async fn deliver(&self, from: &str, to: &str, raw: &[u8]) -> Result<(), String> {
        let to = Address::parse(to).map_err(|error| error.to_string())?;
        let route = Route {
            host: self.receiver.ip().to_string(),
            port: self.receiver.port(),
            tls: Tls::Never,
            auth: None,
            ehlo: format!("mx.{DOMAIN}"),
            timeout: Duration::from_secs(20),
        };
        smtp::send(&route, from, &to, raw, None).await.map(|_| ()).map_err(|failed| failed.text)
    }
}

/// The invitation in a mail, and its recipient as it names it.
fn invitation(mail: &CaughtMail) -> Option<(CalendarObject, CalAddress)> {
    let read: ReadMail = read(&mail.raw, AddressedTo::Person).ok()?;
    let object = CalendarObject::read(&read.calendar?.bytes).ok()?;
    let is_request = object.method().as_deref() == Some("REQUEST");
    is_request.then(|| (object, CalAddress::mailto(&mail.to)))
}

fn verb(partstat: PartStat) -> &'static str {
    match partstat {
        PartStat::Accepted => "Accepted",
        PartStat::Declined => "Declined",
        _ => "Tentatively accepted",
    }
}
