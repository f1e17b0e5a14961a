//! What became of a message, noted at its recipient in the sender's copy (SCHEDULE-STATUS, RFC 6638 §3.2.9).
//!
//! In a small copy that happens at once. The copy of a meeting with a thousand guests would be written anew a thousand
//! times while their mails leave: there it is gathered for a while and written at once for all.

use chrono::TimeDelta;

use crate::ical::CalAddress;
use crate::id::{ObjectName, PrincipalId};
use crate::itip;
use crate::store::{StoreError, Tx};

use super::Rules;
use super::copies::{self, By};

/// Bytes of a copy that is not written anew for each mail.
const LARGE: i64 = 16 * 1024;
/// For how long marks are gathered.
const GATHERED: TimeDelta = TimeDelta::seconds(10);

/// Notes at an attendee (or, in an attendee's copy, at the organizer) what became of the message; in a large copy soon.
/// The Schedule-Tag stays.
///
/// # Errors
/// The store failed.
pub fn mark(
    tx: &mut Tx<'_>,
    rules: &Rules,
    principal: PrincipalId,
    uid: &str,
    whom: &CalAddress,
    status: &str,
) -> Result<(), StoreError> {
    match copies::head(tx, principal, uid)? {
        None => Ok(()),
        Some(head) if head.size >= LARGE => {
            tx.note_mark(principal, uid, &copies::compared(whom), status, rules.now + GATHERED)
        }
        Some(_) => {
            tx.remove_mark(principal, uid, &copies::compared(whom))?;
            write(tx, rules, principal, uid, &[(whom.clone(), status)])
        }
    }
}

/// Writes what has waited longest into its copy; false when nothing is due.
///
/// # Errors
/// The store failed.
pub fn write_due_marks(tx: &mut Tx<'_>, rules: &Rules) -> Result<bool, StoreError> {
    let Some((principal, uid)) = tx.due_mark(rules.now)? else { return Ok(false) };
    let noted = tx.take_marks(principal, &uid)?;
    let statuses: Vec<(CalAddress, &str)> =
        noted.iter().map(|(whom, status)| (CalAddress::parse(whom), status.as_str())).collect();
    write(tx, rules, principal, &uid, &statuses)?;
    Ok(true)
}

fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    principal: PrincipalId,
    uid: &str,
    statuses: &[(CalAddress, &str)],
) -> Result<(), StoreError> {
    let Some((row, object)) = copies::meeting(tx, principal, uid)? else { return Ok(()) };
    let Ok(name) = ObjectName::parse(&row.head.name) else { return Ok(()) };
    let marked = itip::with_schedule_statuses(&object, statuses);
    if marked != object {
        copies::store(tx, (row.head.calendar, &name), &marked, marked.to_edited_bytes(), By::Message, rules)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::{House, lunch};

    const U: &str = "u";

    fn guests() -> Vec<String> {
        (0..300).map(|number| format!("guest{number}@else.example")).collect()
    }

    fn large(house: &House) -> (PrincipalId, Rules) {
        (house.person("alice"), house.app.rules())
    }

    async fn marked(house: &House, guest: &'static str, status: &'static str) {
        let (owner, rules) = large(house);
        house.write(move |tx| mark(tx, &rules, owner, U, &CalAddress::mailto(guest), status)).await;
    }

    async fn written(house: &House) -> bool {
        let rules = house.app.rules();
        house.write(move |tx| write_due_marks(tx, &rules)).await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_large_copy_is_written_once_for_many_marks() {
        let house = House::new().await;
        let guests = guests();
        let text = lunch(U, &guests.iter().map(String::as_str).collect::<Vec<_>>());
        let stored = house.put("alice", "a.ics", &text).await.unwrap();
        for (guest, status) in
            [("guest1@else.example", "5.1"), ("Guest1@else.example", "1.1"), ("guest2@else.example", "3.7")]
        {
            marked(&house, guest, status).await;
        }
        let (owner, _) = large(&house);
        assert!(!written(&house).await, "more may come");
        assert_eq!(house.read(|tx| tx.copy_heads(owner, U))[0].etag, stored.etag);
        house.wait(1);
        assert!(written(&house).await && !written(&house).await);
        let head = house.read(|tx| tx.copy_heads(owner, U)).remove(0);
        assert!(head.etag != stored.etag && head.schedule_tag == stored.schedule_tag);
        for (guest, status) in [(1, "1.1"), (2, "3.7"), (3, "1.0")] {
            let line = house.line("alice", U, &format!("guest{guest}@else.example"));
            assert!(line.contains(&format!("SCHEDULE-STATUS={status}")), "{line}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_said_of_an_earlier_message_is_not_written_at_a_later_one() {
        let house = House::new().await;
        let guests = guests();
        let text = lunch(U, &guests.iter().map(String::as_str).collect::<Vec<_>>());
        house.put("alice", "a.ics", &text).await.unwrap();
        marked(&house, "guest1@else.example", "5.1").await;
        house.put("alice", "a.ics", &text.replace("20260310T12", "20260310T14")).await.unwrap();
        house.wait(1);
        assert!(!written(&house).await);
        assert!(house.line("alice", U, "guest1@else.example").contains("SCHEDULE-STATUS=1.0"));
        // Nor at one that is gone.
        marked(&house, "guest1@else.example", "5.1").await;
        house.delete("alice", "a.ics", crate::itip::ReplyWanted::AsUsual).await.unwrap();
        house.wait(1);
        written(&house).await;
        assert_eq!(house.copy("alice", U), None);
    }
}
