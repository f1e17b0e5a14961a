//! Properties in `DAV:` (RFC 4918, 3744, 3253, 5397, 6578).

use chrono::{Datelike, Timelike};

use super::{Found, View, optional_text, write_href, write_href_text};
use crate::access::{Delegation, Privileges};
use crate::contacts;
use crate::dav::place::{Kinds, Place, calendar_resource};
use crate::dav::privileges::{self, write_privilege};
use crate::dav::report;
use crate::dav::resource::Resource;
use crate::dav::xml;
use crate::id::ObjectId;
use crate::schedule::{self, seen};
use crate::store::{Calendar, CalendarKind, Eyes, Home, LogPoint, Principal, StoreError, Tx};

type Answer = Result<Found, StoreError>;

pub(super) fn nothing(_: &View<'_>, _: &mut Tx<'_>, _: &mut String) -> Answer {
    Ok(Found::Yes)
}

pub(super) fn creationdate(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let created = match view.place {
        Place::Principal(principal) => principal.created,
        Place::Calendar(_, calendar) => calendar.created,
        Place::Object(_, _, head) => head.created,
        Place::File(_, file) => file.created,
        _ => return Ok(Found::No),
    };
    out.push_str(&created.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    Ok(Found::Yes)
}

pub(super) fn displayname(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let name = match view.place {
        Place::Principal(principal) => Some(principal.display_name.as_str()),
        Place::Proxy(_, Delegation::Read) => Some("calendar-proxy-read"),
        Place::Proxy(_, Delegation::Write) => Some("calendar-proxy-write"),
        Place::Calendar(_, calendar) => calendar.display_name.as_deref(),
        _ => None,
    };
    optional_text(out, name)
}

pub(super) fn getcontentlength(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let size = match view.place {
        // In somebody else's calendar each person has a text of their own.
        Place::Object(_, calendar, head) if calendar.eyes != Eyes::Owner => {
            let body = tx.body(head.id)?;
            Some(seen::text(tx, calendar, head, body)?.len() as i64)
        }
        Place::File(_, file) => file.content.as_ref().map(|content| content.blob.size),
        place => place.head().map(|head| head.size),
    };
    optional_text(out, size.map(|size| size.to_string()).as_deref())
}

/// The component is said, as CalDAV clients skip what they have no use for (RFC 5545 §8.1).
pub(super) fn getcontenttype(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let text = match view.place {
        Place::File(_, file) => file.content.as_ref().map(|content| content.media_type.clone()),
        place => place.head().map(|head| content_type(&head.component)),
    };
    optional_text(out, text.as_deref())
}

/// The media type of an object whose main component is this.
pub fn content_type(component: &str) -> String {
    match component {
        "VCARD" => "text/vcard; charset=utf-8".to_owned(),
        "invite-notification" | "invite-reply" => "application/xml; charset=utf-8".to_owned(),
        component => format!("text/calendar; charset=utf-8; component={}", component.to_ascii_lowercase()),
    }
}

pub(super) fn getetag(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(etag) = view.place.etag() else { return Ok(Found::No) };
    out.push('"');
    xml::escape(out, &etag.0);
    out.push('"');
    Ok(Found::Yes)
}

/// A name for what is there, whatever its URL is by and by (RFC 5842 §3.1). A database that was restored gives its numbers
/// a second time, so the names are others then.
pub(super) fn resource_id(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let (kind, number, owner) = match view.place {
        Place::Principal(principal) => ("principal", principal.id.0, principal.id),
        Place::Calendar(owner, calendar) => ("calendar", calendar.id.0, owner.id),
        Place::Object(owner, _, head) => ("object", head.id.0, owner.id),
        Place::File(owner, file) => ("file", file.id.0, owner.id),
        Place::Home(owner) => ("home", owner.id.0, owner.id),
        Place::Outbox(owner) => ("outbox", owner.id.0, owner.id),
        Place::BookHome(owner) => ("book home", owner.id.0, owner.id),
        _ => return Ok(Found::No),
    };
    let (site, life) = (view.app.config.public_url(), tx.home(owner)?.incarnation);
    out.push_str("<href>urn:uuid:");
    out.push_str(&uuid(&format!("{site} {life} {kind} {number}")));
    out.push_str("</href>");
    Ok(Found::Yes)
}

/// A UUID of version 8 (RFC 9562 §5.8), made from a text.
fn uuid(basis: &str) -> String {
    use sha2::Digest;
    let hash = sha2::Sha256::digest(basis.as_bytes());
    let mut bytes: Vec<u8> = hash.iter().copied().take(16).collect();
    for (at, kept, sign) in [(6, 0x0f, 0x80), (8, 0x3f, 0x80)] {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = *byte & kept | sign;
        }
    }
    let text = data_encoding::HEXLOWER.encode(&bytes);
    let cut = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [cut(0, 8), cut(8, 12), cut(12, 16), cut(16, 20), cut(20, 32)].join("-")
}

