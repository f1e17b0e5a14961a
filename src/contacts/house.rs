//! The address book of the people of this house: one card for each principal, made when it is asked for, so that it is
//! never behind the accounts. Everybody sees the same one, and nobody changes it.
//!
//! There is no log of changes behind it: its ctag and its sync-token are a digest of all entity tags.

use std::fmt::Write;

use crate::id::{CalendarId, ETag, ObjectId, Uid};
use crate::store::{Calendar, CalendarKind, Eyes, Object, ObjectHead, Principal, PrincipalKind, StoreError, Tx};
use crate::vcard::{self, Person};

/// The path segment of the book in each home.
pub const HOUSE: &str = "house";
/// What the cards' file names end in.
const SUFFIX: &str = ".vcf";

/// The book as it stands in the home of `owner`.
pub fn house(owner: &Principal) -> Calendar {
    Calendar {
        id: CalendarId(0),
        principal: owner.id,
        name: HOUSE.to_owned(),
        kind: CalendarKind::House,
        components: vec!["VCARD".to_owned()],
        display_name: Some("House".to_owned()),
        description: Some("Everybody who has an account here".to_owned()),
        color: None,
        order: None,
        timezone: None,
        transparent: true,
        revision: 0,
        pruned: 0,
        created: owner.created,
        incarnation: String::new(),
        availability: None,
        source: None,
        refresh_rate: None,
        mount: None,
        eyes: Eyes::Owner,
    }
}

/// A text that changes whenever a card does.
///
/// # Errors
/// The store failed.
pub fn state(tx: &mut Tx<'_>) -> Result<String, StoreError> {
    let mut tags = String::new();
    for principal in people(tx)? {
        let _ = write!(tags, "{}={} ", principal.name, of(tx, &principal)?.head.etag);
    }
    Ok(ETag::of(tags.as_bytes()).0)
}

/// Everybody who has a card: groups have no address.
pub(super) fn people(tx: &mut Tx<'_>) -> Result<Vec<Principal>, StoreError> {
    let mut people = tx.principals()?;
    people.retain(|principal| principal.kind != PrincipalKind::Group);
    Ok(people)
}

/// The file name of a principal's card.
pub fn card_name(principal: &Principal) -> String {
    format!("{}{SUFFIX}", principal.name)
}

/// The principal whose card has this file name.
pub(super) fn principal(tx: &mut Tx<'_>, name: &str) -> Result<Option<Principal>, StoreError> {
    match name.strip_suffix(SUFFIX) {
        Some(name) => Ok(tx.principal_by_name(name)?.filter(|principal| principal.kind != PrincipalKind::Group)),
        None => Ok(None),
    }
}

/// The number of a principal's card: below zero, where no stored object's is.
pub(super) fn number(principal: &Principal) -> ObjectId {
    ObjectId(-principal.id.0)
}

/// The card of a principal.
pub(super) fn of(tx: &mut Tx<'_>, principal: &Principal) -> Result<Object, StoreError> {
    // The number alone could be another person's after a restore.
    let uid = format!("house-{}-{}", principal.id, principal.created.timestamp());
    let emails = tx.own_addresses(principal.id)?;
    let card = Uid::parse(&uid).ok().and_then(|uid| {
        vcard::fresh(&Person { uid: &uid, name: &principal.display_name, emails: &emails, since: None }).ok()
    });
    let body = card.map(|card| card.to_bytes()).unwrap_or_default();
    let head = ObjectHead {
        id: number(principal),
        calendar: CalendarId(0),
        name: card_name(principal),
        uid,
        component: "VCARD".to_owned(),
        etag: ETag::of(&body),
        schedule_tag: None,
        size: i64::try_from(body.len()).unwrap_or(i64::MAX),
        created: principal.created,
        modified: principal.created,
        revision: 0,
        shown: None,
    };
    Ok(Object { head, body })
}
