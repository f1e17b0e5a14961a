//! Which methods there are, where each applies, and what the server calls itself capable of.

use super::place::Kinds;
use super::push::WATCHED;
use crate::access::Privileges;

/// A method this room serves; the rows of [`METHODS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // They are what they are called.
pub enum Verb {
    Options,
    Get,
    Head,
    Propfind,
    Proppatch,
    Report,
    Put,
    Delete,
    Post,
    Mkcalendar,
    Mkcol,
    Copy,
    Move,
    Acl,
}

impl Verb {
    /// Whether it changes what is stored.
    pub fn writes(self) -> bool {
        match self {
            Verb::Options | Verb::Get | Verb::Head | Verb::Propfind | Verb::Report | Verb::Post => false,
            Verb::Proppatch | Verb::Put | Verb::Delete | Verb::Acl => true,
            Verb::Mkcalendar | Verb::Mkcol | Verb::Copy | Verb::Move => true,
        }
    }

    /// Whether it leaves it to its caller to hold `If-Match` and its kin (RFC 9110 §13.1) against the stored state. What
    /// becomes of a member is decided where that is read anyhow.
    pub fn leaves_conditions(self, kind: Kinds) -> bool {
        match self {
            Verb::Delete | Verb::Copy | Verb::Move => !MEMBERS.or(Kinds::FOLDER).or(Kinds::NOTIFICATION).meets(kind),
            Verb::Put => false,
            other => other.writes(),
        }
    }
}

/// One row of [`METHODS`].
#[derive(Debug)]
pub struct MethodRow {
    /// Which one.
    pub verb: Verb,
    /// What it is called on the wire.
    pub name: &'static str,
    /// Where it applies.
    pub applies_to: Kinds,
    /// What the caller must be allowed.
    pub needs: Needs,
    /// Where it is defined.
    pub rfc: &'static str,
}

/// What the caller of a method must be allowed, and where (RFC 3744 appendix B). The destination of COPY and MOVE is
/// looked at besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// A privilege on the resource itself.
    Here(Privileges),
    /// A privilege on the collection that holds it, or will hold it.
    Above(Privileges),
    /// The first where there is something already, else the second on the collection above.
    HereOrAbove(Privileges, Privileges),
    /// That is decided by what the body asks for.
    ByBody,
}

const fn row(verb: Verb, name: &'static str, applies_to: Kinds, needs: Needs, rfc: &'static str) -> MethodRow {
    MethodRow { verb, name, applies_to, needs, rfc }
}

use Needs::{Above, ByBody, Here, HereOrAbove};

const MEMBERS: Kinds = Kinds::OBJECT.or(Kinds::MESSAGE).or(Kinds::FILE).or(Kinds::CARD);
const KEPT: Kinds = MEMBERS.or(Kinds::CALENDAR).or(Kinds::BOOK).or(Kinds::NOTIFICATION);
const READABLE: Kinds = KEPT.or(Kinds::FREE_BUSY).or(Kinds::ATTACHMENT).or(Kinds::HOUSE).or(Kinds::COLLEAGUE);
const FREE_BOOKS: Kinds = Kinds::FREE_BOOK.or(Kinds::FREE_CARD);
const FREE: Kinds = Kinds::FREE_CALENDAR.or(Kinds::FREE_OBJECT).or(Kinds::FREE_FILE).or(FREE_BOOKS);
const FILES: Kinds = Kinds::FILE.or(Kinds::FREE_FILE);
const PUTTABLE: Kinds = Kinds::OBJECT.or(Kinds::FREE_OBJECT).or(FILES).or(Kinds::CARD).or(Kinds::FREE_CARD);
const MADE: Kinds = Kinds::FREE_CALENDAR.or(Kinds::FREE_FILE).or(Kinds::FREE_BOOK);
const COPIED: Kinds =
    Kinds::OBJECT.or(Kinds::CALENDAR).or(Kinds::FILE).or(Kinds::FOLDER).or(Kinds::CARD).or(Kinds::BOOK);
const POSTED_TO: Kinds = WATCHED.or(Kinds::OUTBOX).or(Kinds::FOLDER).or(Kinds::OBJECT);

const BOOKS: Kinds = Kinds::BOOK_HOME.or(Kinds::BOOK);
const CONTAINERS: Kinds =
    Kinds::HOME.or(Kinds::CALENDAR).or(Kinds::INBOX).or(Kinds::OUTBOX).or(BOOKS).or(Kinds::FOLDER);
const GUARDED: Kinds = CONTAINERS.or(Kinds::PRINCIPAL).or(Kinds::OBJECT);

