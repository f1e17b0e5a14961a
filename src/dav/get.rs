//! GET and HEAD: of objects, of messages in the schedule inbox, and of whole calendars as one iCalendar text.

use std::collections::HashSet;

use hyper::StatusCode;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LAST_MODIFIED};

use super::answer::{Answer, Pages, Progress, Response};
use super::error::Failure;
use super::place::Place;
use super::{Call, conditions, live, plan};
use crate::ical::{self, Component, Line};
use crate::id::{CalendarId, ObjectId};
use crate::schedule::Conditions;
use crate::store::{Calendar, Object, ObjectHead, Tx};

pub(super) fn get(call: &Call<'_>) -> Result<Answer, Failure> {
    match call.place()? {
        Place::Object(_, calendar, head) => object(call, calendar, head).map(Answer::Whole),
        Place::Calendar(_, calendar) => Ok(whole_calendar(calendar)),
        _ => Err(Failure::NotFound),
    }
}

fn object(call: &Call<'_>, calendar: &Calendar, head: &ObjectHead) -> Result<Response, Failure> {
    let object = call.app.store.read(|tx| tx.object(calendar.id, &head.name).map_err(Failure::from))?;
    let object = object.ok_or(Failure::NotFound)?;
    let conditions = conditions::conditions(&call.request.headers)?;
    let unchanged = Conditions { if_match: None, if_schedule_tag_match: None, ..conditions.clone() };
    if !unchanged.hold(Some(&object.head)) {
        let response = Response::empty(StatusCode::NOT_MODIFIED);
        return Ok(response.tags(Some(&object.head.etag), object.head.schedule_tag.as_ref()));
    }
    if !conditions.hold(Some(&object.head)) {
        return Err(Failure::ConditionFailed);
    }
    Ok(represented(StatusCode::OK, object))
}

/// An object as the body of an answer.
pub(super) fn represented(status: StatusCode, object: Object) -> Response {
    Response::empty(status)
        .tags(Some(&object.head.etag), object.head.schedule_tag.as_ref())
        .text_header(CONTENT_TYPE, &live::content_type(&object.head.component))
        .text_header(LAST_MODIFIED, &live::http_date(object.head.modified))
        .header(CACHE_CONTROL, PRIVATE)
        .full(object.body)
}

/// A calendar for programs that read files: all objects in one VCALENDAR, each zone once.
fn whole_calendar(calendar: &Calendar) -> Answer {
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
    let pages = Export { calendar: calendar.id, after: ObjectId(0), zones: HashSet::new() };
    Answer::Paged { head, begun, pages: Box::new(pages) }
}

/// Nobody between us and the client keeps a calendar, and the client asks whether its copy still holds.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const END: &str = "END:VCALENDAR\r\n";
/// Objects read at a time.
const PAGE: usize = 64;

struct Export {
    calendar: CalendarId,
    after: ObjectId,
    /// TZIDs of the zones that are written already.
    zones: HashSet<String>,
}

impl Pages for Export {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let objects = tx.objects_between(self.calendar, i64::MIN, i64::MAX, self.after, PAGE)?;
        for object in &objects {
            self.write(out, &object.body);
            self.after = object.head.id;
        }
        if objects.len() == PAGE {
            return Ok(Progress::More);
        }
        out.push_str(END);
        Ok(Progress::Done)
    }
}

impl Export {
    fn write(&mut self, out: &mut String, body: &[u8]) {
        let Some(object) = plan::parsed(body) else { return };
        for component in object.calendar().components() {
            let zone = component.line("TZID").filter(|_| component.is("VTIMEZONE"));
            if zone.is_none_or(|zone| self.zones.insert(zone.value().to_owned())) {
                out.push_str(&component.to_text());
            }
        }
    }
}
