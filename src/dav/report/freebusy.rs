//! free-busy-query (RFC 4791 §7.10).

use hyper::StatusCode;
use hyper::header::{CONTENT_TYPE, HeaderValue};

use super::super::Call;
use super::super::answer::{Answer, Response};
use super::super::error::{Failure, Precondition};
use super::super::filter::TimeRange;
use super::super::put;
use super::super::xml::{CALDAV, Element};
use crate::ical::{self, Component, Line};
use crate::schedule;
use crate::store::{Calendar, Eyes};

pub(super) fn report(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    let bad = || Failure::BadRequest("a time-range with start and end in UTC is expected".into());
    let range = root.child(CALDAV, "time-range").ok_or_else(bad)?;
    // RFC 4791 §7.10 names no condition for this one.
    let range = TimeRange::read_closed(range, Precondition::ValidFilter).map_err(|_| bad())?;
    let calendars = super::query::scope(call)?;
    let now = call.app.clock.now();
    let busy = call.app.store.read(|tx| {
        // In the owner's home it is the owner who is busy, whoever asks.
        let counting =
            calendars.iter().filter(|(_, calendar)| !calendar.transparent).map(|(_, calendar)| match calendar.mount {
                Some(_) => Calendar::clone(calendar),
                None => Calendar { eyes: Eyes::Owner, ..Calendar::clone(calendar) },
            });
        let counting: Vec<Calendar> = counting.collect();
        schedule::busy_periods_of(tx, &call.app.rules(), &counting, range.from, range.to)
    });
    let busy = busy.map_err(|refused| put::failure(refused, call))?;
    let uid = format!("free-busy-{}-{}", range.from.timestamp(), range.to.timestamp());
    let answer = ical::free_busy(None, None, range.from, range.to, &busy, now, &uid);
    let mut calendar = Component::new("VCALENDAR");
    calendar.add(Line::text("VERSION", "2.0"));
    calendar.add(Line::text("PRODID", ical::PRODID));
    calendar.push(answer);
    let response = Response::empty(StatusCode::OK)
        .header(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"))
        .full(calendar.to_bytes());
    Ok(response.into())
}
