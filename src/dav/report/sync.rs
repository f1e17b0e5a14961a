//! sync-collection (RFC 6578): what changed since a token.
//!
//! The token of the answer is fixed when the answer begins. What changes while it is sent has a later revision and is
//! left to the next report, so the pages need not be one snapshot.
//!
//! `Depth` is not looked at: RFC 6578 §3.2 wants 0, but clients that followed the drafts say 1 and mean the same.

use std::sync::Arc;

use hyper::StatusCode;

use super::super::answer::{Answer, Pages, Progress};
use super::super::error::{Failure, Precondition};
use super::super::live::{self, View};
use super::super::place::{Place, calendar_resource};
use super::super::plan::{DataIs, Plan, Text};
use super::super::xml::{DAV, Element};
use super::super::{Call, multistatus};
use crate::ical::Zone;
use crate::id::ObjectName;
use crate::schedule::App;
use crate::store::{Calendar, Change, ObjectHead, Principal, Tx};

/// Changes read at a time.
const PAGE: usize = 200;

pub(super) fn report(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    let Place::Calendar(owner, calendar) = call.place()? else { return Err(Failure::NotFound) };
    check_level(root)?;
    let plan = Plan::of_request(root, DataIs::Available, super::missing(call))?;
    let plan = plan.ok_or_else(|| Failure::BadRequest("DAV:prop is expected".into()))?;
    let token = root.child(DAV, "sync-token").map(Element::text).unwrap_or_default();
    let since = since(calendar, token.trim())?;
    let pages = Sync {
        app: call.app.clone(),
        who: call.who.clone(),
        plan,
        floating: super::floating(call.app, calendar),
        owner: Arc::clone(owner),
        calendar: Arc::clone(calendar),
        is_first: since.is_none(),
        reached: since.unwrap_or(0),
        left: most_results(root)?,
    };
    Ok(Answer::multistatus(pages))
}

/// `1` and `infinite` are the same for a collection without collections in it; drafts of the RFC said it in Depth, so
/// it may be missing.
fn check_level(root: &Element) -> Result<(), Failure> {
    let level = root.child(DAV, "sync-level").map(Element::text).unwrap_or_default();
    match level.trim() {
        "" | "1" | "infinite" => Ok(()),
        other => Err(Failure::BadRequest(format!("sync-level is {other:?}"))),
    }
}

/// The revision of a token; `None` for the empty one, which asks for everything.
fn since(calendar: &Calendar, token: &str) -> Result<Option<i64>, Failure> {
    if token.is_empty() {
        return Ok(None);
    }
    let number = token.rsplit_once('-').and_then(|(_, number)| number.parse().ok());
    let revision = number.filter(|revision| (calendar.pruned..=calendar.revision).contains(revision));
    match revision {
        Some(revision) if live::sync_token(calendar, revision) == token => Ok(Some(revision)),
        _ => Err(Precondition::ValidSyncToken.because(format!("{token:?} is unknown or too old"))),
    }
}

fn most_results(root: &Element) -> Result<Option<usize>, Failure> {
    let Some(limit) = root.child(DAV, "limit").and_then(|limit| limit.child(DAV, "nresults")) else { return Ok(None) };
    match limit.text().trim().parse() {
        Ok(most) if most > 0 => Ok(Some(most)),
        _ => Err(Failure::BadRequest("nresults is a number above 0".into())),
    }
}

struct Sync {
    app: App,
    who: Principal,
    plan: Plan,
    floating: Zone,
    owner: Arc<Principal>,
    /// The collection as it was when the answer began: its revision is the end of the answer.
    calendar: Arc<Calendar>,
    /// Whether the client has nothing yet, and so nothing to remove.
    is_first: bool,
    /// The last revision that is answered.
    reached: i64,
    /// How many more results the client takes.
    left: Option<usize>,
}

impl Pages for Sync {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let changes = tx.changes_since(self.calendar.id, self.reached, PAGE)?;
        let is_last = changes.len() < PAGE;
        let newest = changes.last().map_or(self.reached, |change| change.revision);
        // In the same order as the changes, for those that are not removals.
        let mut heads = tx.heads_changed(self.calendar.id, self.reached, newest)?.into_iter();
        for change in changes {
            if change.revision > self.calendar.revision {
                return Ok(self.close(out, self.calendar.revision));
            }
            if self.is_first && change.etag.is_none() {
                self.reached = change.revision;
                continue;
            }
            if self.left == Some(0) {
                self.write_truncated(out);
                return Ok(self.close(out, self.reached));
            }
            let head = match change.etag {
                None => None,
                Some(_) => heads.next().filter(|head| head.name == change.name),
            };
            self.write(tx, out, &change, head)?;
            self.reached = change.revision;
            self.left = self.left.map(|left| left - 1);
        }
        if is_last {
            return Ok(self.close(out, self.calendar.revision));
        }
        Ok(Progress::More)
    }
}

impl Sync {
    fn close(&self, out: &mut String, revision: i64) -> Progress {
        multistatus::close_with_token(out, &live::sync_token(&self.calendar, revision));
        Progress::Done
    }

    /// Says that there is more than the client asked for (RFC 6578 §3.6).
    fn write_truncated(&self, out: &mut String) {
        let condition = Some((Precondition::NumberOfMatchesWithinLimits, ""));
        let href = calendar_resource(&self.owner, &self.calendar).to_string();
        multistatus::status(out, &href, StatusCode::INSUFFICIENT_STORAGE, condition);
    }

    fn write(
        &self,
        tx: &mut Tx<'_>,
        out: &mut String,
        change: &Change,
        head: Option<ObjectHead>,
    ) -> Result<(), Failure> {
        let Ok(name) = ObjectName::parse(&change.name) else { return Ok(()) };
        let Some(resource) = calendar_resource(&self.owner, &self.calendar).member(name) else { return Ok(()) };
        let href = resource.to_string();
        let Some(head) = head else {
            multistatus::status(out, &href, StatusCode::NOT_FOUND, None);
            return Ok(());
        };
        let body = if self.plan.needs_data() { tx.body(head.id)? } else { Vec::new() };
        let place = Place::Object(Arc::clone(&self.owner), Arc::clone(&self.calendar), head);
        let view = View { app: &self.app, who: &self.who, place: &place };
        let text = Text { body: &body, object: None, floating: &self.floating };
        Ok(self.plan.write(&view, tx, out, &href, Some(&text))?)
    }
}
