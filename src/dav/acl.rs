//! ACL: who may do what here (RFC 3744 §8.1). Lists only grant; what nobody can change stays, whatever is sent. An object has
//! no entries of its own: a client may send back those of its calendar, and add none.

use hyper::StatusCode;

use super::Call;
use super::answer::Response;
use super::error::{Failure, Precondition};
use super::place::{Kinds, Place};
use super::privileges;
use super::resource::Resource;
use super::xml::{self, CALDAV, DAV, Element, Name};
use crate::access::{Ace, Node, Privileges, Scope, TREE, Whom};
use crate::account::sharing;
use crate::store::{Principal, PrincipalKind, Tx};

/// Entries in one list.
const MAX_ACES: usize = 200;

pub(super) async fn acl(call: &Call<'_>) -> Result<Response, Failure> {
    let root = xml::read(&call.request.body)?;
    if !root.is(DAV, "acl") {
        return Err(Failure::BadRequest("a DAV:acl is expected".into()));
    }
    let place = call.place()?;
    let (owner, scope) = place.owner().zip(place.scope()).ok_or(Failure::NotFound)?;
    if matches!(place, Place::Principal(owner) if owner.kind != PrincipalKind::Group) {
        return Err(Precondition::NoAceConflict.because("everybody may read a principal, and the rest is its own"));
    }
    let kind = place.kind();
    let asked: Vec<Asked> = root.children_named(DAV, "ace").map(|ace| read(ace, kind)).collect::<Result<_, _>>()?;
    if asked.len() > MAX_ACES {
        return Err(Precondition::LimitedNumberOfAces.because(format!("at most {MAX_ACES}")));
    }
    let is_member = matches!(place, Place::Object(..));
    let (owner, now) = (owner.clone(), call.app.clock.now());
    call.write::<_, Failure, _>(move |tx| {
        let mut above = privileges::inherited_from(tx, scope)?;
        above.extend(Some(scope).filter(|_| is_member));
        let aces = resolved(tx, &owner, scope, &above, asked)?;
        if is_member {
            let refused = || Precondition::LimitedNumberOfAces.because("an object has the entries of its calendar");
            return if aces.is_empty() { Ok(()) } else { Err(refused()) };
        }
        tx.set_aces(owner.id, scope, &aces)?;
        if let Scope::Calendar(id) = scope
            && let Some(calendar) = tx.calendar_by_id(id)?
        {
            sharing::follow_list(tx, &calendar, now)?;
        }
        Ok(())
    })
    .await?;
    Ok(Response::empty(StatusCode::OK))
}

/// An entry as it was sent.
struct Asked {
    whom: AskedWhom,
    granted: Privileges,
    origin: Origin,
}

enum AskedWhom {
    Href(Resource),
    Known(Whom),
}

/// Where an entry is said to come from: clients send back what they were shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Set,
    Protected,
    Inherited,
}

fn read(ace: &Element, kind: Kinds) -> Result<Asked, Failure> {
    if ace.child(DAV, "invert").is_some() {
        return Err(Precondition::NoInvert.because("an entry is about those it names"));
    }
    if ace.child(DAV, "deny").is_some() {
        return Err(Precondition::GrantOnly.because("what is not granted is denied"));
    }
    let bad = |what: &str| Failure::BadRequest(format!("DAV:{what} is expected in each DAV:ace"));
    let origin = match (ace.child(DAV, "inherited"), ace.child(DAV, "protected")) {
        (Some(_), _) => Origin::Inherited,
        (None, Some(_)) => Origin::Protected,
        (None, None) => Origin::Set,
    };
    let principal = ace.child(DAV, "principal").ok_or_else(|| bad("principal"))?;
    let grant = ace.child(DAV, "grant").ok_or_else(|| bad("grant"))?;
    let mut granted = Privileges::NONE;
    for privilege in grant.children_named(DAV, "privilege").flat_map(Element::children) {
        // An entry of what is above may hold what means nothing here.
        let here = if origin == Origin::Set { kind } else { above(kind) };
        granted = granted.or(known(&privilege.name, here)?);
    }
    if granted.is_empty() {
        return Err(bad("privilege"));
    }
    Ok(Asked { whom: whom(principal)?, granted, origin })
}

