//! sync-collection (RFC 6578): what changed since a token.
//!
//! The token of the answer is fixed when the answer begins. What changes while it is sent has a later revision and is
//! left to the next report, so the pages need not be one snapshot.
//!
//! `Depth` is looked at only where there is no `DAV:sync-level`: RFC 6578 §3.2 wants 0 (quirk: thunderbird-sync-depth), but
//! clients that followed the drafts say there what became the level.

use std::sync::Arc;
use std::time::Instant;

use hyper::StatusCode;

use super::super::answer::{Answer, Pages, Progress, Response, is_enough};
use super::super::conditions::{Depth, Timezones};
use super::super::error::{Failure, Precondition};
use super::super::live::{self, View};
use super::super::place::{Owner, Place, calendar_resource};
use super::super::plan::{DataIs, Plan, Text};
use super::super::resource::Resource;
use super::super::xml::{DAV, Element};
use super::super::{Call, multistatus};
use super::{sync_home, sync_house};
use crate::ical::Zone;
use crate::id::ObjectName;
use crate::schedule::{App, seen};
use crate::store::{Calendar, CalendarKind, Change, Eyes, ObjectHead, Principal, SyncLevel, Tx};

/// Changes read at a time.
const PAGE: usize = 200;

pub(super) fn report(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    let level = level(call, root)?;
    let plan = Plan::of_request(root, DataIs::Available, super::missing(call))?;
    let plan = plan.ok_or_else(|| Failure::BadRequest("DAV:prop is expected".into()))?;
    let token = root.child(DAV, "sync-token").map(Element::text).unwrap_or_default();
    let (token, most) = (token.trim(), super::most_results(root, DAV)?);
    match call.place()? {
        Place::Home(owner) => sync_home::report(call, plan, owner, sync_home::Wanted { token, level, most }),
        Place::Outbox(owner) => outbox(call, owner, token),
        Place::Calendar(owner, house) if house.kind == CalendarKind::House => {
            sync_house::report(call, plan, (owner, house), token, most)
        }
        Place::Calendar(owner, calendar) => {
            let since = since(calendar, token)?;
            let pages = Sync {
                app: call.app.clone(),
                who: call.who.clone(),
                timezones: Timezones::of(&call.request.headers),
                plan,
                floating: super::floating(call.app, calendar),
                owner: Arc::clone(owner),
                calendar: Arc::clone(calendar),
                reached: since.reached,
                floor: since.floor,
                left: most,
            };
            Ok(Answer::multistatus(pages))
        }
        _ => Err(Failure::NotFound),
    }
}

/// How far the client wants to look. In a collection without collections in it both are the same.
fn level(call: &Call<'_>, root: &Element) -> Result<SyncLevel, Failure> {
    let level = root.child(DAV, "sync-level").map(Element::text).unwrap_or_default();
    match level.trim() {
        "1" => Ok(SyncLevel::Collections),
        // Calendar Server's clients say it as Depth does.
        "infinite" | "infinity" => Ok(SyncLevel::Members),
        "" => match Depth::of(&call.request.headers, Depth::Zero)? {
            Depth::Zero | Depth::One => Ok(SyncLevel::Collections),
            Depth::Infinity => Ok(SyncLevel::Members),
        },
        other => Err(Failure::BadRequest(format!("sync-level is {other:?}"))),
    }
}

/// The schedule outbox never holds anything; that it says so lets a home be followed as a whole (RFC 6578 §3.3).
fn outbox(call: &Call<'_>, owner: &Principal, token: &str) -> Result<Answer, Failure> {
    let home = call.app.store.read(|tx| tx.home(owner.id).map_err(Failure::from))?;
    let now = live::outbox_token(owner, &home);
    if !token.is_empty() && token != now {
        return Err(unknown(token));
    }
    let mut out = String::new();
    multistatus::open(&mut out);
    multistatus::close_with_token(&mut out, &now);
    Ok(Response::xml(StatusCode::MULTI_STATUS, out).into())
}

/// The refusal of a token that this server did not give for this collection, or so long ago that it has forgotten what
/// happened since.
pub(super) fn unknown(token: &str) -> Failure {
    Precondition::ValidSyncToken.because(format!("{token:?} is unknown or too old"))
}

/// Where in a collection's log a client is.
struct Since {
    /// The last revision that it was answered.
    reached: i64,
    /// The revision of the time when it had nothing yet: what was removed up to then it never had.
    floor: i64,
}

