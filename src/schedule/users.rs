//! Calendar users by an address that is nobody's own: mail programs show guests the address that takes their answers as the
//! organizer's. Where one of these comes back as that of a calendar user, the organizer is meant. Some programs name people by a
//! number, and their mailbox beside it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ical::{self, CalAddress, CalendarObject};
use crate::store::{Principal, StoreError, Tx};

/// Letters of an answer address before the `@`: `i-`, the invitation's code and a proof.
const CODE: std::ops::Range<usize> = 2..18;
const WHOLE: usize = 34;

/// Whose address this is, if it is that of somebody here.
pub(super) fn principal_of(tx: &mut Tx<'_>, address: &CalAddress) -> Result<Option<Principal>, StoreError> {
    let Some(email) = address.email() else { return Ok(None) };
    match tx.principal_by_address(email)? {
        Some(found) => Ok(Some(found)),
        None => organizer_behind(tx, address),
    }
}

/// The organizer whose guest's answers go to an address. Its proof is for those who answer, and is not looked at here.
fn organizer_behind(tx: &mut Tx<'_>, address: &CalAddress) -> Result<Option<Principal>, StoreError> {
    let Some((local, host)) = answer_address(address) else { return Ok(None) };
    if !host.eq_ignore_ascii_case(&tx.mail_host()?) {
        return Ok(None);
    }
    let code = local.get(CODE).unwrap_or_default().to_ascii_lowercase();
    match tx.invitation_by_code(&code)? {
        Some(invitation) => tx.principal(invitation.principal),
        None => Ok(None),
    }
}

/// What stands before and behind the `@` of an address that looks like one for answers.
fn answer_address(address: &CalAddress) -> Option<(&str, &str)> {
    let (local, host) = address.email()?.rsplit_once('@')?;
    let is_one = local.len() == WHOLE
        && local.get(..CODE.start).is_some_and(|prefix| prefix.eq_ignore_ascii_case("i-"))
        && local.bytes().skip(CODE.start).all(|byte| byte.is_ascii_alphanumeric());
    is_one.then_some((local, host))
}

/// The object with everybody under the mailbox that it tells (RFC 7986 §6.2), and our people under their own address where
/// it names them by one for answers, each once; `None` where there is nothing to rename.
pub(super) fn named(tx: &mut Tx<'_>, object: &CalendarObject) -> Result<Option<CalendarObject>, StoreError> {
    let by_mail = ical::with_mailboxes(object);
    let lines = by_mail.as_ref().unwrap_or(object).parts().flat_map(|part| part.lines());
    let addresses: BTreeSet<CalAddress> =
        lines.flat_map(ical::users).filter(|address| answer_address(address).is_some()).collect();
    let mut own: BTreeMap<CalAddress, String> = BTreeMap::new();
    for address in addresses {
        if let Some(person) = organizer_behind(tx, &address)?.filter(|person| !person.email.is_empty()) {
            own.insert(address, CalAddress::mailto(&person.email).as_written().to_owned());
        }
    }
    match own.is_empty() {
        true => Ok(by_mail),
        false => Ok(Some(ical::renamed(by_mail.as_ref().unwrap_or(object), &own))),
    }
}
