//! Another time that a guest proposes on the answer page (RFC 5546 §3.2.7): it reaches the organizer as a mailed COUNTER
//! does.

use chrono::{NaiveDateTime, TimeDelta};
use hyper::Response;

use super::{Again, Body, GuestPages, PROPOSAL, Visit, refused};
use crate::ical::{Component, Kind, Timestamp, When, Zones};
use crate::imip::{Language, Party};
use crate::itip;
use crate::schedule::{self, Arrival, Door, Proof};
use crate::server::site::rendered;
use crate::web::headers::PAGE;
use crate::web::proposal::{self, BadProposal, Precision, ProposalForm, ProposedView, Proposing};
use crate::web::rsvp::{self, Closed, Instance, RsvpForm};

/// The times of an event or of one of its instances, on the wall of its zone.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Times {
    from: NaiveDateTime,
    /// Of whole days the day after the last.
    to: NaiveDateTime,
}

impl GuestPages {
    /// A proposal.
    pub(in crate::server) async fn propose(&self, token: &str, body: &[u8]) -> Response<Body> {
        let visit = match self.visit(token) {
            Ok(visit) => visit,
            Err(closed) => return self.closed(closed, None),
        };
        let named = rsvp::instance_in(body);
        let instances = self.instances(&visit, named);
        let Some(proposing) = self.proposing(token, &visit, &instances, named) else {
            return self.closed(Closed::Over, None);
        };
        let form = match self.proposal(&visit, &instances, proposing.precision, body) {
            Ok(form) => form,
            Err(problem) => return self.proposal_refused(token, &visit, proposing, problem, body),
        };
        if !self.may_answer(&visit.invitation.code) {
            return self.closed(Closed::TooOften, None);
        }
        match self.proposal_arrives(&visit, &form).await {
            Ok(()) => self.proposed(token, &visit, proposing.precision, &form),
            Err(closed) => self.closed(closed, None),
        }
    }

    /// The form for another time, of the date that was named or the next; `None` for tasks, events without a time, and
    /// series without dates to come.
    pub(super) fn proposing(
        &self,
        token: &str,
        visit: &Visit,
        instances: &[Instance],
        named: Option<Timestamp>,
    ) -> Option<Proposing> {
        let recurs = visit.object.master().is_some_and(Component::is_recurring);
        let is_named = |instance: &&Instance| Some(instance.recurrence) == named;
        let instance = instances.iter().find(is_named).or(instances.first()).map(|instance| instance.recurrence);
        if visit.object.kind() != Kind::Event || (recurs && instance.is_none()) {
            return None;
        }
        let start = visit.start()?;
        let times = self.times(visit, instance)?;
        let precision = if start.is_date() { Precision::Days } else { Precision::Minutes };
        let last = if start.is_date() { times.to - TimeDelta::days(1) } else { times.to };
        let zone = match (&start, start.tzid()) {
            (_, Some(tzid)) => tzid.to_owned(),
            (When::Utc(_), None) => "UTC".to_owned(),
            _ => String::new(),
        };
        Some(Proposing {
            action: format!("/r/{token}{PROPOSAL}"),
            precision,
            zone,
            start: precision.value(times.from),
            end: precision.value(last),
            comment: String::new(),
            problem: None,
        })
    }

    /// When an event, or one instance of it, takes place now.
    fn times(&self, visit: &Visit, instance: Option<Timestamp>) -> Option<Times> {
        let zones = Zones::of(visit.object.calendar(), &self.app.floating);
        let zone = zones.zone(&visit.start()?);
        let (start, end) = itip::times_of(&visit.object, instance, &self.app.floating)?;
        Some(Times { from: zone.local(start), to: zone.local(end) })
    }

    fn proposal(
        &self,
        visit: &Visit,
        instances: &[Instance],
        precision: Precision,
        body: &[u8],
    ) -> Result<ProposalForm, BadProposal> {
        let form = ProposalForm::parse(body, precision)?;
        let is_offered = |at: Timestamp| instances.iter().any(|instance| instance.recurrence == at);
        if form.instance.map_or(!instances.is_empty(), |at| !is_offered(at)) {
            return Err(BadProposal::Instance);
        }
        let start = visit.start().ok_or(BadProposal::NoTime)?;
        let zone = Zones::of(visit.object.calendar(), &self.app.floating).zone(&start);
        ProposalForm::is_near(zone.instant(form.from), self.app.clock.now())?;
        match self.times(visit, form.instance) {
            Some(times) if times == (Times { from: form.from, to: form.to }) => Err(BadProposal::Same),
            _ => Ok(form),
        }
    }

    /// Lets the proposal have its effect, by the same road as one that came by mail.
    async fn proposal_arrives(&self, visit: &Visit, form: &ProposalForm) -> Result<(), Closed> {
        let rules = self.app.rules();
        let (times, comment) = ((form.from, form.to), form.comment.as_deref());
        let message =
            itip::proposal(&visit.object, &visit.guest, form.instance, times, comment, &rules.floating, rules.now);
        let message = message.ok_or(Closed::Removed)?;
        let arrival =
            Arrival { to: visit.invitation.principal, message, door: Door::Link, proof: Proof::Token, doubt: None };
        let received = self.app.store.write(move |tx| schedule::receive(tx, &rules, &arrival)).await;
        received.map(|_| ()).map_err(|refused| {
            tracing::error!(%refused, "a proposal from the answer page was refused");
            Closed::Failed
        })
    }

    fn proposal_refused(
        &self,
        token: &str,
        visit: &Visit,
        proposing: Proposing,
        problem: BadProposal,
        body: &[u8],
    ) -> Response<Body> {
        let [start, end] = ["start", "end"].map(|name| ProposalForm::typed(body, name));
        let comment = RsvpForm::comment_of(body);
        let proposing = Proposing { start, end, comment, problem: Some(problem), ..proposing };
        let instance = rsvp::instance_in(body);
        refused(self.form(token, visit, Again { proposing: Some(proposing), instance, ..Again::default() }))
    }

    fn proposed(&self, token: &str, visit: &Visit, precision: Precision, form: &ProposalForm) -> Response<Body> {
        let (from, to) = (form.from, form.to);
        let when = match precision {
            Precision::Days => {
                let last = to - TimeDelta::days(1);
                let days = [from, last].map(|day| day.format("%a %-d %B %Y").to_string());
                if from == last { days[0].clone() } else { days.join(" – ") }
            }
            Precision::Minutes if from.date() == to.date() => {
                format!("{} – {}", from.format("%a %-d %B %Y %H:%M"), to.format("%H:%M"))
            }
            Precision::Minutes => [from, to].map(|at| at.format("%a %-d %B %Y %H:%M").to_string()).join(" – "),
        };
        let view = ProposedView {
            language: Language::default(),
            host: &self.app.config.mail.host,
            facts: &self.facts(visit),
            guest: &Party::new(None, &visit.invitation.attendee),
            when: &when,
            comment: form.comment.as_deref().unwrap_or_default(),
            back: &format!("/r/{token}"),
        };
        rendered(proposal::proposed(&view), PAGE)
    }
}

impl Visit {
    /// When it starts: the series, or an event without one. What guests propose is said in its zone.
    fn start(&self) -> Option<When> {
        self.object.master().or_else(|| self.object.parts().next())?.start()
    }
}
