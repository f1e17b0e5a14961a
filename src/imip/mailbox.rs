//! Which addresses take mail here, and what each is for. All others are refused while the other side still waits, so
//! nothing is ever bounced and nothing is ever relayed.

use crate::config::Config;
use crate::guest::Keys;
use crate::id::PrincipalId;
use crate::mail::Address;
use crate::store::{Invitation, StoreError, Tx};

/// An address that takes mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mailbox {
    /// Answers of one guest to one meeting.
    Answer(Invitation),
    /// Bounces of one mail, by its code.
    Bounce(String),
    /// One of our people, by an own address or by one of the mail host.
    Person(PrincipalId),
    /// `postmaster` or `abuse` of the mail host (RFC 5321 §4.5.1, RFC 2142 §4).
    Role,
}

/// What is at an address; `None` when it takes no mail.
///
/// # Errors
/// The store failed.
pub fn mailbox(
    tx: &mut Tx<'_>,
    keys: &Keys,
    config: &Config,
    address: &Address,
) -> Result<Option<Mailbox>, StoreError> {
    if !address.domain().eq_ignore_ascii_case(&config.mail.host) {
        return Ok(tx.principal_by_address(address.key())?.map(|principal| Mailbox::Person(principal.id)));
    }
    let local = address.local().to_ascii_lowercase();
    if let Some(code) = keys.bounce_code(&local) {
        return Ok(Some(Mailbox::Bounce(code)));
    }
    if let Some(invitation) = keys.by_answer_local(tx, &local)? {
        return Ok(Some(Mailbox::Answer(invitation)));
    }
    if local == "postmaster" || local == "abuse" {
        return Ok(Some(Mailbox::Role));
    }
    if let Some(principal) = tx.principal_by_name(&local)? {
        return Ok(Some(Mailbox::Person(principal.id)));
    }
    Ok(tx.principal_by_address(address.key())?.map(|principal| Mailbox::Person(principal.id)))
}
