//! Calendar users who are named by the URL of their principal (RFC 6638 §2.4.1): written as the mail addresses by which
//! everybody else knows them.

use std::collections::HashMap;

use super::resource::Resource;
use crate::ical::{CalendarObject, Line};
use crate::store::{Store, StoreError};

/// Writes the mail addresses of our people where an object names them by URL; returns whether it did.
///
/// # Errors
/// The store failed.
pub(super) fn with_mail_addresses(store: &Store, object: &mut CalendarObject) -> Result<bool, StoreError> {
    let names: Vec<String> = object.parts().flat_map(|part| part.lines().filter_map(principal)).collect();
    if names.is_empty() {
        return Ok(false);
    }
    let mails: HashMap<String, String> = store.read(|tx| {
        let mut mails = HashMap::new();
        for name in names {
            if let Some(principal) = tx.principal_by_name(&name)? {
                mails.insert(name, principal.email);
            }
        }
        Ok::<_, StoreError>(mails)
    })?;
    let written = |line: Line| match principal(&line).and_then(|name| mails.get(&name)) {
        Some(mail) => line.with_value(&format!("mailto:{mail}")),
        None => line,
    };
    object.parts_mut().for_each(|part| part.map_lines(written));
    Ok(!mails.is_empty())
}

/// The name of the principal by whose URL a line names a calendar user.
fn principal(line: &Line) -> Option<String> {
    let names_somebody = line.is("ORGANIZER") || line.is("ATTENDEE");
    let href =
        Some(line.value()).filter(|value| names_somebody && (value.starts_with('/') || value.contains("://")))?;
    match Resource::of_href(href) {
        Ok(Resource::Principal(name)) => Some(name),
        _ => None,
    }
}
