//! What an app password opens: decided by method and path, before the `dav` room sees the request.

use hyper::{HeaderMap, Method};

use crate::store::Scope;

/// Whether a request may be asked with this scope.
pub(super) fn permits(scope: Scope, method: &Method, path: &str, headers: &HeaderMap) -> bool {
    let target = headers.get("destination").and_then(|value| value.to_str().ok());
    let target = target.map(|target| target.split_once("://").map_or(target, |(_, rest)| after_host(rest)));
    let mut places = [Some(path), target].into_iter().flatten();
    match scope {
        Scope::Everything => true,
        Scope::ReadOnly => matches!(method.as_str(), "GET" | "HEAD" | "OPTIONS" | "PROPFIND" | "REPORT"),
        Scope::Calendars => places.all(|place| !matches!(area(place), Area::Contacts | Area::Unclear)),
        Scope::Contacts => places.all(|place| matches!(area(place), Area::Contacts | Area::Everybody)),
    }
}

fn after_host(text: &str) -> &str {
    text.find('/').map_or("/", |at| &text[at..])
}

/// Which part of the tree a path lies in.
enum Area {
    /// The way to all others, and principals.
    Everybody,
    /// Address books.
    Contacts,
    /// Whatever else there is.
    Others,
    /// One that is written in a roundabout way.
    Unclear,
}

fn area(path: &str) -> Area {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    match (segments.next(), segments.next()) {
        (None, _) | (Some("dav" | ".well-known"), None | Some("principals" | "caldav" | "carddav")) => Area::Everybody,
        (Some("dav"), Some("addressbooks")) => Area::Contacts,
        (Some(first), second) if [Some(first), second].iter().flatten().any(|segment| is_roundabout(segment)) => {
            Area::Unclear
        }
        _ => Area::Others,
    }
}

fn is_roundabout(segment: &str) -> bool {
    segment.contains('%') || segment == "." || segment == ".."
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
            (Scope::Calendars, "PROPFIND", "/dav/addressbooks/alice/", "", false),
            (Scope::Calendars, "PROPFIND", "/dav/%61ddressbooks/alice/", "", false),
            (Scope::Calendars, "PROPFIND", "//dav//addressbooks/alice/", "", false),
            (Scope::Calendars, "MOVE", "/dav/calendars/a/b", "https://c.example/dav/addressbooks/a/b", false),
            (Scope::Contacts, "PUT", "/dav/addressbooks/alice/home/a.vcf", "", true),
            (Scope::Contacts, "PROPFIND", "/dav/", "", true),
            (Scope::Contacts, "PROPFIND", "/dav/principals/alice/", "", true),
            (Scope::Contacts, "GET", "/dav/calendars/alice/work/a.ics", "", false),
            (Scope::Contacts, "GET", "/dav/c%61lendars/alice/work/a.ics", "", false),
            (Scope::Contacts, "COPY", "/dav/addressbooks/a/b/c", "/dav/calendars/a/b/c", false),
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
