//! What is nothing for the calendar: mail for people, which is handed on or left where it is, and mail of programs.

use super::inbound::{Inbound, Outcome};
use super::mailbox::{Mailbox, mailbox};
use crate::config::Config;
use crate::guest::{self, Keys};
use crate::id::PrincipalId;
use crate::mail::{Address, AddressedTo, Kind, ReadMail, read};
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
        Kind::FeedbackReport => Ok(Outcome::quarantined(COMPLAINT)),
        Kind::Mdn => Ok(Outcome::done("a read receipt: dropped")),
    }
}

/// What the admin reads of a complaint.
pub(super) const COMPLAINT: &str = "for the admin: a guest reports our mail as spam";

/// A guest has called our mail spam (RFC 5965): no more invitations go there, and the admin sees the report.
pub(super) async fn complaint(reader: &Inbound, guest: &str) -> Result<Outcome, Refused> {
    let (guest, now) = (guest.to_owned(), reader.app.clock.now());
    let write = move |tx: &mut Tx<'_>| tx.suppress(&guest, "the guest has reported invitations as spam", now);
    reader.app.store.write::<_, StoreError, _>(write).await?;
    Ok(Outcome::quarantined(COMPLAINT))
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

/// Where a person's mail goes that is nothing for the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// To the person's own mailbox, which is elsewhere.
    Mailbox,
    /// It stays in the mailbox that the mail server in front copied it from.
    LeftWhereItIs,
    /// There is no mailbox.
    Nowhere,
}

/// `own` is the person's own address. Whoever hands over by LMTP or by pipe has a mailbox for it; whoever comes by SMTP has
/// looked for one here.
fn place(host: &str, door: &str, recipient: &str, own: &str) -> Place {
    match is_here(recipient, host) {
        true if !own.is_empty() && !is_here(own, host) => Place::Mailbox,
        false if matches!(door, "lmtp" | "pipe") => Place::LeftWhereItIs,
        true | false => Place::Nowhere,
    }
}

/// What the sender of a mail is told that nobody here could ever read.
const NO_MAILBOX: &str = "There is no mailbox at this address, it takes calendar messages only";

/// Why each recipient of a mail refuses it before it is taken, `None` for who does not: it is nothing for the calendar, and
/// there is no mailbox that it could go to. `door` is how it comes.
///
/// # Errors
/// The store failed.
pub fn refusals(
    tx: &mut Tx<'_>,
    keys: &Keys,
    config: &Config,
    door: &str,
    recipients: &[Address],
    raw: &[u8],
) -> Result<Vec<Option<&'static str>>, StoreError> {
    let mut found = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        let has_mailbox = has_mailbox(tx, keys, config, door, recipient)?;
        found.push((!has_mailbox).then_some(NO_MAILBOX));
    }
    let is_for_calendar = || read(raw, AddressedTo::Person).is_ok_and(|mail| mail.calendar.is_some());
    if found.iter().any(Option::is_some) && is_for_calendar() {
        found.fill(None);
    }
    Ok(found)
}

/// Whether mail for people has a place to go to; addresses that are no person's keep what comes.
fn has_mailbox(
    tx: &mut Tx<'_>,
    keys: &Keys,
    config: &Config,
    door: &str,
    recipient: &Address,
) -> Result<bool, StoreError> {
    let Some(Mailbox::Person(person) | Mailbox::Group(person)) = mailbox(tx, keys, config, recipient)? else {
        return Ok(true);
    };
    let own = tx.principal(person)?.map(|person| person.email).unwrap_or_default();
    Ok(place(&config.mail.host, door, recipient.as_str(), &own) != Place::Nowhere)
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
    let own = reader.app.store.read::<_, StoreError, _>(|tx| tx.principal(to))?.map(|person| person.email);
    match place(&config.mail.host, &row.door, &row.recipient, &own.unwrap_or_default()) {
        Place::LeftWhereItIs => return Ok(Outcome::done(format!("left to the mailbox: {reason}"))),
        Place::Nowhere => return Ok(Outcome::quarantined(format!("the person has no mailbox elsewhere: {reason}"))),
        Place::Mailbox => {}
    }
    // Once taken, a mail is not lost: whoever looks after the server sees it.
    if mail.received_count > MOST_RECEIVED || (mail.is_automatic() && mail.calendar.is_none()) {
        return Ok(Outcome::quarantined(format!("not handed on, as it may go in circles: {reason}")));
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
            message: raw.into(),
            expires_at: now + chrono::TimeDelta::hours(48),
            message_id,
            bounce_code,
        };
        tx.add_to_outbox(&forward, now)
    };
    reader.app.store.write::<_, StoreError, _>(write).await?;
    Ok(Outcome::done(format!("handed on as mail: {reason}")))
}