pub(super) fn getlastmodified(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let modified = match view.place {
        Place::File(_, file) => Some(file.modified),
        place => place.head().map(|head| head.modified),
    };
    optional_text(out, modified.map(http_date).as_deref())
}

/// A date as HTTP writes it (RFC 9110 §5.6.7).
pub fn http_date(at: crate::ical::Timestamp) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (day, month, year) = (at.weekday(), MONTHS[at.month0() as usize % 12], at.year());
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    format!("{day}, {:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT", at.day())
}

/// Places that hold no others.
const MEMBERS: Kinds = SENT.or(CARDS).or(Kinds::OBJECT).or(Kinds::FILE).or(Kinds::FREE_BUSY).or(Kinds::ATTACHMENT);
const SENT: Kinds = Kinds::MESSAGE.or(Kinds::NOTIFICATION);
const CARDS: Kinds = Kinds::CARD.or(Kinds::COLLEAGUE);

pub(super) fn resourcetype(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let kind = view.place.kind();
    if let Place::Proxy(_, level) = view.place {
        out.push_str(match level {
            Delegation::Read => "<CS:calendar-proxy-read/>",
            Delegation::Write => "<CS:calendar-proxy-write/>",
        });
    }
    for (on, element) in [
        (Kinds::ALL.but(MEMBERS), "<collection/>"),
        (Kinds::PRINCIPAL.or(Kinds::PROXY), "<principal/>"),
        (Kinds::CALENDAR, if is_left_to_programs(view) { "" } else { "<C:calendar/>" }),
        (Kinds::INBOX, "<C:schedule-inbox/>"),
        (Kinds::OUTBOX, "<C:schedule-outbox/>"),
        (Kinds::FREE_BUSY, "<CS:free-busy-url/>"),
        (Kinds::BOOK.or(Kinds::HOUSE), "<CR:addressbook/>"),
        (Kinds::CALENDAR, if is_subscribed(view) { "<CS:subscribed/>" } else { "" }),
        (Kinds::CALENDAR, shared(view, tx)?),
        (Kinds::NOTIFICATIONS, "<CS:notification/>"),
    ] {
        if on.meets(kind) {
            out.push_str(element);
        }
    }
    Ok(Found::Yes)
}

/// How a calendar is shared by invitation (caldav-sharing §5.2.1): by its owner, or by somebody with whom it stands.
fn shared(view: &View<'_>, tx: &mut Tx<'_>) -> Result<&'static str, StoreError> {
    let Place::Calendar(owner, calendar) = view.place else { return Ok("") };
    Ok(match calendar.mount {
        Some(_) => "<CS:shared/>",
        None if owner.id == view.who.id && tx.is_shared(calendar.id)? => "<CS:shared-owner/>",
        None => "",
    })
}

/// Whether a subscription is fetched by each program itself: then it is no calendar here, as nothing will ever be in it.
fn is_left_to_programs(view: &View<'_>) -> bool {
    is_subscribed(view) && !view.app.config.fetch.subscriptions
}

/// Whether it is, or is in, a calendar whose events come from elsewhere.
fn is_subscribed(view: &View<'_>) -> bool {
    view.place.collection().is_some_and(|calendar| calendar.source.is_some())
}

pub(super) fn current_user_principal(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    write_href(out, &Resource::Principal(view.who.name.clone()));
    Ok(Found::Yes)
}

pub(super) fn principal_url(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Place::Proxy(whose, level) = view.place else { return owner(view, tx, out) };
    write_href(out, &Resource::Proxy(whose.name.clone(), *level));
    Ok(Found::Yes)
}

pub(super) fn owner(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(owner) = view.place.owner() else { return Ok(Found::No) };
    write_href(out, &Resource::Principal(owner.name.clone()));
    Ok(Found::Yes)
}

pub(super) fn principal_collection_set(_: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    write_href(out, &Resource::Principals);
    Ok(Found::Yes)
}

/// What is left of the owner's quota: one for all the owner has, so each collection says the same.
pub(super) fn quota_available_bytes(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(owner) = view.place.owner() else { return Ok(Found::No) };
    let (used, own) = tx.usage(owner.id)?;
    let left = schedule::quota(&view.app.config, own).bytes.saturating_sub(used.bytes);
    optional_text(out, Some(&left.max(0).to_string()))
}

