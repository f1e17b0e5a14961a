//! The answer page of a guest: GET shows the meeting, POST answers or proposes another time. A click takes the same road
//! as an answer by mail.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use hyper::{Response, StatusCode};

use super::site::{Body, page, rendered};
use crate::guest::Keys;
use crate::ical::{self, CalAddress, CalendarObject, PartStat, Timestamp};
use crate::imip::{Facts, Language, Party, Reader};
use crate::itip::{self, Reason};
use crate::schedule::{self, App, Arrival, Door, Proof};
use crate::store::{Invitation, StoreError};
use crate::web::headers::PAGE;
use crate::web::proposal::Proposing;
use crate::web::rsvp::{self, Closed, ClosedView, Instance, RsvpAnswer, RsvpForm, RsvpView, ThanksView};

/// Answers from one link in an hour; a person needs a few, a program that hammers gets no more.
const ANSWERS_AN_HOUR: u32 = 30;
/// Dates of a series that are offered for an answer of their own.
const OFFERED: usize = 20;
/// How far ahead dates of a series are offered.
const OFFERED_AHEAD: TimeDelta = TimeDelta::days(400);

/// What follows the token where another time is proposed.
pub(super) const PROPOSAL: &str = "/proposal";

/// The answer pages.
pub(super) struct GuestPages {
    app: App,
    keys: Keys,
    answered: Mutex<HashMap<String, (Timestamp, u32)>>,
}

/// A guest's view of a meeting, or why there is none.
struct Visit {
    invitation: Invitation,
    organizer: Party,
    object: CalendarObject,
    guest: CalAddress,
}

impl GuestPages {
    pub(super) fn new(app: App, keys: Keys) -> GuestPages {
        GuestPages { app, keys, answered: Mutex::default() }
    }

    /// The page itself. Nothing is changed.
    pub(super) fn show(&self, token: &str, query: &str) -> Response<Body> {
        match self.visit(token) {
            Ok(visit) => {
                let (chosen, instance) = (RsvpAnswer::chosen_by(query), rsvp::instance_in(query.as_bytes()));
                let again = Again { chosen, instance, ..Again::default() };
                self.form(token, &visit, again)
            }
            Err(closed) => self.closed(closed, None),
        }
    }

    /// An answer.
    pub(super) async fn answer(&self, token: &str, body: &[u8]) -> Response<Body> {
        let visit = match self.visit(token) {
            Ok(visit) => visit,
            Err(closed) => return self.closed(closed, None),
        };
        let form = match RsvpForm::parse(body) {
            Ok(form) => form,
            Err(problem) => {
                let comment = RsvpForm::comment_of(body);
                return refused(self.form(
                    token,
                    &visit,
                    Again { problem: Some(problem), comment, ..Again::default() },
                ));
            }
        };
        if !self.may_answer(&visit.invitation.code) {
            return self.closed(Closed::TooOften, None);
        }
        match self.arrive(&visit, &form).await {
            Ok(()) => self.thanks(token, &visit, &form),
            Err(closed) => self.closed(closed, None),
        }
    }

    fn visit(&self, token: &str) -> Result<Visit, Closed> {
        let found = self.app.store.read::<_, StoreError, _>(|tx| {
            let Some(invitation) = self.keys.by_link(tx, token)? else {
                return Ok(None);
            };
            let copy = schedule::copy(tx, invitation.principal, &invitation.uid)?;
            let organizer = tx.principal(invitation.principal)?;
            let organizer = match &organizer {
                Some(organizer) => Party::new(Some(&organizer.display_name), &organizer.email),
                None => Party::new(None, &invitation.organizer),
            };
            let open = schedule::takes_answers(tx, &self.app.rules(), invitation.principal, &invitation.uid)?;
            Ok(Some((invitation, organizer, copy, open)))
        });
        let Some((invitation, organizer, copy, open)) = found.map_err(|_| Closed::Failed)? else {
            return Err(Closed::Unknown);
        };
        let Some(object) = copy else {
            return Err(Closed::Cancelled);
        };
        let guest = CalAddress::mailto(&invitation.attendee);
        if object.master().is_some_and(|master| master.is_cancelled()) {
            return Err(Closed::Cancelled);
        }
        let object = itip::shown_to(&seen_by(&guest, object), &guest);
        if object.parts().next().is_none() {
            return Err(Closed::Removed);
        }
        if !open {
            return Err(Closed::Expired);
        }
        Ok(Visit { invitation, organizer, object, guest })
    }

    /// Lets the answer have its effect, by the same road as one that came by mail.
    async fn arrive(&self, visit: &Visit, form: &RsvpForm) -> Result<(), Closed> {
        let rules = self.app.rules();
        let partstat = form.answer.partstat();
        let comment = form.comment.as_deref();
        let message =
            itip::answer(&visit.object, &visit.guest, partstat, form.instance, comment, &rules.floating, rules.now);
        let message = message.ok_or(Closed::Removed)?;
        let arrival =
            Arrival { to: visit.invitation.principal, message, door: Door::Link, proof: Proof::Token, doubt: None };
        let received = self.app.store.write(move |tx| schedule::receive(tx, &rules, &arrival)).await;
        match received.map(|received| received.because) {
            // The page must not say that an answer counts which does not.
            Ok(Reason::Stale | Reason::Late | Reason::NoSuchInstance) => Err(Closed::Overtaken),
            Ok(_) => Ok(()),
            Err(refused) => {
                tracing::error!(%refused, "an answer from the answer page was refused");
                Err(Closed::Failed)
            }
        }
    }

