//! Live properties: one table says where each lives, whether `allprop` shows it, who reads and who writes it.
//!
//! Adding a property is adding a row to [`LIVE`] and a reader to the file of its namespace.

mod access;
mod apple;
mod caldav;
mod carddav;
mod dav;
mod push;
mod sharing;
mod write;

use hyper::StatusCode;

use super::error::Failure;
use super::place::{Kinds, Place};
use super::push::WATCHED;
use super::resource::Resource;
use super::xml::{self, APPLE, CALDAV, CALENDARSERVER, CARDDAV, DAV, Element, Name, PUSH};
use crate::schedule::App;
use crate::store::{Principal, StoreError, Tx};

pub use apple::{refresh_rate, refresh_time};
pub use caldav::delegators;
pub use dav::{
    ADD_MEMBER, begun_home_token, begun_sync_token, content_type, home_token, house_token, http_date, outbox_token,
    sync_token,
};
pub use write::{Edits, Made, source_of};

/// One property of one resource is read from this.
pub struct View<'a> {
    /// The program.
    pub app: &'a App,
    /// Who asks.
    pub who: &'a Principal,
    /// What is there.
    pub place: &'a Place,
}

/// Whether a property that can live at a place has a value there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The reader wrote the content of its element.
    Yes,
    /// It wrote nothing.
    No,
    /// The caller lacks the privilege to see it.
    Lacks,
}

impl Found {
    /// The status of a property that has no value to show.
    pub fn missing(self) -> Option<StatusCode> {
        match self {
            Found::Yes => None,
            Found::No => Some(StatusCode::NOT_FOUND),
            Found::Lacks => Some(StatusCode::FORBIDDEN),
        }
    }
}

/// Writes the content of a property's element.
pub type Reader = fn(&View<'_>, &mut Tx<'_>, &mut String) -> Result<Found, StoreError>;
/// Notes a new value, or with `None` that the property goes.
pub type Writer = fn(&mut Edits, Option<&Element>) -> Result<(), Failure>;

/// Who may change a property.
#[derive(Clone, Copy)]
pub enum Write {
    /// Nobody: the server computes it.
    Protected,
    /// Whoever may change the collection.
    Always(Writer),
    /// Whoever makes the collection, and nobody afterwards.
    AtCreation(Writer),
}

/// Whether `DAV:allprop` shows a property (RFC 4918 §9.1; RFC 4791 wants its own left out).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InAllprop {
    /// It is cheap and defined by RFC 4918.
    Yes,
    /// It has to be asked for.
    No,
}

/// One row of [`LIVE`].
pub struct Live {
    /// What it is called.
    pub name: Name,
    /// Where it lives.
    pub lives_on: Kinds,
    /// Whether `DAV:allprop` shows it.
    pub in_allprop: InAllprop,
    /// Who reads it.
    pub read: Reader,
    /// Who changes it.
    pub write: Write,
    /// Where it is defined.
    pub rfc: &'static str,
}

const fn row(
    space: &'static str,
    local: &'static str,
    lives_on: Kinds,
    in_allprop: InAllprop,
    read: Reader,
    write: Write,
    rfc: &'static str,
) -> Live {
    Live { name: Name::fixed(space, local), lives_on, in_allprop, read, write, rfc }
}

use InAllprop::{No, Yes};
use Write::{Always, AtCreation, Protected};

const COLLECTIONS: Kinds = Kinds::CALENDAR.or(Kinds::INBOX);
const FOLLOWED: Kinds = COLLECTIONS.or(Kinds::NOTIFICATIONS);
const BOOKS: Kinds = Kinds::BOOK.or(Kinds::HOUSE);
const COLORED: Kinds = Kinds::CALENDAR.or(Kinds::BOOK);
const CARDS: Kinds = Kinds::CARD.or(Kinds::COLLEAGUE);
const SIZED: Kinds = Kinds::OBJECT.or(Kinds::MESSAGE).or(Kinds::FILE).or(CARDS);
const MEMBERS: Kinds = SIZED.or(Kinds::NOTIFICATION);
const CHANGED: Kinds = MEMBERS.or(Kinds::FOLDER);
const DATED: Kinds = FOLLOWED.or(BOOKS).or(CHANGED).or(Kinds::PRINCIPAL);
const GROUPS: Kinds = Kinds::PRINCIPAL.or(Kinds::PROXY);
const NAMED: Kinds = FOLLOWED.or(BOOKS).or(GROUPS);
const HOMES: Kinds = Kinds::HOME.or(Kinds::BOOK_HOME);
const OWNED: Kinds = FOLLOWED.or(BOOKS).or(CHANGED).or(HOMES).or(Kinds::OUTBOX).or(GROUPS);
const DATA: Kinds = COLLECTIONS.or(Kinds::OUTBOX);
const SYNCED: Kinds = DATA.or(Kinds::NOTIFICATIONS).or(Kinds::HOME).or(Kinds::BOOK).or(Kinds::HOUSE);
const METERED: Kinds = COLLECTIONS.or(HOMES).or(Kinds::OUTBOX).or(Kinds::BOOK).or(Kinds::FOLDER);
const ADDED_TO: Kinds = Kinds::CALENDAR.or(Kinds::BOOK).or(Kinds::FOLDER);
const GUARDED: Kinds = COLLECTIONS
    .or(MEMBERS)
    .or(Kinds::HOME)
    .or(Kinds::OUTBOX)
    .or(Kinds::PRINCIPAL)
    .or(Kinds::BOOK)
    .or(Kinds::BOOK_HOME)
    .or(Kinds::FOLDER);
