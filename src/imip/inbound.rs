//! The spool worker: reads accepted mails one after the other and lets each have its effect.
//!
//! Every mail ends with an outcome in words. One that breaks the reader is tried three times and then quarantined; it
//! never holds up the others.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use super::answer;
use super::authenticity::Authenticity;
use super::bounce;
use super::handed_on::{COMPLAINT, complaint};
use super::mailbox::{Mailbox, mailbox};
use crate::guest::Keys;
use crate::mail::{Address, AddressedTo, Kind, ReadMail, read};
use crate::schedule::{App, Refused};
use crate::store::{ACCEPTED_DOOR, SpoolRow, SpoolState, StoreError};

/// Everything that is needed to read what came.
#[derive(Clone)]
pub struct Inbound {
    /// The store, the time, the settings.
    pub app: App,
    /// The key of tokens.
    pub keys: Keys,
    /// Looks up SPF, DKIM and DMARC, if that is wanted.
    pub authenticity: Authenticity,
}

/// What came of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) state: SpoolState,
    pub(super) text: String,
}

impl Outcome {
    pub(super) fn done(text: impl Into<String>) -> Outcome {
        Outcome { state: SpoolState::Done, text: text.into() }
    }

    pub(super) fn quarantined(text: impl Into<String>) -> Outcome {
        Outcome { state: SpoolState::Quarantined, text: text.into() }
    }
}

/// Attempts to read a mail before it is quarantined.
const ATTEMPTS: i64 = 3;
/// How long a row is claimed; longer than any reading takes.
const CLAIM: TimeDelta = TimeDelta::minutes(5);
/// How long one mail may take, DNS included.
const READING_TIME: Duration = Duration::from_secs(60);
/// How long the worker sleeps at most, to see rows that another process added.
const LONGEST_SLEEP: Duration = Duration::from_secs(2);
/// How long the worker keeps still when the store fails.
const TROUBLE: Duration = Duration::from_secs(5);
/// Mails of one guest about one meeting that are read within a day; a person sends a few.
pub(super) const MOST_A_DAY: i64 = 30;
/// Mails claimed at a time: even if each takes its longest, the claim does not end before the last one is read.
const AT_A_TIME: usize = 4;

