//! Which members are the caller's, and who is named in an access list (RFC 3744 §9.2, §9.3).

use std::collections::BTreeSet;

use hyper::StatusCode;

use super::super::Call;
use super::super::answer::{Answer, Response};
use super::super::conditions::Depth;
use super::super::error::Failure;
use super::super::live::View;
use super::super::methods::Needs;
use super::super::multistatus;
use super::super::place::{Place, calendar_resource};
use super::super::plan::{DataIs, Plan};
use super::super::privileges;
use super::super::resource::Resource;
use super::super::xml::{DAV, Element};
use crate::access::{Delegation, Privileges, Whom};
use crate::id::PrincipalId;
use crate::store::Tx;

/// What a member must be to be the caller's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mine {
    /// A principal that the caller is, or is a member of.
    Principal,
    /// Something whose `DAV:owner` is such a principal.
    Owned,
}

/// principal-match: principals that the caller is or is in, or resources of which the caller is the owner.
pub(super) fn mine(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    only_depth_0(call)?;
    let mine = match (root.child(DAV, "self"), root.child(DAV, "principal-property")) {
        (Some(_), None) => Mine::Principal,
        (None, Some(property)) if property.child(DAV, "owner").is_some() => Mine::Owned,
        // Another property names nobody here, so nothing matches (RFC 3744 §9.3).
        (None, Some(_)) => return Ok(nothing()),
        _ => return Err(Failure::BadRequest("DAV:self or DAV:principal-property is expected".into())),
    };
    let plan = Plan::of_request(root, DataIs::Unknown, super::missing(call))?.unwrap_or_else(Plan::of_nothing);
    let out = call.app.store.read(|tx| {
        let found = match mine {
            Mine::Principal => principals_of(call, tx)?,
            Mine::Owned => owned_by(call, tx)?,
        };
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

/// What the caller owns at and below the place of the request.
fn owned_by(call: &Call<'_>, tx: &mut Tx<'_>) -> Result<Vec<Resource>, Failure> {
    let home = Resource::Home(call.who.name.clone());
    let everything = |tx: &mut Tx<'_>| -> Result<Vec<Resource>, Failure> {
        let calendars = tx.calendars(call.who.id)?;
        let collections = calendars.iter().map(|calendar| calendar_resource(call.who, calendar));
        let outbox = Resource::Outbox(call.who.name.clone());
        Ok([home.clone()].into_iter().chain(collections).chain([outbox]).collect())
    };
    match call.place()? {
        Place::Site | Place::Root | Place::Homes => everything(tx),
        Place::Home(owner) if owner.id == call.who.id => everything(tx),
        Place::Calendar(owner, _) | Place::Outbox(owner) if owner.id == call.who.id => Ok(vec![call.resource.clone()]),
        _ => Ok(Vec::new()),
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
    for resource in found {
        let place = Place::find(tx, call.who, resource)?;
        let view = View { app: call.app, who: call.who, place: &place };
        plan.write(&view, tx, &mut out, &resource.to_string(), None)?;
    }
    multistatus::close(&mut out);
    Ok(out)
}
