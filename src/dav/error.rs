//! Why a request fails, and what the client is told: a status, and the precondition element that its RFC defines.

use std::fmt;

use hyper::StatusCode;

use super::conditions::BadHeader;
use super::place::Kinds;
use super::resource::{BadPath, Resource};
use super::xml::{self, BadXml, CALDAV, CALENDARSERVER, CARDDAV, DAV, Name, PUSH};
use crate::access::{Privileges, TREE};
use crate::schedule::OverQuota;
use crate::store::StoreError;

/// A condition of a request that the RFCs give a name; the rows of [`PRECONDITIONS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Each is explained by its row.
pub enum Precondition {
    AddressbookCollectionLocationOk,
    AllowedAttendeeObjectChange,
    AllowedOrganizerObjectChange,
    AllowedPrincipal,
    CalendarCollectionLocationOk,
    CannotModifyProtectedProperty,
    CardMaxResourceSize,
    CardNoUidConflict,
    CardSupportedCollation,
    CardSupportedFilter,
    DefaultCalendarNeeded,
    GrantOnly,
    InvalidSubscription,
    InviteInvalid,
    LimitedNumberOfAces,
    MaxAttachmentSize,
    MaxAttachmentsPerResource,
    MaxAttendeesPerInstance,
    MaxDateTime,
    MaxInstances,
    MaxResourceSize,
    MinDateTime,
    NeedPrivileges,
    NoAceConflict,
    NoExternalEntities,
    NoInheritedAceConflict,
    NoInvert,
    NoProtectedAceConflict,
    NoSupportedTrigger,
    NoUidConflict,
    NotSupportedPrivilege,
    NumberOfMatchesWithinLimits,
    PropfindFiniteDepth,
    PushNotAvailable,
    QuotaNotExceeded,
    RecognizedPrincipal,
    ResourceMustBeNull,
    SameOrganizerInAllComponents,
    SupportedAddressData,
    SupportedAddressDataConversion,
    SupportedCalendarComponent,
    SupportedCalendarData,
    SupportedCollation,
    SupportedFilter,
    SupportedReport,
    SupportedRscale,
    SyncTraversalSupported,
    UniqueSchedulingObjectResource,
    ValidAddressData,
    ValidAction,
    ValidCalendarData,
    ValidCalendarObjectResource,
    ValidFilter,
    ValidManagedId,
    ValidOrganizer,
    ValidResourcetype,
    ValidRid,
    ValidScheduleDefaultCalendarUrl,
    ValidSchedulingMessage,
    ValidSyncToken,
    ValidTimezone,
}

/// One row of [`PRECONDITIONS`].
#[derive(Debug)]
pub struct PreconditionRow {
    /// Which one.
    pub precondition: Precondition,
    /// The element in the `DAV:error` body.
    pub element: Name,
    /// The status of the answer.
    pub status: StatusCode,
    /// Where it is defined.
    pub rfc: &'static str,
}

const fn row(
    precondition: Precondition,
    space: &'static str,
    local: &'static str,
    status: StatusCode,
    rfc: &'static str,
) -> PreconditionRow {
    PreconditionRow { precondition, element: Name::fixed(space, local), status, rfc }
}

