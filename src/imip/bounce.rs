//! A mail did not arrive: the guest is marked, the organizer is told once, the answer stays what it was.

use chrono::{DateTime, TimeDelta};

use crate::ical::{CalAddress, CalendarObject};
use crate::mail::{Action, Dsn, Outcome, ScheduleStatus, is_dead_end};
use crate::schedule::{self, Rules};
use crate::store::{AnswerRow, NewOutboxRow, OutboxRow, OutboxState, StoreError, Tx};

/// How long nothing is mailed to an address at which nobody is: people come back, and mail servers err.
const GIVEN_UP_FOR: TimeDelta = TimeDelta::days(90);

/// Why a mail did not arrive.
pub(super) struct Failure<'a> {
    /// What the organizer's program shows.
    pub(super) status: ScheduleStatus,
    /// In words.
    pub(super) reason: &'a str,
    /// What is lost with it.
    pub(super) lost: Lost,
}

/// What is lost with a mail that did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// Only this mail; the next one may arrive.
    Mail,
    /// The address: the next one would fail as well.
    Address,
}

/// Marks the guest of an outbox row as not reached, and tells the organizer why: once for each guest and meeting, and not
/// of a mail that came in vain to somebody who has answered to what it says.
///
/// # Errors
/// The store failed.
pub(super) fn note(tx: &mut Tx<'_>, rules: &Rules, row: &OutboxRow, failure: &Failure<'_>) -> Result<(), StoreError> {
    let (mail, status, reason) = (&row.mail, failure.status.as_str(), failure.reason);
    let detail = format!("{} to {} ({status}): {reason}", mail.method, mail.recipient);
    tx.note(&mail.uid, Some(mail.principal), "failed", &detail, rules.now)?;
    let heard = last_heard(tx, mail)?;
    if heard.as_ref().is_some_and(|answer| answer.at >= row.created && answer.sequence >= sequence(mail)) {
        return Ok(());
    }
    schedule::mark(tx, rules, mail.principal, &mail.uid, &CalAddress::mailto(&mail.recipient), status)?;
    let mut words = vec![reason.to_owned()];
    if failure.lost == Lost::Address && !mail.is_answer() {
        words.push(given_up(tx, rules, mail, failure)?);
    }
    // The same address fails for every mail about the meeting: once is enough, until the guest was heard of again.
    let since = heard.map_or(DateTime::UNIX_EPOCH, |answer| answer.at);
    if tx.failed_before(row.id, since)? {
        return Ok(());
    }
    schedule::tell_of_trouble(tx, rules, mail.principal, &mail.uid, &mail.recipient, words)
}

/// Mails nothing more to the recipient for a while; returns what the organizer is to know of that.
fn given_up(tx: &mut Tx<'_>, rules: &Rules, mail: &NewOutboxRow, failure: &Failure<'_>) -> Result<String, StoreError> {
    let until = rules.now + GIVEN_UP_FOR;
    let reason = format!("on {} nobody could be reached there ({})", day(rules.now), failure.reason);
    tx.suppress_until(&mail.recipient, &reason, failure.status.as_str(), until, rules.now)?;
    Ok(format!(
        "Nothing more is mailed to this address before {}, unless the guest answers or your administrator allows it \
         (rsvpd mail suppressed remove {}).",
        day(until),
        mail.recipient
    ))
}

fn day(at: DateTime<chrono::Utc>) -> String {
    at.format("%-d %B %Y").to_string()
}

/// The last answer of the guest of a mail; none where the mail is itself an answer to somebody outside.
fn last_heard(tx: &mut Tx<'_>, mail: &NewOutboxRow) -> Result<Option<AnswerRow>, StoreError> {
    if mail.is_answer() {
        return Ok(None);
    }
    let answers = tx.answers(mail.principal, &mail.uid)?.into_iter();
    // Who was only noted as a guest has said nothing yet.
    let of_guest = |answer: &AnswerRow| answer.attendee == mail.recipient && answer.dtstamp > DateTime::UNIX_EPOCH;
    Ok(answers.filter(of_guest).max_by_key(|answer| answer.at))
}

