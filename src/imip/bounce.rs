//! A mail did not arrive: the guest is marked, the organizer is told once, the answer stays what it was.

use crate::ical::CalAddress;
use crate::mail::{Action, Dsn};
use crate::schedule::{self, Rules};
use crate::store::{OutboxRow, OutboxState, StoreError, Tx};

/// Marks the guest of an outbox row as not reached, and tells the organizer why.
///
/// # Errors
/// The store failed.
pub(super) fn note(
    tx: &mut Tx<'_>,
    rules: &Rules,
    row: &OutboxRow,
    status: &'static str,
    reason: &str,
) -> Result<(), StoreError> {
    let mail = &row.mail;
    let guest = CalAddress::mailto(&mail.recipient);
    schedule::mark(tx, rules, mail.principal, &mail.uid, &guest, status)?;
    let detail = format!("{} to {} ({status}): {reason}", mail.method, mail.recipient);
    tx.note(&mail.uid, Some(mail.principal), "failed", &detail, rules.now)?;
    schedule::tell_of_trouble(tx, rules, mail.principal, &mail.uid, &mail.recipient, reason)
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
    let words = outcome.diagnostic.clone().unwrap_or_else(|| "no reason was given".to_owned());
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
            tx.end_attempt(row.id, OutboxState::Failed, rules.now, outcome.schedule_status.as_str(), &reason)?;
            note(tx, rules, &row, outcome.schedule_status.as_str(), &reason)?;
            Ok(format!("{} did not get it: {reason}", row.mail.recipient))
        }
        Action::Delayed => {
            tx.note(uid, Some(principal), "delayed", &format!("{}: {reason}", row.mail.recipient), rules.now)?;
            Ok(format!("{} has not got it yet: {reason}", row.mail.recipient))
        }
        Action::Delivered | Action::Relayed | Action::Expanded => {
            schedule::mark(tx, rules, principal, uid, &guest, "1.2")?;
            tx.note(uid, Some(principal), "delivered", &row.mail.recipient, rules.now)?;
            Ok(format!("{} has got it", row.mail.recipient))
        }
    }
}
