//! GET and HEAD: of objects, of messages in the schedule inbox, of cards, and of whole calendars and address books as
//! one text.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use hyper::StatusCode;
use hyper::header::{CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LAST_MODIFIED, VARY};

use super::address::AddressRequest;
use super::answer::{Answer, Pages, Progress, Response, is_enough};
use super::conditions::Timezones;
use super::error::{Failure, Precondition};
use super::place::Place;
use super::{Call, attach, conditions, files, freebusy, live, plan, sharing};
use crate::contacts;
use crate::ical::{self, Component, Line, Timestamp, Together};
use crate::id::{ETag, ObjectId};
use crate::schedule::{Tags, seen};
use crate::store::{Calendar, CalendarKind, Notification, Object, ObjectHead, Tx};
use crate::vcard::Card;

/// What is at the place of a call, which was found in the same snapshot.
pub(super) fn get(tx: &mut Tx<'_>, call: &Call<'_>) -> Result<Answer, Failure> {
    match call.place()? {
        Place::Object(_, calendar, head) => object(tx, call, calendar, head).map(Answer::Whole),
        Place::Calendar(_, book) if matches!(book.kind, CalendarKind::Book | CalendarKind::House) => {
            whole_book(tx, call, book)
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
    object.body = seen::text(tx, calendar, &object.head, object.body)?;
    if calendar.kind == CalendarKind::Notifications {
        let told = Notification::parse(&object.body).ok_or(Failure::NotFound)?;
        object.body = sharing::document(tx, &told)?.into_bytes();
    }
    let (headers, modified) = (&call.request.headers, object.head.modified);
    let is_known = conditions::is_known(headers, Tags::of(&object.head))?;
    if calendar.kind.is_book()
        && let Some(card) = in_another_version(headers, &object)?
    {
        return Ok(dated(call, modified, card));
    }
    let whole = represented(StatusCode::OK, object, Timezones::of(headers));
    Ok(if is_known { not_modified(whole) } else { dated(call, modified, whole) })
}

/// The answer without `Last-Modified` while the second of the change lasts: another change may follow in it, which the
/// client could not tell by that (RFC 9110 §8.8.2.2).
pub(super) fn dated(call: &Call<'_>, modified: Timestamp, mut response: Response) -> Response {
    if call.app.clock.now().timestamp() <= modified.timestamp() {
        response.headers.remove(LAST_MODIFIED);
    }
    response
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
        .private()
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
        .private()
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

/// Which text of all members a client gets. It is weak, for the collection itself has no tag that a change could be held
/// against (RFC 9110 §13.1.1), and changes with each member, with the name, and with the program that writes the text.
fn tag_of_all(collection: &Calendar, timezones: Timezones) -> ETag {
    let (state, version) = (collection.sync_token(collection.revision), env!("CARGO_PKG_VERSION"));
    let Calendar { display_name, name, .. } = collection;
    ETag::of(format!("{version} {state} {timezones:?} {display_name:?} {name}").as_bytes())
}

/// The beginning of the answer with all members, or the whole answer for who has them already.
fn head_of_all(call: &Call<'_>, tag: &ETag, media_type: &'static str) -> Result<Response, Failure> {
    let head =
        Response::empty(StatusCode::OK).text_header(ETAG, &format!("W/\"{tag}\"")).private().header(VARY, BY_TIMEZONES);
    let there = Tags { etag: Some(tag), ..Tags::default() };
    Ok(match conditions::is_known(&call.request.headers, there)? {
        true => not_modified(head),
        false => head.header(CONTENT_TYPE, HeaderValue::from_static(media_type)),
    })
}

/// A calendar for programs that read files: all objects in one VCALENDAR, each zone once.
fn whole_calendar(tx: &mut Tx<'_>, call: &Call<'_>, calendar: &Arc<Calendar>) -> Result<Answer, Failure> {
    let timezones = Timezones::of(&call.request.headers);
    let head = head_of_all(call, &tag_of_all(calendar, timezones), "text/calendar; charset=utf-8")?;
    if head.status == StatusCode::NOT_MODIFIED {
        return Ok(head.into());
    }
    let members = tx.objects_between(calendar.id, i64::MIN, i64::MAX)?;
    let mut heading = Component::new("VCALENDAR");
    heading.add(Line::text("VERSION", "2.0"));
    heading.add(Line::text("PRODID", ical::PRODID));
    for name in ["NAME", "X-WR-CALNAME"] {
        heading.add(Line::text(name, calendar.display_name.as_deref().unwrap_or(&calendar.name)));
    }
    let begun = heading.to_text().trim_end_matches(END).to_owned();
    let pages =
        Export { calendar: Arc::clone(calendar), left: members.into_iter(), together: Together::default(), timezones };
    Ok(Answer::Paged { head, begun, pages: Box::new(pages) })
}

/// An address book for programs that read files: all cards, one behind the other.
fn whole_book(tx: &mut Tx<'_>, call: &Call<'_>, book: &Arc<Calendar>) -> Result<Answer, Failure> {
    let numbers = contacts::numbers(tx, book)?;
    let tag = match book.kind {
        CalendarKind::House => ETag(contacts::state(tx)?),
        _ => tag_of_all(book, Timezones::AsStored),
    };
    let head = head_of_all(call, &tag, "text/vcard; charset=utf-8")?;
    if head.status == StatusCode::NOT_MODIFIED {
        return Ok(head.into());
    }
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
                self.write(out, &seen::text(tx, &calendar, &object.head, object.body)?);
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
