//! The outbox worker: claims due rows, composes, signs, sends, and writes down what really happened.
//!
//! A row is claimed for longer than a delivery may take, and the next attempt's time stands in the row before the first
//! byte leaves: a crash delays a mail, it neither loses it nor hammers anybody.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::bounce::{self, Failure, Lost};
use super::lately::Lately;
use super::letter;
use super::way::Way;
use crate::guest::Keys;
use crate::ical::CalAddress;
use crate::mail::{
    Address, DkimKey, ScheduleStatus, StatusCode, blames_us, is_dead_end, schedule_status_of_reply, sign,
};
use crate::schedule::{self, App};
use crate::smtp::{Failed, Lasting, Stage};
use crate::store::{OutboxRow, OutboxState, StoreError};

/// Everything that is needed to send.
#[derive(Clone)]
pub struct Postman {
    /// The store, the time, the settings.
    pub app: App,
    /// The key of tokens.
    pub keys: Keys,
    /// The way mail leaves.
    pub way: Way,
    /// Signs mails, if a key is configured.
    pub signer: Option<Arc<DkimKey>>,
    /// What the last mails said.
    pub lately: Lately,
}

/// How long after each attempt the next one follows, in minutes: quick at first, because meetings are soon.
const PAUSES: &[i64] = &[1, 3, 7, 15, 30, 60, 120, 240, 480, 720, 1440];
/// The attempt after which its sender hears of a mail that does not leave: by then two hours have passed.
const TOLD_AT: i64 = 7;
/// How long one delivery may take in all.
const DELIVERY_TIME: Duration = Duration::from_secs(15 * 60);
/// How long a row is claimed; longer than any delivery takes.
const CLAIM: TimeDelta = TimeDelta::minutes(20);
/// How long deliveries may go on when the server stops; one that is cut off is made again when its claim ends.
const STOP_TIME: Duration = Duration::from_secs(60);
/// How long the worker keeps still when the store fails.
const TROUBLE: Duration = Duration::from_secs(5);
/// Deliveries at a time.
const AT_A_TIME: usize = 8;
/// How long the worker sleeps at most, to see rows that another process added.
const LONGEST_SLEEP: Duration = Duration::from_secs(10);

impl Postman {
    /// Works until `stop` says so; deliveries that have begun get a minute to end.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let places = Arc::new(Semaphore::new(AT_A_TIME));
        let mut deliveries = JoinSet::new();
        while !*stop.borrow() {
            let free = places.available_permits();
            let rows = self.claim(free).await;
            let none = rows.is_empty();
            for row in rows {
                let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
                let postman = self.clone();
                deliveries.spawn(async move {
                    postman.deliver(row).await;
                    drop(place);
                });
            }
            if none {
                self.rest(free, &mut deliveries, &mut stop).await;
            }
        }
        let ended = async { while deliveries.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(STOP_TIME, ended).await;
    }

    /// Sleeps until something can be done: without a free place only the end of a delivery helps.
    async fn rest(&self, free: usize, deliveries: &mut JoinSet<()>, stop: &mut watch::Receiver<bool>) {
        let next = match free {
            0 => None,
            _ => self.app.store.read::<_, StoreError, _>(|tx| tx.next_in_outbox()).ok().flatten(),
        };
        tokio::select! {
            () = self.app.store.wakes().outbox.notified() => {}
            () = self.app.clock.sleep_until(next, LONGEST_SLEEP) => {}
            Some(_) = deliveries.join_next() => {}
            _ = stop.changed() => {}
        }
    }

