//! GET and HEAD: of objects, of messages in the schedule inbox, of cards, and of whole calendars and address books as
//! one text.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use hyper::StatusCode;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LAST_MODIFIED, VARY};

use super::address::AddressRequest;
use super::answer::{Answer, Pages, Progress, Response, is_enough};
use super::conditions::Timezones;
use super::error::{Failure, Precondition};
use super::place::Place;
use super::{Call, attach, conditions, files, freebusy, live, plan, sharing};
use crate::contacts;
use crate::ical::{self, Component, Line, Together};
use crate::id::ObjectId;
use crate::schedule::{Conditions, seen};
use crate::store::{Calendar, CalendarKind, Notification, Object, ObjectHead, Tx};
use crate::vcard::Card;

/// What is at the place of a call, which was found in the same snapshot.
pub(super) fn get(tx: &mut Tx<'_>, call: &Call<'_>) -> Result<Answer, Failure> {
    match call.place()? {
        Place::Object(_, calendar, head) => object(tx, call, calendar, head).map(Answer::Whole),
        Place::Calendar(_, book) if matches!(book.kind, CalendarKind::Book | CalendarKind::House) => {
            whole_book(tx, book)
        }
        Place::Calendar(_, calendar) => whole_calendar(tx, call, calendar),
        Place::FreeBusy(owner) => freebusy::get(tx, call, owner).map(Answer::Whole),
        Place::File(_, file) => files::get(call, file),
        Place::Attachment(attachment) => attach::get(call, attachment),
        _ => Err(Failure::NotFound),
    }
}

fn object(tx: &mut Tx<'_>, call: &Call<'_>, calendar: &Calendar, head: &ObjectHead) -> Result<Response, Failure> {
    let mut object = contacts::whole(tx, calendar, head)?.ok_or(Failure::NotFound)?;
    object.body = seen::text(tx, calendar, object.head.id, object.body)?;
    if calendar.kind == CalendarKind::Notifications {
        let told = Notification::parse(&object.body).ok_or(Failure::NotFound)?;
        object.body = sharing::document(tx, &told)?.into_bytes();
    }
    let conditions = conditions::conditions(&call.request.headers)?;
    let headers = &call.request.headers;
    // What the client demands comes before what it has already (RFC 9110 §13.2.2).
    let demanded = Conditions { if_none_match: None, ..conditions.clone() };
    if !demanded.hold(Some(&object.head)) {
        return Err(Failure::ConditionFailed);
    }
    if calendar.kind.is_book()
        && let Some(card) = in_another_version(headers, &object)?
    {
        return Ok(card);
    }
    let is_new = conditions.hold(Some(&object.head));
    let whole = represented(StatusCode::OK, object, Timezones::of(headers));
    Ok(if is_new { whole } else { not_modified(whole) })
}

/// What a client is told that has the answer already: all that says which it is (RFC 9110 §15.4.5).
fn not_modified(mut whole: Response) -> Response {
    whole.headers.remove(CONTENT_TYPE);
    whole.headers.remove(LAST_MODIFIED);
    Response { headers: whole.headers, ..Response::empty(StatusCode::NOT_MODIFIED) }
}

/// The card in the version that the client likes better than the one in which it is kept. Its entity tag is weak: it says
/// which card this is, and not which bytes (RFC 9110 §8.8.1).
fn in_another_version(headers: &HeaderMap, card: &Object) -> Result<Option<Response>, Failure> {
    let unable = |precondition: Precondition| precondition.because("no version that is accepted can be given");
    let Ok(kept) = Card::parse(&card.body).map(|card| card.version()) else { return Ok(None) };
    let wanted = AddressRequest::accepted(headers, kept).map_err(unable)?;
    if wanted == AddressRequest::default() {
        return Ok(None);
    }
    let text = wanted.rendered(&card.body).map_err(unable)?.into_owned();
    let response = Response::empty(StatusCode::OK)
        .text_header(ETAG, &format!("W/\"{}\"", card.head.etag))
        .text_header(CONTENT_TYPE, &live::content_type(&card.head.component))
        .text_header(LAST_MODIFIED, &live::http_date(card.head.modified))
        .header(CACHE_CONTROL, PRIVATE)
        .header(VARY, BY_VERSION);
    Ok(Some(response.full(text.into_bytes())))
}

/// An object as the body of an answer. Where the client wants other VTIMEZONEs than are stored, the entity tag is weak:
/// it says which object this is, and not which bytes (RFC 9110 §8.8.3).
pub(super) fn represented(status: StatusCode, object: Object, timezones: Timezones) -> Response {
    let response = Response::empty(status)
        .tags(Some(&object.head.etag), object.head.schedule_tag.as_ref())
        .text_header(CONTENT_TYPE, &live::content_type(&object.head.component))
        .text_header(LAST_MODIFIED, &live::http_date(object.head.modified))
        .header(CACHE_CONTROL, PRIVATE)
        .header(VARY, if object.head.component == "VCARD" { BY_VERSION } else { BY_TIMEZONES });
    match with_timezones(&object.body, timezones).filter(|body| *body != object.body) {
        Some(body) => response.text_header(ETAG, &format!("W/\"{}\"", object.head.etag)).full(body),
        None => response.full(object.body),
    }
}