/// The version of the meeting that a mail tells of.
fn sequence(mail: &NewOutboxRow) -> i64 {
    let object = CalendarObject::read(&mail.message).ok();
    object.iter().flat_map(CalendarObject::parts).map(|part| part.sequence()).max().unwrap_or(0)
}

/// What a report of a failure takes away. Where the guest has mail passed on, only the address that it is passed on to may be
/// dead.
fn lost(outcome: &Outcome, recipient: &str) -> Lost {
    let is_about_guest = outcome.final_recipient.as_ref().is_none_or(|address| address.key() == recipient);
    let text = outcome.diagnostic.as_deref().unwrap_or_default();
    match is_about_guest && !outcome.blames_us && is_dead_end(outcome.schedule_status, outcome.status, text) {
        true => Lost::Address,
        false => Lost::Mail,
    }
}

/// What a report says about the mail with this bounce code; returns what came of it, in words.
///
/// A report never changes an answer and never takes a guest off the list (it may be about a forwarded copy).
///
/// # Errors
/// The store failed.
pub(super) fn reported(tx: &mut Tx<'_>, rules: &Rules, code: &str, dsn: &Dsn) -> Result<String, StoreError> {
    let Some(row) = tx.outbox_by_bounce_code(code)? else {
        return Ok("a report on a mail that is forgotten".to_owned());
    };
    let Some(outcome) = dsn.recipients.first() else {
        return Ok("a report on nobody".to_owned());
    };
    // "smtp; 550 …" (RFC 3464 §2.3.6): whoever reads it need not know of what type the words are.
    let words = outcome.diagnostic.as_deref().unwrap_or("no reason was given");
    let words = words
        .split_once(';')
        .filter(|(kind, _)| kind.eq_ignore_ascii_case("smtp"))
        .map_or(words, |(_, said)| said.trim());
    let reason: String = words.chars().take(300).collect();
    if outcome.blames_us {
        tracing::error!(to = row.mail.recipient, reason, "another server does not trust our mail: see SPF, DKIM, PTR");
    }
    if !row.mail.is_scheduling() {
        return Ok(format!("a report on a mail to {}: {reason}", row.mail.recipient));
    }
    let guest = CalAddress::mailto(&row.mail.recipient);
    let (principal, uid) = (row.mail.principal, row.mail.uid.as_str());
    match outcome.action {
        // Two servers may report the same failure.
        Action::Failed if row.state == OutboxState::Failed => Ok(format!("reported before: {reason}")),
        Action::Failed => {
            let status = outcome.schedule_status;
            tx.end_attempt(row.id, OutboxState::Failed, rules.now, status.as_str(), &reason)?;
            note(tx, rules, &row, &Failure { status, reason: &reason, lost: lost(outcome, &row.mail.recipient) })?;
            Ok(format!("{} did not get it: {reason}", row.mail.recipient))
        }
        Action::Delayed => {
            tx.note(uid, Some(principal), "delayed", &format!("{}: {reason}", row.mail.recipient), rules.now)?;
            Ok(format!("{} has not got it yet: {reason}", row.mail.recipient))
        }
        // It left for where nobody reports, or for a list: no more is known than that it was sent.
        Action::Relayed | Action::Expanded => {
            tx.note(uid, Some(principal), "relayed", &row.mail.recipient, rules.now)?;
            Ok(format!("{} is sent it by another server", row.mail.recipient))
        }
        Action::Delivered => {
            schedule::mark(tx, rules, principal, uid, &guest, "1.2")?;
            tx.note(uid, Some(principal), "delivered", &row.mail.recipient, rules.now)?;
            Ok(format!("{} has got it", row.mail.recipient))
        }
    }
}