    fn may_answer(&self, code: &str) -> bool {
        let now = self.app.clock.now();
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.retain(|_, (since, _)| *since + TimeDelta::hours(1) > now);
        let (_, count) = answered.entry(code.to_owned()).or_insert((now, 0));
        *count += 1;
        *count <= ANSWERS_AN_HOUR
    }

    fn form(&self, token: &str, visit: &Visit, again: Again) -> Response<Body> {
        let facts = self.facts(visit);
        let instances = self.instances(visit, again.instance);
        let proposing = again.proposing.or_else(|| self.proposing(token, visit, &instances, again.instance));
        let view = RsvpView {
            language: Language::default(),
            host: &self.app.config.mail.host,
            facts: &facts,
            guest: &Party::new(None, &visit.invitation.attendee),
            action: &format!("/r/{token}"),
            answered: RsvpAnswer::of(visit.given()),
            chosen: again.chosen,
            comment: &again.comment,
            instances: &instances,
            instance: again.instance,
            changes: &[],
            problem: again.problem,
            stop: None,
            proposing: proposing.as_ref(),
        };
        rendered(rsvp::page(&view), PAGE)
    }

    fn thanks(&self, token: &str, visit: &Visit, form: &RsvpForm) -> Response<Body> {
        let instances = self.instances(visit, form.instance);
        let named = instances.iter().find(|instance| Some(instance.recurrence) == form.instance);
        let view = ThanksView {
            language: Language::default(),
            host: &self.app.config.mail.host,
            facts: &self.facts(visit),
            guest: &Party::new(None, &visit.invitation.attendee),
            answer: form.answer,
            comment: form.comment.as_deref().unwrap_or_default(),
            instance: named.map(|instance| instance.label.as_str()),
            change: &format!("/r/{token}"),
            calendar: None,
        };
        rendered(rsvp::thanks(&view), PAGE)
    }

    fn closed(&self, closed: Closed, facts: Option<&Facts>) -> Response<Body> {
        let host = &self.app.config.mail.host;
        let view = ClosedView { language: Language::default(), host, closed, facts };
        let status = StatusCode::from_u16(closed.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match rsvp::closed(&view) {
            Ok(body) => page(status, PAGE, body),
            Err(error) => rendered(Err(error), PAGE),
        }
    }

    fn facts(&self, visit: &Visit) -> Facts {
        let reader =
            Reader { address: &visit.guest, language: Language::default(), floating: &self.app.floating, zone: None };
        Facts::of(&visit.object, &reader).organized_by(visit.organizer.clone())
    }

    /// The next dates of a series, and the one that was named if it is to come.
    fn instances(&self, visit: &Visit, named: Option<Timestamp>) -> Vec<Instance> {
        let now = self.app.clock.now();
        if !visit.object.master().is_some_and(|master| master.is_recurring()) {
            return Vec::new();
        }
        let found = ical::instances(&visit.object, &self.app.floating, now, now + OFFERED_AHEAD, 1000);
        let coming = found.unwrap_or_default();
        coming
            .into_iter()
            .filter(|instance| instance.component.attendee(&visit.guest).is_some())
            .filter_map(|instance| {
                let start = instance.component.start()?;
                let zone = ical::Zones::of(visit.object.calendar(), &self.app.floating).zone(&start);
                let local = zone.local(instance.start);
                Some(Instance::of(instance.recurrence?, local.format("%a %-d %B %Y, %H:%M").to_string()))
            })
            .enumerate()
            .filter(|(number, instance)| *number < OFFERED || Some(instance.recurrence) == named)
            .map(|(_, instance)| instance)
            .collect()
    }
}

/// What a form is filled with: what a link chooses, or what was sent and refused.
#[derive(Default)]
struct Again {
    chosen: Option<RsvpAnswer>,
    problem: Option<rsvp::BadAnswer>,
    comment: String,
    instance: Option<Timestamp>,
    proposing: Option<Proposing>,
}

fn refused(mut response: Response<Body>) -> Response<Body> {
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

/// What concerns the guest: the series with all its dates, or only the dates to which the guest is invited.
fn seen_by(guest: &CalAddress, mut object: CalendarObject) -> CalendarObject {
    if object.master().is_none_or(|master| master.attendee(guest).is_none()) {
        object.calendar_mut().retain_components(|part| part.is("VTIMEZONE") || part.attendee(guest).is_some());
    }
    object
}

impl Visit {
    /// What the guest answered so far.
    fn given(&self) -> PartStat {
        let part = self.object.master().or_else(|| self.object.parts().next());
        part.and_then(|part| part.attendee(&self.guest).map(|attendee| attendee.partstat()))
            .unwrap_or(PartStat::NeedsAction)
    }
}

mod proposal;
#[cfg(test)]
mod tests;
