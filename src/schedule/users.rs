//! Calendar users by an address that is nobody's own: mail programs show guests the address that takes their answers as the
//! organizer's. Where one of these comes back as that of a calendar user, the organizer is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::ical::{CalAddress, CalendarObject, Line};
use crate::store::{Principal, StoreError, Tx};

/// Letters of an answer address before the `@`: `i-`, the invitation's code and a proof.
const CODE: std::ops::Range<usize> = 2..18;
const WHOLE: usize = 34;

/// The parameters that name calendar users.
const NAMING: [&str; 3] = ["DELEGATED-TO", "DELEGATED-FROM", "SENT-BY"];

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

/// The object with our people under their own address where it names them by one for answers, each once; `None` where it
/// does not.
pub(super) fn named(tx: &mut Tx<'_>, object: &CalendarObject) -> Result<Option<CalendarObject>, StoreError> {
    let lines = object.parts().flat_map(|part| part.lines()).filter(|line| line.is("ORGANIZER") || line.is("ATTENDEE"));
    let addresses: BTreeSet<CalAddress> =
        lines.flat_map(users).filter(|address| answer_address(address).is_some()).collect();
    let mut own: BTreeMap<CalAddress, String> = BTreeMap::new();
    for address in addresses {
        if let Some(person) = organizer_behind(tx, &address)?.filter(|person| !person.email.is_empty()) {
            own.insert(address, CalAddress::mailto(&person.email).as_written().to_owned());
        }
    }
    if own.is_empty() {
        return Ok(None);
    }
    let mut object = object.clone();
    for part in object.parts_mut() {
        part.map_lines(|line| match line.is("ORGANIZER") || line.is("ATTENDEE") {
            true => renamed(line, &own),
            false => line,
        });
        let mut listed = BTreeSet::new();
        part.retain_lines(|line| !line.is("ATTENDEE") || listed.insert(CalAddress::parse(line.value())));
    }
    Ok(Some(object))
}

/// Everybody whom a line names.
fn users(line: &Line) -> Vec<CalAddress> {
    let named = NAMING.iter().flat_map(|name| line.param_values(name));
    let named = named.map(|text| CalAddress::parse(&text)).collect::<Vec<_>>();
    [vec![CalAddress::parse(line.value())], named].concat()
}

fn renamed(line: Line, own: &BTreeMap<CalAddress, String>) -> Line {
    let meant = |text: &str| own.get(&CalAddress::parse(text)).cloned();
    let mut line = match meant(line.value()) {
        Some(address) => line.with_value(&address),
        None => line,
    };
    for name in NAMING {
        let values: Vec<String> = line.param_values(name).iter().map(|text| text.to_string()).collect();
        if values.iter().any(|text| meant(text).is_some()) {
            let values: Vec<String> = values.into_iter().map(|text| meant(&text).unwrap_or(text)).collect();
            line = line.with_param_values(name, &values.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    line
}
