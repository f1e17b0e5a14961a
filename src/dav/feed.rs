//! Feeds: a calendar, or all of a person's, for whoever knows the secret address. `/feed/SECRET.ics` shows events,
//! `/feed/SECRET.ifb` when the owner is busy (RFC 5545 §8.1).
//!
//! Reading one changes nothing but the day on which it was read last, which is noted behind the answer.

mod new;

use std::fmt;
use std::time::Instant;

use hyper::header::{ALLOW, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LAST_MODIFIED};
use hyper::{Method, StatusCode};
use sha2::{Digest, Sha256};

use super::answer::{Answer, Pages, Progress, Request, Response, is_enough};
use super::error::Failure;
use super::freebusy::{self, Range};
use super::{conditions, get, live, plan};
use crate::ical::{self, CalAddress, Component, Disclosure, Line, Together};
use crate::id::{CalendarId, ETag, ObjectId};
use crate::schedule::{self, App, Match, Refused};
use crate::store::{Calendar, CalendarKind, Feed, Principal, Shows, StoreError, Tx};

pub use new::{NotMade, Wish, make};

/// Where feeds are.
pub const PATH: &str = "/feed/";
/// How often programs should look, as a duration (RFC 7986 §5.7).
const REFRESH: &str = "PT1H";

/// What is kept of a feed's secret: who reads the database learns no address.
pub fn digest(secret: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

/// The path of the feed with this secret.
pub fn path(secret: &str) -> String {
    format!("{PATH}{secret}.ics")
}

/// Answers a request for a feed; nobody has to sign in.
pub async fn feed(app: &App, request: &Request) -> Response {
    let answer = match answered(app, request) {
        Ok(answer) => answer.sent(app).await,
        Err(failure) => Err(failure),
    };
    let response = answer.unwrap_or_else(|failure| Response::failed(&failure));
    let response = response.header(ROBOTS, HeaderValue::from_static("noindex"));
    if request.method == Method::HEAD { response.without_body() } else { response }
}

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// What an address asks for.
enum Form {
    Events,
    FreeBusy,
}

fn answered(app: &App, request: &Request) -> Result<Answer, Failure> {
    let name = request.path.strip_prefix(PATH).unwrap_or_default();
    let (secret, form) = match name.rsplit_once('.') {
        Some((secret, "ics")) => (secret, Form::Events),
        Some((secret, "ifb")) => (secret, Form::FreeBusy),
        _ => return Err(Failure::NotFound),
    };
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let refused = Response::empty(StatusCode::METHOD_NOT_ALLOWED);
        return Ok(refused.header(ALLOW, HeaderValue::from_static("GET, HEAD")).into());
    }
    let shown = app.store.read(|tx| Shown::find(tx, secret))?.ok_or(Failure::NotFound)?;
    note_use(app, &shown.feed);
    match form {
        Form::FreeBusy => {
            let range = Range::asked(&request.query, app.clock.now())?;
            let calendars: Vec<Calendar> = shown.calendars.into_iter().filter(freebusy::counts).collect();
            let told = app.store.read(|tx| freebusy::told(tx, app, &calendars, None, &range));
            told.map(Answer::Whole).map_err(|refused| match refused {
                Refused::Store(error) => Failure::Store(error),
                other => Failure::BadRequest(other.to_string()),
            })
        }
        Form::Events => shown.events(app, request),
    }
}

/// Notes the day once, and behind the answer: nobody waits for it.
fn note_use(app: &App, feed: &Feed) {
    let now = app.clock.now();
    let day = now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    if feed.used.is_some_and(|used| used >= day) {
        return;
    }
    let (store, id) = (app.store.clone(), feed.id);
    tokio::spawn(async move {
        if let Err(error) = store.write::<_, StoreError, _>(move |tx| tx.feed_was_used(id, day)).await {
            tracing::warn!(%error, "the use of a feed could not be noted");
        }
    });
}

/// A feed with what it shows.
struct Shown {
    feed: Feed,
    owner: Principal,
    addresses: Vec<CalAddress>,
    calendars: Vec<Calendar>,
    modified: Option<ical::Timestamp>,
}

impl Shown {
    fn find(tx: &mut Tx<'_>, secret: &str) -> Result<Option<Shown>, StoreError> {
        let Some(feed) = tx.feed_by_digest(&digest(secret))? else { return Ok(None) };
        let Some(owner) = tx.principal(feed.principal)? else { return Ok(None) };
        let mut calendars = tx.calendars(owner.id)?;
        calendars.retain(|calendar| match feed.calendar {
            Some(id) => calendar.id == id,
            None if feed.shows == Shows::BusyTime => freebusy::counts(calendar),
            None => calendar.kind == CalendarKind::Calendar,
        });
        let mut modified = None;
        for calendar in &calendars {
            modified = modified.max(tx.last_modified(calendar.id)?);
        }
        let addresses = schedule::addresses(tx, owner.id)?;
        Ok(Some(Shown { feed, owner, addresses, calendars, modified }))
    }

