//! Whether the caller may: once to answer early, and in the transaction of every write into somebody else's home.

use super::error::Failure;
use super::methods::Needs;
use super::place::{Kinds, Place, Spot};
use super::resource::Resource;
use super::states::States;
use crate::access::{Privileges, Scope, TREE};
use crate::schedule::{Conditions, Refused};
use crate::store::{Principal, StoreError, Tx};

/// What does not hold in the transaction of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// What a condition says; the answer is 412.
    State,
    /// The caller is not allowed this on that.
    Privilege(Privileges, Resource),
}

impl From<Unmet> for Failure {
    fn from(unmet: Unmet) -> Failure {
        match unmet {
            Unmet::State => Failure::ConditionFailed,
            Unmet::Privilege(privilege, resource) => Failure::lacks(privilege, &resource),
        }
    }
}

impl From<Unmet> for Refused {
    fn from(unmet: Unmet) -> Refused {
        match unmet {
            Unmet::State => Refused::Condition,
            Unmet::Privilege(privilege, _) => Refused::Privilege(privilege),
        }
    }
}

/// What has to hold in the transaction of a write.
pub(super) struct Guard {
    pub(super) who: Principal,
    pub(super) rights: Vec<(Resource, Needs)>,
    pub(super) states: Option<(Resource, States)>,
    /// What `If-Match` and its kin say, where the method does not look at that itself.
    pub(super) conditions: Option<(Resource, Conditions)>,
}

impl Guard {
    /// Looks whether it holds.
    ///
    /// # Errors
    /// What does not hold, or a store that fails.
    pub(super) fn check<E: From<StoreError> + From<Unmet>>(&self, tx: &mut Tx<'_>) -> Result<(), E> {
        for (resource, needs) in &self.rights {
            match Spot::of(tx, &self.who, resource) {
                Ok(spot) => missing(&spot, *needs, resource).map_or(Ok(()), Err)?,
                Err(Failure::Store(error)) => return Err(error.into()),
                Err(_) => return Err(Unmet::Privilege(Privileges::READ, resource.clone()).into()),
            }
        }
        if let Some((resource, conditions)) = &self.conditions {
            let there = match Spot::of(tx, &self.who, resource) {
                Ok(Spot::There(place)) => Some(place),
                Ok(Spot::Free(..)) => None,
                Err(Failure::Store(error)) => return Err(error.into()),
                Err(_) => None,
            };
            if !conditions.hold_for(there.as_ref().map(Place::tags)) {
                return Err(Unmet::State.into());
            }
        }
        match &self.states {
            Some((resource, states)) if !states.hold(tx, &self.who, resource)? => Err(Unmet::State.into()),
            _ => Ok(()),
        }
    }
}

/// Whether the caller may do what needs this.
///
/// # Errors
/// `need-privileges`, with the first that is missing.
pub(super) fn check(spot: &Spot, needs: Needs, resource: &Resource) -> Result<(), Failure> {
    missing(spot, needs, resource).map_or(Ok(()), |unmet| Err(unmet.into()))
}