/// What a client gets that wants other VTIMEZONEs (RFC 7809 §3.1.3); `None` for the stored bytes.
fn with_timezones(body: &[u8], timezones: Timezones) -> Option<Vec<u8>> {
    let object = Some(body).filter(|body| !timezones.keep(body)).and_then(plan::parsed)?;
    let mut calendar = object.into_calendar();
    timezones.apply(&mut calendar);
    Some(calendar.to_bytes())
}

/// A calendar for programs that read files: all objects in one VCALENDAR, each zone once.
fn whole_calendar(tx: &mut Tx<'_>, call: &Call<'_>, calendar: &Arc<Calendar>) -> Result<Answer, Failure> {
    let members = tx.objects_between(calendar.id, i64::MIN, i64::MAX)?;
    let mut head = Component::new("VCALENDAR");
    head.add(Line::text("VERSION", "2.0"));
    head.add(Line::text("PRODID", ical::PRODID));
    for name in ["NAME", "X-WR-CALNAME"] {
        head.add(Line::text(name, calendar.display_name.as_deref().unwrap_or(&calendar.name)));
    }
    let begun = head.to_text().trim_end_matches(END).to_owned();
    let head = Response::empty(StatusCode::OK)
        .header(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"))
        .header(CACHE_CONTROL, PRIVATE);
    let timezones = Timezones::of(&call.request.headers);
    let pages =
        Export { calendar: Arc::clone(calendar), left: members.into_iter(), together: Together::default(), timezones };
    Ok(Answer::Paged { head, begun, pages: Box::new(pages) })
}

/// An address book for programs that read files: all cards, one behind the other.
fn whole_book(tx: &mut Tx<'_>, book: &Arc<Calendar>) -> Result<Answer, Failure> {
    let numbers = contacts::numbers(tx, book)?;
    let head = Response::empty(StatusCode::OK)
        .header(CONTENT_TYPE, HeaderValue::from_static("text/vcard; charset=utf-8"))
        .header(CACHE_CONTROL, PRIVATE);
    let pages = Cards { book: Arc::clone(book), left: numbers.into_iter() };
    Ok(Answer::Paged { head, begun: String::new(), pages: Box::new(pages) })
}

struct Cards {
    book: Arc<Calendar>,
    /// Members that are not written yet.
    left: std::vec::IntoIter<ObjectId>,
}

impl Pages for Cards {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let begun = Instant::now();
        for id in self.left.by_ref() {
            for card in contacts::cards(tx, &self.book, &[id])? {
                let text = String::from_utf8_lossy(&card.body);
                out.push_str(text.trim_end());
                out.push_str("\r\n");
            }
            if is_enough(out, begun) {
                break;
            }
        }
        Ok(if self.left.as_slice().is_empty() { Progress::Done } else { Progress::More })
    }
}

/// Nobody between us and the client keeps a calendar, and the client asks whether its copy still holds.
pub(super) const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
/// What the answer depends on beside the URL.
const BY_TIMEZONES: HeaderValue = HeaderValue::from_static("CalDAV-Timezones");
const BY_VERSION: HeaderValue = HeaderValue::from_static("Accept");
pub(super) const END: &str = "END:VCALENDAR\r\n";

struct Export {
    calendar: Arc<Calendar>,
    /// Members that are not written yet.
    left: std::vec::IntoIter<ObjectId>,
    together: Together,
    timezones: Timezones,
}

impl Pages for Export {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let (begun, calendar) = (Instant::now(), Arc::clone(&self.calendar));
        while let Some(id) = self.left.next() {
            for object in tx.objects(calendar.id, &[id])? {
                self.write(out, &seen::text(tx, &calendar, object.head.id, object.body)?);
            }
            if is_enough(out, begun) {
                return Ok(Progress::More);
            }
        }
        out.push_str(END);
        Ok(Progress::Done)
    }

    fn is_laborious(&self) -> bool {
        true
    }
}

impl Export {
    fn write(&mut self, out: &mut String, body: &[u8]) {
        let Some(object) = plan::parsed(body) else { return };
        let mut calendar = Cow::Borrowed(object.calendar());
        if self.timezones != Timezones::AsStored {
            self.timezones.apply(calendar.to_mut());
        }
        for component in self.together.add(calendar.components()) {
            out.push_str(&component.to_text());
        }
    }
}
