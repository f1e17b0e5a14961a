//! What an app password opens: decided by method and place before a request is looked at, and once more for each place that
//! is not the one it was sent to.

use hyper::{HeaderMap, Method};

use super::error::Failure;
use super::resource::Resource;
use crate::store::Scope;

/// Whether a request may be asked with this scope.
pub fn permits(scope: Scope, method: &Method, path: &str, headers: &HeaderMap) -> bool {
    if scope == Scope::Everything {
        // Most requests: nothing has to be looked at.
        return true;
    }
    let only_reads = matches!(method.as_str(), "GET" | "HEAD" | "OPTIONS" | "PROPFIND" | "REPORT");
    let target = headers.get("destination").and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let mut areas = std::iter::once(area(Resource::parse(path).ok()))
        .chain(target.map(|target| area(Resource::of_href(target).ok())));
    match scope {
        Scope::Everything => true,
        Scope::ReadOnly => only_reads,
        Scope::Calendars => areas.all(|area| area != Area::Contacts),
        // What a principal lets others do with the calendars is not for a program that has the contacts alone.
        Scope::Contacts => areas.all(|area| area == Area::Contacts || (area == Area::Everybody && only_reads)),
    }
}

/// Whether a report may tell of this place, which its body names or which it finds.
///
/// # Errors
/// The scope does not open it.
pub(super) fn check(scope: Scope, place: &Resource) -> Result<(), Failure> {
    let area = area(Some(place.clone()));
    let is_open = match scope {
        Scope::Everything | Scope::ReadOnly => true,
        Scope::Calendars => area != Area::Contacts,
        Scope::Contacts => area != Area::Others,
    };
    if is_open { Ok(()) } else { Err(Failure::Forbidden("this app password does not open that")) }
}

/// Which part of the tree a place lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    /// The way to all others, and principals.
    Everybody,
    /// Address books.
    Contacts,
    /// Whatever else there is, and what is nowhere.
    Others,
}

fn area(place: Option<Resource>) -> Area {
    match place {
        Some(Resource::Site | Resource::WellKnown | Resource::WellKnownContacts | Resource::Root) => Area::Everybody,
        Some(Resource::Principals | Resource::Principal(_) | Resource::Proxy(..)) => Area::Everybody,
        Some(Resource::BookHomes | Resource::BookHome(_) | Resource::Book(..) | Resource::Card(..)) => Area::Contacts,
        _ => Area::Others,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_permits_what_it_says() {
        for (scope, method, path, target, permitted) in [
            (Scope::Everything, "DELETE", "/dav/calendars/alice/work/", "", true),
            (Scope::ReadOnly, "REPORT", "/dav/calendars/alice/work/", "", true),
            (Scope::ReadOnly, "PUT", "/dav/calendars/alice/work/a.ics", "", false),
            (Scope::ReadOnly, "POST", "/dav/calendars/alice/outbox/", "", false),
            (Scope::ReadOnly, "PROPPATCH", "/dav/calendars/alice/work/", "", false),
            (Scope::Calendars, "PUT", "/dav/calendars/alice/work/a.ics", "", true),
            (Scope::Calendars, "PROPFIND", "/", "", true),
            (Scope::Calendars, "PROPFIND", "/dav/principals/alice/", "", true),
            (Scope::Calendars, "PROPFIND", "/dav/contacts/alice/", "", false),
            (Scope::Calendars, "PROPFIND", "/dav/%63ontacts/alice/", "", false),
            (Scope::Calendars, "PROPFIND", "//dav//contacts/alice/", "", false),
            (Scope::Calendars, "MOVE", "/dav/calendars/a/b", "https://c.example/dav/contacts/a/b", false),
            (Scope::Contacts, "PUT", "/dav/contacts/alice/home/a.vcf", "", true),
            (Scope::Contacts, "PROPFIND", "/dav/", "", true),
            (Scope::Contacts, "PROPFIND", "/dav/principals/alice/", "", true),
            (Scope::Contacts, "PROPPATCH", "/dav/principals/alice/calendar-proxy-write/", "", false),
            (Scope::Contacts, "GET", "/dav/attachments/abc", "", false),
            (Scope::Contacts, "GET", "/dav/%2e%2e/contacts/", "", false),
            (Scope::Contacts, "GET", "/dav/calendars/alice/work/a.ics", "", false),
            (Scope::Contacts, "GET", "/dav/c%61lendars/alice/work/a.ics", "", false),
            (Scope::Contacts, "COPY", "/dav/contacts/a/b/c", "/dav/calendars/a/b/c", false),
        ] {
            let mut headers = HeaderMap::new();
            if !target.is_empty() {
                headers.insert("destination", target.parse().unwrap());
            }
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            assert_eq!(permits(scope, &method, path, &headers), permitted, "{scope:?} {method} {path} {target}");
        }
    }
}
