//! calendar-query (RFC 4791 §7.8).

use std::sync::Arc;
use std::time::Instant;

use hyper::StatusCode;

use super::super::answer::{Answer, Pages, Progress, is_enough};
use super::super::conditions::{Depth, Timezones};
use super::super::error::{Failure, Precondition};
use super::super::filter::{self, ComponentFilter, TimeRange};
use super::super::live::View;
use super::super::patience::{OutOfTime, Patience};
use super::super::place::{Owner, Place, calendar_resource, seat_in_shared};
use super::super::plan::{self, DataIs, Plan, Text};
use super::super::xml::{CALDAV, Element};
use super::super::{Call, matching, multistatus};
use crate::ical::{CalendarObject, Timetable, Zone};
use crate::id::{ObjectId, ObjectName};
use crate::schedule::{App, seen};
use crate::store::{Calendar, CalendarKind, ObjectHead, Principal, Tx};

/// Candidates read at a time.
const PAGE: usize = 64;

/// Answers for one calendar, for each calendar of a home, or for one object. With `Depth: 0` a collection is asked for
/// itself alone, and it is no object (RFC 4791 §7.8); without the header its members are meant, because a query that
/// reaches no object would be of no use to anybody.
pub(super) fn report(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    let filter = root.child(CALDAV, "filter").ok_or_else(|| Precondition::ValidFilter.because("there is no filter"))?;
    let plan = Plan::of_request(root, DataIs::Available, super::missing(call))?;
    let plan = plan.unwrap_or_else(Plan::of_nothing);
    let zone = super::requested_zone(root)?;
    let filter = filter::read(filter)?;
    let depth = Depth::of(&call.request.headers, Depth::One)?;
    let calendars = scope(call)?;
    let only = call.place()?.head().map(|head| head.id);
    let (from, to) = bounds(&filter.span().unwrap_or(TimeRange::ALWAYS));
    let searched = call.app.store.read(|tx| {
        let searched = calendars.into_iter().rev().map(|(owner, calendar)| {
            let floating = zone.clone().unwrap_or_else(|| super::floating(call.app, &calendar));
            let left = match (only, depth) {
                (Some(id), _) => vec![id],
                (None, Depth::Zero) => Vec::new(),
                (None, Depth::One | Depth::Infinity) => tx.objects_between(calendar.id, from, to)?,
            };
            Ok(Searched { owner, calendar, floating, left: left.into_iter() })
        });
        searched.collect::<Result<Vec<_>, Failure>>()
    })?;
    let (app, who, timezones) = (call.app.clone(), call.who.clone(), Timezones::of(&call.request.headers));
    let (href, patience) = (call.resource.to_string(), Patience::with_a_request());
    Ok(Answer::multistatus(Query { app, who, href, timezones, filter, plan, searched, patience }))
}

/// A collection with its owner.
type Seated = (Arc<Owner>, Arc<Calendar>);

/// The collections that a report on this place is about, each with its owner.
pub(super) fn scope(call: &Call<'_>) -> Result<Vec<Seated>, Failure> {
    match call.place()? {
        Place::Calendar(owner, calendar) | Place::Object(owner, calendar, _) => {
            Ok(vec![(Arc::clone(owner), Arc::clone(calendar))])
        }
        Place::Home(owner) => call.app.store.read(|tx| {
            let reach = tx.reach(owner.id, call.who.id)?;
            let mut calendars = tx.calendars(owner.id)?;
            calendars.retain(|calendar| calendar.kind == CalendarKind::Calendar);
            let mut seated: Vec<Seated> = Vec::with_capacity(calendars.len());
            for calendar in calendars {
                let calendar = tx.reached(calendar, &reach)?;
                seated.push((owner.within(&reach, calendar.scope()), Arc::new(calendar)));
            }
            if !reach.on_shared().is_empty() {
                for shared in tx.shared_calendars(owner.id)? {
                    let seat = seat_in_shared(tx, owner.id, &reach, &shared)?;
                    seated.push((Arc::new(seat), Arc::new(shared)));
                }
            }
            Ok(seated)
        }),
        _ => Err(Failure::NotFound),
    }
}

struct Query {
    app: App,
    who: Principal,
    /// Where the request was sent.
    href: String,
    timezones: Timezones,
    filter: ComponentFilter,
    plan: Plan,
    /// Collections to search, the next one last.
    searched: Vec<Searched>,
    /// How long the search may still take.
    patience: Patience,
}

/// Whether the search goes on.
#[derive(PartialEq, Eq)]
enum Search {
    GoesOn,
    IsOver,
}

struct Searched {
    owner: Arc<Owner>,
    calendar: Arc<Calendar>,
    /// What its floating times mean.
    floating: Zone,
    /// Candidates that were not looked at yet.
    left: std::vec::IntoIter<ObjectId>,
}