/// Every precondition and postcondition that this server reports.
///
/// 403 says that repeating the request is pointless, 409 that the client can do something about it first (RFC 4791
/// §1.3).
#[rustfmt::skip]
pub static PRECONDITIONS: &[PreconditionRow] = &[
    row(Precondition::AddressbookCollectionLocationOk, CARDDAV, "addressbook-collection-location-ok", StatusCode::FORBIDDEN, "RFC 6352 §6.3.2.1"),
    row(Precondition::AllowedAttendeeObjectChange, CALDAV, "allowed-attendee-scheduling-object-change", StatusCode::FORBIDDEN, "RFC 6638 §3.2.4.4"),
    row(Precondition::AllowedOrganizerObjectChange, CALDAV, "allowed-organizer-scheduling-object-change", StatusCode::FORBIDDEN, "RFC 6638 §3.2.4.3"),
    row(Precondition::AllowedPrincipal, DAV, "allowed-principal", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::CalendarCollectionLocationOk, CALDAV, "calendar-collection-location-ok", StatusCode::FORBIDDEN, "RFC 4791 §5.3.1"),
    row(Precondition::CannotModifyProtectedProperty, DAV, "cannot-modify-protected-property", StatusCode::FORBIDDEN, "RFC 4918 §16"),
    row(Precondition::CardMaxResourceSize, CARDDAV, "max-resource-size", StatusCode::FORBIDDEN, "RFC 6352 §6.3.2.1"),
    row(Precondition::CardNoUidConflict, CARDDAV, "no-uid-conflict", StatusCode::CONFLICT, "RFC 6352 §6.3.2.1"),
    row(Precondition::CardSupportedCollation, CARDDAV, "supported-collation", StatusCode::FORBIDDEN, "RFC 6352 §8.3"),
    row(Precondition::CardSupportedFilter, CARDDAV, "supported-filter", StatusCode::FORBIDDEN, "RFC 6352 §8.6"),
    row(Precondition::DefaultCalendarNeeded, CALDAV, "default-calendar-needed", StatusCode::FORBIDDEN, "RFC 6638 §4.3.1.1"),
    row(Precondition::GrantOnly, DAV, "grant-only", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::InvalidSubscription, PUSH, "invalid-subscription", StatusCode::FORBIDDEN, "draft-bitfire-webdav-push §4.1"),
    row(Precondition::InviteInvalid, CALENDARSERVER, "invite-invalid", StatusCode::FORBIDDEN, "caldav-sharing §6.10"),
    row(Precondition::LimitedNumberOfAces, DAV, "limited-number-of-aces", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::MaxAttachmentSize, CALDAV, "max-attachment-size", StatusCode::FORBIDDEN, "RFC 8607 §3.11"),
    row(Precondition::MaxAttachmentsPerResource, CALDAV, "max-attachments-per-resource", StatusCode::FORBIDDEN, "RFC 8607 §3.11"),
    row(Precondition::MaxAttendeesPerInstance, CALDAV, "max-attendees-per-instance", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::MaxDateTime, CALDAV, "max-date-time", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::MaxInstances, CALDAV, "max-instances", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::MaxResourceSize, CALDAV, "max-resource-size", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::MinDateTime, CALDAV, "min-date-time", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::NeedPrivileges, DAV, "need-privileges", StatusCode::FORBIDDEN, "RFC 3744 §7.1.1"),
    row(Precondition::NoAceConflict, DAV, "no-ace-conflict", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::NoExternalEntities, DAV, "no-external-entities", StatusCode::FORBIDDEN, "RFC 4918 §16"),
    row(Precondition::NoInheritedAceConflict, DAV, "no-inherited-ace-conflict", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::NoInvert, DAV, "no-invert", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::NoProtectedAceConflict, DAV, "no-protected-ace-conflict", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::NoSupportedTrigger, PUSH, "no-supported-trigger", StatusCode::FORBIDDEN, "draft-bitfire-webdav-push §4.1"),
    row(Precondition::NoUidConflict, CALDAV, "no-uid-conflict", StatusCode::CONFLICT, "RFC 4791 §5.3.2.1"),
    row(Precondition::NotSupportedPrivilege, DAV, "not-supported-privilege", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::NumberOfMatchesWithinLimits, DAV, "number-of-matches-within-limits", StatusCode::INSUFFICIENT_STORAGE, "RFC 6578 §3.6"),
    row(Precondition::PropfindFiniteDepth, DAV, "propfind-finite-depth", StatusCode::FORBIDDEN, "RFC 4918 §9.1.1"),
    row(Precondition::PushNotAvailable, PUSH, "push-not-available", StatusCode::FORBIDDEN, "draft-bitfire-webdav-push §4.1"),
    row(Precondition::QuotaNotExceeded, DAV, "quota-not-exceeded", StatusCode::INSUFFICIENT_STORAGE, "RFC 4331 §6"),
    row(Precondition::RecognizedPrincipal, DAV, "recognized-principal", StatusCode::FORBIDDEN, "RFC 3744 §8.1.1"),
    row(Precondition::ResourceMustBeNull, DAV, "resource-must-be-null", StatusCode::FORBIDDEN, "RFC 4791 §5.3.1.1"),
    row(Precondition::SameOrganizerInAllComponents, CALDAV, "same-organizer-in-all-components", StatusCode::FORBIDDEN, "RFC 6638 §3.2.4.2"),
    row(Precondition::SupportedAddressData, CARDDAV, "supported-address-data", StatusCode::FORBIDDEN, "RFC 6352 §6.3.2.1"),
    row(Precondition::SupportedAddressDataConversion, CARDDAV, "supported-address-data-conversion", StatusCode::FORBIDDEN, "RFC 6352 §5.1.1.1"),
    row(Precondition::SupportedCalendarComponent, CALDAV, "supported-calendar-component", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::SupportedCalendarData, CALDAV, "supported-calendar-data", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::SupportedCollation, CALDAV, "supported-collation", StatusCode::FORBIDDEN, "RFC 4791 §7.5.1"),
    row(Precondition::SupportedFilter, CALDAV, "supported-filter", StatusCode::FORBIDDEN, "RFC 4791 §7.8"),
    row(Precondition::SupportedReport, DAV, "supported-report", StatusCode::FORBIDDEN, "RFC 3253 §3.6"),
    row(Precondition::SupportedRscale, CALDAV, "supported-rscale", StatusCode::FORBIDDEN, "RFC 7529 §10"),
    row(Precondition::SyncTraversalSupported, DAV, "sync-traversal-supported", StatusCode::FORBIDDEN, "RFC 6578 §3.3"),
    row(Precondition::UniqueSchedulingObjectResource, CALDAV, "unique-scheduling-object-resource", StatusCode::FORBIDDEN, "RFC 6638 §3.2.4.1"),
    row(Precondition::ValidAddressData, CARDDAV, "valid-address-data", StatusCode::FORBIDDEN, "RFC 6352 §6.3.2.1"),
    row(Precondition::ValidAction, CALDAV, "valid-action", StatusCode::FORBIDDEN, "RFC 8607 §3.11"),
    row(Precondition::ValidCalendarData, CALDAV, "valid-calendar-data", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::ValidCalendarObjectResource, CALDAV, "valid-calendar-object-resource", StatusCode::FORBIDDEN, "RFC 4791 §5.3.2.1"),
    row(Precondition::ValidFilter, CALDAV, "valid-filter", StatusCode::FORBIDDEN, "RFC 4791 §7.8"),
    row(Precondition::ValidManagedId, CALDAV, "valid-managed-id", StatusCode::FORBIDDEN, "RFC 8607 §3.11"),
    row(Precondition::ValidOrganizer, CALDAV, "valid-organizer", StatusCode::FORBIDDEN, "RFC 6638 §5.2.2"),
    row(Precondition::ValidResourcetype, DAV, "valid-resourcetype", StatusCode::FORBIDDEN, "RFC 5689 §3.3"),
    row(Precondition::ValidRid, CALDAV, "valid-rid", StatusCode::FORBIDDEN, "RFC 8607 §3.11"),
    row(Precondition::ValidScheduleDefaultCalendarUrl, CALDAV, "valid-schedule-default-calendar-URL", StatusCode::FORBIDDEN, "RFC 6638 §4.3.1.2"),
    row(Precondition::ValidSchedulingMessage, CALDAV, "valid-scheduling-message", StatusCode::BAD_REQUEST, "RFC 6638 §5.2.1"),
    row(Precondition::ValidSyncToken, DAV, "valid-sync-token", StatusCode::FORBIDDEN, "RFC 6578 §3.2"),
    row(Precondition::ValidTimezone, CALDAV, "valid-timezone", StatusCode::FORBIDDEN, "RFC 7809 §3.1.5"),
];

