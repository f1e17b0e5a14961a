//! What a URL of ours means: the only place that knows our paths.
//!
//! Paths are compared decoded, one segment at a time, and written with every reserved character encoded, so a member
//! may be called anything that has no slash. Collections end in a slash; without it they are understood all the same
//! (RFC 4918 §5.2).

use std::fmt;

use crate::access::Delegation;
use crate::id::ObjectName;

/// A place that requests can name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// `/`, where clients look when they know only the host.
    Site,
    /// `/.well-known/caldav` (RFC 6764 §5): a signpost to [`Resource::Root`].
    WellKnown,
    /// `/.well-known/carddav` (RFC 6764 §5): a signpost to [`Resource::Root`].
    WellKnownContacts,
    /// `/dav/`
    Root,
    /// `/dav/principals/`
    Principals,
    /// `/dav/principals/NAME/`
    Principal(String),
    /// `/dav/principals/NAME/calendar-proxy-read/` or `…-write/`: the group of somebody's delegates (caldav-proxy §5).
    Proxy(String, Delegation),
    /// `/dav/calendars/`
    Homes,
    /// `/dav/calendars/NAME/`: the calendar home (RFC 4791 §6.2.1).
    Home(String),
    /// `/dav/calendars/NAME/CALENDAR/`
    Calendar(String, String),
    /// `/dav/calendars/NAME/CALENDAR/OBJECT`
    Object(String, String, ObjectName),
    /// `/dav/calendars/NAME/inbox/`: the schedule inbox (RFC 6638 §2.2).
    Inbox(String),
    /// `/dav/calendars/NAME/inbox/OBJECT`
    InboxObject(String, ObjectName),
    /// `/dav/calendars/NAME/outbox/`: the schedule outbox (RFC 6638 §2.1).
    Outbox(String),
    /// `/dav/calendars/NAME/freebusy`: when the owner of the home is busy (CalConnect CC/S 0903).
    FreeBusy(String),
    /// `/dav/files/`
    Spaces,
    /// `/dav/files/NAME/…/`: a plain collection; without names in between, the root of somebody's files.
    Folder(String, Vec<ObjectName>),
    /// `/dav/files/NAME/…/FILE`
    File(String, Vec<ObjectName>),
    /// `/dav/contacts/`
    BookHomes,
    /// `/dav/contacts/NAME/`: the address book home (RFC 6352 §7.1.1).
    BookHome(String),
    /// `/dav/contacts/NAME/BOOK/`
    Book(String, String),
    /// `/dav/contacts/NAME/BOOK/CARD`
    Card(String, String, ObjectName),
    /// `/dav/attachments/CODE/FILE`: a managed attachment (RFC 8607); its file name means nothing and may be missing.
    Attachment(String, Option<ObjectName>),
}

/// Why a path names nothing here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPath {
    /// A bad percent-encoding, a control character, `.` or `..`: no client of good will sends this.
    Malformed,
    /// A name of more than 255 bytes, or a path of more than 4,096: nothing here is called so.
    TooLong,
    /// Well written, but there never is anything there.
    NotHere,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadPath::Malformed => "the path is not properly encoded",
            BadPath::TooLong => "a name has at most 255 bytes, a path 4096",
            BadPath::NotHere => "nothing is served under this path",
        })
    }
}

impl std::error::Error for BadPath {}

/// The path segment of the schedule inbox in a home; no calendar can have it.
pub const INBOX: &str = "inbox";
/// The path segment of the schedule outbox in a home; no calendar can have it.
pub const OUTBOX: &str = "outbox";
/// The path segment of the free-busy resource in a home; no calendar can have it.
pub const FREE_BUSY: &str = "freebusy";
/// The path segment of the notifications in a home; no calendar can have it.
pub use crate::store::NOTIFICATIONS;
/// The longest path that is looked at, in bytes as written.
const MAX_PATH: usize = 4096;

impl Resource {
    /// Reads the path of a request, without its query.
    ///
    /// # Errors
    /// A path of which a segment is `.`, `..`, not UTF-8 once decoded, holds an encoded slash or a control character,
    /// one that is too long, or one that is not ours.
    pub fn parse(path: &str) -> Result<Resource, BadPath> {
        let rest = path.strip_prefix('/').ok_or(BadPath::Malformed)?;
        if path.len() > MAX_PATH {
            return Err(BadPath::TooLong);
        }
        let is_collection = rest.is_empty() || rest.ends_with('/');
        let mut names = Vec::new();
        // Clients that join paths carelessly write double slashes; an empty segment names nothing, so it is passed
        // over.
        for segment in rest.split('/').filter(|segment| !segment.is_empty()) {
            names.push(decoded(segment)?);
        }
        let names: Vec<&str> = names.iter().map(ObjectName::as_str).collect();
        let mut resource = Resource::of(&names).ok_or(BadPath::NotHere)?;
        if is_collection {
            resource = resource.as_collection();
        }
        // Apple's programs write the free-busy resource with a slash at the end.
        let has_either = resource.is_signpost() || matches!(resource, Resource::FreeBusy(_));
        if is_collection && !resource.is_collection() && !has_either {
            return Err(BadPath::NotHere);
        }
        Ok(resource)
    }