/// The lists that hold for something beside its own, the farthest first.
///
/// # Errors
/// The store failed.
pub(super) fn inherited_from(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<Scope>, StoreError> {
    match scope {
        Scope::Folder(id) => Ok(tx.folders_above(id)?.into_iter().map(Scope::Folder).collect()),
        other => Ok(other.above().into_iter().collect()),
    }
}

/// The privilege that is missing. What is not there needs the right to see that, which is the right to read the
/// collection, unless it is about to be made. Who may not see a place is told so and nothing else: whatever is missing,
/// the answer is the same whether there is something or not (RFC 3744 §7.1.1).
fn missing(spot: &Spot, needs: Needs, resource: &Resource) -> Option<Unmet> {
    let (held, privilege, of) = match (spot, needs) {
        (_, Needs::ByBody) => return None,
        (Spot::There(place), Needs::Here(privilege) | Needs::HereOrAbove(privilege, _)) => {
            (place.here(), privilege, resource.clone())
        }
        (Spot::There(place), Needs::Above(privilege)) => (place.above(), privilege, resource.above()),
        (Spot::Free(_, above), Needs::Above(privilege) | Needs::HereOrAbove(_, privilege)) => {
            (above.here(), privilege, resource.above())
        }
        (Spot::Free(_, above), Needs::Here(_)) => (above.here(), Privileges::READ, resource.clone()),
    };
    match (held.contain(privilege), spot.is_readable()) {
        (true, _) => None,
        (false, true) => Some(Unmet::Privilege(privilege, of)),
        (false, false) => Some(Unmet::Privilege(Privileges::READ, resource.clone())),
    }
}

const CALENDARS: Kinds = Kinds::CALENDAR.or(Kinds::HOME);
const COLLECTIONS: Kinds = CALENDARS.or(Kinds::BOOK_HOME).or(Kinds::BOOK).or(Kinds::FOLDER);
const MEMBERS: Kinds = Kinds::OBJECT.or(Kinds::CARD).or(Kinds::FILE);

/// The privileges that mean something at a kind of place. What is granted on a home holds for what is in it, so a home
/// knows what can be granted there.
pub(super) fn known_at(kind: Kinds) -> Privileges {
    let always = Privileges::READ.but(Privileges::READ_FREE_BUSY).or(Privileges::READ_ACL).or(Privileges::WRITE_ACL);
    let rows = [
        (CALENDARS.or(Kinds::OBJECT).or(Kinds::FREE_BUSY), Privileges::READ_FREE_BUSY),
        (Kinds::ALL.but(Kinds::FREE_BUSY), Privileges::WRITE_PROPERTIES),
        (COLLECTIONS.or(MEMBERS), Privileges::WRITE_CONTENT),
        (COLLECTIONS, Privileges::BIND),
        (COLLECTIONS.or(Kinds::INBOX), Privileges::UNBIND),
        (Kinds::INBOX, Privileges::DELIVER),
        (Kinds::OUTBOX, Privileges::SEND),
    ];
    rows.iter().filter(|(on, _)| on.meets(kind)).fold(always, |all, (_, set)| all.or(*set))
}

/// The privileges of the tree that a caller who holds these has at a kind of place.
pub(super) fn held_at(kind: Kinds, held: Privileges) -> Vec<&'static str> {
    let known = known_at(kind);
    let has = |node: &&crate::access::Node| known.contain(node.needs) && held.contain(node.set.and(known));
    TREE.iter().filter(has).map(|node| node.name).collect()
}

/// Writes a privilege by its name in the tree.
pub(super) fn write_privilege(out: &mut String, name: &str) {
    out.push_str("<privilege><");
    out.push_str(name);
    out.push_str("/></privilege>");
}

/// The outermost privileges of the tree that a set holds whole, which say the same in fewer words.
pub(super) fn outermost(kind: Kinds, set: Privileges) -> Vec<&'static str> {
    let mut left = set;
    let mut names = Vec::new();
    for node in TREE {
        let whole = grantable_at(kind).and(node.set);
        if known_at(kind).contain(node.needs) && set.contain(whole) && !left.and(whole).is_empty() {
            names.push(node.name);
            left = left.but(whole);
        }
    }
    names
}

/// What a privilege granted at a kind of place can hold: on a home everything that may be in one.
pub(super) fn grantable_at(kind: Kinds) -> Privileges {
    if kind == Kinds::HOME { Privileges::ALL } else { known_at(kind) }
}

/// Writes `DAV:supported-privilege-set` of a kind of place.
pub(super) fn write_tree(kind: Kinds, out: &mut String) {
    write_inside(known_at(kind), "", out);
}

// The tree is our own and three levels deep.
fn write_inside(known: Privileges, around: &str, out: &mut String) {
    for node in TREE.iter().filter(|node| node.inside == around && known.contain(node.needs)) {
        out.push_str("<supported-privilege>");
        write_privilege(out, node.name);
        out.push_str("<description xml:lang=\"en\">");
        out.push_str(node.about);
        out.push_str("</description>");
        write_inside(known, node.name, out);
        out.push_str("</supported-privilege>");
    }
}