impl Precondition {
    /// Its row, if the table has it; a test holds that it has.
    pub fn row(self) -> Option<&'static PreconditionRow> {
        PRECONDITIONS.iter().find(|row| row.precondition == self)
    }

    /// The failure of this condition, in words for a person who reads the wire.
    pub fn because(self, reason: impl fmt::Display) -> Failure {
        Failure::Precondition { precondition: self, detail: Detail::Words(reason.to_string()) }
    }

    /// The failure of this condition, naming the resource that stands in the way.
    pub fn at(self, resource: &Resource) -> Failure {
        Failure::Precondition { precondition: self, detail: Detail::Href(resource.to_string()) }
    }
}

/// What a precondition element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// An explanation; clients ignore it.
    Words(String),
    /// A `DAV:href`.
    Href(String),
    /// The component of a filter that cannot be searched (RFC 4791 §7.8).
    Component(String),
    /// The privilege that is missing on a resource (RFC 3744 §7.1.1).
    Privilege(String, &'static str),
}

/// Why a request is not fulfilled.
#[derive(Debug)]
pub enum Failure {
    /// A named condition does not hold.
    Precondition {
        /// Which one.
        precondition: Precondition,
        /// What the element holds.
        detail: Detail,
    },
    /// 400: the request cannot be read.
    BadRequest(String),
    /// 403: never possible, whatever is changed before.
    Forbidden(&'static str),
    /// 404: nothing is there, or nothing that this principal may know of.
    NotFound,
    /// 405: the method does not apply to this kind of resource.
    MethodNotAllowed(Kinds),
    /// 406: the answer cannot be had in the form that was asked for.
    NotAcceptable,
    /// 409: the collection that should hold the new resource does not exist.
    NoParent,
    /// 412: an `If-…` header does not hold.
    ConditionFailed,
    /// 413: more bytes than this, which are the most.
    TooLarge(usize),
    /// 414: the path, or a name in it, is longer than anything here.
    NameTooLong,
    /// 415: the body is encoded, and should not be.
    EncodedBody,
    /// 415: the body is of a type that the method does not take.
    UnsupportedMediaType,
    /// 500: the server's own trouble; the client learns nothing of it.
    Store(StoreError),
    /// 501: a method that is not known here.
    NotImplemented,
    /// 502: the destination is on another server.
    BadGateway,
}

impl Failure {
    /// The failure of a principal who lacks this privilege here.
    pub fn lacks(privilege: Privileges, resource: &Resource) -> Failure {
        let name = TREE.iter().find(|node| node.set == privilege).map_or("all", |node| node.name);
        let detail = Detail::Privilege(resource.to_string(), name);
        Failure::Precondition { precondition: Precondition::NeedPrivileges, detail }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Failure::Precondition { precondition, .. } => {
                precondition.row().map_or(StatusCode::FORBIDDEN, |row| row.status)
            }
            Failure::BadRequest(_) => StatusCode::BAD_REQUEST,
            Failure::Forbidden(_) => StatusCode::FORBIDDEN,
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Failure::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Failure::NoParent => StatusCode::CONFLICT,
            Failure::ConditionFailed => StatusCode::PRECONDITION_FAILED,
            Failure::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::NameTooLong => StatusCode::URI_TOO_LONG,
            Failure::EncodedBody => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Failure::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Failure::Store(error) if error.is_full() => StatusCode::INSUFFICIENT_STORAGE,
            Failure::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::NotImplemented => StatusCode::NOT_IMPLEMENTED,
            Failure::BadGateway => StatusCode::BAD_GATEWAY,
        }
    }