impl Pages for Query {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let Some(mut searched) = self.searched.pop() else {
            multistatus::close(out);
            return Ok(Progress::Done);
        };
        self.patience.resume();
        let begun = Instant::now();
        let ids: Vec<ObjectId> = searched.left.as_slice().iter().take(PAGE).copied().collect();
        let mut looked_at = ids.len();
        for head in tx.heads(searched.calendar.id, &ids)? {
            let id = head.id;
            let head = tx.head_seen(searched.calendar.eyes, head)?;
            if self.answer(tx, out, &searched, head)? == Search::IsOver {
                // More was asked than one request may: what was found is not all (RFC 4791 §7.8).
                let condition = Some((Precondition::NumberOfMatchesWithinLimits, ""));
                multistatus::status(out, &self.href, StatusCode::INSUFFICIENT_STORAGE, condition);
                multistatus::close(out);
                return Ok(Progress::Done);
            }
            if is_enough(out, begun) {
                looked_at = ids.iter().take_while(|other| **other != id).count() + 1;
                break;
            }
        }
        self.patience.pause();
        searched.left.by_ref().take(looked_at).for_each(drop);
        if !searched.left.as_slice().is_empty() {
            self.searched.push(searched);
        }
        Ok(Progress::More)
    }

    fn is_laborious(&self) -> bool {
        true
    }
}

/// A range as the index knows it: open ends take in what has no time at all.
fn bounds(span: &TimeRange) -> (i64, i64) {
    let from = if span.from == TimeRange::ALWAYS.from { i64::MIN } else { span.from.timestamp() };
    let to = if span.to == TimeRange::ALWAYS.to { i64::MAX } else { span.to.timestamp() };
    (from, to)
}

impl Query {
    fn answer(
        &self,
        tx: &mut Tx<'_>,
        out: &mut String,
        searched: &Searched,
        head: ObjectHead,
    ) -> Result<Search, Failure> {
        let Searched { owner, calendar, floating, .. } = searched;
        if self.filter.part().is_some_and(|part| part != head.component) {
            return Ok(Search::GoesOn);
        }
        let happens = self.happens(tx, searched, &head)?;
        if happens == Some(false) {
            return Ok(Search::GoesOn);
        }
        let body = tx.body(head.id)?;
        let body = seen::text(tx, calendar, &head, body)?;
        let mut read = None;
        if happens.is_none() && !self.filter.asks_for_kind_only() {
            let Some(parsed) = plan::parsed(&body) else { return Ok(Search::GoesOn) };
            match self.satisfied_by(calendar, &parsed, floating) {
                Ok(true) => {}
                Ok(false) => return Ok(Search::GoesOn),
                Err(OutOfTime) => return Ok(Search::IsOver),
            }
            read = Some(parsed);
        }
        let Some(name) = ObjectName::parse(&head.name).ok() else { return Ok(Search::GoesOn) };
        let Some(resource) = calendar_resource(owner, calendar).member(name) else { return Ok(Search::GoesOn) };
        let place = Place::Object(Arc::clone(owner), Arc::clone(calendar), head);
        let view = View { app: &self.app, who: &self.who, place: &place };
        let text = Text { body: &body, object: read.as_ref(), floating, timezones: self.timezones };
        self.plan.write(&view, tx, out, &resource.to_string(), Some(&text))?;
        Ok(Search::GoesOn)
    }

    /// Whether an event happens in the time that the filter asks for, where that is all it asks and the event's timetable
    /// says it.
    fn happens(&self, tx: &mut Tx<'_>, searched: &Searched, head: &ObjectHead) -> Result<Option<bool>, Failure> {
        let Some(TimeRange { from, to }) = self.filter.events_within() else { return Ok(None) };
        let read = || {
            let body = tx.body(head.id)?;
            Ok::<_, Failure>(plan::parsed(&seen::text(tx, &searched.calendar, head, body)?))
        };
        let happens = |table: &Timetable| table.happens(&searched.floating, from, to);
        self.app.timetables.ask(&head.etag, (from, to), read, happens)
    }

    /// Messages in the schedule inbox may lack DTSTART, and then match whatever time is asked for (RFC 6638 §2.3).
    fn satisfied_by(&self, calendar: &Calendar, object: &CalendarObject, floating: &Zone) -> Result<bool, OutOfTime> {
        let timeless = || object.parts().any(|part| part.is("VEVENT") && part.start().is_none());
        let matches = matching::matches(&self.filter, object, floating, &self.patience)?;
        Ok(matches || calendar.kind == CalendarKind::Inbox && timeless())
    }
}
