//! Which addresses take mail here, and what each is for. All others are refused while the other side still waits, so
//! nothing is ever bounced and nothing is ever relayed.

use crate::config::Config;
use crate::guest::Keys;
use crate::id::PrincipalId;
use crate::mail::Address;
use crate::store::{Invitation, Principal, PrincipalKind, StoreError, Tx};

/// The local part of the address that all mails come from.
pub(super) const SERVICE: &str = "invitations";

/// An address that takes mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mailbox {
    /// Answers of one guest to one meeting.
    Answer(Invitation),
    /// Bounces of one mail, by its code.
    Bounce(String),
    /// One of our people, by an own address or by one of the mail host.
    Person(PrincipalId),
    /// A group of our people, by an own address or by one of the mail host.
    Group(PrincipalId),
    /// `postmaster` or `abuse` of the mail host (RFC 5321 §4.5.1, RFC 2142 §4), or the address in From of all mails, which
    /// some people answer to.
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
        return Ok(tx.principal_by_address(address.key())?.as_ref().map(of_principal));
    }
    let local = address.local().to_ascii_lowercase();
    if let Some(code) = keys.bounce_code(&local) {
        return Ok(Some(Mailbox::Bounce(code)));
    }
    if let Some(invitation) = keys.by_answer_local(tx, &local)? {
        return Ok(Some(Mailbox::Answer(invitation)));
    }
    if ["postmaster", "abuse", SERVICE].contains(&local.as_str()) {
        return Ok(Some(Mailbox::Role));
    }
    if let Some(principal) = tx.principal_by_name(&local)? {
        return Ok(Some(of_principal(&principal)));
    }
    Ok(tx.principal_by_address(address.key())?.as_ref().map(of_principal))
}

fn of_principal(principal: &Principal) -> Mailbox {
    match principal.kind {
        PrincipalKind::Group => Mailbox::Group(principal.id),
        _ => Mailbox::Person(principal.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::House;

    #[tokio::test(flavor = "multi_thread")]
    async fn mail_is_taken_for_our_people_our_tokens_and_the_admin_only() {
        let house = House::new().await;
        let keys = house.write(Keys::of).await;
        let alice = house.person("alice");
        let invitation = Invitation {
            code: crate::guest::new_code().unwrap(),
            principal: alice,
            uid: "u".into(),
            attendee: "gina@else.example".into(),
            organizer: "alice@example.org".into(),
            wire: String::new(),
            last_sent: None,
        };
        let added = invitation.clone();
        house.write(move |tx| tx.add_invitation(&added, chrono::DateTime::UNIX_EPOCH)).await;
        let answer = format!("{}@cal.example.org", keys.answer_local(&invitation));
        let bounce = format!("{}@cal.example.org", keys.bounce_local("abcdefghij234567"));
        for (address, wanted) in [
            (answer.as_str(), Some(Mailbox::Answer(invitation.clone()))),
            (answer.to_uppercase().as_str(), Some(Mailbox::Answer(invitation.clone()))),
            (bounce.as_str(), Some(Mailbox::Bounce("abcdefghij234567".into()))),
            ("alice@cal.example.org", Some(Mailbox::Person(alice))),
            ("Alice@Example.ORG", Some(Mailbox::Person(alice))),
            ("PostMaster@cal.example.org", Some(Mailbox::Role)),
            ("abuse@cal.example.org", Some(Mailbox::Role)),
            ("invitations@cal.example.org", Some(Mailbox::Role)),
            ("postmaster@example.org", None),
            ("dave@cal.example.org", None),
            ("dave@example.org", None),
            ("alice@else.example", None),
            // A token is good at our mail host only, and only as a whole.
            (answer.replace("cal.example", "example").as_str(), None),
            (answer.replace("i-", "b-").as_str(), None),
            (answer.replacen("i-", "", 1).as_str(), None),
            (bounce.replace("b-a", "b-b").as_str(), None),
        ] {
            let parsed = Address::parse(address).unwrap();
            assert_eq!(house.read(|tx| mailbox(tx, &keys, &house.app.config, &parsed)), wanted, "{address}");
        }
    }
}
