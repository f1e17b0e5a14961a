//! Mails that a restore held back: they waited when the backup was made, and nobody knows whether they have left since.
//!
//! Sent twice they would confuse guests, not sent they would be missed: whoever caused them is told and sees it in the copy
//! (SCHEDULE-STATUS, RFC 6638 §3.2.9), and lets them leave, or changes the meeting, which says the same anew.

use crate::ical::CalAddress;
use crate::store::{OutboxRow, StoreError, Tx};

use super::deliver::{PENDING, UNDELIVERED};
use super::{Rules, marks, notices};

/// Mails that are told of in one transaction.
const AT_ONCE: usize = 200;

/// Tells who caused mails that a restore held back, as many as fit in a transaction; returns how many those were.
///
/// # Errors
/// The store failed.
pub fn tell_of_held(tx: &mut Tx<'_>, rules: &Rules) -> Result<usize, StoreError> {
    let rows = tx.newly_held(AT_ONCE)?;
    for row in &rows {
        tx.note_held(row.id, UNDELIVERED)?;
    }
    let scheduling: Vec<&OutboxRow> = rows.iter().filter(|row| row.mail.is_scheduling()).collect();
    for row in &scheduling {
        marked(tx, rules, row, UNDELIVERED)?;
    }
    let meeting = |row: &OutboxRow| (row.mail.principal, row.mail.uid.clone());
    for of_meeting in scheduling.chunk_by(|one, next| meeting(one) == meeting(next)) {
        let Some((owner, uid)) = of_meeting.first().map(|row| meeting(row)) else { continue };
        let mails: Vec<(i64, &str)> = of_meeting.iter().map(|row| (row.id, row.mail.recipient.as_str())).collect();
        notices::tell_of_restore(tx, rules, owner, &uid, &mails)?;
    }
    Ok(rows.len())
}

/// Lets a mail leave that a restore held back; false when there is none with this number.
///
/// # Errors
/// The store failed.
pub fn release_held(tx: &mut Tx<'_>, rules: &Rules, id: i64) -> Result<bool, StoreError> {
    let Some(row) = tx.held(id - 1, 1)?.pop().filter(|row| row.id == id) else { return Ok(false) };
    tx.release_held(id, rules.now)?;
    if row.mail.is_scheduling() {
        marked(tx, rules, &row, PENDING)?;
    }
    Ok(true)
}

/// Shows in the copy of whoever caused a mail what is known of it.
fn marked(tx: &mut Tx<'_>, rules: &Rules, row: &OutboxRow, status: &str) -> Result<(), StoreError> {
    let whom = CalAddress::mailto(&row.mail.recipient);
    marks::mark(tx, rules, row.mail.principal, &row.mail.uid, &whom, status)
}
