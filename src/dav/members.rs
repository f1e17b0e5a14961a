//! Who is in a group, and who are somebody's delegates: the writable `DAV:group-member-set` (RFC 3744 §4.3).

use std::collections::BTreeSet;

use super::error::Failure;
use super::place::Place;
use super::resource::Resource;
use crate::account::sharing;
use crate::ical::Timestamp;
use crate::id::PrincipalId;
use crate::store::{Principal, PrincipalKind, Tx};

/// Members of one group.
pub(super) const MAX_MEMBERS: usize = 2_000;

/// Replaces the members.
///
/// # Errors
/// `BadRequest`: an href that names nobody, a group inside itself, a delegate of oneself.
pub(super) fn replace(tx: &mut Tx<'_>, place: &Place, hrefs: &[String], now: Timestamp) -> Result<(), Failure> {
    let mut members = BTreeSet::new();
    match place {
        Place::Principal(team) if team.kind == PrincipalKind::Group => {
            let around = tx.groups_of(team.id)?;
            for href in hrefs {
                let member = named(tx, href)?;
                if member.id == team.id || around.contains(&member.id) {
                    return Err(Failure::BadRequest(format!("{} would be inside itself", member.name)));
                }
                members.insert(member.id);
            }
            tx.set_members(team.id, &ids(members))?;
            Ok(sharing::follow_group(tx, team.id, now)?)
        }
        Place::Proxy(owner, level) => {
            for href in hrefs {
                let member = named(tx, href)?;
                if member.id == owner.id {
                    return Err(Failure::BadRequest(format!("{} needs no delegation", member.name)));
                }
                members.insert(member.id);
            }
            Ok(tx.set_delegates(owner.id, *level, &ids(members))?)
        }
        _ => Err(Failure::BadRequest("this is no group".into())),
    }
}

fn ids(members: BTreeSet<PrincipalId>) -> Vec<PrincipalId> {
    members.into_iter().collect()
}

fn named(tx: &mut Tx<'_>, href: &str) -> Result<Principal, Failure> {
    let unknown = || Failure::BadRequest(format!("{} is no principal", href.trim()));
    match Resource::of_href(href) {
        Ok(Resource::Principal(name)) => tx.principal_by_name(&name)?.ok_or_else(unknown),
        _ => Err(unknown()),
    }
}