    async fn claim(&self, places: usize) -> Vec<OutboxRow> {
        if places == 0 {
            return Vec::new();
        }
        let now = self.app.clock.now();
        let claimed =
            self.app.store.write::<_, StoreError, _>(move |tx| tx.claim_outbox(now, now + CLAIM, places)).await;
        match claimed {
            Ok(rows) => rows,
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                tokio::time::sleep(TROUBLE).await;
                Vec::new()
            }
        }
    }

    /// Tries to send one mail in a task of its own: one that breaks the worker is tried again like any other.
    async fn deliver(&self, row: OutboxRow) {
        let (postman, tried) = (self.clone(), row.clone());
        if tokio::spawn(async move { postman.attempt(tried).await }).await.is_err() {
            tracing::error!(id = row.id, "a delivery broke");
            if let Err(error) = self.later(&row, "", "the delivery broke").await {
                tracing::error!(%error, id = row.id, "the outcome of a delivery could not be written down");
            }
        }
    }

    /// Tries to send one mail and writes down how it went.
    async fn attempt(&self, row: OutboxRow) {
        let ended = match self.unwanted(&row) {
            Ok(Some(unwanted)) => self.give_up(&row, unwanted.status, "", &unwanted.reason, Lost::Mail).await,
            Ok(None) => self.hand_over(&row).await,
            Err(error) => self.later(&row, "", &error.to_string()).await,
        };
        if let Err(error) = ended {
            tracing::error!(%error, id = row.id, "the outcome of a delivery could not be written down");
        }
    }

    /// Why a mail that waited must not leave any more.
    fn unwanted(&self, row: &OutboxRow) -> Result<Option<schedule::Unwanted>, StoreError> {
        let mail = &row.mail;
        if !mail.is_scheduling() || mail.is_answer() {
            return Ok(None);
        }
        self.app.store.read(|tx| schedule::unwanted(tx, &mail.recipient, self.app.clock.now()))
    }

    async fn hand_over(&self, row: &OutboxRow) -> Result<(), StoreError> {
        match letter::written(self, row).await {
            Ok(letter::Ready::Mail(letter)) => {
                let sent = self.send(row, &letter.raw).await;
                self.conclude(row, sent, letter.sent_object).await
            }
            Ok(letter::Ready::NeverHeard) => self.end(row, "nothing to take back: the invitation never left").await,
            Ok(letter::Ready::ChangedBack) => self.changed_back(row).await,
            Err(letter::Unsendable::Never(reason)) => {
                self.give_up(row, ScheduleStatus::InvalidUser, "", &reason, Lost::Mail).await
            }
            Err(letter::Unsendable::Now(error)) => self.later(row, "", &error.to_string()).await,
        }
    }

    async fn send(&self, row: &OutboxRow, raw: &[u8]) -> Result<(u16, String), Failed> {
        let to = Address::parse(&row.mail.recipient).map_err(|error| unsent(Lasting::Permanent, &error.to_string()))?;
        let from = format!("{}@{}", self.keys.bounce_local(&row.mail.bounce_code), self.app.config.mail.host);
        let signed = self
            .signer
            .as_ref()
            .filter(|_| row.mail.method != "FORWARD")
            .map(|key| sign(raw, key, self.app.clock.now()));
        let raw = match &signed {
            None => raw,
            Some(Ok(signed)) => signed,
            Some(Err(error)) => return Err(unsent(Lasting::Temporary, &format!("DKIM: {error}"))),
        };
        let sending = self.way.send(&from, &to, raw, &row.mail.bounce_code);
        match tokio::time::timeout(DELIVERY_TIME, sending).await {
            Ok(sent) => sent,
            Err(_) => Err(unsent(Lasting::Temporary, "the other side took too long")),
        }
    }

    async fn conclude(
        &self,
        row: &OutboxRow,
        sent: Result<(u16, String), Failed>,
        object: Option<letter::SentObject>,
    ) -> Result<(), StoreError> {
        match sent {
            Ok((code, text)) => self.sent(row, code, &text, object).await,
            Err(failed) => {
                let code = failed.code.map(|code| code.to_string()).unwrap_or_default();
                if failed.lasting == Lasting::Permanent {
                    let reply = failed.code.unwrap_or(554);
                    let status = schedule_status_of_reply(reply, failed.enhanced.as_deref(), &failed.text);
                    self.give_up(row, status, &code, &failed.text, lost(status, &failed)).await
                } else {
                    self.later(row, &code, &failed.text).await
                }
            }
        }
    }

    async fn sent(
        &self,
        row: &OutboxRow,
        code: u16,
        text: &str,
        object: Option<letter::SentObject>,
    ) -> Result<(), StoreError> {
        let (row, text, rules) = (row.clone(), bounded(text), self.app.rules());
        tracing::info!(id = row.id, method = row.mail.method, to = row.mail.recipient, code, "sent");
        let write = move |tx: &mut crate::store::Tx<'_>| {
            let stands = tx.end_attempt(row.id, OutboxState::Sent, rules.now, &code.to_string(), &text)?;
            if let Some(object) = object {
                tx.set_last_sent(&object.code, &object.text)?;
            }
            if stands && row.mail.is_scheduling() {
                let guest = CalAddress::mailto(&row.mail.recipient);
                schedule::mark(tx, &rules, row.mail.principal, &row.mail.uid, &guest, "1.1")?;
                let detail = format!("{} to {}: {code} {text}", row.mail.method, row.mail.recipient);
                tx.note(&row.mail.uid, Some(row.mail.principal), "sent", &detail, rules.now)?;
            }
            Ok(())
        };
        self.app.store.write(write).await
    }

    /// Another attempt follows, the last one when the time is over; none if a newer message waits that says it better.
    async fn later(&self, row: &OutboxRow, code: &str, text: &str) -> Result<(), StoreError> {
        let now = self.app.clock.now();
        if now >= row.mail.expires_at {
            return self.give_up(row, ScheduleStatus::Undeliverable, code, text, Lost::Mail).await;
        }
        let next = (now + pause(row.attempt)).min(row.mail.expires_at);
        tracing::warn!(id = row.id, to = row.mail.recipient, %next, text, "not sent yet");
        let (row, code, text, rules) = (row.clone(), code.to_owned(), bounded(text), self.app.rules());
        let write = move |tx: &mut crate::store::Tx<'_>| {
            if tx.is_overtaken(row.id)? {
                tx.end_attempt(row.id, OutboxState::Superseded, now, &code, &text)?;
                return Ok(());
            }
            tx.end_attempt(row.id, OutboxState::Waiting, next, &code, &text)?;
            if row.mail.is_scheduling() {
                let detail = format!("{} to {}: {text}; next attempt {next}", row.mail.method, row.mail.recipient);
                tx.note(&row.mail.uid, Some(row.mail.principal), "delayed", &detail, now)?;
                if row.attempt == TOLD_AT {
                    let mail = &row.mail;
                    schedule::tell_of_delay(tx, &rules, mail.principal, &mail.uid, &mail.recipient, &text)?;
                }
            }
            Ok(())
        };
        self.app.store.write(write).await
    }

    async fn give_up(
        &self,
        row: &OutboxRow,
        status: ScheduleStatus,
        code: &str,
        text: &str,
        lost: Lost,
    ) -> Result<(), StoreError> {
        tracing::warn!(id = row.id, to = row.mail.recipient, text, "given up");
        let (row, code, text, rules) = (row.clone(), code.to_owned(), bounded(text), self.app.rules());
        let write = move |tx: &mut crate::store::Tx<'_>| {
            let is_news = tx.end_attempt(row.id, OutboxState::Failed, rules.now, &code, &text)?;
            if is_news && row.mail.is_scheduling() {
                bounce::note(tx, &rules, &row, &Failure { status, reason: &text, lost })?;
            }
            Ok(())
        };
        self.app.store.write(write).await
    }

    async fn end(&self, row: &OutboxRow, text: &'static str) -> Result<(), StoreError> {
        let (id, now) = (row.id, self.app.clock.now());
        self.app.store.write(move |tx| tx.end_attempt(id, OutboxState::Superseded, now, "", text).map(|_| ())).await
    }

    /// The guest has what the mail would say, by the one before.
    async fn changed_back(&self, row: &OutboxRow) -> Result<(), StoreError> {
        const WORDS: &str = "nothing to tell: what was changed was changed back";
        let (row, rules) = (row.clone(), self.app.rules());
        let write = move |tx: &mut crate::store::Tx<'_>| {
            if tx.end_attempt(row.id, OutboxState::Superseded, rules.now, "", WORDS)? {
                let (mail, guest) = (&row.mail, CalAddress::mailto(&row.mail.recipient));
                schedule::mark(tx, &rules, mail.principal, &mail.uid, &guest, "1.1")?;
                let detail = format!("{} to {}: {WORDS}", mail.method, mail.recipient);
                tx.note(&mail.uid, Some(mail.principal), "unsent", &detail, rules.now)?;
            }
            Ok(())
        };
        self.app.store.write(write).await
    }
}

fn pause(attempt: i64) -> TimeDelta {
    let step = usize::try_from(attempt - 1).unwrap_or(0).min(PAUSES.len() - 1);
    TimeDelta::minutes(PAUSES.get(step).copied().unwrap_or(1440))
}

/// What a refusal takes away: the address, if its mail server said so when it was named, or there is none.
fn lost(status: ScheduleStatus, failed: &Failed) -> Lost {
    let enhanced = failed.enhanced.as_deref().and_then(StatusCode::parse);
    if blames_us(enhanced, &failed.text) {
        tracing::error!(text = failed.text, "another server does not trust our mail: see SPF, DKIM, PTR");
    }
    let is_about_address = matches!(failed.stage, Stage::Lookup | Stage::Rcpt);
    match is_about_address && is_dead_end(status, enhanced, &failed.text) {
        true => Lost::Address,
        false => Lost::Mail,
    }
}

/// Why a mail did not even reach a connection.
fn unsent(lasting: Lasting, text: &str) -> Failed {
    Failed { lasting, code: None, enhanced: None, text: text.to_owned(), stage: Stage::Check }
}

/// What the other side said, as far as it is worth keeping.
fn bounded(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect()
}

#[cfg(test)]
mod tests;