    /// Reads an href out of a request body: a path, or a URL whose host is taken to be ours.
    ///
    /// # Errors
    /// The same as [`Resource::parse`], after blanks around and the scheme and host before the path are dropped.
    pub fn of_href(href: &str) -> Result<Resource, BadPath> {
        let href = href.trim();
        let path = match href.split_once("://") {
            Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or("/")
            }
            _ => href,
        };
        Resource::parse(path.split(['?', '#']).next().unwrap_or(path))
    }

    fn of(names: &[&str]) -> Option<Resource> {
        let resource = match *names {
            [] => Resource::Site,
            [".well-known", "caldav"] => Resource::WellKnown,
            [".well-known", "carddav"] => Resource::WellKnownContacts,
            ["dav"] => Resource::Root,
            ["dav", "principals"] => Resource::Principals,
            ["dav", "principals", name] => Resource::Principal(name.to_owned()),
            ["dav", "principals", name, group] => Resource::Proxy(name.to_owned(), delegation(group)?),
            ["dav", "calendars"] => Resource::Homes,
            ["dav", "calendars", name] => Resource::Home(name.to_owned()),
            ["dav", "calendars", name, INBOX] => Resource::Inbox(name.to_owned()),
            ["dav", "calendars", name, INBOX, object] => {
                Resource::InboxObject(name.to_owned(), ObjectName::parse(object).ok()?)
            }
            ["dav", "calendars", name, OUTBOX] => Resource::Outbox(name.to_owned()),
            ["dav", "calendars", _, OUTBOX, _] => return None,
            ["dav", "calendars", name, FREE_BUSY] => Resource::FreeBusy(name.to_owned()),
            ["dav", "calendars", _, FREE_BUSY, _] => return None,
            ["dav", "calendars", name, calendar] => Resource::Calendar(name.to_owned(), calendar.to_owned()),
            ["dav", "calendars", name, calendar, object] => {
                Resource::Object(name.to_owned(), calendar.to_owned(), ObjectName::parse(object).ok()?)
            }
            ["dav", "attachments", code] => Resource::Attachment(code.to_owned(), None),
            ["dav", "attachments", code, file] => {
                Resource::Attachment(code.to_owned(), Some(ObjectName::parse(file).ok()?))
            }
            ["dav", "files"] => Resource::Spaces,
            ["dav", "files", name] => Resource::Folder(name.to_owned(), Vec::new()),
            ["dav", "files", name, ref path @ ..] => {
                let path = path.iter().map(|name| ObjectName::parse(name)).collect::<Result<_, _>>();
                Resource::File(name.to_owned(), path.ok()?)
            }
            ["dav", "contacts"] => Resource::BookHomes,
            ["dav", "contacts", name] => Resource::BookHome(name.to_owned()),
            ["dav", "contacts", name, book] => Resource::Book(name.to_owned(), book.to_owned()),
            ["dav", "contacts", name, book, card] => {
                Resource::Card(name.to_owned(), book.to_owned(), ObjectName::parse(card).ok()?)
            }
            _ => return None,
        };
        Some(resource)
    }

    /// The same place as a collection, where its path alone does not say which it is.
    pub fn as_collection(self) -> Resource {
        match self {
            Resource::File(owner, path) => Resource::Folder(owner, path),
            other => other,
        }
    }

    /// The same place as no collection, where its path alone does not say which it is.
    pub fn as_member(self) -> Resource {
        match self {
            Resource::Folder(owner, path) if !path.is_empty() => Resource::File(owner, path),
            other => other,
        }
    }

    /// Whether the place holds others; its URL then ends in a slash.
    pub fn is_collection(&self) -> bool {
        let is_member = matches!(self, Resource::Object(..) | Resource::InboxObject(..) | Resource::Card(..));
        let is_file = matches!(self, Resource::FreeBusy(_) | Resource::File(..) | Resource::Attachment(..));
        !self.is_signpost() && !is_member && !is_file
    }

    /// Whether it only says where to go on.
    pub fn is_signpost(&self) -> bool {
        matches!(self, Resource::WellKnown | Resource::WellKnownContacts)
    }

    /// The name of the principal under whose home or principal URL this is.
    pub fn owner(&self) -> Option<&str> {
        match self {
            Resource::Principal(name)
            | Resource::Proxy(name, _)
            | Resource::Home(name)
            | Resource::Calendar(name, _)
            | Resource::Object(name, _, _)
            | Resource::Inbox(name)
            | Resource::InboxObject(name, _)
            | Resource::Outbox(name)
            | Resource::FreeBusy(name)
            | Resource::Folder(name, _)
            | Resource::File(name, _)
            | Resource::BookHome(name)
            | Resource::Book(name, _)
            | Resource::Card(name, _, _) => Some(name),
            Resource::Site | Resource::WellKnown | Resource::WellKnownContacts | Resource::Root => None,
            Resource::Principals | Resource::Homes | Resource::Spaces => None,
            Resource::BookHomes | Resource::Attachment(..) => None,
        }
    }

    /// The collection that holds it; of what is at the top, itself.
    pub fn above(&self) -> Resource {
        match self {
            Resource::Site | Resource::WellKnown | Resource::WellKnownContacts | Resource::Root => Resource::Site,
            Resource::Principals | Resource::Homes | Resource::Spaces => Resource::Root,
            Resource::BookHomes | Resource::Attachment(..) => Resource::Root,
            Resource::BookHome(_) => Resource::BookHomes,
            Resource::Book(name, _) => Resource::BookHome(name.clone()),
            Resource::Card(name, book, _) => Resource::Book(name.clone(), book.clone()),
            Resource::Principal(_) => Resource::Principals,
            Resource::Proxy(name, _) => Resource::Principal(name.clone()),
            Resource::Home(_) => Resource::Homes,
            Resource::Calendar(name, _) | Resource::Inbox(name) | Resource::Outbox(name) | Resource::FreeBusy(name) => {
                Resource::Home(name.clone())
            }
            Resource::Object(name, calendar, _) => Resource::Calendar(name.clone(), calendar.clone()),
            Resource::InboxObject(name, _) => Resource::Inbox(name.clone()),
            Resource::Folder(name, path) | Resource::File(name, path) => match path.split_last() {
                Some((_, above)) => Resource::Folder(name.clone(), above.to_vec()),
                None => Resource::Spaces,
            },
        }
    }

    /// The member of this name, where this is a calendar, the schedule inbox, an address book or a plain collection.
    pub fn member(&self, name: ObjectName) -> Option<Resource> {
        match self {
            Resource::Folder(owner, path) => {
                Some(Resource::File(owner.clone(), path.iter().cloned().chain([name]).collect()))
            }
            Resource::Calendar(owner, calendar) => Some(Resource::Object(owner.clone(), calendar.clone(), name)),
            Resource::Inbox(owner) => Some(Resource::InboxObject(owner.clone(), name)),
            Resource::Book(owner, book) => Some(Resource::Card(owner.clone(), book.clone(), name)),
            _ => None,
        }
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Resource::Site => f.write_str("/"),
            Resource::WellKnown => f.write_str("/.well-known/caldav"),
            Resource::WellKnownContacts => f.write_str("/.well-known/carddav"),
            Resource::Root => f.write_str("/dav/"),
            Resource::Principals => f.write_str("/dav/principals/"),
            Resource::Principal(name) => write!(f, "/dav/principals/{}/", Segment(name)),
            Resource::Proxy(name, level) => write!(f, "/dav/principals/{}/{}/", Segment(name), proxy(*level)),
            Resource::Homes => f.write_str("/dav/calendars/"),
            Resource::Home(name) => write!(f, "/dav/calendars/{}/", Segment(name)),
            Resource::Calendar(name, calendar) => {
                write!(f, "/dav/calendars/{}/{}/", Segment(name), Segment(calendar))
            }
            Resource::Object(name, calendar, object) => {
                write!(f, "/dav/calendars/{}/{}/{}", Segment(name), Segment(calendar), Segment(object.as_str()))
            }
            Resource::Inbox(name) => write!(f, "/dav/calendars/{}/{INBOX}/", Segment(name)),
            Resource::InboxObject(name, object) => {
                write!(f, "/dav/calendars/{}/{INBOX}/{}", Segment(name), Segment(object.as_str()))
            }
            Resource::Outbox(name) => write!(f, "/dav/calendars/{}/{OUTBOX}/", Segment(name)),
            Resource::FreeBusy(name) => write!(f, "/dav/calendars/{}/{FREE_BUSY}", Segment(name)),
            Resource::Spaces => f.write_str("/dav/files/"),
            Resource::Folder(name, path) => {
                write_file(f, name, path)?;
                f.write_str("/")
            }
            Resource::File(name, path) => write_file(f, name, path),
            Resource::BookHomes => f.write_str("/dav/contacts/"),
            Resource::BookHome(name) => write!(f, "/dav/contacts/{}/", Segment(name)),
            Resource::Book(name, book) => write!(f, "/dav/contacts/{}/{}/", Segment(name), Segment(book)),
            Resource::Card(name, book, card) => {
                write!(f, "/dav/contacts/{}/{}/{}", Segment(name), Segment(book), Segment(card.as_str()))
            }
            Resource::Attachment(code, None) => write!(f, "/dav/attachments/{}", Segment(code)),
            Resource::Attachment(code, Some(file)) => {
                write!(f, "/dav/attachments/{}/{}", Segment(code), Segment(file.as_str()))
            }
        }
    }
}

