//! calendar-multiget (RFC 4791 §7.9) and addressbook-multiget (RFC 6352 §8.7).

use std::collections::HashSet;
use std::time::Instant;

use hyper::StatusCode;

use super::super::answer::{Answer, Pages, Progress, is_enough};
use super::super::conditions::Timezones;
use super::super::error::Failure;
use super::super::live::View;
use super::super::place::Place;
use super::super::plan::{DataIs, Plan, Text};
use super::super::resource::Resource;
use super::super::xml::{DAV, Element};
use super::super::{Call, multistatus, scope};
use crate::contacts;
use crate::ical::Zone;
use crate::schedule::{App, seen};
use crate::store::{CalendarKind, Principal, Scope, Tx};

/// Members read at a time.
const PAGE: usize = 64;

pub(super) fn report(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    let plan = Plan::of_request(root, DataIs::Available, super::missing(call))?;
    let plan = plan.unwrap_or_else(Plan::of_nothing);
    // One answer for each resource: a small request that names a large object again and again gets no huge answer.
    let mut named = HashSet::new();
    let mut hrefs: Vec<String> = root.children_named(DAV, "href").map(Element::text).collect();
    hrefs.retain(|href| named.insert(href.trim().to_owned()));
    if hrefs.is_empty() {
        return Err(Failure::BadRequest("DAV:href is expected".into()));
    }
    hrefs.reverse();
    let floating = match call.place()?.collection() {
        Some(calendar) => super::floating(call.app, calendar),
        None => call.app.floating.clone(),
    };
    let (app, who, timezones) = (call.app.clone(), call.who.clone(), Timezones::of(&call.request.headers));
    let scope = call.request.scope;
    Ok(Answer::multistatus(Multiget { app, who, scope, timezones, plan, floating, hrefs }))
}

struct Multiget {
    app: App,
    who: Principal,
    scope: Scope,
    timezones: Timezones,
    plan: Plan,
    floating: Zone,
    /// What is still to be fetched, the next one last.
    hrefs: Vec<String>,
}

impl Pages for Multiget {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let begun = Instant::now();
        for _ in 0..PAGE {
            let Some(href) = self.hrefs.pop() else {
                multistatus::close(out);
                return Ok(Progress::Done);
            };
            match self.answer(tx, out, &href) {
                Err(Failure::Store(error)) => return Err(Failure::Store(error)),
                Err(failure) => multistatus::status(out, href.trim(), failed(&failure), None),
                Ok(()) => {}
            }
            if is_enough(out, begun) {
                break;
            }
        }
        Ok(Progress::More)
    }

    fn is_laborious(&self) -> bool {
        self.plan.rewrites()
    }
}

impl Multiget {
    fn answer(&self, tx: &mut Tx<'_>, out: &mut String, href: &str) -> Result<(), Failure> {
        let resource = Resource::of_href(href)?;
        scope::check(self.scope, &resource)?;
        let place = Place::find(tx, &self.who, &resource)?;
        let Place::Object(_, calendar, head) = &place else { return Err(Failure::NotFound) };
        let body = match self.plan.needs_data() {
            true => match calendar.kind {
                CalendarKind::House => contacts::card(tx, calendar, &head.name)?.ok_or(Failure::NotFound)?.body,
                _ => {
                    let body = tx.body(head.id)?;
                    seen::text(tx, calendar, head, body)?
                }
            },
            false => Vec::new(),
        };
        let text = Text { body: &body, object: None, floating: &self.floating, timezones: self.timezones };
        let view = View { app: &self.app, who: &self.who, place: &place };
        Ok(self.plan.write(&view, tx, out, &resource.to_string(), Some(&text))?)
    }
}

/// An href that cannot be one is not found, like one behind which nothing is: the others are answered all the same.
fn failed(failure: &Failure) -> StatusCode {
    match failure.status() {
        StatusCode::FORBIDDEN => StatusCode::FORBIDDEN,
        _ => StatusCode::NOT_FOUND,
    }
}
