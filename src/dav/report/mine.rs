//! Which members are the caller's, and who is named in an access list (RFC 3744 §9.2, §9.3).

use std::collections::BTreeSet;

use hyper::StatusCode;

use super::super::Call;
use super::super::answer::{Answer, Response};
use super::super::conditions::Depth;
use super::super::error::{Failure, Precondition};
use super::super::live::View;
use super::super::methods::Needs;
use super::super::multistatus;
use super::super::place::{Place, calendar_resource};
use super::super::plan::{DataIs, Plan};
use super::super::privileges;
use super::super::resource::Resource;
use super::super::scope;
use super::super::xml::{DAV, Element};
use crate::access::{Delegation, Privileges, Whom};
use crate::id::{CalendarId, ObjectName, PrincipalId};
use crate::store::{CalendarKind, File, Principal, Tx};

/// What a member must be to be the caller's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mine {
    /// A principal that the caller is, or is a member of.
    Principal,
    /// Something whose `DAV:owner` is such a principal.
    Owned,
}

/// Resources that are listed at most.
const MOST: usize = 2_000;

/// principal-match: principals that the caller is or is in, or resources of which the caller is the owner.
pub(super) fn mine(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    only_depth_0(call)?;
    let mine = match (root.child(DAV, "self"), root.child(DAV, "principal-property")) {
        (Some(_), None) => Mine::Principal,
        (None, Some(property)) if property.child(DAV, "owner").is_some() => Mine::Owned,
        // A principal's own URL.
        (None, Some(property)) if property.child(DAV, "principal-URL").is_some() => Mine::Principal,
        // What else names a principal names several, or one that is not looked for.
        (None, Some(_)) => return Ok(nothing()),
        _ => return Err(Failure::BadRequest("DAV:self or DAV:principal-property is expected".into())),
    };
    let plan = Plan::of_request(root, DataIs::Unknown, super::missing(call))?.unwrap_or_else(Plan::of_nothing);
    let out = call.app.store.read(|tx| {
        let mut found = match mine {
            Mine::Principal => principals_of(call, tx)?,
            Mine::Owned => owned_at(call, tx)?,
        };
        found.retain(|resource| scope::check(call.request.scope, resource).is_ok());
        written(call, tx, &plan, &found)
    })?;
    Ok(Response::xml(StatusCode::MULTI_STATUS, out).into())
}

/// The caller and the caller's groups, where the request looks at principals.
fn principals_of(call: &Call<'_>, tx: &mut Tx<'_>) -> Result<Vec<Resource>, Failure> {
    let around = match call.place()? {
        Place::Site | Place::Root | Place::Principals => None,
        Place::Principal(owner) => Some(owner.id),
        _ => return Ok(Vec::new()),
    };
    let mut ids: BTreeSet<PrincipalId> = tx.groups_of(call.who.id)?.into_iter().collect();
    ids.insert(call.who.id);
    ids.retain(|id| around.is_none_or(|around| around == *id));
    let mut found = Vec::new();
    for id in ids {
        found.extend(tx.principal(id)?.map(|principal| Resource::Principal(principal.name)));
    }
    for level in Delegation::BOTH {
        let owners = tx.delegated_by(call.who.id, level)?.into_iter().filter(|_| around.is_none());
        found.extend(owners.map(|owner| Resource::Proxy(owner.name, level)));
    }
    Ok(found)
}

/// What the caller owns at and below the place of the request, one more than are listed at most.
fn owned_at(call: &Call<'_>, tx: &mut Tx<'_>) -> Result<Vec<Resource>, Failure> {
    let mut owned = Owned { who: call.who, found: Vec::new() };
    let is_own = |owner: &Principal| owner.id == call.who.id;
    match call.place()? {
        Place::Site | Place::Root => {
            owned.take_home(tx)?;
            owned.take_books(tx)?;
            owned.take_files(tx)?;
        }
        Place::Homes => owned.take_home(tx)?,
        Place::Home(owner) if is_own(owner) => owned.take_home(tx)?,
        Place::BookHomes => owned.take_books(tx)?,
        Place::BookHome(owner) if is_own(owner) => owned.take_books(tx)?,
        Place::Spaces => owned.take_files(tx)?,
        Place::File(owner, file) if is_own(owner) => owned.take_file(tx, call.resource.clone(), file)?,
        // The book of the house is nobody's.
        Place::Calendar(_, book) | Place::Object(_, book, _) if book.kind == CalendarKind::House => {}
        Place::Calendar(owner, calendar) if is_own(owner) => {
            owned.take_collection(tx, call.resource.clone(), calendar.id)?
        }
        Place::Outbox(owner) | Place::FreeBusy(owner) | Place::Object(owner, ..) if is_own(owner) => {
            owned.found.push(call.resource.clone());
        }
        _ => {}
    }
    Ok(owned.found)
}

/// What somebody owns, as far as it was found.
struct Owned<'a> {
    who: &'a Principal,
    found: Vec<Resource>,
}

