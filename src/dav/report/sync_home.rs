//! sync-collection on a calendar home (RFC 6578 §3.3): which collections are new, changed and gone, and with
//! `sync-level` infinite the same of their members.
//!
//! A collection counts as changed when a member of it has: Apple's programs ask the home first, and then only those
//! collections that it names.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use hyper::StatusCode;

use super::super::answer::{Answer, Pages, Progress, is_enough};
use super::super::conditions::Timezones;
use super::super::error::{Failure, Precondition};
use super::super::live::{self, View};
use super::super::place::{Owner, Place, calendar_resource, seat_at_shared};
use super::super::plan::{Plan, Text};
use super::super::resource::Resource;
use super::super::{Call, multistatus};
use super::sync;
use crate::access::{self, Scope};
use crate::ical::Zone;
use crate::id::{CalendarId, ObjectName};
use crate::schedule::{App, seen};
use crate::store::{Calendar, Home, HomeChange, LogPoint, Principal, SyncLevel, Tx};

/// Changes answered at a time.
const PAGE: usize = 200;

/// What a client asks for.
pub(super) struct Wanted<'a> {
    /// Where it was; empty where it has nothing yet.
    pub(super) token: &'a str,
    /// How far it wants to look.
    pub(super) level: SyncLevel,
    /// How many results it takes.
    pub(super) most: Option<usize>,
}

pub(super) fn report(call: &Call<'_>, plan: Plan, owner: &Arc<Owner>, wanted: Wanted<'_>) -> Result<Answer, Failure> {
    let pages = call.app.store.read(|tx| {
        let home = tx.home(owner.id)?;
        let since = since(tx, owner, &home, &wanted)?;
        let mut changes = tx.home_changes(owner.id, since.reached, wanted.level)?;
        changes.retain(|(at, change)| at.revision > since.floor || !change.is_removal());
        // The schedule outbox has always been there and never changes, so it is the first of all.
        let has_outbox = wanted.token.is_empty();
        let most = wanted.most.map_or(usize::MAX, |most| most.saturating_sub(usize::from(has_outbox)));
        let is_truncated = changes.len() > most;
        changes.truncate(most);
        let token = match is_truncated {
            false => live::home_token(owner, &home, home.revision),
            true => {
                let reached = changes.last().map_or(since.reached, |(at, _)| *at);
                // A collection is told of before the member for which it counts as changed, which may be gone.
                live::begun_home_token(owner, &home, reached, since.floor.max(reached.revision - 1))
            }
        };
        Ok::<_, Failure>(HomeSync {
            app: call.app.clone(),
            who: call.who.clone(),
            timezones: Timezones::of(&call.request.headers),
            plan,
            owner: Arc::clone(owner),
            level: wanted.level,
            rights: tx.reach(owner.id, call.who.id)?,
            has_outbox,
            is_truncated,
            left: changes.into_iter(),
            token,
            collections: HashMap::new(),
        })
    })?;
    Ok(Answer::multistatus(pages))
}

/// Where in the log of a home a client is.
struct Since {
    /// The last place that it was answered.
    reached: LogPoint,
    /// The revision of the time when it had nothing yet: what was removed up to then it never had.
    floor: i64,
}

/// What a token says. The empty one asks for everything there is now.
fn since(tx: &mut Tx<'_>, owner: &Principal, home: &Home, wanted: &Wanted<'_>) -> Result<Since, Failure> {
    if wanted.token.is_empty() {
        return Ok(Since { reached: LogPoint::START, floor: home.revision });
    }
    // Members that are gone are told only where members are asked for, so what was forgotten of them matters only there.
    let pruned = match wanted.level {
        SyncLevel::Collections => home.pruned,
        SyncLevel::Members => tx.home_pruned(owner.id)?,
    };
    let known =
        |since: &Since| since.floor >= since.reached.revision - 1 && (pruned..=home.revision).contains(&since.floor);
    read(wanted.token)
        .filter(known)
        .filter(|since| written(owner, home, since) == wanted.token)
        .ok_or_else(|| sync::unknown(wanted.token))
}

fn read(token: &str) -> Option<Since> {
    let (_, numbers) = token.rsplit_once('-')?;
    let mut numbers = numbers.split('.').map(|number| number.parse::<i64>().ok());
    let revision = numbers.next()??;
    let Some(within) = numbers.next() else {
        return Some(Since { reached: LogPoint::after(revision), floor: revision });
    };
    Some(Since { reached: LogPoint { revision, within: within? }, floor: numbers.next()?? })
}

fn written(owner: &Principal, home: &Home, since: &Since) -> String {
    let Since { reached, floor } = since;
    match *reached == LogPoint::after(reached.revision) {
        true => live::home_token(owner, home, reached.revision),
        false => live::begun_home_token(owner, home, *reached, *floor),
    }
}

struct HomeSync {
    app: App,
    who: Principal,
    timezones: Timezones,
    plan: Plan,
    owner: Arc<Owner>,
    /// How far the client wants to look.
    level: SyncLevel,
    /// What the caller may do in the home.
    rights: access::Reach,
    /// Whether the schedule outbox is still to be answered.
    has_outbox: bool,
    /// Whether there is more than the client takes.
    is_truncated: bool,
    /// What is still to be answered, as it was when the answer began. What changes while it is sent is found behind the
    /// token.
    left: std::vec::IntoIter<(LogPoint, HomeChange)>,
    token: String,
    /// Collections that were looked up, with what their floating times mean.
    collections: HashMap<CalendarId, Option<(Arc<Calendar>, Zone)>>,
}