    /// The `DAV:error` body, for a named condition only.
    pub fn body(&self) -> Option<String> {
        let Failure::Precondition { precondition, detail } = self else { return None };
        let mut out = String::from(xml::DECLARATION);
        xml::open_root(&mut out, &Name::fixed(DAV, "error"));
        write_condition(&mut out, *precondition, detail);
        out.push_str("</error>");
        Some(out)
    }
}

/// Writes the element of a condition with what it holds.
pub fn write_condition(out: &mut String, precondition: Precondition, detail: &Detail) {
    let Some(row) = precondition.row() else { return };
    xml::open(out, &row.element);
    match detail {
        Detail::Words(words) => xml::escape(out, words),
        Detail::Href(href) => write_href(out, href),
        Detail::Component(name) => {
            out.push_str("<C:comp-filter name=\"");
            xml::escape(out, name);
            out.push_str("\"/>");
        }
        Detail::Privilege(href, privilege) => {
            out.push_str("<resource>");
            write_href(out, href);
            out.push_str(&format!("<privilege><{privilege}/></privilege></resource>"));
        }
    }
    xml::close(out, &row.element);
}

fn write_href(out: &mut String, href: &str) {
    out.push_str("<href>");
    xml::escape(out, href);
    out.push_str("</href>");
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Precondition { precondition, detail } => write!(f, "{precondition:?}: {detail:?}"),
            Failure::BadRequest(reason) => f.write_str(reason),
            Failure::Forbidden(reason) => f.write_str(reason),
            Failure::NotFound => f.write_str("there is nothing here"),
            Failure::MethodNotAllowed(_) => f.write_str("this method does not apply here"),
            Failure::NotAcceptable => f.write_str("this is to be had as text/calendar only"),
            Failure::NoParent => f.write_str("the collection that should hold it does not exist"),
            Failure::ConditionFailed => f.write_str("the resource is not in the state that the request asks for"),
            Failure::TooLarge(most) => write!(f, "a body here has at most {most} bytes"),
            Failure::NameTooLong => BadPath::TooLong.fmt(f),
            Failure::EncodedBody => f.write_str("a body is taken as it is, not compressed or encoded"),
            Failure::UnsupportedMediaType => f.write_str("a body of this type is not taken here"),
            Failure::Store(error) => error.fmt(f),
            Failure::NotImplemented => f.write_str("this method is not known here"),
            Failure::BadGateway => f.write_str("the destination is on another server"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Store(error)
    }
}