    fn events(self, app: &App, request: &Request) -> Result<Answer, Failure> {
        let etag = self.etag(app);
        let known = conditions::conditions(&request.headers)?.if_none_match;
        let is_known = match known {
            Some(Match::Any) => true,
            Some(Match::Tags(tags)) => tags.contains(&etag),
            None => false,
        };
        let status = if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let mut head = Response::empty(status).text_header(ETAG, &format!("\"{etag}\"")).private();
        if let Some(modified) = self.modified {
            head = head.text_header(LAST_MODIFIED, &live::http_date(modified));
        }
        if is_known {
            return Ok(Answer::Whole(head));
        }
        let head = head.header(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
        let begun = self.heading().to_text().trim_end_matches(get::END).to_owned();
        let pages = Events {
            how: match self.feed.shows {
                Shows::Events => Disclosure::Public,
                Shows::BusyTime => Disclosure::Busy,
            },
            salt: format!("{} {}", self.feed.id, self.feed.created.timestamp()),
            addresses: self.addresses,
            calendars: self.calendars.into_iter().map(|calendar| calendar.id).collect::<Vec<_>>().into_iter(),
            open: None,
            together: Together::default(),
        };
        Ok(Answer::Paged { head, begun, pages: Box::new(pages) })
    }

    /// Changes with every change of a calendar, and with the program that writes the text.
    fn etag(&self, app: &App) -> ETag {
        use fmt::Write;
        let mut basis = format!("{} {} {:?}", env!("CARGO_PKG_VERSION"), self.title(), self.feed.shows);
        for calendar in &self.calendars {
            let (id, revision, incarnation) = (calendar.id, calendar.revision, &calendar.incarnation);
            let _ = write!(basis, "\n{id} {revision} {incarnation} {:?}", calendar.color);
        }
        let _ = write!(basis, "\n{:?}", (&self.addresses, app.floating.name()));
        ETag::of(basis.as_bytes())
    }

    /// What is shown as its name: the owner's word for the feed where a calendar's own could tell too much.
    fn title(&self) -> &str {
        match (self.feed.shows, self.calendars.as_slice()) {
            (Shows::BusyTime, _) => &self.feed.name,
            (Shows::Events, [calendar]) => calendar.display_name.as_deref().unwrap_or(&calendar.name),
            (Shows::Events, _) => &self.owner.display_name,
        }
    }

    fn heading(&self) -> Component {
        let mut heading = Component::new("VCALENDAR");
        for (name, value) in [("VERSION", "2.0"), ("PRODID", ical::PRODID), ("NAME", self.title())] {
            heading.add(Line::text(name, value));
        }
        heading.add(Line::text("X-WR-CALNAME", self.title()));
        if let (Shows::Events, [calendar]) = (self.feed.shows, self.calendars.as_slice()) {
            calendar.color.iter().for_each(|color| heading.add(Line::text("X-APPLE-CALENDAR-COLOR", color)));
        }
        heading.add(Line::text("REFRESH-INTERVAL", REFRESH).with_param("VALUE", "DURATION"));
        heading.add(Line::text("X-PUBLISHED-TTL", REFRESH));
        heading
    }
}

/// Writes the events of a feed, calendar by calendar.
struct Events {
    how: Disclosure,
    salt: String,
    addresses: Vec<CalAddress>,
    /// Calendars that are not begun yet.
    calendars: std::vec::IntoIter<CalendarId>,
    /// The calendar that is being written, with its members that are not written yet.
    open: Option<(CalendarId, std::vec::IntoIter<ObjectId>)>,
    together: Together,
}

impl Pages for Events {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        if self.open.is_none() {
            let Some(calendar) = self.calendars.next() else {
                out.push_str(get::END);
                return Ok(Progress::Done);
            };
            self.open = Some((calendar, tx.objects_between(calendar, i64::MIN, i64::MAX)?.into_iter()));
        }
        let begun = Instant::now();
        while let Some((calendar, id)) = self.next() {
            for object in tx.objects(calendar, &[id])? {
                self.write(out, &object.body);
            }
            if is_enough(out, begun) {
                return Ok(Progress::More);
            }
        }
        self.open = None;
        Ok(Progress::More)
    }
}

impl Events {
    /// The next member of the calendar that is being written.
    fn next(&mut self) -> Option<(CalendarId, ObjectId)> {
        let (calendar, left) = self.open.as_mut()?;
        Some((*calendar, left.next()?))
    }

    fn write(&mut self, out: &mut String, body: &[u8]) {
        let Some(object) = plan::parsed(body) else { return };
        let shown = ical::disclosed(&object, self.how, &self.addresses, &self.salt);
        for component in self.together.add(&shown) {
            out.push_str(&component.to_text());
        }
    }
}