impl Inbound {
    /// Works until `stop` says so.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let rows = self.claim().await;
            if rows.is_empty() {
                let next = self.app.store.read::<_, StoreError, _>(|tx| tx.next_in_spool()).ok().flatten();
                tokio::select! {
                    () = self.app.store.wakes().spool.notified() => {}
                    () = self.app.clock.sleep_until(next, LONGEST_SLEEP) => {}
                    _ = stop.changed() => {}
                }
            }
            for row in rows {
                self.take(row).await;
            }
        }
    }

    async fn claim(&self) -> Vec<SpoolRow> {
        let now = self.app.clock.now();
        let claimed =
            self.app.store.write::<_, StoreError, _>(move |tx| tx.claim_spool(now, now + CLAIM, AT_A_TIME)).await;
        match claimed {
            Ok(rows) => rows,
            Err(error) => {
                tracing::error!(%error, "the spool cannot be read");
                tokio::time::sleep(TROUBLE).await;
                Vec::new()
            }
        }
    }

    /// Reads one mail in a task of its own, so that one that breaks the reader breaks nothing else.
    async fn take(&self, row: SpoolRow) {
        let (id, attempt) = (row.id, row.attempt);
        if attempt > ATTEMPTS {
            // Nobody was left to write down how the last attempt ended.
            return self.end(id, Outcome::quarantined("reading it stopped the server"), None).await;
        }
        let reader = self.clone();
        let reading = tokio::spawn(async move { tokio::time::timeout(READING_TIME, reader.effect(&row)).await });
        let failure = match reading.await {
            Ok(Ok(Ok(outcome))) => return self.end(id, outcome, None).await,
            Ok(Ok(Err(refused))) => refused.to_string(),
            Ok(Err(_)) => "reading took too long".to_owned(),
            Err(_) => "reading broke".to_owned(),
        };
        tracing::error!(id, attempt, failure, "a mail could not be read");
        let state = if attempt >= ATTEMPTS { SpoolState::Quarantined } else { SpoolState::Waiting };
        let pause = TimeDelta::minutes(attempt.clamp(1, 10));
        self.end(id, Outcome { state, text: failure }, Some(pause)).await;
    }

    async fn end(&self, id: i64, outcome: Outcome, pause: Option<TimeDelta>) {
        let next = self.app.clock.now() + pause.unwrap_or_default();
        tracing::info!(id, state = outcome.state.as_str(), outcome = outcome.text, "a mail was read");
        let text: String = outcome.text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(1000).collect();
        let state = outcome.state;
        let ended = self.app.store.write::<_, StoreError, _>(move |tx| tx.end_reading(id, state, next, &text)).await;
        if let Err(error) = ended {
            tracing::error!(%error, id, "what came of a mail could not be written down");
        }
    }

    async fn effect(&self, row: &SpoolRow) -> Result<Outcome, Refused> {
        let Ok(recipient) = Address::parse(&row.recipient) else {
            return Ok(Outcome::quarantined("the recipient is no address"));
        };
        let since = self.app.clock.now() - TimeDelta::days(1);
        let (place, again, lately) = self.app.store.read::<_, StoreError, _>(|tx| {
            let place = mailbox(tx, &self.keys, &self.app.config, &recipient)?;
            Ok((place, tx.was_read_before(row.id)?, tx.spooled_to(&row.recipient, since)?))
        })?;
        if again {
            return Ok(Outcome::done("the same mail was read before"));
        }
        // Whoever has an invitation could keep the organizer's calendar changing all day.
        if matches!(place, Some(Mailbox::Answer(_))) && lately > MOST_A_DAY && row.door != ACCEPTED_DOOR {
            return Ok(Outcome::quarantined(format!("more than {MOST_A_DAY} mails in a day to one guest's address")));
        }
        let addressed_to = match &place {
            None => return Ok(Outcome::done("nobody is at this address any more")),
            Some(Mailbox::Answer(_)) => AddressedTo::Token,
            Some(Mailbox::Bounce(_)) => AddressedTo::Bounce,
            Some(Mailbox::Person(_) | Mailbox::Group(_) | Mailbox::Role) => AddressedTo::Person,
        };
        let mail = match read(&row.raw, addressed_to) {
            Ok(mail) => mail,
            Err(unreadable) => return Ok(Outcome::quarantined(unreadable.to_string())),
        };
        match place {
            Some(Mailbox::Bounce(code)) => self.bounce(code, mail).await,
            Some(Mailbox::Answer(invitation)) => answer::through_token(self, row, mail, invitation).await,
            Some(Mailbox::Person(person)) => answer::without_token(self, row, mail, person).await,
            Some(Mailbox::Group(group)) => answer::to_group(self, row, mail, group).await,
            Some(Mailbox::Role) | None => Ok(Outcome::quarantined(format!("for the admin: {}", mail.subject))),
        }
    }

    async fn bounce(&self, code: String, mail: ReadMail) -> Result<Outcome, Refused> {
        let dsn = match mail.kind {
            Kind::Bounce(dsn) => dsn,
            Kind::FeedbackReport => {
                let sent = self.app.store.read::<_, StoreError, _>(|tx| tx.outbox_by_bounce_code(&code))?;
                return match sent.filter(|sent| sent.mail.is_scheduling()) {
                    Some(sent) => complaint(self, &sent.mail.recipient).await,
                    None => Ok(Outcome::quarantined(COMPLAINT)),
                };
            }
            _ => return Ok(Outcome::done("no report, at an address for reports: dropped")),
        };
        let rules = self.app.rules();
        let text =
            self.app.store.write::<_, StoreError, _>(move |tx| bounce::reported(tx, &rules, &code, &dsn)).await?;
        Ok(Outcome::done(text))
    }
}

#[cfg(test)]
mod tests;
