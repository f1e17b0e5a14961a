//! GET of a free-busy URL (CalConnect CC/S 0903): when somebody is busy, as a VFREEBUSY.
//!
//! Not done: other formats than text/calendar; `account` and `user` are ignored, as the path says whose time it is, and so
//! is `token` here: who has only that reads `/feed/TOKEN.ifb`.

use chrono::{DateTime, TimeDelta, Utc};
use hyper::StatusCode;
use hyper::header::{CONTENT_TYPE, HeaderValue};

use super::answer::Response;
use super::error::Failure;
use super::resource::unescaped;
use super::{Call, put};
use crate::access::{Privileges, Scope};
use crate::ical::{self, CalAddress, Component, Duration, Line, Timestamp};
use crate::schedule::{self, App, Refused};
use crate::store::{Calendar, CalendarKind, Principal, Tx};

/// The time that is told of when nobody asks for another (CC/S 0903 §4.3).
const USUAL: TimeDelta = TimeDelta::days(42);
/// The longest time that can be asked for.
const LONGEST: TimeDelta = TimeDelta::days(3 * 366);
/// Parameters in one query.
const MOST_PARAMETERS: usize = 16;

pub(super) fn get(tx: &mut Tx<'_>, call: &Call<'_>, owner: &Principal) -> Result<Response, Failure> {
    let range = Range::asked(&call.request.query, call.app.clock.now())?;
    let reach = tx.reach(owner.id, call.who.id)?;
    let mut calendars = tx.calendars(owner.id)?;
    calendars.retain(|calendar| counts(calendar) && reach.on(calendar.scope()).contain(Privileges::READ_FREE_BUSY));
    if reach.on(Scope::Home).contain(Privileges::READ_FREE_BUSY) {
        calendars.extend(tx.shared_calendars(owner.id)?.into_iter().filter(counts));
    }
    told(tx, call.app, &calendars, Some(owner), &range).map_err(|refused| put::failure(refused, call))
}

/// Whether a calendar says when its owner is busy.
pub(super) fn counts(calendar: &Calendar) -> bool {
    calendar.kind == CalendarKind::Calendar && !calendar.transparent
}

/// When the owner of these calendars is busy; `organizer` says who that is.
pub(super) fn told(
    tx: &mut Tx<'_>,
    app: &App,
    calendars: &[Calendar],
    organizer: Option<&Principal>,
    range: &Range,
) -> Result<Response, Refused> {
    let busy = schedule::busy_periods_of(tx, &app.rules(), calendars, range.from, range.to)?;
    let organizer = organizer.map(|person| CalAddress::mailto(&person.email));
    let uid = format!("free-busy-{}-{}", range.from.timestamp(), range.to.timestamp());
    let now = app.clock.now();
    let part = ical::free_busy(organizer.as_ref(), None, range.from, range.to, &busy, now, &uid);
    let mut calendar = Component::new("VCALENDAR");
    calendar.add(Line::text("VERSION", "2.0"));
    calendar.add(Line::text("PRODID", ical::PRODID));
    if organizer.is_some() {
        calendar.add(Line::text("METHOD", "PUBLISH"));
    }
    calendar.push(part);
    Ok(Response::empty(StatusCode::OK)
        .header(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8; component=vfreebusy"))
        .private()
        .full(calendar.to_bytes()))
}

/// The time that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    from: Timestamp,
    to: Timestamp,
}

impl Range {
    /// Reads the parameters of a free-busy URL (CC/S 0903 §4); those it does not define are ignored.
    ///
    /// # Errors
    /// 400: a time without offset, an end that is not after the start, both an end and a period, more than three years;
    /// 406: another format than text/calendar.
    pub(super) fn asked(query: &str, now: Timestamp) -> Result<Range, Failure> {
        let bad = |reason: &str| Failure::BadRequest(reason.to_owned());
        let (mut start, mut end, mut period) = (None, None, None);
        for (count, parameter) in query.split('&').filter(|parameter| !parameter.is_empty()).enumerate() {
            if count == MOST_PARAMETERS {
                return Err(bad("there are too many parameters"));
            }
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let value = unescaped(value)?;
            let time = || instant(&value).ok_or_else(|| bad("a time is written as 2026-03-02T09:00:00+01:00"));
            match name {
                "start" => start = Some(time()?),
                "end" => end = Some(time()?),
                "period" => {
                    period = Some(Duration::parse(&value).ok_or_else(|| bad("a period is written as P42D"))?);
                }
                "format" if !value.eq_ignore_ascii_case("text/calendar") => return Err(Failure::NotAcceptable),
                _ => {}
            }
        }
        let from = start.unwrap_or_else(|| now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc());
        let to = match (end, period) {
            (Some(_), Some(_)) => return Err(bad("end and period exclude each other")),
            (Some(end), None) => Some(end),
            (None, Some(period)) => from.checked_add_signed(period.to_delta()),
            (None, None) => from.checked_add_signed(USUAL),
        };
        match to {
            Some(to) if from < to && to - from <= LONGEST => Ok(Range { from, to }),
            _ => Err(bad("the end is after the start, three years at most")),
        }
    }
}

/// A date and time with its offset (RFC 3339), whose `+` may not have been encoded and whose colons may be missing.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let read = ["%Y-%m-%dT%H:%M:%S%#z", "%Y%m%dT%H%M%S%#z"].iter().find_map(|form| {
        let text = text.replace('Z', "+0000");
        DateTime::parse_from_str(&text, form).ok()
    });
    read.map(|time| time.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn the_parameters_say_which_time() {
        let now = at("2026-03-02T09:30:00Z");
        let midnight = "2026-03-02T00:00:00Z";
        for (query, from, to) in [
            ("", midnight, "2026-04-13T00:00:00Z"),
            ("period=P1D", midnight, "2026-03-03T00:00:00Z"),
            ("start=2026-03-02T09:00:00+01:00&period=PT1H", "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z"),
            (
                "start=2026-03-02T09%3A00%3A00%2B0100&end=20260303T000000Z",
                "2026-03-02T08:00:00Z",
                "2026-03-03T00:00:00Z",
            ),
            ("end=2026-03-04T00:00:00-08:00&x=y&token=z&format=text/calendar", midnight, "2026-03-04T08:00:00Z"),
        ] {
            let range = Range::asked(query, now).unwrap();
            assert_eq!((range.from, range.to), (at(from), at(to)), "{query}");
        }
        for (query, status) in [
            ("start=20260302", 400),
            ("start=2026-03-02T09:00:00", 400),
            ("end=2026-03-01T00:00:00Z", 400),
            ("end=2036-03-01T00:00:00Z", 400),
            ("period=P1D&end=2026-03-04T00:00:00Z", 400),
            ("period=-P1D", 400),
            ("period=P9999999Y", 400),
            ("start=%zz", 400),
            ("format=text/html", 406),
        ] {
            assert_eq!(Range::asked(query, now).unwrap_err().status().as_u16(), status, "{query}");
        }
        assert_eq!(Range::asked(&"a=b&".repeat(20), now).unwrap_err().status().as_u16(), 400);
    }
}