impl From<OverQuota> for Failure {
    fn from(over: OverQuota) -> Failure {
        Precondition::QuotaNotExceeded.because(over)
    }
}

impl From<BadXml> for Failure {
    fn from(error: BadXml) -> Failure {
        match error {
            BadXml::ExternalEntity => Precondition::NoExternalEntities.because(error),
            error => Failure::BadRequest(error.to_string()),
        }
    }
}

impl From<BadHeader> for Failure {
    fn from(BadHeader(name): BadHeader) -> Failure {
        Failure::BadRequest(format!("the header {name} cannot be read"))
    }
}

impl From<BadPath> for Failure {
    fn from(error: BadPath) -> Failure {
        match error {
            BadPath::Malformed => Failure::BadRequest(error.to_string()),
            BadPath::TooLong => Failure::NameTooLong,
            BadPath::NotHere => Failure::NotFound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_has_one_row_and_the_rows_are_sorted() {
        let order: Vec<u8> = PRECONDITIONS.iter().map(|row| row.precondition as u8).collect();
        let all: Vec<u8> = (0..=Precondition::ValidTimezone as u8).collect();
        assert_eq!(order, all);
    }

    #[test]
    fn an_error_body_names_the_condition_and_what_it_is_about() {
        let failure = Precondition::NoUidConflict.at(&Resource::Calendar("a".into(), "b&".into()));
        let root = xml::read(failure.body().unwrap().as_bytes()).unwrap();
        assert!(root.is(DAV, "error"));
        let condition = root.child(CALDAV, "no-uid-conflict").unwrap();
        assert_eq!(condition.child(DAV, "href").unwrap().text(), "/dav/calendars/a/b%26/");
        assert_eq!(failure.status(), StatusCode::CONFLICT);

        let failure = Precondition::ValidCalendarData.because("line 3: <no colon>");
        let root = xml::read(failure.body().unwrap().as_bytes()).unwrap();
        assert_eq!(root.child(CALDAV, "valid-calendar-data").unwrap().text(), "line 3: <no colon>");

        let failure = Failure::lacks(Privileges::READ, &Resource::Homes);
        let root = xml::read(failure.body().unwrap().as_bytes()).unwrap();
        let resource = root.child(DAV, "need-privileges").unwrap().child(DAV, "resource").unwrap();
        assert!(resource.child(DAV, "privilege").unwrap().child(DAV, "read").is_some());
    }

    #[test]
    fn failures_without_a_name_have_no_body() {
        assert_eq!(Failure::NotFound.body(), None);
        assert_eq!(Failure::from(BadPath::Malformed).status(), StatusCode::BAD_REQUEST);
    }
}
