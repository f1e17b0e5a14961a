//! What is nothing for the calendar: mail for people, which is handed on or left where it is, and mail of programs.

use super::inbound::{Inbound, Outcome};
use crate::guest;
use crate::id::PrincipalId;
use crate::mail::{Kind, ReadMail};
use crate::schedule::Refused;
use crate::store::{NewOutboxRow, SpoolRow, StoreError, Tx};

/// A mail without anything for the calendar.
pub(super) async fn without_calendar(
    reader: &Inbound,
    row: &SpoolRow,
    mail: &ReadMail,
    to: PrincipalId,
) -> Result<Outcome, Refused> {
    match mail.kind {
        Kind::Human | Kind::Calendar => hand_on(reader, row, mail, to, "written by a person").await,
        Kind::AutoReply => Ok(Outcome::done("an automatic answer: dropped")),
        Kind::Bounce(_) => Ok(Outcome::done("a report at an address for answers: dropped")),
        Kind::FeedbackReport => Ok(Outcome::quarantined("for the admin: a guest reports our mail as spam")),
        Kind::Mdn => Ok(Outcome::done("a read receipt: dropped")),
    }
}

/// A mail on its way has no Return-Path; the last server writes it (RFC 5321 §4.4).
fn without_return_path(raw: &[u8]) -> &[u8] {
    let name = b"return-path:";
    let has_one = raw.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let end = raw.windows(2).position(|pair| pair == b"\r\n").filter(|_| has_one);
    end.and_then(|end| raw.get(end + 2..)).unwrap_or(raw)
}

/// Whether an address is one of the mail host, whose mail would come straight back.
fn is_here(address: &str, host: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(host))
}

/// Received headers a mail may have to be handed on: more looks like a loop.
const MOST_RECEIVED: usize = 25;

/// Hands a mail on, unchanged, to the person's own mailbox, unless that is where it came through.
pub(super) async fn hand_on(
    reader: &Inbound,
    row: &SpoolRow,
    mail: &ReadMail,
    to: PrincipalId,
    reason: &str,
) -> Result<Outcome, Refused> {
    let config = &reader.app.config;
    if !is_here(&row.recipient, &config.mail.host) {
        return Ok(Outcome::done(format!("left to the mailbox: {reason}")));
    }
    if mail.received_count > MOST_RECEIVED || (mail.is_automatic() && mail.calendar.is_none()) {
        return Ok(Outcome::done(format!("not handed on: {reason}")));
    }
    let person = reader.app.store.read::<_, StoreError, _>(|tx| tx.principal(to))?;
    if person.is_none_or(|person| is_here(&person.email, &config.mail.host)) {
        return Ok(Outcome::quarantined(format!("the person has no mailbox elsewhere: {reason}")));
    }
    let code = || guest::new_code().map_err(|_| StoreError::Stopped);
    let (message_id, bounce_code) = (format!("{}@{}", code()?, config.mail.host), code()?);
    let (raw, now) = (without_return_path(&row.raw).to_vec(), reader.app.clock.now());
    let write = move |tx: &mut Tx<'_>| {
        let Some(person) = tx.principal(to)? else {
            return Ok(());
        };
        let forward = NewOutboxRow {
            principal: to,
            uid: String::new(),
            sender: person.email.clone(),
            recipient: person.email,
            instances: String::new(),
            method: "FORWARD".to_owned(),
            kind: "forward".to_owned(),
            message: raw,
            expires_at: now + chrono::TimeDelta::hours(48),
            message_id,
            bounce_code,
        };
        tx.add_to_outbox(&forward, now)
    };
    reader.app.store.write::<_, StoreError, _>(write).await?;
    Ok(Outcome::done(format!("handed on as mail: {reason}")))
}
