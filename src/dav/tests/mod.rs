//! The room as clients see it: requests in, answers out, over a real store.

mod attachments;
mod collections;
mod files;
mod objects;
mod properties;
mod relocation;
mod reports;
mod scheduling;
mod states;

use std::sync::Arc;

use bytes::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{HeaderMap, Method};

use super::xml::{self, DAV, Element};
use super::{Body, Request, respond};
use crate::clock::Clock;
use crate::config::Config;
use crate::ical::Zone;
use crate::schedule::App;
use crate::store::{CalendarKind, NewCalendar, NewPrincipal, Principal, Store, Tx};

/// A server with Alice and Bob, each with a calendar, a task list and a schedule inbox.
struct World {
    app: App,
    alice: Principal,
    bob: Principal,
    _folder: tempfile::TempDir,
}

/// What came back.
struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
    pieces: usize,
}

impl World {
    async fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let (alice, bob) = store
            .write::<_, crate::store::StoreError, _>(|tx| Ok((person(tx, "alice"), person(tx, "bob"))))
            .await
            .unwrap();
        let clock = Clock::fixed(chrono::DateTime::from_timestamp(1_772_442_000, 0).unwrap());
        let config = Arc::new(Config::default());
        let app = App { store, clock, config, floating: Zone::Utc, timetables: Arc::default() };
        World { app, alice, bob, _folder: folder }
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&'static str, &str)], body: &str) -> Answer {
        self.send_as(&self.alice, method, path, headers, body).await
    }

    async fn send_as(
        &self,
        who: &Principal,
        method: &str,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &str,
    ) -> Answer {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let body = Bytes::copy_from_slice(body.as_bytes());
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (path, query) = (path.to_owned(), query.to_owned());
        let request =
            Request { method, path, query, headers: map, body, large: None, scope: crate::store::Scope::Everything };
        let response = respond(&self.app, who, request).await;
        let (mut bytes, mut pieces) = (Vec::new(), 1);
        match response.body {
            Body::Full(body) => bytes.extend(body),
            Body::Stream(mut stream) => {
                pieces = 0;
                while let Some(piece) = stream.recv().await {
                    bytes.extend(piece.unwrap());
                    pieces += 1;
                }
            }
        }
        let text = String::from_utf8(bytes).unwrap();
        Answer { status: response.status.as_u16(), headers: response.headers, text, pieces }
    }

    async fn put(&self, path: &str, body: &str) -> Answer {
        self.send("PUT", path, &[("content-type", "text/calendar; charset=utf-8")], body).await
    }

    async fn propfind(&self, path: &str, depth: &str, prop: &str) -> Answer {
        let body = format!("<propfind xmlns='DAV:' {NAMES}><prop>{prop}</prop></propfind>");
        self.send("PROPFIND", path, &[("depth", depth)], &body).await
    }

    async fn report(&self, path: &str, body: &str) -> Answer {
        self.send("REPORT", path, &[("depth", "1")], body).await
    }
}

fn person(tx: &mut Tx<'_>, name: &str) -> Principal {
    let now = chrono::DateTime::UNIX_EPOCH;
    let new = NewPrincipal {
        kind: crate::store::PrincipalKind::Individual,
        name: name.to_owned(),
        display_name: format!("{} Example", name.to_uppercase()),
        email: format!("{name}@example.org"),
        password: None,
    };
    let id = tx.add_principal(&new, now).unwrap();
    for (name, kind, component) in [
        ("calendar", CalendarKind::Calendar, "VEVENT"),
        ("tasks", CalendarKind::Calendar, "VTODO"),
        ("inbox", CalendarKind::Inbox, "VEVENT"),
    ] {
        let new = NewCalendar { name: name.to_owned(), kind, components: vec![component.to_owned()] };
        tx.add_calendar(id, &new, now).unwrap();
    }
    tx.principal(id).unwrap().unwrap()
}

/// Namespaces for the requests of the tests.
const NAMES: &str = "xmlns:C='urn:ietf:params:xml:ns:caldav' xmlns:CS='http://calendarserver.org/ns/' \
                     xmlns:I='http://apple.com/ns/ical/' xmlns:Z='urn:z'";

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn xml(&self) -> Element {
        xml::read(self.text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The condition that a `DAV:error` body names.
    fn condition(&self) -> String {
        let root = self.xml();
        assert!(root.is(DAV, "error"), "{}", self.text);
        root.children().map(|condition| condition.name.local().to_owned()).collect()
    }

    fn responses(&self) -> Vec<Element> {
        let root = self.xml();
        assert!(root.is(DAV, "multistatus"), "{}", self.text);
        root.children_named(DAV, "response").cloned().collect()
    }

    fn hrefs(&self) -> Vec<String> {
        self.responses().iter().map(|response| response.child(DAV, "href").unwrap().text()).collect()
    }

    /// A property with status 200 in the response at `href`.
    fn property(&self, href: &str, local: &str) -> Option<Element> {
        let at = |response: &&Element| response.child(DAV, "href").unwrap().text() == href;
        let responses = self.responses();
        let response = responses.iter().find(at).unwrap_or_else(|| panic!("no {href} in {}", self.text));
        let found = response.children_named(DAV, "propstat").filter(|group| status(group) == "200");
        let properties = found.flat_map(|group| group.child(DAV, "prop").unwrap().children());
        properties.into_iter().find(|property| property.name.local() == local).cloned()
    }

    fn text_of(&self, href: &str, local: &str) -> String {
        self.property(href, local)
            .map(|property| property.text())
            .unwrap_or_else(|| panic!("no {local} in {}", self.text))
    }

    /// The status of a property or of the whole response at `href`.
    fn status_of(&self, href: &str, local: &str) -> String {
        let at = |response: &&Element| response.child(DAV, "href").unwrap().text() == href;
        let responses = self.responses();
        let response = responses.iter().find(at).unwrap_or_else(|| panic!("no {href} in {}", self.text));
        let has = |group: &&Element| group.child(DAV, "prop").unwrap().children().any(|p| p.name.local() == local);
        response.children_named(DAV, "propstat").find(has).map_or_else(|| status(response), status)
    }

    fn sync_token(&self) -> String {
        self.xml().child(DAV, "sync-token").unwrap().text()
    }
}

fn status(element: &Element) -> String {
    element.child(DAV, "status").unwrap().text().split(' ').nth(1).unwrap().to_owned()
}

fn event(uid: &str, more: &str) -> String {
    let text = format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\nBEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\n\
         DTSTART:20260310T100000Z\nDTEND:20260310T110000Z\nSUMMARY:{uid}\n{more}END:VEVENT\nEND:VCALENDAR\n"
    );
    text.replace('\n', "\r\n")
}

const CALENDAR: &str = "/dav/calendars/alice/calendar/";