fn write_file(f: &mut fmt::Formatter<'_>, owner: &str, path: &[ObjectName]) -> fmt::Result {
    write!(f, "/dav/files/{}", Segment(owner))?;
    path.iter().try_for_each(|name| write!(f, "/{}", Segment(name.as_str())))
}

/// The path segment of a group of delegates.
fn proxy(level: Delegation) -> &'static str {
    match level {
        Delegation::Read => "calendar-proxy-read",
        Delegation::Write => "calendar-proxy-write",
    }
}

fn delegation(segment: &str) -> Option<Delegation> {
    Delegation::BOTH.into_iter().find(|level| proxy(*level) == segment)
}

/// A path segment that writes itself encoded.
pub(super) struct Segment<'a>(pub(super) &'a str);

impl fmt::Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(|letter| !is_plain(letter)) {
            let (plain, special) = rest.split_at(at);
            f.write_str(plain)?;
            let mut letters = special.chars();
            let letter = letters.next().unwrap_or_default();
            letter.encode_utf8(&mut [0; 4]).bytes().try_for_each(|byte| write!(f, "%{byte:02X}"))?;
            rest = letters.as_str();
        }
        f.write_str(rest)
    }
}

/// The unreserved characters of RFC 3986 §2.3, and `@`, which clients compare undecoded in principal URLs.
fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_' | '~' | '@')
}