impl Pages for HomeSync {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        if std::mem::take(&mut self.has_outbox) {
            let place = Place::Outbox(self.owner.within(&self.rights, Scope::Outbox));
            self.write(tx, out, &Resource::Outbox(self.owner.name.clone()), &place, None)?;
        }
        let begun = Instant::now();
        for _ in 0..PAGE {
            let Some((_, change)) = self.left.next() else {
                if self.is_truncated {
                    sync::write_truncated(out, &Resource::Home(self.owner.name.clone()));
                }
                multistatus::close_with_token(out, &self.token);
                return Ok(Progress::Done);
            };
            self.answer(tx, out, change)?;
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

impl HomeSync {
    fn answer(&mut self, tx: &mut Tx<'_>, out: &mut String, change: HomeChange) -> Result<(), Failure> {
        match change {
            HomeChange::Collection(id) => {
                let Some((calendar, _)) = self.collection(tx, id)? else { return Ok(()) };
                let resource = calendar_resource(&self.owner, &calendar);
                let place = Place::Calendar(self.owner.within(&self.rights, calendar.scope()), calendar);
                self.write(tx, out, &resource, &place, None)
            }
            HomeChange::Shared(id) => self.shared(tx, out, id),
            HomeChange::CollectionGone(name) => {
                let resource = Resource::Calendar(self.owner.name.clone(), name);
                multistatus::status(out, &resource.to_string(), StatusCode::NOT_FOUND, None);
                Ok(())
            }
            HomeChange::Member(id, name) => self.member(tx, out, id, &name),
            HomeChange::MemberGone(id, name) => {
                if let Some(resource) = self.resource(tx, id, &name)? {
                    multistatus::status(out, &resource.to_string(), StatusCode::NOT_FOUND, None);
                }
                Ok(())
            }
        }
    }

    /// A calendar of somebody else. Its members stand in the log of its owner's home, so that who wants to hear of them has
    /// to ask the calendar itself (RFC 6578 §3.3).
    fn shared(&mut self, tx: &mut Tx<'_>, out: &mut String, id: CalendarId) -> Result<(), Failure> {
        let shared = tx.shared_calendar_of(self.owner.id, id)?.filter(|_| !self.rights.on_shared().is_empty());
        let Some(shared) = shared else { return Ok(()) };
        let resource = calendar_resource(&self.owner, &shared);
        if self.level == SyncLevel::Members {
            let condition = Some((Precondition::SyncTraversalSupported, ""));
            multistatus::status(out, &resource.to_string(), StatusCode::FORBIDDEN, condition);
            return Ok(());
        }
        let seat = seat_at_shared(tx, self.owner.id, &self.rights, &shared)?;
        self.write(tx, out, &resource, &Place::Calendar(Arc::new(seat), Arc::new(shared)), None)
    }

    fn member(&mut self, tx: &mut Tx<'_>, out: &mut String, id: CalendarId, name: &str) -> Result<(), Failure> {
        let Some((calendar, floating)) = self.collection(tx, id)? else { return Ok(()) };
        let Some(resource) = self.resource(tx, id, name)? else { return Ok(()) };
        let found = match self.plan.needs_data() {
            true => seen::object(tx, &calendar, name)?.map(|object| (object.head, object.body)),
            false => seen::head(tx, &calendar, name)?.map(|head| (head, Vec::new())),
        };
        let Some((head, body)) = found else { return Ok(()) };
        let place = Place::Object(self.owner.within(&self.rights, calendar.scope()), calendar, head);
        let text = Text { body: &body, object: None, floating: &floating, timezones: self.timezones };
        self.write(tx, out, &resource, &place, Some(&text))
    }

    fn resource(&mut self, tx: &mut Tx<'_>, id: CalendarId, name: &str) -> Result<Option<Resource>, Failure> {
        let Some((calendar, _)) = self.collection(tx, id)? else { return Ok(None) };
        let name = ObjectName::parse(name).ok();
        Ok(name.and_then(|name| calendar_resource(&self.owner, &calendar).member(name)))
    }

    fn collection(&mut self, tx: &mut Tx<'_>, id: CalendarId) -> Result<Option<(Arc<Calendar>, Zone)>, Failure> {
        if let Some(known) = self.collections.get(&id) {
            return Ok(known.clone());
        }
        let found = match tx.calendar_by_id(id)? {
            Some(calendar) => {
                let floating = super::floating(&self.app, &calendar);
                Some((Arc::new(tx.reached(calendar, &self.rights)?), floating))
            }
            None => None,
        };
        self.collections.insert(id, found.clone());
        Ok(found)
    }

    fn write(
        &self,
        tx: &mut Tx<'_>,
        out: &mut String,
        resource: &Resource,
        place: &Place,
        text: Option<&Text<'_>>,
    ) -> Result<(), Failure> {
        let view = View { app: &self.app, who: &self.who, place };
        Ok(self.plan.write(&view, tx, out, &resource.to_string(), text)?)
    }
}