const IDENTIFIED: Kinds =
    METERED.or(Kinds::FILE).or(Kinds::OBJECT).or(Kinds::MESSAGE).or(Kinds::CARD).or(Kinds::PRINCIPAL);
const QUERIED: Kinds = COLLECTIONS.or(Kinds::HOME);

/// Every live property.
#[rustfmt::skip]
pub static LIVE: &[Live] = &[
    row(DAV, "creationdate", DATED, Yes, dav::creationdate, Protected, "RFC 4918 §15.1"),
    row(DAV, "displayname", NAMED, Yes, dav::displayname, Always(write::displayname), "RFC 4918 §15.2"),
    row(DAV, "getcontentlength", SIZED, Yes, dav::getcontentlength, Protected, "RFC 4918 §15.4"),
    row(DAV, "getcontenttype", MEMBERS, Yes, dav::getcontenttype, Protected, "RFC 4918 §15.5"),
    row(DAV, "getetag", MEMBERS, Yes, dav::getetag, Protected, "RFC 4918 §15.6"),
    row(DAV, "getlastmodified", CHANGED, Yes, dav::getlastmodified, Protected, "RFC 4918 §15.7"),
    row(DAV, "resource-id", IDENTIFIED, No, dav::resource_id, Protected, "RFC 5842 §3.1"),
    row(DAV, "lockdiscovery", Kinds::ALL, Yes, dav::nothing, Protected, "RFC 4918 §15.8"),
    row(DAV, "resourcetype", Kinds::ALL, Yes, dav::resourcetype, AtCreation(write::resourcetype), "RFC 4918 §15.9"),
    row(DAV, "supportedlock", Kinds::ALL, Yes, dav::nothing, Protected, "RFC 4918 §15.10"),
    row(DAV, "current-user-principal", Kinds::ALL, No, dav::current_user_principal, Protected, "RFC 5397 §3"),
    row(DAV, "principal-URL", GROUPS, No, dav::principal_url, Protected, "RFC 3744 §4.2"),
    row(DAV, "alternate-URI-set", GROUPS, No, dav::nothing, Protected, "RFC 3744 §4.1"),
    row(DAV, "group-member-set", GROUPS, No, access::group_member_set, Always(write::group_member_set), "RFC 3744 §4.3"),
    row(DAV, "group-membership", GROUPS, No, access::group_membership, Protected, "RFC 3744 §4.4"),
    row(DAV, "owner", OWNED, No, dav::owner, Protected, "RFC 3744 §5.1"),
    row(DAV, "supported-privilege-set", Kinds::ALL, No, dav::supported_privilege_set, Protected, "RFC 3744 §5.3"),
    row(DAV, "current-user-privilege-set", Kinds::ALL, No, dav::current_user_privilege_set, Protected, "RFC 3744 §5.4"),
    row(DAV, "acl", Kinds::ALL, No, access::acl, Protected, "RFC 3744 §5.5"),
    row(DAV, "acl-restrictions", GUARDED, No, access::acl_restrictions, Protected, "RFC 3744 §5.6"),
    row(DAV, "inherited-acl-set", GUARDED, No, access::inherited_acl_set, Protected, "RFC 3744 §5.7"),
    row(DAV, "principal-collection-set", Kinds::ALL, No, dav::principal_collection_set, Protected, "RFC 3744 §5.8"),
    row(DAV, "supported-report-set", Kinds::ALL, No, dav::supported_report_set, Protected, "RFC 3253 §3.1.5"),
    row(DAV, "quota-available-bytes", METERED, No, dav::quota_available_bytes, Protected, "RFC 4331 §3"),
    row(DAV, "quota-used-bytes", METERED, No, dav::quota_used_bytes, Protected, "RFC 4331 §4"),
    row(DAV, "add-member", ADDED_TO, No, dav::add_member, Protected, "RFC 5995 §3.2.1"),
    row(DAV, "sync-token", SYNCED, No, dav::sync_token_property, Protected, "RFC 6578 §4"),
    row(CALDAV, "calendar-home-set", Kinds::PRINCIPAL, No, caldav::calendar_home_set, Protected, "RFC 4791 §6.2.1"),
    row(CALDAV, "calendar-description", Kinds::CALENDAR, No, caldav::calendar_description, Always(write::description), "RFC 4791 §5.2.1"),
    row(CALDAV, "calendar-timezone", COLLECTIONS, No, caldav::calendar_timezone, Always(write::calendar_timezone), "RFC 4791 §5.2.2"),
    row(CALDAV, "calendar-timezone-id", COLLECTIONS, No, caldav::calendar_timezone_id, Always(write::calendar_timezone_id), "RFC 7809 §5.2"),
    row(CALDAV, "timezone-service-set", Kinds::HOME, No, caldav::timezone_service_set, Protected, "RFC 7809 §5.1"),
    row(CALDAV, "supported-calendar-component-set", COLLECTIONS, No, caldav::component_set, AtCreation(write::component_set), "RFC 4791 §5.2.3"),
    row(CALDAV, "supported-calendar-data", DATA, No, caldav::supported_calendar_data, Protected, "RFC 4791 §5.2.4"),
    row(CALDAV, "max-resource-size", DATA, No, caldav::max_resource_size, Protected, "RFC 4791 §5.2.5"),
    row(CALDAV, "min-date-time", DATA, No, caldav::min_date_time, Protected, "RFC 4791 §5.2.6"),
    row(CALDAV, "max-date-time", DATA, No, caldav::max_date_time, Protected, "RFC 4791 §5.2.7"),
    row(CALDAV, "max-instances", DATA, No, caldav::max_instances, Protected, "RFC 4791 §5.2.8"),
    row(CALDAV, "max-attendees-per-instance", DATA, No, caldav::max_attendees_per_instance, Protected, "RFC 4791 §5.2.9"),
    row(CALDAV, "supported-rscale-set", COLLECTIONS.or(Kinds::HOME), No, caldav::supported_rscale_set, Protected, "RFC 7529 §10.1"),
    row(CALDAV, "supported-collation-set", QUERIED, No, caldav::supported_collation_set, Protected, "RFC 4791 §7.5.1"),
    row(CALDAV, "managed-attachments-server-URL", Kinds::HOME, No, dav::nothing, Protected, "RFC 8607 §6.1"),
    row(CALDAV, "max-attachment-size", QUERIED, No, caldav::max_attachment_size, Protected, "RFC 8607 §6.2"),
    row(CALDAV, "max-attachments-per-resource", QUERIED, No, caldav::max_attachments_per_resource, Protected, "RFC 8607 §6.3"),
    row(CALDAV, "calendar-user-address-set", Kinds::PRINCIPAL, No, caldav::calendar_user_address_set, Protected, "RFC 6638 §2.4.1"),
    row(CALDAV, "calendar-user-type", Kinds::PRINCIPAL, No, caldav::calendar_user_type, Protected, "RFC 6638 §2.4.2"),
    row(CALDAV, "schedule-outbox-URL", Kinds::PRINCIPAL, No, caldav::schedule_outbox_url, Protected, "RFC 6638 §2.1.1"),
    row(CALDAV, "schedule-inbox-URL", Kinds::PRINCIPAL, No, caldav::schedule_inbox_url, Protected, "RFC 6638 §2.2.1"),
    row(CALDAV, "schedule-calendar-transp", Kinds::CALENDAR, No, caldav::schedule_calendar_transp, Always(write::schedule_calendar_transp), "RFC 6638 §9.1"),
    row(CALDAV, "schedule-default-calendar-URL", Kinds::INBOX, No, caldav::schedule_default_calendar_url, Always(write::schedule_default_calendar_url), "RFC 6638 §9.2"),
    row(CALDAV, "schedule-tag", Kinds::OBJECT, No, caldav::schedule_tag, Protected, "RFC 6638 §3.2.10"),
    row(CALDAV, "calendar-free-busy-set", Kinds::INBOX, No, caldav::calendar_free_busy_set, Protected, "draft-desruisseaux-caldav-sched-05 §6.2.3"),
    row(CALDAV, "calendar-availability", Kinds::INBOX, No, caldav::calendar_availability, Always(write::calendar_availability), "RFC 7953 §7.2.4"),
    row(CALENDARSERVER, "calendar-availability", Kinds::INBOX, No, caldav::calendar_availability, Always(write::calendar_availability), "Calendar Server"),
    row(CARDDAV, "addressbook-home-set", Kinds::PRINCIPAL, No, carddav::addressbook_home_set, Protected, "RFC 6352 §7.1.1"),
    row(CARDDAV, "principal-address", Kinds::PRINCIPAL, No, carddav::principal_address, Protected, "RFC 6352 §7.1.2"),
    row(CARDDAV, "addressbook-description", BOOKS, No, carddav::addressbook_description, Always(write::description), "RFC 6352 §6.2.1"),
    row(CARDDAV, "supported-address-data", BOOKS, No, carddav::supported_address_data, Protected, "RFC 6352 §6.2.2"),
    row(CARDDAV, "max-resource-size", BOOKS, No, caldav::max_resource_size, Protected, "RFC 6352 §6.2.3"),
    row(CARDDAV, "supported-collation-set", BOOKS.or(Kinds::BOOK_HOME), No, carddav::supported_collation_set, Protected, "RFC 6352 §8.3.1"),
    row(CALENDARSERVER, "getctag", FOLLOWED.or(BOOKS), No, apple::getctag, Protected, "caldav-ctag §4.1"),
    row(CALENDARSERVER, "calendar-proxy-read-for", Kinds::PRINCIPAL, No, access::calendar_proxy_read_for, Protected, "caldav-proxy §5.3.1"),
    row(CALENDARSERVER, "calendar-proxy-write-for", Kinds::PRINCIPAL, No, access::calendar_proxy_write_for, Protected, "caldav-proxy §5.3.2"),
    row(CALENDARSERVER, "email-address-set", Kinds::PRINCIPAL, No, apple::email_address_set, Protected, "Calendar Server"),
    row(CALENDARSERVER, "source", Kinds::CALENDAR, No, apple::source, AtCreation(write::source), "Calendar Server"),
    row(CALENDARSERVER, "notification-URL", Kinds::PRINCIPAL, No, sharing::notification_url, Protected, "caldav-sharing §4.1.1"),
    row(CALENDARSERVER, "notificationtype", Kinds::NOTIFICATION, No, sharing::notificationtype, Protected, "caldav-sharing §4.2.1"),
    row(CALENDARSERVER, "invite", Kinds::CALENDAR, No, sharing::invite, Protected, "caldav-sharing §5.2.2"),
    row(CALENDARSERVER, "allowed-sharing-modes", Kinds::CALENDAR, No, sharing::allowed_sharing_modes, Protected, "caldav-sharing §5.2.3"),
    row(CALENDARSERVER, "shared-url", Kinds::CALENDAR, No, sharing::shared_url, Protected, "caldav-sharing §5.2.4"),
    row(APPLE, "refreshrate", Kinds::CALENDAR, No, apple::refreshrate, Always(write::refreshrate), "Apple iCal"),
    row(PUSH, "transports", WATCHED, No, push::transports, Protected, "draft-bitfire-webdav-push §3.1"),
    row(PUSH, "topic", WATCHED, No, push::topic, Protected, "draft-bitfire-webdav-push §3.1"),
    row(PUSH, "supported-triggers", WATCHED, No, push::supported_triggers, Protected, "draft-bitfire-webdav-push §3.1"),
    row(APPLE, "calendar-color", COLORED, No, apple::calendar_color, Always(write::calendar_color), "Apple iCal"),
    row(APPLE, "calendar-order", COLORED, No, apple::calendar_order, Always(write::calendar_order), "Apple iCal"),
];

/// The row of a property, if it is one of ours.
pub fn find(name: &Name) -> Option<&'static Live> {
    LIVE.iter().find(|row| row.name == *name)
}

/// Writes `<href>` of one of our resources.
fn write_href(out: &mut String, resource: &Resource) {
    write_href_text(out, &resource.to_string());
}

fn write_href_text(out: &mut String, href: &str) {
    out.push_str("<href>");
    xml::escape(out, href);
    out.push_str("</href>");
}

/// The content of a property that is a text which may be missing.
fn optional_text(out: &mut String, text: Option<&str>) -> Result<Found, StoreError> {
    let Some(text) = text else { return Ok(Found::No) };
    xml::escape(out, text);
    Ok(Found::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_property_has_two_rows() {
        for (number, row) in LIVE.iter().enumerate() {
            assert!(LIVE[..number].iter().all(|before| before.name != row.name), "{:?}", row.name);
        }
    }

    #[test]
    fn every_property_lives_somewhere_and_cites_its_source() {
        for row in LIVE {
            assert!(row.lives_on.meets(Kinds::ALL) && !row.rfc.is_empty(), "{:?}", row.name);
        }
    }
}