fn decoded(segment: &str) -> Result<ObjectName, BadPath> {
    let name = unescaped(segment)?;
    match ObjectName::parse(&name) {
        Ok(name) => Ok(name),
        Err(_) if name.len() > ObjectName::LONGEST => Err(BadPath::TooLong),
        Err(_) => Err(BadPath::Malformed),
    }
}

/// The text behind percent-encoding (RFC 3986 §2.1).
pub(super) fn unescaped(segment: &str) -> Result<String, BadPath> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (Some(high), Some(low)) = (rest.next().and_then(digit), rest.next().and_then(digit)) else {
            return Err(BadPath::Malformed);
        };
        bytes.push(high << 4 | low);
    }
    String::from_utf8(bytes).map_err(|_| BadPath::Malformed)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// What must hold for any text: it is refused, or what it means writes itself as a path with the same meaning.
pub fn check(path: &str) {
    if let Ok(resource) = Resource::of_href(path) {
        assert_eq!(Resource::parse(&resource.to_string()), Ok(resource));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> ObjectName {
        ObjectName::parse(text).unwrap()
    }

    #[test]
    fn every_place_has_one_url_and_back() {
        let alice = || "alice".to_owned();
        for (path, resource) in [
            ("/", Resource::Site),
            ("/.well-known/caldav", Resource::WellKnown),
            ("/dav/", Resource::Root),
            ("/dav/principals/", Resource::Principals),
            ("/dav/principals/alice/", Resource::Principal(alice())),
            ("/dav/principals/alice/calendar-proxy-write/", Resource::Proxy(alice(), Delegation::Write)),
            ("/dav/calendars/", Resource::Homes),
            ("/dav/calendars/alice/", Resource::Home(alice())),
            ("/dav/calendars/alice/work/", Resource::Calendar(alice(), "work".into())),
            ("/dav/calendars/alice/work/a%20b%2525.ics", Resource::Object(alice(), "work".into(), name("a b%25.ics"))),
            ("/dav/calendars/alice/inbox/", Resource::Inbox(alice())),
            ("/dav/calendars/alice/inbox/1.ics", Resource::InboxObject(alice(), name("1.ics"))),
            ("/dav/calendars/alice/outbox/", Resource::Outbox(alice())),
            ("/dav/calendars/alice/freebusy", Resource::FreeBusy(alice())),
            ("/dav/attachments/abc", Resource::Attachment("abc".into(), None)),
            ("/dav/attachments/abc/a%20b.txt", Resource::Attachment("abc".into(), Some(name("a b.txt")))),
            ("/dav/files/", Resource::Spaces),
            ("/dav/files/alice/", Resource::Folder(alice(), vec![])),
            ("/dav/files/alice/a/b/", Resource::Folder(alice(), vec![name("a"), name("b")])),
            ("/dav/files/alice/a/b%20b", Resource::File(alice(), vec![name("a"), name("b b")])),
            ("/.well-known/carddav", Resource::WellKnownContacts),
            ("/dav/contacts/", Resource::BookHomes),
            ("/dav/contacts/alice/", Resource::BookHome(alice())),
            ("/dav/contacts/alice/guests/", Resource::Book(alice(), "guests".into())),
            ("/dav/contacts/alice/guests/b.vcf", Resource::Card(alice(), "guests".into(), name("b.vcf"))),
            ("/dav/calendars/j%C3%BCrgen@x/%26%27%3C%3A/", Resource::Calendar("jürgen@x".into(), "&'<:".into())),
        ] {
            assert_eq!(Resource::parse(path), Ok(resource.clone()), "{path}");
            assert_eq!(resource.to_string(), path);
        }
    }

    #[test]
    fn a_collection_is_understood_without_its_slash_but_an_object_has_none() {
        for path in
            ["/dav", "/dav/principals", "/dav/principals/alice", "/dav/calendars/alice/work", "/.well-known/caldav/"]
        {
            assert!(Resource::parse(path).is_ok(), "{path}");
        }
        assert_eq!(Resource::parse("//dav//calendars//"), Ok(Resource::Homes));
        assert_eq!(Resource::parse("/dav/calendars/alice/work/1.ics/"), Err(BadPath::NotHere));
    }

    #[test]
    fn traversal_and_bad_encodings_are_refused() {
        for path in [
            "",
            "dav",
            "/dav/../dav/",
            "/dav/%2e%2e/",
            "/dav/./",
            "/dav/calendars/a%2Fb/",
            "/dav/%",
            "/dav/%4",
            "/dav/%zz/",
            "/dav/%ff/",
            "/dav/%00/",
            "/dav/calendars/alice/w\u{7f}/",
            "/dav/calendars/%0A/",
        ] {
            assert_eq!(Resource::parse(path), Err(BadPath::Malformed), "{path:?}");
        }
        assert_eq!(Resource::parse(&format!("/dav/{}", "a/".repeat(3000))), Err(BadPath::TooLong));
        assert_eq!(Resource::parse(&format!("/dav/{}", "a".repeat(256))), Err(BadPath::TooLong));
        assert_eq!(Resource::parse(&format!("/dav/{}", "a".repeat(255))), Err(BadPath::NotHere));
        for path in [
            "/x",
            "/dav/x/",
            "/dav/principals/alice/x/",
            "/dav/calendars/a/b/c/d",
            "/dav/calendars/a/outbox/1.ics",
            "/.well-known/x",
        ] {
            assert_eq!(Resource::parse(path), Err(BadPath::NotHere), "{path:?}");
        }
    }

    #[test]
    fn an_href_may_be_a_whole_url() {
        let calendar = Ok(Resource::Calendar("a".into(), "b".into()));
        for href in [
            " /dav/calendars/a/b/\n",
            "https://cal.example.org/dav/calendars/a/b/",
            "http://h:8008/dav/calendars/a/b?x#y",
        ] {
            assert_eq!(Resource::of_href(href), calendar, "{href}");
        }
        assert_eq!(Resource::of_href("https://cal.example.org"), Ok(Resource::Site));
        assert_eq!(Resource::of_href("mailto:a@b"), Err(BadPath::Malformed));
    }

    #[test]
    fn damaged_paths_neither_panic_nor_change_meaning() {
        let good = b"https://h/dav/calendars/j%C3%BCrgen/inbox/%26%25.ics";
        let mut state = 3_u64;
        for _ in 0..20_000 {
            let mut bytes = good.to_vec();
            for _ in 0..2 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % bytes.len();
                match state % 3 {
                    0 => bytes[at] = (state >> 24) as u8,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, b"/%.25"[(state >> 40) as usize % 5]),
                }
            }
            check(&String::from_utf8_lossy(&bytes));
        }
    }
}