pub(super) fn quota_used_bytes(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(owner) = view.place.owner() else { return Ok(Found::No) };
    optional_text(out, Some(&tx.usage(owner.id)?.0.bytes.to_string()))
}

/// Where a POST makes a new member (RFC 5995 §3.2.1): at the collection itself, marked by its query.
pub(super) fn add_member(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let resource = match view.place {
        Place::Calendar(owner, calendar) => calendar_resource(owner, calendar),
        Place::File(owner, file) => Resource::Folder(owner.name.clone(), tx.file_path(file.id)?),
        _ => return Ok(Found::No),
    };
    write_href_text(out, &format!("{resource}?{ADD_MEMBER}"));
    Ok(Found::Yes)
}

/// The query of the URL to which new members are posted.
pub const ADD_MEMBER: &str = "add-member";

/// Privileges that nobody has where the content comes from elsewhere.
const CONTENT: &[&str] = &["all", "write", "write-content", "bind", "unbind"];

pub(super) fn current_user_privilege_set(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let held = view.place.here();
    if !held.contain(Privileges::READ_OWN_PRIVILEGES) {
        return Ok(Found::Lacks);
    }
    let is_written = |name: &&str| !is_subscribed(view) || !CONTENT.contains(name);
    for name in privileges::held_at(view.place.kind(), held).into_iter().filter(is_written) {
        write_privilege(out, name);
    }
    Ok(Found::Yes)
}

pub(super) fn supported_privilege_set(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    privileges::write_tree(view.place.kind(), out);
    Ok(Found::Yes)
}

pub(super) fn supported_report_set(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let kind = view.place.kind();
    for row in report::REPORTS.iter().filter(|row| row.applies_to.meets(kind)) {
        out.push_str("<supported-report><report>");
        xml::empty(out, &row.name);
        out.push_str("</report></supported-report>");
    }
    Ok(Found::Yes)
}

pub(super) fn sync_token_property(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let token = match view.place {
        Place::Calendar(_, house) if house.kind == CalendarKind::House => house_token(&contacts::state(tx)?, None),
        Place::Calendar(_, calendar) => sync_token(calendar, calendar.revision),
        Place::Home(owner) => {
            let home = tx.home(owner.id)?;
            home_token(owner, &home, home.revision)
        }
        Place::Outbox(owner) => outbox_token(owner, &tx.home(owner.id)?),
        _ => return Ok(Found::No),
    };
    out.push_str(&token);
    Ok(Found::Yes)
}

/// The state of a collection at a revision (RFC 6578 §4).
pub fn sync_token(calendar: &Calendar, revision: i64) -> String {
    calendar.sync_token(revision)
}

/// The state up to a revision of a client that is told in parts what there is, and had nothing when the collection had
/// the revision `floor`. It is as good as that revision: what was removed before is nothing to the client.
pub fn begun_sync_token(calendar: &Calendar, revision: i64, floor: i64) -> String {
    let token = sync_token(calendar, revision);
    if floor == revision { token } else { format!("{token}.{floor}") }
}

/// The state of a home at a revision.
pub fn home_token(owner: &Principal, home: &Home, revision: i64) -> String {
    home.sync_token(owner.id, revision)
}

/// The state of a home at a place in its log where an answer broke off; `floor` as in [`begun_sync_token`].
pub fn begun_home_token(owner: &Principal, home: &Home, at: LogPoint, floor: i64) -> String {
    format!("{}.{}.{floor}", home_token(owner, home, at.revision), at.within)
}

/// The state of the book of the people of this house; `reached` is the last card of an answer that broke off.
pub fn house_token(state: &str, reached: Option<ObjectId>) -> String {
    match reached {
        None => format!("data:,house-{state}"),
        Some(number) => format!("data:,house-{state}.{}", -number.0),
    }
}

/// The only state of a schedule outbox.
pub fn outbox_token(owner: &Principal, home: &Home) -> String {
    match home.incarnation.as_str() {
        "" => format!("data:,o{}-0", owner.id),
        incarnation => format!("data:,{incarnation}.o{}-0", owner.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_http_wants_it() {
        for seconds in [0, 784_111_777, 1_709_208_000, 1_796_000_000, -1] {
            let at = chrono::DateTime::from_timestamp(seconds, 5).unwrap();
            assert_eq!(http_date(at), at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
        }
    }
}