/// What kind of place hands its entries down to one of this kind.
fn above(kind: Kinds) -> Kinds {
    match kind {
        Kinds::BOOK | Kinds::BOOK_HOME => Kinds::BOOK_HOME,
        Kinds::FOLDER => Kinds::FOLDER,
        _ => Kinds::HOME,
    }
}

/// What a privilege holds at a kind of place. To read is the same everywhere: that nobody is busy in an address book
/// makes no other privilege of it.
fn known(name: &Name, kind: Kinds) -> Result<Privileges, Failure> {
    let is_it = |node: &&Node| match node.name.strip_prefix("C:") {
        Some(local) => name.is(CALDAV, local),
        None => name.is(DAV, node.name),
    };
    let node = TREE.iter().find(is_it).filter(|node| privileges::known_at(kind).contain(node.needs));
    let node = node.ok_or_else(|| Precondition::NotSupportedPrivilege.because(name.local()))?;
    let set = node.set.and(privileges::grantable_at(kind));
    let reads = set.contain(Privileges::READ.but(Privileges::READ_FREE_BUSY));
    Ok(if reads { set.or(Privileges::READ) } else { set })
}

fn whom(principal: &Element) -> Result<AskedWhom, Failure> {
    let not_allowed = || Precondition::AllowedPrincipal.because("name a principal, all, authenticated or the owner");
    let mut inside = principal.children();
    let (Some(whom), None) = (inside.next(), inside.next()) else {
        return Err(Failure::BadRequest("one principal is expected in each DAV:ace".into()));
    };
    match whom.name.local() {
        "href" if whom.is(DAV, "href") => {
            let resource = Resource::of_href(&whom.text());
            resource.map(AskedWhom::Href).map_err(|_| Precondition::RecognizedPrincipal.because(whom.text()))
        }
        "all" if whom.is(DAV, "all") => Ok(AskedWhom::Known(Whom::All)),
        "authenticated" if whom.is(DAV, "authenticated") => Ok(AskedWhom::Known(Whom::Authenticated)),
        "property" if whom.child(DAV, "owner").is_some() => Ok(AskedWhom::Known(Whom::Owner)),
        // Nobody comes here without signing in, so there is nothing to allow to `unauthenticated`.
        _ => Err(not_allowed()),
    }
}

/// The entries to keep, with their principals looked up; those that stand here anyway, or come from above, are left out.
fn resolved(
    tx: &mut Tx<'_>,
    owner: &Principal,
    scope: Scope,
    above: &[Scope],
    asked: Vec<Asked>,
) -> Result<Vec<Ace>, Failure> {
    let mut inherited: Vec<Ace> = Vec::new();
    for above in above {
        inherited.extend_from_slice(above.protected());
        inherited.extend(tx.aces(owner.id, *above)?);
    }
    let mut aces: Vec<Ace> = Vec::new();
    for Asked { whom, granted, origin } in asked {
        let whom = match whom {
            AskedWhom::Known(whom) => whom,
            AskedWhom::Href(resource) => named(tx, owner, &resource)?,
        };
        let stands = |list: &[Ace]| list.iter().any(|ace| ace.whom == whom && ace.granted.contain(granted));
        match origin {
            Origin::Set => match aces.iter_mut().find(|ace| ace.whom == whom) {
                Some(ace) => ace.granted = ace.granted.or(granted),
                None => aces.push(Ace { whom, granted }),
            },
            Origin::Protected if stands(scope.protected()) => {}
            Origin::Inherited if stands(&inherited) => {}
            Origin::Protected => return Err(Precondition::NoProtectedAceConflict.because("there is no such entry")),
            Origin::Inherited => return Err(Precondition::NoInheritedAceConflict.because("there is no such entry")),
        }
    }
    Ok(aces)
}

fn named(tx: &mut Tx<'_>, owner: &Principal, resource: &Resource) -> Result<Whom, Failure> {
    match resource {
        Resource::Principal(name) => {
            let found = tx.principal_by_name(name)?;
            let found = found.ok_or_else(|| Precondition::RecognizedPrincipal.at(resource))?;
            Ok(Whom::Principal(found.id))
        }
        Resource::Proxy(name, level) if *name == owner.name => Ok(Whom::Delegates(*level)),
        Resource::Proxy(..) => Err(Precondition::AllowedPrincipal.because("these are somebody else's delegates")),
        _ => Err(Precondition::RecognizedPrincipal.at(resource)),
    }
}