/// What a token says. The empty one asks for everything there is now.
fn since(calendar: &Calendar, token: &str) -> Result<Since, Failure> {
    if token.is_empty() {
        return Ok(Since { reached: 0, floor: calendar.revision });
    }
    let read = || {
        let (_, numbers) = token.rsplit_once('-')?;
        let (reached, floor) = numbers.split_once('.').unwrap_or((numbers, numbers));
        Some(Since { reached: reached.parse().ok()?, floor: floor.parse().ok()? })
    };
    let known =
        |since: &Since| since.floor >= since.reached && (calendar.pruned..=calendar.revision).contains(&since.floor);
    match read().filter(known) {
        Some(since) if live::begun_sync_token(calendar, since.reached, since.floor) == token => Ok(since),
        _ => Err(unknown(token)),
    }
}

struct Sync {
    app: App,
    who: Principal,
    timezones: Timezones,
    plan: Plan,
    floating: Zone,
    owner: Arc<Owner>,
    /// The collection as it was when the answer began: its revision is the end of the answer.
    calendar: Arc<Calendar>,
    /// The last revision that is answered.
    reached: i64,
    /// Removals up to this revision are of members that the client never had.
    floor: i64,
    /// How many more results the client takes.
    left: Option<usize>,
}

impl Pages for Sync {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let begun = Instant::now();
        let eyes = self.calendar.eyes;
        let changes = match eyes {
            Eyes::Owner | Eyes::Reader => tx.changes_since(self.calendar.id, self.reached, PAGE)?,
            Eyes::Sharee { share, .. } => tx.changes_seen(self.calendar.id, share, self.reached, PAGE)?,
        };
        let is_last = changes.len() < PAGE;
        let newest = changes.last().map_or(self.reached, |change| change.revision);
        // In the same order as the changes, for those that are not removals.
        let mut heads = match eyes {
            Eyes::Owner | Eyes::Reader => tx.heads_changed(self.calendar.id, self.reached, newest)?.into_iter(),
            Eyes::Sharee { .. } => Vec::new().into_iter(),
        };
        for change in changes {
            if change.revision > self.calendar.revision {
                return Ok(self.close(out));
            }
            if change.etag.is_none() && change.revision <= self.floor {
                self.reached = change.revision;
                continue;
            }
            if self.left == Some(0) {
                write_truncated(out, &calendar_resource(&self.owner, &self.calendar));
                let floor = self.floor.max(self.reached);
                multistatus::close_with_token(out, &live::begun_sync_token(&self.calendar, self.reached, floor));
                return Ok(Progress::Done);
            }
            let head = match (&change.etag, eyes) {
                (None, _) => None,
                (Some(_), Eyes::Sharee { .. }) => seen::head(tx, &self.calendar, &change.name)?,
                (Some(_), Eyes::Owner | Eyes::Reader) => {
                    let head = heads.next().filter(|head| head.name == change.name);
                    head.map(|head| tx.head_seen(eyes, head)).transpose()?
                }
            };
            self.write(tx, out, &change, head)?;
            self.reached = change.revision;
            self.left = self.left.map(|left| left - 1);
            if is_enough(out, begun) && self.reached < newest {
                return Ok(Progress::More);
            }
        }
        if is_last {
            return Ok(self.close(out));
        }
        Ok(Progress::More)
    }

    fn is_laborious(&self) -> bool {
        self.plan.rewrites()
    }
}

impl Sync {
    fn close(&self, out: &mut String) -> Progress {
        multistatus::close_with_token(out, &live::sync_token(&self.calendar, self.calendar.revision));
        Progress::Done
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
        let body = match self.plan.needs_data() {
            true => {
                let body = tx.body(head.id)?;
                seen::text(tx, &self.calendar, &head, body)?
            }
            false => Vec::new(),
        };
        let place = Place::Object(Arc::clone(&self.owner), Arc::clone(&self.calendar), head);
        let view = View { app: &self.app, who: &self.who, place: &place };
        let text = Text { body: &body, object: None, floating: &self.floating, timezones: self.timezones };
        Ok(self.plan.write(&view, tx, out, &href, Some(&text))?)
    }
}

/// Says that there is more in a collection than the client asked for (RFC 6578 §3.6).
pub(super) fn write_truncated(out: &mut String, collection: &Resource) {
    let condition = Some((Precondition::NumberOfMatchesWithinLimits, ""));
    multistatus::status(out, &collection.to_string(), StatusCode::INSUFFICIENT_STORAGE, condition);
}
