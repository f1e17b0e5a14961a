//! Properties of access lists and groups (RFC 3744 §4.3 to §5.7).

use super::{Found, View, write_href};
use crate::access::{Ace, Delegation, Privileges, Scope, Whom};
use crate::dav::place::{COMMON, Kinds, Place, calendar_resource};
use crate::dav::privileges::{inherited_from, outermost, write_privilege};
use crate::dav::resource::Resource;
use crate::store::{Principal, PrincipalKind, StoreError, Tx};

type Answer = Result<Found, StoreError>;

pub(super) fn group_member_set(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let members = match view.place {
        Place::Proxy(owner, level) => tx.delegates(owner.id, *level)?,
        Place::Principal(team) if team.kind == PrincipalKind::Group => tx.members(team.id)?,
        _ => Vec::new(),
    };
    write_principals(out, &members);
    Ok(Found::Yes)
}

pub(super) fn group_membership(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Place::Principal(member) = view.place else { return Ok(Found::Yes) };
    write_principals(out, &tx.memberships(member.id)?);
    for level in Delegation::BOTH {
        for owner in tx.delegated_by(member.id, level)? {
            write_href(out, &Resource::Proxy(owner.name, level));
        }
    }
    Ok(Found::Yes)
}

pub(super) fn calendar_proxy_read_for(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    proxy_for(view, tx, out, Delegation::Read)
}

pub(super) fn calendar_proxy_write_for(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    proxy_for(view, tx, out, Delegation::Write)
}

/// Those who made this principal, or a group it is in, their delegate.
fn proxy_for(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String, level: Delegation) -> Answer {
    let Some(delegate) = view.place.owner() else { return Ok(Found::No) };
    write_principals(out, &tx.delegated_by(delegate.id, level)?);
    Ok(Found::Yes)
}

fn write_principals(out: &mut String, principals: &[Principal]) {
    for principal in principals {
        write_href(out, &Resource::Principal(principal.name.clone()));
    }
}

/// Entries that nobody can change, those that were set, and those of the home.
pub(super) fn acl(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    if !view.place.here().contain(Privileges::READ_ACL) {
        return Ok(Found::Lacks);
    }
    let (Some(owner), Some(scope)) = (view.place.owner(), view.place.scope()) else {
        let ace = Ace { whom: Whom::Authenticated, granted: COMMON };
        write_ace(tx, out, view.place.owner(), view.place.kind(), &ace, "<protected/>")?;
        return Ok(Found::Yes);
    };
    let (kind, from) = (view.place.kind(), collection_of(view.place));
    let from = from.map_or(String::new(), |collection| inherited(&collection));
    for ace in scope.protected() {
        write_ace(tx, out, Some(owner), kind, ace, "<protected/>")?;
    }
    for ace in tx.aces(owner.id, scope)? {
        write_ace(tx, out, Some(owner), kind, &ace, &from)?;
    }
    for above in inherited_from(tx, scope)? {
        write_inherited(tx, out, owner, kind, above)?;
    }
    Ok(Found::Yes)
}

/// Where the list of something above stands.
fn resource_of(tx: &mut Tx<'_>, owner: &Principal, scope: Scope) -> Result<Resource, StoreError> {
    Ok(match scope {
        Scope::BookHome => Resource::BookHome(owner.name.clone()),
        Scope::Folder(id) => Resource::Folder(owner.name.clone(), tx.file_path(id)?),
        _ => Resource::Home(owner.name.clone()),
    })
}

/// The collection from which a member has all its entries.
fn collection_of(place: &Place) -> Option<Resource> {
    match place {
        Place::Object(owner, calendar, _) => Some(calendar_resource(owner, calendar)),
        _ => None,
    }
}

fn inherited(from: &Resource) -> String {
    format!("<inherited><href>{from}</href></inherited>")
}

/// The owner's entry stands at each place already.
fn write_inherited(
    tx: &mut Tx<'_>,
    out: &mut String,
    owner: &Principal,
    kind: Kinds,
    above: Scope,
) -> Result<(), StoreError> {
    let from = inherited(&resource_of(tx, owner, above)?);
    let protected = format!("<protected/>{from}");
    for ace in above.protected().iter().filter(|ace| ace.whom != Whom::Owner) {
        write_ace(tx, out, Some(owner), kind, ace, &protected)?;
    }
    for ace in tx.aces(owner.id, above)? {
        write_ace(tx, out, Some(owner), kind, &ace, &from)?;
    }
    Ok(())
}

/// Writes an entry, unless it grants nothing that means something at this kind of place.
fn write_ace(
    tx: &mut Tx<'_>,
    out: &mut String,
    owner: Option<&Principal>,
    kind: Kinds,
    ace: &Ace,
    how: &str,
) -> Result<(), StoreError> {
    let names = outermost(kind, ace.granted);
    let Some(whom) = principal_element(tx, owner, ace.whom)?.filter(|_| !names.is_empty()) else { return Ok(()) };
    out.push_str("<ace><principal>");
    out.push_str(&whom);
    out.push_str("</principal><grant>");
    for name in names {
        write_privilege(out, name);
    }
    out.push_str("</grant>");
    out.push_str(how);
    out.push_str("</ace>");
    Ok(())
}

fn principal_element(tx: &mut Tx<'_>, owner: Option<&Principal>, whom: Whom) -> Result<Option<String>, StoreError> {
    let mut out = String::new();
    match whom {
        Whom::Principal(id) => {
            let Some(principal) = tx.principal(id)? else { return Ok(None) };
            write_href(&mut out, &Resource::Principal(principal.name));
        }
        Whom::Delegates(level) => {
            let Some(owner) = owner else { return Ok(None) };
            write_href(&mut out, &proxy(owner, level));
        }
        Whom::Authenticated => out.push_str("<authenticated/>"),
        Whom::All => out.push_str("<all/>"),
        Whom::Owner => out.push_str("<property><owner/></property>"),
    }
    Ok(Some(out))
}

/// The group of a principal's delegates.
fn proxy(owner: &Principal, level: Delegation) -> Resource {
    Resource::Proxy(owner.name.clone(), level)
}

pub(super) fn acl_restrictions(_: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    out.push_str("<grant-only/><no-invert/>");
    Ok(Found::Yes)
}

pub(super) fn inherited_acl_set(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let (Some(owner), Some(scope)) = (view.place.owner(), view.place.scope()) else { return Ok(Found::Yes) };
    if let Some(collection) = collection_of(view.place) {
        write_href(out, &collection);
    }
    for above in inherited_from(tx, scope)? {
        let resource = resource_of(tx, owner, above)?;
        write_href(out, &resource);
    }
    Ok(Found::Yes)
}