/// Every method.
#[rustfmt::skip]
pub static METHODS: &[MethodRow] = &[
    row(Verb::Options, "OPTIONS", Kinds::ALL.or(FREE), Here(Privileges::READ), "RFC 9110 §9.3.7"),
    row(Verb::Get, "GET", READABLE, Here(Privileges::READ), "RFC 9110 §9.3.1"),
    row(Verb::Head, "HEAD", READABLE, Here(Privileges::READ), "RFC 9110 §9.3.2"),
    row(Verb::Propfind, "PROPFIND", Kinds::ALL, Here(Privileges::READ), "RFC 4918 §9.1"),
    row(Verb::Proppatch, "PROPPATCH", Kinds::ALL, Here(Privileges::WRITE_PROPERTIES), "RFC 4918 §9.2"),
    row(Verb::Report, "REPORT", Kinds::ALL, ByBody, "RFC 3253 §3.6"),
    row(Verb::Put, "PUT", PUTTABLE, HereOrAbove(Privileges::WRITE_CONTENT, Privileges::BIND), "RFC 4791 §5.3.2, RFC 6352 §6.3.2"),
    row(Verb::Delete, "DELETE", KEPT.or(Kinds::FOLDER), Above(Privileges::UNBIND), "RFC 4918 §9.6"),
    row(Verb::Post, "POST", POSTED_TO, ByBody, "RFC 6638 §5, RFC 5995, RFC 8607 §3.3, draft-bitfire-webdav-push §4.1, caldav-sharing §5.3.2, §5.4.1"),
    row(Verb::Mkcalendar, "MKCALENDAR", Kinds::FREE_CALENDAR, Above(Privileges::BIND), "RFC 4791 §5.3.1"),
    row(Verb::Mkcol, "MKCOL", MADE, Above(Privileges::BIND), "RFC 4918 §9.3, RFC 5689 §3"),
    row(Verb::Copy, "COPY", COPIED, Here(Privileges::READ), "RFC 4918 §9.8"),
    row(Verb::Move, "MOVE", COPIED, Above(Privileges::UNBIND), "RFC 4918 §9.9"),
    row(Verb::Acl, "ACL", GUARDED, Here(Privileges::WRITE_ACL), "RFC 3744 §8.1"),
];

/// What the `DAV` header says, with the RFC that each token promises to follow.
///
/// Class 2 is missing because there are no locks; `calendar-auto-schedule` is true because every PUT schedules.
pub static FEATURES: &[(&str, &str)] = &[
    ("1", "RFC 4918 §18.1"),
    ("3", "RFC 4918 §18.3"),
    ("access-control", "RFC 3744 §7.2"),
    ("calendar-access", "RFC 4791 §5.1"),
    ("calendar-auto-schedule", "RFC 6638 §2"),
    ("calendar-managed-attachments", "RFC 8607 §3.2"),
    ("calendar-availability", "RFC 7953 §7.2.1"),
    ("inbox-availability", "Calendar Server"),
    ("calendar-no-timezone", "RFC 7809 §3.1.1"),
    ("addressbook", "RFC 6352 §6.1"),
    ("extended-mkcol", "RFC 5689 §3.1"),
    ("calendarserver-home-sync", "Calendar Server: RFC 6578 on calendar homes"),
    ("calendar-proxy", "caldav-proxy §5.1"),
    ("calendarserver-sharing", "caldav-sharing §5.1"),
    ("calendarserver-sharing-no-scheduling", "Calendar Server: sharees invite nobody in the owner's name"),
    ("webdav-push", "draft-bitfire-webdav-push §3"),
    ("calendarserver-principal-property-search", "Calendar Server"),
];

/// The method of this name.
pub fn find(name: &str) -> Option<&'static MethodRow> {
    METHODS.iter().find(|row| row.name == name)
}

/// The value of the `Allow` header for a kind of place.
pub fn allow(kind: Kinds) -> String {
    let names = METHODS.iter().filter(|row| row.applies_to.meets(kind)).map(|row| row.name);
    names.collect::<Vec<_>>().join(", ")
}

/// The value of the `DAV` header.
pub fn features() -> String {
    FEATURES.iter().map(|(token, _)| *token).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allow_follows_from_the_table() {
        assert_eq!(allow(Kinds::OUTBOX), "OPTIONS, PROPFIND, PROPPATCH, REPORT, POST, ACL");
        assert_eq!(allow(Kinds::FREE_CALENDAR), "OPTIONS, MKCALENDAR, MKCOL");
        assert_eq!(allow(Kinds::FREE_OBJECT), "OPTIONS, PUT");
        assert_eq!(allow(Kinds::FREE_FILE), "OPTIONS, PUT, MKCOL");
        assert_eq!(allow(Kinds::COLLEAGUE), "OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT");
    }

    #[test]
    fn every_method_applies_somewhere() {
        assert!(METHODS.iter().all(|row| row.applies_to.meets(Kinds::ALL.or(FREE))));
    }
}