impl Owned<'_> {
    /// How many more are looked for.
    fn left(&self) -> usize {
        (MOST + 1).saturating_sub(self.found.len())
    }

    fn take_home(&mut self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        self.found.push(Resource::Home(self.who.name.clone()));
        self.found.push(Resource::Outbox(self.who.name.clone()));
        for calendar in tx.calendars(self.who.id)? {
            self.take_collection(tx, calendar_resource(self.who, &calendar), calendar.id)?;
        }
        Ok(())
    }

    fn take_books(&mut self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        self.found.push(Resource::BookHome(self.who.name.clone()));
        for book in tx.books(self.who.id)? {
            self.take_collection(tx, calendar_resource(self.who, &book), book.id)?;
        }
        Ok(())
    }

    /// A calendar or an address book, with what is in it.
    fn take_collection(&mut self, tx: &mut Tx<'_>, collection: Resource, id: CalendarId) -> Result<(), Failure> {
        let heads = tx.object_heads(id, "", self.left())?;
        let names = heads.into_iter().filter_map(|head| ObjectName::parse(&head.name).ok());
        let members: Vec<Resource> = names.filter_map(|name| collection.member(name)).collect();
        self.found.push(collection);
        self.found.extend(members);
        Ok(())
    }

    fn take_files(&mut self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        match tx.file_root(self.who.id)? {
            Some(root) => self.take_file(tx, Resource::Folder(self.who.name.clone(), Vec::new()), &root),
            None => Ok(()),
        }
    }

    /// A file, or a folder with all that is below it.
    fn take_file(&mut self, tx: &mut Tx<'_>, resource: Resource, file: &File) -> Result<(), Failure> {
        let mut waiting = vec![(resource, file.is_folder().then_some(file.id))];
        while let Some((resource, folder)) = waiting.pop().filter(|_| self.left() > 0) {
            for member in folder.map(|id| tx.files(id, "", self.left())).transpose()?.into_iter().flatten() {
                let Some(below) = ObjectName::parse(&member.name).ok().and_then(|name| resource.member(name)) else {
                    continue;
                };
                match member.is_folder() {
                    true => waiting.push((below.as_collection(), Some(member.id))),
                    false => self.found.push(below),
                }
            }
            self.found.push(resource);
        }
        Ok(())
    }
}

/// acl-principal-prop-set: the principals that the access list names, each once.
pub(super) fn named(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    only_depth_0(call)?;
    if root.children_named(DAV, "prop").count() > 1 {
        return Err(Failure::BadRequest("one DAV:prop at most is expected".into()));
    }
    privileges::check(&call.spot, Needs::Here(Privileges::READ_ACL), &call.resource)?;
    let plan = Plan::of_request(root, DataIs::Unknown, super::missing(call))?.unwrap_or_else(Plan::of_nothing);
    let place = call.place()?;
    let Some((owner, scope)) = place.owner().zip(place.scope()) else { return Ok(nothing()) };
    let out = call.app.store.read(|tx| {
        let mut found: Vec<Resource> = Vec::new();
        for scope in [vec![scope], privileges::inherited_from(tx, scope)?].concat() {
            for ace in [scope.protected(), &tx.aces(owner.id, scope)?].concat() {
                found.extend(match ace.whom {
                    Whom::Principal(id) => tx.principal(id)?.map(|principal| Resource::Principal(principal.name)),
                    Whom::Delegates(level) => Some(Resource::Proxy(owner.name.clone(), level)),
                    Whom::Owner => Some(Resource::Principal(owner.name.clone())),
                    Whom::Authenticated | Whom::All => None,
                });
            }
        }
        let mut seen = Vec::new();
        found.retain(|resource| {
            !seen.contains(resource) && {
                seen.push(resource.clone());
                true
            }
        });
        written(call, tx, &plan, &found)
    })?;
    Ok(Response::xml(StatusCode::MULTI_STATUS, out).into())
}

pub(super) fn only_depth_0(call: &Call<'_>) -> Result<(), Failure> {
    match Depth::of(&call.request.headers, Depth::Zero)? {
        Depth::Zero => Ok(()),
        _ => Err(Failure::BadRequest("Depth can be 0".into())),
    }
}

fn nothing() -> Answer {
    let mut out = String::new();
    multistatus::open(&mut out);
    multistatus::close(&mut out);
    Response::xml(StatusCode::MULTI_STATUS, out).into()
}

fn written(call: &Call<'_>, tx: &mut Tx<'_>, plan: &Plan, found: &[Resource]) -> Result<String, Failure> {
    let mut out = String::new();
    multistatus::open(&mut out);
    for resource in found.iter().take(MOST) {
        let place = Place::find(tx, call.who, resource)?;
        let view = View { app: call.app, who: call.who, place: &place };
        plan.write(&view, tx, &mut out, &resource.to_string(), None)?;
    }
    if found.len() > MOST {
        // What was found is not all, in the manner of RFC 6578 §3.6.
        let condition = Some((Precondition::NumberOfMatchesWithinLimits, ""));
        multistatus::status(&mut out, &call.resource.to_string(), StatusCode::INSUFFICIENT_STORAGE, condition);
    }
    multistatus::close(&mut out);
    Ok(out)
}
